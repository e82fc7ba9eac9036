/* Timers, queue and pacer: the parts that keep order and rate, against the simplest thing that
 * does. */
#include "base/fifo.h"
#include "base/pacer.h"
#include "base/timers.h"
#include "tests/unit/fk_check.h"

/* A small generator of its own, so that a failure can be repeated. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

START_TEST(timers_come_out_by_date_then_in_order)
{
    struct timers timers;
    struct timer timer, last = {.due = 0};
    uint32_t state = 1;
    unsigned taken = 0;
    ck_assert_int_eq(timers_init(&timers, 0), FK_OK);
    for (uint32_t i = 0; i < 5000; i++)
        ck_assert_int_eq(timers_set(&timers, next_random(&state) % 97, i % 7, i), FK_OK);
    while (timers_take(&timers, MS_DAY, &timer)) {
        ck_assert(taken == 0 || timer.due > last.due ||
                  (timer.due == last.due && timer.id > last.id));
        ck_assert_uint_eq(timer.kind, timer.id % 7);
        last = timer;
        taken++;
    }
    ck_assert_uint_eq(taken, 5000);
    timers_fini(&timers);
}
END_TEST

START_TEST(timers_wait_for_their_date)
{
    struct timers timers;
    struct timer timer;
    ck_assert_int_eq(timers_init(&timers, 4), FK_OK);
    ck_assert_int_eq(timers_due(&timers), MS_NEVER);
    ck_assert(!timers_take(&timers, MS_NEVER, &timer));
    ck_assert_int_eq(timers_set(&timers, 1000, 1, 2), FK_OK);
    ck_assert_int_eq(timers_due(&timers), 1000);
    ck_assert(!timers_take(&timers, 999, &timer));
    ck_assert(timers_take(&timers, 1000, &timer));
    ck_assert_int_eq(timers_due(&timers), MS_NEVER);
    timers_fini(&timers);
}
END_TEST

/* Pushes and pops in waves, so that the ring wraps and grows in the middle. */
START_TEST(fifo_keeps_order)
{
    struct fifo fifo = {0};
    uint32_t state = 7, in = 0, out = 0, id;
    for (int wave = 0; wave < 300; wave++) {
        for (uint32_t n = next_random(&state) % 23; n > 0; n--)
            ck_assert_int_eq(fifo_push(&fifo, in++), FK_OK);
        for (uint32_t n = next_random(&state) % 21; n > 0 && fifo_pop(&fifo, &id); n--)
            ck_assert_uint_eq(id, out++);
        ck_assert_uint_eq(fifo.count, in - out);
    }
    while (fifo_pop(&fifo, &id))
        ck_assert_uint_eq(id, out++);
    ck_assert_uint_eq(out, in);
    ck_assert(!fifo_pop(&fifo, &id));
    fifo_fini(&fifo);
}
END_TEST

/* INV-08: whatever the arrivals, action i and action i + rate are a second apart; and no time is
 * lost while there is work. */
START_TEST(pacer_never_exceeds_its_rate)
{
    static const uint32_t rates[] = {1, 3, 7, 100, 999, 1000, 2500};
    static ms_t at[6000];
    struct pacer pacer = {.rate = rates[_i]};
    uint32_t state = 11;
    ms_t now = 5 * MS_DAY;
    for (uint32_t i = 0; i < 6000; i++) {
        if (next_random(&state) % 50 == 0)
            now += next_random(&state) % 4000; /* the line idles */
        now = pacer_next(&pacer, now);
        pacer_take(&pacer, now);
        at[i] = now;
        ck_assert(i < pacer.rate || at[i] - at[i - pacer.rate] >= MS_SECOND);
    }
}
END_TEST

START_TEST(pacer_spreads_a_busy_period_evenly)
{
    struct pacer pacer = {.rate = 3};
    static const ms_t expected[] = {100, 433, 766, 1100, 1433, 1766, 2100};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        ck_assert_int_eq(pacer_next(&pacer, 100), expected[i]);
        pacer_take(&pacer, expected[i]);
    }
    /* idle: the next period starts when somebody comes */
    ck_assert_int_eq(pacer_next(&pacer, 9000), 9000);
    pacer_take(&pacer, 9000);
    ck_assert_int_eq(pacer_next(&pacer, 9000), 9333);
}
END_TEST

static Suite *queues_suite(void)
{
    Suite *suite = suite_create("queues");
    TCase *tcase = tcase_create("queues");
    TCase *pacer = tcase_create("pacer");
    tcase_add_test(tcase, timers_come_out_by_date_then_in_order);
    tcase_add_test(tcase, timers_wait_for_their_date);
    tcase_add_test(tcase, fifo_keeps_order);
    tcase_add_loop_test(pacer, pacer_never_exceeds_its_rate, 0, 7);
    tcase_add_test(pacer, pacer_spreads_a_busy_period_evenly);
    suite_add_tcase(suite, tcase);
    suite_add_tcase(suite, pacer);
    return suite;
}

FK_CHECK_MAIN(queues_suite)
