/* Worlds into which customers come by counties. */
#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"
#include <stdlib.h>

enum { ASPECT_ROLLOUT = 34, ASPECT_BARRED = 86, WAVES_MAX = 3, ROLLOUT_ONE_IN = 6 };

static void draw_way(struct hunt_dice *d, struct rollout_by *by, ms_t room)
{
    ms_t after = HUNT_PICK(d, 0, MS_HOUR, 4 * MS_HOUR);
    if (ROLLOUT_TRIES * after > room)
        after = 0;
    by->after = chance_const(after);
    by->sent_back = (uint32_t)HUNT_PICK(d, 0, 20000, 300000);
}

/* Checks of numbers, a deposit, and customers who pay their bills. */
static void draw_money(struct hunt_dice *d, struct sim_scenario *s)
{
    s->rollout.deposit = HUNT_PICK(d, 0, 5000, 20000);
    s->rollout.deposit_bills = hunt_below(d, 3);
    s->deposits = (uint32_t)HUNT_PICK(d, 900000, 1000000, 0);
    s->habits.to[HABIT_BILLED].share = s->is_reacting ? (uint32_t)HUNT_PICK(d, 980000, 300000) : 0;
    s->habits.to[HABIT_BILLED].after = chance_const(HUNT_PICK(d, 0, 5 * MS_HOUR, MS_DAY));
    s->phone_checks = (uint32_t)HUNT_PICK(d, 0, 1, 5);
    s->phone_checks_from = s->start + hunt_below(d, 3) * MS_DAY;
    s->checked_no_number = (uint32_t)HUNT_PICK(d, 50000, 0);
    s->checked_wrong_owner = (uint32_t)HUNT_PICK(d, 20000, 0);
}

/* Who is not fit for it, with dice of its own. */
static void draw_barred(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_BARRED};
    if (!hunt_one_in(&d, 3))
        return;
    for (unsigned bar = 0; bar < ROLLOUT_BARS; bar++)
        s->rollout.barred[bar] = (uint32_t)HUNT_PICK(&d, 0, 200000, 500000);
}

int hunt_draw_rollout(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_ROLLOUT};
    bool can = s->tariff_version_count == 0 && s->local_count == 0;
    if (!hunt_one_in(&d, ROLLOUT_ONE_IN) || !can)
        return FK_OK; /* refused */
    s->rollout.counties = hunt_one_in(&d, 2) ? 1 : s->concentrators;
    s->rollout.look_back = (uint32_t)HUNT_PICK(&d, 0, 1, 7);
    s->rollout.online = (uint32_t)HUNT_PICK(&d, 400000, 0, 1000000);
    uint32_t count = 1 + hunt_below(&d, WAVES_MAX);
    ms_t room = healed - s->start;
    s->waves = calloc(WAVES_MAX, sizeof *s->waves);
    if (!s->waves)
        return FK_E_MEMORY;
    for (s->wave_count = 0; s->wave_count < count && s->wave_count < s->rollout.counties;) {
        ms_t at = hunt_below(&d, (uint32_t)((healed - s->start) / MS_MINUTE)) * MS_MINUTE;
        room = healed - s->start - at < room ? healed - s->start - at : room;
        s->waves[s->wave_count] = (struct rollout_wave){s->start + at, s->wave_count + 1, 1};
        s->wave_count++;
    }
    for (unsigned way = 0; way < ROLLOUT_WAYS; way++)
        draw_way(&d, &s->rollout.by[way], room);
    draw_money(&d, s);
    draw_barred(seed, s);
    return FK_OK;
}
