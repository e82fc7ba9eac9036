#include "reports/run/run_story_faults.h"

#include "reports/store/store_scenario.h"
#include "sim/scenario/population.h"

#include <stdio.h>

static int is_he(void *context, uint32_t customer, uint32_t n)
{
    (void)n;
    return customer == *(const uint32_t *)context ? 1 : FK_OK;
}

static void write_ids(const struct sim_scenario *scenario, uint32_t customer, FILE *out)
{
    for (uint32_t i = 0; i < scenario->fault_count; i++) {
        const struct scenario_fault *fault = &scenario->faults[i];
        struct population_lines lines = population_lines(scenario, fault);
        uint32_t place = customer / scenario->meters_per_concentrator;
        bool is_other = lines.count > 0 && place - lines.first >= lines.count;
        if (fault_is_at_meter(fault->kind) || fault_has_targets(fault->kind) ||
            fault_is_link(fault->kind))
            is_other =
                population_each(scenario, &fault->target, is_he, &customer) != 1 ||
                (fault_is_at_meter(fault->kind) && !population_is_hit(scenario, i, customer));
        if (is_other)
            fprintf(out, ", %u", i + 1);
    }
}

int run_story_faults(struct run_db *db, uint32_t customer, char **ids, struct fk_diag *diag)
{
    struct sim_scenario scenario;
    size_t length = 0;
    *ids = NULL;
    FILE *out = open_memstream(ids, &length);
    int result = out != NULL ? run_db_scenario(db, &scenario, diag) : FK_E_MEMORY;
    if (out != NULL)
        fputs("0", out);
    if (out != NULL && result == FK_OK) {
        write_ids(&scenario, customer, out);
        scenario_fini(&scenario);
    } else if (result == FK_E_STATE) { /* nothing is said of faults */
        result = FK_OK;
    }
    if (out != NULL && fclose(out) != 0)
        result = FK_E_MEMORY;
    if (result == FK_E_MEMORY)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the story");
    return result;
}
