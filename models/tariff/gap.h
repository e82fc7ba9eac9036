/* models/tariff/gap.h - registers around a change of prices whose own register is missing, for the
 * few to whom that happens: the last one before it and the first one after it, whatever came in
 * between them and what is newest. Between these two the energy is divided by days (TR-8 b); a
 * register that came in the same push as a newer one narrows the gap all the same. A gap is kept
 * until a register behind a later change is there: on the day of that one a calculation that lags a
 * day still asks for the change before. Not shared between threads. */
#ifndef MODELS_TARIFF_GAP_H
#define MODELS_TARIFF_GAP_H
#include "base/slots.h"
#include "models/tariff/plan.h"

struct tariff_gap {
    uint32_t id;                         /* customer, who has one gap at a time */
    int32_t turn;                        /* day on which prices change */
    struct tariff_reading before, after; /* days before and after `turn`; before.day 0: none */
};

struct tariff_gaps {
    struct slots list; /* struct tariff_gap */
};

void tariff_gaps_init(struct tariff_gaps *gaps);
void tariff_gaps_fini(struct tariff_gaps *gaps);
/* Nobody has one: the usual case. */
static inline bool tariff_gaps_is_empty(const struct tariff_gaps *gaps)
{
    return gaps->list.map.count == 0;
}
/* A register of a customer has come in. `turn` is the last change up to its day (tariff_turn) and
 * `before` the newest register of a day before that, day 0: none; `is_known`: the register of the
 * turn came before. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int tariff_gap_take(struct tariff_gaps *gaps, uint32_t customer, int32_t turn,
                                  bool is_known, const struct tariff_reading *reading,
                                  const struct tariff_reading *before);
/* The register of `turn` by days between the two around it, if both are known and not after day
 * `until`. */
bool tariff_gap_close(struct tariff_gaps *gaps, uint32_t customer, int32_t turn, int32_t until,
                      struct tariff_reading *at);
/* All of them (base/image.h), each of a customer below `customers`. */
void tariff_gaps_image(struct tariff_gaps *gaps, struct image *image, uint32_t customers);
#endif
