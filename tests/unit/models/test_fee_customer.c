/* Decision state machine of a customer: transitions T1..T23 of the system rules, section 6, with
 * the rules R-09..R-17, as one table. A row is a customer in one state, one event, and what must
 * come of it. */
#include "tests/unit/models/fee_steps.h"

#define WARNING   FEE_WARNING_OUT
#define NOTICE    FEE_NOTICE_OUT
#define DOUBT     FEE_UNCERTAIN
#define PERMIT    FEE_PERMITTED
#define KEYW      FEE_KEY_WARNED
#define SMS(kind) FEE_EV_SMS, kind

#define OK         1     /* event: delivered */
#define BLOCKED    2     /* event: protected, on hold, common cause */
#define ORDER      4     /* customer: an order is live */
#define LATE       8     /* now: 22:00, outside the cut window */
#define USED       16    /* customer: one repeat is used */
#define NOTICED    32    /* customer: notice received an hour ago */
#define STALE      64    /* customer: notice received 25 hours ago */
#define OFF        128   /* event: about a cut or field cut */
#define UNSURE     256   /* event: nobody knows whether the relay moved */
#define LIVE       512   /* event: the relay is closed, says the status word */
#define AGAIN_HELD 8192  /* event: held before with the same code */
#define OTHER      1024  /* event: about another order than the live one */
#define BACK       2048  /* event: too late for a further try */
#define LOCKED     16384 /* event: he must not be cut now */
#define YOUNG      4096  /* customer: notice received ten minutes ago */

