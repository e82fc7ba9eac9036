/* models/house/message_table.h - the messages of the system as data: for each type what it means,
 * over which interface (I1..I14, system rules section 2) it goes from whom to whom, and what each
 * of its fields holds. Who receives a message checks it against this table before he believes it:
 * a foreign program may send anything. Read-only, thread-safe. */
#ifndef MODELS_HOUSE_MESSAGE_TABLE_H
#define MODELS_HOUSE_MESSAGE_TABLE_H
#include "base/err.h"
#include "models/house/party.h"

#define MESSAGE_INTERFACES 14 /* I1 .. I14 */
#define MESSAGE_ROUTES_MAX 8

/* What a field may hold. Its bounds, unit and name: message_domain(). */
enum message_domain {
    FIELD_UNUSED, /* 0 */
    FIELD_FLAG,   /* 0 or 1 */
    FIELD_REPORT, /* enum order_report_bit */
    FIELD_RUN,    /* calculation run of the day, 0 or 1 */
    FIELD_CHECK,  /* what a second check is for, given back with the answer */
    FIELD_FAULT_KIND,
    FIELD_ORDER_KIND,
    FIELD_ORDER_STATE,
    FIELD_RESULT_CODE,
    FIELD_SMS_KIND,
    FIELD_SMS_STATE,
    FIELD_CHANNEL,
    FIELD_N1,       /* control command 1AH, 1BH, 1CH, 2AH, 2BH, 3AH, 3BH */
    FIELD_TRIES,    /* tries so far */
    FIELD_POSTINGS, /* of the account, modulo 256: which of two balances is newer */
    FIELD_ID,       /* from 1 */
    FIELD_ID_OR_NONE,
    FIELD_INDEX,    /* from 0, in a table of the sender that he gets back */
    FIELD_DAY,      /* day number, days since 1970-01-01 CST */
    FIELD_BALANCE,  /* an account: fen in 32 bits */
    FIELD_FEN_PAID, /* above 0 */
    FIELD_CUSTOMERS,
    FIELD_MOMENT,     /* ms since the Unix epoch */
    FIELD_WORD,       /* status word 3 or a register, 0.01 kWh */
    FIELD_ENTRIES,    /* of statements, in all */
    FIELD_LOCK_KIND,  /* enum hold_reason, those of locks */
    FIELD_START_KIND, /* enum start_kind */
    FIELD_LOCK_SCOPE, /* enum lock_scope */
    FIELD_SESSION,    /* enum session_state */
    FIELD_AGREEMENT,  /* enum agreement_way */
    FIELD_PURCHASE,   /* purchases of a local meter, modulo 256 (GS-4) */
    FIELD_SOLD,       /* enum wallet_unit, 0 or above */
    FIELD_ANY,        /* parameter of a fault */
    FIELD_DOMAINS
};
struct message_domain_row {
    const char *name, *unit; /* unit "" if it has none */
    int64_t least, most;     /* inclusive */
};
const struct message_domain_row *message_domain(unsigned domain);

/* A way that a message goes; seats are enum party_seat, PARTY_CONCENTRATORS for any concentrator.
 * Interface 0: by hand, or inside one house, not over a network. */
struct message_route {
    uint8_t from, to, interface;
};
struct message_row {
    const char *name; /* "order-result" */
    const char *meaning;
    uint8_t route_count;
    struct message_route routes[MESSAGE_ROUTES_MAX];
    uint8_t kind, code, attempt, id, ref, value; /* enum message_domain */
    bool is_confirmed; /* the link repeats it until it has arrived (`upload` over I2, `push`
                        * over I3): a loss delays it; all others may be lost */
    bool is_of_many;   /* about no single customer */
};

/* Row of an enum message_type, or NULL. */
const struct message_row *message_row(unsigned type);
/* Interface 1..14 of a message between two seats, 0 if it needs none, FK_E_ARG if it never goes
 * that way. */
FK_MUST_CHECK int message_interface(unsigned type, uint32_t from, uint32_t to);
/* True if messages of the type go over I<interface>, 1..14. */
bool message_crosses(unsigned type, unsigned interface);
/* True if messages about single customers go over I<interface>: of the type, 0 of any. */
bool message_is_of_one(unsigned type, unsigned interface);
/* True if some message goes over I<interface>. */
bool message_interface_is_used(unsigned interface);
/* FK_OK if type, way, customer (below `customers`) and every field are as the table says, else
 * FK_E_ARG with what was expected in *diag (may be NULL). */
FK_MUST_CHECK int message_check(const struct message *message, uint32_t from, uint32_t to,
                                uint32_t customers, struct fk_diag *diag);
#endif
