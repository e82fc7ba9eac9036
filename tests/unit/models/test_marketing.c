/* Marketing system: postings, work orders and their life cycle, limits, late and doubled
 * results, cancellation, exception orders, second checks. */
#include "models/marketing/marketing.h"
#include "models/meter/relay.h"
#include "tests/unit/models/party_bench.h"

#define CUSTOMERS 20
#define NINE      (BENCH_MIDNIGHT + 9 * MS_HOUR)
#define LIMIT     (30 * MS_MINUTE)

/* Status word 3: W3 b4 contact open, b6 command says open. */
#define W3_CLOSED    0x0000
#define W3_PERMITTED 0x0010
#define W3_TRIPPED   0x0050

static struct marketing marketing;
static struct bench *bench;

static void setup(void)
{
    struct marketing_config config = {
        .customers = CUSTOMERS,
        .orders = {bench_segments(), true, LIMIT, ORDERS_KEPT, 0, 0, 0, false, PROOF_ANSWER, 0},
        .posting.usual = chance_const(60 * MS_SECOND)};
    bench = bench_new(PARTY_MARKETING);
    ck_assert_int_eq(marketing_init(&marketing, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    marketing_fini(&marketing);
}

/* The same with statements, whose matching takes two hours. */
static void restart_with_statements(void)
{
    struct marketing_config config = marketing.config;
    config.has_statements = true;
    config.matching = 2 * MS_HOUR;
    marketing_fini(&marketing);
    ck_assert_int_eq(marketing_init(&marketing, &bench->port, &config), FK_OK);
}

static void handle(struct message message, ms_t now)
{
    ck_assert_int_eq(marketing_handle(&marketing, &message, now), FK_OK);
}

static void tick(ms_t now)
{
    ck_assert_int_eq(marketing_tick(&marketing, now), FK_OK);
}

/* An order of a kind for customer 3 with strategy 5; returns its id. */
#define LAST_MOMENT (NINE + MS_HOUR) /* of the orders that are asked for */

static uint32_t make(unsigned kind, ms_t now)
{
    handle((struct message){.type = MSG_ORDER_REQUEST,
                            .kind = (uint8_t)kind,
                            .customer = 3,
                            .ref = 5,
                            .value = LAST_MOMENT},
           now);
    return marketing.orders.count;
}

static void tell(unsigned type, uint32_t id, unsigned code, int64_t value, ms_t now)
{
    handle((struct message){.type = (uint8_t)type,
                            .code = (uint8_t)code,
                            .attempt = 2,
                            .customer = 3,
                            .id = id,
                            .value = value},
           now);
}

static unsigned state(uint32_t id)
{
    return bench_order(bench, id).state;
}

/* Reports to fee control with a code. */
static unsigned reports(unsigned code)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++)
        n += bench->sent[i].message.type == MSG_ORDER_REPORT && bench->sent[i].message.code == code;
    return n;
}

/* What goes where for each kind of order (I7, I10). */
static const struct {
    enum order_kind kind;
    unsigned message, command; /* 0: nothing is sent */
    uint32_t to;
} kinds[] = {{ORDER_CUT, MSG_ORDER, RELAY_TRIP, PARTY_MASTER},
             {ORDER_RESTORE, MSG_ORDER, RELAY_CLOSE, PARTY_MASTER},
             {ORDER_FIELD_CUT, MSG_FIELD_ORDER, ORDER_FIELD_CUT, PARTY_CREWS},
             {ORDER_FIELD_RESTORE, MSG_FIELD_ORDER, ORDER_FIELD_RESTORE, PARTY_CREWS},
             {ORDER_EXCEPTION, 0, 0, 0}};

