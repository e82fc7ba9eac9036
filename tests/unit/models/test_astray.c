/* P-PAY-17: a wrong account number is typed. Customers 0 to 9; by hand: a payment of 100.00 at
 * 09:00 is noticed after 3 h, at 12:00, or before the statement of the next day, 10:00. */
#include "models/around/channels.h"
#include "tests/unit/models/party_bench.h"

#define NINE (BENCH_MIDNIGHT + 9 * MS_HOUR)

static struct channels channels;
static struct bench *bench;

static void setup(void)
{
    bench = bench_new(PARTY_CHANNELS);
    ck_assert_int_eq(channels_init(&channels, &bench->port, 300), FK_OK);
    channel_book_init(&channels.book, 10 * MS_HOUR, BENCH_MIDNIGHT);
    channels.astray.config = (struct astray_config){.share = 1000000,
                                                    .noticed_after = chance_const(3 * MS_HOUR),
                                                    .statement_at = 10 * MS_HOUR,
                                                    .customers = 10};
}

static void teardown(void)
{
    channels_fini(&channels);
}

static void pay(enum pay_channel channel, ms_t now)
{
    struct message message = {
        .type = MSG_PAY, .kind = (uint8_t)channel, .customer = 4, .value = 10000};
    ck_assert_int_eq(channels_handle(&channels, &message, now), FK_OK);
    ck_assert_int_eq(channels_tick(&channels, now), FK_OK);
}

START_TEST(another_customer_has_it_until_it_is_noticed)
{
    pay(PAY_BANK, NINE);
    struct message wrong = bench_last(bench, MSG_PAYMENT);
    struct party_note note = bench_last_note(bench, EVENT_PAYMENT);
    ck_assert_uint_ne(wrong.customer, 4);
    ck_assert_uint_lt(wrong.customer, 10);
    ck_assert_uint_eq(note.state, PAYMENT_ASTRAY);
    ck_assert_uint_eq(note.customer, wrong.customer);
    ck_assert_uint_eq(note.ref, 4);
    ck_assert_int_eq(channels_paid(&channels, wrong.customer), 10000);
    ck_assert_int_eq(channels_paid(&channels, 4), 0);
    ck_assert_int_eq(channels_due(&channels, NINE), NINE + 3 * MS_HOUR);
    ck_assert_int_eq(channels_tick(&channels, NINE + 3 * MS_HOUR), FK_OK);
    struct message right = bench_last(bench, MSG_PAYMENT);
    ck_assert_uint_eq(right.customer, 4);
    ck_assert_int_eq(right.value, 10000);
    ck_assert_uint_eq(right.id, 2);
    note = bench_last_note(bench, EVENT_PAYMENT);
    ck_assert_uint_eq(note.state, PAYMENT_PAID);
    ck_assert_uint_eq(note.ref, 1); /* it puts the first right */
    ck_assert_int_eq(channels_paid(&channels, wrong.customer), 0);
    ck_assert_int_eq(channels_paid(&channels, 4), 10000);
    /* the statement has the second alone, so that the receipt of the first is reversed */
    ck_assert_int_eq(channels_tick(&channels, NINE + MS_DAY + MS_HOUR), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_STATEMENT, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_STATEMENT).id, 2);
}
END_TEST

START_TEST(what_is_nobodys_is_held)
{
    channels.astray.config.no_account = 1000000;
    pay(PAY_ALIPAY, NINE);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_PAYMENT).state, PAYMENT_HELD);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAYMENT, PARTY_MARKETING), 0);
    ck_assert_int_eq(channels_tick(&channels, NINE + 3 * MS_HOUR), FK_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).customer, 4);
    ck_assert_int_eq(channels_paid(&channels, 4), 10000);
}
END_TEST

