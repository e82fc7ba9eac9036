#include "models/house/locals.h"

#include <stdlib.h>

void locals_fini(struct locals *locals)
{
    free(locals->list);
    id_map_fini(&locals->of);
    *locals = (struct locals){0};
}

const struct local_entry *locals_find(const struct locals *locals, uint32_t customer)
{
    uint32_t at;
    return locals && id_map_get(&locals->of, customer, &at) ? &locals->list[at] : NULL;
}