START_TEST(order_is_made_sent_and_reported)
{
    uint32_t id = make(kinds[_i].kind, NINE);
    ck_assert_uint_eq(id, 1);
    ck_assert_uint_eq(state(id), ORDER_SENT);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_ORDER, ORDER_CREATED), 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_ORDER, ORDER_QUEUED), 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_ORDER, ORDER_SENT), 1);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_ORDER).ref, 5);
    struct message report = bench_last(bench, MSG_ORDER_REPORT);
    ck_assert_uint_eq(report.code, RESULT_NONE); /* "made" */
    ck_assert_uint_eq(report.id, id);
    ck_assert_uint_eq(report.ref, 5);
    ck_assert_uint_eq(bench->sent_count, kinds[_i].message ? 2 : 1);
    if (!kinds[_i].message)
        return;
    ck_assert_uint_eq(bench->sent[0].to, kinds[_i].to);
    ck_assert_uint_eq(bench->sent[0].message.type, kinds[_i].message);
    ck_assert_uint_eq(bench->sent[0].message.kind, kinds[_i].command);
    ck_assert_uint_eq(bench->sent[0].message.id, id);
    ck_assert_int_eq(bench->sent[0].message.value,
                     kinds[_i].message == MSG_ORDER ? LAST_MOMENT : 0);
}
END_TEST

/* R-40 safe: 1B; R-41 automatic: 1C, in the table above. */
START_TEST(safe_restore_sends_the_permit)
{
    bench_segments()->of[3] = 1; /* safe restore, for his segment alone */
    make(ORDER_RESTORE, NINE);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER).kind, RELAY_PERMIT);
    make(ORDER_CUT, NINE);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER).kind, RELAY_TRIP);
}
END_TEST

START_TEST(order_moves_to_its_result)
{
    uint32_t ok = make(ORDER_CUT, NINE), failed = make(ORDER_CUT, NINE);
    for (uint32_t id = ok; id <= failed; id++) {
        tell(MSG_ORDER_ACCEPTED, id, 0, 0, NINE);
        ck_assert_uint_eq(state(id), ORDER_ACCEPTED);
        tell(MSG_ORDER_EXECUTING, id, 0, 0, NINE);
        ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    }
    tell(MSG_ORDER_RESULT, ok, RESULT_OK, 0, NINE + 1);
    tell(MSG_ORDER_RESULT, failed, RESULT_RELAY_STUCK, 0, NINE + 1);
    ck_assert_uint_eq(state(ok), ORDER_SUCCESS);
    ck_assert_uint_eq(state(failed), ORDER_FAILED);
    ck_assert_uint_eq(bench_order(bench, failed).attempt, 2);
    ck_assert_uint_eq(reports(RESULT_OK), 1);
    ck_assert_uint_eq(reports(RESULT_RELAY_STUCK), 1);
    tick(NINE + MS_DAY); /* no limit runs any more */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_STATUS_REQUEST, PARTY_MASTER), 0);
    ck_assert_int_eq(marketing_due(&marketing), MS_NEVER);
}
END_TEST

/* That a try had no answer goes with the report, whatever the code is. */
START_TEST(report_tells_of_a_try_without_an_answer)
{
    marketing.orders.config.is_status_read = false;
    for (int64_t value = 0; value <= 1; value++) {
        uint32_t id = make(ORDER_CUT, NINE);
        tell(MSG_ORDER_RESULT, id, RESULT_CRYPTO_UNAVAILABLE, value, NINE);
        ck_assert_uint_eq(state(id), ORDER_FAILED);
        ck_assert_int_eq(bench_last(bench, MSG_ORDER_REPORT).value, value);
    }
}
END_TEST

/* whatever comes after the end, or twice, or in the wrong order, changes nothing. */
START_TEST(late_and_doubled_messages_change_nothing)
{
    uint32_t id = make(ORDER_CUT, NINE);
    tell(MSG_ORDER_EXECUTING, id, 0, 0, NINE);
    tell(MSG_ORDER_ACCEPTED, id, 0, 0, NINE + 1); /* overtaken */
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    tell(MSG_ORDER_EXECUTING, id, 0, 0, NINE + 10 * MS_MINUTE);
    tick(NINE + LIMIT); /* of the first EXECUTING */
    ck_assert_uint_eq(state(id), ORDER_TIMEOUT);
    tell(MSG_ORDER_EXECUTING, id, 0, 0, NINE + LIMIT);
    ck_assert_uint_eq(state(id), ORDER_TIMEOUT);
    tell(MSG_ORDER_RESULT, id, RESULT_OK, 0, NINE + LIMIT + 1); /* late, but it says more */
    ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    static const unsigned types[] = {MSG_ORDER_ACCEPTED, MSG_ORDER_EXECUTING, MSG_ORDER_RESULT,
                                     MSG_STATUS_REPORT, MSG_FIELD_RESULT};
    unsigned notes = bench->note_count, sent = bench->sent_count;
    for (unsigned i = 0; i < 5; i++)
        tell(types[i], id, RESULT_RELAY_STUCK, 0, NINE + MS_HOUR);
    ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    ck_assert_uint_eq(bench->note_count, notes);
    ck_assert_uint_eq(bench->sent_count, sent);
}
END_TEST

