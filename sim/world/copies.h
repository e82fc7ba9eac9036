/* sim/world/copies.h - M4, what a place shows of the available balance (各渠道查询余额, I14): a copy of
 * M3 that was taken at some time. A copy is taken with each calculation, every so often from
 * midnight on, with each posting, or it is M3 itself; a message tells what it was made with. Kept
 * for those alone who may ask; nothing where the scenario has no `copies`. Not shared between
 * threads.
 *
 * Questions: Q87, Q90, Q98 */
#ifndef SIM_WORLD_COPIES_H
#define SIM_WORLD_COPIES_H
#include "base/money.h"
#include "base/slots.h"
#include "sim/scenario/scenario.h"

/* What a place has of a customer if M3 has changed since it was to take its copy. */
struct copy_taken {
    ms_t at; /* when it was taken, or made; MS_NEVER: there is none */
    int32_t fen;
};
/* Of one who may ask. */
struct copy_record {
    uint32_t id;             /* customer */
    int32_t available;       /* M3 as it was looked at last */
    ms_t changed;            /* when M3 was seen to change last */
    struct copy_taken asked; /* what the message says that is on its way */
    struct copy_taken taken[COPY_PLACES];
};
struct copies {
    const struct sim_scenario *scenario; /* borrowed; NULL: there are none */
    struct slots records;                /* struct copy_record */
    ms_t calculated;                     /* the last calculation; the start, if there was none */
};

/* Nobody may ask yet. */
void copies_init(struct copies *copies, const struct sim_scenario *scenario);
void copies_fini(struct copies *copies);
/* The customer may ask; `available` at the start. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int copies_add(struct copies *copies, uint32_t customer, fen_t available);
/* M3 of the customer may have changed at `now`, by a posting (`is_posted`) or otherwise. */
void copies_look(struct copies *copies, uint32_t customer, fen_t available, bool is_posted,
                 ms_t now);
/* A calculation has ended, of the customers whose new M3 have been looked at. */
void copies_calculated(struct copies *copies, ms_t now);
/* A message is asked for that says `told`, and is read at `now`. */
void copies_asked(struct copies *copies, uint32_t customer, fen_t told, ms_t now);
void copies_told(struct copies *copies, uint32_t customer, fen_t told, ms_t now);
/* What `place` shows to the customer at `now`, when M3 is `available`, and when that was taken.
 * False: it shows nothing. */
bool copies_show(struct copies *copies, uint32_t customer, unsigned place, fen_t available,
                 ms_t now, struct copy_taken *out);
/* All of it (base/image.h), of customers below `customers`. */
void copies_image(struct copies *copies, struct image *image, uint32_t customers);
#endif
