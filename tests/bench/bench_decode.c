/* tests/bench/bench_decode.c - frames per second through the scanner, with data taken apart.
 *
 * The stream mixes all control codes: reads and their answers of several sizes, follow-ups,
 * security, writes, relay commands, error answers, FE, now and then noise. Prints
 * `decoded frames/s: N` for the best of the rounds: five, or as many as the argument says, so that
 * a tool that counts instructions can tell those of a round. */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_message.h"
#include "protocol/dlt645/dlt645_scan.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FRAMES 200000
#define ROUNDS 5   /* if not told */
#define PIECE  256 /* bytes that arrive at once */

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* All control codes, requests and answers as often as a line of a concentrator has them: half are
 * reads, the others one of each kind. */
static struct dlt645_frame bench_frame(unsigned i)
{
    static const struct {
        uint8_t control, length, level; /* level: where it stands, if not 0 */
        uint32_t di;
    } kinds[] = {{0x11, 4, 0, 0x00010000},
                 {0x91, 8, 0, 0x00010000},
                 {0x11, 4, 0, 0x0201FF00},
                 {0x91, 10, 0, 0x0201FF00},
                 {0x11, 4, 0, 0x1D00FF01},
                 {0x91, 38, 0, 0x1D00FF01},
                 {0x11, 4, 0, 0x04000503},
                 {0x91, 6, 0, 0x04000503},
                 {0x11, 4, 0, 0x0001FF00},
                 {0x91, 24, 0, 0x0001FF00},
                 {0x11, 4, 0, 0x05060101},
                 {0x91, 24, 0, 0x05060101},
                 {0x11, 10, 0, 0x06100101},
                 {0x91, 18, 0, 0x06100101},
                 {0x11, 4, 0, 0x01010001},
                 {0x91, 12, 0, 0x01010001},
                 {0xB1, 200, 0, 0x0001FF00},
                 {0x12, 5, 0, 0x0001FF00},
                 {0xB2, 200, 0, 0x0001FF00},
                 {0x92, 41, 0, 0x0001FF00},
                 {0xD1, 1, 0, 0},
                 {0xD2, 1, 0, 0},
                 {0x03, 32, 0, 0x070000FF},
                 {0x83, 16, 0, 0x070000FF},
                 {0xC3, 2, 0, 0},
                 {0x08, 6, 0, 0},
                 {0x13, 0, 0, 0},
                 {0x93, 6, 0, 0},
                 {0x14, 14, 0, 0x04001401},
                 {0x14, 32, 5, 0x0400010C},
                 {0x94, 0, 0, 0},
                 {0xD4, 1, 0, 0},
                 {0x15, 6, 0, 0},
                 {0x95, 0, 0, 0},
                 {0x16, 4, 0, 0},
                 {0x96, 0, 0, 0},
                 {0x17, 1, 0, 0},
                 {0x97, 1, 0, 0},
                 {0x18, 12, 0, 0x04000C03},
                 {0x98, 4, 0, 0},
                 {0x19, 8, 0, 0},
                 {0x99, 0, 0, 0},
                 {0x1A, 28, 1, 0},
                 {0x9A, 0, 0, 0},
                 {0x1B, 12, 0, 0},
                 {0x9B, 0, 0, 0},
                 {0x1C, 16, 0, 0},
                 {0x1C, 28, 1, 0},
                 {0x9C, 2, 0, 0},
                 {0xDC, 2, 0, 0},
                 {0x1D, 1, 0, 0},
                 {0x9D, 1, 0, 0}};
    unsigned k = i % (sizeof kinds / sizeof *kinds);
    struct dlt645_frame frame = {.control = kinds[k].control, .length = kinds[k].length};
    if (dlt645_bcd_put(i % 1000000u, frame.address, sizeof frame.address) < 0)
        abort();
    for (unsigned at = 0; at < frame.length; at++)
        frame.data[at] = (uint8_t)((i + at) % 10);
    if (kinds[k].di != 0)
        dlt645_di_put(frame.data, kinds[k].di);
    if (kinds[k].level != 0)
        frame.data[kinds[k].level - 1] = DLT645_LEVEL_CIPHER;
    return frame;
}

static size_t bench_stream(uint8_t *bytes, size_t capacity)
{
    size_t size = 0;
    for (unsigned i = 0; i < FRAMES; i++) {
        struct dlt645_frame frame = bench_frame(i);
        int n = dlt645_frame_encode(&frame, i % 5, bytes + size, capacity - size);
        if (n < 0)
            abort();
        size += (size_t)n;
        if (i % 100 == 99)
            bytes[size++] = (uint8_t)i; /* noise */
    }
    return size;
}

/* Takes the data of every frame apart, and the numbers out of an answer to a read; the sum keeps
 * the work from being left out. */
static int64_t frame_values(const struct dlt645_frame *frame)
{
    struct dlt645_message message;
    if (dlt645_message_parse(frame, &message) != FK_OK)
        abort();
    if (frame->control != 0x91)
        return message.function + message.err + message.word + message.mac[0] + message.feature;
    const struct dlt645_item *item = dlt645_item_find(message.di);
    if (item == NULL)
        abort();
    int64_t sum = 0;
    size_t at = 0;
    for (size_t i = 0; i < item->field_count && at + item->fields[i].length <= message.value_size;
         i++) {
        size_t length = item->fields[i].length;
        sum += length <= 8 ? dlt645_bcd_get(message.value + at, length) : 0;
        at += length;
    }
    return sum;
}

static unsigned bench_decode(const uint8_t *bytes, size_t size, int64_t *sum)
{
    struct dlt645_scanner scanner;
    struct dlt645_frame frame;
    unsigned frames = 0;
    dlt645_scan_init(&scanner);
    for (size_t at = 0; at < size;) {
        at += dlt645_scan_push(&scanner, bytes + at, size - at < PIECE ? size - at : PIECE);
        enum dlt645_scan_result result;
        while ((result = dlt645_scan_next(&scanner, &frame, NULL)) != DLT645_SCAN_NEED_MORE) {
            if (result != DLT645_SCAN_FRAME)
                continue;
            frames++;
            *sum += frame_values(&frame);
        }
    }
    return frames;
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : ROUNDS;
    size_t capacity = (size_t)FRAMES * 60;
    uint8_t *bytes = malloc(capacity);
    if (bytes == NULL)
        return 1;
    size_t size = bench_stream(bytes, capacity);
    double best = 0;
    int64_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        double start = seconds_now();
        unsigned frames = bench_decode(bytes, size, &sum);
        double rate = frames / (seconds_now() - start);
        /* Noise that looks like a start byte may cost a frame or two; losing more is a bug. */
        if (frames < FRAMES - FRAMES / 1000) {
            fprintf(stderr, "bench_decode: %u of %d frames found\n", frames, FRAMES);
            return 1;
        }
        best = rate > best ? rate : best;
    }
    printf("decoded frames/s: %.0f\n", best);
    free(bytes);
    return sum == 0;
}
