/* sim/hunt/hunt_faults.h - the fault kinds of the draw, one row a kind. What each may break
 * stands in sim/watch/fault_table.h. */
#ifndef SIM_HUNT_HUNT_FAULTS_H
#define SIM_HUNT_HUNT_FAULTS_H
#include "models/house/terms.h"
#include "sim/scenario/scenario.h"

struct hunt_fault {
    enum fault_kind kind;
    unsigned keys; /* enum hunt_fault_key: what it needs besides its moments */
};
enum hunt_fault_key {
    HUNT_WHO = 1,
    HUNT_OFFSET = 2,
    HUNT_INTERFACE = 4,
    HUNT_DELAY = 8,
    HUNT_ENERGY = 16,
    HUNT_FEP = 32,
    HUNT_TERMINAL = 64,
    HUNT_CODE = 128,
    HUNT_LONG = 256 /* often there from the start until everything heals */
};
extern const struct hunt_fault hunt_faults[];
extern const uint32_t hunt_fault_count;
/* Rows from here on, the first of a place between relay and light, are of single meters and drawn
 * apart. */
uint32_t hunt_site_first(void);
/* Those from here on are of parties and people, and drawn after all others ... */
uint32_t hunt_party_first(void);
/* ... but those from here on, of single meters and customers again, each kind in its own way. */
uint32_t hunt_apart_first(void);
#endif
