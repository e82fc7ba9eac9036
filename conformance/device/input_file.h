/* conformance/device/input_file.h - opens a file that a person names. */
#ifndef CONFORMANCE_DEVICE_INPUT_FILE_H
#define CONFORMANCE_DEVICE_INPUT_FILE_H
#include "base/err.h"
#include <stdio.h>

/* Opens the regular file `path` for reading; `what` says in the message what was expected ("a
 * device file"). FK_OK and *out (for fclose), or FK_E_IO: it cannot be opened, or is a folder, pipe
 * or device, which might never end. Never waits for a writer. */
FK_MUST_CHECK int input_file_open(const char *path, const char *what, FILE **out,
                                  struct fk_diag *diag);
#endif
