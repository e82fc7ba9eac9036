#include "sim/scenario/scenario_units.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct unit {
    const char *name;
    int64_t size;
};
static const struct unit duration_units[] = {{"ms", 1},      {"s", MS_SECOND}, {"min", MS_MINUTE},
                                             {"h", MS_HOUR}, {"d", MS_DAY},    {NULL, 0}};

/* A number as written: digits without the point, and how many of them stand behind it. */
struct decimal {
    int64_t digits;
    unsigned decimals;
};

static const char *skip_blanks(const char *at)
{
    while (*at == ' ') {
        ++at;
    }
    return at;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* [-]digits[.digits]; moves *at behind it. At most 12 digits in all, so that every unit fits. */
static int take_decimal(const char **at, bool is_signed, struct decimal *out)
{
    const char *p = *at;
    bool is_negative = is_signed && *p == '-';
    unsigned count = 0;
    p += is_negative;
    *out = (struct decimal){0, 0};
    if (!is_digit(*p)) {
        return FK_E_FORMAT;
    }
    for (bool is_behind = false; is_digit(*p) || (*p == '.' && !is_behind && is_digit(p[1])); ++p) {
        if (*p == '.') {
            is_behind = true;
            continue;
        }
        if (++count > 12) {
            return FK_E_RANGE;
        }
        out->digits = out->digits * 10 + (*p - '0');
        out->decimals += is_behind;
    }
    out->digits = is_negative ? -out->digits : out->digits;
    *at = p;
    return FK_OK;
}

/* digits / 10^decimals * size, if that is a whole number. |digits| < 1e12, size <= 8.64e7. */
static int scale(struct decimal number, int64_t size, int64_t *out)
{
    int64_t divisor = 1;
    for (unsigned i = 0; i < number.decimals; ++i) {
        divisor *= 10;
    }
    if (number.digits > INT64_MAX / 2 / size || number.digits < -(INT64_MAX / 2 / size)) {
        return FK_E_RANGE;
    }
    *out = number.digits * size / divisor;
    return number.digits * size % divisor == 0 ? FK_OK : FK_E_FORMAT;
}

/* `decimals` more digits may stand behind the point; the unit is a fixed text. */
static int parse_with_unit(const char *text, bool is_signed, unsigned decimals, int64_t size,
                           const char *unit, int64_t *out)
{
    struct decimal number;
    int result = take_decimal(&text, is_signed, &number);
    if (result != FK_OK) {
        return result;
    }
    if (strcmp(skip_blanks(text), unit) != 0 || number.decimals > decimals) {
        return FK_E_FORMAT;
    }
    return scale(number, size, out);
}

/* A duration anywhere in a text; moves *at behind its unit. */
static int take_duration(const char **at, bool is_signed, ms_t *out)
{
    const char *p = *at;
    struct decimal number;
    int result = take_decimal(&p, is_signed, &number);
    if (result != FK_OK) {
        return result;
    }
    p = skip_blanks(p);
    size_t length = strspn(p, "abcdefghijklmnopqrstuvwxyz");
    for (const struct unit *unit = duration_units; unit->name; ++unit) {
        if (strlen(unit->name) == length && strncmp(unit->name, p, length) == 0) {
            *at = p + length;
            return scale(number, unit->size, out);
        }
    }
    return FK_E_FORMAT;
}

/* Exactly `count` digits. */
static bool take_digits(const char **at, unsigned count, int *out)
{
    *out = 0;
    for (unsigned i = 0; i < count; ++i, ++*at) {
        if (!is_digit(**at)) {
            return false;
        }
        *out = *out * 10 + (**at - '0');
    }
    return true;
}

static bool take_char(const char **at, char c)
{
    if (**at != c) {
        return false;
    }
    ++*at;
    return true;
}

/* HH:MM[:SS[.mmm]]; 24:00 is left to the caller to refuse. */
static int take_time(const char **at, ms_t *out)
{
    int hour, minute, second = 0, ms = 0;
    if (!take_digits(at, 2, &hour) || !take_char(at, ':') || !take_digits(at, 2, &minute)) {
        return FK_E_FORMAT;
    }
    if (take_char(at, ':') &&
        (!take_digits(at, 2, &second) || (take_char(at, '.') && !take_digits(at, 3, &ms)))) {
        return FK_E_FORMAT;
    }
    *out = hour * MS_HOUR + minute * MS_MINUTE + second * MS_SECOND + ms;
    return minute > 59 || second > 59 || *out > MS_DAY ? FK_E_RANGE : FK_OK;
}

static int take_date(const char **at, ms_t *out)
{
    int year, month, day;
    if (!take_digits(at, 4, &year) || !take_char(at, '-') || !take_digits(at, 2, &month) ||
        !take_char(at, '-') || !take_digits(at, 2, &day)) {
        return FK_E_FORMAT;
    }
    if (year < 2000 || year > 2099 || day < 1 || day > clock_month_days(year, month)) {
        return FK_E_RANGE;
    }
    *out = clock_from_civil(year, month, day, 0, 0, 0);
    return FK_OK;
}

static int parse_moment(const char *text, ms_t start, ms_t *out)
{
    ms_t day = 0, time = 0;
    int result = FK_OK;
    if (take_char(&text, 'D')) {
        size_t length = strspn(text, "0123456789");
        int number = 0;
        if (length == 0) {
            return FK_E_FORMAT;
        }
        if (length > 4) {
            return FK_E_RANGE;
        }
        (void)take_digits(&text, (unsigned)length, &number);
        day = start + number * MS_DAY;
    } else {
        result = take_date(&text, &day);
    }
    if (result != FK_OK) {
        return result;
    }
    if (*text != ' ') {
        return FK_E_FORMAT;
    }
    text = skip_blanks(text);
    result = take_time(&text, &time);
    *out = day + time;
    if (result != FK_OK || *text) {
        return result != FK_OK ? result : FK_E_FORMAT;
    }
    return time < MS_DAY ? FK_OK : FK_E_RANGE;
}

/* Digits only: no sign, no leading zero that other readers would take for base 8. */
static int parse_count(const char *text, int64_t *out)
{
    size_t length = strspn(text, "0123456789");
    *out = 0;
    if (length == 0 || text[length] || (text[0] == '0' && length > 1)) {
        return FK_E_FORMAT;
    }
    for (; *text; ++text) {
        int digit = *text - '0';
        if (*out > (INT64_MAX - digit) / 10) {
            return FK_E_RANGE;
        }
        *out = *out * 10 + digit;
    }
    return FK_OK;
}

int scenario_value_parse(enum scenario_type type, const char *text, ms_t start, int64_t *out)
{
    int result;
    switch (type) {
    case TYPE_COUNT:
        return parse_count(text, out);
    case TYPE_DATE:
        result = take_date(&text, out);
        return result == FK_OK && *text ? FK_E_FORMAT : result;
    case TYPE_TIME:
        result = take_time(&text, out);
        return result == FK_OK && *text ? FK_E_FORMAT : result;
    case TYPE_MOMENT:
        return parse_moment(text, start, out);
    case TYPE_DURATION:
        result = take_duration(&text, true, out);
        return result == FK_OK && *text ? FK_E_FORMAT : result;
    case TYPE_AMOUNT:
        return parse_with_unit(text, true, 2, 100, "CNY", out);
    case TYPE_PRICE:
        return parse_with_unit(text, true, 6, 1000000, "CNY/kWh", out);
    case TYPE_ENERGY:
        return parse_with_unit(text, true, 2, 100, "kWh", out);
    case TYPE_POWER:
        result = parse_with_unit(text, false, 3, 1000, "kW", out);
        return result == FK_E_FORMAT ? parse_with_unit(text, false, 0, 1, "W", out) : result;
    case TYPE_PERCENT:
        return parse_with_unit(text, false, 0, 1, "%", out);
    case TYPE_SHARE:
        return parse_with_unit(text, false, 4, 10000, "%", out);
    default:
        return FK_E_FORMAT;
    }
}

int scenario_window_parse(const char *text, struct clock_window *out)
{
    int result = take_time(&text, &out->from);
    if (result == FK_OK) {
        result = take_char(&text, '-') ? take_time(&text, &out->to) : FK_E_FORMAT;
    }
    return result == FK_OK && *text ? FK_E_FORMAT : result;
}

/* "(a)" or "(a, b)" behind the name of a distribution. */
static int take_arguments(const char **at, unsigned count, ms_t *a, ms_t *b)
{
    const char *p = skip_blanks(*at);
    if (!take_char(&p, '(')) {
        return FK_E_FORMAT;
    }
    for (unsigned i = 0; i < count; ++i) {
        p = skip_blanks(p);
        int result = take_duration(&p, false, i == 0 ? a : b);
        if (result != FK_OK) {
            return result;
        }
        p = skip_blanks(p);
        if (!take_char(&p, i + 1 == count ? ')' : ',')) {
            return FK_E_FORMAT;
        }
    }
    *at = p;
    return FK_OK;
}

static int take_part(const char **at, struct chance_part *part, const char **problem)
{
    static const struct {
        const char *name;
        uint8_t kind;
        unsigned arguments;
    } forms[] = {{"const", CHANCE_CONST, 1},
                 {"U", CHANCE_UNIFORM, 2},
                 {"exp", CHANCE_EXP, 1},
                 {"LN", CHANCE_LOGNORMAL, 2}};
    part->kind = CHANCE_CONST;
    part->a = part->b = 0;
    if (is_digit(**at)) {
        return take_duration(at, false, &part->a);
    }
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; ++i) {
        size_t length = strlen(forms[i].name);
        if (strncmp(*at, forms[i].name, length) == 0) {
            *at += length;
            part->kind = forms[i].kind;
            int result = take_arguments(at, forms[i].arguments, &part->a, &part->b);
            if (result != FK_OK || forms[i].arguments == 1 || part->b >= part->a) {
                if (result == FK_OK && part->kind == CHANCE_LOGNORMAL && part->a == 0) {
                    *problem = "the median of LN must be more than 0";
                    return FK_E_RANGE;
                }
                return result;
            }
            *problem = part->kind == CHANCE_UNIFORM ? "U(a, b) needs a <= b"
                                                    : "LN(median, p95) needs median <= p95";
            return FK_E_RANGE;
        }
    }
    return FK_E_FORMAT;
}

