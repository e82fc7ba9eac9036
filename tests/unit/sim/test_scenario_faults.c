/* Faults that a scenario may not ask for: a code and customers where they mean nothing (R-25, R-53,
 * section 2). */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <stdio.h>
#include <string.h>

#define TIMES "from: D1 08:00, to: D1 12:00"

/* {the fault; what is wrong with it, NULL: nothing} */
static const struct {
    const char *fault, *wrong;
} asked[] = {
    {"kind: meter-refuses, code: RELAY_STUCK", NULL},
    {"kind: meter-refuses, code: METER_PROTECTED, share: 50 %, who: {group: G1}", NULL},
    {"kind: meter-unreadable, obeys: true", NULL},
    {"kind: crypto-down, obeys: true", "faults.0.obeys': only for kind meter-unreadable"},
    {"kind: channel-down, channel: alipay", NULL},
    {"kind: channel-down", "faults.0': kind channel-down needs `channel`"},
    {"kind: channel-down, channel: \"-\"", "faults.0': kind channel-down needs `channel`"},
    {"kind: sms-down, channel: bank", "faults.0.channel': only for kind channel-down"},
    {"kind: meter-refuses", "faults.0': kind meter-refuses needs `code`"},
    {"kind: meter-refuses, code: \"-\"", "faults.0.code': kind meter-refuses needs `code`"},
    {"kind: crypto-down, code: RELAY_STUCK", "faults.0.code': only for kind meter-refuses"},
    {"kind: handheld-fails, share: 50 %, who: {first: 3}", NULL},
    {"kind: fep-down, fep: 1, share: 50 %",
     "faults.0.share': only for kinds link-..., of meters, payments and crews"},
    {"kind: crews-absent, share: 50 %", NULL},
    {"kind: hotline-down", NULL},
    {"kind: handlers-absent, share: 50 %",
     "faults.0.share': only for kinds link-..., of meters, payments and crews"},
    {"kind: mac-errors, share: 50 %, who: {group: G1}", NULL},
    {"kind: marketing-down, share: 50 %",
     "faults.0.share': only for kinds link-..., of meters, payments and crews"},
    {"kind: marketing-down, who: {group: G1}",
     "faults.0.who': only for faults of meters, payments and interfaces"},
    {"kind: payment-lost, share: 0.5 %, who: {group: G1}", NULL},
    {"kind: payment-undone, share: 10 %, every: exp(9 d), lasts: 1 h", NULL},
    {"kind: no-settled-reading, share: 10 %",
     "faults.0.share': only for kinds link-..., of meters, payments and crews"},
    {"kind: meter-unreadable, every: exp(9 d), lasts: 1 h, down: 0.35 %", NULL},
    {"kind: terminal-offline, terminal: 1, every: 9 d, lasts: exp(1 h)", NULL},
    {"kind: crypto-down, every: 9 d, lasts: 1 h", NULL},
    {"kind: link-loss, interface: I9, share: 1 %, every: exp(9 d), lasts: 1 h, down: 1 %", NULL},
    {"kind: sms-down, lasts: 1 h", "faults.0.lasts': only together with `every`"},
    {"kind: meter-unreadable, every: 9 d", "faults.0.every': `every` needs `lasts`"},
    {"kind: meter-unreadable, lasts: 1 h", "faults.0.lasts': only together with `every`"},
    {"kind: meter-unreadable, down: 1 %", "faults.0.down': only together with `every`"},
    {"kind: link-outage, interface: I9, who: {group: G1}", NULL},
    {"kind: link-loss, interface: I3, who: {concentrator: 2}", NULL}, /* a batch */
    {"kind: link-outage, interface: I3, who: {group: G1}",
     "faults.0.who': no message about single customers is hit"},
    {"kind: link-outage, interface: I2, who: {group: G1}", NULL}, /* `closed` */
    {"kind: link-loss, interface: I2, message: upload, who: {group: G1}",
     "faults.0.who': no message about single customers is hit"},
};

START_TEST(test_faults)
{
    struct sim_scenario world;
    struct fk_diag diag = {0};
    char text[160];
    snprintf(text, sizeof text, "faults=[{%s, " TIMES "}]", asked[_i].fault);
    const char *set[] = {text};
    int err = scenario_load_memory("t.yaml", scenario_base, sizeof scenario_base - 1, set, 1,
                                   &world, &diag);
    if (err == FK_OK)
        scenario_fini(&world);
    ck_assert_msg(err == (asked[_i].wrong ? FK_E_FORMAT : FK_OK), "%s: %s", text, diag.text);
    ck_assert_msg(!asked[_i].wrong || strstr(diag.text, asked[_i].wrong), "%s", diag.text);
}
END_TEST

static Suite *scenario_faults_suite(void)
{
    Suite *suite = suite_create("scenario_faults");
    TCase *cases = tcase_create("faults");
    tcase_add_loop_test(cases, test_faults, 0, (int)(sizeof asked / sizeof asked[0]));
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(scenario_faults_suite)
