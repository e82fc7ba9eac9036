/* Scanner: a decision is made with the first byte that allows it, not a byte later. On a slow line
 * a byte later is the time-out of the answer. */
#include "protocol/dlt645/dlt645_scan.h"
#include "tests/unit/fk_check.h"
#include <string.h>

START_TEST(stray_start_is_given_up_at_the_second_start)
{
    static const uint8_t stray[8] = {0x68, 1, 2, 3, 4, 5, 6, 7};
    struct dlt645_scanner scanner;
    struct dlt645_frame frame;
    struct dlt645_scan_info info;
    dlt645_scan_init(&scanner);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, stray, 7), 7);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_NEED_MORE);
    ck_assert_uint_eq(dlt645_scan_push(&scanner, stray + 7, 1), 1);
    ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, &info), DLT645_SCAN_SKIPPED);
    ck_assert_uint_eq(info.bad_at, 7);
}
END_TEST

START_TEST(frame_is_there_with_its_last_byte)
{
    struct dlt645_frame sent = {.control = 0x11, .length = 4, .data = {1, 2, 3, 4}};
    struct dlt645_frame frame;
    struct dlt645_scanner scanner;
    uint8_t bytes[64];
    int size = dlt645_frame_encode(&sent, 0, bytes, sizeof bytes);
    ck_assert_int_eq(size, 16);
    dlt645_scan_init(&scanner);
    for (int i = 0; i < size; i++) {
        ck_assert_uint_eq(dlt645_scan_push(&scanner, bytes + i, 1), 1);
        ck_assert_int_eq(dlt645_scan_next(&scanner, &frame, NULL),
                         i + 1 < size ? DLT645_SCAN_NEED_MORE : DLT645_SCAN_FRAME);
    }
    ck_assert_int_eq(memcmp(frame.data, sent.data, 4), 0);
}
END_TEST

static Suite *scan_edges_suite(void)
{
    Suite *suite = suite_create("dlt645_scan_edges");
    TCase *tcase = tcase_create("edges");
    tcase_add_test(tcase, stray_start_is_given_up_at_the_second_start);
    tcase_add_test(tcase, frame_is_there_with_its_last_byte);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scan_edges_suite)
