#include "reports/conform/conform_html.h"
#include "protocol/dlt645/dlt645_address.h"

#include "conformance/dlt645/dlt645_ask.h"
#include "protocol/dlt645/dlt645_explain.h"
#include "reports/conform/conform_delays.h"
#include "reports/conform/conform_html_style.h"
#include "reports/conform/conform_proof.h"
#include "reports/conform/conform_verdicts.h"
#include "reports/page/html.h"

#include <inttypes.h>
#include <string.h>

static const struct conform_look_info *look_of(const struct conform_test_result *test)
{
    return conform_look_info(conform_look_of(test->outcome));
}

static void write_pill(FILE *out, const struct conform_look_info *look)
{
    html_raw(out, "<span class=\"pill ");
    html_raw(out, look->pill);
    html_raw(out, "\">");
    html_text(out, look->name);
    html_raw(out, "</span>");
}

/* "1.284 s", "2 min 05.1 s" */
static void write_duration(FILE *out, ms_t ms)
{
    if (ms < MS_MINUTE)
        html_textf(out, "%" PRId64 ".%03" PRId64 " s", ms / MS_SECOND, ms % MS_SECOND);
    else
        html_textf(out, "%" PRId64 " min %02" PRId64 ".%" PRId64 " s", ms / MS_MINUTE,
                   ms % MS_MINUTE / MS_SECOND, ms % MS_SECOND / 100);
}

/* The sentence that follows from the exit code; the tables below say the rest. */
static void write_banner(FILE *out, const struct conform_result *result)
{
    static const struct {
        const char *klass, *word, *text;
    } lines[] = {
        [CONFORM_EXIT_PASS] = {"pass", "Conformant.", "Every mandatory test that applies passed."},
        [CONFORM_EXIT_FAIL] = {"fail", "Not conformant.", "Tests failed, see below."},
        [CONFORM_EXIT_USAGE] = {"fail", "Not run.", "The run was set up wrongly."},
        [CONFORM_EXIT_HARNESS] = {"fail", "No verdict.", "The bench failed, not the device."},
        [CONFORM_EXIT_NOTHING] = {"warn", "No verdict.", "No test was selected or could be run."},
        [CONFORM_EXIT_INCONCLUSIVE] = {"warn", "No verdict.",
                                       "Nothing failed, but mandatory tests are inconclusive."},
    };
    const struct conform_counts *counts = &result->counts;
    fprintf(out, "<div class=\"banner %s\">", lines[result->exit_code].klass);
    html_text(out, lines[result->exit_code].word);
    html_raw(out, " <span>");
    if (result->exit_code == CONFORM_EXIT_FAIL)
        html_textf(out, "%zu of %zu tests failed%s.",
                   counts->by_verdict[CONFORM_FAIL] - counts->known_fail, counts->total,
                   counts->known_fail ? ", besides those known to fail" : "");
    else
        html_text(out, result->exit_code == CONFORM_EXIT_HARNESS &&
                               result->counts.by_verdict[CONFORM_ERROR] == 0
                           ? "The device was not left as it was found."
                           : lines[result->exit_code].text);
    if (counts->known_fail > 0 && result->exit_code != CONFORM_EXIT_FAIL)
        html_textf(out, " %zu failed as the device file says.", counts->known_fail);
    if (result->is_interrupted)
        html_text(out, " The run was interrupted.");
    html_raw(out, "</span></div>\n");
}

/* What a reader must know before anything else: the device is not as it was. */
static void write_alarm(FILE *out, const struct conform_result *result)
{
    if (!result->is_supply_closed) {
        html_raw(out, "<div class=\"banner fail\">Look at the supply. <span>");
        html_text(out, result->final_check);
        html_raw(out, "</span>");
        if (result->close_command[0])
            html_element(out, "div", "mono", result->close_command);
        html_raw(out, "</div>\n");
    }
    if (result->not_restored == 0)
        return;
    html_raw(out, "<div class=\"banner fail\">Not put back. <span>");
    html_textf(out, "The device was left otherwise than it was found after %zu of %zu tests.",
               result->not_restored, result->test_count);
    html_raw(out, "</span><ul>\n");
    for (size_t i = 0; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        if (test->is_restored)
            continue;
        fprintf(out, "<li><a href=\"#t%zu\">", i);
        html_text(out, test->id);
        html_raw(out, "</a>: ");
        html_text(out, test->not_restored);
        html_raw(out, "</li>\n");
    }
    html_raw(out, "</ul></div>\n");
}

