#include "sim/world/links.h"

#include "sim/scenario/outages.h"
#include "sim/scenario/population.h"

#include <stdlib.h>

#define CENTRAL PARTY_CONCENTRATORS

/* Networks that a concentrator has: from the master, to the master, to fee control. */
enum field_link { FROM_MASTER, TO_MASTER, TO_FEE_CONTROL, FIELD_LINKS };

/* Between two seats there are at most three interfaces in one direction; these are the second one
 * of theirs (I4 and I5, I7 and I9, I2 and I8), and I12 is the third. A lane is what keeps its
 * order. */
#define SECOND_INTERFACES (UINT32_C(1) << 5 | UINT32_C(1) << 8 | UINT32_C(1) << 9)
#define THIRD_INTERFACE   12
#define INTERFACE_LANES   3

static uint32_t link_count(const struct sim_scenario *scenario)
{
    return CENTRAL * CENTRAL + scenario->concentrators * FIELD_LINKS;
}

/* The link between two seats that an interface joins, NULL if none can. */
static struct link *find(struct links *links, uint32_t from, uint32_t to)
{
    uint32_t field = CENTRAL * CENTRAL;
    if (from < CENTRAL && to < CENTRAL)
        return &links->items[from * CENTRAL + to];
    if (from == PARTY_MASTER)
        return &links->items[field + (to - CENTRAL) * FIELD_LINKS + FROM_MASTER];
    if (to == PARTY_MASTER)
        return &links->items[field + (from - CENTRAL) * FIELD_LINKS + TO_MASTER];
    if (to == PARTY_FEE_CONTROL)
        return &links->items[field + (from - CENTRAL) * FIELD_LINKS + TO_FEE_CONTROL];
    return NULL;
}

static int add_to_set(void *context, uint32_t customer, uint32_t n)
{
    uint64_t *set = context;
    (void)n;
    set[customer / 64] |= UINT64_C(1) << customer % 64;
    return FK_OK;
}

/* Whom a fault means, if not everybody. */
static int take_target(struct link_fault *fault, const struct sim_scenario *scenario,
                       const struct scenario_target *target)
{
    if (population_means_all(target))
        return FK_OK;
    uint64_t *set = calloc(scenario_customers(scenario) / 64 + 1, sizeof *set);
    fault->who = set;
    return set ? population_each(scenario, target, add_to_set, set) : FK_E_MEMORY;
}

/* When a fault holds that comes and goes. */
static int take_spans(struct link_fault *fault, const struct sim_scenario *scenario, uint32_t index)
{
    struct outage outage = {0};
    uint32_t count = 0;
    if (!outages_are_drawn(&scenario->faults[index]))
        return FK_OK;
    while (outage_next(scenario, index, OUTAGES_CENTRE, &outage))
        count++;
    struct link_span *spans = malloc((count + 1) * sizeof *spans);
    fault->spans = spans;
    fault->span_count = count;
    outage = (struct outage){0};
    for (uint32_t i = 0; spans && outage_next(scenario, index, OUTAGES_CENTRE, &outage); i++)
        spans[i] = (struct link_span){outage.from, outage.to};
    return spans ? FK_OK : FK_E_MEMORY;
}

/* What a fault does to one interface, or to payments (0), which the channels ask for. */
static int take_fault(struct links *links, const struct sim_scenario *scenario, uint32_t index,
                      unsigned interface)
{
    const struct scenario_fault *f = &scenario->faults[index];
    bool is_down = fault_is_of_centre(f->kind);
    struct link_fault *fault = &links->faults[links->fault_count++];
    *fault = (struct link_fault){.kind = (uint8_t)(is_down ? FAULT_LINK_OUTAGE : f->kind),
                                 .interface = (uint8_t)interface,
                                 .message = f->message,
                                 .share = is_down ? 1000000 : f->share,
                                 .from = f->from,
                                 .to = f->to,
                                 .delay = f->delay};
    links->hit |= interface > 0 ? UINT32_C(1) << interface : 0;
    if (f->message && !links->lanes[f->message])
        links->lanes[f->message] = (uint8_t)links->lane_count++;
    int err = take_target(fault, scenario, &f->target);
    return err == FK_OK ? take_spans(fault, scenario, index) : err;
}

