#include "models/collection/master.h"

#include "base/grow.h"
#include "base/large.h"
#include "models/collection/master_parts.h"
#include "models/meter/relay.h"
#include <stdlib.h>

#define STATUS_WORD_3 1 /* kind of MSG_READ */

static ms_t next_push(const struct master_config *config, ms_t after, uint8_t *run)
{
    ms_t day = clock_day_start(after);
    ms_t time = after - day;
    *run = 0;
    if (time < config->push_at)
        return day + config->push_at;
    if (config->second_push_at >= 0) {
        ++*run;
        if (time < config->second_push_at)
            return day + config->second_push_at;
    }
    for (uint32_t i = 0; i < config->later_push_count; i++) {
        ++*run;
        if (time < config->later_pushes[i])
            return day + config->later_pushes[i];
    }
    *run = 0;
    return day + MS_DAY + config->push_at;
}

/* The first moment after `now` at which the cut window of a policy closes. */
static ms_t next_closing(const struct master_config *config, ms_t now)
{
    ms_t next = MS_NEVER;
    for (uint32_t i = 0; i < config->cut_window_count; i++) {
        ms_t closing = clock_next_time_of_day(config->cut_windows[i].to % MS_DAY, now);
        next = closing < next ? closing : next;
    }
    return next;
}

int master_init(struct master *master, const struct party_port *port,
                const struct master_config *config)
{
    *master = (struct master){.port = port, .config = *config, .task_capacity = 256};
    const struct areas *areas = config->areas;
    tariff_gaps_init(&master->gaps);
    slots_init(&master->sessions, sizeof(struct master_session));
    master->registers = large_calloc(areas->customers, sizeof *master->registers);
    if (config->turns)
        master->turns = calloc(areas->customers, sizeof *master->turns);
    master->tasks = malloc(master->task_capacity * sizeof *master->tasks);
    master->queues = calloc(areas->count, sizeof *master->queues);
    master->in_concentrator = calloc(areas->count, sizeof *master->in_concentrator);
    master->in_fep = calloc(areas->feps, sizeof *master->in_fep);
    master->held = calloc(areas->feps, sizeof *master->held);
    master->is_held = calloc(areas->count, 1);
    master->is_crowded = calloc(areas->feps, 1);
    int err = master_feps_init(master);
    if (!master->registers || (config->turns && !master->turns) || !master->tasks ||
        !master->queues || !master->in_concentrator || !master->in_fep || !master->held ||
        !master->is_held || !master->is_crowded || err != FK_OK ||
        timers_init(&master->timers, 1024) != FK_OK) {
        master_fini(master);
        return FK_E_MEMORY;
    }
    master->next_push = next_push(config, config->start - 1, &master->next_run);
    master->next_closing = next_closing(config, config->start);
    return FK_OK;
}

void master_fini(struct master *master)
{
    for (uint32_t i = 0; master->queues && i < master->config.areas->count; i++)
        for (unsigned k = 0; k < 2; k++)
            fifo_fini(&master->queues[i][k]);
    for (uint32_t i = 0; master->held && i < master->config.areas->feps; i++)
        for (unsigned q = 0; q < 2; q++)
            fifo_fini(&master->held[i][q]);
    free(master->registers);
    free(master->turns);
    tariff_gaps_fini(&master->gaps);
    free(master->tasks);
    free(master->queues);
    free(master->in_concentrator);
    free(master->in_fep);
    free(master->held);
    free(master->is_held);
    free(master->is_crowded);
    master_feps_fini(master);
    id_map_fini(&master->orders);
    id_map_fini(&master->trips);
    slots_fini(&master->sessions);
    id_map_fini(&master->given_up[0]);
    id_map_fini(&master->given_up[1]);
    fifo_fini(&master->free_tasks);
    fifo_fini(&master->crowded[0]);
    fifo_fini(&master->crowded[1]);
    timers_fini(&master->timers);
    *master = (struct master){0};
}

