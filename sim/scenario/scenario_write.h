/* sim/scenario/scenario_write.h - a scenario as the text of a scenario file, the way back of
 * scenario_load: the file stands alone (no `extends`) and loads to an equal structure. The table of
 * all keys drives it, so a new key is written without a line here. Used by the hunt, whose worlds
 * never were a file. */
#ifndef SIM_SCENARIO_SCENARIO_WRITE_H
#define SIM_SCENARIO_SCENARIO_WRITE_H
#include "sim/scenario/scenario.h"

/* The text, from malloc; NULL if out of memory. `base` may be NULL; else each value outside of
 * lists that differs from it is marked with a comment that says what stands there. Texts must be
 * UTF-8. */
char *scenario_write(const struct sim_scenario *scenario, const struct sim_scenario *base);

/* Calls tell(context, key, value) for each key that shapes the run and has a value ("sms.rate",
 * "100"; an entry of a list as a whole: "faults.0", "{kind: crypto-down, ...}"), in the order of
 * the table, until it returns a value other than FK_OK; `none` is no value. Title, story and
 * expectations shape nothing. Returns the last value, or FK_E_MEMORY. */
FK_MUST_CHECK int scenario_each_setting(const struct sim_scenario *scenario,
                                        int (*tell)(void *context, const char *key,
                                                    const char *value),
                                        void *context);
#endif
