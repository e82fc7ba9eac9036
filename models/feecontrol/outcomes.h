/* models/feecontrol/outcomes.h - the outcomes of cut orders, and whether the failures among them
 * have a common cause (T14): whether in some window of a given length around a failure enough
 * orders ended and more than a given share of them with its code.
 *
 * Outcomes come in order of time, and each failure is asked about one window after it, so that
 * everything that can be around it is known. One window slides over all outcomes and remembers how
 * far its findings reach: each outcome enters it once and leaves it once.
 *
 *   items   [first .. head)  in the window   [head .. end)  not reached by it yet
 *
 * Memory grows with the outcomes of the latest two windows; nothing is forgotten before. Not shared
 * between threads. */
#ifndef MODELS_FEECONTROL_OUTCOMES_H
#define MODELS_FEECONTROL_OUTCOMES_H
#include "base/clock.h"
#include "base/err.h"
#include "base/image.h"
#include "models/house/terms.h"
#include <stdbool.h>

struct outcomes {
    struct outcome {
        ms_t at;
        uint8_t code; /* enum result_code */
    } * items;
    uint32_t first, head, end, capacity;
    uint32_t same[RESULT_CODES];  /* in the window, by code */
    ms_t common_to[RESULT_CODES]; /* last outcome of the latest window full of this code */
    ms_t window;                  /* length, policy->hold_window */
    uint32_t least, percent;      /* policy->hold_orders, hold_percent */
};

void outcomes_init(struct outcomes *outcomes, ms_t window, uint32_t least, uint32_t percent);
void outcomes_fini(struct outcomes *outcomes);
/* An order ended at `now`, not before the latest one. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int outcomes_put(struct outcomes *outcomes, unsigned code, ms_t now);
/* Whether the failure that was put in at `failed_at` with `code` has a common cause. Asked at
 * failed_at + window, after what ends at that moment and before anything later is put in. */
bool outcomes_is_common(struct outcomes *outcomes, unsigned code, ms_t failed_at);
void outcomes_image(struct outcomes *outcomes, struct image *image);
#endif
