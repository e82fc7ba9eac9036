/* The keys of P-PAY-11 and P-PAY-17: filled, and refused without the statements that take the money
 * back. */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

static int load(const char *const *set, size_t count, struct sim_scenario *out,
                struct fk_diag *diag)
{
    return scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, set, count, out,
                                diag);
}

START_TEST(wrong_accounts_need_statements)
{
    const char *set[] = {"payment.wrong_account=0.05 %", "payment.statement_at=10:00",
                         "payment.no_account=10 %", "payment.noticed_after=2 h"};
    struct sim_scenario world;
    struct fk_diag diag = {0};
    ck_assert_int_eq(load(set, 1, &world, &diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "`wrong_account` needs `statement_at`"));
    ck_assert_int_eq(load(set, 4, &world, &diag), FK_OK);
    ck_assert_uint_eq(world.wrong_account, 500);
    ck_assert_uint_eq(world.no_account, 100000);
    ck_assert_int_eq(chance_largest(&world.noticed_after), 2 * MS_HOUR);
    scenario_fini(&world);
}
END_TEST

START_TEST(asking_back_needs_statements)
{
    const char *set[] = {"payment.asked_back=0.02 %", "payment.statement_at=10:00",
                         "payment.asked_after=2 h"};
    struct sim_scenario world;
    struct fk_diag diag = {0};
    ck_assert_int_eq(load(set, 1, &world, &diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "`asked_back` needs `statement_at`"));
    ck_assert_int_eq(load(set, 3, &world, &diag), FK_OK);
    ck_assert_uint_eq(world.asked_back, 200);
    ck_assert_int_eq(chance_largest(&world.asked_after), 2 * MS_HOUR);
    scenario_fini(&world);
}
END_TEST

static Suite *scenario_payment_suite(void)
{
    Suite *suite = suite_create("scenario_payment");
    TCase *tcase = tcase_create("keys");
    tcase_add_test(tcase, wrong_accounts_need_statements);
    tcase_add_test(tcase, asking_back_needs_statements);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_payment_suite)
