#include "sim/scenario/population.h"

#include "models/house/message_table.h"
#include "models/meter/relay.h"
#include <stdlib.h>
#include <string.h>

/* Asked for every customer of a run: a division costs more than all the rest. */
static bool is_in(const struct scenario_group *g, uint32_t customer)
{
    return g->every == 1 || customer % g->every == 0;
}

static uint32_t class_of(const struct scenario_group *g, uint32_t customer)
{
    return g->classes == 1 ? 0 : customer / g->every % g->classes;
}

int population_group(const struct sim_scenario *scenario, uint32_t customer)
{
    for (uint32_t g = scenario->group_count; g > 0; g--)
        if (is_in(&scenario->groups[g - 1], customer))
            return (int)g - 1;
    return -1;
}

uint32_t population_class(const struct sim_scenario *scenario, uint32_t customer)
{
    int group = population_group(scenario, customer);
    if (group < 0)
        return 0;
    return class_of(&scenario->groups[group], customer);
}

fen_t population_balance(const struct sim_scenario *scenario, uint32_t customer)
{
    int group = population_group(scenario, customer);
    if (group < 0)
        return 0;
    const struct scenario_group *g = &scenario->groups[group];
    return g->balance + (fen_t)class_of(g, customer) * g->balance_step;
}

bool population_is_under_way(const struct sim_scenario *scenario, uint32_t customer)
{
    int group = scenario->is_reacting ? population_group(scenario, customer) : -1;
    return group >= 0 && scenario->groups[group].has_rest;
}

fen_t population_opening(const struct sim_scenario *scenario,
                         const struct population_segments *segments, uint32_t customer)
{
    fen_t balance = population_balance(scenario, customer);
    const struct fee_policy *policy = &scenario->policy;
    const fen_t levels[HABIT_LEVELS] = {policy->reminder, policy->warning, policy->overdraft};
    return population_is_under_way(scenario, customer)
               ? balance + habits_rest(segments->habits, customer, levels)
               : balance;
}

void population_openings(const struct sim_scenario *scenario,
                         const struct population_segments *segments, uint32_t first, uint32_t count,
                         fen_t *out)
{
    const struct fee_policy *policy = &scenario->policy;
    const fen_t levels[HABIT_LEVELS] = {policy->reminder, policy->warning, policy->overdraft};
    fen_t rests[POPULATION_ROW];
    if (scenario->is_reacting)
        habits_rests(segments->habits, first, count, levels, rests);
    for (uint32_t i = 0; i < count; i++) {
        out[i] = population_balance(scenario, first + i);
        if (population_is_under_way(scenario, first + i))
            out[i] += rests[i];
    }
}

bool population_is_target(const struct sim_scenario *scenario, const struct scenario_target *target,
                          uint32_t customer)
{
    if (target->group >= 0 && population_group(scenario, customer) != target->group)
        return false;
    if (target->concentrator &&
        customer / scenario->meters_per_concentrator + 1 != target->concentrator)
        return false;
    return target->klass < 0 || (int)population_class(scenario, customer) == target->klass;
}

int population_each(const struct sim_scenario *scenario, const struct scenario_target *target,
                    int (*visit)(void *context, uint32_t customer, uint32_t n), void *context)
{
    uint32_t customers = scenario_customers(scenario);
    uint32_t n = 0, skipped = 0,
             step = target->group < 0 ? 1 : scenario->groups[target->group].every;
    int err = FK_OK;
    for (uint32_t i = 0; i < customers && err == FK_OK; i += step) {
        if (!population_is_target(scenario, target, i) || skipped++ < target->skip)
            continue;
        if (target->first > 0 && n >= target->first)
            break;
        err = visit(context, i, n++);
    }
    return err;
}

#define ALL         1000000 /* of shares */
#define LOCAL_AHEAD 7       /* far from the next one */

static int count_one(void *context, uint32_t customer, uint32_t n)
{
    (void)customer;
    *(uint32_t *)context = n + 1;
    return FK_OK;
}

uint32_t population_size(const struct sim_scenario *scenario, const struct scenario_target *target)
{
    uint32_t size = 0;
    (void)!population_each(scenario, target, count_one, &size);
    return size;
}

bool population_means_all(const struct scenario_target *target)
{
    return target->group < 0 && target->klass < 0 && target->first == 0 && target->skip == 0 &&
           target->concentrator == 0;
}

