/* models/marketing/orders.h - work orders (工单, L2) of the marketing system: making, moving through
 * their life cycle, limits, status reads. The part of marketing that fee control, master and crews
 * talk to; it knows no account. System rules section 7; R-19.
 * Not shared between threads.
 *
 * Questions: Q31, Q35, Q36, Q44 */
#ifndef MODELS_MARKETING_ORDERS_H
#define MODELS_MARKETING_ORDERS_H
#include "base/slots.h"
#include "base/timers.h"
#include "models/house/seat.h"
#include "models/house/segments.h"
#include "models/marketing/ledger.h"

/* One work order; its history is the event log. */
struct work_order {
    uint32_t id;
    uint32_t customer, strategy; /* strategy 0: manual cause or exception */
    uint8_t kind;                /* enum order_kind */
    uint8_t state;               /* enum order_state */
    uint8_t code;                /* enum result_code */
    uint8_t tries;
    uint8_t is_unanswered; /* a try had no answer: whatever the code, the relay may have moved */
    uint8_t is_asked;      /* a status read is under way, or whether it waits */
    uint8_t is_permitted;  /* a permit is answered as done; the status word says what it did */
    uint8_t is_superseded; /* another order has done what it asks for */
    uint8_t cause;         /* enum calc_cause, of an exception */
    uint8_t is_cancelled;  /* fee control takes it back */
    uint8_t is_answered;   /* a cut is answered as done, and its confirmation not yet read */
    uint8_t is_looking;    /* the status word is to be read when the delay of the trip is over */
    ms_t due;              /* end of its limit; of one that is over: it is forgotten then */
};
_Static_assert(sizeof(struct work_order) == 32, "one for each order that may still be told of");

/* An order that has done its work leaves at once: nothing that comes later changes it. One that has
 * not waits so long for a late success. */
#define ORDERS_KEPT (10 * MS_DAY)

/* What makes a remote cut a success (R-32, `confirm_by`): an answer is not yet a relay that moved.
 * Restores need none: they move the relay at once or are refused, and R-46 looks at permits. */
enum order_proof {
    PROOF_ANSWER,       /* the meter has answered the command */
    PROOF_STATUS_WORD,  /* and status word 3 says that the contact is open */
    PROOF_CURRENT_ZERO, /* and no current flows: no bypass, no breaker that stayed closed */
    ORDER_PROOFS
};
const char *order_proof_name(unsigned proof); /* "answer" ..., "?" */

struct orders_config {
    const struct segments *segments; /* borrowed; they say how to restore */
    bool is_status_read;             /* the status word decides */
    ms_t limit; /* P-MST-04: from SENT, from ACCEPTED if asked, from EXECUTING on */
    ms_t kept;  /* how long one that is over without success stays */
    /* The limits of field orders, and after which percentage of them the handler of one that is
     * still open is warned; 0: never. */
    ms_t field_restore_limit;
    uint32_t field_cut_days; /* working days */
    uint32_t warn_percent;
    bool is_read_by_hand; /* an exception order for a missing register goes to the crews */
    enum order_proof proof;
    ms_t trip_delay; /* programmed in the meters: a status word before is none (P-MET-28) */
};

struct orders {
    const struct party_port *port;
    struct orders_config config;
    struct slots list;        /* struct work_order: open ones, and those that are kept */
    uint32_t count;           /* made so far; ids are 1 .. count and never used again */
    struct fifo over;         /* orders without success, in the order in which they ended */
    struct id_map exceptions; /* customer -> his open exception order */
    struct timers limits;
    uint32_t handlers_absent; /* faults in force: exception orders are not handed to the crews */
    uint32_t first_waiting;   /* no older order waits for that; 0: none does */
};

/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int orders_init(struct orders *orders, const struct party_port *port,
                              const struct orders_config *config);
void orders_fini(struct orders *orders);
/* MSG_ORDER_REQUEST, MSG_ORDER_CANCEL of fee control. A held order that a new one follows is
 * closed. An exception order for a customer who has an open one is not made; one whose register a
 * crew has taken is closed, and fee control is told. FK_E_ARG for an order
 * that was never made, or is another customer's; one that has left is over, and nothing happens. */
FK_MUST_CHECK int orders_make(struct orders *orders, const struct message *message, ms_t now);
FK_MUST_CHECK int orders_cancel(struct orders *orders, const struct message *message, ms_t now);
/* MSG_FAULT of FAULT_HANDLERS_ABSENT: exception orders that a crew could work wait as SENT, and go
 * to the crews in the order in which they were made when the last absence is over. FK_OK, FK_E_ARG
 * for an end that nothing began. */
FK_MUST_CHECK int orders_fault(struct orders *orders, const struct message *fault, ms_t now);
/* An order that purchases look after (recharge, re-issue), and its end in a final state. FK_OK,
 * FK_E_MEMORY, or FK_E_RANGE when ids are used up. */
FK_MUST_CHECK int orders_open(struct orders *orders, enum order_kind kind, uint32_t customer,
                              ms_t now, uint32_t *id);
FK_MUST_CHECK int orders_close(struct orders *orders, uint32_t id, enum order_state state,
                               unsigned code, unsigned tries, ms_t now);
/* an order that left for the collection system has a result by config.limit from now on, or
 * is looked after. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int orders_begin_limit(struct orders *orders, struct work_order *order, ms_t now);
/* It goes on to a state that is not final. */
void orders_move(struct orders *orders, struct work_order *order, enum order_state state, ms_t now);
/* MSG_ORDER_ACCEPTED, MSG_ORDER_EXECUTING, MSG_ORDER_RESULT, MSG_STATUS_REPORT,
 * MSG_FIELD_RESULT. */
FK_MUST_CHECK int orders_report(struct orders *orders, const struct message *message, ms_t now);
/* MSG_FIELD_ASK of a crew on site, MSG_FIELD_PLAN of the cuts of a day; `account` is the
 * customer's. A field restore may go on while its order is open; a field cut is asked about
 * in fee control. */
FK_MUST_CHECK int orders_ask(struct orders *orders, const struct message *message,
                             const struct ledger_customer *account);
/* Limits that have come, and warnings of field orders that are about to pass theirs. One that
 * executes is taken back, and when its last try is over the status word decides; of one of which
 * nobody has told that a try began the master says whether it waits, or the status word decides too
 * . So every order ends, whatever message is lost. */
FK_MUST_CHECK int orders_tick(struct orders *orders, ms_t now);
ms_t orders_due(const struct orders *orders);

/* Loading refuses orders of customers from `customers` on. */
void orders_image(struct orders *orders, struct image *image, uint32_t customers);

/* The order, NULL if it was never made or has left. */
struct work_order *orders_find(struct orders *orders, uint32_t id);

/* True if nothing more will happen to an order in this state, but for a late success. */
bool work_order_is_final(unsigned state);
#endif
