/* models/feecontrol/customer_state.h - one customer of the decision machine (models/feecontrol/
 * customer.h): his records, what happens to him, and what is to be done. */
#ifndef MODELS_FEECONTROL_CUSTOMER_STATE_H
#define MODELS_FEECONTROL_CUSTOMER_STATE_H
#include "models/feecontrol/judge.h"

enum fee_flag {
    FEE_WARNING_OUT = 1, /* an SMS that warns has no receipt yet: a warning, a restore */
    FEE_NOTICE_OUT = 2,  /* a pre-cut SMS is under way, no receipt yet */
    FEE_COMPUTED = 4,    /* computed with the register of `reading_day` */
    FEE_EXCEPTION = 8,   /* an exception order is open */
    FEE_UNCERTAIN = 16,  /* a cut order ended without saying whether the relay opened; while a
                          * restore is under way: a crew cut, before or after it */
    FEE_PERMITTED = 32,  /* the relay waits for the key since before the pending cut */
    FEE_KEY_WARNED = 64, /* warned while the relay waits for the key */
    FEE_RESULT = 128     /* a calculation gave a result since the last count */
};

/* What he has been told beside what his state says. */
enum fee_told {
    FEE_TOLD_TWICE = 1, /* of the second amount (P-THR-03), until he is above it */
    FEE_TOLD_AHEAD = 2  /* FEE_REMINDED: warned by an estimate that was carried on, which no
                         * register has confirmed or refuted yet */
};

/* What fee control keeps of one customer. Balance and readings are copies that may be stale. A
 * scenario whose money could leave 32 bits is refused when it is loaded. */
struct fee_customer {
    int32_t balance;      /* fen, copy of M2, fed by I4 */
    int32_t available;    /* fen, M3 as of the last computation */
    uint32_t settled;     /* register at the last settlement, 0.01 kWh */
    uint32_t reading;     /* latest register used, 0.01 kWh */
    uint16_t reading_day; /* day number of `reading`, days since 1970-01-01 CST (until 2149) */
    uint8_t state;        /* enum fee_state */
    uint8_t flags;        /* enum fee_flag */
    uint8_t missing_days; /* consecutive days without a result */
    uint8_t cause; /* enum calc_cause: why the register of the day gave none, until it is counted */
    uint8_t postings; /* of the account when `balance` was copied, modulo 256 */
    uint8_t told;     /* enum fee_told */
};
_Static_assert(sizeof(struct fee_customer) == 24, "hot record of the population");

/* The last notice before the cut, and, once he is restored, that of the restore: none
 * yet, or void; on its way; received; not received in time. */
enum fee_last_notice { LAST_NOTICE_NONE, LAST_NOTICE_OUT, LAST_NOTICE_TOLD, LAST_NOTICE_LOST };

/* What is going on with one of the few: from the pre-cut SMS until he is cut or has paid, and while
 * an order is open. All zero but the id: nothing is. */
struct fee_case {
    uint32_t id;         /* customer */
    uint32_t strategy;   /* live cut or restore strategy, 0 = none */
    uint32_t order;      /* its order, 0 = none */
    uint8_t repeats;     /* order-level repeats used */
    uint8_t last_notice; /* enum fee_last_notice */
    uint8_t is_approved; /* T8, by all levels */
    uint8_t hold;        /* enum hold_reason: why his cut was held, until its order is made */
    ms_t notice_at;      /* receipt of the pre-cut SMS in force, 0 = none */
    ms_t turn_at; /* his turn after the hold, 0 = none given; HOLD_BRAKE: a person looks; or
                   * the end of the time of his last notice, or of that of his restore */
};
_Static_assert(sizeof(struct fee_case) == 32, "one for each customer with something going on");

