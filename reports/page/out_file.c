#include "reports/page/html.h"

#include <errno.h>
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

int out_file_open(struct out_file *file, const char *path, struct fk_diag *diag)
{
    memset(file, 0, sizeof *file);
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: is a folder, expected a file name", path);
    }
    size_t size = strlen(path) + sizeof ".XXXXXX";
    file->path = strdup(path);
    file->temporary = malloc(size);
    if (file->path == NULL || file->temporary == NULL) {
        out_file_clear(file);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "no memory to write %s", path);
    }
    snprintf(file->temporary, size, "%s.XXXXXX", path);
    int fd = mkstemp(file->temporary);
    if (fd >= 0) {
        out_file_widen(fd);
        file->stream = fdopen(fd, "w");
    }
    if (file->stream == NULL) {
        int cause = errno;
        if (fd >= 0) {
            close(fd);
            unlink(file->temporary);
        }
        out_file_clear(file);
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be written: %s", path, strerror(cause));
    }
    return FK_OK;
}

int out_file_commit(struct out_file *file, struct fk_diag *diag)
{
    int failed = ferror(file->stream);
    errno = 0;
    failed |= fclose(file->stream);
    file->stream = NULL;
    failed = failed != 0 || rename(file->temporary, file->path) != 0;
    int result = FK_OK;
    if (failed) {
        const char *cause = errno != 0 ? strerror(errno) : "the data did not reach the disk";
        result = fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be written: %s", file->path, cause);
        unlink(file->temporary);
    }
    out_file_clear(file);
    return result;
}

void out_file_abort(struct out_file *file)
{
    if (file->stream != NULL) {
        fclose(file->stream);
        unlink(file->temporary);
    }
    out_file_clear(file);
}
