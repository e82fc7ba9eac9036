/* Policy profiles: what `profile` does to a scenario, and that each of scenarios/profiles/ decides
 * everything, is drawn by the hunt, and has a baseline of its own. */
#include "sim/hunt/hunt_base.h"
#include "sim/hunt/hunt_profiles.h"
#include "sim/hunt/hunt_reach.h"
#include "sim/scenario/scenario_profile.h"
#include "sim/scenario/scenario_table.h"
#include "sim/scenario/scenario_tree.h"
#include "sim/scenario/scenario_write.h"
#include "tests/unit/fk_check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct sim_scenario load_set(const char *path, const char *first, const char *second)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    const char *set[] = {first, second};
    size_t count = second ? 2 : first ? 1 : 0;
    ck_assert_msg(scenario_load(path, set, count, &world, &diag) == FK_OK, "%s", diag.text);
    return world;
}

static void refuses(const char *path, const char *set, const char *sentence)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    ck_assert_int_eq(scenario_load(path, &set, set ? 1 : 0, &world, &diag), FK_E_FORMAT);
    ck_assert_msg(strstr(diag.text, sentence) != NULL, "%s", diag.text);
}

static const char *name_of(unsigned i)
{
    return hunt_profile_texts[i].name;
}

/* The hunt draws what a scenario gets, under the name of the file. */
START_TEST(every_profile_is_drawn)
{
    struct sim_scenario base;
    ck_assert_int_eq(hunt_base_load(NULL, &base, NULL), FK_OK);
    ck_assert_uint_ge(hunt_profile_text_count, 6);
    ck_assert_uint_eq(hunt_profile_count(), hunt_profile_text_count);
    for (unsigned i = 0; i < hunt_profile_count(); i++) {
        char set[64];
        bool has_row = false;
        snprintf(set, sizeof set, "profile=%s", name_of(i));
        struct sim_scenario world = load_set("scenarios/b0.yaml", set, NULL);
        ck_assert_str_eq(world.policy.name, name_of(i));
        char *mine = scenario_write(&world, NULL);
        world.policy = *hunt_profile(i);
        char *drawn = scenario_write(&world, NULL);
        ck_assert_str_eq(mine, drawn);
        free(mine);
        free(drawn);
        scenario_fini(&world);
        for (unsigned k = 0; k < hunt_reach_count; k++)
            has_row = has_row || (strcmp(hunt_reach_rows[k].group, "profile") == 0 &&
                                  strcmp(hunt_reach_rows[k].text.en, name_of(i)) == 0);
        ck_assert_msg(has_row, "hunt_reach.c has no row for %s", name_of(i));
    }
    scenario_fini(&base);
}
END_TEST

static void names_all(const char *name, const struct scenario_section *section,
                      const struct scenario_node *node)
{
    for (unsigned i = 0; i < section->count; i++) {
        const struct scenario_node *child = scenario_node_find(node, section->rows[i].name);
        ck_assert_msg(child != NULL, "%s does not say %s.%s", name, section->name,
                      section->rows[i].name);
        if (section->rows[i].type == TYPE_SECTION)
            names_all(name, section->rows[i].section, child);
    }
}

/* Nothing is left to a default that somebody may change, and whoever names one profile after
 * another has nothing of the first. */
