#include "models/collection/concentrator.h"

#include "base/grow.h"
#include "models/collection/concentrator_parts.h"
#include "models/meter/relay.h"
#include <stdlib.h>
#include <string.h>

static ms_t next_round(const struct concentrator_config *config, ms_t after)
{
    ms_t day = clock_day_start(after);
    ms_t time = after - day;
    if (time < config->read_at)
        return day + config->read_at;
    for (uint32_t i = 0; i < config->gap_fill_count; i++)
        if (time < config->gap_fill_at[i])
            return day + config->gap_fill_at[i];
    return day + MS_DAY + config->read_at;
}

void concentrator_init(struct concentrator *concentrator, const struct party_port *port,
                       const struct concentrator_config *config, struct meter_cell *meters,
                       uint8_t *read_days, uint8_t *asked, uint32_t first, uint32_t count,
                       ms_t start)
{
    *concentrator = (struct concentrator){.port = port,
                                          .config = config,
                                          .meters = meters,
                                          .read_days = read_days,
                                          .asked = asked,
                                          .first = first,
                                          .count = count};
    concentrator->round_at = next_round(config, start - 1);
    concentrator->round_done = MS_NEVER;
    concentrator->off_since = concentrator->log_on_at = MS_NEVER;
    concentrator->round_day = clock_day_number(start) - 1;
    memset(read_days, 0xFF, count); /* nothing to fill from before the start */
    memset(asked, 0, count);
    concentrator->asked_day = clock_day_number(start);
}

void concentrator_fini(struct concentrator *concentrator)
{
    timers_fini(&concentrator->dates);
    free(concentrator->jobs);
    free(concentrator->unsent);
    refusals_fini(&concentrator->refusals);
    macs_fini(&concentrator->macs);
    sessions_fini(&concentrator->sessions);
    concentrator->jobs = NULL;
    concentrator->unsent = NULL;
    concentrator->job_count = concentrator->job_capacity = 0;
    concentrator->unsent_count = concentrator->unsent_capacity = 0;
}

uint32_t concentrator_load(const struct concentrator *c, uint32_t customer)
{
    return c->config->loads[segment_of(c->config->segments, customer)->load];
}

struct meter_cell *concentrator_meter(struct concentrator *c, uint32_t customer)
{
    return &c->meters[customer - c->first];
}

void concentrator_advance(struct concentrator *c, uint32_t customer, ms_t now)
{
    struct meter_cell *meter = concentrator_meter(c, customer);
    struct meter_rates *rates = NULL;
    struct meter_second second = {0};
    if (c->rates) {
        const struct tariff_plan *plan =
            &c->config->plans[segment_of(c->config->segments, customer)->tariff];
        rates = plan->is_tou || plan->has_kvarh ? &c->rates[customer - c->first] : NULL;
        second = (struct meter_second){plan->versions->peak_hours,
                                       plan->has_kvarh,
                                       {plan->kvarh[0], plan->kvarh[1]},
                                       plan->kvarh_from};
    }
    if (c->config->use)
        drawn_use_advance(c->config->use, customer, meter, rates, &second, now);
    else if (rates)
        meter_rates_advance(rates, meter, concentrator_load(c, customer), &second, now);
    else
        meter_cell_advance(meter, concentrator_load(c, customer), now);
}

bool concentrator_is_cut_off(const struct concentrator *c)
{
    return c->off_since != MS_NEVER;
}

/* What goes up: now, or when the line is back. */
static void tell(struct concentrator *c, uint32_t to, struct message message)
{
    if (!concentrator_is_cut_off(c))
        party_send(c->port, to, message);
    else if (grow_for_one(&c->unsent, sizeof *c->unsent, c->unsent_count, &c->unsent_capacity) ==
             FK_OK)
        c->unsent[c->unsent_count++] = (struct concentrator_unsent){to, message};
    else
        c->err = FK_E_MEMORY;
}

struct standing concentrator_look(struct concentrator *c, uint32_t customer, ms_t now)
{
    concentrator_advance(c, customer, now);
    return (struct standing){meter_cell_relay_state(concentrator_meter(c, customer)),
                             meter_cell_is_supplied(concentrator_meter(c, customer)), false};
}

/* What lies behind the relay, NULL for nearly everybody. */
static struct meter_site *site_of(struct concentrator *c, uint32_t customer)
{
    return concentrator_meter(c, customer)->site ? slots_find(c->config->sites, customer) : NULL;
}

