/* Recharge tasks in the collection master: GS-2 (three tries whatever others get), R-24, R-30. */
#include "tests/unit/models/master_bench.h"

#define WHO 5

static void begin(void)
{
    struct master_config config = usual;
    config.command_tries = 1;
    setup(&config);
}

static void task(uint32_t id, uint8_t number, fen_t amount, ms_t now)
{
    handle(
        (struct message){
            .type = MSG_RECHARGE, .kind = number, .customer = WHO, .id = id, .value = amount},
        now);
}

static void told(unsigned code, uint8_t count, ms_t now)
{
    struct message m = bench_last(bench, MSG_RECHARGE);
    m.type = MSG_RECHARGE_ANSWER;
    m.kind = count;
    m.code = (uint8_t)code;
    m.attempt = 0;
    m.value = 0;
    handle(m, now);
}

/* The answer tells the count, and the third failure is the last. No relay command is noted. */
START_TEST(three_tries)
{
    ms_t now = NINE;
    begin();
    task(7, 3, 5000, now);
    for (unsigned attempt = 1; attempt <= 3; attempt++) {
        struct message try = bench_last(bench, MSG_RECHARGE);
        ck_assert(try.kind == 3 && try.value == 5000 && try.attempt == attempt && try.id == 7);
        ck_assert_uint_eq(bench_sent_count(bench, MSG_RECHARGE_RESULT, PARTY_MARKETING), 0);
        told(RESULT_COUNT_MISMATCH, 9, now + 10 * MS_SECOND);
        now += 10 * MS_SECOND + 45 * MS_SECOND;
        tick(now);
    }
    struct message result = bench_last(bench, MSG_RECHARGE_RESULT);
    ck_assert(result.kind == 9 && result.code == RESULT_COUNT_MISMATCH && result.attempt == 3 &&
              result.id == 7 && result.value == 0);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_COMMAND, COMMAND_SENT), 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_RESULT, PARTY_MARKETING), 0);
    teardown();
}
END_TEST

/* A try without an answer may have written: the result says so, and a late answer is told too. */
START_TEST(unsure)
{
    begin();
    task(7, 3, 5000, NINE);
    struct message first = bench_last(bench, MSG_RECHARGE);
    tick(NINE + 60 * MS_SECOND);
    tick(NINE + 105 * MS_SECOND);
    told(RESULT_CHANNEL_BLOCKED, 0, NINE + 110 * MS_SECOND);
    tick(NINE + 155 * MS_SECOND);
    told(RESULT_CHANNEL_BLOCKED, 0, NINE + 160 * MS_SECOND);
    struct message result = bench_last(bench, MSG_RECHARGE_RESULT);
    ck_assert(result.code == RESULT_CHANNEL_BLOCKED && result.value == 1);
    first.type = MSG_RECHARGE_ANSWER;
    first.code = RESULT_OK;
    first.value = 0;
    handle(first, NINE + MS_HOUR);
    result = bench_last(bench, MSG_RECHARGE_RESULT);
    ck_assert(result.code == RESULT_OK && result.kind == 3 && result.id == 7);
    teardown();
}
END_TEST

/* a write needs the encryption machine. R-24: once more is not twice, and a cancel before. */
START_TEST(as_other_orders)
{
    begin();
    task(7, 3, 5000, NINE);
    task(7, 3, 5000, NINE + 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_RECHARGE, PARTY_CONCENTRATORS + 1), 1);
    told(RESULT_OK, 3, NINE + MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_RESULT).code, RESULT_OK);
    handle((struct message){.type = MSG_ORDER_CANCEL, .customer = WHO, .id = 8}, NINE + MS_MINUTE);
    task(8, 4, 5000, NINE + MS_MINUTE + 1);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_RESULT).code, RESULT_NOT_ALLOWED);
    handle((struct message){.type = MSG_FAULT, .kind = FAULT_CRYPTO_DOWN, .code = 1, .id = 1},
           NINE + MS_HOUR);
    task(9, 4, 5000, NINE + MS_HOUR);
    for (unsigned i = 0; i < 6; i++)
        tick(NINE + MS_HOUR + i * 60 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_RESULT).code, RESULT_CRYPTO_UNAVAILABLE);
    teardown();
}
END_TEST

static Suite *master_recharge_suite(void)
{
    Suite *suite = suite_create("master_recharge");
    TCase *tc = tcase_create("recharge");
    tcase_add_test(tc, three_tries);
    tcase_add_test(tc, unsure);
    tcase_add_test(tc, as_other_orders);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(master_recharge_suite)
