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
#include <stdlib.h>
#include <string.h>

static const struct conform_look_info *look_of(const struct conform_test_result *test)
{
    return conform_look_info(conform_look_of(test->outcome));
}

static const char *level_name(enum fk_lang lang, enum conform_level level)
{
    return FK_SAY(lang, conform_level_name(level), level == CONFORM_SHOULD ? "应" : "必须");
}

static const char *reason_name(enum fk_lang lang, enum conform_reason reason)
{
    static const char *const zh[CONFORM_REASONS] = {
        [CONFORM_REASON_NONE] = "",
        [CONFORM_NO_REPLY] = "无应答",
        [CONFORM_PRECONDITION] = "前提不具备",
        [CONFORM_BENCH_LIMIT] = "测试台无法观察",
        [CONFORM_INTERRUPTED] = "中断",
        [CONFORM_LINE] = "线路",
    };
    return FK_SAY(lang, conform_reason_name(reason), zh[reason]);
}

static void write_pill(FILE *out, enum fk_lang lang, const struct conform_look_info *look)
{
    html_raw(out, "<span class=\"pill ");
    html_raw(out, look->pill);
    html_raw(out, "\">");
    html_text(out, FK_SAY(lang, look->name, look->name_zh));
    html_raw(out, "</span>");
}

/* "1.284 s", "2 min 05.1 s" */
static void write_duration(FILE *out, enum fk_lang lang, ms_t ms)
{
    if (ms < MS_MINUTE)
        html_textf(out, FK_SAY(lang, "%" PRId64 ".%03" PRId64 " s", "%" PRId64 ".%03" PRId64 " 秒"),
                   ms / MS_SECOND, ms % MS_SECOND);
    else
        html_textf(out,
                   FK_SAY(lang, "%" PRId64 " min %02" PRId64 ".%" PRId64 " s",
                          "%" PRId64 " 分 %02" PRId64 ".%" PRId64 " 秒"),
                   ms / MS_MINUTE, ms % MS_MINUTE / MS_SECOND, ms % MS_SECOND / 100);
}

/* How many failed, and their names. */
static void write_failing(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const struct conform_counts *counts = &result->counts;
    const char *separator = "";
    html_textf(out, FK_SAY(lang, "%zu of %zu tests failed%s: ", "%zu/%zu 项不合格%s："),
               counts->by_verdict[CONFORM_FAIL] - counts->known_fail, counts->total,
               !counts->known_fail
                   ? ""
                   : FK_SAY(lang, ", besides those known to fail", "（已知不合格项除外）"));
    for (size_t i = 0; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        if (test->outcome.verdict != CONFORM_FAIL || test->outcome.is_known)
            continue;
        fprintf(out, "%s<a href=\"#f%zu\">", separator, i);
        html_text(out, FK_SAY(lang, test->title, test->title_zh));
        html_raw(out, "</a>");
        separator = FK_SAY(lang, ", ", "、");
    }
    html_raw(out, FK_SAY(lang, ".", "。"));
}

/* The sentence that follows from the exit code; the tables below say the rest. */
static void write_banner(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    static const struct {
        const char *klass;
        struct fk_text word, text;
    } lines[] = {
        [CONFORM_EXIT_PASS] = {"pass",
                               {"Conformant.", "符合。"},
                               {"Every mandatory test that applies passed.",
                                "所有适用的必测项全部合格。"}},
        [CONFORM_EXIT_FAIL] = {"fail",
                               {"Not conformant.", "不符合。"},
                               {"Tests failed, see below.", "有不合格项，见下。"}},
        [CONFORM_EXIT_USAGE] = {"fail",
                                {"Not run.", "未运行。"},
                                {"The run was set up wrongly.", "运行设置有误。"}},
        [CONFORM_EXIT_HARNESS] = {"fail",
                                  {"No verdict.", "无结论。"},
                                  {"The bench failed, not the device.",
                                   "测试台故障，不是被测表的问题。"}},
        [CONFORM_EXIT_NOTHING] = {"warn",
                                  {"No verdict.", "无结论。"},
                                  {"No test was selected or could be run.",
                                   "没有选中或没有可执行的测试项。"}},
        [CONFORM_EXIT_INCONCLUSIVE] = {"warn",
                                       {"No verdict.", "无结论。"},
                                       {"Nothing failed, but mandatory tests are inconclusive.",
                                        "没有不合格项，但有必测项无法判定。"}},
    };
    const struct conform_counts *counts = &result->counts;
    fprintf(out, "<div class=\"banner %s\">", lines[result->exit_code].klass);
    html_text(out, fk_text_in(lines[result->exit_code].word, lang));
    html_raw(out, " <span>");
    if (result->exit_code == CONFORM_EXIT_FAIL)
        write_failing(out, lang, result);
    else
        html_text(out, result->exit_code == CONFORM_EXIT_HARNESS &&
                               result->counts.by_verdict[CONFORM_ERROR] == 0
                           ? FK_SAY(lang, "The device was not left as it was found.",
                                    "被测表没有恢复原状。")
                           : fk_text_in(lines[result->exit_code].text, lang));
    if (counts->known_fail > 0 && result->exit_code != CONFORM_EXIT_FAIL)
        html_textf(
            out,
            FK_SAY(lang, " %zu failed as the device file says.", " %zu 项如表计文件所述不合格。"),
            counts->known_fail);
    if (result->is_interrupted)
        html_text(out, FK_SAY(lang, " The run was interrupted.", " 运行被中断。"));
    if (result->unheard.en[0])
        html_textf(out, FK_SAY(lang, " The probe: %s.", " 探询：%s。"),
                   FK_SAY(lang, result->unheard.en, result->unheard.zh));
    html_raw(out, "</span></div>\n");
}

