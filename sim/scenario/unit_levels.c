#include "sim/scenario/unit_levels.h"

const char *unit_level_name(enum unit_level level)
{
    static const char *const names[UNIT_LEVELS] = {
        [UNIT_STATION] = "station", [UNIT_COUNTY] = "county", [UNIT_CITY] = "city"};
    return names[level];
}

uint32_t unit_levels_count(const struct sim_scenario *s, enum unit_level level)
{
    if (level == UNIT_STATION)
        return s->stations;
    if (level == UNIT_CITY)
        return s->cities;
    return s->counties > 0 ? s->counties : s->rollout.counties;
}

uint32_t unit_levels_of(const struct sim_scenario *s, enum unit_level level, uint32_t area)
{
    uint64_t unit = area, among = s->concentrators; /* number from 0 at the level below */
    for (unsigned below = 0; below <= (unsigned)level; below++) {
        uint32_t count = unit_levels_count(s, (enum unit_level)below);
        if (count == 0 && below == (unsigned)level)
            return 0;
        if (count == 0)
            continue;
        unit = unit * count / among;
        among = count;
    }
    return (uint32_t)unit + 1;
}

uint32_t unit_levels_asked(const struct scenario_target *target, enum unit_level level)
{
    return level == UNIT_STATION  ? target->station
           : level == UNIT_COUNTY ? target->county
                                  : target->city;
}

bool unit_levels_has(const struct sim_scenario *s, const struct scenario_target *target,
                     uint32_t area)
{
    for (unsigned level = 0; level < UNIT_LEVELS; level++) {
        uint32_t unit = unit_levels_asked(target, (enum unit_level)level);
        if (unit > 0 && unit_levels_of(s, (enum unit_level)level, area) != unit)
            return false;
    }
    return true;
}

bool unit_levels_alone(const struct scenario_target *t)
{
    return (t->city | t->county | t->station) != 0 && t->group < 0 && t->klass < 0 &&
           (t->first | t->skip | t->concentrator | t->line) == 0;
}

bool unit_levels_terminals(const struct scenario_fault *fault)
{
    return fault->kind == FAULT_TERMINAL_OFFLINE && fault->terminal == 0 && fault->terminals == 0 &&
           unit_levels_alone(&fault->target);
}

uint32_t unit_levels_areas(const struct sim_scenario *s, const struct scenario_target *target,
                           uint32_t *first)
{
    uint32_t count = 0;
    *first = 0;
    for (uint32_t area = 0; area < s->concentrators; area++) {
        if (!unit_levels_has(s, target, area))
            continue;
        *first = count++ == 0 ? area : *first;
    }
    return count;
}
