/* models/house/terms.h - the vocabulary that the parties share: states, kinds and codes of
 * decisions, orders, commands, SMS and payments, each with its English name and the trade's
 * Chinese term. The numbers are stable: they stand in the event log and in the run's database.
 * Read-only tables, thread-safe. Sources: system rules sections 0, 6, 7, 14; R-25 (result
 * codes); R-64 (SMS). */
#ifndef MODELS_HOUSE_TERMS_H
#define MODELS_HOUSE_TERMS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* L1 decision states (费控状态), section 6. CUT_PENDING is split into its sub-states. */
enum fee_state {
    FEE_NOT_ENROLLED,
    FEE_NORMAL,
    FEE_REMINDED,
    FEE_WARNED,
    FEE_HELD,      /* CUT_PENDING/HELD: locked by protection, hold, or waiting for the cut window */
    FEE_NOTICE,    /* CUT_PENDING/NOTICE: pre-cut SMS out, waiting time runs */
    FEE_APPROVAL1, /* CUT_PENDING/APPROVAL1 */
    FEE_APPROVAL2, /* CUT_PENDING/APPROVAL2 */
    FEE_READY,     /* CUT_PENDING/READY: second check passed, order being made */
    FEE_CUT_SENT,
    FEE_CUT,
    FEE_CUT_FAILED,
    FEE_FIELD_CUT,
    FEE_RESTORE_PENDING,
    FEE_RESTORE_SENT,
    FEE_CLOSE_ALLOWED,
    FEE_RESTORE_FAILED,
    FEE_FIELD_RESTORE,
    FEE_STATES
};

/* What a strategy (策略) is about, and how it ended. */
enum strategy_kind {
    STRATEGY_REMIND,
    STRATEGY_WARN,
    STRATEGY_CUT,
    STRATEGY_RESTORE,
    STRATEGY_KINDS
};
enum strategy_state { STRATEGY_LIVE, STRATEGY_DONE, STRATEGY_CANCELLED, STRATEGY_STATES };

/* L2 work orders (工单), section 7 and R-20. */
enum order_kind {
    ORDER_CUT,
    ORDER_RESTORE,
    ORDER_FIELD_CUT,
    ORDER_FIELD_RESTORE,
    ORDER_EXCEPTION, /* missing register on N consecutive days, R-71 */
    ORDER_EXCHANGE,  /* second-level: meter or breaker changed, R-44 */
    ORDER_RECHARGE,  /* of a local meter, GS-1 */
    ORDER_REISSUE,   /* of a recharge that failed: looked at by inspection staff, GS-6 */
    /* What a person orders of a meter by hand, without a strategy (INV-07): */
    ORDER_PROTECT,   /* 3A, R-53 */
    ORDER_UNPROTECT, /* 3B */
    ORDER_ALARM,     /* 2A, T3 */
    ORDER_ALARM_END, /* 2B */
    ORDER_KINDS
};
/* True of an order that a meter carries out without moving its relay for the fee. */
static inline bool order_is_of_meter(unsigned kind)
{
    return kind >= ORDER_PROTECT && kind <= ORDER_ALARM_END;
}
enum order_state {
    ORDER_CREATED,
    ORDER_QUEUED,
    ORDER_SENT,
    ORDER_ACCEPTED,
    ORDER_EXECUTING,
    ORDER_SUCCESS,
    ORDER_FAILED,
    ORDER_TIMEOUT,
    ORDER_RETRY,
    ORDER_HELD,  /* escalation held for a person (common-cause hold) */
    ORDER_FIELD, /* turned into a field order */
    ORDER_CLOSED,
    ORDER_CANCELLED,
    ORDER_STATES
};

/* Who makes an order, permits it and carries it out. */
enum order_hand {
    HAND_SYSTEM,
    HAND_APPROVER1, /* at the desk of a level of approval (T7) */
    HAND_APPROVER2,
    HAND_OPERATOR, /* at a terminal of fee control: a repeat, a restore, an approved cut */
    HAND_CREW,
    HAND_HANDLER, /* of exceptions and re-issues */
    ORDER_HANDS
};

