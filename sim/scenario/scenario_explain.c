/* The words of scenario_schema.h: which key is wrong, where, and what was expected. */
#include "sim/scenario/scenario_schema.h"
#include "sim/scenario/scenario_units.h"

#include <stdio.h>
#include <string.h>

/* Section whose rows the keys of a mapping are, NULL if there is none. */
static const struct scenario_section *section_of(const struct scenario_node *mapping)
{
    const struct scenario_row *row;
    if (!mapping->parent) {
        return &scenario_root;
    }
    row = scenario_schema_row(mapping);
    bool is_entry = mapping->parent->kind == NODE_LIST;
    return row && row->type == (is_entry ? TYPE_LIST : TYPE_SECTION) ? row->section : NULL;
}

const struct scenario_row *scenario_schema_row(const struct scenario_node *node)
{
    enum { WAY_MAX = 2 * SCENARIO_DEPTH_MAX + 2 };
    const struct scenario_node *way[WAY_MAX];
    const struct scenario_section *section = &scenario_root;
    const struct scenario_row *row = NULL;
    unsigned depth = 0;
    for (; node->parent; node = node->parent) {
        if (depth == WAY_MAX) {
            return NULL;
        }
        way[depth++] = node;
    }
    while (depth-- > 0) {
        if (way[depth]->parent->kind == NODE_LIST) {
            continue; /* an entry: the row is the one of the list */
        }
        row = section ? scenario_row_find(section, way[depth]->key) : NULL;
        section = row ? row->section : NULL;
    }
    return row;
}

void scenario_schema_prune(struct scenario_node *root)
{
    struct scenario_node *node = root;
    while (node) {
        struct scenario_node *next = scenario_node_next(root, node);
        bool is_none = node->kind == NODE_SCALAR && node->is_plain && node->key &&
                       strcmp(node->text, "none") == 0;
        const struct scenario_row *row = is_none ? scenario_schema_row(node) : NULL;
        if (row && scenario_row_is_optional(row)) {
            scenario_node_remove(node);
        }
        node = next;
    }
}

bool scenario_schema_list(char *out, size_t room, const char *name)
{
    size_t used = strlen(out);
    if (used + strlen(name) + sizeof ", , ..." > room) {
        snprintf(out + used, room - used, "%s", ", ...");
        return false;
    }
    snprintf(out + used, room - used, "%s%s", used ? ", " : "", name);
    return true;
}

/* Letters that two keys share at their beginning and end: which one was meant. */
static unsigned likeness(const char *a, const char *b)
{
    size_t la = strlen(a), lb = strlen(b), front = 0, back = 0;
    while (front < la && front < lb && a[front] == b[front]) {
        ++front;
    }
    while (back + front < la && back + front < lb && a[la - 1 - back] == b[lb - 1 - back]) {
        ++back;
    }
    return (unsigned)(front + back);
}

/* All names in their order; if there is no room for all, the one most like `text` first. */
static void list_names(const struct scenario_names *names, const char *text, char *out, size_t room)
{
    unsigned near = 0;
    size_t all = 0;
    for (unsigned i = 0; i < names->count; ++i) {
        all += strlen(names->name(i)) + 2;
        if (likeness(text, names->name(i)) > likeness(text, names->name(near))) {
            near = i;
        }
    }
    bool is_near_first = all + sizeof ", ..." > room;
    out[0] = 0;
    if (is_near_first) {
        (void)scenario_schema_list(out, room, names->name(near));
    }
    for (unsigned i = 0; i < names->count; ++i) {
        if (!(is_near_first && i == near) && !scenario_schema_list(out, room, names->name(i))) {
            break;
        }
    }
}

static int fail_unknown(struct fk_diag *diag, const struct scenario_node *node,
                        const struct scenario_section *section)
{
    char keys[128] = "";
    const struct scenario_row *near = NULL;
    size_t all = 0, length = strlen(node->key);
    if (length > 0 && node->key[length - 1] == ')' && !strchr(node->key, '(')) {
        return scenario_fail_key(diag, node,
                                 "unknown key; in { } a value with a comma stands in quotes, such "
                                 "as \"LN(4 s, 30 s)\"");
    }
    for (unsigned i = 0; i < section->count; ++i) {
        const struct scenario_row *row = &section->rows[i];
        all += strlen(row->name) + 2;
        if (!scenario_row_is_merged(row) &&
            (!near || likeness(node->key, row->name) > likeness(node->key, near->name))) {
            near = row;
        }
    }
    bool is_near_first =
        all + sizeof ", ..." > sizeof keys; /* else all are named, in their order */
    if (is_near_first && near) {
        (void)scenario_schema_list(keys, sizeof keys, near->name);
    }
    for (unsigned i = 0; i < section->count; ++i) {
        const struct scenario_row *row = &section->rows[i];
        if (!scenario_row_is_merged(row) && !(is_near_first && row == near) &&
            !scenario_schema_list(keys, sizeof keys, row->name)) {
            break;
        }
    }
    return scenario_fail_key(diag, node, "unknown key; expected one of %s", keys);
}

