/* sim/world/uploads.h - blocks of registers on their way to the master (I2) and from it to fee
 * control (I3, a block of all customers): the sender's side keeps a copy until it is read, the
 * message carries its number. Not thread-safe. */
#ifndef SIM_WORLD_UPLOADS_H
#define SIM_WORLD_UPLOADS_H
#include "base/fifo.h"
#include "models/collection/concentrator.h"

struct uploads {
    struct upload_block **blocks; /* by number - 1; NULL: free */
    uint32_t count, capacity;
    struct fifo free_places; /* in `blocks` */
};

#define UPLOADS_COLUMNS_MAX 4

/* A block to be filled in, with 1 .. UPLOADS_COLUMNS_MAX columns of registers; its number, from 1,
 * in *id. NULL: no memory. */
struct upload_block *uploads_new(struct uploads *uploads, uint32_t first, uint32_t count,
                                 int32_t day, uint32_t columns, uint32_t *id);
/* Keeps a copy of `block`; its number, from 1, in *id. FK_OK or FK_E_MEMORY. Zeroed uploads are
 * empty. */
FK_MUST_CHECK int uploads_keep(struct uploads *uploads, const struct upload_block *block,
                               uint32_t *id);
/* The block with this number, or NULL. */
const struct upload_block *uploads_find(const struct uploads *uploads, uint32_t id);
/* Hands over a block that was found, for free(): *block. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int uploads_take(struct uploads *uploads, uint32_t id, struct upload_block **block);
/* Forgets a block that was found. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int uploads_drop(struct uploads *uploads, uint32_t id);
void uploads_fini(struct uploads *uploads);
/* The blocks with their registers (base/image.h); each belongs to customers below `customers`. */
void uploads_image(struct uploads *uploads, struct image *image, uint32_t customers);
#endif
