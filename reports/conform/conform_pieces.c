#include "reports/conform/conform_pieces.h"

#include "protocol/dlt645/dlt645_rows.h"
#include "reports/page/html.h"

#include <inttypes.h>
#include <string.h>

const struct conform_look_info *conform_look_at(const struct conform_test_result *test)
{
    return conform_look_info(conform_look_of(test->outcome));
}

const char *conform_level_text(enum fk_lang lang, enum conform_level level)
{
    return FK_SAY(lang, conform_level_name(level), level == CONFORM_SHOULD ? "应" : "必须");
}

void conform_write_pill(FILE *out, enum fk_lang lang, const struct conform_look_info *look)
{
    html_raw(out, "<span class=\"pill ");
    html_raw(out, look->pill);
    html_raw(out, "\">");
    html_text(out, FK_SAY(lang, look->name, look->name_zh));
    html_raw(out, "</span>");
}

/* "1.284 s", "2 min 05.1 s" */
void conform_write_duration(FILE *out, enum fk_lang lang, ms_t ms)
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

void conform_write_requirement(FILE *out, enum fk_lang lang, const struct conform_test_result *test)
{
    char clause[120];
    html_text(out, FK_SAY(lang, test->requirement, test->requirement_zh));
    html_raw(out, " <span class=\"muted\">");
    html_textf(out, FK_SAY(lang, "%s, %s", "%s，%s"),
               dlt645_clause_in(test->clause, lang, clause, sizeof clause),
               conform_level_text(lang, test->level));
    html_raw(out, "</span>");
}

void conform_fact_begin(FILE *out, const char *name)
{
    html_raw(out, "<tr>");
    html_element(out, "th", NULL, name);
    html_raw(out, "<td>");
}

void conform_fact_end(FILE *out)
{
    html_raw(out, "</td></tr>\n");
}

void conform_write_fact(FILE *out, const char *name, const char *klass, const char *value)
{
    if (value[0] == '\0')
        return;
    conform_fact_begin(out, name);
    html_element(out, "span", klass, value);
    conform_fact_end(out);
}

bool conform_is_same_chapter(const char *a, const char *b)
{
    size_t length = conform_chapter_length(a);
    return length == conform_chapter_length(b) && memcmp(a, b, length) == 0;
}

/* True if no test before `index` is of its chapter. The tests of a chapter need not be neighbours.
 */
bool conform_is_first_of_chapter(const struct conform_result *result, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (conform_is_same_chapter(result->tests[i].id, result->tests[index].id))
            return false;
    }
    return true;
}

void conform_write_chapter(FILE *out, enum fk_lang lang, const char *id)
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

bool conform_is_failure(const struct conform_test_result *test)
{
    return test->outcome.verdict == CONFORM_FAIL || test->outcome.verdict == CONFORM_ERROR;
}

void conform_write_not_restored(FILE *out, enum fk_lang lang,
                                const struct conform_test_result *test)
{
    if (test->is_restored)
        return;
    html_raw(out, FK_SAY(lang,
                         " <span class=\"fail\">Not put back: ", " <span class=\"fail\">未恢复："));
    html_text(out, test->not_restored);
    html_raw(out, "</span>");
}
