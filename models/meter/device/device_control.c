#include "models/meter/device/device_parts.h"

#include <string.h>

/* 1CH, plain form: PA, P0..P2, C0..C3, N1, N2, N3..N8 = ss mm hh DD MM YY. */
#define AT_OPERATOR  4
#define AT_N1        8
#define AT_N2        9
#define AT_DEADLINE  10
#define CONTROL_SIZE 16

static bool is_known(uint8_t n1)
{
    return (n1 >= RELAY_TRIP && n1 <= RELAY_TRIP_THEN_PERMIT) || n1 == RELAY_ALARM_ON ||
           n1 == RELAY_ALARM_OFF || n1 == RELAY_PROTECT || n1 == RELAY_UNPROTECT;
}

/* Commands whose operator code a later trip or close record bears. */
static bool moves_relay(uint8_t n1)
{
    return (n1 >= RELAY_TRIP && n1 <= RELAY_TRIP_THEN_PERMIT) || n1 == RELAY_PROTECT;
}

/* valid while the meter clock has not passed it; the same second is still valid. */
static bool is_deadline_good(const struct meter_device *meter, const uint8_t *data)
{
    ms_t deadline;
    if (!meter_get_stamp6(data, &deadline))
        return meter_has_defect(meter, METER_DEFECT_ANY_DEADLINE);
    return deadline >= meter_clock_shown(meter) ||
           meter_has_defect(meter, METER_DEFECT_IGNORES_DEADLINE);
}

/* Level 02 takes every command, level 04 trips, permits and closes; so does a strict level 02. */
static bool is_level_enough(const struct meter_device *meter, enum meter_level level, uint8_t n1)
{
    return (level == METER_LEVEL_02 && !meter->config.is_strict_plain) || n1 == RELAY_TRIP ||
           n1 == RELAY_PERMIT || n1 == RELAY_CLOSE;
}

/* A slow contact is a pulse that waits: for time instead of voltage. */
static int relay_run(struct meter_device *meter, uint8_t n1, uint8_t n2)
{
    struct relay_env env = meter_relay_env(meter);
    bool was_pending = meter->relay.flags & RELAY_PULSE_PENDING;
    env.is_voltage_low |= meter->config.settle_ms > 0;
    int word = relay_command_apply(&meter->relay, n1, n2, &env, meter->now, NULL);
    if (meter->relay.flags & RELAY_PULSE_PENDING && !was_pending)
        meter->settle_at = meter->now + meter->config.settle_ms;
    return word;
}

/* The relay with its defects: a wrong command in place of the right one, or one more behind it. */
static bool execute(struct meter_device *meter, uint8_t n1, uint8_t n2)
{
    struct meter_relay *relay = &meter->relay;
    bool was_open = relay_is_open(relay);
    bool was_protected = relay->flags & RELAY_PROTECTED;
    if (n1 == RELAY_PERMIT && meter_has_defect(meter, METER_DEFECT_PERMIT_CLOSES))
        n1 = RELAY_CLOSE;
    if (was_protected && n1 == RELAY_TRIP &&
        meter_has_defect(meter, METER_DEFECT_TRIPS_WHEN_PROTECTED))
        relay->flags &= (uint8_t)~RELAY_PROTECTED;
    int word = relay_run(meter, n1, n2);
    if (was_protected && n1 == RELAY_TRIP)
        relay->flags |= RELAY_PROTECTED;
    if ((n1 == RELAY_UNPROTECT && meter_has_defect(meter, METER_DEFECT_UNPROTECT_MOVES)) ||
        (n1 == RELAY_ALARM_ON && meter_has_defect(meter, METER_DEFECT_ALARM_TRIPS)))
        word = relay_run(meter, RELAY_TRIP, 0);
    if (n1 == RELAY_PROTECT && was_open && meter_has_defect(meter, METER_DEFECT_PROTECT_CLOSES))
        word = relay_run(meter, RELAY_CLOSE, 0);
    if (n1 == RELAY_TRIP && was_open && meter_has_defect(meter, METER_DEFECT_REPEAT_COUNTED))
        meter_log_trip(meter);
    return word > 0;
}

static bool control(struct meter_device *meter, const struct dlt645_frame *request)
{
    const uint8_t *data = request->data;
    enum meter_level level;
    if (request->length != CONTROL_SIZE || !meter_password_check(meter, data, &level) ||
        !is_deadline_good(meter, data + AT_DEADLINE))
        return false;
    uint8_t n1 = data[AT_N1];
    if (!is_known(n1))
        return meter_has_defect(meter, METER_DEFECT_UNKNOWN_DONE);
    if (!is_level_enough(meter, level, n1) || !execute(meter, n1, data[AT_N2]))
        return false;
    if (moves_relay(n1))
        memcpy(meter->operator_code, data + AT_OPERATOR, sizeof meter->operator_code);
    meter_log_switches(meter);
    return true;
}

/* Every refusal is DC 04; the error word exists only in the encrypted form. */
void meter_serve_control(struct meter_device *meter, struct meter_exchange *exchange)
{
    if (control(meter, exchange->request))
        meter_answer(meter, exchange, 0, NULL, 0);
    else
        meter_answer_error(meter, exchange, DLT645_ERR_NOT_ALLOWED);
}
