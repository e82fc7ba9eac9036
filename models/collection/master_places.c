/* Places of the master (INV-09): which task begins its next try where. Restores go before cuts and
 * readings (S-42), not in their concentrator alone: also where they wait for the limit of a
 * front-end processor or of the whole. */
#include "models/collection/master_parts.h"

static bool is_fep_free(const struct master *master, uint32_t fep)
{
    return master->in_fep[fep] < master->config.per_fep;
}

static bool is_place_free(const struct master *master, uint32_t concentrator)
{
    return master->in_concentrator[concentrator] < master->config.per_concentrator &&
           is_fep_free(master, master_fep_of(master, concentrator)) &&
           master->in_all < master->config.in_all;
}

void master_hold_place(struct master *master, uint32_t concentrator, int change)
{
    uint32_t fep = master_fep_of(master, concentrator);
    master->in_concentrator[concentrator] =
        (uint16_t)(master->in_concentrator[concentrator] + change);
    master->in_fep[fep] = (uint32_t)((int64_t)master->in_fep[fep] + change);
    master->in_all = (uint32_t)((int64_t)master->in_all + change);
}

/* The next task of a concentrator that waits for a try, a restore or (`queues` 2) any; others that
 * stood before it are over. */
static int next_task(struct master *master, uint32_t concentrator, unsigned queues, ms_t now,
                     uint32_t *id)
{
    struct fifo *waiting = master->queues[concentrator];
    int err = FK_OK;
    while (err == FK_OK &&
           (fifo_pop(&waiting[0], id) || (queues > 1 && fifo_pop(&waiting[1], id)))) {
        const struct master_task *task = &master->tasks[*id];
        if (task->phase == TASK_QUEUED && !master_is_late(master, task, now))
            return 1;
        if (task->phase == TASK_QUEUED)
            err = master_go_back(master, *id, now);
        if (err == FK_OK)
            err = master_free_task(master, *id);
    }
    return err;
}

/* A concentrator that could do more stands in line, with its restores in one of their own; so does
 * its front-end processor. */
static int stand_in_line(struct master *master, uint32_t concentrator, unsigned queues)
{
    uint32_t fep = master_fep_of(master, concentrator);
    bool is_free = master->in_concentrator[concentrator] < master->config.per_concentrator;
    int err = FK_OK;
    for (unsigned q = 0; q < queues && err == FK_OK; q++) {
        struct fifo *held = &master->held[fep][q];
        if (is_free && master->queues[concentrator][q].count > 0 &&
            !(master->is_held[concentrator] & 1U << q)) {
            master->is_held[concentrator] |= (uint8_t)(1U << q);
            err = fifo_push(held, concentrator);
        }
        if (err == FK_OK && held->count > 0 && is_fep_free(master, fep) &&
            !(master->is_crowded[fep] & 1U << q)) {
            master->is_crowded[fep] |= (uint8_t)(1U << q);
            err = fifo_push(&master->crowded[q], fep);
        }
    }
    return err;
}

/* Begins as many tries as there are places: of restores, or (`queues` 2) of all. */
static int dispatch(struct master *master, uint32_t concentrator, unsigned queues, ms_t now)
{
    uint32_t id;
    int err = FK_OK, found = 1;
    if (master_is_waited_for(master, concentrator, now))
        return FK_OK;
    while (err == FK_OK && found > 0 && is_place_free(master, concentrator)) {
        found = next_task(master, concentrator, queues, now, &id);
        err = found > 0 ? master_begin_try(master, id, now) : found;
    }
    return err == FK_OK ? stand_in_line(master, concentrator, queues) : err;
}

int master_dispatch(struct master *master, uint32_t concentrator, ms_t now)
{
    return dispatch(master, concentrator, 2, now);
}

/* Places have become free in a front-end processor, or in the whole: for its restores (q = 0), or
 * for all. */
static int dispatch_held(struct master *master, uint32_t fep, unsigned q, ms_t now)
{
    uint32_t concentrator;
    int err = FK_OK;
    while (err == FK_OK && is_fep_free(master, fep) && master->in_all < master->config.in_all &&
           fifo_pop(&master->held[fep][q], &concentrator)) {
        master->is_held[concentrator] &= (uint8_t) ~(1U << q);
        err = dispatch(master, concentrator, 1 + q, now);
    }
    return err;
}

static int dispatch_crowded(struct master *master, unsigned q, ms_t now)
{
    uint32_t fep;
    int err = FK_OK;
    while (err == FK_OK && master->in_all < master->config.in_all &&
           fifo_pop(&master->crowded[q], &fep)) {
        master->is_crowded[fep] &= (uint8_t) ~(1U << q);
        err = dispatch_held(master, fep, q, now);
    }
    return err;
}

/* For those who wait longest, front-end processors and concentrators in turn. Were the one that had
 * the place first, it would keep it as long as anything waits there. */
int master_use_place(struct master *master, uint32_t concentrator, ms_t now)
{
    int err = FK_OK;
    for (unsigned q = 0; q < 2 && err == FK_OK; q++) {
        err = dispatch_crowded(master, q, now);
        if (err == FK_OK)
            err = dispatch_held(master, master_fep_of(master, concentrator), q, now);
        if (err == FK_OK)
            err = dispatch(master, concentrator, 1 + q, now);
    }
    return err;
}
