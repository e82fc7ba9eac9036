#include "models/feecontrol/trips.h"

int trips_report(struct slots *trips, uint32_t customer, uint32_t reading)
{
    struct trip_record *trip = slots_open(trips, customer);
    if (!trip)
        return FK_E_MEMORY;
    trip->reading = reading;
    trip->has_reading = true;
    return FK_OK;
}

ms_t trips_count(struct slots *trips, const struct fee_policy *policy, uint32_t customer, ms_t now)
{
    struct trip_record *trip = slots_open(trips, customer);
    if (!trip)
        return 0;
    trip->count++;
    trip->due = trip->count < policy->trips_most ? now + policy->trip_again_after : 0;
    return trip->due ? trip->due : MS_NEVER;
}

bool trips_look(struct slots *trips, const struct fee_policy *policy, uint32_t customer,
                uint32_t reading, ms_t due, ms_t now, ms_t *next)
{
    struct trip_record *trip = slots_find(trips, customer);
    *next = MS_NEVER;
    if (!trip || trip->due != due)
        return false;
    bool is_used = trip->has_reading && reading > trip->reading + TRIPS_USE_MIN;
    if (policy->trip_again == FEE_TRIP_ARREARS || is_used)
        return true;
    *next = trip->due = now + policy->trip_again_after;
    return false;
}
