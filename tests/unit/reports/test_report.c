/* From a finished run to checks, page, figures and JUnit file. */
#include "reports/plot/plot.h"
#include "reports/run/run_report.h"
#include "reports/run/run_sections.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct run_report_options english = {FK_EN, false, NULL, 0},
                                       chinese = {FK_ZH, false, NULL, 0};

static char folder[] = "/tmp/feikong report '-XXXXXX"; /* a name that a shell could trip over */
static char database[80], html[80], figures[80], junit[80];

static struct scenario_expectation expectations[] = {
    {.name = "cuts on D1", .source = "S-04", .sql = "SELECT cuts FROM v_daily WHERE day = 1"},
    {.name = "wrong <b>&", .source = "R-12", .sql = "SELECT count(*) FROM orders WHERE id < 10"},
    {.name = "broken", .source = "R-13", .sql = "SELECT x FROM nowhere"},
};
static char fifty[] = "50", one[] = "1";

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(database, sizeof database, "%s/run.db", folder);
    snprintf(html, sizeof html, "%s/run.html", folder);
    snprintf(figures, sizeof figures, "%s/figures", folder);
    snprintf(junit, sizeof junit, "%s/junit.xml", folder);
    expectations[0].equals = fifty;
    expectations[1].equals = one;
    expectations[2].equals = one;
}

static void teardown(void)
{
    char command[120];
    snprintf(command, sizeof command, "rm -r \"%s\"", folder);
    ck_assert_int_eq(system(command), 0);
}

/* Of the fault of `record`, since the start; 0: as the sample has it. */
static ms_t fault_from, fault_to;

/* A run with payments, a fault and a violation; `expected` violations of INV-03. */
static struct run_checks record(uint32_t count, uint32_t expected, enum sim_level level)
{
    struct run_store *store = NULL;
    struct run_checks checks;
    struct fk_diag diag;
    struct sim_scenario scenario = {
        .expectations = expectations, .expectation_count = count, .level = level};
    scenario.expected_violations[3] = expected;
    ck_assert_int_eq(run_store_open(&store, database, NULL), FK_OK);
    struct sample sample = {.recorder = run_store_recorder(store),
                            .days = 3,
                            .cuts_per_day = 100,
                            .pays = true,
                            .has_fault = true,
                            .fault_from = fault_from,
                            .fault_to = fault_to,
                            .has_violation = true,
                            .level = level};
    ck_assert_int_eq(run_report_check(store, &scenario, scenario.start, NULL, &checks, &diag),
                     FK_E_STATE);
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_msg(run_report_check(store, &scenario, scenario.start, NULL, &checks, &diag) == FK_OK,
                  "%s", diag.text);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    return checks;
}

static char *read_all(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "r");
    ck_assert_msg(in != NULL, "%s is missing", path);
    ck_assert_int_gt(getdelim(&text, &size, 0, in), 0);
    fclose(in);
    return text;
}

static void write_reports(void)
{
    struct fk_diag diag;
    ck_assert_msg(run_report_write(database, html, figures, junit, &english, &diag) == FK_OK, "%s",
                  diag.text);
}

START_TEST(checks_are_counted_and_stored)
{
    struct run_checks checks = record(3, 0, SIM_EVENTS);
    ck_assert_uint_eq(checks.count, 3 + 18);
    ck_assert_uint_eq(checks.failed_expectations, 2);
    ck_assert_uint_eq(checks.failed_invariants, 1);
    ck_assert(checks.items[0].pass && !checks.items[1].pass && !checks.items[2].pass);
    ck_assert_str_eq(checks.items[0].actual, "50");
    ck_assert_str_eq(checks.items[1].expected, "= 1");
    ck_assert_str_eq(checks.items[1].actual, "9");
    ck_assert_ptr_nonnull(strstr(checks.items[2].error, "nowhere"));
    ck_assert_str_eq(checks.items[5].name, "INV-03");
    ck_assert(checks.items[5].is_invariant && !checks.items[5].pass);
    struct run_db *db = NULL;
    ck_assert_int_eq(run_db_open(&db, database, NULL), FK_OK);
    ck_assert_int_eq(run_db_int(db, "SELECT count(*) FROM expectation WHERE pass", -1), 1);
    ck_assert_int_eq(run_db_int(db, "SELECT found FROM invariant WHERE number = 3", -1), 1);
    ck_assert_int_eq(run_db_int(db, "SELECT count(*) FROM expectation WHERE actual IS NULL", -1),
                     1);
    run_db_close(db);
    run_checks_fini(&checks);
    ck_assert_uint_eq(checks.count, 0);
}
END_TEST

