#include "base/err.h"

#include "base/plain_text.h"

#include <stdarg.h>
#include <stdio.h>

int fk_fail(struct fk_diag *diag, enum fk_err kind, const char *clause, size_t offset,
            const char *format, ...)
{
    if (diag) {
        /* Longer than what is kept, so that only whole characters are kept; and a buffer of its
         * own, because an argument may be diag->text. */
        char text[sizeof diag->text + 8];
        va_list args;
        diag->kind = kind;
        diag->clause = clause;
        diag->offset = offset;
        va_start(args, format);
        (void)vsnprintf(text, sizeof text, format, args);
        va_end(args);
        (void)plain_text(text, diag->text, sizeof diag->text);
    }
    return kind;
}

const char *fk_err_name(int err)
{
    static const char *const names[] = {"ok",       "argument",  "range",      "space", "format",
                                        "checksum", "not found", "refused",    "io",    "time-out",
                                        "state",    "memory",    "unsupported"};
    int index = -err;
    if (index < 0 || index >= (int)(sizeof names / sizeof names[0]))
        return "unknown";
    return names[index];
}
