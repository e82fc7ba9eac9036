/* reports/plot/plot_sql.h - pieces of the queries behind the figures. Days and hours count from the
 * start of the run. */
#ifndef REPORTS_PLOT_PLOT_SQL_H
#define REPORTS_PLOT_PLOT_SQL_H

/* The day that the tables begin with: 0, or later if the run went on from a checkpoint. Of another
 * database than the first: its name and a dot in front of the table. */
#define SQL_FIRST_DAY          SQL_FIRST_DAY_OF("")
#define SQL_FIRST_DAY_OF(name) "coalesce((SELECT min(day) FROM " name "daily), 0)"
#define SQL_SINCE              "((SELECT start_at FROM run) + " SQL_FIRST_DAY " * 86400000)"
/* Customers without supply when it begins: those at the end of the first day without its moves,
 * `moves` being a query of (at, move). None on D0. */
#define SQL_OFF_BEFORE(name, moves)                                                                \
    "coalesce((SELECT customers_off - coalesce((SELECT sum(move) FROM (" moves ") WHERE at < "     \
    "(SELECT start_at FROM " name "run) + (d.day + 1) * 86400000), 0) FROM " name "v_daily d "     \
    "WHERE day > 0 AND day = " SQL_FIRST_DAY_OF(name) "), 0)"

/* The most eventful day: of the days with orders or what comes of them, if there are any, and then
 * of those with an injected fault, the one with the most cuts and restores, else with the most
 * kinds of things happening, else with the most of them; the first if nothing happened.
 * :number is the day that was asked for, from 1, or 0. */
/* clang-format off */
#define SQL_EVENT_DAY                                                                              \
    "coalesce(nullif(:number, 0) - 1, (SELECT m.day FROM v_minute m WHERE series NOT IN "          \
    "('readings', 'calculations', 'supply-off', 'supply-on') GROUP BY m.day ORDER BY "             \
    "max(series IN ('orders-created', 'commands-ok', 'commands-failed', 'cuts', 'restores')) "     \
    "DESC, "                                                                                       \
    "EXISTS (SELECT 1 FROM v_fault WHERE " SQL_FAULT_IN("m.day") ") DESC, "                        \
    "total(count) FILTER (WHERE series IN ('cuts', 'restores')) DESC, "                            \
    "count(DISTINCT series) DESC, sum(count) DESC, m.day LIMIT 1), " SQL_FIRST_DAY ")"
/* clang-format on */

/* Whether a row of v_fault is in force in some part of the day: one that ends at 00:00 is not. */
#define SQL_FAULT_IN(day)                                                                          \
    "coalesce(begin_at, " SQL_SINCE ") < (SELECT start_at FROM run) + (" day                       \
    " + 1) * 86400000 AND "                                                                        \
    "coalesce(end_at, (SELECT end_at FROM run)) > (SELECT start_at FROM run) + (" day              \
    ") * 86400000"

#define SQL_DATE(day)                                                                              \
    "date((SELECT start_at FROM run) / 1000 + 28800 + (" day ") * 86400, 'unixepoch')"

/* Hours since the start of the run. */
#define SQL_HOUR(at) "((" at ") - (SELECT start_at FROM run)) / 3600000.0"
#endif
