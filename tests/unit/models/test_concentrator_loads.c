/* Load control of local meters behind a concentrator (section 20, seed 001): what moves the relay,
 * and who is told. */
#include "models/collection/concentrator_parts.h"
#include "tests/unit/models/concentrator_bench.h"

#define LOCAL 23

static struct slots wallets, sites, guards;
static const struct wallet_terms terms = {.price = 520000,
                                          .alarms = {3000, 1000},
                                          .most = 999999,
                                          .trips_at_zero = true,
                                          .is_off_at_first = true};
/* The bench's 8 kWh a day are 333.3 W. */
static const struct load_terms load_terms = {
    .limit = 300, .delay = MS_MINUTE, .reclose_after = 5 * MS_MINUTE, .recloses_most = 1};

static void begin(fen_t money)
{
    setup();
    slots_init(&wallets, sizeof(struct meter_wallet));
    slots_init(&sites, sizeof(struct meter_site));
    slots_init(&guards, sizeof(struct load_guard));
    config.wallets = &wallets;
    config.wallet_terms = &terms;
    config.sites = &sites;
    config.guards = &guards;
    config.load_terms = &load_terms;
    config.is_telling_all = true;
    struct meter_wallet *wallet = slots_open(&wallets, LOCAL);
    wallet_init(wallet, money, 4, 0);
    load_guard_init(slots_open(&guards, LOCAL), BENCH_MIDNIGHT);
    concentrator_settle_wallet(&concentrator, LOCAL, BENCH_MIDNIGHT);
}

static void end(void)
{
    teardown();
    slots_fini(&wallets);
    slots_fini(&sites);
    slots_fini(&guards);
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

static void fault(unsigned kind, bool begins, ms_t now)
{
    handle(
        (struct message){
            .type = MSG_FAULT, .kind = (uint8_t)kind, .code = begins, .customer = LOCAL, .id = 1},
        now);
}

static void press(ms_t now)
{
    handle((struct message){.type = MSG_BUTTON, .customer = LOCAL}, now);
}

/* Trips at 00:01, closes at 00:06, trips at 00:07 and stays open: one closing a day. He is told of
 * darkness that is no cut (kind 1), fee control of nothing; the key closes, and begins anew. */
START_TEST(trips_and_closes)
{
    begin(50000);
    run_to(BENCH_MIDNIGHT + MS_MINUTE - 1);
    ck_assert(!is_open());
    run_to(BENCH_MIDNIGHT + MS_MINUTE);
    ck_assert(is_open());
    struct message told = bench_last(bench, MSG_SUPPLY);
    ck_assert(told.code == 0 && told.kind == 1);
    run_to(BENCH_MIDNIGHT + 6 * MS_MINUTE);
    ck_assert(!is_open());
    told = bench_last(bench, MSG_SUPPLY);
    ck_assert(told.code == 1 && told.kind == 1);
    run_to(NINE);
    ck_assert(is_open());
    ck_assert_uint_eq(events(WALLET_OVERLOADED), 2);
    ck_assert_uint_eq(events(WALLET_RECLOSED), 1);
    press(NINE);
    ck_assert(!is_open());
    ck_assert_uint_eq(bench_last_note(bench, EVENT_WALLET).state, WALLET_BY_KEY);
    run_to(NINE + 6 * MS_MINUTE);
    ck_assert_uint_eq(events(WALLET_OVERLOADED), 3);
    ck_assert_uint_eq(events(WALLET_RECLOSED), 3); /* the key, and the one of the new count */
    ck_assert_uint_eq(events(WALLET_TRIPPED), 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CLOSED, PARTY_FEE_CONTROL), 0);
    end();
}
END_TEST

/* Whoever is out of money stays dark when the time of his load is over, and is told that he is cut
 * now; what he pays then closes. And what money closes, load may still hold. */
