/* protocol/dlt645/dlt645_split.h - cuts recorded bytes into frames, damaged frames and strays.
 *
 * For bytes that are all there (a log, a capture, what a device answered). It finds the same frames
 * as the stream scanner with a flush at the end; but where the scanner gives up one byte at a time,
 * this keeps a damaged frame together so that it can be explained. Every byte belongs to exactly
 * one segment. Pure, reentrant. */
#ifndef PROTOCOL_DLT645_DLT645_SPLIT_H
#define PROTOCOL_DLT645_DLT645_SPLIT_H
#include "protocol/dlt645/dlt645_candidate.h"

enum dlt645_segment_kind {
    DLT645_SEGMENT_FRAME,   /* a valid frame */
    DLT645_SEGMENT_DAMAGED, /* looks like a frame: cut short, wrong end byte or wrong check sum */
    DLT645_SEGMENT_STRAY,   /* bytes that belong to no frame */
    DLT645_SEGMENT_IDLE     /* FE that no frame follows; harmless */
};

struct dlt645_segment {
    enum dlt645_segment_kind kind;
    size_t offset; /* first byte, leading FE included */
    size_t size;
    size_t wakes; /* FE in front */
};

/* The segment that begins at bytes[offset], offset < size. A loop over the whole:
 *   for (size_t at = 0; at < size; at = segment.offset + segment.size)
 *       segment = dlt645_split_at(bytes, size, at); */
struct dlt645_segment dlt645_split_at(const uint8_t *bytes, size_t size, size_t offset);
#endif
