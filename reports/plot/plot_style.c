#include "reports/plot/plot_figures.h"

const char plot_style[] =
    "ink = '#1f2933'; soft = '#5f6b7a'\n"
    "c_sms = 0x2166ac; c_orders = 0xe08214; c_ok = 0x5aae61; c_failed = 0x762a83\n"
    "c_cuts = 0xc0392b; c_restores = 0x1b7837; c_paid = 0x0e8a8a; c_posted = 0x543c9e\n"
    "c_fault = 0xf7bd86; c_fault_text = 0x8a4b00\n"
    "set border 3 lc rgb '#9aa5b1' lw 1\n"
    "set tics nomirror out scale 0.5 textcolor rgb soft\n"
    "set grid back lt 1 lc rgb '#e8ecf1' lw 1\n"
    "set key tmargin right horizontal samplen 1.2 width -1 textcolor rgb ink\n"
    "set style fill solid 0.85 noborder\n"
    "set xlabel textcolor rgb soft; set ylabel textcolor rgb soft\n"
    "max2(x, y) = x > y ? x : y\n"
    /* Labels of hours since the start: D1 at midnight, 18:00 between. */
    "wide_step(span) = span <= 5 ? 0.5 : span <= 10 ? 1 : span <= 30 ? 3 : span <= 72 ? 12 : "
    "24 * ceil(span / 24.0 / 14)\n"
    "hour_name(h) = abs(h - 24 * floor(h / 24.0 + 1e-9)) < 1e-6 ? sprintf('D%d', floor(h / 24.0 + "
    "1e-9)) : sprintf('%02d:%02d', int(h) % 24, int((h - int(h)) * 60 + 0.5))\n"
    "hour_step(span) = wide_step(narrow ? 1.9 * span : span)\n"
    /* eval: the axis of hours from a to b */
    "hour_axis = 'step = hour_step(b - a); first = ceil(a / step - 1e-6) * step; set xrange [a:b]; "
    "set xtics (); set for [i=0:int((b - first) / step + 1e-6)] xtics add (hour_name(first + i * "
    "step) first + i * step)'\n"
    /* px from the top of the figure; eval: the plot from `from_px` to `to_px` of them */
    "y(px) = 1 - px / (high + 0.0)\n"
    "area = 'set tmargin at screen y(from_px); set bmargin at screen y(to_px); "
    "px = to_px - from_px; set y2range [0:px]'\n"
    /* where the axis ends if the most that is shown stays below the strips */
    "below_strips(low, most) = low + (most - low) * px / (px - strip * strips - 8)\n"
    /* plot 'NAME-faults.tsv' @band: faults as strips, a row for each kind; x0: where x is 0 */
    "strip = " PLOT_STRIP ".0; x0 = 0\n"
    "band = 'using (($1 + $2) / 2 - x0):(0):($1 - x0):($2 - x0):(px - strip * ($5 + 1) + 1.5)"
    ":(px - strip * $5) axes x1y2 with boxxyerror lc rgb c_fault fs solid 0.8 "
    "border lc rgb c_fault notitle'\n"
    /* and the name of the row over its first one, as far to the left as it needs to end before b */
    "across = narrow ? 520.0 : 950.0\n"
    "name_part(name) = (zh ? 13.0 : 7.0) * strlen(name) / across\n"
    "name_at(x, name) = max2(a, -max2(-x, (b - a) * name_part(name) - b))\n"
    "band_name = 'using ($6 > 0 ? name_at($1, strcol(3 + zh)) - x0 : NaN)"
    ":(px - strip * ($5 + 0.45)):(strcol(3 + zh)) axes x1y2 with labels left offset 0.3, 0 "
    "textcolor "
    "rgb c_fault_text font \",12\" notitle'\n";
