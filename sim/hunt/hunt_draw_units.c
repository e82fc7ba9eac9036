#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"
#include "sim/scenario/unit_levels.h"

/* Numbers of the dice lie far behind those that local meters throw. */
enum { ASPECT_UNITS = 62, UNITS_THROWN = 4000, UNITS_ONE_IN = 6 };

/* Up to `most` of them; 0: the level is left out. */
static uint32_t draw_count(struct hunt_dice *d, uint32_t most)
{
    return hunt_one_in(d, 4) ? 0 : 1 + hunt_below(d, most);
}

/* Instead of whom it means: everybody of a unit. */
static void aim_at_unit(struct hunt_dice *d, const struct sim_scenario *s,
                        struct scenario_target *target)
{
    const enum unit_level level = (enum unit_level)hunt_below(d, UNIT_LEVELS);
    uint32_t count = unit_levels_count(s, level);
    if (count == 0 || !hunt_one_in(d, 2))
        return;
    uint32_t unit = 1 + hunt_below(d, count);
    *target = (struct scenario_target){.group = -1, .klass = -1};
    target->station = level == UNIT_STATION ? unit : 0;
    target->county = level == UNIT_COUNTY ? unit : 0;
    target->city = level == UNIT_CITY ? unit : 0;
}

void hunt_draw_units(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_UNITS, .thrown = UNITS_THROWN};
    if (!hunt_one_in(&d, UNITS_ONE_IN))
        return;
    s->stations = draw_count(&d, s->concentrators);
    s->counties = draw_count(&d, s->stations ? s->stations : s->concentrators);
    if (s->rollout.counties > 0) { /* they are the counties, and share the stations out */
        s->counties = s->rollout.counties;
        s->stations = hunt_one_in(&d, 2) ? 0 : s->counties;
    }
    uint32_t below = s->counties ? s->counties : s->stations ? s->stations : s->concentrators;
    s->cities = draw_count(&d, below);
    for (uint32_t i = 0; i < s->fault_count; i++) {
        struct scenario_fault *fault = &s->faults[i];
        if (fault_is_at_meter(fault->kind) || fault->kind == FAULT_TERMINAL_OFFLINE)
            aim_at_unit(&d, s, &fault->target);
        if (fault->kind == FAULT_TERMINAL_OFFLINE && unit_levels_alone(&fault->target))
            fault->terminal = fault->terminals = 0; /* P-WAN-04 */
    }
    for (uint32_t i = 0; i < s->read_count; i++)
        aim_at_unit(&d, s, &s->reads[i].target);
    for (uint32_t i = 0; i < s->query_count; i++)
        aim_at_unit(&d, s, &s->queries[i].target);
    for (uint32_t i = 0; i < s->message_count; i++)
        aim_at_unit(&d, s, &s->messages[i].target);
}
