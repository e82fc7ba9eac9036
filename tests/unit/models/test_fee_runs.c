/* Runs of the calculation: the registers that they compute with, and the days without a
 * result. */
#include "tests/unit/models/fee_bench.h"

#define D1 (BENCH_MIDNIGHT + MS_DAY)

/* a run computes with what was there when it began, and postings with what was judged last.
 * The run of 04:00 takes long: 800 at its start, 900 when it ends. Between, a posting finds the
 * register of the day before. */
START_TEST(run_computes_with_what_was_there_at_its_start)
{
    ms_t four = BENCH_MIDNIGHT + 4 * MS_HOUR;
    uint32_t id = (uint32_t)BENCH_DAY;
    registers[0] = 800;
    registers[2] = FEE_MISSING;
    fee_handle((struct message){.type = MSG_PUSH, .id = id}, four);
    registers[0] = 900;
    registers[2] = 800;
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = 0, .value = 40000}, four + 1);
    ck_assert_int_eq(fee.customers[0].available, 40000);
    ck_assert_int_eq(fee.customers[0].reading_day, BENCH_DAY - 1);
    fee_handle((struct message){.type = MSG_PUSH, .kind = 1, .id = id}, four + 6 * MS_HOUR);
    ck_assert_int_eq(bench_last(bench, MSG_CALCULATE).value, 1); /* customer 2 alone */
    fee_handle((struct message){.type = MSG_CALCULATED, .id = id}, four + 7 * MS_HOUR);
    ck_assert_int_eq(fee.customers[0].available, 40000 - 416);
    ck_assert_int_eq(fee.customers[2].reading_day, BENCH_DAY - 1);
    ck_assert_int_eq(fee.calculated, FEE_CUSTOMERS - 1);
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = 1, .id = id}, four + 8 * MS_HOUR);
    ck_assert_int_eq(fee.customers[2].available, 50000 - 416);
    ck_assert_int_eq(fee.calculated, FEE_CUSTOMERS);
}
END_TEST

/* A first run of more than a day: the next one begins when it is over, with the file of its push.
 */
static uint32_t taken, dropped; /* files */
static int count_files(void *context, uint32_t file, int32_t until, struct fee_run *run)
{
    *(run ? &taken : &dropped) = file;
    return run ? fee_registers(context, file, until, run) : FK_OK;
}

START_TEST(push_waits_for_the_end_of_the_run)
{
    fee.registers = count_files;
    fee_handle((struct message){.type = MSG_PUSH, .id = (uint32_t)BENCH_DAY, .ref = 7}, D1);
    fee_handle((struct message){.type = MSG_PUSH, .id = (uint32_t)BENCH_DAY + 1, .ref = 8}, D1);
    ck_assert_uint_eq(taken, 7);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CALCULATE, PARTY_CALCULATION), 1);
    registers[0] = 800;
    fee_handle((struct message){.type = MSG_CALCULATED, .id = (uint32_t)BENCH_DAY + 1},
               D1 + 6 * MS_HOUR); /* none that is under way */
    ck_assert_uint_eq(fee.calculated, 0);
    fee_handle((struct message){.type = MSG_CALCULATED, .id = (uint32_t)BENCH_DAY},
               D1 + 6 * MS_HOUR);
    ck_assert_uint_eq(fee.customers[0].reading, 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CALCULATE, PARTY_CALCULATION), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_CALCULATE).id, (uint32_t)BENCH_DAY + 1);
    ck_assert_uint_eq(taken, 8);
    fee_handle((struct message){.type = MSG_CALCULATED, .id = (uint32_t)BENCH_DAY + 1},
               D1 + 8 * MS_HOUR);
    ck_assert_uint_eq(fee.customers[0].reading, 800);
    ck_assert_uint_eq(fee.calculated, 2 * FEE_CUSTOMERS);
    ck_assert_uint_eq(dropped, 0);
}
END_TEST

