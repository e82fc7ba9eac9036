/* models/feecontrol/judge.h - the threshold operators, exactly as in the system rules, section 5.
 * Pure, reentrant. Amounts in fen. */
#ifndef MODELS_FEECONTROL_JUDGE_H
#define MODELS_FEECONTROL_JUDGE_H
#include "models/feecontrol/policy.h"
#include "models/house/terms.h"

/* Reminder (提醒金额): available < reminder. */
bool fee_is_reminder(const struct fee_policy *policy, fen_t available);
/* Warning (预警金额): available <= warning. */
bool fee_is_warning(const struct fee_policy *policy, fen_t available);
/* Cut (透支金额): available < overdraft; at exactly the overdraft amount supply stays on. */
bool fee_is_cut(const struct fee_policy *policy, fen_t available);
/* Restore (复电): available >= overdraft, or > overdraft by profile. Also cancels a pending cut
 * (T10). */
bool fee_is_restore(const struct fee_policy *policy, fen_t available);
/* True if a customer who has been warned gets the warning again at this calculation. */
bool fee_is_warning_repeated(const struct fee_policy *policy, fen_t available);

/* Available balance M3 = account balance - charge of the energy since the settled reading
 * (R-03). */
fen_t fee_available(fen_t balance, price_t price, kwh100_t settled, kwh100_t reading);
#endif
