/* The keys of `policy` (sections 4 to 6 and 12). */
#include "sim/scenario/scenario_rows.h"
#include "sim/scenario/scenario_table.h"

NAMES(repeat, "once", "daily", "daily-low")
NAMES(restore_at, "at-least", "above")
NAMES(restore_mode, "automatic", "safe", "by-hand")
NAMES(trip_again, "never", "arrears", "energy")
NAMES(approval_order, "approval-first", "notice-first")
NAMES(start, "automatic", "manual")
NAMES(no_cut_days, "none", "days-off", "days-off-and-eves", "all-but-working-days")
NAMES(group_approval, "policy", "automatic", "one-level", "two-levels")
NAMES(override_mode, "policy", "automatic", "safe")
NAMES(by, "policy", "automatic", "manual")
NAMES(escalation, "field-order-at-once", "common-cause-hold")
static const struct scenario_names repeats = {repeat_name, FEE_REPEAT_DAILY_LOW + 1},
                                   restore_ats = {restore_at_name, FEE_RESTORE_ABOVE + 1},
                                   restore_modes = {restore_mode_name, FEE_RESTORE_BY_HAND + 1},
                                   trips_again = {trip_again_name, FEE_TRIP_ENERGY + 1},
                                   approval_orders = {approval_order_name, 2},
                                   starts = {start_name, 2},
                                   no_cut_days = {no_cut_days_name, FEE_WORKING_DAYS + 1},
                                   switches = {by_name, OVERRIDE_SWITCHES},
                                   override_modes = {override_mode_name, OVERRIDE_MODES},
                                   escalations = {escalation_name, FEE_COMMON_CAUSE_HOLD + 1};

const struct scenario_names scenario_group_approvals = {group_approval_name, 4};

static const struct scenario_row failure_rows[] = {
    {"repeats", TYPE_COUNT, NULL, WORLD(policy.repeats), RANGE(0, 250),
     .meaning = "repeats of an order whose tries failed, before escalation", .rule = "P-CUT-12"},
    {"repeat_at", TYPE_TIME, NULL, WORLD(policy.repeat_at), RANGE(0, DAY_END),
     .meaning = "when a repeat goes out; within `cut_window` if there are repeats",
     .rule = "P-CUT-12"},
    {"restore_repeats", TYPE_COUNT, "2", WORLD(policy.restore_repeats), RANGE(0, 250),
     .meaning = "repeats of a restore whose tries failed, before a crew restores on site",
     .rule = "R-45, T21"},
    {"restore_gap", TYPE_DURATION, "10 min", WORLD(policy.restore_gap), RANGE(1, LONG),
     .meaning = "from the failure of a restore to its repeat", .rule = "R-45"},
    {"escalation", TYPE_NAME, NULL, WORLD(policy.escalation), .names = &escalations,
     .meaning = "what follows the last repeat: a field order (现场工单), or a hold for a person if "
                "many orders fail alike",
     .rule = "T14"},
    {"hold_share", TYPE_PERCENT, NULL, WORLD(policy.hold_percent), RANGE(0, 100),
     .meaning = "hold if more than this share of the finished orders ...", .rule = "T14"},
    {"hold_orders", TYPE_COUNT, NULL, WORLD(policy.hold_orders), RANGE(1, CUSTOMERS_MAX),
     .meaning = "... of at least so many ...", .rule = "T14"},
    {"hold_window", TYPE_DURATION, NULL, WORLD(policy.hold_window), RANGE(1, LONG),
     .meaning =
         "... failed with one code within this time; decided so long after the failure, so that a "
         "field order comes later by it too",
     .rule = "T14"},
};
SECTION(failure, 0);

static const struct scenario_row approval_rows[] = {
    {"order", TYPE_NAME, "approval-first", WORLD(policy.is_notice_first), .names = &approval_orders,
     .meaning = "approval, notice, second check; or notice, second check, approval",
     .rule = "CQ-3, CQ-5"},
    {"approvers", TYPE_COUNT, "1", WORLD(policy.approvers), RANGE(1, 100000),
     .meaning = "approvers at each level", .rule = "P-CUT-09"},
    {"time", TYPE_SPREAD, "1 min", WORLD(policy.approval_time), RANGE(0, 30 * MS_DAY),
     .meaning = "one decision", .rule = "P-CUT-09"},
    {"hours", TYPE_WINDOW, "08:30-16:00", WORLD(policy.approval_hours),
     .meaning = "when a decision may begin, on working days", .rule = "P-CUT-09"},
    {"start", TYPE_NAME, "automatic", WORLD(policy.is_start_manual), .names = &starts,
     .meaning = "the flow begins by itself, or when a person starts it (`starts`)",
     .rule = "T7, CQ-3"},
    {"start_at", TYPE_TIME, "none", WORLD(policy.start_at), RANGE(1, DAY_END),
     .meaning =
         "with `start: manual`: at this time of each working day a person starts what waits; "
         "without it only as `starts` says",
     .rule = "CQ-3"},
    {"limit", TYPE_DURATION, "none", WORLD(policy.approval_limit), RANGE(1, LONG),
     .meaning = "at one level; whoever is not approved by then is not cut", .rule = "T8, P-CUT-09"},
    {"limit_days", TYPE_COUNT, "none", WORLD(policy.approval_days), RANGE(1, 250),
     .meaning = "the same in working days: until the time of day at which he came to the level",
     .rule = "T8, P-CUT-09"},
    {"rejected", TYPE_PERCENT, "0 %", WORLD(policy.approval_rejects), RANGE(0, 100),
     .meaning = "decisions against the cut", .rule = "T8"},
};
SECTION(approval, 0);

