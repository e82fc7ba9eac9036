/* cli/cmd_run.c - `feikong run`: simulates scenario files and checks what they expect. */
#include "base/number_text.h"
#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/data_find.h"
#include "cli/lang.h"
#include "cli/run/run_files.h"
#include "cli/run/run_many.h"
#include "cli/run/run_one.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "Simulates scenarios and checks what they expect.\n"
    "\n"
    "Usage: feikong run FILE... [--set KEY=VALUE]... [--seed N] [--out DIR] [--junit FILE]\n"
    "\n"
    "  FILE              scenario file (docs/scenario.md), or the name of one that comes with the\n"
    "                    program: s-04; a folder, written with a slash: all scenarios in it that\n"
    "                    state expectations\n"
    "  --set KEY=VALUE   override any key, for example --set sms.rate=100 --set days=3\n"
    "  --seed N          override the seed\n"
    "  --out DIR         keep DIR/run.db (SQLite, docs/schema.md), DIR/report.html and "
    "DIR/figures/;\n"
    "                    with several files in DIR/ID/; without --out nothing is kept\n"
    "  --junit FILE      write expectations and invariants as JUnit XML; - is standard output, "
    "the\n"
    "                    console is standard error then\n"
    "  --jobs N          scenarios at a time, if there are several (2); a table of them stands at "
    "the end\n"
    "  --fingerprints FILE  compare the fingerprints with this table, and exit 1 if one is another "
    "or\n"
    "                    not in it: a change of behaviour that no expectation may show\n"
    "  --bless           write the table of --fingerprints instead\n"
    "  --factory NAME    SimGrid contexts: raw (default, fast) or thread (for debuggers, "
    "valgrind)\n"
    "  --group N         concentrators to one actor (32); changes memory and speed, never the "
    "result\n"
    "  --checkpoint-dir DIR  write the world at each midnight to DIR/ID-dN.checkpoint, N the day "
    "that\n"
    "                    begins: about as large as the memory of the run\n"
    "  --from FILE       go on from such a file, of the same scenario, settings and program, to "
    "the\n"
    "                    same fingerprint; the days before are in no table, so no expectation is\n"
    "                    checked: exit 0 if the invariants hold\n"
    "  --what-if         show expectations without judging them: exit 0 if the invariants hold\n"
    "  --lang en|zh      language of report and console (else LC_ALL, LC_MESSAGES or LANG "
    "decides)\n"
    "  --day N           the day that the first figure of the report shows (0 is the first); else "
    "the\n"
    "                    most eventful one\n"
    "  --quiet           no progress, no tables of expectations that hold\n"
    "\n"
    "Exit: 0 all expectations and invariants hold, 1 one does not or a fingerprint differs from "
    "the\n"
    "table, 2 a file or option is wrong, 3 the run could not be carried out (disk, memory,\n"
    "database), 4 nothing fails, but no expectation is stated. Of several files the worst counts:\n"
    "3, 2, 1, 4, 0.\n"
    "\n"
    "Example: feikong run scenarios/s-04.yaml --out out/s-04\n"
    "         feikong run scenarios/ --jobs 4 --quiet --junit out/all.xml\n";

