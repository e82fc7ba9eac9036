/* conformance/run/suite.h - the test cases of a protocol as data: what each requires, when it
 * applies, how it is done; and the functions through which a run talks that protocol.
 *
 * Id: SUITE/CLAUSE/NUMBER-SLUG. CLAUSE is that of the standard, or a name like fc.relay for an
 * extension that has no clause numbers of its own here. Ids are an interface: they stand in device
 * files, JUnit and evidence, and are never used again for another requirement.
 *
 * Every test can be run alone, in any order, and leaves the device as it found it. */
#ifndef CONFORMANCE_RUN_SUITE_H
#define CONFORMANCE_RUN_SUITE_H
#include "conformance/run/step.h"

struct conform_test {
    const char *id;
    struct fk_text title;       /* a few words */
    struct fk_text requirement; /* own words, one or two sentences */
    const char *clause;
    enum conform_level level;
    const struct conform_step *steps;
    size_t step_count;
};
#define STEPS(table) table, sizeof(table) / sizeof *(table)

/* One table per file. */
struct conform_group {
    const struct conform_test *tests;
    size_t count;
};

/* How a run talks to a device of one protocol. `memory` is what the protocol keeps of a whole run,
 * memory_size bytes, zero at the start; conform_case.own is what it keeps of a test, case_size
 * bytes, zero at the start of each. */
struct conform_protocol {
    size_t case_size, memory_size;
    /* Called once before the tests, preparing. CONFORM_REASON_NONE, or why the device cannot be
     * talked to (it is silent, or the line is not what the device file says), with the sentence in
     * *why: no test is run then. */
    enum conform_reason (*probe)(struct conform_case *c, void *memory, struct conform_words *why);
    /* True if the device surely refuses the password: one try, which changes nothing. */
    bool (*is_password_refused)(struct conform_case *c);
    /* Lets an answer that the test before may have left on its way pass by. False: the run ended
     * here. */
    bool (*wait_quiet)(struct conform_case *c);
    /* After each test, whatever ended it: puts the device back as found, with its sentence in
     * result->is_restored and not_restored; leaves the verdict alone, unless the device shows
     * here that it does not do what it confirms. */
    void (*restore)(struct conform_case *c, void *memory);
    /* Once after everything: leaves the device safe and says how it is left. False: it is not as
     * it was found. */
    bool (*final_check)(struct conform_case *c, void *memory, char *out, size_t capacity);
    /* Bytes that belong to no frame have come in this run. */
    bool (*is_noisy)(const void *memory);
    /* Makes the final check take for granted that the supply was closed when it was found. */
    void (*expect_closed)(void *memory);
    /* Frees what conform_case.own holds: after each test, the probe and the final check. */
    void (*end)(struct conform_case *c);
};

/* All tests of a protocol, in the order in which they run. */
struct conform_suite {
    const char *name;    /* first part of every id */
    const char *version; /* changes when a test sends or judges otherwise */
    const struct conform_protocol *protocol;
    const struct conform_group *const *groups;
    size_t group_count;
};

size_t conform_suite_count(const struct conform_suite *suite);
const struct conform_test *conform_suite_at(const struct conform_suite *suite, size_t index);
/* The test with this id, or with this slug if only one has it ("trip-opens"); NULL if none. */
const struct conform_test *conform_suite_find(const struct conform_suite *suite, const char *id);

/* Marks in chosen[0 .. conform_suite_count()) the tests that one SELECT names: an id, a prefix of
 * an id (with or without "dlt645/") that ends at '/' or at the end of a number ("dlt645/7.1",
 * "dlt645/fc.relay/3"), a slug, or a pattern with * and ?. Returns how many it names (0: none). */
size_t conform_suite_select(const struct conform_suite *suite, const char *select, bool *chosen);

/* What the steps of the test need together. */
struct conform_needs conform_test_needs(const struct conform_test *test);
/* True if the steps of the test send the password. */
bool conform_suite_needs_password(const struct conform_test *test);
/* FK_OK, or FK_E_FORMAT with the sentence if the file expects a failure of a test that does not
 * exist. */
FK_MUST_CHECK int conform_suite_check_device(const struct conform_suite *suite,
                                             const struct device_file *device,
                                             struct fk_diag *diag);

/* NULL if the test applies to the device; else why not, in out[0..capacity). */
const char *conform_suite_excluded(const struct conform_test *test,
                                   const struct device_file *device, enum fk_lang lang, char *out,
                                   size_t capacity);
#endif
