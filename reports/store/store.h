/* reports/store/store.h - the SQLite file of a run: written by a recorder, read by everything else.
 *
 * Writing: run_store_open makes a database beside `path` under a temporary name and gives a
 * recorder for the simulation. After the recorder's `end` the run is complete; run_store_add_*
 * append what was found out about it; run_store_commit turns the file into one plain file and moves
 * it to `path`. run_store_close without a commit removes it: nothing half-written is left behind.
 *
 * Reading: run_db_* opens a file so that no statement can change it or reach another file.
 *
 * Errors of a recorder's call are its return value (FK_E_IO: disk full, ...; FK_E_STATE: not
 * between begin and end); the sentence is in run_store_diag. A store belongs to one thread. */
#ifndef REPORTS_STORE_STORE_H
#define REPORTS_STORE_STORE_H
#include "base/err.h"
#include "base/text.h"
#include "sim/scenario/standing.h"
#include "sim/watch/recorder.h"

#include <signal.h>
#include <stdbool.h>

struct run_store; /* opaque */

/* Opens a store for the file `path`. FK_OK and *out, to be closed by run_store_close; FK_E_IO if
 * the folder does not exist or cannot be written, if `path` is a folder; FK_E_MEMORY. */
FK_MUST_CHECK int run_store_open(struct run_store **out, const char *path, struct fk_diag *diag);

/* The recorder that writes into the store; lives as long as the store. */
const struct sim_recorder *run_store_recorder(const struct run_store *store);

/* What went wrong in the last call of the recorder that failed; never NULL. */
const struct fk_diag *run_store_diag(const struct run_store *store);

/* Whether the recorder's `end` has come and succeeded. */
bool run_store_has_ended(const struct run_store *store);

/* The file as it is now, under its temporary name; readable by run_db_open after `end`. */
const char *run_store_path(const struct run_store *store);

/* One checked expectation (sim/scenario/scenario.h). Texts in UTF-8; `actual` and `error` may be
 * NULL. */
struct run_expectation {
    const char *name, *source, *sql;
    const char *name_zh, *source_zh; /* NULL: as the other */
    const char *expected;            /* "= 100", ">= 5", "5 .. 10" */
    const char *actual;              /* what the query gave, NULL if nothing */
    const char *error;               /* why there is no value to compare, NULL if there is one */
    bool pass;
};

/* An invariant with the number of violations that the story contains and that were found. */
struct run_invariant {
    unsigned number; /* 1 .. 18 */
    const char *text;
    uint32_t expected, found;
    bool pass;
};

/* Only after `end`. FK_OK or FK_E_IO. */
FK_MUST_CHECK int run_store_add_expectation(struct run_store *store, unsigned number,
                                            const struct run_expectation *expectation,
                                            struct fk_diag *diag);
FK_MUST_CHECK int run_store_add_invariant(struct run_store *store,
                                          const struct run_invariant *invariant,
                                          struct fk_diag *diag);
/* What the scenario plans and the run did not do, in words; numbers from 1. */
FK_MUST_CHECK int run_store_add_remark(struct run_store *store, unsigned number,
                                       struct fk_text text, struct fk_diag *diag);
/* A key of the scenario with its value, as scenario_each_setting gives them; numbers from 1. */
FK_MUST_CHECK int run_store_add_setting(struct run_store *store, unsigned number, const char *key,
                                        const char *value, struct fk_diag *diag);

/* A strategy that holds for somebody (sim/scenario/catalogue.h); numbers from 1. */
FK_MUST_CHECK int run_store_add_strategy(struct run_store *store, unsigned number,
                                         const struct catalogue_row *row, struct fk_diag *diag);

/* A group of the scenario with its strategy, and who stands otherwise (sim/scenario/standing.h). */
FK_MUST_CHECK int run_store_add_group(struct run_store *store, unsigned number,
                                      const struct scenario_group *group, uint32_t strategy,
                                      struct fk_diag *diag);
FK_MUST_CHECK int run_store_add_standing(struct run_store *store,
                                         const struct standing_row *standing, struct fk_diag *diag);

/* Tells of each order who made, permitted and carries it out; once, after the
 * strategies and before anybody asks. FK_OK, FK_E_IO or FK_E_STATE. */
