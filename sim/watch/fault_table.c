#include "sim/watch/fault_table.h"

#define B(number) FAULT_BREAKS(number)

static bool has_fault(const struct sim_scenario *s, unsigned kind)
{
    for (uint32_t i = 0; i < s->fault_count; i++)
        if ((unsigned)s->faults[i].kind == kind)
            return true;
    return false;
}

static bool is_unchecked(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return !s->policy.second_check;
}

static bool needs_no_receipt(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return !s->policy.receipt_needed;
}

static bool has_no_crew(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return s->crews == 0 || s->crew_jobs_per_day == 0;
}

static bool has_bad_handhelds(const struct sim_scenario *s, unsigned kind)
{
    (void)kind;
    return s->handheld_fails > 0;
}

static const struct fault_row rows[] = {
    {"crypto-down", "no command leaves; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_CRYPTO_DOWN},
    {"payment-link-down", "nothing: only posted money counts", 0, has_fault,
     FAULT_PAYMENT_LINK_DOWN},
    {"meter-unreadable", "no command arrives; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_METER_UNREADABLE},
    {"master-clock", "every command is expired; crews may not keep up with what that makes",
     B(5) | B(6) | B(18), has_fault, FAULT_MASTER_CLOCK},
    {"link-delay", "cancels, results and notices come late",
     B(3) | B(4) | B(5) | B(6) | B(9) | B(18), has_fault, FAULT_LINK_DELAY},
    {"link-loss", "what is lost and not confirmed never comes; the rest comes late",
     B(3) | B(4) | B(5) | B(6) | B(9) | B(17) | B(18), has_fault, FAULT_LINK_LOSS},
    {"link-doubled", "nothing: copies are dropped at the door", 0, has_fault, FAULT_LINK_DOUBLED},
    {"link-disorder", "cancels, results and notices come late",
     B(3) | B(4) | B(5) | B(6) | B(9) | B(18), has_fault, FAULT_LINK_DISORDER},
    {"link-outage", "cancels, results and notices come late",
     B(3) | B(4) | B(5) | B(6) | B(9) | B(18), has_fault, FAULT_LINK_OUTAGE},
    {"second_check: false", "an order leaves on a copy of the money that may be stale", B(3),
     is_unchecked, 0},
    {"receipt_needed: false", "a notice counts that was sent and perhaps not received", B(4),
     needs_no_receipt, 0},
    {"handheld_fails: above 0 %", "a crew cuts without asking", B(3) | B(4), has_bad_handhelds, 0},
    {"crews: 0, jobs_per_day: 0", "a field order is never carried out", B(5) | B(6) | B(18),
     has_no_crew, 0},
};

const struct fault_row *fault_row(unsigned index)
{
    return index < sizeof rows / sizeof rows[0] ? &rows[index] : NULL;
}

bool fault_may_break(const struct sim_scenario *scenario, unsigned invariant)
{
    for (unsigned i = 0; fault_row(i); i++)
        if (fault_row(i)->breaks & FAULT_BREAKS(invariant) &&
            fault_row(i)->is_in(scenario, fault_row(i)->kind))
            return true;
    return false;
}
