/* conformance/dlt645/dlt645_stale.h - answers that nobody waits for any more.
 *
 * A meter that answers twice, or so late that the bench has gone on, must not have its answer taken
 * for that to the next request. Such an answer is recognised by what was asked before, counted, and
 * passed over. The memory is that of a run, so that the end of one test does not spoil the next;
 * without one (NULL) nothing is recognised. One thread. */
#ifndef CONFORMANCE_DLT645_DLT645_STALE_H
#define CONFORMANCE_DLT645_DLT645_STALE_H
#include "conformance/run/result.h"
#include "protocol/dlt645/dlt645_scan.h"

/* What an answer must repeat of a request. */
struct dlt645_asked {
    bool is_known, has_di;
    uint8_t function;
    uint32_t di;
};
#define DLT645_ASKED 4 /* requests to which an answer may still come */

/* Zero at the start of a run. */
struct dlt645_stale {
    struct dlt645_asked asked[DLT645_ASKED]; /* newest first */
    struct dlt645_frame taken;               /* the answer that was taken last */
    bool has_taken;
    bool is_doubling; /* an answer came twice: copies are let pass by before the next request */
    bool is_noisy;    /* bytes that belong to no frame have come */
};

/* Counts the frames in the scanner: what is left of an exchange that is over, and sees
 * the bytes that belong to none. */
void dlt645_stale_leave(struct dlt645_stale *stale, struct dlt645_scanner *scanner,
                        struct conform_stale *counts);
/* The same for the stray entries first .. last-1 of the trace. */
void dlt645_stale_strays(struct dlt645_stale *stale, const struct conform_trace *trace,
                         size_t first, size_t last, struct conform_stale *counts);
/* A request was sent; NULL if the bytes were no plain request: then every answer is its own. */
void dlt645_stale_sent(struct dlt645_stale *stale, const struct dlt645_frame *request);
/* True if the frame answers an earlier request and not the present one; it is counted. */
bool dlt645_stale_is(struct dlt645_stale *stale, const struct dlt645_frame *answer,
                     struct conform_stale *counts);
/* The frame was taken as the answer. */
void dlt645_stale_taken(struct dlt645_stale *stale, const struct dlt645_frame *answer);
#endif