/* the status word decides what a time-out was, {kind, read, word, what it was}. */
static const struct {
    enum order_kind kind;
    enum result_code read;
    int64_t word;
    enum order_state then;
} words[] = {{ORDER_CUT, RESULT_OK, W3_TRIPPED, ORDER_SUCCESS},
             {ORDER_CUT, RESULT_OK, W3_CLOSED, ORDER_FAILED},
             {ORDER_CUT, RESULT_OK, W3_PERMITTED, ORDER_FAILED}, /* open by an older cut */
             {ORDER_CUT, RESULT_NO_METER_ANSWER, W3_TRIPPED, ORDER_FAILED},
             {ORDER_RESTORE, RESULT_OK, W3_CLOSED, ORDER_SUCCESS},
             {ORDER_RESTORE, RESULT_OK, W3_PERMITTED, ORDER_SUCCESS}, /* 1B waits for the key */
             {ORDER_RESTORE, RESULT_OK, W3_TRIPPED, ORDER_FAILED},
             {ORDER_RESTORE, RESULT_NO_METER_ANSWER, W3_CLOSED, ORDER_FAILED}};

START_TEST(timeout_is_judged_by_the_status_word)
{
    uint32_t id = make(words[_i].kind, NINE);
    tell(MSG_ORDER_EXECUTING, id, 0, 0, NINE);
    ck_assert_int_eq(marketing_due(&marketing), NINE + LIMIT);
    tick(NINE + LIMIT - 1);
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    tick(NINE + LIMIT);
    ck_assert_uint_eq(state(id), ORDER_TIMEOUT);
    ck_assert_uint_eq(bench_last(bench, MSG_STATUS_REQUEST).id, id);
    ck_assert_uint_eq(reports(RESULT_OK) + reports(RESULT_TASK_TIMEOUT), 0);
    tell(MSG_STATUS_REPORT, id, words[_i].read, words[_i].word, NINE + LIMIT + MS_SECOND);
    ck_assert_uint_eq(state(id), words[_i].then);
    bool is_ok = words[_i].then == ORDER_SUCCESS;
    ck_assert_uint_eq(reports(is_ok ? RESULT_OK : RESULT_TASK_TIMEOUT), 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER, PARTY_MASTER), 1); /* no blind repeat */
}
END_TEST

/* at its limit the order is taken back before its status is asked for; what the
 * taking back brings is no result, only that the relay did move is. */
START_TEST(timed_out_order_is_taken_back)
{
    static const enum result_code codes[] = {RESULT_NOT_ALLOWED, RESULT_NO_METER_ANSWER,
                                             RESULT_RELAY_REFUSED};
    uint32_t id = make(ORDER_CUT, NINE), other = make(ORDER_CUT, NINE);
    for (uint32_t i = id; i <= other; i++)
        tell(MSG_ORDER_EXECUTING, i, 0, 0, NINE);
    tell(MSG_ORDER_RESULT, other, RESULT_OK, 0, NINE + 1); /* has an end: nothing to take back */
    bench_clear(bench);
    tick(NINE + LIMIT);
    ck_assert_uint_eq(bench->sent_count, 2);
    ck_assert_uint_eq(bench->sent[0].message.type, MSG_ORDER_CANCEL);
    ck_assert_uint_eq(bench->sent[1].message.type, MSG_STATUS_REQUEST);
    for (unsigned i = 0; i < 2; i++) {
        ck_assert_uint_eq(bench->sent[i].to, PARTY_MASTER);
        ck_assert_uint_eq(bench->sent[i].message.id, id);
        ck_assert_uint_eq(bench->sent[i].message.customer, 3);
    }
    for (unsigned i = 0; i < 3; i++)
        tell(MSG_ORDER_RESULT, id, codes[i], 0, NINE + LIMIT + 1);
    ck_assert_uint_eq(state(id), ORDER_TIMEOUT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REPORT, PARTY_FEE_CONTROL), 0);
    tell(MSG_STATUS_REPORT, id, RESULT_OK, W3_CLOSED, NINE + LIMIT + MS_SECOND);
    ck_assert_uint_eq(state(id), ORDER_FAILED);
    ck_assert_uint_eq(reports(RESULT_TASK_TIMEOUT), 1);
}
END_TEST

