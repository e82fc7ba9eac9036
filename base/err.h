/* base/err.h - the one error vocabulary of the project.
 *
 * Functions that can fail return `enum fk_err` or a count: 0 is success, a negative value an error,
 * a positive value a count. Libraries never print, exit or change `errno` for their own errors;
 * what a user should read goes into the caller's `struct fk_diag`. Everything here is reentrant. */
#ifndef BASE_ERR_H
#define BASE_ERR_H
#include <stddef.h>

enum fk_err {
    FK_OK = 0,
    FK_E_ARG = -1,         /* the caller broke the contract of the function */
    FK_E_RANGE = -2,       /* a value is outside its legal range */
    FK_E_SPACE = -3,       /* the caller's buffer is too small; nothing was written */
    FK_E_FORMAT = -4,      /* input is malformed */
    FK_E_CHECKSUM = -5,    /* input is well formed but its check value is wrong */
    FK_E_NOT_FOUND = -6,   /* no such item, file or key */
    FK_REFUSED = -7,       /* a party refused: a legal outcome, not a fault */
    FK_E_IO = -8,          /* the operating system refused: open, read, write, bind ... */
    FK_E_TIMEOUT = -9,     /* a deadline passed */
    FK_E_STATE = -10,      /* not possible in the present state */
    FK_E_MEMORY = -11,     /* out of memory */
    FK_E_UNSUPPORTED = -12 /* legal, known, and not built yet */
};

/* What went wrong, for people. Owned by the caller; every function that takes one accepts NULL.
 * `text` is one sentence without a line end: what, where, what was expected. Names and values in it
 * are shown as base/plain_text.h says. */
struct fk_diag {
    enum fk_err kind;
    const char *clause; /* static string, clause or rule that was broken, or NULL */
    size_t offset;      /* byte offset in the input, or 0 */
    char text[240];
};

#define FK_MUST_CHECK __attribute__((warn_unused_result))

/* What the code itself promises, in every build: where it does not hold the program is wrong and
 * traps at that line. Never for what comes from outside. */
#define FK_ASSERT(holds) ((holds) ? (void)0 : __builtin_trap())

/* Fills *diag (may be NULL) and returns `kind`, so that a failure is one statement:
 * `return fk_fail(diag, FK_E_RANGE, "5.2.1", at, "length %u, at most %u", n, max);` */
__attribute__((format(printf, 5, 6))) int fk_fail(struct fk_diag *diag, enum fk_err kind,
                                                  const char *clause, size_t offset,
                                                  const char *format, ...);

/* Short English name of an error value ("checksum", "time-out" ...); never NULL. */
const char *fk_err_name(int err);
#endif
