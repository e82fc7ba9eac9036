#include "sim/hunt/hunt_world.h"

#include "models/meter/relay.h"
#include "sim/hunt/hunt_story.h"
#include "sim/watch/fault_table.h"
#include "sim/world/run.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A customer with whom nothing has happened for so long at the end of the run is at rest. */
#define AT_REST (26 * MS_HOUR)

struct watching {
    const struct sim_scenario *scenario;
    struct hunt_result *result;
    struct hunt_story *story;
    struct hunt_memory memory;
    struct last { /* of each customer */
        ms_t at;
        uint8_t decision, relay;
    } * lasts;
};

static void find(struct watching *w, unsigned invariant, uint32_t customer, ms_t at,
                 const char *text)
{
    struct hunt_finding *finding = &w->result->finding;
    w->result->broken |= UINT32_C(1) << invariant;
    if (finding->end == HUNT_VIOLATED || fault_may_break(w->scenario, invariant))
        return;
    *finding = (struct hunt_finding){HUNT_VIOLATED, invariant, customer, at, ""};
    snprintf(finding->text, sizeof finding->text, "%s", text);
}

static void tell(struct hunt_story *story, const struct sim_event *event, ms_t start)
{
    char line[HUNT_LINE_MAX];
    if (event->entity != story->customer && event->type != EVENT_FAULT)
        return;
    hunt_story_line(event, start, line);
    size_t length = strlen(line);
    if (story->used + length + 2 > sizeof story->text) {
        story->is_cut = true;
        return;
    }
    memcpy(story->text + story->used, line, length);
    story->used += length;
    story->text[story->used++] = '\n';
    story->text[story->used] = '\0';
}

static int on_begin(void *context, const struct sim_run_info *info)
{
    (void)context;
    (void)info;
    return FK_OK;
}

static int on_event(void *context, const struct sim_event *event)
{
    struct watching *w = context;
    struct last *last = &w->lasts[event->entity];
    hunt_reach_event(&w->memory, event, w->result->reach);
    if (event->type == EVENT_DECISION)
        last->decision = event->state;
    if (event->type == EVENT_RELAY)
        last->relay = event->state;
    if (event->type != EVENT_FAULT && event->type != EVENT_READ && event->type != EVENT_QUERY)
        last->at = event->at;
    if (w->story)
        tell(w->story, event, w->scenario->start);
    return FK_OK;
}

static int on_violation(void *context, const struct sim_violation *violation)
{
    find(context, violation->invariant, violation->customer, violation->at, violation->text);
    return FK_OK;
}

static int on_minute(void *context, ms_t minute, enum sim_series series, uint32_t count)
{
    (void)context;
    (void)minute;
    (void)series;
    (void)count;
    return FK_OK;
}

static int on_daily(void *context, ms_t day, const int64_t *values)
{
    (void)context;
    (void)day;
    (void)values;
    return FK_OK;
}

static int on_histogram(void *context, ms_t day, int64_t low, int64_t high, uint32_t customers)
{
    (void)context;
    (void)day;
    (void)low;
    (void)high;
    (void)customers;
    return FK_OK;
}

static int on_end(void *context, const struct sim_run_result *result)
{
    (void)context;
    (void)result;
    return FK_OK;
}

/* INV-17 for a customer at rest: which position of the relay goes with a decision; states that
 * only pass have none. */
static bool is_agreed(unsigned decision, unsigned relay)
{
    switch (decision) {
    case FEE_NORMAL:
    case FEE_REMINDED:
    case FEE_WARNED:
    case FEE_HELD:
    case FEE_CUT_FAILED:
        return relay == RELAY_CLOSED;
    case FEE_CUT:
        return relay == RELAY_OPEN;
    case FEE_CLOSE_ALLOWED:
        return relay == RELAY_PERMITTED;
    case FEE_READY:
    case FEE_CUT_SENT:
    case FEE_RESTORE_PENDING:
    case FEE_RESTORE_SENT:
        return false;
    default:
        return true;
    }
}

static void check_rest(struct watching *w)
{
    ms_t end = w->scenario->start + w->scenario->days * MS_DAY;
    char text[160];
    for (uint32_t i = 0; i < scenario_customers(w->scenario); i++) {
        const struct last *last = &w->lasts[i];
        const struct hunt_person *person = &w->memory.people[i];
        if (person->unposted > 0 && person->paid_at <= end - AT_REST) {
            snprintf(text, sizeof text, "%u payments are in the channel and never posted",
                     person->unposted);
            find(w, 17, i, end, text);
        }
        if (last->at > end - AT_REST || is_agreed(last->decision, last->relay))
            continue;
        snprintf(text, sizeof text, "at rest with decision %s and relay %s",
                 fee_state_name(last->decision), relay_state_name(last->relay));
        find(w, 17, i, end, text);
    }
}

static int watch_init(struct watching *w)
{
    uint32_t customers = scenario_customers(w->scenario);
    w->lasts = calloc(customers, sizeof *w->lasts);
    for (uint32_t i = 0; w->lasts && i < customers; i++)
        w->lasts[i] = (struct last){w->scenario->start, FEE_NORMAL, RELAY_CLOSED};
    int err = hunt_memory_init(&w->memory, w->scenario);
    return w->lasts ? err : FK_E_MEMORY;
}

void hunt_world_run(const struct sim_scenario *scenario, uint32_t group_size,
                    struct hunt_result *result, struct hunt_story *story)
{
    struct watching w = {.scenario = scenario, .result = result, .story = story};
    struct sim_recorder recorder = {&w,        on_begin, on_event,     on_violation,
                                    on_minute, on_daily, on_histogram, on_end};
    struct sim_options options = {.group_size = group_size};
    struct sim_outcome outcome;
    struct fk_diag diag = {.text = ""};
    int err = watch_init(&w);
    if (err == FK_OK)
        err = sim_run(scenario, &recorder, &options, &outcome, &diag);
    if (err == FK_OK) {
        check_rest(&w);
        memcpy(result->fingerprint, outcome.result.fingerprint, sizeof result->fingerprint);
        result->events = outcome.result.events;
        if (result->finding.end != HUNT_VIOLATED)
            result->finding.end = HUNT_CLEAN;
    } else {
        result->finding = (struct hunt_finding){.end = HUNT_STOPPED};
        snprintf(result->finding.text, sizeof result->finding.text, "%.150s",
                 diag.text[0] ? diag.text : fk_err_name(err));
    }
    hunt_memory_fini(&w.memory);
    free(w.lasts);
}
