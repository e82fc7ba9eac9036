#include "sim/scenario/scenario_describe.h"

#include "sim/scenario/scenario_units.h"
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX    6
#define KEY_PATH_MAX 160

void scenario_describe_value(const struct scenario_row *row, char out[SCENARIO_DESCRIBE_MAX])
{
    char low[SCENARIO_VALUE_MAX], high[SCENARIO_VALUE_MAX];
    size_t used =
        (size_t)snprintf(out, SCENARIO_DESCRIBE_MAX, "%s", scenario_types[row->type].column);
    if (row->names) {
        for (unsigned i = 0; i < row->names->count && used < SCENARIO_DESCRIBE_MAX; i++)
            used += (size_t)snprintf(out + used, SCENARIO_DESCRIBE_MAX - used, "%s`%s`",
                                     i ? ", " : ": ", row->names->name(i));
    } else if (row->type == TYPE_LIST || row->type == TYPE_TIMES || row->type == TYPE_FILES) {
        snprintf(out + used, SCENARIO_DESCRIBE_MAX - used, ", %d to %d entries", (int)row->min,
                 (int)row->max);
    } else if (row->type == TYPE_TEXT) {
        snprintf(out + used, SCENARIO_DESCRIBE_MAX - used, ", %d to %d bytes", (int)row->min,
                 (int)row->max);
    } else if (row->min != row->max) {
        scenario_value_format(row->type, row->min, low);
        scenario_value_format(row->type, row->max, high);
        snprintf(out + used, SCENARIO_DESCRIBE_MAX - used, ", %s to %s", low, high);
    }
}

/* Where the walk stands in each section on the way down. */
struct level {
    const struct scenario_section *section;
    unsigned at;
    size_t length; /* of the path above its keys */
};

int scenario_each_key(scenario_visit_fn *visit, void *context)
{
    char path[KEY_PATH_MAX] = "";
    struct level levels[DEPTH_MAX] = {{&scenario_root, 0, 0}};
    unsigned depth = 1;
    while (depth > 0) {
        struct level *level = &levels[depth - 1];
        if (level->at == level->section->count) {
            depth--;
            continue;
        }
        const struct scenario_row *row = &level->section->rows[level->at++];
        size_t length = level->length;
        length += (size_t)snprintf(path + length, sizeof path - length, "%s%s", length ? "." : "",
                                   row->name);
        int result = visit(context, path, row);
        if (result != 0)
            return result;
        if (row->section && depth < DEPTH_MAX) {
            if (row->type == TYPE_LIST)
                length += (size_t)snprintf(path + length, sizeof path - length, ".0");
            levels[depth++] = (struct level){row->section, 0, length};
        }
    }
    return 0;
}
