#include "sim/hunt/hunt_settings.h"

#include <string.h>

static bool has_version(const struct sim_scenario *s, enum hunt_setting setting)
{
    for (uint32_t i = 0; i < s->tariff_version_count; i++) {
        const struct tariff_version *v = &s->tariff_versions[i];
        if ((setting == SETTING_PRICES_CHANGE && v->from > s->start) ||
            (setting == SETTING_PRICES_LATE && v->loaded > v->from) ||
            (setting == SETTING_TIERS && v->period != TARIFF_NO_TIERS))
            return true;
    }
    return false;
}

/* What few customers of a tariff have. */
static bool has_group(const struct sim_scenario *s, enum hunt_setting setting)
{
    for (uint32_t i = 0; i < s->group_count; i++) {
        const struct scenario_group *group = &s->groups[i];
        if ((setting == SETTING_TWO_RATES && group->is_tou) ||
            (setting == SETTING_OWN_QUOTAS && (group->months_left || group->more_quota)) ||
            (setting == SETTING_DEMAND && group->kw) ||
            (setting == SETTING_REACTIVE && scenario_has_kvarh(group)) ||
            (setting == SETTING_REACTIVE_TURNS && group->reactive_from > 0) ||
            (setting == SETTING_IMPORTANT && group->is_important))
            return true;
    }
    return false;
}

static bool is_credit(const struct scenario_override *entry)
{
    return entry->credit > 0;
}

static bool is_credit_later(const struct scenario_override *entry)
{
    return entry->credit > 0 && entry->from > 0;
}

static bool is_own_mode(const struct scenario_override *entry)
{
    return entry->restore_mode != OVERRIDE_MODE_NOT;
}

static bool is_own_wait(const struct scenario_override *entry)
{
    return entry->notice_wait > 0;
}

static bool has_override(const struct sim_scenario *s,
                         bool (*is_one)(const struct scenario_override *entry))
{
    for (uint32_t i = 0; i < s->override_count; i++)
        if (is_one(&s->overrides[i]))
            return true;
    return false;
}

bool hunt_is_set(const struct sim_scenario *s, enum hunt_setting setting)
{
    const struct chance_part *late = &s->command_time.parts[0];
    switch (setting) {
    case SETTING_WORD_UNREAD:
        return !s->is_status_read;
    case SETTING_ENTERED_LATE:
        return s->late_entries > 0;
    case SETTING_HANDHELDS_FAIL:
        return s->handheld_fails > 0;
    case SETTING_LIMITS:
        return s->restore_limit != MS_DAY || s->field_restore_limit != MS_DAY ||
               memcmp(&s->field_cut_hours, &s->crew_hours, sizeof s->crew_hours) != 0;
    case SETTING_UNVALIDATED:
        return !s->is_validating;
    case SETTING_USE_DRAWN:
        return s->is_use_drawn;
    case SETTING_REACTS:
        return s->is_reacting;
    case SETTING_ARREARS:
        return s->bill_due_days > 0;
    case SETTING_SELECTED:
        return s->is_selecting;
    case SETTING_ANSWERS_LATE:
        return late->a > s->command_timeout || late->b > s->command_timeout;
    case SETTING_LINES:
        return s->tariff_rounding == TARIFF_ROUND_LINES;
    case SETTING_TWO_RATES:
    case SETTING_OWN_QUOTAS:
    case SETTING_DEMAND:
    case SETTING_REACTIVE:
    case SETTING_REACTIVE_TURNS:
    case SETTING_IMPORTANT:
        return has_group(s, setting);
    case SETTING_DAYS_OF_CHARGE:
        return s->policy.reminder_days > 0 || s->policy.warning_days > 0;
    case SETTING_LATER_PUSHES:
        return s->later_push_count > 0;
    case SETTING_UNITS:
        for (uint32_t i = 0; i < s->fault_count; i++)
            if (s->faults[i].target.city | s->faults[i].target.county | s->faults[i].target.station)
                return true;
        return false;
    case SETTING_WORD_PROVES:
    case SETTING_CURRENT_PROVES:
        return s->proof ==
               (setting == SETTING_WORD_PROVES ? PROOF_STATUS_WORD : PROOF_CURRENT_ZERO);
    case SETTING_CREDIT:
        return has_override(s, is_credit);
    case SETTING_CREDIT_LATER:
        return has_override(s, is_credit_later);
    case SETTING_OWN_MODES:
        return has_override(s, is_own_mode);
    case SETTING_OWN_WAITS:
        return has_override(s, is_own_wait);
    case SETTING_REISSUED:
        return s->local_count > 0 && s->reissue_success > 0;
    case SETTING_SOLD_ENERGY:
    case SETTING_SOLD_TIME:
        return s->local_count > 0 &&
               s->wallet.unit == (setting == SETTING_SOLD_ENERGY ? WALLET_ENERGY : WALLET_TIME);
    default:
        return has_version(s, setting);
    }
}
