/* `feikong conform run` and `feikong conform close`. */
#include "base/number_text.h"
#include "cli/cmd.h"
#include "cli/cmd_files.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/conform/conform_console.h"
#include "cli/conform/conform_note.h"
#include "cli/conform/conform_parts.h"
#include "cli/lang.h"
#include "cli/meter/defect_near.h"
#include "cli/stop_signals.h"
#include "conformance/dlt645/suites/suites.h"
#include "conformance/evidence/evidence.h"
#include "models/meter/device/defects.h"
#include "models/meter/device/profiles.h"
#include "reports/conform/conform_html.h"
#include "reports/conform/conform_junit.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NAME      "run"
#define RETUNE_MS 1000 /* a port that was open a moment ago opens at once */

static const char help_text[] =
    "Usage: feikong conform run [SELECT]... --device FILE [OPTION]...\n"
    "       feikong conform run [SELECT]... [--port sim:] [--defect NAME[,NAME]]\n\n"
    "Tests a meter and prints one line a test; for every failure the requirement, what was "
    "expected,\n"
    "what came, the bytes with their meaning, and the command that repeats just this test.\n"
    "SELECT is an id, the beginning of one (dlt645/7.1), a slug (trip-opens) or a pattern with * "
    "and ?.\n"
    "Without SELECT all tests run. Tests that can interrupt the supply run only if the device file "
    "says\n"
    "may_cut_supply: yes. What was found is put back after every test, also after Ctrl-C.\n\n"
    "Options:\n"
    "  --device FILE   the device file (docs/device-file.md); without it the virtual meter is "
    "tested\n"
    "  --port URI      tcp:HOST:PORT, pty:PATH, serial:PATH or sim:, instead of the one in FILE\n"
    "  --defect NAMES  sim: only: defects of the virtual meter, see 'feikong meter "
    "--list-defects'\n"
    "  --out DIR       write report.html, junit.xml and the evidence (trace.jsonl, device.yaml)\n"
    "  --junit FILE    write JUnit XML; - is standard output, the console is standard error "
    "then\n"
    "  --seed N        chooses addresses, garbage and values (default 1)\n"
    "  --lang en|zh    language of report and console (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "  --help          this text\n\n"
    "Exit: 0 all mandatory tests passed, 1 a failure or an unexpected pass, 2 usage or file, 3 "
    "harness\n"
    "(port lost, supply left open), 4 nothing selected or nothing run, 5 only inconclusive "
    "left.\n\n"
    "Example: feikong conform run dlt645/fc.relay --port sim: --defect permit-closes\n";

static const char close_help_text[] =
    "Usage: feikong conform close --device FILE [--port URI]\n\n"
    "Closes the supply of a meter whose relay a run could not close: reads status word 3, sends a "
    "direct\n"
    "close (1CH with 1CH) if the relay is open or a trip is on its way, and reads again until it "
    "shows.\n\n"
    "Options:\n"
    "  --device FILE   the device file (docs/device-file.md)\n"
    "  --port URI      tcp:HOST:PORT, pty:PATH or serial:PATH, instead of the one in FILE\n"
    "  --lang en|zh    language (else LC_ALL, LC_MESSAGES or LANG decides)\n"
    "  --help          this text\n\n"
    "Exit: 0 the supply is closed, 2 usage or file, 3 it is not, or the port is lost.\n\n"
    "Example: feikong conform close --device meter.yaml\n";

struct run_args {
    const char *verb; /* "run" or "close": who says it */
    const char *device, *port, *defect, *out, *junit;
    uint64_t seed;
    enum fk_lang lang;
    bool is_help;
};

#define GIVE_UP_S 10 /* putting a device back takes seconds; whoever signals after that means it */

static volatile sig_atomic_t stop_flag;
static volatile sig_atomic_t stopped_at; /* seconds of CLOCK_MONOTONIC */

/* Signals come in pairs: timeout(1) and terminals signal the process and its group. Only one that
 * comes long after the first ends the program with the device as it is. */
