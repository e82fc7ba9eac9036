/* Who is alike: tariffs, policies and habits of the groups, of population.h. */
#include "base/grow.h"
#include "sim/scenario/overrides.h"
#include "sim/scenario/population.h"

#include <stdlib.h>
#include <string.h>

ms_t population_loaded_at(const struct sim_scenario *scenario)
{
    ms_t at = 0;
    for (uint32_t i = 0; i < scenario->tariff_version_count; i++)
        if (scenario->tariff_versions[i].loaded > at)
            at = scenario->tariff_versions[i].loaded;
    return at > scenario->start ? at : 0;
}

/* TR-13: the registers of each month say the power factor. */
static void take_kvarh(const struct scenario_group *g, struct tariff_plan *plan)
{
    plan->has_kvarh = true;
    plan->kvarh[0] = g->reactive;
    plan->kvarh[1] = g->reactive_then;
    plan->kvarh_from = g->reactive_from > 0 ? g->reactive_from : MS_NEVER;
}

int population_plan(const struct sim_scenario *scenario, uint32_t group, bool is_stale,
                    struct tariff_plan *plan)
{
    const struct scenario_group *g = &scenario->groups[group];
    int32_t first = (int32_t)((scenario->start + MS_CST) / MS_DAY);
    uint32_t count = 0;
    struct tariff_version *known = calloc(scenario->tariff_version_count, sizeof *known);
    *plan = (struct tariff_plan){0};
    if (!known)
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < scenario->tariff_version_count; i++)
        if (!is_stale || scenario->tariff_versions[i].loaded <= scenario->start)
            known[count++] = scenario->tariff_versions[i];
    int err = tariff_plan_init(plan, known, count, g->price_list,
                               g->kva > 0 || g->kw > 0 || scenario_has_kvarh(g), first,
                               first + (int32_t)scenario->days);
    free(known);
    if (err == FK_OK && (g->more_quota > 0 || g->months_left > 0))
        err = tariff_plan_set_quotas(plan, g->more_quota, g->months_left);
    plan->is_tou = g->is_tou;
    plan->power_factor = g->power_factor;
    if (scenario_has_kvarh(g))
        take_kvarh(g, plan);
    else if (g->reactive > 0) /* the second register of the meters counts peak hours */
        plan->power_factor = (uint8_t)tariff_power_factor(100, g->reactive);
    plan->rounding = scenario->tariff_rounding;
    plan->kva = g->kva;
    plan->kw = g->kw;
    plan->counted = g->counted;
    return err;
}

static int compare_days(const void *a, const void *b)
{
    int32_t first = *(const int32_t *)a, second = *(const int32_t *)b;
    return (first > second) - (first < second);
}

/* The days on which some span begins, once each. */
static int make_turns(struct population_segments *out)
{
    uint32_t count = 0, kept = 0;
    for (uint32_t g = 0; g < out->plan_count; g++)
        count += out->plans[g].span_count - 1;
    out->turns = calloc(count ? count : 1, sizeof *out->turns);
    if (!out->turns)
        return FK_E_MEMORY;
    count = 0;
    for (uint32_t g = 0; g < out->plan_count; g++)
        for (uint32_t i = 1; i < out->plans[g].span_count; i++)
            out->turns[count++] = out->plans[g].spans[i].day;
    qsort(out->turns, count, sizeof *out->turns, compare_days);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || out->turns[i] != out->turns[kept - 1])
            out->turns[kept++] = out->turns[i];
    out->turn_count = kept;
    return FK_OK;
}

/* The plans by what is known before the last versions are loaded. */
static int make_stale_plans(const struct sim_scenario *scenario, struct population_segments *out)
{
    int err = FK_OK;
    out->loaded_at = population_loaded_at(scenario);
    if (out->loaded_at == 0)
        return FK_OK;
    out->stale_plans = calloc(scenario->group_count, sizeof *out->stale_plans);
    for (uint32_t g = 0; out->stale_plans && g < scenario->group_count && err == FK_OK; g++)
        err = population_plan(scenario, g, true, &out->stale_plans[g]);
    return out->stale_plans ? err : FK_E_MEMORY;
}

/* A bill, an agreement, or a meter that holds the money: an account that does not count from the
 * first day on, and so no register alone says what it holds. */
static bool begins_anew(const struct sim_scenario *scenario)
{
    return scenario->settlement_books > 0 || scenario->agreement_count > 0 ||
           scenario->local_count > 0;
}

