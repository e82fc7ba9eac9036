#include "reports/conform/conform_verdicts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct conform_look_info looks[CONFORM_LOOKS] = {
    [CONFORM_LOOK_PASS] = {"v-pass", "pass", "✓", "pass", "合格"},
    [CONFORM_LOOK_REMARK] = {"v-remark", "warn", "!", "pass with remark", "合格，有说明"},
    [CONFORM_LOOK_FAIL] = {"v-fail", "fail", "✕", "fail", "不合格"},
    [CONFORM_LOOK_KNOWN] = {"v-known", "fail", "✕", "known failure", "已知不合格"},
    [CONFORM_LOOK_UNEXPECTED] = {"v-fail", "fail", "✓", "unexpected pass", "意外合格"},
    [CONFORM_LOOK_INCONCLUSIVE] = {"v-open", "warn", "?", "inconclusive", "无法判定"},
    [CONFORM_LOOK_NA] = {"v-na", "muted", "–", "not applicable", "不适用"},
    [CONFORM_LOOK_ERROR] = {"v-error", "fail", "E", "harness error", "测试系统错误"},
    [CONFORM_LOOK_NONE] = {"v-none", "muted", "·", "not run", "未执行"},
};

enum conform_look conform_look_of(struct conform_outcome outcome)
{
    static const enum conform_look by_verdict[CONFORM_VERDICTS] = {
        [CONFORM_NONE] = CONFORM_LOOK_NONE,   [CONFORM_NA] = CONFORM_LOOK_NA,
        [CONFORM_PASS] = CONFORM_LOOK_PASS,   [CONFORM_REMARK] = CONFORM_LOOK_REMARK,
        [CONFORM_FAIL] = CONFORM_LOOK_FAIL,   [CONFORM_INCONCLUSIVE] = CONFORM_LOOK_INCONCLUSIVE,
        [CONFORM_ERROR] = CONFORM_LOOK_ERROR,
    };
    if (outcome.is_unexpected_pass)
        return CONFORM_LOOK_UNEXPECTED;
    if (outcome.is_known && outcome.verdict == CONFORM_FAIL)
        return CONFORM_LOOK_KNOWN;
    return by_verdict[outcome.verdict];
}

const struct conform_look_info *conform_look_info(enum conform_look look)
{
    return &looks[look];
}

