/* protocol/dlt645/dlt645_frame.c - frames of DL/T 645-2007; see the header. */
#include "protocol/dlt645/dlt645_frame.h"
#include <string.h>

uint8_t dlt645_checksum(const uint8_t *bytes, size_t size)
{
    unsigned sum = 0;
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
