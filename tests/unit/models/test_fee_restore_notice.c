/* who has said that closing may be dangerous is told before the restore order is made, once a
 * restore; who is not reached is restored by a crew. */
#include "tests/unit/models/fee_steps.h"

#define LIMIT (30 * MS_MINUTE)
#define PAID  "strategy:restore sms:paid "
#define TELLS "sms:restore-notice untold+30 "
#define CREW  "order:field-restore sms:fault-handler "

static struct fee_customer customer;
static struct fee_case open;
static struct fee_policy policy;

static void set_up(void)
{
    policy = policy_of(AGAIN);
    policy.restore_notice = LIMIT;
    customer = (struct fee_customer){.available = 9000, .state = FEE_CUT};
    open = (struct fee_case){.id = 1};
}

static void step(struct fee_event event, ms_t at, unsigned then, const char *effects)
{
    struct fee_effects asked;
    char done[256];
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
    step((struct fee_event){.kind = FEE_EV_SMS, .sms_kind = SMS_RESTORE_NOTICE, .is_ok = is_ok}, at,
         then, effects);
}

/* The order leaves with the receipt; a repeat is not told of again, and when he has supply
 * the notice is forgotten: the next restore has its own. */
START_TEST(told_once)
{
    step_of(FEE_EV_RECEIPT, TEN, FEE_RESTORE_PENDING, PAID TELLS);
    ck_assert_int_eq(open.turn_at, TEN + LIMIT);
    step_of(FEE_EV_RESTORE_AGAIN, TEN + 1, FEE_RESTORE_PENDING, ""); /* of an earlier restore */
    step_of(FEE_EV_UNTOLD, TEN + LIMIT - 1, FEE_RESTORE_PENDING, "");
    told(true, TEN + LIMIT - 1, FEE_RESTORE_PENDING, "order:restore ");
    told(true, TEN + LIMIT - 1, FEE_RESTORE_PENDING, "");
    step_of(FEE_EV_UNTOLD, TEN + LIMIT, FEE_RESTORE_PENDING, "");
    step_of(FEE_EV_ORDER_MADE, TEN + LIMIT, FEE_RESTORE_SENT, "");
    step_of(FEE_EV_ORDER_FAILED, TEN + MS_HOUR, FEE_RESTORE_FAILED, "restore+10 ");
    step_of(FEE_EV_RESTORE_AGAIN, TEN + 2 * MS_HOUR, FEE_RESTORE_PENDING, "order:restore ");
    open.strategy = 7;
    step_of(FEE_EV_ORDER_OK, TEN + 3 * MS_HOUR, FEE_NORMAL, "end:done sms:restored ");
    ck_assert_uint_eq(open.last_notice, LAST_NOTICE_NONE);
    ck_assert_int_eq(open.turn_at, 0);
    told(true, TEN + 3 * MS_HOUR, FEE_NORMAL, "");
    customer.state = FEE_CUT;
    step_of(FEE_EV_RECEIPT, TEN + MS_DAY, FEE_RESTORE_PENDING, PAID TELLS);
}
END_TEST

/* Nobody is told who closes himself, or presses the key, or has said nothing. {mode, time for it,
 * state and effects} */
static const struct {
    uint8_t mode;
    ms_t notice;
    unsigned then;
    const char *effects;
} modes[] = {{FEE_RESTORE_AUTOMATIC, 0, FEE_RESTORE_PENDING, PAID "order:restore "},
             {FEE_RESTORE_SAFE, LIMIT, FEE_RESTORE_PENDING, PAID "order:restore "},
             {FEE_RESTORE_BY_HAND, LIMIT, FEE_NORMAL, "sms:close-allowed "}};

START_TEST(told_by_nobody)
{
    policy.restore_mode = modes[_i].mode;
    policy.restore_notice = modes[_i].notice;
    step_of(FEE_EV_RECEIPT, TEN, modes[_i].then, modes[_i].effects);
}
END_TEST

/* A crew goes when the time for it is over, or as soon as it is known that he is not reached; if it
 * comes in vain he is tried from afar, not before that time. */
