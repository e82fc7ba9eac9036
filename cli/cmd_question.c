/* cli/cmd_question.c - `feikong question`: answers the questions of the trade out of runs. */
#include "base/number_text.h"
#include "cli/cmd.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/lang.h"
#include "cli/question/question_print.h"

#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Answers the hundred questions of the trade, with the figures of runs made on the spot.\n"
    "\n"
    "Usage: feikong question [N... | all] [--lang en|zh] [--quiet] [--csv]\n"
    "\n"
    "  N                 number of a question, 1 to 100; without one the list of all, with the\n"
    "                    scenarios that answer each, or the document where no run can\n"
    "  all               every question, each scenario run once\n"
    "  --csv             the list as comma-separated values, in both languages\n"
    "  --lang en|zh      language of the answer (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "  --quiet           no progress on standard error\n"
    "\n"
    "Nothing is kept of the runs; feikong run SCENARIO --out DIR makes one again to look into. "
    "Where\n"
    "the answers stand in scenarios, models and reports: docs/questions.md.\n"
    "\n"
    "Exit: 0 answered, 1 a scenario does not hold what it expects, 2 an option or a number is "
    "wrong,\n"
    "3 a run could not be carried out, 4 not answered yet: its scenario is not there. Of several\n"
    "questions the worst counts: 3, 2, 1, 4, 0.\n"
    "\n"
    "Example: feikong question 39\n";

static const struct option options[] = {{"csv", no_argument, NULL, 'c'},
                                        {"lang", required_argument, NULL, 'l'},
                                        {"quiet", no_argument, NULL, 'q'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

struct request {
    struct question_runs runs;
    bool is_csv;
};

static bool take_number(const char *word, struct question_runs *runs)
{
    uint64_t number;
    bool is_all = strcmp(word, "all") == 0;
    if (!is_all && !number_text(word, 1, QUESTIONS, &number)) {
        cmd_say("feikong question: \"%s\" is not the number of a question, expected 1 to %d or all",
                word, QUESTIONS);
        return false;
    }
    for (unsigned i = 1; i <= QUESTIONS; i++)
        runs->is_wanted[i] = runs->is_wanted[i] || is_all || i == number;
    return true;
}

/* Returns -1 to go on, or an exit code. */
static int take_option(void *context, int option)
{
    struct request *request = context;
    switch (option) {
    case 'c':
        request->is_csv = true;
        return -1;
    case 'q':
        request->runs.is_quiet = true;
        return -1;
    default: /* 'l' */
        return cli_lang_take("question", optarg, &request->runs.lang) ? -1 : CMD_EXIT_USAGE;
    }
}

/* Returns -1 to go on, or an exit code. */
static int parse(int argc, char **argv, struct request *request)
{
    static const struct cmd_options taken = {"question", usage, options, take_option};
    int code = cmd_options_take(&taken, argc, argv, request);
    if (code >= 0)
        return code;
    if (request->is_csv && optind < argc) {
        cmd_say("feikong question: --csv is the list of all, so it takes no number");
        return CMD_EXIT_USAGE;
    }
    for (int i = optind; i < argc; i++)
        if (!take_number(argv[i], &request->runs))
            return CMD_EXIT_USAGE;
    return -1;
}

/* One that is not answered yet hides no failure of another. */
static int worse(int a, int b)
{
    static const int ranks[] = {[CMD_EXIT_OK] = 0,
                                [CMD_EXIT_NOTHING] = 1,
                                [CMD_EXIT_FAILED] = 2,
                                [CMD_EXIT_USAGE] = 3,
                                [CMD_EXIT_HARNESS] = 4};
    return ranks[a] >= ranks[b] ? a : b;
}

int cmd_question(int argc, char **argv)
{
    struct request request = {.runs = {.lang = cli_lang_default()}};
    int code = parse(argc, argv, &request);
    if (code >= 0)
        return code;
    if (request.is_csv)
        question_print_csv();
    else if (optind == argc)
        question_print_list(request.runs.lang);
    code = CMD_EXIT_OK;
    for (unsigned i = 1; i <= QUESTIONS && code != CMD_EXIT_HARNESS; i++)
        if (request.runs.is_wanted[i])
            code = worse(code, question_print(question_find(i), &request.runs));
    question_runs_fini(&request.runs);
    return code;
}
