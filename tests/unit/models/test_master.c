/* Collection master station: tries, gap, time-out, valid-until, limits in flight (INV-09), orders
 * taken back, encryption machine, pushes and the file of registers (I3). 8
 * concentrators of 4 meters, two to a front-end processor. */
#include "tests/unit/models/master_bench.h"

START_TEST(order_is_accepted_executed_and_answered)
{
    setup(&usual);
    order(7, 5, NINE);
    ck_assert_uint_eq(bench->sent_count, 3);
    ck_assert_uint_eq(bench->sent[0].message.type, MSG_ORDER_ACCEPTED);
    ck_assert_uint_eq(bench->sent[1].message.type, MSG_ORDER_EXECUTING);
    struct message command = bench->sent[2].message;
    ck_assert_uint_eq(command.type, MSG_COMMAND);
    ck_assert_uint_eq(command.kind, RELAY_TRIP);
    ck_assert_uint_eq(command.customer, 5);
    ck_assert_uint_eq(bench->sent[2].to, PARTY_CONCENTRATORS + 1);
    ck_assert_int_eq(command.value, NINE + 30 * MS_MINUTE); /* valid-until, R-31 */
    answer(5, RESULT_OK, NINE + 10 * MS_SECOND);
    struct message result = bench_last(bench, MSG_ORDER_RESULT);
    ck_assert_uint_eq(result.id, 7);
    ck_assert_uint_eq(result.code, RESULT_OK);
    ck_assert_uint_eq(result.attempt, 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_COMMAND, COMMAND_SENT), 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_COMMAND, COMMAND_ANSWERED), 1);
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* three tries, each with its time-out, the gap between them, then the last code. */
START_TEST(tries_gaps_and_timeouts)
{
    setup(&usual);
    order(1, 0, NINE);
    ms_t at = NINE;
    for (unsigned attempt = 1; attempt <= 3; attempt++) {
        ck_assert_uint_eq(commands(), attempt);
        ck_assert_int_eq(timers_due(&master.timers), at + 60 * MS_SECOND);
        tick(at + 60 * MS_SECOND - 1);
        ck_assert_uint_eq(bench_note_count(bench, EVENT_COMMAND, COMMAND_ANSWERED), attempt - 1);
        tick(at + 60 * MS_SECOND);
        ck_assert_uint_eq(bench_note_count(bench, EVENT_COMMAND, COMMAND_ANSWERED), attempt);
        ck_assert_uint_eq(bench_last_note(bench, EVENT_COMMAND).code, RESULT_NO_METER_ANSWER);
        if (attempt < 3) {
            tick(at + 105 * MS_SECOND - 1);
            ck_assert_uint_eq(commands(), attempt);
            tick(at + 105 * MS_SECOND);
        }
        at += 105 * MS_SECOND;
    }
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(commands(), 3);
    ck_assert_uint_eq(results(RESULT_NO_METER_ANSWER), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).attempt, 3);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_EXECUTING, PARTY_MARKETING), 3);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_EXECUTING).attempt, 3);
}
END_TEST

/* a protection or an alarm takes back no trip that waits, and does not go before it. */
START_TEST(an_order_of_a_meter_is_no_restore)
{
    setup(&usual); /* one task at a time in a concentrator */
    order(1, 0, NINE);
    order(2, 1, NINE);
    handle((struct message){.type = MSG_ORDER, .kind = RELAY_PROTECT, .customer = 1, .id = 3},
           NINE);
    answer(0, RESULT_OK, NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).id, 2);
    answer(1, RESULT_OK, NINE + 20 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).id, 3);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).kind, RELAY_PROTECT);
    answer(1, RESULT_OK, NINE + 30 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 3);
}
END_TEST

START_TEST(failed_answer_is_tried_again_after_the_gap)
{
    setup(&usual);
    order(1, 0, NINE);
    answer(0, RESULT_RELAY_REFUSED, NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_RELAY_REFUSED), 0);
    tick(NINE + 55 * MS_SECOND - 1);
    ck_assert_uint_eq(commands(), 1);
    tick(NINE + 55 * MS_SECOND);
    ck_assert_uint_eq(commands(), 2);
    struct message second = bench_last(bench, MSG_COMMAND);
    ck_assert_int_eq(second.value, NINE + 55 * MS_SECOND + 30 * MS_MINUTE);
    answer(0, RESULT_OK, NINE + 65 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).attempt, 2);
}
END_TEST

