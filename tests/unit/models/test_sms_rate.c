/* SMS platform: when messages leave, and how many at a time (R-61, INV-08). */
#include "tests/unit/models/sms_bench.h"

START_TEST(window_opens_on_its_first_and_closes_before_its_last_ms)
{
    request(SMS_WARNING, 1, EIGHT - MS_HOUR);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_WAIT_WINDOW);
    ck_assert_int_eq(sms_due(&sms, EIGHT - MS_HOUR), EIGHT);
    run_to(EIGHT - MS_HOUR, EIGHT - 1);
    ck_assert_int_eq(sms_tick(&sms, EIGHT - 1), FK_OK);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 0);
    run_to(EIGHT - 1, EIGHT);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 1);
    request(SMS_WARNING, 2, TWENTY - 1);
    run_to(TWENTY - 1, TWENTY - 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 2);
    request(SMS_WARNING, 3, TWENTY);
    ck_assert_int_eq(sms_tick(&sms, TWENTY), FK_OK);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 2);
    run_to(TWENTY, EIGHT + MS_DAY - 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 2);
    run_to(EIGHT + MS_DAY - 1, EIGHT + MS_DAY);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 3);
}
END_TEST

/* kinds named exempt need no window. */
START_TEST(exempt_kind_goes_at_night_and_first)
{
    request(SMS_WARNING, 1, EIGHT - 1);
    request(SMS_CUT_DONE, 2, EIGHT - 1);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_QUEUED);
    run_to(EIGHT - 1, EIGHT - 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 1);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).kind, SMS_CUT_DONE);
    request(SMS_CUT_DONE, 3, EIGHT);
    run_to(EIGHT, EIGHT + 99);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_SUBMITTED), 2);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).kind, SMS_CUT_DONE); /* before the other */
    run_to(EIGHT + 99, EIGHT + 199);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).kind, SMS_WARNING);
}
END_TEST

/* INV-08: message i and message i + rate are a second apart, exempt ones counted; the line is never
 * idle. */
START_TEST(rate_holds_for_all_kinds_together)
{
    static ms_t at[400];
    for (uint32_t i = 0; i < 300; i++)
        request(i % 3 ? SMS_WARNING : SMS_CUT_DONE, i, EIGHT);
    run_to(EIGHT, EIGHT + MS_HOUR);
    unsigned n = submissions(at, 400);
    ck_assert_uint_eq(n, 300);
    for (unsigned i = RATE; i < n; i++)
        ck_assert_int_ge(at[i] - at[i - RATE], MS_SECOND);
    ck_assert_int_eq(at[0], EIGHT);
    ck_assert_int_eq(at[299], EIGHT + 29900);
}
END_TEST

/* What does not fit before 20:00 goes at 08:00, in the order in which it came. */
START_TEST(rest_of_the_batch_keeps_its_place)
{
    static ms_t at[40];
    for (uint32_t i = 0; i < 30; i++)
        request(SMS_WARNING, i, TWENTY - 1500);
    run_to(TWENTY - 1500, EIGHT + MS_DAY + MS_MINUTE);
    ck_assert_uint_eq(submissions(at, 40), 30);
    ck_assert_int_eq(at[14], TWENTY - 100);
    ck_assert_int_eq(at[15], EIGHT + MS_DAY);
    uint32_t next = 0;
    for (unsigned i = 0; i < bench->note_count; i++)
        if (bench->notes[i].note.state == SMS_SUBMITTED)
            ck_assert_uint_eq(bench->notes[i].note.customer, next++);
}
END_TEST

START_TEST(places_are_used_again_and_grow)
{
    for (unsigned day = 0; day < 3; day++) {
        ms_t now = EIGHT + day * MS_DAY;
        for (uint32_t i = 0; i < 1100; i++)
            request(SMS_WARNING, i, now);
        run_to(now, now + MS_HOUR);
        ck_assert_uint_eq(bench_note_count(bench, EVENT_SMS, SMS_DELIVERED), 1100);
        bench_clear(bench);
    }
    ck_assert_uint_eq(sms.count, 1100); /* as many places as were in use at once */
    ck_assert_uint_eq(sms.next_id, 3300);
}
END_TEST

/* Delay from submission to delivery of each of `count` customers' messages, made 20 s before the
 * window closes: part of them are submitted the next day. */
static void delays_at_rate(uint32_t rate, uint32_t count, ms_t delays[])
{
    struct chance_part part = {CHANCE_LOGNORMAL, 1000000, 8 * MS_SECOND, MS_MINUTE};
    sms_fini(&sms);
    setup();
    sms.config.delivery = (struct chance_dist){1, {part}};
    sms.pacer.rate = rate;
    for (uint32_t i = 0; i < count; i++)
        request(SMS_WARNING, i, TWENTY - 20 * MS_SECOND);
    run_to(TWENTY - 20 * MS_SECOND, TWENTY + MS_DAY);
    for (unsigned i = 0; i < bench->note_count; i++) {
        const struct party_note *note = &bench->notes[i].note;
        if (note->state == SMS_SUBMITTED)
            delays[note->customer] = -bench->notes[i].at;
        else if (note->state == SMS_DELIVERED)
            delays[note->customer] += bench->notes[i].at;
    }
}

/* Two messages of one kind to one customer on one day do not share their chance. */
START_TEST(messages_of_a_day_are_told_apart)
{
    struct chance_part part = {CHANCE_UNIFORM, 1000000, 0, MS_HOUR};
    ms_t at[2] = {0};
    sms.config.delivery = (struct chance_dist){1, {part}};
    for (unsigned i = 0; i < 2; i++) {
        request(SMS_WARNING, 7, EIGHT + i * 2 * MS_HOUR);
        run_to(EIGHT + i * 2 * MS_HOUR, EIGHT + (i + 1) * 2 * MS_HOUR - 1);
        at[i] = bench->notes[bench->note_count - 1].at - i * 2 * MS_HOUR;
        ck_assert_uint_eq(bench_last_note(bench, EVENT_SMS).state, SMS_DELIVERED);
    }
    ck_assert_int_ne(at[0], at[1]);
}
END_TEST

/* Two plans are compared on the same draws: half the rate shifts the submission of a message and
 * not what the network does with it. */
START_TEST(rate_does_not_change_the_delays)
{
    static ms_t fast[300], slow[300];
    delays_at_rate(RATE, 300, fast);
    delays_at_rate(RATE / 2, 300, slow);
    unsigned differ = 0;
    for (unsigned i = 0; i < 300; i++) {
        ck_assert_int_ge(fast[i], 0);
        ck_assert_int_eq(fast[i], slow[i]);
        differ += i > 0 && fast[i] != fast[0];
    }
    ck_assert_uint_gt(differ, 250);
}
END_TEST

static Suite *sms_rate_suite(void)
{
    Suite *suite = suite_create("sms rate");
    TCase *tcase = tcase_create("sms rate");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, window_opens_on_its_first_and_closes_before_its_last_ms);
    tcase_add_test(tcase, exempt_kind_goes_at_night_and_first);
    tcase_add_test(tcase, rate_holds_for_all_kinds_together);
    tcase_add_test(tcase, rest_of_the_batch_keeps_its_place);
    tcase_add_test(tcase, places_are_used_again_and_grow);
    tcase_add_test(tcase, rate_does_not_change_the_delays);
    tcase_add_test(tcase, messages_of_a_day_are_told_apart);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(sms_rate_suite)
