#include "models/feecontrol/judge.h"

#include "models/house/calendar.h"

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

bool fee_is_noticed(const struct fee_policy *policy, ms_t notice_at, ms_t at)
{
    ms_t age = at - notice_at;
    return notice_at && age >= policy->notice_wait && age <= policy->notice_valid;
}

ms_t fee_person_at(ms_t now)
{
    ms_t at = clock_next_time_of_day(FEE_PERSON_AT, now);
    while (!calendar_is_working(clock_day_number(at)))
        at += MS_DAY;
    return at;
}
