/* cli/hunt/hunt_print.h - what `feikong hunt` prints and writes. */
#ifndef CLI_HUNT_HUNT_PRINT_H
#define CLI_HUNT_HUNT_PRINT_H
#include "sim/hunt/hunt.h"
#include "sim/hunt/hunt_shrink.h"

/* One line that overwrites itself; hunt_options.progress. */
void hunt_print_progress(void *context, uint64_t seeds, double seconds);
/* Worlds, speed, and, unless `is_quiet`, how often each thing was reached. */
void hunt_print_totals(const struct hunt_totals *totals, bool is_quiet, enum fk_lang lang);
/* Names what was never reached; returns how many things that were. */
unsigned hunt_print_unreached(const struct hunt_totals *totals, enum fk_lang lang);
/* One line: seed, what failed, when and for whom. */
void hunt_print_failure(const struct hunt_failure *failure, const struct sim_scenario *world,
                        enum fk_lang lang);
/* Writes OUT/hunt-SEED.yaml, the small world with the story (may be NULL) as comments in English,
 * and says so in `lang`
 * with the story on standard output. FK_OK or FK_E_IO. */
FK_MUST_CHECK int hunt_write_failure(const char *out, const struct hunt_failure *failure,
                                     const struct sim_scenario *world,
                                     const struct hunt_shrunk *shrunk,
                                     const struct hunt_story *story, enum fk_lang lang,
                                     struct fk_diag *diag);
#endif
