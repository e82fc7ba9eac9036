/* models/marketing/rollout.h - the rollout of fee control by county (推广, S-39): waves of counties,
 * each held as long as crews cannot keep up with those before, and who signs when in them. The
 * part of marketing that plans agreements; it makes none itself. Not shared between threads.
 *
 * A wave leaves out whose meter, key or switch is not fit for remote control, and says whom and why
 * as it begins.
 *
 *   wave due --crews kept up--> who is fit is invited --after so long--> applies --> signed
 *       |                                                  |  ^
 *       +--they did not: looked at again a day later       +--+ sent back, or nothing is collected
 *
 * Rule: T1. Questions: Q15, Q18, Q45, Q99 */
#ifndef MODELS_MARKETING_ROLLOUT_H
#define MODELS_MARKETING_ROLLOUT_H
#include "base/chance.h"
#include "base/money.h"
#include "base/timers.h"
#include "models/house/terms.h"

#define ROLLOUT_DAYS_MAX  31 /* that can be looked back */
#define ROLLOUT_WAVES_MAX 64
#define ROLLOUT_TRIES     8 /* applications of one customer: the last is in order */

enum rollout_way { ROLLOUT_ONLINE, ROLLOUT_COUNTER, ROLLOUT_WAYS };

struct rollout_wave {
    ms_t at;
    uint32_t county, counties; /* the first, from 1; how many */
};
/* Shares in parts of a million. */
struct rollout_terms {
    uint32_t counties;  /* each has as many concentrators; 0: there is no rollout */
    uint32_t look_back; /* days of which none may have more field orders than crews can do */
    uint32_t online;    /* of the customers sign on line, the others at the counter */
    struct rollout_by {
        struct chance_dist after; /* from the invitation, or from one application, to the next */
        uint32_t sent_back;       /* of the applications */
    } by[ROLLOUT_WAYS];
    uint32_t barred[ROLLOUT_BARS]; /* of the customers whom no bar before holds */
    fen_t deposit;                 /* asked of who signs (Q56) ... */
    uint32_t deposit_bills;        /* ... with so many times his last bill */
};
struct rollout_config {
    struct rollout_terms terms;
    const struct rollout_wave *waves; /* borrowed */
    uint32_t wave_count;              /* at most ROLLOUT_WAVES_MAX */
    uint32_t per_county;              /* customers: county 1 has the first of them */
    uint32_t jobs;                    /* field orders that all crews can do in a day */
    uint64_t seed;
};
struct rollout {
    struct rollout_config config;
    struct timers dates;
    ms_t begun[ROLLOUT_WAVES_MAX];     /* 0: not yet */
    uint32_t orders[ROLLOUT_DAYS_MAX]; /* field orders of each of the last days, by day number */
    int32_t day;                       /* of the newest of them */
};
/* Who applies, and how. */
struct rollout_application {
    uint32_t customer;
    enum rollout_way way;
    uint32_t sent_back; /* times before */
    ms_t invited_at;
    enum rollout_bar bar; /* ROLLOUT_BARS: none; else he is left out, and cannot apply */
};
/* What marketing does with an application: 1 it is an agreement, 0 it has to be looked at again on
 * the next day, or an error. */
typedef int rollout_apply_fn(void *context, const struct rollout_application *application,
                             ms_t now);

/* FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int rollout_init(struct rollout *rollout, const struct rollout_config *config);
void rollout_fini(struct rollout *rollout);
/* What bars the customer. */
enum rollout_bar rollout_bar_of(const struct rollout *rollout, uint32_t customer);
/* A field order is made. */
void rollout_field_order(struct rollout *rollout, ms_t now);
/* FK_OK, FK_E_MEMORY, or what `apply` returned below 0. */
FK_MUST_CHECK int rollout_tick(struct rollout *rollout, rollout_apply_fn *apply, void *context,
                               ms_t now);
ms_t rollout_due(const struct rollout *rollout);
void rollout_image(struct rollout *rollout, struct image *image, uint32_t customers);
#endif
