#include "base/text.h"

#include <string.h>

const char *fk_text_in(struct fk_text text, enum fk_lang lang)
{
    return lang == FK_ZH ? text.zh : text.en;
}

bool fk_lang_parse(const char *name, enum fk_lang *lang)
{
    if (!name || (strcmp(name, "en") != 0 && strcmp(name, "zh") != 0))
        return false;
    *lang = name[0] == 'z' ? FK_ZH : FK_EN;
    return true;
}

enum fk_lang fk_lang_of_locale(const char *locale)
{
    if (!locale || strncmp(locale, "zh", 2) != 0)
        return FK_EN;
    return locale[2] == '\0' || strchr("_-.@", locale[2]) ? FK_ZH : FK_EN;
}

const char *fk_lang_tag(enum fk_lang lang)
{
    return lang == FK_ZH ? "zh-CN" : "en";
}
