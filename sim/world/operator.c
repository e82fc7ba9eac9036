#include "sim/world/operator.h"

#include "sim/scenario/lock_plan.h"
#include "sim/scenario/outages.h"
#include "sim/scenario/population.h"

/* What a visit of population_each needs. */
struct planning {
    struct world *world;
    struct message message;
    ms_t at, since; /* of a fault: since when it has been there */
    const struct scenario_payment *stream;
    uint32_t fault;           /* its number from 1, 0: something else */
    uint32_t size, count;     /* of the target; of an evenly spread choice */
    uint32_t row;             /* of customers, of whom ... */
    bool is_out[OUTAGES_ROW]; /* ... these have no outage of the fault */
};

/* A fault, or what is done there. */
static int plan_at_meter(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    bool is_of_crews = p->fault && p->message.kind == FAULT_HANDHELD_FAILS;
    (void)n;
    if (p->fault && !population_is_hit(p->world->scenario, p->fault - 1, customer))
        return FK_OK;
    p->message.customer = customer;
    return world_plan(p->world, is_of_crews ? PARTY_CREWS : world_seat_of(p->world, customer),
                      &p->message, p->at);
}

static int plan_payment(void *context, uint32_t customer, uint32_t n);

/* What fee control is told of somebody. */
static int plan_told(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    (void)n;
    p->message.customer = customer;
    return world_plan(p->world, PARTY_FEE_CONTROL, &p->message, p->at);
}

/* A fault of the lines to concentrators: the master hears nothing of them, and they nothing of the
 * master, which is told once of a front-end processor. */
static int plan_lines(struct planning *p)
{
    struct world *world = p->world;
    const struct scenario_fault *fault = &world->scenario->faults[p->fault - 1];
    struct population_lines lines = population_lines(world->scenario, fault);
    ms_t taken_over = p->since + world->scenario->fep_standby;
    bool is_fep = fault->kind == FAULT_FEP_DOWN;
    int err = FK_OK;
    if (is_fep && p->at > taken_over)
        p->at = taken_over; /* before it is back (P-FEP-04) */
    p->message.value = fault->loses_tasks;
    for (uint32_t i = 0; i < lines.count && err == FK_OK; i++) {
        p->message.customer = world->areas.first[lines.first + i];
        if (i == 0 || !is_fep)
            err = world_plan(world, PARTY_MASTER, &p->message, p->at);
        if (err == FK_OK)
            err = world_plan(world, PARTY_CONCENTRATORS + lines.first + i, &p->message, p->at);
    }
    return err;
}

/* What a fault is told with: an interface, a channel, a code, energy, how far a clock is off. */
static int64_t value_of(const struct sim_scenario *s, const struct scenario_fault *fault)
{
    static const uint8_t codes[] = {
        RESULT_NONE,          RESULT_AUTH_FAILED, RESULT_CMD_EXPIRED,     RESULT_METER_PROTECTED,
        RESULT_RELAY_REFUSED, RESULT_RELAY_STUCK, RESULT_ARCHIVE_MISMATCH};
    if (fault->kind == FAULT_METER_REFUSES)
        return codes[fault->refusal];
    if (fault->kind == FAULT_METER_UNREADABLE)
        return fault->obeys;
    if (fault->kind == FAULT_CHANNEL_DOWN)
        return fault->channel - 1;
    if (fault->interface)
        return fault->interface;
    if (fault->kind == FAULT_CREWS_ABSENT) /* whole crews, one at least */
        return ((int64_t)s->crews * fault->share + 999999) / 1000000;
    if (population_hits_payments(fault))
        return fault->share;
    return fault->energy ? fault->energy : fault->offset;
}

/* One of those who are told each for himself. */
static int tell_one(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    if (fault_is_at_meter(p->message.kind))
        return plan_at_meter(p, customer, n);
    return p->message.kind == FAULT_NO_SETTLED || fault_is_of_file(p->message.kind)
               ? plan_told(p, customer, n)
               : plan_payment(p, customer, n);
}