/* The second of two asks for what the level does not record: at summary for orders, which would
 * hold by an empty table, at events for readings, through a view. */
START_TEST(expectations_about_what_is_not_recorded)
{
    char *const sql = expectations[1].sql;
    static char of_readings[] = "SELECT count(*) FROM v_reading";
    static char no_orders[] = "SELECT count(*) = 0 FROM Orders";
    for (enum sim_level level = SIM_SUMMARY; level < SIM_FULL; level++) {
        struct run_checks checks;
        expectations[1].sql = level == SIM_SUMMARY ? no_orders : of_readings;
        checks = record(2, 1, level);
        ck_assert_uint_eq(checks.unrecorded, 1);
        ck_assert_uint_eq(checks.remark_count, 1);
        ck_assert(!checks.items[1].pass);
        ck_assert_ptr_null(checks.items[1].actual);
        ck_assert_ptr_nonnull(strstr(checks.items[1].error, "not judged: recording="));
        ck_assert_str_eq(checks.remarks[0].en,
                         level == SIM_SUMMARY
                             ? "1 of 2 expectations ask for events, which recording=summary does "
                               "not record: they are not judged, recording=events tells"
                             : "1 of 2 expectations ask for readings and calculations, which "
                               "recording=events does not record: they are not judged, "
                               "recording=full tells");
        ck_assert_str_eq(
            checks.remarks[0].zh,
            level == SIM_SUMMARY
                ? "1 项期望（共 2 项）查询 recording=summary 不记录的事件：不予判定，"
                  "须 recording=events"
                : "1 项期望（共 2 项）查询 recording=events 不记录的抄表和测算：不予判定，"
                  "须 recording=full");
        run_checks_fini(&checks);
    }
    expectations[1].sql = sql;
    struct run_checks checks = record(2, 1, SIM_EVENTS);
    ck_assert_uint_eq(checks.remark_count, 0);
    run_checks_fini(&checks);
}
END_TEST

/* The story may contain violations; then their absence is the failure. */
/* An expectation may ask for the invariants: they are in their table before it does. */
START_TEST(expectations_may_ask_for_invariants)
{
    const char *sql = expectations[1].sql;
    expectations[1].sql =
        (char *)"SELECT count(*) FROM invariant WHERE number = 3 AND found = 1 AND NOT pass";
    struct run_checks checks = record(2, 0, SIM_EVENTS);
    expectations[1].sql = (char *)sql;
    ck_assert_str_eq(checks.items[1].actual, "1");
    ck_assert(checks.items[1].pass);
    ck_assert_uint_eq(checks.count, 2 + 18);
    run_checks_fini(&checks);
}
END_TEST

START_TEST(expected_violations_hold)
{
    struct run_checks checks = record(1, 1, SIM_EVENTS);
    ck_assert_uint_eq(checks.failed_invariants, 0);
    run_checks_fini(&checks);
    checks = record(1, 2, SIM_EVENTS);
    ck_assert_uint_eq(checks.failed_invariants, 1);
    run_checks_fini(&checks);
}
END_TEST

