#include "models/sms.h"

#include "models/feecontrol/judge.h"
#include <stdlib.h>

int sms_init(struct sms_gateway *sms, const struct party_port *port,
             const struct sms_config *config)
{
    *sms = (struct sms_gateway){.port = port, .config = *config, .capacity = 1024};
    sms->pacer.rate = config->rate;
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
    fifo_fini(&sms->waiting);
    fifo_fini(&sms->urgent);
    timers_fini(&sms->deliveries);
}

static void note(struct sms_gateway *sms, uint32_t id, enum sms_state state, ms_t now)
{
    const struct sms_message *m = &sms->messages[id - 1];
    struct party_note n = {.type = EVENT_SMS,
                           .kind = m->kind,
                           .state = (uint8_t)state,
                           .customer = m->customer,
                           .id = id,
                           .ref = m->ref,
                           .value = 1}; /* texts of all kinds fit one segment, R-63 and R-65 */
    party_note(sms->port, n, now);
}

int sms_handle(struct sms_gateway *sms, const struct message *message, ms_t now)
{
    if (message->type != MSG_SMS_REQUEST)
        return FK_E_ARG;
    if (sms->count == sms->capacity) {
        struct sms_message *grown =
            realloc(sms->messages, 2 * (size_t)sms->capacity * sizeof *sms->messages);
        if (!grown)
            return FK_E_MEMORY;
        sms->messages = grown;
        sms->capacity *= 2;
    }
    uint32_t id = ++sms->count;
    bool is_exempt = sms->config.exempt >> message->kind & 1;
    sms->messages[id - 1] = (struct sms_message){message->customer, message->ref, message->kind};
    note(sms, id, SMS_CREATED, now);
    if (is_exempt || fee_window_holds(&sms->config.window, now)) {
        note(sms, id, SMS_QUEUED, now);
    } else {
        note(sms, id, SMS_WAIT_WINDOW, now);
    }
    return fifo_push(is_exempt ? &sms->urgent : &sms->waiting, id);
}

static int submit(struct sms_gateway *sms, uint32_t id, ms_t now)
{
    ms_t delay = chance_duration(&sms->config.delivery, sms->config.seed, CHANCE_SMS_DELIVERY,
                                 sms->messages[id - 1].customer,
                                 (uint64_t)now * SMS_KINDS + sms->messages[id - 1].kind);
    pacer_take(&sms->pacer, now);
    note(sms, id, SMS_SUBMITTED, now);
    note(sms, id, SMS_SUBMIT_OK, now);
    return timers_set(&sms->deliveries, now + delay, 0, id);
}

static void deliver(struct sms_gateway *sms, uint32_t id, ms_t now)
{
    const struct sms_message *m = &sms->messages[id - 1];
    struct message report = {.type = MSG_SMS_REPORT,
                             .kind = m->kind,
                             .code = SMS_DELIVERED,
                             .customer = m->customer,
                             .id = id,
                             .ref = m->ref};
    note(sms, id, SMS_DELIVERED, now);
    party_send(sms->port, PARTY_MARKETING, report);
    if (m->kind == SMS_CLOSE_ALLOWED) /* the one text that asks the customer to do something */
        party_send(sms->port, PARTY_CUSTOMERS, report);
}

int sms_tick(struct sms_gateway *sms, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (timers_take(&sms->deliveries, now, &timer))
        deliver(sms, timer.id, now);
    while (err == FK_OK && pacer_next(&sms->pacer, now) <= now) {
        uint32_t id;
        if (!fifo_pop(&sms->urgent, &id) &&
            !(fee_window_holds(&sms->config.window, now) && fifo_pop(&sms->waiting, &id)))
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
        next = fee_window_next(&sms->config.window, next);
        return next < due ? next : due;
    }
    return due;
}
