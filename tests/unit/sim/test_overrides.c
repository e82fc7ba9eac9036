/* What lines, areas and customers have in place of the policy (R-08, CQ-9, CQ-10), and
 * non-residents: 6 areas of 2 customers, 2 areas a line; group N is customers 0, 4 and
 * 8. */
#include "models/meter/relay.h"
#include "sim/scenario/overrides.h"
#include "tests/unit/fk_check.h"

static struct scenario_group groups[] = {{.name = "A", .every = 1, .classes = 1},
                                         {.name = "N", .every = 4, .classes = 1}};
#define ALL                                                                                        \
    {                                                                                              \
        .group = -1, .klass = -1                                                                   \
    }

static struct sim_scenario world(void)
{
    return (struct sim_scenario){
        .concentrators = 6,
        .meters_per_concentrator = 2,
        .concentrators_per_fep = 6,
        .concentrators_per_line = 2,
        .groups = groups,
        .group_count = 2,
        .policy = {.reminder = 5000, .warning = 3000, .second_warning = 500, .cut_window = {1, 2}}};
}

static const struct fee_policy *his(const struct population_segments *segments, uint32_t customer)
{
    return &segments->policies[segment_of(&segments->index, customer)->policy];
}

/* customer before area before line before the policy, each amount for itself, whatever the
 * order in the file. {customer, reminder, warning} */
static const struct {
    uint32_t customer;
    fen_t reminder, warning;
} amounts[] = {{3, 5000, 3000}, {4, 7000, 2000}, {5, 7000, 2000}, {6, 7000, 6000}, {7, 9000, 6000}};

START_TEST(most_specific_wins)
{
    struct scenario_override list[] = {
        {.target = {.group = 0, .klass = -1, .first = 1, .skip = 5}, .reminder = 9000},
        {.area = 3, .target = ALL, .warning = 2000},
        {.line = 2, .target = ALL, .reminder = 7000, .warning = 6000}};
    struct sim_scenario s = world();
    struct population_segments segments;
    s.overrides = list;
    s.override_count = 3;
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    for (unsigned i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        const struct fee_policy *policy = his(&segments, amounts[i].customer);
        ck_assert_int_eq(policy->reminder, amounts[i].reminder);
        ck_assert_int_eq(policy->warning, amounts[i].warning);
        ck_assert_int_eq(
            segments.cut_windows[segment_of(&segments.index, amounts[i].customer)->policy].to, 2);
    }
    /* two groups, and of line 2: area 3 of both groups, area 4, customer 7; with the line alone
     * what the customers of area 3 had for a moment */
    ck_assert_uint_eq(segments.policy_count, 2 + 2 + 2 + 1);
    population_segments_fini(&segments);
}
END_TEST

/* Q37: amounts from a moment on, in rows that are alike before it. Area 1 keeps a warning of its
 * own, which is that of the policy until the second moment. {phase, customer, reminder, warning} */
static const struct {
    unsigned phase;
    uint32_t customer;
    fen_t reminder, warning;
} phases[] = {{0, 0, 5000, 3000}, {0, 11, 5000, 3000}, {1, 0, 8000, 3000}, {1, 11, 8000, 3000},
              {2, 0, 8000, 3000}, {2, 1, 8000, 3000},  {2, 4, 8000, 4000}, {2, 11, 8000, 4000}};

START_TEST(amounts_of_a_moment)
{
    struct scenario_override list[] = {
        {.target = ALL, .from = 100, .reminder = 5000},
        {.target = ALL, .from = 300, .warning = 4000},
        {.target = {.group = -1, .klass = -1, .concentrator = 1}, .warning = 3000},
        {.target = ALL, .from = 200, .reminder = 8000}};
    struct sim_scenario s = world();
    struct population_segments segments;
    s.start = 100;
    s.overrides = list;
    s.override_count = 4;
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    ck_assert_uint_eq(segments.change_count, 2);
    ck_assert_int_eq(segments.changes[0].at, 200);
    ck_assert_int_eq(segments.changes[1].at, 300);
    for (unsigned i = 0; i < sizeof phases / sizeof phases[0]; i++) {
        const struct fee_policy *rows = phases[i].phase == 0
                                            ? segments.policies
                                            : segments.changes[phases[i].phase - 1].policies;
        rows += segment_of(&segments.index, phases[i].customer)->policy;
        ck_assert_int_eq(rows->reminder, phases[i].reminder);
        ck_assert_int_eq(rows->warning, phases[i].warning);
    }
    population_segments_fini(&segments);
}
END_TEST

START_TEST(moments_are_few)
{
    struct scenario_override list[SCENARIO_CHANGES + 1] = {{0}};
    struct sim_scenario s = world();
    struct overrides_moments moments;
    s.overrides = list;
    s.override_count = SCENARIO_CHANGES + 1;
    for (uint32_t i = 0; i < s.override_count; i++)
        list[i].from = 1000 - i;
    ck_assert(!overrides_moments(&s, &moments));
    list[3].from = list[4].from;
    ck_assert(overrides_moments(&s, &moments));
    ck_assert_uint_eq(moments.count, SCENARIO_CHANGES);
    for (uint32_t i = 1; i < moments.count; i++)
        ck_assert_int_lt(moments.at[i - 1], moments.at[i]);
}
END_TEST

