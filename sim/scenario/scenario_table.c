#include "sim/scenario/scenario_table.h"

#include "models/house/message_table.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_rows.h"
#include <string.h>

NAMES(level, "summary", "events", "full")
NAMES(rates, "single", "peak-valley")
NAMES(selection, "all", "timely")
NAMES(stale_policy, "freeze", "extrapolate-mean")
NAMES(start_kind, "cuts", "dunning", "restores", "protect", "unprotect", "alarm", "alarm-end")
NAMES(use, "even", "drawn")
NAMES(hand, "key", "breaker", "card", "meter-change", "card-back", "card-elsewhere", "card-terms")
NAMES(sync, "broadcast", "encrypted")
NAMES(interface, "-", "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12",
      "I13", "I14")
static const char *lock_kind_name(unsigned kind)
{
    return kind == HOLD_NONE ? "-" : hold_reason_name(kind);
}
NAMES(refusal, "-", "AUTH_FAILED", "CMD_EXPIRED", "METER_PROTECTED", "RELAY_REFUSED", "RELAY_STUCK",
      "ARCHIVE_MISMATCH")
static const char *message_name(unsigned type)
{
    const struct message_row *row = message_row(type);
    return type == 0 ? "all" : row ? row->name : "?";
}
static const char *channel_name(unsigned channel)
{
    return channel == 0 ? "-" : pay_channel_name(channel - 1);
}
static const struct scenario_names levels = {level_name, SIM_LEVELS},

                                   rates = {rates_name, 2},
                                   agreement_ways = {agreement_way_name, 2},
                                   selections = {selection_name, 2},
                                   stale_policies = {stale_policy_name, 2},
                                   start_kinds = {start_kind_name, START_KINDS},
                                   lock_kinds = {lock_kind_name, HOLD_PERIOD + 1},
                                   proofs = {order_proof_name, ORDER_PROOFS},
                                   fault_kinds = {fault_kind_name, FAULT_KINDS},
                                   hands = {hand_name, HANDS}, uses = {use_name, 2},
                                   syncs = {sync_name, SYNCS}, refusals = {refusal_name, 7},
                                   interfaces = {interface_name, MESSAGE_INTERFACES + 1},
                                   channels = {channel_name, PAY_CHANNELS + 1},
                                   messages = {message_name, MSG_TYPES};

static const struct scenario_row who_rows[] = {
    {"group", TYPE_TEXT, "none", NOWHERE, RANGE(1, 63),
     .meaning = "customers of this group; without it everybody", .rule = ""},
    {"class", TYPE_COUNT, "none", AT(scenario_target, klass), RANGE(0, 9999),
     .meaning = "only this class of the group, from 0", .rule = ""},
    {"first", TYPE_COUNT, "none", AT(scenario_target, first), RANGE(1, CUSTOMERS_MAX),
     .meaning = "only so many of them, in order of their numbers", .rule = ""},
    {"skip", TYPE_COUNT, "none", AT(scenario_target, skip), RANGE(1, CUSTOMERS_MAX),
     .meaning = "so many of them are left out, before `first` counts", .rule = ""},
    {"concentrator", TYPE_COUNT, "none", AT(scenario_target, concentrator), RANGE(1, CUSTOMERS_MAX),
     .meaning = "only those of this concentrator, K01 being 1", .rule = ""},
    {"line", TYPE_COUNT, "none", AT(scenario_target, line), RANGE(1, CUSTOMERS_MAX),
     .meaning = "only those of the areas of this line, from 1", .rule = "CQ-9"},
    {"city", TYPE_COUNT, "none", AT(scenario_target, city), RANGE(1, CUSTOMERS_MAX),
     .meaning = "only those of this city (地市), from 1", .rule = "P-POP-10"},
    {"county", TYPE_COUNT, "none", AT(scenario_target, county), RANGE(1, CUSTOMERS_MAX),
     .meaning = "only those of this county (县), from 1", .rule = "P-POP-10"},
    {"station", TYPE_COUNT, "none", AT(scenario_target, station), RANGE(1, CUSTOMERS_MAX),
     .meaning = "only those of this station (供电所), from 1", .rule = "P-POP-10"},
};
const struct scenario_section scenario_who = {ALIKE(who), 0};