START_TEST(page_shows_the_run)
{
    static const char *const parts[] = {
        "<title>S-99 Sample &amp; &lt;test&gt;</title>",
        "A made-up run that looks like the reference model.",
        "Not as expected: 2 of 3 expectations and 1 of 18 invariants fail. ",
        " fail. wrong &lt;b&gt;&amp;: expected 1, got 9; broken: expected 1, got no such table: ",
        "got no such table: nowhere; INV-03: expected 0, got 1.</div>",
        "FROM v_outage&quot;",
        "feikong story ",
        "feikong compare ",
        "wrong &lt;b&gt;&amp;",
        "no such table: nowhere",
        "INV-03",
        "INV-05",
        "available 12.00 &gt;= &lt;overdraft&gt; 0.00",
        "id=\"timeline-gnuplot_canvas\"",
        "id=\"money-gnuplot_canvas\"",
        "CRYPTO_UNAVAILABLE",
        "00112233aabbccdd",
        "sqlite3 -box ",
        "Not looked for: it takes the daily registers of the whole run. --set recording=full",
        "<h2 id=\"Reports\">Reports</h2>",
        "<details><summary>RPT-02 Orders: every state and every try</summary>",
        "There are more rows:</p><pre>feikong report ",
        "run.db RPT-04</pre>",
    };
    struct run_checks checks = record(3, 0, SIM_EVENTS);
    run_checks_fini(&checks);
    write_reports();
    char *page = read_all(html);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        ck_assert_msg(strstr(page, parts[i]) != NULL, "the page lacks %s", parts[i]);
    }
    ck_assert_ptr_null(strstr(page, "<script"));
    ck_assert_ptr_null(strstr(page, "<b>&"));
    ck_assert_ptr_null(strstr(page, "src="));
    ck_assert_ptr_null(strstr(page, "@import"));
    free(page);
}
END_TEST

/* A head of a column that is the same in both languages: "L1", "p50 秒", "% ". */
static bool is_code(const char *text)
{
    return strspn(text, "Lp0123456789%") > 1 || strncmp(text, "&gt; 24 ", 8) == 0 || *text == '%';
}

/* The Chinese page holds no heading, sentence or head of a column of the English one, and its
 * figures no English word: only what the scenario and the database say stays as it is. */
