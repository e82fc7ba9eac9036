/* What a file may say of messages, numbers and withholding, and one line for what it may not; how
 * long before a cut the last message may leave. */
#include "sim/scenario/scenario_memory.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"
#include <stdio.h>
#include <string.h>

static const struct {
    const char *set, *expected;
} settings[] = {
    {"sms.lost=0.5",
     "--set sms.lost=0.5: key 'sms.lost': \"0.5\" is not a share; expected a percentage such as "
     "\"0.5 %\", with at most four decimals"},
    {"sms.lost=100.1 %", "--set sms.lost=100.1 %: key 'sms.lost': \"100.1 %\" is out of range; "
                         "expected 0.00 % to 100.00 %"},
    {"phones=[{who: {group: G2}}]",
     "--set phones=[{who: {group: G2}}]: key 'phones.0': says nothing; expected `number`, `owner: "
     "other`, `paper` or `telephone`"},
    {"messages=[{at: D1 08:00, kind: warning}]",
     "--set messages=[{at: D1 08:00, kind: warning}]: key 'messages.0.kind': warning follows from "
     "what happens; expected dunning, tier-reached, monthly-bill or free-text"},
    {"messages=[{at: D1 08:00, kind: dunning, text: hey}]",
     "--set messages=[{at: D1 08:00, kind: dunning, text: hey}]: key 'messages.0.text': only for "
     "kind free-text"},
    {"messages=[{at: D1 08:00, kind: free-text}]",
     "--set messages=[{at: D1 08:00, kind: free-text}]: key 'messages.0': kind free-text needs "
     "`text`"},
    {"faults=[{kind: sms-down, from: D0 08:00, to: D0 09:00, interface: I6}]",
     "--set faults=[{kind: sms-down, from: D0 08:00, to: D0 09:00, interface: I6}]: key "
     "'faults.0.interface': only for kinds link-..."},
};

/* CQ-12, CQ-13: an entry that says nothing, a message that only events ask for, a text that nothing
 * sends. */
START_TEST(setting_is_refused)
{
    struct sim_scenario world;
    struct fk_diag diag;
    const char *set = settings[_i].set;
    ck_assert_int_eq(scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, &set,
                                          1, &world, &diag),
                     FK_E_FORMAT);
    ck_assert_str_eq(diag.text, settings[_i].expected);
}
END_TEST

/* R-15, INV-16: the base cuts from 08:30 to 16:00, 27,000,000 ms. Messages are delivered at once at
 * best, and ten hops of 1 ms go by up to the trip, which leaves before 16:00; two second checks are
 * four of them. {last notice in ms, what else is set, accepted} */
static const struct {
    const char *last_notice, *set[3];
    bool is_good;
} rooms[] = {
    {"26999989", {NULL}, true},
    {"26999990", {NULL}, false},
    {"26999993", {"policy.second_check=false"}, true},
    {"26999994", {"policy.second_check=false"}, false},
    {"26994989", {"sms.delivery=5 s"}, true},
    {"26994990", {"sms.delivery=5 s"}, false},
    {"26994989", {"sms.delivery=U(5 s, 9 s)"}, true},
    {"26994990", {"sms.delivery=U(5 s, 9 s)"}, false},
    /* from 09:00 on: two hops back, the check and the order */
    {"25199993", {"sms.window=09:00-24:00"}, true},
    {"25199994", {"sms.window=09:00-24:00"}, false},
    /* it would leave on the next day */
    {"1", {"sms.window=16:00-24:00", "policy.notice_valid=1 d"}, false},
    {"1", {"sms.window=16:00-24:00", "policy.notice_valid=1 d", "sms.exempt=[last-notice]"}, true},
    /* the trip would leave on the next day */
    {"86400000", {NULL}, false}};

START_TEST(room_behind_the_last_notice)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    char last[64];
    const char *set[4] = {last};
    size_t count = 1;
    for (; count < 4 && rooms[_i].set[count - 1]; count++)
        set[count] = rooms[_i].set[count - 1];
    snprintf(last, sizeof last, "policy.last_notice=%s ms", rooms[_i].last_notice);
    int err = scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, set, count,
                                   &world, &diag);
    ck_assert_int_eq(err, (rooms[_i].is_good ? FK_OK : FK_E_FORMAT));
    if (err == FK_OK)
        scenario_fini(&world);
    else
        ck_assert_ptr_nonnull(strstr(diag.text, "no cut could follow it within `cut_window`"));
}
END_TEST

static Suite *scenario_sms_suite(void)
{
    Suite *suite = suite_create("scenario_sms");
    TCase *tcase = tcase_create("sms");
    tcase_add_loop_test(tcase, setting_is_refused, 0, (int)(sizeof settings / sizeof settings[0]));
    tcase_add_loop_test(tcase, room_behind_the_last_notice, 0,
                        (int)(sizeof rooms / sizeof rooms[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_sms_suite)
