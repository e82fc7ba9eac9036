/* cli/run/run_files.h - which scenarios a command line names: files, names, and folders with all
 * that is in them. Not thread-safe. */
#ifndef CLI_RUN_RUN_FILES_H
#define CLI_RUN_RUN_FILES_H
#include "base/text.h"
#include "cli/data_find.h"

#include <stddef.h>

extern const struct data_kind run_scenario_kind;

struct run_files {
    char **items; /* as given, or paths of what is in a folder, in order of their names */
    size_t count;
    size_t folders; /* how many were given */
};

/* Takes `given` over: a word with a slash that is a folder stands for the files *.yaml in it. Those
 * that state no expectation are there for others to build on: they are left out, and said to be.
 * One that cannot be read is kept, it says so when it is run. An exit code of the program; what is
 * not OK has been said. run_files_fini when done, in any case. */
int run_files_find(char **given, size_t count, enum fk_lang lang, struct run_files *out);
void run_files_fini(struct run_files *files);
#endif