static void on_stop(int number)
{
    static const char warning[] =
        "\nfeikong conform run: given up while the device was put back: look whether the supply is "
        "closed\n";
    int error = errno;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!stop_flag) {
        stopped_at = (sig_atomic_t)now.tv_sec;
        stop_flag = 1;
    } else if ((sig_atomic_t)now.tv_sec - stopped_at > GIVE_UP_S) {
        struct pollfd ready = {.fd = STDERR_FILENO, .events = POLLOUT};
        if (poll(&ready, 1, 0) == 1) /* else nobody reads it */
            (void)!write(STDERR_FILENO, warning, sizeof warning - 1);
        signal(number, SIG_DFL);
        raise(number);
    }
    errno = error;
}

/* The first signal ends the test at hand and puts the device back. A closed pipe must not kill: the
 * supply may be open. */
static void catch_signals(void)
{
    stop_signals_catch(on_stop, true);
    signal(SIGXFSZ, SIG_IGN);
}

static int parse_seed(const char *text, uint64_t *out)
{
    if (!number_text(text, 0, UINT64_MAX, out))
        return conform_say(CMD_EXIT_USAGE, NAME, "--seed: '%s' is no number, expected 0 to 2^64-1",
                           text);
    return CMD_EXIT_OK;
}

static int parse_args(int argc, char **argv, struct run_args *args)
{
    static const struct option options[] = {
        {"device", required_argument, NULL, 'd'},
        {"port", required_argument, NULL, 'p'},
        {"defect", required_argument, NULL, 'x'},
        {"out", required_argument, NULL, 'o'},
        {"junit", required_argument, NULL, 'j'},
        {"seed", required_argument, NULL, 's'},
        {"lang", required_argument, NULL, 'l'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int code, result = CMD_EXIT_OK;
    optind = 1;
    opterr = 0;
    while (result == CMD_EXIT_OK && (code = cmd_option(argc, argv, ":", options)) != -1) {
        switch (code) {
        case 'd':
            args->device = optarg;
            break;
        case 'p':
            args->port = optarg;
            break;
        case 'x':
            args->defect = optarg;
            break;
        case 'o':
            args->out = optarg;
            break;
        case 'j':
            args->junit = optarg;
            break;
        case 's':
            result = parse_seed(optarg, &args->seed);
            break;
        case 'l':
            if (!cli_lang_take("conform run", optarg, &args->lang))
                result = CMD_EXIT_USAGE;
            break;
        case 'h':
            args->is_help = true;
            return CMD_EXIT_OK;
        default:
            result =
                conform_say(CMD_EXIT_USAGE, args->verb, "%s '%s', see 'feikong conform %s --help'",
                            code == ':' ? "a value was expected after" : "unknown option",
                            argv[optind - 1], args->verb);
        }
    }
    return result;
}

/* What a run needs before the first byte is sent. */
struct bench {
    struct run_args args;
    struct device_file device;
    char uri[300];
    struct meter_config meter; /* sim: how the virtual meter is made */
    struct conform_run_options options;
    bool *chosen;
    size_t count;
    bool is_out_new; /* the folder of --out was made here */
    bool is_loss_said, is_patience_said;
    bool is_password_needed;
    struct transport_options line_options;
    struct transport *line;
    struct conform_note note; /* what the next run must know if this one is killed */
    struct evidence_writer *evidence;
};

static bool is_sim(const char *uri)
{
    return strncmp(uri, "sim:", 4) == 0;
}

/* A slip in the list of --defect; what is not near any name is left to the port. */
static int check_defects(const struct run_args *args)
{
    for (const char *at = args->defect; at && *at; at += *at == ',') {
        char name[64];
        size_t length = strcspn(at, ",");
        snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : 0), at);
        at += length;
        const struct nearest near = defect_near(name);
        if (near.text[0] && !meter_defect_find(name) && !meter_profile_find(name))
            return conform_say(CMD_EXIT_USAGE, args->verb,
                               "--defect: unknown defect '%s', did you mean '%s'?", name,
                               near.text);
    }
    return CMD_EXIT_OK;
}

