/* sim/scenario/scenario_schema.h - the merged tree against the table: libcyaml loads it with a
 * schema made from the rows, so that no key is unknown, missing or of the wrong form; what it
 * refuses is put into one line with the place in the user's file. */
#ifndef SIM_SCENARIO_SCENARIO_SCHEMA_H
#define SIM_SCENARIO_SCENARIO_SCHEMA_H
#include "sim/scenario/scenario_table.h"
#include "sim/scenario/scenario_tree.h"

/* What libcyaml loaded for one row. A section that lies in the same structure takes the slots of
 * its rows in place of one; see scenario_slots. Texts NULL and numbers 0 if the key is absent. */
struct scenario_slot {
    union {
        char *text;                    /* all types with a unit */
        uint64_t number;               /* TYPE_COUNT, TYPE_NAME, TYPE_FLAGS */
        bool is_on;                    /* TYPE_SWITCH */
        struct scenario_slot *entries; /* TYPE_LIST: scenario_slots(section) for each */
        char **times;                  /* TYPE_TIMES */
    };
    uint64_t count; /* entries of a list */
};
/* Slots of a section, the sections in it included. */
unsigned scenario_slots(const struct scenario_section *section);
unsigned scenario_row_slots(const struct scenario_row *row);

/* Takes optional keys whose value is the word none out of the tree. */
void scenario_schema_prune(struct scenario_node *root);

struct scenario_schema;
/* Loads the tree, or with `part` a tree that holds only the section of this name: the other keys of
 * the root may then be missing. *slots belongs to *schema and lives until
 * scenario_schema_free(*schema). */
FK_MUST_CHECK int scenario_schema_load(const struct scenario_node *root, const char *part,
                                       struct scenario_schema **schema,
                                       const struct scenario_slot **slots, struct fk_diag *diag);
void scenario_schema_free(struct scenario_schema *schema); /* NULL allowed */

/* Why libcyaml refused the tree: the first key in the order of the file that is unknown or has the
 * wrong form, else the first that is missing; `part` as for scenario_schema_load. FK_OK if nothing
 * is found. */
FK_MUST_CHECK int scenario_schema_explain(const struct scenario_node *root, const char *part,
                                          struct fk_diag *diag);
/* True if the key must stand in its section. */
bool scenario_schema_is_required(const struct scenario_section *section,
                                 const struct scenario_row *row, const char *part);

/* Row of a node, NULL for the root and for unknown keys; of a list entry: the row of the list. */
const struct scenario_row *scenario_schema_row(const struct scenario_node *node);
/* `"ten" is not a whole number; expected ...` or, for FK_E_RANGE, `... is out of range ...`. */
int scenario_schema_fail(struct fk_diag *diag, const struct scenario_node *node,
                         const struct scenario_row *row, int kind);
/* Appends a name to the list "a, b" in out[0..room). Without room for it the list ends in ", ...",
 * and the result is false: no more then. */
bool scenario_schema_list(char *out, size_t room, const char *name);
#endif
