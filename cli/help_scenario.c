/* cli/help_scenario.c - `feikong help scenario [KEY]`: the keys of a scenario file. */
#include "cli/cmd.h"
#include "cli/cmd_say.h"
#include "cli/nearest.h"
#include "sim/scenario/scenario_describe.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct asked {
    const char *key;
    unsigned found;
    struct nearest nearest;
};

static const char *last_part(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot ? dot + 1 : path;
}

/* "faults.3.kind" asks for the same key as "faults.kind"; with `has_names` an entry stands there by
 * its name, as in "population.groups.G1.classes". Small letters are as good as capital ones. */
static bool is_asked(const char *key, const char *path, bool has_names)
{
    while (*key && *path) {
        if (path[0] == '.' && path[1] == '0' && (path[2] == '.' || path[2] == '\0')) {
            path += 2;
            size_t entry = key[0] != '.' ? 0
                           : has_names   ? strcspn(key + 1, ".")
                                         : strspn(key + 1, "0123456789");
            key += entry > 0 ? 1 + entry : 0;
            continue;
        }
        if (tolower((unsigned char)*key++) != tolower((unsigned char)*path++))
            return false;
    }
    return *key == *path;
}

static void explain(const char *path, const struct scenario_row *row)
{
    char value[SCENARIO_DESCRIBE_MAX];
    const struct scenario_type_info *type = &scenario_types[row->type];
    scenario_describe_value(row, value);
    printf("%s\n  %s\n\n  value    %s\n", path, row->meaning, value);
    if (type->expected)
        printf("  write    %s\n", type->expected);
    printf("  default  %s\n", row->fallback ? row->fallback : "none, the key is required");
    if (row->rule[0] != '\0')
        printf("  rule     %s\n", row->rule);
    if (row->section) {
        printf("  keys    ");
        for (unsigned i = 0; i < row->section->count; i++)
            printf(" %s", row->section->rows[i].name);
        puts("");
    }
    if (!row->section && row->type != TYPE_FILES)
        printf("\n  On the command line: feikong run FILE --set \"%s=...\"\n", path);
}

static int visit(void *context, const char *path, const struct scenario_row *row)
{
    struct asked *asked = context;
    bool is_whole = is_asked(asked->key, path, false) || is_asked(asked->key, path, true);
    if (is_whole || strcasecmp(asked->key, last_part(path)) == 0) {
        if (asked->found++ > 0)
            puts("");
        explain(path, row);
    }
    nearest_try(&asked->nearest, path);
    nearest_try(&asked->nearest, last_part(path));
    return 0;
}

static int list(void *context, const char *path, const struct scenario_row *row)
{
    (void)context;
    if (strchr(path, '.') == NULL)
        printf("  %-20s %s\n", path, row->meaning);
    return 0;
}

int help_scenario(int argc, char **argv)
{
    if (argc > 2) {
        cmd_say("feikong help scenario: '%s' is one argument too many, expected one key", argv[2]);
        return CMD_EXIT_USAGE;
    }
    if (argc < 2) {
        puts("Keys of a scenario file (docs/scenario.md); `feikong help scenario KEY` explains "
             "one,\n"
             "for example sms.rate, or a section with its keys, for example faults.\n");
        return scenario_each_key(list, NULL);
    }
    struct asked asked = {.key = argv[1], .nearest = nearest_to(argv[1])};
    (void)scenario_each_key(visit, &asked);
    if (asked.found > 0)
        return CMD_EXIT_OK;
    if (asked.nearest.text[0] != '\0')
        cmd_say("feikong help scenario: no key '%s', did you mean '%s'?", argv[1],
                asked.nearest.text);
    else
        cmd_say("feikong help scenario: no key '%s', see 'feikong help scenario'", argv[1]);
    return CMD_EXIT_USAGE;
}
