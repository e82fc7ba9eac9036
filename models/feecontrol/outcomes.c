#include "models/feecontrol/outcomes.h"

#include "base/grow.h"
#include <stdlib.h>
#include <string.h>

void outcomes_init(struct outcomes *outcomes, ms_t window, uint32_t least, uint32_t percent)
{
    *outcomes = (struct outcomes){.window = window, .least = least, .percent = percent};
    for (unsigned code = 0; code < RESULT_CODES; code++)
        outcomes->common_to[code] = INT64_MIN;
}

void outcomes_fini(struct outcomes *outcomes)
{
    free(outcomes->items);
    outcomes->items = NULL;
    outcomes->first = outcomes->head = outcomes->end = outcomes->capacity = 0;
}

/* The window as it stands: which codes fill it? */
static void judge(struct outcomes *o)
{
    uint32_t orders = o->head - o->first;
    if (orders == 0 || orders < o->least)
        return;
    for (unsigned code = 0; code < RESULT_CODES; code++)
        if ((uint64_t)o->same[code] * 100 > (uint64_t)orders * o->percent)
            o->common_to[code] = o->items[o->head - 1].at;
}

/* Slides the window until it begins at `begin`. It takes in an outcome when its end reaches it and
 * loses one just after its begin has passed it; between two such moments it stays as it is. */
static void slide(struct outcomes *o, ms_t begin)
{
    for (;;) {
        ms_t gains = o->head < o->end ? o->items[o->head].at - o->window : MS_NEVER;
        ms_t loses = o->first < o->head ? o->items[o->first].at : MS_NEVER;
        if (gains > begin && loses >= begin)
            return;
        if (gains <= loses)
            for (; o->head < o->end && o->items[o->head].at - o->window == gains; o->head++)
                o->same[o->items[o->head].code]++;
        else
            for (; o->first < o->head && o->items[o->first].at == loses; o->first++)
                o->same[o->items[o->first].code]--;
        judge(o);
    }
}

/* Moves what is left to the front when more than half is behind: each is moved once at most. */
static void close_up(struct outcomes *o)
{
    if (o->first <= o->end / 2)
        return;
    memmove(o->items, o->items + o->first, (o->end - o->first) * sizeof *o->items);
    o->head -= o->first;
    o->end -= o->first;
    o->first = 0;
}

int outcomes_put(struct outcomes *o, unsigned code, ms_t now)
{
    slide(o, now - o->window - 1); /* others may end at this moment too */
    close_up(o);
    if (grow_for_one(&o->items, sizeof *o->items, o->end, &o->capacity) != FK_OK)
        return FK_E_MEMORY;
    o->items[o->end++] = (struct outcome){now, (uint8_t)code};
    return FK_OK;
}

bool outcomes_is_common(struct outcomes *o, unsigned code, ms_t failed_at)
{
    slide(o, failed_at);
    return o->common_to[code] >= failed_at;
}

void outcomes_image(struct outcomes *o, struct image *image)
{
    image_part(image, "outcomes");
    image_list(image, &o->items, sizeof *o->items, &o->end, &o->capacity);
    IMAGE(image, o->first);
    IMAGE(image, o->head);
    IMAGE(image, o->same);
    IMAGE(image, o->common_to);
    image_expect(image, o->first <= o->head && o->head <= o->end,
                 "the outcomes of orders in it are out of order");
    for (uint32_t i = 0; i < o->end; i++)
        image_expect(image, o->items[i].code < RESULT_CODES, "it holds a code that does not exist");
}
