/* sim/scenario/scenario_tree.h - a YAML file as a tree of nodes that know where they were written.
 *
 * Every value stays text here: YAML 1.1 would read 08:30 as a number to base 60. Anchors, aliases,
 * tags and further documents are refused: a scenario is plain data. All nodes and texts belong to
 * the tree and live until scenario_tree_fini. Not thread-safe per tree; trees are independent. */
#ifndef SIM_SCENARIO_SCENARIO_TREE_H
#define SIM_SCENARIO_SCENARIO_TREE_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCENARIO_DEPTH_MAX 16            /* mappings and lists inside each other */
#define SCENARIO_BYTES_MAX (1024 * 1024) /* of one file */

enum scenario_node_kind { NODE_SCALAR, NODE_MAPPING, NODE_LIST };

/* Where something was written. Line 0: `file` is not a file but a "--set key=value" argument. */
struct scenario_mark {
    const char *file;
    uint32_t line, column; /* from 1; columns count characters */
};

struct scenario_node {
    uint8_t kind;     /* enum scenario_node_kind */
    bool is_plain;    /* scalar without quotes */
    const char *key;  /* NULL for the root and for entries of a list */
    const char *text; /* scalar: UTF-8; "" for the others */
    struct scenario_mark at, key_at;
    struct scenario_node *parent, *first, *last, *next;
    struct scenario_node *work, *into; /* chain of scenario_merge, else without meaning */
};

struct scenario_block;
struct scenario_tree {
    struct scenario_block *blocks;
};

void scenario_tree_init(struct scenario_tree *tree);
void scenario_tree_fini(struct scenario_tree *tree);
/* Zeroed memory that lives as long as the tree; NULL if there is no more. */
void *scenario_tree_alloc(struct scenario_tree *tree, size_t size);
const char *scenario_tree_text(struct scenario_tree *tree, const char *text, size_t length);

/* Parses one YAML document. `origin` is what messages call it; if its line is 0, all marks of the
 * nodes are `origin` itself. The empty document and errors of syntax are FK_E_FORMAT. */
FK_MUST_CHECK int scenario_tree_parse(struct scenario_tree *tree, struct scenario_mark origin,
                                      const char *text, size_t size, struct scenario_node **root,
                                      struct fk_diag *diag);

/* Entry `key` of a mapping, or NULL; NULL if `mapping` is NULL or no mapping. */
struct scenario_node *scenario_node_find(const struct scenario_node *mapping, const char *key);
/* Appends `child` to a mapping or list; takes `child` out of no other parent. */
void scenario_node_append(struct scenario_node *parent, struct scenario_node *child);
/* Takes `child` out of its parent. */
void scenario_node_remove(struct scenario_node *child);
/* Puts `by`, which has no parent, in the place of `old`. */
void scenario_node_replace(struct scenario_node *old, struct scenario_node *by);
/* The node after `node` inside `root`: parents first, in the order of the file; NULL at the end. */
struct scenario_node *scenario_node_next(const struct scenario_node *root,
                                         const struct scenario_node *node);
unsigned scenario_node_count(const struct scenario_node *node); /* its direct entries */

enum { SCENARIO_PATH_MAX = 160 };
/* "faults.0.from": the way from the root, entries of lists by number. Cut with "..." if longer. */
void scenario_node_path(const struct scenario_node *node, char out[SCENARIO_PATH_MAX]);

/* Fills *diag with "FILE:LINE:COLUMN: " and the message; returns `kind`. */
__attribute__((format(printf, 4, 5))) int scenario_fail_mark(struct fk_diag *diag, enum fk_err kind,
                                                             const struct scenario_mark *mark,
                                                             const char *format, ...);
/* The same with "key 'PATH': " of the node, which is not the root; FK_E_FORMAT. */
__attribute__((format(printf, 3, 4))) int scenario_fail_value(struct fk_diag *diag,
                                                              const struct scenario_node *node,
                                                              const char *format, ...);
/* The same at the key instead of the value. */
__attribute__((format(printf, 3, 4))) int
scenario_fail_key(struct fk_diag *diag, const struct scenario_node *node, const char *format, ...);
#endif
