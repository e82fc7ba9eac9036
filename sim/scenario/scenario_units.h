/* sim/scenario/scenario_units.h - the notation of values in scenario files: text to number and
 * back.
 *
 *   date 2026-03-02                 moment D1 08:00 | D1 08:00:05 | 2026-03-03 08:00
 *   time of day 08:00 | 08:00:05    window 08:30-16:00 (its end up to 24:00)
 *   duration 10 s (ms, s, min, h, d)  amount 30.00 CNY   price 0.52 CNY/kWh   energy 8.00 kWh
 *   percent 20 %                    distribution: see base/chance.h
 *
 * All arithmetic is exact: no floating point. Blanks between number and unit are free. Pure,
 * reentrant. */
#ifndef SIM_SCENARIO_SCENARIO_UNITS_H
#define SIM_SCENARIO_SCENARIO_UNITS_H
#include "base/chance.h"
#include "base/err.h"
#include "models/feecontrol/policy.h"
#include "sim/scenario/scenario_table.h"

/* A value of TYPE_COUNT, DATE, TIME, MOMENT, DURATION, AMOUNT, PRICE, ENERGY or PERCENT in the unit
 * of its type. `start` is D0 00:00 (moments only). FK_E_FORMAT: not such a value; FK_E_RANGE: one
 * that no 64 bits, calendar or D0 .. D9999 hold. */
FK_MUST_CHECK int scenario_value_parse(enum scenario_type type, const char *text, ms_t start,
                                       int64_t *out);
FK_MUST_CHECK int scenario_window_parse(const char *text, struct clock_window *out);
/* *problem (on FK_E_RANGE) says which rule of the notation the numbers break. */
FK_MUST_CHECK int scenario_spread_parse(const char *text, struct chance_dist *out,
                                        const char **problem);

enum { SCENARIO_VALUE_MAX = 64 };
/* The value as a file would hold it ("30.00 CNY", "2 h"); for the types of scenario_value_parse
 * and, as a duration, for TYPE_SPREAD. Moments as D0 + duration are not needed and not served. */
void scenario_value_format(enum scenario_type type, int64_t value, char out[SCENARIO_VALUE_MAX]);
#endif
