/* models/tariff/plan.h - what a tariff charges a customer from day to day: the versions in force
 * over a run cut into spans, and an account of what is charged up to the register that was used
 * last. The arithmetic is that of the bill (tariff.h); here is when quotas start again (TR-5), when
 * prices change (TR-8) and that nothing is added that was rounded before (TR-10).
 *
 *   spans     |--------- 2025 ---------|--- 2026, old price ---|--- new price ---
 *   account   closed: exact charge of the spans that are over; register and energy counted at the
 *             beginning of the present one
 *
 * Whatever a tariff is made of, all of it is charged so, day by day.
 * The charge is closed + that of the present span, rounded once, whatever days had a register in
 * between: sums of daily differences do not drift. Pure; reentrant.
 *
 * Questions: Q20, Q49 */
#ifndef MODELS_TARIFF_PLAN_H
#define MODELS_TARIFF_PLAN_H
#include "models/tariff/tariff.h"

/* Registers frozen at 00:00 of day number `day` (days since 1970-01-01 CST), 0.01 kWh. `peak` is
 * part of `all`; 0 for a meter with one rate, and of a plan with `has_kvarh` the register of
 * reactive energy, 0.01 kvarh (TR-13). */
struct tariff_reading {
    int32_t day;
    uint32_t all, peak;
};

/* Columns of registers on their way to a calculation, where tariffs have versions. */
enum tariff_column {
    TARIFF_NEWEST,
    TARIFF_TURN, /* of the last day on which a span of somebody begins, if it never came by days
                  * between the two around it (gap.h); TARIFF_NO_REGISTER */
    TARIFF_NEWEST_PEAK,
    TARIFF_TURN_PEAK,
    TARIFF_COLUMNS
};
#define TARIFF_NO_REGISTER UINT32_MAX /* it is not known */

/* Days with one version, one counting of quotas and, if a basic fee is due, one month. */
struct tariff_span {
    int32_t day;      /* its first one */
    uint16_t version; /* index */
    uint8_t days_in;  /* days of the month that holds `day` (TR-12) */
    bool is_anew;     /* nothing is counted before it (TR-5) */
};

struct tariff_plan {
    struct tariff_version *versions; /* a copy */
    struct tariff_span *spans;
    uint32_t version_count, span_count;
    /* What the owner sets after tariff_plan_init, for all customers of the plan: */
    bool is_tou;          /* meters with a peak and a valley rate */
    bool has_kvarh;       /* the second register of the meters counts reactive energy (TR-13) ... */
    uint8_t kvarh[2];     /* ... so many kvarh of 100 kWh, and so many from `kvarh_from` on */
    ms_t kvarh_from;      /* MS_NEVER: they stay as they are */
    uint8_t power_factor; /* percent, 0: not judged (TR-13), or by the registers of each month */
    uint8_t rounding;     /* enum tariff_rounding (TR-9); by line: without a basic fee */
    uint32_t kva, kw;     /* capacity, or maximum demand, for the basic fee; 0: none (TR-12) */
    kwh100_t counted;     /* in the tier period before the first day (TR-1) */
};

/* What is charged to one customer. */
struct tariff_account {
    int64_t
        closed; /* 1e-8 CNY, of the spans before the present one, less what of that was settled */
    struct {
        uint32_t all, peak;
    } base, last;     /* register at the beginning of the present span, and used last */
    uint32_t counted; /* energy of the tier period before `base` */
    uint16_t span;    /* the present one */
    uint16_t day;     /* of `last` */
};
_Static_assert(sizeof(struct tariff_account) == 32, "one for each customer of a tariff");

/* The spans of the days `first` .. `last` by the versions of price list `list` out of `count`;
 * `is_monthly`: a basic fee is due, or registers say the power factor of a month. FK_OK,
 * FK_E_MEMORY, or FK_E_NOT_FOUND if no version is in force on one of the days; *plan can be given
 * to tariff_plan_fini then, too. */
FK_MUST_CHECK int tariff_plan_init(struct tariff_plan *plan, const struct tariff_version *versions,
                                   uint32_t count, unsigned list, bool is_monthly, int32_t first,
                                   int32_t last);
void tariff_plan_fini(struct tariff_plan *plan);
/* TR-6, before anybody is charged: quotas that are raised by `more` a month, 0: not, and in the
 * tier year of the first day twelfths of them for so many months; 0: all of them. FK_OK or
 * FK_E_MEMORY. */
