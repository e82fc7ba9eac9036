/* A payment channel that takes no payments (A11, P-PAY-01): who waits, who pays elsewhere, and
 * when. */
#include "models/around/channels.h"
#include "tests/unit/models/party_bench.h"

#define NINE (BENCH_MIDNIGHT + 9 * MS_HOUR)
#define TEN  (NINE + MS_HOUR)

static struct channels channels;
static struct bench *bench;

static void setup(void)
{
    bench = bench_new(PARTY_CHANNELS);
    ck_assert_int_eq(channels_init(&channels, &bench->port, 300), FK_OK);
    channels.outages.config.seed = 1;
}

static void teardown(void)
{
    channels_fini(&channels);
}

static void handle(struct message message, ms_t now)
{
    ck_assert_int_eq(channels_handle(&channels, &message, now), FK_OK);
}

static void pay(uint32_t customer, unsigned channel, ms_t now)
{
    handle((struct message){.type = MSG_PAY,
                            .kind = (uint8_t)channel,
                            .customer = customer,
                            .value = 1000 + customer},
           now);
}

static void down(unsigned channel, bool is_down, ms_t now)
{
    handle(
        (struct message){
            .type = MSG_FAULT, .kind = FAULT_CHANNEL_DOWN, .code = is_down, .value = channel},
        now);
}

/* Of the note with this number. */
static bool is_paid(unsigned number, uint32_t customer, unsigned channel, ms_t at)
{
    const struct bench_note *note = &bench->notes[number];
    return note->at == at && note->note.state == PAYMENT_PAID && note->note.customer == customer &&
           note->note.kind == channel && note->note.value == 1000 + customer;
}

/* 7 and 5 find Alipay down at 09:00 and 09:10, 6 pays by WeChat; at 10:00 it is up, and the two pay
 * in the order in which they came. Until then nothing is in their accounts. I11 is not down. */
START_TEST(payers_wait_for_their_channel)
{
    down(PAY_ALIPAY, true, NINE);
    pay(7, PAY_ALIPAY, NINE);
    pay(5, PAY_ALIPAY, NINE + 10 * MS_MINUTE);
    pay(6, PAY_WECHAT, NINE + 20 * MS_MINUTE);
    ck_assert_int_eq(channels_tick(&channels, NINE + 20 * MS_MINUTE), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAYMENT, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench->note_count, 1);
    ck_assert(is_paid(0, 6, PAY_WECHAT, NINE + 20 * MS_MINUTE));
    ck_assert_int_eq(channels_paid(&channels, 7), 0);
    ck_assert_int_eq(channels_due(&channels, NINE + 20 * MS_MINUTE), MS_NEVER);
    down(PAY_ALIPAY, false, TEN);
    ck_assert_uint_eq(bench->note_count, 3);
    ck_assert(is_paid(1, 7, PAY_ALIPAY, TEN));
    ck_assert(is_paid(2, 5, PAY_ALIPAY, TEN));
    ck_assert_int_eq(channels_paid(&channels, 7), 1007);
    pay(7, PAY_ALIPAY, TEN + 1);
    ck_assert_uint_eq(bench->note_count, 4); /* nobody pays twice, nobody waits */
}
END_TEST

/* Two faults of one channel: it is up when both are over. Of two channels: each has its own. */
START_TEST(outages_are_counted_by_channel)
{
    down(PAY_APP, true, NINE);
    down(PAY_APP, true, NINE);
    down(PAY_COUNTER, true, NINE);
    pay(1, PAY_APP, NINE);
    pay(2, PAY_COUNTER, NINE);
    pay(3, PAY_APP, NINE);
    down(PAY_APP, false, NINE + 1);
    ck_assert_uint_eq(bench->note_count, 0);
    down(PAY_APP, false, NINE + 2);
    ck_assert_uint_eq(bench->note_count, 2);
    ck_assert(is_paid(0, 1, PAY_APP, NINE + 2) && is_paid(1, 3, PAY_APP, NINE + 2));
    down(PAY_COUNTER, false, NINE + 3);
    ck_assert_uint_eq(bench->note_count, 3);
    ck_assert(is_paid(2, 2, PAY_COUNTER, NINE + 3));
}
END_TEST

/* All pay elsewhere: {channels that are down, wanted, paid through, PAY_CHANNELS: he waits}. */
#define C(name) (1U << PAY_##name)
static const struct {
    unsigned down, wanted, through;
} ways[] = {{C(WECHAT), PAY_WECHAT, PAY_ALIPAY},
            {C(ALIPAY), PAY_ALIPAY, PAY_WECHAT},
            {C(ALIPAY), PAY_BANK, PAY_BANK},
            {C(ALIPAY) | C(WECHAT), PAY_ALIPAY, PAY_APP},
            {C(ATM) | C(ALIPAY) | C(WECHAT) | C(APP), PAY_ATM, PAY_BANK},
            {C(BANK) | C(ALIPAY) | C(WECHAT) | C(APP), PAY_BANK, PAY_COUNTER},
            {C(BANK) | C(ALIPAY) | C(WECHAT) | C(APP) | C(COUNTER), PAY_APP, PAY_CHANNELS},
            {C(WITHHOLDING), PAY_WITHHOLDING, PAY_CHANNELS}};

START_TEST(payers_go_elsewhere)
{
    channels.outages.config.elsewhere = 1000000;
    for (unsigned channel = 0; channel < PAY_CHANNELS; channel++)
        if (ways[_i].down >> channel & 1)
            down(channel, true, NINE);
    pay(4, ways[_i].wanted, NINE + 1);
    bool is_waiting = ways[_i].through == PAY_CHANNELS;
    ck_assert_uint_eq(bench->note_count, is_waiting ? 0 : 1);
    ck_assert(is_waiting || is_paid(0, 4, ways[_i].through, NINE + 1));
}
END_TEST

/* 30 % of 2,000, drawn for each: 600, give or take four times the deviation of 20.5. */
START_TEST(a_share_goes_elsewhere)
{
    channels.outages.config.elsewhere = 300000;
    down(PAY_BANK, true, NINE);
    for (uint32_t i = 0; i < 2000; i++)
        pay(i, PAY_BANK, NINE);
    unsigned gone = bench->note_count;
    ck_assert_uint_ge(gone, 600 - 82);
    ck_assert_uint_le(gone, 600 + 82);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_PAYMENT).kind, PAY_ALIPAY);
    down(PAY_BANK, false, TEN);
    ck_assert_uint_eq(bench->note_count, 2000);
}
END_TEST

static Suite *channel_outages_suite(void)
{
    Suite *suite = suite_create("channel_outages");
    TCase *tcase = tcase_create("channel_outages");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, payers_wait_for_their_channel);
    tcase_add_test(tcase, outages_are_counted_by_channel);
    tcase_add_loop_test(tcase, payers_go_elsewhere, 0, (int)(sizeof ways / sizeof ways[0]));
    tcase_add_test(tcase, a_share_goes_elsewhere);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(channel_outages_suite)
