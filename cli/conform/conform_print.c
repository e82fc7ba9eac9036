/* What a conformance run shows on the console. */
#include "cli/cmd_say.h"
#include "cli/columns.h"
#include "cli/conform/conform_parts.h"
#include "protocol/dlt645/dlt645_address.h"
#include "protocol/dlt645/dlt645_explain.h"
#include "reports/conform/conform_delays.h"
#include "reports/conform/conform_verdicts.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_WIDTH 12
#define SHOWN_MAX   16 /* bytes of one field; longer ones end in ".." */

int conform_say(int code, const char *name, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    cmd_say("feikong conform %s: %s", name, text);
    return code;
}

/* What the rows of one frame share. */
struct row_view {
    const char *label;
    enum fk_lang lang;
};

static void print_row(void *context, const struct dlt645_row *row)
{
    const struct row_view *view = context;
    const char *label = view->label;
    const char *what = FK_SAY(view->lang, row->what, row->what_zh);
    char bytes[3 * SHOWN_MAX + 4] = "";
    size_t shown = row->size < SHOWN_MAX ? row->size : SHOWN_MAX;
    for (size_t i = 0; i < shown; i++)
        snprintf(bytes + 3 * i, 4, "%02X ", row->bytes[i]);
    if (shown < row->size)
        snprintf(bytes + 3 * shown, sizeof bytes - 3 * shown, "..");
    fputs("    ", stdout);
    cli_print_padded(row->offset == 0 ? label : "", LABEL_WIDTH);
    printf("  %3zu  %-24s %s", row->offset, bytes, what);
    if (row->value[0])
        printf(FK_SAY(view->lang, ": %s%s%s", "：%s%s%s"), row->value, row->unit[0] ? " " : "",
               row->unit);
    if (row->note[0])
        printf(FK_SAY(view->lang, " (%s%s)", "（%s%s）"),
               row->state == DLT645_ROW_ERROR ? FK_SAY(view->lang, "ERROR: ", "错误：") : "",
               row->note);
    putchar('\n');
}

/* The bytes of an entry with the name of every field. */
static void print_bytes(const struct conform_result *result, int index, enum fk_lang lang,
                        const char *label)
{
    uint8_t bytes[1024];
    struct row_view view = {label, lang};
    size_t size = conform_trace_join(&result->trace, index, bytes, sizeof bytes);
    if (size > 0)
        (void)dlt645_explain(bytes, size, 0, lang, print_row, &view, NULL);
}

static void print_line(const char *label, const char *text)
{
    fputs("    ", stdout);
    cli_print_padded(label, LABEL_WIDTH);
    cmd_tell("  %s", text);
}

static void print_proof(const struct conform_result *result, const struct conform_test_result *test,
                        enum fk_lang lang)
{
    const char *answer = FK_SAY(lang, "answer", "应答");
    if (test->request_entry >= 0)
        print_bytes(result, test->request_entry, lang, FK_SAY(lang, "request", "请求"));
    if (test->proof_entry >= 0)
        print_bytes(result, test->proof_entry, lang, answer);
    else if (test->request_entry >= 0)
        print_line(answer, FK_SAY(lang, "none: silence", "无应答"));
}

/* Requirement, expected, actual, bytes; then how to see it again. */
static void print_details(const struct conform_result *result,
                          const struct conform_test_result *test, enum fk_lang lang)
{
    char text[2 * CONFORM_TEXT], clause[120];
    snprintf(text, sizeof text, FK_SAY(lang, "%s (%s, %s)", "%s（%s，%s）"),
             FK_SAY(lang, test->requirement, test->requirement_zh),
             dlt645_clause_in(test->clause, lang, clause, sizeof clause),
             FK_SAY(lang, conform_level_name(test->level),
                    test->level == CONFORM_SHOULD ? "应" : "必须"));
    print_line(FK_SAY(lang, "requirement", "要求"), text);
    if (conform_point_text(test, lang, text, sizeof text))
        print_line(FK_SAY(lang, "point", "要点"), text);
    if (test->expected[0])
        print_line(FK_SAY(lang, "expected", "期望"), test->expected);
    if (test->actual[0])
        print_line(FK_SAY(lang, "actual", "实际"), test->actual);
    if (!test->outcome.is_unexpected_pass)
        print_proof(result, test, lang);
    char *repeat = conform_result_repeat(result, test);
    if (repeat)
        print_line(FK_SAY(lang, "repeat", "重复"), repeat);
    free(repeat);
}

void conform_print_head(const struct conform_result *head, size_t tests, enum fk_lang lang)
{
    char address[13];
    dlt645_address_format(head->address, address);
    cmd_tell(FK_SAY(lang, "%s, address %s, on %s", "%s，通信地址 %s，端口 %s"), head->device_name,
             address, head->uri);
    cmd_tell(FK_SAY(lang, "%zu test%s of suite %s, device file %s, seed %llu",
                    "%zu 项测试%s，测试集 %s，表计文件 %s，随机种子 %llu"),
             tests, tests == 1 || lang == FK_ZH ? "" : "s", head->suite_version, head->device_file,
             (unsigned long long)head->seed);
    putchar('\n');
    fflush(stdout);
}

