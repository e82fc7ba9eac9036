/* models/around/crews.h - field crews (现场人员, A13): on-site cut and restore orders, worked off in
 * working hours by a limited number of crews; P-FLD-02..05. Restores go before cuts. A party
 * behind a port.
 *
 * At 08:00 the cuts of the day are planned, as many as crews can do, and told to fee control, so
 * that a notice that has run out or will is sent anew; a planned job waits for the answer. One that
 * comes during the day needs no plan. On a day without plans nobody cuts.
 *
 * A crew asks before it switches, unless its handheld fails. Who is not to cut today, comes
 * outside the hours in which crews may cut (INV-16), or gets no answer, drives back, and the job
 * waits for the next day.
 *
 * A calculation exception is read on the day after it came (现场补抄): the crew takes the
 * freeze of the day out of the meter, whatever the local network does, and the handheld is read out
 * when the hours of the day are over. Readings come after restores and cuts; one that is not needed
 * any more is taken back until then.
 *
 * A restore that a handheld which fails cannot do (is_second_level) goes back, and comes again as
 * an exchange of meter or breaker, which needs none.
 *
 *   cut --08:00--> planned --may--> ready --begin--> on the way, at work --ask--> asks --may--+
 *    ^                |                                                           |         |
 *    +-- not today ---+-----------------------------------------------------------+      switch
 *
 * Questions: Q60, Q65, Q69 */
#ifndef MODELS_AROUND_CREWS_H
#define MODELS_AROUND_CREWS_H
#include "base/chance.h"
#include "base/clock.h"
#include "base/daily.h"
#include "base/fifo.h"
#include "base/timers.h"
#include "models/house/seat.h"

/* What a crew has done is known when it is entered (P-FLD-06, 现场结果迟录): some enter it hours after
 * the switch, when nothing can be taken back any more. The crew is free at once. */
#define CREWS_ASK_LIMIT (10 * MS_MINUTE) /* a crew waits so long for an answer */
#define CREWS_PLAN_AT   (8 * MS_HOUR)    /* time of day (INV-04, field cuts) */

struct crews_config {
    uint32_t crews, jobs_per_day;  /* jobs_per_day: of one crew */
    struct clock_window hours;     /* a job is begun in this window */
    struct clock_window cut_hours; /* a crew cuts in this window only (INV-16) */
    struct chance_dist arrival, work;
    uint32_t handheld_fails; /* percent of the jobs (P-FLD-05) */
    uint32_t late_entries;   /* percent of the switches whose result is entered late (P-FLD-06) */
    struct chance_dist entry_delay; /* by so much */
    uint64_t seed;
    bool is_second_level;        /* a handheld that fails cannot restore */
    struct chance_dist exchange; /* work of an exchange */
    bool is_working_days;        /* cuts are planned on working days alone; restores never wait */
};
struct crew_job {
    ms_t due;  /* date of its phase */
    ms_t late; /* from the switch to the entry of its result */
    uint32_t customer, order;
    uint8_t kind;  /* enum order_kind */
    uint8_t phase; /* in crews.c */
    uint8_t is_handheld_dead;
    uint16_t day;       /* of a reading: of the freeze that was taken, 0: none yet */
    uint32_t all, peak; /* its registers, 0.01 kWh */
};
struct crews {
    const struct party_port *port;
    struct crews_config config;
    struct crew_job *jobs; /* by slot; those that are over leave it */
    uint32_t count, capacity;
    struct fifo free_jobs;
    struct id_map orders;        /* order -> its job */
    struct id_map dead;          /* customers at whom handhelds fail -> faults in force */
    struct fifo cuts;            /* jobs that wait to be planned */
    struct fifo ready, restores; /* jobs that wait for a crew */
    struct fifo readings;        /* those that do from their `due` on, in its order */
    struct timers dates;
    struct daily begun;                 /* jobs of a customer in a day, for their draws */
    uint32_t busy, begun_today, absent; /* absent: may count crews more than once */
    ms_t today;                         /* day that begun_today counts */
    ms_t planned;                       /* day whose cuts are planned */
};

FK_MUST_CHECK int crews_init(struct crews *crews, const struct party_port *port,
                             const struct crews_config *config);
void crews_fini(struct crews *crews);
/* Handles MSG_FAULT (handhelds; so many crews do not come), MSG_FIELD_ORDER, MSG_FIELD_MAY,
 * MSG_FIELD_REGISTER and MSG_ORDER_CANCEL (id order): until the meter is switched, or its
 * register read out, the job is answered with RESULT_NOT_ALLOWED, wherever the crew is. FK_OK,
 * FK_E_MEMORY or FK_E_ARG. */
FK_MUST_CHECK int crews_handle(struct crews *crews, const struct message *message, ms_t now);
FK_MUST_CHECK int crews_tick(struct crews *crews, ms_t now);
ms_t crews_due(const struct crews *crews, ms_t now);
/* Loading refuses records of customers from `customers` on. */
void crews_image(struct crews *crews, struct image *image, uint32_t customers);
extern const struct party_class crews_class; /* for a seat */
#endif
