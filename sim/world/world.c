#include "sim/world/world.h"

#include "base/large.h"
#include "models/around/sms_text.h"
#include "models/meter/relay.h"
#include "sim/scenario/outages.h"
#include "sim/scenario/population.h"
#include "sim/world/configs.h"
#include <stdlib.h>
#include <string.h>

/* Longer than nearly all jobs take, short enough to lose a place for when an answer is lost. */
#define JOB_USUAL (10 * MS_MINUTE)

#define ACCOUNT_INTERFACE 4 /* I4, from marketing to fee control */

void world_stop(struct world *world, int err)
{
    if (world->err == FK_OK)
        world->err = err;
}

uint32_t world_seat_of(const struct world *world, uint32_t customer)
{
    return PARTY_CONCENTRATORS + areas_of(&world->areas, customer);
}

/* RPT-06: what fee control's copy of the account lacks, where a fault of I4 may keep it so. */
static void note_copy(struct world *world, uint32_t customer, ms_t now)
{
    struct party_note copy = {.type = EVENT_COPY,
                              .customer = customer,
                              .value = (int64_t)world->marketing.ledger.customers[customer].fen -
                                       world->fee.customers[customer].balance};
    if (world->links.hit >> ACCOUNT_INTERFACE & 1)
        log_note(&world->log, &copy, now);
}

/* party_port.send: whoever sends "to a concentrator" means the one that serves the customer. */
static void send(const struct party_port *port, uint32_t to, const struct message *message,
                 ms_t delay)
{
    struct world *world = port->context;
    struct world_seat *from = &world->seats[port->self];
    ms_t now = engine_now();
    struct inbox_item item = {.due = now + (delay < PARTY_HOP ? PARTY_HOP : delay),
                              .from = port->self,
                              .seq = from->sent++,
                              .message = *message};
    if (to >= PARTY_CONCENTRATORS)
        to = world_seat_of(world, message->customer);
    if (message->type == MSG_RECEIPT || message->type == MSG_SETTLED)
        note_copy(world, message->customer, now);
    if (world->copies.scenario)
        world_copies_sent(world, port->self, message, now);
    bool is_held = message->type == MSG_CALCULATED; /* it may be down (calculation-down) */
    monitor_message(&world->monitor, message, is_held ? item.due - PARTY_HOP : now);
    if (world->monitor.books.err != FK_OK)
        world_stop(world, world->monitor.books.err);
    int copies = links_send(&world->links, to, &item, now);
    if (copies < 0)
        world_stop(world, copies);
    for (int i = 0; i < copies; i++) {
        item.due = world->links.due[i];
        world_put(&world->seats[to], &item);
    }
}

static void note(const struct party_port *port, const struct party_note *party_note, ms_t now)
{
    struct world *world = port->context;
    monitor_note(&world->monitor, party_note, now);
    if (world->monitor.books.err != FK_OK)
        world_stop(world, world->monitor.books.err);
    if (party_note->type < EVENT_TYPES)
        log_note(&world->log, party_note, now);
}

int world_plan(struct world *world, uint32_t to, const struct message *message, ms_t at)
{
    struct world_seat *operator= & world->seats[PARTY_OPERATOR];
    if (at < world->seats[to].due)
        world->seats[to].due = at;
    struct inbox_item item = {
        .due = at, .from = PARTY_OPERATOR, .seq = operator->sent++, .message = *message};
    return inbox_put(&world->seats[to].inbox, &item);
}

/* I2: the sender keeps the block until it is read; the message carries its number. */
static int upload(const struct party_port *port, const struct upload_block *block)
{
    struct world *world = port->context;
    uint32_t id;
    int err = uploads_keep(&world->uploads, block, &id);
    if (err != FK_OK)
        return err;
    struct message message = {
        .type = MSG_UPLOAD, .customer = block->first, .id = id, .value = block->day};
    port->send(port, PARTY_MASTER, &message, PARTY_HOP);
    return FK_OK;
}

