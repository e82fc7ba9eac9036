/* The matrix of verdicts: a row a chapter, a chip a test. */
#include "reports/conform/conform_pieces.h"
#include "reports/conform/conform_sections.h"
#include "reports/page/html.h"

static void write_cell(FILE *out, enum fk_lang lang, const struct conform_result *result,
                       size_t index)
{
    const struct conform_test_result *test = &result->tests[index];
    const struct conform_look_info *look = conform_look_at(test);
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
    conform_write_chapter(out, lang, result->tests[first].id);
    html_raw(out, "</td><td class=\"cells\">");
    for (size_t i = first; i < result->test_count; i++) {
        enum conform_verdict verdict = result->tests[i].outcome.verdict;
        if (!conform_is_same_chapter(result->tests[first].id, result->tests[i].id))
            continue;
        passed += verdict == CONFORM_PASS || verdict == CONFORM_REMARK;
        count += verdict != CONFORM_NA; /* what does not apply is not to be passed */
        write_cell(out, lang, result, i);
    }
    html_raw(out, "</td>");
    if (count > 0)
        html_cell(out, "num", "%zu / %zu", passed, count);
    else
        html_cell(out, "num", "–");
    html_raw(out, "</tr>\n");
}

void conform_write_chips(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const char *const heads[] = {FK_SAY(lang, "chapter", "章节"), FK_SAY(lang, "tests", "测试项"),
                                 FK_SAY(lang, "#passed", "#合格"), NULL};
    html_element(out, "h2", NULL, FK_SAY(lang, "Tests and verdicts", "测试项与结论"));
    write_legend(out, lang, result);
    html_table_begin(out, heads);
    for (size_t first = 0; first < result->test_count; first++) {
        if (conform_is_first_of_chapter(result, first))
            write_matrix_row(out, lang, result, first);
    }
    html_table_end(out);
}