/* "90 %" in front of a part of a mixture, in parts of a million. */
static int take_weight(const char **at, uint32_t *ppm)
{
    struct decimal number;
    int64_t value = 0;
    int result = take_decimal(at, false, &number);
    *at = skip_blanks(*at);
    if (result == FK_OK) {
        result = take_char(at, '%') ? scale(number, 10000, &value) : FK_E_FORMAT;
    }
    if (result == FK_OK && value > 1000000) {
        result = FK_E_RANGE;
    }
    *ppm = result == FK_OK ? (uint32_t)value : 0;
    return result;
}

static int take_mixture(const char **at, struct chance_dist *out, const char **problem)
{
    uint64_t sum = 0;
    int result = FK_OK;
    out->count = 0;
    do {
        struct chance_part part = {0};
        if (out->count == CHANCE_PARTS_MAX) {
            *problem = "a mixture has at most 4 parts";
            return FK_E_RANGE;
        }
        *at = skip_blanks(*at);
        result = take_weight(at, &part.weight_ppm);
        *at = skip_blanks(*at);
        if (result == FK_OK) {
            result = take_part(at, &part, problem);
        }
        if (result != FK_OK) {
            return result;
        }
        sum += part.weight_ppm;
        out->parts[out->count++] = part;
        *at = skip_blanks(*at);
    } while (take_char(at, ';'));
    if (!take_char(at, '}')) {
        return FK_E_FORMAT;
    }
    if (sum != 1000000) {
        *problem = "the shares of a mixture must add to 100 %";
        return FK_E_RANGE;
    }
    return FK_OK;
}

