/* Field crews: working hours, jobs of a day, restores before cuts, orders taken back. A job takes
 * 80 min; hours 08:30-17:30. */
#include "models/around/crews.h"
#include "models/meter/relay.h"
#include "tests/unit/models/party_bench.h"

#define OPENS (BENCH_MIDNIGHT + 8 * MS_HOUR + 30 * MS_MINUTE)
#define ENDS  (BENCH_MIDNIGHT + 17 * MS_HOUR + 30 * MS_MINUTE)
#define JOB   (80 * MS_MINUTE)

static struct crews crews;
static struct bench *bench;

static void setup_crews(uint32_t count, uint32_t jobs)
{
    struct crews_config config = {.crews = count,
                                  .jobs_per_day = jobs,
                                  .hours = {OPENS - BENCH_MIDNIGHT, ENDS - BENCH_MIDNIGHT},
                                  .arrival = chance_const(60 * MS_MINUTE),
                                  .work = chance_const(20 * MS_MINUTE)};
    bench = bench_new(PARTY_CREWS);
    ck_assert_int_eq(crews_init(&crews, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    crews_fini(&crews);
}

static void order(uint32_t id, unsigned kind, ms_t now)
{
    struct message message = {
        .type = MSG_FIELD_ORDER, .kind = (uint8_t)kind, .customer = 100 + id, .id = id};
    ck_assert_int_eq(crews_handle(&crews, &message, now), FK_OK);
}

static void cancel(uint32_t id, ms_t now)
{
    struct message message = {.type = MSG_ORDER_CANCEL, .id = id};
    ck_assert_int_eq(crews_handle(&crews, &message, now), FK_OK);
}

/* Runs every date after `now` up to and including `until`; moments of results go to `at` by order
 * id. */
static void run_to(ms_t now, ms_t until, ms_t at[16])
{
    for (ms_t due = crews_due(&crews, now); due <= until; due = crews_due(&crews, now)) {
        unsigned before = bench->sent_count;
        ck_assert_int_ge(due, now);
        now = due;
        ck_assert_int_eq(crews_tick(&crews, now), FK_OK);
        for (; at && before < bench->sent_count; before++)
            if (bench->sent[before].message.type == MSG_FIELD_RESULT)
                at[bench->sent[before].message.id] = now;
    }
}

START_TEST(job_switches_the_meter_and_reports)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    order(1, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, OPENS + JOB - 1, at);
    ck_assert_uint_eq(bench->sent_count, 0);
    run_to(OPENS + JOB - 1, OPENS + JOB, at);
    struct message at_meter = bench_last(bench, MSG_FIELD_SWITCH);
    ck_assert_uint_eq(at_meter.kind, RELAY_TRIP);
    ck_assert_uint_eq(at_meter.customer, 101);
    struct message result = bench_last(bench, MSG_FIELD_RESULT);
    ck_assert_uint_eq(result.id, 1);
    ck_assert_uint_eq(result.code, RESULT_OK);
    ck_assert_uint_eq(result.kind, ORDER_FIELD_CUT);
    ck_assert_int_eq(crews_due(&crews, OPENS + JOB), MS_NEVER);
    order(2, ORDER_FIELD_RESTORE, OPENS + JOB);
    run_to(OPENS + JOB, ENDS, at);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_SWITCH).kind, RELAY_CLOSE);
}
END_TEST

/* How long a job takes is drawn for the customer and the day: neither its number nor the moment at
 * which a crew is free for it changes that. */
START_TEST(time_of_a_job_is_that_of_the_day)
{
    struct chance_part part = {CHANCE_UNIFORM, 1000000, 0, MS_HOUR};
    static const ms_t moments[] = {OPENS, OPENS + 4 * MS_HOUR + 7, OPENS + MS_DAY};
    ms_t times[3];
    setup_crews(1, 12);
    crews.config.arrival = crews.config.work = (struct chance_dist){1, {part}};
    for (unsigned i = 0; i < 3; i++) {
        ms_t at[16] = {0};
        order(1, ORDER_FIELD_CUT, moments[i]);
        run_to(moments[i], moments[i] + 3 * MS_HOUR, at);
        times[i] = at[1] - moments[i];
    }
    ck_assert_int_eq(times[1], times[0]);
    ck_assert_int_ne(times[2], times[0]);
}
END_TEST

