/* cli/cmd_say.h - what the sub-commands say: one line a message, with names and values of others
 * shown as base/plain_text.h says. */
#ifndef CLI_CMD_SAY_H
#define CLI_CMD_SAY_H
#include <stdbool.h>
#include <stddef.h>

/* Writes the message and a line end to standard error. */
__attribute__((format(printf, 1, 2))) void cmd_say(const char *format, ...);
/* The same to standard output. */
__attribute__((format(printf, 1, 2))) void cmd_tell(const char *format, ...);
/* Whether a file of this name is standard output: "-", or by name (/dev/stdout, /dev/fd/1). */
bool cmd_is_stdout(const char *output);
/* Before the first word: if `output` is standard output, a file of the command goes there, and all
 * that is told goes to standard error from here on. NULL and other names change nothing. */
void cmd_output_keep(const char *output);
/* Around the writing of that file: true gives it standard output, false takes it back. Nothing
 * without cmd_output_keep. */
void cmd_output_give(bool is_given);
#endif
