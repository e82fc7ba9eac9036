#include "reports/plot/plot_figures.h"

#include "reports/plot/plot_sql.h"

/* SQL and gnuplot text, laid out by hand. */
/* clang-format off */

/* What happened on the eventful day. Where the run has no times of single readings or calculations,
 * those of the level `full` and the end of the calculation stand for them. */
#define SQL_HAPPENED                                                                               \
    "chosen (day) AS (SELECT " SQL_EVENT_DAY "), "                                                 \
    "happened AS (SELECT at, series, count FROM v_minute WHERE day = (SELECT day FROM chosen)"     \
    " UNION ALL SELECT (SELECT start_at FROM run) + day * 86400000 + calc_end_ms,"                 \
    " 'calculations', calculated FROM v_daily WHERE day = (SELECT day FROM chosen)"                \
    " AND calculated > 0 AND calc_end_ms > 0 AND NOT EXISTS"                                       \
    " (SELECT 1 FROM v_minute WHERE series = 'calculations')"                                      \
    " UNION ALL SELECT at / 60000 * 60000, 'readings', count(*) FROM reading WHERE is_present = 1" \
    " AND (at - (SELECT start_at FROM run)) / 86400000 = (SELECT day FROM chosen)"                 \
    " AND NOT EXISTS (SELECT 1 FROM v_minute WHERE series = 'readings') GROUP BY 1) "

/* Lanes of the timeline from top to bottom. */
#define SQL_LANES                                                                                  \
    SQL_HAPPENED ", "                                                                              \
    "lanes (series, name, name_zh, rank, color) AS (VALUES "                                       \
    "('readings', 'Readings', '抄表', 1, 0x7f8c9a), "                                       \
    "('calculations', 'Calculation', '测算', 2, 0x8073ac), "                                \
    "('sms-submitted', 'SMS', '短信', 3, 0x2166ac), "                                       \
    "('orders-created', 'Orders', '工单', 4, 0xe08214), "                                   \
    "('commands-ok', 'Commands done', '命令成功', 5, 0x5aae61), "                             \
    "('commands-failed', 'Commands failed', '命令失败', 6, 0x762a83), "                       \
    "('cuts', 'Cuts', '停电', 7, 0xc0392b), "                                               \
    "('restores', 'Restores', '复电', 8, 0x1b7837), "                                       \
    "('payments-paid', 'Payments', '缴费', 9, 0x0e8a8a), "                                  \
    "('payments-posted', 'Postings', '销账', 10, 0x543c9e)), "                              \
    "used AS (SELECT series, sum(count) AS total,"                                                 \
    " strftime('%H:%M', min(at) / 1000 + 28800, 'unixepoch') AS first,"                            \
    " strftime('%H:%M', max(at) / 1000 + 28800, 'unixepoch') AS last FROM happened GROUP BY 1), "  \
    "rows AS (SELECT *, row_number() OVER (ORDER BY rank DESC) AS lane"                            \
    " FROM lanes JOIN used USING (series)) "

static const char timeline_bars[] =
    "WITH " SQL_LANES ", "
    "bars AS (SELECT series, (at - (SELECT start_at FROM run)) / 600000 % 144 AS bin,"
    " sum(count) AS n FROM happened GROUP BY 1, 2) "
    "SELECT lane, bin / 6.0 AS hour,"
    " 0.18 + 0.62 * sqrt(1.0 * n / max(n) OVER (PARTITION BY series)) AS height, color, n, series"
    " FROM bars JOIN rows USING (series) ORDER BY lane, bin";

static const char timeline_labels[] =
    "WITH " SQL_LANES
    "SELECT lane, name, name_zh, printf('%,d', total) AS total,"
    " CASE WHEN first = last THEN first ELSE first || ' - ' || last END AS span, color"
    " FROM rows ORDER BY lane";

