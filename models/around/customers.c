#include "models/around/customers.h"

enum plan {
    PLAN_PAY,
    PLAN_BUTTON,
    PLAN_INTENT,
    PLAN_CARD,
    PLAN_CALL,
    PLAN_COMPLAIN,
    PLAN_BREAKER,
    PLAN_UNPROMPTED,
    PLANS
};

int customers_init(struct customers *customers, const struct party_port *port,
                   const struct customers_config *config)
{
    *customers = (struct customers){.port = port, .config = *config, .next_day = MS_NEVER};
    if (config->first_day)
        customers->next_day = config->first_day;
    slots_init(&customers->intents, sizeof(struct customer_intent));
    slots_init(&customers->cards, sizeof(struct customer_card));
    slots_init(&customers->dark, sizeof(struct customer_dark));
    return timers_init(&customers->plans, 1024);
}

void customers_fini(struct customers *customers)
{
    timers_fini(&customers->plans);
    daily_fini(&customers->planned);
    slots_fini(&customers->intents);
    slots_fini(&customers->cards);
    slots_fini(&customers->dark);
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

/* He may call in a while, if what he calls for is still so. 1: he will, 0: he will not, or an
 * error. */
static int may_call(struct customers *customers, struct customer_dark *dark,
                    enum call_reason reason, uint32_t share, ms_t now)
{
    const struct customers_config *config = &customers->config;
    uint64_t counter;
    if (daily_next(&customers->planned, dark->id, now, &counter) != FK_OK)
        return FK_E_MEMORY;
    if (!chance_hits(chance_bits(config->seed, CHANCE_CALLS, dark->id, counter), share))
        return 0;
    dark->reason = (uint8_t)reason;
    dark->calls_at =
        now + chance_duration(&config->call_after, config->seed, CHANCE_CALLS, dark->id, counter);
    int err = timers_set(&customers->plans, dark->calls_at, PLAN_CALL, dark->id);
    return err == FK_OK ? 1 : err;
}

/* Supply goes or comes, where people call: who is cut is told so before long. */
static int see_supply(struct customers *customers, const struct message *message)
{
    if (message->code)
        return slots_close(&customers->dark, message->customer);
    struct customer_dark *dark = slots_open(&customers->dark, message->customer);
    if (!dark)
        return FK_E_MEMORY;
    dark->is_ordered = message->kind == 0;
    dark->calls_at = dark->complains_at = 0;
    dark->is_told = false;
    int err = may_call(customers, dark, CALL_DARK, customers->config.dark_calls, message->value);
    return err < 0 ? err : FK_OK;
}

/* Who pays in the dark waits for the light. */
static int wait_for_light(struct customers *customers, uint32_t customer, ms_t now)
{
    struct customer_dark *dark = slots_find(&customers->dark, customer);
    if (!dark || !dark->is_ordered || dark->complains_at)
        return FK_OK;
    dark->complains_at = now + customers->config.complains_after;
    int err = timers_set(&customers->plans, dark->complains_at, PLAN_COMPLAIN, customer);
    if (err == FK_OK)
        err = may_call(customers, dark, CALL_UNRESTORED, customers->config.unrestored_calls, now);
    return err < 0 ? err : FK_OK;
}

/* Nobody takes his call: he tries again as long as what he calls for is so. */
static int call_in_vain(struct customers *customers, struct customer_dark *dark,
                        const struct timer *timer, ms_t now)
{
    ms_t *due = timer->kind == PLAN_COMPLAIN ? &dark->complains_at : &dark->calls_at;
    *due = now + customers->config.call_again;
    return timers_set(&customers->plans, *due, timer->kind, timer->id);
}

/* Who does not know the button is told, and holds it then (P-RST-03). */
static int call(struct customers *customers, const struct timer *timer, ms_t now)
{
    struct customer_dark *dark = slots_find(&customers->dark, timer->id);
    bool is_complaint = timer->kind == PLAN_COMPLAIN;
    if (!dark || timer->due != (is_complaint ? dark->complains_at : dark->calls_at))
        return FK_OK;
    if (!is_complaint && dark->reason == CALL_DARK && dark->is_told)
        return FK_OK;
    struct party_note note = {.type = EVENT_CALL,
                              .kind = is_complaint ? CALL_UNRESTORED : dark->reason,
                              .state = is_complaint ? CALL_COMPLAINT : CALL_QUESTION,
                              .customer = timer->id,
                              .id = ++customers->calls};
    if (customers->hotline_faults > 0)
        note.state = CALL_UNANSWERED;
    struct message missing = {.type = MSG_MISSING, .customer = timer->id};
    party_note(customers->port, note, now);
    if (customers->hotline_faults > 0)
        return call_in_vain(customers, dark, timer, now);
    if (note.kind == CALL_UNRESTORED && customers->config.is_asking_channel)
        party_send(customers->port, PARTY_CHANNELS, missing);
    if (note.kind != CALL_BUTTON)
        return FK_OK;
    return plan(customers, &customers->config.button_after, CHANCE_BUTTON, PLAN_BUTTON, timer->id,
                now);
}

static int see_permit(struct customers *customers, uint32_t customer, ms_t now)
{
    const struct chance_dist *breaker = &customers->config.breaker_after;
    if (customers->config.is_by_hand)
        return breaker->count == 0
                   ? FK_OK
                   : plan(customers, breaker, CHANCE_BUTTON, PLAN_BREAKER, customer, now);
    struct customer_dark *dark = slots_find(&customers->dark, customer);
    int is_asking =
        dark ? may_call(customers, dark, CALL_BUTTON, customers->config.button_calls, now) : 0;
    if (is_asking != 0)
        return is_asking < 0 ? is_asking : FK_OK;
    return plan(customers, &customers->config.button_after, CHANCE_BUTTON, PLAN_BUTTON, customer,
                now);
}

/* P-PAY-13. Who means to pay already does so at the earlier of the two moments; what he is told
 * then may be more than he knew. */
static int react(struct customers *customers, enum habit habit, uint32_t customer,
                 const int32_t *balance, ms_t now)
{
    ms_t after;
    uint64_t counter;
    struct customer_intent *intent = slots_find(&customers->intents, customer);
    if (intent && balance)
        intent->balance = *balance;
    if (daily_next(&customers->planned, customer, now, &counter) != FK_OK)
        return FK_E_MEMORY;
    if (!habits_reacts(customers->config.habits, habit, customer, counter, &after) ||
        (intent && intent->pays_at <= now + after))
        return FK_OK;
    if (!intent)
        intent = slots_open(&customers->intents, customer);
    if (!intent)
        return FK_E_MEMORY;
    intent->balance = balance ? *balance : intent->balance;
    intent->pays_at = now + after;
    intent->counter = (uint32_t)counter;
    intent->is_bill = habit == HABIT_BILLED;
    return timers_set(&customers->plans, intent->pays_at, PLAN_INTENT, customer);
}

static int hear(struct customers *customers, const struct message *message, ms_t now)
{
    static const int8_t habits[SMS_KINDS] = {
        [SMS_REMINDER] = HABIT_REMINDED + 1,     [SMS_WARNING] = HABIT_WARNED + 1,
        [SMS_SECOND_WARNING] = HABIT_WARNED + 1, [SMS_DUNNING] = HABIT_WARNED + 1,
        [SMS_PRE_CUT] = HABIT_NOTICED + 1,       [SMS_BILL] = HABIT_BILLED + 1};
    int32_t balance = (int32_t)message->value;
    if (message->code != SMS_DELIVERED)
        return FK_OK;
    if (message->kind == SMS_CLOSE_ALLOWED)
        return see_permit(customers, message->customer, now);
    if (message->kind == SMS_BILL && balance >= 0)
        return FK_OK; /* it is paid */
    if (customers->config.habits && message->kind < SMS_KINDS && habits[message->kind])
        return react(customers, (enum habit)(habits[message->kind] - 1), message->customer,
                     &balance, now);
    struct customer_intent *intent = slots_find(&customers->intents, message->customer);
    if (intent && message->kind == SMS_CUT_DONE)
        intent->balance = balance;
    struct customer_dark *dark = slots_find(&customers->dark, message->customer);
    if (dark && message->kind == SMS_CUT_DONE)
        dark->is_told = true;
    return FK_OK;
}

/* He is cut: he knows what he owes when he is told. */
static int go_dark(struct customers *customers, const struct message *message)
{
    int err = FK_OK;
    if (customers->config.is_paying_after_cut)
        err = plan(customers, &customers->config.pay_after, CHANCE_PAY_AFTER, PLAN_PAY,
                   message->customer, message->value);
    if (err == FK_OK && customers->config.habits)
        err = react(customers, HABIT_CUT, message->customer, NULL, message->value);
    return err;
}

/* The meter takes what is on the card, or not; either way it is used. Another meter leaves it there
 * (section 20, seed 001). */
static int insert_card(struct customers *customers, uint32_t customer, bool is_elsewhere)
{
    const struct customer_card *card = slots_find(&customers->cards, customer);
    struct message message = {.type = MSG_CARD, .customer = customer};
    if (!card)
        return FK_OK;
    message.kind = card->number;
    message.value = card->amount;
    message.code = is_elsewhere;
    party_send(customers->port, PARTY_CONCENTRATORS, message);
    return is_elsewhere ? FK_OK : slots_close(&customers->cards, customer);
}

/* A card that was written (GS-10), or is to be inserted: at once, planned so, or on request. */
static int take_card(struct customers *customers, const struct message *message, ms_t now)
{
    if (message->value == 0)
        return insert_card(customers, message->customer, message->code);
    struct customer_card *card = slots_open(&customers->cards, message->customer);
    if (!card)
        return FK_E_MEMORY;
    card->number = message->kind;
    card->amount = (int32_t)message->value;
    return message->code ? plan(customers, &customers->config.button_after, CHANCE_CARD, PLAN_CARD,
                                message->customer, now)
                         : FK_OK;
}

/* Q56: what is asked for when he signs. */
static void pay_deposit(struct customers *customers, const struct message *message)
{
    const struct customers_config *config = &customers->config;
    struct message pay = {.type = MSG_PAY,
                          .kind = message->kind == AGREED_AT_COUNTER ? PAY_COUNTER : PAY_APP,
                          .customer = message->customer,
                          .value = message->value};
    uint64_t bits = chance_bits(config->seed, CHANCE_DEPOSIT, message->customer, 0);
    if (pay.value <= 0 || !chance_hits(bits, config->deposits))
        return;
    party_send(customers->port, PARTY_CHANNELS, pay);
}

int customers_handle(struct customers *customers, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_SUPPLY:
        if (customers->config.is_calling && see_supply(customers, message) != FK_OK)
            return FK_E_MEMORY;
        return message->code || message->kind ? FK_OK : go_dark(customers, message);
    case MSG_SMS_REPORT:
        return hear(customers, message, now);
    case MSG_CARD:
        return take_card(customers, message, now);
    case MSG_AGREEMENT:
        pay_deposit(customers, message);
        return FK_OK;
    case MSG_FAULT:
        if (!message->code && customers->hotline_faults == 0)
            return FK_E_ARG;
        customers->hotline_faults += message->code ? 1 : UINT32_MAX; /* one less */
        return FK_OK;
    case MSG_PAY:
        party_send(customers->port, PARTY_CHANNELS, *message);
        return wait_for_light(customers, message->customer, now);
    default:
        return FK_E_ARG;
    }
}

