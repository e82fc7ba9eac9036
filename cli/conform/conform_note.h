/* cli/conform/conform_note.h - the note of a run (conformance/evidence/run_note.h) as `feikong
 * conform` keeps it: what the run before has left is said, what this one may leave is written
 * before each test. */
#ifndef CLI_CONFORM_CONFORM_NOTE_H
#define CLI_CONFORM_CONFORM_NOTE_H
#include "conformance/evidence/run_note.h"
#include "conformance/run/suite.h"

struct conform_note {
    struct run_note file;
    unsigned left; /* set of enum run_note_open: what tests could not put back */
};

/* Takes the note, and says what the run before has left, with the command that closes the supply.
 * CMD_EXIT_OK, or CMD_EXIT_HARNESS with the sentence: a run that lives is testing this meter. */
int conform_note_begin(struct conform_note *note, const char *uri, const uint8_t *address,
                       const char *close_command);
/* The run begins at this civil time; `out` is the folder of its evidence, or NULL. */
void conform_note_start(struct conform_note *note, ms_t wall, const char *out);
void conform_note_test(struct conform_note *note, const struct conform_test *test);
void conform_note_tested(struct conform_note *note, const struct conform_test_result *test);
void conform_note_end(struct conform_note *note, const struct conform_result *result);
#endif
