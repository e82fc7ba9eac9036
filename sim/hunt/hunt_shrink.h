/* sim/hunt/hunt_shrink.h - makes a failing world small: the end of time first, then faults,
 * payments and reads from the back, customers, at last every value towards the base. What is left
 * is the text of an ordinary scenario file, and it is that text which fails alike, not a structure
 * in memory. */
#ifndef SIM_HUNT_HUNT_SHRINK_H
#define SIM_HUNT_HUNT_SHRINK_H
#include "sim/hunt/hunt_process.h"

struct hunt_shrunk {
    char *text;                  /* of the scenario file, from malloc */
    struct hunt_finding finding; /* of the small world */
    uint32_t customers, days, faults, tries;
    double seconds;
    bool is_small; /* nothing more could be taken away; false: the time was over */
};

/* Shrinks the failure of *scenario, which is changed, for at most `seconds`. FK_OK; FK_E_STATE if
 * the world as a file does not fail alike (then it is the hunt that is wrong); FK_E_MEMORY;
 * FK_E_IO. On FK_OK the caller frees out->text. */
FK_MUST_CHECK int hunt_shrink(struct hunt_pool *pool, const struct sim_scenario *base,
                              struct sim_scenario *scenario, const struct hunt_finding *finding,
                              double seconds, struct hunt_shrunk *out);
#endif
