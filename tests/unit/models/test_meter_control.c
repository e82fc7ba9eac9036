/* Virtual meter: 1CH, status word 3, trip and close records, key and supply, energy behind the
 * relay. */
#include "tests/unit/models/meter_bench.h"

static struct bench bench;

static void setup(void)
{
    bench_init(&bench, NULL);
}

/* clang-format off */
/* Trip, permit, key, direct close; what the master reads in between. */
static const struct bench_step story[] = {
    {0,  "1C 02000000 11223344 1A00 T+60", "9C"},
    {0,  "11 03050004", "91 03050004 5000"}, /* b4 open, b6 ordered */
    {0,  "11 FF050004", "91 FF050004 0000 0000 5000 0000 0000 0000 0000"},
    {0,  "11 00010202", "91 00010202 000000"},
    {0,  "11 00000302", "91 00000302 000000"},
    {0,  "11 00010102", "91 00010102 0022"},
    {0,  "11 0100001D", "91 0100001D 010000"},
    {0,  "11 0101001D", "91 0101001D 053008020326"},
    {0,  "11 0102001D", "91 0102001D 11223344"},
    {0,  "11 0103001D", "91 0103001D 00260000"},
    {0,  "11 0104001D", "91 0104001D 00000000"},
    {0,  "11 0108001D", "91 0108001D 00000000"},
    {0,  "11 01FF001D", "91 01FF001D 053008020326 11223344 00260000"
                        "0000000000000000000000000000000000000000"},
    {0,  "11 0100001E", "91 0100001E 000000"},
    {86400, "11 00000100", "91 00000100 00260000"}, /* the load is off: the register stands */
    /* repeated trip: no second record */
    {0,  "1C 02000000 55667788 1A00 T+60", "9C"},
    {0,  "11 0100001D", "91 0100001D 010000"},
    /* close permit: still open, command bit 0, no close record before the key */
    {10, "1C 02000000 99887766 1B00 T+60", "9C"},
    {0,  "11 03050004", "91 03050004 1000"},
    {0,  "11 0100001E", "91 0100001E 000000"},
    {0,  "key", "-"},
    {0,  "11 03050004", "91 03050004 0000"},
    {0,  "11 0100001E", "91 0100001E 010000"},
    {0,  "11 0101001E", "91 0101001E 153008030326"},
    {0,  "11 0102001E", "91 0102001E 99887766"},
    {0,  "11 00010202", "91 00010202 151500"},
    /* trip again, then direct close */
    {0,  "1C 02000000 00000001 1A00 T+0", "9C"},
    {0,  "11 0100001D", "91 0100001D 020000"},
    {0,  "11 0102001D", "91 0102001D 00000001"},
    {0,  "11 0202001D", "91 0202001D 11223344"},
    {5,  "1C 02000000 00000002 1C00 T+60", "9C"},
    {0,  "11 03050004", "91 03050004 0000"},
    {0,  "11 0100001E", "91 0100001E 020000"},
    {0,  "11 0102001E", "91 0102001E 00000002"},
    {0,  "11 0202001E", "91 0202001E 99887766"},
};

