/* cli/data_find.h - where a data file is that is called by its name: a scenario as in
 * `feikong run s-04`, a tariff as in `feikong bill --tariff CQ`. */
#ifndef CLI_DATA_FIND_H
#define CLI_DATA_FIND_H
#include <stdbool.h>
#include <stddef.h>

/* What is looked for. */
struct data_kind {
    const char *command; /* for the message: "run" */
    const char *noun;    /* "scenario" */
    const char *folder;  /* below the folder of the scenarios, "" or "/tariffs" */
};

/* Turns what the user wrote into a path: a file (no folder) that is there, or holds "/" or ends in
 * ".yaml", is taken as it is; else NAME.yaml, in small letters, is looked for in ./scenarios, in
 * ../scenarios and ../share/feikong/scenarios of the program's folder, and in
 * /usr/share/feikong/scenarios, or in the folder of the kind in these. False after one sentence on
 * stderr that lists the names there are. */
bool data_find(const struct data_kind *kind, const char *given, char *path, size_t size);

/* The same for a name alone, without a word. */
bool data_has(const struct data_kind *kind, const char *name, char *path, size_t size);

/* Calls see(context, name, path) for each name in the first folder that has any, in their order. */
void data_each(const struct data_kind *kind,
               void (*see)(void *context, const char *name, const char *path), void *context);

/* Has the files that scenarios extend looked for in the same folders, when they are not beside the
 * file that names them. Once, before the first scenario is loaded. */
void data_find_parents(void);
#endif
