/* Local meters behind a concentrator: GS-3 to GS-5, GS-13, R-33, and the last step of a
 * recharge. */
#include "models/collection/concentrator_parts.h"
#include "tests/unit/models/concentrator_bench.h"

#define LOCAL 23

static struct slots wallets, sites;
static struct wallet_terms terms;

static void begin(fen_t money)
{
    terms = (struct wallet_terms){.price = 520000, .alarms = {3000, 1000}, .most = 999999};
    setup();
    slots_init(&wallets, sizeof(struct meter_wallet));
    slots_init(&sites, sizeof(struct meter_site));
    config.wallets = &wallets;
    config.wallet_terms = &terms;
    config.sites = &sites;
    struct meter_wallet *wallet = slots_open(&wallets, LOCAL);
    wallet_init(wallet, money, 4, 0);
    wallet->due = BENCH_MIDNIGHT;
    ck_assert_int_eq(timers_set(&concentrator.dates, BENCH_MIDNIGHT, 1, LOCAL), FK_OK);
    run_to(BENCH_MIDNIGHT);
}

static void end(void)
{
    teardown();
    slots_fini(&wallets);
    slots_fini(&sites);
}

static struct message recharge(uint8_t number, fen_t amount, ms_t now)
{
    handle((struct message){.type = MSG_RECHARGE,
                            .kind = number,
                            .attempt = 1,
                            .customer = LOCAL,
                            .id = 8,
                            .ref = 9,
                            .value = amount},
           now);
    run_to(now + 10 * MS_SECOND);
    return bench_last(bench, MSG_RECHARGE_ANSWER);
}

static unsigned events(unsigned kind)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->note_count; i++)
        n += bench->notes[i].note.type == EVENT_WALLET && bench->notes[i].note.kind == kind;
    return n;
}

static bool is_open(void)
{
    return meter_cell_is_open(&meters[LOCAL - FIRST]);
}

/* GS-13, S-57: 2.08 CNY last until noon; at 0.00 supply stays on. P-MET-16: enough again closes. */
START_TEST(trips_and_closes_by_itself)
{
    begin(208);
    ck_assert_uint_eq(events(WALLET_ALARM), 2);
    run_to(BENCH_MIDNIGHT + 12 * MS_HOUR);
    ck_assert(!is_open());
    run_to(BENCH_MIDNIGHT + 12 * MS_HOUR + 1);
    ck_assert(is_open());
    ck_assert_uint_eq(events(WALLET_TRIPPED), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_SUPPLY).code, 0);
    struct message answer = recharge(5, 1000, BENCH_MIDNIGHT + 13 * MS_HOUR);
    ck_assert(answer.code == RESULT_OK && answer.kind == 5 && answer.id == 8 && answer.ref == 9);
    ck_assert(!is_open());
    ck_assert_uint_eq(bench_last(bench, MSG_SUPPLY).code, 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CLOSED, PARTY_FEE_CONTROL), 0);
    /* 10.00 last for 57.69 h: 2 d 9 h 41 min 32.3 s after 13:00:10 */
    run_to(BENCH_MIDNIGHT + 3 * MS_DAY);
    ck_assert_uint_eq(events(WALLET_TRIPPED), 2);
    end();
}
END_TEST

/* GS-3, GS-4, GS-5, GS-14: what a try ends with, and the count it tells. */
START_TEST(tests_before_the_write)
{
    begin(99999900);
    terms.most = 100000000;
    struct message answer = recharge(4, 50, NINE);
    ck_assert(answer.code == RESULT_COUNT_MISMATCH && answer.kind == 4);
    answer = recharge(5, 5000, NINE + MS_MINUTE);
    ck_assert_uint_eq(answer.code, RESULT_LIMIT_EXCEEDED);
    answer = recharge(9, 0, NINE + 2 * MS_MINUTE); /* a look */
    ck_assert(answer.code == RESULT_OK && answer.kind == 4);
    ck_assert_uint_eq(events(WALLET_WRITTEN), 0);
    ck_assert_uint_eq(events(WALLET_REFUSED), 2);
    meters[LOCAL - FIRST].unreadable = 1;
    answer = recharge(5, 50, NINE + 3 * MS_MINUTE);
    ck_assert_uint_eq(answer.code, RESULT_CHANNEL_BLOCKED);
    meters[LOCAL - FIRST].unreadable = 0;
    config.recharge_blocked = 1000000;
    answer = recharge(5, 50, NINE + 4 * MS_MINUTE);
    ck_assert_uint_eq(answer.code, RESULT_CHANNEL_BLOCKED);
    config.recharge_blocked = 0;
    config.recharge_lost = 1000000; /* the write alone: both tests come before it */
    answer = recharge(5, 50, NINE + 5 * MS_MINUTE);
    ck_assert_uint_eq(answer.code, RESULT_NO_METER_ANSWER);
    answer = recharge(4, 50, NINE + 6 * MS_MINUTE);
    ck_assert_uint_eq(answer.code, RESULT_COUNT_MISMATCH);
    ck_assert_uint_eq(events(WALLET_WRITTEN), 0);
    end();
}
END_TEST

