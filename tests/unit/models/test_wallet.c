/* Money in the meter: GS-3 to GS-5, GS-13, section 5, P-MET-13 to P-MET-16. */
#include "models/meter/energy.h"
#include "models/meter/wallet.h"
#include "tests/unit/fk_check.h"

#define PER_DAY 800 /* 8 kWh at 0.52: 4.16 CNY a day */
#define BASE    UINT64_C(123456789)

static const struct wallet_terms gansu = {
    .price = 520000, .alarms = {3000, 1000}, .most = 999999, .is_off_at_first = false};
static struct meter_wallet wallet;

static void begin(fen_t money)
{
    wallet_init(&wallet, money, 7, BASE);
}

static uint64_t after(ms_t time)
{
    return BASE + energy_of(time, PER_DAY);
}

/* S-57: 2.08 CNY are half a day. At 0.00 supply stays on; one part later it does not (GS-13). */
START_TEST(trips_when_it_is_used_up)
{
    begin(208);
    ck_assert_int_eq(wallet_remaining(&wallet, &gansu, after(0)), 208);
    ck_assert_int_eq(wallet_remaining(&wallet, &gansu, after(6 * MS_HOUR)), 104);
    ck_assert_int_eq(wallet_remaining(&wallet, &gansu, after(12 * MS_HOUR)), 0);
    ck_assert(!wallet_wants_open(&wallet, &gansu, after(12 * MS_HOUR)));
    ck_assert(wallet_wants_open(&wallet, &gansu, after(12 * MS_HOUR) + 1));
    while (wallet_alarm(&wallet, &gansu, after(0)) > 0)
        ;
    ck_assert_uint_eq(wallet_next(&wallet, &gansu), after(12 * MS_HOUR) + 1);
    ck_assert_int_eq(wallet_remaining(&wallet, &gansu, after(2 * MS_DAY)), 208 - 832);
}
END_TEST

START_TEST(other_limits)
{
    struct wallet_terms terms = gansu;
    begin(208);
    terms.trips_at_zero = true; /* section 5: "when remaining is zero" */
    ck_assert(!wallet_wants_open(&wallet, &terms, after(12 * MS_HOUR) - 1));
    ck_assert(wallet_wants_open(&wallet, &terms, after(12 * MS_HOUR)));
    terms.trips_at_zero = false;
    terms.overdraft = 416; /* remaining < -4.16 */
    ck_assert(!wallet_wants_open(&wallet, &terms, after(36 * MS_HOUR)));
    ck_assert(wallet_wants_open(&wallet, &terms, after(36 * MS_HOUR) + 1));
    terms.price = 0;
    ck_assert(!wallet_wants_open(&wallet, &terms, UINT64_MAX / 2));
}
END_TEST

/* A price that divides nothing: 0.10 CNY at 0.123457 lasts 0.8099986... kWh, one part less is less.
 */
START_TEST(odd_price)
{
    struct wallet_terms terms = gansu;
    terms.price = 123457;
    begin(10);
    /* 10 fen * 1e6 = 10,000,000 = 80 * 123,457 + 123,440; 123,440 * 86,400,000 / 123,457 =
     * 86,388,102.7 */
    uint64_t covered = BASE + 80 * ENERGY_UNIT + 86388102;
    ck_assert(!wallet_wants_open(&wallet, &terms, covered));
    ck_assert(wallet_wants_open(&wallet, &terms, covered + 1));
    terms.trips_at_zero = true;
    ck_assert(!wallet_wants_open(&wallet, &terms, covered));
    ck_assert(wallet_wants_open(&wallet, &terms, covered + 1));
}
END_TEST

/* remaining <= alarm; of vendors below (<). A recharge makes both due again. */
START_TEST(alarms_once_each)
{
    struct wallet_terms terms = gansu;
    begin(3416); /* 34.16: 30.00 after a day, 10.00 after 5.8 days */
    ck_assert_uint_eq(wallet_next(&wallet, &terms), after(MS_DAY));
    ck_assert_uint_eq(wallet_alarm(&wallet, &terms, after(MS_DAY) - 1), 0);
    ck_assert_uint_eq(wallet_alarm(&wallet, &terms, after(MS_DAY)), 1);
    ck_assert_uint_eq(wallet_alarm(&wallet, &terms, after(MS_DAY)), 0);
    ck_assert_uint_eq(wallet_alarm(&wallet, &terms, after(6 * MS_DAY)), 2);
    ck_assert_uint_eq(wallet_alarm(&wallet, &terms, after(6 * MS_DAY)), 0);
    ck_assert_int_eq(wallet_write(&wallet, &terms, 10000, 8, after(6 * MS_DAY)), RESULT_OK);
    ck_assert_uint_eq(wallet.alarms, 0);
    begin(3416);
    terms.is_alarm_below = true;
    ck_assert_uint_eq(wallet_alarm(&wallet, &terms, after(MS_DAY)), 0);
    ck_assert_uint_eq(wallet_alarm(&wallet, &terms, after(MS_DAY) + 1), 1);
}
END_TEST

