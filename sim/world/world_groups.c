/* Who serves the seats of a world, and when: actors, their sleep, and the clock that they may move
 * on alone. */
#include "sim/scenario/outages.h"
#include "sim/world/world.h"
#include <stdlib.h>

/* Reserved, not touched: above malloc's threshold for pages of their own, so that a stack takes
 * only the pages it uses. */
#define STACK_BYTES   (256U * 1024)
#define STACK_TOUCHED (16U * 1024)
#define ACTOR_RECORDS 2048 /* what SimGrid keeps of an actor */

/* Groups: the central parties together, for they answer each other within milliseconds; the
 * calculation, which waits for its end; concentrators. */
enum { GROUP_CENTRAL, GROUP_CALCULATION, GROUPS_FIELD };

void world_put(struct world_seat *seat, const struct inbox_item *item)
{
    struct world_group *group = seat->group;
    int err = inbox_put(&seat->inbox, item);
    if (err != FK_OK)
        world_stop(group->world, err);
    if (item->due < seat->due)
        seat->due = item->due;
    if (item->due >= group->wake)
        return;
    group->wake = item->due;
    if (item->due < group->world->others_wake)
        group->world->others_wake = item->due;
    if (group->is_asleep)
        engine_bell_ring(&group->bell);
}

/* Messages that are due, then the party's own dates. */
static void serve(struct world *world, struct world_seat *seat)
{
    struct inbox_item item;
    ms_t now = engine_now();
    while (inbox_take(&seat->inbox, now, &item))
        world_handle(world, seat, &item, now);
    now = engine_now(); /* computing takes time */
    ms_t due = seat->class->due(seat->party, now);
    if (due <= now) {
        int err = seat->class->tick(seat->party, now);
        if (err != FK_OK)
            world_stop(world, err);
        due = seat->class->due(seat->party, now);
    }
    if (world->fee.calculated != world->calculations)
        world_copies_calculated(world, now);
    log_count(&world->log, SERIES_CALCULATIONS, world->fee.calculated - world->calculations, now);
    world->calculations = world->fee.calculated;
    ms_t comes = inbox_due(&seat->inbox);
    seat->due = comes < due ? comes : due;
}

/* Those of the group for whom it is time. A message that one of them sends to another meanwhile
 * lowers the date of that seat, which is later than now. */
static void serve_group(struct world_group *group)
{
    struct world *world = group->world;
    ms_t now = engine_now(), wake = world->end;
    for (uint32_t i = group->first; i < group->first + group->count; i++)
        if (world->seats[i].due <= now && world->seats[i].group == group)
            serve(world, &world->seats[i]);
    for (uint32_t i = group->first; i < group->first + group->count; i++)
        if (world->seats[i].due < wake && world->seats[i].group == group)
            wake = world->seats[i].due;
    group->wake = wake;
}

/* The earliest date of all groups but the central one; 0 while one of them has not begun. */
static ms_t wake_of_others(const struct world *world)
{
    ms_t wake = world->end;
    for (uint32_t g = GROUP_CENTRAL + 1; g < world->group_count; g++)
        if (world->groups[g].wake < wake)
            wake = world->groups[g].wake;
    return wake;
}

/* A pass through SimGrid costs twenty times what a millisecond of the central parties does: as long
 * as nobody else has anything to do before them, they move the clock on by themselves. */
static void serve_on(struct world_group *group)
{
    struct world *world = group->world;
    world->others_wake = wake_of_others(world);
    serve_group(group);
    while (group->wake <= world->others_wake && group->wake <= world->until &&
           world->err == FK_OK && group->wake < world->end) {
        engine_run_ahead(group->wake);
        serve_group(group);
    }
}

/* Computes what is left of the calculation under way, then tells its result. */
static void compute(struct world *world)
{
    struct world_calculation *c = &world->calculation;
    struct message done = c->request;
    ms_t behind = engine_now() - c->since;
    world->groups[GROUP_CALCULATION].wake =
        engine_computes_until((uint32_t)c->request.value, behind);
    engine_compute((uint32_t)c->request.value, behind);
    ms_t now = engine_now(), work = now - c->since;
    ms_t held = outages_stretch(world->scenario, FAULT_CALCULATION_DOWN, c->since, work) - now;
    const struct party_port *port = &world->seats[PARTY_CALCULATION].port;
    c->is_running = false;
    done.type = MSG_CALCULATED;
    port->send(port, PARTY_FEE_CONTROL, &done, held + PARTY_HOP);
}

int world_calculate(void *party, const struct message *message, ms_t now)
{
    struct world *world = party;
    (void)now; /* of the message, which may have waited for the calculation before */
    world->calculation = (struct world_calculation){true, engine_now(), *message};
    compute(world);
    return FK_OK;
}

/* Body of every actor: serve its seats, sleep until the next date of any of them. */
static void group_body(void *data)
{
    struct world_group *group = data;
    struct world *world = group->world;
    bool is_central = group == &world->groups[GROUP_CENTRAL];
    if (group->first == PARTY_CALCULATION &&
        world->calculation.is_running) /* since before a load */
        compute(world);
    while (world->err == FK_OK && engine_now() < world->end) {
        if (is_central)
            serve_on(group);
        else
            serve_group(group);
        group->is_asleep = true;
        engine_bell_wait(&group->bell, group->wake);
        group->is_asleep = false;
    }
    group->is_over = true;
}

uint32_t world_group_count(const struct sim_scenario *scenario, uint32_t size)
{
    return GROUPS_FIELD + (scenario->concentrators + size - 1) / size;
}

size_t world_group_bytes(const struct sim_scenario *scenario, uint32_t size)
{
    return world_group_count(scenario, size) * (size_t)(STACK_TOUCHED + ACTOR_RECORDS);
}

void world_make_groups(struct world *world)
{
    for (uint32_t g = 0; g < world->group_count; g++) {
        struct world_group *group = &world->groups[g];
        *group = (struct world_group){.world = world};
        if (g == GROUP_CENTRAL) { /* the operator only plans; the main context does the rest */
            group->first = PARTY_OPERATOR + 1;
            group->count = PARTY_CONCENTRATORS - group->first;
        } else if (g == GROUP_CALCULATION) {
            group->first = PARTY_CALCULATION;
            group->count = 1;
        } else {
            group->first = PARTY_CONCENTRATORS + (g - GROUPS_FIELD) * world->group_size;
            group->count = world->seat_count - group->first;
            if (group->count > world->group_size)
                group->count = world->group_size;
        }
        for (uint32_t i = 0; i < group->count; i++)
            world->seats[group->first + i].group = group;
    }
}

int world_make_actors(struct world *world)
{
    static const char *const names[GROUPS_FIELD] = {
        [GROUP_CENTRAL] = "central", [GROUP_CALCULATION] = "calculation"};
    int err = FK_OK;
    for (uint32_t g = 0; g < world->group_count && err == FK_OK; g++) {
        bool is_field = g >= GROUPS_FIELD;
        engine_bell_init(&world->groups[g].bell);
        err = engine_actor(is_field ? "concentrators" : names[g], is_field, STACK_BYTES, group_body,
                           &world->groups[g]);
    }
    return err;
}
