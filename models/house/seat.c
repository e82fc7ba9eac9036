#include "models/house/seat.h"

#include <stdlib.h>

static bool is_seen(const struct seat_door *door, uint32_t serial)
{
    uint32_t at = serial & (64 * door->words - 1);
    return door->bits[at / 64] >> at % 64 & 1;
}

static void turn(struct seat_door *door, uint32_t serial)
{
    uint32_t at = serial & (64 * door->words - 1);
    door->bits[at / 64] ^= UINT64_C(1) << at % 64;
}

/* Makes room for serials low + 1 .. low + span. */
static int widen(struct seat_door *door, uint32_t span)
{
    struct seat_door wide = {door->low, door->words ? door->words : 1, NULL};
    while (64 * (uint64_t)wide.words < span)
        wide.words *= 2;
    wide.bits = calloc(wide.words, sizeof *wide.bits);
    if (!wide.bits)
        return FK_E_MEMORY;
    for (uint32_t i = 1; i <= 64 * door->words; i++)
        if (is_seen(door, door->low + i))
            turn(&wide, door->low + i);
    free(door->bits);
    *door = wide;
    return FK_OK;
}

int seat_door_accept(struct seat_door *door, uint32_t serial)
{
    if (serial <= door->low)
        return 0;
    if (serial - door->low > 64 * (uint64_t)door->words) {
        if (serial == door->low + 1) { /* in order, and nothing is missing */
            door->low = serial;
            return 1;
        }
        int err = widen(door, serial - door->low);
        if (err != FK_OK)
            return err;
    }
    if (is_seen(door, serial))
        return 0;
    turn(door, serial);
    while (is_seen(door, door->low + 1))
        turn(door, ++door->low);
    return 1;
}

void seat_door_fini(struct seat_door *door)
{
    free(door->bits);
    *door = (struct seat_door){0};
}

void seat_door_image(struct seat_door *door, struct image *image)
{
    uint32_t room = door->words;
    IMAGE(image, door->low);
    if (image->err == FK_OK)
        image_list(image, &door->bits, sizeof *door->bits, &door->words, &room);
    image_expect(image, (door->words & (door->words - 1)) == 0,
                 "the door of a seat has a size that none has");
}
