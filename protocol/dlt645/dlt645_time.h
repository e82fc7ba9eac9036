/* protocol/dlt645/dlt645_time.h - dates and times of DL/T 645 as BCD bytes: the one place that
 * packs and reads them. Pure, reentrant.
 *
 * The order of the bytes on the wire is a text, one letter a byte: s second, m minute, h hour,
 * W weekday (0 Sunday), D day, M month, Y year of the century (2000 to 2099). */
#ifndef PROTOCOL_DLT645_DLT645_TIME_H
#define PROTOCOL_DLT645_DLT645_TIME_H
#include "base/clock.h"
#include "base/err.h"

#define DLT645_ORDER_STAMP "smhDMY"  /* broadcast time 08H, valid-until of 1CH, records */
#define DLT645_ORDER_POINT "mhDMY"   /* stamps of freezes */
#define DLT645_ORDER_CLOCK "smhWDMY" /* item 0400010C */
#define DLT645_ORDER_DATE  "WDMY"    /* item 04000101 */
#define DLT645_ORDER_TIME  "smh"     /* item 04000102 */

/* Writes a moment, China Standard Time; one byte a letter of `order`. */
void dlt645_time_put(ms_t at, const char *order, uint8_t *out);
/* Reads bytes in this order; parts that are not named are those of Sunday 2000-01-01 00:00:00.
 * False if a digit is none, a part is out of its range or the day does not exist; the weekday is
 * not compared with the date. */
FK_MUST_CHECK bool dlt645_time_get(const uint8_t *bytes, const char *order,
                                   struct clock_civil *out);
/* The same as a moment. */
FK_MUST_CHECK bool dlt645_time_moment(const uint8_t *bytes, const char *order, ms_t *out);
#endif