/* A batch that is lost: the push has no registers of these customers. */
static int lose_batches(struct world *world, struct upload_block *file)
{
    ms_t now = engine_now();
    if (!population_has_batch_loss(world->scenario, now))
        return FK_OK;
    uint8_t *lost = calloc(file->count, 1);
    if (!lost)
        return FK_E_MEMORY;
    population_lose_batches(world->scenario, now, lost);
    for (uint32_t i = 0; i < file->count; i++)
        if (lost[i])
            file->present[i] = FEE_NO_REGISTER;
    free(lost);
    return FK_OK;
}

/* A fault of the push: what is handed over is not what was collected. */
static void spoil_registers(const struct world *world, uint32_t index, struct upload_block *file)
{
    const struct scenario_fault *fault = &world->scenario->faults[index];
    if (fault->kind != FAULT_WRONG_REGISTERS ||
        !outage_holds(world->scenario, index, OUTAGES_CENTRE, engine_now()))
        return;
    for (uint32_t i = 0; i < file->count; i++)
        if (fault->fep == 0 || world->areas.fep[areas_of(&world->areas, i)] == fault->fep - 1)
            file->registers[i] += fault->energy;
}

/* A file of registers up to day `until`, as they are handed over. */
static int keep_registers(struct world *world, struct message *push, int32_t until)
{
    struct upload_block *file = uploads_new(&world->uploads, 0, scenario_customers(world->scenario),
                                            until, fee_run_columns(&world->fee), &push->ref);
    if (!file)
        return FK_E_MEMORY;
    master_registers(&world->master, until, file->registers, file->present);
    for (uint32_t i = 0; i < world->scenario->fault_count; i++)
        spoil_registers(world, i, file);
    return lose_batches(world, file);
}

/* I3: the same with the registers that are pushed. */
static int keep_file(const struct party_port *port, struct message *push)
{
    struct world *world = port->context;
    return keep_registers(world, push,
                          (int32_t)push->id - world->segments.policies->reading_lag_days);
}

/* Bills are made by the freeze of the day itself, whatever the calculation lags behind. */
static int keep_bill_file(const struct party_port *port, struct message *billing)
{
    return keep_registers(port->context, billing, (int32_t)billing->id);
}

static int take_bills(void *context, uint32_t id, int32_t until, uint32_t *values, uint8_t *ages)
{
    struct world *world = context;
    const struct upload_block *file = uploads_find(&world->uploads, id);
    uint32_t count = scenario_customers(world->scenario);
    if (!file || file->count != count || file->day != until)
        return fk_fail(&world->diag, FK_E_ARG, NULL, 0, "there are no registers %u of day %d", id,
                       (int)until);
    if (values) {
        memcpy(values, file->registers, (size_t)count * file->columns * sizeof *values);
        memcpy(ages, file->present, count);
        monitor_bills(&world->monitor, until, values, ages);
    }
    return uploads_drop(&world->uploads, id);
}

static int take_file(void *context, uint32_t id, int32_t until, struct fee_run *run)
{
    struct world *world = context;
    const struct upload_block *file = uploads_find(&world->uploads, id);
    if (!file || file->count != scenario_customers(world->scenario) || file->day != until ||
        file->columns != fee_run_columns(&world->fee))
        return fk_fail(&world->diag, FK_E_ARG, NULL, 0, "push %u has no registers of day %d", id,
                       (int)until);
    if (!run)
        return uploads_drop(&world->uploads, id);
    struct upload_block *taken;
    int err = uploads_take(&world->uploads, id, &taken);
    run->room = taken;
    run->values = taken->registers;
    run->ages = taken->present;
    return err;
}

static int take_upload(struct world *world, const struct message *message, ms_t now)
{
    const struct upload_block *block = uploads_find(&world->uploads, message->id);
    if (!block || block->first != message->customer || block->day != message->value)
        return fk_fail(&world->diag, FK_E_ARG, NULL, 0, "upload %u has no block of day %d",
                       message->id, (int)message->value);
    uint32_t before = world->master.read_today;
    int err = master_upload(&world->master, block, now);
    if (err != FK_OK)
        return err;
    monitor_upload(&world->monitor, block, now);
    if (world->monitor.books.err != FK_OK)
        return world->monitor.books.err;
    log_count(&world->log, SERIES_READINGS, world->master.read_today - before, now);
    for (uint32_t i = 0; world->scenario->level == SIM_FULL && i < block->count; i++) {
        struct party_note reading = {.type = EVENT_READING,
                                     .state = block->present[i],
                                     .customer = block->first + i,
                                     .id = (uint32_t)block->day,
                                     .value = block->registers[i]};
        note(&world->seats[PARTY_MASTER].port, &reading, now);
    }
    return uploads_drop(&world->uploads, message->id);
}