/* A remote meter, and one that hears what is meant for its neighbour, take no money. */
START_TEST(not_this_meter)
{
    begin(1000);
    handle(
        (struct message){
            .type = MSG_RECHARGE, .kind = 1, .customer = LOCAL + 1, .id = 8, .ref = 9, .value = 5},
        NINE);
    run_to(NINE + 10 * MS_SECOND);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_ANSWER).code, RESULT_ARCHIVE_MISMATCH);
    handle(
        (struct message){
            .type = MSG_FAULT, .kind = FAULT_WRONG_LINK, .code = 1, .customer = LOCAL - 1, .id = 1},
        NINE + MS_MINUTE);
    handle(
        (struct message){
            .type = MSG_RECHARGE, .kind = 5, .customer = LOCAL - 1, .id = 8, .ref = 9, .value = 5},
        NINE + 2 * MS_MINUTE);
    run_to(NINE + 3 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_ANSWER).code, RESULT_ARCHIVE_MISMATCH);
    ck_assert_uint_eq(events(WALLET_WRITTEN), 0);
    end();
}
END_TEST

/* protected, money moves nothing; then money decides. */
START_TEST(protected_meter)
{
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_METER_PROTECTED, .code = 1, .customer = LOCAL, .id = 1};
    begin(208);
    handle(fault, BENCH_MIDNIGHT + MS_HOUR);
    run_to(BENCH_MIDNIGHT + 14 * MS_HOUR);
    ck_assert_uint_eq(events(WALLET_TRIPPED), 1);
    ck_assert(!is_open());
    fault.code = 0;
    handle(fault, BENCH_MIDNIGHT + 15 * MS_HOUR);
    ck_assert(is_open());
    end();
}
END_TEST

/* GS-10: the card takes the next purchase in, at once and once. GS-12: the rest comes out. */
START_TEST(card_and_change)
{
    struct message card = {.type = MSG_CARD, .kind = 5, .customer = LOCAL, .value = 1000};
    begin(10000);
    handle(card, NINE);
    handle(card, NINE + MS_MINUTE);
    ck_assert_uint_eq(events(WALLET_WRITTEN), 1);
    ck_assert_uint_eq(events(WALLET_REFUSED), 1);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_WALLET).state, WALLET_BY_CARD);
    handle((struct message){.type = MSG_METER_CHANGE, .customer = LOCAL},
           BENCH_MIDNIGHT + 12 * MS_HOUR);
    ck_assert_int_eq(bench_last(bench, MSG_METER_CHANGE).value, 11000 - 208);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_METER_CHANGE, PARTY_MARKETING), 1);
    run_to(BENCH_MIDNIGHT + 12 * MS_HOUR + 1);
    ck_assert(is_open());
    handle(card, NINE + 5 * MS_HOUR);
    card.kind = 6;
    handle(card, NINE + 5 * MS_HOUR);
    ck_assert(!is_open());
    end();
}
END_TEST

/* Without supply nothing is used, and the meter does not look before it is back. */
START_TEST(no_supply_no_use)
{
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_POWER_CUT, .code = 1, .customer = LOCAL, .id = 1};
    begin(208);
    handle(fault, BENCH_MIDNIGHT + MS_HOUR);
    fault.code = 0;
    run_to(BENCH_MIDNIGHT + 13 * MS_HOUR);
    handle(fault, BENCH_MIDNIGHT + 13 * MS_HOUR);
    run_to(BENCH_MIDNIGHT + 24 * MS_HOUR);
    ck_assert(!is_open());
    run_to(BENCH_MIDNIGHT + 24 * MS_HOUR + 1);
    ck_assert(is_open());
    end();
}
END_TEST