/* Result codes of orders and commands, R-25. */
enum result_code {
    RESULT_NONE, /* no result yet */
    RESULT_OK,
    RESULT_TERMINAL_OFFLINE,
    RESULT_NO_METER_ANSWER,
    RESULT_AUTH_FAILED,
    RESULT_CRYPTO_UNAVAILABLE,
    RESULT_CMD_EXPIRED,
    RESULT_METER_PROTECTED,
    RESULT_RELAY_REFUSED,
    RESULT_RELAY_STUCK,
    RESULT_ARCHIVE_MISMATCH,
    RESULT_TASK_TIMEOUT,
    RESULT_DUPLICATE,
    RESULT_NOT_ALLOWED,
    RESULT_COUNT_MISMATCH,
    RESULT_CHANNEL_BLOCKED,
    RESULT_LIMIT_EXCEEDED,
    RESULT_CODES
};

/* Why a calculation gave no result, R-70. */
enum calc_cause {
    CAUSE_NONE,
    CAUSE_MISSING_REGISTER,
    CAUSE_REGISTER_BACKWARDS,
    CAUSE_REGISTER_JUMP,
    CAUSE_MISSING_TARIFF,
    CAUSE_MISSING_FILE,
    CAUSE_METER_CHANGED,
    CAUSE_NOT_IN_RUN,
    CAUSE_COMPUTED_TWICE,
    CALC_CAUSES
};

/* Why a pending cut is held (T5). HOLD_NONE of a held one: it waits for the cut window, or for a
 * newer register. */
enum hold_reason {
    HOLD_NONE,
    HOLD_PROTECTION, /* */
    HOLD_DELAY,      /* one customer, R-51 */
    HOLD_PERIOD,     /* holiday or special period, R-51 */
    HOLD_TURN,       /* released, and waits for its turn */
    HOLD_BRAKE,      /* mass brake: too many cuts in a day, until a person has looked */
    HOLD_START,      /* an approval cut whose flow nobody has started (T7) */
    HOLD_OVERDUE,    /* his arrears are not overdue long enough (P-CUT-05) */
    HOLD_REASONS
};

/* What a person at the utility begins by hand: the flow of an approval cut (T7), what dunning there
 * is (CQ-4), a restore (CQ-10). */
enum start_kind {
    START_CUT,
    START_DUNNING,
    START_RESTORE,
    START_PROTECT, /* in the order of the orders, ORDER_PROTECT .. ORDER_ALARM_END */
    START_UNPROTECT,
    START_ALARM,
    START_ALARM_END,
    START_KINDS
};

/* L3 commands and reads of the collection system. */
enum command_state { COMMAND_SENT, COMMAND_ANSWERED, COMMAND_STATES };
enum read_item { READ_REGISTER, READ_STATUS_WORD, READ_ITEMS };

/* SMS, R-60 and R-64. */
enum sms_kind {
    SMS_REMINDER,
    SMS_WARNING,
    SMS_PRE_CUT,
    SMS_CUT_DONE,
    SMS_PAID,
    SMS_RESTORED,
    SMS_CLOSE_ALLOWED,
    SMS_FAULT_HANDLER,
    SMS_ORDER_DUE,      /* to the handler of a field order that is about to pass its limit */
    SMS_DUNNING,        /* dunning before cut (停电催费), section 5 */
    SMS_TIER,           /* tier reached, CQ-12 */
    SMS_BILL,           /* monthly bill, CQ-12 */
    SMS_FREE_TEXT,      /* CQ-12 */
    SMS_WITHHELD,       /* charged by the channel, CQ-11 */
    SMS_RECHARGED,      /* written into his local meter, GS-6 */
    SMS_LAST_NOTICE,    /* half an hour before the cut, R-15 */
    SMS_SECOND_WARNING, /* at a second amount, P-THR-03 */
    SMS_RESTORE_NOTICE, /* before his supply is closed from afar, R-42 */
    SMS_KINDS
};
enum sms_state {
    SMS_CREATED,
    SMS_WAIT_WINDOW,
    SMS_QUEUED,
    SMS_SUBMITTED,
    SMS_SUBMIT_OK,
    SMS_SUBMIT_REJECT,
    SMS_DELIVERED,
    SMS_UNDELIVERED,
    SMS_EXPIRED,
    SMS_NO_REPORT,
    SMS_STATES
};
/* What the message went on. */
enum sms_medium { SMS_BY_PHONE, SMS_ON_PAPER, SMS_BY_CALL, SMS_MEDIA };
/* What nobody in the system sees behind the last state of a message (Q41, Q74), and why it is no
 * SMS or went to nobody (CQ-13, CQ-9). */
