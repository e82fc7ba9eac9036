#include "models/around/withholding.h"

int withholding_init(struct withholding *w, const struct withholding_config *config)
{
    *w = (struct withholding){.config = *config};
    return timers_init(&w->results, 16);
}

void withholding_fini(struct withholding *w)
{
    timers_fini(&w->results);
    id_map_fini(&w->open);
    daily_fini(&w->asked);
}

/* When the result is there: a file takes what was asked for before it is sent. */
static ms_t result_of(const struct withholding *w, const struct mandate *mandate, uint32_t customer,
                      uint64_t turn, ms_t now)
{
    ms_t file;
    if (!mandate->is_batch)
        return now +
               chance_duration(&w->config.at_once, w->config.seed, CHANCE_WITHHOLD, customer, turn);
    file = clock_day_start(now) + w->config.file_at;
    if (file < now)
        file += MS_DAY;
    return clock_day_start(file) + MS_DAY + w->config.result_at;
}

int withholding_ask(struct withholding *w, uint32_t customer, ms_t now)
{
    const struct mandate *mandate = mandates_find(w->config.mandates, customer);
    uint64_t turn;
    if (!mandate || id_map_get(&w->open, customer, NULL))
        return FK_OK;
    int err = daily_next(&w->asked, customer, now, &turn);
    if (err == FK_OK)
        err = id_map_put(&w->open, customer, (uint32_t)turn);
    if (err == FK_OK)
        err = timers_set(&w->results, result_of(w, mandate, customer, turn, now), 0, customer);
    return err;
}

bool withholding_take(struct withholding *w, ms_t now, struct withheld *out)
{
    struct timer timer;
    uint32_t turn;
    if (!timers_take(&w->results, now, &timer))
        return false;
    const struct mandate *mandate = mandates_find(w->config.mandates, timer.id);
    *out = (struct withheld){.customer = timer.id, .amount = mandate ? mandate->amount : 0};
    if (id_map_get(&w->open, timer.id, &turn) && mandate)
        out->is_done = chance_bits(w->config.seed, CHANCE_WITHHOLD_FAILS, timer.id, turn) %
                           UINT32_C(1000000) >=
                       mandate->fails;
    (void)id_map_remove(&w->open, timer.id);
    return true;
}

ms_t withholding_due(const struct withholding *w)
{
    return timers_due(&w->results);
}

void withholding_image(struct withholding *w, struct image *image, uint32_t customers)
{
    image_part(image, "withholding");
    timers_image(&w->results, image, 1, customers);
    id_map_image(&w->open, image, UINT64_C(1) << 32);
    daily_image(&w->asked, image);
    for (uint32_t i = 0; image->is_loading && i < w->results.count; i++)
        image_expect(image, mandates_find(w->config.mandates, w->results.heap[i].id),
                     "somebody who has signed none is charged in it");
}
