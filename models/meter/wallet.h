/* models/meter/wallet.h - the money in a local fee-control meter (本地费控表, M5): what was put in,
 * what the counter of the meter has used of it, alarms, the trip when it is used up, and the count
 * of purchases that keeps a recharge from going in twice. Rules GS-3 to GS-6, GS-13, section 5;
 * P-MET-13 to P-MET-16. Pure; the relay is moved by whoever owns both. Not shared between
 * threads.
 *
 *   put in ----------------------------------------------------- fen
 *   |  used = price x counter  |  remaining                     |
 *   +--------------------------+--- alarm --- alarm --- trip ---+
 *
 * Nothing is counted day by day: remaining is what was put in less the charge of all that the
 * counter ran since, so that the moment of a trip is exact to one part. The counter is that of
 * energy.h, parts of 0.01 kWh / 86,400,000, and the price fen: an ordinary meter. Meters that are
 * sold energy or time (vendors of prepaid meters) are the same with another price:
 *
 *   sold     counter            amount is in      price
 *   money    energy parts       fen               that of the tariff
 *   energy   energy parts       0.01 kWh          WALLET_PRICE_ENERGY
 *   time     ms with supply     minutes           WALLET_PRICE_TIME */
#ifndef MODELS_METER_WALLET_H
#define MODELS_METER_WALLET_H
#include "base/money.h"
#include "models/house/terms.h"

#define WALLET_PRICE_ENERGY INT64_C(1000000)
#define WALLET_PRICE_TIME   INT64_C(1440000000)
#define WALLET_ALARMS       2

/* What a kind of meter is set to. Amounts in the unit that it is sold in. */
struct wallet_terms {
    price_t price;
    enum wallet_unit unit;
    fen_t alarms[WALLET_ALARMS]; /* remaining <= this: the first, the second alarm (P-MET-13) */
    fen_t overdraft;             /* >= 0: trips when remaining < -overdraft (P-MET-14) */
    fen_t most;                  /* remaining + recharge <= this (囤积限值, P-MET-15) */
    fen_t close_at;              /* remaining >= this closes what money has opened (P-MET-16) */
    bool is_alarm_below;         /* alarms at remaining < amount instead */
    bool trips_at_zero;          /* trips when remaining <= 0, whatever the overdraft */
    bool is_off_at_first;        /* supplies only after its first recharge */
};

/* Of a meter that a card has brought other amounts (section 20, seed 000). */
struct wallet_own {
    uint32_t id; /* customer */
    struct wallet_terms terms;
};

struct meter_wallet {
    uint32_t id;       /* customer (base/slots.h) */
    uint8_t count;     /* purchases written, modulo 256 (购电次数) */
    uint8_t alarms;    /* given since the last recharge */
    bool is_tripped;   /* money wants the relay open: the owner's, from wallet_wants_open */
    bool is_recharged; /* at least once */
    fen_t put_in;      /* since `base` */
    uint64_t base;     /* counter at which it began */
    uint64_t on_for;   /* ms with supply up to `on_at`, the owner's: the counter of time */
    int64_t on_at;     /* supply came or went last */
    int64_t due;       /* moment at which its owner looks next; the owner's */
};

/* What the counter stands at is `counter` below; it never goes back. */

/* A meter that holds `money`, whose purchases so far were `count`. */
void wallet_init(struct meter_wallet *wallet, fen_t money, uint8_t count, uint64_t counter);
/* What is shown (表内剩余金额): put in less the charge, rounded once. */
fen_t wallet_remaining(const struct meter_wallet *wallet, const struct wallet_terms *terms,
                       uint64_t counter);
/* A recharge, remote or by card. RESULT_OK; RESULT_COUNT_MISMATCH if `number` is not the next
 * purchase (GS-4); RESULT_LIMIT_EXCEEDED if the meter would hold more than it may (GS-5), or for an
 * amount below 1. Nothing is written unless it is RESULT_OK. */
enum result_code wallet_write(struct meter_wallet *wallet, const struct wallet_terms *terms,
                              fen_t amount, uint8_t number, uint64_t counter);
/* Takes out what is left, to the card or for a new meter; the count stays. What was owed stays
 * owed: 0 then. */
fen_t wallet_take_out(struct meter_wallet *wallet, const struct wallet_terms *terms,
                      uint64_t counter);
/* GS-13: true if money says that the relay is open. */
bool wallet_wants_open(const struct meter_wallet *wallet, const struct wallet_terms *terms,
                       uint64_t counter);
/* True if money has wanted the relay open and there is enough again to close it. */
bool wallet_wants_closed(const struct meter_wallet *wallet, const struct wallet_terms *terms,
                         uint64_t counter);
/* Alarms that are due and not given: gives one and returns its number from 1, or 0. */
unsigned wallet_alarm(struct meter_wallet *wallet, const struct wallet_terms *terms,
                      uint64_t counter);
/* The counter at which the next alarm or the trip comes, UINT64_MAX: none. */
uint64_t wallet_next(const struct meter_wallet *wallet, const struct wallet_terms *terms);
#endif
