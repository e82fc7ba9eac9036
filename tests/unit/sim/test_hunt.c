/* The hunt: draws, verdicts, repeats, shrinking. Worlds run in children, as always. */
#include "sim/hunt/hunt.h"
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/hunt/hunt_faults.h"
#include "sim/hunt/hunt_shrink.h"
#include "sim/hunt/hunt_smaller.h"
#include "sim/hunt/hunt_world.h"
#include "sim/scenario/population.h"
#include "sim/scenario/scenario_copy.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/scenario/scenario_write.h"
#include "tests/unit/fk_check.h"
#include <stdlib.h>
#include <string.h>

static struct sim_scenario base;
static struct hunt_pool pool;
static struct hunt_totals totals;

static void set_up(void)
{
    ck_assert_int_eq(hunt_base_load(NULL, &base, NULL), FK_OK);
}

static void set_up_pool(void)
{
    struct fk_diag diag = {.text = ""};
    set_up();
    ck_assert_msg(hunt_pool_init(&pool, 2, 10000, &diag) == FK_OK, "%s", diag.text);
}

static void tear_down(void)
{
    scenario_fini(&base);
}

static void tear_down_pool(void)
{
    hunt_pool_fini(&pool);
    tear_down();
}

START_TEST(test_draw_is_a_function_of_the_seed)
{
    struct sim_scenario a, b, c;
    ck_assert_int_eq(hunt_draw(&base, 42, false, &a), FK_OK);
    ck_assert_int_eq(hunt_draw(&base, 42, false, &b), FK_OK);
    ck_assert_int_eq(hunt_draw(&base, 43, false, &c), FK_OK);
    char *first = scenario_write(&a, NULL), *second = scenario_write(&b, NULL),
         *third = scenario_write(&c, NULL);
    ck_assert_str_eq(first, second);
    ck_assert_str_ne(first, third);
    free(first);
    free(second);
    free(third);
    scenario_fini(&a);
    scenario_fini(&b);
    scenario_fini(&c);
}
END_TEST

/* What the draw promises: sizes, healed three days before the end, every kind of fault. */
START_TEST(test_draw_keeps_its_bounds)
{
    uint32_t large = 0, small = 0;
    uint64_t kinds = 0;
    for (uint64_t seed = 1; seed <= 5000; seed++) {
        struct sim_scenario s;
        ck_assert_int_eq(hunt_draw(&base, seed, false, &s), FK_OK);
        uint32_t customers = scenario_customers(&s);
        ck_assert_uint_ge(customers, 1);
        ck_assert_uint_le(customers, 2000);
        ck_assert_uint_ge(s.days, 1 + HUNT_REST);
        ck_assert_uint_le(s.days, 10);
        ck_assert_int_le(hunt_healed(&s), s.start + (s.days - HUNT_REST) * MS_DAY + 1);
        ck_assert_int_le(s.policy.overdraft, s.policy.warning + 1); /* cut <, warned <= */
        ck_assert_int_le(s.policy.warning, s.policy.reminder);
        large += customers > 20;
        small += customers <= 6;
        for (uint32_t i = 0; i < s.fault_count; i++) {
            ck_assert_int_gt(s.faults[i].to, s.faults[i].from);
            kinds |= UINT64_C(1) << s.faults[i].kind;
        }
        scenario_fini(&s);
    }
    ck_assert_uint_ge(large, 50); /* one in fifty: 100 */
    ck_assert_uint_le(large, 150);
    ck_assert_uint_ge(small, 2500);
    ck_assert_uint_eq(kinds, (UINT64_C(1) << FAULT_KINDS) - 1);
}
END_TEST

