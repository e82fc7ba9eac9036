#include "models/marketing/orders.h"

#include "models/house/calendar.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"

enum orders_timer { TIMER_LIMIT, TIMER_WARNING, TIMER_LOOK, ORDERS_TIMERS };

const char *order_proof_name(unsigned proof)
{
    static const char *const names[] = {"answer", "status-word", "current-zero"};
    return proof < ORDER_PROOFS ? names[proof] : "?";
}

int orders_init(struct orders *orders, const struct party_port *port,
                const struct orders_config *config)
{
    *orders = (struct orders){.port = port, .config = *config};
    slots_init(&orders->list, sizeof(struct work_order));
    return timers_init(&orders->limits, 16);
}

void orders_fini(struct orders *orders)
{
    slots_fini(&orders->list);
    fifo_fini(&orders->over);
    id_map_fini(&orders->exceptions);
    timers_fini(&orders->limits);
}

static bool was_made(const struct orders *o, uint32_t id)
{
    return id > 0 && id <= o->count;
}

struct work_order *orders_find(struct orders *orders, uint32_t id)
{
    return was_made(orders, id) ? slots_find(&orders->list, id) : NULL;
}

bool work_order_is_final(unsigned state)
{
    return state == ORDER_SUCCESS || state == ORDER_FAILED || state == ORDER_HELD ||
           state == ORDER_CLOSED || state == ORDER_CANCELLED;
}

static void move(struct orders *o, struct work_order *order, enum order_state state, ms_t now)
{
    order->state = (uint8_t)state;
    struct party_note note = {.type = EVENT_ORDER,
                              .kind = order->kind,
                              .state = order->state,
                              .code = order->code,
                              .attempt = order->tries,
                              .customer = order->customer,
                              .id = order->id,
                              .ref = order->strategy,
                              .value = order->cause};
    party_note(o->port, note, now);
}

static void report(struct orders *o, const struct work_order *order, unsigned bits)
{
    bool is_exchange = order->kind == ORDER_EXCHANGE; /* to fee control it is the restore */
    struct message message = {.type = MSG_ORDER_REPORT,
                              .kind = is_exchange ? ORDER_FIELD_RESTORE : order->kind,
                              .code = order->code,
                              .customer = order->customer,
                              .id = order->id,
                              .ref = order->strategy,
                              .value = (order->is_unanswered ? ORDER_UNANSWERED : 0) | bits};
    party_send(o->port, PARTY_FEE_CONTROL, message);
}

static bool is_remote(const struct work_order *order)
{
    return order->kind == ORDER_CUT || order->kind == ORDER_RESTORE;
}

static bool is_done(const struct work_order *order)
{
    return order->code == RESULT_OK || order->code == RESULT_DUPLICATE;
}

static bool is_permit(const struct orders *o, const struct work_order *order)
{
    return order->kind == ORDER_RESTORE &&
           segment_of(o->config.segments, order->customer)->restore == RELAY_PERMIT;
}

/* The order is over, held ones apart: it leaves, or is kept for a while. */
static int retire(struct orders *o, struct work_order *order, ms_t now)
{
    if (is_done(order))
        return slots_close(&o->list, order->id);
    order->due = now + o->config.kept;
    return fifo_push(&o->over, order->id);
}

/* Those that were kept long enough. One that was held meanwhile stays until it is over again. */
static int forget(struct orders *o, ms_t now)
{
    uint32_t id;
    int err = FK_OK;
    while (err == FK_OK && fifo_first(&o->over, &id)) {
        const struct work_order *order = slots_find(&o->list, id);
        if (order && order->due > now)
            break;
        if (order && order->state != ORDER_HELD)
            err = slots_close(&o->list, id);
        (void)fifo_pop(&o->over, &id);
    }
    return err;
}

/* R-71, 现场补抄: its handler hands it to the crews, when there is one. */
static bool is_read_by_hand(const struct orders *o, const struct work_order *order)
{
    return o->config.is_read_by_hand && order->cause == CAUSE_MISSING_REGISTER;
}

static void hand_on(struct orders *o, const struct work_order *order, ms_t not_after)
{
    struct message message = {.type = MSG_ORDER, .customer = order->customer, .id = order->id};
    if (is_remote(order)) {
        uint8_t restore = segment_of(o->config.segments, order->customer)->restore;
        message.kind = order->kind == ORDER_CUT ? RELAY_TRIP : restore;
        message.value = not_after;
        party_send(o->port, PARTY_MASTER, message);
    } else if (order->kind != ORDER_EXCEPTION || order->state == ORDER_FIELD) {
        /* any other exception order waits for its handler */
        message.type = MSG_FIELD_ORDER;
        message.kind = order->kind;
        party_send(o->port, PARTY_CREWS, message);
    }
}

