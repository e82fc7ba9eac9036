/* P-MET-28: meters with a programmed trip delay of 5 minutes. A command takes 10 s on
 * the local network, so a trip of 09:00:00 is answered at 09:00:10 and opens at 09:05:10. */
#include "tests/unit/models/concentrator_bench.h"

#define WHO      (FIRST + 4)
#define ANSWERED (NINE + 10 * MS_SECOND)
#define OPENS    (ANSWERED + 5 * MS_MINUTE)

static struct slots sites;

static void delay_setup(void)
{
    setup();
    slots_init(&sites, sizeof(struct meter_site));
    config.sites = &sites;
    config.trip_delay_min = 5;
}

static void delay_teardown(void)
{
    teardown();
    slots_fini(&sites);
}

static void command(uint8_t n1, uint32_t ref, ms_t at)
{
    run_to(at);
    handle((struct message){.type = MSG_COMMAND,
                            .kind = n1,
                            .customer = WHO,
                            .id = 1,
                            .ref = ref,
                            .value = MS_NEVER},
           at);
}

static void fault(unsigned kind, bool begins, ms_t at)
{
    run_to(at);
    handle(
        (struct message){.type = MSG_FAULT, .kind = (uint8_t)kind, .code = begins, .customer = WHO},
        at);
}

static unsigned relay(void)
{
    return meter_cell_relay_state(&meters[WHO - FIRST]);
}

static int64_t word(ms_t at)
{
    run_to(at);
    handle((struct message){.type = MSG_READ, .kind = 1, .customer = WHO, .id = 1, .ref = 9}, at);
    run_to(at + 5 * MS_SECOND);
    return bench_last(bench, MSG_READ_ANSWER).value;
}

/* Light until 09:05:10: 8 kWh a day x 9 h 5 min 10 s = 3.0287 kWh. */
START_TEST(relay_moves_after_its_answer)
{
    command(RELAY_TRIP, 1, NINE);
    run_to(ANSWERED);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).code, RESULT_OK);
    ck_assert_uint_eq(relay(), RELAY_TRIP_DELAY);
    ck_assert_int_eq(word(NINE + MS_MINUTE), 0x40);
    run_to(OPENS - 1);
    ck_assert(meter_cell_is_supplied(&meters[WHO - FIRST]));
    run_to(OPENS);
    ck_assert_uint_eq(relay(), RELAY_OPEN);
    ck_assert(!meter_cell_is_supplied(&meters[WHO - FIRST]));
    ck_assert_int_eq(meter_cell_register(&meters[WHO - FIRST]), 302);
    ck_assert_int_eq(word(OPENS + MS_MINUTE), 0x50);
}
END_TEST

/* a restore in the delay stops the trip; the light never goes. A trip after it has a delay of
 * its own, and the date of the first one is none. */
START_TEST(restore_in_the_delay_stops_it)
{
    command(RELAY_TRIP, 1, NINE);
    command(_i ? RELAY_CLOSE : RELAY_PERMIT, 2, NINE + MS_MINUTE);
    run_to(NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(relay(), RELAY_CLOSED);
    command(RELAY_TRIP, 3, NINE + 3 * MS_MINUTE);
    run_to(OPENS + 3 * MS_MINUTE - 1);
    ck_assert_uint_eq(relay(), RELAY_TRIP_DELAY);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SUPPLY, 0), 0);
    run_to(OPENS + 3 * MS_MINUTE);
    ck_assert_uint_eq(relay(), RELAY_OPEN);
}
END_TEST

/* The relay is stuck when the time comes: it was told that it would open, and stays closed. */
START_TEST(stuck_relay_was_answered_as_done)
{
    fault(FAULT_RELAY_STUCK, true, NINE - MS_HOUR);
    command(RELAY_TRIP, 1, NINE);
    run_to(ANSWERED);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).code, RESULT_OK);
    run_to(OPENS);
    ck_assert_uint_eq(relay(), RELAY_CLOSED);
    ck_assert_int_eq(word(OPENS + MS_MINUTE), 0);
}
END_TEST

/* A meter without voltage does not move; with it, it opens at once (relay.h). */
START_TEST(outage_in_the_delay)
{
    command(RELAY_TRIP, 1, NINE);
    fault(FAULT_POWER_CUT, true, NINE + MS_MINUTE);
    run_to(OPENS + MS_HOUR);
    ck_assert_uint_eq(relay(), RELAY_TRIP_DELAY);
    fault(FAULT_POWER_CUT, false, OPENS + MS_HOUR);
    ck_assert_uint_eq(relay(), RELAY_OPEN);
    ck_assert(!meter_cell_is_supplied(&meters[WHO - FIRST]));
}
END_TEST

/* A crew does not wait, and the date that is left finds nothing to do. */
START_TEST(hand_does_not_wait)
{
    command(RELAY_TRIP, 1, NINE);
    run_to(NINE + MS_MINUTE);
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_TRIP, .customer = WHO},
           NINE + MS_MINUTE);
    ck_assert_uint_eq(relay(), RELAY_OPEN);
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_CLOSE, .customer = WHO},
           NINE + 2 * MS_MINUTE);
    run_to(OPENS + MS_MINUTE);
    ck_assert_uint_eq(relay(), RELAY_CLOSED);
}
END_TEST

/* With the word goes whether a current flows: the bypass lies behind the meter, and who uses
 * nothing has none. */
START_TEST(current_is_read_with_the_word)
{
    static const uint32_t nothing[] = {0, 0};
    config.is_current_read = true;
    config.trip_delay_min = 0;
    ck_assert_int_eq(word(NINE - MS_HOUR), READ_CURRENT_FLOWS);
    command(RELAY_TRIP, 1, NINE);
    ck_assert_int_eq(word(NINE + MS_MINUTE), 0x50);
    fault(FAULT_BYPASS, true, NINE + 2 * MS_MINUTE);
    ck_assert_int_eq(word(NINE + 3 * MS_MINUTE), 0x50 | READ_CURRENT_FLOWS);
    config.loads = nothing;
    ck_assert_int_eq(word(NINE + 4 * MS_MINUTE), 0x50);
}
END_TEST

static Suite *delay_suite(void)
{
    Suite *suite = suite_create("concentrator_delay");
    TCase *tcase = tcase_create("concentrator_delay");
    tcase_add_checked_fixture(tcase, delay_setup, delay_teardown);
    tcase_add_test(tcase, relay_moves_after_its_answer);
    tcase_add_loop_test(tcase, restore_in_the_delay_stops_it, 0, 2);
    tcase_add_test(tcase, stuck_relay_was_answered_as_done);
    tcase_add_test(tcase, outage_in_the_delay);
    tcase_add_test(tcase, hand_does_not_wait);
    tcase_add_test(tcase, current_is_read_with_the_word);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(delay_suite)