static const struct row {
    const char *name;
    enum variant variant;
    enum fee_state state;
    unsigned flags;
    int32_t available;
    enum fee_event_kind event;
    int sms;
    unsigned with;
    enum fee_state then;
    const char *effects;
} rows[] = {
    {"T1", JIBEI, FEE_NOT_ENROLLED, 0, 0, FEE_EV_ENROLLED, 0, 0, FEE_NORMAL, ""},
    {"not enrolled is not judged", JIBEI, FEE_NOT_ENROLLED, 0, DEBT, FEE_EV_CALCULATED, 0, 0,
     FEE_NOT_ENROLLED, ""},
    {"rich", JIBEI, FEE_NORMAL, 0, ABOVE, FEE_EV_CALCULATED, 0, 0, FEE_NORMAL, ""},
    {"T2", JIBEI, FEE_NORMAL, 0, LOW, FEE_EV_CALCULATED, 0, 0, FEE_REMINDED,
     "strategy:remind sms:reminder "},
    {"R-09 reminded once", JIBEI, FEE_REMINDED, 0, LOW, FEE_EV_CALCULATED, 0, 0, FEE_REMINDED, ""},
    {"reminded, rich again", JIBEI, FEE_REMINDED, 0, ABOVE, FEE_EV_CALCULATED, 0, 0, FEE_NORMAL,
     ""},
    {"T3 waits for the receipt", JIBEI, FEE_NORMAL, 0, WARN, FEE_EV_CALCULATED, 0, 0, FEE_NORMAL,
     "strategy:warn sms:warning "},
    {"T3 warning under way", JIBEI, FEE_NORMAL, WARNING, WARN, FEE_EV_CALCULATED, 0, 0, FEE_NORMAL,
     ""},
    {"T3 no receipt needed", BLIND, FEE_REMINDED, 0, WARN, FEE_EV_CALCULATED, 0, 0, FEE_WARNED,
     "strategy:warn sms:warning "},
    {"R-11 receipt", JIBEI, FEE_NORMAL, WARNING, WARN, SMS(SMS_WARNING), OK, FEE_WARNED, ""},
    {"R-11 not delivered", JIBEI, FEE_NORMAL, WARNING, WARN, SMS(SMS_WARNING), 0, FEE_NORMAL, ""},
    {"R-11 paid before the receipt", JIBEI, FEE_REMINDED, WARNING, WARN + 1, SMS(SMS_WARNING), OK,
     FEE_REMINDED, ""},
    {"R-09 warned once", JIBEI, FEE_WARNED, 0, WARN, FEE_EV_CALCULATED, 0, 0, FEE_WARNED, ""},
    {"R-09 warned daily", DAILY, FEE_WARNED, 0, WARN, FEE_EV_CALCULATED, 0, 0, FEE_WARNED,
     "strategy:warn sms:warning "},
    {"R-12 warned before cut", JIBEI, FEE_NORMAL, 0, DEBT, FEE_EV_CALCULATED, 0, 0, FEE_NORMAL,
     "strategy:warn sms:warning "},
    {"R-12 no receipt, no cut", JIBEI, FEE_REMINDED, WARNING, DEBT, FEE_EV_CALCULATED, 0, 0,
     FEE_REMINDED, ""},
    {"R-12 warned first, be the warning amount lower", EARLY, FEE_REMINDED, 0, 499,
     FEE_EV_CALCULATED, 0, 0, FEE_REMINDED, "strategy:warn sms:warning "},
    {"R-12 not at the overdraft", EARLY, FEE_REMINDED, 0, 500, FEE_EV_CALCULATED, 0, 0,
     FEE_REMINDED, ""},
    {"R-11 its receipt counts", EARLY, FEE_REMINDED, WARNING, 499, SMS(SMS_WARNING), OK, FEE_WARNED,
     ""},
    {"T4 and then he is cut", EARLY, FEE_WARNED, 0, 499, FEE_EV_CALCULATED, 0, 0, FEE_NOTICE,
     "strategy:cut sms:pre-cut "},
    {"T4 at zero supply stays on", JIBEI, FEE_WARNED, 0, ZERO, FEE_EV_CALCULATED, 0, 0, FEE_WARNED,
     ""},
    {"T4 T6", JIBEI, FEE_WARNED, 0, DEBT, FEE_EV_CALCULATED, 0, 0, FEE_NOTICE,
     "strategy:cut sms:pre-cut "},
    {"T4 without warning", QUICK, FEE_NORMAL, 0, DEBT, FEE_EV_CALCULATED, 0, 0, FEE_NOTICE,
     "strategy:cut sms:pre-cut "},
    {"T5", JIBEI, FEE_WARNED, 0, DEBT, FEE_EV_CALCULATED, 0, BLOCKED, FEE_HELD, "strategy:cut "},
    {"T5 hold begins", JIBEI, FEE_NOTICE, NOTICE, DEBT, FEE_EV_HELD, 0, 0, FEE_HELD, ""},
    {"T5 order is out", JIBEI, FEE_READY, 0, DEBT, FEE_EV_HELD, 0, 0, FEE_READY, ""},
    {"T6 hold ends", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_RELEASED, 0, 0, FEE_NOTICE, "sms:pre-cut "},
    {"T6 notice is valid", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_RELEASED, 0, NOTICED, FEE_READY,
     "order:cut "},
    {"T6 notice is too old", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_RELEASED, 0, STALE, FEE_NOTICE,
     "sms:pre-cut "},
    {"T6 paid meanwhile", JIBEI, FEE_HELD, 0, ZERO, FEE_EV_RELEASED, 0, 0, FEE_WARNED,
     "end:cancelled "},
    {"T7", APPROVE, FEE_WARNED, 0, DEBT, FEE_EV_CALCULATED, 0, 0, FEE_APPROVAL1,
     "strategy:cut approval:1 "},
    {"T8 R-14 one level", APPROVE, FEE_APPROVAL1, 0, DEBT, FEE_EV_APPROVED, 0, 0, FEE_NOTICE,
     "sms:pre-cut "},
    {"T8 two levels", APPROVE2, FEE_APPROVAL1, 0, DEBT, FEE_EV_APPROVED, 0, 0, FEE_APPROVAL2,
     "approval:2 "},
    {"T8 second level", APPROVE2, FEE_APPROVAL2, 0, DEBT, FEE_EV_APPROVED, 0, 0, FEE_NOTICE,
     "sms:pre-cut "},
    {"T8 rejected", APPROVE2, FEE_APPROVAL2, 0, DEBT, FEE_EV_REJECTED, 0, 0, FEE_WARNED,
     "end:cancelled "},
    {"T8 rejected, the key is awaited", APPROVE, FEE_APPROVAL1, PERMIT, DEBT, FEE_EV_REJECTED, 0, 0,
     FEE_CLOSE_ALLOWED, "end:cancelled "},
    {"CQ-5 notice first", NOTICE1, FEE_WARNED, 0, DEBT, FEE_EV_CALCULATED, 0, 0, FEE_NOTICE,
     "strategy:cut sms:pre-cut "},
    {"CQ-5 approval after the check", NOTICE1, FEE_NOTICE, 0, DEBT, FEE_EV_NOTICE_OVER, 0, NOTICED,
     FEE_APPROVAL1, "approval:1 "},
    {"CQ-5 also at night", NOTICE1, FEE_NOTICE, 0, DEBT, FEE_EV_NOTICE_OVER, 0, NOTICED + LATE,
     FEE_APPROVAL1, "approval:1 "},
    {"CQ-5 who has paid needs none", NOTICE1, FEE_NOTICE, 0, ZERO, FEE_EV_NOTICE_OVER, 0, NOTICED,
     FEE_WARNED, "end:cancelled "},
    {"CQ-5 approved: checked once more", NOTICE1, FEE_APPROVAL1, 0, DEBT, FEE_EV_APPROVED, 0,
     NOTICED, FEE_HELD, "release+0 "},
    {"pre-cut receipt", JIBEI, FEE_NOTICE, NOTICE, DEBT, SMS(SMS_PRE_CUT), OK, FEE_NOTICE,
     "check+30 "},
    {"pre-cut not received", JIBEI, FEE_NOTICE, NOTICE, DEBT, SMS(SMS_PRE_CUT), 0, FEE_NOTICE, ""},
    {"pre-cut sent, and that will do", BLIND, FEE_NOTICE, NOTICE, DEBT, SMS(SMS_PRE_CUT), OK,
     FEE_NOTICE, "check+30 "},
    {"pre-cut rejected", BLIND, FEE_NOTICE, NOTICE, DEBT, SMS(SMS_PRE_CUT), 0, FEE_NOTICE, ""},
    {"notice again the next day", JIBEI, FEE_NOTICE, 0, DEBT, FEE_EV_CALCULATED, 0, 0, FEE_NOTICE,
     "sms:pre-cut "},
    {"notice waits", JIBEI, FEE_NOTICE, 0, DEBT, FEE_EV_CALCULATED, 0, NOTICED, FEE_NOTICE, ""},
    {"T9", JIBEI, FEE_NOTICE, 0, DEBT, FEE_EV_NOTICE_OVER, 0, NOTICED, FEE_READY, "order:cut "},
    {"R-13 paid", JIBEI, FEE_NOTICE, 0, ZERO, FEE_EV_NOTICE_OVER, 0, NOTICED, FEE_WARNED,
     "end:cancelled "},
    {"R-13 protected", JIBEI, FEE_NOTICE, 0, DEBT, FEE_EV_NOTICE_OVER, 0, NOTICED + BLOCKED,
     FEE_HELD, ""},
    {"R-13 outside the window", JIBEI, FEE_NOTICE, 0, DEBT, FEE_EV_NOTICE_OVER, 0, NOTICED + LATE,
     FEE_HELD, "release+630 "},
    {"T9 order made", JIBEI, FEE_READY, 0, DEBT, FEE_EV_ORDER_MADE, 0, ORDER + OFF, FEE_CUT_SENT,
     ""},
    {"T10 notice", JIBEI, FEE_NOTICE, NOTICE, ZERO, FEE_EV_RECEIPT, 0, 0, FEE_WARNED,
     "end:cancelled "},
    {"T10 to reminded", JIBEI, FEE_HELD, 0, LOW, FEE_EV_RECEIPT, 0, 0, FEE_REMINDED,
     "end:cancelled "},
    {"T10 while the order is being made", JIBEI, FEE_READY, 0, ZERO, FEE_EV_RECEIPT, 0, 0,
     FEE_READY, ""},
    {"T10 and then it is made", JIBEI, FEE_READY, 0, ZERO, FEE_EV_ORDER_MADE, 0, ORDER + OFF,
     FEE_CUT_SENT, "cancel-order "},
    {"T16 the field order is made too late", JIBEI, FEE_WARNED, 0, ZERO, FEE_EV_ORDER_MADE, 0,
     ORDER + OFF, FEE_WARNED, "cancel-order "},
    {"T16 the field order is made when the restore is being made", JIBEI, FEE_RESTORE_PENDING, 0,
     ABOVE, FEE_EV_ORDER_MADE, 0, ORDER + OFF, FEE_RESTORE_PENDING, "cancel-order "},
    {"T14 the field order is made", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_ORDER_MADE, 0,
     ORDER + OFF, FEE_FIELD_CUT, ""},
    {"T16 in flight, not enough", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_RECEIPT, 0, ORDER,
     FEE_CUT_SENT, ""},
    {"T16 in flight, zero is not enough", ABOVE_ZERO, FEE_CUT_SENT, 0, ZERO, FEE_EV_RECEIPT, 0,
     ORDER, FEE_CUT_SENT, ""},
    {"T16 in flight by calculation", JIBEI, FEE_CUT_SENT, 0, ZERO, FEE_EV_CALCULATED, 0, ORDER,
     FEE_CUT_SENT, "cancel-order "},
    {"T10 to normal", APPROVE, FEE_APPROVAL1, 0, ABOVE, FEE_EV_RECEIPT, 0, 0, FEE_NORMAL,
     "end:cancelled "},
    {"T10 not enough", JIBEI, FEE_NOTICE, NOTICE, DEBT, FEE_EV_RECEIPT, 0, 0, FEE_NOTICE, ""},
    {"T10 zero is not enough", ABOVE_ZERO, FEE_NOTICE, NOTICE, ZERO, FEE_EV_RECEIPT, 0, 0,
     FEE_NOTICE, ""},
    {"T10 by calculation", JIBEI, FEE_HELD, 0, ABOVE, FEE_EV_CALCULATED, 0, 0, FEE_NORMAL,
     "end:cancelled "},
    {"T11", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_OK, 0, ORDER + OFF, FEE_CUT,
     "end:done sms:cut-done "},
    {"R-16 payment in flight takes the order back", JIBEI, FEE_CUT_SENT, 0, ABOVE, FEE_EV_RECEIPT,
     0, ORDER, FEE_CUT_SENT, "cancel-order "},
    {"R-16 once", JIBEI, FEE_CUT_SENT, 0, ABOVE, FEE_EV_RECEIPT, 0, 0, FEE_CUT_SENT, ""},
    {"INV-04 held at the second check", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_CALCULATED, 0, NOTICED,
     FEE_HELD, "release+0 "},
    {"INV-04 and the window is closed", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_CALCULATED, 0,
     NOTICED + LATE, FEE_HELD, "release+630 "},
    {"R-52 held while the notice runs", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_CALCULATED, 0, YOUNG,
     FEE_HELD, "release+20 "},
    {"T5 still held", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_CALCULATED, 0, BLOCKED, FEE_HELD, ""},
    {"T6 by calculation", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_CALCULATED, 0, 0, FEE_NOTICE,
     "sms:pre-cut "},
    {"R-16 then restores", JIBEI, FEE_CUT_SENT, 0, ZERO, FEE_EV_ORDER_OK, 0, ORDER + OFF,
     FEE_RESTORE_PENDING, "end:done sms:cut-done strategy:restore sms:paid order:restore "},
    {"R-16 and the cut failed", JIBEI, FEE_CUT_SENT, 0, ABOVE, FEE_EV_ORDER_FAILED, 0, ORDER + OFF,
     FEE_NORMAL, "end:cancelled "},
    {"T13 repeat", REPEAT, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0, ORDER + OFF,
     FEE_CUT_FAILED, "repeat+150 "},
    {"T13 due", REPEAT, FEE_CUT_FAILED, 0, DEBT, FEE_EV_REPEAT, 0, NOTICED, FEE_READY,
     "order:cut "},
    {"T13 INV-04 the notice has run out", REPEAT, FEE_CUT_FAILED, 0, DEBT, FEE_EV_REPEAT, 0, STALE,
     FEE_NOTICE, "sms:pre-cut "},
    {"T13 INV-04 there is none", REPEAT, FEE_CUT_FAILED, 0, DEBT, FEE_EV_REPEAT, 0, 0, FEE_NOTICE,
     "sms:pre-cut "},
    {"R-16 unknown, then paid in the new notice", REPEAT, FEE_NOTICE, DOUBT, ZERO, FEE_EV_RECEIPT,
     0, NOTICED, FEE_RESTORE_PENDING, "end:cancelled strategy:restore sms:paid order:restore "},
    {"R-16 unknown, then solvent at its end", REPEAT, FEE_NOTICE, DOUBT, ZERO, FEE_EV_NOTICE_OVER,
     0, NOTICED, FEE_RESTORE_PENDING, "end:cancelled strategy:restore sms:paid order:restore "},
    {"R-16 unknown, then solvent when released", REPEAT, FEE_HELD, DOUBT, ZERO, FEE_EV_RELEASED, 0,
     NOTICED, FEE_RESTORE_PENDING, "end:cancelled strategy:restore sms:paid order:restore "},
    {"INV-16 the window has closed", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0,
     ORDER + OFF + BACK + LATE, FEE_HELD, "release+630 "},
    {"INV-16 before repeats and holds", REPEAT, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0,
     ORDER + OFF + BACK + LATE, FEE_HELD, "release+630 "},
    {"INV-16 and he has paid", JIBEI, FEE_CUT_SENT, 0, ZERO, FEE_EV_ORDER_FAILED, 0,
     ORDER + OFF + BACK + LATE, FEE_WARNED, "end:cancelled "},
    {"INV-04 the notice is too young", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_RELEASED, 0, YOUNG,
     FEE_HELD, "release+20 "},
    {"T13 paid", REPEAT, FEE_CUT_FAILED, 0, ZERO, FEE_EV_REPEAT, 0, 0, FEE_WARNED,
     "end:cancelled "},
    {"T13 INV-16 repeat_at is outside the window", REPEAT, FEE_CUT_FAILED, 0, DEBT, FEE_EV_REPEAT,
     0, LATE, FEE_CUT_FAILED, "repeat+630 "},
    {"T13 the register is too old", REPEAT, FEE_CUT_FAILED, 0, DEBT, FEE_EV_REPEAT, 0,
     NOTICED + BLOCKED, FEE_CUT_FAILED, "repeat+150 "},
    {"T14 R-22 CQ-6 repeats used up", REPEAT, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0,
     ORDER + OFF + USED, FEE_FIELD_CUT, "order:field-cut sms:fault-handler "},
    {"T12 T14", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0, ORDER + OFF, FEE_FIELD_CUT,
     "order:field-cut sms:fault-handler "},
    {"T14 looks for a common cause", HOLD, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0,
     ORDER + OFF, FEE_CUT_FAILED, "escalate+10 "},
    {"T14 common cause", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_ESCALATE, 0, BLOCKED, FEE_CUT_FAILED,
     "hold-order "},
    {"R-26 fails again alike", HOLD, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0,
     ORDER + OFF + AGAIN_HELD, FEE_FIELD_CUT, "order:field-cut sms:fault-handler "},
    {"R-26 goes on", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_HOLD_OVER, 0, ORDER + NOTICED, FEE_READY,
     "order:cut "},
    {"R-26 with a new notice", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_HOLD_OVER, 0, ORDER + STALE,
     FEE_NOTICE, "sms:pre-cut "},
    {"R-26 paid meanwhile", HOLD, FEE_CUT_FAILED, 0, ZERO, FEE_EV_HOLD_OVER, 0, ORDER + NOTICED,
     FEE_WARNED, "end:cancelled cancel-order "},
    {"R-26 outside the window", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_HOLD_OVER, 0,
     ORDER + NOTICED + LATE, FEE_CUT_FAILED, "hold+630 "},
    {"R-26 on a register that is too old", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_HOLD_OVER, 0,
     ORDER + NOTICED + BLOCKED, FEE_CUT_FAILED, "hold+1350 "},
    {"T14 no common cause", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_ESCALATE, 0, 0, FEE_FIELD_CUT,
     "order:field-cut sms:fault-handler "},
    {"T15 done", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_FIELD_OK, 0, ORDER + OFF, FEE_CUT,
     "end:done sms:cut-done "},
    {"T15 not possible", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_FIELD_FAILED, 0, ORDER + OFF,
     FEE_CUT_FAILED, "repeat+150 "},
    {"T16 cut", JIBEI, FEE_CUT, 0, ZERO, FEE_EV_RECEIPT, 0, 0, FEE_RESTORE_PENDING,
     "strategy:restore sms:paid order:restore "},
    {"T16 cut, not enough", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_RECEIPT, 0, 0, FEE_CUT, ""},
    {"T16 cut, zero is not enough", ABOVE_ZERO, FEE_CUT, 0, ZERO, FEE_EV_RECEIPT, 0, 0, FEE_CUT,
     ""},
    {"T16 by calculation", JIBEI, FEE_CUT, 0, ZERO, FEE_EV_CALCULATED, 0, 0, FEE_RESTORE_PENDING,
     "strategy:restore sms:paid order:restore "},
    {"T16 failed cut", JIBEI, FEE_CUT_FAILED, 0, ABOVE, FEE_EV_RECEIPT, 0, 0, FEE_NORMAL,
     "end:cancelled "},
    {"T16 field cut", JIBEI, FEE_FIELD_CUT, 0, ABOVE, FEE_EV_RECEIPT, 0, ORDER, FEE_NORMAL,
     "end:cancelled cancel-order "},
    {"T17", JIBEI, FEE_RESTORE_PENDING, 0, ABOVE, FEE_EV_ORDER_MADE, 0, ORDER, FEE_RESTORE_SENT,
     ""},
    {"T18", SAFE, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_ORDER_OK, 0, ORDER, FEE_CLOSE_ALLOWED,
     "end:done sms:close-allowed "},
    {"T18 and no word of the relay", SAFE, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_ORDER_OK, 0,
     ORDER + UNSURE, FEE_CLOSE_ALLOWED, "end:done sms:close-allowed look "},
    {"T19", SAFE, FEE_CLOSE_ALLOWED, 0, ABOVE, FEE_EV_BUTTON, 0, 0, FEE_NORMAL, ""},
    {"T19 before the word of the permit", SAFE, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_BUTTON, 0, ORDER,
     FEE_RESTORE_SENT, "look "},
    {"R-46 a late close of who waits for the key", SAFE, FEE_CLOSE_ALLOWED, 0, ABOVE, FEE_EV_MOVED,
     0, 0, FEE_CLOSE_ALLOWED, "look "},
    {"T19 without a permit", SAFE, FEE_CUT, 0, DEBT, FEE_EV_BUTTON, 0, 0, FEE_CUT, ""},
    {"T20", JIBEI, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_ORDER_OK, 0, ORDER, FEE_NORMAL,
     "end:done sms:restored "},
    /* whoever is low after a restore is warned again before he can be cut */
    {"R-48 warned with the restore message", JIBEI, FEE_RESTORE_SENT, 0, WARN, FEE_EV_ORDER_OK, 0,
     ORDER, FEE_NORMAL, "end:done strategy:warn sms:restored "},
    {"R-48 below the overdraft: not cut", QUICK, FEE_RESTORE_SENT, 0, DEBT, FEE_EV_ORDER_OK, 0,
     ORDER, FEE_NORMAL, "end:done strategy:warn sms:restored "},
    {"R-48 its receipt warns", JIBEI, FEE_NORMAL, WARNING, WARN, SMS(SMS_RESTORED), OK, FEE_WARNED,
     ""},
    {"R-48 no receipt, not warned", JIBEI, FEE_NORMAL, WARNING, WARN, SMS(SMS_RESTORED), 0,
     FEE_NORMAL, ""},
    {"R-48 no receipt needed", BLIND, FEE_RESTORE_SENT, 0, WARN, FEE_EV_ORDER_OK, 0, ORDER,
     FEE_WARNED, "end:done strategy:warn sms:restored "},
    {"R-48 another restore message warns of nothing", JIBEI, FEE_NORMAL, 0, WARN, SMS(SMS_RESTORED),
     OK, FEE_NORMAL, ""},
    {"R-48 by the key", SAFE, FEE_CLOSE_ALLOWED, 0, ZERO, FEE_EV_BUTTON, 0, 0, FEE_NORMAL,
     "strategy:warn sms:warning "},
    {"R-48 by a crew", JIBEI, FEE_FIELD_RESTORE, 0, ZERO, FEE_EV_FIELD_OK, 0, ORDER, FEE_NORMAL,
     "end:done strategy:warn sms:restored "},
    {"R-48 reminded", JIBEI, FEE_RESTORE_SENT, 0, LOW, FEE_EV_ORDER_OK, 0, ORDER, FEE_REMINDED,
     "end:done sms:restored strategy:remind sms:reminder "},
    {"T21", JIBEI, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_ORDER_FAILED, 0, ORDER, FEE_FIELD_RESTORE,
     "order:field-restore sms:fault-handler "},
    {"T21 crew could not", JIBEI, FEE_FIELD_RESTORE, 0, ABOVE, FEE_EV_FIELD_FAILED, 0, ORDER,
     FEE_RESTORE_FAILED, "restore+10 "},
    {"T22", JIBEI, FEE_FIELD_RESTORE, 0, ABOVE, FEE_EV_FIELD_OK, 0, ORDER, FEE_NORMAL,
     "end:done sms:restored "},
    {"R-16 paid, and the result is unknown", JIBEI, FEE_CUT_SENT, 0, ABOVE, FEE_EV_ORDER_FAILED, 0,
     ORDER + OFF + UNSURE, FEE_RESTORE_PENDING,
     "end:cancelled strategy:restore sms:paid order:restore "},
    {"R-16 unknown, then paid", JIBEI, FEE_CUT_FAILED, DOUBT, ZERO, FEE_EV_RECEIPT, 0, 0,
     FEE_RESTORE_PENDING, "end:cancelled strategy:restore sms:paid order:restore "},
    {"R-16 unknown, then not enough", JIBEI, FEE_CUT_FAILED, DOUBT, DEBT, FEE_EV_RECEIPT, 0, 0,
     FEE_CUT_FAILED, ""},
    {"R-16 unknown, then solvent by calculation", JIBEI, FEE_CUT_FAILED, DOUBT, ZERO,
     FEE_EV_CALCULATED, 0, 0, FEE_RESTORE_PENDING,
     "end:cancelled strategy:restore sms:paid order:restore "},
    {"R-16 unknown, then paid before the repeat", REPEAT, FEE_CUT_FAILED, DOUBT, ZERO,
     FEE_EV_REPEAT, 0, 0, FEE_RESTORE_PENDING,
     "end:cancelled strategy:restore sms:paid order:restore "},
    {"R-16 unknown, then paid before the crew", JIBEI, FEE_FIELD_CUT, DOUBT, ABOVE, FEE_EV_RECEIPT,
     0, ORDER, FEE_RESTORE_PENDING,
     "end:cancelled cancel-order strategy:restore sms:paid order:restore "},
    {"R-24 cut after all, and he has paid", JIBEI, FEE_NORMAL, 0, ABOVE, FEE_EV_ORDER_OK, 0, OFF,
     FEE_RESTORE_PENDING, "end:done sms:cut-done strategy:restore sms:paid order:restore look "},
    {"R-24 cut after all, and he has not", JIBEI, FEE_WARNED, 0, DEBT, FEE_EV_ORDER_OK, 0, OFF,
     FEE_CUT, "end:done sms:cut-done look "},
    {"R-24 cut after all, and he may close", SAFE, FEE_CLOSE_ALLOWED, 0, ABOVE, FEE_EV_ORDER_OK, 0,
     OFF, FEE_RESTORE_PENDING,
     "end:done sms:cut-done strategy:restore sms:paid order:restore look "},
    {"R-24 the last cut after all, noticed again", JIBEI, FEE_NOTICE, 0, DEBT, FEE_EV_ORDER_OK, 0,
     OFF, FEE_CUT, "end:done sms:cut-done look "},
    {"R-24 cut twice", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_ORDER_OK, 0, OFF, FEE_CUT, ""},
    {"R-24 cut, and the restore is being made", JIBEI, FEE_RESTORE_PENDING, 0, ABOVE,
     FEE_EV_ORDER_OK, 0, OFF, FEE_RESTORE_PENDING, "look "},
    {"R-24 cut, and the restore is out", JIBEI, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_ORDER_OK, 0,
     ORDER + OFF, FEE_RESTORE_SENT, "look "},
    {"R-24 an old restore is no cut", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_OK, 0, ORDER,
     FEE_CUT_SENT, "look "},
    {"R-16 a late trip", JIBEI, FEE_NORMAL, 0, ABOVE, FEE_EV_MOVED, 0, OFF, FEE_NORMAL, "look "},
    {"R-16 a late trip, the relay waits for the key", SAFE, FEE_CLOSE_ALLOWED, 0, ABOVE,
     FEE_EV_MOVED, 0, OFF, FEE_CLOSE_ALLOWED, "look "},
    {"R-16 a late trip while he is restored", JIBEI, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_MOVED, 0,
     ORDER + OFF, FEE_RESTORE_SENT, "look "},
    {"R-16 a late trip of somebody who is cut", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_MOVED, 0, OFF,
     FEE_CUT, ""},
    {"R-16 a late close of somebody who is cut", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_MOVED, 0, 0,
     FEE_CUT, "look "},
    {"R-16 a late close while the next cut is out", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_MOVED, 0,
     ORDER, FEE_CUT_SENT, "look "},
    {"R-16 a late close of somebody who has supply", JIBEI, FEE_WARNED, 0, WARN, FEE_EV_MOVED, 0, 0,
     FEE_WARNED, ""},
    {"R-16 seen open, he has paid", JIBEI, FEE_NORMAL, 0, ABOVE, FEE_EV_SEEN, 0, OFF,
     FEE_RESTORE_PENDING, "end:done sms:cut-done strategy:restore sms:paid order:restore "},
    {"R-16 seen open, he has not", JIBEI, FEE_WARNED, 0, DEBT, FEE_EV_SEEN, 0, OFF, FEE_CUT,
     "end:done sms:cut-done "},
    {"R-16 seen open, a crew is out to cut", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_SEEN, 0,
     ORDER + OTHER + OFF, FEE_CUT, "end:done sms:cut-done supersede "},
    {"R-16 seen open, a crew is out to restore", JIBEI, FEE_FIELD_RESTORE, 0, ABOVE, FEE_EV_SEEN, 0,
     ORDER + OTHER + OFF, FEE_FIELD_RESTORE, ""},
    {"R-16 seen open, as it should be", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_SEEN, 0, OFF, FEE_CUT, ""},
    {"R-16 seen closed, he was cut", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_SEEN, 0, LIVE, FEE_NORMAL,
     "end:done strategy:warn sms:warning "},
    {"R-16 seen closed, a crew is out", JIBEI, FEE_FIELD_RESTORE, 0, ABOVE, FEE_EV_SEEN, 0,
     ORDER + OTHER + LIVE, FEE_NORMAL, "end:done sms:restored supersede "},
    {"R-16 seen closed, the key is not needed", SAFE, FEE_CLOSE_ALLOWED, 0, ABOVE, FEE_EV_SEEN, 0,
     LIVE, FEE_NORMAL, ""},
    {"R-16 seen closed, as it should be", JIBEI, FEE_REMINDED, 0, LOW, FEE_EV_SEEN, 0, LIVE,
     FEE_REMINDED, ""},
    {"R-16 seen waiting for the key, he was cut", SAFE, FEE_CUT, 0, DEBT, FEE_EV_SEEN, 0, 0,
     FEE_CLOSE_ALLOWED, "strategy:warn sms:close-allowed "},
    {"R-48 permitted and low", SAFE, FEE_RESTORE_SENT, 0, WARN, FEE_EV_ORDER_OK, 0, ORDER,
     FEE_CLOSE_ALLOWED, "end:done strategy:warn sms:close-allowed "},
    {"R-48 the receipt of that", SAFE, FEE_CLOSE_ALLOWED, WARNING, WARN, SMS(SMS_CLOSE_ALLOWED), OK,
     FEE_CLOSE_ALLOWED, ""},
    {"R-16 seen waiting for the key, a crew is out", SAFE, FEE_FIELD_RESTORE, 0, ABOVE, FEE_EV_SEEN,
     0, ORDER + OTHER, FEE_CLOSE_ALLOWED, "end:done sms:close-allowed supersede "},
    {"R-16 seen waiting for the key as it should", SAFE, FEE_CLOSE_ALLOWED, 0, ABOVE, FEE_EV_SEEN,
     0, 0, FEE_CLOSE_ALLOWED, ""},
    {"R-16 seen waiting for the key, to be cut", SAFE, FEE_NOTICE, 0, DEBT, FEE_EV_SEEN, 0, 0,
     FEE_NOTICE, ""},
    {"T15 after he paid", JIBEI, FEE_NORMAL, 0, ABOVE, FEE_EV_FIELD_OK, 0, OFF, FEE_RESTORE_PENDING,
     "end:done sms:cut-done strategy:restore sms:paid order:restore "},
    {"T15 twice", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_FIELD_OK, 0, OFF, FEE_CUT, ""},
    {"T15 while a crew is to restore", JIBEI, FEE_FIELD_RESTORE, 0, ABOVE, FEE_EV_FIELD_OK, 0,
     ORDER + OFF, FEE_FIELD_RESTORE, ""},
    {"T15 not possible while a crew is to restore", JIBEI, FEE_FIELD_RESTORE, 0, ABOVE,
     FEE_EV_FIELD_FAILED, 0, ORDER + OFF, FEE_FIELD_RESTORE, ""},
    {"T22 at the second visit", JIBEI, FEE_RESTORE_FAILED, 0, ABOVE, FEE_EV_FIELD_OK, 0, ORDER,
     FEE_NORMAL, "end:done sms:restored "},
    {"T22 is none of a customer who is to be cut", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_FIELD_OK,
     0, ORDER, FEE_FIELD_CUT, ""},
    {"T22 not possible, nor is that", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_FIELD_FAILED, 0, ORDER,
     FEE_FIELD_CUT, ""},
    {"R-46 the permit found the relay closed", SAFE, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_ORDER_OK, 0,
     ORDER + LIVE, FEE_NORMAL, "end:done sms:restored "},
    {"R-46 waits for the key, rich", SAFE, FEE_CLOSE_ALLOWED, KEYW, ABOVE, FEE_EV_CALCULATED, 0, 0,
     FEE_CLOSE_ALLOWED, ""},
    {"R-46 waits for the key, low", SAFE, FEE_CLOSE_ALLOWED, 0, LOW, FEE_EV_CALCULATED, 0, 0,
     FEE_CLOSE_ALLOWED, ""},
    {"R-46 waits for the key, is warned", SAFE, FEE_CLOSE_ALLOWED, 0, DEBT, FEE_EV_CALCULATED, 0, 0,
     FEE_CLOSE_ALLOWED, "strategy:warn sms:warning "},
    {"R-46 and is noticed", SAFE, FEE_CLOSE_ALLOWED, KEYW, DEBT, FEE_EV_CALCULATED, 0, 0,
     FEE_NOTICE, "strategy:cut sms:pre-cut "},
    {"R-46 and pays: the relay still waits", SAFE, FEE_NOTICE, PERMIT, ABOVE, FEE_EV_RECEIPT, 0, 0,
     FEE_CLOSE_ALLOWED, "end:cancelled "},
    {"T19 warned meanwhile", SAFE, FEE_CLOSE_ALLOWED, KEYW, WARN, FEE_EV_BUTTON, 0, 0, FEE_WARNED,
     ""},
    {"T19 warned meanwhile, and paid", SAFE, FEE_CLOSE_ALLOWED, KEYW, WARN + 1, FEE_EV_BUTTON, 0, 0,
     FEE_REMINDED, "strategy:remind sms:reminder "},
    {"T19 a warning is under way", SAFE, FEE_CLOSE_ALLOWED, WARNING, WARN, FEE_EV_BUTTON, 0, 0,
     FEE_NORMAL, ""},
    {"R-45 the restore waits for its repeat", AGAIN, FEE_RESTORE_SENT, 0, ABOVE,
     FEE_EV_ORDER_FAILED, 0, ORDER, FEE_RESTORE_FAILED, "restore+10 "},
    {"R-45 the restore is repeated", AGAIN, FEE_RESTORE_FAILED, 0, ABOVE, FEE_EV_RESTORE_AGAIN, 0,
     ORDER, FEE_RESTORE_PENDING, "order:restore "},
    {"R-45 the second repeat", AGAIN, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_ORDER_FAILED, 0,
     ORDER + USED, FEE_RESTORE_FAILED, "restore+10 "},
    {"R-45 no repeat is due any more", AGAIN, FEE_NORMAL, 0, ABOVE, FEE_EV_RESTORE_AGAIN, 0, 0,
     FEE_NORMAL, ""},
    {"R-47 restored late, a crew is out", JIBEI, FEE_FIELD_RESTORE, 0, ABOVE, FEE_EV_ORDER_OK, 0,
     ORDER + OTHER, FEE_NORMAL, "end:done sms:restored supersede "},
    {"R-47 permitted late, a crew is out", SAFE, FEE_FIELD_RESTORE, 0, ABOVE, FEE_EV_ORDER_OK, 0,
     ORDER + OTHER, FEE_CLOSE_ALLOWED, "end:done sms:close-allowed supersede "},
    {"R-47 restored late, before the repeat", AGAIN, FEE_RESTORE_FAILED, 0, ABOVE, FEE_EV_ORDER_OK,
     0, ORDER, FEE_NORMAL, "end:done sms:restored "},
    {"R-47 and the repeat is made", AGAIN, FEE_NORMAL, 0, ABOVE, FEE_EV_ORDER_MADE, 0, ORDER,
     FEE_NORMAL, "supersede "},
    {"R-47 cut late, the repeat is out", REPEAT, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_OK, 0,
     ORDER + OTHER + OFF, FEE_CUT, "end:done sms:cut-done supersede "},
    {"R-47 cut late, a crew is out", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_ORDER_OK, 0,
     ORDER + OTHER + OFF, FEE_CUT, "end:done sms:cut-done supersede "},
    {"R-47 cut late, and the repeat is made", REPEAT, FEE_CUT, 0, DEBT, FEE_EV_ORDER_MADE, 0,
     ORDER + OFF, FEE_CUT, "supersede "},
    {"R-24 the superseded one fails", REPEAT, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0,
     ORDER + OTHER + OFF, FEE_CUT_SENT, ""},
    {"R-24 a cut fails, the restore is out", JIBEI, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_ORDER_FAILED,
     0, ORDER + OFF, FEE_RESTORE_SENT, ""},
    {"R-16 a crew cut around the restore", JIBEI, FEE_RESTORE_SENT, DOUBT, ABOVE, FEE_EV_ORDER_OK,
     0, ORDER, FEE_RESTORE_PENDING, "order:restore "},
    {"R-16 a crew cut before the crew's restore", JIBEI, FEE_FIELD_RESTORE, DOUBT, ABOVE,
     FEE_EV_FIELD_OK, 0, ORDER, FEE_NORMAL, "end:done sms:restored "},
    {"R-16 and somebody is on his way", JIBEI, FEE_FIELD_RESTORE, DOUBT, ABOVE, FEE_EV_ORDER_OK, 0,
     ORDER + OTHER, FEE_FIELD_RESTORE, ""},
    {"R-50 a new cut is held", JIBEI, FEE_WARNED, 0, DEBT, FEE_EV_CALCULATED, 0, LOCKED, FEE_HELD,
     "strategy:cut "},
    {"R-50 approval is not asked for", APPROVE, FEE_WARNED, 0, DEBT, FEE_EV_CALCULATED, 0, LOCKED,
     FEE_HELD, "strategy:cut "},
    {"R-50 a warning goes out", JIBEI, FEE_NORMAL, 0, WARN, FEE_EV_CALCULATED, 0, LOCKED,
     FEE_NORMAL, "strategy:warn sms:warning "},
    {"R-50 still held", JIBEI, FEE_HELD, 0, DEBT, FEE_EV_CALCULATED, 0, LOCKED, FEE_HELD, ""},
    {"R-50 a notice is taken back", JIBEI, FEE_NOTICE, NOTICE, DEBT, FEE_EV_HELD, 0, LOCKED,
     FEE_HELD, "cancel-sms "},
    {"R-50 noticed and locked", JIBEI, FEE_NOTICE, 0, DEBT, FEE_EV_HELD, 0, LOCKED + NOTICED,
     FEE_HELD, ""},
    {"R-50 second check", JIBEI, FEE_NOTICE, 0, DEBT, FEE_EV_NOTICE_OVER, 0, LOCKED + NOTICED,
     FEE_HELD, ""},
    {"R-50 the order is out", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_HELD, 0, LOCKED + ORDER,
     FEE_CUT_SENT, "cancel-order "},
    {"R-50 taken back", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_FAILED, 0, LOCKED + OFF + BACK,
     FEE_HELD, ""},
    {"R-50 cut all the same", JIBEI, FEE_CUT_SENT, 0, DEBT, FEE_EV_ORDER_OK, 0, LOCKED + OFF,
     FEE_CUT, "end:done sms:cut-done "},
    {"R-50 order made", JIBEI, FEE_READY, 0, DEBT, FEE_EV_ORDER_MADE, 0, LOCKED + OFF + ORDER,
     FEE_CUT_SENT, "cancel-order "},
    {"R-50 the failed order is taken back", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_HELD, 0,
     LOCKED + ORDER, FEE_HELD, "cancel-order "},
    {"R-50 no repeat", REPEAT, FEE_CUT_FAILED, 0, DEBT, FEE_EV_REPEAT, 0, LOCKED + ORDER, FEE_HELD,
     "cancel-order "},
    {"R-50 no escalation", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_ESCALATE, 0, LOCKED + ORDER,
     FEE_HELD, "cancel-order "},
    {"R-50 a person lets it be", HOLD, FEE_CUT_FAILED, 0, DEBT, FEE_EV_HOLD_OVER, 0,
     LOCKED + ORDER + NOTICED, FEE_HELD, "cancel-order "},
    {"R-50 the crew is called off", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_HELD, 0, LOCKED + ORDER,
     FEE_FIELD_CUT, "cancel-order "},
    {"R-50 the crew asks", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_FIELD_ASK, 0, LOCKED + ORDER,
     FEE_FIELD_CUT, "cancel-order "},
    {"R-50 a field order was being made", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_ORDER_MADE, 0,
     LOCKED + OFF + ORDER, FEE_FIELD_CUT, "cancel-order "},
    {"R-50 the crew is back", JIBEI, FEE_FIELD_CUT, 0, DEBT, FEE_EV_FIELD_FAILED, 0, LOCKED + OFF,
     FEE_HELD, ""},
    {"R-50 the supply stays off", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_HELD, 0, LOCKED, FEE_CUT, ""},
    {"R-50 a restore goes on", JIBEI, FEE_RESTORE_SENT, 0, ABOVE, FEE_EV_HELD, 0, LOCKED + ORDER,
     FEE_RESTORE_SENT, ""},
    {"T10 paid while locked", JIBEI, FEE_HELD, 0, WARN, FEE_EV_RECEIPT, 0, LOCKED, FEE_WARNED,
     "end:cancelled "},
    {"T23", JIBEI, FEE_WARNED, 0, WARN, FEE_EV_ENDED, 0, 0, FEE_NOT_ENROLLED, ""},
    {"T23 pending cut", JIBEI, FEE_NOTICE, NOTICE, DEBT, FEE_EV_ENDED, 0, 0, FEE_NOT_ENROLLED,
     "end:cancelled "},
    {"T23 cut, and owes", JIBEI, FEE_CUT, 0, DEBT, FEE_EV_ENDED, 0, 0, FEE_CUT, ""},
    {"T23 order is made", JIBEI, FEE_READY, 0, DEBT, FEE_EV_ENDED, 0, 0, FEE_READY, ""},
    {"T23 restore is out", JIBEI, FEE_RESTORE_SENT, 0, ZERO, FEE_EV_ENDED, 0, 0, FEE_RESTORE_SENT,
     ""},
    {"T23 the key is awaited", SAFE, FEE_CLOSE_ALLOWED, 0, ZERO, FEE_EV_ENDED, 0, 0,
     FEE_NOT_ENROLLED, ""},
    {"T1 enrolled already", JIBEI, FEE_WARNED, 0, WARN, FEE_EV_ENROLLED, 0, 0, FEE_WARNED, ""},
    {"T23 restore first", JIBEI, FEE_CUT, 0, ZERO, FEE_EV_ENDED, 0, 0, FEE_RESTORE_PENDING,
     "strategy:restore sms:paid order:restore "},
    {"R-17 warned by a posting: never", JIBEI, FEE_NORMAL, 0, WARN, FEE_EV_RECEIPT, 0, 0,
     FEE_NORMAL, ""},
    {"R-17 nor from reminded", JIBEI, FEE_REMINDED, 0, WARN, FEE_EV_RECEIPT, 0, 0, FEE_REMINDED,
     ""},
    {"paid out of the warning", JIBEI, FEE_WARNED, 0, WARN + 1, FEE_EV_RECEIPT, 0, 0, FEE_REMINDED,
     ""},
    {"still warned", JIBEI, FEE_WARNED, 0, WARN, FEE_EV_RECEIPT, 0, 0, FEE_WARNED, ""},
    {"R-83 reversed into debt: warned, not cut", JIBEI, FEE_NORMAL, 0, DEBT, FEE_EV_REVERSED, 0, 0,
     FEE_NORMAL, "strategy:warn sms:warning "},
    {"R-83 and warned anew", JIBEI, FEE_WARNED, 0, DEBT, FEE_EV_REVERSED, 0, 0, FEE_REMINDED,
     "strategy:warn sms:warning "},
    {"R-83 above the warning: reminded", JIBEI, FEE_NORMAL, 0, WARN + 1, FEE_EV_REVERSED, 0, 0,
     FEE_REMINDED, "strategy:remind sms:reminder "},
    {"R-83 enough is left", JIBEI, FEE_NORMAL, 0, ABOVE, FEE_EV_REVERSED, 0, 0, FEE_NORMAL, ""},
    {"R-83 the cut goes on", JIBEI, FEE_NOTICE, NOTICE, DEBT, FEE_EV_REVERSED, 0, 0, FEE_NOTICE,
     ""},
    {"R-83 he is judged when he is restored", JIBEI, FEE_RESTORE_SENT, 0, DEBT, FEE_EV_REVERSED, 0,
     ORDER, FEE_RESTORE_SENT, ""},
};

