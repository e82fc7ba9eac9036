/* docs/schema.md names exactly the tables, views and columns of a fresh database, in their order.
 */
#include "reports/store/store.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/reports/sample_run.h"

#include <stdlib.h>
#include <unistd.h>

#define LINE_SIZE 400

/* Appends "name(column,column)\n" lines; tables of names ("..._name") are left out here. */
static char *documented(FILE *doc)
{
    char *out = NULL, line[LINE_SIZE], name[80];
    size_t size = 0;
    FILE *text = open_memstream(&out, &size);
    bool is_open = false;
    while (fgets(line, sizeof line, doc) != NULL) {
        bool is_heading = sscanf(line, "### `%79[^`]`", name) == 1;
        if (is_heading || strncmp(line, "## ", 3) == 0) {
            fputs(is_open ? "\n" : "", text);
            is_open = is_heading;
        }
        if (is_heading) {
            fprintf(text, "%s:", name);
        } else if (is_open && sscanf(line, "| `%79[^`]`", name) == 1) {
            fprintf(text, " %s", name);
        }
    }
    fclose(text);
    return out;
}

static void write_columns(FILE *text, struct run_db *db, const char *name)
{
    char sql[160];
    struct run_rows *rows = NULL;
    snprintf(sql, sizeof sql, "SELECT * FROM %s", name);
    ck_assert_int_eq(run_rows_begin(&rows, db, sql, NULL), FK_OK);
    fprintf(text, "%s:", name);
    for (int i = 0; i < run_rows_columns(rows); i++) {
        fprintf(text, " %s", run_rows_name(rows, i));
    }
    fputc('\n', text);
    run_rows_end(rows);
}

static char *actual(struct run_db *db)
{
    char *out = NULL;
    size_t size = 0;
    struct run_rows *rows = NULL;
    FILE *text = open_memstream(&out, &size);
    ck_assert_int_eq(run_rows_begin(&rows, db,
                                    "SELECT name FROM sqlite_master WHERE type IN ('table',"
                                    " 'view') AND name NOT LIKE '%\\_name' ESCAPE '\\'"
                                    " ORDER BY type, rowid",
                                    NULL),
                     FK_OK);
    while (run_rows_next(rows, NULL) == 1) {
        write_columns(text, db, run_rows_text(rows, 0));
    }
    run_rows_end(rows);
    fclose(text);
    return out;
}

static struct run_db *fresh(char *folder, char path[64])
{
    struct run_store *store = NULL;
    struct run_db *db = NULL;
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, 64, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    struct sample sample = {.recorder = run_store_recorder(store), .days = 1, .level = SIM_SUMMARY};
    ck_assert_int_eq(sample_run(&sample), FK_OK);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    return db;
}

static void drop(struct run_db *db, const char *folder, const char *path)
{
    run_db_close(db);
    unlink(path);
    ck_assert_int_eq(rmdir(folder), 0);
}

START_TEST(document_is_complete)
{
    char folder[] = "/tmp/feikong-schema-XXXXXX", path[64];
    struct run_db *db = fresh(folder, path);
    FILE *doc = fopen(FK_TEST_DIR "/../docs/schema.md", "r");
    ck_assert_ptr_nonnull(doc);
    char *said = documented(doc), *is = actual(db);
    fclose(doc);
    ck_assert_ptr_nonnull(strstr(is, "v_daily: day date meters"));
    ck_assert_str_eq(said, is);
    free(said);
    free(is);
    drop(db, folder, path);
}
END_TEST

START_TEST(tables_of_names_are_documented)
{
    char folder[] = "/tmp/feikong-schema-XXXXXX", path[64], quoted[96];
    struct run_db *db = fresh(folder, path);
    FILE *doc = fopen(FK_TEST_DIR "/../docs/schema.md", "r");
    char *text = NULL;
    size_t size = 0;
    ck_assert_int_gt(getdelim(&text, &size, 0, doc), 0);
    fclose(doc);
    struct run_rows *rows = NULL;
    int count = 0;
    ck_assert_int_eq(run_rows_begin(&rows, db,
                                    "SELECT name FROM sqlite_master WHERE name LIKE '%\\_name'"
                                    " ESCAPE '\\'",
                                    NULL),
                     FK_OK);
    for (; run_rows_next(rows, NULL) == 1; count++) {
        snprintf(quoted, sizeof quoted, "`%s`", run_rows_text(rows, 0));
        ck_assert_msg(strstr(text, quoted) != NULL, "%s is not in docs/schema.md", quoted);
    }
    run_rows_end(rows);
    ck_assert_int_eq(count, 33);
    ck_assert_int_eq(run_db_int(db, "SELECT count(*) FROM result_code_name", 0), RESULT_CODES);
    ck_assert_int_eq(run_db_int(db, "SELECT count(*) FROM series_name", 0), SERIES_COUNT);
    for (unsigned code = 0; code < RESULT_CODES; code++) { /* each is explained */
        char row[512];
        snprintf(row, sizeof row, "| `%s` | %s | %s | %s |", result_code_name(code),
                 result_code_name_zh(code), result_code_meaning(code),
                 result_code_meaning_zh(code));
        ck_assert_msg(strstr(text, row) != NULL, "docs/schema.md has no row %s", row);
    }
    free(text);
    drop(db, folder, path);
}
END_TEST

START_TEST(every_table_is_strict)
{
    char folder[] = "/tmp/feikong-schema-XXXXXX", path[64];
    struct run_db *db = fresh(folder, path);
    ck_assert_int_eq(run_db_int(db,
                                "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND sql"
                                " NOT LIKE '%STRICT%'",
                                -1),
                     0);
    drop(db, folder, path);
}
END_TEST

START_TEST(series_and_items_have_names)
{
    for (unsigned i = 0; i < SERIES_COUNT; i++) {
        ck_assert_ptr_nonnull(sim_series_name(i));
    }
    for (unsigned i = 0; i < DAILY_COUNT; i++) {
        ck_assert_ptr_nonnull(sim_daily_name(i));
    }
    ck_assert_str_eq(sim_series_name(SERIES_COUNT), "?");
    ck_assert_str_eq(sim_daily_name(DAILY_COUNT), "?");
}
END_TEST

static Suite *schema_suite(void)
{
    Suite *suite = suite_create("schema");
    TCase *doc = tcase_create("document");
    tcase_add_test(doc, document_is_complete);
    tcase_add_test(doc, tables_of_names_are_documented);
    tcase_add_test(doc, every_table_is_strict);
    tcase_add_test(doc, series_and_items_have_names);
    suite_add_tcase(suite, doc);
    return suite;
}

FK_CHECK_MAIN(schema_suite)
