/* models/tariff/tariff.h - what a customer pays: tiers (阶梯电价), time of use (峰谷分时电价), basic
 * fee (基本电费) and power-factor adjustment (力调电费). Rules R-05, TR-1..TR-13.
 *
 * A tariff is data (scenarios/tariffs/ holds the published ones): versions, each from a date and,
 * where prices follow the season, for some months. One arithmetic serves the daily calculation of a
 * simulated customer (tariff_charge) and the written bill (tariff_bill_make): the total of a bill
 * rounded once is what tariff_charge says. Everything is an integer; the exact amount of a line has
 * the unit 1e-8 CNY, which is a price (1e-6 CNY/kWh) times an energy (0.01 kWh). Pure, reentrant,
 * no allocation. */
#ifndef MODELS_TARIFF_TARIFF_H
#define MODELS_TARIFF_TARIFF_H
#include "base/clock.h"
#include "base/err.h"
#include "base/money.h"
#include <stdbool.h>

/* Rates of a meter: one register for all hours, or one for each period of the day. */
enum tariff_rate {
    TARIFF_SINGLE,
    TARIFF_SHARP,  /* 尖 */
    TARIFF_PEAK,   /* 峰 */
    TARIFF_FLAT,   /* 平 */
    TARIFF_VALLEY, /* 谷 */
    TARIFF_RATES
};
/* Over which time quotas are counted (TR-5, TR-7). */
enum tariff_period { TARIFF_NO_TIERS, TARIFF_MONTHLY, TARIFF_ANNUAL, TARIFF_PERIODS };
/* TR-9: the total is rounded once (RA), or every line (RB). */
enum tariff_rounding { TARIFF_ROUND_TOTAL, TARIFF_ROUND_LINES, TARIFF_ROUNDINGS };

#define TARIFF_EXACT_FEN INT64_C(1000000)            /* 1e-8 CNY in one fen */
#define TARIFF_NO_PRICE  INT64_C(0)                  /* the tariff does not offer this rate */
#define TARIFF_KWH_MAX   INT64_C(1000000000)         /* of one bill and one quota: 10,000,000 kWh */
#define TARIFF_PRICE_MAX INT64_C(100000000)          /* 100 CNY/kWh */
#define TARIFF_MORE_MAX  INT64_C(1000000)            /* more quota a month: 10,000 kWh */
#define TARIFF_ALL_YEAR  ((uint16_t)((1 << 12) - 1)) /* bit 0: January */

/* Prices from a day on. A price of tier 2 or 3 is the base price of its rate + its surcharge
 * (TR-2); Shanghai has surcharges by rate (TR-4), all others one. */
struct tariff_version {
    ms_t from;                  /* 00:00 of its first day */
    ms_t loaded;                /* when calculations know of it, 0: from the start (TR-8) */
    uint16_t months;            /* bit set */
    uint8_t period;             /* enum tariff_period */
    uint8_t tier_year_start;    /* month in which annual quotas begin anew (TR-5), 0: January */
    uint8_t pf_standard;        /* power factor asked for, percent: 80, 85, 90; 0: not judged */
    uint8_t list;               /* price list of the file that it belongs to; tariff_plan_init */
    kwh100_t limit[2];          /* the last energy of tier 1 and of tier 2 (TR-1) */
    price_t base[TARIFF_RATES]; /* or TARIFF_NO_PRICE */
    price_t surcharge[2][TARIFF_RATES]; /* of tier 2 and of tier 3 */
    price_t shared[TARIFF_RATES];       /* meters shared by households (合表): no tiers */
    struct clock_window peak_hours;     /* the rest of the day is valley; to = 0: none */
    fen_t per_kva, per_kw;              /* basic fee a month (TR-12), 0: none */
};

/* What is billed. Zero what does not apply; tariff_use_init does. */
struct tariff_use {
    kwh100_t energy[TARIFF_RATES]; /* >= 0, together at most TARIFF_KWH_MAX */
    kwh100_t counted;              /* in the tier period before this bill (ytd), >= 0 */
    /* Quotas for this customer = (limit + more) x quota_of / quota_in: months left / 12 in the year
     * of the connection (TR-6), months of the reading cycle / 1 with monthly tiers (TR-7). Both
     * >= 1. `more`: what a large household has besides, for a month; annual quotas have twelve. */
    uint32_t quota_of, quota_in;
    kwh100_t more;
    bool is_shared;
    uint32_t kva, kw; /* capacity, or measured maximum demand; one of the two is billed */
    /* Part of a month for which the basic fee is due (TR-12): days / days_in. */
    uint32_t days, days_in;
    uint8_t power_factor; /* percent, 0: not judged */
};

