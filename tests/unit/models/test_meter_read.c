/* Virtual meter: 11H, 12H, 13H and what has no handler. */
#include "protocol/dlt645/dlt645_address.h"
#include "tests/unit/models/meter_bench.h"

static struct bench bench;

static void setup(void)
{
    bench_init(&bench, NULL);
}

/* clang-format off */
static const struct bench_step reads[] = {
    /* energies: total, tariff 1 (all of it), tariff 2, tariff 63; reverse; combined */
    {0, "11 00000100", "91 00000100 00260000"},
    {0, "11 00010100", "91 00010100 00260000"},
    {0, "11 00020100", "91 00020100 00000000"},
    {0, "11 003F0100", "91 003F0100 00000000"},
    {0, "11 00400100", "D1 02"},
    {0, "11 01000100", "D1 02"},
    {0, "11 FF000100", "D1 02"},
    {0, "11 FFFF0100", "D1 02"},
    {0, "11 00000000", "91 00000000 00260000"},
    {0, "11 00000200", "91 00000200 00000000"},
    {0, "11 00000300", "D1 02"},
    /* a remote meter holds no money */
    {0, "11 00029000", "D1 02"},
    {0, "11 01029000", "D1 02"},
    /* 220.0 V, 8 kWh a day = 333.3 W = 1.515 A, 50.00 Hz; phases B and C are filled with FF */
    {0, "11 00010102", "91 00010102 0022"},
    {0, "11 00020102", "D1 02"},
    {0, "11 00000102", "D1 02"},
    {0, "11 00FF0102", "91 00FF0102 0022 FFFF FFFF"},
    {0, "11 00010202", "91 00010202 151500"},
    {0, "11 00FF0202", "91 00FF0202 151500 FFFFFF FFFFFF"},
    {0, "11 00000302", "91 00000302 333300"},
    {0, "11 00010302", "91 00010302 333300"},
    {0, "11 00FF0302", "91 00FF0302 333300 333300 FFFFFF FFFFFF"},
    {0, "11 00000602", "91 00000602 0010"},
    {0, "11 00FF0602", "91 00FF0602 0010 0010 FFFF FFFF"},
    {0, "11 00000402", "D1 02"},
    {0, "11 02008002", "91 02008002 0050"},
    {0, "11 07008002", "91 07008002 5002"},
    {0, "11 03008002", "D1 02"},
    /* clock: Monday 2026-03-02 08:30:05, then 55 s later */
    {0, "11 01010004", "91 01010004 01020326"},
    {0, "11 02010004", "91 02010004 053008"},
    {55, "11 0C010004", "91 0C010004 003108 01020326"},
    {0, "11 03010004", "91 03010004 15"},
    /* identity */
    {0, "11 01040004", "91 01040004 610100000000"},
    {0, "11 02040004", "91 02040004 610100000000"},
    {0, "11 0E040004", "91 0E040004 000000000000"},
    {0, "11 04040004", "91 04040004 0000 56303232"},
    {0, "11 05040004", "91 05040004 00000000 4135"},
    {0, "11 09040004", "91 09040004 001200"},
    {0, "11 0B040004", "91 0B040004 0000000000 31562D4B46"},
    {0, "11 0D040004", "91 0D040004 00000000 37303032 2D 353436 542F4C44"},
    {0, "11 10040004", "D1 02"},
    {0, "11 04020004", "91 04020004 63"},
    /* status words: nothing to tell */
    {0, "11 03050004", "91 03050004 0000"},
    {0, "11 07050004", "91 07050004 0000"},
    {0, "11 08050004", "D1 02"},
    {0, "11 00050004", "D1 02"},
    {0, "11 FF050004", "91 FF050004 0000000000000000000000000000"},
    /* passwords are never shown */
    {0, "11 030C0004", "D1 04"},
    {0, "11 050C0004", "D1 04"},
    {0, "11 040C0004", "D1 02"},
    /* relay: counts, records not made yet, parameters */
    {0, "11 0100001D", "91 0100001D 000000"},
    {0, "11 0100001E", "91 0100001E 000000"},
    {0, "11 0101001D", "91 0101001D 000000000000"},
    {0, "11 0A02001D", "91 0A02001D 00000000"},
    {0, "11 0B02001D", "D1 02"},
    {0, "11 0002001D", "D1 02"},
    {0, "11 0200001D", "D1 02"},
    {0, "11 0109001D", "D1 02"},
    {0, "11 01140004", "91 01140004 0000"},
    {0, "11 02140004", "91 02140004 000000"},
    {0, "11 03140004", "91 03140004 0000"},
    /* unknown identifiers, wrong lengths, load records */
    {0, "11 EFBEADDE", "D1 02"},
    {0, "11 000001", "D1 01"},
    {0, "11", "D1 01"},
    {0, "11 0000010000", "D1 02"},
    {0, "11 00000006 01 30080203", "D1 01"},
    {0, "11 00000006 01 3008020326", "D1 02"},
    {0, "11 000001000000", "D1 01"},
};

