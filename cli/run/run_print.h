/* cli/run/run_print.h - what `feikong run` shows on the console, in both languages. */
#ifndef CLI_RUN_RUN_PRINT_H
#define CLI_RUN_RUN_PRINT_H
#include "base/text.h"
#include "reports/run/run_report.h"
#include "sim/world/run.h"

struct run_print_options {
    enum fk_lang lang;
    bool is_quiet;   /* no expectations that hold */
    bool is_what_if; /* expectations are shown, not judged */
    bool is_rest;    /* the run went on from a checkpoint: they are not checked */
};

void run_print_head(const struct sim_scenario *scenario, enum fk_lang lang);
/* Checks that fail (all expectations unless quiet) and the end of a run. Returns its exit code. */
int run_print_result(const struct sim_outcome *outcome, const struct run_checks *checks,
                     const struct run_print_options *options);
void run_print_places(const char *html, const char *database, enum fk_lang lang);
#endif
