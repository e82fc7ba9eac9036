/* One line per mistake, with the exact place: the table below edits the base scenario and says what
 * must come out. Then random edits, which must never do more than be refused. */
#include "sim/scenario/scenario_memory.h"

#include "tests/unit/fk_check.h"
#include "tests/unit/sim/scenario_base.h"

#include <stdlib.h>
#include <string.h>

/* `find` (once in the base) becomes `put`; NULL: `put` is appended. */
struct mistake {
    const char *find, *put, *expected;
};

static const struct mistake mistakes[] = {
    /* unknown keys, at every depth */
    {"  rate: 500\n", "  rte: 500\n",
     "t.yaml:68:3: key 'sms.rte': unknown key; expected one of rate, window, delivery, "
     "exempt, first, validity, rejected, lost, misrouted, intercepted, receipt_lost, wrong_owner, "
     "..."},
    {NULL, "colour: red\n",
     "t.yaml:106:1: key 'colour': unknown key; expected one of collection, id, title, "
     "title_zh, story, story_zh, start, days, seed, recording, population, tariff, policy, "
     "calculation, ..."},
    {"      every: 10\n", "      evry: 10\n",
     "t.yaml:16:7: key 'population.groups.1.evry': unknown key; expected one of every, name, "
     "classes, balance, balance_step, approval, rest, important, non_resident, price_list, rates, "
     "counted, kva, ..."},
    {"who: {group: G1}", "who: {grp: G1}",
     "t.yaml:95:38: key 'reads.0.who.grp': unknown key; expected one of group, class, first, "
     "skip, concentrator, line, city, county, station"},
    {"    repeats: 1\n", "    repeat: 1\n",
     "t.yaml:41:5: key 'policy.failure.repeat': unknown key; expected one of repeats, repeat_at, "
     "restore_repeats, restore_gap, escalation, hold_share, hold_orders, hold_window"},
    {"{INV-03: 300}", "{INV-19: 300}",
     "t.yaml:105:23: key 'expected_violations.INV-19': unknown key; expected one of INV-09, "
     "INV-01, INV-02, INV-03, INV-04, INV-05, INV-06, INV-07, INV-08, INV-10, INV-11, INV-12, "
     "INV-13, INV-14, INV-15, ..."},
    {"days: 3\n", "\"\": 3\n",
     "t.yaml:5:1: key '': unknown key; expected one of id, title, title_zh, story, story_zh, "
     "start, days, seed, recording, population, tariff, policy, collection, calculation, ..."},
    /* missing keys: the place of the mapping that lacks it */
    {"days: 3\n", "", "t.yaml:1:1: key 'days': missing; expected a whole number"},
    {"  rate: 500\n", "", "t.yaml:67:3: key 'sms.rate': missing; expected a whole number"},
    {"      balance: 2.08 CNY\n", "",
     "t.yaml:15:7: key 'population.groups.1.balance': missing; expected an amount such as \"30.00 "
     "CNY\""},
    {"    hold_share: 20 %\n", "",
     "t.yaml:41:5: key 'policy.failure.hold_share': missing; expected a whole percentage such as "
     "\"20 %\""},
    {"tariff:\n  price: 0.52 CNY/kWh\n", "",
     "t.yaml:1:1: key 'tariff': missing; expected keys with values"},
    {"{after: 2 h, amount: 100.00 CNY}", "{after: 2 h}",
     "t.yaml:81:18: key 'customer.pay_after_cut.amount': missing; expected an amount such as "
     "\"30.00 CNY\""},
    {"kind: crypto-down, ", "",
     "t.yaml:84:5: key 'faults.0.kind': missing; expected one of the names"},
    {"tariff:\n  price: 0.52 CNY/kWh\n", "tariff: {}\n",
     "t.yaml:20:9: key 'tariff': expected `price` or `versions`"},
/* tariffs (TR-1..TR-13) */
#define VERSIONS(text) "tariff: {versions: [" text "]}\n"
#define PRICE_LINE     "tariff:\n  price: 0.52 CNY/kWh\n"
    {PRICE_LINE,
     "tariff: {price: 0.52 CNY/kWh, versions: [{from: 2012-07-01, single: 1 CNY/kWh}]}\n",
     "t.yaml:20:10: key 'tariff.price': not together with `versions`"},
    {"      balance: 2.08 CNY\n", "      balance: 2.08 CNY\n      kva: 100\n",
     "t.yaml:19:7: key 'population.groups.1.kva': only with `tariff.versions`"},
#define GROUP(more)                                                                                \
    "      balance: 2.08 CNY\n      balance_step: 4.16 CNY\n" PRICE_LINE,                          \
        "      balance: 2.08 CNY\n      balance_step: 4.16 CNY\n      " more "\n"
    {PRICE_LINE, VERSIONS("{from: 2026-03-03, single: 1 CNY/kWh}"),
     "t.yaml:14:7: key 'population.groups.0': its price list has no version in force on "
     "2026-03-02"},
    {GROUP("price_list: 1") VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh}"),
     "t.yaml:20:19: key 'population.groups.1.price_list': its price list has no version in force "
     "on 2026-03-02"},
    {GROUP("rates: peak-valley") VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh}"),
     "t.yaml:20:14: key 'population.groups.1.rates': its price list lacks `peak`, `valley` or "
     "`peak_hours`; expected all"},
    {GROUP("rates: peak-valley")
         VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh, peak: 1 CNY/kWh, valley: 1 CNY/kWh, "
                  "peak_hours: 08:00-22:00}, {from: 2026-03-03, single: 1 CNY/kWh, peak: 1 "
                  "CNY/kWh, valley: 1 CNY/kWh, peak_hours: 08:00-21:00}"),
     "t.yaml:20:14: key 'population.groups.1.rates': its price list changes `peak_hours`, which "
     "the meters of a run do not"},
    {PRICE_LINE, VERSIONS("{from: 2012-07-01, peak: 1 CNY/kWh, valley: 1 CNY/kWh}"),
     "t.yaml:14:7: key 'population.groups.0': its price list has no `single` price; expected "
     "`rates: peak-valley`, or another `price_list`"},
    {GROUP("kva: 100") VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh}"),
     "t.yaml:20:12: key 'population.groups.1.kva': its price list has no `per_kva`"},
    {GROUP("power_factor: 85 %") VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh}"),
     "t.yaml:20:21: key 'population.groups.1.power_factor': its price list judges none; expected "
     "`power_factor` there too"},
    {GROUP("counted: 5 kWh") VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh}"),
     "t.yaml:20:16: key 'population.groups.1.counted': no tier period is under way at the start; "
     "expected 0 kWh"},
    {PRICE_LINE, VERSIONS("{single: 1 CNY/kWh}"),
     "t.yaml:20:21: key 'tariff.versions.0.from': missing; expected a date such as 2026-03-02"},
    {PRICE_LINE, VERSIONS("{from: 2012-07-01}"),
     "t.yaml:20:21: key 'tariff.versions.0': no price; expected `single`, or `peak` and `valley`"},
    {PRICE_LINE, VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh, tiers: annual}"),
     "t.yaml:20:21: key 'tariff.versions.0': expected `tiers`, `tier_1_to` and `tier_2_to` "
     "together"},
    {PRICE_LINE, VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh, tier_1_to: 5 kWh}"),
     "t.yaml:20:21: key 'tariff.versions.0': expected `tiers`, `tier_1_to` and `tier_2_to` "
     "together"},
    {PRICE_LINE,
     VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh, tiers: annual, tier_1_to: 5 kWh, "
              "tier_2_to: 5 kWh}"),
     "t.yaml:20:103: key 'tariff.versions.0.tier_2_to': not above `tier_1_to`"},
    {PRICE_LINE, VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh, power_factor: 88 %}"),
     "t.yaml:20:73: key 'tariff.versions.0.power_factor': no standard of the rules; expected 80 %, "
     "85 % or 90 %"},
    {PRICE_LINE,
     VERSIONS("{from: 2012-07-01, months: [5, 6], single: 1 CNY/kWh}, {from: 2012-07-01, single: 1 "
              "CNY/kWh}"),
     "t.yaml:20:83: key 'tariff.versions.1.from': another version begins on this day for the same "
     "month"},
    {PRICE_LINE,
     VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh, loaded: D1 08:00}, {from: 2013-07-01, single: "
              "1 CNY/kWh, loaded: D1 09:00}"),
     "t.yaml:20:124: key 'tariff.versions.1.loaded': another version is loaded at another moment"},
    {PRICE_LINE, VERSIONS("{from: 2012-07-01, single: 1 CNY/kWh, loaded: D1 08:00}"),
     "t.yaml:14:7: key 'population.groups.0': its price list has no version in force on "
     "2026-03-02"},
    {PRICE_LINE, VERSIONS("{from: 2012-07-01, months: [13], single: 1 CNY/kWh}"),
     "t.yaml:20:49: key 'tariff.versions.0.months.0': \"13\" is none of its values; expected names "
     "out of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"},
    /* wrong form */
    {"days: 3\n", "days: ten\n",
     "t.yaml:5:7: key 'days': \"ten\" is not a whole number; expected 1 to 3660"},
    {"days: 3\n", "days: 3.5\n",
     "t.yaml:5:7: key 'days': \"3.5\" is not a whole number; expected 1 to 3660"},
    {"days: 3\n", "days: -3\n",
     "t.yaml:5:7: key 'days': \"-3\" is not a whole number; expected 1 to 3660"},
    {"days: 3\n", "days: 010\n",
     "t.yaml:5:7: key 'days': \"010\" is not a whole number; expected 1 to 3660"},
    {"days: 3\n", "days: 0x3\n",
     "t.yaml:5:7: key 'days': \"0x3\" is not a whole number; expected 1 to 3660"},
    {"days: 3\n", "days:\n",
     "t.yaml:5:6: key 'days': \"\" is not a whole number; expected 1 to 3660"},
    {"days: 3\n", "days: [3]\n",
     "t.yaml:5:7: key 'days': a list is not a whole number; expected 1 to 3660"},
    {"days: 3\n", "days: {a: 3}\n",
     "t.yaml:5:7: key 'days': a mapping is not a whole number; expected 1 to 3660"},
    {"id: T\n", "id:\n", "t.yaml:1:4: key 'id': is empty; expected a text of 1 to 63 bytes"},
    {"tariff:\n  price: 0.52 CNY/kWh\n", "tariff: 0.52\n",
     "t.yaml:20:9: key 'tariff': \"0.52\" is not a mapping; expected keys with values"},
    {"[02:00, 06:00]", "02:00",
     "t.yaml:49:16: key 'collection.gap_fill_at': \"02:00\" is not a list of times of day; "
     "expected a list of times of day such as [02:00, 06:00]"},
    {"[02:00, 06:00]", "[02:00, [06:00]]",
     "t.yaml:49:24: key 'collection.gap_fill_at.1': a list is not a time of day; expected a time "
     "of day such as 08:00 or 08:00:05"},
    {"[02:00, 06:00]", "[02:00, 6 h]",
     "t.yaml:49:24: key 'collection.gap_fill_at.1': \"6 h\" is not a time of day; expected a time "
     "of day such as 08:00 or 08:00:05"},
    {"  - {at: D1 20:00:30}\n", "  - D1 20:00:30\n",
     "t.yaml:97:5: key 'queries.0': \"D1 20:00:30\" is not a mapping; expected keys with values"},
    {"[cut-done, restored]", "cut-done",
     "t.yaml:70:11: key 'sms.exempt': \"cut-done\" is none of its values; expected names out of "
     "cut-done, reminder, warning, pre-cut, paid, restored, close-allowed, fault-handler, "
     "order-due, dunning, tier-reached, ..."},
    {"[cut-done, restored]", "[cut-done, cut]",
     "t.yaml:70:22: key 'sms.exempt.1': \"cut\" is none of its values; expected names out of "
     "pre-cut, reminder, warning, cut-done, paid, restored, close-allowed, fault-handler, "
     "order-due, dunning, tier-reached, ..."},
    {"recording: events\n", "recording: all\n",
     "t.yaml:7:12: key 'recording': \"all\" is none of its values; expected summary, events, full"},
    {"recording: events\n", "recording: 1\n",
     "t.yaml:7:12: key 'recording': \"1\" is none of its values; expected summary, events, full"},
    {"warn_before_cut: true", "warn_before_cut: maybe",
     "t.yaml:31:20: key 'policy.warn_before_cut': \"maybe\" is not a switch; expected true or "
     "false"},
    {"receipt_needed: false", "receipt_needed: no",
     "t.yaml:32:19: key 'policy.receipt_needed': \"no\" is not a switch; expected true or false"},
    /* units */
    {"0.52 CNY/kWh", "0.52 EUR",
     "t.yaml:21:10: key 'tariff.price': \"0.52 EUR\" is not a price; expected an amount per kWh "
     "such as \"0.52 CNY/kWh\""},
    {"0.52 CNY/kWh", "0.1234567 CNY/kWh",
     "t.yaml:21:10: key 'tariff.price': \"0.1234567 CNY/kWh\" is not a price; expected an amount "
     "per kWh such as \"0.52 CNY/kWh\""},
    {"  warning: 30 CNY\n", "  warning: 30\n",
     "t.yaml:25:12: key 'policy.warning': \"30\" is not an amount; expected an amount such as "
     "\"30.00 CNY\""},
    {"  warning: 30 CNY\n", "  warning: 30.001 CNY\n",
     "t.yaml:25:12: key 'policy.warning': \"30.001 CNY\" is not an amount; expected an amount such "
     "as \"30.00 CNY\""},
    {"8.00 kWh", "8.00 kW",
     "t.yaml:12:16: key 'population.use_per_day': \"8.00 kW\" is not an energy; expected an energy "
     "such as \"8.00 kWh\""},
    {"20 %", "20",
     "t.yaml:44:17: key 'policy.failure.hold_share': \"20\" is not a percentage; "
     "expected a whole percentage such as \"20 %\""},
    {"60 s\n", "60\n",
     "t.yaml:58:20: key 'collection.command_timeout': \"60\" is not a duration; "
     "expected a duration such as \"10 s\", \"30 min\" or \"24 h\""},
    {"60 s\n", "0.0001 s\n",
     "t.yaml:58:20: key 'collection.command_timeout': \"0.0001 s\" is not a duration; expected a "
     "duration such as \"10 s\", \"30 min\" or \"24 h\""},
    {"start: 2026-03-02\n", "start: 2 March\n",
     "t.yaml:4:8: key 'start': \"2 March\" is not a date; expected a date such as 2026-03-02"},
    {"to: D1 12:00}", "to: noon}",
     "t.yaml:84:45: key 'faults.0.to': \"noon\" is not a moment; expected a moment such as \"D1 "
     "08:00\" or \"2026-03-03 08:00\""},
    {"to: D1 12:00}", "to: D1 12}",
     "t.yaml:84:45: key 'faults.0.to': \"D1 12\" is not a moment; expected a moment such as \"D1 "
     "08:00\" or \"2026-03-03 08:00\""},
    {"08:30-16:00", "08:30 to 16:00",
     "t.yaml:36:15: key 'policy.cut_window': \"08:30 to 16:00\" is not a window of the day; "
     "expected a window such as 08:30-16:00"},
    {"exp(5 s)", "N(5 s, 1 s)",
     "t.yaml:69:13: key 'sms.delivery': \"N(5 s, 1 s)\" is not a distribution; expected a duration "
     "such as \"5 s\", U(a, b), exp(mean), LN(median, p95) or mix{...}"},
    {"exp(5 s)", "exp(5)",
     "t.yaml:69:13: key 'sms.delivery': \"exp(5)\" is not a distribution; expected a duration such "
     "as \"5 s\", U(a, b), exp(mean), LN(median, p95) or mix{...}"},
    {"U(500 ms, 3 s)", "U(500 ms)",
     "t.yaml:54:14: key 'collection.read_time': \"U(500 ms)\" is not a distribution; expected a "
     "duration such as \"5 s\", U(a, b), exp(mean), LN(median, p95) or mix{...}"},
    /* ranges */
    {"days: 3\n", "days: 0\n", "t.yaml:5:7: key 'days': \"0\" is out of range; expected 1 to 3660"},
    {"days: 3\n", "days: 3661\n",
     "t.yaml:5:7: key 'days': \"3661\" is out of range; expected 1 to 3660"},
    {"days: 3\n", "days: 18446744073709551616\n",
     "t.yaml:5:7: key 'days': \"18446744073709551616\" is out of range; expected 1 to 3660"},
    {"seed: 7\n", "seed: 9223372036854775808\n",
     "t.yaml:6:7: key 'seed': \"9223372036854775808\" is out of range; expected 0 to "
     "9223372036854775807"},
    {"exception_after_days: 4", "exception_after_days: 251",
     "t.yaml:39:25: key 'policy.exception_after_days': \"251\" is out of range; expected 1 to 250"},
    {"repeats: 1", "repeats: 251",
     "t.yaml:41:14: key 'policy.failure.repeats': \"251\" is out of range; expected 0 to 250"},
    {"commands_per_concentrator: 1", "commands_per_concentrator: 9",
     "t.yaml:55:30: key 'collection.commands_per_concentrator': \"9\" is out of range; expected 1 "
     "to 8"},
    {"20 %", "101 %",
     "t.yaml:44:17: key 'policy.failure.hold_share': \"101 %\" is out of range; expected 0 % to "
     "100 %"},
    {"  warning: 30 CNY\n", "  warning: 1000000.01 CNY\n",
     "t.yaml:25:12: key 'policy.warning': \"1000000.01 CNY\" is out of range; expected -1000000.00 "
     "CNY to 1000000.00 CNY"},
    {"  warning: 30 CNY\n", "  warning: 9999999999999999999 CNY\n",
     "t.yaml:25:12: key 'policy.warning': \"9999999999999999999 CNY\" is out of range; expected "
     "-1000000.00 CNY to 1000000.00 CNY"},
    {"0.52 CNY/kWh", "100.000001 CNY/kWh",
     "t.yaml:21:10: key 'tariff.price': \"100.000001 CNY/kWh\" is out of range; expected 0.00 "
     "CNY/kWh to 100.00 CNY/kWh"},
    {"60 s\n", "0 s\n",
     "t.yaml:58:20: key 'collection.command_timeout': \"0 s\" is out of range; expected 1 ms to 1 "
     "d"},
    {"60 s\n", "-1 s\n",
     "t.yaml:58:20: key 'collection.command_timeout': \"-1 s\" is out of range; expected 1 ms to 1 "
     "d"},
    {"exp(5 s)", "exp(31 d)",
     "t.yaml:69:13: key 'sms.delivery': \"exp(31 d)\" is out of range; expected 0 s to 30 d"},
    {"U(500 ms, 3 s)", "U(4 s, 3 s)",
     "t.yaml:54:14: key 'collection.read_time': \"U(4 s, 3 s)\": U(a, b) needs a <= b"},
    {"LN(4 s, 30 s)", "LN(40 s, 30 s)",
     "t.yaml:53:17: key 'collection.command_time': \"LN(40 s, 30 s)\": LN(median, p95) needs "
     "median <= p95"},
    {"LN(4 s, 30 s)", "LN(0 s, 30 s)",
     "t.yaml:53:17: key 'collection.command_time': \"LN(0 s, 30 s)\": the median of LN must be "
     "more than 0"},
    {"10 % const(2 h)}", "9 % const(2 h)}",
     "t.yaml:72:18: key 'payment.posting_delay': \"mix{90 % U(0 s, 30 min); 9 % const(2 h)}\": the "
     "shares of a mixture must add to 100 %"},
    {"mix{90 % U(0 s, 30 min); 10 % const(2 h)}",
     "mix{20 % 1 s; 20 % 2 s; 20 % 3 s; 20 % 4 s; 20 % 5 s}",
     "t.yaml:72:18: key 'payment.posting_delay': \"mix{20 % 1 s; 20 % 2 s; 20 % 3 s; 20 % 4 s; 20 "
     "% 5 s}\": a mixture has at most 4 parts"},
    {"start: 2026-03-02\n", "start: 2026-02-29\n",
     "t.yaml:4:8: key 'start': \"2026-02-29\" does not exist; expected a date such as 2026-03-02"},
    {"start: 2026-03-02\n", "start: 1999-12-31\n",
     "t.yaml:4:8: key 'start': \"1999-12-31\" is out of range; expected 2000-01-01 to 2099-12-31"},
    {"to: D1 12:00}", "to: 2100-01-01 00:00}",
     "t.yaml:84:45: key 'faults.0.to': \"2100-01-01 00:00\" is out of range; expected 2000-01-01 "
     "to 2099-12-31"},
    {"kind: crypto-down, ", "kind: linkoutage, ",
     "t.yaml:84:12: key 'faults.0.kind': \"linkoutage\" is none of its values; expected "
     "link-outage, crypto-down, payment-link-down, meter-unreadable, master-clock, link-delay, "
     "link-loss, link-doubled, ..."},
    {"  read_at: 00:05\n", "  read_at: 24:00\n",
     "t.yaml:48:12: key 'collection.read_at': \"24:00\" is out of range; expected 00:00:00 to "
     "23:59:59.999"},
    {"  read_at: 00:05\n", "  read_at: 00:60\n",
     "t.yaml:48:12: key 'collection.read_at': \"00:60\" is out of range; expected 00:00:00 to "
     "23:59:59.999"},
    {"to: D1 12:00}", "to: D1 25:00}",
     "t.yaml:84:45: key 'faults.0.to': \"D1 25:00\" does not exist; expected a moment such as \"D1 "
     "08:00\" or \"2026-03-03 08:00\""},
    {"to: D1 12:00}", "to: 2026-03-01 23:59:59}",
     "t.yaml:84:45: key 'faults.0.to': \"2026-03-01 23:59:59\" is before the start of the run"},
    {"08:30-16:00", "16:00-08:30",
     "t.yaml:36:15: key 'policy.cut_window': \"16:00-08:30\" ends before it begins"},
    {"08:30-16:00", "16:00-16:00",
     "t.yaml:36:15: key 'policy.cut_window': \"16:00-16:00\" is empty: it ends as it begins"},
    {"08:30-16:00", "08:30-24:01",
     "t.yaml:36:15: key 'policy.cut_window': \"08:30-24:01\" does not exist; expected a window "
     "such as 08:30-16:00"},
    {"  name: test\n", "  name: a name that is longer than 31 bytes\n",
     "t.yaml:23:9: key 'policy.name': \"a name that is longer than 31 bytes\" has 35 bytes; "
     "expected 1 to 31"},
    {"[02:00, 06:00]", "[00:01, 00:02, 00:03, 00:04, 00:05, 00:06, 00:07, 00:08, 00:09]",
     "t.yaml:49:16: key 'collection.gap_fill_at': 9 entries; expected 0 to 8"},
    /* rules between keys */
    {"[02:00, 06:00]", "[06:00, 06:00]",
     "t.yaml:49:24: key 'collection.gap_fill_at.1': \"06:00\" is not after the time before it"},
    {"second_push_at: 10:00", "second_push_at: 04:00",
     "t.yaml:52:19: key 'collection.second_push_at': not after `push_at`"},
    {"meters_per_concentrator: 20\n", "meters_per_concentrator: 4000001\n",
     "t.yaml:10:28: key 'population.meters_per_concentrator': 20000005 customers; expected at most "
     "20000000"},
    {"{name: G1, balance", "{name: G1, every: 2, balance",
     "t.yaml:14:25: key 'population.groups.0.every': the first group must take every customer; "
     "expected 1"},
    {"    - name: G2\n", "    - name: G1\n",
     "t.yaml:15:13: key 'population.groups.1.name': \"G1\" is the name of another entry too"},
    {"balance_step: 4.16 CNY", "balance_step: 10000000 CNY",
     "t.yaml:19:21: key 'population.groups.1.balance_step': the balance of the last class is out "
     "of range; expected -20000000.00 CNY to 20000000.00 CNY"},
    /* 3,086 turns of 100 customers: 31 of 1,000,000 CNY for the first, who has 1,200 without */
    {"every: 6 s\n    amount: 12.34 CNY", "every: 7 s\n    amount: 1000000.00 CNY",
     "t.yaml:14:5: key 'population.groups': with payments and use a balance may come to "
     "31001200.00 CNY; expected -21474836.48 to 21474836.47"},
    {"who: {group: G1}", "who: {group: G3}",
     "t.yaml:95:45: key 'reads.0.who.group': \"G3\" is no group; expected one of G1, G2"},
    {"who: {group: G2}}", "who: {group: g2}}",
     "t.yaml:88:70: key 'payments.0.who.group': \"g2\" is no group; expected one of G1, G2"},
    {"{at: D1 20:00:30}", "{at: D1 20:00:30, who: {group: X}}",
     "t.yaml:97:36: key 'queries.0.who.group': \"X\" is no group; expected one of G1, G2"},
    {"class: 3,", "class: 4,",
     "t.yaml:85:84: key 'faults.1.who.class': group G2 has no class 4; expected 0 to 3"},
    {"{group: G2, class: 3, first", "{class: 3, first",
     "t.yaml:85:73: key 'faults.1.who.class': a class belongs to a group; expected `group` too"},
    {"class: 3, first: 20", "class: 3, first: 0",
     "t.yaml:85:94: key 'faults.1.who.first': \"0\" is out of range; expected 1 to 20000000"},
    {"  approval_levels: 0\n", "  approval_levels: 3\n",
     "t.yaml:30:20: key 'policy.approval_levels': \"3\" is out of range; expected 0 to 2"},
    {"  approval_levels: 0\n", "  approval_levels: 1\n  approval: {approvers: 0}\n",
     "t.yaml:31:25: key 'policy.approval.approvers': \"0\" is out of range; expected 1 to 100000"},
    {"  notice_valid: 8 h\n", "  notice_valid: 479 min\n",
     "t.yaml:35:17: key 'policy.notice_valid': a notice could run out before every cut; expected "
     "at least 8 h, `notice_wait` and one `cut_window`"},
    /* received at 08:00, usable from 08:31 on: the next opening is at 08:30 of the next day */
    {"  cut_window: 08:30-16:00\n", "  cut_window: 08:30-16:00\n  last_notice: 450 min\n",
     "t.yaml:37:16: key 'policy.last_notice': no cut could follow it within `cut_window`"},
    {"  notice_wait: 30 min\n  notice_valid: 8 h\n  cut_window: 08:30-16:00\n",
     "  notice_wait: 31 min\n  notice_valid: 1469 min\n  cut_window: 08:30-08:31\n",
     "t.yaml:35:17: key 'policy.notice_valid': a notice could run out before every cut; expected "
     "at least 1470 min, from its first receipt to the first cut"},
    {"  notice_valid: 8 h\n  cut_window: 08:30-16:00\n",
     "  notice_valid: 4 h\n  cut_window: 08:30-12:00\n",
     "t.yaml:42:16: key 'policy.failure.repeat_at': no repeat could leave then; expected a time "
     "within `cut_window`"},
    {"    repeat_at: 12:30:05\n", "    repeat_at: 16:00\n",
     "t.yaml:42:16: key 'policy.failure.repeat_at': no repeat could leave then; expected a time "
     "within `cut_window`"},
    {"  notice_wait: 30 min\n  notice_valid: 8 h\n  cut_window: 08:30-16:00\n",
     "  notice_wait: 30 min\n  notice_valid: 14 h\n  cut_window: 12:30:05.001-16:00\n",
     "t.yaml:42:16: key 'policy.failure.repeat_at': no repeat could leave then; expected a time "
     "within `cut_window`"},
    {"faults:\n",
     "locks:\n  - {kind: protection, area: 6, from: D1 08:00, to: D1 09:00}\nfaults:\n",
     "t.yaml:84:30: key 'locks.0.area': there is no area 6; expected 1 to 5"},
    {"faults:\n",
     "locks:\n  - {kind: protection, line: 2, from: D1 08:00, to: D1 09:00}\nfaults:\n",
     "t.yaml:84:30: key 'locks.0.line': there is no line 2; expected 1 to 1"},
    {"faults:\n",
     "locks:\n  - {kind: protection, line: 1, area: 1, from: D1 08:00, to: D1 09:00}\nfaults:\n",
     "t.yaml:84:24: key 'locks.0.line': not together with `area`"},
    {"faults:\n", "agreements:\n  - {by: file}\nfaults:\n",
     "t.yaml:84:5: key 'agreements.0': expected `from`, `to` or both"},
    {"faults:\n",
     "agreements:\n  - {from: D1 08:00, who: {group: G1}}\nlocal_meters: [{who: {first: "
     "3}}]\nfaults:\n",
     "t.yaml:84:5: key 'agreements.0': customer 1 has a local meter, which has no agreement; "
     "expected others"},
    {"faults:\n", "agreements:\n  - {from: D1 08:00, to: D1 08:00}\nfaults:\n",
     "t.yaml:84:26: key 'agreements.0.to': not after `from`"},
    {"faults:\n", "overrides:\n  - {area: 6, warning: 1.00 CNY}\nfaults:\n",
     "t.yaml:84:12: key 'overrides.0.area': there is no area 6; expected 1 to 5"},
    {"faults:\n", "overrides:\n  - {area: 1, who: {first: 1}}\nfaults:\n",
     "t.yaml:84:15: key 'overrides.0.who': not together with `line` or `area`"},
    {"faults:\n", "overrides:\n  - {from: D1 12:00, dunning: manual}\nfaults:\n",
     "t.yaml:84:6: key 'overrides.0.from': only `reminder`, `warning` and `credit` change at a "
     "moment; expected the others in an entry without it"},
    {"faults:\n", "overrides:\n  - {from: D1 12:00, restore_notice: 1 h}\nfaults:\n",
     "t.yaml:84:6: key 'overrides.0.from': only `reminder`, `warning` and `credit` change at a "
     "moment; expected the others in an entry without it"},
    {"faults:\n", "locks:\n  - {kind: delay, from: D1 08:00, to: D1 09:00}\nfaults:\n",
     "t.yaml:84:5: key 'locks.0': a delay is for some customers; expected `who`"},
    {"faults:\n", "locks:\n  - {kind: protection, from: D1 08:00, to: D1 08:00}\nfaults:\n",
     "t.yaml:84:44: key 'locks.0.to': not after `from`"},
    {"faults:\n", "locks:\n  - {kind: \"-\", from: D1 08:00, to: D1 09:00}\nfaults:\n",
     "t.yaml:84:12: key 'locks.0.kind': expected one of protection, delay, no-cut-period"},
    {"to: D1 12:00}", "to: D1 08:00}", "t.yaml:84:45: key 'faults.0.to': not after `from`"},
    {"to: D1 12:00}", "to: D1 12:00, who: {group: G1}}",
     "t.yaml:84:55: key 'faults.0.who': only for faults of meters, payments and interfaces"},
    {"to: D1 12:00}", "to: D1 12:00, offset: 1 h}",
     "t.yaml:84:55: key 'faults.0.offset': only for kinds master-clock and meter-clock"},
    {"to: D1 12:00}", "to: D1 12:00, energy: 1 kWh}",
     "t.yaml:84:55: key 'faults.0.energy': only for kind wrong-registers"},
    {"{kind: crypto-down, ", "{kind: wrong-registers, ",
     "t.yaml:84:5: key 'faults.0': kind wrong-registers needs `energy`"},
    {"{kind: crypto-down, ", "{kind: wrong-registers, energy: 1 kWh, fep: 4, ",
     "t.yaml:84:49: key 'faults.0.fep': there is no front-end processor 4; expected 1 to 3"},
    {"to: D1 12:00}", "to: D1 12:00, fep: 1}",
     "t.yaml:84:55: key 'faults.0.fep': only for kinds wrong-registers and fep-down"},
    {"to: D1 12:00}", "to: D1 12:00, terminals: 1}",
     "t.yaml:84:55: key 'faults.0.terminals': only for kind terminal-offline"},
    {"{kind: crypto-down, ", "{kind: fep-down, ",
     "t.yaml:84:5: key 'faults.0': kind fep-down needs `fep`"},
    {"{kind: crypto-down, ", "{kind: fep-down, fep: 99, ",
     "t.yaml:84:27: key 'faults.0.fep': there is no front-end processor 99; expected 1 to 3"},
    {"{kind: crypto-down, ", "{kind: terminal-offline, terminal: 4, terminals: 3, ",
     "t.yaml:84:54: key 'faults.0.terminals': there are 5 concentrators"},
    {"{kind: crypto-down, ", "{kind: terminal-offline, terminal: 6, ",
     "t.yaml:84:40: key 'faults.0.terminal': there are 5 concentrators"},
    {", offset: -45 min}", "}", "t.yaml:86:5: key 'faults.2': kind master-clock needs `offset`"},
    {"{kind: crypto-down, ", "{kind: meter-clock, ",
     "t.yaml:84:5: key 'faults.0': kind meter-clock needs `offset`"},
    {"{kind: crypto-down, ", "{kind: meter-clock, offset: 30 s, ",
     "t.yaml:84:33: key 'faults.0.offset': a meter counts whole minutes; expected -2 d to 2 d"},
    {"{kind: crypto-down, ", "{kind: meter-clock, offset: 2881 min, ",
     "t.yaml:84:33: key 'faults.0.offset': a meter counts whole minutes; expected -2 d to 2 d"},
    {"to: D1 12:00}", "to: D1 12:00, share: 20 %}",
     "t.yaml:84:55: key 'faults.0.share': only for kinds link-..., of meters, payments and crews"},
    {"who: {group: G1}", "who: {concentrator: 6}",
     "t.yaml:95:52: key 'reads.0.who.concentrator': there are 5; expected 1 to 5"},
    {"who: {group: G1}", "who: {line: 2}",
     "t.yaml:95:44: key 'reads.0.who.line': there is no line 2; expected 1 to 1"},
    {"{kind: crypto-down, ", "{kind: link-outage, interface: I5, message: receipt, ",
     "t.yaml:84:49: key 'faults.0.message': message receipt does not go over I5"},
    {"to: D1 12:00}", "to: D1 12:00, message: receipt}",
     "t.yaml:84:55: key 'faults.0.message': only for kinds link-..."},
    {"{at: D1 18:30, ", "{at: D1 18:30, every: 1 s, ",
     "t.yaml:88:20: key 'payments.0.every': not together with `at`"},
    {"    every: 6 s\n", "",
     "t.yaml:89:5: key 'payments.1': `every` is missing; expected `at`, or `from`, `to` and "
     "`every`"},
    {"    to: D1 23:00\n", "    to: D1 17:00\n",
     "t.yaml:90:9: key 'payments.1.to': not after `from`"},
    {"    every: 6 s\n", "    every: 1 ms\n",
     "t.yaml:91:12: key 'payments.1.every': too often; expected at most 20000000 payments in all"},
    {"    min: 1\n    max: 3\n", "",
     "t.yaml:100:5: key 'expectations.1': expected `equals`, or `min` and / or `max`"},
    {"    min: 1\n", "    min: 4\n",
     "t.yaml:100:5: key 'expectations.1': expected `min` not above `max`"},
    {"    min: 1\n", "    equals: 1\n",
     "t.yaml:103:5: key 'expectations.1.equals': not together with `min` or `max`"},
    {"  - name: range\n", "  - name: customers\n",
     "t.yaml:100:11: key 'expectations.1.name': \"customers\" is the name of another entry too"},
    /* what is no plain data */
    {"days: 3\n", "days: 3\ndays: 4\n", "t.yaml:6:1: key 'days': given twice, first in line 5"},
    {"  rate: 500\n", "  rate: 500\n  rate: 501\n",
     "t.yaml:69:3: key 'sms.rate': given twice, first in line 68"},
    {"days: 3\n", "days: &d 3\n", "t.yaml:5:7: tags and anchors are not part of the format"},
    {"days: 3\n", "days: !!int 3\n", "t.yaml:5:7: tags and anchors are not part of the format"},
    {"days: 3\n", "days: *d\n", "t.yaml:5:7: aliases are not part of the format"},
    {"days: 3\n", "? [a]\n: 3\n", "t.yaml:5:3: a key must be a plain text"},
    {"id: T\n", "id: \"a\\0b\"\n", "t.yaml:1:5: a text holds the character NUL"},
    {NULL, "settlement: {books: 3, day: 21, apart: 4}\n",
     "t.yaml:106:13: key 'settlement': the last book would be settled on day 29; a month has 28"},
    {NULL, "rollout: {phone_checks: 1}\n",
     "t.yaml:106:10: key 'rollout': waves and checks need `counties`"},
    {NULL, "rollout: {counties: 2}\n",
     "t.yaml:106:21: key 'rollout.counties': 5 concentrators cannot be shared out evenly"},
    {NULL, "rollout: {counties: 5, waves: [{at: D1 08:00, county: 5, counties: 2}]}\n",
     "t.yaml:106:32: key 'rollout.waves.0': there is no county 6; expected 1 to 5"},
    {NULL,
     "rollout: {counties: 5, waves: [{at: D1 08:00, county: 2, counties: 2}, {at: D2 08:00, "
     "county: 3}]}\n",
     "t.yaml:106:72: key 'rollout.waves.1': a county of it is in wave 1 already"},
    {NULL,
     "rollout: {counties: 5, waves: [{at: D1 08:00, county: 1}]}\nlocal_meters: [{who: {group: "
     "G1}}]\n",
     "t.yaml:106:31: key 'rollout.waves': not built with `local_meters`; expected one of both"},
    {PRICE_LINE,
     "rollout: {counties: 5, waves: [{at: D1 08:00, county: 1}]}\n" VERSIONS(
         "{from: 2012-07-01, single: 1 CNY/kWh}"),
     "t.yaml:20:31: key 'rollout.waves': not built with versions of a tariff"},
    {NULL, "---\nid: X\n", "t.yaml:106:1: a second document; expected one per file"},
    {"id: T\n", "id: [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]\n",
     "t.yaml:1:20: nested too deep, at most 16 levels"},
    /* a distribution with a comma in { } without quotes */
    {"{after: 2 h,", "{after: LN(4 s, 30 s),",
     "t.yaml:81:34: key 'customer.pay_after_cut.30 s)': unknown key; in { } a value with a comma "
     "stands in quotes, such as \"LN(4 s, 30 s)\""},
    {NULL, "extends: b0.yaml\n",
     "t.yaml:106:10: key 'extends': expected a list of files such as [b0.yaml]"},
    {NULL, "extends: [[b0.yaml]]\n", "t.yaml:106:11: key 'extends.0': expected the name of a file"},
    /* syntax */
    {"days: 3\n", "days: 3: 4\n",
     "t.yaml:5:8: YAML syntax: mapping values are not allowed in this context"},
    {"days: 3\n", "\tdays: 3\n",
     "t.yaml:5:1: YAML syntax: while scanning a plain scalar, found a tab character that violates "
     "indentation"},
    {"title: Test\n", "title: T\xFFst\n", "t.yaml:2:9: YAML syntax: invalid leading UTF-8 octet"},
};

