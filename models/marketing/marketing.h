/* models/marketing/marketing.h - marketing system (营销业务应用系统, A9): accounts M2, receipts, work
 * orders L2 with their life cycle and limit, SMS requests, second checks. A party behind a port.
 * System rules sections 4 and 7; I4..I7, I9..I11. */
#ifndef MODELS_MARKETING_MARKETING_H
#define MODELS_MARKETING_MARKETING_H
#include "base/chance.h"
#include "base/fifo.h"
#include "base/timers.h"
#include "models/house/seat.h"
#include "models/marketing/ledger.h"

/* One work order (工单); its history is the event log. */
struct work_order {
    uint32_t customer, strategy; /* strategy 0: manual cause or exception */
    ms_t created;
    ms_t limit;    /* EXECUTING ends as TIMEOUT then; MS_NEVER: no limit */
    uint8_t kind;  /* enum order_kind */
    uint8_t state; /* enum order_state */
    uint8_t code;  /* enum result_code */
    uint8_t tries;
    uint8_t is_unanswered; /* a try had no answer: whatever the code, the relay may have moved */
};

struct marketing_config {
    uint32_t customers;
    uint8_t restore_command; /* N1 of a restore: 1B safe, 1C automatic */
    ms_t order_limit;        /* P-MST-04 */
    struct chance_dist posting_delay;
    uint64_t seed;
};

struct marketing {
    const struct party_port *port;
    struct marketing_config config;
    struct ledger ledger;
    struct work_order *orders; /* by id - 1 */
    uint32_t order_count, order_capacity;
    struct posting {
        fen_t amount;
        uint32_t customer, payment;
        uint8_t channel;
    } * postings; /* payments between I11 and their posting */
    uint32_t posting_count, posting_capacity;
    struct fifo free_postings, exceptions; /* exceptions: open exception orders */
    struct timers timers;
};

FK_MUST_CHECK int marketing_init(struct marketing *marketing, const struct party_port *port,
                                 const struct marketing_config *config);
void marketing_fini(struct marketing *marketing);
/* FK_OK, FK_E_MEMORY, FK_E_ARG for messages that marketing does not know. */
FK_MUST_CHECK int marketing_handle(struct marketing *marketing, const struct message *message,
                                   ms_t now);
FK_MUST_CHECK int marketing_tick(struct marketing *marketing, ms_t now);
ms_t marketing_due(const struct marketing *marketing);
extern const struct party_class marketing_class; /* for a seat */

/* True if nothing more will happen to an order in this state. */
bool work_order_is_final(unsigned state);
#endif
