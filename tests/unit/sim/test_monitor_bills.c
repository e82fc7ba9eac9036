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

static Suite *monitor_bills_suite(void)
{
    Suite *suite = suite_create("monitor_bills");
    TCase *tcase = tcase_create("monitor_bills");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, inv_02_bills, 0, sizeof bill_rows / sizeof bill_rows[0]);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_bills_suite)