/* Answer of the first try of order 1 to customer 0, kept to be delivered late. */
static struct message late_answer(unsigned code)
{
    struct message late = bench_last(bench, MSG_COMMAND);
    late.type = MSG_COMMAND_ANSWER;
    late.code = (uint8_t)code;
    return late;
}

/* an answer is late, not wrong. In the gap it ends the order at once, and no further command
 * leaves. */
START_TEST(late_answer_in_the_gap_ends_the_order)
{
    setup(&usual);
    order(1, 0, NINE);
    struct message late = late_answer(RESULT_OK);
    tick(NINE + 60 * MS_SECOND);
    handle(late, NINE + 61 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 1);
    handle(late, NINE + 62 * MS_SECOND); /* told again: it may have moved again */
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(results(RESULT_OK), 2);
    ck_assert_uint_eq(commands(), 1);
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* the second try cut, and the customer has been restored since, when the command of the first
 * arrives and moves the relay again: it is told, whatever came of the order. One whose tries were
 * all answered has nothing left to tell. */
START_TEST(late_movement_of_an_order_that_is_done_is_told)
{
    setup(&usual);
    order(1, 0, NINE);
    struct message late = late_answer(RESULT_OK);
    tick(NINE + 60 * MS_SECOND);
    tick(NINE + 105 * MS_SECOND);
    answer(0, RESULT_OK, NINE + 115 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 1);
    handle(late, NINE + 10 * MS_MINUTE);
    ck_assert_uint_eq(results(RESULT_OK), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).id, 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).kind, RELAY_TRIP);
    tick(NINE + 115 * MS_SECOND + 10 * MS_DAY - 1);
    ck_assert_uint_eq(master.orders.count, 1);
    tick(NINE + 115 * MS_SECOND + 10 * MS_DAY);
    ck_assert_uint_eq(master.orders.count, 0);
    order(2, 0, NINE + 11 * MS_DAY);
    answer(0, RESULT_OK, NINE + 11 * MS_DAY + MS_SECOND);
    ck_assert_uint_eq(master.orders.count, 0);
}
END_TEST

/* the terminal was cut off for nine days before it told what its meter had done: the order
 * has long failed, and the relay is open all the same. */
START_TEST(late_answer_after_days_counts)
{
    setup(&usual);
    order(1, 0, NINE);
    struct message late = late_answer(RESULT_OK);
    for (unsigned i = 0; i < 3; i++) {
        tick(NINE + i * 105 * MS_SECOND); /* the try, 60 s, and the gap, 45 s */
        tick(NINE + i * 105 * MS_SECOND + 60 * MS_SECOND);
    }
    ck_assert_uint_eq(results(RESULT_NO_METER_ANSWER), 1);
    handle(late, NINE + 9 * MS_DAY);
    ck_assert_uint_eq(results(RESULT_OK), 1);
}
END_TEST

/* The same for an order that waits for the place of its second try. */
START_TEST(late_answer_in_the_queue_ends_the_order)
{
    setup(&usual);
    order(1, 0, NINE);
    struct message late = late_answer(RESULT_OK);
    order(2, 1, NINE); /* gets the place when the first try is given up */
    tick(NINE + 60 * MS_SECOND);
    tick(NINE + 105 * MS_SECOND); /* order 1 waits behind it */
    ck_assert_uint_eq(commands(), 2);
    handle(late, NINE + 106 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).id, 1);
    answer(1, RESULT_OK, NINE + 110 * MS_SECOND);
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(commands(), 2);
    ck_assert_uint_eq(results(RESULT_OK), 2);
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* While the second try runs the late answer waits for its end: whatever that brings, it is done,
 * {answer of the second try; RESULT_NONE: none}. */
static const enum result_code seconds[] = {RESULT_NONE, RESULT_RELAY_REFUSED, RESULT_OK};

