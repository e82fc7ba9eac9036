#include "sim/hunt/hunt_smaller.h"

#include "sim/scenario/lock_plan.h"
#include "sim/scenario/population.h"
#include "sim/scenario/scenario_table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The lists of a scenario as data. */
struct list {
    size_t at, count_at, size;
};
#define LIST(member, count)                                                                        \
    {                                                                                              \
        offsetof(struct sim_scenario, member), offsetof(struct sim_scenario, count),               \
            sizeof *((struct sim_scenario *)0)->member                                             \
    }
static const struct list lists[HUNT_LISTS] = {
    [HUNT_QUERIES] = LIST(queries, query_count),
    [HUNT_READS] = LIST(reads, read_count),
    [HUNT_HANDS] = LIST(hands, hand_count),
    [HUNT_CLOCK_SYNCS] = LIST(clock_syncs, clock_sync_count),
    [HUNT_MESSAGES] = LIST(messages, message_count),
    [HUNT_PHONES] = LIST(phones, phone_count),
    [HUNT_MANDATES] = LIST(mandates, mandate_count),
    [HUNT_LOCAL_METERS] = LIST(local_meters, local_count),
    [HUNT_PAYMENTS] = LIST(payments, payment_count),
    [HUNT_FAULTS] = LIST(faults, fault_count),
    [HUNT_LOCKS] = LIST(locks, lock_count),
    [HUNT_STARTS] = LIST(starts, start_count),
    [HUNT_OVERRIDES] = LIST(overrides, override_count),
    [HUNT_AGREEMENTS] = LIST(agreements, agreement_count)};

static uint32_t *count_of(struct sim_scenario *s, enum hunt_list list)
{
    return (uint32_t *)(void *)((char *)s + lists[list].count_at);
}

uint32_t hunt_list_count(const struct sim_scenario *scenario, enum hunt_list list)
{
    uint32_t count;
    memcpy(&count, (const char *)scenario + lists[list].count_at, sizeof count);
    return count;
}

static char *entry_of(struct sim_scenario *s, enum hunt_list list, uint32_t index)
{
    char *entries;
    memcpy(&entries, (char *)s + lists[list].at, sizeof entries);
    return entries + (size_t)index * lists[list].size;
}

void hunt_list_drop(struct sim_scenario *s, enum hunt_list list, uint32_t index)
{
    uint32_t *count = count_of(s, list);
    if (list == HUNT_PHONES)
        free(s->phones[index].number);
    if (list == HUNT_MESSAGES)
        free(s->messages[index].text);
    memmove(entry_of(s, list, index), entry_of(s, list, index + 1),
            (*count - index - 1) * lists[list].size);
    --*count;
}

static struct scenario_target *target_of(struct sim_scenario *s, enum hunt_list list,
                                         uint32_t index)
{
    void *entry = entry_of(s, list, index);
    switch (list) {
    case HUNT_QUERIES:
        return &((struct scenario_query *)entry)->target;
    case HUNT_READS:
        return &((struct scenario_reads *)entry)->target;
    case HUNT_HANDS:
        return &((struct scenario_hands *)entry)->target;
    case HUNT_CLOCK_SYNCS:
        return &((struct scenario_clock_sync *)entry)->target;
    case HUNT_MESSAGES:
        return &((struct scenario_text *)entry)->target;
    case HUNT_PHONES:
        return &((struct scenario_phone *)entry)->target;
    case HUNT_MANDATES:
        return &((struct scenario_mandate *)entry)->target;
    case HUNT_LOCAL_METERS:
        return &((struct scenario_local *)entry)->target;
    case HUNT_PAYMENTS:
        return &((struct scenario_payment *)entry)->target;
    case HUNT_AGREEMENTS:
        return &((struct scenario_agreement *)entry)->target;
    case HUNT_STARTS:
        return &((struct scenario_start *)entry)->target;
    case HUNT_OVERRIDES:
        return &((struct scenario_override *)entry)->target;
    case HUNT_LOCKS:
        return &((struct scenario_lock *)entry)->target;
    default:
        return &((struct scenario_fault *)entry)->target;
    }
}

/* Looks for two customers among those of a target, `first` regarded. */
struct asking {
    uint32_t a, b;
    bool has_a, has_b;
};

static int ask(void *context, uint32_t customer, uint32_t n)
{
    struct asking *asking = context;
    (void)n;
    asking->has_a = asking->has_a || customer == asking->a;
    asking->has_b = asking->has_b || customer == asking->b;
    return FK_OK;
}

