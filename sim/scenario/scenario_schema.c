#include "sim/scenario/scenario_schema.h"

#include "sim/scenario/scenario_emit.h"

#include <cyaml/cyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for the schema of all rows; scenario_table.c needs about two thirds of it. */
enum { FIELDS_MAX = 704, STRINGS_MAX = 576, ENTRIES_MAX = 64 };

struct scenario_schema {
    cyaml_schema_field_t fields[FIELDS_MAX];
    cyaml_strval_t strings[STRINGS_MAX];
    cyaml_schema_value_t entries[ENTRIES_MAX];
    unsigned field_count, string_count, entry_count;
    const char *part; /* the only section of the tree, NULL: all of them */
    cyaml_schema_value_t root;
    cyaml_config_t config;
    struct scenario_slot *slots;
    bool is_full;  /* the table outgrew the room above: nothing loads, every test fails */
    char log[160]; /* first error of libcyaml, in case we have no better words */
};

unsigned scenario_row_slots(const struct scenario_row *row)
{
    return row->type == TYPE_SECTION ? scenario_slots(row->section) : 1;
}

/* Depth of the calls: depth of the table, four. */
unsigned scenario_slots(const struct scenario_section *section)
{
    unsigned count = 0;
    for (unsigned i = 0; i < section->count; ++i) {
        count += scenario_row_slots(&section->rows[i]);
    }
    return count;
}

static const cyaml_strval_t *build_names(struct scenario_schema *schema,
                                         const struct scenario_row *row)
{
    cyaml_strval_t *strings = schema->strings + schema->string_count;
    if (schema->string_count + row->names->count > STRINGS_MAX) {
        schema->is_full = true;
        return schema->strings;
    }
    for (unsigned i = 0; i < row->names->count; ++i) {
        strings[i].str = row->names->name(i);
        strings[i].val = row->type == TYPE_FLAGS ? INT64_C(1) << i : (int64_t)i;
    }
    schema->string_count += row->names->count;
    return strings;
}

static const cyaml_schema_field_t *build_section(struct scenario_schema *schema,
                                                 const struct scenario_section *section);

static const cyaml_schema_value_t *build_entry(struct scenario_schema *schema,
                                               const struct scenario_row *row)
{
    cyaml_schema_value_t *entry = schema->entries + schema->entry_count;
    if (schema->entry_count == ENTRIES_MAX) {
        schema->is_full = true;
        return schema->entries;
    }
    ++schema->entry_count;
    if (row->type == TYPE_TIMES) {
        *entry = (cyaml_schema_value_t){.type = CYAML_STRING,
                                        .flags = CYAML_FLAG_POINTER,
                                        .data_size = sizeof(char),
                                        .string = {1, 64}};
    } else {
        *entry = (cyaml_schema_value_t){
            .type = CYAML_MAPPING,
            .data_size = (uint32_t)(scenario_slots(row->section) * sizeof(struct scenario_slot)),
            .mapping = {build_section(schema, row->section)}};
    }
    return entry;
}

static cyaml_schema_value_t build_value(struct scenario_schema *schema,
                                        const struct scenario_row *row, bool is_required)
{
    unsigned flags = is_required ? CYAML_FLAG_DEFAULT : CYAML_FLAG_OPTIONAL;
    cyaml_schema_value_t value = {.data_size = sizeof(uint64_t)};
    switch (row->type) {
    case TYPE_SECTION:
        value.type = CYAML_MAPPING;
        value.data_size = (uint32_t)(scenario_slots(row->section) * sizeof(struct scenario_slot));
        value.mapping.fields = build_section(schema, row->section);
        break;
    case TYPE_LIST:
    case TYPE_TIMES:
        value.type = CYAML_SEQUENCE;
        flags |= CYAML_FLAG_POINTER;
        value.sequence.entry = build_entry(schema, row);
        value.sequence.min = (uint32_t)row->min;
        value.sequence.max = (uint32_t)row->max;
        value.data_size = value.sequence.entry->data_size;
        if (row->type == TYPE_TIMES) {
            value.data_size = sizeof(char *);
        }
        break;
    case TYPE_FLAGS:
    case TYPE_NAME:
        value.type = row->type == TYPE_FLAGS ? CYAML_FLAGS : CYAML_ENUM;
        flags |= CYAML_FLAG_STRICT;
        value.enumeration.strings = build_names(schema, row);
        value.enumeration.count = row->names->count;
        break;
    case TYPE_SWITCH:
        value.type = CYAML_BOOL;
        value.data_size = sizeof(bool);
        break;
    case TYPE_COUNT:
        value.type = CYAML_UINT;
        break;
    default:
        value.type = CYAML_STRING;
        flags |= CYAML_FLAG_POINTER;
        value.data_size = sizeof(char);
        value.string.min = row->type == TYPE_TEXT ? (uint32_t)row->min : 1;
        value.string.max = row->type == TYPE_TEXT ? (uint32_t)row->max : 1000;
        break;
    }
    value.flags = (enum cyaml_flag)flags;
    return value;
}

