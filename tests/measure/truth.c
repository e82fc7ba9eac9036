#include "tests/measure/truth.h"

#include "base/grow.h"
#include "models/meter/relay.h"
#include "sim/scenario/population.h"
#include <stdlib.h>
#include <string.h>

/* What is over so soon is on its way, and no mismatch. */
#define ON_ITS_WAY (30 * MS_MINUTE)
#define OWED       EVENT_TYPES /* type of an event: money enough and no supply for the limit */

/* A customer as he is. */
struct person {
    uint32_t customer;
    unsigned decision, relay;
    bool is_on, is_owed;
    bool is_by_hand;  /* tripped, and waits for a hand (CQ-1) */
    bool recloses;    /* policy: he may close by hand whatever he owes (CQ-2) */
    bool has_left;    /* his agreement ended while he was cut: he stays cut (T23) */
    bool has_paid;    /* posted since he is cut */
    bool has_restore; /* a restore order was made since he is to be restored */
    uint32_t order;   /* the last remote one */
    unsigned order_state, order_code;
    uint32_t unposted; /* payments in the channel alone */
    uint8_t faults[FAULT_KINDS];
    bool had[FAULT_KINDS]; /* now or before */
    bool was_read[512];    /* days with a register */
};

void truth_init(struct truth *truth, const struct sim_scenario *scenario)
{
    *truth = (struct truth){.scenario = scenario};
}

void truth_fini(struct truth *truth)
{
    free(truth->events);
    free(truth->cases);
    *truth = (struct truth){0};
}

static void keep(struct truth *truth, const struct sim_event *event)
{
    if (truth->count == truth->capacity) {
        size_t capacity = truth->capacity ? 2 * truth->capacity : 1024;
        struct sim_event *events = realloc(truth->events, capacity * sizeof *events);
        truth->has_failed |= !events;
        if (!events)
            return;
        truth->events = events;
        truth->capacity = capacity;
    }
    struct sim_event *kept = &truth->events[truth->count++];
    *kept = *event;
    kept->seq = (uint32_t)truth->count; /* the order of the log */
}

void truth_event(struct truth *truth, const struct sim_event *event)
{
    static const bool matters[EVENT_TYPES] = {
        [EVENT_DECISION] = true, [EVENT_ORDER] = true, [EVENT_PAYMENT] = true, [EVENT_RELAY] = true,
        [EVENT_SUPPLY] = true,   [EVENT_FAULT] = true, [EVENT_READING] = true};
    if (matters[event->type] && !(event->type == EVENT_READING && event->state == 0))
        keep(truth, event);
}

void truth_violation(struct truth *truth, const struct sim_violation *violation)
{
    struct sim_event event = {.at = violation->at, .entity = violation->customer, .type = OWED};
    if (violation->invariant == 5)
        keep(truth, &event);
}

static int by_customer(const void *left, const void *right)
{
    const struct sim_event *a = left, *b = right;
    if (a->entity != b->entity)
        return a->entity < b->entity ? -1 : 1;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->seq < b->seq ? -1 : 1;
}

static bool is_restoring(unsigned decision)
{
    return decision == FEE_RESTORE_PENDING || decision == FEE_RESTORE_SENT ||
           decision == FEE_RESTORE_FAILED || decision == FEE_FIELD_RESTORE;
}

/* The question of section 18 that he is a case of now; 0: his layers agree. What came before it
 * (`last`, an event) tells Q77 from Q78 and Q79 from Q88. */
static unsigned question_of(const struct person *p, const struct sim_event *last)
{
    bool is_under_way = p->order_state <= ORDER_EXECUTING || p->order_state == ORDER_TIMEOUT;
    if (p->decision == FEE_CUT && p->is_on)
        return last->type == EVENT_SUPPLY ? 78 : 77;
    if (p->decision == FEE_CUT)
        return p->unposted > 0 ? 86 : p->is_owed && p->has_paid ? 83 : 0;
    if (p->decision == FEE_CLOSE_ALLOWED)
        return p->is_on ? 76 : 88;
    if (is_restoring(p->decision) && p->is_on)
        return 76;
    if (p->decision == FEE_RESTORE_FAILED || p->decision == FEE_FIELD_RESTORE)
        return 84;
    if (is_restoring(p->decision))
        return p->has_restore ? 85 : 83;
    if (p->decision == FEE_CUT_SENT)
        return p->order && is_under_way ? 85 : 0;
    if (p->decision == FEE_FIELD_CUT || p->is_on || p->has_left)
        return 0;
    if (p->is_by_hand) /* CQ-7: restored by a decision alone */
        return 88;
    bool was_restored = last->type == EVENT_DECISION &&
                        (is_restoring(last->kind) || last->kind == FEE_CLOSE_ALLOWED);
    return was_restored ? 88 : 79;
}

