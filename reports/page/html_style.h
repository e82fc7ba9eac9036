/* reports/page/html_style.h - the style sheet of all pages. Its colours are those of the figures
 * (reports/plot_style.h). System fonts only: a page opens without a network. */
#ifndef REPORTS_PAGE_HTML_STYLE_H
#define REPORTS_PAGE_HTML_STYLE_H
extern const char html_style[];
/* What differs in narrow windows and in print; behind html_style. */
extern const char html_style_media[];
#endif