enum sms_fate {
    SMS_FATE_PLAIN, /* what the state says: who is told has read it */
    SMS_FATE_INTERCEPTED,
    SMS_FATE_WRONG_OWNER, /* read by somebody else */
    SMS_FATE_LOST,
    SMS_FATE_MISROUTED,
    SMS_FATE_RECEIPT_LOST, /* read, and nobody is told */
    SMS_FATE_NUMBER_EMPTY,
    SMS_FATE_NUMBER_SHORT,
    SMS_FATE_NUMBER_LETTERS,
    SMS_FATE_NUMBER_WRONG,
    SMS_FATE_PAPER_AGREED, /* the number is in order, the customer wants paper */
    SMS_FATE_CALL_AGREED,  /* ... or to be telephoned (CQ-11) */
    SMS_FATES
};

/* How an agreement came to be (T1): a flow of the customer's own, a file that converts many without
 * one (Q80), or in a rollout a flow that he began on line or at the counter (Q99). */
enum agreement_way {
    AGREED_BY_FLOW,
    AGREED_BY_FILE,
    AGREED_ON_LINE,
    AGREED_AT_COUNTER,
    AGREEMENT_WAYS
};

/* Why a wave of a rollout does not take a customer in (T1, Q15): the first that holds. */
enum rollout_bar {
    BAR_NOT_REMOTE, /* his meter knows no remote control */
    BAR_NO_KEY,     /* its key is not loaded */
    BAR_NO_SWITCH,  /* there is no switch of a kind that it can open */
    ROLLOUT_BARS,   /* nothing bars him */
};

/* Payment channels, P-PAY-01, and the life of one payment between M1 and M2. */
enum pay_channel {
    PAY_ALIPAY,
    PAY_WECHAT,
    PAY_APP,
    PAY_WITHHOLDING,
    PAY_BANK,
    PAY_COUNTER,
    PAY_ATM, /* of the company; writes the card of a local meter (GS-10) */
    PAY_CHANNELS
};
enum payment_state {
    PAYMENT_PAID,         /* M1: the channel says "paid" */
    PAYMENT_RECEIVED,     /* crossed interface I11 */
    PAYMENT_POSTED,       /* M2: receipt in the marketing account */
    PAYMENT_UNDONE,       /* M1: the channel has taken it back and told nobody */
    PAYMENT_CHANNEL_ONLY, /* one-sided by the statement of its day (单边账), R-82: the channel has
                             * it, marketing has not */
    PAYMENT_MARKETING_ONLY, /* ... marketing has it, the channel has not */
    PAYMENT_REVERSED,       /* M2: its receipt is taken back (冲正) */
    PAYMENT_REFUSED,        /* a withholding without money: nothing was paid */
    PAYMENT_ASTRAY, /* M1: it is another customer's account for whom it was paid (P-PAY-17) */
    PAYMENT_HELD,   /* M1: it is nobody's, and held by the channel */
    PAYMENT_ASKED,  /* the payer asks for it back (P-PAY-11): undone at once */
    PAYMENT_STATES
};

/* The five money layers, section 0. */
/* Why somebody calls 95598: he has lost supply and was told of nothing, he has paid and is not
 * restored, he does not know the button. */
enum call_reason { CALL_DARK, CALL_UNRESTORED, CALL_BUTTON, CALL_REASONS };
enum call_kind {
    CALL_QUESTION,
    CALL_COMPLAINT,
    CALL_UNANSWERED, /* in vain, whatever he calls for: the hotline is down */
    CALL_KINDS
};
/* Where a balance is asked for (M4, I14), and how a place comes by what it shows of M3. */
enum copy_place {
    COPY_SMS,         /* the message that was read last */
    COPY_SITE,        /* 95598 site and hotline */
    COPY_APP,         /* the utility's own */
    COPY_THIRD_PARTY, /* Alipay, WeChat */
    COPY_COUNTER,     /* of the utility */
    COPY_AGENCY,      /* bank counters and agencies that take payments for it */
    COPY_PLACES
};
enum copy_refresh {
    COPY_NOT_SHOWN,
    COPY_LIVE,       /* it asks fee control at that moment */
    COPY_CALCULATED, /* with each calculation */
    COPY_TIMED,      /* every so often */
    COPY_REFRESHES
};
enum money_layer { MONEY_M1, MONEY_M2, MONEY_M3, MONEY_M4, MONEY_M5, MONEY_LAYERS };

