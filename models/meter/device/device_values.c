#include "models/meter/device/device_parts.h"
#include "protocol/dlt645/dlt645_item.h"

void meter_put_bcd(uint64_t value, uint8_t *out, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned pair = (unsigned)(value % 100);
        out[i] = (uint8_t)(pair / 10 << 4 | pair % 10);
        value /= 100;
    }
}

void meter_put_stamp5(ms_t at, uint8_t out[5])
{
    uint8_t all[6];
    meter_put_stamp6(at, all);
    for (size_t i = 0; i < 5; i++)
        out[i] = all[i + 1];
}

void meter_put_stamp6(ms_t at, uint8_t out[6])
{
    struct clock_civil c = clock_to_civil(at);
    const int fields[6] = {c.second, c.minute, c.hour, c.day, c.month, c.year % 100};
    for (size_t i = 0; i < 6; i++)
        meter_put_bcd(at == 0 ? 0 : (uint64_t)fields[i], &out[i], 1);
}

bool meter_get_stamp6(const uint8_t bytes[6], ms_t *out)
{
    static const int first[6] = {0, 0, 0, 1, 1, 0};
    static const int last[6] = {59, 59, 23, 31, 12, 99};
    int fields[6];
    for (size_t i = 0; i < 6; i++) {
        fields[i] = (int)dlt645_bcd_get(&bytes[i], 1);
        if (fields[i] < first[i] || fields[i] > last[i])
            return false;
    }
    int year = 2000 + fields[5]; /* the protocol carries two digits */
    if (fields[3] > clock_month_days(year, fields[4]))
        return false;
    *out = clock_from_civil(year, fields[4], fields[3], fields[2], fields[1], fields[0]);
    return true;
}
