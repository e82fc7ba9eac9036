/* INV-06: orders come to an end in time, remote, field and held ones; INV-05: restores are out, and
 * go first. MIDNIGHT is a Monday. */
#include "sim/watch/check_orders.h"
#include "tests/unit/sim/monitor_fixture.h"

static void order(unsigned kind, unsigned state, ms_t now)
{
    note(EVENT_ORDER, kind, state, 0, 1, 7, now);
}

static void look(ms_t now)
{
    note(EVENT_QUERY, 0, 0, 0, 0, 0, now);
}

/* {kind, state in which it stays, how long that is right} */
static const struct {
    uint8_t kind, state;
    ms_t limit;
} limits[] = {{ORDER_CUT, ORDER_EXECUTING, 30 * MS_MINUTE},
              {ORDER_RESTORE, ORDER_EXECUTING, 30 * MS_MINUTE},
              {ORDER_RESTORE, ORDER_TIMEOUT, 30 * MS_MINUTE}, /* looked at for as long again */
              {ORDER_FIELD_RESTORE, ORDER_SENT, 24 * MS_HOUR},
              {ORDER_FIELD_CUT, ORDER_SENT, 7 * MS_DAY}, /* five working days: Monday to Monday */
              {ORDER_CUT, ORDER_HELD, 2 * MS_DAY}};      /* Monday to Wednesday */

/* An order of a meter by hand: it has a limit of 30 min in execution and of two before, no strategy
 * (INV-07), and its command closes nothing for a customer who is to be cut. */
START_TEST(inv_06_orders_of_meters)
{
    static const struct {
        uint8_t state;
        ms_t limit;
    } stays[] = {{ORDER_SENT, MS_HOUR}, {ORDER_ACCEPTED, MS_HOUR}, {ORDER_EXECUTING, 1800000}};
    note(EVENT_ORDER, ORDER_PROTECT, ORDER_CREATED, 0, 1, 0, NINE);
    note(EVENT_ORDER, ORDER_PROTECT, stays[_i].state, 0, 1, 0, NINE);
    note(EVENT_COMMAND, RELAY_PROTECT, COMMAND_SENT, 0, 1, 1, NINE);
    look(NINE + stays[_i].limit);
    expect(6, 0);
    look(NINE + stays[_i].limit + 1);
    expect(6, 1); /* and nothing else */
    note(EVENT_ORDER, ORDER_ALARM, ORDER_CREATED, 0, 2, 0, NINE + MS_DAY);
    note(EVENT_ORDER, ORDER_ALARM, ORDER_EXECUTING, 0, 2, 0, NINE + MS_DAY);
    note(EVENT_ORDER, ORDER_ALARM, ORDER_FAILED, 0, 2, 0, NINE + MS_DAY + MS_MINUTE);
    look(NINE + 3 * MS_DAY);
    expect(6, 1);
}
END_TEST

START_TEST(inv_06_each_kind_has_its_limit)
{
    order(limits[_i].kind, ORDER_CREATED, NINE);
    order(limits[_i].kind, limits[_i].state, NINE);
    look(NINE + limits[_i].limit);
    expect(6, 0); /* at the very moment marketing ends it */
    look(NINE + limits[_i].limit + 1);
    expect(6, 1);
    ck_assert_uint_eq(last_found()->customer, WHO);
    ck_assert_int_eq(last_found()->at, NINE + limits[_i].limit);
    look(NINE + 30 * MS_DAY);
    expect(6, 1); /* one for an order */
}
END_TEST

START_TEST(inv_06_ended_in_time)
{
    static const uint8_t ends[] = {ORDER_SUCCESS, ORDER_FAILED, ORDER_FAILED, ORDER_CANCELLED,
                                   ORDER_CLOSED};
    for (unsigned i = 0; i < sizeof ends; i++) {
        start_anew(100000); /* INV-18 has nothing to say */
        order(limits[_i].kind, ORDER_CREATED, NINE + i);
        order(limits[_i].kind, limits[_i].state, NINE + i);
        order(limits[_i].kind, ends[i], NINE + i + limits[_i].limit);
        relay(RELAY_CLOSED, NINE + i + limits[_i].limit); /* so that a cut is none twice */
        look(NINE + 30 * MS_DAY);
        expect(6, 0);
        teardown();
        setup();
    }
}
END_TEST