static const struct scenario_row groups_rows[] = {
    {"name", TYPE_TEXT, NULL, AT(scenario_group, name), RANGE(1, 63),
     .meaning = "name for `who`; unique", .rule = ""},
    {"every", TYPE_COUNT, "1", AT(scenario_group, every), RANGE(1, CUSTOMERS_MAX),
     .meaning = "the group holds the customers i = 0, every, 2 every, ... that no later group "
                "takes; the first group must take all",
     .rule = ""},
    {"classes", TYPE_COUNT, "1", AT(scenario_group, classes), RANGE(1, 10000),
     .meaning = "class k of a customer = (i / every) mod classes", .rule = ""},
    {"balance", TYPE_AMOUNT, NULL, AT(scenario_group, balance), RANGE(-BALANCE_MAX, BALANCE_MAX),
     .meaning = "balance at the start, class 0", .rule = ""},
    {"balance_step", TYPE_AMOUNT, "0.00 CNY", AT(scenario_group, balance_step),
     RANGE(-BALANCE_MAX, BALANCE_MAX), .meaning = "class k starts with balance + k balance_step",
     .rule = ""},
    {"approval", TYPE_NAME, "policy", AT(scenario_group, approval),
     .names = &scenario_group_approvals,
     .meaning = "levels at which a cut of the group must be approved: as `approval_levels` says, "
                "or others",
     .rule = "R-10, T7"},
    {"rest", TYPE_SWITCH, "false", AT(scenario_group, has_rest),
     .meaning =
         "with `customer.reacts`: and what he has on any day, drawn: between the level at which he "
         "paid last, with his payment, and the one at which he pays next; he was told before",
     .rule = "P-PAY-12"},
    {"important", TYPE_SWITCH, "false", AT(scenario_group, is_important),
     .meaning = "important customers (重要客户): reminded and warned, never cut",
     .rule = "R-10, R-54"},
    {"non_resident", TYPE_SWITCH, "false", AT(scenario_group, is_non_resident),
     .meaning = "non-residents (非居民), who have what `policy.non_residents` says",
     .rule = "R-07, R-10"},
    {"price_list", TYPE_COUNT, "0", AT(scenario_group, price_list), RANGE(0, 63),
     .meaning = "with `tariff.versions`: those of this price list hold for the group", .rule = ""},
    {"rates", TYPE_NAME, "single", AT(scenario_group, is_tou), .names = &rates,
     .meaning = "with `tariff.versions`: registers of the meters; peak-valley counts "
                "`peak_hours` apart",
     .rule = "TR-3"},
    {"counted", TYPE_ENERGY, "0.00 kWh", AT(scenario_group, counted), RANGE(0, TARIFF_KWH_MAX),
     .meaning = "with `tariff.versions`: energy counted in the tier period before the start",
     .rule = "TR-1, TR-5"},
    {"kva", TYPE_COUNT, "0", AT(scenario_group, kva), RANGE(0, 1000000),
     .meaning = "with `tariff.versions`: capacity for which a basic fee is due, kVA; 0: none",
     .rule = "TR-12"},
    {"power_factor", TYPE_PERCENT, "0 %", AT(scenario_group, power_factor), RANGE(0, 100),
     .meaning = "with `tariff.versions`: power factor by which the fee is adjusted; 0: not judged",
     .rule = "TR-13"},
    {"kw", TYPE_COUNT, "0", AT(scenario_group, kw), RANGE(0, 1000000),
     .meaning = "in place of `kva`: maximum demand of each month for which a basic fee is due, kW",
     .rule = "TR-12"},
    {"reactive", TYPE_PERCENT, "0 %", AT(scenario_group, reactive), RANGE(0, 250),
     .meaning = "in place of `power_factor`: kvarh that their meters count for 100 kWh; the two "
                "registers say the power factor of each month",
     .rule = "TR-13"},
    {"reactive_from", TYPE_MOMENT, "none", AT(scenario_group, reactive_from),
     .meaning = "at this moment `reactive` changes, as when a bank of capacitors (无功补偿) fails",
     .rule = "TR-13"},
    {"reactive_then", TYPE_PERCENT, "0 %", AT(scenario_group, reactive_then), RANGE(0, 250),
     .meaning = "`reactive` from then on", .rule = "TR-13"},
    {"more_quota", TYPE_ENERGY, "0.00 kWh", AT(scenario_group, more_quota),
     RANGE(0, TARIFF_MORE_MAX),
     .meaning = "with `tariff.versions`: by how much the quotas of a large household (多人口家庭) "
                "are raised, for each month",
     .rule = "TR-6"},
    {"months_left", TYPE_COUNT, "0", AT(scenario_group, months_left), RANGE(0, 12),
     .meaning = "with annual quotas: customers since this tier year, who have so many twelfths of "
                "them until it ends; 0: all",
     .rule = "TR-6"},
};
SECTION(groups, sizeof(struct scenario_group));

static const struct scenario_row population_rows[] = {
    {"concentrators", TYPE_COUNT, NULL, WORLD(concentrators), RANGE(1, CUSTOMERS_MAX),
     .meaning = "number of concentrators (集中器); at most 20,000,000 customers in all",
     .rule = "P-POP-01"},
    {"meters_per_concentrator", TYPE_COUNT, NULL, WORLD(meters_per_concentrator),
     RANGE(1, CUSTOMERS_MAX), .meaning = "meters = customers of each concentrator",
     .rule = "P-POP-05"},
    {"concentrators_per_fep", TYPE_COUNT, NULL, WORLD(concentrators_per_fep),
     RANGE(1, CUSTOMERS_MAX), .meaning = "concentrators of each front-end processor (前置机)",
     .rule = "P-POP-07"},
    {"concentrators_per_line", TYPE_COUNT, "10", WORLD(concentrators_per_line),
     RANGE(1, CUSTOMERS_MAX),
     .meaning = "concentrators, each with its transformer area, that a line (线路) feeds",
     .rule = "P-POP-09"},
    {"stations", TYPE_COUNT, "0", WORLD(stations), RANGE(0, CUSTOMERS_MAX),
     .meaning = "stations (供电所), among which the areas are shared out in their order, as evenly "
                "as whole areas allow; 0: none",
     .rule = "P-POP-10"},
    {"counties", TYPE_COUNT, "0", WORLD(counties), RANGE(0, CUSTOMERS_MAX),
     .meaning = "counties (县), among which the stations are, or the areas where there are none; "
                "0: those of `rollout`",
     .rule = "P-POP-10"},
    {"cities", TYPE_COUNT, "0", WORLD(cities), RANGE(0, CUSTOMERS_MAX),
     .meaning = "cities (地市), among which the counties are; all of them are the province",
     .rule = "P-POP-10"},
    {"use_per_day", TYPE_ENERGY, NULL, WORLD(per_day), RANGE(0, 100000),
     .meaning = "use of every customer, evenly over the day; not with `use: drawn`",
     .rule = "P-CON-02"},
    {"use", TYPE_NAME, "even", WORLD(is_use_drawn), .names = &uses,
     .meaning = "the same for everybody, or drawn for each customer and day", .rule = "P-CON-01"},
    {"drawn", TYPE_SECTION, "defaults", NOWHERE, .section = &scenario_drawn,
     .meaning = "what customers use with `use: drawn`", .rule = "P-CON-01..P-CON-10"},
    {"groups", TYPE_LIST, NULL, WORLD(groups),
     .count_offset = offsetof(struct sim_scenario, group_count), RANGE(1, 64),
     .section = &groups_section, .meaning = "groups of customers, the last match wins", .rule = ""},
};
SECTION(population, 0);

