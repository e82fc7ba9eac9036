/* cli/lang.h - the language of a command's output: the option --lang, else the locale. */
#ifndef CLI_LANG_H
#define CLI_LANG_H
#include "base/text.h"

/* The language of the environment: the first of LC_ALL, LC_MESSAGES and LANG that is set and not
 * empty decides (POSIX.1-2017 section 8.2). */
enum fk_lang cli_lang_default(void);

/* Takes the value of --lang. False after one sentence on stderr: "feikong COMMAND: --lang: ...". */
bool cli_lang_take(const char *command, const char *value, enum fk_lang *lang);

/* For commands that read their arguments by themselves: takes "--lang X" and "--lang=X" out of
 * argv[1..argc), *lang is that of the environment without one. Returns the new argc, or -1 after
 * one sentence on stderr. */
int cli_lang_strip(const char *command, int argc, char **argv, enum fk_lang *lang);
#endif