/* Behind the document ("dlt645/") of an id. */
static const char *id_clause(const char *id)
{
    const char *slash = strchr(id, '/');
    return slash ? slash + 1 : id;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t conform_chapter_length(const char *id)
{
    const char *clause = id_clause(id);
    size_t length = strcspn(clause, "/");
    const char *dot = is_digit(*clause) ? strchr(clause, '.') : NULL;
    if (dot && dot < clause + length) {
        size_t two = (size_t)(dot - clause) + 1 + strcspn(dot + 1, "./");
        length = two < length ? two : length;
    }
    return (size_t)(clause - id) + length;
}

size_t conform_test_label(const char *id, const char **label)
{
    const char *clause = id_clause(id);
    const char *slash = strchr(clause, '/');
    *label = slash && !is_digit(*clause) ? slash + 1 : clause;
    return strcspn(*label, "-");
}

/* Clauses of DL/T 645-2007, and the groups of the fee-control extension. */
static const struct {
    const char *clause, *name, *name_zh;
} chapters[] = {
    {"5.2", "frames and addresses", "帧格式与地址域"},
    {"5.3", "transmission", "传输"},
    {"7.1", "read data", "读数据"},
    {"7.2", "read follow-up data", "读后续数据"},
    {"7.3", "write data", "写数据"},
    {"7.4", "read address", "读通信地址"},
    {"7.5", "write address", "写通信地址"},
    {"7.6", "broadcast time", "广播校时"},
    {"7.7", "freeze", "冻结命令"},
    {"fc.relay", "relay control", "跳闸、合闸"},
    {"fc.protect", "protection of supply", "保电"},
    {"fc.alarm", "alarm", "报警"},
};

void conform_chapter_name(const char *id, const char **name, const char **name_zh)
{
    const char *clause = id_clause(id);
    size_t size = conform_chapter_length(id) - (size_t)(clause - id);
    *name = *name_zh = "";
    for (size_t i = 0; i < sizeof chapters / sizeof chapters[0]; i++) {
        if (strlen(chapters[i].clause) == size && memcmp(chapters[i].clause, clause, size) == 0) {
            *name = chapters[i].name;
            *name_zh = chapters[i].name_zh;
        }
    }
}

bool conform_point_text(const struct conform_test_result *test, enum fk_lang lang, char *out,
                        size_t capacity)
{
    if (!test->point_text.en)
        return false;
    if (test->step == 0)
        snprintf(out, capacity, "%s", fk_text_in(test->point_text, lang));
    else if (test->point)
        snprintf(out, capacity,
                 FK_SAY(lang, "step %u, sub-point %c: %s [%s]", "第%u步，要点%c：%s [%s]"),
                 test->step, test->point, fk_text_in(test->point_text, lang), test->row);
    else
        snprintf(out, capacity, FK_SAY(lang, "step %u, preparation: %s", "第%u步，准备：%s"),
                 test->step, fk_text_in(test->point_text, lang));
    return true;
}

const char *conform_reason_text(enum conform_reason reason, enum fk_lang lang)
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

static bool is_untested(const struct conform_test_result *test)
{
    return test->outcome.verdict == CONFORM_NA;
}

/* Each reason once, in the order of the tests, with how many tests it concerns. */
static void write_reasons(FILE *out, enum fk_lang lang, const struct conform_result *result)
{
    const char *separator = "";
    for (size_t i = 0; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        size_t count = 0;
        bool is_first = is_untested(test);
        for (size_t k = 0; k < result->test_count && is_first; k++) {
            bool is_same =
                is_untested(&result->tests[k]) && !strcmp(result->tests[k].detail, test->detail);
            is_first = !is_same || k >= i;
            count += is_same;
        }
        if (!is_first)
            continue;
        fprintf(out, FK_SAY(lang, "%s%s (%zu)", "%s%s（%zu项）"), separator, test->detail, count);
        separator = FK_SAY(lang, ", ", "，");
    }
}

static bool is_chapter_of(const char *id, const char *other)
{
    size_t length = conform_chapter_length(id);
    return length == conform_chapter_length(other) && memcmp(id, other, length) == 0;
}

/* The chapters of which no test applies. */
static void write_untested_chapters(FILE *out, enum fk_lang lang,
                                    const struct conform_result *result)
{
    const char *before = FK_SAY(lang, "; wholly untested: ", "；完全未测试：");
    for (size_t i = 0; i < result->test_count; i++) {
        const char *id = result->tests[i].id, *name, *name_zh;
        bool is_wanted = true;
        for (size_t k = 0; k < result->test_count && is_wanted; k++)
            if (is_chapter_of(id, result->tests[k].id))
                is_wanted = k >= i && is_untested(&result->tests[k]);
        if (!is_wanted)
            continue;
        conform_chapter_name(id, &name, &name_zh);
        fprintf(out, "%s%s", before, name[0] ? FK_SAY(lang, name, name_zh) : id);
        before = FK_SAY(lang, ", ", "、");
    }
}

char *conform_untested_text(const struct conform_result *result, enum fk_lang lang)
{
    char *text = NULL;
    size_t size, untested = result->counts.by_verdict[CONFORM_NA];
    FILE *out = untested > 0 ? open_memstream(&text, &size) : NULL;
    if (!out)
        return NULL;
    fprintf(out, FK_SAY(lang, "%zu of %zu test%s not apply: ", "%zu/%zu 项测试不适用%s："),
            untested, result->counts.total,
            lang == FK_ZH               ? ""
            : result->counts.total == 1 ? " does"
            : untested == 1             ? "s does"
                                        : "s do");
    write_reasons(out, lang, result);
    write_untested_chapters(out, lang, result);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}
