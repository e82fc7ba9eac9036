/* Approval of cuts in fee control (T7, T8, T10): who is asked, what an answer does and does not. */
#include "models/feecontrol/customer.h"
#include "tests/unit/models/fee_bench.h"

#define D1      (BENCH_MIDNIGHT + MS_DAY)
#define OPENING (D1 + 8 * MS_HOUR + 30 * MS_MINUTE)

static void setup(void)
{
    fee_setup();
    policy.approval_levels = 1;
    policy.approvers = 1;
    policy.approval_time = chance_const(MS_MINUTE);
    policy.approval_hours = policy.cut_window;
}

/* His cut waits for approval on day 1. */
static void to_approval(void)
{
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(1, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_MARKETING), 1);
    ck_assert_int_eq(feecontrol_due(&fee), OPENING);
}

/* {levels, percent rejected, minutes, state, result of the strategy} */
static const struct {
    uint8_t levels, rejects;
    int minutes;
    unsigned state, result;
} decisions[] = {{1, 0, 1, FEE_NOTICE, RESULT_NONE},
                 {2, 0, 1, FEE_APPROVAL2, RESULT_NONE},
                 {2, 0, 2, FEE_NOTICE, RESULT_NONE},
                 {1, 100, 1, FEE_WARNED, RESULT_NOT_ALLOWED}};

START_TEST(decision)
{
    policy.approval_levels = decisions[_i].levels;
    policy.approval_rejects = decisions[_i].rejects;
    to_approval();
    for (int minute = 0; minute <= decisions[_i].minutes; minute++)
        fee_tick(OPENING + minute * MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), decisions[_i].state);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_STRATEGY).code, decisions[_i].result);
}
END_TEST

START_TEST(time_is_over)
{
    policy.approval_limit = MS_HOUR; /* from 05:00 on */
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(1, 0);
    fee_tick(D1 + 6 * MS_HOUR - 1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
    fee_tick(D1 + 6 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_STRATEGY).code, RESULT_TASK_TIMEOUT);
}
END_TEST

