/* INV-17 of load control (section 20, seed 001): broken, and at the limit not broken. */
#include "tests/unit/sim/monitor_fixture.h"

static struct scenario_local local;

#define TRIP (MIDNIGHT + MS_MINUTE) /* 333.3 W from midnight on, above 300 for a minute */

/* WHO has a local meter with 5.00 CNY; it closes once a day. */
static void begin(void)
{
    setup();
    local = (struct scenario_local){.target = {.group = 0, .klass = -1, .first = 1, .skip = WHO}};
    scenario.local_meters = &local;
    scenario.local_count = 1;
    scenario.load_control = (struct load_terms){
        .limit = 300, .delay = MS_MINUTE, .reclose_after = 5 * MS_MINUTE, .recloses_most = 1};
    start_anew(500);
}

/* The meter shows 5.00 less `used`. */
static void tell(unsigned kind, unsigned by, fen_t used, ms_t now)
{
    struct party_note party_note = {.type = EVENT_WALLET,
                                    .kind = (uint8_t)kind,
                                    .state = (uint8_t)by,
                                    .customer = WHO,
                                    .value = 500 - used};
    bool is_on = kind == WALLET_RECLOSED;
    monitor_note(&monitor, &party_note, now);
    note(EVENT_RELAY, is_on ? RELAY_OPEN : RELAY_CLOSED, is_on ? RELAY_CLOSED : RELAY_OPEN, 0, 0, 0,
         now);
    note(EVENT_SUPPLY, 0, is_on, 0, 0, 0, now);
}

static void show(fen_t used, ms_t now)
{
    monitor_wallet(&monitor, WHO, 500 - used, 0, now);
}

/* On time: a trip, a closing, a trip that lasts until midnight. A minute is 0.29 fen. */
START_TEST(inv_17_as_it_says)
{
    begin();
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP);
    tell(WALLET_RECLOSED, WALLET_BY_ITSELF, 0, TRIP + 5 * MS_MINUTE);
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 1, TRIP + 6 * MS_MINUTE);
    show(1, MIDNIGHT + MS_DAY);
    tell(WALLET_RECLOSED, WALLET_BY_ITSELF, 1, MIDNIGHT + MS_DAY);
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 1, TRIP + MS_DAY);
    tell(WALLET_RECLOSED, WALLET_BY_KEY, 1, TRIP + MS_DAY + MS_SECOND);
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 1, TRIP + MS_DAY + 61 * MS_SECOND);
    tell(WALLET_RECLOSED, WALLET_BY_ITSELF, 1, TRIP + MS_DAY + 361 * MS_SECOND);
    expect(17, 0);
}
END_TEST

START_TEST(inv_17_trips_too_early_or_late)
{
    begin();
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP - 1);
    expect(17, 1);
    begin();
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP + 1);
    expect(17, 2); /* not tripped in time, and then for no reason */
    begin();
    show(0, TRIP);
    expect(17, 0); /* it may trip in this millisecond */
    show(0, TRIP + 1);
    expect(17, 1);
    begin();
    scenario.load_control.limit = 334;
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP);
    expect(17, 1);
    begin(); /* supply that comes back has its delay anew */
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, MIDNIGHT + 59 * MS_SECOND);
    note(EVENT_SUPPLY, 0, 1, 0, 0, 0, MIDNIGHT + 61 * MS_SECOND);
    unsigned before = monitor.books.found.counts[17];
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 1, MIDNIGHT + 121 * MS_SECOND);
    ck_assert_uint_eq(monitor.books.found.counts[17], before);
}
END_TEST

START_TEST(inv_17_closes_at_another_moment)
{
    begin();
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP);
    tell(WALLET_RECLOSED, WALLET_BY_ITSELF, 0, TRIP + 5 * MS_MINUTE - 1);
    expect(17, 1);
    begin();
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP);
    tell(WALLET_RECLOSED, WALLET_BY_ITSELF, 0, TRIP + 5 * MS_MINUTE + 1);
    expect(17, 1);
    begin();
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP);
    tell(WALLET_RECLOSED, WALLET_BY_ITSELF, 0, TRIP + 5 * MS_MINUTE);
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 1, TRIP + 6 * MS_MINUTE);
    tell(WALLET_RECLOSED, WALLET_BY_ITSELF, 1, TRIP + 11 * MS_MINUTE);
    expect(17, 1); /* once a day */
    begin();
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP);
    show(0, MIDNIGHT + MS_DAY);
    expect(17, 1); /* held for too long */
}
END_TEST

/* At midnight: the relay stands as load control says, whatever the money. */
START_TEST(inv_17_held_open)
{
    begin();
    scenario.load_control.recloses_most = 0;
    tell(WALLET_OVERLOADED, WALLET_BY_ITSELF, 0, TRIP);
    show(0, MIDNIGHT + MS_DAY);
    expect(17, 0);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_CLOSED, 0, 0, 0, MIDNIGHT + MS_DAY);
    show(0, MIDNIGHT + MS_DAY);
    expect(17, 1);
}
END_TEST

static Suite *monitor_loads_suite(void)
{
    Suite *suite = suite_create("monitor_loads");
    TCase *tc = tcase_create("loads");
    tcase_add_checked_fixture(tc, NULL, teardown);
    tcase_add_test(tc, inv_17_as_it_says);
    tcase_add_test(tc, inv_17_trips_too_early_or_late);
    tcase_add_test(tc, inv_17_closes_at_another_moment);
    tcase_add_test(tc, inv_17_held_open);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(monitor_loads_suite)
