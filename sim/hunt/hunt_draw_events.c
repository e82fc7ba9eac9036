#include "base/money.h"
#include "models/house/message_table.h"
#include "sim/hunt/hunt_aspect.h"
#include "sim/hunt/hunt_dice.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/hunt/hunt_faults.h"
#include "sim/scenario/population.h"
#include <stdlib.h>
#include <string.h>

enum {
    ASPECT_FAULTS = 4,
    ASPECT_PAYMENTS = 5,
    ASPECT_READS = 6,
    ASPECT_EDGE = 7,
    ASPECT_CREWS = 8,
    ASPECT_SITES = 10,
    ASPECT_LOCKS = 12,
    ASPECT_PHONES = 13,
    ASPECT_STARTS = 31,
    ASPECT_AGREEMENTS = 32,
    ASPECT_PARTINGS = 40
};
enum {
    FAULTS_MAX = 5,
    PAYMENTS_MAX = 6,
    READS_MAX = 2,
    SITES_MAX = 3,
    HANDS_MAX = 2,
    LOCKS_DRAWN = 3,
    STARTS_MAX = 6,
    AGREEMENTS_MAX = 3
};

/* What one event is drawn with. */
struct drawing {
    struct hunt_dice dice;
    struct sim_scenario *scenario;
    ms_t healed;
};

static ms_t usual(const struct chance_dist *dist)
{
    return dist->count > 0 ? dist->parts[0].a : 0;
}

/* Times of day at which something begins, ends or is looked at. */
static ms_t draw_time_of_day(struct hunt_dice *d, const struct sim_scenario *s)
{
    const struct fee_policy *p = &s->policy;
    return HUNT_PICK(d, 0, s->read_at, s->push_at, s->second_push_at, s->results_at,
                     s->sms_window.from, s->sms_window.to, p->cut_window.from, p->cut_window.to,
                     p->repeat_at, s->crew_hours.from, s->crew_hours.to);
}

/* How long after such a time: at once, just before or after, or when what began then is over, less
 * what a payment needs to be posted. */
static ms_t draw_offset(struct hunt_dice *d, const struct sim_scenario *s)
{
    ms_t noticed = usual(&s->sms_delivery) + s->policy.notice_wait;
    ms_t posting = usual(&s->posting.usual);
    ms_t tried = s->command_timeout + s->command_gap;
    ms_t offset = HUNT_PICK(d, 0, 0, noticed, noticed - posting, -posting,
                            usual(&s->command_time) - posting, tried, tried - posting,
                            s->order_limit, s->order_limit - posting, usual(&s->crew_arrival));
    return offset + HUNT_PICK(d, 0, 0, 1, -1, MS_SECOND, -MS_SECOND, hunt_below(d, 12));
}

static ms_t draw_moment(struct drawing *drawing)
{
    struct hunt_dice *d = &drawing->dice;
    const struct sim_scenario *s = drawing->scenario;
    ms_t span = drawing->healed - s->start;
    ms_t at = s->start + (ms_t)hunt_below(d, (uint32_t)(span / MS_DAY)) * MS_DAY;
    if (hunt_one_in(d, 3))
        at += (ms_t)hunt_below(d, (uint32_t)MS_DAY);
    else
        at += draw_time_of_day(d, s) + draw_offset(d, s);
    if (at < s->start)
        at = s->start;
    return at < drawing->healed ? at : drawing->healed - 1;
}

/* Time of day at which a notice is received, if nothing is in its way: it goes out when results are
 * there and messages may leave. */
static ms_t usual_notice(const struct sim_scenario *s)
{
    bool is_exempt = s->sms_exempt >> SMS_PRE_CUT & 1;
    ms_t at = s->results_at > s->push_at ? s->results_at : s->push_at;
    if (!is_exempt && at < s->sms_window.from)
        at = s->sms_window.from;
    return at + usual(&s->sms_delivery);
}

/* Time of day at which a cut leaves: the notice waits, and the cut waits for its window. */
static ms_t usual_trip(const struct sim_scenario *s)
{
    const struct fee_policy *p = &s->policy;
    ms_t at = usual_notice(s) + p->notice_wait;
    return at < p->cut_window.from ? p->cut_window.from : at;
}

