/* The rules between keys of scenario_fill.h. */
#include "models/house/message_table.h"
#include "sim/scenario/population.h"
#include "sim/scenario/scenario_fill.h"

#include "sim/scenario/scenario_units.h"
#include "sim/scenario/unit_levels.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define CUSTOMERS_MAX UINT64_C(20000000)
#define PAYMENTS_MAX  INT64_C(20000000) /* of one stream */
#define BALANCE_MAX   INT64_C(2000000000)

/* Results stand in a folder of this name. */
static int check_id(const struct scenario_node *root, const struct sim_scenario *world,
                    struct fk_diag *diag)
{
    static const char legal[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (world->id[0] == '.' || world->id[0] == '-' || world->id[strspn(world->id, legal)] != '\0') {
        return scenario_fail_value(
            diag, scenario_node_find(root, "id"),
            "\"%.63s\" is no plain name; expected letters, digits, . _ and - "
            "and none of . and - at the beginning",
            world->id);
    }
    return FK_OK;
}

/* CQ-15: as many customers as the largest system has, and no more than the sums are made for. */
static int check_population(const struct scenario_node *root, const struct sim_scenario *world,
                            struct fk_diag *diag)
{
    const struct scenario_node *population = scenario_node_find(root, "population");
    const struct scenario_node *meters = scenario_node_find(population, "meters_per_concentrator");
    const struct scenario_node *concentrators = scenario_node_find(population, "concentrators");
    uint64_t customers = (uint64_t)world->concentrators * world->meters_per_concentrator;
    if (customers > CUSTOMERS_MAX) {
        const struct scenario_node *blamed = /* what was set, and not what stands in a file */
            concentrators->at.line == 0 && meters->at.line > 0 ? concentrators : meters;
        return scenario_fail_value(diag, blamed, "%" PRIu64 " customers; expected at most 20000000",
                                   customers);
    }
    return FK_OK;
}

/* Names of a list are unique. A few thousand entries at most: comparing all pairs would do for
 * them, but a hash of the name keeps it far from quadratic work. */
static int check_names(const struct scenario_node *list, struct fk_diag *diag)
{
    enum { BUCKETS = 1024 };
    const struct scenario_node *heads[BUCKETS] = {0};
    if (!list) {
        return FK_OK;
    }
    for (struct scenario_node *entry = list->first; entry; entry = entry->next) {
        const struct scenario_node *name = scenario_node_find(entry, "name");
        uint32_t hash = 2166136261u; /* FNV-1a */
        for (const char *c = name->text; *c; ++c) {
            hash = (hash ^ (unsigned char)*c) * 16777619u;
        }
        const struct scenario_node **head = &heads[hash % BUCKETS];
        for (const struct scenario_node *old = *head; old; old = old->work) {
            if (strcmp(scenario_node_find(old, "name")->text, name->text) == 0) {
                return scenario_fail_value(diag, name, "\"%.60s\" is the name of another entry too",
                                           name->text);
            }
        }
        entry->work = (struct scenario_node *)(uintptr_t)*head;
        *head = entry;
    }
    return FK_OK;
}

static int check_groups(const struct scenario_node *root, const struct sim_scenario *world,
                        struct fk_diag *diag)
{
    const struct scenario_node *list =
        scenario_node_find(scenario_node_find(root, "population"), "groups");
    const struct scenario_node *entry = list->first;
    int result = check_names(list, diag);
    for (uint32_t i = 0; i < world->group_count && result == FK_OK; ++i, entry = entry->next) {
        const struct scenario_group *group = &world->groups[i];
        int64_t last = group->balance + (int64_t)(group->classes - 1) * group->balance_step;
        if (i == 0 && group->every != 1) {
            result = scenario_fail_value(diag, scenario_node_find(entry, "every"),
                                         "the first group must take every customer; expected 1");
        } else if (last > BALANCE_MAX || last < -BALANCE_MAX) {
            result = scenario_fail_value(diag, scenario_node_find(entry, "balance_step"),
                                         "the balance of the last class is out of range; expected "
                                         "-20000000.00 CNY to 20000000.00 CNY");
        }
    }
    return result;
}

int scenario_check_target(const struct scenario_node *entry, const struct sim_scenario *world,
                          struct scenario_target *target, struct fk_diag *diag)
{
    const struct scenario_node *who = scenario_node_find(entry, "who");
    const struct scenario_node *name = scenario_node_find(who, "group");
    const struct scenario_node *klass = scenario_node_find(who, "class");
    target->group = -1;
    for (uint32_t i = 0; name && i < world->group_count; ++i) {
        if (strcmp(world->groups[i].name, name->text) == 0) {
            target->group = (int)i;
        }
    }
    if (name && target->group < 0) {
        char groups[80] = "";
        for (uint32_t i = 0; i < world->group_count; ++i) {
            if (!scenario_schema_list(groups, sizeof groups, world->groups[i].name)) {
                break;
            }
        }
        return scenario_fail_value(diag, name, "\"%.60s\" is no group; expected one of %s",
                                   name->text, groups);
    }
    if (!klass) {
        target->klass = -1;
    } else if (!name) {
        return scenario_fail_value(diag, klass, "a class belongs to a group; expected `group` too");
    } else if ((uint32_t)target->klass >= world->groups[target->group].classes) {
        return scenario_fail_value(diag, klass, "group %.40s has no class %d; expected 0 to %u",
                                   name->text, target->klass,
                                   world->groups[target->group].classes - 1);
    }
    if (target->concentrator > world->concentrators)
        return scenario_fail_value(diag, scenario_node_find(who, "concentrator"),
                                   "there are %u; expected 1 to %u", world->concentrators,
                                   world->concentrators);
    uint32_t lines = (world->concentrators - 1) / world->concentrators_per_line + 1;
    if (target->line > lines)
        return scenario_fail_value(diag, scenario_node_find(who, "line"),
                                   "there is no line %u; expected 1 to %u", target->line, lines);
    return scenario_check_units_of(who, world, target, diag);
}

/* Faults of an interface: which one, and the delay that the kind needs. */
static int check_link_fault(const struct scenario_node *entry, const struct scenario_fault *fault,
                            struct fk_diag *diag)
{
    static const char *const keys[] = {"interface", "message", "delay", "share"};
    const struct scenario_node *delay = scenario_node_find(entry, "delay");
    const struct scenario_node *interface = scenario_node_find(entry, "interface");
    const struct scenario_node *message = scenario_node_find(entry, "message");
    const struct scenario_node *who = scenario_node_find(entry, "who");
    bool is_link = fault_is_link(fault->kind);
    bool takes_delay =
        is_link && fault->kind != FAULT_LINK_LOSS && fault->kind != FAULT_LINK_OUTAGE;
    bool takes_share = fault_is_at_meter(fault->kind) || fault_is_of_payments(fault->kind) ||
                       fault->kind == FAULT_CREWS_ABSENT;
    unsigned own = takes_share ? 3 : 4;
    for (unsigned i = 0; !is_link && i < own; i++)
        if (scenario_node_find(entry, keys[i]))
            return scenario_fail_key(diag, scenario_node_find(entry, keys[i]),
                                     "only for kinds link-...%s",
                                     i == 3 ? ", of meters, payments and crews" : "");
    if (!is_link)
        return FK_OK;
    if (!interface || fault->interface == 0)
        return scenario_fail_value(diag, interface ? interface : entry,
                                   "kind %s needs `interface`, I1 to I14",
                                   fault_kind_name(fault->kind));
    if (!message_interface_is_used(fault->interface))
        return scenario_fail_value(diag, interface, "no message of this version goes over I%u",
                                   fault->interface);
    if (fault->message && !message_crosses(fault->message, fault->interface))
        return scenario_fail_value(diag, message, "message %s does not go over I%u", message->text,
                                   fault->interface);
    if (who && !population_is_batch_loss(fault) &&
        !message_is_of_one(fault->message, fault->interface))
        return scenario_fail_key(diag, who, "no message about single customers is hit");
    if (delay && !takes_delay)
        return scenario_fail_key(diag, delay, "not for kind %s", fault_kind_name(fault->kind));
    if (!delay && takes_delay)
        return scenario_fail_value(diag, entry, "kind %s needs `delay`",
                                   fault_kind_name(fault->kind));
    return FK_OK;
}

/* P-MET-08: two days either way. */
static bool is_meter_offset(const struct scenario_fault *fault)
{
    ms_t off = fault->offset < 0 ? -fault->offset : fault->offset;
    return fault->kind != FAULT_METER_CLOCK || (off <= 2 * MS_DAY && off % MS_MINUTE == 0);
}

/* Keys of one kind alone, and those that it needs. */
static int check_registers_fault(const struct scenario_node *entry,
                                 const struct sim_scenario *world,
                                 const struct scenario_fault *fault, struct fk_diag *diag)
{
    const struct scenario_node *fep = scenario_node_find(entry, "fep");
    const struct scenario_node *energy = scenario_node_find(entry, "energy");
    uint32_t feps = (world->concentrators - 1) / world->concentrators_per_fep + 1;
    if (fault->kind != FAULT_WRONG_REGISTERS && energy)
        return scenario_fail_key(diag, energy, "only for kind wrong-registers");
    if (fault->kind != FAULT_WRONG_REGISTERS && fault->kind != FAULT_FEP_DOWN && fep)
        return scenario_fail_key(diag, fep, "only for kinds wrong-registers and fep-down");
    if (fault->kind == FAULT_WRONG_REGISTERS && !energy)
        return scenario_fail_value(diag, entry, "kind wrong-registers needs `energy`");
    if (fault->kind == FAULT_FEP_DOWN && !fep)
        return scenario_fail_value(diag, entry, "kind fep-down needs `fep`");
    if (fault->fep > feps)
        return scenario_fail_value(
            diag, fep, "there is no front-end processor %u; expected 1 to %u", fault->fep, feps);
    return FK_OK;
}

/* Faults of a front-end processor, of terminals or of a channel: which. */
static int check_line_fault(const struct scenario_node *entry, const struct sim_scenario *world,
                            const struct scenario_fault *fault, struct fk_diag *diag)
{
    static const struct {
        const char *key;
        enum fault_kind kind;
        bool is_needed;
    } rows[] = {{"loses_tasks", FAULT_FEP_DOWN, false},
                {"obeys", FAULT_METER_UNREADABLE, false},
                {"channel", FAULT_CHANNEL_DOWN, true},
                {"terminal", FAULT_TERMINAL_OFFLINE, true},
                {"terminals", FAULT_TERMINAL_OFFLINE, false}};
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct scenario_node *node = scenario_node_find(entry, rows[i].key);
        if (node && fault->kind != rows[i].kind)
            return scenario_fail_key(diag, node, "only for kind %s", fault_kind_name(rows[i].kind));
        bool is_given = node && (fault->kind != FAULT_CHANNEL_DOWN || fault->channel > 0);
        if (!is_given && fault->kind == rows[i].kind && rows[i].is_needed &&
            !unit_levels_terminals(fault))
            return scenario_fail_value(diag, entry, "kind %s needs `%s`",
                                       fault_kind_name(rows[i].kind), rows[i].key);
    }
    const struct scenario_node *count = scenario_node_find(entry, "terminals");
    uint64_t last = (uint64_t)fault->terminal + (count ? fault->terminals - 1 : 0);
    if (fault->kind == FAULT_TERMINAL_OFFLINE && last > world->concentrators)
        return scenario_fail_value(diag, count ? count : scenario_node_find(entry, "terminal"),
                                   "there are %u concentrators", world->concentrators);
    return FK_OK;
}

