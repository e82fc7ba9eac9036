/* Fee control as a party: import, runs of a day, strategies and orders, second check, timers,
 * exception orders, registers that are too old (INV-04), postings. */
#include "tests/unit/models/fee_bench.h"

#define D1 (BENCH_MIDNIGHT + MS_DAY)

START_TEST(push_asks_for_the_calculation_of_what_is_there)
{
    registers[2] = FEE_MISSING;
    fee_handle((struct message){.type = MSG_PUSH, .id = (uint32_t)BENCH_DAY},
               BENCH_MIDNIGHT + 4 * MS_HOUR);
    struct message calculate = bench_last(bench, MSG_CALCULATE);
    ck_assert_int_eq(calculate.value, FEE_CUSTOMERS - 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CALCULATE, PARTY_CALCULATION), 1);
    ck_assert_uint_eq(calculate.kind, 0);
    registers[3] = FEE_MISSING; /* the second run takes what is new, and only that */
    registers[2] = 77;
    fee_handle((struct message){.type = MSG_CALCULATED, .id = (uint32_t)BENCH_DAY},
               BENCH_MIDNIGHT + 5 * MS_HOUR);
    fee_handle((struct message){.type = MSG_PUSH, .kind = 1, .id = (uint32_t)BENCH_DAY},
               BENCH_MIDNIGHT + 10 * MS_HOUR);
    ck_assert_int_eq(bench_last(bench, MSG_CALCULATE).value, 1);
    ck_assert_uint_eq(fee.customers[2].reading, 0); /* not before it is judged */
    fee_handle((struct message){.type = MSG_CALCULATED, .kind = 1, .id = (uint32_t)BENCH_DAY},
               BENCH_MIDNIGHT + 11 * MS_HOUR);
    ck_assert_uint_eq(fee.customers[2].reading, 77);
}
END_TEST

/* The results of the first run wait for their time of day, those of the second do not. */
START_TEST(first_run_is_used_at_its_time)
{
    ms_t four = BENCH_MIDNIGHT + 4 * MS_HOUR;
    fee_handle((struct message){.type = MSG_PUSH, .id = (uint32_t)BENCH_DAY}, four);
    fee_handle((struct message){.type = MSG_CALCULATED, .id = (uint32_t)BENCH_DAY}, four + 1);
    ck_assert_int_eq(feecontrol_due(&fee), four + MS_HOUR);
    fee_tick(four + MS_HOUR - 1);
    ck_assert_uint_eq(fee.calculated, 0);
    fee_tick(four + MS_HOUR);
    ck_assert_uint_eq(fee.calculated, FEE_CUSTOMERS);
    ck_assert_int_eq(fee.first_run_end, four + MS_HOUR);
    fee_run(0, 1); /* nobody is computed twice with one register */
    ck_assert_uint_eq(fee.calculated, FEE_CUSTOMERS);
    fee_handle((struct message){.type = MSG_PUSH, .id = (uint32_t)BENCH_DAY + 1}, D1);
    fee_handle((struct message){.type = MSG_CALCULATED, .id = (uint32_t)BENCH_DAY + 1},
               D1 + 5 * MS_HOUR); /* late: at once */
    ck_assert_uint_eq(fee.calculated, 2 * FEE_CUSTOMERS);
}
END_TEST

/* T2: a calculation that finds money again, without a receipt, leads back to normal. */
START_TEST(calculation_leads_back_to_normal)
{
    fee.customers[2].state = FEE_REMINDED;
    fee.customers[3].state = FEE_WARNED;
    fee.customers[4].balance = 4999; /* normal, and reminded from today on */
    fee_run(0, 0);
    ck_assert_uint_eq(fee.customers[2].state, FEE_NORMAL);
    ck_assert_uint_eq(fee.customers[3].state, FEE_NORMAL);
    ck_assert_uint_eq(fee.customers[4].state, FEE_REMINDED);
    ck_assert_uint_eq(fee.customers[5].state, FEE_NORMAL);
}
END_TEST

/* with a lag of a day the push of D asks for the freeze of D-1. */
static int32_t asked_day;
static int keep_day(void *context, uint32_t file, int32_t until, struct fee_run *run)
{
    asked_day = until;
    return fee_registers(context, file, until, run);
}

