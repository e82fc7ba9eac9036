/* INV-02, INV-05, INV-17, INV-18: supply against money and against what the systems believe. */
#include "tests/unit/sim/monitor_fixture.h"
#include <stdlib.h>

/* Anything later on lets the limits pass; a note about nobody's supply. */
static void look(ms_t now)
{
    note(EVENT_QUERY, 0, 0, 0, 0, 0, now);
}

/* cut at nine, pays what he owes an hour later. 24 h after that, not at a midnight, and
 * once. */
START_TEST(inv_05_counts_from_the_money)
{
    decide(FEE_CUT, NINE);
    relay(RELAY_OPEN, NINE);
    pay(WHO, 1, 208, NINE);
    post(WHO, 1, 208, NINE + MS_HOUR); /* 0.00 is enough */
    midnight(1, NINE, 208);
    look(NINE + 25 * MS_HOUR);
    expect(5, 0);
    look(NINE + 25 * MS_HOUR + 1);
    expect(5, 1);
    ck_assert_uint_eq(last_found()->customer, WHO);
    ck_assert_int_eq(last_found()->at, NINE + 25 * MS_HOUR);
    midnight(2, NINE, 208);
    midnight(5, NINE, 208);
    expect(5, 1);
}
END_TEST

/* Cut though he has money: from the cut on. */
START_TEST(inv_05_counts_from_the_cut)
{
    start_anew(0);
    relay(RELAY_OPEN, NINE);
    look(NINE + 24 * MS_HOUR);
    expect(5, 0);
    look(NINE + 24 * MS_HOUR + 1);
    expect(5, 1);
}
END_TEST

START_TEST(inv_05_zero_is_not_enough_above)
{
    scenario.policy.restore_at = FEE_RESTORE_ABOVE;
    relay(RELAY_OPEN, NINE);
    pay(WHO, 1, 208, NINE);
    post(WHO, 1, 208, NINE);
    look(NINE + 3 * MS_DAY);
    expect(5, 0);
}
END_TEST

/* the limit is a key of the scenario; supply at the very moment is in time. */
START_TEST(inv_05_supply_in_time)
{
    scenario.restore_limit = 12 * MS_HOUR;
    relay(RELAY_OPEN, NINE);
    pay(WHO, 1, 1000, NINE);
    post(WHO, 1, 1000, NINE);
    relay(RELAY_CLOSED, NINE + 12 * MS_HOUR);
    relay(RELAY_OPEN, NINE + 12 * MS_HOUR + 1); /* counts anew */
    look(NINE + 24 * MS_HOUR + 1);
    expect(5, 0);
    look(NINE + 24 * MS_HOUR + 2);
    expect(5, 1);
}
END_TEST

/* A claim that was met and another one that began meanwhile: the limit of the first is over, and
 * nobody has waited for that long. */
START_TEST(inv_05_limit_of_a_claim_that_was_met)
{
    scenario.restore_limit = 12 * MS_HOUR;
    pay(WHO, 1, 1000, NINE - MS_HOUR);
    post(WHO, 1, 1000, NINE - MS_HOUR);
    note(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED, 0, 1, 7, NINE);
    relay(RELAY_OPEN, NINE);
    relay(RELAY_CLOSED, NINE + 6 * MS_HOUR);
    relay(RELAY_OPEN, NINE + 7 * MS_HOUR);
    look(NINE + 19 * MS_HOUR);
    expect(5, 0);
    look(NINE + 19 * MS_HOUR + 1);
    expect(5, 1);
}
END_TEST

/* A register that uses the money up ends his claim: 10 kWh are 5.20, he has 2.92. */
START_TEST(inv_05_money_is_used_up)
{
    relay(RELAY_OPEN, NINE);
    pay(WHO, 1, 500, NINE);
    post(WHO, 1, 500, NINE);
    upload(DAY + 1, 1000, NINE + 16 * MS_HOUR);
    push(DAY + 1, NINE + 19 * MS_HOUR);
    look(NINE + 2 * MS_DAY);
    expect(5, 0);
    pay(WHO, 2, 228, NINE + 2 * MS_DAY);
    post(WHO, 2, 228, NINE + 2 * MS_DAY); /* and counts anew */
    look(NINE + 3 * MS_DAY);
    expect(5, 0);
    look(NINE + 3 * MS_DAY + 1);
    expect(5, 1);
}
END_TEST

