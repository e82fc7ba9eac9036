/* Philox vectors, distributions and independence of base/chance.h. */
#include "base/chance.h"

#include "tests/unit/fk_check.h"

#include <math.h>
#include <stdlib.h>

#define DRAWS 100000

static const uint64_t seed = 20260302;

/* Philox 4x32-10, known answers published with the generator: counter and key all 0 and all 1. The
 * first two words are what chance_bits gives. */
START_TEST(test_known_answers)
{
    ck_assert_uint_eq(chance_bits(0, 0, 0, 0), UINT64_C(0xe169c58d6627e8d5));
    ck_assert_uint_eq(chance_bits(UINT64_MAX, UINT32_MAX, UINT32_MAX, UINT64_MAX),
                      UINT64_C(0x41c83b0e408f276d));
}
END_TEST

/* Every argument reaches the result, in both halves of the 64-bit ones. */
START_TEST(test_every_argument_counts)
{
    uint64_t bits = chance_bits(seed, 1, 2, 3);
    ck_assert_uint_eq(bits, chance_bits(seed, 1, 2, 3));
    ck_assert_uint_ne(bits, chance_bits(seed + 1, 1, 2, 3));
    ck_assert_uint_ne(bits, chance_bits(seed + (UINT64_C(1) << 32), 1, 2, 3));
    ck_assert_uint_ne(bits, chance_bits(seed, 2, 2, 3));
    ck_assert_uint_ne(bits, chance_bits(seed, 1, 3, 3));
    ck_assert_uint_ne(bits, chance_bits(seed, 1, 2, 4));
    ck_assert_uint_ne(bits, chance_bits(seed, 1, 2, 3 + (UINT64_C(1) << 32)));
}
END_TEST

/* A row is what its entities draw one by one, wherever it begins and however long it is. */
START_TEST(test_rows)
{
    const uint64_t counter = (UINT64_C(5) << 32) + 7;
    uint64_t row[23];
    for (uint32_t count = 0; count < 23; count++) {
        uint32_t first = UINT32_MAX - 40 - count;
        row[count] = 1;
        chance_row(seed << 20, CHANCE_USER, first, count, counter, row);
        for (uint32_t i = 0; i < count; i++)
            ck_assert_uint_eq(row[i], chance_bits(seed << 20, CHANCE_USER, first + i, counter));
        ck_assert_uint_eq(row[count], 1);
    }
    chance_row(UINT64_MAX, UINT32_MAX, UINT32_MAX - 4, 5, UINT64_MAX, row);
    ck_assert_uint_eq(row[4], UINT64_C(0x41c83b0e408f276d));
}
END_TEST

static int compare(const void *a, const void *b)
{
    ms_t x = *(const ms_t *)a, y = *(const ms_t *)b;
    return (x > y) - (x < y);
}

static struct chance_dist dist_of(enum chance_kind kind, ms_t a, ms_t b)
{
    struct chance_dist dist = chance_const(a);
    dist.parts[0].kind = (uint8_t)kind;
    dist.parts[0].b = b;
    return dist;
}

/* DRAWS draws in ascending order. */
static ms_t *draw(const struct chance_dist *dist, uint32_t stream)
{
    ms_t *values = malloc(DRAWS * sizeof *values);
    ck_assert_ptr_nonnull(values);
    for (uint32_t i = 0; i < DRAWS; ++i) {
        values[i] = chance_duration(dist, seed, stream, i, i % 7);
    }
    qsort(values, DRAWS, sizeof *values, compare);
    return values;
}

static double mean(const ms_t *values)
{
    double sum = 0;
    for (size_t i = 0; i < DRAWS; ++i) {
        sum += (double)values[i];
    }
    return sum / DRAWS;
}

