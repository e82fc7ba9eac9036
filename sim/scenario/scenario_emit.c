#include "sim/scenario/scenario_emit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct out {
    char *text;
    size_t used, room;
    bool is_full; /* out of memory */
};

static void put(struct out *out, const char *text, size_t length)
{
    if (out->room - out->used <= length && !out->is_full) {
        size_t room = (out->used + length + 1) * 2;
        char *more = realloc(out->text, room);
        out->is_full = !more;
        if (more) {
            out->text = more;
            out->room = room;
        }
    }
    if (!out->is_full) {
        memcpy(out->text + out->used, text, length);
        out->used += length;
        out->text[out->used] = 0;
    }
}

/* Code point at `text`, which is UTF-8 as the YAML reader and --set have made sure. */
static size_t take_code(const unsigned char *text, uint32_t *code)
{
    size_t more = text[0] < 0x80 ? 0 : text[0] < 0xE0 ? 1 : text[0] < 0xF0 ? 2 : 3;
    static const uint32_t mask[] = {0x7F, 0x1F, 0x0F, 0x07};
    *code = text[0] & mask[more];
    for (size_t i = 1; i <= more; ++i) {
        *code = *code << 6 | (text[i] & 0x3Fu);
    }
    return more + 1;
}

static void put_quoted(struct out *out, const char *text)
{
    put(out, "\"", 1);
    while (*text) {
        char escape[16];
        uint32_t code;
        size_t length = take_code((const unsigned char *)text, &code);
        if (code >= 0x20 && code < 0x7F && code != '"' && code != '\\') {
            put(out, text, 1);
        } else {
            put(out, escape, (size_t)snprintf(escape, sizeof escape, "\\U%08X", (unsigned)code));
        }
        text += length;
    }
    put(out, "\"", 1);
}

static bool is_left_out(const struct scenario_node *root, const struct scenario_node *node,
                        const char *const *without)
{
    for (; without && *without && node->parent == root; ++without) {
        if (strcmp(node->key, *without) == 0) {
            return true;
        }
    }
    return false;
}

static unsigned depth_of(const struct scenario_node *root, const struct scenario_node *node)
{
    unsigned depth = 0;
    for (; node != root; node = node->parent) {
        ++depth;
    }
    return depth;
}

static void put_node(struct out *out, const struct scenario_node *node, unsigned depth)
{
    for (unsigned i = 1; i < depth; ++i) {
        put(out, "  ", 2);
    }
    if (node->key && depth > 0) {
        put_quoted(out, node->key);
        put(out, ":", 1);
    } else if (depth > 0) {
        put(out, "-", 1);
    }
    if (node->kind == NODE_SCALAR) {
        put(out, " ", 1);
        put_quoted(out, node->text);
    } else if (!node->first) {
        put(out, node->kind == NODE_LIST ? " []" : " {}", 3);
    }
    put(out, "\n", 1);
}

char *scenario_emit(const struct scenario_node *root, const char *const *without, size_t *length)
{
    struct out out = {NULL, 0, 0, false};
    const struct scenario_node *node = root;
    put_node(&out, root, 0);
    node = root->first;
    while (node) {
        if (is_left_out(root, node, without)) {
            node = node->next; /* a child of the root: what follows it is its neighbour */
            continue;
        }
        put_node(&out, node, depth_of(root, node));
        node = scenario_node_next(root, node);
    }
    if (out.is_full) {
        free(out.text);
        return NULL;
    }
    *length = out.used;
    return out.text;
}

/* Insertion: a mapping has at most a few hundred keys. */
static void sort_keys(struct scenario_node *mapping)
{
    struct scenario_node *rest = mapping->first;
    mapping->first = mapping->last = NULL;
    while (rest) {
        struct scenario_node *node = rest, **place = &mapping->first;
        rest = rest->next;
        while (*place && strcmp((*place)->key, node->key) < 0) {
            place = &(*place)->next;
        }
        node->next = *place;
        *place = node;
        if (!node->next) {
            mapping->last = node;
        }
    }
}

void scenario_emit_sort(struct scenario_node *root)
{
    for (struct scenario_node *node = root; node; node = scenario_node_next(root, node)) {
        if (node->kind == NODE_MAPPING) {
            sort_keys(node);
        }
    }
}
