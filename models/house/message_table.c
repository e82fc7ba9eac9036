#include "models/house/message_table.h"

#include "models/house/locks.h"
#include <inttypes.h>

#define U32          UINT32_MAX
#define LARGE        (INT64_MAX / 2)
#define UP_TO(count) 0, (count)-1

static const struct message_domain_row domains[FIELD_DOMAINS] = {
    [FIELD_UNUSED] = {"unused", "", 0, 0},
    [FIELD_FLAG] = {"flag", "", 0, 1},
    [FIELD_REPORT] = {"bits of an order report", "", 0,
                      ORDER_UNANSWERED | ORDER_RELAY_CLOSED | ORDER_OVER | ORDER_NOT_IN_FORCE},
    [FIELD_RUN] = {"calculation run", "", 0, PARTY_RUNS - 1},
    [FIELD_CHECK] = {"purpose of a second check", "", 0, UINT8_MAX},
    [FIELD_FAULT_KIND] = {"fault kind", "", UP_TO(FAULT_KINDS)},
    [FIELD_ORDER_KIND] = {"order kind", "", UP_TO(ORDER_KINDS)},
    [FIELD_ORDER_STATE] = {"order state", "", UP_TO(ORDER_STATES)},
    [FIELD_RESULT_CODE] = {"result code", "", UP_TO(RESULT_CODES)},
    [FIELD_SMS_KIND] = {"kind of SMS", "", UP_TO(SMS_KINDS)},
    [FIELD_SMS_STATE] = {"state of an SMS", "", UP_TO(SMS_STATES)},
    [FIELD_CHANNEL] = {"payment channel", "", UP_TO(PAY_CHANNELS)},
    [FIELD_N1] = {"control command N1", "", 0x1A, 0x3B},
    [FIELD_TRIES] = {"tries", "", 0, UINT8_MAX},
    [FIELD_POSTINGS] = {"postings of the account, modulo 256", "", 0, UINT8_MAX},
    [FIELD_ID] = {"id", "", 1, U32},
    [FIELD_ID_OR_NONE] = {"id, 0 for none", "", 0, U32},
    [FIELD_INDEX] = {"index", "", 0, U32},
    [FIELD_DAY] = {"day number", "days since 1970-01-01 CST", 1, 1 << 20},
    [FIELD_BALANCE] = {"balance", "fen", INT32_MIN, INT32_MAX},
    [FIELD_FEN_PAID] = {"amount paid", "fen", 1, LARGE},
    [FIELD_CUSTOMERS] = {"customers", "", 0, U32},
    [FIELD_MOMENT] = {"moment", "ms since the Unix epoch", 0, LARGE},
    [FIELD_WORD] = {"status word or register", "bits or 0.01 kWh", 0, LARGE},
    [FIELD_ENTRIES] = {"entries of statements", "", 0, LARGE},
    [FIELD_START_KIND] = {"what a person begins", "", UP_TO(START_KINDS)},
    [FIELD_LOCK_KIND] = {"kind of lock", "", HOLD_PROTECTION, HOLD_PERIOD},
    [FIELD_LOCK_SCOPE] = {"scope of a lock", "", UP_TO(LOCK_SCOPES)},
    [FIELD_SESSION] = {"what the meter says of its session", "", UP_TO(SESSION_STATES)},
    [FIELD_AGREEMENT] = {"how an agreement came to be", "", UP_TO(AGREEMENT_WAYS)},
    [FIELD_PURCHASE] = {"purchases of a local meter, modulo 256", "", 0, UINT8_MAX},
    [FIELD_SOLD] = {"amount of what is sold", "fen, 0.01 kWh or min", 0, INT32_MAX},
    [FIELD_ANY] = {"parameter", "", INT64_MIN, INT64_MAX}};

#define WAYS(...)                                                                                  \
    .route_count = sizeof((struct message_route[]){__VA_ARGS__}) / sizeof(struct message_route),   \
    .routes = {__VA_ARGS__}
