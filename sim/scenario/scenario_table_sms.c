#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

NAMES(owner, "own", "other")
NAMES(mandate_mode, "at-once", "file")
static const struct scenario_names sms_kinds = {sms_kind_name, SMS_KINDS}, owners = {owner_name, 2},
                                   mandate_modes = {mandate_mode_name, 2};

#define SHARE_OF(name, at, note, rules)                                                            \
    {                                                                                              \
        name, TYPE_SHARE, "0 %", at, RANGE(0, 1000000), .meaning = note, .rule = rules             \
    }
#define SHARE(name, member, note, rules) SHARE_OF(name, WORLD(sms_shares.member), note, rules)
static const struct scenario_row sms_rows[] = {
    {"window", TYPE_WINDOW, NULL, WORLD(sms_window), .meaning = "when messages may leave",
     .rule = "P-SMS-03"},
    {"rate", TYPE_COUNT, NULL, WORLD(sms_rate), RANGE(1, 1000000),
     .meaning = "message segments per second", .rule = "P-SMS-01, K-06"},
    {"delivery", TYPE_SPREAD, NULL, WORLD(sms_delivery), RANGE(0, 30 * MS_DAY),
     .meaning = "from submission to the delivery receipt", .rule = "P-SMS-06"},
    {"exempt", TYPE_FLAGS, NULL, WORLD(sms_exempt), .names = &sms_kinds,
     .meaning = "kinds of message that may leave at any time", .rule = "R-60"},
    {"first", TYPE_FLAGS, "none", WORLD(sms_first), .names = &sms_kinds,
     .meaning = "kinds that go before the others when messages wait for the window or the rate",
     .rule = "Q13"},
    {"validity", TYPE_DURATION, "24 h", WORLD(sms_validity), RANGE(1, LONG),
     .meaning =
         "so long a message is tried, then it is expired; and so long a report is waited for",
     .rule = "P-SMS-08"},
    SHARE("rejected", rejected, "messages that the gateway rejects", "R-64, P-SMS-10"),
    SHARE("lost", lost, "messages lost behind it, without a report", "R-64, P-SMS-09"),
    SHARE("misrouted", misrouted, "messages to ported numbers that are not delivered",
          "R-64, P-SMS-12"),
    SHARE("intercepted", intercepted, "delivered messages that the phone's software hides",
          "P-SMS-11"),
    SHARE("receipt_lost", receipt_lost, "delivered messages whose report is lost",
          "R-64, P-SMS-13"),
    SHARE("wrong_owner", wrong_owner, "customers whose number is somebody else's", "P-POP-12"),
    SHARE("no_number", no_number, "customers without a valid number", "P-POP-11, CQ-13"),
    {"paper_delivery", TYPE_SPREAD, "none", WORLD(paper), RANGE(0, 30 * MS_DAY),
     .meaning = "from a warning or notice to the delivery of its paper slip, for customers without "
                "a valid number and those who want paper; without it there is no paper",
     .rule = "R-62, P-SMS-17"},
    SHARE_OF("paper_lost", WORLD(paper_lost), "paper slips that are not delivered", "P-SMS-17"),
    {"call_delay", TYPE_SPREAD, "none", WORLD(call), RANGE(0, MS_DAY),
     .meaning =
         "from a message, in the `window`, to the end of the call that is made in its place to "
         "those who are telephoned; without it nobody is",
     .rule = "CQ-11"},
    SHARE_OF("call_missed", WORLD(call_missed), "calls that reach nobody", "CQ-11"),
    {"paper_counts", TYPE_SWITCH, "true", WORLD(is_paper_counted),
     .meaning = "a slip that is delivered stands for a receipt", .rule = "R-12"},
};
const struct scenario_section scenario_sms = {ALIKE(sms), 0};

static const struct scenario_row phones_rows[] = {
    {"number", TYPE_TEXT, "none", AT(scenario_phone, number), RANGE(0, 31),
     .meaning = "what stands in the file: no SMS leaves for a number that is not 1, then 3 to 9, "
                "then nine digits; without it a valid one",
     .rule = "CQ-13, P-SMS-15"},
    {"owner", TYPE_NAME, "own", AT(scenario_phone, owner), .names = &owners,
     .meaning = "whose number it is", .rule = "P-POP-12"},
    {"paper", TYPE_SWITCH, "false", AT(scenario_phone, is_paper),
     .meaning = "the customer wants paper", .rule = "R-62, CQ-9"},
    {"telephone", TYPE_SWITCH, "false", AT(scenario_phone, is_called),
     .meaning =
         "somebody telephones the customer in place of warnings, notices and tiers, and when "
         "he was cut or has paid",
     .rule = "CQ-11"},
    {"until", TYPE_MOMENT, "none", AT(scenario_phone, until),
     .meaning = "put in order then; without it never", .rule = "K-11"},
    WHO(scenario_phone),
};
const struct scenario_section scenario_phones = {ALIKE(phones), sizeof(struct scenario_phone)};

static const struct scenario_row mandates_rows[] = {
    {"amount", TYPE_AMOUNT, NULL, AT(scenario_mandate, amount), RANGE(1, MONEY_MAX),
     .meaning = "what is withheld each time", .rule = "R-18"},
    {"by", TYPE_NAME, "at-once", AT(scenario_mandate, is_batch), .names = &mandate_modes,
     .meaning = "at once, or with the file of the day", .rule = "P-PAY-06, P-PAY-07"},
    {"fails", TYPE_SHARE, "0 %", AT(scenario_mandate, fails), RANGE(0, 1000000),
     .meaning = "of the tries find no money", .rule = "P-PAY-07"},
    WHO(scenario_mandate),
};
const struct scenario_section scenario_mandates = {ALIKE(mandates),
                                                   sizeof(struct scenario_mandate)};

static const struct scenario_row messages_rows[] = {
    {"at", TYPE_MOMENT, NULL, AT(scenario_text, at), .meaning = "when it is asked for", .rule = ""},
    {"kind", TYPE_NAME, NULL, AT(scenario_text, kind), .names = &sms_kinds,
     .meaning = "`dunning`, `tier-reached`, `monthly-bill` or `free-text`; the others follow from "
                "what happens",
     .rule = "R-60, CQ-12"},
    {"text", TYPE_TEXT, "none", AT(scenario_text, text), RANGE(1, 2000),
     .meaning = "`free-text`: what is written; its characters make the segments", .rule = "R-63"},
    WHO(scenario_text),
};
const struct scenario_section scenario_messages = {ALIKE(messages), sizeof(struct scenario_text)};
