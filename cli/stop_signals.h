/* cli/stop_signals.h - the signals that ask a command to end, in one list for all commands. */
#ifndef CLI_STOP_SIGNALS_H
#define CLI_STOP_SIGNALS_H
#include <stdbool.h>

/* Calls `handler` for every signal that another process or a limit can send and that would end the
 * process, all of them blocked while it runs; with `is_stop_too` also for those that would stop it
 * (Ctrl-Z). Left alone: SIGHUP if it was ignored (nohup), and what only the process itself raises
 * by a fault of its own (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS). SIGPIPE is
 * ignored: a reader that went away must not end anything half-way. Not thread-safe. */
void stop_signals_catch(void (*handler)(int number), bool is_stop_too);
/* For commands that only read: the same signals, but for those that stop, end the process at once,
 * with exit code 3 and "feikong NAME: interrupted". */
void stop_signals_end(const char *name);
#endif