static int load(const char *text, size_t size, const char *const *set, size_t count,
                struct fk_diag *diag)
{
    struct sim_scenario world;
    struct fk_diag none = {0};
    *diag = none;
    int result = scenario_load_memory("t.yaml", text, size, set, count, &world, diag);
    if (result == FK_OK) {
        scenario_fini(&world);
    } else {
        static const struct sim_scenario empty;
        ck_assert_int_eq(memcmp(&world, &empty, sizeof world), 0);
        ck_assert_uint_gt(strlen(diag->text), 0);
        ck_assert_ptr_null(strchr(diag->text, '\n'));
    }
    return result;
}

static char *edit(const struct mistake *mistake)
{
    const char *at = mistake->find ? strstr(scenario_base, mistake->find)
                                   : scenario_base + sizeof scenario_base - 1;
    size_t length = mistake->find ? strlen(mistake->find) : 0;
    ck_assert_msg(at != NULL, "not in the base: %s", mistake->find);
    ck_assert_msg(!mistake->find || !strstr(at + 1, mistake->find), "twice: %s", mistake->find);
    char *text = malloc(sizeof scenario_base + strlen(mistake->put));
    ck_assert_ptr_nonnull(text);
    memcpy(text, scenario_base, (size_t)(at - scenario_base));
    strcpy(text + (at - scenario_base), mistake->put);
    strcat(text, at + length);
    return text;
}

