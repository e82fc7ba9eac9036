#include "models/marketing/marketing.h"

#include "base/grow.h"
#include <stdlib.h>

int marketing_init(struct marketing *m, const struct party_port *port,
                   const struct marketing_config *config)
{
    *m = (struct marketing){.port = port, .config = *config, .posting_capacity = 1024};
    statements_init(&m->statements, config->has_statements);
    m->postings = malloc(m->posting_capacity * sizeof *m->postings);
    if (!m->postings || timers_init(&m->timers, 1024) != FK_OK ||
        orders_init(&m->orders, port, &config->orders) != FK_OK ||
        purchases_init(&m->purchases, port, &config->purchases, &m->ledger, &m->orders) != FK_OK ||
        settlement_init(&m->settlement, &config->settlement, config->customers) != FK_OK ||
        dues_init(&m->dues, config->bill_days, config->customers) != FK_OK ||
        rollout_init(&m->rollout, &config->rollout) != FK_OK ||
        ledger_init(&m->ledger, config->customers) != FK_OK) {
        marketing_fini(m);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void marketing_fini(struct marketing *m)
{
    free(m->postings);
    m->postings = NULL;
    orders_fini(&m->orders);
    purchases_fini(&m->purchases);
    fifo_fini(&m->free_postings);
    timers_fini(&m->timers);
    ledger_fini(&m->ledger);
    statements_fini(&m->statements);
    settlement_fini(&m->settlement);
    dues_fini(&m->dues);
    rollout_fini(&m->rollout);
}

/* What fee control goes by: the account, without the bills that do not count yet. */
static fen_t account_told(const struct marketing *m, uint32_t customer, ms_t now)
{
    return m->ledger.customers[customer].fen + dues_open(&m->dues, customer, now);
}

static void note_payment(struct marketing *m, const struct posting *posting,
                         enum payment_state state, ms_t now)
{
    struct party_note note = {.type = EVENT_PAYMENT,
                              .kind = posting->channel,
                              .state = (uint8_t)state,
                              .customer = posting->customer,
                              .id = posting->payment,
                              .value = posting->amount};
    party_note(m->port, note, now);
}

/* I11: a payment has come over; it is posted after the posting delay, unless a statement has
 * settled it before. */
static int receive(struct marketing *m, const struct message *message, ms_t now)
{
    uint32_t slot;
    int is_new = statements_receive(&m->statements, message);
    if (is_new <= 0)
        return is_new;
    if (!fifo_pop(&m->free_postings, &slot)) {
        if (grow_for_one(&m->postings, sizeof *m->postings, m->posting_count,
                         &m->posting_capacity) != FK_OK)
            return FK_E_MEMORY;
        slot = m->posting_count++;
    }
    m->postings[slot] =
        (struct posting){message->value, message->customer, message->id, message->kind};
    note_payment(m, &m->postings[slot], PAYMENT_RECEIVED, now);
    ms_t at = posting_time(&m->config.posting, message->kind, m->config.seed, message->customer,
                           message->ref, now);
    int err = timers_set(&m->timers, at, TIMER_POST, slot);
    return err == FK_OK ? purchases_received(&m->purchases, message) : err;
}

static bool is_withheld(const struct marketing *m, const struct posting *posting)
{
    return posting->channel == PAY_WITHHOLDING &&
           mandates_find(m->config.mandates, posting->customer);
}

/* CQ-11: who did nothing himself is told that he has paid. */
static void tell_withheld(struct marketing *m, const struct posting *posting)
{
    struct message message = {.type = MSG_SMS_REQUEST,
                              .kind = SMS_WITHHELD,
                              .customer = posting->customer,
                              .value = m->ledger.customers[posting->customer].fen};
    party_send(m->port, PARTY_SMS, message);
}

/* A receipt, or its reversal: the ledger, what is noted of it, and word to fee control. */
static int book(struct marketing *m, const struct posting *posting, bool is_reversal, ms_t now)
{
    struct ledger_entry entries[2];
    int err = ledger_post(&m->ledger, is_reversal ? LEDGER_REVERSAL : LEDGER_RECEIPT,
                          posting->customer, posting->channel, posting->amount, entries);
    if (err != FK_OK)
        return err;
    purchases_note_entries(m->port, &m->ledger, entries, posting->customer, posting->channel,
                           posting->payment, now);
    note_payment(m, posting, is_reversal ? PAYMENT_REVERSED : PAYMENT_POSTED, now);
    if (purchases_concern(&m->purchases, posting->customer)) /* fee control has nothing to do */
        return is_reversal
                   ? purchases_reversed(&m->purchases, posting->customer, posting->payment, now)
                   : purchases_paid(&m->purchases, posting->customer, posting->payment,
                                    posting->channel, now);
    const struct ledger_customer *account = &m->ledger.customers[posting->customer];
    struct message message = {.type = MSG_RECEIPT,
                              .kind = is_reversal,
                              .code = !is_reversal && is_withheld(m, posting),
                              .attempt = account->postings,
                              .customer = posting->customer,
                              .id = posting->payment,
                              .value = account_told(m, posting->customer, now)};
    party_send(m->port, PARTY_FEE_CONTROL, message);
    if (message.code)
        tell_withheld(m, posting);
    return FK_OK;
}

static int post(struct marketing *m, uint32_t slot, ms_t now)
{
    struct posting posting = m->postings[slot];
    int err = fifo_push(&m->free_postings, slot);
    if (err == FK_OK)
        err = statements_may_post(&m->statements, posting.payment);
    return err > 0 ? book(m, &posting, false, now) : err;
}

/* A one-sided entry: what only the channel has is posted late, what only marketing has is reversed,
 * or not posted at all. */
static int settle(void *context, const struct statement_entry *entry, bool is_listed, ms_t now)
{
    struct marketing *m = context;
    struct posting posting = {entry->amount, entry->customer, entry->id, entry->channel};
    note_payment(m, &posting, is_listed ? PAYMENT_CHANNEL_ONLY : PAYMENT_MARKETING_ONLY, now);
    return is_listed || entry->is_posted
               ? book(m, &posting, !is_listed, now)
               : purchases_reversed(&m->purchases, posting.customer, posting.payment, now);
}

static int take_statement(struct marketing *m, const struct message *message, ms_t now)
{
    int is_complete = statements_take(&m->statements, message);
    if (is_complete <= 0)
        return is_complete;
    return timers_set(&m->timers, now + m->config.matching, TIMER_MATCH, message->kind);
}

/* Fee control goes on from the settled reading, and the customer gets his bill. */
static void tell_settled(struct marketing *m, const struct settlement_bill *bill, ms_t now)
{
    const struct ledger_customer *his = &m->ledger.customers[bill->customer];
    struct message settled = {.type = MSG_SETTLED,
                              .attempt = his->postings,
                              .customer = bill->customer,
                              .id = (uint32_t)bill->day,
                              .ref = bill->to,
                              .value = account_told(m, bill->customer, now)};
    struct message sms = {
        .type = MSG_SMS_REQUEST, .kind = SMS_BILL, .customer = bill->customer, .value = his->fen};
    struct message counted = {.type = MSG_COUNTED,
                              .customer = bill->customer,
                              .id = (uint32_t)bill->day,
                              .ref = bill->peak,
                              .value = bill->counted};
    if (m->settlement.tariffs)
        party_send(m->port, PARTY_FEE_CONTROL, counted);
    party_send(m->port, PARTY_FEE_CONTROL, settled);
    if (m->config.settlement.is_told)
        party_send(m->port, PARTY_SMS, sms);
}

/* P-CUT-05: a bill of his is overdue, and counts from now on. The copy that fee control has is
 * older than this. */
static void tell_overdue(struct marketing *m, uint32_t customer, ms_t now)
{
    struct ledger_customer *his = &m->ledger.customers[customer];
    his->postings++;
    struct message message = {.type = MSG_RECEIPT,
                              .code = 1,
                              .attempt = his->postings,
                              .customer = customer,
                              .id = m->settlement.accounts[customer].bill,
                              .value = account_told(m, customer, now)};
    party_send(m->port, PARTY_FEE_CONTROL, message);
}

/* A bill that waits until it counts, or one of those that is taken back. */
static int keep_due(struct marketing *m, const struct settlement_bill *bill, ms_t now)
{
    if (m->config.bill_days == 0)
        return FK_OK;
    if (bill->is_reversal) {
        dues_reverse(&m->dues, bill->customer, now);
        return FK_OK;
    }
    ms_t counts = dues_bill(&m->dues, bill->customer, bill->amount, now);
    return counts < 0 ? (int)counts : timers_set(&m->timers, counts, TIMER_COUNTS, bill->customer);
}

/* a bill, or its reversal before another one. */
static int book_bill(void *context, const struct settlement_bill *bill, ms_t now)
{
    struct marketing *m = context;
    struct ledger_entry entries[2];
    int err = ledger_post(&m->ledger, bill->is_reversal ? LEDGER_BILL_REVERSAL : LEDGER_BILL,
                          bill->customer, 0, bill->amount, entries);
    if (err != FK_OK)
        return err;
    purchases_note_entries(m->port, &m->ledger, entries, bill->customer, 0, 0, now);
    struct party_note note = {.type = EVENT_BILL,
                              .state = bill->is_reversal,
                              .code = bill->factor,
                              .customer = bill->customer,
                              .id = bill->id,
                              .ref = bill->to,
                              .value = bill->amount};
    party_note(m->port, note, now);
    err = keep_due(m, bill, now);
    if (err == FK_OK && !bill->is_reversal)
        tell_settled(m, bill, now);
    return err;
}

static int settle_books(struct marketing *m, const struct message *message, ms_t now)
{
    const struct marketing_config *config = &m->config;
    int32_t day = (int32_t)message->id;
    if (!settlement_wants(&m->settlement, day))
        return config->registers(config->register_context, message->ref, day, NULL, NULL);
    size_t columns = m->settlement.tariffs ? TARIFF_COLUMNS : 1;
    uint32_t *values = malloc(config->customers * (columns * sizeof *values + 1));
    if (!values)
        return FK_E_MEMORY;
    uint8_t *ages = (uint8_t *)(values + columns * config->customers);
    int err = config->registers(config->register_context, message->ref, day, values, ages);
    if (err == FK_OK)
        err = settlement_take(&m->settlement, day, values, ages, book_bill, m, now);
    free(values);
    return err;
}

static int pass_on(struct marketing *m, const struct message *message, uint32_t to)
{
    party_send(m->port, to, *message);
    return FK_OK;
}

/* who has signed and has received a warning, or the notice of a cut, is charged. */
static void withhold(struct marketing *m, const struct message *report)
{
    struct message message = {.type = MSG_WITHHOLD, .customer = report->customer};
    bool is_due = report->code == SMS_DELIVERED &&
                  (report->kind == SMS_WARNING || report->kind == SMS_SECOND_WARNING ||
                   (report->kind == SMS_DUNNING && report->ref) || report->kind == SMS_PRE_CUT);
    if (is_due && mandates_find(m->config.mandates, report->customer))
        party_send(m->port, PARTY_CHANNELS, message);
}

/* What is planned (code 1) tells the balance of the moment; a free text has its number there. */
static int request_sms(struct marketing *m, const struct message *message)
{
    struct message request = *message;
    if (request.code && request.kind != SMS_FREE_TEXT)
        request.value = m->ledger.customers[message->customer].fen;
    request.code = 0;
    return pass_on(m, &request, PARTY_SMS);
}

static int answer_check(struct marketing *m, const struct message *message, ms_t now)
{
    struct message answer = *message;
    answer.type = MSG_BALANCE;
    answer.attempt = m->ledger.customers[message->customer].postings;
    answer.value = account_told(m, message->customer, now);
    return pass_on(m, &answer, PARTY_FEE_CONTROL);
}

/* a crew asks; fee control goes by what it is told of the account. */
static int ask_fee_control(struct marketing *m, const struct message *message, ms_t now)
{
    struct ledger_customer told = m->ledger.customers[message->customer];
    told.fen = (int32_t)account_told(m, message->customer, now);
    return orders_ask(&m->orders, message, &told);
}

/* T1, T23: fee control is told, and how much there is in the account. A conversion by file makes no
 * flow (Q80). */
static int tell_agreement(struct marketing *m, const struct message *message,
                          const struct rollout_application *by, ms_t now)
{
    const struct ledger_customer *account = &m->ledger.customers[message->customer];
    struct message told = *message;
    struct party_note note = {.type = EVENT_AGREEMENT,
                              .kind = message->kind,
                              .state = message->code,
                              .customer = message->customer};
    if (message->code && message->kind != AGREED_BY_FILE)
        note.id = ++m->flows;
    if (by) { /* he has had his bills, and the next settles him */
        note.ref = by->sent_back;
        note.value = by->invited_at;
    } else if (message->code) {
        settlement_ask(&m->settlement, message->customer, (int32_t)message->id);
    }
    party_note(m->port, note, now);
    told.attempt = account->postings;
    told.value = account->fen;
    return pass_on(m, &told, PARTY_FEE_CONTROL);
}

/* Q56: what is asked of who signs, with what he owes besides. */
static fen_t deposit_of(const struct marketing *m, uint32_t customer)
{
    const struct rollout_terms *terms = &m->config.rollout.terms;
    fen_t account = m->ledger.customers[customer].fen;
    fen_t asked = terms->deposit + terms->deposit_bills * settlement_last(&m->settlement, customer);
    return account < 0 ? asked - account : asked;
}

/* T1: whom a bar holds is noted, with the reason; whose register could not be had for his last bill
 * waits (Q15). */
static int sign(void *context, const struct rollout_application *application, ms_t now)
{
    struct marketing *m = context;
    struct message message = {.type = MSG_AGREEMENT,
                              .kind = application->way == ROLLOUT_ONLINE ? AGREED_ON_LINE
                                                                         : AGREED_AT_COUNTER,
                              .code = 1,
                              .customer = application->customer,
                              .id = (uint32_t)clock_day_number(now + MS_DAY - 1)};
    if (application->bar != ROLLOUT_BARS) {
        struct party_note note = {.type = EVENT_BARRED,
                                  .kind = (uint8_t)application->bar,
                                  .customer = application->customer};
        party_note(m->port, note, now);
        return 1;
    }
    if (settlement_is_due(&m->settlement, message.customer))
        return 0;
    int err = tell_agreement(m, &message, application, now);
    message.value = deposit_of(m, message.customer);
    party_send(m->port, PARTY_CUSTOMERS, message);
    return err == FK_OK ? 1 : err;
}

static int request_order(struct marketing *m, const struct message *message, ms_t now)
{
    if (message->kind == ORDER_FIELD_CUT || message->kind == ORDER_FIELD_RESTORE)
        rollout_field_order(&m->rollout, now);
    return orders_make(&m->orders, message, now);
}

static int report_order(struct marketing *m, const struct message *message, ms_t now)
{
    struct work_order *order = orders_find(&m->orders, message->id);
    return order && order_is_of_meter(order->kind)
               ? meter_orders_report(&m->orders, order, message, now)
               : orders_report(&m->orders, message, now);
}

int marketing_handle(struct marketing *m, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_SMS_REQUEST:
        return request_sms(m, message);
    case MSG_SMS_CANCEL:
        return pass_on(m, message, PARTY_SMS);
    case MSG_SMS_REPORT:
        withhold(m, message);
        return pass_on(m, message, PARTY_FEE_CONTROL);
    case MSG_FAULT:
        return orders_fault(&m->orders, message, now);
    case MSG_START:
        return meter_orders_make(&m->orders, message, now);
    case MSG_ORDER_REQUEST:
        return request_order(m, message, now);
    case MSG_ORDER_CANCEL:
        return orders_cancel(&m->orders, message, now);
    case MSG_ORDER_ACCEPTED:
    case MSG_ORDER_EXECUTING:
    case MSG_ORDER_RESULT:
    case MSG_FIELD_RESULT:
        return report_order(m, message, now);
    case MSG_STATUS_REQUEST:
        return pass_on(m, message, PARTY_MASTER);
    case MSG_STATUS_REPORT:
        return message->kind ? pass_on(m, message, PARTY_FEE_CONTROL)
                             : orders_report(&m->orders, message, now);
    case MSG_FIELD_ASK:
    case MSG_FIELD_PLAN:
        return ask_fee_control(m, message, now);
    case MSG_FIELD_MAY:
        return pass_on(m, message, PARTY_CREWS);
    case MSG_SECOND_CHECK:
        return answer_check(m, message, now);
    case MSG_AGREEMENT:
        return tell_agreement(m, message, NULL, now);
    case MSG_RECHARGE_RESULT:
    case MSG_METER_CHANGE:
        return purchases_concern(&m->purchases, message->customer)
                   ? purchases_handle(&m->purchases, message, now)
                   : FK_E_ARG;
    case MSG_PAYMENT:
        return receive(m, message, now);
    case MSG_STATEMENT:
    case MSG_STATEMENT_END:
        return take_statement(m, message, now);
    case MSG_BILLING:
        return settle_books(m, message, now);
    default:
        return FK_E_ARG;
    }
}

int marketing_tick(struct marketing *m, ms_t now)
{
    struct timer timer;
    int err = orders_tick(&m->orders, now);
    if (err == FK_OK)
        err = purchases_tick(&m->purchases, now);
    if (err == FK_OK)
        err = rollout_tick(&m->rollout, sign, m, now);
    while (err == FK_OK && timers_take(&m->timers, now, &timer)) {
        if (timer.kind == TIMER_COUNTS)
            tell_overdue(m, timer.id, now);
        else if (timer.kind == TIMER_POST)
            err = post(m, timer.id, now);
        else
            err = statements_match(&m->statements, timer.id, settle, m, now);
    }
    return err;
}

/* How many there are of what a date is about. */
static uint32_t subjects(const struct marketing *m, unsigned kind)
{
    return kind == TIMER_POST     ? m->posting_count
           : kind == TIMER_COUNTS ? m->dues.customers ? m->dues.count : 0
                                  : PAY_CHANNELS;
}

ms_t marketing_due(const struct marketing *m)
{
    ms_t limit = orders_due(&m->orders), posting = timers_due(&m->timers);
    ms_t due = limit < posting ? limit : posting, purchase = purchases_due(&m->purchases);
    ms_t wave = rollout_due(&m->rollout);
    due = purchase < due ? purchase : due;
    return wave < due ? wave : due;
}

static int any_handle(void *party, const struct message *message, ms_t now)
{
    return marketing_handle(party, message, now);
}

static int any_tick(void *party, ms_t now)
{
    return marketing_tick(party, now);
}

static ms_t any_due(const void *party, ms_t now)
{
    (void)now;
    return marketing_due(party);
}

const struct party_class marketing_class = {any_handle, any_tick, any_due};

void marketing_image(struct marketing *m, struct image *image)
{
    image_part(image, "marketing");
    ledger_image(&m->ledger, image);
    orders_image(&m->orders, image, m->ledger.count);
    purchases_image(&m->purchases, image, m->ledger.count);
    image_list(image, &m->postings, sizeof *m->postings, &m->posting_count, &m->posting_capacity);
    for (uint32_t i = 0; i < m->posting_count; i++)
        image_expect(image,
                     m->postings[i].customer < m->ledger.count &&
                         m->postings[i].channel < PAY_CHANNELS,
                     "a receipt in it is nobody's");
    fifo_image(&m->free_postings, image, m->posting_count);
    timers_image(&m->timers, image, MARKETING_TIMERS, UINT64_MAX);
    for (uint32_t i = 0; i < m->timers.count; i++)
        image_expect(image, m->timers.heap[i].id < subjects(m, m->timers.heap[i].kind),
                     "a date in it is about what does not exist");
    IMAGE(image, m->flows);
    statements_image(&m->statements, image, m->ledger.count);
    settlement_image(&m->settlement, image);
    dues_image(&m->dues, image);
    rollout_image(&m->rollout, image, m->ledger.count);
}
