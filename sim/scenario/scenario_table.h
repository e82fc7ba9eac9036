/* sim/scenario/scenario_table.h - the one table of all keys of a scenario file. It drives the
 * schema given to libcyaml, the parsing and the range of every value, the messages, and the
 * table of keys in docs/scenario.md (a test compares them). A new key is one row here and a
 * member in struct sim_scenario. Read-only; thread-safe. */
#ifndef SIM_SCENARIO_SCENARIO_TABLE_H
#define SIM_SCENARIO_SCENARIO_TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum scenario_type {
    TYPE_FILES,    /* list of file names; gone before the schema is asked */
    TYPE_PROFILE,  /* name of a profile; likewise */
    TYPE_SECTION,  /* mapping with rows of its own; its members lie in the same structure, or in the
                      member at `offset` */
    TYPE_LIST,     /* list of mappings with rows and a structure of their own */
    TYPE_TIMES,    /* list of times of day */
    TYPE_FLAGS,    /* list of names: bit set */
    TYPE_NAME,     /* one of some names: enumeration */
    TYPE_SWITCH,   /* true or false */
    TYPE_TEXT,     /* char * or char[n] */
    TYPE_COUNT,    /* whole number */
    TYPE_DATE,     /* ms_t */
    TYPE_TIME,     /* time of day, ms_t since 00:00 */
    TYPE_MOMENT,   /* ms_t */
    TYPE_DURATION, /* ms_t */
    TYPE_AMOUNT,   /* fen_t */
    TYPE_PRICE,    /* price_t */
    TYPE_ENERGY,   /* 0.01 kWh */
    TYPE_POWER,    /* W */
    TYPE_PERCENT,  /* whole percent */
    TYPE_SHARE,    /* parts of a million, written as percent */
    TYPE_WINDOW,   /* struct clock_window */
    TYPE_SPREAD,   /* distribution of durations, struct chance_dist */
    TYPE_COUNT_OF_TYPES
};

/* How a type is called in messages and in the documentation. */
struct scenario_type_info {
    const char *noun;     /* "a price": '"x" is not a price' */
    const char *expected; /* "an amount per kWh such as ...", or NULL */
    const char *column;   /* in the table of the documentation */
};
extern const struct scenario_type_info scenario_types[TYPE_COUNT_OF_TYPES];

/* Names of an enumeration in order of its values 0 .. count-1. */
struct scenario_names {
    const char *(*name)(unsigned value);
    unsigned count;
};

#define SCENARIO_NOWHERE SIZE_MAX /* offset of a key that is not stored by the table */

struct scenario_section;
struct scenario_row {
    const char *name;
    enum scenario_type type;
    const char *fallback; /* value if the key is missing, as it would be written; "none": nothing
                             is stored, and `key: none` says so too; NULL: the key is required */
    size_t offset, size;  /* member of the section's structure, or SCENARIO_NOWHERE */
    size_t count_offset;  /* lists: member of type uint32_t for the number of entries */
    int64_t min, max;     /* inclusive, in the unit of the member; number of entries for lists;
                             of each parameter for distributions; bytes for texts */
    const struct scenario_names *names;
    const struct scenario_section *section;
    const char *meaning;
    const char *rule; /* ids of rules and parameters, "" if none */
};

struct scenario_section {
    const char *name; /* heading in the documentation */
    const struct scenario_row *rows;
    unsigned count;
    size_t entry_size; /* of one entry if the section describes a list */
};

extern const struct scenario_section scenario_root;

/* True for keys that name other files: the merged tree holds them no more, and no schema does. */
static inline bool scenario_row_is_merged(const struct scenario_row *row)
{
    return row->type == TYPE_FILES || row->type == TYPE_PROFILE;
}
/* Row of a key of a section, or NULL; a key that is merged is not found. */
const struct scenario_row *scenario_row_find(const struct scenario_section *section,
                                             const char *key);
static inline bool scenario_row_is_optional(const struct scenario_row *row)
{
    return row->fallback != NULL;
}
#endif
