/* cli/run/run_find.h - where a scenario is that is called by its name, as in `feikong run s-04`. */
#ifndef CLI_RUN_RUN_FIND_H
#define CLI_RUN_RUN_FIND_H
#include <stdbool.h>
#include <stddef.h>

/* Turns what the user wrote into a path: a file that is there, or holds "/" or ends in ".yaml", is
 * taken as it is; else NAME.yaml is looked for in ./scenarios, in ../scenarios and
 * ../share/feikong/scenarios of the program's folder, and in /usr/share/feikong/scenarios. False
 * after one sentence on stderr that lists the names there are. */
bool run_find(const char *given, char *path, size_t size);
#endif
