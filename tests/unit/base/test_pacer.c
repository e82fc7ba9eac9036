/* Pacer under random rates, bursts and pauses: no second, wherever it begins, holds more actions
 * than the rate (INV-08), no action waits longer than it must, and time never runs back. */
#include "base/pacer.h"
#include "tests/unit/models/party_bench.h"

#define ACTIONS 2500

START_TEST(no_second_holds_more_than_the_rate)
{
    static ms_t at[ACTIONS];
    uint64_t seed = bench_seed("no_second_holds_more_than_the_rate"), n = 0;
    for (uint32_t run = 0; run < 30; run++) {
        uint32_t rate = 1 + (uint32_t)(chance_bits(seed, 1, run, 0) % (run % 2 ? 20 : 1500));
        struct pacer pacer = {.rate = rate};
        ms_t now = BENCH_MIDNIGHT;
        for (unsigned i = 0; i < ACTIONS; i++) {
            uint64_t draw = chance_bits(seed, 2, run, n++);
            if (draw % 16 == 0) /* a pause: a few ms, or up to two seconds */
                now += (ms_t)(draw / 16 % (draw & 256 ? 2000 : 5));
            ms_t next = pacer_next(&pacer, now);
            ck_assert_int_ge(next, now);
            ck_assert_int_le(next - now, (ms_t)(1000 / rate) + 1);
            if (draw >> 40 & 1)
                ck_assert_int_eq(pacer_next(&pacer, next), next); /* asking takes no place */
            pacer_take(&pacer, next);
            at[i] = now = next;
            ck_assert_msg(i < rate || at[i] - at[i - rate] >= MS_SECOND,
                          "rate %u: actions %u and %u are %lld ms apart", rate, i - rate, i,
                          (long long)(at[i] - at[i - rate]));
        }
    }
}
END_TEST

START_TEST(first_action_waits_for_nobody)
{
    struct pacer pacer = {.rate = 4};
    ck_assert_int_eq(pacer_next(&pacer, 0), 0);
    ck_assert_int_eq(pacer_next(&pacer, BENCH_MIDNIGHT), BENCH_MIDNIGHT);
    pacer_take(&pacer, BENCH_MIDNIGHT);
    ck_assert_int_eq(pacer_next(&pacer, BENCH_MIDNIGHT), BENCH_MIDNIGHT + 250);
}
END_TEST

/* A slot that is taken exactly when it is due belongs to the busy period; one millisecond later the
 * line was idle and a new period begins there. */
START_TEST(busy_period_ends_one_ms_after_its_slot)
{
    struct pacer on_time = {.rate = 4}, late = {.rate = 4};
    pacer_take(&on_time, 1000);
    pacer_take(&late, 1000);
    pacer_take(&on_time, 1250);
    pacer_take(&late, 1251);
    ck_assert_int_eq(pacer_next(&on_time, 0), 1500);
    ck_assert_int_eq(pacer_next(&late, 0), 1501);
}
END_TEST

static Suite *pacer_suite(void)
{
    Suite *suite = suite_create("pacer");
    TCase *tcase = tcase_create("pacer");
    tcase_add_test(tcase, no_second_holds_more_than_the_rate);
    tcase_add_test(tcase, first_action_waits_for_nobody);
    tcase_add_test(tcase, busy_period_ends_one_ms_after_its_slot);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(pacer_suite)
