/* Bills that count when they are overdue (P-CUT-05), as the monitor knows them: INV-01 of what
 * marketing tells of an account, INV-02 of what fee control goes by, INV-03 of cuts, INV-18. */
#include "tests/unit/sim/monitor_fixture.h"

/* A bill of 4.16 on D1: due a day later, overdue a day after that, so that it counts from D3. */
static void billed(void)
{
    struct party_note made = {
        .type = EVENT_BILL, .customer = WHO, .id = 1, .ref = 800, .value = 416};
    scenario.settlement_books = 1;
    scenario.bill_due_days = 1;
    scenario.bill_overdue_days = 1;
    start_anew(0);
    upload(DAY + 1, 800, MIDNIGHT + MS_DAY + MS_HOUR);
    push(DAY + 1, MIDNIGHT + MS_DAY + 4 * MS_HOUR);
    monitor_note(&monitor, &made, NINE + MS_DAY);
}

static void tell(fen_t value, ms_t now)
{
    struct message told = {.type = MSG_RECEIPT, .code = 1, .customer = WHO, .value = value};
    monitor_message(&monitor, &told, now);
    monitor_told(&monitor, &told, now + 1);
}

static void reckon(fen_t value, ms_t now)
{
    struct party_note note = {.type = EVENT_DECISION,
                              .kind = FEE_NORMAL,
                              .state = FEE_WARNED,
                              .customer = WHO,
                              .value = value};
    monitor_note(&monitor, &note, now);
}

/* The account without the bill until 00:00 of D3, and energy without a bill for nothing; INV-01. */
static const struct {
    ms_t after; /* 00:00 of D3 */
    fen_t told;
    unsigned count;
} told_rows[] = {{-1, 0, 0}, {-1, -416, 1}, {0, -416, 0}, {0, 0, 1}, {MS_DAY, -416, 0}};

START_TEST(inv_01_account_without_what_is_not_overdue)
{
    billed();
    tell(told_rows[_i].told, MIDNIGHT + 3 * MS_DAY + told_rows[_i].after);
    expect(1, told_rows[_i].count);
}
END_TEST

/* Fee control goes by that, as soon as it is told. */
static const struct {
    fen_t told, available;
    ms_t at;
    unsigned count;
} decided_rows[] = {{0, 0, 2 * MS_DAY, 0},
                    {0, -416, 2 * MS_DAY, 1},
                    {-416, -416, 3 * MS_DAY, 0},
                    {-416, 0, 3 * MS_DAY, 1}};

START_TEST(inv_02_goes_by_overdue_bills)
{
    billed();
    tell(decided_rows[_i].told, MIDNIGHT + decided_rows[_i].at);
    reckon(decided_rows[_i].available, NINE + decided_rows[_i].at);
    expect(2, decided_rows[_i].count);
}
END_TEST

/* Until it is told it has what was before. */
START_TEST(inv_02_waits_for_the_word)
{
    billed();
    tell(0, NINE + 2 * MS_DAY);
    reckon(0, NINE + 3 * MS_DAY);
    expect(0, 0);
}
END_TEST

/* Nobody is cut for a bill that is not overdue; {day} of the command. */
START_TEST(inv_03_not_overdue)
{
    struct party_note sent = {
        .type = EVENT_COMMAND, .kind = RELAY_TRIP, .state = COMMAND_SENT, .customer = WHO, .id = 1};
    billed();
    tell(_i == 2 ? 0 : -416, MIDNIGHT + _i * MS_DAY);
    monitor_note(&monitor, &sent, NINE + _i * MS_DAY);
    ck_assert_uint_eq(monitor.books.found.counts[3], _i == 2);
}
END_TEST

/* Nothing happens for five days from D3 on, and not from the bill on: INV-18. */
START_TEST(inv_18_from_when_it_is_overdue)
{
    billed();
    tell(-416, MIDNIGHT + 3 * MS_DAY);
    reckon(-416, MIDNIGHT + 8 * MS_DAY);
    ck_assert_uint_eq(monitor.books.found.counts[18], 0);
    reckon(-416, MIDNIGHT + 8 * MS_DAY + 1);
    ck_assert_uint_eq(monitor.books.found.counts[18], 1);
}
END_TEST

static Suite *monitor_arrears_suite(void)
{
    Suite *suite = suite_create("monitor_arrears");
    TCase *tc = tcase_create("arrears");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, inv_01_account_without_what_is_not_overdue, 0,
                        sizeof told_rows / sizeof *told_rows);
    tcase_add_loop_test(tc, inv_02_goes_by_overdue_bills, 0,
                        sizeof decided_rows / sizeof *decided_rows);
    tcase_add_test(tc, inv_02_waits_for_the_word);
    tcase_add_loop_test(tc, inv_03_not_overdue, 2, 4);
    tcase_add_test(tc, inv_18_from_when_it_is_overdue);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(monitor_arrears_suite)
