/* reports/run/compare.h - two runs side by side: the settings that differ, key figures with their
 * differences, curves over each other. Made from the two databases alone.
 *
 *   compare_load("a/run.db", "b/run.db", &c, &diag)
 *   compare_write_json(&c, stdout)   compare_write_page(&c, "out", FK_EN, NULL, &diag)
 *   compare_fini(&c)
 *
 * Not thread-safe: figures run gnuplot as a child process. */
#ifndef REPORTS_RUN_COMPARE_H
#define REPORTS_RUN_COMPARE_H
#include "base/clock.h"
#include "base/text.h"
#include "reports/store/store.h"

#include <signal.h>
#include <stdio.h>

/* The two runs; B - A is the difference. */
enum compare_side { COMPARE_A, COMPARE_B, COMPARE_SIDES };

/* COMPARE_MOMENT: ms since the start of the run, whose difference is a span. */
enum compare_unit { COMPARE_COUNT, COMPARE_FEN, COMPARE_KWH100, COMPARE_MS, COMPARE_MOMENT };

/* A key figure of both runs, in whole units. */
struct compare_figure {
    const char *key; /* "cuts": for programs */
    struct fk_text name;
    enum compare_unit unit;
    int64_t value[COMPARE_SIDES];
    bool has[COMPARE_SIDES]; /* false: not recorded, or there is none */
    bool is_untold;          /* one of the runs does not record it: nobody knows if it differs */
};
#define COMPARE_FIGURES_MAX 32

/* A key of the scenario whose value differs; NULL: it has none. Owned. */
struct compare_setting {
    char *key, *value[COMPARE_SIDES];
};

struct compare_run {
    char *path, *id, *title, *title_zh, *source, *settings, *fingerprint; /* owned */
    int64_t customers, days;
    int64_t first_day; /* of its tables: after 0 if it went on from a checkpoint */
    ms_t start;
    enum sim_level level;
};

struct compare {
    struct compare_run runs[COMPARE_SIDES];
    struct compare_figure figures[COMPARE_FIGURES_MAX];
    size_t figure_count, differing; /* how many differ */
    struct compare_setting *settings;
    size_t setting_count;
    struct {
        char en[160], zh[160];
    } rest;       /* which of them began on a later day, and when; "": none did */
    bool is_same; /* the fingerprints are equal: the same events to the millisecond */
};

/* Reads both databases. FK_OK; FK_E_IO (a file cannot be read), FK_E_FORMAT (it is no database of a
 * run, or of another version) or FK_E_MEMORY, *out being empty then. */
FK_MUST_CHECK int compare_load(const char *a, const char *b, struct compare *out,
                               struct fk_diag *diag);
void compare_fini(struct compare *compare);

/* What makes a comparison less than it looks like (other numbers of customers or days, a summary on
 * one side): the sentence of each number from 0, NULL behind the last. */
struct fk_text compare_remark(const struct compare *compare, size_t number);

/* Whether the two values are known to differ. */
bool compare_differs(const struct compare_figure *figure);
enum { COMPARE_SENTENCE_MAX = 4096 };
/* What the comparison came to: equal fingerprints; which run is better in what, with values; or
 * what differs by its name. */
void compare_sentence(const struct compare *compare, enum fk_lang lang,
                      char out[COMPARE_SENTENCE_MAX]);

enum { COMPARE_TEXT_MAX = 48 };
/* "1,234", "-12.30", "4:01:05.250"; the dash of what is not there is "–". */
void compare_format(const struct compare_figure *figure, enum compare_side side,
                    char out[COMPARE_TEXT_MAX]);
/* B - A with its sign, "" if a side is missing. */
void compare_format_difference(const struct compare_figure *figure, char out[COMPARE_TEXT_MAX]);
/* (B - A) / A as "+12.5 %", "" if a side is missing or A is 0. */
void compare_format_percent(const struct compare_figure *figure, char out[COMPARE_TEXT_MAX]);
/* True, and tenths of a percent in *out, if there is such a share. */
bool compare_per_mille(const struct compare_figure *figure, int64_t *out);
/* Name of the unit in a table: "CNY", "" for pieces. */
struct fk_text compare_unit_name(enum compare_unit unit);

/* One JSON object and a line end. FK_OK, FK_E_MEMORY or FK_E_IO. */
FK_MUST_CHECK int compare_write_json(const struct compare *compare, FILE *out);

/* Writes FOLDER/compare.html with its figures, which stand in FOLDER/figures too; the folder is
 * there. FK_OK; PLOT_INCOMPLETE (> 0) with the sentence if there is a page without all figures;
 * FK_E_STATE (*stop was raised: no page); FK_E_IO, FK_E_FORMAT or FK_E_MEMORY. */
FK_MUST_CHECK int compare_write_page(const struct compare *compare, const char *folder,
                                     enum fk_lang lang, const volatile sig_atomic_t *stop,
                                     struct fk_diag *diag);
#endif
