#include "protocol/dlt645/dlt645_time.h"
#include "protocol/dlt645/dlt645_item.h"

#include <stddef.h>

#define CENTURY 2000

/* The parts by their letter: where they stand and their range. */
static const struct part {
    char letter;
    size_t at; /* of an int in struct clock_civil */
    int first, last, base;
} parts[] = {
    {'s', offsetof(struct clock_civil, second), 0, 59, 0},
    {'m', offsetof(struct clock_civil, minute), 0, 59, 0},
    {'h', offsetof(struct clock_civil, hour), 0, 23, 0},
    {'W', offsetof(struct clock_civil, weekday), 0, 6, 0},
    {'D', offsetof(struct clock_civil, day), 1, 31, 0},
    {'M', offsetof(struct clock_civil, month), 1, 12, 0},
    {'Y', offsetof(struct clock_civil, year), 0, 99, CENTURY},
};

static const struct part *part_find(char letter)
{
    size_t i = 0;
    while (parts[i].letter != letter)
        i++;
    return &parts[i];
}

static int *part_of(struct clock_civil *civil, const struct part *part)
{
    return (int *)(void *)((char *)civil + part->at);
}

void dlt645_time_put(ms_t at, const char *order, uint8_t *out)
{
    struct clock_civil civil = clock_to_civil(at);
    for (; *order; order++) {
        int value = *part_of(&civil, part_find(*order)) % 100;
        *out++ = (uint8_t)(value / 10 << 4 | value % 10);
    }
}

bool dlt645_time_get(const uint8_t *bytes, const char *order, struct clock_civil *out)
{
    *out = (struct clock_civil){.year = CENTURY, .month = 1, .day = 1};
    for (; *order; order++, bytes++) {
        const struct part *part = part_find(*order);
        int value = (int)dlt645_bcd_get(bytes, 1);
        if (value < part->first || value > part->last)
            return false;
        *part_of(out, part) = part->base + value;
    }
    return out->day <= clock_month_days(out->year, out->month);
}

bool dlt645_time_moment(const uint8_t *bytes, const char *order, ms_t *out)
{
    struct clock_civil civil;
    if (!dlt645_time_get(bytes, order, &civil))
        return false;
    *out = clock_from_civil(civil.year, civil.month, civil.day, civil.hour, civil.minute,
                            civil.second);
    return true;
}
