/* Waves of a rollout (T1, S-39): whom they invite, when they are held, and how customers come to
 * sign. Four customers in two counties; crews can do two jobs a day. */
#include "models/marketing/rollout.h"
#include "tests/unit/models/party_bench.h"
#include <stdlib.h>
#include <string.h>

#define NINE (BENCH_MIDNIGHT + 9 * MS_HOUR)

static const struct rollout_wave waves[] = {{NINE, 1, 1}, {NINE + 10 * MS_DAY, 2, 1}};
static struct rollout rollout;
static struct rollout_application applied[64];
static ms_t moments[64];
static unsigned count, refusals, left_out[ROLLOUT_BARS];

static void setup(void)
{
    struct rollout_config config = {.terms = {.counties = 2, .look_back = 3, .online = 1000000},
                                    .waves = waves,
                                    .wave_count = 2,
                                    .per_county = 2,
                                    .jobs = 2,
                                    .seed = 1};
    config.terms.by[ROLLOUT_ONLINE].after = chance_const(MS_HOUR);
    config.terms.by[ROLLOUT_COUNTER].after = chance_const(MS_DAY);
    ck_assert_int_eq(rollout_init(&rollout, &config), FK_OK);
    count = refusals = 0;
    memset(left_out, 0, sizeof left_out);
}

static void teardown(void)
{
    rollout_fini(&rollout);
}

static int apply(void *context, const struct rollout_application *application, ms_t now)
{
    (void)context;
    if (application->bar != ROLLOUT_BARS) {
        ck_assert_int_eq(application->invited_at, now);
        left_out[application->bar]++;
        return 1;
    }
    if (refusals > 0) {
        refusals--;
        return 0;
    }
    ck_assert_uint_lt(count, 64);
    moments[count] = now;
    applied[count++] = *application;
    return 1;
}

static void run_to(ms_t end)
{
    while (rollout_due(&rollout) <= end)
        ck_assert_int_eq(rollout_tick(&rollout, apply, NULL, rollout_due(&rollout)), FK_OK);
}

START_TEST(a_wave_invites_its_counties)
{
    run_to(NINE + 9 * MS_DAY);
    ck_assert_uint_eq(count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        ck_assert_uint_eq(applied[i].customer, i);
        ck_assert_uint_eq(applied[i].way, ROLLOUT_ONLINE);
        ck_assert_uint_eq(applied[i].sent_back, 0);
        ck_assert_int_eq(applied[i].invited_at, NINE);
        ck_assert_int_eq(moments[i], NINE + MS_HOUR);
    }
    rollout.config.terms.online = 0;
    run_to(NINE + 20 * MS_DAY);
    ck_assert_uint_eq(count, 4);
    ck_assert_uint_eq(applied[3].customer, 3);
    ck_assert_uint_eq(applied[3].way, ROLLOUT_COUNTER);
    ck_assert_int_eq(applied[3].invited_at, NINE + 10 * MS_DAY);
    ck_assert_int_eq(moments[3], NINE + 11 * MS_DAY);
    ck_assert_int_eq(rollout_due(&rollout), MS_NEVER);
}
END_TEST

/* Crews do two jobs a day: two orders on a day hold nothing, three hold the wave for three days
 * from theirs on. {orders, days after the moment of the wave, days that it is held} */
static const struct {
    unsigned orders;
    int later, held;
} stops[] = {{2, 0, 0}, {3, 0, 3}, {9, -1, 2}, {9, -2, 1}, {9, -3, 0}};

START_TEST(a_wave_is_held_while_crews_cannot_keep_up)
{
    ms_t due = NINE + 10 * MS_DAY;
    ms_t ordered = due + stops[_i].later * MS_DAY - MS_HOUR;
    run_to(ordered);
    for (unsigned i = 0; i < stops[_i].orders; i++)
        rollout_field_order(&rollout, ordered);
    run_to(NINE + 30 * MS_DAY);
    ck_assert_uint_eq(count, 4);
    ck_assert_int_eq(rollout.begun[1], NINE + (10 + stops[_i].held) * MS_DAY);
}
END_TEST

