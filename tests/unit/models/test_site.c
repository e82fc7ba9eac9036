/* Between relay and light: L5 of everything at once, external breakers that follow the
 * signal, wait for a hand or do not hear it, faults that overlap, the cell that counts
 * energy while there is light. */
#include "models/meter/cell.h"
#include "tests/unit/models/party_bench.h"

#define PER_DAY 800

/* R-36 written out: network on, house closed, and either a bypass, or breaker closed and, where no
 * breaker takes its place, relay closed. */
START_TEST(supply_is_one_function_of_all)
{
    for (unsigned bits = 0; bits < 128; bits++)
        for (unsigned open = 0; open < 2; open++) {
            bool is_on = !open;
            if (bits & 8)
                is_on = true;
            if (bits & 2)
                is_on = false;
            if (bits & 4)
                is_on = true;
            if (bits & 1)
                is_on = false;
            ck_assert_int_eq(meter_site_is_supplied((uint8_t)bits, open), is_on);
        }
}
END_TEST

static void fault(struct meter_site *site, enum fault_kind kind, bool begins)
{
    ck_assert_int_eq(meter_site_fault(site, kind, begins), FK_OK);
}

static bool is_lit(struct meter_site *site, bool is_relay_open)
{
    meter_site_settle(site, is_relay_open);
    return meter_site_is_supplied(meter_site_bits(site), is_relay_open);
}

/* */
START_TEST(breaker_follows_the_signal)
{
    struct meter_site site = {0};
    fault(&site, FAULT_EXTERNAL_BREAKER, true);
    ck_assert_uint_eq(meter_site_bits(&site), SITE_EXTERNAL);
    ck_assert(is_lit(&site, false));
    ck_assert(!is_lit(&site, true));
    ck_assert(is_lit(&site, false));
}
END_TEST

START_TEST(breaker_waits_for_a_hand)
{
    struct meter_site site = {0};
    fault(&site, FAULT_BREAKER_BY_HAND, true);
    ck_assert(!is_lit(&site, true));
    meter_site_hand(&site, true, true);
    ck_assert(!is_lit(&site, true)); /* the signal holds it open */
    ck_assert(!is_lit(&site, false));
    meter_site_hand(&site, true, false);
    ck_assert(is_lit(&site, false));
    meter_site_hand(&site, false, false);
    ck_assert(!is_lit(&site, false));
    fault(&site, FAULT_BREAKER_BY_HAND, false); /* an ordinary relay again */
    ck_assert(is_lit(&site, false));
    ck_assert(!is_lit(&site, true));
}
END_TEST

START_TEST(open_control_line_carries_nothing)
{
    struct meter_site site = {0};
    fault(&site, FAULT_CONTROL_LINE, true);
    ck_assert(is_lit(&site, true));
    meter_site_hand(&site, false, true);
    ck_assert(!is_lit(&site, true));
    ck_assert(!is_lit(&site, false)); /* nobody tells it to close either */
    meter_site_hand(&site, true, true);
    ck_assert(is_lit(&site, true));
    fault(&site, FAULT_EXTERNAL_BREAKER, true);
    fault(&site, FAULT_CONTROL_LINE, false); /* repaired: the signal comes through */
    ck_assert(!is_lit(&site, true));
}
END_TEST

static const struct {
    enum fault_kind kind;
    bool when_closed, when_open; /* supply by the relay */
} darkness[] = {{FAULT_BREAKER_TRIPPED, false, false},
                {FAULT_MANUAL_CUT, false, false},
                {FAULT_HOUSE_BREAKER, false, false},
                {FAULT_POWER_CUT, false, false},
                {FAULT_BYPASS, true, true},
                {FAULT_RELAY_STUCK, true, false},
                {FAULT_WRONG_LINK, true, false},
                {FAULT_METER_PROTECTED, true, false},
                {FAULT_KEY_LOCKED, true, false}};

START_TEST(each_fault_does_its_own)
{
    struct meter_site site = {0};
    ck_assert(meter_site_is_plain(&site));
    fault(&site, darkness[_i].kind, true);
    fault(&site, darkness[_i].kind, true);
    fault(&site, darkness[_i].kind, false); /* one of two is over */
    ck_assert(!meter_site_is_plain(&site));
    ck_assert_int_eq(is_lit(&site, false), darkness[_i].when_closed);
    ck_assert_int_eq(is_lit(&site, true), darkness[_i].when_open);
    fault(&site, darkness[_i].kind, false);
    ck_assert(meter_site_is_plain(&site));
    ck_assert_uint_eq(meter_site_bits(&site), 0);
    ck_assert_int_eq(meter_site_fault(&site, darkness[_i].kind, false), FK_E_RANGE);
    for (unsigned i = 0; i < 255; i++)
        fault(&site, darkness[_i].kind, true);
    ck_assert_int_eq(meter_site_fault(&site, darkness[_i].kind, true), FK_E_RANGE);
}
END_TEST

/* A bypass does not help who has no network, or an open breaker of his own. */
START_TEST(bypass_goes_around_the_breaker_alone)
{
    static const enum fault_kind kinds[] = {FAULT_BREAKER_TRIPPED, FAULT_MANUAL_CUT,
                                            FAULT_HOUSE_BREAKER, FAULT_POWER_CUT};
    for (unsigned i = 0; i < 4; i++) {
        struct meter_site site = {0};
        fault(&site, FAULT_BYPASS, true);
        fault(&site, kinds[i], true);
        ck_assert_int_eq(is_lit(&site, true), i < 2);
    }
}
END_TEST

