/* Concentrator: rounds and gap-fill, upload blocks, commands and reads that take their time on the
 * local network, unreadable meters, the key, a person at the meter. Ten meters, customers 20..29.
 */
#include "tests/unit/models/concentrator_bench.h"

START_TEST(day_is_read_once)
{
    ck_assert_int_eq(concentrator_due(&concentrator), BENCH_MIDNIGHT + 5 * MS_MINUTE);
    run_to(BENCH_MIDNIGHT + 5 * MS_MINUTE);
    ck_assert_int_eq(concentrator_due(&concentrator),
                     BENCH_MIDNIGHT + 5 * MS_MINUTE + 50 * MS_SECOND); /* one after the other */
    run_to(BENCH_MIDNIGHT + MS_DAY);
    ck_assert_uint_eq(block_count, 1); /* nothing is missing at 02:00 and 06:00 */
    ck_assert_int_eq(blocks[0].day, BENCH_DAY);
    ck_assert_uint_eq(blocks[0].present, COUNT);
    run_to(BENCH_MIDNIGHT + MS_DAY + MS_HOUR);
    ck_assert_uint_eq(block_count, 2);
    ck_assert_int_eq(blocks[1].day, BENCH_DAY + 1);
    ck_assert_uint_eq(blocks[1].registers[9], 800);
}
END_TEST

/* Who is in segment 1 uses three times as much. */
START_TEST(load_is_that_of_the_segment)
{
    bench_segments()->of[FIRST + 4] = 1;
    run_to(BENCH_MIDNIGHT + MS_DAY + MS_HOUR);
    ck_assert_uint_eq(blocks[1].registers[3], 800);
    ck_assert_uint_eq(blocks[1].registers[4], 2400);
    handle((struct message){.type = MSG_READ, .customer = FIRST + 4, .id = 1, .ref = 1},
           BENCH_MIDNIGHT + MS_DAY + 12 * MS_HOUR);
    run_to(BENCH_MIDNIGHT + MS_DAY + 12 * MS_HOUR + 5 * MS_SECOND);
    ck_assert_int_eq(bench_last(bench, MSG_READ_ANSWER).value, 3600);
}
END_TEST

/* A clock that is three minutes slow freezes at 00:03, before the round, which counts as far for
 * it: 8 kWh a day x 1,443 / 1,440 minutes. */
START_TEST(slow_clock_freezes_later)
{
    meters[4].clock_error_min = -3;
    run_to(BENCH_MIDNIGHT + MS_DAY + MS_HOUR);
    ck_assert_uint_eq(blocks[1].present, COUNT);
    ck_assert_uint_eq(blocks[1].registers[4], 801);
    ck_assert_uint_eq(blocks[1].registers[5], 800);
}
END_TEST

/* Where use is drawn, a round counts it up to 00:00, whether or not somebody has looked since the
 * round before. */
