#include "cli/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum fk_lang cli_lang_default(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && value[0])
            return fk_lang_of_locale(value);
    }
    return FK_EN;
}

bool cli_lang_take(const char *command, const char *value, enum fk_lang *lang)
{
    if (fk_lang_parse(value, lang))
        return true;
    fprintf(stderr, "feikong %s: --lang: \"%s\" is unknown, expected en or zh\n", command, value);
    return false;
}

int cli_lang_strip(const char *command, int argc, char **argv, enum fk_lang *lang)
{
    static const char option[] = "--lang";
    const size_t size = sizeof option - 1;
    int kept = 1;
    *lang = cli_lang_default();
    for (int i = 1; i < argc; i++) {
        bool is_apart = strcmp(argv[i], option) == 0;
        if (!is_apart && (strncmp(argv[i], option, size) != 0 || argv[i][size] != '=')) {
            argv[kept++] = argv[i];
            continue;
        }
        const char *value = !is_apart ? argv[i] + size + 1 : i + 1 < argc ? argv[++i] : "";
        if (!cli_lang_take(command, value, lang))
            return -1;
    }
    argv[kept] = NULL;
    return kept;
}
