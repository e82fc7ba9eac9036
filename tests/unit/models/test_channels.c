/* Payment channels: the ledger M1 and interface I11 with its capacity and outages. */
#include "models/around/channels.h"
#include "tests/unit/models/party_bench.h"

#define NINE (BENCH_MIDNIGHT + 9 * MS_HOUR)

static struct channels channels;
static struct bench *bench;

static void setup(void)
{
    bench = bench_new(PARTY_CHANNELS);
    ck_assert_int_eq(channels_init(&channels, &bench->port, 2), FK_OK);
}

static void teardown(void)
{
    channels_fini(&channels);
}

static void handle(struct message message, ms_t now)
{
    ck_assert_int_eq(channels_handle(&channels, &message, now), FK_OK);
}

static void pay(uint32_t customer, fen_t amount, ms_t now)
{
    handle(
        (struct message){
            .type = MSG_PAY, .kind = PAY_COUNTER, .customer = customer, .value = amount},
        now);
}

static void link_down(bool is_down, ms_t now)
{
    handle((struct message){.type = MSG_FAULT, .kind = FAULT_PAYMENT_LINK_DOWN, .code = is_down},
           now);
}

static void tick(ms_t now)
{
    ck_assert_int_eq(channels_tick(&channels, now), FK_OK);
}

static unsigned crossed(void)
{
    return bench_sent_count(bench, MSG_PAYMENT, PARTY_MARKETING);
}

static void drop_note(const struct party_port *port, const struct party_note *note, ms_t now)
{
    (void)port;
    (void)note;
    (void)now;
}

START_TEST(payment_is_booked_and_crosses)
{
    ck_assert_int_eq(channels_due(&channels, NINE), MS_NEVER);
    pay(5, 10000, NINE);
    struct party_note note = bench_last_note(bench, EVENT_PAYMENT);
    ck_assert_uint_eq(note.state, PAYMENT_PAID);
    ck_assert_uint_eq(note.kind, PAY_COUNTER);
    ck_assert_int_eq(note.value, 10000);
    ck_assert_int_eq(channels_due(&channels, NINE), NINE);
    tick(NINE);
    struct message payment = bench_last(bench, MSG_PAYMENT);
    ck_assert_uint_eq(payment.customer, 5);
    ck_assert_uint_eq(payment.id, 1);
    ck_assert_uint_eq(payment.kind, PAY_COUNTER);
    ck_assert_int_eq(payment.value, 10000);
    ck_assert_uint_eq(payment.ref, (uint32_t)BENCH_DAY << 16);
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(crossed(), 1);
}
END_TEST

/* 60 payments of one customer in a day and one of another: no two of his carry one counter, and M1
 * holds all of his. */
START_TEST(payments_of_a_day_are_told_apart)
{
    for (uint32_t i = 0; i < 60; i++) {
        pay(5, 100 + i, NINE + i * MS_MINUTE);
        tick(NINE + i * MS_MINUTE);
        ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).ref, (uint32_t)BENCH_DAY << 16 | i);
    }
    pay(6, 1, NINE + MS_HOUR);
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).ref, (uint32_t)BENCH_DAY << 16);
    ck_assert_int_eq(channels_paid(&channels, 5), 60 * 100 + 59 * 60 / 2);
    ck_assert_int_eq(channels_paid(&channels, 6), 1);
    ck_assert_int_eq(channels_paid(&channels, 7), 0);
}
END_TEST

/* A query walks the payments of its customer, not all: else this would take longer than Check
 * waits. */
START_TEST(many_queries_of_many_payments)
{
    fen_t sum = 0;
    bench->port.note = drop_note;
    for (uint32_t i = 0; i < 120000; i++)
        pay(i, 1, NINE);
    for (uint32_t i = 0; i < 120000; i++)
        sum += channels_paid(&channels, i);
    ck_assert_int_eq(sum, 120000);
}
END_TEST

START_TEST(capacity_spreads_a_rush)
{
    for (uint32_t i = 0; i < 5; i++)
        pay(i, 100, NINE);
    static const ms_t times[] = {0, 500, 1000, 1500, 2000};
    for (unsigned i = 0; i < 5; i++) {
        ck_assert_int_eq(channels_due(&channels, NINE), NINE + times[i]);
        tick(NINE + times[i]);
        ck_assert_uint_eq(crossed(), i + 1);
        ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).customer, i);
    }
}
END_TEST

/* S-08: during an outage M1 grows and nothing crosses; with two outages at once the longer one
 * counts. */
