/* models/marketing/dues.h - bills that do not count against their customer yet (应收未逾期, R-80): a
 * bill falls due so many days after it is made, and is overdue so many days after that. Until then
 * fee control is told of the account without it, so that nobody is cut but for bills that are
 * overdue (P-CUT-05). A payment goes to the oldest bill first: that is so because what is not
 * overdue is always the newest. Amounts in fen. Not shared between threads. */
#ifndef MODELS_MARKETING_DUES_H
#define MODELS_MARKETING_DUES_H
#include "base/clock.h"
#include "base/err.h"
#include "base/image.h"
#include "base/money.h"
#include <stdint.h>

#define DUES_MOST                                                                                  \
    8 /* bills of a customer within the longest time, 120 days: 5, and bills made late */

struct dues_customer {
    struct dues_bill {
        int32_t fen;
        uint16_t day;   /* day number from whose 00:00 on it counts */
    } bills[DUES_MOST]; /* the oldest first */
    uint8_t count;
};
struct dues {
    struct dues_customer *customers; /* NULL: every bill counts when it is made */
    uint32_t count;
    uint32_t days; /* from a bill to the day from which it counts */
};

/* `days` 0: nothing is kept. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int dues_init(struct dues *dues, uint32_t days, uint32_t customers);
void dues_fini(struct dues *dues);
/* A bill is made, of `amount` >= 0. The moment from which it counts, or FK_E_RANGE: more than
 * DUES_MOST wait, or the amount leaves 32 bits. */
FK_MUST_CHECK ms_t dues_bill(struct dues *dues, uint32_t customer, fen_t amount, ms_t now);
/* His last bill is taken back. */
void dues_reverse(struct dues *dues, uint32_t customer, ms_t now);
/* The sum of those of his bills that do not count at `now`. */
fen_t dues_open(const struct dues *dues, uint32_t customer, ms_t now);
void dues_image(struct dues *dues, struct image *image);
#endif