void hunt_draw_edge(uint64_t seed, struct sim_scenario *s)
{
    struct hunt_dice d = {.seed = seed, .aspect = ASPECT_EDGE};
    struct fee_policy *p = &s->policy;
    if (!hunt_one_in(&d, 8))
        return;
    ms_t before = HUNT_PICK(&d, MS_SECOND, usual(&s->command_time), s->command_timeout,
                            s->command_timeout + s->command_gap, 5 * MS_MINUTE);
    ms_t wait = p->cut_window.to - before - usual_notice(s);
    while (wait < 0)
        wait += MS_DAY;
    p->notice_valid += wait - p->notice_wait;
    p->notice_wait = wait;
}

/* First customer that the target means; customer 0 if nobody. */
static uint32_t first_of(const struct sim_scenario *s, const struct scenario_target *target)
{
    for (uint32_t i = 0; i < scenario_customers(s); i++)
        if (population_is_target(s, target, i))
            return i;
    return 0;
}

/* The day on which a calculation finds the target's first customer below the overdraft, if he does
 * not pay. */
static ms_t broke_on(const struct sim_scenario *s, const struct scenario_target *target)
{
    fen_t charge = money_flat_charge(s->price, s->per_day);
    fen_t rest = population_balance(s, first_of(s, target)) - s->policy.overdraft;
    return (charge > 0 && rest > 0 ? rest / charge : 0) + 1 + s->policy.reading_lag_days;
}

/* From the first try of an order to its failure, if every try fails alike: expired, or without an
 * answer, and then the status word is read. */
static ms_t usual_failure(const struct sim_scenario *s)
{
    bool is_answered = usual(&s->command_time) < s->command_timeout;
    ms_t each = is_answered ? usual(&s->command_time) : s->command_timeout;
    return each * (ms_t)s->command_tries + s->command_gap * (ms_t)(s->command_tries - 1) +
           (is_answered ? 0 : usual(&s->read_time));
}

/* A moment when the target's first customer is about to be cut: so that money, or a fault, meets
 * the check, the command under way, its time-out or the crew. */
static ms_t draw_scene(struct drawing *drawing, const struct scenario_target *target)
{
    struct hunt_dice *d = &drawing->dice;
    const struct sim_scenario *s = drawing->scenario;
    ms_t day = broke_on(s, target) + HUNT_PICK(d, 0, 0, 0, 1, 1, 2, -1);
    ms_t failure = usual_failure(s), command = usual(&s->command_time);
    ms_t arrival = failure + usual(&s->crew_arrival) + usual(&s->crew_work);
    ms_t under_way = hunt_below(d, (uint32_t)command + 1);
    ms_t after = HUNT_PICK(d, 0, 0, under_way, under_way, under_way, command, command * 2,
                           s->command_timeout, failure, s->order_limit, arrival, arrival);
    ms_t jitter = HUNT_PICK(d, 0, hunt_below(d, 20), hunt_below(d, 40), -(ms_t)hunt_below(d, 20),
                            -(ms_t)hunt_below(d, (uint32_t)MS_SECOND),
                            hunt_below(d, (uint32_t)MS_SECOND), MS_SECOND * hunt_below(d, 60));
    ms_t at = s->start + day * MS_DAY + usual_trip(s) + after + jitter;
    if (hunt_one_in(d, 2))
        at -= usual(&s->posting.usual);
    if (at < s->start)
        at = s->start;
    return at < drawing->healed ? at : drawing->healed - 1;
}

static struct scenario_target draw_target(struct drawing *drawing)
{
    struct hunt_dice *d = &drawing->dice;
    const struct sim_scenario *s = drawing->scenario;
    struct scenario_target target = {.group = -1, .klass = -1};
    if (hunt_one_in(d, 4))
        return target;
    target.group = (int)hunt_below(d, s->group_count);
    target.klass = (int)hunt_below(d, s->groups[target.group].classes);
    return target;
}

