#include "cli/cmd_files.h"

#include "cli/cmd_say.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int cmd_make_folder(char *path)
{
    if (*path == '\0') {
        errno = ENOENT;
        return -1;
    }
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int failed = mkdir(path, 0777) != 0 && errno != EEXIST;
        *slash = '/';
        if (failed)
            return -1;
    }
    return mkdir(path, 0777) != 0 && errno != EEXIST ? -1 : 0;
}

bool cmd_temporary(const char *what, char *path, size_t size)
{
    const char *place = getenv("TMPDIR");
    int length =
        snprintf(path, size, "%s/feikong-%sXXXXXX", place && *place ? place : "/tmp", what);
    return length < (int)size;
}

bool cmd_make_out(const char *command, const char *folder)
{
    char path[4096];
    if (*folder == '\0') {
        cmd_say("feikong %s: --out: the name is empty", command);
        return false;
    }
    if (snprintf(path, sizeof path, "%s", folder) >= (int)sizeof path) {
        cmd_say("feikong %s: %.60s...: the name of the folder is too long", command, folder);
        return false;
    }
    if (cmd_make_folder(path) == 0)
        return true;
    cmd_say("feikong %s: %s: cannot make the folder: %s", command, folder, strerror(errno));
    return false;
}

bool cmd_can_make_out(const char *command, const char *folder)
{
    char path[4096];
    struct stat status;
    if (*folder == '\0') {
        cmd_say("feikong %s: --out: the name is empty", command);
        return false;
    }
    if (snprintf(path, sizeof path, "%s", folder) >= (int)sizeof path) {
        cmd_say("feikong %s: %.60s...: the name of the folder is too long", command, folder);
        return false;
    }
    while (stat(path, &status) != 0) { /* up to a folder that is there */
        char *slash = strrchr(path, '/');
        if (errno != ENOENT || slash == path || !slash) {
            if (errno != ENOENT)
                break;
            snprintf(path, sizeof path, "%s", slash ? "/" : ".");
        } else {
            *slash = '\0';
        }
    }
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode) && access(path, W_OK | X_OK) == 0)
        return true;
    cmd_say("feikong %s: %s: cannot make the folder: %s", command, folder,
            stat(path, &status) == 0 && !S_ISDIR(status.st_mode) ? strerror(ENOTDIR)
                                                                 : strerror(errno));
    return false;
}

bool cmd_can_write(const char *command, const char *option, const char *path)
{
    char folder[CMD_PATH_LONGEST + 1];
    struct stat status;
    const char *slash = strrchr(path, '/');
    if (strlen(path) > CMD_PATH_LONGEST) {
        cmd_say("feikong %s: --%s: the name is longer than %d bytes", command, option,
                CMD_PATH_LONGEST);
        return false;
    }
    if (slash)
        snprintf(folder, sizeof folder, "%.*s", slash > path ? (int)(slash - path) : 1, path);
    else
        snprintf(folder, sizeof folder, ".");
    bool is_there = stat(path, &status) == 0;
    bool is_as_it_is = is_there && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
    if (cmd_is_stdout(path) || (is_as_it_is && access(path, W_OK) == 0))
        return true;
    if (access(folder, W_OK | X_OK) == 0 && !(is_there && S_ISDIR(status.st_mode)))
        return true;
    cmd_say("feikong %s: --%s: %s: expected a file in a folder to write to", command, option, path);
    return false;
}

bool cmd_find_database(const char *command, const char *given, char *path, size_t size)
{
    struct stat status;
    int length = snprintf(path, size, "%s", given);
    bool is_there = length < (int)size && stat(path, &status) == 0;
    if (is_there && S_ISDIR(status.st_mode)) {
        length = snprintf(path, size, "%s/run.db", given);
        is_there = length < (int)size && stat(path, &status) == 0;
    }
    if (length >= (int)size) {
        cmd_say("feikong %s: %.60s...: the name is too long", command, given);
        return false;
    }
    if (!is_there) {
        cmd_say("feikong %s: %s: %s; feikong run SCENARIO --out DIR makes DIR/run.db", command,
                path, strerror(errno));
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        cmd_say("feikong %s: %s: no regular file, expected the database of a run", command, path);
        return false;
    }
    return true;
}

bool cmd_holds_other(const char *folder, const char *file)
{
    char path[4096];
    struct stat status;
    return snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path &&
           stat(path, &status) == 0;
}