static void write_tile(FILE *out, const char *klass, size_t value, const char *name,
                       const char *name_zh)
{
    fprintf(out, "<div class=\"tile\"><b class=\"%s\">%zu</b>", value ? klass : "muted", value);
    html_element(out, "span", NULL, name);
    html_element(out, "span", "zh", name_zh);
    html_raw(out, "</div>\n");
}

static void write_tiles(FILE *out, const struct conform_result *result)
{
    const struct conform_counts *counts = &result->counts;
    html_raw(out, "<div class=\"tiles\">\n");
    write_tile(out, "", counts->total, "tests", "测试项");
    write_tile(out, "pass", counts->by_verdict[CONFORM_PASS], "passed", "合格");
    write_tile(out, "warn", counts->by_verdict[CONFORM_REMARK], "with remark", "有说明");
    write_tile(out, "fail", counts->by_verdict[CONFORM_FAIL], "failed", "不合格");
    write_tile(out, "warn", counts->by_verdict[CONFORM_INCONCLUSIVE], "inconclusive", "无法判定");
    write_tile(out, "muted", counts->by_verdict[CONFORM_NA], "not applicable", "不适用");
    if (counts->by_verdict[CONFORM_ERROR] > 0)
        write_tile(out, "fail", counts->by_verdict[CONFORM_ERROR], "harness errors", "系统错误");
    if (counts->by_verdict[CONFORM_NONE] > 0)
        write_tile(out, "warn", counts->by_verdict[CONFORM_NONE], "not run", "未执行");
    write_tile(out, "", result->assertions, "assertions", "断言");
    html_raw(out, "</div>\n");
}

static void fact_begin(FILE *out, const char *name)
{
    html_raw(out, "<tr>");
    html_element(out, "th", NULL, name);
    html_raw(out, "<td>");
}

static void fact_end(FILE *out)
{
    html_raw(out, "</td></tr>\n");
}

static void write_fact(FILE *out, const char *name, const char *klass, const char *value)
{
    if (value[0] == '\0')
        return;
    fact_begin(out, name);
    html_element(out, "span", klass, value);
    fact_end(out);
}

static void write_facts(FILE *out, const struct conform_result *result)
{
    char text[40];
    html_raw(out, "<div class=\"scroll\"><table class=\"facts\"><tbody>\n");
    write_fact(out, "Device", "strong", result->device_name);
    dlt645_address_format(result->address, text);
    write_fact(out, "Address (通信地址)", "mono", text);
    write_fact(out, "Port", "mono", result->uri);
    clock_format(result->wall_begin, text);
    fact_begin(out, "Begin");
    html_textf(out, "%.19s China Standard Time, took ", text);
    write_duration(out, result->duration);
    html_text(out, result->is_virtual_time ? " (virtual clock)" : "");
    fact_end(out);
    write_fact(out, "Device file", "mono", result->device_file);
    write_fact(out, "Its SHA-256", "mono", result->device_digest);
    write_fact(out, "Suite", "", result->suite_version);
    snprintf(text, sizeof text, "%" PRIu64, result->seed);
    write_fact(out, "Seed", "mono", text);
    write_fact(out, "Repeat with", "mono", result->command);
    write_fact(out, "Supply at the end", result->is_supply_closed ? "" : "fail",
               result->final_check);
    html_raw(out, "</tbody></table></div>\n");
}

static bool is_same_chapter(const char *a, const char *b)
{
    size_t length = conform_chapter_length(a);
    return length == conform_chapter_length(b) && memcmp(a, b, length) == 0;
}

/* True if no test before `index` is of its chapter. The tests of a chapter need not be neighbours.
 */
static bool is_first_of_chapter(const struct conform_result *result, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (is_same_chapter(result->tests[i].id, result->tests[index].id))
            return false;
    }
    return true;
}

