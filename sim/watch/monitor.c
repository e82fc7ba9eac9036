#include "sim/watch/monitor.h"

#include "models/feecontrol/customer_state.h"
#include "models/meter/relay.h"
#include "sim/scenario/population.h"
#include "sim/watch/check_charges.h"
#include "sim/watch/check_orders.h"
#include "sim/watch/check_supply.h"
#include "sim/watch/check_trips.h"
#include "sim/watch/check_wallets.h"
#include <inttypes.h>
#include <stdlib.h>

/* 0.01 kWh a day. */
static uint64_t use_of(const struct monitor *m, uint32_t customer)
{
    const struct population_segments *segments = &m->books.segments;
    return segments->loads[segment_of(&segments->index, customer)->load];
}

int monitor_init(struct monitor *m, const struct sim_scenario *scenario)
{
    *m = (struct monitor){0};
    check_money_init(&m->money);
    check_orders_init(&m->orders);
    m->sms_ring = calloc(scenario->sms_rate, sizeof *m->sms_ring);
    if (!m->sms_ring || flight_init(&m->flight, scenario) != FK_OK ||
        books_init(&m->books, scenario) != FK_OK) {
        monitor_fini(m);
        return FK_E_MEMORY;
    }
    for (uint32_t i = 0; i < m->books.count; i++)
        m->use += use_of(m, i);
    return FK_OK;
}

void monitor_fini(struct monitor *m)
{
    books_fini(&m->books);
    slots_fini(&m->orders);
    check_money_fini(&m->money);
    flight_fini(&m->flight);
    free(m->sms_ring);
    *m = (struct monitor){0};
}

size_t monitor_bytes(const struct sim_scenario *scenario)
{
    return books_bytes(scenario) + scenario->concentrators * 4 + scenario->sms_rate * sizeof(ms_t);
}

void monitor_report(struct monitor *m, unsigned invariant, uint32_t customer, ms_t now,
                    struct fk_text text)
{
    violations_add(&m->books.found, invariant, customer, now, "%s", text.en);
    violations_zh(&m->books.found, "%s", text.zh);
}

/* P-CUT-05: fee control has what was before until it is told of it. */
static void pass_due(struct monitor *m, const struct timer *timer)
{
    m->books.customers[timer->id].flags |= BOOKS_UNTOLD;
    books_overdue(&m->books, timer->id);
    check_supply(&m->books, timer->id, timer->due);
}

/* Q37: from then on he is judged by the new line alone. */
static void pass_line(struct monitor *m, const struct timer *timer)
{
    if (books_line_over(&m->books, timer))
        check_supply(&m->books, timer->id, timer->due);
}

/* Limits that have passed before `now`: what happens at the very moment of a limit is in time. */
static void pass_timers(struct monitor *m, ms_t now)
{
    struct timer timer;
    while (timers_take(&m->books.timers, now - 1, &timer)) {
        m->books.now = timer.due;
        if (timer.kind == TIMER_OVERDUE)
            pass_due(m, &timer);
        else if (timer.kind == TIMER_LINE)
            pass_line(m, &timer);
        else if (timer.kind == TIMER_OWED || timer.kind == TIMER_BELOW || timer.kind == TIMER_IDLE)
            check_supply_limit(&m->books, &timer);
        else
            check_order_limit(&m->books, &m->orders, &timer);
    }
}

static void pass_limits(struct monitor *m, ms_t now)
{
    while (books_change_due(&m->books) <= now) {
        pass_timers(m, books_change_due(&m->books));
        books_change(&m->books, check_supply);
    }
    pass_timers(m, now);
    m->books.now = now;
}

static void look_at_restore(struct monitor *m, const struct party_note *note, ms_t now)
{
    struct books_case *c = books_case(&m->books, note->customer);
    check_word_strategy(&m->books, note, now);
    if (!c || !books_word_until(&m->books, note->customer))
        return;
    c->idle_due = 0; /* he waits for his notice */
    check_supply_orders(&m->books, c, now);
}

static void look_at_strategy(struct monitor *m, const struct party_note *note, ms_t now)
{
    if (note->kind == STRATEGY_RESTORE)
        look_at_restore(m, note, now);
    if (note->kind != STRATEGY_CUT)
        return;
    struct books_case *c = books_open(&m->books, note->customer, now);
    if (!c)
        return;
    if (note->state == STRATEGY_LIVE) {
        c->cut_strategy = note->id;
        if (c->notice_over)
            c->notice_at = 0; /* the next one has its own */
        c->notice_before = c->told_at = c->told_before = 0;
        return;
    }
    check_order_unheld(&m->books, &m->orders, c);
    if (c->cut_strategy == note->id)
        c->cut_strategy = 0;
    if (note->state == STRATEGY_CANCELLED)
        c->notice_over = now; /* the notice of a cut that was given up is none for the next one */
}

