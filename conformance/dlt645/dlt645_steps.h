/* conformance/dlt645/dlt645_steps.h - verbs of DL/T 645 for step tables (conformance/run/step.h).
 *
 * Whole rows, preparations:   ALIVE, ASK_ITEM(di, size), SEND_READ(di, address), WRONG_DIRECTION,
 *     SPOIL(byte), FOUND_CLOSED, FOUND_TO_TRIP, FOUND_TO_REFUSE, NO_TRIP_DELAY, ORDER(n1),
 *     RELAY_OPENS, SETTLED, KEEP('n', di), TRIP_ALL_WILD, FIND_ITEM, WRITE_OTHER(address),
 *     WRITE_WRONG_PASSWORD, WRITE_AS_LOWEST, CLOCK_READY, SEND_TIME(ms)
 * Inside CHECK('a', ..., SAYS(...)): all others.
 *
 * A step that sends without taking the answer is followed by one that takes it: SILENT, ITEM_CAME,
 * WRITE_DONE, WRITE_REFUSED, SILENT_OR_ERROR. */
#ifndef CONFORMANCE_DLT645_DLT645_STEPS_H
#define CONFORMANCE_DLT645_DLT645_STEPS_H
#include "conformance/dlt645/dlt645_ask.h"
#include "conformance/run/step.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"

#define FEATURE(feature) (UINT64_C(1) << (feature))
#define OPEN_BITS        (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN)
#define UNKNOWN_DI       0x0001EE00u /* tariff EEH: beyond the 63 that can exist */
#define RELAY_UNKNOWN_N1 0x7F

extern const uint8_t dlt645_all_wild[DLT645_ADDRESS_SIZE], dlt645_broadcast[DLT645_ADDRESS_SIZE];

extern const struct conform_verb dlt645_verb_alive, dlt645_verb_item, dlt645_verb_answered,
    dlt645_verb_control, dlt645_verb_refused_read, dlt645_verb_send_read, dlt645_verb_item_came,
    dlt645_verb_silent, dlt645_verb_spoil, dlt645_verb_wakes, dlt645_verb_delay, dlt645_verb_split,
    dlt645_verb_short_address, dlt645_verb_own_address, dlt645_verb_not_backwards,
    dlt645_verb_found_closed, dlt645_verb_no_delay, dlt645_verb_order, dlt645_verb_refused,
    dlt645_verb_opens, dlt645_verb_bits, dlt645_verb_settled, dlt645_verb_keep, dlt645_verb_grew,
    dlt645_verb_operator, dlt645_verb_trip_wild, dlt645_verb_silent_or_error, dlt645_verb_find_item,
    dlt645_verb_write_other, dlt645_verb_write_done, dlt645_verb_write_refused, dlt645_verb_item_is,
    dlt645_verb_clock_ready, dlt645_verb_send_time, dlt645_verb_moved;

/* --- asking --- */
#define ALIVE                   PREPARE(.verb = &dlt645_verb_alive)
#define ITEM(di, size)          .verb = &dlt645_verb_item, .item = (di), .number = (size)
#define ASK_ITEM(di, size)      PREPARE(ITEM(di, size))
#define JUDGES_FRAMES           1 /* flag of ANSWERED: bytes that are no frame are its point */
#define ANSWERED(di)            .verb = &dlt645_verb_answered, .item = (di)
#define CONTROL_BYTE(di, value) .verb = &dlt645_verb_control, .item = (di), .bits = (value)
#define REFUSED_READ(di, err)   .verb = &dlt645_verb_refused_read, .item = (di), .bits = (err)
#define SEND_READ(di, address)                                                                     \
    PREPARE(.verb = &dlt645_verb_send_read, .item = (di), .bytes = (address))
#define WRONG_DIRECTION                                                                            \
    PREPARE(.verb = &dlt645_verb_send_read, .item = DI_ENERGY, .bits = DLT645_FROM_METER)
#define ITEM_CAME(di)            .verb = &dlt645_verb_item_came, .item = (di)
#define SILENT                   .verb = &dlt645_verb_silent
#define SPOIL(from_end)          PREPARE(.verb = &dlt645_verb_spoil, .number = (from_end))
#define WAKES(most)              .verb = &dlt645_verb_wakes, .number = (most)
#define DELAYS(samples)          .verb = &dlt645_verb_delay, .number = (samples)
#define GAPS(ms)                 .verb = &dlt645_verb_split, .number = (ms)
#define SHORT_ADDRESS(given)     .verb = &dlt645_verb_short_address, .number = (given)
#define OWN_ADDRESS              .verb = &dlt645_verb_own_address
#define NOT_BACKWARDS(di, slot_) .verb = &dlt645_verb_not_backwards, .item = (di), .slot = (slot_)

