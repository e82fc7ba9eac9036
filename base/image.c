#include "base/image.h"

#include <stdlib.h>
#include <string.h>

void image_fail(struct image *image, enum fk_err err, const char *text)
{
    if (image->err == FK_OK)
        image->err = fk_fail(&image->diag, err, NULL, 0, "%s", text);
}

void image_expect(struct image *image, bool holds, const char *what)
{
    if (image->is_loading && !holds)
        image_fail(image, FK_E_FORMAT, what);
}

void image_expect_moment(struct image *image, int64_t moment)
{
    const int64_t most = INT64_C(1) << 47; /* in the year 6429 */
    image_expect(image, (moment >= 0 && moment <= most) || moment == INT64_MAX,
                 "a moment in it is none of any run");
}

void image_piece(struct image *image, void *bytes, size_t size)
{
    if (image->err != FK_OK || size == 0)
        return;
    image_expect(image, image->left >= size, "it ends too early");
    if (image->err != FK_OK)
        return;
    int err = image->move(image->context, bytes, size);
    if (err != FK_OK)
        image_fail(image, (enum fk_err)err, fk_err_name(err));
    else if (image->is_loading)
        image->left -= size;
}

void image_part(struct image *image, const char *name)
{
    char mark[IMAGE_NAME_MAX + 1] = "", wanted[IMAGE_NAME_MAX + 1] = "";
    size_t length = strlen(name);
    memcpy(wanted, name, length < IMAGE_NAME_MAX ? length : IMAGE_NAME_MAX);
    memcpy(mark, wanted, sizeof mark);
    IMAGE(image, mark);
    if (image->err == FK_OK && memcmp(mark, wanted, sizeof mark) != 0)
        image->err = fk_fail(&image->diag, FK_E_FORMAT, NULL, 0,
                             "the part \"%s\" is not where it should be", wanted);
}

/* Size and number of elements; loading compares the size. */
static void image_head(struct image *image, size_t size, uint32_t *count)
{
    uint64_t saved = size;
    IMAGE(image, saved);
    image_expect(image, image->err != FK_OK || saved == size,
                 "its records have another size than those of this program");
    IMAGE(image, *count);
}

void image_row(struct image *image, void *elements, size_t size, uint32_t count)
{
    uint32_t saved = count;
    image_head(image, size, &saved);
    image_expect(image, image->err != FK_OK || saved == count,
                 "it holds another number of records than the scenario has");
    image_piece(image, elements, size * count);
}

void *image_room(struct image *image, size_t size, uint32_t count)
{
    image_expect(image, image->err != FK_OK || (uint64_t)size * count <= image->left,
                 "it ends too early");
    if (image->err != FK_OK)
        return NULL;
    void *room = calloc(count > 0 ? count : 1, size);
    if (!room)
        image_fail(image, FK_E_MEMORY, "out of memory");
    return room;
}

void image_list(struct image *image, void *array, size_t size, uint32_t *count, uint32_t *capacity)
{
    uint32_t saved = *count;
    void *elements;
    image_head(image, size, &saved);
    memcpy(&elements, array, sizeof elements); /* the pointer's own type is the caller's */
    if (image->is_loading) {
        void *room = image_room(image, size, saved);
        if (!room)
            return;
        free(elements);
        elements = room;
        memcpy(array, &elements, sizeof elements);
        *count = saved;
        *capacity = saved > 0 ? saved : 1;
    }
    image_piece(image, elements, size * saved);
}
