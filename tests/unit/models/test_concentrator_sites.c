/* Faults of single meters and houses behind a concentrator: orders that another meter hears, keys
 * out of reach, protection by mistake, no voltage, clocks that are off and set, hands at breakers.
 * Ten meters, customers 20..29, at nine in the morning. */
#include "models/collection/concentrator.h"
#include "tests/unit/models/party_bench.h"
#include <string.h>

#define FIRST 20
#define COUNT 10
#define NINE  (BENCH_MIDNIGHT + 9 * MS_HOUR)

static struct concentrator_config config;
static struct concentrator concentrator;
static struct meter_cell meters[COUNT];
static uint8_t read_days[COUNT], asked[COUNT];
static struct slots sites;
static struct bench *bench;

static int keep_nothing(const struct party_port *port, const struct upload_block *block)
{
    (void)port;
    (void)block;
    return FK_OK;
}

static void setup(void)
{
    static const uint32_t loads[] = {800};
    static uint32_t registers[COUNT];
    static uint8_t present[COUNT];
    config = (struct concentrator_config){.read_at = 5 * MS_MINUTE,
                                          .gap_fill_days = 3,
                                          .jobs_at_once = 10,
                                          .segments = bench_segments(),
                                          .loads = loads,
                                          .sites = &sites,
                                          .registers = registers,
                                          .present = present,
                                          .upload = keep_nothing};
    config.command_time = config.read_time = chance_const(0);
    config.gives_up = MS_MINUTE;
    slots_init(&sites, sizeof(struct meter_site));
    bench = bench_new(PARTY_CONCENTRATORS + 2);
    for (unsigned i = 0; i < COUNT; i++)
        meter_cell_init(&meters[i], BENCH_MIDNIGHT);
    concentrator_init(&concentrator, &bench->port, &config, meters, read_days, asked, FIRST, COUNT,
                      BENCH_MIDNIGHT);
}

static void teardown(void)
{
    concentrator_fini(&concentrator);
    slots_fini(&sites);
}

static void handle(struct message message, ms_t now)
{
    ck_assert_int_eq(concentrator_handle(&concentrator, &message, now), FK_OK);
    ck_assert_int_eq(concentrator_tick(&concentrator, now), FK_OK);
}

static void fault(uint32_t customer, enum fault_kind kind, bool begins, int64_t value, ms_t now)
{
    handle((struct message){.type = MSG_FAULT,
                            .kind = (uint8_t)kind,
                            .code = begins,
                            .customer = customer,
                            .value = value},
           now);
}

static unsigned command(uint32_t customer, uint8_t n1, ms_t now)
{
    handle(
        (struct message){
            .type = MSG_COMMAND, .kind = n1, .customer = customer, .value = now + 30 * MS_MINUTE},
        now);
    ck_assert_uint_eq(bench_last(bench, MSG_COMMAND_ANSWER).customer, customer);
    return bench_last(bench, MSG_COMMAND_ANSWER).code;
}

static void hand(uint32_t customer, unsigned what, ms_t now)
{
    handle((struct message){.type = MSG_BUTTON, .kind = (uint8_t)what, .customer = customer}, now);
}

static bool is_lit(uint32_t customer)
{
    return meter_cell_is_supplied(&meters[customer - FIRST]);
}

/* Q79: the order for A moves B, the last one of the area the first; each is answered in the name
 * of A. */
START_TEST(wrong_link_moves_the_next_meter)
{
    fault(24, FAULT_WRONG_LINK, true, 0, NINE);
    fault(29, FAULT_WRONG_LINK, true, 0, NINE);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_OK);
    ck_assert_uint_eq(command(29, RELAY_TRIP, NINE), RESULT_OK);
    ck_assert(is_lit(24) && !is_lit(25) && is_lit(29) && !is_lit(20));
    handle((struct message){.type = MSG_READ, .kind = READ_STATUS_WORD, .customer = 24}, NINE);
    ck_assert_int_eq(bench_last(bench, MSG_READ_ANSWER).value, 0x0050); /* B's word */
    ck_assert_uint_eq(bench_last(bench, MSG_READ_ANSWER).customer, 24);
    fault(24, FAULT_WRONG_LINK, false, 0, NINE + MS_HOUR);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE + MS_HOUR), RESULT_OK);
    ck_assert(!is_lit(24));
    /* a crew at the door finds the right meter */
    fault(26, FAULT_WRONG_LINK, true, 0, NINE + MS_HOUR);
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_TRIP, .customer = 26},
           NINE + MS_HOUR);
    ck_assert(!is_lit(26) && is_lit(27));
}
END_TEST

