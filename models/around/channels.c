#include "models/around/channels.h"

int channels_init(struct channels *channels, const struct party_port *port, uint32_t capacity)
{
    *channels = (struct channels){.port = port, .pacer = {.rate = capacity}};
    slots_init(&channels->payments, sizeof(struct channel_payment));
    slots_init(&channels->accounts, sizeof(struct channel_account));
    channel_book_init(&channels->book, -1, 0);
    return withholding_init(&channels->withholding, &(struct withholding_config){0});
}

void channels_fini(struct channels *channels)
{
    slots_fini(&channels->payments);
    slots_fini(&channels->accounts);
    fifo_fini(&channels->unsent);
    daily_fini(&channels->paid);
    channel_book_fini(&channels->book);
    withholding_fini(&channels->withholding);
}

static void note(const struct channels *channels, const struct channel_entry *entry,
                 enum payment_state state, ms_t now)
{
    struct party_note note = {.type = EVENT_PAYMENT,
                              .kind = entry->channel,
                              .state = (uint8_t)state,
                              .customer = entry->customer,
                              .id = entry->id,
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

/* A payment that is undone goes over all the same, as one does whose sender gave up waiting for the
 * answer; one that is lost does not. */
static int pay(struct channels *channels, const struct message *message, ms_t now)
{
    uint64_t counter;
    if (channels->count == UINT32_MAX - 1)
        return FK_E_RANGE; /* ids are used up */
    uint32_t id = channels->count + 1;
    struct channel_account *account = slots_open(&channels->accounts, message->customer);
    if (!account || daily_next(&channels->paid, message->customer, now, &counter) != FK_OK)
        return FK_E_MEMORY;
    bool is_lost = is_hit(channels, FAULT_PAYMENT_LOST, message, (uint32_t)counter, now);
    bool is_undone = is_hit(channels, FAULT_PAYMENT_UNDONE, message, (uint32_t)counter, now);
    const struct channel_entry entry = {
        message->value, id, message->customer, clock_day_number(now), message->kind, is_undone};
    if (channel_book_add(&channels->book, &entry) != FK_OK)
        return FK_E_MEMORY;
    channels->count = id;
    note(channels, &entry, PAYMENT_PAID, now);
    if (entry.is_undone)
        note(channels, &entry, PAYMENT_UNDONE, now);
    else
        account->paid += message->value;
    if (is_lost)
        return FK_OK;
    struct channel_payment *payment = slots_open(&channels->payments, id);
    if (!payment)
        return FK_E_MEMORY;
    *payment = (struct channel_payment){id, message->customer, (uint32_t)counter, message->kind,
                                        message->value};
    return fifo_push(&channels->unsent, id);
}

int channels_handle(struct channels *channels, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_PAY:
        return pay(channels, message, now);
    case MSG_CARD: /* written, and handed over */
        party_send(channels->port, PARTY_CUSTOMERS, *message);
        return FK_OK;
    case MSG_WITHHOLD:
        return withholding_ask(&channels->withholding, message->customer, now);
    case MSG_FAULT:
        if (fault_has_targets(message->kind))
            return channel_book_fault(&channels->book, message);
        if (message->code)
            channels->links_down++;
        else
            channels->links_down--;
        return FK_OK;
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
            err = pay(channels, &payment, now);
        } else if (channels->count == UINT32_MAX - 1) {
            err = FK_E_RANGE;
        } else {
            refused.id = ++channels->count;
            note(channels, &refused, PAYMENT_REFUSED, now);
        }
    }
    return err;
}

int channels_tick(struct channels *channels, ms_t now)
{
    uint32_t id;
    int err = withhold(channels, now);
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
    ms_t due = withholding_due(&channels->withholding);
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
    channel_book_image(&channels->book, image, customers);
    withholding_image(&channels->withholding, image, customers);
}