/* A plan that was brought forward finds nobody who means to pay then. */
static int pay_as_meant(struct customers *customers, const struct timer *timer)
{
    const struct habits *habits = customers->config.habits;
    const struct customer_intent *intent = slots_find(&customers->intents, timer->id);
    if (!intent || intent->pays_at != timer->due || !habits)
        return FK_OK;
    struct message message = {
        .type = MSG_PAY,
        .kind = (uint8_t)habits_channel(habits, timer->id, intent->counter),
        .customer = timer->id,
        .value = intent->is_bill && intent->balance < 0
                     ? -(int64_t)intent->balance
                     : habits_amount(habits, timer->id, intent->counter, intent->balance)};
    party_send(customers->port, PARTY_CHANNELS, message);
    int err = wait_for_light(customers, timer->id, timer->due);
    return err == FK_OK ? slots_close(&customers->intents, timer->id) : err;
}

/* P-PAY-14, P-PAY-15: who pays today without being told to, and when. */
static int draw_day(struct customers *customers)
{
    enum { ROW = 256 };
    uint64_t bits[ROW];
    int err = FK_OK;
    ms_t midnight = customers->next_day;
    int32_t day = clock_day_number(midnight);
    uint32_t share = habits_unprompted(customers->config.habits, day);
    uint32_t count = customers->config.count;
    for (uint32_t first = 0; first < count && err == FK_OK; first += ROW) {
        uint32_t length = count - first < ROW ? count - first : ROW;
        chance_row(customers->config.seed, CHANCE_UNPROMPTED, first, length, (uint64_t)day, bits);
        for (uint32_t i = 0; i < length && err == FK_OK; i++)
            if (chance_hits(bits[i], share))
                err = timers_set(&customers->plans, midnight + habits_hour(bits[i]),
                                 PLAN_UNPROMPTED, first + i);
    }
    customers->next_day += MS_DAY;
    return err;
}