/* An interface that carries messages in this version, how many it hits and how hard. */
static void draw_link(struct hunt_dice *d, struct scenario_fault *fault, bool has_delay)
{
    const struct chance_dist delays[] = {chance_const(1),
                                         chance_const(2 * MS_MINUTE),
                                         chance_const(3 * MS_HOUR),
                                         {1, {{CHANCE_UNIFORM, 1000000, 0, MS_MINUTE}}},
                                         {1, {{CHANCE_EXP, 1000000, 10 * MS_MINUTE, 0}}}};
    do
        fault->interface = (uint8_t)(1 + hunt_below(d, MESSAGE_INTERFACES));
    while (!message_interface_is_used(fault->interface));
    fault->share = (uint32_t)HUNT_PICK(d, 100, 100, 50, 10) * 10000;
    if (has_delay)
        fault->delay = delays[hunt_below(d, sizeof delays / sizeof delays[0])];
}

/* Which front-end processor, or which concentrators. */
static void draw_line(struct hunt_dice *d, const struct sim_scenario *s,
                      struct scenario_fault *fault, unsigned keys)
{
    uint32_t feps = (s->concentrators + s->concentrators_per_fep - 1) / s->concentrators_per_fep;
    if (keys & HUNT_FEP) {
        fault->fep = 1 + hunt_below(d, feps);
        fault->loses_tasks = hunt_one_in(d, 2);
    } else if (keys & HUNT_TERMINAL) {
        fault->terminal = 1 + hunt_below(d, s->concentrators);
        fault->terminals = 1 + hunt_below(d, s->concentrators - fault->terminal + 1);
    }
}

static void draw_fault(struct drawing *drawing, const struct hunt_fault *row,
                       struct scenario_fault *fault)
{
    struct hunt_dice *d = &drawing->dice;
    const struct sim_scenario *s = drawing->scenario;
    ms_t length = HUNT_PICK(d, 1, MS_SECOND, MS_MINUTE, 30 * MS_MINUTE, 3 * MS_HOUR, 12 * MS_HOUR,
                            MS_DAY, 2 * MS_DAY);
    *fault = (struct scenario_fault){
        .kind = row->kind, .share = 1000000, .target = {.group = -1, .klass = -1}};
    struct scenario_target victim = draw_target(drawing);
    fault->from = hunt_one_in(d, 3) ? draw_scene(drawing, &victim) : draw_moment(drawing);
    fault->to = hunt_one_in(d, 4) ? draw_moment(drawing) : fault->from + length;
    if (fault->to > drawing->healed)
        fault->to = drawing->healed;
    if (fault->to <= fault->from)
        fault->to = fault->from + 1;
    if (row->keys & HUNT_WHO)
        fault->target = victim;
    if (row->keys & HUNT_OFFSET)
        fault->offset = HUNT_PICK(d, MS_MINUTE, -MS_MINUTE, MS_HOUR, -MS_HOUR, -2 * MS_DAY);
    if (row->keys & HUNT_ENERGY) {
        fault->energy = (uint32_t)HUNT_PICK(d, 1, 800, 5000, 20000, 1000000);
        fault->fep = hunt_below(d, (drawing->scenario->concentrators - 1) /
                                           drawing->scenario->concentrators_per_fep +
                                       2); /* 0: all */
    }
    if (row->keys & HUNT_ENERGY && s->settlement_books > 0 && hunt_one_in(d, 2)) {
        /* over the first push of a settlement day: the second one corrects its bills */
        fault->from = s->start + ((ms_t)s->settlement_day - HUNT_START_DAY) * MS_DAY;
        fault->to = fault->from + s->push_at + 1;
        if (fault->to > drawing->healed)
            fault->from = drawing->healed - 1, fault->to = drawing->healed;
    }
    draw_line(d, s, fault, row->keys);
    if (row->kind == FAULT_METER_UNREADABLE)
        fault->obeys = hunt_one_in(d, 4);
    if (row->keys & HUNT_CODE)
        fault->refusal = (uint8_t)(1 + hunt_below(d, 6));
    if (row->keys & HUNT_LONG && hunt_one_in(d, 2))
        fault->from = s->start, fault->to = drawing->healed;
    if (row->keys & HUNT_INTERFACE)
        draw_link(d, fault, row->keys & HUNT_DELAY);
}

