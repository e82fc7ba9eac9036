#include "models/collection/macs.h"

#include "base/grow.h"
#include <stdlib.h>
#include <string.h>

void macs_fini(struct macs *macs)
{
    free(macs->list);
    *macs = (struct macs){0};
}

static struct mac_meter *find(struct macs *macs, uint32_t customer)
{
    for (uint32_t i = 0; i < macs->count; i++)
        if (macs->list[i].customer == customer)
            return &macs->list[i];
    return NULL;
}

static void drop(struct macs *macs, struct mac_meter *meter)
{
    uint32_t behind = macs->count - 1 - (uint32_t)(meter - macs->list);
    memmove(meter, meter + 1, behind * sizeof *meter);
    macs->count--;
}

int macs_change(struct macs *macs, const struct message *fault)
{
    struct mac_meter *meter = find(macs, fault->customer);
    if (!fault->code) {
        if (!meter || meter->faults == 0)
            return FK_E_ARG;
        meter->faults--;
        if (meter->faults == 0 && meter->errors == 0)
            drop(macs, meter);
        return FK_OK;
    }
    if (!meter) {
        int err = grow_for_one(&macs->list, sizeof *macs->list, macs->count, &macs->capacity);
        if (err != FK_OK)
            return err;
        meter = &macs->list[macs->count++];
        *meter = (struct mac_meter){.customer = fault->customer};
    }
    meter->faults++;
    return FK_OK;
}

bool macs_refuse(struct macs *macs, uint32_t customer, int32_t day, uint32_t lock)
{
    struct mac_meter *meter = find(macs, customer);
    if (!meter)
        return false;
    if (meter->day != day) {
        meter->day = day;
        meter->errors = 0;
    }
    if (lock > 0 && meter->errors >= lock)
        return true;
    if (meter->faults > 0) {
        meter->errors++;
        return true;
    }
    if (meter->errors == 0)
        drop(macs, meter);
    return false;
}

void macs_image(struct macs *macs, struct image *image, uint32_t first, uint32_t count)
{
    image_list(image, &macs->list, sizeof *macs->list, &macs->count, &macs->capacity);
    for (uint32_t i = 0; i < macs->count; i++)
        image_expect(image, macs->list[i].customer - first < count,
                     "a meter that does not exist counts wrong MACs");
}
