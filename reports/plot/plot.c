#include "reports/plot/plot.h"

#include "reports/page/html.h"
#include "reports/plot/plot_figures.h"
#include "reports/plot/plot_gnuplot.h"
#include "reports/plot/plot_sql.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE 4096

static int plot_path(char out[PATH_SIZE], const char *folder, const char *name, const char *suffix,
                     struct fk_diag *diag)
{
    int length = snprintf(out, PATH_SIZE, "%s/%s%s", folder, name, suffix);
    if (length < 0 || length >= PATH_SIZE) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%.80s...: the name of the folder is too long",
                       folder);
    }
    return FK_OK;
}

static int plot_make_folder(const char *folder, struct fk_diag *diag)
{
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: the folder cannot be made: %s", folder,
                       strerror(errno));
    }
    return FK_OK;
}

/* A cell of a table: tabs and line ends would break the row. */
static void plot_cell(FILE *out, const char *text)
{
    for (; *text != 0; text++) {
        fputc(*text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text, out);
    }
}

static void plot_row(FILE *out, const struct run_rows *rows,
                     const char *(*cell)(const struct run_rows *rows, int column))
{
    int columns = run_rows_columns(rows);
    for (int i = 0; i < columns; i++) {
        plot_cell(out, cell(rows, i));
        fputc(i + 1 < columns ? '\t' : '\n', out);
    }
}

/* Writes the rows of `sql` to `path` and counts them. */
static int plot_table(struct run_db *db, const char *sql, const char *path, size_t *count,
                      struct fk_diag *diag)
{
    struct out_file file;
    struct run_rows *rows = NULL;
    *count = 0;
    int result = run_rows_begin(&rows, db, sql, diag);
    if (result != FK_OK) {
        return result;
    }
    result = out_file_open(&file, path, diag);
    if (result == FK_OK) {
        fputs("# ", file.stream);
        plot_row(file.stream, rows, run_rows_name);
        while ((result = run_rows_next(rows, diag)) == 1) {
            plot_row(file.stream, rows, run_rows_text);
            ++*count;
        }
        if (result == FK_OK) {
            result = out_file_commit(&file, diag);
        } else {
            out_file_abort(&file);
        }
    }
    run_rows_end(rows);
    return result;
}

/* In single quotes gnuplot replaces nothing; a quote is written twice. */
static void plot_string(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text != 0; text++) {
        if (*text == '\'') {
            fputc('\'', out);
        }
        fputc(*text == '\n' ? ' ' : *text, out);
    }
    fputs("'\n", out);
}

static int plot_variables(struct run_db *db, const struct plot_figure *figure, FILE *out,
                          struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result = run_rows_begin(&rows, db, figure->variables, diag);
    int next = result == FK_OK ? run_rows_next(rows, diag) : 0;
    result = next < 0 ? next : result;
    for (int i = 0; next == 1 && i < run_rows_columns(rows); i++) {
        fprintf(out, "%s = ", run_rows_name(rows, i));
        if (run_rows_type(rows, i) == RUN_TEXT) {
            plot_string(out, run_rows_text(rows, i));
        } else {
            fprintf(out, "%.17g\n", run_rows_real(rows, i));
        }
    }
    run_rows_end(rows);
    return result;
}

/* The faults of a window and their rows, one for each kind, from the earliest down. */
struct strips {
    double from, to; /* hours since the start */
    int64_t count;   /* rows */
};

/* SQL, laid out by hand. */
/* clang-format off */
/* Of a window in hours, with a condition. A fault that was in force when the tables begin has only
 * its end. */