/* The relay or the site may have changed: an external breaker follows. */
void concentrator_settle(struct concentrator *c, uint32_t customer, struct meter_site *site)
{
    struct meter_cell *meter = concentrator_meter(c, customer);
    meter_site_settle(site, meter_cell_is_open(meter));
    meter_cell_set_site(meter, meter_site_bits(site));
}

/* CQ-1: the meter has tripped its breaker; it tells, and lets the signal go in a minute. */
static void hold_trip(struct concentrator *c, uint32_t customer, ms_t now)
{
    struct message message = {.type = MSG_TRIPPED,
                              .customer = customer,
                              .value = meter_cell_register(concentrator_meter(c, customer))};
    tell(c, PARTY_FEE_CONTROL, message);
    if (timers_set(&c->dates, now + c->config->release_after, DATE_RELEASE, customer) != FK_OK)
        c->err = FK_E_MEMORY;
}

/* Before its first trip nobody needs to know what kind of meter it is. */
static void prepare_trip(struct concentrator *c, uint32_t customer, uint8_t n1)
{
    if (n1 != RELAY_TRIP || c->config->release_after == 0)
        return;
    struct meter_site *site = slots_open(c->config->sites, customer);
    if (!site) {
        c->err = FK_E_MEMORY;
        return;
    }
    site->is_trip_only = true;
    concentrator_settle(c, customer, site);
}

/* Tells the customer what comes of an order, of his key or of his money; other causes of darkness
 * are no reason to pay. */
void concentrator_moved(struct concentrator *c, uint32_t customer, struct standing was, ms_t now)
{
    struct meter_site *site = site_of(c, customer);
    if (site)
        concentrator_settle(c, customer, site);
    const struct meter_cell *meter = concentrator_meter(c, customer);
    unsigned before = was.relay;
    bool is_on = meter_cell_is_supplied(meter);
    struct party_note note = {.type = EVENT_RELAY,
                              .kind = (uint8_t)before,
                              .state = (uint8_t)meter_cell_relay_state(meter),
                              .customer = customer,
                              .value = meter_cell_register(meter)};
    if (before != meter_cell_relay_state(meter))
        party_note(c->port, note, now);
    if (c->config->release_after && before != RELAY_OPEN && note.state == RELAY_OPEN &&
        !concentrator_is_local(c, customer))
        hold_trip(c, customer, now);
    if (is_on == was.is_on)
        return;
    note.type = EVENT_SUPPLY;
    note.kind = 0;
    note.state = is_on;
    party_note(c->port, note, now);
    if (c->config->wallets)
        concentrator_wallet_supply(c, customer, was.is_on, now);
    bool is_other = before == meter_cell_relay_state(meter) || was.is_by_load;
    if (is_other && !c->config->is_telling_all)
        return;
    struct message message = {
        .type = MSG_SUPPLY, .kind = is_other, .code = is_on, .customer = customer, .value = now};
    party_send(c->port, PARTY_CUSTOMERS, message);
}

static enum result_code switch_meter(struct concentrator *c, uint32_t customer, uint8_t n1,
                                     ms_t valid_until, ms_t now)
{
    struct meter_cell *meter = concentrator_meter(c, customer);
    prepare_trip(c, customer, n1);
    struct standing was = concentrator_look(c, customer, now);
    enum result_code code = meter_cell_command_delayed(meter, concentrator_load(c, customer), n1,
                                                       c->config->trip_delay_min, valid_until, now);
    if (n1 == RELAY_TRIP && meter_cell_relay_state(meter) == RELAY_TRIP_DELAY &&
        timers_set(&c->dates, now + c->config->trip_delay_min * MS_MINUTE, DATE_TRIP, customer) !=
            FK_OK)
        c->err = FK_E_MEMORY;
    concentrator_moved(c, customer, was, now);
    return code;
}

/* A crew: no valid-until, no local network, and a breaker within reach. */
static void switch_on_site(struct concentrator *c, uint32_t customer, uint8_t n1, ms_t now)
{
    struct meter_cell *meter = concentrator_meter(c, customer);
    prepare_trip(c, customer, n1);
    struct standing was = concentrator_look(c, customer, now);
    struct meter_site *site = site_of(c, customer);
    meter_cell_by_hand(meter, concentrator_load(c, customer), n1, now);
    if (site)
        meter_site_hand(site, n1 != RELAY_TRIP, meter_cell_is_open(meter));
    concentrator_moved(c, customer, was, now);
    if (n1 != RELAY_TRIP)
        (void)concentrator_release_load(c, customer, WALLET_BY_CREW, now);
}

