#include "models/marketing/orders.h"

#include "base/grow.h"
#include "models/meter/relay.h"

#define STATUS3_RELAY_OPEN   0x0010 /* W3 b4 */
#define STATUS3_COMMAND_OPEN 0x0040 /* W3 b6 */

bool work_order_is_final(unsigned state)
{
    return state == ORDER_SUCCESS || state == ORDER_FAILED || state == ORDER_HELD ||
           state == ORDER_CLOSED || state == ORDER_CANCELLED;
}

static void move(struct marketing *m, uint32_t id, enum order_state state, ms_t now)
{
    struct work_order *order = &m->orders[id - 1];
    order->state = (uint8_t)state;
    struct party_note note = {.type = EVENT_ORDER,
                              .kind = order->kind,
                              .state = order->state,
                              .code = order->code,
                              .attempt = order->tries,
                              .customer = order->customer,
                              .id = id,
                              .ref = order->strategy};
    party_note(m->port, note, now);
}

static void report(struct marketing *m, uint32_t id)
{
    const struct work_order *order = &m->orders[id - 1];
    struct message message = {.type = MSG_ORDER_REPORT,
                              .kind = order->kind,
                              .code = order->code,
                              .customer = order->customer,
                              .id = id,
                              .ref = order->strategy,
                              .value = order->is_unanswered};
    party_send(m->port, PARTY_FEE_CONTROL, message);
}

static bool is_remote(const struct work_order *order)
{
    return order->kind == ORDER_CUT || order->kind == ORDER_RESTORE;
}

static void hand_on(struct marketing *m, uint32_t id)
{
    const struct work_order *order = &m->orders[id - 1];
    struct message message = {.type = MSG_ORDER, .customer = order->customer, .id = id};
    if (is_remote(order)) {
        message.kind = order->kind == ORDER_CUT ? RELAY_TRIP : m->config.restore_command;
        party_send(m->port, PARTY_MASTER, message);
    } else if (order->kind != ORDER_EXCEPTION) { /* an exception order waits for its handler */
        message.type = MSG_FIELD_ORDER;
        message.kind = order->kind;
        party_send(m->port, PARTY_CREWS, message);
    }
}

int orders_make(struct marketing *m, const struct message *message, ms_t now)
{
    if (grow_for_one(&m->orders, sizeof *m->orders, m->order_count, &m->order_capacity) != FK_OK)
        return FK_E_MEMORY;
    uint32_t id = ++m->order_count;
    m->orders[id - 1] = (struct work_order){.customer = message->customer,
                                            .strategy = message->ref,
                                            .created = now,
                                            .limit = MS_NEVER,
                                            .kind = message->kind};
    move(m, id, ORDER_CREATED, now);
    move(m, id, ORDER_QUEUED, now);
    move(m, id, ORDER_SENT, now);
    hand_on(m, id);
    report(m, id); /* code NONE: the order is made */
    return message->kind == ORDER_EXCEPTION ? fifo_push(&m->exceptions, id) : FK_OK;
}

/* The exception order of a customer whose register has come in. */
static int close_exception(struct marketing *m, uint32_t customer, ms_t now)
{
    int err = FK_OK;
    uint32_t id;
    /* registers come in in the order in which they were missed: the first is mostly the one */
    for (uint32_t n = m->exceptions.count; n > 0 && err == FK_OK; n--) {
        if (!fifo_pop(&m->exceptions, &id))
            break;
        if (m->orders[id - 1].customer == customer) {
            m->orders[id - 1].code = RESULT_OK;
            move(m, id, ORDER_CLOSED, now);
            return FK_OK;
        }
        err = fifo_push(&m->exceptions, id);
    }
    return err;
}