static void note_try(struct master *master, const struct master_task *task, unsigned state,
                     int64_t value, ms_t now)
{
    bool is_read = master_is_read(&task->order);
    struct party_note note = {.type = is_read ? EVENT_READ : EVENT_COMMAND,
                              .kind = task->order.kind,
                              .state = (uint8_t)state,
                              .code = task->code,
                              .attempt = task->attempt,
                              .customer = task->order.customer,
                              .id = task->command,
                              .ref = task->order.id,
                              .value = value};
    if (task->order.type == MSG_RECHARGE)
        return; /* moves no relay; the meter notes what it does to its money */
    if (is_read)
        note.kind = task->order.type == MSG_STATUS_REQUEST;
    party_note(master->port, note, now);
}

static void send_to_marketing(struct master *master, const struct master_task *task,
                              enum message_type type, int64_t value)
{
    struct message message = {.type = (uint8_t)type,
                              .kind = task->order.kind,
                              .code = task->code,
                              .attempt = task->attempt,
                              .customer = task->order.customer,
                              .id = task->order.id,
                              .ref = type == MSG_STATUS_REPORT ? task->order.ref : 0,
                              .value = value};
    party_send(master->port, PARTY_MARKETING, message);
}

static void send_result(struct master *master, const struct master_task *task)
{
    struct master_task told = *task;
    bool is_recharge = task->order.type == MSG_RECHARGE;
    if (is_recharge)
        told.order.kind = (uint8_t)task->order.ref; /* the count that was read last */
    send_to_marketing(master, &told, is_recharge ? MSG_RECHARGE_RESULT : MSG_ORDER_RESULT,
                      task->is_unanswered);
}

/* One try: the encryption machine first; without it the try runs into its time-out. Reads
 * need no encryption machine. */
int master_begin_try(struct master *master, uint32_t id, ms_t now)
{
    struct master_task *task = &master->tasks[id];
    bool is_order = !master_is_read(&task->order), is_recharge = task->order.type == MSG_RECHARGE;
    uint32_t concentrator = master_concentrator_of(master, task->order.customer);
    ms_t valid_until = now + master->clock_error + master->config.command_valid;
    struct message message = {.type = is_recharge ? MSG_RECHARGE
                                      : is_order  ? MSG_COMMAND
                                                  : MSG_READ,
                              .customer = task->order.customer};
    master_hold_place(master, concentrator, 1);
    task->phase = TASK_TRYING;
    task->attempt++;
    task->code = RESULT_NONE;
    task->is_out = 0;
    task->due = now + master->config.command_timeout;
    task->command = is_order ? ++master->next_command : ++master->next_read;
    if (is_order && !is_recharge)
        send_to_marketing(master, task, MSG_ORDER_EXECUTING, 0);
    if (!master_is_on_line(master, concentrator)) { /* known at once */
        task->code = RESULT_TERMINAL_OFFLINE;
        task->due = now + PARTY_HOP;
    } else if (is_order && master->crypto_down) {
        task->code = RESULT_CRYPTO_UNAVAILABLE;
    } else {
        task->is_out = 1;
        note_try(master, task, COMMAND_SENT, is_order ? valid_until : 0, now);
        message.kind = is_order ? task->order.kind : task->order.type == MSG_STATUS_REQUEST;
        message.code = is_recharge ? task->order.code
                       : is_order  ? master_needs_session(master, message.customer, now)
                                   : 0;
        message.attempt = task->attempt;
        message.id = is_order ? task->order.id : id;
        message.ref = task->command;
        message.value = is_recharge ? task->order.value : valid_until;
        party_send(master->port, PARTY_CONCENTRATORS + concentrator, message);
    }
    return timers_set(&master->timers, task->due, TIMER_TRY_ENDS, id);
}

int master_free_task(struct master *master, uint32_t id)
{
    uint32_t trip, customer = master->tasks[id].order.customer;
    if (id_map_get(&master->trips, customer, &trip) && trip == id)
        (void)id_map_remove(&master->trips, customer);
    master->tasks[id].phase = TASK_FREE;
    return fifo_push(&master->free_tasks, id);
}

/* The order has its result. What a try without an answer did, or does when its command arrives
 * after all, may still be told, also of an order that a later try has done. */
