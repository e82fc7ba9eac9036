#include "models/marketing/purchases.h"

#define MILLION UINT64_C(1000000)

int purchases_init(struct purchases *p, const struct party_port *port,
                   const struct purchases_config *config, struct ledger *ledger,
                   struct orders *orders)
{
    *p = (struct purchases){.port = port, .config = *config, .ledger = ledger, .orders = orders};
    slots_init(&p->list, sizeof(struct purchase));
    return timers_init(&p->timers, 16);
}

void purchases_fini(struct purchases *p)
{
    slots_fini(&p->list);
    timers_fini(&p->timers);
}

bool purchases_concern(const struct purchases *p, uint32_t customer)
{
    return locals_find(p->config.locals, customer) != NULL;
}

void purchases_note_entries(const struct party_port *port, const struct ledger *ledger,
                            const struct ledger_entry entries[2], uint32_t customer,
                            unsigned channel, uint32_t payment, ms_t now)
{
    for (unsigned i = 0; i < 2; i++) {
        struct party_note note = {.type = EVENT_ENTRY,
                                  .kind = (uint8_t)entries[i].account,
                                  .state = (uint8_t)channel,
                                  .customer = customer,
                                  .id = ledger->postings,
                                  .ref = payment,
                                  .value = entries[i].amount};
        party_note(port, note, now);
    }
}

static int book(struct purchases *p, const struct purchase *purchase, enum ledger_posting posting,
                fen_t amount, ms_t now)
{
    struct ledger_entry entries[2];
    int err = ledger_post(p->ledger, posting, purchase->id, 0, amount, entries);
    if (err == FK_OK)
        purchases_note_entries(p->port, p->ledger, entries, purchase->id, 0, purchase->payment,
                               now);
    return err;
}

/* What goes into the meter for it. */
static int64_t units_of(const struct purchases *p, const struct purchase *purchase)
{
    return sale_units(&p->config.sale, purchase->amount);
}

/* How much of `money` buys whole units: 0 if it buys none. */
static fen_t spendable(const struct purchases *p, fen_t money)
{
    int64_t units = sale_units(&p->config.sale, money);
    return sale_price(&p->config.sale, units < INT32_MAX ? units : INT32_MAX);
}

static uint8_t number_of(const struct purchase *purchase)
{
    return (uint8_t)(purchase->count + 1);
}

static int set_date(struct purchases *p, struct purchase *purchase, enum purchase_timer kind,
                    ms_t due)
{
    purchase->due = due;
    return timers_set(&p->timers, due, kind, purchase->id);
}

/* I12: the purchase, or only a look at the meter's count. */
static int send(struct purchases *p, struct purchase *purchase, enum purchase_phase phase, ms_t now)
{
    struct message message = {.type = MSG_RECHARGE,
                              .kind = number_of(purchase),
                              .code = purchase->repeats,
                              .customer = purchase->id,
                              .id = purchase->order,
                              .value = phase == PURCHASE_TASK ? units_of(p, purchase) : 0};
    purchase->phase = (uint8_t)phase;
    party_send(p->port, PARTY_MASTER, message);
    return set_date(p, purchase, PURCHASE_LIMIT, now + PURCHASES_SILENT);
}

/* GS-1, GS-2. */
static int begin_task(struct purchases *p, struct purchase *purchase, ms_t now)
{
    int err = orders_open(p->orders, ORDER_RECHARGE, purchase->id, now, &purchase->order);
    return err == FK_OK ? send(p, purchase, PURCHASE_TASK, now) : err;
}

/* GS-8: what is in the account when nothing is owed any more. */
static int issue(struct purchases *p, struct purchase *purchase, ms_t now)
{
    const struct local_entry *entry = locals_find(p->config.locals, purchase->id);
    int32_t account = p->ledger->customers[purchase->id].fen;
    if (purchase->amount || !purchase->is_due || account <= 0 || now < entry->remote_from)
        return FK_OK;
    purchase->amount = (int32_t)spendable(p, account);
    if (purchase->amount == 0)
        return FK_OK; /* not enough for one unit */
    purchase->is_due = false;
    int err = book(p, purchase, LEDGER_PURCHASE, purchase->amount, now);
    return err == FK_OK ? begin_task(p, purchase, now) : err;
}