START_TEST(drawn_use_is_counted_up_to_the_freeze)
{
    struct use_config habits = {
        .habits = {{800, 666000, 1000000, 1000000}}, .noise = 350000, .by_day = 680000};
    struct drawn_use use;
    for (unsigned i = 0; i < 12; i++)
        habits.months[i] = 1000000;
    ck_assert_int_eq(drawn_use_init(&use, &habits, 5, BENCH_DAY, 2), FK_OK);
    config.use = &use;
    run_to(BENCH_MIDNIGHT + MS_HOUR);
    drawn_use_advance(&use, FIRST + 3, &meters[3], NULL, NULL, BENCH_MIDNIGHT + MS_DAY);
    run_to(BENCH_MIDNIGHT + MS_DAY + MS_HOUR);
    ck_assert_uint_eq(blocks[1].present, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        ck_assert_uint_eq(blocks[1].registers[i],
                          drawn_use_parts(&use, FIRST + i, BENCH_DAY) / ENERGY_UNIT);
    drawn_use_fini(&use);
}
END_TEST

/* The gap-fill round asks only for what is missing, and brings it with the day it belongs to. */
START_TEST(gap_is_filled_in_the_next_round)
{
    set_unreadable(23, true, BENCH_MIDNIGHT);
    run_to(BENCH_MIDNIGHT + MS_HOUR);
    ck_assert_uint_eq(blocks[0].present, COUNT - 1);
    ck_assert_uint_eq(blocks[0].is_present[3], 0);
    set_unreadable(23, false, BENCH_MIDNIGHT + MS_HOUR);
    run_to(BENCH_MIDNIGHT + 2 * MS_HOUR);
    ck_assert_int_eq(concentrator_due(&concentrator),
                     BENCH_MIDNIGHT + 2 * MS_HOUR + 5 * MS_SECOND); /* one meter, one read */
    run_to(BENCH_MIDNIGHT + 3 * MS_HOUR);
    ck_assert_uint_eq(block_count, 2);
    ck_assert_uint_eq(blocks[1].present, 1);
    ck_assert_uint_eq(blocks[1].is_present[3], 1);
}
END_TEST

/* A meter that the task of daily readings leaves out (Q70) answers whatever else it is asked; with
 * the task in order its freezes are filled in. */
START_TEST(meter_outside_the_task)
{
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_NOT_IN_TASK, .code = 1, .customer = 23, .id = 1};
    struct message read = {.type = MSG_READ, .customer = 23, .ref = 5};
    ck_assert_int_eq(concentrator_handle(&concentrator, &fault, BENCH_MIDNIGHT), FK_OK);
    run_to(BENCH_MIDNIGHT + MS_DAY + MS_HOUR);
    for (unsigned i = 0; i < block_count; i++)
        ck_assert_uint_eq(blocks[i].is_present[3], 0);
    ck_assert_int_eq(concentrator_handle(&concentrator, &read, BENCH_MIDNIGHT + MS_DAY + MS_HOUR),
                     FK_OK);
    run_to(BENCH_MIDNIGHT + MS_DAY + MS_HOUR + MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_OK);
    fault.code = 0;
    ck_assert_int_eq(concentrator_handle(&concentrator, &fault, BENCH_MIDNIGHT + MS_DAY + MS_HOUR),
                     FK_OK);
    run_to(BENCH_MIDNIGHT + MS_DAY + 3 * MS_HOUR);
    ck_assert_uint_eq(blocks[block_count - 1].is_present[3], 1);
    ck_assert_uint_eq(concentrator.meters[3].unreadable, 0);
}
END_TEST

/* P-MET-05, S-35: gap-fill asks for the freezes of the last three days besides today's; the meter
 * was dead for days 0 to 3, day 0 is lost on day 4. */
START_TEST(gaps_are_filled_as_deep_as_set)
{
    set_unreadable(23, true, BENCH_MIDNIGHT);
    run_to(BENCH_MIDNIGHT + 4 * MS_DAY + MS_HOUR); /* days 0 .. 4 tried in vain */
    unsigned before = block_count;
    set_unreadable(23, false, BENCH_MIDNIGHT + 4 * MS_DAY + MS_HOUR);
    run_to(BENCH_MIDNIGHT + 4 * MS_DAY + 3 * MS_HOUR);
    ck_assert_uint_eq(block_count, before + 4);
    for (unsigned i = 0; i < 4; i++) { /* the oldest first */
        ck_assert_int_eq(blocks[before + i].day, BENCH_DAY + 1 + (int32_t)i);
        ck_assert_uint_eq(blocks[before + i].present, 1);
        ck_assert_uint_eq(blocks[before + i].registers[3], 800 * (1 + i));
    }
}
END_TEST

/* A round that is due while one runs begins when that one is over. Ten meters at 800 s are 2 h 13
 * min 20 s from 00:05: the round of 02:00 must neither stop nor restart it, and all is there before
 * the push of 04:00. */
