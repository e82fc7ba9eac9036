/* models/collection/master_parts.h - what the sources of the master share: tasks (master.c), places
 * (master_places.c), front-end processors and terminals (master_feps.c). For them alone. */
#ifndef MODELS_COLLECTION_MASTER_PARTS_H
#define MODELS_COLLECTION_MASTER_PARTS_H
#include "models/collection/master_state.h"

static inline uint32_t master_concentrator_of(const struct master *master, uint32_t customer)
{
    return areas_of(master->config.areas, customer);
}
static inline uint32_t master_fep_of(const struct master *master, uint32_t concentrator)
{
    return master->config.areas->fep[concentrator];
}

/* A read of a register or a status word; everything else is an order, with an id of its own. */
static inline bool master_is_read(const struct message *order)
{
    return order->type == MSG_READ_REQUEST || order->type == MSG_STATUS_REQUEST;
}

/* Takes (1) or leaves (-1) a place of a concentrator, its FEP and the whole. */
void master_hold_place(struct master *master, uint32_t concentrator, int change);
/* INV-09: a try was given up while the concentrator is at it: its place is held until that is done,
 * or must be. */
FK_MUST_CHECK int master_keep_place(struct master *master, const struct master_task *task,
                                    ms_t now);
FK_MUST_CHECK int master_free_task(struct master *master, uint32_t id);
/* A try of a task begins at a place that is free. */
FK_MUST_CHECK int master_begin_try(struct master *master, uint32_t id, ms_t now);
/* INV-16, INV-04: no try of a trip may begin now. */
bool master_is_late(const struct master *master, const struct master_task *task, ms_t now);
/* A trip that is late: whoever ordered it checks again and orders anew, also if it had a try. */
FK_MUST_CHECK int master_go_back(struct master *master, uint32_t late, ms_t now);
/* Begins as many tries of a concentrator as there are places. */
FK_MUST_CHECK int master_dispatch(struct master *master, uint32_t concentrator, ms_t now);
/* A place is free again. */
FK_MUST_CHECK int master_use_place(struct master *master, uint32_t concentrator, ms_t now);

/* true if a command to this customer needs an authentication before it. */
bool master_needs_session(struct master *master, uint32_t customer, ms_t now);
/* What the meter says of its session when it answers the present try. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int master_hear_session(struct master *master, const struct master_task *task,
                                      unsigned state, ms_t now);
/* TIMER_SESSION of a customer has come. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int master_end_session(struct master *master, uint32_t customer, ms_t now);

FK_MUST_CHECK int master_feps_init(struct master *master);
void master_feps_fini(struct master *master);
static inline bool master_is_on_line(const struct master *master, uint32_t concentrator)
{
    return master->off_since[concentrator] == MS_NEVER;
}
/* True if tries wait for the terminal: it is not heard, and not given up as off-line either. */
static inline bool master_is_waited_for(const struct master *master, uint32_t concentrator,
                                        ms_t now)
{
    return !master_is_on_line(master, concentrator) &&
           now - master->off_since[concentrator] < master->config.off_line_after;
}
/* True if what comes for this customer gets lost with the task table of his FEP. */
static inline bool master_loses_tasks(const struct master *master, uint32_t customer)
{
    return master->fep_losses[master_fep_of(master, master_concentrator_of(master, customer))] > 0;
}
/* MSG_FAULT of a front-end processor or a terminal. */
FK_MUST_CHECK int master_lose_line(struct master *master, const struct message *fault, ms_t now);
/* MSG_LOG_ON. */
FK_MUST_CHECK int master_log_on(struct master *master, uint32_t customer, ms_t now);
#endif