/* What a crew has read comes in like what a concentrator has. */
static int take_hand_reading(struct world *world, const struct message *message, ms_t now)
{
    uint32_t registers[] = {(uint32_t)message->value, (uint32_t)(message->value >> 32)};
    uint8_t present = 1;
    struct upload_block block = {message->customer, 1,        (int32_t)message->id,
                                 registers,         &present, 2};
    int err = master_hand_reading(&world->master, &block);
    monitor_upload(&world->monitor, &block, now);
    return err == FK_OK ? world->monitor.books.err : err;
}

static void note_fault(struct world_seat *seat, const struct message *message, ms_t now)
{
    struct party_note fault = {.type = EVENT_FAULT,
                               .kind = message->kind,
                               .state = message->code,
                               .customer = message->customer,
                               .id = message->id,
                               .value = message->value};
    note(&seat->port, &fault, now);
}

static bool is_on_the_way(const struct sim_scenario *s, const struct message *message)
{
    if (message->type != MSG_FAULT)
        return false;
    if (fault_is_of_payments(message->kind) && message->id - 1 < s->fault_count)
        return population_hits_payments(&s->faults[message->id - 1]);
    return fault_is_link(message->kind) || fault_is_of_centre(message->kind) ||
           message->kind == FAULT_WRONG_REGISTERS || message->kind == FAULT_CALCULATION_DOWN;
}

/* What comes in at the door of a seat: copies are dropped, what makes no sense is refused. Faults
 * of an interface, of what a push carries and of a share of the payments concern no party. */
void world_handle(struct world *world, struct world_seat *seat, const struct inbox_item *item,
                  ms_t now)
{
    const struct message *message = &item->message;
    int err = links_accept(&world->links, seat->port.self, item, &world->diag);
    if (err == 0)
        return;
    if (err > 0 && message->type == MSG_FAULT)
        note_fault(seat, message, now);
    if (err > 0 && monitor_is_account(message->type))
        monitor_told(&world->monitor, message, now);
    if (err > 0 && message->type == MSG_LOCK)
        monitor_lock(&world->monitor, message, now);
    if (err > 0 && message->type == MSG_AGREEMENT && seat->port.self == PARTY_FEE_CONTROL)
        monitor_agreement(&world->monitor, message, now);
    if (err > 0 && message->type == MSG_UPLOAD)
        err = take_upload(world, message, now);
    else if (err > 0 && message->type == MSG_HAND_READING)
        err = take_hand_reading(world, message, now);
    else if (err > 0 && !is_on_the_way(world->scenario, message))
        err = seat->class->handle(seat->party, message, now);
    if (err >= 0 && monitor_is_account(message->type))
        note_copy(world, message->customer, now);
    if (err >= 0 && world->copies.scenario)
        err = world_copies_took(world, seat->port.self, message, now);
    if (err < 0)
        world_stop(world, err);
}

static int no_message(void *party, const struct message *message, ms_t now)
{
    (void)party;
    (void)message;
    (void)now;
    return FK_E_ARG;
}

static int no_tick(void *party, ms_t now)
{
    (void)party;
    (void)now;
    return FK_OK;
}

static ms_t never(const void *party, ms_t now)
{
    (void)party;
    (void)now;
    return MS_NEVER;
}

static void seat_init(struct world *world, uint32_t seat, const struct party_class *class,
                      void *party)
{
    world->seats[seat] =
        (struct world_seat){.port = {.context = world, .self = seat, .send = send, .note = note},
                            .class = class,
                            .party = party};
}