static const struct scenario_row non_residents_rows[] = {
    {"reminder", TYPE_AMOUNT, "none", WORLD(non_residents.reminder), RANGE(1, MONEY_MAX),
     .meaning = "instead of `reminder`", .rule = "R-07"},
    {"warning", TYPE_AMOUNT, "none", WORLD(non_residents.warning), RANGE(1, MONEY_MAX),
     .meaning = "instead of `warning`", .rule = "R-07, P-THR-05"},
    {"approval", TYPE_NAME, "policy", WORLD(non_residents.approval),
     .names = &scenario_group_approvals,
     .meaning = "instead of `approval_levels`; an `approval` of the group goes before it",
     .rule = "R-10"},
    {"warned_once", TYPE_SWITCH, "false", WORLD(non_residents.is_warned_once),
     .meaning = "without `second_warning`", .rule = "P-THR-03"},
};
SECTION(non_residents, 0);

static const struct scenario_row overrides_rows[] = {
    {"line", TYPE_COUNT, "none", AT(scenario_override, line), RANGE(1, CUSTOMERS_MAX),
     .meaning = "for the areas of this line, from 1; of `line`, `area` and `who` one holds",
     .rule = "R-08"},
    {"area", TYPE_COUNT, "none", AT(scenario_override, area), RANGE(1, CUSTOMERS_MAX),
     .meaning = "for this transformer area (台区), from 1; goes before its line", .rule = "R-08"},
    {"who", TYPE_SECTION, "none", AT(scenario_override, target), .section = &scenario_who,
     .meaning = "for these customers; goes before their area. Of two entries the later holds",
     .rule = "R-08"},
    {"reminder", TYPE_AMOUNT, "none", AT(scenario_override, reminder), RANGE(1, MONEY_MAX),
     .meaning = "instead of `policy.reminder`", .rule = "R-08, CQ-9"},
    {"warning", TYPE_AMOUNT, "none", AT(scenario_override, warning), RANGE(1, MONEY_MAX),
     .meaning = "instead of `policy.warning`", .rule = "R-08, CQ-9"},
    {"credit", TYPE_AMOUNT, "none", AT(scenario_override, credit), RANGE(1, MONEY_MAX),
     .meaning =
         "credit line (信用额度): `policy.overdraft` lies so much lower; important customers "
         "are never cut",
     .rule = "R-03, R-07"},
    {"restore_mode", TYPE_NAME, "policy", AT(scenario_override, restore_mode),
     .names = &override_modes,
     .meaning = "instead of `policy.restore_mode`, unless that is by-hand",
     .rule = "R-07, R-40, R-41"},
    {"notice_wait", TYPE_DURATION, "none", AT(scenario_override, notice_wait), RANGE(1, LONG),
     .meaning = "instead of `policy.notice_wait`; `policy.notice_valid` must have room for it",
     .rule = "R-07, R-15, P-CUT-01"},
    {"from", TYPE_MOMENT, "none", AT(scenario_override, from),
     .meaning = "amounts and credit lines that hold from this moment on (批量调整): the next "
                "calculation, or money, judges by them; at most 16 moments in all; without it from "
                "the start",
     .rule = "R-07, R-08"},
    {"reminding", TYPE_NAME, "policy", AT(scenario_override, reminding), .names = &switches,
     .meaning = "manual: nobody is reminded or warned unless a person has him dunned (`starts`)",
     .rule = "CQ-10"},
    {"dunning", TYPE_NAME, "policy", AT(scenario_override, dunning), .names = &switches,
     .meaning = "manual: no cut is announced unless a person has the customer dunned",
     .rule = "CQ-10"},
    {"restoring", TYPE_NAME, "policy", AT(scenario_override, restoring), .names = &switches,
     .meaning = "manual: who has paid is restored, or tripped no more, when a person starts it; "
                "until then he is not tripped again either",
     .rule = "CQ-10"},
    {"restore_notice", TYPE_DURATION, "none", AT(scenario_override, restore_notice),
     RANGE(1, 12 * MS_HOUR), .meaning = "instead of `policy.restore_notice`", .rule = "R-42"},
};
const struct scenario_section scenario_overrides = {ALIKE(overrides),
                                                    sizeof(struct scenario_override)};

