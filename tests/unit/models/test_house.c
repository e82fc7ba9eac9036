/* All parties together, without a simulator: cut and restore from reading to relay, payments that
 * meet a cut on its way, lost results, crews, safe restore (T17..T19). Times are
 * those of S-01. */
#include "tests/unit/models/party_house.h"

#define OUT   1   /* 2.08 CNY: below zero on D1 */
#define NEXT  2   /* the same, at the same concentrator */
#define SHORT 208 /* fen */
#define D1    (BENCH_MIDNIGHT + MS_DAY)
#define CUT   (D1 + 8 * MS_HOUR + 30 * MS_MINUTE + 5 * MS_SECOND) /* second check of D1 */

static void close_house(void)
{
    house_close();
}

/* S-01: warned on D0 at 08:00, noticed on D1 at 08:00, checked at 08:30:05, cut 10 s later. */
START_TEST(customer_is_warned_noticed_and_cut)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_run_to(BENCH_MIDNIGHT + 9 * MS_HOUR);
    ck_assert_uint_eq(house_state(OUT), FEE_WARNED);
    ms_t eight = BENCH_MIDNIGHT + 8 * MS_HOUR;
    ck_assert_int_eq(house_when(EVENT_SMS, SMS_WARNING, SMS_SUBMITTED, OUT), eight);
    house_run_to(D1 + 6 * MS_HOUR);
    ck_assert_int_eq(house.fee.customers[OUT].available, -208);
    ck_assert_uint_eq(house_state(OUT), FEE_NOTICE);
    house_run_to(CUT + MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    ck_assert(!house_is_supplied(OUT));
    ms_t off = house_when(EVENT_SUPPLY, 0, 0, OUT);
    ck_assert_int_ge(off, CUT + 10 * MS_SECOND);
    ck_assert_int_le(off, CUT + 10 * MS_SECOND + 100);
    ck_assert_int_gt(house_when(EVENT_SMS, SMS_CUT_DONE, SMS_DELIVERED, OUT), 0);
    for (uint32_t i = 0; i < 2 * HOUSE_METERS; i++)
        ck_assert(i == OUT || (house_is_supplied(i) && house_state(i) == FEE_NORMAL));
}
END_TEST

START_TEST(payer_is_restored)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + 2 * MS_HOUR);
    house_run_to(CUT + 2 * MS_HOUR + 5 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
    ck_assert(house_is_supplied(OUT));
    ck_assert_int_eq(house.fee.customers[OUT].available, 9792);
    ms_t on = house_when(EVENT_SUPPLY, 0, 1, OUT);
    ck_assert_int_ge(on, CUT + 2 * MS_HOUR + 70 * MS_SECOND); /* posting and one command */
    ck_assert_int_le(on, CUT + 2 * MS_HOUR + 70 * MS_SECOND + 100);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_SUCCESS), 1);
}
END_TEST

/* T17..T19: 1B, SMS "close allowed", key 10 min later; supply only then. */
START_TEST(safe_restore_waits_for_the_key)
{
    house_open(FEE_RESTORE_SAFE);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + MS_HOUR);
    house_run_to(CUT + MS_HOUR + 2 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CLOSE_ALLOWED);
    ck_assert(!house_is_supplied(OUT));
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_SUCCESS), 1);
    ms_t told = house_when(EVENT_SMS, SMS_CLOSE_ALLOWED, SMS_DELIVERED, OUT);
    ck_assert_int_gt(told, 0);
    house_run_to(told + 10 * MS_MINUTE);
    ck_assert(!house_is_supplied(OUT));
    house_run_to(told + 10 * MS_MINUTE + 10);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
}
END_TEST

/* R-23 in safe mode: the answer to 1B is lost, the status word says that closing is permitted. */
START_TEST(lost_result_of_a_permit_is_found_in_the_status_word)
{
    house_open(FEE_RESTORE_SAFE);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + MS_HOUR);
    house_run_to(CUT + MS_HOUR);
    house.is_lost[MSG_ORDER_RESULT] = true;
    house_run_to(CUT + MS_HOUR + 40 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_TIMEOUT), 1);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_SUCCESS), 1);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_CREATED), 0);
}
END_TEST

