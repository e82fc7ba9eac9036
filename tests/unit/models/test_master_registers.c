/* Registers of the collection master station: what comes up over I2, and what a push (I3) holds of
 * it; around a change of prices too (R-75, TR-8). */
#include "tests/unit/models/master_bench.h"

static void upload(int32_t day, uint32_t value)
{
    uint32_t values[2] = {value, 200};
    uint8_t present[2] = {1, 0};
    struct upload_block block = {4, 2, day, values, present, 1};
    ck_assert_int_eq(master_upload(&master, &block, NINE), FK_OK);
}

/* R-75, INV-15: a push holds what had come in before it, whoever reads it when. */
START_TEST(push_holds_the_registers_of_its_moment)
{
    ms_t four = BENCH_MIDNIGHT + 4 * MS_HOUR;
    setup(&usual);
    upload(BENCH_DAY - 1, 100);
    tick(four);
    upload(BENCH_DAY, 300); /* in the same millisecond, after it */
    uint32_t first = bench_last(bench, MSG_PUSH).ref;
    ck_assert_uint_eq(pushed_values[4], 100);
    ck_assert_uint_eq(pushed_ages[4], 1);
    ck_assert_uint_eq(pushed_ages[5], UINT8_MAX);
    tick(four + 6 * MS_HOUR);
    ck_assert_uint_eq(bench_last(bench, MSG_PUSH).ref, first + 1);
    ck_assert_uint_eq(pushed_values[4], 300);
    ck_assert_uint_eq(pushed_ages[4], 0);
}
END_TEST

/* The newest register of customer 4 until a day; day number relative to BENCH_DAY, 99 = none. */
static void expect_register(int32_t until, int32_t day, uint32_t value)
{
    uint32_t values[COUNT];
    uint8_t ages[COUNT];
    master_registers(&master, BENCH_DAY + until, values, ages);
    ck_assert_uint_eq(ages[5], UINT8_MAX); /* never collected */
    ck_assert_uint_eq(ages[4], day == 99 ? UINT8_MAX : (unsigned)(until - day));
    if (day != 99)
        ck_assert_uint_eq(values[4], value);
}

/* TR-8 (a): the registers of the last day on which prices change are in every file from that day
 * on, also one that comes late, whatever came meanwhile; with them the peak registers (TR-3).
 * Columns of customer 4: newest, turn, their peaks. */
static void expect_columns(int32_t until, const uint32_t expected[TARIFF_COLUMNS])
{
    uint32_t values[TARIFF_COLUMNS * COUNT];
    uint8_t ages[COUNT];
    master_registers(&master, BENCH_DAY + until, values, ages);
    for (unsigned i = 0; i < TARIFF_COLUMNS; i++)
        ck_assert_uint_eq(values[i * COUNT + 4], expected[i]);
    ck_assert_uint_eq(values[TARIFF_TURN * COUNT + 5], TARIFF_NO_REGISTER);
}

static void setup_turns(const int32_t *turns, uint32_t count)
{
    struct master_config config = usual;
    config.turns = turns;
    config.turn_count = count;
    setup(&config);
}

/* a register that a crew has taken is pushed like a collected one, and is none of the
 * day's. */
START_TEST(hand_reading_is_pushed)
{
    const int32_t turns[] = {BENCH_DAY};
    uint32_t values[2] = {50, 30};
    uint8_t present = 1;
    struct upload_block block = {4, 1, BENCH_DAY, values, &present, 2};
    setup_turns(turns, 1);
    ck_assert_int_eq(master_hand_reading(&master, &block), FK_OK);
    expect_columns(0, (const uint32_t[]){50, 50, 30, 30});
    ck_assert_uint_eq(master.read_today, 0);
    upload(BENCH_DAY, 50); /* collected after all, of a meter with one rate */
    ck_assert_uint_eq(master.read_today, 1);
}
END_TEST

START_TEST(register_of_a_turn_is_kept)
{
    const int32_t turns[] = {BENCH_DAY, BENCH_DAY + 2};
    uint32_t values[4] = {100, 0, 60, 0};
    uint8_t present[2] = {1, 0};
    struct upload_block block = {4, 2, BENCH_DAY + 1, values, present, 2};
    setup_turns(turns, 2);
    ck_assert_int_eq(master_upload(&master, &block, NINE), FK_OK);
    expect_columns(1, (const uint32_t[]){100, TARIFF_NO_REGISTER, 60, 0});
    block.day = BENCH_DAY; /* filled in later */
    values[0] = 50;
    values[2] = 30;
    ck_assert_int_eq(master_upload(&master, &block, NINE), FK_OK);
    expect_columns(1, (const uint32_t[]){100, 50, 60, 30});
    block.day = BENCH_DAY + 3;
    values[0] = 400;
    values[2] = 240;
    ck_assert_int_eq(master_upload(&master, &block, NINE), FK_OK);
    expect_columns(3, (const uint32_t[]){400, 250, 240, 150}); /* by days, 100 and 400 */
    upload(BENCH_DAY + 2, 300);                                /* of a meter with one rate */
    expect_columns(3, (const uint32_t[]){400, 300, 240, 0});
    expect_columns(2, (const uint32_t[]){300, 300, 0, 0});
    /* with a reading lag the change before is asked for when that one has come */
    uint32_t columns[TARIFF_COLUMNS * COUNT];
    uint8_t ages[COUNT];
    master_registers(&master, BENCH_DAY + 1, columns, ages);
    ck_assert_uint_eq(columns[TARIFF_TURN * COUNT + 4], 50);
    ck_assert_uint_eq(columns[TARIFF_TURN_PEAK * COUNT + 4], 30);
}
END_TEST

