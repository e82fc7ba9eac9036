/* base/id_map.h - what belongs to an id: a hash table from 32-bit ids to 32-bit values that grows
 * by doubling, so that nobody has to walk through all orders or jobs to find one. Open addressing
 * with linear probing; a removal moves the entries behind it up, so no gravestones pile up. Its
 * content never depends on the order of its slots. Not shared between threads. */
#ifndef BASE_ID_MAP_H
#define BASE_ID_MAP_H
#include "base/err.h"
#include "base/image.h"
#include <stdbool.h>
#include <stdint.h>

struct id_map {
    struct id_map_slot {
        uint32_t id; /* UINT32_MAX: free */
        uint32_t value;
    } * slots;
    uint32_t count, capacity; /* capacity is a power of two or 0 */
};

/* A zeroed map is empty and ready; fini frees its slots. */
void id_map_fini(struct id_map *map);
/* Gives `id` (< UINT32_MAX) a value, in place of the one that it had. FK_OK or FK_E_MEMORY, the map
 * is then as it was. */
FK_MUST_CHECK int id_map_put(struct id_map *map, uint32_t id, uint32_t value);
/* True and *value (may be NULL) if `id` is there. */
bool id_map_get(const struct id_map *map, uint32_t id, uint32_t *value);
/* Removes `id`; true if it was there. */
bool id_map_remove(struct id_map *map, uint32_t id);
/* Removes everything and keeps the slots. */
void id_map_clear(struct id_map *map);
/* Ids and values (base/image.h); loading refuses values from `end` on. */
void id_map_image(struct id_map *map, struct image *image, uint64_t end);
/* The same; values from `special` on are marks of the owner. */
void id_map_image_marked(struct id_map *map, struct image *image, uint64_t end, uint32_t special);
#endif