START_TEST(reading_lag_shifts_the_register)
{
    for (uint8_t lag = 0; lag <= 1; lag++) {
        fee_teardown();
        fee_setup();
        fee.registers = keep_day;
        policy.reading_lag_days = lag;
        fee_run(0, 0);
        ck_assert_int_eq(asked_day, BENCH_DAY - lag);
        ck_assert_int_eq(fee.customers[0].reading_day, BENCH_DAY - lag);
    }
}
END_TEST

/* 500.00 less 96 days of 4.16: what is left after each day is judged at the operators of section 5.
 */
START_TEST(charge_moves_the_available_balance)
{
    registers[0] = 800;
    fee_run(0, 0);
    ck_assert_int_eq(fee.customers[0].available, 50000 - 416);
    fee.customers[0].settled = 800;
    registers[0] = 1600;
    fee_run(1, 0);
    ck_assert_int_eq(fee.customers[0].available, 50000 - 416);
}
END_TEST

START_TEST(strategies_have_numbers_and_their_sms_refer_to_them)
{
    fee.customers[0].balance = 4999;
    fee_run(0, 0); /* customer 0 first, then FEE_OUT */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_REQUEST, PARTY_MARKETING), 2);
    unsigned n = 0;
    for (unsigned i = 0; i < bench->sent_count; i++) {
        struct message m = bench->sent[i].message;
        if (m.type != MSG_SMS_REQUEST)
            continue;
        ck_assert_uint_eq(m.ref, ++n);
        ck_assert_uint_eq(m.kind, n == 1 ? SMS_REMINDER : SMS_WARNING);
        ck_assert_uint_eq(m.customer, n == 1 ? 0 : FEE_OUT);
    }
    ck_assert_uint_eq(bench_note_count(bench, EVENT_STRATEGY, STRATEGY_LIVE), 2);
    ck_assert_uint_eq(fee_state(0), FEE_REMINDED);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_DECISION, FEE_REMINDED), 1);
    struct message report = {
        .type = MSG_SMS_REPORT, .kind = SMS_WARNING, .code = SMS_DELIVERED, .customer = FEE_OUT};
    report.ref = 2;
    fee_handle(report, BENCH_MIDNIGHT + 8 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    struct party_note note = bench_last_note(bench, EVENT_STRATEGY);
    ck_assert_uint_eq(note.state, STRATEGY_DONE);
    ck_assert_uint_eq(note.id, 2);
    fee_run(1, 0);
    ck_assert_uint_eq(fee_open(FEE_OUT).strategy, 3);
}
END_TEST

/* FEE_OUT pays while his notice waits; the cancel names kind and strategy of the notice, and
 * leaves only by the policy that asks for it. */
START_TEST(notice_of_a_cut_given_up_is_cancelled)
{
    struct message receipt = {.type = MSG_RECEIPT, .customer = FEE_OUT, .id = 1, .value = 10000};
    for (unsigned is_on = 0; is_on < 2; is_on++) {
        policy.recheck_before_submit = is_on;
        fee.customers[FEE_OUT].state = FEE_WARNED;
        fee.customers[FEE_OUT].balance = -208;
        fee_run((int)is_on, 0);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
        uint32_t strategy = fee_open(FEE_OUT).strategy;
        fee_handle(receipt, BENCH_MIDNIGHT + is_on * MS_DAY + 6 * MS_HOUR);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_SMS_CANCEL, PARTY_MARKETING), is_on);
        if (is_on) {
            ck_assert_uint_eq(bench_last(bench, MSG_SMS_CANCEL).kind, SMS_PRE_CUT);
            ck_assert_uint_eq(bench_last(bench, MSG_SMS_CANCEL).ref, strategy);
        }
    }
}
END_TEST