START_TEST(status_report_without_a_timeout_is_no_result)
{
    uint32_t id = make(ORDER_CUT, NINE);
    tell(MSG_ORDER_EXECUTING, id, 0, 0, NINE);
    tell(MSG_STATUS_REPORT, id, RESULT_OK, W3_TRIPPED, NINE);
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
}
END_TEST

/* A cancelled order ends by what comes back: taken back, or done because it had begun. */
static const struct {
    enum order_kind kind;
    unsigned result;
    enum result_code code;
    enum order_state then;
} cancels[] = {{ORDER_CUT, MSG_ORDER_RESULT, RESULT_NOT_ALLOWED, ORDER_CANCELLED},
               {ORDER_CUT, MSG_ORDER_RESULT, RESULT_OK, ORDER_SUCCESS},
               {ORDER_CUT, MSG_ORDER_RESULT, RESULT_NO_METER_ANSWER, ORDER_FAILED},
               {ORDER_FIELD_CUT, MSG_FIELD_RESULT, RESULT_NOT_ALLOWED, ORDER_CANCELLED},
               {ORDER_FIELD_CUT, MSG_FIELD_RESULT, RESULT_OK, ORDER_SUCCESS}};

START_TEST(cancelled_order_ends_by_its_result)
{
    uint32_t id = make(cancels[_i].kind, NINE);
    uint32_t to = cancels[_i].kind == ORDER_CUT ? PARTY_MASTER : PARTY_CREWS;
    struct message cancel = {
        .type = MSG_ORDER_CANCEL, .code = ORDER_CANCELLED, .customer = 3, .id = id};
    handle(cancel, NINE + 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, to), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, id);
    ck_assert_uint_eq(state(id), ORDER_SENT);
    tell(cancels[_i].result, id, cancels[_i].code, 0, NINE + 2);
    ck_assert_uint_eq(state(id), cancels[_i].then);
    ck_assert_uint_eq(reports(cancels[_i].code), 1);
    handle(cancel, NINE + 3); /* nothing left to cancel */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, to), 1);
}
END_TEST

START_TEST(unknown_orders_are_refused)
{
    struct message message = {.type = MSG_ORDER_CANCEL, .id = 1};
    ck_assert_int_eq(marketing_handle(&marketing, &message, NINE), FK_E_ARG);
    message.id = 0;
    ck_assert_int_eq(marketing_handle(&marketing, &message, NINE), FK_E_ARG);
    message.type = MSG_ORDER_RESULT;
    ck_assert_int_eq(marketing_handle(&marketing, &message, NINE), FK_E_ARG);
    message.type = MSG_PUSH;
    ck_assert_int_eq(marketing_handle(&marketing, &message, NINE), FK_E_ARG);
}
END_TEST

START_TEST(escalation_of_the_failed_order_is_held)
{
    struct message hold = {.type = MSG_ORDER_CANCEL, .code = ORDER_HELD, .customer = 4};
    uint32_t old = make(ORDER_CUT, NINE), failed = make(ORDER_CUT, NINE);
    for (uint32_t id = old; id <= failed; id++)
        tell(MSG_ORDER_RESULT, id, RESULT_CRYPTO_UNAVAILABLE, 0, NINE);
    hold.id = failed;
    ck_assert_int_eq(marketing_handle(&marketing, &hold, NINE), FK_E_ARG); /* another's */
    ck_assert_uint_eq(state(failed), ORDER_FAILED);
    hold.customer = 3;
    handle(hold, NINE);
    ck_assert_uint_eq(state(failed), ORDER_HELD);
    ck_assert_uint_eq(state(old), ORDER_FAILED);
}
END_TEST

START_TEST(exception_order_is_closed_for_its_customer)
{
    for (uint32_t i = 0; i < 3; i++)
        handle((struct message){.type = MSG_ORDER_REQUEST, .kind = ORDER_EXCEPTION, .customer = i},
               NINE);
    handle(
        (struct message){
            .type = MSG_ORDER_CANCEL, .kind = ORDER_EXCEPTION, .code = ORDER_CLOSED, .customer = 1},
        NINE);
    ck_assert_uint_eq(state(1), ORDER_SENT);
    ck_assert_uint_eq(state(2), ORDER_CLOSED);
    ck_assert_uint_eq(state(3), ORDER_SENT);
    ck_assert_uint_eq(marketing.orders.exceptions.count, 2);
}
END_TEST

