/* What marketing sells to customers with local meters: GS-1 to GS-12, by messages. */
#include "models/marketing/marketing.h"
#include "tests/unit/models/party_bench.h"

#define CUSTOMERS 10
#define NINE      (BENCH_MIDNIGHT + 9 * MS_HOUR)
#define POSTED    (60 * MS_SECOND)
#define STAFF     (3 * MS_HOUR)
/* Customers; all others have remote meters. */
enum { PLAIN = 2, SEVERAL, LATER, CASH };

static struct marketing marketing;
static struct bench *bench;
static struct local_entry entries[] = {{0, 0, false, false},
                                       {0, 0, true, false},
                                       {0, NINE + MS_DAY, false, false},
                                       {0, 0, false, true}};
static struct locals locals;

static void setup(void)
{
    struct marketing_config config = {
        .customers = CUSTOMERS,
        .orders = {bench_segments(), true, 30 * MS_MINUTE, ORDERS_KEPT, 0, 0, 0, false,
                   PROOF_ANSWER, 0},
        .purchases = {&locals, chance_const(STAFF), 1, 1000000, MS_DAY, 1, {0}},
        .posting.usual = chance_const(POSTED)};
    locals = (struct locals){entries, 4, {0}};
    for (uint32_t i = 0; i < 4; i++)
        ck_assert_int_eq(id_map_put(&locals.of, PLAIN + i, i), FK_OK);
    bench = bench_new(PARTY_MARKETING);
    ck_assert_int_eq(marketing_init(&marketing, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    marketing_fini(&marketing);
    id_map_fini(&locals.of);
}

static void handle(struct message message, ms_t now)
{
    ck_assert_int_eq(marketing_handle(&marketing, &message, now), FK_OK);
}

/* Keeps every date up to `until`. */
static void run_to(ms_t until)
{
    for (ms_t due = marketing_due(&marketing); due <= until; due = marketing_due(&marketing))
        ck_assert_int_eq(marketing_tick(&marketing, due), FK_OK);
}

static void pay(uint32_t customer, unsigned channel, uint32_t id, fen_t amount, ms_t now)
{
    handle((struct message){.type = MSG_PAYMENT,
                            .kind = (uint8_t)channel,
                            .customer = customer,
                            .id = id,
                            .value = amount},
           now);
    run_to(now + POSTED);
}

/* The latest recharge is over: the meter counts `count` purchases. */
static void result(unsigned code, uint8_t count, bool is_unsure, ms_t now)
{
    struct message task = bench_last(bench, MSG_RECHARGE);
    handle((struct message){.type = MSG_RECHARGE_RESULT,
                            .kind = count,
                            .code = (uint8_t)code,
                            .attempt = 3,
                            .customer = task.customer,
                            .id = task.id,
                            .value = is_unsure},
           now);
}

static fen_t account(uint32_t customer)
{
    return marketing.ledger.customers[customer].fen;
}

static unsigned tasks(void)
{
    return bench_sent_count(bench, MSG_RECHARGE, PARTY_MASTER);
}

static void expect_task(uint32_t customer, uint8_t number, fen_t amount)
{
    struct message task = bench_last(bench, MSG_RECHARGE);
    ck_assert_uint_eq(task.customer, customer);
    ck_assert_uint_eq(task.kind, number);
    ck_assert_int_eq(task.value, amount);
}

/* GS-1, GS-6: issued at once, out of the account, and told. Nothing goes to fee control. */
START_TEST(what_is_paid_is_issued)
{
    pay(PLAIN, PAY_APP, 1, 10000, NINE);
    expect_task(PLAIN, 1, 10000);
    ck_assert_int_eq(account(PLAIN), 0);
    ck_assert_int_eq(marketing.ledger.contra[LEDGER_METER], 10000);
    ck_assert_int_eq(ledger_sum(&marketing.ledger), 0);
    ck_assert_uint_eq(bench_order(bench, 1).kind, ORDER_RECHARGE);
    ck_assert_uint_eq(bench_order(bench, 1).state, ORDER_SENT);
    result(RESULT_OK, 1, false, NINE + MS_HOUR);
    ck_assert_uint_eq(bench_order(bench, 1).state, ORDER_SUCCESS);
    ck_assert_uint_eq(bench_order(bench, 1).attempt, 3);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).kind, SMS_RECHARGED);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_RECEIPT, PARTY_FEE_CONTROL), 0);
    pay(PLAIN, PAY_COUNTER, 2, 500, NINE + 2 * MS_HOUR);
    expect_task(PLAIN, 2, 500);
    pay(PLAIN + 4, PAY_APP, 3, 500, NINE + 3 * MS_HOUR); /* a remote meter */
    ck_assert_uint_eq(tasks(), 2);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_RECEIPT, PARTY_FEE_CONTROL), 1);
}
END_TEST

