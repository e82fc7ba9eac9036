/* INV-11, INV-12 and INV-17 of local meters: broken, and at the limit not broken. */
#include "tests/unit/sim/monitor_fixture.h"

static struct scenario_local local;

/* WHO has a local meter with 2.08 CNY; the others owe as ever. */
static void begin(void)
{
    setup();
    local = (struct scenario_local){.target = {.group = 0, .klass = -1, .first = 1, .skip = WHO}};
    scenario.local_meters = &local;
    scenario.local_count = 1;
    start_anew(208);
}

static void tell(unsigned kind, uint32_t purchase, fen_t value, ms_t now)
{
    struct party_note party_note = {.type = EVENT_WALLET,
                                    .kind = (uint8_t)kind,
                                    .customer = WHO,
                                    .id = purchase,
                                    .value = value};
    monitor_note(&monitor, &party_note, now);
}

static void empty(enum wallet_source by, fen_t value, ms_t now)
{
    struct party_note party_note = {.type = EVENT_WALLET,
                                    .kind = WALLET_EMPTIED,
                                    .state = (uint8_t)by,
                                    .customer = WHO,
                                    .value = value};
    monitor_note(&monitor, &party_note, now);
}

static void book(fen_t amount, ms_t now)
{
    struct party_note party_note = {
        .type = EVENT_ENTRY, .kind = LEDGER_METER, .customer = WHO, .id = 1, .value = amount};
    monitor_note(&monitor, &party_note, now);
    party_note.kind = LEDGER_CUSTOMER;
    party_note.value = -amount;
    monitor_note(&monitor, &party_note, now);
}

static void show(fen_t remaining, uint8_t count, ms_t now)
{
    monitor_wallet(&monitor, WHO, remaining, count, now);
}

/* 6 h at 4.16 a day are 1.04; what is written comes on top. A fen more or less is one violation. */
START_TEST(inv_11_money_in_the_meter)
{
    begin();
    tell(WALLET_ALARM, 0, 104, MIDNIGHT + 6 * MS_HOUR);
    tell(WALLET_WRITTEN, 1, 10000, MIDNIGHT + 6 * MS_HOUR);
    book(10000, MIDNIGHT + 6 * MS_HOUR);
    show(10104, 1, MIDNIGHT + 6 * MS_HOUR);
    expect(11, 0);
    show(10103, 1, MIDNIGHT + 6 * MS_HOUR);
    expect(11, 1);
    ck_assert_uint_eq(last_found()->customer, WHO);
    show(10103, 1, MIDNIGHT + 6 * MS_HOUR);
    expect(11, 1); /* said once */
}
END_TEST

/* Without supply nothing is used; a rest that is taken out is not there any more. */
START_TEST(inv_11_counts_supply_alone)
{
    begin();
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, MIDNIGHT + 3 * MS_HOUR);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, MIDNIGHT + 3 * MS_HOUR);
    note(EVENT_RELAY, RELAY_OPEN, RELAY_CLOSED, 0, 0, 0, MIDNIGHT + 9 * MS_HOUR);
    note(EVENT_SUPPLY, 0, 1, 0, 0, 0, MIDNIGHT + 9 * MS_HOUR);
    show(104, 0, MIDNIGHT + 12 * MS_HOUR);
    tell(WALLET_EMPTIED, 0, 104, MIDNIGHT + 12 * MS_HOUR);
    book(-104, MIDNIGHT + 12 * MS_HOUR);
    show(0, 0, MIDNIGHT + 12 * MS_HOUR);
    expect(11, 0);
}
END_TEST

/* The account side: with nothing under way for a day what is booked is what is written. */
START_TEST(inv_11_purchase_records)
{
    begin();
    scenario.per_day = 0;
    start_anew(208);
    book(10000, NINE);
    note(EVENT_ORDER, ORDER_RECHARGE, ORDER_CREATED, 0, 1, 0, NINE);
    show(208, 0, MIDNIGHT + MS_DAY);
    show(208, 0, MIDNIGHT + 2 * MS_DAY);
    note(EVENT_ORDER, ORDER_RECHARGE, ORDER_FAILED, 0, 1, 0, NINE + 2 * MS_DAY);
    show(208, 0, MIDNIGHT + 3 * MS_DAY); /* the first midnight at rest */
    expect(11, 0);
    show(208, 0, MIDNIGHT + 4 * MS_DAY);
    expect(11, 1);
    show(208, 0, MIDNIGHT + 5 * MS_DAY);
    expect(11, 1);
}
END_TEST

/* In the unit that is sold: 2.08 CNY are 4.00 kWh or, at 1.00 an hour, 124 minutes. Records are
 * money: 10000 fen bought 19230 hundredths of a kWh, 100 of them are worth 52 fen again. */
