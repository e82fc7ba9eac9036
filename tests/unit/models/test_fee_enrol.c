/* Enrolment in fee control (T1, T23): who is computed from when on, and how an agreement ends. */
#include "tests/unit/models/fee_bench.h"

#define NEW           2 /* enrolled late */
#define AT(day, hour) (BENCH_MIDNIGHT + (day)*MS_DAY + (hour)*MS_HOUR)

static void agreement(uint32_t customer, bool begins, int32_t first_day, fen_t balance, ms_t now)
{
    fee_handle((struct message){.type = MSG_AGREEMENT,
                                .code = begins,
                                .attempt = fee.customers[customer].postings,
                                .customer = customer,
                                .id = (uint32_t)(BENCH_DAY + first_day),
                                .value = balance},
               now);
}

static void setup(void)
{
    fee_setup();
    ck_assert_int_eq(feecontrol_leave_out(&fee, NEW), FK_OK);
    fee.customers[NEW].balance = fee.customers[NEW].available = 0;
}

/* Nobody is computed before he is enrolled, and nobody waits for a result of his. */
START_TEST(not_enrolled_is_not_computed)
{
    policy.exception_after_days = 1;
    registers[NEW] = 1600;
    fee_day(0);
    ck_assert_uint_eq(fee_state(NEW), FEE_NOT_ENROLLED);
    ck_assert_uint_eq(fee.calculated, FEE_CUSTOMERS - 1);
    ck_assert_int_eq(bench_last(bench, MSG_CALCULATE).value, 0); /* the second run has no new one */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
}
END_TEST

/* T1: the estimate begins at the first register of the day from which it may: 16.00 kWh on day 0,
 * 24.00 on day 1. What was used before is not his, and a day before that is not counted.
 * {first day, then on day 0 computed, available on day 1 at 4.16 CNY a day} */
static const struct {
    int32_t first_day;
    unsigned computed;
    fen_t available;
} begins[] = {{0, FEE_CUSTOMERS, 5000 - 416}, {1, FEE_CUSTOMERS - 1, 5000}};

START_TEST(estimate_begins_at_the_settled_reading)
{
    policy.exception_after_days = 1;
    registers[NEW] = 1600;
    agreement(NEW, true, begins[_i].first_day, 5000, AT(0, 1));
    agreement(NEW, true, 7, 5000, AT(0, 2)); /* once more: nothing new */
    ck_assert_uint_eq(fee_state(NEW), FEE_NORMAL);
    ck_assert_int_eq(fee.customers[NEW].available, 5000);
    fee_day(0);
    ck_assert_uint_eq(fee.calculated, begins[_i].computed);
    ck_assert_int_eq(fee.customers[NEW].available, 5000);
    registers[NEW] = 2400;
    fee_day(1);
    ck_assert_int_eq(fee.customers[NEW].available, begins[_i].available);
    ck_assert_uint_eq(fee_state(NEW), begins[_i].available < 5000 ? FEE_REMINDED : FEE_NORMAL);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
    ck_assert_ptr_null(slots_find(&fee.agreements, NEW)); /* like anybody from now on */
}
END_TEST

/* T1 where bills are made: the estimate begins at the reading that marketing settles from that day
 * on, at once or (its file lacks it) with the next calculation; an earlier bill is none. 8.00 kWh
 * before it are missing until they are billed, 8.00 behind it make 4.16. {his file lacks it
 * until day 2} */
