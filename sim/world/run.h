/* sim/world/run.h - one run of a scenario from D0 00:00 to the end of its last day. */
#ifndef SIM_WORLD_RUN_H
#define SIM_WORLD_RUN_H
#include "sim/watch/recorder.h"

/* Where a run stands; called from the main context a few times a second of wall time. */
struct sim_progress {
    ms_t now, start, end;
    uint64_t events;     /* of the log so far */
    double wall_seconds; /* since the start of the run */
};

struct sim_options {
    const char *factory; /* SimGrid context factory, "raw" if NULL */
    uint32_t
        group_size; /* concentrators to an actor, 0 = usual; the result does not depend on it */
    void (*progress)(void *context, const struct sim_progress *progress); /* may be NULL */
    void *progress_context;
    int (*is_stopped)(void *context); /* may be NULL; non-zero: give up, FK_E_STATE */
    /* Called, maybe in a signal handler, when SimGrid or its library of C++ cannot go on (no memory
     * for a stack); must end the process. NULL: abort. */
    void (*give_up)(void);
    const char *version;           /* of the program, for the record */
    const char *source, *settings; /* file and overrides, for the record */
};

/* What came out, beside what the recorder got. */
struct sim_outcome {
    struct sim_run_result result;
    uint32_t violations[SIM_INVARIANTS]; /* by invariant number */
    bool is_as_expected;                 /* violations equal the scenario's expected_violations */
    uint64_t customer_days;              /* customers x days */
};

/* Runs `scenario`. recorder may be NULL. FK_OK also when invariants are violated: that stands in
 * *outcome. Only one run in a process (sim/world/engine.h). Errors: FK_E_STATE, FK_E_MEMORY,
 * FK_E_IO or what the recorder returned, with *diag filled. */
FK_MUST_CHECK int sim_run(const struct sim_scenario *scenario, const struct sim_recorder *recorder,
                          const struct sim_options *options, struct sim_outcome *outcome,
                          struct fk_diag *diag);
#endif
