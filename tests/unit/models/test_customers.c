/* Customers: pay after a cut, press the key when they are told to, pass planned payments on. */
#include "models/around/customers.h"
#include "tests/unit/models/party_bench.h"

#define NINE (BENCH_MIDNIGHT + 9 * MS_HOUR)

static struct customers customers;
static struct bench *bench;

static void setup(void)
{
    struct customers_config config = {.is_paying_after_cut = true,
                                      .pay_after = chance_const(2 * MS_HOUR),
                                      .pay_amount = 10000,
                                      .button_after = chance_const(10 * MS_MINUTE)};
    bench = bench_new(PARTY_CUSTOMERS);
    ck_assert_int_eq(customers_init(&customers, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    customers_fini(&customers);
}

static void handle(struct message message, ms_t now)
{
    ck_assert_int_eq(customers_handle(&customers, &message, now), FK_OK);
}

/* The two hours count from the moment supply went, not from when the message came. */
START_TEST(pays_after_the_cut)
{
    handle((struct message){.type = MSG_SUPPLY, .customer = 8, .value = NINE}, NINE + 1);
    ck_assert_int_eq(customers_due(&customers), NINE + 2 * MS_HOUR);
    ck_assert_int_eq(customers_tick(&customers, NINE + 2 * MS_HOUR - 1), FK_OK);
    ck_assert_uint_eq(bench->sent_count, 0);
    ck_assert_int_eq(customers_tick(&customers, NINE + 2 * MS_HOUR), FK_OK);
    struct message pay = bench_last(bench, MSG_PAY);
    ck_assert_uint_eq(bench->sent[0].to, PARTY_CHANNELS);
    ck_assert_uint_eq(pay.customer, 8);
    ck_assert_int_eq(pay.value, 10000);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
}
END_TEST

/* When he pays is drawn for the customer, the day and how often he had to in it, not for the moment
 * of the cut; no two share a chance. */
START_TEST(delay_of_payment_is_that_of_the_day)
{
    struct chance_part part = {CHANCE_UNIFORM, 1000000, 0, 3 * MS_HOUR};
    static const ms_t cuts[2][3] = {{NINE, NINE + 4 * MS_HOUR + 7, NINE + MS_DAY},
                                    {NINE + MS_HOUR, NINE + 5 * MS_HOUR, NINE + MS_DAY}};
    ms_t delays[2][3];
    for (unsigned run = 0; run < 2; run++) {
        teardown();
        setup();
        customers.config.pay_after = (struct chance_dist){1, {part}};
        for (unsigned i = 0; i < 3; i++) {
            ms_t cut = cuts[run][i];
            handle((struct message){.type = MSG_SUPPLY, .customer = 8, .value = cut}, cut);
            delays[run][i] = customers_due(&customers) - cut;
            ck_assert_int_eq(customers_tick(&customers, cut + 3 * MS_HOUR), FK_OK);
        }
    }
    for (unsigned i = 0; i < 3; i++) {
        ck_assert_int_eq(delays[1][i], delays[0][i]);
        ck_assert_int_ne(delays[0][i], delays[0][(i + 1) % 3]);
    }
}
END_TEST

START_TEST(does_not_pay_for_light_or_without_habit)
{
    handle((struct message){.type = MSG_SUPPLY, .code = 1, .customer = 8, .value = NINE}, NINE);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
    customers.config.is_paying_after_cut = false;
    handle((struct message){.type = MSG_SUPPLY, .customer = 8, .value = NINE}, NINE);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
}
END_TEST

START_TEST(presses_the_key_when_told)
{
    struct message told = {
        .type = MSG_SMS_REPORT, .kind = SMS_CLOSE_ALLOWED, .code = SMS_DELIVERED, .customer = 8};
    handle(told, NINE);
    ck_assert_int_eq(customers_due(&customers), NINE + 10 * MS_MINUTE);
    ck_assert_int_eq(customers_tick(&customers, NINE + 10 * MS_MINUTE), FK_OK);
    ck_assert_uint_eq(bench->sent_count, 1);
    ck_assert_uint_ge(bench->sent[0].to, PARTY_CONCENTRATORS);
    ck_assert_uint_eq(bench->sent[0].message.type, MSG_BUTTON);
    ck_assert_uint_eq(bench->sent[0].message.customer, 8);
    told.code = SMS_UNDELIVERED; /* nobody told him */
    handle(told, NINE);
    told.code = SMS_DELIVERED;
    told.kind = SMS_PAID;
    handle(told, NINE);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
}
END_TEST

/* CQ-7: nothing closes his breaker but he himself, and only where people do. */
START_TEST(closes_the_breaker_when_told)
{
    struct message told = {
        .type = MSG_SMS_REPORT, .kind = SMS_CLOSE_ALLOWED, .code = SMS_DELIVERED, .customer = 8};
    customers.config.is_by_hand = true;
    handle(told, NINE);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
    customers.config.breaker_after = chance_const(MS_HOUR);
    handle(told, NINE);
    ck_assert_int_eq(customers_due(&customers), NINE + MS_HOUR);
    ck_assert_int_eq(customers_tick(&customers, NINE + MS_HOUR), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_BUTTON, bench->sent[0].to), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_BUTTON).kind, 1);
    ck_assert_uint_eq(bench_last(bench, MSG_BUTTON).customer, 8);
}
END_TEST