/* What is paid while a purchase is open goes with the next one. */
START_TEST(one_at_a_time)
{
    pay(PLAIN, PAY_APP, 1, 10000, NINE);
    pay(PLAIN, PAY_APP, 2, 700, NINE + MS_MINUTE);
    pay(PLAIN, PAY_APP, 3, 300, NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(tasks(), 1);
    result(RESULT_OK, 1, false, NINE + MS_HOUR);
    ck_assert_uint_eq(tasks(), 2);
    expect_task(PLAIN, 2, 1000);
}
END_TEST

/* GS-8: arrears first; what is left then. */
START_TEST(arrears_first)
{
    ck_assert_int_eq(ledger_post(&marketing.ledger, LEDGER_BRING_FORWARD, PLAIN, 0, -2000, NULL),
                     FK_OK);
    pay(PLAIN, PAY_APP, 1, 1500, NINE);
    pay(PLAIN, PAY_APP, 2, 500, NINE + MS_HOUR); /* exactly 0.00: nothing to issue */
    ck_assert_uint_eq(tasks(), 0);
    pay(PLAIN, PAY_APP, 3, 500, NINE + 2 * MS_HOUR);
    expect_task(PLAIN, 1, 500);
}
END_TEST

/* GS-9: of several meters what comes over counter or bank waits for the next purchase. GS-11: and
 * for the archive. */
START_TEST(what_waits)
{
    pay(SEVERAL, PAY_COUNTER, 1, 10000, NINE);
    pay(SEVERAL, PAY_BANK, 2, 1000, NINE + MS_HOUR);
    ck_assert_uint_eq(tasks(), 0);
    pay(SEVERAL, PAY_ALIPAY, 3, 100, NINE + 2 * MS_HOUR);
    expect_task(SEVERAL, 1, 11100);
    pay(SEVERAL, PAY_COUNTER, 4, 50, NINE + 3 * MS_HOUR);
    result(RESULT_OK, 1, false, NINE + 4 * MS_HOUR);
    pay(LATER, PAY_APP, 5, 900, NINE + 5 * MS_HOUR);
    ck_assert_uint_eq(tasks(), 1);
    run_to(NINE + MS_DAY - 1);
    ck_assert_uint_eq(tasks(), 1);
    run_to(NINE + MS_DAY);
    expect_task(LATER, 1, 900);
}
END_TEST

/* GS-5, INV-11: what the meter may not hold is refused, and is in the account as before: nobody can
 * issue it again. It goes with the next payment. {a try had no answer: the staff look first} */
START_TEST(too_much_stays_in_the_account)
{
    pay(PLAIN, PAY_APP, 1, 990000, NINE);
    expect_task(PLAIN, 1, 990000);
    result(RESULT_LIMIT_EXCEEDED, 0, _i == 1, NINE + MS_HOUR);
    ck_assert_uint_eq(bench_order(bench, 1).state, ORDER_FAILED);
    ck_assert_uint_eq(bench_order(bench, 1).code, RESULT_LIMIT_EXCEEDED);
    if (_i == 1) {
        ck_assert_int_eq(account(PLAIN), 0);
        run_to(NINE + MS_HOUR + STAFF);
        result(RESULT_OK, 0, false, NINE + 5 * MS_HOUR);
        result(RESULT_LIMIT_EXCEEDED, 0, false, NINE + 6 * MS_HOUR);
    }
    ck_assert_int_eq(account(PLAIN), 990000);
    ck_assert_int_eq(marketing.ledger.contra[LEDGER_METER], 0);
    unsigned sent = tasks();
    run_to(NINE + 5 * MS_DAY);
    ck_assert_uint_eq(tasks(), sent);
    pay(PLAIN, PAY_APP, 2, 100, NINE + 5 * MS_DAY);
    expect_task(PLAIN, 1, 990100);
}
END_TEST

/* R-22, GS-6: the staff look first; what is not in is issued again, and in the end the customer is
 * asked for his card. */
START_TEST(failures_are_issued_again)
{
    pay(PLAIN, PAY_APP, 1, 10000, NINE);
    result(RESULT_CHANNEL_BLOCKED, 0, false, NINE + MS_HOUR);
    ck_assert_uint_eq(bench_order(bench, 1).state, ORDER_FAILED);
    ck_assert_uint_eq(bench_order(bench, 1).code, RESULT_CHANNEL_BLOCKED);
    ck_assert_uint_eq(bench_order(bench, 2).kind, ORDER_REISSUE);
    run_to(NINE + MS_HOUR + STAFF - 1);
    ck_assert_uint_eq(tasks(), 1);
    run_to(NINE + MS_HOUR + STAFF);
    expect_task(PLAIN, 1, 0); /* a look */
    result(RESULT_OK, 0, false, NINE + 5 * MS_HOUR);
    ck_assert_uint_eq(bench_order(bench, 2).state, ORDER_CLOSED);
    expect_task(PLAIN, 1, 10000);
    ck_assert_uint_eq(bench_order(bench, 3).kind, ORDER_RECHARGE);
    result(RESULT_CHANNEL_BLOCKED, 0, false, NINE + 6 * MS_HOUR);
    run_to(NINE + 6 * MS_HOUR + STAFF);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CARD, PARTY_CHANNELS), 0);
    result(RESULT_OK, 0, false, NINE + 10 * MS_HOUR); /* one repeat is all */
    struct message card = bench_last(bench, MSG_CARD);
    ck_assert(card.kind == 1 && card.value == 10000 && card.code == 1);
    ck_assert_uint_eq(bench_order(bench, 5).kind, ORDER_REISSUE);
    run_to(NINE + 10 * MS_HOUR + MS_DAY - 1); /* from now on once a day */
    ck_assert_uint_eq(tasks(), 4);
    run_to(NINE + 10 * MS_HOUR + MS_DAY);
    result(RESULT_OK, 1, false, NINE + 35 * MS_HOUR); /* he has inserted it */
    ck_assert_uint_eq(bench_order(bench, 5).state, ORDER_CLOSED);
    ck_assert_uint_eq(bench_order(bench, 5).code, RESULT_DUPLICATE);
    ck_assert_uint_eq(marketing.orders.list.map.count, 0);
}
END_TEST

