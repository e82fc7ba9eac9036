/* The parser of scenario_tree: events of libyaml in, nodes out. The tree is built with parent
 * links, so depth needs no stack of ours, and it is bounded all the same. */
#include "sim/scenario/scenario_tree.h"

#include <string.h>
#include <yaml.h>

enum { KEYS_MAX = 256 }; /* every new key is compared with the ones before it */

struct builder {
    struct scenario_tree *tree;
    struct scenario_mark origin;
    struct scenario_node *root, *open; /* open: the innermost mapping or list */
    unsigned depth, documents;
    const char *key; /* read, its value not yet */
    struct scenario_mark key_at;
    struct fk_diag *diag;
};

static struct scenario_mark mark_of(const struct builder *b, yaml_mark_t at)
{
    struct scenario_mark mark = b->origin;
    if (mark.line > 0) {
        mark.line = (uint32_t)at.line + 1;
        mark.column = (uint32_t)at.column + 1;
    }
    return mark;
}

static int fail_at(const struct builder *b, yaml_mark_t at, const char *what)
{
    struct scenario_mark mark = mark_of(b, at);
    return scenario_fail_mark(b->diag, FK_E_FORMAT, &mark, "%s", what);
}

static int no_memory(const struct builder *b)
{
    return fk_fail(b->diag, FK_E_MEMORY, NULL, 0, "out of memory");
}

/* A new node at its place in the tree. */
static int node_add(struct builder *b, uint8_t kind, yaml_mark_t at, struct scenario_node **made)
{
    struct scenario_node *node = scenario_tree_alloc(b->tree, sizeof *node);
    if (!node) {
        return no_memory(b);
    }
    node->kind = kind;
    node->text = "";
    node->at = mark_of(b, at);
    if (!b->open) {
        b->root = node;
    } else {
        if (b->open->kind == NODE_MAPPING) {
            node->key = b->key;
            node->key_at = b->key_at;
            b->key = NULL;
        }
        scenario_node_append(b->open, node);
    }
    *made = node;
    return FK_OK;
}

static int on_key(struct builder *b, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    struct scenario_node *twin = scenario_node_find(b->open, text);
    if (twin) {
        struct scenario_mark mark = mark_of(b, event->start_mark);
        char path[SCENARIO_PATH_MAX];
        scenario_node_path(twin, path);
        return mark.line == 0
                   ? scenario_fail_mark(b->diag, FK_E_FORMAT, &mark, "key '%s': given twice", path)
                   : scenario_fail_mark(b->diag, FK_E_FORMAT, &mark,
                                        "key '%s': given twice, first in line %u", path,
                                        twin->key_at.line);
    }
    if (scenario_node_count(b->open) >= KEYS_MAX) {
        return fail_at(b, event->start_mark, "too many keys in one mapping, at most 256");
    }
    b->key = scenario_tree_text(b->tree, text, event->data.scalar.length);
    b->key_at = mark_of(b, event->start_mark);
    return b->key ? FK_OK : no_memory(b);
}

static int on_scalar(struct builder *b, const yaml_event_t *event)
{
    size_t length = event->data.scalar.length;
    if (event->data.scalar.tag || event->data.scalar.anchor) {
        return fail_at(b, event->start_mark, "tags and anchors are not part of the format");
    }
    if (memchr(event->data.scalar.value, 0, length)) {
        return fail_at(b, event->start_mark, "a text holds the character NUL");
    }
    if (b->open && b->open->kind == NODE_MAPPING && !b->key) {
        return on_key(b, event);
    }
    struct scenario_node *node = NULL;
    int result = node_add(b, NODE_SCALAR, event->start_mark, &node);
    if (result != FK_OK) {
        return result;
    }
    node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->text = scenario_tree_text(b->tree, (const char *)event->data.scalar.value, length);
    return node->text ? FK_OK : no_memory(b);
}

static int on_open(struct builder *b, const yaml_event_t *event, uint8_t kind)
{
    const yaml_char_t *tag =
        kind == NODE_LIST ? event->data.sequence_start.tag : event->data.mapping_start.tag;
    const yaml_char_t *anchor =
        kind == NODE_LIST ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
    if (tag || anchor) {
        return fail_at(b, event->start_mark, "tags and anchors are not part of the format");
    }
    if (b->open && b->open->kind == NODE_MAPPING && !b->key) {
        return fail_at(b, event->start_mark, "a key must be a plain text");
    }
    if (++b->depth > SCENARIO_DEPTH_MAX) {
        return fail_at(b, event->start_mark, "nested too deep, at most 16 levels");
    }
    return node_add(b, kind, event->start_mark, &b->open);
}

static int on_event(struct builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (b->documents++ > 0) {
            return fail_at(b, event->start_mark, "a second document; expected one per file");
        }
        return FK_OK;
    case YAML_ALIAS_EVENT:
        return fail_at(b, event->start_mark, "aliases are not part of the format");
    case YAML_SCALAR_EVENT:
        return on_scalar(b, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(b, event, NODE_LIST);
    case YAML_MAPPING_START_EVENT:
        return on_open(b, event, NODE_MAPPING);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        b->open = b->open->parent;
        --b->depth;
        return FK_OK;
    default:
        return FK_OK;
    }
}

/* libyaml gives a mark for syntax, but only a byte offset for bytes that are no text. */
static int fail_parser(const struct builder *b, const yaml_parser_t *parser, const char *text,
                       size_t size)
{
    yaml_mark_t at = parser->problem_mark;
    if (parser->error == YAML_MEMORY_ERROR) {
        return no_memory(b);
    }
    if (parser->error == YAML_READER_ERROR) {
        at = (yaml_mark_t){0};
        for (size_t i = 0; i < size && i < parser->problem_offset; ++i) {
            at.column = text[i] == '\n' ? 0 : at.column + 1;
            at.line += text[i] == '\n';
        }
    }
    struct scenario_mark mark = mark_of(b, at);
    return scenario_fail_mark(b->diag, FK_E_FORMAT, &mark, "YAML syntax: %s%s%s",
                              parser->context ? parser->context : "", parser->context ? ", " : "",
                              parser->problem ? parser->problem : "not readable");
}

int scenario_tree_parse(struct scenario_tree *tree, struct scenario_mark origin, const char *text,
                        size_t size, struct scenario_node **root, struct fk_diag *diag)
{
    struct builder b = {.tree = tree, .origin = origin, .diag = diag};
    yaml_parser_t parser;
    int result = FK_OK;
    bool is_end = false;
    *root = NULL;
    if (!yaml_parser_initialize(&parser)) {
        return no_memory(&b);
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    while (!is_end && result == FK_OK) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            result = fail_parser(&b, &parser, text, size);
            break;
        }
        is_end = event.type == YAML_STREAM_END_EVENT;
        result = on_event(&b, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    if (result == FK_OK && !b.root) {
        result = fail_at(&b, (yaml_mark_t){0}, "nothing in it; expected keys with values");
    }
    if (result == FK_OK) {
        *root = b.root;
    }
    return result;
}
