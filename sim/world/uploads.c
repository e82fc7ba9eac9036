#include "sim/world/uploads.h"

#include "base/grow.h"
#include <stdlib.h>
#include <string.h>

int uploads_keep(struct uploads *uploads, const struct upload_block *block, uint32_t *id)
{
    struct upload_block *copy = malloc(sizeof *copy + block->count * (sizeof(uint32_t) + 1));
    if (!copy)
        return FK_E_MEMORY;
    *copy = *block;
    copy->registers = (uint32_t *)(copy + 1);
    copy->present = (uint8_t *)(copy->registers + block->count);
    memcpy(copy->registers, block->registers, block->count * sizeof *copy->registers);
    memcpy(copy->present, block->present, block->count);
    if (!fifo_pop(&uploads->free_ids, id)) {
        if (grow_for_one(&uploads->blocks, sizeof *uploads->blocks, uploads->count,
                         &uploads->capacity) != FK_OK) {
            free(copy);
            return FK_E_MEMORY;
        }
        *id = ++uploads->count;
    }
    uploads->blocks[*id - 1] = copy;
    return FK_OK;
}

const struct upload_block *uploads_find(const struct uploads *uploads, uint32_t id)
{
    return id > 0 && id <= uploads->count ? uploads->blocks[id - 1] : NULL;
}

int uploads_drop(struct uploads *uploads, uint32_t id)
{
    free(uploads->blocks[id - 1]);
    uploads->blocks[id - 1] = NULL;
    return fifo_push(&uploads->free_ids, id);
}

void uploads_fini(struct uploads *uploads)
{
    for (uint32_t i = 0; i < uploads->count; i++)
        free(uploads->blocks[i]);
    free(uploads->blocks);
    fifo_fini(&uploads->free_ids);
    *uploads = (struct uploads){0};
}