START_TEST(the_statement_finds_it_at_the_latest)
{
    channels.astray.config.noticed_after = chance_const(3 * MS_DAY);
    pay(PAY_WECHAT, NINE);
    ck_assert_int_eq(channels_due(&channels, NINE), BENCH_MIDNIGHT + 34 * MS_HOUR - 1);
    ck_assert_int_eq(channels_tick(&channels, BENCH_MIDNIGHT + 34 * MS_HOUR), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_STATEMENT, PARTY_MARKETING), 0);
    ck_assert_int_eq(channels_paid(&channels, 4), 10000);
}
END_TEST

/* Once: the date that was planned finds nothing. */
START_TEST(who_calls_is_heard_at_once)
{
    struct message missing = {.type = MSG_MISSING, .customer = 5};
    pay(PAY_COUNTER, NINE);
    ck_assert_int_eq(channels_handle(&channels, &missing, NINE + MS_HOUR), FK_OK);
    ck_assert_int_eq(channels_due(&channels, NINE), NINE + 3 * MS_HOUR);
    missing.customer = 4;
    ck_assert_int_eq(channels_handle(&channels, &missing, NINE + MS_HOUR), FK_OK);
    ck_assert_int_eq(channels_tick(&channels, NINE + MS_HOUR), FK_OK);
    ck_assert_int_eq(channels_paid(&channels, 4), 10000);
    ck_assert_int_eq(channels_tick(&channels, NINE + 3 * MS_HOUR), FK_OK);
    ck_assert_int_eq(channels_paid(&channels, 4), 10000);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAYMENT, PARTY_MARKETING), 2);
}
END_TEST

START_TEST(no_number_is_typed_at_a_machine_or_by_a_mandate)
{
    pay(PAY_ATM, NINE);
    ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).customer, 4);
    pay(PAY_WITHHOLDING, NINE + 1);
    ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).customer, 4);
    channels.astray.config.share = 0;
    pay(PAY_BANK, NINE + 2);
    ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).customer, 4);
}
END_TEST

/* P-PAY-01: while the bank takes no payments the money is paid as it was meant when it is up again,
 * or at once through another; the correction stays one. */
START_TEST(a_channel_is_down_when_it_is_noticed)
{
    struct message down = {
        .type = MSG_FAULT, .kind = FAULT_CHANNEL_DOWN, .code = 1, .value = PAY_BANK};
    for (unsigned elsewhere = 0; elsewhere < 2; elsewhere++) {
        ms_t noticed = NINE + elsewhere * MS_DAY + 3 * MS_HOUR;
        channels.outages.config.elsewhere = elsewhere * 1000000;
        pay(PAY_BANK, NINE + elsewhere * MS_DAY);
        uint32_t wrong = bench_last(bench, MSG_PAYMENT).id;
        down.code = 1;
        ck_assert_int_eq(channels_handle(&channels, &down, noticed - 1), FK_OK);
        ck_assert_int_eq(channels_tick(&channels, noticed), FK_OK);
        ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).id, wrong + elsewhere);
        down.code = 0;
        ck_assert_int_eq(channels_handle(&channels, &down, noticed + MS_HOUR), FK_OK);
        ck_assert_int_eq(channels_tick(&channels, noticed + MS_HOUR), FK_OK);
        ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).id, wrong + 1);
        ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).customer, 4);
        ck_assert_uint_eq(bench_last(bench, MSG_PAYMENT).kind, elsewhere ? PAY_ALIPAY : PAY_BANK);
        ck_assert_uint_eq(bench_last_note(bench, EVENT_PAYMENT).ref, wrong);
    }
}
END_TEST

/* P-PAY-11: paid at 09:00, asked back after 3 h: no longer his by the channel, in no statement, and
 * not paid again; a call for a restore (P-PAY-17) is not about it. */