START_TEST(every_profile_says_everything)
{
    static const struct {
        const char *section, *key;
    } others[] = {{"sms", "paper_delivery"}, {"sms", "paper_lost"}, {"limits", "restore"}};
    const struct scenario_row *policy = scenario_row_find(&scenario_root, "policy");
    for (unsigned i = 0; i < hunt_profile_text_count; i++) {
        char path[128];
        struct scenario_tree tree;
        struct scenario_node *root = NULL;
        struct scenario_profile profile;
        struct fk_diag diag = {0};
        snprintf(path, sizeof path, "scenarios/profiles/%s.yaml", name_of(i));
        ck_assert_msg(scenario_profile_read(path, &profile, &diag) == FK_OK, "%s", diag.text);
        ck_assert_msg(profile.title[0] && profile.title_zh[0], "%s has no title", name_of(i));
        scenario_tree_init(&tree);
        ck_assert_int_eq(scenario_tree_parse(&tree, (struct scenario_mark){path, 1, 1},
                                             profile.text, strlen(profile.text), &root, NULL),
                         FK_OK);
        names_all(name_of(i), policy->section, scenario_node_find(root, "policy"));
        for (size_t k = 0; k < sizeof others / sizeof others[0]; k++)
            ck_assert_msg(scenario_node_find(scenario_node_find(root, others[k].section),
                                             others[k].key) != NULL,
                          "%s does not say %s.%s", name_of(i), others[k].section, others[k].key);
        scenario_tree_fini(&tree);
        scenario_profile_fini(&profile);
    }
}
END_TEST

/* scenarios/profile-fj-yd.yaml for fj_yd; it names the profile and expects something. */
START_TEST(every_profile_has_a_baseline)
{
    for (unsigned i = 0; i < hunt_profile_text_count; i++) {
        char path[128];
        snprintf(path, sizeof path, "scenarios/profile-%s.yaml", name_of(i));
        for (char *c = path; *c; c++)
            *c = *c == '_' ? '-' : *c;
        struct sim_scenario world = load_set(path, NULL, NULL);
        ck_assert_str_eq(world.policy.name, name_of(i));
        ck_assert_uint_ge(world.expectation_count, 4);
        scenario_fini(&world);
    }
}
END_TEST

static char folder[64];

