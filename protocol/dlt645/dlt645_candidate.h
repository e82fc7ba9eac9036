/* protocol/dlt645/dlt645_candidate.h - judges bytes that begin with 68: a whole frame, the
 * beginning of one, or none. The one place where the rules of 5.2 are checked; the frame
 * decoder, the stream scanner and the explanation of bytes all ask here. Pure, reentrant. */
#ifndef PROTOCOL_DLT645_DLT645_CANDIDATE_H
#define PROTOCOL_DLT645_DLT645_CANDIDATE_H
#include "protocol/dlt645/dlt645_frame.h"

enum dlt645_verdict {
    DLT645_WHOLE,           /* a valid frame of `size` bytes */
    DLT645_UNFINISHED,      /* nothing wrong so far, but more bytes are needed */
    DLT645_NO_START,        /* the first byte is not 68 */
    DLT645_NO_SECOND_START, /* byte 7 is not 68 */
    DLT645_NO_END,          /* the end byte is not 16 */
    DLT645_WRONG_SUM        /* end byte right, check sum wrong */
};

struct dlt645_candidate {
    enum dlt645_verdict verdict;
    size_t size;   /* bytes the frame claims, from its length byte; 0 while that is not known */
    size_t bad_at; /* the byte that was wrong; UNFINISHED: where the next byte was expected */
};

/* Judges bytes[0..size); what stands behind the claimed size is not looked at. With
 * is_end_optional a wrong end byte is accepted (it must be there). */
struct dlt645_candidate dlt645_candidate_judge(const uint8_t *bytes, size_t size,
                                               bool is_end_optional);

/* FK_E_CHECKSUM for WRONG_SUM, FK_OK for WHOLE, FK_E_FORMAT for the others. */
int dlt645_candidate_error(enum dlt645_verdict verdict);

/* Fills *diag (may be NULL) with what is wrong with the candidate at bytes[0..size), all offsets
 * moved by `base`, and returns dlt645_candidate_error. */
int dlt645_candidate_fail(struct dlt645_candidate candidate, const uint8_t *bytes, size_t size,
                          size_t base, struct fk_diag *diag);

/* Takes a WHOLE candidate apart: address, control code, data without 33H. */
void dlt645_candidate_unpack(const uint8_t *bytes, struct dlt645_frame *out);

/* Decodes exactly one frame at the start of bytes[0..size), after any number of FE. Returns the
 * number of bytes used (> 0), or
 *   FK_E_FORMAT    no start byte, no second start byte, cut short, or no end byte,
 *   FK_E_CHECKSUM  well formed, wrong check sum,
 * with the offset of the offending byte in *diag (may be NULL). *out is untouched on error.
 * To find frames in a stream use dlt645_scan.h. */
FK_MUST_CHECK int dlt645_frame_decode(const uint8_t *bytes, size_t size, struct dlt645_frame *out,
                                      struct fk_diag *diag);
#endif