static const struct scenario_row collection_rows[] = {
    {"read_at", TYPE_TIME, NULL, WORLD(read_at), RANGE(0, DAY_END),
     .meaning = "concentrators read the daily freeze", .rule = "P-MET-04"},
    {"gap_fill_at", TYPE_TIMES, "none", WORLD(gap_fill_at),
     .count_offset = offsetof(struct sim_scenario, gap_fill_count), RANGE(0, 8),
     .meaning = "rounds that read missing freezes (补抄), in ascending order", .rule = "P-MET-06"},
    {"gap_fill_days", TYPE_COUNT, NULL, WORLD(gap_fill_days), RANGE(1, 3),
     .meaning = "past days whose freezes a round asks for besides today's", .rule = "P-MET-05"},
    {"push_at", TYPE_TIME, NULL, WORLD(push_at), RANGE(0, DAY_END),
     .meaning = "readings go to fee control (I3)", .rule = "P-MST-06"},
    {"second_push_at", TYPE_TIME, "none", WORLD(second_push_at), RANGE(0, DAY_END),
     .meaning = "later readings go too, with a second calculation; after `push_at`",
     .rule = "P-MST-06"},
    {"later_pushes", TYPE_TIMES, "none", WORLD(later_pushes),
     .count_offset = offsetof(struct sim_scenario, later_push_count), RANGE(0, 22),
     .meaning = "and again, each with a calculation of those who have a newer reading; in "
                "ascending order, after `push_at` and `second_push_at`",
     .rule = "R-01, R-75"},
    {"command_time", TYPE_SPREAD, NULL, WORLD(command_time), RANGE(0, MS_DAY),
     .meaning = "one try of a control command, from sending to its answer; a concentrator gives it "
                "up after 10 min, or the largest parameter",
     .rule = "P-PLC-06"},
    {"read_time", TYPE_SPREAD, NULL, WORLD(read_time), RANGE(0, MS_DAY),
     .meaning = "one on-demand read (召测)", .rule = "P-MST-05"},
    {"commands_per_concentrator", TYPE_COUNT, NULL, WORLD(commands_per_concentrator), RANGE(1, 8),
     .meaning = "commands in flight under one concentrator at most", .rule = "P-PLC-07, INV-09"},
    {"commands_per_fep", TYPE_COUNT, NULL, WORLD(commands_per_fep), RANGE(1, 1000000),
     .meaning = "commands in flight under one front-end processor at most", .rule = "INV-09"},
    {"commands_in_all", TYPE_COUNT, NULL, WORLD(commands_in_all), RANGE(1, 1000000),
     .meaning = "commands in flight in the whole system at most", .rule = "P-MST-01, INV-09"},
    {"command_timeout", TYPE_DURATION, NULL, WORLD(command_timeout), RANGE(1, MS_DAY),
     .meaning = "a try without an answer ends; the ways to the meter and back count, 1 ms each",
     .rule = "P-MST-03"},
    {"command_tries", TYPE_COUNT, NULL, WORLD(command_tries), RANGE(1, 100),
     .meaning = "tries of one order", .rule = "P-MST-03, R-21"},
    {"command_gap", TYPE_DURATION, NULL, WORLD(command_gap), RANGE(0, MS_DAY),
     .meaning = "from a failed try to the next", .rule = "P-MST-03"},
    {"command_valid", TYPE_DURATION, NULL, WORLD(command_valid), RANGE(1, LONG),
     .meaning = "valid-until of a command = clock of the master + this", .rule = "P-MET-27"},
    {"order_limit", TYPE_DURATION, NULL, WORLD(order_limit), RANGE(1, LONG),
     .meaning = "after so long without a word an order that has left is looked after; one in "
                "execution times out",
     .rule = "R-23, P-MST-04"},
    {"status_read", TYPE_SWITCH, "true", WORLD(is_status_read),
     .meaning =
         "orders that time out or fail without an answer are judged by the status word of the "
         "meter, and a close permit too; without it they just fail",
     .rule = "R-23, R-46, R-47"},
    {"confirm_by", TYPE_NAME, "answer", WORLD(proof), .names = &proofs,
     .meaning = "what makes a remote cut a success: the answer of the meter, its status word that "
                "says that the contact is open, or besides that no current flows; the word is read "
                "when `trip_delay` is over, and needs `status_read`",
     .rule = "R-32"},
    {"trip_delay", TYPE_DURATION, "0 min", WORLD(trip_delay), RANGE(0, 255 * MS_MINUTE),
     .meaning = "the trip delay that is programmed in every meter: so long after its answer to a "
                "trip from afar the relay opens, if no other command has come; whole minutes, "
                "less than `order_limit`",
     .rule = "P-MET-28, R-32, R-34"},
    {"auth_session", TYPE_DURATION, "0 min", WORLD(auth_session), RANGE(0, MS_DAY),
     .meaning = "an authentication opens a session of this length, in which further commands go "
                "without one and take half of `command_time`; one that comes after it is refused "
                "(AUTH_FAILED), and so does the third wrong MAC in it end it; `0 min`: each "
                "command is authenticated for itself; meters have 5 min",
     .rule = "P-MET-25, R-30"},
    {"mac_lock", TYPE_COUNT, "15", WORLD(mac_lock), RANGE(0, 1000),
     .meaning = "commands with a wrong MAC (`mac-errors`) after which a meter refuses all commands "
                "from afar until 00:00 of its clock; 0: it never does",
     .rule = "P-MET-26, R-30"},
    {"fep_standby", TYPE_DURATION, "120 s", WORLD(fep_standby), RANGE(1, LONG),
     .meaning = "from the crash of a front-end processor until its standby takes over; "
                "the crash of a shorter `fep-down` is over before",
     .rule = "P-FEP-04"},
    {"log_on", TYPE_SPREAD, "U(30 s, 300 s)", WORLD(log_on), RANGE(0, MS_DAY),
     .meaning = "a terminal that was cut off tries so often to log on again; the first attempt "
                "that finds the line whole succeeds",
     .rule = "P-FEP-03"},
    {"off_line_after", TYPE_DURATION, "10 min", WORLD(off_line_after), RANGE(1, MS_DAY),
     .meaning = "so long tries wait for a terminal that is not heard; then it counts as off-line, "
                "and they fail at once (TERMINAL_OFFLINE)",
     .rule = "R-25, Q82"},
};
SECTION(collection, 0);

