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
    struct settlement_config config = {.books = 2,
                                       .first_day = 3,
                                       .apart = 3,
                                       .is_told = true,
                                       .segments = bench_segments(),
                                       .prices = prices,
                                       .areas = &areas};
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

/* T1: who signs is settled by the first register from then on, whatever his book; who has a local
 * meter never. */
START_TEST(settled_for_an_agreement)
{
    struct local_entry entry = {0};
    struct locals locals = {.list = &entry, .count = 1};
    ck_assert_int_eq(id_map_put(&locals.of, 1, 0), FK_OK);
    settlement.config.locals = &locals;
    settlement_ask(&settlement, 3, THIRD + 1);
    take(THIRD, (const uint32_t[]){2400, 2400, 2400, 2400}, (const uint8_t[]){0, 0, 0, 0});
    ck_assert_uint_eq(bill_count, 1);
    is(0, 0, 0, 2400, 1248, false);
    take(THIRD + 1, (const uint32_t[]){3200, 3200, 3200, 3200}, (const uint8_t[]){0, 0, 0, 0});
    ck_assert_uint_eq(bill_count, 2);
    is(1, 3, 0, 3200, 1664, false);
    ck_assert_uint_eq(settlement.waiting, 0);
    id_map_fini(&locals.of);
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

/* Versions of a tariff, two rates (TR-3, TR-4): 0.50 in the peak and 0.30 in the valley up to
 * 20 kWh of the year, of which 5 are counted at the start, 0.10 and 0.05 more behind it; 0.20 more
 * for all from the 5th on. All four customers are in one book, settled on the 3rd.
 *   3 March   24 kWh, 16 in the peak: 8 + 2.40 = 10.40; 9 above the limit, shared out as the whole
 *             is: 6 x 0.10 + 3 x 0.05 = 0.75; 11.15, and 29 kWh are counted
 *   5 March   turn: 40 kWh, 26 in the peak: 10 x 0.60 + 6 x 0.35 = 8.10
 *   3 April   240, 150 in the peak: 124 x 0.80 + 76 x 0.55 = 141.00; 149.10 together */
static struct tariff_plan plan;
static int32_t turns[1];

static void set_up_tiers(void)
{
    turns[0] = THIRD + 2;
    struct tariff_version versions[2] = {
        {.months = TARIFF_ALL_YEAR,
         .period = TARIFF_ANNUAL,
         .limit = {2000, 90000},
         .peak_hours = {8 * MS_HOUR, 22 * MS_HOUR},
         .base = {[TARIFF_PEAK] = 500000, [TARIFF_VALLEY] = 300000},
         .surcharge = {{[TARIFF_PEAK] = 100000, [TARIFF_VALLEY] = 50000}}}};
    versions[1] = versions[0];
    versions[1].from = clock_day_at(turns[0]);
    versions[1].base[TARIFF_PEAK] += 200000;
    versions[1].base[TARIFF_VALLEY] += 200000;
    ck_assert_int_eq(areas_init_even(&areas, 1, 4, 1), FK_OK);
    ck_assert_int_eq(tariff_plan_init(&plan, versions, 2, 0, false, BENCH_DAY - 1, BENCH_DAY + 99),
                     FK_OK);
    plan.is_tou = true;
    plan.counted = 500;
    struct settlement_config config = {.books = 1,
                                       .first_day = 3,
                                       .segments = bench_segments(),
                                       .areas = &areas,
                                       .plans = &plan,
                                       .turns = turns,
                                       .turn_count = 1,
                                       .first = BENCH_DAY - 1};
    ck_assert_int_eq(settlement_init(&settlement, &config, 4), FK_OK);
    bill_count = 0;
}

static void tear_down_tiers(void)
{
    teardown();
    tariff_plan_fini(&plan);
}

/* Registers of customer 0, the newest of `day`; turn 0: not known. */
static void take_tiers(int32_t day, uint32_t all, uint32_t peak, uint32_t turn, uint32_t turn_peak)
{
    uint32_t values[4 * TARIFF_COLUMNS] = {0};
    values[4 * TARIFF_NEWEST] = all;
    values[4 * TARIFF_NEWEST_PEAK] = peak;
    values[4 * TARIFF_TURN] = turn ? turn : TARIFF_NO_REGISTER;
    values[4 * TARIFF_TURN_PEAK] = turn_peak;
    take(day, values, (const uint8_t[]){0, 255, 255, 255});
}

START_TEST(bill_by_versions)
{
    take_tiers(THIRD, 2400, 1600, 0, 0);
    ck_assert_uint_eq(bill_count, 1);
    is(0, 0, 0, 2400, 1115, false);
    ck_assert_uint_eq(bills[0].peak, 1600);
    ck_assert_int_eq(bills[0].counted, 2900);
    if (_i == 0) { /* the day of the turn is known when it has passed, and remembered */
        take_tiers(THIRD + 2, 4000, 2600, 4000, 2600);
        take_tiers(THIRD + 3, 4800, 3000, 0, 0);
        take_tiers(THIRD + 31, 24000, 15000, 0, 0);
        is(1, 0, 2400, 24000, 14910, false);
    } else if (_i == 1) { /* TR-8 a: the file of the bill has it, or ... */
        take_tiers(THIRD + 31, 24000, 15000, 4000, 2600);
        is(1, 0, 2400, 24000, 14910, false);
    } else { /* ... TR-8 b: two of 31 days: 13.94 kWh, 8.65 in the peak (rounded half up) are
              * 5.19 + 5.29 x 0.35 = 7.0415; 125.35 x 0.80 + 76.71 x 0.55 = 142.4705 */
        take_tiers(THIRD + 31, 24000, 15000, 0, 0);
        is(1, 0, 2400, 24000, 14951, false);
    }
    ck_assert_uint_eq(bill_count, 2);
    ck_assert_int_eq(bills[1].counted, 24500);
}
END_TEST

/* the bill by a wrong register is reversed, and the next one counts the tiers as if it had
 * never been: 8 kWh, 4 in the peak, are 2 + 1.20, and with 5 before them below the limit. */
START_TEST(corrected_bill_by_versions)
{
    take_tiers(THIRD, 2400, 1600, 0, 0);
    take_tiers(THIRD, 800, 400, 0, 0);
    ck_assert_uint_eq(bill_count, 3);
    is(1, 0, 0, 2400, 1115, true);
    is(2, 0, 0, 800, 320, false);
    ck_assert_int_eq(bills[2].counted, 1300);
    take_tiers(THIRD, 800, 400, 0, 0);
    ck_assert_uint_eq(bill_count, 3);
}
END_TEST

/* TR-13: registers of reactive energy from bill to bill: 45 of 100, 0.91, 52.07 x 0.9985 = 51.99;
 * the bill by them is taken back for 200 of 200, 0.71, 104.14 x 1.095 = 114.03; the next one begins
 * there: 100 kWh and no kvarh, 52.07 x 0.9925 = 51.68. */
START_TEST(power_factor_of_a_bill)
{
    static const struct tariff_version hv = {
        .months = TARIFF_ALL_YEAR, .base = {520700}, .pf_standard = 90};
    ck_assert_int_eq(areas_init_even(&areas, 1, 4, 1), FK_OK);
    ck_assert_int_eq(tariff_plan_init(&plan, &hv, 1, 0, true, BENCH_DAY - 1, BENCH_DAY + 99),
                     FK_OK);
    plan.has_kvarh = true;
    struct settlement_config config = {.books = 1,
                                       .first_day = 3,
                                       .segments = bench_segments(),
                                       .areas = &areas,
                                       .plans = &plan,
                                       .first = BENCH_DAY - 1,
                                       .has_kvarh = true};
    ck_assert_int_eq(settlement_init(&settlement, &config, 4), FK_OK);
    bill_count = 0;
    take_tiers(THIRD, 10000, 4500, 0, 0);
    is(0, 0, 0, 10000, 5199, false);
    ck_assert_uint_eq(bills[0].factor, 91);
    take_tiers(THIRD, 20000, 20000, 0, 0);
    is(1, 0, 0, 10000, 5199, true);
    is(2, 0, 0, 20000, 11403, false);
    ck_assert_uint_eq(bills[2].factor, 71);
    take_tiers(THIRD + 31, 30000, 20000, 0, 0);
    is(3, 0, 20000, 30000, 5168, false);
    ck_assert_uint_eq(bills[3].factor, 100);
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
    tcase_add_test(tcase, settled_for_an_agreement);
    tcase_add_test(tcase, without_books_nothing_is_wanted);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("versions");
    tcase_add_checked_fixture(tcase, set_up_tiers, tear_down_tiers);
    tcase_add_loop_test(tcase, bill_by_versions, 0, 3);
    tcase_add_test(tcase, corrected_bill_by_versions);
    TCase *kvarh = tcase_create("kvarh");
    tcase_add_checked_fixture(kvarh, NULL, tear_down_tiers);
    tcase_add_test(kvarh, power_factor_of_a_bill);
    suite_add_tcase(suite, kvarh);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(settlement_suite)