static int take_faults(struct links *links, const struct sim_scenario *scenario)
{
    size_t most = (size_t)scenario->fault_count * (MESSAGE_INTERFACES + 1);
    int err = FK_OK;
    links->faults = malloc((most + 1) * sizeof *links->faults);
    if (!links->faults)
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < scenario->fault_count && err == FK_OK; i++) {
        const struct scenario_fault *f = &scenario->faults[i];
        uint32_t interfaces = population_interfaces(f);
        if (population_hits_payments(f))
            err = take_fault(links, scenario, i, 0);
        if (population_is_batch_loss(f))
            continue; /* sim/world/world.c leaves it out of the push */
        for (unsigned n = 1; n <= MESSAGE_INTERFACES && err == FK_OK; n++)
            if (interfaces >> n & 1)
                err = take_fault(links, scenario, i, n);
    }
    if (!links->hit)
        links->lane_count = 0; /* every hop takes the same time: nothing overtakes */
    links->last = calloc((size_t)links->count * links->lane_count + 1, sizeof *links->last);
    return links->last ? err : FK_E_MEMORY;
}

static uint32_t lane_of(const struct links *links, unsigned interface, unsigned type)
{
    if (links->lanes[type])
        return links->lanes[type];
    return interface == THIRD_INTERFACE ? 2 : SECOND_INTERFACES >> interface & 1;
}

int links_init(struct links *links, const struct sim_scenario *scenario, const struct areas *areas)
{
    *links = (struct links){.count = link_count(scenario),
                            .areas = areas,
                            .seed = scenario->seed,
                            .lane_count = INTERFACE_LANES};
    links->items = calloc(links->count, sizeof *links->items);
    if (!links->items || take_faults(links, scenario) != FK_OK) {
        links_fini(links);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void links_fini(struct links *links)
{
    for (uint32_t i = 0; links->items && i < links->count; i++)
        seat_door_fini(&links->items[i].door);
    for (uint32_t i = 0; i < links->fault_count; i++) {
        free((void *)(uintptr_t)links->faults[i].who);
        free((void *)(uintptr_t)links->faults[i].spans);
    }
    free(links->items);
    free(links->faults);
    free(links->last);
    *links = (struct links){0};
}

int links_send(struct links *links, uint32_t to, struct inbox_item *item, ms_t now)
{
    int interface = message_interface(item->message.type, item->from, to);
    links->due[0] = item->due;
    if (interface <= 0)
        return interface == 0 ? 1 : interface;
    struct link *link = find(links, item->from, to);
    if (!link)
        return FK_E_ARG;
    if (link->sent == UINT32_MAX)
        return FK_E_RANGE;
    item->serial = ++link->sent;
    if (!(links->hit >> interface & 1))
        return 1;
    struct link_fate fate = link_fate(links->faults, links->fault_count, (unsigned)interface,
                                      &item->message, links->seed, now, item->due - now);
    ms_t *last = &links->last[(size_t)(link - links->items) * links->lane_count +
                              lane_of(links, (unsigned)interface, item->message.type)];
    if (fate.copies == 0)
        return 0;
    if (!fate.may_overtake) {
        if (fate.due[0] < *last)
            fate.due[0] = *last;
        *last = fate.due[0];
    }
    links->due[0] = fate.due[0];
    links->due[1] = fate.due[1] > fate.due[0] ? fate.due[1] : fate.due[0];
    return (int)fate.copies;
}

int links_accept(struct links *links, uint32_t to, const struct inbox_item *item,
                 struct fk_diag *diag)
{
    int err = message_check(&item->message, item->from, to, links->areas->customers, diag);
    if (err != FK_OK)
        return err;
    if (to >= CENTRAL && areas_of(links->areas, item->message.customer) != to - CENTRAL)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "customer %u is not served by concentrator %u",
                       item->message.customer, to - CENTRAL + 1);
    if (item->serial == 0)
        return 1;
    struct link *link = find(links, item->from, to);
    if (!link || item->serial > link->sent)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "a message with serial %u was never sent",
                       item->serial);
    return seat_door_accept(&link->door, item->serial);
}

size_t links_bytes(const struct sim_scenario *scenario)
{
    return link_count(scenario) * sizeof(struct link);
}

void links_image(struct links *links, struct image *image)
{
    image_part(image, "links");
    image_row(image, links->last, sizeof *links->last, links->count * links->lane_count);
    for (uint32_t i = 0; i < links->count && image->err == FK_OK; i++) {
        IMAGE(image, links->items[i].sent);
        seat_door_image(&links->items[i].door, image);
    }
}