/* Safe restore: a relay that is permitted to close gives no supply, and the time runs on from the
 * money {until the key is pressed, violation}; that no order is out says nothing any more. */
static const struct {
    ms_t pressed;
    bool is_wrong;
} keys[] = {{23 * MS_HOUR, false}, {24 * MS_HOUR, false}, {24 * MS_HOUR + 1, true}};

START_TEST(inv_05_runs_until_the_key_is_pressed)
{
    scenario.policy.restore_gap = 10 * MS_MINUTE;
    start_anew(-208);
    relay(RELAY_OPEN, NINE);
    pay(WHO, 1, 1000, NINE);
    post(WHO, 1, 1000, NINE);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_PERMITTED, 0, 0, 0, NINE + MS_MINUTE);
    look(NINE + 22 * MS_HOUR);
    expect(5, 0);
    relay(RELAY_CLOSED, NINE + keys[_i].pressed);
    look(NINE + 3 * MS_DAY);
    expect(5, keys[_i].is_wrong);
}
END_TEST

#define C (1U << RELAY_CLOSED)
#define O (1U << RELAY_OPEN)
#define P (1U << RELAY_PERMITTED)
#define W (1U << RELAY_TRIP_DELAY) /* moves by itself */

/* Decision at rest: relays that agree with it. Who waits for an order that nobody has is not at
 * rest. */
static const struct {
    uint8_t decision;
    unsigned relays;
} layers[] = {{FEE_NOT_ENROLLED, C | O | P},
              {FEE_NORMAL, C},
              {FEE_REMINDED, C},
              {FEE_WARNED, C},
              {FEE_HELD, C | P}, /* */
              {FEE_NOTICE, C | P},
              {FEE_APPROVAL1, C | P},
              {FEE_APPROVAL2, C | P},
              {FEE_READY, 0},
              {FEE_CUT_SENT, 0},
              {FEE_CUT, O},
              {FEE_CUT_FAILED, C | P},
              {FEE_FIELD_CUT, 0},
              {FEE_RESTORE_PENDING, 0},
              {FEE_RESTORE_SENT, 0},
              {FEE_CLOSE_ALLOWED, P},
              {FEE_RESTORE_FAILED, O},
              {FEE_FIELD_RESTORE, 0}};
_Static_assert(sizeof layers / sizeof layers[0] == FEE_STATES, "every decision");

START_TEST(inv_17_layers_agree_at_rest)
{
    static const uint8_t relays[] = {RELAY_CLOSED, RELAY_OPEN, RELAY_PERMITTED, RELAY_TRIP_DELAY};
    for (unsigned r = 0; r < 4; r++) {
        unsigned state = relays[r], decision = layers[_i].decision;
        unsigned apart = !((layers[_i].relays | W) >> state & 1);
        ms_t off = state == RELAY_CLOSED ? 0 : NINE;
        start_anew(100000); /* so that INV-05 and INV-18 have nothing to say */
        scenario.restore_limit = 9 * MS_DAY;
        note(EVENT_RELAY, 0, state, 0, 0, 0, NINE);
        if (off)
            note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
        decide(decision, NINE);
        midnight(1, off, 0);
        expect(17, 0); /* something happened today */
        note(EVENT_READING, 0, 0, 0, 0, 0, MIDNIGHT + MS_DAY + MS_HOUR); /* read every day */
        note(EVENT_CALC, 0, 0, 0, 0, 0, MIDNIGHT + MS_DAY + 5 * MS_HOUR);
        note(EVENT_VISIT, 0, 0, 0, 1, 0, MIDNIGHT + MS_DAY + 9 * MS_HOUR); /* a handheld reads */
        midnight(2, off, 0);
        expect(17, apart);
        note(EVENT_READING, 0, 0, 0, 0, 0, MIDNIGHT + 2 * MS_DAY + MS_HOUR);
        midnight(3, off, 0);
        expect(17, apart); /* said once */
        decide(decision, MIDNIGHT + 3 * MS_DAY);
        midnight(4, off, 0);
        midnight(5, off, 0);
        expect(17, 2 * apart); /* something was noted since: looked at again */
    }
}
END_TEST

