#include "sim/hunt/hunt.h"

#include "sim/world/world.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct hunting {
    struct hunt_pool *pool;
    const struct hunt_options *options;
    struct hunt_totals *totals;
    double started;
    uint64_t next;
    int err;
    struct pending { /* seeds that wait for their repeat, with the fingerprint of the first run */
        uint64_t seed;
        char fingerprint[17];
        bool is_used, is_out, is_resumed;
    } repeats[HUNT_JOBS_MAX];
};

static double wall(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void add_failure(struct hunting *h, uint64_t seed, const struct hunt_finding *finding)
{
    struct hunt_totals *totals = h->totals;
    if (totals->failure_count < HUNT_FAILURES_MAX)
        totals->failures[totals->failure_count++] = (struct hunt_failure){seed, *finding};
}

static struct pending *repeat_of(struct hunting *h, uint64_t seed)
{
    for (unsigned i = 0; i < HUNT_JOBS_MAX; i++)
        if (h->repeats[i].is_used && h->repeats[i].seed == seed)
            return &h->repeats[i];
    return NULL;
}

/* A world is repeated at most once per job at a time, so there is a free place. */
static void plan_repeat(struct hunting *h, uint64_t seed, const struct hunt_result *result)
{
    for (unsigned i = 0; i < HUNT_JOBS_MAX; i++)
        if (!h->repeats[i].is_used) {
            h->repeats[i].is_used = true;
            h->repeats[i].is_out = h->repeats[i].is_resumed = false;
            h->repeats[i].seed = seed;
            memcpy(h->repeats[i].fingerprint, result->fingerprint, sizeof result->fingerprint);
            return;
        }
}

static void tell_difference(struct hunting *h, const struct pending *first,
                            const struct hunt_result *result)
{
    struct hunt_finding differs = {.end = HUNT_DIFFERS};
    const char *now = result->fingerprint[0] ? result->fingerprint : result->finding.text;
    unsigned minutes = (unsigned)(result->stop / MS_MINUTE);
    if (first->is_resumed) {
        differs.stop = result->stop;
        snprintf(differs.text, sizeof differs.text,
                 "gone on from its checkpoint of D%u %02u:%02u: %.80s, before %s", minutes / 1440,
                 minutes / 60 % 24, minutes % 60, now, first->fingerprint);
    } else {
        snprintf(differs.text, sizeof differs.text, "fingerprint %.100s, before %s", now,
                 first->fingerprint);
    }
    add_failure(h, first->seed, &differs);
}

static void end_repeat(struct hunting *h, uint64_t seed, const struct hunt_result *result)
{
    struct pending *first = repeat_of(h, seed);
    bool is_same = strcmp(first->fingerprint, result->fingerprint) == 0;
    if (!is_same)
        tell_difference(h, first, result);
    if (first->is_resumed)
        h->totals->resumed++;
    else
        h->totals->repeats++;
    first->is_used = is_same && !first->is_resumed && result->stop > 0;
    first->is_resumed = true;
    first->is_out = false;
}

static void end_world(struct hunting *h, const struct hunt_slot *slot)
{
    const struct hunt_result *result = &slot->shared->result;
    struct hunt_totals *totals = h->totals;
    if (result->hindered != FK_OK) {
        h->err = result->hindered;
        return;
    }
    if (slot->job.is_repeat) {
        end_repeat(h, slot->job.seed, result);
        return;
    }
    totals->seeds++;
    totals->events += result->events;
    for (unsigned i = 0; i < hunt_reach_count; i++)
        totals->reach[i] += result->reach[i];
    for (unsigned i = 0; i < 32; i++)
        totals->broken[i] += result->broken >> i & 1;
    if (result->finding.end != HUNT_CLEAN)
        add_failure(h, slot->job.seed, &result->finding);
    if (result->fingerprint[0] && slot->job.seed % HUNT_REPEAT_ONE_IN == 0)
        plan_repeat(h, slot->job.seed, result);
}

/* The next world to run: repeats first. False if there is none. */
static bool next_job(struct hunting *h, struct hunt_job *job)
{
    const struct hunt_options *o = h->options;
    *job = (struct hunt_job){
        .base = o->base, .is_policy_fixed = o->is_policy_fixed, .group_size = WORLD_GROUP};
    for (unsigned i = 0; i < HUNT_JOBS_MAX; i++)
        if (h->repeats[i].is_used && !h->repeats[i].is_out) {
            h->repeats[i].is_out = true;
            job->seed = h->repeats[i].seed;
            job->is_repeat = true;
            job->is_resumed = h->repeats[i].is_resumed;
            job->group_size = job->is_resumed ? WORLD_GROUP : 1;
            job->is_saved =
                !job->is_resumed && job->seed / HUNT_REPEAT_ONE_IN % HUNT_RESUME_ONE_IN == 0;
            return true;
        }
    if (h->next > o->last || h->totals->failure_count >= o->failures ||
        (o->seconds > 0 && wall() - h->started >= o->seconds) ||
        (o->is_stopped && o->is_stopped(o->context)))
        return false;
    job->seed = h->next++;
    return true;
}

static int compare(const void *left, const void *right)
{
    const struct hunt_failure *a = left, *b = right;
    return a->seed < b->seed ? -1 : a->seed > b->seed;
}

int hunt_seeds(struct hunt_pool *pool, const struct hunt_options *options,
               struct hunt_totals *totals)
{
    struct hunting h = {.pool = pool, .options = options, .totals = totals, .started = wall()};
    struct hunt_job job;
    int err = FK_OK;
    h.next = options->first;
    memset(totals, 0, sizeof *totals);
    while (err == FK_OK) {
        while (err == FK_OK && pool->running < pool->jobs && next_job(&h, &job))
            err = hunt_pool_start(pool, &job);
        if (pool->running == 0)
            break;
        const struct hunt_slot *slot = hunt_pool_wait(pool);
        if (!slot)
            return FK_E_IO;
        if (options->is_stopped && options->is_stopped(options->context))
            continue; /* a signal from the terminal ended the children too */
        end_world(&h, slot);
        err = h.err;
        if (options->progress)
            options->progress(options->context, totals->seeds, wall() - h.started);
    }
    totals->seconds = wall() - h.started;
    qsort(totals->failures, totals->failure_count, sizeof *totals->failures, compare);
    return err;
}