int scenario_spread_parse(const char *text, struct chance_dist *out, const char **problem)
{
    static const char mix[] = "mix{";
    int result;
    *problem = "a number is too large";
    memset(out, 0, sizeof *out);
    if (strncmp(text, mix, sizeof mix - 1) == 0) {
        text += sizeof mix - 1;
        result = take_mixture(&text, out, problem);
    } else {
        out->count = 1;
        out->parts[0].weight_ppm = 1000000;
        result = take_part(&text, &out->parts[0], problem);
    }
    return result == FK_OK && *text ? FK_E_FORMAT : result;
}

static void format_duration(int64_t value, char out[SCENARIO_VALUE_MAX])
{
    const struct unit *best = duration_units;
    for (const struct unit *unit = duration_units; unit->name; ++unit) {
        /* 24 h and 2 d read well, 1440 min does not; 0 s is 0 s */
        if (value % unit->size == 0 && (value != 0 || unit->size <= MS_SECOND)) {
            best = unit;
        }
    }
    snprintf(out, SCENARIO_VALUE_MAX, "%" PRId64 " %s", value / best->size, best->name);
}

static void format_decimal(int64_t value, unsigned decimals, const char *unit,
                           char out[SCENARIO_VALUE_MAX])
{
    int64_t divisor = 1;
    for (unsigned i = 0; i < decimals; ++i) {
        divisor *= 10;
    }
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    while (decimals > 2 && size % 10 == 0) { /* 0.52 and not 0.520000 */
        size /= 10;
        divisor /= 10;
        --decimals;
    }
    snprintf(out, SCENARIO_VALUE_MAX, "%s%" PRIu64 ".%0*" PRIu64 " %s", value < 0 ? "-" : "",
             size / (uint64_t)divisor, (int)decimals, size % (uint64_t)divisor, unit);
}

