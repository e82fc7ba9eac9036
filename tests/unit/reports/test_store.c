/* The recorder of reports/store/store.h: what an event becomes, and which files are left behind. */
#include "reports/store/store.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/feikong-store-XXXXXX";
static char path[64];

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
}

static size_t files_left(void)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        count += entry->d_name[0] != '.';
    }
    closedir(dir);
    return count;
}

static void clean(void)
{
    unlink(path);
    ck_assert_int_eq(rmdir(folder), 0); /* nothing else is there */
}

static struct run_store *store_open(void)
{
    struct run_store *store = NULL;
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    return store;
}

/* Records, commits and opens a sample run. */
static struct run_db *sample_open(struct sample sample)
{
    struct run_store *store = store_open();
    struct run_db *db = NULL;
    sample.recorder = run_store_recorder(store);
    ck_assert_msg(sample_run(&sample) == FK_OK, "%s", run_store_diag(store)->text);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    return db;
}

/* First value of the first row as text, for free(). */
static char *ask(struct run_db *db, const char *sql)
{
    struct run_rows *rows = NULL;
    struct fk_diag diag;
    ck_assert_msg(run_rows_begin(&rows, db, sql, &diag) == FK_OK, "%s: %s", sql, diag.text);
    ck_assert_int_eq(run_rows_next(rows, NULL), 1);
    char *text = strdup(run_rows_text(rows, 0));
    run_rows_end(rows);
    return text;
}

#define ck_assert_sql(db, sql, expected)                                                           \
    do {                                                                                           \
        char *got_ = ask(db, sql);                                                                 \
        ck_assert_msg(strcmp(got_, expected) == 0, "%s: %s, expected %s", sql, got_, expected);    \
        free(got_);                                                                                \
    } while (0)

static const struct {
    const char *sql, *expected;
} facts[] = {
    {"SELECT id || '|' || title || '|' || source || '|' || settings FROM run",
     "S-99|Sample & <test>|tests/sample.yaml|days=11"},
    {"SELECT seed FROM run", "18446744073709551615"},
    {"SELECT fingerprint FROM run", "00112233aabbccdd"},
    {"SELECT customers || ' ' || concentrators || ' ' || feps FROM run", "10000 50 2"},
    {"SELECT wall_seconds FROM run", "1.25"},
    {"SELECT count(*) FROM v_sms WHERE kind = 'warning'", "700"},
    {"SELECT day || ' ' || clock FROM v_sms WHERE id = 1", "0 05:00:00"},
    {"SELECT submitted_clock || ' ' || delivered_clock || ' ' || state FROM v_sms WHERE id = 1",
     "08:00:00 08:00:05 delivered"},
    {"SELECT group_concat(state) FROM (SELECT state FROM v_order_state WHERE order_id = 1)",
     "created,sent,sent,sent,failed,closed"},
    {"SELECT kind || ' ' || kind_zh || ' ' || state || ' ' || result || ' ' || tries FROM v_order"
     " WHERE id = 1",
     "cut 停电 closed CRYPTO_UNAVAILABLE 3"}, /* closing does not hide the result */
    {"SELECT sent_clock || ' ' || failed_clock || ' ' || ifnull(success_clock, '-') FROM v_order"
     " WHERE id = 1",
     "08:30:05 08:33:35 -"},
    {"SELECT result || ' ' || seconds FROM v_order WHERE id = 2", "OK 10.0"},
    {"SELECT n1 || ' ' || meaning || ' ' || try || ' ' || valid_until_clock FROM v_command"
     " WHERE order_id = 1 AND try = 2",
     "1A trip 2 09:01:15"},
    {"SELECT count(*) FROM v_command WHERE result = 'CRYPTO_UNAVAILABLE' AND day = 1", "150"},
    {"SELECT printf('%.2f', amount) || ' ' || seconds FROM v_payment WHERE id = 1", "100.00 60.0"},
    {"SELECT clock || ' ' || posted_clock || ' ' || state FROM v_payment WHERE id = 1",
     "10:30:42 10:31:42 posted"},
    {"SELECT before || ' ' || after || ' ' || register_kwh FROM v_relay WHERE customer = 100",
     "closed open 24.0"},
    {"SELECT clock || ' ' || on_clock || ' ' || seconds FROM v_outage WHERE customer = 10",
     "08:30:15 10:31:15 7260.0"},
    {"SELECT count(*) FROM v_outage WHERE on_at IS NULL", "0"},
    {"SELECT kind || ' ' || day || ' ' || clock || ' ' || end_clock FROM v_fault",
     "crypto-down 1 08:00:00 12:00:00"},
    {"SELECT before || ' ' || after || ' ' || available FROM v_decision LIMIT 1",
     "warned notice -2.08"},
    {"SELECT date || ' ' || warnings || ' ' || meters FROM v_daily WHERE day = 0",
     "2026-03-02 700 10000"},
    {"SELECT cuts || ' ' || cut_failures FROM v_daily WHERE day = 1", "50 50"},
    {"SELECT count(*) FROM v_daily", "3"},
    {"SELECT count FROM v_minute WHERE day = 0 AND clock = '08:00:00' AND series ="
     " 'sms-submitted'",
     "1000"},
    {"SELECT sum(customers) FROM v_histogram WHERE day = 0 AND low = 490.0", "9000"},
    {"SELECT invariant || ' ' || customer || ' ' || clock FROM v_violation",
     "INV-03 4711 09:00:00"},
    {"SELECT count(*) FROM reading", "0"},
    {"SELECT name_zh FROM result_code_name WHERE name = 'CMD_EXPIRED'", "命令过期"},
};