static const struct option options[] = {{"set", required_argument, NULL, 's'},
                                        {"seed", required_argument, NULL, 'r'},
                                        {"out", required_argument, NULL, 'o'},
                                        {"junit", required_argument, NULL, 'j'},
                                        {"factory", required_argument, NULL, 'f'},
                                        {"group", required_argument, NULL, 'g'},
                                        {"quiet", no_argument, NULL, 'q'},
                                        {"lang", required_argument, NULL, 'l'},
                                        {"what-if", no_argument, NULL, 'w'},
                                        {"day", required_argument, NULL, 'd'},
                                        {"checkpoint-dir", required_argument, NULL, 'c'},
                                        {"from", required_argument, NULL, 'm'},
                                        {"jobs", required_argument, NULL, 'n'},
                                        {"fingerprints", required_argument, NULL, 'p'},
                                        {"bless", no_argument, NULL, 'b'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

#define SETS_MAX 64

struct request {
    struct run_one_options run;
    struct run_many_options many;
    char *seed; /* room for the setting that --seed makes */
    size_t seed_size;
};

/* A variable of a shell that is not set gives "". */
static bool are_names(const struct request *request)
{
    const struct {
        const char *option, *value;
    } names[] = {{"out", request->run.out},
                 {"junit", request->run.junit},
                 {"checkpoint-dir", request->run.checkpoints},
                 {"from", request->run.from},
                 {"fingerprints", request->many.fingerprints}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].value && !*names[i].value) {
            cmd_say("feikong run: --%s: the name is empty", names[i].option);
            return false;
        }
    return true;
}

/* Options that do not go together, or name what there is not. False after one sentence. */
static bool is_sound(const struct request *request)
{
    const struct run_one_options *run = &request->run;
    if (run->junit && !cmd_can_write("run", "junit", run->junit))
        return false;
    if (request->many.is_blessing && request->many.fingerprints &&
        !cmd_can_write("run", "fingerprints", request->many.fingerprints))
        return false;
    if (strcmp(run->factory, "raw") != 0 && strcmp(run->factory, "thread") != 0)
        cmd_say("feikong run: --factory: \"%s\" is unknown, expected raw or thread", run->factory);
    else if (!are_names(request))
        return false;
    else if (run->is_what_if && run->junit)
        cmd_say("feikong run: --what-if judges no expectation, so it takes no --junit");
    else if (run->from && run->junit)
        cmd_say("feikong run: --from checks no expectation, so it takes no --junit");
    else if (run->day && !run->out)
        cmd_say("feikong run: --day is about the report, so it takes --out");
    else if (request->many.is_blessing && !request->many.fingerprints)
        cmd_say("feikong run: --bless writes the table of --fingerprints, so it takes that");
    else
        return true;
    return false;
}

/* What each option alone may say is not enough. Returns -1 to go on, or an exit code. */
static int check(int argc, char **argv, const struct request *request)
{
    if (!is_sound(request))
        return CMD_EXIT_USAGE;
    if (optind == argc) {
        fputs("feikong run: which scenario? Example: feikong run scenarios/s-04.yaml\n", stderr);
        return CMD_EXIT_USAGE;
    }
    for (int i = optind; i < argc; i++) {
        if (argv[i][0] == '=') {
            cmd_say("feikong run: %s: a setting is one word, without blanks: --set days=3",
                    argv[i]);
            return CMD_EXIT_USAGE;
        }
        if (strchr(argv[i], '=') && access(argv[i], F_OK) != 0) {
            cmd_say("feikong run: %s: no such file; a setting is written --set %s", argv[i],
                    argv[i]);
            return CMD_EXIT_USAGE;
        }
    }
    return -1;
}

static bool take_number(const char *option, uint64_t most, unsigned *out)
{
    uint64_t number;
    if (!number_text(optarg, 1, most, &number)) {
        cmd_say("feikong run: --%s: \"%s\" is not a number from 1 to %llu", option, optarg,
                (unsigned long long)most);
        return false;
    }
    *out = (unsigned)number;
    return true;
}

/* --set and --seed, which is a setting too. */
static bool take_setting(struct request *request, bool is_seed)
{
    struct run_one_options *run = &request->run;
    if (run->set_count == SETS_MAX) {
        cmd_say("feikong run: more than %d --set options", SETS_MAX);
        return false;
    }
    if (is_seed && (optarg[0] == '\0' || optarg[strspn(optarg, "0123456789")] != '\0' ||
                    snprintf(request->seed, request->seed_size, "seed=%s", optarg) >=
                        (int)request->seed_size)) {
        cmd_say("feikong run: --seed: \"%s\" is not a whole number", optarg);
        return false;
    }
    run->set[run->set_count++] = is_seed ? request->seed : optarg;
    return true;
}

/* An option with a text, or with nothing behind it: where it goes. */
static void take_plain(struct request *request, int option)
{
    const struct {
        int option;
        const char **text;
        bool *flag;
    } places[] = {
        {'o', &request->run.out, NULL},           {'j', &request->run.junit, NULL},
        {'f', &request->run.factory, NULL},       {'c', &request->run.checkpoints, NULL},
        {'m', &request->run.from, NULL},          {'d', &request->run.day, NULL},
        {'p', &request->many.fingerprints, NULL}, {'q', NULL, &request->run.is_quiet},
        {'w', NULL, &request->run.is_what_if},    {'b', NULL, &request->many.is_blessing}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (places[i].option != option)
            continue;
        if (places[i].text)
            *places[i].text = optarg;
        else
            *places[i].flag = true;
    }
}

/* Returns -1 to go on, or an exit code. */
static int take_option(void *context, int option)
{
    struct request *request = context;
    switch (option) {
    case 's':
    case 'r':
        return take_setting(request, option == 'r') ? -1 : CMD_EXIT_USAGE;
    case 'g':
        return take_number("group", 1000000, &request->run.group_size) ? -1 : CMD_EXIT_USAGE;
    case 'n':
        return take_number("jobs", RUN_JOBS_MAX, &request->many.jobs) ? -1 : CMD_EXIT_USAGE;
    case 'l':
        return cli_lang_take("run", optarg, &request->run.lang) ? -1 : CMD_EXIT_USAGE;
    default:
        take_plain(request, option);
        return -1;
    }
}

/* Returns -1 to go on, or an exit code. */
static int parse(int argc, char **argv, struct request *request)
{
    static const struct cmd_options taken = {"run", usage, options, take_option};
    int code = cmd_options_take(&taken, argc, argv, request);
    return code < 0 ? check(argc, argv, request) : code;
}

int cmd_run(int argc, char **argv)
{
    char seed[40], path[PATH_MAX];
    const char *sets[SETS_MAX];
    struct request request = {.run = {.set = sets, .factory = "raw", .lang = cli_lang_default()},
                              .many = {.jobs = 2},
                              .seed = seed,
                              .seed_size = sizeof seed};
    struct run_files files;
    int code = parse(argc, argv, &request);
    if (code >= 0)
        return code;
    cmd_output_keep(request.run.junit);
    code = run_files_find(&argv[optind], (size_t)(argc - optind), request.run.lang, &files);
    bool is_one = files.count == 1 && !request.many.fingerprints;
    if (code == CMD_EXIT_OK && request.run.from && !is_one) {
        cmd_say("feikong run: --from goes on with one scenario, here are %zu", files.count);
        code = CMD_EXIT_USAGE;
    } else if (code == CMD_EXIT_OK && is_one) {
        code = data_find(&run_scenario_kind, files.items[0], path, sizeof path)
                   ? run_one(path, &request.run)
                   : CMD_EXIT_USAGE;
    } else if (code == CMD_EXIT_OK) {
        code = run_many(&files, &request.run, &request.many);
    }
    run_files_fini(&files);
    return code;
}
