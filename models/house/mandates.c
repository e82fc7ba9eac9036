#include "models/house/mandates.h"

#include <stdlib.h>

void mandates_fini(struct mandates *mandates)
{
    free(mandates->list);
    id_map_fini(&mandates->of);
    *mandates = (struct mandates){0};
}

const struct mandate *mandates_find(const struct mandates *mandates, uint32_t customer)
{
    uint32_t at;
    return mandates && id_map_get(&mandates->of, customer, &at) ? &mandates->list[at] : NULL;
}
