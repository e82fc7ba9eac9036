/* reports/store/store_watchdog.h - ends a statement that SQLite does not let end itself: while it
 * is prepared nobody is asked for seconds, and one step of its machine may last.
 *
 * A thread of its own looks at the clock and at a flag. When the time is over it interrupts the
 * statement and takes SQLite's memory away, of the whole process, so that whatever goes on fails at
 * its next allocation; watchdog_stop gives it back. One statement is watched at a time. */
#ifndef REPORTS_STORE_STORE_WATCHDOG_H
#define REPORTS_STORE_STORE_WATCHDOG_H
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct watchdog {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool is_watching; /* the thread is there */
    bool is_over;     /* it shall end */
    bool has_barked;  /* it has ended the statement */
    sqlite3 *db;
    int64_t deadline; /* ms of CLOCK_MONOTONIC */
    const volatile sig_atomic_t *stop;
};

/* Watches what happens on the connection from now on; `stop` may be NULL. Without memory for a
 * thread nothing is watched. */
void watchdog_start(struct watchdog *watchdog, sqlite3 *db, int64_t deadline,
                    const volatile sig_atomic_t *stop);
/* True if the statement was ended. May be called while it is watched. */
bool watchdog_has_barked(struct watchdog *watchdog);
/* Ends the watch, and gives SQLite `heap_max` bytes again if they were taken. Does nothing to a
 * zeroed record or twice. */
void watchdog_stop(struct watchdog *watchdog, int64_t heap_max);
#endif