/* What a tariff of versions can be; whether it loads is asked in test_scenario_write. */
START_TEST(test_draw_of_tariffs)
{
    enum { LATE, CHANGED, TIERS, TOU, FEE, FACTOR, TWO_LISTS, COUNTED, YEAR, MONTH, SIGHTS };
    uint32_t worlds = 0, seen[SIGHTS] = {0};
    for (uint64_t seed = 1; seed <= 5000; seed++) {
        struct sim_scenario s;
        ck_assert_int_eq(hunt_draw(&base, seed, false, &s), FK_OK);
        worlds += s.tariff_version_count > 0;
        ck_assert((s.price == 0) == (s.tariff_version_count > 0));
        for (uint32_t i = 0; i < s.tariff_version_count; i++) {
            const struct tariff_version *v = &s.tariff_versions[i];
            seen[LATE] += v->loaded > v->from;
            seen[CHANGED] += v->from > s.start;
            seen[TIERS] += v->period != TARIFF_NO_TIERS;
        }
        for (uint32_t i = 0; i < s.group_count; i++) {
            const struct scenario_group *group = &s.groups[i];
            seen[TOU] += group->is_tou;
            seen[FEE] += group->kva > 0;
            seen[FACTOR] += group->power_factor > 0;
            seen[TWO_LISTS] += group->price_list == 1;
            seen[COUNTED] += group->counted > 0;
        }
        seen[YEAR] += s.start == base.start - 62 * MS_DAY;
        seen[MONTH] += s.start == base.start + 28 * MS_DAY;
        scenario_fini(&s);
    }
    ck_assert_uint_ge(worlds, 525); /* one in eight: 625 */
    ck_assert_uint_le(worlds, 725);
    for (unsigned i = 0; i < SIGHTS; i++)
        ck_assert_msg(seen[i] >= 20, "%u: %u", i, seen[i]);
}
END_TEST

START_TEST(test_policy_can_be_fixed)
{
    for (uint64_t seed = 1; seed <= 50; seed++) {
        struct sim_scenario s;
        ck_assert_int_eq(hunt_draw(&base, seed, true, &s), FK_OK);
        ck_assert_mem_eq(&s.policy, &base.policy, sizeof s.policy);
        scenario_fini(&s);
    }
}
END_TEST

/* What was paid while the interface was down, D0 13:00, comes to marketing at D1 12:00 and is
 * posted a day later: a world that ends with D1 has not gone on long enough to say that it never
 * is (0), one of ten days has (1). Found by seed 5007082. */
START_TEST(test_money_that_cannot_be_posted_yet)
{
    static struct hunt_result result;
    struct sim_options options = {.factory = NULL};
    struct sim_scenario world;
    ck_assert_int_eq(scenario_copy(&world, &base), FK_OK);
    world.days = _i == 0 ? 2 : 10;
    world.posting.usual = chance_const(MS_DAY);
    world.faults = calloc(1, sizeof *world.faults);
    world.payments = calloc(1, sizeof *world.payments);
    ck_assert(world.faults && world.payments);
    world.fault_count = world.payment_count = 1;
    world.faults[0] = (struct scenario_fault){.kind = FAULT_PAYMENT_LINK_DOWN,
                                              .share = 1000000,
                                              .from = world.start + MS_DAY / 2,
                                              .to = world.start + 3 * MS_DAY / 2,
                                              .target = {.group = -1, .klass = -1}};
    world.payments[0] = (struct scenario_payment){.from = world.start + 13 * MS_HOUR,
                                                  .to = world.start + 13 * MS_HOUR,
                                                  .amount = 100,
                                                  .channel = PAY_BANK,
                                                  .target = {.group = -1, .klass = -1}};
    hunt_world_run(&world, &options, &result, NULL);
    ck_assert_msg(result.finding.end == HUNT_CLEAN, "%s", result.finding.text);
    ck_assert_uint_eq(result.broken, 0);
    scenario_fini(&world);
}
END_TEST

/* Every fault kind stands in the table of the draw, once. */
START_TEST(test_every_fault_kind_is_drawn)
{
    uint64_t seen = 0;
    for (uint32_t i = 0; i < hunt_fault_count; i++)
        seen |= UINT64_C(1) << hunt_faults[i].kind;
    ck_assert_uint_eq(seen, (UINT64_C(1) << FAULT_KINDS) - 1);
    ck_assert_uint_eq(hunt_fault_count, FAULT_KINDS);
    for (uint32_t i = 0; i < hunt_fault_count; i++) {
        unsigned kind = hunt_faults[i].kind;
        bool is_site = kind >= FAULT_SITE_FIRST && kind <= FAULT_SITE_LAST;
        ck_assert(i < hunt_site_first() || i >= hunt_party_first()
                      ? !is_site
                      : is_site || kind == FAULT_METER_CLOCK);
    }
}
END_TEST