static void write_chapter_name(FILE *out, const char *id)
{
    const char *name, *name_zh;
    conform_chapter_name(id, &name, &name_zh);
    html_textf(out, "%.*s", (int)conform_chapter_length(id), id);
    if (name[0]) {
        html_raw(out, " <b>");
        html_text(out, name);
        html_raw(out, "</b> <span class=\"muted\">");
        html_text(out, name_zh);
        html_raw(out, "</span>");
    }
}

static void write_cell(FILE *out, const struct conform_result *result, size_t index)
{
    const struct conform_test_result *test = &result->tests[index];
    const struct conform_look_info *look = look_of(test);
    const char *label;
    size_t length = conform_test_label(test->id, &label);
    fprintf(out, "<a class=\"cell %s\" href=\"#t%zu\" title=\"", look->klass, index);
    html_textf(out, "%s: %s (%s)", test->id, test->title, look->name);
    html_raw(out, "\">");
    html_textf(out, "%.*s", (int)length, label);
    html_element(out, "i", NULL, look->sign);
    html_raw(out, "</a>");
}

static void write_legend(FILE *out, const struct conform_result *result)
{
    html_raw(out, "<p class=\"legend\">");
    for (enum conform_look look = 0; look < CONFORM_LOOKS; look++) {
        const struct conform_look_info *info = conform_look_info(look);
        size_t count = 0;
        for (size_t i = 0; i < result->test_count; i++)
            count += conform_look_of(result->tests[i].outcome) == look;
        bool is_always = look == CONFORM_LOOK_PASS || look == CONFORM_LOOK_FAIL;
        if (count == 0 && !is_always)
            continue;
        fprintf(out, "<span><span class=\"cell %s\"><i>%s</i></span> ", info->klass, info->sign);
        html_textf(out, "%s %s", info->name, info->name_zh);
        html_raw(out, "</span>\n");
    }
    html_raw(out, "</p>\n");
}

static void write_matrix_row(FILE *out, const struct conform_result *result, size_t first)
{
    size_t passed = 0, count = 0;
    html_raw(out, "<tr class=\"chapter\"><td>");
    write_chapter_name(out, result->tests[first].id);
    html_raw(out, "</td><td class=\"cells\">");
    for (size_t i = first; i < result->test_count; i++) {
        enum conform_verdict verdict = result->tests[i].outcome.verdict;
        if (!is_same_chapter(result->tests[first].id, result->tests[i].id))
            continue;
        passed += verdict == CONFORM_PASS || verdict == CONFORM_REMARK;
        count++;
        write_cell(out, result, i);
    }
    html_raw(out, "</td>");
    html_cell(out, "num", "%zu / %zu", passed, count);
    html_raw(out, "</tr>\n");
}

static void write_matrix(FILE *out, const struct conform_result *result)
{
    static const char *const heads[] = {"chapter", "tests", "#passed", NULL};
    html_raw(out, "<h2>Tests and verdicts</h2>\n");
    write_legend(out, result);
    html_table_begin(out, heads);
    for (size_t first = 0; first < result->test_count; first++) {
        if (is_first_of_chapter(result, first))
            write_matrix_row(out, result, first);
    }
    html_table_end(out);
}

static void write_failure(FILE *out, const struct conform_result *result,
                          const struct conform_test_result *test)
{
    char repeat[CONFORM_TEXT * 2];
    fprintf(out, "<section class=\"card failure\" id=\"f%zu\">\n<h3>",
            (size_t)(test - result->tests));
    write_pill(out, look_of(test));
    html_textf(out, " %s ", test->title);
    html_element(out, "span", "mono muted", test->id);
    html_raw(out, "</h3>\n<table class=\"facts\"><tbody>\n");
    fact_begin(out, "Requirement");
    html_text(out, test->requirement);
    html_raw(out, " <span class=\"muted\">");
    html_textf(out, "%s, %s", test->clause, conform_level_name(test->level));
    html_raw(out, "</span>");
    fact_end(out);
    write_fact(out, "Expected", "", test->expected);
    write_fact(out, "Actual", "actual", test->actual);
    write_fact(out, "Note", "", test->detail);
    if (!test->is_restored)
        write_fact(out, "Not put back", "fail", test->not_restored);
    if (conform_result_repeat(result, test, repeat, sizeof repeat) == FK_OK)
        write_fact(out, "Repeat with", "mono", repeat);
    html_raw(out, "</tbody></table>\n");
    if (!test->outcome.is_unexpected_pass)
        conform_proof_write(out, result, test);
    conform_traffic_write(out, result, test);
    html_raw(out, "</section>\n");
}