static const struct bench_step refusals[] = {
    /* the second of the valid-until time still counts, the next does not; then impossible times */
    {0, "1C 02000000 00000000 2A00 T+0", "9C"},
    {0, "1C 02000000 00000000 2B00 T-1", "DC 04"},
    {0, "1C 02000000 00000000 1A00 T-1", "DC 04"},
    {0, "1C 02000000 00000000 1A00 000000010199", "9C"}, /* 2099 */
    {0, "1C 02000000 00000000 1C00 000000010199", "9C"},
    {0, "1C 02000000 00000000 1A00 600000010127", "DC 04"},
    {0, "1C 02000000 00000000 1A00 006000010127", "DC 04"},
    {0, "1C 02000000 00000000 1A00 000024010127", "DC 04"},
    {0, "1C 02000000 00000000 1A00 000000000127", "DC 04"},
    {0, "1C 02000000 00000000 1A00 000000310427", "DC 04"},
    {0, "1C 02000000 00000000 1A00 000000290227", "DC 04"},
    {0, "1C 02000000 00000000 1A00 000000011327", "DC 04"},
    {0, "1C 02000000 00000000 1A00 000000010027", "DC 04"},
    {0, "1C 02000000 00000000 1A00 0A0000010127", "DC 04"},
    {0, "1C 02000000 00000000 1A00 FFFFFFFFFFFF", "DC 04"},
    /* passwords and levels */
    {0, "1C 02000001 00000000 1A00 T+60", "DC 04"},
    {0, "1C 02040404 00000000 1A00 T+60", "DC 04"},
    {0, "1C 04000000 00000000 1A00 T+60", "DC 04"},
    {0, "1C 00000000 00000000 1A00 T+60", "DC 04"},
    {0, "1C 03000000 00000000 1A00 T+60", "DC 04"},
    {0, "1C 98000000 00000000 1A00 T+60", "DC 04"},
    {0, "1C 98000001 00000000 00000000000000000000000000000000 00000000", "DC 04"},
    {0, "1C 04040404 00000000 1D01 T+60", "DC 04"},
    {0, "1C 04040404 00000000 1E01 T+60", "DC 04"},
    {0, "1C 04040404 00000000 2B00 T+60", "DC 04"},
    {0, "1C 04040404 00000000 3A00 T+60", "DC 04"},
    {0, "1C 04040404 00000000 3B00 T+60", "DC 04"},
    /* commands and lengths */
    {0, "1C 02000000 00000000 0000 T+60", "DC 04"},
    {0, "1C 02000000 00000000 1900 T+60", "DC 04"},
    {0, "1C 02000000 00000000 1F00 T+60", "DC 04"},
    {0, "1C 02000000 00000000 2C00 T+60", "DC 04"},
    {0, "1C 02000000 00000000 3C00 T+60", "DC 04"},
    {0, "1C 02000000 00000000 1D00 T+60", "DC 04"}, /* restore time 0 */
    {0, "1C 02000000 00000000 1A00 0000000101", "DC 04"},
    {0, "1C 02000000 00000000 1A00 T+60 00", "DC 04"},
    {0, "1C", "DC 04"},
    /* nothing has happened but the first alarm and the one trip and close */
    {0, "11 03050004", "91 03050004 8000"},
    {0, "11 0100001D", "91 0100001D 010000"},
    {0, "11 0100001E", "91 0100001E 010000"},
    /* level 04 trips, permits, closes */
    {0, "1C 04040404 00000000 1A00 T+60", "9C"},
    {0, "11 03050004", "91 03050004 D000"},
    {0, "1C 04040404 00000000 1B00 T+60", "9C"},
    {0, "11 03050004", "91 03050004 9000"},
    {0, "1C 04040404 00000000 1C00 T+60", "9C"},
    {0, "11 03050004", "91 03050004 8000"},
};

/* Protection, alarm, and the operator code of a key close after protection. */
static const struct bench_step protection[] = {
    {0, "1C 02000000 0A0A0A0A 3A00 T+60", "9C"},
    {0, "11 03050004", "91 03050004 0010"},
    {0, "1C 02000000 0B0B0B0B 1A00 T+60", "DC 04"},
    {0, "1C 02000000 0B0B0B0B 1D01 T+60", "DC 04"},
    {0, "1C 02000000 0B0B0B0B 1E01 T+60", "DC 04"},
    {0, "11 03050004", "91 03050004 0010"},
    {0, "1C 02000000 0C0C0C0C 3B00 T+60", "9C"},
    {0, "11 03050004", "91 03050004 0000"}, /* the end of protection moves nothing */
    {0, "1C 02000000 0D0D0D0D 1A00 T+60", "9C"},
    {0, "1C 02000000 0E0E0E0E 2A00 T+60", "9C"},
    {0, "11 03050004", "91 03050004 D000"},
    {0, "1C 02000000 0E0E0E0E 2B00 T+60", "9C"},
    {0, "1C 02000000 0F0F0F0F 3A00 T+60", "9C"}, /* tripped and protected: the key may close */
    {0, "11 03050004", "91 03050004 1010"},
    {0, "1C 02000000 10101010 1A00 T+60", "DC 04"},
    {0, "key", "-"},
    {0, "11 03050004", "91 03050004 0010"},
    {0, "11 0102001D", "91 0102001D 0D0D0D0D"},
    {0, "11 0102001E", "91 0102001E 0F0F0F0F"},
    {0, "11 0100001D", "91 0100001D 010000"},
};

/* 1D closes by itself, 1E permits; records bear the moment at which it happened. */
static const struct bench_step timers[] = {
    {0,    "1C 02000000 0A000000 1D01 T+60", "9C"},
    {0,    "11 03050004", "91 03050004 5000"},
    {299,  "11 03050004", "91 03050004 5000"},
    {3000, "11 03050004", "91 03050004 0000"},
    {0,    "11 0101001E", "91 0101001E 053508020326"},
    {0,    "11 0102001E", "91 0102001E 0A000000"},
    {0,    "1C 02000000 0B000000 1E02 T+60", "9C"},
    {599,  "11 03050004", "91 03050004 5000"},
    {1,    "11 03050004", "91 03050004 1000"},
    {0,    "11 0100001E", "91 0100001E 010000"},
    {0,    "key", "-"},
    {0,    "11 0100001E", "91 0100001E 020000"},
    /* the supply went away: 1D closes, 1E permits */
    {0,    "1C 02000000 0C000000 1D0A T+60", "9C"},
    {60,   "power", "-"},
    {0,    "11 03050004", "91 03050004 0000"},
    {0,    "11 0102001E", "91 0102001E 0C000000"},
    {0,    "1C 02000000 0D000000 1E0A T+60", "9C"},
    {60,   "power", "-"},
    {0,    "11 03050004", "91 03050004 1000"},
};

