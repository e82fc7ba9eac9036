/* When registers go to fee control: the pushes of a day follow each other. */
#include "sim/scenario/scenario_fill.h"

int scenario_check_pushes(const struct scenario_node *root, const struct sim_scenario *world,
                          struct fk_diag *diag)
{
    const struct scenario_node *collection = scenario_node_find(root, "collection");
    bool is_twice = world->second_push_at >= 0;
    ms_t last = is_twice ? world->second_push_at : world->push_at;
    if (is_twice && last <= world->push_at)
        return scenario_fail_value(diag, scenario_node_find(collection, "second_push_at"),
                                   "not after `push_at`");
    if (world->later_push_count > 0 && world->later_pushes[0] <= last)
        return scenario_fail_value(diag, scenario_node_find(collection, "later_pushes"),
                                   is_twice ? "not after `second_push_at`" : "not after `push_at`");
    return FK_OK;
}
