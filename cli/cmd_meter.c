/* cli/cmd_meter.c - `feikong meter`: the virtual meter as a program. */
#include "base/hex_text.h"
#include "base/number_text.h"
#include "cli/cmd.h"
#include "cli/cmd_options.h"
#include "cli/cmd_say.h"
#include "cli/lang.h"
#include "cli/meter/defect_near.h"
#include "cli/meter/meter_log.h"
#include "line/meter_server.h"
#include "models/meter/device/defects.h"
#include "models/meter/device/device.h"
#include "models/meter/device/profiles.h"
#include "protocol/dlt645/dlt645_address.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AGE_DAYS    2
#define COUNT_MAX   10000                  /* meters on one line */
#define ADDRESS_ALL UINT64_C(999999999999) /* broadcast */

struct meter_options {
    const char *listen; /* HOST:PORT, or NULL */
    bool is_pty;
    bool is_echo;
    bool is_verbose;
    bool is_stdin;
    const char *replay; /* CSV file of the load, or NULL */
    uint32_t speed;
    const char *state;   /* file of the meter's memory, or NULL */
    const char *control; /* path of the socket for commands, or NULL */
    bool has_energy;
    const char *serial; /* path of a serial port, or NULL */
    uint32_t baud;      /* 0: not said */
    uint32_t count, clients, gap_ms, errors;
    enum fk_lang lang;
    struct meter_config config;
};

static const char help_text[] =
    "Usage: feikong meter --listen HOST:PORT [OPTION]...\n"
    "       feikong meter --pty [OPTION]...\n"
    "       feikong meter --serial PATH [OPTION]...\n"
    "\n"
    "Runs the virtual meter (DL/T 645-2007, remote fee control) in real time until SIGINT or\n"
    "SIGTERM. The first line on standard output says where it is reached, in the form that\n"
    "'feikong conform run --port' takes: 'ready tcp:127.0.0.1:46001' or 'ready pty:/dev/pts/3'.\n"
    "\n"
    "Port\n"
    "  --listen HOST:PORT   TCP, port 0 takes a free one. The meter has no\n"
    "                       access control: leave HOST at 127.0.0.1 unless the network is yours\n"
    "  --pty                a new pseudo-terminal\n"
    "  --serial PATH        a serial port or adapter, by default at 2400 baud, 8E1\n"
    "  --clients N          TCP clients that share the line by turns, 1 to 16 (default 1)\n"
    "  --echo               send back what is received, as some RS-485 adapters do\n"
    "  --baud N             let bytes take their time as at N baud, 8E1 (default: none)\n"
    "  --gap MS             silence between two bytes of an answer, 0 to 600\n"
    "  --bit-errors N       bytes in a million that arrive with a wrong bit, either way\n"
    "\n"
    "Commands while it runs\n"
    "  --stdin              take commands from standard input, answer on standard output\n"
    "  --control PATH       take commands from a socket of this machine (AF_UNIX)\n"
    "  --list-commands      print the commands, and exit\n"
    "\n"
    "Meter\n"
    "  --state FILE         keep the meter's memory in a file: a new start ends an outage. With\n"
    "                       --count above 1 a file each, FILE.ADDRESS\n"
    "  --count N            meters on the line, 1 to 10000, with addresses one after the other\n"
    "  --phases N           1 or 3 phases (default 1)\n"
    "  --address DIGITS     meter address, 1 to 12 digits (default 000000000161)\n"
    "  --tariffs N          1 to 63; 63 makes block reads need follow-up frames\n"
    "  --load KWH           load in kWh per day while supplied, at most 2 decimals\n"
    "  --replay CSV         load curve: after,kw or after,kw_a,kw_b,kw_c[,factor]\n"
    "  --speed N            the meter's time goes N times as fast, 0: in steps alone (command "
    "step)\n"
    "  --energy KWH         forward active register now, at least the load of two days\n"
    "  --delay MS           answer delay, 20 to 500 ms\n"
    "  --wakes N            leading FE of an answer, 0 to 16 (default 4)\n"
    "  --password-02 HEX    password of level 02, 6 hex digits P0 P1 P2 as on the wire\n"
    "  --password-04 HEX    password of level 04\n"
    "  --external           load relay outside the meter\n"
    "  --settle MS          time from a control command to the relay and its records, 0 to 60000\n"
    "  --profile NAME       another sound meter, e.g. strict-plain; may be repeated\n"
    "  --strict-plain       short for --profile strict-plain\n"
    "  --list-profiles      print the profiles and what each does, and exit\n"
    "  --defect NAME[,NAME] build defects in; may be repeated\n"
    "  --list-defects       print the defects and what each does, and exit\n"
    "  --list-rules         print the rules that both set, with their sound values, and exit\n"
    "\n"
    "  --verbose            one line per frame on standard error\n"
    "  --lang en|zh         language of lists and lines (else LC_ALL, LC_MESSAGES or LANG)\n"
    "  --help               this text\n"
    "\n"
    "Signals: SIGUSR1 holds the key for 3 s, SIGUSR2 takes the supply away for a moment.\n"
    "Exit: 0 ended by a signal, 2 usage or a wrong load curve, 3 the port is lost, or it, the\n"
    "state, the load curve, the socket or the ready line cannot be opened, read or written.\n"
    "\n"
    "Example: feikong meter --listen 127.0.0.1:0 --address 161 --defect late-answer\n";

