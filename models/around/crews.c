#include "models/around/crews.h"

#include "base/grow.h"
#include "models/house/calendar.h"
#include "models/meter/relay.h"
#include <stdlib.h>

/* A job that waits stands in a queue, one that is over and still stands there is skipped. */
enum job_phase {
    JOB_WAITS,
    JOB_PLANNED,
    JOB_BEGUN,
    JOB_ASKS,
    JOB_READ,
    JOB_TOMORROW,
    JOB_SWITCHED, /* done, and not entered yet */
    JOB_OVER
};

int crews_init(struct crews *crews, const struct party_port *port,
               const struct crews_config *config)
{
    *crews =
        (struct crews){.port = port, .config = *config, .capacity = 64, .today = -1, .planned = -1};
    crews->jobs = malloc(crews->capacity * sizeof *crews->jobs);
    if (!crews->jobs || timers_init(&crews->dates, 16) != FK_OK) {
        crews_fini(crews);
        return FK_E_MEMORY;
    }
    return FK_OK;
}

void crews_fini(struct crews *crews)
{
    free(crews->jobs);
    crews->jobs = NULL;
    fifo_fini(&crews->free_jobs);
    id_map_fini(&crews->orders);
    id_map_fini(&crews->dead);
    fifo_fini(&crews->cuts);
    fifo_fini(&crews->ready);
    fifo_fini(&crews->restores);
    fifo_fini(&crews->readings);
    timers_fini(&crews->dates);
    daily_fini(&crews->begun);
}

static int queue(struct crews *crews, uint32_t id, struct fifo *fifo)
{
    crews->jobs[id].phase = JOB_WAITS;
    return fifo_push(fifo, id);
}

static int set_date(struct crews *crews, uint32_t id, enum job_phase phase, ms_t due)
{
    crews->jobs[id].phase = (uint8_t)phase;
    crews->jobs[id].due = due;
    return timers_set(&crews->dates, due, 0, id);
}

static void send(struct crews *crews, const struct crew_job *job, enum message_type type,
                 enum result_code code, int64_t value)
{
    struct message message = {.type = (uint8_t)type,
                              .kind = job->kind,
                              .code = (uint8_t)code,
                              .customer = job->customer,
                              .id = job->order,
                              .value = value};
    party_send(crews->port, PARTY_MARKETING, message);
}

/* Those who come; who is on the way, or at work, is. */
static uint32_t present(const struct crews *crews)
{
    return crews->absent < crews->config.crews ? crews->config.crews - crews->absent : 0;
}

/* Cuts are planned today, if that is all that is asked. */
static bool is_cut_day(const struct crews *crews, ms_t now)
{
    return !crews->config.is_working_days || calendar_is_working(clock_day_number(now));
}

static bool is_day_begun(struct crews *crews, ms_t now)
{
    if (crews->today != clock_day_start(now)) {
        crews->today = clock_day_start(now);
        crews->begun_today = 0;
    }
    return crews->planned == crews->today;
}

/* Plans the next cut that waits: fee control is asked whether it may be done today. */
static int plan(struct crews *crews, struct fifo *fifo, uint32_t *planned, ms_t now)
{
    uint32_t id;
    ms_t day = clock_day_start(now);
    if (!fifo_pop(fifo, &id))
        return FK_OK;
    if (crews->jobs[id].phase != JOB_WAITS)
        return fifo_push(&crews->free_jobs, id);
    (*planned)++;
    send(crews, &crews->jobs[id], MSG_FIELD_PLAN, RESULT_NONE, day + crews->config.cut_hours.to);
    return set_date(crews, id, JOB_PLANNED, day + MS_DAY);
}

/* As many as the crews can do today beside the restores; what is left of yesterday's goes first. */
static int plan_day(struct crews *crews, ms_t now)
{
    uint32_t id, planned = crews->restores.count;
    uint32_t most = present(crews) * crews->config.jobs_per_day;
    int err = FK_OK;
    (void)is_day_begun(crews, now);
    crews->planned = crews->today;
    while (err == FK_OK && crews->ready.count > 0 && crews->begun_today + planned < most)
        err = plan(crews, &crews->ready, &planned, now);
    while (err == FK_OK && fifo_pop(&crews->ready, &id))
        err = fifo_push(&crews->cuts, id);
    while (err == FK_OK && crews->cuts.count > 0 && crews->begun_today + planned < most)
        err = plan(crews, &crews->cuts, &planned, now);
    return err;
}

