#include "base/plain_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Bytes of the UTF-8 sequence that begins at `at` (RFC 3629, clause 4), 0 if there is none. */
static size_t sequence_size(const unsigned char *at, uint32_t *point)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t size = at[0] < 0x80                    ? 1
                  : at[0] >= 0xC2 && at[0] < 0xE0 ? 2
                  : (at[0] & 0xF0) == 0xE0        ? 3
                  : at[0] >= 0xF0 && at[0] < 0xF5 ? 4
                                                  : 0;
    *point = size < 2 ? at[0] : at[0] & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((at[i] & 0xC0) != 0x80) /* the NUL at the end too */
            return 0;
        *point = *point << 6 | (at[i] & 0x3Fu);
    }
    bool is_legal = size > 0 && *point >= least[size] && *point <= 0x10FFFF &&
                    (*point < 0xD800 || *point > 0xDFFF);
    return is_legal ? size : 0;
}

/* Characters that end a line, move the cursor or change the order in which others are shown. */
static bool is_acting(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

static size_t escape(unsigned char byte, char out[4])
{
    static const char digits[] = "0123456789ABCDEF", known[] = "\n\r\t\033", names[] = "nrte";
    const char *at = byte != '\0' ? strchr(known, byte) : NULL;
    out[0] = '\\';
    if (at) {
        out[1] = names[at - known];
        return 2;
    }
    out[1] = 'x';
    out[2] = digits[byte >> 4];
    out[3] = digits[byte & 15];
    return 4;
}

size_t plain_text(const char *text, char *out, size_t capacity)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t need = 0, used = 0;
    while (*at) {
        char shown[16]; /* four bytes, escaped */
        uint32_t point;
        size_t size = sequence_size(at, &point), length = 0;
        if (size > 0 && !is_acting(point)) {
            memcpy(shown, at, size);
            length = size;
        } else {
            size = size > 0 ? size : 1;
            for (size_t i = 0; i < size; i++)
                length += escape(at[i], shown + length);
        }
        if (used == need && need + length < capacity) { /* nothing was left out so far */
            memcpy(out + used, shown, length);
            used += length;
        }
        need += length;
        at += size;
    }
    out[used] = '\0';
    return need;
}
