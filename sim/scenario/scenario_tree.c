#include "sim/scenario/scenario_tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 32 * 1024, ALIGN = 16 };

struct scenario_block {
    struct scenario_block *next;
    size_t used, size;
    _Alignas(16) unsigned char data[];
};

void scenario_tree_init(struct scenario_tree *tree)
{
    tree->blocks = NULL;
}

void scenario_tree_fini(struct scenario_tree *tree)
{
    while (tree->blocks) {
        struct scenario_block *block = tree->blocks;
        tree->blocks = block->next;
        free(block);
    }
}

void *scenario_tree_alloc(struct scenario_tree *tree, size_t size)
{
    struct scenario_block *block = tree->blocks;
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
        block = calloc(1, sizeof *block + room);
        if (!block) {
            return NULL;
        }
        block->size = room;
        block->next = tree->blocks;
        tree->blocks = block;
    }
    void *at = block->data + block->used;
    block->used += size;
    return at;
}

const char *scenario_tree_text(struct scenario_tree *tree, const char *text, size_t length)
{
    char *copy = scenario_tree_alloc(tree, length + 1);
    if (copy) {
        memcpy(copy, text, length);
    }
    return copy;
}

struct scenario_node *scenario_node_find(const struct scenario_node *mapping, const char *key)
{
    if (!mapping || mapping->kind != NODE_MAPPING) {
        return NULL;
    }
    for (struct scenario_node *child = mapping->first; child; child = child->next) {
        if (strcmp(child->key, key) == 0) {
            return child;
        }
    }
    return NULL;
}

void scenario_node_append(struct scenario_node *parent, struct scenario_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
}

static struct scenario_node *node_before(const struct scenario_node *child)
{
    struct scenario_node *before = NULL;
    for (struct scenario_node *at = child->parent->first; at != child; at = at->next) {
        before = at;
    }
    return before;
}

void scenario_node_remove(struct scenario_node *child)
{
    struct scenario_node *parent = child->parent, *before = node_before(child);
    if (before) {
        before->next = child->next;
    } else {
        parent->first = child->next;
    }
    if (parent->last == child) {
        parent->last = before;
    }
    child->parent = NULL;
    child->next = NULL;
}

void scenario_node_replace(struct scenario_node *old, struct scenario_node *by)
{
    struct scenario_node *parent = old->parent, *before = node_before(old);
    by->parent = parent;
    by->next = old->next;
    if (before) {
        before->next = by;
    } else {
        parent->first = by;
    }
    if (parent->last == old) {
        parent->last = by;
    }
    old->parent = NULL;
    old->next = NULL;
}

struct scenario_node *scenario_node_next(const struct scenario_node *root,
                                         const struct scenario_node *node)
{
    if (node->first) {
        return node->first;
    }
    while (node != root && !node->next) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

unsigned scenario_node_count(const struct scenario_node *node)
{
    unsigned count = 0;
    for (const struct scenario_node *child = node->first; child; child = child->next) {
        ++count;
    }
    return count;
}

static unsigned node_index(const struct scenario_node *node)
{
    unsigned index = 0;
    for (const struct scenario_node *at = node->parent->first; at != node; at = at->next) {
        ++index;
    }
    return index;
}

void scenario_node_path(const struct scenario_node *node, char out[SCENARIO_PATH_MAX])
{
    const struct scenario_node *way[SCENARIO_DEPTH_MAX + 2];
    size_t depth = 0, used = 0;
    for (; node && node->parent && depth < SCENARIO_DEPTH_MAX + 2; node = node->parent) {
        way[depth++] = node;
    }
    out[0] = 0;
    while (depth-- > 0) {
        int wrote = way[depth]->key ? snprintf(out + used, SCENARIO_PATH_MAX - used, "%s%s",
                                               used ? "." : "", way[depth]->key)
                                    : snprintf(out + used, SCENARIO_PATH_MAX - used, "%s%u",
                                               used ? "." : "", node_index(way[depth]));
        used += wrote > 0 ? (size_t)wrote : 0;
        if (used >= SCENARIO_PATH_MAX) {
            memcpy(out + SCENARIO_PATH_MAX - 4, "...", 4);
            return;
        }
    }
}

/* Keys and values of the user end up in messages: one line, nothing that moves a cursor. */
static void make_printable(char *text)
{
    for (; *text; ++text) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            *text = ' ';
        }
    }
}

/* Says that a message did not fit: the place and the key come first, so its end can go. */
static void mark_cut(char *text, size_t size)
{
    size_t at = size - 4;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) {
        --at; /* never inside a character */
    }
    memcpy(text + at, "...", 4);
}

static int fail_text(struct fk_diag *diag, enum fk_err kind, const struct scenario_mark *mark,
                     const char *path, const char *message)
{
    char place[32] = "", key[SCENARIO_PATH_MAX + 16] = "";
    if (mark->line > 0) {
        snprintf(place, sizeof place, ":%u:%u", mark->line, mark->column);
    }
    if (path) {
        snprintf(key, sizeof key, "key '%s': ", path);
    }
    int result =
        fk_fail(diag, kind, NULL, mark->line, "%s%s: %s%s", mark->file, place, key, message);
    if (diag) {
        make_printable(diag->text);
        if (strlen(diag->text) == sizeof diag->text - 1) {
            mark_cut(diag->text, sizeof diag->text);
        }
    }
    return result;
}

int scenario_fail_mark(struct fk_diag *diag, enum fk_err kind, const struct scenario_mark *mark,
                       const char *format, ...)
{
    char message[sizeof diag->text];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return fail_text(diag, kind, mark, NULL, message);
}

int scenario_fail_value(struct fk_diag *diag, const struct scenario_node *node, const char *format,
                        ...)
{
    char message[sizeof diag->text], path[SCENARIO_PATH_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    scenario_node_path(node, path);
    return fail_text(diag, FK_E_FORMAT, &node->at, path, message);
}

int scenario_fail_key(struct fk_diag *diag, const struct scenario_node *node, const char *format,
                      ...)
{
    char message[sizeof diag->text], path[SCENARIO_PATH_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    scenario_node_path(node, path);
    return fail_text(diag, FK_E_FORMAT, node->key ? &node->key_at : &node->at, path, message);
}