static const char timeline_script[] =
    "set label 1 sprintf(t_title, id, day, date)"
    " at screen 0.012, screen y(22.0) left font ',16' textcolor rgb ink\n"
    "set lmargin 16; set rmargin 15; from_px = 46; to_px = high - 36; eval area\n"
    "x0 = 24 * day; across = narrow ? 390.0 : 820.0\n"
    "set xrange [0:24]; set yrange [0.35:0.35 + px / 40.0]\n"
    "unset key; unset ytics; set border 1; set grid x\n"
    "set xtics (); set for [h=0:24:(narrow ? 6 : 2)] xtics add (sprintf('%02d:00', h) h)\n"
    "plot 'timeline-faults.tsv' @band, '' @band_name, \\\n"
    " 'timeline-2.tsv' using (0):($1 - 0.4):(24):(0) with vectors nohead lc rgb '#d5dbe2' lw 1,"
    " \\\n"
    " 'timeline.tsv' using ($2 + 1/12.):1:($2 + 0.015):($2 + 1/6. - 0.015):($1 - 0.4):"
    "($1 - 0.4 + $3):4 with boxxyerror lc rgb variable fs solid 0.95, \\\n"
    " 'timeline-2.tsv' using (0):($1 - 0.1):(strcol(2 + zh)):6 with labels right offset -1, 0"
    " textcolor rgb variable, \\\n"
    " '' using (24):($1 + 0.08):4:6 with labels left offset 1, 0 textcolor rgb variable, \\\n"
    " '' using (24):($1 - 0.27):5 with labels left offset 1, 0 textcolor rgb soft font ',11'\n";

/* Every minute between the first and the last thing that happens on that day. */
#define MINUTE_ROWS                                                                                \
    "WITH RECURSIVE day AS (SELECT " SQL_EVENT_DAY " AS day), "                                    \
    "m AS (SELECT (at - (SELECT start_at FROM run)) / 60000 AS minute, series, count"              \
    " FROM v_minute WHERE day = (SELECT day FROM day)"                                             \
    " AND series NOT IN ('readings', 'calculations')), "                                           \
    "span AS (SELECT min(minute) / 30 * 30 AS first,"                                              \
    " max(max(minute) / 30 * 30 + 30, min(minute) / 30 * 30 + 60) AS last FROM m), "               \
    "t (minute) AS (SELECT first FROM span WHERE first IS NOT NULL"                                \
    " UNION ALL SELECT minute + 1 FROM t WHERE minute < (SELECT last FROM span)) "                 \
    "SELECT t.minute / 60.0 AS hour,"                                                              \
    " total(count) FILTER (WHERE series = 'sms-submitted') AS sms,"                                \
    " total(count) FILTER (WHERE series = 'orders-created') AS orders,"                            \
    " total(count) FILTER (WHERE series = 'commands-ok') AS ok,"                                   \
    " total(count) FILTER (WHERE series = 'commands-failed') AS failed,"                           \
    " total(count) FILTER (WHERE series = 'payments-paid') AS paid,"                               \
    " total(count) FILTER (WHERE series = 'payments-posted') AS posted "                           \
    "FROM t LEFT JOIN m USING (minute) GROUP BY t.minute ORDER BY t.minute"

static const char minute_script[] =
    "eval hour_axis\n"
    "array tops[6]\n"
    "do for [c=2:7] { stats 'minutes.tsv' using c nooutput; tops[c - 1] = STATS_max }\n"
    /* Panel p of the figure, from top to bottom, in px: legend above, axis below; the first has the
     * strips. */
    "shift = 0; more = strip * strips\n"
    "set label 1 sprintf(t_title, id, day, date)"
    " at screen 0.012, screen y(22.0) left font ',16' textcolor rgb ink\n"
    "set lmargin at screen (narrow ? 0.115 : 0.075); set rmargin at screen 0.975\n"
    "panel = 'from_px = shift + 72; to_px = shift + more + 202; eval area;"
    " set key at screen 0.98, screen y(shift + 58) right center horizontal;"
    " shift = shift + more + 185; more = 0'\n"
    "set multiplot; eval panel\n"
    "top = below_strips(0, 1.05 * max2(1, tops[1])); set yrange [0:top]; set ylabel t_sms_axis\n"
    "plot 'minutes-faults.tsv' @band, '' @band_name,"
    " 'minutes.tsv' using 1:2 with fillsteps lc rgb c_sms fs solid 0.8 title t_sms,"
    " '' using 1:2 with steps lc rgb c_sms lw 1.5 notitle\n"
    "unset label 1; eval panel\n"
    "top = 1.1 * max2(1, max2(tops[2], max2(tops[3], tops[4]))); set yrange [0:top]\n"
    "set ylabel t_orders_axis\n"
    "plot 'minutes.tsv' using 1:3 with fillsteps lc rgb c_orders fs solid 0.55 title t_orders,"
    " '' using 1:4 with steps lc rgb c_restores lw 2 title t_ok,"
    " '' using 1:5 with steps lc rgb c_failed lw 2 title t_failed\n"
    "if (has_payments) {\n"
    " eval panel\n"
    " top = max2(1, max2(tops[5], tops[6])); is_log = top > 200; least = is_log ? 0.5 : 0\n"
    " top = is_log ? 3 * top : 1.1 * top; set yrange [least:top]\n"
    " if (is_log) { set logscale y; set ytics (1, 10, 100, '1000' 1000, '10 000' 10000,"
    " '100 000' 100000) }\n"
    " if (top < 6) { set ytics 1 }\n"
    " set ylabel t_payments_axis\n"
    " plot 'minutes.tsv' using 1:(max2(least, $6)) with fillsteps lc rgb c_paid fs solid 0.55"
    " title t_paid,"
    " '' using 1:(max2(least, $7)) with steps lc rgb c_posted lw 2 title t_posted\n"
    "}\n"
    "unset multiplot\n";

