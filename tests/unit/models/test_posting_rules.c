/* When payments are posted, by channel (P-PAY-02 to P-PAY-05, P-PAY-08). */
#include "models/marketing/posting_rules.h"
#include "tests/unit/models/party_bench.h"

#define WHO    7
#define FRIDAY (BENCH_MIDNIGHT + 4 * MS_DAY) /* the bench begins on Monday 2026-03-02 */

static struct posting_rules rules;

static void setup(void)
{
    rules = (struct posting_rules){
        .usual = chance_const(MS_MINUTE),
        .hours = {8 * MS_HOUR + 30 * MS_MINUTE, 17 * MS_HOUR + 30 * MS_MINUTE},
        .night_from = 23 * MS_HOUR,
        .night_to = MS_HOUR};
    rules.delays[PAY_COUNTER] = chance_const(2 * MS_HOUR);
    rules.delays[PAY_BANK] = chance_const(0);
}

static ms_t posted(unsigned channel, ms_t now)
{
    return posting_time(&rules, channel, 1, WHO, 1, now);
}

/* Who has a delay of his own does not take the usual one; two channels with the same one draw the
 * same. */
START_TEST(each_channel_has_its_delay)
{
    struct chance_part part = {CHANCE_UNIFORM, 1000000, 0, 3 * MS_HOUR};
    ck_assert_int_eq(posted(PAY_ALIPAY, FRIDAY), FRIDAY + MS_MINUTE);
    ck_assert_int_eq(posted(PAY_BANK, FRIDAY), FRIDAY);
    ck_assert_int_eq(posted(PAY_COUNTER, FRIDAY), FRIDAY + 2 * MS_HOUR);
    rules.usual = rules.delays[PAY_APP] = (struct chance_dist){1, {part}};
    ck_assert_int_eq(posted(PAY_ALIPAY, FRIDAY), posted(PAY_APP, FRIDAY));
    ck_assert_int_ne(posted(PAY_ALIPAY, FRIDAY), FRIDAY + MS_MINUTE);
}
END_TEST

/* {from Friday 00:00, posted}: the two hours run in working time, and end in it; Saturday and
 * Sunday have none. Of a holiday, the three days of 2026-04-04 to 06, neither has Monday. */
static const struct {
    ms_t paid, posted;
} worked[] = {
    {0, 10 * MS_HOUR + 30 * MS_MINUTE},
    {15 * MS_HOUR + 30 * MS_MINUTE - 1, 17 * MS_HOUR + 30 * MS_MINUTE - 1},
    {15 * MS_HOUR + 30 * MS_MINUTE, 3 * MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE},
    {18 * MS_HOUR, 3 * MS_DAY + 10 * MS_HOUR + 30 * MS_MINUTE},
    {MS_DAY + 9 * MS_HOUR, 3 * MS_DAY + 10 * MS_HOUR + 30 * MS_MINUTE},
    {28 * MS_DAY + 18 * MS_HOUR, 32 * MS_DAY + 10 * MS_HOUR + 30 * MS_MINUTE},
};

START_TEST(counters_post_in_working_time)
{
    rules.in_hours = 1U << PAY_COUNTER;
    ck_assert_int_eq(posted(PAY_COUNTER, FRIDAY + worked[_i].paid), FRIDAY + worked[_i].posted);
    ck_assert_int_eq(posted(PAY_ALIPAY, FRIDAY), FRIDAY + MS_MINUTE);
}
END_TEST

/* P-PAY-08: from 23:00 on, and before 01:00; a night that does not come to midnight, and none. */
START_TEST(banks_do_not_post_at_night)
{
    ms_t eleven = FRIDAY + 23 * MS_HOUR;
    ck_assert_int_eq(posted(PAY_BANK, eleven), eleven);
    rules.at_night = 1U << PAY_BANK;
    ck_assert_int_eq(posted(PAY_BANK, eleven - 1), eleven - 1);
    ck_assert_int_eq(posted(PAY_BANK, eleven), eleven + 2 * MS_HOUR);
    ck_assert_int_eq(posted(PAY_BANK, eleven + 2 * MS_HOUR - 1), eleven + 2 * MS_HOUR);
    ck_assert_int_eq(posted(PAY_BANK, eleven + 2 * MS_HOUR), eleven + 2 * MS_HOUR);
    ck_assert_int_eq(posted(PAY_ALIPAY, eleven), eleven + MS_MINUTE);
    rules.night_to = 23 * MS_HOUR + 30 * MS_MINUTE;
    ck_assert_int_eq(posted(PAY_BANK, eleven), eleven + 30 * MS_MINUTE);
    ck_assert_int_eq(posted(PAY_BANK, eleven - 1), eleven - 1);
    ck_assert_int_eq(posted(PAY_BANK, eleven + 30 * MS_MINUTE), eleven + 30 * MS_MINUTE);
    rules.night_to = rules.night_from;
    ck_assert_int_eq(posted(PAY_BANK, eleven), eleven);
}
END_TEST

static Suite *posting_rules_suite(void)
{
    Suite *suite = suite_create("posting_rules");
    TCase *tcase = tcase_create("times");
    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, each_channel_has_its_delay);
    tcase_add_loop_test(tcase, counters_post_in_working_time, 0, sizeof worked / sizeof worked[0]);
    tcase_add_test(tcase, banks_do_not_post_at_night);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(posting_rules_suite)
