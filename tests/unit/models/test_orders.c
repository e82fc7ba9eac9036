/* Work orders alone: late successes and status reads, tries, orders that follow
 * others, crews that ask, and no walk over all orders for one. Life cycle and
 * cancellation: test_marketing. */
#include "models/meter/relay.h"
#include "tests/unit/models/orders_fixture.h"

#define MANY 120000 /* walking over all for each would take longer than Check waits */

/* Status word 3: W3 b4 contact open, b6 command says open. */
#define W3_CLOSED    0x0000
#define W3_PERMITTED 0x0010
#define W3_TRIPPED   0x0050

/* ... that an order that was over has moved the relay once more. */
static unsigned moves(void)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++)
        n += bench->sent[i].message.type == MSG_ORDER_REPORT &&
             bench->sent[i].message.value & ORDER_OVER;
    return n;
}

/* three tries, the last without an answer: the status word decides, {kind, read, word, state,
 * code, bits}. */
static const struct {
    enum order_kind kind;
    enum result_code read;
    int64_t word;
    enum order_state then;
    enum result_code code;
    int64_t bits;
} words[] = {
    {ORDER_CUT, RESULT_OK, W3_TRIPPED, ORDER_SUCCESS, RESULT_OK, ORDER_UNANSWERED},
    {ORDER_CUT, RESULT_OK, W3_CLOSED, ORDER_FAILED, RESULT_NO_METER_ANSWER,
     ORDER_UNANSWERED + ORDER_NOT_IN_FORCE},
    {ORDER_CUT, RESULT_NO_METER_ANSWER, 0, ORDER_FAILED, RESULT_NO_METER_ANSWER, ORDER_UNANSWERED},
    {ORDER_RESTORE, RESULT_OK, W3_PERMITTED, ORDER_SUCCESS, RESULT_OK, ORDER_UNANSWERED},
    {ORDER_RESTORE, RESULT_OK, W3_CLOSED, ORDER_SUCCESS, RESULT_OK,
     ORDER_UNANSWERED + ORDER_RELAY_CLOSED},
    {ORDER_RESTORE, RESULT_OK, W3_TRIPPED, ORDER_FAILED, RESULT_NO_METER_ANSWER,
     ORDER_UNANSWERED + ORDER_NOT_IN_FORCE}};

START_TEST(failure_without_an_answer_is_looked_at)
{
    uint32_t id = make(words[_i].kind, NINE);
    tell(MSG_ORDER_EXECUTING, id, 0, 1, 0, NINE);
    tell(MSG_ORDER_RESULT, id, RESULT_NO_METER_ANSWER, 3, 1, NINE + 5 * MS_MINUTE);
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    ck_assert_uint_eq(reads(), 1);
    ck_assert_uint_eq(ends(), 0);
    tell(MSG_ORDER_RESULT, id, RESULT_NO_METER_ANSWER, 3, 1, NINE + 5 * MS_MINUTE); /* doubled */
    ck_assert_uint_eq(reads(), 1);
    for (unsigned i = 0; i < 2; i++)
        tell(MSG_STATUS_REPORT, id, words[_i].read, 1, words[_i].word, NINE + 6 * MS_MINUTE);
    ck_assert_uint_eq(state(id), words[_i].then);
    ck_assert_uint_eq(ends(), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).code, words[_i].code);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REPORT).value, words[_i].bits);
    ck_assert_uint_eq(bench_order(bench, id).attempt, 3);
    tick(NINE + MS_HOUR);
    ck_assert_uint_eq(ends(), 1);
}
END_TEST

/* A failure whose tries were all answered needs no look; without the key nothing has one. */
START_TEST(known_failures_are_not_looked_at)
{
    uint32_t id = make(ORDER_CUT, NINE);
    for (unsigned i = 0; i < 2; i++) /* doubled, R-24 */
        tell(MSG_ORDER_RESULT, id, RESULT_RELAY_REFUSED, 3, 0, NINE);
    ck_assert_uint_eq(state(id), ORDER_FAILED);
    ck_assert_uint_eq(ends(), 1);
    orders.config.is_status_read = false;
    id = make(ORDER_CUT, NINE);
    tell(MSG_ORDER_RESULT, id, RESULT_NO_METER_ANSWER, 3, 1, NINE);
    ck_assert_uint_eq(state(id), ORDER_FAILED);
    id = make(ORDER_RESTORE, NINE);
    tell(MSG_ORDER_EXECUTING, id, 0, 1, 0, NINE);
    tick(NINE + LIMIT);
    ck_assert_uint_eq(state(id), ORDER_FAILED);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).code, RESULT_TASK_TIMEOUT);
    id = make(ORDER_RESTORE, NINE + LIMIT);
    tell(MSG_ORDER_RESULT, id, RESULT_OK, 1, 0, NINE + LIMIT);
    ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    ck_assert_uint_eq(reads(), 0);
}
END_TEST

