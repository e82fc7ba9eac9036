#include "models/around/channel_outages.h"

#include "base/chance.h"

#include <stdlib.h>

void channel_outages_fini(struct channel_outages *outages)
{
    free(outages->waiting);
}

void channel_outages_fault(struct channel_outages *outages, const struct message *message)
{
    if (message->code)
        outages->down[message->value]++;
    else
        outages->down[message->value]--;
}

unsigned channel_outages_way(const struct channel_outages *outages, const struct message *pay,
                             ms_t now)
{
    static const uint8_t others[] = {PAY_ALIPAY, PAY_WECHAT, PAY_APP, PAY_BANK, PAY_COUNTER};
    const struct channel_outages_config *config = &outages->config;
    if (outages->down[pay->kind] == 0)
        return pay->kind;
    if (config->elsewhere == 0 || pay->kind == PAY_WITHHOLDING)
        return PAY_CHANNELS;
    uint64_t bits = chance_bits(config->seed, CHANCE_PAYS_ELSEWHERE, pay->customer, (uint64_t)now);
    bool is_going = chance_hits(bits, config->elsewhere);
    for (unsigned i = 0; i < sizeof others && is_going; i++)
        if (outages->down[others[i]] == 0)
            return others[i];
    return PAY_CHANNELS;
}

int channel_outages_wait(struct channel_outages *outages, const struct message *pay)
{
    if (outages->count == outages->capacity) {
        uint32_t capacity = outages->capacity ? 2 * outages->capacity : 16;
        struct channel_try *more = realloc(outages->waiting, capacity * sizeof *more);
        if (!more)
            return FK_E_MEMORY;
        outages->waiting = more;
        outages->capacity = capacity;
    }
    outages->waiting[outages->count++] =
        (struct channel_try){pay->value, pay->customer, pay->ref, pay->kind};
    return FK_OK;
}

int channel_outages_release(struct channel_outages *outages,
                            int (*pay)(void *context, const struct message *pay), void *context)
{
    uint32_t left = 0;
    int err = FK_OK;
    for (uint32_t i = 0; i < outages->count && err == FK_OK; i++) {
        struct channel_try waiting = outages->waiting[i];
        struct message message = {.type = MSG_PAY,
                                  .kind = waiting.channel,
                                  .customer = waiting.customer,
                                  .ref = waiting.corrects,
                                  .value = waiting.amount};
        if (outages->down[waiting.channel] > 0)
            outages->waiting[left++] = waiting;
        else
            err = pay(context, &message);
    }
    outages->count = left;
    return err;
}

void channel_outages_image(struct channel_outages *outages, struct image *image, uint32_t customers)
{
    IMAGE(image, outages->down);
    image_list(image, &outages->waiting, sizeof *outages->waiting, &outages->count,
               &outages->capacity);
    for (uint32_t i = 0; image->is_loading && i < outages->count; i++)
        image_expect(image,
                     outages->waiting[i].customer < customers &&
                         outages->waiting[i].channel < PAY_CHANNELS &&
                         outages->waiting[i].amount > 0,
                     "who waits for a channel in it is nobody");
}
