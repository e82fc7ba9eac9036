/* Step tables: preparing and judging, and what follows from the rows. */
#include "conformance/dlt645/suites/suites.h"
#include "tests/unit/fk_check.h"

#include <string.h>

static unsigned steps_run;

static bool holds(struct conform_case *c, const struct conform_step *step)
{
    (void)step;
    steps_run++;
    return case_held(c);
}

static bool breaks(struct conform_case *c, const struct conform_step *step)
{
    (void)step;
    steps_run++;
    return case_broken(c, NULL, "this", "that");
}

static bool remarks(struct conform_case *c, const struct conform_step *step)
{
    (void)step;
    steps_run++;
    return case_remark(c, NULL, "odd");
}

static struct conform_test_result run(const struct conform_step *steps, size_t count,
                                      enum conform_verdict *verdict)
{
    struct conform_source source = {.last_sent = -1};
    struct conform_test_result result = {.id = "x"};
    struct conform_case c;
    steps_run = 0;
    case_init(&c, &source, NULL, &result, (const uint8_t[3]){0}, 1, NULL);
    conform_steps_run(&c, steps, count);
    *verdict = c.verdict;
    return result;
}

START_TEST(test_preparation_is_inconclusive_and_ends_the_test)
{
    static const struct conform_step steps[] = {PREPARE(STEP_CODE(breaks)),
                                                CHECK('a', STEP_CODE(holds), SAYS("x", "y", "1"))};
    enum conform_verdict verdict;
    struct conform_test_result result = run(steps, 2, &verdict);
    ck_assert_int_eq(verdict, CONFORM_INCONCLUSIVE);
    ck_assert_uint_eq(steps_run, 1);
    ck_assert_uint_eq(result.step, 1);
    ck_assert_int_eq(result.point, 0);
    ck_assert_str_eq(result.point_text.en, "own steps");
    ck_assert_uint_eq(result.assertions, 0);
}
END_TEST

START_TEST(test_point_fails_with_its_text)
{
    static const struct conform_step steps[] = {CHECK('a', STEP_CODE(holds), SAYS("x", "甲", "1")),
                                                CHECK('b', STEP_CODE(breaks), SAYS("y", "乙", "2")),
                                                CHECK('c', STEP_CODE(holds), SAYS("z", "丙", "3"))};
    enum conform_verdict verdict;
    struct conform_test_result result = run(steps, 3, &verdict);
    ck_assert_int_eq(verdict, CONFORM_FAIL);
    ck_assert_uint_eq(steps_run, 2);
    ck_assert_uint_eq(result.step, 2);
    ck_assert_int_eq(result.point, 'b');
    ck_assert_str_eq(result.point_text.zh, "乙");
    ck_assert_str_eq(result.row, "2");
    ck_assert_uint_eq(result.assertions, 2);
}
END_TEST

/* The sub-point named is the one that raised the verdict, not the last one that held. */
START_TEST(test_remark_goes_on_and_keeps_its_point)
{
    static const struct conform_step steps[] = {
        CHECK('a', STEP_CODE(remarks), SAYS("x", "甲", "1")),
        CHECK('b', STEP_CODE(holds), SAYS("y", "乙", "2"))};
    enum conform_verdict verdict;
    struct conform_test_result result = run(steps, 2, &verdict);
    ck_assert_int_eq(verdict, CONFORM_REMARK);
    ck_assert_uint_eq(steps_run, 2);
    ck_assert_int_eq(result.point, 'a');
}
END_TEST

START_TEST(test_needs_add_up)
{
    static const struct conform_step steps[] = {
        PREPARE(STEP_CODE(holds), NEEDS(.features = 1, .may_cut = true)), WAIT(2 * MS_MINUTE),
        CHECK('a', STEP_CODE(holds), SETTLES, NEEDS(.features = 4, .has_password = true)),
        WAIT(MS_SECOND)};
    const struct conform_needs needs = conform_steps_needs(steps, 4);
    ck_assert_uint_eq(needs.features, 5);
    ck_assert(needs.may_cut && needs.has_password && !needs.has_wrong_password);
    ck_assert_int_eq(needs.wait, 121000);
    ck_assert_uint_eq(needs.settles, 1);
}
END_TEST

/* Row numbers of docs/protocol.md, or items of laboratory benches. */
static bool is_row(const char *row)
{
    static const char *const rows[] = {
        "1.1", "1.2", "1.3", "1.4", "1.6", "2:",  "2.1", "2.3", "2.4",
        "3.4", "3.5", "3.6", "3.7", "4",   "5.1", "5.4", "5.7"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strncmp(row, rows[i], strlen(rows[i])) == 0 &&
            (row[strlen(rows[i])] < '0' || row[strlen(rows[i])] > '9'))
            return true;
    return false;
}

START_TEST(test_every_point_says_what_and_why)
{
    for (size_t i = 0; i < conform_suite_count(&conform_dlt645); i++) {
        const struct conform_test *test = conform_suite_at(&conform_dlt645, i);
        char next = 'a';
        ck_assert(test->title.zh && test->requirement.zh);
        for (size_t k = 0; k < test->step_count; k++) {
            const struct conform_step *step = &test->steps[k];
            ck_assert(step->verb->name.en && step->verb->name.zh);
            if (!step->point)
                continue;
            ck_assert_msg(step->point == next++, "%s: point %c", test->id, step->point);
            ck_assert_msg(step->says.en && step->says.zh && step->row, "%s %c", test->id,
                          step->point);
            ck_assert_msg(is_row(step->row), "%s %c: no row '%s'", test->id, step->point,
                          step->row);
        }
        ck_assert_msg(next > 'a', "%s judges nothing", test->id);
    }
}
END_TEST

static Suite *step_suite(void)
{
    Suite *suite = suite_create("step tables");
    TCase *steps = tcase_create("steps");
    tcase_add_test(steps, test_preparation_is_inconclusive_and_ends_the_test);
    tcase_add_test(steps, test_point_fails_with_its_text);
    tcase_add_test(steps, test_remark_goes_on_and_keeps_its_point);
    tcase_add_test(steps, test_needs_add_up);
    tcase_add_test(steps, test_every_point_says_what_and_why);
    suite_add_tcase(suite, steps);
    return suite;
}

FK_CHECK_MAIN(step_suite)
