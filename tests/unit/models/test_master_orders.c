/* Orders in the collection master by their ids: late answers after the last try, the same
 * order twice, and no walk over all orders for one. */
#include "models/collection/master.h"
#include "models/meter/relay.h"
#include "tests/unit/models/party_bench.h"

#define NINE (BENCH_MIDNIGHT + 9 * MS_HOUR)
#define MANY 120000 /* walking over all for each would be 10^10 steps: longer than Check waits */

static int keep_nothing(const struct party_port *port, struct message *push)
{
    (void)port;
    push->ref = 1;
    return FK_OK;
}

static struct areas areas;
static const struct clock_window window = {8 * MS_HOUR, 16 * MS_HOUR};
static const struct master_config usual = {.areas = &areas,
                                           .per_concentrator = 1,
                                           .per_fep = 10,
                                           .in_all = 10,
                                           .push_at = 4 * MS_HOUR,
                                           .second_push_at = -1,
                                           .command_timeout = 60 * MS_SECOND,
                                           .command_gap = 60 * MS_SECOND,
                                           .command_valid = 30 * MS_MINUTE,
                                           .command_tries = 2,
                                           .cut_windows = &window,
                                           .cut_window_count = 1,
                                           .start = BENCH_MIDNIGHT,
                                           .keep_file = keep_nothing};
static struct master master;
static struct bench *bench;

static void setup(void)
{
    bench = bench_new(PARTY_MASTER);
    struct master_config config = usual;
    config.segments = bench_segments();
    ck_assert_int_eq(areas_init_even(&areas, 1, MANY, 1), FK_OK);
    ck_assert_int_eq(master_init(&master, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    master_fini(&master);
    areas_fini(&areas);
}

static void handle(unsigned type, unsigned kind, uint32_t id, unsigned code, ms_t now)
{
    struct message message = {
        .type = (uint8_t)type, .kind = (uint8_t)kind, .code = (uint8_t)code, .id = id};
    ck_assert_int_eq(master_handle(&master, &message, now), FK_OK);
}

static void order(uint32_t id, ms_t now)
{
    handle(MSG_ORDER, RELAY_PERMIT, id, 0, now);
}

static void run(ms_t from, ms_t to)
{
    for (ms_t at = from; at <= to; at += MS_SECOND)
        ck_assert_int_eq(master_tick(&master, at), FK_OK);
}

static unsigned results(void)
{
    return bench_sent_count(bench, MSG_ORDER_RESULT, PARTY_MARKETING);
}

/* Two tries without an answer: failed at 09:03:00. The answer of one of them comes 10 min later,
 * when its task has another order: it is done after all. The other one's may have moved the relay
 * once more. */
START_TEST(late_success_after_the_last_try_is_told)
{
    order(1, NINE);
    struct message late = bench_last(bench, MSG_COMMAND);
    ck_assert_uint_eq(late.id, 1);
    run(NINE, NINE + 3 * MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).code, RESULT_NO_METER_ANSWER);
    order(2, NINE + 4 * MS_MINUTE);
    late.type = MSG_COMMAND_ANSWER;
    late.code = RESULT_RELAY_REFUSED;
    ck_assert_int_eq(master_handle(&master, &late, NINE + 13 * MS_MINUTE), FK_OK);
    ck_assert_uint_eq(results(), 1); /* a late refusal says nothing new */
    late.code = RESULT_OK;
    for (unsigned i = 0; i < 2; i++) {
        ck_assert_int_eq(master_handle(&master, &late, NINE + 13 * MS_MINUTE), FK_OK);
        struct message result = bench_last(bench, MSG_ORDER_RESULT);
        ck_assert_uint_eq(results(), 2 + i);
        ck_assert_uint_eq(result.id, 1);
        ck_assert_uint_eq(result.code, RESULT_OK);
        ck_assert_uint_eq(result.kind, RELAY_PERMIT);
        struct party_note told = bench_last_note(bench, EVENT_COMMAND); /* L3 says so too */
        ck_assert_uint_eq(told.state, COMMAND_ANSWERED);
        ck_assert_uint_eq(told.code, RESULT_OK);
        ck_assert_uint_eq(told.id, late.ref);
        ck_assert_uint_eq(told.ref, 1);
    }
    ck_assert_uint_eq(master.in_all, 1); /* order 2 is still in its try */
}
END_TEST

/* An order whose tries were all answered has no late answer, one that is ten days old neither. */
START_TEST(orders_are_forgotten)
{
    order(1, NINE);
    struct message answer = bench_last(bench, MSG_COMMAND);
    answer.type = MSG_COMMAND_ANSWER;
    answer.code = RESULT_RELAY_REFUSED;
    ck_assert_int_eq(master_handle(&master, &answer, NINE + MS_SECOND), FK_OK);
    run(NINE + 61 * MS_SECOND, NINE + 61 * MS_SECOND);
    answer.ref = bench_last(bench, MSG_COMMAND).ref;
    ck_assert_int_eq(master_handle(&master, &answer, NINE + 62 * MS_SECOND), FK_OK);
    ck_assert_uint_eq(results(), 1);
    ck_assert_uint_eq(master.orders.count, 0);
    order(2, NINE + 70 * MS_SECOND);
    run(NINE + 70 * MS_SECOND, NINE + 250 * MS_SECOND);
    ck_assert_uint_eq(results(), 2);
    ck_assert_uint_eq(master.orders.count, 1);
    run(NINE + 10 * MS_DAY + 249 * MS_SECOND, NINE + 10 * MS_DAY + 249 * MS_SECOND);
    ck_assert_uint_eq(master.orders.count, 1);
    run(NINE + 10 * MS_DAY + 250 * MS_SECOND, NINE + 10 * MS_DAY + 250 * MS_SECOND);
    ck_assert_uint_eq(master.orders.count, 0);
}
END_TEST

START_TEST(same_order_twice_is_one_order)
{
    order(1, NINE);
    order(1, NINE + 1);
    order(1, NINE + 2);
    run(NINE + MS_SECOND, NINE + 10 * MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_ACCEPTED, PARTY_MARKETING), 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND, PARTY_CONCENTRATORS), 2); /* tries */
    ck_assert_uint_eq(results(), 1);
}
END_TEST

