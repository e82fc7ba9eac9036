/* models/marketing/statements.h - reconciliation (对账, R-82): payments that came over I11 against
 * the daily statements of the channels. What only one side has is a one-sided entry (单边账).
 *
 *   MSG_PAYMENT ----> received --+
 *   MSG_STATEMENT --> listed ----+--> complete --(matching)--> differences
 *   MSG_STATEMENT_END -----------+
 *
 * Ids of payments grow, and a statement says up to which id it goes: whatever payment of the
 * channel comes later with such an id is settled, in the account or not. Without statements nothing
 * is kept. Not shared between threads. */
#ifndef MODELS_MARKETING_STATEMENTS_H
#define MODELS_MARKETING_STATEMENTS_H
#include "base/money.h"
#include "base/slots.h"
#include "models/house/party.h"

/* A payment that one side has told of and the other has not. */
struct statement_entry {
    uint32_t id, customer;
    fen_t amount;
    uint8_t channel;
    bool is_posted; /* received: in the account */
    bool is_void;   /* received: must not come into it, the channel has not got it */
};
struct statement_channel {
    int64_t listed, expected; /* entries so far, and by the newest end of a statement */
    uint32_t last;            /* payment up to which that one goes */
    uint32_t begun, matched;  /* up to which the matching has begun, and is done */
};
struct statements {
    bool is_on;
    struct slots received, listed; /* struct statement_entry, not matched yet */
    struct statement_channel channels[PAY_CHANNELS];
};

void statements_init(struct statements *statements, bool is_on);
void statements_fini(struct statements *statements);
/* A payment has come over I11. 1: it is to be posted; 0: a statement has settled it before;
 * FK_E_MEMORY. */
FK_MUST_CHECK int statements_receive(struct statements *statements, const struct message *payment);
/* It is to be posted now: false if the channel turned out not to have it. FK_E_MEMORY. */
FK_MUST_CHECK int statements_may_post(struct statements *statements, uint32_t payment);
/* MSG_STATEMENT, MSG_STATEMENT_END: 1 if all entries up to the newest end are there: matching
 * begins; else 0 or FK_E_MEMORY. */
FK_MUST_CHECK int statements_take(struct statements *statements, const struct message *message);

/* A difference: the channel has it (`is_listed`), or marketing has. FK_OK, or an error that ends
 * the matching. */
typedef int statements_differ_fn(void *context, const struct statement_entry *entry, bool is_listed,
                                 ms_t now);
/* The matching of a channel is over: all that it began with is compared. FK_OK or the first
 * error. */
FK_MUST_CHECK int statements_match(struct statements *statements, unsigned channel,
                                   statements_differ_fn *differ, void *context, ms_t now);
/* All of it (base/image.h), of customers below `customers`. */
void statements_image(struct statements *statements, struct image *image, uint32_t customers);
#endif
