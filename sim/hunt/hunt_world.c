#include "sim/hunt/hunt_world.h"

#include "sim/watch/fault_table.h"
#include "sim/watch/story.h"
#include <stdio.h>
#include <string.h>

/* A payment that was made so long before the end of the run is posted by then. */
#define AT_REST (26 * MS_HOUR)

struct watching {
    const struct sim_scenario *scenario;
    struct hunt_result *result;
    struct hunt_story *story;
    struct hunt_memory memory;
};

static void find(struct watching *w, unsigned invariant, uint32_t customer, ms_t at, bool is_late,
                 struct fk_text text)
{
    struct hunt_finding *finding = &w->result->finding;
    w->result->broken |= UINT32_C(1) << invariant;
    if (finding->end == HUNT_VIOLATED || fault_may_break(w->scenario, invariant, is_late))
        return;
    *finding = (struct hunt_finding){HUNT_VIOLATED, invariant, customer, at, "", "", 0};
    snprintf(finding->text, sizeof finding->text, "%s", text.en);
    snprintf(finding->text_zh, sizeof finding->text_zh, "%s", text.zh);
}

/* Steps of an order, message or payment that say nothing of what comes of it. */
static bool is_step(const struct sim_event *e)
{
    if (e->type == EVENT_ORDER)
        return e->state == ORDER_QUEUED || e->state == ORDER_SENT || e->state == ORDER_ACCEPTED;
    if (e->type == EVENT_SMS)
        return e->state == SMS_QUEUED || e->state == SMS_SUBMITTED || e->state == SMS_SUBMIT_OK;
    return e->type == EVENT_PAYMENT && e->state == PAYMENT_RECEIVED;
}

static void add_line(struct hunt_story *story, const char *line)
{
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

/* The moment of the failure: nothing after it is told. */
static void tell_finding(struct hunt_story *story, ms_t start)
{
    char moment[STORY_MOMENT_MAX], line[STORY_LINE_MAX];
    story_moment(story->finding.at, start, moment);
    snprintf(line, sizeof line, "%s  >>> %s", moment, story->finding.text);
    add_line(story, line);
    story->is_told = true;
}

/* In a world of a few every line says whose it is. */
static void tell(struct watching *w, const struct sim_event *event)
{
    struct hunt_story *story = w->story;
    uint32_t customers = scenario_customers(w->scenario);
    bool is_everybody = customers > 1 && customers <= HUNT_STORY_ALL;
    bool is_fault = event->type == EVENT_FAULT;
    char line[STORY_LINE_MAX], own[STORY_LINE_MAX + 20];
    if (!story->is_told && story->finding.at > 0 && event->at > story->finding.at)
        tell_finding(story, w->scenario->start);
    if (story->is_told || is_step(event) ||
        (event->entity != story->customer && !is_fault && !is_everybody))
        return;
    story_line(event, w->scenario->start, FK_EN, line);
    if (is_everybody && !is_fault)
        snprintf(own, sizeof own, "%u:  %s", event->entity, line);
    else
        snprintf(own, sizeof own, "%s%s", is_everybody ? "    " : "", line);
    add_line(story, own);
}

static int on_event(void *context, const struct sim_event *event)
{
    struct watching *w = context;
    hunt_reach_event(&w->memory, event, w->result->reach);
    if (w->story)
        tell(w, event);
    return FK_OK;
}

static int on_violation(void *context, const struct sim_violation *violation)
{
    find(context, violation->invariant, violation->customer, violation->at, violation->is_late,
         (struct fk_text){violation->text, violation->text_zh});
    return FK_OK;
}

/* Nothing brings the sides of a payment together again. */
static bool is_one_sided(const struct sim_scenario *s)
{
    for (uint32_t i = 0; s->statement_at < 0 && i < s->fault_count; i++)
        if (s->faults[i].kind == FAULT_PAYMENT_LOST || s->faults[i].kind == FAULT_PAYMENT_UNDONE)
            return true;
    return false;
}

/* A payment of `paid_at` is posted by the end, even over a channel that posts in working time and
 * has it only when all faults are over. */
static bool is_posted_by(const struct sim_scenario *s, ms_t paid_at, ms_t end)
{
    for (uint32_t i = 0; i < s->fault_count; i++)
        if (s->faults[i].to > paid_at)
            paid_at = s->faults[i].to;
    struct posting_rules rules = s->posting;
    bool is_over = true;
    rules.usual = chance_const(AT_REST);
    for (unsigned i = 0; i < PAY_CHANNELS; i++)
        rules.delays[i].count = 0;
    for (unsigned i = 0; i < PAY_CHANNELS; i++)
        is_over = is_over && posting_time(&rules, i, s->seed, 0, 0, paid_at) < end;
    return is_over;
}

/* P-PAY-17: what was taken back last is reversed by the end, with the next statement. */
static bool is_reversed_by(const struct sim_scenario *s, ms_t undone_at, ms_t end)
{
    return undone_at == 0 ||
           clock_day_start(undone_at) + MS_DAY + s->statement_at + s->matching + MS_HOUR < end;
}

/* The money layers agree at rest too: what a channel took is in the account (M1 and M2). */
static void check_rest(struct watching *w)
{
    ms_t end = w->scenario->start + w->scenario->days * MS_DAY;
    char text[160], zh[160];
    for (uint32_t i = 0; !is_one_sided(w->scenario) && i < scenario_customers(w->scenario); i++) {
        const struct hunt_person *person = &w->memory.people[i];
        if (person->unposted == 0 || !is_posted_by(w->scenario, person->paid_at, end) ||
            !is_reversed_by(w->scenario, person->undone_at, end))
            continue;
        if (person->unposted > 0) {
            snprintf(text, sizeof text, "%d payments are in the channel and never posted",
                     person->unposted);
            snprintf(zh, sizeof zh, "%d 笔缴费在渠道中，从未销账", person->unposted);
        } else {
            snprintf(text, sizeof text, "%d payments are posted that no channel has",
                     -person->unposted);
            snprintf(zh, sizeof zh, "%d 笔已销账的缴费渠道没有", -person->unposted);
        }
        find(w, 17, i, end, false, (struct fk_text){text, zh});
    }
}

void hunt_world_run(const struct sim_scenario *scenario, const struct sim_options *options,
                    struct hunt_result *result, struct hunt_story *story)
{
    struct watching w = {.scenario = scenario, .result = result, .story = story};
    struct sim_recorder recorder = {.context = &w, .event = on_event, .violation = on_violation};
    struct sim_outcome outcome;
    struct fk_diag diag = {.text = ""};
    int err = hunt_memory_init(&w.memory, scenario);
    hunt_reach_world(scenario, result->reach);
    if (err == FK_OK)
        err = sim_run(scenario, &recorder, options, &outcome, &diag);
    if (err == FK_OK) {
        check_rest(&w);
        if (story && !story->is_told && story->finding.at > 0)
            tell_finding(story, scenario->start);
        memcpy(result->fingerprint, outcome.result.fingerprint, sizeof result->fingerprint);
        result->events = outcome.result.events;
        if (result->finding.end != HUNT_VIOLATED)
            result->finding.end = HUNT_CLEAN;
    } else {
        result->finding = (struct hunt_finding){.end = HUNT_STOPPED};
        if (err == FK_E_MEMORY || (err == FK_E_IO && options->checkpoints))
            result->hindered = err;
        snprintf(result->finding.text, sizeof result->finding.text, "%.150s",
                 diag.text[0] ? diag.text : fk_err_name(err));
    }
    hunt_memory_fini(&w.memory);
}
