/* P-POP-10: which station, county and city an area is of, by hand; what a file may say of units;
 * whom a `who` by a unit means; and what the hunt makes of them. */
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_smaller.h"
#include "sim/scenario/population.h"
#include "sim/scenario/scenario_copy.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/scenario/unit_levels.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"
#include <stdlib.h>
#include <string.h>

/* Ten areas, four stations: areas 0 1 2 | 3 4 | 5 6 7 | 8 9 (floor of 0.4 an area). Three counties:
 * stations 0 1 | 2 | 3. Two cities: counties 0 1 | 2. {stations, counties, cities, of the rollout,
 * area, expected of each from 1; 0: there is none} */
static const struct {
    uint32_t stations, counties, cities, rollout, area, station, county, city;
} rows[] = {
    {4, 3, 2, 0, 0, 1, 1, 1},
    {4, 3, 2, 0, 2, 1, 1, 1},
    {4, 3, 2, 0, 3, 2, 1, 1},
    {4, 3, 2, 0, 4, 2, 1, 1},
    {4, 3, 2, 0, 5, 3, 2, 1},
    {4, 3, 2, 0, 7, 3, 2, 1},
    {4, 3, 2, 0, 8, 4, 3, 2},
    {4, 3, 2, 0, 9, 4, 3, 2},
    /* levels that are left out: ten areas among three are 0 1 2 3 | 4 5 6 | 7 8 9 */
    {0, 3, 0, 0, 3, 0, 1, 0},
    {0, 3, 0, 0, 4, 0, 2, 0},
    {0, 0, 3, 0, 6, 0, 0, 2},
    {0, 0, 3, 0, 7, 0, 0, 3},
    {4, 0, 2, 0, 4, 2, 0, 1},
    {4, 0, 2, 0, 5, 3, 0, 2},
    /* counties of a rollout: two each of five areas, cut into four stations, and as one city */
    {4, 0, 1, 2, 4, 2, 1, 1},
    {4, 0, 1, 2, 5, 3, 2, 1},
    {0, 0, 0, 0, 5, 0, 0, 0}};

START_TEST(of_an_area)
{
    struct sim_scenario s = {.concentrators = 10,
                             .stations = rows[_i].stations,
                             .counties = rows[_i].counties,
                             .cities = rows[_i].cities,
                             .rollout = {.counties = rows[_i].rollout}};
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_STATION, rows[_i].area), rows[_i].station);
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_COUNTY, rows[_i].area), rows[_i].county);
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_CITY, rows[_i].area), rows[_i].city);
}
END_TEST

/* Jilin: 309 stations of nine cities. With 61,800 areas each has 200; cities have 34 or 35. */
START_TEST(of_jilin)
{
    const struct sim_scenario s = {.concentrators = 61800, .stations = 309, .cities = 9};
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_STATION, 199), 1);
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_STATION, 200), 2);
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_STATION, 61799), 309);
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_CITY, 34 * 200 + 199), 1); /* 34 * 9 < 309 */
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_CITY, 35 * 200), 2);       /* 35 * 9 = 315 */
    ck_assert_uint_eq(unit_levels_of(&s, UNIT_CITY, 61799), 9);
}
END_TEST

static const struct {
    const char *set[3], *expected;
} refused[] = {
    {{"population.stations=6"},
     "--set population.stations=6: key 'population.stations': 6 stations for 5 concentrators; "
     "expected at most 5"},
    {{"population.stations=2", "population.counties=3"},
     "--set population.counties=3: key 'population.counties': 3 counties for 2 stations; expected "
     "at most 2"},
    {{"population.counties=2", "population.cities=3"},
     "--set population.cities=3: key 'population.cities': 3 cities for 2 counties; expected at "
     "most 2"},
    {{"rollout.counties=5", "population.counties=4"},
     "--set population.counties=4: key 'population.counties': `rollout` has 5; expected the same"},
    {{"rollout.counties=5", "population.stations=4"},
     "--set population.stations=4: key 'population.stations': 5 counties of `rollout` cannot share "
     "them evenly"},
    {{"population.cities=2", "reads=[{at: D1 08:00, count: 1, who: {city: 3}}]"},
     "--set reads=[{at: D1 08:00, count: 1, who: {city: 3}}]: key 'reads.0.who.city': there is no "
     "city 3; expected 1 to 2"},
    {{"population.cities=2", "reads=[{at: D1 08:00, count: 1, who: {station: 1}}]"},
     "--set reads=[{at: D1 08:00, count: 1, who: {station: 1}}]: key 'reads.0.who.station': the "
     "population has no units of this level"}};

START_TEST(setting_is_refused)
{
    struct sim_scenario world;
    struct fk_diag diag = {.text = ""};
    unsigned count = 0;
    while (count < 3 && refused[_i].set[count])
        count++;
    ck_assert_int_eq(scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1,
                                          refused[_i].set, count, &world, &diag),
                     FK_E_FORMAT);
    ck_assert_str_eq(diag.text, refused[_i].expected);
}
END_TEST

