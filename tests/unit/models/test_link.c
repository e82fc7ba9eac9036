/* What an interface does to a message; figures by hand. */
#include "models/house/link.h"
#include "tests/unit/fk_check.h"

#define NINE INT64_C(1772413200000) /* a moment; faults count from it */

static const struct message order = {.type = MSG_ORDER, .kind = 0x1A, .customer = 5, .id = 3};

static struct link_fault fault(unsigned kind, ms_t delay)
{
    return (struct link_fault){.kind = (uint8_t)kind,
                               .interface = 7,
                               .share = 1000000,
                               .from = NINE,
                               .to = NINE + MS_HOUR,
                               .delay = chance_const(delay)};
}

static struct link_fate fate(const struct link_fault *f, uint32_t count, ms_t now)
{
    return link_fate(f, count, 7, &order, 1, now, 1);
}

START_TEST(test_no_fault)
{
    struct link_fate f = fate(NULL, 0, NINE);
    ck_assert_uint_eq(f.copies, 1);
    ck_assert_int_eq(f.due[0], NINE + 1);
    ck_assert(!f.may_overtake);
}
END_TEST

/* From `from` on, until before `to`, on its own interface only. */
START_TEST(test_bounds)
{
    struct link_fault loss = fault(FAULT_LINK_LOSS, 0);
    ck_assert_uint_eq(fate(&loss, 1, NINE - 1).copies, 1);
    ck_assert_uint_eq(fate(&loss, 1, NINE).copies, 0);
    ck_assert_uint_eq(fate(&loss, 1, NINE + MS_HOUR - 1).copies, 0);
    ck_assert_uint_eq(fate(&loss, 1, NINE + MS_HOUR).copies, 1);
    ck_assert_uint_eq(link_fate(&loss, 1, 9, &order, 1, NINE, 1).copies, 1);
}
END_TEST

/* A fault that names a message hits no other of its interface. */
START_TEST(test_message_is_named)
{
    struct link_fault loss = fault(FAULT_LINK_LOSS, 0);
    loss.message = MSG_ORDER_CANCEL;
    ck_assert_uint_eq(fate(&loss, 1, NINE).copies, 1);
    loss.message = MSG_ORDER;
    ck_assert_uint_eq(fate(&loss, 1, NINE).copies, 0);
}
END_TEST

/* A fault that means some customers hits messages about them alone; the order is about number 5. */
START_TEST(test_customers_are_named)
{
    uint64_t who[2] = {~(UINT64_C(1) << 5), UINT64_MAX};
    struct link_fault loss = fault(FAULT_LINK_LOSS, 0);
    loss.who = who;
    ck_assert_uint_eq(fate(&loss, 1, NINE).copies, 1);
    who[0] = UINT64_C(1) << 5, who[1] = 0;
    ck_assert_uint_eq(fate(&loss, 1, NINE).copies, 0);
}
END_TEST

/* ... and none that is about many: the end of a statement names no customer, its entries do. */
START_TEST(test_what_is_about_many_is_not_hit)
{
    uint64_t who[1] = {1};
    struct link_fault late = fault(FAULT_LINK_DELAY, 5000);
    struct message end = {.type = MSG_STATEMENT_END, .id = 1}, entry = {.type = MSG_STATEMENT};
    late.who = who;
    late.interface = 11;
    ck_assert_int_eq(link_fate(&late, 1, 11, &end, 1, NINE, 1).due[0], NINE + 1);
    ck_assert_int_eq(link_fate(&late, 1, 11, &entry, 1, NINE, 1).due[0], NINE + 1 + 5000);
}
END_TEST

