/* Who closes by hand is looked at again, and tripped again (CQ-2). */
#include "models/feecontrol/fee_parts.h"

int fee_look_at_trip(struct feecontrol *fee, uint32_t customer, ms_t at)
{
    struct trip_record *trip = slots_find(&fee->trips, customer);
    if (!trip || at == MS_NEVER)
        return FK_OK;
    trip->due = at;
    return timers_set(&fee->timers, at, TIMER_TRIP, customer);
}

int fee_count_trip(struct feecontrol *fee, uint32_t customer, ms_t now)
{
    const struct fee_policy *policy = fee_policy_of(fee, customer);
    if (!fee_is_tripped_again(policy) || fee->customers[customer].state != FEE_CUT)
        return FK_OK;
    ms_t due = trips_count(&fee->trips, policy, customer, now);
    return due == 0 ? FK_E_MEMORY : fee_look_at_trip(fee, customer, due);
}
