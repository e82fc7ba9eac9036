/* The rules between the keys of `rollout`, of scenario_fill.h. */
#include "sim/scenario/scenario_fill.h"

static int check_wave(const struct scenario_node *entry, const struct sim_scenario *world,
                      uint32_t number, struct fk_diag *diag)
{
    const struct rollout_wave *wave = &world->waves[number];
    uint64_t last = (uint64_t)wave->county + wave->counties - 1;
    if (last > world->rollout.counties)
        return scenario_fail_value(diag, entry, "there is no county %u; expected 1 to %u",
                                   (unsigned)last, world->rollout.counties);
    for (uint32_t i = 0; i < number; i++) {
        const struct rollout_wave *other = &world->waves[i];
        if (wave->county < other->county + other->counties && other->county <= last)
            return scenario_fail_value(diag, entry, "a county of it is in wave %u already", i + 1);
    }
    return FK_OK;
}

int scenario_check_rollout(const struct scenario_node *root, const struct sim_scenario *world,
                           struct fk_diag *diag)
{
    const struct scenario_node *rollout = scenario_node_find(root, "rollout");
    const struct scenario_node *counties = scenario_node_find(rollout, "counties");
    const struct scenario_node *list = scenario_node_find(rollout, "waves");
    const struct scenario_node *entry = list ? list->first : NULL;
    uint32_t count = world->rollout.counties;
    int err = FK_OK;
    if (count == 0 && (world->wave_count > 0 || world->phone_checks > 0))
        return scenario_fail_value(diag, counties ? counties : rollout,
                                   "waves and checks need `counties`");
    if (count > 0 && world->concentrators % count != 0)
        return scenario_fail_value(diag, counties, "%u concentrators cannot be shared out evenly",
                                   world->concentrators);
    if (world->wave_count > 0 && world->tariff_version_count > 0)
        return scenario_fail_value(diag, list, "not built with versions of a tariff");
    if (world->wave_count > 0 && world->local_count > 0)
        return scenario_fail_value(diag, list,
                                   "not built with `local_meters`; expected one of both");
    for (uint32_t i = 0; i < world->wave_count && err == FK_OK; i++, entry = entry->next)
        err = check_wave(entry, world, i, diag);
    return err;
}