/* Ids are never used again, and 0 is no strategy: the warning of FEE_OUT finds none left. */
START_TEST(strategy_ids_end)
{
    struct message calculated = {.type = MSG_CALCULATED, .kind = 0};
    struct message push = {.type = MSG_PUSH, .id = (uint32_t)BENCH_DAY, .ref = 1};
    fee.next_strategy = UINT32_MAX;
    calculated.id = push.id;
    ck_assert_int_eq(feecontrol_handle(&fee, &push, BENCH_MIDNIGHT + 4 * MS_HOUR), FK_OK);
    ck_assert_int_eq(feecontrol_handle(&fee, &calculated, BENCH_MIDNIGHT + 5 * MS_HOUR),
                     FK_E_RANGE);
}
END_TEST

START_TEST(cut_goes_through_notice_and_second_check)
{
    fee_to_notice();
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
    ck_assert_int_eq(feecontrol_due(&fee), FEE_CHECK_AT);
    fee_tick(FEE_CHECK_AT - 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), 0);
    fee_tick(FEE_CHECK_AT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
    fee_balance(-208, FEE_CHECK_AT + 2);
    struct message order = bench_last(bench, MSG_ORDER_REQUEST);
    ck_assert_uint_eq(order.kind, ORDER_CUT);
    ck_assert_uint_eq(order.customer, FEE_OUT);
    ck_assert_uint_eq(order.ref, fee_open(FEE_OUT).strategy);
    ck_assert_int_eq(order.value, FEE_CHECK_AT - policy.notice_wait - 2 + policy.notice_valid);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_NONE, FEE_CHECK_AT + 4);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_SENT);
    ck_assert_uint_eq(fee_open(FEE_OUT).order, 9);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_OK, FEE_CHECK_AT + 10 * MS_SECOND);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT);
    ck_assert_uint_eq(fee_open(FEE_OUT).order, 0);
    ck_assert_uint_eq(fee_open(FEE_OUT).strategy, 0);
}
END_TEST

/* what marketing says counts, not the copy, {balance, restore rule, state}. */
static const struct {
    fen_t balance;
    uint8_t restore_at;
    enum fee_state then;
} checks[] = {{-1, FEE_RESTORE_AT_LEAST, FEE_READY},
              {0, FEE_RESTORE_AT_LEAST, FEE_WARNED},
              {0, FEE_RESTORE_ABOVE, FEE_WARNED}, /* supply stays on at exactly the overdraft */
              {10000, FEE_RESTORE_AT_LEAST, FEE_NORMAL}};

START_TEST(second_check_believes_marketing)
{
    policy.restore_at = checks[_i].restore_at;
    fee_to_notice();
    fee_tick(FEE_CHECK_AT);
    fee_balance(checks[_i].balance, FEE_CHECK_AT + 2);
    ck_assert_uint_eq(fee_state(FEE_OUT), checks[_i].then);
    unsigned orders = checks[_i].then == FEE_READY;
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), orders);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_STRATEGY, STRATEGY_CANCELLED), 1 - orders);
    ck_assert_int_eq(fee.customers[FEE_OUT].available, checks[_i].balance);
}
END_TEST

START_TEST(without_second_check_the_copy_counts)
{
    policy.second_check = false;
    fee_to_notice();
    fee_tick(FEE_CHECK_AT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 1);
}
END_TEST

/* A notice that was cancelled and given again: the date of the first one means nothing. */
START_TEST(check_of_a_replaced_notice_is_dropped)
{
    fee_to_notice();
    ((struct fee_case *)slots_find(&fee.cases, FEE_OUT))->notice_at += MS_MINUTE;
    fee_tick(FEE_CHECK_AT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), 0);
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 10000},
               FEE_CHECK_AT);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
    fee_tick(FEE_CHECK_AT + MS_DAY);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SECOND_CHECK, PARTY_MARKETING), 0);
}
END_TEST

/* The notice came so late that its waiting time ends outside the cut window: next opening. */
START_TEST(check_outside_the_window_waits_for_the_opening)
{
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(1, 0);
    ms_t received = D1 + 15 * MS_HOUR + 30 * MS_MINUTE;
    fee_sms(FEE_OUT, SMS_PRE_CUT, SMS_DELIVERED, received);
    fee_tick(received + 30 * MS_MINUTE); /* 16:00:00, the window is closed */
    fee_balance(-208, received + 30 * MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_HELD);
    ms_t opening = D1 + MS_DAY + 8 * MS_HOUR + 30 * MS_MINUTE;
    ck_assert_int_eq(feecontrol_due(&fee), opening);
    fee_tick(opening);
    fee_balance(-208, opening + 2);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY); /* the notice is 17 h old: still valid */
}
END_TEST