enum fee_event_kind {
    FEE_EV_ENROLLED,      /* T1 agreement archived */
    FEE_EV_CALCULATED,    /* daily calculation; `available` is new */
    FEE_EV_EXTRAPOLATED,  /* R-73 no result for another day: his estimate is carried on, `owed` */
    FEE_EV_RECEIPT,       /* payment posted and recomputed; `available` is new */
    FEE_EV_REVERSED,      /* a payment is taken back; `available` is new */
    FEE_EV_SMS,           /* receipt of an SMS: sms_kind, is_ok */
    FEE_EV_NOTICE_OVER,   /* T9 waiting time over and second check made; `available` is new */
    FEE_EV_HELD,          /* T5 protection or hold begins */
    FEE_EV_RELEASED,      /* T6 cut window opens, or his turn has come; `available` is new */
    FEE_EV_STARTED,       /* T7 a person starts the flow; CQ-10 or a restore; `available` is new */
    FEE_EV_BATCH,         /* CQ-4 a person has him dunned; `available` is new */
    FEE_EV_APPROVED,      /* T8 */
    FEE_EV_REJECTED,      /* T8 rejected or timed out */
    FEE_EV_ORDER_MADE,    /* marketing made the order asked for */
    FEE_EV_ORDER_OK,      /* T11, T18, T20 */
    FEE_EV_ORDER_FAILED,  /* T12, T21; also an order that was taken back */
    FEE_EV_REPEAT,        /* T13 repeat is due and second check made; `available` is new */
    FEE_EV_RESTORE_AGAIN, /* T21 repeat of a restore is due */
    FEE_EV_HOLD_OVER,     /* R-26 a held order goes on, second check made; `available` is new */
    FEE_EV_UNTOLD,        /* R-42 the time for the notice of a restore is over */
    FEE_EV_ESCALATE,      /* T14 escalation is due; is_blocked = common cause found */
    FEE_EV_FIELD_ASK,     /* R-19 a crew is on site; `available` is new */
    FEE_EV_FIELD_PLAN,    /* a field cut is planned for today, in hours that end at `until` */
    FEE_EV_FIELD_OK,      /* T15, T22 */
    FEE_EV_FIELD_FAILED,  /* T15 not possible */
    FEE_EV_BUTTON,        /* T19 relay closed by the customer */
    FEE_EV_MOVED,         /* R-16 a try of an order that was done has moved the relay */
    FEE_EV_SEEN,          /* the status word after that: is_cut open, is_closed closed, else the
                           * relay waits for the key */
    FEE_EV_TRIP_AGAIN, /* CQ-2 a repeated trip is due and second check made; `available` is new */
    FEE_EV_ENDED       /* T23 agreement ends */
};
struct fee_event {
    uint8_t kind;      /* enum fee_event_kind */
    uint8_t sms_kind;  /* FEE_EV_SMS: enum sms_kind */
    bool is_ok;        /* FEE_EV_SMS: delivered, or sent if that will do */
    bool is_payment;   /* FEE_EV_RECEIPT: of a payment of which nobody has told him */
    uint8_t lock;      /* enum hold_reason: he must not be cut now */
    bool is_blocked;   /* his register is too old for a cut; FEE_EV_ESCALATE: common cause */
    bool was_held;     /* FEE_EV_ORDER_FAILED: held before with the same code */
    bool is_late;      /* orders' results: another order of the customer is live */
    bool is_cut;       /* orders made and their results: the order is a cut or field cut */
    bool is_closed;    /* the status word says that the relay is closed */
    bool is_uncertain; /* FEE_EV_ORDER_FAILED: nobody knows whether the relay moved; _OK: or where
                        * it stands now */
    bool is_settled;   /* FEE_EV_ORDER_FAILED: the status word says that it did not */
    bool is_sent_back; /* FEE_EV_ORDER_FAILED: too late for a further try */
    ms_t until;        /* FEE_EV_FIELD_PLAN */
    fen_t owed;        /* charge of his mean use for the days without a result; never a reason
                        * for a cut (INV-04) */
};

enum fee_action {
    FEE_DO_SMS,             /* arg: enum sms_kind */
    FEE_DO_STRATEGY,        /* arg: enum strategy_kind; becomes the live one if cut or restore */
    FEE_DO_END_STRATEGY,    /* arg: enum strategy_state: the live strategy ends */
    FEE_DO_ORDER,           /* arg: enum order_kind for the live strategy */
    FEE_DO_CANCEL_ORDER,    /* take the live order back; its result still comes */
    FEE_DO_SUPERSEDE_ORDER, /* ... because a late result has done what it asks for */
    FEE_DO_LOOK,        /* the relay may stand otherwise: FEE_EV_SEEN when nothing is under way */
    FEE_DO_HOLD_ORDER,  /* escalation of the failed order is held for a person */
    FEE_DO_CHECK_AT,    /* at: second check, then FEE_EV_NOTICE_OVER */
    FEE_DO_RELEASE_AT,  /* at: FEE_EV_RELEASED */
    FEE_DO_REPEAT_AT,   /* at: second check, then FEE_EV_REPEAT */
    FEE_DO_ESCALATE_AT, /* at: FEE_EV_ESCALATE */
    FEE_DO_HOLD_AT,     /* at: second check, then FEE_EV_HOLD_OVER */
    FEE_DO_RESTORE_AT,  /* at: FEE_EV_RESTORE_AGAIN */
    FEE_DO_UNTOLD_AT,   /* at: FEE_EV_UNTOLD */
    FEE_DO_FIELD_AT,    /* at: the planned field cut may be done from then on */
    FEE_DO_TRIP_AT,     /* at: second check, then FEE_EV_TRIP_AGAIN */
    FEE_DO_START_AT,    /* at: a person starts his flow, then FEE_EV_STARTED (CQ-3) */
    FEE_DO_TURN,        /* the next turn is his, when FEE_EV_RELEASED comes */
    FEE_DO_CANCEL_SMS,  /* arg: enum sms_kind: not wanted any more */
    FEE_DO_APPROVAL     /* arg: level 1 or 2 */
};
#define FEE_EFFECTS_MAX 8
struct fee_effects {
    unsigned count;
    struct fee_effect {
        uint8_t action; /* enum fee_action */
        uint8_t arg;
        ms_t at;
    } item[FEE_EFFECTS_MAX];
};

/* True in a state in which no remote order is under way: the relay stays where it is. */
static inline bool fee_is_at_rest(unsigned state)
{
    return state != FEE_NOT_ENROLLED && state != FEE_READY && state != FEE_CUT_SENT &&
           state != FEE_RESTORE_PENDING && state != FEE_RESTORE_SENT;
}
/* True in a state in which nothing is pending: a calculation judges anew. */
static inline bool fee_is_quiet(unsigned state)
{
    return (state >= FEE_NORMAL && state <= FEE_WARNED) || state == FEE_CLOSE_ALLOWED;
}
static inline bool fee_is_restoring(unsigned state)
{
    return state == FEE_RESTORE_PENDING || state == FEE_RESTORE_SENT ||
           state == FEE_FIELD_RESTORE || state == FEE_RESTORE_FAILED;
}
/* True in the sub-states of CUT_PENDING. */
static inline bool fee_is_cut_pending(unsigned state)
{
    return state >= FEE_HELD && state <= FEE_READY;
}
#endif