/* What happens to the money in a local meter (M5, section 11), and who has done it. */
enum wallet_event {
    WALLET_WRITTEN,    /* a purchase: GS-5 */
    WALLET_REFUSED,    /* a purchase that was not written; the code says why */
    WALLET_ALARM,      /* remaining money has come down to an alarm: GS-13 */
    WALLET_TRIPPED,    /* it is used up, and the meter trips by itself: GS-13 */
    WALLET_CLOSED,     /* there is enough again, and it closes by itself */
    WALLET_EMPTIED,    /* the rest is taken out: to the card, or the meter is changed, GS-12 */
    WALLET_OVERLOADED, /* the load was above its limit: it trips, whatever money there is */
    WALLET_RECLOSED,   /* ... and is closed again, if there is money */
    WALLET_SET,        /* a card has brought other amounts: section 20, seed 000 */
    WALLET_EVENTS
};
enum wallet_source {
    WALLET_BY_ORDER,
    WALLET_BY_CARD,
    WALLET_BY_ITSELF,
    WALLET_BY_CREW,
    WALLET_BY_KEY, /* the customer holds the key of the meter */
    WALLET_SOURCES
};

/* What a purchase is counted in, and its unit: fen, 0.01 kWh, minutes with supply. */
enum wallet_unit { WALLET_MONEY, WALLET_ENERGY, WALLET_TIME, WALLET_UNITS };

/* Faults that a scenario can inject. */
enum fault_kind {
    FAULT_CRYPTO_DOWN,       /* encryption machine (加密机) does not answer */
    FAULT_PAYMENT_LINK_DOWN, /* interface I11, channels -> marketing */
    FAULT_METER_UNREADABLE,  /* chosen meters answer nothing */
    FAULT_MASTER_CLOCK,      /* the clock that stamps valid-until is off by an offset */
    FAULT_LINK_DELAY,        /* an interface takes longer */
    FAULT_LINK_LOSS,         /* it loses messages */
    FAULT_LINK_DOUBLED,      /* it delivers messages twice */
    FAULT_LINK_DISORDER,     /* messages overtake each other */
    FAULT_LINK_OUTAGE,       /* it is down: messages wait until it is up again */
    FAULT_PAYMENT_LOST,   /* payments of chosen customers are in the channel and never come over */
    FAULT_PAYMENT_UNDONE, /* the channel takes them back after it has sent them */
    FAULT_EXTERNAL_BREAKER, /* the relay is a signal to an external breaker */
    FAULT_BREAKER_BY_HAND,  /* ... that stays open until a hand closes it */
    FAULT_CONTROL_LINE,     /* ... that does not hear the signal */
    FAULT_BREAKER_TRIPPED,  /* a breaker behind the meter has tripped by itself */
    FAULT_MANUAL_CUT,       /* somebody has opened it, without an order */
    FAULT_HOUSE_BREAKER,    /* the breaker of the house is open */
    FAULT_BYPASS,           /* current flows around relay and breaker */
    FAULT_POWER_CUT,        /* no voltage: no supply, and the meter answers nothing */
    FAULT_WRONG_LINK,       /* what is asked of the meter goes to the next one */
    FAULT_RELAY_STUCK,      /* the relay does not move */
    FAULT_METER_PROTECTED,  /* 3A was sent by mistake, 3B when it ends */
    FAULT_KEY_LOCKED,       /* nobody reaches the key of the meter */
    FAULT_METER_CLOCK,      /* the meter's clock is off by an offset (P-FLT-08) */
    FAULT_FEP_DOWN,         /* a front-end processor has crashed, until its standby takes over */
    FAULT_TERMINAL_OFFLINE, /* chosen concentrators are cut off from the master station */
    FAULT_WRONG_REGISTERS,  /* registers are pushed with some energy too much */
    FAULT_METER_REFUSES,    /* chosen meters refuse commands, with a code */
    FAULT_HANDHELD_FAILS,   /* a crew's handheld fails at chosen meters */
    FAULT_SMS_DOWN,         /* the SMS centre takes no message */
    FAULT_NOT_IN_TASK, /* chosen meters are missing in the task of daily readings (采集任务) */
    FAULT_NO_SETTLED,  /* the files of chosen customers lack the settled reading */
    FAULT_FEE_CONTROL_DOWN, /* fee control hears nothing and sends nothing */
    FAULT_MARKETING_DOWN,   /* nor marketing */
    FAULT_CALCULATION_DOWN, /* the calculation stands still */
    FAULT_APPROVERS_ABSENT, /* nobody takes what waits at the desks */
    FAULT_CREWS_ABSENT,     /* a share of the crews does not come */
    /* Fee control cannot compute chosen customers: it has lost their file, lacks their price, has
     * a change of their meter that is not archived, or has them twice. */
    FAULT_FILE_LOST,
    FAULT_TARIFF_MISSING,
    FAULT_METER_CHANGE_OPEN,
    FAULT_FILED_TWICE,
    FAULT_MAC_ERRORS,      /* commands come to chosen meters with a wrong MAC */
    FAULT_CHANNEL_DOWN,    /* one payment channel takes no payments (A11) */
    FAULT_HOTLINE_DOWN,    /* 95598 takes no calls (A15) */
    FAULT_HANDLERS_ABSENT, /* nobody hands exception orders to the crews */
    FAULT_KINDS
};