/* GS-4: issued less written must be 1, so that nothing goes in twice, and nothing is left out. */
START_TEST(only_the_next_purchase)
{
    begin(100);
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 500, 7, BASE), RESULT_COUNT_MISMATCH);
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 500, 9, BASE), RESULT_COUNT_MISMATCH);
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 500, 8, BASE), RESULT_OK);
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 500, 8, BASE), RESULT_COUNT_MISMATCH);
    ck_assert_int_eq(wallet_remaining(&wallet, &gansu, BASE), 600);
    ck_assert_uint_eq(wallet.count, 8);
    wallet.count = 255;
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 1, 0, BASE), RESULT_OK);
}
END_TEST

/* GS-5: exactly to the limit, a fen more is refused whole, and the count stays. */
START_TEST(never_more_than_it_may_hold)
{
    begin(100);
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 999900, 8, BASE), RESULT_LIMIT_EXCEEDED);
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 0, 8, BASE), RESULT_LIMIT_EXCEEDED);
    ck_assert_uint_eq(wallet.count, 7);
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 999899, 8, BASE), RESULT_OK);
    ck_assert_int_eq(wallet_remaining(&wallet, &gansu, BASE), 999999);
    ck_assert_int_eq(wallet_write(&wallet, &gansu, 208, 9, after(12 * MS_HOUR)), RESULT_OK);
}
END_TEST

/* P-MET-16: what money has opened closes at the limit, nothing else does. */
START_TEST(closes_again)
{
    struct wallet_terms terms = gansu;
    terms.close_at = 500;
    begin(-100);
    ck_assert(wallet_wants_open(&wallet, &terms, BASE));
    ck_assert_int_eq(wallet_write(&wallet, &terms, 599, 8, BASE), RESULT_OK);
    ck_assert(!wallet_wants_closed(&wallet, &terms, BASE));
    wallet.is_tripped = true;
    ck_assert(!wallet_wants_closed(&wallet, &terms, BASE)); /* 4.99 */
    ck_assert_int_eq(wallet_write(&wallet, &terms, 1, 9, BASE), RESULT_OK);
    ck_assert(wallet_wants_closed(&wallet, &terms, BASE));
}
END_TEST

/* Seed 000: supplies only after its first recharge. Seed 001: the card takes the rest back. */
START_TEST(first_recharge_and_last)
{
    struct wallet_terms terms = gansu;
    terms.is_off_at_first = true;
    begin(0);
    ck_assert(wallet_wants_open(&wallet, &terms, BASE));
    ck_assert_int_eq(wallet_write(&wallet, &terms, 1000, 8, BASE), RESULT_OK);
    ck_assert(!wallet_wants_open(&wallet, &terms, BASE));
    ck_assert_int_eq(wallet_take_out(&wallet, &terms, after(12 * MS_HOUR)), 792);
    ck_assert_int_eq(wallet_remaining(&wallet, &terms, after(12 * MS_HOUR)), 0);
    ck_assert_int_eq(wallet_take_out(&wallet, &terms, after(MS_DAY)), 0);
    ck_assert_int_eq(wallet_remaining(&wallet, &terms, after(MS_DAY)), -208);
    ck_assert_uint_eq(wallet.count, 8);
}
END_TEST

/* Seed 001: sold in energy (12.50 kWh), or in time (90 minutes of irrigation). */
START_TEST(energy_and_time)
{
    struct wallet_terms terms = {.price = WALLET_PRICE_ENERGY, .alarms = {500, 100}, .most = 9999};
    begin(1250);
    ck_assert_int_eq(wallet_remaining(&wallet, &terms, BASE + 750 * ENERGY_UNIT), 500);
    ck_assert_uint_eq(wallet_next(&wallet, &terms), BASE + 750 * ENERGY_UNIT);
    ck_assert(!wallet_wants_open(&wallet, &terms, BASE + 1250 * ENERGY_UNIT));
    ck_assert(wallet_wants_open(&wallet, &terms, BASE + 1250 * ENERGY_UNIT + 1));
    terms.price = WALLET_PRICE_TIME;
    begin(90);
    ck_assert_int_eq(wallet_remaining(&wallet, &terms, BASE + 30 * MS_MINUTE), 60);
    ck_assert(!wallet_wants_open(&wallet, &terms, BASE + 90 * MS_MINUTE));
    ck_assert(wallet_wants_open(&wallet, &terms, BASE + 90 * MS_MINUTE + 1));
}
END_TEST

static Suite *wallet_suite(void)
{
    Suite *suite = suite_create("wallet");
    TCase *tc = tcase_create("wallet");
    tcase_add_test(tc, trips_when_it_is_used_up);
    tcase_add_test(tc, other_limits);
    tcase_add_test(tc, odd_price);
    tcase_add_test(tc, alarms_once_each);
    tcase_add_test(tc, only_the_next_purchase);
    tcase_add_test(tc, never_more_than_it_may_hold);
    tcase_add_test(tc, closes_again);
    tcase_add_test(tc, first_recharge_and_last);
    tcase_add_test(tc, energy_and_time);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(wallet_suite)