/* The count decides, whatever the result says: in, because an answer was lost; or the meter counts
 * what marketing does not know of. */
START_TEST(the_count_decides)
{
    pay(PLAIN, PAY_APP, 1, 10000, NINE);
    result(RESULT_COUNT_MISMATCH, 1, true, NINE + MS_HOUR);
    run_to(NINE + MS_HOUR + STAFF);
    result(RESULT_OK, 1, false, NINE + 5 * MS_HOUR);
    ck_assert_uint_eq(bench_order(bench, 2).state, ORDER_CLOSED);
    ck_assert_uint_eq(tasks(), 2); /* the purchase, and the look */
    pay(PLAIN, PAY_APP, 2, 500, NINE + 6 * MS_HOUR);
    expect_task(PLAIN, 2, 500);
    result(RESULT_COUNT_MISMATCH, 9, false, NINE + 7 * MS_HOUR);
    run_to(NINE + 7 * MS_HOUR + STAFF);
    result(RESULT_OK, 9, false, NINE + 11 * MS_HOUR);
    expect_task(PLAIN, 10, 500);
    result(RESULT_OK, 10, false, NINE + 12 * MS_HOUR);
    ck_assert_int_eq(account(PLAIN), 0);
}
END_TEST

/* no result for a day. A late one is one all the same. */
START_TEST(silence)
{
    pay(PLAIN, PAY_APP, 1, 10000, NINE);
    struct message late = bench_last(bench, MSG_RECHARGE);
    run_to(NINE + POSTED + PURCHASES_SILENT - 1);
    ck_assert_uint_eq(bench_order(bench, 1).state, ORDER_SENT);
    run_to(NINE + POSTED + PURCHASES_SILENT);
    ck_assert_uint_eq(bench_order(bench, 1).code, RESULT_TASK_TIMEOUT);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 1);
    handle((struct message){.type = MSG_RECHARGE_RESULT,
                            .kind = 1,
                            .code = RESULT_OK,
                            .customer = PLAIN,
                            .id = late.id},
           NINE + POSTED + PURCHASES_SILENT + MS_HOUR);
    ck_assert_uint_eq(bench_order(bench, 2).state, ORDER_CLOSED);
    run_to(NINE + 3 * MS_DAY);
    ck_assert_uint_eq(tasks(), 1);
}
END_TEST

