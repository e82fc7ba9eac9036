#include "conformance/device/input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int input_file_open(const char *path, const char *what, FILE **out, struct fk_diag *diag)
{
    struct stat status;
    *out = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not make us wait */
    const char *why = NULL;
    if (fd < 0 || fstat(fd, &status) != 0)
        why = strerror(errno);
    else if (!S_ISREG(status.st_mode))
        why = S_ISDIR(status.st_mode) ? strerror(EISDIR) : "not a regular file";
    else if (!(*out = fdopen(fd, "rb")))
        why = strerror(errno);
    if (!why)
        return FK_OK;
    if (fd >= 0)
        close(fd);
    return fk_fail(diag, FK_E_IO, NULL, 0, "%s: %s, expected %s", path, why, what);
}