START_TEST(late_answer_in_a_try_is_kept_for_its_end)
{
    setup(&usual);
    order(1, 0, NINE);
    struct message late = late_answer(RESULT_OK);
    tick(NINE + 60 * MS_SECOND);
    tick(NINE + 105 * MS_SECOND);
    ck_assert_uint_eq(commands(), 2);
    handle(late, NINE + 106 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 0);
    ck_assert_uint_eq(master.in_all, 1);
    if (seconds[_i] != RESULT_NONE)
        answer(0, seconds[_i], NINE + 110 * MS_SECOND);
    tick(NINE + 165 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 1);
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_RESULT, PARTY_MARKETING), 1);
    ck_assert_uint_eq(commands(), 2);
    ck_assert_uint_eq(master.in_all, 0);
}
END_TEST

/* A late refusal says nothing, nor does an answer about another customer or command: the task may
 * have been given to another order since. */
START_TEST(late_answer_of_another_kind_is_dropped)
{
    setup(&usual);
    order(1, 0, NINE);
    struct message late = late_answer(RESULT_RELAY_REFUSED);
    tick(NINE + 60 * MS_SECOND);
    handle(late, NINE + 61 * MS_SECOND);
    late.code = RESULT_OK;
    late.customer = 1;
    handle(late, NINE + 62 * MS_SECOND);
    late.customer = 0;
    late.kind = RELAY_CLOSE;
    handle(late, NINE + 63 * MS_SECOND);
    late.kind = RELAY_TRIP;
    late.type = MSG_READ_ANSWER;
    handle(late, NINE + 64 * MS_SECOND);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_RESULT, PARTY_MARKETING), 0);
    tick(NINE + 105 * MS_SECOND);
    ck_assert_uint_eq(commands(), 2);
}
END_TEST

/* The number of the try travels with it. */
START_TEST(commands_carry_their_attempt)
{
    setup(&usual);
    order(1, 0, NINE);
    for (unsigned attempt = 1; attempt <= 3; attempt++) {
        ms_t at = NINE + (attempt - 1) * 105 * MS_SECOND;
        tick(at);
        ck_assert_uint_eq(commands(), attempt);
        ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).attempt, attempt);
        tick(at + 60 * MS_SECOND);
    }
    handle((struct message){.type = MSG_READ_REQUEST, .customer = 9}, NINE + MS_HOUR);
    ck_assert_uint_eq(bench_last(bench, MSG_READ).attempt, 1);
}
END_TEST

START_TEST(answer_just_before_the_timeout_counts)
{
    setup(&usual);
    order(1, 0, NINE);
    answer(0, RESULT_OK, NINE + 60 * MS_SECOND - 1);
    tick(NINE + 60 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_COMMAND, COMMAND_ANSWERED), 1);
}
END_TEST

/* without the encryption machine nothing leaves, and the try costs its whole time-out; reads
 * pass. */
START_TEST(no_encryption_machine_no_command)
{
    setup(&usual);
    struct message fault = {.type = MSG_FAULT, .kind = FAULT_CRYPTO_DOWN, .code = 1};
    handle(fault, NINE);
    handle(fault, NINE); /* a second outage over the first */
    order(1, 0, NINE);
    handle((struct message){.type = MSG_READ_REQUEST, .customer = 4}, NINE);
    ck_assert_uint_eq(commands(), 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_READ, PARTY_CONCENTRATORS + 1), 1);
    for (unsigned i = 0; i < 6; i++)
        tick(NINE + i * 60 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_CRYPTO_UNAVAILABLE), 1);
    ck_assert_uint_eq(commands(), 0);
    fault.code = 0;
    handle(fault, NINE + MS_HOUR);
    order(2, 0, NINE + MS_HOUR); /* one outage is still in force */
    ck_assert_uint_eq(commands(), 0);
    handle(fault, NINE + 2 * MS_HOUR);
    order(3, 8, NINE + 2 * MS_HOUR);
    ck_assert_uint_eq(commands(), 1);
}
END_TEST

START_TEST(clock_of_the_master_stamps_the_valid_until)
{
    setup(&usual);
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_MASTER_CLOCK, .code = 1, .value = -45 * MS_MINUTE};
    handle(fault, NINE);
    order(1, 0, NINE);
    ck_assert_int_eq(bench_last(bench, MSG_COMMAND).value, NINE - 15 * MS_MINUTE);
    fault.code = 0;
    handle(fault, NINE);
    order(2, 4, NINE);
    ck_assert_int_eq(bench_last(bench, MSG_COMMAND).value, NINE + 30 * MS_MINUTE);
}
END_TEST