static void init_seats(struct world *world)
{
    static const struct party_class operator_class = {no_message, no_tick, never};
    static const struct party_class calculation_class = {world_calculate, no_tick, never};
    seat_init(world, PARTY_OPERATOR, &operator_class, NULL);
    seat_init(world, PARTY_CUSTOMERS, &customers_class, &world->customers);
    seat_init(world, PARTY_CHANNELS, &channels_class, &world->channels);
    seat_init(world, PARTY_MARKETING, &marketing_class, &world->marketing);
    seat_init(world, PARTY_FEE_CONTROL, &feecontrol_class, &world->fee);
    seat_init(world, PARTY_CALCULATION, &calculation_class, world);
    seat_init(world, PARTY_SMS, &sms_class, &world->sms);
    seat_init(world, PARTY_MASTER, &master_class, &world->master);
    seat_init(world, PARTY_CREWS, &crews_class, &world->crews);
    for (uint32_t i = 0; i < world->scenario->concentrators; i++)
        seat_init(world, PARTY_CONCENTRATORS + i, &concentrator_class, &world->concentrators[i]);
}

/* INV-09: a concentrator gives up a job after that time, and the master waits as long for its end
 * to free the place. */
static ms_t longest_job(const struct sim_scenario *s)
{
    ms_t command = chance_largest(&s->command_time), read = chance_largest(&s->read_time);
    ms_t longer = command > read ? command : read;
    return longer > JOB_USUAL ? longer : JOB_USUAL;
}

static int init_parties(struct world *world)
{
    const struct sim_scenario *s = world->scenario;
    struct customers_config customers = config_of_customers(s, &world->segments);
    struct marketing_config marketing =
        config_of_marketing(s, &world->segments, &world->areas, &world->mandates, &world->locals);
    struct feecontrol_config fee = config_of_fee_control(s, &world->segments, &world->areas);
    struct sms_config sms = config_of_sms(s, &world->phones, world->free_texts);
    struct master_config master = {.areas = &world->areas,
                                   .per_concentrator = s->commands_per_concentrator,
                                   .per_fep = s->commands_per_fep,
                                   .in_all = s->commands_in_all,
                                   .push_at = s->push_at,
                                   .second_push_at = s->second_push_at,
                                   .later_pushes = s->later_pushes,
                                   .later_push_count = s->later_push_count,
                                   .command_timeout = s->command_timeout,
                                   .command_gap = s->command_gap,
                                   .command_valid = s->command_valid,
                                   .session = s->auth_session,
                                   .place_kept = longest_job(s),
                                   .command_tries = s->command_tries,
                                   .off_line_after = s->off_line_after,
                                   .segments = &world->segments.index,
                                   .cut_windows = world->segments.cut_windows,
                                   .cut_window_count = world->segments.policy_count,
                                   .start = s->start,
                                   .turns = world->segments.is_even ? NULL : world->segments.turns,
                                   .turn_count = world->segments.turn_count,
                                   .keep_file = keep_file,
                                   .keep_bill_file = s->settlement_books ? keep_bill_file : NULL};
    struct crews_config crews = config_of_crews(s);
    marketing.registers = take_bills;
    marketing.register_context = world;
    struct world_seat *seats = world->seats;
    int err = customers_init(&world->customers, &seats[PARTY_CUSTOMERS].port, &customers);
    if (err == FK_OK)
        err = channels_init(&world->channels, &seats[PARTY_CHANNELS].port, s->posting_capacity);
    channel_book_init(&world->channels.book, s->statement_at, s->start);
    world->channels.outages.config = (struct channel_outages_config){s->pays_elsewhere, s->seed};
    world->channels.withholding.config = (struct withholding_config){
        &world->mandates, s->withholding, s->file_at, s->file_result_at, s->seed};
    world->channels.astray.config = (struct astray_config){.share = s->wrong_account,
                                                           .no_account = s->no_account,
                                                           .noticed_after = s->noticed_after,
                                                           .asked_back = s->asked_back,
                                                           .asked_after = s->asked_after,
                                                           .statement_at = s->statement_at,
                                                           .customers = scenario_customers(s),
                                                           .seed = s->seed};
    if (err == FK_OK)
        err = marketing_init(&world->marketing, &seats[PARTY_MARKETING].port, &marketing);
    if (err == FK_OK)
        err = feecontrol_init(&world->fee, &seats[PARTY_FEE_CONTROL].port, &fee);
    if (err == FK_OK)
        err = sms_init(&world->sms, &seats[PARTY_SMS].port, &sms);
    if (err == FK_OK)
        err = master_init(&world->master, &seats[PARTY_MASTER].port, &master);
    if (err == FK_OK)
        err = crews_init(&world->crews, &seats[PARTY_CREWS].port, &crews);
    if (err == FK_OK)
        err = monitor_init(&world->monitor, s);
    return err;
}

