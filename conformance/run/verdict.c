#include "conformance/run/verdict.h"

/* The three tables of the header, as data: a rule is one cell, and
 * tests/unit/conformance/test_verdict.c holds every cell a second time. */
static const enum conform_verdict of_finding[CONFORM_FINDINGS][2] = {
    [CONFORM_HELD] = {CONFORM_PASS, CONFORM_PASS},
    [CONFORM_TOLERATED] = {CONFORM_REMARK, CONFORM_REMARK},
    [CONFORM_BROKEN] = {CONFORM_FAIL, CONFORM_REMARK},
    [CONFORM_UNKNOWN] = {CONFORM_INCONCLUSIVE, CONFORM_INCONCLUSIVE},
    [CONFORM_EXCLUDED] = {CONFORM_NA, CONFORM_NA},
    [CONFORM_HARNESS] = {CONFORM_ERROR, CONFORM_ERROR},
};

enum expected { STAYS, KNOWN, UNEXPECTED };
static const enum expected of_expected_failure[CONFORM_VERDICTS][2] = {
    [CONFORM_NONE] = {STAYS, STAYS},           [CONFORM_NA] = {STAYS, STAYS},
    [CONFORM_PASS] = {UNEXPECTED, UNEXPECTED}, [CONFORM_REMARK] = {UNEXPECTED, KNOWN},
    [CONFORM_INCONCLUSIVE] = {STAYS, STAYS},   [CONFORM_FAIL] = {KNOWN, KNOWN},
    [CONFORM_ERROR] = {STAYS, STAYS},
};

static const char *const verdict_names[CONFORM_VERDICTS] = {
    "none", "n/a", "pass", "remark", "inconclusive", "fail", "error",
};

static const char *const reason_names[CONFORM_REASONS] = {
    "", "no-reply", "precondition", "bench-limit", "interrupted", "line",
};

enum conform_verdict conform_verdict_of(enum conform_finding finding, enum conform_level level)
{
    if ((unsigned)finding >= CONFORM_FINDINGS || (unsigned)level > CONFORM_SHOULD)
        return CONFORM_ERROR; /* a value out of the table is a bug of ours */
    return of_finding[finding][level];
}

enum conform_verdict conform_verdict_raise(enum conform_verdict now, enum conform_verdict found)
{
    return found > now ? found : now;
}

struct conform_outcome conform_verdict_conclude(enum conform_verdict verdict,
                                                enum conform_level level, bool is_failure_expected)
{
    struct conform_outcome outcome = {.verdict = verdict};
    if (!is_failure_expected || (unsigned)verdict >= CONFORM_VERDICTS)
        return outcome;
    switch (of_expected_failure[verdict][level == CONFORM_SHOULD]) {
    case STAYS:
        break;
    case KNOWN:
        outcome.is_known = true;
        break;
    case UNEXPECTED:
        outcome.verdict = CONFORM_FAIL;
        outcome.is_unexpected_pass = true;
        break;
    }
    return outcome;
}

void conform_counts_add(struct conform_counts *counts, struct conform_outcome outcome,
                        enum conform_level level)
{
    counts->by_verdict[outcome.verdict]++;
    counts->total++;
    counts->known += outcome.is_known;
    counts->known_fail += outcome.is_known && outcome.verdict == CONFORM_FAIL;
    counts->unexpected_pass += outcome.is_unexpected_pass;
    counts->inconclusive_mandatory +=
        outcome.verdict == CONFORM_INCONCLUSIVE && level == CONFORM_MUST;
}

enum conform_verdict conform_suite_raise(enum conform_verdict suite, struct conform_outcome outcome,
                                         enum conform_level level)
{
    enum conform_verdict rank = outcome.verdict;
    if (outcome.is_known && rank == CONFORM_FAIL)
        rank = CONFORM_REMARK;
    if (level == CONFORM_SHOULD && rank != CONFORM_ERROR && !outcome.is_unexpected_pass)
        return suite;
    return conform_verdict_raise(suite, rank);
}

enum conform_exit conform_exit_code(const struct conform_counts *counts)
{
    const size_t *by = counts->by_verdict;
    if (by[CONFORM_ERROR] > 0)
        return CONFORM_EXIT_HARNESS;
    if (by[CONFORM_FAIL] > counts->known_fail)
        return CONFORM_EXIT_FAIL;
    size_t run = counts->total - by[CONFORM_NONE] - by[CONFORM_NA];
    if (run == 0)
        return CONFORM_EXIT_NOTHING;
    if (counts->inconclusive_mandatory > 0 || run == by[CONFORM_INCONCLUSIVE])
        return CONFORM_EXIT_INCONCLUSIVE;
    return CONFORM_EXIT_PASS;
}

const char *conform_verdict_name(enum conform_verdict verdict)
{
    return (unsigned)verdict < CONFORM_VERDICTS ? verdict_names[verdict] : "error";
}

const char *conform_outcome_name(struct conform_outcome outcome)
{
    if (outcome.is_unexpected_pass)
        return "unexpected-pass";
    if (outcome.is_known)
        return "known-failure";
    return conform_verdict_name(outcome.verdict);
}

const char *conform_reason_name(enum conform_reason reason)
{
    return (unsigned)reason < CONFORM_REASONS ? reason_names[reason] : "";
}

const char *conform_level_name(enum conform_level level)
{
    return level == CONFORM_SHOULD ? "should" : "must";
}
