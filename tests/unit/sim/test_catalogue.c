/* The strategies of a scenario with their customers and versions (RPT-12), and who stands otherwise
 * than his group (RPT-01): 6 areas of 2 customers,
 * 2 areas a line; group N, non-residents, is customers 0, 4 and 8, group I, who are important,
 * customer 0 alone. */
#include "sim/scenario/standing.h"

#include "tests/unit/fk_check.h"

static struct scenario_group groups[] = {
    {.name = "A", .every = 1, .classes = 1},
    {.name = "N", .every = 4, .classes = 1, .is_non_resident = true},
    {.name = "I", .every = 12, .classes = 1, .is_important = true}};
#define ALL                                                                                        \
    {                                                                                              \
        .group = -1, .klass = -1                                                                   \
    }

static struct sim_scenario world(void)
{
    return (struct sim_scenario){.concentrators = 6,
                                 .meters_per_concentrator = 2,
                                 .concentrators_per_fep = 6,
                                 .concentrators_per_line = 2,
                                 .groups = groups,
                                 .group_count = 3,
                                 .start = 1000 * MS_DAY,
                                 .days = 5,
                                 .policy = {.reminder = 5000, .warning = 3000},
                                 .non_residents = {.warning = 9000, .approval = 2}};
}

static void check_row(const struct catalogue_row *row, ms_t from, ms_t until, uint32_t customers,
                      fen_t warning)
{
    ck_assert_int_eq(row->from, 1000 * MS_DAY + from);
    ck_assert_int_eq(row->until, until ? 1000 * MS_DAY + until : 0);
    ck_assert_uint_eq(row->customers, customers);
    ck_assert_int_eq(row->policy.warning, warning);
}

START_TEST(everybody_is_alike)
{
    struct sim_scenario s = world();
    struct catalogue list;
    s.group_count = 1;
    ck_assert_int_eq(catalogue_init(&list, &s), FK_OK);
    ck_assert_uint_eq(list.count, 1);
    check_row(&list.rows[0], 0, 0, 12, 3000);
    catalogue_fini(&list);
}
END_TEST

/* Nine of A, two of N (4 and 8), and customer 0. */
START_TEST(groups_that_differ)
{
    struct sim_scenario s = world();
    struct catalogue list;
    ck_assert_int_eq(catalogue_init(&list, &s), FK_OK);
    ck_assert_uint_eq(list.count, 3);
    check_row(&list.rows[0], 0, 0, 9, 3000);
    check_row(&list.rows[1], 0, 0, 2, 9000);
    ck_assert_uint_eq(list.rows[1].policy.approval_levels, 1);
    check_row(&list.rows[2], 0, 0, 1, 3000);
    ck_assert_int_eq(list.rows[2].policy.overdraft, FEE_NEVER_CUT);
    catalogue_fini(&list);
}
END_TEST

/* Line 2, customers 4 to 7, has 20.00 from D2 on: three of A leave the nine, and one of N the two.
 * What would begin after the end of the run is left out. */
START_TEST(amounts_from_a_moment_on)
{
    struct scenario_override entries[] = {
        {.line = 2, .target = ALL, .warning = 2000, .from = 1002 * MS_DAY},
        {.line = 1, .target = ALL, .warning = 1000, .from = 1005 * MS_DAY}};
    struct sim_scenario s = world();
    struct catalogue list;
    s.overrides = entries;
    s.override_count = 2;
    ck_assert_int_eq(catalogue_init(&list, &s), FK_OK);
    ck_assert_uint_eq(list.count, 7);
    check_row(&list.rows[0], 0, 2 * MS_DAY, 9, 3000);
    check_row(&list.rows[1], 0, 2 * MS_DAY, 2, 9000);
    check_row(&list.rows[2], 0, 0, 1, 3000);
    check_row(&list.rows[3], 2 * MS_DAY, 0, 6, 3000);
    check_row(&list.rows[4], 2 * MS_DAY, 0, 1, 9000);
    uint32_t customers = 0;
    for (uint32_t i = 5; i < 7; i++) {
        ck_assert_int_eq(list.rows[i].policy.warning, 2000);
        customers += list.rows[i].customers;
    }
    ck_assert_uint_eq(customers, 4);
    catalogue_fini(&list);
}
END_TEST

/* Days of charge: 8.00 kWh of 0.50 CNY are 4.00 CNY a day; seven days are 28.00 CNY. */
START_TEST(days_of_charge_are_amounts)
{
    struct sim_scenario s = world();
    struct catalogue list;
    s.group_count = 1;
    s.per_day = 800;
    s.price = 500000;
    s.policy.warning_days = 7;
    ck_assert_int_eq(catalogue_init(&list, &s), FK_OK);
    ck_assert_uint_eq(list.count, 1);
    check_row(&list.rows[0], 0, 0, 12, 2800);
    ck_assert_uint_eq(list.rows[0].policy.warning_days, 7);
    catalogue_fini(&list);
}
END_TEST

