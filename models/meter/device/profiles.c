#include "models/meter/device/profiles.h"

#include <string.h>

static const struct meter_trait table[] = {
    {"strict-plain",
     {"with a plain password only 1A, 1B and 1C are taken", "明文密码只受理1A、1B、1C"},
     NULL,
     {METER_SET(plain_orders_all, 0)}},
    {"lacks-00010000",
     {"item 00010000 (forward active energy, total) does not exist",
      "无数据项00010000（正向有功总电能）"},
     NULL,
     {METER_SET(lacks_energy, 1)}},
    {"lacks-04000401",
     {"item 04000401 (address) does not exist", "无数据项04000401（通信地址）"},
     NULL,
     {METER_SET(lacks_address, 1)}},
    {"lacks-0400010C",
     {"item 0400010C (date, weekday and time) does not exist",
      "无数据项0400010C（日期、星期和时间）"},
     NULL,
     {METER_SET(lacks_clock, 1)}},
    {"writes-04000402",
     {"item 04000402 (meter number) can be written", "数据项04000402（表号）可写"},
     NULL,
     {METER_SET(number_write, 1)}},
    {"noise-before",
     {"three noise bytes stand before every answer", "每个应答之前有三个乱码字节"},
     NULL,
     {METER_SET(noise_bytes, 3)}},
};
#define PROFILES (sizeof table / sizeof *table)

size_t meter_profile_count(void)
{
    return PROFILES;
}

const struct meter_trait *meter_profile_info(size_t profile)
{
    return profile < PROFILES ? &table[profile] : NULL;
}

const struct meter_trait *meter_profile_find(const char *name)
{
    for (size_t i = 0; i < PROFILES; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}
