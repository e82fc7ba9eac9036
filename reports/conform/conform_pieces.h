/* reports/conform/conform_pieces.h - what several sections of the conformance page write: pills,
 * facts, chapters. Texts go out in `lang`. One thread a stream. */
#ifndef REPORTS_CONFORM_CONFORM_PIECES_H
#define REPORTS_CONFORM_CONFORM_PIECES_H
#include "reports/conform/conform_verdicts.h"

#include <stdio.h>

const struct conform_look_info *conform_look_at(const struct conform_test_result *test);
/* "must" or "should". */
const char *conform_level_text(enum fk_lang lang, enum conform_level level);
bool conform_is_failure(const struct conform_test_result *test);

void conform_write_pill(FILE *out, enum fk_lang lang, const struct conform_look_info *look);
void conform_write_duration(FILE *out, enum fk_lang lang, ms_t ms);
/* The requirement with its clause and level. */
void conform_write_requirement(FILE *out, enum fk_lang lang,
                               const struct conform_test_result *test);
/* A row of a table of facts: begin, any text, end; or in one. An empty value writes nothing. */
void conform_fact_begin(FILE *out, const char *name);
void conform_fact_end(FILE *out);
void conform_write_fact(FILE *out, const char *name, const char *klass, const char *value);
void conform_write_not_restored(FILE *out, enum fk_lang lang,
                                const struct conform_test_result *test);

bool conform_is_same_chapter(const char *a, const char *b);
bool conform_is_first_of_chapter(const struct conform_result *result, size_t index);
void conform_write_chapter(FILE *out, enum fk_lang lang, const char *id);
#endif
