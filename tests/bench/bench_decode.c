/* tests/bench/bench_decode.c - frames per second through the scanner, with data taken apart.
 *
 * The stream mixes what a line carries: reads and their answers of several sizes, relay commands,
 * error answers, FE, now and then noise. Prints `decoded frames/s: N` for the best of five rounds.
 */
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_scan.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FRAMES 200000
#define ROUNDS 5
#define PIECE  256 /* bytes that arrive at once */

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static struct dlt645_frame bench_frame(unsigned i)
{
    static const struct {
        uint8_t control, length;
        uint32_t di;
    } kinds[] = {{0x11, 4, 0x00010000},  {0x91, 8, 0x00010000},  {0x11, 4, 0x0201FF00},
                 {0x91, 10, 0x0201FF00}, {0x91, 38, 0x1D00FF01}, {0x91, 6, 0x04000503},
                 {0x1C, 16, 0},          {0x9C, 0, 0},           {0xD1, 1, 0},
                 {0x91, 24, 0x0001FF00}};
    struct dlt645_frame frame = {.control = kinds[i % 10].control, .length = kinds[i % 10].length};
    if (dlt645_bcd_put(i % 1000000u, frame.address, sizeof frame.address) < 0)
        abort();
    for (unsigned k = 0; k < frame.length; k++)
        frame.data[k] = (uint8_t)((i + k) % 10);
    if (kinds[i % 10].di != 0)
        dlt645_di_put(frame.data, kinds[i % 10].di);
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

/* Takes the numbers out of an answer to a read; the sum keeps the work from being left out. */
static int64_t frame_values(const struct dlt645_frame *frame)
{
    if (frame->control != 0x91)
        return frame->control;
    const struct dlt645_item *item = dlt645_item_find(dlt645_di_get(frame->data));
    if (item == NULL)
        abort();
    int64_t sum = 0;
    size_t at = 4;
    for (size_t i = 0; i < item->field_count && at + item->fields[i].length <= frame->length; i++) {
        size_t length = item->fields[i].length;
        sum += length <= 8 ? dlt645_bcd_get(frame->data + at, length) : 0;
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

int main(void)
{
    size_t capacity = (size_t)FRAMES * 60;
    uint8_t *bytes = malloc(capacity);
    if (bytes == NULL)
        return 1;
    size_t size = bench_stream(bytes, capacity);
    double best = 0;
    int64_t sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
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
