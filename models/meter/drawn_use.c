#include "models/meter/drawn_use.h"

#include "models/house/calendar.h"
#include <stdlib.h>
#include <string.h>

#define ONE     65536   /* of factors */
#define MILLION 1000000 /* of shares */
#define FINE    8       /* bits below 0.01 kWh: who uses little is not rounded to nothing */

#define DAWN (8 * MS_HOUR)
#define DUSK (22 * MS_HOUR)

/* Ends of the parts of a day, and whether the one before it is day or night. */
static const struct {
    ms_t end;
    unsigned is_day;
} parts[] = {{DAWN, 0}, {DUSK, 1}, {MS_DAY, 0}};
#define PARTS (sizeof parts / sizeof parts[0])

/* A customer, and the bits of four of his days that were drawn last. */
struct user {
    uint32_t customer;
    enum use_kind kind;
    uint64_t level, most; /* 0.01 kWh, FINE bits */
    int32_t four;         /* day / 4 of `bits` */
    uint64_t bits;
};

/* A holiday has a factor of its own; of an ordinary week all days together make seven. */
static uint64_t factor_of(const struct use_habit *habit, int32_t day)
{
    if (calendar_is_spring_festival(day))
        return habit->feast;
    return calendar_is_working(day) ? (7 * (uint64_t)MILLION - 2 * (uint64_t)habit->rest) / 5
                                    : habit->rest;
}

int drawn_use_init(struct drawn_use *use, const struct use_config *config, uint64_t seed,
                   int32_t first, uint32_t days)
{
    *use = (struct drawn_use){.config = *config, .seed = seed, .first = first, .days = days};
    use->seasons = calloc((size_t)days * USE_KINDS + 1, sizeof *use->seasons);
    if (!use->seasons)
        return FK_E_MEMORY;
    for (unsigned kind = 0; kind < USE_KINDS; kind++)
        chance_factors(config->habits[kind].spread, use->levels[kind]);
    /* two factors make the noise of a day: each takes half of the variance */
    chance_factors((uint32_t)((uint64_t)config->noise * 707107 / MILLION), use->noise);
    for (uint32_t i = 0; i < days; i++) {
        int32_t day = first + (int32_t)i;
        uint64_t month = config->months[clock_to_civil(clock_day_at(day)).month - 1];
        for (unsigned kind = 0; kind < USE_KINDS; kind++)
            use->seasons[i * USE_KINDS + kind] =
                (uint32_t)(month * factor_of(&config->habits[kind], day) / MILLION * ONE / MILLION);
    }
    use->hours[0] = (uint32_t)((uint64_t)(MILLION - config->by_day) * ONE / MILLION * MS_DAY /
                               (MS_DAY - DUSK + DAWN));
    use->hours[1] = (uint32_t)((uint64_t)config->by_day * ONE / MILLION * MS_DAY / (DUSK - DAWN));
    return FK_OK;
}

void drawn_use_fini(struct drawn_use *use)
{
    free(use->seasons);
    use->seasons = NULL;
}

/* `factor` / 65536 of it, and at most `most`: so no product of these leaves 64 bits. */
static inline uint64_t scaled(uint64_t value, uint32_t factor, uint64_t most)
{
    value = value * factor / ONE;
    return value < most ? value : most;
}

/* Twenty bits say the kind, ten the level. Homes that stand empty are the lowest of the levels, so
 * that the upper quantiles are those of all. */
