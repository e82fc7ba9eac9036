/* models/marketing/purchases.h - what marketing sells to customers with local meters (远程购电,
 * section 11): a purchase record for the money in the account, its way into the meter over the
 * collection system (I12) or by card, and what becomes of it when it fails or its payment is
 * reversed. Rules GS-1 to GS-12; P-LOC-01 to P-LOC-07. Part of marketing; not shared between
 * threads.
 *
 *            +------------------------------ in the meter ------------------------------+
 *   account  |                                                                           v
 *   above 0 -+-> TASK --failed--> WAITS --staff come--> LOOK --not in--> TASK ...      NONE
 *   (GS-8)         ^   reversed: taken back, and if a try had no answer looked at         ^
 *   CARD ----------+-posted                                    not in, reversed: undone --+
 *
 * One purchase of a customer is open at a time; what is paid meanwhile is issued with the next one.
 * Its number is the count of the meter plus 1 for as long as it is open, so that however often it
 * is sent, the meter takes it once (GS-4). Money everywhere; messages to and from the meter are in
 * the unit that is sold (section 20). */
#ifndef MODELS_MARKETING_PURCHASES_H
#define MODELS_MARKETING_PURCHASES_H
#include "base/chance.h"
#include "base/slots.h"
#include "base/timers.h"
#include "models/house/locals.h"
#include "models/house/sale.h"
#include "models/house/seat.h"
#include "models/marketing/ledger.h"
#include "models/marketing/orders.h"

/* A result that has not come by then is lost: R-23. */
#define PURCHASES_SILENT MS_DAY

struct purchases_config {
    const struct locals *locals; /* borrowed; NULL: nobody has a local meter */
    struct chance_dist
        reissue_after;    /* from a failure until the inspection staff look (P-LOC-05) */
    uint32_t reissues;    /* repeats before the customer is asked for his card (GS-6) */
    uint32_t subscribers; /* parts of a million, told of their recharges (P-LOC-07) */
    ms_t review;          /* from the change of a meter to the review of its rest (GS-7, GS-12) */
    uint64_t seed;
    struct wallet_sale sale; /* what the meters are sold; what is less than a unit stays */
};

enum purchase_phase {
    PURCHASE_NONE,
    PURCHASE_CARD, /* on the card, not posted yet (GS-10) */
    PURCHASE_TASK,
    PURCHASE_WAITS,
    PURCHASE_LOOK,
    PURCHASE_PHASES
};
/* Of each customer who has bought. */
struct purchase {
    uint32_t id;      /* customer */
    uint32_t order;   /* under way, 0: none */
    uint32_t payment; /* for which the open one was made */
    int32_t amount;   /* of the open one, fen; 0: none */
    int32_t rest;     /* of a meter that was changed, not reviewed yet, fen */
    uint8_t count;    /* purchases that are in the meter as far as is known, modulo 256 */
    uint8_t phase;    /* enum purchase_phase */
    uint8_t repeats;  /* times that the staff have looked */
    bool is_due;      /* something was paid that may be issued (GS-9) */
    bool has_card;    /* the open one is on the card too */
    bool is_unsure;   /* a try had no answer: it may be in */
    bool is_void;     /* its payment is reversed */
    ms_t due;         /* of its phase */
};

enum purchase_timer {
    PURCHASE_LIMIT,
    PURCHASE_VISIT,
    PURCHASE_MODE,
    PURCHASE_REVIEW,
    PURCHASE_TIMERS
};

struct purchases {
    const struct party_port *port;
    struct purchases_config config;
    struct ledger *ledger; /* of marketing, as the orders */
    struct orders *orders;
    struct slots list; /* struct purchase */
    struct timers timers;
};

/* FK_OK or FK_E_MEMORY; ledger and orders are borrowed. */
FK_MUST_CHECK int purchases_init(struct purchases *purchases, const struct party_port *port,
                                 const struct purchases_config *config, struct ledger *ledger,
                                 struct orders *orders);
void purchases_fini(struct purchases *purchases);
/* True if the customer has a local meter. */
bool purchases_concern(const struct purchases *purchases, uint32_t customer);
/* A payment (MSG_PAYMENT) has come over: at an ATM the card is written, if nothing is owed or open
 * (GS-10). FK_OK or FK_E_MEMORY, as all below. */
FK_MUST_CHECK int purchases_received(struct purchases *purchases, const struct message *payment);
/* It is posted to the account: issued, unless arrears are left (GS-8) or the household has several
 * meters and it came over the counter or the bank (GS-9). */
FK_MUST_CHECK int purchases_paid(struct purchases *purchases, uint32_t customer, uint32_t payment,
                                 unsigned channel, ms_t now);
/* It is reversed, out of the account if it was there: the record of a purchase that is not in the
 * meter goes with it. */
FK_MUST_CHECK int purchases_reversed(struct purchases *purchases, uint32_t customer,
                                     uint32_t payment, ms_t now);
/* MSG_RECHARGE_RESULT, MSG_METER_CHANGE. */
FK_MUST_CHECK int purchases_handle(struct purchases *purchases, const struct message *message,
                                   ms_t now);
FK_MUST_CHECK int purchases_tick(struct purchases *purchases, ms_t now);
ms_t purchases_due(const struct purchases *purchases);
void purchases_image(struct purchases *purchases, struct image *image, uint32_t customers);
/* Notes the entries of the last posting of the ledger. */
void purchases_note_entries(const struct party_port *port, const struct ledger *ledger,
                            const struct ledger_entry entries[2], uint32_t customer,
                            unsigned channel, uint32_t payment, ms_t now);
#endif
