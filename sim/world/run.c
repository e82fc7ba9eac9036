#include "sim/world/run.h"
#include "sim/world/engine.h"

#include "base/grow.h"
#include "sim/scenario/population.h"
#include "sim/world/checkpoint.h"
#include "sim/world/operator.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STEP (10 * MS_MINUTE) /* simulated time between two drains of the log */

struct run {
    const struct sim_scenario *scenario;
    const struct sim_recorder *recorder;
    const struct sim_options *options;
    struct world *world;
    ms_t since; /* the run begins, or goes on */
    struct fk_diag *diag;
    double started, reported; /* wall clock */
    uint32_t violations_told;
};

static double wall(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void report_progress(struct run *run, ms_t now)
{
    double time = wall();
    if (!run->options->progress || time - run->reported < 0.2)
        return;
    run->reported = time;
    struct sim_progress progress = {now, run->scenario->start, run->world->end,
                                    run->world->log.total, time - run->started};
    run->options->progress(run->options->progress_context, &progress);
}

static int tell_violations(struct run *run)
{
    struct violations *found = &run->world->monitor.books.found;
    int err = FK_OK;
    for (; run->violations_told < found->count && err == FK_OK; run->violations_told++) {
        const struct violation *v = &found->items[run->violations_told];
        struct sim_violation told = {v->at,          v->invariant,   v->customer,
                                     v->text[FK_EN], v->text[FK_ZH], v->is_late != 0};
        if (run->recorder && run->recorder->violation)
            err = run->recorder->violation(run->recorder->context, &told);
    }
    return err;
}

/* Balance classes: 10 CNY up to 200, 50 CNY above; fen. */
#define CLASS_WIDTH(low) ((low) < 20000 ? 1000 : 5000)

static int64_t class_low(fen_t available)
{
    if (available >= 20000)
        return available / 5000 * 5000;
    return (available / 1000 - (available % 1000 < 0)) * 1000;
}

#define CLASSES_NEAR 256 /* places to look first */

struct balance_class {
    int64_t low, end;
    uint32_t customers;
};

/* In the order in which the customers show them. */
static int count_classes(const struct run *run, struct balance_class **list, uint32_t *count)
{
    struct balance_class *classes = NULL;
    uint32_t at = 0, capacity = 0, near[CLASSES_NEAR] = {0};
    uint32_t n = scenario_customers(run->scenario);
    for (uint32_t i = 0; i < n; i++) {
        fen_t available = run->world->fee.customers[i].available;
        if (at < *count && available >= classes[at].low && available < classes[at].end) {
            classes[at].customers++; /* neighbours are often alike */
            continue;
        }
        int64_t low = class_low(available);
        uint32_t *known = &near[(uint64_t)(low / 1000) % CLASSES_NEAR];
        at = *known;
        if (at < *count && classes[at].low == low) {
            classes[at].customers++;
            continue;
        }
        for (at = 0; at < *count && classes[at].low != low; at++)
            ;
        if (at == *count) {
            if (grow_for_one(list, sizeof *classes, *count, &capacity) != FK_OK)
                return FK_E_MEMORY;
            classes = *list;
            classes[(*count)++] = (struct balance_class){low, low + CLASS_WIDTH(low), 0};
        }
        *known = at;
        classes[at].customers++;
    }
    return FK_OK;
}

static int tell_histogram(struct run *run, ms_t day)
{
    struct balance_class *classes = NULL;
    uint32_t count = 0;
    int err = count_classes(run, &classes, &count);
    for (uint32_t i = 0; i < count && err == FK_OK; i++)
        err = run->recorder->histogram(run->recorder->context, day, classes[i].low, classes[i].end,
                                       classes[i].customers);
    free(classes);
    return err;
}

/* What the local meters show. */
static void tell_wallets(struct world *world, ms_t now)
{
    fen_t remaining;
    for (uint32_t i = 0; i < world->wallets.count; i++) {
        const struct meter_wallet *wallet = slots_at(&world->wallets, i);
        if (world_remaining(world, wallet->id, now, &remaining))
            monitor_wallet(&world->monitor, wallet->id, remaining, wallet->count, now);
    }
}

/* Midnight at the end of the day that starts at `day`: what is no count of events. */
static int end_day(struct run *run, ms_t day)
{
    struct world *world = run->world;
    uint64_t parts = world_energy(world, day + MS_DAY);
    int64_t *daily = world->log.daily;
    const struct ledger *ledger = &world->marketing.ledger;
    tell_wallets(world, day + MS_DAY);
    monitor_day(&world->monitor, parts, ledger_owed(ledger), day + MS_DAY);
    if (world->monitor.books.err != FK_OK)
        return world->monitor.books.err;
    if (ledger_sum(ledger) != 0)
        monitor_report(&world->monitor, 1, 0, day + MS_DAY,
                       (struct fk_text){"ledger does not add to zero", "总账借贷不平"});
    daily[DAILY_METERS] = scenario_customers(run->scenario);
    daily[DAILY_READ] = world->master.read_first;
    daily[DAILY_READ_LATE] = world->master.read_second;
    daily[DAILY_CALCULATED] = world->fee.calculated;
    daily[DAILY_REJECTED] = world->fee.rejected;
    daily[DAILY_CALC_END_MS] = world->fee.first_run_end ? world->fee.first_run_end - day : 0;
    daily[DAILY_CUSTOMERS_OFF] = (int64_t)world->monitor.off_count;
    daily[DAILY_KWH100] = (int64_t)((parts - world->parts) / ENERGY_UNIT);
    world->master.read_today = world->master.read_first = world->master.read_second = 0;
    world->fee.calculated = world->calculations = 0;
    world->fee.rejected = 0;
    world->fee.first_run_end = 0;
    world->parts = parts;
    int err = log_day(&world->log, day);
    return err == FK_OK && run->recorder && run->recorder->histogram ? tell_histogram(run, day)
                                                                     : err;
}

/* First moment after `now` at which the run has to stop and look: a step, a midnight, a query. The
 * last millisecond of a day is a stop, so that a day's events are complete before the day ends. */
static ms_t next_stop(const struct run *run, ms_t now)
{
    ms_t stop = now + STEP - (now + 1) % STEP; /* full ten minutes, also after a query */
    ms_t day_end = clock_day_start(now + 1) + MS_DAY - 1;
    if (day_end < stop)
        stop = day_end;
    for (uint32_t i = 0; i < run->scenario->query_count; i++)
        if (run->scenario->queries[i].at > now && run->scenario->queries[i].at < stop)
            stop = run->scenario->queries[i].at;
    return stop;
}

static int step(struct run *run, ms_t until)
{
    int err = world_run_to(run->world, until);
    for (uint32_t i = 0; i < run->scenario->query_count && err == FK_OK; i++)
        if (run->scenario->queries[i].at == until)
            err = operator_query(run->world, &run->scenario->queries[i]);
    if (err == FK_OK)
        err = log_drain(&run->world->log);
    if (err == FK_OK)
        err = tell_violations(run);
    if (err == FK_OK && clock_time_of_day(until) == MS_DAY - 1)
        err = end_day(run, until + 1 - MS_DAY);
    return err;
}

static struct checkpoint_owner owner_of(const struct run *run)
{
    return (struct checkpoint_owner){run->scenario,
                                     run->options->version ? run->options->version : ""};
}

/* The millisecond `now` is over, at midnight its day is closed: what follows is the next one. */
static int save(struct run *run, ms_t now)
{
    const struct checkpoint_owner owner = owner_of(run);
    ms_t every = run->options->checkpoint_every ? run->options->checkpoint_every : MS_DAY;
    if (!run->options->checkpoints || (now + 1 - run->scenario->start) % every != 0 ||
        now + 1 == run->world->end)
        return FK_OK;
    return checkpoint_write(run->options->checkpoints, &owner, run->world, now + 1, run->diag);
}

static int run_days(struct run *run)
{
    ms_t now = run->since - 1;
    int err = run->since == run->scenario->start ? operator_plan(run->world) : FK_OK;
    while (err == FK_OK && now < run->world->end - 1) {
        if (run->options->is_stopped && run->options->is_stopped(run->options->progress_context))
            return FK_E_STATE;
        now = next_stop(run, now);
        err = step(run, now);
        if (err == FK_OK)
            err = save(run, now);
        report_progress(run, now);
    }
    if (err != FK_OK)
        return err;
    err = world_run_to(run->world, run->world->end); /* the actors end themselves */
    if (err != FK_OK)
        return err;
    monitor_end(&run->world->monitor, run->world->end);
    if (run->world->monitor.books.err != FK_OK)
        return run->world->monitor.books.err;
    if (run->world->log.disorders > 0)
        monitor_report(&run->world->monitor, 15, 0, run->world->end,
                       (struct fk_text){"the event log was out of order", "事件日志次序错乱"});
    return tell_violations(run);
}

static int begin(struct run *run)
{
    const struct sim_scenario *s = run->scenario;
    struct sim_run_info info = {.id = s->id,
                                .title = s->title,
                                .story = s->story,
                                .title_zh = s->title_zh,
                                .story_zh = s->story_zh,
                                .source = run->options->source ? run->options->source : "",
                                .settings = run->options->settings ? run->options->settings : "",
                                .version = run->options->version ? run->options->version : "",
                                .digest = s->digest,
                                .seed = s->seed,
                                .level = s->level,
                                .start = s->start,
                                .end = run->world->end,
                                .customers = scenario_customers(s),
                                .concentrators = s->concentrators,
                                .feps = run->world->areas.feps};
    return run->recorder && run->recorder->begin
               ? run->recorder->begin(run->recorder->context, &info)
               : FK_OK;
}

static int finish(struct run *run, struct sim_outcome *outcome)
{
    const uint32_t *counts = run->world->monitor.books.found.counts;
    struct sim_run_result *result = &outcome->result;
    outcome->is_as_expected = true;
    for (unsigned i = 0; i < SIM_INVARIANTS; i++) {
        outcome->violations[i] = counts[i];
        result->violations += counts[i];
        if (counts[i] != run->scenario->expected_violations[i])
            outcome->is_as_expected = false;
    }
    log_fingerprint(&run->world->log, result->fingerprint);
    result->events = run->world->log.total;
    result->wall_seconds = wall() - run->started;
    result->memory_bytes = world_bytes(run->scenario, run->world->group_size);
    outcome->customer_days = (uint64_t)scenario_customers(run->scenario) *
                             (uint64_t)((run->world->end - run->since) / MS_DAY);
    outcome->since = run->since;
    return run->recorder && run->recorder->end ? run->recorder->end(run->recorder->context, result)
                                               : FK_OK;
}

/* The world at its start, or as the checkpoint left it. */
static int make_world(struct run *run, struct fk_diag *diag)
{
    const struct sim_options *options = run->options;
    const struct checkpoint_owner owner = owner_of(run);
    struct checkpoint from = {.at = run->scenario->start};
    int err = options->from ? checkpoint_open(&from, options->from, &owner, diag) : FK_OK;
    if (err != FK_OK)
        return err;
    run->since = from.at;
    err = world_new(run->scenario, run->recorder, options->factory ? options->factory : "raw",
                    options->group_size ? options->group_size : WORLD_GROUP, from.at, &run->world,
                    diag);
    if (err == FK_OK) /* CQ-1 */
        run->world->log.lets_go = fee_is_by_hand(&run->scenario->policy);
    if (err == FK_OK && options->from) {
        err = checkpoint_load(&from, run->world, diag);
        if (err != FK_OK)
            world_free(run->world);
    }
    checkpoint_close(&from);
    return err;
}

int sim_run(const struct sim_scenario *scenario, const struct sim_recorder *recorder,
            const struct sim_options *options, struct sim_outcome *outcome, struct fk_diag *diag)
{
    struct run run = {.scenario = scenario, .recorder = recorder, .options = options, .diag = diag};
    if (diag)
        diag->text[0] = '\0';
    memset(outcome, 0, sizeof *outcome);
    run.started = wall();
    engine_on_give_up(options->give_up);
    int err = make_world(&run, diag);
    if (err != FK_OK)
        return err;
    err = begin(&run);
    if (err == FK_OK)
        err = run_days(&run);
    if (err == FK_OK)
        err = finish(&run, outcome);
    if (err != FK_OK && diag && run.world->diag.text[0])
        *diag = run.world->diag;
    world_free(run.world);
    if (err != FK_OK && (!diag || diag->text[0] == '\0'))
        return fk_fail(diag, (enum fk_err)err, NULL, 0, "%s%s",
                       err == FK_E_MEMORY ? "out of memory" : "the run stopped: ",
                       err == FK_E_MEMORY ? "" : fk_err_name(err));
    return err;
}
