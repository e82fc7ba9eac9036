/* protocol/dlt645/dlt645_value.c - BCD numbers and the text of field values; see dlt645_item.h.
 *
 * Every format first writes its text into a small buffer, then copies it: one place decides about
 * space and about what happens to bytes that are no legal value. */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_time.h"
#include <stdio.h>
#include <string.h>

#define BCD_SIZE_MAX 8
#define SIGN_BIT     0x80

int64_t dlt645_bcd_get(const uint8_t *bytes, size_t size)
{
    if (size > BCD_SIZE_MAX)
        return -1;
    int64_t value = 0;
    for (size_t i = size; i-- > 0;) {
        int high = bytes[i] >> 4, low = bytes[i] & 0x0F;
        if (high > 9 || low > 9)
            return -1;
        value = value * 100 + high * 10 + low;
    }
    return value;
}

int dlt645_bcd_put(uint64_t value, uint8_t *bytes, size_t size)
{
    uint8_t digits[BCD_SIZE_MAX];
    if (size > BCD_SIZE_MAX)
        return FK_E_RANGE;
    for (size_t i = 0; i < size; i++) {
        unsigned pair = (unsigned)(value % 100);
        digits[i] = (uint8_t)(pair / 10 << 4 | pair % 10);
        value /= 100;
    }
    if (value != 0)
        return FK_E_RANGE;
    memcpy(bytes, digits, size);
    return FK_OK;
}

static int text_date(const char *order, const uint8_t *bytes, enum fk_lang lang, char *text,
                     size_t capacity)
{
    static const struct fk_text weekdays[] = {
        {"Sun", "星期日"}, {"Mon", "星期一"}, {"Tue", "星期二"}, {"Wed", "星期三"},
        {"Thu", "星期四"}, {"Fri", "星期五"}, {"Sat", "星期六"}};
    struct clock_civil at;
    if (!dlt645_time_get(bytes, order, &at))
        return FK_E_FORMAT;
    int n = 0;
    if (strchr(order, 'Y') != NULL)
        n += snprintf(text + n, capacity - (size_t)n, "%04d-%02d-%02d", at.year, at.month, at.day);
    else if (strchr(order, 'M') != NULL)
        n += snprintf(text + n, capacity - (size_t)n, "%02d-%02d", at.month, at.day);
    else if (strchr(order, 'D') != NULL)
        n += snprintf(text + n, capacity - (size_t)n, FK_SAY(lang, "day %d", "%d日"), at.day);
    if (strchr(order, 'h') != NULL)
        n += snprintf(text + n, capacity - (size_t)n, "%s%02d:%02d", n > 0 ? " " : "", at.hour,
                      at.minute);
    if (strchr(order, 's') != NULL)
        n += snprintf(text + n, capacity - (size_t)n, ":%02d", at.second);
    if (strchr(order, 'W') != NULL)
        n +=
            snprintf(text + n, capacity - (size_t)n, " %s", fk_text_in(weekdays[at.weekday], lang));
    return n;
}

static int text_number(const struct dlt645_field *field, const uint8_t *bytes, char *text,
                       size_t capacity)
{
    uint8_t digits[BCD_SIZE_MAX];
    size_t size = field->length;
    if (size == 0 || size > sizeof digits || field->scale >= 2 * size)
        return FK_E_FORMAT;
    memcpy(digits, bytes, size);
    bool is_negative = field->format == DLT645_BCD_SIGNED && (digits[size - 1] & SIGN_BIT) != 0;
    if (is_negative)
        digits[size - 1] = (uint8_t)(digits[size - 1] & ~SIGN_BIT);
    if (dlt645_bcd_get(digits, size) < 0)
        return FK_E_FORMAT;
    size_t n = 0;
    if (is_negative)
        text[n++] = '-';
    for (size_t place = 2 * size; place-- > 0;) {
        uint8_t pair = digits[place / 2];
        text[n++] = (char)('0' + (place % 2 != 0 ? pair >> 4 : pair & 0x0F));
        if (place == field->scale && place > 0)
            text[n++] = '.';
    }
    text[n] = '\0';
    const char *unit = field->unit;
    return (int)n + snprintf(text + n, capacity - n, "%s%s", unit[0] != '\0' ? " " : "", unit);
}

