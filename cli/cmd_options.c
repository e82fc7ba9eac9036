#include "cli/cmd_options.h"
#include "base/number_text.h"
#include "cli/cmd.h"
#include "cli/cmd_say.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

int cmd_option(int argc, char **argv, const char *letters, const struct option *options)
{
    int at = -1;
    int code = getopt_long(argc, argv, letters, options, &at);
    if (code == -1 || code == '?' || code == ':' || at < 0)
        return code;
    bool is_apart = options[at].has_arg == required_argument && optarg == argv[optind - 1];
    const char *given = argv[optind - 1 - is_apart] + strlen("--");
    if (strcspn(given, "=") == strlen(options[at].name))
        return code;
    optind -= is_apart;
    return '?';
}

int cmd_options_take(const struct cmd_options *options, int argc, char **argv, void *request)
{
    int c, code = -1;
    opterr = 0;
    optind = 1;
    while (code < 0 && (c = cmd_option(argc, argv, ":", options->list)) != -1) {
        if (c == 'h') {
            fputs(options->usage, stdout);
            return CMD_EXIT_OK;
        }
        if (c == ':' || c == '?') {
            cmd_say("feikong %s: %s %s; see feikong %s --help", options->command,
                    c == ':' ? "a value is missing for" : "unknown option", argv[optind - 1],
                    options->command);
            return CMD_EXIT_USAGE;
        }
        code = options->take(request, c);
    }
    return code;
}

int cmd_take_customer(const char *command, const char *where, const char *text, int64_t *out)
{
    uint64_t customer;
    if (!number_text(text, 0, UINT32_MAX, &customer)) {
        cmd_say("feikong %s: %s\"%s\" is not the number of a customer", command, where, text);
        return CMD_EXIT_USAGE;
    }
    *out = (int64_t)customer;
    return -1;
}