/* Of two pushes that wait for one run the later one counts; the file of the other is given back. */
START_TEST(push_takes_the_place_of_one_that_waits)
{
    fee.registers = count_files;
    taken = dropped = 0;
    for (uint32_t i = 0; i < 3; i++)
        fee_handle((struct message){.type = MSG_PUSH, .id = (uint32_t)BENCH_DAY + i, .ref = 4 + i},
                   D1 + i * MS_DAY);
    ck_assert_uint_eq(taken, 4);
    ck_assert_uint_eq(dropped, 5);
    fee_handle((struct message){.type = MSG_CALCULATED, .id = (uint32_t)BENCH_DAY},
               D1 + 2 * MS_DAY + 6 * MS_HOUR);
    ck_assert_uint_eq(taken, 6);
    ck_assert_uint_eq(bench_last(bench, MSG_CALCULATE).id, (uint32_t)BENCH_DAY + 2);
}
END_TEST

/* four calculations a day. The second takes an hour and a half: the third and the
 * fourth push wait for it, and the fourth has what the third has. Results are counted after the
 * last. */
START_TEST(later_runs_of_a_day_follow_each_other)
{
    uint32_t id = (uint32_t)BENCH_DAY;
    ms_t ten = BENCH_MIDNIGHT + 10 * MS_HOUR;
    fee.registers = count_files;
    fee.last_run = 3;
    taken = dropped = 0;
    registers[2] = FEE_MISSING;
    fee_run(0, 0);
    fee_handle((struct message){.type = MSG_PUSH, .kind = 1, .id = id, .ref = 5}, ten);
    registers[0] = 800;
    fee_handle((struct message){.type = MSG_PUSH, .kind = 2, .id = id, .ref = 6}, ten + MS_HOUR);
    fee_handle((struct message){.type = MSG_PUSH, .kind = 3, .id = id, .ref = 7}, ten + MS_HOUR);
    ck_assert_uint_eq(taken, 5);
    ck_assert_uint_eq(dropped, 6);
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = 3, .id = id}, ten + MS_HOUR);
    ck_assert_uint_eq(taken, 5); /* none that is under way */
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = 1, .id = id}, ten + 2 * MS_HOUR);
    ck_assert_uint_eq(taken, 7);
    ck_assert_uint_eq(bench_last(bench, MSG_CALCULATE).kind, 3);
    ck_assert_int_eq(bench_last(bench, MSG_CALCULATE).value, 1); /* customer 0 alone */
    ck_assert_uint_eq(fee.customers[2].missing_days, 0);
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = 3, .id = id}, ten + 3 * MS_HOUR);
    ck_assert_int_eq(fee.customers[0].available, 50000 - 416);
    ck_assert_uint_eq(fee.customers[2].missing_days, 1);
}
END_TEST

/* a push that was lost and sent again comes behind the next one. */
START_TEST(newer_push_waits_and_the_older_one_comes_late)
{
    uint32_t id = (uint32_t)BENCH_DAY;
    fee.registers = count_files;
    fee.last_run = 3;
    taken = dropped = 0;
    for (unsigned n = 0; n < 3; n++) {
        static const uint8_t kinds[] = {1, 3, 2};
        fee_handle((struct message){.type = MSG_PUSH, .kind = kinds[n], .id = id, .ref = kinds[n]},
                   D1);
    }
    ck_assert_uint_eq(dropped, 2);
    fee_handle((struct message){.type = MSG_PUSH, .kind = 1, .id = id + 1, .ref = 9}, D1);
    ck_assert_uint_eq(dropped, 3);
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = 1, .id = id}, D1 + 6 * MS_HOUR);
    ck_assert_uint_eq(taken, 9);
}
END_TEST

/* the register of D-2 comes in late, those of D-1 and D do not: on D it is used, and that is
 * a result. Older than what was used before, it is not. */
static uint8_t late_by;
static int late_registers(void *context, uint32_t file, int32_t until, struct fee_run *run)
{
    int err = fee_registers(context, file, until, run);
    for (uint32_t i = 0; i < FEE_CUSTOMERS; i++)
        if (run->ages[i] != FEE_NO_REGISTER)
            run->ages[i] = late_by;
    return err;
}

