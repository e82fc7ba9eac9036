#include "models/around/channels.h"

int channels_init(struct channels *channels, const struct party_port *port, uint32_t capacity)
{
    *channels = (struct channels){.port = port, .pacer = {.rate = capacity}};
    slots_init(&channels->payments, sizeof(struct channel_payment));
    slots_init(&channels->accounts, sizeof(struct channel_account));
    channel_book_init(&channels->book, -1, 0);
    int err = withholding_init(&channels->withholding, &(struct withholding_config){0});
    return err == FK_OK ? astray_init(&channels->astray, &(struct astray_config){0}) : err;
}

void channels_fini(struct channels *channels)
{
    slots_fini(&channels->payments);
    slots_fini(&channels->accounts);
    fifo_fini(&channels->unsent);
    daily_fini(&channels->paid);
    channel_outages_fini(&channels->outages);
    channel_book_fini(&channels->book);
    withholding_fini(&channels->withholding);
    astray_fini(&channels->astray);
}

static void note(const struct channels *channels, const struct channel_entry *entry,
                 enum payment_state state, uint32_t ref, ms_t now)
{
    struct party_note note = {.type = EVENT_PAYMENT,
                              .kind = entry->channel,
                              .state = (uint8_t)state,
                              .customer = entry->customer,
                              .id = entry->id,
                              .ref = ref,
                              .value = entry->amount};
    party_note(channels->port, note, now);
}

/* Whether a fault of all that the customer pays, or of a share of the payments, hits this one. It
 * is told from others by its counter, so that nobody's chance moves when somebody else pays. */
static bool is_hit(struct channels *channels, enum fault_kind kind, const struct message *pay,
                   uint32_t counter, ms_t now)
{
    const struct channel_fault *fault = channel_book_faults(&channels->book, pay->customer);
    struct message payment = {
        .type = MSG_PAYMENT, .kind = pay->kind, .customer = pay->customer, .id = counter};
    if (fault && (kind == FAULT_PAYMENT_LOST ? fault->lost : fault->undone) > 0)
        return true;
    return channels->faults.count > 0 && link_hits_payment(&channels->faults, kind, &payment, now);
}

/* It has gone astray: what is to be known when that is noticed. */
static int lose_way(struct channels *channels, const struct channel_entry *entry, uint32_t payer,
                    uint32_t owner, uint64_t counter, ms_t now)
{
    const struct astray_payment astray = {entry->id, payer, owner, entry->channel, entry->amount};
    bool is_held = owner == ASTRAY_NOBODY;
    note(channels, entry, is_held ? PAYMENT_HELD : PAYMENT_ASTRAY, is_held ? 0 : payer, now);
    return astray_add(&channels->astray, &astray, counter, now);
}

/* P-PAY-11: the payer may ask for it back. */
static int regret(struct channels *channels, const struct channel_entry *entry, uint64_t counter,
                  ms_t now)
{
    const struct astray_payment asked = {entry->id, entry->customer, entry->customer,
                                         entry->channel, entry->amount};
    return astray_is_asked_back(&channels->astray, entry->customer, counter)
               ? astray_add(&channels->astray, &asked, counter, now)
               : FK_OK;
}

/* What happens to a payment by chance. */
struct fortune {
    uint32_t owner; /* of the account that was typed */
    uint64_t drawn; /* counter of the payer's draws */
    bool is_lost, is_undone;
};

static int draw(struct channels *channels, const struct message *message, uint32_t corrects,
                struct fortune *out, ms_t now)
{
    uint64_t counter;
    if (daily_next(&channels->paid, message->customer, now, &counter) != FK_OK)
        return FK_E_MEMORY;
    out->drawn = counter;
    out->owner = message->customer;
    out->is_lost = is_hit(channels, FAULT_PAYMENT_LOST, message, (uint32_t)counter, now);
    out->is_undone = is_hit(channels, FAULT_PAYMENT_UNDONE, message, (uint32_t)counter, now);
    if (!corrects && !out->is_lost && !out->is_undone)
        out->owner = astray_owner(&channels->astray, message->kind, message->customer, counter);
    return FK_OK;
}

/* Into M1 of its owner, and on its way to marketing. A payment that is undone goes over all the
 * same, as one does whose sender gave up waiting for the answer; one that is lost does not. */
