/* How many frames a second the scanner takes out of a stream: answers of eleven common lengths with
 * leading FE, pushed in pieces as a serial line would give them. Prints one line: name, value, unit. */
#include "protocol/dlt645_scan.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FRAMES 4096
#define ROUNDS 200
#define PIECE  61 /* bytes that arrive together */

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t fill(uint8_t *stream, size_t capacity)
{
    size_t size = 0;
    for (unsigned i = 0; i < FRAMES; i++) {
        struct dlt645_frame frame = {.control = 0x91, .length = (uint8_t)(4 + i % 11 * 4)};
        memset(frame.address, (int)(i % 100), sizeof frame.address);
        memset(frame.data, (int)i & 0xFF, frame.length);
        int written = dlt645_frame_encode(&frame, i % 5, stream + size, capacity - size);
        if (written < 0)
            abort();
        size += (size_t)written;
    }
    return size;
}

int main(void)
{
    static uint8_t stream[FRAMES * 80];
    size_t size = fill(stream, sizeof stream), decoded = 0;
    struct dlt645_scanner scanner;
    struct dlt645_frame frame;
    double start = seconds_now();
    for (int round = 0; round < ROUNDS; round++) {
        dlt645_scan_init(&scanner);
        for (size_t at = 0; at < size;) {
            size_t piece = size - at < PIECE ? size - at : PIECE;
            at += dlt645_scan_push(&scanner, stream + at, piece);
            while (dlt645_scan_next(&scanner, &frame, NULL) == DLT645_SCAN_FRAME)
                decoded++;
        }
    }
    double elapsed = seconds_now() - start;
    if (decoded != (size_t)FRAMES * ROUNDS) {
        fprintf(stderr, "%zu frames were decoded, expected %d\n", decoded, FRAMES * ROUNDS);
        return 1;
    }
    printf("decoded-frames %.0f frames/s\n", (double)decoded / elapsed);
    return 0;
}
