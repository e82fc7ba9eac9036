/* What was found: failures with their bytes, then everything else that is no pass. */
#include "reports/conform/conform_pieces.h"
#include "reports/conform/conform_proof.h"
#include "reports/conform/conform_sections.h"
#include "reports/page/html.h"

#include <stdlib.h>
#include <string.h>

static void write_failure(FILE *out, enum fk_lang lang, const struct conform_result *result,
                          const struct conform_test_result *test)
{
    char point[CONFORM_TEXT];
    char *repeat = conform_result_repeat(result, test);
    fprintf(out, "<section class=\"card failure\" id=\"f%zu\">\n<h3>",
            (size_t)(test - result->tests));
    conform_write_pill(out, lang, conform_look_at(test));
    html_textf(out, " %s ", FK_SAY(lang, test->title, test->title_zh));
    html_element(out, "span", "mono muted", test->id);
    html_raw(out, "</h3>\n<table class=\"facts\"><tbody>\n");
    conform_fact_begin(out, FK_SAY(lang, "Requirement", "要求"));
    conform_write_requirement(out, lang, test);
    conform_fact_end(out);
    if (conform_point_text(test, lang, point, sizeof point))
        conform_write_fact(out, FK_SAY(lang, "Point", "要点"), "", point);
    conform_write_fact(out, FK_SAY(lang, "Expected", "期望"), "", test->expected);
    conform_write_fact(out, FK_SAY(lang, "Actual", "实际"), "actual", test->actual);
    conform_write_fact(out, FK_SAY(lang, "Note", "说明"), "", test->detail);
    if (!test->is_restored)
        conform_write_fact(out, FK_SAY(lang, "Not put back", "未恢复"), "fail", test->not_restored);
    if (repeat)
        conform_write_fact(out, FK_SAY(lang, "Repeat with", "重复运行"), "mono", repeat);
    free(repeat);
    html_raw(out, "</tbody></table>\n");
    if (!test->outcome.is_unexpected_pass)
        conform_proof_write(out, lang, result, test);
    conform_traffic_write(out, lang, result, test);
    html_raw(out, "</section>\n");
}

void conform_write_failures(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    bool is_first = true;
    for (size_t i = 0; i < result->test_count; i++) {
        if (!conform_is_failure(&result->tests[i]))
            continue;
        if (is_first)
            html_raw(out, FK_SAY(lang, "<h2 id=\"failures\">Failures</h2>\n",
                                 "<h2 id=\"failures\">不合格项</h2>\n"));
        is_first = false;
        write_failure(out, lang, result, &result->tests[i]);
    }
}

/* What there is to say of a test, as sentences: a detail that holds what came tells it once. */
static void write_reason(FILE *out, enum fk_lang lang, const struct conform_test_result *test)
{
    const char *before = test->detail[0] ? FK_SAY(lang, " ", "") : "";
    if (test->outcome.verdict == CONFORM_INCONCLUSIVE)
        html_textf(out, FK_SAY(lang, "%s: ", "%s："), conform_reason_text(test->reason, lang));
    html_text(out, test->detail);
    if (test->detail[0])
        html_raw(out, FK_SAY(lang, ".", "。"));
    if (test->expected[0])
        html_textf(out, FK_SAY(lang, "%sExpected: %s.", "%s期望：%s。"), before, test->expected);
    if (test->expected[0] && !strstr(test->detail, test->actual))
        html_textf(out, FK_SAY(lang, " Actual: %s.", "实际：%s。"), test->actual);
}

/* Remarks, inconclusive and n/a tests with their reasons, and those that left the device
 * changed. */
void conform_write_reasons(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const char *const heads[] = {FK_SAY(lang, "test", "测试项"), FK_SAY(lang, "verdict", "结论"),
                                 FK_SAY(lang, "reason", "原因"), NULL};
    bool is_open = false;
    for (size_t i = 0; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        enum conform_verdict verdict = test->outcome.verdict;
        bool is_quiet = verdict == CONFORM_PASS || verdict == CONFORM_NONE;
        if ((is_quiet && test->is_restored) || conform_is_failure(test))
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
        conform_write_pill(out, lang, conform_look_at(test));
        html_raw(out, "</td><td>");
        write_reason(out, lang, test);
        conform_write_not_restored(out, lang, test);
        html_raw(out, "</td></tr>\n");
    }
    if (is_open)
        html_table_end(out);
}
