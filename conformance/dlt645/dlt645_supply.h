/* conformance/dlt645/dlt645_supply.h - the supply behind the relay: how it was found, how it is
 * left. An open relay is the worst that a bench can leave. For run.c; a case belongs to one
 * thread. */
#ifndef CONFORMANCE_DLT645_DLT645_SUPPLY_H
#define CONFORMANCE_DLT645_DLT645_SUPPLY_H
#include "conformance/dlt645/dlt645_ask.h"

/* How the supply was when the run began. */
struct supply_found {
    bool is_known;
    bool is_open;    /* relay open (b4), or a trip on its way (b6): then it is left so */
    bool tells_rest; /* protection and alarm are named: nobody puts them back */
};

/* Reads status word 3, three tries. Takes what it says as found if nothing is known yet. */
bool supply_find(struct conform_case *c, struct supply_found *found);

/* The end of the run: reads status word 3, closes a relay that is open and was found closed, and
 * waits relay_settle_ms for it; three tries, a lost line is opened again. Writes the sentence.
 * Returns true if the supply is as it was found. */
bool supply_check(struct conform_case *c, const struct supply_found *found, char *out,
                  size_t capacity);
#endif
