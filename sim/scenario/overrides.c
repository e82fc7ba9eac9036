#include "sim/scenario/overrides.h"

#include <stdlib.h>

/* The smaller, the earlier: what comes later wins. */
enum rank { RANK_LINE, RANK_AREA, RANK_CUSTOMERS, RANKS };

struct applying {
    const struct sim_scenario *scenario;
    struct population_segments *out;
    const struct scenario_override *entry;
};

static enum rank rank_of(const struct scenario_override *entry)
{
    if (entry->line)
        return RANK_LINE;
    return entry->area ? RANK_AREA : RANK_CUSTOMERS;
}

static void put(const struct scenario_override *entry, struct fee_policy *policy)
{
    if (entry->reminder)
        policy->reminder = entry->reminder;
    if (entry->warning)
        policy->warning = entry->warning;
    if (entry->reminding)
        policy->is_reminding_manual = entry->reminding == OVERRIDE_MANUAL;
    if (entry->dunning)
        policy->is_dunning_manual = entry->dunning == OVERRIDE_MANUAL;
    if (entry->restoring)
        policy->is_restoring_manual = entry->restoring == OVERRIDE_MANUAL;
    if (entry->restore_notice)
        policy->restore_notice = entry->restore_notice;
}

/* In all that an entry can set, and of the same group. */
static bool is_alike(const struct fee_policy *a, const struct fee_policy *b)
{
    return a->office == b->office && a->reminder == b->reminder && a->warning == b->warning &&
           a->is_reminding_manual == b->is_reminding_manual &&
           a->is_dunning_manual == b->is_dunning_manual &&
           a->is_restoring_manual == b->is_restoring_manual &&
           a->restore_notice == b->restore_notice;
}

/* One more row of each table; *row is its number. */
static int add_row(struct population_segments *out, uint32_t like, const struct fee_policy *policy,
                   uint32_t *row)
{
    size_t count = (size_t)out->policy_count + 1;
    if (count > SEGMENTS_MAX)
        return FK_E_RANGE;
    struct segment *list = realloc(out->index.list, count * sizeof *list);
    if (!list)
        return FK_E_MEMORY;
    out->index.list = list;
    struct fee_policy *policies = realloc(out->own_policies, count * sizeof *policies);
    if (!policies)
        return FK_E_MEMORY;
    out->own_policies = policies;
    struct clock_window *windows = realloc(out->own_windows, count * sizeof *windows);
    if (!windows)
        return FK_E_MEMORY;
    out->own_windows = windows;
    *row = out->policy_count++;
    out->index.list[*row] = out->index.list[like];
    out->index.list[*row].policy = (uint16_t)*row;
    out->own_policies[*row] = *policy;
    out->own_windows[*row] = policy->cut_window;
    return FK_OK;
}

/* The customer leaves his row for the one with the entry in it. */
static int visit(void *context, uint32_t customer, uint32_t n)
{
    struct applying *a = context;
    struct population_segments *out = a->out;
    struct fee_policy wanted = out->own_policies[out->index.of[customer]];
    uint32_t row = 0;
    int err = FK_OK;
    (void)n;
    put(a->entry, &wanted);
    while (row < out->policy_count && !is_alike(&wanted, &out->own_policies[row]))
        row++;
    if (row == out->policy_count)
        err = add_row(out, out->index.of[customer], &wanted, &row);
    if (err == FK_OK)
        out->index.of[customer] = (uint8_t)row;
    return err;
}

/* The customers of `count` areas from `first` on, from 0. */
static int visit_areas(struct applying *a, uint32_t first, uint32_t count)
{
    uint32_t meters = a->scenario->meters_per_concentrator, areas = a->scenario->concentrators;
    uint32_t last = first + count < areas ? first + count : areas;
    int err = FK_OK;
    for (uint32_t i = first * meters; i < last * meters && err == FK_OK; i++)
        err = visit(a, i, 0);
    return err;
}

static int apply(struct applying *a)
{
    uint32_t areas = a->scenario->concentrators_per_line;
    if (a->entry->line)
        return visit_areas(a, (a->entry->line - 1) * areas, areas);
    if (a->entry->area)
        return visit_areas(a, a->entry->area - 1, 1);
    return population_each(a->scenario, &a->entry->target, visit, a);
}

int overrides_apply(const struct sim_scenario *scenario, struct population_segments *out)
{
    int err = FK_OK;
    for (unsigned rank = 0; rank < RANKS; rank++)
        for (uint32_t i = 0; i < scenario->override_count && err == FK_OK; i++) {
            struct applying a = {scenario, out, &scenario->overrides[i]};
            if (rank_of(a.entry) == rank)
                err = apply(&a);
        }
    return err;
}
