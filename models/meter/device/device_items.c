#include "models/meter/device/device_parts.h"

#include <string.h>

#define FREQUENCY   5000 /* 0.01 Hz */
#define TEMPERATURE 250  /* 0.1 degree C */
#define ABSENT      0xFF /* fills what a single-phase meter does not have */
#define BLOCK       0xFF /* DI0 or DI1 that asks for all parts */

/* One family of identifiers: di where the bits of mask are set. */
struct reader {
    uint32_t mask, di;
    int (*read)(const struct meter_device *meter, uint32_t di, uint8_t *out);
};

struct relay_env meter_relay_env(const struct meter_device *meter)
{
    return (struct relay_env){
        .trip_delay_min = (uint16_t)meter_param_number(meter, 0x04001401),
        .hold_current_ma = meter_param_number(meter, 0x04001402),
        .hold_limit_min = (uint16_t)meter_param_number(meter, 0x04001403),
        .current_ma = meter_current_most_ma(meter),
        /* a contact that settles, or is tried again, is driven later, as with too little voltage */
        .is_voltage_low = meter->now < meter->settle_at || meter->now < meter->drive_at ||
                          !meter_can_drive(meter),
    };
}

size_t meter_put_energies(const struct meter_device *meter, kwh100_t total, unsigned tariff,
                          uint8_t *out)
{
    size_t first = tariff == BLOCK ? 0 : tariff;
    size_t last = tariff == BLOCK ? meter->config.tariffs : tariff;
    size_t size = 0;
    for (size_t t = first; t <= last; t++, size += 4)
        meter_put_bcd(t <= 1 ? (uint64_t)total : 0, out + size, 4);
    return size;
}

/* 000ktt0p: present values only, this meter keeps no settlement periods. */
static int read_energy(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    unsigned kind = di >> 16;
    unsigned tariff = di >> 8 & 0xFF;
    if ((di & 0xFF) != 0 || (tariff > meter->config.tariffs && tariff != BLOCK))
        return -DLT645_ERR_NO_DATA;
    kwh100_t total = kind == 2 ? 0 : energy_register(&meter->energy);
    size_t size = meter_put_energies(meter, total, tariff, out);
    if (tariff == 0)
        out[size - 1] |= (uint8_t)meter->config.rules.energy_fill;
    return (int)size;
}

/* Present value of a phase 0..2, or of the total. */
static uint32_t variable(const struct meter_device *meter, unsigned kind, unsigned phase)
{
    switch (kind) {
    case 0x01:
        return meter->is_off ? 0 : meter->load.dv[phase];
    case 0x02:
        return meter_current_ma(meter, phase);
    case 0x03:
        return meter_power_dw(meter, phase);
    default:
        return meter->load.power_factor;
    }
}

static uint32_t variable_total(const struct meter_device *meter, unsigned kind)
{
    return kind == 0x03 ? meter_power_total_dw(meter) : meter->load.power_factor;
}

/* Total (if there is one) and phases; phases that the meter lacks are filled up. */
static int put_block(const struct meter_device *meter, unsigned kind, size_t size, bool has_total,
                     uint8_t *out)
{
    size_t at = 0;
    if (has_total) {
        meter_put_bcd(variable_total(meter, kind), out, size);
        at = size;
    }
    for (unsigned phase = 0; phase < METER_PHASES; phase++, at += size) {
        memset(out + at, ABSENT, size);
        if (phase < meter->config.phases)
            meter_put_bcd(variable(meter, kind, phase), out + at, size);
    }
    return (int)at;
}

/* 02kkpp00: pp 01..03 phases, FF block; kinds with a total (pp 00) have a part more. */
static int read_variable(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    static const uint8_t sizes[] = {0, 2, 3, 3, 0, 0, 2}; /* by kind; 0: not in this meter */
    unsigned kind = di >> 16 & 0xFF;
    unsigned part = di >> 8 & 0xFF;
    bool has_total = kind >= 3;
    size_t size = kind < sizeof sizes ? sizes[kind] : 0;
    if (size == 0 || (di & 0xFF) != 0)
        return -DLT645_ERR_NO_DATA;
    if (part == BLOCK)
        return put_block(meter, kind, size, has_total, out);
    if (part > meter->config.phases || (part == 0 && !has_total))
        return -DLT645_ERR_NO_DATA;
    meter_put_bcd(part == 0 ? variable_total(meter, kind) : variable(meter, kind, part - 1), out,
                  size);
    return (int)size;
}

/* 0101tt00: greatest demand and its moment; like the energy, all of it is tariff 1's. */
static int read_demand(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    unsigned tariff = di >> 8 & 0xFF;
    if ((di & 0xFF) != 0 || (tariff > meter->config.tariffs && tariff != BLOCK))
        return -DLT645_ERR_NO_DATA;
    size_t first = tariff == BLOCK ? 0 : tariff;
    size_t last = tariff == BLOCK ? meter->config.tariffs : tariff;
    size_t size = 0;
    for (size_t t = first; t <= last; t++, size += 8) {
        meter_put_bcd(t <= 1 ? meter->demand.most_dw : 0, out + size, 3);
        meter_put_stamp5(t <= 1 ? meter->demand.most_at : 0, out + size + 3);
    }
    return (int)size;
}