/* Whom a lock means: its place counts too, and is no more. */
static void ask_lock(const struct sim_scenario *old, struct scenario_lock *lock,
                     struct asking *asking)
{
    struct areas areas;
    uint32_t n = 0;
    if (population_areas(old, &areas) == FK_OK)
        for (uint32_t i = 0; i < scenario_customers(old); i++)
            if (lock_plan_means(old, lock, &areas, i, &n))
                (void)!ask(asking, i, 0);
    areas_fini(&areas);
    lock->area = lock->line = 0;
}

static void ask_override(const struct sim_scenario *old, struct scenario_override *entry,
                         struct asking *asking)
{
    struct scenario_lock lock = {.line = entry->line, .area = entry->area, .target = entry->target};
    ask_lock(old, &lock, asking);
    entry->area = entry->line = 0;
}

static void aim(struct sim_scenario *s, const struct sim_scenario *old, uint32_t a, uint32_t b)
{
    for (unsigned list = 0; list < HUNT_LISTS; list++)
        for (uint32_t i = hunt_list_count(s, list); i-- > 0;) {
            struct scenario_target *target = target_of(s, list, i);
            struct asking asking = {a, b, false, false};
            if (list == HUNT_LOCKS)
                ask_lock(old, (struct scenario_lock *)(void *)entry_of(s, list, i), &asking);
            else if (list == HUNT_OVERRIDES)
                ask_override(old, (struct scenario_override *)(void *)entry_of(s, list, i),
                             &asking);
            else
                (void)!population_each(old, target, ask, &asking); /* ask never fails */
            if (!asking.has_a && !asking.has_b)
                hunt_list_drop(s, list, i);
            else if (asking.has_a && asking.has_b)
                *target = (struct scenario_target){.group = -1, .klass = -1};
            else
                *target = (struct scenario_target){.group = 0, .klass = asking.has_b};
        }
}

/* Faults of lines that neither of the two notices go; there is one concentrator left. */
static void keep_lines(struct sim_scenario *s, uint32_t a, uint32_t b)
{
    const uint32_t places[] = {a / s->meters_per_concentrator, b / s->meters_per_concentrator};
    for (uint32_t i = s->fault_count; i-- > 0;) {
        struct scenario_fault *fault = &s->faults[i];
        struct population_lines lines = population_lines(s, fault);
        if (lines.count == 0)
            continue;
        if (fault->kind == FAULT_FEP_DOWN)
            fault->fep = 1;
        else
            fault->terminal = 1, fault->terminals = 0;
        fault->target = (struct scenario_target){.group = -1, .klass = -1};
        if (places[0] - lines.first >= lines.count && places[1] - lines.first >= lines.count)
            hunt_list_drop(s, HUNT_FAULTS, i);
    }
}

/* Whoever was meant as a unit's is meant without it; terminals of a unit become those from the
 * first on. */
static bool forget_units(struct sim_scenario *s)
{
    bool is_new = s->stations > 0 || s->counties > 0 || s->cities > 0;
    for (uint32_t i = 0; is_new && i < s->fault_count; i++)
        if (s->faults[i].kind == FAULT_TERMINAL_OFFLINE && s->faults[i].terminal == 0) {
            s->faults[i].terminals = population_lines(s, &s->faults[i]).count;
            s->faults[i].terminal = 1;
        }
    s->stations = s->counties = s->cities = 0;
    for (unsigned list = 0; is_new && list < HUNT_LISTS; list++)
        for (uint32_t i = 0; i < hunt_list_count(s, list); i++) {
            struct scenario_target *target = target_of(s, list, i);
            target->station = target->county = target->city = 0;
        }
    return is_new;
}

void hunt_keep_counties(struct sim_scenario *s)
{
    (void)forget_units(s); /* they are shared out otherwise among fewer areas */
    if (s->rollout.counties == 0 || s->concentrators % s->rollout.counties == 0)
        return;
    s->rollout.counties = 1;
    if (s->wave_count > 0) {
        s->waves[0].county = s->waves[0].counties = 1;
        s->wave_count = 1;
    }
}

