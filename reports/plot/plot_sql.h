/* reports/plot/plot_sql.h - pieces of the queries behind the figures. Days and hours count from the
 * start of the run. Only for reports/plot_*.c. */
#ifndef REPORTS_PLOT_PLOT_SQL_H
#define REPORTS_PLOT_PLOT_SQL_H

/* The most eventful day: of the days with an injected fault, else of all, the one with the most
 * kinds of things happening, else the one with the most of them; 0 if nothing happened. :number is
 * the day that was asked for, from 1, or 0. */
#define SQL_EVENT_DAY                                                                              \
    "coalesce(nullif(:number, 0) - 1, (SELECT m.day FROM v_minute m WHERE series NOT IN "          \
    "('readings', 'calculations') "                                                                \
    "GROUP BY m.day ORDER BY EXISTS (SELECT 1 FROM v_fault WHERE " SQL_FAULT_IN(                   \
        "m.day") ") DESC, count(DISTINCT series) DESC, sum(count) DESC, m.day LIMIT 1), 0)"

/* Whether a row of v_fault is in force in some part of the day: one that ends at 00:00 is not. */
#define SQL_FAULT_IN(day)                                                                          \
    "begin_at < (SELECT start_at FROM run) + (" day " + 1) * 86400000 AND "                        \
    "coalesce(end_at, (SELECT end_at FROM run)) > (SELECT start_at FROM run) + (" day              \
    ") * 86400000"

#define SQL_DATE(day)                                                                              \
    "date((SELECT start_at FROM run) / 1000 + 28800 + (" day ") * 86400, 'unixepoch')"

/* Hours since the start of the run. */
#define SQL_HOUR(at) "((" at ") - (SELECT start_at FROM run)) / 3600000.0"

/* Faults as bands: begin and end in hours since the start, and a name in both languages. */
#define SQL_FAULTS SQL_FAULTS_AND("")
#define SQL_FAULTS_AND(condition)                                                                  \
    "SELECT " SQL_HOUR("begin_at") " AS begin, " SQL_HOUR(                                         \
        "coalesce(end_at, (SELECT end_at FROM "                                                    \
        "run))") " AS end, replace(kind, '-', ' ') AS name, kind_zh FROM v_fault WHERE begin_at "  \
                 "IS "                                                                             \
                 "NOT NULL" condition " ORDER BY begin_at"
/* Of the eventful day alone: gnuplot dies of a table in which no row can be drawn. */
#define SQL_FAULTS_OF_DAY                                                                          \
    "SELECT * FROM (" SQL_FAULTS ") WHERE \"begin\" < 24 * (" SQL_EVENT_DAY ") + 24 AND "          \
    "\"end\" > 24 * (" SQL_EVENT_DAY ")"
#endif
