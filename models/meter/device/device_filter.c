/* Filters on an answer: each does nothing under the sound value of its rule. */
#include "models/meter/device/device_parts.h"

#include <string.h>

#define LATE_MS 800 /* of late_every: beyond the 500 ms of 5.3.3 */

static void filter_error(const struct meter_rules *rules, struct dlt645_frame *answer)
{
    if (rules->error_bits)
        answer->data[0] = (uint8_t)rules->error_bits;
    for (int32_t i = 0; i < rules->error_more_bytes; i++)
        answer->data[answer->length++] = 0;
    answer->control = (uint8_t)((answer->control | rules->error_set) & ~rules->error_clear);
}

static void filter_read(const struct meter_rules *rules, bool is_follow,
                        struct dlt645_frame *answer)
{
    if (!rules->echoes_di)
        memset(answer->data, 0, 4);
    if (!rules->echoes_seq && is_follow)
        answer->data[answer->length - 1] = 0;
    answer->control = (uint8_t)((answer->control & ~rules->read_clear) | rules->read_set);
}

void meter_filter_frame(const struct meter_rules *rules, const struct dlt645_frame *request,
                        struct dlt645_frame *answer)
{
    unsigned function = answer->control & DLT645_FUNCTION;
    bool is_follow = function == DLT645_READ_FOLLOW;
    if (answer->control & DLT645_ERROR_ANSWER)
        filter_error(rules, answer);
    else if (function == DLT645_READ || is_follow)
        filter_read(rules, is_follow, answer);
    if (rules->echoes_address)
        memcpy(answer->address, request->address, sizeof answer->address);
    answer->control = (uint8_t)(answer->control & ~rules->control_clear);
    for (size_t i = 0; i < answer->length; i++)
        answer->data[i] = (uint8_t)(answer->data[i] - rules->offset_less);
}

void meter_filter_line(const struct meter_rules *rules, uint32_t nth, size_t data_size,
                       struct meter_output *output)
{
    size_t noise = (size_t)rules->noise_bytes, size = output->size;
    if (data_size >= (size_t)rules->sum_flip_from)
        output->bytes[size - 2] ^= (uint8_t)rules->sum_flip;
    int32_t copies = rules->answer_copies;
    copies += rules->twice_every > 0 && nth % (uint32_t)rules->twice_every == 0;
    FK_ASSERT(noise + (size_t)copies * size <= sizeof output->bytes);
    for (int32_t i = 1; i < copies; i++, output->size += size)
        memcpy(output->bytes + output->size, output->bytes, size);
    memmove(output->bytes + noise, output->bytes, output->size);
    memset(output->bytes, 0x55, noise);
    output->size += noise;
    if (rules->late_every > 0 && nth % (uint32_t)rules->late_every == 0)
        output->delay_ms = LATE_MS;
    output->gap_at = output->size / 2;
    output->gap_ms = (uint32_t)rules->answer_gap_ms;
}
