/* Invariants: for each a story that just holds and one that just does not. The monitor is told by
 * notes alone; accounts, registers and orders are set by hand. Four customers, two concentrators of
 * two meters. */
#include "models/meter/energy.h"
#include "models/meter/relay.h"
#include "sim/monitor.h"
#include "tests/unit/models/party_bench.h"

#define NINE      (BENCH_MIDNIGHT + 9 * MS_HOUR)
#define CUSTOMERS 4
#define WHO       1

static struct sim_scenario scenario;
static struct scenario_group group;
static struct fee_customer fee[CUSTOMERS];
static struct marketing marketing;
static struct monitor monitor;

static void setup(void)
{
    struct marketing_config config = {.customers = CUSTOMERS};
    group = (struct scenario_group){.every = 1, .classes = 1, .balance = -208};
    scenario = (struct sim_scenario){
        .start = BENCH_MIDNIGHT,
        .days = 2,
        .concentrators = 2,
        .meters_per_concentrator = 2,
        .concentrators_per_fep = 1,
        .per_day = 800,
        .groups = &group,
        .group_count = 1,
        .price = 520000,
        .policy = {.notice_wait = 30 * MS_MINUTE, .max_reading_age = 2 * MS_DAY},
        .commands_per_concentrator = 2,
        .commands_per_fep = 3,
        .order_limit = 30 * MS_MINUTE,
        .sms_window = {8 * MS_HOUR, 20 * MS_HOUR},
        .sms_rate = 3,
        .sms_exempt = 1U << SMS_CUT_DONE};
    ck_assert_int_eq(marketing_init(&marketing, &bench_new(PARTY_MARKETING)->port, &config), FK_OK);
    for (uint32_t i = 0; i < CUSTOMERS; i++) {
        fee[i] = (struct fee_customer){.reading_day = BENCH_DAY};
        ck_assert_int_eq(ledger_post(&marketing.ledger, LEDGER_BRING_FORWARD, i, -208), FK_OK);
    }
    ck_assert_int_eq(monitor_init(&monitor, &scenario, fee, &marketing), FK_OK);
}

static void teardown(void)
{
    monitor_fini(&monitor);
    marketing_fini(&marketing);
}

/* Exactly these violations so far; numbers not named have none. */
static void expect(unsigned invariant, unsigned count)
{
    for (unsigned i = 0; i < 16; i++)
        ck_assert_msg(monitor.counts[i] == (i == invariant ? count : 0),
                      "INV-%02u: %u violations (INV-%02u: %u expected)", i, monitor.counts[i],
                      invariant, count);
    if (count > 0)
        ck_assert_uint_eq(monitor.violations[monitor.violation_count - 1].invariant, invariant);
}

static void note(unsigned type, unsigned kind, unsigned state, unsigned code, uint32_t id,
                 uint32_t ref, ms_t now)
{
    struct party_note party_note = {.type = (uint8_t)type,
                                    .kind = (uint8_t)kind,
                                    .state = (uint8_t)state,
                                    .code = (uint8_t)code,
                                    .customer = WHO,
                                    .id = id,
                                    .ref = ref};
    monitor_note(&monitor, &party_note, now);
}

static void notice(ms_t delivered)
{
    note(EVENT_SMS, SMS_PRE_CUT, SMS_DELIVERED, 0, 1, 1, delivered);
}

static void trip(ms_t now)
{
    note(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT, 0, 1, 1, now);
    note(EVENT_COMMAND, RELAY_TRIP, COMMAND_ANSWERED, RESULT_OK, 1, 1, now);
}

static void post(uint32_t customer, fen_t amount, ms_t now)
{
    struct party_note paid = {
        .type = EVENT_PAYMENT, .state = PAYMENT_POSTED, .customer = customer, .value = amount};
    monitor_note(&monitor, &paid, now);
}

