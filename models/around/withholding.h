/* models/around/withholding.h - withholding (代扣) at the channels, R-18: what marketing asks for is
 * charged at once, within seconds, or with the bank's file of the day, whose result comes the next
 * morning (P-PAY-06, P-PAY-07). One at a time for a customer: what is asked for meanwhile is the
 * same debt. The part of the channels that knows mandates; it books nothing itself. Not shared
 * between threads.
 *
 * Questions: Q16, Q17, Q68, Q100 */
#ifndef MODELS_AROUND_WITHHOLDING_H
#define MODELS_AROUND_WITHHOLDING_H
#include "base/chance.h"
#include "base/daily.h"
#include "base/timers.h"
#include "models/house/mandates.h"

struct withholding_config {
    const struct mandates *mandates; /* borrowed; NULL: nobody has signed */
    struct chance_dist at_once;      /* from the request to the result (P-PAY-07) */
    ms_t file_at;                    /* time of day: the file is sent (P-PAY-06) */
    ms_t result_at;                  /* time of day of the next day: its result */
    uint64_t seed;
};
struct withholding {
    struct withholding_config config;
    struct timers results;
    struct id_map open; /* customers -> counter of their draws */
    struct daily asked;
};
/* What became of one. */
struct withheld {
    uint32_t customer;
    fen_t amount;
    bool is_done; /* false: there was no money */
};

FK_MUST_CHECK int withholding_init(struct withholding *w, const struct withholding_config *config);
void withholding_fini(struct withholding *w);
/* Asked for at `now`; nothing happens if he has signed none or one is open. FK_OK or
 * FK_E_MEMORY. */
FK_MUST_CHECK int withholding_ask(struct withholding *w, uint32_t customer, ms_t now);
/* The next result that is there at `now`; false: none. */
bool withholding_take(struct withholding *w, ms_t now, struct withheld *out);
ms_t withholding_due(const struct withholding *w);
/* Loading refuses records of customers from `customers` on, and of those who have signed none. */
void withholding_image(struct withholding *w, struct image *image, uint32_t customers);
#endif