static int init_concentrators(struct world *world)
{
    const struct sim_scenario *s = world->scenario;
    world->concentrator_config.read_at = s->read_at;
    world->concentrator_config.gap_fill_at = s->gap_fill_at;
    world->concentrator_config.gap_fill_count = s->gap_fill_count;
    world->concentrator_config.gap_fill_days = s->gap_fill_days;
    world->concentrator_config.jobs_at_once = s->commands_per_concentrator;
    world->concentrator_config.command_time = s->command_time;
    world->concentrator_config.read_time = s->read_time;
    world->concentrator_config.gives_up = longest_job(s);
    world->concentrator_config.log_on = s->log_on;
    world->concentrator_config.segments = &world->segments.index;
    world->concentrator_config.loads = world->segments.loads;
    world->concentrator_config.is_telling_all = s->is_calling;
    world->concentrator_config.trip_delay_min = (uint16_t)(s->trip_delay / MS_MINUTE);
    world->concentrator_config.mac_lock = s->mac_lock;
    world->concentrator_config.session = s->auth_session;
    world->concentrator_config.is_current_read = s->proof == PROOF_CURRENT_ZERO;
    world->concentrator_config.use = world->segments.use;
    world->concentrator_config.plans = world->segments.plans;
    world->concentrator_config.sites = &world->sites;
    world->concentrator_config.wallets = s->local_count > 0 ? &world->wallets : NULL;
    world->wallet_terms = scenario_wallet_terms(s);
    world->concentrator_config.wallet_terms = &world->wallet_terms;
    world->concentrator_config.own_terms = &world->own_terms;
    world->concentrator_config.guards = scenario_has_load_control(s) ? &world->guards : NULL;
    world->concentrator_config.load_terms = &s->load_control;
    world->concentrator_config.recharge_blocked = s->recharge_blocked;
    world->concentrator_config.recharge_lost = s->recharge_lost;
    world->concentrator_config.reissue_success = s->reissue_success;
    if (fee_is_by_hand(&s->policy))
        world->concentrator_config.release_after = s->policy.release_after;
    world->concentrator_config.seed = s->seed;
    world->concentrator_config.upload = upload;
    for (uint32_t i = 0; i < world->areas.count; i++) {
        uint32_t first = world->areas.first[i];
        concentrator_init(&world->concentrators[i], &world->seats[PARTY_CONCENTRATORS + i].port,
                          &world->concentrator_config, &world->meters[first],
                          &world->read_days[first], &world->asked[first], first,
                          areas_size(&world->areas, i), s->start);
        if (world->rates)
            world->concentrators[i].rates = &world->rates[first];
    }
    return world_plan_wallets(world);
}

static int allocate(struct world *world)
{
    const struct sim_scenario *s = world->scenario;
    uint32_t n = scenario_customers(s);
    world->seat_count = PARTY_CONCENTRATORS + s->concentrators;
    world->seats = malloc(world->seat_count * sizeof *world->seats);
    world->group_count = world_group_count(s, world->group_size);
    world->groups = calloc(world->group_count, sizeof *world->groups);
    world->meters = large_calloc(n, sizeof *world->meters);
    world->free_texts = calloc(s->message_count + 1, 1);
    for (uint32_t i = 0; world->free_texts && i < s->message_count; i++)
        world->free_texts[i] =
            (uint8_t)sms_segments(s->messages[i].text ? sms_text_length(s->messages[i].text) : 0);
    if (world->segments.has_seconds)
        world->rates = calloc(n, sizeof *world->rates);
    world->read_days = malloc(n);
    world->asked = malloc(n);
    world->concentrators = calloc(s->concentrators, sizeof *world->concentrators);
    world->concentrator_config.registers = malloc(s->meters_per_concentrator * sizeof(uint32_t) *
                                                  (world->segments.has_seconds ? 2 : 1));
    world->concentrator_config.present = malloc(s->meters_per_concentrator);
    return world->seats && world->groups && world->meters && world->free_texts &&
                   world->read_days && world->asked && world->concentrators &&
                   world->concentrator_config.registers && world->concentrator_config.present &&
                   (world->rates || !world->segments.has_seconds)
               ? FK_OK
               : FK_E_MEMORY;
}