static inline struct user user_by(const struct drawn_use *use, uint32_t customer, uint64_t bits)
{
    const struct use_config *config = &use->config;
    uint32_t share = (uint32_t)((bits & 0xFFFFF) * MILLION >> 20);
    unsigned rank = (unsigned)(bits >> 20 & (CHANCE_RANKS - 1));
    struct user user = {
        .customer = customer, .most = (uint64_t)DRAWN_USE_MOST << FINE, .four = INT32_MIN};
    user.kind = share < config->high                    ? USE_HIGH_VOLTAGE
                : share < config->high + config->others ? USE_OTHER
                                                        : USE_RESIDENT;
    user.level = scaled((uint64_t)config->habits[user.kind].mean << FINE,
                        use->levels[user.kind][rank], user.most);
    if (user.kind == USE_RESIDENT &&
        (uint64_t)rank * MILLION < (uint64_t)config->empty * CHANCE_RANKS) {
        user.most = (uint64_t)config->empty_most << FINE;
        user.level = user.most * (1 + (bits >> 32 & 0xFF)) / 256;
    }
    return user;
}

static struct user user_of(const struct drawn_use *use, uint32_t customer)
{
    return user_by(use, customer, chance_bits(use->seed, CHANCE_USER, customer, 0));
}

/* The bits of a day among those of four. */
static inline unsigned rank_in(uint64_t bits, int32_t day)
{
    return (unsigned)(bits >> (day & 3) * 16 & (CHANCE_RANKS - 1));
}

static unsigned rank_of_day(const struct drawn_use *use, struct user *user, int32_t day)
{
    if (day >> 2 != user->four) {
        user->four = day >> 2;
        user->bits = chance_bits(use->seed, CHANCE_USE_DAY, user->customer, (uint64_t)user->four);
    }
    return rank_in(user->bits, day);
}

/* The factors of a day, by kind. */
static const uint32_t *season_of(const struct drawn_use *use, int32_t day)
{
    uint32_t at = day < use->first ? 0 : (uint32_t)(day - use->first);
    return &use->seasons[(at < use->days ? at : use->days - 1) * USE_KINDS];
}

/* P-CON-05: what yesterday and today have in common makes a correlation of a half. */
static inline uint32_t use_by(const struct drawn_use *use, const struct user *user,
                              unsigned yesterday, unsigned today, const uint32_t *season)
{
    uint64_t value = user->level;
    value = scaled(value, use->noise[yesterday], user->most);
    value = scaled(value, use->noise[today], user->most);
    value = scaled(value, season[user->kind], user->most);
    return (uint32_t)((value + (1U << (FINE - 1))) >> FINE);
}

static uint32_t use_of(const struct drawn_use *use, struct user *user, int32_t day)
{
    unsigned yesterday = rank_of_day(use, user, day - 1);
    return use_by(use, user, yesterday, rank_of_day(use, user, day), season_of(use, day));
}

static uint32_t steady_use(const struct drawn_use *use, uint32_t of_day, unsigned is_day)
{
    return (uint32_t)(((uint64_t)of_day * use->hours[is_day] + ONE / 2) / ONE);
}

enum use_kind drawn_use_kind(const struct drawn_use *use, uint32_t customer)
{
    return user_of(use, customer).kind;
}

uint32_t drawn_use_mean(const struct drawn_use *use, uint32_t customer)
{
    return (uint32_t)(user_of(use, customer).level >> FINE);
}

void drawn_use_means(const struct drawn_use *use, uint32_t first, uint32_t count, uint8_t *kinds,
                     uint32_t *means)
{
    uint64_t bits[DRAWN_USE_ROW];
    chance_row(use->seed, CHANCE_USER, first, count, 0, bits);
    for (uint32_t i = 0; i < count; i++) {
        struct user user = user_by(use, first + i, bits[i]);
        kinds[i] = (uint8_t)user.kind;
        means[i] = (uint32_t)(user.level >> FINE);
    }
}

void drawn_use_row(const struct drawn_use *use, uint32_t first, uint32_t count, int32_t day,
                   uint32_t *of_day)
{
    uint64_t bits[DRAWN_USE_ROW], four[DRAWN_USE_ROW], before[DRAWN_USE_ROW];
    const uint32_t *season = season_of(use, day);
    chance_row(use->seed, CHANCE_USER, first, count, 0, bits);
    chance_row(use->seed, CHANCE_USE_DAY, first, count, (uint64_t)(day >> 2), four);
    bool is_same = (day - 1) >> 2 == day >> 2;
    if (!is_same)
        chance_row(use->seed, CHANCE_USE_DAY, first, count, (uint64_t)((day - 1) >> 2), before);
    for (uint32_t i = 0; i < count; i++) {
        struct user user = user_by(use, first + i, bits[i]);
        unsigned yesterday = rank_in(is_same ? four[i] : before[i], day - 1);
        of_day[i] = use_by(use, &user, yesterday, rank_in(four[i], day), season);
    }
}

