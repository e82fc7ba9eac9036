/* Load control of a prepaid meter (section 20, seed 001): delay, closing again, counts, hands. */
#include "models/meter/load_guard.h"
#include "tests/unit/fk_check.h"

#define DAY1     (20000 * MS_DAY - 8 * MS_HOUR) /* 00:00 CST of a day */
#define NOON     (DAY1 + 12 * MS_HOUR)
#define ABOVE    721 /* 7.21 kWh a day: 300.4 W; 7.20 are 300 W */
#define AT_LIMIT 720

static const struct load_terms terms = {
    .limit = 300, .delay = MS_MINUTE, .reclose_after = 5 * MS_MINUTE, .recloses_most = 2};
static struct load_guard guard;

static enum load_step step(ms_t now)
{
    return load_guard_step(&guard, &terms, true, now);
}

/* Trips a minute after `from`, at which the load comes. */
static ms_t trip(ms_t from)
{
    load_guard_feel(&guard, &terms, ABOVE, from);
    ck_assert_int_eq(guard.due, from + MS_MINUTE);
    ck_assert_int_eq(step(from + MS_MINUTE - 1), LOAD_STAYS);
    ck_assert_int_eq(step(from + MS_MINUTE), LOAD_TRIPS);
    ck_assert(guard.is_open);
    return from + MS_MINUTE;
}

/* Above 300 W is above, 300 W are not; a load that falls in time trips nothing, and one that comes
 * back begins anew. */
START_TEST(above_the_limit_for_the_delay)
{
    load_guard_init(&guard, NOON);
    ck_assert(!load_is_over(AT_LIMIT, 300) && load_is_over(ABOVE, 300));
    load_guard_feel(&guard, &terms, AT_LIMIT, NOON);
    ck_assert_int_eq(guard.due, MS_NEVER);
    load_guard_feel(&guard, &terms, ABOVE, NOON);
    load_guard_feel(&guard, &terms, ABOVE + 1, NOON + 30 * MS_SECOND); /* the same excess */
    ck_assert_int_eq(guard.due, NOON + MS_MINUTE);
    load_guard_feel(&guard, &terms, 0, NOON + 59 * MS_SECOND);
    ck_assert_int_eq(step(NOON + MS_MINUTE), LOAD_STAYS);
    (void)trip(NOON + MS_HOUR);
}
END_TEST

/* Two closings a day, each after 5 minutes; the third trip lasts until 00:00. What closes then is
 * none of the new day's two. */
START_TEST(closes_so_often_a_day)
{
    ms_t now = NOON;
    load_guard_init(&guard, now);
    for (unsigned i = 0; i < 2; i++) {
        now = trip(now) + 5 * MS_MINUTE;
        ck_assert_int_eq(step(now - 1), LOAD_STAYS);
        ck_assert_int_eq(step(now), LOAD_CLOSES);
        ck_assert_uint_eq(guard.recloses, i + 1);
    }
    (void)trip(now);
    ck_assert_int_eq(guard.due, DAY1 + MS_DAY);
    load_guard_feel(&guard, &terms, ABOVE, now + MS_HOUR); /* around an open relay */
    ck_assert_int_eq(guard.due, DAY1 + MS_DAY);
    ck_assert_int_eq(step(DAY1 + MS_DAY), LOAD_CLOSES);
    ck_assert_uint_eq(guard.recloses, 0);
}
END_TEST

/* A closing after midnight is the first of its day; and a trip of the next day knows nothing of the
 * two before. */
START_TEST(midnight_between)
{
    load_guard_init(&guard, NOON);
    guard.recloses = 1;
    ms_t tripped = trip(DAY1 + MS_DAY - 2 * MS_MINUTE);
    ck_assert_int_eq(step(tripped + 5 * MS_MINUTE), LOAD_CLOSES);
    ck_assert_uint_eq(guard.recloses, 1);
    guard.recloses = 2;
    tripped = trip(NOON + 2 * MS_DAY);
    ck_assert_int_eq(guard.due, tripped + 5 * MS_MINUTE);
}
END_TEST

/* By hand alone: what has closed twice stays open, until a hand, and then twice again. */
START_TEST(a_hand_begins_anew)
{
    struct load_terms by_hand = terms;
    by_hand.is_anew_by_hand = true;
    load_guard_init(&guard, NOON);
    ck_assert(!load_guard_release(&guard, WALLET_BY_KEY, NOON));
    guard.recloses = 2;
    load_guard_feel(&guard, &by_hand, ABOVE, NOON);
    ck_assert_int_eq(load_guard_step(&guard, &by_hand, true, NOON + MS_MINUTE), LOAD_TRIPS);
    ck_assert_int_eq(guard.due, MS_NEVER);
    ck_assert(load_guard_release(&guard, WALLET_BY_KEY, NOON + MS_DAY));
    ck_assert_uint_eq(guard.by, WALLET_BY_KEY);
    ck_assert_int_eq(load_guard_step(&guard, &by_hand, true, NOON + MS_DAY), LOAD_CLOSES);
    ck_assert_uint_eq(guard.recloses, 0);
    guard.recloses = 1; /* a hand before its time: it begins anew too */
    load_guard_feel(&guard, &by_hand, ABOVE, NOON + MS_DAY);
    ck_assert_int_eq(load_guard_step(&guard, &by_hand, true, NOON + MS_DAY + MS_MINUTE),
                     LOAD_TRIPS);
    ck_assert(load_guard_release(&guard, WALLET_BY_CREW, NOON + MS_DAY + 2 * MS_MINUTE));
    ck_assert_int_eq(load_guard_step(&guard, &by_hand, true, NOON + MS_DAY + 2 * MS_MINUTE),
                     LOAD_CLOSES);
    ck_assert_uint_eq(guard.recloses, 0);
}
END_TEST

/* Without voltage no relay closes; it does when that is back. */
START_TEST(waits_for_voltage)
{
    load_guard_init(&guard, NOON);
    ms_t now = trip(NOON) + 5 * MS_MINUTE;
    ck_assert_int_eq(load_guard_step(&guard, &terms, false, now), LOAD_STAYS);
    ck_assert_int_eq(load_guard_step(&guard, &terms, false, now + MS_HOUR), LOAD_STAYS);
    ck_assert_int_eq(load_guard_step(&guard, &terms, true, now + 2 * MS_HOUR), LOAD_CLOSES);
}
END_TEST

static Suite *load_guard_suite(void)
{
    Suite *suite = suite_create("load_guard");
    TCase *tc = tcase_create("load_guard");
    tcase_add_test(tc, above_the_limit_for_the_delay);
    tcase_add_test(tc, closes_so_often_a_day);
    tcase_add_test(tc, midnight_between);
    tcase_add_test(tc, a_hand_begins_anew);
    tcase_add_test(tc, waits_for_voltage);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(load_guard_suite)