#define OPERATOR     PARTY_OPERATOR
#define CUSTOMERS    PARTY_CUSTOMERS
#define CHANNELS     PARTY_CHANNELS
#define MARKETING    PARTY_MARKETING
#define FEE          PARTY_FEE_CONTROL
#define CALCULATION  PARTY_CALCULATION
#define SMS          PARTY_SMS
#define MASTER       PARTY_MASTER
#define CREWS        PARTY_CREWS
#define CONCENTRATOR PARTY_CONCENTRATORS

static const struct message_row rows[MSG_TYPES] = {
    [MSG_FAULT] = {.name = "fault",
                   .meaning = "a fault of the scenario begins or ends",
                   WAYS({OPERATOR, CHANNELS, 0}, {OPERATOR, MASTER, 0}, {OPERATOR, CREWS, 0},
                        {OPERATOR, CONCENTRATOR, 0}, {OPERATOR, SMS, 0}, {OPERATOR, FEE, 0},
                        {OPERATOR, CUSTOMERS, 0}, {OPERATOR, MARKETING, 0}),
                   .kind = FIELD_FAULT_KIND,
                   .code = FIELD_FLAG,
                   .id = FIELD_ID,
                   .value = FIELD_ANY},
    [MSG_UPLOAD] = {.name = "upload",
                    .meaning = "registers of a round, in the sender's block",
                    WAYS({CONCENTRATOR, MASTER, 2}),
                    .id = FIELD_ID,
                    .value = FIELD_DAY,
                    .is_confirmed = true,
                    .is_of_many = true},
    [MSG_PUSH] = {.name = "push",
                  .meaning = "collected registers are ready",
                  WAYS({MASTER, FEE, 3}),
                  .kind = FIELD_RUN,
                  .id = FIELD_DAY,
                  .ref = FIELD_ID,
                  .is_confirmed = true,
                  .is_of_many = true},
    [MSG_CALCULATED] = {.name = "calculated",
                        .meaning = "a run of the calculation is over",
                        WAYS({CALCULATION, FEE, 0}),
                        .kind = FIELD_RUN,
                        .id = FIELD_DAY,
                        .value = FIELD_CUSTOMERS,
                        .is_of_many = true},
    [MSG_CALCULATE] = {.name = "calculate",
                       .meaning = "a run of the calculation is asked for",
                       WAYS({FEE, CALCULATION, 0}),
                       .kind = FIELD_RUN,
                       .id = FIELD_DAY,
                       .value = FIELD_CUSTOMERS,
                       .is_of_many = true},
    [MSG_SMS_REQUEST] = {.name = "sms-request",
                         .meaning = "a message to a customer is asked for",
                         WAYS({FEE, MARKETING, 5}, {MARKETING, SMS, 6}, {OPERATOR, MARKETING, 0}),
                         .kind = FIELD_SMS_KIND,
                         .code = FIELD_FLAG,
                         .id = FIELD_ID_OR_NONE,
                         .ref = FIELD_ID_OR_NONE,
                         .value = FIELD_BALANCE},
    [MSG_SMS_REPORT] = {.name = "sms-report",
                        .meaning = "what became of a message",
                        WAYS({SMS, MARKETING, 6}, {MARKETING, FEE, 5}, {SMS, CUSTOMERS, 0}),
                        .kind = FIELD_SMS_KIND,
                        .code = FIELD_SMS_STATE,
                        .id = FIELD_ID,
                        .ref = FIELD_ID_OR_NONE,
                        .value = FIELD_BALANCE},
    [MSG_ORDER_REQUEST] = {.name = "order-request",
                           .meaning = "a work order is asked for",
                           WAYS({FEE, MARKETING, 5}),
                           .kind = FIELD_ORDER_KIND,
                           .code = FIELD_RESULT_CODE,
                           .id = FIELD_ID_OR_NONE,
                           .ref = FIELD_ID_OR_NONE,
                           .value = FIELD_MOMENT},
    [MSG_ORDER_CANCEL] = {.name = "order-cancel",
                          .meaning = "an order is to be taken back",
                          WAYS({FEE, MARKETING, 5}, {MARKETING, MASTER, 7}, {MARKETING, CREWS, 10}),
                          .kind = FIELD_ORDER_KIND,
                          .code = FIELD_ORDER_STATE,
                          .id = FIELD_ID_OR_NONE},
    [MSG_ORDER] = {.name = "order",
                   .meaning = "a cut, restore or other order to the collection system",
                   WAYS({MARKETING, MASTER, 7}),
                   .kind = FIELD_N1,
                   .id = FIELD_ID,
                   .value = FIELD_MOMENT},
    [MSG_ORDER_ACCEPTED] = {.name = "order-accepted",
                            .meaning = "the collection system has it",
                            WAYS({MASTER, MARKETING, 7}),
                            .kind = FIELD_N1,
                            .code = FIELD_RESULT_CODE,
                            .attempt = FIELD_TRIES,
                            .id = FIELD_ID},
    [MSG_ORDER_EXECUTING] = {.name = "order-executing",
                             .meaning = "a try has begun",
                             WAYS({MASTER, MARKETING, 9}),
                             .kind = FIELD_N1,
                             .code = FIELD_RESULT_CODE,
                             .attempt = FIELD_TRIES,
                             .id = FIELD_ID},
    [MSG_ORDER_RESULT] = {.name = "order-result",
                          .meaning = "its end; value 1 if a try had no answer",
                          WAYS({MASTER, MARKETING, 9}),
                          .kind = FIELD_N1,
                          .code = FIELD_RESULT_CODE,
                          .attempt = FIELD_TRIES,
                          .id = FIELD_ID,
                          .value = FIELD_FLAG},
    [MSG_ORDER_REPORT] = {.name = "order-report",
                          .meaning = "state of an order: made (no code), or its end",
                          WAYS({MARKETING, FEE, 5}),
                          .kind = FIELD_ORDER_KIND,
                          .code = FIELD_RESULT_CODE,
                          .id = FIELD_ID,
                          .ref = FIELD_ID_OR_NONE,
                          .value = FIELD_REPORT},
    [MSG_STATUS_REQUEST] = {.name = "status-request",
                            .meaning = "read status word 3 (R-23), kind 1: for fee control",
                            WAYS({FEE, MARKETING, 5}, {MARKETING, MASTER, 7}),
                            .kind = FIELD_FLAG,
                            .id = FIELD_ID,
                            .ref = FIELD_ID_OR_NONE},
    [MSG_STATUS_REPORT] = {.name = "status-report",
                           .meaning = "status word 3 as read",
                           WAYS({MASTER, MARKETING, 9}, {MARKETING, FEE, 5}),
                           .kind = FIELD_FLAG,
                           .code = FIELD_RESULT_CODE,
                           .attempt = FIELD_TRIES,
                           .id = FIELD_ID,
                           .ref = FIELD_ID_OR_NONE,
                           .value = FIELD_WORD},
    [MSG_READ_REQUEST] = {.name = "read-request",
                          .meaning = "on-demand read of a register",
                          WAYS({OPERATOR, MASTER, 0})},
    [MSG_COMMAND] = {.name = "command",
                     .meaning = "one try of a control command; value valid-until; code 1: "
                                "an authentication goes before it",
                     WAYS({MASTER, CONCENTRATOR, 8}),
                     .kind = FIELD_N1,
                     .code = FIELD_FLAG,
                     .attempt = FIELD_TRIES,
                     .id = FIELD_ID,
                     .ref = FIELD_ID,
                     .value = FIELD_MOMENT},
    [MSG_COMMAND_ANSWER] = {.name = "command-answer",
                            .meaning = "what the meter answered",
                            WAYS({CONCENTRATOR, MASTER, 8}),
                            .kind = FIELD_N1,
                            .code = FIELD_RESULT_CODE,
                            .id = FIELD_ID,
                            .ref = FIELD_ID,
                            .value = FIELD_SESSION},
    [MSG_READ] = {.name = "read",
                  .meaning = "one try of a read: kind 0 register, 1 status word",
                  WAYS({MASTER, CONCENTRATOR, 8}),
                  .kind = FIELD_FLAG,
                  .attempt = FIELD_TRIES,
                  .id = FIELD_INDEX,
                  .ref = FIELD_ID,
                  .value = FIELD_MOMENT},
    [MSG_READ_ANSWER] = {.name = "read-answer",
                         .meaning = "the register or status word",
                         WAYS({CONCENTRATOR, MASTER, 8}),
                         .kind = FIELD_FLAG,
                         .code = FIELD_RESULT_CODE,
                         .id = FIELD_INDEX,
                         .ref = FIELD_ID,
                         .value = FIELD_WORD},
    [MSG_SECOND_CHECK] = {.name = "second-check",
                          .meaning = "the account is asked for (R-13)",
                          WAYS({FEE, MARKETING, 5}),
                          .kind = FIELD_CHECK,
                          .ref = FIELD_ID_OR_NONE},
    [MSG_BALANCE] = {.name = "balance",
                     .meaning = "M2, the answer to a second check",
                     WAYS({MARKETING, FEE, 4}),
                     .kind = FIELD_CHECK,
                     .attempt = FIELD_POSTINGS,
                     .ref = FIELD_ID_OR_NONE,
                     .value = FIELD_BALANCE},
    [MSG_RECEIPT] = {.name = "receipt",
                     .meaning = "M2 after a posting, kind 1: after a reversal",
                     WAYS({MARKETING, FEE, 4}),
                     .kind = FIELD_FLAG,
                     .code = FIELD_FLAG,
                     .attempt = FIELD_POSTINGS,
                     .id = FIELD_ID,
                     .value = FIELD_BALANCE},
    [MSG_PAY] = {.name = "pay",
                 .meaning = "the customer pays",
                 WAYS({OPERATOR, CHANNELS, 0}, {OPERATOR, CUSTOMERS, 0}, {CUSTOMERS, CHANNELS, 0}),
                 .kind = FIELD_CHANNEL,
                 .value = FIELD_FEN_PAID},
    [MSG_PAYMENT] = {.name = "payment",
                     .meaning = "a channel hands a payment over",
                     WAYS({CHANNELS, MARKETING, 11}),
                     .kind = FIELD_CHANNEL,
                     .id = FIELD_ID,
                     .ref = FIELD_INDEX,
                     .value = FIELD_FEN_PAID},
    [MSG_SUPPLY] = {.name = "supply",
                    .meaning = "the customer sees supply come or go",
                    WAYS({CONCENTRATOR, CUSTOMERS, 0}),
                    .kind = FIELD_FLAG,
                    .code = FIELD_FLAG,
                    .value = FIELD_MOMENT},
    [MSG_BUTTON] = {.name = "button",
                    .meaning =
                        "the customer holds the key of the meter, or closes the breaker by hand",
                    WAYS({CUSTOMERS, CONCENTRATOR, 0}, {OPERATOR, CONCENTRATOR, 0}),
                    .kind = FIELD_FLAG},
    [MSG_CLOSED] = {.name = "closed",
                    .meaning = "the meter reports that its key closed the relay",
                    WAYS({CONCENTRATOR, FEE, 2})},
    [MSG_FIELD_ORDER] = {.name = "field-order",
                         .meaning = "a job for a crew",
                         WAYS({MARKETING, CREWS, 10}),
                         .kind = FIELD_ORDER_KIND,
                         .id = FIELD_ID},
    [MSG_FIELD_SWITCH] = {.name = "field-switch",
                          .meaning = "a crew switches the meter on site",
                          WAYS({CREWS, CONCENTRATOR, 0}),
                          .kind = FIELD_N1},
    [MSG_FIELD_RESULT] = {.name = "field-result",
                          .meaning = "what became of a job",
                          WAYS({CREWS, MARKETING, 10}),
                          .kind = FIELD_ORDER_KIND,
                          .code = FIELD_RESULT_CODE,
                          .id = FIELD_ID},
    [MSG_FIELD_ASK] = {.name = "field-ask",
                       .meaning = "a crew on site asks before it switches (R-19)",
                       WAYS({CREWS, MARKETING, 10}, {MARKETING, FEE, 5}),
                       .kind = FIELD_ORDER_KIND,
                       .attempt = FIELD_POSTINGS,
                       .id = FIELD_ID,
                       .ref = FIELD_ID_OR_NONE,
                       .value = FIELD_BALANCE},
    [MSG_FIELD_MAY] = {.name = "field-may",
                       .meaning = "the answer: OK, NOT_ALLOWED, or NONE for not today",
                       WAYS({FEE, MARKETING, 5}, {MARKETING, CREWS, 10}),
                       .kind = FIELD_ORDER_KIND,
                       .code = FIELD_RESULT_CODE,
                       .attempt = FIELD_TRIES,
                       .id = FIELD_ID},
    [MSG_FIELD_PLAN] = {.name = "field-plan",
                        .meaning = "a field cut is planned for today; value: its last moment",
                        WAYS({CREWS, MARKETING, 10}, {MARKETING, FEE, 5}),
                        .kind = FIELD_ORDER_KIND,
                        .id = FIELD_ID,
                        .ref = FIELD_ID_OR_NONE,
                        .value = FIELD_MOMENT},
    [MSG_SMS_CANCEL] = {.name = "sms-cancel",
                        .meaning = "a message that waits is not wanted any more (R-66)",
                        WAYS({FEE, MARKETING, 5}, {MARKETING, SMS, 6}),
                        .kind = FIELD_SMS_KIND,
                        .id = FIELD_ID,
                        .ref = FIELD_ID},
    [MSG_STATEMENT] = {.name = "statement",
                       .meaning = "a payment in the statement of its day (R-82)",
                       WAYS({CHANNELS, MARKETING, 11}),
                       .kind = FIELD_CHANNEL,
                       .id = FIELD_ID,
                       .value = FIELD_FEN_PAID,
                       .is_confirmed = true},
    [MSG_STATEMENT_END] = {.name = "statement-end",
                           .meaning = "the statement of a channel is sent",
                           WAYS({CHANNELS, MARKETING, 11}),
                           .kind = FIELD_CHANNEL,
                           .id = FIELD_ID,
                           .value = FIELD_ENTRIES,
                           .is_confirmed = true,
                           .is_of_many = true},
    [MSG_TRIPPED] = {.name = "tripped",
                     .meaning = "the meter reports a trip, and its register (CQ-2)",
                     WAYS({CONCENTRATOR, FEE, 2}),
                     .value = FIELD_WORD},
    [MSG_CLOCK_SYNC] = {.name = "clock-sync",
                        .meaning = "the clock of the meter is set: broadcast, or encrypted to it",
                        WAYS({OPERATOR, CONCENTRATOR, 0}),
                        .kind = FIELD_FLAG},
    [MSG_LOG_ON] = {.name = "log-on",
                    .meaning = "the terminal is heard again after an outage",
                    WAYS({CONCENTRATOR, MASTER, 2}),
                    .is_confirmed = true,
                    .is_of_many = true},
    [MSG_WITHHOLD] = {.name = "withhold",
                      .meaning = "the customer is charged by his mandate (R-18)",
                      WAYS({MARKETING, CHANNELS, 11})},
    [MSG_AGREEMENT] = {.name = "agreement",
                       .meaning = "an agreement is archived, or ends (T1, T23)",
                       WAYS({OPERATOR, MARKETING, 0}, {MARKETING, FEE, 4},
                            {MARKETING, CUSTOMERS, 0}),
                       .kind = FIELD_AGREEMENT,
                       .code = FIELD_FLAG,
                       .attempt = FIELD_POSTINGS,
                       .id = FIELD_DAY,
                       .value = FIELD_BALANCE},
    [MSG_START] = {.name = "start",
                   .meaning = "a person starts the flow of an approval cut (T7), dunning (CQ-4), a "
                              "restore (CQ-10), or an order of a meter (R-20)",
                   WAYS({OPERATOR, FEE, 0}, {OPERATOR, MARKETING, 0}),
                   .kind = FIELD_START_KIND},
    [MSG_LOCK] = {.name = "lock",
                  .meaning = "protection or a hold begins or ends (R-50, R-51)",
                  WAYS({OPERATOR, FEE, 0}),
                  .kind = FIELD_LOCK_KIND,
                  .code = FIELD_FLAG,
                  .attempt = FIELD_LOCK_SCOPE,
                  .ref = FIELD_INDEX},
    [MSG_FIELD_READ] = {.name = "field-read",
                        .meaning = "a crew reads the meter on site",
                        WAYS({CREWS, CONCENTRATOR, 0}),
                        .id = FIELD_ID},
    [MSG_FIELD_REGISTER] = {.name = "field-register",
                            .meaning = "the newest freeze of the meter, and its day",
                            WAYS({CONCENTRATOR, CREWS, 0}),
                            .id = FIELD_ID,
                            .ref = FIELD_DAY,
                            .value = FIELD_WORD},
    [MSG_HAND_READING] = {.name = "hand-reading",
                          .meaning = "a register that a crew has taken, and its day",
                          WAYS({CREWS, MASTER, 10}),
                          .id = FIELD_DAY,
                          .value = FIELD_WORD,
                          .is_confirmed = true},
    [MSG_RECHARGE] = {.name = "recharge",
                      .meaning = "a purchase for a local meter, value 0: a look at its count",
                      WAYS({MARKETING, MASTER, 12}, {MASTER, CONCENTRATOR, 8}),
                      .kind = FIELD_PURCHASE,
                      .code = FIELD_TRIES,
                      .attempt = FIELD_TRIES,
                      .id = FIELD_ID,
                      .ref = FIELD_ID_OR_NONE,
                      .value = FIELD_SOLD},
    [MSG_RECHARGE_ANSWER] = {.name = "recharge-answer",
                             .meaning = "what the meter did with it, and its count",
                             WAYS({CONCENTRATOR, MASTER, 8}),
                             .kind = FIELD_PURCHASE,
                             .code = FIELD_RESULT_CODE,
                             .id = FIELD_ID,
                             .ref = FIELD_ID},
    [MSG_RECHARGE_RESULT] = {.name = "recharge-result",
                             .meaning = "the end of its tries; value 1 if one had no answer",
                             WAYS({MASTER, MARKETING, 12}),
                             .kind = FIELD_PURCHASE,
                             .code = FIELD_RESULT_CODE,
                             .attempt = FIELD_TRIES,
                             .id = FIELD_ID,
                             .value = FIELD_FLAG},
    [MSG_CARD] = {.name = "card",
                  .meaning = "a purchase on the card of a local meter, on its way there",
                  WAYS({MARKETING, CHANNELS, 11}, {CHANNELS, CUSTOMERS, 0},
                       {CUSTOMERS, CONCENTRATOR, 0}, {OPERATOR, CUSTOMERS, 0}),
                  .kind = FIELD_PURCHASE,
                  .code = FIELD_FLAG,
                  .value = FIELD_SOLD},
    [MSG_MISSING] = {.name = "missing",
                     .meaning = "who has paid asks where his money is",
                     WAYS({CUSTOMERS, CHANNELS, 0})},
    [MSG_METER_CHANGE] = {.name = "meter-change",
                          .meaning =
                              "a local meter is changed, or its rest taken back to the card; "
                              "to marketing: its rest",
                          WAYS({OPERATOR, CONCENTRATOR, 0}, {CONCENTRATOR, MARKETING, 0}),
                          .code = FIELD_FLAG,
                          .value = FIELD_SOLD},
    [MSG_CARD_TERMS] = {.name = "card-terms",
                        .meaning = "a card with other amounts is put into a local meter",
                        WAYS({OPERATOR, CONCENTRATOR, 0}),
                        .id = FIELD_ID_OR_NONE,
                        .value = FIELD_ANY},
    [MSG_BILLING] = {.name = "billing",
                     .meaning = "registers that bills can be made by (R-80)",
                     WAYS({MASTER, MARKETING, 9}),
                     .id = FIELD_DAY,
                     .ref = FIELD_ID,
                     .is_confirmed = true,
                     .is_of_many = true},
    [MSG_SETTLED] = {.name = "settled",
                     .meaning = "the settled reading of a bill, and M2 after it",
                     WAYS({MARKETING, FEE, 4}),
                     .attempt = FIELD_POSTINGS,
                     .id = FIELD_DAY,
                     .ref = FIELD_INDEX,
                     .value = FIELD_BALANCE,
                     .is_confirmed = true},
    [MSG_COUNTED] = {.name = "counted",
                     .meaning = "what a settled reading says of rates and tiers",
                     WAYS({MARKETING, FEE, 4}),
                     .id = FIELD_DAY,
                     .ref = FIELD_INDEX,
                     .value = FIELD_WORD,
                     .is_confirmed = true},
};

