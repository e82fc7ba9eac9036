#include "cli/stop_signals.h"

#include "cli/cmd.h"

#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void stop_signals_catch(void (*handler)(int number), bool is_stop_too)
{
    static const int ends[] = {SIGINT,  SIGTERM, SIGHUP,    SIGQUIT, SIGUSR1, SIGUSR2,  SIGALRM,
                               SIGXCPU, SIGIO,   SIGVTALRM, SIGPROF, SIGPWR,  SIGSTKFLT};
    static const int stops[] = {SIGTSTP, SIGTTIN, SIGTTOU};
    struct sigaction action = {.sa_handler = handler}, before;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sigaction(ends[i], NULL, &before) == 0 &&
            (ends[i] != SIGHUP || before.sa_handler != SIG_IGN))
            (void)sigaction(ends[i], &action, NULL);
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++)
        (void)sigaction(number, &action, NULL);
    for (size_t i = 0; is_stop_too && i < sizeof stops / sizeof *stops; i++)
        (void)sigaction(stops[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static char ended[64];

/* Only what may be called in a signal handler. */
static void end_now(int number)
{
    (void)number;
    (void)!write(STDERR_FILENO, ended, strlen(ended));
    _exit(CMD_EXIT_HARNESS);
}

void stop_signals_end(const char *name)
{
    snprintf(ended, sizeof ended, "feikong %s: interrupted\n", name);
    stop_signals_catch(end_now, false);
}
