/* sim/scenario/scenario_emit.h - a tree as YAML text, always in the same form: block style,
 * every scalar in double quotes and ASCII. Read by libcyaml and hashed for the digest. */
#ifndef SIM_SCENARIO_SCENARIO_EMIT_H
#define SIM_SCENARIO_SCENARIO_EMIT_H
#include "sim/scenario/scenario_tree.h"

/* Text from malloc, NUL-terminated, *length bytes; NULL if out of memory. Keys of the root that
 * `without` (NULL-terminated, or NULL) names are left out with all they hold. */
char *scenario_emit(const struct scenario_node *root, const char *const *without, size_t *length);
/* Sorts the keys of all mappings by their bytes. */
void scenario_emit_sort(struct scenario_node *root);
#endif