START_TEST(local_meters_have_no_strategy)
{
    struct scenario_local locals[] = {
        {.target = {.group = -1, .klass = -1, .first = 5}},
        {.target = {.group = -1, .klass = -1, .first = 2, .skip = 4}}}; /* 0 to 4, and 4 and 5 */
    struct sim_scenario s = world();
    struct catalogue list;
    s.group_count = 1;
    s.local_meters = locals;
    s.local_count = 2;
    ck_assert_int_eq(catalogue_init(&list, &s), FK_OK);
    ck_assert_uint_eq(list.count, 1);
    check_row(&list.rows[0], 0, 0, 6, 3000);
    catalogue_fini(&list);
}
END_TEST

struct seen {
    uint32_t strategies[3], groups;
    struct standing_row rows[12];
    uint32_t count;
};

static int see_group(void *context, uint32_t group, uint32_t strategy)
{
    struct seen *seen = context;
    ck_assert_uint_eq(group, seen->groups);
    seen->strategies[seen->groups++] = strategy;
    return FK_OK;
}

static int see_customer(void *context, const struct standing_row *row)
{
    struct seen *seen = context;
    seen->rows[seen->count++] = *row;
    return FK_OK;
}

static void check_standing(const struct standing_row *row, uint32_t customer, uint32_t strategy,
                           unsigned phone, unsigned hold)
{
    ck_assert_uint_eq(row->customer, customer);
    ck_assert_uint_eq(row->strategy, strategy);
    ck_assert_uint_eq(row->phone, phone);
    ck_assert_uint_eq(row->hold, hold);
}

/* Area 2, customers 2 and 3, has another warning; area 3, 4 and 5, is protected as the run ends,
 * area 4 no more; 8 has somebody else's number, 9 no agreement at the start, 11 a local meter. */
START_TEST(who_stands_otherwise)
{
    struct scenario_override entries[] = {{.area = 2, .target = ALL, .warning = 2000}};
    struct scenario_lock locks[] = {{HOLD_PROTECTION, 1000 * MS_DAY, 1009 * MS_DAY, 0, 3, ALL},
                                    {HOLD_PERIOD, 1000 * MS_DAY, 1004 * MS_DAY, 0, 4, ALL}};
    struct scenario_phone phones[] = {
        {.owner = 1, .target = {.group = -1, .klass = -1, .first = 1, .skip = 8}}};
    struct scenario_agreement agreements[] = {
        {.from = 1001 * MS_DAY, .target = {.group = -1, .klass = -1, .first = 1, .skip = 9}}};
    struct scenario_local locals[] = {
        {.account = -500, .target = {.group = -1, .klass = -1, .first = 1, .skip = 11}}};
    struct sim_scenario s = world();
    struct catalogue list;
    struct seen seen = {.groups = 0};
    s.overrides = entries;
    s.locks = locks;
    s.lock_count = 2;
    s.phones = phones;
    s.agreements = agreements;
    s.local_meters = locals;
    s.override_count = s.phone_count = s.agreement_count = s.local_count = 1;
    ck_assert_int_eq(catalogue_init(&list, &s), FK_OK);
    ck_assert_int_eq(
        standing_each(&s, &list, &(struct standing_visits){&seen, see_group, see_customer}), FK_OK);
    ck_assert_uint_eq(seen.groups, 3);
    ck_assert_uint_eq(seen.strategies[0], catalogue_of(&list, 1));
    ck_assert_uint_eq(seen.count, 7);
    check_standing(&seen.rows[0], 2, catalogue_of(&list, 2), 0, 0);
    ck_assert_uint_ne(seen.rows[0].strategy, seen.strategies[0]);
    check_standing(&seen.rows[1], 3, seen.rows[0].strategy, 0, 0);
    check_standing(&seen.rows[2], 4, seen.strategies[1], 0, HOLD_PROTECTION);
    check_standing(&seen.rows[3], 5, seen.strategies[0], 0, HOLD_PROTECTION);
    check_standing(&seen.rows[4], 8, seen.strategies[1], SMS_FATE_WRONG_OWNER, 0);
    check_standing(&seen.rows[5], 9, seen.strategies[0], 0, 0);
    ck_assert(seen.rows[5].is_left_out);
    check_standing(&seen.rows[6], 11, 0, 0, 0);
    ck_assert(seen.rows[6].is_local && seen.rows[6].account == -500);
    catalogue_fini(&list);
}
END_TEST

static Suite *catalogue_suite(void)
{
    Suite *suite = suite_create("catalogue");
    TCase *all = tcase_create("rows");
    tcase_add_test(all, everybody_is_alike);
    tcase_add_test(all, groups_that_differ);
    tcase_add_test(all, amounts_from_a_moment_on);
    tcase_add_test(all, days_of_charge_are_amounts);
    tcase_add_test(all, local_meters_have_no_strategy);
    tcase_add_test(all, who_stands_otherwise);
    suite_add_tcase(suite, all);
    return suite;
}

FK_CHECK_MAIN(catalogue_suite)