static unsigned group_of(unsigned question)
{
    return question == 78 ? 77 : question == 88 ? 79 : question;
}

static uint32_t bit(bool is_so, enum detect_family family)
{
    return is_so ? UINT32_C(1) << family : 0;
}

/* Why there is no light. */
static uint32_t families_off(const struct person *p, bool is_linked)
{
    const uint8_t *f = p->faults;
    uint32_t found = bit(f[FAULT_POWER_CUT], DETECT_NETWORK);
    found |= bit(f[FAULT_HOUSE_BREAKER] || f[FAULT_BREAKER_TRIPPED] || f[FAULT_MANUAL_CUT],
                 DETECT_BREAKER_OPEN);
    found |= bit(p->is_by_hand, DETECT_HAND);
    if (p->relay == RELAY_PERMITTED)
        found |= bit(true, DETECT_KEY);
    else if (p->relay == RELAY_OPEN)
        found |= bit(is_linked, DETECT_WRONG_LINK) | bit(!is_linked, DETECT_MESSAGE_LOST);
    return found ? found : bit(true, DETECT_BREAKER_OPEN); /* one that waits for a hand */
}

/* Why there is. */
static uint32_t families_on(const struct person *p, bool is_linked)
{
    bool is_open = p->relay == RELAY_OPEN || p->relay == RELAY_PERMITTED;
    uint32_t found = bit(is_open || p->faults[FAULT_BYPASS], DETECT_CURRENT_PASSES);
    if (!is_open)
        found |= bit(is_linked, DETECT_WRONG_LINK) |
                 bit(p->had[FAULT_METER_PROTECTED] || p->recloses, DETECT_CLOSED_BY_HAND);
    return found;
}

static uint32_t families_failed(const struct person *p)
{
    switch (p->order_code) {
    case RESULT_CRYPTO_UNAVAILABLE:
        return bit(true, DETECT_NO_CRYPTO);
    case RESULT_TERMINAL_OFFLINE:
    case RESULT_NO_METER_ANSWER:
    case RESULT_TASK_TIMEOUT:
    case RESULT_CHANNEL_BLOCKED:
    case RESULT_NONE:
        return bit(true, DETECT_NO_CONTACT);
    default:
        return bit(true, DETECT_REFUSED);
    }
}

static uint32_t families_of(const struct person *p, unsigned question, bool is_linked)
{
    switch (question) {
    case 77:
    case 78:
        return families_on(p, is_linked);
    case 79:
    case 88:
        return families_off(p, is_linked);
    case 76:
        return families_on(p, is_linked) | bit(true, DETECT_MESSAGE_LOST);
    case 84:
        return families_failed(p);
    case 86:
        return bit(true, DETECT_NOT_POSTED);
    case 83:
        return bit(true, p->decision == FEE_CUT ? DETECT_ESTIMATE : DETECT_MESSAGE_LOST);
    default:
        return bit(true, DETECT_MESSAGE_LOST);
    }
}

static void take_payment(struct person *p, const struct sim_event *e)
{
    bool is_waiting = p->unposted > 0;
    p->has_paid |= e->state == PAYMENT_POSTED;
    if (e->state == PAYMENT_PAID)
        p->unposted++;
    else if ((e->state == PAYMENT_POSTED || e->state == PAYMENT_UNDONE) && is_waiting)
        p->unposted--;
}

static void take_order(struct person *p, const struct sim_event *e)
{
    if (e->kind == ORDER_RESTORE || e->kind == ORDER_FIELD_RESTORE)
        p->has_restore = true;
    if (e->kind != ORDER_CUT && e->kind != ORDER_RESTORE)
        return;
    p->order = e->id;
    p->order_state = e->state;
    if (e->code)
        p->order_code = e->code;
}

static void take_supply(struct person *p, const struct sim_event *e, bool is_by_hand)
{
    p->is_on = e->state;
    p->is_by_hand =
        is_by_hand && !p->is_on && (p->relay == RELAY_OPEN || p->decision == FEE_CUT_SENT);
    p->is_owed = false;
}

