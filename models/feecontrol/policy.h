/* models/feecontrol/policy.h - what a province decides: thresholds, notice, windows, escalation.
 * One structure, several parameter sets (scenarios/profiles/, system rules section 12). Read-only
 * while a run lasts; amounts that change are other rows from then on. Operators are part of the
 * rules (section 5): reminder and cut are strict (<), warning is not (<=), restore is >= or > by
 * profile.
 *
 * Questions: Q4, Q6, Q32, Q37, Q51, Q59, Q67 */
#ifndef MODELS_FEECONTROL_POLICY_H
#define MODELS_FEECONTROL_POLICY_H
#include "base/chance.h"
#include "base/clock.h"
#include "base/money.h"
#include <stdbool.h>
#include <stdint.h>

enum fee_repeat { FEE_REPEAT_ONCE, FEE_REPEAT_DAILY, FEE_REPEAT_DAILY_LOW }; /* */
enum fee_restore_at { FEE_RESTORE_AT_LEAST, FEE_RESTORE_ABOVE };             /* >= or > overdraft */
/* 1C or 1B, or nothing: the customer closes his breaker by hand (CQ-1, CQ-7) */
enum fee_restore_mode { FEE_RESTORE_AUTOMATIC, FEE_RESTORE_SAFE, FEE_RESTORE_BY_HAND };
/* Who is cut and still owes: left alone, tripped again, or only if he has used energy (CQ-2) */
enum fee_trip_again { FEE_TRIP_NEVER, FEE_TRIP_ARREARS, FEE_TRIP_ENERGY };
/* Days on which nobody is cut: public holidays, with the day before each, or all but working days.
 */
enum fee_no_cut_days { FEE_CUT_ALL_DAYS, FEE_NOT_DAYS_OFF, FEE_NOT_EVES, FEE_WORKING_DAYS };
enum fee_escalation { FEE_FIELD_AT_ONCE, FEE_COMMON_CAUSE_HOLD }; /* T14 */

struct fee_policy {
    char name[32];
    fen_t reminder;       /* available < reminder (P-THR-01) */
    fen_t warning;        /* available <= warning (P-THR-02) */
    fen_t second_warning; /* another message at available <= this (P-THR-03), 0: none */
    /* P-THR-06: instead of these amounts so many mean days of charge, 0: the amounts; who sets up
     * the run works the amounts out */
    uint16_t reminder_days, warning_days;
    fen_t overdraft;    /* cut: available < overdraft (P-THR-04); a debt limit of 20 CNY is -2000 */
    uint8_t restore_at; /* enum fee_restore_at */
    uint8_t repeat;     /* enum fee_repeat: repeated warnings */
    uint8_t restore_mode; /* enum fee_restore_mode */
    /* CQ-10: reminders and warnings, notices of cuts, restores do not begin by themselves: a person
     * has them begun */
    bool is_reminding_manual, is_dunning_manual, is_restoring_manual;
    uint16_t office;         /* index of the policy with which it shares desks, holds and turns */
    uint8_t approval_levels; /* 0 automatic cut, 1 or 2 approval cut (T7) */
    bool is_notice_first;    /* CQ-5: notice, check, approval; else approval, notice, check */
    bool is_start_manual;    /* a person starts the flow of an approval cut (T7, R-10) ... */
    ms_t start_at; /* ... at this time of day of each working day; 0: when he happens to (CQ-3) */
    uint8_t approval_rejects;           /* percent of the decisions (T8) */
    uint32_t approvers;                 /* at each level (P-CUT-09) */
    struct chance_dist approval_time;   /* of one decision */
    struct clock_window approval_hours; /* on working days */
    ms_t approval_limit;                /* at each level, 0 without one */
    uint16_t approval_days;             /* the same in working days (P-CUT-09) */
    bool warn_before_cut;               /* R-12, P-CUT-13 */
    bool receipt_needed;                /* a warning counts only with its delivery receipt */
    bool second_check;                  /* recompute before the order leaves */
    bool tell_tier;             /* a message when the next tier of a tariff is reached */
    bool recheck_before_submit; /* the notice of a cut that is given up does not leave */
    ms_t notice_wait;  /* from the receipt of the pre-cut SMS to the second check (P-CUT-01) */
    ms_t notice_valid; /* a notice older than this at the second check must be repeated */
    ms_t overdue; /* below the overdraft for so long before anything of a cut begins, 0: at once */
    ms_t last_notice;    /* a second notice, so long before the cut, 0: none */
    ms_t restore_notice; /* told before he is closed, and so long waited for, 0: not told */
    struct clock_window cut_window; /* P-CUT-08 */
    uint8_t no_cut_days;            /* enum fee_no_cut_days */
    uint32_t release_rate;          /* cuts an hour after a hold, 0 without limit */
    uint32_t mass_brake;      /* more new cuts in a calculation are held for a person, 0: never */
    uint8_t reading_lag_days; /* 0 freeze of the day of calculation, 1 of the day before */
    ms_t max_reading_age;     /* P-CAL-07, INV-04 */
    uint16_t exception_after_days; /* N */
    /* After the tries of the collection system are used up (T12..T14). */
    uint16_t repeats; /* order-level repeats before escalation (P-CUT-12) */
    ms_t repeat_at;   /* time of day of a repeat, ms since 00:00 */
    uint16_t
        restore_repeats;  /* order-level repeats of a restore before a field restore ... */
    ms_t restore_gap;     /* ... each so long after the failure */
    uint8_t escalation;   /* enum fee_escalation */
    uint8_t hold_percent; /* common cause: more than this share ... */
    uint32_t hold_orders; /* ... of at least so many finished orders ... */
    ms_t hold_window;     /* ... have one code within this time */
    /* FEE_RESTORE_BY_HAND alone. */
    ms_t release_after;    /* from a trip until the meter allows closing (P-MET-23) */
    uint8_t trip_again;    /* enum fee_trip_again */
    uint16_t trips_most;   /* trips of one cut, the first among them */
    ms_t trip_again_after; /* from a trip to the next */
};

/* Q37: from this moment on the rows of `policies`, which differ in their amounts alone, hold in
 * place of those before. */
struct fee_policy_change {
    ms_t at;
    const struct fee_policy *policies;
};

/* An overdraft that nobody reaches: important customers are told and never cut. */
#define FEE_NEVER_CUT INT64_C(-1000000000000)

/* he has said that closing unannounced may be dangerous. Whoever presses the key or closes
 * his breaker is there when it closes. */
static inline bool fee_is_told_before(const struct fee_policy *policy)
{
    return policy->restore_notice > 0 && policy->restore_mode == FEE_RESTORE_AUTOMATIC;
}
static inline bool fee_is_by_hand(const struct fee_policy *policy)
{
    return policy->restore_mode == FEE_RESTORE_BY_HAND;
}
static inline bool fee_is_tripped_again(const struct fee_policy *policy)
{
    return fee_is_by_hand(policy) && policy->trip_again != FEE_TRIP_NEVER;
}
#endif
