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

START_TEST(passes_planned_payments_on)
{
    handle((struct message){.type = MSG_PAY, .kind = PAY_BANK, .customer = 8, .value = 7}, NINE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_PAY, PARTY_CHANNELS), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_PAY).kind, PAY_BANK);
    struct message message = {.type = MSG_ORDER};
    ck_assert_int_eq(customers_handle(&customers, &message, NINE), FK_E_ARG);
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
    tcase_add_test(tcase, passes_planned_payments_on);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(customers_suite)