START_TEST(waiting_order_is_taken_back)
{
    setup(&usual);
    order(1, 0, NINE);
    order(2, 1, NINE); /* the same concentrator: waits */
    handle((struct message){.type = MSG_ORDER_CANCEL, .id = 2}, NINE + 1);
    struct message result = bench_last(bench, MSG_ORDER_RESULT);
    ck_assert_uint_eq(result.id, 2);
    ck_assert_uint_eq(result.code, RESULT_NOT_ALLOWED);
    ck_assert_uint_eq(result.attempt, 0);
    handle((struct message){.type = MSG_ORDER_CANCEL, .id = 2}, NINE + 2);
    answer(0, RESULT_OK, NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(commands(), 1);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 1);
    ck_assert_int_eq(master.queues[0][1].count, 0);
}
END_TEST

/* The place of an order that was taken back is used again, but not before its queue has passed it:
 * the next order would begin from the wrong queue, past the limits. */
START_TEST(taken_back_order_does_not_lend_its_place)
{
    setup(&usual);
    order(1, 0, NINE);
    order(2, 1, NINE); /* waits at concentrator 0 */
    order(3, 4, NINE); /* flies at concentrator 1 */
    handle((struct message){.type = MSG_ORDER_CANCEL, .id = 2}, NINE);
    order(4, 5, NINE); /* waits at concentrator 1 */
    answer(0, RESULT_OK, NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(commands(), 2);
    ck_assert_uint_eq(master.in_concentrator[1], 1);
    answer(4, RESULT_OK, NINE + 11 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND).customer, 5);
}
END_TEST

START_TEST(order_in_the_gap_is_taken_back)
{
    setup(&usual);
    order(1, 0, NINE);
    answer(0, RESULT_RELAY_REFUSED, NINE + 10 * MS_SECOND);
    handle((struct message){.type = MSG_ORDER_CANCEL, .id = 1}, NINE + 20 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_NOT_ALLOWED), 1);
    order(2, 0, NINE + 30 * MS_SECOND); /* in its place */
    tick(NINE + 55 * MS_SECOND);        /* end of the gap that is no more */
    ck_assert_uint_eq(commands(), 2);
    ck_assert_uint_eq(master.in_all, 1);
}
END_TEST

/* After a try that was not answered the command may still arrive, so nobody may believe that the
 * relay did not move, whatever became of the order: {later}: 0 taken back in the gap, 1 refused at
 * the second and third try. */
START_TEST(result_tells_of_a_try_without_an_answer)
{
    setup(&usual);
    order(1, 0, NINE);
    order(2, 4, NINE);
    answer(4, RESULT_RELAY_REFUSED, NINE + 10 * MS_SECOND);
    handle((struct message){.type = MSG_ORDER_CANCEL, .id = 2}, NINE + 20 * MS_SECOND);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_RESULT).value, 0); /* every try was answered */
    tick(NINE + 60 * MS_SECOND);
    if (_i == 0) {
        handle((struct message){.type = MSG_ORDER_CANCEL, .id = 1}, NINE + 70 * MS_SECOND);
    } else {
        for (unsigned i = 0; i < 2; i++) {
            tick(NINE + (105 + i * 50) * MS_SECOND);
            answer(0, RESULT_RELAY_REFUSED, NINE + (110 + i * 50) * MS_SECOND);
        }
    }
    struct message result = bench_last(bench, MSG_ORDER_RESULT);
    ck_assert_uint_eq(result.id, 1);
    ck_assert_uint_eq(result.code, _i ? RESULT_RELAY_REFUSED : RESULT_NOT_ALLOWED);
    ck_assert_int_eq(result.value, 1);
}
END_TEST

