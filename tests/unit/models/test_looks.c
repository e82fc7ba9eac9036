/* Looks at relays that may have moved: wanted, asked once, asked again when the decision has
 * moved on or nobody answered. */
#include "models/feecontrol/looks.h"
#include "tests/unit/fk_check.h"

#define NINE (INT64_C(1772413200) * MS_SECOND) /* 2026-03-02 09:00 */

static struct looks looks;
static struct look look; /* the latest that was begun */

static bool begin(uint32_t customer, ms_t now)
{
    const struct look *begun = looks_begin(&looks, customer, now);
    if (begun)
        look = *begun;
    return begun != NULL;
}

static void setup(void)
{
    looks_init(&looks);
    ck_assert_int_eq(looks_want(&looks, 3, 7), FK_OK);
}

static void teardown(void)
{
    looks_fini(&looks);
}

START_TEST(look_is_asked_once)
{
    ck_assert(!begin(4, NINE));
    ck_assert(begin(3, NINE));
    ck_assert_uint_eq(look.order, 7);
    ck_assert_int_eq(look.due, NINE + LOOKS_AGAIN);
    ck_assert(!begin(3, NINE + 1));
    ck_assert_int_eq(looks_end(&looks, 4, look.asked), 0);
    ck_assert_int_eq(looks_end(&looks, 3, look.asked), 1);
    ck_assert_int_eq(looks_end(&looks, 3, look.asked), 0);
    ck_assert(!begin(3, NINE));
}
END_TEST

START_TEST(old_answer_does_not_count)
{
    ck_assert(begin(3, NINE));
    looks_move(&looks, 3);
    ck_assert_int_eq(looks_end(&looks, 3, look.asked), 0);
    ck_assert(begin(3, NINE + MS_MINUTE));
    ck_assert_int_eq(looks_want(&looks, 3, 8), FK_OK); /* another movement: the read may be older */
    ck_assert_int_eq(looks_end(&looks, 3, look.asked), 0);
    ck_assert(begin(3, NINE + 2 * MS_MINUTE));
    ck_assert_uint_eq(look.order, 8);
    ck_assert_int_eq(looks_end(&looks, 3, look.asked), 1);
}
END_TEST

/* He moved on, or his relay did, and is asked about anew: the answer under way is that to the first
 * question. */
START_TEST(answer_to_the_question_before_does_not_count)
{
    ck_assert(begin(3, NINE));
    uint32_t first = look.asked;
    if (_i)
        looks_move(&looks, 3);
    else
        ck_assert_int_eq(looks_want(&looks, 3, 8), FK_OK);
    ck_assert(begin(3, NINE + 1));
    ck_assert_int_eq(looks_end(&looks, 3, first), 0);
    ck_assert_int_eq(looks_end(&looks, 3, look.asked), 1);
}
END_TEST

START_TEST(look_without_an_answer_is_wanted_again)
{
    ck_assert(begin(3, NINE));
    looks_move(&looks, 3);
    ck_assert(begin(3, NINE + MS_MINUTE));
    ck_assert(!looks_is_over(&looks, 3, NINE + LOOKS_AGAIN)); /* the date of the first one */
    ck_assert(!begin(3, NINE + LOOKS_AGAIN));
    ck_assert(looks_is_over(&looks, 3, look.due));
    ck_assert_int_eq(looks_end(&looks, 3, look.asked), 0);
    ck_assert(begin(3, look.due));
}
END_TEST

/* Reads that wait for a place longer than it takes to ask again: the answer to the first one comes
 * when the second waits. Nothing has moved between, so that it says all that the second would; if
 * only the latest counted, he would be asked about for ever (R-16, INV-17). */
START_TEST(answer_that_waited_for_long_counts)
{
    ck_assert(begin(3, NINE));
    uint32_t first = look.asked;
    ck_assert(looks_is_over(&looks, 3, NINE + LOOKS_AGAIN));
    ck_assert(begin(3, NINE + LOOKS_AGAIN));
    ck_assert_int_eq(look.due, NINE + 2 * LOOKS_AGAIN);
    ck_assert_int_eq(looks_end(&looks, 3, first), 1);
    ck_assert(!begin(3, NINE + 2 * LOOKS_AGAIN));
}
END_TEST

static Suite *looks_suite(void)
{
    Suite *suite = suite_create("looks");
    TCase *tcase = tcase_create("looks");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, look_is_asked_once);
    tcase_add_test(tcase, old_answer_does_not_count);
    tcase_add_loop_test(tcase, answer_to_the_question_before_does_not_count, 0, 2);
    tcase_add_test(tcase, look_without_an_answer_is_wanted_again);
    tcase_add_test(tcase, answer_that_waited_for_long_counts);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(looks_suite)
