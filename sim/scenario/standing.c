#include "sim/scenario/standing.h"

#include "sim/scenario/lock_plan.h"
#include "sim/scenario/population.h"

#include <stdlib.h>

struct standings {
    const struct sim_scenario *scenario;
    const struct catalogue *catalogue;
    struct phones phones;
    struct locals locals;
    uint8_t *left_out, *holds; /* by customer, NULL: none */
    uint8_t *states;           /* likewise; NULL: all start as normal */
    uint32_t *strategies;      /* by group */
};

static uint32_t smaller(uint64_t a, uint32_t b)
{
    return a < b ? (uint32_t)a : b;
}

static bool has_rests(const struct sim_scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->group_count && scenario->is_reacting; i++)
        if (scenario->groups[i].has_rest)
            return true;
    return false;
}

/* Rests are drawn, and with them who was told before the start. */
static int find_states(struct standings *s)
{
    const struct sim_scenario *scenario = s->scenario;
    struct population_segments segments = {0};
    uint32_t customers = scenario_customers(scenario);
    fen_t openings[POPULATION_ROW];
    if (!has_rests(scenario))
        return FK_OK;
    int err = population_segments(scenario, &segments);
    s->states = err == FK_OK ? calloc(customers, 1) : NULL;
    if (err == FK_OK && !s->states)
        err = FK_E_MEMORY;
    for (uint32_t i = 0; i < customers && err == FK_OK; i++) {
        uint32_t left = customers - i;
        if (i % POPULATION_ROW == 0)
            population_openings(scenario, &segments, i,
                                left < POPULATION_ROW ? left : POPULATION_ROW, openings);
        s->states[i] = (uint8_t)population_state(scenario, i, openings[i % POPULATION_ROW]);
    }
    population_segments_fini(&segments);
    return err;
}

/* Whom a lock holds that is in force as the run ends: the last one that is planned says why. */
static int hold(void *context, const struct planned_lock *lock)
{
    struct standings *s = context;
    const struct sim_scenario *scenario = s->scenario;
    uint32_t customers = scenario_customers(scenario);
    uint64_t area = scenario->meters_per_concentrator;
    uint64_t line = area * scenario->concentrators_per_line, first = 0, last = customers;
    ms_t end = scenario->start + scenario->days * MS_DAY;
    if (lock->from >= end || lock->to < end)
        return FK_OK;
    if (lock->scope != LOCK_EVERYBODY) {
        uint64_t size = lock->scope == LOCK_CUSTOMER ? 1 : lock->scope == LOCK_AREA ? area : line;
        first = lock->id * size;
        last = first + size;
    }
    if (!s->holds)
        s->holds = calloc(customers, 1);
    for (uint32_t i = smaller(first, customers); s->holds && i < smaller(last, customers); i++)
        s->holds[i] = (uint8_t)lock->kind;
    return s->holds ? FK_OK : FK_E_MEMORY;
}

static uint8_t phone_of(const struct standings *s, uint32_t customer)
{
    ms_t end = s->scenario->start + s->scenario->days * MS_DAY;
    const struct phone_entry *phone = phones_find(&s->phones, customer, end);
    if (!phone)
        return SMS_FATE_PLAIN;
    if (phone->is_called)
        return SMS_FATE_CALL_AGREED;
    if (phone->is_paper)
        return SMS_FATE_PAPER_AGREED;
    return phone->flaw == SMS_FATE_PLAIN && phone->is_other ? SMS_FATE_WRONG_OWNER : phone->flaw;
}

/* Those groups that have somebody with a strategy: the first of them speaks for the others. */
static int visit_groups(struct standings *s, const struct standing_visits *visits)
{
    const struct sim_scenario *scenario = s->scenario;
    int err = FK_OK;
    s->strategies = calloc(scenario->group_count + 1, sizeof *s->strategies);
    if (!s->strategies)
        return FK_E_MEMORY;
    for (uint32_t i = scenario_customers(scenario); i-- > 0;) {
        uint32_t strategy = catalogue_of(s->catalogue, i);
        if (strategy)
            s->strategies[population_group(scenario, i) + 1] = strategy;
    }
    for (uint32_t g = 0; g < scenario->group_count && err == FK_OK; g++)
        err = visits->group(visits->context, g, s->strategies[g + 1]);
    return err;
}

static int visit_customers(struct standings *s, const struct standing_visits *visits)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < scenario_customers(s->scenario) && err == FK_OK; i++) {
        const struct local_entry *local = locals_find(&s->locals, i);
        struct standing_row his = {.customer = i,
                                   .strategy = catalogue_of(s->catalogue, i),
                                   .is_left_out = s->left_out && s->left_out[i],
                                   .is_local = local != NULL,
                                   .account = local ? local->account : 0,
                                   .phone = phone_of(s, i),
                                   .hold = s->holds ? s->holds[i] : 0,
                                   .state = s->states ? s->states[i] : FEE_NORMAL};
        if (his.is_left_out || his.is_local)
            his.state = FEE_NORMAL; /* of who is enrolled */
        bool is_other = his.strategy != s->strategies[population_group(s->scenario, i) + 1];
        if (is_other || his.is_left_out || his.is_local || his.phone || his.hold ||
            his.state != FEE_NORMAL)
            err = visits->customer(visits->context, &his);
    }
    return err;
}

int standing_each(const struct sim_scenario *scenario, const struct catalogue *catalogue,
                  const struct standing_visits *visits)
{
    struct standings s = {.scenario = scenario, .catalogue = catalogue};
    int err = population_phones(scenario, &s.phones);
    if (err == FK_OK)
        err = population_locals(scenario, &s.locals);
    if (err == FK_OK)
        err = population_left_out(scenario, &s.left_out);
    if (err == FK_OK)
        err = lock_plan_each(scenario, hold, &s);
    if (err == FK_OK)
        err = find_states(&s);
    if (err == FK_OK)
        err = visit_groups(&s, visits);
    if (err == FK_OK)
        err = visit_customers(&s, visits);
    phones_fini(&s.phones);
    locals_fini(&s.locals);
    free(s.left_out);
    free(s.holds);
    free(s.states);
    free(s.strategies);
    return err;
}