/* a cancel that overtakes its order takes it back all the same, also when a copy comes; it is
 * remembered for ten days. One that comes after the order is over changes nothing. */
START_TEST(cancel_may_overtake_its_order)
{
    handle(MSG_ORDER_CANCEL, 0, 7, 0, NINE);
    for (unsigned i = 1; i <= 2; i++) {
        order(7, NINE + i * MS_MINUTE);
        ck_assert_uint_eq(results(), i);
        ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).id, 7);
        ck_assert_uint_eq(bench_last(bench, MSG_ORDER_RESULT).code, RESULT_NOT_ALLOWED);
    }
    handle(MSG_STATUS_REQUEST, 0, 7, 0,
           NINE + 3 * MS_MINUTE); /* nothing is under way to wait for */
    ck_assert_uint_eq(bench_sent_count(bench, MSG_READ, PARTY_CONCENTRATORS), 1);
    handle(MSG_COMMAND_ANSWER, RELAY_PERMIT, 7, RESULT_OK, NINE + 3 * MS_MINUTE);
    ck_assert_uint_eq(results(), 2);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_COMMAND, PARTY_CONCENTRATORS), 0);
    run(NINE + MASTER_CANCELS_KEPT - 1, NINE + MASTER_CANCELS_KEPT - 1);
    ck_assert_uint_eq(master.orders.count, 1);
    run(NINE + MASTER_CANCELS_KEPT, NINE + MASTER_CANCELS_KEPT);
    ck_assert_uint_eq(master.orders.count, 0);
}
END_TEST

/* whoever asks about an order that waits for its first try {2}, or is in a try or between two
 * {1}, hears that it is. Only a look at the relay (kind 1) is a read all the same. */
START_TEST(order_that_goes_on_says_so)
{
    order(1, NINE);
    order(2, NINE);
    handle(MSG_STATUS_REQUEST, 0, 2, 0, NINE + 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_ACCEPTED, PARTY_MARKETING), 3);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_ACCEPTED).id, 2);
    handle(MSG_STATUS_REQUEST, 0, 1, 0, NINE + 1);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_ORDER_EXECUTING, PARTY_MARKETING), 2);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_EXECUTING).id, 1);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_EXECUTING).attempt, 1);
    run(NINE + MS_MINUTE, NINE + MS_MINUTE); /* order 2 has the place, 1 its gap */
    handle(MSG_STATUS_REQUEST, 0, 1, 0, NINE + MS_MINUTE);
    ck_assert_uint_eq(bench_last(bench, MSG_ORDER_EXECUTING).id, 1);
    ck_assert_uint_eq(master.task_count, 2);
    handle(MSG_STATUS_REQUEST, 1, 2, 0, NINE + MS_MINUTE);
    ck_assert_uint_eq(master.task_count, 3);
}
END_TEST

