#include "models/feecontrol/flaws.h"

int flaws_count(struct slots *flaws, uint32_t customer, unsigned kind, bool begins)
{
    struct flaw *flaw = begins ? slots_open(flaws, customer) : slots_find(flaws, customer);
    if (!flaw)
        return begins ? FK_E_MEMORY : FK_E_RANGE;
    uint8_t *count = &flaw->count[kind - FAULT_FILE_LOST];
    if (*count == (begins ? UINT8_MAX : 0))
        return FK_E_RANGE;
    *count = (uint8_t)(*count + (begins ? 1 : -1));
    return flaw_cause(flaw) == CAUSE_NONE ? slots_close(flaws, customer) : FK_OK;
}

enum calc_cause flaw_cause(const struct flaw *flaw)
{
    static const uint8_t causes[FLAWS] = {CAUSE_MISSING_FILE, CAUSE_MISSING_TARIFF,
                                          CAUSE_METER_CHANGED, CAUSE_COMPUTED_TWICE};
    for (unsigned i = 0; i < FLAWS; i++)
        if (flaw->count[i] > 0)
            return (enum calc_cause)causes[i];
    return CAUSE_NONE;
}