/* An order, or a day that something happened in, is no rest. */
START_TEST(inv_17_under_way)
{
    start_anew(100000);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 7, NINE);
    decide(FEE_CUT_SENT, NINE);
    midnight(1, 0, 0);
    midnight(2, 0, 0);
    expect(17, 0);
    note(EVENT_ORDER, ORDER_CUT, ORDER_FAILED, 0, 1, 7, NINE + 2 * MS_DAY);
    midnight(3, 0, 0);
    expect(17, 0);
    midnight(4, 0, 0);
    expect(17, 1);
}
END_TEST

static void ask_for_word(ms_t now)
{
    const struct message asked = {.type = MSG_STATUS_REQUEST, .customer = WHO, .id = 1, .ref = 1};
    monitor_message(&monitor, &asked, now);
}

/* his relay may have moved, and the read of his status word waits for a place, without
 * a word for days; as long as he is wanted he is asked for again every half an hour. Asked at 22:59
 * and no more is no excuse at midnight, at 23:01 it is. {minutes of the last question} */
START_TEST(inv_17_status_word_is_asked_for)
{
    const ms_t last = MIDNIGHT + 2 * MS_DAY - (_i ? 59 : 61) * MS_MINUTE;
    start_anew(100000);
    decide(FEE_CUT, NINE); /* with the relay closed */
    midnight(1, 0, 0);
    ask_for_word(last);
    midnight(2, 0, 0);
    expect(17, _i ? 0 : 1);
    ask_for_word(MIDNIGHT + 3 * MS_DAY - MS_MINUTE);
    monitor_end(&monitor, MIDNIGHT + 3 * MS_DAY);
    expect(17, _i ? 0 : 1);
}
END_TEST

/* A notice on its way is no rest either, however long the network takes (hunt, 26 h). */
START_TEST(inv_17_notice_under_way)
{
    start_anew(100000);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_CREATED, 0, 1, 7, NINE);
    decide(FEE_CUT, NINE); /* with the relay closed */
    midnight(1, 0, 0);
    midnight(2, 0, 0);
    expect(17, 0);
    note(EVENT_SMS, SMS_PRE_CUT, SMS_DELIVERED, 0, 1, 7, NINE + 2 * MS_DAY);
    midnight(3, 0, 0);
    midnight(4, 0, 0);
    expect(17, 1);
}
END_TEST

/* A terminal that is cut off keeps what its meters have done: nothing is known of them until a
 * whole day after it was heard again, or an hour at the end of the run (hunt, 25 h off-line). One
 * that other customers hang at is no excuse. */
START_TEST(inv_17_terminal_not_heard)
{
    uint32_t concentrator = 1 + (uint32_t)_i; /* WHO hangs at the first */
    unsigned apart = _i == 0 ? 0 : 1;
    start_anew(100000);
    decide(FEE_CUT, NINE); /* with the relay closed */
    note(EVENT_TERMINAL, 0, 0, 0, concentrator, 1, NINE);
    midnight(1, 0, 0);
    midnight(2, 0, 0);
    expect(17, apart);
    note(EVENT_TERMINAL, 0, 1, 0, concentrator, 1, MIDNIGHT + 2 * MS_DAY + 1);
    midnight(3, 0, 0);
    expect(17, apart);
    midnight(4, 0, 0);
    expect(17, 1);
}
END_TEST

START_TEST(inv_17_terminal_heard_at_the_end)
{
    ms_t end = MIDNIGHT + 2 * MS_DAY;
    start_anew(100000);
    decide(FEE_CUT, NINE);
    note(EVENT_TERMINAL, 0, 0, 0, 1, 1, NINE);
    midnight(1, 0, 0);
    note(EVENT_TERMINAL, 0, 1, 0, 1, 1, end - MS_HOUR + (_i ? 0 : 1));
    midnight(2, 0, 0);
    monitor_end(&monitor, end);
    expect(17, (unsigned)_i);
}
END_TEST

