#include "sim/scenario/population.h"

#include "models/meter/relay.h"
#include <stdlib.h>

/* Asked for every customer of a run: a division costs more than all the rest. */
static bool is_in(const struct scenario_group *g, uint32_t customer)
{
    return g->every == 1 || customer % g->every == 0;
}

static uint32_t class_of(const struct scenario_group *g, uint32_t customer)
{
    return g->classes == 1 ? 0 : customer / g->every % g->classes;
}

int population_group(const struct sim_scenario *scenario, uint32_t customer)
{
    for (uint32_t g = scenario->group_count; g > 0; g--)
        if (is_in(&scenario->groups[g - 1], customer))
            return (int)g - 1;
    return -1;
}

uint32_t population_class(const struct sim_scenario *scenario, uint32_t customer)
{
    int group = population_group(scenario, customer);
    if (group < 0)
        return 0;
    return class_of(&scenario->groups[group], customer);
}

fen_t population_balance(const struct sim_scenario *scenario, uint32_t customer)
{
    int group = population_group(scenario, customer);
    if (group < 0)
        return 0;
    const struct scenario_group *g = &scenario->groups[group];
    return g->balance + (fen_t)class_of(g, customer) * g->balance_step;
}

bool population_is_target(const struct sim_scenario *scenario, const struct scenario_target *target,
                          uint32_t customer)
{
    if (target->group >= 0 && population_group(scenario, customer) != target->group)
        return false;
    return target->klass < 0 || (int)population_class(scenario, customer) == target->klass;
}

int population_each(const struct sim_scenario *scenario, const struct scenario_target *target,
                    int (*visit)(void *context, uint32_t customer, uint32_t n), void *context)
{
    uint32_t customers = scenario_customers(scenario);
    uint32_t n = 0;
    int err = FK_OK;
    for (uint32_t i = 0; i < customers && err == FK_OK; i++) {
        if (!population_is_target(scenario, target, i))
            continue;
        if (target->first > 0 && n >= target->first)
            break;
        err = visit(context, i, n++);
    }
    return err;
}

static int count_one(void *context, uint32_t customer, uint32_t n)
{
    (void)customer;
    *(uint32_t *)context = n + 1;
    return FK_OK;
}

uint32_t population_size(const struct sim_scenario *scenario, const struct scenario_target *target)
{
    uint32_t size = 0;
    (void)!population_each(scenario, target, count_one, &size);
    return size;
}

int population_areas(const struct sim_scenario *scenario, struct areas *areas)
{
    return areas_init_even(areas, scenario->concentrators, scenario->meters_per_concentrator,
                           scenario->concentrators_per_fep);
}

int population_segments(const struct sim_scenario *scenario, struct population_segments *out)
{
    bool is_safe = scenario->policy.restore_mode == FEE_RESTORE_SAFE;
    *out = (struct population_segments){.policies = &scenario->policy,
                                        .prices = &scenario->price,
                                        .loads = &scenario->per_day,
                                        .cut_windows = &scenario->policy.cut_window,
                                        .policy_count = 1,
                                        .load_count = 1};
    out->index.of = calloc(scenario_customers(scenario), sizeof *out->index.of);
    out->index.list = malloc(sizeof *out->index.list);
    if (!out->index.of || !out->index.list) {
        population_segments_fini(out);
        return FK_E_MEMORY;
    }
    out->index.list[0] = (struct segment){.restore = is_safe ? RELAY_PERMIT : RELAY_CLOSE};
    return FK_OK;
}

void population_segments_fini(struct population_segments *segments)
{
    free(segments->index.of);
    free(segments->index.list);
    *segments = (struct population_segments){0};
}