/* The value as the user wrote it, short enough for a message. */
static void quote(const struct scenario_node *node, char out[64])
{
    size_t length = strlen(node->text);
    if (node->kind == NODE_MAPPING) {
        snprintf(out, 64, "a mapping");
    } else if (node->kind == NODE_LIST) {
        snprintf(out, 64, "a list");
    } else if (length > 48) {
        size_t cut = 45;
        while (cut > 0 && ((unsigned char)node->text[cut] & 0xC0) == 0x80) {
            --cut; /* never inside a character */
        }
        snprintf(out, 64, "\"%.*s...\"", (int)cut, node->text);
    } else {
        snprintf(out, 64, "\"%s\"", node->text);
    }
}

/* "1999-01-01" is a date, but none of those a run can have. */
static bool is_other_century(const struct scenario_row *row, const char *text)
{
    bool is_year = strspn(text, "0123456789") == 4 && text[4] == '-';
    return (row->type == TYPE_DATE || row->type == TYPE_MOMENT) && is_year &&
           strncmp(text, "20", 2) != 0;
}

static int fail_range(struct fk_diag *diag, const struct scenario_node *node,
                      const struct scenario_row *row, const char *value)
{
    char low[SCENARIO_VALUE_MAX], high[SCENARIO_VALUE_MAX];
    const struct scenario_type_info *type = &scenario_types[row->type];
    if (row->type == TYPE_LIST || row->type == TYPE_TIMES) {
        return scenario_fail_value(diag, node, "%u entries; expected %d to %d",
                                   scenario_node_count(node), (int)row->min, (int)row->max);
    }
    if (row->type == TYPE_TEXT && *node->text == '\0') {
        return scenario_fail_value(diag, node, "is empty; expected a text of %d to %d bytes",
                                   (int)row->min, (int)row->max);
    }
    if (row->type == TYPE_TEXT) {
        return scenario_fail_value(diag, node, "%s has %zu bytes; expected %d to %d", value,
                                   strlen(node->text), (int)row->min, (int)row->max);
    }
    if (is_other_century(row, node->text)) {
        return scenario_fail_value(diag, node,
                                   "%s is out of range; expected 2000-01-01 to 2099-12-31", value);
    }
    if (row->min == row->max) { /* types whose range is the calendar or the clock */
        return scenario_fail_value(diag, node, "%s does not exist; expected %s", value,
                                   type->expected);
    }
    scenario_value_format(row->type, row->min, low);
    scenario_value_format(row->type, row->max, high);
    return scenario_fail_value(diag, node, "%s is out of range; expected %s to %s", value, low,
                               high);
}

int scenario_schema_fail(struct fk_diag *diag, const struct scenario_node *node,
                         const struct scenario_row *row, int kind)
{
    char value[64], names[128], low[SCENARIO_VALUE_MAX], high[SCENARIO_VALUE_MAX];
    const struct scenario_type_info *type = &scenario_types[row->type];
    quote(node, value);
    if (kind == FK_E_RANGE) {
        return fail_range(diag, node, row, value);
    }
    if (row->names) {
        list_names(row->names, node->text ? node->text : "", names, sizeof names);
        return row->type == TYPE_FLAGS && node->kind != NODE_SCALAR
                   ? scenario_fail_value(diag, node, "%s; expected a list of names out of %s",
                                         value, names)
                   : scenario_fail_value(diag, node, "%s is none of its values; expected %s%s",
                                         value, row->type == TYPE_FLAGS ? "names out of " : "",
                                         names);
    }
    if (row->type == TYPE_COUNT) {
        scenario_value_format(row->type, row->min, low);
        scenario_value_format(row->type, row->max, high);
        return scenario_fail_value(diag, node, "%s is not %s; expected %s to %s", value, type->noun,
                                   low, high);
    }
    /* an entry of a list of times is a time */
    if (row->type == TYPE_TIMES && node->parent->kind == NODE_LIST) {
        type = &scenario_types[TYPE_TIME];
    }
    if (row->type == TYPE_LIST && node->parent->kind == NODE_LIST) {
        type = &scenario_types[TYPE_SECTION];
    }
    return scenario_fail_value(diag, node, "%s is not %s; expected %s", value, type->noun,
                               type->expected);
}