static void take(struct person *p, const struct sim_event *e, bool is_by_hand)
{
    switch (e->type) {
    case EVENT_DECISION:
        if (is_restoring(e->state) && !is_restoring(p->decision))
            p->has_restore = false;
        p->has_paid &= e->state == p->decision;
        if (p->decision == FEE_CUT || e->state != FEE_NOT_ENROLLED)
            p->has_left = e->state == FEE_NOT_ENROLLED;
        p->decision = e->state;
        break;
    case EVENT_ORDER:
        take_order(p, e);
        break;
    case EVENT_PAYMENT:
        take_payment(p, e);
        break;
    case EVENT_RELAY:
        p->relay = e->state;
        break;
    case EVENT_SUPPLY:
        take_supply(p, e, is_by_hand);
        break;
    case EVENT_FAULT:
        p->faults[e->kind] = (uint8_t)(p->faults[e->kind] + (e->state ? 1 : -1));
        p->had[e->kind] |= e->state;
        break;
    case OWED:
        p->is_owed = true;
        break;
    default:
        break;
    }
}

/* A register after the beginning of what lasts. */
static void take_reading(const struct truth *truth, struct person *p, const struct sim_event *e,
                         struct truth_case *open, unsigned *registers)
{
    uint32_t day = e->id - (uint32_t)clock_day_number(truth->scenario->start);
    if (e->type != EVENT_READING || day >= sizeof p->was_read || p->was_read[day])
        return;
    p->was_read[day] = true;
    if (!open || truth->scenario->start + day * MS_DAY < open->begin)
        return;
    if (++*registers == 2)
        open->due = e->at;
}

static int begin_case(struct truth *truth, uint32_t customer, unsigned question, ms_t at)
{
    if (grow_for_one(&truth->cases, sizeof *truth->cases, truth->case_count,
                     &truth->case_capacity) != FK_OK)
        return FK_E_MEMORY;
    truth->cases[truth->case_count++] =
        (struct truth_case){.customer = customer, .question = question, .begin = at};
    return FK_OK;
}

static void end_case(struct truth *truth, ms_t at)
{
    struct truth_case *open = &truth->cases[truth->case_count - 1];
    open->end = at;
    if (open->end - open->begin < ON_ITS_WAY)
        truth->case_count--;
}

/* Customers of whom somebody else's orders come. */
static bool is_mislinked(const uint8_t *linked, const struct sim_scenario *s, uint32_t customer)
{
    uint32_t area = s->meters_per_concentrator, first = customer - customer % area;
    return linked[customer] || linked[first + (customer - first + area - 1) % area];
}

/* The events of one customer with a remote meter. */
static int tell_customer(struct truth *truth, const struct sim_event *events, size_t count,
                         bool is_linked)
{
    bool is_by_hand = truth->scenario->policy.restore_mode == FEE_RESTORE_BY_HAND;
    struct person p = {
        .decision = FEE_NORMAL, .is_on = true, .recloses = is_by_hand, .customer = events->entity};
    unsigned question = 0, registers = 0;
    int err = FK_OK;
    for (size_t i = 0; i < count && err == FK_OK; i++) {
        const struct sim_event *e = &events[i];
        take(&p, e, is_by_hand);
        unsigned now = question_of(&p, e);
        if (group_of(now) != group_of(question)) {
            if (question)
                end_case(truth, e->at);
            if (now)
                err = begin_case(truth, p.customer, now, e->at);
            question = now;
            registers = 0;
        }
        struct truth_case *open =
            question && err == FK_OK ? &truth->cases[truth->case_count - 1] : NULL;
        take_reading(truth, &p, e, open, &registers);
        if (open)
            open->families |= families_of(&p, question, is_linked);
    }
    if (question && err == FK_OK)
        end_case(truth, truth->scenario->start + truth->scenario->days * MS_DAY);
    return err;
}

int truth_end(struct truth *truth)
{
    struct locals locals;
    uint8_t *linked = calloc(scenario_customers(truth->scenario), 1);
    int err = population_locals(truth->scenario, &locals);
    err = truth->has_failed || !linked ? FK_E_MEMORY : err;
    for (size_t i = 0; err == FK_OK && i < truth->count; i++)
        if (truth->events[i].type == EVENT_FAULT && truth->events[i].kind == FAULT_WRONG_LINK)
            linked[truth->events[i].entity] = 1;
    if (err == FK_OK)
        qsort(truth->events, truth->count, sizeof *truth->events, by_customer);
    for (size_t i = 0, next; err == FK_OK && i < truth->count; i = next) {
        uint32_t customer = truth->events[i].entity;
        for (next = i; next < truth->count && truth->events[next].entity == customer; next++)
            ;
        if (!locals_find(&locals, customer))
            err = tell_customer(truth, &truth->events[i], next - i,
                                is_mislinked(linked, truth->scenario, customer));
    }
    locals_fini(&locals);
    free(linked);
    return err;
}
