/* What the law asks for before a cut: arrears that are overdue for a time (T5, P-CUT-05), and a last
 * notice so long before (R-15, P-CUT-03). */
#include "tests/unit/models/fee_steps.h"

#define OVERDUE (30 * MS_DAY)
#define LAST    (20 * MS_MINUTE)

static struct fee_customer customer;
static struct fee_case open;
static struct fee_policy policy;
static char done[256];

static void set_up(void)
{
    policy = policy_of(JIBEI);
    policy.last_notice = LAST;
    customer = (struct fee_customer){.available = DEBT, .state = FEE_NOTICE};
    open = (struct fee_case){.strategy = 7, .notice_at = TEN - MS_HOUR};
}

static void step(struct fee_event event, ms_t at, unsigned then, const char *effects)
{
    struct fee_effects asked;
    fee_customer_step(&customer, &open, &policy, &event, at, &asked);
    effects_print(&asked, at, done, sizeof done);
    ck_assert_str_eq(done, effects);
    ck_assert_uint_eq(customer.state, then);
}

static void step_of(enum fee_event_kind kind, ms_t at, unsigned then, const char *effects)
{
    step((struct fee_event){.kind = (uint8_t)kind}, at, then, effects);
}

static void told(bool is_ok, ms_t at, unsigned then, const char *effects)
{
    step((struct fee_event){.kind = FEE_EV_SMS, .sms_kind = SMS_LAST_NOTICE, .is_ok = is_ok}, at,
         then, effects);
}

/* The notice has run its time, and he is told once more; 20 min after he was the order leaves. */
START_TEST(last_notice)
{
    step_of(FEE_EV_NOTICE_OVER, TEN, FEE_NOTICE, "sms:last-notice ");
    step_of(FEE_EV_CALCULATED, TEN + 1, FEE_NOTICE, "");
    step_of(FEE_EV_NOTICE_OVER, TEN + 2, FEE_NOTICE, ""); /* of another notice */
    told(true, TEN + MS_SECOND, FEE_NOTICE, "check+20 ");
    step_of(FEE_EV_NOTICE_OVER, TEN + MS_SECOND + LAST - 1, FEE_NOTICE, "");
    step_of(FEE_EV_NOTICE_OVER, TEN + MS_SECOND + LAST, FEE_READY, "order:cut ");
    ck_assert_int_eq(open.turn_at, 0);
}
END_TEST

/* Who paid meanwhile is left alone; who is locked is held, and told anew after it. */
START_TEST(last_notice_is_void)
{
    step_of(FEE_EV_NOTICE_OVER, TEN, FEE_NOTICE, "sms:last-notice ");
    told(true, TEN, FEE_NOTICE, "check+20 ");
    step((struct fee_event){.kind = FEE_EV_HELD, .lock = HOLD_DELAY}, TEN + 1, FEE_HELD, "");
    told(true, TEN + 2, FEE_HELD, ""); /* nobody waits for it */
    open.turn_at = TEN + 2;
    step_of(FEE_EV_RELEASED, TEN + MS_HOUR, FEE_NOTICE, "sms:last-notice ");
    told(true, TEN + MS_HOUR, FEE_NOTICE, "check+20 ");
    customer.available = ZERO;
    step_of(FEE_EV_NOTICE_OVER, TEN + MS_HOUR + LAST, FEE_WARNED, "end:cancelled ");
    ck_assert_uint_eq(open.last_notice, LAST_NOTICE_NONE);
}
END_TEST

