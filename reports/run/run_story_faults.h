/* reports/run/run_story_faults.h - which faults of a run are none of one customer's: those with
 * `who` that does not mean him. Told by the settings that the database keeps. */
#ifndef REPORTS_RUN_RUN_STORY_FAULTS_H
#define REPORTS_RUN_RUN_STORY_FAULTS_H
#include "reports/store/store.h"

/* The ids of those faults in *ids as SQL has them in brackets ("0, 1, 3"; 0 is no fault), to be
 * freed. A run whose settings say nothing of it has none. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int run_story_faults(struct run_db *db, uint32_t customer, char **ids,
                                   struct fk_diag *diag);
#endif
