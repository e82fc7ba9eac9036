#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

NAMES(rest, "prepayment", "cash")
static const struct scenario_names rests = {rest_name, 2};

NAMES(anew, "daily", "by-hand")
static const struct scenario_names anew = {anew_name, 2};

static const struct scenario_names units = {wallet_unit_name, WALLET_UNITS};

static const struct scenario_row local_rows[] = {
    {"sold", TYPE_NAME, "money", WORLD(wallet.unit), .names = &units,
     .meaning = "what the meters count down: money, or the energy or the time with supply that it "
                "buys; balances and the amounts below are what so much costs",
     .rule = "section 20"},
    {"hour", TYPE_AMOUNT, "none", WORLD(hour_price), RANGE(1, MONEY_MAX),
     .meaning = "price of an hour with supply, where `time` is sold", .rule = "section 20"},
    {"alarm_1", TYPE_AMOUNT, "30.00 CNY", WORLD(wallet.alarms[0]), RANGE(-MONEY_MAX, MONEY_MAX),
     .meaning = "the meter alarms if remaining money <= this", .rule = "P-MET-13"},
    {"alarm_2", TYPE_AMOUNT, "10.00 CNY", WORLD(wallet.alarms[1]), RANGE(-MONEY_MAX, MONEY_MAX),
     .meaning = "... and once more; at most `alarm_1`", .rule = "P-MET-13"},
    {"alarm_below", TYPE_SWITCH, "false", WORLD(wallet.is_alarm_below),
     .meaning = "alarms if remaining money < the amounts instead", .rule = "section 17b"},
    {"overdraft", TYPE_AMOUNT, "0.00 CNY", WORLD(wallet.overdraft), RANGE(0, MONEY_MAX),
     .meaning = "trips if remaining money < -this", .rule = "P-MET-14, GS-13"},
    {"trips_at_zero", TYPE_SWITCH, "false", WORLD(wallet.trips_at_zero),
     .meaning = "trips if remaining money <= 0, whatever the overdraft", .rule = "section 5"},
    {"close_at", TYPE_AMOUNT, "0.00 CNY", WORLD(wallet.close_at), RANGE(-MONEY_MAX, MONEY_MAX),
     .meaning = "what it has tripped it closes if remaining money >= this", .rule = "P-MET-16"},
    {"most", TYPE_AMOUNT, "9999.99 CNY", WORLD(wallet.most), RANGE(1, MONEY_MAX),
     .meaning = "no recharge beyond this (囤积限值)", .rule = "P-MET-15, GS-5"},
    {"off_at_first", TYPE_SWITCH, "false", WORLD(wallet.is_off_at_first),
     .meaning = "a meter without money supplies only after its first recharge",
     .rule = "section 20"},
    {"load_limit", TYPE_POWER, "none", WORLD(load_control.limit), RANGE(1, 1000000),
     .meaning =
         "the meter opens by itself if the load, as a mean of the hours with an even use, "
         "is > this for `load_delay`; it closes again, and the customer is not cut for money",
     .rule = "section 20"},
    {"load_delay", TYPE_DURATION, "60 s", WORLD(load_control.delay), RANGE(MS_SECOND, MS_DAY),
     .meaning = "for so long the load is above the limit before it opens", .rule = "section 20"},
    {"reclose_after", TYPE_DURATION, "5 min", WORLD(load_control.reclose_after),
     RANGE(MS_SECOND, LONG),
     .meaning = "from then until it closes by itself; without voltage when that is back",
     .rule = "section 20"},
    {"recloses_most", TYPE_COUNT, "3", WORLD(load_control.recloses_most), RANGE(0, 1000),
     .meaning = "times that it closes by itself; then it stays open until the key is held, a crew "
                "closes it or the count begins anew",
     .rule = "section 20"},
    {"recloses_anew", TYPE_NAME, "daily", WORLD(load_control.is_anew_by_hand), .names = &anew,
     .meaning = "when the count of these begins anew: at 00:00, which closes what stayed open, or "
                "by a hand alone",
     .rule = "section 20"},
    {"blocked", TYPE_SHARE, "0 %", WORLD(recharge_blocked), RANGE(0, 1000000),
     .meaning = "purchases whose channel is blocked all day", .rule = "P-LOC-02, GS-3"},
    {"count_wrong", TYPE_SHARE, "0 %", WORLD(count_wrong), RANGE(0, 1000000),
     .meaning =
         "meters that count more purchases than marketing knows of; of all, blocked ones left "
         "out",
     .rule = "P-LOC-03, GS-4"},
    {"lost", TYPE_SHARE, "0 %", WORLD(recharge_lost), RANGE(0, 1000000),
     .meaning = "tries of the others whose write is lost: no answer, and nothing is written",
     .rule = "P-LOC-04"},
    {"reissues", TYPE_COUNT, "2", WORLD(reissues), RANGE(0, 100),
     .meaning = "times that inspection staff issue a failed purchase again; then the customer is "
                "asked to insert his card",
     .rule = "P-LOC-05, GS-6"},
    {"reissue_success", TYPE_SHARE, "none", WORLD(reissue_success), RANGE(1, 1000000),
     .meaning =
         "of what they issue again gets into the meter, whatever `blocked` and `lost` say, and "
         "they always see its count; without it as any purchase",
     .rule = "P-LOC-05"},
    {"reissue_after", TYPE_SPREAD, "U(2 h, 24 h)", WORLD(reissue_after), RANGE(1, LONG),
     .meaning =
         "from a failure until they look at the meter's count; once the customer is asked, a day "
         "at least",
     .rule = "P-LOC-05"},
    {"subscribers", TYPE_SHARE, "60 %", WORLD(subscribers), RANGE(0, 1000000),
     .meaning = "customers who get an SMS for a recharge", .rule = "P-LOC-07, GS-6"},
    {"review", TYPE_DURATION, "24 h", WORLD(review), RANGE(0, LONG),
     .meaning = "from the change of a meter to the review of its rest", .rule = "GS-7, GS-12"},
};
const struct scenario_section scenario_local = {ALIKE(local), 0};

static const struct scenario_row local_meters_rows[] = {
    {"account", TYPE_AMOUNT, "0.00 CNY", AT(scenario_local, account),
     RANGE(-BALANCE_MAX, BALANCE_MAX),
     .meaning =
         "in the account at the start, negative: arrears; the balance of the group is in the "
         "meter",
     .rule = "GS-8"},
    {"remote_from", TYPE_MOMENT, "none", AT(scenario_local, remote_from),
     .meaning =
         "information is archived, and purchases are issued remotely from then on; without it "
         "from the start",
     .rule = "GS-11"},
    {"several", TYPE_SWITCH, "false", AT(scenario_local, has_several),
     .meaning =
         "the household has several card meters (一户多卡表): what is paid over the counter or "
         "the bank is issued with the next purchase",
     .rule = "GS-9, P-LOC-06"},
    {"rest", TYPE_NAME, "prepayment", AT(scenario_local, is_cash), .names = &rests,
     .meaning =
         "what becomes of the rest when his meter is changed: issued to the new one, or paid "
         "out",
     .rule = "GS-12"},
    WHO(scenario_local),
};
const struct scenario_section scenario_local_meters = {ALIKE(local_meters),
                                                       sizeof(struct scenario_local)};
