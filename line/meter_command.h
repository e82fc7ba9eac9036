/* line/meter_command.h - what a tester says to running virtual meters, one line each: "button",
 * "power off", "load 3.5kW", "fault no-response 3". docs/virtual-meter.md has the list.
 *
 * No I/O but the answer, one line without its end: "ok ...", the answer of `state` (JSON), or
 * "error: " and a sentence. Nothing is changed by a line that is an error. Not thread-safe. */
#ifndef LINE_METER_COMMAND_H
#define LINE_METER_COMMAND_H
#include "base/clock.h"
#include "base/text.h"
#include "models/meter/device/device.h"

#include <stdio.h>

#define METER_COMMAND_MAX 256 /* bytes of a line */
#define METER_PACE_SAME   UINT32_MAX
#define METER_SPEED_MAX   86400 /* a day a second */

/* Meters that hang on one line. */
struct meter_group {
    struct meter_device *meters;
    size_t count;
    /* Saves what a command did before its answer says so; may be NULL. An error and a sentence. */
    int (*keep)(void *context, struct fk_diag *diag);
    /* Moves the meters' time by `by` >= 0 and gives it a speed; returns what it is then. May be
     * NULL. */
    ms_t (*pace)(void *context, ms_t by, uint32_t speed);
    void *context;
};

/* Executes one line at `now` (time of the meters). "@DIGITS " before the command speaks to the
 * meter with this address alone, else it is for all. True if it was done. */
bool meter_command(const struct meter_group *group, const char *text, ms_t now, FILE *answer);
/* The list of commands: form and meaning of row `index`, false behind the last. */
bool meter_command_info(size_t index, const char **form, struct fk_text *meaning);
#endif