static const struct bench_step functions[] = {
    {0, "13", "93 610100000000"},
    {0, "@AAAAAAAAAAAA 13", "93 610100000000"},
    {0, "13 00", "-"},
    {0, "03 00000007", "C3 0400"},
    {0, "15 610100000000", "-"},
    {0, "@AAAAAAAAAAAA 15 620100000000", "-"},
    {0, "17 08", "D7 08"},
    {0, "18 030C0004 02000000 02111111", "D8 04"},
    {0, "19 02000000 00000000", "D9 04"},
    {0, "1A 02000000 00000000", "DA 04"},
    {0, "1B 02000000 00000000 FFFFFFFF", "DB 04"},
    {0, "1D 00", "DD 01"},
    {0, "00", "-"}, {0, "01 43C3", "-"}, {0, "02", "-"}, {0, "04 00", "-"}, {0, "10", "-"},
    {0, "1E", "-"}, {0, "1F 00", "-"},
    /* answers of other meters, and bits only answers have */
    {0, "91 00000100", "-"}, {0, "93", "-"}, {0, "51 00000100", "-"}, {0, "31 00000100", "-"},
    {0, "9C", "-"},
};
/* clang-format on */

START_TEST(read_table)
{
    BENCH_PLAY(&bench, reads);
}
END_TEST

START_TEST(function_table)
{
    BENCH_PLAY(&bench, functions);
}
END_TEST

/* The first part of the block holds 49 of 64 energies, the second the other 15. */
static void block_parts(char first[600], char second[600])
{
    int at = snprintf(first, 600, "B1 00FF0100 00260000 00260000");
    for (int i = 0; i < 47; i++)
        at += snprintf(first + at, 600 - (size_t)at, "00000000");
    at = snprintf(second, 600, "92 00FF0100 ");
    for (int i = 0; i < 15; i++)
        at += snprintf(second + at, 600 - (size_t)at, "00000000");
    snprintf(second + at, 600 - (size_t)at, "01");
}

START_TEST(follow_up)
{
    char first[600], second[600];
    block_parts(first, second);
    bench_expect(&bench, "12 00FF0100 01", "D2 02"); /* nothing waits yet */
    bench_expect(&bench, "11 00FF0100", first);
    ck_assert_uint_eq(bench.output.size, 4 + 12 + 200); /* L = C8 */
    bench_expect(&bench, "12 00FF0100 00", "D2 02");
    bench_expect(&bench, "12 00FF0100 02", "D2 02");
    bench_expect(&bench, "12 00FF0000 01", "D2 02");
    bench_expect(&bench, "12 00FF0100", "D2 02");
    bench_expect(&bench, "12 00FF0100 01 00", "D2 02");
    bench_expect(&bench, "12 00FF0100 01", second);
    bench_expect(&bench, "12 00FF0100 01", "D2 02"); /* nothing waits any more */
    bench_expect(&bench, "12 00FF0100 02", "D2 02");
}
END_TEST

START_TEST(follow_up_is_a_snapshot)
{
    char first[600], second[600];
    block_parts(first, second);
    bench_expect(&bench, "11 00FF0100", first);
    bench.now += 5 * MS_DAY;
    bench_expect(&bench, "12 00FF0100 01", second);
}
END_TEST

/* Every other command that reaches the meter ends the follow-up; one to another meter does not. */
START_TEST(follow_up_ends)
{
    static const char *const enders[] = {
        "13", "11 00010102", "16 99999999", "1E", "@999999999999 16 99999999", "11 EFBEADDE"};
    char first[600], second[600];
    block_parts(first, second);
    for (size_t i = 0; i < sizeof enders / sizeof *enders; i++) {
        bench_expect(&bench, "11 00FF0100", first);
        bench_ask(&bench, enders[i]);
        bench_expect(&bench, "12 00FF0100 01", "D2 02");
    }
    bench_expect(&bench, "11 00FF0100", first);
    bench_expect(&bench, "@000000000162 13", "-");
    bench_expect(&bench, "91 00FF0100", "-");
    bench_expect(&bench, "12 00FF0100 01", second);
    bench_expect(&bench, "11 00FF0100", first); /* a repeat of 11H starts anew */
    bench_expect(&bench, "11 00FF0100", first);
    bench_expect(&bench, "@AAAAAAAAAAAA 12 00FF0100 01", second);
}
END_TEST

