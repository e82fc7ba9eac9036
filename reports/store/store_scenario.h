/* reports/store/store_scenario.h - the scenario of a run, made again out of the settings that its
 * database keeps: the files of its customers. */
#ifndef REPORTS_STORE_STORE_SCENARIO_H
#define REPORTS_STORE_STORE_SCENARIO_H
#include "reports/store/store.h"
#include "sim/scenario/scenario.h"

/* FK_OK and *out, to be freed by scenario_fini; FK_E_STATE if the settings make no scenario;
 * FK_E_MEMORY, or an error of the query. */
FK_MUST_CHECK int run_db_scenario(struct run_db *db, struct sim_scenario *out,
                                  struct fk_diag *diag);
#endif
