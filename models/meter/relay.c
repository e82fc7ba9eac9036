#include "models/meter/relay.h"

#include "base/text.h"

/* `state` is what has been ordered; the contact follows it at once unless the voltage is too low,
 * then RELAY_PULSE_PENDING says that the contact is still in the other position. So every change of
 * state goes through move(), the one place where pulses are held back, made and counted. */

static bool is_open_state(unsigned state)
{
    return state >= RELAY_OPEN;
}

static void set_flag(struct meter_relay *relay, uint8_t flag, bool on)
{
    relay->flags = (uint8_t)(on ? relay->flags | flag : relay->flags & ~flag);
}

static void move(struct meter_relay *relay, unsigned state, bool is_voltage_low)
{
    bool was_open = relay_is_open(relay);
    bool wants_open = is_open_state(state);
    is_voltage_low |= (relay->flags & RELAY_STUCK) != 0;
    relay->state = (uint8_t)state;
    set_flag(relay, RELAY_PULSE_PENDING, wants_open != was_open && is_voltage_low);
    if (wants_open != was_open && !is_voltage_low) {
        if (wants_open)
            relay->trips++;
        else
            relay->closes++;
    }
}

static void close_relay(struct meter_relay *relay, bool is_voltage_low)
{
    relay->due = MS_NEVER;
    move(relay, RELAY_CLOSED, is_voltage_low);
}

/* A contact that is still closed has nothing to permit: the trip that waits is given up. An
 * external breaker has no key, so it closes. */
static void permit_close(struct meter_relay *relay, bool is_voltage_low)
{
    bool is_permit =
        is_open_state(relay->state) && relay_is_open(relay) && !(relay->flags & RELAY_EXTERNAL);
    relay->due = MS_NEVER;
    move(relay, is_permit ? RELAY_PERMITTED : RELAY_CLOSED, is_voltage_low);
}

static bool is_current_high(const struct meter_relay *relay, const struct relay_env *env)
{
    return !(relay->flags & RELAY_EXTERNAL) && env->hold_current_ma > 0 &&
           env->hold_limit_min > 0 && env->current_ma > env->hold_current_ma;
}

/* Opens into relay->then; the restore timer runs from the opening. */
static int trip_now(struct meter_relay *relay, bool is_voltage_low, ms_t at)
{
    bool is_timed = relay->then != RELAY_OPEN;
    relay->due = is_timed ? at + relay->restore * 5 * MS_MINUTE : MS_NEVER;
    move(relay, relay->then, is_voltage_low);
    return is_timed ? RELAY_DID_TRIP_RESTORE : RELAY_DID_TRIP;
}

static int trip_or_hold(struct meter_relay *relay, const struct relay_env *env, ms_t at)
{
    if (!is_current_high(relay, env))
        return trip_now(relay, env->is_voltage_low, at);
    relay->due = at + env->hold_limit_min * MS_MINUTE;
    move(relay, RELAY_CURRENT_HOLD, env->is_voltage_low);
    return RELAY_DID_HOLD;
}

static int refuse(uint16_t *why, uint16_t word)
{
    if (why)
        *why = word;
    return FK_REFUSED;
}

/* 1A: an open relay just loses its timer or permit; a closed one waits for delay and current. */
static int trip(struct meter_relay *relay, const struct relay_env *env, ms_t now, uint16_t *why)
{
    if (relay->flags & RELAY_PROTECTED)
        return refuse(why, RELAY_WHY_PROTECTED);
    relay->then = RELAY_OPEN;
    relay->restore = 0;
    if (is_open_state(relay->state))
        return trip_now(relay, env->is_voltage_low, now);
    if (env->trip_delay_min == 0)
        return trip_or_hold(relay, env, now);
    relay->due = now + env->trip_delay_min * MS_MINUTE;
    move(relay, RELAY_TRIP_DELAY, env->is_voltage_low);
    return RELAY_DID_DELAY;
}

/* 1D and 1E: from C, or again from L1 and L2; every other ordered trip stays as it is. */
static int trip_then(struct meter_relay *relay, uint8_t n1, uint8_t n2, const struct relay_env *env,
                     ms_t now, uint16_t *why)
{
    bool is_permit = n1 == RELAY_TRIP_THEN_PERMIT && !(relay->flags & RELAY_EXTERNAL);
    bool is_running = relay->state == RELAY_OPEN_CLOSE || relay->state == RELAY_OPEN_PERMIT;
    if (n2 == 0)
        return refuse(why, RELAY_WHY_RESTORE_TIME);
    if (relay->flags & RELAY_PROTECTED)
        return refuse(why, RELAY_WHY_RESTORE_PROTECT);
    if (relay->state != RELAY_CLOSED && !is_running)
        return refuse(why, RELAY_WHY_RESTORE_TRIPPED);
    relay->then = is_permit ? RELAY_OPEN_PERMIT : RELAY_OPEN_CLOSE;
    relay->restore = n2;
    return is_running ? trip_now(relay, env->is_voltage_low, now) : trip_or_hold(relay, env, now);
}

