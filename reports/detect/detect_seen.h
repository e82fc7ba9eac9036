/* reports/detect/detect_seen.h - one customer as his utility sees him: rows in the order of time
 * go in, facts come out. Not shared between threads. */
#ifndef REPORTS_DETECT_DETECT_SEEN_H
#define REPORTS_DETECT_DETECT_SEEN_H
#include "base/clock.h"
#include "base/err.h"
#include "base/money.h"
#include "models/house/terms.h"
#include "models/meter/drawn_use.h"
#include "reports/detect/detect_rules.h"

/* Who uses less a day, 0.01 kWh, cannot be told from who uses nothing (S-18). */
#define SEEN_LEAST_USE 10

/* What all customers of the run have in common. */
struct seen_world {
    ms_t start;
    uint32_t days;
    kwh100_t mean; /* what each uses a day by his file, 0.01 kWh; see SEEN_LEAST_USE */
    const struct drawn_use *use; /* each by his own file, season and weekday; NULL: all the same */
    const uint8_t *dark; /* days + 1 of them an area, 1: most of its meters did not answer */
    uint32_t per_area;   /* customers of an area */
    bool is_by_hand;     /* policy: breakers are closed by hand */
};

enum seen_type { SEEN_READING, SEEN_DECISION, SEEN_ORDER, SEEN_PAYMENT };
struct seen_row {
    ms_t at;
    int64_t value; /* register, 0.01 kWh */
    uint32_t id;   /* day of the register; order; payment */
    uint8_t type;  /* enum seen_type */
    uint8_t kind;  /* enum order_kind */
    uint8_t state; /* fee_state, order_state, payment_state; of a register 1 there, 0 missing */
    uint8_t code;  /* enum result_code; of an exception enum calc_cause; 1: of a statement */
};

/* L1 by what it says of the supply. */
enum seen_class {
    SEEN_SUPPLIED,
    SEEN_CUTTING,
    SEEN_CUT,
    SEEN_PERMITTED,
    SEEN_RESTORING,
    SEEN_LEFT /* his agreement ended while he was cut (T23): L1 says nothing of him */
};

struct seen {
    const struct seen_world *world;
    uint32_t customer;
    uint8_t klass; /* enum seen_class */
    ms_t class_since;
    uint32_t order;                           /* the last remote order, 0: none */
    uint8_t order_kind, order_state, failure; /* its last failure, RESULT_NONE: none */
    ms_t order_since;                         /* under way since; 0: not */
    bool is_restored, is_by_hand, is_interrupted, has_restore;
    uint32_t exception; /* open, because registers do not fit; 0: none */
    ms_t paid_at;       /* posted since he is cut, 0: nothing */
    uint32_t one_sided; /* payments that a statement has alone */
    ms_t cut_at, restored_at;
    ms_t span_from;      /* newest time between two registers that was judged, 0: none */
    ms_t off_at;         /* about when the last use ended, 0: not known */
    uint32_t span_facts; /* FACT_USED, FACT_NONE, FACT_DARK */
    uint32_t *registers; /* by day, 0 .. days */
    uint8_t *marks;      /* by day: 1 there, 2 was missing */
    kwh100_t *expected;  /* by day: what he uses by his file */
};

/* Room for one customer after another. FK_OK or FK_E_MEMORY; seen_fini in any case. */
FK_MUST_CHECK int seen_init(struct seen *seen, const struct seen_world *world);
void seen_fini(struct seen *seen);
/* The next customer, of whom nothing is known. */
void seen_next(struct seen *seen, uint32_t customer);
/* Takes a row, not before an earlier one. */
void seen_take(struct seen *seen, const struct seen_row *row);
/* enum detect_fact of what holds at `now`, but for the neighbours. */
uint32_t seen_facts(const struct seen *seen, ms_t now);
/* Since when, or before, what made the facts is so. */
ms_t seen_since(const struct seen *seen, uint32_t facts);
#endif
