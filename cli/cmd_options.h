/* cli/cmd_options.h - options of the command line, the same way in every command. */
#ifndef CLI_CMD_OPTIONS_H
#define CLI_CMD_OPTIONS_H
#include <getopt.h>
#include <stdint.h>

/* As getopt_long, but options are written in full: the beginning of one is unknown ('?'), so that
 * no script breaks when an option is added. argv[optind - 1] is the option that is wrong. */
int cmd_option(int argc, char **argv, const char *letters, const struct option *options);

/* What a command takes. */
struct cmd_options {
    const char *command;       /* its name in messages: "report" */
    const char *usage;         /* what --help prints, which is the option 'h' of the list */
    const struct option *list; /* ends with a row of zeros */
    int (*take)(void *request, int option); /* value in optarg; -1 to go on, or an exit code */
};
/* Takes all options; optind is then the first word that is none. Returns -1 to go on, or an exit
 * code: help was printed, or it was said what is wrong. Not thread safe (getopt). */
int cmd_options_take(const struct cmd_options *options, int argc, char **argv, void *request);

/* The number of a customer, with `where` ("--customer: ") ahead of it in the message that it is
 * none. Returns -1 to go on, or an exit code. */
int cmd_take_customer(const char *command, const char *where, const char *text, int64_t *out);
#endif