/* At most so many groups of bars, so that each bar is wider than a pixel: on a long run one stands
 * for several days. */
#define DAYS_BARS "60"
static const char days_rows[] =
    "WITH bars AS (SELECT (count(*) + " DAYS_BARS " - 1) / " DAYS_BARS " AS days,"
    " min(day) AS first FROM v_daily HAVING count(*) > 1 AND sum(reminders + warnings"
    " + cut_strategies + cuts + cut_failures + restores + field_orders + exception_orders) > 0) "
    "SELECT first + (day - first) / days * days AS day, sum(reminders) AS reminders,"
    " sum(warnings) AS warnings, sum(cut_strategies) AS cut_strategies, sum(cuts) AS cuts,"
    " sum(cut_failures) AS cut_failures, sum(restores) AS restores,"
    " sum(field_orders + exception_orders) AS others, sum(sms) AS sms, sum(payments) AS payments"
    " FROM v_daily, bars GROUP BY 1 ORDER BY 1";

static const char days_script[] =
    "set key at graph 1, graph 1.15 right center horizontal\n"
    "all = days - first_day; n = ceil(all / " DAYS_BARS ".0)\n"
    "set xrange [first_day - 0.5:first_day + n * ceil(all / n) - 0.5]; set yrange [0:*]\n"
    "step = n * ceil(all / (days > 100 ? 9.0 : days > 10 ? 12.0 : 16.0) / n)\n"
    "set xtics (); set for [d=int(first_day):int(days) - 1:int(step)] xtics add"
    " (sprintf('D%d', d) d + (n - 1) / 2.0)\n"
    "x(day) = day + (n - 1) / 2.0\n"
    "set label 1 sprintf(n > 1 ? t_title_n : t_title, id, n)"
    " at screen 0.012, screen (narrow ? 0.966 : 0.945) left font ',16' textcolor rgb ink\n"
    "set grid noxtics\n"
    "if (narrow) { set multiplot layout 2, 1 margins 0.12, 0.98, 0.06, 0.86 spacing 0.19 }"
    " else { set multiplot layout 1, 2 margins 0.075, 0.985, 0.09, 0.76 spacing 0.085 }\n"
    "w = 0.27 * n\n"
    "set ylabel t_strategies\n"
    "plot 'days.tsv' using (x($1) - w):2:(w) with boxes lc rgb 0x92b8dd title t_remind,"
    " '' using (x($1)):3:(w) with boxes lc rgb c_sms title t_warn,"
    " '' using (x($1) + w):4:(w) with boxes lc rgb 0x0b2f57 title t_cut\n"
    "unset label 1\n"
    "w = 0.21 * n\n"
    "set ylabel t_orders\n"
    "plot 'days.tsv' using (x($1) - 1.5 * w):5:(w) with boxes lc rgb c_cuts title t_cut,"
    " '' using (x($1) - w / 2):6:(w) with boxes lc rgb c_failed title t_cut_failed,"
    " '' using (x($1) + w / 2):7:(w) with boxes lc rgb c_restores title t_restored,"
    " '' using (x($1) + 1.5 * w):8:(w) with boxes lc rgb 0x9a8c7c title t_others\n"
    "unset multiplot\n";

/* First day, the eventful one and the last, without repetition. */
#define SQL_BALANCE_DAYS                                                                           \
    "days AS (SELECT day, row_number() OVER (ORDER BY day) - 1 AS panel FROM ("                    \
    "SELECT min(day) AS day FROM histogram UNION SELECT max(day) FROM histogram"                   \
    " UNION SELECT day FROM histogram WHERE day = " SQL_EVENT_DAY ") WHERE day IS NOT NULL) "

