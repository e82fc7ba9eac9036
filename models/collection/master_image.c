/* What the master is between two milliseconds, for saving and loading. */
#include "models/collection/master.h"

static void image_places(struct master *m, struct image *image)
{
    uint32_t concentrators = m->config.areas->count, feps = m->config.areas->feps;
    for (uint32_t i = 0; i < concentrators; i++)
        for (unsigned k = 0; k < 2; k++)
            fifo_image(&m->queues[i][k], image, m->task_count);
    image_row(image, m->in_concentrator, sizeof *m->in_concentrator, concentrators);
    image_row(image, m->in_fep, sizeof *m->in_fep, feps);
    IMAGE(image, m->in_all);
    for (uint32_t i = 0; i < feps; i++)
        fifo_image(&m->held[i], image, concentrators);
    image_row(image, m->is_held, sizeof *m->is_held, concentrators);
    fifo_image(&m->crowded, image, feps);
    image_row(image, m->is_crowded, sizeof *m->is_crowded, feps);
}

void master_image(struct master *m, struct image *image)
{
    image_part(image, "master");
    image_row(image, m->registers, sizeof *m->registers, m->config.areas->customers);
    if (m->turns)
        image_row(image, m->turns, sizeof *m->turns, m->config.areas->customers);
    image_list(image, &m->tasks, sizeof *m->tasks, &m->task_count, &m->task_capacity);
    id_map_image(&m->orders, image, UINT64_MAX);
    id_map_image(&m->trips, image, m->task_count);
    for (unsigned is_read = 0; is_read < 2; is_read++)
        id_map_image(&m->given_up[is_read], image, m->config.areas->count);
    fifo_image(&m->free_tasks, image, m->task_count);
    image_places(m, image);
    timers_image(&m->timers, image, UINT64_MAX); /* tasks and orders */
    IMAGE(image, m->next_command);
    IMAGE(image, m->next_read);
    IMAGE(image, m->next_push);
    IMAGE(image, m->next_closing);
    IMAGE(image, m->next_run);
    IMAGE(image, m->crypto_down);
    IMAGE(image, m->clock_error);
    IMAGE(image, m->read_today);
    IMAGE(image, m->read_first);
    IMAGE(image, m->read_second);
}
