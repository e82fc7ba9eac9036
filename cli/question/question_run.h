/* cli/question/question_run.h - scenarios that run for the answers to questions: each once, in a
 * process of its own (SimGrid runs once in a process), whatever number of questions it answers. */
#ifndef CLI_QUESTION_QUESTION_RUN_H
#define CLI_QUESTION_QUESTION_RUN_H
#include "cli/run/run_one.h"
#include "reports/questions/questions.h"

/* A sentence that came out of a run. */
struct question_sentence {
    unsigned number; /* of the question */
    size_t line;     /* index among its lines */
    char *text;
};

struct question_ran {
    const char *scenario;
    int code; /* CMD_EXIT_OK: what it expects holds */
    char *title;
    struct run_one_told told;
    struct question_sentence *sentences; /* of all wanted questions, in their order */
    size_t count;
};

struct question_runs {
    bool is_wanted[QUESTIONS + 1]; /* by number */
    enum fk_lang lang;
    bool is_quiet; /* no progress on standard error */
    struct question_ran *ran;
    size_t count;
};

/* What came of the scenario; runs it if nobody asked for it before. NULL if it could not be carried
 * out, after a sentence on stderr. Valid until the next call. */
const struct question_ran *question_run(struct question_runs *runs, const char *scenario);
void question_runs_fini(struct question_runs *runs);
#endif