static const char balance_rows[] =
    "WITH " SQL_BALANCE_DAYS
    "SELECT panel, (low + high) / 2 AS balance, (high - low) * 0.92 AS width, customers,"
    " CASE WHEN high <= 0 THEN 0xc0392b ELSE 0x2166ac END AS color, day"
    " FROM v_histogram JOIN days USING (day) WHERE customers > 0 ORDER BY panel, low";

static const char balance_script[] =
    "set label 1 sprintf(t_title, id)"
    " at screen 0.012, screen 0.96 left font ',16' textcolor rgb ink\n"
    "set logscale y; set yrange [0.7:most * 2]; set xrange [low - pad:high + pad]\n"
    "set format y '%.0f'\n"
    "set ytics (1, 10, 100, '1000' 1000, '10 000' 10000, '100 000' 100000, '1 M' 1000000,"
    " '10 M' 10000000)\n"
    "set ylabel t_customers; unset key\n"
    "set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb c_cuts lw 1.5 dt 2\n"
    "set multiplot layout panels, 1 margins (narrow ? 0.13 : 0.085), 0.985, 0.125, 0.90"
    " spacing 0.085\n"
    "do for [p=0:int(panels) - 1] {\n"
    " if (p > 0) { unset label 1 }\n"
    " if (p == panels - 1) { set xlabel t_axis }\n"
    " set label 2 sprintf(t_day, word(names, p + 1)) at graph 0.5, graph 0.86 center"
    " textcolor rgb soft\n"
    " plot 'balance.tsv' using ($1 == p ? $2 : NaN):4:3:5 with boxes lc rgb variable\n"
    "}\n"
    "unset multiplot\n";

/* Both ends of every step, so that lines do not slope where nothing happens; of runs of months by
 * the hour. */
#define MONEY_ROWS                                                                                 \
    "WITH moves AS (SELECT paid_at AS at, amount_fen AS paid, 0 AS posted FROM payment"            \
    " WHERE paid_at IS NOT NULL"                                                                   \
    " UNION ALL SELECT undone_at, -amount_fen, 0 FROM payment WHERE undone_at IS NOT NULL"         \
    " UNION ALL SELECT posted_at, 0, amount_fen FROM payment WHERE posted_at IS NOT NULL"          \
    " UNION ALL SELECT reversed_at, 0, -amount_fen FROM payment WHERE reversed_at IS NOT NULL"     \
    " UNION ALL SELECT (SELECT start_at FROM run) + (day + 1) * 86400000, paid_fen, posted_fen"    \
    " FROM v_daily WHERE (paid_fen <> 0 OR posted_fen <> 0)"                                       \
    " AND NOT EXISTS (SELECT 1 FROM payment)), "                                                   \
    "minutes AS (SELECT at / step * step AS at, sum(paid) AS paid, sum(posted) AS posted" \
    " FROM moves, (SELECT CASE WHEN end_at - start_at > 5356800000 THEN 3600000 ELSE 60000" \
    " END AS step FROM run)" \
    " GROUP BY 1), " \
    "sums AS (SELECT at, paid, posted, sum(paid) OVER (ORDER BY at) AS m1,"                        \
    " sum(posted) OVER (ORDER BY at) AS m2 FROM minutes) "                                         \
    "SELECT " SQL_HOUR("at") " AS hour, (m1 - paid) / 100.0 AS paid,"                              \
    " (m2 - posted) / 100.0 AS posted, 0 AS step FROM sums"                                        \
    " UNION ALL SELECT " SQL_HOUR("at") ", m1 / 100.0, m2 / 100.0, 1 FROM sums ORDER BY 1, 4"

