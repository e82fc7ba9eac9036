#include "models/marketing/meter_orders.h"

#include "models/meter/relay.h"

static uint8_t n1_of(unsigned kind)
{
    static const uint8_t n1[] = {RELAY_PROTECT, RELAY_UNPROTECT, RELAY_ALARM_ON, RELAY_ALARM_OFF};
    return n1[kind - ORDER_PROTECT];
}

int meter_orders_make(struct orders *o, const struct message *start, ms_t now)
{
    if (start->kind < START_PROTECT || start->kind > START_ALARM_END)
        return FK_E_ARG;
    unsigned kind = (unsigned)ORDER_PROTECT + start->kind - (unsigned)START_PROTECT;
    uint32_t id;
    int err = orders_open(o, (enum order_kind)kind, start->customer, now, &id);
    if (err != FK_OK)
        return err;
    struct message message = {
        .type = MSG_ORDER, .kind = n1_of(kind), .customer = start->customer, .id = id};
    party_send(o->port, PARTY_MASTER, message);
    return orders_begin_limit(o, orders_find(o, id), now);
}

int meter_orders_report(struct orders *o, struct work_order *order, const struct message *message,
                        ms_t now)
{
    if (message->attempt > order->tries)
        order->tries = message->attempt;
    switch (message->type) {
    case MSG_ORDER_ACCEPTED:
        if (order->state >= ORDER_ACCEPTED)
            return FK_OK;
        orders_move(o, order, ORDER_ACCEPTED, now);
        return orders_begin_limit(o, order, now);
    case MSG_ORDER_EXECUTING:
        if (order->state >= ORDER_EXECUTING)
            return FK_OK; /* a further try */
        orders_move(o, order, ORDER_EXECUTING, now);
        return orders_begin_limit(o, order, now);
    case MSG_ORDER_RESULT:
        return orders_close(o, order->id, message->code == RESULT_OK ? ORDER_SUCCESS : ORDER_FAILED,
                            message->code, order->tries, now);
    default:
        return FK_OK;
    }
}