/* A freeze block of 63 tariffs has 529 bytes: 196 + 195 + 138. */
START_TEST(follow_up_of_three_parts)
{
    bench_ask(&bench, "16 99999999");
    const char *got = bench_ask(&bench, "11 01FF0105");
    ck_assert_int_eq(strncmp(got,
                             "B101FF0105"
                             "3008020326"
                             "AA"
                             "0026000000260000",
                             34),
                     0);
    ck_assert_uint_eq(strlen(got), 2 * 201);
    got = bench_ask(&bench, "12 01FF0105 01");
    ck_assert_int_eq(strncmp(got, "B201FF0105", 10), 0);
    ck_assert_str_eq(got + strlen(got) - 2, "01");
    ck_assert_uint_eq(strlen(got), 2 * 201);
    bench_expect(&bench, "12 01FF0105 01", "D2 02");
    bench_expect(&bench, "12 01FF0105 03", "D2 02");
    got = bench_ask(&bench, "12 01FF0105 02");
    ck_assert_int_eq(strncmp(got, "9201FF0105", 10), 0);
    ck_assert_str_eq(got + strlen(got) - 24, "00"
                                             "AAAAAAAAAAAAAAAAAAAA"
                                             "02");
    ck_assert_uint_eq(strlen(got), 2 * (1 + 4 + 138 + 1));
    bench_expect(&bench, "12 01FF0105 03", "D2 02");
}
END_TEST

START_TEST(four_tariffs_need_no_follow_up)
{
    struct meter_config config = bench.meter.config;
    config.tariffs = 4;
    meter_init(&bench.meter, &config, bench.now);
    bench_expect(&bench, "11 00FF0100", "91 00FF0100 00260000 00260000 00000000 00000000 00000000");
    bench_expect(&bench, "11 00040100", "91 00040100 00000000");
    bench_expect(&bench, "11 00050100", "D1 02");
    config.tariffs = 0;
    meter_init(&bench.meter, &config, bench.now);
    bench_expect(&bench, "11 04020004", "91 04020004 01");
    config.tariffs = 200;
    meter_init(&bench.meter, &config, bench.now);
    bench_expect(&bench, "11 04020004", "91 04020004 63");
}
END_TEST

/* Complete frames as they stand on the line. */
START_TEST(whole_frames)
{
    struct meter_config config;
    meter_config_default(&config);
    meter_init(&bench.meter, &config, bench.now);
    bench_send(&bench, "@AAAAAAAAAAAA 13");
    static const uint8_t address_answer[] = {0xFE, 0xFE, 0xFE, 0xFE, 0x68, 0x01, 0x00, 0x00,
                                             0x00, 0x00, 0x00, 0x68, 0x93, 0x06, 0x34, 0x33,
                                             0x33, 0x33, 0x33, 0x33, 0x9D, 0x16};
    ck_assert_uint_eq(bench.output.size, sizeof address_answer);
    ck_assert_mem_eq(bench.output.bytes, address_answer, sizeof address_answer);

    ck_assert_int_eq(dlt645_address_parse("161", config.address), FK_OK);
    config.initial = 26; /* 000000.26 kWh */
    meter_init(&bench.meter, &config, bench.now);
    bench_send(&bench, "11 00000100");
    static const uint8_t energy_answer[] = {0xFE, 0xFE, 0xFE, 0xFE, 0x68, 0x61, 0x01, 0x00,
                                            0x00, 0x00, 0x00, 0x68, 0x91, 0x08, 0x33, 0x33,
                                            0x34, 0x33, 0x59, 0x33, 0x33, 0x33, 0x8A, 0x16};
    ck_assert_uint_eq(bench.output.size, sizeof energy_answer);
    ck_assert_mem_eq(bench.output.bytes, energy_answer, sizeof energy_answer);
}
END_TEST

/* 99999999 = 999,999.99 kWh; one step further the register shows 0 again. */
START_TEST(register_wraps)
{
    struct meter_config config = bench.meter.config;
    config.initial = 99999999;
    meter_init(&bench.meter, &config, bench.now);
    bench_expect(&bench, "11 00000100", "91 00000100 99999999");
    bench.now += 2 * MS_MINUTE; /* 800 a day: one unit in 108 s */
    bench_expect(&bench, "11 00000100", "91 00000100 00000000");
}
END_TEST

static Suite *meter_read_suite(void)
{
    Suite *suite = suite_create("meter_read");
    TCase *tc = tcase_create("read");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, read_table);
    tcase_add_test(tc, function_table);
    tcase_add_test(tc, follow_up);
    tcase_add_test(tc, follow_up_is_a_snapshot);
    tcase_add_test(tc, follow_up_ends);
    tcase_add_test(tc, follow_up_of_three_parts);
    tcase_add_test(tc, four_tariffs_need_no_follow_up);
    tcase_add_test(tc, whole_frames);
    tcase_add_test(tc, register_wraps);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_read_suite)