static int forget_order(struct master *master, const struct master_task *task, ms_t now)
{
    uint32_t order = task->order.id;
    if (!task->is_unanswered) {
        (void)id_map_remove(&master->orders, order);
        return FK_OK;
    }
    int err = id_map_put(&master->orders, order, MASTER_OVER);
    return err == FK_OK
               ? timers_set(&master->timers, now + MASTER_ANSWERS_KEPT, TIMER_FORGET, order)
               : err;
}

static int end_task(struct master *master, uint32_t id, int64_t value, ms_t now)
{
    struct master_task *task = &master->tasks[id];
    int err = FK_OK;
    if (!master_is_read(&task->order)) {
        send_result(master, task);
        err = forget_order(master, task, now);
    } else if (task->order.type == MSG_STATUS_REQUEST) {
        send_to_marketing(master, task, MSG_STATUS_REPORT, value);
    }
    if (task->phase == TASK_QUEUED) {
        task->phase = TASK_TAKEN_BACK;
        return err;
    }
    return err == FK_OK ? master_free_task(master, id) : err;
}

/* The result of an order that waits for a try. */
static int end_early(struct master *master, uint32_t id, unsigned code, ms_t now)
{
    master->tasks[id].code = (uint8_t)code;
    master->tasks[id].due = MS_NEVER; /* its timer, if any, finds nothing to do */
    return end_task(master, id, 0, now);
}

static bool is_trip(const struct master_task *task)
{
    return task->order.type == MSG_ORDER && task->order.kind == RELAY_TRIP;
}

static bool is_restore(const struct master_task *task)
{
    return task->order.type == MSG_ORDER &&
           (task->order.kind == RELAY_PERMIT || task->order.kind == RELAY_CLOSE);
}

/* INV-16, INV-04: no try of a trip begins now: the window is closed, or what its check found holds
 * no longer. */
bool master_is_late(const struct master *master, const struct master_task *task, ms_t now)
{
    const struct master_config *config = &master->config;
    ms_t not_after = task->order.value;
    if (!is_trip(task))
        return false;
    uint16_t policy = segment_of(config->segments, task->order.customer)->policy;
    return !clock_window_holds(&config->cut_windows[policy], now) || (not_after && now > not_after);
}

/* A trip that is late: whoever ordered it checks again and orders anew, also if it had a try. */
int master_go_back(struct master *master, uint32_t late, ms_t now)
{
    return end_early(master, late, RESULT_NOT_ALLOWED, now);
}

static int queue_task(struct master *master, uint32_t id, ms_t now)
{
    struct master_task *task = &master->tasks[id];
    uint32_t concentrator = master_concentrator_of(master, task->order.customer);
    if (master_is_late(master, task, now))
        return master_go_back(master, id, now);
    task->phase = TASK_QUEUED;
    int err = fifo_push(&master->queues[concentrator][!is_restore(task)], id);
    return err == FK_OK ? master_dispatch(master, concentrator, now) : err;
}

/* A cut window closes: the trips that wait for a try go back. */
static int close_window(struct master *master, ms_t now)
{
    int err = FK_OK;
    for (uint32_t id = 0; id < master->task_count && err == FK_OK; id++) {
        const struct master_task *task = &master->tasks[id];
        if ((task->phase == TASK_QUEUED || task->phase == TASK_GAP) &&
            master_is_late(master, task, now))
            err = master_go_back(master, id, now);
    }
    master->next_closing = next_closing(&master->config, now);
    return err;
}

/* An order that waits for a try is taken back; one in a try runs to the end of it and gets no
 * further one (R-16, INV-03). */
static int take_back(struct master *master, uint32_t id, ms_t now)
{
    struct master_task *task = &master->tasks[id];
    if (task->phase == TASK_TRYING) {
        task->is_cancelled = 1; /* its result comes at the end of the try */
        return FK_OK;
    }
    return end_early(master, id, RESULT_NOT_ALLOWED, now);
}

/* a restore supersedes a trip of its customer that waits, whoever forgot to take it back: it
 * goes before everything else, and the trip would undo it. */
static int supersede(struct master *master, uint32_t customer, ms_t now)
{
    uint32_t id;
    if (!id_map_get(&master->trips, customer, &id))
        return FK_OK;
    (void)id_map_remove(&master->trips, customer);
    return master->tasks[id].phase == TASK_TAKEN_BACK ? FK_OK : take_back(master, id, now);
}