START_TEST(a_payer_asks_for_it_back)
{
    struct message missing = {.type = MSG_MISSING, .customer = 4};
    channels.astray.config.share = 0;
    channels.astray.config.asked_back = 1000000;
    channels.astray.config.asked_after = chance_const(3 * MS_HOUR);
    pay(PAY_ATM, NINE);
    ck_assert_int_eq(channels_paid(&channels, 4), 10000);
    ck_assert_int_eq(channels_handle(&channels, &missing, NINE + MS_HOUR), FK_OK);
    ck_assert_int_eq(channels_tick(&channels, NINE + MS_HOUR), FK_OK);
    ck_assert_int_eq(channels_paid(&channels, 4), 10000);
    ck_assert_int_eq(channels_due(&channels, NINE), NINE + 3 * MS_HOUR);
    ck_assert_int_eq(channels_tick(&channels, NINE + 3 * MS_HOUR), FK_OK);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_PAYMENT).state, PAYMENT_UNDONE);
    ck_assert_int_eq(channels_paid(&channels, 4), 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAYMENT, PARTY_MARKETING), 1);
    ck_assert_int_eq(channels_tick(&channels, NINE + MS_DAY + MS_HOUR), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_STATEMENT, PARTY_MARKETING), 0);
}
END_TEST

/* Who would ask after the statement of its day, 25 h after the payment, asks before: 72 h are the
 * last of the 25, 259,200 s of 259,201, so 90,000,000 ms less 347.2. */
START_TEST(he_asks_before_the_statement)
{
    channels.astray.config.share = 0;
    channels.astray.config.asked_back = 1000000;
    channels.astray.config.asked_after = chance_const(3 * MS_DAY);
    pay(PAY_BANK, NINE);
    ck_assert_int_eq(channels_due(&channels, NINE), NINE + 25 * MS_HOUR - 348);
}
END_TEST

/* Also where a draw has no end: exp goes on beyond its mean, 30 h, which is later than the 25. */
START_TEST(whoever_asks_asks_before_the_statement)
{
    struct message message = {.type = MSG_PAY, .kind = PAY_BANK, .value = 100};
    ms_t statement = NINE + 25 * MS_HOUR;
    channels.astray.config.share = 0;
    channels.astray.config.asked_back = 1000000;
    channels.astray.config.asked_after =
        (struct chance_dist){.count = 1, .parts = {{CHANCE_EXP, 1000000, 30 * MS_HOUR, 0}}};
    for (message.customer = 0; message.customer < 10; message.customer++)
        ck_assert_int_eq(channels_handle(&channels, &message, NINE), FK_OK);
    ck_assert_int_eq(channels_tick(&channels, statement - 1), FK_OK);
    for (uint32_t payer = 0; payer < 10; payer++)
        ck_assert_int_eq(channels_paid(&channels, payer), 0);
}
END_TEST

/* A share of half a million of a million, by the draws of the seed: some ask, some do not. */
START_TEST(a_share_asks)
{
    unsigned asked = 0;
    channels.astray.config.asked_back = 500000;
    for (uint32_t payer = 0; payer < 1000; payer++)
        asked += astray_is_asked_back(&channels.astray, payer, 7);
    ck_assert_uint_ge(asked, 440); /* 500, less 4 times 15.8 */
    ck_assert_uint_le(asked, 560);
}
END_TEST

static Suite *astray_suite(void)
{
    Suite *suite = suite_create("astray");
    TCase *tcase = tcase_create("numbers");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, another_customer_has_it_until_it_is_noticed);
    tcase_add_test(tcase, what_is_nobodys_is_held);
    tcase_add_test(tcase, the_statement_finds_it_at_the_latest);
    tcase_add_test(tcase, who_calls_is_heard_at_once);
    tcase_add_test(tcase, no_number_is_typed_at_a_machine_or_by_a_mandate);
    tcase_add_test(tcase, a_channel_is_down_when_it_is_noticed);
    tcase_add_test(tcase, a_payer_asks_for_it_back);
    tcase_add_test(tcase, he_asks_before_the_statement);
    tcase_add_test(tcase, whoever_asks_asks_before_the_statement);
    tcase_add_test(tcase, a_share_asks);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(astray_suite)
