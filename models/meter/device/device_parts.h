/* models/meter/device/device_parts.h - what the files of the virtual meter share; nobody else
 * includes it.
 *
 *   device_receive.c  bytes -> frames            device_read.c     11H, 12H, 13H
 *   device.c          life, frame -> handler     device_write.c    14H
 *   device_answer.c   answer -> bytes            device_control.c  1CH
 *   device_clock.c    time passing, 08H          device_freeze.c   16H, freezes
 *   device_items.c    identifier -> data         device_params.c   stored parameters, name plate
 *   device_records.c  trips, closes, settings    device_values.c   BCD and dates
 *   device_load.c     power, current, energy     device_hands.c    supply, breaker, faults
 *   device_demand.c   demand of periods          device_status.c   status words 1 to 7
 *
 * device_filter.c   rules that change an answer on its way out */
#ifndef MODELS_METER_DEVICE_DEVICE_PARTS_H
#define MODELS_METER_DEVICE_DEVICE_PARTS_H
#include "models/meter/device/device_state.h"

/* One request on its way through a handler. */
struct meter_exchange {
    const struct dlt645_frame *request;
    struct meter_output *output;
    bool is_silent; /* broadcast: executed, never answered */
};

/* The meter clock: what the rule clock_rate makes of the time since it was set. */
ms_t meter_clock(const struct meter_device *meter);
/* The moment at which the clock runs through `clock`, which is not passed; MS_NEVER if never. */
ms_t meter_clock_reaches(const struct meter_device *meter, ms_t clock);
/* The clock as the protocol shows it, in whole seconds. */
ms_t meter_clock_shown(const struct meter_device *meter);

/* Handlers of one function code each; silence is an output of size 0. */
void meter_serve_read(struct meter_device *meter, struct meter_exchange *exchange);
void meter_serve_follow(struct meter_device *meter, struct meter_exchange *exchange);
void meter_serve_address(struct meter_device *meter, struct meter_exchange *exchange);
void meter_serve_write(struct meter_device *meter, struct meter_exchange *exchange);
void meter_serve_freeze(struct meter_device *meter, struct meter_exchange *exchange);
void meter_serve_time(struct meter_device *meter, struct meter_exchange *exchange);
void meter_serve_control(struct meter_device *meter, struct meter_exchange *exchange);

/* Answer with D7 set, `flags` DLT645_MORE or 0, and size <= 200 data bytes. */
void meter_answer(struct meter_device *meter, struct meter_exchange *exchange, uint8_t flags,
                  const uint8_t *data, size_t size);
/* Error answer with its error word: one ERR byte, or the two bytes of 03H. */
void meter_answer_refusal(struct meter_device *meter, struct meter_exchange *exchange,
                          const uint8_t *word, size_t size);
/* ... with one ERR byte. */
void meter_answer_error(struct meter_device *meter, struct meter_exchange *exchange, uint8_t err);

/* What the rules change in an answer before it is encoded, and after. */
void meter_filter_frame(const struct meter_rules *rules, const struct dlt645_frame *request,
                        struct dlt645_frame *answer);
void meter_filter_line(const struct meter_rules *rules, uint32_t nth, size_t data_size,
                       struct meter_output *output);

/* Data of an identifier into out[0..METER_PARTS_MAX). Returns the size, or minus an ERR byte. */
FK_MUST_CHECK int meter_item_read(const struct meter_device *meter, uint32_t di, uint8_t *out);
FK_MUST_CHECK int meter_freeze_read(const struct meter_device *meter, uint32_t di, uint8_t *out);
FK_MUST_CHECK int meter_record_read(const struct meter_device *meter, uint32_t di, uint8_t *out);
FK_MUST_CHECK int meter_outage_read(const struct meter_device *meter, uint32_t di, uint8_t *out);
FK_MUST_CHECK int meter_log_read(const struct meter_device *meter, uint32_t di, uint8_t *out);
FK_MUST_CHECK int meter_param_read(const struct meter_device *meter, uint32_t di, uint8_t *out);
FK_MUST_CHECK int meter_plate_read(uint32_t di, uint8_t *out);
/* Stores a parameter of checked length. Returns 0 or an ERR byte. DLT645_ERR_NO_DATA: no such
 * parameter in this meter. */