static int take(struct channels *channels, const struct channel_entry *entry, uint64_t counter,
                const struct fortune *fortune, uint32_t corrects, ms_t now)
{
    struct channel_account *account = slots_open(&channels->accounts, entry->customer);
    if (!account || channel_book_add(&channels->book, entry) != FK_OK)
        return FK_E_MEMORY;
    note(channels, entry, PAYMENT_PAID, corrects, now);
    if (entry->is_undone)
        note(channels, entry, PAYMENT_UNDONE, 0, now);
    else
        account->paid += entry->amount;
    if (fortune->is_lost)
        return FK_OK;
    struct channel_payment *payment = slots_open(&channels->payments, entry->id);
    if (!payment)
        return FK_E_MEMORY;
    *payment = (struct channel_payment){entry->id, entry->customer, (uint32_t)counter,
                                        entry->channel, entry->amount};
    return fifo_push(&channels->unsent, entry->id);
}

/* `corrects`: the payment that went astray for it, 0: it is none of these. */
static int pay(struct channels *channels, const struct message *message, uint32_t corrects,
               ms_t now)
{
    struct fortune fortune;
    if (channels->count == UINT32_MAX - 1)
        return FK_E_RANGE; /* ids are used up */
    int err = draw(channels, message, corrects, &fortune, now);
    if (err != FK_OK)
        return err;
    bool is_held = fortune.owner == ASTRAY_NOBODY, is_his = fortune.owner == message->customer;
    uint64_t counter = fortune.drawn;
    if (!is_held && !is_his && daily_next(&channels->paid, fortune.owner, now, &counter) != FK_OK)
        return FK_E_MEMORY;
    const struct channel_entry entry = {
        message->value,        ++channels->count, is_held ? message->customer : fortune.owner,
        clock_day_number(now), message->kind,     fortune.is_undone};
    if (!is_held)
        err = take(channels, &entry, counter, &fortune, corrects, now);
    if (err != FK_OK)
        return err;
    if (!is_his)
        return lose_way(channels, &entry, message->customer, fortune.owner, fortune.drawn, now);
    bool is_in_order = !corrects && !fortune.is_lost && !fortune.is_undone;
    return is_in_order ? regret(channels, &entry, fortune.drawn, now) : FK_OK;
}

/* Who finds his channel down waits for it, or pays through another (P-PAY-01). */
static int try_to_pay(struct channels *channels, const struct message *message, uint32_t corrects,
                      ms_t now)
{
    struct message payment = *message;
    unsigned channel = channel_outages_way(&channels->outages, message, now);
    payment.ref = corrects;
    if (channel == PAY_CHANNELS)
        return channel_outages_wait(&channels->outages, &payment);
    payment.kind = (uint8_t)channel;
    return pay(channels, &payment, corrects, now);
}

/* His channel is up again. */
struct coming_back {
    struct channels *channels;
    ms_t now;
};

static int pay_at_last(void *context, const struct message *message)
{
    struct coming_back *back = context;
    return pay(back->channels, message, message->ref, back->now);
}

static int handle_fault(struct channels *channels, const struct message *message, ms_t now)
{
    if (fault_has_targets(message->kind))
        return channel_book_fault(&channels->book, message);
    if (message->kind == FAULT_CHANNEL_DOWN) {
        channel_outages_fault(&channels->outages, message);
        return channel_outages_release(&channels->outages, pay_at_last,
                                       &(struct coming_back){channels, now});
    }
    if (message->code)
        channels->links_down++;
    else
        channels->links_down--;
    return FK_OK;
}

/* Taken back from whom it was not meant for, and paid as it was meant (P-PAY-17), or from whoever
 * asks for it (P-PAY-11); the statement reverses the receipt. */
static int put_right(struct channels *channels, ms_t now)
{
    struct astray_payment astray;
    int is_noticed = 0, err = FK_OK;
    while (err == FK_OK && (is_noticed = astray_take(&channels->astray, now, &astray)) > 0) {
        const struct channel_entry entry = {.amount = astray.amount,
                                            .id = astray.id,
                                            .customer = astray.owner,
                                            .channel = astray.channel};
        struct message again = {.type = MSG_PAY,
                                .kind = astray.channel,
                                .customer = astray.payer,
                                .value = astray.amount};
        struct channel_account *account =
            astray.owner == ASTRAY_NOBODY ? NULL : slots_find(&channels->accounts, astray.owner);
        bool is_asked = astray.owner == astray.payer;
        if (is_asked)
            note(channels, &entry, PAYMENT_ASKED, 0, now);
        if (account) {
            channel_book_undo(&channels->book, astray.id);
            note(channels, &entry, PAYMENT_UNDONE, 0, now);
            account->paid -= astray.amount;
        }
        if (!is_asked)
            err = try_to_pay(channels, &again, astray.id, now);
    }
    return err == FK_OK && is_noticed < 0 ? is_noticed : err;
}