/* Trip delay 2 minutes; current threshold 1.000 A below the load of 1.515 A, hold 3 minutes. */
static const struct bench_step delays[] = {
    {0,   "14 01140004 02000000 00000000 0200", "94"},
    {0,   "1C 02000000 0A000000 1A00 T+60", "9C"},
    {119, "11 03050004", "91 03050004 4000"}, /* ordered, not open */
    {0,   "11 0100001D", "91 0100001D 000000"},
    {1,   "11 03050004", "91 03050004 5000"},
    {0,   "11 0101001D", "91 0101001D 053208020326"},
    {0,   "11 0102001D", "91 0102001D 0A000000"},
    {0,   "1C 02000000 0B000000 1C00 T+60", "9C"},
    {0,   "14 01140004 02000000 00000000 0000", "94"},
    {0,   "14 02140004 02000000 00000000 001000", "94"},
    {0,   "14 03140004 02000000 00000000 0300", "94"},
    {0,   "1C 02000000 0C000000 1A00 T+60", "9C"},
    {179, "11 03050004", "91 03050004 4000"},
    {1,   "11 03050004", "91 03050004 5000"},
    {0,   "1C 02000000 0D000000 1C00 T+60", "9C"},
    {0,   "1C 02000000 0E000000 1A00 T+60", "9C"},
    {0,   "11 03050004", "91 03050004 4000"},
    {0,   "14 02140004 02000000 00000000 002000", "94"}, /* 2.000 A: no longer too high */
    {1,   "11 03050004", "91 03050004 5000"},
    {0,   "1C 02000000 0F000000 1C00 T+60", "9C"},
    {0,   "14 01140004 02000000 00000000 0100", "94"},
    {0,   "1C 02000000 10000000 1A00 T+60", "9C"},
    {10,  "power", "-"}, /* a delay does not live through an outage */
    {0,   "11 03050004", "91 03050004 5000"},
};
/* clang-format on */

START_TEST(trip_and_close)
{
    BENCH_PLAY(&bench, story);
}
END_TEST

START_TEST(refused)
{
    BENCH_PLAY(&bench, refusals);
}
END_TEST

START_TEST(protect)
{
    BENCH_PLAY(&bench, protection);
}
END_TEST

START_TEST(restore_timers)
{
    BENCH_PLAY(&bench, timers);
}
END_TEST

START_TEST(trip_delay_and_hold)
{
    BENCH_PLAY(&bench, delays);
}
END_TEST

START_TEST(due_is_the_timer)
{
    ck_assert_int_eq(meter_due(&bench.meter), MS_NEVER);
    bench_expect(&bench, "1C 02000000 00000000 1D01 T+60", "9C");
    ck_assert_int_eq(meter_due(&bench.meter), bench.now + 5 * MS_MINUTE);
}
END_TEST

