#include "models/around/habits.h"

#define ONE     65536   /* of factors */
#define MILLION 1000000 /* of shares */
#define ROUND   1000    /* fen: people pay whole 10 CNY */

/* A payment of twice as much lasts for twice as long: on any day there are twice as many who live
 * on one like it. */
static void weigh(struct habits *habits)
{
    uint64_t all = 0, sum = 0;
    unsigned rank = 0;
    for (unsigned i = 0; i < CHANCE_RANKS; i++)
        all += habits->factors[i];
    for (unsigned i = 0; i < CHANCE_RANKS; i++) {
        while (rank + 1 < CHANCE_RANKS && (sum + habits->factors[rank]) * CHANCE_RANKS <= all * i)
            sum += habits->factors[rank++];
        habits->current[i] = (uint16_t)rank;
    }
}

void habits_init(struct habits *habits, const struct habits_config *config, uint64_t seed,
                 const struct drawn_use *use)
{
    habits->config = *config;
    habits->seed = seed;
    habits->use = use;
    chance_factors(config->amount_spread, habits->factors);
    weigh(habits);
}

static uint32_t share_of(const struct habits *habits, uint32_t stream, uint32_t customer,
                         uint64_t counter)
{
    uint64_t bits = chance_bits(habits->seed, stream, customer, counter);
    return (uint32_t)((bits >> 32) * MILLION >> 32);
}

bool habits_reacts(const struct habits *habits, enum habit habit, uint32_t customer,
                   uint64_t counter, ms_t *after)
{
    const struct habit_of *of = &habits->config.to[habit];
    *after = chance_duration(&of->after, habits->seed, CHANCE_PAY_AFTER, customer, counter);
    return share_of(habits, CHANCE_REACTS, customer, counter) < of->share;
}

/* Who uses twice as much as others of his kind pays twice as much. */
static inline uint64_t mean_by(const struct habits *habits, unsigned kind, uint32_t mean)
{
    uint32_t usual = habits->use->config.habits[kind].mean;
    uint64_t amount = (uint64_t)habits->config.amounts[kind];
    return usual > 0 ? amount * mean / usual : amount;
}

static uint64_t mean_of(const struct habits *habits, uint32_t customer)
{
    uint8_t kind;
    uint32_t mean;
    if (!habits->use)
        return (uint64_t)habits->config.amounts[USE_RESIDENT];
    drawn_use_means(habits->use, customer, 1, &kind, &mean);
    return mean_by(habits, kind, mean);
}

fen_t habits_amount(const struct habits *habits, uint32_t customer, uint64_t counter, fen_t balance)
{
    uint64_t bits = chance_bits(habits->seed, CHANCE_PAY_AMOUNT, customer, counter);
    uint64_t usual = mean_of(habits, customer) * habits->factors[bits % CHANCE_RANKS] / ONE;
    fen_t amount = ((fen_t)usual + ROUND / 2) / ROUND * ROUND;
    fen_t owed = balance < 0 ? -balance : 0;
    fen_t needed = (owed * 6 / 5 + ROUND - 1) / ROUND * ROUND;
    amount = amount > needed ? amount : needed;
    return amount > ROUND ? amount : ROUND;
}

enum pay_channel habits_channel(const struct habits *habits, uint32_t customer, uint64_t counter)
{
    uint32_t share = share_of(habits, CHANCE_PAY_CHANNEL, customer, counter), sum = 0;
    for (unsigned i = 0; i + 1 < PAY_CHANNELS; i++) {
        sum += habits->config.channels[i];
        if (share < sum)
            return (enum pay_channel)i;
    }
    return PAY_COUNTER;
}

uint32_t habits_unprompted(const struct habits *habits, int32_t day)
{
    struct clock_civil civil = clock_to_civil(clock_day_at(day));
    bool is_end = civil.day + 2 > clock_month_days(civil.year, civil.month);
    uint64_t share = habits->config.unprompted / 30;
    return (uint32_t)(is_end ? share * habits->config.month_end / MILLION : share);
}

ms_t habits_hour(uint64_t bits)
{
    static const uint8_t weights[] = {1, 1, 1, 1, 1, 1, 1, 8,  8,  24, 24, 8,
                                      8, 8, 8, 8, 8, 8, 8, 24, 24, 8,  8,  1};
    uint64_t at = (bits >> 40) * 200, hour = 0; /* 24 bits; the weights add to 200 */
    for (; at >> 24 >= weights[hour]; hour++)
        at -= (uint64_t)weights[hour] << 24;
    return (ms_t)hour * MS_HOUR + (ms_t)(at * MS_HOUR / weights[hour] >> 24);
}

/* The level at which he pays: who does not for a reminder may for a warning, the others later. */
static unsigned level_of(const struct habits *habits, uint64_t bits)
{
    const struct habit_of *to = habits->config.to;
    if ((bits & 0xFFFF) * MILLION >> 16 < to[HABIT_REMINDED].share)
        return 0;
    return (bits >> 16 & 0xFFFF) * MILLION >> 16 < to[HABIT_WARNED].share ? 1 : 2;
}

/* `usual`: a payment of his, by his use. */
static inline fen_t rest_by(const struct habits *habits, uint64_t bits, uint64_t ways,
                            uint64_t usual, const fen_t levels[HABIT_LEVELS])
{
    uint64_t payment = usual * habits->factors[habits->current[bits % CHANCE_RANKS]] / ONE;
    fen_t from = levels[level_of(habits, ways)] + (fen_t)payment;
    unsigned level = level_of(habits, ways >> 32);
    while (level + 1 < HABIT_LEVELS && levels[level] >= from)
        level++; /* he did not get above it */
    fen_t to = levels[level] < from ? levels[level] : from;
    return to + (from - to) * (fen_t)(bits >> 48) / ONE;
}

fen_t habits_rest(const struct habits *habits, uint32_t customer, const fen_t levels[HABIT_LEVELS])
{
    uint64_t bits = chance_bits(habits->seed, CHANCE_PAY_AMOUNT, customer, UINT64_MAX);
    uint64_t ways = chance_bits(habits->seed, CHANCE_REACTS, customer, UINT64_MAX);
    return rest_by(habits, bits, ways, mean_of(habits, customer), levels);
}

void habits_rests(const struct habits *habits, uint32_t first, uint32_t count,
                  const fen_t levels[HABIT_LEVELS], fen_t *rests)
{
    uint64_t bits[DRAWN_USE_ROW], ways[DRAWN_USE_ROW];
    uint8_t kinds[DRAWN_USE_ROW] = {0};
    uint32_t means[DRAWN_USE_ROW];
    chance_row(habits->seed, CHANCE_PAY_AMOUNT, first, count, UINT64_MAX, bits);
    chance_row(habits->seed, CHANCE_REACTS, first, count, UINT64_MAX, ways);
    if (habits->use)
        drawn_use_means(habits->use, first, count, kinds, means);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t usual = habits->use ? mean_by(habits, kinds[i], means[i])
                                     : (uint64_t)habits->config.amounts[USE_RESIDENT];
        rests[i] = rest_by(habits, bits[i], ways[i], usual, levels);
    }
}

fen_t habits_most(const struct habits *habits)
{
    fen_t most = 0;
    for (unsigned kind = 0; kind < USE_KINDS; kind++)
        if (habits->config.amounts[kind] > most)
            most = habits->config.amounts[kind];
    return (fen_t)((uint64_t)most * habits->factors[CHANCE_RANKS - 1] / ONE) + ROUND;
}
