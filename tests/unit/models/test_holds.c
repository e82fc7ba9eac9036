/* Held orders: released by a success after which no failure with their code came for a
 * window, each code for itself; and when a person looks. Window of the tests: 10 minutes. */
#include "models/feecontrol/customer.h"
#include "models/feecontrol/holds.h"
#include "tests/unit/fk_check.h"

#define MIDNIGHT (INT64_C(1772380800) * MS_SECOND) /* 2026-03-02, a Monday */
#define NINE     (MIDNIGHT + 9 * MS_HOUR)
#define WINDOW   (10 * MS_MINUTE)
#define CODE     RESULT_CRYPTO_UNAVAILABLE

static struct holds holds;

static void setup(void)
{
    ck_assert_int_eq(holds_init(&holds, WINDOW), FK_OK);
}

static void teardown(void)
{
    holds_fini(&holds);
}

static void hold(uint32_t customer, unsigned code, ms_t at)
{
    holds_outcome(&holds, code, at - WINDOW); /* it was asked a window after the failure */
    ck_assert_int_eq(holds_add(&holds, customer, code, at), FK_OK);
}

START_TEST(success_releases)
{
    uint32_t customer;
    hold(1, CODE, NINE);
    hold(2, CODE, NINE + MS_MINUTE);
    ck_assert_int_eq(holds_due(&holds), MS_NEVER);
    holds_outcome(&holds, RESULT_OK, NINE); /* not since it was held */
    ck_assert_int_eq(holds_due(&holds), MS_NEVER);
    holds_outcome(&holds, CODE, NINE + 5 * MS_MINUTE);
    holds_outcome(&holds, RESULT_OK, NINE + 6 * MS_MINUTE);
    ck_assert_int_eq(holds_due(&holds), NINE + 15 * MS_MINUTE);
    ck_assert(!holds_take(&holds, NINE + 15 * MS_MINUTE - 1, &customer));
    for (uint32_t expected = 1; expected <= 2; expected++) {
        ck_assert(holds_take(&holds, NINE + 15 * MS_MINUTE, &customer));
        ck_assert_uint_eq(customer, expected);
        ck_assert(holds_waits(&holds, customer));
        holds_go_on(&holds, customer);
        ck_assert(!holds_waits(&holds, customer));
        ck_assert(holds_had(&holds, customer, CODE));
        ck_assert(!holds_had(&holds, customer, RESULT_CMD_EXPIRED));
    }
    ck_assert(!holds_take(&holds, NINE + MS_HOUR, &customer));
    ck_assert_int_eq(holds_due(&holds), MS_NEVER);
}
END_TEST

/* A failure with another code holds nobody up; who went on by a person, or whose cut is over, is
 * passed over. */
START_TEST(each_code_for_itself)
{
    uint32_t customer;
    for (uint32_t i = 1; i <= 4; i++)
        hold(i, i == 4 ? RESULT_CMD_EXPIRED : CODE, NINE);
    holds_go_on(&holds, 1);
    holds_forget(&holds, 2);
    ck_assert(!holds_had(&holds, 2, CODE));
    holds_outcome(&holds, RESULT_OK, NINE + MS_MINUTE);
    holds_outcome(&holds, RESULT_CMD_EXPIRED, NINE + 2 * MS_MINUTE);
    ck_assert(holds_take(&holds, NINE + 2 * MS_MINUTE, &customer));
    ck_assert_uint_eq(customer, 3);
    ck_assert(!holds_take(&holds, NINE + 12 * MS_MINUTE - 1, &customer));
    ck_assert(holds_take(&holds, NINE + 12 * MS_MINUTE, &customer));
    ck_assert_uint_eq(customer, 4);
}
END_TEST

/* Friday is 2026-03-06, {day and hour after Monday 00:00, days until 08:30}. */
static const struct {
    ms_t at;
    unsigned days;
} looks[] = {{9 * MS_HOUR, 1},
             {8 * MS_HOUR, 0},
             {8 * MS_HOUR + 30 * MS_MINUTE, 1},
             {4 * MS_DAY + 9 * MS_HOUR, 7},
             {5 * MS_DAY, 7},
             {6 * MS_DAY + 23 * MS_HOUR, 7}};

START_TEST(person_looks_on_working_days)
{
    ms_t expected = MIDNIGHT + looks[_i].days * MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE;
    ck_assert_int_eq(fee_person_at(MIDNIGHT + looks[_i].at), expected);
}
END_TEST

/* R-26 over the Spring Festival of 2026: 2026-02-14, a Saturday, is worked, 02-15 to 02-23 are off.
 * {day and hour of February, day of February on which he looks} */
static const struct {
    int day, hour, looks;
} festival[] = {{13, 9, 14}, {14, 8, 14}, {14, 9, 24}, {20, 9, 24}, {27, 9, 28}, {28, 9, 30}};

START_TEST(person_looks_by_the_calendar)
{
    ms_t first = MIDNIGHT - 29 * MS_DAY; /* 2026-02-01 */
    ms_t now = first + (festival[_i].day - 1) * MS_DAY + festival[_i].hour * MS_HOUR;
    ck_assert_int_eq(fee_person_at(now),
                     first + (festival[_i].looks - 1) * MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE);
}
END_TEST

static Suite *holds_suite(void)
{
    Suite *suite = suite_create("holds");
    TCase *tcase = tcase_create("holds");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, success_releases);
    tcase_add_test(tcase, each_code_for_itself);
    tcase_add_loop_test(tcase, person_looks_by_the_calendar, 0, 6);
    tcase_add_loop_test(tcase, person_looks_on_working_days, 0,
                        (int)(sizeof looks / sizeof looks[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(holds_suite)