START_TEST(test_mistakes)
{
    const struct mistake *mistake = &mistakes[_i];
    struct fk_diag diag;
    char *text = edit(mistake);
    int result = load(text, strlen(text), NULL, 0, &diag);
    free(text);
    ck_assert_int_eq(result, FK_E_FORMAT);
    ck_assert_str_eq(diag.text, mistake->expected);
}
END_TEST

/* At their limits notices and repeats are accepted, and without repeats it says nothing when one
 * would leave. */
START_TEST(test_limits_of_cuts)
{
    static const struct mistake limits[] = {
        {"  notice_wait: 30 min\n  notice_valid: 8 h\n  cut_window: 08:30-16:00\n",
         "  notice_wait: 31 min\n  notice_valid: 1470 min\n  cut_window: 12:30:05-12:30:05.001\n",
         NULL},
        {"    repeats: 1\n    repeat_at: 12:30:05\n", "    repeats: 0\n    repeat_at: 16:00\n",
         NULL},
        {"    repeat_at: 12:30:05\n", "    repeat_at: 08:30\n", NULL},
        {"    repeat_at: 12:30:05\n", "    repeat_at: 15:59:59.999\n", NULL}};
    for (unsigned i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct fk_diag diag;
        char *text = edit(&limits[i]);
        int err = load(text, strlen(text), NULL, 0, &diag);
        free(text);
        ck_assert_msg(err == FK_OK, "%s: %s", limits[i].put, diag.text);
    }
}
END_TEST