START_TEST(test_delays_add)
{
    struct link_fault two[] = {fault(FAULT_LINK_DELAY, 5000), fault(FAULT_LINK_DELAY, 70)};
    struct link_fate f = fate(two, 2, NINE + 10);
    ck_assert_uint_eq(f.copies, 1);
    ck_assert_int_eq(f.due[0], NINE + 10 + 1 + 5000 + 70);
    ck_assert(!f.may_overtake);
    two[1].kind = FAULT_LINK_DISORDER;
    f = fate(two, 2, NINE + 10);
    ck_assert_int_eq(f.due[0], NINE + 10 + 1 + 5000 + 70);
    ck_assert(f.may_overtake);
}
END_TEST

START_TEST(test_doubled)
{
    struct link_fault twice = fault(FAULT_LINK_DOUBLED, 2000);
    struct link_fate f = fate(&twice, 1, NINE);
    ck_assert_uint_eq(f.copies, 2);
    ck_assert_int_eq(f.due[0], NINE + 1);
    ck_assert_int_eq(f.due[1], NINE + 2001);
}
END_TEST

/* Two outages that overlap, 09:00 to 10:00 and 09:30 to 11:00: up again at 11:00. */
START_TEST(test_outage_waits)
{
    struct link_fault two[] = {fault(FAULT_LINK_OUTAGE, 0), fault(FAULT_LINK_OUTAGE, 0)};
    two[1].from += 30 * MS_MINUTE;
    two[1].to += MS_HOUR;
    ck_assert_int_eq(fate(two, 2, NINE + 5).due[0], NINE + 2 * MS_HOUR + 1);
    ck_assert_int_eq(fate(two, 1, NINE + 5).due[0], NINE + MS_HOUR + 1);
}
END_TEST

/* It comes and goes: at 9:10 to 9:20 and at 9:40 to 9:50, neither before nor between; an outage
 * without a span never is. */
START_TEST(test_comes_and_goes)
{
    static const struct link_span spans[] = {{NINE + 10 * MS_MINUTE, NINE + 20 * MS_MINUTE},
                                             {NINE + 40 * MS_MINUTE, NINE + 50 * MS_MINUTE}};
    static const int sent[][2] = {/* minute sent, minute carried */
                                  {0, 0},   {9, 9},   {10, 20}, {19, 20}, {20, 20},
                                  {39, 39}, {40, 50}, {49, 50}, {50, 50}, {59, 59}};
    struct link_fault outage = fault(FAULT_LINK_OUTAGE, 0);
    outage.spans = spans;
    outage.span_count = 2;
    for (unsigned i = 0; i < sizeof sent / sizeof sent[0]; i++)
        ck_assert_int_eq(fate(&outage, 1, NINE + sent[i][0] * MS_MINUTE).due[0],
                         NINE + sent[i][1] * MS_MINUTE + 1);
    outage.span_count = 0;
    ck_assert_int_eq(fate(&outage, 1, NINE + 10 * MS_MINUTE).due[0], NINE + 10 * MS_MINUTE + 1);
}
END_TEST

/* I3 is confirmed: lost at 09:59:10 and 10:00:10 is after the end, so it is the second that
 * counts. */
START_TEST(test_confirmed_is_repeated)
{
    struct link_fault loss = fault(FAULT_LINK_LOSS, 0);
    struct message push = {.type = MSG_PUSH, .id = 20000};
    ms_t sent = NINE + 59 * MS_MINUTE + 10 * MS_SECOND;
    loss.interface = 3;
    struct link_fate f = link_fate(&loss, 1, 3, &push, 1, sent, 1);
    ck_assert_uint_eq(f.copies, 1);
    ck_assert_int_eq(f.due[0], sent + LINK_REPEAT + 1);
}
END_TEST

/* 20 % of 100,000 orders: 20,000, sigma sqrt(100000 x 0.2 x 0.8) = 126.5; within 4 sigma. The same
 * message meets the same fate, another seed another. */
