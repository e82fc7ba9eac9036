/* conformance/dlt645/suites/suite_write.h - steps that the tests of writing share: the item that
 * the device file names (write_item), as found and with another value. */
#ifndef CONFORMANCE_DLT645_SUITES_SUITE_WRITE_H
#define CONFORMANCE_DLT645_SUITES_SUITE_WRITE_H
#include "conformance/dlt645/dlt645_ask.h"
#include "conformance/run/suite.h"

struct write_item {
    uint32_t di;
    uint8_t size; /* 1..16 */
    uint8_t old[16], other[16];
};

/* Reads the item and makes another value: its lowest byte becomes another number of BCD digits.
 * False with the case inconclusive if the meter does not have it. Judging follows. */
bool write_prepare(struct conform_case *c, struct write_item *item);
/* Writes `other`; the value found is put back after the test. `address` NULL: the device's own. */
bool write_other(struct conform_case *c, const struct write_item *item, const uint8_t *address,
                 bool is_wrong_password);
/* Reads the item and expects the bytes of `wanted`, item->old or item->other. */
bool write_expect(struct conform_case *c, const struct write_item *item, const uint8_t *wanted,
                  const char *expected);
#endif
