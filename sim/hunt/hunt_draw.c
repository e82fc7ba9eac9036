#include "sim/hunt/hunt_draw.h"

#include "base/money.h"
#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"
#include "sim/hunt/hunt_smaller.h"
#include "sim/scenario/population.h"
#include "sim/scenario/scenario_copy.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGE_ONE_IN 50 /* worlds */
enum {
    ASPECT_PEOPLE = 1,
    ASPECT_STOP = 9,
    ASPECT_START = 13,
    ASPECT_IMPORTANT = 24,
    ASPECT_APPROVAL = 30
};

/* How many customers: mostly 1 to 6, at most 20; one world in fifty has up to 2,000. */
static void draw_topology(struct hunt_dice *d, struct sim_scenario *s)
{
    bool is_large = hunt_one_in(d, LARGE_ONE_IN);
    uint32_t most =
        is_large ? 200 + hunt_below(d, 1801) : 1 + hunt_below(d, hunt_one_in(d, 3) ? 20 : 6);
    s->meters_per_concentrator = 1 + hunt_below(d, most);
    if (hunt_one_in(d, 3))
        s->meters_per_concentrator = most;
    s->concentrators = most / s->meters_per_concentrator;
    s->concentrators_per_fep = 1 + hunt_below(d, s->concentrators);
    uint32_t active =
        is_large ? 1 + hunt_below(d, 3) : 1 + hunt_below(d, hunt_one_in(d, 3) ? 7 : 4);
    s->days = active + HUNT_REST;
    s->per_day = (uint32_t)HUNT_PICK(d, 800, 800, 1, 1234, 5000, 0);
    s->price = (price_t)HUNT_PICK(d, 520000, 520000, 1000000, 123456);
}

/* A register that is read after the last push of its day is computed with a day later, and the
 * policy must allow for that. Where that is given, the registers come in time. */
static void allow_late_registers(struct sim_scenario *s, const struct sim_scenario *base,
                                 bool is_policy_fixed)
{
    const struct chance_part *part = &s->read_time.parts[0];
    ms_t each = part->b > part->a ? part->b : part->a;
    ms_t read = s->read_at + each * s->meters_per_concentrator;
    ms_t push = s->push_at > s->second_push_at ? s->push_at : s->second_push_at;
    ms_t late = read < push ? 0 : 1 + (read - push) / MS_DAY;
    ms_t age = (1 + s->policy.reading_lag_days + late) * MS_DAY;
    if (late == 0 || s->policy.max_reading_age >= age)
        return;
    if (!is_policy_fixed) {
        s->policy.max_reading_age = age;
        return;
    }
    s->read_at = base->read_at;
    s->read_time = base->read_time;
    s->push_at = base->push_at;
}

/* the last notice is left out where the slowest message leaves no room for the trip. */
static void leave_room_for_trips(struct sim_scenario *s)
{
    ms_t trip = population_told_trip(s, chance_largest(&s->sms_delivery));
    if (trip - s->start >= s->policy.cut_window.to)
        s->policy.last_notice = 0;
}

/* Where the calendar closes days, the world begins near some: before the holidays of the spring of
 * 2026, and of a working weekend behind them. */
static void draw_holidays(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_START};
    if (s->policy.no_cut_days != FEE_CUT_ALL_DAYS)
        s->start = clock_from_civil(2026, 2, 11, 0, 0, 0) + hunt_below(&d, 16) * MS_DAY;
}

/* In a large world the orders of all customers must get through in half a day, tries and all: else
 * the world ends while they wait. */