START_TEST(passes_planned_payments_on)
{
    handle((struct message){.type = MSG_PAY, .kind = PAY_BANK, .customer = 8, .value = 7}, NINE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAY, PARTY_CHANNELS), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_PAY).kind, PAY_BANK);
    struct message message = {.type = MSG_ORDER};
    ck_assert_int_eq(customers_handle(&customers, &message, NINE), FK_E_ARG);
}
END_TEST

/* P-PAY-13: a table in which everybody reacts, to a warning after two hours, to a notice after half
 * an hour, to a cut after five minutes. He pays 160 CNY, or a fifth more than he owes. */
static struct habits habits;

static void react_always(void)
{
    struct habits_config config = {.to = {[HABIT_WARNED] = {1000000, chance_const(2 * MS_HOUR)},
                                          [HABIT_NOTICED] = {1000000, chance_const(30 * MS_MINUTE)},
                                          [HABIT_CUT] = {1000000, chance_const(5 * MS_MINUTE)}},
                                   .amounts = {16000},
                                   .channels = {[PAY_WECHAT] = 1000000}};
    habits_init(&habits, &config, 1, NULL);
    customers.config.habits = &habits;
    customers.config.is_paying_after_cut = false;
}

static void tell(unsigned kind, fen_t balance, ms_t now)
{
    handle((struct message){.type = MSG_SMS_REPORT,
                            .kind = (uint8_t)kind,
                            .code = SMS_DELIVERED,
                            .customer = 8,
                            .id = 1,
                            .value = balance},
           now);
}

static void run_until(ms_t now)
{
    while (customers_due(&customers) <= now)
        ck_assert_int_eq(customers_tick(&customers, customers_due(&customers)), FK_OK);
}

START_TEST(who_is_warned_pays)
{
    react_always();
    tell(SMS_REMINDER, 4999, NINE - 1); /* nobody reacts to that */
    tell(SMS_WARNING, 2999, NINE);
    ck_assert_int_eq(customers_tick(&customers, NINE + 2 * MS_HOUR - 1), FK_OK);
    ck_assert_uint_eq(bench->sent_count, 0);
    run_until(NINE + MS_DAY);
    struct message pay = bench_last(bench, MSG_PAY);
    ck_assert_uint_eq(bench->sent_count, 1);
    ck_assert_uint_eq(pay.kind, PAY_WECHAT);
    ck_assert_int_eq(pay.value, 16000);
    customers.config.habits = NULL;
    tell(SMS_WARNING, 2999, NINE + 2 * MS_DAY);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
}
END_TEST

/* Who owes by his monthly bill pays just that, four hours after he has read it; who owes nothing
 * does nothing. */
START_TEST(who_is_billed_pays_the_bill)
{
    react_always();
    habits.config.to[HABIT_BILLED] = (struct habit_of){1000000, chance_const(4 * MS_HOUR)};
    tell(SMS_BILL, 0, NINE);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
    tell(SMS_BILL, -4567, NINE);
    ck_assert_int_eq(customers_due(&customers), NINE + 4 * MS_HOUR);
    run_until(NINE + MS_DAY);
    ck_assert_uint_eq(bench->sent_count, 1);
    ck_assert_int_eq(bench_last(bench, MSG_PAY).value, 4567);
    tell(SMS_WARNING, -4567, NINE + 2 * MS_DAY); /* and for a warning as ever */
    run_until(NINE + 3 * MS_DAY);
    ck_assert_int_eq(bench_last(bench, MSG_PAY).value, 16000);
}
END_TEST