/* The pre-cut SMS, or the last notice: under way, or received and in force for its strategy. */
static void look_at_notice(struct monitor *m, const struct party_note *note, ms_t now)
{
    bool is_over = note->state == SMS_DELIVERED || note->state == SMS_SUBMIT_REJECT ||
                   note->state == SMS_UNDELIVERED || note->state == SMS_EXPIRED ||
                   note->state == SMS_NO_REPORT;
    if (note->state != SMS_CREATED && !is_over)
        return;
    struct books_case *c = books_open(&m->books, note->customer, now);
    if (!c)
        return;
    if (note->state == SMS_CREATED) {
        c->notices++;
        check_order_unheld(&m->books, &m->orders, c); /* a person went on with it */
    }
    if (is_over && c->notices > 0)
        c->notices--;
    bool is_received = note->state == SMS_DELIVERED &&
                       (note->attempt != SMS_ON_PAPER || m->books.scenario->is_paper_counted);
    bool is_of_cut = is_received && note->ref != 0 && note->ref == c->cut_strategy;
    if (is_of_cut && note->kind == SMS_LAST_NOTICE) {
        c->told_before = c->told_at;
        c->told_at = now;
    } else if (is_of_cut) {
        c->notice_before = books_notice(c, now);
        c->notice_at = now;
        c->notice_over = 0;
        c->is_notice_used = false;
    }
}

/* INV-08: segments leave one after the other, at the rate. To the millisecond that is not known of
 * the later ones: each is taken for late when it comes, and for early by the ones behind it. */
static bool is_too_fast(struct monitor *m, const struct party_note *note, ms_t now)
{
    const uint32_t rate = m->books.scenario->sms_rate;
    const ms_t segments = note->value > 1 ? note->value : 1;
    bool is_fast = false;
    for (ms_t i = 0; i < segments; i++) {
        ms_t *slot = &m->sms_ring[m->sms_count % rate];
        ms_t late = now + (i * MS_SECOND + rate - 1) / rate;
        is_fast = is_fast || (m->sms_count >= rate && late - *slot < MS_SECOND);
        *slot = now + i * MS_SECOND / rate;
        m->sms_count++;
    }
    return is_fast;
}

static void look_at_sms(struct monitor *m, const struct party_note *note, ms_t now)
{
    const struct sim_scenario *s = m->books.scenario;
    if (note->kind == SMS_PRE_CUT || note->kind == SMS_LAST_NOTICE)
        look_at_notice(m, note, now);
    if (note->kind == SMS_RESTORE_NOTICE)
        check_word_told(&m->books, note, now);
    if (note->state != SMS_SUBMITTED)
        return;
    if (is_too_fast(m, note, now)) {
        violations_add(&m->books.found, 8, note->customer, now,
                       "more than %u segments within one second", s->sms_rate);
        violations_zh(&m->books.found, "一秒内提交超过 %u 条短信", s->sms_rate);
    }
    if (!(scenario_exempt(s) >> note->kind & 1) && !clock_window_holds(&s->sms_window, now)) {
        violations_add(&m->books.found, 8, note->customer, now,
                       "SMS %u submitted outside the window", note->id);
        violations_zh(&m->books.found, "短信 %u 在时段外提交", note->id);
    }
}

static void look_at_supply(struct monitor *m, const struct party_note *note, ms_t now)
{
    struct books_customer *customer = &m->books.customers[note->customer];
    uint64_t use = use_of(m, note->customer);
    uint64_t since = use * (uint64_t)(now - m->books.scenario->start);
    if (m->books.segments.use) {
        uint64_t by_now = drawn_use_until(m->books.segments.use, note->customer, now);
        m->gap += note->state ? by_now : 0 - by_now;
    }
    if (note->state) {
        m->off_count--;
        m->off_use -= use;
        m->off_use_since -= since;
        customer->flags = (uint8_t)(customer->flags & ~BOOKS_OFF);
    } else {
        m->off_count++;
        m->off_use += use;
        m->off_use_since += since;
        customer->flags |= BOOKS_OFF;
    }
    check_wallet_supply(&m->books, note->customer, note->state, now);
    check_contact(&m->books, note->customer, note->state, now);
    check_supply(&m->books, note->customer, now);
}

