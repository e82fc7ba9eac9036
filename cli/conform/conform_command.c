/* Command lines that a person copies. */
#include "cli/conform/conform_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One word; in quotes if a shell would take it apart. */
static void put_word(FILE *out, const char *text)
{
    bool is_plain = text[0] && strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789./:,_-+=@%") == strlen(text);
    if (is_plain) {
        fputs(text, out);
        return;
    }
    fputc('\'', out);
    for (; *text; text++)
        if (*text == '\'')
            fputs("'\\''", out); /* ends the quotes, a quote, begins them again */
        else
            fputc(*text, out);
    fputc('\'', out);
}

static void put_option(FILE *out, const char *name, const char *value)
{
    if (!value)
        return;
    fprintf(out, " %s ", name);
    put_word(out, value);
}

char *conform_command(const char *verb, const char *device, const char *port)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    fprintf(out, "feikong conform %s", verb);
    put_option(out, "--device", device);
    put_option(out, "--port", port);
    bool is_bad = ferror(out) != 0;
    if ((fclose(out) != 0) | is_bad) {
        free(text);
        return NULL;
    }
    return text;
}
