#include "models/collection/refusals.h"

#include "base/grow.h"
#include "models/meter/relay.h"
#include <stdlib.h>
#include <string.h>

void refusals_fini(struct refusals *refusals)
{
    free(refusals->list);
    *refusals = (struct refusals){0};
}

int refusals_change(struct refusals *refusals, const struct message *fault)
{
    const struct refusal refusal = {fault->customer, (uint32_t)fault->value};
    uint32_t at = 0;
    if (fault->code) {
        int err = grow_for_one(&refusals->list, sizeof *refusals->list, refusals->count,
                               &refusals->capacity);
        if (err == FK_OK)
            refusals->list[refusals->count++] = refusal;
        return err;
    }
    while (at < refusals->count && (refusals->list[at].customer != refusal.customer ||
                                    refusals->list[at].code != refusal.code))
        at++;
    if (at == refusals->count)
        return FK_E_ARG;
    refusals->count--;
    memmove(&refusals->list[at], &refusals->list[at + 1],
            (refusals->count - at) * sizeof *refusals->list);
    return FK_OK;
}

enum result_code refusals_code(const struct refusals *refusals, uint32_t customer, unsigned n1)
{
    for (uint32_t i = 0; i < refusals->count; i++) {
        const struct refusal *refusal = &refusals->list[i];
        if (refusal->customer == customer && refusal->code != RESULT_OK &&
            (refusal->code != RESULT_METER_PROTECTED || n1 == RELAY_TRIP))
            return (enum result_code)refusal->code;
    }
    return RESULT_NONE;
}

bool refusals_is_mute(const struct refusals *refusals, uint32_t customer, unsigned unreadable,
                      const struct message *request)
{
    bool is_of_register = request->type == MSG_READ && !request->kind;
    for (uint32_t i = 0; unreadable > 0 && !is_of_register && i < refusals->count; i++)
        unreadable -= refusals->list[i].customer == customer && refusals->list[i].code == RESULT_OK;
    return unreadable > 0;
}

void refusals_image(struct refusals *refusals, struct image *image, uint32_t first, uint32_t count)
{
    image_list(image, &refusals->list, sizeof *refusals->list, &refusals->count,
               &refusals->capacity);
    for (uint32_t i = 0; i < refusals->count; i++)
        image_expect(image,
                     refusals->list[i].customer - first < count &&
                         refusals->list[i].code < RESULT_CODES,
                     "a meter that does not exist refuses");
}
