/* conformance/suite_relay.h - steps that relay, refusal and protection tests share. */
#ifndef CONFORMANCE_SUITE_RELAY_H
#define CONFORMANCE_SUITE_RELAY_H
#include "conformance/suite.h"

#define FEE_CONTROL      "fee-control extension of DL/T 645-2007, 1CH"
#define RELAY_UNKNOWN_N1 0x7F
#define NEEDS_RELAY      (1u << DEVICE_RELAY | 1u << DEVICE_CLOCK)

/* Bits of status word 3 that speak of relay, alarm and protection, in the words of a report. */
void relay_status_text(uint16_t status, char *out, size_t capacity);

/* Reads the clock and status word 3; wants the relay closed, no protection, no alarm. Judging
 * follows. */
bool relay_prepare(struct conform_case *c, ms_t *clock);
/* Reads status word 3 and expects that the bits of `mask` are `bits`. */
bool relay_expect(struct conform_case *c, uint16_t mask, uint16_t bits, const char *expected);
/* Trips the relay as a preparation: the test is about something else. */
bool relay_prepare_open(struct conform_case *c);
/* Expects DC with ERR bit 2 (not authorised), the answer to every refused plain command. */
bool relay_expect_refused(struct conform_case *c, const struct case_answer *answer);
#endif
