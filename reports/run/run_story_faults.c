#include "reports/run/run_story_faults.h"

#include "sim/scenario/population.h"
#include "sim/scenario/scenario_memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MAX = 128 };

/* One row of the settings as a line of a scenario file, behind the heads of the sections that it is
 * the first of: "policy.failure.repeats" after "policy.warning" begins "failure:". */
static void write_line(FILE *out, char last[KEY_MAX], const char *key, const char *value)
{
    size_t same = 0;
    int depth = 0;
    for (size_t i = 0; key[i] != '\0' && key[i] == last[i]; i++)
        same = key[i] == '.' ? i + 1 : same;
    for (const char *part = key, *dot; *part != '\0'; part = dot + 1, depth += 2) {
        dot = strchr(part, '.');
        if (dot == NULL) {
            bool is_entry = *part >= '0' && *part <= '9';
            fprintf(out, "%*s%s%s %s\n", depth, "", is_entry ? "-" : part, is_entry ? "" : ":",
                    value);
            break;
        }
        if ((size_t)(dot - key) >= same)
            fprintf(out, "%*s%.*s:\n", depth, "", (int)(dot - part), part);
    }
    snprintf(last, KEY_MAX, "%s", key);
}

static int write_lines(struct run_db *db, FILE *out, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    char last[KEY_MAX] = "";
    int more = run_rows_begin(&rows, db, "SELECT key, value FROM setting ORDER BY number", diag);
    fputs("id: story\ntitle: story\nstory: story\n", out);
    while (more == FK_OK && (more = run_rows_next(rows, diag)) == 1) {
        write_line(out, last, run_rows_text(rows, 0), run_rows_text(rows, 1));
        more = FK_OK;
    }
    run_rows_end(rows);
    return more;
}

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
    const char *const name = "policy.name=story"; /* names are no settings */
    struct sim_scenario scenario;
    char *text = NULL;
    size_t size = 0, length = 0;
    *ids = NULL;
    FILE *lines = open_memstream(&text, &size), *out = open_memstream(ids, &length);
    int result = lines != NULL && out != NULL ? write_lines(db, lines, diag) : FK_E_MEMORY;
    if (lines != NULL)
        fclose(lines);
    if (out != NULL)
        fputs("0", out);
    if (result == FK_OK &&
        scenario_load_memory("setting", text, size, &name, 1, &scenario, NULL) == FK_OK) {
        write_ids(&scenario, customer, out);
        scenario_fini(&scenario);
    }
    if (out != NULL && fclose(out) != 0)
        result = FK_E_MEMORY;
    free(text);
    if (result == FK_E_MEMORY)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for the story");
    return result;
}
