/* What a hunt counts as reached: patterns of events, and situations that take memory. */
#include "models/meter/relay.h"
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_reach.h"
#include "tests/unit/fk_check.h"
#include <string.h>

static struct sim_scenario base;
static struct hunt_memory memory;
static uint32_t reach[HUNT_REACH_MAX];
static ms_t noon;

static void setup(void)
{
    ck_assert_int_eq(hunt_base_load(NULL, &base, NULL), FK_OK);
    ck_assert_int_eq(hunt_memory_init(&memory, &base), FK_OK);
    noon = base.start + 12 * MS_HOUR;
}

static void teardown(void)
{
    hunt_memory_fini(&memory);
    scenario_fini(&base);
}

static void see(unsigned type, unsigned kind, unsigned state, unsigned code, ms_t at)
{
    struct sim_event event = {.at = at,
                              .entity = 1,
                              .type = (uint8_t)type,
                              .kind = (uint8_t)kind,
                              .state = (uint8_t)state,
                              .code = (uint8_t)code};
    hunt_reach_event(&memory, &event, reach);
}

/* How often the row with this text was reached. */
static uint32_t times(const char *text)
{
    for (unsigned i = 0; i < hunt_reach_count; i++)
        if (strcmp(hunt_reach_rows[i].text.en, text) == 0)
            return reach[i];
    ck_abort_msg("no row \"%s\"", text);
}

static void pay(ms_t at)
{
    see(EVENT_PAYMENT, PAY_APP, PAYMENT_PAID, 0, at);
    see(EVENT_PAYMENT, PAY_APP, PAYMENT_POSTED, 0, at);
}

/* by what the meter says of its session. */
START_TEST(test_sessions_count)
{
    struct sim_event event = {.at = noon,
                              .entity = 1,
                              .type = EVENT_COMMAND,
                              .kind = RELAY_TRIP,
                              .state = COMMAND_ANSWERED,
                              .code = RESULT_OK,
                              .value = SESSION_NEW};
    hunt_reach_event(&memory, &event, reach);
    ck_assert_uint_eq(times("a command in a session that is open"), 0);
    event.value = SESSION_OPEN;
    hunt_reach_event(&memory, &event, reach);
    ck_assert_uint_eq(times("a command in a session that is open"), 1);
    event.code = RESULT_AUTH_FAILED;
    hunt_reach_event(&memory, &event, reach);
    ck_assert_uint_eq(times("a command in a session that is open"), 1);
    ck_assert_uint_eq(times("a command after the session ran out"), 0);
    event.value = SESSION_OVER;
    hunt_reach_event(&memory, &event, reach);
    ck_assert_uint_eq(times("a command after the session ran out"), 1);
}
END_TEST

START_TEST(test_patterns_take_kind_state_and_code)
{
    see(EVENT_DECISION, FEE_CUT_SENT, FEE_CUT, 0, noon);
    see(EVENT_DECISION, FEE_CUT_SENT, FEE_CUT_FAILED, 0, noon);
    see(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, noon);
    see(EVENT_ORDER, ORDER_RESTORE, ORDER_SUCCESS, RESULT_OK, noon);
    ck_assert_uint_eq(times("cut"), 1);
    ck_assert_uint_eq(times("cut failed"), 1);
    ck_assert_uint_eq(times("a remote cut succeeded"), 1);
    ck_assert_uint_eq(times("a remote restore succeeded"), 1);
    ck_assert_uint_eq(times("a remote cut failed"), 0);
}
END_TEST

/* A posting meets a try of a trip, the minute after it left, or neither. */
START_TEST(test_postings_around_a_trip)
{
    pay(noon - 1);
    see(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT, 0, noon);
    ck_assert_uint_eq(times("a posting in the second before a trip"), 1);
    ck_assert_uint_eq(times("a trip leaves"), 1);
    pay(noon + 5 * MS_SECOND);
    see(EVENT_COMMAND, RELAY_TRIP, COMMAND_ANSWERED, RESULT_OK, noon + 10 * MS_SECOND);
    pay(noon + 20 * MS_SECOND);
    pay(noon + MS_MINUTE);
    ck_assert_uint_eq(times("a posting while a trip is under way"), 1);
    ck_assert_uint_eq(times("a posting in the minute after a trip"), 2);
    ck_assert_uint_eq(times("two payments of one customer within a second"), 0);
}
END_TEST

/* Edges of the window 08:30 to 16:00, a minute wide. */
static const struct {
    ms_t time;
    bool is_edge;
} moments[] = {{8 * MS_HOUR + 30 * MS_MINUTE, true},
               {8 * MS_HOUR + 31 * MS_MINUTE, false},
               {15 * MS_HOUR + 59 * MS_MINUTE - 1, false},
               {15 * MS_HOUR + 59 * MS_MINUTE, true}};

