#include "sim/scenario/scenario_profile.h"

#include "sim/scenario/scenario_tree.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The text of the file, NULL after a sentence. */
static char *read_text(const char *path, size_t *size, int *err, struct fk_diag *diag)
{
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(SCENARIO_BYTES_MAX + 1) : NULL;
    *err = FK_OK;
    *size = text ? fread(text, 1, SCENARIO_BYTES_MAX + 1, file) : 0;
    if (!file || ferror(file))
        *err = fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be read: %s", path, strerror(errno));
    else if (!text)
        *err = fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
    else if (*size > SCENARIO_BYTES_MAX)
        *err = fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: larger than 1 MiB", path);
    if (file)
        fclose(file);
    if (text && *err == FK_OK) {
        text[*size] = '\0';
        return text;
    }
    free(text);
    return NULL;
}

static char *text_of(const struct scenario_node *root, const char *key)
{
    const struct scenario_node *node = scenario_node_find(root, key);
    return strdup(node && node->kind == NODE_SCALAR ? node->text : "");
}

int scenario_profile_read(const char *path, struct scenario_profile *out, struct fk_diag *diag)
{
    struct scenario_tree tree;
    struct scenario_node *root = NULL;
    size_t size;
    int err;
    struct stat status;
    *out = (struct scenario_profile){0};
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: not a regular file", path);
    *out = (struct scenario_profile){.text = read_text(path, &size, &err, diag)};
    if (err != FK_OK)
        return err;
    scenario_tree_init(&tree);
    err = scenario_tree_parse(&tree, (struct scenario_mark){path, 1, 1}, out->text, size, &root,
                              diag);
    if (err == FK_OK && !scenario_node_find(root, "policy"))
        err =
            fk_fail(diag, FK_E_FORMAT, NULL, 0, "%s: no profile: it has no section `policy`", path);
    if (err == FK_OK) {
        out->title = text_of(root, "title");
        out->title_zh = text_of(root, "title_zh");
        if (!out->title || !out->title_zh)
            err = fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory");
    }
    scenario_tree_fini(&tree);
    if (err != FK_OK)
        scenario_profile_fini(out);
    return err;
}

void scenario_profile_fini(struct scenario_profile *profile)
{
    free(profile->text);
    free(profile->title);
    free(profile->title_zh);
    *profile = (struct scenario_profile){0};
}
