#include "sim/scenario/scenario_merge.h"

#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_schema.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROFILES "profiles/" /* beside the scenario, or in a folder of scenarios */
enum { PROFILE_MAX = 31 };   /* bytes of a name */

/* A file that is being read; its parents are above it on the stack. */
struct frame {
    const char *path;
    dev_t device;
    ino_t inode;
    struct scenario_node *own;     /* its own mapping, without `extends` */
    struct scenario_node *parent;  /* next entry of `extends` */
    struct scenario_node *profile; /* `profile`, while it is to be read; comes after the parents */
    struct scenario_node *merged;  /* what the parents gave so far, or NULL */
    bool is_profile;
};

struct reader {
    struct scenario_tree *tree;
    struct frame frames[SCENARIO_EXTENDS_MAX];
    unsigned depth, files;
    struct fk_diag *diag;
};

static const char *const no_folders[] = {NULL};
static const char *const *folders = no_folders;

/* Says why a file cannot be had: at the entry of `extends` that names it, or plainly. */
static int fail_open(struct reader *r, const char *path, const struct scenario_node *by,
                     const char *why)
{
    if (by && by->text[0] != '/' && folders[0] && access(path, F_OK) != 0) {
        char list[sizeof r->diag->text] = "";
        for (unsigned i = 0; folders[i] && scenario_schema_list(list, sizeof list, folders[i]); i++)
            ;
        return scenario_fail_value(r->diag, by, "cannot read \"%s\": %s; nor is it in %s", path,
                                   why, list);
    }
    if (by) {
        return scenario_fail_value(r->diag, by, "cannot read \"%s\": %s", path, why);
    }
    return fk_fail(r->diag, FK_E_IO, NULL, 0, "%s: cannot be read: %s", path, why);
}

static int read_all(struct reader *r, int fd, char *buffer, size_t *size, const char *path,
                    const struct scenario_node *by)
{
    *size = 0;
    for (;;) {
        ssize_t got = read(fd, buffer + *size, SCENARIO_BYTES_MAX + 1 - *size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail_open(r, path, by, strerror(errno));
        }
        if (got == 0) {
            return FK_OK;
        }
        *size += (size_t)got;
        if (*size > SCENARIO_BYTES_MAX) {
            return fail_open(r, path, by, "larger than 1 MiB");
        }
    }
}

/* Takes `extends` out of the file's own mapping and checks its form. */
static int take_parents(struct reader *r, struct frame *frame)
{
    struct scenario_node *extends = scenario_node_find(frame->own, "extends");
    if (!extends) {
        return FK_OK;
    }
    if (extends->kind != NODE_LIST) {
        return scenario_fail_value(r->diag, extends, "expected a list of files such as [b0.yaml]");
    }
    for (struct scenario_node *at = extends->first; at; at = at->next) {
        if (at->kind != NODE_SCALAR || !*at->text) {
            return scenario_fail_value(r->diag, at, "expected the name of a file");
        }
    }
    frame->parent = extends->first;
    return FK_OK;
}

