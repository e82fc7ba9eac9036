/* cli/compare/compare_print.h - what `feikong compare` shows on the console, in both languages. */
#ifndef CLI_COMPARE_COMPARE_PRINT_H
#define CLI_COMPARE_COMPARE_PRINT_H
#include "reports/run/compare.h"

/* The two runs, settings that differ, key figures. False if there was no memory for a line. */
bool compare_print(const struct compare *compare, enum fk_lang lang);
#endif
