/* cli/conform/conform_console.h - what a conformance run says never holds it up.
 *
 * A pipe whose reader has stopped, or a terminal after Ctrl-S, takes no more bytes. Until the
 * device is put back nobody waits for that: what standard output and standard error do not take
 * at once is kept in memory, in order, and written when they take it again. One console in a
 * process. */
#ifndef CLI_CONFORM_CONFORM_CONSOLE_H
#define CLI_CONFORM_CONFORM_CONSOLE_H
#include <signal.h>
#include <stdbool.h>

/* From here on the streams stdout and stderr keep what would block. Without memory for it they stay
 * as they are. */
void conform_console_begin(void);
/* The device is put back: writes what is kept, for as long as it takes. Once *stop is set, bytes
 * that nobody takes for a second are given up with their stream, which leads nowhere from then on.
 * False: of standard output something was given up or could not be written. */
bool conform_console_end(const volatile sig_atomic_t *stop);
#endif