static const struct scenario_row calculation_rows[] = {
    {"rate", TYPE_COUNT, NULL, WORLD(calc_rate), RANGE(1, CUSTOMERS_MAX),
     .meaning = "customers per second", .rule = "P-CAL-01"},
    {"results_at", TYPE_TIME, NULL, WORLD(results_at), RANGE(0, DAY_END),
     .meaning = "no result of the first calculation is used before", .rule = "P-CAL-02"},
    {"selection", TYPE_NAME, "all", WORLD(is_selecting), .names = &selections,
     .meaning =
         "who is computed: everybody, or those alone whose money may come to an amount of the "
         "policy (适时算费)",
     .rule = "R-02, P-CAL-08"},
    {"selection_days", TYPE_COUNT, "10", WORLD(selection_days), RANGE(0, 365),
     .meaning = "`timely`: whose money lasts for so many days of his mean use is left out",
     .rule = "P-CAL-09"},
    {"stale_policy", TYPE_NAME, "freeze", WORLD(is_extrapolating), .names = &stale_policies,
     .meaning =
         "who has no valid register keeps his estimate, or it is carried on by his mean use, "
         "and he is reminded and warned by it; a cut waits for a register",
     .rule = "R-73, INV-04"},
    {"validation", TYPE_SWITCH, "true", WORLD(is_validating),
     .meaning = "registers that go backwards or jump are not computed with; without it whatever "
                "comes is, with a flat price",
     .rule = "R-70"},
    {"jump_above", TYPE_ENERGY, "100.00 kWh", WORLD(jump_above), RANGE(1, 100000000),
     .meaning = "a jump is a use of a day above this ...", .rule = "P-CAL-10"},
    {"jump_factor", TYPE_COUNT, "20", WORLD(jump_factor), RANGE(1, 1000),
     .meaning = "... and above so many times the customer's mean", .rule = "P-CAL-10"},
};
SECTION(calculation, 0);

static const struct scenario_row settlement_rows[] = {
    {"books", TYPE_COUNT, "0", WORLD(settlement_books), RANGE(0, 28),
     .meaning = "reading books (抄表段), among which the areas of concentrators take turns; 0: "
                "nothing is settled",
     .rule = "R-80"},
    {"day", TYPE_COUNT, "1", WORLD(settlement_day), RANGE(1, 28),
     .meaning = "day of the month on which the first book is settled, by the freeze of its 00:00; "
                "1: the natural month",
     .rule = "R-80"},
    {"apart", TYPE_COUNT, "0", WORLD(settlement_apart), RANGE(0, 27),
     .meaning = "days from the settlement of a book to that of the next", .rule = "R-80"},
    {"sms", TYPE_SWITCH, "true", WORLD(is_bill_told), .meaning = "each bill is told by SMS",
     .rule = "R-60, CQ-12"},
    {"due_days", TYPE_COUNT, "0", WORLD(bill_due_days), RANGE(0, 60),
     .meaning = "arrears of bills: days from a bill to its due date; nobody is charged by the "
                "estimate then, and fee control goes by overdue bills alone; 0: prepaid",
     .rule = "P-CUT-05"},
    {"overdue_days", TYPE_COUNT, "0", WORLD(bill_overdue_days), RANGE(0, 60),
     .meaning = "arrears of bills: days from the due date to the day from which a bill that is not "
                "paid counts",
     .rule = "P-CUT-05"},
};
SECTION(settlement, 0);

static const struct scenario_row pay_after_cut_rows[] = {
    {"after", TYPE_SPREAD, NULL, WORLD(pay_after), RANGE(0, LONG),
     .meaning = "from the cut to the payment", .rule = ""},
    {"amount", TYPE_AMOUNT, NULL, WORLD(pay_amount), RANGE(1, MONEY_MAX), .meaning = "what is paid",
     .rule = ""},
};
SECTION(pay_after_cut, 0);

static const struct scenario_row customer_rows[] = {
    {"pay_after_cut", TYPE_SECTION, "none", NOWHERE, .section = &pay_after_cut_section,
     .meaning = "every customer who is cut pays", .rule = ""},
    {"button_after", TYPE_SPREAD, NULL, WORLD(button_after), RANGE(0, LONG),
     .meaning = "safe restore: from the permission to the customer's button", .rule = "P-RST-02"},
    {"breaker_after", TYPE_SPREAD, "none", WORLD(breaker_after), RANGE(0, LONG),
     .meaning = "`restore_mode: by-hand`: from the message that the cut is cancelled to the "
                "customer's hand at his breaker; without it only `hands` close one",
     .rule = "CQ-7"},
    {"reacts", TYPE_SWITCH, "false", WORLD(is_reacting),
     .meaning = "customers pay when they read a reminder, a warning or a notice, or are cut",
     .rule = "P-PAY-13"},
    {"habits", TYPE_SECTION, "defaults", NOWHERE, .section = &scenario_habits,
     .meaning = "who pays, when, and how much, with `reacts`", .rule = "P-PAY-13"},
    {"calls", TYPE_SWITCH, "false", WORLD(is_calling),
     .meaning = "customers in the dark call 95598, and complain", .rule = "P-RST-03"},
    {"hotline", TYPE_SECTION, "defaults", NOWHERE, .section = &scenario_hotline,
     .meaning = "who calls, and when, with `calls`", .rule = "P-RST-03"},
};
SECTION(customer, 0);

