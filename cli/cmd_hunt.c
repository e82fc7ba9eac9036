/* cli/cmd_hunt.c - `feikong hunt`: draws worlds from seeds and looks for what must not be. */
#include "base/number_text.h"
#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/data_find.h"
#include "cli/hunt/hunt_print.h"
#include "cli/lang.h"
#include "cli/stop_signals.h"
#include "sim/hunt/hunt.h"
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/scenario/scenario_write.h"

#include <dirent.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] =
    "Draws worlds from seeds (customers, policies, surroundings, payments, faults at nasty "
    "moments),\n"
    "lets each heal and come to rest, and fails on a broken invariant that the faults do not "
    "excuse,\n"
    "another fingerprint of the same world, a crash, or a run over its time. What fails is shrunk "
    "to\n"
    "an ordinary scenario file with the story of the customer concerned (docs/hunt.md).\n"
    "\n"
    "Usage: feikong hunt [--seeds A-B] [--jobs N] [--policy FILE] [--out DIR]\n"
    "\n"
    "  --seeds A-B      seeds to draw from (1-1000); one number is one world\n"
    "  --jobs N         worlds at a time (2)\n"
    "  --policy FILE    take the policy of a profile, by its name, or of a file (a profile or a\n"
    "                   scenario) in every world\n"
    "  --seconds N      begin no new world after N seconds\n"
    "  --failures N     begin no new world after N failures (1)\n"
    "  --out DIR        where failures are written, DIR/hunt-SEED.yaml (hunt-out)\n"
    "  --shrink N       seconds to shrink one failure (60); 0: write the world as it was drawn\n"
    "  --limit N        seconds of processor time for one world (5)\n"
    "  --reach          fail too if something was never reached; wants 10000 seeds or more, and\n"
    "                   is not judged if --seconds ends the hunt before that\n"
    "  --show SEED      print the world of a seed as a scenario file and run nothing\n"
    "  --quiet          no table of what was reached\n"
    "  --lang en|zh     language of the console (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "\n"
    "Exit: 0 nothing found, 1 a failure or something never reached, 2 a file or option is wrong,\n"
    "3 the hunt could not be carried out.\n"
    "\n"
    "Example: feikong hunt --seeds 1-10000 --jobs 2 --reach\n";

#define REACH_SEEDS 10000 /* with fewer, what was not reached says nothing */

struct hunt_request {
    uint64_t first, last;
    unsigned long jobs, failures, limit;
    double seconds, shrink_seconds;
    const char *policy, *out;
    bool has_reach, is_quiet, is_show;
    uint64_t show;
    enum fk_lang lang;
};

static const struct option options[] = {
    {"seeds", required_argument, NULL, 's'},    {"jobs", required_argument, NULL, 'j'},
    {"policy", required_argument, NULL, 'p'},   {"seconds", required_argument, NULL, 't'},
    {"failures", required_argument, NULL, 'f'}, {"out", required_argument, NULL, 'o'},
    {"shrink", required_argument, NULL, 'k'},   {"limit", required_argument, NULL, 'l'},
    {"reach", no_argument, NULL, 'r'},          {"show", required_argument, NULL, 'w'},
    {"quiet", no_argument, NULL, 'q'},          {"lang", required_argument, NULL, 'L'},
    {"help", no_argument, NULL, 'h'},           {NULL, 0, NULL, 0}};

static volatile sig_atomic_t is_interrupted;

static void on_signal(int number)
{
    (void)number;
    is_interrupted = 1;
}

static int is_stopped(void *context)
{
    (void)context;
    return is_interrupted;
}

static int refuse(const char *option, const char *text, const char *expected)
{
    cmd_say("feikong hunt: --%s: \"%s\" is not %s", option, text, expected);
    return CMD_EXIT_USAGE;
}

static int take_count(const char *option, uint64_t low, uint64_t high, unsigned long *out)
{
    uint64_t value = 0;
    char expected[64];
    snprintf(expected, sizeof expected, "a number from %llu to %llu", (unsigned long long)low,
             (unsigned long long)high);
    if (!number_text(optarg, low, high, &value))
        return refuse(option, optarg, expected);
    *out = (unsigned long)value;
    return -1;
}

static int take_seeds(struct hunt_request *request)
{
    const char *end;
    bool is_ok = number_text_begin(optarg, 0, INT64_MAX, &request->first, &end);
    request->last = request->first;
    if (is_ok && *end == '-')
        is_ok = number_text_begin(end + 1, request->first, INT64_MAX - 1, &request->last, &end);
    if (!is_ok || *end)
        return refuse("seeds", optarg, "a range of seeds such as 1-10000");
    return -1;
}

