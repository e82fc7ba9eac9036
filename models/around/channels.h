/* models/around/channels.h - payment channels (缴费渠道, A11): the channel ledger M1 and the
 * interface I11 to marketing with its capacity and outages. A party behind a port. Not shared
 * between threads.
 *
 * Questions: Q42, Q91 */
#ifndef MODELS_AROUND_CHANNELS_H
#define MODELS_AROUND_CHANNELS_H
#include "base/daily.h"
#include "base/fifo.h"
#include "base/money.h"
#include "base/pacer.h"
#include "base/slots.h"
#include "models/around/astray.h"
#include "models/around/channel_book.h"
#include "models/around/channel_outages.h"
#include "models/around/withholding.h"
#include "models/house/link.h"

/* A payment that has not crossed I11 yet. */
struct channel_payment {
    uint32_t id;
    uint32_t customer;
    uint32_t counter; /* day and how-manieth payment of the customer in it, for draws */
    uint8_t channel;  /* enum pay_channel */
    fen_t amount;
};
/* What the channels took from a customer in all and keep (渠道流水); the event log has each entry. */
struct channel_account {
    uint32_t id; /* customer */
    fen_t paid;
};
struct channels {
    const struct party_port *port;
    struct slots payments; /* struct channel_payment: leave when they cross */
    struct slots accounts; /* struct channel_account, of those who have paid */
    uint32_t count;        /* payments so far; ids are 1 .. count */
    struct daily paid;
    struct fifo unsent; /* payments that have not crossed I11 */
    struct pacer pacer;
    unsigned links_down;            /* outages in force */
    struct channel_outages outages; /* of one channel each */
    struct channel_book book;
    struct withholding withholding;
    struct astray astray;
    struct link_faults faults; /* those of a share of the payments; borrowed */
};

/* `capacity`: payments per second over I11, > 0 (P-PAY-16). No statements: who wants some gives the
 * book another beginning (channel_book_init). Nobody has signed withholding: who wants some gives
 * it another `config`, and so of payments that go astray, and of who finds his channel
 * down. No share of the payments is hit: `faults`. FK_OK or FK_E_MEMORY. */
FK_MUST_CHECK int channels_init(struct channels *channels, const struct party_port *port,
                                uint32_t capacity);
void channels_fini(struct channels *channels);
/* Handles MSG_PAY, MSG_MISSING, MSG_WITHHOLD, MSG_CARD and MSG_FAULT (I11 or a channel down or up;
 * payments of a customer lost or undone). FK_OK, FK_E_MEMORY, FK_E_RANGE when the ids of payments
 * are used up, FK_E_ARG for other messages. */
FK_MUST_CHECK int channels_handle(struct channels *channels, const struct message *message,
                                  ms_t now);
FK_MUST_CHECK int channels_tick(struct channels *channels, ms_t now);
ms_t channels_due(const struct channels *channels, ms_t now);
/* Loading refuses records of customers from `customers` on. */
void channels_image(struct channels *channels, struct image *image, uint32_t customers);
extern const struct party_class channels_class; /* for a seat */
/* M1 of a customer: everything the channels have taken from him and not undone. */
fen_t channels_paid(struct channels *channels, uint32_t customer);
#endif
