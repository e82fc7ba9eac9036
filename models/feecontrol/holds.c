#include "models/feecontrol/holds.h"

#define WAITS 256 /* bit of the value beside the code */

int holds_init(struct holds *holds, ms_t window)
{
    *holds = (struct holds){.window = window, .ok_at = INT64_MIN};
    for (unsigned code = 0; code < RESULT_CODES; code++)
        if (timers_init(&holds->waiting[code], 1) != FK_OK) {
            holds_fini(holds);
            return FK_E_MEMORY;
        }
    return FK_OK;
}

void holds_fini(struct holds *holds)
{
    id_map_fini(&holds->codes);
    for (unsigned code = 0; code < RESULT_CODES; code++)
        timers_fini(&holds->waiting[code]);
}

void holds_outcome(struct holds *holds, unsigned code, ms_t now)
{
    if (code == RESULT_OK)
        holds->ok_at = now;
    else
        holds->failed_at[code] = now;
}

int holds_add(struct holds *holds, uint32_t customer, unsigned code, ms_t now)
{
    int err = id_map_put(&holds->codes, customer, code | WAITS);
    return err == FK_OK ? timers_set(&holds->waiting[code], now, 0, customer) : err;
}

bool holds_waits(const struct holds *holds, uint32_t customer)
{
    uint32_t value;
    return id_map_get(&holds->codes, customer, &value) && value & WAITS;
}

void holds_go_on(struct holds *holds, uint32_t customer)
{
    uint32_t value;
    if (id_map_get(&holds->codes, customer, &value)) /* it is there: no memory is needed */
        (void)!id_map_put(&holds->codes, customer, value & (WAITS - 1));
}

bool holds_had(const struct holds *holds, uint32_t customer, unsigned code)
{
    uint32_t value;
    return id_map_get(&holds->codes, customer, &value) && (value & (WAITS - 1)) == code;
}

void holds_forget(struct holds *holds, uint32_t customer)
{
    (void)id_map_remove(&holds->codes, customer);
}

/* Whoever was held before the latest success goes on when the window after the latest failure is
 * over. */
static ms_t due_of(const struct holds *holds, unsigned code)
{
    ms_t since = timers_due(&holds->waiting[code]);
    return since < holds->ok_at ? holds->failed_at[code] + holds->window : MS_NEVER;
}

ms_t holds_due(const struct holds *holds)
{
    ms_t due = MS_NEVER;
    for (unsigned code = 0; code < RESULT_CODES; code++)
        if (due_of(holds, code) < due)
            due = due_of(holds, code);
    return due;
}

bool holds_take(struct holds *holds, ms_t now, uint32_t *customer)
{
    struct timer timer;
    for (unsigned code = 0; code < RESULT_CODES; code++)
        while (due_of(holds, code) <= now && timers_take(&holds->waiting[code], now, &timer)) {
            *customer = timer.id;
            if (holds_waits(holds, timer.id) && holds_had(holds, timer.id, code))
                return true;
        }
    return false;
}

void holds_image(struct holds *holds, struct image *image, uint32_t customers)
{
    image_part(image, "holds");
    id_map_image(&holds->codes, image, 2 * WAITS);
    for (unsigned code = 0; code < RESULT_CODES; code++)
        timers_image(&holds->waiting[code], image, 1, customers);
    IMAGE(image, holds->failed_at);
    IMAGE(image, holds->ok_at);
}