START_TEST(not_reached)
{
    ms_t at = _i ? TEN + MS_MINUTE : TEN + LIMIT;
    step_of(FEE_EV_RECEIPT, TEN, FEE_RESTORE_PENDING, PAID TELLS);
    if (_i)
        told(false, at, FEE_FIELD_RESTORE, CREW);
    else
        step_of(FEE_EV_UNTOLD, at, FEE_FIELD_RESTORE, CREW);
    ck_assert_uint_eq(open.last_notice, LAST_NOTICE_LOST);
    step_of(FEE_EV_UNTOLD, TEN + LIMIT, FEE_FIELD_RESTORE, "");
    told(false, at, FEE_FIELD_RESTORE, "");
    step_of(FEE_EV_FIELD_FAILED, at, FEE_RESTORE_FAILED, _i ? "restore+29 " : "restore+10 ");
    step_of(FEE_EV_RESTORE_AGAIN, TEN + MS_HOUR, FEE_RESTORE_PENDING, "order:restore ");
}
END_TEST

/* The crew is on its way when he is told after all: it goes on, and if it comes in vain the gap of
 * repeats is all that is waited for. */
START_TEST(reached_late)
{
    step_of(FEE_EV_RECEIPT, TEN, FEE_RESTORE_PENDING, PAID TELLS);
    told(false, TEN + 1, FEE_FIELD_RESTORE, CREW);
    told(true, TEN + 2, FEE_FIELD_RESTORE, "");
    ck_assert_uint_eq(open.last_notice, LAST_NOTICE_TOLD);
    step_of(FEE_EV_FIELD_FAILED, TEN + 3, FEE_RESTORE_FAILED, "restore+10 ");
}
END_TEST

/* The relay is found closed while he waits: that ends it, and the next one tells him anew. */
START_TEST(found_closed)
{
    step_of(FEE_EV_RECEIPT, TEN, FEE_RESTORE_PENDING, PAID TELLS);
    open.strategy = 7;
    step((struct fee_event){.kind = FEE_EV_SEEN, .is_closed = true}, TEN + 1, FEE_NORMAL,
         "end:done sms:restored ");
    step_of(FEE_EV_UNTOLD, TEN + LIMIT, FEE_NORMAL, "");
    ck_assert_uint_eq(open.last_notice, LAST_NOTICE_NONE);
}
END_TEST

/* A late failure of an earlier order does not get round the notice: the repeat waits for it,
 * or goes out because it came meanwhile. {told before the repeat} */
START_TEST(failure_of_an_earlier_order)
{
    step_of(FEE_EV_RECEIPT, TEN, FEE_RESTORE_PENDING, PAID TELLS);
    step_of(FEE_EV_ORDER_FAILED, TEN + 1, FEE_RESTORE_FAILED, "restore+10 ");
    if (_i)
        told(true, TEN + 2, FEE_RESTORE_FAILED, "");
    step_of(FEE_EV_RESTORE_AGAIN, TEN + 10 * MS_MINUTE, FEE_RESTORE_PENDING,
            _i ? "order:restore " : "");
    if (!_i)
        told(true, TEN + 11 * MS_MINUTE, FEE_RESTORE_PENDING, "order:restore ");
}
END_TEST

/* A cut that was done while he paid: all that a step can ask for at once. */
START_TEST(cut_and_paid)
{
    customer.state = FEE_HELD;
    open.strategy = 7;
    open.order = 8;
    step((struct fee_event){.kind = FEE_EV_ORDER_OK, .is_cut = true, .is_late = true}, TEN,
         FEE_RESTORE_PENDING, "end:done sms:cut-done supersede " PAID TELLS "look ");
}
END_TEST

static Suite *fee_restore_notice_suite(void)
{
    Suite *suite = suite_create("fee_restore_notice");
    TCase *tcase = tcase_create("R-42");
    tcase_add_checked_fixture(tcase, set_up, NULL);
    tcase_add_test(tcase, told_once);
    tcase_add_loop_test(tcase, told_by_nobody, 0, sizeof modes / sizeof modes[0]);
    tcase_add_loop_test(tcase, not_reached, 0, 2);
    tcase_add_test(tcase, reached_late);
    tcase_add_test(tcase, found_closed);
    tcase_add_loop_test(tcase, failure_of_an_earlier_order, 0, 2);
    tcase_add_test(tcase, cut_and_paid);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_restore_notice_suite)