START_TEST(chinese_page)
{
    struct fk_diag diag = {.text = ""};
    struct run_checks checks = record(3, 0, SIM_EVENTS);
    run_checks_fini(&checks);
    ck_assert_int_eq(run_report_write(database, html, figures, junit, &chinese, &diag), FK_OK);
    char *page = read_all(html);
    ck_assert_ptr_nonnull(strstr(page, "<html lang=\"zh-CN\">"));
    ck_assert_ptr_nonnull(strstr(page, "不符合预期：期望 2/3 不成立，不变式 1/18 不成立。"
                                       " wrong &lt;b&gt;&amp;：期望 1，实际 9；"));
    for (size_t i = 0; i < run_table_section_count; i++) {
        const char *heading = run_table_sections[i].heading.en; /* of what this run has none */
        bool is_there = strstr(run_table_sections[i].sql, "rpt_11") == NULL &&
                        strcmp(heading, "Money in local meters") != 0;
        char title[200];
        snprintf(title, sizeof title, ">%s<", run_table_sections[i].heading.zh);
        ck_assert_int_eq(strstr(page, title) != NULL, is_there);
        ck_assert_ptr_null(strstr(page, run_table_sections[i].text.en));
    }
    for (const char *at = page; (at = strstr(at, "<h2 ")) != NULL; at++) {
        const char *text = strchr(at, '>') + 1;
        ck_assert_msg((unsigned char)*text >= 0xe3, "%.60s", text);
    }
    for (const char *at = page; (at = strstr(at, "<th")) != NULL; at++) {
        const char *text = strchr(at, '>') + 1;
        ck_assert_msg(strncmp(at, "<thead", 6) == 0 || (unsigned char)*text >= 0xe3 ||
                          *text == '<' || strncmp(text, "D0", 2) == 0 || is_code(text),
                      "%.60s", text);
    }
    static const char *const words[] = {"Readings",    "orders made", "orders / min", "customers<",
                                        "day 1",       "paid (M1)",   ">ok<",         ">fails<",
                                        "crypto down", ">cut<",       "Contents"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        ck_assert_msg(strstr(page, words[i]) == NULL, "untranslated: %s", words[i]);
    free(page);
}
END_TEST

/* --what-if: a row that does not hold is shown and not judged; what is broken stays red. */
START_TEST(what_if_is_not_judged)
{
    const struct run_report_options what_if = {FK_EN, true, NULL, 0};
    struct fk_diag diag = {.text = ""};
    struct run_checks checks = record(3, 1, SIM_EVENTS);
    run_checks_fini(&checks);
    ck_assert_int_eq(run_report_write(database, html, figures, NULL, &what_if, &diag), FK_OK);
    char *page = read_all(html);
    ck_assert_ptr_nonnull(strstr(page, "<div class=\"banner warn\">What if: 1 of 3 expectations "
                                       "come out as stated, 18 of 18 invariants hold."));
    ck_assert_ptr_null(strstr(page, "pill fail"));
    ck_assert_ptr_nonnull(strstr(page, "<span class=\"pill warn\">differs</span>"));
    free(page);
    checks = record(3, 0, SIM_EVENTS);
    run_checks_fini(&checks);
    ck_assert_int_eq(run_report_write(database, html, figures, NULL, &what_if, &diag), FK_OK);
    page = read_all(html);
    ck_assert_ptr_nonnull(strstr(page, "<div class=\"banner fail\">Not as expected: "));
    ck_assert_ptr_nonnull(strstr(page, "pill fail"));
    free(page);
}
END_TEST

START_TEST(summary_has_a_page_too)
{
    struct run_checks checks = record(1, 1, SIM_SUMMARY);
    run_checks_fini(&checks);
    write_reports();
    char *page = read_all(html);
    ck_assert_ptr_nonnull(
        strstr(page, "As expected: 1 of 1 expectations and 18 of 18 invariants come out as "
                     "the scenario says. The story contains 1 violation of invariants."));
    ck_assert_ptr_nonnull(strstr(page, "id=\"supply-gnuplot_canvas\""));
    ck_assert_ptr_null(strstr(page, "Orders by result")); /* no orders are recorded */
    ck_assert_ptr_null(strstr(page, "FROM v_order"));     /* nor asked for */
    ck_assert_ptr_null(strstr(page, "FROM v_outage"));
    ck_assert_ptr_null(strstr(page, "feikong story "));
    ck_assert_ptr_nonnull(strstr(page, "FROM v_daily"));
    ck_assert_ptr_nonnull(strstr(page, "feikong compare "));
    ck_assert_ptr_nonnull(strstr(page, "RPT-02 Orders: every state and every try: not recorded; "));
    ck_assert_ptr_nonnull(strstr(page, "run.db RPT-12</pre>"));
    free(page);
}
END_TEST

START_TEST(figures_keep_their_data)
{
    static const char *const names[] = {"timeline", "minutes", "days",
                                        "balance",  "money",   "supply"};
    static const char *const suffixes[] = {".svg", "-narrow.svg", ".gp", ".tsv"};
    char path[140];
    struct run_checks checks = record(1, 1, SIM_EVENTS);
    run_checks_fini(&checks);
    write_reports();
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (size_t k = 0; k < sizeof suffixes / sizeof suffixes[0]; k++) {
            snprintf(path, sizeof path, "%s/%s%s", figures, names[i], suffixes[k]);
            ck_assert_msg(access(path, R_OK) == 0, "%s is missing", path);
        }
    }
    snprintf(path, sizeof path, "%s/supply.svg", figures);
    char *before = read_all(path), command[240];
    unlink(path);
    snprintf(command, sizeof command, "cd \"%s\" && gnuplot supply.gp", figures);
    ck_assert_int_eq(system(command), 0);
    char *after = read_all(path);
    ck_assert(strcmp(before, after) == 0);
    free(before);
    free(after);
    snprintf(path, sizeof path, "%s/supply.log", figures);
    ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

/* S-35: the drawn day begins when the fault ends; nothing of it lies in that day. D0 has SMS alone,
 * half of the orders of D1 fail: without a fault in force D2 is drawn, with one its own day if
 * there are orders on it. */
START_TEST(fault_that_ends_at_midnight_is_of_the_day_before)
{
    static const struct {
        ms_t from, to;
        const char *day;  /* drawn */
        const char *rows; /* of faults, in hours since the start */
    } cases[] = {
        {10 * MS_HOUR, MS_DAY - MS_HOUR, "day = 2\n", NULL}, /* over; D0 has SMS alone */
        {MS_DAY + 10 * MS_HOUR, 2 * MS_DAY, "day = 1\n",
         "34.0\t48.0\tcrypto down\t加密机故障\t0\t1\n"},
        {5 * MS_DAY, 6 * MS_DAY, "day = 2\n", NULL}, /* on no day of the run */
    };
    char path[140];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fault_from = cases[i].from;
        fault_to = cases[i].to;
        struct run_checks checks = record(1, 1, SIM_EVENTS);
        run_checks_fini(&checks);
        write_reports();
        snprintf(path, sizeof path, "%s/timeline.gp", figures);
        char *script = read_all(path);
        ck_assert_ptr_nonnull(strstr(script, cases[i].day));
        free(script);
        snprintf(path, sizeof path, "%s/timeline-faults.tsv", figures);
        char *rows = read_all(path);
        if (cases[i].rows)
            ck_assert_ptr_nonnull(strstr(rows, cases[i].rows));
        else
            ck_assert_str_eq(rows, "# begin\tend\tname\tkind_zh\tlane\tis_named\n");
        free(rows);
    }
}
END_TEST

