/* Front-end processors (前置机) and the lines to their terminals (Q85). Who is cut off logs on again
 * by himself; the master only hears of it. */
#include "models/collection/master_parts.h"

#include <stdlib.h>

int master_feps_init(struct master *master)
{
    const struct areas *areas = master->config.areas;
    master->fep_faults = calloc(areas->feps, 1);
    master->fep_losses = calloc(areas->feps, 1);
    master->line_faults = calloc(areas->count, 1);
    master->off_since = malloc(areas->count * sizeof *master->off_since);
    if (!master->fep_faults || !master->fep_losses || !master->line_faults || !master->off_since)
        return FK_E_MEMORY;
    for (uint32_t i = 0; i < areas->count; i++)
        master->off_since[i] = MS_NEVER;
    return FK_OK;
}

void master_feps_fini(struct master *master)
{
    free(master->fep_faults);
    free(master->fep_losses);
    free(master->line_faults);
    free(master->off_since);
}

static void note_line(struct master *master, uint32_t concentrator, bool is_on, ms_t now)
{
    struct party_note note = {.type = EVENT_TERMINAL,
                              .state = is_on,
                              .customer = master->config.areas->first[concentrator],
                              .id = concentrator + 1,
                              .ref = master_fep_of(master, concentrator) + 1};
    party_note(master->port, note, now);
}

static int lose_terminal(struct master *master, uint32_t concentrator, ms_t now)
{
    if (!master_is_on_line(master, concentrator))
        return FK_OK;
    master->off_since[concentrator] = now;
    note_line(master, concentrator, false, now);
    return timers_set(&master->timers, now + master->config.off_line_after, TIMER_OFF_LINE,
                      concentrator);
}

/* Nobody knows of it any more. Its command may be under way all the same, and takes its place. */
static int lose_task(struct master *master, uint32_t id, ms_t now)
{
    struct master_task *task = &master->tasks[id];
    uint32_t concentrator = master_concentrator_of(master, task->order.customer);
    bool is_queued = task->phase == TASK_QUEUED;
    int err = FK_OK;
    if (task->phase == TASK_TRYING && task->is_out && master->config.place_kept > 0)
        err = master_keep_place(master, task, now);
    else if (task->phase == TASK_TRYING)
        master_hold_place(master, concentrator, -1);
    if (!master_is_read(&task->order))
        (void)id_map_remove(&master->orders, task->order.id);
    task->due = MS_NEVER; /* its timer, if any, finds nothing to do */
    if (is_queued)
        task->phase = TASK_TAKEN_BACK; /* its id still stands in a queue */
    return is_queued || err != FK_OK ? err : master_free_task(master, id);
}

static int lose_table(struct master *master, uint32_t fep, ms_t now)
{
    int err = FK_OK;
    for (uint32_t id = 0; id < master->task_count && err == FK_OK; id++) {
        const struct master_task *task = &master->tasks[id];
        if (task->phase == TASK_FREE || task->phase == TASK_TAKEN_BACK)
            continue;
        if (master_fep_of(master, master_concentrator_of(master, task->order.customer)) == fep)
            err = lose_task(master, id, now);
    }
    return err;
}

static int crash(struct master *master, uint32_t fep, bool loses_tasks, ms_t now)
{
    const struct areas *areas = master->config.areas;
    int err = FK_OK;
    for (uint32_t i = 0; i < areas->count && err == FK_OK; i++)
        if (areas->fep[i] == fep)
            err = lose_terminal(master, i, now);
    return loses_tasks && err == FK_OK ? lose_table(master, fep, now) : err;
}

/* One more fault, or one less, of 255 at most. */
static int count_fault(uint8_t *count, bool begins)
{
    if (begins && *count == UINT8_MAX)
        return FK_E_RANGE;
    *count = (uint8_t)(*count + (begins ? 1 : -1));
    return FK_OK;
}

int master_lose_line(struct master *master, const struct message *fault, ms_t now)
{
    uint32_t concentrator = master_concentrator_of(master, fault->customer);
    uint32_t fep = master_fep_of(master, concentrator);
    bool begins = fault->code, loses_tasks = fault->value;
    bool is_fep = fault->kind == FAULT_FEP_DOWN;
    int err =
        count_fault(is_fep ? &master->fep_faults[fep] : &master->line_faults[concentrator], begins);
    if (err == FK_OK && is_fep && loses_tasks)
        err = count_fault(&master->fep_losses[fep], begins);
    if (err != FK_OK || !begins)
        return err; /* who is back logs on */
    return is_fep ? crash(master, fep, loses_tasks, now) : lose_terminal(master, concentrator, now);
}

/* What was sent before the terminal was lost once more may come late: it is passed over. */
int master_log_on(struct master *master, uint32_t customer, ms_t now)
{
    uint32_t concentrator = master_concentrator_of(master, customer);
    bool is_cut_off = master->fep_faults[master_fep_of(master, concentrator)] > 0 ||
                      master->line_faults[concentrator] > 0;
    if (is_cut_off || master_is_on_line(master, concentrator))
        return FK_OK;
    master->off_since[concentrator] = MS_NEVER;
    note_line(master, concentrator, true, now);
    return master_dispatch(master, concentrator, now);
}