/* Times to failure and to repair come together. */
static int check_drawn_fault(const struct scenario_node *entry, struct fk_diag *diag)
{
    const struct scenario_node *every = scenario_node_find(entry, "every");
    const struct scenario_node *lasts = scenario_node_find(entry, "lasts");
    const struct scenario_node *down = scenario_node_find(entry, "down");
    if (every && !lasts)
        return scenario_fail_value(diag, every, "`every` needs `lasts`");
    if (!every && (lasts || down))
        return scenario_fail_key(diag, lasts ? lasts : down, "only together with `every`");
    return FK_OK;
}

static int check_faults(const struct scenario_node *root, struct sim_scenario *world,
                        struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "faults");
    const struct scenario_node *entry = list ? list->first : NULL;
    int result = FK_OK;
    for (uint32_t i = 0; i < world->fault_count && result == FK_OK; ++i, entry = entry->next) {
        struct scenario_fault *fault = &world->faults[i];
        const struct scenario_node *who = scenario_node_find(entry, "who");
        const struct scenario_node *offset = scenario_node_find(entry, "offset");
        const struct scenario_node *code = scenario_node_find(entry, "code");
        bool is_clock = fault->kind == FAULT_MASTER_CLOCK || fault->kind == FAULT_METER_CLOCK;
        result = scenario_check_target(entry, world, &fault->target, diag);
        if (result != FK_OK)
            break;
        if (fault->to <= fault->from) {
            result = scenario_fail_value(diag, scenario_node_find(entry, "to"), "not after `from`");
        } else if (who && !fault_is_at_meter(fault->kind) && !fault_has_targets(fault->kind) &&
                   !fault_is_link(fault->kind) && !unit_levels_terminals(fault)) {
            result =
                scenario_fail_key(diag, who, "only for faults of meters, payments and interfaces");
        } else if (code && fault->kind != FAULT_METER_REFUSES) {
            result = scenario_fail_key(diag, code, "only for kind meter-refuses");
        } else if (fault->kind == FAULT_METER_REFUSES && fault->refusal == 0) {
            result =
                scenario_fail_value(diag, code ? code : entry, "kind meter-refuses needs `code`");
        } else if (offset && !is_clock) {
            result = scenario_fail_key(diag, offset, "only for kinds master-clock and meter-clock");
        } else if (is_clock && !offset) {
            result = scenario_fail_value(diag, entry, "kind %s needs `offset`",
                                         fault_kind_name(fault->kind));
        } else if (!is_meter_offset(fault)) {
            result = scenario_fail_value(diag, offset,
                                         "a meter counts whole minutes; expected -2 d to 2 d");
        } else {
            result = check_link_fault(entry, fault, diag);
            if (result == FK_OK)
                result = check_registers_fault(entry, world, fault, diag);
            if (result == FK_OK)
                result = check_line_fault(entry, world, fault, diag);
            if (result == FK_OK)
                result = check_drawn_fault(entry, diag);
        }
    }
    return result;
}