static void look_at_layer(struct monitor *m, const struct party_note *note, ms_t now)
{
    struct books_customer *customer = &m->books.customers[note->customer];
    if (note->type == EVENT_DECISION) {
        struct books_case *decided = books_case(&m->books, note->customer);
        customer->layers = (uint8_t)((customer->layers & ~31U) | note->state);
        if (decided)
            decided->is_braked = note->state == FEE_HELD && note->code == HOLD_BRAKE;
        if (decided && (note->kind == FEE_APPROVAL1 || note->kind == FEE_APPROVAL2))
            decided->worked_at = now;
        if (note->kind == FEE_NOT_ENROLLED || note->state == FEE_NOT_ENROLLED)
            check_supply(&m->books, note->customer, now); /* what is owed to whoever is out */
        if (m->books.agreements.count > 0)
            check_conserved(&m->books, note, now);
        if (fee_is_by_hand(books_policy(&m->books, note->customer)) && fee_is_quiet(note->state))
            books_end_cut(&m->books, note->customer, now); /* its cancel is all there is (CQ-7) */
        return;
    }
    customer->layers = (uint8_t)(books_decision(customer) | (unsigned)note->state << 5);
    struct books_case *c = books_open(&m->books, note->customer, now);
    if (!c)
        return;
    if (note->state == RELAY_OPEN)
        c->is_notice_used = true;
    bool is_by_hand = fee_is_by_hand(books_policy(&m->books, note->customer));
    bool is_back = note->state == RELAY_PERMITTED || note->state == RELAY_CLOSED;
    if (is_back && !is_by_hand) /* restored as far as it is ours to do */
        books_end_cut(&m->books, note->customer, now);
    check_supply(&m->books, note->customer, now);
}

static void look_at_fault(struct monitor *m, const struct party_note *note)
{
    bool is_at_site = note->kind >= FAULT_SITE_FIRST && note->kind <= FAULT_SITE_LAST;
    if (is_at_site && !slots_open(&m->books.sites, note->customer))
        m->books.err = FK_E_MEMORY;
}

static void look_at_command(struct monitor *m, const struct party_note *note, ms_t now)
{
    if (note->state != COMMAND_SENT)
        return;
    check_order_begun(&m->books, &m->orders, note->ref);
    if (note->kind > RELAY_CLOSE)
        return; /* a protection or an alarm: for no strategy */
    if (note->kind != RELAY_TRIP) {
        check_close(&m->books, note->customer, note->kind != RELAY_CLOSE, now);
        return;
    }
    check_trip(&m->books, note->customer, false, now);
    check_order_passed(&m->books, note->customer, now);
}

void monitor_note(struct monitor *m, const struct party_note *note, ms_t now)
{
    if (note->type == EVENT_ESTIMATE) { /* of everybody, every day: it tells nothing but a sum */
        if (m->books.segments.plans)
            check_charges(&m->books, note, now);
        return;
    }
    pass_limits(m, now);
    if (note->type != EVENT_FAULT && note->type != EVENT_QUERY && note->type != EVENT_READ &&
        note->type != EVENT_LINE && note->type != EVENT_ENTRY && note->type != EVENT_TERMINAL &&
        note->type != EVENT_CALL && note->type != EVENT_BILL && note->type != EVENT_VISIT) {
        struct books_customer *customer = &m->books.customers[note->customer];
        if (note->type == EVENT_READING || note->type == EVENT_CALC)
            customer->flags |= BOOKS_READ; /* that is every day: it moves no layer (INV-17) */
        else
            customer->flags = (uint8_t)((customer->flags & ~BOOKS_APART) | BOOKS_TOUCHED);
    }
    check_charges(&m->books, note, now);
    switch (note->type) {
    case EVENT_DECISION:
    case EVENT_RELAY:
        look_at_layer(m, note, now);
        break;
    case EVENT_STRATEGY:
        look_at_strategy(m, note, now);
        break;
    case EVENT_COMMAND:
        look_at_command(m, note, now);
        break;
    case EVENT_READ:
        if (note->state == COMMAND_ANSWERED && note->code == RESULT_OK)
            check_order_told(&m->books, &m->orders, note->ref, note->value, now);
        break;
    case EVENT_LINE:
        if (flight_note(&m->flight, &m->books.found, note, now) != FK_OK)
            m->books.err = FK_E_MEMORY;
        break;
    case EVENT_ORDER:
        if (note->kind == ORDER_RECHARGE || note->kind == ORDER_REISSUE)
            check_wallet_order(&m->books, note);
        else if (order_is_of_meter(note->kind))
            check_meter_order(&m->books, &m->orders, note, now);
        else
            check_order(&m->books, &m->orders, note, now);
        break;
    case EVENT_WALLET:
        check_wallet(&m->books, note, now);
        break;
    case EVENT_SMS:
        look_at_sms(m, note, now);
        break;
    case EVENT_SUPPLY:
        look_at_supply(m, note, now);
        break;
    case EVENT_FAULT:
        look_at_fault(m, note);
        break;
    case EVENT_TERMINAL:
        check_terminal(&m->books, note, now);
        break;
    case EVENT_PAYMENT:
        check_payment(&m->books, &m->money, note, now);
        break;
    case EVENT_BILL:
        check_bill(&m->books, &m->money, note, now);
        break;
    case EVENT_ENTRY:
        check_entry(&m->books, &m->money, note, now);
        break;
    default:
        break;
    }
}

