/* reports/run/run_detected.h - the part of a run's page that shows whose layers disagree, by what a
 * utility can see (reports/detect/detect.h): how many customers by question and likely cause. */
#ifndef REPORTS_RUN_RUN_DETECTED_H
#define REPORTS_RUN_RUN_DETECTED_H
#include "reports/detect/detect.h"

#include <stdio.h>

extern const struct fk_text run_detected_heading;

/* The cases of a run that records what they need, of another none; an error of detect_load. *out is
 * to be freed by detect_list_fini. */
FK_MUST_CHECK int run_detected_load(struct run_db *db, struct detect_list *out,
                                    struct fk_diag *diag);
/* The section with its heading; nothing without a case, and what to record if the run does not
 * tell. `database` is what the reader can ask. */
void run_detected_write(FILE *out, struct run_db *db, const struct detect_list *list,
                        const char *database, ms_t start, enum fk_lang lang);
#endif
