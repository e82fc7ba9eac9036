/* The tariffs that come with the program: every file loads, and what it does not say follows from
 * what it does (TR-1..TR-7, TR-13). */
#include "sim/scenario/scenario.h"
#include "tests/unit/fk_check.h"

static struct sim_scenario load(const char *path)
{
    struct sim_scenario tariff;
    struct fk_diag diag = {0};
    ck_assert_msg(scenario_load_tariff(path, &tariff, &diag) == FK_OK, "%s", diag.text);
    ck_assert_ptr_nonnull(tariff.tariff_name);
    ck_assert_uint_ge(tariff.tariff_version_count, 1);
    return tariff;
}

static const struct {
    const char *path;
    unsigned versions, rates; /* prices of the first version */
    unsigned period;
} files[] = {
    {"scenarios/tariffs/cq.yaml", 1, 1, TARIFF_ANNUAL},
    {"scenarios/tariffs/jl.yaml", 1, 1, TARIFF_ANNUAL},
    {"scenarios/tariffs/gs.yaml", 1, 4, TARIFF_MONTHLY},
    {"scenarios/tariffs/he.yaml", 1, 3, TARIFF_ANNUAL},
    {"scenarios/tariffs/zj.yaml", 1, 3, TARIFF_ANNUAL},
    {"scenarios/tariffs/sh.yaml", 1, 3, TARIFF_ANNUAL},
    {"scenarios/tariffs/js.yaml", 1, 3, TARIFF_ANNUAL},
    {"scenarios/tariffs/sn.yaml", 1, 1, TARIFF_ANNUAL},
    {"scenarios/tariffs/hb.yaml", 1, 1, TARIFF_ANNUAL},
    {"scenarios/tariffs/gd.yaml", 2, 1, TARIFF_MONTHLY},
    {"scenarios/tariffs/hv1.yaml", 1, 3, TARIFF_NO_TIERS},
};
START_TEST(every_file)
{
    struct sim_scenario tariff = load(files[_i].path);
    const struct tariff_version *version = tariff.tariff_versions;
    unsigned rates = 0;
    for (unsigned rate = 0; rate < TARIFF_RATES; rate++)
        rates += version->base[rate] != TARIFF_NO_PRICE;
    ck_assert_uint_eq(tariff.tariff_version_count, files[_i].versions);
    ck_assert_uint_eq(rates, files[_i].rates);
    ck_assert_uint_eq(version->period, files[_i].period);
    scenario_fini(&tariff);
}
END_TEST

/* TR-2, TR-4: a surcharge that is not given for a rate is that of the tier. */
START_TEST(surcharges)
{
    struct sim_scenario tariff = load("scenarios/tariffs/sh.yaml");
    const price_t *second = tariff.tariff_versions[0].surcharge[0];
    ck_assert_int_eq(second[TARIFF_SINGLE], 50000);
    ck_assert_int_eq(second[TARIFF_PEAK], 60000);
    ck_assert_int_eq(second[TARIFF_VALLEY], 30000);
    ck_assert_int_eq(second[TARIFF_FLAT], 50000);
    scenario_fini(&tariff);
    tariff = load("scenarios/tariffs/js.yaml");
    ck_assert_int_eq(tariff.tariff_versions[0].surcharge[1][TARIFF_VALLEY], 300000);
    scenario_fini(&tariff);
}
END_TEST

/* Guangdong's summer is May to October; all others know no season. */
START_TEST(seasons)
{
    struct sim_scenario tariff = load("scenarios/tariffs/gd.yaml");
    const struct tariff_version *july =
        tariff_on(tariff.tariff_versions, 2, clock_from_civil(2026, 7, 1, 0, 0, 0));
    const struct tariff_version *april =
        tariff_on(tariff.tariff_versions, 2, clock_from_civil(2026, 4, 30, 23, 59, 59));
    ck_assert_int_eq(july->limit[0], 26000);
    ck_assert_int_eq(april->limit[0], 20000);
    scenario_fini(&tariff);
    tariff = load("scenarios/tariffs/cq.yaml");
    ck_assert_uint_eq(tariff.tariff_versions[0].months, TARIFF_ALL_YEAR);
    scenario_fini(&tariff);
}
END_TEST

static Suite *scenario_tariff_suite(void)
{
    Suite *suite = suite_create("scenario_tariff");
    TCase *tc = tcase_create("scenario_tariff");
    tcase_add_loop_test(tc, every_file, 0, sizeof files / sizeof *files);
    tcase_add_test(tc, surcharges);
    tcase_add_test(tc, seasons);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(scenario_tariff_suite)
