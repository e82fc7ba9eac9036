/* Expectations on a finished database: comparison, invalid queries, attempts to write. */
#include "reports/run/expect.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/feikong-expect-XXXXXX";
static char path[64];
static struct run_db *db;

static void setup(void)
{
    struct run_store *store = NULL;
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    struct sample sample = {
        .recorder = run_store_recorder(store), .days = 3, .cuts_per_day = 100, .level = SIM_EVENTS};
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    run_db_set_limit(db, 20000000); /* the test must not wait for the real one */
}

static void teardown(void)
{
    run_db_close(db);
    unlink(path);
    ck_assert_int_eq(rmdir(folder), 0);
}

static const struct vector {
    const char *sql, *equals, *min, *max;
    bool pass;
    const char *actual; /* NULL: none */
    const char *error;  /* part of it; NULL: none */
} vectors[] = {
    /* numbers */
    {"SELECT count(*) FROM orders", "200", NULL, NULL, true, "200", NULL},
    {"SELECT count(*) FROM orders", "201", NULL, NULL, false, "200", NULL},
    {"SELECT count(*) FROM orders", "200.0", NULL, NULL, true, "200", NULL},
    {"SELECT count(*) FROM orders", " 200", NULL, NULL, true, "200", NULL},
    {"SELECT 10000000000000001", "10000000000000000", NULL, NULL, false, "10000000000000001", NULL},
    {"SELECT 0.1 + 0.2", "0.3", NULL, NULL, true, NULL, NULL},
    {"SELECT 0.3001", "0.3", NULL, NULL, false, "0.3001", NULL},
    {"SELECT 97.92", "97.92", NULL, NULL, true, "97.92", NULL},
    {"SELECT -5", "-5", NULL, NULL, true, "-5", NULL},
    {"SELECT 5", NULL, "5", NULL, true, "5", NULL},
    {"SELECT 4", NULL, "5", NULL, false, "4", NULL},
    {"SELECT 5", NULL, NULL, "5", true, "5", NULL},
    {"SELECT 6", NULL, NULL, "5", false, "6", NULL},
    {"SELECT 5", NULL, "5", "7", true, "5", NULL},
    {"SELECT 7", NULL, "5", "7", true, "7", NULL},
    {"SELECT 8", NULL, "5", "7", false, "8", NULL},
    {"SELECT 4.9", NULL, "5", "7", false, "4.9", NULL},
    {"SELECT 9", NULL, "10", NULL, false, "9", NULL}, /* as text it would be greater */
    {"SELECT 5", "five", NULL, NULL, false, "5", "'five' is none"},
    {"SELECT 5", "5 CNY", NULL, NULL, false, "5", "'5 CNY' is none"},
    {"SELECT 5", "nan", NULL, NULL, false, "5", "'nan' is none"},
    {"SELECT 5", "", NULL, NULL, false, "5", "'' is none"},
    /* no number that ends */
    {"SELECT 9e999", NULL, "5", NULL, false, NULL, "infinite"},
    {"SELECT 9e999", "5", NULL, NULL, false, NULL, "infinite"},
    {"SELECT -9e999", NULL, NULL, "5", false, NULL, "infinite"},
    {"SELECT CAST(9e999 AS TEXT)", NULL, "5", NULL, false, NULL, "infinite"},
    {"SELECT 'NaN'", NULL, "5", NULL, false, NULL, "NaN"},
    {"SELECT 9e999 - 9e999", NULL, "5", NULL, false, NULL, "gives NULL"},
    /* texts */
    {"SELECT '9'", NULL, "10", NULL, false, "9", "gives a text, but '10' is a number"},
    {"SELECT '5'", NULL, NULL, "10", false, "5", "gives a text, but '10' is a number"},
    {"SELECT '9'", "9", NULL, NULL, true, "9", NULL},
    {"SELECT 'OK'", "OK", NULL, NULL, true, "OK", NULL},
    {"SELECT 'OK'", "ok", NULL, NULL, false, "OK", NULL},
    {"SELECT '200'", "200.0", NULL, NULL, false, "200", NULL},
    {"SELECT min(clock) FROM v_order", NULL, "08:30:00", "08:30:30", true, "08:30:05", NULL},
    {"SELECT max(clock) FROM v_order", NULL, "08:30:00", "08:30:10", false, "08:30:15", NULL},
    {"SELECT fingerprint FROM run", "00112233aabbccdd", NULL, NULL, true, "00112233aabbccdd", NULL},
    /* not one value */
    {"SELECT id FROM orders", "1", NULL, NULL, false, NULL, "more than one row"},
    {"SELECT id FROM orders WHERE id < 0", "1", NULL, NULL, false, NULL, "no row"},
    {"SELECT 1, 2", "1", NULL, NULL, false, NULL, "more than one column"},
    {"SELECT max(id) FROM orders WHERE id < 0", "1", NULL, NULL, false, NULL, "gives NULL"},
    {"SELECT x'00ff'", "1", NULL, NULL, false, NULL, "gives a blob"},
    /* not valid */
    {"SELEC 1", "1", NULL, NULL, false, NULL, "syntax error"},
    {"SELECT x FROM v_order", "1", NULL, NULL, false, NULL, "no such column: x"},
    {"SELECT 1 FROM nowhere", "1", NULL, NULL, false, NULL, "no such table: nowhere"},
    {"", "1", NULL, NULL, false, NULL, "there is no query"},
    {"-- only a comment", "1", NULL, NULL, false, NULL, "there is no query"},
    {"SELECT 1; SELECT 2", "1", NULL, NULL, false, NULL, "more than one statement"},
    {"SELECT 1; -- and a comment", "1", NULL, NULL, true, "1", NULL},
    {"SELECT abs(-9223372036854775808)", "1", NULL, NULL, false, NULL, "integer overflow"},
    {"SELECT 1", NULL, NULL, NULL, false, NULL, "nothing is expected"},
    /* attempts to change something */
    {"DELETE FROM orders", "1", NULL, NULL, false, NULL, "may only read"},
    {"UPDATE run SET customers = 1 RETURNING 1", "1", NULL, NULL, false, NULL, "may only read"},
    {"INSERT INTO violation VALUES (1, 2, 3, 'x')", "1", NULL, NULL, false, NULL, "may only read"},
    {"DROP TABLE orders", "1", NULL, NULL, false, NULL, "may only read"},
    {"CREATE TEMP TABLE t (x)", "1", NULL, NULL, false, NULL, "may only read"},
    {"ATTACH '/tmp/feikong-attached.db' AS other", "1", NULL, NULL, false, NULL, "may only read"},
    {"VACUUM INTO '/tmp/feikong-vacuum.db'", "1", NULL, NULL, false, NULL, "gives no columns"},
    {"PRAGMA query_only = OFF", "1", NULL, NULL, false, NULL, "may only read"},
    {"PRAGMA journal_mode = WAL", "1", NULL, NULL, false, NULL, "may only read"},
    {"BEGIN", "1", NULL, NULL, false, NULL, "may only read"},
    {"SELECT load_extension('x')", "1", NULL, NULL, false, NULL, "not authorized"},
    /* and one that never ends by itself */
    {"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", "1",
     NULL, NULL, false, NULL,
     "takes too long and was stopped after 20 million steps of SQLite: does its recursion end"},
    {"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c", "20",
     NULL, NULL, false, NULL, "after 20 million steps"},
};

