/* conformance/dlt645/dlt645_probe.h - is there a meter on the line, and is it the one of the device
 * file? Asked once before the tests, so that a wrong address, speed or echo is said once, with what
 * to change, and nothing of the line is held against the meter. */
#ifndef CONFORMANCE_DLT645_DLT645_PROBE_H
#define CONFORMANCE_DLT645_DLT645_PROBE_H
#include "conformance/dlt645/dlt645_ask.h"

/* Listens, reads, and if the meter is silent asks for any meter (13H and a read to AA..AA), on a
 * serial port also at the other speeds. CONFORM_REASON_NONE: the meter answers (or the run ended
 * here, see the state of the source); known->are_no_frames if its answers are none. Else the reason
 * with one sentence in *why. */
enum conform_reason dlt645_find_meter(struct conform_case *c, struct dlt645_known *known,
                                      struct conform_words *why);
#endif