/* The open purchase is settled: the next one may begin. */
static int close_purchase(struct purchases *p, struct purchase *purchase, ms_t now)
{
    purchase->amount = 0;
    purchase->order = 0;
    purchase->phase = PURCHASE_NONE;
    purchase->repeats = 0;
    purchase->has_card = purchase->is_unsure = purchase->is_void = false;
    purchase->due = MS_NEVER;
    return issue(p, purchase, now);
}

/* GS-6: subscribers are told. */
static void tell(struct purchases *p, const struct purchase *purchase)
{
    struct message message = {.type = MSG_SMS_REQUEST,
                              .kind = SMS_RECHARGED,
                              .customer = purchase->id,
                              .value = p->ledger->customers[purchase->id].fen};
    if (chance_bits(p->config.seed, CHANCE_SUBSCRIBED, purchase->id, 0) % MILLION <
        p->config.subscribers)
        party_send(p->port, PARTY_SMS, message);
}

static void cancel_at_master(struct purchases *p, const struct purchase *purchase)
{
    struct message message = {
        .type = MSG_ORDER_CANCEL, .customer = purchase->id, .id = purchase->order};
    party_send(p->port, PARTY_MASTER, message);
}

/* It is in the meter: by this order, or by one before or the card. */
static int succeed(struct purchases *p, struct purchase *purchase, const struct message *result,
                   ms_t now)
{
    bool is_by_it = result->id == purchase->order && purchase->phase == PURCHASE_TASK;
    if (purchase->phase == PURCHASE_TASK && !is_by_it)
        cancel_at_master(p, purchase); /* the meter would not take it */
    int err = orders_close(p->orders, purchase->order, is_by_it ? ORDER_SUCCESS : ORDER_CLOSED,
                           is_by_it ? RESULT_OK : RESULT_DUPLICATE, result->attempt, now);
    purchase->count = number_of(purchase);
    tell(p, purchase);
    return err == FK_OK ? close_purchase(p, purchase, now) : err;
}

/* Reversed, and not in the meter: the purchase record goes too. */
static int undo(struct purchases *p, struct purchase *purchase, ms_t now)
{
    int err = book(p, purchase, LEDGER_FROM_METER, purchase->amount, now);
    purchase->is_due = true; /* if other payments are left in it */
    return err == FK_OK ? close_purchase(p, purchase, now) : err;
}

/* R-22, GS-6: an order for the inspection staff, who look at the meter's count first. */
static int call_staff(struct purchases *p, struct purchase *purchase, ms_t now)
{
    uint64_t counter = (uint64_t)clock_day_number(now) << 16 | (uint64_t)number_of(purchase) << 8 |
                       purchase->repeats;
    ms_t after = chance_duration(&p->config.reissue_after, p->config.seed, CHANCE_REISSUE,
                                 purchase->id, counter);
    if (purchase->repeats > p->config.reissues && after < PURCHASES_SILENT)
        after = PURCHASES_SILENT; /* it is up to the customer: they look once a day */
    int err = orders_open(p->orders, ORDER_REISSUE, purchase->id, now, &purchase->order);
    purchase->phase = PURCHASE_WAITS;
    return err == FK_OK ? set_date(p, purchase, PURCHASE_VISIT, now + after) : err;
}

static int look(struct purchases *p, struct purchase *purchase, ms_t now)
{
    if (purchase->repeats < UINT8_MAX)
        purchase->repeats++;
    return send(p, purchase, PURCHASE_LOOK, now);
}

/* GS-5: the meter may not hold so much. Nobody can issue it again; it stays in the account,
 * visible, until the next payment. */
static int refuse(struct purchases *p, struct purchase *purchase, ms_t now)
{
    int err = book(p, purchase, LEDGER_FROM_METER, purchase->amount, now);
    purchase->is_due = false;
    return err == FK_OK ? close_purchase(p, purchase, now) : err;
}

