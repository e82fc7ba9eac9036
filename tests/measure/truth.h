/* tests/measure/truth.h - what is really so in a run: whose layers disagree from when to when, and
 * because of what. It hears the events of the simulation, of relays, supply and faults too, and is
 * what the detector (reports/detect/detect.h) is measured by. */
#ifndef TESTS_MEASURE_TRUTH_H
#define TESTS_MEASURE_TRUTH_H
#include "reports/detect/detect.h"

struct truth_case {
    uint32_t customer;
    unsigned question;
    ms_t begin, end; /* `end` is that of the run if it lasts */
    ms_t due;        /* the second daily register after `begin` came, 0: it did not before `end` */
    uint32_t families; /* bits 1 << enum detect_family: all that were at work */
};
struct truth {
    const struct sim_scenario *scenario;
    struct sim_event *events; /* those that matter */
    size_t count, capacity;
    struct truth_case *cases; /* by customer and time */
    uint32_t case_count, case_capacity;
    bool has_failed; /* no memory */
};

void truth_init(struct truth *truth, const struct sim_scenario *scenario);
void truth_fini(struct truth *truth);
/* Takes an event, or a violation, in the order of the log. */
void truth_event(struct truth *truth, const struct sim_event *event);
void truth_violation(struct truth *truth, const struct sim_violation *violation);
/* When the run is over: makes the cases. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int truth_end(struct truth *truth);
#endif