/* The same for `profile`. */
static int take_profile(struct reader *r, struct frame *frame)
{
    static const char legal[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    struct scenario_node *profile = scenario_node_find(frame->own, "profile");
    if (!profile || (profile->is_plain && strcmp(profile->text, "none") == 0))
        return FK_OK;
    if (frame->is_profile)
        return scenario_fail_key(r->diag, profile, "a profile builds on none");
    if (profile->kind != NODE_SCALAR || !*profile->text || strlen(profile->text) > PROFILE_MAX ||
        profile->text[strspn(profile->text, legal)] != '\0')
        return scenario_fail_value(r->diag, profile,
                                   "expected the name of a profile such as jibei; see `feikong "
                                   "profile`");
    frame->profile = profile;
    return FK_OK;
}

static int push_text(struct reader *r, struct frame *frame, const char *text, size_t size)
{
    struct scenario_mark origin = {frame->path, 1, 1};
    int result = scenario_tree_parse(r->tree, origin, text, size, &frame->own, r->diag);
    if (result != FK_OK) {
        return result;
    }
    if (frame->own->kind != NODE_MAPPING) {
        return scenario_fail_mark(r->diag, FK_E_FORMAT, &frame->own->at,
                                  "expected keys with values such as \"days: 3\"");
    }
    result = take_parents(r, frame);
    if (result == FK_OK)
        result = take_profile(r, frame);
    ++r->depth;
    return result;
}

static int push_file(struct reader *r, const char *path, const struct scenario_node *by)
{
    struct frame *frame = &r->frames[r->depth];
    *frame = (struct frame){.path = path, .is_profile = by && by->parent->kind == NODE_MAPPING};
    struct stat status;
    /* O_NONBLOCK: a pipe must not make the program wait before it is refused. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return fail_open(r, path, by, strerror(errno));
    }
    char *buffer = NULL;
    size_t size = 0;
    int result = FK_OK;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        result = fail_open(r, path, by, "not a regular file");
        goto done;
    }
    frame->device = status.st_dev;
    frame->inode = status.st_ino;
    for (unsigned i = 0; i < r->depth; ++i) {
        if (r->frames[i].device == status.st_dev && r->frames[i].inode == status.st_ino) {
            result = scenario_fail_value(r->diag, by, "\"%s\" extends itself in a circle", path);
            goto done;
        }
    }
    buffer = malloc(SCENARIO_BYTES_MAX + 1);
    if (!buffer) {
        result = fk_fail(r->diag, FK_E_MEMORY, NULL, 0, "out of memory");
        goto done;
    }
    result = read_all(r, fd, buffer, &size, path, by);
    if (result == FK_OK) {
        result = push_text(r, frame, buffer, size);
    }
done:
    free(buffer);
    close(fd);
    return result;
}

void scenario_extends_folders(const char *const *list)
{
    folders = list;
}

/* `name` in the first `folder` letters of `path`. */
static char *join(struct reader *r, const char *path, size_t folder, const char *name)
{
    size_t length = strlen(name);
    char *joined = scenario_tree_alloc(r->tree, folder + length + 2);
    if (!joined)
        return NULL;
    memcpy(joined, path, folder);
    if (folder > 0 && path[folder - 1] != '/')
        joined[folder++] = '/';
    memcpy(joined + folder, name, length + 1);
    return joined;
}

/* Where the file is that the entry names: beside the file that holds it, else in a folder that was
 * given; the first place if it is nowhere. NULL: no memory. */
static const char *find_parent(struct reader *r, const struct frame *child, const char *name)
{
    const char *slash = strrchr(child->path, '/');
    size_t folder = slash && name[0] != '/' ? (size_t)(slash - child->path) + 1 : 0;
    const char *beside = join(r, child->path, folder, name);
    if (!beside || name[0] == '/' || access(beside, F_OK) == 0)
        return beside;
    for (unsigned i = 0; folders[i]; i++) {
        const char *path = join(r, folders[i], strlen(folders[i]), name);
        if (!path || access(path, F_OK) == 0)
            return path;
    }
    return beside;
}

/* The file that `entry` of the list `extends` names. */
static int push_parent(struct reader *r, struct frame *child)
{
    struct scenario_node *entry = child->parent;
    if (r->depth == SCENARIO_EXTENDS_MAX || ++r->files > SCENARIO_FILES_MAX) {
        return scenario_fail_value(r->diag, entry,
                                   "too many files: at most %d in a chain and %d in all",
                                   SCENARIO_EXTENDS_MAX, SCENARIO_FILES_MAX);
    }
    const char *path = find_parent(r, child, entry->text);
    if (!path) {
        return fk_fail(r->diag, FK_E_MEMORY, NULL, 0, "out of memory");
    }
    child->parent = entry->next;
    return push_file(r, path, entry);
}

/* The names of the profiles in the folder of `path`, "a, b". */
static void list_profiles(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    char folder[FILENAME_MAX];
    struct dirent **entries;
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char *end = strstr(entries[i]->d_name, ".yaml");
        if (end && end != entries[i]->d_name && strcmp(end, ".yaml") == 0) {
            *end = '\0';
            (void)scenario_schema_list(out, size, entries[i]->d_name);
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

/* Says which profiles there are: in the first folder that has any. */
static int fail_profile(struct reader *r, const struct frame *child)
{
    const struct scenario_node *profile = child->profile;
    char list[160] = "";
    const char *slash = strrchr(child->path, '/');
    const char *path =
        join(r, child->path, slash ? (size_t)(slash - child->path) + 1 : 0, PROFILES "x");
    if (path)
        list_profiles(path, list, sizeof list);
    for (unsigned i = 0; !list[0] && folders[i]; i++)
        if ((path = join(r, folders[i], strlen(folders[i]), PROFILES "x")) != NULL)
            list_profiles(path, list, sizeof list);
    return scenario_fail_value(r->diag, profile, "no profile \"%s\"; %s%s", profile->text,
                               list[0] ? "expected one of " : "there is no folder " PROFILES, list);
}

/* The file of the profile that the child names. */
static int push_profile(struct reader *r, struct frame *child)
{
    char name[sizeof PROFILES + PROFILE_MAX + sizeof ".yaml"];
    const struct scenario_node *profile = child->profile;
    snprintf(name, sizeof name, PROFILES "%.*s.yaml", PROFILE_MAX, profile->text);
    if (r->depth == SCENARIO_EXTENDS_MAX || ++r->files > SCENARIO_FILES_MAX)
        return scenario_fail_value(r->diag, profile,
                                   "too many files: at most %d in a chain and %d "
                                   "in all",
                                   SCENARIO_EXTENDS_MAX, SCENARIO_FILES_MAX);
    const char *path = find_parent(r, child, name);
    if (!path)
        return fk_fail(r->diag, FK_E_MEMORY, NULL, 0, "out of memory");
    if (access(path, F_OK) != 0)
        return fail_profile(r, child);
    child->profile = NULL;
    return push_file(r, path, profile);
}

static void drop(struct scenario_node *mapping, const char *key)
{
    struct scenario_node *node = scenario_node_find(mapping, key);
    if (node)
        scenario_node_remove(node);
}

void scenario_drop_translation(struct scenario_node *root, const char *argument)
{
    if (strncmp(argument, "title=", 6) == 0)
        drop(root, "title_zh");
    if (strncmp(argument, "story=", 6) == 0)
        drop(root, "story_zh");
}

/* A story tells of its own file; a title in Chinese belongs to the title beside it. */
static void drop_texts(struct scenario_node *parents, const struct scenario_node *own)
{
    drop(parents, "story");
    drop(parents, "story_zh");
    if (scenario_node_find(own, "title"))
        drop(parents, "title_zh");
}

/* What a profile decides it decides as a whole: nothing of another one stays. Its title is its
 * own. */
static void drop_decided(struct scenario_node *parents, struct scenario_node *profile)
{
    drop(parents, "policy");
    drop(parents, "gaps");
    if (scenario_node_find(profile, "tariff"))
        drop(parents, "tariff");
    drop(profile, "title");
    drop(profile, "title_zh");
    drop(profile, "story");
    drop(profile, "story_zh");
}

/* With --set profile the file itself is what the profile is merged into: the price list that it
 * states, and not that of a file that it extends, stays. A flat price (B0) is replaced. */
static bool has_own_prices(const struct frame *child)
{
    const struct scenario_node *tariff = scenario_node_find(child->merged, "tariff");
    return child->own->at.line == 0 && tariff && scenario_node_find(tariff, "versions") &&
           strcmp(tariff->at.file, child->path) == 0;
}

/* The innermost file has no parents left: it wins over what they gave, and is given to its
 * child. */
static struct scenario_node *pop(struct reader *r)
{
    struct frame *frame = &r->frames[--r->depth];
    struct scenario_node *result = frame->own;
    if (scenario_node_find(frame->own, "profile") && scenario_node_find(frame->own, "tariff"))
        drop(frame->merged, "tariff"); /* its own prices, and not some of each */
    drop(frame->own, "extends");
    drop(frame->own, "profile");
    if (frame->merged) {
        if (frame->own->at.line > 0) { /* else it is --set, which holds nothing more */
            drop_texts(frame->merged, frame->own);
            scenario_merge_into(frame->merged, frame->own);
        }
        result = frame->merged;
    }
    if (r->depth > 0) {
        struct frame *child = &r->frames[r->depth - 1];
        if (frame->is_profile && has_own_prices(child))
            drop(result, "tariff");
        if (frame->is_profile)
            drop_decided(child->merged, result);
        if (child->merged) {
            scenario_merge_into(child->merged, result);
        } else {
            child->merged = result;
        }
    }
    return result;
}

/* Reads what the files on the stack name, until none is left. */
static int merge_frames(struct reader *r, struct scenario_node **root)
{
    int result = FK_OK;
    while (result == FK_OK && r->depth > 0) {
        struct frame *top = &r->frames[r->depth - 1];
        if (top->parent)
            result = push_parent(r, top);
        else if (top->profile)
            result = push_profile(r, top);
        else
            *root = pop(r);
    }
    return result;
}

int scenario_merge_files(struct scenario_tree *tree, const struct scenario_source *source,
                         struct scenario_node **root, struct fk_diag *diag)
{
    struct reader r = {.tree = tree, .diag = diag, .files = 1};
    const char *path = scenario_tree_text(tree, source->path, strlen(source->path));
    int result = FK_OK;
    if (!path) {
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
    }
    if (source->text) {
        r.frames[0] = (struct frame){.path = path};
        result = push_text(&r, &r.frames[0], source->text, source->size);
    } else {
        result = push_file(&r, path, NULL);
    }
    return result == FK_OK ? merge_frames(&r, root) : result;
}

int scenario_merge_profile(struct scenario_tree *tree, const char *path, const char *argument,
                           struct scenario_node **root, struct fk_diag *diag)
{
    struct reader r = {.tree = tree, .diag = diag, .files = 1};
    static const char form[] = "{profile: none}";
    const char *name = strchr(argument, '=') + 1;
    const char *text = scenario_tree_text(tree, name, strlen(name));
    char *origin = scenario_tree_alloc(tree, strlen(argument) + sizeof "--set ");
    struct scenario_node *own = NULL;
    if (!text || !origin)
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
    memcpy(origin, "--set ", 6);
    memcpy(origin + 6, argument, strlen(argument));
    int result = scenario_tree_parse(tree, (struct scenario_mark){origin, 0, 0}, form, strlen(form),
                                     &own, diag);
    if (result != FK_OK)
        return result;
    own->first->text = text;
    r.frames[0] = (struct frame){.path = path, .own = own, .merged = *root};
    r.depth = 1;
    result = take_profile(&r, &r.frames[0]);
    return result == FK_OK ? merge_frames(&r, root) : result;
}

void scenario_merge_into(struct scenario_node *base, struct scenario_node *over)
{
    /* A chain of pairs still to merge instead of recursion: over->into says where. */
    struct scenario_node *work = over;
    over->into = base;
    over->work = NULL;
    while (work) {
        struct scenario_node *from = work, *into = from->into;
        work = from->work;
        into->at = from->at;
        into->key_at = from->key_at;
        while (from->first) {
            struct scenario_node *child = from->first;
            struct scenario_node *old = scenario_node_find(into, child->key);
            scenario_node_remove(child);
            if (!old) {
                scenario_node_append(into, child);
            } else if (old->kind == NODE_MAPPING && child->kind == NODE_MAPPING) {
                child->into = old;
                child->work = work;
                work = child;
            } else {
                scenario_node_replace(old, child);
            }
        }
    }
}