/* INV-04: a register of exactly the age limit may cut, an older one holds; the next calculation
 * checks again. */
START_TEST(register_that_is_too_old_holds_the_cut)
{
    for (int late = 0; late <= 1; late++) {
        fee_teardown();
        fee_setup();
        fee_to_notice();
        policy.max_reading_age = FEE_CHECK_AT + 2 - D1 - late;
        fee_tick(FEE_CHECK_AT);
        fee_balance(-208, FEE_CHECK_AT + 2);
        ck_assert_uint_eq(fee_state(FEE_OUT), late ? FEE_HELD : FEE_READY);
    }
    policy.max_reading_age = 2 * MS_DAY;
    fee_run(2, 0);
    fee_tick(FEE_CHECK_AT + MS_DAY - 5 * MS_SECOND); /* 08:30:00, the window opens */
    fee_balance(-208, FEE_CHECK_AT + MS_DAY);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE); /* yesterday's notice is too old by now */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
}
END_TEST

/* R-17 with the two restore rules; the strategy is a new one and its order refers to it. */
START_TEST(posting_restores_at_the_rule)
{
    for (uint8_t rule = FEE_RESTORE_AT_LEAST; rule <= FEE_RESTORE_ABOVE; rule++) {
        fee_teardown();
        fee_setup();
        policy.restore_at = rule;
        fee_to_cut_sent();
        fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_OK, FEE_CHECK_AT + MS_MINUTE);
        fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = -1},
                   FEE_CHECK_AT + MS_HOUR);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT);
        fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 0},
                   FEE_CHECK_AT + MS_HOUR);
        ck_assert_uint_eq(fee_state(FEE_OUT),
                          rule == FEE_RESTORE_ABOVE ? FEE_CUT : FEE_RESTORE_PENDING);
    }
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 1},
               FEE_CHECK_AT + 2 * MS_HOUR);
    struct message order = bench_last(bench, MSG_ORDER_REQUEST);
    ck_assert_uint_eq(order.kind, ORDER_RESTORE);
    ck_assert_uint_eq(order.ref, fee_open(FEE_OUT).strategy);
    ck_assert_uint_ne(order.ref, 0);
    struct party_note note = bench_last_note(bench, EVENT_STRATEGY);
    ck_assert_uint_eq(note.kind, STRATEGY_RESTORE);
    fee_order(FEE_OUT, ORDER_RESTORE, 10, RESULT_NONE, FEE_CHECK_AT + 2 * MS_HOUR);
    fee_order(FEE_OUT, ORDER_RESTORE, 10, RESULT_OK, FEE_CHECK_AT + 2 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
    note = bench->notes[bench->note_count - 3].note; /* then the warning and the decision */
    ck_assert_uint_eq(note.kind, STRATEGY_RESTORE);
    ck_assert_uint_eq(note.state, STRATEGY_DONE);
    note = bench_last_note(bench, EVENT_STRATEGY); /* 0.01 CNY is below the warning amount */
    ck_assert_uint_eq(note.kind, STRATEGY_WARN);
    ck_assert_uint_eq(note.state, STRATEGY_LIVE);
    struct message sms = bench_last(bench, MSG_SMS_REQUEST);
    ck_assert_uint_eq(sms.kind, SMS_RESTORED);
    ck_assert_uint_eq(sms.ref, note.id);
    fee_handle((struct message){.type = MSG_SMS_REPORT,
                                .kind = SMS_RESTORED,
                                .code = SMS_DELIVERED,
                                .customer = FEE_OUT,
                                .ref = sms.ref},
               FEE_CHECK_AT + 3 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_STRATEGY).kind, STRATEGY_WARN);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_STRATEGY).state, STRATEGY_DONE);
}
END_TEST

/* the payment finds the order out. It is taken back once; its result decides, {code, state}.
 * Who may be without supply is restored. */