START_TEST(events_become_rows)
{
    struct run_db *db = sample_open((struct sample){.days = 3,
                                                    .cuts_per_day = 100,
                                                    .pays = true,
                                                    .has_fault = true,
                                                    .has_violation = true,
                                                    .level = SIM_EVENTS});
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        ck_assert_sql(db, facts[i].sql, facts[i].expected);
    }
    run_db_close(db);
    ck_assert_uint_eq(files_left(), 1); /* neither WAL nor journal */
    clean();
}
END_TEST

/* Nobody pays: cut on D1 at 08:30:15, the run ends at D3 00:00. 39 h 29 min 45 s = 142,185 s. */
START_TEST(open_outages_count_to_the_end)
{
    struct run_db *db =
        sample_open((struct sample){.days = 3, .cuts_per_day = 100, .level = SIM_EVENTS});
    ck_assert_sql(db, "SELECT count(*) FROM v_outage WHERE on_at IS NULL", "200");
    ck_assert_sql(db, "SELECT max(seconds) FROM v_outage", "142185.0");
    ck_assert_sql(db, "SELECT seconds FROM v_outage WHERE customer = 0", "142185.0");
    run_db_close(db);
    clean();
}
END_TEST

START_TEST(summary_keeps_event_tables_empty)
{
    struct run_db *db =
        sample_open((struct sample){.days = 3, .cuts_per_day = 100, .level = SIM_SUMMARY});
    ck_assert_sql(db, "SELECT count(*) FROM orders", "0");
    ck_assert_sql(db, "SELECT count(*) FROM v_sms", "0");
    ck_assert_sql(db, "SELECT sum(sms) FROM v_daily", "1400");
    ck_assert_sql(db, "SELECT name FROM run JOIN level_name ON value = level", "summary");
    run_db_close(db);
    clean();
}
END_TEST

START_TEST(full_keeps_every_reading)
{
    struct run_db *db = sample_open((struct sample){.days = 2, .level = SIM_FULL});
    ck_assert_sql(db, "SELECT count(*) FROM reading", "20000");
    ck_assert_sql(
        db, "SELECT count(*) FROM v_reading WHERE is_present = 0 AND register_kwh IS NULL", "40");
    ck_assert_sql(db, "SELECT available FROM v_calculation WHERE customer = 3 AND day = 1",
                  "495.84");
    run_db_close(db);
    clean();
}
END_TEST

