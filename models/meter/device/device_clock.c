#include "models/meter/device/device.h"
#include "models/meter/device/device_parts.h"

#include <string.h>

#define BROADCAST_FIRST (5 * MS_MINUTE) /* times of day between which it is taken */
#define BROADCAST_LAST  (MS_DAY - 5 * MS_MINUTE)

ms_t meter_clock(const struct meter_device *meter)
{
    return meter->clock_set + (meter->now - meter->clock_set_at) * meter->config.rules.clock_rate;
}

ms_t meter_clock_reaches(const struct meter_device *meter, ms_t clock)
{
    if (clock == MS_NEVER || meter->config.rules.clock_rate != 1)
        return MS_NEVER;
    return clock - meter->clock_set + meter->clock_set_at;
}

ms_t meter_clock_shown(const struct meter_device *meter)
{
    ms_t clock = meter_clock(meter);
    return clock - clock_time_of_day(clock) % MS_SECOND;
}

ms_t meter_due(const struct meter_device *meter)
{
    ms_t due = relay_due(&meter->relay);
    bool is_settling = meter->relay.flags & RELAY_PULSE_PENDING;
    if (meter->is_off)
        return MS_NEVER;
    if (is_settling && meter->settle_at > meter->now && meter->settle_at < due)
        due = meter->settle_at;
    if (is_settling && meter->drive_at > meter->now && meter->drive_at < due)
        due = meter->drive_at;
    return meter->expired_at < due ? meter->expired_at : due;
}

void meter_relay_tick(struct meter_device *meter)
{
    struct relay_env env = meter_relay_env(meter);
    while (relay_tick(&meter->relay, &env, meter->now))
        meter_log_switches(meter);
    meter_drive(meter);
}

/* Goes from event to event, so that energy, freezes and records are those of the moments at which
 * they happen however far `now` is ahead. */
void meter_advance(struct meter_device *meter, ms_t now)
{
    while (meter->now < now) {
        ms_t freeze = meter_clock_reaches(meter, meter_freeze_due(meter));
        ms_t relay = meter_due(meter);
        ms_t demand = meter_clock_reaches(meter, meter_demand_due(meter));
        ms_t next = now;
        next = demand < next ? demand : next;
        next = freeze < next ? freeze : next;
        next = relay < next ? relay : next;
        meter_load_advance(meter, next);
        meter->now = next;
        if (meter->is_off)
            continue;
        if (next == demand)
            meter_demand_make(meter);
        if (next == freeze)
            meter_freeze_make(meter);
        meter_relay_tick(meter);
        meter_control_expired(meter);
    }
}

void meter_clock_set(struct meter_device *meter, ms_t to, const uint8_t *operator_code)
{
    if (operator_code) {
        struct meter_time_setting *log = meter->time_settings;
        memmove(&log[1], &log[0], (METER_RECORDS - 1) * sizeof *log);
        log[0] = (struct meter_time_setting){.before = meter_clock(meter), .after = to};
        memcpy(log[0].operator_code, operator_code, sizeof log[0].operator_code);
        meter->time_setting_count++;
    }
    meter->clock_set = to;
    meter->clock_set_at = meter->now;
    meter_demand_restart(meter);
}

static bool is_broadcast_time_good(const struct meter_device *meter, ms_t to)
{
    ms_t clock = meter_clock_shown(meter);
    ms_t difference = to > clock ? to - clock : clock - to;
    ms_t time_of_day = clock_time_of_day(clock);
    if (difference > meter->config.rules.time_window_s * MS_SECOND)
        return false;
    return clock_day_start(clock) != meter->time_set_day && time_of_day >= BROADCAST_FIRST &&
           time_of_day < BROADCAST_LAST;
}

/* 7.6: never answered, not even under the meter's own address. */
void meter_serve_time(struct meter_device *meter, struct meter_exchange *exchange)
{
    const struct dlt645_frame *request = exchange->request;
    ms_t to;
    if (request->length == 6 && meter_get_stamp6(request->data, &to) &&
        is_broadcast_time_good(meter, to)) {
        meter->time_set_day = clock_day_start(to);
        meter_clock_set(meter, to, NULL);
    }
    if (meter->config.rules.answers_broadcast)
        meter_answer(meter, exchange, 0, NULL, 0);
}
