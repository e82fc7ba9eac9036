/* cli/run/run_guard.h - a run ends in order, whatever ends it.
 *
 * Every signal that can be caught raises a flag; the run looks at it a few times a second, removes
 * what is not complete and ends with exit code 3. A second one that comes long after the first, and
 * a library that gives up for lack of memory, end the program at once: then the handler removes
 * what was named here. One run in a process. */
#ifndef CLI_RUN_RUN_GUARD_H
#define CLI_RUN_RUN_GUARD_H
#include "base/err.h"
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* From here on signals raise the flag, and SIGPIPE is an error of writing. */
void run_guard_begin(void);
/* True once a signal came. */
bool run_guard_is_stopped(void);
/* The flag itself, for whoever looks at it. */
const volatile sig_atomic_t *run_guard_flag(void);

/* Names a database (SQLite keeps "-wal" and "-shm" beside it) and the folder it stands in, to be
 * removed if the program has to end at once; the folder only if it is empty then. NULL: none. */
void run_guard_leave(const char *file, const char *folder);
/* Ends the program at once, with exit code 3 and one sentence. */
void run_guard_die(void) __attribute__((noreturn));

#define RUN_GUARD_CHILDREN 64
/* Signals go on to this child, also one that came before, 0 for none; places are 0 ..
 * RUN_GUARD_CHILDREN - 1. */
void run_guard_child(unsigned place, pid_t child);
#endif
