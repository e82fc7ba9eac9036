/* Virtual meter on a line: addresses, broken and glued frames, silence inside a frame. */
#include "tests/unit/models/meter_bench.h"

static struct bench bench;

static void setup(void)
{
    bench_init(&bench, NULL);
}

/* clang-format off */
static const struct bench_step addresses[] = {
    {0, "@000000000161 11 00000100", "91 00000100 00260000"},
    {0, "@AAAAAAAAAAAA 11 00000100", "91 00000100 00260000"},
    {0, "@AAAAAAAA0161 11 00000100", "91 00000100 00260000"}, /* shortened */
    {0, "@AAAAAAAAAA61 11 00000100", "91 00000100 00260000"},
    {0, "@AA0000000161 11 00000100", "91 00000100 00260000"},
    {0, "@AAAAAAAA0162 11 00000100", "-"},
    {0, "@AAAAAAAAAA62 13", "-"},
    {0, "@0000000001AA 11 00000100", "-"}, /* AA below a digit is no short form */
    {0, "@000000000162 11 00000100", "-"},
    {0, "@610100000000 11 00000100", "-"},
    {0, "@999999999999 11 00000100", "-"},
    {0, "@999999999999 13", "-"},
    {0, "@999999999999 12 00000100 01", "-"},
    /* writes and control reach the meter under its own address alone, and in silence otherwise */
    {0, "@AAAAAAAAAAAA 14 01140004 02000000 00000000 0100", "-"},
    {0, "@AAAAAAAA0161 14 01140004 02000000 00000000 0100", "-"},
    {0, "@999999999999 14 01140004 02000000 00000000 0100", "-"},
    {0, "11 01140004", "91 01140004 0000"},
    {0, "@AAAAAAAAAAAA 1C 02000000 00000000 1A00 T+60", "-"},
    {0, "@AAAAAAAA0161 1C 02000000 00000000 1A00 T+60", "-"},
    {0, "@999999999999 1C 02000000 00000000 1A00 T+60", "-"},
    {0, "@AAAAAAAAAAAA 1C 02000001 00000000 1A00 T+60", "-"},
    {0, "11 03050004", "91 03050004 0000"},
    {0, "@AAAAAAAAAAAA 03 00000007", "-"},
    {0, "@AAAAAAAAAAAA 17 08", "-"},
    {0, "@999999999999 18 030C0004 02000000 02111111", "-"},
    {0, "@999999999999 1D 00", "-"},
};
/* clang-format on */

START_TEST(address_table)
{
    BENCH_PLAY(&bench, addresses);
}
END_TEST

/* Sends raw bytes in one piece; returns the number of answers. */
static int receive(const uint8_t *bytes, size_t size)
{
    int answers = 0;
    size_t at = 0;
    do {
        at += meter_receive(&bench.meter, bytes + at, size - at, bench.now, &bench.output);
        answers += bench.output.size > 0;
    } while (at < size || bench.output.size > 0);
    return answers;
}

static size_t frame_bytes(const char *request, unsigned wakes, uint8_t *out)
{
    struct dlt645_frame frame = bench_frame(&bench, request);
    int size = dlt645_frame_encode(&frame, wakes, out, DLT645_FRAME_MAX + 16);
    ck_assert_int_gt(size, 0);
    return (size_t)size;
}

START_TEST(glued_frames)
{
    uint8_t line[1024];
    size_t size = frame_bytes("11 00000100", 4, line);
    size +=
        frame_bytes("@000000000162 13", 0, line + size); /* silent: the next is served at once */
    size += frame_bytes("13", 0, line + size);
    size += frame_bytes("11 00010102", 7, line + size);
    ck_assert_int_eq(receive(line, size), 3);
    size_t taken = meter_receive(&bench.meter, line, size, bench.now, &bench.output);
    ck_assert_uint_eq(taken, size);
    ck_assert_uint_eq(bench.output.bytes[4 + 8], 0x91);
    ck_assert_uint_eq(meter_receive(&bench.meter, NULL, 0, bench.now, &bench.output), 0);
    ck_assert_uint_eq(bench.output.bytes[4 + 8], 0x93);
    ck_assert_uint_eq(meter_receive(&bench.meter, NULL, 0, bench.now, &bench.output), 0);
    ck_assert_uint_eq(bench.output.bytes[4 + 8], 0x91);
    ck_assert_uint_eq(meter_receive(&bench.meter, NULL, 0, bench.now, &bench.output), 0);
    ck_assert_uint_eq(bench.output.size, 0);
}
END_TEST

