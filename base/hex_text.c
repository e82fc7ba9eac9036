/* base/hex_text.c - see the header. */
#include "base/hex_text.h"
#include <limits.h>
#include <string.h>

static int digit_value(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c != '\0' ? strchr(digits, c) : NULL;
    return at != NULL ? (int)((at - digits) % 16) : -1;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int fail_digit(char c, size_t at, struct fk_diag *diag)
{
    if (c > ' ' && c <= '~')
        return fk_fail(diag, FK_E_FORMAT, NULL, at, "'%c' is not a hexadecimal digit", c);
    return fk_fail(diag, FK_E_FORMAT, NULL, at, "byte 0x%02X is not a hexadecimal digit",
                   (unsigned)(unsigned char)c);
}

int hex_text_decode(const char *text, size_t size, uint8_t *out, size_t capacity,
                    struct fk_diag *diag)
{
    size_t count = 0;
    for (size_t at = 0; at < size;) {
        if (is_blank(text[at])) {
            at++;
            continue;
        }
        int high = digit_value(text[at]);
        if (high < 0)
            return fail_digit(text[at], at, diag);
        if (at + 1 == size || is_blank(text[at + 1]))
            return fk_fail(diag, FK_E_FORMAT, NULL, at, "'%c' is half a byte, expected two digits",
                           text[at]);
        int low = digit_value(text[at + 1]);
        if (low < 0)
            return fail_digit(text[at + 1], at + 1, diag);
        if (count == capacity || count == INT_MAX)
            return fk_fail(diag, FK_E_SPACE, NULL, at, "more than %zu bytes", count);
        out[count++] = (uint8_t)(high << 4 | low);
        at += 2;
    }
    return (int)count;
}

bool hex_text_exact(const char *text, uint8_t *out, size_t size)
{
    if (strlen(text) != 2 * size)
        return false;
    for (size_t i = 0; i < size; i++) {
        int high = digit_value(text[2 * i]), low = digit_value(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}