/* a permit that is answered as done has done what the status word says; if that cannot be
 * read, the answer is believed, and the relay may stand otherwise, {read, word, bits}. */
static const struct {
    enum result_code read;
    int64_t word;
    int64_t bits;
} permits[] = {{RESULT_OK, W3_PERMITTED, 0},
               {RESULT_OK, W3_CLOSED, ORDER_RELAY_CLOSED},
               {RESULT_OK, W3_TRIPPED, 0}, /* tripped again meanwhile: the trip's result tells */
               {RESULT_NO_METER_ANSWER, 0, ORDER_UNANSWERED}};

START_TEST(permit_is_what_the_status_word_says)
{
    uint32_t id = make(ORDER_RESTORE, NINE);
    tell(MSG_ORDER_EXECUTING, id, 0, 1, 0, NINE);
    tell(MSG_ORDER_RESULT, id, RESULT_OK, 1, 0, NINE + MS_SECOND);
    tell(MSG_ORDER_RESULT, id, RESULT_OK, 1, 0, NINE + MS_SECOND);
    ck_assert_uint_eq(reads(), 1);
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    tell(MSG_STATUS_REPORT, id, permits[_i].read, 1, permits[_i].word, NINE + 5 * MS_SECOND);
    ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).code, RESULT_OK);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REPORT).value, permits[_i].bits);
    ck_assert_uint_eq(ends(), 1);
}
END_TEST

/* A direct close moves the relay or is refused: nothing to look at. */
START_TEST(direct_close_is_not_looked_at)
{
    bench_segments()->list[0].restore = RELAY_CLOSE;
    uint32_t id = make(ORDER_RESTORE, NINE);
    tell(MSG_ORDER_RESULT, id, RESULT_OK, 1, 0, NINE);
    ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    ck_assert_uint_eq(reads(), 0);
}
END_TEST

/* whatever an order was taken for, a late success counts, once. */
static const struct {
    enum result_code code;
    bool is_held;
    enum order_state before;
} lates[] = {{RESULT_RELAY_REFUSED, false, ORDER_FAILED},
             {RESULT_NOT_ALLOWED, false, ORDER_CANCELLED},
             {RESULT_CRYPTO_UNAVAILABLE, true, ORDER_HELD}};