START_TEST(estimate_begins_at_the_bill)
{
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_NO_SETTLED, .code = 1, .customer = NEW, .id = 1};
    struct message settled = {
        .type = MSG_SETTLED, .attempt = 1, .customer = NEW, .ref = 1600, .value = 5000};
    fee.config.is_settled = true;
    registers[NEW] = 1600;
    agreement(NEW, true, 1, 5000, AT(0, 1));
    if (_i == 1)
        fee_handle(fault, AT(0, 2));
    settled.id = (uint32_t)BENCH_DAY;
    fee_handle(settled, AT(0, 3));
    ck_assert_int_eq(fee.customers[NEW].available, 5000);
    ck_assert_ptr_nonnull(slots_find(&fee.agreements, NEW));
    registers[NEW] = 2400;
    fee_run(1, 0); /* begins before marketing is done */
    ck_assert_uint_eq(fee.calculated, FEE_CUSTOMERS - 1);
    settled.id = (uint32_t)BENCH_DAY + 1;
    settled.attempt = 2;
    settled.ref = 2400;
    settled.value = 4584;
    fee_handle(settled, AT(1, 6));
    ck_assert_int_eq(fee.customers[NEW].available, 4584);
    ck_assert_int_eq(slots_find(&fee.agreements, NEW) != NULL, _i == 1);
    ck_assert_int_eq((fee.customers[NEW].flags & FEE_RESULT) != 0, _i == 0);
    registers[NEW] = 3200;
    fault.code = 0;
    if (_i == 1)
        fee_handle(fault, AT(2, 1));
    fee_run(2, 0);
    ck_assert_int_eq(fee.customers[NEW].available, 4584 - 416);
    ck_assert_uint_eq(fee.customers[NEW].settled, 2400);
    ck_assert_ptr_null(slots_find(&fee.agreements, NEW));
}
END_TEST

/* three days without a result, and why; with the cause gone the next register is his
 * settled reading. {his file lacks it, cause} */
static const struct {
    bool is_unfiled;
    unsigned cause;
} missing[] = {{true, CAUSE_MISSING_FILE}, {false, CAUSE_MISSING_REGISTER}};

START_TEST(never_computed)
{
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_NO_SETTLED, .code = 1, .customer = NEW, .id = 1};
    agreement(NEW, true, 0, 0, AT(0, 0));
    if (missing[_i].is_unfiled)
        fee_handle(fault, AT(0, 1));
    else
        registers[NEW] = FEE_MISSING;
    for (int32_t day = 0; day < 3; day++) {
        ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
        fee_day(day);
    }
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).customer, NEW);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REQUEST).value, missing[_i].cause);
    fault.code = 0;
    registers[NEW] = 2400;
    if (missing[_i].is_unfiled)
        fee_handle(fault, AT(3, 1));
    fee_day(3);
    ck_assert_uint_eq(fee.customers[NEW].settled, 2400);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), 1);
}
END_TEST

/* T23: who is cut and has paid is restored first; then he is out, and stays so whatever comes. */
START_TEST(restored_before_he_leaves)
{
    fee_to_cut_sent();
    agreement(FEE_OUT, false, 1, -208, FEE_CHECK_AT + 10); /* the order is taken back too late */
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_SENT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), 1);
    fee_handle(
        (struct message){
            .type = MSG_RECEIPT, .customer = FEE_OUT, .attempt = 1, .id = 1, .value = 100},
        FEE_CHECK_AT + 20);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_OK, FEE_CHECK_AT + 30);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_RESTORE_PENDING);
    fee_order(FEE_OUT, ORDER_RESTORE, 10, RESULT_NONE, FEE_CHECK_AT + 40);
    fee_order(FEE_OUT, ORDER_RESTORE, 10, RESULT_OK, FEE_CHECK_AT + 50);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOT_ENROLLED);
    registers[FEE_OUT] = 100000;
    fee_day(2);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOT_ENROLLED);
    ck_assert_int_eq(fee.customers[FEE_OUT].available, 100);
}
END_TEST

/* T23: a crew that cuts after all, though it was called off, has cut somebody without an agreement:
 * with money he is restored, and then out. */
START_TEST(cut_after_the_end)
{
    fee_to_cut_sent();
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_AUTH_FAILED, FEE_CHECK_AT + 10);
    fee_order(FEE_OUT, ORDER_FIELD_CUT, 10, RESULT_NONE, FEE_CHECK_AT + 12);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_FIELD_CUT);
    agreement(FEE_OUT, false, 1, 100, FEE_CHECK_AT + 20);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOT_ENROLLED);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 10);
    fee_order(FEE_OUT, ORDER_FIELD_CUT, 10, RESULT_DUPLICATE, FEE_CHECK_AT + 30);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_RESTORE_PENDING);
    fee_order(FEE_OUT, ORDER_RESTORE, 11, RESULT_NONE, FEE_CHECK_AT + 40);
    fee_order(FEE_OUT, ORDER_RESTORE, 11, RESULT_OK, FEE_CHECK_AT + 50);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOT_ENROLLED);
}
END_TEST

