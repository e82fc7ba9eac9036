/* cli/conform/conform_parts.h - what the files of `feikong conform` share. Each sub-command is a
 * function with the arguments behind its name (argv[0] is the name) and returns the exit code.
 * */
#ifndef CLI_CONFORM_CONFORM_PARTS_H
#define CLI_CONFORM_CONFORM_PARTS_H
#include "base/text.h"
#include "conformance/run/run.h"

int conform_cmd_run(int argc, char **argv);
int conform_cmd_close(int argc, char **argv);
int conform_cmd_verify(int argc, char **argv);
int conform_cmd_matrix(int argc, char **argv);

/* Marks the tests that the SELECTs name, all if there is none. Returns how many; 0 if one of them
 * names nothing, with a sentence on stderr: a slip must not look like a run. */
size_t conform_choose(int count, char **selects, bool *chosen);

/* "feikong conform VERB [--device DEVICE] [--port PORT]" as a shell takes it, whole however long
 * the names are; DEVICE and PORT may be NULL. For free(); NULL: no memory. */
char *conform_command(const char *verb, const char *device, const char *port);

/* Console: the head of a run, one line a test while it runs, what a failure says, and the end. */
void conform_print_head(const struct conform_result *head, size_t tests, enum fk_lang lang);
void conform_print_test(const struct conform_result *result, const struct conform_test_result *test,
                        enum fk_lang lang);
void conform_print_end(const struct conform_result *result, enum fk_lang lang);

/* One sentence on stderr: "feikong conform NAME: ...". Returns `code`. */
__attribute__((format(printf, 3, 4))) int conform_say(int code, const char *name,
                                                      const char *format, ...);
#endif