static void run_seeds(uint64_t first, uint64_t last)
{
    struct hunt_options options = {.base = &base, .first = first, .last = last, .failures = 1000};
    ck_assert_int_eq(hunt_seeds(&pool, &options, &totals), FK_OK);
}

/* Runs are counted, one in ten is repeated, and two hunts of one range reach the same. */
START_TEST(test_seeds_are_run_and_repeated)
{
    uint64_t reach[HUNT_REACH_MAX];
    run_seeds(1, 60);
    ck_assert_uint_eq(totals.seeds, 60);
    ck_assert_uint_eq(totals.repeats, 6);
    ck_assert_uint_gt(totals.events, 1000);
    for (unsigned i = 0; i < totals.failure_count; i++)
        ck_assert_int_eq(totals.failures[i].finding.end, HUNT_VIOLATED);
    memcpy(reach, totals.reach, sizeof reach);
    run_seeds(1, 60);
    ck_assert_mem_eq(reach, totals.reach, sizeof reach);
}
END_TEST

/* A pledge of 5 s, and commands that take 10 s: it breaks without a fault (INV-05). Twelve
 * customers, nine days, and crews that have nothing to do with it. */
static void make_broken_pledge(struct sim_scenario *s)
{
    ck_assert_int_eq(scenario_copy(s, &base), FK_OK);
    s->meters_per_concentrator = 12;
    s->days = 9;
    s->groups[0].classes = 12;
    s->groups[0].balance = 100;
    s->groups[0].balance_step = 416;
    s->restore_limit = 5 * MS_SECOND;
    s->is_paying_after_cut = true;
    s->pay_after = chance_const(MS_HOUR);
    s->pay_amount = 50000;
    s->crews = 20;
    s->crew_arrival = chance_const(50 * MS_HOUR);
    s->policy.notice_valid = 5 * MS_DAY; /* it lasts until they are there */
    s->crew_hours = (struct clock_window){0, MS_DAY};
    s->payments = calloc(1, sizeof *s->payments);
    s->payments[0] = (struct scenario_payment){s->start + MS_DAY, s->start + MS_DAY,         0, 1,
                                               PAY_APP,           {.group = -1, .klass = -1}};
    s->payment_count = 1;
}

static struct hunt_finding find(const struct sim_scenario *s)
{
    char *text = scenario_write(s, NULL);
    struct hunt_job job = {.text = text};
    const struct hunt_slot *slot = hunt_pool_run(&pool, &job);
    ck_assert_ptr_nonnull(slot);
    struct hunt_finding finding = slot->shared->result.finding;
    free(text);
    return finding;
}

START_TEST(test_violation_is_found_and_shrunk)
{
    struct sim_scenario s, again;
    struct hunt_shrunk shrunk;
    make_broken_pledge(&s);
    struct hunt_finding finding = find(&s);
    ck_assert_int_eq(finding.end, HUNT_VIOLATED);
    ck_assert_uint_eq(finding.invariant, 5);
    ck_assert_int_eq(hunt_shrink(&pool, &base, &s, &finding, 50, &shrunk), FK_OK);
    ck_assert(shrunk.is_small);
    ck_assert_uint_eq(shrunk.customers, 1);
    ck_assert_uint_lt(shrunk.days, 9);
    ck_assert_uint_eq(shrunk.finding.invariant, 5);
    /* what is left is a file, and it fails alike */
    ck_assert_int_eq(
        scenario_load_memory("small", shrunk.text, strlen(shrunk.text), NULL, 0, &again, NULL),
        FK_OK);
    finding = find(&again);
    ck_assert_uint_eq(finding.invariant, 5);
    ck_assert_uint_eq(again.payment_count, 0);
    ck_assert_int_eq(again.restore_limit, 5 * MS_SECOND); /* what it takes is still there */
    ck_assert_int_eq(again.crews, 1);                     /* what it does not is as in the base */
    scenario_fini(&again);
    scenario_fini(&s);
    free(shrunk.text);
}
END_TEST