/* A port that counts. */
static uint32_t sent;
static void count_sent(const struct party_port *port, uint32_t to, const struct message *message,
                       ms_t delay)
{
    (void)port;
    (void)to;
    (void)delay;
    sent += message->type == MSG_ORDER_RESULT;
}

static void tell(uint32_t id, uint32_t customer, uint8_t n1, ms_t now)
{
    struct message message = {.type = MSG_ORDER, .kind = n1, .customer = customer, .id = id};
    ck_assert_int_eq(master_handle(&master, &message, now), FK_OK);
}

/* a restore supersedes the cut of its customer that waits, though nobody has taken it back;
 * another customer's stays. One in a try gets no further one. {what becomes of the cut: it waits in
 * the queue, in the gap, is in its try} */
enum where { QUEUED, GAP, TRYING };

START_TEST(restore_supersedes_a_cut_that_waits)
{
    if (_i == QUEUED)
        tell(1, 7, RELAY_TRIP, NINE);
    tell(2, 8, RELAY_TRIP, NINE);
    tell(3, 9, RELAY_TRIP, NINE);
    if (_i == GAP)
        ck_assert_int_eq(master_tick(&master, NINE + MS_MINUTE), FK_OK);
    tell(4, 8, RELAY_CLOSE, NINE + MS_MINUTE);
    unsigned back = 0;
    for (unsigned i = 0; i < bench->sent_count; i++) {
        const struct message *m = &bench->sent[i].message;
        if (m->type == MSG_ORDER_RESULT) {
            ck_assert_uint_eq(m->id, 2);
            ck_assert_uint_eq(m->code, RESULT_NOT_ALLOWED);
            back++;
        }
    }
    ck_assert_uint_eq(back, _i != TRYING);
    ck_assert_int_eq(master_tick(&master, NINE + 30 * MS_MINUTE), FK_OK);
    ck_assert_int_eq(master_tick(&master, NINE + 60 * MS_MINUTE), FK_OK);
    unsigned trips = 0, restores = 0;
    for (unsigned i = 0; i < bench->sent_count; i++) {
        const struct message *m = &bench->sent[i].message;
        if (m->type == MSG_COMMAND && m->customer == 8) {
            trips += m->kind == RELAY_TRIP;
            restores += m->kind == RELAY_CLOSE;
        }
    }
    ck_assert_uint_eq(trips, _i != QUEUED);
    ck_assert_uint_ge(restores, 1);
}
END_TEST

START_TEST(many_orders_are_taken_back)
{
    bench->port.send = count_sent;
    for (uint32_t id = 1; id <= MANY; id++)
        order(id, NINE);
    for (uint32_t id = MANY; id >= 2; id--)
        handle(MSG_ORDER_CANCEL, 0, id, 0, NINE + 1);
    ck_assert_uint_eq(sent, MANY - 1);
    ck_assert_uint_eq(master.orders.count, 1);
    for (uint32_t id = 1; id <= MANY; id++)
        handle(MSG_STATUS_REQUEST, 0, id, 0, NINE + 2);
    ck_assert_uint_eq(sent, MANY - 1);
}
END_TEST

static Suite *master_orders_suite(void)
{
    Suite *suite = suite_create("master_orders");
    TCase *tcase = tcase_create("orders by id");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, late_success_after_the_last_try_is_told);
    tcase_add_test(tcase, orders_are_forgotten);
    tcase_add_test(tcase, same_order_twice_is_one_order);
    tcase_add_loop_test(tcase, restore_supersedes_a_cut_that_waits, 0, 3);
    tcase_add_test(tcase, cancel_may_overtake_its_order);
    tcase_add_test(tcase, order_that_goes_on_says_so);
    tcase_add_test(tcase, many_orders_are_taken_back);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(master_orders_suite)
