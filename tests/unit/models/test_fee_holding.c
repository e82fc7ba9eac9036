/* Steps of who is held: turns, approvals, and the mass brake (R-26, R-51, R-52, T8). */
#include "tests/unit/models/fee_steps.h"

/* who was held is not cut before his turn, which he is given when nothing else is in the way;
 * what is left of the hold ends with the order. {turn, events, state then, effects} */
static const struct {
    ms_t turn_at;
    uint8_t then, hold;
    const char *effects;
} turns[] = {{0, FEE_HELD, HOLD_TURN, "turn "},
             {TEN + 1, FEE_HELD, HOLD_PERIOD, ""},
             {TEN, FEE_READY, HOLD_NONE, "order:cut "}};

START_TEST(turn_after_a_hold)
{
    struct fee_policy policy = policy_of(JIBEI);
    struct fee_event event = {.kind = FEE_EV_RELEASED};
    struct fee_customer customer = {.available = DEBT, .state = FEE_HELD};
    struct fee_case open = {.strategy = 7,
                            .notice_at = TEN - MS_HOUR,
                            .hold = HOLD_PERIOD,
                            .turn_at = turns[_i].turn_at};
    struct fee_effects effects;
    char text[256];
    fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
    effects_print(&effects, TEN, text, sizeof text);
    ck_assert_str_eq(text, turns[_i].effects);
    ck_assert_uint_eq(customer.state, turns[_i].then);
    ck_assert_uint_eq(open.hold, turns[_i].hold);
}
END_TEST

/* T8: an approval lasts for its cut: {order of approval and notice, state after it, then the order
 * leaves}. A cut that is given up needs another. */
START_TEST(approval_lasts)
{
    struct fee_policy policy = policy_of(_i ? NOTICE1 : APPROVE);
    struct fee_event event = {.kind = FEE_EV_APPROVED};
    struct fee_customer customer = {.available = DEBT, .state = FEE_APPROVAL1};
    struct fee_case open = {.strategy = 7, .notice_at = TEN - MS_HOUR};
    struct fee_effects effects;
    fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
    ck_assert_uint_eq(customer.state, _i ? FEE_HELD : FEE_NOTICE);
    event.kind = _i ? FEE_EV_RELEASED : FEE_EV_NOTICE_OVER;
    fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
    ck_assert_uint_eq(customer.state, FEE_READY);
    event = (struct fee_event){.kind = FEE_EV_ORDER_MADE, .is_cut = true};
    fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
    event = (struct fee_event){.kind = FEE_EV_ORDER_OK, .is_cut = true};
    fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
    ck_assert_uint_eq(customer.state, FEE_CUT);
    ck_assert_uint_eq(open.is_approved, 0);
}
END_TEST

/* The mass brake: nothing but a person at 08:30 of the next working day lets him go; a lock
 * that holds then makes it the day after. 2026-03-03 08:30 is 22.5 h after TEN. {event, moment,
 * lock, state then, hold then, effects} */
#define PERSON (TEN + 22 * MS_HOUR + 30 * MS_MINUTE)
static const struct {
    enum fee_event_kind event;
    ms_t at;
    uint8_t lock, then, hold;
    const char *effects;
} braked[] = {{FEE_EV_CALCULATED, TEN, HOLD_NONE, FEE_HELD, HOLD_BRAKE, ""},
              {FEE_EV_CALCULATED, TEN, HOLD_DELAY, FEE_HELD, HOLD_BRAKE, ""}, /* not a day later */
              {FEE_EV_RELEASED, PERSON - 1, HOLD_NONE, FEE_HELD, HOLD_BRAKE, ""},
              {FEE_EV_RELEASED, PERSON, HOLD_NONE, FEE_NOTICE, HOLD_TURN, "sms:pre-cut "},
              {FEE_EV_RELEASED, PERSON, HOLD_DELAY, FEE_HELD, HOLD_BRAKE, "release+1440 "},
              {FEE_EV_HELD, TEN, HOLD_DELAY, FEE_HELD, HOLD_BRAKE, "release+1350 "}};

