/* reports/run/run_report.h - what `feikong run` needs of the reports:
 *
 *   run_store_open(&store, "out/run.db", &diag)          reports/store/store.h
 *   ... the simulation, with run_store_recorder(store) ...
 *   run_report_check(store, &scenario, since, NULL, &checks, &diag)   checks -> database
 *   run_store_commit(store, &diag); run_store_close(store)
 *   run_report_write("out/run.db", "out/run.html", "out/figures", NULL, &options, &diag)
 *
 * The pages are made from the database alone, so that they can be made again from a file of long
 * ago. Not thread-safe: figures run gnuplot as a child process. */
#ifndef REPORTS_RUN_RUN_REPORT_H
#define REPORTS_RUN_RUN_REPORT_H
#include "base/text.h"
#include "reports/store/store.h"
#include "sim/scenario/scenario.h"

#include <signal.h>

/* Of the expectation at hand. RUN_DB_STEPS_MAX is what ends a query, alike on every machine; this
 * is for the one whose single steps last. */
#define EXPECT_LIMIT_MS 300000

/* One line of the table at the end of a run; texts are owned by the list. */
struct run_check {
    char *name;                /* of the expectation, or "INV-03" */
    char *source;              /* rule or figure; for an invariant what must hold */
    char *name_zh, *source_zh; /* of an expectation; NULL: as the other */
    char *expected;            /* "= 100" */
    char *actual;              /* NULL if there was no value */
    char *error;               /* why not; NULL if there was one */
    bool is_invariant;
    unsigned invariant; /* its number, else 0 */
    bool pass;
};

/* A sentence in both languages; owned by the list. */
struct run_remark {
    char *en, *zh;
};

struct run_checks {
    struct run_check *items; /* expectations in the order of the scenario, then invariants */
    size_t count;
    size_t expectations;
    size_t failed_expectations, failed_invariants;
    struct run_remark
        *remarks; /* what the scenario plans and the run did not do, a sentence each */
    size_t remark_count;
    size_t unrecorded; /* expectations that ask for events which this level does not record */
};

/* Checks the expectations of the scenario on the ended run (EXPECT_LIMIT_MS for each), unless it
 * went on `since` a midnight after D0 (a remark says so: what was before is in no table), compares
 * the violations found with those that the story contains, finds what the scenario plans and no run
 * does, and stores all of it in the database. FK_OK whether they hold or not; FK_E_IO, FK_E_STATE
 * (the run has not ended, or *stop was raised; NULL: never) or FK_E_MEMORY otherwise, *out being
 * empty then. */
FK_MUST_CHECK int run_report_check(struct run_store *store, const struct sim_scenario *scenario,
                                   ms_t since, const volatile sig_atomic_t *stop,
                                   struct run_checks *out, struct fk_diag *diag);
void run_checks_fini(struct run_checks *checks);

struct run_report_options {
    enum fk_lang lang;
    bool is_what_if;                   /* expectations are shown and not judged */
    const volatile sig_atomic_t *stop; /* raised: gnuplot is ended; NULL: never */
    int64_t day;                       /* that the figures of a day show, from 1; 0: chosen here */
};

/* Writes the figures (SVG with their data and gnuplot files) into the folder `figures`, made if
 * missing, the page `html` with the figures in it, and, if not NULL, the JUnit file `junit`.
 * If gnuplot is missing, hangs, crashes or draws no figure, page and JUnit file are written all the
 * same, the page says why there are none, and PLOT_INCOMPLETE (> 0) is returned with the
 * sentence. */
FK_MUST_CHECK int run_report_write(const char *database, const char *html, const char *figures,
                                   const char *junit, const struct run_report_options *options,
                                   struct fk_diag *diag);
/* Writes only the JUnit file. FK_OK or FK_E_IO. */
FK_MUST_CHECK int run_report_write_junit(const char *database, const char *junit,
                                         struct fk_diag *diag);
#endif
