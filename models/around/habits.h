/* models/around/habits.h - how customers react to what they are told and to a cut (P-PAY-01,
 * P-PAY-12, P-PAY-13): which of them pay, after how long, how much, over which channel. A function
 * of (seed, customer, counter): nothing is kept for a customer. Tables are made once; read-only
 * while a run lasts; thread-safe. */
#ifndef MODELS_AROUND_HABITS_H
#define MODELS_AROUND_HABITS_H
#include "base/chance.h"
#include "base/money.h"
#include "models/house/terms.h"
#include "models/meter/drawn_use.h"

enum habit {
    HABIT_REMINDED,
    HABIT_WARNED,
    HABIT_NOTICED,
    HABIT_CUT,
    HABIT_BILLED, /* he owes by a monthly bill, and pays that */
    HABITS
};

/* Shares in parts of a million. */
struct habits_config {
    struct habit_of {
        uint32_t share; /* of those to whom it happens pay ... */
        struct chance_dist after;
    } to[HABITS];
    fen_t amounts[USE_KINDS];        /* a payment, mean of all of the kind */
    uint32_t amount_spread;          /* sigma of its logarithm, at most CHANCE_SIGMA_MAX */
    uint32_t channels[PAY_CHANNELS]; /* those of the last are what is left */
    uint32_t unprompted;             /* payments of a customer in 30 days that nothing prompts */
    uint32_t month_end;              /* factor of the last two days of a month (P-PAY-14) */
};

struct habits {
    struct habits_config config;
    uint64_t seed;
    const struct drawn_use *use;    /* who is of which kind, borrowed; NULL: all are residents */
    uint32_t factors[CHANCE_RANKS]; /* of the mean, 1 / 65536 */
    uint16_t current[CHANCE_RANKS]; /* ranks of payments by the money in them: of one that is being
                                      * used up */
};

void habits_init(struct habits *habits, const struct habits_config *config, uint64_t seed,
                 const struct drawn_use *use);
/* Does he pay, and if so, how long after? */
bool habits_reacts(const struct habits *habits, enum habit habit, uint32_t customer,
                   uint64_t counter, ms_t *after);
/* What he pays: whole 10 CNY, and enough for a fifth more than he owes by the `balance` that he
 * knows of, fen. */
fen_t habits_amount(const struct habits *habits, uint32_t customer, uint64_t counter,
                    fen_t balance);
enum pay_channel habits_channel(const struct habits *habits, uint32_t customer, uint64_t counter);
/* The share of all customers who pay on this day without being told to, parts of a million. */
uint32_t habits_unprompted(const struct habits *habits, int32_t day);
/* At what time of day, by the upper bits of a draw (P-PAY-15): 12 % of them in each of the hours
 * from 09:00, 10:00, 19:00 and 20:00, 4 % in each of the others from 07:00 to 23:00, the rest at
 * night. */
ms_t habits_hour(uint64_t bits);
/* What he has on a day like any other, fen: he paid at one of the levels, and is on his way down to
 * the one at which he pays next: that of a reminder, of a warning, or of a cut, in this order. */
enum { HABIT_LEVELS = 3 };
fen_t habits_rest(const struct habits *habits, uint32_t customer, const fen_t levels[HABIT_LEVELS]);
/* The same of the customers first .. first + count - 1, at most DRAWN_USE_ROW. */
void habits_rests(const struct habits *habits, uint32_t first, uint32_t count,
                  const fen_t levels[HABIT_LEVELS], fen_t *rests);
/* The largest payment of anybody who owes nothing, fen. */
fen_t habits_most(const struct habits *habits);
#endif
