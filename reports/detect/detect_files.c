#include "reports/detect/detect_files.h"

#include "reports/store/store_scenario.h"
#include "sim/scenario/population.h"

/* Else the files of all customers say the same, and are not made. */
static const char differ_sql[] = "SELECT count(*) FROM setting WHERE key LIKE 'local_meters.%' OR"
                                 " (key = 'population.use' AND value = 'drawn')";

int detect_files_load(struct run_db *db, struct detect_files *out, struct fk_diag *diag)
{
    struct sim_scenario scenario;
    *out = (struct detect_files){0};
    if (run_db_int(db, differ_sql, 0) == 0)
        return FK_OK;
    int err = run_db_scenario(db, &scenario, diag);
    if (err == FK_E_STATE)
        return fk_fail(diag, err, NULL, 0, "the settings of the run cannot be read again");
    if (err != FK_OK)
        return err;
    err = population_locals(&scenario, &out->locals);
    out->is_drawn = scenario.is_use_drawn;
    if (err == FK_OK && out->is_drawn)
        err = drawn_use_init(&out->use, &scenario.use, scenario.seed,
                             clock_day_number(scenario.start), scenario.days);
    scenario_fini(&scenario);
    return err;
}

void detect_files_fini(struct detect_files *files)
{
    locals_fini(&files->locals);
    if (files->is_drawn)
        drawn_use_fini(&files->use);
}
