#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

static const struct scenario_row waves_rows[] = {
    {"at", TYPE_MOMENT, NULL, AT(rollout_wave, at),
     .meaning = "its customers are invited to sign; or later, while crews cannot keep up",
     .rule = "T1"},
    {"county", TYPE_COUNT, NULL, AT(rollout_wave, county), RANGE(1, CUSTOMERS_MAX),
     .meaning = "its first county, from 1", .rule = ""},
    {"counties", TYPE_COUNT, "1", AT(rollout_wave, counties), RANGE(1, CUSTOMERS_MAX),
     .meaning = "how many, from `county` on", .rule = ""},
};
SECTION(waves, sizeof(struct rollout_wave));

#define BY(way, index, back_is, after_is, who)                                                     \
    {way "_after",                                                                                 \
     TYPE_SPREAD,                                                                                  \
     after_is,                                                                                     \
     WORLD(rollout.by[index].after),                                                               \
     RANGE(0, LONG),                                                                               \
     .meaning = who ": from the invitation to the application, and to the next if it is sent "     \
                    "back",                                                                        \
     .rule = "T1"},                                                                                \
    {                                                                                              \
        way "_sent_back", TYPE_SHARE, back_is, WORLD(rollout.by[index].sent_back),                 \
            RANGE(0, 1000000), .meaning = who ": applications with an error, which are sent back", \
                               .rule = "T1"                                                        \
    }
#define BARRED(key, bar, who)                                                                      \
    {                                                                                              \
        key, TYPE_SHARE, "0 %", WORLD(rollout.barred[bar]), RANGE(0, 1000000),                     \
            .meaning = "customers whom no wave takes in because " who, .rule = "T1"                \
    }
static const struct scenario_row rollout_rows[] = {
    {"counties", TYPE_COUNT, "0", WORLD(rollout.counties), RANGE(0, CUSTOMERS_MAX),
     .meaning = "counties, each with as many concentrators in a row; 0: there is no rollout",
     .rule = ""},
    {"phone_checks", TYPE_COUNT, "0", WORLD(phone_checks), RANGE(0, CUSTOMERS_MAX),
     .meaning =
         "phone numbers that are checked a day in each county, in the order of customers; 0: "
         "none",
     .rule = "K-11"},
    {"phone_checks_from", TYPE_MOMENT, "none", WORLD(phone_checks_from),
     .meaning = "from then on; without it from the start", .rule = "K-11"},
    {"no_number", TYPE_SHARE, "5 %", WORLD(checked_no_number), RANGE(0, 1000000),
     .meaning = "customers without a valid number once they are checked, of `sms.no_number`",
     .rule = "P-POP-11"},
    {"wrong_owner", TYPE_SHARE, "2 %", WORLD(checked_wrong_owner), RANGE(0, 1000000),
     .meaning = "customers whose number is somebody else's then, of `sms.wrong_owner`",
     .rule = "P-POP-12"},
    {"online", TYPE_SHARE, "40 %", WORLD(rollout.online), RANGE(0, 1000000),
     .meaning = "customers who sign on line; the others do at the counter", .rule = "T1"},
    BY("online", ROLLOUT_ONLINE, "8 %", "U(0 s, 7 d)", "on line"),
    BY("counter", ROLLOUT_COUNTER, "2 %", "U(0 s, 20 d)", "at the counter"),
    BARRED("not_remote", BAR_NOT_REMOTE, "their meter knows no remote control"),
    BARRED("no_key", BAR_NO_KEY, "the key of their meter is not loaded; of the others"),
    BARRED("no_switch", BAR_NO_SWITCH, "it has no switch that it can open; of those left"),
    {"deposit", TYPE_AMOUNT, "0.00 CNY", WORLD(rollout.deposit), RANGE(0, MONEY_MAX),
     .meaning = "asked for when a customer signs, with what he owes", .rule = "T1"},
    {"deposit_bills", TYPE_COUNT, "0", WORLD(rollout.deposit_bills), RANGE(0, 12),
     .meaning = "and so many times his last bill", .rule = "T1"},
    {"deposits", TYPE_SHARE, "100 %", WORLD(deposits), RANGE(0, 1000000),
     .meaning = "customers who pay what they are asked for", .rule = "T1"},
    {"look_back", TYPE_COUNT, "7", WORLD(rollout.look_back), RANGE(0, ROLLOUT_DAYS_MAX),
     .meaning = "a wave begins if on none of so many days, its own the last, there were more field "
                "orders than crews can do; else it is looked at again a day later",
     .rule = "T1"},
    {"waves", TYPE_LIST, "none", WORLD(waves),
     .count_offset = offsetof(struct sim_scenario, wave_count), RANGE(0, ROLLOUT_WAVES_MAX),
     .section = &waves_section, .meaning = "which counties, and when", .rule = "T1"},
};
const struct scenario_section scenario_rollout = {ALIKE(rollout), 0};