/* A failure that the world does not have is the hunt's own fault. */
START_TEST(test_shrink_wants_the_failure)
{
    struct sim_scenario s;
    struct hunt_shrunk shrunk;
    struct hunt_finding finding = {.end = HUNT_VIOLATED, .invariant = 14};
    ck_assert_int_eq(scenario_copy(&s, &base), FK_OK);
    ck_assert_int_eq(hunt_shrink(&pool, &base, &s, &finding, 10, &shrunk), FK_E_STATE);
    scenario_fini(&s);
}
END_TEST

START_TEST(test_world_that_does_not_load_stops)
{
    struct hunt_job job = {.text = "id: no\n"};
    const struct hunt_slot *slot = hunt_pool_run(&pool, &job);
    ck_assert_ptr_nonnull(slot);
    ck_assert_int_eq(slot->shared->result.finding.end, HUNT_STOPPED);
}
END_TEST

/* 2,000,000 customers need more than the second that they get. */
START_TEST(test_world_over_its_time_is_ended)
{
    struct sim_scenario s;
    struct hunt_finding finding;
    pool.cpu_ms = 1000;
    ck_assert_int_eq(scenario_copy(&s, &base), FK_OK);
    s.concentrators = 10000;
    s.meters_per_concentrator = 200;
    s.days = 9;
    finding = find(&s);
    ck_assert_int_eq(finding.end, HUNT_SLOW);
    scenario_fini(&s);
}
END_TEST

static const char *story_of(const struct sim_scenario *s, const struct hunt_finding *finding)
{
    char *text = scenario_write(s, NULL);
    struct hunt_job job = {.text = text, .story_of = finding};
    const struct hunt_slot *slot = hunt_pool_run(&pool, &job);
    free(text);
    return slot->shared->story.text;
}

/* A story has the events of its customer alone, with registers and calculations and without steps
 * that say nothing, and ends with the failure. */
START_TEST(test_story)
{
    struct sim_scenario s;
    make_broken_pledge(&s);
    s.command_valid = 1; /* only crews can move the relays */
    struct hunt_finding finding = {HUNT_VIOLATED, 5,  3, s.start + 9 * MS_DAY - 1,
                                   "the pledge",  "", 0};
    const char *story = story_of(&s, &finding);
    ck_assert_ptr_nonnull(strstr(story, "supply     off\n"));
    ck_assert_ptr_nonnull(strstr(story, "field-cut success OK\n"));
    ck_assert_ptr_nonnull(strstr(story, "relay      closed -> open\n"));
    ck_assert_ptr_null(strstr(strstr(story, "supply     off\n") + 1, "supply     off\n"));
    ck_assert_ptr_nonnull(strstr(story, "register   of D1 00:00 comes in: 8.00 kWh\n"));
    ck_assert_ptr_nonnull(strstr(story, "calculated with the register of D1 00:00: "));
    ck_assert_ptr_null(strstr(story, "queued"));
    const char *end = "D8 23:59:59.999  >>> the pledge\n";
    ck_assert_str_eq(story + strlen(story) - strlen(end), end);
    finding.at = s.start + 2 * MS_DAY; /* nothing is told after it */
    ck_assert_ptr_null(strstr(story_of(&s, &finding), "supply"));
    scenario_fini(&s);
}
END_TEST

/* In a world of two each line says whose it is, and a fault of which interface. */
START_TEST(test_story_of_two)
{
    struct sim_scenario s;
    struct hunt_finding finding = {.end = HUNT_CRASHED};
    make_broken_pledge(&s);
    s.meters_per_concentrator = 2;
    s.groups[0].classes = 2;
    s.faults = calloc(1, sizeof *s.faults);
    s.faults[0] = (struct scenario_fault){.kind = FAULT_LINK_OUTAGE,
                                          .from = s.start,
                                          .to = s.start + MS_HOUR,
                                          .interface = 3,
                                          .share = 1000000,
                                          .target = {.group = -1, .klass = -1}};
    s.fault_count = 1;
    const char *story = story_of(&s, &finding);
    ck_assert_ptr_nonnull(
        strstr(story, "    D0 01:00:00.000  fault      link-outage on interface I3 ends\n"));
    ck_assert_ptr_nonnull(strstr(story, "\n0:  D1 "));
    ck_assert_ptr_nonnull(strstr(story, "\n1:  D1 "));
    ck_assert_ptr_null(strstr(story, ">>>"));
    scenario_fini(&s);
}
END_TEST