START_TEST(slow_round_is_brought_to_its_end)
{
    config.read_time = chance_const(800 * MS_SECOND);
    set_unreadable(23, true, BENCH_MIDNIGHT);
    ms_t end = BENCH_MIDNIGHT + 5 * MS_MINUTE + COUNT * 800 * MS_SECOND;
    run_to(BENCH_MIDNIGHT + 5 * MS_MINUTE);
    ck_assert_int_eq(concentrator_due(&concentrator), end);
    run_to(end - 1);
    ck_assert_uint_eq(block_count, 0);
    run_to(end);
    ck_assert_uint_eq(block_count, 1);
    ck_assert_uint_eq(blocks[0].present, COUNT - 1);
    set_unreadable(23, false, end); /* read in the round that had to wait */
    ck_assert_int_eq(concentrator_due(&concentrator), end + 800 * MS_SECOND);
    run_to(end + 800 * MS_SECOND);
    ck_assert_uint_eq(block_count, 2);
    ck_assert_uint_eq(blocks[1].is_present[3], 1);
    ck_assert_int_eq(concentrator_due(&concentrator), BENCH_MIDNIGHT + 6 * MS_HOUR);
}
END_TEST

START_TEST(reads_without_a_time_are_reads)
{
    config.read_time = chance_const(0);
    run_to(BENCH_MIDNIGHT + 5 * MS_MINUTE);
    ck_assert_uint_eq(block_count, 1);
    ck_assert_uint_eq(blocks[0].present, COUNT);
    handle((struct message){.type = MSG_READ, .customer = 24}, NINE);
    run_to(NINE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_READ_ANSWER, PARTY_MASTER), 1);
}
END_TEST

/* Faults of one meter may overlap: it answers when the last is over. */
START_TEST(overlapping_faults_are_counted)
{
    struct message read = {.type = MSG_READ, .customer = 24};
    run_to(NINE);
    set_unreadable(24, true, NINE);
    set_unreadable(24, true, NINE);
    set_unreadable(24, false, NINE);
    handle(read, NINE);
    run_to(NINE + MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_NO_METER_ANSWER);
    set_unreadable(24, false, NINE + MS_MINUTE);
    handle(read, NINE + MS_MINUTE);
    run_to(NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_OK);
}
END_TEST

/* S-60: a fault that hides the registers alone lets commands and the status word through, another
 * one at the same time does not. */
START_TEST(meter_without_register_obeys)
{
    struct message hidden = {
        .type = MSG_FAULT, .kind = FAULT_METER_UNREADABLE, .code = 1, .customer = 24, .value = 1};
    struct message word = {.type = MSG_READ, .kind = 1, .customer = 24};
    struct message trip = {
        .type = MSG_COMMAND, .kind = RELAY_TRIP, .customer = 24, .value = MS_NEVER};
    handle(hidden, BENCH_MIDNIGHT);
    run_to(NINE);
    ck_assert_uint_eq(blocks[0].present, COUNT - 1);
    handle((struct message){.type = MSG_READ, .customer = 24}, NINE);
    run_to(NINE + MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_NO_METER_ANSWER);
    handle(word, NINE + MS_MINUTE);
    handle(trip, NINE + MS_MINUTE);
    run_to(NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).code, RESULT_OK);
    set_unreadable(24, true, NINE + 2 * MS_MINUTE);
    handle(trip, NINE + 2 * MS_MINUTE);
    run_to(NINE + 3 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).code, RESULT_NO_METER_ANSWER);
    hidden.code = 0;
    handle(hidden, NINE + 3 * MS_MINUTE);
    set_unreadable(24, false, NINE + 3 * MS_MINUTE);
    ck_assert_uint_eq(concentrator.refusals.count, 0);
    ck_assert_uint_eq(meters[4].unreadable, 0);
}
END_TEST

/* a crew takes the newest freeze out of a meter that answers nothing, with its day. Three
 * days of 8 kWh. */