/* A stream counts up to the end of the run: 600 of its turns, six for each, are due before it. */
START_TEST(test_money_after_the_end_does_not_count)
{
    const struct mistake late = {
        "from: D1 17:00\n    to: D1 23:00\n    every: 6 s\n    amount: 12.34 CNY",
        "from: D2 23:00\n    to: D9 23:00\n    every: 6 s\n    amount: 1000000.00 CNY", NULL};
    struct fk_diag diag;
    char *text = edit(&late);
    ck_assert_int_eq(load(text, strlen(text), NULL, 0, &diag), FK_OK);
    free(text);
}
END_TEST

/* The base itself is in order: otherwise every mistake would be found for the wrong reason. */
START_TEST(test_base)
{
    struct fk_diag diag;
    ck_assert_int_eq(load(scenario_base, sizeof scenario_base - 1, NULL, 0, &diag), FK_OK);
}
END_TEST

START_TEST(test_whole_files)
{
    static const struct {
        const char *text, *expected;
    } files[] = {
        {"", "t.yaml:1:1: nothing in it; expected keys with values"},
        {"# only a comment\n", "t.yaml:1:1: nothing in it; expected keys with values"},
        {"- a\n", "t.yaml:1:1: expected keys with values such as \"days: 3\""},
        {"text\n", "t.yaml:1:1: expected keys with values such as \"days: 3\""},
        {"{}\n", "t.yaml:1:1: key 'id': missing; expected a text"},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; ++i) {
        struct fk_diag diag;
        ck_assert_int_eq(load(files[i].text, strlen(files[i].text), NULL, 0, &diag), FK_E_FORMAT);
        ck_assert_str_eq(diag.text, files[i].expected);
    }
}
END_TEST