const struct message_domain_row *message_domain(unsigned domain)
{
    return domain < FIELD_DOMAINS ? &domains[domain] : NULL;
}

const struct message_row *message_row(unsigned type)
{
    return type < MSG_TYPES && rows[type].name ? &rows[type] : NULL;
}

static uint32_t kind_of_seat(uint32_t seat)
{
    return seat < PARTY_CONCENTRATORS ? seat : PARTY_CONCENTRATORS;
}

int message_interface(unsigned type, uint32_t from, uint32_t to)
{
    const struct message_row *row = message_row(type);
    for (unsigned i = 0; row && i < row->route_count; i++)
        if (row->routes[i].from == kind_of_seat(from) && row->routes[i].to == kind_of_seat(to))
            return row->routes[i].interface;
    return FK_E_ARG;
}

bool message_crosses(unsigned type, unsigned interface)
{
    const struct message_row *row = message_row(type);
    for (unsigned i = 0; row && i < row->route_count; i++)
        if (interface > 0 && row->routes[i].interface == interface)
            return true;
    return false;
}

bool message_is_of_one(unsigned type, unsigned interface)
{
    for (unsigned i = type; i < (type ? type + 1 : MSG_TYPES); i++)
        if (message_crosses(i, interface) && !rows[i].is_of_many)
            return true;
    return false;
}

