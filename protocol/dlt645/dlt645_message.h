/* protocol/dlt645/dlt645_message.h - what a data field says, by control code: build and
 * parse (DL/T 645-2007 clause 7 and the fee-control extension). docs/protocol.md, "Control code".
 *
 *   frame <- build - message - parse <- frame
 *
 * A message holds every part in its own order; what the line turns round is turned here, and only
 * here: cipher and MAC of 19H, 1AH, 1BH and 1CH go as ONE block, so that the MAC comes first, those
 * of 14H each by itself. Parts are copied, no pointer leads into the frame. Pure, reentrant. */
#ifndef PROTOCOL_DLT645_DLT645_MESSAGE_H
#define PROTOCOL_DLT645_DLT645_MESSAGE_H
#include "protocol/dlt645/dlt645_frame.h"

#define DLT645_LEVEL_CIPHER 0x98 /* second class: cipher and MAC */
#define DLT645_LEVEL_MAC    0x99 /* first class: plain data and MAC */
#define DLT645_CIPHER_BLOCK 16
#define DLT645_MAC_SIZE     4

enum dlt645_kind { DLT645_REQUEST, DLT645_ANSWER, DLT645_REFUSAL };

/* PA P0 P1 P2 C0..C3 as on the line. */
struct dlt645_sender {
    uint8_t level; /* 00 to 09, 98, 99; 11 and 96 of other utilities */
    uint8_t password[3];
    uint8_t operator_code[4];
};

/* What is used depends on function and kind: the form. Unused parts are 0 after a parse;
 * behind value_size nothing is written. */
struct dlt645_message {
    uint8_t function; /* D4-D0 */
    uint8_t kind;     /* enum dlt645_kind */
    bool has_more;    /* D5; only of answers */
    bool has_count;   /* load records: count */
    bool has_time;    /* load records: count and time */
    bool has_word;    /* 9C, DC, C3: two bytes rather than none or one */
    uint32_t di;
    uint8_t count;
    uint8_t time[6];    /* 08H ss mm hh DD MM YY; records mm hh DD MM YY; 16H mm hh DD MM */
    uint8_t seq;        /* 12H, 92H */
    uint8_t address[6]; /* 93H, 15H, as on the line */
    uint8_t feature;    /* 17H, 1DH */
    uint8_t old_key[4]; /* 18H: PA and password before */
    uint8_t new_key[4]; /* 18H, 98H: PA and password after */
    uint8_t command[8]; /* 1CH plain: N1 N2 ss mm hh DD MM YY */
    uint8_t err;        /* ERR */
    uint16_t word;      /* SERR, execution word, error word */
    uint8_t mac[DLT645_MAC_SIZE]; /* as the security module gave it */
    struct dlt645_sender sender;
    uint8_t value_size; /* bytes of `value`: item, cipher (as the module gave it), data of 03H */
    uint8_t value[DLT645_DATA_MAX];
};

/* Takes a frame's data field apart. FK_E_UNSUPPORTED: no form is known for this control code;
 * FK_E_FORMAT: the data are too short or too long for it, a cipher is no multiple of 16, D7 is off
 * with D6 or D5 on. */
FK_MUST_CHECK int dlt645_message_parse(const struct dlt645_frame *frame,
                                       struct dlt645_message *out);

/* Fills control, length and data of *frame; its address is left as it is. Errors as above;
 * FK_E_SPACE: more than 255 bytes. *frame is untouched on error. */
FK_MUST_CHECK int dlt645_message_build(const struct dlt645_message *message,
                                       struct dlt645_frame *frame);

/* Largest L that the standard allows a control code (5.2.5): 200 of reads, 50 of all others.
 * Fee control needs more: a receiver takes any L. */
unsigned dlt645_length_limit(uint8_t control);

/* The form of a control code as letters, one a part, for documents and tests; NULL if none is
 * known. `index` counts the forms of this code. Letters: D identifier, N count, T time of 5 bytes,
 * Q sequence number, V value, A address, S sender (PA, password, operator code), O operator code, t
 * time of 6, f time of 4, F feature byte, o n old and new key, c command, R cipher and MAC turned
 * round as one block, C cipher, M MAC, E error byte, W word. */
const char *dlt645_message_form(uint8_t function, enum dlt645_kind kind, size_t index);

/* The clear text of a command at level 98, before it is enciphered: N1 N2 YY MM DD hh mm ss; some
 * heads of 2018 send the time turned round ([B]: off unless asked for). */
void dlt645_command_clear(const uint8_t command[8], bool is_time_turned, uint8_t out[8]);
#endif