static void cancel_at(struct orders *o, uint32_t party, const struct work_order *order)
{
    struct message message = {
        .type = MSG_ORDER_CANCEL, .customer = order->customer, .id = order->id};
    party_send(o->port, party, message);
}

int orders_begin_limit(struct orders *o, struct work_order *order, ms_t now)
{
    order->due = now + o->config.limit;
    return timers_set(&o->limits, order->due, TIMER_LIMIT, order->id);
}

/* Whole working days of the share, then what is left of a day. */
static ms_t warn_at(const struct orders *o, const struct work_order *order, ms_t now)
{
    uint32_t percent = o->config.warn_percent, days = o->config.field_cut_days * percent;
    if (order->kind != ORDER_FIELD_CUT)
        return now + o->config.field_restore_limit / 100 * percent;
    return calendar_after_working_days(now, days / 100) + days % 100 * (MS_DAY / 100);
}

/* The handler is told once, if the order is open then. */
static void warn(struct orders *o, uint32_t id)
{
    const struct work_order *order = slots_find(&o->list, id);
    if (!order || work_order_is_final(order->state))
        return;
    struct message message = {.type = MSG_SMS_REQUEST,
                              .kind = SMS_ORDER_DUE,
                              .customer = order->customer,
                              .ref = order->id};
    party_send(o->port, PARTY_SMS, message);
}

/* What was held goes on as another order. */
static int close_held(struct orders *o, uint32_t id, ms_t now)
{
    struct work_order *order = orders_find(o, id);
    if (!order || order->state != ORDER_HELD)
        return FK_OK;
    move(o, order, ORDER_CLOSED, now);
    return retire(o, order, now);
}

int orders_make(struct orders *o, const struct message *message, ms_t now)
{
    bool is_exception = message->kind == ORDER_EXCEPTION;
    if (is_exception && id_map_get(&o->exceptions, message->customer, NULL))
        return FK_OK;
    if (o->count == UINT32_MAX - 1)
        return FK_E_RANGE; /* ids are used up */
    int err = forget(o, now);
    if (err == FK_OK)
        err = close_held(o, message->id, now);
    if (err != FK_OK)
        return err;
    struct work_order *order = slots_open(&o->list, o->count + 1);
    if (!order)
        return FK_E_MEMORY;
    *order = (struct work_order){.id = ++o->count,
                                 .customer = message->customer,
                                 .strategy = message->ref,
                                 .kind = message->kind,
                                 .cause = is_exception ? (uint8_t)message->value : 0,
                                 .due = MS_NEVER};
    move(o, order, ORDER_CREATED, now);
    move(o, order, ORDER_QUEUED, now);
    move(o, order, ORDER_SENT, now);
    if (is_read_by_hand(o, order) && o->handlers_absent == 0)
        move(o, order, ORDER_FIELD, now);
    else if (is_read_by_hand(o, order) && o->first_waiting == 0)
        o->first_waiting = order->id;
    hand_on(o, order, message->value);
    report(o, order, 0); /* code NONE: the order is made */
    if (is_remote(order))
        return orders_begin_limit(o, order, now);
    if (is_exception)
        return id_map_put(&o->exceptions, message->customer, order->id);
    return o->config.warn_percent
               ? timers_set(&o->limits, warn_at(o, order, now), TIMER_WARNING, order->id)
               : FK_OK;
}

/* Those that wait for a handler, oldest first. */
static void hand_waiting(struct orders *o, ms_t now)
{
    for (uint32_t id = o->first_waiting; id > 0 && id <= o->count; id++) {
        struct work_order *order = slots_find(&o->list, id);
        if (!order || order->kind != ORDER_EXCEPTION || order->state != ORDER_SENT ||
            !is_read_by_hand(o, order))
            continue;
        move(o, order, ORDER_FIELD, now);
        hand_on(o, order, 0);
    }
    o->first_waiting = 0;
}

int orders_fault(struct orders *o, const struct message *fault, ms_t now)
{
    if (!fault->code && o->handlers_absent == 0)
        return FK_E_ARG;
    if (fault->code)
        o->handlers_absent++;
    else if (--o->handlers_absent == 0)
        hand_waiting(o, now);
    return FK_OK;
}

