/* The echo filter: what is taken off, what is passed on, when AUTO decides. */
#include "line/transport.h"
#include "line/transport_echo.h"
#include "tests/unit/fk_check.h"

#include <string.h>

static const uint8_t request[] = {0xFE, 0x68, 0x61, 0x01, 0x00, 0x00, 0x00, 0x00, 0x68, 0x11, 0x16};
static const uint8_t answer[] = {0xFE, 0x68, 0x61, 0x01, 0x00, 0x00, 0x00, 0x00, 0x68, 0x91, 0x16};
#define SIZE sizeof request

static struct transport_echo_filter filter;
static uint8_t out[TRANSPORT_ECHO_SENT + TRANSPORT_ECHO_CHUNK];

static void start(uint8_t mode)
{
    transport_echo_init(&filter, mode, 2400);
    ck_assert_int_eq(transport_echo_sent(&filter, request, SIZE, 1000), FK_OK);
}

static void hear(const uint8_t *bytes, size_t size, ms_t at)
{
    ck_assert_int_eq(transport_echo_heard(&filter, bytes, size, at, NULL), FK_OK);
}

static void expect_ready(const uint8_t *bytes, size_t size, ms_t at)
{
    ms_t first = -1;
    ck_assert_uint_eq(transport_echo_take(&filter, out, sizeof out, &first), size);
    ck_assert_int_eq(memcmp(out, bytes, size), 0);
    ck_assert_int_eq(first, at);
}

static void expect_nothing(void)
{
    ck_assert_uint_eq(transport_echo_take(&filter, out, sizeof out, NULL), 0);
}

START_TEST(off_passes_everything)
{
    start(TRANSPORT_ECHO_OFF);
    hear(request, SIZE, 1020);
    expect_ready(request, SIZE, 1020);
}
END_TEST

START_TEST(on_takes_the_echo_off_in_pieces)
{
    start(TRANSPORT_ECHO_ON);
    hear(request, 4, 1001);
    expect_nothing();
    uint8_t both[SIZE - 4 + SIZE];
    memcpy(both, request + 4, SIZE - 4);
    memcpy(both + SIZE - 4, answer, SIZE);
    hear(both, sizeof both, 1030);
    expect_ready(answer, SIZE, 1030);
}
END_TEST

START_TEST(on_follows_two_sends)
{
    start(TRANSPORT_ECHO_ON);
    ck_assert_int_eq(transport_echo_sent(&filter, answer, SIZE, 1001), FK_OK);
    hear(request, SIZE, 1002);
    hear(answer, SIZE, 1003);
    expect_nothing();
    hear(answer, 2, 1004);
    expect_ready(answer, 2, 1004);
}
END_TEST

START_TEST(on_reports_a_collision)
{
    struct fk_diag diag;
    uint8_t spoilt[SIZE];
    start(TRANSPORT_ECHO_ON);
    memcpy(spoilt, request, SIZE);
    spoilt[5] ^= 0x40;
    ck_assert_int_eq(transport_echo_heard(&filter, spoilt, SIZE, 1001, &diag), FK_E_IO);
    ck_assert_uint_eq(diag.offset, 5);
    ck_assert_ptr_nonnull(strstr(diag.text, "collision"));
    expect_nothing();
    hear(answer, SIZE, 1050); /* the line can be used again */
    expect_ready(answer, SIZE, 1050);
}
END_TEST

START_TEST(auto_decides_on)
{
    start(TRANSPORT_ECHO_AUTO);
    hear(request, SIZE - 1, 1001);
    ck_assert_uint_eq(filter.mode, TRANSPORT_ECHO_AUTO);
    hear(request + SIZE - 1, 1, 1002);
    ck_assert_uint_eq(filter.mode, TRANSPORT_ECHO_ON);
    expect_nothing();
    hear(answer, SIZE, 1030);
    expect_ready(answer, SIZE, 1030);
}
END_TEST

/* An answer begins like its request; what was held back must come out whole, stamped when it came.
 */
START_TEST(auto_decides_off_at_the_first_difference)
{
    start(TRANSPORT_ECHO_AUTO);
    hear(answer, 3, 1020);
    expect_nothing();
    hear(answer + 3, SIZE - 3, 1025);
    ck_assert_uint_eq(filter.mode, TRANSPORT_ECHO_OFF);
    expect_ready(answer, SIZE, 1020);
    ck_assert_int_eq(transport_echo_sent(&filter, request, SIZE, 1100), FK_OK);
    hear(request, SIZE, 1101);
    expect_ready(request, SIZE, 1101);
}
END_TEST

/* 11 bytes at 2400 baud take 50.4 ms; echo may come 200 ms later. */
START_TEST(auto_decides_off_when_echo_is_overdue)
{
    start(TRANSPORT_ECHO_AUTO);
    hear(answer, 3, 1020);
    transport_echo_silence(&filter, 1249);
    ck_assert_uint_eq(filter.mode, TRANSPORT_ECHO_AUTO);
    expect_nothing();
    transport_echo_silence(&filter, 1250);
    ck_assert_uint_eq(filter.mode, TRANSPORT_ECHO_OFF);
    expect_ready(answer, 3, 1020);
}
END_TEST

START_TEST(auto_without_a_send_passes_everything)
{
    transport_echo_init(&filter, TRANSPORT_ECHO_AUTO, 2400);
    hear(answer, SIZE, 5);
    expect_ready(answer, SIZE, 5);
    ck_assert_uint_eq(filter.mode, TRANSPORT_ECHO_AUTO);
}
END_TEST

START_TEST(sent_refuses_what_it_cannot_hold)
{
    static const uint8_t many[TRANSPORT_ECHO_SENT];
    start(TRANSPORT_ECHO_ON);
    ck_assert_int_eq(transport_echo_sent(&filter, many, sizeof many - SIZE + 1, 1000), FK_E_SPACE);
    ck_assert_int_eq(transport_echo_sent(&filter, many, sizeof many - SIZE, 1000), FK_OK);
}
END_TEST

START_TEST(take_gives_in_pieces)
{
    start(TRANSPORT_ECHO_OFF);
    hear(answer, SIZE, 1020);
    ck_assert_uint_eq(transport_echo_take(&filter, out, 4, NULL), 4);
    ck_assert_int_eq(memcmp(out, answer, 4), 0);
    ck_assert_uint_eq(transport_echo_take(&filter, out, 2, NULL), 2);
    ck_assert_int_eq(memcmp(out, answer + 4, 2), 0);
    expect_ready(answer + 6, SIZE - 6, 1020);
    expect_nothing();
}
END_TEST

static Suite *echo_suite(void)
{
    Suite *suite = suite_create("transport_echo");
    TCase *cases = tcase_create("filter");
    tcase_add_test(cases, off_passes_everything);
    tcase_add_test(cases, on_takes_the_echo_off_in_pieces);
    tcase_add_test(cases, on_follows_two_sends);
    tcase_add_test(cases, on_reports_a_collision);
    tcase_add_test(cases, auto_decides_on);
    tcase_add_test(cases, auto_decides_off_at_the_first_difference);
    tcase_add_test(cases, auto_decides_off_when_echo_is_overdue);
    tcase_add_test(cases, auto_without_a_send_passes_everything);
    tcase_add_test(cases, sent_refuses_what_it_cannot_hold);
    tcase_add_test(cases, take_gives_in_pieces);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(echo_suite)