/* whoever has an open one gets no second one; after it is closed he may. */
START_TEST(one_exception_order_of_a_customer_is_open)
{
    struct message ask = {.type = MSG_ORDER_REQUEST, .kind = ORDER_EXCEPTION, .customer = 1};
    struct message close = {
        .type = MSG_ORDER_CANCEL, .kind = ORDER_EXCEPTION, .code = ORDER_CLOSED, .customer = 1};
    for (unsigned i = 0; i < 3; i++) {
        handle(ask, NINE);
        handle(ask, NINE);
        ck_assert_uint_eq(marketing.orders.count, i + 1);
        handle(close, NINE);
        handle(close, NINE);
        ck_assert_uint_eq(bench_note_count(bench, EVENT_ORDER, ORDER_CLOSED), i + 1);
        ck_assert_uint_eq(marketing.orders.exceptions.count, 0);
    }
}
END_TEST

/* The delay is drawn for the counter that the channel gave the payment: when it comes over, and
 * what comes before it, is of no matter; 60 payments have 60 delays. */
START_TEST(posting_delay_is_that_of_the_payment)
{
    struct chance_part part = {CHANCE_UNIFORM, 1000000, 0, MS_HOUR};
    marketing.config.posting.usual = (struct chance_dist){1, {part}};
    ms_t delays[2][60];
    for (uint32_t i = 0; i < 120; i++) {
        ms_t at = NINE + i * 2 * MS_HOUR + i % 7;
        handle((struct message){.type = MSG_PAYMENT,
                                .kind = (uint8_t)(i / 60 ? PAY_ALIPAY : PAY_WECHAT),
                                .customer = 4,
                                .id = i + 1,
                                .ref = 7000 + i % 60,
                                .value = 1},
               at);
        delays[i / 60][i % 60] = marketing_due(&marketing) - at;
        tick(at + MS_HOUR);
    }
    for (unsigned i = 0; i < 60; i++) {
        ck_assert_int_eq(delays[1][i], delays[0][i]);
        for (unsigned other = 0; other < i; other++)
            ck_assert_int_ne(delays[0][i], delays[0][other]);
    }
}
END_TEST

START_TEST(payment_is_posted_after_its_delay)
{
    struct message payment = {
        .type = MSG_PAYMENT, .kind = PAY_WECHAT, .customer = 4, .id = 11, .value = 10000};
    handle(payment, NINE);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_PAYMENT, PAYMENT_RECEIVED), 1);
    ck_assert_int_eq(marketing.ledger.customers[4].fen, 0);
    ck_assert_int_eq(marketing_due(&marketing), NINE + 60 * MS_SECOND);
    tick(NINE + 60 * MS_SECOND - 1);
    ck_assert_int_eq(marketing.ledger.customers[4].fen, 0);
    tick(NINE + 60 * MS_SECOND);
    ck_assert_int_eq(marketing.ledger.customers[4].fen, 10000);
    ck_assert_int_eq(ledger_sum(&marketing.ledger), 0);
    struct message receipt = bench_last(bench, MSG_RECEIPT);
    ck_assert_uint_eq(receipt.customer, 4);
    ck_assert_int_eq(receipt.value, 10000); /* the account, not the payment */
    ck_assert_uint_eq(bench_last_note(bench, EVENT_PAYMENT).id, 11);
    payment.value = 500;
    handle(payment, NINE + MS_HOUR);
    tick(NINE + 2 * MS_HOUR);
    ck_assert_int_eq(bench_last(bench, MSG_RECEIPT).value, 10500);
    ck_assert_uint_eq(bench_last(bench, MSG_RECEIPT).attempt, 2); /* postings of the account */
}
END_TEST

/* More payments on their way than there was room for at the start: places grow and are used again.
 */