static const struct scenario_row policy_rows[] = {
    {"name", TYPE_TEXT, NULL, WORLD(policy.name), RANGE(1, 31), .meaning = "name of the profile",
     .rule = ""},
    {"reminder", TYPE_AMOUNT, NULL, WORLD(policy.reminder), RANGE(-MONEY_MAX, MONEY_MAX),
     .meaning = "reminder (提醒) if available < this", .rule = "P-THR-01"},
    {"warning", TYPE_AMOUNT, NULL, WORLD(policy.warning), RANGE(-MONEY_MAX, MONEY_MAX),
     .meaning = "warning (预警) if available <= this", .rule = "P-THR-02"},
    {"second_warning", TYPE_AMOUNT, "none", WORLD(policy.second_warning), RANGE(1, MONEY_MAX),
     .meaning = "a second message (`second-warning`) if available <= this, once until it is above; "
                "it warns as a warning does, and takes its place",
     .rule = "P-THR-03"},
    {"non_residents", TYPE_SECTION, "none", NOWHERE, .section = &non_residents_section,
     .meaning = "what groups of non-residents have instead", .rule = "R-07, R-10"},
    {"reminder_days", TYPE_COUNT, "0", WORLD(policy.reminder_days), RANGE(0, 366),
     .meaning =
         "instead of `reminder`: so many days of charge, of the group's use at the prices of "
         "the first day, with basic fee and power factor; 0: the amount",
     .rule = "P-THR-06"},
    {"warning_days", TYPE_COUNT, "0", WORLD(policy.warning_days), RANGE(0, 366),
     .meaning = "the same instead of `warning`", .rule = "P-THR-06"},
    {"overdraft", TYPE_AMOUNT, NULL, WORLD(policy.overdraft), RANGE(-MONEY_MAX, MONEY_MAX),
     .meaning = "cut (停电) if available < this; a debt limit of 20 CNY is -20.00 CNY",
     .rule = "P-THR-04"},
    {"restore_at", TYPE_NAME, NULL, WORLD(policy.restore_at), .names = &restore_ats,
     .meaning = "restore (复电) if available is at least, or above, `overdraft`", .rule = ""},
    {"repeat_warning", TYPE_NAME, NULL, WORLD(policy.repeat), .names = &repeats,
     .meaning = "when a customer is warned again", .rule = "R-09"},
    {"restore_mode", TYPE_NAME, NULL, WORLD(policy.restore_mode), .names = &restore_modes,
     .meaning =
         "close at once (1CH), permit it and wait for the button (1BH), or send nothing: meters "
         "trip an external breaker that the customer closes by hand",
     .rule = "R-40, R-41, CQ-1, CQ-7"},
    {"restore_notice", TYPE_DURATION, "none", WORLD(policy.restore_notice), RANGE(1, 12 * MS_HOUR),
     .meaning = "`automatic`: for those who have said that closing unannounced may be dangerous: "
                "a message (`restore-notice`) before the restore, which waits for its receipt, and "
                "so long at most; then a crew goes",
     .rule = "R-42"},
    {"release_after", TYPE_DURATION, "60 s", WORLD(policy.release_after), RANGE(1, MS_DAY),
     .meaning = "`by-hand`: from a trip until the meter by itself allows closing",
     .rule = "P-MET-23, CQ-1"},
    {"trip_again", TYPE_NAME, "never", WORLD(policy.trip_again), .names = &trips_again,
     .meaning = "`by-hand`: who is cut and still owes is tripped again, always or if he has used "
                "more than 0.1 kWh since his trip",
     .rule = "CQ-2"},
    {"trip_again_after", TYPE_DURATION, "24 h", WORLD(policy.trip_again_after), RANGE(1, LONG),
     .meaning = "from a trip to the next, or to the next look", .rule = "CQ-2"},
    {"trips_most", TYPE_COUNT, "5", WORLD(policy.trips_most), RANGE(1, 1000),
     .meaning = "trips of one cut, the first among them", .rule = "CQ-2"},
    {"approval_levels", TYPE_COUNT, NULL, WORLD(policy.approval_levels), RANGE(0, 2),
     .meaning = "levels at which a cut must be approved; 0: automatic cuts",
     .rule = "T7, P-CUT-10"},
    {"approval", TYPE_SECTION, "defaults", NOWHERE, .section = &approval_section,
     .meaning = "who approves cuts, with `approval_levels` above 0", .rule = "T7, T8"},
    {"warn_before_cut", TYPE_SWITCH, NULL, WORLD(policy.warn_before_cut),
     .meaning = "no cut without a warning before", .rule = "R-12, P-CUT-13"},
    {"receipt_needed", TYPE_SWITCH, NULL, WORLD(policy.receipt_needed),
     .meaning =
         "a warning or a notice counts only with its delivery receipt; without it as soon as it is "
         "sent",
     .rule = "R-11"},
    {"second_check", TYPE_SWITCH, NULL, WORLD(policy.second_check),
     .meaning = "compute again before the cut order leaves", .rule = "R-13"},
    {"recheck_before_submit", TYPE_SWITCH, "false", WORLD(policy.recheck_before_submit),
     .meaning = "a notice that still waits when its cut is given up does not leave; without it the "
                "customer is dunned after he has paid",
     .rule = "R-66"},
    {"tell_tier", TYPE_SWITCH, "false", WORLD(policy.tell_tier),
     .meaning = "with `tariff.versions`: a message when a calculation finds the next tier reached "
                "(阶梯到达)",
     .rule = "R-81, CQ-12"},
    {"tell_paid", TYPE_SWITCH, "false", WORLD(policy.tell_paid),
     .meaning = "everybody under fee control is told of each payment that is posted (`paid`); "
                "without it only who is restored. Once: not who is told that it was withheld, or "
                "that he may close his breaker",
     .rule = "CQ-11"},
    {"notice_wait", TYPE_DURATION, NULL, WORLD(policy.notice_wait), RANGE(0, LONG),
     .meaning = "from the receipt of the pre-cut SMS to the second check", .rule = "P-CUT-01"},
    {"notice_valid", TYPE_DURATION, NULL, WORLD(policy.notice_valid), RANGE(1, LONG),
     .meaning =
         "an older notice must be repeated; at least `notice_wait` and one `cut_window`, and "
         "from the first moment at which a notice of the day can be received to the first "
         "at which it can be used",
     .rule = "P-CUT-01"},
    {"overdue", TYPE_DURATION, "none", WORLD(policy.overdue), RANGE(1, LONG),
     .meaning = "so long he is below `overdraft` before approval or notice of a cut begin",
     .rule = "P-CUT-05"},
    {"last_notice", TYPE_DURATION, "none", WORLD(policy.last_notice), RANGE(1, MS_DAY),
     .meaning = "a second message (`last-notice`) when everything else is done, so long before the "
                "cut; with its delivery shorter than `cut_window`",
     .rule = "R-15, P-CUT-03, P-CUT-05"},
    {"cut_window", TYPE_WINDOW, NULL, WORLD(policy.cut_window), .meaning = "when cuts may leave",
     .rule = "P-CUT-08"},
    {"no_cut_days", TYPE_NAME, "none", WORLD(policy.no_cut_days), .names = &no_cut_days,
     .meaning = "days without cuts: public holidays, with the day before each, or all but working "
                "days, by the calendar of 2024 to 2026",
     .rule = "R-51"},
    {"mass_brake", TYPE_COUNT, "none", WORLD(policy.mass_brake), RANGE(1, CUSTOMERS_MAX),
     .meaning =
         "if the cut strategies of a day come to more than this, those of the calculation are "
         "held for a person, who looks at 08:30 of the next working day",
     .rule = "R-26"},
    {"release_rate", TYPE_COUNT, "2000", WORLD(policy.release_rate), RANGE(1, MS_HOUR),
     .meaning = "cuts an hour of those that were held by protection or a hold; not all at once",
     .rule = "R-52, P-CUT-14"},
    {"reading_lag_days", TYPE_COUNT, NULL, WORLD(policy.reading_lag_days), RANGE(0, 1),
     .meaning = "0: freeze of the day of calculation, 1: of the day before", .rule = "R-01"},
    {"max_reading_age", TYPE_DURATION, NULL, WORLD(policy.max_reading_age), RANGE(1, LONG),
     .meaning = "no cut on an older reading", .rule = "P-CAL-07, INV-04"},
    {"exception_after_days", TYPE_COUNT, NULL, WORLD(policy.exception_after_days), RANGE(1, 250),
     .meaning = "days without a reading that make an exception order (测算异常)", .rule = "R-71"},
    {"failure", TYPE_SECTION, NULL, NOWHERE, .section = &failure_section,
     .meaning = "after the tries of the collection system are used up", .rule = "T12..T14"},
};
const struct scenario_section scenario_policy = {ALIKE(policy), 0};
