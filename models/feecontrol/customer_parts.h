/* models/feecontrol/customer_parts.h - what the files of the decision machine share; for them
 * alone. customer.c: judging, and the way to a cut; customer_orders.c: its orders;
 * customer_notice.c: how late, and its last notice; customer_restore.c: the way back;
 * customer_enrol.c: in and out. */
#ifndef MODELS_FEECONTROL_CUSTOMER_PARTS_H
#define MODELS_FEECONTROL_CUSTOMER_PARTS_H
#include "base/err.h"
#include "models/feecontrol/customer_state.h"

/* Everything one step works on; the handlers below each take one event of the machine. */
struct step {
    struct fee_customer *customer;
    struct fee_case *open;
    const struct fee_policy *policy;
    const struct fee_event *event;
    ms_t now;
    struct fee_effects *effects;
};

static inline void act_at(struct step *s, enum fee_action action, ms_t at)
{
    FK_ASSERT(s->effects->count < FEE_EFFECTS_MAX);
    s->effects->item[s->effects->count++] = (struct fee_effect){(uint8_t)action, 0, at};
}

static inline void act(struct step *s, enum fee_action action, unsigned arg)
{
    act_at(s, action, 0);
    s->effects->item[s->effects->count - 1].arg = (uint8_t)arg;
}

static inline void go(struct step *s, enum fee_state state)
{
    s->customer->state = (uint8_t)state;
}

static inline bool is_flag(const struct step *s, unsigned flag)
{
    return s->customer->flags & flag;
}

static inline void flag(struct step *s, unsigned flag, bool on)
{
    unsigned flags = s->customer->flags;
    s->customer->flags = (uint8_t)(on ? flags | flag : flags & ~flag);
}

/* customer.c. R-46: who may press the key is judged like anybody else, and stays in his state: his
 * relay still waits for him, whatever his money does. */
bool step_is_warned(const struct step *s);
/* A warning leaves as the message `sms` ... */
void step_say_warning(struct step *s, unsigned sms);
/* ... and without receipts counts at once. */
void step_warn(struct step *s, unsigned sms);
/* T2 for a customer above the warning amount. */
void step_judge_high(struct step *s);
/* R-16, INV-03: an order that is out is taken back where it waits for a try. */
void step_take_back(struct step *s);
/* Money is back before supply is known to be off, or his agreement is over. */
void step_leave_cut(struct step *s);
/* T5: locked by a protection or a hold, or held for want of a newer register. */
void step_hold(struct step *s);
/* T6: the pre-cut SMS; the waiting time runs from its receipt. */
void step_start_notice(struct step *s);
bool step_is_noticed(const struct step *s);
/* The next cut has a notice, repeats and holds of its own. */
void step_end_cut(struct fee_case *open);

/* customer_orders.c. T11, T15: supply is off. */
void step_cut_done(struct step *s);
/* FEE_EV_ORDER_MADE, FEE_EV_ORDER_OK, FEE_EV_ORDER_FAILED, FEE_EV_REPEAT, FEE_EV_HOLD_OVER,
 * FEE_EV_ESCALATE, FEE_EV_FIELD_OK, FEE_EV_FIELD_FAILED. */
void step_order_made(struct step *s);
void step_order_ok(struct step *s);
void step_order_failed(struct step *s);
void step_repeat(struct step *s);
void step_hold_over(struct step *s);
void step_escalate(struct step *s);
void step_field_ok(struct step *s);
void step_field_failed(struct step *s);

/* customer_ahead.c, R-73. FEE_EV_EXTRAPOLATED. */
void step_extrapolated(struct step *s);
/* the receipt of a warning is in whom the amount of his register would not have warned. */
void step_told_ahead(struct step *s);
/* Money has lifted him above the warning amount by his register: where he stands by the estimate
 * that is carried on. */
enum fee_state step_state_ahead(struct step *s);
/* A register is there for whom was told ahead. */
void step_confirm(struct step *s);

/* customer_enrol.c: FEE_EV_ENROLLED, FEE_EV_ENDED. */
void step_enrolled(struct step *s);
void step_ended(struct step *s);

/* customer_notice.c. In place of the beginning of a cut: it waits until the arrears are overdue. */
void step_run_overdue(struct step *s);
/* True while it does. */
bool step_is_overdue_running(const struct step *s);
/* True if no last notice is to be sent before the order. */
bool step_is_told(const struct step *s);
/* True while it is on its way, or has not run its time: another check comes. */
bool step_is_being_told(const struct step *s);
/* It is sent in place of the order. */
void step_tell_last(struct step *s);
/* FEE_EV_SMS of it. */
void step_last_notice_over(struct step *s);
/* CQ-3: the person who starts the flow of what waits for it comes after `after`. */
void step_wait_for_person(struct step *s, ms_t after);
/* FEE_EV_FIELD_PLAN, FEE_EV_FIELD_ASK. */
void step_field_plan(struct step *s);
void step_field_ask(struct step *s);

/* customer_restore.c. T16, T17: money is back, supply is not. */
void step_start_restore(struct step *s);
/* CQ-11: after everything else of a posting, once. */
void step_tell_paid(struct step *s);
/* a late result has done what the live order asks for. */
void step_supersede(struct step *s);
/* T20, T22, T19: supply is back; `sms` tells him, < 0: none does. */
void step_restored(struct step *s, int sms);
/* T18, T20, also late. */
void step_restore_ok(struct step *s);
/* T21, R-45: repeated, then by hand. */
void step_restore_failed(struct step *s);
/* FEE_EV_FIELD_FAILED of a field restore: tried again from afar. */
void step_field_restore_failed(struct step *s);
/* FEE_EV_SMS of the notice of his restore, FEE_EV_UNTOLD. */
void step_restore_told(struct step *s);
void step_restore_untold(struct step *s);
/* FEE_EV_RESTORE_AGAIN, FEE_EV_MOVED and other orders' late results, FEE_EV_SEEN, FEE_EV_BUTTON. */
void step_restore_again(struct step *s);
void step_moved(struct step *s);
void step_seen(struct step *s);
void step_button(struct step *s);
/* FEE_EV_TRIP_AGAIN. */
void step_trip_again(struct step *s);
#endif
