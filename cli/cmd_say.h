/* cli/cmd_say.h - what the sub-commands say: one line a message, with names and values of others
 * shown as base/plain_text.h says. */
#ifndef CLI_CMD_SAY_H
#define CLI_CMD_SAY_H
#include <stddef.h>

/* Writes the message and a line end to standard error. */
__attribute__((format(printf, 1, 2))) void cmd_say(const char *format, ...);
/* The same to standard output. */
__attribute__((format(printf, 1, 2))) void cmd_tell(const char *format, ...);
#endif
