#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/scenario/population.h"
#include <stdlib.h>

enum {
    ASPECT_TARIFF = 20,
    ASPECT_TIER_YEAR = 42,
    ASPECT_FEW = 65,
    ASPECT_KVARH = 83,
    TARIFF_ONE_IN = 8, /* worlds */
    LATER_MAX = 2,     /* versions behind the first one of a price list */
    LISTS_MAX = 2
};

static bool has_versions(struct hunt_dice *d)
{
    return hunt_one_in(d, TARIFF_ONE_IN);
}

void hunt_draw_start(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_TARIFF};
    if (has_versions(&d) && hunt_one_in(&d, 3)) /* 2025-12-30, 2026-03-30 */
        s->start += HUNT_PICK(&d, -62, 28) * MS_DAY;
}

static void drop_tiers(struct tariff_version *v)
{
    v->period = TARIFF_NO_TIERS;
    v->limit[0] = v->limit[1] = 0;
    for (unsigned rate = 0; rate < TARIFF_RATES; rate++)
        v->surcharge[0][rate] = v->surcharge[1][rate] = 0;
}

/* Limits that are met in the days to come, often exactly at a freeze. */
static void draw_tiers(struct hunt_dice *d, const struct sim_scenario *s, kwh100_t counted,
                       struct tariff_version *v)
{
    uint32_t active = s->days - HUNT_REST;
    price_t more = (price_t)HUNT_PICK(d, 50000, 300000, 1);
    struct hunt_dice year = {.seed = d->seed, .aspect = ASPECT_TIER_YEAR};
    v->period = (uint8_t)HUNT_PICK(d, TARIFF_MONTHLY, TARIFF_ANNUAL);
    v->tier_year_start = (uint8_t)HUNT_PICK(&year, 1, 1, 4); /* some worlds begin on 03-30 */
    v->limit[0] = counted + (kwh100_t)s->per_day * hunt_below(d, active + 2) +
                  HUNT_PICK(d, 0, 0, 1, -1, s->per_day / 2);
    if (v->limit[0] < 1)
        v->limit[0] = 1;
    v->limit[1] = v->limit[0] + 1 + (kwh100_t)s->per_day * hunt_below(d, 3);
    for (unsigned rate = 0; rate < TARIFF_RATES; rate++) {
        v->surcharge[0][rate] = more;
        v->surcharge[1][rate] = 3 * more;
    }
}

static struct tariff_version first_version(struct hunt_dice *d, const struct sim_scenario *s,
                                           unsigned list, kwh100_t counted)
{
    struct tariff_version v = {.from = s->start - 1000 * MS_DAY,
                               .months = TARIFF_ALL_YEAR,
                               .list = (uint8_t)list,
                               .pf_standard = 85,
                               .tier_year_start = 1,
                               .peak_hours = {8 * MS_HOUR, 22 * MS_HOUR},
                               .per_kva = (fen_t)HUNT_PICK(d, 3000, 31, 1)};
    v.per_kw = v.per_kva;
    v.base[TARIFF_SINGLE] = s->price;
    v.base[TARIFF_PEAK] = s->price + s->price / 2;
    v.base[TARIFF_VALLEY] = s->price / 2;
    if (counted > 0 || hunt_one_in(d, 3))
        draw_tiers(d, s, counted, &v);
    return v;
}

/* The prices of a later day. */
static void change_version(struct hunt_dice *d, const struct sim_scenario *s,
                           struct tariff_version *v)
{
    ms_t percent = HUNT_PICK(d, 106, 200, 50, 101);
    for (unsigned rate = 0; rate < TARIFF_RATES; rate++)
        v->base[rate] = v->base[rate] * percent / 100;
    if (!hunt_one_in(d, 4))
        return;
    if (v->period == TARIFF_NO_TIERS)
        draw_tiers(d, s, 0, v);
    else
        drop_tiers(v);
}

/* A moment before the world heals: around a push, results, the window, midnight. */
static ms_t draw_loaded(struct hunt_dice *d, const struct sim_scenario *s)
{
    ms_t day = hunt_below(d, s->days - HUNT_REST) * MS_DAY;
    ms_t at = HUNT_PICK(d, 0, s->push_at, s->results_at, s->policy.cut_window.from, 12 * MS_HOUR);
    return s->start + day + at + HUNT_PICK(d, 0, 1, MS_MINUTE);
}

