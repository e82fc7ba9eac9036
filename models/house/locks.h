/* models/house/locks.h - who must not be cut, whatever he owes: protection (保电, R-50), a delay
 * for one customer (缓停), a period without cuts such as a holiday. A lock holds for
 * everybody, a line, a transformer area or a customer; locks of all kinds may overlap, and a
 * customer is locked as long as one is left. Who has none costs nothing.
 *
 *   scopes[LOCK_AREA]   5 -> protection 1, delay 0, period 2      locks in force on area 5
 *
 * Not shared between threads. */
#ifndef MODELS_HOUSE_LOCKS_H
#define MODELS_HOUSE_LOCKS_H
#include "base/id_map.h"
#include "models/house/areas.h"
#include "models/house/terms.h"

/* For whom a lock holds. */
enum lock_scope { LOCK_EVERYBODY, LOCK_LINE, LOCK_AREA, LOCK_CUSTOMER, LOCK_SCOPES };

/* Where customers live: needed for lines and areas alone. A line feeds areas_per_line areas that
 * follow each other. */
struct lock_places {
    const struct areas *areas; /* borrowed; NULL: nobody is locked by line or area */
    uint32_t areas_per_line;
};
struct locks {
    struct lock_places places;
    struct id_map scopes[LOCK_SCOPES]; /* line, area or customer, 0 for everybody -> counts */
};
#define LOCKS_MAX 1000 /* in force on one line, area or customer, of each kind */

/* A lock of a kind (enum hold_reason, HOLD_PROTECTION to HOLD_PERIOD) on line, area or customer
 * `id` begins or ends. FK_OK or FK_E_MEMORY; FK_E_ARG for one that ends and was none. */
FK_MUST_CHECK int locks_begin(struct locks *locks, unsigned kind, enum lock_scope scope,
                              uint32_t id);
FK_MUST_CHECK int locks_end(struct locks *locks, unsigned kind, enum lock_scope scope, uint32_t id);
void locks_fini(struct locks *locks);
/* Why the customer must not be cut: the first kind in force in the order of enum hold_reason, or
 * HOLD_NONE. */
unsigned locks_on(const struct locks *locks, uint32_t customer);
/* True if a lock of this scope and `id` concerns the customer. */
bool locks_concern(const struct locks *locks, enum lock_scope scope, uint32_t id,
                   uint32_t customer);
void locks_image(struct locks *locks, struct image *image);
#endif