FK_MUST_CHECK uint8_t meter_param_write(struct meter_device *meter, uint32_t di,
                                        const uint8_t *data);
uint32_t meter_param_number(const struct meter_device *meter, uint32_t di);
void meter_params_init(struct meter_device *meter);

/* Energies of the total and all tariffs (0xFF) or of one; the whole load runs under tariff 1. */
size_t meter_put_energies(const struct meter_device *meter, kwh100_t total, unsigned tariff,
                          uint8_t *out);

/* Load (device_load.c): current and power (0.1 W) of a phase at this moment, 0 without supply or
 * behind an open contact; power that it would have with both. */
#define METER_VOLTAGE_DV     2200   /* 0.1 V, rated */
#define METER_POWER_FACTOR   1000   /* 0.001 */
#define METER_CURRENT_MAX_MA 999999 /* what XXX.XXX A shows */
void meter_load_init(struct meter_load *load);
uint32_t meter_current_ma(const struct meter_device *meter, unsigned phase);
uint32_t meter_current_most_ma(const struct meter_device *meter); /* of all phases */
uint32_t meter_power_dw(const struct meter_device *meter, unsigned phase);
uint32_t meter_power_total_dw(const struct meter_device *meter);
uint32_t meter_load_dw(const struct meter_device *meter, unsigned phase);
/* The next end of a demand period (meter clock), what happens then, and a period that begins anew
 * because the clock or the supply was disturbed. */
ms_t meter_demand_due(const struct meter_device *meter);
void meter_demand_make(struct meter_device *meter);
void meter_demand_restart(struct meter_device *meter);
/* Counts the energy up to `next`. */
void meter_load_advance(struct meter_device *meter, ms_t next);
/* Enough voltage to move the contact: 75 % of the rated one in a phase. */
bool meter_can_drive(const struct meter_device *meter);
/* What the relay does by itself at this moment. */
void meter_relay_tick(struct meter_device *meter);
/* Plans the next try of a contact that did not follow (device_hands.c). */
void meter_drive(struct meter_device *meter);
bool meter_fault_takes(const struct meter_device *meter, enum meter_fault_kind kind);
/* A request has met the fault. */
void meter_fault_wear(struct meter_device *meter);

/* Status words 1 to 7 at this moment (device_status.c). */
#define METER_STATUS_WORDS 7
void meter_status(const struct meter_device *meter, uint16_t words[METER_STATUS_WORDS]);
struct relay_env meter_relay_env(const struct meter_device *meter);

/* True if PA at data[0] is 02 or 04 and the password behind it is right; *level is then set. */
bool meter_password_check(const struct meter_device *meter, const uint8_t data[4],
                          enum meter_level *level);

/* Makes records of the contact movements since the last call. */
void meter_log_switches(struct meter_device *meter);
void meter_log_trip(struct meter_device *meter);
/* Executes the expired order that the rule expired_runs_ms kept, when its moment has come. */
void meter_control_expired(struct meter_device *meter);
/* The supply went away. */
void meter_log_outage(struct meter_device *meter);
void meter_log_programming(struct meter_device *meter, uint32_t di, const uint8_t *operator_code);
/* Sets the meter clock and records it if operator_code is given. */
void meter_clock_set(struct meter_device *meter, ms_t to, const uint8_t *operator_code);

/* Freezes due at the present moment, and the next moment (meter clock) at which one is due. */
ms_t meter_freeze_due(const struct meter_device *meter);
void meter_freeze_make(struct meter_device *meter);

/* Values in wire order, low byte first. put: the number is cut to its low digits, as registers
 * wrap; a moment of 0 gives zeros. get: false if the bytes are no date that exists. */
void meter_put_bcd(uint64_t value, uint8_t *out, size_t size);
void meter_put_stamp5(ms_t at, uint8_t out[5]); /* mm hh DD MM YY */
void meter_put_stamp6(ms_t at, uint8_t out[6]); /* ss mm hh DD MM YY */
bool meter_get_stamp6(const uint8_t bytes[6], ms_t *out);
#endif
