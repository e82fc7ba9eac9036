/* A known remark must not pay for an unknown failure: only known failures are taken off. */
#include "conformance/run/verdict.h"
#include "tests/unit/fk_check.h"

START_TEST(known_remark_excuses_no_failure)
{
    struct conform_counts counts = {0};
    struct conform_outcome remark = conform_verdict_conclude(CONFORM_REMARK, CONFORM_SHOULD, true);
    struct conform_outcome fail = conform_verdict_conclude(CONFORM_FAIL, CONFORM_MUST, false);
    ck_assert(remark.is_known);
    conform_counts_add(&counts, remark, CONFORM_SHOULD);
    conform_counts_add(&counts, fail, CONFORM_MUST);
    ck_assert_int_eq(conform_exit_code(&counts), CONFORM_EXIT_FAIL);
}
END_TEST

START_TEST(known_failure_excuses_one_failure)
{
    struct conform_counts counts = {0};
    struct conform_outcome known = conform_verdict_conclude(CONFORM_FAIL, CONFORM_MUST, true);
    struct conform_outcome pass = conform_verdict_conclude(CONFORM_PASS, CONFORM_MUST, false);
    struct conform_outcome fail = conform_verdict_conclude(CONFORM_FAIL, CONFORM_MUST, false);
    conform_counts_add(&counts, pass, CONFORM_MUST);
    conform_counts_add(&counts, known, CONFORM_MUST);
    ck_assert_int_eq(conform_exit_code(&counts), CONFORM_EXIT_PASS);
    conform_counts_add(&counts, fail, CONFORM_MUST);
    ck_assert_int_eq(conform_exit_code(&counts), CONFORM_EXIT_FAIL);
}
END_TEST

static Suite *verdict_counts_suite(void)
{
    Suite *suite = suite_create("verdict_counts");
    TCase *tcase = tcase_create("known failures");
    tcase_add_test(tcase, known_remark_excuses_no_failure);
    tcase_add_test(tcase, known_failure_excuses_one_failure);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(verdict_counts_suite)
