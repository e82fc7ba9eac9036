#include "base/money.h"

#include <stdio.h>

int64_t money_round_half_up(int64_t numerator, int64_t denominator)
{
    int64_t magnitude = numerator < 0 ? -numerator : numerator;
    int64_t quotient = magnitude / denominator;
    int64_t rest = magnitude % denominator;
    if (rest >= denominator - rest)
        quotient++;
    return numerator < 0 ? -quotient : quotient;
}

fen_t money_flat_charge(price_t price, kwh100_t energy)
{
    /* 1e-6 CNY/kWh x 0.01 kWh = 1e-8 CNY = 1e-6 fen */
    return money_round_half_up(price * energy, 1000000);
}

void money_format(fen_t amount, char out[24])
{
    uint64_t magnitude = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    snprintf(out, 24, "%s%llu.%02llu", amount < 0 ? "-" : "", (unsigned long long)(magnitude / 100),
             (unsigned long long)(magnitude % 100));
}
