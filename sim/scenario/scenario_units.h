/* sim/scenario/scenario_units.h - the notation of values in scenario files: text to number and
 * back.
 *
 *   date 2026-03-02                 moment D1 08:00 | D1 08:00:05 | 2026-03-03 08:00
 *   time of day 08:00 | 08:00:05 | 08:00:05.250, in moments and windows too
 *   window 08:30-16:00 (its end up to 24:00)
 *   duration 10 s (ms, s, min, h, d)  amount 30.00 CNY   price 0.52 CNY/kWh   energy 8.00 kWh
 *   percent 20 %   share 0.5 %      power 500 W | 3.5 kW      distribution: see base/chance.h
 *
 * All arithmetic is exact: no floating point. Blanks between number and unit are free. Pure,
 * reentrant. */
#ifndef SIM_SCENARIO_SCENARIO_UNITS_H
#define SIM_SCENARIO_SCENARIO_UNITS_H
#include "base/chance.h"
#include "base/err.h"
#include "models/feecontrol/policy.h"
#include "sim/scenario/scenario_table.h"

/* A value of TYPE_COUNT, DATE, TIME, MOMENT, DURATION, AMOUNT, PRICE, ENERGY, POWER, PERCENT or
 * SHARE in
 * the unit of its type. `start` is D0 00:00 (moments only). FK_E_FORMAT: not such a value;
 * FK_E_RANGE: one that no 64 bits, calendar or D0 .. D9999 hold. */
FK_MUST_CHECK int scenario_value_parse(enum scenario_type type, const char *text, ms_t start,
                                       int64_t *out);
FK_MUST_CHECK int scenario_window_parse(const char *text, struct clock_window *out);
/* *problem (on FK_E_RANGE) says which rule of the notation the numbers break. */
FK_MUST_CHECK int scenario_spread_parse(const char *text, struct chance_dist *out,
                                        const char **problem);

enum { SCENARIO_VALUE_MAX = 64, SCENARIO_SPREAD_MAX = 320 };
/* The value as a file would hold it ("30.00 CNY", "2 h", "08:30:00"); for the types of
 * scenario_value_parse but TYPE_DATE and TYPE_MOMENT, and, as a duration, for TYPE_SPREAD. */
void scenario_value_format(enum scenario_type type, int64_t value, char out[SCENARIO_VALUE_MAX]);
/* "D1 08:00:05.250"; `start` is D0 00:00 and not after `at`. */
void scenario_moment_format(ms_t at, ms_t start, char out[SCENARIO_VALUE_MAX]);
void scenario_window_format(const struct clock_window *window, char out[SCENARIO_VALUE_MAX]);
/* "U(1 s, 3 s)", "mix{90.0000 % 5 s; 10.0000 % exp(2 min)}". */
void scenario_spread_format(const struct chance_dist *dist, char out[SCENARIO_SPREAD_MAX]);
#endif