START_TEST(transition)
{
    const struct row *row = &rows[_i];
    struct fee_policy policy = policy_of(row->variant);
    ms_t now = row->with & LATE ? NIGHT : TEN;
    struct fee_customer customer = {
        .available = row->available, .state = (uint8_t)row->state, .flags = (uint8_t)row->flags};
    struct fee_case open = {.strategy = row->state == FEE_CLOSE_ALLOWED ? 0 : 7, /* ended by T18 */
                            .order = row->with & ORDER ? 9 : 0,
                            .repeats = row->with & USED ? 1 : 0};
    struct fee_event event = {.kind = (uint8_t)row->event,
                              .sms_kind = (uint8_t)row->sms,
                              .is_ok = row->with & OK,
                              .lock = row->with & LOCKED ? HOLD_PROTECTION : HOLD_NONE,
                              .is_blocked = row->with & BLOCKED,
                              .is_cut = row->with & OFF,
                              .is_closed = row->with & LIVE,
                              .is_late = row->with & OTHER,
                              .was_held = row->with & AGAIN_HELD,
                              .is_uncertain = row->with & UNSURE,
                              .is_sent_back = row->with & BACK};
    struct fee_effects effects;
    char text[256];
    if (row->with & NOTICED)
        open.notice_at = now - MS_HOUR;
    if (row->with & STALE)
        open.notice_at = now - 25 * MS_HOUR;
    if (row->with & YOUNG)
        open.notice_at = now - 10 * MS_MINUTE;
    fee_customer_step(&customer, &open, &policy, &event, now, &effects);
    effects_print(&effects, now, text, sizeof text);
    ck_assert_msg(customer.state == row->then, "%s: state %s, expected %s", row->name,
                  fee_state_name(customer.state), fee_state_name(row->then));
    ck_assert_msg(strcmp(text, row->effects) == 0, "%s: effects '%s', expected '%s'", row->name,
                  text, row->effects);
}
END_TEST