static int choose_port(struct bench *bench)
{
    const struct run_args *args = &bench->args;
    const char *uri = args->port             ? args->port
                      : bench->device.uri[0] ? bench->device.uri
                      : args->device         ? NULL
                                             : "sim:";
    if (!uri)
        return conform_say(CMD_EXIT_USAGE, bench->args.verb,
                           "no port: expected --port URI or a uri under port in %s", args->device);
    if (!args->device && !is_sim(uri))
        return conform_say(
            CMD_EXIT_USAGE, bench->args.verb,
            "port %s needs a device file: expected --device FILE (only sim: has one built in)",
            uri);
    if (args->defect && !is_sim(uri))
        return conform_say(CMD_EXIT_USAGE, bench->args.verb,
                           "--defect: only the virtual meter on sim: has defects, the port is %s",
                           uri);
    if (check_defects(args) != CMD_EXIT_OK)
        return CMD_EXIT_USAGE;
    bool is_list_open = args->defect && uri[4] != '\0';
    int size = snprintf(bench->uri, sizeof bench->uri, "%s%s%s", uri, is_list_open ? "," : "",
                        args->defect ? args->defect : "");
    if (size >= (int)sizeof bench->uri)
        return conform_say(CMD_EXIT_USAGE, bench->args.verb,
                           "the port is too long, expected at most %zu bytes",
                           sizeof bench->uri - 1);
    return CMD_EXIT_OK;
}

/* The password comes from the environment; the virtual meter in this process takes what it is told.
 */
static int choose_password(struct bench *bench)
{
    const struct device_file *device = &bench->device;
    const char *text = device->password_env[0] ? getenv(device->password_env) : NULL;
    uint8_t *password = bench->options.password;
    char why[8];
    bool is_needed = false;
    for (size_t i = 0; i < conform_suite_count(&conform_dlt645); i++) {
        const struct conform_test *test = conform_suite_at(&conform_dlt645, i);
        is_needed |= bench->chosen[i] && conform_suite_needs_password(test) &&
                     !conform_suite_excluded(test, device, FK_EN, why, sizeof why);
    }
    if (text && device_password_parse(text, password) != FK_OK)
        return conform_say(CMD_EXIT_USAGE, bench->args.verb,
                           "the environment variable %s is no password, expected 6 digits P0 P1 P2",
                           device->password_env);
    if (!text && is_needed && !is_sim(bench->uri))
        return conform_say(
            CMD_EXIT_USAGE, bench->args.verb,
            "the environment variable %s (password_env of %s) is not set, expected 6 "
            "digits P0 P1 P2",
            device->password_env, device->path);
    bench->is_password_needed = is_needed && !is_sim(bench->uri);
    meter_config_default(&bench->meter);
    memcpy(bench->meter.address, device->address, sizeof bench->meter.address);
    for (size_t level = 0; level < 2 && text; level++)
        memcpy(bench->meter.password[level], password, sizeof bench->meter.password[level]);
    if (!text)
        memcpy(password, bench->meter.password[0], sizeof bench->meter.password[0]);
    return CMD_EXIT_OK;
}

/* Says no before the meter is touched, not after the run. */
static int prepare_out(struct bench *bench)
{
    const char *dir = bench->args.out;
    if (!dir)
        return CMD_EXIT_OK;
    if (!*dir)
        return conform_say(CMD_EXIT_USAGE, NAME, "--out: the name is empty");
    if (strlen(dir) > CMD_PATH_LONGEST)
        return conform_say(CMD_EXIT_USAGE, NAME, "--out: the name is longer than %d bytes",
                           CMD_PATH_LONGEST);
    if (cmd_holds_other(dir, CMD_RUN_FILE)) {
        return conform_say(CMD_EXIT_USAGE, NAME,
                           "--out: %s holds the result of a simulation (" CMD_RUN_FILE
                           "), expected another folder",
                           dir);
    }
    bench->is_out_new = mkdir(dir, 0777) == 0;
    if (!bench->is_out_new && errno != EEXIST)
        return conform_say(CMD_EXIT_USAGE, NAME, "--out: %s: %s, expected a folder to write to",
                           dir, strerror(errno));
    struct stat status;
    if (stat(dir, &status) != 0 || !S_ISDIR(status.st_mode) || access(dir, W_OK | X_OK) != 0)
        return conform_say(CMD_EXIT_USAGE, NAME, "--out: %s: expected a folder to write to", dir);
    conform_evidence_keep_killed(dir);
    return CMD_EXIT_OK;
}

