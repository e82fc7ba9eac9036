#include "models/around/astray.h"

int astray_init(struct astray *astray, const struct astray_config *config)
{
    *astray = (struct astray){.config = *config};
    slots_init(&astray->open, sizeof(struct astray_payment));
    return timers_init(&astray->notices, 16);
}

void astray_fini(struct astray *astray)
{
    slots_fini(&astray->open);
    timers_fini(&astray->notices);
}

uint32_t astray_owner(const struct astray *astray, unsigned channel, uint32_t payer,
                      uint64_t counter)
{
    const struct astray_config *config = &astray->config;
    uint32_t others = config->customers - 1;
    if (config->share == 0 || channel == PAY_WITHHOLDING || channel == PAY_ATM)
        return payer;
    uint64_t bits = chance_bits(config->seed, CHANCE_ASTRAY, payer, counter);
    if (!chance_hits(bits, config->share))
        return payer;
    bits = chance_bits(config->seed, CHANCE_ASTRAY_OWNER, payer, counter);
    if (others == 0 || chance_hits(bits, config->no_account))
        return ASTRAY_NOBODY;
    bits = chance_bits(config->seed, CHANCE_ASTRAY_NUMBER, payer, counter) >> 32;
    uint32_t owner = (uint32_t)(bits * others >> 32);
    return owner < payer ? owner : owner + 1;
}

bool astray_is_asked_back(const struct astray *astray, uint32_t payer, uint64_t counter)
{
    const struct astray_config *config = &astray->config;
    return config->asked_back > 0 &&
           chance_hits(chance_bits(config->seed, CHANCE_ASKED_BACK, payer, 2 * counter),
                       config->asked_back);
}

/* From the payment to the moment when it is taken back. */
static ms_t takes(const struct astray_config *config, const struct astray_payment *payment,
                  uint64_t counter)
{
    if (payment->owner == payment->payer)
        return chance_duration(&config->asked_after, config->seed, CHANCE_ASKED_BACK,
                               payment->payer, 2 * counter + 1);
    return chance_duration(&config->noticed_after, config->seed, CHANCE_ASTRAY_NOTICED,
                           payment->payer, counter);
}

int astray_add(struct astray *astray, const struct astray_payment *payment, uint64_t counter,
               ms_t now)
{
    const struct astray_config *config = &astray->config;
    struct astray_payment *open = slots_open(&astray->open, payment->id);
    if (!open)
        return FK_E_MEMORY;
    *open = *payment;
    ms_t at = now + takes(config, payment, counter);
    ms_t statement = clock_day_start(now) + MS_DAY + config->statement_at;
    ms_t left = statement - now, largest = chance_largest(&config->asked_after);
    if (payment->owner == payment->payer && largest >= left)
        /* P-PAY-11: until then he may ask; all draws are compressed, so that they do not meet */
        at = now + (at - now) / MS_SECOND * left / (largest / MS_SECOND + 1);
    if (at >= statement)
        at = statement - 1; /* whoever makes it looks; exp goes on beyond its largest */
    return timers_set(&astray->notices, at, 0, payment->id);
}

int astray_ask(struct astray *astray, uint32_t payer, ms_t now)
{
    int err = FK_OK;
    for (uint32_t i = 0; i < astray->open.count && err == FK_OK; i++) {
        const struct astray_payment *open = slots_at(&astray->open, i);
        if (open && open->payer == payer && open->owner != payer)
            err = timers_set(&astray->notices, now, 0, open->id);
    }
    return err;
}

int astray_take(struct astray *astray, ms_t now, struct astray_payment *out)
{
    struct timer timer;
    while (timers_take(&astray->notices, now, &timer)) {
        const struct astray_payment *open = slots_find(&astray->open, timer.id);
        if (!open)
            continue; /* he has called before */
        *out = *open;
        int err = slots_close(&astray->open, timer.id);
        return err == FK_OK ? 1 : err;
    }
    return 0;
}

ms_t astray_due(const struct astray *astray)
{
    return timers_due(&astray->notices);
}

void astray_image(struct astray *astray, struct image *image, uint32_t customers)
{
    image_part(image, "astray");
    slots_image(&astray->open, image);
    timers_image(&astray->notices, image, 1, UINT32_MAX);
    for (uint32_t i = 0; image->is_loading && i < astray->open.count; i++) {
        const struct astray_payment *open = slots_at(&astray->open, i);
        image_expect(image,
                     !open || (open->payer < customers && open->channel < PAY_CHANNELS &&
                               (open->owner < customers || open->owner == ASTRAY_NOBODY)),
                     "a payment that went astray in it is nobody's");
    }
}
