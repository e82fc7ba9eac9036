/* cli/columns.h - text in columns of a terminal, where a Chinese character takes two. */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

/* Columns that `text` (UTF-8) takes. */
int cli_columns(const char *text);
/* Prints it on standard output and fills up to `width` columns with blanks. */
void cli_print_padded(const char *text, int width);
#endif