START_TEST(late_success_counts)
{
    uint32_t id = make(ORDER_CUT, NINE);
    tell(MSG_ORDER_RESULT, id, lates[_i].code, 3, 0, NINE);
    if (lates[_i].is_held)
        cancel(id, ORDER_HELD, NINE);
    ck_assert_uint_eq(state(id), lates[_i].before);
    for (unsigned i = 0; i < 2; i++)
        tell(MSG_ORDER_RESULT, id, RESULT_OK, 0, 0, NINE + MS_MINUTE);
    ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    ck_assert_uint_eq(bench_order(bench, id).attempt, 3);
    ck_assert_uint_eq(ends(), 2);
    ck_assert_uint_eq(moves(), 1); /* the second one */
    tell(MSG_ORDER_RESULT, id, RESULT_RELAY_REFUSED, 3, 0, NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    ck_assert_uint_eq(moves(), 1);
}
END_TEST

/* an order that was done moves the relay again, minutes later, by a try that was given up: it
 * has left, and fee control hears of it all the same, by the kind of its command. */
START_TEST(late_movement_of_an_order_that_left_is_told)
{
    static const struct {
        enum order_kind kind;
        uint8_t n1;
    } kinds[] = {{ORDER_CUT, RELAY_TRIP}, {ORDER_RESTORE, RELAY_CLOSE}};
    for (unsigned i = 0; i < 2; i++) {
        uint32_t id = make(kinds[i].kind, NINE);
        struct message late = {.type = MSG_ORDER_RESULT,
                               .kind = kinds[i].n1,
                               .code = RESULT_OK,
                               .customer = 3,
                               .id = id};
        bench_segments()->list[0].restore = RELAY_CLOSE;
        tell(MSG_ORDER_RESULT, id, RESULT_OK, 2, 1, NINE);
        ck_assert_uint_eq(state(id), ORDER_SUCCESS);
        ck_assert_int_eq(orders_report(&orders, &late, NINE + 10 * MS_MINUTE), FK_OK);
        struct message report = bench_last(bench, MSG_ORDER_REPORT);
        ck_assert_uint_eq(moves(), i + 1);
        ck_assert_uint_eq(report.kind, kinds[i].kind);
        ck_assert_uint_eq(report.code, RESULT_OK);
        ck_assert_uint_eq(report.id, id);
        ck_assert_int_eq(report.value, ORDER_OVER);
        ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    }
}
END_TEST

/* The same for a permit: it is looked at first. */
START_TEST(late_permit_is_looked_at)
{
    uint32_t id = make(ORDER_RESTORE, NINE);
    tell(MSG_ORDER_RESULT, id, RESULT_RELAY_REFUSED, 3, 0, NINE);
    for (unsigned i = 0; i < 2; i++)
        tell(MSG_ORDER_RESULT, id, RESULT_OK, 0, 0, NINE + MS_MINUTE);
    ck_assert_uint_eq(reads(), 1);
    ck_assert_uint_eq(state(id), ORDER_FAILED);
    tell(MSG_STATUS_REPORT, id, RESULT_OK, 1, W3_PERMITTED, NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(state(id), ORDER_SUCCESS);
    ck_assert_uint_eq(ends(), 2);
}
END_TEST

/* nobody tells that a try began, for the order was lost, or what was said of it: after the
 * limit the status word decides, and the order is taken back wherever it still is, {is accepted,
 * kind, word, state}. */
static const struct {
    bool is_accepted;
    enum order_kind kind;
    int64_t word;
    enum order_state then;
} silent[] = {{false, ORDER_CUT, W3_CLOSED, ORDER_FAILED},
              {false, ORDER_CUT, W3_TRIPPED, ORDER_SUCCESS},
              {true, ORDER_CUT, W3_TRIPPED, ORDER_SUCCESS},
              {true, ORDER_RESTORE, W3_TRIPPED, ORDER_FAILED},
              {true, ORDER_RESTORE, W3_PERMITTED, ORDER_SUCCESS}};

START_TEST(order_without_a_word_ends)
{
    uint32_t id = make(silent[_i].kind, NINE);
    if (silent[_i].is_accepted)
        tell(MSG_ORDER_ACCEPTED, id, 0, 0, 0, NINE + 1);
    tick(NINE + LIMIT - 1);
    ck_assert_uint_eq(reads(), 0);
    tick(NINE + LIMIT);
    ck_assert_uint_eq(reads(), 1);
    ck_assert_uint_eq(ends(), 0);
    tell(MSG_STATUS_REPORT, id, RESULT_OK, 1, silent[_i].word, NINE + LIMIT + 5 * MS_SECOND);
    bool is_failed = silent[_i].then == ORDER_FAILED;
    ck_assert_uint_eq(state(id), silent[_i].then);
    ck_assert_uint_eq(ends(), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).code,
                      is_failed ? RESULT_TASK_TIMEOUT : RESULT_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MASTER), is_failed);
    tick(NINE + 9 * LIMIT);
    ck_assert_uint_eq(ends(), 1);
}
END_TEST

/* One that waits behind others at the master goes on waiting, and has its limit when it begins; a
 * result that meets the question counts. */
