#include "reports/run/compare.h"

#include "sim/watch/story.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define DASH "\xe2\x80\x93"

/* 1234567 as "1,234,567". */
static void format_count(uint64_t count, char out[COMPARE_TEXT_MAX])
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, count), used = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

static void format_size(enum compare_unit unit, uint64_t size, char out[COMPARE_TEXT_MAX])
{
    size_t used;
    switch (unit) {
    case COMPARE_FEN:
    case COMPARE_KWH100:
        format_count(size / 100, out);
        used = strlen(out);
        snprintf(out + used, COMPARE_TEXT_MAX - used, ".%02u", (unsigned)(size % 100));
        break;
    case COMPARE_MS:
    case COMPARE_MOMENT:
        format_count(size / (uint64_t)MS_HOUR, out);
        used = strlen(out);
        snprintf(out + used, COMPARE_TEXT_MAX - used, ":%02u:%02u",
                 (unsigned)(size % (uint64_t)MS_HOUR / (uint64_t)MS_MINUTE),
                 (unsigned)(size % (uint64_t)MS_MINUTE / (uint64_t)MS_SECOND));
        used = strlen(out);
        if (size % (uint64_t)MS_SECOND)
            snprintf(out + used, COMPARE_TEXT_MAX - used, ".%03u",
                     (unsigned)(size % (uint64_t)MS_SECOND));
        break;
    default:
        format_count(size, out);
    }
}

static void format_signed(enum compare_unit unit, int64_t value, const char *plus,
                          char out[COMPARE_TEXT_MAX])
{
    char size[COMPARE_TEXT_MAX];
    format_size(unit, value < 0 ? (uint64_t)-value : (uint64_t)value, size);
    snprintf(out, COMPARE_TEXT_MAX, "%s%.40s", value < 0 ? "-" : value > 0 ? plus : "", size);
}

void compare_format(const struct compare_figure *figure, enum compare_side side,
                    char out[COMPARE_TEXT_MAX])
{
    if (figure->has[side] && figure->unit == COMPARE_MOMENT)
        story_moment(figure->value[side], 0, out);
    else if (figure->has[side])
        format_signed(figure->unit, figure->value[side], "", out);
    else
        snprintf(out, COMPARE_TEXT_MAX, DASH);
}

static bool is_whole(const struct compare_figure *figure)
{
    return figure->has[COMPARE_A] && figure->has[COMPARE_B];
}

void compare_format_difference(const struct compare_figure *figure, char out[COMPARE_TEXT_MAX])
{
    out[0] = '\0';
    if (is_whole(figure))
        format_signed(figure->unit, figure->value[COMPARE_B] - figure->value[COMPARE_A], "+", out);
}

#define SCALED_MAX (INT64_MAX / 4000) /* of what is multiplied by 2,000 */

bool compare_per_mille(const struct compare_figure *figure, int64_t *out)
{
    int64_t a = figure->value[COMPARE_A], difference = figure->value[COMPARE_B] - a;
    if (!is_whole(figure) || a == 0 || figure->unit == COMPARE_MOMENT)
        return false;
    a = a < 0 ? -a : a;
    for (; a > SCALED_MAX || difference > SCALED_MAX || difference < -SCALED_MAX; a /= 10)
        difference /= 10;
    a = a > 0 ? a : 1;
    /* to the nearest, halves away from zero */
    *out = (2000 * difference + (difference < 0 ? -a : a)) / (2 * a);
    return true;
}

void compare_format_percent(const struct compare_figure *figure, char out[COMPARE_TEXT_MAX])
{
    int64_t share;
    out[0] = '\0';
    if (!compare_per_mille(figure, &share))
        return;
    const char *sign = share < 0 ? "-" : share > 0 ? "+" : "";
    share = share < 0 ? -share : share;
    snprintf(out, COMPARE_TEXT_MAX, "%s%" PRId64 ".%d %%", sign, share / 10, (int)(share % 10));
}

