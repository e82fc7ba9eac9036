/* INV-03, INV-04, INV-16: what must hold when a cut command leaves. */
#include "tests/unit/sim/monitor_fixture.h"
#include <string.h>

/* {balance, rule, violation} */
static const struct {
    fen_t balance;
    uint8_t restore_at;
    bool is_wrong;
} accounts[] = {{-1, FEE_RESTORE_AT_LEAST, false},
                {0, FEE_RESTORE_AT_LEAST, true},
                {0, FEE_RESTORE_ABOVE, false},
                {1, FEE_RESTORE_ABOVE, true}};

START_TEST(inv_03_no_cut_for_who_has_paid)
{
    scenario.policy.restore_at = accounts[_i].restore_at;
    start_anew(accounts[_i].balance);
    notice(NINE - MS_HOUR);
    note(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT, 0, 1, 1, NINE); /* a restore may leave */
    expect(3, 0);
    trip(NINE);
    expect(3, accounts[_i].is_wrong);
}
END_TEST

/* whatever an important customer owes; that he is not cut is no free energy (INV-18). */
START_TEST(inv_03_no_cut_of_the_important)
{
    group.is_important = true;
    start_anew(-100000000);
    relay(RELAY_OPEN, NINE); /* a moment at which his supply is looked at */
    relay(RELAY_CLOSED, NINE + 1);
    note(EVENT_QUERY, 0, 0, 0, 0, 0, NINE + 9 * MS_DAY);
    expect(3, 0);
    notice(NINE + 9 * MS_DAY);
    trip(NINE + 9 * MS_DAY + MS_HOUR);
    ck_assert_uint_eq(monitor.books.found.counts[3], 1);
}
END_TEST

/* INV-10, CQ-7: nothing that closes is sent to who closes by hand. */
START_TEST(inv_10_nothing_closes_remotely)
{
    static const uint8_t commands[] = {RELAY_CLOSE, RELAY_PERMIT};
    for (unsigned i = 0; i < 2; i++) {
        scenario.policy.restore_mode = FEE_RESTORE_SAFE;
        start_anew(-208);
        note(EVENT_COMMAND, commands[i], COMMAND_SENT, 0, 1, 1, NINE);
        note(EVENT_COMMAND, commands[i], COMMAND_ANSWERED, RESULT_OK, 1, 1, NINE);
        expect(10, 0);
        scenario.policy.restore_mode = FEE_RESTORE_BY_HAND;
        start_anew(-208);
        note(EVENT_COMMAND, commands[i], COMMAND_SENT, 0, 1, 1, NINE);
        note(EVENT_COMMAND, commands[i], COMMAND_ANSWERED, RESULT_OK, 1, 1, NINE);
        expect(10, 1);
        notice(NINE - MS_HOUR);
        trip(NINE);
        expect(10, 1);
    }
}
END_TEST

/* INV-10, R-20: a protection or an alarm that a person orders is none of that. */
START_TEST(inv_10_orders_of_meters_close_nothing)
{
    static const uint8_t commands[] = {RELAY_PROTECT, RELAY_UNPROTECT, RELAY_ALARM_ON,
                                       RELAY_ALARM_OFF};
    scenario.policy.restore_mode = FEE_RESTORE_BY_HAND;
    start_anew(-208);
    for (unsigned i = 0; i < 4; i++)
        note(EVENT_COMMAND, commands[i], COMMAND_SENT, 0, 1, 1, NINE);
    expect(10, 0);
    note(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT, 0, 1, 1, NINE);
    expect(10, 1);
}
END_TEST

/* CQ-2: repeats rest on the notice of the first trip, though the relay closes by itself, until the
 * money is back, and for the few hops of one that is on its way then; and they are no second cut
 * (INV-14). {trip again, paid how long before, violation} */
static const struct {
    uint8_t again;
    ms_t paid_ago; /* MS_NEVER: not paid */
    bool is_wrong;
} repeats[] = {{FEE_TRIP_ARREARS, MS_NEVER, false},      {FEE_TRIP_ENERGY, MS_NEVER, false},
               {FEE_TRIP_NEVER, MS_NEVER, true},         {FEE_TRIP_ARREARS, MS_HOUR, true},
               {FEE_TRIP_ARREARS, BOOKS_HOPS + 1, true}, {FEE_TRIP_ARREARS, BOOKS_HOPS, false}};

