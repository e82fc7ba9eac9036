#include "models/meter/rates.h"

#include <string.h>

/* What of `from` .. `to`, ms from 00:00 true time, is peak by a clock that is `ahead`. */
static ms_t peak_of(ms_t from, ms_t to, const struct clock_window *peak, ms_t ahead)
{
    ms_t begin = peak->from - ahead, end = peak->to - ahead;
    begin = begin > from ? begin : from;
    end = end < to ? end : to;
    return end > begin ? end - begin : 0;
}

/* Reactive energy of the same time, of a day that starts at `start`; exact, so that it makes no
 * difference where time is cut. */
static uint64_t kvarh_of(const struct meter_second *second, ms_t start, ms_t from, ms_t to,
                         uint32_t use)
{
    ms_t turn = second->from == MS_NEVER || second->from - start > to ? to : second->from - start;
    turn = turn > from ? turn : from;
    if (to < from)
        return 0;
    return energy_of(turn - from, use) * second->kvarh[0] +
           energy_of(to - turn, use) * second->kvarh[1];
}

void meter_rates_advance(struct meter_rates *rates, struct meter_cell *cell, uint32_t per_day,
                         const struct meter_second *second, ms_t now)
{
    const uint64_t unit = second->is_kvarh ? 100 * ENERGY_UNIT : ENERGY_UNIT;
    const ms_t ahead = cell->clock_error_min * MS_MINUTE, freeze_at = MS_DAY - ahead;
    uint32_t use = meter_cell_is_supplied(cell) ? per_day : 0;
    for (;;) {
        ms_t start = cell->freeze_day * MS_DAY - MS_CST;
        ms_t to = now - start < freeze_at ? now - start : freeze_at;
        rates->parts += second->is_kvarh
                            ? kvarh_of(second, start, cell->at, to, use)
                            : energy_of(peak_of(cell->at, to, &second->peak, ahead), use);
        meter_cell_advance(cell, per_day, start + to);
        if (to < freeze_at)
            return;
        memmove(rates->freezes + 1, rates->freezes, sizeof rates->freezes - sizeof(uint32_t));
        rates->freezes[0] = (uint32_t)(rates->parts / unit);
    }
}

uint32_t meter_rates_freeze(const struct meter_rates *rates, const struct meter_cell *cell,
                            int32_t day)
{
    return rates->freezes[cell->freeze_day - day];
}