START_TEST(test_share)
{
    struct link_fault loss = fault(FAULT_LINK_LOSS, 0);
    unsigned lost = 0, other = 0;
    loss.share = 200000;
    for (uint32_t i = 0; i < 100000; i++) {
        struct message m = order;
        m.customer = i;
        unsigned copies = link_fate(&loss, 1, 7, &m, 1, NINE, 1).copies;
        lost += copies == 0;
        ck_assert_uint_eq(copies, link_fate(&loss, 1, 7, &m, 1, NINE, 1).copies);
        other += copies != link_fate(&loss, 1, 7, &m, 2, NINE, 1).copies;
    }
    ck_assert_uint_ge(lost, 20000 - 506);
    ck_assert_uint_le(lost, 20000 + 506);
    ck_assert_uint_gt(other, 30000); /* 2 x 0.2 x 0.8 = 32 % differ */
    loss.share = 0;
    ck_assert_uint_eq(fate(&loss, 1, NINE).copies, 1);
}
END_TEST

/* INV-15: registers have the same fate wherever their sender keeps them; days differ. */
START_TEST(test_fate_of_registers_is_that_of_their_day)
{
    struct link_fault loss = fault(FAULT_LINK_DOUBLED, 0);
    struct message upload = {.type = MSG_UPLOAD, .customer = 5, .id = 1},
                   push = {.type = _i == 0 ? MSG_PUSH : MSG_BILLING, .ref = 1};
    unsigned differ = 0;
    loss.share = 500000;
    for (int day = 0; day < 100; day++) {
        upload.value = day;
        push.id = (uint32_t)day;
        upload.id = push.ref = 1;
        unsigned first = link_fate(&loss, 1, 7, &upload, 1, NINE, 1).copies;
        unsigned second = link_fate(&loss, 1, 7, &push, 1, NINE, 1).copies;
        upload.id = push.ref = 2;
        ck_assert_uint_eq(link_fate(&loss, 1, 7, &upload, 1, NINE, 1).copies, first);
        ck_assert_uint_eq(link_fate(&loss, 1, 7, &push, 1, NINE, 1).copies, second);
        differ += first == 2;
    }
    ck_assert_uint_gt(differ, 30);
    ck_assert_uint_lt(differ, 70);
}
END_TEST

/* Two tries of one order a second apart do not share their chance: both lost in 4 % only. */
START_TEST(test_tries_are_independent)
{
    struct link_fault loss = fault(FAULT_LINK_LOSS, 0);
    unsigned both = 0;
    loss.share = 200000;
    loss.interface = 8;
    for (uint32_t i = 0; i < 100000; i++) {
        struct message try = {.type = MSG_COMMAND, .kind = 0x1A, .customer = i, .ref = 1};
        unsigned first = link_fate(&loss, 1, 8, &try, 1, NINE, 1).copies;
        try.ref = 2;
        both += first == 0 && link_fate(&loss, 1, 8, &try, 1, NINE + 1000, 1).copies == 0;
    }
    ck_assert_uint_ge(both, 4000 - 248); /* sigma sqrt(100000 x 0.04 x 0.96) = 62 */
    ck_assert_uint_le(both, 4000 + 248);
}
END_TEST

static Suite *link_suite(void)
{
    Suite *suite = suite_create("link");
    TCase *cases = tcase_create("fate");
    tcase_add_test(cases, test_no_fault);
    tcase_add_test(cases, test_bounds);
    tcase_add_test(cases, test_message_is_named);
    tcase_add_test(cases, test_customers_are_named);
    tcase_add_test(cases, test_what_is_about_many_is_not_hit);
    tcase_add_test(cases, test_delays_add);
    tcase_add_test(cases, test_doubled);
    tcase_add_test(cases, test_outage_waits);
    tcase_add_test(cases, test_comes_and_goes);
    tcase_add_test(cases, test_confirmed_is_repeated);
    tcase_add_test(cases, test_share);
    tcase_add_test(cases, test_tries_are_independent);
    tcase_add_test(cases, test_fate_of_registers_is_that_of_their_day);
    suite_add_tcase(suite, cases);
    return suite;
}
FK_CHECK_MAIN(link_suite)
