/* models/around/sms.h - SMS platform (短信平台, A10): sending window, rate, delivery, receipts;
 * rules, INV-08. A party behind a port. A message that waits for the window
 * keeps its place in the queue; kinds in `exempt` have a queue of their own that the window does
 * not hold. A notice whose cut was given up meanwhile does not leave when its turn comes, nor when its
 * request is overtaken by that word. */
#ifndef MODELS_AROUND_SMS_H
#define MODELS_AROUND_SMS_H
#include "base/chance.h"
#include "base/clock.h"
#include "base/daily.h"
#include "base/fifo.h"
#include "base/pacer.h"
#include "base/slots.h"
#include "base/timers.h"
#include "models/house/seat.h"

struct sms_config {
    struct clock_window window;
    uint32_t rate;   /* segments per second, > 0 (P-SMS-01) */
    uint32_t exempt; /* bit set of enum sms_kind */
    uint32_t
        told_when_sent; /* bit set: kinds whose submission is reported, besides their receipt */
    struct chance_dist delivery;
    uint64_t seed;
};
/* One message under way; its place is used again when its fate is known. */
struct sms_message {
    uint32_t id, customer, ref;
    uint32_t counter; /* day and how-manieth of the customer in it, for the draw of its delay */
    uint8_t kind;     /* enum sms_kind */
    uint8_t is_cancelled;
};
/* A cancel that found nothing: the request may still be on its way, and is taken back when it
 * comes. Kept as long as an order may still be told of. */
#define SMS_CANCEL_KEPT (10 * MS_DAY)
struct sms_early {
    uint32_t id, customer; /* strategy, which is given up for good */
    ms_t until;
};
struct sms_gateway {
    const struct party_port *port;
    struct sms_config config;
    struct sms_message *messages; /* by slot */
    uint32_t count, capacity;     /* slots ever used */
    uint32_t next_id;
    struct fifo free_slots;
    struct fifo waiting, urgent; /* slots not submitted yet: bound to the window, exempt */
    struct id_map notices;       /* pre-cut messages among them: strategy -> slot */
    struct slots early;          /* struct sms_early */
    struct fifo early_ids;       /* in the order in which they came */
    struct pacer pacer;
    struct timers deliveries;
    struct daily made;
};

FK_MUST_CHECK int sms_init(struct sms_gateway *sms, const struct party_port *port,
                           const struct sms_config *config);
void sms_fini(struct sms_gateway *sms);
/* Handles MSG_SMS_REQUEST and MSG_SMS_CANCEL; a cancel that comes after the submission changes
 * nothing. FK_OK, FK_E_MEMORY, FK_E_ARG for other messages, FK_E_RANGE after
 * 2^32 - 1 messages. */
FK_MUST_CHECK int sms_handle(struct sms_gateway *sms, const struct message *message, ms_t now);
FK_MUST_CHECK int sms_tick(struct sms_gateway *sms, ms_t now);
ms_t sms_due(const struct sms_gateway *sms, ms_t now);
/* Loading refuses records of customers from `customers` on. */
void sms_image(struct sms_gateway *sms, struct image *image, uint32_t customers);
extern const struct party_class sms_class; /* for a seat */
#endif
