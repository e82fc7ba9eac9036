/* sim/world/links.h - the links between the seats of a world: every message that goes over an
 * interface gets a serial of its link and the fate that the scenario's faults give it; at the door
 * of the receiver copies are dropped and ids and fields are checked.
 *
 * What crosses one interface from a seat to another keeps its order, but for faults of kind
 * link-disorder, for copies, and for messages that a fault names: those are a feed of their own.
 * Not thread-safe. */
#ifndef SIM_WORLD_LINKS_H
#define SIM_WORLD_LINKS_H
#include "models/house/areas.h"
#include "models/house/link.h"
#include "models/house/seat.h"
#include "sim/scenario/scenario.h"
#include "sim/world/inbox.h"

/* One direction between two seats. */
struct link {
    uint32_t sent; /* serial of the last message; a link carries at most 2^32 - 1 */
    struct seat_door door;
};
struct links {
    struct link *items; /* between central seats, then those of each concentrator */
    uint32_t count;
    const struct areas *areas;
    struct link_fault *faults; /* of the scenario */
    uint32_t fault_count;
    uint32_t hit;             /* bit n: interface n has a fault */
    uint8_t lanes[MSG_TYPES]; /* of the messages that a fault names, 0: no fault does */
    uint32_t lane_count;      /* of each link */
    ms_t *last; /* by link and lane: arrival of the last message that may not be overtaken */
    uint64_t seed;
    ms_t due[2]; /* arrivals of the copies of the message sent last */
};

/* `areas` is borrowed. Zeroed links are empty. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int links_init(struct links *links, const struct sim_scenario *scenario,
                             const struct areas *areas);
void links_fini(struct links *links);
/* Sends *item, whose `due` is its arrival without a fault; sets its serial and links->due. Returns
 * the number of copies that arrive (0 lost, 1, 2), FK_E_ARG for a message that never goes this
 * way, FK_E_RANGE after 2^32 - 1 messages of one link. */
FK_MUST_CHECK int links_send(struct links *links, uint32_t to, struct inbox_item *item, ms_t now);
/* The door of seat `to`: 1 if *item is to be handled, 0 for a copy, FK_E_ARG with *diag if it is no
 * message that could come here, FK_E_MEMORY. */
FK_MUST_CHECK int links_accept(struct links *links, uint32_t to, const struct inbox_item *item,
                               struct fk_diag *diag);
size_t links_bytes(const struct sim_scenario *scenario);
/* Serials and doors (base/image.h); faults and sizes are the scenario's. */
void links_image(struct links *links, struct image *image);
#endif