int hunt_keep_two(struct sim_scenario *s, uint32_t a, uint32_t b)
{
    struct sim_scenario old = *s;
    const struct scenario_group *like = &s->groups[population_group(s, a)];
    fen_t first = population_balance(s, a), second = population_balance(s, b);
    struct scenario_group *groups = calloc(1, sizeof *groups);
    char *name = strdup("G1");
    if (!groups || !name) {
        free(groups);
        free(name);
        return FK_E_MEMORY;
    }
    groups[0] = *like; /* his price list, his meter */
    groups[0].name = name;
    groups[0].every = 1;
    groups[0].classes = a == b ? 1 : 2;
    groups[0].balance = first;
    groups[0].balance_step = second - first;
    keep_lines(s, a, b);
    s->concentrators = 1;
    s->meters_per_concentrator = a == b ? 1 : 2;
    s->concentrators_per_fep = 1;
    aim(s, &old, a, b);
    hunt_keep_counties(s);
    for (uint32_t i = 0; i < old.group_count; i++)
        free(old.groups[i].name);
    free(old.groups);
    s->groups = groups;
    s->group_count = 1;
    return FK_OK;
}

void hunt_load(struct sim_scenario *s, unsigned load, uint32_t customers)
{
    if (load & 1) {
        s->policy.hold_orders = 1;
        s->policy.hold_percent = 0;
    }
    for (unsigned i = 0; load & 4 && i < s->read_time.count; i++) {
        s->read_time.parts[i].a *= s->meters_per_concentrator;
        s->read_time.parts[i].b *= s->meters_per_concentrator;
    }
    if (!(load & 2))
        return;
    for (unsigned i = 0; i < s->command_time.count; i++) {
        s->command_time.parts[i].a *= customers;
        s->command_time.parts[i].b *= customers;
    }
    s->command_timeout *= customers;
    s->command_valid *= customers;
    s->order_limit *= customers;
}

static bool set_ms(ms_t *value, ms_t to)
{
    bool is_new = *value != to;
    *value = to;
    return is_new;
}

/* Rounding of a moment, coarser from step to step. */
static const ms_t grids[] = {MS_HOUR, 10 * MS_MINUTE, MS_MINUTE, MS_SECOND};
#define GRIDS         ((uint32_t)(sizeof grids / sizeof grids[0]))
#define FAULT_STEPS   (2 * GRIDS + 1)
#define PAYMENT_STEPS (GRIDS + 5)
#define TARIFF_STEPS  7

static ms_t round_down(ms_t at, ms_t start, ms_t grid)
{
    return at - (at - start) % grid;
}

static bool plain_fault(const struct sim_scenario *s, struct scenario_fault *fault, uint32_t step)
{
    struct scenario_target everybody = {.group = -1, .klass = -1};
    if (step < GRIDS)
        return set_ms(&fault->from, round_down(fault->from, s->start, grids[step]));
    if (step < 2 * GRIDS) {
        ms_t grid = grids[step - GRIDS];
        return set_ms(&fault->to, round_down(fault->to + grid - 1, s->start, grid));
    }
    bool is_new = memcmp(&fault->target, &everybody, sizeof everybody) != 0;
    fault->target = everybody;
    return is_new;
}

static bool plain_payment(const struct sim_scenario *s, struct scenario_payment *p, uint32_t step)
{
    struct scenario_target everybody = {.group = -1, .klass = -1};
    struct scenario_payment old = *p;
    if (step < GRIDS) {
        p->from = round_down(p->from, s->start, grids[step]);
        if (p->every == 0)
            p->to = p->from;
    } else if (step == GRIDS) { /* a stream is one payment */
        p->every = 0;
        p->to = p->from;
    } else if (step == GRIDS + 1) {
        p->target = everybody;
    } else if (step == GRIDS + 2) {
        p->channel = PAY_ALIPAY;
    } else {
        fen_t unit = step == GRIDS + 3 ? 10000 : 100;
        p->amount = (p->amount + unit - 1) / unit * unit;
    }
    return memcmp(&old, p, sizeof old) != 0;
}

static bool plain_group(struct scenario_group *group, uint32_t step)
{
    fen_t unit = step == 0 ? 1000 : 100;
    fen_t balance = group->balance / unit * unit;
    bool is_new = balance != group->balance;
    group->balance = balance;
    return is_new;
}

/* Walks the rows of the table that hold one value of the scenario itself; at `step` takes over the
 * value of the base. Returns the number of such rows. Calls itself along the table. */
