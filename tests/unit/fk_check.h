/* tests/unit/fk_check.h - the main function of a unit test program.
 *
 * A test file defines one function `static Suite *x_suite(void)` and ends with
 * FK_CHECK_MAIN(x_suite). Every test runs in a process of its own (Check's fork mode; CK_FORK=no
 * for a debugger), so that a crash fails one test only. The exit code is 1 if a test failed, and
 * also if the suite holds no test at all: nothing run is never a success. */
#ifndef TESTS_UNIT_FK_CHECK_H
#define TESTS_UNIT_FK_CHECK_H
#include <check.h>
#include <stdio.h>

#define FK_CHECK_MAIN(suite_function)                                                              \
    int main(void)                                                                                 \
    {                                                                                              \
        SRunner *runner = srunner_create(suite_function());                                        \
        srunner_run_all(runner, CK_ENV);                                                           \
        int ran = srunner_ntests_run(runner);                                                      \
        int failed = srunner_ntests_failed(runner);                                                \
        srunner_free(runner);                                                                      \
        if (ran == 0) {                                                                            \
            fputs("no test was run\n", stderr);                                                    \
        }                                                                                          \
        return failed != 0 || ran == 0 ? 1 : 0;                                                    \
    }
#endif
