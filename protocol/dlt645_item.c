/* protocol/dlt645_item.c - finding rows of the item table; see the header. */
#include "protocol/dlt645_item.h"
#include "protocol/dlt645_item_table.h"

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