/* Q56, T1: {who pays, parts of a million, how he signed, what he is asked for, channel} */
static const struct {
    uint32_t deposits;
    unsigned way;
    fen_t asked;
    int channel;
} deposits[] = {{1000000, AGREED_ON_LINE, 5000, PAY_APP},
                {1000000, AGREED_AT_COUNTER, 5000, PAY_COUNTER},
                {0, AGREED_AT_COUNTER, 5000, -1},
                {1000000, AGREED_AT_COUNTER, 0, -1}};

START_TEST(who_signs_pays_a_deposit)
{
    customers.config.deposits = deposits[_i].deposits;
    handle((struct message){.type = MSG_AGREEMENT,
                            .kind = (uint8_t)deposits[_i].way,
                            .code = 1,
                            .customer = 8,
                            .value = deposits[_i].asked},
           NINE);
    ck_assert_uint_eq(bench->sent_count, deposits[_i].channel >= 0);
    if (deposits[_i].channel >= 0) {
        ck_assert_int_eq(bench_last(bench, MSG_PAY).kind, deposits[_i].channel);
        ck_assert_int_eq(bench_last(bench, MSG_PAY).value, 5000);
    }
}
END_TEST

/* The notice comes while he means to pay for the warning: he pays once, at the earlier moment, what
 * the notice told. A later message that would take longer changes the balance alone. */
START_TEST(the_earlier_moment_counts)
{
    react_always();
    tell(SMS_WARNING, 2999, NINE);
    tell(SMS_PRE_CUT, -50000, NINE + MS_HOUR);
    tell(SMS_WARNING, -100000, NINE + MS_HOUR + 1);
    run_until(NINE + MS_HOUR + 30 * MS_MINUTE - 1);
    ck_assert_uint_eq(bench->sent_count, 0);
    run_until(NINE + MS_HOUR + 30 * MS_MINUTE);
    ck_assert_uint_eq(bench->sent_count, 1);
    ck_assert_int_eq(bench_last(bench, MSG_PAY).value, 120000);
    /* warned anew before the moment at which he first meant to pay: that moment is nobody's */
    tell(SMS_WARNING, 2999, NINE + MS_HOUR + 40 * MS_MINUTE);
    run_until(NINE + 3 * MS_HOUR + 40 * MS_MINUTE - 1);
    ck_assert_uint_eq(bench->sent_count, 1);
    run_until(NINE + MS_DAY);
    ck_assert_uint_eq(bench->sent_count, 2);
}
END_TEST

/* Supply goes: he means to pay, and learns from the message what he owes. */
START_TEST(who_is_cut_pays_what_he_is_told)
{
    react_always();
    handle((struct message){.type = MSG_SUPPLY, .customer = 8, .value = NINE}, NINE + 1);
    tell(SMS_CUT_DONE, -50000, NINE + MS_SECOND);
    ck_assert_int_eq(customers_due(&customers), NINE + 5 * MS_MINUTE);
    run_until(NINE + MS_DAY);
    ck_assert_uint_eq(bench->sent_count, 1);
    ck_assert_int_eq(bench_last(bench, MSG_PAY).value, 60000);
    tell(SMS_CUT_DONE, -50000, NINE + 2 * MS_DAY); /* for itself it is nothing to react to */
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
}
END_TEST

/* 95598: everybody calls, an hour after; who has paid complains after a day. */
static void call_always(void)
{
    customers.config.is_calling = true;
    customers.config.is_paying_after_cut = false;
    customers.config.dark_calls = customers.config.unrestored_calls =
        customers.config.button_calls = 1000000;
    customers.config.call_after = chance_const(MS_HOUR);
    customers.config.complains_after = MS_DAY;
}

static void see_supply(unsigned is_on, unsigned is_other, ms_t now)
{
    handle((struct message){.type = MSG_SUPPLY,
                            .kind = (uint8_t)is_other,
                            .code = (uint8_t)is_on,
                            .customer = 8,
                            .value = now},
           now);
}

/* Q79: dark, and not by an order; the light may be back before. */
START_TEST(who_is_in_the_dark_calls)
{
    call_always();
    see_supply(0, 1, NINE);
    see_supply(1, 1, NINE + MS_HOUR - 1);
    see_supply(0, 1, NINE + MS_HOUR);
    run_until(NINE + MS_DAY);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_QUESTION), 1);
    struct bench_note last = bench->notes[bench->note_count - 1];
    ck_assert_uint_eq(last.note.kind, CALL_DARK);
    ck_assert_uint_eq(last.note.customer, 8);
    ck_assert_uint_eq(last.note.id, 1);
    ck_assert_int_eq(last.at, NINE + 2 * MS_HOUR);
    see_supply(1, 1, NINE + MS_DAY);
    see_supply(0, 0, NINE + MS_DAY + 1); /* cut: he is told so */
    tell(SMS_CUT_DONE, -208, NINE + MS_DAY + 2);
    run_until(NINE + 2 * MS_DAY - 1);
    ck_assert_uint_eq(customers.calls, 1);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
    customers.config.is_calling = false;
    see_supply(0, 1, NINE + 2 * MS_DAY);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
}
END_TEST

