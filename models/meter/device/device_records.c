#include "models/meter/device/device_parts.h"

#include <string.h>

#define COUNT_SIZE       3
#define OTHER_ENERGIES   5 /* reverse active, four quadrants: always 0 here */
#define PROGRAMMED_ITEMS 10

/* Both rings hold METER_RECORDS records, newest first. */
static void record_push(struct meter_device *meter, struct meter_record *ring)
{
    memmove(&ring[1], &ring[0], (METER_RECORDS - 1) * sizeof *ring);
    ring[0] =
        (struct meter_record){.at = meter_clock(meter), .forward = energy_register(&meter->energy)};
    if (meter->config.rules.keeps_operator)
        memcpy(ring[0].operator_code, meter->operator_code, sizeof ring[0].operator_code);
}

void meter_log_trip(struct meter_device *meter)
{
    if (!meter->config.rules.counts_trips)
        return;
    record_push(meter, meter->trips);
    meter->trip_count++;
}

void meter_log_switches(struct meter_device *meter)
{
    for (; meter->trips_seen != meter->relay.trips; meter->trips_seen++)
        meter_log_trip(meter);
    for (; meter->closes_seen != meter->relay.closes; meter->closes_seen++) {
        record_push(meter, meter->closes);
        meter->close_count++;
    }
}

void meter_log_programming(struct meter_device *meter, uint32_t di, const uint8_t *operator_code)
{
    struct meter_programming *log = meter->programmings;
    memmove(&log[1], &log[0], (METER_RECORDS - 1) * sizeof *log);
    log[0] = (struct meter_programming){.at = meter_clock(meter), .di = di};
    memcpy(log[0].operator_code, operator_code, sizeof log[0].operator_code);
    meter->programming_count++;
}

void meter_log_outage(struct meter_device *meter)
{
    struct meter_outage *log = meter->outage;
    memmove(&log[1], &log[0], (METER_RECORDS - 1) * sizeof *log);
    log[0] = (struct meter_outage){.from = meter_clock(meter)};
    meter->outages++;
}

/* 03110000 count, 031100nn beginning and end. */
int meter_outage_read(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    unsigned nth = di & 0xFF;
    if ((di >> 8 & 0xFF) != 0 || nth > METER_RECORDS)
        return -DLT645_ERR_NO_DATA;
    if (nth == 0) {
        meter_put_bcd(meter->outages, out, COUNT_SIZE);
        return COUNT_SIZE;
    }
    meter_put_stamp6(meter->outage[nth - 1].from, out);
    meter_put_stamp6(meter->outage[nth - 1].to, out + 6);
    return 12;
}

/* The 34 bytes of 1D00FFnn: time, operator code, six energies. */
static size_t put_record(const struct meter_record *record, uint8_t *out)
{
    meter_put_stamp6(record->at, out);
    memcpy(out + 6, record->operator_code, 4);
    meter_put_bcd((uint64_t)record->forward, out + 10, 4);
    memset(out + 14, 0, (size_t)OTHER_ENERGIES * 4);
    return 14 + (size_t)OTHER_ENERGIES * 4;
}

/* 1D00ffnn trips, 1E00ffnn closes. A record that was never made reads as zeros. */
int meter_record_read(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    bool is_trip = di >> 24 == 0x1D;
    unsigned part = di >> 8 & 0xFF;
    unsigned nth = di & 0xFF;
    uint8_t record[64];
    if (part == 0 && nth == 1) {
        meter_put_bcd(is_trip ? meter->trip_count : meter->close_count, out, COUNT_SIZE);
        return COUNT_SIZE;
    }
    if (part == 0 || nth < 1 || nth > METER_RECORDS)
        return -DLT645_ERR_NO_DATA;
    size_t size = put_record(is_trip ? &meter->trips[nth - 1] : &meter->closes[nth - 1], record);
    if (part == 0xFF) {
        memcpy(out, record, size);
        return (int)size;
    }
    if (part > 8)
        return -DLT645_ERR_NO_DATA;
    size_t at = part == 1 ? 0 : part == 2 ? 6 : 10 + (part - 3) * 4;
    size_t part_size = part == 1 ? 6 : 4;
    memcpy(out, record + at, part_size);
    return (int)part_size;
}

/* 50 bytes: time, operator code, ten identifiers, unused ones FF. */
static int put_programming(const struct meter_programming *log, uint8_t *out)
{
    size_t size = 10 + (size_t)PROGRAMMED_ITEMS * 4;
    memset(out, log->at == 0 ? 0 : 0xFF, size);
    meter_put_stamp6(log->at, out);
    memcpy(out + 6, log->operator_code, 4);
    dlt645_di_put(out + 10, log->di);
    return (int)size;
}

/* 03300000 and 03300400 counts, 033000nn and 033004nn records. */
int meter_log_read(const struct meter_device *meter, uint32_t di, uint8_t *out)
{
    unsigned log = di >> 8 & 0xFF;
    unsigned nth = di & 0xFF;
    if ((log != 0 && log != 4) || nth > METER_RECORDS)
        return -DLT645_ERR_NO_DATA;
    if (nth == 0) {
        uint32_t count = log == 0 ? meter->programming_count : meter->time_setting_count;
        meter_put_bcd(count, out, COUNT_SIZE);
        return COUNT_SIZE;
    }
    if (log == 0)
        return put_programming(&meter->programmings[nth - 1], out);
    const struct meter_time_setting *setting = &meter->time_settings[nth - 1];
    memcpy(out, setting->operator_code, 4);
    meter_put_stamp6(setting->before, out + 4);
    meter_put_stamp6(setting->after, out + 10);
    return 16;
}