static int prepare(struct bench *bench, int count, char **selects)
{
    struct fk_diag diag = {.text = ""};
    struct run_args *args = &bench->args;
    int err = args->device ? device_file_load(args->device, &bench->device, &diag)
                           : device_file_builtin(&bench->device, &diag);
    if (err == FK_OK)
        err = conform_suite_check_device(&conform_dlt645, &bench->device, &diag);
    if (err != FK_OK) {
        cmd_say("%s", diag.text);
        return err == FK_E_MEMORY ? CMD_EXIT_HARNESS : CMD_EXIT_USAGE;
    }
    bench->count = conform_choose(count, selects, bench->chosen);
    if (bench->count == 0)
        return CONFORM_EXIT_NOTHING;
    int code = choose_port(bench);
    if (code == CMD_EXIT_OK)
        code = choose_password(bench);
    if (code == CMD_EXIT_OK)
        code = !args->junit || cmd_can_write("conform run", "junit", args->junit) ? CMD_EXIT_OK
                                                                                  : CMD_EXIT_USAGE;
    if (code == CMD_EXIT_OK)
        code = prepare_out(bench);
    return code;
}

/* The command line of `verb` on this device and port. NULL: no memory. */
static char *command_of(const struct bench *bench, const char *verb)
{
    const struct run_args *args = &bench->args;
    return conform_command(verb, args->device, args->port || !args->device ? bench->uri : NULL);
}

/* Report, JUnit and evidence; a file that cannot be written is the harness's failure, after the
 * others have been tried. */
static int write_files(struct bench *bench, const struct conform_result *result)
{
    const struct run_args *args = &bench->args;
    struct fk_diag diag;
    char path[1024];
    int code = CMD_EXIT_OK;
    cmd_output_give(true);
    int err = args->junit ? conform_junit_write(result, args->junit, &diag) : FK_OK;
    cmd_output_give(false);
    if (err != FK_OK)
        code = conform_say(CONFORM_EXIT_HARNESS, NAME, "%s", diag.text);
    if (!args->out)
        return code;
    snprintf(path, sizeof path, "%s/junit.xml", args->out);
    if (conform_junit_write(result, path, &diag) != FK_OK)
        code = conform_say(CONFORM_EXIT_HARNESS, NAME, "%s", diag.text);
    err = conform_evidence_end(bench->evidence, result, &diag);
    bench->evidence = NULL;
    if (err != FK_OK)
        code = conform_say(CONFORM_EXIT_HARNESS, NAME, "%s", diag.text);
    snprintf(path, sizeof path, "%s/report.html", args->out);
    if (conform_html_write(result, args->lang, path, &diag) != FK_OK)
        code = conform_say(CONFORM_EXIT_HARNESS, NAME, "%s", diag.text);
    if (code == CMD_EXIT_OK)
        cmd_tell(FK_SAY(args->lang, "report: %s/report.html, evidence: %s/%s",
                        "报告：%s/report.html，记录：%s/%s"),
                 args->out, args->out, EVIDENCE_TRACE);
    return code;
}