static void draw_list(struct hunt_dice *d, struct sim_scenario *s, unsigned list, kwh100_t counted)
{
    struct tariff_version *v = &s->tariff_versions[s->tariff_version_count++];
    ms_t from = s->start + (1 + hunt_below(d, s->days - HUNT_REST)) * MS_DAY;
    *v = first_version(d, s, list, counted);
    for (uint32_t later = hunt_below(d, LATER_MAX + 1); later > 0; later--) {
        v[1] = v[0];
        v++;
        v->from = from;
        from += (1 + hunt_below(d, 2)) * MS_DAY;
        change_version(d, s, v);
        s->tariff_version_count++;
    }
}

static void draw_group(struct hunt_dice *d, struct scenario_group *group, unsigned list,
                       kwh100_t counted)
{
    group->price_list = (uint8_t)list;
    group->counted = counted;
    group->is_tou = hunt_one_in(d, 3);
    group->kva = hunt_one_in(d, 6) ? 1 + hunt_below(d, 2) : 0;
    group->power_factor = (uint8_t)HUNT_PICK(d, 0, 0, 0, 60, 85, 95);
}

static bool has_tiers_always(const struct sim_scenario *s, unsigned list)
{
    bool has_tiers = true;
    for (uint32_t i = 0; i < s->tariff_version_count; i++)
        has_tiers = has_tiers && (s->tariff_versions[i].list != list ||
                                  s->tariff_versions[i].period != TARIFF_NO_TIERS);
    return has_tiers;
}

/* TR-13: a bank of capacitors fails, or is mended, at some moment before the world heals. */
static void draw_kvarh(uint64_t seed, uint32_t number, const struct sim_scenario *s,
                       struct scenario_group *group)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_KVARH, .thrown = 100 * number};
    if (!scenario_has_kvarh(group) || !hunt_one_in(&d, 2))
        return;
    group->reactive_from = draw_loaded(&d, s) + 1;
    group->reactive_then = (uint8_t)HUNT_PICK(&d, 0, 20, 133, 250);
}

/* What few customers have: quotas of their own (TR-6), a fee by demand (TR-12), a register of
 * reactive energy (TR-13); and lines that are rounded (TR-9). */
static void draw_few(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_FEW};
    bool has_fee = false;
    for (uint32_t g = 0; g < s->group_count; g++) {
        struct scenario_group *group = &s->groups[g];
        struct tariff_plan plan;
        if (has_tiers_always(s, group->price_list) && hunt_one_in(&d, 3))
            group->more_quota = HUNT_PICK(&d, 1, s->per_day, 10000);
        if (population_plan(s, g, false, &plan) == FK_OK &&
            plan.versions[plan.spans->version].period == TARIFF_ANNUAL && hunt_one_in(&d, 2))
            group->months_left = (uint8_t)HUNT_PICK(&d, 1, 6, 11, 12);
        tariff_plan_fini(&plan);
        if (group->kva > 0 && hunt_one_in(&d, 2)) {
            group->kw = group->kva;
            group->kva = 0;
        }
        if (group->power_factor > 0 && hunt_one_in(&d, 2)) {
            group->power_factor = 0;
            group->reactive = (uint8_t)HUNT_PICK(&d, 20, 48, 75, 133);
        }
        draw_kvarh(seed, g, s, group);
        has_fee = has_fee || group->kva > 0 || group->kw > 0;
    }
    if (!has_fee && hunt_one_in(&d, 3))
        s->tariff_rounding = TARIFF_ROUND_LINES;
}

int hunt_draw_tariff(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_TARIFF, .thrown = 1000};
    struct hunt_dice first = {.seed = seed, .aspect = ASPECT_TARIFF};
    uint32_t lists = hunt_one_in(&d, 2) ? LISTS_MAX : 1;
    if (!has_versions(&first))
        return FK_OK;
    s->tariff_versions = calloc((size_t)LISTS_MAX * (1 + LATER_MAX), sizeof *s->tariff_versions);
    if (!s->tariff_versions)
        return FK_E_MEMORY;
    if (lists > s->group_count)
        lists = s->group_count;
    for (uint32_t list = 0; list < lists; list++) {
        bool is_under_way = hunt_one_in(&d, 3) && clock_to_civil(s->start).day != 1;
        kwh100_t counted = is_under_way ? 1 + (kwh100_t)hunt_below(&d, 300000) : 0;
        draw_list(&d, s, list, counted);
        for (uint32_t g = list; g < s->group_count; g += lists)
            draw_group(&d, &s->groups[g], list, counted);
    }
    ms_t loaded = hunt_one_in(&d, 3) ? draw_loaded(&d, s) : 0;
    for (uint32_t i = 0; i < s->tariff_version_count; i++)
        if (s->tariff_versions[i].from > s->start)
            s->tariff_versions[i].loaded = loaded;
    s->price = 0;
    draw_few(seed, s);
    return FK_OK;
}