/* A concentrator that is cut off by itself. */
static int tell_line(void *context, uint32_t line, uint32_t n)
{
    struct planning *p = context;
    (void)n;
    p->message.customer = p->world->areas.first[line];
    int err = world_plan(p->world, PARTY_MASTER, &p->message, p->at);
    return err == FK_OK ? world_plan(p->world, PARTY_CONCENTRATORS + line, &p->message, p->at)
                        : err;
}

/* Whoever is there once. */
static int tell_centre(void *context, uint32_t entity, uint32_t n)
{
    struct planning *p = context;
    (void)entity;
    (void)n;
    switch (p->message.kind) {
    case FAULT_FEP_DOWN:
    case FAULT_TERMINAL_OFFLINE:
        return plan_lines(p);
    case FAULT_PAYMENT_LINK_DOWN:
    case FAULT_CHANNEL_DOWN:
    case FAULT_PAYMENT_LOST:
    case FAULT_PAYMENT_UNDONE:
        return world_plan(p->world, PARTY_CHANNELS, &p->message, p->at);
    case FAULT_APPROVERS_ABSENT:
        return world_plan(p->world, PARTY_FEE_CONTROL, &p->message, p->at);
    case FAULT_CREWS_ABSENT:
        return world_plan(p->world, PARTY_CREWS, &p->message, p->at);
    case FAULT_HOTLINE_DOWN:
        return world_plan(p->world, PARTY_CUSTOMERS, &p->message, p->at);
    case FAULT_HANDLERS_ABSENT:
        return world_plan(p->world, PARTY_MARKETING, &p->message, p->at);
    case FAULT_SMS_DOWN:
        return world_plan(p->world, PARTY_SMS, &p->message, p->at);
    default:
        return world_plan(p->world, PARTY_MASTER, &p->message, p->at);
    }
}

/* It begins and ends at one target, whose own times they are. */
static int plan_outages(struct planning *p, uint32_t entity,
                        int (*tell)(void *context, uint32_t entity, uint32_t n))
{
    struct outage outage = {0};
    int err = FK_OK;
    while (err == FK_OK && outage_next(p->world->scenario, p->fault - 1, entity, &outage)) {
        p->message.code = 1;
        p->at = p->since = outage.from;
        err = tell(p, entity, 0);
        p->message.code = 0;
        p->at = outage.to;
        if (err == FK_OK)
            err = tell(p, entity, 0);
    }
    return err;
}

static int plan_outages_of_one(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    uint32_t row = customer / OUTAGES_ROW;
    if (n == 0 || p->row != row)
        outages_rule_out(p->world->scenario, p->fault - 1, row * OUTAGES_ROW, OUTAGES_ROW,
                         p->is_out);
    p->row = row;
    return p->is_out[customer % OUTAGES_ROW] ? FK_OK : plan_outages(p, customer, tell_one);
}

static bool is_told_to_each(const struct scenario_fault *fault)
{
    return fault_is_at_meter(fault->kind) ||
           (fault_has_targets(fault->kind) && !population_hits_payments(fault));
}

/* A fault with times to failure and to repair. */
static int plan_drawn(struct planning *p, const struct scenario_fault *fault)
{
    const struct sim_scenario *s = p->world->scenario;
    struct population_lines lines = population_lines(s, fault);
    int err = FK_OK;
    if (is_told_to_each(fault))
        return population_each(s, &fault->target, plan_outages_of_one, p);
    if (fault->kind != FAULT_TERMINAL_OFFLINE)
        return plan_outages(p, OUTAGES_CENTRE, tell_centre);
    for (uint32_t i = 0; i < lines.count && err == FK_OK; i++)
        err = plan_outages(p, lines.first + i, tell_line);
    return err;
}