bool message_interface_is_used(unsigned interface)
{
    for (unsigned type = 0; type < MSG_TYPES; type++)
        if (message_crosses(type, interface))
            return true;
    return false;
}

static bool is_in(unsigned domain, int64_t value)
{
    return value >= domains[domain].least && value <= domains[domain].most;
}

/* Every message passes here: the sentence is put together only for one that is refused. */
static int refuse(const struct message_row *row, const struct message *message,
                  struct fk_diag *diag)
{
    const struct {
        const char *name;
        uint8_t domain;
        int64_t value;
    } fields[] = {{"kind", row->kind, message->kind},
                  {"code", row->code, message->code},
                  {"attempt", row->attempt, message->attempt},
                  {"id", row->id, message->id},
                  {"ref", row->ref, message->ref},
                  {"value", row->value, message->value}};
    unsigned at = 0;
    while (is_in(fields[at].domain, fields[at].value))
        at++;
    const struct message_domain_row *domain = &domains[fields[at].domain];
    return fk_fail(diag, FK_E_ARG, NULL, 0,
                   "message %s: field %s is %" PRId64 ", expected %s, %" PRId64 " to %" PRId64,
                   row->name, fields[at].name, fields[at].value, domain->name, domain->least,
                   domain->most);
}

int message_check(const struct message *message, uint32_t from, uint32_t to, uint32_t customers,
                  struct fk_diag *diag)
{
    const struct message_row *row = message_row(message->type);
    if (!row)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "message type %u is unknown", message->type);
    if (message_interface(message->type, from, to) < 0)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "message %s never goes from seat %u to seat %u",
                       row->name, from, to);
    if (message->customer >= customers)
        return fk_fail(diag, FK_E_ARG, NULL, 0, "message %s is about customer %u; there are %u",
                       row->name, message->customer, customers);
    bool is_right = is_in(row->kind, message->kind) && is_in(row->code, message->code) &&
                    is_in(row->attempt, message->attempt) && is_in(row->id, message->id) &&
                    is_in(row->ref, message->ref) && is_in(row->value, message->value);
    return is_right ? FK_OK : refuse(row, message, diag);
}