static const struct {
    enum result_code code;
    enum fee_state then;
} results[] = {
    {RESULT_NOT_ALLOWED, FEE_NORMAL},           {RESULT_RELAY_REFUSED, FEE_NORMAL},
    {RESULT_CRYPTO_UNAVAILABLE, FEE_NORMAL},    {RESULT_NO_METER_ANSWER, FEE_RESTORE_PENDING},
    {RESULT_TASK_TIMEOUT, FEE_RESTORE_PENDING}, {RESULT_OK, FEE_RESTORE_PENDING}};

START_TEST(payment_in_flight_is_followed_to_its_end)
{
    fee_to_cut_sent();
    struct message receipt = {.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 10000};
    fee_handle(receipt, FEE_CHECK_AT + 10);
    fee_handle(receipt, FEE_CHECK_AT + 20);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_SENT);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 9);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).code, ORDER_CANCELLED);
    fee_order(FEE_OUT, ORDER_CUT, 9, results[_i].code, FEE_CHECK_AT + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), results[_i].then);
    ck_assert_uint_eq(fee.failures->outcomes.end, results[_i].code != RESULT_NOT_ALLOWED);
    bool is_cut = results[_i].code == RESULT_OK;
    ck_assert_uint_eq(bench_note_count(bench, EVENT_STRATEGY, STRATEGY_CANCELLED), !is_cut);
}
END_TEST

/* A try without an answer before the last one is enough for doubt. */
START_TEST(unanswered_try_before_the_refusal_counts)
{
    for (int64_t value = 0; value <= 1; value++) {
        fee_teardown();
        fee_setup();
        fee_to_cut_sent();
        fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 10000},
                   FEE_CHECK_AT + 10);
        fee_handle((struct message){.type = MSG_ORDER_REPORT,
                                    .kind = ORDER_CUT,
                                    .code = RESULT_CRYPTO_UNAVAILABLE,
                                    .customer = FEE_OUT,
                                    .id = 9,
                                    .value = value},
                   FEE_CHECK_AT + MS_MINUTE);
        ck_assert_uint_eq(fee_state(FEE_OUT), value ? FEE_RESTORE_PENDING : FEE_NORMAL);
    }
}
END_TEST

/* I5 in disorder: the result of an order comes before the word that it is made (T12). */
START_TEST(result_overtakes_the_word_that_the_order_is_made)
{
    policy.repeats = 1;
    fee_to_cut_sent();
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_CRYPTO_UNAVAILABLE, FEE_CHECK_AT + MS_MINUTE);
    unsigned failed = fee_state(FEE_OUT);
    fee_teardown();
    fee_setup();
    policy.repeats = 1;
    fee_to_notice();
    fee_tick(FEE_CHECK_AT);
    fee_balance(-208, FEE_CHECK_AT + 2);
    ((struct fee_case *)slots_find(&fee.cases, FEE_OUT))->order = 5; /* the one before it */
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_CRYPTO_UNAVAILABLE, FEE_CHECK_AT + MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), failed);
    unsigned cancels = bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_NONE, FEE_CHECK_AT + 2 * MS_MINUTE);
    ck_assert_uint_eq(fee_state(FEE_OUT), failed);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), cancels);
}
END_TEST

/* the order was taken back, the result says that it was carried out all the same: restored.
 * The report of the restore, cut or not, is told apart by its kind. */
START_TEST(late_cut_of_a_paid_customer_is_undone)
{
    static const unsigned kinds[] = {ORDER_CUT, ORDER_FIELD_CUT};
    for (unsigned i = 0; i < 2; i++) {
        fee_teardown();
        fee_setup();
        fee_to_cut_sent();
        fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 10000},
                   FEE_CHECK_AT + 10);
        fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_NOT_ALLOWED, FEE_CHECK_AT + 20);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
        unsigned restore = i ? ORDER_FIELD_RESTORE : ORDER_RESTORE;
        fee_order(FEE_OUT, restore, 8, RESULT_OK, FEE_CHECK_AT + MS_MINUTE);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NORMAL);
        fee_order(FEE_OUT, kinds[i], 9, RESULT_OK, FEE_CHECK_AT + MS_MINUTE);
        ck_assert_uint_eq(fee_state(FEE_OUT), FEE_RESTORE_PENDING);
        ck_assert_uint_eq(bench_last(bench, MSG_ORDER_REQUEST).kind, ORDER_RESTORE);
    }
}
END_TEST