START_TEST(test_largest)
{
    struct chance_dist dist = chance_const(5000);
    ck_assert_int_eq(chance_largest(&dist), 5000);
    dist = dist_of(CHANCE_UNIFORM, 7, 9);
    ck_assert_int_eq(chance_largest(&dist), 9);
    dist.parts[dist.count++] = dist_of(CHANCE_EXP, 11, 0).parts[0];
    ck_assert_int_eq(chance_largest(&dist), 11);
    dist.parts[dist.count++] = dist_of(CHANCE_LOGNORMAL, 3, 10).parts[0];
    ck_assert_int_eq(chance_largest(&dist), 11);
}
END_TEST

START_TEST(test_smallest)
{
    struct chance_dist dist = chance_const(5000);
    ck_assert_int_eq(chance_smallest(&dist), 5000);
    dist.parts[dist.count++] = dist_of(CHANCE_UNIFORM, 7, 9).parts[0];
    ck_assert_int_eq(chance_smallest(&dist), 7);
    dist.parts[dist.count++] = dist_of(CHANCE_UNIFORM, 8, 9).parts[0];
    ck_assert_int_eq(chance_smallest(&dist), 7);
    dist.parts[dist.count++] = dist_of(CHANCE_LOGNORMAL, 3, 10).parts[0];
    ck_assert_int_eq(chance_smallest(&dist), 0);
}
END_TEST

START_TEST(test_const)
{
    struct chance_dist dist = chance_const(5000);
    ck_assert_int_eq(dist.count, 1);
    ck_assert(chance_is_const(&dist));
    ck_assert_int_eq(chance_duration(&dist, 1, 2, 3, 4), 5000);
    dist = dist_of(CHANCE_UNIFORM, 7, 7);
    ck_assert(chance_is_const(&dist));
    dist = dist_of(CHANCE_LOGNORMAL, 7, 7);
    ck_assert(chance_is_const(&dist));
    dist = dist_of(CHANCE_EXP, 0, 0);
    ck_assert(chance_is_const(&dist));
    ck_assert_int_eq(chance_duration(&dist, 1, 2, 3, 4), 0);
    dist = dist_of(CHANCE_EXP, 7, 0);
    ck_assert(!chance_is_const(&dist));
    dist = dist_of(CHANCE_UNIFORM, 7, 8);
    ck_assert(!chance_is_const(&dist));
}
END_TEST

/* Standard error of the mean: 2000 / sqrt(12) / sqrt(100,000) = 1.8 ms. */
START_TEST(test_uniform)
{
    struct chance_dist dist = dist_of(CHANCE_UNIFORM, 1000, 3000);
    ms_t *values = draw(&dist, 1);
    ck_assert_int_ge(values[0], 1000);
    ck_assert_int_le(values[0], 1001);
    ck_assert_int_le(values[DRAWS - 1], 3000);
    ck_assert_int_ge(values[DRAWS - 1], 2999);
    ck_assert_double_eq_tol(mean(values), 2000, 8);
    ck_assert_double_eq_tol((double)values[DRAWS / 4], 1500, 12);
    free(values);
}
END_TEST

START_TEST(test_exponential)
{
    struct chance_dist dist = dist_of(CHANCE_EXP, 120000, 0);
    ms_t *values = draw(&dist, 2);
    ck_assert_double_eq_tol(mean(values), 120000, 1600);
    ck_assert_double_eq_tol((double)values[DRAWS / 2], 120000 * log(2), 1600);
    ck_assert_double_eq_tol((double)values[DRAWS / 20 * 19], 120000 * log(20), 7000);
    free(values);
}
END_TEST

/* The parameters are the median and the 95th percentile. */
START_TEST(test_lognormal)
{
    struct chance_dist dist = dist_of(CHANCE_LOGNORMAL, 4000, 30000);
    ms_t *values = draw(&dist, 3);
    double sigma = log(7.5) / 1.645;
    ck_assert_double_eq_tol((double)values[DRAWS / 2], 4000, 80);
    ck_assert_double_eq_tol((double)values[DRAWS / 20 * 19], 30000, 900);
    ck_assert_double_eq_tol((double)values[DRAWS / 20], 16000.0 / 30, 20);
    ck_assert_double_eq_tol(mean(values), 4000 * exp(sigma * sigma / 2), 300);
    /* the far tails: 0.1 % and 99.9 % */
    ck_assert_double_eq_tol((double)values[DRAWS / 1000], 4000 * exp(-3.0902 * sigma), 15);
    ck_assert_double_eq_tol(log((double)values[DRAWS - DRAWS / 1000] / 4000) / sigma, 3.0902, 0.15);
    free(values);
}
END_TEST

