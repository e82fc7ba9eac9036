#include "reports/store/store_scenario.h"

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
    fputs("id: setting\ntitle: setting\nstory: setting\n", out);
    while (more == FK_OK && (more = run_rows_next(rows, diag)) == 1) {
        write_line(out, last, run_rows_text(rows, 0), run_rows_text(rows, 1));
        more = FK_OK;
    }
    run_rows_end(rows);
    return more;
}

int run_db_scenario(struct run_db *db, struct sim_scenario *out, struct fk_diag *diag)
{
    const char *const name = "policy.name=setting"; /* names are no settings */
    char *text = NULL;
    size_t size = 0;
    FILE *lines = open_memstream(&text, &size);
    int result = lines != NULL ? write_lines(db, lines, diag) : FK_E_MEMORY;
    if (lines != NULL && fclose(lines) != 0)
        result = FK_E_MEMORY;
    if (result == FK_OK) {
        result = scenario_load_memory("setting", text, size, &name, 1, out, NULL);
        if (result != FK_OK && result != FK_E_MEMORY)
            result = FK_E_STATE;
    }
    free(text);
    return result;
}
