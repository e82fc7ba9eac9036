/* The pushes of a day: what a scenario may ask for. */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <string.h>

static int load(const char *const *set, size_t count, struct sim_scenario *world,
                struct fk_diag *diag)
{
    return scenario_load_memory("t.yaml", scenario_base, strlen(scenario_base), set, count, world,
                                diag);
}

START_TEST(later_pushes_are_read)
{
    static const char *const set[] = {"collection.later_pushes=[10:00:00.001, 14:00]"};
    struct sim_scenario world;
    struct fk_diag diag;
    ck_assert_int_eq(load(NULL, 0, &world, &diag), FK_OK);
    ck_assert_uint_eq(world.later_push_count, 0);
    scenario_fini(&world);
    ck_assert_int_eq(load(set, 1, &world, &diag), FK_OK);
    ck_assert_uint_eq(world.later_push_count, 2);
    ck_assert_int_eq(world.later_pushes[0], 10 * MS_HOUR + 1);
    ck_assert_int_eq(world.later_pushes[1], 14 * MS_HOUR);
    scenario_fini(&world);
}
END_TEST

static const struct {
    const char *second, *later, *expected;
} mistakes[] = {
    {"collection.second_push_at=04:00", "collection.later_pushes=none",
     "key 'collection.second_push_at': not after `push_at`"},
    {"collection.second_push_at=10:00", "collection.later_pushes=[10:00]",
     "key 'collection.later_pushes': not after `second_push_at`"},
    {"collection.second_push_at=none", "collection.later_pushes=[04:00, 05:00]",
     "key 'collection.later_pushes': not after `push_at`"},
    {"collection.second_push_at=none", "collection.later_pushes=[05:00, 05:00]",
     "key 'collection.later_pushes.1': \"05:00\" is not after the time before it"},
    {"collection.second_push_at=none", "collection.later_pushes=[05:00, 06:00]", NULL},
};

START_TEST(pushes_follow_each_other)
{
    const char *const set[] = {mistakes[_i].second, mistakes[_i].later};
    struct sim_scenario world;
    struct fk_diag diag;
    int err = load(set, 2, &world, &diag);
    if (err == FK_OK)
        scenario_fini(&world);
    ck_assert_int_eq(err, mistakes[_i].expected ? FK_E_FORMAT : FK_OK);
    if (mistakes[_i].expected)
        ck_assert_msg(strstr(diag.text, mistakes[_i].expected) != NULL, "%s", diag.text);
}
END_TEST

static Suite *scenario_pushes_suite(void)
{
    Suite *suite = suite_create("scenario_pushes");
    TCase *tcase = tcase_create("pushes");
    tcase_add_test(tcase, later_pushes_are_read);
    tcase_add_loop_test(tcase, pushes_follow_each_other, 0, sizeof mistakes / sizeof *mistakes);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_pushes_suite)