bool population_is_batch_loss(const struct scenario_fault *fault)
{
    return fault->kind == FAULT_LINK_LOSS && !population_means_all(&fault->target) &&
           message_crosses(MSG_PUSH, fault->interface);
}

static bool is_losing(const struct scenario_fault *fault, ms_t at)
{
    return population_is_batch_loss(fault) && at >= fault->from && at < fault->to;
}

/* Whom a fault takes out of a push: of a share other customers every day. */
struct losing {
    const struct sim_scenario *scenario;
    const struct scenario_fault *fault;
    uint64_t counter;
    uint8_t *lost;
};

static int lose(void *context, uint32_t customer, uint32_t n)
{
    const struct losing *l = context;
    uint32_t share = l->fault->share;
    (void)n;
    if (share >= ALL ||
        chance_hits(chance_bits(l->scenario->seed, CHANCE_FAULT_TARGET, customer, l->counter),
                    share))
        l->lost[customer] = 1;
    return FK_OK;
}

/* The same where nobody is counted off: few are hit, and a row of draws costs less than to ask who
 * is meant. */
static void lose_rows(const struct losing *l)
{
    const struct sim_scenario *s = l->scenario;
    uint32_t customers = scenario_customers(s);
    uint64_t bits[DRAWN_USE_ROW];
    for (uint32_t first = 0; first < customers; first += DRAWN_USE_ROW) {
        uint32_t rest = customers - first, count = rest < DRAWN_USE_ROW ? rest : DRAWN_USE_ROW;
        chance_row(s->seed, CHANCE_FAULT_TARGET, first, count, l->counter, bits);
        for (uint32_t i = 0; i < count; i++)
            if (chance_hits(bits[i], l->fault->share) &&
                population_is_target(s, &l->fault->target, first + i))
                l->lost[first + i] = 1;
    }
}

void population_lose_batches(const struct sim_scenario *scenario, ms_t at, uint8_t *lost)
{
    uint64_t day = (uint64_t)clock_day_number(at) << 32;
    for (uint32_t i = 0; i < scenario->fault_count; i++) {
        const struct scenario_fault *fault = &scenario->faults[i];
        struct losing l = {scenario, fault, day | UINT32_C(1) << 31 | i, lost};
        if (!is_losing(fault, at))
            continue;
        if (fault->share < ALL && fault->target.first == 0 && fault->target.skip == 0)
            lose_rows(&l);
        else
            (void)!population_each(scenario, &fault->target, lose, &l);
    }
}

bool population_has_batch_loss(const struct sim_scenario *scenario, ms_t at)
{
    for (uint32_t i = 0; i < scenario->fault_count; i++)
        if (is_losing(&scenario->faults[i], at))
            return true;
    return false;
}

bool population_is_hit(const struct sim_scenario *scenario, uint32_t fault, uint32_t customer)
{
    return chance_hits(chance_bits(scenario->seed, CHANCE_FAULT_TARGET, customer, fault),
                       scenario->faults[fault].share);
}

struct population_lines population_lines(const struct sim_scenario *scenario,
                                         const struct scenario_fault *fault)
{
    struct population_lines lines = {0, 0};
    if (fault->kind == FAULT_FEP_DOWN)
        lines = (struct population_lines){(fault->fep - 1) * scenario->concentrators_per_fep,
                                          scenario->concentrators_per_fep};
    else if (fault->kind == FAULT_TERMINAL_OFFLINE)
        lines =
            (struct population_lines){fault->terminal - 1, fault->terminals ? fault->terminals : 1};
    if (lines.count > scenario->concentrators - lines.first) /* a FEP may have fewer */
        lines.count = scenario->concentrators - lines.first;
    return lines;
}

/* Whether somebody is among those of a target, `first` regarded. */
struct finding {
    uint32_t customer;
    bool is_found;
};

static int find(void *context, uint32_t customer, uint32_t n)
{
    struct finding *finding = context;
    (void)n;
    finding->is_found = finding->is_found || customer == finding->customer;
    return FK_OK;
}

/* One entry is put for one customer. */
struct filing {
    struct id_map *of;
    uint32_t entry;
};

static int file_one(void *context, uint32_t customer, uint32_t n)
{
    struct filing *f = context;
    (void)n;
    return id_map_put(f->of, customer, f->entry);
}