START_TEST(outage_holds_payments_and_not_the_ledger)
{
    link_down(true, NINE);
    link_down(true, NINE);
    pay(5, 10000, NINE);
    pay(5, 500, NINE);
    pay(6, 700, NINE);
    ck_assert_int_eq(channels_due(&channels, NINE), MS_NEVER);
    tick(NINE + MS_HOUR);
    link_down(false, NINE + MS_HOUR);
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(crossed(), 0);
    ck_assert_int_eq(channels_paid(&channels, 5), 10500);
    ck_assert_int_eq(channels_paid(&channels, 7), 0);
    link_down(false, NINE + 2 * MS_HOUR);
    ck_assert_int_eq(channels_due(&channels, NINE + 2 * MS_HOUR), NINE + 2 * MS_HOUR);
    for (unsigned i = 0; i < 3; i++)
        tick(NINE + 2 * MS_HOUR + i * 500);
    ck_assert_uint_eq(crossed(), 3);
}
END_TEST

START_TEST(ledger_grows)
{
    for (uint32_t i = 0; i < 1500; i++)
        pay(i % 3, 1, NINE);
    ck_assert_int_eq(channels_paid(&channels, 2), 500);
    ck_assert_uint_eq(channels.count, 1500);
}
END_TEST

START_TEST(foreign_messages_are_refused)
{
    struct message message = {.type = MSG_ORDER};
    ck_assert_int_eq(channels_handle(&channels, &message, NINE), FK_E_ARG);
}
END_TEST

/* A payment leaves memory when it has crossed: 20 a day for a quarter of a year, at most a day's
 * under way; what was paid in all stays. */
START_TEST(payments_leave_when_they_have_crossed)
{
    for (unsigned day = 0; day < 90; day++) {
        ms_t now = NINE + day * MS_DAY;
        bench_clear(bench);
        for (uint32_t i = 0; i < 20; i++)
            pay(i % 5, 100, now);
        for (unsigned second = 0; second < 20; second++)
            tick(now + second * MS_SECOND);
        ck_assert_uint_eq(crossed(), 20);
        ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).id, 20 * (day + 1));
    }
    ck_assert_uint_eq(channels.count, 1800);
    ck_assert_uint_le(channels.payments.count, 20);
    ck_assert_uint_eq(channels.accounts.count, 5);
    ck_assert_int_eq(channels_paid(&channels, 3), 90 * 400);
}
END_TEST

/* The statement of the first day at 10:00 of the second (P-PAY-10). */
static void expect_statements(const struct bench_sent *expected, unsigned count)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++) {
        const struct message *m = &bench->sent[i].message;
        if (m->type != MSG_STATEMENT && m->type != MSG_STATEMENT_END)
            continue;
        ck_assert_uint_lt(n, count);
        ck_assert_uint_eq(bench->sent[i].to, PARTY_MARKETING);
        ck_assert_uint_eq(m->type, expected[n].message.type);
        ck_assert_uint_eq(m->kind, expected[n].message.kind);
        ck_assert_uint_eq(m->customer, expected[n].message.customer);
        ck_assert_uint_eq(m->id, expected[n].message.id);
        ck_assert_int_eq(m->value, expected[n].message.value);
        n++;
    }
    ck_assert_uint_eq(n, count);
}

static void fault(unsigned kind, uint32_t customer, bool begins)
{
    handle((struct message){.type = MSG_FAULT,
                            .kind = (uint8_t)kind,
                            .code = begins,
                            .customer = customer,
                            .id = 1},
           NINE);
}

static bool is_lost(uint32_t customer, ms_t now)
{
    uint32_t waiting = channels.payments.count;
    bench_clear(bench);
    pay(customer, 100, now);
    return channels.payments.count == waiting;
}

/* Of 20,000 customers who pay at nine, and once more a second later, 10 % are lost and 1 % are
 * undone, each payment for itself: 4,000 and 400, sigma sqrt(40000 x 0.1 x 0.9) = 60 and 19.9;
 * both payments of one customer are lost in 1 %, 200, sigma 14.1. A fault that is over hits
 * nobody, and whoever pays before others has the fate that he has without them. */
START_TEST(share_of_the_payments_is_hit)
{
    enum { CUSTOMERS = 20000 };
    static bool lost[2][CUSTOMERS];
    struct link_fault faults[] = {
        {.kind = FAULT_PAYMENT_LOST, .share = 100000, .from = NINE, .to = NINE + MS_MINUTE},
        {.kind = FAULT_PAYMENT_LOST, .share = 900000, .from = NINE - 1, .to = NINE},
        {.kind = FAULT_PAYMENT_UNDONE, .share = 10000, .from = NINE, .to = NINE + MS_MINUTE}};
    unsigned hit[2] = {0}, undone = 0, both = 0;
    channels.faults = (struct link_faults){faults, 3, 1};
    for (unsigned turn = 0; turn < 2; turn++)
        for (uint32_t i = 0; i < CUSTOMERS; i++) {
            lost[turn][i] = is_lost(i, NINE + turn * MS_SECOND);
            hit[turn] += lost[turn][i];
        }
    for (uint32_t i = 0; i < CUSTOMERS; i++) {
        both += lost[0][i] && lost[1][i];
        undone += 2 - (unsigned)(channels_paid(&channels, i) / 100);
    }
    ck_assert_double_eq_tol(hit[0] + hit[1], 4000, 180);
    ck_assert_double_eq_tol(undone, 400, 60);
    ck_assert_double_eq_tol(both, 200, 43);
    channels_fini(&channels);
    ck_assert_int_eq(channels_init(&channels, &bench->port, 2), FK_OK);
    channels.faults = (struct link_faults){faults, 3, 1};
    for (uint32_t i = CUSTOMERS; i-- > CUSTOMERS - 1000;)
        ck_assert(is_lost(i, NINE) == lost[0][i]);
    pay(1, 100, NINE + MS_MINUTE);
    ck_assert_int_eq(channels_paid(&channels, 1), 100);
}
END_TEST