START_TEST(many_payments_on_their_way)
{
    for (unsigned round = 0; round < 2; round++) {
        ms_t now = NINE + round * MS_HOUR;
        for (uint32_t i = 0; i < 1500; i++)
            handle((struct message){.type = MSG_PAYMENT, .customer = i % CUSTOMERS, .value = i},
                   now);
        tick(now + MS_MINUTE);
        bench_clear(bench);
    }
    fen_t sum = 0;
    for (uint32_t i = 0; i < CUSTOMERS; i++)
        sum += marketing.ledger.customers[i].fen;
    ck_assert_int_eq(sum, 2 * (1499 * 1500 / 2));
    ck_assert_uint_eq(marketing.posting_count, 1500);
}
END_TEST

START_TEST(second_check_answers_with_the_account)
{
    ck_assert_int_eq(ledger_post(&marketing.ledger, LEDGER_BRING_FORWARD, 4, 0, -208, NULL), FK_OK);
    handle((struct message){.type = MSG_SECOND_CHECK, .kind = 2, .customer = 4}, NINE);
    struct message balance = bench_last(bench, MSG_BALANCE);
    ck_assert_int_eq(balance.value, -208);
    ck_assert_uint_eq(balance.kind, 2);
    ck_assert_uint_eq(balance.customer, 4);
}
END_TEST

/* CQ-12: what is planned tells the balance that marketing has at the moment; of a free text the
 * number of the text stays. What fee control asks for keeps its own. */
START_TEST(planned_sms_tell_the_balance)
{
    struct message request = {
        .type = MSG_SMS_REQUEST, .kind = SMS_BILL, .code = 1, .customer = 4, .value = 3};
    ck_assert_int_eq(ledger_post(&marketing.ledger, LEDGER_BRING_FORWARD, 4, 0, -208, NULL), FK_OK);
    handle(request, NINE);
    ck_assert_int_eq(bench_last(bench, MSG_SMS_REQUEST).value, -208);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).code, 0);
    request.kind = SMS_FREE_TEXT;
    handle(request, NINE);
    ck_assert_int_eq(bench_last(bench, MSG_SMS_REQUEST).value, 3);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).code, 0);
    request.kind = SMS_WARNING;
    request.code = 0;
    handle(request, NINE);
    ck_assert_int_eq(bench_last(bench, MSG_SMS_REQUEST).value, 3);
}
END_TEST

/* R-18, CQ-11: customer 4 has signed. A warning or notice that has reached him charges him, nothing
 * else does, and nobody else is charged; what was withheld is told when it is posted. */
START_TEST(warning_that_arrives_charges)
{
    static struct mandate list[] = {{10000, 0, 0}};
    static struct mandates mandates = {list, 1, {0}};
    struct message report = {.type = MSG_SMS_REPORT, .kind = SMS_WARNING, .customer = 4, .id = 1};
    ck_assert_int_eq(id_map_put(&mandates.of, 4, 0), FK_OK);
    marketing.config.mandates = &mandates;
    report.code = SMS_UNDELIVERED;
    handle(report, NINE);
    report.code = SMS_DELIVERED;
    report.kind = SMS_PAID;
    handle(report, NINE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_WITHHOLD, PARTY_CHANNELS), 0);
    report.kind = SMS_WARNING;
    handle(report, NINE);
    report.kind = SMS_PRE_CUT;
    handle(report, NINE);
    report.customer = 5;
    handle(report, NINE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_WITHHOLD, PARTY_CHANNELS), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_WITHHOLD).customer, 4);
    for (uint32_t n = 0; n < 4; n++) {
        ms_t paid = NINE + (ms_t)n * 2 * MS_HOUR;
        handle((struct message){.type = MSG_PAYMENT,
                                .kind = n & 1 ? PAY_WITHHOLDING : PAY_ALIPAY,
                                .customer = n & 2 ? 4 : 5,
                                .id = n + 1,
                                .value = 10000},
               paid);
        tick(paid + MS_HOUR);
        ck_assert_uint_eq(bench_last(bench, MSG_RECEIPT).code, n == 3);
    }
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_SMS), 1);
    struct message told = bench_last(bench, MSG_SMS_REQUEST);
    ck_assert(told.kind == SMS_WITHHELD && told.customer == 4 && told.value == 20000);
}
END_TEST

