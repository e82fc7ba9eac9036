#include "reports/page/html.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static char *svg_read(const char *path, struct fk_diag *diag)
{
    char *text = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "r");
    int cause = errno;
    if (in != NULL) {
        ssize_t length = getdelim(&text, &size, '\0', in);
        cause = length < 0 ? EIO : 0;
        fclose(in);
    }
    if (cause != 0) {
        free(text);
        fk_fail(diag, FK_E_IO, NULL, 0, "%s: cannot be read: %s", path, strerror(cause));
        return NULL;
    }
    return text;
}

/* Where an id or a reference to one starts after `s`: behind the words below. NULL: no more. */
static const char *svg_next_name(const char *s)
{
    static const char *const words[] = {" id=\"", " id='", "href=\"#", "href='#", "url(#"};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *found = strstr(s, words[i]);
        if (found != NULL && (first == NULL || found + strlen(words[i]) < first)) {
            first = found + strlen(words[i]);
        }
    }
    return first;
}

int html_svg(FILE *out, const char *path, const char *prefix, struct fk_diag *diag)
{
    char *text = svg_read(path, diag);
    if (text == NULL) {
        return FK_E_IO;
    }
    const char *from = strstr(text, "<svg");
    if (from == NULL) {
        free(text);
        return fk_fail(diag, FK_E_IO, NULL, 0, "%s: holds no <svg> element", path);
    }
    const char *name = NULL;
    while ((name = svg_next_name(from)) != NULL) {
        fwrite(from, 1, (size_t)(name - from), out);
        html_text(out, prefix);
        from = name;
    }
    fputs(from, out);
    free(text);
    return FK_OK;
}