static void check_vector(const struct vector *v, struct expect_outcome *outcome)
{
    char equals[64], min[64], max[64], sql[256], name[] = "x";
    snprintf(sql, sizeof sql, "%s", v->sql);
    snprintf(equals, sizeof equals, "%s", v->equals != NULL ? v->equals : "");
    snprintf(min, sizeof min, "%s", v->min != NULL ? v->min : "");
    snprintf(max, sizeof max, "%s", v->max != NULL ? v->max : "");
    const struct scenario_expectation expectation = {.name = name,
                                                     .sql = sql,
                                                     .equals = v->equals != NULL ? equals : NULL,
                                                     .min = v->min != NULL ? min : NULL,
                                                     .max = v->max != NULL ? max : NULL};
    ck_assert_int_eq(expect_check(db, &expectation, outcome), FK_OK);
}

static void judge_vector(const struct vector *v)
{
    struct stat before, after;
    struct expect_outcome outcome;
    ck_assert_int_eq(stat(path, &before), 0);
    check_vector(v, &outcome);
    const char *error = outcome.error != NULL ? outcome.error : "(none)";
    ck_assert_msg(outcome.pass == v->pass, "%s: pass %d, error %s", v->sql, outcome.pass, error);
    ck_assert_msg((outcome.error == NULL) == (v->error == NULL), "%s: error %s", v->sql, error);
    if (v->error != NULL) {
        ck_assert_msg(strstr(error, v->error) != NULL, "%s: error %s", v->sql, error);
    }
    if (v->actual != NULL) {
        ck_assert_str_eq(outcome.actual, v->actual);
    } else if (v->error != NULL) {
        ck_assert_ptr_null(outcome.actual);
    }
    expect_outcome_fini(&outcome);
    ck_assert_int_eq(stat(path, &after), 0);
    ck_assert_int_eq(before.st_size, after.st_size);
    ck_assert_int_eq(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    ck_assert_int_ne(access("/tmp/feikong-attached.db", F_OK), 0);
    ck_assert_int_ne(access("/tmp/feikong-vacuum.db", F_OK), 0);
    /* the connection still works */
    ck_assert_int_eq(run_db_int(db, "SELECT count(*) FROM orders", -1), 200);
}

START_TEST(queries_are_judged)
{
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        judge_vector(&vectors[i]);
    }
}
END_TEST

