/* Steps about what customers are told of their money: the second amount (P-THR-03), and what is not
 * automatic (CQ-4, CQ-10). */
#include "tests/unit/models/fee_steps.h"

static struct fee_policy policy;
static struct fee_customer customer;
static struct fee_case open;

static void setup(void)
{
    policy = policy_of(JIBEI);
    policy.second_warning = 500;
    customer = (struct fee_customer){.state = FEE_WARNED};
    open = (struct fee_case){.id = 1};
}

static void step_asks(struct fee_event event, int32_t available, const char *wanted)
{
    struct fee_effects effects;
    char text[256];
    customer.available = available;
    fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
    effects_print(&effects, TEN, text, sizeof text);
    ck_assert_str_eq(text, wanted);
}

static void calculated(int32_t available, const char *wanted)
{
    step_asks((struct fee_event){.kind = FEE_EV_CALCULATED}, available, wanted);
}

#define WARNING "strategy:warn sms:warning "
#define SECOND  "strategy:warn sms:second-warning "
#define DUNNING "strategy:warn sms:dunning "

/* P-THR-03: at 5.00, not at 5.01; once, until he is above it. */
START_TEST(second_amount)
{
    calculated(501, "");
    calculated(500, SECOND);
    calculated(400, "");
    step_asks((struct fee_event){.kind = FEE_EV_RECEIPT}, 501, "");
    calculated(499, SECOND);
    policy.second_warning = 0;
    customer.told = 0;
    calculated(1, "");
}
END_TEST

/* Section 5: the most severe alone. A repetition of the warning gives way once; the second warning
 * warns as the first does. */
START_TEST(second_in_place_of_the_first)
{
    policy.repeat = FEE_REPEAT_DAILY;
    customer.state = FEE_NORMAL;
    calculated(300, SECOND);
    step_asks((struct fee_event){.kind = FEE_EV_SMS, .sms_kind = SMS_SECOND_WARNING, .is_ok = true},
              300, "");
    ck_assert_uint_eq(customer.state, FEE_WARNED);
    calculated(299, WARNING);
    calculated(-1, "strategy:cut sms:pre-cut ");
}
END_TEST

/* CQ-10: whom no person has dunned is neither told nor cut; a person has him told, even again, or
 * announces his cut (CQ-4). {state, available, reminding, dunning, what a calculation asks for, a
 * reversal, a batch} */
static const struct {
    uint8_t state;
    int32_t available;
    bool is_reminding_manual, is_dunning_manual;
    const char *calculated, *reversed, *batch;
} switches[] = {
    {FEE_NORMAL, 4000, true, false, "", "", "strategy:remind sms:reminder "},
    {FEE_NORMAL, 2000, true, false, "", "", WARNING},
    {FEE_NORMAL, 2000, false, true, WARNING, WARNING, WARNING},
    {FEE_WARNED, 2000, false, false, "", WARNING, WARNING},
    {FEE_WARNED, -1, true, false, "strategy:cut sms:pre-cut ", "", "strategy:cut sms:pre-cut "},
    {FEE_WARNED, -1, false, true, "", SECOND, "strategy:cut sms:pre-cut "},
    {FEE_NORMAL, -1, true, false, "", "", DUNNING}, /* 停电催费: a warning of its own (section 5) */
    {FEE_NORMAL, 0, true, false, "", "", SECOND},
    {FEE_NOTICE, -1, false, true, "", "", ""},
};

START_TEST(what_is_not_automatic)
{
    static const unsigned kinds[] = {FEE_EV_CALCULATED, FEE_EV_REVERSED, FEE_EV_BATCH};
    const char *const wanted[] = {switches[_i].calculated, switches[_i].reversed,
                                  switches[_i].batch};
    policy.is_reminding_manual = switches[_i].is_reminding_manual;
    policy.is_dunning_manual = switches[_i].is_dunning_manual;
    for (unsigned i = 0; i < 3; i++) {
        customer = (struct fee_customer){.state = switches[_i].state};
        open = (struct fee_case){.id = 1, .notice_at = TEN - MS_MINUTE};
        step_asks((struct fee_event){.kind = (uint8_t)kinds[i]}, switches[_i].available, wanted[i]);
    }
}
END_TEST

/* CQ-10: who has paid stays cut until a person restores him, and is not tripped again meanwhile. */
START_TEST(restore_by_a_person)
{
    struct fee_event again = {.kind = FEE_EV_TRIP_AGAIN};
    struct fee_effects effects;
    policy.is_restoring_manual = true;
    customer.state = FEE_CUT;
    calculated(100, "");
    step_asks((struct fee_event){.kind = FEE_EV_RECEIPT}, 100, "");
    policy.trip_again_after = MS_DAY;
    fee_customer_step(&customer, &open, &policy, &again, TEN, &effects);
    ck_assert_uint_eq(effects.count, 1);
    ck_assert_uint_eq(effects.item[0].action, FEE_DO_TRIP_AT);
    step_asks((struct fee_event){.kind = FEE_EV_STARTED}, -1, "");
    ck_assert_uint_eq(customer.state, FEE_CUT);
    step_asks((struct fee_event){.kind = FEE_EV_STARTED}, 100,
              "strategy:restore sms:paid order:restore ");
    ck_assert_uint_eq(customer.state, FEE_RESTORE_PENDING);
}
END_TEST

/* CQ-11: every payment that is posted is told, whatever it is enough for, once: the restore that it
 * begins tells nothing more, not even one that a person begins or that waits for the result of a
 * cut. A settlement is no payment, and what was withheld has been told. */
START_TEST(payment_is_told_once)
{
    struct fee_event paid = {.kind = FEE_EV_RECEIPT, .is_payment = true};
    struct fee_event cut = {.kind = FEE_EV_ORDER_OK, .is_cut = true};
    step_asks(paid, 100, "");
    policy.tell_paid = true;
    step_asks((struct fee_event){.kind = FEE_EV_RECEIPT}, 9000, "");
    step_asks(paid, 9000, "sms:paid ");
    customer.state = FEE_CUT;
    step_asks(paid, -1, "sms:paid ");
    step_asks(paid, 100, "strategy:restore order:restore sms:paid ");
    customer.state = FEE_CUT_SENT;
    step_asks(paid, 100, "sms:paid ");
    step_asks(cut, 100, "end:done sms:cut-done strategy:restore order:restore ");
    customer.state = FEE_NOT_ENROLLED;
    step_asks(paid, 100, "");
    policy.restore_mode = FEE_RESTORE_BY_HAND;
    customer.state = FEE_CUT;
    step_asks(paid, 9000, "sms:close-allowed ");
}
END_TEST

static Suite *fee_amounts_suite(void)
{
    Suite *suite = suite_create("fee_amounts");
    TCase *tcase = tcase_create("steps");
    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, second_amount);
    tcase_add_test(tcase, second_in_place_of_the_first);
    tcase_add_loop_test(tcase, what_is_not_automatic, 0, sizeof switches / sizeof switches[0]);
    tcase_add_test(tcase, restore_by_a_person);
    tcase_add_test(tcase, payment_is_told_once);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_amounts_suite)
