#include "models/meter/device/device_parts.h"
#include "protocol/dlt645/dlt645_item.h"

#include <string.h>

#define NO_LIMIT 0xFFFFFFFFu

/* A parameter kept in wire order at params[at]. */
struct slot {
    uint32_t di;
    uint8_t at, size;
    bool is_number;   /* BCD digits; false: any bytes */
    uint32_t initial; /* value at start, if a number */
    uint32_t limit;   /* largest value */
    uint8_t err;      /* ERR byte for a value above it, 7.1.5 */
};

static const struct slot slots[] = {
    {0x04000103, 0, 1, true, 15, 60, DLT645_ERR_OTHER},     /* demand period, min */
    {0x04000201, 1, 1, true, 2, 14, DLT645_ERR_YEAR_ZONES}, /* year zones */
    {0x04000202, 2, 1, true, 2, 8, DLT645_ERR_OTHER},       /* day tables */
    {0x04000203, 3, 1, true, 8, 14, DLT645_ERR_DAY_SLOTS},  /* day slots */
    {0x04000402, 4, 6, true, 0, NO_LIMIT, 0},               /* meter number */
    {0x0400040E, 10, 6, true, 0, NO_LIMIT, 0},              /* customer number */
    {0x04001101, 16, 1, false, 0, NO_LIMIT, 0},             /* feature word 1 */
    {0x04001401, 17, 2, true, 0, NO_LIMIT, 0},              /* trip delay, min */
    {0x04001402, 19, 3, true, 0, NO_LIMIT, 0},              /* relay current threshold, mA */
    {0x04001403, 22, 2, true, 0, NO_LIMIT, 0},              /* hold time at high current, min */
};

/* Name plate. Text is kept as read by people; on the wire it is reversed, 00 fills. */
struct plate {
    uint32_t di;
    uint8_t size;
    const char *text; /* NULL: a number */
    uint32_t number;
};
static const struct plate plates[] = {
    {0x04000403, 32, "FEIKONG-VIRTUAL-METER", 0},
    {0x04000404, 6, "220V", 0},
    {0x04000405, 6, "5A", 0},
    {0x04000406, 6, "60A", 0},
    {0x04000407, 4, "1.0", 0},
    {0x04000408, 4, "2.0", 0},
    {0x04000409, 3, NULL, 1200},
    {0x0400040A, 3, NULL, 1200},
    {0x0400040B, 10, "FK-V1", 0},
    {0x0400040C, 10, "2026-01-01", 0},
    {0x0400040D, 16, "DL/T645-2007", 0},
};

static const struct slot *slot_find(uint32_t di)
{
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (slots[i].di == di)
            return &slots[i];
    return NULL;
}

void meter_params_init(struct meter_device *meter)
{
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        meter_put_bcd(slots[i].initial, meter->params + slots[i].at, slots[i].size);
    /* the meter number is as a rule the communication address the meter leaves the works with */
    memcpy(meter->params + slot_find(0x04000402)->at, meter->config.address, DLT645_ADDRESS_SIZE);
}

int meter_param_read(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    const struct slot *slot = slot_find(di);
    if (slot == NULL)
        return -DLT645_ERR_NO_DATA;
    memcpy(out, meter->params + slot->at, slot->size);
    return slot->size;
}

uint8_t meter_param_write(struct meter_device *meter, uint32_t di, const uint8_t *data)
{
    const struct slot *slot = slot_find(di);
    if (slot == NULL)
        return DLT645_ERR_NO_DATA;
    if (slot->is_number) {
        int64_t value = dlt645_bcd_get(data, slot->size);
        if (value < 0)
            return DLT645_ERR_OTHER;
        if (slot->limit != NO_LIMIT && value > slot->limit)
            return slot->err;
    }
    memcpy(meter->params + slot->at, data, slot->size);
    return 0;
}

uint32_t meter_param_number(const struct meter_device *meter, uint32_t di)
{
    const struct slot *slot = slot_find(di);
    int64_t value = slot ? dlt645_bcd_get(meter->params + slot->at, slot->size) : 0;
    return value > 0 ? (uint32_t)value : 0;
}

int meter_plate_read(uint32_t di, uint8_t *out)
{
    for (size_t i = 0; i < sizeof plates / sizeof *plates; i++) {
        const struct plate *plate = &plates[i];
        if (plate->di != di)
            continue;
        if (plate->text == NULL) {
            meter_put_bcd(plate->number, out, plate->size);
            return plate->size;
        }
        size_t length = strlen(plate->text);
        memset(out, 0, plate->size);
        for (size_t c = 0; c < length; c++)
            out[plate->size - 1 - c] = (uint8_t)plate->text[c];
        return plate->size;
    }
    return -DLT645_ERR_NO_DATA;
}
