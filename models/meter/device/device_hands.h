/* models/meter/device/device_hands.h - what people and the net do to a virtual meter: load,
 * voltage, supply, breaker, clock, and faults that wear off. Pure like device.h; each lets time
 * pass up to `now` first. Facts: docs/protocol.md, "Relay". */
#ifndef MODELS_METER_DEVICE_DEVICE_HANDS_H
#define MODELS_METER_DEVICE_DEVICE_HANDS_H
#include "models/meter/device/device_state.h"

#define METER_LOAD_MAX_DW    999999u /* 0.1 W a phase: what XX.XXXX kW shows */
#define METER_VOLTAGE_MAX_DV 9999u   /* 0.1 V: what XXX.X V shows */

/* Power in 0.1 W of each phase, 0..METER_LOAD_MAX_DW, from now on while supplied; phases that the
 * meter does not have must be 0. Energy counts it exactly. */
void meter_load_set(struct meter_device *meter, const uint32_t dw[METER_PHASES], ms_t now);
/* Voltage in 0.1 V of each phase, and power factor in 0.001 (1..1000). Below 75 % of 220 V in every
 * phase the relay is not driven: an order waits until voltage returns. */
void meter_voltage_set(struct meter_device *meter, const uint16_t dv[METER_PHASES], ms_t now);
void meter_power_factor_set(struct meter_device *meter, uint16_t power_factor, ms_t now);
/* The supply goes away or comes back; false if it is so already. Without supply the meter is deaf
 * and silent, uses no energy, makes no freezes and moves no contact; the clock goes on. When it
 * comes back W and H become tripped, L1 closes, L2 permits. */
bool meter_supply(struct meter_device *meter, bool is_on, ms_t now);
/* A meter that was loaded gets its supply back at `now`; it went away at the moment up to which the
 * meter was advanced when it was saved. Time that seems to have gone back was no time. */
void meter_resume(struct meter_device *meter, ms_t now);
/* The contact no longer moves, or moves again: at the next try, 60, 120 and 180 s after the first
 * and then every hour, or by the next order. Status word 1 bit 8 shows it. */
void meter_breaker_stick(struct meter_device *meter, bool is_stuck, ms_t now);
/* A hand closes the breaker outside the meter. FK_OK; FK_E_STATE: the relay is inside the meter, or
 * the breaker is not open; FK_REFUSED: stuck, or the meter holds it open by a level (04001101 b0).
 * A breaker worked by pulses is tripped again at the next try. */
FK_MUST_CHECK int meter_breaker_close(struct meter_device *meter, ms_t now);
/* The meter clock jumps; no record of it is made, as when a clock is wrong. */
void meter_clock_jump(struct meter_device *meter, ms_t by, ms_t now);
/* The next `left` requests that reach the meter meet the fault; one that is there is ended first.
 * kind METER_FAULT_NONE ends it. FK_E_STATE: the trait contradicts the rules of the meter. */
FK_MUST_CHECK int meter_fault_set(struct meter_device *meter, enum meter_fault_kind kind,
                                  const struct meter_trait *trait, uint16_t left,
                                  struct fk_diag *diag);
#endif
