/* models/around/crews.h - field crews (现场人员, A13): on-site cut and restore orders, worked off in
 * working hours by a limited number of crews; P-FLD-02..04. Restores go before cuts. A
 * party behind a port. */
#ifndef MODELS_AROUND_CREWS_H
#define MODELS_AROUND_CREWS_H
#include "base/chance.h"
#include "base/clock.h"
#include "base/fifo.h"
#include "base/timers.h"
#include "models/house/seat.h"

struct crews_config {
    uint32_t crews, jobs_per_day; /* jobs_per_day: of one crew */
    struct clock_window hours;    /* a job is begun in this window */
    struct chance_dist arrival, work;
    uint64_t seed;
};
struct crew_job {
    uint32_t customer, order;
    uint8_t kind;  /* enum order_kind */
    uint8_t phase; /* in crews.c */
};
struct crews {
    const struct party_port *port;
    struct crews_config config;
    struct crew_job *jobs;
    uint32_t count, capacity;
    struct fifo cuts, restores; /* jobs that wait */
    struct timers done;
    uint32_t busy, begun_today;
    ms_t today; /* day that begun_today counts */
};

FK_MUST_CHECK int crews_init(struct crews *crews, const struct party_port *port,
                             const struct crews_config *config);
void crews_fini(struct crews *crews);
/* Handles MSG_FIELD_ORDER and MSG_ORDER_CANCEL (id order): a job that no crew has begun is answered
 * with RESULT_NOT_ALLOWED, one that has been begun runs to its end and its result. */
FK_MUST_CHECK int crews_handle(struct crews *crews, const struct message *message, ms_t now);
FK_MUST_CHECK int crews_tick(struct crews *crews, ms_t now);
ms_t crews_due(const struct crews *crews, ms_t now);
extern const struct party_class crews_class; /* for a seat */
#endif
