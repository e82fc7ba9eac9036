/* reports/conform/conform_html_style.h - what the conformance page adds to the style sheet of
 * all pages. */
#ifndef REPORTS_CONFORM_CONFORM_HTML_STYLE_H
#define REPORTS_CONFORM_CONFORM_HTML_STYLE_H
extern const char conform_html_style[];
#endif