enum option_code {
    OPT_LISTEN = 256,
    OPT_PTY,
    OPT_ECHO,
    OPT_SERIAL,
    OPT_CLIENTS,
    OPT_GAP,
    OPT_BIT_ERRORS,
    OPT_COUNT,
    OPT_WAKES,
    OPT_STATE,
    OPT_REPLAY,
    OPT_SPEED,
    OPT_STDIN,
    OPT_CONTROL,
    OPT_PHASES,
    OPT_BAUD,
    OPT_ADDRESS,
    OPT_TARIFFS,
    OPT_LOAD,
    OPT_ENERGY,
    OPT_DELAY,
    OPT_PASSWORD_02,
    OPT_PASSWORD_04,
    OPT_EXTERNAL,
    OPT_SETTLE,
    OPT_STRICT_PLAIN,
    OPT_DEFECT,
    OPT_LIST_DEFECTS,
    OPT_PROFILE,
    OPT_LIST_PROFILES,
    OPT_LIST_RULES,
    OPT_LIST_COMMANDS,
    OPT_VERBOSE,
    OPT_HELP
};

static const struct option long_options[] = {
    {"listen", required_argument, NULL, OPT_LISTEN},
    {"pty", no_argument, NULL, OPT_PTY},
    {"echo", no_argument, NULL, OPT_ECHO},
    {"serial", required_argument, NULL, OPT_SERIAL},
    {"clients", required_argument, NULL, OPT_CLIENTS},
    {"gap", required_argument, NULL, OPT_GAP},
    {"bit-errors", required_argument, NULL, OPT_BIT_ERRORS},
    {"count", required_argument, NULL, OPT_COUNT},
    {"wakes", required_argument, NULL, OPT_WAKES},
    {"replay", required_argument, NULL, OPT_REPLAY},
    {"speed", required_argument, NULL, OPT_SPEED},
    {"state", required_argument, NULL, OPT_STATE},
    {"stdin", no_argument, NULL, OPT_STDIN},
    {"control", required_argument, NULL, OPT_CONTROL},
    {"phases", required_argument, NULL, OPT_PHASES},
    {"baud", required_argument, NULL, OPT_BAUD},
    {"address", required_argument, NULL, OPT_ADDRESS},
    {"tariffs", required_argument, NULL, OPT_TARIFFS},
    {"load", required_argument, NULL, OPT_LOAD},
    {"energy", required_argument, NULL, OPT_ENERGY},
    {"delay", required_argument, NULL, OPT_DELAY},
    {"password-02", required_argument, NULL, OPT_PASSWORD_02},
    {"password-04", required_argument, NULL, OPT_PASSWORD_04},
    {"external", no_argument, NULL, OPT_EXTERNAL},
    {"settle", required_argument, NULL, OPT_SETTLE},
    {"strict-plain", no_argument, NULL, OPT_STRICT_PLAIN},
    {"defect", required_argument, NULL, OPT_DEFECT},
    {"list-defects", no_argument, NULL, OPT_LIST_DEFECTS},
    {"profile", required_argument, NULL, OPT_PROFILE},
    {"list-profiles", no_argument, NULL, OPT_LIST_PROFILES},
    {"list-commands", no_argument, NULL, OPT_LIST_COMMANDS},
    {"list-rules", no_argument, NULL, OPT_LIST_RULES},
    {"verbose", no_argument, NULL, OPT_VERBOSE},
    {"help", no_argument, NULL, OPT_HELP},
    {NULL, 0, NULL, 0}};

