#include "models/meter/device/device_parts.h"

#include <string.h>

void meter_answer(struct meter_device *meter, struct meter_exchange *exchange, uint8_t flags,
                  const uint8_t *data, size_t size)
{
    struct meter_output *output = exchange->output;
    const struct meter_rules *rules = &meter->config.rules;
    struct dlt645_frame answer = {.length = (uint8_t)size};
    if (exchange->is_silent)
        return;
    memcpy(answer.address, meter->config.address, sizeof answer.address);
    answer.control =
        (uint8_t)((exchange->request->control & DLT645_FUNCTION) | DLT645_FROM_METER | flags);
    if (size > 0)
        memcpy(answer.data, data, size);
    meter_filter_frame(rules, exchange->request, &answer);
    int sent =
        dlt645_frame_encode(&answer, (unsigned)rules->wakes, output->bytes, sizeof output->bytes);
    if (sent <= 0)
        return;
    output->size = (size_t)sent;
    output->delay_ms = (uint32_t)rules->answer_delay_ms;
    meter->answers++;
    meter_filter_line(rules, meter->answers, answer.length, output);
}

void meter_answer_refusal(struct meter_device *meter, struct meter_exchange *exchange,
                          const uint8_t *word, size_t size)
{
    if (meter->config.rules.gives_errors)
        meter_answer(meter, exchange, DLT645_ERROR_ANSWER, word, size);
}

void meter_answer_error(struct meter_device *meter, struct meter_exchange *exchange, uint8_t err)
{
    meter_answer_refusal(meter, exchange, &err, 1);
}