static const struct {
    const char *set, *expected;
} settings[] = {
    {"sms.rte=100", "--set sms.rte=100: key 'sms.rte': unknown key; expected one of rate, window, "
                    "delivery, exempt, first, validity, rejected, lost, misrouted, intercepted, "
                    "receipt_lost, wrong_owner, ..."},
    {"sm.rate=100",
     "--set sm.rate=100: key 'sm': unknown key; expected one of sms, id, title, title_zh, "
     "story, story_zh, start, days, seed, recording, population, tariff, policy, collection, ..."},
    {"sms.rate=fast",
     "--set sms.rate=fast: key 'sms.rate': \"fast\" is not a whole number; expected 1 to 1000000"},
    {"sms.rate=0",
     "--set sms.rate=0: key 'sms.rate': \"0\" is out of range; expected 1 to 1000000"},
    {"population.concentrators=20000000",
     "--set population.concentrators=20000000: key 'population.concentrators': 400000000 "
     "customers; expected at most 20000000"},
    {"title=", "--set title=: key 'title': is empty; expected a text of 1 to 200 bytes"},
    {"sms.rate", "--set sms.rate: expected a key and a value such as sms.rate=100"},
    {"=1", "--set =1: expected a key and a value such as sms.rate=100"},
    {"sms..rate=1", "--set sms..rate=1: expected keys with dots between them such as sms.rate=100"},
    {".=1", "--set .=1: expected keys with dots between them such as sms.rate=100"},
    {"days.x=1", "--set days.x=1: key 'days': a value, it has no key 'x'"},
    {"faults.7.to=D1 09:00",
     "--set faults.7.to=D1 09:00: key 'faults': no entry '7'; expected its number, from 0, or its "
     "name"},
    {"population.groups.G9.every=1",
     "--set population.groups.G9.every=1: key 'population.groups': no entry 'G9'; expected its "
     "number, from 0, or its name"},
    {"extends=[x.yaml]",
     "--set extends=[x.yaml]: key 'extends': unknown key; expected one of hands, id, title, "
     "title_zh, story, story_zh, start, days, seed, recording, population, tariff, policy, "
     "collection, ..."},
    {"sms=none", "--set sms=none: key 'sms': \"none\" is not a mapping; expected keys with values"},
    {"sms.exempt=[cut",
     "--set sms.exempt=[cut: YAML syntax: while parsing a flow sequence, did not "
     "find expected ',' or ']'"},
    {"customer.pay_after_cut={a: 1, a: 2}",
     "--set customer.pay_after_cut={a: 1, a: 2}: key 'a': given twice"},
    {"policy.overdraft=-20",
     "--set policy.overdraft=-20: key 'policy.overdraft': \"-20\" is not an amount; expected an "
     "amount such as \"30.00 CNY\""},
    {"faults.0.from=D9 00:00", "t.yaml:84:45: key 'faults.0.to': not after `from`"},
    {"title=\xC3\x28", "--set: expected UTF-8 text without control characters"},
    {"title=\xED\xA0\x80", "--set: expected UTF-8 text without control characters"},
    {"title=a\nb", "--set: expected UTF-8 text without control characters"},
};