static void run_of(struct sample *sample, const struct sim_scenario *scenario)
{
    struct run_store *store = NULL;
    struct run_checks checks;
    ck_assert_int_eq(run_store_open(&store, database, NULL), FK_OK);
    sample->recorder = run_store_recorder(store);
    ck_assert_int_eq(sample_run(sample), FK_OK);
    ck_assert_int_eq(run_report_check(store, scenario, scenario->start + sample->first * MS_DAY,
                                      NULL, &checks, NULL),
                     FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    run_checks_fini(&checks);
}

static char *read_figure(const char *name)
{
    char path[140];
    snprintf(path, sizeof path, "%s/%s", figures, name);
    return read_all(path);
}

/* Faults at once have a row for each kind, with how many they are; what is over before a figure
 * begins is not in it, what is not is cut to it. The first payment is of 10:30. */
START_TEST(faults_at_once_have_rows)
{
    static const struct {
        const char *name, *rows;
    } cases[] = {
        {"timeline-faults.tsv", "32.0\t36.0\tcrypto down\t加密机故障\t0\t1\n"
                                "33.0\t34.0\tpayment link down ×2\t缴费接口中断 ×2\t1\t1\n"
                                "33.0\t35.0\tpayment link down ×2\t缴费接口中断 ×2\t1\t0\n"},
        {"money-faults.tsv", "is_named\n34.0\t36.0\tcrypto down\t加密机故障\t0\t1\n"
                             "34.0\t35.0\tpayment link down\t缴费接口中断\t1\t1\n"},
        {"supply.gp", "\nb = 72.000000000\nstrips = 2\nhigh = 340 + 17 * strips\n"},
    };
    struct sim_scenario scenario = {.expectations = expectations, .expectation_count = 1};
    struct sample sample = {.days = 3,
                            .cuts_per_day = 100,
                            .pays = true,
                            .has_fault = true,
                            .more_faults = 2,
                            .level = SIM_EVENTS};
    run_of(&sample, &scenario);
    write_reports();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *rows = read_figure(cases[i].name);
        ck_assert_msg(strstr(rows, cases[i].rows) != NULL, "%s: %s", cases[i].name, rows);
        free(rows);
    }
}
END_TEST

