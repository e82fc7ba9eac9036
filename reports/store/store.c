#include "reports/store/store.h"

#include "reports/page/html.h"
#include "reports/store/schema.h"
#include "reports/store/store_schema.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Rows are written in transactions of this many: large enough that the cost of a commit vanishes,
 * small enough that someone who watches the file sees the run go on. */
#define TRANSACTION_ROWS 200000u

enum store_phase { STORE_NEW, STORE_RUNNING, STORE_ENDED, STORE_COMMITTED };

/* Statements that no event fills. */
enum store_statement {
    STORE_VIOLATION,
    STORE_MINUTE,
    STORE_DAILY,
    STORE_HISTOGRAM,
    STORE_EXPECTATION,
    STORE_INVARIANT,
    STORE_REMARK,
    STORE_SETTING,
    STORE_CATALOGUE,
    STORE_GROUP,
    STORE_STANDING,
    STORE_STATEMENTS
};

static const char *const store_sql[STORE_STATEMENTS] = {
    [STORE_VIOLATION] = "INSERT INTO violation VALUES (?, ?, ?, ?, ?)",
    /* a minute is told in parts where things of a series are counted in batches */
    [STORE_MINUTE] = "INSERT INTO minute VALUES (?, ?, ?) ON CONFLICT (series, at) DO UPDATE SET "
                     "count = count + excluded.count",
    [STORE_DAILY] = "INSERT INTO daily VALUES (?, ?, ?)",
    [STORE_HISTOGRAM] = "INSERT INTO histogram VALUES (?, ?, ?, ?)",
    [STORE_EXPECTATION] =
        "INSERT INTO expectation VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?, nullif(?, ''))",
    [STORE_INVARIANT] = "INSERT INTO invariant VALUES (?, ?, ?, ?, ?)",
    [STORE_REMARK] = "INSERT INTO remark VALUES (?, ?, ?)",
    [STORE_SETTING] = "INSERT INTO setting VALUES (?, ?, ?)",
    [STORE_GROUP] = "INSERT INTO customer_group VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0))",
    [STORE_STANDING] =
        "INSERT INTO customer_own VALUES (?, nullif(?, 0), ?, ?, ?, ?, nullif(?, 0), nullif(?, 0))",
    [STORE_CATALOGUE] = "INSERT INTO catalogue VALUES (?, ?, nullif(?, 0), ?, ?, ?, nullif(?, 0), "
                        "nullif(?, -1000000000000), nullif(?, 0), nullif(?, 0), ?, ?, ?, ?)",
};

/* Fields of struct sim_event under the names that the parameters of the schema have. */
enum event_field {
    FIELD_AT,
    FIELD_VALUE,
    FIELD_ENTITY,
    FIELD_SEQ,
    FIELD_ID,
    FIELD_REF,
    FIELD_KIND,
    FIELD_STATE,
    FIELD_CODE,
    FIELD_ATTEMPT,
    FIELDS
};
static const char *const field_names[FIELDS] = {":at",  ":value", ":entity", ":seq",  ":id",
                                                ":ref", ":kind",  ":state",  ":code", ":attempt"};

/* A prepared INSERT of an event: its parameter i + 1 takes the field field[i]. */
struct event_insert {
    sqlite3_stmt *statement;
    int parameters;
    uint8_t field[FIELDS];
};
#define INSERTS_PER_TYPE 2

struct run_store {
    sqlite3 *db;
    char *path, *temporary;
    enum store_phase phase;
    bool is_in_transaction;
    uint32_t rows; /* since the transaction began */
    ms_t start;
    struct event_insert inserts[EVENT_TYPES][INSERTS_PER_TYPE];
    sqlite3_stmt *statements[STORE_STATEMENTS];
    struct sim_recorder recorder;
    struct fk_diag diag;
};

static int store_fail(struct run_store *store, const char *doing)
{
    return fk_fail(&store->diag, FK_E_IO, NULL, 0, "%s: %s: %s", store->path, doing,
                   sqlite3_errmsg(store->db));
}