START_TEST(test_settings)
{
    struct fk_diag diag;
    const char *set = settings[_i].set;
    ck_assert_int_eq(load(scenario_base, sizeof scenario_base - 1, &set, 1, &diag), FK_E_FORMAT);
    ck_assert_str_eq(diag.text, settings[_i].expected);
}
END_TEST

/* A message that does not fit says so; the place and the key are in front. */
START_TEST(test_long_path)
{
    struct sim_scenario world;
    struct fk_diag diag;
    char path[200];
    static const char text[] = "policy: {colour: red}\n";
    memset(path, 'p', sizeof path - 1);
    path[sizeof path - 1] = 0;
    ck_assert_int_eq(scenario_load_memory(path, text, sizeof text - 1, NULL, 0, &world, &diag),
                     FK_E_FORMAT);
    ck_assert_uint_eq(strlen(diag.text), sizeof diag.text - 1);
    ck_assert_ptr_nonnull(strstr(diag.text, "p:1:10: key 'policy.colour': unk"));
    ck_assert_str_eq(diag.text + strlen(diag.text) - 3, "...");
}
END_TEST

static Suite *scenario_errors_suite(void)
{
    Suite *suite = suite_create("scenario_errors");
    TCase *tcase = tcase_create("errors");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_base);
    tcase_add_test(tcase, test_money_after_the_end_does_not_count);
    tcase_add_test(tcase, test_limits_of_cuts);
    tcase_add_test(tcase, test_whole_files);
    tcase_add_test(tcase, test_long_path);
    tcase_add_loop_test(tcase, test_mistakes, 0, (int)(sizeof mistakes / sizeof mistakes[0]));
    tcase_add_loop_test(tcase, test_settings, 0, (int)(sizeof settings / sizeof settings[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}

FK_CHECK_MAIN(scenario_errors_suite)