/* Returns -1 to go on, or an exit code. */
static int take_option(void *context, int option)
{
    struct hunt_request *request = context;
    unsigned long number;
    int code = -1;
    switch (option) {
    case 's':
        return take_seeds(request);
    case 'j':
        return take_count("jobs", 1, HUNT_JOBS_MAX, &request->jobs);
    case 'f':
        return take_count("failures", 1, HUNT_FAILURES_MAX, &request->failures);
    case 'l':
        return take_count("limit", 1, 3600, &request->limit);
    case 't':
        code = take_count("seconds", 1, 86400, &number);
        request->seconds = code < 0 ? (double)number : 0;
        return code;
    case 'k':
        code = take_count("shrink", 0, 86400, &number);
        request->shrink_seconds = code < 0 ? (double)number : 0;
        return code;
    case 'w':
        request->is_show = true;
        code = take_count("show", 0, INT64_MAX, &number);
        request->show = code < 0 ? number : 0;
        return code;
    case 'p':
        request->policy = optarg;
        return -1;
    case 'o':
        request->out = optarg;
        return -1;
    case 'r':
        request->has_reach = true;
        return -1;
    case 'L':
        return cli_lang_take("hunt", optarg, &request->lang) ? -1 : CMD_EXIT_USAGE;
    default: /* 'q' */
        request->is_quiet = true;
        return -1;
    }
}

static int parse(int argc, char **argv, struct hunt_request *request)
{
    static const struct cmd_options taken = {"hunt", usage, options, take_option};
    int code = cmd_options_take(&taken, argc, argv, request);
    if (code >= 0)
        return code;
    if (optind < argc) {
        cmd_say("feikong hunt: '%s' is no option; see feikong hunt --help", argv[optind]);
        return CMD_EXIT_USAGE;
    }
    if (request->has_reach && request->last - request->first + 1 < REACH_SEEDS) {
        fprintf(stderr, "feikong hunt: --reach wants %d seeds or more, for example --seeds 1-%d\n",
                REACH_SEEDS, REACH_SEEDS);
        return CMD_EXIT_USAGE;
    }
    return -1;
}

static int fail(const struct fk_diag *diag, int err)
{
    const char *name = err == FK_E_MEMORY ? "out of memory" : fk_err_name(err);
    cmd_say("feikong hunt: %s", diag->text[0] ? diag->text : name);
    return CMD_EXIT_HARNESS;
}

static int show(const struct sim_scenario *base, const struct hunt_request *request)
{
    struct sim_scenario world;
    struct fk_diag diag = {.text = ""};
    int err = hunt_draw(base, request->show, request->policy != NULL, &world);
    if (err != FK_OK)
        return fail(&diag, err);
    char *text = scenario_write(&world, base);
    scenario_fini(&world);
    if (!text)
        return fail(&diag, FK_E_MEMORY);
    fputs(text, stdout);
    free(text);
    return CMD_EXIT_OK;
}

/* Runs the small world once more for the story of the customer concerned. */
static const struct hunt_story *tell(struct hunt_pool *pool, const struct hunt_shrunk *shrunk)
{
    struct hunt_job job = {.text = shrunk->text, .group_size = 0, .story_of = &shrunk->finding};
    const struct hunt_slot *slot = hunt_pool_run(pool, &job);
    return slot ? &slot->shared->story : NULL;
}

static int report(struct hunt_pool *pool, const struct sim_scenario *base,
                  const struct hunt_request *request, const struct hunt_failure *failure)
{
    struct sim_scenario world;
    struct hunt_shrunk shrunk;
    struct fk_diag diag = {.text = ""};
    int err = hunt_draw(base, failure->seed, request->policy != NULL, &world);
    if (err != FK_OK)
        return fail(&diag, err);
    hunt_print_failure(failure, &world, request->lang);
    fflush(stdout);
    err = hunt_shrink(pool, base, &world, &failure->finding, request->shrink_seconds, &shrunk);
    if (err == FK_E_STATE) {
        puts(
            FK_SAY(request->lang,
                   "  the world written as a file does not fail alike: the hunt itself is at fault",
                   "  写成文件的世界不以同样方式失败：寻错程序本身有误"));
        scenario_fini(&world);
        return CMD_EXIT_HARNESS;
    }
    if (err == FK_OK)
        err = hunt_write_failure(request->out, failure, &world, &shrunk, tell(pool, &shrunk),
                                 request->lang, &diag);
    scenario_fini(&world);
    if (err != FK_OK)
        return fail(&diag, err);
    free(shrunk.text);
    return CMD_EXIT_FAILED;
}

