#include "reports/store/store.h"

#include "reports/store/schema.h"
#include "reports/store/store_watchdog.h"

#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STEPS_PER_CALL 1000000 /* of SQLite's machine between two looks at the limit */
#define GUARDED_STEPS  20000   /* the same for queries of foreign hands: one step may take long */
#define GUARDED_LENGTH 50000   /* bytes of a text: bounds what one step can take */
#define GUARDED_WORDS  200     /* bytes of a pattern of LIKE or GLOB */

#define TOO_LONG "the query takes too long and was stopped"
#define ENDLESS                                                                                    \
    TOO_LONG " after %" PRIu32 " million steps of SQLite: does its recursion end, and has each "   \
             "join its condition?"

struct run_db {
    sqlite3 *db;
    uint32_t calls; /* of the progress handler since the statement began */
    uint32_t calls_max, steps_per_call;
    bool is_refused, is_late; /* why the statement at hand was not prepared */
    bool is_short;            /* a statement failed for want of memory */
    uint32_t limit_ms;        /* of a statement, 0: none; `deadline` of the one that runs */
    int64_t deadline;
    const volatile sig_atomic_t *stop; /* NULL: never */
    struct watchdog watchdog;          /* of the statement at hand, if there is a limit */
    int64_t number;                    /* of the parameter :number */
    uint32_t events_read;              /* of run_db_events_read */
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct run_rows {
    struct run_db *db;
    sqlite3_stmt *statement;
};

static bool db_is_over(const struct run_db *db)
{
    return (db->limit_ms > 0 && now_ms() > db->deadline) || (db->stop != NULL && *db->stop);
}

static void note_table(struct run_db *db, const char *name)
{
    for (size_t i = 0; i < schema_table_count; i++)
        if (schema_tables[i].event >= 0 && sqlite3_stricmp(schema_tables[i].name, name) == 0)
            db->events_read |= UINT32_C(1) << schema_tables[i].event;
}

/* Only what a SELECT does; functions that load code are off in a connection unless asked for. */
static int db_authorize(void *context, int action, const char *a, const char *b, const char *c,
                        const char *d)
{
    (void)c;
    (void)d;
    struct run_db *db = context;
    /* fts3_tokenizer gives and takes addresses of this process. */
    bool is_unsafe =
        action == SQLITE_FUNCTION && b != NULL &&
        (sqlite3_stricmp(b, "fts3_tokenizer") == 0 || sqlite3_stricmp(b, "load_extension") == 0);
    bool is_reading = action == SQLITE_SELECT || action == SQLITE_READ ||
                      action == SQLITE_RECURSIVE || action == SQLITE_FUNCTION;
    /* Asked for each part while a statement is prepared, which may take for ever, too: parts that
     * name others twice double with every level. */
    if (db_is_over(db)) {
        db->is_late = true;
        return SQLITE_DENY;
    }
    if (action == SQLITE_READ && a != NULL)
        note_table(db, a);
    bool is_allowed = is_reading && !is_unsafe;
    db->is_refused = db->is_refused || !is_allowed;
    return is_allowed ? SQLITE_OK : SQLITE_DENY;
}

static int db_progress(void *context)
{
    struct run_db *db = context;
    return ++db->calls > db->calls_max || db_is_over(db);
}

static int db_pragma(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int id = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        id = sqlite3_column_int(statement, 0);
    }
    sqlite3_finalize(statement);
    return id;
}

/* A query that may only take so much memory is wrong, if it takes more; else there is none. */
static enum fk_err db_error(struct run_db *db)
{
    bool is_short = sqlite3_errcode(db->db) == SQLITE_NOMEM && db->limit_ms == 0;
    db->is_short = db->is_short || is_short;
    return is_short ? FK_E_MEMORY : FK_E_FORMAT;
}

int run_db_check(const struct run_db *db, struct fk_diag *diag)
{
    return db->is_short ? fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory") : FK_OK;
}

/* Kind and version of the file `path`, which the connection calls `name`. */
static int db_check(sqlite3 *db, const char *name, const char *path, struct fk_diag *diag)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA %s.application_id", name);
    int application = db_pragma(db, sql);
    if (sqlite3_errcode(db) == SQLITE_NOMEM)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "%s: the database cannot be read: out of memory",
                       path);
    if (sqlite3_errcode(db) == SQLITE_BUSY || sqlite3_errcode(db) == SQLITE_CANTOPEN)
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: the database cannot be read: %s", path,
                       sqlite3_errmsg(db));
    if (application != SCHEMA_APPLICATION)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                       "%s: is not the database of a run, which feikong run --out makes", path);
    snprintf(sql, sizeof sql, "PRAGMA %s.user_version", name);
    int version = db_pragma(db, sql);
    if (version != SCHEMA_VERSION)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                       "%s: its schema has version %d, this program reads %d: run the scenario "
                       "again",
                       path, version, SCHEMA_VERSION);
    return FK_OK;
}

