/* conformance/dlt645/dlt645_protocol.h - how a run talks DL/T 645: the probe before the tests,
 * putting back after each, the last look at the supply. */
#ifndef CONFORMANCE_DLT645_DLT645_PROTOCOL_H
#define CONFORMANCE_DLT645_DLT645_PROTOCOL_H
#include "conformance/run/suite.h"

extern const struct conform_protocol dlt645_protocol;
#endif
