/* models/house/seat.h - a seat of the system and its door.
 *
 * A seat is taken by one of our parties or by a foreign program behind the same three functions.
 * Its door drops what it has seen: the sender numbers his messages to this seat from 1, and a
 * serial that comes a second time is a copy that the network made.
 *
 *   serials  1 2 3 4 5 6 . 8 . 10        `low` = 6: all up to it were seen; bits say what of the
 *                      ^low              rest was, 8 and 10 while 7 and 9 are under way
 *
 * Not shared between threads. */
#ifndef MODELS_HOUSE_SEAT_H
#define MODELS_HOUSE_SEAT_H
#include "base/err.h"
#include "base/image.h"
#include "models/house/party.h"
#include <stdbool.h>

/* What the surroundings call. `due` says when to tick next, MS_NEVER if only a message can wake
 * the party. handle and tick return FK_OK or an error that stops the run. */
struct party_class {
    int (*handle)(void *party, const struct message *message, ms_t now);
    int (*tick)(void *party, ms_t now);
    ms_t (*due)(const void *party, ms_t now);
};

/* Of one sender. Zeroed, it has seen nothing. */
struct seat_door {
    uint32_t low;   /* serials up to this one were all seen */
    uint32_t words; /* of `bits`, a power of two or 0 */
    uint64_t *bits; /* serial s stands at bit s modulo 64 * words; owned */
};

/* 1 if `serial` (from 1) is new, 0 if it was seen before, FK_E_MEMORY. Memory grows with the
 * distance between the oldest serial that is still missing and the newest: a lost message costs a
 * bit for every later one. */
FK_MUST_CHECK int seat_door_accept(struct seat_door *door, uint32_t serial);
void seat_door_fini(struct seat_door *door);
void seat_door_image(struct seat_door *door, struct image *image);
#endif
