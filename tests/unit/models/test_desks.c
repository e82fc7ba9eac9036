/* Desks of approvers (T7, T8): so many decisions at a time, in their hours, on working days; a
 * limit; rejections. One minute a decision, 08:30 to 16:00; 2026-03-02 is a Monday. */
#include "models/feecontrol/desks.h"
#include "tests/unit/fk_check.h"

#define MIDNIGHT (INT64_C(1772380800) * MS_SECOND)
#define OPENING  (MIDNIGHT + 8 * MS_HOUR + 30 * MS_MINUTE)
#define CLOSING  (MIDNIGHT + 16 * MS_HOUR)

static struct fee_policy policy;
static struct desks desks;

static void setup(void)
{
    policy = (struct fee_policy){.approvers = 1,
                                 .approval_time = chance_const(MS_MINUTE),
                                 .approval_hours = {8 * MS_HOUR + 30 * MS_MINUTE, 16 * MS_HOUR}};
    ck_assert_int_eq(desks_init(&desks, &policy, 1), FK_OK);
}

static void teardown(void)
{
    desks_fini(&desks);
}

static void ask(uint32_t strategy, unsigned level, ms_t at)
{
    ck_assert_int_eq(desks_ask(&desks, strategy, strategy + 100, level, at), FK_OK);
}

/* Answers until `end`; the moment of the last in *last. */
static unsigned answers(ms_t end, ms_t *last)
{
    struct desk_answer answer;
    unsigned count = 0;
    while (desks_due(&desks) < end) {
        ms_t now = desks_due(&desks);
        int found = desks_take(&desks, now, &answer);
        ck_assert_int_ge(found, 0);
        if (found == 0)
            continue;
        ck_assert(answer.is_approved && !answer.is_late);
        ck_assert_uint_eq(answer.customer, answer.strategy + 100);
        *last = now;
        count++;
    }
    return count;
}

/* S-43: 60 an hour for 7.5 h are 450 a day; the last begins at 15:59. {approvers, decided on
 * Monday} */
static const struct {
    uint32_t approvers, decided;
} days[] = {{1, 450}, {3, 1000}};

START_TEST(capacity_of_a_day)
{
    ms_t last = 0;
    policy.approvers = days[_i].approvers;
    for (uint32_t i = 1; i <= 1000; i++)
        ask(i, 1, MIDNIGHT + 8 * MS_HOUR);
    ck_assert_int_eq(desks_due(&desks), OPENING);
    ck_assert_uint_eq(answers(MIDNIGHT + MS_DAY, &last), days[_i].decided);
    ck_assert_int_eq(last, _i ? OPENING + 334 * MS_MINUTE : CLOSING);
    ck_assert_int_eq(desks_due(&desks), _i ? MS_NEVER : OPENING + MS_DAY);
}
END_TEST

/* Nobody is there from Monday 8:00 to Tuesday 10:00, for two reasons the second of which is over an
 * hour later: what was begun before is decided, the rest from 11:00 on. */
START_TEST(nobody_is_there)
{
    ms_t last = 0;
    ms_t back = MIDNIGHT + MS_DAY + 11 * MS_HOUR;
    ask(1, 1, OPENING);
    ask(2, 1, OPENING);
    ck_assert_int_eq(desks_take(&desks, OPENING, &(struct desk_answer){0}), 0);
    desks_absence(&desks, true, OPENING + 1);
    desks_absence(&desks, true, OPENING + 1);
    ask(3, 1, OPENING + 2);
    ck_assert_uint_eq(answers(back, &last), 1);
    ck_assert_int_eq(last, OPENING + MS_MINUTE);
    ck_assert_int_eq(desks_take(&desks, last, &(struct desk_answer){0}), 0);
    ck_assert_int_eq(desks_due(&desks), MS_NEVER); /* the next is not begun */
    desks_absence(&desks, false, back - MS_HOUR);
    ck_assert_int_eq(desks_due(&desks), MS_NEVER);
    desks_absence(&desks, false, back);
    ck_assert_int_eq(desks_due(&desks), back);
    ck_assert_uint_eq(answers(back + MS_DAY, &last), 2);
    ck_assert_int_eq(last, back + 2 * MS_MINUTE);
}
END_TEST

/* {asked at, first decision}: at once, when they come, after the weekend */
static const struct {
    ms_t asked, decided;
} moments[] = {{OPENING, OPENING + MS_MINUTE},
               {CLOSING - 1, CLOSING - 1 + MS_MINUTE},
               {CLOSING, OPENING + MS_DAY + MS_MINUTE},
               {CLOSING + 4 * MS_DAY, OPENING + 7 * MS_DAY + MS_MINUTE},
               {OPENING - 2 * MS_DAY, OPENING - 2 * MS_DAY + MS_MINUTE}, /* a Saturday, worked */
               {OPENING - MS_DAY, OPENING + MS_MINUTE}};

START_TEST(hours_of_working_days)
{
    ms_t last = 0;
    ask(1, 1, moments[_i].asked);
    ck_assert_uint_eq(answers(MIDNIGHT + 10 * MS_DAY, &last), 1);
    ck_assert_int_eq(last, moments[_i].decided);
}
END_TEST

