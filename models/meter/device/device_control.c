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
    const struct meter_rules *rules = &meter->config.rules;
    ms_t deadline;
    if (!meter_get_stamp6(data, &deadline))
        return !rules->checks_date;
    return deadline >= meter_clock_shown(meter) || !rules->checks_deadline;
}

/* Level 02 takes every command, level 04 trips, permits and closes; so does a strict level 02. */
static bool is_level_enough(const struct meter_device *meter, enum meter_level level, uint8_t n1)
{
    return (level == METER_LEVEL_02 && meter->config.rules.plain_orders_all) || n1 == RELAY_TRIP ||
           n1 == RELAY_PERMIT || n1 == RELAY_CLOSE;
}

/* A slow contact is a pulse that waits: for time instead of voltage. */
static int relay_run(struct meter_device *meter, uint8_t n1, uint8_t n2)
{
    if (moves_relay(n1)) /* an order is driven at once, whatever try was next */
        meter->drive_at = meter->drives = 0;
    struct relay_env env = meter_relay_env(meter);
    bool was_pending = meter->relay.flags & RELAY_PULSE_PENDING;
    env.is_voltage_low |= meter->config.rules.settle_ms > 0;
    int word = relay_command_apply(&meter->relay, n1, n2, &env, meter->now, NULL);
    if (meter->relay.flags & RELAY_PULSE_PENDING && !was_pending)
        meter->settle_at = meter->now + meter->config.rules.settle_ms;
    meter_drive(meter);
    return word;
}

/* What the relay is told for an order, and what behind it; 0: nothing, and the order counts as
 * done. */
static uint8_t runs_as(const struct meter_rules *rules, uint8_t n1)
{
    if (n1 == RELAY_PERMIT)
        return (uint8_t)rules->permit_runs;
    return n1 == RELAY_CLOSE ? (uint8_t)rules->close_runs : n1;
}
static uint8_t runs_after(const struct meter_rules *rules, uint8_t n1)
{
    switch (n1) {
    case RELAY_PROTECT:
        return (uint8_t)rules->after_protect;
    case RELAY_UNPROTECT:
        return (uint8_t)rules->after_unprotect;
    case RELAY_ALARM_ON:
        return (uint8_t)rules->after_alarm;
    default:
        return 0;
    }
}

static bool execute(struct meter_device *meter, uint8_t n1, uint8_t n2)
{
    const struct meter_rules *rules = &meter->config.rules;
    struct meter_relay *relay = &meter->relay;
    uint8_t first = runs_as(rules, n1), then = runs_after(rules, n1);
    uint8_t lifted = relay->flags & RELAY_PROTECTED;
    if (n1 != RELAY_TRIP || rules->protection_holds)
        lifted = 0;
    bool was_open = relay_is_open(relay);
    relay->flags = (uint8_t)(relay->flags & ~lifted);
    bool is_done = first == 0 || relay_run(meter, first, n2) > 0;
    relay->flags |= lifted;
    if (then != 0)
        is_done = relay_run(meter, then, 0) > 0;
    if (n1 == RELAY_TRIP && was_open && rules->counts_repeats)
        meter_log_trip(meter);
    return is_done;
}

/* Executes an order that has been allowed and makes the records; false if the relay refuses. */
static bool order(struct meter_device *meter, uint8_t n1, uint8_t n2, const uint8_t *operator_code)
{
    if (!execute(meter, n1, n2))
        return false;
    if (moves_relay(n1))
        memcpy(meter->operator_code, operator_code, sizeof meter->operator_code);
    meter_log_switches(meter);
    return true;
}

static void keep_expired(struct meter_device *meter, const uint8_t *data)
{
    int32_t after_ms = meter->config.rules.expired_runs_ms;
    meter->expired_at = after_ms > 0 ? meter->now + after_ms : MS_NEVER;
    meter->expired_n1 = data[AT_N1];
    meter->expired_n2 = data[AT_N2];
}

void meter_control_expired(struct meter_device *meter)
{
    if (meter->now < meter->expired_at)
        return;
    meter->expired_at = MS_NEVER;
    (void)order(meter, meter->expired_n1, meter->expired_n2, meter->operator_code);
}

static bool control(struct meter_device *meter, const struct dlt645_frame *request)
{
    const uint8_t *data = request->data;
    enum meter_level level;
    if (request->length != CONTROL_SIZE || !meter_password_check(meter, data, &level))
        return false;
    if (!is_deadline_good(meter, data + AT_DEADLINE)) {
        keep_expired(meter, data);
        return false;
    }
    uint8_t n1 = data[AT_N1];
    if (!is_known(n1))
        return !meter->config.rules.refuses_unknown;
    return is_level_enough(meter, level, n1) && order(meter, n1, data[AT_N2], data + AT_OPERATOR);
}

/* Every refusal is DC 04; the error word exists only in the encrypted form. */
void meter_serve_control(struct meter_device *meter, struct meter_exchange *exchange)
{
    if (control(meter, exchange->request))
        meter_answer(meter, exchange, 0, NULL, 0);
    else
        meter_answer_error(meter, exchange, DLT645_ERR_NOT_ALLOWED);
}
