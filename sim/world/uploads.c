#include "sim/world/uploads.h"

#include "base/grow.h"
#include "base/large.h"
#include <stdlib.h>
#include <string.h>

static size_t block_size(uint32_t count, uint32_t columns)
{
    return sizeof(struct upload_block) + count * (columns * sizeof(uint32_t) + 1);
}

/* Both arrays stand behind their block. */
static void place_arrays(struct upload_block *block)
{
    block->registers = (uint32_t *)(block + 1);
    block->present = (uint8_t *)(block->registers + (size_t)block->count * block->columns);
}

struct upload_block *uploads_new(struct uploads *uploads, uint32_t first, uint32_t count,
                                 int32_t day, uint32_t columns, uint32_t *id)
{
    struct upload_block *block = large_malloc(block_size(count, columns));
    if (!block)
        return NULL;
    *block = (struct upload_block){.first = first, .count = count, .day = day, .columns = columns};
    place_arrays(block);
    uint32_t place;
    if (!fifo_pop(&uploads->free_places, &place)) {
        if (grow_for_one(&uploads->blocks, sizeof *uploads->blocks, uploads->count,
                         &uploads->capacity) != FK_OK) {
            free(block);
            return NULL;
        }
        place = uploads->count++;
    }
    uploads->blocks[place] = block;
    *id = place + 1;
    return block;
}

int uploads_keep(struct uploads *uploads, const struct upload_block *block, uint32_t *id)
{
    struct upload_block *copy =
        uploads_new(uploads, block->first, block->count, block->day, block->columns, id);
    if (!copy)
        return FK_E_MEMORY;
    memcpy(copy->registers, block->registers,
           (size_t)block->count * block->columns * sizeof *copy->registers);
    memcpy(copy->present, block->present, block->count);
    return FK_OK;
}

const struct upload_block *uploads_find(const struct uploads *uploads, uint32_t id)
{
    return id > 0 && id <= uploads->count ? uploads->blocks[id - 1] : NULL;
}

int uploads_take(struct uploads *uploads, uint32_t id, struct upload_block **block)
{
    *block = uploads->blocks[id - 1];
    uploads->blocks[id - 1] = NULL;
    return fifo_push(&uploads->free_places, id - 1);
}

int uploads_drop(struct uploads *uploads, uint32_t id)
{
    struct upload_block *block;
    int err = uploads_take(uploads, id, &block);
    free(block);
    return err;
}

void uploads_fini(struct uploads *uploads)
{
    for (uint32_t i = 0; i < uploads->count; i++)
        free(uploads->blocks[i]);
    free(uploads->blocks);
    fifo_fini(&uploads->free_places);
    *uploads = (struct uploads){0};
}

static void load_block(struct upload_block **block, struct image *image, uint32_t customers)
{
    struct upload_block head = {0}, *room;
    IMAGE(image, head);
    image_expect(image, head.first < customers && head.count <= customers - head.first,
                 "it holds registers of nobody");
    image_expect(image, head.columns >= 1 && head.columns <= UPLOADS_COLUMNS_MAX,
                 "its registers are in columns that nobody writes");
    room = image->err == FK_OK ? malloc(block_size(head.count, head.columns)) : NULL;
    if (!room) {
        image_fail(image, FK_E_MEMORY, "out of memory");
        return;
    }
    *room = head;
    place_arrays(room);
    *block = room;
    image_row(image, room->registers, room->columns * sizeof *room->registers, room->count);
    image_row(image, room->present, sizeof *room->present, room->count);
}

static void save_block(struct upload_block *block, struct image *image)
{
    struct upload_block head = {
        .first = block->first, .count = block->count, .day = block->day, .columns = block->columns};
    IMAGE(image, head);
    image_row(image, block->registers, block->columns * sizeof *block->registers, block->count);
    image_row(image, block->present, sizeof *block->present, block->count);
}

void uploads_image(struct uploads *uploads, struct image *image, uint32_t customers)
{
    uint32_t count = uploads->count;
    image_part(image, "uploads");
    IMAGE(image, count);
    if (image->is_loading) {
        uploads->blocks = image_room(image, sizeof *uploads->blocks, count);
        uploads->count = uploads->capacity = uploads->blocks ? count : 0;
    }
    for (uint32_t i = 0; i < uploads->count && image->err == FK_OK; i++) {
        bool is_there = uploads->blocks[i] != NULL;
        uint8_t mark = is_there;
        IMAGE(image, mark);
        if (mark && image->is_loading)
            load_block(&uploads->blocks[i], image, customers);
        else if (mark)
            save_block(uploads->blocks[i], image);
    }
    fifo_image(&uploads->free_places, image, uploads->count);
}