START_TEST(inv_04_repeated_trip)
{
    ms_t next = NINE + MS_DAY;
    scenario.policy.restore_mode = FEE_RESTORE_BY_HAND;
    scenario.policy.trip_again = repeats[_i].again;
    scenario.policy.restore_at = FEE_RESTORE_ABOVE;
    scenario.policy.max_reading_age = 5 * MS_DAY;
    start_anew(-208);
    notice(NINE - MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 1, NINE);
    trip(NINE);
    note(EVENT_RELAY, 0, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, 1, 1, NINE);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_CLOSED, 0, 0, 0, NINE + MS_MINUTE);
    if (repeats[_i].paid_ago != MS_NEVER) {
        pay(WHO, 1, 209, next - repeats[_i].paid_ago);
        post(WHO, 1, 209, next - repeats[_i].paid_ago);
    }
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 2, 2, next);
    trip(next);
    ck_assert_uint_eq(monitor.books.found.counts[4], repeats[_i].is_wrong);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, 2, 2, next);
    ck_assert_uint_eq(monitor.books.found.counts[14], repeats[_i].again == FEE_TRIP_NEVER);
}
END_TEST

/* CQ-10: where a person begins the restores, money alone ends no cut: the next trip is one of it.
 * {manual, violations} */
START_TEST(inv_04_repeated_trip_behind_a_person)
{
    ms_t next = NINE + MS_DAY;
    scenario.policy.restore_mode = FEE_RESTORE_BY_HAND;
    scenario.policy.trip_again = FEE_TRIP_ARREARS;
    scenario.policy.is_restoring_manual = _i;
    scenario.policy.max_reading_age = 5 * MS_DAY;
    start_anew(-208);
    notice(NINE - MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 1, NINE);
    trip(NINE);
    note(EVENT_RELAY, 0, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, 1, 1, NINE);
    pay(WHO, 1, 10000, NINE + MS_HOUR);
    post(WHO, 1, 10000, NINE + MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 2, 2, next);
    trip(next);
    ck_assert_uint_eq(monitor.books.found.counts[4], !_i);
    scenario.policy.is_restoring_manual = false;
}
END_TEST

/* CQ-2, R-47: the result of a trip comes late, when its order is cancelled and he has closed by
 * hand: he is cut all the same, unless the cut was called off meanwhile (CQ-7). {decision,
 * violations} */
static const uint8_t late[] = {FEE_HELD, FEE_NORMAL};

START_TEST(inv_04_repeated_trip_of_a_late_result)
{
    ms_t next = NINE + MS_DAY;
    scenario.policy.restore_mode = FEE_RESTORE_BY_HAND;
    scenario.policy.trip_again = FEE_TRIP_ARREARS;
    scenario.policy.max_reading_age = 5 * MS_DAY;
    start_anew(-208);
    notice(NINE - MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 1, NINE);
    note(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT, 0, 1, 1, NINE);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CANCELLED, RESULT_NOT_ALLOWED, 1, 1, NINE + 1);
    note(EVENT_DECISION, FEE_CUT_SENT, late[_i], 0, 0, 0, NINE + 2);
    note(EVENT_RELAY, 0, RELAY_OPEN, 0, 0, 0, NINE + 3);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_CLOSED, 0, 0, 0, NINE + 4);
    note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, 1, 1, NINE + 5);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 2, 2, next);
    trip(next);
    ck_assert_uint_eq(monitor.books.found.counts[4], late[_i] == FEE_NORMAL);
}
END_TEST

/* CQ-7: fee control's cancel ends the cut too, be it on an older register than the newest: what
 * follows is a new cut. */
START_TEST(inv_14_cancel_ends_the_cut)
{
    scenario.policy.restore_mode = FEE_RESTORE_BY_HAND;
    start_anew(-208);
    for (uint32_t order = 1; order <= 2; order++) {
        note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, order, order, NINE);
        note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, order, order, NINE);
        if (_i)
            note(EVENT_DECISION, FEE_CUT, FEE_NORMAL, 0, 0, 0, NINE);
    }
    ck_assert_uint_eq(monitor.books.found.counts[14], !_i);
}
END_TEST

/* A receipt needs a few hops from the account to the master: no violation while it is on its way,
 * {payer, how long ago, violation}. */
