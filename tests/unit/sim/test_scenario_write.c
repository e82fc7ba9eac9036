/* A scenario written as a file loads to the same scenario: all that ship, and worlds of the
 * hunt. */
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_draw.h"
#include "sim/scenario/scenario_copy.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/scenario/scenario_units.h"
#include "sim/scenario/scenario_write.h"
#include "tests/unit/fk_check.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define SCENARIOS FK_TEST_DIR "/../scenarios"

static void load_text(const char *text, struct sim_scenario *out)
{
    struct fk_diag diag = {.text = ""};
    int err = scenario_load_memory("written", text, strlen(text), NULL, 0, out, &diag);
    ck_assert_msg(err == FK_OK, "%s\n%s", diag.text, text);
}

/* The text is the witness: it holds every key, so equal texts are equal scenarios. */
static void check_way_back(const struct sim_scenario *scenario)
{
    struct sim_scenario again;
    char *text = scenario_write(scenario, NULL);
    ck_assert_ptr_nonnull(text);
    load_text(text, &again);
    char *second = scenario_write(&again, NULL);
    ck_assert_ptr_nonnull(second);
    ck_assert_str_eq(text, second);
    ck_assert_uint_eq(again.fault_count, scenario->fault_count);
    ck_assert_uint_eq(again.payment_count, scenario->payment_count);
    ck_assert_uint_eq(again.tariff_version_count, scenario->tariff_version_count);
    for (uint32_t i = 0; i < again.tariff_version_count; i++)
        ck_assert_int_eq(again.tariff_versions[i].loaded, scenario->tariff_versions[i].loaded);
    if (again.fault_count > 0)
        ck_assert_int_eq(again.faults[0].from, scenario->faults[0].from);
    free(text);
    free(second);
    scenario_fini(&again);
}

START_TEST(test_shipped_scenarios)
{
    DIR *folder = opendir(SCENARIOS);
    struct dirent *entry;
    unsigned count = 0;
    ck_assert_ptr_nonnull(folder);
    while ((entry = readdir(folder))) {
        char path[512];
        struct sim_scenario scenario;
        struct fk_diag diag = {.text = ""};
        if (!strstr(entry->d_name, ".yaml"))
            continue;
        snprintf(path, sizeof path, "%s/%s", SCENARIOS, entry->d_name);
        ck_assert_msg(scenario_load(path, NULL, 0, &scenario, &diag) == FK_OK, "%s", diag.text);
        check_way_back(&scenario);
        scenario_fini(&scenario);
        count++;
    }
    closedir(folder);
    ck_assert_uint_ge(count, 10);
}
END_TEST

START_TEST(test_worlds_of_the_hunt)
{
    struct sim_scenario base, world;
    ck_assert_int_eq(hunt_base_load(NULL, &base, NULL), FK_OK);
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        ck_assert_int_eq(hunt_draw(&base, seed, false, &world), FK_OK);
        check_way_back(&world);
        scenario_fini(&world);
    }
    scenario_fini(&base);
}
END_TEST