/* All tries have failed, or nothing was heard of them. */
static int fail(struct purchases *p, struct purchase *purchase, unsigned code, unsigned tries,
                ms_t now)
{
    bool is_taken_back = code == RESULT_NOT_ALLOWED;
    int err = orders_close(p->orders, purchase->order,
                           is_taken_back ? ORDER_CANCELLED : ORDER_FAILED, code, tries, now);
    if (err != FK_OK)
        return err;
    if (purchase->is_void && !purchase->is_unsure)
        return undo(p, purchase, now);
    if (code == RESULT_LIMIT_EXCEEDED && !purchase->is_unsure && !purchase->has_card)
        return refuse(p, purchase, now);
    return call_staff(p, purchase, now);
}

/* The last resort: the purchase on the card, to be inserted by the customer. */
static void ask_for_card(struct purchases *p, struct purchase *purchase)
{
    struct message message = {.type = MSG_CARD,
                              .kind = number_of(purchase),
                              .code = 1,
                              .customer = purchase->id,
                              .value = units_of(p, purchase)};
    if (!purchase->has_card)
        party_send(p->port, PARTY_CHANNELS, message);
    purchase->has_card = true;
}

/* The meter counts `count` purchases, and this one is not among them: marketing goes by that, and
 * issues it again. */
static int repeat(struct purchases *p, struct purchase *purchase, uint8_t count, ms_t now)
{
    int err = orders_close(p->orders, purchase->order, ORDER_CLOSED, RESULT_OK, 0, now);
    if (err != FK_OK)
        return err;
    purchase->is_unsure = false;
    if (purchase->is_void)
        return undo(p, purchase, now);
    if (purchase->count != count)
        purchase->has_card = false; /* what is on it has another number */
    purchase->count = count;
    if (purchase->repeats <= p->config.reissues)
        return begin_task(p, purchase, now);
    ask_for_card(p, purchase);
    return call_staff(p, purchase, now);
}

static int take_result(struct purchases *p, struct purchase *purchase, const struct message *result,
                       ms_t now)
{
    if (!purchase || purchase->amount == 0 || purchase->phase == PURCHASE_CARD)
        return FK_OK; /* settled before */
    if (result->value)
        purchase->is_unsure = true;
    if (result->code == RESULT_OK && result->kind == number_of(purchase))
        return succeed(p, purchase, result, now);
    if (result->id != purchase->order)
        return FK_OK;
    if (purchase->phase == PURCHASE_LOOK && result->code == RESULT_OK)
        return repeat(p, purchase, result->kind, now);
    return fail(p, purchase, result->code, result->attempt, now);
}

/* GS-12: what was in the old meter is in the account again, until somebody has reviewed it. What
 * he took back to his card stays there, for whatever he buys next (section 20). */
static int take_rest(struct purchases *p, const struct message *message, ms_t now)
{
    struct purchase *purchase = slots_open(&p->list, message->customer);
    if (!purchase)
        return FK_E_MEMORY;
    fen_t rest = sale_worth(&p->config.sale, message->value);
    if (rest == 0)
        return FK_OK;
    int err = book(p, purchase, LEDGER_FROM_METER, rest, now);
    if (message->code)
        return err;
    purchase->rest = (int32_t)rest;
    return err == FK_OK
               ? timers_set(&p->timers, now + p->config.review, PURCHASE_REVIEW, message->customer)
               : err;
}

static int review(struct purchases *p, struct purchase *purchase, ms_t now)
{
    fen_t rest = purchase->rest;
    purchase->rest = 0;
    if (locals_find(p->config.locals, purchase->id)->is_cash)
        return book(p, purchase, LEDGER_REFUND, rest, now);
    purchase->is_due = true;
    return issue(p, purchase, now);
}

int purchases_received(struct purchases *p, const struct message *payment)
{
    struct message card = {.type = MSG_CARD, .customer = payment->customer};
    if (payment->kind != PAY_ATM || !purchases_concern(p, payment->customer))
        return FK_OK;
    struct purchase *purchase = slots_open(&p->list, payment->customer);
    if (!purchase)
        return FK_E_MEMORY;
    if (purchase->amount || p->ledger->customers[payment->customer].fen != 0 ||
        payment->value > INT32_MAX || spendable(p, payment->value) == 0)
        return FK_OK;
    purchase->phase = PURCHASE_CARD;
    purchase->payment = payment->id;
    purchase->amount = (int32_t)spendable(p, payment->value);
    purchase->has_card = true;
    purchase->due = MS_NEVER;
    card.kind = number_of(purchase);
    card.value = units_of(p, purchase);
    party_send(p->port, PARTY_CHANNELS, card);
    return FK_OK;
}

