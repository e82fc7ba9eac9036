#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <string.h>

/* Money that could leave 32 bits is refused before the run, and what stays in them is not, {set,
 * amount of the message or NULL}. By hand: 1,000 kWh at 10 CNY are 10,000 CNY a day, and what is
 * paid after a cut counts twice a day, on top of a balance of 500 CNY. */
static const struct {
    const char *set[3];
    const char *amount;
} riches[] = {
    {{"days=2147", "population.use_per_day=1000 kWh", "tariff.price=10 CNY/kWh"}, NULL},
    {{"days=2148", "population.use_per_day=1000 kWh", "tariff.price=10 CNY/kWh"}, "-21480000.00"},
    {{"days=10", "customer.pay_after_cut.amount=1000000 CNY", "seed=1"}, NULL},
    {{"days=11", "customer.pay_after_cut.amount=1000000 CNY", "seed=1"}, "22000500.00"}};

START_TEST(test_money_fits)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    int err = scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1,
                                   riches[_i].set, 3, &world, &diag);
    ck_assert_int_eq(err, riches[_i].amount ? FK_E_FORMAT : FK_OK);
    ck_assert(!riches[_i].amount || strstr(diag.text, riches[_i].amount));
    if (err == FK_OK)
        scenario_fini(&world);
}
END_TEST

static Suite *scenario_money_suite(void)
{
    Suite *suite = suite_create("scenario_money");
    TCase *tcase = tcase_create("limits");
    tcase_add_loop_test(tcase, test_money_fits, 0, (int)(sizeof riches / sizeof riches[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_money_suite)
