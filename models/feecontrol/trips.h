/* models/feecontrol/trips.h - who was cut and may close his breaker himself (断电不停电, CQ-2): how
 * often, at which register, and when he is to be tripped again. A record each while his cut is in
 * force. Not shared between threads. */
#ifndef MODELS_FEECONTROL_TRIPS_H
#define MODELS_FEECONTROL_TRIPS_H
#include "base/clock.h"
#include "base/slots.h"
#include "models/feecontrol/policy.h"
#include <stdbool.h>

/* Energy above which somebody has used any since his trip, 0.01 kWh. */
#define TRIPS_USE_MIN 10

struct trip_record {
    uint32_t id;      /* customer (base/slots.h) */
    uint32_t reading; /* register at the latest trip, 0.01 kWh ... */
    bool has_reading; /* ... as the meter reported it */
    uint16_t count;   /* trips so far */
    ms_t due;         /* of the next look, 0: none */
};

/* The meter reports a trip and its register. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int trips_report(struct slots *trips, uint32_t customer, uint32_t reading);
/* An order has tripped him at `now`: the date of the next look, MS_NEVER if there is none, 0 when
 * memory is used up. */
ms_t trips_count(struct slots *trips, const struct fee_policy *policy, uint32_t customer, ms_t now);
/* The look of `due`, at `now`: true if he is to be tripped again, `reading` being the newest
 * register (CQ-2).
 * *next is the date of the next look if he is not, MS_NEVER: none. A look that another one has
 * replaced finds nothing. */
bool trips_look(struct slots *trips, const struct fee_policy *policy, uint32_t customer,
                uint32_t reading, ms_t due, ms_t now, ms_t *next);
#endif
