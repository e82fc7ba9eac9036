#include "reports/page/html.h"

#include "reports/page/html_style.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Length of the well-formed UTF-8 sequence at `s` (RFC 3629: no surrogates, nothing over-long), and
 * its value; 0 if it is none. The terminating NUL ends a cut sequence by itself. */
static size_t utf8_next(const unsigned char *s, uint32_t *value)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if ((s[0] & forms[i].mask) != forms[i].lead) {
            continue;
        }
        uint32_t v = s[0] & (unsigned char)~forms[i].mask;
        for (size_t k = 1; k <= i; k++) {
            if ((s[k] & 0xc0) != 0x80) {
                return 0;
            }
            v = v << 6 | (s[k] & 0x3f);
        }
        *value = v;
        bool is_legal = v >= forms[i].least && v <= 0x10ffff && (v < 0xd800 || v > 0xdfff);
        return is_legal ? i + 1 : 0;
    }
    return 0;
}

static bool xml_is_char(uint32_t v)
{
    return v == '\t' || v == '\n' || v == '\r' || (v >= 0x20 && v != 0xfffe && v != 0xffff);
}

void html_text(FILE *out, const char *text)
{
    static const char *const entities[128] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
    const unsigned char *s = (const unsigned char *)(text != NULL ? text : "");
    while (*s != 0) {
        uint32_t v = 0;
        size_t length = utf8_next(s, &v);
        if (length == 0 || !xml_is_char(v)) {
            fputs("\xef\xbf\xbd", out);
            s += length == 0 ? 1 : length;
        } else if (length == 1 && entities[v] != NULL) {
            fputs(entities[v], out);
            s++;
        } else {
            fwrite(s, 1, length, out);
            s += length;
        }
    }
}

__attribute__((format(printf, 2, 0))) static void html_vtext(FILE *out, const char *format,
                                                             va_list list)
{
    char text[HTML_FORMAT_MAX];
    int length = vsnprintf(text, sizeof text, format, list);
    html_text(out, text);
    if (length >= (int)sizeof text) {
        fputs("...", out);
    }
}

void html_textf(FILE *out, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    html_vtext(out, format, list);
    va_end(list);
}

void html_raw(FILE *out, const char *markup)
{
    fputs(markup, out);
}

static void html_tag(FILE *out, const char *tag, const char *klass)
{
    fprintf(out, "<%s", tag);
    if (klass != NULL) {
        fputs(" class=\"", out);
        html_text(out, klass);
        fputc('"', out);
    }
    fputc('>', out);
}

void html_element(FILE *out, const char *tag, const char *klass, const char *text)
{
    html_tag(out, tag, klass);
    html_text(out, text);
    fprintf(out, "</%s>", tag);
}

void html_cell(FILE *out, const char *klass, const char *format, ...)
{
    va_list list;
    html_tag(out, "td", klass);
    va_start(list, format);
    html_vtext(out, format, list);
    va_end(list);
    fputs("</td>", out);
}

void html_table_begin(FILE *out, const char *const *heads)
{
    fputs("<div class=\"scroll\"><table>\n<thead><tr>", out);
    for (; *heads != NULL; heads++) {
        bool is_number = **heads == '#';
        html_element(out, "th", is_number ? "num" : NULL, *heads + is_number);
    }
    fputs("</tr></thead>\n<tbody>\n", out);
}

void html_table_end(FILE *out)
{
    fputs("</tbody>\n</table></div>\n", out);
}

void html_page_begin(FILE *out, enum fk_lang lang, const char *title)
{
    html_page_begin_styled(out, lang, title, "");
}

void html_page_begin_styled(FILE *out, enum fk_lang lang, const char *title, const char *style)
{
    fprintf(out,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n",
            fk_lang_tag(lang));
    html_element(out, "title", NULL, title);
    fputs("\n<style>\n", out);
    fputs(html_style, out);
    fputs(html_style_media, out);
    fputs(style, out);
    fputs("</style>\n</head>\n<body>\n<main>\n", out);
}

void html_page_end(FILE *out, const char *footer)
{
    if (footer != NULL) {
        html_element(out, "footer", NULL, footer);
        fputc('\n', out);
    }
    fputs("</main>\n</body>\n</html>\n", out);
}