START_TEST(late_register_of_an_earlier_day_is_used)
{
    fee.registers = late_registers;
    fee_day(0);
    registers[3] = 1600;
    late_by = 2;
    fee_day(3);
    ck_assert_int_eq(fee.customers[3].available, 50000 - 832);
    ck_assert_int_eq(fee.customers[3].reading_day, BENCH_DAY + 1);
    ck_assert_uint_eq(fee.customers[3].missing_days, 0);
    registers[3] = 1500;
    late_by = 4;
    fee_day(4); /* of BENCH_DAY */
    ck_assert_uint_eq(fee.customers[3].reading, 1600);
    ck_assert_uint_eq(fee.customers[3].missing_days, 1);
    late_by = 0;
}
END_TEST

/* R-71, whatever the cause: no push at all for three days. Each day is counted at its end. */
START_TEST(days_without_a_run_are_counted)
{
    fee.next_count = D1 - 1;
    for (uint32_t day = 0; day < 3; day++) {
        ck_assert_int_eq(feecontrol_due(&fee), D1 - 1 + day * MS_DAY);
        fee_tick(D1 - 2 + day * MS_DAY);
        ck_assert_uint_eq(fee.customers[0].missing_days, day);
        fee_tick(D1 - 1 + day * MS_DAY);
        ck_assert_uint_eq(fee.customers[0].missing_days, day + 1);
    }
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), FEE_CUSTOMERS);
    fee_day(3); /* counted by its run, not once more at its end */
    registers[0] = FEE_MISSING;
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), FEE_CUSTOMERS);
    fee_tick(D1 - 1 + 3 * MS_DAY);
    ck_assert_uint_eq(fee.customers[0].missing_days, 0);
    fee_tick(D1 - 1 + 4 * MS_DAY);
    ck_assert_uint_eq(fee.customers[0].missing_days, 1);
    uint32_t id = (uint32_t)BENCH_DAY + 5; /* a second run that ends on the next day */
    fee_handle((struct message){.type = MSG_PUSH, .kind = 1, .id = id}, D1 + 4 * MS_DAY);
    fee_tick(D1 - 1 + 5 * MS_DAY);
    ck_assert_uint_eq(fee.customers[0].missing_days, 2);
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = 1, .id = id},
               D1 + 5 * MS_DAY + 6 * MS_HOUR);
    ck_assert_uint_eq(fee.customers[0].missing_days, 2);
}
END_TEST

/* P-CAL-10: a jump is more than 100 kWh and 20 times the mean of 8 kWh for each day that it took.
 * From 8.00 kWh on day 0: {day, register, mean, cause} */
static const struct {
    int32_t day;
    uint32_t value, mean;
    enum calc_cause cause;
} registers_of_day[] = {{1, 16800, 800, CAUSE_NONE}, /* 160 kWh */
                        {1, 16801, 800, CAUSE_REGISTER_JUMP},
                        {2, 32800, 800, CAUSE_NONE},
                        {2, 32801, 800, CAUSE_REGISTER_JUMP},
                        {1, 10800, 1, CAUSE_NONE}, /* 100 kWh, 20 x 0.01 */
                        {1, 10801, 1, CAUSE_REGISTER_JUMP},
                        {1, 799, 800, CAUSE_REGISTER_BACKWARDS},
                        {1, 800, 800, CAUSE_NONE}};

START_TEST(jumps_are_refused)
{
    uint32_t means[2] = {registers_of_day[_i].mean, 0};
    bool is_good = registers_of_day[_i].cause == CAUSE_NONE;
    fee.config.jump_above = 10000;
    fee.config.jump_factor = 20;
    fee.config.means = means;
    registers[3] = 800;
    fee_run(0, 0);
    registers[3] = registers_of_day[_i].value;
    fee.calculated = 0;
    fee_run(registers_of_day[_i].day, 0);
    ck_assert_uint_eq(fee.customers[3].cause, registers_of_day[_i].cause);
    ck_assert_uint_eq(fee.rejected, !is_good);
    ck_assert_uint_eq(fee.calculated, is_good ? FEE_CUSTOMERS : FEE_CUSTOMERS - 1);
    ck_assert_uint_eq(fee.customers[3].reading, is_good ? registers_of_day[_i].value : 800);
}
END_TEST

/* P-CAL-10 where use is drawn: the mean is the customer's own. One of 1,000 kWh a day may use
 * 1,500, one of 4 not. */