/* The one before once more, a day later. False if that is after everything has healed. */
static bool repeat_fault(const struct drawing *drawing, struct scenario_fault *fault)
{
    if (fault[-1].from + MS_DAY >= drawing->healed)
        return false;
    *fault = fault[-1];
    fault->from += MS_DAY;
    fault->to += MS_DAY;
    if (fault->to > drawing->healed)
        fault->to = drawing->healed;
    return true;
}

/* Often what lifts somebody exactly to the threshold on the day that he is cut or later, a fen more
 * or less. */
static fen_t draw_amount(struct drawing *drawing, const struct scenario_target *target)
{
    struct hunt_dice *d = &drawing->dice;
    const struct sim_scenario *s = drawing->scenario;
    fen_t charge = money_flat_charge(s->price, s->per_day);
    fen_t balance = population_balance(s, first_of(s, target));
    fen_t days = hunt_one_in(d, 2) ? broke_on(s, target) + (fen_t)hunt_below(d, 3)
                                   : (fen_t)hunt_below(d, s->days + 1);
    fen_t missing = s->policy.overdraft - balance + charge * days;
    fen_t amount =
        (fen_t)HUNT_PICK(d, 3000, 1, 50000, charge, missing, missing, missing - 1, missing + 1);
    return amount > 0 ? amount : 3000;
}

static void draw_payment(struct drawing *drawing, struct scenario_payment *payment)
{
    struct hunt_dice *d = &drawing->dice;
    *payment = (struct scenario_payment){.target = draw_target(drawing)};
    payment->from =
        hunt_one_in(d, 2) ? draw_scene(drawing, &payment->target) : draw_moment(drawing);
    payment->to = payment->from;
    payment->amount = draw_amount(drawing, &payment->target);
    payment->channel = (enum pay_channel)hunt_below(d, PAY_CHANNELS);
    if (hunt_one_in(d, 8)) {
        payment->every = HUNT_PICK(d, 1, MS_SECOND, MS_HOUR, 10 * MS_HOUR);
        payment->to = payment->from + payment->every * (1 + (ms_t)hunt_below(d, 5));
        if (payment->to > drawing->healed)
            payment->to = drawing->healed;
    }
}

static int draw_payments(struct drawing *drawing)
{
    struct sim_scenario *s = drawing->scenario;
    struct hunt_dice *d = &drawing->dice;
    uint32_t count = hunt_below(d, PAYMENTS_MAX + 1);
    s->payments = calloc(PAYMENTS_MAX, sizeof *s->payments);
    if (!s->payments)
        return FK_E_MEMORY;
    for (s->payment_count = 0; s->payment_count < count; s->payment_count++) {
        struct scenario_payment *payment = &s->payments[s->payment_count];
        draw_payment(drawing, payment);
        if (s->payment_count > 0 && hunt_one_in(d, 4)) { /* two at once */
            ms_t length = payment->to - payment->from;
            payment->from = payment[-1].from;
            payment->to = payment->from + length;
            if (payment->to > drawing->healed)
                payment->to = drawing->healed;
            payment->target = payment[-1].target;
        }
    }
    return FK_OK;
}

static int draw_reads(struct drawing *drawing)
{
    struct sim_scenario *s = drawing->scenario;
    uint32_t count = hunt_below(&drawing->dice, READS_MAX + 1);
    s->reads = calloc(READS_MAX, sizeof *s->reads);
    s->queries = calloc(READS_MAX, sizeof *s->queries);
    if (!s->reads || !s->queries)
        return FK_E_MEMORY;
    for (s->read_count = 0; s->read_count < count; s->read_count++) {
        struct scenario_reads *reads = &s->reads[s->read_count];
        *reads = (struct scenario_reads){.at = draw_moment(drawing),
                                         .count = 1 + hunt_below(&drawing->dice, 20),
                                         .target = draw_target(drawing)};
    }
    if (hunt_one_in(&drawing->dice, 4))
        s->queries[s->query_count++] =
            (struct scenario_query){draw_moment(drawing), draw_target(drawing)};
    return FK_OK;
}

