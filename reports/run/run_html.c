#include "reports/run/run_html.h"

#include "reports/page/html.h"
#include "reports/plot/plot_sql.h"
#include "reports/run/run_detected.h"
#include "reports/run/run_links.h"
#include "reports/run/run_page.h"
#include "reports/run/run_rpt_page.h"

#include <string.h>

/* What several parts of the page need. */
struct facts {
    struct page_facts page;
    int64_t expectations, failed_expectations, invariants, failed_invariants;
    int64_t story_violations; /* that the scenario expects */
    const struct detect_list *detected;
};

static const char *word(const struct facts *facts, enum run_word id)
{
    return fk_text_in(run_words[id], facts->page.lang);
}

#define FAILED_SHOWN 4
#define GOT(name, before, between)                                                                 \
    name " || '" before "' || CASE WHEN expected LIKE '= %' THEN substr(expected, 3)"              \
         " ELSE expected END || '" between "' || coalesce(actual, error, '')"
/* What fails, what was expected of it and what came out, behind the sentence of the banner. */
static int html_failed(FILE *out, struct run_db *db, const struct facts *facts,
                       struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    const char *before = " ";
    int more = run_rows_begin(
        &rows, db,
        "SELECT " GOT("name", ": expected ", ", got ") ", " GOT(
            "name_zh", "：期望 ",
            "，实际 ") ", count(*) OVER () FROM"
                       " (SELECT name, name_zh, expected, actual, error, number, 0 AS part"
                       " FROM expectation WHERE pass = 0 UNION ALL"
                       " SELECT printf('INV-%02d', number), printf('INV-%02d', number), expected,"
                       " found, NULL, number, 1 FROM invariant WHERE pass = 0)"
                       " ORDER BY part, number",
        diag);
    for (long long i = 0; more == FK_OK && (more = run_rows_next(rows, diag)) == 1; i++) {
        html_text(out, before);
        if (i == FAILED_SHOWN) {
            html_textf(out, FK_SAY(facts->page.lang, "%lld more", "另有 %lld 项"),
                       (long long)run_rows_int(rows, 2) - i);
            more = FK_OK;
            break;
        }
        html_text(out, run_rows_text(rows, facts->page.lang == FK_ZH));
        before = FK_SAY(facts->page.lang, "; ", "；");
        more = FK_OK;
    }
    run_rows_end(rows);
    html_text(out, FK_SAY(facts->page.lang, ".", "。"));
    return more;
}

/* Violations that come out as the scenario says. */
static void html_story(FILE *out, const struct facts *facts)
{
    long long count = facts->story_violations;
    if (count > 0 && facts->failed_invariants == 0)
        html_textf(out, word(facts, RUN_STORY), count,
                   count == 1 || facts->page.lang == FK_ZH ? "" : "s");
}

/* Of a run that went on from a checkpoint. */
static int html_banner_rest(FILE *out, struct run_db *db, const struct facts *facts,
                            struct fk_diag *diag)
{
    long long invariants = facts->invariants, failed = facts->failed_invariants;
    int result = FK_OK;
    html_raw(out, failed > 0 ? "<div class=\"banner fail\">" : "<div class=\"banner warn\">");
    html_textf(out, word(facts, RUN_REST), (long long)facts->page.first_day);
    if (failed > 0) {
        html_textf(out, word(facts, RUN_REST_BROKEN), failed, invariants);
        result = html_failed(out, db, facts, diag);
    } else
        html_textf(out, word(facts, RUN_REST_HOLDS), invariants, invariants);
    html_story(out, facts);
    html_raw(out, "</div>\n");
    return result;
}

