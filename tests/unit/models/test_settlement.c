/* Settlement by reading book: which book on which day, late and corrected registers (R-70,
 * Four customers in two areas, two books three days apart from the 3rd on; 0.52 CNY. */
#include "models/marketing/settlement.h"
#include "tests/unit/models/party_bench.h"

#define THIRD (BENCH_DAY + 1) /* 2026-03-03 */

static struct settlement settlement;
static struct settlement_bill bills[16];
static unsigned bill_count;
static struct areas areas;
static const price_t prices[] = {520000};

static void setup(void)
{
    struct settlement_config config = {2, 3, 3, true, bench_segments(), prices, &areas};
    ck_assert_int_eq(areas_init_even(&areas, 2, 2, 1), FK_OK);
    ck_assert_int_eq(settlement_init(&settlement, &config, 4), FK_OK);
    bill_count = 0;
}

static void teardown(void)
{
    settlement_fini(&settlement);
    areas_fini(&areas);
}

static int keep(void *context, const struct settlement_bill *bill, ms_t now)
{
    (void)context;
    (void)now;
    ck_assert_uint_lt(bill_count, 16);
    bills[bill_count++] = *bill;
    return FK_OK;
}

/* Registers of a push of `day`, 255: none. */
static void take(int32_t day, const uint32_t values[4], const uint8_t ages[4])
{
    ck_assert(settlement_wants(&settlement, day));
    ck_assert_int_eq(settlement_take(&settlement, day, values, ages, keep, NULL, clock_day_at(day)),
                     FK_OK);
}

static void is(unsigned n, uint32_t customer, uint32_t from, uint32_t to, fen_t amount,
               bool is_reversal)
{
    ck_assert_uint_eq(bills[n].customer, customer);
    ck_assert_uint_eq(bills[n].from, from);
    ck_assert_uint_eq(bills[n].to, to);
    ck_assert_int_eq(bills[n].amount, amount);
    ck_assert_int_eq(bills[n].is_reversal, is_reversal);
}

/* 24.00 kWh make 12.48, 10.01 kWh 5.21 (5.2052); the second book comes on the 6th, and the first
 * again on 3 April with the energy since then. */
START_TEST(books_are_settled_on_their_days)
{
    ck_assert(!settlement_wants(&settlement, THIRD - 1));
    take(THIRD, (const uint32_t[]){2400, 1001, 2400, 2400}, (const uint8_t[]){0, 0, 0, 0});
    ck_assert_uint_eq(bill_count, 2);
    is(0, 0, 0, 2400, 1248, false);
    is(1, 1, 0, 1001, 521, false);
    ck_assert_uint_eq(bills[1].id, 2);
    ck_assert(!settlement_wants(&settlement, THIRD + 1));
    take(THIRD + 3, (const uint32_t[]){4800, 4800, 4800, 0}, (const uint8_t[]){0, 0, 0, 0});
    ck_assert_uint_eq(bill_count, 4);
    is(2, 2, 0, 4800, 2496, false);
    is(3, 3, 0, 0, 0, false);
    take(THIRD + 31, (const uint32_t[]){10400, 4801, 0, 0}, (const uint8_t[]){0, 0, 255, 255});
    ck_assert_uint_eq(bill_count, 6);
    is(4, 0, 2400, 10400, 4160, false);
    is(5, 1, 1001, 4801, 1976, false);
}
END_TEST

/* without a register of the day, or a newer one, nobody is billed; one that goes backwards is
 * none. */
START_TEST(late_register_is_waited_for)
{
    take(THIRD, (const uint32_t[]){2400, 1600, 0, 0}, (const uint8_t[]){255, 1, 0, 0});
    ck_assert_uint_eq(bill_count, 0);
    take(THIRD, (const uint32_t[]){2400, 1600, 0, 0}, (const uint8_t[]){0, 1, 0, 0});
    ck_assert_uint_eq(bill_count, 1);
    is(0, 0, 0, 2400, 1248, false);
    take(THIRD + 1, (const uint32_t[]){3200, 3200, 0, 0}, (const uint8_t[]){0, 0, 0, 0});
    ck_assert_uint_eq(bill_count, 2);
    is(1, 1, 0, 3200, 1664, false);
    ck_assert_int_eq(bills[1].day, THIRD + 1);
    ck_assert_uint_eq(settlement.waiting, 0);
    ck_assert(!settlement_wants(&settlement, THIRD + 2));
    take(THIRD + 31, (const uint32_t[]){3000, 3000, 0, 0}, (const uint8_t[]){0, 0, 0, 0});
    ck_assert_uint_eq(bill_count, 3); /* 3000 is more than 2400 and less than 3200 */
    ck_assert_uint_eq(settlement.waiting, 1);
}
END_TEST

/* a later push of the day has another register; what was billed by the wrong one is taken
 * back. The same register once more changes nothing. */
START_TEST(corrected_register_is_settled_anew)
{
    take(THIRD, (const uint32_t[]){22400, 2400, 0, 0}, (const uint8_t[]){0, 0, 0, 0});
    take(THIRD, (const uint32_t[]){2400, 2400, 0, 0}, (const uint8_t[]){0, 0, 0, 0});
    ck_assert_uint_eq(bill_count, 4);
    is(0, 0, 0, 22400, 11648, false);
    is(2, 0, 0, 22400, 11648, true);
    ck_assert_uint_eq(bills[2].id, 1);
    is(3, 0, 0, 2400, 1248, false);
    ck_assert_uint_eq(bills[3].id, 3);
    ck_assert_uint_eq(settlement.accounts[0].settled, 2400);
    take(THIRD, (const uint32_t[]){2400, 2400, 0, 0}, (const uint8_t[]){0, 0, 0, 0});
    ck_assert_uint_eq(bill_count, 4);
}
END_TEST

START_TEST(without_books_nothing_is_wanted)
{
    teardown();
    ck_assert_int_eq(settlement_init(&settlement, &(struct settlement_config){0}, 4), FK_OK);
    ck_assert_ptr_null(settlement.accounts);
    ck_assert(!settlement_wants(&settlement, THIRD));
    ck_assert_int_eq(areas_init_even(&areas, 2, 2, 1), FK_OK);
}
END_TEST

static Suite *settlement_suite(void)
{
    Suite *suite = suite_create("settlement");
    TCase *tcase = tcase_create("settlement");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, books_are_settled_on_their_days);
    tcase_add_test(tcase, late_register_is_waited_for);
    tcase_add_test(tcase, corrected_register_is_settled_anew);
    tcase_add_test(tcase, without_books_nothing_is_wanted);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(settlement_suite)