/* a cut whose result is lost is found by reading; one that never left is FAILED, and a crew
 * goes. */
START_TEST(lost_result_is_found_in_the_status_word)
{
    int was_executed = _i;
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_run_to(CUT - MS_SECOND);
    house.is_lost[MSG_ORDER_RESULT] = true;
    house.is_lost[MSG_COMMAND] = !was_executed;
    house_run_to(CUT + 29 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT_SENT);
    house_run_to(CUT + 31 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_TIMEOUT), 1);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_CREATED), 1);
    ck_assert_uint_eq(house_state(OUT), was_executed ? FEE_CUT : FEE_FIELD_CUT);
    ck_assert_int_eq(house_is_supplied(OUT), !was_executed);
}
END_TEST

/* the payment posts while the command runs: cut, and restored at once. */
START_TEST(payment_meets_the_command)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT - 55 * MS_SECOND);
    house_run_to(CUT + 5 * MS_MINUTE);
    ms_t off = house_when(EVENT_SUPPLY, 0, 0, OUT), on = house_when(EVENT_SUPPLY, 0, 1, OUT);
    ck_assert_int_gt(off, CUT);
    ck_assert_int_gt(on, off);
    ck_assert_int_lt(on, off + 11 * MS_SECOND);
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
}
END_TEST

/* R-16, INV-03: the second of a concentrator waits its turn; who pays meanwhile is not cut at all.
 */
START_TEST(payment_meets_the_queue)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_enrol(NEXT, SHORT);
    house_pay(NEXT, 10000, CUT - 55 * MS_SECOND);
    house_run_to(CUT + MS_HOUR);
    ck_assert(!house_is_supplied(OUT));
    ck_assert_int_eq(house_when(EVENT_SUPPLY, 0, 0, NEXT), 0);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_CANCELLED), 1);
    ck_assert_uint_eq(house_state(NEXT), FEE_NORMAL);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT), 1);
}
END_TEST

/* The same between two tries of one order: no further command leaves. The first was not answered,
 * so the relay may be open: a restore follows, by hand where nothing gets through by wire. */
START_TEST(payment_meets_the_gap)
{
    static const ms_t posted[] = {90 * MS_SECOND,
                                  30 * MS_SECOND}; /* in the gap, in the first try */
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_run_to(CUT - MS_HOUR);
    house.meters[OUT].unreadable++;
    house_pay(OUT, 10000, CUT + posted[_i] - MS_MINUTE);
    house_run_to(CUT + 3 * MS_HOUR);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT), 1);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_CREATED), 0);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT), 3);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_SUCCESS), 1);
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
    ck_assert(house_is_supplied(OUT));
}
END_TEST

/* commands need longer than a try is waited for. The customer pays when the first was
 * given up and is still on its way: it cuts him, and he is restored. {posted} before and after the
 * relay opens. */
START_TEST(payment_meets_a_late_cut)
{
    static const ms_t posted[] = {30 * MS_SECOND, 65 * MS_SECOND, 80 * MS_SECOND};
    house_open(FEE_RESTORE_AUTOMATIC);
    house.concentrator_config.command_time = chance_const(70 * MS_SECOND);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + posted[_i] - MS_MINUTE);
    house_run_to(CUT + 20 * MS_MINUTE);
    ck_assert_int_gt(house_when(EVENT_SUPPLY, 0, 0, OUT), CUT);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_CREATED), 0);
}
END_TEST

/* the first try is late on its way {0 the command, 1 its answer}, the second cuts at
 * +2:10, the customer pays and is restored at +3:10; 7 min later the first one's command opens the
 * relay again, or only its answer comes. The status word tells which: he is restored once more, or
 * left alone. */
