/* tests/unit/models/fee_steps.h - for tests of single steps of the decision state machine: a
 * moment, amounts, profiles, and what a step asks for as one line. */
#ifndef TESTS_UNIT_MODELS_FEE_STEPS_H
#define TESTS_UNIT_MODELS_FEE_STEPS_H
#include "models/feecontrol/customer.h"
#include "tests/unit/fk_check.h"
#include <string.h>

/* 2026-03-02 10:00 CST, inside the cut window 08:30-16:00. */
#define TEN   (INT64_C(1772380800) * MS_SECOND + 10 * MS_HOUR)
#define NIGHT (TEN + 12 * MS_HOUR)
#define ABOVE 9000
#define LOW   4999 /* below reminder 50.00 */
#define WARN  3000 /* at warning 30.00 */
#define ZERO  0    /* at overdraft: no cut, and restored */
#define DEBT  (-1) /* below overdraft */

/* Profiles: jibei, and one departure from it each. */
enum variant {
    JIBEI,
    AGAIN,
    DAILY,
    QUICK,
    APPROVE,
    APPROVE2,
    NOTICE1,
    ABOVE_ZERO,
    SAFE,
    REPEAT,
    HOLD,
    BLIND,
    EARLY
};

static inline struct fee_policy policy_of(enum variant variant)
{
    struct fee_policy policy = {.reminder = 5000,
                                .warning = 3000,
                                .warn_before_cut = true,
                                .receipt_needed = true,
                                .second_check = true,
                                .notice_wait = 30 * MS_MINUTE,
                                .notice_valid = 24 * MS_HOUR,
                                .cut_window = {8 * MS_HOUR + 30 * MS_MINUTE, 16 * MS_HOUR},
                                .repeat_at = 12 * MS_HOUR + 30 * MS_MINUTE,
                                .hold_window = 10 * MS_MINUTE};
    policy.repeat = variant == DAILY ? FEE_REPEAT_DAILY : FEE_REPEAT_ONCE;
    policy.warn_before_cut = variant != QUICK;
    policy.approval_levels = variant == APPROVE || variant == NOTICE1 ? 1
                             : variant == APPROVE2                    ? 2
                                                                      : 0;
    policy.is_notice_first = variant == NOTICE1;
    policy.restore_at = variant == ABOVE_ZERO ? FEE_RESTORE_ABOVE : FEE_RESTORE_AT_LEAST;
    policy.restore_mode = variant == SAFE ? FEE_RESTORE_SAFE : FEE_RESTORE_AUTOMATIC;
    policy.repeats = variant == REPEAT ? 1 : 0;
    policy.escalation = variant == HOLD ? FEE_COMMON_CAUSE_HOLD : FEE_FIELD_AT_ONCE;
    policy.receipt_needed = variant != BLIND;
    policy.restore_repeats = variant == AGAIN ? 2 : 0;
    policy.restore_gap = 10 * MS_MINUTE;
    if (variant == EARLY) { /* the warning amount is below the overdraft */
        policy.overdraft = 500;
        policy.warning = 0;
    }
    return policy;
}

static inline void effects_print(const struct fee_effects *effects, ms_t now, char *out,
                                 size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < effects->count; i++) {
        const struct fee_effect *e = &effects->item[i];
        int minutes = (int)((e->at - now) / MS_MINUTE);
        static const char *const dated[] = {"check", "release", "repeat", "escalate",
                                            "hold",  "restore", "untold"};
        char text[64];
        switch ((enum fee_action)e->action) {
        case FEE_DO_SMS:
            snprintf(text, sizeof text, "sms:%s ", sms_kind_name(e->arg));
            break;
        case FEE_DO_STRATEGY:
            snprintf(text, sizeof text, "strategy:%s ", strategy_kind_name(e->arg));
            break;
        case FEE_DO_END_STRATEGY:
            snprintf(text, sizeof text, "end:%s ", strategy_state_name(e->arg));
            break;
        case FEE_DO_ORDER:
            snprintf(text, sizeof text, "order:%s ", order_kind_name(e->arg));
            break;
        case FEE_DO_CANCEL_ORDER:
            snprintf(text, sizeof text, "cancel-order ");
            break;
        case FEE_DO_SUPERSEDE_ORDER:
            snprintf(text, sizeof text, "supersede ");
            break;
        case FEE_DO_CANCEL_SMS:
            snprintf(text, sizeof text, "cancel-sms ");
            break;
        case FEE_DO_TURN:
            snprintf(text, sizeof text, "turn ");
            break;
        case FEE_DO_LOOK:
            snprintf(text, sizeof text, "look ");
            break;
        case FEE_DO_HOLD_ORDER:
            snprintf(text, sizeof text, "hold-order ");
            break;
        case FEE_DO_APPROVAL:
            snprintf(text, sizeof text, "approval:%u ", (unsigned)e->arg);
            break;
        default:
            snprintf(text, sizeof text, "%s+%d ", dated[e->action - FEE_DO_CHECK_AT], minutes);
        }
        ck_assert(used + strlen(text) < size);
        memcpy(out + used, text, strlen(text) + 1);
        used += strlen(text);
    }
}
#endif
