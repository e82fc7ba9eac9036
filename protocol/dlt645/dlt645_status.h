/* protocol/dlt645/dlt645_status.h - names of the bits in status words, error bytes and relay words.
 *
 * Status words 1..7 are items 04000501..07 (DL/T 645-2007 annex A.5 and C, with the fee-control
 * bits of Q/GDW 1365), two bytes each, low byte first on the wire. Read-only, thread-safe. */
#ifndef PROTOCOL_DLT645_DLT645_STATUS_H
#define PROTOCOL_DLT645_DLT645_STATUS_H
#include "base/err.h"
#include "base/text.h"
#include <stdint.h>

/* Status word 1, 04000501. */
#define DLT645_W1_PULSE_SWITCH   0x0001 /* external switch: 0 level, 1 pulse */
#define DLT645_W1_BLOCK_DEMAND   0x0002 /* demand: 0 sliding, 1 block */
#define DLT645_W1_CLOCK_BATTERY  0x0004 /* clock battery low */
#define DLT645_W1_READ_BATTERY   0x0008 /* reading battery low */
#define DLT645_W1_ACTIVE_REVERSE 0x0010
#define DLT645_W1_REACT_REVERSE  0x0020
#define DLT645_W1_CONTROL_LOOP   0x0100 /* relay position differs from its command */
#define DLT645_W1_ESAM           0x0200
#define DLT645_W1_PROGRAM        0x1000
#define DLT645_W1_MEMORY         0x2000
#define DLT645_W1_OVERDRAFT      0x4000 /* 透支 */
#define DLT645_W1_CLOCK          0x8000

/* Status word 3, 04000503: operation. */
#define DLT645_W3_DAY_TABLE_2     0x0001 /* running day-slot set: 0 first, 1 second */
#define DLT645_W3_SUPPLY_SHIFT    1      /* two bits: 0 main, 1 auxiliary, 2 battery */
#define DLT645_W3_SUPPLY_MASK     0x0006
#define DLT645_W3_PROGRAMMING     0x0008 /* programming permitted */
#define DLT645_W3_RELAY_OPEN      0x0010 /* b4: position of the load relay */
#define DLT645_W3_YEAR_TABLE_2    0x0020
#define DLT645_W3_COMMAND_OPEN    0x0040 /* b6: last relay command in force */
#define DLT645_W3_ALARM           0x0080 /* b7: alarm before a trip (预跳闸报警) */
#define DLT645_W3_PREPAID_SHIFT   8      /* two bits: 0 not prepaid, 1 energy type, 2 money type */
#define DLT645_W3_PREPAID_MASK    0x0300
#define DLT645_W3_PRICE_SET_2     0x0400
#define DLT645_W3_STEP_SET_2      0x0800
#define DLT645_W3_PROTECTED       0x1000 /* b12: 保电 */
#define DLT645_W3_AUTHENTICATED   0x2000
#define DLT645_W3_LOCAL_UNOPENED  0x4000 /* local account not opened */
#define DLT645_W3_REMOTE_UNOPENED 0x8000 /* remote account not opened */

enum dlt645_bit_table {
    DLT645_BITS_NONE,
    DLT645_BITS_W1, /* W1 .. W7 in sequence */
    DLT645_BITS_W2,
    DLT645_BITS_W3,
    DLT645_BITS_W4, /* phase A faults */
    DLT645_BITS_W5, /* phase B */
    DLT645_BITS_W6, /* phase C */
    DLT645_BITS_W7,
    DLT645_BITS_ERR,       /* ERR byte, 7.1.5 */
    DLT645_BITS_SERR,      /* error word of 03H */
    DLT645_BITS_EXECUTION, /* execution word of 9C */
    DLT645_BITS_REFUSAL,   /* error word of DC */
    DLT645_BITS_FEATURE1,  /* feature word 04001101 */
    DLT645_BITS_SPEED,     /* feature byte of 17H and of 04000701..05 */
    DLT645_BITS_REPORT,    /* report word 04001501, what concerns the whole meter */
    DLT645_BITS_TABLES
};

/* One name: holds if (value & mask) == match. A bit that says something in both positions has two.
 */
struct dlt645_bit {
    uint16_t mask, match;
    const char *name;    /* English */
    const char *name_zh; /* Chinese */
};

/* Entries of a table, in order of their masks; *count is 0 for DLT645_BITS_NONE. */
const struct dlt645_bit *dlt645_bits(enum dlt645_bit_table table, size_t *count);

/* Table of item `di`: W1..W7 for 04000501..07, FEATURE1 for 04001101, else DLT645_BITS_NONE. */
enum dlt645_bit_table dlt645_bits_of(uint32_t di);

/* Writes what holds in `value`, names joined by "; " or "；" ("relay open; command open"), always
 * NUL-terminated. Bits that no entry names are added as "bit 5". Says "none" if nothing holds.
 * Returns characters written or FK_E_SPACE. */
FK_MUST_CHECK int dlt645_bits_format(enum dlt645_bit_table table, uint32_t value, enum fk_lang lang,
                                     char *out, size_t capacity);
#endif