void relay_init(struct meter_relay *relay, bool is_external)
{
    *relay = (struct meter_relay){.state = RELAY_CLOSED,
                                  .flags = is_external ? RELAY_EXTERNAL : 0,
                                  .then = RELAY_OPEN,
                                  .due = MS_NEVER};
}

ms_t relay_due(const struct meter_relay *relay)
{
    return relay->due;
}

int relay_command_apply(struct meter_relay *relay, uint8_t n1, uint8_t n2,
                        const struct relay_env *env, ms_t now, uint16_t *why)
{
    switch (n1) {
    case RELAY_TRIP:
        return trip(relay, env, now, why);
    case RELAY_TRIP_THEN_CLOSE:
    case RELAY_TRIP_THEN_PERMIT:
        return trip_then(relay, n1, n2, env, now, why);
    case RELAY_CLOSE:
        close_relay(relay, env->is_voltage_low);
        return RELAY_DID_CLOSE;
    case RELAY_PERMIT:
        permit_close(relay, env->is_voltage_low);
        return relay->flags & RELAY_EXTERNAL ? RELAY_DID_CLOSE : RELAY_DID_PERMIT;
    case RELAY_PROTECT: /* a tripped relay may be closed by the key, a waiting trip is gone */
        set_flag(relay, RELAY_PROTECTED, true);
        permit_close(relay, env->is_voltage_low);
        return RELAY_DID_PROTECT;
    case RELAY_UNPROTECT: /* never moves the relay */
        set_flag(relay, RELAY_PROTECTED, false);
        return RELAY_DID_UNPROTECT;
    case RELAY_ALARM_ON:
        set_flag(relay, RELAY_ALARM, true);
        return RELAY_DID_ALARM;
    case RELAY_ALARM_OFF:
        set_flag(relay, RELAY_ALARM, false);
        return RELAY_DID_ALARM_OFF;
    default:
        return FK_E_ARG;
    }
}

bool relay_tick(struct meter_relay *relay, const struct relay_env *env, ms_t now)
{
    const unsigned held = RELAY_PULSE_PENDING | RELAY_STUCK;
    if ((relay->flags & held) == RELAY_PULSE_PENDING && !env->is_voltage_low) {
        move(relay, relay->state, false);
        return true;
    }
    if (relay->state == RELAY_CURRENT_HOLD && now < relay->due && !is_current_high(relay, env)) {
        trip_now(relay, env->is_voltage_low, now);
        return true;
    }
    if (now < relay->due || relay->due == MS_NEVER)
        return false;
    switch (relay->state) { /* what follows starts at the date that passed, however late we look */
    case RELAY_TRIP_DELAY:
        trip_or_hold(relay, env, relay->due);
        break;
    case RELAY_CURRENT_HOLD:
        trip_now(relay, env->is_voltage_low, relay->due);
        break;
    case RELAY_OPEN_PERMIT:
        permit_close(relay, env->is_voltage_low);
        break;
    default:
        close_relay(relay, env->is_voltage_low);
        break;
    }
    return true;
}

bool relay_key(struct meter_relay *relay)
{
    if (relay->state != RELAY_PERMITTED)
        return false;
    close_relay(relay, false);
    return !relay_is_open(relay);
}

bool relay_hand_close(struct meter_relay *relay)
{
    if (!(relay->flags & RELAY_EXTERNAL) || !relay_is_open(relay) || !is_open_state(relay->state))
        return false;
    set_flag(relay, RELAY_PULSE_PENDING, true);
    return true;
}

void relay_power_cycle(struct meter_relay *relay)
{
    unsigned state = relay->state;
    relay->due = MS_NEVER;
    if (state == RELAY_TRIP_DELAY || state == RELAY_CURRENT_HOLD)
        state = RELAY_OPEN;
    if (state == RELAY_OPEN_CLOSE)
        state = RELAY_CLOSED;
    if (state == RELAY_OPEN_PERMIT)
        permit_close(relay, false);
    else
        move(relay, state, false); /* also makes the pulse that waited for voltage */
}

bool relay_command_bit(const struct meter_relay *relay)
{
    return relay->state != RELAY_CLOSED && relay->state != RELAY_PERMITTED;
}

static const struct fk_text state_names[RELAY_STATES] = {
    {"closed", "合闸"},       {"trip-delay", "跳闸延时"},   {"current-hold", "大电流待跳"},
    {"open", "跳闸"},         {"open-close", "待来电合闸"}, {"open-permit", "待来电合闸允许"},
    {"permitted", "合闸允许"}};

const char *relay_state_name(unsigned state)
{
    return state < RELAY_STATES ? state_names[state].en : "unknown";
}

const char *relay_state_name_zh(unsigned state)
{
    return state < RELAY_STATES ? state_names[state].zh : "未知";
}
