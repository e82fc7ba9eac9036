#include "reports/conform/conform_junit.h"

#include "protocol/dlt645/dlt645_rows.h"
#include "reports/page/html.h"

#include <string.h>

enum outcome_class { CLASS_PASS, CLASS_FAILURE, CLASS_ERROR, CLASS_SKIPPED, CLASSES };
static const char *const class_tags[CLASSES] = {"", "failure", "error", "skipped"};

static enum outcome_class class_of(const struct conform_test_result *test)
{
    switch (test->outcome.verdict) {
    case CONFORM_PASS:
        return CLASS_PASS;
    case CONFORM_REMARK:
        return test->outcome.is_known ? CLASS_SKIPPED : CLASS_PASS;
    case CONFORM_FAIL:
        return test->outcome.is_known ? CLASS_SKIPPED : CLASS_FAILURE;
    case CONFORM_ERROR:
        return CLASS_ERROR;
    default:
        return CLASS_SKIPPED;
    }
}

/* Not as found at the end: an error of the run, whatever the tests said. */
static bool has_final_error(const struct conform_result *result)
{
    return !result->is_supply_closed || result->not_restored > 0;
}

/* Length of the chapter: the id up to its last '/'. */
static size_t chapter_size(const char *id)
{
    const char *slash = strrchr(id, '/');
    return slash ? (size_t)(slash - id) : strlen(id);
}

/* "dlt645/7.1" -> "dlt645.7.1": build servers take dots for packages. */
static void print_chapter(FILE *out, const char *id)
{
    char text[80];
    size_t size = chapter_size(id);
    size = size < sizeof text - 1 ? size : sizeof text - 1;
    for (size_t i = 0; i < size; i++)
        text[i] = id[i] == '/' ? '.' : id[i];
    text[size] = '\0';
    html_text(out, text);
}

static void print_seconds(FILE *out, ms_t ms)
{
    fprintf(out, " time=\"%lld.%03lld\"", (long long)(ms / 1000), (long long)(ms % 1000));
}

static void print_outcome(FILE *out, const struct conform_result *result,
                          const struct conform_test_result *test, enum outcome_class class)
{
    bool is_unheard = result->unheard.en[0] && test->outcome.verdict == CONFORM_INCONCLUSIVE;
    const char *detail =
        is_unheard ? FK_SAY(result->lang, result->unheard.en, result->unheard.zh) : test->detail;
    const char *reason = conform_reason_name(test->reason);
    char clause[120];
    fprintf(out, "      <%s type=\"%s\" message=\"", class_tags[class],
            conform_outcome_name(test->outcome));
    if (class == CLASS_FAILURE && test->expected[0])
        html_textf(out, FK_SAY(result->lang, "expected %s; got %s", "期望：%s；实际：%s"),
                   test->expected, test->actual);
    else
        html_textf(out, "%s%s%s", reason, reason[0] && detail[0] ? ": " : "", detail);
    fputs("\">", out);
    html_textf(out, FK_SAY(result->lang, "%s (%s)", "%s（%s）"),
               FK_SAY(result->lang, test->requirement, test->requirement_zh),
               dlt645_clause_in(test->clause, result->lang, clause, sizeof clause));
    fprintf(out, "</%s>\n", class_tags[class]);
}

/* What there is to say beside the verdict: a remark, an observation, stale answers. */
static void print_out(FILE *out, enum fk_lang lang, const struct conform_test_result *test,
                      enum outcome_class class)
{
    bool is_remark = class == CLASS_PASS && test->outcome.verdict == CONFORM_REMARK;
    bool is_observed = class == CLASS_PASS && !is_remark && test->detail[0];
    bool is_stale = test->stale.doubled + test->stale.late > 0;
    if (!is_remark && !is_observed && !is_stale)
        return;
    fputs("      <system-out>", out);
    if (is_remark)
        html_textf(out, FK_SAY(lang, "remark: %s%s%s", "说明：%s%s%s"),
                   test->detail[0] ? test->detail : test->actual,
                   test->expected[0] ? FK_SAY(lang, "; expected ", "；期望：") : "",
                   test->expected);
    if (is_observed)
        html_textf(out, FK_SAY(lang, "observed: %s", "所见：%s"), test->detail);
    if (is_stale)
        html_textf(out,
                   FK_SAY(lang,
                          "%sanswers that nobody waited for: %u came twice, %u answered an earlier "
                          "request",
                          "%s无人等待的应答：重复%u个，应答先前请求%u个"),
                   is_remark || is_observed ? "\n" : "", test->stale.doubled, test->stale.late);
    fputs("</system-out>\n", out);
}

