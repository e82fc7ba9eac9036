/* sim/hunt/hunt_dice.h - draws of the hunt. Each aspect of a world has dice of its own, so that one
 * more draw about crews leaves the payments as they were. */
#ifndef SIM_HUNT_HUNT_DICE_H
#define SIM_HUNT_HUNT_DICE_H
#include "base/chance.h"
#include <stdbool.h>

struct hunt_dice {
    uint64_t seed;
    uint32_t aspect;
    uint64_t thrown;
};

/* 0 .. count-1. */
static inline uint32_t hunt_below(struct hunt_dice *dice, uint32_t count)
{
    uint64_t bits = chance_bits(dice->seed, CHANCE_HUNT, dice->aspect, dice->thrown++) >> 32;
    return (uint32_t)(bits * count >> 32);
}
static inline bool hunt_one_in(struct hunt_dice *dice, uint32_t count)
{
    return hunt_below(dice, count) == 0;
}
static inline ms_t hunt_pick_ms(struct hunt_dice *dice, const ms_t *values, uint32_t count)
{
    return values[hunt_below(dice, count)];
}
/* One of the values written out. */
#define HUNT_PICK(dice, ...)                                                                       \
    hunt_pick_ms(dice, (const ms_t[]){__VA_ARGS__},                                                \
                 (uint32_t)(sizeof((const ms_t[]){__VA_ARGS__}) / sizeof(ms_t)))
#endif
