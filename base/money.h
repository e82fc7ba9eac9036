/* base/money.h - money, prices and energy are integers; this file holds the one place where a
 * product is rounded. Pure, reentrant. Sources: tariff rules TR-9 (rounding), TR-10 (estimate). */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H
#include <stdint.h>

typedef int64_t fen_t;    /* 0.01 CNY */
typedef int64_t price_t;  /* 1e-6 CNY per kWh */
typedef int64_t kwh100_t; /* 0.01 kWh */

/* Rounding rule RA of TR-9: numerator / denominator to the nearest integer, halves away from zero.
 * denominator > 0. Asked for every customer, every day, with a constant: so it stands here. */
static inline int64_t money_round_half_up(int64_t numerator, int64_t denominator)
{
    uint64_t magnitude = numerator < 0 ? 0 - (uint64_t)numerator : (uint64_t)numerator;
    int64_t rounded = (int64_t)((magnitude + (uint64_t)denominator / 2) / (uint64_t)denominator);
    return numerator < 0 ? -rounded : rounded;
}

/* Charge for `energy` at one flat price, rounded once to 0.01 CNY (TR-9 RA, TR-10: always from the
 * settled reading, never added day by day). |energy| * price must stay below 2^63: 9e18 holds
 * 1e8 kWh at 9 CNY/kWh. */
static inline fen_t money_flat_charge(price_t price, kwh100_t energy)
{
    /* 1e-6 CNY/kWh x 0.01 kWh = 1e-8 CNY = 1e-6 fen */
    return money_round_half_up(price * energy, 1000000);
}

/* "-2.08" and a NUL into out[0..24). */
void money_format(fen_t amount, char out[24]);
#endif
