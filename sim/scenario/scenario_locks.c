/* The rules between the keys of `locks`, of scenario_fill.h. */
#include "models/house/calendar.h"
#include "sim/scenario/lock_plan.h"
#include "sim/scenario/overrides.h"
#include "sim/scenario/scenario_fill.h"

static int check_place(const struct scenario_node *entry, const struct sim_scenario *world,
                       uint32_t in_line, uint32_t in_area, struct fk_diag *diag)
{
    const struct scenario_node *line = scenario_node_find(entry, "line");
    const struct scenario_node *area = scenario_node_find(entry, "area");
    uint32_t lines = (world->concentrators - 1) / world->concentrators_per_line + 1;
    if (line && area)
        return scenario_fail_key(diag, line, "not together with `area`");
    if (in_area > world->concentrators)
        return scenario_fail_value(diag, area, "there is no area %u; expected 1 to %u", in_area,
                                   world->concentrators);
    if (in_line > lines)
        return scenario_fail_value(diag, line, "there is no line %u; expected 1 to %u", in_line,
                                   lines);
    return FK_OK;
}

static int check_lock(const struct scenario_node *entry, const struct sim_scenario *world,
                      struct scenario_lock *lock, struct fk_diag *diag)
{
    int err = scenario_check_target(entry, world, &lock->target, diag);
    if (err != FK_OK)
        return err;
    if (lock->kind == HOLD_NONE)
        return scenario_fail_value(diag, scenario_node_find(entry, "kind"),
                                   "expected one of protection, delay, no-cut-period");
    if (lock->to <= lock->from)
        return scenario_fail_value(diag, scenario_node_find(entry, "to"), "not after `from`");
    if (lock->kind == HOLD_DELAY && !scenario_node_find(entry, "who"))
        return scenario_fail_value(diag, entry, "a delay is for some customers; expected `who`");
    return check_place(entry, world, lock->line, lock->area, diag);
}

/* a holiday that is not known would pass in silence. */
static int check_calendar(const struct scenario_node *root, const struct sim_scenario *world,
                          struct fk_diag *diag)
{
    int32_t first = clock_day_number(world->start);
    if (world->policy.no_cut_days == FEE_CUT_ALL_DAYS ||
        (calendar_is_known(first) && calendar_is_known(first + (int32_t)world->days)))
        return FK_OK;
    return scenario_fail_value(
        diag, scenario_node_find(scenario_node_find(root, "policy"), "no_cut_days"),
        "holidays are known from %d-01-01 to %d-12-31; expected a run within", CALENDAR_FIRST_YEAR,
        CALENDAR_LAST_YEAR);
}

int scenario_check_locks(const struct scenario_node *root, struct sim_scenario *world,
                         struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "locks");
    const struct scenario_node *entry = list ? list->first : NULL;
    int err = check_calendar(root, world, diag);
    for (uint32_t i = 0; i < world->lock_count && err == FK_OK; i++, entry = entry->next)
        err = check_lock(entry, world, &world->locks[i], diag);
    return err;
}

/* one place each. */
/* Q37: what a person starts, or not, is said once for the run. */
static int check_change(const struct scenario_node *entry, const struct scenario_override *o,
                        struct fk_diag *diag)
{
    if (!o->from || !(o->reminding || o->dunning || o->restoring || o->restore_notice ||
                      o->restore_mode || o->notice_wait))
        return FK_OK;
    return scenario_fail_key(
        diag, scenario_node_find(entry, "from"),
        "only `reminder`, `warning` and `credit` change at a moment; expected the others "
        "in an entry without it");
}

int scenario_check_overrides(const struct scenario_node *root, struct sim_scenario *world,
                             struct fk_diag *diag)
{
    const struct scenario_node *list = scenario_node_find(root, "overrides");
    const struct scenario_node *entry = list ? list->first : NULL;
    int err = FK_OK;
    for (uint32_t i = 0; i < world->override_count && err == FK_OK; i++, entry = entry->next) {
        struct scenario_override *o = &world->overrides[i];
        const struct scenario_node *who = scenario_node_find(entry, "who");
        err = scenario_check_target(entry, world, &o->target, diag);
        if (err == FK_OK)
            err = check_place(entry, world, o->line, o->area, diag);
        if (err == FK_OK && who && (o->line || o->area))
            err = scenario_fail_key(diag, who, "not together with `line` or `area`");
        if (err == FK_OK)
            err = check_change(entry, o, diag);
        if (err == FK_OK && o->restore_mode && fee_is_by_hand(&world->policy))
            err = scenario_fail_key(diag, scenario_node_find(entry, "restore_mode"),
                                    "not with `policy.restore_mode: by-hand`");
    }
    struct overrides_moments moments;
    if (err == FK_OK && !overrides_moments(world, &moments))
        err = scenario_fail_value(diag, list, "expected at most %d moments in `from`",
                                  SCENARIO_CHANGES);
    return err;
}