/* In one of three the crews go home while one is on it, mostly in the millisecond of the cut. */
static bool end_hours(struct hunt_dice *d, struct sim_scenario *s, ms_t arrival)
{
    bool is_sent = s->policy.repeats == 0 && s->policy.escalation == FEE_FIELD_AT_ONCE;
    ms_t early = hunt_one_in(d, 5) ? hunt_below(d, MS_HOUR) : 0;
    ms_t ends = clock_time_of_day(arrival) + hunt_below(d, 24) - early;
    if (!hunt_one_in(d, 3) || !is_sent || ends < MS_HOUR || ends > MS_DAY)
        return false;
    s->crew_hours.to = s->field_cut_hours.to = ends;
    s->sms_delivery = chance_const(5 * MS_SECOND);
    s->fault_count = 1;
    return true;
}

/* A story for the crews: the cut of somebody fails for want of an answer, a crew goes, and his
 * money comes when it is at the door, or while a restore could be done before it gets there; or its
 * hours end. Takes the place of a fault and a payment. */
static void draw_crew_story(struct drawing *drawing)
{
    struct hunt_dice *d = &drawing->dice;
    struct sim_scenario *s = drawing->scenario;
    struct scenario_target victim = draw_target(drawing);
    ms_t day = broke_on(s, &victim) + HUNT_PICK(d, 0, 0, 1);
    ms_t trip = s->start + day * MS_DAY + usual_trip(s);
    ms_t tries =
        s->command_timeout * (ms_t)s->command_tries + s->command_gap * (ms_t)(s->command_tries - 1);
    ms_t arrival = trip + tries + usual(&s->read_time) + MS_HOUR + 20 * MS_MINUTE;
    if (arrival + MS_SECOND >= drawing->healed || s->per_day == 0)
        return;
    s->crew_hours = s->field_cut_hours = (struct clock_window){0, MS_DAY};
    s->crew_arrival = chance_const(MS_HOUR);
    s->crew_work = chance_const(20 * MS_MINUTE);
    s->faults[0] = (struct scenario_fault){.kind = FAULT_METER_UNREADABLE,
                                           .share = 1000000,
                                           .target = victim,
                                           .from = trip - MS_MINUTE,
                                           .to = trip + tries};
    if (s->fault_count == 0)
        s->fault_count = 1;
    if (end_hours(d, s, arrival))
        return;
    fen_t charge = money_flat_charge(s->price, s->per_day);
    fen_t amount = s->policy.overdraft - population_balance(s, first_of(s, &victim)) +
                   charge * (fen_t)(day + 2);
    ms_t posted = arrival + HUNT_PICK(d, hunt_below(d, 24), -(ms_t)hunt_below(d, 2 * MS_MINUTE),
                                      -(ms_t)hunt_below(d, MS_HOUR));
    ms_t paid = posted - usual(&s->posting.usual);
    s->payments[0] = (struct scenario_payment){.target = victim,
                                               .from = paid,
                                               .to = paid,
                                               .channel = PAY_APP,
                                               .amount = amount > 0 ? amount : 3000};
    if (s->payment_count == 0)
        s->payment_count = 1;
}

/* What lies between relay and light in some houses, who comes by, and clocks that are set. */
static int draw_sites(struct drawing *drawing)
{
    struct sim_scenario *s = drawing->scenario;
    struct hunt_dice *d = &drawing->dice;
    uint32_t faults = 1 + hunt_below(d, SITES_MAX), hands = hunt_below(d, HANDS_MAX + 1);
    s->hands = calloc(HANDS_MAX, sizeof *s->hands);
    s->clock_syncs = calloc(1, sizeof *s->clock_syncs);
    if (!s->hands || !s->clock_syncs)
        return FK_E_MEMORY;
    for (; faults > 0; faults--) {
        uint32_t row = hunt_site_first() + hunt_below(d, hunt_party_first() - hunt_site_first());
        draw_fault(drawing, &hunt_faults[row], &s->faults[s->fault_count]);
        if (hunt_one_in(d, 2)) /* most of it is there for long */
            s->faults[s->fault_count].to = drawing->healed;
        if (hunt_one_in(d, 2))
            s->faults[s->fault_count].from = s->start;
        s->fault_count++;
    }
    for (; s->hand_count < hands; s->hand_count++)
        s->hands[s->hand_count] =
            (struct scenario_hands){.at = draw_moment(drawing),
                                    .what = hunt_one_in(d, 2) ? HAND_KEY : HAND_BREAKER,
                                    .target = draw_target(drawing)};
    if (hunt_one_in(d, 4))
        s->clock_syncs[s->clock_sync_count++] = (struct scenario_clock_sync){
            draw_moment(drawing), hunt_one_in(d, 2) ? SYNC_BROADCAST : SYNC_ENCRYPTED,
            draw_target(drawing)};
    return FK_OK;
}

