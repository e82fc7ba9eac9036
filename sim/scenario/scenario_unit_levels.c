/* The rules between the keys of management units, of scenario_fill.h. */
#include "sim/scenario/scenario_fill.h"
#include "sim/scenario/unit_levels.h"

/* Each unit has at least one of the level below it, and at last an area. */
static int check_level(const struct scenario_node *population, const char *key, uint32_t count,
                       const char *below, uint32_t most, struct fk_diag *diag)
{
    if (count <= most)
        return FK_OK;
    return scenario_fail_value(diag, scenario_node_find(population, key),
                               "%u %s for %u %s; expected at most %u", count, key, most, below,
                               most);
}

/* Waves begin county by county, so both keys mean the same counties. */
static int check_rollout(const struct scenario_node *root, const struct sim_scenario *world,
                         struct fk_diag *diag)
{
    const struct scenario_node *population = scenario_node_find(root, "population");
    const struct scenario_node *counties = scenario_node_find(population, "counties");
    const struct scenario_node *stations = scenario_node_find(population, "stations");
    uint32_t count = world->rollout.counties;
    if (count == 0)
        return FK_OK;
    if (world->counties > 0 && world->counties != count)
        return scenario_fail_value(diag, counties, "`rollout` has %u; expected the same", count);
    if (world->stations % count != 0)
        return scenario_fail_value(diag, stations,
                                   "%u counties of `rollout` cannot share them evenly", count);
    return FK_OK;
}

int scenario_check_units(const struct scenario_node *root, const struct sim_scenario *world,
                         struct fk_diag *diag)
{
    const struct scenario_node *population = scenario_node_find(root, "population");
    uint32_t most = world->concentrators;
    const char *below = "concentrators";
    int err = check_level(population, "stations", world->stations, below, most, diag);
    if (world->stations > 0)
        most = world->stations, below = "stations";
    if (err == FK_OK)
        err = check_level(population, "counties", world->counties, below, most, diag);
    if (unit_levels_count(world, UNIT_COUNTY) > 0)
        most = unit_levels_count(world, UNIT_COUNTY), below = "counties";
    if (err == FK_OK)
        err = check_level(population, "cities", world->cities, below, most, diag);
    return err == FK_OK ? check_rollout(root, world, diag) : err;
}

int scenario_check_units_of(const struct scenario_node *who, const struct sim_scenario *world,
                            const struct scenario_target *target, struct fk_diag *diag)
{
    for (unsigned level = 0; level < UNIT_LEVELS; level++) {
        const char *key = unit_level_name((enum unit_level)level);
        uint32_t asked = unit_levels_asked(target, (enum unit_level)level);
        uint32_t count = unit_levels_count(world, (enum unit_level)level);
        const struct scenario_node *node = scenario_node_find(who, key);
        if (asked > 0 && count == 0)
            return scenario_fail_value(diag, node, "the population has no units of this level");
        if (asked > count)
            return scenario_fail_value(diag, node, "there is no %s %u; expected 1 to %u", key,
                                       asked, count);
    }
    return FK_OK;
}
