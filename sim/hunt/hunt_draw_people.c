#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"

enum {
    ASPECT_USE = 21,
    ASPECT_HABITS = 22,
    ASPECT_CALLS = 24,
    ASPECT_UNPROMPTED = 48,
    ASPECT_COPIES = 52,
    ASPECT_ASTRAY = 53,
    ASPECT_ASKED_BACK = 82
};

/* Around what everybody would have used, so that the thresholds stay near; the noise is less than
 * what would make a jump (P-CAL-10). */
static void draw_use(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_USE};
    struct use_config *use = &s->use;
    if (!hunt_one_in(&d, 8))
        return;
    s->is_use_drawn = 1;
    use->others = (uint32_t)HUNT_PICK(&d, 0, 75000, 500000);
    use->high = (uint32_t)HUNT_PICK(&d, 0, 5000, 200000);
    use->empty = (uint32_t)HUNT_PICK(&d, 0, 80000, 500000);
    use->noise = (uint32_t)HUNT_PICK(&d, 350000, 0, 600000);
    use->by_day = (uint32_t)HUNT_PICK(&d, 680000, 0, 1000000);
    for (unsigned kind = 0; kind < USE_KINDS; kind++) {
        struct use_habit *habit = &use->habits[kind];
        habit->mean = s->per_day * (1 + 2 * kind);
        habit->spread = (uint32_t)HUNT_PICK(&d, 666000, 0, 1200000);
        habit->rest = (uint32_t)HUNT_PICK(&d, 1000000, 0, 3500000);
    }
}

/* Some react at once, some when it is too late; many do not. */
static void draw_habits(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_HABITS};
    struct habits_config *habits = &s->habits;
    if (!hunt_one_in(&d, 8))
        return;
    s->is_reacting = 1;
    for (unsigned i = 0; i < HABIT_BILLED; i++) {
        habits->to[i].share = (uint32_t)HUNT_PICK(&d, 350000, 900000, 1000000, 0);
        if (hunt_one_in(&d, 2))
            habits->to[i].after = chance_const(HUNT_PICK(&d, 0, 30 * MS_MINUTE, 5 * MS_HOUR));
    }
    for (unsigned kind = 0; kind < USE_KINDS; kind++)
        habits->amounts[kind] = (fen_t)HUNT_PICK(&d, 1000, 3000, 16100);
    habits->amount_spread = (uint32_t)HUNT_PICK(&d, 978000, 0);
}

/* P-PAY-14: some pay without being told to, in one world of four in which they react at all. */
static void draw_unprompted(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_UNPROMPTED};
    if (!s->is_reacting || !hunt_one_in(&d, 4))
        return;
    s->habits.unprompted = (uint32_t)HUNT_PICK(&d, 1100000, 10000000);
    s->habits.month_end = (uint32_t)HUNT_PICK(&d, 3000000, 3000000, 0);
}

static void draw_calls(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_CALLS};
    if (!hunt_one_in(&d, 8))
        return;
    s->is_calling = 1;
    s->dark_calls = (uint32_t)HUNT_PICK(&d, 300000, 1000000);
    s->unrestored_calls = (uint32_t)HUNT_PICK(&d, 200000, 1000000);
    s->button_calls = (uint32_t)HUNT_PICK(&d, 100000, 1000000);
    s->call_after = chance_const(HUNT_PICK(&d, 0, MS_MINUTE, MS_HOUR));
    s->complains_after = HUNT_PICK(&d, MS_DAY, MS_HOUR, 1);
}

/* M4, in one world of eight: what places show, and who looks. */
static void draw_copies(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_COPIES};
    if (!hunt_one_in(&d, 8))
        return;
    s->copies[COPY_SMS].refresh = (uint8_t)hunt_below(&d, 2);
    for (unsigned i = COPY_SITE; i < COPY_PLACES; i++) {
        s->copies[i].refresh = (uint8_t)hunt_below(&d, COPY_REFRESHES);
        s->copies[i].every = HUNT_PICK(&d, MS_SECOND, 10 * MS_MINUTE, 7 * MS_HOUR, MS_DAY);
        s->copies[i].is_posted = (uint8_t)hunt_below(&d, 2);
    }
    s->warned_ask = (uint32_t)HUNT_PICK(&d, 0, 500000, 1000000);
    s->payers_ask = (uint32_t)HUNT_PICK(&d, 0, 500000, 1000000);
}

/* P-PAY-17, in one world of six of those with statements. */
static void draw_astray(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_ASTRAY};
    if (s->statement_at < 0 || !hunt_one_in(&d, 6))
        return;
    s->wrong_account = (uint32_t)HUNT_PICK(&d, 500000, 1000000, 100000);
    s->no_account = (uint32_t)HUNT_PICK(&d, 200000, 0, 1000000);
    s->noticed_after = chance_const(HUNT_PICK(&d, 0, MS_MINUTE, 3 * MS_HOUR, MS_DAY));
}

/* P-PAY-11, in one world of eight of those with statements. */
static void draw_asked_back(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_ASKED_BACK};
    if (s->statement_at < 0 || !hunt_one_in(&d, 8))
        return;
    s->asked_back = (uint32_t)HUNT_PICK(&d, 500000, 1000000, 100000);
    s->asked_after = chance_const(HUNT_PICK(&d, 0, MS_MINUTE, 3 * MS_HOUR, MS_DAY));
}

void hunt_draw_people(uint64_t seed, struct sim_scenario *s)
{
    draw_use(seed, s);
    draw_habits(seed, s);
    draw_unprompted(seed, s);
    draw_calls(seed, s);
    draw_copies(seed, s);
    draw_astray(seed, s);
    draw_asked_back(seed, s);
}
