/* base/chance.h - chance as a pure function: Philox 4x32-10 of (seed, stream, entity, counter),
 * so that adding a customer, a fault or a policy changes nobody else's draws (common random
 * numbers). Reentrant; no state. Distributions follow the notation of docs/scenario.md: `5 s` or
 * `const(5 s)`, `U(1 s, 3 s)`, `exp(2 min)`, `LN(4 s, 30 s)` (median, 95th percentile), `mix{90 %
 * U(0 s, 30 min); 10 % U(30 min, 2 h)}`. */
#ifndef BASE_CHANCE_H
#define BASE_CHANCE_H
#include "base/clock.h"
#include <stdbool.h>

/* Purposes of draws; one stream each, numbers are stable. The counter of a draw is nothing that
 * queueing can shift: the day, with the kind or the try where a customer can have several of a
 * purpose in a day. So two plans that are compared see the same delays. */
enum chance_stream {
    CHANCE_COMMAND_TIME = 1,
    CHANCE_SMS_DELIVERY = 2,
    CHANCE_POSTING = 3,
    CHANCE_PAY_AFTER = 4,
    CHANCE_CREW_ARRIVAL = 5,
    CHANCE_CREW_WORK = 6,
    CHANCE_BUTTON = 7,
    CHANCE_READ_TIME = 8,     /* on-demand reads */
    CHANCE_ROUND_TIME = 9,    /* daily rounds of the concentrator */
    CHANCE_HANDHELD = 10,     /* a crew's handheld fails */
    CHANCE_LOG_ON = 11,       /* how often a terminal tries to log on again */
    CHANCE_APPROVAL = 13,     /* how long a decision takes */
    CHANCE_REJECTED = 14,     /* what it is */
    CHANCE_FAULT_TARGET = 40, /* a fault that hits a share of the meters; counter: the fault */
    CHANCE_LINK_LOSS = 32,    /* an interface loses a message, or is down for it */
    CHANCE_LINK_HIT = 33,     /* it delays, reorders or doubles it */
    CHANCE_LINK_DELAY = 34,   /* by how much */

    CHANCE_SMS_LOSS = 41,       /* a message is lost behind the gateway */
    CHANCE_SMS_ROUTE = 42,      /* ... or goes astray */
    CHANCE_SMS_FILTER = 43,     /* the phone's software hides it */
    CHANCE_SMS_RECEIPT = 44,    /* its receipt is lost */
    CHANCE_PHONE_OWNER = 45,    /* a number is somebody else's; the counter is 0 */
    CHANCE_PHONE_NONE = 46,     /* there is no number; the counter is 0 */
    CHANCE_PAPER = 47,          /* when a slip is delivered, ... */
    CHANCE_PAPER_LOSS = 48,     /* ... and whether */
    CHANCE_WITHHOLD = 49,       /* how long a withholding takes, ... */
    CHANCE_WITHHOLD_FAILS = 50, /* ... and whether there is no money */
    CHANCE_SMS_REJECT = 51,     /* the gateway rejects a message */

    CHANCE_FAULT_DOWN = 52,  /* a fault that comes again is there at its start, ... */
    CHANCE_FAULT_AFTER = 53, /* ... comes after so long */
    CHANCE_FAULT_LASTS = 54, /* ... and stays so long; counter: the fault and how often it came */

    CHANCE_PAYMENT_FAULT = 55, /* a channel loses a payment, or takes it back */

    CHANCE_REACTS = 56,      /* a customer reacts, when and how much he pays follow */
    CHANCE_PAY_AMOUNT = 57,  /* how much; without an end of the counter: what is left of it */
    CHANCE_PAY_CHANNEL = 58, /* and over which channel */
    CHANCE_UNPROMPTED = 72,  /* he pays without being told to, and when; the counter is the day */

    CHANCE_ASTRAY = 81,         /* a payer types a wrong number, ... */
    CHANCE_ASTRAY_OWNER = 82,   /* ... nobody's, ... */
    CHANCE_ASTRAY_NUMBER = 83,  /* ... or whose, ... */
    CHANCE_ASTRAY_NOTICED = 84, /* ... and is noticed after so long */
    CHANCE_ASKED_BACK = 85,     /* a payer asks for his money back, and after how long */
    CHANCE_ASKS = 80,           /* he asks for his balance; the counter is the moment */
    CHANCE_CALLS = 59,          /* he calls 95598, and after how long */

    CHANCE_USER = 66,    /* what kind of customer he is, and how much he uses; the counter is 0 */
    CHANCE_USE_DAY = 67, /* how his days differ, four to a draw; the counter is the day / 4 */

