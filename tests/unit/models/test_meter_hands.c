/* Virtual meter: what hands and the net do to it. Load, voltage, supply, breaker, clock, faults
 * that wear off. */
#include "models/meter/device/defects.h"
#include "models/meter/device/device_hands.h"
#include "tests/unit/models/meter_bench.h"

static struct bench bench;

static void setup(void)
{
    bench_init(&bench, NULL);
}

static void bench_external(uint8_t phases)
{
    struct meter_config config;
    meter_config_default(&config);
    memcpy(config.address, bench.meter.config.address, sizeof config.address);
    config.initial = 2600;
    config.is_external = true;
    config.phases = phases;
    meter_init(&bench.meter, &config, bench.now);
}

static void load(uint32_t a, uint32_t b, uint32_t c)
{
    meter_load_set(&bench.meter, (const uint32_t[]){a, b, c}, bench.now);
}

/* 3.5 kW at 220 V: 15.909 A; in 6 h 21.00 kWh. At 230 V and power factor 0.9 it is
 * 3500 / 207 = 16.908 A. The load of 0.1 W needs 100 h for 0.01 kWh: exact, not a part less. */
START_TEST(load_moves_everything)
{
    load(35000, 0, 0);
    bench_expect(&bench, "11 00000302", "91 00000302 005003");
    bench_expect(&bench, "11 00010202", "91 00010202 095901");
    bench.now += 6 * MS_HOUR - 1;
    bench_expect(&bench, "11 00000100", "91 00000100 99460000");
    bench.now += 1;
    bench_expect(&bench, "11 00000100", "91 00000100 00470000");
    meter_voltage_set(&bench.meter, (const uint16_t[]){2300, 2300, 2300}, bench.now);
    meter_power_factor_set(&bench.meter, 900, bench.now);
    bench_expect(&bench, "11 00010102", "91 00010102 0023");
    bench_expect(&bench, "11 00010202", "91 00010202 086901");
    bench_expect(&bench, "11 00000602", "91 00000602 0009");
    load(1, 0, 0);
    for (int i = 0; i < 7; i++, bench.now += MS_HOUR / 7)
        meter_advance(&bench.meter, bench.now);
    bench.now += 100 * MS_HOUR - 7 * (MS_HOUR / 7) - 1;
    bench_expect(&bench, "11 00000100", "91 00000100 00470000");
    bench.now += 1;
    bench_expect(&bench, "11 00000100", "91 00000100 01470000");
}
END_TEST

/* The load that was there stays when only the voltage is set: 8 kWh a day are 333.3 W. */
START_TEST(voltage_alone_keeps_the_load)
{
    meter_voltage_set(&bench.meter, (const uint16_t[]){1100, 0, 0}, bench.now);
    bench_expect(&bench, "11 00000302", "91 00000302 333300");
    bench_expect(&bench, "11 00010202", "91 00010202 303000"); /* 333.3 W / 110 V */
}
END_TEST

/* From 08:30:05: the period to 08:45 is not whole. 08:45 to 09:00 at 2 kW, then 5 min at 6 kW and
 * 10 at 0 are 2 kW again, the first stays; 09:15 to 09:30 at 2.0004 kW is the greatest. */
START_TEST(demand_of_whole_periods)
{
    ms_t midnight = clock_day_start(bench.now);
    load(60000, 0, 0);
    bench.now = midnight + 8 * MS_HOUR + 45 * MS_MINUTE;
    bench_expect(&bench, "11 00000101", "91 00000101 000000 0000000000");
    load(20000, 0, 0);
    bench.now = midnight + 9 * MS_HOUR;
    bench_expect(&bench, "11 00000101", "91 00000101 000002 0009020326");
    load(60000, 0, 0);
    bench.now += 5 * MS_MINUTE;
    load(0, 0, 0);
    bench.now += 10 * MS_MINUTE;
    bench_expect(&bench, "11 04008002", "91 04008002 000002");
    bench_expect(&bench, "11 00000101", "91 00000101 000002 0009020326");
    load(20004, 0, 0);
    bench.now += 15 * MS_MINUTE - 1;
    bench_expect(&bench, "11 00010101", "91 00010101 000002 0009020326");
    bench.now += 1;
    bench_expect(&bench, "11 00010101", "91 00010101 040002 3009020326");
    bench_expect(&bench, "11 00020101", "91 00020101 000000 0000000000");
    bench_expect(&bench, "11 00640101", "D1 02");
}
END_TEST