static void reverse(uint32_t customer, uint32_t payment, fen_t amount, ms_t now)
{
    ck_assert_int_eq(
        ledger_post(&marketing.ledger, LEDGER_REVERSAL, customer, PAY_COUNTER, amount, NULL),
        FK_OK);
    ck_assert_int_eq(purchases_reversed(&marketing.purchases, customer, payment, now), FK_OK);
}

/* Reversal (冲正), section 11: not in the meter, the purchase record goes with the receipt; in it,
 * the receipt alone, and the next purchase makes up for it. */
START_TEST(reversed)
{
    pay(PLAIN, PAY_COUNTER, 1, 10000, NINE);
    result(RESULT_CHANNEL_BLOCKED, 0, false, NINE + MS_HOUR);
    reverse(PLAIN, 1, 10000, NINE + 2 * MS_HOUR);
    ck_assert_int_eq(account(PLAIN), 0);
    ck_assert_int_eq(marketing.ledger.contra[LEDGER_METER], 0);
    ck_assert_uint_eq(bench_order(bench, 2).state, ORDER_CANCELLED);
    pay(PLAIN, PAY_COUNTER, 2, 10000, NINE + 3 * MS_HOUR);
    result(RESULT_OK, 1, false, NINE + 4 * MS_HOUR);
    reverse(PLAIN, 2, 10000, NINE + 5 * MS_HOUR);
    ck_assert_int_eq(account(PLAIN), -10000);
    ck_assert_int_eq(marketing.ledger.contra[LEDGER_METER], 10000);
    pay(PLAIN, PAY_APP, 3, 15000, NINE + 6 * MS_HOUR);
    expect_task(PLAIN, 2, 5000);
    ck_assert_int_eq(ledger_sum(&marketing.ledger), 0);
}
END_TEST

/* While it is under way: taken back, and its result says whether it is in; if that is not sure the
 * staff look. */
START_TEST(reversed_under_way)
{
    pay(PLAIN, PAY_COUNTER, 1, 10000, NINE);
    reverse(PLAIN, 1, 10000, NINE + MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 1);
    ck_assert_int_eq(account(PLAIN), -10000);
    result(RESULT_NOT_ALLOWED, 0, false, NINE + 2 * MS_MINUTE);
    ck_assert_int_eq(account(PLAIN), 0);
    ck_assert_uint_eq(bench_order(bench, 1).state, ORDER_CANCELLED);
    pay(PLAIN, PAY_COUNTER, 2, 10000, NINE + MS_HOUR);
    reverse(PLAIN, 2, 10000, NINE + 2 * MS_HOUR);
    result(RESULT_NOT_ALLOWED, 0, true, NINE + 3 * MS_HOUR);
    ck_assert_int_eq(account(PLAIN), -10000);
    run_to(NINE + 3 * MS_HOUR + STAFF);
    expect_task(PLAIN, 1, 0);
    result(RESULT_OK, 0, false, NINE + 7 * MS_HOUR);
    ck_assert_int_eq(account(PLAIN), 0);
    pay(PLAIN, PAY_COUNTER, 3, 10000, NINE + 8 * MS_HOUR);
    reverse(PLAIN, 3, 10000, NINE + 9 * MS_HOUR);
    result(RESULT_OK, 1, false, NINE + 10 * MS_HOUR); /* it had begun: the receipt only */
    ck_assert_int_eq(account(PLAIN), -10000);
}
END_TEST

/* GS-10: the card is written when the payment comes, and the purchase issued when it is posted. */
START_TEST(card_and_remote)
{
    pay(PLAIN, PAY_ATM, 1, 10000, NINE);
    struct message card = bench_last(bench, MSG_CARD);
    ck_assert(card.kind == 1 && card.value == 10000 && card.code == 0);
    expect_task(PLAIN, 1, 10000);
    reverse(PLAIN, 1, 10000, NINE + MS_HOUR); /* the card may have it: the receipt only */
    result(RESULT_CHANNEL_BLOCKED, 0, false, NINE + 2 * MS_HOUR);
    ck_assert_int_eq(account(PLAIN), -10000);
    pay(PLAIN, PAY_ATM, 2, 500, NINE + 3 * MS_HOUR); /* one is open: no card for this one */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CARD, PARTY_CHANNELS), 1);
    pay(PLAIN + 4, PAY_ATM, 3, 500, NINE + 4 * MS_HOUR); /* a remote meter has none */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CARD, PARTY_CHANNELS), 1);
}
END_TEST