/* The register of the change before that comes after that of the newest is kept beside it. */
START_TEST(register_of_an_earlier_turn_comes_late)
{
    const int32_t turns[] = {BENCH_DAY, BENCH_DAY + 2};
    struct master_config config = usual;
    config.turns = turns;
    config.turn_count = 2;
    setup(&config);
    upload(BENCH_DAY + 2, 300);
    upload(BENCH_DAY, 50);
    expect_columns(2, (const uint32_t[]){300, 300, 0, 0});
    uint32_t columns[TARIFF_COLUMNS * COUNT];
    uint8_t ages[COUNT];
    master_registers(&master, BENCH_DAY + 1, columns, ages);
    ck_assert_uint_eq(columns[TARIFF_TURN * COUNT + 4], 50);
}
END_TEST

/* TR-8 (b): without the register of the change, day 2, that of days 1 and 4 are the two around it,
 * though day 5 is in the same push: 100 + 700 / 3 = 333. Day 3, which comes late, is nearer: 100 +
 * 300 / 2 = 250. Until day 3 there is nothing to divide by before it came. */
START_TEST(registers_around_a_turn_are_kept)
{
    const int32_t turns[] = {BENCH_DAY + 2};
    setup_turns(turns, 1);
    upload(BENCH_DAY, 30);
    upload(BENCH_DAY + 4, 800);
    upload(BENCH_DAY + 5, 5000);
    expect_columns(5, (const uint32_t[]){5000, 30 + 385, 0, 0});
    upload(BENCH_DAY + 1, 100);
    expect_columns(5, (const uint32_t[]){5000, 333, 0, 0});
    expect_columns(4, (const uint32_t[]){800, 333, 0, 0});
    upload(BENCH_DAY + 3, 400);
    expect_columns(5, (const uint32_t[]){5000, 250, 0, 0});
    upload(BENCH_DAY + 2, 390);
    expect_columns(5, (const uint32_t[]){5000, 390, 0, 0});
    ck_assert(tariff_gaps_is_empty(&master.gaps));
}
END_TEST

/* TR-8 (b), R-75: on the day of a change, day 6, a calculation that lags a day asks for the one
 * before, day 1, whose register is missing: 100 + 300 / 3 = 200 by those of days 0 and 3, though
 * that of day 6 is there, and whatever the order in which all of them come. */
START_TEST(gap_is_kept_until_a_later_turn_is_over)
{
    const int32_t days[] = {3, 5, 6}, turns[] = {BENCH_DAY + 1, BENCH_DAY + 6};
    const uint32_t all[] = {400, 900, 1000};
    setup_turns(turns, 2);
    upload(BENCH_DAY, 100);
    for (int i = 0; i < 3; i++)
        upload(BENCH_DAY + days[_i ? 2 - i : i], all[_i ? 2 - i : i]);
    expect_columns(5, (const uint32_t[]){900, 200, 0, 0});
    expect_columns(6, (const uint32_t[]){1000, 1000, 0, 0});
    upload(BENCH_DAY + 7, 1100); /* it is over */
    ck_assert(tariff_gaps_is_empty(&master.gaps));
}
END_TEST

/* whatever the order in which they come, the newest of a day and the newest of the day before
 * are found; a gap-filled old freeze never hides a newer one. */
START_TEST(newest_registers_are_kept)
{
    setup(&usual);
    expect_register(0, 99, 0);
    upload(BENCH_DAY, 100);
    expect_register(0, 0, 100);
    expect_register(1, 0, 100);
    expect_register(-1, 99, 0);
    upload(BENCH_DAY + 1, 300);
    expect_register(1, 1, 300);
    expect_register(0, 0, 100);
    upload(BENCH_DAY - 1, 50); /* older than both */
    expect_register(1, 1, 300);
    expect_register(0, 0, 100);
    expect_register(-1, 99, 0);
    expect_register(-2, 99, 0);
    upload(BENCH_DAY + 4, 700); /* two days are missing, the older of them comes late */
    expect_register(3, 1, 300);
    upload(BENCH_DAY + 2, 500);
    expect_register(3, 2, 500);
    expect_register(4, 4, 700);
    upload(BENCH_DAY + 2, 510); /* read once more, and the other one too */
    upload(BENCH_DAY + 4, 700);
    expect_register(3, 2, 510);
    expect_register(4, 4, 700);
    ck_assert_uint_eq(master.read_today, 1);
}
END_TEST

static Suite *master_registers_suite(void)
{
    Suite *suite = suite_create("master_registers");
    TCase *data = tcase_create("data");
    tcase_add_checked_fixture(data, NULL, teardown);
    tcase_add_test(data, push_holds_the_registers_of_its_moment);
    tcase_add_test(data, newest_registers_are_kept);
    tcase_add_test(data, register_of_a_turn_is_kept);
    tcase_add_test(data, register_of_an_earlier_turn_comes_late);
    tcase_add_test(data, hand_reading_is_pushed);
    tcase_add_test(data, registers_around_a_turn_are_kept);
    tcase_add_loop_test(data, gap_is_kept_until_a_later_turn_is_over, 0, 2);
    suite_add_tcase(suite, data);
    return suite;
}

FK_CHECK_MAIN(master_registers_suite)
