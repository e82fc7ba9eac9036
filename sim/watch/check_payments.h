/* sim/watch/check_payments.h - INV-01: an account (M2) holds what was brought forward and
 * posted, less what was reversed and billed. What a channel says (M1) is what has to be posted,
 * once; what it takes back must be reversed if it was posted; and after the statement of its day
 * no payment is on one side only. Every posting of the ledger adds to zero over its
 * accounts. Part of the monitor: notes and messages alone. */
#ifndef SIM_WATCH_CHECK_PAYMENTS_H
#define SIM_WATCH_CHECK_PAYMENTS_H
#include "sim/watch/books.h"

/* A payment that is not both in the channel and in the account, or in neither, or that may still be
 * asked back (P-PAY-11). */
struct open_payment {
    uint32_t id, customer;
    fen_t amount;
    int32_t day; /* day number of the payment */
    bool is_received, is_posted, is_undone;
    bool is_astray; /* meant for somebody else, and will be taken back */
    bool is_told;   /* that it is one-sided still */
};
struct check_money {
    struct slots payments; /* struct open_payment */
    fen_t posted;          /* less reversed, since the start, in all */
    fen_t booked;          /* what the entries of the ledger gave the customers */
    uint32_t posting;      /* whose entries came last */
    fen_t rest;            /* their sum */
};

void check_money_init(struct check_money *money);
void check_money_fini(struct check_money *money);
/* EVENT_PAYMENT. Errors of memory stay in books->err. */
void check_payment(struct books *books, struct check_money *money, const struct party_note *note,
                   ms_t now);
/* EVENT_BILL: INV-02, the bill charges what the energy since the settled reading makes, by the
 * register of the day; INV-01, only the last bill is reversed, once, and whole. */
void check_bill(struct books *books, struct check_money *money, const struct party_note *note,
                ms_t now);
/* EVENT_ENTRY. */
void check_entry(struct books *books, struct check_money *money, const struct party_note *note,
                 ms_t now);
/* MSG_RECEIPT, MSG_BALANCE: what marketing says of an account. */
void check_account(struct books *books, const struct message *message, ms_t now);
/* Midnight at the end of a day; `accounts`: the sum of all customers' accounts. */
void check_money_day(struct books *books, struct check_money *money, fen_t accounts, ms_t now);
/* All of it (base/image.h), of customers below `customers`. */
void check_money_image(struct check_money *money, struct image *image, uint32_t customers);
#endif
