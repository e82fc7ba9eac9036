/* Habits of customers (P-PAY-01, P-PAY-12, P-PAY-13): shares, amounts, channels, what is left. */
#include "models/around/habits.h"
#include "tests/unit/fk_check.h"

#define DRAWS 20000

static struct habits habits;

static void setup(void)
{
    struct habits_config config = {.to = {[HABIT_WARNED] = {550000, chance_const(MS_HOUR)},
                                          [HABIT_CUT] = {0, chance_const(MS_MINUTE)}},
                                   .amounts = {16100, 200000, 1000000},
                                   .amount_spread = 978000,
                                   .channels = {[PAY_ALIPAY] = 350000, [PAY_BANK] = 80000}};
    habits_init(&habits, &config, 3, NULL);
}

/* P-PAY-13: 55 %, three sigma of 20,000 draws are 1.1 points; nobody of none. */
START_TEST(a_share_reacts)
{
    unsigned paid = 0;
    ms_t after;
    for (uint32_t i = 0; i < DRAWS; i++) {
        paid += habits_reacts(&habits, HABIT_WARNED, i, i % 3, &after);
        ck_assert_int_eq(after, MS_HOUR);
        ck_assert(!habits_reacts(&habits, HABIT_CUT, i, i % 3, &after));
    }
    ck_assert_double_eq_tol(1.0 * paid / DRAWS, 0.55, 0.011);
}
END_TEST

/* P-PAY-12: LN(100, 500) in whole 10 CNY: half pay at most 100 (95 and less are rounded to it), 5 %
 * more than 500. */
START_TEST(amounts_are_log_normal)
{
    unsigned to_100 = 0, above_500 = 0;
    double sum = 0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        fen_t amount = habits_amount(&habits, i, 9, 5000);
        ck_assert_int_eq(amount % 1000, 0);
        ck_assert_int_ge(amount, 1000);
        ck_assert_int_le(amount, habits_most(&habits));
        to_100 += amount <= 10000;
        above_500 += amount > 50000;
        sum += (double)amount;
    }
    ck_assert_double_eq_tol(1.0 * to_100 / DRAWS, 0.52, 0.015);
    ck_assert_double_eq_tol(1.0 * above_500 / DRAWS, 0.05, 0.006);
    ck_assert_double_eq_tol(sum / DRAWS, 16100, 500);
}
END_TEST

/* Who owes pays a fifth more than that, in whole 10 CNY: 1,000.01 owed are 1,200.01 and so
 * 1,210. */
START_TEST(debts_are_paid)
{
    habits.factors[0] = 0;
    for (unsigned i = 0; i < CHANCE_RANKS; i++)
        habits.factors[i] = 65536;
    ck_assert_int_eq(habits_amount(&habits, 1, 1, 0), 16000);
    ck_assert_int_eq(habits_amount(&habits, 1, 1, -100001), 121000);
    ck_assert_int_eq(habits_amount(&habits, 1, 1, -100000), 120000);
    ck_assert_int_eq(habits_amount(&habits, 1, 1, -10000), 16000);
}
END_TEST

/* P-PAY-01; withholding is nobody's habit, what is left pays at the counter. */
START_TEST(channels_have_their_shares)
{
    unsigned by[PAY_CHANNELS] = {0};
    for (uint32_t i = 0; i < DRAWS; i++)
        by[habits_channel(&habits, i, 2)]++;
    ck_assert_double_eq_tol(1.0 * by[PAY_ALIPAY] / DRAWS, 0.35, 0.011);
    ck_assert_double_eq_tol(1.0 * by[PAY_BANK] / DRAWS, 0.08, 0.006);
    ck_assert_double_eq_tol(1.0 * by[PAY_COUNTER] / DRAWS, 0.57, 0.011);
    ck_assert_uint_eq(by[PAY_WITHHOLDING], 0);
}
END_TEST

/* On a day like any other half of a payment is left, of one drawn by its size: with one level of 0
 * the mean is m exp(sigma^2) / 2, 2.6 / 2 times 161, less what 1,024 ranks cut off; and below 10
 * CNY as many as use that up: P(A > x) / m x 10, nearly all of whose payments are larger. */
START_TEST(rest_is_that_of_any_day)
{
    static const fen_t levels[HABIT_LEVELS] = {0, 0, 0};
    unsigned below_10 = 0;
    double sum = 0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        fen_t rest = habits_rest(&habits, i, levels);
        ck_assert_int_ge(rest, 0);
        sum += (double)rest;
        below_10 += rest < 1000;
    }
    ck_assert_double_eq_tol(sum / DRAWS, 16100 * 1.27, 800);
    ck_assert_double_eq_tol(1.0 * below_10 / DRAWS, 0.0615, 0.006);
}
END_TEST

/* Nobody pays for a reminder, 55 % for a warning at 30 CNY, the others at 0: these alone are below
 * 30. Who paid A at 0 is there for min(30, A) / A of his time, who paid it at 30 for 30 / (30 + A);
 * of payments by their size (median 100 exp(0.978^2)) these are 0.179 and 0.136 in the mean. */
