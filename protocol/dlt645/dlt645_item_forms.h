/* protocol/dlt645/dlt645_item_forms.h - forms in which the rows of the table of identifiers are
 * written. Only for dlt645_items_*.c. A family with all its blocks is one line of the table: the
 * forms make the rows of FF from the row of the values. */
#ifndef PROTOCOL_DLT645_DLT645_ITEM_FORMS_H
#define PROTOCOL_DLT645_DLT645_ITEM_FORMS_H
#include "protocol/dlt645/dlt645_item_table.h"
#include "protocol/dlt645/dlt645_status.h"

#define ENERGY   "DL/T 645-2007 annex A.1"
#define DEMAND   "DL/T 645-2007 annex A.2"
#define VARIABLE "DL/T 645-2007 annex A.3"
#define EVENT    "DL/T 645-2007 annex A.4"
#define PARAM    "DL/T 645-2007 annex A.5"
#define FREEZE   "DL/T 645-2007 annex A.6"
#define LOAD     "DL/T 645-2007 annex A.7"
#define FEE      "fee-control extension, Q/GDW 1365"

#define TARIFFS 63 /* A.1: total and tariffs 1..63 */
#define PERIODS 12 /* A.1: present and settlement periods 1..12 back */
#define RECORDS 10 /* A.4: last to tenth last record */

/* Bits that are free in the identifiers of a family. */
#define FIXED   0x00000000u
#define IN_DI0  0x000000FFu
#define IN_DI1  0x0000FF00u
#define IN_BOTH (IN_DI0 | IN_DI1)

#define FIELDS(...)                                                                                \
    (const struct dlt645_field[])                                                                  \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define COUNT(fields) (sizeof(fields) / sizeof(fields)[0])

/* A row as it is. */
#define ROW(di, vary, min, max, periods, member, access, repeats, count, name, zh, clause, sure,   \
            ...)                                                                                   \
    {                                                                                              \
        di, vary, min, max, periods, member, access, repeats, count, sure, __VA_ARGS__, name, zh,  \
            clause                                                                                 \
    }
/* A row of one value whose field bears the name of the item. */
#define ONE_OF(di, vary, min, max, periods, member, access, repeats, length, format, scale, unit,  \
               name, zh, clause, sure)                                                             \
    ROW(di, vary, min, max, periods, member, access, repeats, 1, name, zh, clause, sure,           \
        FIELDS({name, zh, length, format, scale, unit}))
#define ONE(di, access, length, format, scale, unit, name, zh, clause)                             \
    ONE_OF(di, FIXED, 0, 0, 0, DLT645_RECORDS, access, DLT645_ONCE, length, format, scale, unit,   \
           name, zh, clause, 'A')
#define ONE_B(di, access, length, format, scale, unit, name, zh, clause)                           \
    ONE_OF(di, FIXED, 0, 0, 0, DLT645_RECORDS, access, DLT645_ONCE, length, format, scale, unit,   \
           name, zh, clause, 'B')
/* A row of several values. */
#define MANY(di, access, repeats, fields, name, zh, clause, sure)                                  \
    ROW(di, FIXED, 0, 0, 0, DLT645_RECORDS, access, repeats, COUNT(fields), name, zh, clause,      \
        sure, fields)
/* One value of the last records of an event or purchase; a whole record. */
#define RECORD(di, length, format, scale, unit, name, zh, clause)                                  \
    ONE_OF(di, IN_DI0, 1, RECORDS, 0, DLT645_RECORDS, DLT645_R, DLT645_ONCE, length, format,       \
           scale, unit, name, zh, clause, 'A')
#define RECORD_OF(di, fields, name, zh, clause, sure)                                              \
    ROW(di, IN_DI0, 1, RECORDS, 0, DLT645_RECORDS, DLT645_R, DLT645_ONCE, COUNT(fields), name, zh, \
        clause, sure, fields)

/* Settlement periods of one register, and all of them. */
#define SETTLED(di, count, name, zh, clause, ...)                                                  \
    ROW(di, IN_DI0, 0, PERIODS, 0, DLT645_PERIODS, DLT645_R, DLT645_ONCE, count, name, zh, clause, \
        'A', __VA_ARGS__),                                                                         \
        ROW(di + 0xFFu, FIXED, 0, 0, 0, DLT645_PERIODS, DLT645_R, DLT645_PER_PERIOD, count,        \
            name ", all settlement periods", zh "(各结算日)", clause, 'A', __VA_ARGS__)
/* Total and tariffs of each settlement period one by one; all periods of one; all tariffs. */
#define BY_TARIFF(di, count, name, zh, clause, ...)                                                \
    ROW(di, IN_BOTH, 0, TARIFFS, PERIODS, DLT645_PERIODS, DLT645_R, DLT645_ONCE, count, name, zh,  \
        clause, 'A', __VA_ARGS__),                                                                 \
        ROW(di + 0xFFu, IN_DI1, 0, TARIFFS, 0, DLT645_TARIFFS, DLT645_R, DLT645_PER_PERIOD, count, \
            name ", all settlement periods", zh "(各结算日)", clause, 'A', __VA_ARGS__),           \
        ROW(di + 0xFF00u, IN_DI0, 0, PERIODS, 0, DLT645_PERIODS, DLT645_R, DLT645_PER_TARIFF,      \
            count, name " block", zh "数据块", clause, 'A', __VA_ARGS__)
#endif
