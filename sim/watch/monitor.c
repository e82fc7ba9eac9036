#include "sim/watch/monitor.h"

#include "base/grow.h"
#include "models/meter/relay.h"
#include "sim/scenario/population.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int monitor_init(struct monitor *m, const struct sim_scenario *scenario,
                 const struct fee_customer *fee, const struct marketing *marketing,
                 const struct master_registers *registers)
{
    uint32_t customers = scenario_customers(scenario);
    *m = (struct monitor){
        .scenario = scenario, .fee = fee, .marketing = marketing, .registers = registers};
    m->customers = calloc(customers, sizeof *m->customers);
    m->flags = calloc(customers, 1);
    m->in_concentrator = calloc(scenario->concentrators, sizeof *m->in_concentrator);
    m->in_fep =
        calloc(scenario->concentrators / scenario->concentrators_per_fep + 1, sizeof *m->in_fep);
    m->sms_ring = calloc(scenario->sms_rate, sizeof *m->sms_ring);
    if (!m->customers || !m->flags || !m->in_concentrator || !m->in_fep || !m->sms_ring) {
        monitor_fini(m);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void monitor_fini(struct monitor *m)
{
    free(m->customers);
    free(m->flags);
    free(m->payments);
    free(m->in_concentrator);
    free(m->in_fep);
    free(m->sms_ring);
    free(m->violations);
    *m = (struct monitor){0};
}

size_t monitor_bytes(const struct sim_scenario *scenario)
{
    return scenario_customers(scenario) * (sizeof(struct monitor_customer) + 1) +
           scenario->concentrators * 4 + scenario->sms_rate * sizeof(ms_t);
}

void monitor_report(struct monitor *m, unsigned invariant, uint32_t customer, ms_t now,
                    const char *text)
{
    if (m->counts[invariant]++ >= MONITOR_KEPT)
        return;
    if (grow_for_one(&m->violations, sizeof *m->violations, m->violation_count,
                     &m->violation_capacity) != FK_OK)
        return; /* counted all the same: the run fails */
    struct monitor_violation *v = &m->violations[m->violation_count++];
    *v = (struct monitor_violation){.at = now, .invariant = invariant, .customer = customer};
    snprintf(v->text, sizeof v->text, "%s", text);
}

__attribute__((format(printf, 5, 6))) static void
violate(struct monitor *m, unsigned invariant, uint32_t customer, ms_t now, const char *format, ...)
{
    char text[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    monitor_report(m, invariant, customer, now, text);
}

/* Account as it stood MONITOR_HOPS ago: a receipt posted since cannot have reached the master, and
 * whoever it belongs to is restored at once. */
static fen_t account_that_counts(const struct monitor *m, uint32_t customer, ms_t now)
{
    fen_t account = m->marketing->ledger.customers[customer];
    uint64_t kept = m->posting_count < MONITOR_POSTINGS ? m->posting_count : MONITOR_POSTINGS;
    for (uint64_t i = 1; i <= kept; i++) {
        const struct monitor_posting *p = &m->postings[(m->posting_count - i) % MONITOR_POSTINGS];
        if (p->at < now - MONITOR_HOPS)
            break;
        if (p->customer == customer)
            account -= p->amount;
    }
    return account;
}

/* Available balance as the accounts really stand, not as fee control believes. */
static fen_t true_available(const struct monitor *m, uint32_t customer, ms_t now)
{
    const struct fee_customer *fee = &m->fee[customer];
    return fee_available(account_that_counts(m, customer, now), m->scenario->price, fee->settled,
                         fee->reading);
}

/* INV-04: the register that fee control uses must be the one that the collection system has of that
 * day, not one it made up. A day that is no longer kept there proves nothing. */
static bool is_reading_real(const struct monitor *m, uint32_t customer)
{
    const struct fee_customer *fee = &m->fee[customer];
    const struct master_registers *r = &m->registers[customer];
    unsigned slot = r->day[1] == fee->reading_day;
    int32_t newest = r->day[0] > r->day[1] ? r->day[0] : r->day[1];
    if (r->day[slot] == fee->reading_day)
        return r->value[slot] == fee->reading;
    return fee->reading_day < newest;
}

static void check_cut(struct monitor *m, const struct party_note *note, ms_t now)
{
    const struct fee_policy *policy = &m->scenario->policy;
    const struct monitor_customer *c = &m->customers[note->customer];
    fen_t available = true_available(m, note->customer, now);
    ms_t frozen = m->fee[note->customer].reading_day * MS_DAY - MS_CST;
    ms_t noticed = m->scenario->start + (ms_t)(c->notice_s - 1) * MS_SECOND;
    if (fee_is_restore(policy, available))
        violate(m, 3, note->customer, now,
                "cut command leaves with %" PRId64 " fen available; must be below %" PRId64,
                available, policy->overdraft);
    if (now - frozen > policy->max_reading_age)
        violate(m, 4, note->customer, now,
                "cut command leaves with a register of %" PRId64 " h ago; at most %" PRId64 " h",
                (now - frozen) / MS_HOUR, policy->max_reading_age / MS_HOUR);
    if (!is_reading_real(m, note->customer))
        violate(m, 4, note->customer, now, "cut command leaves with a register never collected");
    if (c->notice_s == 0)
        violate(m, 4, note->customer, now, "cut command leaves without a delivered notice");
    else if (now < noticed + policy->notice_wait)
        violate(m, 4, note->customer, now,
                "cut command leaves %" PRId64 " s after the notice; must wait %" PRId64 " s",
                (now - noticed) / MS_SECOND, policy->notice_wait / MS_SECOND);
}

/* INV-09. A try that failed for want of the encryption machine never left, so it never was in
 * flight. */
static void count_flight(struct monitor *m, const struct party_note *note, ms_t now)
{
    const struct sim_scenario *s = m->scenario;
    uint32_t concentrator = note->customer / s->meters_per_concentrator;
    uint32_t fep = concentrator / s->concentrators_per_fep;
    if (note->state == COMMAND_SENT) {
        if (++m->in_concentrator[concentrator] > s->commands_per_concentrator)
            violate(m, 9, note->customer, now, "%u tries in flight at concentrator %u; at most %u",
                    m->in_concentrator[concentrator], concentrator + 1,
                    s->commands_per_concentrator);
        if (++m->in_fep[fep] > s->commands_per_fep)
            violate(m, 9, note->customer, now, "%u tries in flight at FEP %u; at most %u",
                    m->in_fep[fep], fep + 1, s->commands_per_fep);
    } else if (note->code != RESULT_CRYPTO_UNAVAILABLE) {
        m->in_concentrator[concentrator]--;
        m->in_fep[fep]--;
    }
}

static void check_order(struct monitor *m, const struct party_note *note, ms_t now)
{
    struct monitor_customer *c = &m->customers[note->customer];
    if (note->kind == ORDER_EXCEPTION)
        return;
    if (note->state == ORDER_CREATED) {
        if (note->ref == 0)
            violate(m, 7, note->customer, now, "order %u has no strategy", note->id);
        else if (c->live_strategy == note->ref)
            violate(m, 7, note->customer, now, "strategy %u has two live orders", note->ref);
        c->live_strategy = note->ref;
    } else if (work_order_is_final(note->state) && c->live_strategy == note->ref) {
        c->live_strategy = 0;
    }
    if ((note->kind == ORDER_CUT || note->kind == ORDER_FIELD_CUT) &&
        note->state == ORDER_SUCCESS) {
        if (m->flags[note->customer] & MONITOR_CUT)
            violate(m, 14, note->customer, now, "cut again by order %u without a restore between",
                    note->id);
        m->flags[note->customer] |= MONITOR_CUT;
    }
}

static void check_sms(struct monitor *m, const struct party_note *note, ms_t now)
{
    const struct sim_scenario *s = m->scenario;
    if (note->state == SMS_DELIVERED && note->kind == SMS_PRE_CUT)
        m->customers[note->customer].notice_s = (uint32_t)((now - s->start) / MS_SECOND) + 1;
    if (note->state != SMS_SUBMITTED)
        return;
    ms_t *slot = &m->sms_ring[m->sms_count % s->sms_rate];
    if (m->sms_count >= s->sms_rate && now - *slot < MS_SECOND)
        violate(m, 8, note->customer, now, "more than %u segments within one second", s->sms_rate);
    *slot = now;
    m->sms_count++;
    if (!(s->sms_exempt >> note->kind & 1) && !clock_window_holds(&s->sms_window, now))
        violate(m, 8, note->customer, now, "SMS %u submitted outside the window", note->id);
}

static void count_supply(struct monitor *m, const struct party_note *note, ms_t now)
{
    if (note->state) {
        m->off_count--;
        m->off_since_sum -= now - m->scenario->start;
        m->customers[note->customer].notice_s = 0; /* a new cut needs a new notice */
        m->flags[note->customer] = 0;
    } else {
        m->off_count++;
        m->off_since_sum += now - m->scenario->start;
    }
}

/* What the channel says (M1) is what has to be posted, once. */
static void book_payment(struct monitor *m, const struct party_note *note)
{
    while (m->payment_count < note->id) {
        if (grow_for_one(&m->payments, sizeof *m->payments, m->payment_count,
                         &m->payment_capacity) != FK_OK)
            return; /* its posting will find no payment: the run fails */
        m->payments[m->payment_count++] = (struct monitor_payment){0};
    }
    m->payments[note->id - 1] =
        (struct monitor_payment){note->value, note->customer, note->value == 0};
}

static void check_payment(struct monitor *m, const struct party_note *note, ms_t now)
{
    if (note->state == PAYMENT_PAID)
        book_payment(m, note);
    if (note->state != PAYMENT_POSTED)
        return;
    struct monitor_customer *c = &m->customers[note->customer];
    struct monitor_payment *paid =
        note->id > 0 && note->id <= m->payment_count ? &m->payments[note->id - 1] : NULL;
    m->postings[m->posting_count++ % MONITOR_POSTINGS] =
        (struct monitor_posting){now, note->value, note->customer};
    if (!paid || paid->is_posted || paid->customer != note->customer) {
        violate(m, 1, note->customer, now, "payment %u is posted, and was %s", note->id,
                paid && paid->is_posted ? "posted before" : "not paid by this customer");
        return;
    }
    paid->is_posted = true;
    c->receipts += paid->amount;
    fen_t expected = population_balance(m->scenario, note->customer) + c->receipts;
    fen_t account = m->marketing->ledger.customers[note->customer];
    if (account != expected)
        violate(m, 1, note->customer, now,
                "account holds %" PRId64 " fen, receipts add to %" PRId64, account, expected);
}

void monitor_note(struct monitor *m, const struct party_note *note, ms_t now)
{
    switch (note->type) {
    case EVENT_COMMAND:
        count_flight(m, note, now);
        if (note->state == COMMAND_SENT && note->kind == RELAY_TRIP)
            check_cut(m, note, now);
        break;
    case EVENT_READ:
        count_flight(m, note, now);
        break;
    case EVENT_ORDER:
        check_order(m, note, now);
        break;
    case EVENT_SMS:
        check_sms(m, note, now);
        break;
    case EVENT_RELAY:
        if (note->state == RELAY_OPEN)
            m->flags[note->customer] |= MONITOR_OPEN;
        else
            m->flags[note->customer] &= (uint8_t)~MONITOR_OPEN;
        break;
    case EVENT_SUPPLY:
        count_supply(m, note, now);
        break;
    case EVENT_PAYMENT:
        check_payment(m, note, now);
        break;
    default:
        break;
    }
}

/* INV-05, looked at once a day: who is without supply with money enough at two midnights. */
static void check_pledge(struct monitor *m, uint32_t customer, ms_t now)
{
    bool is_owed = m->flags[customer] & MONITOR_OPEN &&
                   fee_is_restore(&m->scenario->policy, true_available(m, customer, now));
    if (is_owed && m->flags[customer] & MONITOR_OWED)
        violate(m, 5, customer, now, "paid, and the relay open for more than 24 h");
    if (is_owed)
        m->flags[customer] |= MONITOR_OWED;
    else
        m->flags[customer] &= (uint8_t)~MONITOR_OWED;
}

void monitor_day(struct monitor *m, uint64_t parts, ms_t now)
{
    uint32_t customers = scenario_customers(m->scenario);
    ms_t elapsed = now - m->scenario->start;
    /* A gap that is closed adds (on - off); one that is open adds (now - off). With every "off"
     * counted plus and every "on" minus in off_since_sum, both are off_count * now -
     * off_since_sum. */
    int64_t off_ms = (int64_t)m->off_count * elapsed - m->off_since_sum;
    uint64_t expected = (uint64_t)((int64_t)customers * elapsed - off_ms) * m->scenario->per_day;
    if (parts != expected)
        violate(m, 13, 0, now,
                "registers add to %" PRIu64 ", supplied time makes %" PRIu64 " parts of 0.01 kWh",
                parts, expected);
    if (ledger_sum(&m->marketing->ledger) != 0)
        violate(m, 1, 0, now, "ledger does not add to zero");
    for (uint32_t i = 0; i < customers; i++) {
        check_pledge(m, i, now);
        fen_t books = population_balance(m->scenario, i) + m->customers[i].receipts;
        if (m->marketing->ledger.customers[i] != books)
            violate(m, 1, i, now, "account holds %" PRId64 " fen, receipts add to %" PRId64,
                    m->marketing->ledger.customers[i], books);
    }
}

void monitor_end(struct monitor *m, ms_t now)
{
    for (uint32_t id = 1; id <= m->marketing->orders.count; id++) {
        const struct work_order *order = &m->marketing->orders.list[id - 1];
        bool is_remote = order->kind == ORDER_CUT || order->kind == ORDER_RESTORE;
        if (is_remote && !work_order_is_final(order->state) &&
            now - order->created > m->scenario->order_limit + MS_HOUR)
            violate(m, 6, order->customer, now, "order %u is still %s", id,
                    order_state_name(order->state));
    }
}
