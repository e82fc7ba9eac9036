/* models/meter/relay.h - load relay of a remote fee-control meter (费控). Pure, reentrant.
 *
 * States and transitions follow the table in docs/protocol.md, "Relay" (DL/T 645-2007 1CH with the
 * fee-control extension, Q/GDW 1365; rules R-32..R-36). The same record serves the virtual meter
 * and, packed into a byte, the population of the simulation (cell.h).
 *
 *            1A                 key 3 s
 *   CLOSED ------> OPEN --1B--> PERMITTED ------> CLOSED
 *     |   delay/hold ^  \__________1C______________^
 *     +--> DELAY/HOLD+
 *
 * What money does to a local meter is decided by its wallet (wallet.h), which trips and permits
 * like a command.
 *
 * Questions: Q26, Q27, Q55 */
#ifndef MODELS_METER_RELAY_H
#define MODELS_METER_RELAY_H
#include "base/clock.h"
#include "base/err.h"
#include <stdbool.h>

enum relay_state {
    RELAY_CLOSED,       /* C */
    RELAY_TRIP_DELAY,   /* W: trip ordered, programmed delay runs */
    RELAY_CURRENT_HOLD, /* H: trip ordered, held back by high current */
    RELAY_OPEN,         /* T */
    RELAY_OPEN_CLOSE,   /* L1: tripped by 1D, closes by itself at `due` */
    RELAY_OPEN_PERMIT,  /* L2: tripped by 1E, becomes PERMITTED at `due` */
    RELAY_PERMITTED,    /* P: close permitted (合闸允许), waits for the key */
    RELAY_STATES
};

enum relay_flag {
    RELAY_PROTECTED = 1,     /* 保电: 3A received, 3B not yet */
    RELAY_ALARM = 2,         /* 报警: 2A received, 2B not yet */
    RELAY_EXTERNAL = 4,      /* 外置: external breaker; P and H do not exist */
    RELAY_PULSE_PENDING = 8, /* the contact is not where `state` wants it: too little voltage */
    RELAY_STUCK = 16         /* ... or it does not move at all; the virtual meter alone */
};

/* Commands N1 of 1CH, extension table 3.2 of docs/protocol.md. */
enum relay_command {
    RELAY_TRIP = 0x1A,
    RELAY_PERMIT = 0x1B,
    RELAY_CLOSE = 0x1C,
    RELAY_TRIP_THEN_CLOSE = 0x1D,  /* after N2 x 5 minutes */
    RELAY_TRIP_THEN_PERMIT = 0x1E, /* after N2 x 5 minutes */
    RELAY_ALARM_ON = 0x2A,
    RELAY_ALARM_OFF = 0x2B,
    RELAY_PROTECT = 0x3A,
    RELAY_UNPROTECT = 0x3B
};

/* Execution word of a successful command. */
#define RELAY_DID_CLOSE        0x0001
#define RELAY_DID_PERMIT       0x0002
#define RELAY_DID_TRIP         0x0004
#define RELAY_DID_DELAY        0x0008
#define RELAY_DID_TRIP_RESTORE 0x0010
#define RELAY_DID_HOLD         0x0020
#define RELAY_DID_PROTECT      0x0100
#define RELAY_DID_UNPROTECT    0x0200
#define RELAY_DID_ALARM        0x0400
#define RELAY_DID_ALARM_OFF    0x0800

/* Error word of a refused command. */
#define RELAY_WHY_SUSPENDED       0x0001
#define RELAY_WHY_MAC             0x0002
#define RELAY_WHY_NOT_ALLOWED     0x0004
#define RELAY_WHY_AUTH_EXPIRED    0x0008
#define RELAY_WHY_TIME            0x0010 /* valid-until passed or no legal time */
#define RELAY_WHY_PROTECTED       0x0020
#define RELAY_WHY_RESTORE_PROTECT 0x0040
#define RELAY_WHY_RESTORE_TIME    0x0080 /* N2 = 0 */
#define RELAY_WHY_RESTORE_TRIPPED 0x0100

struct meter_relay {
    uint8_t state;   /* enum relay_state */
    uint8_t flags;   /* enum relay_flag */
    uint16_t trips;  /* contact openings, wraps; 1D000001 */
    uint16_t closes; /* contact closings, wraps; 1E000001 */
    uint8_t then; /* state that follows at `due`: RELAY_OPEN, RELAY_OPEN_CLOSE, RELAY_OPEN_PERMIT */
    uint8_t restore; /* N2 of a 1D/1E that waits in H, units of 5 minutes */
    ms_t due;        /* end of the delay, hold or restore timer; MS_NEVER if none */
};
_Static_assert(sizeof(struct meter_relay) == 16, "part of the record of the virtual meter");

/* What the relay's rules look at and do not own. */
struct relay_env {
    uint16_t trip_delay_min;  /* 04001401, 0 = none */
    uint32_t hold_current_ma; /* 04001402, 0 = function off */
    uint16_t hold_limit_min;  /* 04001403, 0 = function off */
    uint32_t current_ma;      /* present load current */
    bool is_voltage_low;      /* too little to drive the relay: the contact stays where it is */
};

void relay_init(struct meter_relay *relay, bool is_external);

/* Contact position: true if the customer's circuit is interrupted here. It is where `state` asks
 * for, unless its pulse is pending. Asked of every meter every day, so it stands here. */
static inline bool relay_is_open(const struct meter_relay *relay)
{
    bool is_pending = relay->flags & RELAY_PULSE_PENDING;
    return (relay->state >= RELAY_OPEN) != is_pending;
}
/* Next moment at which relay_tick has something to do, or MS_NEVER. */
ms_t relay_due(const struct meter_relay *relay);

/* Too little voltage (env->is_voltage_low): the command is in force, RELAY_PULSE_PENDING is set and
 * the contact follows when relay_tick sees enough voltage. A trip that still waits so is given up
 * by 1B, 1C and 3A: the contact never moved. External breaker: 1B answers RELAY_DID_CLOSE, 1E runs
 * as 1D. */

/* Applies N1 (1AH..3BH) with N2, received at `now`; authorisation and the valid-until time have
 * been checked by the caller. Returns the execution word (> 0), FK_REFUSED with the error word in
 * *why (may be NULL), or FK_E_ARG for an unknown N1; the record is then unchanged. N2 counts only
 * for 1D and 1E, where 0 is refused before anything else is looked at. Counts trips and closes when
 * the contact moves. */
FK_MUST_CHECK int relay_command_apply(struct meter_relay *relay, uint8_t n1, uint8_t n2,
                                      const struct relay_env *env, ms_t now, uint16_t *why);
/* Lets time pass: ends delays, holds and restore timers that are due. Returns true if anything
 * changed; call again until false. */
bool relay_tick(struct meter_relay *relay, const struct relay_env *env, ms_t now);
/* The customer held the key for 3 s (P-MET-24). Returns true if the relay closed. */
bool relay_key(struct meter_relay *relay);
/* Supply of the meter went away and came back: W and H become OPEN, L1 CLOSED, L2 PERMITTED. */
void relay_power_cycle(struct meter_relay *relay);
/* A hand closes the tripped breaker outside the meter: the order stays, and the pulse for it is
 * pending again. Counts nothing. False, and nothing changes: no such breaker, or not open. */
bool relay_hand_close(struct meter_relay *relay);
/* W3 b6: 1 if the last command in force says open (0 in P and CLOSED). */
bool relay_command_bit(const struct meter_relay *relay);
/* "closed", "open" ...; never NULL. */
const char *relay_state_name(unsigned state);
const char *relay_state_name_zh(unsigned state);
#endif
