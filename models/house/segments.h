/* models/house/segments.h - what a customer has in common with many others: policy, tariff, load
 * and the command that restores him. One index a customer says which segment he is in, a row a
 * segment says the rest; nothing of it is global, and nothing is copied for each customer.
 *
 *   of    0 0 1 0 2 ...               customer 2 is in segment 1
 *   list  {policy, tariff, load, restore}, {...}, ...
 *
 * Policies, tariffs and loads are tables of those who use them; a row holds indices into them.
 * Read-only while a run lasts; thread-safe. */
#ifndef MODELS_HOUSE_SEGMENTS_H
#define MODELS_HOUSE_SEGMENTS_H
#include <stdint.h>

#define SEGMENTS_MAX 256
struct segment {
    uint16_t policy, tariff, load;
    uint8_t restore; /* N1 of a restore: 1B safe, 1C automatic */
};
_Static_assert(sizeof(struct segment) == 8, "looked up for every customer, every day");

struct segments {
    uint8_t *of; /* by customer, of at most SEGMENTS_MAX; NULL: everybody is in the first one */
    struct segment *list;
};

static inline const struct segment *segment_of(const struct segments *segments, uint32_t customer)
{
    return &segments->list[segments->of ? segments->of[customer] : 0];
}
#endif