/* the restore message warns if it tells of a low balance; if not, a receipt of it that comes
 * later must not be taken for one of a warning that is long forgotten. */
START_TEST(restore_message_warns_or_does_not)
{
    struct fee_policy policy = policy_of(JIBEI);
    struct fee_event event = {.kind = FEE_EV_ORDER_OK};
    struct fee_effects effects;
    for (int is_low = 0; is_low <= 1; is_low++) {
        struct fee_customer customer = {.available = is_low ? WARN : WARN + 1,
                                        .state = FEE_RESTORE_SENT,
                                        .flags = is_low ? 0 : FEE_WARNING_OUT};
        struct fee_case open = {0};
        fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
        ck_assert_uint_eq(customer.flags, is_low ? FEE_WARNING_OUT : 0);
    }
}
END_TEST

/* A notice is valid for exactly notice_valid, and the cut window opens on its first minute. */
START_TEST(notice_validity_border)
{
    struct fee_policy policy = policy_of(JIBEI);
    struct fee_event event = {.kind = FEE_EV_RELEASED};
    struct fee_effects effects;
    for (int late = 0; late <= 1; late++) {
        struct fee_customer customer = {.available = DEBT, .state = FEE_HELD};
        struct fee_case open = {.notice_at = TEN - policy.notice_valid - late};
        fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
        ck_assert_int_eq(customer.state, late ? FEE_NOTICE : FEE_READY);
    }
}
END_TEST