static const cyaml_schema_field_t *build_section(struct scenario_schema *schema,
                                                 const struct scenario_section *section)
{
    cyaml_schema_field_t *fields = schema->fields + schema->field_count, *field = fields;
    uint32_t slot = 0;
    if (schema->field_count + section->count + 1 > FIELDS_MAX) {
        schema->is_full = true;
        return schema->fields;
    }
    schema->field_count += section->count + 1; /* the last one stays empty: the end mark */
    for (unsigned i = 0; i < section->count; ++i) {
        const struct scenario_row *row = &section->rows[i];
        uint32_t offset = slot * (uint32_t)sizeof(struct scenario_slot);
        slot += scenario_row_slots(row);
        if (scenario_row_is_merged(row)) {
            continue;
        }
        *field++ = (cyaml_schema_field_t){
            .key = row->name,
            .data_offset = offset,
            .count_offset = offset + (uint32_t)offsetof(struct scenario_slot, count),
            .count_size = sizeof(uint64_t),
            .value =
                build_value(schema, row, scenario_schema_is_required(section, row, schema->part))};
    }
    return fields;
}

/* libcyaml logs what it refuses, then a trace of the schema: the first line is the reason. */
static void on_log(cyaml_log_t level, void *context, const char *format, va_list args)
{
    struct scenario_schema *schema = context;
    if (level >= CYAML_LOG_ERROR && !schema->log[0]) {
        vsnprintf(schema->log, sizeof schema->log, format, args);
        schema->log[strcspn(schema->log, "\n")] = 0;
    }
}

static int refuse(const struct scenario_schema *schema, const struct scenario_node *root,
                  cyaml_err_t error, struct fk_diag *diag)
{
    if (error == CYAML_ERR_OOM || error == CYAML_ERR_LIBYAML_PARSER_INIT) {
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
    }
    int result = scenario_schema_explain(root, schema->part, diag);
    return result != FK_OK ? result
                           : scenario_fail_mark(diag, FK_E_FORMAT, &root->at, "%s (%s)",
                                                cyaml_strerror(error), schema->log);
}

int scenario_schema_load(const struct scenario_node *root, const char *part,
                         struct scenario_schema **out, const struct scenario_slot **slots,
                         struct fk_diag *diag)
{
    struct scenario_schema *schema = calloc(1, sizeof *schema);
    size_t length = 0;
    char *text = schema ? scenario_emit(root, NULL, &length) : NULL;
    if (!text) {
        free(schema);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
    }
    schema->part = part;
    schema->root = (cyaml_schema_value_t){
        .type = CYAML_MAPPING,
        .flags = CYAML_FLAG_POINTER,
        .data_size = (uint32_t)(scenario_slots(&scenario_root) * sizeof(struct scenario_slot)),
        .mapping = {build_section(schema, &scenario_root)}};
    schema->config = (cyaml_config_t){.log_fn = on_log,
                                      .log_ctx = schema,
                                      .mem_fn = cyaml_mem,
                                      .log_level = CYAML_LOG_ERROR,
                                      .flags = CYAML_CFG_NO_ALIAS};
    if (schema->is_full) {
        free(text);
        scenario_schema_free(schema);
        return fk_fail(diag, FK_E_SPACE, NULL, 0, "the table of keys is larger than its schema");
    }
    cyaml_data_t *data = NULL;
    cyaml_err_t error =
        cyaml_load_data((const uint8_t *)text, length, &schema->config, &schema->root, &data, NULL);
    free(text);
    schema->slots = data;
    if (error != CYAML_OK) {
        int result = refuse(schema, root, error, diag);
        scenario_schema_free(schema);
        return result;
    }
    *slots = schema->slots;
    *out = schema;
    return FK_OK;
}

void scenario_schema_free(struct scenario_schema *schema)
{
    if (schema) {
        if (schema->slots) {
            (void)cyaml_free(&schema->config, &schema->root, schema->slots, 0);
        }
        free(schema);
    }
}
