/* What a scenario plans and no run of it does is said, with numbers counted by hand. */
#include "sim/scenario/scenario_never.h"
#include "tests/unit/fk_check.h"

#include <stdio.h>
#include <string.h>

#define START INT64_C(1772380800000) /* 2026-03-02 00:00 CST, D0 */

static char said[2048], said_zh[2048];

static int tell(void *context, struct fk_text text)
{
    size_t used = strlen(said), used_zh = strlen(said_zh);
    (void)context;
    snprintf(said + used, sizeof said - used, "%s\n", text.en);
    snprintf(said_zh + used_zh, sizeof said_zh - used_zh, "%s\n", text.zh);
    return FK_OK;
}

/* 5 x 20 = 100 customers, every tenth in G2; the run ends at D3 00:00. */
static struct scenario_group groups[] = {{.name = "G1", .every = 1, .classes = 1},
                                         {.name = "G2", .every = 10, .classes = 1}};
static struct sim_scenario world(void)
{
    return (struct sim_scenario){.start = START,
                                 .days = 3,
                                 .concentrators = 5,
                                 .meters_per_concentrator = 20,
                                 .groups = groups,
                                 .group_count = 2};
}

static const struct scenario_target all = {.group = -1, .klass = -1};

START_TEST(faults_after_the_end)
{
    struct scenario_fault faults[] = {
        {.from = START + 3 * MS_DAY - 1, .to = START + 4 * MS_DAY, .target = all},
        {.from = START + 3 * MS_DAY, .to = START + 4 * MS_DAY, .target = all},
        {.kind = FAULT_METER_UNREADABLE,
         .from = START,
         .to = START + MS_DAY,
         .target = {.group = 1, .klass = -1, .first = 11}}};
    struct sim_scenario scenario = world();
    scenario.faults = faults;
    scenario.fault_count = 3;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "faults.1 never: D3 00:00:00 is not before the end of the run\n"
                           "faults.2 for 10 customers: `first` asks for 11\n");
    ck_assert_str_eq(said_zh, "faults.1 不会发生：D3 00:00:00 不早于运行结束\n"
                              "faults.2 只有 10 户：`first` 要求 11 户\n");
}
END_TEST

/* Nobody is missed who would have nothing to do: no crews, or crews without jobs; no approvals. */
START_TEST(absent_from_nothing)
{
    struct scenario_fault faults[] = {
        {.kind = FAULT_CREWS_ABSENT, .from = START, .to = START + MS_DAY, .target = all},
        {.kind = FAULT_APPROVERS_ABSENT, .from = START, .to = START + MS_DAY, .target = all}};
    struct sim_scenario scenario = world();
    scenario.faults = faults;
    scenario.fault_count = 2;
    scenario.crews = 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "faults.0 never: there are no crews, `crew` says how many\n"
                           "faults.1 never: no cut needs an approval\n");
    ck_assert_str_eq(said_zh, "faults.0 不起作用：没有现场人员，人数由 `crew` 设定\n"
                              "faults.1 不起作用：没有需要审批的停电\n");
    said[0] = said_zh[0] = '\0';
    scenario.crew_jobs_per_day = 1;
    scenario.policy.approval_levels = 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

/* A hotline that nobody calls, and handlers with nothing to hand out. */
START_TEST(missed_by_nobody)
{
    struct scenario_fault faults[] = {
        {.kind = FAULT_HOTLINE_DOWN, .from = START, .to = START + MS_DAY, .target = all},
        {.kind = FAULT_HANDLERS_ABSENT, .from = START, .to = START + MS_DAY, .target = all}};
    struct sim_scenario scenario = world();
    scenario.faults = faults;
    scenario.fault_count = 2;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "faults.0 never: nobody calls without `customer.calls`\n"
                           "faults.1 never: no exception order goes to a crew without "
                           "`crew.gap_reading`\n");
    ck_assert_str_eq(said_zh, "faults.0 不起作用：未设 `customer.calls`，无人致电\n"
                              "faults.1 不起作用：未设 `crew.gap_reading`，异常工单不派现场\n");
    said[0] = said_zh[0] = '\0';
    scenario.is_calling = scenario.is_read_by_hand = true;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

