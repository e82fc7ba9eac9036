/* Every cell of the three tables of conformance/run/verdict.h, written down a second time. */
#include "conformance/run/verdict.h"
#include "tests/unit/fk_check.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

START_TEST(test_finding_gives_verdict)
{
    static const struct {
        enum conform_finding finding;
        enum conform_verdict must, should;
    } rows[] = {
        {CONFORM_HELD, CONFORM_PASS, CONFORM_PASS},
        {CONFORM_TOLERATED, CONFORM_REMARK, CONFORM_REMARK},
        {CONFORM_BROKEN, CONFORM_FAIL, CONFORM_REMARK},
        {CONFORM_UNKNOWN, CONFORM_INCONCLUSIVE, CONFORM_INCONCLUSIVE},
        {CONFORM_EXCLUDED, CONFORM_NA, CONFORM_NA},
        {CONFORM_HARNESS, CONFORM_ERROR, CONFORM_ERROR},
    };
    ck_assert_uint_eq(COUNT(rows), CONFORM_FINDINGS);
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_int_eq(conform_verdict_of(rows[i].finding, CONFORM_MUST), rows[i].must);
        ck_assert_int_eq(conform_verdict_of(rows[i].finding, CONFORM_SHOULD), rows[i].should);
    }
    ck_assert_int_eq(conform_verdict_of(CONFORM_FINDINGS, CONFORM_MUST), CONFORM_ERROR);
    ck_assert_int_eq(conform_verdict_of(CONFORM_HELD, (enum conform_level)2), CONFORM_ERROR);
}
END_TEST

START_TEST(test_order_and_only_rises)
{
    static const enum conform_verdict order[] = {
        CONFORM_NONE,         CONFORM_NA,   CONFORM_PASS,  CONFORM_REMARK,
        CONFORM_INCONCLUSIVE, CONFORM_FAIL, CONFORM_ERROR,
    };
    ck_assert_uint_eq(COUNT(order), CONFORM_VERDICTS);
    for (size_t low = 0; low < COUNT(order); low++)
        for (size_t high = low; high < COUNT(order); high++) {
            ck_assert_int_eq(conform_verdict_raise(order[low], order[high]), order[high]);
            ck_assert_int_eq(conform_verdict_raise(order[high], order[low]), order[high]);
        }
}
END_TEST

START_TEST(test_expected_failures)
{
    static const struct {
        enum conform_verdict verdict;
        enum conform_level level;
        enum conform_verdict then;
        bool is_known, is_unexpected;
    } rows[] = {
        {CONFORM_NONE, CONFORM_MUST, CONFORM_NONE, false, false},
        {CONFORM_NONE, CONFORM_SHOULD, CONFORM_NONE, false, false},
        {CONFORM_NA, CONFORM_MUST, CONFORM_NA, false, false},
        {CONFORM_NA, CONFORM_SHOULD, CONFORM_NA, false, false},
        {CONFORM_PASS, CONFORM_MUST, CONFORM_FAIL, false, true},
        {CONFORM_PASS, CONFORM_SHOULD, CONFORM_FAIL, false, true},
        {CONFORM_REMARK, CONFORM_MUST, CONFORM_FAIL, false, true},
        {CONFORM_REMARK, CONFORM_SHOULD, CONFORM_REMARK, true, false},
        {CONFORM_INCONCLUSIVE, CONFORM_MUST, CONFORM_INCONCLUSIVE, false, false},
        {CONFORM_INCONCLUSIVE, CONFORM_SHOULD, CONFORM_INCONCLUSIVE, false, false},
        {CONFORM_FAIL, CONFORM_MUST, CONFORM_FAIL, true, false},
        {CONFORM_FAIL, CONFORM_SHOULD, CONFORM_FAIL, true, false},
        {CONFORM_ERROR, CONFORM_MUST, CONFORM_ERROR, false, false},
        {CONFORM_ERROR, CONFORM_SHOULD, CONFORM_ERROR, false, false},
    };
    ck_assert_uint_eq(COUNT(rows), 2 * CONFORM_VERDICTS);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct conform_outcome plain =
            conform_verdict_conclude(rows[i].verdict, rows[i].level, false);
        ck_assert_int_eq(plain.verdict, rows[i].verdict);
        ck_assert(!plain.is_known && !plain.is_unexpected_pass);
        struct conform_outcome listed =
            conform_verdict_conclude(rows[i].verdict, rows[i].level, true);
        ck_assert_int_eq(listed.verdict, rows[i].then);
        ck_assert_int_eq(listed.is_known, rows[i].is_known);
        ck_assert_int_eq(listed.is_unexpected_pass, rows[i].is_unexpected);
    }
}
END_TEST

/* A run is written as letters: P pass, R remark, N n/a, 0 none, I inconclusive, i inconclusive of a
 * should test, F fail, K known failure, S known remark of a should test, U unexpected pass, E
 * error. */