static const char money_script[] =
    "set label 1 sprintf(t_title, id, first_day)"
    " at screen 0.012, screen y(21.0) left font ',16' textcolor rgb ink\n"
    "eval hour_axis\n"
    /* what is reversed may leave nothing, or less than that */
    "stats 'money.tsv' using 2 nooutput; least = STATS_min; most = STATS_max\n"
    "stats 'money.tsv' using 3 nooutput\n"
    "least = -max2(0, -(least < STATS_min ? least : STATS_min)); most = max2(most, STATS_max)\n"
    "size = max2(most, -least); unit = size >= 2e6 ? 1e6 : size >= 2e3 ? 1e3 : 1\n"
    "most = size == 0 ? 1 : 1.05 * max2(0, most); least = 1.05 * least\n"
    "from_px = 72; to_px = high - 36; eval area\n"
    "set yrange [least / unit:below_strips(least / unit, most / unit)]\n"
    "set key at screen 0.98, screen y(50.0) right center horizontal maxrows 1\n"
    "set ylabel unit == 1e6 ? t_million : unit == 1e3 ? t_thousand : t_cny\n"
    "plot 'money-faults.tsv' @band, '' @band_name, \\\n"
    " 'money.tsv' using 1:(max2($2, $3) / unit):($3 / unit) with filledcurves lc rgb 0xe8b4ae"
    " fs solid 0.8 title t_between, \\\n"
    " '' using 1:($2 / unit) with lines lc rgb c_paid lw 2.5 title t_m1, \\\n"
    " '' using 1:($3 / unit) with lines lc rgb c_posted lw 2.5 title t_m2\n";

static const char supply_rows[] =
    "WITH moves AS (SELECT at, CASE is_on WHEN 0 THEN 1 ELSE -1 END AS move FROM supply"
    " UNION ALL SELECT at, CASE series WHEN 'supply-off' THEN count ELSE -count END FROM v_minute"
    " WHERE series IN ('supply-off', 'supply-on') AND NOT EXISTS (SELECT 1 FROM supply)), "
    "base AS (SELECT " SQL_OFF_BEFORE("", "SELECT at, move FROM moves") " AS off), "
    "minutes AS (SELECT at / 60000 * 60000 AS at, sum(move) AS move FROM moves GROUP BY 1), "
    "sums AS (SELECT at, move, base.off + sum(move) OVER (ORDER BY at) AS off FROM minutes, base), "
    "steps AS (SELECT at, off - move AS off, 0 AS step FROM sums"
    " UNION ALL SELECT at, off, 1 FROM sums"
    " UNION ALL SELECT " SQL_SINCE ", off, 2 FROM base"
    " UNION ALL SELECT (SELECT end_at FROM run),"
    " off + coalesce((SELECT sum(move) FROM minutes), 0), 3 FROM base) "
    "SELECT " SQL_HOUR("at") " AS hour, off, step FROM steps"
    " WHERE EXISTS (SELECT 1 FROM steps WHERE off <> 0) ORDER BY at, step";

static const char supply_script[] =
    "set label 1 sprintf(t_title, id)"
    " at screen 0.012, screen y(19.0) left font ',16' textcolor rgb ink\n"
    "eval hour_axis; stats 'supply.tsv' using 2 nooutput\n"
    "from_px = 48; to_px = high - 36; eval area\n"
    "set yrange [0:below_strips(0, 1.05 * max2(1, STATS_max))]; unset key\n"
    "set ylabel t_customers\n"
    "plot 'supply-faults.tsv' @band, '' @band_name, \\\n"
    " 'supply.tsv' using 1:2 with filledcurves y1=0 lc rgb 0xe3a39c fs solid 0.7, \\\n"
    " '' using 1:2 with lines lc rgb c_cuts lw 2\n";

/* Waiting at the desks of both levels, steps from the first to the last move. */
static const char approval_rows[] =
    "WITH moves AS (SELECT at / 60000 * 60000 AS at,"
    " (after = 'approval-1') - (before = 'approval-1') AS one, "
    " (after = 'approval-2') - (before = 'approval-2') AS two FROM v_decision"
    " WHERE after IN ('approval-1', 'approval-2') OR before IN ('approval-1', 'approval-2')), "
    "minutes AS (SELECT at, sum(one) AS one, sum(two) AS two FROM moves GROUP BY 1) "
    "SELECT " SQL_HOUR("at") " AS hour, sum(one) OVER (ORDER BY at) AS first,"
    " sum(two) OVER (ORDER BY at) AS second FROM minutes UNION ALL SELECT " SQL_HOUR("end_at")
    ", (SELECT sum(one) FROM minutes), (SELECT sum(two) FROM minutes) FROM run"
    " WHERE EXISTS (SELECT 1 FROM minutes) ORDER BY 1";