static int html_banner(FILE *out, struct run_db *db, const struct facts *facts,
                       struct fk_diag *diag)
{
    if (facts->page.first_day > 0)
        return html_banner_rest(out, db, facts, diag);
    int result = FK_OK;
    bool is_shown = facts->page.is_what_if && facts->failed_invariants == 0;
    bool pass = facts->failed_expectations == 0 && facts->failed_invariants == 0;
    bool has_checks = facts->expectations > 0, has_story = facts->story_violations > 0;
    long long expectations = facts->expectations, invariants = facts->invariants;
    const char *klass = is_shown     ? "banner warn"
                        : !pass      ? "banner fail"
                        : has_checks ? "banner pass"
                                     : "banner warn";
    fprintf(out, "<div class=\"%s\">", klass);
    if (is_shown)
        html_textf(out, word(facts, RUN_WHAT_IF),
                   expectations - (long long)facts->failed_expectations, expectations, invariants,
                   invariants);
    else if (!pass) {
        html_textf(out, word(facts, RUN_BROKEN), (long long)facts->failed_expectations,
                   expectations, (long long)facts->failed_invariants, invariants);
        result = html_failed(out, db, facts, diag);
    } else if (has_checks)
        html_textf(out, word(facts, has_story ? RUN_HOLDS_STORY : RUN_HOLDS), expectations,
                   expectations, invariants, invariants);
    else
        html_textf(out, word(facts, RUN_NOTHING_EXPECTED), invariants);
    html_story(out, facts);
    html_raw(out, "</div>\n");
    return result;
}

static int html_tiles(FILE *out, struct run_db *db, const struct facts *facts, struct fk_diag *diag)
{
    page_heading(out, run_words[RUN_KEY_FIGURES], facts->page.lang);
    if (facts->page.first_day > 0) {
        html_raw(out, "<p class=\"muted\">");
        html_textf(out, word(facts, RUN_REST_TILES), (long long)facts->page.first_day);
        html_raw(out, "</p>\n");
    }
    html_raw(out, "<div class=\"tiles\">\n");
    int result = page_pairs(out, db, run_tiles_sql, run_tiles, true, &facts->page, diag);
    html_raw(out, "</div>\n");
    return result;
}

static int html_facts(FILE *out, struct run_db *db, const struct facts *facts, struct fk_diag *diag)
{
    page_heading(out, run_words[RUN_FACTS], facts->page.lang);
    html_raw(out, "<div class=\"scroll\"><table class=\"facts\">\n");
    int result = page_pairs(out, db, run_facts_sql, run_facts, false, &facts->page, diag);
    html_raw(out, "</table></div>\n");
    return result;
}

static int html_head(FILE *out, struct run_db *db, const struct facts *facts, struct fk_diag *diag)
{
    struct run_rows *rows = NULL;
    int result =
        run_rows_begin(&rows, db,
                       "SELECT id, title, story, source || ' \xc2\xb7 D0 = ' || strftime("
                       "'%Y-%m-%d', start_at / 1000 + 28800, 'unixepoch'), seed ||"
                       " ' \xc2\xb7 ' || coalesce(fingerprint, ''), settings, title_zh, story_zh"
                       " FROM run",
                       diag);
    int more = result == FK_OK ? run_rows_next(rows, diag) : result;
    if (more == 1) {
        char title[512];
        bool is_zh = facts->page.lang == FK_ZH;
        const char *story = run_rows_text(rows, is_zh ? 7 : 2);
        snprintf(title, sizeof title, "%.60s %.400s", run_rows_text(rows, 0),
                 run_rows_text(rows, is_zh ? 6 : 1));
        html_page_begin_styled(out, facts->page.lang, title, page_style);
        html_element(out, "h1", NULL, title);
        html_raw(out, "<p class=\"muted\">");
        html_textf(out, "%s \xc2\xb7 ", run_rows_text(rows, 3));
        html_textf(out, word(facts, RUN_SEED), run_rows_text(rows, 4));
        if (facts->page.first_day > 0)
            html_textf(out, word(facts, RUN_FROM), (long long)facts->page.first_day);
        html_raw(out, "</p>");
        if (*run_rows_text(rows, 5) != 0) {
            html_raw(out, "<p><b class=\"warn\">");
            html_text(out, word(facts, RUN_OVERRIDES));
            html_raw(out, "</b>");
            html_element(out, "code", NULL, run_rows_text(rows, 5));
            html_raw(out, "</p>\n");
        }
        if (*story != 0)
            html_element(out, "p", NULL, story);
        result = html_banner(out, db, facts, diag);
    } else {
        result = more < 0 ? more : fk_fail(diag, FK_E_FORMAT, NULL, 0, "the database holds no run");
    }
    run_rows_end(rows);
    return result;
}

