/* What the master is between two milliseconds, for saving and loading. */
#include "models/collection/master_state.h"

static void image_places(struct master *m, struct image *image)
{
    uint32_t concentrators = m->config.areas->count, feps = m->config.areas->feps;
    for (uint32_t i = 0; i < concentrators; i++)
        for (unsigned k = 0; k < 2; k++)
            fifo_image(&m->queues[i][k], image, m->task_count);
    image_row(image, m->in_concentrator, sizeof *m->in_concentrator, concentrators);
    image_row(image, m->in_fep, sizeof *m->in_fep, feps);
    IMAGE(image, m->in_all);
    for (uint32_t i = 0; i < 2 * feps; i++)
        fifo_image(&m->held[i / 2][i % 2], image, concentrators);
    image_row(image, m->is_held, sizeof *m->is_held, concentrators);
    fifo_image(&m->crowded[0], image, feps);
    fifo_image(&m->crowded[1], image, feps);
    image_row(image, m->is_crowded, sizeof *m->is_crowded, feps);
}

static void image_lines(struct master *m, struct image *image)
{
    uint32_t concentrators = m->config.areas->count, feps = m->config.areas->feps;
    image_row(image, m->fep_faults, 1, feps);
    image_row(image, m->fep_losses, 1, feps);
    image_row(image, m->line_faults, 1, concentrators);
    image_row(image, m->off_since, sizeof *m->off_since, concentrators);
    for (uint32_t i = 0; i < concentrators; i++)
        image_expect_moment(image, m->off_since[i]);
}

static void check_tasks(const struct master *m, struct image *image)
{
    for (uint32_t i = 0; i < m->task_count; i++) {
        const struct master_task *task = &m->tasks[i];
        const struct message *order = &task->order;
        image_expect(image,
                     order->customer < m->config.areas->customers && task->phase < TASK_PHASES &&
                         task->code < RESULT_CODES &&
                         (task->phase == TASK_FREE || order->type == MSG_ORDER ||
                          order->type == MSG_RECHARGE || order->type == MSG_READ_REQUEST ||
                          order->type == MSG_STATUS_REQUEST),
                     "a task in it is none that there can be");
        image_expect_moment(image, task->due);
        image_expect_moment(image, order->type == MSG_ORDER ? order->value : 0);
    }
}

/* Ends of tries and gaps are about tasks, ends of waiting about concentrators. */
static void image_timers(struct master *m, struct image *image)
{
    timers_image(&m->timers, image, MASTER_TIMERS, UINT64_MAX);
    for (uint32_t i = 0; i < m->timers.count; i++) {
        const struct timer *timer = &m->timers.heap[i];
        bool is_about_task = timer->kind <= TIMER_GAP_ENDS;
        uint32_t count = is_about_task ? m->task_count : m->config.areas->count;
        image_expect(image, (!is_about_task && timer->kind != TIMER_OFF_LINE) || timer->id < count,
                     "a date in it is about what does not exist");
    }
}

void master_image(struct master *m, struct image *image)
{
    image_part(image, "master");
    image_row(image, m->registers, sizeof *m->registers, m->config.areas->customers);
    if (m->turns)
        image_row(image, m->turns, sizeof *m->turns, m->config.areas->customers);
    if (m->turns)
        tariff_gaps_image(&m->gaps, image, m->config.areas->customers);
    image_list(image, &m->tasks, sizeof *m->tasks, &m->task_count, &m->task_capacity);
    check_tasks(m, image);
    id_map_image_marked(&m->orders, image, m->task_count, MASTER_CANCELLED);
    id_map_image(&m->trips, image, m->task_count);
    for (unsigned is_read = 0; is_read < 2; is_read++)
        id_map_image(&m->given_up[is_read], image, m->config.areas->count);
    slots_image(&m->sessions, image);
    fifo_image(&m->free_tasks, image, m->task_count);
    image_places(m, image);
    image_lines(m, image);
    image_timers(m, image);
    IMAGE(image, m->next_command);
    IMAGE(image, m->next_read);
    IMAGE(image, m->next_push);
    IMAGE(image, m->next_closing);
    IMAGE(image, m->next_run);
    image_expect_moment(image, m->next_push);
    image_expect_moment(image, m->next_closing);
    image_expect(image, m->next_run <= 1 + m->config.later_push_count, "a push in it is of no run");
    IMAGE(image, m->crypto_down);
    IMAGE(image, m->clock_error);
    image_expect_moment(image, m->clock_error < 0 ? -(m->clock_error + 1) : m->clock_error);
    IMAGE(image, m->read_today);
    IMAGE(image, m->read_first);
    IMAGE(image, m->read_second);
}
