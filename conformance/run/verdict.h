/* conformance/run/verdict.h - the algebra of verdicts, on one page. Pure, reentrant.
 *
 * Order: none < n/a < pass < remark < inconclusive < fail < error. Within a test a verdict only
 * rises.
 *
 * What a test can find            level must     level should
 *   assertion held                pass           pass
 *   deviation that is tolerated   remark         remark
 *   assertion broken              fail           remark: the device ought to, it need not
 *   could not tell                inconclusive   inconclusive     needs a reason code
 *   PICS says no                  n/a            n/a              needs the line of the device file
 *   harness broken                error          error            ours, never the device's
 *
 * A test listed under expected_failures of the device file:
 *   fail, or remark of a should   stays, marked known: reported, and no reason for exit code 1
 *   pass, or remark of a must     becomes an unexpected pass: ranks as a fail, so that stale lists
 * are seen all others                    stay as they are
 *
 * Exit code of a run, first row that fits:
 *   3  any error; and by conform_result_conclude, whatever the tests said: the supply left open,
 *      or a device that was not put back
 *   1  any fail that is not known, or any unexpected pass
 *   4  nothing selected, or nothing run (only none and n/a)
 *   5  a mandatory test is inconclusive, or nothing but inconclusive tests ran
 *   0  otherwise: every mandatory test that applies passed (or failed as declared)
 * 2 is for usage and file errors, met before any test. */
#ifndef CONFORMANCE_RUN_VERDICT_H
#define CONFORMANCE_RUN_VERDICT_H
#include <stdbool.h>
#include <stddef.h>

enum conform_verdict {
    CONFORM_NONE, /* not run */
    CONFORM_NA,
    CONFORM_PASS,
    CONFORM_REMARK, /* pass with remark */
    CONFORM_INCONCLUSIVE,
    CONFORM_FAIL,
    CONFORM_ERROR,
    CONFORM_VERDICTS
};

enum conform_level { CONFORM_MUST, CONFORM_SHOULD };

/* What a step of a test found. */
enum conform_finding {
    CONFORM_HELD,
    CONFORM_TOLERATED, /* not what the clause says, accepted as the field does */
    CONFORM_BROKEN,
    CONFORM_UNKNOWN,  /* could not tell */
    CONFORM_EXCLUDED, /* PICS, or the bench may not do this */
    CONFORM_HARNESS,
    CONFORM_FINDINGS
};

/* Why a test is inconclusive. */
enum conform_reason {
    CONFORM_REASON_NONE,
    CONFORM_NO_REPLY,     /* the device is silent where the test only prepares */
    CONFORM_PRECONDITION, /* the device is not in a state in which the requirement can be seen */
    CONFORM_BENCH_LIMIT,  /* the bench cannot see it */
    CONFORM_INTERRUPTED,  /* Ctrl-C or SIGTERM */
    CONFORM_LINE,         /* noise, echo or a wrong speed: nothing is known of the device */
    CONFORM_REASONS
};

enum conform_exit {
    CONFORM_EXIT_PASS = 0,
    CONFORM_EXIT_FAIL = 1,
    CONFORM_EXIT_USAGE = 2,
    CONFORM_EXIT_HARNESS = 3,
    CONFORM_EXIT_NOTHING = 4,
    CONFORM_EXIT_INCONCLUSIVE = 5
};

/* Verdict of a test after its list of expected failures has been looked at. */
struct conform_outcome {
    enum conform_verdict verdict;
    bool is_known;           /* failed as the device file says */
    bool is_unexpected_pass; /* verdict is CONFORM_FAIL, though every assertion held */
};

/* Tests of one run by outcome; the sum of the rows is the number of tests selected. */
struct conform_counts {
    size_t by_verdict[CONFORM_VERDICTS];
    size_t known;                  /* contained in FAIL or REMARK */
    size_t known_fail;             /* contained in FAIL */
    size_t unexpected_pass;        /* contained in FAIL */
    size_t inconclusive_mandatory; /* contained in INCONCLUSIVE */
    size_t total;
};

/* Verdict of one finding, see the first table. */
enum conform_verdict conform_verdict_of(enum conform_finding finding, enum conform_level level);
/* The higher of the two. */
enum conform_verdict conform_verdict_raise(enum conform_verdict now, enum conform_verdict found);
/* Looks a verdict up in the second table. */
struct conform_outcome conform_verdict_conclude(enum conform_verdict verdict,
                                                enum conform_level level, bool is_failure_expected);
/* Adds one test. */
void conform_counts_add(struct conform_counts *counts, struct conform_outcome outcome,
                        enum conform_level level);
/* Verdict of a suite: the highest of its mandatory tests, where a known failure ranks as a remark.
 * Errors and unexpected passes rise from every test: they say that the harness or its files are
 * wrong. */
enum conform_verdict conform_suite_raise(enum conform_verdict suite, struct conform_outcome outcome,
                                         enum conform_level level);
/* Third table; counts of all tests selected. */
enum conform_exit conform_exit_code(const struct conform_counts *counts);

/* "pass", "remark", "n/a" ...; never NULL. */
const char *conform_verdict_name(enum conform_verdict verdict);
/* As above, and "unexpected-pass" and "known-failure". */
const char *conform_outcome_name(struct conform_outcome outcome);
/* "no-reply", "precondition" ...; "" for none. */
const char *conform_reason_name(enum conform_reason reason);
/* "must" or "should". */
const char *conform_level_name(enum conform_level level);
#endif
