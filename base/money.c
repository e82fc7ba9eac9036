#include "base/money.h"

#include <stdio.h>

void money_format(fen_t amount, char out[24])
{
    uint64_t magnitude = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    snprintf(out, 24, "%s%llu.%02llu", amount < 0 ? "-" : "", (unsigned long long)(magnitude / 100),
             (unsigned long long)(magnitude % 100));
}
