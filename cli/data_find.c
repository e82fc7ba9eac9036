#include "cli/data_find.h"

#include "cli/cmd_say.h"
#include "cli/nearest.h"
#include "sim/scenario/scenario.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".yaml"

static bool ends_in_suffix(const char *name)
{
    size_t length = strlen(name);
    return length > strlen(SUFFIX) && strcmp(name + length - strlen(SUFFIX), SUFFIX) == 0;
}

/* Folder of the running program; false where there is no /proc. */
static bool program_folder(char out[PATH_MAX])
{
    ssize_t length = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (length <= 0)
        return false;
    out[length] = '\0';
    *strrchr(out, '/') = '\0';
    return true;
}

#define FOLDERS 4

/* Folder `index` of those that may hold scenarios, "" if it cannot be told; false after the
 * last. */
static bool folder_at(const struct data_kind *kind, unsigned index, char out[PATH_MAX])
{
    static const char *const folders[FOLDERS] = {"scenarios", "%s/../scenarios",
                                                 "%s/../share/feikong/scenarios",
                                                 "/usr/share/feikong/scenarios"};
    char program[PATH_MAX];
    if (index >= FOLDERS)
        return false;
    bool is_beside = folders[index][0] == '%';
    if (is_beside && !program_folder(program))
        out[0] = '\0';
    else if (snprintf(out, PATH_MAX, "%s%s%s", is_beside ? program : "",
                      folders[index] + (is_beside ? strlen("%s") : 0), kind->folder) >= PATH_MAX)
        out[0] = '\0';
    return true;
}

static int is_scenario(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && ends_in_suffix(entry->d_name);
}

void data_each(const struct data_kind *kind,
               void (*see)(void *context, const char *name, const char *path), void *context)
{
    char folder[PATH_MAX], path[2 * PATH_MAX];
    struct dirent **entries;
    bool is_found = false;
    for (unsigned i = 0; !is_found && folder_at(kind, i, folder); i++) {
        int count = scandir(folder, &entries, is_scenario, alphasort);
        for (int at = 0; at < count; at++) {
            char *name = entries[at]->d_name;
            snprintf(path, sizeof path, "%s/%s", folder, name);
            name[strlen(name) - strlen(SUFFIX)] = '\0';
            see(context, name, path);
            free(entries[at]);
        }
        is_found = count > 0;
        if (count >= 0)
            free(entries);
    }
}

#define NAMED_MOST 24 /* more are a number and the folder in which they stand */

/* Names as a list, and the nearest of them, if one is near. */
struct names {
    struct nearest *nearest;
    char *out;
    size_t size, used;
    unsigned count;
    char folder[PATH_MAX]; /* of the last */
};

static void list_name(void *context, const char *name, const char *path)
{
    struct names *names = context;
    names->count++;
    snprintf(names->folder, sizeof names->folder, "%.*s",
             strrchr(path, '/') ? (int)(strrchr(path, '/') - path) : 0, path);
    nearest_try(names->nearest, name);
    if (names->used < names->size)
        names->used += (size_t)snprintf(names->out + names->used, names->size - names->used, "%s%s",
                                        names->used ? ", " : "", name);
}

static void list_names(const struct data_kind *kind, struct nearest *nearest, char *out,
                       size_t size)
{
    struct names names = {.nearest = nearest, .out = out, .size = size};
    out[0] = '\0';
    data_each(kind, list_name, &names);
    if (names.count > NAMED_MOST)
        snprintf(out, size, "%u, in %s", names.count, names.folder);
}

/* A folder of this name may be the results of a run. */
static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

static void put_small(const char *given, size_t length, char out[NAME_MAX + 1])
{
    snprintf(out, NAME_MAX + 1, "%.*s", (int)(length <= NAME_MAX ? length : 0), given);
    for (char *c = out; *c; c++)
        *c = (char)tolower((unsigned char)*c);
}

/* The file of a name, in small letters, without its suffix. */
static bool find_name(const struct data_kind *kind, const char *given, size_t length, char *path,
                      size_t size)
{
    char folder[PATH_MAX], name[NAME_MAX + 1];
    put_small(given, length, name);
    for (unsigned i = 0; folder_at(kind, i, folder); i++)
        if (snprintf(path, size, "%s/%s%s", folder, name, SUFFIX) < (int)size &&
            access(path, R_OK) == 0)
            return true;
    return false;
}

bool data_has(const struct data_kind *kind, const char *name, char *path, size_t size)
{
    return find_name(kind, name, strlen(name), path, size);
}

/* "scenarios/s-04.yaml" where no such file is, but the name alone would do: says so. */
static bool is_name_enough(const struct data_kind *kind, const char *given, char *path, size_t size)
{
    const char *slash = strrchr(given, '/'), *name = slash ? slash + 1 : given;
    size_t length = strlen(name) - (ends_in_suffix(name) ? strlen(SUFFIX) : 0);
    if (access(given, F_OK) == 0 || errno != ENOENT || length == 0 ||
        !find_name(kind, name, length, path, size))
        return false;
    cmd_say("feikong %s: %s: no such file; the %s of this name is found by its name alone: %.*s",
            kind->command, given, kind->noun, (int)length, name);
    return true;
}

bool data_find(const struct data_kind *kind, const char *given, char *path, size_t size)
{
    char names[PATH_MAX + 64], name[NAME_MAX + 1];
    if (strchr(given, '/') || ends_in_suffix(given) || is_file(given)) {
        if (is_name_enough(kind, given, path, size))
            return false;
        if (snprintf(path, size, "%s", given) < (int)size)
            return true;
        cmd_say("feikong %s: the path of a %s is too long", kind->command, kind->noun);
        return false;
    }
    if (find_name(kind, given, strlen(given), path, size))
        return true;
    put_small(given, strlen(given), name);
    struct nearest near = nearest_to(name);
    list_names(kind, &near, names, sizeof names);
    if (near.text[0] != '\0' && 3 * near.distance <= strlen(name)) /* two letters are near to all */
        cmd_say("feikong %s: %s: no such file, and no %s has this name, did you mean '%s'? There "
                "are %s",
                kind->command, given, kind->noun, near.text, names);
    else
        cmd_say("feikong %s: %s: no such file, and no %s has this name%s%s", kind->command, given,
                kind->noun, names[0] ? "; there are " : "", names);
    return false;
}

void data_find_parents(void)
{
    static const struct data_kind any = {"", "", ""};
    static char folders[FOLDERS][PATH_MAX];
    static const char *list[FOLDERS + 1];
    unsigned count = 0;
    for (unsigned i = 0; folder_at(&any, i, folders[count]); i++)
        if (folders[count][0] != '\0') {
            list[count] = folders[count];
            count++;
        }
    scenario_extends_folders(list);
}