/* From Thursday on a held order has until Monday, a field cut until Thursday of next week. */
START_TEST(inv_06_weekends_do_not_count)
{
    ms_t thursday = NINE + 3 * MS_DAY;
    order(ORDER_CUT, ORDER_CREATED, thursday);
    order(ORDER_CUT, ORDER_HELD, thursday);
    note(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_CREATED, 0, 2, 8, thursday);
    /* the field order goes on for the held one: nobody has to look at that any more */
    look(thursday + 7 * MS_DAY);
    expect(6, 0);
    look(thursday + 7 * MS_DAY + 1);
    expect(6, 1);
    order(ORDER_CUT, ORDER_CREATED, thursday + 14 * MS_DAY);
    order(ORDER_CUT, ORDER_HELD, thursday + 14 * MS_DAY);
    look(thursday + 18 * MS_DAY);
    expect(6, 1);
    look(thursday + 18 * MS_DAY + 1);
    expect(6, 2);
}
END_TEST

/* A held order is looked at when its strategy ends, when it goes out again, or when the customer
 * gets a new notice, however long that waits (hunt). */
START_TEST(inv_06_held_order_goes_on)
{
    note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_LIVE, 0, 7, 0, NINE);
    order(ORDER_CUT, ORDER_CREATED, NINE);
    order(ORDER_CUT, ORDER_FAILED, NINE + 1);
    order(ORDER_CUT, ORDER_HELD, NINE + 2);
    if (_i == 0)
        order(ORDER_CUT, ORDER_RETRY, NINE + 3);
    else if (_i == 1)
        note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_CANCELLED, 0, 7, 0, NINE + 3);
    else
        note(EVENT_SMS, SMS_PRE_CUT, SMS_CREATED, 0, 1, 7, NINE + 3);
    look(NINE + 9 * MS_DAY);
    expect(6, 0);
}
END_TEST

/* of an order that has left something is told within two limits: a state, or that it waits.
 * {when the master says so, or 0; how long it may go on} */
static const struct {
    ms_t told, until;
} silences[] = {{0, MS_HOUR}, {40 * MS_MINUTE, 100 * MS_MINUTE}, {MS_HOUR, 2 * MS_HOUR}};

START_TEST(inv_06_something_is_told)
{
    struct message waits = {.type = MSG_ORDER_ACCEPTED, .customer = WHO, .id = 1};
    start_anew(100000);
    order(ORDER_CUT, ORDER_CREATED, NINE);
    order(ORDER_CUT, ORDER_SENT, NINE);
    if (silences[_i].told)
        monitor_message(&monitor, &waits, NINE + silences[_i].told);
    look(NINE + silences[_i].until);
    expect(6, 0);
    look(NINE + silences[_i].until + 1);
    expect(6, 1);
    look(NINE + MS_DAY);
    monitor_end(&monitor, NINE + MS_DAY);
    expect(6, 1);
}
END_TEST

/* ... and it is open all the same: what it does not do is told once (INV-06), and INV-18 is of
 * those for whom no order is open. {it is over then} */
START_TEST(inv_18_stuck_order_is_open)
{
    bool is_over = _i;
    scenario.cut_limit = 2 * MS_HOUR;
    start_anew(-208);
    relay(RELAY_CLOSED, NINE);
    order(ORDER_CUT, ORDER_CREATED, NINE);
    order(ORDER_CUT, ORDER_SENT, NINE);
    look(NINE + MS_HOUR + 1);
    expect(6, 1);
    if (is_over)
        order(ORDER_CUT, ORDER_CANCELLED, NINE + 2 * MS_HOUR - MS_MINUTE);
    look(NINE + 2 * MS_HOUR + 1);
    ck_assert_uint_eq(monitor.books.found.counts[6], 1);
    ck_assert_uint_eq(monitor.books.found.counts[18], is_over);
}
END_TEST