/* P-THR-01, P-THR-02, P-THR-04: a debt limit of 50 CNY that was written as 50 and not as -50. One
 * that is as high as the warning is not above it, and leaves money all the same; 0 and debts do
 * not. */
START_TEST(overdraft_above_the_warning)
{
    struct sim_scenario scenario = world();
    scenario.policy = (struct fee_policy){.reminder = 5000, .warning = 3000};
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    scenario.policy.overdraft = -2000;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.policy.overdraft = 3000;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said,
                     "policy: cut below 30.00 CNY, with money left; a debt limit is negative\n");
    ck_assert_str_eq(said_zh, "policy：低于 30.00 元即停电，尚有余额；透支额度应为负数\n");
    said[0] = said_zh[0] = '\0';
    scenario.policy.overdraft = 5000;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "policy: cut below 50.00 CNY, before the warning at 30.00 CNY; a debt "
                           "limit is negative\n");
    ck_assert_str_eq(said_zh,
                     "policy：低于 50.00 元即停电，先于 `warning`（30.00 元）；透支额度应为负数\n");
    said[0] = '\0';
    scenario.policy.reminder = 2999;
    scenario.policy.overdraft = 3000;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "policy: cut below 30.00 CNY, before the reminder at 29.99 CNY; a debt "
                           "limit is negative\n"
                           "policy: nobody is reminded below 29.99 CNY, the warning at 30.00 CNY "
                           "comes before\n");
}
END_TEST

/* R-09, P-THR-01, P-THR-02: as high as the warning a reminder is switched off on purpose (S-49). */
START_TEST(reminder_below_the_warning)
{
    struct sim_scenario scenario = world();
    scenario.policy = (struct fee_policy){.reminder = 3000, .warning = 3000};
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.policy.reminder = 2000;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "policy: nobody is reminded below 20.00 CNY, the warning at 30.00 CNY "
                           "comes before\n");
    ck_assert_str_eq(said_zh, "policy：低于 20.00 元无人收到提醒，30.00 元时已预警\n");
}
END_TEST

/* P-THR-06: days stand in place of the amounts; days and an amount cannot be told apart here. */
START_TEST(reminder_of_fewer_days_than_the_warning)
{
    struct sim_scenario scenario = world();
    scenario.policy = (struct fee_policy){.reminder = 1, .warning = 3000, .reminder_days = 3};
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    scenario.policy.warning_days = 3;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.policy.warning_days = 7;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "policy: nobody is reminded at 3 days, the warning at 7 comes before\n");
    ck_assert_str_eq(said_zh, "policy：3 天时无人收到提醒，7 天时已预警\n");
}
END_TEST

/* what some have instead is held against what they keep of the policy. */
START_TEST(reminders_of_some_below_their_warning)
{
    struct scenario_override overrides[] = {
        {.target = all, .reminder = 3000}, {.target = all, .warning = 6000}, {.target = all}};
    struct sim_scenario scenario = world();
    scenario.policy = (struct fee_policy){.reminder = 5000, .warning = 3000};
    scenario.non_residents.warning = 20000;
    scenario.overrides = overrides;
    scenario.override_count = 3;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "policy.non_residents: nobody is reminded below 50.00 CNY, the warning "
                           "at 200.00 CNY comes before\n"
                           "overrides.1: nobody is reminded below 50.00 CNY, the warning at 60.00 "
                           "CNY comes before\n");
}
END_TEST

/* P-THR-03: a customer at 30.00 is told twice at once, one at 29.99 has been warned before. */
START_TEST(second_warning_at_the_first)
{
    struct sim_scenario scenario = world();
    scenario.policy =
        (struct fee_policy){.reminder = 5000, .warning = 3000, .second_warning = 2999};
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.policy.second_warning = 3000;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "policy: the second warning at 30.00 CNY comes in place of the first at "
                           "30.00 CNY\n");
    ck_assert_str_eq(said_zh, "policy：第二次预警（30.00 元）取代首次预警（30.00 元）\n");
}
END_TEST

