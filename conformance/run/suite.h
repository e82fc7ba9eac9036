/* conformance/run/suite.h - the test cases as data: what each requires, when it applies, how it is
 * done.
 *
 * Id: dlt645/CLAUSE/NUMBER-SLUG. CLAUSE is that of DL/T 645-2007, or fc.relay, fc.protect, fc.alarm
 * for the fee-control extension, which has no clause numbers of its own here. Ids are an interface:
 * they stand in device files, JUnit and evidence, and are never used again for another requirement.
 *
 * Every test can be run alone, in any order, and leaves the device as it found it. */
#ifndef CONFORMANCE_RUN_SUITE_H
#define CONFORMANCE_RUN_SUITE_H
#include "conformance/dlt645/dlt645_ask.h"

#define CONFORM_SUITE_VERSION "dlt645-2" /* changes when a test sends or judges otherwise */

/* Beside the features in conform_test.features: the test sends a wrong password. */
#define CONFORM_WRONG_PASSWORD (1u << 31)

struct conform_test {
    const char *id;
    const char *title;       /* a few words */
    const char *requirement; /* own words, one or two sentences */
    const char *clause;
    enum conform_level level;
    uint32_t features; /* bit set of enum device_feature: all are needed; CONFORM_WRONG_PASSWORD */
    bool may_cut;      /* may interrupt the supply */
    void (*run)(struct conform_case *c);
};

/* One table per file. */
struct conform_group {
    const struct conform_test *tests;
    size_t count;
};
extern const struct conform_group suite_framing, suite_line, suite_address, suite_read,
    suite_follow, suite_write, suite_time, suite_relay, suite_refusal, suite_protect,
    suite_password;

size_t conform_suite_count(void);
const struct conform_test *conform_suite_at(size_t index);
/* The test with this id, or with this slug if only one has it ("trip-opens"); NULL if none. */
const struct conform_test *conform_suite_find(const char *id);

/* Marks in chosen[0 .. conform_suite_count()) the tests that one SELECT names: an id, a prefix of
 * an id (with or without "dlt645/") that ends at '/' or at the end of a number ("dlt645/7.1",
 * "dlt645/fc.relay/3"), a slug, or a pattern with * and ?. Returns how many it names (0: none). */
size_t conform_suite_select(const char *select, bool *chosen);

/* True if the steps of the test send the password. */
bool conform_suite_needs_password(const struct conform_test *test);
/* FK_OK, or FK_E_FORMAT with the sentence if the file expects a failure of a test that does not
 * exist. */
FK_MUST_CHECK int conform_suite_check_device(const struct device_file *device,
                                             struct fk_diag *diag);

/* NULL if the test applies to the device; else why not, in out[0..capacity). */
const char *conform_suite_excluded(const struct conform_test *test,
                                   const struct device_file *device, char *out, size_t capacity);
#endif
