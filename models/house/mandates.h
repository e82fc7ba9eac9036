/* models/house/mandates.h - who has signed withholding (代扣), and for what: whoever is warned is
 * charged by his channel without doing anything (R-18, P-POP-16). Marketing asks, the channel
 * carries it out; both look it up here. A table of the few. Read-only while a run lasts. */
#ifndef MODELS_HOUSE_MANDATES_H
#define MODELS_HOUSE_MANDATES_H
#include "base/id_map.h"
#include "base/money.h"

struct mandate {
    fen_t amount;
    uint32_t fails;   /* parts of a million: no money, or a limit (P-PAY-07) */
    uint8_t is_batch; /* by the bank's file of the day (P-PAY-06), else at once */
};
struct mandates {
    struct mandate *list; /* owned */
    uint32_t count;
    struct id_map of; /* customer -> mandate */
};

void mandates_fini(struct mandates *mandates);
/* His mandate, NULL: he has signed none; `mandates` may be NULL. */
const struct mandate *mandates_find(const struct mandates *mandates, uint32_t customer);
#endif
