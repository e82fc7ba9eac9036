/* models/house/party.h - how the parties of the system talk: messages, ports and notes.
 *
 * Every party is a record plus pure functions (state, message, now) -> state + effects. Effects
 * leave through a port that the surroundings provide: `send` a message to another party, `note` a
 * line of the event log. A party does no I/O, reads no clock and knows nothing of SimGrid; the
 * simulation, a unit test or a foreign process may sit behind the port (a seat). Not shared between
 * threads.
 *
 *   message --> handle(self, message, now) --+--> send(to, message, delay)   I1..I14
 *   time    --> tick(self, now)              +--> note(event)                the log
 *               due(self): when to tick next */
#ifndef MODELS_HOUSE_PARTY_H
#define MODELS_HOUSE_PARTY_H
#include "base/clock.h"
#include "models/house/terms.h"

/* Seats of the system. Concentrator c sits at PARTY_CONCENTRATORS + c. */
enum party_seat {
    PARTY_OPERATOR, /* planned inputs and faults of the scenario */
    PARTY_CUSTOMERS,
    PARTY_CHANNELS,
    PARTY_MARKETING,
    PARTY_FEE_CONTROL,
    PARTY_CALCULATION,
    PARTY_SMS,
    PARTY_MASTER,
    PARTY_CREWS,
    PARTY_CONCENTRATORS
};

/* Messages; the numbers after I name the interface of the system rules, section 2. */
enum message_type {
    MSG_FAULT,          /* operator -> any: kind fault, code 1 begins 0 ends, value parameter */
    MSG_UPLOAD,         /* I2 concentrator -> master: registers, in the upload block `id` */
    MSG_PUSH,           /* I3 master -> fee control: id day index, ref file of registers */
    MSG_CALCULATED,     /* calculation -> fee control: run over; id day index, kind run 0 or 1 */
    MSG_CALCULATE,      /* fee control -> calculation: value customers, id day index, kind run */
    MSG_SMS_REQUEST,    /* I6 fee control -> marketing -> SMS: kind sms, ref strategy or order */
    MSG_SMS_REPORT,     /* SMS -> marketing -> fee control, customers: kind sms, state, ref */
    MSG_ORDER_REQUEST,  /* I5 fee control -> marketing: kind order, ref strategy, id the order that
                          * it follows or 0, value as in the order; of an exception its
                          * cause */
    MSG_ORDER_CANCEL,   /* I5 fee control -> marketing: id order, code order state: cancelled, held,
                          * closed (another order has done it) */
    MSG_ORDER,          /* I7 marketing -> master: kind N1, id order, value: moment after which it
                          * must not be tried, 0 none */
    MSG_ORDER_ACCEPTED, /* I7 master -> marketing: id order */
    MSG_ORDER_EXECUTING, /* I9 master -> marketing: id order */
    MSG_ORDER_RESULT,    /* I9 master -> marketing: id order, code, attempt tries, value 1 if a try
                          * had no answer */
    MSG_ORDER_REPORT,    /* marketing -> fee control: id order, kind, code, ref strategy, value
                          * enum order_report_bit */
    MSG_STATUS_REQUEST,  /* marketing -> master: read the status word for order `id`, R-23; kind 1:
                          * fee control -> marketing -> master, after a late movement */
    MSG_STATUS_REPORT,   /* the way back: id order, kind, code, value status word 3 */
    MSG_READ_REQUEST,    /* operator -> master: on-demand read of a customer */
    MSG_COMMAND,         /* I8 master -> concentrator: kind N1, id order, ref command, value
                          * valid-until */
    MSG_COMMAND_ANSWER,  /* I8 concentrator -> master: as the command, code */
    MSG_READ,            /* I8 master -> concentrator: id read, kind 0 register 1 status word */
    MSG_READ_ANSWER,     /* I8 concentrator -> master: id read, code, value */
    MSG_SECOND_CHECK,    /* fee control -> marketing: R-13, ref strategy */
    MSG_BALANCE,         /* marketing -> fee control: value M2, ref strategy */
    MSG_RECEIPT,         /* I4 marketing -> fee control: value M2 after a posting */
    MSG_PAY,             /* customer -> channel: kind channel, value fen */
    MSG_PAYMENT, /* I11 channel -> marketing: kind channel, value fen, id payment, ref counter of
                  * its draws */
    MSG_SUPPLY,  /* meter -> customer: code 1 on 0 off */
    MSG_BUTTON,  /* customer -> meter: key held 3 s */
    MSG_CLOSED,  /* meter event -> fee control: relay closed by the key, T19 */
    MSG_FIELD_ORDER,  /* I10 marketing -> crews: kind order, id order */
    MSG_FIELD_SWITCH, /* crew -> meter on site: kind N1 */
    MSG_FIELD_RESULT, /* crew -> marketing: id order, code */
    MSG_FIELD_ASK,  /* crew on site -> marketing -> fee control: may order `id` of a kind be carried
                       * out? marketing adds ref strategy and value M2 */
    MSG_FIELD_MAY,  /* the answer: id order, code OK, or NOT_ALLOWED, or NONE: not today;
                    * attempt 1: of a plan, 0: of a crew on site */
    MSG_FIELD_PLAN, /* crew -> marketing -> fee control: field cut `id` is planned for today, value
                     * the end of the hours for it; marketing adds ref strategy. Answered when
                     * its notice allows it */
    MSG_TYPES
};

/* Value of MSG_ORDER_REPORT. */
enum order_report_bit {
    ORDER_UNANSWERED = 1,   /* a try had no answer: whatever the code, the relay may have moved */
    ORDER_RELAY_CLOSED = 2, /* the status word says that the relay is closed */
    ORDER_OVER = 4, /* the order was done before: one more of its tries moved the relay, now or
                    * earlier; ref 0 */
    ORDER_NOT_IN_FORCE =
        8 /* the status word says that what the order asks for is not in force
                            */
};

struct message {
    uint8_t type; /* enum message_type */
    uint8_t kind, code, attempt;
    uint32_t customer;
    uint32_t id, ref;
    int64_t value;
};
_Static_assert(sizeof(struct message) == 24, "copied by value through every hop");

/* One line of the event log without its place in the order; fields as in sim/watch/recorder.h. */
struct party_note {
    uint8_t type; /* enum event_type */
    uint8_t kind, state, code, attempt;
    uint32_t customer, id, ref;
    int64_t value;
};

struct party_port {
    void *context;
    uint32_t self; /* seat of the party that owns the port */
    /* The message reaches `to` after `delay` >= 1 ms. */
    void (*send)(const struct party_port *port, uint32_t to, const struct message *message,
                 ms_t delay);
    void (*note)(const struct party_port *port, const struct party_note *note, ms_t now);
};

#define PARTY_HOP 1 /* ms, one hop between systems of the master station */

static inline void party_send(const struct party_port *port, uint32_t to, struct message message)
{
    port->send(port, to, &message, PARTY_HOP);
}
static inline void party_note(const struct party_port *port, struct party_note note, ms_t now)
{
    port->note(port, &note, now);
}
#endif