/* A crew takes the newest freeze out of the meter, also where nothing can be read from afar. */
static void read_on_site(struct concentrator *c, const struct message *request, ms_t now)
{
    uint32_t customer = request->customer;
    struct meter_cell *meter = concentrator_meter(c, customer);
    concentrator_advance(c, customer, now);
    uint64_t peak =
        c->rates ? meter_rates_freeze(&c->rates[customer - c->first], meter, meter->freeze_day) : 0;
    struct message message = {.type = MSG_FIELD_REGISTER,
                              .customer = customer,
                              .id = request->id,
                              .ref = meter->freeze_day,
                              .value = (int64_t)(peak << 32 | meter->freeze)};
    party_send(c->port, PARTY_CREWS, message);
}

void concentrator_press(struct concentrator *c, uint32_t customer, ms_t now)
{
    struct meter_cell *meter = concentrator_meter(c, customer);
    struct message message = {.type = MSG_CLOSED, .customer = customer};
    struct meter_site *site = site_of(c, customer);
    struct standing was = concentrator_look(c, customer, now);
    if (meter->site & SITE_LOCKED && site)
        site->is_key_held = true;
    else if (concentrator_release_load(c, customer, WALLET_BY_KEY, now))
        return; /* no matter of fee control */
    else if (meter_cell_key(meter, concentrator_load(c, customer), now)) {
        concentrator_moved(c, customer, was, now);
        tell(c, PARTY_FEE_CONTROL, message);
    }
}

/* somebody closes the external breaker. */
static void close_breaker(struct concentrator *c, uint32_t customer, ms_t now)
{
    struct standing was = concentrator_look(c, customer, now);
    struct meter_site *site = site_of(c, customer);
    if (site)
        meter_site_hand(site, true, meter_cell_is_open(concentrator_meter(c, customer)));
    concentrator_moved(c, customer, was, now);
}

/* CQ-1: a minute after its trip the meter allows closing; the breaker waits for a hand. Or money is
 * looked at, or a delay is over. */
static void keep_dates(struct concentrator *c, ms_t now)
{
    struct timer timer;
    while (timers_take(&c->dates, now, &timer)) {
        if (timer.kind == DATE_WALLET) {
            concentrator_wallet_due(c, timer.id, timer.due, now);
            continue;
        }
        if (timer.kind == DATE_LOAD) {
            concentrator_load_due(c, timer.id, timer.due, now);
            continue;
        }
        if (timer.kind == DATE_TRIP) {
            concentrator_delay_due(c, timer.id, now);
            continue;
        }
        struct standing was = concentrator_look(c, timer.id, now);
        (void)meter_cell_command(concentrator_meter(c, timer.id), concentrator_load(c, timer.id),
                                 RELAY_PERMIT, MS_NEVER, now);
        concentrator_moved(c, timer.id, was, now);
    }
}

/* A broadcast (广播校时) sets a clock that is off by five minutes at most (P-MET-09), an encrypted
 * telegram to the one meter any. */
static void set_clock(struct concentrator *c, const struct message *message, ms_t now)
{
    struct meter_cell *meter = concentrator_meter(c, message->customer);
    int16_t off = meter->clock_error_min;
    if (meter->unreadable & CELL_MUTE || (message->kind == 0 && (off > 5 || off < -5)))
        return;
    concentrator_advance(c, message->customer, now);
    meter_cell_set_clock(meter, 0);
}

/* What is asked of one meter reaches it in the order in which it came: it has one local line. A
 * restore that overtook a cut that was given up would be undone by it, and a status word that did
 * would not tell what came of it. */
static ms_t due_after_others(const struct concentrator *c, uint32_t customer, ms_t due)
{
    for (uint32_t i = 0; i < c->job_count; i++) {
        const struct concentrator_job *job = &c->jobs[i];
        if (job->request.customer == customer && job->is_begun && job->due >= due)
            due = job->due + 1;
    }
    return due;
}

static bool is_restore(const struct concentrator_job *job)
{
    return job->request.type == MSG_COMMAND &&
           (job->request.kind == RELAY_PERMIT || job->request.kind == RELAY_CLOSE);
}

/* The job that is to begin next, c->job_count if none waits: the oldest restore, or the oldest of
 * all, or rather the oldest of its meter. */
