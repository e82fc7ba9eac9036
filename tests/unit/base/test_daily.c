/* The counter of a day: one entity's counts, whatever others do, from 0 again at 00:00 CST. */
#include "base/daily.h"
#include "tests/unit/fk_check.h"

#define MIDNIGHT (INT64_C(1772380800) * MS_SECOND) /* 2026-03-02 00:00 CST, day 20514 */
#define DAY      UINT64_C(20514)

START_TEST(counts_are_of_the_entity_and_the_day)
{
    struct daily daily = {0};
    uint64_t counter;
    for (uint32_t i = 0; i < 3; i++)
        for (uint32_t entity = 5; entity < 5 + 2 * i + 1; entity++) {
            ck_assert_int_eq(daily_next(&daily, entity, MIDNIGHT + i, &counter), FK_OK);
            /* 5 comes in each round, 6 and 7 from the second, 8 and 9 in the third */
            uint64_t n = entity == 5 ? i : entity < 8 ? i - 1 : 0;
            ck_assert_uint_eq(counter, DAY << 16 | n);
        }
    ck_assert_int_eq(daily_next(&daily, 5, MIDNIGHT + MS_DAY - 1, &counter), FK_OK);
    ck_assert_uint_eq(counter, DAY << 16 | 3);
    ck_assert_int_eq(daily_next(&daily, 5, MIDNIGHT + MS_DAY, &counter), FK_OK);
    ck_assert_uint_eq(counter, (DAY + 1) << 16);
    ck_assert_int_eq(daily_next(&daily, 5, MIDNIGHT, &counter), FK_OK); /* told late */
    ck_assert_uint_eq(counter, (DAY + 1) << 16 | 1);
    daily_fini(&daily);
}
END_TEST

static Suite *daily_suite(void)
{
    Suite *suite = suite_create("daily");
    TCase *tcase = tcase_create("daily");
    tcase_add_test(tcase, counts_are_of_the_entity_and_the_day);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(daily_suite)
