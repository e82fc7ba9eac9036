/* M4 in the world: who may ask, when what he sees of M3 changes, and what he is shown when he asks
 * because he was told something or is about to pay. */
#include "sim/scenario/population.h"
#include "sim/world/operator.h"
#include "sim/world/world.h"

static fen_t available_of(const struct world *world, uint32_t customer)
{
    return world->fee.customers[customer].available;
}

static int add(void *context, uint32_t customer, uint32_t n)
{
    struct world *world = context;
    (void)n;
    if (locals_find(&world->locals, customer))
        return FK_OK;
    return copies_add(&world->copies, customer, available_of(world, customer));
}

int world_copies_begin(struct world *world)
{
    const struct sim_scenario *s = world->scenario;
    const struct scenario_target everybody = {.group = -1, .klass = -1};
    int err = FK_OK;
    copies_init(&world->copies, s);
    if (!world->copies.scenario)
        return FK_OK;
    for (uint32_t i = 0; i < s->query_count && err == FK_OK; i++)
        err = population_each(s, &s->queries[i].target, add, world);
    return err == FK_OK && (s->warned_ask > 0 || s->payers_ask > 0)
               ? population_each(s, &everybody, add, world)
               : err;
}

void world_copies_calculated(struct world *world, ms_t now)
{
    struct copies *copies = &world->copies;
    for (uint32_t i = 0; copies->scenario && i < copies->records.count; i++) {
        const struct copy_record *record = slots_at(&copies->records, i);
        if (record)
            copies_look(copies, record->id, available_of(world, record->id), false, now);
    }
    copies_calculated(copies, now);
}

void world_copies_sent(struct world *world, uint32_t from, const struct message *message, ms_t now)
{
    if (message->type == MSG_SMS_REQUEST && from == PARTY_FEE_CONTROL)
        copies_asked(&world->copies, message->customer, message->value, now);
}

/* Two moments of a customer never share their chance. */
static int maybe_ask(struct world *world, uint32_t customer, uint32_t share, ms_t now)
{
    uint64_t bits = chance_bits(world->scenario->seed, CHANCE_ASKS, customer, (uint64_t)now);
    if (!chance_hits(bits, share) || locals_find(&world->locals, customer))
        return FK_OK;
    return operator_ask(world, customer, now);
}

int world_copies_took(struct world *world, uint32_t seat, const struct message *message, ms_t now)
{
    const struct sim_scenario *s = world->scenario;
    const uint32_t told = 1U << SMS_REMINDER | 1U << SMS_WARNING | 1U << SMS_SECOND_WARNING |
                          1U << SMS_DUNNING | 1U << SMS_PRE_CUT;
    bool is_read = message->type == MSG_SMS_REPORT && seat == PARTY_CUSTOMERS &&
                   message->code == SMS_DELIVERED;
    if (seat == PARTY_FEE_CONTROL && monitor_is_account(message->type))
        copies_look(&world->copies, message->customer, available_of(world, message->customer),
                    message->type == MSG_RECEIPT, now);
    if (is_read && (told | 1U << SMS_CUT_DONE) >> message->kind & 1)
        copies_told(&world->copies, message->customer, message->value, now);
    if (is_read && told >> message->kind & 1)
        return maybe_ask(world, message->customer, s->warned_ask, now);
    return message->type == MSG_PAY && seat == PARTY_CHANNELS
               ? maybe_ask(world, message->customer, s->payers_ask, now)
               : FK_OK;
}