START_TEST(sms_pass_through)
{
    handle((struct message){.type = MSG_SMS_REQUEST, .kind = SMS_WARNING, .customer = 4}, NINE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_SMS), 1);
    handle((struct message){.type = MSG_SMS_REPORT, .kind = SMS_WARNING, .customer = 4}, NINE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REPORT, PARTY_FEE_CONTROL), 1);
}
END_TEST

static const bool finals[ORDER_STATES] = {[ORDER_SUCCESS] = true,
                                          [ORDER_FAILED] = true,
                                          [ORDER_HELD] = true,
                                          [ORDER_CLOSED] = true,
                                          [ORDER_CANCELLED] = true};

START_TEST(final_states)
{
    for (unsigned i = 0; i < ORDER_STATES; i++)
        ck_assert_int_eq(work_order_is_final(i), finals[i]);
}
END_TEST

#define LOOP(tcase, test, rows)                                                                    \
    tcase_add_loop_test(tcase, test, 0, (int)(sizeof(rows) / sizeof(rows)[0]))

#define TEN (NINE + MS_HOUR)

/* A payment, or an entry or the end of a statement, of a bank. */
static void bank(unsigned type, uint32_t customer, uint32_t id, int64_t value, ms_t now)
{
    handle((struct message){.type = (uint8_t)type,
                            .kind = PAY_BANK,
                            .customer = customer,
                            .id = id,
                            .value = value},
           now);
}

static void expect_payments(unsigned channel_only, unsigned marketing_only, unsigned posted,
                            unsigned reversed)
{
    ck_assert_uint_eq(bench_note_count(bench, EVENT_PAYMENT, PAYMENT_CHANNEL_ONLY), channel_only);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_PAYMENT, PAYMENT_MARKETING_ONLY),
                      marketing_only);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_PAYMENT, PAYMENT_POSTED), posted);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_PAYMENT, PAYMENT_REVERSED), reversed);
    ck_assert_int_eq(ledger_sum(&marketing.ledger), 0);
}

/* R-82, S-38 in small: payments 1 to 3 came over, the statement has 1, 2 and 4. Two hours after its
 * last part, whatever the order, 4 is posted late and 3 reversed; 4 is dropped when it comes. Fee
 * control hears of both, of the reversal as one. Payment 5 is of the next day. */
START_TEST(one_sided_entries_are_settled)
{
    static const uint32_t listed[] = {1, 2, 4};
    restart_with_statements();
    for (uint32_t id = 1; id <= 3; id++)
        bank(MSG_PAYMENT, id, id, 10000, NINE);
    tick(NINE + MS_MINUTE);
    bank(MSG_PAYMENT, 1, 5, 700, TEN);
    tick(TEN + MS_MINUTE);
    bank(MSG_STATEMENT_END, 0, 4, 3, TEN + MS_MINUTE); /* before its entries */
    for (unsigned i = 0; i < 3; i++)
        bank(MSG_STATEMENT, listed[i], listed[i], 10000, TEN + (1 + i) * MS_MINUTE);
    ck_assert_int_eq(marketing_due(&marketing), TEN + 123 * MS_MINUTE);
    tick(TEN + 123 * MS_MINUTE - 1);
    expect_payments(0, 0, 4, 0);
    tick(TEN + 123 * MS_MINUTE);
    expect_payments(1, 1, 5, 1);
    ck_assert_int_eq(marketing.ledger.customers[3].fen, 0);
    ck_assert_int_eq(marketing.ledger.customers[4].fen, 10000);
    ck_assert_int_eq(marketing.ledger.contra[LEDGER_CHANNEL + PAY_BANK], -30700);
    struct message told = bench_last(bench, MSG_RECEIPT);
    ck_assert_uint_eq(told.kind, 1);
    ck_assert_uint_eq(told.id, 3);
    ck_assert_int_eq(told.value, 0);
    bank(MSG_PAYMENT, 4, 4, 10000, TEN + 124 * MS_MINUTE);
    tick(TEN + 130 * MS_MINUTE);
    expect_payments(1, 1, 5, 1);
    ck_assert_uint_eq(marketing.statements.received.map.count, 1); /* payment 5 */
    ck_assert_uint_eq(marketing.statements.listed.map.count, 0);
}
END_TEST

/* One that is found in marketing alone before its posting never comes into the account; one that
 * both have and that waits for it does. A payment whose amounts differ is on both sides alone. */
