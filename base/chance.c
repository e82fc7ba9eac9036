#include "base/chance.h"

#include <Random123/philox.h>
#include <math.h>
#include <stdbool.h>

/* The event log must be the same bytes on every machine (INV-15), but exp and log of a C library
 * may differ in the last bit from one processor to the next. So both are written out here with
 * the four operations, which IEEE 754 fixes exactly; of libm only sqrt, frexp and ldexp are used,
 * which are exact too. The build forbids fused multiply-add (-ffp-contract=off). */
#define LN2_HIGH 6.93147180369123816490e-01 /* 33 bits: k * LN2_HIGH is exact for small k */
#define LN2_LOW  1.90821492927058770002e-10
#define SQRT1_2  0.70710678118654752440

/* Natural logarithm of x > 0: x = m 2^e, ln m = 2 artanh((m - 1) / (m + 1)), |s| < 0.172. */
static double ln(double x)
{
    int exponent;
    double m = frexp(x, &exponent);
    if (m < SQRT1_2) {
        m *= 2;
        --exponent;
    }
    double s = (m - 1) / (m + 1), square = s * s, sum = 0;
    for (int k = 23; k >= 1; k -= 2) {
        sum = sum * square + 1.0 / k;
    }
    return exponent * LN2_HIGH + (2 * s * sum + exponent * LN2_LOW);
}

/* e^x for |x| < 700: x = k ln 2 + r, |r| <= 0.35, Taylor series of e^r. */
static double power_of_e(double x)
{
    double near = x / (LN2_HIGH + LN2_LOW);
    int k = (int)(near < 0 ? near - 0.5 : near + 0.5);
    double r = x - k * LN2_HIGH - k * LN2_LOW, sum = 1;
    for (int n = 16; n >= 1; --n) {
        sum = 1 + sum * r / n;
    }
    return ldexp(sum, k);
}

static double polynomial(const double *c, double x)
{
    double sum = 0;
    for (int i = 7; i >= 0; --i) {
        sum = sum * x + c[i];
    }
    return sum;
}

/* Quantile of the standard normal distribution for 0 < p < 1: rational functions of Wichura,
 * algorithm AS 241 (PPND16), relative error about 1e-16. */
static double normal_quantile(double p)
{
    static const double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2,
                               1.9715909503065514427e3, 1.3731693765509461125e4,
                               4.5921953931549871457e4, 6.7265770927008700853e4,
                               3.3430575583588128105e4, 2.5090809287301226727e3};
    static const double b[] = {1.0,
                               4.2313330701600911252e1,
                               6.8718700749205790830e2,
                               5.3941960214247511077e3,
                               2.1213794301586595867e4,
                               3.9307895800092710610e4,
                               2.8729085735721942674e4,
                               5.2264952788528545610e3};
    static const double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                               5.76949722146069140550e0,  3.64784832476320460504e0,
                               1.27045825245236838258e0,  2.41780725177450611770e-1,
                               2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double d[] = {1.0,
                               2.05319162663775882187e0,
                               1.67638483018380384940e0,
                               6.89767334985100004550e-1,
                               1.48103976427480074590e-1,
                               1.51986665636164571966e-2,
                               5.47593808499534494600e-4,
                               1.05075007164441684324e-9};
    static const double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                               1.78482653991729133580e0,  2.96560571828504891230e-1,
                               2.65321895265761230930e-2, 1.24266094738807843860e-3,
                               2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[] = {1.0,
                               5.99832206555887937690e-1,
                               1.36929880922735805310e-1,
                               1.48753612908506148525e-2,
                               7.86869131145613259100e-4,
                               1.84631831751005468180e-5,
                               1.42151175831644588870e-7,
                               2.04426310338993978564e-15};
    double q = p - 0.5;
    if (q >= -0.425 && q <= 0.425) {
        double r = 0.180625 - q * q;
        return q * polynomial(a, r) / polynomial(b, r);
    }
    double r = sqrt(-ln(q < 0 ? p : 1 - p));
    double tail = r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6)
                         : polynomial(e, r - 5) / polynomial(f, r - 5);
    return q < 0 ? -tail : tail;
}

static philox4x32_ctr_t block(uint64_t seed, uint32_t stream, uint32_t entity, uint64_t counter)
{
    philox4x32_ctr_t at = {{(uint32_t)counter, (uint32_t)(counter >> 32), entity, stream}};
    philox4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
    return philox4x32_R(10, at, key);
}