START_TEST(order_that_waits_has_time)
{
    uint32_t id = make(ORDER_CUT, NINE), back = make(ORDER_CUT, NINE);
    for (unsigned i = 1; i <= 3; i++) {
        tick(NINE + i * LIMIT);
        ck_assert_uint_eq(reads(), i == 1 ? 2 : i + 1);
        tell(MSG_ORDER_ACCEPTED, id, 0, 0, 0, NINE + i * LIMIT);
        if (i == 1) /* the window closed meanwhile */
            tell(MSG_ORDER_RESULT, back, RESULT_NOT_ALLOWED, 0, 0, NINE + i * LIMIT);
        ck_assert_uint_eq(state(id), ORDER_ACCEPTED);
    }
    ck_assert_uint_eq(state(back), ORDER_CANCELLED);
    tick(NINE + 4 * LIMIT); /* asked, and it begins before the answer */
    tell(MSG_ORDER_EXECUTING, id, 0, 1, 0, NINE + 4 * LIMIT + 1);
    tell(MSG_STATUS_REPORT, id, RESULT_OK, 1, W3_CLOSED, NINE + 4 * LIMIT + 2);
    tick(NINE + 5 * LIMIT);
    ck_assert_uint_eq(state(id), ORDER_EXECUTING);
    tell(MSG_ORDER_RESULT, id, RESULT_RELAY_REFUSED, 1, 0, NINE + 5 * LIMIT);
    ck_assert_uint_eq(state(id), ORDER_FAILED);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MASTER), 0);
}
END_TEST

/* Nor does it wait for ever for the answer: after another limit it is taken back, after a third one
 * it is given up. Without status reads it is taken back at once. */
START_TEST(question_without_an_answer_ends)
{
    bool is_read = !_i;
    orders.config.is_status_read = is_read;
    uint32_t id = make(ORDER_RESTORE, NINE);
    tick(NINE + LIMIT);
    ck_assert_uint_eq(reads(), is_read);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MASTER), !is_read);
    ck_assert_uint_eq(state(id), ORDER_SENT);
    tick(NINE + 2 * LIMIT);
    ck_assert_uint_eq(state(id), is_read ? ORDER_TIMEOUT : ORDER_FAILED);
    tick(NINE + 3 * LIMIT);
    ck_assert_uint_eq(state(id), ORDER_FAILED);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).code, RESULT_TASK_TIMEOUT);
}
END_TEST

/* a time-out says the tries that were made: those begun before it, and one that the taking
 * back waits for. */
START_TEST(timeout_says_its_tries)
{
    uint32_t id = make(ORDER_CUT, NINE);
    for (unsigned attempt = 1; attempt <= 2; attempt++)
        tell(MSG_ORDER_EXECUTING, id, 0, attempt, 0, NINE + attempt * MS_MINUTE);
    tick(NINE + MS_MINUTE + LIMIT);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_ORDER).state, ORDER_TIMEOUT);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_ORDER).attempt, 2);
    tell(MSG_ORDER_RESULT, id, RESULT_NO_METER_ANSWER, 3, 1, NINE + MS_HOUR);
    tell(MSG_STATUS_REPORT, id, RESULT_OK, 1, W3_CLOSED, NINE + MS_HOUR);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_ORDER).state, ORDER_FAILED);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_ORDER).attempt, 3);
}
END_TEST

/* If the status report is lost too, a second limit ends the order: {answered as done}. */
START_TEST(lost_status_report_does_not_hang_the_order)
{
    uint32_t id = make(ORDER_RESTORE, NINE);
    tell(MSG_ORDER_EXECUTING, id, 0, 1, 0, NINE);
    if (_i)
        tell(MSG_ORDER_RESULT, id, RESULT_OK, 1, 0, NINE + MS_MINUTE);
    tick(NINE + LIMIT);
    ck_assert_uint_eq(state(id), ORDER_TIMEOUT);
    tick(NINE + 2 * LIMIT - 1);
    ck_assert_uint_eq(state(id), ORDER_TIMEOUT);
    tick(NINE + 2 * LIMIT);
    ck_assert_uint_eq(state(id), _i ? ORDER_SUCCESS : ORDER_FAILED);
    ck_assert_int_eq(orders_due(&orders), MS_NEVER);
}
END_TEST

/* INV-14: an order whose work another has done ends as a duplicate, in a try or late. */
START_TEST(superseded_order_is_a_duplicate)
{
    bool is_late = _i;
    uint32_t id = make(ORDER_CUT, NINE);
    tell(MSG_ORDER_EXECUTING, id, 0, 1, 0, NINE);
    if (is_late)
        tell(MSG_ORDER_RESULT, id, RESULT_RELAY_REFUSED, 3, 0, NINE);
    cancel(id, ORDER_CLOSED, NINE + 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MASTER), !is_late);
    tell(MSG_ORDER_RESULT, id, RESULT_OK, 1, 0, NINE + MS_SECOND);
    ck_assert_uint_eq(state(id), ORDER_CANCELLED);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REPORT).code, RESULT_DUPLICATE);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REPORT).value,
                     ORDER_OVER); /* it moved the relay */
    ck_assert_uint_eq(bench_note_count(bench, EVENT_ORDER, ORDER_SUCCESS), 0);
}
END_TEST

