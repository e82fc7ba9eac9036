#include "cli/cmd_say.h"

#include "base/plain_text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SAY_MAX 4096 /* bytes of a message when there is no memory for more */

/* Whole, however long it is. False: there is no memory. */
static bool say_whole(FILE *out, const char *format, va_list arguments)
{
    char *text, none[1];
    if (vasprintf(&text, format, arguments) < 0)
        return false;
    size_t size = plain_text(text, none, sizeof none) + 1;
    char *shown = malloc(size);
    if (shown) {
        (void)plain_text(text, shown, size);
        fprintf(out, "%s\n", shown);
    }
    free(shown);
    free(text);
    return shown != NULL;
}

static void say_line(FILE *out, const char *format, va_list arguments)
{
    char text[SAY_MAX], shown[SAY_MAX + 4];
    va_list again;
    va_copy(again, arguments);
    if (!say_whole(out, format, arguments)) {
        (void)vsnprintf(text, sizeof text, format, again);
        (void)plain_text(text, shown, SAY_MAX);
        fprintf(out, "%s...\n", shown);
    }
    va_end(again);
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

static int kept_output = -1; /* what standard output was, -1: it still is */

bool cmd_is_stdout(const char *output)
{
    static const char *const names[] = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(output, names[i]) == 0)
            return true;
    return false;
}

void cmd_output_keep(const char *output)
{
    if (!output || !cmd_is_stdout(output))
        return;
    fflush(stdout);
    kept_output = dup(STDOUT_FILENO);
    if (kept_output >= 0)
        (void)dup2(STDERR_FILENO, STDOUT_FILENO);
}

void cmd_output_give(bool is_given)
{
    if (kept_output < 0)
        return;
    fflush(stdout);
    (void)dup2(is_given ? kept_output : STDERR_FILENO, STDOUT_FILENO);
}