static const struct scenario_row limits_rows[] = {
    {"restore", TYPE_DURATION, "24 h", WORLD(restore_limit), RANGE(1, LONG),
     .meaning = "from money enough and a relay opened for want of it to supply", .rule = "INV-05"},
    {"field_restore", TYPE_DURATION, "24 h", WORLD(field_restore_limit), RANGE(1, LONG),
     .meaning = "a field restore order may be open", .rule = "INV-06"},
    {"field_cut_days", TYPE_COUNT, "5", WORLD(field_cut_days), RANGE(1, DAYS_MAX),
     .meaning = "working days that a field cut order may be open", .rule = "INV-06"},
    {"hold_days", TYPE_COUNT, "2", WORLD(hold_days), RANGE(1, DAYS_MAX),
     .meaning = "working days that an order may be held", .rule = "INV-06"},
    {"cut", TYPE_DURATION, "5 d", WORLD(cut_limit), RANGE(1, LONG),
     .meaning = "below `overdraft` with supply while nothing is done about it", .rule = "INV-18"},
    {"field_cut_hours", TYPE_WINDOW, "none", WORLD(field_cut_hours),
     .meaning = "when a crew may cut; without it the `hours` of the crews", .rule = "INV-16"},
};
SECTION(limits, 0);

static const struct scenario_row faults_rows[] = {
    {"kind", TYPE_NAME, NULL, AT(scenario_fault, kind), .names = &fault_kinds,
     .meaning = "what fails", .rule = ""},
    {"from", TYPE_MOMENT, NULL, AT(scenario_fault, from), .meaning = "from this moment",
     .rule = ""},
    {"to", TYPE_MOMENT, NULL, AT(scenario_fault, to), .meaning = "until before this moment",
     .rule = ""},
    {"offset", TYPE_DURATION, "none", AT(scenario_fault, offset), RANGE(-LONG, LONG),
     .meaning =
         "`master-clock`, `meter-clock`: what the clock shows too much, negative: slow; of two at "
         "a time the sum, of a meter the later one; of a meter whole minutes, at most 2 d",
     .rule = "P-MET-27, P-FLT-08"},
    {"interface", TYPE_NAME, "none", AT(scenario_fault, interface), .names = &interfaces,
     .meaning = "`link-...`: the interface that is hit", .rule = "section 2, I1..I14"},
    {"message", TYPE_NAME, "none", AT(scenario_fault, message), .names = &messages,
     .meaning =
         "`link-...`: only messages of this name, which the others of the interface may then "
         "overtake; without it all of it",
     .rule = "section 2, I1..I14"},
    {"channel", TYPE_NAME, "none", AT(scenario_fault, channel), .names = &channels,
     .meaning =
         "`channel-down`: the payment channel that takes no payments; who wants to pay waits "
         "until it is up again, or pays elsewhere (`payment.elsewhere`)",
     .rule = "A11, P-PAY-01"},
    {"energy", TYPE_ENERGY, "none", AT(scenario_fault, energy), RANGE(1, 10000000),
     .meaning = "`wrong-registers`: what each pushed register is too high", .rule = "R-70"},
    {"share", TYPE_SHARE, "100 %", AT(scenario_fault, share), RANGE(0, 1000000),
     .meaning =
         "`link-...`: share of the messages that is hit; faults of meters: of the customers, "
         "drawn for each; `payment-lost`, `payment-undone`: of the payments, drawn for each; "
         "`crews-absent`: of the crews, whole ones; "
         "`link-loss` of I3 with `who`: of the customers, drawn for each day",
     .rule = "P-FLT-08, K-04"},
    {"every", TYPE_SPREAD, "none", AT(scenario_fault, every), RANGE(1, LONG),
     .meaning = "it comes again and again, so long after `from` or its end: drawn for each meter, "
                "customer or terminal, else once",
     .rule = "P-PLC-04, P-CNC-01, P-FLT-05"},
    {"lasts", TYPE_SPREAD, "none", AT(scenario_fault, lasts), RANGE(1, LONG),
     .meaning = "with `every`: how long it stays each time, until `to` at most",
     .rule = "P-PLC-04, P-CNC-01"},
    {"down", TYPE_SHARE, "0 %", AT(scenario_fault, down), RANGE(0, 1000000),
     .meaning = "with `every`: of the meters, customers or terminals, those that have it from "
                "`from` on; else how likely it is",
     .rule = "P-PLC-04, P-CNC-01"},
    {"code", TYPE_NAME, "none", AT(scenario_fault, refusal), .names = &refusals,
     .meaning =
         "`meter-refuses`: result of the commands that the meter refuses; METER_PROTECTED of "
         "trips alone",
     .rule = "R-25, R-53"},
    {"delay", TYPE_SPREAD, "none", AT(scenario_fault, delay), RANGE(0, 30 * MS_DAY),
     .meaning = "`link-delay`, `link-disorder`: how much longer a message takes; `link-doubled`: "
                "how long after the first its copy comes",
     .rule = ""},
    {"fep", TYPE_COUNT, "none", AT(scenario_fault, fep), RANGE(1, CUSTOMERS_MAX),
     .meaning =
         "`fep-down`, `wrong-registers`: number of the front-end processor, from 1; without it "
         "registers of all are wrong",
     .rule = "P-POP-07"},
    {"loses_tasks", TYPE_SWITCH, "false", AT(scenario_fault, loses_tasks),
     .meaning = "`fep-down`: its task table is gone, with what comes until the standby takes over; "
                "without it all waits",
     .rule = "Q85"},
    {"obeys", TYPE_SWITCH, "false", AT(scenario_fault, obeys),
     .meaning = "`meter-unreadable`: its registers alone cannot be read; it obeys commands, and "
                "its status word is read",
     .rule = "R-30, S-60"},
    {"terminal", TYPE_COUNT, "none", AT(scenario_fault, terminal), RANGE(1, CUSTOMERS_MAX),
     .meaning = "`terminal-offline`: number of the first concentrator that is cut off, from 1",
     .rule = "Q82"},
    {"terminals", TYPE_COUNT, "none", AT(scenario_fault, terminals), RANGE(1, CUSTOMERS_MAX),
     .meaning = "`terminal-offline`: how many, from `terminal` on; without it one", .rule = "Q82"},
    {"who", TYPE_SECTION, "none", AT(scenario_fault, target), .section = &scenario_who,
     .meaning = "faults of meters, `payment-lost`, `payment-undone`: which customers; `link-...`: "
                "only messages about them; without it everybody. `link-loss` of I3: whose "
                "registers are lost out of the push. `terminal-offline`: in place of `terminal`, "
                "those of a `city`, `county` or `station`",
     .rule = ""},
};
SECTION(faults, sizeof(struct scenario_fault));

