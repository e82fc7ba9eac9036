#include "models/meter/device/device_parts.h"

#include <string.h>

#define LATE_MS  600 /* beyond the 500 ms of 5.3.3 */
#define EARLY_MS 5   /* below its 20 ms */
#define LONG     16  /* data bytes beyond which the check sum of long-checksum is wrong */

static void defects_in_data(const struct meter_device *meter, struct dlt645_frame *answer)
{
    unsigned function = answer->control & DLT645_FUNCTION;
    if (answer->control & DLT645_ERROR_ANSWER) {
        if (meter_has_defect(meter, METER_DEFECT_WRONG_ERROR_BIT))
            answer->data[0] = DLT645_ERR_OTHER;
        return;
    }
    if (function != DLT645_READ && function != DLT645_READ_FOLLOW)
        return;
    if (meter_has_defect(meter, METER_DEFECT_DI_NOT_ECHOED))
        memset(answer->data, 0, 4);
    if (meter_has_defect(meter, METER_DEFECT_SEQ_NOT_ECHOED) && function == DLT645_READ_FOLLOW)
        answer->data[answer->length - 1] = 0;
    if (meter_has_defect(meter, METER_DEFECT_MORE_LOST))
        answer->control &= (uint8_t)~DLT645_MORE;
    if (meter_has_defect(meter, METER_DEFECT_MORE_ALWAYS))
        answer->control |= DLT645_MORE;
}

static void defects_in_frame(const struct meter_device *meter, const struct dlt645_frame *request,
                             struct dlt645_frame *answer)
{
    if (meter_has_defect(meter, METER_DEFECT_WILD_ECHO))
        memcpy(answer->address, request->address, sizeof answer->address);
    bool is_error = answer->control & DLT645_ERROR_ANSWER;
    if (meter_has_defect(meter, METER_DEFECT_NO_DIRECTION) ||
        (is_error && meter_has_defect(meter, METER_DEFECT_ERROR_DIRECTION)))
        answer->control &= (uint8_t)~DLT645_FROM_METER;
    if (meter_has_defect(meter, METER_DEFECT_NO_OFFSET))
        for (size_t i = 0; i < answer->length; i++)
            answer->data[i] = (uint8_t)(answer->data[i] - DLT645_OFFSET);
}

static void defects_on_line(const struct meter_device *meter, struct meter_output *output)
{
    size_t least = DLT645_WAKE_USUAL + DLT645_HEAD_SIZE + 2;
    if (meter_has_defect(meter, METER_DEFECT_BAD_CHECKSUM) ||
        (output->size > least + LONG && meter_has_defect(meter, METER_DEFECT_LONG_CHECKSUM)))
        output->bytes[output->size - 2] ^= 0x55;
    if (meter_has_defect(meter, METER_DEFECT_LATE_ANSWER))
        output->delay_ms = LATE_MS;
    if (meter_has_defect(meter, METER_DEFECT_EARLY_ANSWER))
        output->delay_ms = EARLY_MS;
}

void meter_answer(struct meter_device *meter, struct meter_exchange *exchange, uint8_t flags,
                  const uint8_t *data, size_t size)
{
    struct meter_output *output = exchange->output;
    struct dlt645_frame answer = {.length = (uint8_t)size};
    if (exchange->is_silent)
        return;
    memcpy(answer.address, meter->config.address, sizeof answer.address);
    answer.control =
        (uint8_t)((exchange->request->control & DLT645_FUNCTION) | DLT645_FROM_METER | flags);
    if (size > 0)
        memcpy(answer.data, data, size);
    defects_in_data(meter, &answer);
    defects_in_frame(meter, exchange->request, &answer);
    int sent = dlt645_frame_encode(&answer, DLT645_WAKE_USUAL, output->bytes, sizeof output->bytes);
    output->size = sent > 0 ? (size_t)sent : 0;
    output->delay_ms = meter->config.answer_delay_ms;
    if (output->size > 0)
        defects_on_line(meter, output);
}

void meter_answer_error(struct meter_device *meter, struct meter_exchange *exchange, uint8_t err)
{
    if (!meter_has_defect(meter, METER_DEFECT_NO_ERROR_ANSWER))
        meter_answer(meter, exchange, DLT645_ERROR_ANSWER, &err, 1);
}