static int draw_phone(struct drawing *drawing)
{
    static const char *const numbers[] = {"", "1391234567", "1391234567a", "13912345678"};
    struct hunt_dice *d = &drawing->dice;
    struct sim_scenario *s = drawing->scenario;
    const char *number = numbers[hunt_below(d, sizeof numbers / sizeof numbers[0])];
    struct scenario_phone phone = {
        .owner = hunt_one_in(d, 3), .is_paper = hunt_one_in(d, 3), .target = draw_target(drawing)};
    if (hunt_one_in(d, 3))
        phone.until = draw_moment(drawing);
    if (hunt_one_in(d, 3)) {
        phone.is_called = true;
        s->call = chance_const(HUNT_PICK(d, 0, MS_MINUTE, 2 * MS_HOUR));
        s->call_missed = (uint32_t)HUNT_PICK(d, 0, 0, 100000, 1000000);
        number = hunt_one_in(d, 2) ? numbers[3] : number;
    }
    s->phones = calloc(1, sizeof *s->phones);
    phone.number = strdup(number);
    if (!s->phones || !phone.number) {
        free(phone.number);
        return FK_E_MEMORY;
    }
    s->phones[s->phone_count++] = phone;
    return FK_OK;
}

/* One segment, just one, and a few. */
static int draw_message(struct drawing *drawing)
{
    static const size_t lengths[] = {1, 70, 71, 400};
    struct hunt_dice *d = &drawing->dice;
    struct sim_scenario *s = drawing->scenario;
    size_t length = lengths[hunt_below(d, sizeof lengths / sizeof lengths[0])];
    struct scenario_text message = {.at = draw_moment(drawing), .target = draw_target(drawing)};
    message.kind =
        (enum sms_kind)HUNT_PICK(d, SMS_DUNNING, SMS_TIER, SMS_BILL, SMS_FREE_TEXT, SMS_FREE_TEXT);
    s->messages = calloc(1, sizeof *s->messages);
    if (message.kind == SMS_FREE_TEXT)
        message.text = calloc(1, length + 1);
    if (!s->messages || (message.kind == SMS_FREE_TEXT && !message.text)) {
        free(message.text);
        return FK_E_MEMORY;
    }
    if (message.text)
        memset(message.text, 'x', length);
    s->messages[s->message_count++] = message;
    return FK_OK;
}

static int draw_mandate(struct drawing *drawing)
{
    struct hunt_dice *d = &drawing->dice;
    struct sim_scenario *s = drawing->scenario;
    s->mandates = calloc(1, sizeof *s->mandates);
    if (!s->mandates)
        return FK_E_MEMORY;
    s->mandates[s->mandate_count++] =
        (struct scenario_mandate){.amount = (fen_t)HUNT_PICK(d, 3000, 1, 10000),
                                  .is_batch = hunt_one_in(d, 2),
                                  .fails = (uint32_t)HUNT_PICK(d, 0, 0, 300000, 1000000),
                                  .target = draw_target(drawing)};
    return FK_OK;
}

static int draw_phones_and_messages(struct drawing *drawing)
{
    int err = hunt_one_in(&drawing->dice, 8) ? draw_phone(drawing) : FK_OK;
    if (err == FK_OK && hunt_one_in(&drawing->dice, 6))
        err = draw_message(drawing);
    if (err == FK_OK && hunt_one_in(&drawing->dice, 6))
        err = draw_mandate(drawing);
    return err;
}