/* Each level has approvers of its own. What is asked for twice is decided once. */
START_TEST(levels_are_apart)
{
    ms_t last = 0;
    ask(1, 1, OPENING);
    ask(1, 1, OPENING);
    ask(2, 2, OPENING);
    ck_assert_uint_eq(answers(OPENING + MS_MINUTE + 1, &last), 2);
    ck_assert_int_eq(last, OPENING + MS_MINUTE);
    ask(1, 2, OPENING + MS_MINUTE); /* on to the second */
    ck_assert_uint_eq(answers(MIDNIGHT + MS_DAY, &last), 1);
    ck_assert_int_eq(last, OPENING + 2 * MS_MINUTE);
    ck_assert_int_eq(desks_due(&desks), MS_NEVER);
}
END_TEST

/* What nobody wants any more takes no time while it waits; one that is under way occupies its
 * approver to the end. */
START_TEST(forgotten)
{
    struct desk_answer answer;
    ms_t last = 0;
    for (uint32_t i = 1; i <= 3; i++)
        ask(i, 1, OPENING);
    ck_assert_int_eq(desks_take(&desks, OPENING, &answer), 0); /* the first is under way */
    ck_assert_int_eq(desks_forget(&desks, 1), FK_OK);
    ck_assert_int_eq(desks_forget(&desks, 2), FK_OK);
    ck_assert_uint_eq(answers(MIDNIGHT + MS_DAY, &last), 1);
    ck_assert_int_eq(last, OPENING + 2 * MS_MINUTE);
}
END_TEST

/* The limit of a level counts from its own request. {limit, moment of the answer, is late} */
START_TEST(limit_of_a_level)
{
    struct desk_answer answer;
    policy.approval_limit = MS_HOUR;
    ask(1, 1, CLOSING);
    ck_assert_int_eq(desks_due(&desks), CLOSING + MS_HOUR);
    ck_assert_int_eq(desks_take(&desks, CLOSING + MS_HOUR, &answer), 1);
    ck_assert(answer.is_late && !answer.is_approved);
    ask(2, 1, OPENING + MS_DAY);
    ck_assert_int_eq(desks_take(&desks, OPENING + MS_DAY, &answer), 0);
    ck_assert_int_eq(desks_take(&desks, OPENING + MS_DAY + MS_MINUTE, &answer), 1);
    ck_assert(answer.is_approved);
    ask(2, 2, OPENING + MS_DAY + MS_MINUTE);
    ck_assert_int_eq(desks_take(&desks, OPENING + MS_DAY + MS_HOUR, &answer), 0); /* of level 1 */
}
END_TEST

/* Asking again on the same level takes the limit no further. */
START_TEST(limit_of_the_first_request)
{
    struct desk_answer answer;
    policy.approval_limit = MS_HOUR;
    ask(1, 1, CLOSING);
    ask(1, 1, CLOSING + MS_HOUR / 2);
    ck_assert_int_eq(desks_due(&desks), CLOSING + MS_HOUR);
    ck_assert_int_eq(desks_take(&desks, CLOSING + MS_HOUR, &answer), 1);
    ck_assert(answer.is_late && !answer.is_approved);
}
END_TEST

/* P-CUT-09: in working days, from one evening to the next, and whichever comes first. {limit, when
 * he is late} */
static const struct {
    ms_t limit, late;
} by_days[] = {{0, CLOSING + MS_DAY}, {MS_HOUR, CLOSING + MS_HOUR}, {2 * MS_DAY, CLOSING + MS_DAY}};

START_TEST(limit_in_working_days)
{
    struct desk_answer answer;
    policy.approval_days = 1;
    policy.approval_limit = by_days[_i].limit;
    policy.approval_time = chance_const(MS_DAY);
    ask(1, 1, CLOSING);
    while (desks_due(&desks) < by_days[_i].late)
        ck_assert_int_eq(desks_take(&desks, desks_due(&desks), &answer), 0);
    ck_assert_int_eq(desks_due(&desks), by_days[_i].late);
    ck_assert_int_eq(desks_take(&desks, by_days[_i].late, &answer), 1);
    ck_assert(answer.is_late && !answer.is_approved);
}
END_TEST

/* {percent, least and most of 2,000}: 30 % within 4 sigma of 82 */
static const struct {
    uint8_t percent;
    unsigned least, most;
} shares[] = {{0, 0, 0}, {100, 2000, 2000}, {30, 518, 682}};

START_TEST(rejections)
{
    struct desk_answer answer;
    unsigned rejected = 0;
    policy.approvers = 2000;
    policy.approval_rejects = shares[_i].percent;
    for (uint32_t i = 1; i <= 2000; i++)
        ask(i, 1, OPENING);
    ck_assert_int_eq(desks_take(&desks, OPENING, &answer), 0);
    while (desks_take(&desks, OPENING + MS_MINUTE, &answer) == 1)
        rejected += !answer.is_approved && !answer.is_late;
    ck_assert_uint_ge(rejected, shares[_i].least);
    ck_assert_uint_le(rejected, shares[_i].most);
}
END_TEST

static Suite *desks_suite(void)
{
    Suite *suite = suite_create("desks");
    TCase *tcase = tcase_create("desks");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, capacity_of_a_day, 0, 2);
    tcase_add_loop_test(tcase, hours_of_working_days, 0, 6);
    tcase_add_test(tcase, nobody_is_there);
    tcase_add_test(tcase, levels_are_apart);
    tcase_add_test(tcase, forgotten);
    tcase_add_test(tcase, limit_of_a_level);
    tcase_add_test(tcase, limit_of_the_first_request);
    tcase_add_loop_test(tcase, limit_in_working_days, 0, 3);
    tcase_add_loop_test(tcase, rejections, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(desks_suite)