/* Not delivered, he waits for a calculation; told too late for the window, for the next one. */
START_TEST(last_notice_comes_again)
{
    ms_t late = TEN + 5 * MS_HOUR + 50 * MS_MINUTE; /* 15:50 */
    step_of(FEE_EV_NOTICE_OVER, TEN, FEE_NOTICE, "sms:last-notice ");
    told(false, TEN + 1, FEE_HELD, "");
    step_of(FEE_EV_CALCULATED, TEN + 2, FEE_HELD, "release+0 ");
    step_of(FEE_EV_RELEASED, late, FEE_NOTICE, "sms:last-notice ");
    told(true, late, FEE_NOTICE, "check+20 ");
    step_of(FEE_EV_NOTICE_OVER, late + LAST, FEE_HELD, "release+980 "); /* 16:10 to 08:30 */
    step_of(FEE_EV_RELEASED, late + LAST + 980 * MS_MINUTE, FEE_NOTICE, "sms:last-notice ");
}
END_TEST

/* The first notice runs out while he is told: both begin anew. */
START_TEST(notice_runs_out)
{
    open.notice_at = TEN - 24 * MS_HOUR + LAST - 1;
    step_of(FEE_EV_NOTICE_OVER, TEN, FEE_NOTICE, "sms:last-notice ");
    told(true, TEN, FEE_NOTICE, "check+20 ");
    step_of(FEE_EV_NOTICE_OVER, TEN + LAST, FEE_NOTICE, "sms:pre-cut ");
    ck_assert_uint_eq(open.last_notice, LAST_NOTICE_NONE);
}
END_TEST

/* Thirty days from the strategy on nothing happens, whatever comes; then he is announced, or held
 * by a lock that lasts. */
START_TEST(overdue)
{
    policy.overdue = OVERDUE;
    customer.state = FEE_WARNED;
    open = (struct fee_case){0};
    step_of(FEE_EV_CALCULATED, TEN, FEE_HELD, "strategy:cut release+43200 ");
    ck_assert_uint_eq(open.hold, HOLD_OVERDUE);
    step_of(FEE_EV_CALCULATED, TEN + MS_DAY, FEE_HELD, "");
    step((struct fee_event){.kind = FEE_EV_HELD, .lock = HOLD_PERIOD}, TEN + 2 * MS_DAY, FEE_HELD,
         "");
    ck_assert_uint_eq(open.hold, HOLD_OVERDUE); /* his time runs on */
    step_of(FEE_EV_RELEASED, TEN + OVERDUE - 1, FEE_HELD, "");
    if (_i)
        step((struct fee_event){.kind = FEE_EV_RELEASED, .lock = HOLD_PERIOD}, TEN + OVERDUE,
             FEE_HELD, "");
    else
        step_of(FEE_EV_RELEASED, TEN + OVERDUE, FEE_NOTICE, "sms:pre-cut ");
    ck_assert_uint_eq(open.hold, _i ? HOLD_PERIOD : HOLD_OVERDUE);
}
END_TEST

/* Money ends it, and the next arrears begin anew. */
START_TEST(overdue_ends)
{
    policy.overdue = OVERDUE;
    customer.state = FEE_WARNED;
    open = (struct fee_case){0};
    step_of(FEE_EV_CALCULATED, TEN, FEE_HELD, "strategy:cut release+43200 ");
    open.strategy = 7;
    customer.available = ZERO;
    step_of(FEE_EV_RECEIPT, TEN + MS_DAY, FEE_WARNED, "end:cancelled ");
    customer.available = DEBT;
    step_of(FEE_EV_CALCULATED, TEN + 2 * MS_DAY, FEE_HELD, "strategy:cut release+43200 ");
    ck_assert_int_eq(open.turn_at, TEN + 2 * MS_DAY + OVERDUE);
}
END_TEST

static Suite *fee_lawful_suite(void)
{
    Suite *suite = suite_create("fee_lawful");
    TCase *tcase = tcase_create("fee_lawful");
    tcase_add_checked_fixture(tcase, set_up, NULL);
    tcase_add_test(tcase, last_notice);
    tcase_add_test(tcase, last_notice_is_void);
    tcase_add_test(tcase, last_notice_comes_again);
    tcase_add_test(tcase, notice_runs_out);
    tcase_add_loop_test(tcase, overdue, 0, 2);
    tcase_add_test(tcase, overdue_ends);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_lawful_suite)
