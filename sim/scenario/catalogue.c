#include "sim/scenario/catalogue.h"

#include "base/grow.h"
#include "sim/scenario/population.h"

#include <stdlib.h>

/* In all that customers of one run can differ in. */
static bool is_alike(const struct fee_policy *a, const struct fee_policy *b)
{
    return a->reminder == b->reminder && a->warning == b->warning &&
           a->second_warning == b->second_warning && a->overdraft == b->overdraft &&
           a->approval_levels == b->approval_levels &&
           a->is_reminding_manual == b->is_reminding_manual &&
           a->is_dunning_manual == b->is_dunning_manual &&
           a->is_restoring_manual == b->is_restoring_manual;
}

static int leave_out(void *context, uint32_t customer, uint32_t n)
{
    uint8_t *is_local = context;
    (void)n;
    is_local[customer] = 1;
    return FK_OK;
}

/* Customers by row of the policies. */
static int count_customers(struct catalogue *out, const struct sim_scenario *scenario,
                           const struct segments *index, uint32_t counts[SEGMENTS_MAX])
{
    uint32_t customers = scenario_customers(scenario);
    int err = FK_OK;
    out->is_local = scenario->local_count ? calloc(customers, 1) : NULL;
    out->of = index->of ? calloc(customers, sizeof *out->of) : NULL;
    out->last = calloc(SEGMENTS_MAX, sizeof *out->last);
    if (!out->last || (scenario->local_count && !out->is_local) || (index->of && !out->of))
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < scenario->local_count && err == FK_OK; i++)
        err =
            population_each(scenario, &scenario->local_meters[i].target, leave_out, out->is_local);
    if (!index->of && !out->is_local)
        counts[index->list[0].policy] = customers; /* nobody differs */
    for (uint32_t i = 0; i < customers && (index->of || out->is_local); i++) {
        uint16_t row = segment_of(index, i)->policy;
        counts[row] += !out->is_local || !out->is_local[i];
        if (out->of)
            out->of[i] = row;
    }
    return err;
}

/* Which of the rows that hold at the end is that of each policy. */
static void find_last(struct catalogue *out, const struct fee_policy *policies, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t row = 0; row < out->count; row++)
            if (!out->rows[row].until && is_alike(&out->rows[row].policy, &policies[i]))
                out->last[i] = row + 1;
}

static int add_row(struct catalogue *out, const struct catalogue_row *row)
{
    if (grow_for_one(&out->rows, sizeof *out->rows, out->count, &out->capacity) != FK_OK)
        return FK_E_MEMORY;
    out->rows[out->count++] = *row;
    return FK_OK;
}

/* The rows of one moment, once for those who are alike. */
static int take_moment(struct catalogue *out, const struct fee_policy *policies, uint32_t count,
                       const uint32_t *counts, ms_t at)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < count && err == FK_OK; i++) {
        uint32_t row = 0;
        while (row < out->count && !is_alike(&out->rows[row].policy, &policies[i]))
            row++;
        if (counts[i] > 0 && row < out->count)
            out->rows[row].customers += counts[i];
        else if (counts[i] > 0)
            err = add_row(out, &(struct catalogue_row){at, 0, counts[i], policies[i]});
    }
    return err;
}

/* What goes on from before is one row, what does not ends, what is new begins. */
static int join_moment(struct catalogue *all, const struct catalogue *now, ms_t at)
{
    uint32_t before = all->count;
    int err = FK_OK;
    bool goes_on[SEGMENTS_MAX] = {false};
    for (uint32_t i = 0; i < before; i++) {
        struct catalogue_row *row = &all->rows[i];
        uint32_t same = 0;
        if (row->until)
            continue;
        while (same < now->count && (!is_alike(&row->policy, &now->rows[same].policy) ||
                                     row->customers != now->rows[same].customers))
            same++;
        if (same < now->count)
            goes_on[same] = true;
        else
            row->until = at;
    }
    for (uint32_t i = 0; i < now->count && err == FK_OK; i++)
        if (!goes_on[i])
            err = add_row(all, &now->rows[i]);
    return err;
}

int catalogue_init(struct catalogue *out, const struct sim_scenario *scenario)
{
    struct sim_scenario plain = *scenario; /* what is used, and who reacts, decides no strategy */
    struct population_segments segments;
    uint32_t counts[SEGMENTS_MAX] = {0};
    ms_t end = scenario->start + scenario->days * MS_DAY;
    plain.is_use_drawn = plain.is_reacting = false;
    if (plain.policy.reminder_days == 0 && plain.policy.warning_days == 0)
        plain.tariff_version_count = 0; /* nor do prices, but for amounts in days of charge */
    *out = (struct catalogue){0};
    int err = population_segments(&plain, &segments);
    if (err != FK_OK)
        return err;
    err = count_customers(out, &plain, &segments.index, counts);
    for (uint32_t i = 0; i <= segments.change_count && err == FK_OK; i++) {
        ms_t at = i == 0 ? plain.start : segments.changes[i - 1].at;
        struct catalogue now = {0};
        if (at >= end)
            break;
        const struct fee_policy *policies =
            i == 0 ? segments.policies : segments.changes[i - 1].policies;
        err = take_moment(&now, policies, segments.policy_count, counts, at);
        if (err == FK_OK)
            err = join_moment(out, &now, at);
        if (err == FK_OK)
            find_last(out, policies, segments.policy_count);
        catalogue_fini(&now);
    }
    population_segments_fini(&segments);
    if (err != FK_OK)
        catalogue_fini(out);
    return err;
}

void catalogue_fini(struct catalogue *catalogue)
{
    free(catalogue->rows);
    free(catalogue->last);
    free(catalogue->of);
    free(catalogue->is_local);
    *catalogue = (struct catalogue){0};
}