/* A stream and a single payment, milliseconds, a mixture, a target, quotes: by hand. */
START_TEST(test_notation)
{
    struct sim_scenario base, copy;
    ck_assert_int_eq(hunt_base_load(NULL, &base, NULL), FK_OK);
    ck_assert_int_eq(scenario_copy(&copy, &base), FK_OK);
    free(copy.title);
    copy.title = strdup("A \"title\"");
    copy.policy.overdraft = -2050;
    copy.command_time = (struct chance_dist){
        2, {{CHANCE_CONST, 800000, 5000, 0}, {CHANCE_UNIFORM, 200000, 50000, 180000}}};
    copy.faults = calloc(1, sizeof *copy.faults);
    copy.faults[0] = (struct scenario_fault){.kind = FAULT_METER_UNREADABLE,
                                             .from = copy.start + MS_DAY + 8 * MS_HOUR + 250,
                                             .to = copy.start + 2 * MS_DAY,
                                             .share = 1000000,
                                             .target = {.group = 0, .klass = 0}};
    copy.fault_count = 1;
    copy.payments = calloc(2, sizeof *copy.payments);
    copy.payments[0] = (struct scenario_payment){
        copy.start, copy.start, 0, 3000, PAY_BANK, {.group = -1, .klass = -1}};
    copy.payments[1] = (struct scenario_payment){copy.start, copy.start + MS_DAY,       MS_HOUR, 1,
                                                 PAY_APP,    {.group = -1, .klass = -1}};
    copy.payment_count = 2;
    char *text = scenario_write(&copy, &base);
    ck_assert_ptr_nonnull(strstr(text, "title: \"A \\\"title\\\"\"\n"));
    ck_assert_ptr_nonnull(strstr(text, "  overdraft: -20.50 CNY # instead of 0.00 CNY\n"));
    ck_assert_ptr_nonnull(strstr(text, "command_time: mix{80.0000 % 5 s; 20.0000 % U(50 s, 3 min)}"
                                       " # instead of 10 s\n"));
    ck_assert_ptr_nonnull(strstr(text, "  - {kind: meter-unreadable, from: D1 08:00:00.250, to: D2 "
                                       "00:00:00, who: {group: \"G1\", class: 0}}\n"));
    ck_assert_ptr_nonnull(
        strstr(text, "  - {at: D0 00:00:00, amount: 30.00 CNY, channel: bank}\n"));
    ck_assert_ptr_nonnull(strstr(text, "  - {from: D0 00:00:00, to: D1 00:00:00, every: 1 h, "
                                       "amount: 0.01 CNY, channel: app}\n"));
    ck_assert_ptr_null(strstr(text, "pay_after_cut"));
    free(text);
    check_way_back(&copy);
    scenario_fini(&copy);
    scenario_fini(&base);
}
END_TEST

struct settings {
    const char *key;
    char value[SCENARIO_SPREAD_MAX];
    unsigned found, all;
};

static int look_for(void *context, const char *key, const char *value)
{
    struct settings *s = context;
    s->all++;
    if (strcmp(key, s->key) == 0) {
        s->found++;
        snprintf(s->value, sizeof s->value, "%s", value);
    }
    return FK_OK;
}

static void is_set(const struct sim_scenario *scenario, const char *key, const char *value)
{
    struct settings s = {.key = key};
    ck_assert_int_eq(scenario_each_setting(scenario, look_for, &s), FK_OK);
    ck_assert_msg(s.found == (value != NULL), "%s: told %u times", key, s.found);
    ck_assert_str_eq(s.value, value ? value : "");
}

static int refuse(void *context, const char *key, const char *value)
{
    (void)key;
    (void)value;
    ++*(int *)context;
    return FK_E_IO;
}

/* Values with a default are told too, `none` and what is only expected are not. */
START_TEST(test_settings)
{
    struct sim_scenario base;
    int calls = 0;
    const char *const set[] = {"sms.rate=7", "collection.second_push_at=none",
                               "collection.status_read=false"};
    ck_assert_int_eq(scenario_load(FK_TEST_DIR "/../scenarios/s-08.yaml", set, 3, &base, NULL),
                     FK_OK);
    is_set(&base, "sms.rate", "7");
    is_set(&base, "collection.second_push_at", NULL);
    is_set(&base, "collection.status_read", "false");
    is_set(&base, "limits.restore", "1 d");
    is_set(&base, "sms.exempt", "[cut-done, restored, fault-handler]");
    is_set(&base, "faults.0", "{kind: payment-link-down, from: D1 18:00:00, to: D1 22:00:00}");
    is_set(&base, "faults.1", NULL);
    is_set(&base, "title", NULL);
    is_set(&base, "expected_violations.INV-03", NULL);
    is_set(&base, "expectations.0", NULL);
    is_set(&base, "pay_after_cut.amount", NULL);
    ck_assert_int_eq(scenario_each_setting(&base, refuse, &calls), FK_E_IO);
    ck_assert_int_eq(calls, 1);
    scenario_fini(&base);
}
END_TEST

static Suite *scenario_write_suite(void)
{
    Suite *suite = suite_create("scenario_write");
    TCase *tcase = tcase_create("write");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_shipped_scenarios);
    tcase_add_test(tcase, test_worlds_of_the_hunt);
    tcase_add_test(tcase, test_notation);
    tcase_add_test(tcase, test_settings);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_write_suite)
