/* sim/watch/books_tariffs.h - the books of those who pay by versions of a tariff, for books.c:
 * registers of a change of prices, charges by all versions and by those that are known, and which
 * of them fee control may have by now (INV-02). books->tariffs is there in all but the first. */
#ifndef SIM_WATCH_BOOKS_TARIFFS_H
#define SIM_WATCH_BOOKS_TARIFFS_H
#include "sim/watch/books.h"

static inline const struct tariff_plan *books_plan(const struct books *books, uint32_t customer)
{
    return &books->segments.plans[segment_of(&books->segments.index, customer)->tariff];
}

/* Register 0 the day before the start. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int books_tariffs_init(struct books *books);
/* Customer `i` of a block that is pushed: what comes with his register. One of a day on which
 * prices change for somebody is kept, however late it comes (TR-8 a), and if it is missing those
 * around it (TR-8 b); `turn`: the last such day. */
void books_tariffs_keep(struct books *books, const struct books_block *block, uint32_t i,
                        int32_t turn);
/* The push of a run, before its registers are taken: what fee control has until it is judged. */
void books_tariffs_push(struct books *books, int32_t day, unsigned run, ms_t now);
/* The newest register of a push, in the charge: as a calculation sees it, which knows nothing of
 * those before. */
void books_tariffs_take(struct books *books, uint32_t customer, int32_t turn_day, ms_t now);
/* What was loaded (base/image.h). */
void books_tariffs_check(const struct books *books, struct image *image);
#endif