static int plan_fault(struct world *world, const struct scenario_fault *fault, uint32_t id)
{
    struct planning p = {.world = world, .fault = id, .since = fault->from};
    int err = FK_OK;
    p.message = (struct message){.type = MSG_FAULT, .kind = (uint8_t)fault->kind, .id = id};
    p.message.value = value_of(world->scenario, fault);
    if (outages_are_drawn(fault))
        return plan_drawn(&p, fault);
    for (unsigned begins = 2; begins-- > 0 && err == FK_OK;) {
        p.at = begins ? fault->from : fault->to;
        p.message.code = (uint8_t)begins;
        err = is_told_to_each(fault)
                  ? population_each(world->scenario, &fault->target, tell_one, &p)
                  : tell_centre(&p, OUTAGES_CENTRE, 0);
    }
    return err;
}

/* */
static int plan_lock(void *context, const struct planned_lock *lock)
{
    struct planning *p = context;
    p->message = (struct message){
        .type = MSG_LOCK, .kind = (uint8_t)lock->kind, .code = 1, .attempt = (uint8_t)lock->scope};
    if (lock->scope == LOCK_CUSTOMER)
        p->message.customer = lock->id;
    else
        p->message.ref = lock->id;
    int err = world_plan(p->world, PARTY_FEE_CONTROL, &p->message, lock->from);
    p->message.code = 0;
    return err == FK_OK ? world_plan(p->world, PARTY_FEE_CONTROL, &p->message, lock->to) : err;
}

/* What a customer does at his channel, or what happens to him there. */
static int plan_payment(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    (void)n;
    bool is_told = p->world->scenario->is_calling && p->message.type == MSG_PAY;
    p->message.customer = customer; /* who waits for the light passes it on */
    return world_plan(p->world, is_told ? PARTY_CUSTOMERS : PARTY_CHANNELS, &p->message, p->at);
}

static int plan_message(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    (void)n;
    p->message.customer = customer;
    return world_plan(p->world, PARTY_MARKETING, &p->message, p->at);
}

/* Of a free text its number is told, the place in the list. */
static int plan_messages(struct world *world, uint32_t index)
{
    const struct scenario_text *text = &world->scenario->messages[index];
    struct planning p = {.world = world, .at = text->at};
    p.message = (struct message){.type = MSG_SMS_REQUEST,
                                 .kind = (uint8_t)text->kind,
                                 .code = 1,
                                 .value = text->kind == SMS_FREE_TEXT ? index + 1 : 0};
    return population_each(world->scenario, &text->target, plan_message, &p);
}

/* Customers take turns: the n-th of `size` makes the payments n, n + size, n + 2 size ... */
static int plan_turns(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    int err = FK_OK;
    for (p->at = p->stream->from + (ms_t)n * p->stream->every;
         p->at < p->stream->to && err == FK_OK; p->at += (ms_t)p->size * p->stream->every)
        err = plan_payment(context, customer, n);
    return err;
}

static int plan_payments(struct world *world, const struct scenario_payment *payment)
{
    struct planning p = {.world = world, .at = payment->from, .stream = payment};
    p.size = population_size(world->scenario, &payment->target);
    p.message = (struct message){
        .type = MSG_PAY, .kind = (uint8_t)payment->channel, .value = payment->amount};
    return population_each(world->scenario, &payment->target,
                           payment->every == 0 ? plan_payment : plan_turns, &p);
}

/* `count` of `size` customers, evenly spread over their numbers. */
static int plan_read(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    if ((uint64_t)n * p->count / p->size == (uint64_t)(n + 1) * p->count / p->size)
        return FK_OK;
    p->message.customer = customer;
    return world_plan(p->world, PARTY_MASTER, &p->message, p->at);
}

static int plan_reads(struct world *world, const struct scenario_reads *reads)
{
    struct planning p = {.world = world,
                         .message = {.type = MSG_READ_REQUEST},
                         .at = reads->at,
                         .size = population_size(world->scenario, &reads->target)};
    p.count = reads->count < p.size ? reads->count : p.size;
    return population_each(world->scenario, &reads->target, plan_read, &p);
}

/* an order of a meter goes to marketing. */
static int plan_order(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    (void)n;
    p->message.customer = customer;
    return world_plan(p->world, PARTY_MARKETING, &p->message, p->at);
}