void conform_print_test(const struct conform_result *result, const struct conform_test_result *test,
                        enum fk_lang lang)
{
    if (result->unheard.en[0] && result->test_count == 1)
        cmd_tell(FK_SAY(lang, "the probe: %s", "探询：%s"),
                 FK_SAY(lang, result->unheard.en, result->unheard.zh));
    const char *title = FK_SAY(lang, test->title, test->title_zh);
    const char *reason = conform_reason_text(test->reason, lang);
    const char *separator = reason[0] && test->detail[0] ? FK_SAY(lang, ": ", "：") : "";
    const struct conform_look_info *look = conform_look_info(conform_look_of(test->outcome));
    const char *outcome = FK_SAY(lang, conform_outcome_name(test->outcome), look->name_zh);
    cli_print_padded(outcome, 15);
    if (reason[0] || test->detail[0])
        cmd_tell("  %-38s  %s [%s%s%s]", test->id, title, reason, separator, test->detail);
    else
        cmd_tell("  %-38s  %s", test->id, title);
    bool is_bad = test->outcome.verdict == CONFORM_FAIL || test->outcome.verdict == CONFORM_ERROR ||
                  (test->outcome.verdict == CONFORM_REMARK && test->expected[0]);
    if (is_bad && !test->outcome.is_known)
        print_details(result, test, lang);
    if (!test->is_restored)
        print_line(FK_SAY(lang, "NOT PUT BACK", "未恢复原状"), test->not_restored);
    fflush(stdout);
}

static const char *verdict_name(enum conform_verdict verdict, enum fk_lang lang)
{
    struct conform_outcome outcome = {.verdict = verdict};
    const struct conform_look_info *look = conform_look_info(conform_look_of(outcome));
    const char *name = verdict == CONFORM_NONE ? "not run" : conform_verdict_name(verdict);
    return FK_SAY(lang, name, look->name_zh);
}

static void print_counts(const struct conform_counts *counts, enum fk_lang lang)
{
    const char *separator = "";
    printf(FK_SAY(lang, "\n%zu test%s: ", "\n%zu 项测试%s："), counts->total,
           counts->total == 1 || lang == FK_ZH ? "" : "s");
    for (unsigned i = CONFORM_VERDICTS; i-- > 0;) {
        size_t count = counts->by_verdict[i] - (i == CONFORM_FAIL ? counts->unexpected_pass : 0);
        if (count == 0)
            continue;
        printf("%s%zu %s", separator, count, verdict_name((enum conform_verdict)i, lang));
        separator = FK_SAY(lang, ", ", "，");
    }
    if (counts->known > 0)
        printf(FK_SAY(lang, "; known failures: %zu", "；已知不合格：%zu"), counts->known);
    if (counts->unexpected_pass > 0)
        printf(FK_SAY(lang, "%sunexpected passes: %zu", "%s意外合格：%zu"),
               separator[0] ? FK_SAY(lang, "; ", "；") : "", counts->unexpected_pass);
}

static void print_untested(const struct conform_result *result, enum fk_lang lang)
{
    char *text = conform_untested_text(result, lang);
    if (text)
        cmd_tell("%s", text);
    free(text);
}

/* As the report measures them, from the same trace. */
static void print_delays(const struct conform_result *result, enum fk_lang lang)
{
    struct conform_delay_row rows[CONFORM_DELAY_ROWS];
    int all = conform_delays_collect(&result->trace, 0, rows);
    if (all <= 0)
        return;
    printf(FK_SAY(lang, "; answer delay %lld to %lld ms, median %lld ms, %zu answer%s",
                  "；应答延时 %lld 至 %lld 毫秒，中位数 %lld 毫秒，应答 %zu 个%s"),
           (long long)rows[all].min, (long long)rows[all].max, (long long)rows[all].median,
           rows[all].count, rows[all].count == 1 || lang == FK_ZH ? "" : "s");
}

void conform_print_end(const struct conform_result *result, enum fk_lang lang)
{
    print_counts(&result->counts, lang);
    printf(FK_SAY(lang, "\n%u assertions on received bytes and timing",
                  "\n对收到的字节和时间的断言 %u 个"),
           result->assertions);
    print_delays(result, lang);
    putchar('\n');
    print_untested(result, lang);
    if (result->stale_tests > 0)
        printf(FK_SAY(lang,
                      "answers that nobody waited for: %u came twice, %u answered an earlier "
                      "request, in %zu test%s\n",
                      "无人等待的应答：重复 %u 个，应答先前请求 %u 个，出现于 %zu 项测试%s\n"),
               result->stale.doubled, result->stale.late, result->stale_tests,
               result->stale_tests == 1 || lang == FK_ZH ? "" : "s");
    cmd_tell(FK_SAY(lang, "at the end: %s", "结束时：%s"), result->final_check);
    if (!result->is_supply_closed && result->close_command)
        cmd_tell(FK_SAY(lang, "to close it:  %s", "合闸命令：%s"), result->close_command);
    if (result->not_restored > 0)
        printf(FK_SAY(lang,
                      "NOT PUT BACK as it was found, after %zu test%s: the device is to be looked "
                      "after\n",
                      "%zu 项测试后未恢复原状%s：请检查被测表\n"),
               result->not_restored, result->not_restored == 1 || lang == FK_ZH ? "" : "s");
    printf(FK_SAY(lang, "suite verdict: %s%s, exit code %d\n", "总结论：%s%s，退出码 %d\n"),
           FK_SAY(lang, conform_verdict_name(result->suite_verdict),
                  verdict_name(result->suite_verdict, lang)),
           !result->is_interrupted ? "" : FK_SAY(lang, " (interrupted)", "（中断）"),
           (int)result->exit_code);
    fflush(stdout);
}