START_TEST(more_than_the_scanner_holds)
{
    static uint8_t line[64 * 20];
    size_t size = 0;
    for (int i = 0; i < 60; i++)
        size += frame_bytes("13", 4, line + size);
    ck_assert_uint_gt(size, DLT645_SCAN_CAPACITY - 100);
    ck_assert_int_eq(receive(line, size), 60);
}
END_TEST

START_TEST(every_broken_byte_is_silence)
{
    uint8_t line[64];
    size_t size = frame_bytes("1C 02000000 00000000 1A00 T+60", 0, line);
    for (size_t at = 0; at < size; at++) {
        bench_init(&bench, NULL);
        line[at] ^= 0x10;
        ck_assert_msg(receive(line, size) == 0, "byte %zu", at);
        line[at] ^= 0x10;
        ck_assert_int_eq(bench.meter.relay.state, RELAY_CLOSED);
        bench.now += MS_SECOND; /* whatever is left is given up */
        bench_expect(&bench, "13", "93 610100000000");
    }
    bench_init(&bench, NULL);
    ck_assert_int_eq(receive(line, size), 1);
}
END_TEST

START_TEST(garbage_before_a_frame)
{
    static const char *const garbage[] = {"00",
                                          "68",
                                          "6868",
                                          "1616",
                                          "68 0000 68 0000 68",
                                          "68 610100000000 68 11 04 33333333",
                                          "FE68FE",
                                          "68 610100000000 68 11 04 33333333 00 16"};
    for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
        uint8_t line[256];
        bench_init(&bench, NULL);
        size_t size = bench_bytes(&bench, garbage[i], line);
        size += frame_bytes("13", 4, line + size);
        int answers = receive(line, size);
        bench.now += 501; /* an unfinished candidate may hold the frame until the line is silent */
        answers += receive(NULL, 0);
        ck_assert_msg(answers == 1, "garbage %s: %d answers", garbage[i], answers);
    }
}
END_TEST

/* 5.3.3: 500 ms between two bytes are allowed, more end the frame. */
START_TEST(silence_inside_a_frame)
{
    uint8_t line[64];
    size_t size = frame_bytes("13", 0, line);
    receive(line, 5);
    bench.now += 500;
    ck_assert_int_eq(receive(line + 5, size - 5), 1);
    receive(line, 5);
    bench.now += 501;
    ck_assert_int_eq(receive(line + 5, size - 5), 0);
    ck_assert_int_eq(receive(line, size), 1);
    receive(line, size - 1);
    bench.now += 501;
    ck_assert_int_eq(receive(line, size), 1);
}
END_TEST

START_TEST(power_cycle_clears_the_line)
{
    uint8_t line[64];
    size_t size = frame_bytes("13", 0, line);
    receive(line, 5);
    meter_power_cycle(&bench.meter, bench.now);
    ck_assert_int_eq(receive(line + 5, size - 5), 0);
    ck_assert_int_eq(receive(line, size), 1);
}
END_TEST

START_TEST(handle_takes_frames)
{
    struct dlt645_frame frame = bench_frame(&bench, "11 00000100");
    meter_handle(&bench.meter, &frame, bench.now + MS_DAY, &bench.output);
    ck_assert_uint_eq(bench.output.size, 4 + 12 + 8);
    ck_assert_uint_eq(bench.output.delay_ms, 30);
    frame.control = 0x91;
    meter_handle(&bench.meter, &frame, bench.now + MS_DAY, &bench.output);
    ck_assert_uint_eq(bench.output.size, 0);
    ck_assert_uint_eq(bench.output.delay_ms, 0);
}
END_TEST

START_TEST(default_configuration)
{
    struct meter_config config;
    meter_config_default(&config);
    ck_assert_mem_eq(config.address, "\x01\x00\x00\x00\x00\x00", 6);
    ck_assert_mem_eq(config.password, "\0\0\0\0\0\0", 6);
    ck_assert_uint_eq(config.tariffs, 63);
    ck_assert_int_eq(config.rules.answer_delay_ms, 30);
    ck_assert(!config.is_external);
}
END_TEST

static Suite *meter_line_suite(void)
{
    Suite *suite = suite_create("meter_line");
    TCase *tc = tcase_create("line");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, address_table);
    tcase_add_test(tc, glued_frames);
    tcase_add_test(tc, more_than_the_scanner_holds);
    tcase_add_test(tc, every_broken_byte_is_silence);
    tcase_add_test(tc, garbage_before_a_frame);
    tcase_add_test(tc, silence_inside_a_frame);
    tcase_add_test(tc, power_cycle_clears_the_line);
    tcase_add_test(tc, handle_takes_frames);
    tcase_add_test(tc, default_configuration);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_line_suite)