/* Either `at`, or `from`, `to` and `every`. */
static int check_payment(const struct scenario_node *entry, struct scenario_payment *payment,
                         struct fk_diag *diag)
{
    static const char *const stream[] = {"from", "to", "every"};
    const struct scenario_node *at = scenario_node_find(entry, "at");
    for (size_t i = 0; i < sizeof stream / sizeof stream[0]; ++i) {
        const struct scenario_node *node = scenario_node_find(entry, stream[i]);
        if (at && node) {
            return scenario_fail_key(diag, node, "not together with `at`");
        }
        if (!at && !node) {
            return scenario_fail_value(
                diag, entry, "`%s` is missing; expected `at`, or `from`, `to` and `every`",
                stream[i]);
        }
    }
    if (at) {
        payment->to = payment->from;
        return FK_OK;
    }
    if (payment->to <= payment->from) {
        return scenario_fail_value(diag, scenario_node_find(entry, "to"), "not after `from`");
    }
    if ((payment->to - payment->from) / payment->every > PAYMENTS_MAX) {
        return scenario_fail_value(diag, scenario_node_find(entry, "every"),
                                   "too often; expected at most 20000000 payments in all");
    }
    return FK_OK;
}

/* An entry that says nothing would be one forgotten. */
static int check_phones(const struct scenario_node *root, struct sim_scenario *world,
                        struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "phones");
    const struct scenario_node *entry = list ? list->first : NULL;
    int result = FK_OK;
    for (uint32_t i = 0; i < world->phone_count && result == FK_OK; ++i, entry = entry->next) {
        const struct scenario_phone *phone = &world->phones[i];
        result = scenario_check_target(entry, world, &world->phones[i].target, diag);
        bool is_said = phone->number || phone->owner || phone->is_paper || phone->is_called;
        if (result == FK_OK && !is_said)
            result = scenario_fail_value(
                diag, entry,
                "says nothing; expected `number`, `owner: other`, `paper` or `telephone`");
    }
    return result;
}

