#include "models/feecontrol/judge.h"

bool fee_is_restore(const struct fee_policy *policy, fen_t available)
{
    if (policy->restore_at == FEE_RESTORE_ABOVE)
        return available > policy->overdraft;
    return available >= policy->overdraft;
}

bool fee_is_warning_repeated(const struct fee_policy *policy, fen_t available)
{
    fen_t low = policy->warning / 5; /* "below 20 % of warning, at least 10 CNY", P-THR-07 */
    if (low < 1000)
        low = 1000;
    switch (policy->repeat) {
    case FEE_REPEAT_DAILY:
        return true;
    case FEE_REPEAT_DAILY_LOW:
        return available < low;
    default:
        return false;
    }
}
