/* The hundred questions: the table is whole and says everything in both languages, no figure
 * stands in a text, every query runs on a database; sentences with their places filled. */
#include "reports/questions/question_say.h"
#include "reports/questions/questions.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[32], path[64];
static struct run_db *db;

static void setup(void)
{
    struct run_store *store = NULL;
    struct sample sample = {.days = 2, .cuts_per_day = 2, .pays = true, .level = SIM_EVENTS};
    snprintf(folder, sizeof folder, "/tmp/feikong-question-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    sample.recorder = run_store_recorder(store);
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
}

static void teardown(void)
{
    run_db_close(db);
    unlink(path);
    rmdir(folder);
}

START_TEST(a_hundred_in_order)
{
    unsigned number = 0, documents = 0;
    for (size_t p = 0; p < question_part_count; p++) {
        ck_assert_ptr_nonnull(question_parts[p]->title.zh);
        for (size_t i = 0; i < question_parts[p]->count; i++) {
            const struct question *q = &question_parts[p]->questions[i];
            ck_assert_uint_eq(q->number, ++number);
            ck_assert_ptr_eq(question_find(number), q);
            ck_assert_msg((q->line_count > 0) != (q->document != NULL), "%u: a run or a page",
                          number);
            documents += q->document != NULL;
        }
    }
    ck_assert_uint_eq(number, QUESTIONS);
    ck_assert_uint_eq(documents, 8);
    ck_assert_ptr_null(question_find(0));
    ck_assert_ptr_null(question_find(QUESTIONS + 1));
}
END_TEST

/* "D1", "1A", "INV-03", "RPT-03" and places are names; any other digit would be a figure. */
static bool has_figure(const char *text)
{
    char before = ' ';
    while (*text) {
        if (*text == '{') {
            text += strcspn(text, "}");
        } else if (isdigit((unsigned char)*text) && !isalpha((unsigned char)before)) {
            bool is_command = text[0] == '1' && text[1] >= 'A' && text[1] <= 'C';
            if (before != '-' && !is_command)
                return true;
            before = 'A';
            text += is_command;
        }
        if (!isdigit((unsigned char)*text))
            before = *text;
        if (*text)
            text++;
    }
    return false;
}

static void check_text(unsigned number, struct fk_text text, bool is_asked)
{
    ck_assert_msg(text.en && text.zh && *text.en && *text.zh, "%u: a text is missing", number);
    ck_assert_msg(!has_figure(text.en) && !has_figure(text.zh), "%u: a figure in \"%s\"", number,
                  text.en);
    size_t letters = 0;
    for (const char *c = text.zh; *c; c++)
        letters += (unsigned char)*c > 127;
    ck_assert_msg(letters > 0, "%u: \"%s\" is not Chinese", number, text.zh);
    for (const char *c = text.en; *c; c++)
        ck_assert_msg((unsigned char)*c < 128, "%u: \"%s\" is not English", number, text.en);
    if (is_asked) /* the list for programs puts them between quotes */
        ck_assert_msg(!strchr(text.en, '"') && !strchr(text.zh, '"'), "%u: quotes", number);
}

/* Every place of a text is a column, and every column has a place in one language at least. */
static void check_places(const struct question_line *line, int columns)
{
    bool is_used[10] = {false};
    const char *texts[] = {line->says.en, line->says.zh};
    for (int i = 0; i < 2; i++)
        for (const char *c = texts[i]; (c = strchr(c, '{')); c++) {
            int column = c[1] - '1';
            ck_assert_msg(column >= 0 && column < columns && c[2] == '}', "%s", line->says.en);
            is_used[column] = true;
        }
    bool is_expectation = strstr(line->sql, "FROM expectation") != NULL;
    for (int i = 0; i < columns && !is_expectation; i++)
        ck_assert_msg(is_used[i], "column %d has no place in \"%s\"", i + 1, line->says.en);
}

START_TEST(every_row_is_sound)
{
    for (unsigned n = 1; n <= QUESTIONS; n++) {
        const struct question *q = question_find(n);
        check_text(n, q->asks, true);
        check_text(n, q->because, false);
        for (size_t i = 0; i < q->line_count; i++) {
            struct fk_diag diag = {.text = ""};
            struct run_rows *rows = NULL;
            check_text(n, q->lines[i].says, false);
            ck_assert_msg(strstr(q->lines[i].sql, "FROM ") != NULL, "%u asks no table", n);
            ck_assert_msg(run_rows_begin(&rows, db, q->lines[i].sql, &diag) == FK_OK, "%u: %s", n,
                          diag.text);
            check_places(&q->lines[i], run_rows_columns(rows));
            run_rows_end(rows);
        }
    }
}
END_TEST

START_TEST(each_scenario_of_a_question_stands_once)
{
    for (unsigned n = 1; n <= QUESTIONS; n++) {
        const struct question *q = question_find(n);
        const char *name, *other;
        for (size_t i = 0; (name = question_scenario(q, i)); i++)
            for (size_t k = 0; k < i; k++) {
                other = question_scenario(q, k);
                ck_assert_msg(strcmp(name, other) != 0, "%u: %s stands apart", n, name);
            }
    }
    const struct question *q = question_find(1);
    ck_assert_str_eq(question_scenario(q, 0), "s-01-nopay");
    ck_assert_str_eq(question_scenario(q, 1), "s-01-pay");
    ck_assert_ptr_null(question_scenario(q, 2));
    ck_assert_ptr_null(question_scenario(question_find(9), 0));
}
END_TEST

struct heard {
    char text[512];
    unsigned count;
    int answer;
};

static int hear(void *context, const char *sentence)
{
    struct heard *heard = context;
    heard->count++;
    strncat(heard->text, sentence, sizeof heard->text - strlen(heard->text) - 1);
    strncat(heard->text, "|", sizeof heard->text - strlen(heard->text) - 1);
    return heard->answer;
}

static int say(const char *sql, struct fk_text text, enum fk_lang lang, struct heard *heard,
               struct fk_diag *diag)
{
    const struct question_line line = {"s-01-pay", sql, text};
    return question_say(db, &line, lang, hear, heard, diag);
}

/* Two days, two cuts on D1; each pays a hundred. */
START_TEST(places_are_filled_row_by_row)
{
    struct heard heard = {.text = ""};
    ck_assert_int_eq(say("SELECT 'a', 7, '{1}' FROM run UNION ALL SELECT 'b', 8.5, '' FROM run",
                         (struct fk_text){"{2} of {1}{3}.", "{1}共{2}"}, FK_EN, &heard, NULL),
                     FK_OK);
    ck_assert_str_eq(heard.text, "7 of a{1}.|8.5 of b.|");
    heard = (struct heard){.text = ""};
    ck_assert_int_eq(say("SELECT count(*) FROM v_payment", (struct fk_text){"{1}", "缴费{1}笔"},
                         FK_ZH, &heard, NULL),
                     FK_OK);
    ck_assert_str_eq(heard.text, "缴费2笔|");
}
END_TEST

START_TEST(what_is_not_known_is_no_figure)
{
    struct fk_text text = {"{1}", "{1}"};
    struct heard heard = {.text = ""};
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(say("SELECT NULL AS n FROM run", text, FK_EN, &heard, &diag), FK_E_STATE);
    ck_assert_str_eq(diag.text, "n is not known");
    ck_assert_int_eq(say("SELECT id FROM run WHERE id = ''", text, FK_EN, &heard, &diag),
                     FK_E_STATE);
    ck_assert_str_eq(diag.text, "the run has no row for it");
    ck_assert_uint_eq(heard.count, 0);
}
END_TEST

START_TEST(what_cannot_be_said_is_an_error)
{
    struct heard heard = {.text = ""};
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(
        say("SELECT id FROM run", (struct fk_text){"{2}", "{2}"}, FK_EN, &heard, &diag),
        FK_E_FORMAT);
    ck_assert_int_eq(say("SELECT id FROM run", (struct fk_text){"{1", "{1"}, FK_EN, &heard, &diag),
                     FK_E_FORMAT);
    ck_assert_int_eq(say("SELECT nothing FROM run", (struct fk_text){"", ""}, FK_EN, &heard, &diag),
                     FK_E_FORMAT);
    ck_assert_int_eq(say("SELECT printf('%1024d', 1) FROM run", (struct fk_text){"{1}", "{1}"},
                         FK_EN, &heard, &diag),
                     FK_E_RANGE);
    ck_assert_uint_eq(heard.count, 0);
    ck_assert_int_eq(say("SELECT printf('%1023d', 1) FROM run", (struct fk_text){"{1}", "{1}"},
                         FK_EN, &heard, &diag),
                     FK_OK);
    heard.answer = FK_E_IO;
    ck_assert_int_eq(
        say("SELECT day FROM v_daily", (struct fk_text){"{1}", "{1}"}, FK_EN, &heard, &diag),
        FK_E_IO);
    ck_assert_uint_eq(heard.count, 2);
}
END_TEST

static Suite *questions_suite(void)
{
    Suite *suite = suite_create("questions");
    TCase *tcase = tcase_create("questions");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_hundred_in_order);
    tcase_add_test(tcase, every_row_is_sound);
    tcase_add_test(tcase, each_scenario_of_a_question_stands_once);
    tcase_add_test(tcase, places_are_filled_row_by_row);
    tcase_add_test(tcase, what_is_not_known_is_no_figure);
    tcase_add_test(tcase, what_cannot_be_said_is_an_error);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(questions_suite)
