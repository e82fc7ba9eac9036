/* reports/questions/questions.h - the hundred questions of the trade, in the order of their
 * numbers. Read-only tables. */
#ifndef REPORTS_QUESTIONS_QUESTIONS_H
#define REPORTS_QUESTIONS_QUESTIONS_H
#include "reports/questions/question.h"

#define QUESTIONS 100 /* their numbers are 1 .. QUESTIONS */

extern const struct question_part *const question_parts[];
extern const size_t question_part_count;

/* NULL: there is none. */
const struct question *question_find(unsigned number);
#endif
