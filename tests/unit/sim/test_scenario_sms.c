/* What a file may say of messages, numbers and withholding, and one line for what it may not. */
#include "sim/scenario/scenario_memory.h"
#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

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

static Suite *scenario_sms_suite(void)
{
    Suite *suite = suite_create("scenario_sms");
    TCase *tcase = tcase_create("sms");
    tcase_add_loop_test(tcase, setting_is_refused, 0, (int)(sizeof settings / sizeof settings[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_sms_suite)