struct fk_text compare_unit_name(enum compare_unit unit)
{
    static const struct fk_text names[] = {[COMPARE_COUNT] = {"", ""},
                                           [COMPARE_FEN] = {"CNY", "元"},
                                           [COMPARE_KWH100] = {"kWh", "千瓦时"},
                                           [COMPARE_MS] = {"h:mm:ss", "时:分:秒"},
                                           [COMPARE_MOMENT] = {"day, h:mm:ss", "日 时:分:秒"}};
    return names[unit];
}

/* What matters most to a customer and to the utility, in this order; less of each is better. */
static const char *const verdict_keys[] = {"paid-dark-end", "paid-dark-longest", "owed",
                                           "wrongful-cuts", "complaints",        "customers-off"};
enum { VERDICTS_MAX = 3 };

/* Below 0: B is better, above 0: A. Where single events are recorded, what is not there is 0. */
static int verdict(const struct compare *c, const struct compare_figure *f)
{
    for (unsigned side = 0; side < COMPARE_SIDES; side++)
        if (!f->has[side] && (f->unit != COMPARE_MS || c->runs[side].level == SIM_SUMMARY))
            return 0;
    int64_t a = f->has[COMPARE_A] ? f->value[COMPARE_A] : 0;
    int64_t b = f->has[COMPARE_B] ? f->value[COMPARE_B] : 0;
    return (b > a) - (b < a);
}

/* "name 300 → 0", behind what was said. */
static void say_values(const struct compare_figure *f, const char *before, enum fk_lang lang,
                       char out[COMPARE_SENTENCE_MAX])
{
    char a[COMPARE_TEXT_MAX], b[COMPARE_TEXT_MAX];
    const char *unit = f->unit == COMPARE_FEN ? fk_text_in(compare_unit_name(f->unit), lang) : "";
    size_t used = strlen(out);
    compare_format(f, COMPARE_A, a);
    compare_format(f, COMPARE_B, b);
    snprintf(out + used, COMPARE_SENTENCE_MAX - used, "%s%s %s \xe2\x86\x92 %s%s%s", before,
             fk_text_in(f->name, lang), a, b, *unit ? " " : "", unit);
}

/* Which of them is better in what, with values; returns how many figures it named. */
static int say_verdicts(const struct compare *c, enum fk_lang lang, char out[COMPARE_SENTENCE_MAX])
{
    int said = 0;
    out[0] = '\0';
    for (int better = -1; better <= 1; better += 2) {
        const char *before = better < 0 ? FK_SAY(lang, "B is better: ", "B 较优：")
                                        : FK_SAY(lang, "A is better: ", "A 较优：");
        int first = said;
        for (size_t k = 0; k < sizeof verdict_keys / sizeof verdict_keys[0]; k++)
            for (size_t i = 0; i < c->figure_count && said - first < VERDICTS_MAX; i++) {
                const struct compare_figure *f = &c->figures[i];
                if (f->key == NULL || strcmp(f->key, verdict_keys[k]) != 0 ||
                    verdict(c, f) != better)
                    continue;
                say_values(f, before, lang, out);
                before = FK_SAY(lang, "; ", "；");
                said++;
            }
        size_t used = strlen(out);
        if (said > first)
            snprintf(out + used, COMPARE_SENTENCE_MAX - used, "%s", FK_SAY(lang, ". ", "。"));
    }
    return said;
}

