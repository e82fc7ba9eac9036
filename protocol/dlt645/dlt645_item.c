/* protocol/dlt645/dlt645_item.c - finding rows of the item table; see the header. */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_item_table.h"
#include <stdarg.h>
#include <stdio.h>

#define DI0 0x000000FFu
#define DI1 0x0000FF00u

/* Classes by DI3. */
static const struct dlt645_item_class *const classes[] = {
    &dlt645_items_energy,    &dlt645_items_variable, &dlt645_items_event,
    &dlt645_items_parameter, &dlt645_items_freeze,   &dlt645_items_phase};
enum { ENERGIES, VARIABLES, EVENTS, PARAMETERS, FREEZES, PHASES, CLASSES };

static const struct dlt645_item_class *class_of(uint32_t di)
{
    static const uint8_t first[] = {ENERGIES,   ENERGIES, VARIABLES, EVENTS,
                                    PARAMETERS, FREEZES,  FREEZES};
    uint32_t di3 = di >> 24;
    if (di3 < sizeof first)
        return classes[first[di3]];
    return di3 >> 4 == 1 ? classes[PHASES] : NULL;
}

/* First row of a class whose identifier is not below `di`. */
static const struct dlt645_item *class_lower_bound(const struct dlt645_item_class *rows,
                                                   uint32_t di)
{
    const struct dlt645_item *from = rows->rows;
    size_t count = rows->count;
    while (count > 0) {
        size_t half = count / 2;
        bool is_below = from[half].di < di;
        from = is_below ? from + half + 1 : from;
        count = is_below ? count - half - 1 : half;
    }
    return from;
}

/* True if the free bits of `di` lie within the bounds of the row. */
static bool item_covers(const struct dlt645_item *item, uint32_t di)
{
    uint32_t di0 = di & DI0, di1 = (di & DI1) >> 8;
    if (item->period_max > 0 && di0 > item->period_max)
        return false;
    if (item->period_max > 0 && item->member == DLT645_RECORDS && di0 == 0)
        return false;
    uint32_t value = (item->vary & DI1) != 0 ? di1 : di0;
    return item->vary == 0 || (value >= item->vary_min && value <= item->vary_max);
}

const struct dlt645_item *dlt645_item_find(uint32_t di)
{
    /* Closest description first: a block FF is a row of its own inside the range of a family. */
    static const uint32_t free_bits[] = {0, DI0, DI1, DI0 | DI1};
    const struct dlt645_item_class *rows = class_of(di);
    if (rows == NULL)
        return NULL;
    for (size_t i = 0; i < sizeof free_bits / sizeof free_bits[0]; i++) {
        uint32_t key = di & ~free_bits[i];
        const struct dlt645_item *end = rows->rows + rows->count;
        for (const struct dlt645_item *at = class_lower_bound(rows, key); at < end && at->di == key;
             at++)
            if (at->vary == free_bits[i] && item_covers(at, di))
                return at;
    }
    return NULL;
}

size_t dlt645_item_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < CLASSES; i++)
        count += classes[i]->count;
    return count;
}

const struct dlt645_item *dlt645_item_at(size_t index)
{
    for (size_t i = 0; i < CLASSES; i++) {
        if (index < classes[i]->count)
            return &classes[i]->rows[index];
        index -= classes[i]->count;
    }
    return NULL;
}

size_t dlt645_item_length(const struct dlt645_item *item)
{
    size_t length = 0;
    size_t count = item->field_count - (item->repeats == DLT645_LAST_AGAIN ? 1u : 0u);
    for (size_t i = 0; i < count; i++)
        length += item->fields[i].length;
    return length;
}

/* A name made of up to three parts: "name, tariff 2, settlement period 1 back". */
struct name_text {
    char *out;
    size_t capacity, length;
    bool is_cut;
};

__attribute__((format(printf, 2, 3))) static void name_append(struct name_text *text,
                                                              const char *format, ...)
{
    va_list args;
    va_start(args, format);
    size_t room = text->capacity - text->length;
    int n = vsnprintf(text->out + text->length, room, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= room)
        text->is_cut = true;
    else
        text->length += (size_t)n;
}