/* One level names the one below twice: preparing takes twice as long with each. */
#define LEVEL(n, below)                                                                            \
    ", " n " AS (SELECT (SELECT x FROM " below ") + (SELECT x FROM " below ") x)"
#define SLOW_TO_PREPARE                                                                            \
    "WITH a AS (SELECT 1 x)" LEVEL("b", "a") LEVEL("c", "b") LEVEL("d", "c") LEVEL("e", "d")       \
        LEVEL("f", "e") LEVEL("g", "f") LEVEL("h", "g") LEVEL("i", "h") LEVEL("j", "i")            \
            LEVEL("k", "j") LEVEL("l", "k") LEVEL("m", "l") LEVEL("n", "m") LEVEL("o", "n")        \
                LEVEL("p", "o") LEVEL("q", "p") LEVEL("r", "q") LEVEL("s", "r") LEVEL("t", "s")    \
                    LEVEL("u", "t") LEVEL("v", "u") " SELECT x FROM v"

/* Queries of foreign hands: no addresses, and an end in time and memory, whatever a step does. */
static const struct vector guarded[] = {
    {"SELECT hex(fts3_tokenizer('simple'))", NULL, NULL, "0", false, NULL, "not authorized"},
    {"SELECT load_extension('x')", "1", NULL, NULL, false, NULL, "not authorized"},
    {"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c", "1",
     NULL, NULL, false, NULL, "takes too long"},
    {SLOW_TO_PREPARE, "1", NULL, NULL, false, NULL, "takes too long"},
    {"SELECT length(replace(hex(zeroblob(200000000)), '0', 'abc'))", "1", NULL, NULL, false, NULL,
     "too big"},
    {"SELECT hex(zeroblob(20000)) LIKE replace(hex(zeroblob(2000)), '00', '%0') || '1'", "1", NULL,
     NULL, false, NULL, "too complex"},
    {"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 100000) "
     "SELECT b FROM (SELECT randomblob(40000) AS b FROM c) ORDER BY b",
     "1", NULL, NULL, false, NULL, "memory"},
};

/* SQLite has its memory again: a connection without a limit of time reads what there is. */
static void expect_alive(void)
{
    struct run_db *other = NULL;
    struct run_rows *rows = NULL;
    struct fk_diag diag = {.text = ""};
    ck_assert_msg(run_db_open(&other, path, &diag) == FK_OK, "%s", diag.text);
    ck_assert_msg(run_rows_begin(&rows, other, "SELECT hex(zeroblob(20000)) FROM orders", &diag) ==
                      FK_OK,
                  "%s", diag.text);
    for (int i = 0; i < 200; i++)
        ck_assert_msg(run_rows_next(rows, &diag) == 1, "%d: %s", i, diag.text);
    run_rows_end(rows);
    run_db_close(other);
}