static int db_attach(sqlite3 *db, const char *path, struct fk_diag *diag)
{
    sqlite3_stmt *statement = NULL;
    int result = FK_OK;
    if (sqlite3_prepare_v2(db, "ATTACH ? AS other", -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_DONE)
        result = fk_fail(diag, FK_E_IO, NULL, 0, "%s: the database cannot be read: %s", path,
                         sqlite3_errmsg(db));
    sqlite3_finalize(statement);
    return result;
}

int run_db_open(struct run_db **out, const char *path, struct fk_diag *diag)
{
    return run_db_open_pair(out, path, NULL, diag);
}

int run_db_open_pair(struct run_db **out, const char *path, const char *other, struct fk_diag *diag)
{
    *out = NULL;
    struct run_db *db = calloc(1, sizeof *db);
    if (db == NULL) {
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to read %s", path);
    }
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &db->db, flags, NULL) != SQLITE_OK) {
        int result = fk_fail(diag, FK_E_IO, NULL, 0, "%s: the database cannot be read: %s", path,
                             sqlite3_errmsg(db->db));
        run_db_close(db);
        return result;
    }
    int result = db_check(db->db, "main", path, diag);
    result = result == FK_OK && other != NULL ? db_attach(db->db, other, diag) : result;
    result = result == FK_OK && other != NULL ? db_check(db->db, "other", other, diag) : result;
    if (result != FK_OK) {
        run_db_close(db);
        return result;
    }
    sqlite3_busy_timeout(db->db, 5000);
    sqlite3_exec(db->db, "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    sqlite3_set_authorizer(db->db, db_authorize, db);
    db->steps_per_call = STEPS_PER_CALL;
    run_db_set_limit(db, RUN_DB_STEPS_MAX);
    sqlite3_progress_handler(db->db, STEPS_PER_CALL, db_progress, db);
    *out = db;
    return FK_OK;
}

void run_db_set_number(struct run_db *db, int64_t number)
{
    db->number = number;
}

uint32_t run_db_events_read(struct run_db *db)
{
    uint32_t events = db->events_read;
    db->events_read = 0;
    return events;
}

void run_db_set_limit(struct run_db *db, uint32_t steps)
{
    db->calls_max = steps / db->steps_per_call;
}

void run_db_guard(struct run_db *db, uint32_t limit_ms, const volatile sig_atomic_t *stop)
{
    db->limit_ms = limit_ms;
    db->stop = stop;
    db->steps_per_call = GUARDED_STEPS;
    run_db_set_limit(db, RUN_DB_STEPS_MAX);
    sqlite3_limit(db->db, SQLITE_LIMIT_LENGTH, GUARDED_LENGTH);
    sqlite3_limit(db->db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, GUARDED_WORDS);
    sqlite3_progress_handler(db->db, GUARDED_STEPS, db_progress, db);
    (void)sqlite3_hard_heap_limit64(RUN_DB_HEAP_MAX);
}

void run_db_close(struct run_db *db)
{
    if (db != NULL) {
        sqlite3_close(db->db);
        if (db->limit_ms > 0)
            (void)sqlite3_hard_heap_limit64(0);
        free(db);
    }
}

/* Anything but blanks and comments behind the first statement is a second one. */
static bool rows_has_more(sqlite3 *db, const char *tail)
{
    sqlite3_stmt *next = NULL;
    bool has_more = sqlite3_prepare_v2(db, tail, -1, &next, NULL) != SQLITE_OK || next != NULL;
    sqlite3_finalize(next);
    return has_more;
}

static void rows_watch(struct run_db *db)
{
    db->calls = 0;
    db->deadline = now_ms() + db->limit_ms;
    db->is_refused = db->is_late = false;
    if (db->limit_ms > 0)
        watchdog_start(&db->watchdog, db->db, db->deadline, db->stop);
}