static uint32_t next_job(const struct concentrator *c)
{
    uint32_t next = c->job_count;
    for (uint32_t i = c->job_count; i-- > 0;)
        if (!c->jobs[i].is_begun &&
            (is_restore(&c->jobs[i]) || next == c->job_count || !is_restore(&c->jobs[next])))
            next = i;
    for (uint32_t i = 0; i < next && next < c->job_count; i++)
        if (!c->jobs[i].is_begun && c->jobs[i].request.customer == c->jobs[next].request.customer)
            return i;
    return next;
}

static void note_job(struct concentrator *c, const struct message *request, bool begins, ms_t now)
{
    struct party_note note = {.type = EVENT_LINE,
                              .kind = request->type == MSG_READ,
                              .state = begins,
                              .customer = request->customer,
                              .id = request->ref};
    party_note(c->port, note, now);
}

/* INV-09: begins as many jobs as may run at once. */
static void begin_jobs(struct concentrator *c, ms_t now)
{
    uint32_t running = 0;
    for (uint32_t i = 0; i < c->job_count; i++)
        running += c->jobs[i].is_begun;
    for (; running < c->config->jobs_at_once; running++) {
        uint32_t next = next_job(c);
        if (next == c->job_count)
            return;
        struct concentrator_job *job = &c->jobs[next];
        job->due = due_after_others(c, job->request.customer, now + job->due);
        job->is_begun = true;
        note_job(c, &job->request, true, now);
    }
}

/* Counter of a draw: the day and how often the meter was asked in it, so that two tries or orders
 * never share their chance and nothing that others do can shift it. From the 255th request on the
 * kind and the try alone tell them apart. */
static uint64_t chance_counter(struct concentrator *c, const struct message *message, ms_t now)
{
    uint8_t *asked = &c->asked[message->customer - c->first];
    if (c->asked_day != clock_day_number(now)) {
        c->asked_day = clock_day_number(now);
        memset(c->asked, 0, c->count);
    }
    if (*asked < UINT8_MAX)
        (*asked)++;
    return (uint64_t)c->asked_day << 24 | (uint64_t)*asked << 16 | (uint64_t)message->kind << 8 |
           message->attempt;
}

static int take_job(struct concentrator *c, const struct message *message, ms_t now)
{
    bool is_command = message->type != MSG_READ;
    ms_t time =
        chance_duration(is_command ? &c->config->command_time : &c->config->read_time,
                        c->config->seed, is_command ? CHANCE_COMMAND_TIME : CHANCE_READ_TIME,
                        message->customer, chance_counter(c, message, now));
    if (grow_for_one(&c->jobs, sizeof *c->jobs, c->job_count, &c->job_capacity) != FK_OK)
        return FK_E_MEMORY;
    ms_t control = message->type == MSG_COMMAND ? concentrator_control_time(c, time) : 0;
    if (control && !message->code)
        time = control;
    bool is_given_up = time > c->config->gives_up;
    c->jobs[c->job_count++] =
        (struct concentrator_job){.due = is_given_up ? c->config->gives_up : time,
                                  .request = *message,
                                  .is_given_up = is_given_up,
                                  .control = (uint32_t)control};
    begin_jobs(c, now);
    return FK_OK;
}

/* Whose meter hears what is asked of this customer's: with a wrong link (户表串户) the next one's. */
static uint32_t heard_by(struct concentrator *c, uint32_t customer)
{
    if (!(concentrator_meter(c, customer)->site & SITE_MISLINKED))
        return customer;
    return c->first + (customer - c->first + 1) % c->count;
}

static void finish_job(struct concentrator *c, const struct concentrator_job *job, ms_t now)
{
    const struct message *request = &job->request;
    uint32_t customer = heard_by(c, request->customer);
    struct meter_cell *meter = concentrator_meter(c, customer);
    struct message answer = {.type = MSG_COMMAND_ANSWER,
                             .kind = request->kind,
                             .code = RESULT_OK,
                             .customer = request->customer,
                             .id = request->id,
                             .ref = request->ref};
    if (request->type == MSG_READ)
        answer.type = MSG_READ_ANSWER;
    if (request->type == MSG_RECHARGE)
        answer.type = MSG_RECHARGE_ANSWER;
    if (request->type == MSG_RECHARGE && !job->is_given_up) {
        concentrator_recharge(c, customer, request, &answer, now);
    } else if (refusals_is_mute(&c->refusals, customer, meter->unreadable & CELL_MUTE, request) ||
               job->is_given_up) {
        /* nothing else can begin before the master knows that this is over */
        answer.code = RESULT_NO_METER_ANSWER;
    } else if (request->type == MSG_COMMAND) {
        answer.code = (uint8_t)concentrator_authenticate(c, customer, job, now, &answer.value);
        if (answer.code == RESULT_NONE)
            answer.code = (uint8_t)switch_meter(c, customer, request->kind, request->value, now);
    } else {
        concentrator_advance(c, customer, now);
        answer.value = request->kind ? meter_cell_status3(meter) : meter_cell_register(meter);
        bool is_using = c->config->use || concentrator_load(c, customer) > 0;
        if (request->kind && c->config->is_current_read && is_using &&
            meter_cell_is_supplied(meter))
            answer.value |= READ_CURRENT_FLOWS;
    }
    tell(c, PARTY_MASTER, answer);
}