/* A clock that was set, a supply that was away: what is not whole tells nothing. */
START_TEST(demand_of_disturbed_periods)
{
    ms_t midnight = clock_day_start(bench.now);
    load(20000, 0, 0);
    bench.now = midnight + 8 * MS_HOUR + 50 * MS_MINUTE;
    meter_clock_jump(&bench.meter, -5 * MS_MINUTE, bench.now);
    bench.now += 15 * MS_MINUTE; /* the clock says 09:00, and it was 08:45 at the jump */
    bench_expect(&bench, "11 00000101", "91 00000101 000002 0009020326");
    setup();
    load(20000, 0, 0);
    bench.now = midnight + 8 * MS_HOUR + 50 * MS_MINUTE;
    ck_assert(meter_supply(&bench.meter, false, bench.now));
    ck_assert(meter_supply(&bench.meter, true, bench.now));
    bench.now = midnight + 9 * MS_HOUR;
    bench_expect(&bench, "11 00000101", "91 00000101 000000 0000000000");
}
END_TEST

START_TEST(three_phases)
{
    bench_external(3);
    load(10000, 20000, 30000);
    bench_expect(&bench, "11 00FF0302", "91 00FF0302 000006 000001 000002 000003");
    bench_expect(&bench, "11 00FF0202", "91 00FF0202 454500 909000 363601");
    bench_expect(&bench, "11 00030302", "91 00030302 000003");
    bench_expect(&bench, "11 00FF0102", "91 00FF0102 0022 0022 0022");
    bench_expect(&bench, "11 00000102", "D1 02");
    bench_expect(&bench, "11 00040302", "D1 02");
}
END_TEST

