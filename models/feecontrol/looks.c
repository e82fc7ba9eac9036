#include "models/feecontrol/looks.h"

void looks_init(struct looks *looks)
{
    slots_init(&looks->wanted, sizeof(struct look));
}

void looks_fini(struct looks *looks)
{
    slots_fini(&looks->wanted);
}

int looks_want(struct looks *looks, uint32_t customer, uint32_t order)
{
    struct look *look = slots_open(&looks->wanted, customer);
    if (!look)
        return FK_E_MEMORY;
    look->order = order;
    look->asked = 0;
    look->due = 0;
    return FK_OK;
}

/* Asked after every step of everybody: mostly nobody is there. */
static struct look *find(struct looks *looks, uint32_t customer)
{
    return looks->wanted.map.count > 0 ? slots_find(&looks->wanted, customer) : NULL;
}

void looks_move(struct looks *looks, uint32_t customer)
{
    struct look *look = find(looks, customer);
    if (!look)
        return;
    look->asked = 0;
    look->due = 0;
}

const struct look *looks_begin(struct looks *looks, uint32_t customer, ms_t now)
{
    struct look *look = find(looks, customer);
    if (!look || look->due != 0)
        return NULL;
    if (look->asked == 0) {
        looks->asked = looks->asked < INT32_MAX ? looks->asked + 1 : 1;
        look->asked = looks->asked;
    }
    look->due = now + LOOKS_AGAIN;
    return look;
}

bool looks_is_over(struct looks *looks, uint32_t customer, ms_t due)
{
    struct look *look = find(looks, customer);
    if (!look || look->due != due)
        return false;
    look->due = 0;
    return true;
}

int looks_end(struct looks *looks, uint32_t customer, uint32_t asked)
{
    const struct look *look = find(looks, customer);
    if (!look || look->due == 0 || look->asked != asked)
        return 0;
    int err = slots_close(&looks->wanted, customer);
    return err == FK_OK ? 1 : err;
}

void looks_image(struct looks *looks, struct image *image, uint32_t customers)
{
    slots_image(&looks->wanted, image);
    IMAGE(image, looks->asked);
    for (uint32_t i = 0; i < looks->wanted.count; i++) {
        const struct look *look = slots_at(&looks->wanted, i);
        image_expect(image, !look || look->id < customers, "a look in it is at nobody's relay");
        image_expect_moment(image, look ? look->due : 0);
    }
}