static int store_run(struct run_store *store, const char *sql)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        return store_fail(store, "the database cannot be written");
    }
    return FK_OK;
}

static int store_prepare(struct run_store *store, const char *sql, sqlite3_stmt **out)
{
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) != SQLITE_OK) {
        return store_fail(store, "the database cannot be prepared");
    }
    return FK_OK;
}

static int store_begin_rows(struct run_store *store)
{
    store->rows = 0;
    int result = store_run(store, "BEGIN");
    store->is_in_transaction = result == FK_OK;
    return result;
}

static int store_end_rows(struct run_store *store)
{
    if (!store->is_in_transaction) {
        return FK_OK;
    }
    store->is_in_transaction = false;
    return store_run(store, "COMMIT");
}

/* Runs a statement that has its values, and counts the row. */
static int store_step(struct run_store *store, sqlite3_stmt *statement)
{
    int stepped = sqlite3_step(statement);
    int result = stepped == SQLITE_DONE ? FK_OK : store_fail(store, "a row cannot be written");
    sqlite3_reset(statement);
    if (result == FK_OK && ++store->rows >= TRANSACTION_ROWS && store->is_in_transaction) {
        result = store_end_rows(store);
        result = result == FK_OK ? store_begin_rows(store) : result;
    }
    return result;
}

/* Runs a step of reports/store/store_schema.h; SQLite's words go to the diagnosis. */
static int store_make(struct run_store *store, int (*make)(sqlite3 *db))
{
    return make(store->db) == FK_OK ? FK_OK : store_fail(store, "the schema cannot be written");
}

static int store_prepare_insert(struct run_store *store, const struct schema_table *table,
                                struct event_insert *insert)
{
    char sql[SCHEMA_SQL_MAX];
    int result = schema_write_insert(table, sql, sizeof sql);
    result = result == FK_OK ? store_prepare(store, sql, &insert->statement) : result;
    if (result != FK_OK) {
        return result;
    }
    insert->parameters = sqlite3_bind_parameter_count(insert->statement);
    for (int i = 0; i < insert->parameters; i++) {
        const char *name = sqlite3_bind_parameter_name(insert->statement, i + 1);
        uint8_t field = 0;
        while (field < FIELDS && strcmp(field_names[field], name) != 0) {
            field++;
        }
        if (field == FIELDS) {
            return fk_fail(&store->diag, FK_E_ARG, NULL, 0, "table %s: no field %s", table->name,
                           name);
        }
        insert->field[i] = field;
    }
    return FK_OK;
}

static int store_prepare_all(struct run_store *store)
{
    int result = FK_OK;
    for (size_t i = 0; i < schema_table_count && result == FK_OK; i++) {
        if (schema_tables[i].event >= 0) {
            struct event_insert *insert = store->inserts[schema_tables[i].event];
            insert += insert->statement != NULL;
            result = store_prepare_insert(store, &schema_tables[i], insert);
        }
    }
    for (int i = 0; i < STORE_STATEMENTS && result == FK_OK; i++) {
        result = store_prepare(store, store_sql[i], &store->statements[i]);
    }
    return result;
}

/* A value of a row: text if `text` is not NULL. */
struct cell {
    int64_t number;
    const char *text;
};

static int store_insert(struct run_store *store, sqlite3_stmt *statement, const struct cell *cells)
{
    for (int i = 0; i < sqlite3_bind_parameter_count(statement); i++) {
        if (cells[i].text != NULL) {
            sqlite3_bind_text(statement, i + 1, cells[i].text, -1, SQLITE_TRANSIENT);
        } else {
            sqlite3_bind_int64(statement, i + 1, cells[i].number);
        }
    }
    return store_step(store, statement);
}

static const char *text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/* A text in Chinese, or the one that stands for both. */
static const char *text_or(const char *zh, const char *en)
{
    return text_or_empty(zh != NULL ? zh : en);
}

