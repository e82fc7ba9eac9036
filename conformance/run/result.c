#include "conformance/run/result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void conform_result_init(struct conform_result *result)
{
    memset(result, 0, sizeof *result);
    conform_trace_init(&result->trace);
    result->exit_code = CONFORM_EXIT_NOTHING;
    result->is_supply_closed = true;
}

void conform_result_fini(struct conform_result *result)
{
    free(result->tests);
    free(result->command);
    free(result->close_command);
    conform_trace_fini(&result->trace);
    memset(result, 0, sizeof *result);
}

struct conform_test_result *conform_result_add(struct conform_result *result)
{
    if (result->test_count == result->test_capacity) {
        size_t capacity = result->test_capacity ? 2 * result->test_capacity : 64;
        struct conform_test_result *more = realloc(result->tests, capacity * sizeof *more);
        if (!more)
            return NULL;
        result->tests = more;
        result->test_capacity = capacity;
    }
    struct conform_test_result *test = &result->tests[result->test_count++];
    memset(test, 0, sizeof *test);
    test->proof_entry = test->request_entry = -1;
    test->is_restored = true; /* until a test has changed something */
    return test;
}

void conform_result_conclude(struct conform_result *result)
{
    memset(&result->counts, 0, sizeof result->counts);
    result->suite_verdict = CONFORM_NONE;
    result->assertions = 0;
    result->not_restored = result->stale_tests = 0;
    result->stale = (struct conform_stale){.doubled = 0};
    for (size_t i = 0; i < result->test_count; i++) {
        const struct conform_test_result *test = &result->tests[i];
        conform_counts_add(&result->counts, test->outcome, test->level);
        result->suite_verdict =
            conform_suite_raise(result->suite_verdict, test->outcome, test->level);
        result->assertions += test->assertions;
        result->not_restored += !test->is_restored;
        result->stale.doubled += test->stale.doubled;
        result->stale.late += test->stale.late;
        result->stale_tests += test->stale.doubled + test->stale.late > 0;
    }
    result->exit_code = conform_exit_code(&result->counts);
    if (result->counts.by_verdict[CONFORM_NONE] > 0) /* chosen and not run: the line was lost */
        result->suite_verdict = CONFORM_ERROR;
    if (!result->is_supply_closed || result->not_restored > 0 ||
        result->counts.by_verdict[CONFORM_NONE] > 0)
        result->exit_code = CONFORM_EXIT_HARNESS;
}

char *conform_result_repeat(const struct conform_result *result,
                            const struct conform_test_result *test)
{
    char *out;
    int size = asprintf(&out, "%s %s --seed %llu",
                        result->command ? result->command : "feikong conform run", test->id,
                        (unsigned long long)result->seed);
    return size >= 0 ? out : NULL;
}
