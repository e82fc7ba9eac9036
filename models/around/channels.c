#include "models/around/channels.h"

#include "base/grow.h"
#include <stdlib.h>

int channels_init(struct channels *channels, const struct party_port *port, uint32_t capacity)
{
    *channels = (struct channels){.port = port, .capacity = 1024, .pacer = {.rate = capacity}};
    channels->entries = malloc(channels->capacity * sizeof *channels->entries);
    return channels->entries ? FK_OK : FK_E_MEMORY;
}

void channels_fini(struct channels *channels)
{
    free(channels->entries);
    channels->entries = NULL;
    fifo_fini(&channels->unsent);
    id_map_fini(&channels->latest);
    daily_fini(&channels->paid);
}

static int pay(struct channels *channels, const struct message *message, ms_t now)
{
    if (grow_for_one(&channels->entries, sizeof *channels->entries, channels->count,
                     &channels->capacity) != FK_OK)
        return FK_E_MEMORY;
    uint64_t counter;
    uint32_t id = channels->count + 1, previous = 0;
    (void)id_map_get(&channels->latest, message->customer, &previous);
    if (daily_next(&channels->paid, message->customer, now, &counter) != FK_OK ||
        id_map_put(&channels->latest, message->customer, id) != FK_OK)
        return FK_E_MEMORY;
    channels->count = id;
    channels->entries[id - 1] = (struct channel_entry){message->value, message->customer,
                                                       (uint32_t)counter, previous, message->kind};
    struct party_note note = {.type = EVENT_PAYMENT,
                              .kind = message->kind,
                              .state = PAYMENT_PAID,
                              .customer = message->customer,
                              .id = id,
                              .value = message->value};
    party_note(channels->port, note, now);
    return fifo_push(&channels->unsent, id);
}

int channels_handle(struct channels *channels, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_PAY:
        return pay(channels, message, now);
    case MSG_FAULT:
        if (message->code)
            channels->links_down++;
        else
            channels->links_down--;
        return FK_OK;
    default:
        return FK_E_ARG;
    }
}

int channels_tick(struct channels *channels, ms_t now)
{
    uint32_t id;
    while (!channels->links_down && pacer_next(&channels->pacer, now) <= now &&
           fifo_pop(&channels->unsent, &id)) {
        const struct channel_entry *entry = &channels->entries[id - 1];
        struct message message = {.type = MSG_PAYMENT,
                                  .kind = entry->channel,
                                  .customer = entry->customer,
                                  .id = id,
                                  .ref = entry->counter,
                                  .value = entry->amount};
        pacer_take(&channels->pacer, now);
        party_send(channels->port, PARTY_MARKETING, message);
    }
    return FK_OK;
}

ms_t channels_due(const struct channels *channels, ms_t now)
{
    if (channels->links_down || channels->unsent.count == 0)
        return MS_NEVER;
    return pacer_next(&channels->pacer, now);
}

fen_t channels_paid(const struct channels *channels, uint32_t customer)
{
    fen_t paid = 0;
    uint32_t id = 0;
    (void)id_map_get(&channels->latest, customer, &id);
    for (; id > 0; id = channels->entries[id - 1].previous)
        paid += channels->entries[id - 1].amount;
    return paid;
}

static int any_handle(void *party, const struct message *message, ms_t now)
{
    return channels_handle(party, message, now);
}

static int any_tick(void *party, ms_t now)
{
    return channels_tick(party, now);
}

static ms_t any_due(const void *party, ms_t now)
{
    return channels_due(party, now);
}

const struct party_class channels_class = {any_handle, any_tick, any_due};