uint64_t chance_bits(uint64_t seed, uint32_t stream, uint32_t entity, uint64_t counter)
{
    philox4x32_ctr_t bits = block(seed, stream, entity, counter);
    return (uint64_t)bits.v[1] << 32 | bits.v[0];
}

/* 52 bits as a number inside (0, 1): with 53, the highest would round to 1. */
static double open_unit(uint64_t bits)
{
    return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

static const struct chance_part *choose(const struct chance_dist *dist, uint32_t bits)
{
    uint32_t share = (uint32_t)((uint64_t)bits * 1000000 >> 32), sum = 0;
    for (unsigned i = 0; i + 1 < dist->count; ++i) {
        sum += dist->parts[i].weight_ppm;
        if (share < sum) {
            return &dist->parts[i];
        }
    }
    return &dist->parts[dist->count - 1];
}

static ms_t to_ms(double value)
{
    return value >= (double)CHANCE_DURATION_MAX ? CHANCE_DURATION_MAX : (ms_t)(value + 0.5);
}

int chance_is_const(const struct chance_dist *dist)
{
    for (unsigned i = 0; i < dist->count; ++i) {
        const struct chance_part *part = &dist->parts[i];
        bool is_const = part->kind == CHANCE_CONST || (part->kind == CHANCE_EXP && part->a == 0) ||
                        (part->kind != CHANCE_EXP && part->a == part->b);
        if (!is_const || part->a != dist->parts[0].a) {
            return 0;
        }
    }
    return 1;
}

ms_t chance_duration(const struct chance_dist *dist, uint64_t seed, uint32_t stream,
                     uint32_t entity, uint64_t counter)
{
    if (chance_is_const(dist)) {
        return dist->parts[0].a;
    }
    philox4x32_ctr_t bits = block(seed, stream, entity, counter);
    const struct chance_part *part = choose(dist, bits.v[2]);
    double u = open_unit((uint64_t)bits.v[1] << 32 | bits.v[0]);
    double a = (double)part->a, b = (double)part->b;
    switch (part->kind) {
    case CHANCE_UNIFORM:
        return to_ms(a + u * (b - a));
    case CHANCE_EXP:
        return to_ms(-a * ln(u));
    case CHANCE_LOGNORMAL: {
        /* 1.645: the 95th percentile of the standard normal distribution, as the notation says */
        double sigma = ln(b / a) / 1.645;
        return to_ms(a * power_of_e(sigma * normal_quantile(u)));
    }
    default:
        return part->a;
    }
}

/* -ln u is at least 1 - u. A ms more than the limit for what is rounded. */
bool chance_is_beyond(const struct chance_dist *dist, uint64_t bits, ms_t limit)
{
    const struct chance_part *part = &dist->parts[0];
    return dist->count == 1 && part->kind == CHANCE_EXP && limit < CHANCE_DURATION_MAX &&
           (double)part->a * (1 - open_unit(bits)) > (double)limit + 1;
}

struct chance_dist chance_const(ms_t value)
{
    return (struct chance_dist){
        .count = 1, .parts = {{.kind = CHANCE_CONST, .weight_ppm = 1000000, .a = value}}};
}

ms_t chance_largest(const struct chance_dist *dist)
{
    ms_t largest = 0;
    for (unsigned i = 0; i < dist->count; i++) {
        const struct chance_part *part = &dist->parts[i];
        ms_t value = part->a > part->b ? part->a : part->b;
        largest = value > largest ? value : largest;
    }
    return largest;
}

ms_t chance_smallest(const struct chance_dist *dist)
{
    ms_t smallest = CHANCE_DURATION_MAX;
    for (unsigned i = 0; i < dist->count; i++) {
        const struct chance_part *part = &dist->parts[i];
        bool is_bounded = part->kind == CHANCE_CONST || part->kind == CHANCE_UNIFORM;
        ms_t value = is_bounded ? part->a : 0;
        smallest = value < smallest ? value : smallest;
    }
    return smallest;
}

void chance_factors(uint32_t sigma, uint32_t factors[CHANCE_RANKS])
{
    double values[CHANCE_RANKS], sum = 0;
    for (unsigned i = 0; i < CHANCE_RANKS; i++) {
        values[i] = power_of_e(sigma * 1e-6 * normal_quantile((i + 0.5) / CHANCE_RANKS));
        sum += values[i];
    }
    for (unsigned i = 0; i < CHANCE_RANKS; i++)
        factors[i] = (uint32_t)(values[i] * CHANCE_RANKS / sum * 65536 + 0.5);
}