START_TEST(crew_takes_the_freeze)
{
    set_unreadable(24, true, BENCH_MIDNIGHT);
    run_to(BENCH_MIDNIGHT + 3 * MS_DAY + 9 * MS_HOUR);
    handle((struct message){.type = MSG_FIELD_READ, .customer = 24, .id = 7},
           BENCH_MIDNIGHT + 3 * MS_DAY + 9 * MS_HOUR);
    struct message taken = bench_last(bench, MSG_FIELD_REGISTER);
    ck_assert_uint_eq(taken.id, 7);
    ck_assert_uint_eq(taken.customer, 24);
    ck_assert_int_eq((int32_t)taken.ref, BENCH_DAY + 3);
    ck_assert_int_eq(taken.value, 2400);
}
END_TEST

/* Time that a message to customer 24 takes when it comes at `at`. */
static ms_t time_of(unsigned type, unsigned kind, unsigned attempt, ms_t at)
{
    handle((struct message){.type = (uint8_t)type,
                            .kind = (uint8_t)kind,
                            .attempt = (uint8_t)attempt,
                            .customer = 24,
                            .value = MS_NEVER},
           at);
    ck_assert_uint_eq(concentrator.job_count, 1);
    concentrator.job_count = bench->note_count = 0;
    return concentrator.jobs[0].due - at;
}

/* The same as the first request of its day. */
static ms_t first_time_of(unsigned type, unsigned kind, unsigned attempt, ms_t at)
{
    memset(asked, 0, sizeof asked);
    return time_of(type, kind, attempt, at);
}

/* Draws depend on the day, the kind, the try and how often the meter was asked before, not on the
 * moment: queueing shifts nothing. Reads have a stream of their own, rounds too. */
START_TEST(times_do_not_depend_on_the_moment)
{
    struct chance_part part = {CHANCE_UNIFORM, 1000000, 0, MS_MINUTE};
    struct chance_dist dist = {1, {part}};
    config.command_time = config.read_time = dist;
    ms_t first = first_time_of(MSG_COMMAND, RELAY_TRIP, 1, NINE);
    ck_assert_int_eq(first_time_of(MSG_COMMAND, RELAY_TRIP, 1, NINE + 3 * MS_HOUR + 7), first);
    ck_assert_int_ne(first_time_of(MSG_COMMAND, RELAY_TRIP, 2, NINE), first);
    ck_assert_int_ne(first_time_of(MSG_COMMAND, RELAY_CLOSE, 1, NINE), first);
    ck_assert_int_ne(first_time_of(MSG_COMMAND, RELAY_TRIP, 1, NINE + MS_DAY), first);
    ms_t command = first_time_of(MSG_COMMAND, 0, 1, NINE),
         read = first_time_of(MSG_READ, 0, 1, NINE);
    ck_assert_int_ne(read, command);
    ck_assert_int_eq(first_time_of(MSG_READ, 0, 1, NINE + MS_HOUR), read);
    ms_t sum[CHANCE_ROUND_TIME + 1] = {0};
    ms_t at = BENCH_MIDNIGHT + 5 * MS_MINUTE;
    for (uint32_t stream = CHANCE_COMMAND_TIME; stream <= CHANCE_ROUND_TIME; stream++)
        for (uint32_t i = FIRST; i < FIRST + COUNT; i++)
            sum[stream] += chance_duration(&dist, 0, stream, i, (uint64_t)(at / MS_MINUTE));
    run_to(at);
    ck_assert_int_eq(concentrator_due(&concentrator) - at, sum[CHANCE_ROUND_TIME]);
    ck_assert_int_ne(sum[CHANCE_ROUND_TIME], sum[CHANCE_READ_TIME]);
}
END_TEST

/* A second order of the day, a second read: first tries all, each with a chance of its own; the
 * next day has its own too. Another meter's requests shift nothing. */
