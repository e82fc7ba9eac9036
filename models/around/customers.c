#include "models/around/customers.h"

enum plan { PLAN_PAY, PLAN_BUTTON, PLANS };

int customers_init(struct customers *customers, const struct party_port *port,
                   const struct customers_config *config)
{
    *customers = (struct customers){.port = port, .config = *config};
    return timers_init(&customers->plans, 1024);
}

void customers_fini(struct customers *customers)
{
    timers_fini(&customers->plans);
    daily_fini(&customers->planned);
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
    while (timers_take(&customers->plans, now, &timer)) {
        struct message message = {.type = MSG_BUTTON, .customer = timer.id};
        if (timer.kind == PLAN_PAY) {
            message.type = MSG_PAY;
            message.kind = PAY_ALIPAY;
            message.value = customers->config.pay_amount;
            party_send(customers->port, PARTY_CHANNELS, message);
        } else {
            party_send(customers->port, PARTY_CONCENTRATORS, message);
        }
    }
    return FK_OK;
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
}
