/* Repeated trips of those who close by hand (CQ-2): how many, how far apart, on what. */
#include "models/feecontrol/customer.h"
#include "models/feecontrol/trips.h"
#include "tests/unit/models/party_bench.h"

#define WHO 7

static struct slots trips;
static struct fee_policy policy;

static void setup(void)
{
    slots_init(&trips, sizeof(struct trip_record));
    policy = (struct fee_policy){
        .trip_again = FEE_TRIP_ARREARS, .trip_again_after = MS_DAY, .trips_most = 3};
}

static void teardown(void)
{
    slots_fini(&trips);
}

START_TEST(so_many_and_no_more)
{
    ms_t next, at = BENCH_MIDNIGHT;
    for (unsigned i = 1; i < 3; i++) {
        ck_assert_int_eq(trips_count(&trips, &policy, WHO, at), at + MS_DAY);
        at += MS_DAY;
        ck_assert(!trips_look(&trips, &policy, WHO, 0, at - 1, at - 1, &next)); /* another date */
        ck_assert(trips_look(&trips, &policy, WHO, 0, at, at + 5, &next));
    }
    ck_assert_int_eq(trips_count(&trips, &policy, WHO, at), MS_NEVER);
    ck_assert(!trips_look(&trips, &policy, WHO + 1, 0, at, at, &next));
    ck_assert_int_eq(next, MS_NEVER);
}
END_TEST

/* More than 0.1 kWh since the register that the meter reported; without one nothing is known. */
START_TEST(only_who_has_used_energy)
{
    ms_t next, due = trips_count(&trips, &policy, WHO, BENCH_MIDNIGHT);
    policy.trip_again = FEE_TRIP_ENERGY;
    ck_assert(!trips_look(&trips, &policy, WHO, 5000, due, due, &next));
    ck_assert_int_eq(next, due + MS_DAY);
    ck_assert_int_eq(trips_report(&trips, WHO, 1083), FK_OK);
    due = next;
    ck_assert(!trips_look(&trips, &policy, WHO, 1093, due, due + 3, &next));
    ck_assert_int_eq(next, due + 3 + MS_DAY);
    due = next;
    ck_assert(trips_look(&trips, &policy, WHO, 1094, due, due, &next));
}
END_TEST

#define TEN (BENCH_MIDNIGHT + 10 * MS_HOUR)

static struct fee_effects effects;

/* One step of somebody who is cut, or was. */
static unsigned step(unsigned state, fen_t available, struct fee_event event, ms_t now)
{
    struct fee_customer customer = {.available = (int32_t)available, .state = (uint8_t)state};
    struct fee_case open = {.id = WHO};
    struct fee_policy by_hand = {.warning = 3000,
                                 .reminder = 5000,
                                 .restore_at = FEE_RESTORE_ABOVE,
                                 .restore_mode = FEE_RESTORE_BY_HAND,
                                 .notice_valid = MS_DAY,
                                 .cut_window = {8 * MS_HOUR + 30 * MS_MINUTE, 16 * MS_HOUR},
                                 .trip_again = FEE_TRIP_ARREARS,
                                 .trip_again_after = MS_DAY};
    fee_customer_step(&customer, &open, &by_hand, &event, now, &effects);
    if (customer.state == FEE_READY)
        ck_assert_int_eq(open.notice_at, now); /* on the notice of his cut, whatever its age */
    return customer.state;
}

static bool does(unsigned action, unsigned arg)
{
    for (unsigned i = 0; i < effects.count; i++)
        if (effects.item[i].action == action && effects.item[i].arg == arg)
            return true;
    return false;
}

