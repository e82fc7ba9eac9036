#include "cli/lang.h"

#include <stdio.h>
#include <stdlib.h>

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
