/* Bills as marketing posts and tells them. Who is billed when: test_settlement. */
#include "models/marketing/marketing.h"
#include "tests/unit/models/party_bench.h"

#define CUSTOMERS 20
#define NINE      (BENCH_MIDNIGHT + 9 * MS_HOUR)

static struct marketing marketing;
static struct bench *bench;

static void setup(void)
{
    bench = bench_new(PARTY_MARKETING);
}

static int take_registers(void *context, uint32_t file, int32_t until, uint32_t *values,
                          uint8_t *ages)
{
    unsigned *taken = context;
    ck_assert_uint_eq(file, 9);
    ck_assert_int_eq(until, BENCH_DAY + 1);
    (*taken)++;
    for (uint32_t i = 0; values && i < CUSTOMERS; i++) {
        values[i] = i == 3 ? 2400 : 0;
        ages[i] = i == 3 ? 0 : 255;
    }
    return FK_OK;
}

/* the bill is posted, told to fee control with the settled reading, and to the customer; its
 * entries add to zero (INV-01). 24 kWh make 12.48. */
START_TEST(bill_is_posted_and_told)
{
    static const price_t prices[] = {520000};
    struct message ready = {.type = MSG_BILLING, .id = (uint32_t)BENCH_DAY + 1, .ref = 9};
    struct areas areas;
    unsigned taken = 0;
    fen_t sum = 0, owed = 0;
    struct marketing_config config = {.customers = CUSTOMERS,
                                      .orders = {.segments = bench_segments()}};
    ck_assert_int_eq(areas_init_even(&areas, 1, CUSTOMERS, 1), FK_OK);
    config.settlement = (struct settlement_config){.books = 1,
                                                   .first_day = 3,
                                                   .is_told = true,
                                                   .segments = bench_segments(),
                                                   .prices = prices,
                                                   .areas = &areas};
    config.registers = take_registers;
    config.register_context = &taken;
    ck_assert_int_eq(marketing_init(&marketing, &bench->port, &config), FK_OK);
    ck_assert_int_eq(marketing_handle(&marketing, &ready, NINE + MS_DAY), FK_OK);
    ck_assert_uint_eq(taken, 1);
    ck_assert_int_eq(marketing.ledger.customers[3].fen, -1248);
    ck_assert_int_eq(marketing.ledger.contra[LEDGER_REVENUE], 1248);
    ck_assert_int_eq(ledger_sum(&marketing.ledger), 0);
    for (unsigned i = 0; i < bench->note_count; i++)
        if (bench->notes[i].note.type == EVENT_ENTRY) {
            sum += bench->notes[i].note.value;
            owed += bench->notes[i].note.kind == LEDGER_CUSTOMER ? bench->notes[i].note.value : 0;
        }
    ck_assert_int_eq(sum, 0);
    ck_assert_int_eq(owed, -1248);
    struct party_note note = bench_last_note(bench, EVENT_BILL);
    ck_assert_int_eq(note.value, 1248);
    ck_assert_uint_eq(note.ref, 2400);
    struct message settled = bench_last(bench, MSG_SETTLED);
    ck_assert_uint_eq(settled.customer, 3);
    ck_assert_uint_eq(settled.ref, 2400);
    ck_assert_uint_eq(settled.id, (uint32_t)BENCH_DAY + 1);
    ck_assert_uint_eq(settled.attempt, 1);
    ck_assert_int_eq(settled.value, -1248);
    ck_assert_uint_eq(bench_last(bench, MSG_SMS_REQUEST).kind, SMS_BILL);
    ck_assert_int_eq(bench_last(bench, MSG_SMS_REQUEST).value, -1248);
    ck_assert_int_eq(marketing_handle(&marketing, &ready, NINE + MS_DAY),
                     FK_OK); /* once more: nobody else has a register */
    ck_assert_uint_eq(taken, 2);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SETTLED, PARTY_FEE_CONTROL), 1);
    marketing_fini(&marketing);
    areas_fini(&areas);
}
END_TEST

/* P-CUT-05: 12.48 of D1 count three days later. Until D4 00:00 fee control is told of the account
 * without them, in answer to a check too; then it is told that they count, by a copy that is newer.
 */