static int take_task(struct master *master, const struct message *order, ms_t now)
{
    uint32_t id;
    bool is_order = !master_is_read(order), is_recharge = order->type == MSG_RECHARGE;
    if (is_order && id_map_get(&master->orders, order->id, &id)) { /* */
        const struct master_task late = {.order = *order, .code = RESULT_NOT_ALLOWED};
        if (id == MASTER_CANCELLED)
            send_result(master, &late);
        return FK_OK; /* else the same order once more */
    }
    if (master_loses_tasks(master, order->customer)) {
        const struct master_task lost = {.order = *order};
        if (is_order && !is_recharge)
            send_to_marketing(master, &lost, MSG_ORDER_ACCEPTED, 0);
        return FK_OK;
    }
    if (!fifo_pop(&master->free_tasks, &id)) {
        if (grow_for_one(&master->tasks, sizeof *master->tasks, master->task_count,
                         &master->task_capacity) != FK_OK)
            return FK_E_MEMORY;
        id = master->task_count++;
    }
    master->tasks[id] = (struct master_task){.order = *order};
    if (is_order) {
        int err = is_trip(&master->tasks[id])      ? id_map_put(&master->trips, order->customer, id)
                  : is_restore(&master->tasks[id]) ? supersede(master, order->customer, now)
                                                   : FK_OK;
        if (err == FK_OK)
            err = id_map_put(&master->orders, order->id, id);
        if (err != FK_OK)
            return err;
        if (!is_recharge)
            send_to_marketing(master, &master->tasks[id], MSG_ORDER_ACCEPTED, 0);
    }
    return queue_task(master, id, now);
}

/* INV-09: the concentrator is still at it. */
int master_keep_place(struct master *master, const struct master_task *task, ms_t now)
{
    bool is_read = master_is_read(&task->order);
    int err = id_map_put(&master->given_up[is_read], task->command,
                         master_concentrator_of(master, task->order.customer));
    return err == FK_OK
               ? timers_set(&master->timers, now + master->config.place_kept,
                            is_read ? TIMER_READ_PLACE : TIMER_COMMAND_PLACE, task->command)
               : err;
}

/* The concentrator is done with a try that was given up, or must be by now. */
static int leave_place(struct master *master, bool is_read, uint32_t command, ms_t now)
{
    uint32_t where;
    if (!id_map_get(&master->given_up[is_read], command, &where))
        return FK_OK;
    (void)id_map_remove(&master->given_up[is_read], command);
    master_hold_place(master, where, -1);
    return master_use_place(master, where, now);
}

/* of a recharge exactly three (GS-2). */
static uint32_t tries_of(const struct master *master, const struct master_task *task)
{
    return task->order.type == MSG_RECHARGE ? MASTER_RECHARGE_TRIES : master->config.command_tries;
}

/* A try is over, with an answer or without; frees its place, then result or gap. */
static int end_try(struct master *master, uint32_t id, enum result_code code, int64_t value,
                   ms_t now)
{
    struct master_task *task = &master->tasks[id];
    struct message status = {
        .type = MSG_STATUS_REQUEST, .customer = task->order.customer, .id = task->order.id};
    bool is_status_wanted = task->is_status_wanted;
    uint32_t concentrator = master_concentrator_of(master, task->order.customer);
    int err = FK_OK;
    if (task->is_out && master->config.place_kept > 0)
        err = master_keep_place(master, task, now);
    else
        master_hold_place(master, concentrator, -1);
    if (err != FK_OK)
        return err;
    task->code = (uint8_t)code;
    if (code == RESULT_NO_METER_ANSWER)
        task->is_unanswered = 1;
    note_try(master, task, COMMAND_ANSWERED, value, now);
    if (task->is_done)
        task->code = RESULT_OK;
    if (task->code == RESULT_OK || task->attempt >= tries_of(master, task) || task->is_cancelled) {
        err = end_task(master, id, value, now);
    } else {
        task->phase = TASK_GAP;
        task->due = now + master->config.command_gap;
        err = timers_set(&master->timers, task->due, TIMER_GAP_ENDS, id);
    }
    if (err == FK_OK && is_status_wanted)
        err = take_task(master, &status, now);
    return err == FK_OK ? master_use_place(master, concentrator, now) : err;
}

