/* What a decision keeps from one event to the next: the doubt whether the relay moved, and
 * nothing when a cut is done. */
#include "models/feecontrol/customer.h"
#include "tests/unit/fk_check.h"

#define TEN (INT64_C(1772380800) * MS_SECOND + 10 * MS_HOUR) /* 2026-03-02 10:00 CST */

static struct fee_policy policy_of(uint16_t repeats, uint8_t restore_mode)
{
    return (struct fee_policy){.reminder = 5000,
                               .warning = 3000,
                               .restore_mode = restore_mode,
                               .receipt_needed = true,
                               .notice_wait = 30 * MS_MINUTE,
                               .notice_valid = 24 * MS_HOUR,
                               .cut_window = {8 * MS_HOUR + 30 * MS_MINUTE, 16 * MS_HOUR},
                               .repeats = repeats,
                               .repeat_at = 12 * MS_HOUR + 30 * MS_MINUTE};
}

/* a crew cuts while the restore is on its way, whose result comes a moment later: he has
 * paid, so he is restored once more, and once only. */
START_TEST(crew_that_cuts_around_a_restore_is_not_forgotten)
{
    struct fee_policy policy = policy_of(0, _i ? FEE_RESTORE_SAFE : FEE_RESTORE_AUTOMATIC);
    struct fee_customer customer = {.available = 9000, .state = FEE_RESTORE_SENT};
    struct fee_case open = {.order = 9};
    struct fee_event crew = {.kind = FEE_EV_FIELD_OK, .is_cut = true};
    struct fee_event made = {.kind = FEE_EV_ORDER_MADE}, ok = {.kind = FEE_EV_ORDER_OK};
    struct fee_effects effects;
    fee_customer_step(&customer, &open, &policy, &crew, TEN, &effects);
    ck_assert_uint_eq(effects.count, 0);
    ok.is_closed = _i; /* the permit found the relay closed: the crew came after it */
    fee_customer_step(&customer, &open, &policy, &ok, TEN, &effects);
    ck_assert_uint_eq(customer.state, FEE_RESTORE_PENDING);
    fee_customer_step(&customer, &open, &policy, &made, TEN, &effects);
    ok.is_closed = false;
    fee_customer_step(&customer, &open, &policy, &ok, TEN, &effects);
    ck_assert_uint_eq(customer.state, _i ? FEE_CLOSE_ALLOWED : FEE_NORMAL);
}
END_TEST

/* The doubt outlives a repeat that is refused, and ends with a cut that is certain or a restore. */
START_TEST(doubt_lasts_until_the_relay_is_known)
{
    struct fee_policy policy = policy_of(1, FEE_RESTORE_AUTOMATIC);
    struct fee_customer customer = {.available = -1, .state = FEE_CUT_SENT};
    struct fee_case open = {.order = 9};
    struct fee_event failed = {.kind = FEE_EV_ORDER_FAILED, .is_cut = true, .is_uncertain = true};
    struct fee_event refused = {.kind = FEE_EV_ORDER_FAILED, .is_cut = true};
    struct fee_event ok = {.kind = FEE_EV_ORDER_OK, .is_cut = true};
    struct fee_event receipt = {.kind = FEE_EV_RECEIPT};
    struct fee_effects effects;
    fee_customer_step(&customer, &open, &policy, &refused, TEN, &effects);
    ck_assert_uint_eq(customer.flags & FEE_UNCERTAIN, 0);
    customer.state = FEE_CUT_SENT;
    fee_customer_step(&customer, &open, &policy, &failed, TEN, &effects);
    ck_assert_uint_eq(customer.state, FEE_CUT_FAILED);
    customer.state = FEE_CUT_SENT; /* the repeat */
    fee_customer_step(&customer, &open, &policy, &refused, TEN, &effects);
    ck_assert_uint_eq(customer.flags & FEE_UNCERTAIN, FEE_UNCERTAIN);
    struct fee_customer paid = customer;
    struct fee_case paid_open = open;
    paid.available = 0;
    fee_customer_step(&paid, &paid_open, &policy, &receipt, TEN, &effects);
    ck_assert_uint_eq(paid.state, FEE_RESTORE_PENDING);
    ck_assert_uint_eq(paid.flags & FEE_UNCERTAIN, 0);
    customer.state = FEE_CUT_SENT;
    fee_customer_step(&customer, &open, &policy, &ok, TEN, &effects);
    ck_assert_uint_eq(customer.state, FEE_CUT);
    ck_assert_uint_eq(customer.flags & FEE_UNCERTAIN, 0);
}
END_TEST

/* A cut that is done leaves nothing open: what its notice and its repeats were no longer counts, so
 * that whoever stays off needs no case. */
START_TEST(cut_leaves_nothing_open)
{
    struct fee_policy policy = policy_of(1, FEE_RESTORE_AUTOMATIC);
    struct fee_customer customer = {.available = -1, .state = FEE_CUT_SENT};
    struct fee_case open = {.repeats = 1, .notice_at = TEN - MS_HOUR};
    struct fee_event ok = {.kind = FEE_EV_ORDER_OK, .is_cut = true};
    struct fee_effects effects;
    fee_customer_step(&customer, &open, &policy, &ok, TEN, &effects);
    ck_assert_uint_eq(customer.state, FEE_CUT);
    ck_assert_uint_eq(open.repeats, 0);
    ck_assert_int_eq(open.notice_at, 0);
}
END_TEST

static Suite *fee_doubt_suite(void)
{
    Suite *suite = suite_create("fee_doubt");
    TCase *tcase = tcase_create("from one event to the next");
    tcase_add_loop_test(tcase, crew_that_cuts_around_a_restore_is_not_forgotten, 0, 2);
    tcase_add_test(tcase, doubt_lasts_until_the_relay_is_known);
    tcase_add_test(tcase, cut_leaves_nothing_open);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_doubt_suite)