START_TEST(late_trip_of_a_restored_customer_is_undone)
{
    unsigned late = _i ? MSG_COMMAND_ANSWER : MSG_COMMAND;
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + 2 * MS_MINUTE);
    house_run_to(CUT - MS_SECOND);
    house.late[late] = 10 * MS_MINUTE;
    house_run_to(CUT + 30 * MS_SECOND);
    house.late[late] = 0;
    house_run_to(CUT + 4 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT), 2);
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
    ck_assert(house_is_supplied(OUT));
    house_run_to(CUT + 20 * MS_MINUTE);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
    ck_assert_uint_eq(house_count(EVENT_SUPPLY, 0, 0), _i ? 1 : 2);
    ck_assert_uint_eq(house_count(EVENT_READ, READ_STATUS_WORD, COMMAND_SENT), 1);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_SUCCESS), _i ? 1 : 2);
    ck_assert_uint_eq(house_count(EVENT_SMS, SMS_CUT_DONE, SMS_CREATED), _i ? 1 : 2);
    if (_i == 0) { /* seen after one read of 5 s, restored by one command */
        ms_t off = house_when(EVENT_SUPPLY, 0, 0, OUT), on = house_when(EVENT_SUPPLY, 0, 1, OUT);
        ck_assert_int_ge(off, CUT + 610 * MS_SECOND);
        ck_assert_int_ge(on, off + 15 * MS_SECOND);
        ck_assert_int_le(on, off + 15 * MS_SECOND + 100);
    }
}
END_TEST

/* The same the other way round: a close that is a day late, of a restore that its second try did,
 * arrives after the next cut. Supply is back without money, so he is judged as after a restore:
 * warned, noticed the next day, and cut. */
START_TEST(late_close_of_a_cut_customer_is_seen)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house.master.config.command_valid = 2 * MS_DAY;
    house_enrol(OUT, SHORT);
    house_pay(OUT, 300, CUT + MS_HOUR); /* posted a minute later: 0.92 CNY, less 4.16 a day */
    house_run_to(CUT + MS_HOUR);
    house.late[MSG_COMMAND] = MS_DAY - 10 * MS_MINUTE;
    house_run_to(CUT + MS_HOUR + 2 * MS_MINUTE);
    house.late[MSG_COMMAND] = 0;
    house_run_to(CUT + MS_DAY + MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    ck_assert(!house_is_supplied(OUT));
    house_run_to(CUT + MS_DAY + 55 * MS_MINUTE);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_WARNED);
    house_run_to(CUT + 2 * MS_DAY + MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    ck_assert(!house_is_supplied(OUT));
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS), 3);
}
END_TEST

/* a look that the meter does not answer is repeated after half an hour, until it is known. */
START_TEST(look_at_the_relay_is_repeated)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + 2 * MS_MINUTE);
    house_run_to(CUT - MS_SECOND);
    house.late[MSG_COMMAND] = 10 * MS_MINUTE;
    house_run_to(CUT + 30 * MS_SECOND);
    house.late[MSG_COMMAND] = 0;
    house_run_to(CUT + 9 * MS_MINUTE);
    house.is_lost[MSG_READ_ANSWER] = true;
    house_run_to(CUT + 40 * MS_MINUTE);
    ck_assert(!house_is_supplied(OUT));
    ck_assert_uint_eq(house_count(EVENT_READ, READ_STATUS_WORD, COMMAND_SENT), 3); /* tries */
    house.is_lost[MSG_READ_ANSWER] = false;
    house_run_to(CUT + 41 * MS_MINUTE);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
}
END_TEST

/* a restore whose order {0}, or whatever is said of it {1}, is lost: the status word finds it
 * after 30 min. The one that never came is sent anew by the next repeat, here a crew. */
START_TEST(lost_restore_is_found)
{
    int is_order = _i == 0;
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + MS_HOUR);
    house_run_to(CUT + MS_HOUR);
    house.is_lost[MSG_ORDER] = is_order;
    house.is_lost[MSG_ORDER_EXECUTING] = house.is_lost[MSG_ORDER_RESULT] = !is_order;
    house_run_to(CUT + MS_HOUR + 30 * MS_MINUTE);
    house.is_lost[MSG_ORDER] = house.is_lost[MSG_ORDER_EXECUTING] =
        house.is_lost[MSG_ORDER_RESULT] = false;
    ck_assert_uint_eq(house_state(OUT), FEE_RESTORE_SENT);
    house_run_to(CUT + MS_HOUR + 32 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), is_order ? FEE_FIELD_RESTORE : FEE_NORMAL);
    house_run_to(CUT + 3 * MS_HOUR);
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
    ck_assert(house_is_supplied(OUT));
}
END_TEST

