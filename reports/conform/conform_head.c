/* The head of the page: what came out, what must be looked after, figures, what was tested. */
#include "protocol/dlt645/dlt645_address.h"
#include "reports/conform/conform_pieces.h"
#include "reports/conform/conform_sections.h"
#include "reports/page/html.h"

#include <inttypes.h>
#include <stdlib.h>

/* The names of the tests that look so, with links; then the end of the sentence. */
static void write_names(FILE *out, enum fk_lang lang, const struct conform_result *result,
                        enum conform_look look)
{
    const char *separator = "";
    for (size_t i = 0; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        if (conform_look_of(test->outcome) != look)
            continue;
        fprintf(out, "%s<a href=\"#f%zu\">", separator, i);
        html_text(out, FK_SAY(lang, test->title, test->title_zh));
        html_raw(out, "</a>");
        separator = FK_SAY(lang, ", ", "、");
    }
    html_raw(out, FK_SAY(lang, ".", "。"));
}

/* How many failed, and their names; and, apart from them, what passed against the device file. */
static void write_failing(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const struct conform_counts *counts = &result->counts;
    size_t failed = counts->by_verdict[CONFORM_FAIL] - counts->known_fail - counts->unexpected_pass;
    if (failed > 0) {
        html_textf(out, FK_SAY(lang, "%zu of %zu tests failed%s: ", "%zu/%zu 项不合格%s："), failed,
                   counts->total,
                   !counts->known_fail
                       ? ""
                       : FK_SAY(lang, ", besides those known to fail", "（已知不合格项除外）"));
        write_names(out, lang, result, CONFORM_LOOK_FAIL);
    }
    if (counts->unexpected_pass == 0)
        return;
    html_textf(out,
               FK_SAY(lang, "%s%zu passed, though the device file lists %s as failing: ",
                      "%s%zu 项合格，而表计文件列为不合格%s："),
               failed > 0 ? FK_SAY(lang, " ", "") : "", counts->unexpected_pass,
               lang == FK_ZH                  ? ""
               : counts->unexpected_pass == 1 ? "it"
                                              : "them");
    write_names(out, lang, result, CONFORM_LOOK_UNEXPECTED);
}

/* What did not apply, so that nobody takes it for tested. */
static void write_untested(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    char *text = conform_untested_text(result, lang);
    if (text) {
        html_raw(out, FK_SAY(lang, " ", ""));
        html_text(out, text);
        html_raw(out, FK_SAY(lang, ".", "。"));
    }
    free(text);
}

/* The sentence that follows from the exit code; the tables below say the rest. */
void conform_write_banner(FILE *out, enum fk_lang lang, const struct conform_result *result)
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
    size_t untried = counts->by_verdict[CONFORM_NA];
    if (result->exit_code == CONFORM_EXIT_PASS && untried > 0) {
        /* no certificate of what was not tried */
        fprintf(out, "<div class=\"banner %s\">",
                2 * untried > result->test_count ? "warn" : "pass");
        html_textf(
            out,
            FK_SAY(lang, "Nothing failed; %zu of %zu not tested.", "无不合格项；%zu/%zu 项未测。"),
            untried, result->test_count);
    } else {
        fprintf(out, "<div class=\"banner %s\">", lines[result->exit_code].klass);
        html_text(out, fk_text_in(lines[result->exit_code].word, lang));
    }
    html_raw(out, " <span>");
    bool is_failing = counts->by_verdict[CONFORM_FAIL] > counts->known_fail;
    if (result->exit_code != CONFORM_EXIT_FAIL)
        html_text(out, result->exit_code == CONFORM_EXIT_HARNESS &&
                               result->counts.by_verdict[CONFORM_ERROR] == 0
                           ? FK_SAY(lang, "The device was not left as it was found.",
                                    "被测表没有恢复原状。")
                           : fk_text_in(lines[result->exit_code].text, lang));
    if (is_failing) {
        html_raw(out, result->exit_code != CONFORM_EXIT_FAIL ? " " : "");
        write_failing(out, lang, result);
    }
    if (counts->known_fail > 0 && !is_failing)
        html_textf(
            out,
            FK_SAY(lang, " %zu failed as the device file says.", " %zu 项如表计文件所述不合格。"),
            counts->known_fail);
    write_untested(out, lang, result);
    if (result->is_interrupted)
        html_text(out, FK_SAY(lang, " The run was interrupted.", " 运行被中断。"));
    if (result->unheard.en[0])
        html_textf(out, FK_SAY(lang, " The probe: %s.", " 探询：%s。"),
                   FK_SAY(lang, result->unheard.en, result->unheard.zh));
    html_raw(out, "</span></div>\n");
}