START_TEST(inv_01_postings_and_accounts_agree)
{
    ck_assert_int_eq(ledger_post(&marketing.ledger, LEDGER_RECEIPT, WHO, 500), FK_OK);
    post(WHO, 500, NINE);
    expect(1, 0);
    monitor_day(&monitor, 4 * 800 * ENERGY_UNIT, BENCH_MIDNIGHT + MS_DAY);
    expect(1, 0);
    post(WHO, 1, NINE); /* noted, not booked */
    expect(1, 1);
    ck_assert_uint_eq(monitor.violations[0].customer, WHO);
    ck_assert_int_eq(monitor.violations[0].at, NINE);
}
END_TEST

START_TEST(inv_01_booked_and_not_noted)
{
    ck_assert_int_eq(ledger_post(&marketing.ledger, LEDGER_RECEIPT, 2, 1), FK_OK);
    monitor_day(&monitor, 4 * 800 * ENERGY_UNIT, BENCH_MIDNIGHT + MS_DAY);
    expect(1, 1);
    ck_assert_uint_eq(monitor.violations[0].customer, 2);
}
END_TEST

START_TEST(inv_01_money_out_of_nothing)
{
    marketing.ledger.contra[LEDGER_REVENUE]++;
    monitor_day(&monitor, 4 * 800 * ENERGY_UNIT, BENCH_MIDNIGHT + MS_DAY);
    expect(1, 1);
}
END_TEST

/* INV-03 looks at the account as it is, not as fee control believes, {account, rule, violation}. */
static const struct {
    fen_t account;
    uint8_t restore_at;
    bool is_wrong;
} accounts[] = {{-1, FEE_RESTORE_AT_LEAST, false},
                {0, FEE_RESTORE_AT_LEAST, true},
                {0, FEE_RESTORE_ABOVE, false},
                {1, FEE_RESTORE_ABOVE, true}};

START_TEST(inv_03_no_cut_for_who_has_paid)
{
    scenario.policy.restore_at = accounts[_i].restore_at;
    marketing.ledger.customers[WHO] = accounts[_i].account;
    fee[WHO].available = -1000000; /* what fee control believes */
    notice(NINE - MS_HOUR);
    note(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT, 0, 1, 1, NINE); /* a restore may leave */
    expect(3, 0);
    trip(NINE);
    expect(3, accounts[_i].is_wrong);
}
END_TEST

START_TEST(inv_03_counts_the_energy_that_was_read)
{
    marketing.ledger.customers[WHO] = 416;
    fee[WHO].reading = 801; /* 4.17 */
    notice(NINE - MS_HOUR);
    trip(NINE);
    expect(3, 0);
    fee[WHO].settled = 1; /* 4.16 */
    trip(NINE);
    expect(3, 1);
}
END_TEST

START_TEST(inv_04_age_of_the_register)
{
    notice(NINE - MS_HOUR);
    scenario.policy.max_reading_age = 9 * MS_HOUR;
    trip(NINE);
    expect(4, 0);
    scenario.policy.max_reading_age--;
    trip(NINE);
    expect(4, 1);
}
END_TEST

START_TEST(inv_04_notice_and_its_waiting_time)
{
    trip(NINE);
    expect(4, 1); /* no notice */
    note(EVENT_SMS, SMS_PRE_CUT, SMS_SUBMIT_OK, 0, 1, 1, NINE - MS_HOUR);
    note(EVENT_SMS, SMS_WARNING, SMS_DELIVERED, 0, 1, 1, NINE - MS_HOUR);
    trip(NINE);
    expect(4, 2); /* submitted is not delivered, a warning is no notice */
    notice(NINE - 30 * MS_MINUTE + MS_SECOND);
    trip(NINE);
    expect(4, 3); /* a second too early */
    notice(NINE - 30 * MS_MINUTE);
    trip(NINE);
    expect(4, 3);
}
END_TEST

START_TEST(inv_04_new_cut_needs_new_notice)
{
    notice(NINE - MS_HOUR);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
    trip(NINE + 1); /* a repeat of the same cut */
    expect(4, 0);
    note(EVENT_SUPPLY, 0, 1, 0, 0, 0, NINE + MS_HOUR);
    trip(NINE + 2 * MS_HOUR);
    expect(4, 1);
}
END_TEST

