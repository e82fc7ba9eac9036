#include "sim/watch/check_orders.h"

#include "models/feecontrol/customer_state.h"
#include "models/house/calendar.h"
#include "models/house/terms.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"
#include "sim/watch/check_supply.h"

void check_orders_init(struct slots *orders)
{
    slots_init(orders, sizeof(struct open_order));
}

static bool is_over(unsigned state)
{
    return state == ORDER_SUCCESS || state == ORDER_FAILED || state == ORDER_CLOSED ||
           state == ORDER_CANCELLED;
}

static bool is_remote(unsigned kind)
{
    return kind == ORDER_CUT || kind == ORDER_RESTORE;
}

static void close_order(struct books *books, struct slots *orders, uint32_t id)
{
    if (slots_close(orders, id) != FK_OK)
        books->err = FK_E_MEMORY;
}

/* Where an open order counts in the case of its customer. */
static uint16_t *counter(struct books_case *c, unsigned kind)
{
    return kind == ORDER_EXCEPTION ? &c->exceptions : &c->orders;
}

static uint32_t *restores(struct books *books, uint32_t customer)
{
    return &books->restores[customer / books->scenario->meters_per_concentrator];
}

static void wait(struct books *books, struct open_order *order, bool is_waiting)
{
    if (is_waiting == order->is_waiting)
        return;
    order->is_waiting = is_waiting;
    *restores(books, order->customer) += is_waiting ? 1 : UINT32_MAX;
}

void check_order_begun(struct books *books, struct slots *orders, uint32_t id)
{
    struct open_order *order = slots_find(orders, id);
    if (!order)
        return;
    order->is_begun = true;
    wait(books, order, false);
}

void check_order_passed(struct books *books, uint32_t customer, ms_t now)
{
    uint32_t waiting = *restores(books, customer);
    if (waiting == 0)
        return;
    violations_add(&books->found, 5, customer, now,
                   "cut command leaves before %u restores that wait at its concentrator", waiting);
    violations_zh(&books->found, "停电命令先于 %u 张等待的复电工单下发", waiting);
}

void check_order_told(struct books *books, struct slots *orders, uint32_t id, int64_t word,
                      ms_t now)
{
    bool is_delayed = word & DLT645_W3_COMMAND_OPEN && !(word & DLT645_W3_RELAY_OPEN);
    if (slots_find(orders, id) && !(is_delayed && books->scenario->trip_delay > 0))
        books_timer(books, now + MS_MINUTE, TIMER_TOLD, id);
}

void check_order_unheld(struct books *books, struct slots *orders, struct books_case *c)
{
    if (c->held)
        close_order(books, orders, c->held);
    c->held = 0;
}

/* INV-06: after its limit an order is asked about, after another one it has timed out. */
static ms_t silence(const struct books *books)
{
    return 2 * books->scenario->order_limit;
}

void check_order_waits(struct slots *orders, uint32_t id, ms_t now)
{
    struct open_order *order = slots_find(orders, id);
    if (order && (order->state == ORDER_SENT || order->state == ORDER_ACCEPTED))
        order->since = now;
}

/* True if the timer still finds the order as late as it was set for. */
static bool is_late(struct books *books, const struct open_order *order, const struct timer *timer)
{
    const struct sim_scenario *s = books->scenario;
    ms_t silent_until = order->since + silence(books);
    switch (timer->kind) {
    case TIMER_EXECUTING:
        return (order->state == ORDER_EXECUTING || order->state == ORDER_TIMEOUT) &&
               order->since + s->order_limit == timer->due;
    case TIMER_SILENT:
        if (order->state != ORDER_SENT && order->state != ORDER_ACCEPTED)
            return false;
        if (silent_until > timer->due)
            books_timer(books, silent_until, TIMER_SILENT, order->id);
        return silent_until == timer->due;
    case TIMER_TOLD:
        return order->state != ORDER_HELD && order->since <= timer->due - MS_MINUTE;
    case TIMER_HELD:
        return order->state == ORDER_HELD &&
               calendar_after_working_days(order->since, s->hold_days) == timer->due;
    default:
        return true;
    }
}

