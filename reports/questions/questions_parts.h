/* reports/questions/questions_parts.h - the parts of the list of questions, and how their rows are
 * written. */
#ifndef REPORTS_QUESTIONS_QUESTIONS_PARTS_H
#define REPORTS_QUESTIONS_QUESTIONS_PARTS_H
#include "reports/questions/question.h"

extern const struct question_part question_basics, question_flows, question_system,
    question_running, question_business, question_trouble, question_service;

/* What answers a question: the sentences of an array, or a page. */
#define BY_RUNS(sentences)                                                                         \
    .lines = sentences, .line_count = sizeof(sentences) / sizeof(sentences)[0]
#define BY_DOCUMENT(page) .document = page
#endif