static int text_binary(const struct dlt645_field *field, const uint8_t *bytes, char *text,
                       size_t capacity)
{
    uint64_t value = 0, unit = 1;
    if (field->length > sizeof value || field->scale > 9)
        return FK_E_FORMAT;
    for (size_t i = field->length; i-- > 0;)
        value = value << 8 | bytes[i];
    for (unsigned i = 0; i < field->scale; i++)
        unit *= 10;
    const char *space = field->unit[0] != '\0' ? " " : "";
    if (field->scale == 0)
        return snprintf(text, capacity, "%llu%s%s", (unsigned long long)value, space, field->unit);
    return snprintf(text, capacity, "%llu.%0*llu%s%s", (unsigned long long)(value / unit),
                    field->scale, (unsigned long long)(value % unit), space, field->unit);
}

/* Text is sent backwards; 00 fills places at either end. */
static int text_ascii(const uint8_t *bytes, size_t size, char *text)
{
    while (size > 0 && bytes[size - 1] == 0)
        size--;
    size_t unused = 0;
    while (unused < size && bytes[unused] == 0)
        unused++;
    int n = 0;
    for (size_t i = size; i-- > unused;) {
        if (bytes[i] < ' ' || bytes[i] > '~')
            return FK_E_FORMAT;
        text[n++] = (char)bytes[i];
    }
    text[n] = '\0';
    return n;
}

/* Bytes as hexadecimal digits: as sent with blanks between, or highest byte first without. */
static int text_hex(const uint8_t *bytes, size_t size, bool is_as_sent, char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    int n = 0;
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = bytes[is_as_sent ? i : size - 1 - i];
        if (is_as_sent && i > 0)
            text[n++] = ' ';
        text[n++] = digits[byte >> 4];
        text[n++] = digits[byte & 0x0F];
    }
    text[n] = '\0';
    return n;
}

int dlt645_field_format(const struct dlt645_field *field, const uint8_t *bytes, enum fk_lang lang,
                        char *out, size_t capacity)
{
    static const struct {
        const char *order;
        uint8_t length;
    } dates[DLT645_FORMATS] = {[DLT645_DATE] = {DLT645_ORDER_DATE, 4},
                               [DLT645_TIME] = {DLT645_ORDER_TIME, 3},
                               [DLT645_DATE_TIME] = {DLT645_ORDER_CLOCK, 7},
                               [DLT645_STAMP5] = {DLT645_ORDER_POINT, 5},
                               [DLT645_STAMP6] = {DLT645_ORDER_STAMP, 6},
                               [DLT645_STAMP_HOUR] = {"hDMY", 4},
                               [DLT645_DAY] = {"DMY", 3},
                               [DLT645_YEAR_DAY] = {"DM", 2},
                               [DLT645_YEAR_HOUR] = {"hDM", 3},
                               [DLT645_YEAR_POINT] = {"mhDM", 4},
                               [DLT645_MONTH_HOUR] = {"hD", 2},
                               [DLT645_DAY_POINT] = {"mh", 2}};
    char text[3 * 255 + 1];
    int n = FK_E_FORMAT;
    if (field->format >= DLT645_DATE) {
        if (field->length == dates[field->format].length)
            n = text_date(dates[field->format].order, bytes, lang, text, sizeof text);
    } else if (field->format == DLT645_BCD || field->format == DLT645_BCD_SIGNED) {
        n = text_number(field, bytes, text, sizeof text);
    } else if (field->format == DLT645_BINARY) {
        n = text_binary(field, bytes, text, sizeof text);
    } else if (field->format == DLT645_BITS) {
        text[0] = '0';
        text[1] = 'x';
        n = 2 + text_hex(bytes, field->length, false, text + 2);
    } else if (field->format == DLT645_DIGITS) {
        n = text_hex(bytes, field->length, false, text);
    } else if (field->format == DLT645_ASCII) {
        n = text_ascii(bytes, field->length, text);
    } else {
        n = text_hex(bytes, field->length, true, text);
    }
    bool is_legal = n >= 0;
    if (!is_legal)
        n = text_hex(bytes, field->length, true, text);
    if (capacity > 0)
        out[0] = '\0';
    if ((size_t)n >= capacity)
        return FK_E_SPACE;
    memcpy(out, text, (size_t)n + 1);
    return is_legal ? n : FK_E_FORMAT;
}
