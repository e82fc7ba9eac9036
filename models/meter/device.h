/* models/meter/device.h - the virtual meter: a remote fee-control meter that answers DL/T 645-2007.
 *
 * A pure state machine: bytes or frames and the present moment go in, answer bytes and the delay after
 * which they leave come out. It reads no clock and does no I/O; the same device is the embedded system
 * under test (`sim:`), the program `feikong meter` on a TCP port or pseudo-terminal, and the oracle of the
 * conformance suite. All memory is in the record, owned by the caller; not shared between threads.
 *
 *   bytes -> scanner -> frame -> address match -> function handler -> answer frame -> defects -> bytes
 *
 * Profile: plain passwords (PA 02 and 04), no ESAM: security command 03H and levels 98/99 are answered as
 * not authorised. Facts: docs/protocol.md. */
#ifndef MODELS_METER_DEVICE_H
#define MODELS_METER_DEVICE_H
#include "models/meter/energy.h"
#include "models/meter/relay.h"
#include "protocol/dlt645_scan.h"

#define METER_DAILY_FREEZES   62 /* P-MET-03 */
#define METER_INSTANT_FREEZES 3
#define METER_TIMED_FREEZES   12
#define METER_RECORDS         10 /* trip and close records kept, nn = 01..0A */
#define METER_TARIFFS_MAX     63

/* What a meter is made as. meter_config_default fills the usual values. */
struct meter_config {
    uint8_t address[DLT645_ADDRESS_SIZE]; /* wire order */
    uint8_t password[2][3];               /* P0 P1 P2 of level 02 and level 04, wire order */
    uint8_t tariffs;                      /* 1..63; 63 makes block reads need follow-up frames */
    uint32_t per_day;                     /* load, 0.01 kWh per day */
    kwh100_t initial;                     /* forward active register at start, 0.01 kWh */
    uint32_t answer_delay_ms;             /* 20..500, DL/T 645-2007 5.3.3 */
    uint64_t defects;                     /* bit set of enum meter_defect (defects.h), 0 = sound */
    bool is_external;                     /* breaker outside the meter */
};

/* One trip or close record, 1D00ffnn / 1E00ffnn. */
struct meter_record {
    ms_t at;                  /* meter clock */
    uint8_t operator_code[4]; /* as sent, wire order */
    kwh100_t forward;         /* forward active energy at that moment */
};
struct meter_freeze {
    ms_t at; /* meter clock; 0 = point not made yet */
    kwh100_t forward;
};

struct meter_device; /* complete type in models/meter/device_state.h */

void meter_config_default(struct meter_config *config);

/* What leaves the meter: `size` bytes, `delay_ms` after the last byte of the request. size 0: silence. */
struct meter_output {
    uint8_t bytes[DLT645_FRAME_MAX + 8];
    size_t size;
    uint32_t delay_ms;
};

void meter_init(struct meter_device *meter, const struct meter_config *config, ms_t now);
/* Lets time pass up to `now`: energy, freezes at 00:00, relay timers. */
void meter_advance(struct meter_device *meter, ms_t now);
/* Next moment at which meter_advance changes the relay by itself, or MS_NEVER. */
ms_t meter_due(const struct meter_device *meter);
/* Answers one frame received at `now` (calls meter_advance). */
void meter_handle(struct meter_device *meter, const struct dlt645_frame *request, ms_t now,
                  struct meter_output *output);
/* Bytes from a line: scans, and answers at most one frame a call (the next frame waits in the
 * scanner: call again with size 0). Returns the number of bytes taken. */
size_t meter_receive(struct meter_device *meter, const uint8_t *bytes, size_t size, ms_t now,
                     struct meter_output *output);
/* The customer held the key for 3 s. Returns true if the relay closed. */
bool meter_key(struct meter_device *meter, ms_t now);
void meter_power_cycle(struct meter_device *meter, ms_t now);
#endif
