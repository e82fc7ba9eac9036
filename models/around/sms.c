#include "models/around/sms.h"

#include "base/grow.h"
#include "models/around/sms_text.h"
#include <stdlib.h>

/* Dates of a message that has left: it reaches the phone or the house; nothing more is waited
 * for. */
enum sms_date { DATE_ARRIVES, DATE_ENDS, SMS_DATES };

int sms_init(struct sms_gateway *sms, const struct party_port *port,
             const struct sms_config *config)
{
    *sms = (struct sms_gateway){.port = port, .config = *config, .capacity = 1024};
    sms->pacer.rate = config->rate;
    slots_init(&sms->early, sizeof(struct sms_early));
    for (unsigned kind = 0; kind < SMS_KINDS; kind++)
        sms->usual_segments[kind] = (uint8_t)sms_usual_segments(kind);
    sms->messages = malloc(sms->capacity * sizeof *sms->messages);
    if (!sms->messages || timers_init(&sms->deliveries, 1024) != FK_OK) {
        sms_fini(sms);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void sms_fini(struct sms_gateway *sms)
{
    free(sms->messages);
    sms->messages = NULL;
    fifo_fini(&sms->free_slots);
    fifo_fini(&sms->waiting);
    fifo_fini(&sms->first);
    fifo_fini(&sms->urgent);
    id_map_fini(&sms->notices);
    id_map_fini(&sms->balances);
    slots_fini(&sms->early);
    fifo_fini(&sms->early_ids);
    timers_fini(&sms->deliveries);
    daily_fini(&sms->made);
}

static void note(struct sms_gateway *sms, uint32_t slot, enum sms_state state, ms_t now)
{
    const struct sms_message *m = &sms->messages[slot];
    bool is_last = state >= SMS_SUBMIT_REJECT;
    struct party_note n = {.type = EVENT_SMS,
                           .kind = m->kind,
                           .state = (uint8_t)state,
                           .code = is_last ? m->fate : 0,
                           .attempt = m->medium,
                           .customer = m->customer,
                           .id = m->id,
                           .ref = m->ref,
                           .value = m->segments};
    party_note(sms->port, n, now);
}

static int take_slot(struct sms_gateway *sms, uint32_t *slot)
{
    if (fifo_pop(&sms->free_slots, slot))
        return FK_OK;
    if (grow_for_one(&sms->messages, sizeof *sms->messages, sms->count, &sms->capacity) != FK_OK)
        return FK_E_MEMORY;
    *slot = sms->count++;
    return FK_OK;
}

static int forget_early(struct sms_gateway *sms, ms_t now)
{
    uint32_t id;
    int err = FK_OK;
    while (err == FK_OK && fifo_first(&sms->early_ids, &id)) {
        const struct sms_early *early = slots_find(&sms->early, id);
        if (early && early->until > now)
            break;
        (void)fifo_pop(&sms->early_ids, &id);
        err = slots_close(&sms->early, id);
    }
    return err;
}

/* Found too early, found too late, or of nothing: which of them is not known yet. */
static int keep_early(struct sms_gateway *sms, const struct message *message, ms_t now)
{
    int err = forget_early(sms, now);
    struct sms_early *early = slots_find(&sms->early, message->ref);
    bool is_new = !early;
    if (err != FK_OK)
        return err;
    if (is_new)
        early = slots_open(&sms->early, message->ref);
    if (!early)
        return FK_E_MEMORY;
    if (is_new || early->notice < message->id)
        *early =
            (struct sms_early){message->ref, message->customer, message->id, now + SMS_CANCEL_KEPT};
    return is_new ? fifo_push(&sms->early_ids, message->ref) : FK_OK;
}

static int cancel(struct sms_gateway *sms, const struct message *message, ms_t now)
{
    uint32_t slot;
    if (message->kind != SMS_PRE_CUT)
        return FK_OK; /* nothing else waits for a strategy that can be given up */
    if (!id_map_get(&sms->notices, message->ref, &slot))
        return keep_early(sms, message, now);
    struct sms_message *m = &sms->messages[slot];
    if (m->customer == message->customer && m->notice <= message->id)
        m->is_cancelled = 1;
    return FK_OK;
}

static bool is_cancelled_early(struct sms_gateway *sms, const struct message *request, ms_t now)
{
    const struct sms_early *early =
        request->kind == SMS_PRE_CUT ? slots_find(&sms->early, request->ref) : NULL;
    return early && early->customer == request->customer && request->id <= early->notice &&
           early->until > now;
}

static bool is_drawn(const struct sms_gateway *sms, uint32_t ppm, enum chance_stream stream,
                     uint32_t customer, uint64_t counter)
{
    return ppm > 0 &&
           chance_bits(sms->config.seed, stream, customer, counter) % UINT32_C(1000000) < ppm;
}

/* P-POP-11, P-POP-12: before and after his number is checked. */
static bool is_checked(const struct sms_gateway *sms, uint32_t customer, ms_t now)
{
    const struct sms_checks *checks = &sms->config.checks;
    if (checks->per_day == 0 || now < checks->from)
        return false;
    return customer % checks->per_county < (now - checks->from) / MS_DAY * checks->per_day;
}

static bool has_no_number(const struct sms_gateway *sms, uint32_t customer, ms_t now)
{
    const struct sms_config *config = &sms->config;
    return is_drawn(
        sms, is_checked(sms, customer, now) ? config->checks.no_number : config->shares.no_number,
        CHANCE_PHONE_NONE, customer, 0);
}

static bool has_others_number(const struct sms_gateway *sms, uint32_t customer, ms_t now)
{
    const struct sms_config *config = &sms->config;
    return is_drawn(sms,
                    is_checked(sms, customer, now) ? config->checks.wrong_owner
                                                   : config->shares.wrong_owner,
                    CHANCE_PHONE_OWNER, customer, 0);
}

static struct message report_of(const struct sms_message *m, enum sms_state state)
{
    return (struct message){.type = MSG_SMS_REPORT,
                            .kind = m->kind,
                            .code = (uint8_t)state,
                            .customer = m->customer,
                            .id = m->id,
                            .ref = m->ref};
}

/* It reaches the customer himself, who may react. */
static void tell_customer(struct sms_gateway *sms, uint32_t slot)
{
    uint32_t balance = 0;
    const struct sms_message *m = &sms->messages[slot];
    bool is_heard = sms->config.heard >> m->kind & 1;
    struct message report = report_of(m, SMS_DELIVERED);
    if (!is_heard && m->kind != SMS_CLOSE_ALLOWED)
        return;
    if (is_heard && id_map_get(&sms->balances, slot, &balance))
        report.value = (int32_t)balance;
    party_send(sms->port, PARTY_CUSTOMERS, report);
}

/* Its last state: noted, reported, and the place is free. */
static int end_as(struct sms_gateway *sms, uint32_t slot, enum sms_state state, ms_t now)
{
    note(sms, slot, state, now);
    party_send(sms->port, PARTY_MARKETING, report_of(&sms->messages[slot], state));
    return fifo_push(&sms->free_slots, slot);
}

/* What dunning and a restore need a receipt for, and bills where customers pay by
 * them; of the rest nobody puts a slip into a letter box. */
static bool is_for_paper(const struct sms_gateway *sms, unsigned kind)
{
    return kind == SMS_WARNING || kind == SMS_SECOND_WARNING || kind == SMS_DUNNING ||
           kind == SMS_PRE_CUT || kind == SMS_RESTORE_NOTICE ||
           (kind == SMS_BILL && sms->config.heard >> SMS_BILL & 1);
}

/* CQ-11: of what a person tells him on the telephone. */
static bool is_for_call(const struct sms_gateway *sms, unsigned kind)
{
    return is_for_paper(sms, kind) || kind == SMS_CUT_DONE || kind == SMS_PAID || kind == SMS_TIER;
}

/* To the utility's own people, whose numbers are in order. */
static bool is_to_handler(unsigned kind)
{
    return kind == SMS_FAULT_HANDLER || kind == SMS_ORDER_DUE;
}

/* Why this message is no SMS; SMS_FATE_PLAIN: it is one. The handler's number is in order. */
static enum sms_fate no_sms(const struct sms_gateway *sms, const struct message *request, ms_t now)
{
    const struct phone_entry *phone = phones_find(sms->config.phones, request->customer, now);
    if (is_to_handler(request->kind))
        return SMS_FATE_PLAIN;
    if (phone && phone->flaw != SMS_FATE_PLAIN)
        return (enum sms_fate)phone->flaw;
    if (has_no_number(sms, request->customer, now))
        return SMS_FATE_NUMBER_EMPTY;
    if (phone && phone->is_called && sms->config.call.count > 0 && is_for_call(sms, request->kind))
        return SMS_FATE_CALL_AGREED;
    bool is_agreed = phone && phone->is_paper && sms->config.paper.count > 0;
    return is_agreed && is_for_paper(sms, request->kind) ? SMS_FATE_PAPER_AGREED : SMS_FATE_PLAIN;
}

static int count_segments(const struct sms_gateway *sms, const struct message *request, ms_t now,
                          uint8_t *segments)
{
    const struct sms_values values = {now, request->value, request->customer};
    char text[SMS_TEXT_MAX];
    if (request->kind == SMS_FREE_TEXT) {
        if (request->value < 1 || request->value > sms->config.free_text_count)
            return FK_E_ARG;
        *segments = sms->config.free_texts[request->value - 1];
        return FK_OK;
    }
    *segments = sms->usual_segments[request->kind];
    if (*segments > 0)
        return FK_OK;
    sms_text(request->kind, &values, text);
    *segments = (uint8_t)sms_segments(sms_text_length(text));
    return FK_OK;
}

/* CQ-11: somebody calls him, from the opening of the window on; a restore does not wait for that
 * (R-61). */
static int go_by_call(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    struct sms_message *m = &sms->messages[slot];
    ms_t opening = clock_window_next(&sms->config.window, now);
    if (m->kind == SMS_RESTORE_NOTICE)
        opening = now;
    m->medium = SMS_BY_CALL;
    m->segments = 0;
    note(sms, slot, SMS_CREATED, now);
    ms_t delay =
        chance_duration(&sms->config.call, sms->config.seed, CHANCE_PAPER, m->customer, m->counter);
    return timers_set(&sms->deliveries, opening + delay, DATE_ARRIVES, slot);
}

/* a paper slip goes into manual dunning; who can be told by neither is told by nobody. */
static int go_without(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    struct sms_message *m = &sms->messages[slot];
    bool has_paper = sms->config.paper.count > 0 && is_for_paper(sms, m->kind);
    if (has_paper) {
        m->medium = SMS_ON_PAPER;
        m->segments = 0;
    }
    note(sms, slot, SMS_CREATED, now);
    if (!has_paper)
        return end_as(sms, slot, SMS_SUBMIT_REJECT, now);
    ms_t delay = chance_duration(&sms->config.paper, sms->config.seed, CHANCE_PAPER, m->customer,
                                 m->counter);
    return timers_set(&sms->deliveries, now + delay, DATE_ARRIVES, slot);
}

static int put_in_queue(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    const struct sms_message *m = &sms->messages[slot];
    bool is_exempt = sms->config.exempt >> m->kind & 1;
    bool is_first = sms->config.first >> m->kind & 1;
    bool is_open = is_exempt || clock_window_holds(&sms->config.window, now);
    int err = FK_OK;
    note(sms, slot, is_open ? SMS_QUEUED : SMS_WAIT_WINDOW, now);
    if (m->kind == SMS_PRE_CUT && m->ref)
        err = id_map_put(&sms->notices, m->ref, slot);
    if (err != FK_OK)
        return err;
    return fifo_push(is_exempt ? &sms->urgent : is_first ? &sms->first : &sms->waiting, slot);
}

static int request(struct sms_gateway *sms, const struct message *message, ms_t now)
{
    uint32_t slot;
    uint64_t counter;
    uint8_t segments;
    if (sms->next_id == UINT32_MAX)
        return FK_E_RANGE; /* ids are used up */
    int err = count_segments(sms, message, now, &segments);
    if (err == FK_OK)
        err = daily_next(&sms->made, message->customer, now, &counter);
    if (err == FK_OK)
        err = take_slot(sms, &slot);
    if (err != FK_OK)
        return err;
    sms->messages[slot] = (struct sms_message){.id = ++sms->next_id,
                                               .customer = message->customer,
                                               .ref = message->ref,
                                               .notice = message->id,
                                               .counter = (uint32_t)counter,
                                               .kind = message->kind,
                                               .segments = segments,
                                               .fate = (uint8_t)no_sms(sms, message, now)};
    if (sms->config.heard >> message->kind & 1)
        err = id_map_put(&sms->balances, slot, (uint32_t)message->value);
    if (err != FK_OK)
        return err;
    if (is_cancelled_early(sms, message, now)) {
        note(sms, slot, SMS_CREATED, now);
        note(sms, slot, SMS_EXPIRED, now);
        return fifo_push(&sms->free_slots, slot);
    }
    if (sms->messages[slot].fate == SMS_FATE_CALL_AGREED)
        return go_by_call(sms, slot, now);
    if (sms->messages[slot].fate != SMS_FATE_PLAIN)
        return go_without(sms, slot, now);
    note(sms, slot, SMS_CREATED, now);
    return put_in_queue(sms, slot, now);
}

int sms_handle(struct sms_gateway *sms, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_SMS_REQUEST:
        return request(sms, message, now);
    case MSG_SMS_CANCEL:
        return cancel(sms, message, now);
    case MSG_FAULT:
        if (message->code)
            sms->centre_down++;
        else
            sms->centre_down--;
        return FK_OK;
    default:
        return FK_E_ARG;
    }
}

/* what becomes of it behind the gateway. Draws are told apart by purpose, so that a share
 * more moves nobody else's. */
static enum sms_fate draw_fate(const struct sms_gateway *sms, const struct sms_message *m, ms_t now)
{
    const struct sms_shares *shares = &sms->config.shares;
    const struct phone_entry *phone = phones_find(sms->config.phones, m->customer, now);
    if (is_drawn(sms, shares->lost, CHANCE_SMS_LOSS, m->customer, m->counter))
        return SMS_FATE_LOST;
    if (is_drawn(sms, shares->misrouted, CHANCE_SMS_ROUTE, m->customer, m->counter))
        return SMS_FATE_MISROUTED;
    if (is_to_handler(m->kind))
        return SMS_FATE_PLAIN;
    if ((phone && phone->is_other) || has_others_number(sms, m->customer, now))
        return SMS_FATE_WRONG_OWNER;
    if (is_drawn(sms, shares->intercepted, CHANCE_SMS_FILTER, m->customer, m->counter))
        return SMS_FATE_INTERCEPTED;
    return SMS_FATE_PLAIN;
}

/* From the submission to the phone. */
static ms_t way_of(const struct sms_gateway *sms, const struct sms_message *m)
{
    uint64_t turn = m->counter; /* nothing that the rate or the window can shift */
    return chance_duration(&sms->config.delivery, sms->config.seed, CHANCE_SMS_DELIVERY,
                           m->customer, turn);
}

static int submit(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    struct sms_message *m = &sms->messages[slot];
    const struct sms_shares *shares = &sms->config.shares;
    if (m->kind == SMS_PRE_CUT)
        (void)id_map_remove(&sms->notices, m->ref);
    if (m->is_cancelled) {
        note(sms, slot, SMS_EXPIRED, now);
        return fifo_push(&sms->free_slots, slot);
    }
    for (unsigned i = 0; i < m->segments; i++)
        pacer_take(&sms->pacer, now);
    note(sms, slot, SMS_SUBMITTED, now);
    if (is_drawn(sms, shares->rejected, CHANCE_SMS_REJECT, m->customer, m->counter))
        return end_as(sms, slot, SMS_SUBMIT_REJECT, now);
    note(sms, slot, SMS_SUBMIT_OK, now);
    if (sms->config.told_when_sent >> m->kind & 1)
        party_send(sms->port, PARTY_MARKETING, report_of(m, SMS_SUBMIT_OK));
    m->fate = (uint8_t)draw_fate(sms, m, now);
    ms_t way = way_of(sms, m);
    if (m->fate == SMS_FATE_LOST || way > sms->config.validity)
        return timers_set(&sms->deliveries, now + sms->config.validity, DATE_ENDS, slot);
    return timers_set(&sms->deliveries, now + way, DATE_ARRIVES, slot);
}

/* A slip, or a call. R-12: where paper does not count, the slip is delivered and reported as one of
 * which nothing is known. */
static int deliver_by_hand(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    const struct sms_message *m = &sms->messages[slot];
    bool is_call = m->medium == SMS_BY_CALL;
    uint32_t missed = is_call ? sms->config.call_missed : sms->config.paper_lost;
    if (is_drawn(sms, missed, CHANCE_PAPER_LOSS, m->customer, m->counter))
        return end_as(sms, slot, SMS_UNDELIVERED, now);
    note(sms, slot, SMS_DELIVERED, now);
    tell_customer(sms, slot);
    bool is_counted = is_call || sms->config.is_paper_counted;
    enum sms_state state = is_counted ? SMS_DELIVERED : SMS_NO_REPORT;
    party_send(sms->port, PARTY_MARKETING, report_of(m, state));
    return fifo_push(&sms->free_slots, slot);
}

static int arrive(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    struct sms_message *m = &sms->messages[slot];
    if (m->medium != SMS_BY_PHONE)
        return deliver_by_hand(sms, slot, now);
    if (m->fate == SMS_FATE_MISROUTED)
        return end_as(sms, slot, SMS_UNDELIVERED, now);
    if (m->fate == SMS_FATE_PLAIN)
        tell_customer(sms, slot);
    if (!is_drawn(sms, sms->config.shares.receipt_lost, CHANCE_SMS_RECEIPT, m->customer,
                  m->counter))
        return end_as(sms, slot, SMS_DELIVERED, now);
    if (m->fate == SMS_FATE_PLAIN)
        m->fate = SMS_FATE_RECEIPT_LOST;
    return timers_set(&sms->deliveries, now - way_of(sms, m) + sms->config.validity, DATE_ENDS,
                      slot);
}

/* Nothing more is waited for: it was tried for long enough, or no report has come. */
static int end(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    const struct sms_message *m = &sms->messages[slot];
    bool is_tried = m->fate != SMS_FATE_LOST && way_of(sms, m) > sms->config.validity;
    return end_as(sms, slot, is_tried ? SMS_EXPIRED : SMS_NO_REPORT, now);
}

/* The message whose turn it is: in the window, or exempt from it. */
static bool take_next(struct sms_gateway *sms, ms_t now, uint32_t *slot)
{
    if (fifo_pop(&sms->urgent, slot))
        return true;
    return clock_window_holds(&sms->config.window, now) &&
           (fifo_pop(&sms->first, slot) || fifo_pop(&sms->waiting, slot));
}

int sms_tick(struct sms_gateway *sms, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&sms->deliveries, now, &timer))
        err = timer.kind == DATE_ARRIVES ? arrive(sms, timer.id, now) : end(sms, timer.id, now);
    while (err == FK_OK && sms->centre_down == 0 && pacer_next(&sms->pacer, now) <= now) {
        uint32_t slot;
        if (!take_next(sms, now, &slot))
            break;
        err = submit(sms, slot, now);
    }
    return err;
}