/* What a reader must know before anything else: the device is not as it was. */
static void write_alarm(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    if (!result->is_supply_closed) {
        html_raw(out, FK_SAY(lang, "<div class=\"banner fail\">Look at the supply. <span>",
                             "<div class=\"banner fail\">请检查供电。<span>"));
        html_text(out, result->final_check);
        html_raw(out, "</span>");
        if (result->close_command)
            html_element(out, "div", "mono", result->close_command);
        html_raw(out, "</div>\n");
    }
    if (result->not_restored == 0)
        return;
    html_raw(out, FK_SAY(lang, "<div class=\"banner fail\">Not put back. <span>",
                         "<div class=\"banner fail\">未恢复原状。<span>"));
    html_textf(out,
               FK_SAY(lang,
                      "The device was left otherwise than it was found after %zu of %zu tests.",
                      "%zu/%zu 项测试后，被测表与测试前不同。"),
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

static void write_tile(FILE *out, const char *klass, size_t value, const char *name)
{
    fprintf(out, "<div class=\"tile\"><b class=\"%s\">%zu</b>", value ? klass : "muted", value);
    html_element(out, "span", NULL, name);
    html_raw(out, "</div>\n");
}

static void write_tiles(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const struct conform_counts *counts = &result->counts;
    html_raw(out, "<div class=\"tiles\">\n");
    write_tile(out, "", counts->total, FK_SAY(lang, "tests", "测试项"));
    write_tile(out, "pass", counts->by_verdict[CONFORM_PASS], FK_SAY(lang, "passed", "合格"));
    write_tile(out, "warn", counts->by_verdict[CONFORM_REMARK],
               FK_SAY(lang, "with remark", "有说明"));
    write_tile(out, "fail", counts->by_verdict[CONFORM_FAIL], FK_SAY(lang, "failed", "不合格"));
    write_tile(out, "warn", counts->by_verdict[CONFORM_INCONCLUSIVE],
               FK_SAY(lang, "inconclusive", "无法判定"));
    write_tile(out, "muted", counts->by_verdict[CONFORM_NA],
               FK_SAY(lang, "not applicable", "不适用"));
    if (counts->by_verdict[CONFORM_ERROR] > 0)
        write_tile(out, "fail", counts->by_verdict[CONFORM_ERROR],
                   FK_SAY(lang, "harness errors", "系统错误"));
    if (counts->by_verdict[CONFORM_NONE] > 0)
        write_tile(out, "warn", counts->by_verdict[CONFORM_NONE],
                   FK_SAY(lang, "not run", "未执行"));
    write_tile(out, "", result->assertions, FK_SAY(lang, "assertions", "断言"));
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

static void write_facts(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    char text[40];
    html_raw(out, "<details><summary>");
    html_text(out, FK_SAY(lang, "Device, port, suite and how to repeat the run",
                          "被测表、端口、测试集和重复方法"));
    html_raw(out, "</summary><div class=\"scroll\"><table class=\"facts\"><tbody>\n");
    write_fact(out, FK_SAY(lang, "Device", "被测表"), "strong", result->device_name);
    dlt645_address_format(result->address, text);
    write_fact(out, FK_SAY(lang, "Address", "通信地址"), "mono", text);
    write_fact(out, FK_SAY(lang, "Port", "端口"), "mono", result->uri);
    clock_format(result->wall_begin, text);
    fact_begin(out, FK_SAY(lang, "Begin", "开始"));
    html_textf(out, FK_SAY(lang, "%.19s China Standard Time, took ", "%.19s 北京时间，用时 "),
               text);
    write_duration(out, lang, result->duration);
    html_text(out, result->is_virtual_time ? FK_SAY(lang, " (virtual clock)", "（虚拟时钟）") : "");
    fact_end(out);
    write_fact(out, FK_SAY(lang, "Device file", "表计文件"), "mono", result->device_file);
    write_fact(out, FK_SAY(lang, "Its SHA-256", "其 SHA-256"), "mono", result->device_digest);
    write_fact(out, FK_SAY(lang, "Suite", "测试集"), "", result->suite_version);
    snprintf(text, sizeof text, "%" PRIu64, result->seed);
    write_fact(out, FK_SAY(lang, "Seed", "随机种子"), "mono", text);
    if (result->stale_tests > 0) {
        fact_begin(out, FK_SAY(lang, "Stale answers", "迟到的应答"));
        html_textf(out,
                   FK_SAY(lang, "%u came twice, %u answered an earlier request, in %zu tests",
                          "重复 %u 个，应答先前请求 %u 个，出现于 %zu 项测试"),
                   result->stale.doubled, result->stale.late, result->stale_tests);
        fact_end(out);
    }
    write_fact(out, FK_SAY(lang, "Repeat with", "重复运行"), "mono",
               result->command ? result->command : "");
    write_fact(out, FK_SAY(lang, "Supply at the end", "结束时供电"),
               result->is_supply_closed ? "" : "fail", result->final_check);
    html_raw(out, "</tbody></table></div></details>\n");
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

static void write_chapter_name(FILE *out, enum fk_lang lang, const char *id)
{
    const char *name, *name_zh;
    conform_chapter_name(id, &name, &name_zh);
    html_textf(out, "%.*s", (int)conform_chapter_length(id), id);
    if (name[0]) {
        html_raw(out, " <b>");
        html_text(out, FK_SAY(lang, name, name_zh));
        html_raw(out, "</b>");
    }
}

static void write_cell(FILE *out, enum fk_lang lang, const struct conform_result *result,
                       size_t index)
{
    const struct conform_test_result *test = &result->tests[index];
    const struct conform_look_info *look = look_of(test);
    const char *label;
    size_t length = conform_test_label(test->id, &label);
    fprintf(out, "<a class=\"cell %s\" href=\"#t%zu\" title=\"", look->klass, index);
    html_textf(out, "%s: %s (%s)", test->id, FK_SAY(lang, test->title, test->title_zh),
               FK_SAY(lang, look->name, look->name_zh));
    html_raw(out, "\"><b>");
    html_textf(out, "%.*s", (int)length, label);
    html_raw(out, "</b>");
    html_text(out, FK_SAY(lang, test->title, test->title_zh));
    html_element(out, "i", NULL, look->sign);
    html_raw(out, "</a>");
}

static void write_legend(FILE *out, enum fk_lang lang, const struct conform_result *result)
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
        html_text(out, FK_SAY(lang, info->name, info->name_zh));
        html_raw(out, "</span>\n");
    }
    html_raw(out, "</p>\n");
}

static void write_matrix_row(FILE *out, enum fk_lang lang, const struct conform_result *result,
                             size_t first)
{
    size_t passed = 0, count = 0;
    html_raw(out, "<tr class=\"chapter\"><td>");
    write_chapter_name(out, lang, result->tests[first].id);
    html_raw(out, "</td><td class=\"cells\">");
    for (size_t i = first; i < result->test_count; i++) {
        enum conform_verdict verdict = result->tests[i].outcome.verdict;
        if (!is_same_chapter(result->tests[first].id, result->tests[i].id))
            continue;
        passed += verdict == CONFORM_PASS || verdict == CONFORM_REMARK;
        count++;
        write_cell(out, lang, result, i);
    }
    html_raw(out, "</td>");
    html_cell(out, "num", "%zu / %zu", passed, count);
    html_raw(out, "</tr>\n");
}

static void write_matrix(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const char *const heads[] = {FK_SAY(lang, "chapter", "章节"), FK_SAY(lang, "tests", "测试项"),
                                 FK_SAY(lang, "#passed", "#合格"), NULL};
    html_element(out, "h2", NULL, FK_SAY(lang, "Tests and verdicts", "测试项与结论"));
    write_legend(out, lang, result);
    html_table_begin(out, heads);
    for (size_t first = 0; first < result->test_count; first++) {
        if (is_first_of_chapter(result, first))
            write_matrix_row(out, lang, result, first);
    }
    html_table_end(out);
}

static void write_failure(FILE *out, enum fk_lang lang, const struct conform_result *result,
                          const struct conform_test_result *test)
{
    char *repeat = conform_result_repeat(result, test);
    fprintf(out, "<section class=\"card failure\" id=\"f%zu\">\n<h3>",
            (size_t)(test - result->tests));
    write_pill(out, lang, look_of(test));
    html_textf(out, " %s ", FK_SAY(lang, test->title, test->title_zh));
    html_element(out, "span", "mono muted", test->id);
    html_raw(out, "</h3>\n<table class=\"facts\"><tbody>\n");
    fact_begin(out, FK_SAY(lang, "Requirement", "要求"));
    html_text(out, FK_SAY(lang, test->requirement, test->requirement_zh));
    html_raw(out, " <span class=\"muted\">");
    html_textf(out, FK_SAY(lang, "%s, %s", "%s，%s"), test->clause, level_name(lang, test->level));
    html_raw(out, "</span>");
    fact_end(out);
    write_fact(out, FK_SAY(lang, "Expected", "期望"), "", test->expected);
    write_fact(out, FK_SAY(lang, "Actual", "实际"), "actual", test->actual);
    write_fact(out, FK_SAY(lang, "Note", "说明"), "", test->detail);
    if (!test->is_restored)
        write_fact(out, FK_SAY(lang, "Not put back", "未恢复"), "fail", test->not_restored);
    if (repeat)
        write_fact(out, FK_SAY(lang, "Repeat with", "重复运行"), "mono", repeat);
    free(repeat);
    html_raw(out, "</tbody></table>\n");
    if (!test->outcome.is_unexpected_pass)
        conform_proof_write(out, lang, result, test);
    conform_traffic_write(out, lang, result, test);
    html_raw(out, "</section>\n");
}

static bool is_failure(const struct conform_test_result *test)
{
    return test->outcome.verdict == CONFORM_FAIL || test->outcome.verdict == CONFORM_ERROR;
}

static void write_failures(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    bool is_first = true;
    for (size_t i = 0; i < result->test_count; i++) {
        if (!is_failure(&result->tests[i]))
            continue;
        if (is_first)
            html_raw(out, FK_SAY(lang, "<h2 id=\"failures\">Failures</h2>\n",
                                 "<h2 id=\"failures\">不合格项</h2>\n"));
        is_first = false;
        write_failure(out, lang, result, &result->tests[i]);
    }
}

static void write_not_restored(FILE *out, enum fk_lang lang, const struct conform_test_result *test)
{
    if (test->is_restored)
        return;
    html_raw(out, FK_SAY(lang,
                         " <span class=\"fail\">Not put back: ", " <span class=\"fail\">未恢复："));
    html_text(out, test->not_restored);
    html_raw(out, "</span>");
}

/* Remarks, inconclusive and n/a tests with their reasons, and those that left the device
 * changed. */
static void write_reasons(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const char *const heads[] = {FK_SAY(lang, "test", "测试项"), FK_SAY(lang, "verdict", "结论"),
                                 FK_SAY(lang, "reason", "原因"), NULL};
    bool is_open = false;
    for (size_t i = 0; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        enum conform_verdict verdict = test->outcome.verdict;
        bool is_quiet = verdict == CONFORM_PASS || verdict == CONFORM_NONE;
        if ((is_quiet && test->is_restored) || is_failure(test))
            continue;
        if (!is_open) {
            html_element(
                out, "h2", NULL,
                FK_SAY(lang, "Remarks, inconclusive and not applicable", "说明、无法判定与不适用"));
            html_table_begin(out, heads);
        }
        is_open = true;
        fprintf(out, "<tr><td><a href=\"#t%zu\">", i);
        html_text(out, FK_SAY(lang, test->title, test->title_zh));
        html_raw(out, "</a><br>");
        html_element(out, "span", "mono muted", test->id);
        html_raw(out, "</td><td>");
        write_pill(out, lang, look_of(test));
        html_raw(out, "</td><td>");
        if (verdict == CONFORM_INCONCLUSIVE)
            html_textf(out, FK_SAY(lang, "%s: ", "%s："), reason_name(lang, test->reason));
        html_text(out, test->detail);
        if (test->expected[0])
            html_textf(out, FK_SAY(lang, " Expected: %s. Actual: %s.", " 期望：%s。实际：%s。"),
                       test->expected, test->actual);
        write_not_restored(out, lang, test);
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

static int write_delays(FILE *out, enum fk_lang lang, const struct conform_result *result)
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

static void write_test(FILE *out, enum fk_lang lang, const struct conform_result *result,
                       size_t index)
{
    const struct conform_test_result *test = &result->tests[index];
    fprintf(out, "<tr id=\"t%zu\"><td><b>", index);
    html_text(out, FK_SAY(lang, test->title, test->title_zh));
    html_raw(out, "</b><br>");
    html_element(out, "span", "mono muted", test->id);
    html_raw(out, "</td><td>");
    html_text(out, FK_SAY(lang, test->requirement, test->requirement_zh));
    html_raw(out, "<br><span class=\"muted\">");
    html_textf(out, FK_SAY(lang, "%s, %s", "%s，%s"), test->clause, level_name(lang, test->level));
    html_raw(out, "</span>");
    conform_traffic_write(out, lang, result, test);
    html_raw(out, "</td><td>");
    if (is_failure(test))
        fprintf(out, "<a href=\"#f%zu\">", index);
    write_pill(out, lang, look_of(test));
    html_raw(out, is_failure(test) ? "</a>" : "");
    write_not_restored(out, lang, test);
    html_raw(out, "</td>");
    html_cell(out, "num", "%u", test->assertions);
    html_raw(out, "<td class=\"num\">");
    write_duration(out, lang, test->end - test->begin);
    html_raw(out, "</td></tr>\n");
}

static void write_tests(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const char *const heads[] = {
        FK_SAY(lang, "test", "测试项"),  FK_SAY(lang, "requirement", "要求"),
        FK_SAY(lang, "verdict", "结论"), FK_SAY(lang, "#assertions", "#断言"),
        FK_SAY(lang, "#time", "#用时"),  NULL};
    html_element(out, "h2", NULL, FK_SAY(lang, "All tests", "全部测试项"));
    html_raw(out, "<div class=\"all\">");
    html_table_begin(out, heads);
    for (size_t first = 0; first < result->test_count; first++) {
        if (!is_first_of_chapter(result, first))
            continue;
        html_raw(out, "<tr class=\"chapter\"><td colspan=\"5\">");
        write_chapter_name(out, lang, result->tests[first].id);
        html_raw(out, "</td></tr>\n");
        for (size_t i = first; i < result->test_count; i++) {
            if (is_same_chapter(result->tests[first].id, result->tests[i].id))
                write_test(out, lang, result, i);
        }
    }
    html_table_end(out);
    html_raw(out, "</div>\n");
}

int conform_html_print(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    char title[CONFORM_TEXT + 32];
    snprintf(title, sizeof title, FK_SAY(lang, "Conformance of %s", "%s 的一致性"),
             result->device_name);
    html_page_begin_styled(out, lang, title, conform_html_style);
    html_element(out, "p", "kind", FK_SAY(lang, "Conformance report", "一致性测试报告"));
    html_element(out, "h1", NULL, result->device_name);
    write_banner(out, lang, result);
    write_alarm(out, lang, result);
    write_tiles(out, lang, result);
    write_facts(out, lang, result);
    write_matrix(out, lang, result);
    write_failures(out, lang, result);
    write_reasons(out, lang, result);
    int err = write_delays(out, lang, result);
    write_tests(out, lang, result);
    html_page_end(
        out, FK_SAY(lang,
                    "Verdicts follow from the recorded bytes and their moments alone. Times of "
                    "day are those of the line's clock. Passwords are shown as 00 00 00.",
                    "结论只由记录的字节及其时刻得出。时刻取自线路时钟。密码显示为 00 00 00。"));
    return err < 0 ? err : FK_OK;
}

int conform_html_write(const struct conform_result *result, enum fk_lang lang, const char *path,
                       struct fk_diag *diag)
{
    struct out_file file;
    int err = out_file_open(&file, path, diag);
    if (err)
        return err;
    err = conform_html_print(file.stream, lang, result);
    if (err) {
        out_file_abort(&file);
        return fk_fail(diag, (enum fk_err)err, NULL, 0, "no memory for the report %s", path);
    }
    return out_file_commit(&file, diag);
}
