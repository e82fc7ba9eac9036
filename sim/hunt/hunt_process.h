/* sim/hunt/hunt_process.h - worlds in processes of their own, forked from a warm one: SimGrid runs
 * once in a process, a crash must not end the hunt, and a world that never ends must be ended. The
 * results come back through shared memory. The only file of sim/ that forks.
 *
 * One pool in a process; it takes every child of the process for its own. Not thread-safe. */
#ifndef SIM_HUNT_HUNT_PROCESS_H
#define SIM_HUNT_HUNT_PROCESS_H
#include "sim/hunt/hunt_world.h"
#include <sys/types.h>

#define HUNT_JOBS_MAX 64

/* One world to run: a file's text, or the draw of a seed. */
struct hunt_job {
    const char *text; /* of a scenario file; NULL: draw */
    const struct sim_scenario *base;
    bool is_policy_fixed;
    uint64_t seed;
    uint32_t group_size;
    bool is_repeat;                      /* for the caller */
    bool is_saved;                       /* a checkpoint is written, if the pool has a folder */
    bool is_resumed;                     /* go on from it, and take it away */
    ms_t stop;                           /* of the checkpoint, after D0 00:00; 0: drawn
                                            (hunt_draw_stop) */
    const struct hunt_finding *story_of; /* tell how this came about; NULL: nothing */
};

struct hunt_pool {
    unsigned jobs;
    unsigned cpu_ms; /* of one world; ten times as much on the wall clock, 10 s at least */
    unsigned running;
    int (*is_stopped)(void *context); /* asked while a failure is shrunk; non-zero: what is left is
                                         enough. May be NULL */
    const char *folder;               /* for checkpoints, borrowed; NULL: none is written */
    struct hunt_slot {
        pid_t child; /* 0: free */
        struct hunt_job job;
        struct hunt_shared {
            struct hunt_result result;
            struct hunt_story story;
        } * shared;
    } slots[HUNT_JOBS_MAX];
};

/* Warms SimGrid up and makes room for `jobs` (1 .. HUNT_JOBS_MAX) worlds at a time. Errors of
 * engine_warm, FK_E_MEMORY. */
FK_MUST_CHECK int hunt_pool_init(struct hunt_pool *pool, unsigned jobs, unsigned cpu_ms,
                                 struct fk_diag *diag);
/* Ends what still runs. */
void hunt_pool_fini(struct hunt_pool *pool);
/* Starts a world in a free slot (pool->running < pool->jobs). FK_E_IO if no process can be made. */
FK_MUST_CHECK int hunt_pool_start(struct hunt_pool *pool, const struct hunt_job *job);
/* Waits for a world (pool->running > 0): the slot, which is free again; its job and shared result
 * stay until the next start. NULL if waiting failed. */
const struct hunt_slot *hunt_pool_wait(struct hunt_pool *pool);
/* Starts one world and waits for it; nothing else may run. NULL if no process can be made. */
const struct hunt_slot *hunt_pool_run(struct hunt_pool *pool, const struct hunt_job *job);
#endif
