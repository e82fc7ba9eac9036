#include "sim/scenario/overrides.h"

#include "models/meter/relay.h"
#include <stdlib.h>
#include <string.h>

/* The smaller, the earlier: what comes later wins. */
enum rank { RANK_LINE, RANK_AREA, RANK_CUSTOMERS, RANKS };

struct applying {
    const struct sim_scenario *scenario;
    struct population_segments *out;
    const struct scenario_override *entry;
};

/* The rows of the start, and of each change after it. */
static struct fee_policy *rows_of(const struct population_segments *out, uint32_t phase)
{
    return phase == 0 ? out->own_policies : (struct fee_policy *)out->changes[phase - 1].policies;
}

static enum rank rank_of(const struct scenario_override *entry)
{
    if (entry->line)
        return RANK_LINE;
    return entry->area ? RANK_AREA : RANK_CUSTOMERS;
}

static void put(const struct scenario_override *entry, const struct fee_policy *of_all,
                struct fee_policy *policy)
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
    if (entry->credit && policy->overdraft != FEE_NEVER_CUT)
        policy->overdraft = of_all->overdraft - entry->credit;
    if (entry->notice_wait)
        policy->notice_wait = entry->notice_wait;
    if (entry->restore_mode)
        policy->restore_mode =
            entry->restore_mode == OVERRIDE_PERMITS ? FEE_RESTORE_SAFE : FEE_RESTORE_AUTOMATIC;
}

/* In all that an entry can set, and of the same group. */
static bool is_alike(const struct fee_policy *a, const struct fee_policy *b)
{
    return a->office == b->office && a->reminder == b->reminder && a->warning == b->warning &&
           a->is_reminding_manual == b->is_reminding_manual &&
           a->is_dunning_manual == b->is_dunning_manual &&
           a->is_restoring_manual == b->is_restoring_manual &&
           a->restore_notice == b->restore_notice && a->overdraft == b->overdraft &&
           a->restore_mode == b->restore_mode && a->notice_wait == b->notice_wait;
}

static int add_policy(struct fee_policy *rows, size_t count, const struct fee_policy *policy,
                      struct fee_policy **out)
{
    rows = realloc(rows, count * sizeof *rows);
    if (!rows)
        return FK_E_MEMORY;
    rows[count - 1] = *policy;
    *out = rows;
    return FK_OK;
}

/* One more row of each table, `wanted` by phase; *row is its number. */
static int add_row(struct population_segments *out, uint32_t like, const struct fee_policy *wanted,
                   uint32_t *row)
{
    size_t count = (size_t)out->policy_count + 1;
    if (count > SEGMENTS_MAX)
        return FK_E_RANGE;
    struct segment *list = realloc(out->index.list, count * sizeof *list);
    if (!list)
        return FK_E_MEMORY;
    out->index.list = list;
    int err = add_policy(out->own_policies, count, wanted, &out->own_policies);
    for (uint32_t i = 0; i < out->change_count && err == FK_OK; i++) {
        struct fee_policy *rows = rows_of(out, i + 1);
        err = add_policy(rows, count, &wanted[i + 1], &rows);
        out->changes[i].policies = rows;
    }
    if (err != FK_OK)
        return err;
    struct clock_window *windows = realloc(out->own_windows, count * sizeof *windows);
    if (!windows)
        return FK_E_MEMORY;
    out->own_windows = windows;
    *row = out->policy_count++;
    out->index.list[*row] = out->index.list[like];
    out->index.list[*row].policy = (uint16_t)*row;
    out->index.list[*row].restore =
        wanted->restore_mode == FEE_RESTORE_SAFE ? RELAY_PERMIT : RELAY_CLOSE;
    out->own_windows[*row] = wanted->cut_window;
    return FK_OK;
}

static bool is_row_alike(const struct population_segments *out, uint32_t row,
                         const struct fee_policy *wanted)
{
    bool is_same = true;
    for (uint32_t i = 0; i <= out->change_count && is_same; i++)
        is_same = is_alike(&wanted[i], &rows_of(out, i)[row]);
    return is_same;
}

/* The customer leaves his row for the one with the entry in it. */
static int visit(void *context, uint32_t customer, uint32_t n)
{
    struct applying *a = context;
    struct population_segments *out = a->out;
    struct fee_policy wanted[1 + SCENARIO_CHANGES];
    uint32_t row = 0;
    int err = FK_OK;
    (void)n;
    for (uint32_t i = 0; i <= out->change_count; i++) {
        ms_t at = i == 0 ? a->scenario->start : out->changes[i - 1].at;
        wanted[i] = rows_of(out, i)[out->index.of[customer]];
        if (a->entry->from <= at)
            put(a->entry, &a->scenario->policy, &wanted[i]);
    }
    while (row < out->policy_count && !is_row_alike(out, row, wanted))
        row++;
    if (row == out->policy_count)
        err = add_row(out, out->index.of[customer], wanted, &row);
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

bool overrides_moments(const struct sim_scenario *scenario, struct overrides_moments *out)
{
    out->count = 0;
    for (uint32_t i = 0; i < scenario->override_count; i++) {
        ms_t at = scenario->overrides[i].from;
        uint32_t place = 0;
        while (place < out->count && out->at[place] < at)
            place++;
        if (at <= scenario->start || (place < out->count && out->at[place] == at))
            continue;
        if (out->count == SCENARIO_CHANGES)
            return false;
        memmove(&out->at[place + 1], &out->at[place], (out->count - place) * sizeof *out->at);
        out->at[place] = at;
        out->count++;
    }
    return true;
}

/* The rows of the groups once more for each moment. */
static int make_changes(const struct sim_scenario *scenario, struct population_segments *out)
{
    struct overrides_moments moments;
    if (!overrides_moments(scenario, &moments))
        return FK_E_RANGE;
    if (moments.count == 0)
        return FK_OK;
    out->changes = calloc(moments.count, sizeof *out->changes);
    if (!out->changes)
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < moments.count; i++) {
        struct fee_policy *rows = calloc(out->policy_count, sizeof *rows);
        if (!rows)
            return FK_E_MEMORY;
        memcpy(rows, out->own_policies, out->policy_count * sizeof *rows);
        out->changes[out->change_count++] = (struct fee_policy_change){moments.at[i], rows};
    }
    return FK_OK;
}

int overrides_apply(const struct sim_scenario *scenario, struct population_segments *out)
{
    int err = make_changes(scenario, out);
    for (unsigned rank = 0; rank < RANKS; rank++)
        for (uint32_t i = 0; i < scenario->override_count && err == FK_OK; i++) {
            struct applying a = {scenario, out, &scenario->overrides[i]};
            if (rank_of(a.entry) == rank)
                err = apply(&a);
        }
    return err;
}