/* A centre that is down: its interfaces carry nothing (population_interfaces). */
static inline bool fault_is_of_centre(unsigned kind)
{
    return kind == FAULT_FEE_CONTROL_DOWN || kind == FAULT_MARKETING_DOWN;
}

/* Faults of a customer's file at fee control: none of his registers can be computed with. */
static inline bool fault_is_of_file(unsigned kind)
{
    return kind >= FAULT_FILE_LOST && kind <= FAULT_FILED_TWICE;
}

/* Faults of payments at their channel. */
static inline bool fault_is_of_payments(unsigned kind)
{
    return kind == FAULT_PAYMENT_LOST || kind == FAULT_PAYMENT_UNDONE;
}

/* Those of the place between relay and light (models/meter/site.h). */
#define FAULT_SITE_FIRST FAULT_EXTERNAL_BREAKER
#define FAULT_SITE_LAST  FAULT_KEY_LOCKED

/* Faults of an interface. */
static inline bool fault_is_link(unsigned kind)
{
    return kind >= FAULT_LINK_DELAY && kind <= FAULT_LINK_OUTAGE;
}

/* Faults of single meters, and of what a crew does there. */
static inline bool fault_is_at_meter(unsigned kind)
{
    return kind == FAULT_METER_UNREADABLE || kind == FAULT_METER_CLOCK ||
           kind == FAULT_METER_REFUSES || kind == FAULT_HANDHELD_FAILS ||
           kind == FAULT_NOT_IN_TASK || kind == FAULT_MAC_ERRORS ||
           (kind >= FAULT_SITE_FIRST && kind <= FAULT_SITE_LAST);
}

/* What a meter says of its authenticated session (身份认证) when a control command comes. */
enum session_state {
    SESSION_NONE,    /* sessions are not looked at */
    SESSION_NEW,     /* an authentication has just opened it */
    SESSION_OPEN,    /* it was open */
    SESSION_OVER,    /* there is none, or it has run out: authenticate anew */
    SESSION_REFUSED, /* the authentication has failed, and opened none */
    SESSION_ENDED,   /* this was the wrong MAC that has ended it */
    SESSION_STATES
};

/* What a line of the event log is about; which fields each type uses: sim/watch/recorder.h. */
enum event_type {
    EVENT_DECISION,
    EVENT_STRATEGY,
    EVENT_ORDER,
    EVENT_COMMAND,
    EVENT_READ,
    EVENT_SMS,
    EVENT_PAYMENT,
    EVENT_RELAY,
    EVENT_SUPPLY,
    EVENT_QUERY,
    EVENT_FAULT,
    EVENT_READING,
    EVENT_CALC,
    EVENT_TERMINAL,
    EVENT_AGREEMENT,
    EVENT_WALLET,
    EVENT_CALL,
    EVENT_BILL,
    EVENT_COPY,
    EVENT_VISIT,  /* a crew sets out */
    EVENT_BARRED, /* a wave of a rollout leaves a customer out */
    EVENT_TYPES,
    /* no lines of the log, for the monitor alone: */
    EVENT_LINE = EVENT_TYPES, /* a job begins (state 1) or ends (0) on the local network of a
                               * concentrator */
    EVENT_ENTRY,   /* one entry of a posting in the ledger: kind enum ledger_account, state channel,
                  * id posting, ref payment, value fen; those of a posting add to zero */
    EVENT_ESTIMATE /* a calculation by versions of a tariff: value available, fen (INV-02) */
};

