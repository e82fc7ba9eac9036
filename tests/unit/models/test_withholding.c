/* Withholding at the channels: at once and by the file of the day, one at a time, with and
 * without money. Ten seconds at once; file 17:00, result 09:00. */
#include "models/around/channels.h"
#include "tests/unit/models/party_bench.h"

#define NINE (BENCH_MIDNIGHT + 9 * MS_HOUR)

static struct mandate list[] = {{10000, 0, 0}, {10000, 0, 1}, {500, 1000000, 0}};
static struct mandates mandates = {list, 3, {0}};
static struct channels channels;
static struct bench *bench;

/* Customers 0, 1 and 2 have signed: at once, by file, at once without money. */
static void setup(void)
{
    bench = bench_new(PARTY_CHANNELS);
    ck_assert_int_eq(channels_init(&channels, &bench->port, 300), FK_OK);
    for (uint32_t i = 0; i < 3; i++)
        ck_assert_int_eq(id_map_put(&mandates.of, i, i), FK_OK);
    channels.withholding.config = (struct withholding_config){
        &mandates, chance_const(10 * MS_SECOND), 17 * MS_HOUR, 9 * MS_HOUR, 1};
}

static void teardown(void)
{
    channels_fini(&channels);
}

static void ask(uint32_t customer, ms_t now)
{
    struct message message = {.type = MSG_WITHHOLD, .customer = customer};
    ck_assert_int_eq(channels_handle(&channels, &message, now), FK_OK);
}

static void run_to(ms_t now, ms_t until)
{
    for (ms_t due = channels_due(&channels, now); due <= until;
         due = channels_due(&channels, now)) {
        now = due > now ? due : now;
        ck_assert_int_eq(channels_tick(&channels, now), FK_OK);
    }
}

START_TEST(charged_at_once_and_only_once)
{
    ask(0, NINE);
    ask(0, NINE + MS_SECOND); /* the same debt */
    ck_assert_uint_eq(channels.withholding.results.count, 1);
    ck_assert_int_eq(channels_due(&channels, NINE), NINE + 10 * MS_SECOND);
    run_to(NINE, NINE + MS_HOUR);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_PAYMENT, PAYMENT_PAID), 1);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_PAYMENT).kind, PAY_WITHHOLDING);
    struct message payment = bench_last(bench, MSG_PAYMENT);
    ck_assert(payment.customer == 0 && payment.value == 10000 && payment.kind == PAY_WITHHOLDING);
    ck_assert_int_eq(channels_paid(&channels, 0), 10000);
    ask(0, NINE + 2 * MS_HOUR); /* another one */
    run_to(NINE + 2 * MS_HOUR, NINE + 3 * MS_HOUR);
    ck_assert_int_eq(channels_paid(&channels, 0), 20000);
}
END_TEST

/* P-PAY-06: asked for up to 17:00 it is in the file of the day, with the result at 09:00 of the
 * next one; later it is a day later. */
START_TEST(file_takes_what_was_asked_before)
{
    ms_t file = BENCH_MIDNIGHT + 17 * MS_HOUR;
    ask(1, file);
    ck_assert_int_eq(channels_due(&channels, file), NINE + MS_DAY);
    run_to(file, NINE + MS_DAY);
    ck_assert_int_eq(channels_paid(&channels, 1), 10000);
    ask(1, file + MS_DAY + 1);
    ck_assert_int_eq(channels_due(&channels, file + MS_DAY + 1), NINE + 3 * MS_DAY);
}
END_TEST

/* P-PAY-07: no money, no payment; its number is used up, and he may be asked again. */
START_TEST(refused_without_money)
{
    for (unsigned i = 0; i < 2; i++) {
        ask(2, NINE + i * MS_HOUR);
        run_to(NINE + i * MS_HOUR, NINE + i * MS_HOUR + MS_MINUTE);
        struct party_note note = bench_last_note(bench, EVENT_PAYMENT);
        ck_assert(note.state == PAYMENT_REFUSED && note.id == i + 1 && note.value == 500);
    }
    ck_assert_int_eq(channels_paid(&channels, 2), 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAYMENT, PARTY_MARKETING), 0);
}
END_TEST

START_TEST(who_has_not_signed_is_left_alone)
{
    ask(3, NINE);
    ck_assert_int_eq(channels_due(&channels, NINE), MS_NEVER);
    channels.withholding.config.mandates = NULL;
    ask(0, NINE);
    ck_assert_int_eq(channels_due(&channels, NINE), MS_NEVER);
}
END_TEST

/* What was withheld while the interface is down waits at it like every payment. */
START_TEST(outage_of_the_interface_does_not_stop_it)
{
    struct message down = {.type = MSG_FAULT, .kind = FAULT_PAYMENT_LINK_DOWN, .code = 1, .id = 1};
    ck_assert_int_eq(channels_handle(&channels, &down, NINE), FK_OK);
    ask(0, NINE);
    run_to(NINE, NINE + MS_HOUR);
    ck_assert_int_eq(channels_paid(&channels, 0), 10000);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAYMENT, PARTY_MARKETING), 0);
    down.code = 0;
    ck_assert_int_eq(channels_handle(&channels, &down, NINE + MS_HOUR), FK_OK);
    run_to(NINE + MS_HOUR, NINE + MS_HOUR);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAYMENT, PARTY_MARKETING), 1);
}
END_TEST

static Suite *withholding_suite(void)
{
    Suite *suite = suite_create("withholding");
    TCase *tcase = tcase_create("withholding");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, charged_at_once_and_only_once);
    tcase_add_test(tcase, file_takes_what_was_asked_before);
    tcase_add_test(tcase, refused_without_money);
    tcase_add_test(tcase, who_has_not_signed_is_left_alone);
    tcase_add_test(tcase, outage_of_the_interface_does_not_stop_it);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(withholding_suite)
