/* One line per mistake in what few customers pay by (TR-6, TR-9, TR-12, TR-13), with the exact
 * place. */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *group, *tariff; /* keys of G2, and what `tariff` is */
    const char *expected;       /* NULL: it is right */
} mistakes[] = {
    {"kw: 5", "{price: 1 CNY/kWh}",
     "t.yaml:20:7: key 'population.groups.1.kw': only with `tariff.versions`"},
    {"more_quota: 5 kWh", "{price: 1 CNY/kWh}",
     "t.yaml:20:7: key 'population.groups.1.more_quota': only with `tariff.versions`"},
    {"important: false", "{price: 1 CNY/kWh, rounding: line}",
     "t.yaml:21:28: key 'tariff.rounding': only with `versions`"},
    {"kw: 5", "{versions: [{from: 2012-07-01, single: 1 CNY/kWh}]}",
     "t.yaml:20:11: key 'population.groups.1.kw': its price list has no `per_kw`"},
    {"reactive: 48 %", "{versions: [{from: 2012-07-01, single: 1 CNY/kWh}]}",
     "t.yaml:20:17: key 'population.groups.1.reactive': its price list judges none; expected "
     "`power_factor` there too"},
    {"more_quota: 5 kWh", "{versions: [{from: 2012-07-01, single: 1 CNY/kWh}]}",
     "t.yaml:20:19: key 'population.groups.1.more_quota': its price list has no tiers"},
    {"months_left: 5",
     "{versions: [{from: 2012-07-01, single: 1 CNY/kWh, tiers: monthly, tier_1_to: 5 kWh, "
     "tier_2_to: 6 kWh}]}",
     "t.yaml:20:20: key 'population.groups.1.months_left': its price list has no annual quotas at "
     "the start"},
    {"kva: 5\n      kw: 5",
     "{versions: [{from: 2012-07-01, single: 1 CNY/kWh, per_kva: 1 CNY, per_kw: 1 CNY}]}",
     "t.yaml:21:11: key 'population.groups.1.kw': a basic fee is due for `kva` or for `kw`, not "
     "for "
     "both"},
    {"power_factor: 85 %\n      reactive: 48 %",
     "{versions: [{from: 2012-07-01, single: 1 CNY/kWh, power_factor: 90 %}]}",
     "t.yaml:21:17: key 'population.groups.1.reactive': the registers say the power factor; not "
     "with `power_factor`"},
    {"kw: 5", "{rounding: line, versions: [{from: 2012-07-01, single: 1 CNY/kWh, per_kw: 1 CNY}]}",
     "t.yaml:20:11: key 'population.groups.1.kw': a basic fee grows by the day: not with "
     "`tariff.rounding: line`"},
    {"reactive_from: D1 00:00", "{price: 1 CNY/kWh}",
     "t.yaml:20:7: key 'population.groups.1.reactive_from': only with `tariff.versions`"},
    {"reactive_from: D1 00:00", "{versions: [{from: 2012-07-01, single: 1 CNY/kWh}]}",
     "t.yaml:20:22: key 'population.groups.1.reactive_from': its price list judges none; expected "
     "`power_factor` there too"},
    {"power_factor: 85 %\n      reactive_from: D1 00:00",
     "{versions: [{from: 2012-07-01, single: 1 CNY/kWh, power_factor: 90 %}]}",
     "t.yaml:21:22: key 'population.groups.1.reactive_from': the registers say the power factor; "
     "not with `power_factor`"},
    {"reactive: 48 %\n      reactive_then: 90 %",
     "{versions: [{from: 2012-07-01, single: 1 CNY/kWh, power_factor: 90 %}]}",
     "t.yaml:21:22: key 'population.groups.1.reactive_then': from when? expected `reactive_from` "
     "there too"},
    {"rates: peak-valley\n      reactive: 48 %\n      reactive_from: D1 00:00",
     "{versions: [{from: 2012-07-01, single: 1 CNY/kWh, peak: 1 CNY/kWh, valley: 1 CNY/kWh, "
     "peak_hours: 08:00-20:00, power_factor: 90 %}]}",
     "t.yaml:22:22: key 'population.groups.1.reactive_from': their second register counts peak "
     "hours; expected `rates: single`"},
    {"kw: 5\n      reactive: 48 %",
     "{versions: [{from: 2012-07-01, single: 1 CNY/kWh, per_kw: 1 CNY, power_factor: 90 %}]}",
     NULL},
    {"months_left: 5\n      more_quota: 100 kWh",
     "{rounding: line, versions: [{from: 2012-07-01, single: 1 CNY/kWh, tiers: annual, tier_1_to: "
     "5 kWh, tier_2_to: 6 kWh}]}",
     NULL},
};

/* The base with the keys behind its second group, and the tariff. */
static char *edited(const char *group, const char *tariff)
{
    static const char old[] = "tariff:\n  price: 0.52 CNY/kWh\n";
    const char *at = strstr(scenario_base, old);
    size_t size = sizeof scenario_base + strlen(group) + strlen(tariff) + 64;
    char *text = malloc(size);
    ck_assert(at && text);
    snprintf(text, size, "%.*s      %s\ntariff: %s\n%s", (int)(at - scenario_base), scenario_base,
             group, tariff, at + strlen(old));
    return text;
}

START_TEST(mistakes_in_what_few_pay)
{
    struct sim_scenario world;
    struct fk_diag diag;
    char *text = edited(mistakes[_i].group, mistakes[_i].tariff);
    int err = scenario_load_memory("t.yaml", text, strlen(text), NULL, 0, &world, &diag);
    free(text);
    if (err == FK_OK)
        scenario_fini(&world);
    ck_assert_int_eq(err, mistakes[_i].expected ? FK_E_FORMAT : FK_OK);
    if (mistakes[_i].expected)
        ck_assert_str_eq(diag.text, mistakes[_i].expected);
}
END_TEST

static Suite *scenario_errors_tariff_suite(void)
{
    Suite *suite = suite_create("scenario_errors_tariff");
    TCase *tcase = tcase_create("errors");
    tcase_add_loop_test(tcase, mistakes_in_what_few_pay, 0, sizeof mistakes / sizeof *mistakes);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_errors_tariff_suite)
