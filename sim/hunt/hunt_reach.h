/* sim/hunt/hunt_reach.h - what a hunt must have reached to be worth something: fault kinds,
 * transitions of the decision machine, ends of orders, result codes, and for each invariant the
 * situations in which it could have been broken. One row a thing; a row is a pattern of events, or
 * a situation that needs memory and is counted by hunt_reach_event itself. */
#ifndef SIM_HUNT_HUNT_REACH_H
#define SIM_HUNT_HUNT_REACH_H
#include "base/text.h"
#include "sim/watch/recorder.h"

#define HUNT_REACH_MAX 260
#define HUNT_WORLD     0xff /* no type of an event: the row is about the world's settings */

struct hunt_reach_row {
    const char *group; /* "fault", "transition", "order", "result", "setting", "profile",
                          "condition" */
    const char *id;    /* rule, transition or invariant; "" if none */
    struct fk_text text;
    uint8_t type;                  /* enum event_type, or HUNT_WORLD */
    uint64_t kinds, states, codes; /* bit sets of what the event may hold; 0: anything */
    uint8_t situation;             /* enum hunt_situation, 0: the pattern alone counts; of
                                      HUNT_WORLD enum hunt_setting */
};
extern const struct hunt_reach_row hunt_reach_rows[];
extern const unsigned hunt_reach_count;

/* Memory of one world; one record a customer, zeroed. */
struct hunt_memory {
    const struct sim_scenario *scenario;
    struct hunt_person {
        ms_t posted_at;     /* latest posting */
        ms_t paid_at;       /* latest payment in a channel */
        ms_t undone_at;     /* a payment was taken back last */
        ms_t noticed_at;    /* latest receipt of a pre-cut SMS */
        ms_t tripped_at;    /* latest trip command that left */
        ms_t closed_at;     /* latest closing of the relay */
        int32_t unposted;   /* payments in the channel less those in the account */
        uint8_t relay;      /* state of the relay */
        uint8_t in_flight;  /* tries of commands and reads */
        uint8_t is_off;     /* supply */
        bool is_tripping;   /* a try of a trip is under way */
        bool is_order_over; /* the latest remote order is over without success */
        bool is_left;       /* his latest agreement is over */
        bool is_untold;     /* the latest notice of a restore is not delivered */
    } * people;
    uint32_t in_flight; /* tries of all customers */
    ms_t sms_at;        /* latest submission */
};

FK_MUST_CHECK int hunt_memory_init(struct hunt_memory *memory, const struct sim_scenario *scenario);
void hunt_memory_fini(struct hunt_memory *memory);
/* Counts what the world itself is set to. */
void hunt_reach_world(const struct sim_scenario *scenario, uint32_t *reach);
/* Counts what the event reaches in reach[0 .. hunt_reach_count). */
void hunt_reach_event(struct hunt_memory *memory, const struct sim_event *event, uint32_t *reach);
#endif