static bool is_failure(const struct conform_test_result *test)
{
    return test->outcome.verdict == CONFORM_FAIL || test->outcome.verdict == CONFORM_ERROR;
}

static void write_failures(FILE *out, const struct conform_result *result)
{
    bool is_first = true;
    for (size_t i = 0; i < result->test_count; i++) {
        if (!is_failure(&result->tests[i]))
            continue;
        if (is_first)
            html_raw(out,
                     "<h2 id=\"failures\">Failures <span class=\"muted\">不合格项</span></h2>\n");
        is_first = false;
        write_failure(out, result, &result->tests[i]);
    }
}

static void write_not_restored(FILE *out, const struct conform_test_result *test)
{
    if (test->is_restored)
        return;
    html_raw(out, " <span class=\"fail\">Not put back: ");
    html_text(out, test->not_restored);
    html_raw(out, "</span>");
}

/* Remarks, inconclusive and n/a tests with their reasons, and those that left the device
 * changed. */
static void write_reasons(FILE *out, const struct conform_result *result)
{
    static const char *const heads[] = {"test", "verdict", "reason", NULL};
    bool is_open = false;
    for (size_t i = 0; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        enum conform_verdict verdict = test->outcome.verdict;
        bool is_quiet = verdict == CONFORM_PASS || verdict == CONFORM_NONE;
        if ((is_quiet && test->is_restored) || is_failure(test))
            continue;
        if (!is_open) {
            html_raw(out, "<h2>Remarks, inconclusive and not applicable</h2>\n");
            html_table_begin(out, heads);
        }
        is_open = true;
        fprintf(out, "<tr><td><a href=\"#t%zu\">", i);
        html_text(out, test->title);
        html_raw(out, "</a><br>");
        html_element(out, "span", "mono muted", test->id);
        html_raw(out, "</td><td>");
        write_pill(out, look_of(test));
        html_raw(out, "</td><td>");
        if (verdict == CONFORM_INCONCLUSIVE)
            html_textf(out, "%s: ", conform_reason_name(test->reason));
        html_text(out, test->detail);
        if (test->expected[0])
            html_textf(out, " Expected: %s. Actual: %s.", test->expected, test->actual);
        write_not_restored(out, test);
        html_raw(out, "</td></tr>\n");
    }
    if (is_open)
        html_table_end(out);
}

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

