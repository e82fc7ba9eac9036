/* R-32, P-MET-28: what may stand in `confirm_by` and `trip_delay`, and what cannot go together. The
 * base has an `order_limit` of 32 min. */
#include "sim/scenario/scenario_memory.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"
#include <string.h>

static int load(const char *const *set, uint32_t count, struct sim_scenario *world,
                struct fk_diag *diag)
{
    return scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, set, count,
                                world, diag);
}

static const struct {
    const char *set[2];
    uint32_t count;
    const char *expected;
} mistakes[] = {
    {{"collection.trip_delay=90 s"}, 1, "collection.trip_delay': a meter counts whole minutes"},
    {{"collection.trip_delay=32 min"},
     1,
     "collection.trip_delay': not less than `order_limit`: no order would last until the relay has "
     "moved"},
    {{"collection.trip_delay=256 min"}, 1, "out of range"},
    {{"collection.confirm_by=word"}, 1, "expected answer, status-word, current-zero"},
    {{"collection.status_read=false", "collection.confirm_by=status-word"},
     2,
     "collection.confirm_by': needs `status_read: true`"}};

START_TEST(mistakes_are_told)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    ck_assert_int_eq(load(mistakes[_i].set, mistakes[_i].count, &world, &diag), FK_E_FORMAT);
    ck_assert_msg(strstr(diag.text, mistakes[_i].expected), "%s", diag.text);
}
END_TEST

START_TEST(what_fits_is_taken)
{
    static const char *const both[] = {"collection.trip_delay=31 min",
                                       "collection.confirm_by=current-zero"};
    static const char *const plain[] = {"collection.status_read=false",
                                        "collection.confirm_by=answer"};
    struct sim_scenario world;
    ck_assert_int_eq(load(NULL, 0, &world, NULL), FK_OK);
    ck_assert_int_eq(world.proof, PROOF_ANSWER);
    ck_assert_int_eq(world.trip_delay, 0);
    scenario_fini(&world);
    ck_assert_int_eq(load(both, 2, &world, NULL), FK_OK);
    ck_assert_int_eq(world.proof, PROOF_CURRENT_ZERO);
    ck_assert_int_eq(world.trip_delay, 31 * MS_MINUTE);
    scenario_fini(&world);
    ck_assert_int_eq(load(plain, 2, &world, NULL), FK_OK);
    scenario_fini(&world);
}
END_TEST

static Suite *proof_suite(void)
{
    Suite *suite = suite_create("scenario_proof");
    TCase *tcase = tcase_create("scenario_proof");
    tcase_add_loop_test(tcase, mistakes_are_told, 0, sizeof mistakes / sizeof mistakes[0]);
    tcase_add_test(tcase, what_fits_is_taken);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(proof_suite)
