/* cli/cmd_run.c - `feikong run`: simulates scenario files and checks what they expect. */
#include "base/number_text.h"
#include "cli/cmd.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/data_find.h"
#include "cli/lang.h"
#include "cli/run/run_guard.h"
#include "cli/run/run_one.h"
#include "reports/run/run_junit.h"
#include "sim/scenario/scenario.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char usage[] =
    "Simulates scenarios and checks what they expect.\n"
    "\n"
    "Usage: feikong run FILE... [--set KEY=VALUE]... [--seed N] [--out DIR] [--junit FILE]\n"
    "\n"
    "  FILE              scenario file (docs/scenario.md), or the name of one that comes with the\n"
    "                    program: s-04\n"
    "  --set KEY=VALUE   override any key, for example --set sms.rate=100 --set days=3\n"
    "  --seed N          override the seed\n"
    "  --out DIR         keep DIR/run.db (SQLite, docs/schema.md), DIR/report.html and "
    "DIR/figures/;\n"
    "                    with several files in DIR/ID/; without --out nothing is kept\n"
    "  --junit FILE      write expectations and invariants as JUnit XML; - is standard output, "
    "the\n"
    "                    console is standard error then\n"
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
    "Exit: 0 all expectations and invariants hold, 1 one does not, 2 a file or option is wrong,\n"
    "3 the run could not be carried out (disk, memory, database), 4 nothing fails, but no\n"
    "expectation is stated. Of several files the worst counts: 3, 2, 1, 4, 0.\n"
    "\n"
    "Example: feikong run scenarios/s-04.yaml --out out/s-04\n";

static const struct data_kind a_scenario = {"run", "scenario", ""};

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
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

#define SETS_MAX 64

/* A variable of a shell that is not set gives "". */
static bool are_names(const struct run_one_options *run)
{
    const struct {
        const char *option, *value;
    } names[] = {{"out", run->out},
                 {"junit", run->junit},
                 {"checkpoint-dir", run->checkpoints},
                 {"from", run->from}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].value && !*names[i].value) {
            cmd_say("feikong run: --%s: the name is empty", names[i].option);
            return false;
        }
    return true;
}

/* What each option alone may say is not enough. Returns -1 to go on, or an exit code. */
static int check(int argc, char **argv, const struct run_one_options *run)
{
    if (strcmp(run->factory, "raw") != 0 && strcmp(run->factory, "thread") != 0) {
        cmd_say("feikong run: --factory: \"%s\" is unknown, expected raw or thread", run->factory);
        return CMD_EXIT_USAGE;
    }
    if (!are_names(run))
        return CMD_EXIT_USAGE;
    if (run->is_what_if && run->junit) {
        cmd_say("feikong run: --what-if judges no expectation, so it takes no --junit");
        return CMD_EXIT_USAGE;
    }
    if (run->from && run->junit) {
        cmd_say("feikong run: --from checks no expectation, so it takes no --junit");
        return CMD_EXIT_USAGE;
    }
    if (run->from && argc - optind > 1) {
        cmd_say("feikong run: --from goes on with one scenario, here are %d", argc - optind);
        return CMD_EXIT_USAGE;
    }
    if (run->day && !run->out) {
        cmd_say("feikong run: --day is about the report, so it takes --out");
        return CMD_EXIT_USAGE;
    }
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

/* Returns -1 to go on, or an exit code. */
static int parse(int argc, char **argv, struct run_one_options *run, char *seed, size_t seed_size)
{
    int c;
    uint64_t number;
    opterr = 0;
    optind = 1;
    while ((c = cmd_option(argc, argv, ":", options, NULL)) != -1) {
        switch (c) {
        case 's':
        case 'r':
            if (run->set_count == SETS_MAX) {
                cmd_say("feikong run: more than %d --set options", SETS_MAX);
                return CMD_EXIT_USAGE;
            }
            if (c == 'r' && (optarg[0] == '\0' || optarg[strspn(optarg, "0123456789")] != '\0' ||
                             snprintf(seed, seed_size, "seed=%s", optarg) >= (int)seed_size)) {
                cmd_say("feikong run: --seed: \"%s\" is not a whole number", optarg);
                return CMD_EXIT_USAGE;
            }
            run->set[run->set_count++] = c == 'r' ? seed : optarg;
            break;
        case 'o':
            run->out = optarg;
            break;
        case 'j':
            run->junit = optarg;
            break;
        case 'f':
            run->factory = optarg;
            break;
        case 'g':
            if (!number_text(optarg, 1, 1000000, &number)) {
                cmd_say("feikong run: --group: \"%s\" is not a number from 1 to 1000000", optarg);
                return CMD_EXIT_USAGE;
            }
            run->group_size = (unsigned)number;
            break;
        case 'q':
            run->is_quiet = true;
            break;
        case 'w':
            run->is_what_if = true;
            break;
        case 'c':
            run->checkpoints = optarg;
            break;
        case 'm':
            run->from = optarg;
            break;
        case 'd':
            run->day = optarg;
            break;
        case 'l':
            if (!cli_lang_take("run", optarg, &run->lang))
                return CMD_EXIT_USAGE;
            break;
        case 'h':
            fputs(usage, stdout);
            return CMD_EXIT_OK;
        case ':':
            cmd_say("feikong run: option %s needs a value; see feikong run --help",
                    argv[optind - 1]);
            return CMD_EXIT_USAGE;
        default:
            cmd_say("feikong run: unknown option %s; see feikong run --help", argv[optind - 1]);
            return CMD_EXIT_USAGE;
        }
    }
    return check(argc, argv, run);
}

static int stdout_lost(void)
{
    cmd_say("feikong run: standard output could not be written");
    return CMD_EXIT_HARNESS;
}

/* SimGrid runs once in a process, so each of several files gets a child. */
static int run_in_child(const char *file, const struct run_one_options *run)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child < 0) {
        cmd_say("feikong run: cannot start a process: %s", strerror(errno));
        return CMD_EXIT_HARNESS;
    }
    if (child == 0) {
        run_guard_child(0);
        int code = run_one(file, run);
        if ((fflush(stdout) != 0 || ferror(stdout)) && code != CMD_EXIT_HARNESS)
            code = stdout_lost();
        _exit(code);
    }
    run_guard_child(child);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return CMD_EXIT_HARNESS;
    run_guard_child(0);
    if (WIFEXITED(status) && WEXITSTATUS(status) <= CMD_EXIT_NOTHING)
        return WEXITSTATUS(status);
    cmd_say("feikong run: %s: the run was ended by %s %d", file,
            WIFEXITED(status) ? "exit" : "signal",
            WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    return CMD_EXIT_HARNESS;
}

