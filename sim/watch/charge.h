/* sim/watch/charge.h - what a customer is charged by the versions of his tariff, as the monitor
 * works it out: apart from the arithmetic of the parties (models/tariff/), which INV-02 holds
 * against it. The data are the same: spans of a plan, registers, TR-8 b. Pure; reentrant.
 *
 * Surcharges are counted as energy above a limit (TR-2), and the percentage of a power factor step
 * by step along its table (TR-13), the power factor of registers likewise, where the parties cut
 * energy into tiers and go by formulas. */
#ifndef SIM_WATCH_CHARGE_H
#define SIM_WATCH_CHARGE_H
#include "models/tariff/plan.h"

struct charge {
    int64_t closed;           /* 1e-8 CNY, of the spans before the present one */
    uint32_t base, base_peak; /* registers at the beginning of the present span, 0.01 kWh ... */
    uint32_t last, last_peak; /* ... and of day `day` */
    uint32_t counted;         /* in the tier period before `base` */
    uint16_t span, day;
};
_Static_assert(sizeof(struct charge) == 32, "one for each customer of a tariff");

/* Register 0 on `day`. */
void charge_init(struct charge *charge, const struct tariff_plan *plan, int32_t day);
/* The newest register, not before and not less than the one before; `turn`: as of
 * tariff_account_take. */
void charge_take(struct charge *charge, const struct tariff_plan *plan,
                 const struct tariff_reading *newest, const struct tariff_reading *turn);
/* Begins anew at a settled reading, behind which so much energy is counted: as of
 * tariff_account_start. */
void charge_start(struct charge *charge, const struct tariff_plan *plan,
                  const struct tariff_reading *settled, kwh100_t counted);
/* Energy counted in the tier period up to the register taken last. */
kwh100_t charge_counted(const struct charge *charge);
/* Up to the register taken last, rounded once (TR-9). */
fen_t charge_sum(const struct charge *charge, const struct tariff_plan *plan);
/* The same of one that has taken `all`, by a plan that is even (tariff_plan_is_even). */
fen_t charge_even(const struct tariff_plan *plan, uint32_t all);
/* Whether one that comes from outside can be of this plan. */
bool charge_is_sound(const struct charge *charge, const struct tariff_plan *plan);
#endif