/* Rows of more than one transaction. */
START_TEST(many_events_are_all_there)
{
    struct run_store *store = store_open();
    const struct sim_recorder *r = run_store_recorder(store);
    const struct sim_run_info info = {.id = "X", .start = SAMPLE_START, .end = SAMPLE_START};
    ck_assert_int_eq(r->begin(r->context, &info), FK_OK);
    for (uint32_t i = 0; i < 210000; i++) {
        const struct sim_event event = {.at = SAMPLE_START + i, .type = EVENT_SUPPLY, .entity = i};
        ck_assert_int_eq(r->event(r->context, &event), FK_OK);
    }
    const struct sim_run_result result = {.events = 210000};
    ck_assert_int_eq(r->end(r->context, &result), FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    struct run_db *db = NULL;
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    ck_assert_sql(db, "SELECT count(*) || ' ' || max(customer) FROM supply", "210000 209999");
    run_db_close(db);
    clean();
}
END_TEST

/* a try that was given up after 60 s, and a success that comes ten minutes later. */
START_TEST(late_success_stands_in_the_command)
{
    struct run_store *store = store_open();
    const struct sim_recorder *r = run_store_recorder(store);
    const struct sim_run_info info = {.id = "X", .start = SAMPLE_START, .end = SAMPLE_START};
    const struct sim_event steps[] = {
        {.at = SAMPLE_START, .state = COMMAND_SENT, .attempt = 3},
        {.at = SAMPLE_START + MS_MINUTE,
         .state = COMMAND_ANSWERED,
         .code = RESULT_NO_METER_ANSWER,
         .attempt = 3},
        {.at = SAMPLE_START + 11 * MS_MINUTE, .state = COMMAND_ANSWERED, .code = RESULT_OK}};
    ck_assert_int_eq(r->begin(r->context, &info), FK_OK);
    for (unsigned i = 0; i < 3; i++) {
        struct sim_event event = steps[i];
        event.type = EVENT_COMMAND;
        event.kind = 0x1A;
        event.id = 5;
        event.ref = 2;
        ck_assert_int_eq(r->event(r->context, &event), FK_OK);
    }
    const struct sim_run_result result = {.events = 3};
    ck_assert_int_eq(r->end(r->context, &result), FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    struct run_db *db = NULL;
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    ck_assert_sql(db, "SELECT result || ' ' || try || ' ' || seconds FROM v_command", "OK 3 660.0");
    run_db_close(db);
    clean();
}
END_TEST

START_TEST(close_without_commit_leaves_nothing)
{
    struct run_store *store = store_open();
    struct sample sample = {
        .recorder = run_store_recorder(store), .days = 2, .cuts_per_day = 10, .level = SIM_EVENTS};
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_uint_gt(files_left(), 0);
    run_store_close(store);
    ck_assert_uint_eq(files_left(), 0);
    clean();
}
END_TEST

START_TEST(an_unfinished_run_keeps_the_file_of_before)
{
    FILE *old = fopen(path, "w");
    ck_assert_ptr_nonnull(old);
    fputs("old", old);
    fclose(old);
    struct run_store *store = store_open();
    struct fk_diag diag;
    ck_assert_int_eq(run_store_commit(store, &diag), FK_E_STATE);
    run_store_close(store);
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_size, 3);
    ck_assert_uint_eq(files_left(), 1);
    clean();
}
END_TEST

START_TEST(a_finished_run_takes_the_place)
{
    FILE *old = fopen(path, "w");
    ck_assert_ptr_nonnull(old);
    fclose(old);
    run_db_close(sample_open((struct sample){.days = 1, .level = SIM_SUMMARY}));
    ck_assert_uint_eq(files_left(), 1);
    clean();
}
END_TEST

START_TEST(places_that_cannot_be_written_are_told)
{
    struct run_store *store = NULL;
    struct fk_diag diag;
    char other[96];
    snprintf(other, sizeof other, "%s/none/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, other, &diag), FK_E_IO);
    ck_assert_ptr_null(store);
    ck_assert_ptr_nonnull(
        strstr(diag.text, "none/run.db: the database cannot be written: No such"));
    ck_assert_int_eq(run_store_open(&store, folder, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "is a folder"));
    ck_assert_int_eq(run_store_open(&store, "/proc/run.db", &diag), FK_E_IO);
    ck_assert_uint_eq(files_left(), 0);
    clean();
}
END_TEST

/* The limit on the size of files stands for a full disk. */
START_TEST(a_full_disk_is_told_and_nothing_is_left)
{
    struct run_store *store = store_open();
    struct sample sample = {
        .recorder = run_store_recorder(store), .days = 3, .cuts_per_day = 100, .level = SIM_FULL};
    const struct rlimit limit = {300000, 300000};
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(sample_run(&sample), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(run_store_diag(store)->text, "run.db: "));
    ck_assert_int_eq(run_store_diag(store)->kind, FK_E_IO);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_E_STATE);
    run_store_close(store);
    ck_assert_uint_eq(files_left(), 0);
    clean();
}
END_TEST

START_TEST(calls_out_of_order_are_refused)
{
    struct run_store *store = store_open();
    const struct sim_recorder *r = run_store_recorder(store);
    const struct sim_event event = {.type = EVENT_SUPPLY};
    const struct sim_event wrong = {.type = EVENT_TYPES};
    const struct sim_run_info info = {.id = "X"};
    const struct sim_run_result result = {.events = 1};
    const struct run_invariant invariant = {.number = 1};
    ck_assert_int_eq(r->event(r->context, &event), FK_E_STATE);
    ck_assert_int_eq(r->end(r->context, &result), FK_E_STATE);
    ck_assert_int_eq(r->begin(r->context, &info), FK_OK);
    ck_assert_int_eq(r->begin(r->context, &info), FK_E_STATE);
    ck_assert_int_eq(r->event(r->context, &wrong), FK_E_RANGE);
    char unknown[64];
    snprintf(unknown, sizeof unknown, "event type %u is unknown", (unsigned)EVENT_TYPES);
    ck_assert_ptr_nonnull(strstr(run_store_diag(store)->text, unknown));
    ck_assert_int_eq(run_store_add_invariant(store, &invariant, NULL), FK_E_STATE);
    ck_assert_int_eq(r->end(r->context, &result), FK_OK);
    ck_assert_int_eq(run_store_add_invariant(store, &invariant, NULL), FK_OK);
    ck_assert_int_eq(r->event(r->context, &event), FK_E_STATE);
    run_store_close(store);
    clean();
}
END_TEST

START_TEST(other_files_are_no_runs)
{
    struct run_db *db = NULL;
    struct fk_diag diag;
    ck_assert_int_eq(run_db_open(&db, path, &diag), FK_E_IO);
    ck_assert_ptr_null(db);
    FILE *text = fopen(path, "w");
    ck_assert_ptr_nonnull(text);
    fputs("this is a text, not a database, and it is long enough to be looked at", text);
    fclose(text);
    ck_assert_int_eq(run_db_open(&db, path, &diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "is not the database of a run"));
    ck_assert_uint_eq(files_left(), 1);
    clean();
}
END_TEST

static void make_run(const char *file, uint32_t days)
{
    struct run_store *store = NULL;
    ck_assert_int_eq(run_store_open(&store, file, NULL), FK_OK);
    struct sample sample = {.recorder = run_store_recorder(store), .days = days, .cuts_per_day = 2};
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_int_eq(run_store_add_setting(store, 1, "sms.rate", days == 2 ? "2" : "3", NULL),
                     FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
}

/* Bytes 60 to 63 of a database are its user_version, the highest first. */
START_TEST(another_version_is_refused)
{
    struct run_db *db = NULL;
    struct fk_diag diag;
    make_run(path, 2);
    FILE *file = fopen(path, "r+");
    ck_assert_int_eq(fseek(file, 63, SEEK_SET), 0);
    ck_assert_int_eq(fputc(1, file), 1);
    fclose(file);
    ck_assert_int_eq(run_db_open(&db, path, &diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "its schema has version 1, this program reads 13: run "
                                            "the scenario again"));
    ck_assert_ptr_null(db);
    char second[100]; /* as the second of two as well */
    snprintf(second, sizeof second, "%s-b", path);
    make_run(second, 2);
    ck_assert_int_eq(run_db_open_pair(&db, second, path, &diag), FK_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(diag.text, "version 1"));
    unlink(second);
    clean();
}
END_TEST

/* The database of a run it is, but somebody else holds it. */
START_TEST(one_that_is_held_is_told_so)
{
    struct run_db *db = NULL;
    struct fk_diag diag;
    sqlite3 *holder = NULL;
    make_run(path, 2);
    ck_assert_int_eq(sqlite3_open(path, &holder), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(holder, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(run_db_open(&db, path, &diag), FK_E_IO);
    ck_assert_ptr_nonnull(strstr(diag.text, "the database cannot be read: database is locked"));
    sqlite3_close(holder);
    ck_assert_int_eq(run_db_open(&db, path, &diag), FK_OK);
    run_db_close(db);
    clean();
}
END_TEST

START_TEST(two_at_once)
{
    char second[100];
    struct run_db *db = NULL;
    struct fk_diag diag;
    snprintf(second, sizeof second, "%s-b", path);
    make_run(path, 2);
    ck_assert_int_eq(run_db_open_pair(&db, path, second, &diag), FK_E_IO);
    make_run(second, 3);
    ck_assert_int_eq(run_db_open_pair(&db, path, second, &diag), FK_OK);
    ck_assert_sql(db,
                  "SELECT (SELECT count(*) FROM v_daily) || ' ' ||"
                  " (SELECT count(*) FROM other.v_daily) || ' ' ||"
                  " (SELECT value FROM setting) || ' ' || (SELECT value FROM other.setting)",
                  "2 3 2 3");
    ck_assert_sql(db, "SELECT :number", "0");
    run_db_set_number(db, 4711);
    ck_assert_sql(db, "SELECT :number", "4711");
    run_db_close(db);
    unlink(second);
    clean();
}
END_TEST

static Suite *store_suite(void)
{
    Suite *suite = suite_create("store");
    TCase *rows = tcase_create("rows");
    tcase_add_checked_fixture(rows, setup, NULL);
    tcase_set_timeout(rows, 60);
    tcase_add_test(rows, events_become_rows);
    tcase_add_test(rows, open_outages_count_to_the_end);
    tcase_add_test(rows, summary_keeps_event_tables_empty);
    tcase_add_test(rows, full_keeps_every_reading);
    tcase_add_test(rows, many_events_are_all_there);
    tcase_add_test(rows, late_success_stands_in_the_command);
    suite_add_tcase(suite, rows);
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, setup, NULL);
    tcase_add_test(files, close_without_commit_leaves_nothing);
    tcase_add_test(files, an_unfinished_run_keeps_the_file_of_before);
    tcase_add_test(files, a_finished_run_takes_the_place);
    tcase_add_test(files, places_that_cannot_be_written_are_told);
    tcase_add_test(files, a_full_disk_is_told_and_nothing_is_left);
    tcase_add_test(files, calls_out_of_order_are_refused);
    tcase_add_test(files, other_files_are_no_runs);
    tcase_add_test(files, another_version_is_refused);
    tcase_add_test(files, one_that_is_held_is_told_so);
    tcase_add_test(files, two_at_once);
    suite_add_tcase(suite, files);
    return suite;
}

FK_CHECK_MAIN(store_suite)