/* Every application is sent back but the last of eight; one that marketing cannot take is looked at
 * again a day later, as it is. */
START_TEST(applications_come_back)
{
    rollout.config.terms.by[ROLLOUT_ONLINE].sent_back = 1000000;
    refusals = 1;
    run_to(NINE + 9 * MS_DAY);
    ck_assert_uint_eq(count, 2);
    ck_assert_uint_eq(applied[0].customer, 1);
    ck_assert_uint_eq(applied[0].sent_back, ROLLOUT_TRIES - 1);
    ck_assert_int_eq(moments[0], NINE + 8 * MS_HOUR);
    ck_assert_uint_eq(applied[1].customer, 0);
    ck_assert_uint_eq(applied[1].sent_back, ROLLOUT_TRIES - 1);
    ck_assert_int_eq(moments[1], NINE + 8 * MS_HOUR + MS_DAY);
}
END_TEST

/* T1, Q15: {shares of the bars, left out by each, invited}; who is barred never applies, and the
 * first bar that holds is the one that counts. */
static const struct {
    uint32_t shares[ROLLOUT_BARS];
    unsigned left_out[ROLLOUT_BARS], invited;
} bars[] = {{{0, 0, 0}, {0, 0, 0}, 4},
            {{1000000, 1000000, 1000000}, {4, 0, 0}, 0},
            {{0, 1000000, 1000000}, {0, 4, 0}, 0},
            {{0, 0, 1000000}, {0, 0, 4}, 0}};

START_TEST(a_wave_takes_only_who_is_fit)
{
    memcpy(rollout.config.terms.barred, bars[_i].shares, sizeof bars[_i].shares);
    run_to(NINE + 30 * MS_DAY);
    ck_assert_mem_eq(left_out, bars[_i].left_out, sizeof left_out);
    ck_assert_uint_eq(count, bars[_i].invited);
    ck_assert_int_eq(rollout.begun[1], NINE + 10 * MS_DAY);
}
END_TEST

/* Of 10,000 customers 10 % have no remote meter, 20 % of the others no key, 50 % of those left no
 * switch: 1,000, 1,800 and 3,600, each within four times its sigma (30, 38, 48). */
START_TEST(bars_come_in_their_shares)
{
    static const int expected[ROLLOUT_BARS + 1] = {1000, 1800, 3600, 3600};
    int got[ROLLOUT_BARS + 1] = {0};
    static const uint32_t shares[ROLLOUT_BARS] = {100000, 200000, 500000};
    memcpy(rollout.config.terms.barred, shares, sizeof shares);
    for (uint32_t i = 0; i < 10000; i++)
        got[rollout_bar_of(&rollout, i)]++;
    for (unsigned i = 0; i <= ROLLOUT_BARS; i++)
        ck_assert_int_le(abs(got[i] - expected[i]), 192);
}
END_TEST

START_TEST(nothing_without_waves)
{
    struct rollout none;
    struct rollout_config config = {.per_county = 4};
    ck_assert_int_eq(rollout_init(&none, &config), FK_OK);
    rollout_field_order(&none, NINE);
    ck_assert_int_eq(rollout_due(&none), MS_NEVER);
    ck_assert_int_eq(rollout_tick(&none, apply, NULL, NINE), FK_OK);
    rollout_fini(&none);
}
END_TEST

static Suite *rollout_suite(void)
{
    Suite *suite = suite_create("rollout");
    TCase *tcase = tcase_create("waves");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_wave_invites_its_counties);
    tcase_add_loop_test(tcase, a_wave_is_held_while_crews_cannot_keep_up, 0, 5);
    tcase_add_test(tcase, applications_come_back);
    tcase_add_loop_test(tcase, a_wave_takes_only_who_is_fit, 0, 4);
    tcase_add_test(tcase, bars_come_in_their_shares);
    tcase_add_test(tcase, nothing_without_waves);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(rollout_suite)
