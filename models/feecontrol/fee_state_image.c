/* What fee control is between two milliseconds, for saving and loading. */
#include "models/feecontrol/fee_state.h"

static void image_run(struct fee_run *run, struct image *image)
{
    IMAGE(image, run->is_open);
    IMAGE(image, run->day);
    IMAGE(image, run->until);
    IMAGE(image, run->file);
}

static void image_registers(struct fee_run *run, struct image *image, uint32_t customers,
                            uint32_t columns)
{
    if (!run->is_open || image->err != FK_OK)
        return;
    if (image->is_loading) {
        run->values = image_room(image, columns * sizeof *run->values, customers);
        run->ages = image_room(image, sizeof *run->ages, customers);
    }
    image_row(image, run->values, columns * sizeof *run->values, customers);
    image_row(image, run->ages, sizeof *run->ages, customers);
}

void feecontrol_image(struct feecontrol *fee, struct image *image)
{
    image_part(image, "fee-control");
    image_row(image, fee->customers, sizeof *fee->customers, fee->count);
    if (fee->accounts)
        image_row(image, fee->accounts, sizeof *fee->accounts, fee->count);
    slots_image(&fee->cases, image);
    looks_image(&fee->looks, image);
    timers_image(&fee->timers, image, fee->count < 2 ? 2 : fee->count); /* customers and runs */
    for (uint32_t i = 0; i < fee->config.policy_count; i++) {
        outcomes_image(&fee->failures[i].outcomes, image);
        holds_image(&fee->failures[i].held, image, fee->count);
    }
    IMAGE(image, fee->next_strategy);
    for (unsigned number = 0; number < 2; number++) {
        image_run(&fee->runs[number], image);
        image_registers(&fee->runs[number], image, fee->count, fee_run_columns(fee));
        image_run(&fee->next[number], image);
    }
    IMAGE(image, fee->counted_day);
    IMAGE(image, fee->next_count);
    IMAGE(image, fee->calculated);
    IMAGE(image, fee->first_run_end);
}