START_TEST(bill_counts_when_it_is_overdue)
{
    static const price_t prices[] = {520000};
    struct message ready = {.type = MSG_BILLING, .id = (uint32_t)BENCH_DAY + 1, .ref = 9};
    struct message check = {.type = MSG_SECOND_CHECK, .customer = 3};
    ms_t counts = BENCH_MIDNIGHT + 4 * MS_DAY;
    struct areas areas;
    unsigned taken = 0;
    struct marketing_config config = {
        .customers = CUSTOMERS, .orders = {.segments = bench_segments()}, .bill_days = 3};
    ck_assert_int_eq(areas_init_even(&areas, 1, CUSTOMERS, 1), FK_OK);
    config.settlement = (struct settlement_config){.books = 1,
                                                   .first_day = 3,
                                                   .segments = bench_segments(),
                                                   .prices = prices,
                                                   .areas = &areas};
    config.registers = take_registers;
    config.register_context = &taken;
    ck_assert_int_eq(marketing_init(&marketing, &bench->port, &config), FK_OK);
    ck_assert_int_eq(marketing_handle(&marketing, &ready, NINE + MS_DAY), FK_OK);
    ck_assert_int_eq(marketing.ledger.customers[3].fen, -1248);
    ck_assert_int_eq(bench_last(bench, MSG_SETTLED).value, 0);
    ck_assert_int_eq(marketing_due(&marketing), counts);
    ck_assert_int_eq(marketing_handle(&marketing, &check, counts - 1), FK_OK);
    ck_assert_int_eq(bench_last(bench, MSG_BALANCE).value, 0);
    ck_assert_int_eq(marketing_tick(&marketing, counts), FK_OK);
    struct message told = bench_last(bench, MSG_RECEIPT);
    ck_assert_uint_eq(told.customer, 3);
    ck_assert_uint_eq(told.code, 1); /* no payment, of which he would be told */
    ck_assert_uint_eq(told.attempt, 2);
    ck_assert_int_eq(told.value, -1248);
    ck_assert_int_eq(marketing_handle(&marketing, &check, counts), FK_OK);
    ck_assert_int_eq(bench_last(bench, MSG_BALANCE).value, -1248);
    marketing_fini(&marketing);
    areas_fini(&areas);
}
END_TEST

/* T1, Q56: two customers are invited. Number 2 has no register for his bill and waits for it (Q15);
 * number 3 signs, and is asked for 50 CNY, two of his bills and what he owes: 50 + 3 x 12.48. */
START_TEST(who_signs_is_asked_for_a_deposit)
{
    static const price_t prices[] = {520000};
    static const struct rollout_wave wave = {NINE + MS_DAY, 2, 1};
    struct message ready = {.type = MSG_BILLING, .id = (uint32_t)BENCH_DAY + 1, .ref = 9};
    struct areas areas;
    unsigned taken = 0;
    struct marketing_config config = {.customers = CUSTOMERS,
                                      .orders = {.segments = bench_segments()}};
    ck_assert_int_eq(areas_init_even(&areas, 1, CUSTOMERS, 1), FK_OK);
    config.settlement = (struct settlement_config){.books = 1,
                                                   .first_day = 3,
                                                   .is_told = true,
                                                   .segments = bench_segments(),
                                                   .prices = prices,
                                                   .areas = &areas};
    config.registers = take_registers;
    config.register_context = &taken;
    config.rollout =
        (struct rollout_config){.terms = {.counties = 10, .deposit = 5000, .deposit_bills = 2},
                                .waves = &wave,
                                .wave_count = 1,
                                .per_county = 2};
    config.rollout.terms.by[ROLLOUT_COUNTER].after = chance_const(MS_HOUR);
    ck_assert_int_eq(marketing_init(&marketing, &bench->port, &config), FK_OK);
    ck_assert_int_eq(marketing_handle(&marketing, &ready, NINE + MS_DAY), FK_OK);
    for (ms_t now; (now = marketing_due(&marketing)) <= NINE + 3 * MS_DAY;)
        ck_assert_int_eq(marketing_tick(&marketing, now), FK_OK);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_AGREEMENT, PARTY_FEE_CONTROL), 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_AGREEMENT, PARTY_CUSTOMERS), 1);
    struct message asked = bench_last(bench, MSG_AGREEMENT);
    ck_assert_uint_eq(asked.customer, 3);
    ck_assert_uint_eq(asked.kind, AGREED_AT_COUNTER);
    ck_assert_uint_eq(asked.id, (uint32_t)BENCH_DAY + 2);
    ck_assert_int_eq(asked.value, 5000 + 3 * 1248);
    struct party_note note = bench_last_note(bench, EVENT_AGREEMENT);
    ck_assert_uint_eq(note.id, 1);
    ck_assert_uint_eq(note.kind, AGREED_AT_COUNTER);
    ck_assert_int_eq(note.value, NINE + MS_DAY);
    marketing.settlement.accounts[2].due = 0; /* his register has come */
    for (ms_t now; (now = marketing_due(&marketing)) <= NINE + 9 * MS_DAY;)
        ck_assert_int_eq(marketing_tick(&marketing, now), FK_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_AGREEMENT).customer, 2);
    ck_assert_int_eq(bench_last(bench, MSG_AGREEMENT).value, 5000); /* he has no bill yet */
    marketing_fini(&marketing);
    areas_fini(&areas);
}
END_TEST

static Suite *bills_suite(void)
{
    Suite *suite = suite_create("bills");
    TCase *tcase = tcase_create("bills");
    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, bill_counts_when_it_is_overdue);
    tcase_add_test(tcase, bill_is_posted_and_told);
    tcase_add_test(tcase, who_signs_is_asked_for_a_deposit);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(bills_suite)