/* R-16, INV-03: the try under way runs to its end, but a paid customer gets no second one. */
START_TEST(order_in_a_try_gets_no_further_one)
{
    setup(&usual);
    order(1, 0, NINE);
    order(2, 4, NINE);
    for (uint32_t id = 1; id <= 2; id++)
        handle((struct message){.type = MSG_ORDER_CANCEL, .id = id}, NINE + 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_RESULT, PARTY_MARKETING), 0);
    answer(0, RESULT_OK, NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_OK), 1);
    tick(NINE + 60 * MS_SECOND);
    ck_assert_uint_eq(results(RESULT_NO_METER_ANSWER), 1);
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(commands(), 2);
}
END_TEST

/* a read of the status word is no order: it goes without encryption and answers with the
 * word. */
START_TEST(status_is_read_and_reported)
{
    setup(&usual);
    handle((struct message){.type = MSG_FAULT, .kind = FAULT_CRYPTO_DOWN, .code = 1}, NINE);
    handle((struct message){.type = MSG_STATUS_REQUEST, .customer = 9, .id = 3}, NINE);
    struct message read = bench_last(bench, MSG_READ);
    ck_assert_uint_eq(read.kind, 1);
    answer(9, RESULT_OK, NINE + 5 * MS_SECOND);
    struct message report = bench_last(bench, MSG_STATUS_REPORT);
    ck_assert_uint_eq(report.id, 3);
    ck_assert_uint_eq(report.code, RESULT_OK);
    ck_assert_int_eq(report.value, 77);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_READ).kind, 1);
}
END_TEST

/* asked what came of an order whose try is under way, the master reads when that is over, and
 * not what is true before it. Two places, so that nothing else holds the read up. */
START_TEST(status_is_read_after_the_try_under_way)
{
    struct master_config config = usual;
    bool is_answered = _i;
    config.per_concentrator = 2;
    setup(&config);
    order(3, 9, NINE);
    handle((struct message){.type = MSG_ORDER_CANCEL, .customer = 9, .id = 3}, NINE + 1);
    handle((struct message){.type = MSG_STATUS_REQUEST, .customer = 9, .id = 3}, NINE + 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_READ, PARTY_CONCENTRATORS + 2), 0);
    handle((struct message){.type = MSG_STATUS_REQUEST, .customer = 10, .id = 4}, NINE + 2);
    ck_assert_uint_eq(bench_last(bench, MSG_READ).customer, 10); /* about another order: at once */
    if (is_answered)
        answer(9, RESULT_OK, NINE + 10 * MS_SECOND);
    else
        tick(NINE + 60 * MS_SECOND);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_RESULT, PARTY_MARKETING), 1);
    struct message read = bench_last(bench, MSG_READ);
    ck_assert_uint_eq(read.customer, 9);
    ck_assert_uint_eq(read.kind, 1);
    answer(9, RESULT_OK, NINE + 65 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_STATUS_REPORT).id, 3);
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(commands(), 1);
}
END_TEST

START_TEST(silent_meter_gives_a_report_all_the_same)
{
    setup(&usual);
    handle((struct message){.type = MSG_STATUS_REQUEST, .customer = 9, .id = 3}, NINE);
    for (unsigned i = 0; i <= 400; i++)
        tick(NINE + i * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_STATUS_REPORT).code, RESULT_NO_METER_ANSWER);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_READ, COMMAND_SENT), 3);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_RESULT, PARTY_MARKETING), 0);
}
END_TEST

START_TEST(pushes_are_made_twice_a_day)
{
    setup(&usual);
    static const ms_t times[] = {4 * MS_HOUR, 10 * MS_HOUR, MS_DAY + 4 * MS_HOUR};
    for (unsigned i = 0; i < 3; i++) {
        ms_t at = BENCH_MIDNIGHT + times[i];
        tick(at - 1);
        ck_assert_int_eq(master_due(&master), at);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_PUSH, PARTY_FEE_CONTROL), i);
        tick(at);
        struct message push = bench_last(bench, MSG_PUSH);
        ck_assert_uint_eq(push.kind, i % 2);
        ck_assert_int_eq((int32_t)push.id, BENCH_DAY + (int32_t)i / 2);
    }
    struct master_config once = usual;
    once.second_push_at = -1;
    master_fini(&master);
    setup(&once);
    tick(BENCH_MIDNIGHT + 4 * MS_HOUR);
    tick(BENCH_MIDNIGHT + 16 * MS_HOUR); /* the cut window closes */
    ck_assert_int_eq(master_due(&master), BENCH_MIDNIGHT + MS_DAY + 4 * MS_HOUR);
}
END_TEST

