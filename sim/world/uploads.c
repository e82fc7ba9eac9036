#include "sim/world/uploads.h"

#include "base/grow.h"
#include <stdlib.h>
#include <string.h>

struct upload_block *uploads_new(struct uploads *uploads, uint32_t first, uint32_t count,
                                 int32_t day, uint32_t *id)
{
    struct upload_block *block = malloc(sizeof *block + count * (sizeof(uint32_t) + 1));
    if (!block)
        return NULL;
    *block = (struct upload_block){.first = first, .count = count, .day = day};
    block->registers = (uint32_t *)(block + 1);
    block->present = (uint8_t *)(block->registers + count);
    if (!fifo_pop(&uploads->free_ids, id)) {
        if (grow_for_one(&uploads->blocks, sizeof *uploads->blocks, uploads->count,
                         &uploads->capacity) != FK_OK) {
            free(block);
            return NULL;
        }
        *id = ++uploads->count;
    }
    uploads->blocks[*id - 1] = block;
    return block;
}

int uploads_keep(struct uploads *uploads, const struct upload_block *block, uint32_t *id)
{
    struct upload_block *copy = uploads_new(uploads, block->first, block->count, block->day, id);
    if (!copy)
        return FK_E_MEMORY;
    memcpy(copy->registers, block->registers, block->count * sizeof *copy->registers);
    memcpy(copy->present, block->present, block->count);
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