static const struct scenario_row locks_rows[] = {
    {"kind", TYPE_NAME, NULL, AT(scenario_lock, kind), .names = &lock_kinds,
     .meaning = "protection (保电), a delay (缓停) for some customers, or a period without cuts",
     .rule = "R-50, R-51"},
    {"from", TYPE_MOMENT, NULL, AT(scenario_lock, from), .meaning = "from this moment", .rule = ""},
    {"to", TYPE_MOMENT, NULL, AT(scenario_lock, to),
     .meaning = "until before this moment; the next calculation releases what was held",
     .rule = "R-52"},
    {"line", TYPE_COUNT, "none", AT(scenario_lock, line), RANGE(1, CUSTOMERS_MAX),
     .meaning = "only the areas of this line, from 1", .rule = "R-50"},
    {"area", TYPE_COUNT, "none", AT(scenario_lock, area), RANGE(1, CUSTOMERS_MAX),
     .meaning = "only this transformer area (台区), from 1: that of concentrator K05 is 5",
     .rule = "R-50"},
    WHO(scenario_lock),
};
SECTION(locks, sizeof(struct scenario_lock));

static const struct scenario_row agreements_rows[] = {
    {"from", TYPE_MOMENT, "none", AT(scenario_agreement, from),
     .meaning = "it is archived; the estimate begins at the next register that is frozen; without "
                "it he has it from the start",
     .rule = "T1"},
    {"to", TYPE_MOMENT, "none", AT(scenario_agreement, to),
     .meaning = "it ends, for whoever is cut and has paid when he is restored", .rule = "T23"},
    {"by", TYPE_NAME, "flow", AT(scenario_agreement, is_file), .names = &agreement_ways,
     .meaning = "a flow (策略调整流程) for each customer, or a file that converts many without one",
     .rule = "Q80"},
    WHO(scenario_agreement),
};
SECTION(agreements, sizeof(struct scenario_agreement));

static const struct scenario_row starts_rows[] = {
    {"at", TYPE_MOMENT, NULL, AT(scenario_start, at), .meaning = "when", .rule = ""},
    {"what", TYPE_NAME, "cuts", AT(scenario_start, what), .names = &start_kinds,
     .meaning =
         "the flow of approval cuts that wait for it; dunning (催费): whoever is at an amount "
         "of the policy is told, and who is to be cut gets his notice, whatever is not "
         "automatic; or the restores of who is cut and has paid; an order to protect the meter "
         "(3A), to end that (3B), to have it alarm (2A), or to end that (2B)",
     .rule = "T7, CQ-4, CQ-10, R-20, R-53"},
    WHO(scenario_start),
};
SECTION(starts, sizeof(struct scenario_start));

static const struct scenario_row payments_rows[] = {
    {"at", TYPE_MOMENT, "none", AT(scenario_payment, from),
     .meaning = "every customer of `who` pays once at this moment; instead of the next three",
     .rule = ""},
    {"from", TYPE_MOMENT, "none", AT(scenario_payment, from),
     .meaning = "a stream of payments starts, the customers of `who` taking turns", .rule = ""},
    {"to", TYPE_MOMENT, "none", AT(scenario_payment, to), .meaning = "the stream ends before this",
     .rule = ""},
    {"every", TYPE_DURATION, "none", AT(scenario_payment, every), RANGE(1, LONG),
     .meaning = "one payment of the stream to the next", .rule = ""},
    {"amount", TYPE_AMOUNT, NULL, AT(scenario_payment, amount), RANGE(1, MONEY_MAX),
     .meaning = "what is paid", .rule = ""},
    {"channel", TYPE_NAME, NULL, AT(scenario_payment, channel), .names = &scenario_channels,
     .meaning = "how it is paid", .rule = "P-PAY-01"},
    WHO(scenario_payment),
};
SECTION(payments, sizeof(struct scenario_payment));

static const struct scenario_row gaps_rows[] = {
    {"text", TYPE_TEXT, NULL, AT(scenario_gap, text), RANGE(1, 250),
     .meaning = "what, and what is done instead", .rule = ""},
    {"text_zh", TYPE_TEXT, NULL, AT(scenario_gap, text_zh), RANGE(1, 250),
     .meaning = "the same in Chinese", .rule = ""},
};
SECTION(gaps, sizeof(struct scenario_gap));

static const struct scenario_row reads_rows[] = {
    {"at", TYPE_MOMENT, NULL, AT(scenario_reads, at), .meaning = "when", .rule = ""},
    {"count", TYPE_COUNT, NULL, AT(scenario_reads, count), RANGE(1, CUSTOMERS_MAX),
     .meaning = "how many customers of `who` are read", .rule = ""},
    WHO(scenario_reads),
};
SECTION(reads, sizeof(struct scenario_reads));