FK_MUST_CHECK int run_store_name_hands(struct run_store *store, struct fk_diag *diag);

/* Only after `end`: moves the file to its path, replacing what was there. FK_OK, FK_E_IO or
 * FK_E_STATE; the store stays open for run_store_close. */
FK_MUST_CHECK int run_store_commit(struct run_store *store, struct fk_diag *diag);
void run_store_close(struct run_store *store); /* NULL allowed */

struct run_db;   /* opaque: a database, open for reading */
struct run_rows; /* opaque: a query and its current row */

/* Opens `path` for reading. Only SELECT is allowed on it: no writing, ATTACH, PRAGMA or extension,
 * and a statement that works longer than RUN_DB_STEPS_MAX steps of SQLite's machine is stopped.
 * FK_E_IO if it cannot be opened, FK_E_FORMAT if it is no database of a run or one of another
 * version of the schema. */
FK_MUST_CHECK int run_db_open(struct run_db **out, const char *path, struct fk_diag *diag);
/* The same for two databases: the tables and views of `path` are called main.NAME or NAME, those of
 * `other` other.NAME. */
FK_MUST_CHECK int run_db_open_pair(struct run_db **out, const char *path, const char *other,
                                   struct fk_diag *diag);
/* What the parameter :number of the statements that begin from now on stands for; 0 at first. */
void run_db_set_number(struct run_db *db, int64_t number);
/* Bits 1 << enum event_type: tables of which events the statements read, through views too, that
 * were prepared since the last call. */
uint32_t run_db_events_read(struct run_db *db);
/* FK_E_MEMORY with a sentence in *diag if a statement failed for want of it since `db` was opened:
 * what run_db_int said is missing may be there. Else FK_OK. */
FK_MUST_CHECK int run_db_check(const struct run_db *db, struct fk_diag *diag);
void run_db_close(struct run_db *db); /* NULL allowed */
/* About 25 to 60 s, and 170 times what the slowest expectation of the catalogue takes. */
#define RUN_DB_STEPS_MAX 2000000000u
/* Another limit for the statements that begin from now on, in whole millions of steps. */
void run_db_set_limit(struct run_db *db, uint32_t steps);

/* For queries of foreign hands: a statement is stopped after RUN_DB_STEPS_MAX steps, unless another
 * limit is set from now on, after `limit_ms` (> 0), or when *stop is
 * raised (NULL: never), also while it is prepared; texts, patterns and memory are bounded, so that
 * one step cannot last, and a watchdog ends what lasts all the same. The bound of memory is that
 * of SQLite in the whole process until the database is closed. */
#define RUN_DB_HEAP_MAX (INT64_C(512) << 20)
void run_db_guard(struct run_db *db, uint32_t limit_ms, const volatile sig_atomic_t *stop);

enum run_value { RUN_NULL, RUN_INTEGER, RUN_REAL, RUN_TEXT, RUN_BLOB };

/* Begins the one statement `sql`. FK_OK and *out, to be ended by run_rows_end; FK_E_FORMAT (not
 * valid SQL, more than one statement, no statement, no result columns) or FK_REFUSED (not allowed)
 * with SQLite's words in *diag. */
FK_MUST_CHECK int run_rows_begin(struct run_rows **out, struct run_db *db, const char *sql,
                                 struct fk_diag *diag);
/* Goes to the next row: 1, or 0 after the last, or FK_E_FORMAT (error while running). */
FK_MUST_CHECK int run_rows_next(struct run_rows *rows, struct fk_diag *diag);
int run_rows_columns(const struct run_rows *rows);
const char *run_rows_name(const struct run_rows *rows, int column);
/* Values of the current row. Text is never NULL and valid until the next call for these rows; NULL
 * reads as 0 and "". */
enum run_value run_rows_type(const struct run_rows *rows, int column);
int64_t run_rows_int(const struct run_rows *rows, int column);
double run_rows_real(const struct run_rows *rows, int column);
const char *run_rows_text(const struct run_rows *rows, int column);
void run_rows_end(struct run_rows *rows); /* NULL allowed */

/* First column of the first row of `sql` as an integer; `missing` if there is none or on an error.
 */
int64_t run_db_int(struct run_db *db, const char *sql, int64_t missing);
#endif