/* Mostly when somebody whom it concerns is about to be cut. */
static void draw_lock(struct drawing *drawing, struct scenario_lock *lock)
{
    struct hunt_dice *d = &drawing->dice;
    struct sim_scenario *s = drawing->scenario;
    struct scenario_target victim = draw_target(drawing);
    ms_t length = HUNT_PICK(d, 1, MS_SECOND, 30 * MS_MINUTE, 3 * MS_HOUR, MS_DAY, 2 * MS_DAY);
    *lock = (struct scenario_lock){
        .kind = (enum hold_reason)(HOLD_PROTECTION + hunt_below(d, HOLD_PERIOD)),
        .target = {.group = -1, .klass = -1}};
    lock->from = hunt_one_in(d, 3) ? draw_moment(drawing) : draw_scene(drawing, &victim);
    lock->to = hunt_one_in(d, 3) ? draw_scene(drawing, &victim) : lock->from + length;
    if (lock->to > drawing->healed)
        lock->to = drawing->healed;
    if (lock->to <= lock->from)
        lock->to = lock->from + 1;
    uint32_t how = hunt_below(d, 4);
    if (lock->kind == HOLD_DELAY || how == 0)
        lock->target =
            victim.group >= 0 ? victim : (struct scenario_target){.group = 0, .klass = -1};
    else if (how == 1)
        lock->area = 1 + hunt_below(d, s->concentrators);
    else if (how == 2)
        lock->line = 1 + hunt_below(d, (s->concentrators - 1) / s->concentrators_per_line + 1);
}

static int draw_locks(struct drawing *drawing)
{
    struct sim_scenario *s = drawing->scenario;
    struct hunt_dice *d = &drawing->dice;
    s->concentrators_per_line = 1 + hunt_below(d, s->concentrators);
    if (!hunt_one_in(d, 4))
        return FK_OK;
    uint32_t count = 1 + hunt_below(d, LOCKS_DRAWN);
    s->locks = calloc(LOCKS_DRAWN, sizeof *s->locks);
    if (!s->locks)
        return FK_E_MEMORY;
    for (s->lock_count = 0; s->lock_count < count; s->lock_count++)
        draw_lock(drawing, &s->locks[s->lock_count]);
    return FK_OK;
}

/* Where a person starts the flow of approval cuts, somebody does so now and then, and at last for
 * all. */
static int draw_starts(struct drawing *drawing)
{
    struct sim_scenario *s = drawing->scenario;
    struct hunt_dice *d = &drawing->dice;
    if (!population_has_approval(s) || !s->policy.is_start_manual)
        return FK_OK;
    uint32_t count = 1 + hunt_below(d, STARTS_MAX - 1);
    s->starts = calloc(STARTS_MAX, sizeof *s->starts);
    if (!s->starts)
        return FK_E_MEMORY;
    for (; s->start_count < count; s->start_count++)
        s->starts[s->start_count] =
            (struct scenario_start){draw_moment(drawing), START_CUT, draw_target(drawing)};
    s->starts[s->start_count++] =
        (struct scenario_start){drawing->healed - 1, START_CUT, {.group = -1, .klass = -1}};
    return FK_OK;
}

/* Some come later, some go, some go and come back (T1, T23). */
static int draw_agreements(struct drawing *drawing)
{
    struct sim_scenario *s = drawing->scenario;
    struct hunt_dice *d = &drawing->dice;
    if (!hunt_one_in(d, 8))
        return FK_OK;
    uint32_t count = 1 + hunt_below(d, AGREEMENTS_MAX);
    s->agreements = calloc(AGREEMENTS_MAX, sizeof *s->agreements);
    if (!s->agreements)
        return FK_E_MEMORY;
    for (; s->agreement_count < count; s->agreement_count++) {
        struct scenario_agreement *agreement = &s->agreements[s->agreement_count];
        agreement->is_file = hunt_one_in(d, 2);
        agreement->target = draw_target(drawing);
        unsigned what = hunt_below(d, 3);
        if (what != 0)
            agreement->from = draw_moment(drawing);
        if (what != 1)
            agreement->to =
                hunt_one_in(d, 2) ? draw_scene(drawing, &agreement->target) : draw_moment(drawing);
        if (agreement->to && agreement->to <= agreement->from)
            agreement->to = agreement->from + 1;
    }
    return FK_OK;
}

