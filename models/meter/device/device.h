/* models/meter/device/device.h - the virtual meter: a remote fee-control meter that answers DL/T
 * 645-2007.
 *
 * A pure state machine: bytes or frames and the present moment go in, answer bytes and the delay
 * after which they leave come out. It reads no clock and does no I/O; the same device is the
 * embedded system under test (`sim:`), the program `feikong meter` on a TCP port or
 * pseudo-terminal, and the oracle of the conformance suite. All memory is in the record, owned by
 * the caller; not shared between threads. `now` should not go back: an earlier moment is taken as
 * the last one.
 *
 *   bytes -> scanner -> frame -> address -> function handler -> answer frame -> filters -> bytes
 *
 * Profile: remote meter of one or three phases, plain passwords (PA 02, 04), no chip. Facts:
 * docs/protocol.md. Where documents leave room this meter does the following.
 *
 *   addresses    own: every function; AA wildcard and shortened: 11, 12, 13 alone; 99: 08 and 16
 *                alone. Everything else under AA or 99 is silent and not executed, as are frames
 *                with any of D7, D6, D5 set.
 *   03           C3, SERR 0004 (verification failed)
 *   08           never answered; taken at most once a day, up to 5 minutes of difference (equal
 *                included), by day from 00:05:00 and before 23:55:00 of the meter clock
 *   11           L other than 4: D1 ERR 01; load records, money, settlement periods, unknown items:
 *                ERR 02; passwords: ERR 04. A record or freeze point not made yet reads as zeros.
 *   12           a wrong SEQ: D2 ERR 02, and the right one is still served
 *   14           L below 12, wrong length or value: D4 ERR 01 (too many zones, slots, tariffs:
 *                their own bits); wrong password, read-only item, level too low: ERR 04; unknown
 *                item: ERR 02. Level 04 may set the clock and its own password, level 02
 *                everything.
 *   16           instant, hourly, daily, monthly; anything else: D6 ERR 01
 *   1C           plain form. Level 02 takes every N1, which most meters with a security chip leave
 *                to level 98 (strict-plain: 1A, 1B, 1C alone); level 04 takes 1A, 1B, 1C; any
 *                other PA, a wrong length, an expired (same second: valid) or impossible time:
 *                DC ERR 04. The answer leaves at once, the contact follows after settle_ms
 *   17           D7 ERR 08     18, 19, 1A, 1B   ERR 04     1D   ERR 01     15 and unknown: silence
 *
 * The daily freeze is made whenever the meter clock runs through 00:00:00; setting the clock over
 * midnight makes none. The whole load runs under tariff 1. With the relay open it is 0. What hands
 * do to the meter: device_hands.h. */
#ifndef MODELS_METER_DEVICE_DEVICE_H
#define MODELS_METER_DEVICE_DEVICE_H
#include "models/meter/device/device_state.h"

/* tariffs outside 1..63 are taken as the nearest legal number. */
void meter_init(struct meter_device *meter, const struct meter_config *config, ms_t now);
/* Lets time pass up to `now`: energy, freezes, relay timers, each at its own moment. */
void meter_advance(struct meter_device *meter, ms_t now);
/* Next moment at which meter_advance changes the relay by itself, or MS_NEVER. */
ms_t meter_due(const struct meter_device *meter);
/* By how much the meter clock was ahead when it was last set. */
static inline ms_t meter_clock_offset(const struct meter_device *meter)
{
    return meter->clock_set - meter->clock_set_at;
}
/* Answers one frame received at `now` (calls meter_advance). */
void meter_handle(struct meter_device *meter, const struct dlt645_frame *request, ms_t now,
                  struct meter_output *output);
/* Bytes from a line, in pieces of any size. Answers at most one frame a call and returns the number
 * of bytes taken, 0..size: call again with the rest (or with size 0) until all bytes are taken and
 * the output is empty. An unfinished frame is given up after 500 ms of silence (5.3.3). */
size_t meter_receive(struct meter_device *meter, const uint8_t *bytes, size_t size, ms_t now,
                     struct meter_output *output);
/* The same for a line whose time (`at`, for the silence inside a frame) is not the meter's. */
size_t meter_receive_at(struct meter_device *meter, const uint8_t *bytes, size_t size, ms_t at,
                        ms_t now, struct meter_output *output);
/* The customer held the key for 3 s. Returns true if the relay closed. */
bool meter_key(struct meter_device *meter, ms_t now);
/* The supply goes away and comes back at once. */
void meter_power_cycle(struct meter_device *meter, ms_t now);
#endif