START_TEST(requests_of_a_day_do_not_share_their_chance)
{
    struct chance_part part = {CHANCE_UNIFORM, 1000000, 0, MS_DAY};
    config.command_time = config.read_time = (struct chance_dist){1, {part}};
    config.gives_up = MS_DAY;
    static const uint8_t types[] = {MSG_COMMAND, MSG_READ};
    ms_t times[2 * 20];
    for (unsigned type = 0; type < 2; type++)
        for (unsigned n = 0; n < 20; n++) {
            ms_t time = time_of(types[type], RELAY_TRIP, 1, NINE);
            for (unsigned i = 0; i < 20 * type + n; i++)
                ck_assert_int_ne(times[i], time);
            times[20 * type + n] = time;
        }
    ms_t first = time_of(MSG_COMMAND, RELAY_TRIP, 1, NINE + MS_DAY);
    ck_assert_int_ne(first, times[0]);
    handle((struct message){.type = MSG_READ, .customer = 23}, NINE + 2 * MS_DAY);
    concentrator.job_count = 0;
    ms_t next = time_of(MSG_COMMAND, RELAY_TRIP, 1, NINE + 2 * MS_DAY);
    memset(asked, 0, sizeof asked);
    ck_assert_int_eq(time_of(MSG_COMMAND, RELAY_TRIP, 1, NINE + 2 * MS_DAY), next);
}
END_TEST

START_TEST(command_takes_its_time_and_is_answered)
{
    struct message command = {.type = MSG_COMMAND,
                              .kind = RELAY_TRIP,
                              .customer = 24,
                              .id = 3,
                              .ref = 9,
                              .value = NINE + 10 * MS_SECOND}; /* valid until just then */
    run_to(NINE);
    handle(command, NINE);
    ck_assert_int_eq(concentrator_due(&concentrator), NINE + 10 * MS_SECOND);
    ck_assert(meter_cell_is_supplied(&meters[4]));
    run_to(NINE + 10 * MS_SECOND);
    ck_assert(!meter_cell_is_supplied(&meters[4]));
    struct message answer = bench_last(bench, MSG_COMMAND_ANSWER);
    ck_assert_uint_eq(answer.code, RESULT_OK);
    ck_assert_uint_eq(answer.id, 3);
    ck_assert_uint_eq(answer.ref, 9);
    struct message supply = bench_last(bench, MSG_SUPPLY); /* the customer sees it go */
    ck_assert_uint_eq(supply.code, 0);
    ck_assert_int_eq(supply.value, NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_RELAY, RELAY_OPEN), 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SUPPLY, 0), 1);
    command.value = NINE; /* a second later it would be too late */
    command.kind = RELAY_CLOSE;
    handle(command, NINE + MS_MINUTE);
    run_to(NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).code, RESULT_CMD_EXPIRED);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SUPPLY, 1), 0);
}
END_TEST

/* A cut of an open relay answers OK and tells nobody that supply has gone, for it had. */
START_TEST(second_cut_moves_nothing)
{
    struct message command = {
        .type = MSG_COMMAND, .kind = RELAY_TRIP, .customer = 24, .value = MS_NEVER};
    run_to(NINE);
    handle(command, NINE);
    handle(command, NINE + 1);
    run_to(NINE + MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND_ANSWER, PARTY_MASTER), 2);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SUPPLY, PARTY_CUSTOMERS), 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SUPPLY, 0), 1);
}
END_TEST

/* A restore does not overtake a cut on the local network, though it would need less time. */
START_TEST(commands_to_one_meter_keep_their_order)
{
    struct message command = {
        .type = MSG_COMMAND, .kind = RELAY_TRIP, .customer = 24, .value = MS_NEVER};
    run_to(NINE);
    config.command_time = chance_const(MS_MINUTE);
    handle(command, NINE);
    command.kind = RELAY_CLOSE;
    config.command_time = chance_const(5 * MS_SECOND);
    handle(command, NINE + MS_SECOND);
    command.customer = 25; /* another meter waits for nobody */
    command.kind = RELAY_TRIP;
    handle(command, NINE + MS_SECOND);
    run_to(NINE + 6 * MS_SECOND);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND_ANSWER, PARTY_MASTER), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).customer, 25);
    run_to(NINE + MS_MINUTE);
    ck_assert(!meter_cell_is_supplied(&meters[4]));
    run_to(NINE + MS_MINUTE + 1);
    ck_assert(meter_cell_is_supplied(&meters[4]));
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND_ANSWER, PARTY_MASTER), 3);
}
END_TEST

