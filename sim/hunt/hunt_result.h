/* sim/hunt/hunt_result.h - what came out of one world of the hunt. Plain data without pointers: it
 * lies in memory that the child that runs the world shares with the hunter. */
#ifndef SIM_HUNT_HUNT_RESULT_H
#define SIM_HUNT_HUNT_RESULT_H
#include "base/clock.h"
#include "base/err.h"
#include "base/text.h"
#include "sim/hunt/hunt_reach.h"
#include <stdbool.h>

enum hunt_end {
    HUNT_NOT_ENDED, /* the child ended without a word: see HUNT_CRASHED */
    HUNT_CLEAN,
    HUNT_VIOLATED, /* an invariant broke that nothing in the world may break */
    HUNT_STOPPED,  /* the run gave up with an error */
    HUNT_CRASHED,  /* the process died */
    HUNT_SLOW,     /* over its time */
    HUNT_DIFFERS,  /* the same world again has another fingerprint */
    HUNT_ENDS
};

struct hunt_finding {
    enum hunt_end end;
    unsigned invariant; /* of HUNT_VIOLATED, else 0 */
    uint32_t customer;
    ms_t at;
    char text[160];    /* what was seen */
    char text_zh[200]; /* the same in Chinese, "" if it is not told */
    ms_t stop;         /* HUNT_DIFFERS: it does when gone on with from a checkpoint of so long after
                          D0 00:00; 0: when it is run again */
};

struct hunt_result {
    struct hunt_finding finding;
    char fingerprint[17];
    ms_t stop;            /* of the checkpoint, after D0 00:00; 0: none */
    enum fk_err hindered; /* the hunter had no file or memory: says nothing of the world */
    uint64_t events;
    uint32_t broken; /* bit n: INV-n broke, allowed or not */
    uint32_t reach[HUNT_REACH_MAX];
};

/* "an invariant broke", ... */
struct fk_text hunt_end_text(enum hunt_end end);
/* True if both are the same kind of failure: end and invariant. */
bool hunt_is_alike(const struct hunt_finding *a, const struct hunt_finding *b);
#endif
