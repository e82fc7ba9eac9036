/* reports/detect/detect_files.h - what the customer files of a run say, out of its settings: who
 * uses how much by his file, and who has a local meter. Read-only once it is loaded. */
#ifndef REPORTS_DETECT_DETECT_FILES_H
#define REPORTS_DETECT_DETECT_FILES_H
#include "models/house/locals.h"
#include "models/meter/drawn_use.h"
#include "reports/store/store.h"

struct detect_files {
    struct drawn_use use;
    bool is_drawn; /* `use` holds; else all use the same */
    struct locals locals;
};
/* FK_OK; FK_E_STATE, with a sentence, if the settings of the run cannot be read again;
 * FK_E_MEMORY. detect_files_fini in any case. */
FK_MUST_CHECK int detect_files_load(struct run_db *db, struct detect_files *out,
                                    struct fk_diag *diag);
void detect_files_fini(struct detect_files *files);
#endif
