/* protocol/dlt645/dlt645_frame.c - frames of DL/T 645-2007; see the header. */
#include "protocol/dlt645/dlt645_frame.h"
#include <string.h>

/* Sums of bytes in four lanes of 16 bits, eight bytes a step: all lanes together take 2,040 a step,
 * so that even their sum fits 16 bits for the 32 steps of a round. */
#define LANES     0x00FF00FF00FF00FFu
#define ROUND_MAX 256

uint8_t dlt645_checksum(const uint8_t *bytes, size_t size)
{
    unsigned sum = 0;
    while (size >= sizeof(uint64_t)) {
        uint64_t lanes = 0, word;
        size_t round = size < ROUND_MAX ? size & ~(sizeof word - 1) : ROUND_MAX;
        for (size_t i = 0; i < round; i += sizeof word) {
            memcpy(&word, bytes + i, sizeof word);
            lanes += (word & LANES) + (word >> 8 & LANES);
        }
        sum += (unsigned)(lanes * 0x0001000100010001u >> 48);
        bytes += round;
        size -= round;
    }
    for (size_t i = 0; i < size; i++)
        sum += bytes[i];
    return (uint8_t)sum;
}

int dlt645_frame_encode(const struct dlt645_frame *frame, unsigned wakes, uint8_t *out,
                        size_t capacity)
{
    size_t size = (size_t)DLT645_HEAD_SIZE + frame->length + 2;
    if (capacity < size || capacity - size < wakes)
        return FK_E_SPACE;
    memset(out, DLT645_WAKE, wakes);
    uint8_t *head = out + wakes;
    head[0] = DLT645_START;
    memcpy(head + 1, frame->address, DLT645_ADDRESS_SIZE);
    head[7] = DLT645_START;
    head[8] = frame->control;
    head[9] = frame->length;
    for (unsigned i = 0; i < frame->length; i++)
        head[DLT645_HEAD_SIZE + i] = (uint8_t)(frame->data[i] + DLT645_OFFSET);
    head[size - 2] = dlt645_checksum(head, size - 2);
    head[size - 1] = DLT645_END;
    return (int)(wakes + size);
}
