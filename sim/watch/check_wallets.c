#include "sim/watch/check_wallets.h"

#include "models/meter/energy.h"
#include "models/meter/relay.h"
#include "sim/watch/check_loads.h"
#include <inttypes.h>

/* Money may be so far from a limit, and the meter on its wrong side, for nothing but rounding. */
#define ROUNDING 2 /* of the unit that is sold */

static const char *unit_of(const struct books *books, enum fk_lang lang)
{
    static const struct fk_text units[WALLET_UNITS] = {
        {"fen", "分"}, {"x 0.01 kWh", "（0.01 千瓦时）"}, {"min", "分钟"}};
    const struct fk_text *unit = &units[books->scenario->wallet.unit];
    return FK_SAY(lang, unit->en, unit->zh);
}

static struct books_wallet *wallet_of(struct books *books, uint32_t customer)
{
    return books->wallets.count > 0 ? slots_find(&books->wallets, customer) : NULL;
}

/* Lets time pass: he uses what he does in all of the time that he has supply. */
static void advance(const struct books *books, struct books_wallet *w, ms_t now)
{
    uint32_t per_day = books->segments.loads[segment_of(&books->segments.index, w->id)->load];
    if (w->is_off) {
        w->at = now;
        return;
    }
    if (books->scenario->wallet.unit == WALLET_TIME)
        w->parts += (uint64_t)(now - w->at);
    else
        w->parts += books->segments.use ? drawn_use_between(books->segments.use, w->id, w->at, now)
                                        : energy_of(now - w->at, per_day);
    w->at = now;
}

static fen_t remaining_of(const struct books *books, struct books_wallet *w, ms_t now)
{
    advance(books, w, now);
    int64_t whole = (int64_t)(w->parts / ENERGY_UNIT), part = (int64_t)(w->parts % ENERGY_UNIT);
    price_t price = scenario_wallet_terms(books->scenario).price;
    return w->put_in -
           money_round_half_up(price * whole + price * part / (int64_t)ENERGY_UNIT, 1000000);
}

static void look_shown(struct books *books, struct books_wallet *w, fen_t shown, ms_t now)
{
    fen_t remaining = remaining_of(books, w, now);
    if (shown == remaining)
        return;
    violations_add(&books->found, 11, w->id, now,
                   "meter shows %" PRId64 " %s, what was put in less what was used is %" PRId64,
                   shown, unit_of(books, FK_EN), remaining);
    violations_zh(&books->found, "电表显示 %" PRId64 " %s，充入减去用电应为 %" PRId64, shown,
                  unit_of(books, FK_ZH), remaining);
    w->put_in += shown - remaining; /* said once */
}

static void look_counted(struct books *books, struct books_wallet *w, uint8_t count, ms_t now)
{
    if (count == w->count)
        return;
    violations_add(&books->found, 12, w->id, now, "meter counts %u purchases, %u were written",
                   count, w->count);
    violations_zh(&books->found, "电表购电次数 %u，成功写入 %u 次", count, w->count);
    w->count = count;
}

void check_wallet(struct books *books, const struct party_note *note, ms_t now)
{
    struct books_wallet *w = wallet_of(books, note->customer);
    const struct wallet_sale sale = scenario_sale(books->scenario);
    if (!w)
        return;
    switch (note->kind) {
    case WALLET_WRITTEN:
        w->count++;
        look_counted(books, w, (uint8_t)note->id, now);
        w->put_in += note->value;
        w->written += note->value;
        w->is_new = false;
        break;
    case WALLET_EMPTIED:
        w->put_in -= note->value;
        w->written -= sale_units(&sale, sale_worth(&sale, note->value));
        if (note->state == WALLET_BY_CREW)
            w->is_new = true; /* another meter is there now: GS-12 */
        break;
    case WALLET_REFUSED:
        break;
    default:
        look_shown(books, w, note->value, now);
        check_load(books, note, now);
    }
}

void check_wallet_supply(struct books *books, uint32_t customer, bool is_on, ms_t now)
{
    struct books_wallet *w = wallet_of(books, customer);
    if (!w)
        return;
    advance(books, w, now);
    check_load_supply(books, customer, !w->is_off, now);
    w->is_off = !is_on;
}

void check_wallet_order(struct books *books, const struct party_note *note)
{
    struct books_wallet *w = wallet_of(books, note->customer);
    if (!w)
        return;
    if (note->state == ORDER_CREATED)
        w->orders++;
    else if (note->state == ORDER_SUCCESS || note->state == ORDER_FAILED ||
             note->state == ORDER_CLOSED || note->state == ORDER_CANCELLED)
        w->orders--;
}

void check_wallet_booked(struct books *books, const struct party_note *note)
{
    struct books_wallet *w = wallet_of(books, note->customer);
    const struct wallet_sale sale = scenario_sale(books->scenario);
    if (w)
        w->booked += sale_units(&sale, note->value);
}

/* The account side: with nothing under way for a day, every purchase record is in the meter, and
 * everything in the meter has its record, whatever was reversed. */
static void look_booked(struct books *books, struct books_wallet *w, ms_t now)
{
    fen_t apart = w->orders > 0 ? 0 : w->booked - w->written;
    bool is_told = apart != 0 && w->apart == apart;
    w->apart = apart;
    if (!is_told)
        return;
    violations_add(&books->found, 11, w->id, now,
                   "purchase records of %" PRId64 " %s, %" PRId64 " were written", w->booked,
                   unit_of(books, FK_EN), w->written);
    violations_zh(&books->found, "购电记录合计 %" PRId64 " %s，写入合计 %" PRId64, w->booked,
                  unit_of(books, FK_ZH), w->written);
    w->booked = w->written;
}

/* INV-17: but for those with something between relay and light, or that a key has closed. */
static void look_decided(struct books *books, const struct books_wallet *w, fen_t remaining,
                         bool is_overloaded, ms_t now)
{
    const struct wallet_terms terms = scenario_wallet_terms(books->scenario);
    unsigned relay = books_relay(&books->customers[w->id]);
    fen_t trips = terms.trips_at_zero ? 0 : -terms.overdraft;
    fen_t closes = terms.close_at > trips ? terms.close_at : trips;
    bool is_waiting = terms.is_off_at_first && w->is_new;
    bool is_late =
        (is_waiting || is_overloaded || remaining < trips - ROUNDING) && relay != RELAY_OPEN;
    bool is_dark =
        !is_waiting && !is_overloaded && remaining > closes + ROUNDING && relay != RELAY_CLOSED;
    if ((!is_late && !is_dark) || slots_find(&books->sites, w->id))
        return;
    violations_add(&books->found, 17, w->id, now, "meter holds %" PRId64 " %s, relay %s", remaining,
                   unit_of(books, FK_EN), relay_state_name(relay));
    violations_zh(&books->found, "表内余额 %" PRId64 " %s，继电器“%s”", remaining,
                  unit_of(books, FK_ZH), relay_state_name_zh(relay));
}

void check_wallet_day(struct books *books, uint32_t customer, fen_t remaining, uint8_t count,
                      ms_t now)
{
    struct books_wallet *w = wallet_of(books, customer);
    if (!w)
        return;
    look_shown(books, w, remaining, now);
    look_counted(books, w, count, now);
    look_booked(books, w, now);
    look_decided(books, w, remaining, check_load_day(books, customer, !w->is_off, now), now);
}