/* T23, T1: nobody waits for a result any more; and who comes back owes what he used meanwhile, as
 * no bill has settled it (R-04, INV-13): 32.00 kWh since register 0. */
START_TEST(gone_and_back)
{
    registers[3] = FEE_MISSING;
    for (int32_t day = 0; day < 3; day++)
        fee_day(day);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 1);
    agreement(3, false, 3, 50000, AT(3, 1));
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), 1);
    fee_day(3);
    registers[3] = 3200;
    agreement(3, true, 4, 700, AT(3, 12));
    fee_day(4);
    ck_assert_uint_eq(fee.customers[3].settled, 0);
    ck_assert_int_eq(fee.customers[3].available, 700 - 1664);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 1);
}
END_TEST

/* A new agreement before the old one is over, because a cut was under way: he never was out. */
START_TEST(renewed_in_time)
{
    fee_to_cut_sent();
    agreement(FEE_OUT, false, 1, -208, FEE_CHECK_AT + 10);
    agreement(FEE_OUT, true, 2, -208, FEE_CHECK_AT + 11);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_OK, FEE_CHECK_AT + 30);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT);
    ck_assert_ptr_null(slots_find(&fee.agreements, FEE_OUT));
}
END_TEST

static void receipt(uint32_t customer, fen_t account, ms_t now)
{
    fee_handle((struct message){.type = MSG_RECEIPT,
                                .customer = customer,
                                .attempt = (uint8_t)(fee.customers[customer].postings + 1),
                                .id = 1,
                                .value = account},
               now);
}

/* T23, R-16: who is cut and owes stays so when his agreement ends; nobody computes him, or misses
 * his result; and money that comes later restores him. {he closes by hand, CQ-7} */
START_TEST(restored_after_he_left)
{
    policy.exception_after_days = 1;
    policy.restore_mode = _i ? FEE_RESTORE_BY_HAND : FEE_RESTORE_AUTOMATIC;
    fee_to_cut_sent();
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_OK, FEE_CHECK_AT + 30);
    agreement(FEE_OUT, false, 1, -208, FEE_CHECK_AT + MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), _i ? FEE_NOT_ENROLLED : FEE_CUT);
    registers[FEE_OUT] = 1600;
    fee_day(2);
    fee_day(3);
    ck_assert_int_eq(fee.customers[FEE_OUT].available, -208);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).kind, ORDER_CUT);
    receipt(FEE_OUT, 100, AT(3, 12));
    ck_assert_uint_eq(fee_state(FEE_OUT), _i ? FEE_NOT_ENROLLED : FEE_RESTORE_PENDING);
    if (_i)
        return;
    fee_order(FEE_OUT, ORDER_RESTORE, 10, RESULT_NONE, AT(3, 12) + 10);
    fee_order(FEE_OUT, ORDER_RESTORE, 10, RESULT_OK, AT(3, 12) + 20);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOT_ENROLLED);
}
END_TEST

/* T1: a new agreement of somebody whose relay is open finds him cut. With 10.83 kWh he owes
 * 5.63 - 2.08 = 3.55. */
START_TEST(comes_back_cut)
{
    fee.customers[FEE_OUT].balance = 208;
    registers[FEE_OUT] = 800;
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, AT(0, 8));
    fee_run(1, 0);
    fee_sms(FEE_OUT, SMS_PRE_CUT, SMS_DELIVERED, FEE_CHECK_AT - 30 * MS_MINUTE);
    fee_tick(FEE_CHECK_AT);
    fee_balance(208, FEE_CHECK_AT + 2);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_NONE, FEE_CHECK_AT + 4);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_OK, FEE_CHECK_AT + 30);
    agreement(FEE_OUT, false, 1, 208, AT(1, 12));
    agreement(FEE_OUT, true, 3, 208, AT(3, 0));
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT);
    registers[FEE_OUT] = 1083;
    fee_day(3);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT);
    ck_assert_int_eq(fee.customers[FEE_OUT].available, -355);
}
END_TEST

