/* models/feecontrol/judge.h - the threshold operators, exactly as in the system rules, section 5.
 * Pure, reentrant. Amounts in fen. What every customer is asked every day stands here, the rest in
 * judge.c.
 *
 * Questions: Q5, Q8, Q57 */
#ifndef MODELS_FEECONTROL_JUDGE_H
#define MODELS_FEECONTROL_JUDGE_H
#include "models/feecontrol/policy.h"
#include "models/house/terms.h"

/* Reminder (提醒金额): available < reminder. */
static inline bool fee_is_reminder(const struct fee_policy *policy, fen_t available)
{
    return available < policy->reminder;
}
/* Cut (透支金额): available < overdraft; at exactly the overdraft amount supply stays on. */
static inline bool fee_is_cut(const struct fee_policy *policy, fen_t available)
{
    return available < policy->overdraft;
}
/* Warning (预警金额): available <= warning. Whoever is to be cut is warned first, so that
 * below the overdraft it is due too, be the warning amount lower still. */
static inline bool fee_is_warning(const struct fee_policy *policy, fen_t available)
{
    return available <= policy->warning || fee_is_cut(policy, available);
}
/* Restore (复电): available >= overdraft, or > overdraft by profile. Also cancels a pending cut
 * (T10). */
bool fee_is_restore(const struct fee_policy *policy, fen_t available);
/* True if a customer who has been warned gets the warning again at this calculation. */
bool fee_is_warning_repeated(const struct fee_policy *policy, fen_t available);

/* Available balance M3 = account balance - charge of the energy since the settled reading
 * (R-03). */
static inline fen_t fee_available(fen_t balance, price_t price, kwh100_t settled, kwh100_t reading)
{
    return balance - money_flat_charge(price, reading - settled);
}
/* True if a notice received at `notice_at` (0: none) allows a trip at `at`: it was received at
 * least notice_wait and at most notice_valid ago (INV-04). */
bool fee_is_noticed(const struct fee_policy *policy, ms_t notice_at, ms_t at);
#define FEE_PERSON_AT (8 * MS_HOUR + 30 * MS_MINUTE) /* time of day, R-26 */
/* When a person looks at what is held: FEE_PERSON_AT of the next working day after `now`
 * (R-26). */
ms_t fee_person_at(ms_t now);
#endif
