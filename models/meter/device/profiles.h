/* models/meter/device/profiles.h - named ways in which a sound meter may differ from the usual one;
 * no verdict of the conformance suite may blame them. Read-only table, thread-safe. */
#ifndef MODELS_METER_DEVICE_PROFILES_H
#define MODELS_METER_DEVICE_PROFILES_H
#include "models/meter/device/meter_rules.h"

size_t meter_profile_count(void);
/* A row, or NULL for a number that is none. */
const struct meter_trait *meter_profile_info(size_t profile);
/* The row of a name, or NULL. */
const struct meter_trait *meter_profile_find(const char *name);
#endif
