/* sim/scenario/scenario_fill.h - from what libcyaml loaded to struct sim_scenario: units,
 * ranges, defaults; then the rules between keys. Messages point into the tree. */
#ifndef SIM_SCENARIO_SCENARIO_FILL_H
#define SIM_SCENARIO_SCENARIO_FILL_H
#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_schema.h"

/* Fills *out, which is zeroed, from the slots of the root. On error the caller must still call
 * scenario_fini. */
FK_MUST_CHECK int scenario_fill(const struct scenario_node *root, const struct scenario_slot *slots,
                                struct sim_scenario *out, struct fk_diag *diag);

/* Rules between the keys of `tariff`; sets what follows from others: all months, surcharges by
 * rate. */
FK_MUST_CHECK int scenario_check_tariff(const struct scenario_node *root, struct sim_scenario *out,
                                        struct fk_diag *diag);
/* Whether each group of a run has prices for its meters on every day of it, after the rules between
 * the keys of `population`. */
FK_MUST_CHECK int scenario_check_plans(const struct scenario_node *root,
                                       const struct sim_scenario *world, struct fk_diag *diag);
/* Rules between the keys of `local_meters` and others; sets the price of their money. */
FK_MUST_CHECK int scenario_check_local(const struct scenario_node *root, struct sim_scenario *world,
                                       struct fk_diag *diag);
/* The settlement days of the books. */
FK_MUST_CHECK int scenario_check_pushes(const struct scenario_node *root,
                                        const struct sim_scenario *world, struct fk_diag *diag);
FK_MUST_CHECK int scenario_check_proof(const struct scenario_node *root,
                                       const struct sim_scenario *world, struct fk_diag *diag);
FK_MUST_CHECK int scenario_check_settlement(const struct scenario_node *root,
                                            const struct sim_scenario *world, struct fk_diag *diag);
/* The counties of a rollout and its waves. */
FK_MUST_CHECK int scenario_check_rollout(const struct scenario_node *root,
                                         const struct sim_scenario *world, struct fk_diag *diag);
/* Management units: each has units or areas below it (P-POP-10). */
FK_MUST_CHECK int scenario_check_units(const struct scenario_node *root,
                                       const struct sim_scenario *world, struct fk_diag *diag);
/* The units that a `who` asks for. */
FK_MUST_CHECK int scenario_check_units_of(const struct scenario_node *who,
                                          const struct sim_scenario *world,
                                          const struct scenario_target *target,
                                          struct fk_diag *diag);
/* Fills the target of an entry of a list from its `who`, everybody if there is none. */
FK_MUST_CHECK int scenario_check_target(const struct scenario_node *entry,
                                        const struct sim_scenario *world,
                                        struct scenario_target *target, struct fk_diag *diag);
/* Rules between the keys of `locks`; the holidays that `no_cut_days` asks for are known. */
FK_MUST_CHECK int scenario_check_overrides(const struct scenario_node *root,
                                           struct sim_scenario *out, struct fk_diag *diag);
FK_MUST_CHECK int scenario_check_locks(const struct scenario_node *root, struct sim_scenario *out,
                                       struct fk_diag *diag);
/* Rules between keys: customers in all, groups, targets, order of moments, forms of payments and
 * expectations. Resolves targets and sets the members that no single key gives. */
FK_MUST_CHECK int scenario_check(const struct scenario_node *root, struct sim_scenario *out,
                                 struct fk_diag *diag);
#endif