START_TEST(money_holds_what_load_lets_go)
{
    struct message card = {.type = MSG_CARD, .kind = 5, .customer = LOCAL, .value = 1000};
    struct message back = {.type = MSG_METER_CHANGE, .code = 1, .customer = LOCAL};
    begin(50000);
    run_to(BENCH_MIDNIGHT + 2 * MS_MINUTE);
    handle(back, BENCH_MIDNIGHT + 2 * MS_MINUTE); /* the rest goes to the card */
    ck_assert_uint_eq(events(WALLET_TRIPPED), 1);
    struct message told = bench_last(bench, MSG_SUPPLY);
    ck_assert(told.code == 0 && told.kind == 0);
    unsigned said = bench_sent_count(bench, MSG_SUPPLY, PARTY_CUSTOMERS);
    run_to(BENCH_MIDNIGHT + 6 * MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SUPPLY, PARTY_CUSTOMERS), said);
    ck_assert_uint_eq(events(WALLET_RECLOSED), 1);
    ck_assert(is_open());
    handle(card, BENCH_MIDNIGHT + 7 * MS_MINUTE);
    ck_assert(!is_open());
    ck_assert_uint_eq(bench_last(bench, MSG_SUPPLY).kind, 0);
    /* the other way round: load holds what money closes */
    run_to(BENCH_MIDNIGHT + 9 * MS_MINUTE);
    ck_assert(is_open());
    ck_assert_uint_eq(events(WALLET_OVERLOADED), 2);
    struct meter_wallet *wallet = slots_find(&wallets, LOCAL);
    wallet->put_in = 0;
    concentrator_settle_wallet(&concentrator, LOCAL, BENCH_MIDNIGHT + 10 * MS_MINUTE);
    ck_assert_uint_eq(events(WALLET_TRIPPED), 2);
    card.kind = 6;
    handle(card, BENCH_MIDNIGHT + 11 * MS_MINUTE);
    ck_assert_uint_eq(events(WALLET_CLOSED), 2);
    ck_assert(is_open());
    press(BENCH_MIDNIGHT + 12 * MS_MINUTE);
    ck_assert(!is_open());
    end();
}
END_TEST

/* Without supply there is no load; one that comes back has its delay anew. Without voltage a meter
 * does not close, but when it is back. */
START_TEST(power_cuts)
{
    begin(50000);
    run_to(BENCH_MIDNIGHT + 30 * MS_SECOND);
    fault(FAULT_POWER_CUT, true, BENCH_MIDNIGHT + 30 * MS_SECOND);
    fault(FAULT_POWER_CUT, false, BENCH_MIDNIGHT + MS_HOUR);
    run_to(BENCH_MIDNIGHT + MS_HOUR + MS_MINUTE - 1);
    ck_assert(!is_open());
    run_to(BENCH_MIDNIGHT + MS_HOUR + MS_MINUTE);
    ck_assert(is_open());
    fault(FAULT_POWER_CUT, true, BENCH_MIDNIGHT + MS_HOUR + 2 * MS_MINUTE);
    run_to(NINE);
    ck_assert_uint_eq(events(WALLET_RECLOSED), 0);
    fault(FAULT_POWER_CUT, false, NINE);
    ck_assert(!is_open());
    ck_assert_uint_eq(events(WALLET_RECLOSED), 1);
    end();
}
END_TEST

/* protected, load moves nothing; when that is over it does. A crew and another meter close.
 */
START_TEST(protection_crews_and_another_meter)
{
    struct message crew = {.type = MSG_FIELD_SWITCH, .kind = RELAY_CLOSE, .customer = LOCAL};
    struct message change = {.type = MSG_METER_CHANGE, .customer = LOCAL};
    begin(50000);
    fault(FAULT_METER_PROTECTED, true, BENCH_MIDNIGHT + 1);
    run_to(BENCH_MIDNIGHT + 2 * MS_MINUTE);
    ck_assert_uint_eq(events(WALLET_OVERLOADED), 1);
    ck_assert(!is_open());
    fault(FAULT_METER_PROTECTED, false, BENCH_MIDNIGHT + 2 * MS_MINUTE);
    ck_assert(is_open());
    handle(crew, BENCH_MIDNIGHT + 3 * MS_MINUTE);
    ck_assert(!is_open());
    ck_assert_uint_eq(bench_last_note(bench, EVENT_WALLET).state, WALLET_BY_CREW);
    run_to(BENCH_MIDNIGHT + 4 * MS_MINUTE);
    ck_assert(is_open());
    struct meter_wallet *wallet = slots_find(&wallets, LOCAL);
    handle(change, BENCH_MIDNIGHT + 5 * MS_MINUTE); /* which holds nothing: cut, and not by load */
    ck_assert(is_open() && wallet->is_tripped);
    ck_assert(!concentrator_is_overloaded(&concentrator, LOCAL));
    end();
}
END_TEST

static Suite *concentrator_loads_suite(void)
{
    Suite *suite = suite_create("concentrator_loads");
    TCase *tc = tcase_create("loads");
    tcase_add_test(tc, trips_and_closes);
    tcase_add_test(tc, money_holds_what_load_lets_go);
    tcase_add_test(tc, power_cuts);
    tcase_add_test(tc, protection_crews_and_another_meter);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(concentrator_loads_suite)
