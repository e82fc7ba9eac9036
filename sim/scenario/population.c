#include "sim/scenario/population.h"

#include "models/house/message_table.h"
#include "models/meter/relay.h"
#include "sim/scenario/outages.h"
#include "sim/scenario/unit_levels.h"
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

unsigned population_state(const struct sim_scenario *s, uint32_t customer, fen_t balance)
{
    if (!population_is_under_way(s, customer))
        return FEE_NORMAL;
    return balance <= s->policy.warning   ? FEE_WARNED
           : balance < s->policy.reminder ? FEE_REMINDED
                                          : FEE_NORMAL;
}

static inline bool is_of_place(const struct scenario_target *target)
{
    return (target->concentrator | target->line | target->city | target->county |
            target->station) != 0;
}

__attribute__((noinline)) static bool is_in_place(const struct sim_scenario *scenario,
                                                  const struct scenario_target *target,
                                                  uint32_t customer)
{
    uint32_t area = customer / scenario->meters_per_concentrator;
    if (target->concentrator && area + 1 != target->concentrator)
        return false;
    if (!unit_levels_has(scenario, target, area))
        return false;
    return !target->line || area / scenario->concentrators_per_line + 1 == target->line;
}

bool population_is_target(const struct sim_scenario *scenario, const struct scenario_target *target,
                          uint32_t customer)
{
    if (target->group >= 0 && population_group(scenario, customer) != target->group)
        return false;
    if (is_of_place(target) && !is_in_place(scenario, target, customer))
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
           !is_of_place(target);
}

bool population_is_batch_loss(const struct scenario_fault *fault)
{
    return fault->kind == FAULT_LINK_LOSS && !population_means_all(&fault->target) &&
           message_crosses(MSG_PUSH, fault->interface);
}

uint32_t population_interfaces(const struct scenario_fault *fault)
{
    static const uint32_t down[FAULT_KINDS] = {[FAULT_FEE_CONTROL_DOWN] = 1 << 3 | 1 << 4 | 1 << 5,
                                               [FAULT_MARKETING_DOWN] = 1 << 4 | 1 << 5 | 1 << 6 |
                                                                        1 << 7 | 1 << 9 | 1 << 10 |
                                                                        1 << 11 | 1 << 12};
    return fault_is_link(fault->kind) ? UINT32_C(1) << fault->interface : down[fault->kind];
}

bool population_hits_payments(const struct scenario_fault *fault)
{
    return fault_is_of_payments(fault->kind) && fault->share < ALL;
}

static bool is_losing(const struct sim_scenario *scenario, uint32_t fault, ms_t at)
{
    return population_is_batch_loss(&scenario->faults[fault]) &&
           outage_holds(scenario, fault, OUTAGES_CENTRE, at);
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
        if (!is_losing(scenario, i, at))
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
        if (is_losing(scenario, i, at))
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
    else if (fault->kind == FAULT_TERMINAL_OFFLINE && fault->terminal == 0)
        lines.count = unit_levels_areas(scenario, &fault->target, &lines.first);
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
            .is_called = phone->is_called,
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
        if (fault->kind == FAULT_NO_SETTLED && outage_holds(scenario, i, customer, at))
            (void)!population_each(scenario, &fault->target, find, &finding);
    }
    return finding.is_found;
}

bool population_has_flaws(const struct sim_scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->fault_count; i++)
        if (fault_is_of_file(scenario->faults[i].kind))
            return true;
    return false;
}

struct marking {
    const struct sim_scenario *scenario;
    uint32_t fault;
    ms_t at;
    uint8_t *marks;
};

static int mark(void *context, uint32_t customer, uint32_t n)
{
    const struct marking *m = context;
    (void)n;
    if (outage_holds(m->scenario, m->fault, customer, m->at))
        m->marks[customer] = 1;
    return FK_OK;
}

void population_mark_flaws(const struct sim_scenario *scenario, ms_t at, uint8_t *marks)
{
    struct marking m = {.scenario = scenario, .at = at, .marks = marks};
    for (; m.fault < scenario->fault_count; m.fault++)
        if (fault_is_of_file(scenario->faults[m.fault].kind))
            (void)!population_each(scenario, &scenario->faults[m.fault].target, mark, &m);
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

/* A second check asks marketing (2 hops), at the opening and when the message is due; it is sent to
 * the platform and told of (2 each), and the order reaches the master (2). */
ms_t population_told_trip(const struct sim_scenario *scenario, ms_t delivery)
{
    const struct fee_policy *p = &scenario->policy;
    ms_t check = p->second_check ? 2 * PARTY_HOP : 0;
    ms_t sent = scenario->start + p->cut_window.from + check + 2 * PARTY_HOP;
    if (!(scenario->sms_exempt >> SMS_LAST_NOTICE & 1))
        sent = clock_window_next(&scenario->sms_window, sent);
    return sent + delivery + 2 * PARTY_HOP + p->last_notice + check + 2 * PARTY_HOP;
}
