/* cli/run/run_many.h - several scenarios of one call: a process for each, some at a time, one JUnit
 * file, and at the end a table of verdicts, times and fingerprints. Once in a process. */
#ifndef CLI_RUN_RUN_MANY_H
#define CLI_RUN_RUN_MANY_H
#include "cli/run/run_files.h"
#include "cli/run/run_guard.h"
#include "cli/run/run_one.h"

#define RUN_JOBS_MAX RUN_GUARD_CHILDREN

struct run_many_options {
    unsigned jobs;            /* scenarios at a time, 1 .. RUN_JOBS_MAX */
    const char *fingerprints; /* file of the table to compare with, NULL: none */
    bool is_blessing;         /* write that table instead */
};

/* Returns an exit code of the program, the worst of all; what is not OK has been said. The console
 * shows the scenarios in the order of `files`, whichever ends first. */
int run_many(const struct run_files *files, const struct run_one_options *run,
             const struct run_many_options *many);
#endif