/* The receipt of a notice counts for the cut that it announced. Here the customer pays while it is
 * on its way, and is low again the next day. */
START_TEST(notice_of_a_cancelled_cut_is_none_for_the_next)
{
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    fee_run(1, 0);
    struct message report = {.type = MSG_SMS_REPORT,
                             .kind = SMS_PRE_CUT,
                             .code = SMS_DELIVERED,
                             .customer = FEE_OUT,
                             .ref = fee_open(FEE_OUT).strategy};
    struct message receipt = {.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 0};
    fee_handle(receipt, D1 + 6 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    fee.customers[FEE_OUT].balance = -208; /* a correction of the account */
    fee_run(2, 0);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
    ck_assert_uint_ne(fee_open(FEE_OUT).strategy, report.ref);
    fee_handle(report, D1 + MS_DAY + 7 * MS_HOUR);
    ck_assert_int_eq(feecontrol_due(&fee), MS_NEVER);
    report.ref = fee_open(FEE_OUT).strategy;
    fee_handle(report, D1 + MS_DAY + 8 * MS_HOUR);
    ck_assert_int_eq(feecontrol_due(&fee), D1 + MS_DAY + 8 * MS_HOUR + policy.notice_wait);
}
END_TEST

START_TEST(payment_between_decision_and_order)
{
    fee_to_notice();
    fee_tick(FEE_CHECK_AT);
    fee_balance(-208, FEE_CHECK_AT + 2);
    fee_handle((struct message){.type = MSG_RECEIPT, .customer = FEE_OUT, .value = 10000},
               FEE_CHECK_AT + 3);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_READY);
    fee_order(FEE_OUT, ORDER_CUT, 9, RESULT_NONE, FEE_CHECK_AT + 4);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_CANCEL).id, 9);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_CUT_SENT);
}
END_TEST

/* R-71, CQ-14: N consecutive days without a register, counted at the last run of the day. */
START_TEST(exception_order_after_n_days)
{
    registers[3] = FEE_MISSING;
    for (int32_t day = 0; day < 4; day++) {
        fee_run(day, 0);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), day > 2);
        fee_run(day, 1);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), day >= 2);
    }
    struct message order = bench_last(bench, MSG_ORDER_REQUEST);
    ck_assert_uint_eq(order.kind, ORDER_EXCEPTION);
    ck_assert_uint_eq(order.customer, 3);
    ck_assert_uint_eq(order.ref, 0);
    ck_assert_int_eq(order.value, CAUSE_MISSING_REGISTER);
    registers[3] = 3200;
    fee_run(4, 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_CANCEL, PARTY_MARKETING), 0);
    fee_run(4, 1);
    struct message close = bench_last(bench, MSG_ORDER_CANCEL);
    ck_assert_uint_eq(close.kind, ORDER_EXCEPTION);
    ck_assert_uint_eq(close.customer, 3);
    ck_assert_uint_eq(fee.customers[3].missing_days, 0);
    registers[3] = FEE_MISSING; /* counted from the start again */
    fee_day(5);
    fee_day(6);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 1);
    fee_day(7);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 2);
    struct message closed = {
        .type = MSG_ORDER_REPORT, .kind = ORDER_EXCEPTION, .customer = 3, .id = 2};
    ck_assert_int_eq(feecontrol_handle(&fee, &closed, BENCH_MIDNIGHT + 7 * MS_DAY + 20 * MS_HOUR),
                     FK_OK);
    fee_day(8); /* open: none is made */
    fee_day(9);
    closed.code = RESULT_OK; /* by a crew */
    ck_assert_int_eq(feecontrol_handle(&fee, &closed, BENCH_MIDNIGHT + 9 * MS_DAY + 20 * MS_HOUR),
                     FK_OK);
    fee_day(10);
    fee_day(11);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 2);
    fee_day(12);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 3);
}
END_TEST

