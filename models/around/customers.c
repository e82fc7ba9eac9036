#include "models/around/customers.h"

enum plan { PLAN_PAY, PLAN_BUTTON, PLAN_CARD, PLANS };

int customers_init(struct customers *customers, const struct party_port *port,
                   const struct customers_config *config)
{
    *customers = (struct customers){.port = port, .config = *config};
    slots_init(&customers->cards, sizeof(struct customer_card));
    return timers_init(&customers->plans, 1024);
}

void customers_fini(struct customers *customers)
{
    timers_fini(&customers->plans);
    daily_fini(&customers->planned);
    slots_fini(&customers->cards);
}

static int plan(struct customers *customers, const struct chance_dist *after, uint32_t stream,
                enum plan kind, uint32_t customer, ms_t now)
{
    uint64_t counter;
    if (daily_next(&customers->planned, customer, now, &counter) != FK_OK)
        return FK_E_MEMORY;
    ms_t delay = chance_duration(after, customers->config.seed, stream, customer, counter);
    return timers_set(&customers->plans, now + delay, kind, customer);
}

/* The meter takes what is on the card, or not; either way it is used. */
static int insert_card(struct customers *customers, uint32_t customer)
{
    const struct customer_card *card = slots_find(&customers->cards, customer);
    struct message message = {.type = MSG_CARD, .customer = customer};
    if (!card)
        return FK_OK;
    message.kind = card->number;
    message.value = card->amount;
    party_send(customers->port, PARTY_CONCENTRATORS, message);
    return slots_close(&customers->cards, customer);
}

/* A card that was written (GS-10), or is to be inserted: at once, planned so, or on request. */
static int take_card(struct customers *customers, const struct message *message, ms_t now)
{
    if (message->value == 0)
        return insert_card(customers, message->customer);
    struct customer_card *card = slots_open(&customers->cards, message->customer);
    if (!card)
        return FK_E_MEMORY;
    card->number = message->kind;
    card->amount = (int32_t)message->value;
    return message->code ? plan(customers, &customers->config.button_after, CHANCE_CARD, PLAN_CARD,
                                message->customer, now)
                         : FK_OK;
}

int customers_handle(struct customers *customers, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_SUPPLY:
        if (message->code || !customers->config.is_paying_after_cut)
            return FK_OK;
        return plan(customers, &customers->config.pay_after, CHANCE_PAY_AFTER, PLAN_PAY,
                    message->customer, message->value);
    case MSG_SMS_REPORT:
        if (message->kind != SMS_CLOSE_ALLOWED || message->code != SMS_DELIVERED)
            return FK_OK;
        return plan(customers, &customers->config.button_after, CHANCE_BUTTON, PLAN_BUTTON,
                    message->customer, now);
    case MSG_CARD:
        return take_card(customers, message, now);
    case MSG_PAY:
        party_send(customers->port, PARTY_CHANNELS, *message);
        return FK_OK;
    default:
        return FK_E_ARG;
    }
}

int customers_tick(struct customers *customers, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&customers->plans, now, &timer)) {
        struct message message = {.type = MSG_BUTTON, .customer = timer.id};
        if (timer.kind == PLAN_PAY) {
            message.type = MSG_PAY;
            message.kind = PAY_ALIPAY;
            message.value = customers->config.pay_amount;
            party_send(customers->port, PARTY_CHANNELS, message);
        } else if (timer.kind == PLAN_CARD) {
            err = insert_card(customers, timer.id);
        } else {
            party_send(customers->port, PARTY_CONCENTRATORS, message);
        }
    }
    return err;
}

ms_t customers_due(const struct customers *customers)
{
    return timers_due(&customers->plans);
}

static int any_handle(void *party, const struct message *message, ms_t now)
{
    return customers_handle(party, message, now);
}

static int any_tick(void *party, ms_t now)
{
    return customers_tick(party, now);
}

static ms_t any_due(const void *party, ms_t now)
{
    (void)now;
    return customers_due(party);
}

const struct party_class customers_class = {any_handle, any_tick, any_due};

void customers_image(struct customers *customers, struct image *image, uint32_t count)
{
    image_part(image, "customers");
    timers_image(&customers->plans, image, PLANS, count);
    daily_image(&customers->planned, image);
    slots_image(&customers->cards, image);
    for (uint32_t i = 0; image->is_loading && i < customers->cards.count; i++) {
        const struct customer_card *card = slots_at(&customers->cards, i);
        image_expect(image, !card || (card->id < count && card->amount > 0),
                     "a card in it is nobody's");
    }
}
