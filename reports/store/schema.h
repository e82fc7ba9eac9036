/* reports/store/schema.h - the database of a run as data: tables with what an event writes into
 * them, views, indices, names. schema_write_* make SQL of it; reports/store/store.c runs that.
 * The schema is a public interface: docs/schema.md explains every column, and a test compares
 * the two.
 *
 * Units are in the names: *_at moments in ms since the Unix epoch, *_fen 0.01 CNY, *_kwh100
 * 0.01 kWh. All data is read-only; everything is reentrant. */
#ifndef REPORTS_STORE_SCHEMA_H
#define REPORTS_STORE_SCHEMA_H
#include "sim/watch/recorder.h"

#define SCHEMA_VERSION     13         /* PRAGMA user_version: rises when a column changes */
#define SCHEMA_APPLICATION 0x464b5231 /* PRAGMA application_id, "FKR1" */

/* What a later event of the same record does to a column. */
enum schema_later {
    LATER_NOTHING, /* the first value stays */
    LATER_LAST,    /* the last value counts */
    LATER_KEEP,    /* the first that is not NULL stays */
    LATER_KNOWN,   /* the last that is not NULL counts */
    LATER_MAX      /* the greatest counts */
};

/* A column of a table. `value` is what an event writes, in SQL over parameters that have the names
 * of the fields of struct sim_event (:at, :entity, :value ...); NULL in tables no event fills. */
struct schema_column {
    const char *name, *type, *value;
    enum schema_later later;
};

struct schema_table {
    const char *name;
    int event;       /* enum event_type, -1 if no event fills it */
    const char *key; /* PRIMARY KEY of a table without row numbers, or NULL */
    const struct schema_column *columns;
    size_t column_count;
};
extern const struct schema_table schema_tables[];
extern const size_t schema_table_count;

/* How a view shows a column of the tables below it. */
enum schema_form {
    FORM_PLAIN,
    FORM_DAY,   /* index of the day, 0 = first day of the run */
    FORM_CLOCK, /* 'HH:MM:SS', China Standard Time */
    FORM_CNY,   /* fen as CNY */
    FORM_KWH,   /* 0.01 kWh as kWh */
    FORM_SPAN,  /* ms as seconds */
    FORM_NAME,  /* number as its English name */
    FORM_ZH,    /* number as its Chinese name */
    FORMS
};
struct schema_view_column {
    const char *name;
    enum schema_form form;
    const char *of;    /* SQL */
    const char *names; /* table of names, for FORM_NAME and FORM_ZH */
};
struct schema_view {
    const char *name;
    const char *from; /* SQL behind FROM */
    const struct schema_view_column *columns;
    size_t column_count;
};
extern const struct schema_view schema_views[];
extern const size_t schema_view_count;

/* Views that answer a report of the question list (RPT-01 to RPT-12), as SQL: they join what the
 * views above show of one table each. */
struct schema_report {
    const char *view, *sql; /* "rpt_04", "SELECT ..." */
};
/* Those about queues, in schema_load.c. */
extern const char schema_v_stay[], schema_v_load[], schema_v_load_most[], schema_v_resource[],
    schema_rpt_08[];
extern const struct schema_report schema_reports[];
extern const size_t schema_report_count;

/* Who made, permitted and carries out each order, out of what else is known of a run:
 * one statement, run once when everything is in the tables and the indices are made. */
extern const char schema_hands[];

/* Made at the end of a run: filling a table without indices is faster. */
struct schema_index {
    const char *name, *table, *columns;
};
extern const struct schema_index schema_indices[];
extern const size_t schema_index_count;

/* Tables of names: value, name, name_zh. `name_zh` is NULL if the trade has no term of its own. */
struct schema_names {
    const char *table;
    unsigned count;
    const char *(*name)(unsigned value);
    const char *(*name_zh)(unsigned value);
};
extern const struct schema_names schema_names[];
extern const size_t schema_names_count;

/* The functions below write one statement and a NUL into out[0..size); SCHEMA_SQL_MAX is enough for
 * each. They return FK_OK or FK_E_SPACE. */
#define SCHEMA_SQL_MAX 8192
FK_MUST_CHECK int schema_write_table(const struct schema_table *table, char *out, size_t size);
/* INSERT of one event; a record with an id that is there already is brought up to date. */
FK_MUST_CHECK int schema_write_insert(const struct schema_table *table, char *out, size_t size);
FK_MUST_CHECK int schema_write_view(const struct schema_view *view, char *out, size_t size);
FK_MUST_CHECK int schema_write_report(const struct schema_report *report, char *out, size_t size);
FK_MUST_CHECK int schema_write_index(const struct schema_index *index, char *out, size_t size);
/* The view v_daily: one column per item of enum sim_daily, dashes as underscores. */
FK_MUST_CHECK int schema_write_daily(char *out, size_t size);
#endif
