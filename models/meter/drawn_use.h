/* models/meter/drawn_use.h - what customers use, drawn (P-CON): a log-normal level for each, and
 * for each of his days season, weekday, festival and a noise that correlates with yesterday's by a
 * half; within a day more from 08:00 to 22:00 than in the night. All of it is a function of (seed,
 * customer, day): nothing is kept for a customer, and nobody's use moves when another is added or
 * cut. Integers alone; tables are made once. Read-only while a run lasts; thread-safe. */
#ifndef MODELS_METER_DRAWN_USE_H
#define MODELS_METER_DRAWN_USE_H
#include "base/chance.h"
#include "models/meter/rates.h"

enum use_kind { USE_RESIDENT, USE_OTHER, USE_HIGH_VOLTAGE, USE_KINDS };

/* Most that anybody uses in a day: twice as much fits between two freezes of a cell. */
#define DRAWN_USE_MOST (METER_CELL_STEP_MAX / 2) /* 0.01 kWh */

/* Shares and factors in parts of a million. */
struct use_config {
    struct use_habit {
        uint32_t mean;   /* 0.01 kWh a day, over the year and all customers of the kind */
        uint32_t spread; /* sigma of its logarithm, at most CHANCE_SIGMA_MAX */
        uint32_t rest;   /* use of a day on which offices rest, in all of a week 7; at most 3.5 */
        uint32_t feast;  /* on days of the Spring Festival, instead of that */
    } habits[USE_KINDS];
    uint32_t others, high; /* share of these kinds among the customers; others are residents */
    uint32_t empty;        /* share of the residents, those with the lowest levels, ... */
    uint32_t empty_most;   /* ... who use at most so much a day, 0.01 kWh */
    uint32_t noise;        /* sigma of the logarithm, from day to day */
    uint32_t by_day;       /* of a day's use from 08:00 to 22:00 (P-CON-07) */
    uint32_t months[12];   /* P-CON-04 */
};

struct drawn_use {
    struct use_config config;
    uint64_t seed;
    int32_t first;                            /* number of the first day */
    uint32_t days;                            /* of `seasons` */
    uint32_t *seasons;                        /* 1 / 65536, by day and kind */
    uint32_t levels[USE_KINDS][CHANCE_RANKS]; /* 1 / 65536 */
    uint32_t noise[CHANCE_RANKS];
    uint32_t hours[2]; /* 1 / 65536 of a steady use: in the night, by day */
};

/* For days `first` .. first + days - 1; the calendar knows 2024 to 2026. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int drawn_use_init(struct drawn_use *use, const struct use_config *config,
                                 uint64_t seed, int32_t first, uint32_t days);
void drawn_use_fini(struct drawn_use *use);
enum use_kind drawn_use_kind(const struct drawn_use *use, uint32_t customer);
/* His use of a day as the file of the customer tells it, a mean of the year, 0.01 kWh. */
uint32_t drawn_use_mean(const struct drawn_use *use, uint32_t customer);
/* His use of one day of those that were asked for, 0.01 kWh, if he has supply. */
uint32_t drawn_use_of_day(const struct drawn_use *use, uint32_t customer, int32_t day);
/* The same for the customers first .. first + count - 1, at most DRAWN_USE_ROW, at a fraction of
 * the cost: kind (enum use_kind) and mean, or the use of one day. */
#define DRAWN_USE_ROW 256
void drawn_use_means(const struct drawn_use *use, uint32_t first, uint32_t count, uint8_t *kinds,
                     uint32_t *means);
void drawn_use_row(const struct drawn_use *use, uint32_t first, uint32_t count, int32_t day,
                   uint32_t *of_day);
/* What he uses from 00:00 of a day to a moment of it, in parts of ENERGY_UNIT (energy.h). */
uint64_t drawn_use_until(const struct drawn_use *use, uint32_t customer, ms_t now);
/* The same for the whole day. */
uint64_t drawn_use_parts(const struct drawn_use *use, uint32_t customer, int32_t day);
/* The parts of a whole day on which somebody uses so much. */
void drawn_use_whole(const struct drawn_use *use, const uint32_t *of_day, uint32_t count,
                     uint64_t *whole);
/* The same from one moment to a later one. */
uint64_t drawn_use_between(const struct drawn_use *use, uint32_t customer, ms_t from, ms_t to);
/* His steady use from a moment on, 0.01 kWh a day, and when it changes. */
uint32_t drawn_use_at(const struct drawn_use *use, uint32_t customer, ms_t now, ms_t *until);
/* meter_cell_advance or, of a meter with two rates, meter_rates_advance (`rates` not NULL) with
 * what the customer uses. */
void drawn_use_advance(const struct drawn_use *use, uint32_t customer, struct meter_cell *cell,
                       struct meter_rates *rates, const struct meter_second *second, ms_t now);
#endif
