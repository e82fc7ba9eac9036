/* models/around/customers.h - what customers do (A1): pay after a cut, pay at planned moments,
 * react to what they are told and to a cut (habits.h), press the meter button when they are told
 * to. A party behind a port; it knows supply only as the customer sees it (L5). */
#ifndef MODELS_AROUND_CUSTOMERS_H
#define MODELS_AROUND_CUSTOMERS_H
#include "base/chance.h"
#include "base/daily.h"
#include "base/money.h"
#include "base/slots.h"
#include "base/timers.h"
#include "models/around/habits.h"
#include "models/house/seat.h"

struct customers_config {
    bool is_paying_after_cut;
    struct chance_dist pay_after; /* from losing supply to the payment */
    fen_t pay_amount;
    struct chance_dist button_after; /* from the SMS "close allowed" to the key, P-RST-02 */
    bool is_by_hand; /* a breaker that waits for a hand takes the place of the key (CQ-1, CQ-7) */
    struct chance_dist breaker_after; /* from that SMS to the hand; no part: nobody does it */
    uint64_t seed;
    const struct habits *habits; /* NULL: nobody reacts to anything else */
    uint32_t count;              /* of customers who pay without being told to, day by day ... */
    ms_t first_day;              /* ... from this midnight on; 0: nobody does */
    /* 95598 (P-RST-03): nobody calls unless; shares in parts of a million. */
    bool is_calling;
    uint32_t dark_calls;       /* of those who lose supply and are not told why */
    uint32_t unrestored_calls; /* of those who have paid and are in the dark */
    uint32_t button_calls;     /* of those who are told to hold the button, and know it not */
    struct chance_dist call_after;
    bool is_asking_channel; /* who calls for a restore is asked what he typed (P-PAY-17) */
    ms_t call_again;        /* after a call that nobody takes (hotline-down), > 0 */
    ms_t complains_after;   /* from a payment, in the dark */
    uint32_t deposits;      /* of those who are asked for one pay it (Q56), parts of a million */
};
/* Who means to pay. */
struct customer_intent {
    uint32_t id;
    int32_t balance; /* the latest that he was told, fen */
    ms_t pays_at;
    uint32_t counter; /* of the draws of his payment */
    bool is_bill;     /* he pays what he owes, no more */
};
/* A purchase on the card of a local meter that is not inserted yet (GS-6, GS-10). */
struct customer_card {
    uint32_t id;    /* customer */
    int32_t amount; /* fen */
    uint8_t number; /* of the purchase, modulo 256 */
};
/* Who is in the dark, where people call. */
struct customer_dark {
    uint32_t id;
    bool is_ordered;   /* the relay took the supply, not something else */
    bool is_told;      /* that he is cut: he need not ask why */
    uint8_t reason;    /* enum call_reason of the call to come */
    ms_t calls_at;     /* he calls then; 0: he will not */
    ms_t complains_at; /* the same of a complaint */
};
struct customers {
    const struct party_port *port;
    struct customers_config config;
    struct timers plans;
    struct daily planned;
    struct slots intents;    /* struct customer_intent */
    struct slots cards;      /* struct customer_card */
    struct slots dark;       /* struct customer_dark */
    uint32_t calls;          /* so far; their ids are 1 .. calls */
    uint32_t hotline_faults; /* in force: 95598 takes no calls */
    ms_t next_day;           /* when it is drawn who pays without being told to (P-PAY-14) */
};

FK_MUST_CHECK int customers_init(struct customers *customers, const struct party_port *port,
                                 const struct customers_config *config);
void customers_fini(struct customers *customers);
/* Handles MSG_SUPPLY, MSG_SMS_REPORT, MSG_CARD, MSG_AGREEMENT, MSG_FAULT of the hotline and, for
 * planned payments, MSG_PAY (passed on to the channel). FK_OK, FK_E_MEMORY, FK_E_ARG for other
 * messages and for the end of a fault that nothing began. */
FK_MUST_CHECK int customers_handle(struct customers *customers, const struct message *message,
                                   ms_t now);
FK_MUST_CHECK int customers_tick(struct customers *customers, ms_t now);
ms_t customers_due(const struct customers *customers);
/* Everything but port and config (base/image.h), and so for every party. */
/* `count` customers there are. */
void customers_image(struct customers *customers, struct image *image, uint32_t count);
extern const struct party_class customers_class; /* for a seat */
#endif