/* INV-16: the cut window, one minute long, closes after the first of three tries, whose command
 * {0}, or answer {1} was lost. The status word tells. Who is not cut goes back, and is no case for
 * a crew: the notice of 08:00:05 has run out at the next opening, the new one of 08:30:05 is used
 * at the opening after that. */
START_TEST(window_closes_with_tries_left)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house.policy.cut_window.to = house.policy.cut_window.from + MS_MINUTE;
    house.master.next_closing = BENCH_MIDNIGHT + house.policy.cut_window.to;
    house_enrol(OUT, SHORT);
    house_run_to(CUT - MS_SECOND);
    house.is_lost[_i ? MSG_COMMAND_ANSWER : MSG_COMMAND] = true;
    house_run_to(CUT + MS_MINUTE);
    house.is_lost[_i ? MSG_COMMAND_ANSWER : MSG_COMMAND] = false;
    house_run_to(CUT + 3 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT), 1);
    ck_assert_uint_eq(house_state(OUT), _i ? FEE_CUT : FEE_HELD);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS), _i ? 1 : 0);
    house_run_to(CUT + 2 * MS_DAY - 10 * MS_SECOND);
    ck_assert_uint_eq(house_state(OUT), _i ? FEE_CUT : FEE_HELD);
    house_run_to(CUT + 2 * MS_DAY + MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    ck_assert(!house_is_supplied(OUT));
    ck_assert_uint_eq(house_count(EVENT_SMS, SMS_PRE_CUT, SMS_DELIVERED), _i ? 1 : 2);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_CREATED), 0);
}
END_TEST

/* R-48 in safe mode: he pays what is not enough for long, and the message that tells him to press
 * the key warns: so the next calculation announces the next cut, on the next day, and none is
 * lost. The relay waits all the time. */
START_TEST(permit_of_a_low_customer_warns)
{
    house_open(FEE_RESTORE_SAFE);
    house.customers.config.button_after = chance_const(9 * MS_DAY);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 208, CUT + 2 * MS_HOUR);
    house_run_to(CUT + 3 * MS_HOUR);
    ck_assert_uint_eq(house_state(OUT), FEE_CLOSE_ALLOWED);
    house_run_to(D1 + MS_DAY + 6 * MS_HOUR);
    ck_assert_uint_eq(house_state(OUT), FEE_NOTICE);
    house_run_to(CUT + MS_DAY + MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    ck_assert_uint_eq(house_count(EVENT_SMS, SMS_WARNING, SMS_CREATED), 1); /* of D0 */
}
END_TEST

/* R-11 without receipts: a notice counts from its submission at 08:00, whenever it is delivered. */
START_TEST(notice_counts_when_it_is_sent)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house.policy.receipt_needed = false;
    house.sms.config.told_when_sent = 1U << SMS_PRE_CUT;
    house.sms.config.delivery = chance_const(40 * MS_MINUTE);
    house_enrol(OUT, SHORT);
    house_run_to(D1 + 8 * MS_HOUR + 30 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_NOTICE);
    house_run_to(D1 + 8 * MS_HOUR + 30 * MS_MINUTE + 12 * MS_SECOND);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    house_run_to(CUT + MS_HOUR); /* its delivery says nothing new */
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_CREATED), 1);
}
END_TEST

/* a notice that the gateway rejects is none, though no receipt is needed; the next
 * calculation asks for another. */