static int store_insert_run(struct run_store *store, const struct sim_run_info *info)
{
    sqlite3_stmt *statement = NULL;
    int result =
        store_prepare(store,
                      "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                      " NULL, NULL, NULL, NULL, NULL)",
                      &statement);
    char seed[24];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)info->seed);
    const struct cell cells[] = {{0, text_or_empty(info->id)},
                                 {0, text_or_empty(info->title)},
                                 {0, text_or(info->title_zh, info->title)},
                                 {0, text_or_empty(info->story)},
                                 {0, text_or(info->story_zh, info->story)},
                                 {0, text_or_empty(info->source)},
                                 {0, text_or_empty(info->settings)},
                                 {0, text_or_empty(info->version)},
                                 {0, text_or_empty(info->digest)},
                                 {0, seed},
                                 {(int64_t)info->level, NULL},
                                 {info->start, NULL},
                                 {info->end, NULL},
                                 {info->customers, NULL},
                                 {info->concentrators, NULL},
                                 {info->feps, NULL}};
    result = result == FK_OK ? store_insert(store, statement, cells) : result;
    sqlite3_finalize(statement);
    return result;
}

static int store_begin(void *context, const struct sim_run_info *info)
{
    struct run_store *store = context;
    if (store->phase != STORE_NEW) {
        return fk_fail(&store->diag, FK_E_STATE, NULL, 0, "a store holds one run");
    }
    store->start = info->start;
    int result = store_make(store, store_schema_create);
    result = result == FK_OK ? store_prepare_all(store) : result;
    result = result == FK_OK ? store_begin_rows(store) : result;
    result = result == FK_OK ? store_insert_run(store, info) : result;
    store->phase = result == FK_OK ? STORE_RUNNING : STORE_NEW;
    return result;
}

static int store_check_running(struct run_store *store)
{
    if (store->phase != STORE_RUNNING) {
        return fk_fail(&store->diag, FK_E_STATE, NULL, 0, "no run is being recorded");
    }
    return FK_OK;
}

static int store_event(void *context, const struct sim_event *event)
{
    struct run_store *store = context;
    int result = store_check_running(store);
    if (result == FK_OK && event->type >= EVENT_TYPES) {
        result =
            fk_fail(&store->diag, FK_E_RANGE, NULL, 0, "event type %u is unknown", event->type);
    }
    if (result != FK_OK) {
        return result;
    }
    const int64_t fields[FIELDS] = {
        [FIELD_AT] = event->at,         [FIELD_VALUE] = event->value,
        [FIELD_ENTITY] = event->entity, [FIELD_SEQ] = event->seq,
        [FIELD_ID] = event->id,         [FIELD_REF] = event->ref,
        [FIELD_KIND] = event->kind,     [FIELD_STATE] = event->state,
        [FIELD_CODE] = event->code,     [FIELD_ATTEMPT] = event->attempt};
    const struct event_insert *inserts = store->inserts[event->type];
    for (int n = 0; n < INSERTS_PER_TYPE && inserts[n].statement != NULL && result == FK_OK; n++) {
        for (int i = 0; i < inserts[n].parameters; i++) {
            sqlite3_bind_int64(inserts[n].statement, i + 1, fields[inserts[n].field[i]]);
        }
        result = store_step(store, inserts[n].statement);
    }
    return result;
}

static int store_row(struct run_store *store, enum store_statement which, const struct cell *cells)
{
    int result = store_check_running(store);
    return result == FK_OK ? store_insert(store, store->statements[which], cells) : result;
}

static int store_violation(void *context, const struct sim_violation *violation)
{
    const struct cell cells[] = {{violation->at, NULL},
                                 {violation->invariant, NULL},
                                 {violation->customer, NULL},
                                 {0, text_or_empty(violation->text)},
                                 {0, text_or_empty(violation->text_zh)}};
    return store_row(context, STORE_VIOLATION, cells);
}