/* Deaf and silent, no energy, no freeze; afterwards a trip with a timer has closed by itself. */
START_TEST(supply_away)
{
    bench_expect(&bench, "1C 02000000 11223344 1D01 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    ck_assert(meter_supply(&bench.meter, false, bench.now));
    ck_assert(!meter_supply(&bench.meter, false, bench.now));
    bench_expect(&bench, "11 03050004", "-");
    bench_expect(&bench, "@999999999999 16 99999999", "-");
    ck_assert(!meter_key(&bench.meter, bench.now));
    bench.now += 2 * MS_DAY;
    bench_expect(&bench, "13", "-");
    ck_assert_int_eq(meter_due(&bench.meter), MS_NEVER);
    ck_assert(meter_supply(&bench.meter, true, bench.now));
    ck_assert(!meter_supply(&bench.meter, true, bench.now));
    bench_expect(&bench, "11 03050004", "91 03050004 0000");
    bench_expect(&bench, "11 00000100", "91 00000100 00260000");
    bench_expect(&bench, "11 01000605", "91 01000605 0000000000");
    bench_expect(&bench, "11 02010004", "91 02010004 053008");
    bench_expect(&bench, "11 00001103", "91 00001103 010000");
    bench_expect(&bench, "11 01001103", "91 01001103 053008020326 053008040326");
    bench_expect(&bench, "11 02001103", "91 02001103 000000000000 000000000000");
    bench_expect(&bench, "11 0B001103", "D1 02");
}
END_TEST

/* Below 165.0 V nothing drives the relay; the order waits and is no error of the control loop. */
START_TEST(too_little_voltage)
{
    meter_voltage_set(&bench.meter, (const uint16_t[]){1649, 2200, 2200}, bench.now);
    bench_expect(&bench, "1C 02000000 11223344 1A00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 4000");
    bench_expect(&bench, "11 01050004", "91 01050004 0000");
    bench.now += MS_HOUR;
    bench_expect(&bench, "11 03050004", "91 03050004 4000");
    meter_voltage_set(&bench.meter, (const uint16_t[]){1650, 0, 0}, bench.now);
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    bench_expect(&bench, "11 0101001D", "91 0101001D 053009020326");
}
END_TEST

/* Tried again after 60, 120 and 180 s, then every hour: free at 200 s, it moves at 3,780 s. */
START_TEST(stuck_contact)
{
    meter_breaker_stick(&bench.meter, true, bench.now);
    bench_expect(&bench, "1C 02000000 11223344 1A00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 4000");
    bench_expect(&bench, "11 01050004", "91 01050004 0001");
    ck_assert_int_eq(meter_due(&bench.meter), bench.now + 60 * MS_SECOND);
    ms_t start = bench.now;
    bench.now += 200 * MS_SECOND;
    meter_breaker_stick(&bench.meter, false, bench.now);
    ck_assert_int_eq(meter_due(&bench.meter), start + 180 * MS_SECOND + MS_HOUR);
    bench_expect(&bench, "11 03050004", "91 03050004 4000");
    bench.now = start + 180 * MS_SECOND + MS_HOUR - 1;
    bench_expect(&bench, "11 0100001D", "91 0100001D 000000");
    bench.now += 1;
    bench_expect(&bench, "11 0100001D", "91 0100001D 010000");
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    bench_expect(&bench, "11 01050004", "91 01050004 0000");
}
END_TEST

START_TEST(stuck_contact_takes_the_next_order_at_once)
{
    meter_breaker_stick(&bench.meter, true, bench.now);
    bench_expect(&bench, "1C 02000000 11223344 1A00 T+60", "9C");
    meter_breaker_stick(&bench.meter, false, bench.now);
    bench_expect(&bench, "1C 02000000 11223344 1A00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    meter_breaker_stick(&bench.meter, true, bench.now); /* neither key nor outage moves it */
    bench_expect(&bench, "1C 02000000 11223344 1B00 T+60", "9C");
    ck_assert(!meter_key(&bench.meter, bench.now));
    bench_expect(&bench, "power", "-");
    bench_expect(&bench, "11 03050004", "91 03050004 1000");
    bench_expect(&bench, "11 01050004", "91 01050004 0001");
}
END_TEST

/* Pulse: closed by hand, tripped again after a minute. Level: held open. */
START_TEST(breaker_closed_by_hand)
{
    ck_assert_int_eq(meter_breaker_close(&bench.meter, bench.now), FK_E_STATE);
    bench_external(1);
    bench_expect(&bench, "11 01050004", "91 01050004 0100");
    ck_assert_int_eq(meter_breaker_close(&bench.meter, bench.now), FK_E_STATE);
    bench_expect(&bench, "1C 02000000 11223344 1A00 T+60", "9C");
    ck_assert_int_eq(meter_breaker_close(&bench.meter, bench.now), FK_OK);
    bench_expect(&bench, "11 03050004", "91 03050004 4000");
    bench_expect(&bench, "11 01050004", "91 01050004 0101");
    bench.now += 59 * MS_SECOND;
    bench_expect(&bench, "11 03050004", "91 03050004 4000");
    bench.now += MS_SECOND;
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    bench_expect(&bench, "14 01110004 02000000 00000000 01", "94");
    bench_expect(&bench, "11 01050004", "91 01050004 0000");
    ck_assert_int_eq(meter_breaker_close(&bench.meter, bench.now), FK_REFUSED);
    meter_breaker_stick(&bench.meter, true, bench.now);
    bench_expect(&bench, "14 01110004 02000000 00000000 00", "94");
    ck_assert_int_eq(meter_breaker_close(&bench.meter, bench.now), FK_REFUSED);
}
END_TEST

/* Threshold 10 A, hold 60 min: 3.5 kW (15.9 A) holds a trip back, 2.2 kW (10.0 A) lets it happen at
 * once; a load that stays is cut after the hour. */
START_TEST(high_current_holds_a_trip)
{
    bench_expect(&bench, "14 02140004 02000000 00000000 000001", "94");
    bench_expect(&bench, "14 03140004 02000000 00000000 6000", "94");
    load(35000, 0, 0);
    bench_expect(&bench, "1C 02000000 11223344 1A00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 4000");
    bench.now += 10 * MS_MINUTE;
    load(22000, 0, 0);
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    bench_expect(&bench, "1C 02000000 11223344 1C00 T+60", "9C");
    load(35000, 0, 0);
    bench_expect(&bench, "1C 02000000 11223344 1E01 T+60", "9C");
    bench.now += MS_HOUR - 1;
    bench_expect(&bench, "11 03050004", "91 03050004 4000");
    bench.now += 1;
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    bench.now += 5 * MS_MINUTE;
    bench_expect(&bench, "11 03050004", "91 03050004 1000");
    ck_assert(meter_key(&bench.meter, bench.now));
}
END_TEST

static void volts(uint16_t a, uint16_t b, uint16_t c)
{
    meter_voltage_set(&bench.meter, (const uint16_t[]){a, b, c}, bench.now);
}

/* 78 % of 220 V are 171.6 V, 60 % 132.0 V, 120 % 264.0 V; 1.2 times 60 A at 220 V are 15.84 kW. */
START_TEST(phases_at_fault)
{
    bench_external(3);
    load(10000, 10000, 10000);
    bench_expect(&bench, "11 04050004", "91 04050004 0000");
    volts(1715, 2640, 2641);
    bench_expect(&bench, "11 04050004", "91 04050004 0300"); /* loss of and under-voltage */
    bench_expect(&bench, "11 05050004", "91 05050004 0000");
    bench_expect(&bench, "11 06050004", "91 06050004 0400");
    bench_expect(&bench, "11 07050004",
                 "91 07050004 0C00"); /* 1715 of 2641: 35 %; so the currents */
    volts(2200, 2200, 1319);
    load(158400, 158401, 0);
    bench_expect(&bench, "11 04050004", "91 04050004 0000");
    bench_expect(&bench, "11 05050004",
                 "91 05050004 2000"); /* 72.0004 A: overload, not over 72 A */
    bench_expect(&bench, "11 06050004", "91 06050004 8200"); /* phase break and under-voltage */
    bench_expect(&bench, "11 07050004", "91 07050004 0C01"); /* 40 % and 100 % */
    load(158500, 0, 0);
    bench_expect(&bench, "11 04050004", "91 04050004 3000");
    bench_external(1);
    volts(1000, 0, 0);
    bench_expect(&bench, "11 05050004", "91 05050004 0000");
    bench_expect(&bench, "11 07050004", "91 07050004 0000");
}
END_TEST

START_TEST(clock_jumps)
{
    meter_clock_jump(&bench.meter, 45 * MS_MINUTE, bench.now);
    bench_expect(&bench, "11 02010004", "91 02010004 051509");
    bench_expect(&bench, "11 00043003", "91 00043003 000000");
    meter_clock_jump(&bench.meter, -MS_HOUR, bench.now);
    bench_expect(&bench, "11 02010004", "91 02010004 051508");
}
END_TEST

/* Three requests are not heard and not obeyed, the fourth is; others on the line do not count. */
START_TEST(fault_wears_off)
{
    struct fk_diag diag;
    ck_assert_int_eq(meter_fault_set(&bench.meter, METER_FAULT_UNHEARD, NULL, 3, &diag), FK_OK);
    bench_expect(&bench, "1C 02000000 11223344 1A00 T+60", "-");
    bench_expect(&bench, "@000000000162 13", "-");
    bench_expect(&bench, "13", "-");
    bench_expect(&bench, "13", "-");
    bench_expect(&bench, "11 03050004", "91 03050004 0000");
    ck_assert_int_eq(meter_fault_set(&bench.meter, METER_FAULT_UNANSWERED, NULL, 1, &diag), FK_OK);
    bench_expect(&bench, "1C 02000000 11223344 1A00 T+60", "-");
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
}
END_TEST

START_TEST(defect_wears_off)
{
    struct fk_diag diag;
    const struct meter_trait *silent = meter_defect_find("no-error-answer");
    const struct meter_trait *late = meter_defect_find("late-answer");
    struct meter_rules before = bench.meter.config.rules;
    ck_assert_int_eq(meter_fault_set(&bench.meter, METER_FAULT_TRAIT, silent, 2, &diag), FK_OK);
    bench_expect(&bench, "11 00FF0099", "-");
    bench_expect(&bench, "11 00FF0099", "-");
    bench_expect(&bench, "11 00FF0099", "D1 02");
    ck_assert_int_eq(meter_fault_set(&bench.meter, METER_FAULT_TRAIT, silent, 9, &diag), FK_OK);
    ck_assert_int_eq(meter_fault_set(&bench.meter, METER_FAULT_TRAIT, late, 9, &diag), FK_OK);
    ck_assert_int_eq(meter_fault_set(&bench.meter, METER_FAULT_NONE, NULL, 0, &diag), FK_OK);
    ck_assert_mem_eq(&bench.meter.config.rules, &before, sizeof before);
    bench.meter.config.rules.answer_delay_ms = 31; /* not sound, not the value of the defect */
    ck_assert_int_eq(meter_fault_set(&bench.meter, METER_FAULT_TRAIT, late, 9, &diag), FK_E_STATE);
    ck_assert_int_eq(bench.meter.config.rules.answer_delay_ms, 31);
}
END_TEST

static Suite *meter_hands_suite(void)
{
    Suite *suite = suite_create("meter_hands");
    TCase *tc = tcase_create("hands");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, load_moves_everything);
    tcase_add_test(tc, voltage_alone_keeps_the_load);
    tcase_add_test(tc, demand_of_whole_periods);
    tcase_add_test(tc, demand_of_disturbed_periods);
    tcase_add_test(tc, three_phases);
    tcase_add_test(tc, supply_away);
    tcase_add_test(tc, too_little_voltage);
    tcase_add_test(tc, stuck_contact);
    tcase_add_test(tc, stuck_contact_takes_the_next_order_at_once);
    tcase_add_test(tc, breaker_closed_by_hand);
    tcase_add_test(tc, high_current_holds_a_trip);
    tcase_add_test(tc, phases_at_fault);
    tcase_add_test(tc, clock_jumps);
    tcase_add_test(tc, fault_wears_off);
    tcase_add_test(tc, defect_wears_off);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_hands_suite)