static void look_at_register(void *context, uint32_t customer, ms_t now)
{
    check_supply(context, customer, now);
}

/* registers of whom fee control cannot compute wait for a later push, as those do whose batch
 * is lost. */
static void take_push(struct monitor *m, const struct message *message, ms_t now)
{
    const struct sim_scenario *s = m->books.scenario;
    uint8_t *lost = NULL;
    bool has_flaws = population_has_flaws(s);
    if (has_flaws || population_has_batch_loss(s, now)) {
        lost = calloc(m->books.count, 1);
        if (!lost) {
            m->books.err = FK_E_MEMORY;
            return;
        }
        population_lose_batches(s, now, lost);
        if (has_flaws)
            population_mark_flaws(s, now + PARTY_HOP, lost);
    }
    books_push(&m->books, (int32_t)message->id, message->kind, lost, now, look_at_register,
               &m->books);
    free(lost);
}

void monitor_message(struct monitor *m, const struct message *message, ms_t now)
{
    m->books.now = now;
    switch (message->type) {
    case MSG_PUSH:
        pass_limits(m, now);
        take_push(m, message, now);
        break;
    case MSG_CALCULATED:
        books_calculated(&m->books, message, now);
        break;
    case MSG_FIELD_SWITCH:
        pass_limits(m, now);
        if (message->kind == RELAY_TRIP)
            check_trip(&m->books, message->customer, true, now);
        break;
    case MSG_ORDER_ACCEPTED:
        check_order_waits(&m->orders, message->id, now);
        break;
    case MSG_STATUS_REQUEST: /* it may wait for a place without a word (INV-17) */
        (void)books_open(&m->books, message->customer, now); /* keeps its error in them */
        break;
    case MSG_ORDER_CANCEL:
        check_order_begun(&m->books, &m->orders, message->id);
        break;
    case MSG_RECEIPT:
    case MSG_BALANCE:
    case MSG_SETTLED:
        check_account(&m->books, message, now);
        break;
    default:
        break;
    }
}

void monitor_bills(struct monitor *m, int32_t until, const uint32_t *values, const uint8_t *ages)
{
    books_bill_file(&m->books, until, values, ages);
}

void monitor_lock(struct monitor *m, const struct message *message, ms_t now)
{
    struct books *books = &m->books;
    enum lock_scope scope = (enum lock_scope)message->attempt;
    uint32_t id = scope == LOCK_CUSTOMER ? message->customer : message->ref;
    int err;
    pass_limits(m, now);
    if (message->code) {
        books->locked_at = now;
        err = locks_begin(&books->locks, message->kind, scope, id);
    } else {
        err = locks_end(&books->locks, message->kind, scope, id);
        check_supply_unlocked(books, scope, id, now);
    }
    if (err != FK_OK)
        books->err = err;
}

void monitor_agreement(struct monitor *m, const struct message *message, ms_t now)
{
    pass_limits(m, now);
    books_agreement(&m->books, message->customer, message->code, (int32_t)message->id, now);
}

void monitor_told(struct monitor *m, const struct message *message, ms_t now)
{
    struct books_customer *customer = &m->books.customers[message->customer];
    struct books_case *c = books_case(&m->books, message->customer);
    if (m->books.dues)
        pass_limits(m, now);
    if (message->type == MSG_RECEIPT)
        books_line_told(&m->books, message->customer, now);
    if (message->value != books_told(&m->books, message->customer)) {
        customer->flags |= BOOKS_UNTOLD; /* it was so when it was sent: a later one is on its way */
        return;
    }
    if (!(customer->flags & BOOKS_UNTOLD))
        return;
    pass_limits(m, now);
    customer->flags = (uint8_t)(customer->flags & ~BOOKS_UNTOLD);
    if (c)
        check_supply_orders(&m->books, c, now);
}

