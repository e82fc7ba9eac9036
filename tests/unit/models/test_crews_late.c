/* P-FLD-06: a result that is entered hours after the switch. A job takes 80 min; hours from
 * 08:30 to 17:30. */
#include "models/around/crews.h"
#include "models/meter/relay.h"
#include "tests/unit/models/party_bench.h"

#define OPENS    (BENCH_MIDNIGHT + 8 * MS_HOUR + 30 * MS_MINUTE)
#define SWITCHED (OPENS + 80 * MS_MINUTE) /* 09:50 */
#define ENTERED  (SWITCHED + 3 * MS_HOUR)

static struct crews crews;
static struct bench *bench;

static void setup(void)
{
    struct crews_config config = {
        .crews = 1,
        .jobs_per_day = 12,
        .hours = {OPENS - BENCH_MIDNIGHT, OPENS - BENCH_MIDNIGHT + 9 * MS_HOUR},
        .cut_hours = {0, MS_DAY},
        .arrival = chance_const(60 * MS_MINUTE),
        .work = chance_const(20 * MS_MINUTE),
        .late_entries = 100,
        .entry_delay = chance_const(3 * MS_HOUR)};
    bench = bench_new(PARTY_CREWS);
    ck_assert_int_eq(crews_init(&crews, &bench->port, &config), FK_OK);
}

static void teardown(void)
{
    crews_fini(&crews);
}

static void tell(unsigned type, unsigned kind, uint32_t id, ms_t now)
{
    struct message message = {.type = (uint8_t)type,
                              .kind = (uint8_t)kind,
                              .code = type == MSG_FIELD_MAY ? RESULT_OK : RESULT_NONE,
                              .customer = 100 + id,
                              .id = id};
    ck_assert_int_eq(crews_handle(&crews, &message, now), FK_OK);
}

static unsigned results(void)
{
    return bench_sent_count(bench, MSG_FIELD_RESULT, PARTY_MARKETING);
}

/* Every date up to and including `until`; who asks may. */
static void run_to(ms_t until)
{
    static ms_t now;
    now = now < OPENS ? OPENS : now;
    for (ms_t due = crews_due(&crews, now); due <= until; due = crews_due(&crews, now)) {
        unsigned before = bench->sent_count;
        now = due > now ? due : now;
        ck_assert_int_eq(crews_tick(&crews, now), FK_OK);
        for (; before < bench->sent_count; before++)
            if (bench->sent[before].message.type == MSG_FIELD_ASK)
                tell(MSG_FIELD_MAY, 0, bench->sent[before].message.id, now);
    }
    now = until;
}

/* The meter is switched at 09:50, and told of at 12:50. Whoever takes the order back between comes
 * too late: it is done, and is told as done. */
START_TEST(result_is_entered_late)
{
    tell(MSG_FIELD_ORDER, ORDER_FIELD_RESTORE, 1, OPENS);
    run_to(SWITCHED);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_SWITCH, PARTY_CONCENTRATORS), 1);
    ck_assert_uint_eq(crews.busy, 0);
    if (_i)
        tell(MSG_ORDER_CANCEL, 0, 1, SWITCHED + MS_HOUR);
    run_to(ENTERED - 1);
    ck_assert_uint_eq(results(), 0);
    run_to(ENTERED);
    ck_assert_uint_eq(results(), 1);
    ck_assert_uint_eq(bench_last(bench, MSG_FIELD_RESULT).code, RESULT_OK);
    tell(MSG_ORDER_CANCEL, 0, 1, ENTERED + MS_HOUR); /* of an order that is over */
    ck_assert_uint_eq(results(), 1);
}
END_TEST

/* The crew goes on to the next job while the result of the first is not entered. */
START_TEST(crew_is_free_meanwhile)
{
    tell(MSG_FIELD_ORDER, ORDER_FIELD_RESTORE, 1, OPENS);
    tell(MSG_FIELD_ORDER, ORDER_FIELD_RESTORE, 2, OPENS);
    run_to(SWITCHED + 80 * MS_MINUTE);
    ck_assert_uint_eq(bench_sent_count(bench, MSG_FIELD_SWITCH, PARTY_CONCENTRATORS), 2);
    ck_assert_uint_eq(results(), 0);
}
END_TEST

static Suite *late_suite(void)
{
    Suite *suite = suite_create("crews_late");
    TCase *tcase = tcase_create("crews_late");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, result_is_entered_late, 0, 2);
    tcase_add_test(tcase, crew_is_free_meanwhile);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(late_suite)
