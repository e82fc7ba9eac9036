#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

#define FACTOR(name, member, fallback, most, note, rules)                                          \
    {                                                                                              \
        name, TYPE_SHARE, fallback, WORLD(use.member), RANGE(0, most), .meaning = note,            \
                                                                       .rule = rules               \
    }
#define HABIT(prefix, index, mean_is, spread_is, rest_is, feast_is, who, rules)                    \
    {prefix "_mean",                                                                               \
     TYPE_ENERGY,                                                                                  \
     mean_is,                                                                                      \
     WORLD(use.habits[index].mean),                                                                \
     RANGE(0, DRAWN_USE_MOST),                                                                     \
     .meaning = who ": use of a day, mean of the year and of all of them",                         \
     .rule = rules},                                                                               \
        FACTOR(prefix "_spread", habits[index].spread, spread_is, CHANCE_SIGMA_MAX,                \
               who ": sigma of the logarithm of their means", rules),                              \
        FACTOR(prefix "_rest", habits[index].rest, rest_is, 3500000,                               \
               who ": use of a day on which offices rest; the days of a week make up for it", ""), \
        FACTOR(prefix "_feast", habits[index].feast, feast_is, 10000000,                           \
               who ": use of a day of the Spring Festival (春节)", "P-CON-10")
#define MONTH(name, index, fallback)                                                               \
    FACTOR(name, months[index], fallback, 10000000, "use in this month", "P-CON-04")

static const struct scenario_row drawn_rows[] = {
    HABIT("resident", USE_RESIDENT, "2.96 kWh", "66.6 %", "104 %", "115 %", "residents (居民)",
          "P-CON-01, K-16"),
    HABIT("other", USE_OTHER, "40.00 kWh", "100 %", "85 %", "50 %",
          "other customers at low voltage (低压非居民)", "P-CON-08"),
    HABIT("high_voltage", USE_HIGH_VOLTAGE, "3000.00 kWh", "120 %", "80 %", "40 %",
          "customers at high voltage (高压)", "P-CON-09"),
    FACTOR("others", others, "7.5 %", 1000000, "customers who are no residents, at low voltage",
           "P-POP-04"),
    FACTOR("high_voltages", high, "0.5 %", 1000000, "customers at high voltage", "P-POP-04"),
    FACTOR("empty", empty, "8 %", 1000000,
           "residents whose homes stand empty (空置): those who use least", "P-CON-06"),
    {"empty_most", TYPE_ENERGY, "0.20 kWh", WORLD(use.empty_most), RANGE(0, DRAWN_USE_MOST),
     .meaning = "what these use in a day at most", .rule = "P-CON-06"},
    FACTOR("noise", noise, "35 %", CHANCE_SIGMA_MAX,
           "sigma of the logarithm of one day against another; two days in a row correlate by a "
           "half",
           "P-CON-05"),
    FACTOR("by_day", by_day, "68 %", 1000000, "of the use of a day, from 08:00 to 22:00",
           "P-CON-07"),
    MONTH("january", 0, "107 %"),
    MONTH("february", 1, "112.65 %"),
    MONTH("march", 2, "95 %"),
    MONTH("april", 3, "78 %"),
    MONTH("may", 4, "73 %"),
    MONTH("june", 5, "85 %"),
    MONTH("july", 6, "130.4 %"),
    MONTH("august", 7, "154 %"),
    MONTH("september", 8, "106.25 %"),
    MONTH("october", 9, "86 %"),
    MONTH("november", 10, "78 %"),
    MONTH("december", 11, "94.7 %"),
};
const struct scenario_section scenario_drawn = {ALIKE(drawn), 0};

#define REACTS(name, index, share_is, after_is, who)                                               \
    {name,                                                                                         \
     TYPE_SHARE,                                                                                   \
     share_is,                                                                                     \
     WORLD(habits.to[index].share),                                                                \
     RANGE(0, 1000000),                                                                            \
     .meaning = who " who pay",                                                                    \
     .rule = "P-PAY-13"},                                                                          \
    {                                                                                              \
        name "_after", TYPE_SPREAD, after_is, WORLD(habits.to[index].after), RANGE(0, LONG),       \
            .meaning = "how long after", .rule = "P-PAY-13"                                        \
    }