/* Q83, P-RST-01: paid and still dark, then a day later; once, however often he pays. */
START_TEST(who_has_paid_calls_and_complains)
{
    struct message pay = {.type = MSG_PAY, .kind = PAY_APP, .customer = 8, .value = 100};
    call_always();
    handle(pay, NINE - 1); /* with light there is nothing to wait for */
    see_supply(0, 0, NINE);
    tell(SMS_CUT_DONE, -208, NINE + 1);
    handle(pay, NINE + MS_MINUTE);
    handle(pay, NINE + 2 * MS_MINUTE);
    run_until(NINE + MS_DAY + MS_MINUTE - 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_QUESTION), 1);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_COMPLAINT), 0);
    run_until(NINE + 2 * MS_DAY);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_COMPLAINT), 1);
    ck_assert_uint_eq(bench->notes[bench->note_count - 1].note.kind, CALL_UNRESTORED);
    see_supply(1, 0, NINE + 2 * MS_DAY);
    see_supply(0, 0, NINE + 3 * MS_DAY);
    handle(pay, NINE + 3 * MS_DAY);
    see_supply(1, 0, NINE + 3 * MS_DAY + 1); /* in time */
    run_until(NINE + 9 * MS_DAY);
    ck_assert_uint_eq(customers.calls, 2);
}
END_TEST

/* P-RST-03: he asks after an hour, and holds the button ten minutes later. */
START_TEST(who_does_not_know_the_button_asks)
{
    call_always();
    see_supply(0, 0, NINE);
    tell(SMS_CLOSE_ALLOWED, 0, NINE + MS_HOUR);
    run_until(NINE + 2 * MS_HOUR);
    ck_assert_uint_eq(bench->sent_count, 0);
    ck_assert_uint_eq(bench->notes[bench->note_count - 1].note.kind, CALL_BUTTON);
    ck_assert_int_eq(customers_due(&customers), NINE + 2 * MS_HOUR + 10 * MS_MINUTE);
    run_until(NINE + MS_DAY);
    ck_assert_uint_eq(bench_last(bench, MSG_BUTTON).customer, 8);
    customers.config.button_calls = 0;
    tell(SMS_CLOSE_ALLOWED, 0, NINE + MS_DAY);
    ck_assert_int_eq(customers_due(&customers), NINE + MS_DAY + 10 * MS_MINUTE);
}
END_TEST

static int hotline(bool is_down)
{
    struct message fault = {.type = MSG_FAULT, .kind = FAULT_HOTLINE_DOWN, .code = is_down};
    return customers_handle(&customers, &fault, NINE);
}

/* The hotline is down: he calls at 11:00 and every 20 min, and the key is held 10 min after the
 * call that is taken; what he calls for may be over before. */
START_TEST(calls_in_vain_are_repeated)
{
    call_always();
    customers.config.call_again = 20 * MS_MINUTE;
    ck_assert_int_eq(hotline(false), FK_E_ARG);
    ck_assert_int_eq(hotline(true), FK_OK);
    ck_assert_int_eq(hotline(true), FK_OK);
    see_supply(0, 0, NINE);
    tell(SMS_CLOSE_ALLOWED, 0, NINE + MS_HOUR);
    run_until(NINE + 2 * MS_HOUR + 19 * MS_MINUTE);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_UNANSWERED), 1);
    ck_assert_uint_eq(bench->notes[bench->note_count - 1].note.kind, CALL_BUTTON);
    ck_assert_int_eq(hotline(false), FK_OK);
    run_until(NINE + 2 * MS_HOUR + 20 * MS_MINUTE);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_UNANSWERED), 2);
    ck_assert_int_eq(hotline(false), FK_OK);
    run_until(NINE + 2 * MS_HOUR + 40 * MS_MINUTE);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_QUESTION), 1);
    ck_assert_uint_eq(bench->sent_count, 0);
    ck_assert_int_eq(customers_due(&customers), NINE + 2 * MS_HOUR + 50 * MS_MINUTE);
    see_supply(1, 0, NINE + 3 * MS_HOUR);
    ck_assert_int_eq(hotline(true), FK_OK);
    see_supply(0, 1, NINE + 4 * MS_HOUR);
    run_until(NINE + 5 * MS_HOUR);
    see_supply(1, 1, NINE + 5 * MS_HOUR + 1);
    run_until(NINE + MS_DAY);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_UNANSWERED), 3);
}
END_TEST