int orders_open(struct orders *o, enum order_kind kind, uint32_t customer, ms_t now, uint32_t *id)
{
    if (o->count == UINT32_MAX - 1)
        return FK_E_RANGE;
    struct work_order *order = slots_open(&o->list, o->count + 1);
    if (!order)
        return FK_E_MEMORY;
    *id = ++o->count;
    *order = (struct work_order){
        .id = *id, .customer = customer, .kind = (uint8_t)kind, .due = MS_NEVER};
    move(o, order, ORDER_CREATED, now);
    if (kind == ORDER_RECHARGE || order_is_of_meter(kind))
        move(o, order, ORDER_SENT, now);
    return FK_OK;
}

void orders_move(struct orders *o, struct work_order *order, enum order_state state, ms_t now)
{
    move(o, order, state, now);
}

int orders_close(struct orders *o, uint32_t id, enum order_state state, unsigned code,
                 unsigned tries, ms_t now)
{
    struct work_order *order = orders_find(o, id);
    if (!order)
        return FK_OK;
    order->code = (uint8_t)code;
    order->tries = (uint8_t)tries;
    move(o, order, state, now);
    return slots_close(&o->list, id);
}

/* The exception order of a customer whose register has come in, by itself or by a
 * crew. */
static int close_exception(struct orders *o, uint32_t customer, bool is_by_crew, ms_t now)
{
    uint32_t id;
    if (!id_map_get(&o->exceptions, customer, &id))
        return FK_OK;
    struct work_order *order = slots_find(&o->list, id);
    bool is_at_crews = order->state == ORDER_FIELD;
    (void)id_map_remove(&o->exceptions, customer);
    order->code = RESULT_OK;
    move(o, order, ORDER_CLOSED, now);
    if (is_by_crew)
        report(o, order, 0);
    else if (is_at_crews)
        cancel_at(o, PARTY_CREWS, order);
    return retire(o, order, now);
}

static int end(struct orders *o, struct work_order *order, enum result_code code, unsigned bits,
               ms_t now)
{
    if (code == RESULT_OK && order->is_superseded) {
        code = RESULT_DUPLICATE;
        if (order->kind != ORDER_FIELD_CUT) /* who is cut by a crew is restored at once */
            bits |= ORDER_OVER;             /* nobody waited for it: he is looked at */
    }
    /* an answered cut is done when its word says so, however late that comes */
    order->is_asked = order->is_asked && order->is_answered && code == RESULT_TASK_TIMEOUT;
    order->is_answered = order->is_looking = 0;
    order->code = (uint8_t)code;
    if (code == RESULT_NOT_ALLOWED || code == RESULT_DUPLICATE) /* taken back */
        move(o, order, ORDER_CANCELLED, now);
    else
        move(o, order, code == RESULT_OK ? ORDER_SUCCESS : ORDER_FAILED, now);
    report(o, order, bits);
    return retire(o, order, now);
}

int orders_cancel(struct orders *o, const struct message *message, ms_t now)
{
    if (message->kind == ORDER_EXCEPTION)
        return close_exception(o, message->customer, false, now);
    struct work_order *order = orders_find(o, message->id);
    if (!was_made(o, message->id) || (order && order->customer != message->customer))
        return FK_E_ARG;
    if (!order)
        return FK_OK;
    if (message->code == ORDER_HELD) { /* its escalation is held for a person */
        if (order->state == ORDER_FAILED)
            move(o, order, ORDER_HELD, now);
        return FK_OK;
    }
    if (message->code == ORDER_CLOSED)
        order->is_superseded = 1;
    if (order->state == ORDER_HELD) {
        move(o, order, ORDER_CANCELLED, now);
        return retire(o, order, now);
    }
    if (work_order_is_final(order->state))
        return FK_OK;
    order->is_cancelled = 1;
    if (order->is_answered) /* that the relay moves, or has moved, is all that counts */
        return end(o, order, RESULT_OK, ORDER_UNANSWERED, now);
    /* comes back as a result: taken back, or done because it had begun */
    cancel_at(o, is_remote(order) ? PARTY_MASTER : PARTY_CREWS, order);
    return FK_OK;
}

static void ask_status(struct orders *o, struct work_order *order)
{
    struct message message = {
        .type = MSG_STATUS_REQUEST, .customer = order->customer, .id = order->id};
    order->is_asked = 1;
    party_send(o->port, PARTY_MASTER, message);
}