START_TEST(rejected_notice_is_none)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house.policy.receipt_needed = false;
    house.sms.config.told_when_sent = 1U << SMS_PRE_CUT;
    house.sms.config.shares.rejected = 1000000;
    house_enrol(OUT, SHORT);
    house_run_to(D1 + 9 * MS_HOUR);
    ck_assert_uint_eq(house_count(EVENT_SMS, SMS_PRE_CUT, SMS_SUBMIT_REJECT), 1);
    house_run_to(D1 + MS_DAY + 9 * MS_HOUR);
    ck_assert_uint_eq(house_count(EVENT_SMS, SMS_PRE_CUT, SMS_SUBMIT_REJECT), 2);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_CREATED), 0);
    ck_assert_uint_eq(house_state(OUT), FEE_NOTICE);
}
END_TEST

/* the order is a minute late on its way to the master, the customer pays, and the cancel
 * overtakes it: nobody is cut. */
START_TEST(cancel_overtakes_the_cut)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + 5 * MS_SECOND - MS_MINUTE);
    house.late[MSG_ORDER] = MS_MINUTE;
    house_run_to(CUT + 20 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT), 0);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_CANCELLED), 1);
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
}
END_TEST

/* The same with a restore that is quicker than the cut: it waits behind it. */
START_TEST(restore_does_not_overtake_the_cut)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house.concentrator_config.command_time = chance_const(200 * MS_SECOND);
    house_enrol(OUT, SHORT);
    house_pay(OUT, 10000, CUT + 5 * MS_SECOND); /* posted in the gap */
    house_run_to(CUT + 30 * MS_SECOND);
    house.concentrator_config.command_time = chance_const(5 * MS_SECOND);
    house_run_to(CUT + 20 * MS_MINUTE);
    ck_assert_int_ge(house_when(EVENT_SUPPLY, 0, 0, OUT), CUT + 200 * MS_SECOND);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
}
END_TEST

/* T14..T16, R-19: three tries are not answered, a crew goes. Who pays before it switches is not cut
 * by it, {0 before it begins, 1 on its way}, unless its handheld fails {2}. All are restored, for
 * nobody knows what the tries did. */
START_TEST(payment_meets_the_crew)
{
    int is_begun = _i > 0, is_cut = _i == 2;
    house_open(FEE_RESTORE_AUTOMATIC);
    house.crews.config.handheld_fails = is_cut ? 100 : 0;
    house_enrol(OUT, SHORT);
    house_run_to(CUT - MS_HOUR);
    house.meters[OUT].unreadable++;
    house.crews.config.crews = is_begun ? 1 : 0; /* nobody is free, or somebody leaves at once */
    house_run_to(CUT + 12 * MS_MINUTE);          /* three tries, three reads of the status word */
    ck_assert_uint_eq(house_state(OUT), FEE_FIELD_CUT);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT), 3);
    house_pay(OUT, 10000, house.now + 1);
    house_run_to(CUT + 30 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_FIELD_RESTORE);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT), 3);
    house.crews.config.crews = 1;
    house_run_to(CUT + 4 * MS_HOUR);
    ck_assert_int_eq(house_when(EVENT_SUPPLY, 0, 0, OUT) > 0, is_cut);
    ck_assert_int_eq((int)house_count(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_CANCELLED), !is_cut);
    ck_assert_int_eq((int)house_count(EVENT_ORDER, ORDER_FIELD_CUT, ORDER_SUCCESS), is_cut);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_SUCCESS), 1);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
}
END_TEST

/* T21, T22: a restore that cannot be carried out by wire is carried out by hand. */
START_TEST(restore_goes_to_the_field)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_run_to(CUT + MS_MINUTE);
    house.meters[OUT].unreadable++;
    house_pay(OUT, 10000, CUT + MS_HOUR);
    house_run_to(CUT + 4 * MS_HOUR);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT), 3);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_SUCCESS), 1);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
}
END_TEST

/* the tries of a cut are lost, and the status word, read after them, says that the relay is
 * closed. That is certain: he pays, and nobody restores what was never off. */
START_TEST(status_word_settles_what_lost_tries_did)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_run_to(CUT - MS_SECOND);
    house.is_lost[MSG_COMMAND] = true;
    house_pay(OUT, 10000, CUT + 2 * MS_MINUTE);
    house_run_to(CUT + MS_HOUR);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_FAILED), 1);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED), 0);
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
    ck_assert(house_is_supplied(OUT));
}
END_TEST