/* the status word is read after the command that it is to tell of, which takes longer. */
START_TEST(read_comes_after_the_commands_to_its_meter)
{
    run_to(NINE);
    handle(
        (struct message){
            .type = MSG_COMMAND, .kind = RELAY_TRIP, .customer = 24, .value = MS_NEVER},
        NINE);
    handle((struct message){.type = MSG_READ, .kind = 1, .customer = 24}, NINE);
    handle((struct message){.type = MSG_READ, .kind = 1, .customer = 25}, NINE);
    run_to(NINE + 5 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).customer, 25);
    run_to(NINE + 10 * MS_SECOND + 1);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).customer, 24);
    ck_assert_int_eq(bench_last(bench, MSG_READ_ANSWER).value, 0x50);
}
END_TEST

START_TEST(reads_give_register_and_status_word)
{
    struct message read = {.type = MSG_READ, .customer = 24};
    run_to(NINE);
    handle(read, NINE);
    run_to(NINE + 5 * MS_SECOND);
    ck_assert_int_eq(bench_last(bench, MSG_READ_ANSWER).value, 300); /* 9 h of 8 kWh a day */
    read.kind = 1;
    handle(read, NINE + MS_MINUTE);
    run_to(NINE + 2 * MS_MINUTE);
    ck_assert_int_eq(bench_last(bench, MSG_READ_ANSWER).value, 0);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_OK);
}
END_TEST

START_TEST(unreadable_meter_does_not_answer_and_does_not_switch)
{
    run_to(NINE);
    set_unreadable(24, true, NINE);
    handle(
        (struct message){
            .type = MSG_COMMAND, .kind = RELAY_TRIP, .customer = 24, .value = MS_NEVER},
        NINE);
    handle((struct message){.type = MSG_READ, .customer = 24}, NINE);
    run_to(NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(bench->sent_count, 1);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).code, RESULT_NO_METER_ANSWER);
    run_to(NINE + MS_MINUTE);
    ck_assert_uint_eq(bench->sent_count, 2);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_NO_METER_ANSWER);
    ck_assert(meter_cell_is_supplied(&meters[4]));
    /* a person at the meter needs no local network */
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_TRIP, .customer = 24},
           NINE + MS_MINUTE);
    ck_assert(!meter_cell_is_supplied(&meters[4]));
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SUPPLY, PARTY_CUSTOMERS), 1);
}
END_TEST

/* INV-09: what would take longer than its limit is given up at the limit: the meter did not answer,
 * and its relay does not move. */
START_TEST(long_job_is_given_up)
{
    static const ms_t times[] = {10 * MS_MINUTE, 10 * MS_MINUTE + 1};
    config.command_time = config.read_time = chance_const(times[_i]);
    run_to(NINE);
    handle(
        (struct message){
            .type = MSG_COMMAND, .kind = RELAY_TRIP, .customer = 24, .value = MS_NEVER},
        NINE);
    handle((struct message){.type = MSG_READ, .customer = 23}, NINE);
    run_to(NINE + 10 * MS_MINUTE - 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND_ANSWER, PARTY_MASTER), 0);
    run_to(NINE + 10 * MS_MINUTE);
    unsigned code = _i ? RESULT_NO_METER_ANSWER : RESULT_OK;
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).code, code);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, code);
    ck_assert_uint_eq(meter_cell_relay_state(&meters[24 - FIRST]), _i ? RELAY_CLOSED : RELAY_OPEN);
}
END_TEST