/* CQ-7: it is told of the policy of Chongqing, unless people close their breakers. */
START_TEST(breakers_that_nobody_closes)
{
    struct scenario_hands hands[] = {
        {.at = clock_from_civil(2026, 3, 2, 1, 0, 0), .what = HAND_KEY}};
    struct sim_scenario scenario = world();
    scenario.policy.restore_mode = FEE_RESTORE_BY_HAND;
    scenario.hands = hands;
    scenario.hand_count = 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "breakers never close: `restore_mode: by-hand`, and neither "
                           "`customer.breaker_after` nor `hands` says who closes them; who pays "
                           "stays dark\n");
    said[0] = said_zh[0] = '\0';
    hands[0].what = HAND_BREAKER;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.hand_count = 0;
    scenario.breaker_after = (struct chance_dist){.count = 1};
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

/* What `gansu_local` states of recharges is about meters that `local_meters` names. */
START_TEST(local_meters_that_nobody_has)
{
    struct scenario_local locals[] = {{.target = {0}}};
    struct sim_scenario scenario = world();
    scenario.recharge_lost = 350000;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "local never: nobody has a local meter, `local_meters` names who has; "
                           "all are cut remotely\n");
    said[0] = said_zh[0] = '\0';
    scenario.local_meters = locals;
    scenario.local_count = 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

/* 8 kWh a day are 333.3 W: 333 W are passed, 334 are not. Drawn use may pass any. */
START_TEST(load_that_nobody_has)
{
    struct scenario_local locals[] = {{.target = {0}}};
    struct sim_scenario scenario = world();
    scenario.per_day = 800;
    scenario.local_meters = locals;
    scenario.local_count = 1;
    scenario.load_control.limit = 333;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.load_control.limit = 334;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "local.load_limit never: nobody's load is above 334 W\n");
    said[0] = said_zh[0] = '\0';
    scenario.is_use_drawn = 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.local_count = 0;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "local never: nobody has a local meter, `local_meters` names who has; "
                           "all are cut remotely\n");
}
END_TEST

/* who closes himself, or presses the key, is not told before. {of the policy or some} */
START_TEST(restore_that_nobody_is_told_of)
{
    struct scenario_override some = {.restore_notice = MS_HOUR};
    struct sim_scenario scenario = world();
    scenario.policy.restore_mode = FEE_RESTORE_SAFE;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.policy.restore_notice = _i ? 0 : MS_HOUR;
    scenario.overrides = &some;
    scenario.override_count = _i ? 1 : 0;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "restore_notice never: `policy.restore_mode` is not automatic\n");
    ck_assert_str_eq(said_zh, "restore_notice 不起作用：`policy.restore_mode` 不是 automatic\n");
    said[0] = said_zh[0] = '\0';
    scenario.policy.restore_mode = FEE_RESTORE_AUTOMATIC;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

/* at a flat price, or with versions that have none, no tier is reached. */
START_TEST(tiers_of_a_flat_price)
{
    struct tariff_version version = {.period = TARIFF_NO_TIERS};
    struct sim_scenario scenario = world();
    scenario.policy.tell_tier = true;
    for (uint32_t versions = 0; versions < 2; versions++) {
        said[0] = said_zh[0] = '\0';
        scenario.tariff_versions = &version;
        scenario.tariff_version_count = versions;
        ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
        ck_assert_str_eq(said, "policy.tell_tier never: no version of the tariff has tiers\n");
        ck_assert_str_eq(said_zh, "policy.tell_tier 不起作用：电价版本均无阶梯\n");
    }
    said[0] = '\0';
    version.period = TARIFF_MONTHLY;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

/* an estimate is carried on by some use. {use of a day, drawn} */
static const struct {
    uint32_t per_day;
    bool is_drawn, is_said;
} carried_on[] = {{0, false, true}, {1, false, false}, {0, true, false}};

START_TEST(nothing_to_carry_on)
{
    struct sim_scenario scenario = world();
    scenario.is_extrapolating = true;
    scenario.per_day = carried_on[_i].per_day;
    scenario.is_use_drawn = carried_on[_i].is_drawn;
    said[0] = said_zh[0] = '\0';
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, carried_on[_i].is_said
                               ? "calculation.stale_policy never: nobody uses any energy\n"
                               : "");
    ck_assert_str_eq(said_zh, carried_on[_i].is_said
                                  ? "calculation.stale_policy 不起作用：客户用电量为零\n"
                                  : "");
}
END_TEST

