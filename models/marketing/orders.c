#include "models/marketing/orders.h"

#include "base/grow.h"
#include "models/meter/relay.h"
#include <stdlib.h>

#define STATUS3_RELAY_OPEN   0x0010 /* W3 b4 */
#define STATUS3_COMMAND_OPEN 0x0040 /* W3 b6 */

int orders_init(struct orders *orders, const struct party_port *port,
                const struct orders_config *config)
{
    *orders = (struct orders){.port = port, .config = *config, .capacity = 1024};
    orders->list = malloc(orders->capacity * sizeof *orders->list);
    if (!orders->list || timers_init(&orders->limits, 1024) != FK_OK) {
        orders_fini(orders);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void orders_fini(struct orders *orders)
{
    free(orders->list);
    orders->list = NULL;
    id_map_fini(&orders->exceptions);
    timers_fini(&orders->limits);
}

bool work_order_is_final(unsigned state)
{
    return state == ORDER_SUCCESS || state == ORDER_FAILED || state == ORDER_HELD ||
           state == ORDER_CLOSED || state == ORDER_CANCELLED;
}

static void move(struct orders *o, uint32_t id, enum order_state state, ms_t now)
{
    struct work_order *order = &o->list[id - 1];
    order->state = (uint8_t)state;
    struct party_note note = {.type = EVENT_ORDER,
                              .kind = order->kind,
                              .state = order->state,
                              .code = order->code,
                              .attempt = order->tries,
                              .customer = order->customer,
                              .id = id,
                              .ref = order->strategy};
    party_note(o->port, note, now);
}

static void report(struct orders *o, uint32_t id, unsigned bits)
{
    const struct work_order *order = &o->list[id - 1];
    struct message message = {.type = MSG_ORDER_REPORT,
                              .kind = order->kind,
                              .code = order->code,
                              .customer = order->customer,
                              .id = id,
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
    return order->kind == ORDER_RESTORE && o->config.restore_command == RELAY_PERMIT;
}

static void hand_on(struct orders *o, uint32_t id, ms_t not_after)
{
    const struct work_order *order = &o->list[id - 1];
    struct message message = {.type = MSG_ORDER, .customer = order->customer, .id = id};
    if (is_remote(order)) {
        message.kind = order->kind == ORDER_CUT ? RELAY_TRIP : o->config.restore_command;
        message.value = not_after;
        party_send(o->port, PARTY_MASTER, message);
    } else if (order->kind != ORDER_EXCEPTION) { /* an exception order waits for its handler */
        message.type = MSG_FIELD_ORDER;
        message.kind = order->kind;
        party_send(o->port, PARTY_CREWS, message);
    }
}

int orders_make(struct orders *o, const struct message *message, ms_t now)
{
    bool is_exception = message->kind == ORDER_EXCEPTION;
    if (is_exception && id_map_get(&o->exceptions, message->customer, NULL))
        return FK_OK;
    if (grow_for_one(&o->list, sizeof *o->list, o->count, &o->capacity) != FK_OK)
        return FK_E_MEMORY;
    uint32_t id = ++o->count;
    if (message->id > 0 && message->id < id && o->list[message->id - 1].state == ORDER_HELD)
        move(o, message->id, ORDER_CLOSED, now); /* what was held goes on */
    o->list[id - 1] = (struct work_order){.customer = message->customer,
                                          .strategy = message->ref,
                                          .created = now,
                                          .limit = MS_NEVER,
                                          .kind = message->kind};
    move(o, id, ORDER_CREATED, now);
    move(o, id, ORDER_QUEUED, now);
    move(o, id, ORDER_SENT, now);
    hand_on(o, id, message->value);
    report(o, id, 0); /* code NONE: the order is made */
    return is_exception ? id_map_put(&o->exceptions, message->customer, id) : FK_OK;
}

/* The exception order of a customer whose register has come in. */
static int close_exception(struct orders *o, uint32_t customer, ms_t now)
{
    uint32_t id;
    if (id_map_get(&o->exceptions, customer, &id)) {
        (void)id_map_remove(&o->exceptions, customer);
        o->list[id - 1].code = RESULT_OK;
        move(o, id, ORDER_CLOSED, now);
    }
    return FK_OK;
}

int orders_cancel(struct orders *o, const struct message *message, ms_t now)
{
    if (message->kind == ORDER_EXCEPTION)
        return close_exception(o, message->customer, now);
    if (message->id == 0 || message->id > o->count ||
        o->list[message->id - 1].customer != message->customer)
        return FK_E_ARG;
    struct work_order *order = &o->list[message->id - 1];
    if (message->code == ORDER_HELD) { /* its escalation is held for a person */
        if (order->state == ORDER_FAILED)
            move(o, message->id, ORDER_HELD, now);
        return FK_OK;
    }
    if (message->code == ORDER_CLOSED)
        order->is_superseded = 1;
    if (order->state == ORDER_HELD)
        move(o, message->id, ORDER_CANCELLED, now);
    if (work_order_is_final(order->state))
        return FK_OK;
    struct message onward = {
        .type = MSG_ORDER_CANCEL, .customer = message->customer, .id = message->id};
    /* comes back as a result: taken back, or done because it had begun */
    party_send(o->port, is_remote(order) ? PARTY_MASTER : PARTY_CREWS, onward);
    return FK_OK;
}

static void end(struct orders *o, uint32_t id, enum result_code code, unsigned bits, ms_t now)
{
    struct work_order *order = &o->list[id - 1];
    if (code == RESULT_OK && order->is_superseded)
        code = RESULT_DUPLICATE;
    order->code = (uint8_t)code;
    order->limit = MS_NEVER;
    if (code == RESULT_NOT_ALLOWED || code == RESULT_DUPLICATE) /* taken back */
        move(o, id, ORDER_CANCELLED, now);
    else
        move(o, id, code == RESULT_OK ? ORDER_SUCCESS : ORDER_FAILED, now);
    report(o, id, bits);
}

static void ask_status(struct orders *o, uint32_t id)
{
    struct message message = {
        .type = MSG_STATUS_REQUEST, .customer = o->list[id - 1].customer, .id = id};
    o->list[id - 1].is_asked = 1;
    party_send(o->port, PARTY_MASTER, message);
}

/* after a time-out, and after tries that had no answer, the status word decides, not a
 * blind repeat. A cut is done when the contact is open and the command says open; a restore when
 * the command no longer says so: after a permit (1B) the contact stays open until the customer
 * presses the key, and a permit for a closed relay permits nothing. */
static void judge_status(struct orders *o, const struct message *message, ms_t now)
{
    struct work_order *order = &o->list[message->id - 1];
    bool is_command_open = message->value & STATUS3_COMMAND_OPEN;
    bool is_relay_open = message->value & STATUS3_RELAY_OPEN;
    bool is_read = message->code == RESULT_OK;
    bool is_as_ordered =
        order->kind == ORDER_CUT ? is_command_open && is_relay_open : !is_command_open;
    enum result_code failed =
        order->state == ORDER_TIMEOUT ? RESULT_TASK_TIMEOUT : (enum result_code)order->code;
    if (!order->is_asked || is_done(order))
        return;
    order->is_asked = 0;
    if (order->is_permitted || (is_read && is_as_ordered))
        end(o, message->id, RESULT_OK, is_read && !is_relay_open ? ORDER_RELAY_CLOSED : 0, now);
    else if (!work_order_is_final(order->state))
        end(o, message->id, failed, 0, now);
}

/* From the first try on the limit runs; later ones are counted. */
static int execute(struct orders *o, const struct message *message, ms_t now)
{
    struct work_order *order = &o->list[message->id - 1];
    if (message->attempt > order->tries)
        order->tries = message->attempt;
    if (order->state >= ORDER_EXECUTING)
        return FK_OK; /* doubled, or a further try */
    move(o, message->id, ORDER_EXECUTING, now);
    order->limit = now + o->config.limit;
    return timers_set(&o->limits, order->limit, 0, message->id);
}

/* done after all, whatever it was taken for. */
static void take_success(struct orders *o, uint32_t id, ms_t now)
{
    struct work_order *order = &o->list[id - 1];
    if (is_done(order))
        return; /* told before, R-24 */
    if (!is_permit(o, order) || !o->config.is_status_read) {
        end(o, id, RESULT_OK, 0, now);
        return;
    }
    order->is_permitted = 1;
    if (!order->is_asked)
        ask_status(o, id);
}

static int take_result(struct orders *o, const struct message *message, ms_t now)
{
    struct work_order *order = &o->list[message->id - 1];
    bool is_new = !work_order_is_final(order->state);
    if (is_new && message->attempt > order->tries)
        order->tries = message->attempt;
    if (message->code == RESULT_OK) {
        take_success(o, message->id, now);
        return FK_OK;
    }
    if (!is_new || order->is_asked)
        return FK_OK; /* doubled or late, R-24; or the status word decides */
    order->is_unanswered = message->value != 0;
    if (!order->is_unanswered || message->code == RESULT_NOT_ALLOWED || !o->config.is_status_read) {
        end(o, message->id, message->code, 0, now);
        return FK_OK;
    }
    order->code = message->code;
    ask_status(o, message->id);
    return execute(o, message, now); /* the limit runs, also if nobody told that it began */
}

int orders_report(struct orders *o, const struct message *message, ms_t now)
{
    if (message->id == 0 || message->id > o->count)
        return FK_E_ARG;
    struct work_order *order = &o->list[message->id - 1];
    switch (message->type) {
    case MSG_ORDER_ACCEPTED:
        if (order->state < ORDER_ACCEPTED)
            move(o, message->id, ORDER_ACCEPTED, now);
        return FK_OK;
    case MSG_ORDER_EXECUTING:
        return work_order_is_final(order->state) ? FK_OK : execute(o, message, now);
    case MSG_STATUS_REPORT:
        judge_status(o, message, now);
        return FK_OK;
    default: /* MSG_ORDER_RESULT, MSG_FIELD_RESULT */
        return take_result(o, message, now);
    }
}

/* The first time it is taken back and looked at; if nobody has told by the second what came of it,
 * it is given up. */
static int limit(struct orders *o, uint32_t id, ms_t due, ms_t now)
{
    struct work_order *order = &o->list[id - 1];
    struct message message = {.type = MSG_ORDER_CANCEL, .customer = order->customer, .id = id};
    if (work_order_is_final(order->state) || order->limit != due)
        return FK_OK;
    if (order->state == ORDER_TIMEOUT) {
        end(o, id, order->is_permitted ? RESULT_OK : RESULT_TASK_TIMEOUT, 0, now);
        return FK_OK;
    }
    move(o, id, ORDER_TIMEOUT, now);
    party_send(o->port, PARTY_MASTER, message); /* no further try */
    if (!o->config.is_status_read) {
        end(o, id, RESULT_TASK_TIMEOUT, 0, now);
        return FK_OK;
    }
    ask_status(o, id); /* read when a try under way is over */
    order->limit = now + o->config.limit;
    return timers_set(&o->limits, order->limit, 0, id);
}

int orders_ask(struct orders *o, const struct message *message, int64_t balance)
{
    struct message ask = *message, may = *message;
    if (message->id == 0 || message->id > o->count)
        return FK_E_ARG;
    const struct work_order *order = &o->list[message->id - 1];
    bool is_open = !work_order_is_final(order->state);
    ask.ref = order->strategy;
    ask.value = balance;
    may.type = MSG_FIELD_MAY;
    may.code = is_open ? RESULT_OK : RESULT_NOT_ALLOWED;
    if (is_open && order->kind == ORDER_FIELD_CUT)
        party_send(o->port, PARTY_FEE_CONTROL, ask);
    else
        party_send(o->port, PARTY_CREWS, may);
    return FK_OK;
}

int orders_tick(struct orders *o, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&o->limits, now, &timer))
        err = limit(o, timer.id, timer.due, now);
    return err;
}

ms_t orders_due(const struct orders *o)
{
    return timers_due(&o->limits);
}
