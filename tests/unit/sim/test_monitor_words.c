/* R-42 as the monitor sees it: a command to close leaves after the notice of its restore, or when
 * the time for that is over (INV-10); until then no order need be out (INV-05, INV-17). */
#include "tests/unit/sim/monitor_fixture.h"
#include <string.h>

#define LIMIT (30 * MS_MINUTE)

static void set_up(void)
{
    setup();
    scenario.policy.restore_notice = LIMIT;
    scenario.policy.restore_gap = 10 * MS_MINUTE;
    start_anew(0);
}

static void look(ms_t now)
{
    note(EVENT_QUERY, 0, 0, 0, 0, 0, now);
}

static void restore(uint32_t strategy, unsigned state, ms_t now)
{
    note(EVENT_STRATEGY, STRATEGY_RESTORE, state, 0, strategy, 0, now);
}

static void tell(uint32_t strategy, unsigned state, unsigned medium, ms_t now)
{
    struct party_note sms = {.type = EVENT_SMS,
                             .kind = SMS_RESTORE_NOTICE,
                             .state = (uint8_t)state,
                             .attempt = (uint8_t)medium,
                             .customer = WHO,
                             .id = 5,
                             .ref = strategy};
    monitor_note(&monitor, &sms, now);
}

static void command(unsigned n1, ms_t now)
{
    note(EVENT_COMMAND, n1, COMMAND_SENT, 0, 1, 1, now);
    note(EVENT_COMMAND, n1, COMMAND_ANSWERED, RESULT_OK, 1, 1, now);
}

/* {restore of the notice, its state, medium, ms after the restore is decided at which the command
 * leaves, violation}; restore 2 is the one that is under way */
static const struct {
    uint32_t strategy;
    unsigned state, medium;
    ms_t after;
    bool is_wrong;
} words[] = {
    {2, SMS_DELIVERED, SMS_BY_PHONE, 2, false},  {2, SMS_SUBMIT_OK, SMS_BY_PHONE, 2, true},
    {2, SMS_DELIVERED, SMS_BY_CALL, 2, false},   {2, SMS_DELIVERED, SMS_ON_PAPER, 2, true},
    {2, SMS_UNDELIVERED, SMS_BY_PHONE, 2, true}, {1, SMS_DELIVERED, SMS_BY_PHONE, 2, true},
    {0, SMS_CREATED, SMS_BY_PHONE, 2, true},     {0, SMS_CREATED, SMS_BY_PHONE, LIMIT - 1, true},
    {0, SMS_CREATED, SMS_BY_PHONE, LIMIT, false}};

START_TEST(inv_10_told_before_he_is_closed)
{
    restore(1, STRATEGY_LIVE, NINE - MS_DAY);
    tell(1, SMS_DELIVERED, SMS_BY_PHONE, NINE - MS_DAY);
    restore(1, STRATEGY_DONE, NINE - MS_DAY);
    restore(2, STRATEGY_LIVE, NINE);
    tell(words[_i].strategy, words[_i].state, words[_i].medium, NINE + 1);
    command(RELAY_PERMIT, NINE + 1); /* nothing closes by it */
    expect(10, 0);
    command(RELAY_CLOSE, NINE + words[_i].after);
    expect(10, words[_i].is_wrong);
    if (words[_i].is_wrong)
        ck_assert_ptr_nonnull(strstr(last_found()->text[FK_EN], "before he is told of it"));
}
END_TEST

/* Paper counts where it stands for a receipt; who has said nothing is closed untold. */
START_TEST(inv_10_paper_counts)
{
    scenario.is_paper_counted = true;
    restore(2, STRATEGY_LIVE, NINE);
    tell(2, SMS_DELIVERED, SMS_ON_PAPER, NINE + 1);
    command(RELAY_CLOSE, NINE + 2);
    expect(10, 0);
    scenario.policy.restore_notice = 0;
    start_anew(0);
    command(RELAY_CLOSE, NINE);
    expect(10, 0);
}
END_TEST

/* Closed without a restore: nothing was told. */
START_TEST(inv_10_no_restore)
{
    command(RELAY_CLOSE, NINE);
    expect(10, 1);
}
END_TEST

/* The 10 + 5 min in which an order must be out begin with the end of the time for the notice; a
 * restore that is over waits for none. {its end, least ms without an order that are too long} */
static const struct {
    bool is_over;
    ms_t due;
} idle[] = {{false, LIMIT + 15 * MS_MINUTE}, {true, 16 * MS_MINUTE}};

START_TEST(inv_05_waits_for_the_notice)
{
    relay(RELAY_OPEN, NINE);
    restore(2, STRATEGY_LIVE, NINE);
    if (idle[_i].is_over) {
        restore(2, STRATEGY_DONE, NINE);
        note(EVENT_ORDER, ORDER_RESTORE, ORDER_CREATED, 0, 1, 2, NINE);
        note(EVENT_ORDER, ORDER_RESTORE, ORDER_FAILED, 0, 1, 2, NINE + MS_MINUTE);
    }
    look(NINE + idle[_i].due);
    expect(5, 0);
    look(NINE + idle[_i].due + 1);
    expect(5, 1);
}
END_TEST

/* At the end of the run he still waits for it, and for an hour nothing was noted: no rest (INV-17);
 * with a shorter time he should not. */
START_TEST(inv_17_waits_for_the_notice)
{
    ms_t end = MIDNIGHT + 2 * MS_DAY;
    scenario.policy.restore_notice = _i ? 3 * MS_HOUR : MS_HOUR / 2;
    scenario.policy.restore_gap = 60 * MS_DAY;
    start_anew(0);
    relay(RELAY_OPEN, end - 2 * MS_HOUR);
    decide(FEE_RESTORE_PENDING, end - 2 * MS_HOUR);
    restore(2, STRATEGY_LIVE, end - 2 * MS_HOUR);
    monitor_end(&monitor, end);
    expect(17, _i ? 0 : 1);
}
END_TEST

static Suite *monitor_words_suite(void)
{
    Suite *suite = suite_create("monitor_words");
    TCase *tcase = tcase_create("R-42");
    tcase_add_checked_fixture(tcase, set_up, teardown);
    tcase_add_loop_test(tcase, inv_10_told_before_he_is_closed, 0, sizeof words / sizeof words[0]);
    tcase_add_test(tcase, inv_10_paper_counts);
    tcase_add_test(tcase, inv_10_no_restore);
    tcase_add_loop_test(tcase, inv_05_waits_for_the_notice, 0, sizeof idle / sizeof idle[0]);
    tcase_add_loop_test(tcase, inv_17_waits_for_the_notice, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(monitor_words_suite)