static int store_minute(void *context, ms_t minute, enum sim_series series, uint32_t count)
{
    const struct cell cells[] = {{minute, NULL}, {(int64_t)series, NULL}, {count, NULL}};
    return store_row(context, STORE_MINUTE, cells);
}

static int64_t store_day(const struct run_store *store, ms_t at)
{
    return (at - store->start) / MS_DAY;
}

static int store_daily(void *context, ms_t day, const int64_t *values)
{
    struct run_store *store = context;
    int result = FK_OK;
    for (int item = 0; item < DAILY_COUNT && result == FK_OK; item++) {
        const struct cell cells[] = {
            {store_day(store, day), NULL}, {item, NULL}, {values[item], NULL}};
        result = store_row(store, STORE_DAILY, cells);
    }
    return result;
}

static int store_histogram(void *context, ms_t day, int64_t low, int64_t high, uint32_t customers)
{
    struct run_store *store = context;
    const struct cell cells[] = {
        {store_day(store, day), NULL}, {low, NULL}, {high, NULL}, {customers, NULL}};
    return store_row(store, STORE_HISTOGRAM, cells);
}

static int store_finish_run(struct run_store *store, const struct sim_run_result *result)
{
    sqlite3_stmt *statement = NULL;
    int status = store_prepare(store,
                               "UPDATE run SET fingerprint = ?, events = ?, violations = ?,"
                               " wall_seconds = ?, memory_bytes = ?",
                               &statement);
    if (status == FK_OK) {
        sqlite3_bind_text(statement, 1, result->fingerprint, -1, SQLITE_TRANSIENT);
        sqlite3_bind_int64(statement, 2, (int64_t)result->events);
        sqlite3_bind_int64(statement, 3, result->violations);
        sqlite3_bind_double(statement, 4, result->wall_seconds);
        sqlite3_bind_int64(statement, 5, (int64_t)result->memory_bytes);
        status = store_step(store, statement);
    }
    sqlite3_finalize(statement);
    return status;
}

static int store_end(void *context, const struct sim_run_result *result)
{
    struct run_store *store = context;
    int status = store_check_running(store);
    status = status == FK_OK ? store_finish_run(store, result) : status;
    status = status == FK_OK ? store_make(store, store_schema_index) : status;
    status = status == FK_OK ? store_end_rows(store) : status;
    store->phase = status == FK_OK ? STORE_ENDED : store->phase;
    return status;
}

/* An empty file of our own name beside the target; SQLite fills it. */
static int store_make_file(struct run_store *store, struct fk_diag *diag)
{
    struct stat status;
    if (stat(store->path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: is a folder, expected a file name",
                       store->path);
    }
    int fd = mkstemp(store->temporary);
    if (fd < 0) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: the database cannot be written: %s",
                       store->path, strerror(errno));
    }
    mode_t mask = umask(0);
    umask(mask);
    (void)fchmod(fd, 0666 & ~mask); /* mkstemp makes files for their owner alone */
    close(fd);
    return FK_OK;
}

/* Synchronous writing would only help a run that goes on after a power failure; ours is repeated.
 */
static int store_connect(struct run_store *store, struct fk_diag *diag)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    int opened = sqlite3_open_v2(store->temporary, &store->db, flags, NULL);
    int result = opened == SQLITE_OK ? FK_OK : store_fail(store, "the database cannot be opened");
    if (result == FK_OK) {
        sqlite3_busy_timeout(store->db, 5000);
        result = store_run(store, "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;"
                                  "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
                                  "PRAGMA temp_store = MEMORY");
    }
    if (result != FK_OK && diag != NULL) {
        *diag = store->diag;
    }
    return result;
}