/* T1, INV-13: what he used without an agreement is charged when he has one again. With 2.08 CNY he
 * owes 2.08 by 8.00 kWh on day 1, and 6.24 by 16.00 kWh on day 2: warned, not cut at once. */
START_TEST(pays_what_he_used_meanwhile)
{
    fee.customers[FEE_OUT].balance = 208;
    registers[FEE_OUT] = 0;
    fee_day(0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, AT(0, 12));
    registers[FEE_OUT] = 800;
    fee_day(1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
    agreement(FEE_OUT, false, 1, 208, AT(1, 11));
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOT_ENROLLED);
    agreement(FEE_OUT, true, 2, 208, AT(2, 0));
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
    ck_assert_int_eq(fee.customers[FEE_OUT].available, -208);
    registers[FEE_OUT] = 1600;
    fee_day(2);
    ck_assert_int_eq(fee.customers[FEE_OUT].available, -624);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).kind, SMS_WARNING);
    ck_assert_ptr_null(slots_find(&fee.agreements, FEE_OUT));
}
END_TEST

static int columns(void *context, uint32_t file, int32_t until, struct fee_run *run)
{
    (void)context;
    (void)file;
    (void)until;
    run->room = malloc(FEE_CUSTOMERS * (TARIFF_COLUMNS * sizeof *run->values + 1));
    if (!run->room)
        return FK_E_MEMORY;
    run->values = run->room;
    run->ages = (uint8_t *)(run->values + TARIFF_COLUMNS * FEE_CUSTOMERS);
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++) {
        run->values[i] = registers[i];
        run->values[TARIFF_TURN * FEE_CUSTOMERS + i] = TARIFF_NO_REGISTER;
        run->values[TARIFF_NEWEST_PEAK * FEE_CUSTOMERS + i] = 0;
        run->values[TARIFF_TURN_PEAK * FEE_CUSTOMERS + i] = 0;
        run->ages[i] = 0;
    }
    return FK_OK;
}

/* T23, R-04, INV-13: by versions of a tariff nothing is forgiven either: 8 kWh at 0.52, 8 without
 * an agreement, 8 with one, of which 4 are in tier 2 at 0.57: 12.68. Who never had one owes none of
 * his first 16. */
START_TEST(pays_by_versions_what_he_used_meanwhile)
{
    static const struct tariff_version version = {.months = TARIFF_ALL_YEAR,
                                                  .period = TARIFF_ANNUAL,
                                                  .limit = {2000, 9000},
                                                  .base = {520000},
                                                  .surcharge = {{50000}, {300000}}};
    struct tariff_plan plan;
    ck_assert_int_eq(tariff_plan_init(&plan, &version, 1, 0, false, BENCH_DAY, BENCH_DAY + 9),
                     FK_OK);
    fee.config.plans = &plan;
    fee.accounts = calloc(FEE_CUSTOMERS, sizeof *fee.accounts);
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
        tariff_account_init(&fee.accounts[i], &plan, BENCH_DAY - 1);
    fee.registers = columns;
    registers[3] = registers[NEW] = 800;
    fee_day(0);
    agreement(3, false, 1, 50000, AT(0, 12));
    registers[3] = registers[NEW] = 1600;
    fee_day(1);
    agreement(3, true, 2, 50000, AT(1, 12));
    agreement(NEW, true, 1, 50000, AT(1, 12));
    registers[3] = registers[NEW] = 2400;
    fee_day(2);
    ck_assert_int_eq(fee.customers[3].available, 50000 - 1268);
    ck_assert_int_eq(fee.customers[NEW].available, 50000);
    registers[3] = registers[NEW] = 3200;
    fee_day(3);
    ck_assert_int_eq(fee.customers[3].available, 50000 - 1724);
    ck_assert_int_eq(fee.customers[NEW].available, 50000 - 456);
    tariff_plan_fini(&plan);
}
END_TEST