START_TEST(jumps_are_judged_by_what_is_drawn)
{
    struct use_config config = {.habits = {{_i ? 100000 : 400, 0, 1000000, 1000000}}};
    struct drawn_use use;
    ck_assert_int_eq(drawn_use_init(&use, &config, 1, BENCH_DAY, 2), FK_OK);
    fee.config.jump_above = 10000;
    fee.config.jump_factor = 20;
    fee.config.use = &use;
    registers[3] = 800;
    fee_run(0, 0);
    registers[3] = 150800;
    fee_run(1, 0);
    ck_assert_uint_eq(fee.customers[3].cause, _i ? CAUSE_NONE : CAUSE_REGISTER_JUMP);
    drawn_use_fini(&use);
}
END_TEST

/* Without validation whatever comes counts, but for what lies below the last settlement. */
START_TEST(whatever_comes_counts)
{
    fee.config.jump_above = 10000;
    fee.config.jump_factor = 20;
    fee.config.takes_all = true;
    fee.customers[3].settled = fee.customers[3].reading = 700;
    registers[3] = 800;
    fee_run(0, 0);
    registers[3] = 20800;
    fee_run(1, 0);
    ck_assert_int_eq(fee.customers[3].available, 50000 - 10452); /* 201 kWh */
    registers[3] = 1600;
    fee_run(2, 0);
    ck_assert_int_eq(fee.customers[3].available, 50000 - 468);
    registers[3] = 699;
    fee_run(3, 0);
    ck_assert_int_eq(fee.customers[3].available, 50000 - 468);
    ck_assert_uint_eq(fee.customers[3].cause, CAUSE_REGISTER_BACKWARDS);
}
END_TEST

/* The second push brings another register of the same day: it replaces the first, lower or not. One
 * that is the same is not computed with again. */
START_TEST(register_of_the_day_is_corrected)
{
    registers[3] = 800;
    registers[4] = 800;
    fee_run(0, 0);
    registers[3] = 600;
    fee.calculated = 0;
    fee_run(0, 1);
    ck_assert_uint_eq(fee.calculated, 1);
    ck_assert_uint_eq(fee.customers[3].reading, 600);
    ck_assert_int_eq(fee.customers[3].available, 50000 - 312);
    registers[3] = 599;
    fee_run(1, 0);
    ck_assert_uint_eq(fee.customers[3].cause, CAUSE_REGISTER_BACKWARDS);
}
END_TEST

/* The mass brake: two cuts a day are planned. {customers whose money is gone, cuts held} */
static const struct {
    uint32_t out, held;
} brakes[] = {{2, 0}, {3, 3}, {5, 5}};

START_TEST(mass_brake_holds_all)
{
    policy.mass_brake = 2;
    for (uint32_t i = 0; i < brakes[_i].out; i++) {
        fee.customers[i].balance = -208;
        fee.customers[i].state = FEE_WARNED;
    }
    fee.customers[6].balance = -208; /* not warned yet: no cut of this day */
    fee_run(0, 0);
    for (uint32_t i = 0; i < brakes[_i].out; i++)
        ck_assert_uint_eq(fee_state(i), brakes[_i].held ? FEE_HELD : FEE_NOTICE);
    ck_assert_uint_eq(fee_state(6), FEE_NORMAL);
    ck_assert_uint_eq(fee.deferred_count, 0);
    if (!brakes[_i].held)
        return;
    ms_t person = D1 + 8 * MS_HOUR + 30 * MS_MINUTE; /* not on the day itself */
    ck_assert_uint_eq(bench_last_note(bench, EVENT_DECISION).code, HOLD_BRAKE);
    registers[FEE_OUT]++;
    fee_run(0, 1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    fee_tick(person - 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), 0);
    fee_tick(person);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), brakes[_i].held);
    fee_balance(-208, person + 2); /* the last of them */
    ck_assert_uint_eq(fee_state(brakes[_i].out - 1), FEE_NOTICE);
}
END_TEST

/* The day's strategies count together: two in the first run are let be, that of the second is held.
 */
