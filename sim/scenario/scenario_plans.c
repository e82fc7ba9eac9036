/* What the groups of a run pay by `tariff.versions`, and what is settled, of scenario_fill.h. */
#include "sim/scenario/population.h"
#include "sim/scenario/scenario_fill.h"

/* Keys of a group that say nothing at a flat price. */
static int check_flat(const struct scenario_node *entry, struct fk_diag *diag)
{
    static const char *const keys[] = {
        "price_list", "rates",         "counted",       "kva",        "kw",         "power_factor",
        "reactive",   "reactive_from", "reactive_then", "more_quota", "months_left"};
    for (unsigned i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (scenario_node_find(entry, keys[i]))
            return scenario_fail_key(diag, scenario_node_find(entry, keys[i]),
                                     "only with `tariff.versions`");
    return FK_OK;
}

/* A price for each register of the group's meters, whose hours stay as they are. */
static int check_rates(const struct scenario_node *entry, const struct scenario_group *group,
                       const struct tariff_plan *plan, const struct tariff_version *v,
                       struct fk_diag *diag)
{
    const struct scenario_node *rates = scenario_node_find(entry, "rates");
    const struct clock_window *hours = &plan->versions->peak_hours;
    if (!group->is_tou && v->base[TARIFF_SINGLE] == TARIFF_NO_PRICE)
        return scenario_fail_value(diag, rates ? rates : entry,
                                   "its price list has no `single` price; expected `rates: "
                                   "peak-valley`, or another `price_list`");
    if (!group->is_tou)
        return FK_OK;
    if (v->base[TARIFF_PEAK] == TARIFF_NO_PRICE || v->base[TARIFF_VALLEY] == TARIFF_NO_PRICE ||
        v->peak_hours.to == 0)
        return scenario_fail_value(
            diag, rates, "its price list lacks `peak`, `valley` or `peak_hours`; expected all");
    if (v->peak_hours.from != hours->from || v->peak_hours.to != hours->to)
        return scenario_fail_value(diag, rates,
                                   "its price list changes `peak_hours`, which the "
                                   "meters of a run do not");
    return FK_OK;
}

static const struct scenario_node *reactive_of(const struct scenario_node *entry,
                                               const struct scenario_group *group)
{
    return scenario_node_find(entry, group->reactive > 0 ? "reactive" : "reactive_from");
}

static int check_version(const struct scenario_node *entry, const struct scenario_group *group,
                         const struct tariff_plan *plan, const struct tariff_version *v,
                         struct fk_diag *diag)
{
    int err = check_rates(entry, group, plan, v, diag);
    if (err == FK_OK && group->kva > 0 && v->per_kva == 0)
        return scenario_fail_value(diag, scenario_node_find(entry, "kva"),
                                   "its price list has no `per_kva`");
    if (err == FK_OK && group->power_factor > 0 && v->pf_standard == 0)
        return scenario_fail_value(diag, scenario_node_find(entry, "power_factor"),
                                   "its price list judges none; expected `power_factor` there too");
    if (err == FK_OK && group->kw > 0 && v->per_kw == 0)
        return scenario_fail_value(diag, scenario_node_find(entry, "kw"),
                                   "its price list has no `per_kw`");
    if (err == FK_OK && (group->reactive > 0 || group->reactive_from > 0) && v->pf_standard == 0)
        return scenario_fail_value(diag, reactive_of(entry, group),
                                   "its price list judges none; expected `power_factor` there too");
    if (err == FK_OK && group->more_quota > 0 && v->period == TARIFF_NO_TIERS)
        return scenario_fail_value(diag, scenario_node_find(entry, "more_quota"),
                                   "its price list has no tiers");
    return err;
}

/* What says the same in two ways, and what is not there together. */
static int check_pairs(const struct scenario_node *entry, const struct sim_scenario *world,
                       const struct scenario_group *group, const struct tariff_plan *plan,
                       struct fk_diag *diag)
{
    unsigned period = plan->versions[plan->spans->version].period;
    if (group->kva > 0 && group->kw > 0)
        return scenario_fail_value(diag, scenario_node_find(entry, "kw"),
                                   "a basic fee is due for `kva` or for `kw`, not for both");
    if (group->power_factor > 0 && (group->reactive > 0 || group->reactive_from > 0))
        return scenario_fail_value(diag, reactive_of(entry, group),
                                   "the registers say the power factor; not with `power_factor`");
    if (group->reactive_then > 0 && group->reactive_from == 0)
        return scenario_fail_value(diag, scenario_node_find(entry, "reactive_then"),
                                   "from when? expected `reactive_from` there too");
    if (group->reactive_from > 0 && group->is_tou)
        return scenario_fail_value(diag, scenario_node_find(entry, "reactive_from"),
                                   "their second register counts peak hours; expected `rates: "
                                   "single`");
    if (group->months_left > 0 && period != TARIFF_ANNUAL)
        return scenario_fail_value(diag, scenario_node_find(entry, "months_left"),
                                   "its price list has no annual quotas at the start");
    if (tariff_plan_has_fee(plan) && world->tariff_rounding == TARIFF_ROUND_LINES)
        return scenario_fail_value(
            diag, scenario_node_find(entry, group->kva > 0 ? "kva" : "kw"),
            "a basic fee grows by the day: not with `tariff.rounding: line`");
    return FK_OK;
}

/* The first day on which no version is in force. */
static int fail_gap(const struct scenario_node *entry, const struct sim_scenario *world,
                    const struct tariff_plan *plan, struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(entry, "price_list");
    ms_t day = world->start;
    while (tariff_on(plan->versions, plan->version_count, day))
        day += MS_DAY;
    struct clock_civil date = clock_to_civil(day);
    return scenario_fail_value(diag, list ? list : entry,
                               "its price list has no version in force on %04d-%02d-%02d",
                               date.year, date.month, date.day);
}

/* What was counted before the first day of a tier period does not count in it. */
static int check_counted(const struct scenario_node *entry, const struct sim_scenario *world,
                         const struct scenario_group *group, const struct tariff_plan *plan,
                         struct fk_diag *diag)
{
    unsigned period = plan->versions[plan->spans->version].period;
    struct clock_civil date = clock_to_civil(world->start);
    if (group->counted > 0 && (period == TARIFF_NO_TIERS || (date.day == 1 && date.month == 1) ||
                               (date.day == 1 && period == TARIFF_MONTHLY)))
        return scenario_fail_value(diag, scenario_node_find(entry, "counted"),
                                   "no tier period is under way at the start; expected 0 kWh");
    return FK_OK;
}

/* *plan is to be given to tariff_plan_fini, in any case. */
static int make_plan(const struct scenario_node *entry, const struct sim_scenario *world,
                     uint32_t group, bool is_stale, struct tariff_plan *plan, struct fk_diag *diag)
{
    int err = population_plan(world, group, is_stale, plan);
    if (err == FK_E_NOT_FOUND)
        return fail_gap(entry, world, plan, diag);
    return err == FK_OK ? FK_OK : fk_fail(diag, (enum fk_err)err, NULL, 0, "out of memory");
}

static int check_plan(const struct scenario_node *entry, const struct sim_scenario *world,
                      uint32_t group, struct fk_diag *diag)
{
    struct tariff_plan plan;
    int err = make_plan(entry, world, group, true, &plan, diag);
    tariff_plan_fini(&plan);
    if (err != FK_OK)
        return err;
    err = make_plan(entry, world, group, false, &plan, diag);
    for (uint32_t i = 0; i < plan.version_count && err == FK_OK; i++)
        err = check_version(entry, &world->groups[group], &plan, &plan.versions[i], diag);
    if (err == FK_OK)
        err = check_counted(entry, world, &world->groups[group], &plan, diag);
    if (err == FK_OK)
        err = check_pairs(entry, world, &world->groups[group], &plan, diag);
    tariff_plan_fini(&plan);
    return err;
}

int scenario_check_plans(const struct scenario_node *root, const struct sim_scenario *world,
                         struct fk_diag *diag)
{
    const struct scenario_node *population = scenario_node_find(root, "population");
    const struct scenario_node *entry = scenario_node_find(population, "groups")->first;
    int err = FK_OK;
    for (uint32_t g = 0; g < world->group_count && err == FK_OK; g++, entry = entry->next)
        err = world->tariff_version_count > 0 ? check_plan(entry, world, g, diag)
                                              : check_flat(entry, diag);
    return err;
}

/* P-CUT-05: who pays by bills is charged nothing before one, and has signed nothing. */
static int check_arrears(const struct scenario_node *settlement, const struct sim_scenario *world,
                         struct fk_diag *diag)
{
    const char *wrong = NULL;
    if (world->bill_overdue_days > 0 && world->bill_due_days == 0)
        wrong = "overdue_days counts from the due date of a bill, and due_days is 0";
    else if (world->bill_due_days == 0)
        return FK_OK;
    else if (world->settlement_books == 0)
        wrong = "due_days is about bills, and without books nobody gets one";
    else if (world->tariff_version_count > 0)
        wrong = "due_days goes with one price: tariff.versions are charged by the estimate";
    else if (world->is_selecting || world->is_extrapolating)
        wrong = "due_days: nobody is estimated, so that calculation.selection is all and "
                "stale_policy freeze";
    else if (world->agreement_count > 0 || world->wave_count > 0)
        wrong = "due_days: who pays by bills signs no agreement on fee control";
    return wrong ? scenario_fail_value(diag, settlement, "%s", wrong) : FK_OK;
}

int scenario_check_settlement(const struct scenario_node *root, const struct sim_scenario *world,
                              struct fk_diag *diag)
{
    const struct scenario_node *settlement = scenario_node_find(root, "settlement");
    uint32_t last = world->settlement_day + (world->settlement_books - 1) * world->settlement_apart;
    int err = check_arrears(settlement, world, diag);
    if (world->settlement_books == 0 || err != FK_OK)
        return err;
    if (last > 28)
        return scenario_fail_value(
            diag, settlement, "the last book would be settled on day %u; a month has 28", last);
    return FK_OK;
}