/* Desks, holds and turns stay those of the group. */
START_TEST(desks_are_shared)
{
    struct scenario_override list[] = {{.area = 1, .target = ALL, .warning = 1}};
    struct sim_scenario s = world();
    struct population_segments segments;
    s.overrides = list;
    s.override_count = 1;
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    ck_assert_uint_eq(his(&segments, 0)->office, his(&segments, 4)->office);
    ck_assert_uint_eq(his(&segments, 1)->office, his(&segments, 11)->office);
    ck_assert_uint_ne(his(&segments, 0)->office, his(&segments, 1)->office);
    ck_assert_int_eq(his(&segments, 0)->warning, 1);
    population_segments_fini(&segments);
}
END_TEST

/* CQ-10: manual, and automatic again for whom that is said more specifically. */
START_TEST(switches)
{
    struct scenario_override list[] = {{.area = 2, .target = ALL, .restoring = OVERRIDE_AUTOMATIC},
                                       {.line = 1,
                                        .target = ALL,
                                        .restore_notice = MS_HOUR, /* */
                                        .reminding = OVERRIDE_MANUAL,
                                        .dunning = OVERRIDE_MANUAL,
                                        .restoring = OVERRIDE_MANUAL}};
    struct sim_scenario s = world();
    struct population_segments segments;
    s.overrides = list;
    s.override_count = 2;
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    for (uint32_t i = 0; i < 12; i++) {
        ck_assert(his(&segments, i)->is_reminding_manual == (i < 4));
        ck_assert(his(&segments, i)->is_dunning_manual == (i < 4));
        ck_assert_int_eq(his(&segments, i)->restore_notice, i < 4 ? MS_HOUR : 0);
        ck_assert(his(&segments, i)->is_restoring_manual == (i < 2));
    }
    population_segments_fini(&segments);
}
END_TEST

/* R-10, P-THR-05: a group's own approval goes before that of non-residents. {of the group, levels}
 */
static const struct {
    uint8_t own;
    unsigned levels;
} approvals[] = {{0, 2}, {2, 1}};

START_TEST(non_residents)
{
    struct scenario_group two[] = {groups[0], groups[1]};
    struct sim_scenario s = world();
    struct population_segments segments;
    two[1].is_non_resident = 1;
    two[1].approval = approvals[_i].own;
    s.groups = two;
    s.non_residents = (struct scenario_non_residents){20000, 20000, 3, 1};
    ck_assert(population_has_approval(&s));
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    ck_assert_int_eq(his(&segments, 4)->warning, 20000);
    ck_assert_int_eq(his(&segments, 4)->reminder, 20000);
    ck_assert_int_eq(his(&segments, 4)->second_warning, 0);
    ck_assert_uint_eq(his(&segments, 4)->approval_levels, approvals[_i].levels);
    ck_assert_int_eq(his(&segments, 5)->warning, 3000);
    ck_assert_int_eq(his(&segments, 5)->second_warning, 500);
    ck_assert_uint_eq(his(&segments, 5)->approval_levels, 0);
    population_segments_fini(&segments);
}
END_TEST

/* a credit line lies below the overdraft of the policy, whatever came before; important
 * customers are never cut.: who is permitted to close presses the button. {customer,
 * overdraft, mode, command} */
static const struct {
    uint32_t customer;
    fen_t overdraft;
    uint8_t mode, command;
} classes[] = {{0, FEE_NEVER_CUT, FEE_RESTORE_AUTOMATIC, RELAY_CLOSE},
               {1, -2500, FEE_RESTORE_AUTOMATIC, RELAY_CLOSE},
               {2, -3500, FEE_RESTORE_SAFE, RELAY_PERMIT},
               {5, -500, FEE_RESTORE_SAFE, RELAY_PERMIT},
               {11, -500, FEE_RESTORE_AUTOMATIC, RELAY_CLOSE}};

START_TEST(credit_and_mode_by_class)
{
    struct scenario_group own[] = {groups[0], groups[1]};
    struct scenario_override list[] = {
        {.line = 1, .target = ALL, .credit = 2000, .notice_wait = 7},
        {.target = {.group = 0, .klass = -1, .first = 1, .skip = 1}, .credit = 3000},
        {.target = {.group = 0, .klass = -1, .first = 3, .skip = 1},
         .restore_mode = OVERRIDE_PERMITS},
        {.target = {.group = 1, .klass = -1}, .restore_mode = OVERRIDE_CLOSES}};
    struct sim_scenario s = world();
    struct population_segments segments;
    own[1].is_important = true;
    s.groups = own;
    s.policy.overdraft = -500;
    s.policy.notice_wait = 9;
    s.overrides = list;
    s.override_count = 4;
    ck_assert_int_eq(population_segments(&s, &segments), FK_OK);
    for (unsigned i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        const struct fee_policy *policy = his(&segments, classes[i].customer);
        ck_assert_int_eq(policy->overdraft, classes[i].overdraft);
        ck_assert_uint_eq(policy->restore_mode, classes[i].mode);
        ck_assert_int_eq(policy->notice_wait, classes[i].customer < 4 ? 7 : 9);
        ck_assert_uint_eq(segment_of(&segments.index, classes[i].customer)->restore,
                          classes[i].command);
    }
    population_segments_fini(&segments);
}
END_TEST

static Suite *overrides_suite(void)
{
    Suite *suite = suite_create("overrides");
    TCase *tcase = tcase_create("rows");
    tcase_add_test(tcase, most_specific_wins);
    tcase_add_test(tcase, credit_and_mode_by_class);
    tcase_add_test(tcase, amounts_of_a_moment);
    tcase_add_test(tcase, moments_are_few);
    tcase_add_test(tcase, desks_are_shared);
    tcase_add_test(tcase, switches);
    tcase_add_loop_test(tcase, non_residents, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(overrides_suite)