START_TEST(inv_06_orders_come_to_an_end)
{
    static const struct {
        enum order_kind kind;
        enum order_state state;
        ms_t age;
        bool is_wrong;
    } orders[] = {{ORDER_CUT, ORDER_EXECUTING, 91 * MS_MINUTE, true},
                  {ORDER_CUT, ORDER_EXECUTING, 90 * MS_MINUTE, false},
                  {ORDER_CUT, ORDER_SUCCESS, MS_DAY, false},
                  {ORDER_CUT, ORDER_HELD, MS_DAY, false},
                  {ORDER_RESTORE, ORDER_TIMEOUT, MS_DAY, true},
                  {ORDER_FIELD_CUT, ORDER_SENT, MS_DAY, false}, /* crews take days */
                  {ORDER_EXCEPTION, ORDER_SENT, MS_DAY, false}};
    unsigned expected = 0;
    for (uint32_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        marketing.orders[marketing.order_count++] =
            (struct work_order){.kind = (uint8_t)orders[i].kind,
                                .state = (uint8_t)orders[i].state,
                                .created = NINE - orders[i].age};
        expected += orders[i].is_wrong;
    }
    monitor_end(&monitor, NINE);
    expect(6, expected);
}
END_TEST

START_TEST(inv_07_order_without_a_strategy)
{
    note(EVENT_ORDER, ORDER_EXCEPTION, ORDER_CREATED, 0, 1, 0, NINE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 2, 7, NINE);
    expect(7, 0);
    note(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_CREATED, 0, 3, 0, NINE);
    expect(7, 1);
}
END_TEST

START_TEST(inv_07_two_live_orders_of_a_strategy)
{
    static const enum order_state ends[] = {ORDER_SUCCESS, ORDER_FAILED, ORDER_CANCELLED};
    for (uint32_t i = 0; i < 3; i++) { /* one after the other is right */
        note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, i + 1, 7, NINE);
        note(EVENT_ORDER, ORDER_CUT, ORDER_EXECUTING, 0, i + 1, 7, NINE);
        note(EVENT_ORDER, ORDER_CUT, ends[i], 0, i + 1, 7, NINE);
        note(EVENT_SUPPLY, 0, 1, 0, 0, 0, NINE);
    }
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 5, 7, NINE);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED, 0, 6, 8, NINE); /* another strategy */
    expect(7, 0);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_TIMEOUT, 0, 6, 8, NINE);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED, 0, 7, 8, NINE);
    expect(7, 1);
}
END_TEST

START_TEST(inv_08_rate)
{
    for (unsigned i = 0; i < 3; i++)
        note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, NINE + i);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, NINE + 1000); /* a second later */
    expect(8, 0);
    note(EVENT_SMS, SMS_CUT_DONE, SMS_SUBMITTED, 0, 1, 1, NINE + 1000); /* the line is shared */
    expect(8, 1);
}
END_TEST

START_TEST(inv_08_window)
{
    ms_t opens = BENCH_MIDNIGHT + 8 * MS_HOUR, closes = BENCH_MIDNIGHT + 20 * MS_HOUR;
    note(EVENT_SMS, SMS_CUT_DONE, SMS_SUBMITTED, 0, 1, 1, opens - MS_HOUR);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, opens);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, closes - 1);
    note(EVENT_SMS, SMS_WARNING, SMS_DELIVERED, 0, 1, 1, closes + 5000);
    expect(8, 0);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, closes);
    expect(8, 1);
    note(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, 0, 1, 1, opens + MS_DAY - 1);
    expect(8, 2);
}
END_TEST

static void fly(uint32_t customer, unsigned state, unsigned code)
{
    struct party_note read = {
        .type = EVENT_READ, .state = (uint8_t)state, .code = (uint8_t)code, .customer = customer};
    monitor_note(&monitor, &read, NINE);
}

START_TEST(inv_09_concentrator)
{
    fly(0, COMMAND_SENT, 0);
    fly(1, COMMAND_SENT, 0);
    fly(2, COMMAND_SENT, 0); /* the other concentrator */
    expect(9, 0);
    fly(0, COMMAND_ANSWERED, RESULT_NO_METER_ANSWER);
    fly(1, COMMAND_SENT, 0);
    expect(9, 0);
    fly(1, COMMAND_ANSWERED, RESULT_CRYPTO_UNAVAILABLE); /* that one never left */
    fly(1, COMMAND_SENT, 0);
    expect(9, 1);
}
END_TEST