/* T10: who pays while it waits needs no approval, and his desk decides nothing. */
START_TEST(paid_meanwhile)
{
    to_approval();
    fee_handle(
        (struct message){
            .type = MSG_RECEIPT, .customer = FEE_OUT, .attempt = 1, .id = 1, .value = 100},
        OPENING - MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    fee_tick(OPENING);
    fee_tick(OPENING + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    ck_assert_int_eq(feecontrol_due(&fee), MS_NEVER);
}
END_TEST

/* T7, R-10: where a person starts the flow nobody is asked before, whatever the calculations say;
 * then everybody who still owes, unless he is locked. {available when it is started, locked,
 * register of so many days ago, state then} */
static const struct {
    int32_t balance;
    bool is_locked;
    int days;
    unsigned state;
} started[] = {{-208, false, 1, FEE_APPROVAL1},
               {-208, true, 1, FEE_HELD},
               {-208, false, 3, FEE_HELD},
               {0, false, 1, FEE_WARNED}};

START_TEST(person_starts_the_flow)
{
    struct message start = {.type = MSG_START, .customer = FEE_OUT};
    struct message lock = {.type = MSG_LOCK,
                           .kind = HOLD_DELAY,
                           .code = 1,
                           .attempt = LOCK_CUSTOMER,
                           .customer = FEE_OUT};
    policy.is_start_manual = true;
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_handle(start, BENCH_MIDNIGHT + 9 * MS_HOUR); /* nothing to start yet */
    fee_day(1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_DECISION).code, HOLD_START);
    fee_tick(OPENING + MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    fee.customers[FEE_OUT].balance = started[_i].balance;
    fee.customers[FEE_OUT].reading_day = (uint16_t)(BENCH_DAY + 2 - started[_i].days);
    if (started[_i].is_locked)
        fee_handle(lock, OPENING + MS_HOUR);
    fee_handle(start, OPENING + MS_DAY);
    ck_assert_uint_eq(fee_state(FEE_OUT), started[_i].state);
    if (started[_i].days > 2) { /* he goes on waiting for somebody who starts it */
        ck_assert_uint_eq(fee_open(FEE_OUT).hold, HOLD_START);
    }
}
END_TEST

/* CQ-3, CQ-5: with the notice first it is started when the notice is over. */
START_TEST(flow_after_the_notice)
{
    ms_t noticed = D1 + 8 * MS_HOUR;
    policy.is_start_manual = true;
    policy.is_notice_first = true;
    policy.second_check = false;
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(1, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
    fee_sms(FEE_OUT, SMS_PRE_CUT, SMS_DELIVERED, noticed);
    fee_tick(noticed + policy.notice_wait);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    fee_handle((struct message){.type = MSG_START, .customer = FEE_OUT}, OPENING + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
    for (int minute = 1; minute <= 2; minute++)
        fee_tick(OPENING + minute * MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY); /* its order, without a turn */
}
END_TEST

/* CQ-3: or on every working day at the time at which somebody does it, with a register that is new
 * enough. D1 is a Tuesday. {days of the register, day on which it begins} */
static const struct {
    int days, begun;
} daily[] = {{1, 1}, {3, 2}};

START_TEST(person_comes_every_day)
{
    ms_t at = D1 + 9 * MS_HOUR;
    policy.is_start_manual = true;
    policy.start_at = 9 * MS_HOUR;
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_day(1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    ck_assert_int_eq(feecontrol_due(&fee), at);
    fee.customers[FEE_OUT].reading_day = (uint16_t)(BENCH_DAY + 1 - daily[_i].days);
    fee_tick(at);
    ck_assert_uint_eq(fee_state(FEE_OUT), daily[_i].begun == 1 ? FEE_APPROVAL1 : FEE_HELD);
    fee.customers[FEE_OUT].reading_day = (uint16_t)(BENCH_DAY + 1);
    fee_tick(at + (daily[_i].begun - 1) * MS_DAY);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
}
END_TEST

/* Nobody comes on a day off: what waits on Friday 6 March is begun on Monday. */
START_TEST(person_has_days_off)
{
    struct fee_policy weekly = policy;
    struct fee_customer c = {.state = FEE_NOTICE, .available = -1};
    struct fee_case open = {.id = 1, .strategy = 1};
    ms_t friday = BENCH_MIDNIGHT + 4 * MS_DAY + 9 * MS_HOUR;
    struct fee_event over = {.kind = FEE_EV_NOTICE_OVER};
    struct fee_effects effects;
    weekly.is_start_manual = true;
    weekly.start_at = 9 * MS_HOUR;
    fee_customer_step(&c, &open, &weekly, &over, friday, &effects);
    ck_assert_uint_eq(effects.item[0].action, FEE_DO_START_AT);
    ck_assert_int_eq(effects.item[0].at, friday); /* he is just coming */
    c.state = FEE_NOTICE;
    fee_customer_step(&c, &open, &weekly, &over, friday + 1, &effects);
    ck_assert_int_eq(effects.item[0].at, friday + 3 * MS_DAY);
}
END_TEST

/* what a lock stops at its desk begins anew when it is over, with the whole limit. */
START_TEST(limit_begins_anew)
{
    struct message lock = {.type = MSG_LOCK,
                           .kind = HOLD_DELAY,
                           .code = 1,
                           .attempt = LOCK_CUSTOMER,
                           .customer = FEE_OUT};
    policy.approval_days = 1;
    policy.approval_hours.from = 15 * MS_HOUR;
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(1, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
    fee_handle(lock, D1 + 9 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    ck_assert_ptr_null(slots_find(&fee.failures[0].desks.open, fee_open(FEE_OUT).strategy));
    lock.code = 0;
    fee_handle(lock, D1 + 10 * MS_HOUR);
    fee_run(2, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
    fee_tick(D1 + 30 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1); /* by the old limit he was too late */
}
END_TEST

/* A cut that was given up while its approval was under way, and is made anew: the old answer is
 * none for it. */
START_TEST(answer_is_about_its_cut)
{
    struct fee_case *open;
    to_approval();
    fee_tick(OPENING);
    open = slots_find(&fee.cases, FEE_OUT);
    open->strategy += 50; /* another one */
    fee_tick(OPENING + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
}
END_TEST

static void lock(bool begins, ms_t now)
{
    fee_handle((struct message){.type = MSG_LOCK,
                                .kind = HOLD_PROTECTION,
                                .code = begins,
                                .attempt = LOCK_CUSTOMER,
                                .customer = FEE_OUT},
               now);
}

/* R-50, P-CUT-09: nobody spends time on who is locked while he waits: the next one is begun when
 * the desk is free. Three wait, an hour each from 08:30 on; the second is locked at 08:30:30, so
 * that the third is decided at 10:30. He is asked for again by the calculation of the next day. */
START_TEST(locked_takes_no_time)
{
    policy.approval_time = chance_const(MS_HOUR);
    fee.customers[0].balance = fee.customers[2].balance = -208;
    fee_run(0, 0);
    for (uint32_t i = 0; i < 3; i++)
        fee_sms(i, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(1, 0);
    fee_tick(OPENING);
    lock(true, OPENING + 30 * MS_SECOND);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    fee_tick(OPENING + MS_HOUR);
    fee_tick(OPENING + 2 * MS_HOUR);
    ck_assert_uint_eq(fee_state(0), FEE_NOTICE);
    ck_assert_uint_eq(fee_state(2), FEE_NOTICE);
    lock(false, OPENING + 3 * MS_HOUR);
    fee_run(2, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
    fee_tick(OPENING + MS_DAY);
    fee_tick(OPENING + MS_DAY + MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
}
END_TEST

/* Locked while somebody is at it, and asked for again before that time is over: another approver
 * takes his own time for it. */
START_TEST(old_decision_is_none)
{
    policy.approvers = 2;
    policy.approval_time = chance_const(MS_HOUR);
    to_approval();
    fee_tick(OPENING);
    lock(true, OPENING + MS_MINUTE);
    lock(false, OPENING + 2 * MS_MINUTE);
    registers[FEE_OUT] = 1; /* a calculation finds something new */
    fee_handle((struct message){.type = MSG_PUSH, .kind = 1, .id = (uint32_t)BENCH_DAY + 1},
               OPENING + 3 * MS_MINUTE);
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = 1, .id = (uint32_t)BENCH_DAY + 1},
               OPENING + 3 * MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
    fee_tick(OPENING + 3 * MS_MINUTE);
    fee_tick(OPENING + MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_APPROVAL1);
    fee_tick(OPENING + MS_HOUR + 3 * MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
}
END_TEST

static Suite *fee_desks_suite(void)
{
    Suite *suite = suite_create("fee_desks");
    TCase *tcase = tcase_create("desks");
    tcase_add_checked_fixture(tcase, setup, fee_teardown);
    tcase_add_loop_test(tcase, decision, 0, 4);
    tcase_add_test(tcase, time_is_over);
    tcase_add_test(tcase, paid_meanwhile);
    tcase_add_loop_test(tcase, person_starts_the_flow, 0, 4);
    tcase_add_loop_test(tcase, person_comes_every_day, 0, 2);
    tcase_add_test(tcase, person_has_days_off);
    tcase_add_test(tcase, limit_begins_anew);
    tcase_add_test(tcase, flow_after_the_notice);
    tcase_add_test(tcase, answer_is_about_its_cut);
    tcase_add_test(tcase, locked_takes_no_time);
    tcase_add_test(tcase, old_decision_is_none);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_desks_suite)