START_TEST(guarded_queries_end)
{
    struct expect_outcome outcome;
    struct scenario_expectation expectation = {.name = "x",
                                               .sql = (char *)guarded[_i].sql,
                                               .equals = (char *)guarded[_i].equals,
                                               .max = (char *)guarded[_i].max};
    bool is_long = strstr(guarded[_i].error, "long") != NULL;
    run_db_guard(db, is_long ? 200 : 90000, NULL); /* on a busy machine, too */
    clock_t begin = clock();
    ck_assert_int_eq(expect_check(db, &expectation, &outcome), FK_OK);
    ck_assert(!is_long || clock() - begin < CLOCKS_PER_SEC); /* of this process alone */
    expect_alive();
    ck_assert(!outcome.pass);
    ck_assert_ptr_nonnull(outcome.error);
    ck_assert_msg(strstr(outcome.error, guarded[_i].error) != NULL, "%s", outcome.error);
    expect_outcome_fini(&outcome);
}
END_TEST

/* Steps are counted, not seconds: the same query ends alike on every machine. */
START_TEST(guarded_queries_end_after_steps)
{
    struct expect_outcome outcome;
    struct scenario_expectation expectation = {
        .name = "x", .sql = (char *)guarded[2].sql, .equals = "1"};
    run_db_guard(db, 90000, NULL);
    run_db_set_limit(db, 3000000);
    ck_assert_int_eq(expect_check(db, &expectation, &outcome), FK_OK);
    ck_assert(!outcome.pass);
    ck_assert_ptr_nonnull(outcome.error);
    ck_assert_str_eq(outcome.error,
                     "the query takes too long and was stopped after 3 million steps of SQLite: "
                     "does its recursion end, and has each join its condition?");
    expect_outcome_fini(&outcome);
}
END_TEST

/* A signal ends the query that runs, or that is prepared. */
START_TEST(raised_flag_ends_a_query)
{
    static const volatile sig_atomic_t stop = 1;
    struct expect_outcome outcome;
    struct scenario_expectation expectation = {
        .name = "x", .sql = (char *)guarded[2 + _i].sql, .equals = "1"};
    run_db_guard(db, 20000, &stop);
    ck_assert_int_eq(expect_check(db, &expectation, &outcome), FK_OK);
    ck_assert(!outcome.pass);
    expect_outcome_fini(&outcome);
}
END_TEST

START_TEST(expected_is_described)
{
    static const struct {
        struct vector vector;
        const char *text;
    } described[] = {
        {{"SELECT 1", "1", NULL, NULL, true, NULL, NULL}, "= 1"},
        {{"SELECT 1", NULL, "1", NULL, true, NULL, NULL}, ">= 1"},
        {{"SELECT 1", NULL, NULL, "1", true, NULL, NULL}, "<= 1"},
        {{"SELECT 1", NULL, "1", "2", true, NULL, NULL}, "1 .. 2"},
    };
    for (size_t i = 0; i < sizeof described / sizeof described[0]; i++) {
        struct expect_outcome outcome;
        check_vector(&described[i].vector, &outcome);
        ck_assert_str_eq(outcome.expected, described[i].text);
        expect_outcome_fini(&outcome);
    }
}
END_TEST

static Suite *expect_suite(void)
{
    Suite *suite = suite_create("expect");
    TCase *judge = tcase_create("judge");
    tcase_add_checked_fixture(judge, setup, teardown);
    tcase_set_timeout(judge, 110);
    tcase_add_test(judge, queries_are_judged);
    tcase_add_test(judge, expected_is_described);
    tcase_add_loop_test(judge, guarded_queries_end, 0, (int)(sizeof guarded / sizeof guarded[0]));
    tcase_add_test(judge, guarded_queries_end_after_steps);
    tcase_add_loop_test(judge, raised_flag_ends_a_query, 0, 2);
    suite_add_tcase(suite, judge);
    return suite;
}

FK_CHECK_MAIN(expect_suite)