/* At the end of the run an hour of quiet is enough. */
START_TEST(inv_17_end_of_the_run)
{
    ms_t end = MIDNIGHT + MS_DAY;
    start_anew(100000);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 7, end - 2 * MS_HOUR);
    note(EVENT_ORDER, ORDER_CUT, ORDER_CANCELLED, 0, 1, 7, end - MS_HOUR + 1 - (_i ? 1 : 0));
    decide(FEE_CUT, end - MS_HOUR);
    midnight(1, 0, 0);
    monitor_end(&monitor, end);
    expect(17, (unsigned)_i);
}
END_TEST

/* -2.08 since the first register: five days from 04:00, the moment that the register is pushed. */
static void fall_below(void)
{
    start_anew(416);
    upload(DAY, 1200, MIDNIGHT + 15 * MS_MINUTE); /* 6.24 */
    push(DAY, MIDNIGHT + 4 * MS_HOUR);
}

START_TEST(inv_18_no_free_energy)
{
    ms_t due = MIDNIGHT + 4 * MS_HOUR + 5 * MS_DAY;
    fall_below();
    look(due);
    expect(18, 0);
    look(due + 1);
    expect(18, 1);
    ck_assert_uint_eq(last_found()->customer, WHO);
    ck_assert_int_eq(last_found()->at, due);
    look(due + 30 * MS_DAY);
    expect(18, 1);
}
END_TEST

/* P-CUT-05: where arrears must be overdue for a time it begins behind that. */
START_TEST(inv_18_overdue)
{
    ms_t due = MIDNIGHT + 4 * MS_HOUR + 35 * MS_DAY;
    scenario.policy.overdue = 30 * MS_DAY;
    fall_below();
    look(due);
    expect(18, 0);
    look(due + 1);
    expect(18, 1);
}
END_TEST

START_TEST(inv_18_exactly_the_overdraft_is_no_debt)
{
    start_anew(624);
    upload(DAY, 1200, MIDNIGHT + 15 * MS_MINUTE); /* 0.00 left */
    push(DAY, MIDNIGHT + 4 * MS_HOUR);
    look(MIDNIGHT + 10 * MS_DAY);
    expect(18, 0);
    upload(DAY + 11, 1201, MIDNIGHT + 11 * MS_DAY); /* the charge 6.2452 is 6.25 */
    push(DAY + 11, MIDNIGHT + 11 * MS_DAY + 4 * MS_HOUR);
    look(MIDNIGHT + 30 * MS_DAY);
    expect(18, 1);
}
END_TEST

/* What ends the time, or lets it begin anew: {what, violations on the seventh day} */
enum ending { PAYS, IS_CUT, CUT_AND_BACK };

START_TEST(inv_18_time_ends)
{
    ms_t at = MIDNIGHT + 3 * MS_DAY;
    fall_below();
    if (_i == PAYS) {
        pay(WHO, 1, 208, at);
        post(WHO, 1, 208, at);
    } else {
        relay(RELAY_OPEN, at);
    }
    if (_i == CUT_AND_BACK)
        relay(RELAY_CLOSED, at + 1);
    look(at + 5 * MS_DAY);
    expect(18, 0);
    look(at + 5 * MS_DAY + 2);
    expect(18, _i == CUT_AND_BACK);
}
END_TEST

/* Something that is done about it, looked at every day after the limit. */
enum doing { NOTICE, ORDER, HELD_ORDER, EXCEPTION, APPROVAL, APPROVED, BRAKED, REPEAT };

