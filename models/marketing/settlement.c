#include "models/marketing/settlement.h"

#include "base/err.h"
#include <stdlib.h>

#define NO_REGISTER 255 /* age, as in a push */

static const struct tariff_plan *plan_of(const struct settlement *s, uint32_t customer)
{
    return &s->config.plans[segment_of(s->config.segments, customer)->tariff];
}

int settlement_init(struct settlement *s, const struct settlement_config *config,
                    uint32_t customers)
{
    *s = (struct settlement){.config = *config, .count = customers, .opened = INT32_MIN};
    if (config->books == 0)
        return FK_OK;
    s->accounts = calloc(customers, sizeof *s->accounts);
    if (config->plans)
        s->tariffs = calloc(customers, sizeof *s->tariffs);
    if (config->has_kvarh)
        s->kvarh = calloc(customers, sizeof *s->kvarh);
    if (!s->accounts || (config->plans && !s->tariffs) || (config->has_kvarh && !s->kvarh))
        return FK_E_MEMORY;
    for (uint32_t i = 0; s->tariffs && i < customers; i++)
        tariff_account_init(&s->tariffs[i].now, plan_of(s, i), config->first);
    return FK_OK;
}

void settlement_fini(struct settlement *s)
{
    free(s->accounts);
    free(s->tariffs);
    free(s->kvarh);
    s->accounts = NULL;
    s->tariffs = NULL;
    s->kvarh = NULL;
}

static uint32_t book_of(const struct settlement *s, uint32_t customer)
{
    return areas_of(s->config.areas, customer) % s->config.books;
}

/* A month that is too short for a day has none of it: days from the 29th on are refused. */
static bool is_day_of(const struct settlement *s, uint32_t book, int32_t day)
{
    struct clock_civil date = clock_to_civil(clock_day_at(day));
    return (uint32_t)date.day == s->config.first_day + book * s->config.apart;
}

bool settlement_wants(struct settlement *s, int32_t day)
{
    if (!s->accounts)
        return false;
    for (uint32_t i = 0; day > s->opened && i < s->count; i++) {
        struct settlement_account *account = &s->accounts[i];
        if (!is_day_of(s, book_of(s, i), day) || locals_find(s->config.locals, i))
            continue;
        s->waiting += account->due == 0;
        account->due = (uint16_t)day;
    }
    bool is_new = day > s->opened;
    if (is_new)
        s->opened = day;
    return s->waiting > 0 || !is_new || s->tariffs;
}

void settlement_ask(struct settlement *s, uint32_t customer, int32_t from)
{
    if (!s->accounts)
        return;
    s->waiting += s->accounts[customer].due == 0;
    s->accounts[customer].due = (uint16_t)from;
}

static fen_t charge(const struct settlement *s, uint32_t customer, uint32_t from, uint32_t to)
{
    price_t price = s->config.prices[segment_of(s->config.segments, customer)->tariff];
    return money_flat_charge(price, (kwh100_t)to - from);
}

fen_t settlement_last(const struct settlement *s, uint32_t customer)
{
    const struct settlement_account *account = s->accounts ? &s->accounts[customer] : NULL;
    if (!account || !account->bill)
        return 0;
    return s->tariffs ? s->tariffs[customer].amount
                      : charge(s, customer, account->before, account->settled);
}

/* The registers of one customer in a file. */
struct registers {
    struct tariff_reading newest, turn; /* turn.all: TARIFF_NO_REGISTER */
};

static struct registers registers_of(const struct settlement *s, uint32_t customer, int32_t day,
                                     const uint32_t *values, uint8_t age)
{
    const uint32_t *his = values + customer;
    struct registers r = {.newest = {day - age, *his, 0}};
    size_t n = s->count;
    if (!s->tariffs)
        return r;
    r.newest.peak = his[TARIFF_NEWEST_PEAK * n];
    r.turn = (struct tariff_reading){tariff_turn(s->config.turns, s->config.turn_count, day),
                                     his[TARIFF_TURN * n], his[TARIFF_TURN_PEAK * n]};
    return r;
}

/* TR-8 a: registers of days on which prices change, or the counting of quotas. */
static void pass_turns(const struct settlement *s, uint32_t customer, const struct registers *r)
{
    struct settlement_tariff *t = &s->tariffs[customer];
    const struct tariff_reading turns[] = {t->waits, r->turn};
    for (unsigned i = 0; i < 2; i++)
        if (turns[i].all != TARIFF_NO_REGISTER && turns[i].day > t->now.day &&
            turns[i].day < r->newest.day && turns[i].all >= t->now.last.all)
            (void)tariff_account_take(&t->now, plan_of(s, customer), &turns[i], &turns[i]);
    if (r->turn.day == r->newest.day)
        t->waits = r->newest;
}

/* TR-13: what the registers of a bill say; where they are of one month, it was charged by that. */
static void read_kvarh(const struct settlement *s, uint32_t customer, const struct registers *r,
                       struct settlement_bill *made)
{
    struct settlement_kvarh *kvarh = &s->kvarh[customer];
    kwh100_t reactive = (kwh100_t)r->newest.peak - kvarh->now;
    unsigned factor =
        tariff_power_factor((kwh100_t)made->to - made->from, reactive > 0 ? reactive : 0);
    made->factor = (uint8_t)(factor > 0 ? factor : 1);
    kvarh->before = kvarh->now;
    kvarh->now = r->newest.peak;
}