/* A thousand requests at once, as when the master gives up tries whose answers are still to come:
 * each is answered, in the order in which they came. */
START_TEST(no_job_is_dropped)
{
    run_to(NINE);
    for (unsigned i = 0; i < 1000; i++)
        handle((struct message){.type = MSG_READ, .customer = FIRST, .id = i}, NINE);
    run_to(NINE + MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_READ_ANSWER, PARTY_MASTER), 1000);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).id, 999);
    ck_assert_int_eq(concentrator_due(&concentrator), BENCH_MIDNIGHT + MS_DAY + 5 * MS_MINUTE);
}
END_TEST

/* The customers whose commands were answered, in this order. */
static void expect_answers(const uint32_t *customers, unsigned count)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++) {
        const struct message *m = &bench->sent[i].message;
        if (m->type != MSG_COMMAND_ANSWER && m->type != MSG_READ_ANSWER)
            continue;
        ck_assert_uint_lt(n, count);
        ck_assert_uint_eq(m->customer, customers[n++]);
    }
    ck_assert_uint_eq(n, count);
}

static unsigned jobs_noted(unsigned state)
{
    return bench_note_count(bench, EVENT_LINE, state);
}

/* INV-09: whatever the master sends, two jobs run at once; restores go first, everything else in
 * the order in which it came, and every beginning and end is told. */
START_TEST(jobs_beyond_the_limit_wait)
{
    static const uint8_t types[] = {MSG_COMMAND, MSG_READ, MSG_COMMAND, MSG_READ, MSG_COMMAND};
    static const uint8_t kinds[] = {RELAY_TRIP, 0, RELAY_TRIP, 0, RELAY_CLOSE};
    config.jobs_at_once = 2;
    config.command_time = config.read_time = chance_const(10 * MS_SECOND);
    run_to(NINE);
    for (uint32_t i = 0; i < 5; i++)
        handle(
            (struct message){
                .type = types[i], .kind = kinds[i], .customer = 20 + i, .value = MS_NEVER},
            NINE);
    ck_assert_uint_eq(jobs_noted(1), 2);
    run_to(NINE + 10 * MS_SECOND - 1);
    ck_assert_uint_eq(bench->sent_count, 0);
    run_to(NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(jobs_noted(0), 2);
    ck_assert_uint_eq(jobs_noted(1), 4); /* the restore of 24 and the trip of 22 */
    run_to(NINE + MS_MINUTE);
    expect_answers((const uint32_t[]){20, 21, 22, 24, 23}, 5);
    ck_assert_uint_eq(jobs_noted(0), 5);
    ck_assert_int_eq(bench_last_note(bench, EVENT_LINE).customer, 23);
    ck_assert_int_eq(bench->notes[bench->note_count - 1].at, NINE + 30 * MS_SECOND);
}
END_TEST

/* A restore that goes first takes the trips of its meter before it, though they came later than
 * other jobs: it must be the last that the meter hears. */
START_TEST(restore_takes_no_trip_over)
{
    struct message command = {
        .type = MSG_COMMAND, .kind = RELAY_TRIP, .customer = 20, .value = MS_NEVER};
    config.jobs_at_once = 1;
    run_to(NINE);
    handle(command, NINE);
    command.customer = 21;
    handle(command, NINE);
    command.customer = 22;
    handle(command, NINE);
    command.kind = RELAY_CLOSE;
    handle(command, NINE);
    run_to(NINE + MS_MINUTE);
    expect_answers((const uint32_t[]){20, 22, 22, 21}, 4);
    ck_assert(meter_cell_is_supplied(&meters[2]));
    ck_assert(!meter_cell_is_supplied(&meters[1]));
}
END_TEST

/* Jobs without a time, one at a time: all of them at once. */
START_TEST(jobs_without_a_time_follow_each_other)
{
    config.jobs_at_once = 1;
    config.read_time = chance_const(0);
    run_to(NINE);
    for (uint32_t i = 0; i < 3; i++)
        handle((struct message){.type = MSG_READ, .customer = 20 + i}, NINE);
    ck_assert_int_eq(concentrator_tick(&concentrator, NINE), FK_OK);
    expect_answers((const uint32_t[]){20, 21, 22}, 3);
}
END_TEST

/* T18, T19: after 1B the contact is open until the key is held; only then supply and fee control
 * hear. */
START_TEST(key_closes_only_what_is_permitted)
{
    struct message command = {
        .type = MSG_COMMAND, .kind = RELAY_TRIP, .customer = 24, .value = MS_NEVER};
    struct message key = {.type = MSG_BUTTON, .customer = 24};
    run_to(NINE);
    handle(key, NINE);
    handle(command, NINE);
    run_to(NINE + MS_MINUTE);
    handle(key, NINE + MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CLOSED, PARTY_FEE_CONTROL), 0);
    command.kind = RELAY_PERMIT;
    handle(command, NINE + MS_MINUTE);
    run_to(NINE + 2 * MS_MINUTE);
    ck_assert(!meter_cell_is_supplied(&meters[4]));
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SUPPLY, PARTY_CUSTOMERS), 1);
    handle(key, NINE + 2 * MS_MINUTE);
    ck_assert(meter_cell_is_supplied(&meters[4]));
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CLOSED, PARTY_FEE_CONTROL), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_SUPPLY).code, 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SUPPLY, 1), 1);
}
END_TEST

