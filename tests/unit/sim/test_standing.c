/* RPT-01: who was told before the start, with `rest` of his group (P-PAY-12), starts as reminded or
 * warned, and not as normal. */
#include "sim/scenario/population.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/scenario/standing.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

static struct {
    uint8_t states[100];
    uint32_t count;
} seen;

static int see_group(void *context, uint32_t group, uint32_t strategy)
{
    (void)context;
    ck_assert_uint_eq(group, 0);
    ck_assert_uint_eq(strategy, 1);
    return FK_OK;
}

static int see_customer(void *context, const struct standing_row *row)
{
    (void)context;
    seen.states[row->customer] = row->state;
    seen.count++;
    return FK_OK;
}

static void see(const char *const *sets, unsigned count, struct sim_scenario *world)
{
    const struct standing_visits visits = {NULL, see_group, see_customer};
    struct catalogue list;
    seen.count = 0;
    ck_assert_int_eq(scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, sets,
                                          count, world, NULL),
                     FK_OK);
    ck_assert_int_eq(catalogue_init(&list, world), FK_OK);
    ck_assert_int_eq(standing_each(world, &list, &visits), FK_OK);
    catalogue_fini(&list);
}

/* Reminded below 50.00 CNY, warned at 30.00; some have come down so far, and others paid. */
START_TEST(told_before_the_start)
{
    static const char *const sets[] = {
        "faults=none", "payments=none", "customer.reacts=true",
        "population.groups=[{name: G1, balance: 0.00 CNY, rest: true}]"};
    struct sim_scenario world;
    struct population_segments segments = {0};
    uint32_t of[FEE_STATES] = {0};
    see(sets, sizeof sets / sizeof sets[0], &world);
    ck_assert_int_eq(population_segments(&world, &segments), FK_OK);
    for (uint32_t i = 0; i < 100; i++) {
        fen_t rest = population_opening(&world, &segments, i);
        unsigned state = rest <= 3000 ? FEE_WARNED : rest < 5000 ? FEE_REMINDED : FEE_NOT_ENROLLED;
        ck_assert_uint_eq(seen.states[i], state); /* no row, no state: as normal */
        of[state]++;
    }
    ck_assert_uint_gt(of[FEE_WARNED], 0);
    ck_assert_uint_gt(of[FEE_NOT_ENROLLED], 0);
    ck_assert_uint_eq(seen.count, of[FEE_WARNED] + of[FEE_REMINDED]);
    population_segments_fini(&segments);
    scenario_fini(&world);
}
END_TEST

/* Without a rest nobody was told; who is not enrolled at the start has no state to begin with. */
START_TEST(told_nobody)
{
    static const char *const plain[] = {"faults=none", "payments=none", "customer.reacts=true",
                                        "population.groups=[{name: G1, balance: 0.00 CNY}]"};
    static const char *const later[] = {
        "faults=none", "payments=none", "customer.reacts=true",
        "population.groups=[{name: G1, balance: 0.00 CNY, rest: true}]",
        "agreements=[{from: D1 08:00}]"};
    struct sim_scenario world;
    see(plain, sizeof plain / sizeof plain[0], &world);
    scenario_fini(&world);
    ck_assert_uint_eq(seen.count, 0);
    see(later, sizeof later / sizeof later[0], &world);
    scenario_fini(&world);
    ck_assert_uint_eq(seen.count, 100);
    for (uint32_t i = 0; i < 100; i++)
        ck_assert_uint_eq(seen.states[i], FEE_NORMAL);
}
END_TEST

static Suite *standing_suite(void)
{
    Suite *suite = suite_create("standing");
    TCase *tcase = tcase_create("RPT-01");
    tcase_add_test(tcase, told_before_the_start);
    tcase_add_test(tcase, told_nobody);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(standing_suite)