/* Five areas of twenty customers, three stations: areas 0 1 | 2 3 | 4 (floor of 0.6 an area); two
 * cities: stations 0 1 | 2. */
START_TEST(target_of_a_unit)
{
    static const char *const sets[] = {"population.stations=3", "population.cities=2",
                                       ("reads=[{at: D1 08:00, count: 1, who: {station: 2}}, {at: "
                                        "D1 09:00, count: 1, who: {city: 1, group: G2}}]")};
    struct sim_scenario world;
    ck_assert_int_eq(scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, sets,
                                          3, &world, NULL),
                     FK_OK);
    const struct scenario_target *station = &world.reads[0].target, *city = &world.reads[1].target;
    ck_assert_uint_eq(population_size(&world, station), 40);
    ck_assert(!population_is_target(&world, station, 39));
    ck_assert(population_is_target(&world, station, 40));
    ck_assert(population_is_target(&world, station, 79));
    ck_assert(!population_is_target(&world, station, 80));
    ck_assert_uint_eq(population_size(&world, city), 8); /* every tenth of eighty */
    ck_assert(!population_means_all(station));
    scenario_fini(&world);
}
END_TEST

/* P-WAN-04: areas 2 and 3 are station 2's; all but the last are city 1's. */
START_TEST(terminals_of_a_unit)
{
    static const char *const sets[] = {
        "population.stations=3", "population.cities=2",
        ("faults=[{kind: terminal-offline, who: {station: 2}, from: D1 08:00, to: D1 10:00}, "
         "{kind: "
         "terminal-offline, who: {city: 1}, from: D1 08:00, to: D1 10:00}]")};
    static const char *const bad[] = {
        "population.stations=3", ("faults=[{kind: terminal-offline, who: {station: 2, group: G2}, "
                                  "from: D1 08:00, to: D1 10:00}]")};
    struct sim_scenario world;
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, sets,
                                          3, &world, NULL),
                     FK_OK);
    struct population_lines station = population_lines(&world, &world.faults[0]);
    struct population_lines city = population_lines(&world, &world.faults[1]);
    scenario_fini(&world);
    ck_assert_uint_eq(station.first, 2);
    ck_assert_uint_eq(station.count, 2);
    ck_assert_uint_eq(city.first, 0);
    ck_assert_uint_eq(city.count, 4);
    ck_assert_int_eq(scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, bad, 2,
                                          &world, &diag),
                     FK_E_FORMAT);
    ck_assert_str_eq(strchr(diag.text, '\''),
                     "'faults.0.who': only for faults of meters, payments and interfaces");
}
END_TEST

/* Fewer areas, or plainer ones, have no units any more, and nothing asks for them. */
START_TEST(hunt_forgets_units)
{
    struct sim_scenario base, world;
    ck_assert_int_eq(hunt_base_load(NULL, &base, NULL), FK_OK);
    ck_assert_int_eq(scenario_copy(&world, &base), FK_OK);
    world.concentrators = 4;
    world.stations = 4;
    world.counties = world.cities = 2;
    world.reads = calloc(1, sizeof *world.reads);
    ck_assert_ptr_nonnull(world.reads);
    world.reads[0] =
        (struct scenario_reads){world.start, 1, {.group = -1, .klass = -1, .station = 3}};
    world.read_count = 1;
    world.faults = calloc(1, sizeof *world.faults);
    ck_assert_ptr_nonnull(world.faults);
    world.faults[0] = (struct scenario_fault){.kind = FAULT_TERMINAL_OFFLINE,
                                              .from = world.start,
                                              .to = world.start + MS_HOUR,
                                              .target = {.group = -1, .klass = -1, .city = 2}};
    world.fault_count = 1;
    if (_i == 0)
        hunt_keep_counties(&world);
    else
        ck_assert(hunt_plainer(&world, &base, 1));
    ck_assert_uint_eq(world.stations + world.counties + world.cities, 0);
    ck_assert_uint_eq(world.reads[0].target.station, 0);
    ck_assert_uint_eq(world.faults[0].target.city, 0);
    ck_assert_uint_eq(world.faults[0].terminal, 1); /* two of four areas are of a city */
    ck_assert_uint_eq(world.faults[0].terminals, 2);
    ck_assert(!hunt_plainer(&world, &base, 1)); /* nothing is left to forget */
    scenario_fini(&world);
    scenario_fini(&base);
}
END_TEST

static Suite *unit_levels_suite(void)
{
    Suite *suite = suite_create("unit_levels");
    TCase *tcase = tcase_create("P-POP-10");
    tcase_add_loop_test(tcase, of_an_area, 0, sizeof rows / sizeof rows[0]);
    tcase_add_test(tcase, of_jilin);
    tcase_add_loop_test(tcase, setting_is_refused, 0, sizeof refused / sizeof refused[0]);
    tcase_add_test(tcase, target_of_a_unit);
    tcase_add_test(tcase, terminals_of_a_unit);
    tcase_add_loop_test(tcase, hunt_forgets_units, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(unit_levels_suite)
