#include "models/house/locks.h"

/* Counts of the kinds lie side by side in one value. */
#define BITS 10
#define MASK ((1U << BITS) - 1)
_Static_assert(LOCKS_MAX < MASK, "a count fits");
_Static_assert(HOLD_PROTECTION == 1 && HOLD_PERIOD == 3, "three kinds fit into 30 bits");

static unsigned shift_of(unsigned kind)
{
    return (kind - HOLD_PROTECTION) * BITS;
}

static bool is_kind(unsigned kind)
{
    return kind >= HOLD_PROTECTION && kind <= HOLD_PERIOD;
}

int locks_begin(struct locks *locks, unsigned kind, enum lock_scope scope, uint32_t id)
{
    uint32_t counts = 0;
    if (!is_kind(kind) || scope >= LOCK_SCOPES)
        return FK_E_ARG;
    (void)id_map_get(&locks->scopes[scope], id, &counts);
    if ((counts >> shift_of(kind) & MASK) == MASK)
        return FK_E_RANGE;
    return id_map_put(&locks->scopes[scope], id, counts + (1U << shift_of(kind)));
}

int locks_end(struct locks *locks, unsigned kind, enum lock_scope scope, uint32_t id)
{
    uint32_t counts = 0;
    if (!is_kind(kind) || scope >= LOCK_SCOPES)
        return FK_E_ARG;
    (void)id_map_get(&locks->scopes[scope], id, &counts);
    if ((counts >> shift_of(kind) & MASK) == 0)
        return FK_E_ARG;
    counts -= 1U << shift_of(kind);
    if (counts > 0)
        return id_map_put(&locks->scopes[scope], id, counts);
    (void)id_map_remove(&locks->scopes[scope], id);
    return FK_OK;
}

void locks_fini(struct locks *locks)
{
    for (unsigned scope = 0; scope < LOCK_SCOPES; scope++)
        id_map_fini(&locks->scopes[scope]);
}

/* The line, area or number of a customer. */
static uint32_t id_of(const struct locks *locks, enum lock_scope scope, uint32_t customer)
{
    const struct lock_places *places = &locks->places;
    switch (scope) {
    case LOCK_LINE:
        return areas_of(places->areas, customer) / places->areas_per_line;
    case LOCK_AREA:
        return areas_of(places->areas, customer);
    case LOCK_CUSTOMER:
        return customer;
    default:
        return 0;
    }
}

static bool needs_place(enum lock_scope scope)
{
    return scope == LOCK_LINE || scope == LOCK_AREA;
}

unsigned locks_on(const struct locks *locks, uint32_t customer)
{
    uint32_t all = 0, counts;
    for (unsigned scope = 0; scope < LOCK_SCOPES; scope++) {
        if (locks->scopes[scope].count == 0 || (needs_place(scope) && !locks->places.areas))
            continue;
        if (id_map_get(&locks->scopes[scope], id_of(locks, scope, customer), &counts))
            all |= counts;
    }
    for (unsigned kind = HOLD_PROTECTION; kind <= HOLD_PERIOD; kind++)
        if (all >> shift_of(kind) & MASK)
            return kind;
    return HOLD_NONE;
}

bool locks_concern(const struct locks *locks, enum lock_scope scope, uint32_t id, uint32_t customer)
{
    if (needs_place(scope) && !locks->places.areas)
        return false;
    return id_of(locks, scope, customer) == id;
}

void locks_image(struct locks *locks, struct image *image)
{
    image_part(image, "locks");
    for (unsigned scope = 0; scope < LOCK_SCOPES; scope++)
        id_map_image(&locks->scopes[scope], image, UINT64_C(1) << 3 * BITS);
}