static void let_orders_through(struct sim_scenario *s)
{
    const struct chance_part *part = &s->command_time.parts[s->command_time.count - 1];
    ms_t each = part->b > part->a ? part->b : part->a;
    uint32_t feps = (s->concentrators + s->concentrators_per_fep - 1) / s->concentrators_per_fep;
    uint64_t places = s->commands_in_all;
    if (places > (uint64_t)s->commands_per_fep * feps)
        places = (uint64_t)s->commands_per_fep * feps;
    if (places > (uint64_t)s->commands_per_concentrator * s->concentrators)
        places = (uint64_t)s->commands_per_concentrator * s->concentrators;
    ms_t all = each * (ms_t)scenario_customers(s) * (ms_t)s->command_tries;
    if (all / (ms_t)places > 12 * MS_HOUR)
        s->command_time = chance_const(MS_SECOND);
}

/* A balance from which a threshold is crossed in the days to come, often exactly at a freeze. */
static fen_t draw_balance(struct hunt_dice *d, const struct sim_scenario *s)
{
    const struct fee_policy *p = &s->policy;
    fen_t charge = money_flat_charge(s->price, s->per_day);
    fen_t edge =
        (fen_t)HUNT_PICK(d, p->overdraft, p->overdraft, p->overdraft, p->warning, p->reminder);
    fen_t around = (fen_t)HUNT_PICK(d, 0, 0, 1, -1, charge / 2);
    return edge + charge * (fen_t)hunt_below(d, s->days - HUNT_REST + 2) + around;
}

/* One or two groups; in a small world every customer can be a class of his own, so that payments
 * and faults can mean him alone. */
static int draw_people(struct hunt_dice *d, struct sim_scenario *s)
{
    uint32_t customers = scenario_customers(s);
    uint32_t count = customers > 3 && hunt_one_in(d, 2) ? 2 : 1;
    fen_t charge = money_flat_charge(s->price, s->per_day);
    for (uint32_t i = 0; i < s->group_count; i++)
        free(s->groups[i].name);
    free(s->groups);
    s->groups = calloc(count, sizeof *s->groups);
    s->group_count = s->groups ? count : 0;
    for (uint32_t i = 0; i < s->group_count; i++) {
        struct scenario_group *group = &s->groups[i];
        char name[16];
        snprintf(name, sizeof name, "G%u", i + 1);
        group->name = strdup(name);
        if (!group->name)
            return FK_E_MEMORY;
        group->every = i == 0 ? 1 : 2 + hunt_below(d, 3);
        group->classes = customers < 20 ? customers : 1 + hunt_below(d, 20);
        group->balance = draw_balance(d, s);
        group->balance_step = (fen_t)HUNT_PICK(d, 0, charge, charge / 3, 100, 1);
        group->has_rest = s->is_reacting && hunt_one_in(d, 4);
    }
    return s->groups ? FK_OK : FK_E_MEMORY;
}

/* whose cuts are automatic and whose are approved is agreed group by group. */
static void draw_group_approvals(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_APPROVAL};
    for (uint32_t g = 0; g < s->group_count; g++)
        if (hunt_one_in(&d, 12))
            s->groups[g].approval = (uint8_t)(1 + hunt_below(&d, 3));
}

static int name_world(struct sim_scenario *s)
{
    char text[64];
    free(s->id);
    free(s->title);
    free(s->title_zh);
    s->title_zh = NULL;
    snprintf(text, sizeof text, "hunt-%llu", (unsigned long long)s->seed);
    s->id = strdup(text);
    snprintf(text, sizeof text, "World %llu of the hunt", (unsigned long long)s->seed);
    s->title = strdup(text);
    return s->id && s->title ? FK_OK : FK_E_MEMORY;
}

/* some group is never cut. */
static void draw_important(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_IMPORTANT};
    if (hunt_one_in(&d, 6))
        s->groups[hunt_below(&d, s->group_count)].is_important = true;
}

