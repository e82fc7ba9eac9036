/* models/around/channel_outages.h - payment channels that take no payments for a while, each by
 * itself (fault `channel-down`, A11, P-PAY-01): who finds his channel down waits until it is up
 * again, or pays through another. A part of the channels, which books nothing itself. Not shared
 * between threads. */
#ifndef MODELS_AROUND_CHANNEL_OUTAGES_H
#define MODELS_AROUND_CHANNEL_OUTAGES_H
#include "base/money.h"
#include "models/house/seat.h"

struct channel_outages_config {
    uint32_t elsewhere; /* of the payers pay through another channel, parts of a million */
    uint64_t seed;
};
/* Who waits for his channel. */
struct channel_try {
    fen_t amount;
    uint32_t customer;
    uint32_t corrects; /* the payment that went astray for it, 0: it is none of these */
    uint8_t channel;   /* enum pay_channel */
};
struct channel_outages {
    struct channel_outages_config config;
    uint32_t down[PAY_CHANNELS]; /* faults in force */
    struct channel_try *waiting; /* in the order in which they tried */
    uint32_t count, capacity;
};

/* A zeroed record: all are up, and nobody waits. */
void channel_outages_fini(struct channel_outages *outages);
/* MSG_FAULT FAULT_CHANNEL_DOWN of the channel `value` begins (code 1) or ends. */
void channel_outages_fault(struct channel_outages *outages, const struct message *message);
/* The channel through which who wants `pay` (MSG_PAY) at `now` pays; PAY_CHANNELS: he waits. He
 * goes on to the first of Alipay, WeChat, the app, the bank and the counter that is up; a bank that
 * withholds does not. */
unsigned channel_outages_way(const struct channel_outages *outages, const struct message *pay,
                             ms_t now);
/* He waits. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int channel_outages_wait(struct channel_outages *outages, const struct message *pay);
/* Those whose channel is up again go to `pay`, in the order in which they tried. FK_OK or the error
 * of `pay`. */
FK_MUST_CHECK int channel_outages_release(struct channel_outages *outages,
                                          int (*pay)(void *context, const struct message *pay),
                                          void *context);
/* Loading refuses records of customers from `customers` on. */
void channel_outages_image(struct channel_outages *outages, struct image *image,
                           uint32_t customers);
#endif
