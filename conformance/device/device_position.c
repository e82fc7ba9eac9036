/* Where a value stands in the text of a device file. libcyaml keeps no positions of values that it
 * accepts, so for a value that is judged later the text is read once more by libyaml. */
#include "conformance/device/device_yaml.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* The child of a node that one step of the path names, or NULL. */
static yaml_node_t *step_down(yaml_document_t *document, yaml_node_t *node, const char *step,
                              size_t size)
{
    if (node->type == YAML_SEQUENCE_NODE) {
        long index = strtol(step, NULL, 10);
        long count = node->data.sequence.items.top - node->data.sequence.items.start;
        return index >= 0 && index < count
                   ? yaml_document_get_node(document, node->data.sequence.items.start[index])
                   : NULL;
    }
    if (node->type != YAML_MAPPING_NODE)
        return NULL;
    yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++) {
        yaml_node_t *key = yaml_document_get_node(document, pair->key);
        if (key->type == YAML_SCALAR_NODE && key->data.scalar.length == size &&
            memcmp(key->data.scalar.value, step, size) == 0)
            return yaml_document_get_node(document, pair->value);
    }
    return NULL;
}

/* Goes down the path; where its end stands is left in *line and *column, a scalar's
 * text, cut to `capacity`, in `out`. Returns whether there is such a value. */
static bool walk(const char *text, size_t size, const char *path, unsigned *line, unsigned *column,
                 char *out, size_t capacity)
{
    yaml_parser_t parser;
    yaml_document_t document;
    yaml_node_t *node = NULL;
    *line = *column = 1;
    if (!yaml_parser_initialize(&parser))
        return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    if (yaml_parser_load(&parser, &document)) {
        node = yaml_document_get_root_node(&document);
        while (node && *path) {
            size_t step = strcspn(path, ".");
            yaml_node_t *below = step_down(&document, node, path, step);
            if (below) {
                *line = (unsigned)below->start_mark.line + 1;
                *column = (unsigned)below->start_mark.column + 1;
            }
            node = below;
            path += step + (path[step] == '.');
        }
        if (node && capacity > 0)
            snprintf(out, capacity, "%s",
                     node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "");
        yaml_document_delete(&document);
    }
    yaml_parser_delete(&parser);
    return node != NULL;
}

void device_yaml_position(const char *text, size_t size, const char *path, unsigned *line,
                          unsigned *column)
{
    (void)walk(text, size, path, line, column, NULL, 0);
}

bool device_yaml_scalar(const char *text, size_t size, const char *path, char *out, size_t capacity)
{
    unsigned line, column;
    return walk(text, size, path, &line, &column, out, capacity);
}

void device_yaml_seek(const char *text, size_t size, const char *word, unsigned *line,
                      unsigned *column)
{
    yaml_parser_t parser;
    bool is_over = false;
    if (!yaml_parser_initialize(&parser))
        return;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    while (!is_over) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event))
            break;
        unsigned at_line = (unsigned)event.start_mark.line + 1;
        unsigned at_column = (unsigned)event.start_mark.column + 1;
        bool is_behind = at_line > *line || (at_line == *line && at_column >= *column);
        is_over = event.type == YAML_STREAM_END_EVENT;
        if (event.type == YAML_SCALAR_EVENT && is_behind &&
            strcmp((const char *)event.data.scalar.value, word) == 0) {
            *line = at_line;
            *column = at_column;
            is_over = true;
        }
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}
