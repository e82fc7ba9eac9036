#include "base/id_map.h"

#include <stdlib.h>
#include <string.h>

#define FREE  UINT32_MAX
#define PIECE 16U /* ids */

void id_map_fini(struct id_map *map)
{
    free(map->slots);
    *map = (struct id_map){0};
}

/* Slot at which the search for an id begins. Ids are consecutive or stand in equal steps, and are
 * mostly asked for in their order: neighbours stay in one piece of the table, so that the next one
 * is in the cache, and a multiplication spreads the pieces by its highest bits. */
static inline uint32_t home_of(const struct id_map *map, uint32_t id)
{
    uint64_t spread = id / PIECE * UINT64_C(11400714819323198485) >> 32;
    uint32_t piece = (uint32_t)(spread * map->capacity >> 32) & ~(PIECE - 1);
    return (piece | id % PIECE) & (map->capacity - 1);
}

/* Slot of `id`, or the free one at which its search ends; there is always a free one. */
static inline uint32_t find(const struct id_map *map, uint32_t id)
{
    uint32_t at = home_of(map, id);
    while (map->slots[at].id != FREE && map->slots[at].id != id)
        at = (at + 1) & (map->capacity - 1);
    return at;
}

static int grow(struct id_map *map)
{
    struct id_map wider = {.capacity = map->capacity ? 2 * map->capacity : 16};
    if (map->capacity > UINT32_MAX / 4)
        return FK_E_MEMORY;
    wider.slots = malloc(wider.capacity * sizeof *wider.slots);
    if (!wider.slots)
        return FK_E_MEMORY;
    id_map_clear(&wider);
    for (uint32_t i = 0; i < map->capacity; i++)
        if (map->slots[i].id != FREE)
            wider.slots[find(&wider, map->slots[i].id)] = map->slots[i];
    wider.count = map->count;
    free(map->slots);
    *map = wider;
    return FK_OK;
}

int id_map_put(struct id_map *map, uint32_t id, uint32_t value)
{
    if (map->count >= map->capacity / 2 && grow(map) != FK_OK) /* at most half full */
        return FK_E_MEMORY;
    uint32_t at = find(map, id);
    map->count += map->slots[at].id == FREE;
    map->slots[at] = (struct id_map_slot){id, value};
    return FK_OK;
}

bool id_map_get(const struct id_map *map, uint32_t id, uint32_t *value)
{
    if (map->count == 0 || id == FREE)
        return false;
    uint32_t at = find(map, id);
    if (map->slots[at].id == FREE)
        return false;
    if (value)
        *value = map->slots[at].value;
    return true;
}

/* The hole moves up behind the entries that may stand in front of it: those whose search begins at
 * the hole or before it. */
bool id_map_remove(struct id_map *map, uint32_t id)
{
    if (!id_map_get(map, id, NULL))
        return false;
    uint32_t mask = map->capacity - 1, hole = find(map, id);
    for (uint32_t at = (hole + 1) & mask; map->slots[at].id != FREE; at = (at + 1) & mask) {
        uint32_t way = (at - home_of(map, map->slots[at].id)) & mask;
        if (way < ((at - hole) & mask))
            continue;
        map->slots[hole] = map->slots[at];
        hole = at;
    }
    map->slots[hole].id = FREE;
    map->count--;
    return true;
}

void id_map_clear(struct id_map *map)
{
    if (map->slots)
        memset(map->slots, 0xFF, map->capacity * sizeof *map->slots);
    map->count = 0;
}

/* What every search relies on: a power of two, at most half full, each id where its search comes
 * by, and only values that exist. */
static bool is_sound(const struct id_map *map, uint64_t end, uint64_t special)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < map->capacity; i++)
        used += map->slots[i].id != FREE;
    if (used != map->count || map->count > map->capacity / 2)
        return false;
    for (uint32_t i = 0; i < map->capacity; i++)
        if (map->slots[i].id != FREE &&
            ((map->slots[i].value >= end && map->slots[i].value < special) ||
             find(map, map->slots[i].id) != i))
            return false;
    return true;
}

static void image_map(struct id_map *map, struct image *image, uint64_t end, uint64_t special)
{
    uint32_t count = map->count, capacity = map->capacity, length = capacity;
    IMAGE(image, count);
    IMAGE(image, capacity);
    image_expect(image, (capacity & (capacity - 1)) == 0, "a table in it has a size that none has");
    if (image->err != FK_OK)
        return;
    image_list(image, &map->slots, sizeof *map->slots, &length, &map->capacity);
    if (!image->is_loading)
        return;
    image_expect(image, image->err != FK_OK || length == capacity, "a table in it is cut");
    map->count = image->err == FK_OK ? count : 0;
    map->capacity = image->err == FK_OK ? capacity : 0;
    image_expect(image, image->err != FK_OK || is_sound(map, end, special),
                 "a table in it is out of order");
}

void id_map_image(struct id_map *map, struct image *image, uint64_t end)
{
    image_map(map, image, end, UINT64_MAX);
}

void id_map_image_marked(struct id_map *map, struct image *image, uint64_t end, uint32_t special)
{
    image_map(map, image, end, special);
}