/* L5 changes are noted, but nobody is told to pay because a breaker trips. */
START_TEST(darkness_without_an_order_is_no_reason_to_pay)
{
    static const enum fault_kind kinds[] = {FAULT_BREAKER_TRIPPED, FAULT_MANUAL_CUT,
                                            FAULT_HOUSE_BREAKER, FAULT_POWER_CUT};
    for (uint32_t i = 0; i < 4; i++) {
        fault(21 + i, kinds[i], true, 0, NINE);
        ck_assert(!is_lit(21 + i));
    }
    for (uint32_t i = 0; i < 4; i++) {
        fault(21 + i, kinds[i], false, 0, NINE + MS_HOUR);
        ck_assert(is_lit(21 + i));
        ck_assert_uint_eq(meters[1 + i].site, 0);
        ck_assert_ptr_null(slots_find(&sites, 21 + i));
    }
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SUPPLY, 0), 4);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_SUPPLY, 1), 4);
    ck_assert_uint_eq(bench_note_count(bench, EVENT_RELAY, RELAY_OPEN), 0);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SUPPLY, PARTY_CUSTOMERS), 0);
    /* an hour of darkness is 0.33 kWh: 9.00 h of 10 h at 8 kWh a day */
    concentrator_advance(&concentrator, 21, NINE + MS_HOUR);
    ck_assert_int_eq(meter_cell_register(&meters[1]), 300);
}
END_TEST

/* S-20: no voltage, no answer. */
START_TEST(dark_meter_answers_nothing)
{
    fault(24, FAULT_POWER_CUT, true, 0, NINE);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_NO_METER_ANSWER);
    fault(24, FAULT_POWER_CUT, true, 0, NINE);
    fault(24, FAULT_POWER_CUT, false, 0, NINE);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_NO_METER_ANSWER);
    fault(24, FAULT_POWER_CUT, false, 0, NINE);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_OK);
}
END_TEST

/* R-33, S-19: protection opens the way to the key; it refuses cuts until it is taken away. */
START_TEST(protection_by_mistake)
{
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_OK);
    fault(24, FAULT_METER_PROTECTED, true, 0, NINE);
    ck_assert(!is_lit(24));
    hand(24, 0, NINE + MS_MINUTE);
    ck_assert(is_lit(24));
    ck_assert_uint_eq(bench_sent_count(bench, MSG_CLOSED, PARTY_FEE_CONTROL), 1);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE + MS_HOUR), RESULT_METER_PROTECTED);
    fault(24, FAULT_METER_PROTECTED, true, 0, NINE + MS_HOUR);
    fault(24, FAULT_METER_PROTECTED, false, 0, NINE + MS_HOUR); /* the other one still holds */
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE + MS_HOUR), RESULT_METER_PROTECTED);
    fault(24, FAULT_METER_PROTECTED, false, 0, NINE + 2 * MS_HOUR);
    ck_assert(is_lit(24));
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE + 2 * MS_HOUR), RESULT_OK);
}
END_TEST

/* who cannot reach the key comes when he can, once. */
START_TEST(key_out_of_reach)
{
    fault(24, FAULT_KEY_LOCKED, true, 0, NINE);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_OK);
    ck_assert_uint_eq(command(24, RELAY_PERMIT, NINE), RESULT_OK);
    hand(24, 0, NINE + MS_MINUTE);
    ck_assert(!is_lit(24));
    fault(24, FAULT_KEY_LOCKED, false, 0, NINE + MS_HOUR);
    ck_assert(is_lit(24));
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE + MS_HOUR), RESULT_OK);
    ck_assert_uint_eq(command(24, RELAY_PERMIT, NINE + MS_HOUR), RESULT_OK);
    fault(24, FAULT_KEY_LOCKED, true, 0, NINE + 2 * MS_HOUR);
    fault(24, FAULT_KEY_LOCKED, false, 0, NINE + 3 * MS_HOUR);
    ck_assert(!is_lit(24)); /* nobody came */
}
END_TEST

