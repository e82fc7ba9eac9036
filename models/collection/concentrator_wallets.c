/* Meters with money inside, and the last step of a recharge on its way to them. */
#include "models/collection/concentrator.h"
#include "models/collection/concentrator_parts.h"

#define MILLION UINT64_C(1000000)

static struct meter_wallet *wallet_of(const struct concentrator *c, uint32_t customer)
{
    return c->config->wallets ? slots_find(c->config->wallets, customer) : NULL;
}

static const struct wallet_terms *terms_of(const struct concentrator *c, uint32_t customer)
{
    const struct wallet_own *own =
        c->config->own_terms ? slots_find(c->config->own_terms, customer) : NULL;
    return own ? &own->terms : c->config->wallet_terms;
}

bool concentrator_is_local(const struct concentrator *c, uint32_t customer)
{
    return wallet_of(c, customer) != NULL;
}

/* What its money is used by: energy, or the time with supply. */
static uint64_t counter_of(struct concentrator *c, const struct meter_wallet *wallet, ms_t now)
{
    const struct meter_cell *meter = concentrator_meter(c, wallet->id);
    if (c->config->wallet_terms->unit != WALLET_TIME)
        return meter->parts;
    return wallet->on_for + (meter_cell_is_supplied(meter) ? (uint64_t)(now - wallet->on_at) : 0);
}

fen_t concentrator_remaining(struct concentrator *c, const struct meter_wallet *wallet, ms_t now)
{
    concentrator_advance(c, wallet->id, now);
    return wallet_remaining(wallet, c->config->wallet_terms, counter_of(c, wallet, now));
}

static void note(struct concentrator *c, uint32_t customer, struct party_note note, ms_t now)
{
    note.attempt |= (uint8_t)(c->config->wallet_terms->unit << 4);
    note.type = EVENT_WALLET;
    note.customer = customer;
    party_note(c->port, note, now);
}

static void plan(struct concentrator *c, uint32_t customer, ms_t now)
{
    struct meter_wallet *wallet = wallet_of(c, customer);
    const struct meter_cell *meter = concentrator_meter(c, customer);
    uint64_t per_day = concentrator_load(c, customer);
    ms_t until = MS_NEVER;
    if (c->config->wallet_terms->unit == WALLET_TIME)
        per_day = 1; /* of the counter in a millisecond */
    else if (c->config->use)
        per_day = drawn_use_at(c->config->use, customer, now, &until);
    uint64_t next = wallet_next(wallet, terms_of(c, customer));
    wallet->due = MS_NEVER;
    if (next == UINT64_MAX || !meter_cell_is_supplied(meter))
        return;
    uint64_t counter = counter_of(c, wallet, now);
    uint64_t left = next > counter ? next - counter : 0;
    if (per_day > 0 && left <= (uint64_t)(MS_NEVER - now) - per_day)
        wallet->due = now + (ms_t)((left + per_day - 1) / per_day);
    if (wallet->due > until) /* he is looked at anew when his use changes */
        wallet->due = until;
    if (wallet->due == MS_NEVER)
        return;
    if (timers_set(&c->dates, wallet->due, DATE_WALLET, customer) != FK_OK)
        c->err = FK_E_MEMORY;
}

void concentrator_wallet_supply(struct concentrator *c, uint32_t customer, bool was_on, ms_t now)
{
    struct meter_wallet *wallet = wallet_of(c, customer);
    if (!wallet)
        return;
    if (was_on)
        wallet->on_for += (uint64_t)(now - wallet->on_at);
    wallet->on_at = now;
    plan(c, customer, now);
    concentrator_plan_load(c, customer, now);
}

/* Money or load moves the relay, if nothing holds it. */
static void switch_by_itself(struct concentrator *c, uint32_t customer, uint8_t n1, bool is_by_load,
                             ms_t now)
{
    struct standing was = concentrator_look(c, customer, now);
    was.is_by_load = is_by_load;
    (void)meter_cell_command(concentrator_meter(c, customer), concentrator_load(c, customer), n1,
                             MS_NEVER, now);
    concentrator_moved(c, customer, was, now);
}

/* His money is used up while he is dark anyway: now he has a reason to pay. */
static void tell_cut(struct concentrator *c, uint32_t customer, ms_t now)
{
    struct message message = {.type = MSG_SUPPLY, .customer = customer, .value = now};
    party_send(c->port, PARTY_CUSTOMERS, message);
}