/* Whatever comes in whatever state: no effect list overflows, no state leaves its range, and nobody
 * who is not below the overdraft amount gets a cut strategy or a cut order. */
START_TEST(every_event_in_every_state)
{
    static const int32_t amounts[] = {DEBT, ZERO, WARN, LOW, ABOVE};
    for (unsigned v = JIBEI; v <= EARLY; v++) {
        struct fee_policy policy = policy_of((enum variant)v);
        for (unsigned n = 0; n < FEE_STATES * (FEE_EV_ENDED + 1u) * 5u * 16u; n++) {
            unsigned bits = n / FEE_STATES / 5 / (FEE_EV_ENDED + 1);
            struct fee_customer customer = {
                .state = (uint8_t)(n % FEE_STATES),
                .available = amounts[n / FEE_STATES % 5],
                .flags = (uint8_t)((n & 3) | (bits & 8 ? FEE_UNCERTAIN : 0))};
            struct fee_case open = {.order = n & 1};
            struct fee_event event = {.kind = (uint8_t)(n / FEE_STATES / 5 % (FEE_EV_ENDED + 1)),
                                      .sms_kind = n & 1 ? SMS_WARNING : SMS_PRE_CUT,
                                      .is_ok = n & 2,
                                      .lock = bits & 1 ? HOLD_DELAY : HOLD_NONE,
                                      .is_blocked = bits & 1,
                                      .is_cut = bits & 2,
                                      .is_uncertain = bits & 4,
                                      .owed = bits & 4 ? 9001 : 0};
            struct fee_effects effects;
            fee_customer_step(&customer, &open, &policy, &event, TEN, &effects);
            ck_assert_uint_lt(customer.state, FEE_STATES);
            ck_assert_uint_le(effects.count, FEE_EFFECTS_MAX);
            for (unsigned i = 0; i < effects.count; i++) {
                const struct fee_effect *e = &effects.item[i];
                bool is_cut = (e->action == FEE_DO_ORDER && e->arg == ORDER_CUT) ||
                              (e->action == FEE_DO_STRATEGY && e->arg == STRATEGY_CUT);
                bool is_again = event.kind == FEE_EV_TRIP_AGAIN; /* also at the overdraft (CQ-7) */
                ck_assert(!is_cut || customer.available < policy.overdraft ||
                          (is_again && !fee_is_restore(&policy, customer.available)));
            }
        }
    }
}
END_TEST

/* The sub-states of CUT_PENDING, by their names and not by their order. */
START_TEST(cut_pending_states)
{
    for (unsigned state = 0; state < FEE_STATES; state++) {
        bool is_pending = state == FEE_HELD || state == FEE_NOTICE || state == FEE_APPROVAL1 ||
                          state == FEE_APPROVAL2 || state == FEE_READY;
        ck_assert_int_eq(fee_is_cut_pending(state), is_pending);
    }
}
END_TEST

static Suite *fee_customer_suite(void)
{
    Suite *suite = suite_create("fee_customer");
    TCase *tcase = tcase_create("transitions");
    tcase_add_loop_test(tcase, transition, 0, (int)(sizeof rows / sizeof rows[0]));
    tcase_add_test(tcase, restore_message_warns_or_does_not);
    tcase_add_test(tcase, notice_validity_border);
    tcase_add_test(tcase, every_event_in_every_state);
    tcase_add_test(tcase, cut_pending_states);
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(fee_customer_suite)