/* External breaker: 1B and 3A close at once, the key does nothing. */
START_TEST(external_breaker)
{
    struct meter_config config = bench.meter.config;
    config.is_external = true;
    meter_init(&bench.meter, &config, bench.now);
    bench_expect(&bench, "1C 02000000 00000000 1A00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    ck_assert(!meter_key(&bench.meter, bench.now));
    bench_expect(&bench, "1C 02000000 00000000 1B00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 0000");
    bench_expect(&bench, "1C 02000000 00000000 1A00 T+60", "9C");
    bench_expect(&bench, "1C 02000000 00000000 3A00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 0010");
}
END_TEST

/* The answer comes at once; contact, load and records follow together after settle_ms. */
START_TEST(slow_contact)
{
    struct meter_config config = bench.meter.config;
    config.rules.settle_ms = 4000;
    meter_init(&bench.meter, &config, bench.now);
    bench_expect(&bench, "1C 02000000 0A000000 1A00 T+60", "9C");
    ck_assert_int_eq(meter_due(&bench.meter), bench.now + 4000);
    bench.now += 3999;
    bench_expect(&bench, "11 03050004", "91 03050004 4000"); /* ordered, not open */
    bench_expect(&bench, "11 0100001D", "91 0100001D 000000");
    bench.now += 1;
    bench_expect(&bench, "11 03050004", "91 03050004 5000");
    bench_expect(&bench, "11 0100001D", "91 0100001D 010000");
    bench_expect(&bench, "11 0101001D", "91 0101001D 093008020326");
    bench_expect(&bench, "11 0102001D", "91 0102001D 0A000000");
    ck_assert_int_eq(meter_due(&bench.meter), MS_NEVER);
    /* what changes nothing takes no time: the permit needs no contact */
    bench_expect(&bench, "1C 02000000 0B000000 1B00 T+60", "9C");
    ck_assert_int_eq(meter_due(&bench.meter), MS_NEVER);
    /* a second order while the contact is on its way does not hold it up */
    bench_expect(&bench, "1C 02000000 0C000000 1C00 T+60", "9C");
    bench.now += 2000;
    bench_expect(&bench, "1C 02000000 0C000000 1C00 T+60", "9C");
    bench.now += 2000;
    bench_expect(&bench, "11 03050004", "91 03050004 0000");
    bench_expect(&bench, "11 0100001E", "91 0100001E 010000");
}
END_TEST

/* What most meters leave to the security chip is refused, the rest is as before. */
START_TEST(strict_plain)
{
    static const char *const refused_here[] = {"1D01", "1E01", "2A00", "2B00", "3A00", "3B00"};
    struct meter_config config = bench.meter.config;
    char request[64];
    config.rules.plain_orders_all = 0;
    meter_init(&bench.meter, &config, bench.now);
    for (size_t i = 0; i < sizeof refused_here / sizeof *refused_here; i++) {
        snprintf(request, sizeof request, "1C 02000000 00000000 %s T+60", refused_here[i]);
        bench_expect(&bench, request, "DC 04");
    }
    bench_expect(&bench, "11 03050004", "91 03050004 0000");
    bench_expect(&bench, "1C 02000000 00000000 1A00 T+60", "9C");
    bench_expect(&bench, "1C 02000000 00000000 1B00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 1000");
    bench_expect(&bench, "1C 02000000 00000000 1C00 T+60", "9C");
    bench_expect(&bench, "11 03050004", "91 03050004 0000");
}
END_TEST

/* Ten records are kept, newest first; the counts go on. */
START_TEST(records_roll)
{
    char request[64], answer[64];
    for (int i = 1; i <= 12; i++) {
        bench.now += MS_MINUTE;
        snprintf(request, sizeof request, "1C 02000000 000000%02d 1A00 T+60", i);
        bench_expect(&bench, request, "9C");
        snprintf(request, sizeof request, "1C 02000000 010000%02d 1C00 T+60", i);
        bench_expect(&bench, request, "9C");
    }
    bench_expect(&bench, "11 0100001D", "91 0100001D 120000");
    bench_expect(&bench, "11 0100001E", "91 0100001E 120000");
    for (int nth = 1; nth <= 10; nth++) {
        snprintf(request, sizeof request, "11 %02X02001D", nth);
        snprintf(answer, sizeof answer, "91 %02X02001D 000000%02d", nth, 13 - nth);
        bench_expect(&bench, request, answer);
        snprintf(request, sizeof request, "11 %02X02001E", nth);
        snprintf(answer, sizeof answer, "91 %02X02001E 010000%02d", nth, 13 - nth);
        bench_expect(&bench, request, answer);
    }
}
END_TEST

/* The meter judges the valid-until time by its own clock. */
START_TEST(meter_clock_decides)
{
    bench_expect(&bench, "14 0C010004 02000000 00000000 003008 01 020326", "94"); /* 5 s back */
    bench_expect(&bench, "1C 02000000 00000000 2A00 T-5", "9C");
    bench_expect(&bench, "1C 02000000 00000000 2A00 T-6", "DC 04");
    bench_expect(&bench, "14 0C010004 02000000 00000000 003108 01 020326", "94"); /* 55 s ahead */
    bench_expect(&bench, "1C 02000000 00000000 2A00 T+54", "DC 04");
    bench_expect(&bench, "1C 02000000 00000000 2A00 T+55", "9C");
}
END_TEST

static Suite *meter_control_suite(void)
{
    Suite *suite = suite_create("meter_control");
    TCase *tc = tcase_create("control");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, trip_and_close);
    tcase_add_test(tc, refused);
    tcase_add_test(tc, protect);
    tcase_add_test(tc, restore_timers);
    tcase_add_test(tc, trip_delay_and_hold);
    tcase_add_test(tc, due_is_the_timer);
    tcase_add_test(tc, external_breaker);
    tcase_add_test(tc, slow_contact);
    tcase_add_test(tc, strict_plain);
    tcase_add_test(tc, records_roll);
    tcase_add_test(tc, meter_clock_decides);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(meter_control_suite)