/* Section 20, seed 001: the load may be too high, or has been; what it closes, money may hold. */
static void settle_load(struct concentrator *c, const struct meter_wallet *wallet,
                        struct party_note told, ms_t now)
{
    enum wallet_source by = WALLET_BY_ITSELF;
    enum load_step step = concentrator_step_load(c, wallet->id, &by, now);
    if (step == LOAD_STAYS)
        return;
    told.kind = step == LOAD_TRIPS ? WALLET_OVERLOADED : WALLET_RECLOSED;
    told.state = (uint8_t)by;
    note(c, wallet->id, told, now);
    if (step == LOAD_CLOSES && !wallet->is_tripped)
        switch_by_itself(c, wallet->id, RELAY_CLOSE, true, now);
}

void concentrator_settle_wallet(struct concentrator *c, uint32_t customer, ms_t now)
{
    const struct wallet_terms *terms = terms_of(c, customer);
    struct meter_wallet *wallet = wallet_of(c, customer);
    const struct meter_cell *meter = concentrator_meter(c, customer);
    unsigned alarm;
    if (!wallet)
        return;
    uint64_t counter = counter_of(c, wallet, now);
    struct party_note told = {.state = WALLET_BY_ITSELF, .id = wallet->count};
    told.value = wallet_remaining(wallet, terms, counter);
    while ((alarm = wallet_alarm(wallet, terms, counter)) > 0) {
        told.kind = WALLET_ALARM;
        told.attempt = (uint8_t)alarm;
        note(c, customer, told, now);
    }
    told.attempt = 0;
    bool is_open = wallet_wants_open(wallet, terms, counter);
    if (is_open && !wallet->is_tripped) {
        wallet->is_tripped = true;
        told.kind = WALLET_TRIPPED;
        note(c, customer, told, now);
        if (concentrator_is_overloaded(c, customer))
            tell_cut(c, customer, now);
    } else if (wallet_wants_closed(wallet, terms, counter)) {
        wallet->is_tripped = false;
        told.kind = WALLET_CLOSED;
        note(c, customer, told, now);
        if (!concentrator_is_overloaded(c, customer))
            switch_by_itself(c, customer, RELAY_CLOSE, false, now);
    }
    settle_load(c, wallet, told, now);
    bool is_held = wallet->is_tripped || concentrator_is_overloaded(c, customer);
    if (is_held && meter_cell_relay_state(meter) != RELAY_OPEN)
        switch_by_itself(c, customer, RELAY_TRIP, !wallet->is_tripped, now);
    plan(c, customer, now);
    concentrator_plan_load(c, customer, now);
}

void concentrator_wallet_due(struct concentrator *c, uint32_t customer, ms_t due, ms_t now)
{
    const struct meter_wallet *wallet = wallet_of(c, customer);
    if (!wallet || wallet->due != due)
        return; /* planned anew since */
    concentrator_advance(c, customer, now);
    concentrator_settle_wallet(c, customer, now);
}

/* GS-4, GS-5, at the meter: remote or by card. */
static enum result_code write(struct concentrator *c, uint32_t customer,
                              const struct message *purchase, enum wallet_source source, ms_t now)
{
    struct meter_wallet *wallet = wallet_of(c, customer);
    concentrator_advance(c, customer, now);
    enum result_code code = wallet_write(wallet, terms_of(c, customer), purchase->value,
                                         purchase->kind, counter_of(c, wallet, now));
    note(c, customer,
         (struct party_note){.kind = code == RESULT_OK ? WALLET_WRITTEN : WALLET_REFUSED,
                             .state = (uint8_t)source,
                             .code = (uint8_t)code,
                             .id = purchase->kind,
                             .ref = source == WALLET_BY_ORDER ? purchase->id : 0,
                             .value = purchase->value},
         now);
    if (code == RESULT_OK)
        concentrator_settle_wallet(c, customer, now);
    return code;
}

/* What goes wrong on the way by chance: all day at one meter and for one purchase (P-LOC-02), or
 * for one try (P-LOC-04). */
static bool is_hit(const struct concentrator *c, uint32_t stream, uint32_t share,
                   const struct message *request, uint32_t attempt, ms_t now)
{
    uint64_t counter = (uint64_t)clock_day_number(now) << 16 | (uint64_t)request->kind << 8;
    return share > 0 &&
           chance_bits(c->config->seed, stream, request->customer, counter | attempt) % MILLION <
               share;
}

/* GS-4. */
static bool is_next(const struct meter_wallet *wallet, const struct message *purchase)
{
    return (uint8_t)(purchase->kind - wallet->count) == 1;
}

/* P-LOC-05: what the staff issue again (code: how often they did) gets through or not, all day; and
 * they always see the count. */
static bool is_staff_hit(const struct concentrator *c, const struct message *request, ms_t now)
{
    uint32_t fails = (uint32_t)MILLION - c->config->reissue_success;
    return request->value > 0 && is_hit(c, CHANCE_REISSUED, fails, request, request->code, now);
}