static void write_delay_row(FILE *out, const struct conform_delay_row *row, bool is_sum, ms_t scale)
{
    html_raw(out, is_sum ? "<tr class=\"sum\"><td>all" : "<tr><td>");
    if (!is_sum) {
        html_textf(out, "%02XH ", row->function);
        html_text(out, dlt645_function_name(row->function));
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

static int write_delays(FILE *out, const struct conform_result *result)
{
    char axis[32];
    const char *const heads[] = {"function", "#answers", "#min, ms", "#median, ms",
                                 "#max, ms", "#outside", axis,       NULL};
    struct conform_delay_row rows[CONFORM_DELAY_ROWS];
    ms_t error_ms = result->is_virtual_time ? 0 : CASE_STAMP_MS;
    int count = conform_delays_collect(&result->trace, error_ms, rows);
    if (count <= 0)
        return count;
    ms_t scale = rows[count].max > 600 ? rows[count].max : 600;
    snprintf(axis, sizeof axis, "0 to %" PRId64 " ms", scale);
    html_raw(out, "<h2>Answer times <span class=\"muted\">响应时间</span></h2>\n<p>");
    html_textf(out,
               "From the last byte of a request to the first byte of its answer. Legal are %d to "
               "%d ms (DL/T 645-2007 5.3.3), the shaded band. Answers that a test provoked by "
               "wrong requests are not counted.",
               CONFORM_DELAY_LEAST, CONFORM_DELAY_MOST);
    if (error_ms > 0)
        html_textf(out,
                   " Moments of this line may be off by %" PRId64 " ms: outside counts what is "
                   "outside for certain.",
                   error_ms);
    html_raw(out, "</p>\n");
    html_table_begin(out, heads);
    for (int i = 0; i < count; i++)
        write_delay_row(out, &rows[i], false, scale);
    write_delay_row(out, &rows[count], true, scale);
    html_table_end(out);
    return FK_OK;
}

static void write_test(FILE *out, const struct conform_result *result, size_t index)
{
    const struct conform_test_result *test = &result->tests[index];
    fprintf(out, "<tr id=\"t%zu\"><td><b>", index);
    html_text(out, test->title);
    html_raw(out, "</b><br>");
    html_element(out, "span", "mono muted", test->id);
    html_raw(out, "</td><td>");
    html_text(out, test->requirement);
    html_raw(out, "<br><span class=\"muted\">");
    html_textf(out, "%s, %s", test->clause, conform_level_name(test->level));
    html_raw(out, "</span>");
    conform_traffic_write(out, result, test);
    html_raw(out, "</td><td>");
    if (is_failure(test))
        fprintf(out, "<a href=\"#f%zu\">", index);
    write_pill(out, look_of(test));
    html_raw(out, is_failure(test) ? "</a>" : "");
    write_not_restored(out, test);
    html_raw(out, "</td>");
    html_cell(out, "num", "%u", test->assertions);
    html_raw(out, "<td class=\"num\">");
    write_duration(out, test->end - test->begin);
    html_raw(out, "</td></tr>\n");
}

static void write_tests(FILE *out, const struct conform_result *result)
{
    static const char *const heads[] = {"test",        "requirement", "verdict",
                                        "#assertions", "#time",       NULL};
    html_raw(out,
             "<h2>All tests <span class=\"muted\">全部测试项</span></h2>\n<div class=\"all\">");
    html_table_begin(out, heads);
    for (size_t first = 0; first < result->test_count; first++) {
        if (!is_first_of_chapter(result, first))
            continue;
        html_raw(out, "<tr class=\"chapter\"><td colspan=\"5\">");
        write_chapter_name(out, result->tests[first].id);
        html_raw(out, "</td></tr>\n");
        for (size_t i = first; i < result->test_count; i++) {
            if (is_same_chapter(result->tests[first].id, result->tests[i].id))
                write_test(out, result, i);
        }
    }
    html_table_end(out);
    html_raw(out, "</div>\n");
}

int conform_html_print(FILE *out, const struct conform_result *result)
{
    char title[CONFORM_TEXT + 32];
    snprintf(title, sizeof title, "Conformance of %s", result->device_name);
    html_page_begin_styled(out, FK_EN, title, conform_html_style);
    html_raw(out, "<p class=\"kind\">Conformance report <span>一致性测试报告</span></p>\n");
    html_element(out, "h1", NULL, result->device_name);
    write_banner(out, result);
    write_alarm(out, result);
    write_tiles(out, result);
    write_facts(out, result);
    write_matrix(out, result);
    write_failures(out, result);
    write_reasons(out, result);
    int err = write_delays(out, result);
    write_tests(out, result);
    html_page_end(out, "Verdicts follow from the recorded bytes and their moments alone. Times of "
                       "day are those of the line's clock. Passwords are shown as 00 00 00.");
    return err < 0 ? err : FK_OK;
}

int conform_html_write(const struct conform_result *result, const char *path, struct fk_diag *diag)
{
    struct out_file file;
    int err = out_file_open(&file, path, diag);
    if (err)
        return err;
    err = conform_html_print(file.stream, result);
    if (err) {
        out_file_abort(&file);
        return fk_fail(diag, (enum fk_err)err, NULL, 0, "no memory for the report %s", path);
    }
    return out_file_commit(&file, diag);
}