/* Half a day of 8 kWh before the trip at noon, and over a bypass the other half too. */
START_TEST(energy_runs_while_there_is_light)
{
    struct meter_cell cell;
    ms_t noon = BENCH_MIDNIGHT + 12 * MS_HOUR;
    meter_cell_init(&cell, BENCH_MIDNIGHT);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, noon), RESULT_OK);
    meter_cell_advance(&cell, PER_DAY, noon + 6 * MS_HOUR);
    meter_cell_set_site(&cell, SITE_BYPASSED);
    ck_assert(meter_cell_is_supplied(&cell));
    ck_assert(meter_cell_is_open(&cell));
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + MS_DAY);
    ck_assert_int_eq(meter_cell_register(&cell), 600); /* 12 h and 6 h */
    meter_cell_set_site(&cell, SITE_BYPASSED | SITE_OFF);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 2 * MS_DAY);
    ck_assert_int_eq(meter_cell_register(&cell), 600);
}
END_TEST

/* the meter of an external breaker has no key: a permit and a protection close at once. */
START_TEST(external_meter_closes_at_a_permit)
{
    struct meter_cell cell;
    meter_cell_init(&cell, BENCH_MIDNIGHT);
    meter_cell_set_site(&cell, SITE_EXTERNAL);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_PERMIT, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    ck_assert_uint_eq(meter_cell_relay_state(&cell), RELAY_CLOSED);
    meter_cell_set_site(&cell, 0);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_PERMIT, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    ck_assert_uint_eq(meter_cell_relay_state(&cell), RELAY_PERMITTED);
}
END_TEST

/* only who would have to move is stuck; a permit moves nothing, and the key then fails. */
START_TEST(stuck_relay_says_so)
{
    struct meter_cell cell;
    meter_cell_init(&cell, BENCH_MIDNIGHT);
    meter_cell_set_site(&cell, SITE_STUCK);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_CLOSE, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_TRIP, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_RELAY_STUCK);
    ck_assert_uint_eq(meter_cell_relay_state(&cell), RELAY_CLOSED);
    meter_cell_by_hand(&cell, PER_DAY, RELAY_TRIP, BENCH_MIDNIGHT); /* a crew gets it to move */
    ck_assert_uint_eq(meter_cell_relay_state(&cell), RELAY_OPEN);
    ck_assert_uint_eq(cell.site, SITE_STUCK);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_PERMIT, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    ck_assert(!meter_cell_key(&cell, PER_DAY, BENCH_MIDNIGHT));
    ck_assert_uint_eq(meter_cell_relay_state(&cell), RELAY_PERMITTED);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_CLOSE, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_RELAY_STUCK);
}
END_TEST

/* a crew on site takes a protection away before it cuts. */
START_TEST(crew_takes_protection_away)
{
    struct meter_cell cell;
    meter_cell_init(&cell, BENCH_MIDNIGHT);
    ck_assert_int_eq(meter_cell_command(&cell, PER_DAY, RELAY_PROTECT, MS_NEVER, BENCH_MIDNIGHT),
                     RESULT_OK);
    meter_cell_by_hand(&cell, PER_DAY, RELAY_TRIP, BENCH_MIDNIGHT);
    ck_assert(!meter_cell_is_supplied(&cell));
}
END_TEST

/* A clock that is put forward past its midnight freezes at that moment, once. */
START_TEST(clock_put_forward_past_midnight)
{
    struct meter_cell cell;
    uint32_t value;
    meter_cell_init(&cell, BENCH_MIDNIGHT);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 23 * MS_HOUR + 30 * MS_MINUTE);
    meter_cell_set_clock(&cell, 40);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + MS_DAY + MS_HOUR);
    ck_assert_int_eq(meter_cell_freeze(&cell, BENCH_DAY + 1, &value), FK_OK);
    ck_assert_uint_eq(value, 783); /* 23.5 h of 8 kWh */
    meter_cell_set_clock(&cell, 0);
    meter_cell_advance(&cell, PER_DAY, BENCH_MIDNIGHT + 2 * MS_DAY);
    ck_assert_int_eq(meter_cell_freeze(&cell, BENCH_DAY + 2, &value), FK_OK);
    ck_assert_uint_eq(value, 1600);
}
END_TEST

static Suite *site_suite(void)
{
    Suite *suite = suite_create("site");
    TCase *tcase = tcase_create("site");
    tcase_add_test(tcase, supply_is_one_function_of_all);
    tcase_add_test(tcase, breaker_follows_the_signal);
    tcase_add_test(tcase, breaker_waits_for_a_hand);
    tcase_add_test(tcase, open_control_line_carries_nothing);
    tcase_add_loop_test(tcase, each_fault_does_its_own, 0,
                        (int)(sizeof darkness / sizeof darkness[0]));
    tcase_add_test(tcase, bypass_goes_around_the_breaker_alone);
    tcase_add_test(tcase, energy_runs_while_there_is_light);
    tcase_add_test(tcase, external_meter_closes_at_a_permit);
    tcase_add_test(tcase, stuck_relay_says_so);
    tcase_add_test(tcase, crew_takes_protection_away);
    tcase_add_test(tcase, clock_put_forward_past_midnight);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(site_suite)
