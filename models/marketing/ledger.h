/* models/marketing/ledger.h - double-entry ledger of customer money (M2). Every posting moves an
 * amount from one account to another, so the sum over all accounts is zero at every commit
 * point; a customer's account is what the utility owes him (电费账户余额). Amounts in fen. Rules R-03,
 * INV-01. Not shared between threads. */
#ifndef MODELS_MARKETING_LEDGER_H
#define MODELS_MARKETING_LEDGER_H
#include "base/err.h"
#include "base/image.h"
#include "base/money.h"

/* Contra accounts of the postings. */
enum ledger_account {
    LEDGER_OPENING,  /* balances brought forward */
    LEDGER_CHANNELS, /* money that payment channels owe us for posted receipts */
    LEDGER_REVENUE,  /* settled bills */
    LEDGER_ACCOUNTS
};
enum ledger_posting {
    LEDGER_BRING_FORWARD, /* opening -> customer */
    LEDGER_RECEIPT,       /* channels -> customer, amount >= 0 */
    LEDGER_REVERSAL,      /* customer -> channels, amount >= 0 */
    LEDGER_BILL           /* customer -> revenue, amount >= 0 */
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
    fen_t contra[LEDGER_ACCOUNTS];
};

/* All accounts at 0. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int ledger_init(struct ledger *ledger, uint32_t customers);
void ledger_fini(struct ledger *ledger);
/* FK_OK, FK_E_ARG (unknown customer or posting) or FK_E_RANGE (a receipt, reversal or bill below
 * zero, an account that leaves 32 bits): on error nothing is posted. */
FK_MUST_CHECK int ledger_post(struct ledger *ledger, enum ledger_posting posting, uint32_t customer,
                              fen_t amount);
/* What all customers together are owed. */
fen_t ledger_owed(const struct ledger *ledger);
/* Sum over all accounts; anything but 0 is a defect. */
fen_t ledger_sum(const struct ledger *ledger);
void ledger_image(struct ledger *ledger, struct image *image);
#endif