START_TEST(inv_18_something_is_done)
{
    ms_t due = MIDNIGHT + 4 * MS_HOUR + 5 * MS_DAY;
    fall_below();
    if (_i == NOTICE) {
        notice(due - MS_HOUR);
    } else if (_i == REPEAT) { /* one failed, the next goes out within a day */
        note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_LIVE, 0, 1, 0, due - 2 * MS_HOUR);
        note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 1, due - MS_HOUR);
        note(EVENT_ORDER, ORDER_CUT, ORDER_FAILED, 0, 1, 1, due - 1);
    } else if (_i == APPROVAL) {
        decide(FEE_APPROVAL1, due - MS_HOUR);
    } else if (_i == APPROVED) { /* too late for the window of the day (T5) */
        note(EVENT_STRATEGY, STRATEGY_CUT, STRATEGY_LIVE, 0, 1, 0, due - 2 * MS_HOUR);
        note(EVENT_DECISION, FEE_NOTICE, FEE_APPROVAL1, 0, 1, 0, due - 2 * MS_HOUR);
        note(EVENT_DECISION, FEE_APPROVAL1, FEE_HELD, 0, 1, 0, due - 1);
    } else if (_i == BRAKED) { /* a person looks at it on the next working day */
        note(EVENT_DECISION, FEE_WARNED, FEE_HELD, HOLD_BRAKE, 1, 0, due - MS_HOUR);
    } else if (_i == HELD_ORDER) {
        note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 7, due - MS_HOUR);
        note(EVENT_ORDER, ORDER_CUT, ORDER_HELD, 0, 1, 7, due - MS_HOUR);
    } else {
        note(EVENT_ORDER, _i == ORDER ? ORDER_FIELD_CUT : ORDER_EXCEPTION, ORDER_CREATED, 0, 1,
             _i == ORDER ? 7 : 0, due - MS_HOUR);
    }
    look(due + 1);
    expect(18, 0);
    if (_i == APPROVAL || _i == BRAKED)
        decide(FEE_WARNED, due + MS_HOUR);
    if (_i == HELD_ORDER || _i == ORDER || _i == EXCEPTION)
        note(EVENT_ORDER,
             _i == ORDER       ? ORDER_FIELD_CUT
             : _i == EXCEPTION ? ORDER_EXCEPTION
                               : ORDER_CUT,
             ORDER_CLOSED, 0, 1, _i == EXCEPTION ? 0 : 7, due + MS_HOUR);
    look(due + MS_DAY);
    expect(18, 0);
    look(due + MS_DAY + 1);
    expect(18, 1);
    ck_assert_int_eq(last_found()->at, due + MS_DAY);
}
END_TEST

/* Holds and protection do not count: the time begins anew when the lock ends, be it before the
 * limit would have come or after. {days of the lock} */
static const unsigned lock_days[] = {3, 9};

START_TEST(inv_18_locks_do_not_count)
{
    struct message message = {.type = MSG_LOCK, .kind = HOLD_PERIOD, .code = 1};
    ms_t over = MIDNIGHT + (1 + lock_days[_i]) * MS_DAY;
    fall_below();
    monitor_lock(&monitor, &message, MIDNIGHT + MS_DAY);
    message.code = 0;
    look(over - 1);
    monitor_lock(&monitor, &message, over);
    look(over + 5 * MS_DAY);
    expect(18, 0);
    look(over + 5 * MS_DAY + 1);
    expect(18, 1);
}
END_TEST

/* supply follows the contact, {relay, supply, agree}. */
static const struct {
    uint8_t relay;
    bool is_on, agree;
} contacts[] = {{RELAY_OPEN, false, true},      {RELAY_OPEN, true, false},
                {RELAY_PERMITTED, true, false}, {RELAY_CLOSED, true, true},
                {RELAY_CLOSED, false, false},   {RELAY_PERMITTED, false, true},
                {RELAY_TRIP_DELAY, true, true}};

START_TEST(inv_17_supply_follows_the_contact)
{
    note(EVENT_RELAY, 0, contacts[_i].relay, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, contacts[_i].is_on, 0, 0, 0, NINE);
    expect(17, !contacts[_i].agree);
}
END_TEST

/* where something lies between them, from the fault on, it need not. */
START_TEST(inv_17_knows_what_lies_between)
{
    note(EVENT_FAULT, FAULT_METER_UNREADABLE, 1, 0, 1, 0, NINE); /* that is no such thing */
    note(EVENT_RELAY, 0, contacts[_i].relay, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, contacts[_i].is_on, 0, 0, 0, NINE);
    expect(17, !contacts[_i].agree);
    start_anew(-208);
    note(EVENT_FAULT, FAULT_BYPASS, 1, 0, 1, 0, NINE);
    note(EVENT_FAULT, FAULT_BYPASS, 0, 0, 1, 0, NINE);
    note(EVENT_RELAY, 0, contacts[_i].relay, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, contacts[_i].is_on, 0, 0, 0, NINE);
    expect(17, 0);
}
END_TEST