/* a restore leaves a breaker open that a hand must close; a crew has hands. */
START_TEST(breaker_by_hand_and_by_crew)
{
    for (uint32_t customer = 23; customer <= 24; customer++) {
        fault(customer, FAULT_BREAKER_BY_HAND, true, 0, NINE);
        ck_assert_uint_eq(command(customer, RELAY_TRIP, NINE), RESULT_OK);
        hand(customer, 1, NINE);
        ck_assert(!is_lit(customer));
        ck_assert_uint_eq(command(customer, RELAY_CLOSE, NINE), RESULT_OK);
        ck_assert(!is_lit(customer));
    }
    hand(23, 1, NINE + MS_HOUR);
    ck_assert(is_lit(23));
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_CLOSE, .customer = 24},
           NINE + MS_HOUR);
    ck_assert(is_lit(24));
    hand(25, 1, NINE + MS_HOUR); /* there is none */
    ck_assert(is_lit(25));
    /* the crew's hand opens what the signal does not reach */
    ms_t later = NINE + MS_HOUR;
    fault(26, FAULT_CONTROL_LINE, true, 0, later);
    ck_assert_uint_eq(command(26, RELAY_TRIP, later), RESULT_OK);
    ck_assert(is_lit(26));
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_TRIP, .customer = 26}, later);
    ck_assert(!is_lit(26));
}
END_TEST

static void sync(uint32_t customer, unsigned how, ms_t now)
{
    handle((struct message){.type = MSG_CLOCK_SYNC, .kind = (uint8_t)how, .customer = customer},
           now);
}

/* R-31, P-MET-09: forty minutes are too much for a broadcast, five are not. */
START_TEST(clocks_are_off_and_set)
{
    fault(24, FAULT_METER_CLOCK, true, 40 * MS_MINUTE, NINE);
    fault(25, FAULT_METER_CLOCK, true, -40 * MS_MINUTE, NINE);
    fault(26, FAULT_METER_CLOCK, true, 5 * MS_MINUTE, NINE);
    fault(27, FAULT_METER_CLOCK, true, -6 * MS_MINUTE, NINE);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_CMD_EXPIRED);
    ck_assert_uint_eq(command(25, RELAY_TRIP, NINE), RESULT_OK);
    for (uint32_t customer = 24; customer <= 27; customer++)
        sync(customer, 0, NINE);
    ck_assert_int_eq(meters[4].clock_error_min, 40);
    ck_assert_int_eq(meters[6].clock_error_min, 0);
    ck_assert_int_eq(meters[7].clock_error_min, -6);
    fault(24, FAULT_METER_UNREADABLE, true, 0, NINE);
    sync(24, 1, NINE); /* who does not answer is not set */
    fault(24, FAULT_METER_UNREADABLE, false, 0, NINE);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_CMD_EXPIRED);
    sync(24, 1, NINE);
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_OK);
    fault(27, FAULT_METER_CLOCK, false, -6 * MS_MINUTE, NINE);
    ck_assert_int_eq(meters[7].clock_error_min, 0);
}
END_TEST

/* CQ-1: the breaker opens at once, nobody closes it for a minute, then a hand can; L4 is closed
 * from then on. The meter reports each trip with its register: 9 h of 8 kWh a day. */