static int usage_bad(const char *option, const char *value, const char *expected)
{
    cmd_say("feikong meter: %s '%s': expected %s", option, value, expected);
    return CMD_EXIT_USAGE;
}

static int parse_number(const char *option, const char *text, uint32_t min, uint32_t max,
                        uint32_t *out)
{
    char expected[64];
    uint64_t value;
    if (number_text(text, min, max, &value)) {
        *out = (uint32_t)value;
        return CMD_EXIT_OK;
    }
    snprintf(expected, sizeof expected, "a number from %" PRIu32 " to %" PRIu32, min, max);
    return usage_bad(option, text, expected);
}

/* "8.5" kWh -> 850, without floating point. */
static int parse_kwh100(const char *option, const char *text, uint32_t *out)
{
    static const char expected[] = "kWh from 0 to 999999.99 with at most 2 decimals";
    const char *at = text;
    uint32_t value = 0;
    size_t digits = strspn(at, "0123456789"), decimals = 0;
    if (digits == 0 || digits > 6)
        return usage_bad(option, text, expected);
    for (; digits > 0; digits--)
        value = value * 10 + (uint32_t)(*at++ - '0');
    if (*at == '.') {
        decimals = strspn(++at, "0123456789");
        if (decimals == 0 || decimals > 2)
            return usage_bad(option, text, expected);
    }
    for (size_t i = 0; i < 2; i++)
        value = value * 10 + (i < decimals ? (uint32_t)(*at++ - '0') : 0);
    if (*at != '\0')
        return usage_bad(option, text, expected);
    *out = value;
    return CMD_EXIT_OK;
}

static int parse_password(const char *option, const char *text, uint8_t out[3])
{
    return hex_text_exact(text, out, 3) ? CMD_EXIT_OK : usage_bad(option, text, "6 hex digits");
}

static int parse_address(const char *text, uint8_t out[DLT645_ADDRESS_SIZE])
{
    uint8_t address[DLT645_ADDRESS_SIZE];
    size_t length = strlen(text);
    if (length == 0 || length > 12 || strspn(text, "0123456789") != length ||
        dlt645_address_parse(text, address) < 0 || dlt645_address_is_broadcast(address))
        return usage_bad("--address", text, "1 to 12 digits, not the broadcast address");
    memcpy(out, address, sizeof address);
    return CMD_EXIT_OK;
}

/* Applied when all options are read, so that a defect never depends on their order. */
static int apply_defects(const char *list, struct meter_rules *rules)
{
    for (const char *at = list;; at++) {
        char name[64];
        size_t length = strcspn(at, ",");
        if (length == 0 || length >= sizeof name)
            return usage_bad("--defect", list, "NAME[,NAME]..., see --list-defects");
        memcpy(name, at, length);
        name[length] = '\0';
        struct fk_diag diag;
        const struct meter_trait *defect = meter_defect_find(name);
        const struct nearest near = defect_near(name);
        if (defect == NULL && near.text[0] != '\0') {
            cmd_say("feikong meter: --defect '%s': no such defect, did you mean '%s'?", name,
                    near.text);
            return CMD_EXIT_USAGE;
        }
        if (defect == NULL)
            return usage_bad("--defect", name, "the name of a defect, see --list-defects");
        if (meter_rules_apply(rules, defect, &diag) != FK_OK) {
            fprintf(stderr, "feikong meter: --defect %s\n", diag.text);
            return CMD_EXIT_USAGE;
        }
        at += length;
        if (*at == '\0')
            return CMD_EXIT_OK;
    }
}

typedef const struct meter_trait *trait_at(size_t index);

static int list_traits(trait_at *at, enum fk_lang lang)
{
    for (size_t i = 0; at(i); i++)
        printf("%-24s %s\n", at(i)->name, fk_text_in(at(i)->text, lang));
    return CMD_EXIT_OK;
}

static int list_rules(enum fk_lang lang)
{
    for (size_t i = 0; i < meter_rule_count(); i++) {
        const struct meter_rule *rule = meter_rule_info(i);
        printf("%-18s %5" PRId32 "  %s\n", rule->name, rule->sound, fk_text_in(rule->text, lang));
    }
    return CMD_EXIT_OK;
}

static int list_commands(enum fk_lang lang)
{
    const char *form;
    struct fk_text meaning;
    for (size_t i = 0; meter_command_info(i, &form, &meaning); i++)
        printf("%-24s %s\n", form, fk_text_in(meaning, lang));
    return CMD_EXIT_OK;
}

