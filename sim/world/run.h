/* sim/world/run.h - one run of a scenario from D0 00:00, or from the moment of a checkpoint, to the
 * end of its last day. A run that goes on tells its recorder all violations kept so far and, of
 * everything else, the days that are left; its fingerprint and counts are those of the whole. */
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
    const char *checkpoints; /* folder: the world is written there at each midnight; NULL: never */
    ms_t checkpoint_every;   /* multiple of 10 min, 0: a day */
    const char *from;        /* checkpoint to go on from (sim/world/checkpoint.h); NULL */
    const char *version;     /* of the program, for the record and for checkpoints */
    const char *source, *settings; /* file and overrides, for the record */
};

/* What came out, beside what the recorder got. */
struct sim_outcome {
    struct sim_run_result result;
    uint32_t violations[SIM_INVARIANTS]; /* by invariant number */
    bool is_as_expected;                 /* violations equal the scenario's expected_violations */
    uint64_t customer_days;              /* customers x days */
    ms_t since;                          /* D0 00:00, or the moment of the checkpoint */
};

/* Runs `scenario`. recorder may be NULL. FK_OK also when invariants are violated: that stands in
 * *outcome. Only one run in a process (sim/world/engine.h). Errors: FK_E_STATE, FK_E_MEMORY,
 * FK_E_IO, those of checkpoint_open, or what the recorder returned, with *diag filled. */
FK_MUST_CHECK int sim_run(const struct sim_scenario *scenario, const struct sim_recorder *recorder,
                          const struct sim_options *options, struct sim_outcome *outcome,
                          struct fk_diag *diag);
#endif