static const char approval_script[] =
    "set label 1 sprintf(t_title, id)"
    " at screen 0.012, screen y(19.0) left font ',16' textcolor rgb ink\n"
    "eval hour_axis; stats 'approvals.tsv' using 2 nooutput; most = STATS_max\n"
    "stats 'approvals.tsv' using 3 nooutput; most = max2(1, max2(most, STATS_max))\n"
    "from_px = 72; to_px = high - 36; eval area; set yrange [0:below_strips(0, 1.05 * most)]\n"
    "set key at screen 0.98, screen y(50.0) right center horizontal maxrows 1\n"
    "set ylabel t_customers\n"
    "plot 'approvals-faults.tsv' @band, '' @band_name, \\\n"
    " 'approvals.tsv' using 1:2 with steps lc rgb c_orders lw 2.5 title t_first, \\\n"
    " '' using 1:3 with steps lc rgb c_posted lw 2.5 title t_second\n";

#define VARIABLES                                                                                  \
    "SELECT id, (end_at - start_at) / 86400000 AS days, " SQL_FIRST_DAY " AS first_day, "          \
    "chosen.day AS day, " SQL_DATE("chosen.day") " AS date"
#define FROM_RUN " FROM run, (SELECT " SQL_EVENT_DAY " AS day) AS chosen"