static void name_append_tariff(struct name_text *text, unsigned tariff, bool is_chinese)
{
    if (tariff == 0)
        name_append(text, "%s", is_chinese ? "(总)" : ", total");
    else
        name_append(text, is_chinese ? "(费率%u)" : ", tariff %u", tariff);
}

static void name_append_period(struct name_text *text, unsigned period, bool is_chinese)
{
    if (period > 0)
        name_append(text, is_chinese ? "(上%u结算日)" : ", settlement period %u back", period);
}

/* What the free bytes of the identifier say. */
static void name_append_member(struct name_text *text, const struct dlt645_item *item, uint32_t di,
                               bool is_chinese)
{
    unsigned di0 = di & DI0, di1 = (di & DI1) >> 8;
    bool has_both = item->vary == (DI0 | DI1);
    unsigned only = item->vary == DI1 ? di1 : di0;
    if (item->vary == 0)
        return;
    switch (item->member) {
    case DLT645_TARIFFS:
        name_append_tariff(text, only, is_chinese);
        break;
    case DLT645_PERIODS:
        if (has_both)
            name_append_tariff(text, di1, is_chinese);
        name_append_period(text, di0, is_chinese);
        break;
    case DLT645_NUMBERS:
        name_append(text, is_chinese ? "(第%u)" : ", number %u", only);
        break;
    default:
        if (has_both)
            name_append(text, is_chinese ? "(数据%02X)" : ", data %02X", di1);
        name_append(text, is_chinese ? "(上%u次)" : ", %u back", di0);
    }
}

/* Which of the parts of a block. */
static void name_append_part(struct name_text *text, const struct dlt645_item *item, size_t index,
                             bool is_chinese)
{
    if (item->repeats == DLT645_PER_TARIFF)
        name_append_tariff(text, (unsigned)index, is_chinese);
    else if (item->repeats == DLT645_PER_PERIOD)
        name_append_period(text, (unsigned)index, is_chinese);
    else
        name_append(text, is_chinese ? "(第%zu)" : ", number %zu", index + 1);
}

static int name_finish(const struct name_text *text)
{
    return text->is_cut ? FK_E_SPACE : (int)text->length;
}

int dlt645_item_name(const struct dlt645_item *item, uint32_t di, bool is_chinese, char *out,
                     size_t capacity)
{
    struct name_text text = {out, capacity, 0, false};
    if (capacity == 0)
        return FK_E_SPACE;
    name_append(&text, "%s", is_chinese ? item->name_zh : item->name);
    name_append_member(&text, item, di, is_chinese);
    return name_finish(&text);
}

const struct dlt645_field *dlt645_item_field(const struct dlt645_item *item, size_t index)
{
    switch (item->repeats) {
    case DLT645_PER_TARIFF:
    case DLT645_PER_PERIOD:
    case DLT645_NUMBERED:
        return &item->fields[index % item->field_count];
    case DLT645_LAST_AGAIN:
        return &item->fields[index < item->field_count ? index : item->field_count - 1u];
    default:
        return index < item->field_count ? &item->fields[index] : NULL;
    }
}

int dlt645_item_part_name(const struct dlt645_item *item, uint32_t di, size_t index,
                          bool is_chinese, char *out, size_t capacity)
{
    struct name_text text = {out, capacity, 0, false};
    const struct dlt645_field *field = dlt645_item_field(item, index);
    size_t last = item->field_count - 1u;
    if (capacity == 0 || field == NULL)
        return FK_E_SPACE;
    name_append(&text, "%s", is_chinese ? field->name_zh : field->name);
    if (item->repeats == DLT645_LAST_AGAIN) {
        if (index > last)
            name_append(&text, is_chinese ? "(第%zu)" : ", number %zu", index - last + 1);
    } else if (item->repeats == DLT645_ONCE || item->repeats == DLT645_PARTS) {
        if (item->field_count == 1 || item->member == DLT645_PERIODS)
            name_append_member(&text, item, di, is_chinese);
    } else {
        if (item->vary == DI1)
            name_append_tariff(&text, (di & DI1) >> 8, is_chinese);
        name_append_part(&text, item, index / item->field_count, is_chinese);
        if (item->vary == DI0 && item->member != DLT645_NUMBERS)
            name_append_member(&text, item, di, is_chinese);
    }
    return name_finish(&text);
}
