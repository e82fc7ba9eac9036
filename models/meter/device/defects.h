/* models/meter/device/defects.h - named defects of the virtual meter: each is a fault seen or
 * plausible in the field, spoils rules of meter_rules.h, and can be found by a test over the wire,
 * without a key press and without waiting minutes. They exist to prove that the conformance suite
 * has teeth: each names a test that must fail on it. Read-only table, thread-safe. */
#ifndef MODELS_METER_DEVICE_DEFECTS_H
#define MODELS_METER_DEVICE_DEFECTS_H
#include "models/meter/device/meter_rules.h"

/* The order is that of the table, not an interface: files and command lines use the names. */
size_t meter_defect_count(void);
/* A row, or NULL for a number that is none. */
const struct meter_trait *meter_defect_info(size_t defect);
/* The row of a name, or NULL. */
const struct meter_trait *meter_defect_find(const char *name);
#endif