static int parse_profile(const char *name, struct meter_rules *rules)
{
    struct fk_diag diag;
    const struct meter_trait *profile = meter_profile_find(name);
    if (profile == NULL)
        return usage_bad("--profile", name, "the name of a profile, see --list-profiles");
    if (meter_rules_apply(rules, profile, &diag) == FK_OK)
        return CMD_EXIT_OK;
    fprintf(stderr, "feikong meter: --profile %s\n", diag.text);
    return CMD_EXIT_USAGE;
}

/* One option that says how the meter is made. */
static int parse_meter_option(int code, const char *value, struct meter_config *config)
{
    uint32_t number = 0;
    int code_exit = CMD_EXIT_OK;
    switch (code) {
    case OPT_ADDRESS:
        return parse_address(value, config->address);
    case OPT_TARIFFS:
        code_exit = parse_number("--tariffs", value, 1, METER_TARIFFS_MAX, &number);
        config->tariffs = (uint8_t)number;
        return code_exit;
    case OPT_PHASES:
        if (strcmp(value, "1") != 0 && strcmp(value, "3") != 0)
            return usage_bad("--phases", value, "1 or 3");
        config->phases = (uint8_t)(*value - '0');
        return CMD_EXIT_OK;
    case OPT_LOAD:
        return parse_kwh100("--load", value, &config->per_day);
    case OPT_ENERGY:
        code_exit = parse_kwh100("--energy", value, &number);
        config->initial = (kwh100_t)number;
        return code_exit;
    case OPT_DELAY:
        code_exit = parse_number("--delay", value, 20, 500, &number);
        config->rules.answer_delay_ms = (int32_t)number;
        return code_exit;
    case OPT_WAKES:
        code_exit = parse_number("--wakes", value, 0, METER_WAKES_MAX, &number);
        config->rules.wakes = (int32_t)number;
        return code_exit;
    case OPT_PASSWORD_02:
        return parse_password("--password-02", value, config->password[0]);
    case OPT_PASSWORD_04:
        return parse_password("--password-04", value, config->password[1]);
    case OPT_EXTERNAL:
        config->is_external = true;
        return CMD_EXIT_OK;
    case OPT_SETTLE:
        code_exit = parse_number("--settle", value, 0, METER_SETTLE_MAX_MS, &number);
        config->rules.settle_ms = (int32_t)number;
        return code_exit;
    case OPT_STRICT_PLAIN:
        return parse_profile("strict-plain", &config->rules);
    default:
        return parse_profile(value, &config->rules);
    }
}

/* One option that says how the line is; *is_known is false for another. */
static int parse_line_option(int code, const char *value, struct meter_options *options,
                             bool *is_known)
{
    *is_known = true;
    switch (code) {
    case OPT_BAUD:
        return parse_number("--baud", value, 600, 115200, &options->baud);
    case OPT_CLIENTS:
        return parse_number("--clients", value, 1, METER_SERVER_CLIENTS, &options->clients);
    case OPT_GAP:
        return parse_number("--gap", value, 0, 600, &options->gap_ms);
    case OPT_BIT_ERRORS:
        return parse_number("--bit-errors", value, 0, 1000000, &options->errors);
    case OPT_COUNT:
        return parse_number("--count", value, 1, COUNT_MAX, &options->count);
    case OPT_SPEED:
        return parse_number("--speed", value, 0, METER_SPEED_MAX, &options->speed);
    case OPT_REPLAY:
        options->replay = value;
        return CMD_EXIT_OK;
    case OPT_STATE:
        options->state = value;
        return CMD_EXIT_OK;
    case OPT_SERIAL:
        options->serial = value;
        return CMD_EXIT_OK;
    default:
        *is_known = false;
        return CMD_EXIT_OK;
    }
}

