#include "models/around/crews.h"

#include "base/grow.h"
#include "models/meter/relay.h"
#include <stdlib.h>

enum job_phase { JOB_WAITS, JOB_BEGUN, JOB_OVER };

int crews_init(struct crews *crews, const struct party_port *port,
               const struct crews_config *config)
{
    *crews = (struct crews){.port = port, .config = *config, .capacity = 64, .today = -1};
    crews->jobs = malloc(crews->capacity * sizeof *crews->jobs);
    if (!crews->jobs || timers_init(&crews->done, 16) != FK_OK) {
        crews_fini(crews);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void crews_fini(struct crews *crews)
{
    free(crews->jobs);
    crews->jobs = NULL;
    fifo_fini(&crews->cuts);
    fifo_fini(&crews->restores);
    timers_fini(&crews->done);
}

static int take_order(struct crews *crews, const struct message *message)
{
    if (grow_for_one(&crews->jobs, sizeof *crews->jobs, crews->count, &crews->capacity) != FK_OK)
        return FK_E_MEMORY;
    uint32_t id = crews->count++;
    crews->jobs[id] = (struct crew_job){message->customer, message->id, message->kind, JOB_WAITS};
    return fifo_push(message->kind == ORDER_FIELD_RESTORE ? &crews->restores : &crews->cuts, id);
}

static void report(struct crews *crews, uint32_t id, enum result_code code)
{
    struct crew_job *job = &crews->jobs[id];
    struct message result = {.type = MSG_FIELD_RESULT,
                             .kind = job->kind,
                             .code = (uint8_t)code,
                             .customer = job->customer,
                             .id = job->order};
    job->phase = JOB_OVER;
    party_send(crews->port, PARTY_MARKETING, result);
}

int crews_handle(struct crews *crews, const struct message *message, ms_t now)
{
    (void)now;
    if (message->type == MSG_FIELD_ORDER)
        return take_order(crews, message);
    if (message->type != MSG_ORDER_CANCEL)
        return FK_E_ARG;
    for (uint32_t i = 0; i < crews->count; i++)
        if (crews->jobs[i].order == message->id && crews->jobs[i].phase == JOB_WAITS)
            report(crews, i, RESULT_NOT_ALLOWED); /* a crew that has begun finishes the job */
    return FK_OK;
}

static void finish(struct crews *crews, uint32_t id)
{
    const struct crew_job *job = &crews->jobs[id];
    struct message at_meter = {.type = MSG_FIELD_SWITCH, .customer = job->customer};
    at_meter.kind = job->kind == ORDER_FIELD_RESTORE ? RELAY_CLOSE : RELAY_TRIP;
    crews->busy--;
    party_send(crews->port, PARTY_CONCENTRATORS, at_meter); /* the surroundings pick the meter's */
    report(crews, id, RESULT_OK);
}

static bool is_place_free(struct crews *crews, ms_t now)
{
    if (crews->today != clock_day_start(now)) {
        crews->today = clock_day_start(now);
        crews->begun_today = 0;
    }
    return crews->busy < crews->config.crews &&
           crews->begun_today < crews->config.crews * crews->config.jobs_per_day &&
           clock_window_holds(&crews->config.hours, now);
}

static int begin(struct crews *crews, uint32_t id, ms_t now)
{
    uint32_t customer = crews->jobs[id].customer;
    ms_t time = chance_duration(&crews->config.arrival, crews->config.seed, CHANCE_CREW_ARRIVAL,
                                customer, (uint64_t)(now / MS_DAY)) +
                chance_duration(&crews->config.work, crews->config.seed, CHANCE_CREW_WORK, customer,
                                (uint64_t)(now / MS_DAY));
    crews->jobs[id].phase = JOB_BEGUN;
    crews->busy++;
    crews->begun_today++;
    return timers_set(&crews->done, now + time, 0, id);
}

int crews_tick(struct crews *crews, ms_t now)
{
    struct timer timer;
    uint32_t id;
    int err = FK_OK;
    while (timers_take(&crews->done, now, &timer))
        finish(crews, timer.id);
    while (err == FK_OK && is_place_free(crews, now) &&
           (fifo_pop(&crews->restores, &id) || fifo_pop(&crews->cuts, &id)))
        if (crews->jobs[id].phase == JOB_WAITS)
            err = begin(crews, id, now);
    return err;
}

ms_t crews_due(const struct crews *crews, ms_t now)
{
    ms_t done = timers_due(&crews->done);
    if ((crews->restores.count == 0 && crews->cuts.count == 0) ||
        crews->busy >= crews->config.crews)
        return done;
    bool is_day_full = crews->today == clock_day_start(now) &&
                       crews->begun_today >= crews->config.crews * crews->config.jobs_per_day;
    ms_t next =
        clock_window_next(&crews->config.hours, is_day_full ? clock_day_start(now) + MS_DAY : now);
    return next < done ? next : done;
}

static int any_handle(void *party, const struct message *message, ms_t now)
{
    return crews_handle(party, message, now);
}

static int any_tick(void *party, ms_t now)
{
    return crews_tick(party, now);
}

static ms_t any_due(const void *party, ms_t now)
{
    return crews_due(party, now);
}

const struct party_class crews_class = {any_handle, any_tick, any_due};
