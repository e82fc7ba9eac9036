/* Crews who do not come. A restore takes 80 min; hours 08:30-17:30. */
#include "models/around/crews.h"
#include "tests/unit/models/party_bench.h"

#define OPENS (BENCH_MIDNIGHT + 8 * MS_HOUR + 30 * MS_MINUTE)
#define ENDS  (BENCH_MIDNIGHT + 17 * MS_HOUR + 30 * MS_MINUTE)
#define JOB   (80 * MS_MINUTE)

static struct crews crews;
static struct bench *bench;
static ms_t done[8]; /* by order id */

/* Two crews, and orders 1 to `orders` at 08:30. */
static void setup_crews(uint32_t jobs, uint32_t orders)
{
    struct crews_config config = {.crews = 2,
                                  .jobs_per_day = jobs,
                                  .hours = {OPENS - BENCH_MIDNIGHT, ENDS - BENCH_MIDNIGHT},
                                  .arrival = chance_const(60 * MS_MINUTE),
                                  .work = chance_const(20 * MS_MINUTE)};
    bench = bench_new(PARTY_CREWS);
    ck_assert_int_eq(crews_init(&crews, &bench->port, &config), FK_OK);
    for (uint32_t id = 1; id <= orders; id++) {
        struct message message = {
            .type = MSG_FIELD_ORDER, .kind = ORDER_FIELD_RESTORE, .customer = id, .id = id};
        ck_assert_int_eq(crews_handle(&crews, &message, OPENS), FK_OK);
    }
}

static void teardown(void)
{
    crews_fini(&crews);
}

static void absence(int64_t count, bool begins)
{
    struct message message = {
        .type = MSG_FAULT, .kind = FAULT_CREWS_ABSENT, .code = begins, .id = 1, .value = count};
    ck_assert_int_eq(crews_handle(&crews, &message, OPENS), FK_OK);
}

/* Every date from `now` up to `until`; a crew on site may go on. */
static void run_to(ms_t now, ms_t until)
{
    for (ms_t due = crews_due(&crews, now); due <= until; due = crews_due(&crews, now)) {
        unsigned before = bench->sent_count;
        now = due > now ? due : now;
        ck_assert_int_eq(crews_tick(&crews, now), FK_OK);
        for (; before < bench->sent_count; before++) {
            struct message sent = bench->sent[before].message;
            struct message may = {.type = MSG_FIELD_MAY, .code = RESULT_OK, .id = sent.id};
            if (sent.type == MSG_FIELD_ASK)
                ck_assert_int_eq(crews_handle(&crews, &may, now), FK_OK);
            if (sent.type == MSG_FIELD_RESULT)
                done[sent.id] = now;
        }
    }
}

/* One of two crews does not come: the other does one job after the other. A second absence leaves
 * nobody, be it of more crews than there are: who is at work ends his job, and two more are begun
 * when all are back. */
START_TEST(crews_do_not_come)
{
    ms_t back = OPENS + 210 * MS_MINUTE;
    setup_crews(12, 4);
    absence(1, true);
    run_to(OPENS, OPENS + JOB + 1);
    absence(7, true);
    run_to(OPENS + JOB + 1, back);
    ck_assert_int_eq(done[1], OPENS + JOB);
    ck_assert_int_eq(done[2], OPENS + 2 * JOB);
    ck_assert_int_eq(done[3], 0);
    absence(7, false);
    absence(1, false);
    run_to(back, ENDS);
    ck_assert_int_eq(done[3], back + JOB);
    ck_assert_int_eq(done[4], back + JOB);
}
END_TEST

/* A day has the jobs of the crews who come: with one crew of two jobs the third waits. */
START_TEST(day_is_that_of_who_comes)
{
    setup_crews(2, 3);
    absence(1, true);
    run_to(OPENS, OPENS + MS_DAY + JOB);
    ck_assert_int_eq(done[2], OPENS + 2 * JOB);
    ck_assert_int_eq(done[3], OPENS + MS_DAY + JOB);
}
END_TEST

static Suite *crews_absent_suite(void)
{
    Suite *suite = suite_create("crews_absent");
    TCase *cases = tcase_create("crews_absent");
    tcase_add_checked_fixture(cases, NULL, teardown);
    tcase_add_test(cases, crews_do_not_come);
    tcase_add_test(cases, day_is_that_of_who_comes);
    suite_add_tcase(suite, cases);
    return suite;
}

FK_CHECK_MAIN(crews_absent_suite)
