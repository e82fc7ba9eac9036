/* What an entry of `overrides` may ask for, and what `stale_policy` may be. */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <string.h>

/* {two keys that are set; what is wrong with them, NULL: nothing} */
static const struct {
    const char *first, *second, *wrong;
} asked[] = {
    {"overrides=[{credit: 20.00 CNY, restore_mode: safe}]", "policy.restore_mode=automatic", NULL},
    {"overrides=[{restore_mode: automatic, line: 1}]", "policy.restore_mode=safe", NULL},
    {"overrides=[{restore_mode: policy}]", "policy.restore_mode=by-hand", NULL},
    {"overrides=[{credit: 0.01 CNY}]", "policy.restore_mode=by-hand", NULL},
    {"overrides=[{restore_mode: safe}]", "policy.restore_mode=by-hand",
     "overrides.0.restore_mode': not with `policy.restore_mode: by-hand`"},
    {"overrides=[{restore_mode: by-hand}]", "policy.restore_mode=safe",
     "overrides.0.restore_mode'"},
    {"overrides=[{credit: -1.00 CNY}]", "policy.restore_mode=safe", "overrides.0.credit'"},
    {"overrides=[{credit: 1.00 CNY, from: D1 12:00}]", "policy.restore_mode=safe", NULL},
    {"overrides=[{restore_mode: safe, from: D1 12:00}]", "policy.restore_mode=safe",
     "overrides.0.from': only `reminder`, `warning` and `credit` change at a moment"},
    {"overrides=[{notice_wait: 10 min}]", "policy.notice_wait=30 min", NULL},
    {"overrides=[{notice_wait: 10 min, from: D1 12:00}]", "policy.notice_wait=30 min",
     "overrides.0.from': only `reminder`, `warning` and `credit` change at a moment"},
    {"overrides=[{notice_wait: 30 d}]", "policy.notice_wait=30 min",
     "policy.notice_valid': a notice could run out before every cut"},
    {"overrides=[]", "calculation.stale_policy=extrapolate-mean", NULL},
    {"overrides=[]", "calculation.stale_policy=guess", "calculation.stale_policy'"},
};

START_TEST(test_overrides)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    const char *set[] = {asked[_i].first, asked[_i].second};
    int err = scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, set, 2,
                                   &world, &diag);
    if (err == FK_OK)
        scenario_fini(&world);
    ck_assert_msg(err == (asked[_i].wrong ? FK_E_FORMAT : FK_OK), "%s: %s", set[0], diag.text);
    ck_assert_msg(!asked[_i].wrong || strstr(diag.text, asked[_i].wrong), "%s", diag.text);
}
END_TEST

static Suite *scenario_overrides_suite(void)
{
    Suite *suite = suite_create("scenario_overrides");
    TCase *cases = tcase_create("overrides");
    tcase_add_loop_test(cases, test_overrides, 0, (int)(sizeof asked / sizeof asked[0]));
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(scenario_overrides_suite)