/* Light over a bypass is no restore: the next cut is the second one. A relay that closes is one,
 * even if a breaker behind it stays open. */
START_TEST(inv_14_light_is_no_restore)
{
    note(EVENT_FAULT, FAULT_BYPASS, 1, 0, 1, 0, NINE);
    for (uint32_t order = 1; order <= 2; order++) {
        note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, order, order, NINE);
        if (order == 1)
            note(EVENT_RELAY, 0, RELAY_OPEN, 0, 0, 0, NINE);
        note(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, order, order, NINE);
        note(EVENT_SUPPLY, 0, order == 2 || !_i, 0, 0, 0, NINE);
        if (_i)
            note(EVENT_RELAY, RELAY_OPEN, RELAY_CLOSED, 0, 0, 0, NINE);
    }
    ck_assert_uint_eq(monitor.books.found.counts[14], !_i);
}
END_TEST

/* whoever a register of the day leaves below the overdraft hears of it that day: -2.08 by the
 * register of the second day, nothing said until its midnight. */
enum day { QUIET, LATE, HEARD, NOT_WARNED, NEEDS_NO_WARNING, NO_DEBT, OFF, HAS_ORDER, DAYS };
static const bool is_forgotten[DAYS] = {
    [QUIET] = true, [LATE] = true /* of the day before */, [NEEDS_NO_WARNING] = true};

START_TEST(inv_02_register_is_used)
{
    ms_t second = MIDNIGHT + MS_DAY;
    scenario.policy.warn_before_cut = _i != NEEDS_NO_WARNING;
    start_anew(_i == NO_DEBT ? 624 : 416);
    decide(_i == NOT_WARNED || _i == NEEDS_NO_WARNING ? FEE_REMINDED : FEE_WARNED, NINE);
    if (_i == OFF)
        relay(RELAY_OPEN, NINE);
    if (_i == HAS_ORDER)
        note(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, 1, 7, NINE);
    note(EVENT_READING, 0, 0, 0, 0, 0, NINE); /* of the first day: it says nothing of the second */
    midnight(1, _i == OFF ? NINE : 0, 0);
    ck_assert_uint_eq(monitor.books.found.counts[2], 0);
    upload(DAY + (_i == LATE ? 0 : 1), 1200, second + 15 * MS_MINUTE); /* 6.24 */
    push(DAY + 1, second + 4 * MS_HOUR);
    if (_i == HEARD)
        note(EVENT_SMS, SMS_WARNING, SMS_CREATED, 0, 1, 1, second + 5 * MS_HOUR);
    midnight(2, _i == OFF ? NINE : 0, 0);
    ck_assert_uint_eq(monitor.books.found.counts[2], is_forgotten[_i]);
    midnight(3, _i == OFF ? NINE : 0, 0);
    ck_assert_uint_eq(monitor.books.found.counts[2], is_forgotten[_i]); /* no new register */
}
END_TEST

/* R-70, P-CAL-10: a register that no calculation takes forgets nobody. At most 20 times 8.00 kWh a
 * day are believed, 320.00 in two days, and with the next register 480.00 in three.
 * {register, R-70} */
static const struct {
    uint32_t reading;
    bool is_validating, is_forgotten;
} jumps[] = {{32000, true, true}, {32001, true, false}, {32001, false, true}};