/* the word is read when the relay has had its time. */
static int look_later(struct orders *o, struct work_order *order, ms_t now)
{
    order->is_looking = 1;
    return timers_set(&o->limits, now + o->config.trip_delay, TIMER_LOOK, order->id);
}

static void look(struct orders *o, uint32_t id)
{
    struct work_order *order = slots_find(&o->list, id);
    if (!order || !order->is_looking)
        return;
    order->is_looking = 0;
    if (!order->is_asked)
        ask_status(o, order);
}

/* A cut is answered as done; it is done when the word says so, or no current flows. */
static bool is_open_by(const struct orders *o, int64_t word)
{
    bool is_flowing = o->config.proof == PROOF_CURRENT_ZERO && word & READ_CURRENT_FLOWS;
    return word & DLT645_W3_COMMAND_OPEN && word & DLT645_W3_RELAY_OPEN && !is_flowing;
}

/* The word does not confirm a cut that was answered as done. The relay has perhaps moved: by the
 * word it is open, and a current flows all the same; or there is no word. */
static int fail_unconfirmed(struct orders *o, struct work_order *order,
                            const struct message *message, ms_t now)
{
    bool is_read = message->code == RESULT_OK;
    bool is_given_up = is_read && !(message->value & DLT645_W3_COMMAND_OPEN);
    order->is_unanswered = order->is_unanswered || !is_given_up;
    if (work_order_is_final(order->state)) {
        order->is_answered = 0;
        return FK_OK;
    }
    return end(o, order, is_read ? RESULT_RELAY_STUCK : RESULT_NO_METER_ANSWER,
               is_given_up ? ORDER_NOT_IN_FORCE : 0, now);
}

/* after a time-out, and after tries that had no answer, the status word decides, not a
 * blind repeat. A cut is done when the contact is open and the command says open; a restore when
 * the command no longer says so: after a permit (1B) the contact stays open until the customer
 * presses the key, and a permit for a closed relay permits nothing. A meter has one local
 * line, so the word comes after whatever the tries did: "not done" is certain, but while a trip is
 * delayed: then the command says open, and the contact follows. */
static int judge_status(struct orders *o, struct work_order *order, const struct message *message,
                        ms_t now)
{
    bool is_command_open = message->value & DLT645_W3_COMMAND_OPEN;
    bool is_relay_open = message->value & DLT645_W3_RELAY_OPEN;
    bool is_read = message->code == RESULT_OK;
    bool is_as_ordered =
        order->kind == ORDER_CUT ? is_open_by(o, message->value) : !is_command_open;
    bool is_under_way = order->kind == ORDER_CUT && is_read && is_command_open && !is_relay_open;
    enum result_code failed =
        order->state == ORDER_EXECUTING ? (enum result_code)order->code : RESULT_TASK_TIMEOUT;
    if (!order->is_asked)
        return FK_OK;
    order->is_asked = 0;
    if (is_under_way && o->config.trip_delay > 0)
        return look_later(o, order, now);
    if (order->is_answered && !(is_read && is_as_ordered))
        return fail_unconfirmed(o, order, message, now);
    if (order->is_permitted || (is_read && is_as_ordered))
        return end(o, order, RESULT_OK,
                   !is_read         ? ORDER_UNANSWERED
                   : !is_relay_open ? ORDER_RELAY_CLOSED
                                    : 0,
                   now);
    bool was_begun = order->state >= ORDER_EXECUTING;
    if (!was_begun)
        cancel_at(o, PARTY_MASTER, order); /* it may still be on its way there */
    return work_order_is_final(order->state)
               ? FK_OK
               : end(o, order, failed, is_read && was_begun ? ORDER_NOT_IN_FORCE : 0, now);
}

/* From the first try on the limit runs anew; later ones are counted. */
static int execute(struct orders *o, struct work_order *order, const struct message *message,
                   ms_t now)
{
    if (message->attempt > order->tries)
        order->tries = message->attempt;
    if (order->state >= ORDER_EXECUTING)
        return FK_OK; /* doubled, or a further try */
    move(o, order, ORDER_EXECUTING, now);
    order->is_asked = 0; /* whether it waits: it does no longer */
    return orders_begin_limit(o, order, now);
}

/* The master has it. Told once more it still waits for its first try. */
static int accept(struct orders *o, struct work_order *order, ms_t now)
{
    bool is_waiting = order->is_asked && order->state < ORDER_EXECUTING;
    if (order->state < ORDER_ACCEPTED)
        move(o, order, ORDER_ACCEPTED, now);
    if (!is_waiting)
        return FK_OK;
    order->is_asked = 0;
    return orders_begin_limit(o, order, now);
}