/* what was held goes on as another order, or is over when the customer has paid. */
START_TEST(held_order_goes_on_or_ends)
{
    uint32_t first = make(ORDER_CUT, NINE), second = make(ORDER_CUT, NINE);
    for (uint32_t id = first; id <= second; id++) {
        tell(MSG_ORDER_RESULT, id, RESULT_CRYPTO_UNAVAILABLE, 3, 0, NINE);
        cancel(id, ORDER_HELD, NINE);
    }
    uint32_t third = make_after(ORDER_CUT, first, NINE + 1);
    ck_assert_uint_eq(state(first), ORDER_CLOSED);
    ck_assert_uint_eq(bench_order(bench, first).code, RESULT_CRYPTO_UNAVAILABLE);
    cancel(second, ORDER_CANCELLED, NINE + 2);
    ck_assert_uint_eq(state(second), ORDER_CANCELLED);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MASTER), 0);
    make_after(ORDER_CUT, third, NINE + 3); /* not held: it keeps its own state */
    ck_assert_uint_eq(state(third), ORDER_SENT);
}
END_TEST

/* a crew asks: a restore may go on while its order is open, a cut is asked about in fee
 * control with the account, an order that is over needs nobody. */
START_TEST(crew_asks)
{
    uint32_t cut = make(ORDER_FIELD_CUT, NINE), restore = make(ORDER_FIELD_RESTORE, NINE);
    struct message ask = {.type = MSG_FIELD_ASK, .customer = 3, .id = restore};
    ck_assert_int_eq(orders_ask(&orders, &ask, &(struct ledger_customer){-208, 3}), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_MAY, PARTY_CREWS), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_MAY).code, RESULT_OK);
    ask.id = cut;
    ck_assert_int_eq(orders_ask(&orders, &ask, &(struct ledger_customer){-208, 3}), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_MAY, PARTY_CREWS), 1);
    struct message asked = bench_last(bench, MSG_FIELD_ASK);
    ck_assert_uint_eq(asked.id, cut);
    ck_assert_uint_eq(asked.ref, 5);
    ck_assert_int_eq(asked.value, -208);
    struct message plan = {.type = MSG_FIELD_PLAN, .customer = 3, .id = cut, .value = NINE};
    ck_assert_int_eq(orders_ask(&orders, &plan, &(struct ledger_customer){-208, 3}),
                     FK_OK); /* its hours stay */
    ck_assert_int_eq(bench_last(bench, MSG_FIELD_PLAN).value, NINE);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_PLAN).ref, 5);
    plan.id = restore;
    ck_assert_int_eq(orders_ask(&orders, &plan, &(struct ledger_customer){-208, 3}), FK_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_MAY).attempt, 1);
    ck_assert_int_eq(bench_last(bench, MSG_FIELD_MAY).value, 0);
    for (ask.id = cut; ask.id <= restore; ask.id++) {
        tell(MSG_FIELD_RESULT, ask.id, RESULT_NOT_ALLOWED, 0, 0, NINE);
        ck_assert_int_eq(orders_ask(&orders, &ask, &(struct ledger_customer){-208, 3}), FK_OK);
        ck_assert_uint_eq(bench_last(bench, MSG_FIELD_MAY).code, RESULT_NOT_ALLOWED);
    }
    ask.id = 99;
    ck_assert_int_eq(orders_ask(&orders, &ask, &(struct ledger_customer){0}), FK_E_ARG);
}
END_TEST

/* A port that goes nowhere. */
static void drop(const struct party_port *port, uint32_t to, const struct message *message,
                 ms_t delay)
{
    (void)port;
    (void)to;
    (void)message;
    (void)delay;
}

static uint32_t closed;
static void count_closed(const struct party_port *port, const struct party_note *note, ms_t now)
{
    (void)port;
    (void)now;
    closed += note->state == ORDER_CLOSED;
}