    CHANCE_RECHARGE_BLOCKED = 60, /* the channel to a local meter is blocked for a purchase */
    CHANCE_RECHARGE_TRY = 61,     /* one try of a recharge gets no answer */
    CHANCE_LOCAL_AHEAD = 62,      /* a meter counts more purchases than marketing; counter 0 */
    CHANCE_REISSUE = 63,          /* when the inspection staff look at a recharge that failed */
    CHANCE_SUBSCRIBED = 64,       /* who is told by SMS of his recharges; the counter is 0 */
    CHANCE_REISSUED = 75,         /* whether the staff get a recharge through; counter: repeat */
    CHANCE_CARD = 65,             /* when a customer inserts his card */

    CHANCE_ROLLOUT_WAY = 68,   /* how a customer signs who is invited; the counter is 0 */
    CHANCE_ROLLOUT_AFTER = 69, /* after how long; counter: how often he was sent back */
    CHANCE_ROLLOUT_BACK = 70,  /* whether he is sent back; the same */
    CHANCE_DEPOSIT = 71,       /* whether he pays the deposit; the counter is 0 */
    CHANCE_ROLLOUT_BAR = 72,   /* whether his equipment bars him; counter: enum rollout_bar */

    CHANCE_LATE_ENTRY = 90, /* a crew enters its result late, ... */
    CHANCE_ENTRY_TIME = 91, /* ... and by how much */

    CHANCE_PAYS_ELSEWHERE = 92, /* who finds his channel down takes another; counter: the moment */

    CHANCE_HUNT = 100 /* worlds of the hunt; its entities are aspects of a world */
};

enum chance_kind { CHANCE_CONST, CHANCE_UNIFORM, CHANCE_EXP, CHANCE_LOGNORMAL };

/* One part of a distribution of durations, parameters in ms. */
struct chance_part {
    uint8_t kind;        /* enum chance_kind */
    uint32_t weight_ppm; /* share of the part, parts of a million; all parts add to 1,000,000 */
    ms_t a, b;           /* const a; U(a, b); exp(mean a); LN(median a, 95th percentile b) */
};
#define CHANCE_PARTS_MAX 4
struct chance_dist {
    uint8_t count; /* 1 .. CHANCE_PARTS_MAX */
    struct chance_part parts[CHANCE_PARTS_MAX];
};

/* 64 random bits. */
uint64_t chance_bits(uint64_t seed, uint32_t stream, uint32_t entity, uint64_t counter);
/* The same of the entities first .. first + count - 1 (no more than there are numbers), in half
 * the time and less. */
void chance_row(uint64_t seed, uint32_t stream, uint32_t first, uint32_t count, uint64_t counter,
                uint64_t *out);
/* True for `share` parts of a million of all bits; of whole percents the last two digits decide. */
static inline bool chance_hits(uint64_t bits, uint32_t share)
{
    return bits % 100 * 10000 + bits / 100 % 10000 < share;
}
/* A duration drawn from `dist`, rounded to ms, 0 .. CHANCE_DURATION_MAX (exp and LN have no end of
 * their own). A constant draws nothing. The same value on every machine: computed with exact IEEE
 * operations alone. Parameters: 0 <= a, b <= CHANCE_DURATION_MAX, a <= b; LN: a > 0. */
#define CHANCE_DURATION_MAX (3660 * MS_DAY)
ms_t chance_duration(const struct chance_dist *dist, uint64_t seed, uint32_t stream,
                     uint32_t entity, uint64_t counter);
/* True only if chance_duration would give more than `limit` where chance_bits gives `bits`: an
 * inequality that tells most of what is far beyond the limit for the price of a multiplication. */
bool chance_is_beyond(const struct chance_dist *dist, uint64_t bits, ms_t limit);
struct chance_dist chance_const(ms_t value);
/* The largest parameter of all parts: the end of const and U, far out for LN, the mean of exp. */
ms_t chance_largest(const struct chance_dist *dist);
/* The smallest duration of all parts: 0 for exp and LN. */
ms_t chance_smallest(const struct chance_dist *dist);
/* True if the distribution has one value only. */
int chance_is_const(const struct chance_dist *dist);
/* Factors of a log-normal distribution around the mean 1, in 1 / 65536, in ascending order:
 * whoever draws one of them with ten bits needs no more than integers. `sigma`: of the logarithm,
 * parts of a million, at most CHANCE_SIGMA_MAX. */
#define CHANCE_RANKS     1024
#define CHANCE_SIGMA_MAX 2000000
void chance_factors(uint32_t sigma, uint32_t factors[CHANCE_RANKS]);
#endif