const struct plot_figure plot_figures[] = {
    {"timeline", {"The day as it went", "当日经过"},
     {"Each lane shows when things of one kind happened; heights grow with the square root of the "
      "count. To the right: how many on that day, and from when to when. Strips above: injected "
      "faults, a row for each kind. Shown is the day with most cuts and restores, of the days with "
      "a fault and orders if there are any, or the one that was asked for (--day).",
      "每行表示一类事件发生的时刻，高度与数量的平方根成正比；右侧为当日总数和起止时刻；上方色条为注入的故障，"
      "每类一行。所示为停复电最多的一天；有既有故障又有工单的日期时，在其中选取；--day 可指定日期。"},
     true,
     "WITH " SQL_HAPPENED VARIABLES
     ", (SELECT count(DISTINCT series) FROM happened) AS lanes FROM run, chosen",
     {timeline_bars, timeline_labels},
     {{"t_title", {"%s: day %d (%s), 10-minute bars", "%s：第 %d 日（%s），每柱 10 分钟"}}},
     "SELECT 24 * day, 24 * day + 24 FROM (SELECT " SQL_EVENT_DAY " AS day)", NULL,
     timeline_script, "100 + 40 * lanes + " PLOT_STRIP " * strips"},
    {"supply", {"Without supply", "停电户数"},
     {"Customers whose supply is off, over all of the run that is recorded. Strips above: "
      "injected faults, a row for each kind.",
      "运行的全部记录期间处于停电状态的客户数；上方色条为注入的故障，每类一行。"},
     true,
     VARIABLES FROM_RUN,
     {supply_rows, NULL},
     {{"t_title", {"%s: customers without supply", "%s：停电户数"}},
      {"t_customers", {"customers", "客户数"}}},
     "SELECT 24 * " SQL_FIRST_DAY ", " SQL_HOUR("end_at") " FROM run", NULL,
     supply_script, "340 + " PLOT_STRIP " * strips"},
    {"approvals", {"Waiting for approval", "待审批"},
     {"Customers whose cut waits at the desks of the first and of the second level of approval. "
      "Strips above: injected faults, a row for each kind.",
      "停电等待一级、二级审批的客户数；上方色条为注入的故障，每类一行。"},
     false,
     VARIABLES FROM_RUN,
     {approval_rows, NULL},
     {{"t_title", {"%s: waiting for approval", "%s：待审批"}},
      {"t_customers", {"customers", "客户数"}}, {"t_first", {"first level", "一级审批"}},
      {"t_second", {"second level", "二级审批"}}},
     "SELECT 24 * " SQL_FIRST_DAY ", " SQL_HOUR("end_at") " FROM run", NULL,
     approval_script, "340 + " PLOT_STRIP " * strips"},
    {"minutes", {"Orders and SMS per minute", "每分钟工单与短信"},
     {"From the first to the last order, message or payment of that day. Strips above: "
      "injected faults, a row for each kind.",
      "从当日第一张到最后一张工单、短信或缴费；上方色条为注入的故障，每类一行。"},
     false,
     VARIABLES ", (SELECT count(*) FROM v_minute m WHERE series = 'payments-paid'"
     " AND m.day = chosen.day) > 0 AS has_payments" FROM_RUN,
     {MINUTE_ROWS, NULL},
     {{"t_title", {"%s: day %d (%s), per minute", "%s：第 %d 日（%s），每分钟"}},
      {"t_sms_axis", {"SMS / min", "短信 / 分钟"}}, {"t_sms", {"SMS submitted", "已提交短信"}},
      {"t_orders_axis", {"orders / min", "工单 / 分钟"}}, {"t_orders", {"orders made", "生成工单"}},
      {"t_ok", {"commands done", "命令成功"}}, {"t_failed", {"commands failed", "命令失败"}},
      {"t_payments_axis", {"payments / min", "缴费 / 分钟"}}, {"t_paid", {"paid", "已缴"}},
      {"t_posted", {"posted", "已销账"}}},
     "SELECT min(hour), max(hour) FROM (" MINUTE_ROWS ")", NULL,
     minute_script, "50 + 185 * (has_payments ? 3 : 2) + " PLOT_STRIP " * strips"},
    {"days", {"Day by day", "逐日概览"},
     {"Left or above: strategies that fee control made. Right or below: what became of the orders. "
      "On a run of more than 60 days a bar stands for several of them, the last one for the rest.",
      "左或上：费控生成的策略。右或下：工单的结果。超过 60 天的运行每柱代表数天，最后一柱为余下的天数。"},
     false,
     VARIABLES FROM_RUN,
     {days_rows, NULL},
     {{"t_title", {"%s: every day of the run", "%s：运行的每一天"}},
      {"t_title_n", {"%s: the run in bars of %d days", "%s：每柱 %d 天"}},
      {"t_strategies", {"strategies", "策略"}}, {"t_orders", {"orders", "工单"}},
      {"t_remind", {"remind", "提醒"}}, {"t_warn", {"warn", "预警"}}, {"t_cut", {"cut", "停电"}},
      {"t_cut_failed", {"cut failed", "停电失败"}}, {"t_restored", {"restored", "复电"}},
      {"t_others", {"field, exception", "现场、异常"}}},
     NULL, NULL, days_script, "narrow ? 640 : 390"},
    {"balance", {"Available balance", "电费可用余额"},
     {"Customers by available balance at the end of a day, on a logarithmic scale; a bar is as "
      "wide as its class of balances. Dashed: 0 CNY; red: below.",
      "每日末按电费可用余额分组的客户数，对数坐标；柱宽为余额组距。虚线：0 元；红色：低于 0 元。"},
     false,
     "WITH " SQL_BALANCE_DAYS
     "SELECT run.id, (SELECT count(*) FROM days) AS panels,"
     " (SELECT group_concat(day, ' ') FROM (SELECT day FROM days ORDER BY day)) AS names,"
     " min(low) AS low, max(high) AS high, max((max(high) - min(low)) * 0.02, 1) AS pad,"
     " max(h.customers) AS most FROM run, v_histogram h JOIN days USING (day)"
     " WHERE h.customers > 0",
     {balance_rows, NULL},
     {{"t_title", {"%s: available balance at the end of the day", "%s：日末电费可用余额"}},
      {"t_customers", {"customers", "客户数"}}, {"t_day", {"day %s", "第 %s 日"}},
      {"t_axis", {"available balance (M3), CNY", "电费可用余额（M3），元"}}},
     NULL, NULL, balance_script, "100 + 140 * panels"},
    {"money", {"Paid and posted", "缴费与销账"},
     {"Money that customers have paid at the channels, and what of it has reached their accounts; "
      "between the lines: paid but not posted.",
      "客户在渠道缴纳的金额和其中已到账的金额；两线之间：已缴未销账。"},
     false,
     VARIABLES FROM_RUN,
     {MONEY_ROWS, NULL},
     {{"t_title", {"%s: paid (M1) and posted (M2) since D%d",
                  "%s：自 D%d 起累计已缴（M1）与已销账（M2）"}},
      {"t_million", {"million CNY", "百万元"}}, {"t_thousand", {"thousand CNY", "千元"}},
      {"t_cny", {"CNY", "元"}}, {"t_between", {"paid, not posted", "已缴未销账"}},
      {"t_m1", {"paid (M1)", "已缴（M1）"}}, {"t_m2", {"posted (M2)", "已销账（M2）"}}},
     "SELECT CAST(min(hour) AS INTEGER), CAST(max(hour) + 1.1 AS INTEGER) FROM (" MONEY_ROWS ")",
     NULL, money_script, "380 + " PLOT_STRIP " * strips"},
};
const size_t plot_figure_count = sizeof plot_figures / sizeof plot_figures[0];
/* clang-format on */
