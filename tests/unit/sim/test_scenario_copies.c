/* The keys of `copies` (M4; Q87, Q90, Q98): what they fill, what is refused, what can never act. */
#include "sim/scenario/scenario_memory.h"
#include "sim/scenario/scenario_never.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <stdio.h>
#include <string.h>

static int load(const char *const *set, size_t count, struct sim_scenario *out,
                struct fk_diag *diag)
{
    return scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, set, count, out,
                                diag);
}

START_TEST(places_are_filled)
{
    const char *set[] = {"copies.app.refresh=timed", "copies.app.every=5 min",
                         "copies.app.on_posting=true", "copies.sms=true",
                         "copies.asked_when_warned=25 %"};
    struct sim_scenario world;
    struct fk_diag diag = {0};
    ck_assert_int_eq(load(NULL, 0, &world, &diag), FK_OK);
    ck_assert(!scenario_has_copies(&world));
    scenario_fini(&world);
    ck_assert_int_eq(load(set, 5, &world, &diag), FK_OK);
    ck_assert(scenario_has_copies(&world));
    ck_assert_uint_eq(world.copies[COPY_APP].refresh, COPY_TIMED);
    ck_assert_int_eq(world.copies[COPY_APP].every, 5 * MS_MINUTE);
    ck_assert_uint_eq(world.copies[COPY_APP].is_posted, 1);
    ck_assert_uint_eq(world.copies[COPY_SMS].refresh, COPY_LIVE);
    ck_assert_uint_eq(world.copies[COPY_AGENCY].refresh, COPY_NOT_SHOWN);
    ck_assert_uint_eq(world.warned_ask, 250000);
    scenario_fini(&world);
}
END_TEST

static const struct {
    const char *set, *expected;
} mistakes[] = {
    {"copies.app.refresh=often",
     "--set copies.app.refresh=often: key 'copies.app.refresh': \"often\" is none of its values; "
     "expected not-shown, live, calculated, timed"},
    {"copies.app.every=0 s", "--set copies.app.every=0 s: key 'copies.app.every': \"0 s\" is out "
                             "of range; expected 1 s to 1 d"},
    {"copies.asked_when_warned=101 %",
     "--set copies.asked_when_warned=101 %: key 'copies.asked_when_warned': \"101 %\" is out of "
     "range; expected 0.00 % to 100.00 %"},
};

START_TEST(mistakes_are_named)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    ck_assert_int_eq(load(&mistakes[_i].set, 1, &world, &diag), FK_E_FORMAT);
    ck_assert_str_eq(diag.text, mistakes[_i].expected);
}
END_TEST

static char said[1000];

static int tell(void *context, struct fk_text text)
{
    (void)context;
    snprintf(said + strlen(said), sizeof said - strlen(said), "%s\n%s\n", text.en, text.zh);
    return FK_OK;
}

START_TEST(what_never_acts_is_told)
{
    const char *set[] = {"copies.asked_before_paying=10 %", "copies.counter.on_posting=true",
                         "copies.counter.refresh=live"};
    struct sim_scenario world;
    struct fk_diag diag = {0};
    said[0] = '\0';
    ck_assert_int_eq(load(set, 1, &world, &diag), FK_OK);
    ck_assert_int_eq(scenario_never_each(&world, tell, NULL), FK_OK);
    ck_assert_ptr_nonnull(strstr(said, "copies: nobody asks for a balance, no place shows one\n"
                                       "copies：没有渠道显示余额，无人查询\n"));
    scenario_fini(&world);
    said[0] = '\0';
    ck_assert_int_eq(load(set, 3, &world, &diag), FK_OK);
    ck_assert_int_eq(scenario_never_each(&world, tell, NULL), FK_OK);
    ck_assert_ptr_null(strstr(said, "nobody asks"));
    ck_assert_ptr_nonnull(strstr(said, "copies: on_posting never, the counter is `live`\n"
                                       "copies：on_posting 不起作用，营业厅为 `live`\n"));
    scenario_fini(&world);
}
END_TEST

static Suite *scenario_copies_suite(void)
{
    Suite *suite = suite_create("scenario_copies");
    TCase *tcase = tcase_create("keys");
    tcase_add_test(tcase, places_are_filled);
    tcase_add_loop_test(tcase, mistakes_are_named, 0, sizeof mistakes / sizeof mistakes[0]);
    tcase_add_test(tcase, what_never_acts_is_told);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_copies_suite)
