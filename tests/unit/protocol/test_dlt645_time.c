/* Dates and times as BCD bytes: the orders of the protocol, ranges and days that do not exist. */
#include "protocol/dlt645/dlt645_time.h"
#include "tests/unit/fk_check.h"

#include <string.h>

/* 2028-02-29 was taken as the date: a Tuesday of a leap year. */
static const struct put_row {
    const char *order;
    uint8_t bytes[8];
} put_rows[] = {
    {DLT645_ORDER_STAMP, {0x07, 0x06, 0x23, 0x29, 0x02, 0x28}},
    {DLT645_ORDER_POINT, {0x06, 0x23, 0x29, 0x02, 0x28}},
    {DLT645_ORDER_CLOCK, {0x07, 0x06, 0x23, 0x02, 0x29, 0x02, 0x28}},
    {DLT645_ORDER_DATE, {0x02, 0x29, 0x02, 0x28}},
    {DLT645_ORDER_TIME, {0x07, 0x06, 0x23}},
};

START_TEST(packed_and_read_again)
{
    const struct put_row *row = &put_rows[_i];
    uint8_t out[8] = {0};
    struct clock_civil civil;
    dlt645_time_put(clock_from_civil(2028, 2, 29, 23, 6, 7), row->order, out);
    ck_assert_mem_eq(out, row->bytes, strlen(row->order) + 1); /* and not a byte more */
    ck_assert(dlt645_time_get(out, row->order, &civil));
    ck_assert_int_eq(civil.year, strchr(row->order, 'Y') ? 2028 : 2000);
    ck_assert_int_eq(civil.month, strchr(row->order, 'M') ? 2 : 1);
    ck_assert_int_eq(civil.day, strchr(row->order, 'D') ? 29 : 1);
    ck_assert_int_eq(civil.hour, strchr(row->order, 'h') ? 23 : 0);
    ck_assert_int_eq(civil.minute, strchr(row->order, 'm') ? 6 : 0);
    ck_assert_int_eq(civil.second, strchr(row->order, 's') ? 7 : 0);
    ck_assert_int_eq(civil.weekday, strchr(row->order, 'W') ? 2 : 0);
}
END_TEST

static const struct get_row {
    const char *order;
    uint8_t bytes[8];
    bool is_legal;
} get_rows[] = {
    {DLT645_ORDER_STAMP, {0x59, 0x59, 0x23, 0x31, 0x12, 0x99}, true},
    {DLT645_ORDER_STAMP, {0x60, 0x59, 0x23, 0x31, 0x12, 0x99}, false},
    {DLT645_ORDER_STAMP, {0x59, 0x60, 0x23, 0x31, 0x12, 0x99}, false},
    {DLT645_ORDER_STAMP, {0x59, 0x59, 0x24, 0x31, 0x12, 0x99}, false},
    {DLT645_ORDER_STAMP, {0x59, 0x59, 0x23, 0x32, 0x12, 0x99}, false},
    {DLT645_ORDER_STAMP, {0x59, 0x59, 0x23, 0x31, 0x13, 0x99}, false},
    {DLT645_ORDER_STAMP, {0x59, 0x59, 0x23, 0x31, 0x12, 0x9A}, false}, /* no digit */
    {DLT645_ORDER_STAMP, {0x00, 0x00, 0x00, 0x01, 0x01, 0x00}, true},
    {DLT645_ORDER_STAMP, {0x00, 0x00, 0x00, 0x00, 0x01, 0x00}, false}, /* day 0 */
    {DLT645_ORDER_STAMP, {0x00, 0x00, 0x00, 0x01, 0x00, 0x00}, false}, /* month 0 */
    {DLT645_ORDER_POINT, {0x00, 0x00, 0x31, 0x04, 0x26}, false},
    {DLT645_ORDER_POINT, {0x00, 0x00, 0x29, 0x02, 0x26}, false},
    {DLT645_ORDER_POINT, {0x00, 0x00, 0x29, 0x02, 0x28}, true},
    {DLT645_ORDER_DATE, {0x06, 0x01, 0x01, 0x26}, true}, /* a Thursday: not compared */
    {DLT645_ORDER_DATE, {0x07, 0x01, 0x01, 0x26}, false},
    {DLT645_ORDER_TIME, {0xFF, 0xFF, 0xFF}, false},
};

START_TEST(ranges)
{
    const struct get_row *row = &get_rows[_i];
    struct clock_civil civil;
    ms_t at = -1;
    ck_assert_int_eq(dlt645_time_get(row->bytes, row->order, &civil), row->is_legal);
    ck_assert_int_eq(dlt645_time_moment(row->bytes, row->order, &at), row->is_legal);
    ck_assert_int_eq(at != -1, row->is_legal);
}
END_TEST

/* 2026-03-02 08:30:05 in Beijing is 00:30:05 UTC: 1772411405 s. */
START_TEST(moment)
{
    static const uint8_t bytes[] = {0x05, 0x30, 0x08, 0x02, 0x03, 0x26};
    ms_t at;
    ck_assert(dlt645_time_moment(bytes, DLT645_ORDER_STAMP, &at));
    ck_assert_int_eq(at, INT64_C(1772411405000));
}
END_TEST

static Suite *time_suite(void)
{
    Suite *suite = suite_create("dlt645 time");
    TCase *tc = tcase_create("bytes");
    tcase_add_loop_test(tc, packed_and_read_again, 0, sizeof put_rows / sizeof *put_rows);
    tcase_add_loop_test(tc, ranges, 0, sizeof get_rows / sizeof *get_rows);
    tcase_add_test(tc, moment);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(time_suite)