/* Several files, one JUnit file: each child writes a part, the parts are put together at the
 * end. */
struct parts {
    char folder[64];
    char (*names)[96];
    const char **list;
    size_t count;
};

static int parts_begin(struct parts *parts, size_t count)
{
    snprintf(parts->folder, sizeof parts->folder, "/tmp/feikong-junit-XXXXXX");
    parts->names = malloc(count * sizeof *parts->names);
    parts->list = malloc(count * sizeof *parts->list);
    parts->count = count;
    if (!parts->names || !parts->list || !mkdtemp(parts->folder)) {
        cmd_say("feikong run: no room for the parts of the JUnit file");
        return CMD_EXIT_HARNESS;
    }
    for (size_t i = 0; i < count; i++) {
        snprintf(parts->names[i], sizeof parts->names[i], "%s/%zu.xml", parts->folder, i);
        parts->list[i] = parts->names[i];
    }
    return CMD_EXIT_OK;
}

static int parts_end(struct parts *parts, const char *junit, int code)
{
    struct fk_diag diag = {.text = ""};
    if (code == CMD_EXIT_USAGE || code == CMD_EXIT_HARNESS) {
        cmd_say("feikong run: %s is not written, because a scenario was not run", junit);
    } else {
        cmd_output_give(true);
        int err = run_junit_merge(parts->list, parts->count, junit, &diag);
        cmd_output_give(false);
        if (err != FK_OK) {
            cmd_say("feikong run: %s", diag.text);
            code = CMD_EXIT_HARNESS;
        }
    }
    for (size_t i = 0; i < parts->count; i++)
        unlink(parts->names[i]);
    rmdir(parts->folder);
    free(parts->names);
    free(parts->list);
    return code;
}

/* A file that expects nothing is no success of the others, and hides none of their failures. */
static int worse(int a, int b)
{
    static const uint8_t ranks[] = {[CMD_EXIT_OK] = 0,
                                    [CMD_EXIT_NOTHING] = 1,
                                    [CMD_EXIT_FAILED] = 2,
                                    [CMD_EXIT_USAGE] = 3,
                                    [CMD_EXIT_HARNESS] = 4};
    return ranks[a] >= ranks[b] ? a : b;
}

/* Results of one call never share a folder. A file that cannot be read says so when it is run. */
static int check_ids(char **files, size_t count, const struct run_one_options *run)
{
    char(*ids)[64] = calloc(count, sizeof *ids);
    int code = ids ? CMD_EXIT_OK : CMD_EXIT_HARNESS;
    for (size_t i = 0; i < count && code == CMD_EXIT_OK; i++) {
        struct sim_scenario scenario;
        if (scenario_load(files[i], run->set, run->set_count, &scenario, NULL) != FK_OK)
            continue;
        snprintf(ids[i], sizeof *ids, "%s", scenario.id);
        scenario_fini(&scenario);
        for (size_t k = 0; k < i && code == CMD_EXIT_OK; k++)
            if (strcmp(ids[i], ids[k]) == 0) {
                cmd_say("feikong run: %s and %s have the id %s: their results would share a folder",
                        files[k], files[i], ids[i]);
                code = CMD_EXIT_USAGE;
            }
    }
    free(ids);
    return code;
}

static int run_many(char **files, size_t count, struct run_one_options *run)
{
    const char *junit = run->junit;
    struct parts parts = {.count = 0};
    int worst = CMD_EXIT_OK;
    run->is_one_of_many = true;
    run_guard_begin();
    if ((run->out || run->checkpoints) && (worst = check_ids(files, count, run)) != CMD_EXIT_OK)
        return worst;
    if (junit && (worst = parts_begin(&parts, count)) != CMD_EXIT_OK)
        return worst;
    for (size_t i = 0; i < count && !run_guard_is_stopped(); i++) {
        char path[PATH_MAX];
        if (junit)
            run->junit = parts.list[i];
        worst = worse(worst, data_find(&a_scenario, files[i], path, sizeof path)
                                 ? run_in_child(path, run)
                                 : CMD_EXIT_USAGE);
    }
    if (run_guard_is_stopped())
        worst = CMD_EXIT_HARNESS;
    return junit ? parts_end(&parts, junit, worst) : worst;
}

int cmd_run(int argc, char **argv)
{
    char seed[40];
    const char *sets[SETS_MAX];
    struct run_one_options run = {.set = sets, .factory = "raw", .lang = cli_lang_default()};
    int code = parse(argc, argv, &run, seed, sizeof seed);
    if (code >= 0)
        return code;
    cmd_output_keep(run.junit);
    char path[PATH_MAX];
    if (argc - optind == 1)
        return data_find(&a_scenario, argv[optind], path, sizeof path) ? run_one(path, &run)
                                                                       : CMD_EXIT_USAGE;
    return run_many(&argv[optind], (size_t)(argc - optind), &run);
}
