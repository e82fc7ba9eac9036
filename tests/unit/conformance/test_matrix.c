/* The suite against every named defect of the virtual meter. */
#include "conformance/dlt645/suites/suites.h"
#include "conformance/run/matrix.h"
#include "models/meter/device/defects.h"
#include "tests/unit/fk_check.h"

#include <string.h>

static struct conform_matrix matrix;

static void fill(void)
{
    struct fk_diag diag = {.text = ""};
    ck_assert_msg(conform_matrix_fill(&matrix, &conform_dlt645, 1, &diag) == FK_OK, "%s",
                  diag.text);
}

static void drop(void)
{
    conform_matrix_fini(&matrix);
}

START_TEST(test_sound_meter_passes_all)
{
    ck_assert_uint_ge(matrix.tests, 24);
    for (size_t test = 0; test < matrix.tests; test++)
        ck_assert_msg(conform_matrix_at(&matrix, matrix.defects, test) == CONFORM_PASS, "%s: %s",
                      conform_suite_at(&conform_dlt645, test)->id,
                      conform_verdict_name(conform_matrix_at(&matrix, matrix.defects, test)));
    ck_assert(matrix.is_restored[matrix.defects]);
}
END_TEST

START_TEST(test_every_defect_is_found)
{
    ck_assert_uint_ge(matrix.defects, 16);
    for (size_t defect = 0; defect < matrix.defects; defect++)
        ck_assert_msg(conform_matrix_kills_of(&matrix, defect) > 0, "no test fails on %s",
                      meter_defect_info(defect)->name);
}
END_TEST

/* The test that the table of defects names finds it. */
START_TEST(test_defects_are_found_by_their_tests)
{
    for (size_t defect = 0; defect < matrix.defects; defect++) {
        const struct meter_trait *trait = meter_defect_info(defect);
        size_t test = 0;
        while (test < matrix.tests &&
               strcmp(conform_suite_at(&conform_dlt645, test)->id, trait->found_by) != 0)
            test++;
        ck_assert_msg(test < matrix.tests, "%s: no test %s", trait->name, trait->found_by);
        ck_assert_msg(conform_matrix_kills(&matrix, defect, test), "%s passes %s", trait->name,
                      trait->found_by);
    }
}
END_TEST

START_TEST(test_every_test_finds_something)
{
    for (size_t test = 0; test < matrix.tests; test++)
        ck_assert_msg(conform_matrix_is_guarded(&matrix, test), "no defect of its own fails %s",
                      conform_suite_at(&conform_dlt645, test)->id);
}
END_TEST

START_TEST(test_defective_meters_are_put_back)
{
    for (size_t defect = 0; defect < matrix.defects; defect++) {
        const char *name = meter_defect_info(defect)->name;
        /* A meter that loses writes cannot be given its clock back, one that loses closes not its
         * supply, and the bench must notice. */
        bool is_hopeless = strcmp(name, "write-lost") == 0 || strcmp(name, "close-lost") == 0;
        ck_assert_msg(matrix.is_restored[defect] != is_hopeless, "%s: put back %d", name,
                      matrix.is_restored[defect]);
    }
}
END_TEST

/* Another seed chooses other addresses, garbage and values, and comes to the same matrix. */
START_TEST(test_seed_changes_no_verdict)
{
    static struct conform_matrix other;
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(conform_matrix_fill(&other, &conform_dlt645, 20260302, &diag), FK_OK);
    for (size_t defect = 0; defect < matrix.defects; defect++)
        for (size_t test = 0; test < matrix.tests; test++)
            ck_assert_msg(conform_matrix_at(&matrix, defect, test) ==
                              conform_matrix_at(&other, defect, test),
                          "%s on %s", conform_suite_at(&conform_dlt645, test)->id,
                          meter_defect_info(defect)->name);
    conform_matrix_fini(&other);
}
END_TEST

static Suite *matrix_suite(void)
{
    Suite *suite = suite_create("conformance matrix");
    TCase *teeth = tcase_create("teeth");
    tcase_set_timeout(teeth, 60);
    tcase_add_checked_fixture(teeth, fill, drop);
    tcase_add_test(teeth, test_sound_meter_passes_all);
    tcase_add_test(teeth, test_every_defect_is_found);
    tcase_add_test(teeth, test_defects_are_found_by_their_tests);
    tcase_add_test(teeth, test_every_test_finds_something);
    tcase_add_test(teeth, test_defective_meters_are_put_back);
    tcase_add_test(teeth, test_seed_changes_no_verdict);
    suite_add_tcase(suite, teeth);
    return suite;
}

FK_CHECK_MAIN(matrix_suite)