/* Who meant to pay later, for what he was told, does so now. */
static int pay_unprompted(struct customers *customers, uint32_t customer, ms_t now)
{
    const struct habits *habits = customers->config.habits;
    const struct customer_intent *intent = slots_find(&customers->intents, customer);
    uint64_t counter;
    if (daily_next(&customers->planned, customer, now, &counter) != FK_OK)
        return FK_E_MEMORY;
    struct message message = {
        .type = MSG_PAY,
        .kind = (uint8_t)habits_channel(habits, customer, counter),
        .customer = customer,
        .value = habits_amount(habits, customer, counter, intent ? intent->balance : 0)};
    party_send(customers->port, PARTY_CHANNELS, message);
    int err = wait_for_light(customers, customer, now);
    return err == FK_OK && intent ? slots_close(&customers->intents, customer) : err;
}

int customers_tick(struct customers *customers, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    while (err == FK_OK && customers->next_day <= now)
        err = draw_day(customers);
    while (err == FK_OK && timers_take(&customers->plans, now, &timer)) {
        struct message message = {.type = MSG_BUTTON, .customer = timer.id};
        if (timer.kind == PLAN_INTENT) {
            err = pay_as_meant(customers, &timer);
        } else if (timer.kind == PLAN_UNPROMPTED) {
            err = pay_unprompted(customers, timer.id, now);
        } else if (timer.kind == PLAN_PAY) {
            message.type = MSG_PAY;
            message.kind = PAY_ALIPAY;
            message.value = customers->config.pay_amount;
            party_send(customers->port, PARTY_CHANNELS, message);
            err = wait_for_light(customers, timer.id, now);
        } else if (timer.kind == PLAN_CARD) {
            err = insert_card(customers, timer.id, false);
        } else if (timer.kind == PLAN_BUTTON || timer.kind == PLAN_BREAKER) {
            message.kind = timer.kind == PLAN_BREAKER;
            party_send(customers->port, PARTY_CONCENTRATORS, message);
        } else {
            err = call(customers, &timer, now);
        }
    }
    return err;
}