/* P-LOC-05: what the staff issue again goes by their share alone; a look always succeeds. */
START_TEST(staff_get_it_through)
{
    struct message again = {.type = MSG_RECHARGE,
                            .kind = 5,
                            .code = 1,
                            .attempt = 1,
                            .customer = LOCAL,
                            .id = 8,
                            .ref = 9,
                            .value = 1000};
    begin(10000);
    config.recharge_blocked = config.recharge_lost = 1000000;
    ck_assert_uint_eq(recharge(5, 1000, NINE).code, RESULT_CHANNEL_BLOCKED);
    handle(again, NINE + MS_MINUTE); /* no share: as any purchase */
    run_to(NINE + 2 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_ANSWER).code, RESULT_CHANNEL_BLOCKED);
    config.reissue_success = 1; /* of a million */
    handle(again, NINE + 3 * MS_MINUTE);
    run_to(NINE + 4 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_ANSWER).code, RESULT_CHANNEL_BLOCKED);
    again.value = 0;
    handle(again, NINE + 5 * MS_MINUTE);
    run_to(NINE + 6 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_ANSWER).code, RESULT_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_ANSWER).kind, 4);
    config.reissue_success = 1000000;
    ck_assert_uint_eq(recharge(5, 1000, NINE + 7 * MS_MINUTE).code, RESULT_CHANNEL_BLOCKED);
    again.value = 1000;
    handle(again, NINE + 8 * MS_MINUTE);
    run_to(NINE + 9 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_RECHARGE_ANSWER).code, RESULT_OK);
    ck_assert_uint_eq(events(WALLET_WRITTEN), 1);
    end();
}
END_TEST

/* Section 20: the rest goes back to the card; the meter stays what it is. */
START_TEST(rest_goes_back_to_the_card)
{
    begin(10000);
    terms.is_off_at_first = true;
    terms.overdraft = 100;
    handle((struct message){.type = MSG_METER_CHANGE, .code = 1, .customer = LOCAL},
           BENCH_MIDNIGHT + 12 * MS_HOUR);
    ck_assert_int_eq(bench_last(bench, MSG_METER_CHANGE).value, 10000 - 208);
    ck_assert_uint_eq(bench_last(bench, MSG_METER_CHANGE).code, 1);
    ck_assert_uint_eq(events(WALLET_EMPTIED), 1);
    ck_assert_uint_eq(events(WALLET_TRIPPED), 0);
    ck_assert(!is_open());
    handle((struct message){.type = MSG_METER_CHANGE, .customer = LOCAL},
           BENCH_MIDNIGHT + 12 * MS_HOUR);
    ck_assert(is_open()); /* a new one waits */
    end();
}
END_TEST

/* Section 20: minutes with supply run, whatever is used; without supply they stand still. */
START_TEST(time_is_used_by_supply)
{
    struct message fault = {
        .type = MSG_FAULT, .kind = FAULT_POWER_CUT, .code = 1, .customer = LOCAL};
    begin(120);
    terms = (struct wallet_terms){
        .price = WALLET_PRICE_TIME, .unit = WALLET_TIME, .alarms = {30, 10}, .most = 999999};
    struct meter_wallet *wallet = slots_find(&wallets, LOCAL);
    wallet_init(wallet, 120, 4, 0);
    wallet->on_at = BENCH_MIDNIGHT;
    concentrator_settle_wallet(&concentrator, LOCAL, BENCH_MIDNIGHT);
    run_to(BENCH_MIDNIGHT + MS_HOUR);
    ck_assert_int_eq(concentrator_remaining(&concentrator, wallet, BENCH_MIDNIGHT + MS_HOUR), 60);
    handle(fault, BENCH_MIDNIGHT + MS_HOUR);
    ck_assert_int_eq(concentrator_remaining(&concentrator, wallet, BENCH_MIDNIGHT + 5 * MS_HOUR),
                     60);
    fault.code = 0;
    handle(fault, BENCH_MIDNIGHT + 5 * MS_HOUR);
    run_to(BENCH_MIDNIGHT + 6 * MS_HOUR);
    ck_assert(!is_open());
    run_to(BENCH_MIDNIGHT + 6 * MS_HOUR + 1);
    ck_assert(is_open());
    ck_assert_uint_eq(bench_last_note(bench, EVENT_WALLET).attempt, WALLET_TIME << 4);
    end();
}
END_TEST

static Suite *concentrator_wallets_suite(void)
{
    Suite *suite = suite_create("concentrator_wallets");
    TCase *tc = tcase_create("wallets");
    tcase_add_test(tc, trips_and_closes_by_itself);
    tcase_add_test(tc, tests_before_the_write);
    tcase_add_test(tc, not_this_meter);
    tcase_add_test(tc, protected_meter);
    tcase_add_test(tc, card_and_change);
    tcase_add_test(tc, no_supply_no_use);
    tcase_add_test(tc, staff_get_it_through);
    tcase_add_test(tc, rest_goes_back_to_the_card);
    tcase_add_test(tc, time_is_used_by_supply);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(concentrator_wallets_suite)
