/* sim/scenario/scenario_describe.h - the table of keys in words: what docs/scenario.md and
 * `feikong help scenario` say of a key. Read-only, thread-safe. */
#ifndef SIM_SCENARIO_SCENARIO_DESCRIBE_H
#define SIM_SCENARIO_SCENARIO_DESCRIBE_H
#include "sim/scenario/scenario_table.h"

#define SCENARIO_DESCRIBE_MAX 1024
/* What a value may be: type, names, range ("percent, 0 % to 100 %"), always NUL-terminated. */
void scenario_describe_value(const struct scenario_row *row, char out[SCENARIO_DESCRIBE_MAX]);

/* Calls visit(context, path, row) for every key of every section, in the order of the table; `path`
 * is the key with the sections above it ("sms.rate", "faults.0.kind"). Stops when visit returns
 * non-zero and returns that, else 0. */
typedef int scenario_visit_fn(void *context, const char *path, const struct scenario_row *row);
int scenario_each_key(scenario_visit_fn *visit, void *context);
#endif
