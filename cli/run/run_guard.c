#include "cli/run/run_guard.h"

#include "cli/cmd.h"
#include "cli/stop_signals.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define GIVE_UP_S 10 /* signals come in pairs: timeout(1) sends two at once */
#define PATH_SIZE 1024

static volatile sig_atomic_t stop_flag;
static volatile sig_atomic_t stopped_at; /* seconds of CLOCK_MONOTONIC */
static volatile sig_atomic_t children[RUN_GUARD_CHILDREN];
static char leftovers[3][PATH_SIZE]; /* database, and what SQLite keeps beside it */
static char left_folder[PATH_SIZE];

/* Only what may be called in a signal handler. */
static void end_at_once(const char *sentence)
{
    for (size_t i = 0; i < sizeof leftovers / sizeof *leftovers; i++)
        if (leftovers[i][0])
            (void)unlink(leftovers[i]);
    if (left_folder[0])
        (void)rmdir(left_folder);
    (void)!write(STDERR_FILENO, sentence, strlen(sentence));
    _exit(CMD_EXIT_HARNESS);
}

void run_guard_die(void)
{
    end_at_once("feikong run: out of memory: the simulation could not go on; nothing was kept\n");
    _exit(CMD_EXIT_HARNESS);
}

static void on_signal(int number)
{
    int error = errno;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    for (unsigned i = 0; i < RUN_GUARD_CHILDREN; i++)
        if (children[i] > 0)
            (void)kill((pid_t)children[i], number);
    if (!stop_flag) {
        stopped_at = (sig_atomic_t)now.tv_sec;
        stop_flag = 1;
    } else if ((sig_atomic_t)now.tv_sec - stopped_at > GIVE_UP_S) {
        end_at_once("feikong run: ended at once by a second signal; nothing was kept\n");
    }
    errno = error;
}

void run_guard_begin(void)
{
    stop_signals_catch(on_signal, false);
}

bool run_guard_is_stopped(void)
{
    return stop_flag != 0;
}

const volatile sig_atomic_t *run_guard_flag(void)
{
    return &stop_flag;
}

void run_guard_leave(const char *file, const char *folder)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (!file || snprintf(leftovers[i], PATH_SIZE, "%s%s", file, suffixes[i]) >= PATH_SIZE)
            leftovers[i][0] = '\0'; /* longer than what a run takes */
    snprintf(left_folder, PATH_SIZE, "%s", folder ? folder : "");
}

void run_guard_child(unsigned place, pid_t child)
{
    children[place] = (sig_atomic_t)child;
    if (child > 0 && stop_flag) /* a signal that came before the child was known here */
        (void)kill(child, SIGTERM);
}
