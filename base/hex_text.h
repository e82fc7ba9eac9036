/* base/hex_text.h - bytes written as hexadecimal text ("68 61 01" or "686101"), as in logs and
 * on the command line. Pure, reentrant. */
#ifndef BASE_HEX_TEXT_H
#define BASE_HEX_TEXT_H
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

/* Reads text[0..size): pairs of digits in upper or lower case; blanks, tabs and line ends may stand
 * between bytes, not inside one. Returns the number of bytes written to out[0..capacity) (size / 2
 * always suffices), FK_E_FORMAT with the place in diag->offset, or FK_E_SPACE. */
FK_MUST_CHECK int hex_text_decode(const char *text, size_t size, uint8_t *out, size_t capacity,
                                  struct fk_diag *diag);
/* True if `text` is 2 * size digits and nothing else: out[0..size) holds their bytes. */
bool hex_text_exact(const char *text, uint8_t *out, size_t size);
#endif