START_TEST(inv_02_register_is_refused)
{
    struct use_config config = {.habits = {{800, 0, 1000000, 1000000}}, .by_day = 500000};
    struct drawn_use *use = calloc(1, sizeof *use);
    ms_t second = MIDNIGHT + MS_DAY;
    for (unsigned i = 0; i < 12; i++)
        config.months[i] = 1000000;
    scenario.is_validating = jumps[_i].is_validating;
    scenario.jump_above = 10000;
    scenario.jump_factor = 20;
    start_anew(416);
    ck_assert_ptr_nonnull(use);
    ck_assert_int_eq(drawn_use_init(use, &config, 5, DAY, 4), FK_OK);
    ck_assert_uint_eq(drawn_use_mean(use, WHO), 800);
    monitor.books.segments.use = use; /* its owner now */
    decide(FEE_WARNED, NINE);
    midnight(1, 0, 0);
    upload(DAY + 1, jumps[_i].reading, second + 15 * MS_MINUTE);
    push(DAY + 1, second + 4 * MS_HOUR);
    midnight(2, 0, 0);
    ck_assert_uint_eq(monitor.books.found.counts[2], jumps[_i].is_forgotten);
    upload(DAY + 2, 48000, second + MS_DAY + 15 * MS_MINUTE);
    push(DAY + 2, second + MS_DAY + 4 * MS_HOUR);
    midnight(3, 0, 0);
    ck_assert_uint_eq(monitor.books.found.counts[2], 1);
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(tcase, test, 0, (int)(sizeof table / sizeof table[0]))

/* INV-03: a register that a push has lost is not known to fee control before the next push, and
 * those of others are. */
START_TEST(inv_03_register_lost_from_a_push)
{
    static struct scenario_fault fault;
    fault = (struct scenario_fault){.kind = FAULT_LINK_LOSS,
                                    .interface = 3,
                                    .from = NINE,
                                    .to = NINE + MS_HOUR,
                                    .share = 1000000,
                                    .target = {.group = -1, .klass = -1, .first = 1}};
    scenario.faults = &fault;
    scenario.fault_count = 1;
    uint32_t registers[2] = {800, 800};
    uint8_t present[2] = {1, 1};
    struct upload_block block = {
        .count = 2, .day = DAY, .registers = registers, .present = present, .columns = 1};
    monitor_upload(&monitor, &block, NINE);
    push(DAY, NINE + MS_MINUTE);
    ck_assert_int_eq(books_available(&monitor.books, 0), -208);
    ck_assert_int_eq(books_available(&monitor.books, WHO), -208 - 416);
    push(DAY, NINE + MS_HOUR);
    ck_assert_int_eq(books_available(&monitor.books, 0), -208 - 416);
}
END_TEST

static Suite *monitor_supply_suite(void)
{
    Suite *suite = suite_create("monitor_supply");
    TCase *tcase = tcase_create("supply");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, inv_05_counts_from_the_money);
    tcase_add_test(tcase, inv_05_counts_from_the_cut);
    tcase_add_test(tcase, inv_05_zero_is_not_enough_above);
    tcase_add_test(tcase, inv_05_supply_in_time);
    tcase_add_test(tcase, inv_05_limit_of_a_claim_that_was_met);
    tcase_add_test(tcase, inv_05_money_is_used_up);
    tcase_add_loop_test(tcase, inv_05_runs_until_the_key_is_pressed, 0, 3);
    LOOP(inv_17_layers_agree_at_rest, layers);
    LOOP(inv_17_supply_follows_the_contact, contacts);
    LOOP(inv_17_knows_what_lies_between, contacts);
    tcase_add_loop_test(tcase, inv_14_light_is_no_restore, 0, 2);
    tcase_add_loop_test(tcase, inv_02_register_is_used, QUIET, DAYS);
    LOOP(inv_02_register_is_refused, jumps);
    tcase_add_test(tcase, inv_03_register_lost_from_a_push);
    tcase_add_test(tcase, inv_17_under_way);
    tcase_add_loop_test(tcase, inv_17_status_word_is_asked_for, 0, 2);
    tcase_add_test(tcase, inv_17_notice_under_way);
    tcase_add_loop_test(tcase, inv_17_terminal_not_heard, 0, 2);
    tcase_add_loop_test(tcase, inv_17_terminal_heard_at_the_end, 0, 2);
    tcase_add_loop_test(tcase, inv_17_end_of_the_run, 0, 2);
    tcase_add_test(tcase, inv_18_no_free_energy);
    tcase_add_test(tcase, inv_18_overdue);
    tcase_add_test(tcase, inv_18_exactly_the_overdraft_is_no_debt);
    tcase_add_loop_test(tcase, inv_18_time_ends, PAYS, CUT_AND_BACK + 1);
    tcase_add_loop_test(tcase, inv_18_locks_do_not_count, 0, 2);
    tcase_add_loop_test(tcase, inv_18_something_is_done, NOTICE, REPEAT + 1);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_supply_suite)
