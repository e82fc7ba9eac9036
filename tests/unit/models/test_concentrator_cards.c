/* Cards at local meters (section 20, seeds 000 and 001): one for the meter next door, and one with
 * other amounts. */
#include "models/collection/concentrator_parts.h"
#include "tests/unit/models/concentrator_bench.h"

#define LOCAL 23

static struct slots wallets, sites, own_terms;
static const struct wallet_terms terms = {.price = 520000, .alarms = {3000, 1000}, .most = 999999};

static void begin(uint32_t customer, fen_t money)
{
    setup();
    slots_init(&wallets, sizeof(struct meter_wallet));
    slots_init(&sites, sizeof(struct meter_site));
    slots_init(&own_terms, sizeof(struct wallet_own));
    config.wallets = &wallets;
    config.wallet_terms = &terms;
    config.own_terms = &own_terms;
    config.sites = &sites;
    wallet_init(slots_open(&wallets, customer), money, 4, 0);
    concentrator_settle_wallet(&concentrator, customer, BENCH_MIDNIGHT);
}

static void end(void)
{
    teardown();
    slots_fini(&wallets);
    slots_fini(&sites);
    slots_fini(&own_terms);
}

static unsigned events(unsigned kind)
{
    unsigned n = 0;
    for (unsigned i = 0; i < bench->note_count; i++)
        n += bench->notes[i].note.type == EVENT_WALLET && bench->notes[i].note.kind == kind;
    return n;
}

static void insert(uint32_t customer, bool is_elsewhere, uint8_t number, ms_t now)
{
    handle((struct message){.type = MSG_CARD,
                            .kind = number,
                            .code = is_elsewhere,
                            .customer = customer,
                            .value = 5000},
           now);
}

/* The meter after 22's is 23's, which refuses with the number and amount of the card; after 29's
 * comes 20's, a remote one, which has no slot for it. */
START_TEST(another_meter_leaves_it)
{
    begin(LOCAL, 10000);
    insert(LOCAL - 1, true, 5, NINE);
    struct party_note note = bench_last_note(bench, EVENT_WALLET);
    ck_assert_uint_eq(note.kind, WALLET_REFUSED);
    ck_assert_uint_eq(note.code, RESULT_ARCHIVE_MISMATCH);
    ck_assert(note.customer == LOCAL && note.id == 5 && note.value == 5000);
    insert(29, true, 5, NINE);
    insert(LOCAL, true, 5, NINE);
    ck_assert_uint_eq(events(WALLET_REFUSED), 1);
    ck_assert_uint_eq(events(WALLET_WRITTEN), 0);
    insert(LOCAL, false, 5, NINE);
    ck_assert_uint_eq(events(WALLET_WRITTEN), 1);
    end();
}
END_TEST

/* 50.00 alarm at 49.48 by the card: 0.52 CNY, 1 kWh, 3 h after midnight, and 48.96 are 6 h; then no
 * recharge beyond 60.00. Another meter goes by 30.00 and 9999.99 again. */
START_TEST(other_amounts)
{
    struct message card = {
        .type = MSG_CARD_TERMS, .customer = LOCAL, .id = 6000, .value = INT64_C(4948) << 32 | 4896};
    begin(LOCAL, 5000);
    handle((struct message){.type = MSG_CARD_TERMS, .customer = LOCAL + 1, .id = 1},
           BENCH_MIDNIGHT); /* a remote meter */
    ck_assert_uint_eq(events(WALLET_SET), 0);
    handle(card, BENCH_MIDNIGHT);
    ck_assert_uint_eq(events(WALLET_SET), 1);
    run_to(BENCH_MIDNIGHT + 3 * MS_HOUR - 1);
    ck_assert_uint_eq(events(WALLET_ALARM), 0);
    run_to(BENCH_MIDNIGHT + 3 * MS_HOUR);
    ck_assert_uint_eq(events(WALLET_ALARM), 1);
    run_to(BENCH_MIDNIGHT + 6 * MS_HOUR);
    ck_assert_uint_eq(events(WALLET_ALARM), 2);
    insert(LOCAL, false, 5, NINE);
    ck_assert_uint_eq(bench_last_note(bench, EVENT_WALLET).code, RESULT_LIMIT_EXCEEDED);
    card.value = (int64_t)(UINT64_C(100) << 32 | (uint32_t)-100); /* 1.00 and -1.00 */
    handle(card, NINE);
    ck_assert_uint_eq(events(WALLET_ALARM), 2);
    handle((struct message){.type = MSG_METER_CHANGE, .customer = LOCAL}, NINE);
    ck_assert_uint_eq(events(WALLET_ALARM), 4); /* it holds nothing: 30.00 and 10.00 */
    insert(LOCAL, false, 5, NINE + 1);
    ck_assert_uint_eq(events(WALLET_WRITTEN), 1);
    insert(LOCAL, false, 6, NINE + 2); /* 100.00 */
    ck_assert_uint_eq(events(WALLET_WRITTEN), 2);
    end();
}
END_TEST

static Suite *concentrator_cards_suite(void)
{
    Suite *suite = suite_create("concentrator_cards");
    TCase *tc = tcase_create("cards");
    tcase_add_test(tc, another_meter_leaves_it);
    tcase_add_test(tc, other_amounts);
    suite_add_tcase(suite, tc);
    return suite;
}

FK_CHECK_MAIN(concentrator_cards_suite)
