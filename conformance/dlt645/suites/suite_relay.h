/* conformance/dlt645/suites/suite_relay.h - steps that relay, refusal and protection tests
 * share. */
#ifndef CONFORMANCE_DLT645_SUITES_SUITE_RELAY_H
#define CONFORMANCE_DLT645_SUITES_SUITE_RELAY_H
#include "conformance/dlt645/dlt645_ask.h"
#include "conformance/run/suite.h"

#define FEE_CONTROL      "fee-control extension of DL/T 645-2007, 1CH"
#define RELAY_UNKNOWN_N1 0x7F
#define NEEDS_RELAY      (1u << DEVICE_RELAY | 1u << DEVICE_CLOCK)

/* Bits of status word 3 that speak of relay, alarm and protection, in the words of a report. */
void relay_status_text(uint16_t status, char *out, size_t capacity);

/* Reads the clock and status word 3; wants the relay closed, no protection, no alarm. Judging
 * follows. */
bool relay_prepare(struct conform_case *c, ms_t *clock);
/* Reads status word 3 until the bits of `mask` are `bits`, and expects them within
 * relay_settle_ms of the answer to the last order. A command that is shown as open (b6) and a
 * contact that is not (b4) cannot be judged on a meter without relay-feedback. */
bool relay_expect(struct conform_case *c, uint16_t mask, uint16_t bits, const char *expected);
/* Expects that the bits are so now and still when relay_settle_ms is over: nothing moves late. */
bool relay_expect_stays(struct conform_case *c, uint16_t mask, uint16_t bits, const char *expected);
/* Waits until the relay must have followed the last order. */
bool relay_wait_settled(struct conform_case *c);
/* Waits a little if the relay may still follow; false: time is over, or the run ended here. */
bool relay_look_again(struct conform_case *c);
/* A trip opens the relay at once: item 04001401 is 0, or the meter does not have it. Else the case
 * is inconclusive. Judging follows. */
bool relay_prepare_no_delay(struct conform_case *c);
/* Trips the relay as a preparation: the test is about something else. */
bool relay_prepare_open(struct conform_case *c);
/* Expects DC with ERR bit 2 (not authorised), the answer to every refused plain command. */
bool relay_expect_refused(struct conform_case *c, const struct case_answer *answer);
/* Sends the order, wants the refusal and a relay that stays closed. */
void relay_refused(struct conform_case *c, const struct case_order *order);
#endif