/* The draw of one entity, against the same formula with the functions of libm: the bits are those
 * of chance_bits, the upper 52. */
START_TEST(test_exact_formula)
{
    struct chance_dist exponential = dist_of(CHANCE_EXP, 1000000000, 0);
    struct chance_dist lognormal = dist_of(CHANCE_LOGNORMAL, 1000000, 3000000);
    for (uint32_t i = 0; i < 20000; ++i) {
        double u = ((double)(chance_bits(seed, 4, i, 0) >> 12) + 0.5) * 0x1p-52;
        ms_t e = chance_duration(&exponential, seed, 4, i, 0);
        ms_t l = chance_duration(&lognormal, seed, 4, i, 0);
        ck_assert_double_eq_tol((double)e, -1e9 * log(u), 0.501);
        /* back through the normal distribution function; rounding to 1 ms in 1e6 leaves 1e-5 */
        double z = log((double)l / 1e6) * 1.645 / log(3);
        ck_assert_double_eq_tol(0.5 * erfc(-z / sqrt(2)), u, 5e-6);
    }
}
END_TEST

START_TEST(test_mixture)
{
    struct chance_dist dist = {.count = 3,
                               .parts = {{CHANCE_CONST, 900000, 10, 0},
                                         {CHANCE_UNIFORM, 70000, 1000, 2000},
                                         {CHANCE_CONST, 30000, 5000, 0}}};
    ms_t *values = draw(&dist, 5);
    size_t parts[3] = {0};
    for (size_t i = 0; i < DRAWS; ++i) {
        ++parts[values[i] == 10 ? 0 : values[i] == 5000 ? 2 : 1];
        ck_assert(values[i] == 10 || values[i] == 5000 || (values[i] >= 1000 && values[i] <= 2000));
    }
    ck_assert_int_eq(chance_is_const(&dist), 0);
    ck_assert_double_eq_tol((double)parts[0], 90000, 400);
    ck_assert_double_eq_tol((double)parts[1], 7000, 350);
    ck_assert_double_eq_tol((double)parts[2], 3000, 250);
    free(values);
}
END_TEST

/* The part of a mixture and the value inside it come from different bits. */
START_TEST(test_mixture_is_unbiased_inside)
{
    struct chance_dist dist = {
        .count = 2,
        .parts = {{CHANCE_UNIFORM, 500000, 0, 1000000}, {CHANCE_CONST, 500000, 2000000, 0}}};
    ms_t *values = draw(&dist, 6);
    ck_assert_double_eq_tol((double)values[DRAWS / 4], 500000, 10000);
    free(values);
}
END_TEST

START_TEST(test_never_outside)
{
    struct chance_dist dist = dist_of(CHANCE_LOGNORMAL, 1, CHANCE_DURATION_MAX);
    struct chance_dist slow = dist_of(CHANCE_EXP, CHANCE_DURATION_MAX, 0);
    int at_the_end = 0;
    for (uint32_t i = 0; i < DRAWS; ++i) {
        ms_t value = chance_duration(&dist, seed, 7, i, 0);
        ck_assert_int_ge(value, 0);
        ck_assert_int_le(value, CHANCE_DURATION_MAX);
        at_the_end += chance_duration(&slow, seed, 7, i, 0) == CHANCE_DURATION_MAX;
    }
    ck_assert_double_eq_tol(at_the_end, DRAWS / exp(1), 800);
}
END_TEST

/* Neighbours in entity, counter and stream share nothing: correlation of 100,000 pairs within 4
 * standard errors (0.0032) of zero. */
