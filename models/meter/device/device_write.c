#include "models/meter/device/device_parts.h"
#include "protocol/dlt645/dlt645_address.h"
#include "protocol/dlt645/dlt645_item.h"

#include <string.h>

/* 14H: DI0..DI3, PA, P0..P2, C0..C3, data. */
#define AT_PASSWORD     4
#define AT_OPERATOR     8
#define AT_DATA         12
#define DI_METER_NUMBER 0x04000402u

typedef uint8_t setter(struct meter_device *meter, uint32_t di, const uint8_t *data,
                       const uint8_t *operator_code);

/* What can be written besides the parameters of device_params.c, and by which level. */
struct writer {
    uint32_t di;
    enum meter_level level; /* lowest level that may */
    bool is_time;           /* recorded as time setting, not as programming */
    setter *set;
};

bool meter_password_check(const struct meter_device *meter, const uint8_t data[4],
                          enum meter_level *level)
{
    const struct meter_rules *rules = &meter->config.rules;
    uint8_t pa = rules->checks_level ? data[0] : 0x02;
    if (pa != 0x02 && pa != 0x04)
        return false;
    *level = pa == 0x02 ? METER_LEVEL_02 : METER_LEVEL_04;
    return memcmp(data + 1, meter->config.password[*level], 3) == 0 || !rules->checks_password;
}

/* The weekday is checked for its range and otherwise follows from the date. */
static uint8_t set_clock(struct meter_device *meter, uint32_t di, const uint8_t *data,
                         const uint8_t *operator_code)
{
    uint8_t stamp[6];
    ms_t to;
    meter_put_stamp6(meter_clock(meter), stamp);
    if (di != 0x04000101) {
        memcpy(stamp, data, 3);
        data += 3;
    }
    if (di != 0x04000102) {
        if (data[0] > 6)
            return DLT645_ERR_OTHER;
        memcpy(stamp + 3, data + 1, 3);
    }
    if (!meter_get_stamp6(stamp, &to))
        return DLT645_ERR_OTHER;
    meter_clock_set(meter, to, operator_code);
    return 0;
}

static uint8_t set_tariffs(struct meter_device *meter, uint32_t di, const uint8_t *data,
                           const uint8_t *operator_code)
{
    (void)di;
    (void)operator_code;
    int64_t tariffs = dlt645_bcd_get(data, 1);
    if (tariffs > METER_TARIFFS_MAX)
        return DLT645_ERR_TARIFFS;
    if (tariffs < 1)
        return DLT645_ERR_OTHER;
    meter->config.tariffs = (uint8_t)tariffs;
    return 0;
}

static uint8_t set_address(struct meter_device *meter, uint32_t di, const uint8_t *data,
                           const uint8_t *operator_code)
{
    (void)di;
    (void)operator_code;
    if (dlt645_bcd_get(data, DLT645_ADDRESS_SIZE) < 0 || dlt645_address_is_broadcast(data))
        return DLT645_ERR_OTHER;
    memcpy(meter->config.address, data, DLT645_ADDRESS_SIZE);
    return 0;
}

/* PA of the level, then P0 P1 P2. */
static uint8_t set_password(struct meter_device *meter, uint32_t di, const uint8_t *data,
                            const uint8_t *operator_code)
{
    (void)operator_code;
    uint8_t pa = (uint8_t)((di & 0xFF) - 1);
    if (data[0] != pa)
        return DLT645_ERR_OTHER;
    memcpy(meter->config.password[pa == 2 ? METER_LEVEL_02 : METER_LEVEL_04], data + 1, 3);
    return 0;
}

static uint8_t set_param(struct meter_device *meter, uint32_t di, const uint8_t *data,
                         const uint8_t *operator_code)
{
    (void)operator_code;
    return meter_param_write(meter, di, data);
}

static const struct writer writers[] = {
    {0x04000101, METER_LEVEL_04, true, set_clock},
    {0x04000102, METER_LEVEL_04, true, set_clock},
    {0x0400010C, METER_LEVEL_04, true, set_clock},
    {0x04000204, METER_LEVEL_02, false, set_tariffs},
    {0x04000401, METER_LEVEL_02, false, set_address},
    {0x04000C03, METER_LEVEL_02, false, set_password},
    {0x04000C05, METER_LEVEL_04, false, set_password},
};
static const struct writer param_writer = {0, METER_LEVEL_02, false, set_param};

static const struct writer *writer_find(uint32_t di)
{
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (writers[i].di == di)
            return &writers[i];
    return &param_writer;
}

/* The checks in their order: password, identifier, access, level, length; then the value. */
static uint8_t write_item(struct meter_device *meter, const struct dlt645_frame *request)
{
    enum meter_level level;
    if (request->length < AT_DATA)
        return DLT645_ERR_OTHER;
    if (!meter_password_check(meter, request->data + AT_PASSWORD, &level))
        return DLT645_ERR_NOT_ALLOWED;
    uint32_t di = dlt645_di_get(request->data);
    const uint8_t *operator_code = request->data + AT_OPERATOR;
    const struct dlt645_item *item = dlt645_item_find(di);
    const struct writer *writer = writer_find(di);
    const struct meter_rules *rules = &meter->config.rules;
    if (item == NULL)
        return DLT645_ERR_NO_DATA;
    int32_t number_write = di == DI_METER_NUMBER ? rules->number_write : 0;
    bool is_writable = item->access & DLT645_W || number_write > 0;
    if ((!is_writable && rules->guards_readonly) || level > writer->level)
        return DLT645_ERR_NOT_ALLOWED;
    if (request->length - AT_DATA != (int)dlt645_item_length(item))
        return DLT645_ERR_OTHER;
    if (!rules->stores_writes || number_write == 2)
        return 0;
    uint8_t err = writer->set(meter, di, request->data + AT_DATA, operator_code);
    if (!is_writable)
        return 0; /* unguarded: says yes to everything, also where nothing is stored */
    if (err == 0 && !writer->is_time)
        meter_log_programming(meter, di, operator_code);
    return err;
}

void meter_serve_write(struct meter_device *meter, struct meter_exchange *exchange)
{
    uint8_t err = write_item(meter, exchange->request);
    if (err)
        meter_answer_error(meter, exchange, err);
    else
        meter_answer(meter, exchange, 0, NULL, 0);
}