/* crews leave from 08:30 on, until before `to`, and are done between 9 h 20 min and 9 h 30
 * min later: 17:50 at the earliest, after 17:30. One that may still cut at 17:50 does, and so does
 * one that comes on the next morning: 24 h later at the earliest. */
START_TEST(crews_that_come_too_late)
{
    struct sim_scenario scenario = world();
    scenario.crews = 1;
    scenario.crew_jobs_per_day = 12;
    scenario.crew_hours = (struct clock_window){510 * MS_MINUTE, 1050 * MS_MINUTE};
    scenario.field_cut_hours = scenario.crew_hours;
    scenario.crew_arrival =
        (struct chance_dist){1, {{CHANCE_UNIFORM, 1000000, 540 * MS_MINUTE, 550 * MS_MINUTE}}};
    scenario.crew_work = chance_const(20 * MS_MINUTE);
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "crews never cut: done on site from 17:50 to 02:59, and may cut from "
                           "08:30 to 17:30\n");
    ck_assert_str_eq(said_zh,
                     "现场人员不会停电：17:50 至 02:59 完工，可停电时段为 08:30 至 17:30\n");
    said[0] = '\0';
    scenario.field_cut_hours.to = 1070 * MS_MINUTE + 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.field_cut_hours = scenario.crew_hours;
    scenario.crew_work = chance_const(15 * MS_HOUR);
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.crew_arrival = chance_const(60 * MS_MINUTE);
    scenario.crew_work = (struct chance_dist){1, {{CHANCE_EXP, 1000000, MS_HOUR, 0}}};
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
    scenario.crew_work = chance_const(10 * MS_HOUR);
    scenario.crews = 0; /* there is nobody: what field orders come to is said by INV-06 */
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

/* From D2 23:00 every 20 min to D3 01:00: six payments, those of 23:00, 23:20, 23:40 are made. */
START_TEST(payments_after_the_end)
{
    struct scenario_payment payments[] = {
        {.from = START + 71 * MS_HOUR,
         .to = START + 73 * MS_HOUR,
         .every = 20 * MS_MINUTE,
         .target = all},
        {.from = START + 71 * MS_HOUR,
         .to = START + 72 * MS_HOUR,
         .every = 20 * MS_MINUTE,
         .target = all},
        {.from = START + 80 * MS_HOUR, .to = START + 80 * MS_HOUR, .target = all}};
    struct sim_scenario scenario = world();
    scenario.payments = payments;
    scenario.payment_count = 3;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "payments.0: 3 of 6 never, due after the end of the run\n"
                           "payments.2 never: D3 08:00:00 is not before the end of the run\n");
    ck_assert_str_eq(said_zh, "payments.0：3 笔（共 6 笔）不会发生，时间在运行结束之后\n"
                              "payments.2 不会发生：D3 08:00:00 不早于运行结束\n");
}
END_TEST

/* TR-13: in the first group it changes, in the second after the end. */
START_TEST(reactive_energy_changes_after_the_end)
{
    struct scenario_group two[] = {
        {.every = 1, .classes = 1, .reactive_from = START + 72 * MS_HOUR - 1},
        {.every = 2, .classes = 1, .reactive_from = START + 72 * MS_HOUR}};
    struct sim_scenario scenario = world();
    scenario.groups = two;
    scenario.group_count = 2;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "population.groups.1.reactive_from never: D3 00:00:00 is not before the "
                           "end of the run\n");
    ck_assert_str_eq(said_zh,
                     "population.groups.1.reactive_from 不会发生：D3 00:00:00 不早于运行结束\n");
}
END_TEST

