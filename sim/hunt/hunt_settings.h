/* sim/hunt/hunt_settings.h - what a world of the hunt can be set to that no event shows. */
#ifndef SIM_HUNT_HUNT_SETTINGS_H
#define SIM_HUNT_HUNT_SETTINGS_H
#include "sim/scenario/scenario.h"

enum hunt_setting {
    SETTING_WORD_UNREAD,
    SETTING_HANDHELDS_FAIL,
    SETTING_LIMITS,
    SETTING_ANSWERS_LATE,
    SETTING_PRICES_CHANGE,
    SETTING_PRICES_LATE,
    SETTING_TIERS,
    SETTING_TWO_RATES,
    SETTING_OWN_QUOTAS,
    SETTING_LINES,
    SETTING_DEMAND,
    SETTING_REACTIVE,
    SETTING_REACTIVE_TURNS,
    SETTING_UNVALIDATED,
    SETTING_USE_DRAWN,
    SETTING_PROFILE, /* that of the row's text */
    SETTING_REACTS,
    SETTING_SELECTED,
    SETTING_IMPORTANT,
    SETTING_DAYS_OF_CHARGE,
    SETTING_SOLD_ENERGY,
    SETTING_SOLD_TIME,
    SETTING_REISSUED,
    SETTING_UNITS,
    SETTING_WORD_PROVES,
    SETTING_CURRENT_PROVES,
    SETTING_CREDIT,
    SETTING_CREDIT_LATER,
    SETTING_OWN_MODES,
    SETTING_ENTERED_LATE,
    SETTING_OWN_WAITS,
    SETTING_ARREARS,
    SETTING_LATER_PUSHES
};
/* True if the world is set so; SETTING_PROFILE is asked elsewhere. */
bool hunt_is_set(const struct sim_scenario *scenario, enum hunt_setting setting);
#endif