/* GS-3, GS-4 and the lost writes: what is left of a hundred purchases is the rate of GS-14. */
void concentrator_recharge(struct concentrator *c, uint32_t heard_by, const struct message *request,
                           struct message *answer, ms_t now)
{
    const struct concentrator_config *config = c->config;
    const struct meter_wallet *wallet = wallet_of(c, heard_by);
    bool is_staffed = config->reissue_success > 0 && request->code > 0;
    if (concentrator_meter(c, heard_by)->unreadable ||
        (is_staffed
             ? is_staff_hit(c, request, now)
             : is_hit(c, CHANCE_RECHARGE_BLOCKED, config->recharge_blocked, request, 0, now)))
        answer->code = RESULT_CHANNEL_BLOCKED; /* GS-3 */
    else if (!wallet || heard_by != request->customer)
        answer->code = RESULT_ARCHIVE_MISMATCH; /* the meter knows whose it is */
    else if (!is_staffed && request->value > 0 && is_next(wallet, request) &&
             is_hit(c, CHANCE_RECHARGE_TRY, config->recharge_lost, request, request->attempt, now))
        answer->code = RESULT_NO_METER_ANSWER; /* the write is lost, after both tests */
    else if (request->value > 0)
        answer->code = (uint8_t)write(c, heard_by, request, WALLET_BY_ORDER, now);
    if (answer->code == RESULT_OK || answer->code == RESULT_COUNT_MISMATCH)
        answer->kind = wallet->count;
}

/* One card for many meters: a purchase is that of one of them, and the next meter of the area
 * leaves it on the card (section 20, seed 001). */
static void refuse_card(struct concentrator *c, const struct message *card, ms_t now)
{
    uint32_t next = c->first + (card->customer - c->first + 1) % c->count;
    if (next == card->customer || !concentrator_is_local(c, next))
        return;
    note(c, next,
         (struct party_note){.kind = WALLET_REFUSED,
                             .state = WALLET_BY_CARD,
                             .code = RESULT_ARCHIVE_MISMATCH,
                             .id = card->kind,
                             .value = card->value},
         now);
}

void concentrator_take_terms(struct concentrator *c, const struct message *card, ms_t now)
{
    uint32_t customer = card->customer;
    struct meter_wallet *wallet = wallet_of(c, customer);
    if (!wallet)
        return;
    struct wallet_own *own = slots_open(c->config->own_terms, customer);
    if (!own) {
        c->err = FK_E_MEMORY;
        return;
    }
    own->terms = *c->config->wallet_terms;
    own->terms.alarms[0] = (int32_t)(card->value >> 32);
    own->terms.alarms[1] = (int32_t)(uint32_t)card->value;
    if (card->id > 0)
        own->terms.most = card->id;
    wallet->alarms = 0;
    note(c, customer,
         (struct party_note){.kind = WALLET_SET,
                             .state = WALLET_BY_CARD,
                             .id = wallet->count,
                             .value = concentrator_remaining(c, wallet, now)},
         now);
    concentrator_settle_wallet(c, customer, now);
}

/* Another meter goes by what all go by. */
static void forget_terms(struct concentrator *c, uint32_t customer)
{
    if (c->config->own_terms && slots_find(c->config->own_terms, customer) &&
        slots_close(c->config->own_terms, customer) != FK_OK)
        c->err = FK_E_MEMORY;
}

void concentrator_take_card(struct concentrator *c, const struct message *card, ms_t now)
{
    if (card->code)
        refuse_card(c, card, now);
    else if (concentrator_is_local(c, card->customer))
        (void)write(c, card->customer, card, WALLET_BY_CARD, now);
}

void concentrator_take_out(struct concentrator *c, const struct message *request, ms_t now)
{
    uint32_t customer = request->customer;
    struct meter_wallet *wallet = wallet_of(c, customer);
    struct message message = *request;
    if (!wallet)
        return;
    concentrator_advance(c, customer, now);
    message.value = wallet_take_out(wallet, c->config->wallet_terms, counter_of(c, wallet, now));
    if (!request->code) {
        wallet->is_recharged = false; /* it is another meter */
        forget_terms(c, customer);
    }
    note(c, customer,
         (struct party_note){.kind = WALLET_EMPTIED,
                             .state = request->code ? WALLET_BY_CARD : WALLET_BY_CREW,
                             .id = wallet->count,
                             .value = message.value},
         now);
    if (request->code || !concentrator_release_load(c, customer, WALLET_BY_CREW, now))
        concentrator_settle_wallet(c, customer, now);
    party_send(c->port, PARTY_MARKETING, message);
}