/* A segment for each group. */
static int make_plans(const struct sim_scenario *scenario, struct population_segments *out)
{
    out->plans = calloc(scenario->group_count, sizeof *out->plans);
    out->dearest = calloc(scenario->group_count, sizeof *out->dearest);
    for (; out->plans && out->dearest && out->plan_count < scenario->group_count;
         out->plan_count++) {
        struct segment *segment = &out->index.list[out->plan_count];
        *segment = out->index.list[0];
        segment->tariff = (uint16_t)out->plan_count;
        int err = population_plan(scenario, out->plan_count, false, &out->plans[out->plan_count]);
        if (err != FK_OK) {
            out->plan_count++; /* what there is of it is freed */
            return err;
        }
        out->has_seconds |= scenario_has_second(&scenario->groups[out->plan_count]);
        out->has_kvarh |= out->plans[out->plan_count].has_kvarh;
        out->dearest[out->plan_count] = tariff_plan_dearest(&out->plans[out->plan_count]);
    }
    if (!out->plans || !out->dearest)
        return FK_E_MEMORY;
    for (uint32_t i = 0; out->index.of && i < scenario_customers(scenario); i++)
        out->index.of[i] = (uint8_t)population_group(scenario, i);
    int err = make_stale_plans(scenario, out);
    out->is_even = !out->stale_plans && !begins_anew(scenario);
    for (uint32_t g = 0; g < out->plan_count; g++)
        out->is_even = out->is_even && tariff_plan_is_even(&out->plans[g]);
    return err == FK_OK ? make_turns(out) : err;
}

bool population_is_even(const struct sim_scenario *scenario)
{
    bool is_even = population_loaded_at(scenario) == 0 && !begins_anew(scenario);
    for (uint32_t g = 0; g < scenario->group_count && is_even; g++) {
        struct tariff_plan plan;
        is_even = population_plan(scenario, g, false, &plan) == FK_OK && tariff_plan_is_even(&plan);
        tariff_plan_fini(&plan);
    }
    return is_even;
}

/* Levels of a group's cuts + 1 if they are not the policy's, else 0; a group of high voltage
 * is cut at terminals of its own, after approval. */
static unsigned own_approval(const struct sim_scenario *scenario, const struct scenario_group *g)
{
    if (g->approval || !g->is_non_resident)
        return g->approval;
    return scenario->non_residents.approval;
}

bool population_has_approval(const struct sim_scenario *scenario)
{
    for (uint32_t g = 0; g < scenario->group_count; g++) {
        unsigned own = own_approval(scenario, &scenario->groups[g]);
        if (own > 1 || (!own && scenario->policy.approval_levels > 0))
            return true;
    }
    return scenario->group_count == 0 && scenario->policy.approval_levels > 0;
}

static bool has_own_approval(const struct sim_scenario *scenario)
{
    for (uint32_t g = 0; g < scenario->group_count; g++)
        if (scenario->groups[g].approval || scenario->groups[g].is_non_resident)
            return true;
    return false;
}

static bool has_own_thresholds(const struct sim_scenario *scenario)
{
    for (uint32_t g = 0; g < scenario->group_count; g++)
        if (scenario->groups[g].is_important)
            return true;
    return scenario->override_count > 0 || scenario->policy.reminder_days > 0 ||
           scenario->policy.warning_days > 0;
}

/* What a day costs a customer of the group on average: his use by his file at the prices of the
 * first day, with basic fee and power factor. */
static fen_t day_charge(const struct sim_scenario *scenario, const struct population_segments *out,
                        uint32_t group)
{
    int32_t day = clock_day_number(scenario->start);
    struct tariff_account account;
    if (!out->plans)
        return money_flat_charge(scenario->price, scenario->per_day);
    const struct tariff_plan *plan = &out->plans[group];
    const struct clock_window *peak = &plan->versions->peak_hours;
    struct tariff_reading after = {day + 1, scenario->per_day, 0};
    if (plan->is_tou)
        after.peak = (uint32_t)(scenario->per_day * (peak->to - peak->from) / MS_DAY);
    if (plan->has_kvarh)
        after.peak = (uint32_t)scenario->per_day * plan->kvarh[0] / 100;
    tariff_account_init(&account, plan, day);
    (void)tariff_account_take(&account, plan, &after, NULL);
    return tariff_account_charge(&account, plan);
}

/* what a group has in place of the scenario's policy by what its customers are. */
static void put_kind(const struct sim_scenario *scenario, const struct scenario_group *g,
                     struct fee_policy *policy)
{
    const struct scenario_non_residents *own = &scenario->non_residents;
    unsigned approval = own_approval(scenario, g);
    if (approval)
        policy->approval_levels = (uint8_t)(approval - 1);
    if (g->is_non_resident && own->reminder)
        policy->reminder = own->reminder;
    if (g->is_non_resident && own->warning)
        policy->warning = own->warning;
    if (g->is_non_resident && own->is_warned_once)
        policy->second_warning = 0;
}