FK_MUST_CHECK int tariff_plan_set_quotas(struct tariff_plan *plan, kwh100_t more,
                                         unsigned months_left);
/* A basic fee is due, by capacity or by demand. */
static inline bool tariff_plan_has_fee(const struct tariff_plan *plan)
{
    return plan->kva > 0 || plan->kw > 0;
}
/* TR-13: no charge grows faster than by the dearest price of its energy: false with a basic fee,
 * and if registers say the power factor, by which all of a month is charged anew. */
static inline bool tariff_plan_is_by_energy(const struct tariff_plan *plan)
{
    return !tariff_plan_has_fee(plan) && !plan->has_kvarh;
}
/* Nobody of the plan pays more for a kWh, power factor included: 1e-6 CNY. */
price_t tariff_plan_dearest(const struct tariff_plan *plan);

/* By how much lines that are rounded up for themselves (TR-9) may make a charge more: at most seven
 * of a span. */
static inline fen_t tariff_plan_lines_more(const struct tariff_plan *plan)
{
    return plan->rounding == TARIFF_ROUND_LINES ? 4 * (fen_t)plan->span_count : 0;
}
/* Nor more than this over all spans for his capacity or demand. */
fen_t tariff_plan_basic_fee(const struct tariff_plan *plan);
/* True if nothing begins anew within the plan, no meter has two registers and no basic fee is due:
 * then the newest register says all that an account would hold. */
bool tariff_plan_is_even(const struct tariff_plan *plan);
/* Whether all of the energy up to register `all` is of the first tier of an even plan: nearly
 * everybody's, every day. */
static inline bool tariff_even_is_low(const struct tariff_plan *plan, uint32_t all)
{
    const struct tariff_version *version = &plan->versions[plan->spans->version];
    return version->period == TARIFF_NO_TIERS || plan->counted + all <= version->limit[0];
}
/* Charge from register 0 to `all`, and tier, by an even plan: tariff_account_charge and
 * tariff_account_tier of an account that has taken it. */
fen_t tariff_even_charge(const struct tariff_plan *plan, uint32_t all);
unsigned tariff_even_tier(const struct tariff_plan *plan, uint32_t all);
/* The last of `count` ascending days that is not after `day`; INT32_MIN: none. */
int32_t tariff_turn(const int32_t *turns, uint32_t count, int32_t day);

/* Register 0 on `day`, nothing charged. */
void tariff_account_init(struct tariff_account *account, const struct tariff_plan *plan,
                         int32_t day);
/* The energy counted in the tier period up to the register taken last. */
static inline kwh100_t tariff_account_counted(const struct tariff_account *account)
{
    return (kwh100_t)account->counted + account->last.all - account->base.all;
}
/* Begins anew at a settled reading, behind which so much energy is counted in the tier
 * period: nothing is charged up to it, and a basic fee for the days from it on. */
void tariff_account_start(struct tariff_account *account, const struct tariff_plan *plan,
                          const struct tariff_reading *settled, kwh100_t counted);
/* Whether an account that comes from outside can be one of this plan: its span is there, and the
 * next one has not begun. */
bool tariff_account_is_sound(const struct tariff_account *account, const struct tariff_plan *plan);
/* The register on `day` (after->day > before->day) by days between two others (TR-8 b). */
struct tariff_reading tariff_reading_between(const struct tariff_reading *before,
                                             const struct tariff_reading *after, int32_t day);
/* Takes the newest register (not before and not less than the one before), and closes the spans
 * that are over by it. The register of the day on which one begins is `newest` or `turn` (NULL: not
 * known), if it is of that day (TR-8 a, gap.h); else the energy since the one taken before is split
 * by days (TR-8 b). Returns the highest tier, 2 or 3, that the energy since then has come into
 * be it in a span that is over or by the limits of a new version; 0: none. */
unsigned tariff_account_take(struct tariff_account *account, const struct tariff_plan *plan,
                             const struct tariff_reading *newest,
                             const struct tariff_reading *turn);
/* The tier, 1 to 3, in which the energy counted up to the register taken last stands. */
unsigned tariff_account_tier(const struct tariff_account *account, const struct tariff_plan *plan);
/* Charge from register 0 to the one that was taken last, rounded once (TR-9, TR-10). */
fen_t tariff_account_charge(const struct tariff_account *account, const struct tariff_plan *plan);
#endif