static void html_contents(FILE *out, struct run_db *db, const struct plot_list *figures,
                          const struct facts *facts)
{
    html_raw(out, "<nav class=\"contents\"><b>");
    html_text(out, word(facts, RUN_CONTENTS));
    html_raw(out, "</b>\n");
    for (size_t i = 0; i < figures->count; i++)
        if (figures->items[i].is_first)
            page_contents_item(out, figures->items[i].heading, facts->page.lang);
    page_contents_item(out, run_words[RUN_KEY_FIGURES], facts->page.lang);
    for (size_t i = 0; i < run_check_section_count; i++)
        if (page_has_section(db, &run_check_sections[i]))
            page_contents_item(out, run_check_sections[i].heading, facts->page.lang);
    if (facts->detected->count > 0 || !detect_is_possible(db))
        page_contents_item(out, run_detected_heading, facts->page.lang);
    for (size_t i = 0; i < figures->count; i++)
        if (!figures->items[i].is_first)
            page_contents_item(out, figures->items[i].heading, facts->page.lang);
    for (size_t i = 0; i < run_table_section_count; i++)
        if (page_has_section(db, &run_table_sections[i]))
            page_contents_item(out, run_table_sections[i].heading, facts->page.lang);
    page_contents_item(out, run_rpt_heading, facts->page.lang);
    page_contents_item(out, run_words[RUN_FACTS], facts->page.lang);
    page_contents_item(out, run_words[RUN_GO_ON], facts->page.lang);
    html_raw(out, "</nav>\n");
    run_links_begin(out);
}

/* The other commands about this run: a summary has no single customer to tell of. */
static void html_commands(FILE *out, struct run_db *db, const char *database,
                          const struct facts *facts)
{
    bool has_story = run_db_int(db, "SELECT level FROM run", 0) > SIM_SUMMARY;
    html_element(out, "p", NULL, word(facts, has_story ? RUN_GO_ON_STORY : RUN_GO_ON_SUMMARY));
    html_raw(out, "<pre>");
    if (has_story)
        html_textf(out, "feikong story %s %lld\n", database,
                   (long long)run_db_int(db,
                                         "SELECT customer FROM v_outage"
                                         " ORDER BY seconds DESC, customer LIMIT 1",
                                         0));
    html_textf(out, "feikong compare %s OTHER\n", database);
    html_raw(out, "</pre>\n");
}

static void html_how_on(FILE *out, struct run_db *db, const char *database,
                        const struct plot_list *figures, const struct facts *facts)
{
    static const struct {
        const char *has_rows, *query;
    } queries[] = {
        {"SELECT EXISTS (SELECT 1 FROM v_order)",
         "SELECT kind, result, count(*) FROM v_order GROUP BY 1, 2"},
        {"SELECT EXISTS (SELECT 1 FROM v_order)",
         "SELECT day, clock, kind, state, result, tries FROM v_order ORDER BY created_at LIMIT 20"},
        {"SELECT EXISTS (SELECT 1 FROM v_outage)",
         "SELECT count(*), min(seconds), avg(seconds), max(seconds) FROM v_outage"},
        {"SELECT EXISTS (SELECT 1 FROM v_daily)",
         "SELECT day, cuts, restores, payments, customers_off FROM v_daily"},
        {"SELECT EXISTS (SELECT 1 FROM v_minute)",
         "SELECT series, sum(count), max(count) FROM v_minute GROUP BY 1"},
    };
    page_heading(out, run_words[RUN_GO_ON], facts->page.lang);
    html_element(out, "p", NULL, word(facts, RUN_GO_ON_TEXT));
    html_raw(out, "<pre>");
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        if (run_db_int(db, queries[i].has_rows, 0))
            html_textf(out, "sqlite3 -box %s \"%s\"\n", database, queries[i].query);
    }
    html_raw(out, "</pre>\n");
    html_commands(out, db, database, facts);
    if (figures->count > 0) {
        const char *slash = strrchr(figures->items[0].path, '/');
        int length = slash != NULL ? (int)(slash - figures->items[0].path) : 0;
        html_element(out, "p", NULL, word(facts, RUN_REDRAW));
        html_raw(out, "<pre>");
        html_textf(out, "cd %.*s && gnuplot %s.gp\n", length, figures->items[0].path,
                   figures->items[0].name);
        html_raw(out, "</pre>\n");
    }
}

