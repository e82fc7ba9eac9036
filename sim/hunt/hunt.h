/* sim/hunt/hunt.h - the hunt: draws a world from each seed of a range, runs it in a process of its
 * own, repeats one in ten with other groups of concentrators and compares the fingerprints, also
 * with that of a run that goes on from a checkpoint of the repeat, and counts what was reached. */
#ifndef SIM_HUNT_HUNT_H
#define SIM_HUNT_HUNT_H
#include "sim/hunt/hunt_process.h"

#define HUNT_REPEAT_ONE_IN 10 /* seeds */
#define HUNT_RESUME_ONE_IN 2  /* of those: written in mid-run, and gone on with from the file */
#define HUNT_FAILURES_MAX  1000

struct hunt_failure {
    uint64_t seed;
    struct hunt_finding finding;
};

struct hunt_options {
    const struct sim_scenario *base;
    bool is_policy_fixed;
    uint64_t first, last;             /* seeds, inclusive */
    double seconds;                   /* no new world is begun after so many; 0: no limit */
    unsigned failures;                /* no new world is begun after so many failures, 1 .. _MAX */
    int (*is_stopped)(void *context); /* may be NULL; non-zero: begin no new world */
    void (*progress)(void *context, uint64_t seeds, double seconds); /* may be NULL */
    void *context;
};

struct hunt_totals {
    uint64_t seeds, repeats; /* worlds run once; run again */
    uint64_t resumed;        /* and gone on with from a checkpoint */
    double seconds;
    uint64_t customers, events;
    uint64_t reach[HUNT_REACH_MAX];
    uint64_t broken[32]; /* worlds in which INV-n broke, allowed or not */
    struct hunt_failure failures[HUNT_FAILURES_MAX];
    unsigned failure_count;
};

/* FK_OK also when something was found: that stands in *totals, failures by seed. FK_E_IO if no
 * process or checkpoint can be made. */
FK_MUST_CHECK int hunt_seeds(struct hunt_pool *pool, const struct hunt_options *options,
                             struct hunt_totals *totals);
#endif