/* the cause of an exception stands in every note of it, and in those of no other order. */
START_TEST(exception_tells_its_cause)
{
    struct message exception = {
        .kind = ORDER_EXCEPTION, .customer = 3, .value = CAUSE_REGISTER_BACKWARDS};
    ck_assert_int_eq(orders_make(&orders, &exception, NINE), FK_OK);
    ck_assert_int_eq(bench_last_note(bench, EVENT_ORDER).value, CAUSE_REGISTER_BACKWARDS);
    exception.code = ORDER_CLOSED;
    ck_assert_int_eq(orders_cancel(&orders, &exception, NINE), FK_OK);
    ck_assert_int_eq(bench_last_note(bench, EVENT_ORDER).value, CAUSE_REGISTER_BACKWARDS);
    struct message cut = {.kind = ORDER_CUT, .customer = 3, .ref = 5, .value = NINE};
    ck_assert_int_eq(orders_make(&orders, &cut, NINE), FK_OK);
    ck_assert_int_eq(bench_last_note(bench, EVENT_ORDER).value, 0);
}
END_TEST

START_TEST(many_exceptions_are_closed_in_any_order)
{
    struct message message = {.kind = ORDER_EXCEPTION};
    bench->port.send = drop;
    bench->port.note = count_closed;
    for (message.customer = 0; message.customer < MANY; message.customer++)
        ck_assert_int_eq(orders_make(&orders, &message, NINE), FK_OK);
    message.code = ORDER_CLOSED;
    while (message.customer-- > 0)
        ck_assert_int_eq(orders_cancel(&orders, &message, NINE), FK_OK);
    ck_assert_uint_eq(closed, MANY);
}
END_TEST

/* An order that has done its work leaves at once, one that has not when nothing can be told of it
 * any more; held ones stay as long as they are held. Ids go on. */
START_TEST(orders_leave_when_they_are_over)
{
    uint32_t done = make(ORDER_CUT, NINE), failed = make(ORDER_CUT, NINE);
    uint32_t held = make(ORDER_CUT, NINE);
    tell(MSG_ORDER_RESULT, done, RESULT_OK, 1, 0, NINE);
    ck_assert_ptr_null(orders_find(&orders, done));
    tell(MSG_ORDER_RESULT, failed, RESULT_RELAY_REFUSED, 3, 0, NINE);
    tell(MSG_ORDER_RESULT, held, RESULT_CRYPTO_UNAVAILABLE, 3, 0, NINE);
    cancel(held, ORDER_HELD, NINE + 1);
    uint32_t last = make(ORDER_CUT, NINE + ORDERS_KEPT - 1);
    ck_assert_ptr_nonnull(orders_find(&orders, failed)); /* a success may still come */
    ck_assert_uint_eq(make(ORDER_CUT, NINE + ORDERS_KEPT), last + 1);
    ck_assert_ptr_null(orders_find(&orders, failed));
    ck_assert_ptr_nonnull(orders_find(&orders, held));
    cancel(held, ORDER_CANCELLED, NINE + ORDERS_KEPT);
    make(ORDER_CUT, NINE + 2 * ORDERS_KEPT);
    ck_assert_ptr_null(orders_find(&orders, held));
    unsigned notes = bench->note_count, sent = bench->sent_count;
    for (uint32_t id = done; id <= held; id++) { /* all told before, R-24 */
        tell(MSG_ORDER_RESULT, id, RESULT_RELAY_REFUSED, 1, 0, NINE + 2 * ORDERS_KEPT);
        tell(MSG_STATUS_REPORT, id, RESULT_OK, 1, W3_TRIPPED, NINE + 2 * ORDERS_KEPT);
        cancel(id, ORDER_CANCELLED, NINE + 2 * ORDERS_KEPT);
        make_after(ORDER_CUT, id, NINE + 2 * ORDERS_KEPT);
        ck_assert_uint_eq(bench_order(bench, orders.count).state, ORDER_SENT);
    }
    ck_assert_uint_eq(bench->note_count - notes, 3 * 3); /* of the three that were made */
    ck_assert_uint_eq(bench->sent_count - sent, 2 * 3);
    struct message ask = {.type = MSG_FIELD_ASK, .customer = 3, .id = failed};
    ck_assert_int_eq(orders_ask(&orders, &ask, &(struct ledger_customer){0}), FK_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_MAY).code, RESULT_NOT_ALLOWED);
}
END_TEST