START_TEST(gap_in_the_missing_days_starts_the_count_again)
{
    for (int32_t day = 0; day < 6; day++) {
        registers[3] = day == 2 ? 10 : FEE_MISSING;
        fee_day(day);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), day == 5);
    }
}
END_TEST

/* Both pushes before the results may be used: both runs are judged at that time, and the day that
 * misses a register counts once. */
START_TEST(both_runs_wait_for_their_time)
{
    registers[3] = FEE_MISSING;
    for (uint32_t day = 0; day < 3; day++) {
        ms_t four = BENCH_MIDNIGHT + day * MS_DAY + 4 * MS_HOUR;
        uint32_t id = (uint32_t)BENCH_DAY + day;
        for (uint8_t run = 0; run < 2; run++) {
            ms_t at = four + run * 20 * MS_MINUTE;
            registers[2] = run ? day * 800 : FEE_MISSING;
            fee_handle((struct message){.type = MSG_PUSH, .kind = run, .id = id}, at);
            fee_handle((struct message){.type = MSG_CALCULATED, .kind = run, .id = id},
                       at + 20 * MS_SECOND);
            ck_assert_int_eq(feecontrol_due(&fee), four + MS_HOUR);
        }
        fee_tick(four + MS_HOUR - 1);
        ck_assert_uint_eq(fee.calculated, day * (FEE_CUSTOMERS - 1));
        ck_assert_uint_eq(fee.customers[3].missing_days, day);
        fee_tick(four + MS_HOUR);
        ck_assert_uint_eq(fee.calculated, (day + 1) * (FEE_CUSTOMERS - 1));
        ck_assert_uint_eq(fee.customers[3].missing_days, day + 1);
        ck_assert_uint_eq(fee.customers[2].missing_days, 0);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), day == 2);
        ck_assert_int_eq(feecontrol_due(&fee), MS_NEVER);
    }
}
END_TEST

/* The results of the first run come after the second push: the day is not over with them. */
START_TEST(first_run_that_is_late_is_not_the_last)
{
    registers[3] = FEE_MISSING;
    ms_t ten = BENCH_MIDNIGHT + 10 * MS_HOUR;
    for (uint8_t run = 0; run < 2; run++)
        fee_handle((struct message){.type = MSG_PUSH, .kind = run, .id = (uint32_t)BENCH_DAY},
                   run ? ten : ten - 6 * MS_HOUR);
    for (uint8_t run = 0; run < 2; run++) {
        fee_handle((struct message){.type = MSG_CALCULATED, .kind = run, .id = (uint32_t)BENCH_DAY},
                   ten + run + 1);
        ck_assert_uint_eq(fee.customers[3].missing_days, run);
    }
}
END_TEST

/* A register that comes with the second run is no missing day. */
START_TEST(late_register_counts)
{
    fee.last_run = 1;
    for (int32_t day = 0; day < 5; day++) {
        registers[3] = FEE_MISSING;
        fee_run(day, 0);
        registers[3] = (uint32_t)day * 800;
        fee_run(day, 1);
        ck_assert_uint_eq(fee.customers[3].missing_days, 0);
    }
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_REQUEST, PARTY_MARKETING), 0);
}
END_TEST

/* nobody is judged without a new register; all skipped days at once still need warning
 * and notice. */
START_TEST(no_register_no_judgement)
{
    fee_run(0, 0);
    fee_sms(FEE_OUT, SMS_WARNING, SMS_DELIVERED, BENCH_MIDNIGHT + 8 * MS_HOUR);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    registers[FEE_OUT] = FEE_MISSING;
    for (int32_t day = 1; day < 5; day++)
        fee_day(day);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_WARNED);
    registers[FEE_OUT] = 4800;
    fee_run(5, 0);
    ck_assert_int_eq(fee.customers[FEE_OUT].available, -208 - 2496);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOTICE);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).kind, SMS_PRE_CUT);
}
END_TEST

START_TEST(nobody_is_judged_before_enrolment)
{
    fee.customers[FEE_OUT].state = FEE_NOT_ENROLLED;
    fee_day(0);
    ck_assert_uint_eq(fee.calculated, FEE_CUSTOMERS - 1);
    ck_assert_uint_eq(fee_state(FEE_OUT), FEE_NOT_ENROLLED);
}
END_TEST

