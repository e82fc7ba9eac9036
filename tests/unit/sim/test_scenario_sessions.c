/* P-MET-25, R-30: what may stand in `collection.auth_session`, and what a story says of a
 * session. */
#include "models/meter/relay.h"
#include "sim/scenario/scenario_memory.h"
#include "sim/watch/story.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"
#include <string.h>

static int load(const char *set, struct sim_scenario *world, struct fk_diag *diag)
{
    return scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, &set,
                                set != NULL, world, diag);
}

START_TEST(the_key_is_read)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    ck_assert_int_eq(load(NULL, &world, &diag), FK_OK);
    ck_assert_int_eq(world.auth_session, 0);
    scenario_fini(&world);
    ck_assert_int_eq(load("collection.auth_session=5 min", &world, &diag), FK_OK);
    ck_assert_int_eq(world.auth_session, 300000);
    scenario_fini(&world);
}
END_TEST

static const char *const mistakes[][2] = {
    {"collection.auth_session=25 h", "collection.auth_session': \"25 h\" is out of range"},
    {"collection.auth_session=-1 s", "collection.auth_session': \"-1 s\" is out of range"},
    {"collection.auth_session=5", "collection.auth_session'"}};

START_TEST(mistakes_are_told)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    ck_assert_int_eq(load(mistakes[_i][0], &world, &diag), FK_E_FORMAT);
    ck_assert_msg(strstr(diag.text, mistakes[_i][1]), "%s", diag.text);
}
END_TEST

static const struct {
    int64_t value;
    uint8_t state;
    const char *en, *zh;
} lines[] = {
    {SESSION_NEW, COMMAND_ANSWERED,
     "command    7 of order 9, trip, try 2 ends AUTH_FAILED, authenticated anew", "，新认证"},
    {SESSION_OVER, COMMAND_ANSWERED,
     "command    7 of order 9, trip, try 2 ends AUTH_FAILED, the session has run out",
     "，认证已失效"},
    {SESSION_NONE, COMMAND_ANSWERED, "command    7 of order 9, trip, try 2 ends AUTH_FAILED", ""},
    {SESSION_OVER, COMMAND_SENT, "command    7 of order 9, trip, try 2 leaves AUTH_FAILED", ""}};

/* The value of a command that leaves is its valid-until, and no session. */
START_TEST(a_story_says_it)
{
    struct sim_event event = {.type = EVENT_COMMAND,
                              .kind = RELAY_TRIP,
                              .state = lines[_i].state,
                              .code = RESULT_AUTH_FAILED,
                              .attempt = 2,
                              .id = 7,
                              .ref = 9,
                              .value = lines[_i].value};
    char text[STORY_LINE_MAX];
    story_tell(&event, 0, FK_EN, text);
    ck_assert_str_eq(text, lines[_i].en);
    story_tell(&event, 0, FK_ZH, text);
    size_t length = strlen(text), end = strlen(lines[_i].zh);
    ck_assert_uint_gt(length, end);
    ck_assert_str_eq(text + length - end, lines[_i].zh);
}
END_TEST

/* what an order of a meter is called. */
START_TEST(other_commands_have_names)
{
    static const struct {
        uint8_t n1;
        const char *en, *zh;
    } names[] = {{RELAY_PROTECT, ", protect,", "，保电，"},
                 {RELAY_UNPROTECT, ", unprotect,", "，保电解除，"},
                 {RELAY_ALARM_ON, ", alarm,", "，报警，"},
                 {RELAY_ALARM_OFF, ", end of the alarm,", "，报警解除，"},
                 {RELAY_PERMIT, ", permit,", "，合闸允许，"}};
    struct sim_event event = {
        .type = EVENT_COMMAND, .kind = names[_i].n1, .attempt = 1, .id = 7, .ref = 9};
    char text[STORY_LINE_MAX];
    story_tell(&event, 0, FK_EN, text);
    ck_assert_msg(strstr(text, names[_i].en), "%s", text);
    story_tell(&event, 0, FK_ZH, text);
    ck_assert_msg(strstr(text, names[_i].zh), "%s", text);
}
END_TEST

static Suite *scenario_sessions_suite(void)
{
    Suite *suite = suite_create("scenario_sessions");
    TCase *tcase = tcase_create("scenario_sessions");
    tcase_add_test(tcase, the_key_is_read);
    tcase_add_loop_test(tcase, mistakes_are_told, 0, sizeof mistakes / sizeof mistakes[0]);
    tcase_add_loop_test(tcase, a_story_says_it, 0, sizeof lines / sizeof lines[0]);
    tcase_add_loop_test(tcase, other_commands_have_names, 0, 5);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_sessions_suite)