START_TEST(more_reads_than_customers)
{
    struct scenario_reads reads[] = {
        {.at = START, .count = 100, .target = all},
        {.at = START, .count = 101, .target = all},
        {.at = START, .count = 7, .target = {.group = 1, .klass = -1, .first = 5}},
        {.at = START + 3 * MS_DAY, .count = 1, .target = all}};
    struct scenario_query queries[] = {{.at = START + 3 * MS_DAY, .target = all}};
    struct sim_scenario scenario = world();
    scenario.reads = reads;
    scenario.read_count = 4;
    scenario.queries = queries;
    scenario.query_count = 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "reads.1: 1 of 101 never, there are no more customers\n"
                           "reads.2: 2 of 7 never, there are no more customers\n"
                           "reads.3 never: D3 00:00:00 is not before the end of the run\n"
                           "queries.0 never: D3 00:00:00 is not before the end of the run\n");
    ck_assert_str_eq(said_zh, "reads.1：1 次（共 101 次）不会发生，没有更多客户\n"
                              "reads.2：2 次（共 7 次）不会发生，没有更多客户\n"
                              "reads.3 不会发生：D3 00:00:00 不早于运行结束\n"
                              "queries.0 不会发生：D3 00:00:00 不早于运行结束\n");
}
END_TEST

/* paper that there is not, and a message that comes too late. */
START_TEST(messages_and_paper)
{
    struct scenario_phone phones[] = {
        {.is_paper = true, .target = all},
        {.owner = 1, .target = {.group = 1, .klass = -1, .first = 11}}};
    struct scenario_text messages[] = {
        {.at = START + 3 * MS_DAY - 1, .kind = SMS_BILL, .target = all},
        {.at = START + 3 * MS_DAY, .kind = SMS_BILL, .target = all},
        {.at = START, .kind = SMS_BILL, .target = {.group = 1, .klass = -1, .first = 12}}};
    struct sim_scenario scenario = world();
    scenario.phones = phones;
    scenario.phone_count = 2;
    scenario.messages = messages;
    scenario.message_count = 3;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "phones.0.paper never: without `sms.paper_delivery` there is no paper\n"
                           "phones.1 for 10 customers: `first` asks for 11\n"
                           "messages.1 never: D3 00:00:00 is not before the end of the run\n"
                           "messages.2 for 10 customers: `first` asks for 12\n");
    ck_assert_str_eq(said_zh,
                     "phones.0.paper 不起作用：没有 `sms.paper_delivery`，即没有纸质通知单\n"
                     "phones.1 只有 10 户：`first` 要求 11 户\n"
                     "messages.1 不会发生：D3 00:00:00 不早于运行结束\n"
                     "messages.2 只有 10 户：`first` 要求 12 户\n");
    said[0] = '\0';
    scenario.message_count = 0;
    scenario.phone_count = 1;
    scenario.paper = (struct chance_dist){.count = 1};
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

static int refuse(void *context, struct fk_text text)
{
    (void)text;
    ++*(int *)context;
    return FK_E_IO;
}

START_TEST(refusal_ends_the_telling)
{
    struct scenario_query queries[] = {{.at = START + 3 * MS_DAY, .target = all},
                                       {.at = START + 4 * MS_DAY, .target = all}};
    struct sim_scenario scenario = world();
    int calls = 0;
    scenario.queries = queries;
    scenario.query_count = 2;
    ck_assert_int_eq(scenario_never_each(&scenario, refuse, &calls), FK_E_IO);
    ck_assert_int_eq(calls, 1);
}
END_TEST

static void clear(void)
{
    said[0] = said_zh[0] = '\0';
}