static const struct {
    uint32_t payer;
    ms_t ago;
    bool is_wrong;
} races[] = {
    {WHO, 0, false}, {WHO, BOOKS_HOPS, false}, {WHO, BOOKS_HOPS + 1, true}, {2, 99, false}};

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
    post(WHO, 2, 208, NINE - BOOKS_HOPS - 1); /* 0.00: supply stays on */
    post(2, 1, 10000, NINE);
    post(WHO, 3, 10000, NINE);
    trip(NINE);
    expect(3, 1);
}
END_TEST

/* nobody is cut while he is locked; a lock needs a few hops to the master. Of customer
 * 1 in area 0: {scope, id, how long ago, is over, violation}. */
static const struct {
    enum lock_scope scope;
    uint32_t id;
    ms_t ago;
    bool is_over, is_wrong;
} locked[] = {{LOCK_EVERYBODY, 0, MS_HOUR, false, true},
              {LOCK_LINE, 0, MS_HOUR, false, true},
              {LOCK_AREA, 0, MS_HOUR, false, true},
              {LOCK_AREA, 1, MS_HOUR, false, false},
              {LOCK_CUSTOMER, WHO, MS_HOUR, false, true},
              {LOCK_CUSTOMER, 2, MS_HOUR, false, false},
              {LOCK_CUSTOMER, WHO, BOOKS_HOPS, false, false},
              {LOCK_CUSTOMER, WHO, BOOKS_HOPS + 1, false, true},
              {LOCK_AREA, 0, MS_HOUR, true, false}};

START_TEST(inv_03_no_cut_for_who_is_locked)
{
    struct message message = {
        .type = MSG_LOCK, .kind = HOLD_PROTECTION, .code = 1, .attempt = (uint8_t)locked[_i].scope};
    if (locked[_i].scope == LOCK_CUSTOMER)
        message.customer = locked[_i].id;
    else
        message.ref = locked[_i].id;
    scenario.concentrators_per_line = 2;
    start_anew(-208);
    notice(NINE - MS_HOUR);
    monitor_lock(&monitor, &message, NINE - locked[_i].ago);
    message.code = 0;
    if (locked[_i].is_over)
        monitor_lock(&monitor, &message, NINE - 1);
    trip(NINE);
    expect(3, locked[_i].is_wrong);
}
END_TEST

/* 8.01 kWh at 0.52: 4.1652 -> 4.17; 7.99 kWh: 4.1548 -> 4.15. The register counts once a push has
 * handed it to the calculation, {register, pushed, violation}. */
static const struct {
    uint32_t reading;
    bool is_pushed, is_wrong;
} charges[] = {{801, true, false}, {799, true, true}, {801, false, true}};

START_TEST(inv_03_counts_the_energy_that_was_pushed)
{
    start_anew(416);
    upload(DAY, charges[_i].reading, MIDNIGHT + 15 * MS_MINUTE);
    if (charges[_i].is_pushed)
        push(DAY, MIDNIGHT + 4 * MS_HOUR);
    notice(NINE - MS_HOUR);
    trip(NINE);
    expect(3, charges[_i].is_wrong);
}
END_TEST

/* with a lag of a day today's register is for tomorrow. */
START_TEST(inv_03_lag_of_a_day)
{
    scenario.policy.reading_lag_days = 1;
    start_anew(416);
    upload(DAY, 801, MIDNIGHT + 15 * MS_MINUTE);
    push(DAY, MIDNIGHT + 4 * MS_HOUR);
    notice(NINE - MS_HOUR);
    trip(NINE);
    expect(3, 1);
    push(DAY + 1, MIDNIGHT + 28 * MS_HOUR);
    notice(NINE - MS_HOUR + MS_DAY);
    trip(NINE - MS_MINUTE + MS_DAY);
    expect(3, 1);
}
END_TEST

/* A late register of an earlier day does not replace a newer one. */
START_TEST(inv_03_newest_register_counts)
{
    start_anew(416);
    upload(DAY, 801, MIDNIGHT + 15 * MS_MINUTE);
    upload(DAY - 1, 1, MIDNIGHT + 16 * MS_MINUTE);
    push(DAY, MIDNIGHT + 4 * MS_HOUR);
    notice(NINE - MS_HOUR);
    trip(NINE);
    expect(3, 0);
}
END_TEST