/* A cut that was planned is not done today: another one takes its place. */
static int fill_up(struct crews *crews, ms_t now)
{
    uint32_t planned = 0;
    int err = FK_OK;
    while (err == FK_OK && is_day_begun(crews, now) && crews->cuts.count > 0 && planned == 0)
        err = plan(crews, &crews->cuts, &planned, now);
    return err;
}

/* A reading stands on the route of the day that begins at or after `from`. */
static int queue_reading(struct crews *crews, uint32_t id, ms_t from)
{
    crews->jobs[id].due = from + CREWS_PLAN_AT;
    return queue(crews, id, &crews->readings);
}

static int take_order(struct crews *crews, const struct message *message, ms_t now)
{
    uint32_t id;
    if (id_map_get(&crews->orders, message->id, NULL))
        return FK_OK; /* the same order once more */
    if (!fifo_pop(&crews->free_jobs, &id)) {
        if (grow_for_one(&crews->jobs, sizeof *crews->jobs, crews->count, &crews->capacity) !=
            FK_OK)
            return FK_E_MEMORY;
        id = crews->count++;
    }
    crews->jobs[id] = (struct crew_job){
        .customer = message->customer, .order = message->id, .kind = message->kind};
    int err = id_map_put(&crews->orders, message->id, id);
    if (err == FK_OK && !is_day_begun(crews, now) && now - crews->today >= CREWS_PLAN_AT &&
        is_cut_day(crews, now))
        err = plan_day(crews, now);
    if (err != FK_OK)
        return err;
    if (message->kind == ORDER_EXCEPTION)
        return queue_reading(crews, id, clock_day_start(now) + MS_DAY);
    if (message->kind != ORDER_FIELD_CUT)
        return queue(crews, id, &crews->restores);
    return queue(crews, id, is_day_begun(crews, now) ? &crews->ready : &crews->cuts);
}

/* The crew of a job, if it has one, is free again. */
static void leave(struct crews *crews, const struct crew_job *job)
{
    if (job->phase == JOB_BEGUN || job->phase == JOB_ASKS)
        crews->busy--;
}

/* The order has its result. A job that stands in a queue gives its slot back when it comes up. */
static int end(struct crews *crews, uint32_t id, enum result_code code)
{
    struct crew_job *job = &crews->jobs[id];
    bool is_queued = job->phase == JOB_WAITS;
    send(crews, job, MSG_FIELD_RESULT, code, 0);
    leave(crews, job);
    (void)id_map_remove(&crews->orders, job->order);
    job->phase = JOB_OVER;
    job->due = MS_NEVER; /* its date, if any, finds nothing to do */
    return is_queued ? FK_OK : fifo_push(&crews->free_jobs, id);
}

static int put_off(struct crews *crews, uint32_t id, ms_t now)
{
    leave(crews, &crews->jobs[id]);
    return set_date(crews, id, JOB_TOMORROW, clock_day_start(now) + MS_DAY);
}

/* INV-16: the switch begins now and comes a hop from now. */
static bool is_cut_time(const struct crews *crews, ms_t now)
{
    if (!clock_window_holds(&crews->config.cut_hours, now))
        return false;
    return clock_window_holds(&crews->config.cut_hours, now + PARTY_HOP);
}

static int switch_meter(struct crews *crews, uint32_t id, ms_t now)
{
    const struct crew_job *job = &crews->jobs[id];
    bool is_restore = job->kind != ORDER_FIELD_CUT;
    struct message at_meter = {.type = MSG_FIELD_SWITCH,
                               .kind = is_restore ? RELAY_CLOSE : RELAY_TRIP,
                               .customer = job->customer};
    if (!is_restore && !is_cut_time(crews, now))
        return put_off(crews, id, now);
    party_send(crews->port, PARTY_CONCENTRATORS, at_meter); /* the surroundings pick the meter's */
    if (job->late == 0)
        return end(crews, id, RESULT_OK);
    leave(crews, job);
    return set_date(crews, id, JOB_SWITCHED, now + job->late);
}