/* as often as the province likes; a second one a day need not be among them. */
START_TEST(pushes_are_made_as_often_as_planned)
{
    static const ms_t later[] = {14 * MS_HOUR, 22 * MS_HOUR};
    static const ms_t times[] = {4 * MS_HOUR, 10 * MS_HOUR, 14 * MS_HOUR, 22 * MS_HOUR,
                                 MS_DAY + 4 * MS_HOUR};
    struct master_config often = usual;
    often.later_pushes = later;
    often.later_push_count = 2;
    often.second_push_at = _i ? -1 : 10 * MS_HOUR;
    unsigned count = _i ? 3 : 4, run = 0;
    setup(&often);
    for (unsigned i = 0; i < 5; i++) {
        if (_i && times[i] == 10 * MS_HOUR)
            continue;
        tick(BENCH_MIDNIGHT + times[i] - 1);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_PUSH, PARTY_FEE_CONTROL), run);
        tick(BENCH_MIDNIGHT + times[i]);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_PUSH, PARTY_FEE_CONTROL), run + 1);
        ck_assert_uint_eq(bench_last(bench, MSG_PUSH).kind, run++ % count);
    }
}
END_TEST

START_TEST(foreign_messages_are_refused)
{
    setup(&usual);
    struct message message = {.type = MSG_PAY};
    ck_assert_int_eq(master_handle(&master, &message, NINE), FK_E_ARG);
}
END_TEST

static Suite *master_suite(void)
{
    Suite *suite = suite_create("master");
    TCase *tries = tcase_create("tries");
    TCase *flight = tcase_create("flight");
    TCase *data = tcase_create("data");
    tcase_add_checked_fixture(tries, NULL, teardown);
    tcase_add_checked_fixture(flight, NULL, teardown);
    tcase_add_checked_fixture(data, NULL, teardown);
    tcase_add_test(tries, order_is_accepted_executed_and_answered);
    tcase_add_test(tries, tries_gaps_and_timeouts);
    tcase_add_test(tries, failed_answer_is_tried_again_after_the_gap);
    tcase_add_test(tries, an_order_of_a_meter_is_no_restore);
    tcase_add_test(tries, late_answer_in_the_gap_ends_the_order);
    tcase_add_test(tries, late_movement_of_an_order_that_is_done_is_told);
    tcase_add_test(tries, late_answer_in_the_queue_ends_the_order);
    tcase_add_test(tries, late_answer_after_days_counts);
    tcase_add_loop_test(tries, late_answer_in_a_try_is_kept_for_its_end, 0,
                        (int)(sizeof seconds / sizeof seconds[0]));
    tcase_add_test(tries, late_answer_of_another_kind_is_dropped);
    tcase_add_test(tries, commands_carry_their_attempt);
    tcase_add_test(tries, answer_just_before_the_timeout_counts);
    tcase_add_test(tries, no_encryption_machine_no_command);
    tcase_add_test(tries, clock_of_the_master_stamps_the_valid_until);
    tcase_add_test(flight, waiting_order_is_taken_back);
    tcase_add_test(flight, taken_back_order_does_not_lend_its_place);
    tcase_add_test(flight, order_in_the_gap_is_taken_back);
    tcase_add_loop_test(flight, result_tells_of_a_try_without_an_answer, 0, 2);
    tcase_add_test(flight, order_in_a_try_gets_no_further_one);
    tcase_add_test(data, status_is_read_and_reported);
    tcase_add_loop_test(data, status_is_read_after_the_try_under_way, 0, 2);
    tcase_add_test(data, silent_meter_gives_a_report_all_the_same);
    tcase_add_test(data, pushes_are_made_twice_a_day);
    tcase_add_loop_test(data, pushes_are_made_as_often_as_planned, 0, 2);
    tcase_add_test(data, foreign_messages_are_refused);
    suite_add_tcase(suite, tries);
    suite_add_tcase(suite, flight);
    suite_add_tcase(suite, data);
    return suite;
}

FK_CHECK_MAIN(master_suite)
