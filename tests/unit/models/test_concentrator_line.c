/* Concentrator: cut off from the master station (Q82), and meters that refuse commands. Ten
 * meters, customers 20..29. */
#include "tests/unit/models/concentrator_bench.h"

static void cut_off(bool begins, ms_t now)
{
    handle((struct message){.type = MSG_FAULT,
                            .kind = FAULT_TERMINAL_OFFLINE,
                            .code = begins,
                            .customer = FIRST,
                            .id = 1},
           now);
}

/* Q82, P-FEP-03: cut off at 09:00:05 it goes on, keeps what it would tell, and tries every 50 s.
 * The line is back at 09:02:05: the third attempt at 09:02:35 succeeds. The answer comes first. */
START_TEST(cut_off_it_tells_later)
{
    config.log_on = chance_const(50 * MS_SECOND);
    run_to(NINE);
    unsigned rounds = block_count;
    handle((struct message){.type = MSG_COMMAND,
                            .kind = RELAY_TRIP,
                            .customer = 22,
                            .id = 1,
                            .ref = 1,
                            .value = MS_NEVER},
           NINE);
    cut_off(true, NINE + 5 * MS_SECOND);
    run_to(NINE + 20 * MS_SECOND);
    ck_assert(!meter_cell_is_supplied(&meters[2])); /* cut at 09:00:10 */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND_ANSWER, PARTY_MASTER), 0);
    handle((struct message){.type = MSG_COMMAND,
                            .kind = RELAY_TRIP,
                            .customer = 23,
                            .id = 2,
                            .ref = 2,
                            .value = MS_NEVER},
           NINE + 30 * MS_SECOND);        /* never arrives */
    cut_off(true, NINE + 40 * MS_SECOND); /* and once more */
    cut_off(false, NINE + MS_MINUTE);
    run_to(NINE + 2 * MS_MINUTE);
    cut_off(false, NINE + 125 * MS_SECOND);
    ck_assert_int_eq(concentrator_due(&concentrator), NINE + 155 * MS_SECOND);
    unsigned before = bench->sent_count;
    run_to(NINE + MS_HOUR);
    ck_assert_uint_eq(bench->sent_count, before + 2);
    ck_assert_uint_eq(bench->sent[before].message.type, MSG_COMMAND_ANSWER);
    ck_assert_uint_eq(bench->sent[before].message.code, RESULT_OK);
    ck_assert_uint_eq(bench->sent[before + 1].message.type, MSG_LOG_ON);
    ck_assert_uint_eq(bench->sent[before + 1].message.customer, FIRST);
    ck_assert(meter_cell_is_supplied(&meters[3]));
    ck_assert_uint_eq(block_count, rounds);
}
END_TEST

/* S-23: the round of the night goes up when the line is back, whole; one that ends then at once. */
START_TEST(cut_off_it_uploads_later)
{
    run_to(BENCH_MIDNIGHT + 7 * MS_HOUR);
    ck_assert_uint_eq(block_count, 1);
    cut_off(true, BENCH_MIDNIGHT + 7 * MS_HOUR);
    run_to(BENCH_MIDNIGHT + MS_DAY + 7 * MS_HOUR - 1);
    ck_assert_uint_eq(block_count, 1);
    cut_off(false, BENCH_MIDNIGHT + MS_DAY + 7 * MS_HOUR);
    run_to(BENCH_MIDNIGHT + MS_DAY + 7 * MS_HOUR);
    ck_assert_uint_eq(block_count, 2);
    ck_assert_int_eq(blocks[1].day, BENCH_DAY + 1);
    ck_assert_uint_eq(blocks[1].present, COUNT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_LOG_ON, PARTY_MASTER), 1);
}
END_TEST

static unsigned answer_to(uint32_t customer, unsigned n1, ms_t now)
{
    handle((struct message){.type = MSG_COMMAND,
                            .kind = (uint8_t)n1,
                            .customer = customer,
                            .id = 1,
                            .ref = 1,
                            .value = MS_NEVER},
           now);
    run_to(now + 10 * MS_SECOND);
    return bench_last(bench, MSG_COMMAND_ANSWER).code;
}

static void refuse(uint32_t customer, unsigned code, bool begins, ms_t now)
{
    handle((struct message){.type = MSG_FAULT,
                            .kind = FAULT_METER_REFUSES,
                            .code = begins,
                            .customer = customer,
                            .id = 1,
                            .value = code},
           now);
}

/* a meter refuses commands with a code, the relay stays; protected it refuses trips
 * alone. Who stands at it switches it all the same, and it is read. Of two causes the older one is
 * told. */
START_TEST(meter_refuses_commands)
{
    run_to(NINE);
    refuse(24, RESULT_RELAY_STUCK, true, NINE);
    refuse(24, RESULT_AUTH_FAILED, true, NINE);
    ck_assert_uint_eq(answer_to(24, RELAY_TRIP, NINE), RESULT_RELAY_STUCK);
    ck_assert_uint_eq(answer_to(25, RELAY_TRIP, NINE + MS_MINUTE), RESULT_OK);
    ck_assert(meter_cell_is_supplied(&meters[4]));
    refuse(24, RESULT_RELAY_STUCK, false, NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(answer_to(24, RELAY_CLOSE, NINE + 2 * MS_MINUTE), RESULT_AUTH_FAILED);
    handle((struct message){.type = MSG_READ, .kind = 1, .customer = 24, .id = 1, .ref = 2},
           NINE + 3 * MS_MINUTE);
    run_to(NINE + 3 * MS_MINUTE + 5 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).code, RESULT_OK);
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_TRIP, .customer = 24},
           NINE + 4 * MS_MINUTE);
    ck_assert(!meter_cell_is_supplied(&meters[4]));
    refuse(24, RESULT_AUTH_FAILED, false, NINE + 5 * MS_MINUTE);
    refuse(24, RESULT_METER_PROTECTED, true, NINE + 5 * MS_MINUTE);
    ck_assert_uint_eq(answer_to(24, RELAY_CLOSE, NINE + 5 * MS_MINUTE), RESULT_OK);
    ck_assert_uint_eq(answer_to(24, RELAY_TRIP, NINE + 6 * MS_MINUTE), RESULT_METER_PROTECTED);
    ck_assert(meter_cell_is_supplied(&meters[4]));
    refuse(24, RESULT_METER_PROTECTED, false, NINE + 7 * MS_MINUTE);
    ck_assert_uint_eq(answer_to(24, RELAY_TRIP, NINE + 7 * MS_MINUTE), RESULT_OK);
    struct message unknown = {.type = MSG_FAULT,
                              .kind = FAULT_METER_REFUSES,
                              .customer = 24,
                              .value = RESULT_RELAY_STUCK};
    ck_assert_int_eq(concentrator_handle(&concentrator, &unknown, NINE + MS_HOUR), FK_E_ARG);
}
END_TEST

static Suite *line_suite(void)
{
    Suite *suite = suite_create("concentrator_line");
    TCase *tcase = tcase_create("line");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, cut_off_it_tells_later);
    tcase_add_test(tcase, cut_off_it_uploads_later);
    tcase_add_test(tcase, meter_refuses_commands);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(line_suite)