/* the tries of a cut are not answered, nor is the status word read, and the relay stays
 * closed. He pays, so he gets a
 * permit: done for a relay that is closed, which needs no key. His money falls again: he is
 * warned and cut like anybody. Available after D1: 2.08 - 4.16 + 3.00 = 0.92; after D3 below 0. */
START_TEST(permit_for_a_closed_relay_is_no_end)
{
    house_open(FEE_RESTORE_SAFE);
    house_enrol(OUT, SHORT);
    house_run_to(CUT - MS_SECOND);
    house.is_lost[MSG_COMMAND] = house.is_lost[MSG_READ] = true;
    house_pay(OUT, 300, CUT + 2 * MS_MINUTE);
    house_run_to(CUT + 7 * MS_MINUTE + 30 * MS_SECOND); /* two tries, three reads */
    house.is_lost[MSG_COMMAND] = house.is_lost[MSG_READ] = false;
    house_run_to(CUT + 20 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_PERMIT, COMMAND_SENT), 1);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_SUCCESS), 1);
    ck_assert_uint_eq(house_count(EVENT_SMS, SMS_CLOSE_ALLOWED, SMS_CREATED), 0);
    ck_assert_uint_eq(house_state(OUT), FEE_WARNED); /* by the restore message, R-48 */
    ck_assert(house_is_supplied(OUT));
    house_run_to(D1 + 3 * MS_DAY);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    ck_assert(!house_is_supplied(OUT));
}
END_TEST

/* The same if nobody reads the status word: he is told to press a key that does nothing, and is
 * judged all the same. */
START_TEST(who_may_press_the_key_is_judged)
{
    house_open(FEE_RESTORE_SAFE);
    house.marketing.orders.config.is_status_read = false;
    house_enrol(OUT, SHORT);
    house_run_to(CUT - MS_SECOND);
    house.is_lost[MSG_COMMAND] = true;
    house_pay(OUT, 300, CUT + 2 * MS_MINUTE);
    house_run_to(CUT + 2 * MS_MINUTE + 30 * MS_SECOND); /* the second try is lost too */
    house.is_lost[MSG_COMMAND] = false;
    house_run_to(CUT + 20 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CLOSE_ALLOWED);
    house_run_to(D1 + 3 * MS_DAY);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    ck_assert(!house_is_supplied(OUT));
}
END_TEST

/* the meter does what it is told 20 minutes after it was told, so that the try is given up,
 * and so is the status read that waits behind it. The late answer makes the order
 * successful; nobody drives out. */
START_TEST(late_success_calls_the_crew_back)
{
    house_open(FEE_RESTORE_SAFE);
    house_enrol(OUT, SHORT);
    house_run_to(CUT + MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    house.concentrator_config.command_time = chance_const(20 * MS_MINUTE);
    house.concentrator_config.gives_up = 20 * MS_MINUTE;
    house.concentrator_config.jobs_at_once = 4; /* none waits for another meter's */
    house.master.config.command_tries = 1;
    house.crews.config.crews = 0; /* all are away */
    house_pay(OUT, 10000, CUT + MS_HOUR);
    ms_t posted = CUT + MS_HOUR + MS_MINUTE;
    house_run_to(posted + 12 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_FIELD_RESTORE);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_FAILED), 1);
    house_run_to(posted + 22 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_SUCCESS), 1);
    ck_assert_uint_eq(house_count(EVENT_SMS, SMS_CLOSE_ALLOWED, SMS_CREATED), 1);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_CANCELLED), 1);
    house_run_to(posted + MS_HOUR);
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL); /* he pressed the key */
    ck_assert(house_is_supplied(OUT));
}
END_TEST