static struct conform_outcome outcome_of(char letter, enum conform_level *level)
{
    static const struct {
        char letter;
        enum conform_level level;
        struct conform_outcome outcome;
    } rows[] = {
        {'P', CONFORM_MUST, {CONFORM_PASS, false, false}},
        {'p', CONFORM_SHOULD, {CONFORM_PASS, false, false}},
        {'R', CONFORM_MUST, {CONFORM_REMARK, false, false}},
        {'r', CONFORM_SHOULD, {CONFORM_REMARK, false, false}},
        {'N', CONFORM_MUST, {CONFORM_NA, false, false}},
        {'0', CONFORM_MUST, {CONFORM_NONE, false, false}},
        {'I', CONFORM_MUST, {CONFORM_INCONCLUSIVE, false, false}},
        {'i', CONFORM_SHOULD, {CONFORM_INCONCLUSIVE, false, false}},
        {'F', CONFORM_MUST, {CONFORM_FAIL, false, false}},
        {'K', CONFORM_MUST, {CONFORM_FAIL, true, false}},
        {'S', CONFORM_SHOULD, {CONFORM_REMARK, true, false}},
        {'U', CONFORM_MUST, {CONFORM_FAIL, false, true}},
        {'u', CONFORM_SHOULD, {CONFORM_FAIL, false, true}},
        {'E', CONFORM_MUST, {CONFORM_ERROR, false, false}},
        {'e', CONFORM_SHOULD, {CONFORM_ERROR, false, false}},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].letter == letter) {
            *level = rows[i].level;
            return rows[i].outcome;
        }
    ck_abort_msg("no row for '%c'", letter);
    return rows[0].outcome;
}

START_TEST(test_exit_code_and_suite)
{
    static const struct {
        const char *run;
        int exit_code;
        enum conform_verdict suite;
    } rows[] = {
        {"", 4, CONFORM_NONE},           {"N", 4, CONFORM_NA},
        {"0", 4, CONFORM_NONE},          {"N0", 4, CONFORM_NA},
        {"P", 0, CONFORM_PASS},          {"PN", 0, CONFORM_PASS},
        {"PR", 0, CONFORM_REMARK},       {"pP", 0, CONFORM_PASS},
        {"rP", 0, CONFORM_PASS},         {"r", 0, CONFORM_NONE},
        {"I", 5, CONFORM_INCONCLUSIVE},  {"PI", 5, CONFORM_INCONCLUSIVE},
        {"IN", 5, CONFORM_INCONCLUSIVE}, {"i", 5, CONFORM_NONE},
        {"iN", 5, CONFORM_NA},           {"iP", 0, CONFORM_PASS},
        {"F", 1, CONFORM_FAIL},          {"PF", 1, CONFORM_FAIL},
        {"FI", 1, CONFORM_FAIL},         {"FN", 1, CONFORM_FAIL},
        {"K", 0, CONFORM_REMARK},        {"KP", 0, CONFORM_REMARK},
        {"KF", 1, CONFORM_FAIL},         {"KI", 5, CONFORM_INCONCLUSIVE},
        {"S", 0, CONFORM_NONE},          {"SP", 0, CONFORM_PASS},
        {"SF", 1, CONFORM_FAIL},         {"U", 1, CONFORM_FAIL},
        {"PU", 1, CONFORM_FAIL},         {"u", 1, CONFORM_FAIL},
        {"KU", 1, CONFORM_FAIL},         {"E", 3, CONFORM_ERROR},
        {"EF", 3, CONFORM_ERROR},        {"FE", 3, CONFORM_ERROR},
        {"e", 3, CONFORM_ERROR},         {"eP", 3, CONFORM_ERROR},
        {"EN", 3, CONFORM_ERROR},        {"EIK", 3, CONFORM_ERROR},
        {"UKE", 3, CONFORM_ERROR},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct conform_counts counts = {.total = 0};
        enum conform_verdict suite = CONFORM_NONE;
        for (const char *c = rows[i].run; *c; c++) {
            enum conform_level level = CONFORM_MUST;
            struct conform_outcome outcome = outcome_of(*c, &level);
            conform_counts_add(&counts, outcome, level);
            suite = conform_suite_raise(suite, outcome, level);
        }
        ck_assert_msg((int)conform_exit_code(&counts) == rows[i].exit_code,
                      "run '%s': exit %d, expected %d", rows[i].run,
                      (int)conform_exit_code(&counts), rows[i].exit_code);
        ck_assert_msg(suite == rows[i].suite, "run '%s': suite %s, expected %s", rows[i].run,
                      conform_verdict_name(suite), conform_verdict_name(rows[i].suite));
    }
}
END_TEST

START_TEST(test_names)
{
    static const char *const verdicts[] = {"none",         "n/a",  "pass", "remark",
                                           "inconclusive", "fail", "error"};
    for (unsigned i = 0; i < CONFORM_VERDICTS; i++)
        ck_assert_str_eq(conform_verdict_name((enum conform_verdict)i), verdicts[i]);
    static const char *const reasons[] = {
        "", "no-reply", "precondition", "bench-limit", "interrupted", "line"};
    for (unsigned i = 0; i < CONFORM_REASONS; i++)
        ck_assert_str_eq(conform_reason_name((enum conform_reason)i), reasons[i]);
    ck_assert_str_eq(conform_level_name(CONFORM_MUST), "must");
    ck_assert_str_eq(conform_level_name(CONFORM_SHOULD), "should");
    struct conform_outcome known = {CONFORM_FAIL, true, false};
    struct conform_outcome unexpected = {CONFORM_FAIL, false, true};
    struct conform_outcome fail = {CONFORM_FAIL, false, false};
    ck_assert_str_eq(conform_outcome_name(known), "known-failure");
    ck_assert_str_eq(conform_outcome_name(unexpected), "unexpected-pass");
    ck_assert_str_eq(conform_outcome_name(fail), "fail");
}
END_TEST

static Suite *verdict_suite(void)
{
    Suite *suite = suite_create("conformance verdicts");
    TCase *rules = tcase_create("rules");
    tcase_add_test(rules, test_finding_gives_verdict);
    tcase_add_test(rules, test_order_and_only_rises);
    tcase_add_test(rules, test_expected_failures);
    tcase_add_test(rules, test_exit_code_and_suite);
    tcase_add_test(rules, test_names);
    suite_add_tcase(suite, rules);
    return suite;
}

FK_CHECK_MAIN(verdict_suite)