ms_t customers_due(const struct customers *customers)
{
    ms_t due = timers_due(&customers->plans);
    return customers->next_day < due ? customers->next_day : due;
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
    slots_image(&customers->intents, image);
    slots_image(&customers->dark, image);
    IMAGE(image, customers->calls);
    IMAGE(image, customers->hotline_faults);
    IMAGE(image, customers->next_day);
    if (customers->next_day != MS_NEVER)
        image_expect_moment(image, customers->next_day);
    for (uint32_t i = 0; i < customers->dark.count; i++) {
        const struct customer_dark *dark = slots_at(&customers->dark, i);
        if (!dark)
            continue;
        image_expect(image, dark->id < count, "somebody who does not exist is in the dark");
        image_expect_moment(image, dark->calls_at);
        image_expect_moment(image, dark->complains_at);
    }
    for (uint32_t i = 0; i < customers->intents.count; i++) {
        const struct customer_intent *intent = slots_at(&customers->intents, i);
        if (!intent)
            continue;
        image_expect(image, intent->id < count, "somebody who does not exist means to pay");
        image_expect_moment(image, intent->pays_at);
    }
    slots_image(&customers->cards, image);
    for (uint32_t i = 0; image->is_loading && i < customers->cards.count; i++) {
        const struct customer_card *card = slots_at(&customers->cards, i);
        image_expect(image, !card || (card->id < count && card->amount > 0),
                     "a card in it is nobody's");
    }
}
