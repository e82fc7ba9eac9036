#include "cli/cmd_say.h"

#include "base/plain_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define SAY_MAX 4096 /* bytes of a message; paths and URIs are shorter */

static void say_line(FILE *out, const char *format, va_list arguments)
{
    char text[SAY_MAX], shown[SAY_MAX + 4];
    (void)vsnprintf(text, sizeof text, format, arguments);
    if (plain_text(text, shown, SAY_MAX) >= SAY_MAX)
        fprintf(out, "%s...\n", shown);
    else
        fprintf(out, "%s\n", shown);
}

void cmd_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_line(stderr, format, arguments);
    va_end(arguments);
}

void cmd_tell(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_line(stdout, format, arguments);
    va_end(arguments);
}
