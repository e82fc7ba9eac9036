/* sim/scenario/scenario_never.h - what a scenario plans and no run of it does: faults, payments,
 * reads and queries after the end of the run, more customers than there are, crews that are never
 * there in the hours in which they may cut, warnings and reminders that come when the customer is
 * to be cut or warned already, cuts of who has money left, and what the profile asks for in vain
 * (`gaps`). Such a plan is no mistake of form (`--set days=2` is enough to make one), so it is said
 * and not refused. Reentrant. */
#ifndef SIM_SCENARIO_SCENARIO_NEVER_H
#define SIM_SCENARIO_SCENARIO_NEVER_H
#include "base/text.h"
#include "sim/scenario/scenario.h"

#define SCENARIO_NEVER_MAX 320 /* bytes of one text with its NUL */

/* Calls tell(context, text) for each plan that does not happen or not in full, in the order of the
 * keys gaps, policy, crew, faults, payments, reads, queries and of their entries, until it returns
 * a value other than FK_OK. The text is one sentence, valid during the call. Returns the last
 * value. */
FK_MUST_CHECK int scenario_never_each(const struct sim_scenario *scenario,
                                      int (*tell)(void *context, struct fk_text text),
                                      void *context);
#endif