/* a cut counts when it is seen. One that fee control takes back, or another order has done,
 * needs no look. */
static int begin_proof(struct orders *o, struct work_order *order, const struct message *message,
                       ms_t now)
{
    if (order->is_answered)
        return FK_OK;
    int err = work_order_is_final(order->state) ? FK_OK : execute(o, order, message, now);
    order->is_answered = 1;
    if (err != FK_OK || order->is_asked || order->is_looking)
        return err;
    if (o->config.trip_delay > 0)
        return look_later(o, order, now);
    ask_status(o, order);
    return FK_OK;
}

/* done after all, whatever it was taken for. */
static int take_success(struct orders *o, struct work_order *order, const struct message *message,
                        ms_t now)
{
    if (o->config.proof != PROOF_ANSWER && order->kind == ORDER_CUT && !order->is_cancelled)
        return begin_proof(o, order, message, now);
    if (!is_permit(o, order) || !o->config.is_status_read)
        return end(o, order, RESULT_OK, 0, now);
    order->is_permitted = 1;
    if (!order->is_asked)
        ask_status(o, order);
    return FK_OK;
}

/* what the first visit could not do a second one does, which changes meter or breaker. */
static int go_to_second_level(struct orders *o, struct work_order *first, ms_t now)
{
    struct message message = {.type = MSG_ORDER_REQUEST,
                              .kind = ORDER_EXCHANGE,
                              .customer = first->customer,
                              .ref = first->strategy};
    first->code = RESULT_AUTH_FAILED;
    move(o, first, ORDER_CLOSED, now);
    int err = retire(o, first, now);
    return err == FK_OK ? orders_make(o, &message, now) : err;
}

static int take_result(struct orders *o, struct work_order *order, const struct message *message,
                       ms_t now)
{
    bool is_new = !work_order_is_final(order->state);
    if (is_new && message->attempt > order->tries)
        order->tries = message->attempt;
    if (message->code == RESULT_OK)
        return take_success(o, order, message, now);
    if (!is_new || (order->is_asked && order->state >= ORDER_EXECUTING))
        return FK_OK; /* doubled or late, R-24; or the status word decides */
    if (order->kind == ORDER_FIELD_RESTORE && message->code == RESULT_AUTH_FAILED)
        return order->is_cancelled ? end(o, order, RESULT_NOT_ALLOWED, 0, now)
                                   : go_to_second_level(o, order, now);
    order->is_unanswered = message->value != 0;
    bool is_taken_back = order->is_cancelled && message->code == RESULT_NOT_ALLOWED;
    if (!order->is_unanswered || is_taken_back || !o->config.is_status_read)
        return end(o, order, message->code, 0, now);
    int err = execute(o, order, message, now); /* also if nobody told that it began */
    order->code = message->code;
    ask_status(o, order);
    return err;
}

/* An order that has left. Another of its tries may have moved the relay meanwhile, long after it
 * was done: fee control finds out. Everything else was told before, R-24. */
static void report_over(struct orders *o, const struct message *result)
{
    struct message message = {.type = MSG_ORDER_REPORT,
                              .kind = result->kind == RELAY_TRIP ? ORDER_CUT : ORDER_RESTORE,
                              .code = RESULT_OK,
                              .customer = result->customer,
                              .id = result->id,
                              .value = ORDER_OVER};
    bool is_of_relay = result->kind <= RELAY_CLOSE;
    if (result->type == MSG_ORDER_RESULT && result->code == RESULT_OK && is_of_relay)
        party_send(o->port, PARTY_FEE_CONTROL, message);
}

int orders_report(struct orders *o, const struct message *message, ms_t now)
{
    struct work_order *order = orders_find(o, message->id);
    if (!was_made(o, message->id))
        return FK_E_ARG;
    if (!order) {
        report_over(o, message);
        return FK_OK;
    }
    if (order->kind == ORDER_EXCEPTION)
        return message->code == RESULT_OK ? close_exception(o, order->customer, true, now) : FK_OK;
    switch (message->type) {
    case MSG_ORDER_ACCEPTED:
        return accept(o, order, now);
    case MSG_ORDER_EXECUTING:
        return work_order_is_final(order->state) ? FK_OK : execute(o, order, message, now);
    case MSG_STATUS_REPORT:
        return judge_status(o, order, message, now);
    default: /* MSG_ORDER_RESULT, MSG_FIELD_RESULT */
        return take_result(o, order, message, now);
    }
}