static int check_mandates(const struct scenario_node *root, struct sim_scenario *world,
                          struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "mandates");
    const struct scenario_node *entry = list ? list->first : NULL;
    int result = FK_OK;
    for (uint32_t i = 0; i < world->mandate_count && result == FK_OK; ++i, entry = entry->next)
        result = scenario_check_target(entry, world, &world->mandates[i].target, diag);
    return result;
}

/* What follows from something that happens is not planned; the rest has a text of its own. */
static int check_messages(const struct scenario_node *root, struct sim_scenario *world,
                          struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "messages");
    const struct scenario_node *entry = list ? list->first : NULL;
    int result = FK_OK;
    for (uint32_t i = 0; i < world->message_count && result == FK_OK; ++i, entry = entry->next) {
        const struct scenario_text *m = &world->messages[i];
        result = scenario_check_target(entry, world, &world->messages[i].target, diag);
        if (result == FK_OK && (m->kind < SMS_DUNNING || m->kind > SMS_FREE_TEXT))
            result = scenario_fail_value(diag, scenario_node_find(entry, "kind"),
                                         "%s follows from what happens; expected dunning, "
                                         "tier-reached, monthly-bill or free-text",
                                         sms_kind_name(m->kind));
        else if (result == FK_OK && m->text && m->kind != SMS_FREE_TEXT)
            result = scenario_fail_key(diag, scenario_node_find(entry, "text"),
                                       "only for kind free-text");
        else if (result == FK_OK && !m->text && m->kind == SMS_FREE_TEXT)
            result = scenario_fail_value(diag, entry, "kind free-text needs `text`");
    }
    return result;
}