/* Names in lower case with dashes ("cut-sent"), as they stand in files and tables; result codes in
 * upper case as in R-25 ("CMD_EXPIRED"). Never NULL: "?" outside the range. */
const char *fee_state_name(unsigned state);
const char *fee_state_name_zh(unsigned state);
const char *call_reason_name(unsigned reason);
const char *call_reason_name_zh(unsigned reason);
const char *call_kind_name(unsigned kind);
const char *call_kind_name_zh(unsigned kind);
const char *strategy_kind_name(unsigned kind);
const char *strategy_kind_name_zh(unsigned kind);
const char *strategy_state_name(unsigned state);
const char *strategy_state_name_zh(unsigned state);
const char *order_kind_name(unsigned kind);
const char *order_kind_name_zh(unsigned kind);
const char *order_hand_name(unsigned hand);
const char *order_hand_name_zh(unsigned hand);
const char *order_state_name(unsigned state);
const char *order_state_name_zh(unsigned state);
const char *session_state_name(unsigned state);
const char *session_state_name_zh(unsigned state);
const char *result_code_name(unsigned code);
const char *result_code_name_zh(unsigned code);
/* What the code tells, in a sentence without its full stop. */
const char *result_code_meaning(unsigned code);
const char *result_code_meaning_zh(unsigned code);
const char *hold_reason_name(unsigned reason);
const char *hold_reason_name_zh(unsigned reason);
const char *command_state_name(unsigned state);
const char *command_state_name_zh(unsigned state);
const char *read_item_name(unsigned item);
const char *read_item_name_zh(unsigned item);
const char *calc_cause_name(unsigned cause);
const char *calc_cause_name_zh(unsigned cause);
const char *sms_kind_name(unsigned kind);
const char *sms_kind_name_zh(unsigned kind);
const char *sms_state_name(unsigned state);
const char *sms_state_name_zh(unsigned state);
const char *sms_medium_name(unsigned medium);
const char *sms_medium_name_zh(unsigned medium);
const char *sms_fate_name(unsigned fate);
const char *sms_fate_name_zh(unsigned fate);
const char *agreement_way_name(unsigned way);
const char *agreement_way_name_zh(unsigned way);
const char *rollout_bar_name(unsigned bar);
const char *rollout_bar_name_zh(unsigned bar);
const char *pay_channel_name(unsigned channel);
const char *pay_channel_name_zh(unsigned channel);
const char *payment_state_name(unsigned state);
const char *payment_state_name_zh(unsigned state);
const char *money_layer_name(unsigned layer);
const char *money_layer_name_zh(unsigned layer);
const char *copy_place_name(unsigned place);
const char *copy_place_name_zh(unsigned place);
const char *copy_refresh_name(unsigned refresh);
const char *wallet_event_name(unsigned event);
const char *wallet_event_name_zh(unsigned event);
const char *wallet_source_name(unsigned source);
const char *wallet_source_name_zh(unsigned source);
const char *wallet_unit_name(unsigned unit);
const char *wallet_unit_name_zh(unsigned unit);
const char *fault_kind_name(unsigned kind);
const char *fault_kind_name_zh(unsigned kind);

/* A fault that hits chosen customers; everybody, if none are chosen. */
static inline int fault_has_targets(unsigned kind)
{
    return kind == FAULT_METER_UNREADABLE || kind == FAULT_PAYMENT_LOST ||
           kind == FAULT_PAYMENT_UNDONE || kind == FAULT_NO_SETTLED || fault_is_of_file(kind);
}

/* Value of a name in a table above, or -1: `terms_find(fault_kind_name, FAULT_KINDS,
 * "crypto-down")`. */
int terms_find(const char *(*name)(unsigned), unsigned count, const char *text);
#endif