static uint32_t walk(const struct scenario_section *section, struct sim_scenario *s,
                     const struct sim_scenario *base, int64_t step, bool *is_new)
{
    static const char *const others[] = {"id",
                                         "title",
                                         "story",
                                         "start",
                                         "days",
                                         "recording",
                                         "concentrators",
                                         "meters_per_concentrator",
                                         "counties",
                                         "cities",
                                         "stations",
                                         "phone_checks",
                                         "expected_violations"};
    uint32_t count = 0;
    for (unsigned i = 0; i < section->count; i++) {
        const struct scenario_row *row = &section->rows[i];
        bool is_other = row->type == TYPE_LIST || scenario_row_is_merged(row);
        for (size_t k = 0; k < sizeof others / sizeof others[0]; k++)
            is_other = is_other || strcmp(row->name, others[k]) == 0;
        if (is_other)
            continue;
        if (row->type == TYPE_SECTION) {
            count += walk(row->section, s, base, step - count, is_new);
            continue;
        }
        bool is_unused =
            s && s->tariff_version_count > 0 && row->offset == offsetof(struct sim_scenario, price);
        if (step == count && base && !is_unused) {
            char *to = (char *)s + row->offset;
            const char *from = (const char *)base + row->offset;
            *is_new = memcmp(to, from, row->size) != 0;
            memcpy(to, from, row->size);
            if (row->type == TYPE_TIMES)
                memcpy((char *)s + row->count_offset, (const char *)base + row->count_offset,
                       sizeof(uint32_t));
        }
        count++;
    }
    return count;
}

static uint32_t value_count(void)
{
    bool is_new;
    return walk(&scenario_root, NULL, NULL, -1, &is_new);
}

/* What a tariff of versions is made of, the largest part first; at last its latest version. */
static bool plain_versions(struct sim_scenario *s, const struct sim_scenario *base, uint32_t step)
{
    bool is_new = false;
    for (uint32_t i = 0; i < s->tariff_version_count; i++) {
        struct tariff_version *v = &s->tariff_versions[i], old = *v;
        if (step == 1)
            v->loaded = 0;
        if (step == 2) {
            v->period = TARIFF_NO_TIERS;
            memset(v->limit, 0, sizeof v->limit);
            memset(v->surcharge, 0, sizeof v->surcharge);
        }
        is_new |= memcmp(&old, v, sizeof old) != 0;
    }
    for (uint32_t i = 0; i < s->group_count; i++) {
        struct scenario_group *group = &s->groups[i], old = *group;
        if (step == 0 || step == 2)
            group->counted = 0;
        if (step == 0 || step == 3)
            group->is_tou = false;
        if (step == 0 || step == 4)
            group->kva = group->kw = 0;
        if (step == 0 || step == 5)
            group->power_factor = group->reactive = 0;
        if (step == 0 || step == 5 || step == 6) {
            group->reactive_from = 0;
            group->reactive_then = 0;
        }
        if (step == 0 || step == 2) {
            group->more_quota = 0;
            group->months_left = 0;
        }
        if (step == 0)
            group->price_list = 0;
        is_new |= memcmp(&old, group, sizeof old) != 0;
    }
    if ((step == 0 || step == 1) && s->tariff_rounding) {
        s->tariff_rounding = TARIFF_ROUND_TOTAL;
        is_new = true;
    }
    if (step == 0 && s->tariff_version_count > 0) {
        s->tariff_version_count = 0;
        s->price = base->price;
        is_new = true;
    }
    if (step == 6 && s->tariff_version_count > 1) {
        s->tariff_version_count--;
        is_new = true;
    }
    return is_new;
}

uint32_t hunt_plainer_count(const struct sim_scenario *s)
{
    return 2 + TARIFF_STEPS + value_count() + s->fault_count * FAULT_STEPS +
           s->payment_count * PAYMENT_STEPS + s->group_count * 2;
}

bool hunt_plainer(struct sim_scenario *s, const struct sim_scenario *base, uint32_t step)
{
    uint32_t values = value_count();
    bool is_new = false;
    if (step == 0) {
        is_new = s->is_paying_after_cut;
        s->is_paying_after_cut = false;
        return is_new;
    }
    if (step == 1) {
        is_new = s->rollout.counties > 0;
        s->rollout.counties = s->phone_checks = s->wave_count = 0;
        return forget_units(s) || is_new;
    }
    step -= 2;
    if (step < TARIFF_STEPS)
        return plain_versions(s, base, step);
    step -= TARIFF_STEPS;
    if (step < values) {
        (void)walk(&scenario_root, s, base, step, &is_new);
        return is_new;
    }
    step -= values;
    if (step < s->fault_count * FAULT_STEPS)
        return plain_fault(s, &s->faults[step / FAULT_STEPS], step % FAULT_STEPS);
    step -= s->fault_count * FAULT_STEPS;
    if (step < s->payment_count * PAYMENT_STEPS)
        return plain_payment(s, &s->payments[step / PAYMENT_STEPS], step % PAYMENT_STEPS);
    step -= s->payment_count * PAYMENT_STEPS;
    return plain_group(&s->groups[step / 2], step % 2);
}
