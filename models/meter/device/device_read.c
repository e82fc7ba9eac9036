#include "models/meter/device/device_parts.h"

#include <string.h>

#define DI_SIZE    4
#define FIRST_MAX  (DLT645_READ_MAX - DI_SIZE)     /* data bytes of a first answer */
#define FOLLOW_MAX (DLT645_READ_MAX - DI_SIZE - 1) /* of a follow-up answer, which ends with SEQ */

/* Length of a request for load records: identifier and count, or also a time. */
static bool is_load_request(size_t length)
{
    return length == 5 || length == 10;
}

static void answer_part(struct meter_device *meter, struct meter_exchange *exchange, size_t most,
                        int seq)
{
    struct meter_follow *follow = &meter->follow;
    uint8_t data[DLT645_READ_MAX];
    size_t rest = (size_t)(follow->size - follow->sent);
    size_t part = rest < most ? rest : most;
    size_t size = DI_SIZE + part;
    dlt645_di_put(data, follow->di);
    memcpy(data + DI_SIZE, follow->data + follow->sent, part);
    follow->sent = (uint16_t)(follow->sent + part);
    if (seq > 0)
        data[size++] = (uint8_t)seq;
    meter_answer(meter, exchange, follow->sent < follow->size ? DLT645_MORE : 0, data, size);
}

void meter_serve_read(struct meter_device *meter, struct meter_exchange *exchange)
{
    const struct dlt645_frame *request = exchange->request;
    struct meter_follow *follow = &meter->follow;
    if (request->length != DI_SIZE) { /* this meter keeps no load records */
        meter_answer_error(meter, exchange,
                           is_load_request(request->length) ? DLT645_ERR_NO_DATA
                                                            : DLT645_ERR_OTHER);
        return;
    }
    follow->di = dlt645_di_get(request->data);
    int size = meter_item_read(meter, follow->di, follow->data);
    follow->size = (uint16_t)(size > 0 ? size : 0);
    follow->sent = 0;
    follow->seq = 0;
    if (size > 0)
        answer_part(meter, exchange, FIRST_MAX, 0);
    else
        meter_answer_error(meter, exchange, (uint8_t)-size);
}

/* 7.2: SEQ must be the last one plus 1. A wrong SEQ is refused and changes nothing, so that the
 * right one is still served; an answer that was lost on the line needs a new 11H. */
void meter_serve_follow(struct meter_device *meter, struct meter_exchange *exchange)
{
    const struct dlt645_frame *request = exchange->request;
    struct meter_follow *follow = &meter->follow;
    bool is_good = request->length == DI_SIZE + 1 && follow->sent < follow->size &&
                   dlt645_di_get(request->data) == follow->di;
    uint8_t seq = is_good ? request->data[DI_SIZE] : 0;
    if (!is_good || seq == 0 || (seq != follow->seq + 1 && meter->config.rules.checks_seq)) {
        meter_answer_error(meter, exchange, DLT645_ERR_NO_DATA);
        return;
    }
    follow->seq = seq;
    answer_part(meter, exchange, FOLLOW_MAX, seq);
}

/* 7.4: no error answer exists; a request with data is not one. */
void meter_serve_address(struct meter_device *meter, struct meter_exchange *exchange)
{
    if (exchange->request->length == 0)
        meter_answer(meter, exchange, 0, meter->config.address, DLT645_ADDRESS_SIZE);
}
