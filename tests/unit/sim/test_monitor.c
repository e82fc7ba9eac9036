/* Invariants: for each a story that just holds and one that just does not. The monitor is told by
 * notes alone; accounts, registers and orders are set by hand. Four customers, two concentrators of
 * two meters. */
#include "models/meter/energy.h"
#include "models/meter/relay.h"
#include "sim/watch/monitor.h"
#include "tests/unit/models/party_bench.h"

#define NINE      (BENCH_MIDNIGHT + 9 * MS_HOUR)
#define CUSTOMERS 4
#define WHO       1

static struct sim_scenario scenario;
static struct scenario_group group;
static struct fee_customer fee[CUSTOMERS];
static struct marketing marketing;
static struct master_registers registers[CUSTOMERS];
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
        registers[i] = (struct master_registers){0};
        registers[i].day[BENCH_DAY & 1] = BENCH_DAY;
        ck_assert_int_eq(ledger_post(&marketing.ledger, LEDGER_BRING_FORWARD, i, -208), FK_OK);
    }
    ck_assert_int_eq(monitor_init(&monitor, &scenario, fee, &marketing, registers), FK_OK);
}

static void teardown(void)
{
    monitor_fini(&monitor);
    marketing_fini(&marketing);
}

/* Exactly these violations so far; numbers not named have none. */
static void expect(unsigned invariant, unsigned count)
{
    for (unsigned i = 0; i < SIM_INVARIANTS; i++)
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

static void tell_payment(unsigned state, uint32_t customer, uint32_t id, fen_t amount, ms_t now)
{
    struct party_note payment = {.type = EVENT_PAYMENT,
                                 .state = (uint8_t)state,
                                 .customer = customer,
                                 .id = id,
                                 .value = amount};
    monitor_note(&monitor, &payment, now);
}

static void pay(uint32_t customer, uint32_t id, fen_t amount, ms_t now)
{
    tell_payment(PAYMENT_PAID, customer, id, amount, now);
}

/* Booked and noted. */
static void post(uint32_t customer, uint32_t id, fen_t amount, ms_t now)
{
    ck_assert_int_eq(ledger_post(&marketing.ledger, LEDGER_RECEIPT, customer, amount), FK_OK);
    tell_payment(PAYMENT_POSTED, customer, id, amount, now);
}

START_TEST(inv_01_postings_and_accounts_agree)
{
    pay(2, 1, 300, NINE);
    pay(WHO, 2, 500, NINE);
    tell_payment(PAYMENT_RECEIVED, WHO, 2, 500, NINE);
    post(WHO, 2, 500, NINE); /* not in the order in which they were paid */
    post(2, 1, 300, NINE + 1);
    pay(WHO, 3, 500, NINE + 2); /* not posted yet */
    monitor_day(&monitor, 4 * 800 * ENERGY_UNIT, BENCH_MIDNIGHT + MS_DAY);
    expect(1, 0);
}
END_TEST

/* A posting that is no posting of a payment, once: {customer, payment id, amount}, after WHO paid
 * 500 as payment 2, customer 2 paid 300 as payment 1, which is posted, and customer 3 as payment 3.
 */
static const struct {
    const char *what;
    uint32_t customer, id;
    fen_t noted, booked;
} wrong[] = {{"posted before", 2, 1, 300, 300},        {"of another customer", WHO, 3, 300, 300},
             {"never paid", WHO, 4, 500, 500},         {"without a number", WHO, 0, 500, 500},
             {"less than was paid", WHO, 2, 499, 499}, {"booked less than noted", WHO, 2, 500, 499},
             {"noted, not booked", WHO, 2, 500, 0}};

START_TEST(inv_01_what_was_paid_is_posted_once)
{
    pay(2, 1, 300, NINE);
    pay(WHO, 2, 500, NINE);
    pay(3, 3, 300, NINE);
    post(2, 1, 300, NINE);
    expect(1, 0);
    ck_assert_int_eq(
        ledger_post(&marketing.ledger, LEDGER_RECEIPT, wrong[_i].customer, wrong[_i].booked),
        FK_OK);
    tell_payment(PAYMENT_POSTED, wrong[_i].customer, wrong[_i].id, wrong[_i].noted, NINE + 7);
    ck_assert_msg(monitor.counts[1] == 1, "%s", wrong[_i].what);
    expect(1, 1);
    ck_assert_uint_eq(monitor.violations[0].customer, wrong[_i].customer);
    ck_assert_int_eq(monitor.violations[0].at, NINE + 7);
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

/* A receipt needs a few hops from the account to the master: no violation while it is on its way,
 * {payer, how long ago, violation}. */
static const struct {
    uint32_t payer;
    ms_t ago;
    bool is_wrong;
} races[] = {{WHO, 0, false}, {WHO, MONITOR_HOPS, false}, {WHO, MONITOR_HOPS + 1, true}};

START_TEST(inv_03_receipt_on_its_way)
{
    notice(NINE - MS_HOUR);
    pay(races[_i].payer, 1, 10000, NINE - MS_MINUTE);
    post(races[_i].payer, 1, 10000, NINE - races[_i].ago);
    trip(NINE);
    expect(3, races[_i].is_wrong);
}
END_TEST

/* Only his own receipts, and only those that were so late: the rest of his money counts. */
START_TEST(inv_03_other_receipts_forgive_nothing)
{
    notice(NINE - MS_HOUR);
    pay(2, 1, 10000, NINE - MS_MINUTE);
    pay(WHO, 2, 208, NINE - MS_MINUTE);
    pay(WHO, 3, 10000, NINE - MS_MINUTE);
    post(WHO, 2, 208, NINE - MONITOR_HOPS - 1); /* 0.00: supply stays on */
    post(2, 1, 10000, NINE);
    post(WHO, 3, 10000, NINE);
    trip(NINE);
    expect(3, 1);
}
END_TEST

START_TEST(inv_03_counts_the_energy_that_was_read)
{
    marketing.ledger.customers[WHO] = 416;
    fee[WHO].reading = registers[WHO].value[BENCH_DAY & 1] = 801; /* 4.17 */
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

/* The register must be one that the collection system has, {day, reading of fee control,
 * violation}. It has 100 of today and 90 of yesterday. What is older it keeps no longer: that
 * proves nothing. */
static const struct {
    int32_t day;
    uint32_t reading;
    bool is_wrong;
} readings[] = {{0, 100, false}, {0, 101, true},     {-1, 90, false},
                {-1, 91, true},  {-2, 12345, false}, {1, 100, true}};

START_TEST(inv_04_register_was_collected)
{
    registers[WHO].value[BENCH_DAY & 1] = 100;
    registers[WHO].day[(BENCH_DAY - 1) & 1] = BENCH_DAY - 1;
    registers[WHO].value[(BENCH_DAY - 1) & 1] = 90;
    fee[WHO].reading_day = BENCH_DAY + readings[_i].day;
    fee[WHO].reading = readings[_i].reading;
    scenario.policy.max_reading_age = 5 * MS_DAY;
    notice(NINE - MS_HOUR);
    trip(NINE);
    expect(4, readings[_i].is_wrong);
}
END_TEST

START_TEST(inv_04_register_of_nothing)
{
    registers[WHO] = (struct master_registers){0};
    notice(NINE - MS_HOUR);
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

/* The end of day `day` (1: the first), with WHO off since `off` and nobody else. */
static void midnight(unsigned day, ms_t off)
{
    ms_t at = BENCH_MIDNIGHT + day * MS_DAY;
    uint64_t supplied = 4 * day * (uint64_t)MS_DAY - (off ? (uint64_t)(at - off) : 0);
    monitor_day(&monitor, supplied * 800, at);
}

/* INV-05: off with money enough at two midnights running. The day that he pays is not the day that
 * counts, and each further midnight is one more. */
START_TEST(inv_05_paid_and_without_supply)
{
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
    midnight(1, NINE);
    midnight(2, NINE);
    expect(5, 0); /* rightly off: he owes */
    pay(WHO, 1, 208, NINE + 2 * MS_DAY);
    post(WHO, 1, 208, NINE + 2 * MS_DAY); /* 0.00 is enough */
    midnight(3, NINE);
    expect(5, 0); /* 15 hours */
    midnight(4, NINE);
    expect(5, 1);
    ck_assert_uint_eq(monitor.violations[0].customer, WHO);
    ck_assert_int_eq(monitor.violations[0].at, BENCH_MIDNIGHT + 4 * MS_DAY);
    midnight(5, NINE);
    expect(5, 2);
}
END_TEST

START_TEST(inv_05_zero_is_not_enough_above)
{
    scenario.policy.restore_at = FEE_RESTORE_ABOVE;
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
    pay(WHO, 1, 208, NINE);
    post(WHO, 1, 208, NINE);
    midnight(1, NINE);
    midnight(2, NINE);
    expect(5, 0);
}
END_TEST

/* Supply between the two midnights, or money that is gone again, and the days count anew. */
START_TEST(inv_05_midnights_running)
{
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
    pay(WHO, 1, 1000, NINE);
    post(WHO, 1, 1000, NINE);
    midnight(1, NINE);
    note(EVENT_SUPPLY, 0, 1, 0, 0, 0, NINE + MS_DAY);
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, NINE + MS_DAY + 1);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE + MS_DAY + 1);
    ms_t off = NINE + 1; /* as long as both gaps together */
    midnight(2, off);
    expect(5, 0);
    fee[WHO].reading = 10000; /* 52.00 used */
    midnight(3, off);
    fee[WHO].reading = 0;
    midnight(4, off);
    expect(5, 0);
    midnight(5, off);
    expect(5, 1);
}
END_TEST

/* Safe restore: once the relay is permitted to close, it is the customer who waits. */
START_TEST(inv_05_permitted_waits_for_the_customer)
{
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
    pay(WHO, 1, 1000, NINE);
    post(WHO, 1, 1000, NINE);
    midnight(1, NINE);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_PERMITTED, 0, 0, 0, NINE + MS_DAY);
    midnight(2, NINE);
    midnight(3, NINE);
    expect(5, 0);
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
        marketing.orders.list[marketing.orders.count++] =
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
    ck_assert_int_eq(monitor_init(&monitor, &scenario, fee, &marketing, registers), FK_OK);
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
    tcase_add_loop_test(tcase, inv_01_what_was_paid_is_posted_once, 0,
                        (int)(sizeof wrong / sizeof wrong[0]));
    tcase_add_test(tcase, inv_01_booked_and_not_noted);
    tcase_add_test(tcase, inv_01_money_out_of_nothing);
    tcase_add_loop_test(tcase, inv_03_no_cut_for_who_has_paid, 0,
                        (int)(sizeof accounts / sizeof accounts[0]));
    tcase_add_loop_test(tcase, inv_03_receipt_on_its_way, 0, (int)(sizeof races / sizeof races[0]));
    tcase_add_test(tcase, inv_03_other_receipts_forgive_nothing);
    tcase_add_test(tcase, inv_03_counts_the_energy_that_was_read);
    tcase_add_test(tcase, inv_04_age_of_the_register);
    tcase_add_loop_test(tcase, inv_04_register_was_collected, 0,
                        (int)(sizeof readings / sizeof readings[0]));
    tcase_add_test(tcase, inv_04_register_of_nothing);
    tcase_add_test(tcase, inv_04_notice_and_its_waiting_time);
    tcase_add_test(tcase, inv_04_new_cut_needs_new_notice);
    tcase_add_test(tcase, inv_05_paid_and_without_supply);
    tcase_add_test(tcase, inv_05_zero_is_not_enough_above);
    tcase_add_test(tcase, inv_05_midnights_running);
    tcase_add_test(tcase, inv_05_permitted_waits_for_the_customer);
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