/* Task of an order that is not over. */
static bool find_task(const struct master *master, uint32_t order, uint32_t *id)
{
    return id_map_get(&master->orders, order, id) && *id < MASTER_CANCELLED;
}

/* The cancel may have overtaken its order. */
static int remember_cancel(struct master *master, uint32_t order, ms_t now)
{
    if (id_map_get(&master->orders, order, NULL))
        return FK_OK; /* it came, and is over */
    int err = id_map_put(&master->orders, order, MASTER_CANCELLED);
    return err == FK_OK
               ? timers_set(&master->timers, now + MASTER_CANCELS_KEPT, TIMER_FORGET, order)
               : err;
}

static int cancel(struct master *master, const struct message *message, ms_t now)
{
    uint32_t id;
    return find_task(master, message->id, &id) ? take_back(master, id, now)
                                               : remember_cancel(master, message->id, now);
}

/* what came of an order. One that goes on says so once more, there is nothing to read yet; of
 * one that was taken back the status word is read when its last try is over. Kind 1 is about the
 * relay, whatever orders there are. */
static int take_status(struct master *master, const struct message *message, ms_t now)
{
    uint32_t id;
    if (message->kind || !find_task(master, message->id, &id))
        return take_task(master, message, now);
    struct master_task *task = &master->tasks[id];
    task->is_status_wanted = task->is_cancelled;
    if (!task->is_cancelled)
        send_to_marketing(master, task, task->attempt ? MSG_ORDER_EXECUTING : MSG_ORDER_ACCEPTED,
                          0);
    return FK_OK;
}

/* The answer to a try that was given up. If the relay did move, the order is done, whatever it
 * waits for (R-24: an answer is late, not wrong), also after its last try. */
static int late_answer(struct master *master, const struct message *message, ms_t now)
{
    uint32_t id;
    if (message->code != RESULT_OK || !id_map_get(&master->orders, message->id, &id) ||
        id == MASTER_CANCELLED)
        return FK_OK;
    bool is_recharge = message->type == MSG_RECHARGE_ANSWER;
    struct master_task over = {.order = *message, .code = RESULT_OK, .command = message->ref};
    struct master_task *task = id == MASTER_OVER ? &over : &master->tasks[id];
    if (task->order.customer != message->customer || task->order.kind != message->kind)
        return FK_OK;
    over.order.type = is_recharge ? MSG_RECHARGE : MSG_ORDER;
    if (is_recharge)
        task->order.ref = message->kind;
    note_try(master, &over, COMMAND_ANSWERED, 0, now); /* nobody knows any more which try it was */
    if (task == &over) {
        send_result(master, task);
        return FK_OK;
    }
    if (task->phase == TASK_TRYING) {
        task->is_done = 1;
        return FK_OK;
    }
    return end_early(master, id, RESULT_OK, now);
}

/* The answer to the present try, or a late one. That a meter has not answered ends no try: it may
 * have understood, and the time-out is what tells the order. */
static int take_answer(struct master *master, const struct message *message, ms_t now)
{
    uint32_t id = message->id;
    bool is_read = message->type == MSG_READ_ANSWER;
    bool is_known = is_read ? id < master->task_count : find_task(master, id, &id);
    if (is_known && master->tasks[id].phase == TASK_TRYING &&
        master->tasks[id].command == message->ref &&
        is_read == master_is_read(&master->tasks[id].order)) {
        master->tasks[id].is_out = 0;
        if (message->type == MSG_RECHARGE_ANSWER)
            master->tasks[id].order.ref = message->kind;
        if (message->type == MSG_COMMAND_ANSWER) {
            int err =
                master_hear_session(master, &master->tasks[id], (unsigned)message->value, now);
            if (err != FK_OK)
                return err;
        }
        return message->code == RESULT_NO_METER_ANSWER
                   ? FK_OK
                   : end_try(master, id, message->code, message->value, now);
    }
    int err = is_read ? FK_OK : late_answer(master, message, now);
    return err == FK_OK ? leave_place(master, is_read, message->ref, now) : err;
}

