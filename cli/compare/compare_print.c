#include "cli/compare/compare_print.h"

#include "cli/cmd_say.h"
#include "cli/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A line of any length that is put together and then shown. */
struct line {
    FILE *stream;
    char *text;
    size_t size;
};

/* The mark, a blank and the text in `width` places, to the left or to the right. */
static void put_marked(struct line *line, char mark, const char *text, int width, bool is_right)
{
    int blanks = width > cli_columns(text) ? width - cli_columns(text) : 0;
    fprintf(line->stream, "%c %*s%s%*s", mark, is_right ? blanks : 0, "", text,
            is_right ? 0 : blanks, "");
}

static void put(struct line *line, const char *text, int width, bool is_right)
{
    put_marked(line, ' ', text, width, is_right);
}

/* Shows the line and begins a new one. */
static void end_line(struct line *line)
{
    if (fflush(line->stream) != 0)
        return; /* out of memory stays in the stream: asked for at the end */
    size_t end = line->size;
    while (end > 0 && line->text[end - 1] == ' ')
        end--;
    cmd_tell("%.*s", (int)end, line->text);
    rewind(line->stream);
}

static int widest(int width, const char *text)
{
    return cli_columns(text) > width ? cli_columns(text) : width;
}

static void print_settings(const struct compare *c, enum fk_lang lang, struct line *line)
{
    const char *none = FK_SAY(lang, "none", "无");
    int width[2] = {4, 4};
    if (c->setting_count == 0) {
        cmd_tell("%s", FK_SAY(lang, "All settings are equal.", "参数全部相同。"));
        return;
    }
    cmd_tell("%s", FK_SAY(lang, "Settings that differ", "不同的参数"));
    for (size_t i = 0; i < c->setting_count; i++) {
        const char *a = c->settings[i].value[COMPARE_A];
        width[0] = widest(width[0], c->settings[i].key);
        width[1] = widest(width[1], a ? a : none);
    }
    put(line, "", width[0], false);
    put(line, "A", width[1], false);
    put(line, "B", 0, false);
    end_line(line);
    for (size_t i = 0; i < c->setting_count; i++) {
        const char *const *value = (const char *const *)c->settings[i].value;
        put(line, c->settings[i].key, width[0], false);
        put(line, value[COMPARE_A] ? value[COMPARE_A] : none, width[1], false);
        put(line, value[COMPARE_B] ? value[COMPARE_B] : none, 0, false);
        end_line(line);
    }
}

static void print_figures(const struct compare *c, enum fk_lang lang, struct line *line)
{
    char cells[COMPARE_FIGURES_MAX][4][COMPARE_TEXT_MAX];
    const char *const heads[] = {"A", "B", "B - A", "%"};
    int name = 0, width[4];
    for (int k = 0; k < 4; k++)
        width[k] = widest(9, heads[k]);
    for (size_t i = 0; i < c->figure_count; i++) {
        const struct compare_figure *f = &c->figures[i];
        compare_format(f, COMPARE_A, cells[i][0]);
        compare_format(f, COMPARE_B, cells[i][1]);
        compare_format_difference(f, cells[i][2]);
        compare_format_percent(f, cells[i][3]);
        name = widest(name, fk_text_in(f->name, lang));
        for (int k = 0; k < 4; k++)
            width[k] = widest(width[k], cells[i][k]);
    }
    put(line, "", name, false);
    for (int k = 0; k < 4; k++)
        put(line, heads[k], width[k], true);
    end_line(line);
    for (size_t i = 0; i < c->figure_count; i++) {
        put_marked(line, compare_differs(&c->figures[i]) ? '*' : ' ',
                   fk_text_in(c->figures[i].name, lang), name, false);
        for (int k = 0; k < 4; k++)
            put(line, cells[i][k], width[k], true);
        put(line, fk_text_in(compare_unit_name(c->figures[i].unit), lang), 0, false);
        end_line(line);
    }
}

bool compare_print(const struct compare *compare, enum fk_lang lang)
{
    static const char *const sides[COMPARE_SIDES] = {"A", "B"};
    struct line line = {0};
    line.stream = open_memstream(&line.text, &line.size);
    if (line.stream == NULL)
        return false;
    for (unsigned side = 0; side < COMPARE_SIDES; side++) {
        const struct compare_run *run = &compare->runs[side];
        cmd_tell("%s  %s  %s", sides[side], run->id, FK_SAY(lang, run->title, run->title_zh));
        cmd_tell("   %s%s%s", run->path, run->settings[0] ? "  " : "", run->settings);
    }
    char sentence[COMPARE_SENTENCE_MAX];
    compare_sentence(compare, lang, sentence);
    if (compare->differing == 0)
        cmd_tell("%s", sentence);
    for (size_t i = 0; compare_remark(compare, i).en != NULL; i++)
        cmd_tell("%s  %s", FK_SAY(lang, "note", "说明"),
                 fk_text_in(compare_remark(compare, i), lang));
    cmd_tell("%s", "");
    print_settings(compare, lang, &line);
    cmd_tell("%s", "");
    cmd_tell(FK_SAY(lang, "Key figures: %zu of %zu differ (*)", "关键数字：%zu/%zu 不同（*）"),
             compare->differing, compare->figure_count);
    print_figures(compare, lang, &line);
    bool is_whole = !ferror(line.stream);
    is_whole = fclose(line.stream) == 0 && is_whole;
    free(line.text);
    return is_whole;
}