/* Returns an exit code, or -1 to go on. */
static int parse_option(int code, const char *word, struct meter_options *options)
{
    int code_exit;
    bool is_line;
    switch (code) {
    case OPT_HELP:
        fputs(help_text, stdout);
        return CMD_EXIT_OK;
    case OPT_LIST_DEFECTS:
        return list_traits(meter_defect_info, options->lang);
    case OPT_LIST_PROFILES:
        return list_traits(meter_profile_info, options->lang);
    case OPT_LIST_COMMANDS:
        return list_commands(options->lang);
    case OPT_LIST_RULES:
        return list_rules(options->lang);
    case OPT_DEFECT: /* a second time, when all is read: see parse_options */
        return -1;
    case OPT_LISTEN:
        options->listen = optarg;
        return -1;
    case OPT_PTY:
        options->is_pty = true;
        return -1;
    case OPT_ECHO:
        options->is_echo = true;
        return -1;
    case OPT_STDIN:
        options->is_stdin = true;
        return -1;
    case OPT_CONTROL:
        options->control = optarg;
        return -1;
    case OPT_VERBOSE:
        options->is_verbose = true;
        return -1;
    case ':':
        cmd_say("feikong meter: %s: a value was expected, see 'feikong meter --help'", word);
        return CMD_EXIT_USAGE;
    case '?':
        cmd_say("feikong meter: unknown option '%s', see 'feikong meter --help'", word);
        return CMD_EXIT_USAGE;
    default:
        options->has_energy |= code == OPT_ENERGY;
        code_exit = parse_line_option(code, optarg, options, &is_line);
        if (!is_line)
            code_exit = parse_meter_option(code, optarg, &options->config);
        break;
    }
    return code_exit == CMD_EXIT_OK ? -1 : code_exit;
}

static int parse_all_defects(int argc, char **argv, struct meter_rules *rules)
{
    int code, code_exit = CMD_EXIT_OK, end = optind;
    optind = 1;
    while (code_exit == CMD_EXIT_OK && (code = cmd_option(argc, argv, ":", long_options)) != -1)
        if (code == OPT_DEFECT)
            code_exit = apply_defects(optarg, rules);
    optind = end;
    return code_exit;
}

/* The meter has used its load since it was switched on; other defaults go to what was used. */
static bool is_energy_enough(const struct meter_options *options)
{
    kwh100_t used = (kwh100_t)AGE_DAYS * options->config.per_day;
    if (!options->has_energy || options->config.initial >= used)
        return true;
    cmd_say("feikong meter: --energy: expected at least the load of two days, %" PRId64 ".%02d kWh",
            (int64_t)used / 100, (int)(used % 100));
    return false;
}

/* Number of an address, 12 decimal digits. */
static uint64_t address_number(const uint8_t address[DLT645_ADDRESS_SIZE])
{
    uint64_t number = 0;
    for (size_t i = DLT645_ADDRESS_SIZE; i > 0; i--)
        number = number * 100 + (address[i - 1] >> 4) * 10u + (address[i - 1] & 0xFu);
    return number;
}

static void address_put(uint64_t number, uint8_t address[DLT645_ADDRESS_SIZE])
{
    for (size_t i = 0; i < DLT645_ADDRESS_SIZE; i++, number /= 100)
        address[i] = (uint8_t)(number % 100 / 10 << 4 | number % 10);
}

static bool are_addresses_there(const struct meter_options *options)
{
    uint64_t first = address_number(options->config.address);
    if (first + options->count - 1 < ADDRESS_ALL)
        return true;
    cmd_say("feikong meter: --count %" PRIu32 ": the addresses would go beyond 999999999998",
            options->count);
    return false;
}

static int parse_options(int argc, char **argv, struct meter_options *options)
{
    int code;
    memset(options, 0, sizeof *options);
    meter_config_default(&options->config);
    options->count = options->clients = options->speed = 1;
    (void)parse_address("000000000161", options->config.address);
    argc = cli_lang_strip("meter", argc, argv, &options->lang);
    if (argc < 0)
        return CMD_EXIT_USAGE;
    optind = 1;
    opterr = 0;
    while ((code = cmd_option(argc, argv, ":", long_options)) != -1) {
        int code_exit = parse_option(code, argv[optind - 1], options);
        if (code_exit >= 0)
            return code_exit;
    }
    code = parse_all_defects(argc, argv, &options->config.rules);
    if (code != CMD_EXIT_OK)
        return code;
    if (optind < argc) {
        cmd_say("feikong meter: '%s' is no option, see 'feikong meter --help'", argv[optind]);
        return CMD_EXIT_USAGE;
    }
    if (!is_energy_enough(options))
        return CMD_EXIT_USAGE;
    if ((options->listen != NULL) + options->is_pty + (options->serial != NULL) != 1) {
        fputs("feikong meter: expected --listen HOST:PORT, --pty or --serial PATH\n", stderr);
        return CMD_EXIT_USAGE;
    }
    if (!options->listen && options->clients > 1) {
        fputs("feikong meter: --clients: expected --listen HOST:PORT with it\n", stderr);
        return CMD_EXIT_USAGE;
    }
    return are_addresses_there(options) ? -1 : CMD_EXIT_USAGE;
}

static const struct meter_server *signal_server; /* for the handler alone; set before it is */