static int hunt(struct hunt_pool *pool, const struct sim_scenario *base,
                const struct hunt_request *request)
{
    static struct hunt_totals totals; /* too large for a stack; commands run once */
    struct fk_diag diag = {.text = ""};
    struct hunt_options o = {.base = base,
                             .is_policy_fixed = request->policy != NULL,
                             .first = request->first,
                             .last = request->last,
                             .seconds = request->seconds,
                             .failures = (unsigned)request->failures,
                             .is_stopped = is_stopped,
                             .progress = isatty(STDERR_FILENO) ? hunt_print_progress : NULL};
    int code = CMD_EXIT_OK;
    if (request->first == request->last)
        printf(FK_SAY(request->lang, "1 world (seed %llu)\n", "1 个世界（种子 %llu）\n"),
               (unsigned long long)request->first);
    int err = hunt_seeds(pool, &o, &totals);
    if (err != FK_OK)
        return fail(&diag, err);
    hunt_print_totals(&totals, request->is_quiet, request->lang);
    for (unsigned i = 0; i < totals.failure_count && !is_interrupted; i++) {
        int worse = report(pool, base, request, &totals.failures[i]);
        code = worse > code ? worse : code;
    }
    if (request->has_reach && totals.seeds < REACH_SEEDS)
        printf(FK_SAY(request->lang, "what was reached is not judged: %d worlds are wanted\n",
                      "不判定达到情况：需要 %d 个世界\n"),
               REACH_SEEDS);
    else if (request->has_reach && hunt_print_unreached(&totals, request->lang) > 0 &&
             code == CMD_EXIT_OK)
        code = CMD_EXIT_FAILED;
    if ((totals.seeds == 0 || is_interrupted) && code == CMD_EXIT_OK) {
        fprintf(stderr, "feikong hunt: %s\n",
                is_interrupted ? "interrupted; nothing was found until then" : "no world was run");
        code = CMD_EXIT_HARNESS;
    }
    return code;
}

/* Checkpoints of worlds that are gone on with lie there for the blink of an eye. NULL if there can
 * be none: then no world is. */
static const char *make_folder(char *path, size_t size)
{
    struct rlimit most = {RLIM_INFINITY, RLIM_INFINITY};
    (void)getrlimit(RLIMIT_FSIZE, &most);
    bool is_free = most.rlim_cur == RLIM_INFINITY && cmd_temporary("hunt-", path, size);
    return is_free && mkdtemp(path) ? path : NULL;
}

/* Worlds that were ended leave theirs. */
static void clear_folder(const char *path)
{
    DIR *folder = path ? opendir(path) : NULL;
    const struct dirent *entry;
    if (!folder)
        return;
    while ((entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
    (void)rmdir(path);
}

/* A policy file is extended by a text of the hunt, whose places say nothing to its reader. */
static void say_base(const struct hunt_request *request, const char *text)
{
    static const char own[] = "hunt:", key[] = "key 'extends.0': ";
    const char *behind = strncmp(text, own, strlen(own)) == 0 ? strstr(text, ": ") : NULL;
    if (!request->policy || !behind) {
        cmd_say("feikong hunt: %s", text);
        return;
    }
    behind += strlen(": ");
    behind += strncmp(behind, key, strlen(key)) == 0 ? strlen(key) : 0;
    cmd_say("feikong hunt: --policy %s: %s", request->policy, behind);
}

int cmd_hunt(int argc, char **argv)
{
    struct hunt_request request = {.first = 1,
                                   .last = 1000,
                                   .jobs = 2,
                                   .failures = 1,
                                   .limit = 5,
                                   .shrink_seconds = 60,
                                   .lang = cli_lang_default(),
                                   .out = "hunt-out"};
    struct fk_diag diag = {.text = ""};
    struct sim_scenario base;
    static struct hunt_pool pool;
    int code = parse(argc, argv, &request);
    if (code >= 0)
        return code;
    if (!cmd_can_make_out("hunt", request.out))
        return CMD_EXIT_USAGE;
    static const struct data_kind a_profile = {"hunt", "profile", "/profiles"};
    char policy[PATH_MAX];
    if (request.policy && !data_find(&a_profile, request.policy, policy, sizeof policy))
        return CMD_EXIT_USAGE;
    int err = hunt_base_load(request.policy ? policy : NULL, &base, &diag);
    if (err != FK_OK) {
        say_base(&request, diag.text);
        return err == FK_E_MEMORY ? CMD_EXIT_HARNESS : CMD_EXIT_USAGE;
    }
    if (request.is_show) {
        code = show(&base, &request);
    } else if (hunt_pool_init(&pool, (unsigned)request.jobs, (unsigned)request.limit * 1000,
                              &diag) != FK_OK) {
        code = fail(&diag, FK_E_STATE);
    } else {
        stop_signals_catch(on_signal, false); /* after SimGrid, which sets handlers of its own */
        char folder[FILENAME_MAX];
        pool.is_stopped = is_stopped;
        pool.folder = make_folder(folder, sizeof folder);
        code = hunt(&pool, &base, &request);
        clear_folder(pool.folder);
    }
    hunt_pool_fini(&pool);
    scenario_fini(&base);
    return code;
}
