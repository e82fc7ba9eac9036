/* models/house/sale.h - what a purchase is of: money, or what money buys at one price, energy in
 * 0.01 kWh or time in minutes (section 20, seed 001). Amounts below 2^33 of either. Pure,
 * reentrant. */
#ifndef MODELS_HOUSE_SALE_H
#define MODELS_HOUSE_SALE_H
#include "base/money.h"
#include "models/house/terms.h"

struct wallet_sale {
    enum wallet_unit unit;
    int64_t cost, buys; /* `cost` fen buy `buys` of the unit; says nothing where money is sold */
};

/* What `amount` buys, in whole units; < 0: what it bought once. */
static inline int64_t sale_units(const struct wallet_sale *sale, fen_t amount)
{
    return sale->unit == WALLET_MONEY ? amount : amount * sale->buys / sale->cost;
}
/* What `units` are worth, rounded once. */
static inline fen_t sale_worth(const struct wallet_sale *sale, int64_t units)
{
    return sale->unit == WALLET_MONEY ? units : money_round_half_up(units * sale->cost, sale->buys);
}
/* The least that buys `units`, which are >= 0. */
static inline fen_t sale_price(const struct wallet_sale *sale, int64_t units)
{
    return sale->unit == WALLET_MONEY ? units : (units * sale->cost + sale->buys - 1) / sale->buys;
}
#endif