int world_new(const struct sim_scenario *scenario, const struct sim_recorder *recorder,
              const char *factory, uint32_t group_size, ms_t now, struct world **out,
              struct fk_diag *diag)
{
    struct world *world = calloc(1, sizeof *world);
    int err = world ? FK_OK : FK_E_MEMORY;
    if (err == FK_OK) {
        world->scenario = scenario;
        world->group_size = group_size;
        slots_init(&world->sites, sizeof(struct meter_site));
        slots_init(&world->wallets, sizeof(struct meter_wallet));
        slots_init(&world->own_terms, sizeof(struct wallet_own));
        slots_init(&world->guards, sizeof(struct load_guard));
        world->end = scenario->start + scenario->days * MS_DAY;
        err = population_areas(scenario, &world->areas);
        if (err == FK_OK)
            err = population_segments(scenario, &world->segments);
        if (err == FK_OK)
            err = population_phones(scenario, &world->phones);
        if (err == FK_OK)
            err = population_mandates(scenario, &world->mandates);
        if (err == FK_OK)
            err = population_locals(scenario, &world->locals);
    }
    if (err == FK_OK)
        err = allocate(world);
    if (err == FK_OK) {
        init_seats(world);
        world_make_groups(world);
        err = init_parties(world);
    }
    if (err == FK_OK)
        err = links_init(&world->links, scenario, &world->areas);
    world->channels.faults =
        (struct link_faults){world->links.faults, world->links.fault_count, scenario->seed};
    if (err == FK_OK)
        err = log_init(&world->log, recorder, scenario->level);
    if (err != FK_OK) {
        world_free(world);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory: the world needs %zu MB",
                       world_bytes(scenario, group_size) >> 20);
    }
    world->fee.results_at = scenario->results_at;
    world->fee.last_run = (uint8_t)((scenario->second_push_at >= 0) + scenario->later_push_count);
    world->fee.is_noting_all = scenario->level == SIM_FULL;
    world->fee.registers = take_file;
    world->fee.register_context = world;
    world->fee.next_count = scenario->start + MS_DAY - 1;
    err = engine_start(factory, scenario->calc_rate, now, world->group_count, diag);
    if (err == FK_OK)
        err = world_enrol(world);
    if (err == FK_OK)
        err = world_copies_begin(world);
    if (err != FK_OK) {
        world_free(world);
        return err;
    }
    if (init_concentrators(world) != FK_OK || world_make_actors(world) != FK_OK) {
        world_free(world);
        return fk_fail(diag, FK_E_MEMORY, NULL, 0, "out of memory: no room for the actors' stacks");
    }
    *out = world;
    return FK_OK;
}

void world_free(struct world *world)
{
    if (!world)
        return;
    for (uint32_t i = 0; world->seats && i < world->seat_count; i++)
        inbox_fini(&world->seats[i].inbox);
    for (uint32_t g = 0; world->groups && g < world->group_count; g++)
        if (world->groups[g].is_over) /* SimGrid aborts when somebody still waits at it */
            engine_bell_fini(&world->groups[g].bell);
    customers_fini(&world->customers);
    channels_fini(&world->channels);
    marketing_fini(&world->marketing);
    feecontrol_fini(&world->fee);
    sms_fini(&world->sms);
    master_fini(&world->master);
    crews_fini(&world->crews);
    monitor_fini(&world->monitor);
    log_fini(&world->log);
    links_fini(&world->links);
    uploads_fini(&world->uploads);
    for (uint32_t i = 0; world->concentrators && i < world->scenario->concentrators; i++)
        concentrator_fini(&world->concentrators[i]);
    slots_fini(&world->sites);
    free(world->concentrator_config.registers);
    free(world->concentrator_config.present);
    free(world->concentrators);
    free(world->read_days);
    free(world->asked);
    free(world->rates);
    free(world->meters);
    free(world->groups);
    free(world->seats);
    areas_fini(&world->areas);
    population_segments_fini(&world->segments);
    phones_fini(&world->phones);
    mandates_fini(&world->mandates);
    locals_fini(&world->locals);
    slots_fini(&world->wallets);
    slots_fini(&world->own_terms);
    slots_fini(&world->guards);
    copies_fini(&world->copies);
    free(world->free_texts);
    free(world);
}