/* 3 x (1 + 2) tries, 10 minutes from a failure to its repeat, then a crew. */
START_TEST(restore_is_repeated_before_the_crew)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house.policy.restore_repeats = 2;
    house.policy.restore_gap = 10 * MS_MINUTE;
    house.marketing.orders.config.is_status_read = false;
    house_enrol(OUT, SHORT);
    house_run_to(CUT + MS_MINUTE);
    house.meters[OUT].unreadable++;
    house_pay(OUT, 10000, CUT + MS_HOUR);
    ms_t posted = CUT + MS_HOUR + MS_MINUTE; /* each order takes 3 x 60 + 2 x 60 s */
    house_run_to(posted + 34 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_CREATED), 0);
    house_run_to(posted + 36 * MS_MINUTE);
    ck_assert_uint_eq(house_count(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT), 9);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_RESTORE, ORDER_FAILED), 3);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_FIELD_RESTORE, ORDER_CREATED), 1);
    house_run_to(posted + 4 * MS_HOUR);
    ck_assert(house_is_supplied(OUT));
    ck_assert_uint_eq(house_state(OUT), FEE_NORMAL);
}
END_TEST

/* every result twice: one cut, one restore, one SMS of each. */
START_TEST(doubled_results_change_nothing)
{
    house_open(FEE_RESTORE_AUTOMATIC);
    house_enrol(OUT, SHORT);
    house_run_to(CUT + MS_MINUTE);
    struct message again = {.type = MSG_ORDER_RESULT, .customer = OUT, .id = 1, .attempt = 1};
    for (unsigned code = RESULT_OK; code <= RESULT_CMD_EXPIRED; code++) {
        again.code = (uint8_t)code;
        house_plan(PARTY_MARKETING, again, CUT + 2 * MS_MINUTE);
    }
    house_run_to(CUT + 3 * MS_MINUTE);
    ck_assert_uint_eq(house_state(OUT), FEE_CUT);
    ck_assert_uint_eq(house_count(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS), 1);
    ck_assert_uint_eq(house_count(EVENT_SMS, SMS_CUT_DONE, SMS_CREATED), 1);
}
END_TEST

static Suite *house_suite(void)
{
    Suite *suite = suite_create("house");
    TCase *tcase = tcase_create("house");
    tcase_add_checked_fixture(tcase, NULL, close_house);
    tcase_add_test(tcase, customer_is_warned_noticed_and_cut);
    tcase_add_test(tcase, payer_is_restored);
    tcase_add_test(tcase, safe_restore_waits_for_the_key);
    tcase_add_test(tcase, lost_result_of_a_permit_is_found_in_the_status_word);
    tcase_add_loop_test(tcase, lost_result_is_found_in_the_status_word, 0, 2);
    tcase_add_test(tcase, payment_meets_the_command);
    tcase_add_test(tcase, payment_meets_the_queue);
    tcase_add_loop_test(tcase, payment_meets_the_gap, 0, 2);
    tcase_add_loop_test(tcase, payment_meets_a_late_cut, 0, 3);
    tcase_add_loop_test(tcase, late_trip_of_a_restored_customer_is_undone, 0, 2);
    tcase_add_loop_test(tcase, lost_restore_is_found, 0, 2);
    tcase_add_loop_test(tcase, window_closes_with_tries_left, 0, 2);
    tcase_add_test(tcase, permit_of_a_low_customer_warns);
    tcase_add_test(tcase, notice_counts_when_it_is_sent);
    tcase_add_test(tcase, rejected_notice_is_none);
    tcase_add_test(tcase, cancel_overtakes_the_cut);
    tcase_add_test(tcase, late_close_of_a_cut_customer_is_seen);
    tcase_add_test(tcase, look_at_the_relay_is_repeated);
    tcase_add_test(tcase, restore_does_not_overtake_the_cut);
    tcase_add_loop_test(tcase, payment_meets_the_crew, 0, 3);
    tcase_add_test(tcase, restore_goes_to_the_field);
    tcase_add_test(tcase, status_word_settles_what_lost_tries_did);
    tcase_add_test(tcase, permit_for_a_closed_relay_is_no_end);
    tcase_add_test(tcase, who_may_press_the_key_is_judged);
    tcase_add_test(tcase, late_success_calls_the_crew_back);
    tcase_add_test(tcase, restore_is_repeated_before_the_crew);
    tcase_add_test(tcase, doubled_results_change_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(house_suite)