/* The register of the day before the start, 24 h before midnight: 33 h old at nine. */
START_TEST(inv_04_age_of_the_register)
{
    notice(NINE - MS_HOUR);
    scenario.policy.max_reading_age = 33 * MS_HOUR;
    trip(NINE);
    expect(4, 0);
    scenario.policy.max_reading_age--;
    trip(NINE);
    expect(4, 1);
    upload(DAY, 0, NINE + 1);
    trip(NINE + 2); /* collected, not pushed */
    expect(4, 2);
    push(DAY, NINE + 3);
    trip(NINE + 4);
    expect(4, 2);
}
END_TEST

/* Received half an hour to a day ago, {how long ago, violation}. */
static const struct {
    ms_t ago;
    bool is_wrong;
} notices[] = {{30 * MS_MINUTE - 1, true},
               {30 * MS_MINUTE, false},
               {24 * MS_HOUR, false},
               {24 * MS_HOUR + 1, true}};

START_TEST(inv_04_notice_is_old_and_young_enough)
{
    ms_t now = NINE + MS_DAY;
    scenario.policy.max_reading_age = 9 * MS_DAY;
    notice(now - notices[_i].ago);
    trip(now);
    expect(4, notices[_i].is_wrong);
}
END_TEST

/* a slip is a notice where paper counts, and none where it does not. */
START_TEST(inv_04_paper)
{
    struct party_note slip = {.type = EVENT_SMS,
                              .kind = SMS_PRE_CUT,
                              .state = SMS_DELIVERED,
                              .attempt = SMS_ON_PAPER,
                              .customer = WHO,
                              .id = 1,
                              .ref = 1};
    scenario.is_paper_counted = _i;
    note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_LIVE, 0, 1, 0, NINE);
    monitor_note(&monitor, &slip, NINE);
    trip(NINE + MS_HOUR);
    expect(4, !_i);
}
END_TEST

START_TEST(inv_04_what_is_no_notice)
{
    trip(NINE);
    expect(4, 1); /* none */
    note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_LIVE, 0, 1, 0, NINE);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_SUBMIT_OK, 0, 1, 1, NINE);
    note(EVENT_SMS, SMS_WARNING, SMS_DELIVERED, 0, 2, 1, NINE);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_UNDELIVERED, 0, 1, 1, NINE);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_DELIVERED, 0, 3, 2, NINE); /* of another strategy */
    trip(NINE + MS_HOUR);
    expect(4, 2);
}
END_TEST

/* Of two notices for one cut that were on their way at a time, either will do. {minutes since the
 * first and the second, violation} */
static const struct {
    int first, second;
    bool is_wrong;
} twice[] = {{40, 10, false}, {20, 10, true}, {1500, 10, true}, {1500, 40, false}};

START_TEST(inv_04_second_notice_takes_nothing_away)
{
    ms_t second = NINE - twice[_i].second * MS_MINUTE;
    notice(NINE - twice[_i].first * MS_MINUTE);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_CREATED, 0, 2, 1, second);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_DELIVERED, 0, 2, 1, second);
    trip(NINE);
    expect(4, twice[_i].is_wrong);
}
END_TEST

/* One violation for a trip, whatever is wrong with it. */
START_TEST(inv_04_one_for_a_trip)
{
    scenario.policy.max_reading_age = 1;
    trip(NINE);
    expect(4, 1);
}
END_TEST

START_TEST(inv_04_new_cut_needs_new_notice)
{
    notice(NINE - MS_HOUR);
    relay(RELAY_OPEN, NINE);
    trip(NINE + 1); /* a repeat of the same cut */
    expect(4, 0);
    relay(RELAY_CLOSED, NINE + MS_HOUR);
    trip(NINE + 2 * MS_HOUR);
    expect(4, 1);
}
END_TEST

START_TEST(inv_04_permit_ends_the_notice)
{
    notice(NINE - MS_HOUR);
    relay(RELAY_OPEN, NINE - 1);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_PERMITTED, 0, 0, 0, NINE);
    trip(NINE + 1);
    expect(4, 1);
}
END_TEST

/* who has been permitted, falls into debt, is told so, and only then presses the key, may be
 * cut by that notice (hunt). */
START_TEST(inv_04_key_does_not_end_the_notice)
{
    relay(RELAY_OPEN, NINE - 3 * MS_HOUR);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_PERMITTED, 0, 0, 0, NINE - 2 * MS_HOUR);
    notice(NINE - MS_HOUR);
    relay(RELAY_CLOSED, NINE);
    trip(NINE + 1);
    expect(4, 0);
    relay(RELAY_OPEN, NINE + 2);
    relay(RELAY_CLOSED, NINE + 3);
    trip(NINE + 4);
    expect(4, 1);
}
END_TEST