static void show_begin(void *context, const struct conform_test *test, size_t index, size_t count)
{
    struct bench *bench = context;
    char why[8];
    if (!conform_suite_excluded(test, &bench->device, FK_EN, why, sizeof why))
        conform_note_test(&bench->note, test);
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r[%zu/%zu] %s\033[K\r", index + 1, count, test->id);
}

static void show_end(void *context, const struct conform_result *result,
                     const struct conform_test_result *test)
{
    struct bench *bench = context;
    conform_note_tested(&bench->note, test);
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    conform_print_test(result, test, bench->args.lang);
}

static void follow(void *context, const struct conform_trace *trace)
{
    struct bench *bench = context;
    if (bench->evidence)
        conform_evidence_follow(bench->evidence, trace);
}

static struct transport *reopen(void *context, ms_t limit_ms)
{
    struct bench *bench = context;
    enum fk_lang lang = bench->args.lang;
    struct fk_diag diag = {.text = ""};
    if (is_sim(bench->uri))
        return NULL;
    if (!bench->is_loss_said)
        cmd_say(FK_SAY(lang, "feikong conform: %s is lost, opening it again to put the device back",
                       "feikong conform：%s断线，正在重连以恢复原状"),
                bench->uri);
    if (limit_ms > CONFORM_PATIENCE_MS && !bench->is_patience_said)
        cmd_say(FK_SAY(lang, "feikong conform: the supply may be open: trying for up to %d s",
                       "feikong conform：供电可能断开：最长尝试%d秒"),
                CONFORM_PATIENCE_OPEN_MS / 1000);
    bench->is_patience_said |= limit_ms > CONFORM_PATIENCE_MS;
    bench->is_loss_said = true;
    int err = transport_reopen(&bench->line, &bench->line_options, limit_ms, &diag);
    if (err != FK_OK)
        cmd_say("feikong conform: %s", diag.text);
    return err == FK_OK ? bench->line : NULL;
}

/* The same port at another speed, to find the one of the meter. */
static struct transport *retune(void *context, uint32_t baud)
{
    struct bench *bench = context;
    struct transport_options options = bench->line_options;
    struct fk_diag diag = {.text = ""};
    options.baud = baud;
    int err = transport_reopen(&bench->line, &options, RETUNE_MS, &diag);
    if (err != FK_OK)
        cmd_say("feikong conform: %s", diag.text);
    return err == FK_OK ? bench->line : NULL;
}

static int open_line(struct bench *bench, const char *name)
{
    struct fk_diag diag = {.text = ""};
    device_file_options(&bench->device, &bench->line_options);
    bench->line_options.meter = &bench->meter;
    bench->line_options.stop = &stop_flag;
    catch_signals();
    int err = transport_open(bench->uri, &bench->line_options, &bench->line, &diag);
    if (err != FK_OK)
        return conform_say(err == FK_E_FORMAT || err == FK_E_ARG ? CMD_EXIT_USAGE
                                                                 : CMD_EXIT_HARNESS,
                           name, "%s", diag.text);
    bench->options.device = &bench->device;
    bench->options.chosen = bench->chosen;
    bench->options.seed = bench->args.seed;
    bench->options.lang = bench->args.lang;
    bench->options.stop = &stop_flag;
    bench->options.reopen = reopen;
    bench->options.retune = retune;
    bench->options.reopen_context = bench;
    return CMD_EXIT_OK;
}

static int try_password(struct bench *bench)
{
    bool is_refused = false;
    if (!bench->is_password_needed)
        return CMD_EXIT_OK;
    int code = CMD_EXIT_OK;
    if (conform_try_password(bench->line, &bench->options, &is_refused) != FK_OK)
        code = conform_say(CMD_EXIT_HARNESS, NAME, "out of memory");
    else if (is_refused)
        code = conform_say(CMD_EXIT_USAGE, NAME,
                           "the meter refuses the password of the environment variable %s: no test "
                           "was run",
                           bench->device.password_env);
    return code;
}

/* The evidence is on disk while the run goes. */
static int begin_evidence(struct bench *bench, const struct conform_result *head)
{
    struct fk_diag diag = {.text = ""};
    size_t count = 0;
    if (!bench->args.out)
        return CMD_EXIT_OK;
    const char **ids = calloc(bench->count, sizeof *ids);
    if (!ids)
        return conform_say(CMD_EXIT_HARNESS, NAME, "out of memory");
    for (size_t i = 0; i < conform_suite_count(&conform_dlt645); i++)
        if (bench->chosen[i])
            ids[count++] = conform_suite_at(&conform_dlt645, i)->id;
    int err = conform_evidence_begin(&bench->evidence, head, ids, count, &bench->device,
                                     bench->args.out, &diag);
    free(ids);
    return err == FK_OK ? CMD_EXIT_OK : conform_say(CMD_EXIT_HARNESS, NAME, "%s", diag.text);
}

/* Says all that was kept. Returns `code`, or that of a console which nobody reads. */
static int end_console(int code)
{
    if (conform_console_end(&stop_flag))
        return code;
    if (code != CMD_EXIT_HARNESS)
        cmd_say("feikong: standard output could not be written");
    return CMD_EXIT_HARNESS;
}

/* The tests, their console and their files; the line is open. */
static int run_tests(struct bench *bench, struct conform_result *result)
{
    bench->options.observer = (struct conform_observer){
        .context = bench, .begin = show_begin, .end = show_end, .traced = follow};
    conform_run_head(bench->line, &bench->options, result);
    int code = begin_evidence(bench, result);
    if (code != CMD_EXIT_OK)
        return code;
    conform_print_head(result, bench->count, bench->args.lang);
    conform_note_start(&bench->note, result->wall_begin, bench->args.out);
    int err = conform_run(bench->line, &bench->options, result);
    conform_note_end(&bench->note, result);
    if (err != FK_OK)
        return conform_say(CMD_EXIT_HARNESS, NAME, "out of memory");
    conform_print_end(result, bench->args.lang);
    bool is_told = conform_console_end(&stop_flag);
    code = write_files(bench, result);
    if (code == CMD_EXIT_OK && !is_told)
        code = conform_say(CONFORM_EXIT_HARNESS, NAME, "standard output could not be written");
    return code != CMD_EXIT_OK ? code : (int)result->exit_code;
}

static int run(struct bench *bench)
{
    struct conform_result result;
    conform_result_init(&result);
    result.command = command_of(bench, "run");
    bench->note.file.fd = -1;
    int code = CMD_EXIT_OK;
    conform_console_begin();
    if (!is_sim(bench->uri)) {
        result.close_command = command_of(bench, "close");
        code = conform_note_begin(&bench->note, bench->uri, bench->device.address,
                                  result.close_command);
    }
    if (code == CMD_EXIT_OK)
        code = open_line(bench, NAME);
    if (code == CMD_EXIT_OK)
        code = try_password(bench);
    bool is_run = code == CMD_EXIT_OK;
    if (is_run)
        code = run_tests(bench, &result);
    run_note_leave(&bench->note.file, false);
    transport_close(bench->line);
    conform_evidence_abort(bench->evidence);
    if (!is_run && bench->is_out_new)
        (void)rmdir(bench->args.out); /* nothing was run: nothing is left */
    conform_result_fini(&result);
    return end_console(code);
}

static int close_supply(struct bench *bench)
{
    struct conform_result result;
    struct run_note note;
    conform_console_begin();
    int code = open_line(bench, "close");
    if (code != CMD_EXIT_OK)
        return end_console(code);
    conform_result_init(&result);
    /* Whoever holds the note: the supply goes first. */
    if (run_note_take(&note, bench->uri, bench->device.address, NULL) == FK_E_STATE)
        cmd_say(
            FK_SAY(bench->args.lang,
                   "feikong conform close: a run that lives is testing this meter on %s: it may "
                   "open the supply again, and closes it itself when it ends",
                   "feikong conform close：另有测试正在%s上进行：它可能再次断开供电，结束时自行"
                   "接通"),
            bench->uri);
    int err = conform_close_supply(bench->line, &bench->options, &result);
    transport_close(bench->line);
    if (err == FK_OK)
        puts(result.final_check);
    else
        (void)conform_say(CMD_EXIT_HARNESS, "close", "out of memory");
    bool is_closed = err == FK_OK && result.is_supply_closed;
    run_note_leave(&note, is_closed);
    code = is_closed ? CMD_EXIT_OK : CMD_EXIT_HARNESS;
    conform_result_fini(&result);
    return end_console(code);
}

/* What both commands do around the line. */
static int with_bench(struct bench *bench, int argc, char **argv, int (*steps)(struct bench *bench))
{
    bench->options.suite = &conform_dlt645;
    bench->chosen = calloc(conform_suite_count(&conform_dlt645), sizeof *bench->chosen);
    if (!bench->chosen)
        return conform_say(CMD_EXIT_HARNESS, argv[0], "out of memory");
    int code = prepare(bench, argc - optind, argv + optind);
    if (code == CMD_EXIT_OK)
        code = steps(bench);
    free(bench->chosen);
    device_file_fini(&bench->device);
    return code;
}

int conform_cmd_run(int argc, char **argv)
{
    static struct bench bench;
    bench.args.verb = NAME;
    bench.args.seed = 1;
    bench.args.lang = cli_lang_default();
    int code = parse_args(argc, argv, &bench.args);
    if (code != CMD_EXIT_OK)
        return code;
    if (bench.args.is_help) {
        fputs(help_text, stdout);
        return CMD_EXIT_OK;
    }
    cmd_output_keep(bench.args.junit);
    return with_bench(&bench, argc, argv, run);
}

int conform_cmd_close(int argc, char **argv)
{
    static struct bench bench;
    const struct run_args *args = &bench.args;
    bench.args.verb = "close";
    bench.args.lang = cli_lang_default();
    int code = parse_args(argc, argv, &bench.args);
    if (code != CMD_EXIT_OK)
        return code;
    if (args->is_help) {
        fputs(close_help_text, stdout);
        return CMD_EXIT_OK;
    }
    if (!args->device || args->defect || args->out || args->junit || optind < argc)
        return conform_say(CMD_EXIT_USAGE, "close", "expected --device FILE [--port URI]");
    return with_bench(&bench, argc, argv, close_supply);
}
