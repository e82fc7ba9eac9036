/* base/text.h - what a person reads, in the two languages of the program.
 *
 * A text is data: both languages stand side by side in one constant, so that none is added without
 * the other. Who shows a text is handed the language; nothing here reads the environment (the
 * command line does, cli/lang.h). Read-only and reentrant. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include <stdbool.h>

enum fk_lang { FK_EN, FK_ZH, FK_LANGS };

/* Static strings in UTF-8; both are set, or both are NULL for no text and at the end of a list. */
struct fk_text {
    const char *en, *zh;
};

/* The text in `lang`, the English one for a language that is none; NULL if there is no text. */
const char *fk_text_in(struct fk_text text, enum fk_lang lang);

/* One of two texts written where they are shown: for formats, so that the compiler checks the
 * values against both. */
#define FK_SAY(lang, en, zh) ((lang) == FK_ZH ? (zh) : (en))

/* Reads "en" or "zh". False, with *lang untouched, for anything else and for NULL. */
bool fk_lang_parse(const char *name, enum fk_lang *lang);

/* Language of a locale's name (POSIX.1-2017 section 8.2): "zh", "zh_CN.UTF-8", "zh-Hans" are
 * Chinese; all others, NULL and "" are English. */
enum fk_lang fk_lang_of_locale(const char *locale);

/* What HTML calls the language (BCP 47): "en", "zh-CN". */
const char *fk_lang_tag(enum fk_lang lang);
#endif