/* The handheld asks the meter; it is read out at the end of the day's hours. */
static int read_meter(struct crews *crews, uint32_t id, ms_t now)
{
    const struct crew_job *job = &crews->jobs[id];
    struct message request = {.type = MSG_FIELD_READ, .customer = job->customer, .id = job->order};
    ms_t back = clock_day_start(now) + crews->config.hours.to;
    if (job->is_handheld_dead)
        return put_off(crews, id, now);
    leave(crews, job);
    party_send(crews->port, PARTY_CONCENTRATORS, request);
    return set_date(crews, id, JOB_READ,
                    back > now + CREWS_ASK_LIMIT ? back : now + CREWS_ASK_LIMIT);
}

static int take_register(struct crews *crews, const struct message *message)
{
    uint32_t id;
    if (!id_map_get(&crews->orders, message->id, &id) || crews->jobs[id].phase != JOB_READ)
        return FK_OK; /* not needed any more */
    crews->jobs[id].day = (uint16_t)message->ref;
    crews->jobs[id].all = (uint32_t)message->value;
    crews->jobs[id].peak = (uint32_t)(message->value >> 32);
    return FK_OK;
}

/* What the handheld has goes to the collection system as if it had been collected. */
static int read_out(struct crews *crews, uint32_t id, ms_t now)
{
    const struct crew_job *job = &crews->jobs[id];
    struct message taken = {.type = MSG_HAND_READING,
                            .customer = job->customer,
                            .id = job->day,
                            .value = (int64_t)((uint64_t)job->peak << 32 | job->all)};
    if (!job->day)
        return put_off(crews, id, now);
    party_send(crews->port, PARTY_MASTER, taken);
    return end(crews, id, RESULT_OK);
}

/* nobody switches without asking, but for a handheld that fails. */
static int arrive(struct crews *crews, uint32_t id, ms_t now)
{
    struct crew_job *job = &crews->jobs[id];
    if (job->kind == ORDER_EXCEPTION)
        return read_meter(crews, id, now);
    if (job->kind == ORDER_FIELD_CUT && !is_cut_time(crews, now))
        return put_off(crews, id, now);
    if (job->is_handheld_dead && job->kind == ORDER_FIELD_RESTORE && crews->config.is_second_level)
        return end(crews, id, RESULT_AUTH_FAILED);
    if (job->is_handheld_dead)
        return switch_meter(crews, id, now);
    send(crews, job, MSG_FIELD_ASK, RESULT_NONE, 0);
    return set_date(crews, id, JOB_ASKS, now + CREWS_ASK_LIMIT);
}

/* What fee control says of a cut that was planned, and what of one that is to be carried out. */
static int take_answer(struct crews *crews, const struct message *message, ms_t now)
{
    uint32_t id;
    if (!id_map_get(&crews->orders, message->id, &id))
        return FK_OK; /* taken back meanwhile */
    bool is_planned = message->attempt > 0;
    if (crews->jobs[id].phase != (is_planned ? JOB_PLANNED : JOB_ASKS))
        return FK_OK; /* too late */
    if (message->code == RESULT_OK)
        return is_planned ? queue(crews, id, &crews->ready) : switch_meter(crews, id, now);
    int err =
        message->code == RESULT_NONE ? put_off(crews, id, now) : end(crews, id, RESULT_NOT_ALLOWED);
    return err == FK_OK && is_planned ? fill_up(crews, now) : err;
}

static int cancel(struct crews *crews, const struct message *message, ms_t now)
{
    uint32_t id;
    if (!id_map_get(&crews->orders, message->id, &id))
        return FK_OK;
    const struct crew_job *job = &crews->jobs[id];
    bool is_planned = job->phase == JOB_PLANNED;
    if (job->phase == JOB_BEGUN && job->is_handheld_dead && job->kind != ORDER_EXCEPTION)
        return FK_OK; /* nothing reaches it: it finishes the job */
    if (job->phase == JOB_SWITCHED)
        return FK_OK; /* it is done, and will be told */
    int err = end(crews, id, RESULT_NOT_ALLOWED);
    return err == FK_OK && is_planned ? fill_up(crews, now) : err;
}