static const struct scenario_row queries_rows[] = {
    {"at", TYPE_MOMENT, NULL, AT(scenario_query, at), .meaning = "when", .rule = ""},
    WHO(scenario_query),
};
SECTION(queries, sizeof(struct scenario_query));

static const struct scenario_row hands_rows[] = {
    {"at", TYPE_MOMENT, NULL, AT(scenario_hands, at), .meaning = "when", .rule = ""},
    {"what", TYPE_NAME, "key", AT(scenario_hands, what), .names = &hands,
     .meaning =
         "the key of the meter is held, the external breaker is closed, the card of a local "
         "meter is inserted, or a crew changes it, or what is left in it goes back to the card "
         "and over the counter to the account; or the card is put into the next meter, which "
         "leaves what is on it, or a card with other amounts into his own",
     .rule = "R-35, R-38, GS-10, GS-12, section 20"},
    {"alarm_1", TYPE_AMOUNT, "0.00 CNY", AT(scenario_hands, alarms[0]),
     RANGE(-MONEY_MAX, MONEY_MAX), .meaning = "on a card with other amounts: as in `local`",
     .rule = "section 20"},
    {"alarm_2", TYPE_AMOUNT, "0.00 CNY", AT(scenario_hands, alarms[1]),
     RANGE(-MONEY_MAX, MONEY_MAX), .meaning = "... likewise; at most `alarm_1`",
     .rule = "section 20"},
    {"most", TYPE_AMOUNT, "none", AT(scenario_hands, most), RANGE(1, MONEY_MAX),
     .meaning = "... likewise; without it that of `local` stays", .rule = "section 20"},
    WHO(scenario_hands),
};
SECTION(hands, sizeof(struct scenario_hands));

static const struct scenario_row clock_syncs_rows[] = {
    {"at", TYPE_MOMENT, NULL, AT(scenario_clock_sync, at), .meaning = "when", .rule = ""},
    {"how", TYPE_NAME, "broadcast", AT(scenario_clock_sync, how), .names = &syncs,
     .meaning = "`broadcast` sets a clock that is off by 5 min at most, `encrypted` any; that one "
                "needs the encryption machine",
     .rule = "P-MET-09, R-30"},
    WHO(scenario_clock_sync),
};
SECTION(clock_syncs, sizeof(struct scenario_clock_sync));

static const struct scenario_row expectations_rows[] = {
    {"name", TYPE_TEXT, NULL, AT(scenario_expectation, name), RANGE(1, 200),
     .meaning = "name in the table of results; unique", .rule = ""},
    {"source", TYPE_TEXT, NULL, AT(scenario_expectation, source), RANGE(1, 200),
     .meaning = "rule or figure that it checks", .rule = ""},
    {"name_zh", TYPE_TEXT, "none", AT(scenario_expectation, name_zh), RANGE(1, 200),
     .meaning = "name in Chinese; without it the name stands in both", .rule = ""},
    {"source_zh", TYPE_TEXT, "none", AT(scenario_expectation, source_zh), RANGE(1, 200),
     .meaning = "source in Chinese", .rule = ""},
    {"sql", TYPE_TEXT, NULL, AT(scenario_expectation, sql), RANGE(1, 100000),
     .meaning = "query on the database of the run; its first value counts", .rule = ""},
    {"equals", TYPE_TEXT, "none", AT(scenario_expectation, equals), RANGE(0, 100000),
     .meaning = "what it must give", .rule = ""},
    {"min", TYPE_TEXT, "none", AT(scenario_expectation, min), RANGE(1, 100),
     .meaning = "what it must give at least; instead of `equals`", .rule = ""},
    {"max", TYPE_TEXT, "none", AT(scenario_expectation, max), RANGE(1, 100),
     .meaning = "what it may give at most; instead of `equals`", .rule = ""},
};
SECTION(expectations, sizeof(struct scenario_expectation));

#define INVARIANT(id, number)                                                                      \
    {                                                                                              \
        id, TYPE_COUNT, "0", WORLD(expected_violations[number]), RANGE(0, UINT32_MAX),             \
            .meaning = "violations that the story contains; a run fails with more or fewer",       \
            .rule = "INV-01..INV-18"                                                               \
    }
static const struct scenario_row expected_violations_rows[] = {
    INVARIANT("INV-01", 1),  INVARIANT("INV-02", 2),  INVARIANT("INV-03", 3),
    INVARIANT("INV-04", 4),  INVARIANT("INV-05", 5),  INVARIANT("INV-06", 6),
    INVARIANT("INV-07", 7),  INVARIANT("INV-08", 8),  INVARIANT("INV-09", 9),
    INVARIANT("INV-10", 10), INVARIANT("INV-11", 11), INVARIANT("INV-12", 12),
    INVARIANT("INV-13", 13), INVARIANT("INV-14", 14), INVARIANT("INV-15", 15),
    INVARIANT("INV-16", 16), INVARIANT("INV-17", 17), INVARIANT("INV-18", 18),
};
SECTION(expected_violations, 0);

#define PART(key, note)                                                                            \
    {                                                                                              \
#key, TYPE_SECTION, NULL, NOWHERE, .section = &key##_section, .meaning = note, .rule = ""  \
    }
#define LIST_OF(key, counter, most, of, note)                                                      \
    {                                                                                              \
#key, TYPE_LIST, "none", WORLD(key),                                                       \
            .count_offset = offsetof(struct sim_scenario, counter), RANGE(0, most),                \
            .section = &(of), .meaning = note, .rule = ""                                          \
    }
