/* M4 (Q87, Q90, Q98): what a place shows is M3 as it was when the place took its copy. By hand: M3
 * is 10.00 at first, 5.84 by the calculation of 05:00, 105.84 by a posting at 12:01, 101.68 by the
 * calculation of the next day at 05:00. */
#include "sim/world/copies.h"
#include "tests/unit/fk_check.h"

#define START (INT64_C(1772380800) * MS_SECOND)
#define NOON  (START + 12 * MS_HOUR)

static struct sim_scenario scenario;
static struct copies copies;

static void set_up(void)
{
    scenario = (struct sim_scenario){.start = START};
    scenario.copies[COPY_SMS].refresh = COPY_LIVE;
    scenario.copies[COPY_SITE].refresh = COPY_CALCULATED;
    scenario.copies[COPY_APP] = (struct scenario_copy){COPY_TIMED, 0, 10 * MS_MINUTE};
    scenario.copies[COPY_THIRD_PARTY] = (struct scenario_copy){COPY_TIMED, 1, 6 * MS_HOUR};
    scenario.copies[COPY_COUNTER].refresh = COPY_LIVE;
    copies_init(&copies, &scenario);
    ck_assert_int_eq(copies_add(&copies, 7, 1000), FK_OK);
    copies_look(&copies, 7, 584, false, START + 5 * MS_HOUR);
    copies_calculated(&copies, START + 5 * MS_HOUR);
    copies_look(&copies, 7, 10584, true, NOON + MS_MINUTE);
}

static void tear_down(void)
{
    copies_fini(&copies);
}

static void check(unsigned place, ms_t now, fen_t available, fen_t fen, ms_t at)
{
    struct copy_taken out;
    ck_assert_msg(copies_show(&copies, 7, place, available, now, &out), "place %u", place);
    ck_assert_int_eq(out.fen, fen);
    ck_assert_int_eq(out.at, at);
}

START_TEST(a_place_shows_what_it_took)
{
    ms_t now = NOON + 5 * MS_MINUTE;
    check(COPY_SITE, now, 10584, 584, START + 5 * MS_HOUR);
    check(COPY_APP, now, 10584, 584, NOON);
    check(COPY_THIRD_PARTY, now, 10584, 10584, NOON + MS_MINUTE);
    check(COPY_COUNTER, now, 10584, 10584, now);
}
END_TEST

/* A copy that is taken in the millisecond of a change has it. */
START_TEST(a_copy_is_renewed)
{
    ms_t five = START + MS_DAY + 5 * MS_HOUR;
    check(COPY_APP, NOON + 15 * MS_MINUTE, 10584, 10584, NOON + 10 * MS_MINUTE);
    copies_look(&copies, 7, 10168, false, five);
    check(COPY_SITE, five, 10168, 584, START + 5 * MS_HOUR);
    copies_calculated(&copies, five);
    check(COPY_SITE, five, 10168, 10168, five);
    check(COPY_APP, five, 10168, 10168, five);
    check(COPY_THIRD_PARTY, five, 10168, 10584, START + MS_DAY);
}
END_TEST

/* Before the first turn after it, two changes are one: the copy is from before the first. */
START_TEST(two_changes_between_two_turns)
{
    copies_look(&copies, 7, 20584, false, NOON + 2 * MS_MINUTE);
    check(COPY_APP, NOON + 5 * MS_MINUTE, 20584, 584, NOON);
    check(COPY_THIRD_PARTY, NOON + 5 * MS_MINUTE, 20584, 10584, NOON + MS_MINUTE);
}
END_TEST

START_TEST(a_message_tells_what_it_was_made_with)
{
    struct copy_taken out;
    ck_assert(!copies_show(&copies, 7, COPY_SMS, 10584, NOON, &out));
    copies_asked(&copies, 7, 584, START + 5 * MS_HOUR);
    copies_told(&copies, 7, 584, START + 8 * MS_HOUR);
    check(COPY_SMS, NOON, 10584, 584, START + 5 * MS_HOUR);
    copies_told(&copies, 7, 123, START + 9 * MS_HOUR); /* not known when it was made */
    check(COPY_SMS, NOON, 10584, 123, START + 9 * MS_HOUR);
}
END_TEST

START_TEST(who_may_not_ask_and_a_place_without_capability_see_nothing)
{
    struct copy_taken out;
    copies_look(&copies, 8, 1, true, NOON);
    copies_asked(&copies, 8, 1, NOON);
    copies_told(&copies, 8, 1, NOON);
    ck_assert(!copies_show(&copies, 8, COPY_COUNTER, 1, NOON, &out));
    ck_assert(!copies_show(&copies, 7, COPY_AGENCY, 10584, NOON, &out));
    scenario = (struct sim_scenario){.start = START};
    copies_fini(&copies);
    copies_init(&copies, &scenario);
    ck_assert_ptr_null(copies.scenario);
}
END_TEST

static Suite *copies_suite(void)
{
    Suite *suite = suite_create("copies");
    TCase *tcase = tcase_create("shown");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_place_shows_what_it_took);
    tcase_add_test(tcase, a_copy_is_renewed);
    tcase_add_test(tcase, two_changes_between_two_turns);
    tcase_add_test(tcase, a_message_tells_what_it_was_made_with);
    tcase_add_test(tcase, who_may_not_ask_and_a_place_without_capability_see_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(copies_suite)