START_TEST(inv_04_notice_of_a_cut_given_up)
{
    notice(NINE - MS_HOUR);
    note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_CANCELLED, 0, 1, 0, NINE);
    note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_LIVE, 0, 2, 0, NINE);
    trip(NINE + 1);
    expect(4, 1);
}
END_TEST

/* {moment after midnight, violation}: the window is 08:30 to 16:00 */
static const struct {
    ms_t time;
    bool is_wrong;
} hours[] = {{8 * MS_HOUR + 30 * MS_MINUTE - 1, true},
             {8 * MS_HOUR + 30 * MS_MINUTE, false},
             {16 * MS_HOUR - 1, false},
             {16 * MS_HOUR, true}};

START_TEST(inv_16_cut_window)
{
    notice(MIDNIGHT + 7 * MS_HOUR);
    note(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT, 0, 1, 1, MIDNIGHT + 8 * MS_HOUR);
    expect(16, 0); /* a restore may leave at any time */
    trip(MIDNIGHT + hours[_i].time);
    expect(16, hours[_i].is_wrong);
}
END_TEST

static void switch_on_site(unsigned n1, ms_t now)
{
    struct message message = {.type = MSG_FIELD_SWITCH, .kind = (uint8_t)n1, .customer = WHO};
    monitor_message(&monitor, &message, now);
}

/* a crew's switch on site is a trip as well. */
START_TEST(inv_03_and_04_hold_for_crews)
{
    switch_on_site(RELAY_CLOSE, NINE);
    expect(0, 0);
    switch_on_site(RELAY_TRIP, NINE);
    expect(4, 1); /* no notice */
    notice(NINE);
    switch_on_site(RELAY_TRIP, NINE + 30 * MS_MINUTE);
    expect(4, 1);
}
END_TEST

/* a last notice at least so long before, for the same cut, after its notice; a crew tells him
 * on site. {minutes since the last notice, its strategy, crew, violation} */
static const struct {
    int ago;
    uint32_t ref;
    bool is_crew, is_wrong;
} last_notices[] = {{20, 1, false, false}, {19, 1, false, true}, {25, 2, false, true},
                    {90, 1, false, true},  {-1, 1, false, true}, {-1, 1, true, false}};

START_TEST(inv_04_last_notice)
{
    scenario.policy.last_notice = 20 * MS_MINUTE;
    ms_t at = NINE - last_notices[_i].ago * MS_MINUTE;
    notice(NINE - 80 * MS_MINUTE);
    if (last_notices[_i].ago >= 0)
        note(EVENT_SMS, SMS_LAST_NOTICE, SMS_DELIVERED, 0, 2, last_notices[_i].ref, at);
    if (last_notices[_i].is_crew)
        switch_on_site(RELAY_TRIP, NINE);
    else
        trip(NINE);
    expect(4, last_notices[_i].is_wrong);
}
END_TEST

START_TEST(inv_04_notice_of_a_field_cut_runs_out)
{
    upload(DAY, 1, NINE - 3 * MS_HOUR);
    push(DAY, NINE - 2 * MS_HOUR);
    notice(NINE);
    switch_on_site(RELAY_TRIP, NINE + 24 * MS_HOUR);
    expect(4, 0);
    switch_on_site(RELAY_TRIP, NINE + 24 * MS_HOUR + 1);
    expect(4, 1);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_DELIVERED, 0, 2, 1, NINE + 25 * MS_HOUR);
    switch_on_site(RELAY_TRIP, NINE + 26 * MS_HOUR);
    expect(4, 1);
}
END_TEST

START_TEST(inv_03_crew_cuts_who_has_paid)
{
    notice(NINE);
    pay(WHO, 1, 208, NINE);
    post(WHO, 1, 208, NINE + MS_HOUR);
    switch_on_site(RELAY_TRIP, NINE + MS_HOUR + BOOKS_HOPS);
    expect(3, 0);
    switch_on_site(RELAY_TRIP, NINE + MS_HOUR + BOOKS_HOPS + 1);
    expect(3, 1);
}
END_TEST

/* The same race with the notice: the money ends the cut, and a crew switches before it has heard of
 * it. The notice of a cut that was given up counts for so long, and no longer. */
