/* --set path=value of scenario_merge.h. */
#include "sim/scenario/scenario_merge.h"

#include <stdlib.h>
#include <string.h>

static int no_memory(struct fk_diag *diag)
{
    return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
}

/* Entry of a list by number or by its key `name`. */
static struct scenario_node *list_entry(const struct scenario_node *list, const char *name)
{
    bool is_number = *name && strspn(name, "0123456789") == strlen(name) && strlen(name) < 10;
    unsigned long index = is_number ? strtoul(name, NULL, 10) : 0;
    for (struct scenario_node *at = list->first; at; at = at->next) {
        const struct scenario_node *own = scenario_node_find(at, "name");
        if (is_number ? index-- == 0 : own && strcmp(own->text, name) == 0) {
            return at;
        }
    }
    return NULL;
}

struct setter {
    struct scenario_tree *tree;
    struct scenario_mark mark;
    struct fk_diag *diag;
};

static struct scenario_node *new_node(const struct setter *s, uint8_t kind, const char *key,
                                      const char *text)
{
    struct scenario_node *node = scenario_tree_alloc(s->tree, sizeof *node);
    if (node) {
        node->kind = kind;
        node->key = key;
        node->text = text;
        node->at = node->key_at = s->mark;
        node->is_plain = true;
    }
    return node;
}

/* One step down the path; `key` lives in the tree. Makes a mapping if there is nothing yet. */
static int step(const struct setter *s, struct scenario_node **at, const char *key)
{
    struct scenario_node *here = *at, *next;
    char path[SCENARIO_PATH_MAX];
    scenario_node_path(here, path);
    if (here->kind == NODE_SCALAR) {
        return scenario_fail_mark(s->diag, FK_E_FORMAT, &s->mark,
                                  "key '%s': a value, it has no key '%s'", path, key);
    }
    if (here->kind == NODE_LIST) {
        *at = list_entry(here, key);
        return *at ? FK_OK
                   : scenario_fail_mark(s->diag, FK_E_FORMAT, &s->mark,
                                        "key '%s': no entry '%s'; expected its number, from 0, "
                                        "or its name",
                                        path, key);
    }
    next = scenario_node_find(here, key);
    if (!next) {
        next = new_node(s, NODE_MAPPING, key, "");
        if (!next) {
            return no_memory(s->diag);
        }
        scenario_node_append(here, next);
    }
    *at = next;
    return FK_OK;
}

/* Bytes of an argument are not checked by a YAML reader: control characters and what is not UTF-8
 * would break the canonical text. Returns the length of the character at `text`, 0 if it is bad. */
static size_t utf8_length(const unsigned char *text)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = {
        {0x80, 0x00, 0x20}, {0xE0, 0xC0, 0x80}, {0xF0, 0xE0, 0x800}, {0xF8, 0xF0, 0x10000}};
    for (size_t n = 0; n < 4; ++n) {
        if ((text[0] & forms[n].mask) == forms[n].lead) {
            uint32_t code = text[0] & (unsigned char)~forms[n].mask;
            for (size_t i = 1; i <= n; ++i) {
                if ((text[i] & 0xC0) != 0x80) {
                    return 0;
                }
                code = code << 6 | (text[i] & 0x3Fu);
            }
            bool is_legal = code >= forms[n].least && code <= 0x10FFFF &&
                            (code < 0xD800 || code > 0xDFFF) && code != 0x7F;
            return is_legal ? n + 1 : 0;
        }
    }
    return 0;
}

static bool is_text(const char *text)
{
    while (*text) {
        size_t length = utf8_length((const unsigned char *)text);
        if (length == 0) {
            return false;
        }
        text += length;
    }
    return true;
}

static int set_value(const struct setter *s, struct scenario_node *at, const char *value)
{
    struct scenario_node *node = NULL;
    if (*value == '[' || *value == '{') {
        int result = scenario_tree_parse(s->tree, s->mark, value, strlen(value), &node, s->diag);
        if (result != FK_OK) {
            return result;
        }
    } else {
        node = new_node(s, NODE_SCALAR, NULL, value);
        if (!node) {
            return no_memory(s->diag);
        }
    }
    if (at->kind == NODE_MAPPING && node->kind == NODE_MAPPING) {
        node->key_at = at->key_at;
        scenario_merge_into(at, node);
        return FK_OK;
    }
    node->key = at->key;
    node->key_at = s->mark;
    scenario_node_replace(at, node);
    return FK_OK;
}

int scenario_merge_set(struct scenario_tree *tree, struct scenario_node *root, const char *argument,
                       struct fk_diag *diag)
{
    static const char prefix[] = "--set ";
    size_t length = strlen(argument);
    char *origin = scenario_tree_alloc(tree, sizeof prefix + length);
    char *path = scenario_tree_alloc(tree, length + 1);
    if (!origin || !path) {
        return no_memory(diag);
    }
    memcpy(origin, prefix, sizeof prefix - 1);
    memcpy(origin + sizeof prefix - 1, argument, length);
    memcpy(path, argument, length);
    struct setter s = {tree, {origin, 0, 0}, diag};
    char *equals = strchr(path, '=');
    if (!is_text(argument) || length > SCENARIO_BYTES_MAX) {
        return fk_fail(diag, FK_E_FORMAT, NULL, 0,
                       "--set: expected UTF-8 text without control characters");
    }
    if (!equals || equals == path) {
        return scenario_fail_mark(diag, FK_E_FORMAT, &s.mark,
                                  "expected a key and a value such as sms.rate=100");
    }
    *equals = 0;
    struct scenario_node *at = root;
    unsigned depth = 0;
    for (char *key = path, *dot; key; key = dot) {
        dot = strchr(key, '.');
        if (dot) {
            *dot++ = 0;
        }
        if (!*key || ++depth >= SCENARIO_DEPTH_MAX) {
            return scenario_fail_mark(diag, FK_E_FORMAT, &s.mark,
                                      "expected keys with dots between them such as sms.rate=100");
        }
        int result = step(&s, &at, key);
        if (result != FK_OK) {
            return result;
        }
    }
    return set_value(&s, at, equals + 1);
}
