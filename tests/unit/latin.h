/* tests/unit/latin.h - words of another language in a Chinese text. */
#ifndef TESTS_UNIT_LATIN_H
#define TESTS_UNIT_LATIN_H
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Signs of the trade and of the program's own files and options that stay as they are. */
static const char *const latin_allowed[] = {
    "ASDU", "BCD",  "CRC", "DI", "ERR", "ESAM", "FE",    "FF",  "Hz", "MAC", "MMDDhh", "N", "PA",
    "SEQ",  "SERR", "V",   "kW", "kWh", "kvar", "kvarh", "kVA", "ms", "min", "mm",     "s", "x",
};

static inline bool latin_is_allowed(const char *word, size_t size, const char *const *more)
{
    if (strspn(word, "ABCDEFabcdef") >= size || size == 1)
        return true; /* hexadecimal digits, and letters of units and fields */
    for (size_t i = 0; i < sizeof latin_allowed / sizeof *latin_allowed; i++)
        if (strlen(latin_allowed[i]) == size && memcmp(latin_allowed[i], word, size) == 0)
            return true;
    for (; more && *more; more++)
        if (strlen(*more) == size && memcmp(*more, word, size) == 0)
            return true;
    return false;
}

/* The first word of Latin letters in `text` that is neither allowed nor in `more` (NULL-ended, may
 * be NULL), copied to out; NULL if there is none. */
static inline const char *latin_word(const char *text, const char *const *more, char *out,
                                     size_t capacity)
{
    for (const char *at = text; *at;) {
        size_t size = 0;
        while (isalpha((unsigned char)at[size]))
            size++;
        if (size > 0 && !latin_is_allowed(at, size, more)) {
            snprintf(out, capacity, "%.*s", (int)size, at);
            return out;
        }
        at += size ? size : 1;
    }
    return NULL;
}
#endif