/* T7: a flow that is started when the run is over, and those of customers that there are not. */
START_TEST(starts_after_the_end)
{
    struct scenario_start starts[] = {
        {.at = START + 3 * MS_DAY - 1, .target = all},
        {.at = START + 3 * MS_DAY, .target = all},
        {.at = START, .target = {.group = 1, .klass = -1, .first = 11}}};
    struct sim_scenario scenario = world();
    scenario.starts = starts;
    scenario.start_count = 3;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "starts.1 never: D3 00:00:00 is not before the end of the run\n"
                           "starts.2 for 10 customers: `first` asks for 11\n");
}
END_TEST

/* T1, T23: by their first moment. */
START_TEST(agreements_after_the_end)
{
    struct scenario_agreement agreements[] = {
        {.from = START + 3 * MS_DAY - 1, .to = START + 3 * MS_DAY, .target = all},
        {.to = START + 3 * MS_DAY, .target = all},
        {.from = START, .target = {.group = 1, .klass = -1, .first = 11}}};
    struct sim_scenario scenario = world();
    scenario.agreements = agreements;
    scenario.agreement_count = 3;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "agreements.1 never: D3 00:00:00 is not before the end of the run\n"
                           "agreements.2 for 10 customers: `first` asks for 11\n");
}
END_TEST

START_TEST(waves_after_the_end)
{
    struct rollout_wave waves[] = {{START + 3 * MS_DAY - 1, 1, 1}, {START + 3 * MS_DAY, 2, 1}};
    struct sim_scenario scenario = world();
    scenario.waves = waves;
    scenario.wave_count = 2;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "rollout.waves.1 never: D3 00:00:00 is not before the end of the run\n");
}
END_TEST

/* T1: bars of equipment are asked as a wave begins, so without one they bar nobody. */
START_TEST(bars_without_a_wave)
{
    struct rollout_wave waves[] = {{START, 1, 1}};
    struct sim_scenario scenario = world();
    scenario.rollout.barred[BAR_NO_KEY] = 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "rollout.no_key never: there is no wave\n");
    clear();
    scenario.waves = waves;
    scenario.wave_count = 1;
    ck_assert_int_eq(scenario_never_each(&scenario, tell, NULL), FK_OK);
    ck_assert_str_eq(said, "");
}
END_TEST

static Suite *never_suite(void)
{
    Suite *suite = suite_create("scenario_never");
    TCase *tcase = tcase_create("never");
    tcase_add_checked_fixture(tcase, clear, NULL);
    tcase_add_test(tcase, faults_after_the_end);
    tcase_add_test(tcase, absent_from_nothing);
    tcase_add_test(tcase, missed_by_nobody);
    tcase_add_test(tcase, overdraft_above_the_warning);
    tcase_add_test(tcase, reminder_below_the_warning);
    tcase_add_test(tcase, reminder_of_fewer_days_than_the_warning);
    tcase_add_test(tcase, reminders_of_some_below_their_warning);
    tcase_add_test(tcase, second_warning_at_the_first);
    tcase_add_test(tcase, breakers_that_nobody_closes);
    tcase_add_test(tcase, local_meters_that_nobody_has);
    tcase_add_test(tcase, load_that_nobody_has);
    tcase_add_test(tcase, tiers_of_a_flat_price);
    tcase_add_loop_test(tcase, nothing_to_carry_on, 0, 3);
    tcase_add_loop_test(tcase, restore_that_nobody_is_told_of, 0, 2);
    tcase_add_test(tcase, crews_that_come_too_late);
    tcase_add_test(tcase, payments_after_the_end);
    tcase_add_test(tcase, reactive_energy_changes_after_the_end);
    tcase_add_test(tcase, more_reads_than_customers);
    tcase_add_test(tcase, messages_and_paper);
    tcase_add_test(tcase, starts_after_the_end);
    tcase_add_test(tcase, agreements_after_the_end);
    tcase_add_test(tcase, waves_after_the_end);
    tcase_add_test(tcase, bars_without_a_wave);
    tcase_add_test(tcase, refusal_ends_the_telling);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(never_suite)