int hunt_draw(const struct sim_scenario *base, uint64_t seed, bool is_policy_fixed,
              struct sim_scenario *out)
{
    struct hunt_dice dice = {.seed = seed, .aspect = ASPECT_PEOPLE};
    int err = scenario_copy(out, base);
    if (err != FK_OK)
        return err;
    out->seed = seed;
    err = name_world(out);
    hunt_draw_start(seed, out);
    if (!is_policy_fixed) {
        hunt_draw_policy(seed, &out->policy);
        draw_holidays(seed, out);
    }
    draw_topology(&dice, out);
    hunt_draw_surroundings(seed, out);
    hunt_draw_people(seed, out);
    if (!is_policy_fixed) {
        hunt_draw_edge(seed, out);
        leave_room_for_trips(out);
    }
    allow_late_registers(out, base, is_policy_fixed);
    let_orders_through(out);
    if (err == FK_OK)
        err = draw_people(&dice, out);
    if (err == FK_OK && !is_policy_fixed)
        draw_group_approvals(seed, out);
    if (err == FK_OK)
        draw_important(seed, out);
    if (err == FK_OK)
        err = hunt_draw_events(seed, out, out->start + (out->days - HUNT_REST) * MS_DAY);
    if (err == FK_OK && !is_policy_fixed)
        err = hunt_draw_overrides(seed, out, out->start + (out->days - HUNT_REST) * MS_DAY);
    if (err == FK_OK)
        err = hunt_draw_tariff(seed, out);
    if (is_policy_fixed)
        out->policy.tell_tier = base->policy.tell_tier;
    if (err == FK_OK)
        err = hunt_draw_local(seed, out, out->start + (out->days - HUNT_REST) * MS_DAY);
    if (err == FK_OK)
        err = hunt_draw_meter_orders(seed, out, out->start + (out->days - HUNT_REST) * MS_DAY);
    if (err == FK_OK)
        err = hunt_draw_rollout(seed, out, out->start + (out->days - HUNT_REST) * MS_DAY);
    hunt_draw_units(seed, out);
    hunt_draw_arrears(seed, out);
    for (uint32_t i = out->agreement_count, customer; out->local_count > 0 && i-- > 0;)
        if (err == FK_OK &&
            population_local_of(out, &out->agreements[i].target, &customer) != FK_OK)
            hunt_list_drop(out, HUNT_AGREEMENTS, i); /* refused */
    if (err != FK_OK)
        scenario_fini(out);
    return err;
}

ms_t hunt_draw_stop(uint64_t seed, uint32_t days)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_STOP};
    uint32_t steps = (uint32_t)(MS_DAY / (10 * MS_MINUTE));
    if (days < 2)
        return 0;
    if (hunt_one_in(&d, 2))
        return (1 + hunt_below(&d, days - 1)) * MS_DAY;
    return (1 + hunt_below(&d, (days - 1) * steps)) * 10 * MS_MINUTE;
}

ms_t hunt_healed(const struct sim_scenario *scenario)
{
    ms_t healed = scenario->start;
    for (uint32_t i = 0; i < scenario->fault_count; i++)
        if (scenario->faults[i].to > healed)
            healed = scenario->faults[i].to;
    for (uint32_t i = 0; i < scenario->lock_count; i++)
        if (scenario->locks[i].to > healed)
            healed = scenario->locks[i].to;
    for (uint32_t i = 0; i < scenario->agreement_count; i++) {
        const struct scenario_agreement *agreement = &scenario->agreements[i];
        healed = agreement->from > healed ? agreement->from : healed;
        healed = agreement->to > healed ? agreement->to : healed;
    }
    for (uint32_t i = 0; i < scenario->wave_count; i++)
        if (scenario->waves[i].at > healed)
            healed = scenario->waves[i].at;
    for (uint32_t i = 0; i < scenario->payment_count; i++)
        if (scenario->payments[i].to > healed)
            healed = scenario->payments[i].to;
    for (uint32_t i = 0; i < scenario->hand_count; i++)
        if (scenario->hands[i].at > healed)
            healed = scenario->hands[i].at;
    for (uint32_t i = 0; i < scenario->tariff_version_count; i++)
        if (scenario->tariff_versions[i].loaded > healed)
            healed = scenario->tariff_versions[i].loaded;
    return healed;
}