int run_store_open(struct run_store **out, const char *path, struct fk_diag *diag)
{
    *out = NULL;
    struct run_store *store = calloc(1, sizeof *store);
    char *target = out_path_resolve(path); /* a link stays */
    size_t size = (target != NULL ? strlen(target) : 0) + sizeof ".XXXXXX";
    if (store != NULL) {
        store->path = target;
        store->temporary = malloc(size);
    } else {
        free(target);
    }
    if (store == NULL || store->path == NULL || store->temporary == NULL) {
        run_store_close(store);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to write %s", path);
    }
    struct stat status;
    if (stat(store->path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        free(store->temporary); /* nothing to remove */
        store->temporary = NULL;
        run_store_close(store);
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: is no regular file, which a database needs",
                       path);
    }
    snprintf(store->temporary, size, "%s.XXXXXX", store->path);
    store->recorder = (struct sim_recorder){.context = store,
                                            .begin = store_begin,
                                            .event = store_event,
                                            .violation = store_violation,
                                            .minute = store_minute,
                                            .daily = store_daily,
                                            .histogram = store_histogram,
                                            .end = store_end};
    int result = store_make_file(store, diag);
    if (result != FK_OK) {
        free(store->temporary); /* not ours: nothing to remove */
        store->temporary = NULL;
    } else {
        result = store_connect(store, diag);
    }
    if (result != FK_OK) {
        run_store_close(store);
        return result;
    }
    *out = store;
    return FK_OK;
}

const struct sim_recorder *run_store_recorder(const struct run_store *store)
{
    return &store->recorder;
}

const struct fk_diag *run_store_diag(const struct run_store *store)
{
    return &store->diag;
}

bool run_store_has_ended(const struct run_store *store)
{
    return store->phase >= STORE_ENDED;
}

const char *run_store_path(const struct run_store *store)
{
    return store->temporary;
}

static int store_append(struct run_store *store, enum store_statement which,
                        const struct cell *cells, struct fk_diag *diag)
{
    if (store->phase != STORE_ENDED) {
        return fk_fail(diag, FK_E_STATE, NULL, 0, "the run has not ended");
    }
    int result = store_insert(store, store->statements[which], cells);
    if (result != FK_OK && diag != NULL) {
        *diag = store->diag;
    }
    return result;
}

int run_store_add_expectation(struct run_store *store, unsigned number,
                              const struct run_expectation *expectation, struct fk_diag *diag)
{
    const struct cell cells[] = {{number, NULL},
                                 {0, text_or_empty(expectation->name)},
                                 {0, text_or(expectation->name_zh, expectation->name)},
                                 {0, text_or_empty(expectation->source)},
                                 {0, text_or(expectation->source_zh, expectation->source)},
                                 {0, text_or_empty(expectation->sql)},
                                 {0, text_or_empty(expectation->expected)},
                                 {0, text_or_empty(expectation->actual)},
                                 {expectation->pass, NULL},
                                 {0, text_or_empty(expectation->error)}};
    return store_append(store, STORE_EXPECTATION, cells, diag);
}

int run_store_add_invariant(struct run_store *store, const struct run_invariant *invariant,
                            struct fk_diag *diag)
{
    const struct cell cells[] = {{invariant->number, NULL},
                                 {0, text_or_empty(invariant->text)},
                                 {invariant->expected, NULL},
                                 {invariant->found, NULL},
                                 {invariant->pass, NULL}};
    return store_append(store, STORE_INVARIANT, cells, diag);
}

int run_store_add_remark(struct run_store *store, unsigned number, struct fk_text text,
                         struct fk_diag *diag)
{
    const struct cell cells[] = {{number, NULL}, {0, text.en}, {0, text.zh}};
    return store_append(store, STORE_REMARK, cells, diag);
}

int run_store_add_setting(struct run_store *store, unsigned number, const char *key,
                          const char *value, struct fk_diag *diag)
{
    const struct cell cells[] = {{number, NULL}, {0, key}, {0, value}};
    return store_append(store, STORE_SETTING, cells, diag);
}