/* A job is begun in working hours only; one that is begun at 17:29:59 is finished. */
START_TEST(jobs_begin_in_working_hours)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    order(1, ORDER_FIELD_CUT, OPENS - 1);
    ck_assert_int_eq(crews_due(&crews, OPENS - 1), OPENS);
    run_to(OPENS - 1, OPENS + JOB, at);
    ck_assert_int_eq(at[1], OPENS + JOB);
    order(2, ORDER_FIELD_CUT, ENDS - 1);
    run_to(ENDS - 1, ENDS - 1, at);
    order(3, ORDER_FIELD_CUT, ENDS);
    run_to(ENDS, OPENS + MS_DAY + JOB, at);
    ck_assert_int_eq(at[2], ENDS - 1 + JOB);
    ck_assert_int_eq(at[3], OPENS + MS_DAY + JOB);
}
END_TEST

/* restores go first, each kind in the order of its orders. */
START_TEST(restores_go_before_cuts)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    order(1, ORDER_FIELD_CUT, OPENS - 1);
    order(2, ORDER_FIELD_CUT, OPENS - 1);
    order(3, ORDER_FIELD_RESTORE, OPENS - 1);
    order(4, ORDER_FIELD_RESTORE, OPENS - 1);
    run_to(OPENS - 1, ENDS, at);
    ck_assert_int_eq(at[3], OPENS + JOB);
    ck_assert_int_eq(at[4], OPENS + 2 * JOB);
    ck_assert_int_eq(at[1], OPENS + 3 * JOB);
    ck_assert_int_eq(at[2], OPENS + 4 * JOB);
}
END_TEST

/* P-FLD-04: the crews together begin crews x jobs_per_day jobs a day. */
START_TEST(jobs_of_a_day_are_limited)
{
    ms_t at[16] = {0};
    setup_crews(2, 2);
    for (uint32_t id = 1; id <= 6; id++)
        order(id, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, OPENS + MS_DAY + MS_DAY / 2, at);
    for (uint32_t id = 1; id <= 4; id++) /* two at once */
        ck_assert_int_eq(at[id], OPENS + (id + 1) / 2 * JOB);
    ck_assert_int_eq(at[5], OPENS + MS_DAY + JOB);
    ck_assert_int_eq(at[6], OPENS + MS_DAY + JOB);
}
END_TEST

/* An order that nobody has begun is taken back; one that is begun runs to its end and its result,
 * so that the payer is restored. */
START_TEST(waiting_job_is_taken_back_and_a_begun_one_is_not)
{
    ms_t at[16] = {0};
    setup_crews(1, 12);
    order(1, ORDER_FIELD_CUT, OPENS);
    order(2, ORDER_FIELD_CUT, OPENS);
    order(3, ORDER_FIELD_CUT, OPENS);
    run_to(OPENS, OPENS, at);
    cancel(1, OPENS + 1);
    cancel(2, OPENS + 1);
    cancel(2, OPENS + 2);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_RESULT, PARTY_MARKETING), 1);
    struct message back = bench_last(bench, MSG_FIELD_RESULT);
    ck_assert_uint_eq(back.id, 2);
    ck_assert_uint_eq(back.code, RESULT_NOT_ALLOWED);
    run_to(OPENS + 2, ENDS, at);
    ck_assert_int_eq(at[1], OPENS + JOB);
    ck_assert_int_eq(at[3], OPENS + 2 * JOB); /* no time is lost with the one taken back */
    cancel(3, ENDS);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_RESULT, PARTY_MARKETING), 3);
    for (unsigned i = 0; i < bench->sent_count; i++)
        ck_assert(bench->sent[i].message.type != MSG_FIELD_SWITCH ||
                  bench->sent[i].message.customer != 102);
}
END_TEST

START_TEST(many_orders_wait)
{
    setup_crews(1, 12);
    for (uint32_t id = 1; id <= 200; id++)
        order(id, ORDER_FIELD_CUT, ENDS);
    ck_assert_uint_eq(crews.cuts.count, 200);
    struct message message = {.type = MSG_PAY};
    ck_assert_int_eq(crews_handle(&crews, &message, ENDS), FK_E_ARG);
}
END_TEST

static Suite *crews_suite(void)
{
    Suite *suite = suite_create("crews");
    TCase *tcase = tcase_create("crews");
    tcase_add_checked_fixture(tcase, NULL, teardown);
    tcase_add_test(tcase, job_switches_the_meter_and_reports);
    tcase_add_test(tcase, time_of_a_job_is_that_of_the_day);
    tcase_add_test(tcase, jobs_begin_in_working_hours);
    tcase_add_test(tcase, restores_go_before_cuts);
    tcase_add_test(tcase, jobs_of_a_day_are_limited);
    tcase_add_test(tcase, waiting_job_is_taken_back_and_a_begun_one_is_not);
    tcase_add_test(tcase, many_orders_wait);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(crews_suite)