/* The limit runs from the state: an order that waited for a day before has all of it. */
START_TEST(inv_06_counts_from_executing)
{
    order(ORDER_CUT, ORDER_CREATED, NINE);
    order(ORDER_CUT, ORDER_ACCEPTED, NINE);
    look(NINE + MS_DAY);
    order(ORDER_CUT, ORDER_EXECUTING, NINE + MS_DAY);
    look(NINE + MS_DAY + 30 * MS_MINUTE);
    expect(6, 0);
    look(NINE + MS_DAY + 30 * MS_MINUTE + 1);
    expect(6, 1);
}
END_TEST

/* End of the run: a remote order that nobody works on, an hour after its limit, {kind, state, age,
 * violation}. */
static const struct {
    uint8_t kind, state;
    ms_t age;
    bool is_wrong;
} left[] = {{ORDER_CUT, ORDER_TIMEOUT, 90 * MS_MINUTE, false},
            {ORDER_CUT, ORDER_TIMEOUT, 90 * MS_MINUTE + 1, true},
            {ORDER_RESTORE, ORDER_ACCEPTED, 91 * MS_MINUTE, true},
            {ORDER_CUT, ORDER_HELD, MS_DAY, false},
            {ORDER_CUT, ORDER_SUCCESS, MS_DAY, false},
            {ORDER_FIELD_CUT, ORDER_SENT, MS_DAY, false},
            {ORDER_EXCEPTION, ORDER_SENT, MS_DAY, false}};

START_TEST(inv_06_end_of_the_run)
{
    order(left[_i].kind, ORDER_CREATED, NINE - left[_i].age);
    order(left[_i].kind, left[_i].state, NINE - left[_i].age);
    check_orders_left(&monitor.books, &monitor.orders, NINE);
    ck_assert_uint_eq(monitor.books.found.counts[6], left[_i].is_wrong);
}
END_TEST

/* the status word says what came of it. A read that failed says nothing. */
START_TEST(inv_06_status_word_was_read)
{
    order(ORDER_CUT, ORDER_CREATED, NINE);
    order(ORDER_CUT, ORDER_EXECUTING, NINE);
    note(EVENT_READ, 1, COMMAND_SENT, 0, 1, 1, NINE + 1);
    note(EVENT_READ, 1, COMMAND_ANSWERED, RESULT_NO_METER_ANSWER, 1, 1, NINE + MS_MINUTE);
    look(NINE + 10 * MS_MINUTE);
    note(EVENT_READ, 1, COMMAND_SENT, 0, 2, 1, NINE + 10 * MS_MINUTE);
    note(EVENT_READ, 1, COMMAND_ANSWERED, RESULT_OK, 2, 1, NINE + 10 * MS_MINUTE + 1);
    if (_i == 1)
        order(ORDER_CUT, ORDER_FAILED, NINE + 11 * MS_MINUTE + 1);
    if (_i == 3) /* something was done about it */
        order(ORDER_CUT, ORDER_TIMEOUT, NINE + 10 * MS_MINUTE + 30 * MS_SECOND);
    if (_i == 2) { /* a read that comes when the order is held already */
        order(ORDER_CUT, ORDER_FAILED, NINE + 10 * MS_MINUTE + 1);
        order(ORDER_CUT, ORDER_HELD, NINE + 10 * MS_MINUTE + 1);
        note(EVENT_READ, 1, COMMAND_ANSWERED, RESULT_OK, 2, 1, NINE + 10 * MS_MINUTE + 2);
    }
    look(NINE + 11 * MS_MINUTE + 1);
    expect(6, 0);
    look(NINE + 11 * MS_MINUTE + 2);
    expect(6, _i == 0);
}
END_TEST

/* with a trip delay a word that says "command open, contact closed" says that the order
 * waits; without one there is no such word, and the order is late. {delay, word, late} */
static const struct {
    ms_t delay;
    int64_t word;
    bool is_late;
} delayed[] = {{5 * MS_MINUTE, 0x40, false}, {5 * MS_MINUTE, 0x50, true}, {0, 0x40, true}};