START_TEST(brake_waits_for_a_person)
{
    struct fee_policy policy = policy_of(JIBEI);
    struct fee_event event = {.kind = (uint8_t)braked[_i].event, .lock = braked[_i].lock};
    struct fee_customer customer = {.available = DEBT, .state = FEE_HELD};
    struct fee_case open = {.strategy = 7, .hold = HOLD_BRAKE, .turn_at = PERSON};
    struct fee_effects effects;
    char text[256];
    fee_customer_step(&customer, &open, &policy, &event, braked[_i].at, &effects);
    effects_print(&effects, braked[_i].at, text, sizeof text);
    ck_assert_str_eq(text, braked[_i].effects);
    ck_assert_uint_eq(customer.state, braked[_i].then);
    ck_assert_uint_eq(open.hold, braked[_i].hold);
}
END_TEST

/* a calculation after the lock checks again: a notice that will do at the opening is used, an
 * old one is given anew at once; before his turn nothing changes, whatever comes. */
static const struct {
    ms_t notice_ago, turn_at;
    uint8_t lock, then;
    const char *effects;
} releases[] = {{MS_HOUR, 0, HOLD_NONE, FEE_HELD, "release+0 "},
                {25 * MS_HOUR, 0, HOLD_NONE, FEE_NOTICE, "sms:pre-cut "},
                {MS_HOUR, TEN + 1, HOLD_NONE, FEE_HELD, ""},
                {MS_HOUR, 0, HOLD_DELAY, FEE_HELD, ""}};

START_TEST(calculation_after_a_hold)
{
    struct fee_policy policy = policy_of(JIBEI);
    struct fee_event event = {.kind = FEE_EV_CALCULATED, .lock = releases[_i].lock};
    struct fee_customer customer = {.available = DEBT, .state = FEE_HELD};
    struct fee_case open = {.strategy = 7,
                            .notice_at = TEN - releases[_i].notice_ago,
                            .hold = HOLD_PERIOD,
                            .turn_at = releases[_i].turn_at};
    struct fee_effects effects;
    char text[256];
    fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
    effects_print(&effects, TEN, text, sizeof text);
    ck_assert_str_eq(text, releases[_i].effects);
    ck_assert_uint_eq(customer.state, releases[_i].then);
}
END_TEST

/* T7: where a person starts the flow a calculation does nothing for who waits for it, however old
 * his notice; a lock holds him. {lock, hold then, effects} */
static const struct {
    uint8_t lock, hold;
    const char *effects;
} unstarted[] = {{HOLD_NONE, HOLD_START, ""}, {HOLD_DELAY, HOLD_DELAY, ""}};

START_TEST(calculation_before_the_start)
{
    struct fee_policy policy = policy_of(NOTICE1);
    struct fee_event event = {.kind = FEE_EV_CALCULATED, .lock = unstarted[_i].lock};
    struct fee_customer customer = {.available = DEBT, .state = FEE_HELD};
    struct fee_case open = {.strategy = 7, .notice_at = TEN - 25 * MS_HOUR, .hold = HOLD_START};
    struct fee_effects effects;
    char text[256];
    policy.is_start_manual = true;
    fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
    effects_print(&effects, TEN, text, sizeof text);
    ck_assert_str_eq(text, unstarted[_i].effects);
    ck_assert_uint_eq(customer.state, FEE_HELD);
    ck_assert_uint_eq(open.hold, unstarted[_i].hold);
}
END_TEST

static Suite *fee_holding_suite(void)
{
    Suite *suite = suite_create("fee_holding");
    TCase *tcase = tcase_create("steps");
    tcase_add_loop_test(tcase, turn_after_a_hold, 0, 3);
    tcase_add_loop_test(tcase, approval_lasts, 0, 2);
    tcase_add_loop_test(tcase, brake_waits_for_a_person, 0, 6);
    tcase_add_loop_test(tcase, calculation_after_a_hold, 0, 4);
    tcase_add_loop_test(tcase, calculation_before_the_start, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_holding_suite)
