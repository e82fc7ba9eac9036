/* What a suite must not say of a meter, and what it must not miss: one cause, one failure. */
#include "models/meter/device/defects.h"
#include "models/meter/device/profiles.h"
#include "protocol/dlt645/dlt645_status.h"
#include "tests/unit/conformance/field_fixture.h"

static struct bench bench;

/* Every refusal of "nothing to follow" is taken, and what came is said (2.4 is known from one
 * source). */
static bool other_refusal(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    return is_request && field->request.control == DLT645_READ_FOLLOW &&
           field_refuse(frame, DLT645_ERR_OTHER);
}

START_TEST(test_nothing_to_follow_is_observed)
{
    bench_open(&bench, NULL, NULL);
    field_open(&bench, other_refusal);
    bench_choose(&bench, "nothing-pending");
    bench_run(&bench);
    field_expect(&bench, "dlt645/7.2/3-nothing-pending", CONFORM_REMARK);
    ck_assert_ptr_nonnull(
        strstr(field_result(&bench, "dlt645/7.2/3-nothing-pending")->detail, "ERR 01"));
    bench_close(&bench);
}
END_TEST

/* A close that is confirmed and never executed fails the tests that trip, alone and in a row: one
 * test, one verdict. */
START_TEST(test_lost_close_is_found_alone_and_in_a_row)
{
    static const char *const ids[] = {
        "dlt645/fc.relay/1-trip-opens", "dlt645/fc.relay/2-trip-record",
        "dlt645/fc.relay/3-close-closes", "dlt645/fc.relay/4-permit-waits",
        "dlt645/fc.relay/5-repeat-trip"};
    for (size_t i = 0; i <= sizeof ids / sizeof *ids; i++) {
        bool is_row = i == sizeof ids / sizeof *ids;
        bench_open(&bench, "close-lost", NULL);
        bench_choose(&bench, is_row ? "*" : ids[i]);
        bench_run(&bench);
        ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_INCONCLUSIVE], 0);
        for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
            if (is_row || k == i)
                field_expect(&bench, ids[k], CONFORM_FAIL);
        bench_close(&bench);
    }
}
END_TEST

/* A test gives one verdict whether it runs alone or in a row: on every meter that the virtual one
 * can be, and for every test. */
START_TEST(test_alone_and_in_a_row)
{
    static uint8_t row[BENCH_TESTS];
    const struct meter_trait *trait = (size_t)_i < meter_defect_count()
                                          ? meter_defect_info((size_t)_i)
                                          : meter_profile_info((size_t)_i - meter_defect_count());
    size_t count = conform_suite_count(&conform_dlt645);
    bench_open(&bench, trait->name, NULL);
    bench_choose(&bench, "*");
    bench_run(&bench);
    for (size_t i = 0; i < count; i++)
        row[i] = (uint8_t)bench.result.tests[i].outcome.verdict;
    bench_close(&bench);
    for (size_t i = 0; i < count; i++) {
        bench_open(&bench, trait->name, NULL);
        bench.chosen[i] = true;
        bench_run(&bench);
        const struct conform_test_result *test = &bench.result.tests[0];
        ck_assert_msg(test->outcome.verdict == row[i], "%s on %s: alone %s, in a row %s: %s%s",
                      test->id, trait->name, conform_verdict_name(test->outcome.verdict),
                      conform_verdict_name(row[i]), test->detail, test->actual);
        bench_close(&bench);
    }
}
END_TEST

/* 04000402 is read only in one place of the rules and writable in another: both pass, and the one
 * seen is told; a write that is confirmed and lost fails. */
START_TEST(test_meter_number_does_as_it_answers)
{
    static const struct {
        const char *traits, *told;
        enum conform_verdict verdict;
    } rows[] = {{NULL, "cannot be written", CONFORM_PASS},
                {"writes-04000402", "can be written", CONFORM_PASS},
                {"number-lost", "", CONFORM_FAIL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bench_open(&bench, rows[i].traits, NULL);
        bench_choose(&bench, "meter-number");
        bench_run(&bench);
        field_expect(&bench, "dlt645/7.3/5-meter-number", rows[i].verdict);
        ck_assert_ptr_nonnull(strstr(bench.result.tests[0].detail, rows[i].told));
        ck_assert(bench.result.tests[0].is_restored);
        bench_close(&bench);
    }
}
END_TEST

/* The second copy of every answer arrives 40 ms behind the first, when the next request is sent
 * already: it is recognised by what was asked, counted, and no test takes it for its answer. */
START_TEST(test_second_copy_is_no_answer)
{
    bench_open(&bench, "answer-twice", NULL);
    transport_sim_meter(bench.tap->inner)->config.rules.answer_gap_ms = 40;
    bench_choose(&bench, "unknown-item");
    bench_choose(&bench, "status-word");
    bench_choose(&bench, "dlt645/7.1/5-daily-freeze");
    bench_run(&bench);
    field_expect_all(&bench, 1u << CONFORM_PASS);
    /* 1, 1 and 4 requests. A copy is met by the request behind it: that of the probe by the first
     * test, that of a test by the next one, three within the last test, and its last by none. */
    ck_assert_uint_eq(bench.result.stale.doubled, 6);
    ck_assert_uint_eq(bench.result.stale.late, 0);
    ck_assert_uint_eq(bench.result.stale_tests, 3);
    bench_close(&bench);
}
END_TEST

/* The answer that came 1.3 s late. */
static bool late_once(struct field *field, struct dlt645_frame *frame, bool is_request)
{
    bool is_first = is_request && field_is_read(field, DI_ENERGY) && ++field->asked == 2;
    (void)frame;
    field->meter->config.rules.answer_delay_ms = is_first ? 1300 : 30;
    return false;
}

/* One test fails on it; the next ones are not spoiled, and it is counted where it came. */
START_TEST(test_late_answer_is_counted)
{
    bench_open(&bench, NULL, NULL);
    field_open(&bench, late_once);
    bench_choose(&bench, "dlt645/7.1");
    bench_run(&bench);
    field_expect(&bench, "dlt645/7.1/1-energy", CONFORM_FAIL);
    ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_PASS], 4);
    ck_assert_uint_eq(bench.result.stale.late, 1);
    ck_assert_uint_eq(bench.result.tests[1].stale.late, 1);
    ck_assert_uint_eq(bench.result.stale.doubled, 0);
    bench_close(&bench);
}
END_TEST

