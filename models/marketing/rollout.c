#include "models/marketing/rollout.h"

#include <string.h>

/* Kinds of dates: of a wave, its number; of a customer, and how often he was sent back. */
enum { DATE_WAVE, DATE_APPLIES, ROLLOUT_DATES = DATE_APPLIES + ROLLOUT_TRIES };

int rollout_init(struct rollout *r, const struct rollout_config *config)
{
    *r = (struct rollout){.config = *config, .day = INT32_MIN};
    int err = config->wave_count > 0 ? timers_init(&r->dates, 64) : FK_OK;
    for (uint32_t i = 0; i < config->wave_count && err == FK_OK; i++)
        err = timers_set(&r->dates, config->waves[i].at, DATE_WAVE, i);
    return err;
}

void rollout_fini(struct rollout *r)
{
    timers_fini(&r->dates);
}

/* Days without any order count too. */
static void go_to(struct rollout *r, int32_t day)
{
    if (r->day < day - ROLLOUT_DAYS_MAX)
        memset(r->orders, 0, sizeof r->orders);
    else
        while (r->day < day)
            r->orders[++r->day % ROLLOUT_DAYS_MAX] = 0;
    r->day = day;
}

void rollout_field_order(struct rollout *r, ms_t now)
{
    if (r->config.wave_count == 0)
        return;
    go_to(r, clock_day_number(now));
    r->orders[r->day % ROLLOUT_DAYS_MAX]++;
}

/* The stop rule: on none of the last days were there more field orders than crews can do. */
static bool is_kept_up(struct rollout *r, ms_t now)
{
    go_to(r, clock_day_number(now));
    for (uint32_t i = 0; i < r->config.terms.look_back; i++)
        if (r->orders[(r->day + ROLLOUT_DAYS_MAX - (int32_t)i) % ROLLOUT_DAYS_MAX] > r->config.jobs)
            return false;
    return true;
}

static enum rollout_way way_of(const struct rollout *r, uint32_t customer)
{
    uint64_t bits = chance_bits(r->config.seed, CHANCE_ROLLOUT_WAY, customer, 0);
    return chance_hits(bits, r->config.terms.online) ? ROLLOUT_ONLINE : ROLLOUT_COUNTER;
}

/* He applies for the `sent_back`-th time again. */
static int plan(struct rollout *r, uint32_t customer, uint32_t sent_back, ms_t now)
{
    const struct rollout_by *by = &r->config.terms.by[way_of(r, customer)];
    ms_t after =
        chance_duration(&by->after, r->config.seed, CHANCE_ROLLOUT_AFTER, customer, sent_back);
    return timers_set(&r->dates, now + after, DATE_APPLIES + sent_back, customer);
}

enum rollout_bar rollout_bar_of(const struct rollout *r, uint32_t customer)
{
    uint32_t bar = 0;
    while (bar < ROLLOUT_BARS &&
           !(r->config.terms.barred[bar] > 0 &&
             chance_hits(chance_bits(r->config.seed, CHANCE_ROLLOUT_BAR, customer, bar),
                         r->config.terms.barred[bar])))
        bar++;
    return (enum rollout_bar)bar;
}

/* T1: whom a bar holds does not come, and is told of once. */
static int invite(struct rollout *r, uint32_t customer, rollout_apply_fn *apply, void *context,
                  ms_t now)
{
    struct rollout_application left_out = {customer, way_of(r, customer), 0, now,
                                           rollout_bar_of(r, customer)};
    if (left_out.bar == ROLLOUT_BARS)
        return plan(r, customer, 0, now);
    int err = apply(context, &left_out, now);
    return err < 0 ? err : FK_OK;
}

static int begin(struct rollout *r, uint32_t number, rollout_apply_fn *apply, void *context,
                 ms_t now)
{
    const struct rollout_wave *wave = &r->config.waves[number];
    uint32_t first = (wave->county - 1) * r->config.per_county;
    uint32_t end = first + wave->counties * r->config.per_county;
    int err = FK_OK;
    if (!is_kept_up(r, now))
        return timers_set(&r->dates, now + MS_DAY, DATE_WAVE, number);
    r->begun[number] = now;
    for (uint32_t i = first; i < end && err == FK_OK; i++)
        err = invite(r, i, apply, context, now);
    return err;
}

static ms_t invited_at(const struct rollout *r, uint32_t customer)
{
    uint32_t county = customer / r->config.per_county + 1;
    for (uint32_t i = 0; i < r->config.wave_count; i++)
        if (r->begun[i] && county - r->config.waves[i].county < r->config.waves[i].counties)
            return r->begun[i];
    return 0;
}

static int take(struct rollout *r, uint32_t customer, uint32_t sent_back, rollout_apply_fn *apply,
                void *context, ms_t now)
{
    struct rollout_application application = {customer, way_of(r, customer), sent_back,
                                              invited_at(r, customer), ROLLOUT_BARS};
    uint64_t bits = chance_bits(r->config.seed, CHANCE_ROLLOUT_BACK, customer, sent_back);
    bool is_last = sent_back + 1 == ROLLOUT_TRIES;
    if (!is_last && chance_hits(bits, r->config.terms.by[application.way].sent_back))
        return plan(r, customer, sent_back + 1, now);
    int is_signed = apply(context, &application, now);
    if (is_signed != 0)
        return is_signed < 0 ? is_signed : FK_OK;
    return timers_set(&r->dates, now + MS_DAY, DATE_APPLIES + sent_back, customer);
}

int rollout_tick(struct rollout *r, rollout_apply_fn *apply, void *context, ms_t now)
{
    struct timer date;
    int err = FK_OK;
    while (err == FK_OK && r->config.wave_count > 0 && timers_take(&r->dates, now, &date))
        err = date.kind == DATE_WAVE
                  ? begin(r, date.id, apply, context, now)
                  : take(r, date.id, date.kind - DATE_APPLIES, apply, context, now);
    return err;
}

ms_t rollout_due(const struct rollout *r)
{
    return r->config.wave_count > 0 ? timers_due(&r->dates) : MS_NEVER;
}

void rollout_image(struct rollout *r, struct image *image, uint32_t customers)
{
    if (r->config.wave_count == 0)
        return;
    image_part(image, "rollout");
    timers_image(&r->dates, image, ROLLOUT_DATES, customers);
    for (uint32_t i = 0; i < r->dates.count; i++)
        image_expect(
            image, r->dates.heap[i].kind != DATE_WAVE || r->dates.heap[i].id < r->config.wave_count,
            "a wave in it is none of the scenario");
    for (uint32_t i = 0; i < ROLLOUT_WAVES_MAX; i++) {
        IMAGE(image, r->begun[i]);
        image_expect_moment(image, r->begun[i]);
    }
    image_row(image, r->orders, sizeof *r->orders, ROLLOUT_DAYS_MAX);
    IMAGE(image, r->day);
}