/* 02800004, of the last whole period. */
static int read_last_demand(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    (void)di;
    meter_put_bcd(meter->demand.last_dw, out, 3);
    return 3;
}

static int read_frequency(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    (void)meter;
    (void)di;
    meter_put_bcd(FREQUENCY, out, 2);
    return 2;
}

static int read_temperature(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    (void)meter;
    (void)di;
    meter_put_bcd(TEMPERATURE, out, 2);
    return 2;
}

/* 04000101 WW DD MM YY, 04000102 ss mm hh, 0400010C both. */
static int read_clock(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    struct clock_civil c = clock_to_civil(meter_clock(meter));
    uint8_t stamp[6];
    size_t size = 0;
    meter_put_stamp6(meter_clock(meter), stamp);
    if (di != 0x04000101) {
        memcpy(out, stamp, 3);
        size = 3;
    }
    if (di != 0x04000102) {
        int ahead = meter->config.rules.weekday_ahead;
        out[size++] = (uint8_t)((c.weekday + ahead) % 7);
        memcpy(out + size, stamp + 3, 3);
        size += 3;
    }
    return (int)size;
}

static int read_status(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    unsigned word = di & 0xFF;
    uint8_t all[2 * METER_STATUS_WORDS];
    uint16_t words[METER_STATUS_WORDS];
    meter_status(meter, words);
    for (size_t i = 0; i < METER_STATUS_WORDS; i++) {
        all[2 * i] = (uint8_t)words[i];
        all[2 * i + 1] = (uint8_t)(words[i] >> 8);
    }
    if (word == BLOCK) {
        memcpy(out, all, sizeof all);
        return (int)sizeof all;
    }
    if (word < 1 || word > 7)
        return -DLT645_ERR_NO_DATA;
    memcpy(out, all + (word - 1) * 2, 2);
    return 2;
}

static int read_address(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    (void)di;
    bool is_reversed = meter->config.rules.reverses_address;
    for (size_t i = 0; i < DLT645_ADDRESS_SIZE; i++)
        out[i] = meter->config.address[is_reversed ? DLT645_ADDRESS_SIZE - 1 - i : i];
    return DLT645_ADDRESS_SIZE;
}

static int read_tariffs(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    (void)di;
    meter_put_bcd(meter->config.tariffs, out, 1);
    return 1;
}

/* Passwords can be written and never read. */
static int read_password(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    (void)meter;
    (void)out;
    return di == 0x04000C03 || di == 0x04000C05 ? -DLT645_ERR_NOT_ALLOWED : -DLT645_ERR_NO_DATA;
}

static int read_plate(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    int size = meter_param_read(meter, di, out);
    return size > 0 ? size : meter_plate_read(di, out);
}

/* First match counts. */
static const struct reader readers[] = {
    {0xFFFF0000, 0x00000000, read_energy},       {0xFFFF0000, 0x00010000, read_energy},
    {0xFFFF0000, 0x00020000, read_energy},       {0xFFFF0000, 0x01010000, read_demand},
    {0xFFFFFFFF, 0x02800004, read_last_demand},  {0xFFFFFFFF, 0x02800002, read_frequency},
    {0xFFFFFFFF, 0x02800007, read_temperature},  {0xFF000000, 0x02000000, read_variable},
    {0xFFFF0000, 0x03300000, meter_log_read},    {0xFFFF0000, 0x03110000, meter_outage_read},
    {0xFFFFFFFF, 0x04000101, read_clock},        {0xFFFFFFFF, 0x04000102, read_clock},
    {0xFFFFFFFF, 0x0400010C, read_clock},        {0xFFFFFFFF, 0x04000204, read_tariffs},
    {0xFFFFFFFF, 0x04000401, read_address},      {0xFFFFFF00, 0x04000500, read_status},
    {0xFFFFFF00, 0x04000C00, read_password},     {0xFF000000, 0x04000000, read_plate},
    {0xFF000000, 0x05000000, meter_freeze_read}, {0xFFFF0000, 0x1D000000, meter_record_read},
    {0xFFFF0000, 0x1E000000, meter_record_read},
};

static bool is_lacked(const struct meter_rules *rules, uint32_t di)
{
    return (di == 0x00010000 && rules->lacks_energy) ||
           (di == 0x04000401 && rules->lacks_address) || (di == 0x0400010C && rules->lacks_clock);
}

int meter_item_read(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    if (is_lacked(&meter->config.rules, di))
        return -DLT645_ERR_NO_DATA;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if ((di & readers[i].mask) == readers[i].di)
            return readers[i].read(meter, di, out);
    return -DLT645_ERR_NO_DATA;
}
