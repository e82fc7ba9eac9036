#include "models/meter/wallet.h"

#include "models/meter/energy.h"

#define MICRO INT64_C(1000000) /* the price is for 1e-6 of the unit: base/money.h */

void wallet_init(struct meter_wallet *wallet, fen_t money, uint8_t count, uint64_t counter)
{
    *wallet = (struct meter_wallet){.id = wallet->id,
                                    .count = count,
                                    .put_in = money,
                                    .base = counter,
                                    .is_recharged = money > 0,
                                    .due = MS_NEVER};
}

fen_t wallet_remaining(const struct meter_wallet *wallet, const struct wallet_terms *terms,
                       uint64_t counter)
{
    uint64_t used = counter - wallet->base;
    int64_t whole = (int64_t)(used / ENERGY_UNIT), rest = (int64_t)(used % ENERGY_UNIT);
    int64_t micro = terms->price * whole + terms->price * rest / (int64_t)ENERGY_UNIT;
    return wallet->put_in - money_round_half_up(micro, MICRO);
}

/* The counter at which remaining has come down to `level`: <= it, or with `is_below` < it. */
static uint64_t reaches(const struct meter_wallet *wallet, const struct wallet_terms *terms,
                        fen_t level, bool is_below)
{
    fen_t above = wallet->put_in - level;
    if (above < 0 || (above == 0 && !is_below))
        return wallet->base;
    if (terms->price == 0)
        return UINT64_MAX;
    int64_t whole = above * MICRO / terms->price, left = above * MICRO % terms->price;
    int64_t parts = left * (int64_t)ENERGY_UNIT / terms->price;
    bool is_exact = left * (int64_t)ENERGY_UNIT % terms->price == 0;
    uint64_t covered = (uint64_t)whole * ENERGY_UNIT + (uint64_t)parts;
    return wallet->base + covered + (is_below || !is_exact ? 1 : 0);
}

static uint64_t trips(const struct meter_wallet *wallet, const struct wallet_terms *terms)
{
    return terms->trips_at_zero ? reaches(wallet, terms, 0, false)
                                : reaches(wallet, terms, -terms->overdraft, true);
}

static uint64_t alarms(const struct meter_wallet *wallet, const struct wallet_terms *terms)
{
    return reaches(wallet, terms, terms->alarms[wallet->alarms], terms->is_alarm_below);
}

enum result_code wallet_write(struct meter_wallet *wallet, const struct wallet_terms *terms,
                              fen_t amount, uint8_t number, uint64_t counter)
{
    if ((uint8_t)(number - wallet->count) != 1)
        return RESULT_COUNT_MISMATCH;
    if (amount <= 0 || wallet_remaining(wallet, terms, counter) + amount > terms->most)
        return RESULT_LIMIT_EXCEEDED;
    wallet->put_in += amount;
    wallet->count = number;
    wallet->is_recharged = true;
    wallet->alarms = 0;
    return RESULT_OK;
}

fen_t wallet_take_out(struct meter_wallet *wallet, const struct wallet_terms *terms,
                      uint64_t counter)
{
    fen_t rest = wallet_remaining(wallet, terms, counter);
    if (rest <= 0)
        return 0;
    wallet->put_in -= rest;
    return rest;
}

bool wallet_wants_open(const struct meter_wallet *wallet, const struct wallet_terms *terms,
                       uint64_t counter)
{
    bool is_new = terms->is_off_at_first && !wallet->is_recharged;
    return is_new || counter >= trips(wallet, terms);
}

bool wallet_wants_closed(const struct meter_wallet *wallet, const struct wallet_terms *terms,
                         uint64_t counter)
{
    return wallet->is_tripped && !wallet_wants_open(wallet, terms, counter) &&
           wallet_remaining(wallet, terms, counter) >= terms->close_at;
}

unsigned wallet_alarm(struct meter_wallet *wallet, const struct wallet_terms *terms,
                      uint64_t counter)
{
    if (wallet->alarms == WALLET_ALARMS || counter < alarms(wallet, terms))
        return 0;
    return ++wallet->alarms;
}

uint64_t wallet_next(const struct meter_wallet *wallet, const struct wallet_terms *terms)
{
    uint64_t trip = wallet->is_tripped ? UINT64_MAX : trips(wallet, terms);
    uint64_t alarm = wallet->alarms == WALLET_ALARMS ? UINT64_MAX : alarms(wallet, terms);
    return trip < alarm ? trip : alarm;
}