/* A complaint is repeated as such. */
START_TEST(complaints_in_vain_are_repeated)
{
    struct message pay = {.type = MSG_PAY, .kind = PAY_APP, .customer = 8, .value = 100};
    call_always();
    customers.config.unrestored_calls = 0;
    customers.config.call_again = MS_HOUR;
    see_supply(0, 0, NINE);
    tell(SMS_CUT_DONE, -208, NINE + 1);
    handle(pay, NINE + 2);
    ck_assert_int_eq(hotline(true), FK_OK);
    run_until(NINE + MS_DAY + 2);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_UNANSWERED), 1);
    ck_assert_int_eq(hotline(false), FK_OK);
    run_until(NINE + MS_DAY + MS_HOUR + 2);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_CALL, CALL_COMPLAINT), 1);
    ck_assert_int_eq(customers_due(&customers), MS_NEVER);
}
END_TEST

/* P-PAY-14, P-PAY-15: every midnight it is drawn who pays and when; of 300 customers at ten
 * payments in a month a third on any day, and all on the last two. Who was told what he owes pays
 * that, once. */
START_TEST(pays_without_being_told)
{
    struct habits_config habits_config = {.to = {[HABIT_WARNED] = {1000000, chance_const(MS_DAY)}},
                                          .amounts = {1000, 1000, 1000},
                                          .unprompted = 10000000,
                                          .month_end = 3000000};
    struct customers_config config = {.seed = 5, .count = 300};
    ms_t end = clock_from_civil(2026, 3, 30, 0, 0, 0);
    config.habits = &habits;
    config.first_day = end - MS_DAY;
    habits_init(&habits, &habits_config, 5, NULL);
    teardown();
    ck_assert_int_eq(customers_init(&customers, &bench->port, &config), FK_OK);
    ck_assert_int_eq(customers_due(&customers), end - MS_DAY);
    ck_assert_int_eq(customers_tick(&customers, end - MS_DAY), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAY, PARTY_CHANNELS), 0);
    ck_assert_int_eq(customers_tick(&customers, end - 1), FK_OK);
    unsigned usual = bench_sent_count(bench, MSG_PAY, PARTY_CHANNELS);
    ck_assert(usual > 75 && usual < 125); /* 100, three sigma of 8 */
    handle((struct message){.type = MSG_SMS_REPORT,
                            .kind = SMS_WARNING,
                            .code = SMS_DELIVERED,
                            .customer = 8,
                            .value = -900000},
           end - 1);
    ck_assert_int_eq(customers_tick(&customers, end + MS_DAY - 1), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAY, PARTY_CHANNELS), usual + 300);
    unsigned large = 0;
    for (uint32_t i = 0; i < bench->sent_count; i++)
        large += bench->sent[i].message.type == MSG_PAY && bench->sent[i].message.value == 1080000;
    ck_assert_uint_eq(large, 1);
    ck_assert_uint_eq(customers.intents.map.count, 0);
}
END_TEST

static Suite *customers_suite(void)
{
    Suite *suite = suite_create("customers");
    TCase *tcase = tcase_create("customers");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, pays_after_the_cut);
    tcase_add_test(tcase, delay_of_payment_is_that_of_the_day);
    tcase_add_test(tcase, does_not_pay_for_light_or_without_habit);
    tcase_add_test(tcase, presses_the_key_when_told);
    tcase_add_test(tcase, closes_the_breaker_when_told);
    tcase_add_test(tcase, passes_planned_payments_on);
    tcase_add_test(tcase, who_is_warned_pays);
    tcase_add_test(tcase, pays_without_being_told);
    tcase_add_test(tcase, the_earlier_moment_counts);
    tcase_add_test(tcase, who_is_billed_pays_the_bill);
    tcase_add_loop_test(tcase, who_signs_pays_a_deposit, 0, 4);
    tcase_add_test(tcase, who_is_cut_pays_what_he_is_told);
    tcase_add_test(tcase, who_is_in_the_dark_calls);
    tcase_add_test(tcase, who_has_paid_calls_and_complains);
    tcase_add_test(tcase, calls_in_vain_are_repeated);
    tcase_add_test(tcase, complaints_in_vain_are_repeated);
    tcase_add_test(tcase, who_does_not_know_the_button_asks);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(customers_suite)