static int html_middle(FILE *out, struct run_db *db, const struct run_html_options *options,
                       const struct plot_list *figures, const struct facts *facts,
                       struct fk_diag *diag)
{
    int result = page_figures(out, figures, true, facts->page.lang, diag);
    result = result == FK_OK ? html_tiles(out, db, facts, diag) : result;
    if (result == FK_OK)
        result =
            page_sections(out, db, run_check_sections, run_check_section_count, &facts->page, diag);
    if (result == FK_OK)
        run_detected_write(out, db, facts->detected, options->database, facts->page.start,
                           facts->page.lang);
    result = result == FK_OK ? page_figures(out, figures, false, facts->page.lang, diag) : result;
    if (result == FK_OK)
        result =
            page_sections(out, db, run_table_sections, run_table_section_count, &facts->page, diag);
    if (result == FK_OK)
        result = run_rpt_write(out, db, options->database, facts->page.lang, diag);
    return result;
}

static int html_body(FILE *out, struct run_db *db, const struct run_html_options *options,
                     const struct plot_list *figures, struct fk_diag *diag)
{
    struct detect_list detected;
    const struct facts facts = {
        {options->lang, options->is_what_if, run_db_int(db, "SELECT start_at FROM run", 0),
         run_db_int(db, "SELECT " SQL_FIRST_DAY, 0)},
        run_db_int(db, "SELECT count(*) FROM expectation", 0),
        run_db_int(db, "SELECT count(*) FROM expectation WHERE pass = 0", 0),
        run_db_int(db, "SELECT count(*) FROM invariant", 0),
        run_db_int(db, "SELECT count(*) FROM invariant WHERE pass = 0", 0),
        run_db_int(db, "SELECT sum(expected) FROM invariant", 0),
        &detected};
    int result = run_detected_load(db, &detected, diag);
    result = result == FK_OK ? html_head(out, db, &facts, diag) : result;
    if (result == FK_OK) {
        html_contents(out, db, figures, &facts);
        if (options->problem != NULL) {
            page_heading(out, run_words[RUN_FIGURES], facts.page.lang);
            html_raw(out, "<p class=\"warn\">");
            html_textf(out, word(&facts, RUN_NO_FIGURES), options->problem);
            html_raw(out, "</p>");
        }
        result = html_middle(out, db, options, figures, &facts, diag);
        result = result == FK_OK ? html_facts(out, db, &facts, diag) : result;
        html_how_on(out, db, options->database, figures, &facts);
        html_page_end(out, word(&facts, RUN_FOOTER));
    }
    detect_list_fini(&detected);
    return result;
}

int run_html_write(struct run_db *db, const char *path, const struct run_html_options *options,
                   const struct plot_list *figures, struct fk_diag *diag)
{
    struct out_file file;
    int result = out_file_open(&file, path, diag);
    if (result != FK_OK) {
        return result;
    }
    result = html_body(file.stream, db, options, figures, diag);
    if (result != FK_OK) {
        out_file_abort(&file);
        return result;
    }
    return out_file_commit(&file, diag);
}