/* Nobody has told that a try began: the order or what the master said of it may be lost, or it
 * waits. The master says that it does, or reads the status word. */
static int ask_whether_it_waits(struct orders *o, struct work_order *order, ms_t now)
{
    if (o->config.is_status_read)
        ask_status(o, order);
    else
        cancel_at(o, PARTY_MASTER, order); /* one that waits is taken back and ordered anew */
    order->is_asked = 1;
    return orders_begin_limit(o, order, now);
}

/* The first time it is taken back and looked at; if nobody has told by the second what came of it,
 * it is given up. */
/* No status word tells of a protection, so none is read: it is taken back, and has failed. */
static int limit_of_meter(struct orders *o, struct work_order *order, ms_t now)
{
    move(o, order, ORDER_TIMEOUT, now);
    cancel_at(o, PARTY_MASTER, order);
    return orders_close(o, order->id, ORDER_FAILED, RESULT_TASK_TIMEOUT, order->tries, now);
}

static int limit(struct orders *o, uint32_t id, ms_t due, ms_t now)
{
    struct work_order *order = slots_find(&o->list, id);
    if (!order || work_order_is_final(order->state) || order->due != due)
        return FK_OK;
    if (order_is_of_meter(order->kind))
        return limit_of_meter(o, order, now);
    if (order->state < ORDER_EXECUTING && !order->is_asked)
        return ask_whether_it_waits(o, order, now);
    if (order->state == ORDER_TIMEOUT)
        return order->is_permitted ? end(o, order, RESULT_OK, ORDER_UNANSWERED, now)
                                   : end(o, order, RESULT_TASK_TIMEOUT, 0, now);
    move(o, order, ORDER_TIMEOUT, now);
    cancel_at(o, PARTY_MASTER, order); /* no further try */
    if (!o->config.is_status_read)
        return end(o, order, RESULT_TASK_TIMEOUT, 0, now);
    ask_status(o, order); /* read when a try under way is over */
    return orders_begin_limit(o, order, now);
}

int orders_ask(struct orders *o, const struct message *message,
               const struct ledger_customer *account)
{
    struct message ask = *message, may = *message;
    const struct work_order *order = orders_find(o, message->id);
    bool is_plan = message->type == MSG_FIELD_PLAN;
    if (!was_made(o, message->id))
        return FK_E_ARG;
    bool is_open = order && !work_order_is_final(order->state);
    may.type = MSG_FIELD_MAY;
    may.code = is_open ? RESULT_OK : RESULT_NOT_ALLOWED;
    may.attempt = is_plan;
    may.value = 0;
    if (is_open && order->kind == ORDER_FIELD_CUT) {
        ask.ref = order->strategy;
        if (!is_plan) {
            ask.attempt = account->postings;
            ask.value = account->fen;
        }
        party_send(o->port, PARTY_FEE_CONTROL, ask);
    } else {
        party_send(o->port, PARTY_CREWS, may);
    }
    return FK_OK;
}

int orders_tick(struct orders *o, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&o->limits, now, &timer))
        if (timer.kind == TIMER_WARNING)
            warn(o, timer.id);
        else if (timer.kind == TIMER_LOOK)
            look(o, timer.id);
        else
            err = limit(o, timer.id, timer.due, now);
    return err;
}

ms_t orders_due(const struct orders *o)
{
    return timers_due(&o->limits);
}

void orders_image(struct orders *orders, struct image *image, uint32_t customers)
{
    image_part(image, "orders");
    slots_image(&orders->list, image);
    IMAGE(image, orders->count);
    IMAGE(image, orders->handlers_absent);
    IMAGE(image, orders->first_waiting);
    for (uint32_t i = 0; i < orders->list.count; i++) {
        const struct work_order *order = slots_at(&orders->list, i);
        if (!order)
            continue;
        image_expect(image,
                     order->customer < customers && was_made(orders, order->id) &&
                         order->kind < ORDER_KINDS && order->state < ORDER_STATES &&
                         order->code < RESULT_CODES && order->cause < CALC_CAUSES,
                     "an order in it is none that there can be");
        image_expect_moment(image, order->due);
    }
    fifo_image(&orders->over, image, (uint64_t)orders->count + 1);
    id_map_image(&orders->exceptions, image, (uint64_t)orders->count + 1);
    timers_image(&orders->limits, image, ORDERS_TIMERS, (uint64_t)orders->count + 1);
}