START_TEST(inv_09_front_end_processor)
{
    monitor_fini(&monitor);
    scenario.concentrators_per_fep = 2;
    ck_assert_int_eq(monitor_init(&monitor, &scenario, fee, &marketing), FK_OK);
    fly(0, COMMAND_SENT, 0);
    fly(1, COMMAND_SENT, 0);
    fly(2, COMMAND_SENT, 0);
    expect(9, 0);
    fly(3, COMMAND_SENT, 0);
    expect(9, 1);
}
END_TEST

/* INV-13 with an outage of one customer from 09:00 to 12:00 and of another from 18:00 on. */
START_TEST(inv_13_energy)
{
    ms_t end = BENCH_MIDNIGHT + MS_DAY;
    uint64_t supplied = 4 * (uint64_t)MS_DAY - 3 * (uint64_t)MS_HOUR - 6 * (uint64_t)MS_HOUR;
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, 1, 0, 0, 0, NINE + 3 * MS_HOUR);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE + 9 * MS_HOUR);
    ck_assert_uint_eq(monitor.off_count, 1);
    monitor_day(&monitor, supplied * 800, end);
    expect(13, 0);
    monitor_day(&monitor, supplied * 800 + 1, end);
    expect(13, 1);
    monitor_day(&monitor, (supplied + 3 * (uint64_t)MS_DAY) * 800, end + MS_DAY);
    expect(13, 1); /* the day after, one still off */
}
END_TEST

START_TEST(inv_14_cut_twice)
{
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 1, 7, NINE);
    note(EVENT_SUPPLY, 0, 1, 0, 0, 0, NINE + MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 2, 8, NINE + 2 * MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_FAILED, 0, 3, 8, NINE + 2 * MS_HOUR);
    expect(14, 0);
    note(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_SUCCESS, 0, 4, 8, NINE + 3 * MS_HOUR);
    expect(14, 1);
}
END_TEST

START_TEST(all_are_counted_and_the_first_are_kept)
{
    for (unsigned i = 0; i < MONITOR_KEPT + 5; i++)
        monitor_report(&monitor, 15, 0, NINE, "the event log was out of order");
    ck_assert_uint_eq(monitor.counts[15], MONITOR_KEPT + 5);
    ck_assert_uint_eq(monitor.violation_count, MONITOR_KEPT);
    ck_assert_str_eq(monitor.violations[0].text, "the event log was out of order");
}
END_TEST

static Suite *monitor_suite(void)
{
    Suite *suite = suite_create("monitor");
    TCase *tcase = tcase_create("invariants");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, inv_01_postings_and_accounts_agree);
    tcase_add_test(tcase, inv_01_booked_and_not_noted);
    tcase_add_test(tcase, inv_01_money_out_of_nothing);
    tcase_add_loop_test(tcase, inv_03_no_cut_for_who_has_paid, 0,
                        (int)(sizeof accounts / sizeof accounts[0]));
    tcase_add_test(tcase, inv_03_counts_the_energy_that_was_read);
    tcase_add_test(tcase, inv_04_age_of_the_register);
    tcase_add_test(tcase, inv_04_notice_and_its_waiting_time);
    tcase_add_test(tcase, inv_04_new_cut_needs_new_notice);
    tcase_add_test(tcase, inv_06_orders_come_to_an_end);
    tcase_add_test(tcase, inv_07_order_without_a_strategy);
    tcase_add_test(tcase, inv_07_two_live_orders_of_a_strategy);
    tcase_add_test(tcase, inv_08_rate);
    tcase_add_test(tcase, inv_08_window);
    tcase_add_test(tcase, inv_09_concentrator);
    tcase_add_test(tcase, inv_09_front_end_processor);
    tcase_add_test(tcase, inv_13_energy);
    tcase_add_test(tcase, inv_14_cut_twice);
    tcase_add_test(tcase, all_are_counted_and_the_first_are_kept);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_suite)
