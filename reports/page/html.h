/* reports/page/html.h - writes the pages of the reports: text that is always escaped, one style
 * sheet, and files that appear only when they are complete.
 *
 * The escaping serves HTML and XML alike (element content and attribute values in either kind of
 * quotes), so that the JUnit writer uses it too. Errors of the stream are not reported call by
 * call: they stick to the FILE and out_file_commit finds them. Reentrant; one stream per thread. */
#ifndef REPORTS_PAGE_HTML_H
#define REPORTS_PAGE_HTML_H
#include "base/err.h"
#include "base/text.h"

#include <stdio.h>

/* An output file that is written beside its target under a temporary name and takes its place in
 * one step, so that a failed run leaves no half page behind. A link stays: what it names is
 * replaced, or made. A device, a pipe, "-" (standard output) and /dev/fd/N are written into as the
 * text comes. The caller writes to `stream`. */
struct out_file {
    FILE *stream;
    char *path, *temporary; /* owned; temporary is NULL if the target is written into */
};

/* The name that `path` ends at when all links are followed, be it there or not, for free(); NULL if
 * there is no memory or the links go in a circle. */
char *out_path_resolve(const char *path);

/* Opens a temporary file beside `path`. Returns FK_OK, FK_E_IO or FK_E_MEMORY with *diag filled; on
 * an error *file is empty and nothing is left behind. */
FK_MUST_CHECK int out_file_open(struct out_file *file, const char *path, struct fk_diag *diag);

/* Closes the file and renames it to its path. On an error (disk full, ...) the temporary file is
 * removed. Either way *file is empty afterwards. */
FK_MUST_CHECK int out_file_commit(struct out_file *file, struct fk_diag *diag);

/* Closes and removes the temporary file; does nothing to an empty *file. */
void out_file_abort(struct out_file *file);

/* Text for people, escaped: & < > " ' become entities; what is not UTF-8, and control characters
 * that XML 1.0 section 2.2 forbids, become U+FFFD. NULL writes nothing. */
void html_text(FILE *out, const char *text);

/* The same for formatted text; at most HTML_FORMAT_MAX - 1 bytes, what is longer ends in "...". */
#define HTML_FORMAT_MAX 1024
__attribute__((format(printf, 2, 3))) void html_textf(FILE *out, const char *format, ...);

/* Markup, written as it is: only for string constants of the program. */
void html_raw(FILE *out, const char *markup);

/* <tag class="klass">escaped text</tag>; klass may be NULL. No line end. */
void html_element(FILE *out, const char *tag, const char *klass, const char *text);

/* <td class="klass">...</td> from formatted text, escaped. */
__attribute__((format(printf, 3, 4))) void html_cell(FILE *out, const char *klass,
                                                     const char *format, ...);

/* Table with the given column heads up to and including <tbody>, ended by html_table_end. A head
 * that starts with '#' marks a column of numbers (the sign is not shown). Tables wider than the
 * page scroll. `heads` ends with NULL. */
void html_table_begin(FILE *out, const char *const *heads);
void html_table_end(FILE *out);

/* The page from <!DOCTYPE html> to the open <main>: title (escaped), style sheet inline, no script,
 * nothing from a network. Classes of the style sheet:
 *   banner + pass | fail     the one line that tells the result
 *   tiles > tile > b, span   key figures with their names
 *   pass fail warn muted     colours of text; `pill` + one of them: a rounded label
 *   num mono                 cells: figures to the right; bytes, SQL, file names
 *   facts                    table of names and values
 *   card                     framed block, e.g. around a figure; `wide` figures scroll
 *   contents                 links to the headings of the page
 * On a dark screen colours follow the reader's choice (figures are inverted); paper is light.
 *   details/summary, pre, code are styled. */
void html_page_begin(FILE *out, enum fk_lang lang, const char *title);
/* The same with the rules of `style` (a constant of the program) behind the style sheet. */
void html_page_begin_styled(FILE *out, enum fk_lang lang, const char *title, const char *style);
/* Closes the page; `footer` (escaped) may be NULL. */
void html_page_end(FILE *out, const char *footer);

/* Inlines the SVG file at `path` without its XML prologue. Every id in it and every reference to
 * one gets `prefix` in front, so that several figures can live in one page. Returns FK_OK or
 * FK_E_IO. */
FK_MUST_CHECK int html_svg(FILE *out, const char *path, const char *prefix, struct fk_diag *diag);
#endif
