/* models/collection/macs.h - the meters of a concentrator to which commands come with a wrong MAC
 * (密钥不一致: the encryption machine and the meter's ESAM hold other keys), and those that have
 * locked remote setting for it (R-30, P-MET-26): few, and none in most worlds. A lock ends at 00:00
 * of the meter clock, also if the keys agree again before. Reading needs no key. Owned by its
 * concentrator. */
#ifndef MODELS_COLLECTION_MACS_H
#define MODELS_COLLECTION_MACS_H
#include "base/image.h"
#include "models/house/party.h"

struct macs {
    struct mac_meter {
        uint32_t customer;
        uint32_t faults; /* in force */
        uint32_t errors; /* on `day` */
        int32_t day;     /* day number by the meter clock */
    } * list;            /* in the order in which they began */
    uint32_t count, capacity;
};

void macs_fini(struct macs *macs);
/* MSG_FAULT: keys disagree, or agree again. FK_OK, FK_E_MEMORY, or FK_E_ARG for the end of a fault
 * that never began. */
FK_MUST_CHECK int macs_change(struct macs *macs, const struct message *fault);
/* A command comes on day number `day` of the meter clock: true if the meter refuses it
 * (RESULT_AUTH_FAILED), as its MAC is wrong or as it has counted `lock` errors on this day; `lock`
 * 0: it never locks. A refusal by the lock is no error more. */
bool macs_refuse(struct macs *macs, uint32_t customer, int32_t day, uint32_t lock);
/* Loading refuses meters other than first .. first + count - 1. */
void macs_image(struct macs *macs, struct image *image, uint32_t first, uint32_t count);
#endif
