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

#define PARTY_RUNS 24 /* of the calculation on a day, at most */

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

/* Messages: over which interface of the system rules (section 2) from whom to whom, and what the
 * fields hold beside the customer; a field that is not named is 0. The same as data, with the
 * bounds of each field: models/house/message_table.c. A request for an SMS tells the balance in
 * value, or of a free text its number; operator -> marketing with code 1 a planned one, whose
 * balance marketing knows. */
enum message_type {
    MSG_FAULT,  /* operator -> channels, SMS, master, crews, concentrator, fee control: kind fault,
                 * id which, code 1 begins 0 ends, value its parameter: ms for a clock, the
                 * interface of a link, 1 for a front-end processor that loses its tasks, the code
                 * of a meter that refuses */
    MSG_UPLOAD, /* I2 concentrator -> master: registers, in the upload block `id`, value day number;
                 * customer: the first of the block */
    MSG_PUSH,   /* I3 master -> fee control: kind run of the day, from 0, id day number, ref
                         * file of registers */
    MSG_CALCULATED,     /* calculation -> fee control: a run is over; fields as it was asked for */
    MSG_CALCULATE,      /* fee control -> calculation: kind run, id day number, value customers */
    MSG_SMS_REQUEST,    /* I5 fee control -> marketing, I6 -> SMS: kind sms, ref strategy or 0,
                         * id of the notice of a cut its number */
    MSG_SMS_REPORT,     /* I6 SMS -> marketing, I5 -> fee control; SMS -> customers: kind sms, code
                         * enum sms_state, id of the SMS, ref as in the request, value to
                         * customers the balance it tells, else 0 */
    MSG_ORDER_REQUEST,  /* I5 fee control -> marketing: kind order, ref strategy, id the order that
                         * it follows or 0, value as in the order; of an exception its cause
                         * (R-70) */
    MSG_ORDER_CANCEL,   /* I5 fee control -> marketing: id order, code order state: cancelled, held,
                         * closed (another order has done it); of an exception its kind and no id.
                         * I7 -> master, I10 -> crews: id order */
    MSG_ORDER,          /* I7 marketing -> master: kind N1, id order, value: moment after which it
                         * must not be tried, 0 none */
    MSG_ORDER_ACCEPTED, /* I7 master -> marketing: kind N1, id order, attempt tries so far, code of
                         * the last one */
    MSG_ORDER_EXECUTING, /* I9 master -> marketing: the same */
    MSG_ORDER_RESULT,   /* I9 master -> marketing: the same, code of the order, value 1 if a try had
                          * no answer */
    MSG_ORDER_REPORT,   /* I5 marketing -> fee control: id order, kind, code, ref strategy, value
                          * enum order_report_bit */
    MSG_STATUS_REQUEST, /* I7 marketing -> master: read the status word for order `id`, R-23; kind
                          * 1: I5 fee control -> marketing, I7 -> master, after a late movement,
                          * ref number of the question */
    MSG_STATUS_REPORT,  /* I9 master -> marketing; kind 1: I5 -> fee control: id order, code,
                          * attempt tries, ref number of the question, value status word 3 */
    MSG_READ_REQUEST,   /* operator -> master: on-demand read of a customer */
    MSG_COMMAND,        /* I8 master -> concentrator: kind N1, id order, ref command, attempt,
                          * value valid-until */
    MSG_COMMAND_ANSWER, /* I8 concentrator -> master: kind, id and ref as in the command, code */
    MSG_READ,           /* I8 master -> concentrator: kind 0 register 1 status word, id task of the
                          * master, ref read, attempt, value valid-until */
    MSG_READ_ANSWER,    /* I8 concentrator -> master: kind, id and ref as in the read, code, value
                          * register (0.01 kWh) or status word 3 */
    MSG_SECOND_CHECK,   /* I5 fee control -> marketing: R-13; kind: what for */
    MSG_BALANCE,        /* I4 marketing -> fee control: kind as asked, value M2 */
    MSG_RECEIPT,        /* I4 marketing -> fee control: id payment, value M2 after its posting (code
                         * 1: he is told that it was withheld), or (kind 1) after its reversal,
                         * R-83; or, code 1, id of his last bill: one of his is overdue, and
                         * counts */
    MSG_PAY,     /* customer -> channel, operator -> channel: kind channel, value fen; operator ->
                  * customer, who passes it on */
    MSG_PAYMENT, /* I11 channel -> marketing: kind channel, value fen, id payment, ref counter of
                  * its draws */
    MSG_SUPPLY, /* meter -> customer: code 1 on 0 off, value since when, kind 1: not by the relay */
    MSG_BUTTON, /* customer -> meter: kind 0 key held 3 s, 1 external breaker closed by hand */
    MSG_CLOSED, /* I2 meter event -> fee control: relay closed by the key, T19 */
    MSG_FIELD_ORDER,  /* I10 marketing -> crews: kind order, id order */
    MSG_FIELD_SWITCH, /* crew -> meter on site: kind N1 */
    MSG_FIELD_RESULT, /* I10 crew -> marketing: kind order, id order, code */
    MSG_FIELD_ASK,    /* I10 crew on site -> marketing, I5 -> fee control: may order `id` of a kind
                       * be carried out? marketing adds ref strategy and value M2 */
    MSG_FIELD_MAY,    /* the answer, I5 and I10: kind, id order, code OK, or NOT_ALLOWED, or NONE:
                       * not today; attempt 1: of a plan, 0: of a crew on site */
    MSG_FIELD_PLAN,   /* I10 crew -> marketing, I5 -> fee control: field cut `id` is planned for
                       * today, value the end of the hours for it; marketing adds ref strategy.
                       * Answered when its notice allows it */
    MSG_SMS_CANCEL,   /* I5 fee control -> marketing, I6 -> SMS: what waits of kind sms for strategy
                     * `ref`, up to number `id`, is not wanted any more */
    MSG_STATEMENT,    /* I11 channel -> marketing: one payment in the statement of its day: fields
                        * of MSG_PAYMENT, no ref */
    MSG_STATEMENT_END, /* I11 channel -> marketing: the statement of a channel is sent: kind
                        * channel, id its last payment of these days, value entries in all of its
                        * statements so far */
    MSG_TRIPPED, /* I2 meter event -> fee control: a breaker that a hand closes was tripped, value
                       * the register (0.01 kWh; CQ-2) */
    MSG_CLOCK_SYNC, /* operator -> meter: its clock is set; kind 0 by a broadcast, 1 by an encrypted
                       * telegram to it alone */
    MSG_LOG_ON,     /* I2 concentrator -> master: heard again after an outage; customer: its
                       * first */
    MSG_WITHHOLD,   /* I11 marketing -> channels: charge the customer by his mandate */
    MSG_AGREEMENT,  /* operator -> marketing, I4 -> fee control: code 1 the agreement is archived, 0
                     * it ends; kind enum agreement_way; id day number of the first register that
                     * can be his settled reading; marketing adds M2 (T1, T23). Marketing ->
                     * customers: who has signed is asked for a deposit of value fen (Q56) */
    MSG_START,      /* operator -> fee control: a person begins something for him (T7, CQ-4) */
    MSG_LOCK,       /* operator -> fee control: kind enum hold_reason, code 1 begins 0 ends, attempt
                     * enum lock_scope, ref line or area from 0 */
    MSG_FIELD_READ, /* crew -> meter on site: its freeze of the day is taken for order `id` */
    MSG_FIELD_REGISTER,  /* meter -> crew: id order, ref day number of its newest freeze, value its
                         * register, 0.01 kWh, and above 32 bits its second one (rates.h) */
    MSG_HAND_READING,    /* I10 crews -> master: such a register, read out of the handheld: id day
                         * number, value as there */
    MSG_RECHARGE,        /* I12 marketing -> master, I8 master -> concentrator: kind number of the
                     * purchase, id order, value fen, 0: only a look at the meter's count; on I8
                     * ref command and attempt (GS-1 to GS-4) */
    MSG_RECHARGE_ANSWER, /* I8 concentrator -> master: kind the meter's count, id and ref as in the
                          * recharge, code */
    MSG_RECHARGE_RESULT, /* I12 master -> marketing: kind the meter's count as read last, id order,
                          * code, attempt tries, value 1 if a try had no answer */
    MSG_CARD,            /* kind number of the purchase, value fen: I11 marketing -> channels, the
                          * card is to be written with it; channels -> customers, it is; customers
                          * -> meter, it is inserted, and so operator -> customers (kind, value 0);
                          * code 1: with the request to insert it (GS-6), from the operator on:
                          * into the next meter (section 20) */
    MSG_METER_CHANGE,    /* operator -> meter: a crew changes it; meter -> marketing: value the rest
                          * that was taken out of it (GS-12). Code 1: the customer takes it back to
                          * his card, which goes to the counter (section 20) */
    MSG_BILLING, /* I9 master -> marketing: registers for settlement are ready: id day number,
                         * ref file of registers */
    MSG_SETTLED, /* I4 marketing -> fee control: a bill was made: id day number of the settled
                         * reading, ref its register (0.01 kWh), attempt and value as in
                         * MSG_RECEIPT */
    MSG_COUNTED, /* I4 marketing -> fee control, before MSG_SETTLED, with versions of a tariff: id
                  * as there, ref its second register (rates.h), value the energy counted in the
                  * tier period up to it, both 0.01 kWh */
    MSG_CARD_TERMS, /* operator -> meter: a card with other amounts is inserted: id the most that
                     * it may hold or 0 for what all may, value the first alarm << 32 | the
                     * second, both signed, in what is sold (section 20, seed 000) */
    MSG_MISSING,    /* customer -> channel: he has paid, and asks where his money is (P-PAY-17) */
    MSG_TYPES
};

/* Above the 16 bits of the status word in MSG_READ_ANSWER and MSG_STATUS_REPORT, where orders are
 * confirmed by it: the current that is read along with the word (02020100) is not zero. */
#define READ_CURRENT_FLOWS 0x10000

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