static void put_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static const char *in_folder(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void set_up(void)
{
    static const char *const copied[] = {"b0.yaml", "profiles/jibei.yaml",
                                         "profiles/chongqing.yaml", "tariffs/he.yaml",
                                         "tariffs/cq.yaml"};
    char command[512];
    snprintf(folder, sizeof folder, "/tmp/fk-profiles-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(command, sizeof command, "mkdir %s/profiles %s/tariffs", folder, folder);
    ck_assert_int_eq(system(command), 0);
    for (size_t i = 0; i < sizeof copied / sizeof copied[0]; i++) {
        snprintf(command, sizeof command, "cp scenarios/%s %s/%s", copied[i], folder, copied[i]);
        ck_assert_int_eq(system(command), 0);
    }
}

static void tear_down(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

/* B0 departs from Jibei in what it says, and its own price takes the place of Jibei's. */
START_TEST(own_keys_win)
{
    struct sim_scenario world = load_set(in_folder("b0.yaml"), NULL, NULL);
    ck_assert_str_eq(world.policy.name, "jibei");
    ck_assert_int_eq(world.policy.restore_mode, FEE_RESTORE_AUTOMATIC);
    ck_assert_uint_eq(world.policy.repeats, 0);
    ck_assert_int_eq(world.price, 520000);
    ck_assert_uint_eq(world.tariff_version_count, 0);
    ck_assert_uint_eq(world.gap_count, 0);
    ck_assert_str_eq(world.title, "Reference model B0");
    scenario_fini(&world);
    put_file("mine.yaml", "profile: chongqing\nextends: [b0.yaml]\nid: mine\n"
                          "policy: {warning: 10 CNY}\n");
    world = load_set(in_folder("mine.yaml"), NULL, NULL);
    ck_assert_str_eq(world.policy.name, "chongqing");
    ck_assert_int_eq(world.policy.warning, 1000);
    ck_assert_int_eq(world.policy.repeats, 2); /* B0 says 0, of Jibei */
    ck_assert_int_eq(world.policy.restore_mode, FEE_RESTORE_BY_HAND);
    ck_assert_str_eq(world.tariff_name, "CQ");
    ck_assert_uint_eq(world.tariff_version_count, 1);
    ck_assert(world.is_selecting);
    ck_assert_str_eq(world.title, "Reference model B0"); /* a profile's is its own */
    scenario_fini(&world);
}
END_TEST

/* --set: the profile first, whatever the order; then single keys of it. */
START_TEST(set_names_a_profile)
{
    struct sim_scenario world =
        load_set(in_folder("b0.yaml"), "policy.trips_most=7", "profile=chongqing");
    ck_assert_str_eq(world.policy.name, "chongqing");
    ck_assert_uint_eq(world.policy.trips_most, 7);
    ck_assert_uint_eq(world.tariff_version_count, 1);
    ck_assert_ptr_nonnull(world.story); /* stays that of the scenario */
    scenario_fini(&world);
    put_file(
        "priced.yaml",
        "extends: [b0.yaml]\ntariff:\n  price: none\n  versions:\n"
        "    - {from: 2026-01-01, tiers: annual, tier_1_to: 2400.00 kWh, tier_2_to: 4800.00 kWh,"
        " single: 0.53 CNY/kWh, tier_2_more: 0.05 CNY/kWh, tier_3_more: 0.30 CNY/kWh}\n"
        "    - {from: 2026-07-01, tiers: annual, tier_1_to: 2400.00 kWh, tier_2_to: 4800.00 kWh,"
        " single: 0.54 CNY/kWh, tier_2_more: 0.05 CNY/kWh, tier_3_more: 0.30 CNY/kWh}\n");
    world = load_set(in_folder("priced.yaml"), "profile=chongqing", NULL);
    ck_assert_str_eq(world.policy.name, "chongqing");
    ck_assert_uint_eq(world.tariff_version_count, 2); /* as if it named the profile itself */
    scenario_fini(&world);
    put_file("more.yaml", "extends: [priced.yaml]\ndays: 3\n");
    world = load_set(in_folder("more.yaml"), "profile=chongqing", NULL);
    ck_assert_uint_eq(world.tariff_version_count, 1); /* those of a parent are replaced */
    scenario_fini(&world);
    world = load_set(in_folder("b0.yaml"), "profile=none", NULL);
    ck_assert_str_eq(world.policy.name, "jibei");
    scenario_fini(&world);
    refuses(in_folder("b0.yaml"), "profile=chonqing",
            "--set profile=chonqing: key 'profile': no profile \"chonqing\"; expected one of "
            "chongqing, jibei");
    refuses(in_folder("b0.yaml"), "profile=../b0", "expected the name of a profile such as jibei");
}
END_TEST

START_TEST(mistakes)
{
    put_file("mine.yaml", "extends: [b0.yaml]\nprofile: nowhere\n");
    refuses(in_folder("mine.yaml"), NULL,
            "mine.yaml:2:10: key 'profile': no profile \"nowhere\"; expected one of chongqing, "
            "jibei");
    put_file("mine.yaml", "extends: [b0.yaml]\nprofile: [jibei]\n");
    refuses(in_folder("mine.yaml"), NULL, "expected the name of a profile such as jibei");
    put_file("profiles/mine.yaml", "profile: jibei\npolicy: {name: mine}\n");
    put_file("mine.yaml", "extends: [b0.yaml]\nprofile: mine\n");
    refuses(in_folder("mine.yaml"), NULL, "key 'profile': a profile builds on none");
    put_file("profiles/mine.yaml", "policy: {name: mine}\n"); /* nothing of Jibei is left */
    refuses(in_folder("mine.yaml"), NULL, "key 'policy.reminder': missing");
}
END_TEST

static Suite *profiles_suite(void)
{
    Suite *suite = suite_create("profiles");
    TCase *shipped = tcase_create("shipped"), *merged = tcase_create("merged");
    tcase_add_test(shipped, every_profile_is_drawn);
    tcase_add_test(shipped, every_profile_says_everything);
    tcase_add_test(shipped, every_profile_has_a_baseline);
    tcase_add_checked_fixture(merged, set_up, tear_down);
    tcase_add_test(merged, own_keys_win);
    tcase_add_test(merged, set_names_a_profile);
    tcase_add_test(merged, mistakes);
    suite_add_tcase(suite, shipped);
    suite_add_tcase(suite, merged);
    return suite;
}

FK_CHECK_MAIN(profiles_suite)
