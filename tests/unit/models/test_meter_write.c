/* Virtual meter: 14H and 08H, parameters, passwords, clock, address, programming records. */
#include "tests/unit/models/meter_bench.h"

static struct bench bench;

static void setup(void)
{
    bench_init(&bench, NULL);
}

/* clang-format off */
static const struct bench_step parameters[] = {
    {0, "14 01140004 02000000 11111111 0500", "94"},
    {0, "11 01140004", "91 01140004 0500"},
    {0, "14 02140004 02000000 11111111 563412", "94"},
    {0, "11 02140004", "91 02140004 563412"},
    {0, "14 03140004 02000000 11111111 9999", "94"},
    {0, "11 03140004", "91 03140004 9999"},
    {0, "14 0E040004 02000000 11111111 665544332211", "94"},
    {0, "11 0E040004", "91 0E040004 665544332211"},
    {0, "14 03010004 02000000 11111111 60", "94"},
    {0, "14 03010004 02000000 11111111 61", "D4 01"},
    {0, "11 03010004", "91 03010004 60"},
    {0, "14 01110004 02000000 11111111 FF", "94"},
    {0, "11 01110004", "91 01110004 FF"},
    /* limits with error bits of their own */
    {0, "14 01020004 02000000 11111111 14", "94"},
    {0, "14 01020004 02000000 11111111 15", "D4 10"},
    {0, "14 03020004 02000000 11111111 14", "94"},
    {0, "14 03020004 02000000 11111111 15", "D4 20"},
    {0, "14 02020004 02000000 11111111 09", "D4 01"},
    {0, "14 04020004 02000000 11111111 64", "D4 40"},
    {0, "14 04020004 02000000 11111111 00", "D4 01"},
    {0, "14 04020004 02000000 11111111 0F", "D4 01"},
    {0, "14 04020004 02000000 11111111 02", "94"},
    {0, "11 00FF0100", "91 00FF0100 00260000 00260000 00000000"},
    {0, "11 01020004", "91 01020004 14"},
    /* no number */
    {0, "14 01140004 02000000 11111111 0A00", "D4 01"},
    {0, "14 02140004 02000000 11111111 0000F0", "D4 01"},
    {0, "14 0E040004 02000000 11111111 6655443322AA", "D4 01"},
    {0, "11 01140004", "91 01140004 0500"},
    {0, "11 0E040004", "91 0E040004 665544332211"},
    /* lengths */
    {0, "14 01140004 02000000 11111111 05", "D4 01"},
    {0, "14 01140004 02000000 11111111 050000", "D4 01"},
    {0, "14 01140004 02000000 11111111", "D4 01"},
    {0, "14 01140004 02000000 111111", "D4 01"},
    {0, "14", "D4 01"},
    /* wrong password or level */
    {0, "14 01140004 02000100 11111111 0900", "D4 04"},
    {0, "14 01140004 04040404 11111111 0900", "D4 04"},
    {0, "14 01140004 04000000 11111111 0900", "D4 04"},
    {0, "14 01140004 00000000 11111111 0900", "D4 04"},
    {0, "14 01140004 98000000 11111111 0900", "D4 04"},
    {0, "14 01140004 99000000 11111111 0900", "D4 04"},
    {0, "11 01140004", "91 01140004 0500"},
    /* read-only and unknown items */
    {0, "14 00000100 02000000 11111111 00000000", "D4 04"},
    {0, "11 00000100", "91 00000100 00260000"},
    {0, "14 02040004 02000000 11111111 111111111111", "D4 04"},
    {0, "11 02040004", "91 02040004 610100000000"},
    {0, "14 03050004 02000000 11111111 5000", "D4 04"},
    {0, "14 00029000 02000000 11111111 00000000", "D4 04"},
    {0, "14 EFBEADDE 02000000 11111111 00", "D4 02"},
    {0, "14 EFBEADDE 02000001 11111111 00", "D4 04"},
};

