/* Bills that do not count yet (R-80, P-CUT-05): those that are not overdue, the newest always. */
#include "models/marketing/dues.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/models/party_bench.h"

#define WHO     1
#define DAYS    45
#define AT(day) (BENCH_MIDNIGHT + (day)*MS_DAY)

static struct dues dues;

static void setup(void)
{
    ck_assert_int_eq(dues_init(&dues, DAYS, 2), FK_OK);
}

static void teardown(void)
{
    dues_fini(&dues);
}

/* 41.60 of D10 04:00 count from D55 00:00, 124.80 of D40 from D85; of nobody else. */
START_TEST(counts_from_the_day_on_which_it_is_overdue)
{
    ck_assert_int_eq(dues_bill(&dues, WHO, 4160, AT(10) + 4 * MS_HOUR), AT(55));
    ck_assert_int_eq(dues_bill(&dues, WHO, 12480, AT(40) + 4 * MS_HOUR), AT(85));
    ck_assert_int_eq(dues_open(&dues, WHO, AT(40) + 4 * MS_HOUR), 16640);
    ck_assert_int_eq(dues_open(&dues, WHO, AT(55) - 1), 16640);
    ck_assert_int_eq(dues_open(&dues, WHO, AT(55)), 12480);
    ck_assert_int_eq(dues_open(&dues, WHO, AT(85) - 1), 12480);
    ck_assert_int_eq(dues_open(&dues, WHO, AT(85)), 0);
    ck_assert_int_eq(dues_open(&dues, 0, AT(40)), 0);
}
END_TEST

/* the last is taken back; one that counts already is in the account, and no other goes. */
START_TEST(last_one_is_taken_back)
{
    ck_assert_int_eq(dues_bill(&dues, WHO, 4160, AT(10)), AT(55));
    ck_assert_int_eq(dues_bill(&dues, WHO, 9999, AT(40)), AT(85));
    dues_reverse(&dues, WHO, AT(40));
    ck_assert_int_eq(dues_open(&dues, WHO, AT(40)), 4160);
    dues_reverse(&dues, WHO, AT(55));
    ck_assert_int_eq(dues_open(&dues, WHO, AT(54)), 0);
    ck_assert_int_eq(dues_bill(&dues, WHO, 12480, AT(56)), AT(101));
    ck_assert_int_eq(dues_open(&dues, WHO, AT(56)), 12480);
}
END_TEST

/* Eight wait; a ninth is refused, and room comes when the first counts. */
START_TEST(as_many_as_there_can_be)
{
    for (unsigned i = 0; i < DUES_MOST; i++)
        ck_assert_int_eq(dues_bill(&dues, WHO, 1, AT(i)), AT(DAYS + i));
    ck_assert_int_eq(dues_bill(&dues, WHO, 1, AT(DAYS - 1)), FK_E_RANGE);
    ck_assert_int_eq(dues_open(&dues, WHO, AT(DAYS - 1)), DUES_MOST);
    ck_assert_int_eq(dues_bill(&dues, WHO, 5, AT(DAYS)), AT(2 * DAYS));
    ck_assert_int_eq(dues_open(&dues, WHO, AT(DAYS)), DUES_MOST - 1 + 5);
    ck_assert_int_eq(dues_bill(&dues, 0, INT64_C(1) << 31, AT(DAYS)), FK_E_RANGE);
}
END_TEST

/* Where every bill counts at once nothing is kept. */
START_TEST(without_a_term)
{
    struct dues none;
    ck_assert_int_eq(dues_init(&none, 0, 2), FK_OK);
    ck_assert_ptr_null(none.customers);
    ck_assert_int_eq(dues_open(&none, WHO, AT(1)), 0);
    dues_fini(&none);
}
END_TEST

static Suite *dues_suite(void)
{
    Suite *suite = suite_create("dues");
    TCase *tc = tcase_create("dues");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, counts_from_the_day_on_which_it_is_overdue);
    tcase_add_test(tc, last_one_is_taken_back);
    tcase_add_test(tc, as_many_as_there_can_be);
    tcase_add_test(tc, without_a_term);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(dues_suite)
