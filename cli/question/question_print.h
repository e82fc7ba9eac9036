/* cli/question/question_print.h - what `feikong question` shows: the list, and answers. */
#ifndef CLI_QUESTION_QUESTION_PRINT_H
#define CLI_QUESTION_QUESTION_PRINT_H
#include "cli/question/question_run.h"

/* The first scenario of the question that is not there, NULL: all are. */
const char *question_missing(const struct question *question);

/* All questions with where each is answered. */
void question_print_list(enum fk_lang lang);
/* The same for programs, in both languages. */
void question_print_csv(void);

/* The answer to one question, running what it needs. An exit code of the program: CMD_EXIT_NOTHING
 * if a scenario is not there yet, CMD_EXIT_FAILED if one does not hold what it expects. */
int question_print(const struct question *question, struct question_runs *runs);
#endif