/* Half of the agreements that end do so near a payment of the same customers, on the day on which
 * they are cut or on a later one: before, while it is on its way to the account, after it (T23).
 * Half of them come back (T1). */
static void draw_partings(struct drawing *drawing)
{
    struct sim_scenario *s = drawing->scenario;
    struct hunt_dice *d = &drawing->dice;
    ms_t posting = usual(&s->posting.usual);
    for (uint32_t i = 0; i < s->agreement_count && s->payment_count > 0; i++) {
        struct scenario_agreement *agreement = &s->agreements[i];
        struct scenario_payment *payment = &s->payments[hunt_below(d, s->payment_count)];
        if (!agreement->to || agreement->from || hunt_one_in(d, 2))
            continue;
        agreement->target = payment->target;
        if (hunt_one_in(d, 2)) { /* who is cut pays late */
            ms_t lasts = payment->every ? payment->to - payment->from : 0;
            ms_t day = broke_on(s, &payment->target) + (ms_t)hunt_below(d, 2);
            payment->from = s->start + day * MS_DAY + usual_trip(s) +
                            (ms_t)hunt_below(d, (uint32_t)(8 * MS_HOUR));
            if (payment->from >= drawing->healed)
                payment->from = drawing->healed - 1;
            payment->to = payment->from + lasts;
            if (payment->to >= drawing->healed) { /* of a stream the first alone */
                payment->to = payment->from;
                payment->every = 0;
            }
        }
        ms_t at = payment->from + HUNT_PICK(d, 0, posting, posting / 2, posting + PARTY_HOP,
                                            -MS_HOUR, -2 * MS_HOUR, MS_MINUTE, 2 * MS_HOUR);
        if (at > s->start && at < drawing->healed)
            agreement->to = at;
        ms_t again = agreement->to + HUNT_PICK(d, 1, MS_MINUTE, MS_DAY, 2 * MS_DAY);
        if (s->agreement_count < AGREEMENTS_MAX && hunt_one_in(d, 2) && again < drawing->healed)
            s->agreements[s->agreement_count++] = (struct scenario_agreement){
                .from = again, .target = agreement->target, .is_file = agreement->is_file};
    }
}

int hunt_draw_events(uint64_t seed, struct sim_scenario *s, ms_t healed)
{
    struct drawing drawing = {{.seed = seed, .aspect = ASPECT_FAULTS}, s, healed};
    /* most faults excuse much: half of the worlds have none */
    uint32_t count = hunt_one_in(&drawing.dice, 2) ? 0 : 1 + hunt_below(&drawing.dice, FAULTS_MAX);
    s->faults = calloc(FAULTS_MAX + SITES_MAX, sizeof *s->faults);
    if (!s->faults)
        return FK_E_MEMORY;
    for (s->fault_count = 0; s->fault_count < count; s->fault_count++) {
        struct scenario_fault *fault = &s->faults[s->fault_count];
        bool is_again = s->fault_count > 0 && hunt_one_in(&drawing.dice, 4);
        if (!is_again || !repeat_fault(&drawing, fault))
            draw_fault(&drawing, &hunt_faults[hunt_below(&drawing.dice, hunt_site_first())], fault);
    }
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_PAYMENTS};
    int err = draw_payments(&drawing);
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_READS};
    if (err == FK_OK)
        err = draw_reads(&drawing);
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_PHONES};
    if (err == FK_OK)
        err = draw_phones_and_messages(&drawing);
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_CREWS};
    if (err == FK_OK && hunt_one_in(&drawing.dice, 12))
        draw_crew_story(&drawing);
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_SITES};
    if (err == FK_OK && hunt_one_in(&drawing.dice, 3))
        err = draw_sites(&drawing);
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_LOCKS};
    if (err == FK_OK)
        err = draw_locks(&drawing);
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_STARTS};
    if (err == FK_OK)
        err = draw_starts(&drawing);
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_AGREEMENTS};
    if (err == FK_OK)
        err = draw_agreements(&drawing);
    drawing.dice = (struct hunt_dice){.seed = seed, .aspect = ASPECT_PARTINGS};
    draw_partings(&drawing);
    return err == FK_OK ? hunt_draw_outages(seed, s, healed) : err;
}
