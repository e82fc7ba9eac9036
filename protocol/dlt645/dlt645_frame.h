/* protocol/dlt645/dlt645_frame.h - frames of DL/T 645-2007: bytes <-> address, control code, data.
 *
 *   FE*  68 A0 A1 A2 A3 A4 A5 68 C L data+33H... CS 16
 *
 * Pure functions over the caller's memory, no allocation, reentrant. Clauses are those of
 * DL/T 645-2007 (5.2 frame format); facts and sources: docs/protocol.md. */
#ifndef PROTOCOL_DLT645_DLT645_FRAME_H
#define PROTOCOL_DLT645_DLT645_FRAME_H
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

#define DLT645_START        0x68 /* 5.2.1 start byte, twice in a frame */
#define DLT645_END          0x16 /* 5.2.7 end byte */
#define DLT645_WAKE         0xFE /* 5.2.8 leading bytes */
#define DLT645_OFFSET       0x33 /* 5.2.5 added to every data byte on the wire */
#define DLT645_ADDRESS_SIZE 6
#define DLT645_HEAD_SIZE    10  /* 68 A0..A5 68 C L */
#define DLT645_READ_MAX     200 /* 5.2.5 largest L of read traffic */
#define DLT645_WRITE_MAX    50  /* 5.2.5 largest L of write traffic (fee control: more) */
#define DLT645_DATA_MAX     255 /* what the length byte can say; the scanner accepts it */
#define DLT645_FRAME_MAX    (DLT645_HEAD_SIZE + DLT645_DATA_MAX + 2)
#define DLT645_WAKE_USUAL   4 /* leading FE that masters and meters usually send */

/* Control byte, 5.2.4. */
#define DLT645_FROM_METER   0x80 /* D7: answer of a meter */
#define DLT645_ERROR_ANSWER 0x40 /* D6: error answer */
#define DLT645_MORE         0x20 /* D5: more data follows */
#define DLT645_FUNCTION     0x1F /* D4-D0 */

enum dlt645_function {
    DLT645_SECURITY = 0x03,       /* security command, Q/GDW extension */
    DLT645_BROADCAST_TIME = 0x08, /* 7.6 broadcast time */
    DLT645_READ = 0x11,           /* 7.1 read */
    DLT645_READ_FOLLOW = 0x12,    /* 7.2 read follow-up data */
    DLT645_READ_ADDRESS = 0x13,   /* 7.4 read address */
    DLT645_WRITE = 0x14,          /* 7.3 write */
    DLT645_WRITE_ADDRESS = 0x15,  /* 7.5 write address */
    DLT645_FREEZE = 0x16,         /* 7.7 freeze */
    DLT645_SPEED = 0x17,          /* 7.8 change speed */
    DLT645_PASSWORD = 0x18,       /* 7.9 change password */
    DLT645_RESET_DEMAND = 0x19,   /* 7.10 maximum demand reset */
    DLT645_RESET_METER = 0x1A,    /* 7.11 meter reset */
    DLT645_RESET_EVENTS = 0x1B,   /* 7.12 event reset */
    DLT645_CONTROL = 0x1C,        /* trip, close, alarm, protect (fee-control extension) */
    DLT645_OUTPUT = 0x1D          /* multi-function terminal output */
};

/* ERR byte of an error answer, 7.1.5 and annex. Several bits may be set. */
#define DLT645_ERR_OTHER       0x01
#define DLT645_ERR_NO_DATA     0x02
#define DLT645_ERR_NOT_ALLOWED 0x04 /* wrong password or not authorised */
#define DLT645_ERR_SPEED       0x08
#define DLT645_ERR_YEAR_ZONES  0x10
#define DLT645_ERR_DAY_SLOTS   0x20
#define DLT645_ERR_TARIFFS     0x40

/* One frame, data in clear (33H already taken off). Address in wire order, A0 (low digits)
 * first. */
struct dlt645_frame {
    uint8_t address[DLT645_ADDRESS_SIZE];
    uint8_t control;
    uint8_t length;
    uint8_t data[DLT645_DATA_MAX];
};

/* Writes `wakes` leading FE and the frame to out[0..capacity). Returns the number of bytes
 * (> 0), or FK_E_SPACE with nothing written. */
FK_MUST_CHECK int dlt645_frame_encode(const struct dlt645_frame *frame, unsigned wakes,
                                      uint8_t *out, size_t capacity);

/* Sum modulo 256 of bytes[0..size), 5.2.6. */
uint8_t dlt645_checksum(const uint8_t *bytes, size_t size);

/* Data identifier at the start of a data field: DI0 first on the wire; value is DI3DI2DI1DI0. */
static inline uint32_t dlt645_di_get(const uint8_t *data)
{
    return (uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 |
           (uint32_t)data[3] << 24;
}
static inline void dlt645_di_put(uint8_t *data, uint32_t di)
{
    data[0] = (uint8_t)di;
    data[1] = (uint8_t)(di >> 8);
    data[2] = (uint8_t)(di >> 16);
    data[3] = (uint8_t)(di >> 24);
}
#endif
