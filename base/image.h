/* base/image.h - a record as bytes and back: one description serves saving and loading.
 *
 * Whoever owns a record describes it once, in a function x_image(x, image) that names its parts in
 * order; the image then writes them, or fills them with what was written. Pointers are never part
 * of it: a list is its elements, and where they stand is found anew.
 *
 *   void crowd_image(struct crowd *c, struct image *image)
 *   {
 *       image_part(image, "crowd");
 *       IMAGE(image, c->today);
 *       image_list(image, &c->people, sizeof *c->people, &c->count, &c->capacity);
 *   }
 *
 * Loaded bytes come from outside: names of parts, sizes of records, counts and what is left of the
 * input are checked before memory is asked for. The first error stays in `err` and its sentence in
 * `diag`; nothing is written, filled or believed after it, so that the end is soon enough to look.
 * A record whose loading failed can be given to its own fini and nothing else. Byte order and
 * layout are those of the machine and the program. Not shared between threads. */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

struct image {
    bool is_loading;
    /* Takes `size` bytes from `bytes`, or fills them when loading. FK_OK or an error. */
    int (*move)(void *context, void *bytes, size_t size);
    void *context;
    uint64_t left; /* loading: bytes that are still to come */
    int err;       /* first error */
    struct fk_diag diag;
};

#define IMAGE_NAME_MAX 15 /* bytes of the name of a part */

/* A mark that loading must meet: what follows belongs to `name`. */
void image_part(struct image *image, const char *name);
/* `size` bytes that hold no pointer. */
void image_piece(struct image *image, void *bytes, size_t size);
/* A member or variable. */
#define IMAGE(image, member) image_piece((image), &(member), sizeof(member))
/* `count` elements of `size` bytes in an array that is there: loading fills as many. */
void image_row(struct image *image, void *elements, size_t size, uint32_t count);
/* A list that grows (base/grow.h): `array` is the address of the pointer to its elements. Loading
 * replaces it by one with as many elements as were saved; on an error of the input it holds what
 * came before, then zeros. */
void image_list(struct image *image, void *array, size_t size, uint32_t *count, uint32_t *capacity);
/* Room for `count` elements of `size` bytes that are still to come, zeroed, to be freed by the
 * caller; NULL and an error if the input cannot hold them or there is no memory. Loading only. */
void *image_room(struct image *image, size_t size, uint32_t count);
/* Refuses what was loaded unless `holds`; `what` says what must hold. Saving: nothing. */
void image_expect(struct image *image, bool holds, const char *what);
/* Refuses a moment that adding spans of a run to could take out of 64 bits: below 0, or later than
 * any run comes and not MS_NEVER. */
void image_expect_moment(struct image *image, int64_t moment);
/* The first error of the owner's own: stays if there was none. */
void image_fail(struct image *image, enum fk_err err, const char *text);
#endif