static const char strips_sql[] =
    "WITH w (a, b) AS (SELECT %.9f, %.9f), "
    "f AS (SELECT " SQL_HOUR("coalesce(begin_at, " SQL_SINCE ")") " AS start, "
    SQL_HOUR("coalesce(end_at, (SELECT end_at FROM run))") " AS over, n.name, n.name_zh"
    " FROM fault JOIN fault_kind_name n ON n.value = kind"
    " WHERE coalesce(begin_at, end_at) IS NOT NULL%s), "
    "seen AS (SELECT max(start, a) AS start, min(over, b) AS over,"
    " replace(name, '-', ' ') AS name, name_zh FROM f, w WHERE start < b AND over > a), "
    "kinds AS (SELECT name, row_number() OVER (ORDER BY min(start), name) - 1 AS lane,"
    " CASE WHEN count(*) > 1 THEN ' \xc3\x97' || count(*) ELSE '' END AS times"
    " FROM seen GROUP BY name) "
    "SELECT start AS begin, over AS end, name || times AS name, name_zh || times AS kind_zh, lane,"
    " row_number() OVER (PARTITION BY name ORDER BY start, over) = 1 AS is_named"
    " FROM (SELECT DISTINCT * FROM seen) JOIN kinds USING (name) ORDER BY lane, start, over";
/* clang-format on */

/* Writes NAME-faults.tsv, if the figure has a window. */
static int plot_strips(struct run_db *db, const struct plot_figure *figure, const char *folder,
                       struct strips *out, struct fk_diag *diag)
{
    char path[PATH_SIZE], *sql = NULL, *kinds = NULL;
    struct run_rows *rows = NULL;
    size_t count;
    *out = (struct strips){0};
    if (figure->window == NULL)
        return FK_OK;
    int result = run_rows_begin(&rows, db, figure->window, diag);
    int next = result == FK_OK ? run_rows_next(rows, diag) : result;
    if (next == 1) {
        out->from = run_rows_real(rows, 0);
        out->to = run_rows_real(rows, 1);
    }
    run_rows_end(rows);
    if (next < 0)
        return next;
    const char *condition = figure->condition != NULL ? figure->condition : "";
    if (asprintf(&sql, strips_sql, out->from, out->to, condition) < 0)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for a figure");
    if (asprintf(&kinds, "SELECT count(DISTINCT lane) FROM (%s)", sql) < 0) {
        free(sql);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory for a figure");
    }
    out->count = run_db_int(db, kinds, 0);
    result = plot_path(path, folder, figure->name, "-faults.tsv", diag);
    result = result == FK_OK ? plot_table(db, sql, path, &count, diag) : result;
    free(kinds);
    free(sql);
    return result;
}

static void plot_words(const struct plot_figure *figure, enum fk_lang lang, FILE *out)
{
    fprintf(out, "zh = %d\n", lang == FK_ZH);
    for (const struct plot_word *w = figure->words; w->variable != NULL; w++) {
        fprintf(out, "%s = ", w->variable);
        plot_string(out, fk_text_in(w->text, lang));
    }
}

static int plot_script(struct run_db *db, const struct plot_figure *figure, enum fk_lang lang,
                       const struct strips *strips, const char *path, struct fk_diag *diag)
{
    struct out_file file;
    int result = out_file_open(&file, path, diag);
    if (result != FK_OK) {
        return result;
    }
    fprintf(file.stream, "# %s. Draw again in this folder: gnuplot %s.gp\n", figure->heading.en,
            figure->name);
    fputs("set encoding utf8\nif (!exists('narrow')) { narrow = 0 }\n", file.stream);
    plot_words(figure, lang, file.stream);
    result = plot_variables(db, figure, file.stream, diag);
    if (figure->window != NULL)
        fprintf(file.stream, "a = %.9f\nb = %.9f\nstrips = %lld\n", strips->from, strips->to,
                (long long)strips->count);
    fprintf(file.stream, "high = %s\n", figure->height);
    fprintf(file.stream,
            "set terminal svg size (narrow ? %d : %d), high font 'sans-serif,13' rounded "
            "noenhanced background '#ffffff'\nset output narrow ? '%s-narrow.svg' : '%s.svg'\n"
            "set datafile separator '\\t'\n",
            PLOT_NARROW, PLOT_WIDTH, figure->name, figure->name);
    fputs(plot_style, file.stream);
    fputs(figure->script, file.stream);
    fprintf(file.stream, "set output\nif (!narrow) { narrow = 1; reset; load '%s.gp' }\n",
            figure->name);
    if (result != FK_OK) {
        out_file_abort(&file);
        return result;
    }
    return out_file_commit(&file, diag);
}