int channels_handle(struct channels *channels, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_PAY:
        return try_to_pay(channels, message, 0, now);
    case MSG_MISSING:
        return astray_ask(&channels->astray, message->customer, now);
    case MSG_CARD: /* written, and handed over */
        party_send(channels->port, PARTY_CUSTOMERS, *message);
        return FK_OK;
    case MSG_WITHHOLD:
        return withholding_ask(&channels->withholding, message->customer, now);
    case MSG_FAULT:
        return handle_fault(channels, message, now);
    default:
        return FK_E_ARG;
    }
}

/* what was withheld is a payment like any other; where there was no money nothing is booked,
 * and the number of the try is used up. */
static int withhold(struct channels *channels, ms_t now)
{
    struct withheld withheld;
    int err = FK_OK;
    while (err == FK_OK && withholding_take(&channels->withholding, now, &withheld)) {
        struct message payment = {.type = MSG_PAY,
                                  .kind = PAY_WITHHOLDING,
                                  .customer = withheld.customer,
                                  .value = withheld.amount};
        struct channel_entry refused = {
            .amount = withheld.amount, .customer = withheld.customer, .channel = PAY_WITHHOLDING};
        if (withheld.is_done) {
            err = try_to_pay(channels, &payment, 0, now);
        } else if (channels->count == UINT32_MAX - 1) {
            err = FK_E_RANGE;
        } else {
            refused.id = ++channels->count;
            note(channels, &refused, PAYMENT_REFUSED, 0, now);
        }
    }
    return err;
}

int channels_tick(struct channels *channels, ms_t now)
{
    uint32_t id;
    int err = withhold(channels, now);
    if (err == FK_OK)
        err = put_right(channels, now);
    if (!channels->links_down)
        channel_book_send(&channels->book, channels->port, now);
    while (err == FK_OK && !channels->links_down && pacer_next(&channels->pacer, now) <= now &&
           fifo_pop(&channels->unsent, &id)) {
        const struct channel_payment *entry = slots_find(&channels->payments, id);
        struct message message = {.type = MSG_PAYMENT,
                                  .kind = entry->channel,
                                  .customer = entry->customer,
                                  .id = id,
                                  .ref = entry->counter,
                                  .value = entry->amount};
        pacer_take(&channels->pacer, now);
        party_send(channels->port, PARTY_MARKETING, message);
        err = slots_close(&channels->payments, id);
    }
    return err;
}

ms_t channels_due(const struct channels *channels, ms_t now)
{
    ms_t due = withholding_due(&channels->withholding), noticed = astray_due(&channels->astray);
    due = noticed < due ? noticed : due;
    if (channels->links_down)
        return due;
    if (channels->unsent.count > 0) {
        ms_t next = pacer_next(&channels->pacer, now);
        due = next < due ? next : due;
    }
    return channels->book.statement < due ? channels->book.statement : due;
}

fen_t channels_paid(struct channels *channels, uint32_t customer)
{
    const struct channel_account *account = slots_find(&channels->accounts, customer);
    return account ? account->paid : 0;
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

void channels_image(struct channels *channels, struct image *image, uint32_t customers)
{
    image_part(image, "channels");
    slots_image(&channels->payments, image);
    slots_image(&channels->accounts, image);
    for (uint32_t i = 0; i < channels->payments.count; i++) {
        const struct channel_payment *payment = slots_at(&channels->payments, i);
        image_expect(image,
                     !payment || (payment->customer < customers && payment->channel < PAY_CHANNELS),
                     "a payment in it is nobody's");
    }
    IMAGE(image, channels->count);
    daily_image(&channels->paid, image);
    fifo_image(&channels->unsent, image, (uint64_t)channels->count + 1);
    for (uint32_t i = 0; i < channels->unsent.count && image->err == FK_OK; i++) {
        uint32_t id = fifo_at(&channels->unsent, i);
        bool is_next = i == 0 || id > fifo_at(&channels->unsent, i - 1);
        image_expect(image, is_next && slots_find(&channels->payments, id),
                     "a payment in it is to be handed on and is not there");
    }
    pacer_image(&channels->pacer, image);
    IMAGE(image, channels->links_down);
    channel_outages_image(&channels->outages, image, customers);
    channel_book_image(&channels->book, image, customers);
    withholding_image(&channels->withholding, image, customers);
    astray_image(&channels->astray, image, customers);
}
