/* Smallest legal values of the relay's parameters, and a relay that is looked at late: the places
 * where an operator that is wrong by one unit would go unseen. */
#include "models/meter/relay.h"
#include "tests/unit/fk_check.h"

#define NOW (INT64_C(1767225600) * MS_SECOND)

static const struct relay_env holding = {
    .hold_current_ma = 1000, .hold_limit_min = 10, .current_ma = 1001};

START_TEST(delay_of_one_minute_is_a_delay)
{
    struct meter_relay relay;
    struct relay_env env = {.trip_delay_min = 1};
    relay_init(&relay, false);
    ck_assert_int_eq(relay_command_apply(&relay, RELAY_TRIP, 0, &env, NOW, NULL), RELAY_DID_DELAY);
    ck_assert(!relay_is_open(&relay));
    ck_assert(relay_due(&relay) == NOW + MS_MINUTE);
    ck_assert(!relay_tick(&relay, &env, NOW + MS_MINUTE - 1));
    ck_assert(relay_tick(&relay, &env, NOW + MS_MINUTE));
    ck_assert(relay_is_open(&relay));
}
END_TEST

START_TEST(restore_after_one_unit_is_legal)
{
    struct meter_relay relay;
    struct relay_env env = {0};
    relay_init(&relay, false);
    ck_assert_int_eq(relay_command_apply(&relay, RELAY_TRIP_THEN_CLOSE, 1, &env, NOW, NULL),
                     RELAY_DID_TRIP_RESTORE);
    ck_assert(relay_due(&relay) == NOW + 5 * MS_MINUTE);
}
END_TEST

START_TEST(hold_limit_of_zero_switches_the_hold_off)
{
    struct meter_relay relay;
    struct relay_env env = holding;
    env.hold_limit_min = 0;
    relay_init(&relay, false);
    ck_assert_int_eq(relay_command_apply(&relay, RELAY_TRIP, 0, &env, NOW, NULL), RELAY_DID_TRIP);
}
END_TEST

/* The hold ended at its limit, whatever the current does when somebody looks an hour later: the
 * restore timer runs from the limit. */
START_TEST(hold_seen_late_ended_at_its_limit)
{
    struct meter_relay relay;
    struct relay_env env = holding;
    relay_init(&relay, false);
    ck_assert_int_eq(relay_command_apply(&relay, RELAY_TRIP_THEN_CLOSE, 24, &env, NOW, NULL),
                     RELAY_DID_HOLD);
    ck_assert(relay_due(&relay) == NOW + 10 * MS_MINUTE);
    env.current_ma = 0;
    ck_assert(relay_tick(&relay, &env, NOW + 60 * MS_MINUTE));
    ck_assert(relay_is_open(&relay));
    ck_assert(relay_due(&relay) == NOW + (10 + 24 * 5) * MS_MINUTE);
}
END_TEST

static Suite *relay_edges_suite(void)
{
    Suite *suite = suite_create("relay_edges");
    TCase *tcase = tcase_create("edges");
    tcase_add_test(tcase, delay_of_one_minute_is_a_delay);
    tcase_add_test(tcase, restore_after_one_unit_is_legal);
    tcase_add_test(tcase, hold_limit_of_zero_switches_the_hold_off);
    tcase_add_test(tcase, hold_seen_late_ended_at_its_limit);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(relay_edges_suite)