START_TEST(foreign_messages_are_refused)
{
    struct message message = {.type = MSG_PAY, .customer = FIRST};
    ck_assert_int_eq(concentrator_handle(&concentrator, &message, NINE), FK_E_ARG);
}
END_TEST

static Suite *concentrator_suite(void)
{
    Suite *suite = suite_create("concentrator");
    TCase *tcase = tcase_create("concentrator");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, day_is_read_once);
    tcase_add_test(tcase, load_is_that_of_the_segment);
    tcase_add_test(tcase, gap_is_filled_in_the_next_round);
    tcase_add_test(tcase, meter_outside_the_task);
    tcase_add_test(tcase, gaps_are_filled_as_deep_as_set);
    tcase_add_test(tcase, slow_clock_freezes_later);
    tcase_add_test(tcase, drawn_use_is_counted_up_to_the_freeze);
    tcase_add_test(tcase, slow_round_is_brought_to_its_end);
    tcase_add_test(tcase, reads_without_a_time_are_reads);
    tcase_add_test(tcase, overlapping_faults_are_counted);
    tcase_add_test(tcase, meter_without_register_obeys);
    tcase_add_test(tcase, crew_takes_the_freeze);
    tcase_add_test(tcase, times_do_not_depend_on_the_moment);
    tcase_add_test(tcase, requests_of_a_day_do_not_share_their_chance);
    tcase_add_test(tcase, command_takes_its_time_and_is_answered);
    tcase_add_test(tcase, second_cut_moves_nothing);
    tcase_add_test(tcase, commands_to_one_meter_keep_their_order);
    tcase_add_test(tcase, read_comes_after_the_commands_to_its_meter);
    tcase_add_test(tcase, reads_give_register_and_status_word);
    tcase_add_test(tcase, unreadable_meter_does_not_answer_and_does_not_switch);
    tcase_add_loop_test(tcase, long_job_is_given_up, 0, 2);
    tcase_add_test(tcase, no_job_is_dropped);
    tcase_add_test(tcase, jobs_beyond_the_limit_wait);
    tcase_add_test(tcase, restore_takes_no_trip_over);
    tcase_add_test(tcase, jobs_without_a_time_follow_each_other);
    tcase_add_test(tcase, key_closes_only_what_is_permitted);
    tcase_add_test(tcase, foreign_messages_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(concentrator_suite)