uint32_t drawn_use_of_day(const struct drawn_use *use, uint32_t customer, int32_t day)
{
    struct user user = user_of(use, customer);
    return use_of(use, &user, day);
}

static inline uint64_t parts_until(const struct drawn_use *use, uint32_t of_day, ms_t time)
{
    uint64_t sum = 0;
    ms_t at = 0;
    for (unsigned i = 0; i < PARTS && at < time; i++) {
        ms_t to = parts[i].end < time ? parts[i].end : time;
        sum += energy_of(to - at, steady_use(use, of_day, parts[i].is_day));
        at = to;
    }
    return sum;
}

uint64_t drawn_use_until(const struct drawn_use *use, uint32_t customer, ms_t now)
{
    return parts_until(use, drawn_use_of_day(use, customer, clock_day_number(now)),
                       clock_time_of_day(now));
}

uint64_t drawn_use_parts(const struct drawn_use *use, uint32_t customer, int32_t day)
{
    return parts_until(use, drawn_use_of_day(use, customer, day), MS_DAY);
}

void drawn_use_whole(const struct drawn_use *use, const uint32_t *of_day, uint32_t count,
                     uint64_t *whole)
{
    for (uint32_t i = 0; i < count; i++)
        whole[i] = energy_of(MS_DAY - DUSK + DAWN, steady_use(use, of_day[i], 0)) +
                   energy_of(DUSK - DAWN, steady_use(use, of_day[i], 1));
}

uint64_t drawn_use_between(const struct drawn_use *use, uint32_t customer, ms_t from, ms_t to)
{
    uint64_t sum = drawn_use_until(use, customer, to);
    for (int32_t day = clock_day_number(from); day < clock_day_number(to); day++)
        sum += drawn_use_parts(use, customer, day);
    return sum - drawn_use_until(use, customer, from);
}

uint32_t drawn_use_at(const struct drawn_use *use, uint32_t customer, ms_t now, ms_t *until)
{
    ms_t time = clock_time_of_day(now);
    unsigned i = 0;
    while (parts[i].end <= time)
        i++;
    *until = clock_day_start(now) + parts[i].end;
    return steady_use(use, drawn_use_of_day(use, customer, clock_day_number(now)), parts[i].is_day);
}

static void advance(struct meter_cell *cell, struct meter_rates *rates,
                    const struct meter_second *second, uint32_t per_day, ms_t now)
{
    if (rates)
        meter_rates_advance(rates, cell, per_day, second, now);
    else
        meter_cell_advance(cell, per_day, now);
}

void drawn_use_advance(const struct drawn_use *use, uint32_t customer, struct meter_cell *cell,
                       struct meter_rates *rates, const struct meter_second *second, ms_t now)
{
    ms_t at = clock_day_at(cell->freeze_day) + cell->at;
    if (at >= now) {
        advance(cell, rates, second, 0, now); /* a freeze may be due that takes no time */
        return;
    }
    struct user user = user_of(use, customer);
    while (at < now) {
        int32_t day = clock_day_number(at);
        ms_t start = clock_day_at(day);
        uint32_t of_day = use_of(use, &user, day);
        for (unsigned i = 0; i < PARTS && at < now; i++) {
            if (at >= start + parts[i].end)
                continue;
            at = start + parts[i].end < now ? start + parts[i].end : now;
            advance(cell, rates, second, steady_use(use, of_day, parts[i].is_day), at);
        }
    }
    advance(cell, rates, second, 0, now);
}
