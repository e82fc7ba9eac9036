/* Reports by management unit and day (P-POP-10, CQ-14): the database says of every customer what
 * the scenario does, and a report has the rows of the unit and day alone. */
#include "reports/run/run_rpt.h"
#include "sim/scenario/unit_levels.h"
#include "tests/unit/fk_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define START INT64_C(1772380800000) /* 2026-03-02 00:00 CST */
#define AREAS 10                     /* of one customer each */

static char folder[32], path[64];

static void set(struct run_store *store, int number, const char *key, uint32_t count)
{
    char text[16];
    snprintf(text, sizeof text, "%u", count);
    ck_assert_int_eq(run_store_add_setting(store, (uint32_t)number, key, text, NULL), FK_OK);
}

/* A run of three days: customer n has a field order on day n % 3. */
static struct run_db *make_run(const struct sim_scenario *s)
{
    const struct sim_run_info info = {.id = "R",
                                      .title = "by unit",
                                      .source = "r.yaml",
                                      .settings = "",
                                      .version = "0",
                                      .digest = "0",
                                      .level = SIM_EVENTS,
                                      .start = START,
                                      .end = START + 3 * MS_DAY,
                                      .customers = AREAS,
                                      .concentrators = AREAS,
                                      .feps = 1};
    const struct sim_run_result result = {.fingerprint = "0"};
    struct run_store *store = NULL;
    struct run_db *db = NULL;
    snprintf(folder, sizeof folder, "/tmp/feikong-unt-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/run.db", folder);
    ck_assert_int_eq(run_store_open(&store, path, NULL), FK_OK);
    const struct sim_recorder *r = run_store_recorder(store);
    ck_assert_int_eq(r->begin(r->context, &info), FK_OK);
    for (uint32_t day = 0; day < 3; day++)
        for (uint32_t i = day; i < AREAS; i += 3) {
            const struct sim_event event = {.at = START + day * MS_DAY,
                                            .type = EVENT_ORDER,
                                            .priority = EVENT_ORDER,
                                            .entity = i,
                                            .id = i + 1,
                                            .kind = ORDER_FIELD_CUT};
            ck_assert_int_eq(r->event(r->context, &event), FK_OK);
        }
    ck_assert_int_eq(r->end(r->context, &result), FK_OK);
    set(store, 1, "population.stations", s->stations);
    set(store, 2, "population.counties", s->counties);
    set(store, 3, "population.cities", s->cities);
    set(store, 4, "rollout.counties", s->rollout.counties);
    ck_assert_int_eq(run_store_commit(store, NULL), FK_OK);
    run_store_close(store);
    ck_assert_int_eq(run_db_open(&db, path, NULL), FK_OK);
    return db;
}

static void drop(struct run_db *db)
{
    run_db_close(db);
    unlink(path);
    rmdir(folder);
}

static const uint32_t counts[][4] = {{4, 3, 2, 0}, {0, 3, 2, 0}, {4, 0, 2, 0}, {0, 0, 3, 0},
                                     {4, 3, 0, 0}, {4, 0, 2, 2}, {0, 0, 1, 5}, {0, 0, 0, 0}};

START_TEST(units_are_those_of_the_scenario)
{
    const struct sim_scenario s = {.concentrators = AREAS,
                                   .stations = counts[_i][0],
                                   .counties = counts[_i][1],
                                   .cities = counts[_i][2],
                                   .rollout = {.counties = counts[_i][3]}};
    struct run_db *db = make_run(&s);
    struct run_rows *rows = NULL;
    uint32_t area = 0;
    ck_assert_int_eq(run_rows_begin(&rows, db,
                                    "SELECT coalesce(station, 0), coalesce(county, 0), "
                                    "coalesce(city, 0) FROM v_customer ORDER BY customer",
                                    NULL),
                     FK_OK);
    for (; run_rows_next(rows, NULL) == 1; area++)
        for (int level = 0; level < UNIT_LEVELS; level++)
            ck_assert_int_eq(run_rows_int(rows, level),
                             unit_levels_of(&s, (enum unit_level)level, area));
    run_rows_end(rows);
    ck_assert_uint_eq(area, AREAS);
    drop(db);
}
END_TEST

/* Stations 0 1 2 | 3 4 | 5 6 7 | 8 9, counties of stations 1 2 | 3 | 4, cities of counties 1 2 | 3.
 * {level, number, day or -1, rows}: of city 1, customers 0 to 7, day 1 has 1, 4 and 7. */
static const struct {
    enum rpt_where where;
    int64_t number, day;
    int rows;
} asked[] = {{RPT_STATION, 1, -1, 3}, {RPT_STATION, 4, -1, 2},  {RPT_COUNTY, 1, -1, 5},
             {RPT_COUNTY, 2, -1, 3},  {RPT_CITY, 1, -1, 8},     {RPT_CITY, 2, -1, 2},
             {RPT_CITY, 1, 1, 3},     {RPT_EVERYBODY, 0, 0, 4}, {RPT_EVERYBODY, 0, 2, 3},
             {RPT_CITY, 2, 1, 0}};

START_TEST(rows_of_a_unit_and_day)
{
    const struct sim_scenario s = {.stations = 4, .counties = 3, .cities = 2};
    struct run_db *db = make_run(&s);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        const struct rpt_request request = {.rpt = rpt_find("9"),
                                            .where = asked[i].where,
                                            .number = asked[i].number,
                                            .is_of_day = asked[i].day >= 0,
                                            .day = asked[i].day};
        struct run_rows *rows = NULL;
        int count = 0;
        ck_assert_int_eq(rpt_check_where(db, &request, NULL), FK_OK);
        ck_assert_int_eq(rpt_begin(&rows, db, &request, NULL), FK_OK);
        while (run_rows_next(rows, NULL) == 1)
            count++;
        run_rows_end(rows);
        ck_assert_msg(count == asked[i].rows, "request %zu: %d rows", i, count);
    }
    drop(db);
}
END_TEST

static const struct {
    struct rpt_request request;
    const char *said;
} refused[] = {
    {{.where = RPT_CITY, .number = 3}, "city 3: the run has 1 to 2"},
    {{.where = RPT_STATION, .number = 1}, "the run has no units of the level station"},
    {{.where = RPT_CITY, .number = 1, .is_of_day = true, .day = 3}, "day 3: the run has 0 to 2"}};

START_TEST(what_there_is_not)
{
    const struct sim_scenario s = {.cities = 2};
    struct run_db *db = make_run(&s);
    struct fk_diag diag = {.text = ""};
    ck_assert_int_eq(rpt_check_where(db, &refused[_i].request, &diag), FK_E_STATE);
    ck_assert_str_eq(diag.text, refused[_i].said);
    drop(db);
}
END_TEST

static Suite *rpt_units_suite(void)
{
    Suite *suite = suite_create("rpt_units");
    TCase *tcase = tcase_create("P-POP-10");
    tcase_add_loop_test(tcase, units_are_those_of_the_scenario, 0,
                        sizeof counts / sizeof counts[0]);
    tcase_add_test(tcase, rows_of_a_unit_and_day);
    tcase_add_loop_test(tcase, what_there_is_not, 0, sizeof refused / sizeof refused[0]);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(rpt_units_suite)