int world_run_to(struct world *world, ms_t until)
{
    world->until = until;
    engine_run_to(until);
    return world->err;
}

/* The same where use is drawn, row by row. The monitor is told what is used by everybody. */
static uint64_t drawn_energy(struct world *world, ms_t now)
{
    const struct drawn_use *use = world->segments.use;
    uint32_t n = scenario_customers(world->scenario), of_day[DRAWN_USE_ROW];
    uint64_t whole[DRAWN_USE_ROW];
    int32_t day = clock_day_number(now - 1);
    uint64_t parts = 0;
    for (uint32_t first = 0; first < n; first += DRAWN_USE_ROW) {
        uint32_t count = n - first < DRAWN_USE_ROW ? n - first : DRAWN_USE_ROW;
        struct meter_cell *meters = &world->meters[first];
        drawn_use_row(use, first, count, day, of_day);
        drawn_use_whole(use, of_day, count, whole);
        monitor_drawn(&world->monitor, first, count, whole);
        for (uint32_t i = 0; i < count; i++) {
            if (world->rates || !meter_cell_pass_day(&meters[i], day, whole[i]))
                concentrator_advance(&world->concentrators[areas_of(&world->areas, first + i)],
                                     first + i, now);
            parts += meters[i].parts;
        }
    }
    return parts;
}

uint64_t world_energy(struct world *world, ms_t now)
{
    uint64_t parts = 0;
    uint32_t n = scenario_customers(world->scenario);
    const struct population_segments segments = world->segments; /* once: meters hold bytes */
    struct meter_cell *meters = world->meters;
    if (segments.use)
        return drawn_energy(world, now);
    for (uint32_t i = 0; world->rates && i < n; i++) {
        concentrator_advance(&world->concentrators[areas_of(&world->areas, i)], i, now);
        parts += meters[i].parts;
    }
    for (uint32_t i = 0; !world->rates && i < n; i++) {
        meter_cell_advance(&meters[i], segments.loads[segment_of(&segments.index, i)->load], now);
        parts += meters[i].parts;
    }
    return parts;
}

size_t world_bytes(const struct sim_scenario *scenario, uint32_t group_size)
{
    size_t customer = sizeof(struct meter_cell) + sizeof(struct fee_customer) +
                      sizeof(struct master_registers) + sizeof(fen_t) + sizeof(uint16_t) + 2;
    if (scenario->tariff_version_count > 0 && !population_is_even(scenario))
        customer += sizeof(struct tariff_account) + sizeof(struct master_turn) +
                    (scenario->settlement_books > 0 ? sizeof(struct fee_counted) : 0);
    if (scenario->settlement_books > 0)
        customer += settlement_bytes(scenario->tariff_version_count > 0);
    if (scenario_bill_days(scenario) > 0)
        customer += sizeof(struct dues_customer) + sizeof(struct timer);
    for (uint32_t g = 0; g < scenario->group_count; g++)
        if (scenario_has_second(&scenario->groups[g])) {
            customer += sizeof(struct meter_rates);
            break;
        }
    size_t concentrator = sizeof(struct concentrator) + sizeof(struct world_seat);
    return scenario_customers(scenario) * customer + scenario->concentrators * concentrator +
           world_group_bytes(scenario, group_size) + links_bytes(scenario) +
           monitor_bytes(scenario) +
           areas_bytes(scenario->concentrators, scenario_customers(scenario));
}
