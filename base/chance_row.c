/* chance_bits of many entities at once: the same bits, four to an instruction where the processor
 * has AVX2. */
#include "base/chance.h"

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

#define LANES  4
#define ROUNDS 10

/* Philox 4x32-10. Each word stands in the lower half of a lane of 64 bits; what is in the upper
 * half does not matter, because products are of the lower halves alone. */
__attribute__((target("avx2"))) static void four(uint64_t seed, uint32_t stream, uint32_t first,
                                                 uint64_t counter, uint64_t out[LANES])
{
    const __m256i by0 = _mm256_set1_epi64x(0xD2511F53), by1 = _mm256_set1_epi64x(0xCD9E8D57);
    const __m256i lower = _mm256_set1_epi64x(UINT32_MAX);
    uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
    __m256i a = _mm256_set1_epi64x((int64_t)counter);
    __m256i b = _mm256_srli_epi64(a, 32);
    __m256i c = _mm256_add_epi64(_mm256_set1_epi64x(first), _mm256_set_epi64x(3, 2, 1, 0));
    __m256i d = _mm256_set1_epi64x(stream);
    for (unsigned round = 0; round < ROUNDS; round++) {
        __m256i p = _mm256_mul_epu32(by0, a), q = _mm256_mul_epu32(by1, c);
        a = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(q, 32), b),
                             _mm256_set1_epi64x(key0));
        c = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p, 32), d),
                             _mm256_set1_epi64x(key1));
        b = q;
        d = p;
        key0 += 0x9E3779B9; /* the keys of the rounds, by Weyl's sequence */
        key1 += 0xBB67AE85;
    }
    __m256i bits = _mm256_or_si256(_mm256_slli_epi64(b, 32), _mm256_and_si256(a, lower));
    _mm256_storeu_si256((__m256i *)out, bits);
}

/* Entities of the row that are drawn so. */
__attribute__((target("avx2"))) static uint32_t fours(uint64_t seed, uint32_t stream,
                                                      uint32_t first, uint32_t count,
                                                      uint64_t counter, uint64_t *out)
{
    uint32_t i = 0;
    for (; i + LANES <= count; i += LANES)
        four(seed, stream, first + i, counter, out + i);
    return i;
}

static uint32_t quick(uint64_t seed, uint32_t stream, uint32_t first, uint32_t count,
                      uint64_t counter, uint64_t *out)
{
    return __builtin_cpu_supports("avx2") ? fours(seed, stream, first, count, counter, out) : 0;
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