ms_t sms_due(const struct sms_gateway *sms, ms_t now)
{
    ms_t due = timers_due(&sms->deliveries);
    ms_t next = pacer_next(&sms->pacer, now);
    if (sms->centre_down > 0)
        return due;
    if (sms->urgent.count > 0)
        return next < due ? next : due;
    if (sms->waiting.count > 0 || sms->first.count > 0) {
        next = clock_window_next(&sms->config.window, next);
        return next < due ? next : due;
    }
    return due;
}

static int any_handle(void *party, const struct message *message, ms_t now)
{
    return sms_handle(party, message, now);
}

static int any_tick(void *party, ms_t now)
{
    return sms_tick(party, now);
}

static ms_t any_due(const void *party, ms_t now)
{
    return sms_due(party, now);
}

const struct party_class sms_class = {any_handle, any_tick, any_due};

static bool is_possible(const struct sms_message *m, uint32_t customers)
{
    return m->customer < customers && m->kind < SMS_KINDS && m->medium < SMS_MEDIA &&
           m->fate < SMS_FATES && m->segments <= SMS_PARTS_MAX;
}

void sms_image(struct sms_gateway *sms, struct image *image, uint32_t customers)
{
    image_part(image, "sms");
    image_list(image, &sms->messages, sizeof *sms->messages, &sms->count, &sms->capacity);
    for (uint32_t i = 0; i < sms->count; i++)
        image_expect(image, is_possible(&sms->messages[i], customers),
                     "a message in it is to nobody");
    IMAGE(image, sms->next_id);
    IMAGE(image, sms->centre_down);
    fifo_image(&sms->free_slots, image, sms->count);
    fifo_image(&sms->waiting, image, sms->count);
    fifo_image(&sms->first, image, sms->count);
    fifo_image(&sms->urgent, image, sms->count);
    id_map_image(&sms->notices, image, sms->count);
    id_map_image(&sms->balances, image, UINT64_C(1) << 32);
    slots_image(&sms->early, image);
    for (uint32_t i = 0; i < sms->early.count; i++) {
        const struct sms_early *early = slots_at(&sms->early, i);
        if (!early)
            continue;
        image_expect(image, early->customer < customers, "a message in it is to nobody");
        image_expect_moment(image, early->until);
    }
    fifo_image(&sms->early_ids, image, UINT64_C(1) << 32);
    pacer_image(&sms->pacer, image);
    timers_image(&sms->deliveries, image, SMS_DATES, sms->count);
    daily_image(&sms->made, image);
}