START_TEST(rest_goes_down_to_the_level_of_each)
{
    static const fen_t levels[HABIT_LEVELS] = {5000, 3000, 0};
    unsigned below = 0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        fen_t rest = habits_rest(&habits, i, levels);
        ck_assert_int_ge(rest, 0);
        below += rest < 3000;
    }
    fen_t row[DRAWN_USE_ROW]; /* the same of many at once */
    habits_rests(&habits, 11, DRAWN_USE_ROW, levels, row);
    for (uint32_t i = 0; i < DRAWN_USE_ROW; i++)
        ck_assert_int_eq(row[i], habits_rest(&habits, 11 + i, levels));
    ck_assert_double_eq_tol(1.0 * below / DRAWS, 0.45 * (0.45 * 0.179 + 0.55 * 0.136), 0.006);
}
END_TEST

/* Each kind of customer has its payments. */
START_TEST(kinds_pay_as_they_use)
{
    struct use_config config = {.habits = {{300, 0, 0, 0}, {4000, 0, 0, 0}, {300000, 0, 0, 0}},
                                .others = 500000,
                                .high = 100000};
    struct drawn_use use;
    ck_assert_int_eq(drawn_use_init(&use, &config, 3, 20000, 1), FK_OK);
    habits.use = &use;
    for (unsigned i = 0; i < CHANCE_RANKS; i++)
        habits.factors[i] = 65536;
    static const fen_t amounts[] = {16000, 200000, 1000000};
    for (uint32_t i = 0; i < 100; i++)
        ck_assert_int_eq(habits_amount(&habits, i, 0, 0), amounts[drawn_use_kind(&use, i)]);
    for (unsigned i = 0; i < CHANCE_RANKS; i++) /* all use twice as much as is usual */
        for (unsigned kind = 0; kind < USE_KINDS; kind++)
            use.levels[kind][i] = 2 * 65536;
    static const fen_t twice[] = {32000, 400000, 2000000};
    for (uint32_t i = 0; i < 100; i++)
        ck_assert_int_eq(habits_amount(&habits, i, 0, 0), twice[drawn_use_kind(&use, i)]);
    static const fen_t levels[HABIT_LEVELS] = {0, 0, 0};
    fen_t row[100];
    habits_rests(&habits, 0, 100, levels, row);
    for (uint32_t i = 0; i < 100; i++)
        ck_assert_int_eq(row[i], habits_rest(&habits, i, levels));
    drawn_use_fini(&use);
}
END_TEST

/* P-PAY-14: the last two days of a month, whatever its length; 1.1 a month are 36,666 in a million
 * a day. */
START_TEST(the_end_of_a_month_has_more)
{
    static const struct {
        int month, day;
        uint32_t share;
    } days[] = {{2, 26, 36666}, {2, 27, 109998}, {2, 28, 109998}, {3, 1, 36666},
                {3, 29, 36666}, {3, 30, 109998}, {3, 31, 109998}};
    habits.config.unprompted = 1100000;
    habits.config.month_end = 3000000;
    for (unsigned i = 0; i < sizeof days / sizeof days[0]; i++) {
        ms_t at = clock_from_civil(2026, days[i].month, days[i].day, 0, 0, 0);
        ck_assert_uint_eq(habits_unprompted(&habits, clock_day_number(at)), days[i].share);
    }
}
END_TEST

/* P-PAY-15: of 200 parts of a day one in each hour of the night, 24 in four hours, 8 in the others;
 * the upper 24 bits go evenly over them. */
START_TEST(hours_have_their_shares)
{
    unsigned hours[24] = {0};
    ms_t last = -1;
    for (uint64_t i = 0; i < 2000; i++) {
        ms_t at = habits_hour(((i << 24) / 2000 + 1) << 40);
        ck_assert(at > last && at < MS_DAY);
        last = at;
        hours[at / MS_HOUR]++;
    }
    for (unsigned hour = 0; hour < 24; hour++) {
        bool is_peak = hour == 9 || hour == 10 || hour == 19 || hour == 20;
        bool is_night = hour < 7 || hour == 23;
        ck_assert_uint_eq(hours[hour], is_peak ? 240 : is_night ? 10 : 80);
    }
}
END_TEST

static Suite *habits_suite(void)
{
    Suite *suite = suite_create("habits");
    TCase *tcase = tcase_create("habits");
    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, a_share_reacts);
    tcase_add_test(tcase, amounts_are_log_normal);
    tcase_add_test(tcase, debts_are_paid);
    tcase_add_test(tcase, the_end_of_a_month_has_more);
    tcase_add_test(tcase, hours_have_their_shares);
    tcase_add_test(tcase, channels_have_their_shares);
    tcase_add_test(tcase, rest_is_that_of_any_day);
    tcase_add_test(tcase, rest_goes_down_to_the_level_of_each);
    tcase_add_test(tcase, kinds_pay_as_they_use);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(habits_suite)
