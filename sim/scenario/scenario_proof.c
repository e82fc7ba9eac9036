/* The rules between the keys of `collection` about what makes a cut a success, of
 * scenario_fill.h. */
#include "sim/scenario/scenario_fill.h"

int scenario_check_proof(const struct scenario_node *root, const struct sim_scenario *world,
                         struct fk_diag *diag)
{
    const struct scenario_node *collection = scenario_node_find(root, "collection");
    const struct scenario_node *proof = scenario_node_find(collection, "confirm_by");
    const struct scenario_node *delay = scenario_node_find(collection, "trip_delay");
    if (world->proof != PROOF_ANSWER && !world->is_status_read)
        return scenario_fail_value(diag, proof, "needs `status_read: true`");
    if (world->trip_delay % MS_MINUTE != 0)
        return scenario_fail_value(diag, delay, "a meter counts whole minutes");
    if (world->trip_delay >= world->order_limit)
        return scenario_fail_value(diag, delay,
                                   "not less than `order_limit`: no order would last "
                                   "until the relay has moved");
    return FK_OK;
}