/* --- relay: 1CH and status word 3 --- */
#define FOUND_CLOSED         PREPARE(.verb = &dlt645_verb_found_closed)
#define FOUND_TRIPS          1 /* the test trips the relay */
#define FOUND_ORDERS         2 /* every order of the test is to be refused */
#define FOUND_TO_REFUSE      PREPARE(.verb = &dlt645_verb_found_closed, .flags = FOUND_ORDERS)
#define FOUND_TO_TRIP        PREPARE(.verb = &dlt645_verb_found_closed, .flags = FOUND_TRIPS)
#define NO_TRIP_DELAY        PREPARE(.verb = &dlt645_verb_no_delay, .item = DI_TRIP_DELAY)
#define DONE(n1)             .verb = &dlt645_verb_order, .bits = (n1)
#define ORDER(n1)            PREPARE(DONE(n1))
#define ORDER_WRONG_PASSWORD 1
#define ORDER_WRONG_LEVEL    2 /* the right password, under a level that orders nothing */
#define REFUSED(n1)          .verb = &dlt645_verb_refused, .bits = (n1)
#define VALID(ms)            .number = (ms)   /* relative to the meter clock */
#define UNTIL(stamp)         .bytes = (stamp) /* ss mm hh DD MM YY */
#define RELAY_OPENS          PREPARE(.verb = &dlt645_verb_opens)
#define BITS(mask_, bits_)                                                                         \
    .verb = &dlt645_verb_bits, .item = DI_STATUS_3, .mask = (mask_), .bits = (bits_)
#define SETTLED             PREPARE(.verb = &dlt645_verb_settled, NEEDS(.settles = 1))
#define KEEP(slot_, di)     PREPARE(.verb = &dlt645_verb_keep, .item = (di), .slot = (slot_))
#define GREW(di, slot_, by) .verb = &dlt645_verb_grew, .item = (di), .slot = (slot_), .number = (by)
#define OPERATOR_IN(di)     .verb = &dlt645_verb_operator, .item = (di)
#define TRIP_ALL_WILD       PREPARE(.verb = &dlt645_verb_trip_wild, .bits = RELAY_TRIP)
#define SILENT_OR_ERROR     .verb = &dlt645_verb_silent_or_error

/* --- writing: the item that the device file names --- */
#define FIND_ITEM            PREPARE(.verb = &dlt645_verb_find_item)
#define WRITE_OTHER(address) PREPARE(.verb = &dlt645_verb_write_other, .bytes = (address))
#define WRITE_WRONG_PASSWORD                                                                       \
    PREPARE(.verb = &dlt645_verb_write_other, .flags = ORDER_WRONG_PASSWORD,                       \
            NEEDS(.has_wrong_password = true))
#define WRITE_LOWEST_LEVEL 2
#define WRITE_AS_LOWEST                                                                            \
    PREPARE(.verb = &dlt645_verb_write_other, .flags = WRITE_LOWEST_LEVEL,                         \
            NEEDS(.has_wrong_password = true))
#define WRITE_DONE      .verb = &dlt645_verb_write_done
#define WRITE_REFUSED   .verb = &dlt645_verb_write_refused
#define ITEM_AS_FOUND   .verb = &dlt645_verb_item_is, .number = 0
#define ITEM_AS_WRITTEN .verb = &dlt645_verb_item_is, .number = 1

/* --- broadcast time --- */
#define CLOCK_READY   PREPARE(.verb = &dlt645_verb_clock_ready)
#define SEND_TIME(ms) PREPARE(.verb = &dlt645_verb_send_time, .number = (ms))
#define MOVED(ms)     .verb = &dlt645_verb_moved, .number = (ms)

/* What the bits of ERR mean. */
extern const struct fk_text dlt645_says_no_data, dlt645_says_not_allowed;
/* Waits a little if the relay may still follow; false: time is over, or the run ended here. */
bool dlt645_look_again(struct conform_case *c);
/* Reads an item of 1 to 16 bytes for WRITE_OTHER and makes another value: its lowest byte becomes
 * another number of BCD digits. */
bool dlt645_find_item(struct conform_case *c, uint32_t di);
/* The number kept under a letter. */
int64_t *dlt645_slot(struct conform_case *c, char slot);
#endif
