#include "sim/watch/check_flight.h"

#include "base/grow.h"
#include <stdlib.h>

int flight_init(struct flight *flight, const struct sim_scenario *scenario)
{
    *flight = (struct flight){.scenario = scenario};
    int err = population_areas(scenario, &flight->areas);
    if (err != FK_OK)
        return err;
    flight->in_concentrator = calloc(flight->areas.count, sizeof *flight->in_concentrator);
    flight->in_fep = calloc(flight->areas.feps, sizeof *flight->in_fep);
    return flight->in_concentrator && flight->in_fep ? FK_OK : FK_E_MEMORY;
}

void flight_fini(struct flight *flight)
{
    free(flight->in_concentrator);
    free(flight->in_fep);
    areas_fini(&flight->areas);
    free(flight->begun);
    *flight = (struct flight){0};
}

static uint32_t concentrator_of(const struct flight *flight, uint32_t customer)
{
    return areas_of(&flight->areas, customer);
}

static void count(struct flight *flight, uint32_t customer, int change)
{
    uint32_t concentrator = concentrator_of(flight, customer);
    uint32_t fep = flight->areas.fep[concentrator];
    flight->in_concentrator[concentrator] += (uint32_t)change;
    flight->in_fep[fep] += (uint32_t)change;
    flight->in_all += (uint32_t)change;
}

static void judge(const struct flight *flight, struct violations *found, uint32_t customer)
{
    const struct sim_scenario *s = flight->scenario;
    uint32_t concentrator = concentrator_of(flight, customer);
    uint32_t fep = flight->areas.fep[concentrator];
    if (flight->in_concentrator[concentrator] > s->commands_per_concentrator) {
        violations_add(
            found, 9, customer, flight->at, "%u jobs in flight at concentrator %u; at most %u",
            flight->in_concentrator[concentrator], concentrator + 1, s->commands_per_concentrator);
        violations_zh(found, "在途任务 %u 条，集中器 %u，最多 %u 条",
                      flight->in_concentrator[concentrator], concentrator + 1,
                      s->commands_per_concentrator);
    }
    if (flight->in_fep[fep] > s->commands_per_fep) {
        violations_add(found, 9, customer, flight->at, "%u jobs in flight at FEP %u; at most %u",
                       flight->in_fep[fep], fep + 1, s->commands_per_fep);
        violations_zh(found, "在途任务 %u 条，前置机 %u，最多 %u 条", flight->in_fep[fep], fep + 1,
                      s->commands_per_fep);
    }
    if (flight->in_all > s->commands_in_all) {
        violations_add(found, 9, customer, flight->at, "%u jobs in flight in all; at most %u",
                       flight->in_all, s->commands_in_all);
        violations_zh(found, "在途任务共 %u 条，最多 %u 条", flight->in_all, s->commands_in_all);
    }
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_customer(const void *left, const void *right)
{
    const struct flight_job *a = left, *b = right;
    int order = compare(a->customer, b->customer);
    return order ? order : compare(a->turn, b->turn);
}

static int by_job(const void *left, const void *right)
{
    const struct flight_job *a = left, *b = right;
    int order = compare(a->customer, b->customer);
    if (order == 0)
        order = compare(a->kind, b->kind);
    if (order == 0)
        order = compare(a->id, b->id);
    return order ? order : compare(a->turn, b->turn);
}

/* A job that needed no time is over within its millisecond: it goes with its end, which stands
 * behind it when jobs are in order. */
static void drop_ended(struct flight *flight)
{
    struct flight_job *begun = flight->begun;
    uint32_t left = 0, first = 0; /* kept so far; the first kept beginning of the job */
    qsort(begun, flight->begun_count, sizeof *begun, by_job);
    for (uint32_t i = 0; i < flight->begun_count; i++) {
        const struct flight_job job = begun[i];
        if (left > first && (begun[first].customer != job.customer ||
                             begun[first].kind != job.kind || begun[first].id != job.id))
            first = left;
        if (job.is_end)
            left = first;
        else
            begun[left++] = job;
    }
    flight->begun_count = left;
    flight->has_ended = false;
}

/* The jobs of the millisecond are taken away one by one, so that each is judged by what was there
 * before it. */
void flight_pass(struct flight *flight, struct violations *found, ms_t now)
{
    if (flight->begun_count == 0 || now <= flight->at)
        return;
    if (flight->has_ended)
        drop_ended(flight);
    if (flight->begun_count > 1)
        qsort(flight->begun, flight->begun_count, sizeof *flight->begun, by_customer);
    for (uint32_t i = flight->begun_count; i-- > 0;) {
        judge(flight, found, flight->begun[i].customer);
        count(flight, flight->begun[i].customer, -1);
    }
    for (uint32_t i = 0; i < flight->begun_count; i++)
        count(flight, flight->begun[i].customer, 1);
    flight->begun_count = 0;
}

int flight_note(struct flight *flight, struct violations *found, const struct party_note *note,
                ms_t now)
{
    flight_pass(flight, found, now);
    flight->at = now;
    count(flight, note->customer, note->state ? 1 : -1);
    if (!note->state && flight->begun_count == 0)
        return FK_OK; /* it began before */
    if (grow_for_one(&flight->begun, sizeof *flight->begun, flight->begun_count,
                     &flight->begun_capacity) != FK_OK)
        return FK_E_MEMORY;
    flight->begun[flight->begun_count] = (struct flight_job){
        note->customer, note->id, flight->begun_count, note->kind, !note->state};
    flight->begun_count++;
    flight->has_ended |= !note->state;
    return FK_OK;
}

void flight_image(struct flight *flight, struct image *image)
{
    image_part(image, "flight");
    image_row(image, flight->in_concentrator, sizeof *flight->in_concentrator, flight->areas.count);
    image_row(image, flight->in_fep, sizeof *flight->in_fep, flight->areas.feps);
    IMAGE(image, flight->in_all);
    image_list(image, &flight->begun, sizeof *flight->begun, &flight->begun_count,
               &flight->begun_capacity);
    for (uint32_t i = 0; i < flight->begun_count; i++)
        image_expect(image, flight->begun[i].customer < scenario_customers(flight->scenario),
                     "it watches a customer that does not exist");
    IMAGE(image, flight->has_ended);
    IMAGE(image, flight->at);
}