/* A channel that takes back at once what is then posted and reversed: nothing was paid in sum, and
 * what was posted is shown all the same; without that nothing is left, and drawn as such. */
START_TEST(reversed_money_is_drawn)
{
    static const char *const posted[] = {"paid_at + 60000", "NULL"};
    struct sim_scenario scenario = {.expectations = expectations, .expectation_count = 1};
    struct sample sample = {.days = 3, .cuts_per_day = 3, .pays = true, .level = SIM_EVENTS};
    for (size_t i = 0; i < sizeof posted / sizeof posted[0]; i++) {
        char command[300];
        run_of(&sample, &scenario);
        snprintf(command, sizeof command,
                 "sqlite3 \"%s\" 'UPDATE payment SET undone_at = paid_at, posted_at = %s,"
                 " reversed_at = posted_at + 7200000'",
                 database, posted[i]);
        ck_assert_int_eq(system(command), 0);
        write_reports();
        free(read_figure("money.svg"));
    }
}
END_TEST

/* From D2 on: 100 customers are dark since D1, 100 more each day; the fault ends at 06:00. */
START_TEST(rest_of_a_run_says_so)
{
    struct sim_scenario scenario = {.expectations = expectations, .expectation_count = 1};
    struct sample sample = {.days = 4,
                            .first = 2,
                            .cuts_per_day = 100,
                            .has_fault = true,
                            .fault_to = 2 * MS_DAY + 6 * MS_HOUR,
                            .title_zh = "样例",
                            .level = SIM_EVENTS};
    run_of(&sample, &scenario);
    write_reports();
    char *page = read_all(html);
    ck_assert_ptr_nonnull(strstr(page,
                                 "<div class=\"banner warn\">The run goes on from D2: of what "
                                 "happened before only the violations are in it. So the "
                                 "expectations, which are about the whole run, are not "
                                 "judged. 18 of 18 invariants hold.</div>"));
    ck_assert_ptr_nonnull(strstr(page, " \xc2\xb7 goes on from D2</p>"));
    ck_assert_ptr_nonnull(strstr(page, "Counted from D2 on, violations from D0 on."));
    ck_assert_ptr_nonnull(strstr(page, "<b>D2\xe2\x80\x93"
                                       "D3</b>"));
    ck_assert_ptr_nonnull(strstr(page, "longest outage of those begun since"));
    ck_assert_ptr_null(strstr(page, ">longest outage<"));
    ck_assert_ptr_nonnull(strstr(page, "Not judged: they are about the whole run"));
    ck_assert_ptr_nonnull(strstr(page, "<th>Goes on from</th><td>D2, 2026-03-04</td>"));
    free(page);
    char *rows = read_figure("supply.tsv");
    ck_assert_ptr_nonnull(strstr(rows, "step\n48.0\t100\t2\n"));
    ck_assert_ptr_nonnull(strstr(rows, "96.0\t300\t3\n"));
    free(rows);
    rows = read_figure("supply-faults.tsv");
    ck_assert_ptr_nonnull(strstr(rows, "48.0\t54.0\t"));
    free(rows);
    ck_assert_int_eq(run_report_write(database, html, figures, NULL, &chinese, NULL), FK_OK);
    page = read_all(html);
    ck_assert_ptr_nonnull(
        strstr(page, "本次运行自 D2 继续，此前的内容只有不变式违反在其中；期望针对整个运行，"
                     "因此不判定。不变式 18/18 成立。"));
    ck_assert_ptr_nonnull(strstr(page, "<td>S-99 - 样例</td>"));
    free(page);
}
END_TEST

