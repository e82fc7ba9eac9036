/* sim/scenario/standing.h - who of the customers stands otherwise than his group (RPT-01): not
 * enrolled at the start, a local meter, another strategy, another number than a valid one of his
 * own, a lock that holds as the run ends, another state than normal at the start. Everybody else
 * is what his group says. */
#ifndef SIM_SCENARIO_STANDING_H
#define SIM_SCENARIO_STANDING_H
#include "sim/scenario/catalogue.h"

struct standing_row {
    uint32_t customer;
    uint32_t strategy; /* number of his row of the catalogue at the end, from 1; 0: none */
    bool is_left_out;  /* not enrolled at the start (T1) */
    bool is_local;
    fen_t account; /* of a local meter: in the account at the start */
    uint8_t phone; /* SMS_FATE_PLAIN: valid, or what is wrong with it or agreed instead of it */
    uint8_t hold;  /* enum hold_reason, HOLD_NONE: no lock */
    uint8_t state; /* enum fee_state at the start of who is enrolled, with `rest` of his group */
};
struct standing_visits {
    void *context;
    /* A group of the scenario, from 0, with the strategy of its first customer at the end; 0: it
     * has nobody who has one. Before the customers. */
    int (*group)(void *context, uint32_t group, uint32_t strategy);
    int (*customer)(void *context, const struct standing_row *standing);
};

/* Ends with the first value other than FK_OK; FK_E_MEMORY. */
FK_MUST_CHECK int standing_each(const struct sim_scenario *scenario,
                                const struct catalogue *catalogue,
                                const struct standing_visits *visits);
#endif