static int check_actions(const struct scenario_node *root, struct sim_scenario *world,
                         struct fk_diag *diag)
{
    const struct scenario_node *payments = scenario_node_find(root, "payments");
    const struct scenario_node *reads = scenario_node_find(root, "reads");
    const struct scenario_node *queries = scenario_node_find(root, "queries");
    const struct scenario_node *entry = payments ? payments->first : NULL;
    int result = FK_OK;
    if ((world->wrong_account > 0 || world->asked_back > 0) && world->statement_at < 0)
        return scenario_fail_value(diag, scenario_node_find(root, "payment"),
                                   world->wrong_account > 0 ? "`wrong_account` needs `statement_at`"
                                                            : "`asked_back` needs `statement_at`");
    for (uint32_t i = 0; i < world->payment_count && result == FK_OK; ++i, entry = entry->next) {
        result = check_payment(entry, &world->payments[i], diag);
        if (result == FK_OK) {
            result = scenario_check_target(entry, world, &world->payments[i].target, diag);
        }
    }
    entry = reads ? reads->first : NULL;
    for (uint32_t i = 0; i < world->read_count && result == FK_OK; ++i, entry = entry->next) {
        result = scenario_check_target(entry, world, &world->reads[i].target, diag);
    }
    entry = queries ? queries->first : NULL;
    for (uint32_t i = 0; i < world->query_count && result == FK_OK; ++i, entry = entry->next) {
        result = scenario_check_target(entry, world, &world->queries[i].target, diag);
    }
    return result;
}

/* T1, T23. */
static int check_agreement(const struct scenario_node *entry, struct sim_scenario *world,
                           struct scenario_agreement *agreement, struct fk_diag *diag)
{
    const struct scenario_node *from = scenario_node_find(entry, "from");
    const struct scenario_node *to = scenario_node_find(entry, "to");
    if (!from && !to)
        return scenario_fail_value(diag, entry, "expected `from`, `to` or both");
    if (from && to && agreement->to <= agreement->from)
        return scenario_fail_value(diag, to, "not after `from`");
    return scenario_check_target(entry, world, &agreement->target, diag);
}

