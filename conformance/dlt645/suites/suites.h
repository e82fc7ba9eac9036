/* conformance/dlt645/suites/suites.h - all tests of DL/T 645-2007 and its fee-control extension. */
#ifndef CONFORMANCE_DLT645_SUITES_SUITES_H
#define CONFORMANCE_DLT645_SUITES_SUITES_H
#include "conformance/run/suite.h"

extern const struct conform_suite conform_dlt645;

#define CLAUSE(text) "DL/T 645-2007 " text
#define FEE_CONTROL  "fee-control extension of DL/T 645-2007, 1CH"

/* One group a file; the order is that of suites.c. */
extern const struct conform_group suite_framing, suite_line, suite_address, suite_read,
    suite_follow, suite_write, suite_time, suite_relay, suite_refusal, suite_protect,
    suite_password;
#endif