int orders_cancel(struct marketing *m, const struct message *message, ms_t now)
{
    if (message->kind == ORDER_EXCEPTION)
        return close_exception(m, message->customer, now);
    if (message->code == ORDER_HELD) { /* escalation of the customer's failed order is held */
        for (uint32_t id = m->order_count; id > 0; id--)
            if (m->orders[id - 1].customer == message->customer &&
                m->orders[id - 1].state == ORDER_FAILED) {
                move(m, id, ORDER_HELD, now);
                break;
            }
        return FK_OK;
    }
    if (message->id == 0 || message->id > m->order_count)
        return FK_E_ARG;
    if (work_order_is_final(m->orders[message->id - 1].state))
        return FK_OK;
    struct message onward = {
        .type = MSG_ORDER_CANCEL, .customer = message->customer, .id = message->id};
    /* comes back as a result: taken back, or done because it had begun */
    party_send(m->port, is_remote(&m->orders[message->id - 1]) ? PARTY_MASTER : PARTY_CREWS,
               onward);
    return FK_OK;
}

static void end(struct marketing *m, uint32_t id, enum result_code code, ms_t now)
{
    struct work_order *order = &m->orders[id - 1];
    order->code = (uint8_t)code;
    order->limit = MS_NEVER;
    if (code == RESULT_NOT_ALLOWED) /* taken back */
        move(m, id, ORDER_CANCELLED, now);
    else
        move(m, id, code == RESULT_OK ? ORDER_SUCCESS : ORDER_FAILED, now);
    report(m, id);
}

/* after a time-out the status word decides, not a blind repeat. A cut is done when the
 * contact is open and the command says open; a restore when the command no longer says so: after a
 * permit (1B) the contact stays open until the customer presses the key. */
static void judge_status(struct marketing *m, const struct message *message, ms_t now)
{
    const struct work_order *order = &m->orders[message->id - 1];
    bool is_command_open = message->value & STATUS3_COMMAND_OPEN;
    bool is_as_ordered = order->kind == ORDER_CUT
                             ? is_command_open && (message->value & STATUS3_RELAY_OPEN)
                             : !is_command_open;
    bool is_done = message->code == RESULT_OK && is_as_ordered;
    if (order->state == ORDER_TIMEOUT)
        end(m, message->id, is_done ? RESULT_OK : RESULT_TASK_TIMEOUT, now);
}

int orders_report(struct marketing *m, const struct message *message, ms_t now)
{
    if (message->id == 0 || message->id > m->order_count)
        return FK_E_ARG;
    struct work_order *order = &m->orders[message->id - 1];
    if (work_order_is_final(order->state))
        return FK_OK; /* a doubled or late message, R-24 */
    switch (message->type) {
    case MSG_ORDER_ACCEPTED:
        if (order->state < ORDER_ACCEPTED)
            move(m, message->id, ORDER_ACCEPTED, now);
        return FK_OK;
    case MSG_ORDER_EXECUTING:
        if (order->state >= ORDER_EXECUTING)
            return FK_OK; /* doubled: the limit runs from the first */
        move(m, message->id, ORDER_EXECUTING, now);
        order->limit = now + m->config.order_limit;
        return timers_set(&m->timers, order->limit, MARKETING_TIMER_LIMIT, message->id);
    case MSG_STATUS_REPORT:
        judge_status(m, message, now);
        return FK_OK;
    default: /* MSG_ORDER_RESULT, MSG_FIELD_RESULT */
        if (order->state == ORDER_TIMEOUT && message->code != RESULT_OK)
            return FK_OK; /* the status word decides */
        order->tries = message->attempt;
        order->is_unanswered = message->value != 0;
        end(m, message->id, message->code, now);
        return FK_OK;
    }
}

void orders_limit(struct marketing *m, uint32_t id, ms_t due, ms_t now)
{
    struct work_order *order = &m->orders[id - 1];
    if (order->state != ORDER_EXECUTING || order->limit != due)
        return;
    move(m, id, ORDER_TIMEOUT, now);
    struct message message = {.type = MSG_ORDER_CANCEL, .customer = order->customer, .id = id};
    party_send(m->port, PARTY_MASTER, message); /* no further try */
    message.type = MSG_STATUS_REQUEST;          /* read when a try under way is over */
    party_send(m->port, PARTY_MASTER, message);
}
