/* Threshold operators, windows and the available balance: one fen and one millisecond on each side
 * of every border. The amounts are those of the profile jibei unless a test says otherwise. */
#include "models/feecontrol/judge.h"
#include "tests/unit/fk_check.h"

/* 2026-03-02 00:00:00 CST */
#define MIDNIGHT (INT64_C(1772380800) * MS_SECOND)

static const struct fee_policy policy = {
    .reminder = 5000, .warning = 3000, .overdraft = 0, .restore_at = FEE_RESTORE_AT_LEAST};

/* Every border once: the check, the amount below it, on it and above it. */
static const struct border {
    bool (*check)(const struct fee_policy *, fen_t);
    fen_t amount;
    bool below, on, above;
} borders[] = {
    {fee_is_reminder, 5000, true, false, false}, /* available < reminder */
    {fee_is_warning, 3000, true, true, false},   /* available <= warning */
    {fee_is_cut, 0, true, false, false},         /* available < overdraft */
    {fee_is_restore, 0, false, true, true},      /* available >= overdraft */
};

START_TEST(operator_at_its_border)
{
    const struct border *border = &borders[_i];
    ck_assert_int_eq(border->check(&policy, border->amount - 1), border->below);
    ck_assert_int_eq(border->check(&policy, border->amount), border->on);
    ck_assert_int_eq(border->check(&policy, border->amount + 1), border->above);
}
END_TEST

START_TEST(restore_above_needs_more_than_the_overdraft)
{
    struct fee_policy above = policy;
    above.restore_at = FEE_RESTORE_ABOVE;
    ck_assert(!fee_is_restore(&above, -1));
    ck_assert(!fee_is_restore(&above, 0));
    ck_assert(fee_is_restore(&above, 1));
}
END_TEST

START_TEST(debt_limit_moves_cut_and_restore)
{
    struct fee_policy debt = policy;
    debt.overdraft = -2000; /* 20 CNY of debt are allowed */
    ck_assert(!fee_is_cut(&debt, -2000));
    ck_assert(fee_is_cut(&debt, -2001));
    ck_assert(fee_is_restore(&debt, -2000));
    ck_assert(!fee_is_restore(&debt, -2001));
}
END_TEST

/* who is cut has been warned, wherever the two amounts stand. */
START_TEST(warning_is_due_below_the_overdraft)
{
    struct fee_policy early = policy;
    early.overdraft = 500;
    early.warning = 0;
    ck_assert(fee_is_warning(&early, 499));
    ck_assert(!fee_is_warning(&early, 500));
}
END_TEST

START_TEST(warning_repeats_by_the_rule)
{
    struct fee_policy repeat = policy;
    repeat.repeat = FEE_REPEAT_ONCE;
    ck_assert(!fee_is_warning_repeated(&repeat, -100));
    repeat.repeat = FEE_REPEAT_DAILY;
    ck_assert(fee_is_warning_repeated(&repeat, 3000));
    repeat.repeat = FEE_REPEAT_DAILY_LOW;
    repeat.warning = 10000; /* 20 % are 20 CNY */
    ck_assert(fee_is_warning_repeated(&repeat, 1999));
    ck_assert(!fee_is_warning_repeated(&repeat, 2000)); /* below it, not at it */
    repeat.warning = 3000;                              /* 20 % are 6 CNY: at least 10 CNY count */
    ck_assert(fee_is_warning_repeated(&repeat, 999));
    ck_assert(!fee_is_warning_repeated(&repeat, 1000));
}
END_TEST

/* */
START_TEST(available_is_balance_less_the_energy_since_settlement)
{
    ck_assert_int_eq(fee_available(10000, 520000, 100000, 110000), 10000 - 5200);
    ck_assert_int_eq(fee_available(10000, 520000, 110000, 110000), 10000);
    /* A reading below the settled one gives money back. */
    ck_assert_int_eq(fee_available(0, 520000, 110000, 100000), 5200);
    /* 0.01 kWh at 0.52 CNY are 0.52 fen: rounded once, to the nearest fen. */
    ck_assert_int_eq(fee_available(0, 520000, 0, 1), -1);
    ck_assert_int_eq(fee_available(0, 490000, 0, 1), 0);
}
END_TEST

START_TEST(window_holds_from_its_first_moment_to_before_its_last)
{
    const struct clock_window window = {8 * MS_HOUR, 18 * MS_HOUR};
    ms_t from = MIDNIGHT + 8 * MS_HOUR, to = MIDNIGHT + 18 * MS_HOUR;
    ck_assert(!clock_window_holds(&window, from - 1));
    ck_assert(clock_window_holds(&window, from));
    ck_assert(clock_window_holds(&window, to - 1));
    ck_assert(!clock_window_holds(&window, to));
    ck_assert_int_eq(clock_window_next(&window, from - 1), from);
    ck_assert_int_eq(clock_window_next(&window, from), from);
    ck_assert_int_eq(clock_window_next(&window, to - 1), to - 1);
    ck_assert_int_eq(clock_window_next(&window, to), from + MS_DAY);
}
END_TEST

START_TEST(next_time_of_day_is_later_than_now)
{
    ms_t nine = MIDNIGHT + 9 * MS_HOUR;
    ck_assert_int_eq(clock_next_time_of_day(9 * MS_HOUR, nine - 1), nine);
    ck_assert_int_eq(clock_next_time_of_day(9 * MS_HOUR, nine), nine + MS_DAY);
}
END_TEST

static Suite *fee_judge_suite(void)
{
    Suite *suite = suite_create("fee_judge");
    TCase *thresholds = tcase_create("thresholds");
    TCase *times = tcase_create("times");
    tcase_add_loop_test(thresholds, operator_at_its_border, 0,
                        (int)(sizeof borders / sizeof borders[0]));
    tcase_add_test(thresholds, restore_above_needs_more_than_the_overdraft);
    tcase_add_test(thresholds, debt_limit_moves_cut_and_restore);
    tcase_add_test(thresholds, warning_is_due_below_the_overdraft);
    tcase_add_test(thresholds, warning_repeats_by_the_rule);
    tcase_add_test(thresholds, available_is_balance_less_the_energy_since_settlement);
    tcase_add_test(times, window_holds_from_its_first_moment_to_before_its_last);
    tcase_add_test(times, next_time_of_day_is_later_than_now);
    suite_add_tcase(suite, thresholds);
    suite_add_tcase(suite, times);
    return suite;
}

FK_CHECK_MAIN(fee_judge_suite)
