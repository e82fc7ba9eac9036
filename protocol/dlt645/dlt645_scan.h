/* protocol/dlt645/dlt645_scan.h - finds DL/T 645-2007 frames in a stream of bytes.
 *
 * Bytes may come one by one or glued, with leading FE, garbage before, between and after frames,
 * and 68 or 16 inside address or data. A candidate that turns out to be no frame (no second 68,
 * wrong check sum, wrong end byte) costs only its first byte: the scan resumes at the next 68
 * already received, so a good frame behind or inside a bad one is never lost.
 *
 *   push: bytes -> [ skipped | candidate ........ ] -> next: FRAME, SKIPPED or NEED_MORE
 *
 * The caller owns the scanner and its memory; no allocation; not shared between threads. */
#ifndef PROTOCOL_DLT645_DLT645_SCAN_H
#define PROTOCOL_DLT645_DLT645_SCAN_H
#include "protocol/dlt645/dlt645_frame.h"

#define DLT645_SCAN_CAPACITY 1024

enum dlt645_scan_result {
    DLT645_SCAN_NEED_MORE = 0, /* everything received is used up, or waits for more */
    DLT645_SCAN_FRAME = 1,     /* *frame is filled */
    DLT645_SCAN_SKIPPED = 2    /* bytes that belong to no frame; why is in *info */
};

/* Where in the stream a result lies. Offsets count all bytes ever pushed. */
struct dlt645_scan_info {
    uint64_t offset; /* first byte: the first 68 of a frame (not its FE), or of what was skipped */
    size_t size;     /* bytes of the frame, or bytes skipped */
    size_t wakes;    /* FE directly before the frame */
    int reason;      /* SKIPPED: FK_E_FORMAT or FK_E_CHECKSUM */
    uint64_t bad_at; /* SKIPPED: offset of the byte that was wrong */
};

struct dlt645_scanner {
    uint8_t bytes[DLT645_SCAN_CAPACITY];
    size_t begin, end;    /* bytes[begin..end) are not used yet */
    uint64_t base;        /* stream offset of bytes[0] */
    size_t wakes;         /* FE seen just before bytes[begin] */
    bool is_end_optional; /* accept a frame whose end byte is wrong (some meters do) */
    bool is_given_up;     /* set by flush: the unfinished candidate at `begin` is none */
};

void dlt645_scan_init(struct dlt645_scanner *scanner);

/* Takes as many of bytes[0..size) as fit and returns how many (0..size). After draining
 * dlt645_scan_next to NEED_MORE at least DLT645_SCAN_CAPACITY - DLT645_FRAME_MAX always fit. */
size_t dlt645_scan_push(struct dlt645_scanner *scanner, const uint8_t *bytes, size_t size);

/* Next result in stream order. Call until NEED_MORE. *info may be NULL. */
enum dlt645_scan_result dlt645_scan_next(struct dlt645_scanner *scanner, struct dlt645_frame *frame,
                                         struct dlt645_scan_info *info);

/* The line has been silent (5.3.3: more than 500 ms inside a frame): gives up an unfinished
 * candidate, so that what lies behind its first byte is scanned. Call dlt645_scan_next afterwards;
 * when it says NEED_MORE with bytes left, call flush again until dlt645_scan_pending is 0. */
void dlt645_scan_flush(struct dlt645_scanner *scanner);
size_t dlt645_scan_pending(const struct dlt645_scanner *scanner);
#endif