static uint8_t expected_kind(const struct scenario_node *node, const struct scenario_row *row)
{
    bool is_entry = node->parent->kind == NODE_LIST;
    switch (row->type) {
    case TYPE_SECTION:
        return NODE_MAPPING;
    case TYPE_LIST:
        return is_entry ? NODE_MAPPING : NODE_LIST;
    case TYPE_FLAGS:
    case TYPE_TIMES:
        return is_entry ? NODE_SCALAR : NODE_LIST;
    default:
        return NODE_SCALAR;
    }
}

static bool is_named(const struct scenario_names *names, const char *text)
{
    for (unsigned i = 0; i < names->count; ++i) {
        if (strcmp(names->name(i), text) == 0) {
            return true;
        }
    }
    return false;
}

/* Form of one value; whether it fits its unit is for scenario_fill. */
static int explain_value(const struct scenario_node *node, const struct scenario_row *row,
                         struct fk_diag *diag)
{
    int64_t number;
    if (node->kind != expected_kind(node, row)) {
        return scenario_schema_fail(diag, node, row, FK_E_FORMAT);
    }
    if (node->kind == NODE_LIST && row->type != TYPE_FLAGS) {
        int64_t count = scenario_node_count(node);
        return count < row->min || count > row->max
                   ? scenario_schema_fail(diag, node, row, FK_E_RANGE)
                   : FK_OK;
    }
    if (node->kind != NODE_SCALAR) {
        return FK_OK;
    }
    if (row->names) {
        return is_named(row->names, node->text)
                   ? FK_OK
                   : scenario_schema_fail(diag, node, row, FK_E_FORMAT);
    }
    if (row->type == TYPE_COUNT) {
        int result = scenario_value_parse(TYPE_COUNT, node->text, 0, &number);
        return result == FK_OK ? FK_OK : scenario_schema_fail(diag, node, row, result);
    }
    int64_t length = (int64_t)strlen(node->text);
    if (row->type == TYPE_TEXT && (length < row->min || length > row->max)) {
        return scenario_schema_fail(diag, node, row, FK_E_RANGE);
    }
    bool is_possible = row->type == TYPE_TEXT || row->type == TYPE_SWITCH ||
                       (length > 0 && length <= (row->type == TYPE_TIMES ? 64 : 1000));
    return is_possible ? FK_OK : scenario_schema_fail(diag, node, row, FK_E_FORMAT);
}

bool scenario_schema_is_required(const struct scenario_section *section,
                                 const struct scenario_row *row, const char *part)
{
    bool is_elsewhere = part && section == &scenario_root && strcmp(row->name, part) != 0;
    return !scenario_row_is_optional(row) && !is_elsewhere;
}

int scenario_schema_explain(const struct scenario_node *root, const char *part,
                            struct fk_diag *diag)
{
    const struct scenario_node *node = root;
    int result = FK_OK;
    while ((node = scenario_node_next(root, node)) != NULL && result == FK_OK) {
        const struct scenario_row *row = scenario_schema_row(node);
        if (row) {
            result = explain_value(node, row, diag);
            continue;
        }
        /* The parent was found to be in order before, so its section is known. */
        const struct scenario_section *section = section_of(node->parent);
        result = section ? fail_unknown(diag, node, section) : FK_OK;
    }
    for (node = root; node && result == FK_OK; node = scenario_node_next(root, node)) {
        const struct scenario_section *section =
            node->kind == NODE_MAPPING ? section_of(node) : NULL;
        for (unsigned i = 0; section && i < section->count && result == FK_OK; ++i) {
            const struct scenario_row *row = &section->rows[i];
            if (scenario_schema_is_required(section, row, part) &&
                !scenario_node_find(node, row->name)) {
                const struct scenario_type_info *type = &scenario_types[row->type];
                char path[SCENARIO_PATH_MAX];
                scenario_node_path(node, path);
                result = scenario_fail_mark(
                    diag, FK_E_FORMAT, &node->at, "key '%s%s%s': missing; expected %s", path,
                    *path ? "." : "", row->name, type->expected ? type->expected : type->noun);
            }
        }
    }
    return result;
}
