/* protocol/dlt645/dlt645_item.c - finding rows of the item table; see the header. */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_item_table.h"
#include <stdarg.h>
#include <stdio.h>

#define DI0 0x000000FFu
#define DI1 0x0000FF00u

/* First row whose identifier is not below `di`. */
static size_t table_lower_bound(uint32_t di)
{
    size_t low = 0, high = dlt645_item_table_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dlt645_item_table[middle].di < di)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* True if the free bits of `di` lie within the bounds of the row. */
static bool item_covers(const struct dlt645_item *item, uint32_t di)
{
    uint32_t di0 = di & DI0, di1 = (di & DI1) >> 8;
    if (item->period_max > 0 && di0 > item->period_max)
        return false;
    uint32_t value = (item->vary & DI1) != 0 ? di1 : di0;
    return item->vary == 0 || (value >= item->vary_min && value <= item->vary_max);
}

const struct dlt645_item *dlt645_item_find(uint32_t di)
{
    /* Closest description first: a block FF is a row of its own inside the range of a family. */
    static const uint32_t free_bits[] = {0, DI0, DI0 | DI1};
    for (size_t i = 0; i < sizeof free_bits / sizeof free_bits[0]; i++) {
        uint32_t key = di & ~free_bits[i];
        for (size_t at = table_lower_bound(key);
             at < dlt645_item_table_count && dlt645_item_table[at].di == key; at++)
            if (dlt645_item_table[at].vary == free_bits[i] &&
                item_covers(&dlt645_item_table[at], di))
                return &dlt645_item_table[at];
    }
    return NULL;
}

size_t dlt645_item_count(void)
{
    return dlt645_item_table_count;
}

const struct dlt645_item *dlt645_item_at(size_t index)
{
    return index < dlt645_item_table_count ? &dlt645_item_table[index] : NULL;
}

size_t dlt645_item_length(const struct dlt645_item *item)
{
    size_t length = 0;
    for (size_t i = 0; i < item->field_count; i++)
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

/* What DI0 says: a settlement period (0 is now) or how many records back. */
static void name_append_back(struct name_text *text, const struct dlt645_item *item, uint32_t di0,
                             bool is_chinese)
{
    bool is_period = item->period_max > 0 || item->vary_min == 0;
    if (item->vary == 0 || di0 == 0)
        return;
    if (is_period)
        name_append(text, is_chinese ? "(上%u结算日)" : ", settlement period %u back",
                    (unsigned)di0);
    else
        name_append(text, is_chinese ? "(上%u次)" : ", %u back", (unsigned)di0);
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
    if (item->period_max > 0)
        name_append_tariff(&text, (di & DI1) >> 8, is_chinese);
    name_append_back(&text, item, di & DI0, is_chinese);
    return name_finish(&text);
}

int dlt645_item_part_name(const struct dlt645_item *item, uint32_t di, size_t index,
                          bool is_chinese, char *out, size_t capacity)
{
    struct name_text text = {out, capacity, 0, false};
    if (capacity == 0)
        return FK_E_SPACE;
    const struct dlt645_field *field = &item->fields[item->is_repeated ? 0 : index];
    if (!item->is_repeated && item->field_count == 1)
        return dlt645_item_name(item, di, is_chinese, out, capacity);
    name_append(&text, "%s", is_chinese ? field->name_zh : field->name);
    if (item->is_repeated) {
        name_append_tariff(&text, (unsigned)index, is_chinese);
        name_append_back(&text, item, di & DI0, is_chinese);
    }
    return name_finish(&text);
}
