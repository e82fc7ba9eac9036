/* models/feecontrol/flaws.h - what is wrong with the files of a few customers, so that none of
 * their registers can be computed with. A table of those few; its records are of slots.h. */
#ifndef MODELS_FEECONTROL_FLAWS_H
#define MODELS_FEECONTROL_FLAWS_H
#include "base/err.h"
#include "base/slots.h"
#include "models/house/terms.h"

enum { FLAWS = FAULT_FILED_TWICE - FAULT_FILE_LOST + 1 };
struct flaw {
    uint32_t id;          /* customer */
    uint8_t count[FLAWS]; /* faults in force, by kind from FAULT_FILE_LOST on */
};

/* A fault of his file (fault_is_of_file) begins or ends. FK_OK, FK_E_MEMORY, or FK_E_RANGE for more
 * than 255 of a kind at once, or the end of one that was none. */
FK_MUST_CHECK int flaws_count(struct slots *flaws, uint32_t customer, unsigned kind, bool begins);
/* Why he cannot be computed; the first, if there are several. */
enum calc_cause flaw_cause(const struct flaw *flaw);
#endif