#define AMOUNT(name, index, fallback, who)                                                         \
    {                                                                                              \
        name, TYPE_AMOUNT, fallback, WORLD(habits.amounts[index]), RANGE(0, MONEY_MAX),            \
            .meaning = "a payment, mean of all " who, .rule = "P-PAY-12"                           \
    }
#define CHANNEL(name, index, fallback)                                                             \
    {                                                                                              \
        name, TYPE_SHARE, fallback, WORLD(habits.channels[index]), RANGE(0, 1000000),              \
            .meaning = "payments over this channel; the others at the counter", .rule = "P-PAY-01" \
    }
static const struct scenario_row habits_rows[] = {
    REACTS("reminded", HABIT_REMINDED, "35 %", "U(0 s, 24 h)", "of those who read a reminder"),
    REACTS("warned", HABIT_WARNED, "55 %", "U(0 s, 24 h)", "of those who read a warning"),
    REACTS("noticed", HABIT_NOTICED, "40 %", "U(0 s, 1 h)", "of those who read a pre-cut notice"),
    REACTS("cut", HABIT_CUT, "90 %", "LN(1 h, 10 h)", "of those who are cut"),
    REACTS("billed", HABIT_BILLED, "0 %", "U(0 s, 20 d)",
           "of those who read a monthly bill and owe it,"),
    AMOUNT("resident_amount", USE_RESIDENT, "161.00 CNY",
           "residents (LN(100, 500)); where use is drawn, in proportion to his own"),
    AMOUNT("other_amount", USE_OTHER, "2000.00 CNY", "other customers at low voltage"),
    AMOUNT("high_voltage_amount", USE_HIGH_VOLTAGE, "10000.00 CNY", "customers at high voltage"),
    {"amount_spread", TYPE_SHARE, "71.6 %", WORLD(habits.amount_spread), RANGE(0, CHANCE_SIGMA_MAX),
     .meaning =
         "sigma of the logarithm of the payments of one customer (with the levels of use 97.8 "
         "%); who owes more pays a fifth more than that",
     .rule = "P-PAY-12"},
    {"unprompted", TYPE_SHARE, "0 %", WORLD(habits.unprompted), RANGE(0, 10000000),
     .meaning = "payments of a customer in 30 days that nothing has prompted, at most one a day; "
                "110 % are 1.1. In the hours from 9, 10, 19 and 20 o'clock 12 % of a day's each",
     .rule = "P-PAY-15, Q42"},
    {"month_end", TYPE_SHARE, "300 %", WORLD(habits.month_end), RANGE(0, 3000000),
     .meaning = "`unprompted`: on the last two days of a month, of what is usual",
     .rule = "P-PAY-14"},
    CHANNEL("alipay", PAY_ALIPAY, "35 %"),
    CHANNEL("wechat", PAY_WECHAT, "25 %"),
    CHANNEL("app", PAY_APP, "27 %"),
    CHANNEL("bank", PAY_BANK, "8 %"),
};
const struct scenario_section scenario_habits = {ALIKE(habits), 0};

#define CALLS(name, member, fallback, who, rules)                                                  \
    {                                                                                              \
        name, TYPE_SHARE, fallback, WORLD(member), RANGE(0, 1000000), .meaning = who " who call",  \
                                                                      .rule = rules                \
    }
static const struct scenario_row hotline_rows[] = {
    CALLS("dark", dark_calls, "30 %", "of those who lose supply and are not told that they are cut",
          "Q79"),
    CALLS("unrestored", unrestored_calls, "20 %", "of those who have paid and are in the dark",
          "Q83"),
    CALLS("button", button_calls, "10 %",
          "of those who are told to hold the button, and do not know it", "P-RST-03"),
    {"after", TYPE_SPREAD, "LN(30 min, 3 h)", WORLD(call_after), RANGE(0, LONG),
     .meaning = "how long after, if it is still dark; who asks for the button holds it then",
     .rule = "P-RST-03"},
    {"again", TYPE_DURATION, "10 min", WORLD(call_again), RANGE(MS_MINUTE, LONG),
     .meaning = "whoever calls while `hotline-down` calls again so long after, if it is still dark",
     .rule = "P-RST-03"},
    {"complains_after", TYPE_DURATION, "24 h", WORLD(complains_after), RANGE(1, LONG),
     .meaning = "whoever has paid and is in the dark for so long complains", .rule = "P-RST-01"},
};
const struct scenario_section scenario_hotline = {ALIKE(hotline), 0};
