/* Where a value stands in the text of a device file. libcyaml keeps no positions of values that it
 * accepts, so for a value that is judged later the text is read once more by libyaml. */
#include "conformance/device/device_yaml.h"

#include <stdbool.h>
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

void device_yaml_position(const char *text, size_t size, const char *path, unsigned *line,
                          unsigned *column)
{
    yaml_parser_t parser;
    yaml_document_t document;
    *line = *column = 1;
    if (!yaml_parser_initialize(&parser))
        return;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    if (yaml_parser_load(&parser, &document)) {
        yaml_node_t *node = yaml_document_get_root_node(&document);
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
        yaml_document_delete(&document);
    }
    yaml_parser_delete(&parser);
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