START_TEST(inv_06_trip_is_delayed)
{
    struct party_note read = {.type = EVENT_READ,
                              .kind = 1,
                              .state = COMMAND_ANSWERED,
                              .code = RESULT_OK,
                              .customer = WHO,
                              .id = 1,
                              .ref = 1,
                              .value = delayed[_i].word};
    scenario.trip_delay = delayed[_i].delay;
    order(ORDER_CUT, ORDER_CREATED, NINE);
    order(ORDER_CUT, ORDER_EXECUTING, NINE);
    monitor_note(&monitor, &read, NINE + MS_SECOND);
    look(NINE + MS_MINUTE + 2 * MS_SECOND);
    expect(6, delayed[_i].is_late);
    scenario.trip_delay = 0;
}
END_TEST

/* cut with money; the order is over at 09:01, repeats come after 10 min: five more, and
 * once. */
START_TEST(inv_05_no_order_is_out)
{
    ms_t due = NINE + MS_MINUTE + 15 * MS_MINUTE;
    start_anew(0);
    scenario.policy.restore_gap = 10 * MS_MINUTE;
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 7, NINE);
    relay(RELAY_OPEN, NINE);
    look(NINE + MS_MINUTE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 1, 7, NINE + MS_MINUTE);
    look(due);
    expect(5, 0);
    look(due + 1);
    expect(5, 1);
    ck_assert_uint_eq(last_found()->customer, WHO);
    ck_assert_int_eq(last_found()->at, due);
    look(NINE + 3 * MS_DAY);
    expect(5, 1);
}
END_TEST

/* of a payment posted at 09:00 fee control hears at 12:00, by a receipt that says all of it;
 * 10 + 5 min later an order should be out. One that says less tells nothing. */
START_TEST(inv_05_receipt_on_its_way)
{
    struct message receipt = {.type = MSG_RECEIPT, .customer = WHO, .id = 1, .value = 9792 - 1};
    start_anew(-208);
    scenario.policy.restore_gap = 10 * MS_MINUTE;
    relay(RELAY_OPEN, NINE - MS_HOUR);
    pay(WHO, 1, 10000, NINE);
    post(WHO, 1, 10000, NINE);
    monitor_told(&monitor, &receipt, NINE + MS_HOUR);
    look(NINE + 3 * MS_HOUR);
    expect(5, 0);
    receipt.value++;
    monitor_told(&monitor, &receipt, NINE + 3 * MS_HOUR);
    look(NINE + 3 * MS_HOUR + 15 * MS_MINUTE);
    expect(5, 0);
    look(NINE + 3 * MS_HOUR + 15 * MS_MINUTE + 1);
    expect(5, 1);
}
END_TEST

/* A restore order that fails is followed by another one in time; then the 24 h count. */
START_TEST(inv_05_an_order_is_out)
{
    start_anew(0);
    scenario.policy.restore_gap = 10 * MS_MINUTE;
    relay(RELAY_OPEN, NINE);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED, 0, 2, 8, NINE + 15 * MS_MINUTE);
    look(NINE + 40 * MS_MINUTE);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_FAILED, 0, 2, 8, NINE + 40 * MS_MINUTE);
    note(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_CREATED, 0, 3, 8, NINE + 55 * MS_MINUTE);
    look(NINE + 24 * MS_HOUR);
    expect(5, 0);
    look(NINE + 24 * MS_HOUR + 1);
    expect(5, 1);
}
END_TEST

/* Restores go first at a concentrator (S-42): one that waits for its first try is not passed by a
 * cut. {what happens before the cut leaves, to whom, passed} */
enum meanwhile { NOTHING, ITS_TRY, TOLD_LATE, TOLD_LATER, SENT_AGAIN, A_CANCEL, ITS_END };
static const struct {
    enum meanwhile meanwhile;
    uint32_t cut;
    bool is_passed;
} passings[] = {{NOTHING, 0, true},    {NOTHING, 1, true},    {NOTHING, 2, false},
                {ITS_TRY, 0, false},   {TOLD_LATE, 0, false}, {TOLD_LATER, 0, false},
                {SENT_AGAIN, 0, true}, {A_CANCEL, 0, false},  {ITS_END, 0, false}};