static int check_agreements(const struct scenario_node *root, struct sim_scenario *world,
                            struct fk_diag *diag)
{
    const struct scenario_node *agreements = scenario_node_find(root, "agreements");
    const struct scenario_node *entry = agreements ? agreements->first : NULL;
    int result = FK_OK;
    for (uint32_t i = 0; i < world->agreement_count && result == FK_OK; i++, entry = entry->next)
        result = check_agreement(entry, world, &world->agreements[i], diag);
    return result;
}

/* What people do at the utility. */
static int check_starts(const struct scenario_node *root, struct sim_scenario *world,
                        struct fk_diag *diag)
{
    const struct scenario_node *starts = scenario_node_find(root, "starts");
    const struct scenario_node *entry = starts ? starts->first : NULL;
    int result = FK_OK;
    for (uint32_t i = 0; i < world->start_count && result == FK_OK; i++, entry = entry->next)
        result = scenario_check_target(entry, world, &world->starts[i].target, diag);
    return result;
}

/* What is done at meters. */
static int check_visits(const struct scenario_node *root, struct sim_scenario *world,
                        struct fk_diag *diag)
{
    const struct scenario_node *hands = scenario_node_find(root, "hands");
    const struct scenario_node *syncs = scenario_node_find(root, "clock_syncs");
    const struct scenario_node *entry = hands ? hands->first : NULL;
    int result = FK_OK;
    for (uint32_t i = 0; i < world->hand_count && result == FK_OK; ++i, entry = entry->next)
        result = scenario_check_target(entry, world, &world->hands[i].target, diag);
    entry = syncs ? syncs->first : NULL;
    for (uint32_t i = 0; i < world->clock_sync_count && result == FK_OK; ++i, entry = entry->next)
        result = scenario_check_target(entry, world, &world->clock_syncs[i].target, diag);
    return result;
}

/* Numbers only: other texts are compared with what the query gives. */
static bool is_empty_range(const struct scenario_expectation *expectation)
{
    char *min_end, *max_end;
    if (expectation->min == NULL || expectation->max == NULL)
        return false;
    double min = strtod(expectation->min, &min_end), max = strtod(expectation->max, &max_end);
    return min_end != expectation->min && max_end != expectation->max && *min_end == '\0' &&
           *max_end == '\0' && min > max;
}

static int check_expectations(const struct scenario_node *root, struct sim_scenario *world,
                              struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "expectations");
    const struct scenario_node *entry = list ? list->first : NULL;
    int result = check_names(list, diag);
    for (uint32_t i = 0; i < world->expectation_count && result == FK_OK;
         ++i, entry = entry->next) {
        struct scenario_expectation *expectation = &world->expectations[i];
        bool has_range = expectation->min || expectation->max;
        expectation->line = (int)entry->at.line;
        if (!expectation->equals && !has_range) {
            result = scenario_fail_value(diag, entry, "expected `equals`, or `min` and / or `max`");
        } else if (is_empty_range(expectation)) {
            result = scenario_fail_value(diag, entry, "expected `min` not above `max`");
        } else if (expectation->equals && has_range) {
            result = scenario_fail_key(diag, scenario_node_find(entry, "equals"),
                                       "not together with `min` or `max`");
        }
    }
    return result;
}

/* What the payment may bring one customer before the end of the run, at least when it is more than
 * `room`. */
static fen_t paid_to_one(const struct sim_scenario *world, const struct scenario_payment *payment,
                         fen_t room)
{
    ms_t end = world->start + world->days * MS_DAY;
    if (payment->from >= end)
        return 0;
    if (payment->every == 0)
        return payment->amount;
    ms_t to = payment->to < end ? payment->to : end;
    int64_t turns = (to - payment->from + payment->every - 1) / payment->every;
    if (turns * payment->amount <= room)
        return turns * payment->amount;
    int64_t size = population_size(world, &payment->target); /* they take turns */
    return size > 0 ? (turns + size - 1) / size * payment->amount : 0;
}

