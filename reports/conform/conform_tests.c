/* All tests with what they require and their traffic. */
#include "reports/conform/conform_pieces.h"
#include "reports/conform/conform_proof.h"
#include "reports/conform/conform_sections.h"
#include "reports/page/html.h"

/* What a passing test saw where both ways are right, and answers that nobody waited for. */
static void write_seen(FILE *out, enum fk_lang lang, const struct conform_test_result *test)
{
    if (test->outcome.verdict == CONFORM_PASS && test->detail[0]) {
        html_raw(out, "<br>");
        html_text(out, FK_SAY(lang, "Seen: ", "所见："));
        html_text(out, test->detail);
    }
    if (test->stale.doubled + test->stale.late == 0)
        return;
    html_raw(out, "<br>");
    html_textf(out,
               FK_SAY(lang,
                      "Answers that nobody waited for: %u came twice, %u to an earlier request.",
                      "无人等待的应答：重复%u个，应答先前请求%u个。"),
               test->stale.doubled, test->stale.late);
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
    conform_write_requirement(out, lang, test);
    write_seen(out, lang, test);
    conform_traffic_write(out, lang, result, test);
    html_raw(out, "</td><td>");
    if (conform_is_failure(test))
        fprintf(out, "<a href=\"#f%zu\">", index);
    conform_write_pill(out, lang, conform_look_at(test));
    html_raw(out, conform_is_failure(test) ? "</a>" : "");
    conform_write_not_restored(out, lang, test);
    html_raw(out, "</td>");
    html_cell(out, "num", "%u", test->assertions);
    html_raw(out, "<td class=\"num\">");
    conform_write_duration(out, lang, test->end - test->begin);
    html_raw(out, "</td></tr>\n");
}

void conform_write_tests(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const char *const heads[] = {
        FK_SAY(lang, "test", "测试项"),  FK_SAY(lang, "requirement", "要求"),
        FK_SAY(lang, "verdict", "结论"), FK_SAY(lang, "#assertions", "#断言"),
        FK_SAY(lang, "#time", "#用时"),  NULL};
    html_element(out, "h2", NULL, FK_SAY(lang, "All tests", "全部测试项"));
    html_raw(out, "<div class=\"all\">");
    html_table_begin(out, heads);
    for (size_t first = 0; first < result->test_count; first++) {
        if (!conform_is_first_of_chapter(result, first))
            continue;
        html_raw(out, "<tr class=\"chapter\"><td colspan=\"5\">");
        conform_write_chapter(out, lang, result->tests[first].id);
        html_raw(out, "</td></tr>\n");
        for (size_t i = first; i < result->test_count; i++) {
            if (conform_is_same_chapter(result->tests[first].id, result->tests[i].id))
                write_test(out, lang, result, i);
        }
    }
    html_table_end(out);
    html_raw(out, "</div>\n");
}