static void on_signal(int number)
{
    meter_server_signal(signal_server, number == SIGUSR1   ? METER_SERVER_KEY
                                       : number == SIGUSR2 ? METER_SERVER_POWER
                                                           : METER_SERVER_STOP);
}

static void catch_signals(const struct meter_server *server)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGUSR1, SIGUSR2};
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    signal_server = server;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        sigaction(numbers[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static int serve(struct meter_server *server, const struct meter_options *options)
{
    static struct meter_log log;
    struct fk_diag diag;
    log.lang = options->lang;
    server->line.baud = options->serial ? 0 : options->baud;
    server->line.count = options->count;
    server->line.gap_ms = options->gap_ms;
    server->line.errors = options->errors;
    server->clients = options->clients;
    server->line.is_echo = options->is_echo;
    server->line.hook = options->is_verbose ? meter_log_frame : NULL;
    server->line.hook_context = &log;
    if (options->is_stdin)
        meter_control_stdin(&server->control);
    if (options->control) {
        int err = meter_control_listen(&server->control, options->control, &diag);
        if (err) {
            cmd_say("feikong meter: --control: %s", diag.text);
            return err == FK_E_ARG ? CMD_EXIT_USAGE : CMD_EXIT_HARNESS;
        }
    }
    catch_signals(server);
    printf("ready %s\n", server->name);
    if (fflush(stdout) != 0) {
        fputs("feikong meter: standard output could not be written\n", stderr);
        return CMD_EXIT_HARNESS;
    }
    if (meter_server_run(server, &diag) < 0) {
        cmd_say("feikong meter: %s", diag.text);
        return CMD_EXIT_HARNESS;
    }
    return CMD_EXIT_OK;
}

/* Switched on AGE_DAYS ago, so that daily freezes exist; the register is then what --energy says
 * now, unless that is less than what was used since. */
static void switch_on(struct meter_device *meters, const struct meter_options *options)
{
    struct meter_config then = options->config;
    kwh100_t used = (kwh100_t)AGE_DAYS * then.per_day;
    uint64_t address = address_number(then.address);
    ms_t now = meter_server_wall();
    then.initial = then.initial > used ? then.initial - used : 0;
    for (uint32_t i = 0; i < options->count; i++) {
        address_put(address + i, then.address);
        meter_init(&meters[i], &then, now - AGE_DAYS * MS_DAY);
        meter_advance(&meters[i], now);
    }
}

static int open_port(struct meter_server *server, struct meter_device *meters,
                     const struct meter_options *options, struct fk_diag *diag)
{
    if (options->is_pty)
        return meter_server_open_pty(server, meters, diag);
    if (options->listen)
        return meter_server_open_tcp(server, meters, options->listen, diag);
    struct transport_options port;
    transport_options_default(&port);
    if (options->baud)
        port.baud = options->baud;
    return meter_server_open_serial(server, meters, options->serial, &port, diag);
}

int cmd_meter(int argc, char **argv)
{
    static struct meter_server server;
    struct meter_options options;
    struct fk_diag diag;
    int code = parse_options(argc, argv, &options);
    if (code >= 0)
        return code;
    struct meter_device *meters = calloc(options.count, sizeof *meters);
    if (!meters) {
        cmd_say("feikong meter: no memory for %" PRIu32 " meters", options.count);
        return CMD_EXIT_HARNESS;
    }
    struct meter_store *store = NULL;
    switch_on(meters, &options);
    int err = FK_OK;
    if (options.state)
        err = meter_store_open(&store, options.state, meters, options.count, meter_server_wall(),
                               &diag);
    if (err) {
        cmd_say("feikong meter: --state: %s", diag.text);
        free(meters);
        return CMD_EXIT_HARNESS;
    }
    struct meter_replay replay = {.rows = NULL};
    if (options.replay)
        err = meter_replay_open(&replay, options.replay, &diag);
    if (!err)
        err = open_port(&server, meters, &options, &diag);
    server.store = store;
    server.replay = options.replay ? &replay : NULL;
    replay.start = server.line.now;
    server.line.pace.speed = options.speed;
    if (err) {
        cmd_say("feikong meter: %s", diag.text);
        code = err == FK_E_FORMAT ? CMD_EXIT_USAGE : CMD_EXIT_HARNESS;
    } else {
        code = serve(&server, &options);
        meter_server_fini(&server);
    }
    meter_replay_fini(&replay);
    meter_store_close(store);
    free(meters);
    return code;
}