/* What a reader must know before anything else: the device is not as it was. */
void conform_write_alarm(FILE *out, enum fk_lang lang, const struct conform_result *result)
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

void conform_write_tiles(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const struct conform_counts *counts = &result->counts;
    html_raw(out, "<div class=\"tiles\">\n");
    write_tile(out, "", counts->total, FK_SAY(lang, "tests", "测试项"));
    write_tile(out, "pass", counts->by_verdict[CONFORM_PASS], FK_SAY(lang, "passed", "合格"));
    write_tile(out, "warn", counts->by_verdict[CONFORM_REMARK],
               FK_SAY(lang, "with remark", "有说明"));
    write_tile(out, "fail", counts->by_verdict[CONFORM_FAIL] - counts->unexpected_pass,
               FK_SAY(lang, "failed", "不合格"));
    if (counts->unexpected_pass > 0)
        write_tile(out, "fail", counts->unexpected_pass,
                   FK_SAY(lang, "unexpected passes", "意外合格"));
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

void conform_write_facts(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    char text[40];
    html_raw(out, "<details class=\"fold\"><summary>");
    html_text(out, FK_SAY(lang, "Device, port, suite and how to repeat the run",
                          "被测表、端口、测试集和重复方法"));
    html_raw(out, "</summary><div class=\"scroll\"><table class=\"facts\"><tbody>\n");
    conform_write_fact(out, FK_SAY(lang, "Device", "被测表"), "strong", result->device_name);
    dlt645_address_format(result->address, text);
    conform_write_fact(out, FK_SAY(lang, "Address", "通信地址"), "mono", text);
    conform_write_fact(out, FK_SAY(lang, "Port", "端口"), "mono", result->uri);
    clock_format(result->wall_begin, text);
    conform_fact_begin(out, FK_SAY(lang, "Begin", "开始"));
    html_textf(out, FK_SAY(lang, "%.19s China Standard Time, took ", "%.19s 北京时间，用时 "),
               text);
    conform_write_duration(out, lang, result->duration);
    html_text(out, result->is_virtual_time ? FK_SAY(lang, " (virtual clock)", "（虚拟时钟）") : "");
    conform_fact_end(out);
    conform_write_fact(out, FK_SAY(lang, "Device file", "表计文件"), "mono", result->device_file);
    conform_write_fact(out, FK_SAY(lang, "Its SHA-256", "其 SHA-256"), "mono",
                       result->device_digest);
    conform_write_fact(out, FK_SAY(lang, "Suite", "测试集"), "", result->suite_version);
    snprintf(text, sizeof text, "%" PRIu64, result->seed);
    conform_write_fact(out, FK_SAY(lang, "Seed", "随机种子"), "mono", text);
    if (result->stale_tests > 0) {
        conform_fact_begin(out, FK_SAY(lang, "Stale answers", "迟到的应答"));
        html_textf(out,
                   FK_SAY(lang, "%u came twice, %u answered an earlier request, in %zu test%s",
                          "重复 %u 个，应答先前请求 %u 个，出现于 %zu 项测试%s"),
                   result->stale.doubled, result->stale.late, result->stale_tests,
                   result->stale_tests == 1 || lang == FK_ZH ? "" : "s");
        conform_fact_end(out);
    }
    conform_write_fact(out, FK_SAY(lang, "Repeat with", "重复运行"), "mono",
                       result->command ? result->command : "");
    conform_write_fact(out, FK_SAY(lang, "Supply at the end", "结束时供电"),
                       result->is_supply_closed ? "" : "fail", result->final_check);
    html_raw(out, "</tbody></table></div></details>\n");
}