static const struct bench_step passwords[] = {
    {0, "14 030C0004 02000000 11111111 04123456", "D4 01"},
    {0, "14 030C0004 04040404 11111111 02123456", "D4 04"}, /* level 04 below level 02 */
    {0, "14 030C0004 02000000 11111111 02123456", "94"},
    {0, "14 01140004 02000000 11111111 0100", "D4 04"},
    {0, "14 01140004 02123456 11111111 0100", "94"},
    {0, "1C 02000000 00000000 2A00 T+60", "DC 04"},
    {0, "1C 02123456 00000000 2A00 T+60", "9C"},
    {0, "14 050C0004 04040404 11111111 04777777", "94"},
    {0, "1C 04040404 00000000 1C00 T+60", "DC 04"},
    {0, "1C 04777777 00000000 1C00 T+60", "9C"},
    {0, "14 050C0004 02123456 11111111 04787878", "94"},
    {0, "1C 04787878 00000000 1C00 T+60", "9C"},
    {0, "14 010C0004 02123456 11111111 00000000", "D4 02"}, /* a level this meter does not have */
};

static const struct bench_step clock_writes[] = {
    {0, "14 0C010004 04040404 11111111 563412 00 311225", "94"}, /* level 04 may */
    {0, "11 0C010004", "91 0C010004 563412 03 311225"}, /* a Wednesday, whatever was written */
    {4, "11 02010004", "91 02010004 003512"},
    {0, "14 02010004 02000000 22222222 000023", "94"},
    {0, "11 0C010004", "91 0C010004 000023 03 311225"},
    {0, "14 01010004 02000000 22222222 04 290224", "94"},
    {1, "11 0C010004", "91 0C010004 010023 04 290224"},
    {0, "14 0C010004 02000000 22222222 000000 00 290223", "D4 01"},
    {0, "14 0C010004 02000000 22222222 600000 00 280223", "D4 01"},
    {0, "14 0C010004 02000000 22222222 000000 07 280223", "D4 01"},
    {0, "14 01010004 02000000 22222222 00 310423", "D4 01"},
    {0, "14 02010004 02000000 22222222 000024", "D4 01"},
    {0, "11 0C010004", "91 0C010004 010023 04 290224"},
    /* three settings, none of them a programming */
    {0, "11 00043003", "91 00043003 030000"},
    {0, "11 03043003", "91 03043003 11111111 053008020326 563412311225"},
    {0, "11 02043003", "91 02043003 22222222 003512311225 000023311225"},
    {0, "11 01043003", "91 01043003 22222222 000023311225 000023290224"},
    {0, "11 04043003", "91 04043003 00000000 000000000000 000000000000"},
    {0, "11 0B043003", "D1 02"},
    {0, "11 00003003", "91 00003003 000000"},
    {0, "11 00013003", "D1 02"},
};

/* After a programming: count, time, operator, identifier, nine places unused. */
#define UNUSED "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
#define EMPTY  "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
static const struct bench_step programmings[] = {
    {0,  "14 01140004 02000000 12345678 0100", "94"},
    {60, "14 02140004 02000000 87654321 000000", "94"},
    {0,  "14 02140004 02000001 87654321 000000", "D4 04"},
    {0,  "11 00003003", "91 00003003 020000"},
    {0,  "11 01003003", "91 01003003 053108020326 87654321 02140004" UNUSED},
    {0,  "11 02003003", "91 02003003 053008020326 12345678 01140004" UNUSED},
    {0,  "11 03003003", "91 03003003 000000000000 00000000" EMPTY},
};

/* The new address counts at once; the answer to the write bears it already. */
static const struct bench_step address[] = {
    {0, "14 01040004 02000000 11111111 AAAAAAAAAAAA", "D4 01"},
    {0, "14 01040004 02000000 11111111 999999999999", "D4 01"},
    {0, "14 01040004 04040404 11111111 000000000062", "D4 04"},
    {0, "14 01040004 02000000 11111111 620100000000", "94"},
    {0, "@000000000161 13", "-"},
    {0, "@000000000162 13", "93 620100000000"},
    {0, "11 01040004", "91 01040004 620100000000"},
    {0, "11 02040004", "91 02040004 610100000000"}, /* the meter number stays */
};
/* clang-format on */

START_TEST(write_parameters)
{
    BENCH_PLAY(&bench, parameters);
}
END_TEST

START_TEST(write_passwords)
{
    BENCH_PLAY(&bench, passwords);
}
END_TEST

START_TEST(write_clock)
{
    BENCH_PLAY(&bench, clock_writes);
}
END_TEST

