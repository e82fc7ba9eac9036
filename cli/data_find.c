#include "cli/data_find.h"

#include "cli/cmd_say.h"
#include "sim/scenario/scenario.h"
#include <ctype.h>
#include <dirent.h>
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

/* The names in the first folder that has any. */
static void list_names(const struct data_kind *kind, char *out, size_t size)
{
    char folder[PATH_MAX];
    struct dirent **entries;
    size_t used = 0;
    out[0] = '\0';
    for (unsigned i = 0; used == 0 && folder_at(kind, i, folder); i++) {
        int count = scandir(folder, &entries, is_scenario, alphasort);
        for (int at = 0; at < count; at++) {
            const char *name = entries[at]->d_name;
            if (used < size)
                used +=
                    (size_t)snprintf(out + used, size - used, "%s%.*s", at ? ", " : "; there are ",
                                     (int)(strlen(name) - strlen(SUFFIX)), name);
            free(entries[at]);
        }
        if (count >= 0)
            free(entries);
    }
}

/* A folder of this name may be the results of a run. */
static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

bool data_find(const struct data_kind *kind, const char *given, char *path, size_t size)
{
    char folder[PATH_MAX], names[2048], name[NAME_MAX + 1];
    if (strchr(given, '/') || ends_in_suffix(given) || is_file(given)) {
        if (snprintf(path, size, "%s", given) < (int)size)
            return true;
        cmd_say("feikong %s: the path of a %s is too long", kind->command, kind->noun);
        return false;
    }
    snprintf(name, sizeof name, "%s", given);
    for (char *c = name; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    for (unsigned i = 0; folder_at(kind, i, folder); i++)
        if (snprintf(path, size, "%s/%s%s", folder, name, SUFFIX) < (int)size &&
            access(path, R_OK) == 0)
            return true;
    list_names(kind, names, sizeof names);
    cmd_say("feikong %s: %s: no such file, and no %s has this name%s", kind->command, given,
            kind->noun, names);
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