START_TEST(test_edges_of_the_window)
{
    see(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT, 0, base.start + moments[_i].time);
    ck_assert_uint_eq(times("a trip leaves at an edge of the cut window"), moments[_i].is_edge);
}
END_TEST

START_TEST(test_relay_is_remembered)
{
    see(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT, 0, noon);
    see(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, noon);
    see(EVENT_COMMAND, RELAY_CLOSE, COMMAND_SENT, 0, noon);
    see(EVENT_COMMAND, RELAY_TRIP, COMMAND_SENT, 0, noon);
    ck_assert_uint_eq(times("a restore leaves for a closed relay"), 1);
    ck_assert_uint_eq(times("a trip leaves for an open relay"), 1);
    ck_assert_uint_eq(times("two tries at one meter"), 2);
}
END_TEST

/* the answer to a try that was given up comes when the order has failed. */
START_TEST(test_late_success)
{
    const char *late = "an order that has failed succeeds after all";
    see(EVENT_ORDER, ORDER_CUT, ORDER_EXECUTING, 0, noon);
    see(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, noon);
    ck_assert_uint_eq(times(late), 0);
    see(EVENT_ORDER, ORDER_CUT, ORDER_CREATED, 0, noon);
    see(EVENT_ORDER, ORDER_CUT, ORDER_FAILED, RESULT_NO_METER_ANSWER, noon);
    see(EVENT_ORDER, ORDER_CUT, ORDER_SUCCESS, RESULT_OK, noon + 1);
    ck_assert_uint_eq(times(late), 1);
    see(EVENT_ORDER, ORDER_CUT, ORDER_FAILED, RESULT_NO_METER_ANSWER, noon);
    see(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED, 0, noon);
    see(EVENT_ORDER, ORDER_RESTORE, ORDER_SUCCESS, RESULT_OK, noon + 1);
    ck_assert_uint_eq(times(late), 1);
}
END_TEST

/* What no event shows is counted once a world. */
START_TEST(test_settings_of_a_world)
{
    struct sim_scenario world = base;
    struct tariff_version versions[] = {{.from = world.start, .loaded = world.start},
                                        {.from = world.start + 1, .loaded = world.start + 1}};
    struct scenario_group group = {.is_tou = true};
    static const char *const tariff[] = {"prices change on a day",
                                         "new prices are loaded after they hold", "tiers",
                                         "meters with two rates"};
    hunt_reach_world(&base, reach);
    ck_assert_uint_eq(times("no status word is read"), 0);
    ck_assert_uint_eq(times("handhelds of crews fail"), 0);
    ck_assert_uint_eq(times("other limits are held against the parties"), 0);
    ck_assert_uint_eq(times("answers may come after their time"), 0);
    world.is_status_read = false;
    world.handheld_fails = 10;
    world.restore_limit = MS_DAY + 1;
    world.command_time = chance_const(world.command_timeout + 1);
    hunt_reach_world(&world, reach);
    ck_assert_uint_eq(times("no status word is read"), 1);
    ck_assert_uint_eq(times("handhelds of crews fail"), 1);
    ck_assert_uint_eq(times("other limits are held against the parties"), 1);
    ck_assert_uint_eq(times("answers may come after their time"), 1);
    world.tariff_versions = versions;
    world.tariff_version_count = 1;
    hunt_reach_world(&world, reach);
    for (unsigned i = 0; i < 4; i++)
        ck_assert_uint_eq(times(tariff[i]), 0);
    world.tariff_version_count = 2;
    hunt_reach_world(&world, reach);
    for (unsigned i = 0; i < 4; i++)
        ck_assert_uint_eq(times(tariff[i]), i == 0);
    versions[1].loaded++;
    versions[1].period = TARIFF_MONTHLY;
    world.groups = &group;
    hunt_reach_world(&world, reach);
    for (unsigned i = 0; i < 4; i++)
        ck_assert_uint_eq(times(tariff[i]), 1 + (i == 0));
}
END_TEST

static Suite *hunt_reach_suite(void)
{
    Suite *suite = suite_create("hunt_reach");
    TCase *tcase = tcase_create("reach");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_patterns_take_kind_state_and_code);
    tcase_add_test(tcase, test_sessions_count);
    tcase_add_test(tcase, test_postings_around_a_trip);
    tcase_add_loop_test(tcase, test_edges_of_the_window, 0,
                        (int)(sizeof moments / sizeof moments[0]));
    tcase_add_test(tcase, test_relay_is_remembered);
    tcase_add_test(tcase, test_late_success);
    tcase_add_test(tcase, test_settings_of_a_world);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(hunt_reach_suite)
