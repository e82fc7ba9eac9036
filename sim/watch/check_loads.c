#include "sim/watch/check_loads.h"

#include <inttypes.h>

static struct books_load *load_of(struct books *books, uint32_t customer)
{
    return books->loads.count > 0 ? slots_find(&books->loads, customer) : NULL;
}

static void blame(struct books *books, uint32_t customer, struct fk_text what, ms_t now)
{
    if (slots_find(&books->sites, customer))
        return;
    violations_add(&books->found, 17, customer, now, "%s", what.en);
    violations_zh(&books->found, "%s", what.zh);
}

/* Since when the load has been above the limit, at `now`, if there was supply since `l->at`. */
static void walk(struct books *books, struct books_load *l, bool is_on, ms_t now)
{
    const struct load_terms *terms = &books->scenario->load_control;
    uint32_t even = books->segments.loads[segment_of(&books->segments.index, l->id)->load];
    while (l->at < now) {
        ms_t until = now;
        uint32_t per_day = even;
        if (books->segments.use)
            per_day = drawn_use_at(books->segments.use, l->id, l->at, &until);
        bool is_over = is_on && !l->is_open && per_day * UINT64_C(10) > terms->limit * UINT64_C(24);
        if (!is_over)
            l->over_since = MS_NEVER;
        else if (l->over_since == MS_NEVER)
            l->over_since = l->at;
        l->at = until < now ? until : now;
        /* a trip that is due at the end of a span has its note then */
        if (l->over_since == MS_NEVER || l->at - l->over_since <= terms->delay)
            continue;
        blame(books, l->id,
              (struct fk_text){"the load is above its limit, and the meter has not tripped",
                               "负荷超过限值，电表未跳闸"},
              l->at);
        l->over_since = l->at; /* said once for each delay */
    }
}

/* When it closes by itself, MS_NEVER: it does not. */
static ms_t closes_at(const struct books *books, const struct books_load *l)
{
    const struct load_terms *terms = &books->scenario->load_control;
    if (l->recloses < terms->recloses_most)
        return l->opened_at + terms->reclose_after;
    return terms->is_anew_by_hand ? MS_NEVER : clock_day_start(l->opened_at) + MS_DAY;
}

/* The count of closings is that of the day, where it is daily. */
static void turn_day(const struct books *books, struct books_load *l, ms_t now)
{
    if (!books->scenario->load_control.is_anew_by_hand && l->day != clock_day_number(now))
        l->recloses = 0;
    l->day = clock_day_number(now);
}

static void see_trip(struct books *books, struct books_load *l, ms_t now)
{
    const struct load_terms *terms = &books->scenario->load_control;
    if (l->is_open || l->over_since == MS_NEVER || l->over_since + terms->delay != now)
        blame(books, l->id,
              (struct fk_text){"tripped by load that was not above the limit for its delay",
                               "负荷未持续超限而过负荷跳闸"},
              now);
    turn_day(books, l, now);
    l->is_open = true;
    l->opened_at = now;
    l->over_since = MS_NEVER;
}

static void see_closing(struct books *books, struct books_load *l, bool is_by_hand, ms_t now)
{
    if (!l->is_open || (!is_by_hand && closes_at(books, l) != now))
        blame(books, l->id,
              (struct fk_text){"closed by load control at a moment that is not its own",
                               "过负荷后合闸时刻不符"},
              now);
    bool is_counted = l->recloses < books->scenario->load_control.recloses_most;
    turn_day(books, l, now);
    l->recloses = is_by_hand ? 0 : l->recloses + is_counted;
    l->is_open = false;
    l->at = now;
}

void check_load(struct books *books, const struct party_note *note, ms_t now)
{
    struct books_load *l = load_of(books, note->customer);
    if (!l || (note->kind != WALLET_OVERLOADED && note->kind != WALLET_RECLOSED))
        return;
    const struct books_wallet *wallet = slots_find(&books->wallets, note->customer);
    walk(books, l, wallet && !wallet->is_off, now);
    if (note->kind == WALLET_OVERLOADED)
        see_trip(books, l, now);
    else
        see_closing(books, l, note->state != WALLET_BY_ITSELF, now);
}

void check_load_supply(struct books *books, uint32_t customer, bool was_on, ms_t now)
{
    struct books_load *l = load_of(books, customer);
    if (!l)
        return;
    walk(books, l, was_on, now);
    l->over_since = MS_NEVER;
}

bool check_load_day(struct books *books, uint32_t customer, bool is_on, ms_t now)
{
    struct books_load *l = load_of(books, customer);
    if (!l)
        return false;
    walk(books, l, is_on, now);
    if (l->is_open && closes_at(books, l) < now) {
        blame(books, customer,
              (struct fk_text){"load control has held it open for too long", "过负荷后未按时合闸"},
              now);
        l->opened_at = now; /* said once a day */
    }
    return l->is_open;
}