/* T7, CQ-4, CQ-10. */
static int plan_starts(struct world *world, const struct scenario_start *start)
{
    struct planning p = {.world = world, .at = start->at, .message = {.type = MSG_START}};
    p.message.kind = start->what;
    return population_each(world->scenario, &start->target,
                           start->what >= START_PROTECT ? plan_order : plan_told, &p);
}

/* T1, T23: the first register that is frozen from then on can be the settled reading. */
static int plan_agreement(struct world *world, const struct scenario_agreement *agreement)
{
    struct planning p = {.world = world, .at = agreement->from};
    int err = FK_OK;
    p.message = (struct message){.type = MSG_AGREEMENT, .kind = agreement->is_file, .code = 1};
    p.message.id = (uint32_t)clock_day_number(agreement->from + MS_DAY - 1);
    if (agreement->from)
        err = population_each(world->scenario, &agreement->target, plan_message, &p);
    p.at = agreement->to;
    p.message.code = 0;
    p.message.id = (uint32_t)clock_day_number(agreement->to);
    return err == FK_OK && agreement->to
               ? population_each(world->scenario, &agreement->target, plan_message, &p)
               : err;
}

/* Who has a card with a purchase on it inserts it. */
static int plan_card(void *context, uint32_t customer, uint32_t n)
{
    struct planning *p = context;
    (void)n;
    p->message.customer = customer;
    return world_plan(p->world, PARTY_CUSTOMERS, &p->message, p->at);
}

static int32_t on_card(const struct wallet_sale *sale, fen_t amount)
{
    int64_t units = sale_units(sale, amount);
    return (int32_t)(units > INT32_MAX ? INT32_MAX : units < INT32_MIN ? INT32_MIN : units);
}

/* Section 20, seed 000: the card is also a medium for parameters. */
static struct message card_terms(const struct sim_scenario *s, const struct scenario_hands *hands)
{
    const struct wallet_sale sale = scenario_sale(s);
    int32_t most = on_card(&sale, hands->most); /* the least that buys nothing is 1 */
    uint64_t first = (uint32_t)on_card(&sale, hands->alarms[0]);
    uint64_t second = (uint32_t)on_card(&sale, hands->alarms[1]);
    return (struct message){.type = MSG_CARD_TERMS,
                            .id = most > 0 ? (uint32_t)most : hands->most > 0,
                            .value = (int64_t)(first << 32 | second)};
}

static int plan_hands(struct world *world, const struct scenario_hands *hands)
{
    struct planning p = {.world = world, .at = hands->at};
    p.message = (struct message){.type = MSG_BUTTON, .kind = (uint8_t)hands->what};
    if (hands->what == HAND_METER_CHANGE || hands->what == HAND_CARD_BACK)
        p.message =
            (struct message){.type = MSG_METER_CHANGE, .code = hands->what == HAND_CARD_BACK};
    if (hands->what == HAND_CARD_TERMS)
        p.message = card_terms(world->scenario, hands);
    if (hands->what != HAND_CARD && hands->what != HAND_CARD_ELSEWHERE)
        return population_each(world->scenario, &hands->target, plan_at_meter, &p);
    p.message = (struct message){.type = MSG_CARD, .code = hands->what == HAND_CARD_ELSEWHERE};
    return population_each(world->scenario, &hands->target, plan_card, &p);
}

/* without the encryption machine nothing encrypted leaves. */
static bool is_crypto_down(const struct sim_scenario *s, ms_t at)
{
    for (uint32_t i = 0; i < s->fault_count; i++)
        if (s->faults[i].kind == FAULT_CRYPTO_DOWN && outage_holds(s, i, OUTAGES_CENTRE, at))
            return true;
    return false;
}

static int plan_sync(struct world *world, const struct scenario_clock_sync *sync)
{
    struct planning p = {.world = world, .at = sync->at};
    p.message = (struct message){.type = MSG_CLOCK_SYNC, .kind = (uint8_t)sync->how};
    if (sync->how == SYNC_ENCRYPTED && is_crypto_down(world->scenario, sync->at))
        return FK_OK;
    return population_each(world->scenario, &sync->target, plan_at_meter, &p);
}