/* Handhelds fail at a customer, or one fault less. */
static int change_handheld(struct crews *crews, const struct message *fault)
{
    uint32_t faults = 0;
    (void)id_map_get(&crews->dead, fault->customer, &faults);
    if (fault->code)
        return id_map_put(&crews->dead, fault->customer, faults + 1);
    if (faults > 1)
        return id_map_put(&crews->dead, fault->customer, faults - 1);
    return id_map_remove(&crews->dead, fault->customer) ? FK_OK : FK_E_ARG;
}

int crews_handle(struct crews *crews, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_FAULT:
        if (message->kind == FAULT_HANDHELD_FAILS)
            return change_handheld(crews, message);
        crews->absent += (uint32_t)(message->code ? message->value : -message->value);
        return FK_OK;
    case MSG_FIELD_ORDER:
        return take_order(crews, message, now);
    case MSG_FIELD_MAY:
        return take_answer(crews, message, now);
    case MSG_FIELD_REGISTER:
        return take_register(crews, message);
    case MSG_ORDER_CANCEL:
        return cancel(crews, message, now);
    default:
        return FK_E_ARG;
    }
}

static bool is_place_free(struct crews *crews, ms_t now)
{
    (void)is_day_begun(crews, now);
    return crews->busy < present(crews) &&
           crews->begun_today < present(crews) * crews->config.jobs_per_day &&
           clock_window_holds(&crews->config.hours, now);
}

static int begin(struct crews *crews, uint32_t id, ms_t now)
{
    const struct crews_config *config = &crews->config;
    struct crew_job *job = &crews->jobs[id];
    uint64_t counter;
    if (daily_next(&crews->begun, job->customer, now, &counter) != FK_OK)
        return FK_E_MEMORY;
    ms_t way = chance_duration(&config->arrival, config->seed, CHANCE_CREW_ARRIVAL, job->customer,
                               counter);
    ms_t work = chance_duration(job->kind == ORDER_EXCHANGE ? &config->exchange : &config->work,
                                config->seed, CHANCE_CREW_WORK, job->customer, counter);
    job->is_handheld_dead =
        id_map_get(&crews->dead, job->customer, NULL) ||
        chance_bits(config->seed, CHANCE_HANDHELD, job->customer, counter) % 100 <
            config->handheld_fails;
    job->late = 0;
    if (chance_bits(config->seed, CHANCE_LATE_ENTRY, job->customer, counter) % 100 <
        config->late_entries)
        job->late = chance_duration(&config->entry_delay, config->seed, CHANCE_ENTRY_TIME,
                                    job->customer, counter);
    crews->busy++;
    crews->begun_today++;
    struct party_note visit = {.type = EVENT_VISIT,
                               .kind = job->kind,
                               .state = job->is_handheld_dead,
                               .customer = job->customer,
                               .id = job->order,
                               .ref = (uint32_t)(work / MS_SECOND),
                               .value = now + way};
    party_note(crews->port, visit, now);
    return set_date(crews, id, JOB_BEGUN, now + way + work);
}

static int on_date(struct crews *crews, const struct timer *timer, ms_t now)
{
    const struct crew_job *job = &crews->jobs[timer->id];
    if (job->due != timer->due)
        return FK_OK; /* the job is over or in another phase */
    switch (job->phase) {
    case JOB_BEGUN:
        return arrive(crews, timer->id, now);
    case JOB_ASKS:
        return put_off(crews, timer->id, now);
    case JOB_READ:
        return read_out(crews, timer->id, now);
    case JOB_SWITCHED:
        return end(crews, timer->id, RESULT_OK);
    case JOB_PLANNED: /* no answer today */
    case JOB_TOMORROW:
        if (job->kind == ORDER_EXCEPTION)
            return queue_reading(crews, timer->id, clock_day_start(now));
        return queue(crews, timer->id,
                     job->kind != ORDER_FIELD_CUT ? &crews->restores : &crews->cuts);
    default:
        return FK_OK;
    }
}

