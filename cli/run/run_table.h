/* cli/run/run_table.h - the table at the end of a call with several scenarios: what came of each,
 * how long it took, and whether its fingerprint is the one that it is known to have. */
#ifndef CLI_RUN_RUN_TABLE_H
#define CLI_RUN_RUN_TABLE_H
#include "cli/run/fingerprints.h"
#include "cli/run/run_one.h"
#include "reports/run/run_junit.h"

/* One scenario of the call. */
struct run_row {
    const char *file;
    const struct run_one_told *told;
    int code;       /* exit code of its process */
    long memory_kb; /* largest memory of its process */
    unsigned place; /* of its process among those that get signals */
};

struct run_table {
    enum fk_lang lang;
    bool is_blessing, is_whole; /* of a folder, all scenarios are run */
    const char *path;           /* of the known fingerprints, NULL: they are not asked for */
    struct fingerprints known;
};

/* Reads the known fingerprints, if `path` is not NULL. False after one sentence on stderr. */
bool run_table_begin(struct run_table *table, const char *path);
/* Prints the table and, if blessing, writes the fingerprints of what holds, or expects nothing.
 * Returns CMD_EXIT_FAILED if one is another or not known, CMD_EXIT_HARNESS if they could not be
 * written, else CMD_EXIT_OK. */
int run_table_end(struct run_table *table, const struct run_row *rows, size_t count);
/* Puts what the table knows of each scenario that was run into out[count], borrowed; returns how
 * many: none if no fingerprint is asked for. */
size_t run_table_fingerprints(const struct run_table *table, const struct run_row *rows,
                              size_t count, struct run_junit_fingerprint *out);
void run_table_fini(struct run_table *table);
#endif
