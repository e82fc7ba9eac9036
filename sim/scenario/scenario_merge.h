/* sim/scenario/scenario_merge.h - one tree out of a scenario file, everything it extends, and
 * --set.
 *
 * The child wins: mappings are merged key by key, everything else replaces. Every node keeps the
 * place where it was written; a merged mapping has the place of the child. */
#ifndef SIM_SCENARIO_SCENARIO_MERGE_H
#define SIM_SCENARIO_SCENARIO_MERGE_H
#include "sim/scenario/scenario_tree.h"

#define SCENARIO_EXTENDS_MAX 16 /* files that extend each other in one chain */
#define SCENARIO_FILES_MAX   64 /* files read for one scenario, repeated ones counted again */

/* A file that is in memory already: `path` serves for messages and as the base of `extends`. */
struct scenario_source {
    const char *path;
    const char *text; /* NULL: read the file */
    size_t size;
};

/* Reads `source`, all files it extends and the profile that it names into one mapping *root without
 * the keys `extends` and `profile`.
 * FK_E_IO if `source` cannot be read, else FK_E_FORMAT. */
FK_MUST_CHECK int scenario_merge_files(struct scenario_tree *tree,
                                       const struct scenario_source *source,
                                       struct scenario_node **root, struct fk_diag *diag);

/* Merges the profile of "profile=NAME" (`argument` as for scenario_merge_set) into *root. `path` is
 * the scenario's, beside which profiles are looked for. */
FK_MUST_CHECK int scenario_merge_profile(struct scenario_tree *tree, const char *path,
                                         const char *argument, struct scenario_node **root,
                                         struct fk_diag *diag);

/* Merges `over` into `base`; both mappings, `over` without parent. `over` is used up. */
void scenario_merge_into(struct scenario_node *base, struct scenario_node *over);

/* A new title or story ("title=...", as for scenario_merge_set) has no Chinese one beside it. */
void scenario_drop_translation(struct scenario_node *root, const char *argument);

/* Applies "path=value": the path is written with dots, entries of a list by number from 0 or by
 * their key `name`. The value is text as it stands; in [] or {} it is YAML. Keys on the way are
 * made as needed: whether they exist is for the schema to say. */
FK_MUST_CHECK int scenario_merge_set(struct scenario_tree *tree, struct scenario_node *root,
                                     const char *argument, struct fk_diag *diag);
#endif
