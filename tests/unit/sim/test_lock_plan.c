/* The protections and holds of a scenario one by one: whom an entry of `locks` means,
 * and the days without cuts of the calendar. 100 customers on five concentrators of 20, two a
 * line. */
#include "sim/scenario/lock_plan.h"
#include "sim/scenario/scenario_memory.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"
#include <string.h>

static struct planned_lock seen[128];
static uint32_t count;

static int visit(void *context, const struct planned_lock *lock)
{
    (void)context;
    ck_assert_uint_lt(count, 128);
    seen[count++] = *lock;
    return FK_OK;
}

static void plan(const char *locks, const char *const *set, size_t sets)
{
    struct sim_scenario s;
    struct fk_diag diag = {.text = ""};
    char text[sizeof scenario_base + 256];
    strcpy(text, scenario_base);
    strcat(text, locks);
    int err = scenario_load_memory("t.yaml", text, strlen(text), set, sets, &s, &diag);
    ck_assert_msg(err == FK_OK, "%s", diag.text);
    count = 0;
    ck_assert_int_eq(lock_plan_each(&s, visit, NULL), FK_OK);
    scenario_fini(&s);
}

#define WHEN "from: D1 08:00, to: D1 09:00}\n"

/* {entry, scope, first id, locks}; G2 holds the customers 0, 10, 20 ... in four classes: class 3
 * are 30 and 70. */
static const struct {
    const char *entry;
    enum lock_scope scope;
    uint32_t id, locks;
} entries[] = {
    {"locks:\n  - {kind: protection, " WHEN, LOCK_EVERYBODY, 0, 1},
    {"locks:\n  - {kind: protection, area: 5, " WHEN, LOCK_AREA, 4, 1},
    {"locks:\n  - {kind: protection, line: 3, " WHEN, LOCK_LINE, 2, 1},
    {"locks:\n  - {kind: delay, who: {group: G2, class: 3}, " WHEN, LOCK_CUSTOMER, 30, 2},
    {"locks:\n  - {kind: delay, area: 4, who: {group: G2}, " WHEN, LOCK_CUSTOMER, 60, 2},
    {"locks:\n  - {kind: delay, area: 4, who: {group: G2, class: 3}, " WHEN, LOCK_CUSTOMER, 70, 1},
    {"locks:\n  - {kind: delay, line: 2, who: {group: G2, first: 1}, " WHEN, LOCK_CUSTOMER, 40, 1},
    {"locks:\n  - {kind: delay, who: {group: G1, first: 3}, " WHEN, LOCK_CUSTOMER, 1, 3}};

START_TEST(entry_means)
{
    static const char *const set[] = {"population.concentrators_per_line=2"};
    ms_t at = clock_from_civil(2026, 3, 3, 8, 0, 0);
    plan(entries[_i].entry, set, 1);
    ck_assert_uint_eq(count, entries[_i].locks);
    ck_assert_int_eq(seen[0].scope, entries[_i].scope);
    ck_assert_uint_eq(seen[0].id, entries[_i].id);
    ck_assert_int_eq(seen[0].from, at);
    ck_assert_int_eq(seen[0].to, at + MS_HOUR);
}
END_TEST

/* From 2 March 2026 to the end of April: 4 to 6 April (Saturday to Monday) are off, and the last
 * day before those of May is 30 April. */
static const struct {
    const char *days;
    uint32_t locks;
    int month, from, to_month, to; /* of the last */
} calendars[] = {{"policy.no_cut_days=none", 0, 0, 0, 0, 0},
                 {"policy.no_cut_days=days-off", 1, 4, 4, 4, 7},
                 {"policy.no_cut_days=days-off-and-eves", 2, 4, 30, 5, 1},
                 {"policy.no_cut_days=all-but-working-days", 8, 4, 25, 4, 27}};

START_TEST(calendar_closes_days)
{
    const char *const set[] = {"days=60", calendars[_i].days};
    plan("", set, 2);
    ck_assert_uint_eq(count, calendars[_i].locks);
    if (count == 0)
        return;
    const struct planned_lock *last = &seen[count - 1];
    ck_assert_int_eq(last->kind, HOLD_PERIOD);
    ck_assert_int_eq(last->scope, LOCK_EVERYBODY);
    ck_assert_int_eq(last->from,
                     clock_from_civil(2026, calendars[_i].month, calendars[_i].from, 0, 0, 0));
    ck_assert_int_eq(last->to,
                     clock_from_civil(2026, calendars[_i].to_month, calendars[_i].to, 0, 0, 0));
}
END_TEST

/* The day after the last one must be known too, for it may be off: 31 December is D304. */
START_TEST(calendar_ends)
{
    static const char *const sets[2][2] = {{"days=304", "policy.no_cut_days=days-off"},
                                           {"days=305", "policy.no_cut_days=days-off"}};
    struct sim_scenario s;
    struct fk_diag diag = {.text = ""};
    int err = scenario_load_memory("t.yaml", scenario_base, strlen(scenario_base), sets[_i], 2, &s,
                                   &diag);
    ck_assert_int_eq(err, _i == 0 ? FK_OK : FK_E_FORMAT);
    if (err == FK_OK)
        scenario_fini(&s);
    else
        ck_assert_str_eq(diag.text, "--set policy.no_cut_days=days-off: key 'policy.no_cut_days': "
                                    "holidays are known from 2024-01-01 to 2026-12-31; expected a "
                                    "run within");
}
END_TEST

static Suite *lock_plan_suite(void)
{
    Suite *suite = suite_create("lock_plan");
    TCase *tcase = tcase_create("plan");
    tcase_add_loop_test(tcase, entry_means, 0, (int)(sizeof entries / sizeof entries[0]));
    tcase_add_loop_test(tcase, calendar_closes_days, 0, 4);
    tcase_add_loop_test(tcase, calendar_ends, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(lock_plan_suite)