int operator_plan(struct world *world)
{
    const struct sim_scenario *s = world->scenario;
    int err = FK_OK;
    for (uint32_t i = 0; i < s->fault_count && err == FK_OK; i++)
        err = plan_fault(world, &s->faults[i], i + 1);
    struct planning p = {.world = world};
    if (err == FK_OK)
        err = lock_plan_each(s, plan_lock, &p);
    for (uint32_t i = 0; i < s->agreement_count && err == FK_OK; i++)
        err = plan_agreement(world, &s->agreements[i]);
    for (uint32_t i = 0; i < s->start_count && err == FK_OK; i++)
        err = plan_starts(world, &s->starts[i]);
    for (uint32_t i = 0; i < s->payment_count && err == FK_OK; i++)
        err = plan_payments(world, &s->payments[i]);
    for (uint32_t i = 0; i < s->message_count && err == FK_OK; i++)
        err = plan_messages(world, i);
    for (uint32_t i = 0; i < s->read_count && err == FK_OK; i++)
        err = plan_reads(world, &s->reads[i]);
    for (uint32_t i = 0; i < s->hand_count && err == FK_OK; i++)
        err = plan_hands(world, &s->hands[i]);
    for (uint32_t i = 0; i < s->clock_sync_count && err == FK_OK; i++)
        err = plan_sync(world, &s->clock_syncs[i]);
    return err;
}

struct querying {
    struct world *world;
    ms_t at;
};

/* M5: what a local meter shows. */
static void query_meter(const struct querying *q, uint32_t customer)
{
    fen_t remaining;
    struct wallet_sale sale = scenario_sale(q->world->scenario);
    if (!world_remaining(q->world, customer, q->at, &remaining))
        return;
    struct party_note note = {.type = EVENT_QUERY,
                              .kind = MONEY_M5,
                              .customer = customer,
                              .id = q->world->next_query,
                              .value = sale_worth(&sale, remaining)};
    log_note(&q->world->log, &note, q->at);
}

/* M4: what each place shows, and how old it is. */
static void query_places(const struct querying *q, uint32_t customer)
{
    struct world *world = q->world;
    fen_t available = world->fee.customers[customer].available;
    copies_look(&world->copies, customer, available, false, q->at);
    for (unsigned place = 0; place < COPY_PLACES; place++) {
        struct copy_taken copy;
        if (!copies_show(&world->copies, customer, place, available, q->at, &copy))
            continue;
        uint64_t age = (uint64_t)(q->at - copy.at);
        struct party_note note = {.type = EVENT_QUERY,
                                  .kind = MONEY_M4,
                                  .state = (uint8_t)place,
                                  .code = (uint8_t)(age >> 32),
                                  .customer = customer,
                                  .id = world->next_query,
                                  .ref = (uint32_t)age,
                                  .value = copy.fen};
        log_note(&world->log, &note, q->at);
    }
}

static int query_one(void *context, uint32_t customer, uint32_t n)
{
    struct querying *q = context;
    struct world *world = q->world;
    const int64_t layers[] = {[MONEY_M1] = channels_paid(&world->channels, customer),
                              [MONEY_M2] = world->marketing.ledger.customers[customer].fen,
                              [MONEY_M3] = world->fee.customers[customer].available};
    (void)n;
    world->next_query++;
    for (unsigned layer = MONEY_M1; layer <= MONEY_M3; layer++) {
        struct party_note note = {.type = EVENT_QUERY,
                                  .kind = (uint8_t)layer,
                                  .customer = customer,
                                  .id = world->next_query,
                                  .value = layers[layer]};
        log_note(&world->log, &note, q->at);
    }
    if (world->copies.scenario)
        query_places(q, customer);
    query_meter(q, customer);
    return world->log.err;
}

int operator_ask(struct world *world, uint32_t customer, ms_t now)
{
    struct querying q = {world, now};
    return query_one(&q, customer, 0);
}

int operator_query(struct world *world, const struct scenario_query *query)
{
    struct querying q = {world, query->at};
    return population_each(world->scenario, &query->target, query_one, &q);
}