/* What a customer's use can cost at most. Plans were found sound before. */
static fen_t dearest_charge(const struct sim_scenario *world)
{
    kwh100_t energy =
        (kwh100_t)world->days * (world->is_use_drawn ? DRAWN_USE_MOST : world->per_day);
    fen_t dearest = money_flat_charge(world->price, energy);
    for (uint32_t g = 0; g < world->group_count && world->tariff_version_count > 0; g++) {
        struct tariff_plan plan;
        if (population_plan(world, g, false, &plan) == FK_OK) {
            fen_t charge = money_flat_charge(tariff_plan_dearest(&plan), energy) +
                           tariff_plan_basic_fee(&plan) + tariff_plan_lines_more(&plan);
            dearest = charge > dearest ? charge : dearest;
        }
        tariff_plan_fini(&plan);
    }
    return dearest;
}

/* Who reacts is told of a low balance: what he has above it comes from a payment or two that were
 * under way then, and from those that nothing prompts, one a day. More than that is refused at the
 * door of fee control when it comes. */
static fen_t paid_by_habit(const struct sim_scenario *world)
{
    struct habits habits;
    if (!world->is_reacting)
        return 0;
    habits_init(&habits, &world->habits, 0, NULL);
    return (2 + (world->habits.unprompted > 0 ? world->days : 0)) * habits_most(&habits);
}

/* Fee control keeps a customer's money in 32 bits: what could leave them is refused here. Nobody is
 * cut, and pays for it, more often than there are calculations, two a day. */
static int check_money(const struct scenario_node *root, const struct sim_scenario *world,
                       struct fk_diag *diag)
{
    fen_t low = 0, high = 0;
    char text[24];
    for (uint32_t i = 0; i < world->group_count; i++) {
        const struct scenario_group *group = &world->groups[i];
        fen_t last = group->balance + (fen_t)(group->classes - 1) * group->balance_step;
        low = group->balance < low ? group->balance : low;
        low = last < low ? last : low;
        high = group->balance > high ? group->balance : high;
        high = last > high ? last : high;
    }
    low -= dearest_charge(world);
    high += paid_by_habit(world) + world->rollout.deposit +
            (fen_t)world->rollout.deposit_bills * dearest_charge(world) / world->days * 31;
    if (world->is_paying_after_cut)
        high += 2 * world->days * world->pay_amount;
    for (uint32_t i = 0; i < world->mandate_count && high <= INT32_MAX; i++)
        high += 4 * world->days * world->mandates[i].amount; /* two warnings and two notices */
    for (uint32_t i = 0; i < world->payment_count && high <= INT32_MAX; i++)
        high += paid_to_one(world, &world->payments[i], INT32_MAX - high);
    if (low >= INT32_MIN && high <= INT32_MAX)
        return FK_OK;
    money_format(high > INT32_MAX ? high : low, text);
    return scenario_fail_value(
        diag, scenario_node_find(scenario_node_find(root, "population"), "groups"),
        "with payments and use a balance may come to %s CNY; expected -21474836.48 to 21474836.47",
        text);
}

/* A notice that runs out before a cut window has passed since its waiting time can miss every one,
 * and so can one that is received at the first moment at which it can be and must wait for the next
 * opening: nobody would be cut, without a word. */
static int check_notice(const struct scenario_node *policy, const struct sim_scenario *world,
                        ms_t wait, struct fk_diag *diag)
{
    char least[SCENARIO_VALUE_MAX];
    const struct fee_policy *p = &world->policy;
    ms_t by_window = wait + p->cut_window.to - p->cut_window.from;
    ms_t made = world->start + world->results_at;
    bool is_exempt = world->sms_exempt >> SMS_PRE_CUT & 1;
    ms_t received = is_exempt ? made : clock_window_next(&world->sms_window, made);
    ms_t by_clock = clock_window_next(&p->cut_window, received + wait) - received;
    if (p->notice_valid >= by_window && p->notice_valid >= by_clock)
        return FK_OK;
    scenario_value_format(TYPE_DURATION, by_clock > by_window ? by_clock : by_window, least);
    return scenario_fail_value(diag, scenario_node_find(policy, "notice_valid"),
                               "a notice could run out before every cut; expected at least %s, %s",
                               least,
                               by_clock > by_window ? "from its first receipt to the first cut"
                                                    : "`notice_wait` and one `cut_window`");
}

