/* sim/watch/story.h - an event of one customer as a line for a person to read, in English and in
 * Chinese: what the hunt tells of a failure and `feikong story` of a customer. Reentrant. */
#ifndef SIM_WATCH_STORY_H
#define SIM_WATCH_STORY_H
#include "base/text.h"
#include "sim/watch/recorder.h"

/* Where an event belongs: the five layers of state, the money layers it moves, and what goes
 * beside them. */
enum story_layer {
    STORY_DECISION, /* L1 */
    STORY_ORDER,    /* L2 */
    STORY_COMMAND,  /* L3, reads on demand too */
    STORY_METER,    /* L4 */
    STORY_SUPPLY,   /* L5 */
    STORY_M1,       /* paid at the channel */
    STORY_M2,       /* posted to the account */
    STORY_M3,       /* available balance */
    STORY_MONEY,    /* between or of several money layers */
    STORY_BESIDE,   /* messages to the customer, faults */
    STORY_LAYERS
};
enum story_layer story_layer_of(const struct sim_event *event);
/* "L1", "M2", ""; never NULL. */
const char *story_layer_name(enum story_layer layer);

enum { STORY_LINE_MAX = 240 };
/* "decision   notice -> ready, 3.12 CNY available". `start` is D0 00:00.
 * An order's creation that is read back from a run has its people (enum order_hand) in `value`: who
 * made it + 16 x who permits it (0: nobody) + 256 x who carries it out. 0 says nothing of them: so
 * it is while a run goes on. */
void story_tell(const struct sim_event *event, ms_t start, enum fk_lang lang,
                char out[STORY_LINE_MAX]);
/* The same behind its moment: "D1 08:30:05.004  decision ...". */
void story_line(const struct sim_event *event, ms_t start, enum fk_lang lang,
                char out[STORY_LINE_MAX]);
/* "3.12 CNY", "3.12 元" */
enum { STORY_AMOUNT_MAX = 64 };
void story_amount(fen_t amount, enum fk_lang lang, char out[STORY_AMOUNT_MAX]);
/* "D1 08:30:05.004" */
enum { STORY_MOMENT_MAX = 24 };
void story_moment(ms_t at, ms_t start, char out[STORY_MOMENT_MAX]);
#endif
