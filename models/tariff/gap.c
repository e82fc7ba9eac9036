#include "models/tariff/gap.h"

void tariff_gaps_init(struct tariff_gaps *gaps)
{
    slots_init(&gaps->list, sizeof(struct tariff_gap));
}

void tariff_gaps_fini(struct tariff_gaps *gaps)
{
    slots_fini(&gaps->list);
}

int tariff_gap_take(struct tariff_gaps *gaps, uint32_t customer, int32_t turn, bool is_known,
                    const struct tariff_reading *reading, const struct tariff_reading *before)
{
    struct tariff_gap *gap = slots_find(&gaps->list, customer);
    if (gap && reading->day < gap->turn) {
        if (reading->day > gap->before.day)
            gap->before = *reading;
        return FK_OK;
    }
    if (gap && gap->turn == turn) {
        if (reading->day == turn)
            return slots_close(&gaps->list, customer);
        if (reading->day < gap->after.day)
            gap->after = *reading;
        return FK_OK;
    }
    if (reading->day == turn || turn == INT32_MIN)
        return FK_OK; /* one before it is still asked for by a calculation that lags a day */
    if (is_known)
        return gap ? slots_close(&gaps->list, customer) : FK_OK;
    gap = slots_open(&gaps->list, customer);
    if (!gap)
        return FK_E_MEMORY;
    *gap = (struct tariff_gap){customer, turn, *before, *reading};
    return FK_OK;
}

bool tariff_gap_close(struct tariff_gaps *gaps, uint32_t customer, int32_t turn, int32_t until,
                      struct tariff_reading *at)
{
    const struct tariff_gap *gap = slots_find(&gaps->list, customer);
    if (!gap || gap->turn != turn || gap->before.day == 0 || gap->after.day > until ||
        gap->after.all < gap->before.all)
        return false;
    *at = tariff_reading_between(&gap->before, &gap->after, turn);
    return true;
}

void tariff_gaps_image(struct tariff_gaps *gaps, struct image *image, uint32_t customers)
{
    slots_image(&gaps->list, image);
    for (uint32_t i = 0; image->is_loading && i < gaps->list.count; i++) {
        const struct tariff_gap *gap = slots_at(&gaps->list, i);
        image_expect(image,
                     !gap || (gap->id < customers && gap->before.day < gap->turn &&
                              gap->turn < gap->after.day),
                     "a change of prices in it is missed by nobody");
    }
}
