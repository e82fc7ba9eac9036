#include "reports/store/store_watchdog.h"

#include <string.h>
#include <time.h>

#define SLICE_MS 50  /* between two looks at the flag */
#define GRACE_MS 100 /* SQLite's own handlers see the time first */

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void wait_slice(struct watchdog *watchdog)
{
    int64_t until = now_ms() + SLICE_MS;
    struct timespec at = {.tv_sec = (time_t)(until / 1000),
                          .tv_nsec = (long)(until % 1000 * 1000000)};
    (void)pthread_cond_timedwait(&watchdog->woken, &watchdog->lock, &at);
}

static void *watch(void *context)
{
    struct watchdog *watchdog = context;
    pthread_mutex_lock(&watchdog->lock);
    while (!watchdog->is_over && !watchdog->has_barked) {
        bool is_stopped = watchdog->stop != NULL && *watchdog->stop;
        if (is_stopped || now_ms() > watchdog->deadline + GRACE_MS) {
            watchdog->has_barked = true;
            sqlite3_interrupt(watchdog->db);
            (void)sqlite3_hard_heap_limit64(1);
        } else {
            wait_slice(watchdog);
        }
    }
    pthread_mutex_unlock(&watchdog->lock);
    return NULL;
}

void watchdog_start(struct watchdog *watchdog, sqlite3 *db, int64_t deadline,
                    const volatile sig_atomic_t *stop)
{
    pthread_condattr_t monotonic;
    sigset_t all, before;
    memset(watchdog, 0, sizeof *watchdog);
    watchdog->db = db;
    watchdog->deadline = deadline;
    watchdog->stop = stop;
    pthread_mutex_init(&watchdog->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&watchdog->woken, &monotonic);
    pthread_condattr_destroy(&monotonic);
    sigfillset(&all); /* signals are for the thread that waits for something */
    pthread_sigmask(SIG_BLOCK, &all, &before);
    watchdog->is_watching = pthread_create(&watchdog->thread, NULL, watch, watchdog) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

bool watchdog_has_barked(struct watchdog *watchdog)
{
    if (!watchdog->is_watching)
        return false;
    pthread_mutex_lock(&watchdog->lock);
    bool has_barked = watchdog->has_barked;
    pthread_mutex_unlock(&watchdog->lock);
    return has_barked;
}

void watchdog_stop(struct watchdog *watchdog, int64_t heap_max)
{
    if (!watchdog->is_watching)
        return;
    pthread_mutex_lock(&watchdog->lock);
    watchdog->is_over = true;
    pthread_cond_signal(&watchdog->woken);
    pthread_mutex_unlock(&watchdog->lock);
    pthread_join(watchdog->thread, NULL);
    watchdog->is_watching = false;
    pthread_cond_destroy(&watchdog->woken);
    pthread_mutex_destroy(&watchdog->lock);
    if (watchdog->has_barked) {
        (void)sqlite3_hard_heap_limit64(heap_max);
        (void)sqlite3_soft_heap_limit64(0); /* the hard one had pulled it down */
    }
}