/* Those that are due, in the order in which they came; the others close up. True if there were any:
 * one that begins then may take no time. */
static bool finish_jobs(struct concentrator *c, ms_t now)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < c->job_count; i++)
        if (c->jobs[i].is_begun && c->jobs[i].due <= now) {
            note_job(c, &c->jobs[i].request, false, now);
            finish_job(c, &c->jobs[i], now);
        } else {
            c->jobs[left++] = c->jobs[i];
        }
    bool has_ended = left < c->job_count;
    c->job_count = left;
    if (has_ended)
        begin_jobs(c, now);
    return has_ended;
}

static int finish_round(struct concentrator *c, ms_t now);

/* The answers first: a try that is begun anew should not be one that they are about. */
static int log_on(struct concentrator *c, ms_t now)
{
    struct message message = {.type = MSG_LOG_ON, .customer = c->first};
    bool has_round = c->has_round;
    c->off_since = c->log_on_at = MS_NEVER;
    c->has_round = false;
    for (uint32_t i = 0; i < c->unsent_count; i++)
        party_send(c->port, c->unsent[i].to, c->unsent[i].message);
    c->unsent_count = 0;
    party_send(c->port, PARTY_MASTER, message);
    return has_round ? finish_round(c, now) : FK_OK;
}

int concentrator_handle(struct concentrator *c, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_COMMAND:
    case MSG_READ:
    case MSG_RECHARGE:
        return concentrator_is_cut_off(c) ? FK_OK : take_job(c, message, now);
    case MSG_BUTTON:
        if (message->kind)
            close_breaker(c, message->customer, now);
        else
            concentrator_press(c, message->customer, now);
        return FK_OK;
    case MSG_FIELD_SWITCH:
        switch_on_site(c, message->customer, message->kind, now);
        return FK_OK;
    case MSG_FIELD_READ:
        read_on_site(c, message, now);
        return FK_OK;
    case MSG_CLOCK_SYNC:
        set_clock(c, message, now);
        return FK_OK;
    case MSG_CARD:
        concentrator_take_card(c, message, now);
        return FK_OK;
    case MSG_CARD_TERMS:
        concentrator_take_terms(c, message, now);
        return FK_OK;
    case MSG_METER_CHANGE:
        concentrator_take_out(c, message, now);
        return FK_OK;
    case MSG_FAULT:
        return concentrator_fault(c, message, now);
    default:
        return FK_E_ARG;
    }
}

/* Meters that miss a freeze, and the time to read them one after the other. */
static uint32_t round_time(const struct concentrator *c, ms_t now, ms_t *time)
{
    unsigned wanted = (2U << c->config->gap_fill_days) - 1;
    uint64_t counter = (uint64_t)(now / MS_MINUTE); /* rounds are a minute or more apart */
    bool is_const = chance_is_const(&c->config->read_time);
    ms_t each = is_const ? c->config->read_time.parts[0].a : 0;
    uint32_t missing = 0, count = c->count;
    const uint8_t *read_days = c->read_days;
    ms_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        if ((~read_days[i] & wanted) == 0)
            continue;
        missing++;
        if (is_const)
            sum += each;
        else
            sum += chance_duration(&c->config->read_time, c->config->seed, CHANCE_ROUND_TIME,
                                   c->first + i, counter);
    }
    *time = sum;
    return missing;
}

/* The second column of a block that was read: peak hours, or reactive energy. */
static void read_seconds(struct concentrator *c, int32_t day)
{
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t *second = &c->config->registers[c->count + i];
        *second = c->config->present[i] ? meter_rates_freeze(&c->rates[i], &c->meters[i], day) : 0;
    }
}

/* Up to when a meter must have counted to have its freezes: with the right clock that is 00:00, and
 * what it uses after that is counted when somebody looks. */
static inline ms_t frozen_by(const struct meter_cell *meter, ms_t midnight, ms_t now)
{
    return meter->clock_error_min == 0 ? midnight : now;
}