START_TEST(inv_11_in_the_unit)
{
    begin();
    scenario.wallet.unit = WALLET_ENERGY;
    start_anew(208);
    show(200, 0, MIDNIGHT + 6 * MS_HOUR);
    tell(WALLET_WRITTEN, 1, 19230, MIDNIGHT + 6 * MS_HOUR);
    book(10000, MIDNIGHT + 6 * MS_HOUR);
    tell(WALLET_EMPTIED, 0, 101, MIDNIGHT + 6 * MS_HOUR);
    book(-53, MIDNIGHT + 6 * MS_HOUR);
    show(19329, 1, MIDNIGHT + 6 * MS_HOUR);
    show(19329 - 600, 1, MIDNIGHT + MS_DAY);
    show(19329 - 1400, 1, MIDNIGHT + 2 * MS_DAY);
    expect(11, 0);
    show(19329 - 1401, 1, MIDNIGHT + 2 * MS_DAY);
    expect(11, 1);
    scenario.wallet.unit = WALLET_TIME;
    scenario.hour_price = 100;
    start_anew(208);
    show(64, 0, MIDNIGHT + MS_HOUR);
    tell(WALLET_WRITTEN, 1, 60, MIDNIGHT + MS_HOUR);
    book(102, MIDNIGHT + MS_HOUR); /* 61 minutes */
    show(124, 1, MIDNIGHT + MS_HOUR);
    expect(11, 0);
    show(124, 1, MIDNIGHT + MS_HOUR);
    expect(11, 1);
}
END_TEST

/* INV-12: each write is the next purchase; the meter counts them. */
START_TEST(inv_12_one_by_one)
{
    begin();
    tell(WALLET_WRITTEN, 1, 100, NINE);
    tell(WALLET_REFUSED, 1, 100, NINE);
    tell(WALLET_WRITTEN, 2, 100, NINE);
    expect(12, 0);
    tell(WALLET_WRITTEN, 2, 100, NINE);
    expect(12, 1);
    tell(WALLET_WRITTEN, 3, 100, NINE);
    expect(12, 1);
    show(208 + 400 - 156, 4, NINE);
    expect(12, 2);
}
END_TEST

/* INV-17: the wallet alone decides, to the rounding. */
START_TEST(inv_17_money_decides)
{
    begin();
    scenario.per_day = 0;
    start_anew(-2);
    show(-2, 0, MIDNIGHT + MS_DAY);
    expect(17, 0);
    start_anew(-3);
    show(-3, 0, MIDNIGHT + MS_DAY);
    expect(17, 1);
    start_anew(-3);
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
    show(-3, 0, MIDNIGHT + MS_DAY);
    expect(17, 0);
    tell(WALLET_WRITTEN, 1, 6, NINE + MS_DAY);
    show(3, 1, MIDNIGHT + 2 * MS_DAY);
    expect(17, 1);
}
END_TEST

/* Section 20: a meter that nothing was put into is open whatever it may owe, and no other is. */
START_TEST(inv_17_off_until_the_first_recharge)
{
    begin();
    scenario.per_day = 0;
    scenario.wallet = (struct wallet_terms){.is_off_at_first = true, .overdraft = 500};
    start_anew(0);
    show(0, 0, MIDNIGHT + MS_DAY);
    expect(17, 1);
    start_anew(0);
    note(EVENT_RELAY, RELAY_CLOSED, RELAY_OPEN, 0, 0, 0, NINE);
    note(EVENT_SUPPLY, 0, 0, 0, 0, 0, NINE);
    show(0, 0, MIDNIGHT + MS_DAY);
    expect(17, 0);
    tell(WALLET_WRITTEN, 1, 6, NINE + MS_DAY);
    show(6, 1, MIDNIGHT + 2 * MS_DAY);
    expect(17, 1); /* dark for nothing */
    start_anew(208);
    show(208, 0, MIDNIGHT + MS_DAY);
    expect(17, 0);
    empty(WALLET_BY_CARD, 208, NINE + MS_DAY);
    book(-208, NINE + MS_DAY);
    show(0, 0, MIDNIGHT + 2 * MS_DAY);
    expect(17, 0); /* the same meter, which may owe */
    empty(WALLET_BY_CREW, 0, NINE + 2 * MS_DAY);
    show(0, 0, MIDNIGHT + 3 * MS_DAY);
    expect(17, 1); /* another meter, and it supplies */
}
END_TEST

static Suite *monitor_wallets_suite(void)
{
    Suite *suite = suite_create("monitor_wallets");
    TCase *tc = tcase_create("wallets");
    tcase_add_checked_fixture(tc, NULL, teardown);
    tcase_add_test(tc, inv_11_money_in_the_meter);
    tcase_add_test(tc, inv_11_counts_supply_alone);
    tcase_add_test(tc, inv_11_purchase_records);
    tcase_add_test(tc, inv_11_in_the_unit);
    tcase_add_test(tc, inv_12_one_by_one);
    tcase_add_test(tc, inv_17_money_decides);
    tcase_add_test(tc, inv_17_off_until_the_first_recharge);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(monitor_wallets_suite)
