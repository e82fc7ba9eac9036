#include "models/marketing/settlement.h"

#include "base/err.h"
#include <stdlib.h>

#define NO_REGISTER 255 /* age, as in a push */

int settlement_init(struct settlement *s, const struct settlement_config *config,
                    uint32_t customers)
{
    *s = (struct settlement){.config = *config, .count = customers, .opened = INT32_MIN};
    if (config->books > 0)
        s->accounts = calloc(customers, sizeof *s->accounts);
    return s->accounts || config->books == 0 ? FK_OK : FK_E_MEMORY;
}

void settlement_fini(struct settlement *s)
{
    free(s->accounts);
    s->accounts = NULL;
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
        if (!is_day_of(s, book_of(s, i), day))
            continue;
        s->waiting += account->due == 0;
        account->due = (uint16_t)day;
    }
    bool is_new = day > s->opened;
    if (is_new)
        s->opened = day;
    return s->waiting > 0 || !is_new;
}

static fen_t charge(const struct settlement *s, uint32_t customer, uint32_t from, uint32_t to)
{
    price_t price = s->config.prices[segment_of(s->config.segments, customer)->tariff];
    return money_flat_charge(price, (kwh100_t)to - from);
}

fen_t settlement_last(const struct settlement *s, uint32_t customer)
{
    const struct settlement_account *account = s->accounts ? &s->accounts[customer] : NULL;
    return account && account->bill ? charge(s, customer, account->before, account->settled) : 0;
}

/* The customer's bill up to the register `to` of `day`, from the last settled reading on. */
static int settle(struct settlement *s, uint32_t customer, int32_t day, uint32_t to,
                  settlement_bill_fn *bill, void *context, ms_t now)
{
    struct settlement_account *account = &s->accounts[customer];
    if (s->bills == UINT32_MAX - 1)
        return FK_E_RANGE;
    account->before = account->settled;
    account->settled = to;
    account->day = (uint16_t)day;
    account->bill = ++s->bills;
    s->waiting -= account->due != 0;
    account->due = 0;
    struct settlement_bill made = {account->bill, customer, account->before, to, day, 0, false};
    made.amount = charge(s, customer, made.from, made.to);
    return bill(context, &made, now);
}

/* takes the last bill back. */
static int reverse(struct settlement *s, uint32_t customer, settlement_bill_fn *bill, void *context,
                   ms_t now)
{
    struct settlement_account *account = &s->accounts[customer];
    struct settlement_bill taken = {
        account->bill, customer, account->before, account->settled, account->day, 0, true};
    taken.amount = charge(s, customer, taken.from, taken.to);
    account->settled = account->before;
    account->bill = 0;
    return bill(context, &taken, now);
}

int settlement_take(struct settlement *s, int32_t day, const uint32_t *values, const uint8_t *ages,
                    settlement_bill_fn *bill, void *context, ms_t now)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < s->count && err == FK_OK; i++) {
        const struct settlement_account *account = &s->accounts[i];
        int32_t of_day = day - ages[i];
        if (ages[i] == NO_REGISTER)
            continue;
        bool is_corrected = account->bill && account->day == of_day &&
                            account->settled != values[i] && account->before <= values[i];
        bool is_due = account->due && of_day >= account->due && account->settled <= values[i];
        if (is_corrected)
            err = reverse(s, i, bill, context, now);
        if (err == FK_OK && (is_corrected || is_due))
            err = settle(s, i, of_day, values[i], bill, context, now);
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
    image_expect(image, !image->is_loading || waiting == s->waiting,
                 "it waits for other registers than those that are due");
}