/* T1: who leaves before he had a settled reading has none when he comes back: 24.00 kWh then. */
START_TEST(never_settled_and_back)
{
    registers[NEW] = 1600;
    agreement(NEW, true, 1, 5000, AT(0, 1));
    agreement(NEW, false, 1, 5000, AT(0, 2));
    agreement(NEW, true, 1, 5000, AT(0, 3));
    registers[NEW] = 2400;
    fee_day(1);
    ck_assert_uint_eq(fee.customers[NEW].settled, 2400);
    ck_assert_int_eq(fee.customers[NEW].available, 5000);
}
END_TEST

/* T1, R-75: a run that began before his agreement ended has 16.00 kWh of him, and is judged when he
 * has another one: they are not charged, and nobody misses a result of that day. */
START_TEST(back_before_a_run_is_judged)
{
    struct message run = {.type = MSG_PUSH, .id = (uint32_t)BENCH_DAY};
    policy.exception_after_days = 1;
    fee.config.is_settled = true;
    registers[3] = 1600;
    fee_handle(run, AT(0, 4));
    agreement(3, false, 0, 5000, AT(0, 4) + 1);
    agreement(3, true, 0, 5000, AT(0, 4) + 2);
    run.type = MSG_CALCULATED;
    fee_handle(run, AT(0, 4) + MS_MINUTE);
    fee_tick(AT(0, 5));
    ck_assert_uint_eq(fee.calculated, FEE_CUSTOMERS - 2);
    fee_run(0, 1);
    ck_assert_int_eq(fee.customers[3].available, 5000);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
}
END_TEST

/* T23, T1, R-46: who leaves with the key still to be pressed comes back so, unless he has pressed
 * it. */
START_TEST(comes_back_with_the_key)
{
    policy.restore_mode = FEE_RESTORE_SAFE;
    fee_to_cut_sent();
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_OK, FEE_CHECK_AT + 30);
    receipt(FEE_OUT, 100, AT(1, 12));
    fee_order(FEE_OUT, ORDER_RESTORE, 10, RESULT_NONE, AT(1, 12) + 10);
    fee_order(FEE_OUT, ORDER_RESTORE, 10, RESULT_OK, AT(1, 12) + 20);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CLOSE_ALLOWED);
    agreement(FEE_OUT, false, 1, 100, AT(1, 13));
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOT_ENROLLED);
    if (_i)
        fee_handle((struct message){.type = MSG_CLOSED, .customer = FEE_OUT}, AT(1, 14));
    agreement(FEE_OUT, true, 3, 100, AT(3, 0));
    ck_assert_uint_eq(fee_state(FEE_OUT), _i ? FEE_NORMAL : FEE_CLOSE_ALLOWED);
}
END_TEST

static Suite *fee_enrol_suite(void)
{
    Suite *suite = suite_create("fee_enrol");
    TCase *tcase = tcase_create("enrolment");
    tcase_add_checked_fixture(tcase, setup, fee_teardown);
    tcase_add_test(tcase, not_enrolled_is_not_computed);
    tcase_add_loop_test(tcase, estimate_begins_at_the_settled_reading, 0, 2);
    tcase_add_loop_test(tcase, never_computed, 0, 2);
    tcase_add_loop_test(tcase, estimate_begins_at_the_bill, 0, 2);
    tcase_add_test(tcase, restored_before_he_leaves);
    tcase_add_test(tcase, cut_after_the_end);
    tcase_add_test(tcase, gone_and_back);
    tcase_add_test(tcase, renewed_in_time);
    tcase_add_loop_test(tcase, restored_after_he_left, 0, 2);
    tcase_add_test(tcase, comes_back_cut);
    tcase_add_test(tcase, never_settled_and_back);
    tcase_add_test(tcase, pays_what_he_used_meanwhile);
    tcase_add_test(tcase, pays_by_versions_what_he_used_meanwhile);
    tcase_add_test(tcase, back_before_a_run_is_judged);
    tcase_add_loop_test(tcase, comes_back_with_the_key, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_enrol_suite)
