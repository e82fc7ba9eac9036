/* cli/cmd_options.h - options of the command line, the same way in every command. */
#ifndef CLI_CMD_OPTIONS_H
#define CLI_CMD_OPTIONS_H
#include <getopt.h>

/* As getopt_long, but options are written in full: the beginning of one is unknown ('?'), so that
 * no script breaks when an option is added. argv[optind - 1] is the option that is wrong. `index`
 * may be NULL. */
int cmd_option(int argc, char **argv, const char *letters, const struct option *options,
               int *index);
#endif
