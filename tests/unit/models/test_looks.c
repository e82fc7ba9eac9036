/* Looks at relays that may have moved: wanted, asked once, asked again when the decision has
 * moved on or nobody answered. */
#include "models/feecontrol/looks.h"
#include "tests/unit/fk_check.h"

#define NINE (INT64_C(1772413200) * MS_SECOND) /* 2026-03-02 09:00 */

static struct looks looks;
static uint32_t order;
static ms_t due;

static void setup(void)
{
    looks_init(&looks);
    ck_assert_int_eq(looks_want(&looks, 3, 7), FK_OK);
}

static void teardown(void)
{
    looks_fini(&looks);
}

START_TEST(look_is_asked_once)
{
    ck_assert(!looks_begin(&looks, 4, NINE, &order, &due));
    ck_assert(looks_begin(&looks, 3, NINE, &order, &due));
    ck_assert_uint_eq(order, 7);
    ck_assert_int_eq(due, NINE + LOOKS_AGAIN);
    ck_assert(!looks_begin(&looks, 3, NINE + 1, &order, &due));
    ck_assert_int_eq(looks_end(&looks, 4), 0);
    ck_assert_int_eq(looks_end(&looks, 3), 1);
    ck_assert_int_eq(looks_end(&looks, 3), 0);
    ck_assert(!looks_begin(&looks, 3, NINE, &order, &due));
}
END_TEST

START_TEST(old_answer_does_not_count)
{
    ck_assert(looks_begin(&looks, 3, NINE, &order, &due));
    looks_move(&looks, 3);
    ck_assert_int_eq(looks_end(&looks, 3), 0);
    ck_assert(looks_begin(&looks, 3, NINE + MS_MINUTE, &order, &due));
    ck_assert_int_eq(looks_want(&looks, 3, 8), FK_OK); /* another movement: the read may be older */
    ck_assert_int_eq(looks_end(&looks, 3), 0);
    ck_assert(looks_begin(&looks, 3, NINE + 2 * MS_MINUTE, &order, &due));
    ck_assert_uint_eq(order, 8);
    ck_assert_int_eq(looks_end(&looks, 3), 1);
}
END_TEST

START_TEST(look_without_an_answer_is_wanted_again)
{
    ck_assert(looks_begin(&looks, 3, NINE, &order, &due));
    looks_move(&looks, 3);
    ck_assert(looks_begin(&looks, 3, NINE + MS_MINUTE, &order, &due));
    ck_assert(!looks_is_over(&looks, 3, NINE + LOOKS_AGAIN)); /* the date of the first one */
    ck_assert(!looks_begin(&looks, 3, NINE + LOOKS_AGAIN, &order, &due));
    ck_assert(looks_is_over(&looks, 3, due));
    ck_assert_int_eq(looks_end(&looks, 3), 0);
    ck_assert(looks_begin(&looks, 3, due, &order, &due));
}
END_TEST

static Suite *looks_suite(void)
{
    Suite *suite = suite_create("looks");
    TCase *tcase = tcase_create("looks");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, look_is_asked_once);
    tcase_add_test(tcase, old_answer_does_not_count);
    tcase_add_test(tcase, look_without_an_answer_is_wanted_again);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(looks_suite)
