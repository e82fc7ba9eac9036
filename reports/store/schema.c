#include "reports/store/schema.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

/* Text that grows in the caller's buffer and remembers whether it still fits. */
struct sql_text {
    char *out;
    size_t size, used;
    bool overflows;
};

__attribute__((format(printf, 2, 3))) static void sql_add(struct sql_text *sql, const char *format,
                                                          ...)
{
    va_list list;
    va_start(list, format);
    int length = vsnprintf(sql->out + sql->used, sql->size - sql->used, format, list);
    va_end(list);
    if (length < 0 || (size_t)length >= sql->size - sql->used) {
        sql->overflows = true;
        sql->used = sql->size - 1;
    } else {
        sql->used += (size_t)length;
    }
}

static int sql_end(const struct sql_text *sql)
{
    return sql->overflows ? FK_E_SPACE : FK_OK;
}

static struct sql_text sql_begin(char *out, size_t size)
{
    return (struct sql_text){.out = out, .size = size, .used = 0, .overflows = size == 0};
}

int schema_write_table(const struct schema_table *table, char *out, size_t size)
{
    struct sql_text sql = sql_begin(out, size);
    sql_add(&sql, "CREATE TABLE %s (", table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct schema_column *column = &table->columns[i];
        sql_add(&sql, "%s%s %s", i > 0 ? ", " : "", column->name, column->type);
    }
    if (table->key != NULL) {
        sql_add(&sql, ", PRIMARY KEY (%s)) STRICT, WITHOUT ROWID", table->key);
    } else {
        sql_add(&sql, ") STRICT");
    }
    return sql_end(&sql);
}

static void sql_add_later(struct sql_text *sql, const struct schema_column *column, bool is_first)
{
    static const char *const forms[][3] = {
        [LATER_LAST] = {"excluded.", "", ""},
        [LATER_KEEP] = {"", ", excluded.", "coalesce"},
        [LATER_KNOWN] = {"excluded.", ", ", "coalesce"},
        [LATER_MAX] = {"", ", excluded.", "max"},
    };
    const char *const *form = forms[column->later];
    bool is_pair = form[1][0] != 0;
    sql_add(sql, "%s%s = %s(%s%s%s%s)", is_first ? "" : ", ", column->name, form[2], form[0],
            column->name, form[1], is_pair ? column->name : "");
}

int schema_write_insert(const struct schema_table *table, char *out, size_t size)
{
    struct sql_text sql = sql_begin(out, size);
    sql_add(&sql, "INSERT INTO %s VALUES (", table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        sql_add(&sql, "%s%s", i > 0 ? ", " : "", table->columns[i].value);
    }
    sql_add(&sql, ")");
    bool is_first = true;
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].later != LATER_NOTHING) {
            if (is_first) {
                sql_add(&sql, " ON CONFLICT (id) DO UPDATE SET ");
            }
            sql_add_later(&sql, &table->columns[i], is_first);
            is_first = false;
        }
    }
    return sql_end(&sql);
}

/* Plain SQL, so that the sqlite3 shell and every language see the same. */
static const struct {
    const char *before, *of, *after; /* before NAMES of OF after, NAMES the table of names if any */
} view_forms[FORMS] = {
    [FORM_PLAIN] = {"", "", ""},
    [FORM_DAY] = {"(", "", " - (SELECT start_at FROM run)) / 86400000"},
    [FORM_CLOCK] = {"strftime('%H:%M:%S', ", "", " / 1000 + 28800, 'unixepoch')"},
    [FORM_CNY] = {"", "", " / 100.0"},
    [FORM_KWH] = {"", "", " / 100.0"},
    [FORM_SPAN] = {"(", "", ") / 1000.0"},
    [FORM_NAME] = {"(SELECT name FROM ", " WHERE value = ", ")"},
    [FORM_ZH] = {"(SELECT name_zh FROM ", " WHERE value = ", ")"},
};

int schema_write_view(const struct schema_view *view, char *out, size_t size)
{
    struct sql_text sql = sql_begin(out, size);
    sql_add(&sql, "CREATE VIEW %s AS SELECT ", view->name);
    for (size_t i = 0; i < view->column_count; i++) {
        const struct schema_view_column *column = &view->columns[i];
        const char *names = column->names != NULL ? column->names : "";
        sql_add(&sql, "%s%s%s%s%s%s AS %s", i > 0 ? ", " : "", view_forms[column->form].before,
                names, view_forms[column->form].of, column->of, view_forms[column->form].after,
                column->name);
    }
    sql_add(&sql, " FROM %s", view->from);
    return sql_end(&sql);
}

int schema_write_index(const struct schema_index *index, char *out, size_t size)
{
    struct sql_text sql = sql_begin(out, size);
    sql_add(&sql, "CREATE INDEX %s ON %s (%s)", index->name, index->table, index->columns);
    return sql_end(&sql);
}

int schema_write_report(const struct schema_report *report, char *out, size_t size)
{
    struct sql_text sql = sql_begin(out, size);
    sql_add(&sql, "CREATE VIEW %s AS %s", report->view, report->sql);
    return sql_end(&sql);
}

int schema_write_daily(char *out, size_t size)
{
    struct sql_text sql = sql_begin(out, size);
    sql_add(&sql, "CREATE VIEW v_daily AS SELECT day, date((SELECT start_at FROM run) / 1000"
                  " + 28800 + day * 86400, 'unixepoch') AS date");
    for (unsigned item = 0; item < DAILY_COUNT; item++) {
        sql_add(&sql, ", max(CASE item WHEN %u THEN value END) AS ", item);
        for (const char *c = sim_daily_name(item); *c != 0; c++) {
            sql_add(&sql, "%c", *c == '-' ? '_' : *c);
        }
    }
    sql_add(&sql, " FROM daily GROUP BY day");
    return sql_end(&sql);
}