/* Data and script of a figure; *has_data tells whether there is anything to draw. */
static int plot_prepare(struct run_db *db, const struct plot_figure *figure, enum fk_lang lang,
                        const char *folder, bool *has_data, struct fk_diag *diag)
{
    char path[PATH_SIZE], suffix[16] = ".tsv";
    int result = FK_OK;
    *has_data = true;
    for (unsigned k = 0; k < PLOT_TABLES && figure->tables[k] != NULL && *has_data; k++) {
        size_t count = 0;
        if (k > 0) {
            snprintf(suffix, sizeof suffix, "-%u.tsv", k + 1);
        }
        result = plot_path(path, folder, figure->name, suffix, diag);
        result = result == FK_OK ? plot_table(db, figure->tables[k], path, &count, diag) : result;
        if (result != FK_OK) {
            return result;
        }
        if (k == 0 && count == 0) {
            *has_data = false;
            unlink(path);
        }
    }
    if (*has_data) {
        struct strips strips;
        result = plot_strips(db, figure, folder, &strips, diag);
        if (result == FK_OK)
            result = plot_path(path, folder, figure->name, ".gp", diag);
        result = result == FK_OK ? plot_script(db, figure, lang, &strips, path, diag) : result;
    }
    return result;
}

static void plot_item_fini(struct plot_item *item)
{
    free(item->path);
    free(item->narrow);
}

/* Figures that could not be drawn leave the list. */
static int plot_draw(const char *folder, struct plot_list *list, const volatile sig_atomic_t *stop,
                     struct fk_diag *diag)
{
    struct gnuplot_job jobs[PLOT_ITEMS_MAX];
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        jobs[i] = (struct gnuplot_job){.name = list->items[i].name};
    }
    int result = gnuplot_draw(folder, jobs, list->count, stop, diag);
    for (size_t i = 0; i < list->count; i++) {
        if (jobs[i].result == FK_OK) {
            list->items[kept++] = list->items[i];
        } else {
            plot_item_fini(&list->items[i]);
        }
    }
    list->count = kept;
    return result == FK_OK ? FK_OK : PLOT_INCOMPLETE;
}

static int plot_list_add(struct plot_list *list, const struct plot_figure *figure,
                         const char *folder, struct fk_diag *diag)
{
    char wide[PATH_SIZE], narrow[PATH_SIZE];
    int result = plot_path(wide, folder, figure->name, ".svg", diag);
    if (result == FK_OK)
        result = plot_path(narrow, folder, figure->name, "-narrow.svg", diag);
    if (result != FK_OK)
        return result;
    struct plot_item *item = &list->items[list->count++];
    *item = (struct plot_item){.path = strdup(wide),
                               .narrow = strdup(narrow),
                               .name = figure->name,
                               .heading = figure->heading,
                               .caption = figure->caption,
                               .is_first = figure->is_first};
    bool is_whole = item->path != NULL && item->narrow != NULL;
    return is_whole ? FK_OK : fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory");
}

int plot_write(struct run_db *db, const char *folder, enum fk_lang lang,
               const volatile sig_atomic_t *stop, struct plot_list *list, struct fk_diag *diag)
{
    return plot_write_figures(db, plot_figures, plot_figure_count, folder, lang, stop, list, diag);
}

int plot_write_figures(struct run_db *db, const struct plot_figure *figures, size_t count,
                       const char *folder, enum fk_lang lang, const volatile sig_atomic_t *stop,
                       struct plot_list *list, struct fk_diag *diag)
{
    memset(list, 0, sizeof *list);
    int result = plot_make_folder(folder, diag);
    for (size_t i = 0; i < count && result == FK_OK; i++) {
        bool has_data = false;
        result = plot_prepare(db, &figures[i], lang, folder, &has_data, diag);
        if (result == FK_OK && has_data) {
            result = plot_list_add(list, &figures[i], folder, diag);
        }
    }
    if (result == FK_OK && list->count > 0) {
        result = plot_draw(folder, list, stop, diag);
    }
    if (result < 0) {
        plot_list_fini(list);
    }
    return result;
}

void plot_list_fini(struct plot_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        plot_item_fini(&list->items[i]);
    }
    memset(list, 0, sizeof *list);
}