START_TEST(test_independence)
{
    const double scale = 0x1p-64;
    double sums[3] = {0};
    for (uint32_t i = 0; i < DRAWS; ++i) {
        double here = (double)chance_bits(seed, 1, i, 0) * scale - 0.5;
        sums[0] += here * ((double)chance_bits(seed, 1, i + 1, 0) * scale - 0.5);
        sums[1] += here * ((double)chance_bits(seed, 1, i, 1) * scale - 0.5);
        sums[2] += here * ((double)chance_bits(seed, 2, i, 0) * scale - 0.5);
    }
    for (size_t i = 0; i < 3; ++i) {
        ck_assert_double_eq_tol(sums[i] * 12 / DRAWS, 0, 0.013);
    }
}
END_TEST

/* Values pinned: a change of any constant or of the order of operations changes event logs. */
START_TEST(test_pinned)
{
    struct chance_dist dist = {
        .count = 2,
        .parts = {{CHANCE_LOGNORMAL, 600000, 600000, 3600000}, {CHANCE_EXP, 400000, 7200000, 0}}};
    static const ms_t expected[] = {78884, 727978, 13688725, 2671180, 2046584, 12500814};
    for (uint32_t i = 0; i < sizeof expected / sizeof expected[0]; ++i) {
        ck_assert_int_eq(chance_duration(&dist, 42, CHANCE_BUTTON, i, i), expected[i]);
    }
}
END_TEST

/* exp(sigma q) of the ranks' middles around the mean 1: the median is exp(-sigma^2 / 2), but for
 * the tails beyond 1,024 ranks; the 95th percentile 1.645 sigma above it. */
/* A share of nothing never hits, one of all always; at its edge a draw is outside. */
START_TEST(test_hits)
{
    ck_assert(!chance_hits(0, 0) && chance_hits(0, 1));
    ck_assert(!chance_hits(7, 70000) && chance_hits(6, 70000));
    ck_assert(!chance_hits(107, 70001) && chance_hits(107, 70002));
    ck_assert(chance_hits(999999, 1000000) && !chance_hits(999999, 999999));
}
END_TEST

START_TEST(test_factors)
{
    static uint32_t factors[CHANCE_RANKS];
    double sum = 0;
    chance_factors(666000, factors);
    for (unsigned i = 0; i < CHANCE_RANKS; i++) {
        sum += factors[i];
        ck_assert(i == 0 || factors[i] > factors[i - 1]);
    }
    ck_assert_double_eq_tol(sum / CHANCE_RANKS, 65536, 1);
    double median = (factors[511] + factors[512]) / 2.0 / 65536;
    ck_assert_double_eq_tol(median, exp(-0.666 * 0.666 / 2), 0.002);
    ck_assert_double_eq_tol(log(factors[972] / 65536.0 / median), 1.645 * 0.666, 0.005);
    ck_assert_uint_eq(factors[100], 22215);
    chance_factors(0, factors);
    ck_assert_uint_eq(factors[0], 65536);
    ck_assert_uint_eq(factors[CHANCE_RANKS - 1], 65536);
}
END_TEST

static Suite *chance_suite(void)
{
    Suite *suite = suite_create("chance");
    TCase *tcase = tcase_create("chance");
    tcase_add_test(tcase, test_known_answers);
    tcase_add_test(tcase, test_rows);
    tcase_add_test(tcase, test_every_argument_counts);
    tcase_add_test(tcase, test_const);
    tcase_add_test(tcase, test_largest);
    tcase_add_test(tcase, test_smallest);
    tcase_add_test(tcase, test_uniform);
    tcase_add_test(tcase, test_exponential);
    tcase_add_test(tcase, test_lognormal);
    tcase_add_test(tcase, test_exact_formula);
    tcase_add_test(tcase, test_mixture);
    tcase_add_test(tcase, test_mixture_is_unbiased_inside);
    tcase_add_test(tcase, test_never_outside);
    tcase_add_test(tcase, test_independence);
    tcase_add_test(tcase, test_pinned);
    tcase_add_test(tcase, test_hits);
    tcase_add_test(tcase, test_factors);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(chance_suite)