int population_phones(const struct sim_scenario *scenario, struct phones *out)
{
    struct filing f = {.of = &out->of};
    int err = FK_OK;
    *out = (struct phones){.count = scenario->phone_count};
    if (out->count > 0)
        out->entries = calloc(out->count, sizeof *out->entries);
    if (out->count > 0 && !out->entries)
        return FK_E_MEMORY;
    for (; f.entry < out->count && err == FK_OK; f.entry++) {
        const struct scenario_phone *phone = &scenario->phones[f.entry];
        out->entries[f.entry] = (struct phone_entry){
            .flaw = (uint8_t)(phone->number ? phone_check(phone->number) : SMS_FATE_PLAIN),
            .is_other = phone->owner,
            .is_paper = phone->is_paper,
            .until = phone->until > 0 ? phone->until : MS_NEVER};
        err = population_each(scenario, &phone->target, file_one, &f);
    }
    return err;
}

int population_mandates(const struct sim_scenario *scenario, struct mandates *out)
{
    struct filing f = {.of = &out->of};
    int err = FK_OK;
    *out = (struct mandates){.count = scenario->mandate_count};
    if (out->count > 0)
        out->list = calloc(out->count, sizeof *out->list);
    if (out->count > 0 && !out->list)
        return FK_E_MEMORY;
    for (; f.entry < out->count && err == FK_OK; f.entry++) {
        const struct scenario_mandate *m = &scenario->mandates[f.entry];
        out->list[f.entry] = (struct mandate){m->amount, m->fails, m->is_batch};
        err = population_each(scenario, &m->target, file_one, &f);
    }
    return err;
}

static int leave_out(void *context, uint32_t customer, uint32_t n)
{
    (void)n;
    ((uint8_t *)context)[customer] = 1;
    return FK_OK;
}

static int take_in(void *context, uint32_t customer, uint32_t n)
{
    (void)n;
    ((uint8_t *)context)[customer] = 0;
    return FK_OK;
}

int population_left_out(const struct sim_scenario *scenario, uint8_t **out)
{
    uint32_t county = population_county(scenario);
    *out = NULL;
    if (scenario->agreement_count == 0 && scenario->wave_count == 0)
        return FK_OK;
    *out = calloc(scenario_customers(scenario), 1);
    for (uint32_t i = scenario->agreement_count; *out && i-- > 0;) /* the first one is the last */
        (void)!population_each(scenario, &scenario->agreements[i].target,
                               scenario->agreements[i].from ? leave_out : take_in, *out);
    for (uint32_t i = 0; *out && i < scenario->wave_count; i++)
        memset(*out + (scenario->waves[i].county - 1) * county, 1,
               (size_t)scenario->waves[i].counties * county);
    return *out ? FK_OK : FK_E_MEMORY;
}

uint32_t population_county(const struct sim_scenario *scenario)
{
    uint32_t counties = scenario->rollout.counties;
    return scenario_customers(scenario) / (counties ? counties : 1);
}

bool population_is_unfiled(const struct sim_scenario *scenario, ms_t at, uint32_t customer)
{
    struct finding finding = {.customer = customer};
    for (uint32_t i = 0; i < scenario->fault_count && !finding.is_found; i++) {
        const struct scenario_fault *fault = &scenario->faults[i];
        if (fault->kind == FAULT_NO_SETTLED && fault->from <= at && at < fault->to)
            (void)!population_each(scenario, &fault->target, find, &finding);
    }
    return finding.is_found;
}

int population_locals(const struct sim_scenario *scenario, struct locals *out)
{
    struct filing f = {.of = &out->of};
    int err = FK_OK;
    *out = (struct locals){.count = scenario->local_count};
    if (out->count > 0)
        out->list = calloc(out->count, sizeof *out->list);
    if (out->count > 0 && !out->list)
        return FK_E_MEMORY;
    for (; f.entry < out->count && err == FK_OK; f.entry++) {
        const struct scenario_local *l = &scenario->local_meters[f.entry];
        out->list[f.entry] =
            (struct local_entry){l->account, l->remote_from, l->has_several, l->is_cash};
        err = population_each(scenario, &l->target, file_one, &f);
    }
    return err;
}

