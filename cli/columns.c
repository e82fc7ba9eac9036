#include "cli/columns.h"

#include <stdio.h>

#define WIDE_FROM 0x2E80u /* code points from here on take two columns in a terminal */

int cli_columns(const char *text)
{
    int columns = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if ((*c & 0xC0) == 0x80)
            continue;
        unsigned lead = *c >= 0xE0 ? (*c & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 : 0;
        columns += lead >= WIDE_FROM ? 2 : 1;
    }
    return columns;
}

void cli_print_padded(const char *text, int width)
{
    int missing = width - cli_columns(text);
    printf("%s%*s", text, missing > 0 ? missing : 0, "");
}
