/* The keys of `copies`: what a place shows of the available balance (M4, I14). */
#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

static const struct scenario_names refreshes = {copy_refresh_name, COPY_REFRESHES};

#define PLACE(key, place)                                                                          \
    static const struct scenario_row key##_rows[] = {                                              \
        {"refresh", TYPE_NAME, "not-shown", WORLD(copies[place].refresh), .names = &refreshes,     \
         .meaning = "how it comes by what it shows: never, from fee control at that moment, with " \
                    "each calculation, or every so often",                                         \
         .rule = "Q87, Q90, Q98"},                                                                 \
        {"every", TYPE_DURATION, "10 min", WORLD(copies[place].every), RANGE(MS_SECOND, MS_DAY),   \
         .meaning = "`timed`: so often, from the start of the run on", .rule = "Q90"},             \
        {"on_posting", TYPE_SWITCH, "false", WORLD(copies[place].is_posted),                       \
         .meaning = "`calculated`, `timed`: with each posting besides", .rule = "Q87"},            \
    };                                                                                             \
    SECTION(key, 0)

PLACE(site, COPY_SITE);
PLACE(app, COPY_APP);
PLACE(third_party, COPY_THIRD_PARTY);
PLACE(counter, COPY_COUNTER);
PLACE(agency, COPY_AGENCY);

#define SHOWS(key, who)                                                                            \
    {                                                                                              \
#key, TYPE_SECTION, "defaults", NOWHERE, .section = &key##_section, .meaning = who,        \
                                                 .rule = ""                                        \
    }
static const struct scenario_row copies_rows[] = {
    {"sms", TYPE_SWITCH, "false", WORLD(copies[COPY_SMS].refresh),
     .meaning = "the message that a customer has read last shows him what it was made with",
     .rule = "Q87"},
    SHOWS(site, "the site and the hotline of 95598"),
    SHOWS(app, "the utility's own app (网上国网)"),
    SHOWS(third_party, "the windows of Alipay and WeChat (支付宝、微信)"),
    SHOWS(counter, "counters of the utility (营业厅)"),
    SHOWS(agency, "counters of banks and agencies (代收点)"),
    {"asked_when_warned", TYPE_SHARE, "0 %", WORLD(warned_ask), RANGE(0, 1000000),
     .meaning = "of those who read a reminder, warning or notice ask for their balance then",
     .rule = "Q87"},
    {"asked_before_paying", TYPE_SHARE, "0 %", WORLD(payers_ask), RANGE(0, 1000000),
     .meaning = "of the payments are made by somebody who asks for his balance before",
     .rule = "Q87"},
};
const struct scenario_section scenario_copies = {ALIKE(copies), 0};
