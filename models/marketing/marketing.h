/* models/marketing/marketing.h - marketing system (营销业务应用系统, A9): accounts M2, receipts, bills,
 * reconciliation with the channels, SMS requests, second checks, and the work orders of orders.h.
 * A party behind a port. System rules sections 4, 7 and 16; I4..I7, I9..I11. */
#ifndef MODELS_MARKETING_MARKETING_H
#define MODELS_MARKETING_MARKETING_H
#include "base/chance.h"
#include "base/fifo.h"
#include "base/timers.h"
#include "models/house/mandates.h"
#include "models/house/seat.h"
#include "models/marketing/dues.h"
#include "models/marketing/ledger.h"
#include "models/marketing/meter_orders.h"
#include "models/marketing/orders.h"
#include "models/marketing/posting_rules.h"
#include "models/marketing/purchases.h"
#include "models/marketing/rollout.h"
#include "models/marketing/settlement.h"
#include "models/marketing/statements.h"

struct marketing_config {
    uint32_t customers;
    struct orders_config orders;
    struct purchases_config purchases;
    struct posting_rules posting;
    const struct mandates *mandates; /* borrowed; NULL: nobody has signed withholding */
    uint64_t seed;
    bool has_statements; /* payments are matched with the statements of the channels */
    ms_t matching;       /* from a statement to the end of its matching */
    struct settlement_config settlement;
    uint32_t bill_days; /* from a bill to the day from which it counts, 0: at once (dues.h) */
    struct rollout_config rollout;
    /* Takes over the file of registers that MSG_BILLING announced, as fee control does that of a
     * push; values NULL: nobody wants it. */
    int (*registers)(void *context, uint32_t file, int32_t until, uint32_t *values, uint8_t *ages);
    void *register_context;
};

/* Kinds of timers: of a posting, its slot; of a matching, its channel; of a bill that counts from
 * then on, its customer. */
enum marketing_timer { TIMER_POST, TIMER_MATCH, TIMER_COUNTS, MARKETING_TIMERS };

struct marketing {
    const struct party_port *port;
    struct marketing_config config;
    struct ledger ledger;
    struct orders orders;
    struct purchases purchases;
    struct posting {
        fen_t amount;
        uint32_t customer, payment;
        uint8_t channel;
    } * postings; /* payments between I11 and their posting */
    uint32_t posting_count, posting_capacity;
    struct fifo free_postings;
    struct timers timers;
    struct statements statements;
    uint32_t flows; /* flows of strategies so far (策略调整流程): the number of the latest */
    struct settlement settlement;
    struct dues dues;
    struct rollout rollout;
};

FK_MUST_CHECK int marketing_init(struct marketing *marketing, const struct party_port *port,
                                 const struct marketing_config *config);
void marketing_fini(struct marketing *marketing);
/* FK_OK, FK_E_MEMORY, FK_E_ARG for messages that marketing does not know and orders that were never
 * made, FK_E_RANGE when the ids of orders are used up. */
FK_MUST_CHECK int marketing_handle(struct marketing *marketing, const struct message *message,
                                   ms_t now);
FK_MUST_CHECK int marketing_tick(struct marketing *marketing, ms_t now);
ms_t marketing_due(const struct marketing *marketing);
void marketing_image(struct marketing *marketing, struct image *image);
extern const struct party_class marketing_class; /* for a seat */
#endif