START_TEST(calculations_are_noted_when_asked_for)
{
    fee_run(0, 0);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALC, FEE_NORMAL), 0);
    fee.is_noting_all = true;
    fee_run(1, 0);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALC, FEE_NORMAL), FEE_CUSTOMERS);
}
END_TEST

START_TEST(what_is_not_for_it_is_refused)
{
    struct message message = {.type = MSG_PAY};
    ck_assert_int_eq(feecontrol_handle(&fee, &message, D1), FK_E_ARG);
}
END_TEST

/* The answer to a check that fee control never asks for: its purposes are five of 256. */
START_TEST(answer_to_no_check_is_refused)
{
    unsigned known = 0;
    for (unsigned kind = 0; kind <= UINT8_MAX; kind++) {
        struct message message = {.type = MSG_BALANCE, .kind = (uint8_t)kind, .customer = FEE_OUT};
        known += feecontrol_handle(&fee, &message, D1) != FK_E_ARG;
    }
    ck_assert_uint_eq(known, 5);
}
END_TEST

#define LOOP(tcase, test, rows)                                                                    \
    tcase_add_loop_test(tcase, test, 0, (int)(sizeof(rows) / sizeof(rows)[0]))

static Suite *feecontrol_suite(void)
{
    Suite *suite = suite_create("feecontrol");
    TCase *runs = tcase_create("runs");
    TCase *cuts = tcase_create("cuts");
    tcase_add_checked_fixture(runs, fee_setup, fee_teardown);
    tcase_add_checked_fixture(cuts, fee_setup, fee_teardown);
    tcase_add_test(runs, push_asks_for_the_calculation_of_what_is_there);
    tcase_add_test(runs, first_run_is_used_at_its_time);
    tcase_add_test(runs, calculation_leads_back_to_normal);
    tcase_add_test(runs, reading_lag_shifts_the_register);
    tcase_add_test(runs, charge_moves_the_available_balance);
    tcase_add_test(runs, strategies_have_numbers_and_their_sms_refer_to_them);
    tcase_add_test(runs, strategy_ids_end);
    tcase_add_test(runs, notice_of_a_cut_given_up_is_cancelled);
    tcase_add_test(runs, exception_order_after_n_days);
    tcase_add_test(runs, gap_in_the_missing_days_starts_the_count_again);
    tcase_add_test(runs, both_runs_wait_for_their_time);
    tcase_add_test(runs, first_run_that_is_late_is_not_the_last);
    tcase_add_test(runs, late_register_counts);
    tcase_add_test(runs, no_register_no_judgement);
    tcase_add_test(runs, nobody_is_judged_before_enrolment);
    tcase_add_test(runs, calculations_are_noted_when_asked_for);
    tcase_add_test(runs, what_is_not_for_it_is_refused);
    tcase_add_test(runs, answer_to_no_check_is_refused);
    tcase_add_test(cuts, cut_goes_through_notice_and_second_check);
    LOOP(cuts, second_check_believes_marketing, checks);
    tcase_add_test(cuts, without_second_check_the_copy_counts);
    tcase_add_test(cuts, check_of_a_replaced_notice_is_dropped);
    tcase_add_test(cuts, check_outside_the_window_waits_for_the_opening);
    tcase_add_test(cuts, register_that_is_too_old_holds_the_cut);
    tcase_add_test(cuts, posting_restores_at_the_rule);
    LOOP(cuts, payment_in_flight_is_followed_to_its_end, results);
    tcase_add_test(cuts, unanswered_try_before_the_refusal_counts);
    tcase_add_test(cuts, result_overtakes_the_word_that_the_order_is_made);
    tcase_add_test(cuts, late_cut_of_a_paid_customer_is_undone);
    tcase_add_test(cuts, notice_of_a_cancelled_cut_is_none_for_the_next);
    tcase_add_test(cuts, payment_between_decision_and_order);
    suite_add_tcase(suite, runs);
    suite_add_tcase(suite, cuts);
    return suite;
}

FK_CHECK_MAIN(feecontrol_suite)