START_TEST(matched_before_the_posting)
{
    restart_with_statements();
    bank(MSG_PAYMENT, 3, 3, 900, NINE);
    tick(NINE + MS_MINUTE);
    bank(MSG_STATEMENT, 1, 1, 10000, TEN);
    bank(MSG_STATEMENT, 3, 3, 1900, TEN);
    bank(MSG_STATEMENT_END, 0, 3, 2, TEN);
    for (uint32_t id = 1; id <= 2; id++)
        bank(MSG_PAYMENT, id, id, 10000, TEN + 2 * MS_HOUR - MS_SECOND);
    tick(TEN + 2 * MS_HOUR);
    expect_payments(1, 2, 2, 1);
    tick(TEN + 3 * MS_HOUR);
    expect_payments(1, 2, 3, 1);
    ck_assert_int_eq(marketing.ledger.customers[1].fen, 10000);
    ck_assert_int_eq(marketing.ledger.customers[2].fen, 0);
    ck_assert_int_eq(marketing.ledger.customers[3].fen, 1900);
    ck_assert_uint_eq(marketing.statements.received.map.count, 0);
    bank(MSG_STATEMENT_END, 0, 3, 2, TEN + 4 * MS_HOUR); /* an old one once more */
    ck_assert_int_eq(marketing_due(&marketing), MS_NEVER);
}
END_TEST

/* Each posting is told by entries that add to zero (INV-01). */
START_TEST(postings_are_told_by_their_entries)
{
    fen_t sums[LEDGER_ACCOUNTS] = {0};
    bank(MSG_PAYMENT, 1, 1, 10000, NINE);
    tick(NINE + MS_MINUTE);
    for (unsigned i = 0; i < bench->note_count; i++)
        if (bench->notes[i].note.type == EVENT_ENTRY) {
            ck_assert_uint_eq(bench->notes[i].note.id, marketing.ledger.postings);
            ck_assert_uint_eq(bench->notes[i].note.ref, 1);
            sums[bench->notes[i].note.kind] += bench->notes[i].note.value;
        }
    ck_assert_int_eq(sums[LEDGER_CUSTOMER], 10000);
    ck_assert_int_eq(sums[LEDGER_CHANNEL + PAY_BANK], -10000);
}
END_TEST

static Suite *marketing_suite(void)
{
    Suite *suite = suite_create("marketing");
    TCase *orders = tcase_create("orders");
    TCase *rest = tcase_create("accounts and messages");
    tcase_add_checked_fixture(orders, setup, teardown);
    tcase_add_checked_fixture(rest, setup, teardown);
    LOOP(orders, order_is_made_sent_and_reported, kinds);
    tcase_add_test(rest, one_sided_entries_are_settled);
    tcase_add_test(rest, matched_before_the_posting);
    tcase_add_test(rest, postings_are_told_by_their_entries);
    tcase_add_test(orders, safe_restore_sends_the_permit);
    tcase_add_test(orders, order_moves_to_its_result);
    tcase_add_test(orders, report_tells_of_a_try_without_an_answer);
    tcase_add_test(orders, late_and_doubled_messages_change_nothing);
    LOOP(orders, timeout_is_judged_by_the_status_word, words);
    tcase_add_test(orders, timed_out_order_is_taken_back);
    tcase_add_test(orders, status_report_without_a_timeout_is_no_result);
    LOOP(orders, cancelled_order_ends_by_its_result, cancels);
    tcase_add_test(orders, unknown_orders_are_refused);
    tcase_add_test(orders, escalation_of_the_failed_order_is_held);
    tcase_add_test(orders, exception_order_is_closed_for_its_customer);
    tcase_add_test(orders, one_exception_order_of_a_customer_is_open);
    tcase_add_test(orders, final_states);
    tcase_add_test(rest, payment_is_posted_after_its_delay);
    tcase_add_test(rest, posting_delay_is_that_of_the_payment);
    tcase_add_test(rest, many_payments_on_their_way);
    tcase_add_test(rest, second_check_answers_with_the_account);
    tcase_add_test(rest, planned_sms_tell_the_balance);
    tcase_add_test(rest, warning_that_arrives_charges);
    tcase_add_test(rest, sms_pass_through);
    suite_add_tcase(suite, orders);
    suite_add_tcase(suite, rest);
    return suite;
}

FK_CHECK_MAIN(marketing_suite)