static void ignore(const struct party_port *port, const struct party_note *note, ms_t now)
{
    (void)port;
    (void)note;
    (void)now;
}

/* A hundred orders a day for a quarter of a year: 60 succeed, 20 fail, 10 are held and go on, 10
 * wait for a crew and are taken back; 20 exceptions come and go. Eleven days of the 40 without
 * success are kept at most, and nothing else. */
START_TEST(many_days_need_no_more_room)
{
    enum { DAYS = 90, A_DAY = 100, KEPT_A_DAY = 40 };
    bench->port.send = drop;
    bench->port.note = ignore;
    for (ms_t now = NINE; now < NINE + DAYS * MS_DAY; now += MS_DAY) {
        struct message exception = {.kind = ORDER_EXCEPTION};
        for (unsigned i = 0; i < A_DAY; i++) {
            bool is_field = i >= 90, is_held = i >= 80 && !is_field;
            uint32_t id = make(is_field ? ORDER_FIELD_CUT : ORDER_CUT, now);
            unsigned code = i < 60 ? RESULT_OK : RESULT_CRYPTO_UNAVAILABLE;
            tell(is_field ? MSG_FIELD_RESULT : MSG_ORDER_RESULT, id,
                 is_field ? RESULT_NOT_ALLOWED : code, 3, 0, now);
            if (!is_held)
                continue;
            cancel(id, ORDER_HELD, now);
            tell(MSG_ORDER_RESULT, make_after(ORDER_CUT, id, now), RESULT_OK, 1, 0, now);
        }
        for (exception.customer = 0; exception.customer < 20; exception.customer++) {
            exception.code = 0;
            ck_assert_int_eq(orders_make(&orders, &exception, now), FK_OK);
            exception.code = ORDER_CLOSED;
            ck_assert_int_eq(orders_cancel(&orders, &exception, now), FK_OK);
        }
        tick(now + MS_HOUR);
    }
    ck_assert_uint_eq(orders.count, DAYS * 130);
    ck_assert_uint_le(orders.list.count, (ORDERS_KEPT / MS_DAY + 1) * KEPT_A_DAY + 1);
    ck_assert_uint_le(orders.over.capacity, 1024);
    ck_assert_uint_le(orders.limits.count, 1);
    ck_assert_uint_eq(orders.exceptions.count, 0);
}
END_TEST

#define LOOP(tcase, test, rows)                                                                    \
    tcase_add_loop_test(tcase, test, 0, (int)(sizeof(rows) / sizeof(rows)[0]))

static Suite *orders_suite(void)
{
    Suite *suite = suite_create("orders");
    TCase *tcase = tcase_create("orders");
    tcase_add_checked_fixture(tcase, setup, teardown);
    LOOP(tcase, failure_without_an_answer_is_looked_at, words);
    tcase_add_test(tcase, known_failures_are_not_looked_at);
    LOOP(tcase, permit_is_what_the_status_word_says, permits);
    tcase_add_test(tcase, direct_close_is_not_looked_at);
    LOOP(tcase, late_success_counts, lates);
    tcase_add_test(tcase, late_movement_of_an_order_that_left_is_told);
    tcase_add_test(tcase, late_permit_is_looked_at);
    LOOP(tcase, order_without_a_word_ends, silent);
    tcase_add_test(tcase, order_that_waits_has_time);
    tcase_add_loop_test(tcase, question_without_an_answer_ends, 0, 2);
    tcase_add_test(tcase, timeout_says_its_tries);
    tcase_add_loop_test(tcase, lost_status_report_does_not_hang_the_order, 0, 2);
    tcase_add_loop_test(tcase, superseded_order_is_a_duplicate, 0, 2);
    tcase_add_test(tcase, held_order_goes_on_or_ends);
    tcase_add_test(tcase, crew_asks);
    tcase_add_test(tcase, exception_tells_its_cause);
    tcase_add_test(tcase, many_exceptions_are_closed_in_any_order);
    tcase_add_test(tcase, orders_leave_when_they_are_over);
    tcase_add_test(tcase, many_days_need_no_more_room);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(orders_suite)