/* Trouble while putting back is evidence: the test that moved the clock of a meter that confirms
 * writes and stores none fails, though all that it looks for is right. */
START_TEST(test_lost_write_is_found_while_putting_back)
{
    bench_open(&bench, "write-lost", NULL);
    bench_choose(&bench, "within-window");
    bench_run(&bench);
    field_expect(&bench, "dlt645/7.6/2-within-window", CONFORM_FAIL);
    ck_assert_ptr_nonnull(strstr(bench.result.tests[0].actual, "0400010C"));
    ck_assert(!bench.result.tests[0].is_restored);
    bench_close(&bench);
}
END_TEST

/* The value of an item is not blamed on the offset, and the offset not on the value. */
START_TEST(test_value_is_not_offset)
{
    static const struct {
        const char *defect;
        bool is_value;
    } rows[] = {{"address-reversed", true}, {"no-offset", false}};
    for (size_t i = 0; i < 2; i++) {
        bench_open(&bench, rows[i].defect, NULL);
        bench_choose(&bench, "data-offset");
        bench_run(&bench);
        field_expect(&bench, "dlt645/5.2.5/1-data-offset", CONFORM_FAIL);
        bool is_blamed = strstr(bench.result.tests[0].actual, "33H is right") != NULL;
        ck_assert_int_eq(is_blamed, rows[i].is_value);
        bench_close(&bench);
    }
}
END_TEST

/* Broken framing is the failure of one test; the others say that they cannot judge. */
START_TEST(test_broken_frames_fail_one_test)
{
    bench_open(&bench, "bad-checksum", NULL);
    bench_choose(&bench, "*");
    bench_run(&bench);
    field_expect(&bench, "dlt645/5.2.6/1-answer-checksum", CONFORM_FAIL);
    ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_FAIL], 1);
    ck_assert_ptr_nonnull(
        strstr(field_result(&bench, "dlt645/5.2.1/1-garbage-before")->detail, "not judged"));
    bench_close(&bench);
}
END_TEST

/* A meter without one item answers all the same: the frames are sound, the relay is tested. */
START_TEST(test_missing_item_accuses_nobody)
{
    static const struct {
        const char *profile;
        unsigned fails, inconclusive; /* 00010000 is owed by every meter: 7.1/1 */
    } lacks[] = {{"lacks-00010000", 1, 3}, {"lacks-04000401", 0, 1}, {"lacks-0400010C", 0, 0}};
    for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++) {
        bench_open(&bench, lacks[i].profile, NULL);
        bench_choose(&bench, "*");
        bench_run(&bench);
        ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_ERROR], 0);
        ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_FAIL], lacks[i].fails);
        ck_assert_uint_eq(bench.result.counts.by_verdict[CONFORM_INCONCLUSIVE],
                          lacks[i].inconclusive);
        bench_close(&bench);
    }
}
END_TEST

static Suite *truth_suite(void)
{
    Suite *suite = suite_create("truth of the suite");
    TCase *truth = tcase_create("truth");
    tcase_set_timeout(truth, 60);
    tcase_add_test(truth, test_nothing_to_follow_is_observed);
    tcase_add_test(truth, test_missing_item_accuses_nobody);
    tcase_add_test(truth, test_lost_close_is_found_alone_and_in_a_row);
    tcase_add_test(truth, test_broken_frames_fail_one_test);
    tcase_add_test(truth, test_lost_write_is_found_while_putting_back);
    tcase_add_test(truth, test_value_is_not_offset);
    tcase_add_test(truth, test_meter_number_does_as_it_answers);
    tcase_add_test(truth, test_second_copy_is_no_answer);
    tcase_add_test(truth, test_late_answer_is_counted);
    tcase_add_loop_test(truth, test_alone_and_in_a_row, 0,
                        (int)(meter_defect_count() + meter_profile_count()));
    suite_add_tcase(suite, truth);
    return suite;
}

FK_CHECK_MAIN(truth_suite)