/* CQ-7: above 0.00 the cut is cancelled, and nothing is ordered. */
START_TEST(restore_orders_nothing)
{
    struct fee_event paid = {.kind = FEE_EV_RECEIPT};
    ck_assert_uint_eq(step(FEE_CUT, 0, paid, TEN), FEE_CUT);
    ck_assert_uint_eq(step(FEE_CUT, 9000, paid, TEN), FEE_NORMAL);
    ck_assert(does(FEE_DO_SMS, SMS_CLOSE_ALLOWED));
    ck_assert(!does(FEE_DO_ORDER, ORDER_RESTORE));
    ck_assert_uint_eq(step(FEE_CUT, 9000, (struct fee_event){.kind = FEE_EV_CALCULATED}, TEN),
                      FEE_NORMAL);
    ck_assert(!does(FEE_DO_ORDER, ORDER_RESTORE));
    /* paid while the trip was under way */
    ck_assert_uint_eq(
        step(FEE_CUT_SENT, 9000, (struct fee_event){.kind = FEE_EV_ORDER_OK, .is_cut = true}, TEN),
        FEE_NORMAL);
    ck_assert(!does(FEE_DO_ORDER, ORDER_RESTORE));
    /* a late result ends the order that is live, once */
    struct fee_event late = {.kind = FEE_EV_ORDER_OK, .is_cut = true, .is_late = true};
    struct fee_policy policy_by_hand = {.restore_mode = FEE_RESTORE_BY_HAND};
    struct fee_customer customer = {.available = 9000, .state = FEE_CUT_SENT};
    struct fee_case open = {.id = WHO, .order = 9};
    unsigned superseded = 0;
    fee_customer_step(&customer, &open, &policy_by_hand, &late, TEN, &effects);
    for (unsigned i = 0; i < effects.count; i++)
        superseded += effects.item[i].action == FEE_DO_SUPERSEDE_ORDER;
    ck_assert_uint_eq(superseded, 1);
    /* a relay that is seen closed is no restore (CQ-1) */
    ck_assert_uint_eq(
        step(FEE_CUT, -1, (struct fee_event){.kind = FEE_EV_SEEN, .is_closed = true}, TEN),
        FEE_CUT);
}
END_TEST

/* CQ-2: as long as he is not above 0.00, within the cut window, with a register that is new. */
START_TEST(trip_is_repeated)
{
    struct fee_event again = {.kind = FEE_EV_TRIP_AGAIN};
    ck_assert_uint_eq(step(FEE_CUT, -1, again, TEN), FEE_READY);
    ck_assert(does(FEE_DO_STRATEGY, STRATEGY_CUT));
    ck_assert(does(FEE_DO_ORDER, ORDER_CUT));
    ck_assert(!does(FEE_DO_SMS, SMS_PRE_CUT));
    ck_assert_uint_eq(step(FEE_CUT, 0, again, TEN), FEE_READY);
    ck_assert_uint_eq(step(FEE_CUT, 1, again, TEN), FEE_WARNED); /* */
    ck_assert_uint_eq(step(FEE_WARNED, -1, again, TEN), FEE_WARNED);
    ck_assert_uint_eq(step(FEE_CUT, -1, again, TEN + 12 * MS_HOUR), FEE_CUT);
    ck_assert_uint_eq(effects.item[0].action, FEE_DO_TRIP_AT);
    ck_assert_int_eq(effects.item[0].at, BENCH_MIDNIGHT + MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE);
    again.is_blocked = true;
    ck_assert_uint_eq(step(FEE_CUT, -1, again, TEN), FEE_CUT);
    ck_assert_int_eq(effects.item[0].at, TEN + MS_DAY);
}
END_TEST

/* who must not be cut is not tripped again; he is looked at a day later. */
START_TEST(lock_puts_a_trip_off)
{
    struct fee_event again = {.kind = FEE_EV_TRIP_AGAIN, .lock = HOLD_PROTECTION};
    ck_assert_uint_eq(step(FEE_CUT, -1, again, TEN), FEE_CUT);
    ck_assert_uint_eq(effects.count, 1);
    ck_assert_uint_eq(effects.item[0].action, FEE_DO_TRIP_AT);
    ck_assert_int_eq(effects.item[0].at, TEN + MS_DAY);
}
END_TEST

static Suite *trips_suite(void)
{
    Suite *suite = suite_create("trips");
    TCase *tcase = tcase_create("trips");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, so_many_and_no_more);
    tcase_add_test(tcase, only_who_has_used_energy);
    tcase_add_test(tcase, restore_orders_nothing);
    tcase_add_test(tcase, trip_is_repeated);
    tcase_add_test(tcase, lock_puts_a_trip_off);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(trips_suite)
