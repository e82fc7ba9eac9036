#include "reports/store/store_schema.h"

#include "reports/store/schema.h"

#include <stdio.h>

static int schema_run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? FK_OK : FK_E_IO;
}

/* A table of names with its rows. */
static int schema_create_names(sqlite3 *db, const struct schema_names *names)
{
    char sql[160];
    sqlite3_stmt *statement = NULL;
    snprintf(sql, sizeof sql,
             "CREATE TABLE %s (value INTEGER PRIMARY KEY, name TEXT NOT NULL, name_zh TEXT) STRICT",
             names->table);
    int result = schema_run(db, sql);
    snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?, ?, ?)", names->table);
    if (result == FK_OK && sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
        result = FK_E_IO;
    }
    for (unsigned value = 0; value < names->count && result == FK_OK; value++) {
        sqlite3_bind_int64(statement, 1, value);
        sqlite3_bind_text(statement, 2, names->name(value), -1, SQLITE_STATIC);
        if (names->name_zh != NULL) {
            sqlite3_bind_text(statement, 3, names->name_zh(value), -1, SQLITE_STATIC);
        }
        result = sqlite3_step(statement) == SQLITE_DONE ? FK_OK : FK_E_IO;
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    return result;
}

int store_schema_create(sqlite3 *db)
{
    char sql[SCHEMA_SQL_MAX];
    int result = schema_run(db, "BEGIN");
    for (size_t i = 0; i < schema_table_count && result == FK_OK; i++) {
        result = schema_write_table(&schema_tables[i], sql, sizeof sql);
        result = result == FK_OK ? schema_run(db, sql) : result;
    }
    for (size_t i = 0; i < schema_names_count && result == FK_OK; i++) {
        result = schema_create_names(db, &schema_names[i]);
    }
    for (size_t i = 0; i < schema_view_count && result == FK_OK; i++) {
        result = schema_write_view(&schema_views[i], sql, sizeof sql);
        result = result == FK_OK ? schema_run(db, sql) : result;
    }
    if (result == FK_OK) {
        result = schema_write_daily(sql, sizeof sql);
        result = result == FK_OK ? schema_run(db, sql) : result;
    }
    for (size_t i = 0; i < schema_report_count && result == FK_OK; i++) {
        result = schema_write_report(&schema_reports[i], sql, sizeof sql);
        result = result == FK_OK ? schema_run(db, sql) : result;
    }
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d; PRAGMA application_id = %d; COMMIT",
             SCHEMA_VERSION, SCHEMA_APPLICATION);
    return result == FK_OK ? schema_run(db, sql) : result;
}

int store_schema_hands(sqlite3 *db)
{
    return schema_run(db, schema_hands);
}

int store_schema_index(sqlite3 *db)
{
    char sql[SCHEMA_SQL_MAX];
    int result = FK_OK;
    for (size_t i = 0; i < schema_index_count && result == FK_OK; i++) {
        result = schema_write_index(&schema_indices[i], sql, sizeof sql);
        result = result == FK_OK ? schema_run(db, sql) : result;
    }
    return result;
}