#define LIST(key, counter, most, note) LIST_OF(key, counter, most, key##_section, note)
/* Moments count from `start`: it stands before every list that holds one. */
static const struct scenario_row root_rows[] = {
    {"extends", TYPE_FILES, "none", NOWHERE, RANGE(0, 64),
     .meaning = "files whose keys this file takes over, relative to this file", .rule = ""},
    {"profile", TYPE_PROFILE, "none", NOWHERE,
     .meaning = "policy profile that this file takes over, after what it extends: `policy`, `gaps` "
                "and, unless one of the two has none, `tariff` as a whole; see `feikong profile`",
     .rule = ""},
    {"id", TYPE_TEXT, NULL, WORLD(id), RANGE(1, 63),
     .meaning = "plain name of the scenario and of the folder of its results: letters, digits, "
                "`.`, `_` and `-`, beginning with none of `.` and `-`",
     .rule = ""},
    {"title", TYPE_TEXT, NULL, WORLD(title), RANGE(1, 200), .meaning = "one line for reports",
     .rule = ""},
    {"title_zh", TYPE_TEXT, "none", WORLD(title_zh), RANGE(1, 200),
     .meaning = "title in Chinese; without it the title stands in both", .rule = ""},
    {"story", TYPE_TEXT, "none", WORLD(story), RANGE(1, 10000),
     .meaning = "what happens, for the reader of the report; the file's own, never taken over",
     .rule = ""},
    {"story_zh", TYPE_TEXT, "none", WORLD(story_zh), RANGE(1, 10000),
     .meaning = "story in Chinese; without it the story stands in both", .rule = ""},
    {"start", TYPE_DATE, NULL, WORLD(start), .meaning = "D0; the run begins at 00:00", .rule = ""},
    {"days", TYPE_COUNT, NULL, WORLD(days), RANGE(1, DAYS_MAX), .meaning = "days to simulate",
     .rule = ""},
    {"seed", TYPE_COUNT, NULL, WORLD(seed), RANGE(0, INT64_MAX),
     .meaning = "seed of all chance in the run", .rule = "INV-15"},
    {"recording", TYPE_NAME, NULL, WORLD(level), .names = &levels,
     .meaning = "what is written to the database", .rule = ""},
    PART(population, "customers and topology"),
    {"tariff", TYPE_SECTION, NULL, NOWHERE, .section = &scenario_tariff, .meaning = "prices",
     .rule = ""},
    {"policy", TYPE_SECTION, NULL, NOWHERE, .section = &scenario_policy,
     .meaning = "what a province decides; see scenarios/profiles/", .rule = ""},
    PART(collection, "readings, commands and on-demand reads (A5, A7)"),
    PART(calculation, "daily calculation (A8)"),
    {"sms", TYPE_SECTION, NULL, NOWHERE, .section = &scenario_sms, .meaning = "SMS platform (A10)",
     .rule = ""},
    {"payment", TYPE_SECTION, NULL, NOWHERE, .section = &scenario_payment_keys,
     .meaning = "channels and posting (A9, A11)", .rule = ""},
    {"settlement", TYPE_SECTION, "defaults", NOWHERE, .section = &settlement_section,
     .meaning = "monthly bills by reading book (A9)", .rule = "R-80"},
    {"rollout", TYPE_SECTION, "defaults", NOWHERE, .section = &scenario_rollout,
     .meaning = "fee control is rolled out by county", .rule = "T1, K-11"},
    {"copies", TYPE_SECTION, "defaults", NOWHERE, .section = &scenario_copies,
     .meaning = "what a place shows of the available balance (M4)", .rule = "Q87, Q90, Q98"},
    {"crew", TYPE_SECTION, NULL, NOWHERE, .section = &scenario_crew, .meaning = "field crews (A13)",
     .rule = ""},
    PART(customer, "how customers behave"),
    {"local", TYPE_SECTION, "defaults", NOWHERE, .section = &scenario_local,
     .meaning = "local meters (本地费控), their money and how it gets there", .rule = "section 11"},
    {"limits", TYPE_SECTION, "defaults", NOWHERE, .section = &limits_section,
     .meaning = "what the invariants hold against the parties", .rule = "INV-05..INV-18"},
    LIST(faults, fault_count, 10000, "what goes wrong, and when"),
    LIST(locks, lock_count, 1000, "who must not be cut, and when"),
    LIST(agreements, agreement_count, 10000, "who is not enrolled at the start, or not to the end"),
    LIST(starts, start_count, 10000, "what people at the utility begin by hand"),
    LIST_OF(overrides, override_count, 250, scenario_overrides,
            "what a line, an area or customers have in place of `policy`"),
    LIST(payments, payment_count, 10000, "payments that the story contains"),
    LIST_OF(phones, phone_count, 10000, scenario_phones,
            "numbers that are not the customer's, or no numbers"),
    LIST_OF(mandates, mandate_count, 10000, scenario_mandates,
            "customers who have signed withholding"),
    LIST_OF(local_meters, local_count, 10000, scenario_local_meters,
            "customers with local meters, who are not enrolled in remote fee control"),
    LIST_OF(messages, message_count, 10000, scenario_messages, "planned messages to customers"),
    LIST(reads, read_count, 10000, "on-demand reads (召测)"),
    LIST(queries, query_count, 10000, "balance queries (I14)"),
    LIST(hands, hand_count, 10000, "what people do at their meters by hand"),
    LIST(clock_syncs, clock_sync_count, 10000, "clocks of meters that are set (校时)"),
    LIST(gaps, gap_count, 64, "what a profile asks for that no run does; said after each"),
    LIST(expectations, expectation_count, 10000, "what must come out"),
    {"expected_violations", TYPE_SECTION, "none", NOWHERE, .section = &expected_violations_section,
     .meaning = "violations of invariants that the story contains", .rule = ""},
};
const struct scenario_section scenario_root = {ALIKE(root), 0};
