/* cli/main.c - `feikong COMMAND ...`: finds the sub-command and calls it. */
#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "cli/data_find.h"
#include "cli/nearest.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *text; /* one line for the list of commands */
};

static int main_help(int argc, char **argv);

/* One row per sub-command, in the order in which the list shows them. */
static const struct command commands[] = {
    {"run", cmd_run, "simulate scenarios and check what they expect"},
    {"compare", cmd_compare, "lay two runs side by side: settings, key figures, curves"},
    {"profile", cmd_profile, "list the policy profiles of provinces, or show one"},
    {"story", cmd_story, "tell one customer's whole story out of the database of a run"},
    {"report", cmd_report, "answer a report of the question list out of the database of a run"},
    {"question", cmd_question, "answer one of the hundred questions with the figures of a run"},
    {"detect", cmd_detect, "say whose layers disagree, by what a utility can see"},
    {"hunt", cmd_hunt, "draw worlds from seeds and look for what must not be"},
    {"conform", cmd_conform, "test a meter against DL/T 645-2007 and its fee-control extension"},
    {"decode", cmd_decode, "explain every byte of DL/T 645-2007 frames"},
    {"bill", cmd_bill, "say what a customer pays: tiers, time of use, basic fee, power factor"},
    {"meter", cmd_meter, "run the virtual meter on a TCP port or pseudo-terminal"},
    {"help", main_help, "explain a command, or a key of a scenario file: help scenario KEY"},
};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static void main_print_usage(void)
{
    puts("Feikong simulates remote prepaid electricity and tests real meters.\n\n"
         "Usage: feikong COMMAND [OPTION]... [ARGUMENT]...\n\n"
         "Commands:");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        printf("  %-10s %s\n", commands[i].name, commands[i].text);
    }
    puts("\nOptions:\n"
         "  --help     this text\n"
         "  --version  the version of the program\n\n"
         "`feikong help COMMAND` or `feikong COMMAND --help` explains one command,\n"
         "`feikong help scenario KEY` a key of a scenario file. Options are written in full.");
}

static const struct command *main_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

static int main_unknown(const char *name)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        nearest_try(&nearest, commands[i].name);
    if (nearest.text[0] != '\0')
        cmd_say("feikong: unknown command '%s', did you mean '%s'?", name, nearest.text);
    else
        cmd_say("feikong: unknown command '%s', see 'feikong --help'", name);
    return CMD_EXIT_USAGE;
}

static int main_help(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "scenario") == 0)
        return help_scenario(argc - 1, argv + 1);
    bool has_part = argc == 3 && strcmp(argv[1], "conform") == 0; /* help conform run */
    if (argc > 2 && !has_part) {
        cmd_say("feikong help: '%s' is one argument too many, expected one command", argv[2]);
        return CMD_EXIT_USAGE;
    }
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        main_print_usage();
        return CMD_EXIT_OK;
    }
    const struct command *command = main_find(argv[1]);
    if (command == NULL) {
        return main_unknown(argv[1]);
    }
    char option[] = "--help";
    char *arguments[] = {argv[1], has_part ? argv[2] : option, has_part ? option : NULL, NULL};
    return command->run(has_part ? 3 : 2, arguments);
}

/* Output that could not be written (disk full, closed) is an error even if the command did not
 * look, and it counts more than what the command found: nobody could read that. A command that
 * ended with a sentence of its own has said enough. */
static int main_finish(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    if (code != CMD_EXIT_HARNESS)
        fputs("feikong: standard output could not be written\n", stderr);
    return CMD_EXIT_HARNESS;
}

/* A closed standard stream is opened on nothing, so that no file gets its number: what is written
 * to it then fails, and what is read from it ends. */
static void main_fill_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)!open("/dev/null", O_RDONLY);
}

#ifndef __SANITIZE_ADDRESS__
static void main_give_up(void)
{
    static const char sentence[] = "feikong: out of memory\n";
    (void)!write(STDERR_FILENO, sentence, sizeof sentence - 1);
    _exit(CMD_EXIT_HARNESS);
}

/* The libraries of SimGrid are C++: when they begin and there is no memory for it, an exception
 * that nobody catches would print lines of its own and abort, long before main. std::set_terminate
 * is asked for by its name, because this is C. Called before the first of them begins. */
static void main_catch_exceptions(void)
{
    void (*(*set)(void (*)(void)))(void) = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "_ZSt13set_terminatePFvvE");
    if (!symbol)
        return;
    memcpy(&set, &symbol, sizeof set);
    (void)set(main_give_up);
}

static void (*const main_first)(void)
    __attribute__((section(".preinit_array"), used)) = main_catch_exceptions;
#endif

#define STACK_WANTED (8ul << 20)
#define STACK_LEAST  (1ul << 20)

/* The stack grows while it is used, up to a limit that may be raised to the hard one. A run that
 * meets the limit later would die without a word. */
static bool main_has_stack(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= STACK_WANTED)
        return true; /* RLIM_INFINITY is the largest value */
    limit.rlim_cur = limit.rlim_max < STACK_WANTED ? limit.rlim_max : STACK_WANTED;
    (void)setrlimit(RLIMIT_STACK, &limit);
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < STACK_LEAST) {
        cmd_say("feikong: the stack is limited to %lu KB, expected at least %lu (ulimit -s)",
                (unsigned long)limit.rlim_cur >> 10, STACK_LEAST >> 10);
        return false;
    }
    return true;
}

/* A file that grows beyond its limit (ulimit -f) and a pipe that nobody reads any more are errors
 * of writing, not the end of the program. */
static bool main_prepare(void)
{
    main_fill_streams();
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    data_find_parents();
    return main_has_stack();
}

int main(int argc, char **argv)
{
    if (!main_prepare())
        return CMD_EXIT_HARNESS;
    if (argc < 2) {
        fputs("feikong: a command was expected, see 'feikong --help'\n", stderr);
        return CMD_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        main_print_usage();
        return main_finish(CMD_EXIT_OK);
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("feikong " FEIKONG_VERSION);
        return main_finish(CMD_EXIT_OK);
    }
    if (argv[1][0] == '-') {
        cmd_say("feikong: unknown option '%s', expected a command, --help or --version", argv[1]);
        return CMD_EXIT_USAGE;
    }
    const struct command *command = main_find(argv[1]);
    if (command == NULL) {
        return main_unknown(argv[1]);
    }
    return main_finish(command->run(argc - 1, argv + 1));
}