/* T13, INV-16: a repeat leaves at its time of day, so nothing would ever leave outside. */
static int check_repeat(const struct scenario_node *policy, const struct fee_policy *p,
                        struct fk_diag *diag)
{
    const struct scenario_node *failure = scenario_node_find(policy, "failure");
    if (p->repeats == 0 || (p->repeat_at >= p->cut_window.from && p->repeat_at < p->cut_window.to))
        return FK_OK;
    return scenario_fail_value(diag, scenario_node_find(failure, "repeat_at"),
                               "no repeat could leave then; expected a time within `cut_window`");
}

/* R-15, INV-16: told at the opening at the earliest, and the trip leaves before it closes. */
static bool is_cut_after_last_notice(const struct sim_scenario *world)
{
    const struct fee_policy *p = &world->policy;
    ms_t trip = population_told_trip(world, chance_smallest(&world->sms_delivery));
    return p->last_notice == 0 || (p->last_notice < p->cut_window.to - p->cut_window.from &&
                                   clock_window_holds(&p->cut_window, trip));
}

static int check_policy(const struct scenario_node *root, const struct sim_scenario *world,
                        struct fk_diag *diag)
{
    const struct scenario_node *policy = scenario_node_find(root, "policy");
    int err = check_notice(policy, world, world->policy.notice_wait, diag);
    for (uint32_t i = 0; i < world->override_count && err == FK_OK; i++)
        if (world->overrides[i].notice_wait > 0)
            err = check_notice(policy, world, world->overrides[i].notice_wait, diag);
    if (err == FK_OK && !is_cut_after_last_notice(world))
        return scenario_fail_value(diag, scenario_node_find(policy, "last_notice"),
                                   "no cut could follow it within `cut_window`");
    return err == FK_OK ? check_repeat(policy, &world->policy, diag) : err;
}

int scenario_check(const struct scenario_node *root, struct sim_scenario *world,
                   struct fk_diag *diag)
{
    const struct scenario_node *customer = scenario_node_find(root, "customer");
    int result = check_id(root, world, diag);
    if (result != FK_OK)
        return result;
    result = check_population(root, world, diag);
    world->is_paying_after_cut = scenario_node_find(customer, "pay_after_cut") != NULL;
    if (world->field_cut_hours.to == 0)
        world->field_cut_hours = world->crew_hours;
    if (result == FK_OK) {
        result = scenario_check_pushes(root, world, diag);
    }
    if (result == FK_OK) {
        result = check_policy(root, world, diag);
    }
    if (result == FK_OK) {
        result = check_groups(root, world, diag);
    }
    if (result == FK_OK)
        result = scenario_check_units(root, world, diag);
    if (result == FK_OK) {
        result = scenario_check_plans(root, world, diag);
    }
    if (result == FK_OK) {
        result = check_faults(root, world, diag);
    }
    if (result == FK_OK)
        result = scenario_check_locks(root, world, diag);
    if (result == FK_OK)
        result = scenario_check_overrides(root, world, diag);
    if (result == FK_OK) {
        result = check_actions(root, world, diag);
    }
    if (result == FK_OK)
        result = check_agreements(root, world, diag);
    if (result == FK_OK)
        result = check_starts(root, world, diag);
    if (result == FK_OK)
        result = check_visits(root, world, diag);
    if (result == FK_OK)
        result = check_phones(root, world, diag);
    if (result == FK_OK)
        result = check_messages(root, world, diag);
    if (result == FK_OK)
        result = check_mandates(root, world, diag);
    if (result == FK_OK)
        result = scenario_check_local(root, world, diag);
    if (result == FK_OK)
        result = scenario_check_settlement(root, world, diag);
    if (result == FK_OK)
        result = scenario_check_proof(root, world, diag);
    if (result == FK_OK)
        result = scenario_check_rollout(root, world, diag);
    if (result == FK_OK)
        result = check_money(root, world, diag);
    return result == FK_OK ? check_expectations(root, world, diag) : result;
}
