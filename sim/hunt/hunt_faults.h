/* sim/hunt/hunt_faults.h - the fault kinds of the draw, one row a kind. */
#ifndef SIM_HUNT_HUNT_FAULTS_H
#define SIM_HUNT_HUNT_FAULTS_H
#include "models/house/terms.h"
#include "sim/scenario/scenario.h"

struct hunt_fault {
    enum fault_kind kind;
    unsigned keys;      /* enum hunt_fault_key: what it needs besides its moments */
    uint32_t may_break; /* bit n: INV-n may break while worlds contain this fault */
};
enum hunt_fault_key { HUNT_WHO = 1, HUNT_OFFSET = 2, HUNT_INTERFACE = 4, HUNT_DELAY = 8 };
extern const struct hunt_fault hunt_faults[];
extern const uint32_t hunt_fault_count;

/* Bit n: INV-n may be broken in this scenario, by one of its faults or by its policy. */
uint32_t hunt_allowed(const struct sim_scenario *scenario);
#endif