int purchases_paid(struct purchases *p, uint32_t customer, uint32_t payment, unsigned channel,
                   ms_t now)
{
    const struct local_entry *entry = locals_find(p->config.locals, customer);
    struct purchase *purchase = entry ? slots_open(&p->list, customer) : NULL;
    if (!purchase)
        return entry ? FK_E_MEMORY : FK_OK;
    if (purchase->phase == PURCHASE_CARD && purchase->payment == payment) {
        int err = book(p, purchase, LEDGER_PURCHASE, purchase->amount, now);
        return err == FK_OK ? begin_task(p, purchase, now) : err;
    }
    if (!entry->has_several || (channel != PAY_COUNTER && channel != PAY_BANK))
        purchase->is_due = true;
    if (!purchase->amount)
        purchase->payment = payment;
    int err = FK_OK;
    if (now < entry->remote_from)
        err = timers_set(&p->timers, entry->remote_from, PURCHASE_MODE, customer);
    return err == FK_OK ? issue(p, purchase, now) : err;
}

int purchases_reversed(struct purchases *p, uint32_t customer, uint32_t payment, ms_t now)
{
    struct purchase *purchase = slots_find(&p->list, customer);
    if (!purchase || !purchase->amount || purchase->payment != payment)
        return FK_OK;                       /* it is in the meter: the receipt only */
    if (purchase->phase == PURCHASE_CARD) { /* the card has it */
        int err = book(p, purchase, LEDGER_PURCHASE, purchase->amount, now);
        return err == FK_OK ? call_staff(p, purchase, now) : err;
    }
    if (purchase->has_card)
        return FK_OK;
    purchase->is_void = true;
    if (purchase->phase == PURCHASE_TASK)
        cancel_at_master(p, purchase); /* its result says whether it is in */
    if (purchase->phase != PURCHASE_WAITS)
        return FK_OK;
    if (purchase->is_unsure)
        return look(p, purchase, now);
    return fail(p, purchase, RESULT_NOT_ALLOWED, 0, now);
}

int purchases_handle(struct purchases *p, const struct message *message, ms_t now)
{
    return message->type == MSG_METER_CHANGE
               ? take_rest(p, message, now)
               : take_result(p, slots_find(&p->list, message->customer), message, now);
}

static int keep_date(struct purchases *p, const struct timer *timer, ms_t now)
{
    struct purchase *purchase = slots_find(&p->list, timer->id);
    if (!purchase)
        return FK_OK;
    if (timer->kind == PURCHASE_MODE)
        return issue(p, purchase, now);
    if (timer->kind == PURCHASE_REVIEW)
        return review(p, purchase, now);
    if (purchase->due != timer->due)
        return FK_OK; /* of a phase that is over */
    if (timer->kind == PURCHASE_VISIT)
        return look(p, purchase, now);
    purchase->is_unsure = true;
    cancel_at_master(p, purchase);
    return fail(p, purchase, RESULT_TASK_TIMEOUT, 0, now);
}

int purchases_tick(struct purchases *p, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&p->timers, now, &timer))
        err = keep_date(p, &timer, now);
    return err;
}

ms_t purchases_due(const struct purchases *p)
{
    return timers_due(&p->timers);
}

void purchases_image(struct purchases *p, struct image *image, uint32_t customers)
{
    image_part(image, "purchases");
    slots_image(&p->list, image);
    timers_image(&p->timers, image, PURCHASE_TIMERS, customers);
    for (uint32_t i = 0; image->is_loading && i < p->list.count; i++) {
        const struct purchase *purchase = slots_at(&p->list, i);
        if (!purchase)
            continue;
        image_expect(image,
                     purchases_concern(p, purchase->id) && purchase->phase < PURCHASE_PHASES &&
                         purchase->amount >= 0 && purchase->rest >= 0,
                     "a purchase in it is none that there can be");
        image_expect_moment(image, purchase->due);
    }
}