/* The same as a bill of the tariff's versions, and where the next one begins. */
static void settle_tariff(struct settlement *s, uint32_t customer, const struct registers *r,
                          struct settlement_bill *made)
{
    struct settlement_tariff *t = &s->tariffs[customer];
    const struct tariff_plan *plan = plan_of(s, customer);
    bool is_between = r->turn.all != TARIFF_NO_REGISTER && r->turn.day < r->newest.day;
    t->before = t->now;
    (void)tariff_account_take(&t->now, plan, &r->newest, is_between ? &r->turn : NULL);
    made->amount = t->amount = tariff_account_charge(&t->now, plan);
    made->peak = r->newest.peak;
    if (plan->has_kvarh)
        read_kvarh(s, customer, r, made);
    made->counted = tariff_account_counted(&t->now);
    tariff_account_start(&t->now, plan, &r->newest, made->counted);
}

/* The customer's bill up to the newest register, from the last settled reading on. */
static int settle(struct settlement *s, uint32_t customer, const struct registers *r,
                  settlement_bill_fn *bill, void *context, ms_t now)
{
    struct settlement_account *account = &s->accounts[customer];
    if (s->bills == UINT32_MAX - 1)
        return FK_E_RANGE;
    account->before = account->settled;
    account->settled = r->newest.all;
    account->day = (uint16_t)r->newest.day;
    account->bill = ++s->bills;
    s->waiting -= account->due != 0;
    account->due = 0;
    struct settlement_bill made = {.id = account->bill,
                                   .customer = customer,
                                   .from = account->before,
                                   .to = account->settled,
                                   .day = account->day};
    if (s->tariffs)
        settle_tariff(s, customer, r, &made);
    else
        made.amount = charge(s, customer, made.from, made.to);
    return bill(context, &made, now);
}

/* takes the last bill back. */
static int reverse(struct settlement *s, uint32_t customer, settlement_bill_fn *bill, void *context,
                   ms_t now)
{
    struct settlement_account *account = &s->accounts[customer];
    struct settlement_bill taken = {.id = account->bill,
                                    .customer = customer,
                                    .from = account->before,
                                    .to = account->settled,
                                    .day = account->day,
                                    .is_reversal = true};
    if (s->tariffs) {
        taken.amount = s->tariffs[customer].amount;
        s->tariffs[customer].now = s->tariffs[customer].before;
        if (s->kvarh)
            s->kvarh[customer].now = s->kvarh[customer].before;
    } else {
        taken.amount = charge(s, customer, taken.from, taken.to);
    }
    account->settled = account->before;
    account->bill = 0;
    return bill(context, &taken, now);
}

/* The least register that a bill can be made by; is_anew: in place of the last one. */
static uint32_t least(const struct settlement *s, uint32_t customer, bool is_anew)
{
    const struct settlement_account *account = &s->accounts[customer];
    if (s->tariffs)
        return is_anew ? s->tariffs[customer].before.last.all : s->tariffs[customer].now.last.all;
    return is_anew ? account->before : account->settled;
}

int settlement_take(struct settlement *s, int32_t day, const uint32_t *values, const uint8_t *ages,
                    settlement_bill_fn *bill, void *context, ms_t now)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < s->count && err == FK_OK; i++) {
        const struct settlement_account *account = &s->accounts[i];
        if (ages[i] == NO_REGISTER)
            continue;
        struct registers r = registers_of(s, i, day, values, ages[i]);
        bool is_corrected = account->bill && account->day == r.newest.day &&
                            account->settled != values[i] && least(s, i, true) <= values[i];
        if (s->tariffs)
            pass_turns(s, i, &r);
        bool is_due =
            account->due && r.newest.day >= account->due && least(s, i, false) <= values[i];
        if (is_corrected)
            err = reverse(s, i, bill, context, now);
        if (err == FK_OK && (is_corrected || is_due))
            err = settle(s, i, &r, bill, context, now);
    }
    return err;
}

void settlement_image(struct settlement *s, struct image *image)
{
    uint32_t waiting = 0;
    if (!s->accounts)
        return;
    image_part(image, "settlement");
    image_row(image, s->accounts, sizeof *s->accounts, s->count);
    if (s->tariffs)
        image_row(image, s->tariffs, sizeof *s->tariffs, s->count);
    if (s->kvarh)
        image_row(image, s->kvarh, sizeof *s->kvarh, s->count);
    IMAGE(image, s->waiting);
    IMAGE(image, s->bills);
    IMAGE(image, s->opened);
    for (uint32_t i = 0; image->is_loading && i < s->count; i++) {
        waiting += s->accounts[i].due != 0;
        image_expect(image,
                     s->accounts[i].before <= s->accounts[i].settled &&
                         s->accounts[i].bill <= s->bills,
                     "a settled reading in it is none that there can be");
    }
    for (uint32_t i = 0; s->tariffs && image->is_loading && i < s->count; i++) {
        const struct tariff_plan *plan = plan_of(s, i);
        image_expect(
            image,
            tariff_account_is_sound(&s->tariffs[i].now, plan) &&
                (!s->accounts[i].bill || tariff_account_is_sound(&s->tariffs[i].before, plan)),
            "an account in it stands in a time that its tariff does not have");
    }
    image_expect(image, !image->is_loading || waiting == s->waiting,
                 "it waits for other registers than those that are due");
}