enum tariff_line_kind {
    TARIFF_LINE_ENERGY,    /* energy of a rate at its price; single rate: of one tier */
    TARIFF_LINE_SURCHARGE, /* of a tier, time of use (TR-3) */
    TARIFF_LINE_CAPACITY,
    TARIFF_LINE_DEMAND,
    TARIFF_LINE_POWER_FACTOR,
    TARIFF_LINE_KINDS
};
struct tariff_line {
    uint8_t kind; /* enum tariff_line_kind */
    uint8_t tier; /* 1..3, 0: none */
    uint8_t rate; /* enum tariff_rate; TARIFF_SINGLE with a surcharge: all rates together */
    kwh100_t energy;
    price_t price;   /* per kWh; basic fee: 1e-6 CNY per kVA or kW and month */
    uint32_t kva_kw; /* basic fee: how many; power factor: 0 */
    int32_t percent; /* power factor: 0.01 % */
    int64_t exact;   /* 1e-8 CNY */
    fen_t amount;    /* the exact amount rounded to 0.01, half up */
};

#define TARIFF_LINES_MAX 20
struct tariff_bill {
    struct tariff_line lines[TARIFF_LINES_MAX];
    unsigned count;
    kwh100_t energy;
    fen_t total; /* by the rounding that was asked for */
};

/* No energy, full quotas, a whole month. */
void tariff_use_init(struct tariff_use *use);
/* The version in force at a moment: of those for its month the one with the newest `from` that is
 * not later, NULL if there is none. */
const struct tariff_version *tariff_on(const struct tariff_version *versions, unsigned count,
                                       ms_t at);
/* Splits `energy` that follows on `counted` into what falls into tiers 1, 2 and 3 (TR-1); energy
 * exactly at a limit belongs to the tier below. */
void tariff_tiers(const kwh100_t limit[2], kwh100_t counted, kwh100_t energy, kwh100_t tiers[3]);
/* The quotas of a customer, TR-6 and TR-7, rounded half up to 0.01 kWh. */
void tariff_quotas(const struct tariff_version *version, const struct tariff_use *use,
                   kwh100_t limit[2]);
/* Makes the bill. FK_E_RANGE if a number of `use` is outside what its member says,
 * FK_E_UNSUPPORTED if the version has no price for a rate with energy or no fee for kva or kw, or
 * judges no power factor; *diag says which. */
FK_MUST_CHECK int tariff_bill_make(const struct tariff_version *version,
                                   const struct tariff_use *use, enum tariff_rounding rounding,
                                   struct tariff_bill *bill, struct fk_diag *diag);
/* The lines of a bill before any of them is rounded, 1e-8 CNY. */
int64_t tariff_bill_exact(const struct tariff_bill *bill);
/* Charge of `energy` at the single rate with the full quotas: the daily estimate (TR-10), always
 * from the settled reading. `counted` and `energy` >= 0. Exact (1e-8 CNY), or rounded once. */
int64_t tariff_single_exact(const struct tariff_version *version, kwh100_t counted,
                            kwh100_t energy);
fen_t tariff_charge(const struct tariff_version *version, kwh100_t counted, kwh100_t energy);
/* An exact amount to 0.01 CNY, half up (TR-9, RA). */
fen_t tariff_exact_round(int64_t exact);

/* TR-8 (b): what falls on the first `days` of `days_in` days (>= 1), rounded half up to 0.01 kWh;
 * the rest falls on the others. */
kwh100_t tariff_part_of_days(kwh100_t energy, uint32_t days, uint32_t days_in);
/* TR-13: power factor in percent from active and reactive energy (both >= 0 and at most
 * TARIFF_KWH_MAX), rounded half up to 0.01; 100 without energy. */
unsigned tariff_power_factor(kwh100_t active, kwh100_t reactive);
/* TR-13: what a percentage, in 0.01 %, makes of a sum, both 1e-8 CNY; rounded half up. */
int64_t tariff_adjustment(int64_t sum, int32_t percent);
/* TR-13: adjustment in 0.01 % of the sum of basic fee and energy fee, for a power factor in
 * percent and a standard of 90, 85 or 80. 0 for another standard. */
int32_t tariff_pf_percent(unsigned power_factor, unsigned standard);
/* TR-11: late fee (违约金) of `arrears`: residents 0.1 % a day; others 0.2 % a day for the days of
 * this year, 0.3 % for those on arrears of earlier years. At least 1.00 CNY if any day is due.
 * Rounded once. */
fen_t tariff_late_fee(fen_t arrears, bool is_resident, uint32_t days, uint32_t earlier_days);
#endif
