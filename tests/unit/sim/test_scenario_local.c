/* Keys of local meters that are refused or read: load control, cards (section 20). */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"
#include <stdio.h>
#include <string.h>

static struct sim_scenario world;
static struct fk_diag diag;

/* The base with `more` behind it. */
static int load(const char *more)
{
    char text[16384];
    int size = snprintf(text, sizeof text, "%s%s", scenario_base, more);
    return scenario_load_memory("t.yaml", text, (size_t)size, NULL, 0, &world, &diag);
}

START_TEST(load_control_is_read)
{
    ck_assert_int_eq(load("local: {load_limit: 3.5 kW, load_delay: 2 min, reclose_after: 1 h, "
                          "recloses_most: 0, recloses_anew: by-hand}\n"),
                     FK_OK);
    ck_assert_uint_eq(world.load_control.limit, 3500);
    ck_assert_int_eq(world.load_control.delay, 2 * MS_MINUTE);
    ck_assert_int_eq(world.load_control.reclose_after, MS_HOUR);
    ck_assert_uint_eq(world.load_control.recloses_most, 0);
    ck_assert(world.load_control.is_anew_by_hand);
    ck_assert(!scenario_has_load_control(&world)); /* nobody has a local meter */
    scenario_fini(&world);
    ck_assert_int_eq(load("local_meters: [{account: 0.00 CNY}]\n"), FK_OK);
    ck_assert(!scenario_has_load_control(&world));
    ck_assert_int_eq(world.load_control.delay, MS_MINUTE);
    ck_assert_uint_eq(world.load_control.recloses_most, 3);
    ck_assert(!world.load_control.is_anew_by_hand);
    scenario_fini(&world);
}
END_TEST

static const struct {
    const char *put, *expected;
} mistakes[] = {
    {"local: {load_limit: 300}\n",
     "t.yaml:106:21: key 'local.load_limit': "
     "\"300\" is not a power; expected a power such as \"500 W\" or \"3.5 kW\""},
    {"local: {load_limit: 0 W}\n", "t.yaml:106:21: key 'local.load_limit': "},
    {"local: {load_limit: 0.5 W}\n", "t.yaml:106:21: key 'local.load_limit': "},
    {"local: {load_delay: 0 s}\n", "t.yaml:106:21: key 'local.load_delay': "},
    {"hands: [{at: D1 12:00, what: card, alarm_1: 5.00 CNY}]\n",
     "t.yaml:106:9: key 'hands.0': amounts go with `what: card-terms`"},
    {"hands: [{at: D1 12:00, what: card-terms, alarm_2: 0.01 CNY}]\n",
     "t.yaml:106:9: key 'hands.0': its `alarm_2` is above its `alarm_1`"},
    {"local: {recloses_anew: weekly}\n", "t.yaml:106:24: key 'local.recloses_anew': "},
};

START_TEST(mistakes_are_refused)
{
    ck_assert_int_ne(load(mistakes[_i].put), FK_OK);
    ck_assert_msg(strncmp(diag.text, mistakes[_i].expected, strlen(mistakes[_i].expected)) == 0,
                  "%s\n%s", diag.text, mistakes[_i].expected);
}
END_TEST

static Suite *scenario_local_suite(void)
{
    Suite *suite = suite_create("scenario_local");
    TCase *tc = tcase_create("local");
    tcase_add_test(tc, load_control_is_read);
    tcase_add_loop_test(tc, mistakes_are_refused, 0, (int)(sizeof mistakes / sizeof mistakes[0]));
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(scenario_local_suite)