/* 150 days: a bar stands for three, so that each is wider than a pixel; 149 days of one cut. */
START_TEST(long_run_in_bars_of_days)
{
    struct sim_scenario scenario = {.expectations = expectations, .expectation_count = 1};
    struct sample sample = {.days = 150, .cuts_per_day = 1, .pays = true, .level = SIM_SUMMARY};
    run_of(&sample, &scenario);
    write_reports();
    char *rows = read_figure("days.tsv"), *script = read_figure("days.gp");
    int bars = -1; /* the line of names */
    for (const char *at = rows; (at = strchr(at, '\n')) != NULL; at++)
        bars++;
    ck_assert_int_eq(bars, 50);
    ck_assert_ptr_nonnull(strstr(rows, "\n147\t0\t0\t3\t"));
    ck_assert_ptr_nonnull(strstr(script, "n = ceil(all / 60.0)"));
    ck_assert_ptr_nonnull(strstr(script, "w = 0.21 * n\n"));
    free(rows);
    free(script);
}
END_TEST

/* In px: the lanes of a timeline are 40 high, whatever their number; a legend has a row of its own
 * below the title, in a narrow window too. */
START_TEST(words_of_figures_have_room)
{
    struct run_checks checks = record(1, 1, SIM_EVENTS);
    run_checks_fini(&checks);
    write_reports();
    char *script = read_figure("timeline.gp");
    ck_assert_ptr_nonnull(strstr(script, "high = 100 + 40 * lanes + 17 * strips\n"));
    free(script);
    script = read_figure("money.gp");
    ck_assert_ptr_nonnull(strstr(
        script, "set key at screen 0.98, screen y(50.0) right center horizontal maxrows 1\n"));
    free(script);
}
END_TEST

START_TEST(junit_file_is_valid)
{
    char command[300];
    struct run_checks checks = record(3, 0, SIM_EVENTS);
    run_checks_fini(&checks);
    write_reports();
    snprintf(command, sizeof command, "xmllint --noout --schema '%s/junit.xsd' \"%s\" 2>&1",
             FK_TEST_DIR, junit);
    ck_assert_int_eq(system(command), 0);
    char *xml = read_all(junit);
    ck_assert_ptr_nonnull(strstr(xml, "<testsuite name=\"S-99.expectations\" tests=\"3\" "
                                      "failures=\"1\" errors=\"1\" time=\"1.250\">"));
    ck_assert_ptr_nonnull(strstr(xml, "<testsuite name=\"S-99.invariants\" tests=\"18\" "
                                      "failures=\"1\" errors=\"0\" time=\"0.000\">"));
    ck_assert_ptr_nonnull(strstr(xml, "name=\"cuts on D1\"/>"));
    ck_assert_ptr_nonnull(strstr(xml, "<failure message=\"expected = 1, got 9\">"));
    ck_assert_ptr_nonnull(strstr(xml, "<error message=\"no such table: nowhere\">"));
    ck_assert_ptr_nonnull(strstr(xml, "&lt;overdraft&gt;"));
    free(xml);
}
END_TEST

START_TEST(missing_gnuplot_is_told)
{
    struct fk_diag diag;
    struct run_checks checks = record(1, 1, SIM_EVENTS);
    run_checks_fini(&checks);
    setenv("PATH", "/nonexistent", 1);
    ck_assert_int_eq(run_report_write(database, html, figures, junit, &english, &diag),
                     PLOT_INCOMPLETE);
    setenv("PATH", "/usr/local/bin:/usr/bin:/bin", 1);
    ck_assert_ptr_nonnull(strstr(diag.text, "gnuplot was not found"));
    ck_assert_ptr_nonnull(strstr(diag.text, "gnuplot-nox"));
    char *page = read_all(html); /* all the same */
    ck_assert_ptr_nonnull(strstr(page, "gnuplot was not found"));
    ck_assert_ptr_nonnull(strstr(page, "cuts on D1"));
    free(page);
    ck_assert_int_eq(access(junit, R_OK), 0);
}
END_TEST

