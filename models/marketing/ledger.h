/* models/marketing/ledger.h - double-entry ledger of customer money (M2). Every posting moves an
 * amount from one account to another, so the sum over all accounts is zero at every commit
 * point; a customer's account is what the utility owes him (电费账户余额). Amounts in fen. Rules R-03,
 * INV-01. Not shared between threads.
 *
 * Questions: Q8, Q86 */
#ifndef MODELS_MARKETING_LEDGER_H
#define MODELS_MARKETING_LEDGER_H
#include "base/err.h"
#include "base/image.h"
#include "base/money.h"
#include "models/house/terms.h"

/* Accounts: that of the customer, and the contra accounts of the postings. */
enum ledger_account {
    LEDGER_CUSTOMER,
    LEDGER_OPENING, /* balances brought forward */
    LEDGER_REVENUE, /* settled bills */
    LEDGER_METER,   /* issued to his local meter (M5): purchase records of section 11 */
    LEDGER_CASH,    /* paid out over the counter (GS-12) */
    LEDGER_CHANNEL, /* money that a payment channel owes us for posted receipts: one each, enum
                     * pay_channel */
    LEDGER_ACCOUNTS = LEDGER_CHANNEL + PAY_CHANNELS
};
enum ledger_posting {
    LEDGER_BRING_FORWARD, /* opening -> customer */
    LEDGER_RECEIPT,       /* channel -> customer, amount >= 0 */
    LEDGER_REVERSAL,      /* customer -> channel, amount >= 0 */
    LEDGER_BILL,          /* customer -> revenue, amount >= 0 */
    LEDGER_PURCHASE,      /* customer -> meter, amount >= 0 */
    LEDGER_FROM_METER,    /* meter -> customer: a purchase record is reversed, or a meter changed */
    LEDGER_REFUND,        /* customer -> cash, amount >= 0 */
    LEDGER_BILL_REVERSAL, /* revenue -> customer, amount >= 0 */
    LEDGER_POSTINGS
};
/* What one customer is owed, and how often it has changed (modulo 256): whoever keeps a copy tells
 * by it which of two is newer, if fewer than 128 lie between them. */
struct ledger_customer {
    int32_t fen;
    uint8_t postings;
};
struct ledger {
    struct ledger_customer *customers;
    uint32_t count;
    fen_t contra[LEDGER_ACCOUNTS]; /* that of the customers is 0: each has his own */
    uint32_t postings;             /* so far, modulo 2^32: ids of their entries */
};

/* An entry of a posting: what one account gets. The two of a posting add to zero. */
struct ledger_entry {
    enum ledger_account account;
    fen_t amount;
};

/* All accounts at 0. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int ledger_init(struct ledger *ledger, uint32_t customers);
void ledger_fini(struct ledger *ledger);
/* `channel` (enum pay_channel) of a receipt or reversal; the two entries in `entries` (may be
 * NULL). FK_OK, FK_E_ARG (unknown customer, posting or channel) or FK_E_RANGE (a receipt, reversal
 * or bill below zero, an account that leaves 32 bits): on error nothing is posted. */
FK_MUST_CHECK int ledger_post(struct ledger *ledger, enum ledger_posting posting, uint32_t customer,
                              unsigned channel, fen_t amount, struct ledger_entry entries[2]);
/* What all customers together are owed. */
fen_t ledger_owed(const struct ledger *ledger);
/* Sum over all accounts; anything but 0 is a defect. */
fen_t ledger_sum(const struct ledger *ledger);
void ledger_image(struct ledger *ledger, struct image *image);
#endif
