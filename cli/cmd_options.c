#include "cli/cmd_options.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

int cmd_option(int argc, char **argv, const char *letters, const struct option *options, int *index)
{
    int at = -1;
    int code = getopt_long(argc, argv, letters, options, &at);
    if (index && at >= 0)
        *index = at;
    if (code == -1 || code == '?' || code == ':' || at < 0)
        return code;
    bool is_apart = options[at].has_arg == required_argument && optarg == argv[optind - 1];
    const char *given = argv[optind - 1 - is_apart] + strlen("--");
    if (strcspn(given, "=") == strlen(options[at].name))
        return code;
    optind -= is_apart;
    return '?';
}
