#include "sim/hunt/hunt_shrink.h"

#include "sim/hunt/hunt_smaller.h"
#include "sim/scenario/scenario_copy.h"
#include "sim/scenario/scenario_write.h"
#include "sim/world/world.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SLOW_SHARE 5 /* of the time of a world, while one that is over it is shrunk */

struct shrinking {
    struct hunt_pool *pool;
    const struct sim_scenario *base;
    struct sim_scenario *best;        /* smallest that fails alike */
    struct hunt_finding finding, now; /* looked for; of the smallest */
    double until;
    uint32_t tries;
    int err;
};

static double wall(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bool is_over(const struct shrinking *s)
{
    return s->err != FK_OK || wall() >= s->until;
}

/* Runs a text; for a world whose fingerprints differ, twice. */
static bool run(struct shrinking *s, const char *text, struct hunt_finding *finding)
{
    struct hunt_job job = {.text = text, .group_size = WORLD_GROUP};
    char first[17] = "";
    const struct hunt_slot *slot = hunt_pool_run(s->pool, &job);
    if (slot && s->finding.end == HUNT_DIFFERS && slot->shared->result.fingerprint[0]) {
        memcpy(first, slot->shared->result.fingerprint, sizeof first);
        job.group_size = 1;
        slot = hunt_pool_run(s->pool, &job);
    }
    s->tries++;
    if (!slot) {
        s->err = FK_E_IO;
        return false;
    }
    *finding = slot->shared->result.finding;
    if (first[0] && strcmp(first, slot->shared->result.fingerprint) != 0)
        finding->end = HUNT_DIFFERS;
    return hunt_is_alike(finding, &s->finding);
}

static bool fails_alike(struct shrinking *s, const struct sim_scenario *candidate)
{
    struct hunt_finding finding;
    char *text = scenario_write(candidate, NULL);
    if (!text)
        s->err = FK_E_MEMORY;
    bool is_alike = text && run(s, text, &finding);
    free(text);
    if (is_alike)
        s->now = finding;
    return is_alike;
}

/* Keeps the candidate if it fails alike; else it is gone. */
static bool keep(struct shrinking *s, struct sim_scenario *candidate)
{
    bool is_kept = fails_alike(s, candidate);
    if (is_kept) {
        scenario_fini(s->best);
        *s->best = *candidate;
    } else {
        scenario_fini(candidate);
    }
    return is_kept;
}

static bool copy(struct shrinking *s, struct sim_scenario *to)
{
    if (is_over(s))
        return false;
    s->err = scenario_copy(to, s->best);
    return s->err == FK_OK;
}

static bool try_days(struct shrinking *s, uint32_t days)
{
    struct sim_scenario candidate;
    if (days < 1 || days >= s->best->days || !copy(s, &candidate))
        return false;
    candidate.days = days;
    return keep(s, &candidate);
}

/* The end of time: the day of the failure if that will do, else less by halves and by ones. */
static bool shrink_days(struct shrinking *s)
{
    bool is_smaller = false;
    uint32_t day = 0;
    if (s->now.at > s->best->start)
        day = (uint32_t)((s->now.at - s->best->start + MS_DAY - 1) / MS_DAY);
    is_smaller |= try_days(s, day);
    while (try_days(s, s->best->days / 2))
        is_smaller = true;
    while (try_days(s, s->best->days - 1))
        is_smaller = true;
    return is_smaller;
}

static bool shrink_lists(struct shrinking *s)
{
    bool is_smaller = false;
    for (unsigned list = 0; list < HUNT_LISTS; list++)
        for (uint32_t i = hunt_list_count(s->best, list); i-- > 0;) {
            struct sim_scenario candidate;
            if (!copy(s, &candidate))
                return is_smaller;
            hunt_list_drop(&candidate, list, i);
            is_smaller |= keep(s, &candidate);
        }
    return is_smaller;
}

static bool try_two(struct shrinking *s, uint32_t a, uint32_t b)
{
    struct sim_scenario candidate;
    if (!copy(s, &candidate))
        return false;
    s->err = hunt_keep_two(&candidate, a, b);
    if (s->err != FK_OK) {
        scenario_fini(&candidate);
        return false;
    }
    return keep(s, &candidate);
}

static bool try_prefix(struct shrinking *s, uint32_t concentrators, uint32_t meters)
{
    struct sim_scenario candidate;
    if (concentrators < 1 || meters < 1 || !copy(s, &candidate))
        return false;
    candidate.concentrators = concentrators;
    candidate.meters_per_concentrator = meters;
    return keep(s, &candidate);
}

/* The customer concerned alone, or with another; else the first so many. */
static bool shrink_customers(struct shrinking *s)
{
    enum { OTHERS_MAX = 24 };
    uint32_t customers = scenario_customers(s->best), victim = s->now.customer;
    bool is_smaller = false;
    if (customers == 1 || (customers == 2 && s->best->group_count == 1))
        return customers == 2 && (try_two(s, victim % 2, victim % 2) || try_two(s, 0, 0));
    if (victim < customers && try_two(s, victim, victim))
        return true;
    for (uint32_t i = 0; i < customers && i < OTHERS_MAX; i++)
        if (i != victim && victim < customers && (try_two(s, i, victim) || try_two(s, victim, i)))
            return true;
    while (try_prefix(s, s->best->concentrators / 2, s->best->meters_per_concentrator) ||
           try_prefix(s, s->best->concentrators, s->best->meters_per_concentrator / 2))
        is_smaller = true;
    while ((s->best->concentrators > 1 &&
            try_prefix(s, s->best->concentrators - 1, s->best->meters_per_concentrator)) ||
           (s->best->meters_per_concentrator > 1 &&
            try_prefix(s, s->best->concentrators, s->best->meters_per_concentrator - 1)))
        is_smaller = true;
    return is_smaller;
}

static bool shrink_values(struct shrinking *s)
{
    bool is_smaller = false;
    for (uint32_t step = 0; step < hunt_plainer_count(s->best); step++) {
        struct sim_scenario candidate;
        if (!copy(s, &candidate))
            return is_smaller;
        if (hunt_plainer(&candidate, s->base, step))
            is_smaller |= keep(s, &candidate);
        else
            scenario_fini(&candidate);
    }
    return is_smaller;
}

/* The rounds: again from the first as long as something became smaller. */
static int shrink(struct shrinking *s, double started, struct hunt_shrunk *out)
{
    if (!fails_alike(s, s->best))
        return s->err != FK_OK ? s->err : FK_E_STATE;
    bool is_smaller = true;
    while (is_smaller && !is_over(s)) {
        is_smaller = shrink_days(s);
        is_smaller |= shrink_lists(s);
        is_smaller |= shrink_customers(s);
        is_smaller |= shrink_values(s);
    }
    *out = (struct hunt_shrunk){.text = scenario_write(s->best, s->base),
                                .finding = s->now,
                                .customers = scenario_customers(s->best),
                                .days = s->best->days,
                                .faults = s->best->fault_count,
                                .tries = s->tries,
                                .seconds = wall() - started,
                                .is_small = !is_smaller && !is_over(s)};
    return out->text ? s->err : FK_E_MEMORY;
}

int hunt_shrink(struct hunt_pool *pool, const struct sim_scenario *base,
                struct sim_scenario *scenario, const struct hunt_finding *finding, double seconds,
                struct hunt_shrunk *out)
{
    double started = wall();
    unsigned cpu_seconds = pool->cpu_seconds;
    struct shrinking s = {.pool = pool,
                          .base = base,
                          .best = scenario,
                          .finding = *finding,
                          .now = *finding,
                          .until = started + seconds,
                          .err = FK_OK};
    if (finding->end == HUNT_SLOW) /* each try would take the whole limit: a shorter one will do */
        pool->cpu_seconds = (cpu_seconds + SLOW_SHARE - 1) / SLOW_SHARE;
    int err = shrink(&s, started, out);
    pool->cpu_seconds = cpu_seconds;
    return err;
}