START_TEST(programming_records)
{
    BENCH_PLAY(&bench, programmings);
}
END_TEST

START_TEST(write_address)
{
    BENCH_PLAY(&bench, address);
}
END_TEST

/* Broadcast time from a clock at `clock` (hh mm ss as a number); offset sent; is it taken? */
struct time_row {
    int clock;
    int64_t offset_s;
    bool is_taken;
};
static const struct time_row time_rows[] = {
    {83005, 1, true},    {83005, -1, true},    {83005, 300, true},    {83005, -300, true},
    {83005, 301, false}, {83005, -301, false}, {83005, 86400, false}, {235459, 10, true},
    {235500, 10, false}, {235959, 10, false},  {0, 10, false},        {459, 10, false},
    {500, 10, true},     {500, -300, true},
};

START_TEST(broadcast_time)
{
    static const char *const forms[] = {"@999999999999 08 T%+d", "08 T%+d"};
    const struct time_row *row = &time_rows[_i];
    for (size_t form = 0; form < 2; form++) {
        char request[64];
        bench_init(&bench, NULL);
        bench.now = clock_from_civil(2026, 3, 2, row->clock / 10000, row->clock / 100 % 100,
                                     row->clock % 100);
        meter_init(&bench.meter, &bench.meter.config, bench.now);
        snprintf(request, sizeof request, forms[form], (int)row->offset_s);
        bench_expect(&bench, request, "-");
        ms_t offset = row->is_taken ? row->offset_s * MS_SECOND : 0;
        ck_assert_msg(meter_clock_offset(&bench.meter) == offset, "%06d %+d", row->clock,
                      (int)row->offset_s);
    }
}
END_TEST

START_TEST(broadcast_time_once_a_day)
{
    bench_expect(&bench, "@999999999999 08 T+100", "-");
    ck_assert_int_eq(meter_clock_offset(&bench.meter), 100 * MS_SECOND);
    bench_expect(&bench, "@999999999999 08 T+0", "-");
    ck_assert_int_eq(meter_clock_offset(&bench.meter), 100 * MS_SECOND);
    bench.now += MS_DAY - 9 * MS_HOUR; /* 23:30 */
    bench_expect(&bench, "@999999999999 08 T+0", "-");
    ck_assert_int_eq(meter_clock_offset(&bench.meter), 100 * MS_SECOND);
    bench.now += MS_HOUR; /* 00:30 of the next day */
    bench_expect(&bench, "@999999999999 08 T+0", "-");
    ck_assert_int_eq(meter_clock_offset(&bench.meter), 0);
    bench_expect(&bench, "11 00043003", "91 00043003 000000"); /* no record of its own */
}
END_TEST

START_TEST(broadcast_time_malformed)
{
    static const char *const requests[] = {"@999999999999 08 0030080203",
                                           "@999999999999 08 T+1 00",
                                           "@999999999999 08",
                                           "@999999999999 08 603008020326",
                                           "@999999999999 08 003008320326",
                                           "@999999999999 08 0A3008020326",
                                           "@AAAAAAAAAAAA 08 T+1",
                                           "@000000000162 08 T+1",
                                           "88 T+1"};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        bench_expect(&bench, requests[i], "-");
        ck_assert_msg(meter_clock_offset(&bench.meter) == 0, "%s", requests[i]);
    }
}
END_TEST

/* A whole second is set: the fraction of the old clock is gone. */
START_TEST(fraction_of_a_second)
{
    bench.now += 700;
    bench_expect(&bench, "@999999999999 08 T+0", "-");
    ck_assert_int_eq(meter_clock_offset(&bench.meter), -700);
}
END_TEST

static Suite *meter_write_suite(void)
{
    Suite *suite = suite_create("meter_write");
    TCase *tc = tcase_create("write");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, write_parameters);
    tcase_add_test(tc, write_passwords);
    tcase_add_test(tc, write_clock);
    tcase_add_test(tc, programming_records);
    tcase_add_test(tc, write_address);
    tcase_add_loop_test(tc, broadcast_time, 0, sizeof time_rows / sizeof *time_rows);
    tcase_add_test(tc, broadcast_time_once_a_day);
    tcase_add_test(tc, broadcast_time_malformed);
    tcase_add_test(tc, fraction_of_a_second);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_write_suite)
