/* models/house/link.h - what an interface (I1..I14) does to a message between two seats: delay,
 * loss, doubling, disorder, outage, as the faults of a scenario say. Pure: the fate of a message
 * follows from its content, the moment it is sent and the seed alone, so nobody else's chance
 * moves when a customer or a fault is added. Thread-safe. */
#ifndef MODELS_HOUSE_LINK_H
#define MODELS_HOUSE_LINK_H
#include "base/chance.h"
#include "models/house/message_table.h"

/* A confirmed message that was lost is sent again after this time, until it has arrived. */
#define LINK_REPEAT (60 * MS_SECOND)

/* One time in which a fault holds. A message sent at `from` is hit, one sent at `to` is not. */
struct link_span {
    ms_t from, to;
};
/* One fault of an interface, kinds FAULT_LINK_*, or of a share of the payments at their channel. */
struct link_fault {
    uint8_t kind;
    uint8_t interface;   /* 1 .. 14; 0: of payments */
    uint8_t message;     /* enum message_type: hits these alone; 0: all of the interface */
    uint32_t share;      /* parts of a million of the messages that are hit */
    ms_t from, to;       /* as those of a span */
    const uint64_t *who; /* bit set: hits messages about these customers alone; NULL: all */
    struct chance_dist
        delay; /* LINK_DELAY, LINK_DISORDER: longer by; LINK_DOUBLED: copy later by */
    /* Comes and goes: it holds in these alone, in order, none touching the next; NULL: always. */
    const struct link_span *spans;
    uint32_t span_count;
};

/* Those of a run, and its seed. */
struct link_faults {
    const struct link_fault *items;
    uint32_t count;
    uint64_t seed;
};

struct link_fate {
    unsigned copies;   /* 0 lost, 1, 2 doubled */
    ms_t due[2];       /* arrival of each copy */
    bool may_overtake; /* disorder: need not arrive behind what was sent before */
};

/* Fate of `message`, sent at `now` over `interface`, that needs `hop` without a fault. */
struct link_fate link_fate(const struct link_fault *faults, uint32_t count, unsigned interface,
                           const struct message *message, uint64_t seed, ms_t now, ms_t hop);
/* True if a fault of payments of this kind hits `payment`, which is made at `now`. */
bool link_hits_payment(const struct link_faults *faults, unsigned kind,
                       const struct message *payment, ms_t now);
#endif
