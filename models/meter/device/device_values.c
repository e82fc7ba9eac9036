#include "models/meter/device/device_parts.h"
#include "protocol/dlt645/dlt645_time.h"

#include <string.h>

void meter_put_bcd(uint64_t value, uint8_t *out, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned pair = (unsigned)(value % 100);
        out[i] = (uint8_t)(pair / 10 << 4 | pair % 10);
        value /= 100;
    }
}

/* A point or record that was not made yet is all zeros. */
static void put_stamp(ms_t at, const char *order, uint8_t *out)
{
    if (at == 0)
        memset(out, 0, strlen(order));
    else
        dlt645_time_put(at, order, out);
}

void meter_put_stamp5(ms_t at, uint8_t out[5])
{
    put_stamp(at, DLT645_ORDER_POINT, out);
}

void meter_put_stamp6(ms_t at, uint8_t out[6])
{
    put_stamp(at, DLT645_ORDER_STAMP, out);
}

bool meter_get_stamp6(const uint8_t bytes[6], ms_t *out)
{
    return dlt645_time_moment(bytes, DLT645_ORDER_STAMP, out);
}
