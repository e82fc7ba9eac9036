/* One line per mistake in arrears of bills (P-CUT-05), with the exact place. */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *more; /* behind the base */
    const char *set;
    const char *expected; /* NULL: it is right */
} mistakes[] = {
    {"settlement: {books: 1, due_days: 15, overdue_days: 30}\n", "seed=1", NULL},
    {"settlement: {books: 1, overdue_days: 30}\n", "seed=1",
     "key 'settlement': overdue_days counts from the due date of a bill, and due_days is 0"},
    {"settlement: {due_days: 15}\n", "seed=1",
     "key 'settlement': due_days is about bills, and without books nobody gets one"},
    {"settlement: {books: 1, due_days: 15}\n", "calculation.stale_policy=extrapolate-mean",
     "key 'settlement': due_days: nobody is estimated, so that calculation.selection is all and "
     "stale_policy freeze"},
    {"settlement: {books: 1, due_days: 15}\n", "calculation.selection=timely",
     "key 'settlement': due_days: nobody is estimated, so that calculation.selection is all and "
     "stale_policy freeze"},
    {"settlement: {books: 1, due_days: 15}\nagreements: [{from: D1 10:00}]\n", "seed=1",
     "key 'settlement': due_days: who pays by bills signs no agreement on fee control"},
};

START_TEST(mistakes_in_arrears)
{
    struct sim_scenario world;
    struct fk_diag diag;
    size_t size = sizeof scenario_base + strlen(mistakes[_i].more) + 1;
    char *text = malloc(size);
    ck_assert_ptr_nonnull(text);
    snprintf(text, size, "%s%s", scenario_base, mistakes[_i].more);
    int err =
        scenario_load_memory("t.yaml", text, strlen(text), &mistakes[_i].set, 1, &world, &diag);
    free(text);
    if (err == FK_OK) {
        ck_assert_uint_eq(scenario_bill_days(&world), 45);
        scenario_fini(&world);
    }
    ck_assert_msg((err == FK_OK) == !mistakes[_i].expected, "%s", diag.text);
    if (mistakes[_i].expected)
        ck_assert_msg(strstr(diag.text, mistakes[_i].expected) != NULL, "%s", diag.text);
}
END_TEST

static Suite *scenario_arrears_suite(void)
{
    Suite *suite = suite_create("scenario_arrears");
    TCase *tcase = tcase_create("errors");
    tcase_add_loop_test(tcase, mistakes_in_arrears, 0, sizeof mistakes / sizeof *mistakes);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_arrears_suite)