START_TEST(trip_that_lasts_a_minute)
{
    config.release_after = MS_MINUTE;
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE), RESULT_OK);
    ck_assert(!is_lit(24));
    ck_assert_uint_eq(bench_sent_count(bench, MSG_TRIPPED, PARTY_FEE_CONTROL), 1);
    ck_assert_int_eq(bench_last(bench, MSG_TRIPPED).value, 300);
    ck_assert_int_eq(concentrator_due(&concentrator), NINE + MS_MINUTE);
    hand(24, 1, NINE + MS_MINUTE - 1);
    ck_assert(!is_lit(24));
    ck_assert_uint_eq(meter_cell_relay_state(&meters[4]), RELAY_OPEN);
    ck_assert_int_eq(concentrator_tick(&concentrator, NINE + MS_MINUTE), FK_OK);
    ck_assert_uint_eq(meter_cell_relay_state(&meters[4]), RELAY_CLOSED);
    ck_assert(!is_lit(24));
    ck_assert_uint_eq(command(24, RELAY_TRIP, NINE + 2 * MS_MINUTE), RESULT_OK); /* tripped again */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_TRIPPED, PARTY_FEE_CONTROL), 2);
    ck_assert_int_eq(concentrator_tick(&concentrator, NINE + 3 * MS_MINUTE), FK_OK);
    hand(24, 1, NINE + 3 * MS_MINUTE);
    ck_assert(is_lit(24));
    ck_assert_uint_eq(bench_sent_count(bench, MSG_SUPPLY, PARTY_CUSTOMERS), 1); /* off, once */
    handle((struct message){.type = MSG_FIELD_SWITCH, .kind = RELAY_TRIP, .customer = 25},
           NINE + 3 * MS_MINUTE);
    ck_assert_int_eq(concentrator_tick(&concentrator, NINE + 4 * MS_MINUTE), FK_OK);
    hand(25, 1, NINE + 4 * MS_MINUTE);
    ck_assert(is_lit(25)); /* a crew's trip is one like any */
}
END_TEST

/* Where people call 95598 (Q79) they are told of all that takes their supply, and of what did. */
START_TEST(customers_may_be_told_of_all)
{
    config.is_telling_all = true;
    fault(21, FAULT_HOUSE_BREAKER, true, 0, NINE);
    struct message told = bench_last(bench, MSG_SUPPLY);
    ck_assert_uint_eq(told.kind, 1);
    ck_assert_uint_eq(told.code, 0);
    fault(21, FAULT_HOUSE_BREAKER, false, 0, NINE + MS_HOUR);
    told = bench_last(bench, MSG_SUPPLY);
    ck_assert_uint_eq(told.kind, 1);
    ck_assert_uint_eq(told.code, 1);
    ck_assert_uint_eq(command(22, RELAY_TRIP, NINE + 2 * MS_HOUR), RESULT_OK);
    ck_assert_uint_eq(bench_last(bench, MSG_SUPPLY).kind, 0);
}
END_TEST

START_TEST(faults_of_a_site_need_a_table)
{
    struct message message = {
        .type = MSG_FAULT, .kind = FAULT_BYPASS, .code = 1, .customer = FIRST};
    config.sites = NULL;
    ck_assert_int_eq(concentrator_handle(&concentrator, &message, NINE), FK_E_ARG);
    config.sites = &sites;
    message.kind = FAULT_CRYPTO_DOWN;
    ck_assert_int_eq(concentrator_handle(&concentrator, &message, NINE), FK_E_ARG);
}
END_TEST

static Suite *sites_suite(void)
{
    Suite *suite = suite_create("concentrator_sites");
    TCase *tcase = tcase_create("sites");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, wrong_link_moves_the_next_meter);
    tcase_add_test(tcase, darkness_without_an_order_is_no_reason_to_pay);
    tcase_add_test(tcase, dark_meter_answers_nothing);
    tcase_add_test(tcase, protection_by_mistake);
    tcase_add_test(tcase, key_out_of_reach);
    tcase_add_test(tcase, breaker_by_hand_and_by_crew);
    tcase_add_test(tcase, clocks_are_off_and_set);
    tcase_add_test(tcase, trip_that_lasts_a_minute);
    tcase_add_test(tcase, customers_may_be_told_of_all);
    tcase_add_test(tcase, faults_of_a_site_need_a_table);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(sites_suite)
