/* sim/world/world.h - the world of one run: all parties of a scenario on their seats, each an
 * actor of the engine, the population behind the concentrators, the log and the monitor.
 *
 *   seat  = inbox + party (handle, tick, due)
 *   group = actor + the seats it serves: the central parties, the calculation, or a few
 *           concentrators
 *
 * Which seats share an actor changes nothing in the result, only memory and speed: every message
 * takes at least 1 ms, so seats cannot meet within a millisecond.
 *
 *   note --> monitor (at once), log (ordered later)
 *
 * world_new .. world_free; one at a time. Not thread-safe. */
#ifndef SIM_WORLD_WORLD_H
#define SIM_WORLD_WORLD_H
#include "models/around/channels.h"
#include "models/around/crews.h"
#include "models/around/customers.h"
#include "models/around/sms.h"
#include "models/collection/master.h"
#include "models/feecontrol/feecontrol.h"
#include "models/marketing/marketing.h"
#include "sim/scenario/population.h"
#include "sim/watch/log.h"
#include "sim/watch/monitor.h"
#include "sim/world/copies.h"
#include "sim/world/engine.h"
#include "sim/world/links.h"
#include "sim/world/uploads.h"

#define WORLD_GROUP                                                                                \
    32 /* usual number of concentrators to an actor: 18 KB an actor, 2 us a wake-up */

struct world;
struct world_group {
    struct world *world;
    struct engine_bell bell;
    uint32_t first, count; /* seats */
    ms_t wake;             /* earliest date of its seats that is known */
    bool is_asleep;        /* waits at the bell until `wake` */
    bool is_over;          /* the actor has ended */
};
struct world_seat {
    struct party_port port; /* context is the world */
    struct world_group *group;
    struct inbox inbox;
    const struct party_class *class;
    void *party;
    ms_t due;      /* its next date, of messages and of its own; 0: not looked at yet */
    uint32_t sent; /* messages sent so far */
};

/* The calculation under way: its actor only waits for its end. */
struct world_calculation {
    bool is_running;
    ms_t since;
    struct message request;
};

struct world {
    const struct sim_scenario *scenario;
    ms_t end;
    ms_t until;       /* as far as the actors may go now */
    ms_t others_wake; /* earliest date of a group that is not the central one */
    struct areas areas;
    struct population_segments segments;
    struct phones phones;
    struct mandates mandates;
    uint8_t *free_texts; /* by number, from 1: segments */
    struct world_seat *seats;
    uint32_t seat_count;
    struct world_group *groups;
    uint32_t group_count, group_size; /* group_size: concentrators to an actor */
    struct customers customers;
    struct channels channels;
    struct marketing marketing;
    struct feecontrol fee;
    struct sms_gateway sms;
    struct master master;
    struct crews crews;
    struct concentrator_config concentrator_config;
    struct concentrator *concentrators;
    struct meter_cell *meters;
    struct meter_rates *rates;  /* by meter, if some have two rates */
    uint8_t *read_days, *asked; /* by meter, of its concentrator */
    struct locals locals;
    struct slots wallets; /* struct meter_wallet of the local meters */
    struct wallet_terms wallet_terms;
    struct slots guards; /* struct load_guard of the same meters, if they have load control */
    struct slots sites;  /* struct meter_site of those few who have one */
    struct sim_log log;
    struct monitor monitor;
    struct links links;
    struct uploads uploads;
    struct copies copies;
    struct world_calculation calculation;
    uint32_t next_query;
    uint32_t calculations; /* of fee.calculated, told to the log */
    uint64_t parts;        /* registers at the last midnight, as of world_energy */
    int err;               /* first error of an actor; the run stops */
    struct fk_diag diag;   /* what it was about, if the text is not empty */
};

/* Builds the world and its actors, `group_size` concentrators to one (>= 1), as it stands at the
 * start of the scenario; its clock begins at `now`: that moment, or the one of a world that is then
 * loaded into it. FK_OK, FK_E_MEMORY, or an error of engine_start; `factory` as there. */
FK_MUST_CHECK int world_new(const struct sim_scenario *scenario,
                            const struct sim_recorder *recorder, const char *factory,
                            uint32_t group_size, ms_t now, struct world **out,
                            struct fk_diag *diag);
void world_free(struct world *world);
/* Puts a planned message into the inbox of a seat, due at `at` (before the run, or between
 * steps). */
FK_MUST_CHECK int world_plan(struct world *world, uint32_t to, const struct message *message,
                             ms_t at);
/* Seat of the concentrator that serves a customer. */
uint32_t world_seat_of(const struct world *world, uint32_t customer);
/* Everything that the world is when a millisecond is over and its events are drained, at midnight
 * the day closed (base/image.h). Actors hold nothing: which of them waits for what follows from it.
 * A world whose loading failed can only be freed. Main context. */
void world_image(struct world *world, struct image *image);
/* The first error stops the run. */
void world_stop(struct world *world, int err);
/* What comes in at the door of a seat (world.c). */
void world_handle(struct world *world, struct world_seat *seat, const struct inbox_item *item,
                  ms_t now);
/* Groups and their actors (world_groups.c). A message on its way to a seat; whoever sleeps longer
 * is woken. Actor. */
void world_put(struct world_seat *seat, const struct inbox_item *item);
/* The calculation of the master station: takes the time that its speed needs for so many
 * customers. Actor. */
int world_calculate(void *party, const struct message *message, ms_t now);
uint32_t world_group_count(const struct sim_scenario *scenario, uint32_t group_size);
size_t world_group_bytes(const struct sim_scenario *scenario, uint32_t group_size);
void world_make_groups(struct world *world);
/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int world_make_actors(struct world *world);
/* Runs up to and including `until`; FK_OK or the first error of a party. */
FK_MUST_CHECK int world_run_to(struct world *world, ms_t until);
/* Sum of all registers at `now`, the end of a day, in parts of 0.01 kWh / 86,400,000; lets the
 * meters come up to date, and tells the monitor what was drawn (monitor_drawn). */
uint64_t world_energy(struct world *world, ms_t now);
/* Everybody as the scenario has him at the start. FK_OK, or an error of the ledger or of memory. */
FK_MUST_CHECK int world_enrol(struct world *world);
/* Who has a local meter has his money in it, and is not enrolled. FK_OK, or an error of the ledger
 * or of memory. */
FK_MUST_CHECK int world_enrol_local(struct world *world, uint32_t customer,
                                    const struct local_entry *entry);
/* What local meters do by themselves begins with the first millisecond. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int world_plan_wallets(struct world *world);
/* What a local meter shows at `now` (M5), up to which it is brought. False: his is a remote one. */
bool world_remaining(struct world *world, uint32_t customer, ms_t now, fen_t *remaining);
/* M4 (world_copies.c): who may ask, as everybody is at the start. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int world_copies_begin(struct world *world);
/* A calculation is over, of a run or of a part of it. */
void world_copies_calculated(struct world *world, ms_t now);
/* A message leaves the seat `from`, or has been taken by `seat`; who asks then is noted. FK_OK or
 * an error of the log. Both without copies: nothing. */
void world_copies_sent(struct world *world, uint32_t from, const struct message *message, ms_t now);
FK_MUST_CHECK int world_copies_took(struct world *world, uint32_t seat,
                                    const struct message *message, ms_t now);
/* Planned bytes of a world, for the memory plan printed at the start of a run. */
size_t world_bytes(const struct sim_scenario *scenario, uint32_t group_size);
#endif