int master_handle(struct master *master, const struct message *message, ms_t now)
{
    switch (message->type) {
    case MSG_ORDER:
    case MSG_RECHARGE:
    case MSG_READ_REQUEST:
        return take_task(master, message, now);
    case MSG_STATUS_REQUEST:
        return take_status(master, message, now);
    case MSG_ORDER_CANCEL:
        return cancel(master, message, now);
    case MSG_COMMAND_ANSWER:
    case MSG_RECHARGE_ANSWER:
    case MSG_READ_ANSWER:
        return take_answer(master, message, now);
    case MSG_LOG_ON:
        return master_log_on(master, message->customer, now);
    case MSG_FAULT:
        if (message->kind == FAULT_FEP_DOWN || message->kind == FAULT_TERMINAL_OFFLINE)
            return master_lose_line(master, message, now);
        if (message->kind == FAULT_MASTER_CLOCK)
            master->clock_error += message->code ? message->value : -message->value;
        else if (message->code)
            master->crypto_down++;
        else
            master->crypto_down--;
        return FK_OK;
    default:
        return FK_E_ARG;
    }
}

/* I3. What comes in from now on, be it in this millisecond, is for the next push. */
static int push(struct master *master, ms_t now)
{
    struct message message = {.type = MSG_PUSH, .kind = master->next_run};
    message.id = (uint32_t)clock_day_number(now);
    int err = master->config.keep_file(master->port, &message);
    if (err != FK_OK)
        return err;
    if (master->next_run == 0)
        master->read_first = master->read_today;
    else
        master->read_second = master->read_today - master->read_first;
    party_send(master->port, PARTY_FEE_CONTROL, message);
    if (master->config.keep_bill_file) {
        struct message billing = {.type = MSG_BILLING, .id = message.id};
        err = master->config.keep_bill_file(master->port, &billing);
        if (err != FK_OK)
            return err;
        party_send(master->port, PARTY_MARKETING, billing);
    }
    master->next_push = next_push(&master->config, now, &master->next_run);
    return FK_OK;
}

int master_tick(struct master *master, ms_t now)
{
    struct timer timer;
    int err = FK_OK;
    if (master->next_push <= now)
        err = push(master, now);
    if (err == FK_OK && master->next_closing <= now)
        err = close_window(master, now);
    while (err == FK_OK && timers_take(&master->timers, now, &timer)) {
        if (timer.kind == TIMER_FORGET) {
            (void)id_map_remove(&master->orders, timer.id);
            continue;
        }
        if (timer.kind == TIMER_COMMAND_PLACE || timer.kind == TIMER_READ_PLACE) {
            err = leave_place(master, timer.kind == TIMER_READ_PLACE, timer.id, now);
            continue;
        }
        if (timer.kind == TIMER_SESSION) {
            err = master_end_session(master, timer.id, now);
            continue;
        }
        if (timer.kind == TIMER_OFF_LINE) {
            err = master_dispatch(master, timer.id, now);
            continue;
        }
        struct master_task *task = &master->tasks[timer.id];
        if (task->due != timer.due)
            continue; /* the try was answered, or the task is another one now */
        if (timer.kind == TIMER_TRY_ENDS && task->phase == TASK_TRYING)
            err = end_try(master, timer.id,
                          task->code == RESULT_NONE ? RESULT_NO_METER_ANSWER : task->code, 0, now);
        else if (timer.kind == TIMER_GAP_ENDS && task->phase == TASK_GAP)
            err = queue_task(master, timer.id, now);
    }
    return err;
}

ms_t master_due(const struct master *master)
{
    ms_t due = timers_due(&master->timers);
    if (master->next_closing < due)
        due = master->next_closing;
    return master->next_push < due ? master->next_push : due;
}

static int any_handle(void *party, const struct message *message, ms_t now)
{
    return master_handle(party, message, now);
}

static int any_tick(void *party, ms_t now)
{
    return master_tick(party, now);
}

static ms_t any_due(const void *party, ms_t now)
{
    (void)now;
    return master_due(party);
}

const struct party_class master_class = {any_handle, any_tick, any_due};
