#include "reports/page/html.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void out_file_clear(struct out_file *file)
{
    free(file->path);
    free(file->temporary);
    memset(file, 0, sizeof *file);
}

/* mkstemp makes files that only their owner can read; a report is for others too, as far as the
 * user's mask allows. */
static void out_file_widen(int fd)
{
    mode_t mask = umask(0);
    umask(mask);
    (void)fchmod(fd, 0666 & ~mask);
}

#define LINKS_MAX 40 /* as the system follows */

/* `path` with what the link there names in its last part: relative names begin in its folder. */
static char *link_target(const char *path)
{
    char name[4096], *joined = NULL;
    ssize_t size = readlink(path, name, sizeof name - 1);
    const char *slash = strrchr(path, '/');
    if (size <= 0) {
        return NULL;
    }
    name[size] = '\0';
    int folder = name[0] == '/' || slash == NULL ? 0 : (int)(slash - path + 1);
    return asprintf(&joined, "%.*s%s", folder, path, name) < 0 ? NULL : joined;
}

char *out_path_resolve(const char *path)
{
    struct stat status;
    char *at = strdup(path);
    for (int i = 0; at != NULL && lstat(at, &status) == 0 && S_ISLNK(status.st_mode); i++) {
        char *next = i < LINKS_MAX ? link_target(at) : NULL;
        free(at);
        at = next;
    }
    return at;
}

/* The number of an open file that the path stands for, or -1. */
static int open_number(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) {
        return STDOUT_FILENO;
    }
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        size_t size = strlen(folders[i]);
        const char *digits = path + size;
        if (strncmp(path, folders[i], size) == 0 && digits[0] != '\0' &&
            strspn(digits, "0123456789") == strlen(digits) && strlen(digits) < 6) {
            return atoi(digits);
        }
    }
    return -1;
}

/* A target that is written into: -2 if it is none, else as open(). */
static int open_direct(const char *path)
{
    struct stat status;
    int number = open_number(path);
    if (number >= 0) {
        fflush(NULL); /* what was said before comes first */
        return fcntl(number, F_DUPFD_CLOEXEC, 3);
    }
    if (stat(path, &status) != 0 || S_ISREG(status.st_mode)) {
        return -2;
    }
    return open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
}

static int out_file_fail(struct out_file *file, const char *path, int fd, struct fk_diag *diag)
{
    int cause = errno;
    if (fd >= 0) {
        close(fd);
        if (file->temporary != NULL) {
            unlink(file->temporary);
        }
    }
    out_file_clear(file);
    return fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be written: %s", path, strerror(cause));
}

int out_file_open(struct out_file *file, const char *path, struct fk_diag *diag)
{
    memset(file, 0, sizeof *file);
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: is a folder, expected a file name", path);
    }
    int fd = open_direct(path);
    if (fd != -2) {
        file->path = strdup(path);
        file->stream = fd >= 0 && file->path != NULL ? fdopen(fd, "w") : NULL;
        return file->stream != NULL ? FK_OK : out_file_fail(file, path, fd, diag);
    }
    file->path = out_path_resolve(path);
    size_t size = (file->path != NULL ? strlen(file->path) : 0) + sizeof ".XXXXXX";
    file->temporary = malloc(size);
    if (file->path == NULL || file->temporary == NULL) {
        out_file_clear(file);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to write %s", path);
    }
    snprintf(file->temporary, size, "%s.XXXXXX", file->path);
    fd = mkstemp(file->temporary);
    if (fd >= 0) {
        out_file_widen(fd);
        file->stream = fdopen(fd, "w");
    }
    return file->stream != NULL ? FK_OK : out_file_fail(file, path, fd, diag);
}

int out_file_commit(struct out_file *file, struct fk_diag *diag)
{
    int failed = ferror(file->stream);
    errno = 0;
    failed |= fclose(file->stream);
    file->stream = NULL;
    bool is_direct = file->temporary == NULL;
    failed = failed != 0 || (!is_direct && rename(file->temporary, file->path) != 0);
    int result = FK_OK;
    if (failed) {
        const char *cause = errno != 0 ? strerror(errno) : "the data did not reach the disk";
        result = fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be written: %s", file->path, cause);
        if (!is_direct) {
            unlink(file->temporary);
        }
    }
    out_file_clear(file);
    return result;
}

void out_file_abort(struct out_file *file)
{
    if (file->stream != NULL) {
        fclose(file->stream);
        if (file->temporary != NULL) {
            unlink(file->temporary);
        }
    }
    out_file_clear(file);
}
