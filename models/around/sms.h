/* models/around/sms.h - SMS platform (短信平台, A10): sending window, rate, priorities, delivery,
 * receipts, and the paper slips of those whom no SMS reaches; rules, CQ-13,
 * INV-08. A party behind a port.
 *
 *   request --> waiting, first (kinds that go before the others) --window--+
 *           --> urgent (exempt kinds: no window) --------------------------+--rate--> submitted
 *           --> paper, or nobody (no valid number)                                       |
 *   submitted --> rejected | delivered | undelivered | expired | no report  <------------+
 *
 * A message that waits keeps its place in its queue. The rate counts segments: they leave
 * one after the other, and the next message after them. A notice whose cut was given up meanwhile
 * does not leave when its turn comes, nor when its request is overtaken by that word.
 * Whether a message is read is nothing that the platform knows: it is drawn here and noted
 * (enum sms_fate), and told to nobody but the customer himself.
 *
 * Questions: Q13, Q41, Q74, Q75 */
#ifndef MODELS_AROUND_SMS_H
#define MODELS_AROUND_SMS_H
#include "base/chance.h"
#include "base/clock.h"
#include "base/daily.h"
#include "base/fifo.h"
#include "base/pacer.h"
#include "base/slots.h"
#include "base/timers.h"
#include "models/around/phones.h"
#include "models/house/seat.h"

/* What goes wrong, in parts of a million of what could (R-64, P-SMS-09 to P-SMS-13, P-POP-11,
 * P-POP-12). */
struct sms_shares {
    uint32_t rejected;     /* by the gateway: content, black list, frequency */
    uint32_t lost;         /* behind it, and no report comes */
    uint32_t misrouted;    /* a ported number: not delivered */
    uint32_t intercepted;  /* delivered, and hidden by the phone's software */
    uint32_t receipt_lost; /* delivered, and no report comes */
    uint32_t wrong_owner;  /* of the customers: delivered to somebody else */
    uint32_t no_number;    /* of the customers: nothing can be sent */
};
/* Numbers are checked (K-11): so many a day in each county, in the order of the customers; whose is
 * checked has the shares of a file that was cleaned. */
struct sms_checks {
    uint32_t per_day;    /* 0: none */
    uint32_t per_county; /* customers, > 0 */
    ms_t from;
    uint32_t wrong_owner, no_number;
};
struct sms_config {
    struct clock_window window;
    uint32_t rate;           /* segments per second, > 0 (P-SMS-01) */
    uint32_t exempt;         /* bit set of enum sms_kind */
    uint32_t first;          /* bit set: kinds that go before the others */
    uint32_t told_when_sent; /* bit set: kinds whose submission is reported, besides the receipt */
    struct chance_dist delivery;
    ms_t validity; /* > 0: so long a message is tried, and a report waited for (P-SMS-08) */
    struct sms_shares shares;
    struct sms_checks checks;
    const struct phones *phones; /* borrowed, NULL: everybody has a valid number of his own */
    struct chance_dist paper;    /* delivery of a slip (P-SMS-17); count 0: there is no paper */
    uint32_t paper_lost;         /* slips that are not delivered, parts of a million */
    struct chance_dist call;     /* from the window to the end of a call; count 0: nobody calls */
    uint32_t call_missed;        /* calls that reach nobody, parts of a million (CQ-11) */
    bool is_paper_counted;       /* a slip that is delivered stands for a receipt */
    const uint8_t *free_texts;   /* borrowed: segments of each free text, from number 1 */
    uint32_t free_text_count;
    uint32_t heard; /* bit set: kinds that customers react to, told to them with their
                                  * balance when they read them; besides "close allowed" */
    uint64_t seed;
};
/* One message under way; its place is used again when its fate is known. */
struct sms_message {
    uint32_t id, customer, ref;
    uint32_t notice;  /* number of a notice of a cut, by who asked for it */
    uint32_t counter; /* day and how-manieth of the customer in it, for the draws */
    uint8_t kind;     /* enum sms_kind */
    uint8_t is_cancelled;
    uint8_t segments; /* of paper and calls 0 */
    uint8_t medium;   /* enum sms_medium */
    uint8_t fate;     /* enum sms_fate, as far as it is decided */
};
/* A cancel that found nothing: the request may still be on its way, and is taken back when it
 * comes; one that is made later is not, if the strategy was held and goes on. Kept as long as an
 * order may still be told of. */
#define SMS_CANCEL_KEPT (10 * MS_DAY)
struct sms_early {
    uint32_t id, customer; /* strategy */
    uint32_t notice;       /* up to this number */
    ms_t until;
};
struct sms_gateway {
    const struct party_port *port;
    struct sms_config config;
    uint8_t usual_segments[SMS_KINDS]; /* 0: they depend on the values */
    struct sms_message *messages;      /* by slot */
    uint32_t count, capacity;          /* slots ever used */
    uint32_t next_id;
    struct fifo free_slots;
    struct fifo waiting, first; /* slots not submitted yet: bound to the window, ... */
    struct fifo urgent;         /* ... exempt */
    struct id_map notices;      /* pre-cut messages among them: strategy -> slot */
    struct id_map balances;     /* slot -> balance that one of `heard` tells */
    struct slots early;         /* struct sms_early */
    struct fifo early_ids;      /* in the order in which they came */
    struct pacer pacer;
    struct timers deliveries;
    struct daily made;
    unsigned centre_down; /* outages of the SMS centre in force */
};

FK_MUST_CHECK int sms_init(struct sms_gateway *sms, const struct party_port *port,
                           const struct sms_config *config);
void sms_fini(struct sms_gateway *sms);
/* Handles MSG_SMS_REQUEST, MSG_SMS_CANCEL and MSG_FAULT (SMS centre down or up); a cancel that
 * comes after the submission changes nothing. FK_OK, FK_E_MEMORY, FK_E_ARG for other messages and
 * free texts that there are not, FK_E_RANGE after 2^32 - 1 messages. */
FK_MUST_CHECK int sms_handle(struct sms_gateway *sms, const struct message *message, ms_t now);
FK_MUST_CHECK int sms_tick(struct sms_gateway *sms, ms_t now);
ms_t sms_due(const struct sms_gateway *sms, ms_t now);
/* Loading refuses records of customers from `customers` on. */
void sms_image(struct sms_gateway *sms, struct image *image, uint32_t customers);
extern const struct party_class sms_class; /* for a seat */
#endif