/* each channel lists what it took on the day and has not taken back, up to its last payment;
 * one that is lost is listed, one that is undone is not, and goes over all the same. M1 is without
 * it. Payments of the next day wait for the next statement. */
START_TEST(statements_list_the_day)
{
    ms_t ten = BENCH_MIDNIGHT + MS_DAY + 10 * MS_HOUR;
    static const struct bench_sent first[] = {
        {0, 0, {MSG_STATEMENT, PAY_BANK, 0, 0, 7, 3, 0, 300}},
        {0, 0, {MSG_STATEMENT_END, PAY_BANK, 0, 0, 0, 4, 0, 1}},
        {0, 0, {MSG_STATEMENT, PAY_COUNTER, 0, 0, 5, 1, 0, 100}},
        {0, 0, {MSG_STATEMENT, PAY_COUNTER, 0, 0, 6, 2, 0, 200}},
        {0, 0, {MSG_STATEMENT_END, PAY_COUNTER, 0, 0, 0, 2, 0, 2}}};
    static const struct bench_sent second[] = {
        {0, 0, {MSG_STATEMENT, PAY_COUNTER, 0, 0, 5, 5, 0, 500}},
        {0, 0, {MSG_STATEMENT_END, PAY_COUNTER, 0, 0, 0, 5, 0, 3}}};
    channel_book_init(&channels.book, 10 * MS_HOUR, BENCH_MIDNIGHT);
    fault(FAULT_PAYMENT_LOST, 6, true);
    fault(FAULT_PAYMENT_UNDONE, 8, true);
    pay(5, 100, NINE);
    pay(6, 200, NINE);
    fault(FAULT_PAYMENT_LOST, 6, false);
    for (uint32_t customer = 7; customer <= 8; customer++)
        handle((struct message){.type = MSG_PAY,
                                .kind = PAY_BANK,
                                .customer = customer,
                                .value = 300 + (customer - 7) * 100},
               NINE);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_PAYMENT).state, PAYMENT_UNDONE);
    ck_assert_int_eq(channels_paid(&channels, 6), 200);
    ck_assert_int_eq(channels_paid(&channels, 8), 0);
    for (unsigned half = 0; half < 3; half++) /* two a second */
        tick(NINE + half * MS_SECOND / 2);
    ck_assert_uint_eq(crossed(), 3); /* not the lost one */
    ck_assert_int_eq(channels_due(&channels, NINE + MS_SECOND), ten);
    pay(5, 500, ten - MS_HOUR);
    tick(ten - 1);
    expect_statements(first, 0);
    tick(ten);
    expect_statements(first, 5);
    bench_clear(bench);
    link_down(true, ten + 1);
    ck_assert_int_eq(channels_due(&channels, ten + 1), MS_NEVER);
    tick(ten + MS_DAY);
    expect_statements(second, 0);
    link_down(false, ten + 3 * MS_DAY);
    tick(ten + 3 * MS_DAY); /* late, and of a day without payments there is none */
    expect_statements(second, 2);
    ck_assert_int_eq(channels_due(&channels, ten + 3 * MS_DAY), ten + 4 * MS_DAY);
}
END_TEST

static Suite *channels_suite(void)
{
    Suite *suite = suite_create("channels");
    TCase *tcase = tcase_create("channels");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, payment_is_booked_and_crosses);
    tcase_add_test(tcase, statements_list_the_day);
    tcase_add_test(tcase, payments_of_a_day_are_told_apart);
    tcase_add_test(tcase, many_queries_of_many_payments);
    tcase_add_test(tcase, capacity_spreads_a_rush);
    tcase_add_test(tcase, outage_holds_payments_and_not_the_ledger);
    tcase_add_test(tcase, ledger_grows);
    tcase_add_test(tcase, share_of_the_payments_is_hit);
    tcase_add_test(tcase, foreign_messages_are_refused);
    tcase_add_test(tcase, payments_leave_when_they_have_crossed);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(channels_suite)
