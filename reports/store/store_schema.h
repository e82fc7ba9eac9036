/* reports/store/store_schema.h - makes the schema in an open database. Only for the store. The
 * functions return FK_OK, or FK_E_IO with SQLite's words in sqlite3_errmsg. */
#ifndef REPORTS_STORE_STORE_SCHEMA_H
#define REPORTS_STORE_STORE_SCHEMA_H
#include "base/err.h"

#include <sqlite3.h>

/* Tables, views, tables of names with their rows; version and application id of the file. */
FK_MUST_CHECK int store_schema_create(sqlite3 *db);
FK_MUST_CHECK int store_schema_index(sqlite3 *db);
/* After it and after the catalogue: who had to do with each order (schema_hands.c). */
FK_MUST_CHECK int store_schema_hands(sqlite3 *db);
#endif
