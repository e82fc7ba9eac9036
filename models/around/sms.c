#include "models/around/sms.h"

#include "base/grow.h"
#include <stdlib.h>

int sms_init(struct sms_gateway *sms, const struct party_port *port,
             const struct sms_config *config)
{
    *sms = (struct sms_gateway){.port = port, .config = *config, .capacity = 1024};
    sms->pacer.rate = config->rate;
    slots_init(&sms->early, sizeof(struct sms_early));
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
    fifo_fini(&sms->urgent);
    id_map_fini(&sms->notices);
    slots_fini(&sms->early);
    fifo_fini(&sms->early_ids);
    timers_fini(&sms->deliveries);
    daily_fini(&sms->made);
}

static void note(struct sms_gateway *sms, uint32_t slot, enum sms_state state, ms_t now)
{
    const struct sms_message *m = &sms->messages[slot];
    struct party_note n = {.type = EVENT_SMS,
                           .kind = m->kind,
                           .state = (uint8_t)state,
                           .customer = m->customer,
                           .id = m->id,
                           .ref = m->ref,
                           .value = 1}; /* texts of all kinds fit one segment, R-63 and R-65 */
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
    if (err != FK_OK || slots_find(&sms->early, message->ref))
        return err;
    struct sms_early *early = slots_open(&sms->early, message->ref);
    if (!early)
        return FK_E_MEMORY;
    *early = (struct sms_early){message->ref, message->customer, now + SMS_CANCEL_KEPT};
    return fifo_push(&sms->early_ids, message->ref);
}

static int cancel(struct sms_gateway *sms, const struct message *message, ms_t now)
{
    uint32_t slot;
    if (message->kind != SMS_PRE_CUT)
        return FK_OK; /* nothing else waits for a strategy that can be given up */
    if (!id_map_get(&sms->notices, message->ref, &slot))
        return keep_early(sms, message, now);
    if (sms->messages[slot].customer == message->customer)
        sms->messages[slot].is_cancelled = 1;
    return FK_OK;
}

static bool is_cancelled_early(struct sms_gateway *sms, const struct message *request, ms_t now)
{
    const struct sms_early *early =
        request->kind == SMS_PRE_CUT ? slots_find(&sms->early, request->ref) : NULL;
    return early && early->customer == request->customer && early->until > now;
}

int sms_handle(struct sms_gateway *sms, const struct message *message, ms_t now)
{
    uint32_t slot;
    if (message->type == MSG_SMS_CANCEL)
        return cancel(sms, message, now);
    if (message->type != MSG_SMS_REQUEST)
        return FK_E_ARG;
    uint64_t counter;
    if (sms->next_id == UINT32_MAX)
        return FK_E_RANGE; /* ids are used up */
    int err = daily_next(&sms->made, message->customer, now, &counter);
    if (err == FK_OK)
        err = take_slot(sms, &slot);
    if (err != FK_OK)
        return err;
    bool is_exempt = sms->config.exempt >> message->kind & 1;
    bool is_open = is_exempt || clock_window_holds(&sms->config.window, now);
    sms->messages[slot] = (struct sms_message){++sms->next_id,    message->customer, message->ref,
                                               (uint32_t)counter, message->kind,     0};
    note(sms, slot, SMS_CREATED, now);
    if (is_cancelled_early(sms, message, now)) {
        note(sms, slot, SMS_EXPIRED, now);
        return fifo_push(&sms->free_slots, slot);
    }
    note(sms, slot, is_open ? SMS_QUEUED : SMS_WAIT_WINDOW, now);
    if (message->kind == SMS_PRE_CUT && message->ref)
        err = id_map_put(&sms->notices, message->ref, slot);
    if (err != FK_OK)
        return err;
    return fifo_push(is_exempt ? &sms->urgent : &sms->waiting, slot);
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

static int submit(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    const struct sms_message *m = &sms->messages[slot];
    if (m->kind == SMS_PRE_CUT)
        (void)id_map_remove(&sms->notices, m->ref);
    if (m->is_cancelled) {
        note(sms, slot, SMS_EXPIRED, now);
        return fifo_push(&sms->free_slots, slot);
    }
    ms_t delay = chance_duration(&sms->config.delivery, sms->config.seed, CHANCE_SMS_DELIVERY,
                                 m->customer, m->counter);
    pacer_take(&sms->pacer, now);
    note(sms, slot, SMS_SUBMITTED, now);
    note(sms, slot, SMS_SUBMIT_OK, now);
    if (sms->config.told_when_sent >> m->kind & 1)
        party_send(sms->port, PARTY_MARKETING, report_of(m, SMS_SUBMIT_OK));
    return timers_set(&sms->deliveries, now + delay, 0, slot);
}

static int deliver(struct sms_gateway *sms, uint32_t slot, ms_t now)
{
    const struct sms_message *m = &sms->messages[slot];
    struct message report = report_of(m, SMS_DELIVERED);
    note(sms, slot, SMS_DELIVERED, now);
    party_send(sms->port, PARTY_MARKETING, report);
    if (m->kind == SMS_CLOSE_ALLOWED) /* the one text that asks the customer to do something */
        party_send(sms->port, PARTY_CUSTOMERS, report);
    return fifo_push(&sms->free_slots, slot);
}

int sms_tick(struct sms_gateway *sms, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&sms->deliveries, now, &timer))
        err = deliver(sms, timer.id, now);
    while (err == FK_OK && pacer_next(&sms->pacer, now) <= now) {
        uint32_t id;
        if (!fifo_pop(&sms->urgent, &id) &&
            !(clock_window_holds(&sms->config.window, now) && fifo_pop(&sms->waiting, &id)))
            break;
        err = submit(sms, id, now);
    }
    return err;
}

ms_t sms_due(const struct sms_gateway *sms, ms_t now)
{
    ms_t due = timers_due(&sms->deliveries);
    ms_t next = pacer_next(&sms->pacer, now);
    if (sms->urgent.count > 0)
        return next < due ? next : due;
    if (sms->waiting.count > 0) {
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

void sms_image(struct sms_gateway *sms, struct image *image, uint32_t customers)
{
    image_part(image, "sms");
    image_list(image, &sms->messages, sizeof *sms->messages, &sms->count, &sms->capacity);
    for (uint32_t i = 0; i < sms->count; i++)
        image_expect(image,
                     sms->messages[i].customer < customers && sms->messages[i].kind < SMS_KINDS,
                     "a message in it is to nobody");
    IMAGE(image, sms->next_id);
    fifo_image(&sms->free_slots, image, sms->count);
    fifo_image(&sms->waiting, image, sms->count);
    fifo_image(&sms->urgent, image, sms->count);
    id_map_image(&sms->notices, image, sms->count);
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
    timers_image(&sms->deliveries, image, 1, sms->count);
    daily_image(&sms->made, image);
}