/* 08:30:00, and the milliseconds if there are any. Returns the length. */
static int format_time(ms_t time, char *out, size_t size)
{
    int length = snprintf(out, size, "%02d:%02d:%02d", (int)(time / MS_HOUR),
                          (int)(time % MS_HOUR / MS_MINUTE), (int)(time % MS_MINUTE / MS_SECOND));
    if (time % MS_SECOND != 0)
        length += snprintf(out + length, size - (size_t)length, ".%03d", (int)(time % MS_SECOND));
    return length;
}

void scenario_moment_format(ms_t at, ms_t start, char out[SCENARIO_VALUE_MAX])
{
    int length = snprintf(out, SCENARIO_VALUE_MAX, "D%d ", (int)((at - start) / MS_DAY));
    format_time((at - start) % MS_DAY, out + length, SCENARIO_VALUE_MAX - (size_t)length);
}

void scenario_window_format(const struct clock_window *window, char out[SCENARIO_VALUE_MAX])
{
    int length = format_time(window->from, out, SCENARIO_VALUE_MAX);
    out[length++] = '-';
    format_time(window->to, out + length, SCENARIO_VALUE_MAX - (size_t)length);
}

static size_t format_part(const struct chance_part *part, char *out, size_t size)
{
    static const char *const names[] = {"", "U", "exp", "LN"};
    char a[SCENARIO_VALUE_MAX], b[SCENARIO_VALUE_MAX];
    format_duration(part->a, a);
    format_duration(part->b, b);
    if (part->kind == CHANCE_CONST)
        return (size_t)snprintf(out, size, "%s", a);
    if (part->kind == CHANCE_EXP)
        return (size_t)snprintf(out, size, "exp(%s)", a);
    return (size_t)snprintf(out, size, "%s(%s, %s)", names[part->kind], a, b);
}

void scenario_spread_format(const struct chance_dist *dist, char out[SCENARIO_SPREAD_MAX])
{
    size_t used;
    if (dist->count == 1) {
        format_part(&dist->parts[0], out, SCENARIO_SPREAD_MAX);
        return;
    }
    used = (size_t)snprintf(out, SCENARIO_SPREAD_MAX, "mix{");
    for (unsigned i = 0; i < dist->count; i++) {
        uint32_t ppm = dist->parts[i].weight_ppm;
        used += (size_t)snprintf(out + used, SCENARIO_SPREAD_MAX - used, "%s%u.%04u %% ",
                                 i > 0 ? "; " : "", ppm / 10000, ppm % 10000);
        used += format_part(&dist->parts[i], out + used, SCENARIO_SPREAD_MAX - used);
    }
    snprintf(out + used, SCENARIO_SPREAD_MAX - used, "}");
}

void scenario_value_format(enum scenario_type type, int64_t value, char out[SCENARIO_VALUE_MAX])
{
    switch (type) {
    case TYPE_TIME:
        format_time(value, out, SCENARIO_VALUE_MAX);
        break;
    case TYPE_DURATION:
    case TYPE_SPREAD:
        format_duration(value, out);
        break;
    case TYPE_AMOUNT:
        format_decimal(value, 2, "CNY", out);
        break;
    case TYPE_PRICE:
        format_decimal(value, 6, "CNY/kWh", out);
        break;
    case TYPE_ENERGY:
        format_decimal(value, 2, "kWh", out);
        break;
    case TYPE_POWER:
        snprintf(out, SCENARIO_VALUE_MAX, "%" PRId64 " W", value);
        break;
    case TYPE_PERCENT:
        snprintf(out, SCENARIO_VALUE_MAX, "%" PRId64 " %%", value);
        break;
    case TYPE_SHARE:
        format_decimal(value, 4, "%", out);
        break;
    default:
        snprintf(out, SCENARIO_VALUE_MAX, "%" PRId64, value);
        break;
    }
}