/* Reads the freezes of `back` days ago that are still missing. Returns how many were read. */
static uint32_t read_day(struct concentrator *c, uint32_t back, ms_t now)
{
    /* Once: the loop writes bytes, which may be anything's. */
    uint32_t found = 0, count = c->count, first = c->first;
    int32_t day = c->round_day - (int32_t)back;
    const struct segments segments = *c->config->segments;
    const uint32_t *loads = c->config->loads;
    struct meter_cell *meters = c->meters;
    uint32_t *registers = c->config->registers;
    uint8_t *present = c->config->present, *read_days = c->read_days;
    bool is_plain = !c->rates && !c->config->use;
    ms_t midnight = clock_day_start(now);
    for (uint32_t i = 0; i < count; i++) {
        struct meter_cell *meter = &meters[i];
        present[i] = 0;
        if ((read_days[i] >> back & 1) || meter->unreadable)
            continue;
        if (!is_plain && (c->rates || meter->clock_error_min != 0 ||
                          clock_day_at(meter->freeze_day) + meter->at != midnight))
            concentrator_advance(c, first + i, frozen_by(meter, midnight, now));
        else if (!is_plain) /* it stands there since midnight: no use is asked for */
            meter_cell_advance(meter, 0, midnight);
        else
            meter_cell_advance(meter, loads[segment_of(&segments, first + i)->load],
                               frozen_by(meter, midnight, now));
        if (meter_cell_freeze(meter, day, &registers[i]) == FK_OK) {
            present[i] = 1;
            read_days[i] = (uint8_t)(read_days[i] | 1U << back);
            found++;
        }
    }
    if (c->rates && found > 0)
        read_seconds(c, day);
    return found;
}

static int finish_round(struct concentrator *c, ms_t now)
{
    unsigned read = 0xFF; /* bit n: every meter's freeze of n days ago is read */
    int err = FK_OK;
    for (uint32_t i = 0; i < c->count; i++)
        read &= c->read_days[i];
    for (uint32_t back = c->config->gap_fill_days + 1; back-- > 0 && err == FK_OK;) {
        if ((read >> back & 1) || read_day(c, back, now) == 0)
            continue;
        struct upload_block block = {
            c->first,           c->count,        c->round_day - (int32_t)back, c->config->registers,
            c->config->present, c->rates ? 2 : 1};
        err = c->config->upload(c->port, &block);
    }
    return err;
}

static void begin_round(struct concentrator *c, ms_t now)
{
    ms_t time;
    uint8_t *read_days = c->read_days;
    uint32_t count = c->count;
    for (; c->round_day < clock_day_number(now); c->round_day++)
        for (uint32_t i = 0; i < count; i++)
            read_days[i] = (uint8_t)(read_days[i] << 1);
    if (round_time(c, now, &time) > 0)
        c->round_done = now + time;
    c->round_at = next_round(c->config, now);
}

int concentrator_tick(struct concentrator *c, ms_t now)
{
    while (finish_jobs(c, now))
        ;
    if (c->dates.count > 0)
        keep_dates(c, now);
    int err = c->err;
    if (err == FK_OK && c->log_on_at <= now)
        err = log_on(c, now);
    if (err != FK_OK)
        return err;
    if (c->round_done == MS_NEVER && c->round_at <= now)
        begin_round(c, now);
    if (c->round_done <= now) {
        c->round_done = MS_NEVER;
        if (concentrator_is_cut_off(c))
            c->has_round = true;
        else
            err = finish_round(c, now);
    }
    return err;
}

ms_t concentrator_due(const struct concentrator *c)
{
    /* a round that is due while one runs begins when that one is over */
    ms_t due = c->round_done == MS_NEVER ? c->round_at : c->round_done;
    if (c->log_on_at < due)
        due = c->log_on_at;
    for (uint32_t i = 0; i < c->job_count; i++)
        if (c->jobs[i].is_begun && c->jobs[i].due < due)
            due = c->jobs[i].due;
    if (c->dates.count > 0 && timers_due(&c->dates) < due)
        due = timers_due(&c->dates);
    return due;
}

static int any_handle(void *party, const struct message *message, ms_t now)
{
    return concentrator_handle(party, message, now);
}

static int any_tick(void *party, ms_t now)
{
    return concentrator_tick(party, now);
}

static ms_t any_due(const void *party, ms_t now)
{
    (void)now;
    return concentrator_due(party);
}

const struct party_class concentrator_class = {any_handle, any_tick, any_due};