START_TEST(inv_04_crew_cuts_when_money_comes)
{
    notice(NINE);
    pay(WHO, 1, 208, NINE);
    post(WHO, 1, 208, NINE + MS_HOUR);
    note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_CANCELLED, 0, 1, 0, NINE + MS_HOUR + 1);
    switch_on_site(RELAY_TRIP, NINE + MS_HOUR + BOOKS_HOPS);
    expect(4, 0);
    upload(DAY + 1, 800, NINE + 16 * MS_HOUR); /* below zero again, and not noticed */
    push(DAY + 1, NINE + 19 * MS_HOUR);
    switch_on_site(RELAY_TRIP, NINE + MS_DAY);
    expect(4, 1);
    ck_assert_ptr_nonnull(strstr(last_found()->text[FK_EN], "without a delivered notice"));
}
END_TEST

/* Crews have hours of their own: 08:30 to 17:30 */
static const struct {
    ms_t time;
    bool is_wrong;
} crew_hours[] = {{8 * MS_HOUR + 30 * MS_MINUTE - 1, true},
                  {8 * MS_HOUR + 30 * MS_MINUTE, false},
                  {17 * MS_HOUR + 30 * MS_MINUTE - 1, false},
                  {17 * MS_HOUR + 30 * MS_MINUTE, true}};

START_TEST(inv_16_hours_of_crews)
{
    notice(MIDNIGHT + 7 * MS_HOUR);
    switch_on_site(RELAY_TRIP, MIDNIGHT + crew_hours[_i].time);
    expect(16, crew_hours[_i].is_wrong);
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(tcase, test, 0, (int)(sizeof table / sizeof table[0]))

static Suite *monitor_trips_suite(void)
{
    Suite *suite = suite_create("monitor_trips");
    TCase *tcase = tcase_create("trips");
    tcase_add_checked_fixture(tcase, setup, teardown);
    LOOP(inv_03_no_cut_for_who_has_paid, accounts);
    LOOP(inv_03_receipt_on_its_way, races);
    tcase_add_test(tcase, inv_03_other_receipts_forgive_nothing);
    tcase_add_loop_test(tcase, inv_03_no_cut_for_who_is_locked, 0,
                        (int)(sizeof locked / sizeof locked[0]));
    LOOP(inv_03_counts_the_energy_that_was_pushed, charges);
    tcase_add_test(tcase, inv_03_lag_of_a_day);
    tcase_add_test(tcase, inv_03_newest_register_counts);
    tcase_add_test(tcase, inv_04_age_of_the_register);
    LOOP(inv_04_notice_is_old_and_young_enough, notices);
    tcase_add_loop_test(tcase, inv_04_paper, 0, 2);
    tcase_add_test(tcase, inv_04_what_is_no_notice);
    tcase_add_loop_test(tcase, inv_04_second_notice_takes_nothing_away, 0, 4);
    tcase_add_loop_test(tcase, inv_04_last_notice, 0, sizeof last_notices / sizeof last_notices[0]);
    tcase_add_test(tcase, inv_04_one_for_a_trip);
    tcase_add_test(tcase, inv_04_new_cut_needs_new_notice);
    tcase_add_test(tcase, inv_04_permit_ends_the_notice);
    tcase_add_test(tcase, inv_04_key_does_not_end_the_notice);
    tcase_add_test(tcase, inv_04_notice_of_a_cut_given_up);
    tcase_add_test(tcase, inv_03_no_cut_of_the_important);
    tcase_add_test(tcase, inv_10_nothing_closes_remotely);
    tcase_add_test(tcase, inv_10_orders_of_meters_close_nothing);
    LOOP(inv_04_repeated_trip, repeats);
    tcase_add_loop_test(tcase, inv_14_cancel_ends_the_cut, 0, 2);
    tcase_add_loop_test(tcase, inv_04_repeated_trip_behind_a_person, 0, 2);
    tcase_add_loop_test(tcase, inv_04_repeated_trip_of_a_late_result, 0, 2);
    LOOP(inv_16_cut_window, hours);
    tcase_add_test(tcase, inv_03_and_04_hold_for_crews);
    tcase_add_test(tcase, inv_04_notice_of_a_field_cut_runs_out);
    tcase_add_test(tcase, inv_03_crew_cuts_who_has_paid);
    tcase_add_test(tcase, inv_04_crew_cuts_when_money_comes);
    LOOP(inv_16_hours_of_crews, crew_hours);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_trips_suite)