START_TEST(inv_05_restores_go_first)
{
    struct party_note leaves = {.type = EVENT_COMMAND,
                                .kind = RELAY_TRIP,
                                .state = COMMAND_SENT,
                                .customer = passings[_i].cut,
                                .id = 2,
                                .ref = 9};
    struct message cancel = {.type = MSG_ORDER_CANCEL, .customer = WHO, .id = 1};
    order(ORDER_RESTORE, ORDER_CREATED, NINE);
    order(ORDER_RESTORE, ORDER_SENT, NINE);
    bool is_told_late = passings[_i].meanwhile >= TOLD_LATE && passings[_i].meanwhile <= SENT_AGAIN;
    if (!is_told_late)
        order(ORDER_RESTORE, ORDER_ACCEPTED, NINE);
    if (passings[_i].meanwhile == ITS_TRY || is_told_late)
        note(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT, 0, 1, 1, NINE);
    if (passings[_i].meanwhile == TOLD_LATER)
        order(ORDER_RESTORE, ORDER_EXECUTING, NINE);
    if (passings[_i].meanwhile == SENT_AGAIN)
        order(ORDER_RESTORE, ORDER_SENT, NINE);
    if (is_told_late)
        order(ORDER_RESTORE, ORDER_ACCEPTED, NINE);
    if (passings[_i].meanwhile == A_CANCEL)
        monitor_message(&monitor, &cancel, NINE);
    if (passings[_i].meanwhile == ITS_END)
        order(ORDER_RESTORE, ORDER_CANCELLED, NINE);
    monitor_note(&monitor, &leaves, NINE + 1);
    ck_assert_uint_eq(monitor.books.found.counts[5], passings[_i].is_passed);
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(tcase, test, 0, (int)(sizeof table / sizeof table[0]))

/* P-FLD-06: a crew has cut, its strategy 7 is called off by money, strategy 9 finds the relay open;
 * what the crew enters a day later is no second cut, and strategy 10 would be one. */
START_TEST(inv_14_entered_late)
{
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 3, 9, NINE + MS_HOUR);
    note(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_SUCCESS, 0, 2, 7, NINE + 2 * MS_HOUR);
    expect(14, 0);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 4, 9, NINE + 3 * MS_HOUR);
    expect(14, 0);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, 0, 5, 10, NINE + 4 * MS_HOUR);
    expect(14, 1);
}
END_TEST

static Suite *monitor_orders_suite(void)
{
    Suite *suite = suite_create("monitor_orders");
    TCase *tcase = tcase_create("orders");
    tcase_add_checked_fixture(tcase, setup, teardown);
    LOOP(inv_06_each_kind_has_its_limit, limits);
    LOOP(inv_06_ended_in_time, limits);
    tcase_add_test(tcase, inv_06_weekends_do_not_count);
    tcase_add_loop_test(tcase, inv_06_held_order_goes_on, 0, 3);
    tcase_add_loop_test(tcase, inv_06_orders_of_meters, 0, 3);
    tcase_add_test(tcase, inv_06_counts_from_executing);
    tcase_add_loop_test(tcase, inv_06_something_is_told, 0, 3);
    tcase_add_loop_test(tcase, inv_18_stuck_order_is_open, 0, 2);
    LOOP(inv_06_end_of_the_run, left);
    tcase_add_loop_test(tcase, inv_06_status_word_was_read, 0, 4);
    tcase_add_loop_test(tcase, inv_06_trip_is_delayed, 0, sizeof delayed / sizeof delayed[0]);
    tcase_add_test(tcase, inv_05_no_order_is_out);
    tcase_add_test(tcase, inv_05_receipt_on_its_way);
    tcase_add_test(tcase, inv_05_an_order_is_out);
    tcase_add_test(tcase, inv_14_entered_late);
    LOOP(inv_05_restores_go_first, passings);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_orders_suite)