_Static_assert(FEE_NEVER_CUT == -INT64_C(1000000000000), "STORE_CATALOGUE");
int run_store_add_strategy(struct run_store *store, unsigned number,
                           const struct catalogue_row *row, struct fk_diag *diag)
{
    const struct fee_policy *policy = &row->policy;
    const struct cell cells[] = {{number, NULL},
                                 {row->from, NULL},
                                 {row->until, NULL},
                                 {row->customers, NULL},
                                 {policy->reminder, NULL},
                                 {policy->warning, NULL},
                                 {policy->second_warning, NULL},
                                 {policy->overdraft, NULL},
                                 {policy->reminder_days, NULL},
                                 {policy->warning_days, NULL},
                                 {policy->approval_levels, NULL},
                                 {policy->is_reminding_manual, NULL},
                                 {policy->is_dunning_manual, NULL},
                                 {policy->is_restoring_manual, NULL}};
    return store_append(store, STORE_CATALOGUE, cells, diag);
}

int run_store_add_group(struct run_store *store, unsigned number,
                        const struct scenario_group *group, uint32_t strategy, struct fk_diag *diag)
{
    const struct cell cells[] = {
        {number, NULL},         {group->every, NULL},        {group->classes, NULL},
        {group->balance, NULL}, {group->balance_step, NULL}, {group->has_rest, NULL},
        {strategy, NULL}};
    return store_append(store, STORE_GROUP, cells, diag);
}

int run_store_add_standing(struct run_store *store, const struct standing_row *standing,
                           struct fk_diag *diag)
{
    const struct cell cells[] = {
        {standing->customer, NULL},    {standing->strategy, NULL},
        {standing->is_left_out, NULL}, {standing->is_local, NULL},
        {standing->account, NULL},     {standing->phone, NULL},
        {standing->hold, NULL},        {standing->state == FEE_NORMAL ? 0 : standing->state, NULL}};
    return store_append(store, STORE_STANDING, cells, diag);
}

int run_store_name_hands(struct run_store *store, struct fk_diag *diag)
{
    if (store->phase != STORE_ENDED) {
        return fk_fail(diag, FK_E_STATE, NULL, 0, "the run has not ended");
    }
    int result = store_make(store, store_schema_hands);
    if (result != FK_OK && diag != NULL) {
        *diag = store->diag;
    }
    return result;
}

static void store_finalize(struct run_store *store)
{
    for (int type = 0; type < EVENT_TYPES; type++) {
        for (int n = 0; n < INSERTS_PER_TYPE; n++) {
            sqlite3_finalize(store->inserts[type][n].statement);
            store->inserts[type][n].statement = NULL;
        }
    }
    for (int i = 0; i < STORE_STATEMENTS; i++) {
        sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
}

int run_store_commit(struct run_store *store, struct fk_diag *diag)
{
    if (store->phase != STORE_ENDED) {
        return fk_fail(diag, FK_E_STATE, NULL, 0, "the run has not ended");
    }
    store_finalize(store);
    /* Leaving WAL needs the file for itself and writes everything into it. */
    int result = store_run(store, "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);"
                                  "PRAGMA journal_mode = DELETE");
    if (result == FK_OK && sqlite3_close(store->db) != SQLITE_OK) {
        result = store_fail(store, "the database cannot be closed");
    }
    if (result != FK_OK) {
        if (diag != NULL) {
            *diag = store->diag;
        }
        return result;
    }
    store->db = NULL;
    if (rename(store->temporary, store->path) != 0) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: the database cannot be written: %s",
                       store->path, strerror(errno));
    }
    store->phase = STORE_COMMITTED;
    return FK_OK;
}

/* SQLite's companions of a file in WAL mode. */
static void store_remove(const char *path)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    size_t size = strlen(path) + sizeof "-journal";
    char *name = malloc(size);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0] && name != NULL; i++) {
        snprintf(name, size, "%s%s", path, suffixes[i]);
        unlink(name);
    }
    free(name);
}

void run_store_close(struct run_store *store)
{
    if (store == NULL) {
        return;
    }
    store_finalize(store);
    sqlite3_close(store->db);
    if (store->phase != STORE_COMMITTED && store->temporary != NULL) {
        store_remove(store->temporary);
    }
    free(store->path);
    free(store->temporary);
    free(store);
}