/* A gnuplot that fails without a word: the sentence does not end after its colon; of one that says
 * something its lines are kept without the blank ones around them. */
START_TEST(what_gnuplot_says_is_told)
{
    static const char *const cases[][2] = {
        {"exit 1", ".gp: it says nothing"},
        {"printf '\\n\\nno such font\\n\\n' >&2; exit 1", ".gp: no such font"}};
    char path[160], before[400];
    struct run_checks checks = record(1, 1, SIM_EVENTS);
    run_checks_fini(&checks);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fk_diag diag;
        snprintf(path, sizeof path, "%s/gnuplot", folder);
        FILE *program = fopen(path, "w");
        ck_assert_ptr_nonnull(program);
        fprintf(program, "#!/bin/sh\n%s\n", cases[i][0]);
        fclose(program);
        ck_assert_int_eq(chmod(path, 0755), 0);
        snprintf(before, sizeof before, "%s:/usr/bin:/bin", folder);
        setenv("PATH", before, 1);
        ck_assert_int_eq(run_report_write(database, html, figures, NULL, &english, &diag),
                         PLOT_INCOMPLETE);
        setenv("PATH", "/usr/local/bin:/usr/bin:/bin", 1);
        const char *end = diag.text + strlen(diag.text) - strlen(cases[i][1]);
        ck_assert_msg(strcmp(end, cases[i][1]) == 0, "%s", diag.text);
    }
}
END_TEST

START_TEST(places_that_cannot_be_written_are_told)
{
    struct fk_diag diag;
    char other[120];
    struct run_checks checks = record(1, 1, SIM_SUMMARY);
    run_checks_fini(&checks);
    snprintf(other, sizeof other, "%s/none/page.html", folder);
    ck_assert_int_eq(run_report_write(database, other, figures, NULL, &english, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "none/page.html: cannot be written"));
    ck_assert_int_eq(run_report_write(database, html, figures, other, &english, &diag), FK_E_IO);
    snprintf(other, sizeof other, "%s/none/figures", folder);
    ck_assert_int_eq(run_report_write(database, html, other, NULL, &english, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "none/figures: the folder cannot be made"));
    ck_assert_int_eq(run_report_write(other, html, figures, NULL, &english, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "the database cannot be read"));
}
END_TEST

static Suite *report_suite(void)
{
    Suite *suite = suite_create("report");
    TCase *run = tcase_create("run");
    tcase_add_checked_fixture(run, setup, teardown);
    tcase_set_timeout(run, 60);
    tcase_add_test(run, checks_are_counted_and_stored);
    tcase_add_test(run, expectations_may_ask_for_invariants);
    tcase_add_test(run, expectations_about_what_is_not_recorded);
    tcase_add_test(run, expected_violations_hold);
    tcase_add_test(run, page_shows_the_run);
    tcase_add_test(run, chinese_page);
    tcase_add_test(run, what_if_is_not_judged);
    tcase_add_test(run, summary_has_a_page_too);
    tcase_add_test(run, figures_keep_their_data);
    tcase_add_test(run, fault_that_ends_at_midnight_is_of_the_day_before);
    tcase_add_test(run, faults_at_once_have_rows);
    tcase_add_test(run, reversed_money_is_drawn);
    tcase_add_test(run, rest_of_a_run_says_so);
    tcase_add_test(run, long_run_in_bars_of_days);
    tcase_add_test(run, words_of_figures_have_room);
    tcase_add_test(run, junit_file_is_valid);
    tcase_add_test(run, missing_gnuplot_is_told);
    tcase_add_test(run, what_gnuplot_says_is_told);
    tcase_add_test(run, places_that_cannot_be_written_are_told);
    suite_add_tcase(suite, run);
    return suite;
}

FK_CHECK_MAIN(report_suite)