/* Why a statement was not prepared; ends the watch. */
static int rows_refuse(struct run_db *db, struct fk_diag *diag)
{
    bool is_late = db->is_late || watchdog_has_barked(&db->watchdog);
    enum fk_err err = db->is_refused ? FK_REFUSED : db_error(db);
    char why[160];
    snprintf(why, sizeof why, "%s%s", sqlite3_errmsg(db->db),
             db->is_refused ? ": a query may only read (SELECT)" : "");
    watchdog_stop(&db->watchdog, RUN_DB_HEAP_MAX);
    return fk_fail(diag, err, NULL, 0, "%s", is_late ? TOO_LONG : why);
}

int run_rows_begin(struct run_rows **out, struct run_db *db, const char *sql, struct fk_diag *diag)
{
    *out = NULL;
    sqlite3_stmt *statement = NULL;
    const char *tail = "";
    rows_watch(db);
    if (sqlite3_prepare_v2(db->db, sql, -1, &statement, &tail) != SQLITE_OK)
        return rows_refuse(db, diag);
    const char *problem = NULL;
    if (statement == NULL) {
        problem = "there is no query";
    } else if (rows_has_more(db->db, tail)) {
        problem = "there is more than one statement";
    } else if (sqlite3_column_count(statement) == 0) {
        problem = "the statement gives no columns";
    }
    struct run_rows *rows = problem == NULL ? calloc(1, sizeof *rows) : NULL;
    if (rows == NULL) {
        sqlite3_finalize(statement);
        watchdog_stop(&db->watchdog, RUN_DB_HEAP_MAX);
        db->is_short = db->is_short || problem == NULL;
        return fk_fail(diag, problem != NULL ? FK_E_FORMAT : FK_E_MEMORY, NULL, 0, "%s",
                       problem != NULL ? problem : "no memory for a query");
    }
    int parameter = sqlite3_bind_parameter_index(statement, ":number");
    if (parameter > 0)
        (void)sqlite3_bind_int64(statement, parameter, db->number);
    rows->db = db;
    rows->statement = statement;
    *out = rows;
    return FK_OK;
}

int run_rows_next(struct run_rows *rows, struct fk_diag *diag)
{
    int stepped = sqlite3_step(rows->statement);
    if (stepped == SQLITE_ROW) {
        return 1;
    }
    if (stepped == SQLITE_DONE) {
        return 0;
    }
    bool is_endless = stepped == SQLITE_INTERRUPT || watchdog_has_barked(&rows->db->watchdog);
    if (is_endless && rows->db->calls > rows->db->calls_max)
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, ENDLESS,
                       rows->db->calls_max / (1000000 / rows->db->steps_per_call));
    return fk_fail(diag, is_endless ? FK_E_FORMAT : db_error(rows->db), NULL, 0, "%s",
                   is_endless ? TOO_LONG : sqlite3_errmsg(rows->db->db));
}

int run_rows_columns(const struct run_rows *rows)
{
    return sqlite3_column_count(rows->statement);
}

const char *run_rows_name(const struct run_rows *rows, int column)
{
    return sqlite3_column_name(rows->statement, column);
}

enum run_value run_rows_type(const struct run_rows *rows, int column)
{
    switch (sqlite3_column_type(rows->statement, column)) {
    case SQLITE_INTEGER:
        return RUN_INTEGER;
    case SQLITE_FLOAT:
        return RUN_REAL;
    case SQLITE_TEXT:
        return RUN_TEXT;
    case SQLITE_BLOB:
        return RUN_BLOB;
    default:
        return RUN_NULL;
    }
}

int64_t run_rows_int(const struct run_rows *rows, int column)
{
    return sqlite3_column_int64(rows->statement, column);
}

double run_rows_real(const struct run_rows *rows, int column)
{
    return sqlite3_column_double(rows->statement, column);
}

const char *run_rows_text(const struct run_rows *rows, int column)
{
    const unsigned char *text = sqlite3_column_text(rows->statement, column);
    return text != NULL ? (const char *)text : "";
}

void run_rows_end(struct run_rows *rows)
{
    if (rows != NULL) {
        sqlite3_finalize(rows->statement);
        watchdog_stop(&rows->db->watchdog, RUN_DB_HEAP_MAX);
        free(rows);
    }
}

int64_t run_db_int(struct run_db *db, const char *sql, int64_t missing)
{
    struct run_rows *rows = NULL;
    int64_t value = missing;
    if (run_rows_begin(&rows, db, sql, NULL) == FK_OK && run_rows_next(rows, NULL) == 1 &&
        run_rows_type(rows, 0) != RUN_NULL) {
        value = run_rows_int(rows, 0);
    }
    run_rows_end(rows);
    return value;
}