/* INV-06: from when on an order in this state is late, or 0. */
static void set_limit(struct books *books, const struct open_order *order, ms_t now)
{
    const struct sim_scenario *s = books->scenario;
    if (is_remote(order->kind) &&
        (order->state == ORDER_EXECUTING || order->state == ORDER_TIMEOUT))
        books_timer(books, now + s->order_limit, TIMER_EXECUTING, order->id);
    else if ((order->kind == ORDER_FIELD_RESTORE || order->kind == ORDER_EXCHANGE) &&
             order->state == ORDER_CREATED)
        books_timer(books, now + s->field_restore_limit, TIMER_FIELD, order->id);
    else if (order->kind == ORDER_FIELD_CUT && order->state == ORDER_CREATED)
        books_timer(books, calendar_after_working_days(now, s->field_cut_days), TIMER_FIELD,
                    order->id);
    else if (order->state == ORDER_HELD)
        books_timer(books, calendar_after_working_days(now, s->hold_days), TIMER_HELD, order->id);
}

/* INV-06: keeps open orders and what they count. */
static void keep(struct books *books, struct slots *orders, struct books_case *c,
                 const struct party_note *note, ms_t now)
{
    struct open_order *order = slots_find(orders, note->id);
    bool was_counted = order && order->state != ORDER_HELD, is_begun = order && order->is_begun;
    bool is_counted = !is_over(note->state) && note->state != ORDER_HELD;
    if (c->held == note->id)
        c->held = 0;
    if (order)
        wait(books, order, false);
    if (was_counted != is_counted)
        *counter(c, note->kind) = (uint16_t)(*counter(c, note->kind) + (is_counted ? 1 : -1));
    if (is_over(note->state)) {
        close_order(books, orders, note->id);
        return;
    }
    order = slots_open(orders, note->id);
    if (!order) {
        books->err = FK_E_MEMORY;
        return;
    }
    *order = (struct open_order){.id = note->id,
                                 .customer = note->customer,
                                 .strategy = note->ref,
                                 .kind = note->kind,
                                 .state = note->state,
                                 .is_begun = is_begun,
                                 .since = now};
    if (note->state == ORDER_HELD)
        c->held = note->id;
    set_limit(books, order, now);
}

/* INV-07. */
static void check_cause(struct books *books, struct books_case *c, const struct party_note *note,
                        ms_t now)
{
    if (note->state == ORDER_CREATED) {
        if (note->ref == 0) {
            violations_add(&books->found, 7, note->customer, now, "order %u has no strategy",
                           note->id);
            violations_zh(&books->found, "工单 %u 没有对应的策略", note->id);
        } else if (c->live_strategy == note->ref) {
            violations_add(&books->found, 7, note->customer, now, "strategy %u has two live orders",
                           note->ref);
            violations_zh(&books->found, "策略 %u 同时有两张在途工单", note->ref);
        }
        c->live_strategy = note->ref;
    } else if ((is_over(note->state) || note->state == ORDER_HELD) &&
               c->live_strategy == note->ref) {
        c->live_strategy = 0;
    }
}

/* A cut of which a success tells late is over when the relay is closed again; that of who closes by
 * hand is not before it is called off (CQ-2, CQ-7). */
static bool is_back(const struct books *books, uint32_t customer)
{
    const struct books_customer *c = &books->customers[customer];
    return books_relay(c) == RELAY_CLOSED &&
           (!fee_is_by_hand(books_policy(books, customer)) || fee_is_quiet(books_decision(c)));
}

/* INV-06 alone: it has no strategy, and is no part of his case. */
void check_meter_order(struct books *books, struct slots *orders, const struct party_note *note,
                       ms_t now)
{
    if (is_over(note->state)) {
        close_order(books, orders, note->id);
        return;
    }
    struct open_order *order = slots_open(orders, note->id);
    if (!order) {
        books->err = FK_E_MEMORY;
        return;
    }
    *order = (struct open_order){.id = note->id,
                                 .customer = note->customer,
                                 .kind = note->kind,
                                 .state = note->state,
                                 .since = now};
    if (note->state == ORDER_EXECUTING)
        books_timer(books, now + books->scenario->order_limit, TIMER_EXECUTING, note->id);
    else if (note->state == ORDER_SENT || note->state == ORDER_ACCEPTED)
        books_timer(books, now + silence(books), TIMER_SILENT, note->id);
}

