/* conformance/run/result.h - the complete result of one conformance run in memory: what console,
 * JUnit, evidence file and HTML report are written from. Filled by conformance/run/run.c (or by
 * the verification of an evidence file), read-only for reports. Owned by the caller; free with
 * conform_result_fini.
 *
 *   result -> tests[i] -> entries first_entry .. first_entry + entry_count of result->trace */
#ifndef CONFORMANCE_RUN_RESULT_H
#define CONFORMANCE_RUN_RESULT_H
#include "base/text.h"
#include "conformance/run/trace.h"
#include "conformance/run/verdict.h"
#include "protocol/dlt645/dlt645_frame.h"
#include <stdbool.h>
#include <stdint.h>

#define CONFORM_TEXT 512 /* bytes: a sentence of the longer language */

/* One sentence that is made while a run lasts. */
struct conform_words {
    char en[CONFORM_TEXT], zh[CONFORM_TEXT];
};

/* Answers that nobody waited for any more: recognised, counted and passed over. */
struct conform_stale {
    unsigned doubled; /* the same answer came again */
    unsigned late;    /* it answers an earlier request */
};

/* What a finding rests on. */
enum conform_ground {
    CONFORM_ON_FRAME,   /* a sound frame, with nothing before it */
    CONFORM_ON_SILENCE, /* nothing came */
    CONFORM_ON_NOISE    /* bytes that belong to no frame came, alone or before one */
};

/* One test. `id`, `title`, `requirement` and `clause` are static strings of the suite. All other
 * texts are one sentence without a line end, "" when there is nothing to say. */
struct conform_test_result {
    const char *id;                        /* "dlt645/7.1/2-unknown-item" */
    const char *title;                     /* a few words for a matrix */
    const char *requirement;               /* one or two sentences in our own words */
    const char *title_zh, *requirement_zh; /* the same in Chinese */
    const char *clause; /* "DL/T 645-2007 7.1.5" or the document of the extension */
    enum conform_level level;
    struct conform_outcome outcome;
    enum conform_reason reason;  /* set if inconclusive */
    char detail[CONFORM_TEXT];   /* remark, reason in words, PICS line of an n/a, reason of a known
                                    failure */
    char expected[CONFORM_TEXT]; /* first broken or undecided assertion: what was required ... */
    char actual[CONFORM_TEXT];   /* ... and what came */
    unsigned step;               /* the step that was broken or undecided, from 1; 0 for none, or
                                    behind the last one */
    char point;                  /* its sub-point, 0 if the step is a preparation */
    struct fk_text point_text;   /* what it requires; of a preparation: what it does */
    const char *row;             /* section of the facts or lab items it covers, or NULL */
    enum conform_ground ground;  /* of the finding */
    int proof_entry;   /* index in the trace of the bytes that prove it, or -1 (silence) */
    int request_entry; /* index of the request they answer, or -1 */
    size_t first_entry, entry_count; /* its part of the trace, restore included */
    struct conform_stale stale;      /* seen in this test */
    unsigned assertions;             /* assertions on received bytes or timing that were decided */
    ms_t begin, end;                 /* ms since the run began */
    bool is_restored; /* the device was put back as found (true if nothing was changed) */
    char not_restored[CONFORM_TEXT]; /* what was not put back, and why; "" if is_restored */
};

struct conform_result {
    /* what was tested */
    char device_name[CONFORM_TEXT]; /* vendor model firmware of the device file */
    char device_file[CONFORM_TEXT]; /* path, or "built in: virtual meter" */
    char device_digest[65];         /* SHA-256 of the device file in hex */
    char uri[CONFORM_TEXT];
    uint8_t address[DLT645_ADDRESS_SIZE]; /* wire order */
    /* how */
    char suite_version[32];
    char *command;       /* command line that repeats the run, without SELECT; owned, or NULL */
    char *close_command; /* command line that closes the supply, owned; NULL if unknown */
    uint64_t seed;
    enum fk_lang lang;    /* of all texts of the run: detail, expected, actual, final_check ... */
    ms_t wall_begin;      /* civil time of the line at the start */
    ms_t duration;        /* ms of the line's clock */
    bool is_virtual_time; /* sim: the clock is virtual */
    bool is_interrupted;  /* Ctrl-C or SIGTERM */
    /* what came out */
    struct conform_words unheard; /* why no test was run, found by the probe; "" if they were */
    struct conform_test_result *tests;
    size_t test_count, test_capacity;
    struct conform_counts counts;
    enum conform_verdict suite_verdict;
    enum conform_exit exit_code;
    unsigned assertions;        /* sum over the tests: 0 means nothing was proved */
    struct conform_stale stale; /* of all tests ... */
    size_t stale_tests;         /* ... and in how many they came */
    size_t not_restored;        /* tests after which the device was not put back */
    bool is_supply_closed; /* final check: the relay was closed at the end, or never looked at */
    bool is_supply_seen_closed;     /* the final check looked, and it is closed */
    char final_check[CONFORM_TEXT]; /* its sentence */
    struct conform_trace trace;
};

void conform_result_init(struct conform_result *result);
void conform_result_fini(struct conform_result *result);
/* Appends a zeroed test with proof_entry -1 and is_restored, and returns it (valid until the next
 * add), or NULL when there is no memory. */
struct conform_test_result *conform_result_add(struct conform_result *result);
/* Sums up: counts, suite verdict, assertions and exit code from tests and final check (a supply
 * left open, a device that was not put back, or a test that was not run because the line was lost,
 * is an error of the run: exit code 3). Call after
 * the last test. */
void conform_result_conclude(struct conform_result *result);
/* "feikong conform run ... ID --seed N" that repeats one test with the same seed, whole however
 * long it is; for free(). NULL: no memory. */
char *conform_result_repeat(const struct conform_result *result,
                            const struct conform_test_result *test);
#endif