/* When cuts are planned next, MS_NEVER if none waits. */
static ms_t plan_at(const struct crews *crews, ms_t now)
{
    ms_t day = clock_day_start(now);
    if (crews->cuts.count == 0 && crews->ready.count == 0)
        return MS_NEVER;
    if (crews->planned == day)
        day += MS_DAY;
    while (!is_cut_day(crews, day))
        day += MS_DAY;
    return day + CREWS_PLAN_AT;
}

/* The reading that comes next, if its day has come. */
static bool pop_reading(struct crews *crews, ms_t now, uint32_t *id)
{
    return fifo_first(&crews->readings, id) &&
           (crews->jobs[*id].phase != JOB_WAITS || crews->jobs[*id].due <= now) &&
           fifo_pop(&crews->readings, id);
}

/* When the first reading may begin, MS_NEVER: there is none. */
static ms_t reading_at(const struct crews *crews, ms_t now)
{
    uint32_t id;
    if (!fifo_first(&crews->readings, &id))
        return MS_NEVER;
    return crews->jobs[id].phase != JOB_WAITS ? now : crews->jobs[id].due;
}

int crews_tick(struct crews *crews, ms_t now)
{
    struct timer timer;
    uint32_t id;
    int err = FK_OK;
    while (err == FK_OK && timers_take(&crews->dates, now, &timer))
        err = on_date(crews, &timer, now);
    if (err == FK_OK && plan_at(crews, now) <= now)
        err = plan_day(crews, now);
    while (err == FK_OK && is_place_free(crews, now) &&
           (fifo_pop(&crews->restores, &id) ||
            (crews->planned == crews->today && fifo_pop(&crews->ready, &id)) ||
            pop_reading(crews, now, &id)))
        err = crews->jobs[id].phase == JOB_WAITS ? begin(crews, id, now)
                                                 : fifo_push(&crews->free_jobs, id);
    return err;
}

ms_t crews_due(const struct crews *crews, ms_t now)
{
    ms_t day = clock_day_start(now);
    ms_t done = timers_due(&crews->dates), planning = plan_at(crews, now);
    ms_t waiting = crews->restores.count > 0 || (crews->ready.count > 0 && crews->planned == day)
                       ? now
                       : MS_NEVER;
    ms_t reading = reading_at(crews, now);
    waiting = reading < waiting ? reading : waiting;
    done = planning < done ? planning : done;
    if (waiting == MS_NEVER || crews->busy >= present(crews))
        return done;
    if (waiting < now)
        waiting = now;
    bool is_day_full =
        crews->today == day && crews->begun_today >= present(crews) * crews->config.jobs_per_day;
    if (is_day_full && waiting < day + MS_DAY)
        waiting = day + MS_DAY;
    ms_t next = clock_window_next(&crews->config.hours, waiting);
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

void crews_image(struct crews *crews, struct image *image, uint32_t customers)
{
    image_part(image, "crews");
    image_list(image, &crews->jobs, sizeof *crews->jobs, &crews->count, &crews->capacity);
    for (uint32_t i = 0; i < crews->count; i++) {
        const struct crew_job *job = &crews->jobs[i];
        image_expect(image,
                     job->customer < customers && job->kind < ORDER_KINDS && job->phase <= JOB_OVER,
                     "a job in it is nobody's");
        image_expect_moment(image, job->due);
        image_expect_moment(image, job->late);
    }
    fifo_image(&crews->free_jobs, image, crews->count);
    id_map_image(&crews->orders, image, crews->count);
    id_map_image(&crews->dead, image, UINT64_MAX);
    fifo_image(&crews->cuts, image, crews->count);
    fifo_image(&crews->ready, image, crews->count);
    fifo_image(&crews->restores, image, crews->count);
    fifo_image(&crews->readings, image, crews->count);
    timers_image(&crews->dates, image, 1, crews->count);
    daily_image(&crews->begun, image);
    IMAGE(image, crews->busy);
    IMAGE(image, crews->begun_today);
    IMAGE(image, crews->absent);
    IMAGE(image, crews->today);
    IMAGE(image, crews->planned);
}