START_TEST(mass_brake_counts_the_day)
{
    policy.mass_brake = 2;
    for (uint32_t i = 0; i < 3; i++) {
        fee.customers[i].balance = -208;
        fee.customers[i].state = FEE_WARNED;
    }
    registers[2] = FEE_MISSING;
    fee_run(0, 0);
    ck_assert_uint_eq(fee_state(0), FEE_NOTICE);
    registers[2] = 0;
    fee_run(0, 1);
    ck_assert_uint_eq(fee_state(2), FEE_HELD);
    fee.customers[3].balance = -208;
    fee.customers[3].state = FEE_WARNED;
    fee_run(1, 0); /* another day */
    ck_assert_uint_eq(fee_state(3), FEE_NOTICE);
}
END_TEST

/* the exception carries the cause of its last day: no run, no register, or one that has gone
 * backwards and is not computed with. The next good register ends it. */
START_TEST(exception_carries_its_cause)
{
    fee.next_count = D1 - 1;
    registers[1] = registers[2] = registers[3] = 800;
    fee_day(0);
    policy.exception_after_days = 1;
    for (int32_t day = 0; day < 2; day++) {
        fee_tick(D1 - 1 + day * MS_DAY); /* nothing comes on day 1 */
        ck_assert_int_eq(fee.customers[2].available, 50000 - 416);
    }
    struct message order = bench_last(bench, MSG_ORDER_REQUEST);
    ck_assert_uint_eq(order.kind, ORDER_EXCEPTION);
    ck_assert_int_eq(order.value, CAUSE_NOT_IN_RUN);
    registers[1] = 1600;
    registers[2] = 799;
    registers[3] = FEE_MISSING;
    fee_day(2); /* ends the exception of customer 1 */
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).kind, ORDER_EXCEPTION);
    ck_assert_int_eq(fee.customers[2].available, 50000 - 416);
    ck_assert_uint_eq(fee.customers[2].reading, 800);
    for (uint32_t i = 1; i < 4; i++)
        fee.customers[i].missing_days = 0;
    fee.customers[2].flags &= (uint8_t)~FEE_EXCEPTION;
    fee.customers[3].flags &= (uint8_t)~FEE_EXCEPTION;
    bench_clear(bench);
    fee_day(3);
    int64_t causes[FEE_CUSTOMERS] = {0};
    for (unsigned i = 0; i < bench->sent_count; i++)
        if (bench->sent[i].message.type == MSG_ORDER_REQUEST)
            causes[bench->sent[i].message.customer] = bench->sent[i].message.value;
    ck_assert_int_eq(causes[1], 0);
    ck_assert_int_eq(causes[2], CAUSE_REGISTER_BACKWARDS);
    ck_assert_int_eq(causes[3], CAUSE_MISSING_REGISTER);
    registers[2] = 800;
    fee_day(4);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_CANCEL).customer, 2);
    registers[2] = FEE_MISSING; /* the cause of that day, not of one before */
    fee_day(5);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REQUEST).customer, 2);
    ck_assert_int_eq(bench_last(bench, MSG_ORDER_REQUEST).value, CAUSE_MISSING_REGISTER);
}
END_TEST

static Suite *fee_runs_suite(void)
{
    Suite *suite = suite_create("fee_runs");
    TCase *tcase = tcase_create("runs");
    tcase_add_checked_fixture(tcase, fee_setup, fee_teardown);
    tcase_add_test(tcase, run_computes_with_what_was_there_at_its_start);
    tcase_add_test(tcase, push_waits_for_the_end_of_the_run);
    tcase_add_test(tcase, push_takes_the_place_of_one_that_waits);
    tcase_add_test(tcase, later_runs_of_a_day_follow_each_other);
    tcase_add_test(tcase, newer_push_waits_and_the_older_one_comes_late);
    tcase_add_test(tcase, late_register_of_an_earlier_day_is_used);
    tcase_add_loop_test(tcase, jumps_are_refused, 0, 8);
    tcase_add_loop_test(tcase, jumps_are_judged_by_what_is_drawn, 0, 2);
    tcase_add_test(tcase, whatever_comes_counts);
    tcase_add_test(tcase, register_of_the_day_is_corrected);
    tcase_add_loop_test(tcase, mass_brake_holds_all, 0, 3);
    tcase_add_test(tcase, mass_brake_counts_the_day);
    tcase_add_test(tcase, exception_carries_its_cause);
    tcase_add_test(tcase, days_without_a_run_are_counted);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_runs_suite)
