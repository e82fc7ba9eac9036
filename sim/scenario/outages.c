#include "sim/scenario/outages.h"

bool outages_are_drawn(const struct scenario_fault *fault)
{
    return fault->every.count > 0;
}

static ms_t draw(const struct sim_scenario *s, const struct chance_dist *dist, uint32_t stream,
                 uint32_t entity, uint64_t counter)
{
    ms_t time = chance_duration(dist, s->seed, stream, entity, counter);
    return time > 0 ? time : 1; /* so that it ends */
}

bool outage_next(const struct sim_scenario *s, uint32_t index, uint32_t entity,
                 struct outage *outage)
{
    const struct scenario_fault *fault = &s->faults[index];
    uint64_t counter = (uint64_t)index << 32 | outage->count;
    bool is_first = outage->count == 0;
    if (!outages_are_drawn(fault)) {
        *outage = (struct outage){fault->from, fault->to, outage->count + 1};
        return is_first;
    }
    bool is_down = is_first && chance_hits(chance_bits(s->seed, CHANCE_FAULT_DOWN, entity, counter),
                                           fault->down);
    ms_t since = is_first ? fault->from : outage->to;
    outage->from =
        is_down ? since : since + draw(s, &fault->every, CHANCE_FAULT_AFTER, entity, counter);
    outage->to = outage->from + draw(s, &fault->lasts, CHANCE_FAULT_LASTS, entity, counter);
    if (outage->to > fault->to)
        outage->to = fault->to;
    outage->count++;
    return outage->from < fault->to;
}

bool outage_holds(const struct sim_scenario *s, uint32_t index, uint32_t entity, ms_t at)
{
    const struct scenario_fault *fault = &s->faults[index];
    struct outage outage = {0};
    bool is_in = at >= fault->from && at < fault->to;
    while (is_in && outage_next(s, index, entity, &outage) && outage.from <= at)
        if (at < outage.to)
            return true;
    return false;
}

/* The first outage of the kind that ends after `at`. */
static bool find_outage(const struct sim_scenario *s, enum fault_kind kind, ms_t at,
                        struct outage *first)
{
    bool is_found = false;
    for (uint32_t i = 0; i < s->fault_count; i++) {
        struct outage outage = {0};
        while (s->faults[i].kind == kind && outage_next(s, i, OUTAGES_CENTRE, &outage)) {
            if (outage.to <= at)
                continue;
            if (!is_found || outage.from < first->from)
                *first = outage;
            is_found = true;
            break;
        }
    }
    return is_found;
}

ms_t outages_stretch(const struct sim_scenario *s, enum fault_kind kind, ms_t since, ms_t work)
{
    struct outage outage = {0};
    ms_t at = since;
    while (find_outage(s, kind, at, &outage) && (outage.from < at + work || outage.from <= at)) {
        work -= outage.from > at ? outage.from - at : 0;
        at = outage.to;
    }
    return at + work;
}

void outages_rule_out(const struct sim_scenario *s, uint32_t index, uint32_t first, uint32_t count,
                      bool *is_out)
{
    const struct scenario_fault *fault = &s->faults[index];
    uint64_t down[OUTAGES_ROW], after[OUTAGES_ROW], counter = (uint64_t)index << 32;
    ms_t limit = fault->to - fault->from;
    chance_row(s->seed, CHANCE_FAULT_DOWN, first, count, counter, down);
    chance_row(s->seed, CHANCE_FAULT_AFTER, first, count, counter, after);
    for (uint32_t i = 0; i < count; i++)
        is_out[i] =
            chance_is_beyond(&fault->every, after[i], limit) && !chance_hits(down[i], fault->down);
}
