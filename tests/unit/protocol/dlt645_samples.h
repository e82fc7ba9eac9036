/* tests/unit/protocol/dlt645_samples.h - the sample frames beside the tests, and random numbers
 * whose seed is printed when a property fails or holds. */
#ifndef TESTS_UNIT_PROTOCOL_DLT645_SAMPLES_H
#define TESTS_UNIT_PROTOCOL_DLT645_SAMPLES_H
#include "base/hex_text.h"
#include "protocol/dlt645/dlt645_frame.h"
#include "tests/unit/fk_check.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SAMPLE_COUNT 38

struct sample {
    int number;
    char error[32]; /* "ok" or "checksum@18" */
    uint8_t bytes[128];
    size_t size;
    char rows[600];
};

static struct sample samples[SAMPLE_COUNT];

/* Splits at " | " in place; returns the next part. */
static inline char *sample_part(char **line)
{
    char *part = *line, *bar = strstr(part, " | ");
    ck_assert_msg(bar != NULL, "five parts in '%s'", part);
    *bar = '\0';
    *line = bar + 3;
    return part;
}

static inline void samples_load(void)
{
    FILE *file = fopen(FK_TEST_DIR "/unit/protocol/dlt645_samples.txt", "r");
    ck_assert_msg(file != NULL, "dlt645_samples.txt");
    char line[1200];
    size_t count = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '#')
            continue;
        ck_assert_uint_lt(count, SAMPLE_COUNT);
        struct sample *sample = &samples[count++];
        char *rest = line;
        sample->number = atoi(sample_part(&rest));
        snprintf(sample->error, sizeof sample->error, "%s", sample_part(&rest));
        char *hex = sample_part(&rest);
        int size = hex_text_decode(hex, strlen(hex), sample->bytes, sizeof sample->bytes, NULL);
        ck_assert_int_gt(size, 0);
        sample->size = (size_t)size;
        snprintf(sample->rows, sizeof sample->rows, "%s", sample_part(&rest));
    }
    fclose(file);
    ck_assert_uint_eq(count, SAMPLE_COUNT);
}

static inline bool sample_is_ok(const struct sample *sample)
{
    return strcmp(sample->error, "ok") == 0;
}

/* xorshift64; FK_SEED in the environment repeats a run. */
static uint64_t random_state;

static inline void random_seed(const char *property)
{
    const char *seed = getenv("FK_SEED");
    random_state = seed != NULL ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL) * 2654435761u;
    if (random_state == 0)
        random_state = 1;
    printf("%s: FK_SEED=%llu\n", property, (unsigned long long)random_state);
    fflush(stdout);
}

static inline uint32_t random_below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) % limit);
}

/* A random frame; every byte may be 68, 16 or FE, small lengths are frequent. */
static inline struct dlt645_frame random_frame(void)
{
    static const uint8_t nasty[] = {0x68, 0x16, 0xFE, 0x35, 0xE3, 0xCB, 0x00, 0xFF};
    struct dlt645_frame frame;
    memset(&frame, 0, sizeof frame);
    for (size_t i = 0; i < DLT645_ADDRESS_SIZE; i++)
        frame.address[i] = random_below(2) ? nasty[random_below(8)] : (uint8_t)random_below(256);
    frame.control = random_below(4) ? (uint8_t)random_below(256) : nasty[random_below(8)];
    frame.length = (uint8_t)random_below(random_below(4) ? 24 : 256);
    for (unsigned i = 0; i < frame.length; i++)
        frame.data[i] = random_below(2) ? nasty[random_below(8)] : (uint8_t)random_below(256);
    return frame;
}

static inline bool frames_equal(const struct dlt645_frame *a, const struct dlt645_frame *b)
{
    return memcmp(a->address, b->address, sizeof a->address) == 0 && a->control == b->control &&
           a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}
#endif
