/* models/marketing/settlement.h - monthly settlement by reading book (抄表段, R-80): on the settlement
 * day of his book the freeze of 00:00 becomes the customer's settled reading, and the energy since
 * the one before a bill. The areas of concentrators take turns among the books. The part of
 * marketing that knows registers; it knows no account. Not shared between threads.
 *
 * Who has no register of that day is billed by the first one that comes after it: never by an
 * estimate. A register that a later push of the day corrects is settled anew: its
 * bill is reversed, and the next one begins where that one had begun. */
#ifndef MODELS_MARKETING_SETTLEMENT_H
#define MODELS_MARKETING_SETTLEMENT_H
#include "base/clock.h"
#include "base/image.h"
#include "base/money.h"
#include "models/house/areas.h"
#include "models/house/locals.h"
#include "models/house/segments.h"
#include "models/tariff/plan.h"

struct settlement_config {
    uint32_t books;     /* 0: nothing is settled */
    uint32_t first_day; /* settlement day of the first book, day of the month from 1 */
    uint32_t apart;     /* days from that of a book to that of the next */
    bool is_told;       /* each bill by SMS (R-60, CQ-12) */
    const struct segments *segments;
    const price_t *prices; /* by segment.tariff, or: */
    const struct areas *areas;
    const struct locals *locals;     /* who pays his meter gets no bill; NULL: nobody */
    const struct tariff_plan *plans; /* by segment.tariff; NULL: `prices` */
    const int32_t *turns;            /* days on which a span of a plan begins, ascending */
    uint32_t turn_count;
    int32_t first;  /* with plans: day number of register 0 */
    bool has_kvarh; /* some of them have registers of reactive energy (TR-13) */
};
struct settlement_account {
    uint32_t settled, before; /* registers of the last settlement and of the one before, 0.01 kWh */
    uint32_t bill;            /* id of the last, 0: none */
    uint16_t day;             /* day number of `settled` */
    uint16_t due;             /* settlement day that waits for a register, 0: none */
};
/* With plans: the charge since the last settled reading, up to the last change of prices or quotas
 * before the newest register, and the same as it was before the last bill, of `amount`. The
 * register of such a change waits until one of a later day is there: it may be corrected. */
struct settlement_tariff {
    struct tariff_account now, before;
    fen_t amount;
    struct tariff_reading waits;
};
/* TR-13: registers of reactive energy where the next bill begins, and where the last one did. */
struct settlement_kvarh {
    uint32_t now, before; /* 0.01 kvarh */
};
struct settlement {
    struct settlement_config config;
    struct settlement_account *accounts; /* by customer, NULL without books */
    struct settlement_tariff *tariffs;   /* by customer, NULL without plans */
    struct settlement_kvarh *kvarh;      /* by customer, NULL if nobody has such a register */
    uint32_t count, waiting;             /* customers; those with `due` */
    uint32_t bills;                      /* made so far; ids are 1 .. bills */
    int32_t opened;                      /* last day whose books were opened */
};
struct settlement_bill {
    uint32_t id, customer, from, to; /* registers, 0.01 kWh */
    int32_t day;                     /* day number of `to` */
    fen_t amount;
    bool is_reversal;
    uint32_t peak;    /* with plans: the second register at `to` ... */
    kwh100_t counted; /* ... and the energy of the tier period up to it */
    uint8_t factor;   /* TR-13: power factor by its registers, percent; 0: none */
};
/* Of a customer, for the memory plan. */
static inline size_t settlement_bytes(bool has_plans)
{
    return sizeof(struct settlement_account) + (has_plans ? sizeof(struct settlement_tariff) : 0);
}
typedef int settlement_bill_fn(void *context, const struct settlement_bill *bill, ms_t now);

/* Tables of the config are borrowed. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int settlement_init(struct settlement *settlement,
                                  const struct settlement_config *config, uint32_t customers);
void settlement_fini(struct settlement *settlement);
/* Registers of `day` are there: opens the books whose day it is. True if anybody needs one, or has
 * been billed by one of this day; with plans always, as one may be of a change of prices. */
bool settlement_wants(struct settlement *settlement, int32_t day);
/* T1: the customer is settled by the first register of day `from` or later, whatever his book. */
void settlement_ask(struct settlement *settlement, uint32_t customer, int32_t from);
/* Bills by the newest register of each customer up to `day` and how many days before it that is, as
 * in a push (I3), with plans in the columns of enum tariff_column. FK_OK, FK_E_RANGE when ids are
 * used up, or what `bill` returned. */
FK_MUST_CHECK int settlement_take(struct settlement *settlement, int32_t day,
                                  const uint32_t *values, const uint8_t *ages,
                                  settlement_bill_fn *bill, void *context, ms_t now);
/* The amount of his last bill that holds, 0: there is none. */
fen_t settlement_last(const struct settlement *settlement, uint32_t customer);
/* True if a settlement day of his has passed, and no register has come for it. */
static inline bool settlement_is_due(const struct settlement *settlement, uint32_t customer)
{
    return settlement->accounts && settlement->accounts[customer].due;
}
void settlement_image(struct settlement *settlement, struct image *image);
#endif