/* Customers 2 and 5 of six remain, each with his balance and his payments; what meant neither is
 * gone. */
START_TEST(test_keep_two)
{
    struct sim_scenario s;
    ck_assert_int_eq(scenario_copy(&s, &base), FK_OK);
    s.meters_per_concentrator = 6;
    s.groups[0].classes = 6;
    s.groups[0].balance = 100;
    s.groups[0].balance_step = 10;
    s.payments = calloc(4, sizeof *s.payments);
    for (int i = 0; i < 4; i++)
        s.payments[i] =
            (struct scenario_payment){.from = s.start,
                                      .to = s.start,
                                      .amount = i + 1,
                                      .target = {.group = 0, .klass = i == 3 ? -1 : 2 + i}};
    s.payment_count = 4; /* of customers 2, 3, 4, and of all */
    ck_assert_int_eq(hunt_keep_two(&s, 2, 5), FK_OK);
    ck_assert_uint_eq(scenario_customers(&s), 2);
    ck_assert_int_eq(population_balance(&s, 0), 120);
    ck_assert_int_eq(population_balance(&s, 1), 150);
    ck_assert_uint_eq(s.payment_count, 2);
    ck_assert_int_eq(s.payments[0].amount, 1);
    ck_assert_int_eq(s.payments[0].target.klass, 0);
    ck_assert_int_eq(s.payments[1].amount, 4);
    ck_assert_int_eq(s.payments[1].target.group, -1);
    scenario_fini(&s);
}
END_TEST

/* Who is left keeps his price list and his meter. */
START_TEST(test_keep_two_of_a_tariff)
{
    struct sim_scenario s;
    ck_assert_int_eq(scenario_copy(&s, &base), FK_OK);
    s.groups[0].price_list = 1;
    s.groups[0].is_tou = true;
    s.groups[0].kva = 2;
    s.groups[0].counted = 300;
    ck_assert_int_eq(hunt_keep_two(&s, 1, 1), FK_OK);
    ck_assert_uint_eq(s.groups[0].price_list, 1);
    ck_assert(s.groups[0].is_tou);
    ck_assert_uint_eq(s.groups[0].kva, 2);
    ck_assert_int_eq(s.groups[0].counted, 300);
    scenario_fini(&s);
}
END_TEST

/* Seed 81: one of the versions is loaded late. A step takes away one thing; the first one all. */
START_TEST(test_plainer_tariff)
{
    struct sim_scenario s, plain;
    struct tariff_version *v;
    ck_assert_int_eq(hunt_draw(&base, 81, false, &s), FK_OK);
    ck_assert_uint_gt(s.tariff_version_count, 1);
    for (uint32_t step = 3; step < 9; step++)
        (void)hunt_plainer(&s, &base, step);
    ck_assert_uint_gt(s.tariff_version_count, 0);
    v = &s.tariff_versions[s.tariff_version_count - 1];
    ck_assert_int_eq(v->loaded, 0);
    ck_assert_uint_eq(v->period, TARIFF_NO_TIERS);
    ck_assert(!s.groups[0].is_tou && s.groups[0].kva == 0 && s.groups[0].power_factor == 0);
    ck_assert_int_eq(scenario_copy(&plain, &s), FK_OK);
    for (uint32_t step = 9; step < hunt_plainer_count(&s); step++)
        (void)hunt_plainer(&s, &base, step);
    ck_assert_int_eq(s.price, 0); /* there are versions */
    ck_assert(hunt_plainer(&plain, &base, 2));
    ck_assert_uint_eq(plain.tariff_version_count, 0);
    ck_assert_int_eq(plain.price, base.price);
    ck_assert(!hunt_plainer(&plain, &base, 2));
    scenario_fini(&plain);
    scenario_fini(&s);
}
END_TEST

