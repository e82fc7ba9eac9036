/* Answer times by function, against the legal band. */
#include "conformance/dlt645/dlt645_ask.h"
#include "protocol/dlt645/dlt645_rows.h"
#include "reports/conform/conform_delays.h"
#include "reports/conform/conform_sections.h"
#include "reports/page/html.h"

#include <inttypes.h>

/* Range of delays on a scale of 0..600 ms, or to the longest one; the legal band behind it. */
static void write_range(FILE *out, const struct conform_delay_row *row, ms_t scale)
{
    const ms_t width = 300;
    ms_t low = row->min * width / scale, high = row->max * width / scale;
    ms_t middle = row->median * width / scale;
    ms_t band = CONFORM_DELAY_LEAST * width / scale, band_end = CONFORM_DELAY_MOST * width / scale;
    fprintf(out,
            "<svg class=\"range\" viewBox=\"0 0 300 16\" role=\"img\">"
            "<rect class=\"legal\" x=\"%" PRId64 "\" y=\"0\" width=\"%" PRId64
            "\" height=\"16\"/><rect class=\"%s\" x=\"%" PRId64 "\" y=\"5\" width=\"%" PRId64
            "\" height=\"6\" rx=\"3\"/><circle cx=\"%" PRId64 "\" cy=\"8\" r=\"5\"/></svg>",
            band, band_end - band, row->outside ? "bad" : "good", low,
            high - low > 4 ? high - low : 4, middle);
}

static void write_delay_row(FILE *out, enum fk_lang lang, const struct conform_delay_row *row,
                            bool is_sum, ms_t scale)
{
    html_raw(out, is_sum ? "<tr class=\"sum\"><td>" : "<tr><td>");
    if (is_sum)
        html_text(out, FK_SAY(lang, "all", "全部"));
    if (!is_sum) {
        html_textf(out, "%02XH ", row->function);
        html_text(out, dlt645_function_name(row->function, lang));
    }
    html_raw(out, "</td>");
    html_cell(out, "num", "%zu", row->count);
    html_cell(out, "num", "%" PRId64, row->min);
    html_cell(out, "num", "%" PRId64, row->median);
    html_cell(out, "num", "%" PRId64, row->max);
    html_cell(out, row->outside ? "num fail" : "num", "%zu", row->outside);
    html_raw(out, "<td>");
    write_range(out, row, scale);
    html_raw(out, "</td></tr>\n");
}

int conform_write_times(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    char axis[48];
    const char *const heads[] = {FK_SAY(lang, "function", "功能"),
                                 FK_SAY(lang, "#answers", "#应答数"),
                                 FK_SAY(lang, "#min, ms", "#最小，毫秒"),
                                 FK_SAY(lang, "#median, ms", "#中位，毫秒"),
                                 FK_SAY(lang, "#max, ms", "#最大，毫秒"),
                                 FK_SAY(lang, "#outside", "#超限"),
                                 axis,
                                 NULL};
    struct conform_delay_row rows[CONFORM_DELAY_ROWS];
    ms_t error_ms = result->is_virtual_time ? 0 : CASE_STAMP_MS;
    int count = conform_delays_collect(&result->trace, error_ms, rows);
    if (count <= 0)
        return count;
    ms_t scale = rows[count].max > 600 ? rows[count].max : 600;
    snprintf(axis, sizeof axis, FK_SAY(lang, "0 to %" PRId64 " ms", "0 至 %" PRId64 " 毫秒"),
             scale);
    html_element(out, "h2", NULL, FK_SAY(lang, "Answer times", "响应时间"));
    html_raw(out, "<p>");
    html_textf(
        out,
        FK_SAY(lang,
               "From the last byte of a request to the first byte of its answer. Legal are %d to "
               "%d ms (DL/T 645-2007 5.3.3), the shaded band. Answers that a test provoked by "
               "wrong requests are not counted.",
               "从请求的最后一个字节到应答的第一个字节。合法范围为 %d 至 %d 毫秒"
               "（DL/T 645-2007 5.3.3），即阴影部分。由错误请求引出的应答不计入。"),
        CONFORM_DELAY_LEAST, CONFORM_DELAY_MOST);
    if (error_ms > 0)
        html_textf(out,
                   FK_SAY(lang,
                          " Moments of this line may be off by %" PRId64
                          " ms: outside counts what is "
                          "outside for certain.",
                          "本线路的时刻可能偏差 %" PRId64 " 毫秒：超限只计确定超限的应答。"),
                   error_ms);
    html_raw(out, "</p>\n");
    html_table_begin(out, heads);
    for (int i = 0; i < count; i++)
        write_delay_row(out, lang, &rows[i], false, scale);
    write_delay_row(out, lang, &rows[count], true, scale);
    html_table_end(out);
    return FK_OK;
}
