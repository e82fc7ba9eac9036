#include "sim/hunt/hunt_shrink.h"

#include "sim/hunt/hunt_smaller.h"
#include "sim/scenario/scenario_copy.h"
#include "sim/scenario/scenario_write.h"
#include "sim/world/world.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Processor time of a try while a world over its time is shrunk, ms: what would end takes a tenth
 * of it. Grows if what is left does end within the whole limit. */
#define SLOW_MS     50
#define SLOW_FACTOR 5

struct shrinking {
    struct hunt_pool *pool;
    const struct sim_scenario *base;
    struct sim_scenario *best;        /* smallest that fails alike */
    struct hunt_finding finding, now; /* looked for; of the smallest */
    double until;
    unsigned slow_ms; /* of a try, and 1 more a customer; 0: the whole limit */
    uint32_t tries;
    int err;
};

static double wall(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bool is_stopped(const struct shrinking *s)
{
    return s->pool->is_stopped && s->pool->is_stopped(NULL);
}

static bool is_over(const struct shrinking *s)
{
    return s->err != FK_OK || is_stopped(s) || wall() >= s->until;
}

/* Once more, and maybe a third time from a checkpoint of the second. */
static const struct hunt_slot *run_again(struct shrinking *s, struct hunt_job *job)
{
    job->group_size = 1;
    job->stop = s->finding.stop;
    job->is_saved = job->stop > 0;
    const struct hunt_slot *slot = hunt_pool_run(s->pool, job);
    if (!slot || slot->shared->result.stop == 0)
        return slot;
    job->group_size = WORLD_GROUP;
    job->is_saved = false;
    job->is_resumed = true;
    return hunt_pool_run(s->pool, job);
}

/* Runs a text; for a world whose fingerprints differ, again. */
static bool run(struct shrinking *s, const char *text, struct hunt_finding *finding)
{
    struct hunt_job job = {.text = text, .group_size = WORLD_GROUP};
    char first[17] = "";
    const struct hunt_slot *slot = hunt_pool_run(s->pool, &job);
    if (slot && s->finding.end == HUNT_DIFFERS && slot->shared->result.fingerprint[0]) {
        memcpy(first, slot->shared->result.fingerprint, sizeof first);
        slot = run_again(s, &job);
    }
    s->tries++;
    if (!slot) {
        s->err = FK_E_IO;
        return false;
    }
    *finding = slot->shared->result.finding;
    if (first[0] && strcmp(first, slot->shared->result.fingerprint) != 0)
        *finding = s->finding; /* whatever it is now: another one */
    return hunt_is_alike(finding, &s->finding);
}

static bool fails_alike(struct shrinking *s, const struct sim_scenario *candidate)
{
    struct hunt_finding finding;
    char *text = scenario_write(candidate, NULL);
    unsigned whole = s->pool->cpu_ms, part = s->slow_ms + scenario_customers(candidate);
    if (!text)
        s->err = FK_E_MEMORY;
    if (s->slow_ms > 0 && part < whole)
        s->pool->cpu_ms = part;
    bool is_alike = text && run(s, text, &finding);
    s->pool->cpu_ms = whole;
    free(text);
    if (is_alike)
        s->now = finding;
    return is_alike;
}

/* Keeps the candidate if it fails alike; else it is gone. */
static bool keep(struct shrinking *s, struct sim_scenario *candidate)
{
    struct hunt_finding before = s->now;
    bool is_kept = fails_alike(s, candidate);
    if (is_kept && is_stopped(s)) { /* the signal may have ended the child too */
        s->now = before;
        is_kept = false;
    }
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

/* Two customers as they are, or as busy as those that they stand for. */
static bool try_two(struct shrinking *s, uint32_t a, uint32_t b)
{
    uint32_t customers = scenario_customers(s->best);
    for (unsigned load = 0; load < (customers > 2 ? HUNT_LOADS : 1); load++) {
        struct sim_scenario candidate;
        if (!copy(s, &candidate))
            return false;
        hunt_load(&candidate, load, customers);
        s->err = hunt_keep_two(&candidate, a, b);
        if (s->err != FK_OK) {
            scenario_fini(&candidate);
            return false;
        }
        if (keep(s, &candidate))
            return true;
    }
    return false;
}

static bool try_prefix(struct shrinking *s, uint32_t concentrators, uint32_t meters)
{
    struct sim_scenario candidate;
    if (concentrators < 1 || meters < 1 || !copy(s, &candidate))
        return false;
    candidate.concentrators = concentrators;
    candidate.meters_per_concentrator = meters;
    hunt_keep_counties(&candidate);
    return keep(s, &candidate);
}

/* The customer concerned alone, or with another. */
static bool try_victim(struct shrinking *s)
{
    enum { OTHERS_MAX = 24 };
    uint32_t customers = scenario_customers(s->best), victim = s->now.customer;
    if (s->now.end != HUNT_VIOLATED || victim >= customers)
        return false;
    if (try_two(s, victim, victim))
        return true;
    for (uint32_t i = 0; i < customers && i < OTHERS_MAX; i++)
        if (i != victim && (try_two(s, i, victim) || try_two(s, victim, i)))
            return true;
    return false;
}

/* Who is concerned is not known, or is not the cause: one of all, or two of all. */
static bool try_all(struct shrinking *s)
{
    enum { ALL_MAX = 20 };
    uint32_t customers = scenario_customers(s->best);
    if (customers > ALL_MAX)
        return false;
    for (uint32_t i = 0; i < customers; i++)
        if (try_two(s, i, i))
            return true;
    for (uint32_t i = 0; i < customers; i++)
        for (uint32_t k = i + 1; k < customers; k++)
            if (try_two(s, i, k))
                return true;
    return false;
}

/* One or two customers; else the first so many. */
static bool shrink_customers(struct shrinking *s)
{
    bool is_smaller = false;
    if (scenario_customers(s->best) == 1)
        return false;
    if (scenario_customers(s->best) == 2 && s->best->group_count == 1)
        return try_two(s, 0, 0) || try_two(s, 1, 1);
    if (try_victim(s) || try_all(s))
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

enum attempt { NOTHING_NEW, FAILED_OTHERWISE, KEPT };

/* Steps first .. end-1 of hunt_plainer together. */
static enum attempt try_plainer(struct shrinking *s, uint32_t first, uint32_t end)
{
    struct sim_scenario candidate;
    bool is_new = false;
    if (!copy(s, &candidate))
        return NOTHING_NEW;
    for (uint32_t step = first; step < end; step++)
        is_new |= hunt_plainer(&candidate, s->base, step);
    if (is_new)
        return keep(s, &candidate) ? KEPT : FAILED_OTHERWISE;
    scenario_fini(&candidate);
    return NOTHING_NEW;
}

/* All values together, else the first half and the second half of them, and so on: most have no
 * part in the failure. */
static bool shrink_values(struct shrinking *s)
{
    struct range {
        uint32_t first, end;
    } left[64] = {{0, hunt_plainer_count(s->best)}}; /* one a halving, and one more */
    bool is_smaller = false;
    for (unsigned count = 1; count > 0;) {
        struct range range = left[--count];
        enum attempt attempt = try_plainer(s, range.first, range.end);
        uint32_t middle = range.first + (range.end - range.first) / 2;
        is_smaller |= attempt == KEPT;
        if (attempt != FAILED_OTHERWISE || middle == range.first)
            continue;
        left[count++] = (struct range){middle, range.end};
        left[count++] = (struct range){range.first, middle};
    }
    return is_smaller;
}

/* The rounds: again from the first as long as something became smaller. True if nothing more can
 * be taken away. */
static bool shrink_all(struct shrinking *s)
{
    bool is_smaller = true;
    while (is_smaller && !is_over(s)) {
        is_smaller = shrink_days(s);
        is_smaller |= shrink_lists(s);
        is_smaller |= shrink_customers(s);
        is_smaller |= shrink_values(s);
    }
    return !is_smaller && !is_over(s);
}

/* A world over its time is shrunk with less of it, and must then be over the whole. */
static bool shrink_slow(struct shrinking *s)
{
    struct sim_scenario original;
    bool is_small;
    s->err = scenario_copy(&original, s->best);
    if (s->err != FK_OK)
        return false;
    for (s->slow_ms = SLOW_MS;; s->slow_ms *= SLOW_FACTOR) {
        is_small = shrink_all(s);
        bool is_whole = s->slow_ms >= s->pool->cpu_ms;
        unsigned slow_ms = s->slow_ms;
        s->slow_ms = 0;
        if (is_whole || s->err != FK_OK || fails_alike(s, s->best))
            break;
        s->slow_ms = slow_ms;
        scenario_fini(s->best);
        s->err = scenario_copy(s->best, &original);
    }
    scenario_fini(&original);
    return is_small;
}

static int shrink(struct shrinking *s, double started, struct hunt_shrunk *out)
{
    if (!fails_alike(s, s->best))
        return s->err != FK_OK ? s->err : FK_E_STATE;
    bool is_small = s->finding.end == HUNT_SLOW ? shrink_slow(s) : shrink_all(s);
    if (s->err != FK_OK)
        return s->err;
    *out = (struct hunt_shrunk){.text = scenario_write(s->best, s->base),
                                .finding = s->now,
                                .customers = scenario_customers(s->best),
                                .days = s->best->days,
                                .faults = s->best->fault_count,
                                .tries = s->tries,
                                .seconds = wall() - started,
                                .is_small = is_small};
    return out->text ? FK_OK : FK_E_MEMORY;
}

int hunt_shrink(struct hunt_pool *pool, const struct sim_scenario *base,
                struct sim_scenario *scenario, const struct hunt_finding *finding, double seconds,
                struct hunt_shrunk *out)
{
    double started = wall();
    struct shrinking s = {.pool = pool,
                          .base = base,
                          .best = scenario,
                          .finding = *finding,
                          .now = *finding,
                          .until = started + seconds,
                          .err = FK_OK};
    return shrink(&s, started, out);
}
