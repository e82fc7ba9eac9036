/* Locks: by everybody, line, area, customer; of three kinds that overlap. Six areas of
 * ten customers, two areas a line: customer 34 lives in area 3 on line 1. */
#include "models/house/locks.h"
#include "tests/unit/fk_check.h"

static struct areas areas;
static struct locks locks;

static void setup(void)
{
    ck_assert_int_eq(areas_init_even(&areas, 6, 10, 6), FK_OK);
    locks = (struct locks){.places = {&areas, 2}};
}

static void teardown(void)
{
    locks_fini(&locks);
    areas_fini(&areas);
}

/* {scope, id, who is locked: first, behind the last} */
static const struct {
    enum lock_scope scope;
    uint32_t id, first, end;
} scopes[] = {{LOCK_EVERYBODY, 0, 0, 60},
              {LOCK_LINE, 1, 20, 40},
              {LOCK_AREA, 3, 30, 40},
              {LOCK_CUSTOMER, 34, 34, 35}};

START_TEST(scope_holds_for_its_customers)
{
    enum lock_scope scope = scopes[_i].scope;
    uint32_t id = scopes[_i].id;
    ck_assert_int_eq(locks_begin(&locks, HOLD_DELAY, scope, id), FK_OK);
    for (uint32_t i = 0; i < 60; i++) {
        bool is_in = i >= scopes[_i].first && i < scopes[_i].end;
        ck_assert_uint_eq(locks_on(&locks, i), is_in ? HOLD_DELAY : HOLD_NONE);
        ck_assert_int_eq(locks_concern(&locks, scope, id, i), is_in);
    }
    ck_assert_int_eq(locks_end(&locks, HOLD_DELAY, scope, id), FK_OK);
    for (uint32_t i = 0; i < 60; i++)
        ck_assert_uint_eq(locks_on(&locks, i), HOLD_NONE);
}
END_TEST

/* As long as one is left; protection is named before a delay, that before a period. */
START_TEST(locks_overlap)
{
    ck_assert_int_eq(locks_begin(&locks, HOLD_PERIOD, LOCK_EVERYBODY, 0), FK_OK);
    ck_assert_int_eq(locks_begin(&locks, HOLD_DELAY, LOCK_CUSTOMER, 34), FK_OK);
    ck_assert_int_eq(locks_begin(&locks, HOLD_DELAY, LOCK_CUSTOMER, 34), FK_OK);
    ck_assert_int_eq(locks_begin(&locks, HOLD_PROTECTION, LOCK_AREA, 3), FK_OK);
    ck_assert_uint_eq(locks_on(&locks, 34), HOLD_PROTECTION);
    ck_assert_int_eq(locks_end(&locks, HOLD_PROTECTION, LOCK_AREA, 3), FK_OK);
    ck_assert_uint_eq(locks_on(&locks, 34), HOLD_DELAY);
    ck_assert_int_eq(locks_end(&locks, HOLD_DELAY, LOCK_CUSTOMER, 34), FK_OK);
    ck_assert_uint_eq(locks_on(&locks, 34), HOLD_DELAY);
    ck_assert_int_eq(locks_end(&locks, HOLD_DELAY, LOCK_CUSTOMER, 34), FK_OK);
    ck_assert_uint_eq(locks_on(&locks, 34), HOLD_PERIOD);
    ck_assert_int_eq(locks_end(&locks, HOLD_PERIOD, LOCK_EVERYBODY, 0), FK_OK);
    ck_assert_uint_eq(locks_on(&locks, 34), HOLD_NONE);
}
END_TEST

START_TEST(what_makes_no_sense_is_refused)
{
    ck_assert_int_eq(locks_end(&locks, HOLD_DELAY, LOCK_CUSTOMER, 1), FK_E_ARG);
    ck_assert_int_eq(locks_begin(&locks, HOLD_NONE, LOCK_CUSTOMER, 1), FK_E_ARG);
    ck_assert_int_eq(locks_begin(&locks, HOLD_TURN, LOCK_CUSTOMER, 1), FK_E_ARG);
    ck_assert_int_eq(locks_begin(&locks, HOLD_DELAY, LOCK_SCOPES, 1), FK_E_ARG);
    ck_assert_int_eq(locks_begin(&locks, HOLD_DELAY, LOCK_CUSTOMER, 1), FK_OK);
    ck_assert_int_eq(locks_end(&locks, HOLD_PERIOD, LOCK_CUSTOMER, 1), FK_E_ARG);
    for (unsigned i = 1; i < 1023; i++)
        ck_assert_int_eq(locks_begin(&locks, HOLD_DELAY, LOCK_CUSTOMER, 1), FK_OK);
    ck_assert_int_eq(locks_begin(&locks, HOLD_DELAY, LOCK_CUSTOMER, 1), FK_E_RANGE);
    ck_assert_uint_eq(locks_on(&locks, 1), HOLD_DELAY);
}
END_TEST

/* Who says no places has no locks by place. */
START_TEST(nowhere)
{
    locks.places.areas = NULL;
    ck_assert_int_eq(locks_begin(&locks, HOLD_DELAY, LOCK_AREA, 3), FK_OK);
    ck_assert_uint_eq(locks_on(&locks, 34), HOLD_NONE);
    ck_assert(!locks_concern(&locks, LOCK_AREA, 3, 34));
}
END_TEST

static Suite *locks_suite(void)
{
    Suite *suite = suite_create("locks");
    TCase *tcase = tcase_create("locks");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, scope_holds_for_its_customers, 0, 4);
    tcase_add_test(tcase, locks_overlap);
    tcase_add_test(tcase, what_makes_no_sense_is_refused);
    tcase_add_test(tcase, nowhere);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(locks_suite)
