/* base/number_text.h - whole numbers as people write them on a command line: decimal digits alone,
 * no sign, no blank, nothing behind them. Reentrant. */
#ifndef BASE_NUMBER_TEXT_H
#define BASE_NUMBER_TEXT_H
#include <stdbool.h>
#include <stdint.h>

/* Reads the digits at the beginning of `text`. True and *out if there are some, and their number
 * lies in low..high; *end is then behind them. */
bool number_text_begin(const char *text, uint64_t low, uint64_t high, uint64_t *out,
                       const char **end);
/* The same, and true only if nothing stands behind them. */
bool number_text(const char *text, uint64_t low, uint64_t high, uint64_t *out);
#endif
