#include "models/marketing/statements.h"

void statements_init(struct statements *st, bool is_on)
{
    *st = (struct statements){.is_on = is_on};
    slots_init(&st->received, sizeof(struct statement_entry));
    slots_init(&st->listed, sizeof(struct statement_entry));
}

void statements_fini(struct statements *st)
{
    slots_fini(&st->received);
    slots_fini(&st->listed);
}

static int add(struct slots *side, const struct message *message)
{
    struct statement_entry *entry = slots_open(side, message->id);
    if (!entry)
        return FK_E_MEMORY;
    entry->customer = message->customer;
    entry->amount = message->value;
    entry->channel = message->kind;
    return 1;
}

int statements_receive(struct statements *st, const struct message *payment)
{
    if (!st->is_on)
        return 1;
    if (payment->id <= st->channels[payment->kind].matched)
        return 0;
    return add(&st->received, payment);
}

int statements_may_post(struct statements *st, uint32_t payment)
{
    struct statement_entry *entry = st->is_on ? slots_find(&st->received, payment) : NULL;
    if (!entry)
        return 1; /* matched before, its channel has it */
    if (!entry->is_void) {
        entry->is_posted = true;
        return 1;
    }
    return slots_close(&st->received, payment); /* FK_OK is 0 */
}

int statements_take(struct statements *st, const struct message *message)
{
    struct statement_channel *channel = &st->channels[message->kind];
    if (!st->is_on)
        return 0;
    if (message->type == MSG_STATEMENT) {
        int err = add(&st->listed, message);
        if (err < 0)
            return err;
        channel->listed++;
    } else if (message->id > channel->last) {
        channel->last = message->id;
        channel->expected = message->value;
    }
    if (channel->listed != channel->expected || channel->begun == channel->last)
        return 0;
    channel->begun = channel->last;
    return 1;
}

/* What the statements list and has not come, or not so. */
static int match_listed(struct statements *st, unsigned channel, statements_differ_fn *differ,
                        void *context, ms_t now)
{
    uint32_t until = st->channels[channel].begun;
    int err = FK_OK;
    for (uint32_t i = 0; i < st->listed.count && err == FK_OK; i++) {
        const struct statement_entry *listed = slots_at(&st->listed, i);
        if (!listed || listed->channel != channel || listed->id > until)
            continue;
        const struct statement_entry entry = *listed;
        const struct statement_entry *came = slots_find(&st->received, entry.id);
        bool is_same = came && came->channel == channel && came->customer == entry.customer &&
                       came->amount == entry.amount;
        err = slots_close(is_same ? &st->received : &st->listed, entry.id);
        if (err == FK_OK && is_same)
            err = slots_close(&st->listed, entry.id);
        else if (err == FK_OK)
            err = differ(context, &entry, true, now);
    }
    return err;
}

/* What has come, and the statements do not list. One that is not posted yet stays until it would
 * be. */
static int match_received(struct statements *st, unsigned channel, statements_differ_fn *differ,
                          void *context, ms_t now)
{
    uint32_t until = st->channels[channel].begun;
    int err = FK_OK;
    for (uint32_t i = 0; i < st->received.count && err == FK_OK; i++) {
        struct statement_entry *came = slots_at(&st->received, i);
        if (!came || came->channel != channel || came->id > until || came->is_void)
            continue;
        const struct statement_entry entry = *came;
        came->is_void = true;
        if (entry.is_posted)
            err = slots_close(&st->received, entry.id);
        if (err == FK_OK)
            err = differ(context, &entry, false, now);
    }
    return err;
}

int statements_match(struct statements *st, unsigned channel, statements_differ_fn *differ,
                     void *context, ms_t now)
{
    int err = match_listed(st, channel, differ, context, now);
    if (err == FK_OK)
        err = match_received(st, channel, differ, context, now);
    st->channels[channel].matched = st->channels[channel].begun;
    return err;
}

static void check_side(const struct slots *side, struct image *image, uint32_t customers)
{
    for (uint32_t i = 0; image->is_loading && i < side->count; i++) {
        const struct statement_entry *entry = slots_at(side, i);
        image_expect(image,
                     !entry || (entry->customer < customers && entry->channel < PAY_CHANNELS),
                     "a payment of a statement in it is nobody's");
    }
}

void statements_image(struct statements *st, struct image *image, uint32_t customers)
{
    slots_image(&st->received, image);
    slots_image(&st->listed, image);
    check_side(&st->received, image, customers);
    check_side(&st->listed, image, customers);
    IMAGE(image, st->channels);
}