/* GS-7, GS-12: what was in the old meter, after the review. */
START_TEST(meter_changed)
{
    for (uint32_t customer = PLAIN; customer <= CASH; customer += CASH - PLAIN)
        handle((struct message){.type = MSG_METER_CHANGE, .customer = customer, .value = 3000},
               NINE);
    run_to(NINE + MS_DAY - 1);
    ck_assert_uint_eq(tasks(), 0);
    ck_assert_int_eq(account(PLAIN), 3000);
    run_to(NINE + MS_DAY);
    ck_assert_uint_eq(tasks(), 1);
    expect_task(PLAIN, 1, 3000);
    ck_assert_int_eq(account(CASH), 0);
    ck_assert_int_eq(marketing.ledger.contra[LEDGER_CASH], 3000);
    ck_assert_int_eq(ledger_sum(&marketing.ledger), 0);
}
END_TEST

/* Section 20: what was taken back to the card is in the account, nobody reviews or pays it out, and
 * the next payment buys with it. */
START_TEST(rest_on_the_card)
{
    handle((struct message){.type = MSG_METER_CHANGE, .code = 1, .customer = PLAIN, .value = 3000},
           NINE);
    handle((struct message){.type = MSG_METER_CHANGE, .code = 1, .customer = CASH, .value = 700},
           NINE);
    run_to(NINE + 2 * MS_DAY);
    ck_assert_uint_eq(tasks(), 0);
    ck_assert_int_eq(account(PLAIN), 3000);
    ck_assert_int_eq(account(CASH), 700);
    pay(PLAIN, PAY_COUNTER, 1, 500, NINE + 2 * MS_DAY);
    expect_task(PLAIN, 1, 3500);
    ck_assert_int_eq(account(PLAIN), 0);
}
END_TEST

/* Section 20: 10000 / 0.52 are 19230.77 hundredths of a kWh, and the whole ones cost 9999.6 fen; a
 * minute at 1.00 an hour costs 1.67. The rest of a meter is money again. */
START_TEST(energy_and_time_are_sold)
{
    marketing.purchases.config.sale = (struct wallet_sale){WALLET_ENERGY, 520000, 1000000};
    pay(PLAIN, PAY_APP, 1, 10000, NINE);
    expect_task(PLAIN, 1, 19230);
    ck_assert_int_eq(account(PLAIN), 0);
    ck_assert_int_eq(marketing.ledger.contra[LEDGER_METER], 10000);
    result(RESULT_OK, 1, false, NINE + MS_HOUR);
    handle((struct message){.type = MSG_METER_CHANGE, .customer = PLAIN, .value = 10001},
           NINE + 2 * MS_HOUR);
    ck_assert_int_eq(account(PLAIN), 5201); /* 5200.52 */
    marketing.purchases.config.sale = (struct wallet_sale){WALLET_TIME, 100, 60};
    pay(SEVERAL, PAY_APP, 2, 1, NINE + 3 * MS_HOUR);
    ck_assert_uint_eq(tasks(), 1); /* buys no minute */
    ck_assert_int_eq(account(SEVERAL), 1);
    pay(SEVERAL, PAY_APP, 3, 5, NINE + 4 * MS_HOUR);
    expect_task(SEVERAL, 1, 3); /* 6 fen, 3.6 minutes: 3 cost 5 */
    ck_assert_int_eq(account(SEVERAL), 1);
    pay(CASH, PAY_ATM, 4, 9, NINE + 5 * MS_HOUR);
    ck_assert_int_eq(bench_last(bench, MSG_CARD).value, 5);
    ck_assert_int_eq(account(CASH), 0); /* 5.4 minutes: 5 cost 8.33, 9 */
    ck_assert_int_eq(ledger_sum(&marketing.ledger), 0);
}
END_TEST

static Suite *purchases_suite(void)
{
    Suite *suite = suite_create("purchases");
    TCase *tc = tcase_create("purchases");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, what_is_paid_is_issued);
    tcase_add_test(tc, one_at_a_time);
    tcase_add_test(tc, arrears_first);
    tcase_add_test(tc, what_waits);
    tcase_add_test(tc, failures_are_issued_again);
    tcase_add_loop_test(tc, too_much_stays_in_the_account, 0, 2);
    tcase_add_test(tc, the_count_decides);
    tcase_add_test(tc, silence);
    tcase_add_test(tc, reversed);
    tcase_add_test(tc, reversed_under_way);
    tcase_add_test(tc, card_and_remote);
    tcase_add_test(tc, meter_changed);
    tcase_add_test(tc, rest_on_the_card);
    tcase_add_test(tc, energy_and_time_are_sold);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(purchases_suite)
