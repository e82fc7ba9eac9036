/* How customers and their meters stand when a world begins (T1). */
#include "sim/scenario/population.h"
#include "sim/world/world.h"
#include <stdlib.h>

/* T1: some come later. */
static int leave_out(struct world *world)
{
    uint8_t *is_out;
    int err = population_left_out(world->scenario, &is_out);
    for (uint32_t i = 0; is_out && i < world->fee.count && err == FK_OK; i++)
        if (is_out[i])
            err = feecontrol_leave_out(&world->fee, i);
    free(is_out);
    return err;
}

/* Everybody enrolled at the start, but for a few: meter at register 0, settled there, balance
 * brought forward. */
int world_enrol(struct world *world)
{
    const struct sim_scenario *s = world->scenario;
    uint32_t n = scenario_customers(s);
    int err = FK_OK;
    fen_t openings[POPULATION_ROW];
    for (uint32_t i = 0; i < n && err == FK_OK; i++) {
        struct fee_customer *fee = &world->fee.customers[i];
        if (i % POPULATION_ROW == 0)
            population_openings(s, &world->segments, i,
                                n - i < POPULATION_ROW ? n - i : POPULATION_ROW, openings);
        fen_t balance = openings[i % POPULATION_ROW];
        const struct local_entry *local =
            world->locals.count ? locals_find(&world->locals, i) : NULL;
        meter_cell_init(&world->meters[i], s->start);
        if (local) {
            master_settle(&world->master, i, clock_day_number(s->start) - 1, 0);
            err = world_enrol_local(world, i, local);
            continue;
        }
        err = ledger_post(&world->marketing.ledger, LEDGER_BRING_FORWARD, i, 0, balance, NULL);
        *fee = (struct fee_customer){.balance = (int32_t)balance, /* checked by scenario_load */
                                     .available = (int32_t)balance,
                                     .reading_day = (uint16_t)(clock_day_number(s->start) - 1),
                                     .state = (uint8_t)population_state(s, i, balance),
                                     .flags = s->policy.reading_lag_days ? 0 : FEE_COMPUTED};
        if (world->fee.accounts)
            tariff_account_init(
                &world->fee.accounts[i],
                &world->segments.plans[segment_of(&world->segments.index, i)->tariff],
                clock_day_number(s->start) - 1);
        if (world->fee.stale)
            tariff_account_init(
                &world->fee.stale[i],
                &world->segments.stale_plans[segment_of(&world->segments.index, i)->tariff],
                clock_day_number(s->start) - 1);
        /* the settled reading is the freeze of the day before: what a reading lag of a day asks
         * for, and without one what was computed with yesterday, no result of D0 */
        master_settle(&world->master, i, clock_day_number(s->start) - 1, 0);
    }
    return err == FK_OK ? leave_out(world) : err;
}