void compare_sentence(const struct compare *c, enum fk_lang lang, char out[COMPARE_SENTENCE_MAX])
{
    size_t used;
    if (c->is_same) {
        snprintf(out, COMPARE_SENTENCE_MAX, "%s",
                 FK_SAY(lang, "The same events to the millisecond: equal fingerprints.",
                        "两次运行逐毫秒相同：指纹一致。"));
        return;
    }
    if (c->differing == 0) {
        snprintf(out, COMPARE_SENTENCE_MAX,
                 FK_SAY(lang,
                        "All %zu key figures are equal, but the fingerprints differ: single "
                        "events are others or came at other moments (%zu of the settings differ).",
                        "全部 %zu 项关键数字相同，但指纹不同：个别事件或其时刻不同（参数 %zu "
                        "项不同）。"),
                 c->figure_count, c->setting_count);
        return;
    }
    if (say_verdicts(c, lang, out) > 0) {
        used = strlen(out);
        snprintf(out + used, COMPARE_SENTENCE_MAX - used,
                 FK_SAY(lang, "%zu of %zu key figures differ, and %zu of the settings.",
                        "关键数字 %zu/%zu 不同，参数 %zu 项不同。"),
                 c->differing, c->figure_count, c->setting_count);
        return;
    }
    snprintf(out, COMPARE_SENTENCE_MAX,
             FK_SAY(lang, "%zu of %zu key figures differ, and %zu of the settings: ",
                    "关键数字 %zu/%zu 不同，参数 %zu 项不同："),
             c->differing, c->figure_count, c->setting_count);
    const char *between = "";
    for (size_t i = 0; i < c->figure_count; i++) {
        if (!compare_differs(&c->figures[i]))
            continue;
        used = strlen(out);
        snprintf(out + used, COMPARE_SENTENCE_MAX - used, "%s%s", between,
                 fk_text_in(c->figures[i].name, lang));
        between = FK_SAY(lang, "; ", "；"); /* a name may hold a comma */
    }
    used = strlen(out);
    snprintf(out + used, COMPARE_SENTENCE_MAX - used, "%s", FK_SAY(lang, ".", "。"));
}

/* JSON. Texts may be NULL. */

static json_t *side_json(const struct compare_run *run)
{
    static const char *const levels[SIM_LEVELS] = {"summary", "events", "full"};
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:s}", "database", run->path, "id",
                     run->id, "title", run->title, "source", run->source, "overrides",
                     run->settings, "fingerprint", run->fingerprint, "customers",
                     (json_int_t)run->customers, "days", (json_int_t)run->days, "recording",
                     levels[run->level < SIM_LEVELS ? run->level : SIM_SUMMARY]);
}

static json_t *value_json(bool has, int64_t value)
{
    return has ? json_integer(value) : json_null();
}

static json_t *figure_json(const struct compare_figure *f)
{
    static const char *const units[] = {[COMPARE_COUNT] = "count",
                                        [COMPARE_FEN] = "fen",
                                        [COMPARE_KWH100] = "0.01 kWh",
                                        [COMPARE_MS] = "ms",
                                        [COMPARE_MOMENT] = "ms since the start"};
    int64_t share = 0;
    bool has_share = compare_per_mille(f, &share);
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "key", f->key, "name", f->name.en,
                     "unit", units[f->unit], "a",
                     value_json(f->has[COMPARE_A], f->value[COMPARE_A]), "b",
                     value_json(f->has[COMPARE_B], f->value[COMPARE_B]), "difference",
                     value_json(is_whole(f), f->value[COMPARE_B] - f->value[COMPARE_A]),
                     "difference_per_mille", value_json(has_share, share));
}

static json_t *compare_json(const struct compare *compare)
{
    json_t *settings = json_array(), *figures = json_array();
    for (size_t i = 0; i < compare->setting_count; i++) {
        const struct compare_setting *s = &compare->settings[i];
        json_array_append_new(settings, json_pack("{s:s, s:s?, s:s?}", "key", s->key, "a",
                                                  s->value[COMPARE_A], "b", s->value[COMPARE_B]));
    }
    for (size_t i = 0; i < compare->figure_count; i++)
        json_array_append_new(figures, figure_json(&compare->figures[i]));
    return json_pack("{s:o, s:o, s:b, s:I, s:o, s:o}", "a", side_json(&compare->runs[COMPARE_A]),
                     "b", side_json(&compare->runs[COMPARE_B]), "same", compare->is_same,
                     "differing", (json_int_t)compare->differing, "settings", settings, "figures",
                     figures);
}

int compare_write_json(const struct compare *compare, FILE *out)
{
    json_t *root = compare_json(compare);
    if (root == NULL)
        return FK_E_MEMORY;
    int failed = json_dumpf(root, out, JSON_INDENT(2));
    json_decref(root);
    return failed != 0 || fputc('\n', out) == EOF ? FK_E_IO : FK_OK;
}