/* One customer who stands for five: every failure is a common one, commands take five times as
 * long. */
START_TEST(test_load_of_many)
{
    struct sim_scenario s;
    ck_assert_int_eq(scenario_copy(&s, &base), FK_OK);
    s.policy.hold_orders = 5;
    hunt_load(&s, 0, 5);
    ck_assert_uint_eq(s.policy.hold_orders, 5);
    ck_assert_int_eq(s.command_time.parts[0].a, 10 * MS_SECOND);
    hunt_load(&s, 2, 5);
    ck_assert_uint_eq(s.policy.hold_orders, 5);
    ck_assert_int_eq(s.command_time.parts[0].a, 50 * MS_SECOND);
    ck_assert_int_eq(s.command_timeout, 5 * MS_MINUTE);
    hunt_load(&s, 1, 5);
    ck_assert_uint_eq(s.policy.hold_orders, 1);
    ck_assert_uint_eq(s.policy.hold_percent, 0);
    s.meters_per_concentrator = 5;
    hunt_load(&s, 4, 5);
    ck_assert_int_eq(s.read_time.parts[0].a, 25 * MS_SECOND);
    ck_assert_int_eq(s.command_time.parts[0].a, 50 * MS_SECOND);
    scenario_fini(&s);
}
END_TEST

/* Taken step by step, a world becomes the base but for its people and its story. */
START_TEST(test_plainer_leads_to_the_base)
{
    struct sim_scenario s, plain;
    ck_assert_int_eq(hunt_draw(&base, 5, false, &s), FK_OK);
    for (uint32_t step = 0; step < hunt_plainer_count(&s); step++)
        (void)hunt_plainer(&s, &base, step);
    ck_assert_mem_eq(&s.policy, &base.policy, sizeof s.policy);
    ck_assert_uint_eq(s.seed, base.seed);
    ck_assert_int_eq(s.crew_hours.from, base.crew_hours.from);
    ck_assert_uint_eq(s.gap_fill_count, base.gap_fill_count);
    ck_assert(!s.is_paying_after_cut);
    ck_assert_int_eq(scenario_copy(&plain, &s), FK_OK);
    for (uint32_t step = 0; step < hunt_plainer_count(&s); step++)
        ck_assert(!hunt_plainer(&plain, &base, step) || plain.fault_count > 0);
    scenario_fini(&plain);
    scenario_fini(&s);
}
END_TEST

static Suite *hunt_suite(void)
{
    Suite *suite = suite_create("hunt");
    TCase *draws = tcase_create("draw"), *worlds = tcase_create("world");
    tcase_add_checked_fixture(draws, set_up, tear_down);
    tcase_add_test(draws, test_draw_is_a_function_of_the_seed);
    tcase_add_test(draws, test_draw_keeps_its_bounds);
    tcase_add_test(draws, test_draw_of_tariffs);
    tcase_add_test(draws, test_policy_can_be_fixed);
    tcase_add_loop_test(draws, test_money_that_cannot_be_posted_yet, 0, 2);
    tcase_add_test(draws, test_every_fault_kind_is_drawn);
    tcase_add_test(draws, test_keep_two);
    tcase_add_test(draws, test_keep_two_of_a_tariff);
    tcase_add_test(draws, test_plainer_tariff);
    tcase_add_test(draws, test_load_of_many);
    tcase_add_test(draws, test_plainer_leads_to_the_base);
    suite_add_tcase(suite, draws);
    tcase_set_timeout(worlds, 60);
    tcase_add_checked_fixture(worlds, set_up_pool, tear_down_pool);
    tcase_add_test(worlds, test_seeds_are_run_and_repeated);
    tcase_add_test(worlds, test_violation_is_found_and_shrunk);
    tcase_add_test(worlds, test_shrink_wants_the_failure);
    tcase_add_test(worlds, test_world_that_does_not_load_stops);
    tcase_add_test(worlds, test_world_over_its_time_is_ended);
    tcase_add_test(worlds, test_story);
    tcase_add_test(worlds, test_story_of_two);
    suite_add_tcase(suite, worlds);
    return suite;
}

FK_CHECK_MAIN(hunt_suite)