void check_order(struct books *books, struct slots *orders, const struct party_note *note, ms_t now)
{
    struct open_order *order = slots_find(orders, note->id);
    bool is_on_its_way =
        note->state == ORDER_QUEUED || note->state == ORDER_SENT || note->state == ORDER_ACCEPTED;
    if (order && order->state != ORDER_HELD && is_on_its_way) { /* nothing begins or ends */
        order->state = note->state;
        order->since = now;
        if (note->state == ORDER_SENT && is_remote(note->kind))
            books_timer(books, now + silence(books), TIMER_SILENT, note->id);
        if (note->state == ORDER_SENT)
            order->is_begun = false;
        /* that it was accepted may be told when its try has left in the same millisecond */
        wait(books, order,
             note->kind == ORDER_RESTORE && note->state == ORDER_ACCEPTED && !order->is_begun);
        return;
    }
    struct books_case *c = books_open(books, note->customer, now);
    struct books_customer *customer = &books->customers[note->customer];
    bool is_cut = note->kind == ORDER_CUT || note->kind == ORDER_FIELD_CUT;
    if (!c)
        return;
    if (is_cut && note->state == ORDER_CREATED)
        check_order_unheld(books, orders, c); /* goes on as this order */
    keep(books, orders, c, note, now);
    if (is_cut)
        c->worked_at = now;
    check_supply_orders(books, c, now);
    if (note->kind == ORDER_EXCEPTION)
        return;
    check_cause(books, c, note, now);
    if (is_cut && note->state == ORDER_SUCCESS) {
        /* a late success beside that of a crew is the same cut, as a repeat of an order
         * whose result was lost is (T13); that of an earlier strategy was entered late, and a later
         * one has found the relay open (P-FLD-06) */
        bool is_earlier = note->ref != 0 && note->ref < c->cut_by;
        if (customer->flags & BOOKS_CUT && c->cut_by != note->ref && !is_earlier &&
            !fee_is_tripped_again(books_policy(books, note->customer))) { /* CQ-2 */
            violations_add(&books->found, 14, note->customer, now,
                           "cut again by order %u without a restore between", note->id);
            violations_zh(&books->found, "工单 %u 再次停电，其间没有复电", note->id);
        }
        if (order || !is_back(books, note->customer))
            customer->flags |= BOOKS_CUT;
        if (!is_earlier)
            c->cut_by = note->ref;
    }
}

void check_order_limit(struct books *books, struct slots *orders, const struct timer *timer)
{
    static const struct fk_text limits[] = {
        [TIMER_EXECUTING] = {"longer than its limit", "超过时限"},
        [TIMER_SILENT] = {"and nothing was told of it for two limits", "两个时限内无任何回报"},
        [TIMER_TOLD] = {"though its status word was read", "但状态字已读回"},
        [TIMER_FIELD] = {"longer than a crew may take", "超过现场处理时限"},
        [TIMER_HELD] = {"longer than an order may be held", "超过挂起时限"}};
    struct open_order *order = slots_find(orders, timer->id);
    if (!order || !is_late(books, order, timer))
        return;
    order->is_stuck = order->is_stuck || order->state != ORDER_HELD;
    violations_add(&books->found, 6, order->customer, timer->due, "order %u (%s) is %s %s",
                   order->id, order_kind_name(order->kind), order_state_name(order->state),
                   fk_text_in(limits[timer->kind], FK_EN));
    violations_zh(&books->found, "工单 %u（%s）处于“%s”，%s", order->id,
                  order_kind_name_zh(order->kind), order_state_name_zh(order->state),
                  fk_text_in(limits[timer->kind], FK_ZH));
}

void check_orders_left(struct books *books, const struct slots *orders, ms_t now)
{
    for (uint32_t i = 0; i < orders->count; i++) {
        const struct open_order *order = slots_at(orders, i);
        if (order && is_remote(order->kind) && !order->is_stuck &&
            order->state != ORDER_EXECUTING && order->state != ORDER_HELD &&
            now - order->since > books->scenario->order_limit + MS_HOUR) {
            violations_add(&books->found, 6, order->customer, now, "order %u is still %s",
                           order->id, order_state_name(order->state));
            violations_zh(&books->found, "工单 %u 仍为“%s”", order->id,
                          order_state_name_zh(order->state));
        }
    }
}

void check_orders_loaded(const struct books *books, const struct slots *orders, struct image *image)
{
    for (uint32_t i = 0; image->is_loading && i < orders->count; i++) {
        const struct open_order *order = slots_at(orders, i);
        if (!order)
            continue;
        image_expect(image,
                     order->customer < books->count && order->kind < ORDER_KINDS &&
                         order->state < ORDER_STATES,
                     "it watches an order that there cannot be");
        image_expect_moment(image, order->since);
    }
}