void monitor_upload(struct monitor *m, const struct upload_block *block, ms_t now)
{
    pass_limits(m, now);
    books_upload(&m->books, block);
}

void monitor_wallet(struct monitor *m, uint32_t customer, fen_t remaining, uint8_t count, ms_t now)
{
    pass_limits(m, now);
    check_wallet_day(&m->books, customer, remaining, count, now);
}

/* What a terminal that was cut off tells days later is of the cut that it did: who is cut
 * keeps his case until then. */
static bool is_told_late(const struct sim_scenario *s)
{
    for (uint32_t i = 0; i < s->fault_count; i++)
        if (s->faults[i].kind == FAULT_TERMINAL_OFFLINE)
            return true;
    return false;
}

/* Cases in which nothing is left. One touched lately stays for check_layers_left. */
static void close_cases(struct monitor *m, ms_t now)
{
    struct slots *cases = &m->books.cases;
    bool keeps_cuts = is_told_late(m->books.scenario);
    for (uint32_t i = 0; i < cases->count; i++) {
        const struct books_case *c = slots_at(cases, i);
        if (!c || c->cut_strategy || c->live_strategy || c->held || c->owed_since || c->below_due ||
            c->orders || c->exceptions || c->notices || c->commands ||
            now - c->touched_at <= MS_HOUR)
            continue;
        if (keeps_cuts && m->books.customers[c->id].flags & BOOKS_CUT)
            continue;
        ms_t notice_at = books_notice(c, now);
        if (notice_at && now - notice_at <= books_policy(&m->books, c->id)->notice_valid)
            continue;
        if (slots_close(cases, c->id) != FK_OK)
            m->books.err = FK_E_MEMORY;
    }
}

void monitor_drawn(struct monitor *m, uint32_t first, uint32_t count, const uint64_t *parts)
{
    const struct books_customer *customers = &m->books.customers[first];
    uint64_t drawn = 0, gap = 0;
    for (uint32_t i = 0; i < count; i++) {
        drawn += parts[i];
        gap += customers[i].flags & BOOKS_OFF ? parts[i] : 0;
    }
    m->drawn += drawn;
    m->gap += gap;
}

/* What the registers must add to at the end of a day. */
static uint64_t drawn_by(struct monitor *m)
{
    m->drawn -= m->gap;
    m->gap = 0;
    return m->drawn;
}

void monitor_day(struct monitor *m, uint64_t parts, fen_t money, ms_t now)
{
    const struct sim_scenario *s = m->books.scenario;
    ms_t elapsed = now - s->start;
    pass_limits(m, now);
    flight_pass(&m->flight, &m->books.found, now + 1); /* the day is over, up to its last moment */
    /* A gap that is closed adds (on - off); one that is open adds (now - off). With every "off"
     * counted plus and every "on" minus in off_use_since, both are off_use * now - off_use_since,
     * what it takes from a use of all the time. */
    uint64_t expected = m->books.segments.use
                            ? drawn_by(m)
                            : (m->use - m->off_use) * (uint64_t)elapsed + m->off_use_since;
    if (parts != expected) {
        violations_add(&m->books.found, 13, 0, now,
                       "registers add to %" PRIu64 ", supplied time makes %" PRIu64
                       " parts of 0.01 kWh",
                       parts, expected);
        violations_zh(&m->books.found,
                      "示数合计 %" PRIu64 "，供电时间折合 %" PRIu64 "（0.01 千瓦时的份数）", parts,
                      expected);
    }
    check_money_day(&m->books, &m->money, money, now);
    check_layers(&m->books, now);
    close_cases(m, now);
}

void monitor_end(struct monitor *m, ms_t now)
{
    pass_limits(m, now);
    flight_pass(&m->flight, &m->books.found, now + 1);
    check_orders_left(&m->books, &m->orders, now);
    check_layers_left(&m->books, now);
}

void monitor_image(struct monitor *m, struct image *image)
{
    const struct sim_scenario *s = m->books.scenario;
    image_part(image, "monitor");
    books_image(&m->books, image);
    slots_image(&m->orders, image);
    check_orders_loaded(&m->books, &m->orders, image);
    check_money_image(&m->money, image, m->books.count);
    flight_image(&m->flight, image);
    image_row(image, m->sms_ring, sizeof *m->sms_ring, s->sms_rate);
    IMAGE(image, m->sms_count);
    IMAGE(image, m->off_use);
    IMAGE(image, m->off_use_since);
    IMAGE(image, m->drawn);
    IMAGE(image, m->gap);
    IMAGE(image, m->off_count);
}