/* Of all purchases a share fails for the count, and none of these is blocked besides: P-LOC-03. */
uint8_t population_ahead(const struct sim_scenario *scenario, uint32_t customer)
{
    uint64_t bits = chance_bits(scenario->seed, CHANCE_LOCAL_AHEAD, customer, 0);
    uint64_t open = 1000000 - scenario->recharge_blocked;
    return scenario->count_wrong > 0 && bits % 1000000 * open < scenario->count_wrong * 1000000ULL
               ? LOCAL_AHEAD
               : 0;
}

int population_areas(const struct sim_scenario *scenario, struct areas *areas)
{
    return areas_init_even(areas, scenario->concentrators, scenario->meters_per_concentrator,
                           scenario->concentrators_per_fep);
}

ms_t population_loaded_at(const struct sim_scenario *scenario)
{
    ms_t at = 0;
    for (uint32_t i = 0; i < scenario->tariff_version_count; i++)
        if (scenario->tariff_versions[i].loaded > at)
            at = scenario->tariff_versions[i].loaded;
    return at > scenario->start ? at : 0;
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
    int err = tariff_plan_init(plan, known, count, g->price_list, g->kva > 0, first,
                               first + (int32_t)scenario->days);
    free(known);
    plan->is_tou = g->is_tou;
    plan->power_factor = g->power_factor;
    plan->kva = g->kva;
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
        out->has_peaks |= out->plans[out->plan_count].is_tou;
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

bool population_has_approval(const struct sim_scenario *scenario)
{
    for (uint32_t g = 0; g < scenario->group_count; g++)
        if (scenario->groups[g].approval > 1 ||
            (!scenario->groups[g].approval && scenario->policy.approval_levels > 0))
            return true;
    return scenario->group_count == 0 && scenario->policy.approval_levels > 0;
}

static bool has_own_approval(const struct sim_scenario *scenario)
{
    for (uint32_t g = 0; g < scenario->group_count; g++)
        if (scenario->groups[g].approval)
            return true;
    return false;
}

static bool has_own_thresholds(const struct sim_scenario *scenario)
{
    for (uint32_t g = 0; g < scenario->group_count; g++)
        if (scenario->groups[g].is_important)
            return true;
    return scenario->policy.reminder_days > 0 || scenario->policy.warning_days > 0;
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
    tariff_account_init(&account, plan, day);
    (void)tariff_account_take(&account, plan, &after, NULL);
    return tariff_account_charge(&account, plan);
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
        out->own_windows[g] = scenario->policy.cut_window;
        if (scenario->groups[g].approval)
            policy->approval_levels = (uint8_t)(scenario->groups[g].approval - 1);
        if (policy->reminder_days > 0)
            policy->reminder = policy->reminder_days * day_charge(scenario, out, g);
        if (policy->warning_days > 0)
            policy->warning = policy->warning_days * day_charge(scenario, out, g);
        if (scenario->groups[g].is_important)
            policy->overdraft = FEE_NEVER_CUT;
    }
    for (uint32_t i = 0; out->index.of && !out->plans && i < scenario_customers(scenario); i++)
        out->index.of[i] = (uint8_t)population_group(scenario, i);
    out->policies = out->own_policies;
    out->cut_windows = out->own_windows;
    out->policy_count = scenario->group_count;
    return FK_OK;
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
    if (has_rows && scenario->group_count > 1)
        out->index.of = calloc(scenario_customers(scenario), sizeof *out->index.of);
    out->index.list = calloc(has_rows ? scenario->group_count : 1, sizeof *out->index.list);
    if ((has_rows && scenario->group_count > 1 && !out->index.of) || !out->index.list) {
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

struct local_search {
    struct locals locals;
    uint32_t customer;
};

static int look_for_local(void *context, uint32_t customer, uint32_t n)
{
    struct local_search *search = context;
    (void)n;
    search->customer = customer;
    return locals_find(&search->locals, customer) ? 1 : FK_OK;
}

int population_local_of(const struct sim_scenario *scenario, const struct scenario_target *target,
                        uint32_t *customer)
{
    struct local_search search = {.customer = 0};
    int err = population_locals(scenario, &search.locals);
    if (err == FK_OK)
        err = population_each(scenario, target, look_for_local, &search);
    *customer = search.customer;
    locals_fini(&search.locals);
    return err;
}
