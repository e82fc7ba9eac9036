/* What the monitor makes of bills: INV-02 of what they charge, INV-01 of their reversal. */
#include "tests/unit/sim/monitor_fixture.h"

static void bill(unsigned is_reversal, uint32_t id, uint32_t to, fen_t amount, ms_t now)
{
    struct party_note made = {.type = EVENT_BILL,
                              .state = (uint8_t)is_reversal,
                              .customer = WHO,
                              .id = id,
                              .ref = to,
                              .value = amount};
    monitor_note(&monitor, &made, now);
}

/* 8.00 kWh at 0.52 make 4.16: neither more nor less is billed (INV-02), by the register of the day,
 * and the bill is taken back whole, once (INV-01). The rest of the money is as before. */
static const struct {
    uint32_t to;
    fen_t amount, back;
    unsigned times, invariant, count;
} bill_rows[] = {{800, 416, 416, 1, 0, 0}, {800, 417, 416, 0, 2, 1}, {800, 415, 415, 0, 2, 1},
                 {1600, 832, 0, 0, 2, 1},  {800, 416, 400, 1, 1, 1}, {800, 416, 416, 2, 1, 1},
                 {800, 416, 416, 0, 0, 0}, {0, 0, 0, 2, 1, 1}};

START_TEST(inv_02_bills)
{
    scenario.settlement_books = 1;
    start_anew(50000);
    upload(DAY + 1, 800, MIDNIGHT + MS_DAY + MS_HOUR);
    push(DAY + 1, MIDNIGHT + MS_DAY + 4 * MS_HOUR);
    fen_t available = books_available(&monitor.books, WHO);
    ck_assert_int_eq(available, 50000 - 416);
    ms_t at = NINE + (_i == 7 ? 2 : 1) * MS_DAY; /* D2 has no register yet */
    bill(0, 1, bill_rows[_i].to, bill_rows[_i].amount, at);
    for (unsigned n = 0; n < bill_rows[_i].times; n++)
        bill(1, 1, bill_rows[_i].to, bill_rows[_i].back, at + 1);
    expect(bill_rows[_i].invariant, bill_rows[_i].count);
    if (_i == 0) {
        ck_assert_int_eq(books_account(&monitor.books, WHO), 50000);
        ck_assert_int_eq(books_available(&monitor.books, WHO), available);
    }
    if (_i == 6) {
        ck_assert_int_eq(books_account(&monitor.books, WHO), 50000 - 416);
        ck_assert_int_eq(books_available(&monitor.books, WHO), available);
        /* what is short of the overdraft is so by the register: 499.99 are 961.55 kWh, and 8 */
        ck_assert_uint_eq(monitor.books.customers[WHO].short_from, 95353 + 800 + 1);
    }
    scenario.settlement_books = 0;
}
END_TEST

/* with a lag of a day the register of the first day, 4.16, is judged on the second, and
 * the bill of that day takes 8.32. Whom it alone leaves below the overdraft is judged on the third;
 * whom the register left there is forgotten. */
static const struct {
    fen_t balance;
    bool is_forgotten;
} lags[] = {{624, false}, {416, false}, {415, true}};

START_TEST(inv_02_bill_goes_ahead_of_a_calculation)
{
    static struct tariff_version versions[2] = {
        {.months = TARIFF_ALL_YEAR, .base = {520000}},
        {.from = MIDNIGHT + 5 * MS_DAY, .months = TARIFF_ALL_YEAR, .base = {1040000}}};
    uint32_t values[TARIFF_COLUMNS * CUSTOMERS] = {[WHO] = 1600};
    uint8_t ages[CUSTOMERS] = {UINT8_MAX, 0, UINT8_MAX, UINT8_MAX};
    ms_t second = MIDNIGHT + 2 * MS_DAY;
    for (uint32_t i = 0; i < CUSTOMERS; i++)
        values[TARIFF_TURN * CUSTOMERS + i] = TARIFF_NO_REGISTER;
    scenario.tariff_versions = versions;
    scenario.tariff_version_count = 2;
    scenario.settlement_books = 1;
    scenario.days = 9;
    scenario.policy.reading_lag_days = 1;
    start_anew(lags[_i].balance);
    struct party_note warned = {
        .type = EVENT_DECISION, .state = FEE_WARNED, .customer = WHO, .value = lags[_i].balance};
    monitor_note(&monitor, &warned, NINE);
    midnight(1, 0, 0);
    upload(DAY + 1, 800, second - MS_DAY + MS_HOUR);
    midnight(2, 0, 0);
    upload(DAY + 2, 1600, second + MS_HOUR);
    push(DAY + 2, second + 4 * MS_HOUR);
    ck_assert_int_eq(books_available(&monitor.books, WHO), lags[_i].balance - 416);
    monitor_bills(&monitor, DAY + 2, values, ages);
    bill(0, 1, 1600, 832, second + 10 * MS_HOUR);
    ck_assert_int_eq(books_available(&monitor.books, WHO), lags[_i].balance - 832);
    ck_assert_uint_eq(monitor.books.found.counts[2], 0);
    midnight(3, 0, -832);
    ck_assert_uint_eq(monitor.books.found.counts[2], lags[_i].is_forgotten);
    push(DAY + 3, second + MS_DAY + 4 * MS_HOUR);
    midnight(4, 0, -832);
    ck_assert_uint_eq(monitor.books.found.counts[2], 1);
}
END_TEST

/* The same at one price: billed up to 16.00 kWh where the calculation has 8.00, he has 1.68, and
 * 4.16 of them are of what it has not come to; who was settled by this bill first has them not
 * (T1). A fen more is seen. */
START_TEST(inv_02_bill_goes_ahead_at_one_price)
{
    static const struct {
        fen_t available;
        unsigned violations;
    } decisions[] = {{584, 0}, {168, 0}, {169, 1}};
    ms_t second = MIDNIGHT + 2 * MS_DAY;
    struct message calculated = {.type = MSG_CALCULATED, .id = (uint32_t)DAY + 2};
    struct party_note warned = {.type = EVENT_DECISION,
                                .state = FEE_WARNED,
                                .customer = WHO,
                                .value = decisions[_i].available};
    scenario.settlement_books = 1;
    scenario.policy.reading_lag_days = 1;
    start_anew(1000);
    upload(DAY + 1, 800, second - MS_DAY + MS_HOUR);
    upload(DAY + 2, 1600, second + MS_HOUR);
    push(DAY + 2, second + 4 * MS_HOUR);
    monitor_message(&monitor, &calculated, second + 4 * MS_HOUR + 1);
    bill(0, 1, 1600, 832, second + 10 * MS_HOUR);
    monitor_note(&monitor, &warned, second + 11 * MS_HOUR);
    ck_assert_uint_eq(monitor.books.found.counts[2], decisions[_i].violations);
}
END_TEST

static Suite *monitor_bills_suite(void)
{
    Suite *suite = suite_create("monitor_bills");
    TCase *tcase = tcase_create("monitor_bills");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, inv_02_bills, 0, sizeof bill_rows / sizeof bill_rows[0]);
    tcase_add_loop_test(tcase, inv_02_bill_goes_ahead_of_a_calculation, 0,
                        sizeof lags / sizeof *lags);
    tcase_add_loop_test(tcase, inv_02_bill_goes_ahead_at_one_price, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_bills_suite)
