/* base/plain_text.h - text of foreign hands (names, paths, values, words of other programs) as it
 * may stand in a message: one line, nothing that a terminal would act on. Reentrant. */
#ifndef BASE_PLAIN_TEXT_H
#define BASE_PLAIN_TEXT_H
#include <stddef.h>

/* Copies `text` to out[0..capacity), always ended by NUL (capacity > 0). Control characters (C0,
 * DEL, C1), the marks that reorder text (U+202A..U+202E, U+2066..U+2069), line and paragraph
 * separators and bytes that are not UTF-8 are written as \n, \r, \t, \e or \xHH, byte by byte. What
 * does not fit is left out from a whole character on. `text` must not overlap `out`. Returns the
 * number of bytes that the whole text would take without the NUL. */
size_t plain_text(const char *text, char *out, size_t capacity);
#endif
