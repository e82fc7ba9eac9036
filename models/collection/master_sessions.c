#include "models/collection/master_parts.h"

bool master_needs_session(struct master *master, uint32_t customer, ms_t now)
{
    if (master->config.session == 0)
        return false;
    const struct master_session *session = slots_find(&master->sessions, customer);
    return !session || session->until <= now;
}

/* The meter counts from when the authentication came, a little after the try began: the master is
 * never later than the meter, but a command on its way may be. */
int master_hear_session(struct master *master, const struct master_task *task, unsigned state,
                        ms_t now)
{
    uint32_t customer = task->order.customer;
    if (master->config.session == 0 || state == SESSION_OPEN)
        return FK_OK;
    ms_t until = task->due - master->config.command_timeout + master->config.session;
    if (state != SESSION_NEW || until <= now)
        return slots_close(&master->sessions, customer);
    struct master_session *session = slots_open(&master->sessions, customer);
    if (!session)
        return FK_E_MEMORY;
    session->until = until;
    return timers_set(&master->timers, until, TIMER_SESSION, customer);
}

int master_end_session(struct master *master, uint32_t customer, ms_t now)
{
    const struct master_session *session = slots_find(&master->sessions, customer);
    return session && session->until <= now ? slots_close(&master->sessions, customer) : FK_OK;
}
