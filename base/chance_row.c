/* chance_bits of many entities at once: the same bits, four to an instruction where the processor
 * has AVX2. */
#include "base/chance.h"

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

#define LANES  8 /* two vectors, which need not wait for each other */
#define ROUNDS 10

struct lanes {
    __m256i a, b, c, d;
};

/* One round. Each word stands in the lower half of a lane of 64 bits; what is in the upper half
 * does not matter, because products are of the lower halves alone. */
__attribute__((target("avx2"))) static inline struct lanes next(struct lanes l, __m256i key0,
                                                                __m256i key1)
{
    __m256i p = _mm256_mul_epu32(_mm256_set1_epi64x(0xD2511F53), l.a);
    __m256i q = _mm256_mul_epu32(_mm256_set1_epi64x(0xCD9E8D57), l.c);
    return (struct lanes){
        .a = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(q, 32), l.b), key0),
        .b = q,
        .c = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p, 32), l.d), key1),
        .d = p};
}

__attribute__((target("avx2"))) static inline __m256i bits_of(struct lanes l)
{
    return _mm256_or_si256(_mm256_slli_epi64(l.b, 32),
                           _mm256_and_si256(l.a, _mm256_set1_epi64x(UINT32_MAX)));
}

/* Philox 4x32-10. */
__attribute__((target("avx2"))) static void eight(uint64_t seed, uint32_t stream, uint32_t first,
                                                  uint64_t counter, uint64_t out[LANES])
{
    const __m256i four = _mm256_set1_epi64x(4);
    __m256i key0 = _mm256_set1_epi64x((int64_t)seed), key1 = _mm256_srli_epi64(key0, 32);
    struct lanes low = {
        .a = _mm256_set1_epi64x((int64_t)counter),
        .b = _mm256_set1_epi64x((int64_t)(counter >> 32)),
        .c = _mm256_add_epi64(_mm256_set1_epi64x(first), _mm256_set_epi64x(3, 2, 1, 0)),
        .d = _mm256_set1_epi64x(stream)};
    struct lanes high = low;
    high.c = _mm256_add_epi64(low.c, four);
    for (unsigned round = 0; round < ROUNDS; round++) {
        low = next(low, key0, key1);
        high = next(high, key0, key1);
        key0 = _mm256_add_epi32(key0, _mm256_set1_epi64x(0x9E3779B9)); /* Weyl's sequence */
        key1 = _mm256_add_epi32(key1, _mm256_set1_epi64x(0xBB67AE85));
    }
    _mm256_storeu_si256((__m256i *)out, bits_of(low));
    _mm256_storeu_si256((__m256i *)(out + 4), bits_of(high));
}

/* Entities of the row that are drawn so. */
__attribute__((target("avx2"))) static uint32_t eights(uint64_t seed, uint32_t stream,
                                                       uint32_t first, uint32_t count,
                                                       uint64_t counter, uint64_t *out)
{
    uint32_t i = 0;
    for (; i + LANES <= count; i += LANES)
        eight(seed, stream, first + i, counter, out + i);
    return i;
}

static uint32_t quick(uint64_t seed, uint32_t stream, uint32_t first, uint32_t count,
                      uint64_t counter, uint64_t *out)
{
    return __builtin_cpu_supports("avx2") ? eights(seed, stream, first, count, counter, out) : 0;
}
#else
static uint32_t quick(uint64_t seed, uint32_t stream, uint32_t first, uint32_t count,
                      uint64_t counter, uint64_t *out)
{
    (void)seed, (void)stream, (void)first, (void)count, (void)counter, (void)out;
    return 0;
}
#endif

void chance_row(uint64_t seed, uint32_t stream, uint32_t first, uint32_t count, uint64_t counter,
                uint64_t *out)
{
    for (uint32_t i = quick(seed, stream, first, count, counter, out); i < count; i++)
        out[i] = chance_bits(seed, stream, first + i, counter);
}