/* A segment for each group, and its policy, which differs in its thresholds and in who approves its
 * cuts. */
static int make_policies(const struct sim_scenario *scenario, struct population_segments *out)
{
    out->own_policies = calloc(scenario->group_count, sizeof *out->own_policies);
    out->own_windows = calloc(scenario->group_count, sizeof *out->own_windows);
    if (!out->own_policies || !out->own_windows)
        return FK_E_MEMORY;
    for (uint32_t g = 0; g < scenario->group_count; g++) {
        struct fee_policy *policy = &out->own_policies[g];
        if (!out->plans)
            out->index.list[g] = out->index.list[0];
        out->index.list[g].policy = (uint16_t)g;
        *policy = scenario->policy;
        policy->office = (uint16_t)g;
        out->own_windows[g] = scenario->policy.cut_window;
        put_kind(scenario, &scenario->groups[g], policy);
        if (policy->reminder_days > 0)
            policy->reminder = policy->reminder_days * day_charge(scenario, out, g);
        if (policy->warning_days > 0)
            policy->warning = policy->warning_days * day_charge(scenario, out, g);
        if (scenario->groups[g].is_important)
            policy->overdraft = FEE_NEVER_CUT;
    }
    for (uint32_t i = 0; out->index.of && !out->plans && i < scenario_customers(scenario); i++)
        out->index.of[i] = (uint8_t)population_group(scenario, i);
    out->policy_count = scenario->group_count;
    int err = overrides_apply(scenario, out);
    out->policies = out->own_policies;
    out->cut_windows = out->own_windows;
    return err;
}

static int make_use(const struct sim_scenario *scenario, struct population_segments *out)
{
    out->use = calloc(1, sizeof *out->use);
    return out->use ? drawn_use_init(out->use, &scenario->use, scenario->seed,
                                     clock_day_number(scenario->start), scenario->days)
                    : FK_E_MEMORY;
}

/* After what they use, whose kinds they go by. */
static int make_habits(const struct sim_scenario *scenario, struct population_segments *out)
{
    out->habits = calloc(1, sizeof *out->habits);
    if (!out->habits)
        return FK_E_MEMORY;
    habits_init(out->habits, &scenario->habits, scenario->seed, out->use);
    return FK_OK;
}

int population_segments(const struct sim_scenario *scenario, struct population_segments *out)
{
    bool has_plans = scenario->tariff_version_count > 0;
    bool has_policies = has_own_approval(scenario) || has_own_thresholds(scenario);
    bool has_rows = has_plans || has_policies;
    bool is_safe = scenario->policy.restore_mode == FEE_RESTORE_SAFE;
    *out = (struct population_segments){.policies = &scenario->policy,
                                        .prices = &scenario->price,
                                        .loads = &scenario->per_day,
                                        .cut_windows = &scenario->policy.cut_window,
                                        .policy_count = 1,
                                        .load_count = 1};
    bool is_split = has_rows && (scenario->group_count > 1 || scenario->override_count > 0);
    if (is_split)
        out->index.of = calloc(scenario_customers(scenario), sizeof *out->index.of);
    out->index.list = calloc(has_rows ? scenario->group_count : 1, sizeof *out->index.list);
    if ((is_split && !out->index.of) || !out->index.list) {
        population_segments_fini(out);
        return FK_E_MEMORY;
    }
    out->index.list[0] = (struct segment){.restore = is_safe ? RELAY_PERMIT : RELAY_CLOSE};
    int err = has_plans ? make_plans(scenario, out) : FK_OK;
    if (err == FK_OK && has_policies)
        err = make_policies(scenario, out);
    if (err == FK_OK && scenario->is_use_drawn)
        err = make_use(scenario, out);
    if (err == FK_OK && scenario->is_reacting)
        err = make_habits(scenario, out);
    if (err != FK_OK)
        population_segments_fini(out);
    return err;
}

void population_segments_fini(struct population_segments *segments)
{
    for (uint32_t g = 0; g < segments->plan_count; g++)
        tariff_plan_fini(&segments->plans[g]);
    for (uint32_t g = 0; segments->stale_plans && g < segments->plan_count; g++)
        tariff_plan_fini(&segments->stale_plans[g]);
    for (uint32_t i = 0; i < segments->change_count; i++)
        free((struct fee_policy *)segments->changes[i].policies);
    free(segments->changes);
    free(segments->own_policies);
    free(segments->own_windows);
    if (segments->use)
        drawn_use_fini(segments->use);
    free(segments->use);
    free(segments->habits);
    free(segments->plans);
    free(segments->dearest);
    free(segments->stale_plans);
    free(segments->turns);
    free(segments->index.of);
    free(segments->index.list);
    *segments = (struct population_segments){0};
}