static void print_case(FILE *out, const struct conform_result *result,
                       const struct conform_test_result *test)
{
    enum outcome_class class = class_of(test);
    fputs("    <testcase classname=\"", out);
    print_chapter(out, test->id);
    fputs("\" name=\"", out);
    html_text(out, test->id + chapter_size(test->id) + 1);
    fputc('"', out);
    print_seconds(out, test->end - test->begin);
    if (class == CLASS_PASS && test->outcome.verdict != CONFORM_REMARK && !test->detail[0] &&
        test->stale.doubled + test->stale.late == 0) {
        fputs("/>\n", out);
        return;
    }
    fputs(">\n", out);
    if (class != CLASS_PASS)
        print_outcome(out, result, test, class);
    print_out(out, result->lang, test, class);
    fputs("    </testcase>\n", out);
}

static bool is_same_chapter(const char *a, const char *b)
{
    size_t size = chapter_size(a);
    return size == chapter_size(b) && strncmp(a, b, size) == 0;
}

/* True if no earlier test has this chapter: tests of one chapter may stand apart in the suite. */
static bool is_first(const struct conform_result *result, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (is_same_chapter(result->tests[i].id, result->tests[index].id))
            return false;
    return true;
}

static void print_suite(FILE *out, const struct conform_result *result, size_t first)
{
    const char *id = result->tests[first].id;
    size_t counts[CLASSES] = {0}, total = 0;
    ms_t time = 0;
    for (size_t i = first; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        if (!is_same_chapter(id, test->id))
            continue;
        counts[class_of(test)]++;
        total++;
        time += test->end - test->begin;
    }
    fputs("  <testsuite name=\"", out);
    print_chapter(out, id);
    fprintf(out, "\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"", total,
            counts[CLASS_FAILURE], counts[CLASS_ERROR], counts[CLASS_SKIPPED]);
    print_seconds(out, time);
    fputs(">\n", out);
    for (size_t i = first; i < result->test_count; i++)
        if (is_same_chapter(id, result->tests[i].id))
            print_case(out, result, &result->tests[i]);
    fputs("  </testsuite>\n", out);
}

/* A run that left the device changed fails in every build server, though all tests passed. */
static void print_final(FILE *out, const struct conform_result *result)
{
    fputs("  <testsuite name=\"run\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" "
          "time=\"0.000\">\n    <testcase classname=\"run\" name=\"final-check\" time=\"0.000\">\n"
          "      <error type=\"not-put-back\" message=\"",
          out);
    if (result->is_supply_closed)
        html_textf(out,
                   FK_SAY(result->lang,
                          "the device was not put back as it was found after %zu tests",
                          "%zu项测试后被测表未恢复原状"),
                   result->not_restored);
    else
        html_text(out, result->final_check);
    fputs("\">", out);
    html_text(out, result->final_check);
    for (size_t i = 0; i < result->test_count; i++)
        if (!result->tests[i].is_restored)
            html_textf(out, "\n%s: %s", result->tests[i].id, result->tests[i].not_restored);
    fputs("</error>\n    </testcase>\n  </testsuite>\n", out);
}

int conform_junit_write(const struct conform_result *result, const char *path, struct fk_diag *diag)
{
    struct out_file file;
    size_t counts[CLASSES] = {0};
    int err = out_file_open(&file, path, diag);
    if (err != FK_OK)
        return err;
    for (size_t i = 0; i < result->test_count; i++)
        counts[class_of(&result->tests[i])]++;
    fprintf(file.stream,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"feikong conform\" "
            "tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\">\n",
            result->test_count + has_final_error(result), counts[CLASS_FAILURE],
            counts[CLASS_ERROR] + has_final_error(result), counts[CLASS_SKIPPED]);
    for (size_t i = 0; i < result->test_count; i++)
        if (is_first(result, i))
            print_suite(file.stream, result, i);
    if (has_final_error(result))
        print_final(file.stream, result);
    fputs("</testsuites>\n", file.stream);
    return out_file_commit(&file, diag);
}
