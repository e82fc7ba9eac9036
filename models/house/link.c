#include "models/house/link.h"

struct sending {
    const struct link_fault *faults;
    uint32_t count;
    unsigned interface;
    const struct message *message;
    uint64_t seed;
};

/* Registers are told by their day: the number under which their sender keeps them is one of many
 * that go round, and depends on who was served first (INV-15). */
static uint64_t ids_of(const struct message *message)
{
    if (message->type == MSG_UPLOAD)
        return (uint64_t)message->value;
    if (message->type == MSG_PUSH || message->type == MSG_BILLING)
        return message->id;
    return message->id * UINT32_C(2654435761) ^ message->ref * UINT32_C(40503);
}

/* What tells this message from all others of its customer: type, kind, moment and the low bits of
 * its ids; `turn` tells repetitions and draws of several faults apart. */
static uint64_t counter_of(const struct message *message, ms_t now, uint32_t turn)
{
    uint64_t ids = ids_of(message);
    return ((uint64_t)now << 20) ^ (uint64_t)message->type << 58 ^ (uint64_t)message->kind << 50 ^
           (ids & 0xFFF) << 8 ^ turn;
}

/* About one of these customers. */
static bool is_about(const struct message *message, const uint64_t *who)
{
    const struct message_row *row = message_row(message->type);
    return row && !row->is_of_many && (who[message->customer / 64] >> message->customer % 64 & 1);
}

/* Until when it holds that holds at `now`; `now` if it does not. */
static ms_t holds_until(const struct link_fault *f, ms_t now)
{
    uint32_t low = 0, high = f->span_count; /* the first span that ends later */
    if (now < f->from || now >= f->to)
        return now;
    if (!f->spans)
        return f->to;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->spans[middle].to > now)
            high = middle;
        else
            low = middle + 1;
    }
    return low < f->span_count && f->spans[low].from <= now ? f->spans[low].to : now;
}

static bool is_hit(const struct sending *s, uint32_t fault, enum chance_stream stream, ms_t now)
{
    const struct link_fault *f = &s->faults[fault];
    if (f->interface != s->interface || holds_until(f, now) == now)
        return false;
    if (f->message && f->message != s->message->type)
        return false;
    if (f->who && !is_about(s->message, f->who))
        return false;
    return f->share >= 1000000 || chance_hits(chance_bits(s->seed, stream, s->message->customer,
                                                          counter_of(s->message, now, fault)),
                                              f->share);
}

static ms_t drawn(const struct sending *s, uint32_t fault, ms_t now)
{
    return chance_duration(&s->faults[fault].delay, s->seed, CHANCE_LINK_DELAY,
                           s->message->customer, counter_of(s->message, now, fault));
}

static bool is_lost(const struct sending *s, ms_t now)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (s->faults[i].kind == FAULT_LINK_LOSS && is_hit(s, i, CHANCE_LINK_LOSS, now))
            return true;
    return false;
}

/* The moment from which the link carries messages again, `now` if it does. */
static ms_t carried_from(const struct sending *s, ms_t now)
{
    ms_t from = now;
    bool has_moved = true;
    while (has_moved) { /* one outage may begin before another ends */
        has_moved = false;
        for (uint32_t i = 0; i < s->count; i++)
            if (s->faults[i].kind == FAULT_LINK_OUTAGE && is_hit(s, i, CHANCE_LINK_LOSS, from)) {
                from = holds_until(&s->faults[i], from);
                has_moved = true;
            }
    }
    return from;
}

struct link_fate link_fate(const struct link_fault *faults, uint32_t count, unsigned interface,
                           const struct message *message, uint64_t seed, ms_t now, ms_t hop)
{
    const struct sending s = {faults, count, interface, message, seed};
    const struct message_row *row = message_row(message->type);
    struct link_fate fate = {.copies = 1};
    ms_t sent = carried_from(&s, now);
    while (is_lost(&s, sent)) {
        if (!row || !row->is_confirmed)
            return (struct link_fate){0};
        sent = carried_from(&s, sent + LINK_REPEAT);
    }
    ms_t due = sent + hop, copy = due;
    for (uint32_t i = 0; i < count; i++) {
        if (!is_hit(&s, i, CHANCE_LINK_HIT, sent))
            continue;
        if (faults[i].kind == FAULT_LINK_DELAY || faults[i].kind == FAULT_LINK_DISORDER)
            due += drawn(&s, i, sent);
        if (faults[i].kind == FAULT_LINK_DISORDER)
            fate.may_overtake = true;
        if (faults[i].kind == FAULT_LINK_DOUBLED) {
            fate.copies = 2;
            copy += drawn(&s, i, sent);
        }
    }
    fate.due[0] = due;
    fate.due[1] = copy > due ? copy : due;
    return fate;
}

bool link_hits_payment(const struct link_faults *faults, unsigned kind,
                       const struct message *payment, ms_t now)
{
    const struct sending s = {faults->items, faults->count, 0, payment, faults->seed};
    for (uint32_t i = 0; i < s.count; i++)
        if (s.faults[i].kind == kind && is_hit(&s, i, CHANCE_PAYMENT_FAULT, now))
            return true;
    return false;
}
