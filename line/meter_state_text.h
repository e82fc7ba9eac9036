/* line/meter_state_text.h - a virtual meter as one line of JSON, for the command `state`. */
#ifndef LINE_METER_STATE_TEXT_H
#define LINE_METER_STATE_TEXT_H
#include "models/meter/device/device.h"

#include <stdio.h>

/* Writes the object without an end of line. Reads only. */
void meter_state_text(const struct meter_device *meter, FILE *out);
#endif
