#include "reports/store/schema.h"

/* Keys of the parties' records are the ids of the event log. Histories (decision, order_state,
 * relay, supply ...) are appended in the order of the log.
 *
 * The conditions below hold these numbers: */
_Static_assert(STRATEGY_LIVE == 0, "strategy");
_Static_assert(ORDER_SENT == 2 && ORDER_SUCCESS == 5 && ORDER_FAILED == 6, "orders");
_Static_assert(ORDER_CLOSED == 11 && ORDER_CANCELLED == 12, "orders");
_Static_assert(RESULT_NONE == 0 && RESULT_OK == 1, "orders, meter_read");
_Static_assert(COMMAND_ANSWERED == 1, "command, meter_read");
_Static_assert(SMS_QUEUED == 2 && SMS_SUBMITTED == 3 && SMS_SUBMIT_OK == 4, "sms");
_Static_assert(SMS_SUBMIT_REJECT == 5 && SMS_DELIVERED == 6 && SMS_NO_REPORT == 9, "sms");
_Static_assert(PAYMENT_PAID == 0 && PAYMENT_RECEIVED == 1 && PAYMENT_POSTED == 2, "payment");
_Static_assert(PAYMENT_UNDONE == 3 && PAYMENT_CHANNEL_ONLY == 4, "payment");
_Static_assert(PAYMENT_MARKETING_ONLY == 5 && PAYMENT_REVERSED == 6, "payment");
_Static_assert(PAYMENT_REFUSED == 7 && PAYMENT_HELD == 9 && PAYMENT_ASKED == 10, "payment");

#define KEY    "INTEGER PRIMARY KEY"
#define NUMBER "INTEGER NOT NULL"
#define MAYBE  "INTEGER"
#define TEXT   "TEXT NOT NULL"
/* Index of the day in the run from its number since 1970-01-01, CST. */
#define DAY      ":id - (SELECT (start_at + 28800000) / 86400000 FROM run)"
#define AT(when) "CASE WHEN " when " THEN :at END" /* the moment, if the event brings this state */

static const struct schema_column run_columns[] = {
    {"id", TEXT, NULL, 0},
    {"title", TEXT, NULL, 0},
    {"title_zh", TEXT, NULL, 0},
    {"story", TEXT, NULL, 0},
    {"story_zh", TEXT, NULL, 0},
    {"source", TEXT, NULL, 0},
    {"settings", TEXT, NULL, 0},
    {"version", TEXT, NULL, 0},
    {"digest", TEXT, NULL, 0},
    {"seed", TEXT, NULL, 0},
    {"level", NUMBER, NULL, 0},
    {"start_at", NUMBER, NULL, 0},
    {"end_at", NUMBER, NULL, 0},
    {"customers", NUMBER, NULL, 0},
    {"concentrators", NUMBER, NULL, 0},
    {"feps", NUMBER, NULL, 0},
    {"fingerprint", "TEXT", NULL, 0},
    {"events", MAYBE, NULL, 0},
    {"violations", MAYBE, NULL, 0},
    {"wall_seconds", "REAL", NULL, 0},
    {"memory_bytes", MAYBE, NULL, 0},
};

static const struct schema_column decision_columns[] = {
    {"at", NUMBER, ":at", 0},       {"customer", NUMBER, ":entity", 0},
    {"seq", NUMBER, ":seq", 0},     {"strategy_id", MAYBE, "nullif(:id, 0)", 0},
    {"before", NUMBER, ":kind", 0}, {"after", NUMBER, ":state", 0},
    {"reason", NUMBER, ":code", 0}, {"available_fen", NUMBER, ":value", 0},
};

static const struct schema_column strategy_columns[] = {
    {"id", KEY, ":id", 0},
    {"customer", NUMBER, ":entity", 0},
    {"kind", NUMBER, ":kind", 0},
    {"state", NUMBER, ":state", LATER_LAST},
    {"code", NUMBER, ":code", LATER_LAST},
    {"available_fen", NUMBER, ":value", 0},
    {"created_at", NUMBER, ":at", 0},
    {"ended_at", MAYBE, AT(":state > 0"), LATER_LAST},
};

static const struct schema_column orders_columns[] = {
    {"id", KEY, ":id", 0},
    {"customer", NUMBER, ":entity", 0},
    {"kind", NUMBER, ":kind", 0},
    {"strategy_id", MAYBE, "nullif(:ref, 0)", LATER_KEEP},
    {"state", NUMBER, ":state", LATER_LAST},
    {"code", MAYBE, "nullif(:code, 0)", LATER_KNOWN},
    {"cause", NUMBER, ":value", 0},
    {"tries", NUMBER, ":attempt", LATER_MAX},
    {"created_at", NUMBER, ":at", 0},
    {"sent_at", MAYBE, AT(":state = 2"), LATER_KEEP},
    {"success_at", MAYBE, AT(":state = 5"), LATER_KEEP},
    {"failed_at", MAYBE, AT(":state = 6"), LATER_KNOWN},
    {"closed_at", MAYBE, AT(":state IN (11, 12)"), LATER_KEEP},
    {"changed_at", NUMBER, ":at", LATER_LAST},
    {"made_by", NUMBER, "0", 0}, /* this and the rest: schema_hands.c, at the end of the run */
    {"permit_by", MAYBE, "NULL", 0},
    {"permitted_at", MAYBE, "NULL", 0},
    {"done_by", NUMBER, "0", 0},
};

static const struct schema_column order_state_columns[] = {
    {"order_id", NUMBER, ":id", 0},   {"at", NUMBER, ":at", 0},
    {"state", NUMBER, ":state", 0},   {"code", NUMBER, ":code", 0},
    {"tries", NUMBER, ":attempt", 0},
};

static const struct schema_column command_columns[] = {
    {"id", KEY, ":id", 0},
    {"customer", NUMBER, ":entity", 0},
    {"order_id", MAYBE, "nullif(:ref, 0)", 0},
    {"n1", NUMBER, ":kind", 0},
    {"state", NUMBER, ":state", LATER_LAST},
    {"code", NUMBER, ":code", LATER_LAST},
    {"try", NUMBER, ":attempt", 0},
    {"valid_until", MAYBE, "CASE WHEN :state = 0 THEN nullif(:value, 0) END", LATER_KEEP},
    {"session", MAYBE, "CASE WHEN :state = 1 THEN nullif(:value, 0) END", LATER_KEEP},
    {"sent_at", MAYBE, AT(":state = 0"), LATER_KEEP},
    {"answered_at", MAYBE, AT(":state = 1"), LATER_KNOWN},
};

static const struct schema_column meter_read_columns[] = {
    {"id", KEY, ":id", 0},
    {"customer", NUMBER, ":entity", 0},
    {"order_id", MAYBE, "nullif(:ref, 0)", 0},
    {"item", NUMBER, ":kind", 0},
    {"state", NUMBER, ":state", LATER_LAST},
    {"code", NUMBER, ":code", LATER_LAST},
    {"value", MAYBE, "CASE WHEN :state = 1 AND :code = 1 THEN :value END", LATER_KEEP},
    {"sent_at", NUMBER, ":at", 0},
    {"answered_at", MAYBE, AT(":state = 1"), LATER_KEEP},
};

static const struct schema_column sms_columns[] = {
    {"id", KEY, ":id", 0},
    {"customer", NUMBER, ":entity", 0},
    {"kind", NUMBER, ":kind", 0},
    {"ref_id", MAYBE, "nullif(:ref, 0)", 0},
    {"state", NUMBER, ":state", LATER_LAST},
    {"medium", NUMBER, ":attempt", LATER_LAST},
    {"fate", NUMBER, ":code", LATER_LAST},
    {"segments", NUMBER, ":value", LATER_MAX},
    {"created_at", NUMBER, ":at", 0},
    {"queued_at", MAYBE, AT(":state = 2"), LATER_KEEP},
    {"submitted_at", MAYBE, AT(":state = 3"), LATER_KEEP},
    {"accepted_at", MAYBE, AT(":state = 4"), LATER_KEEP},
    {"delivered_at", MAYBE, AT(":state = 6"), LATER_KEEP},
    {"failed_at", MAYBE, AT(":state IN (5, 7, 8, 9)"), LATER_KEEP},
    {"changed_at", NUMBER, ":at", LATER_LAST},
};

static const struct schema_column payment_columns[] = {
    {"id", KEY, ":id", 0},
    {"customer", NUMBER, ":entity", 0},
    {"channel", NUMBER, ":kind", 0},
    {"state", NUMBER, ":state", LATER_LAST},
    {"amount_fen", NUMBER, ":value", 0},
    {"paid_at", MAYBE, AT(":state = 0"), LATER_KEEP},
    {"received_at", MAYBE, AT(":state = 1"), LATER_KEEP},
    {"posted_at", MAYBE, AT(":state = 2"), LATER_KEEP},
    {"undone_at", MAYBE, AT(":state = 3"), LATER_KEEP},
    {"channel_only_at", MAYBE, AT(":state = 4"), LATER_KEEP},
    {"marketing_only_at", MAYBE, AT(":state = 5"), LATER_KEEP},
    {"reversed_at", MAYBE, AT(":state = 6"), LATER_KEEP},
    {"refused_at", MAYBE, AT(":state = 7"), LATER_KEEP},
    {"payer", MAYBE, "CASE WHEN :state = 8 THEN :ref END", LATER_KEEP},
    {"held_at", MAYBE, AT(":state = 9"), LATER_KEEP},
    {"corrects", MAYBE, "CASE WHEN :state = 0 THEN nullif(:ref, 0) END", LATER_KEEP},
    {"asked_at", MAYBE, AT(":state = 10"), LATER_KEEP},
};

static const struct schema_column bill_columns[] = {
    {"id", KEY, ":id", 0},
    {"customer", NUMBER, ":entity", 0},
    {"register_kwh100", NUMBER, ":ref", 0},
    {"amount_fen", NUMBER, ":value", 0},
    {"billed_at", MAYBE, AT(":state = 0"), LATER_KEEP},
    {"reversed_at", MAYBE, AT(":state = 1"), LATER_KEEP},
    {"power_factor", MAYBE, "nullif(:code, 0)", LATER_KEEP},
};

static const struct schema_column relay_columns[] = {
    {"at", NUMBER, ":at", 0},       {"customer", NUMBER, ":entity", 0},
    {"seq", NUMBER, ":seq", 0},     {"before", NUMBER, ":kind", 0},
    {"after", NUMBER, ":state", 0}, {"register_kwh100", NUMBER, ":value", 0},
};

static const struct schema_column supply_columns[] = {
    {"at", NUMBER, ":at", 0},
    {"customer", NUMBER, ":entity", 0},
    {"seq", NUMBER, ":seq", 0},
    {"is_on", NUMBER, ":state", 0},
    {"register_kwh100", NUMBER, ":value", 0},
};

static const struct schema_column balance_query_columns[] = {
    {"at", NUMBER, ":at", 0},
    {"query_id", NUMBER, ":id", 0},
    {"customer", NUMBER, ":entity", 0},
    {"layer", NUMBER, ":kind", 0},
    {"value_fen", NUMBER, ":value", 0},
    {"place", MAYBE, "CASE WHEN :kind = 3 THEN :state END", 0},
    {"age_ms", MAYBE, "CASE WHEN :kind = 3 THEN :ref + (:code << 32) END", 0},
};

static const struct schema_column fault_columns[] = {
    {"id", KEY, ":id", 0},
    {"kind", NUMBER, ":kind", 0},
    {"begin_at", MAYBE, AT(":state = 1"), LATER_KEEP},
    {"end_at", MAYBE, AT(":state = 0"), LATER_KEEP},
    {"parameter", NUMBER, ":value", 0},
};

static const struct schema_column reading_columns[] = {
    {"day", NUMBER, DAY, 0},
    {"customer", NUMBER, ":entity", 0},
    {"at", NUMBER, ":at", 0},
    {"is_present", NUMBER, ":state", 0},
    {"register_kwh100", MAYBE, "CASE WHEN :state = 1 THEN :value END", 0},
};

static const struct schema_column calculation_columns[] = {
    {"day", NUMBER, DAY, 0},
    {"customer", NUMBER, ":entity", 0},
    {"at", NUMBER, ":at", 0},
    {"state", NUMBER, ":state", 0},
    {"available_fen", NUMBER, ":value", 0},
};

static const struct schema_column terminal_columns[] = {
    {"at", NUMBER, ":at", 0},
    {"concentrator", NUMBER, ":id", 0},
    {"fep", NUMBER, ":ref", 0},
    {"is_on_line", NUMBER, ":state", 0},
};

static const struct schema_column agreement_columns[] = {
    {"at", NUMBER, ":at", 0},
    {"customer", NUMBER, ":entity", 0},
    {"is_archived", NUMBER, ":state", 0},
    {"way", NUMBER, ":kind", 0},
    {"flow_id", MAYBE, "nullif(:id, 0)", 0},
    {"sent_back", NUMBER, ":ref", 0},
    {"invited_at", MAYBE, "nullif(:value, 0)", 0},
};

static const struct schema_column wallet_columns[] = {
    {"at", NUMBER, ":at", 0},
    {"customer", NUMBER, ":entity", 0},
    {"seq", NUMBER, ":seq", 0},
    {"event", NUMBER, ":kind", 0},
    {"source", NUMBER, ":state", 0},
    {"code", NUMBER, ":code", 0},
    {"purchase", NUMBER, ":id", 0},
    {"order_id", MAYBE, "nullif(:ref, 0)", 0},
    {"alarm", NUMBER, ":attempt & 15", 0},
    {"value_fen", NUMBER, ":value", 0},
    {"unit", NUMBER, ":attempt >> 4", 0},
};

static const struct schema_column call_columns[] = {
    {"id", KEY, ":id", 0},
    {"at", NUMBER, ":at", 0},
    {"customer", NUMBER, ":entity", 0},
    {"reason", NUMBER, ":kind", 0},
    {"kind", NUMBER, ":state", 0},
};

static const struct schema_column account_copy_columns[] = {
    {"at", NUMBER, ":at", 0},
    {"customer", NUMBER, ":entity", 0},
    {"seq", NUMBER, ":seq", 0},
    {"behind_fen", NUMBER, ":value", 0},
};

static const struct schema_column visit_columns[] = {
    {"at", NUMBER, ":at", 0},
    {"customer", NUMBER, ":entity", 0},
    {"order_id", NUMBER, ":id", 0},
    {"kind", NUMBER, ":kind", 0},
    {"arrive_at", NUMBER, ":value", 0},
    {"work_s", NUMBER, ":ref", 0},
    {"handheld_fails", NUMBER, ":state", 0},
};

static const struct schema_column barred_columns[] = {
    {"at", NUMBER, ":at", 0}, {"customer", NUMBER, ":entity", 0}, {"reason", NUMBER, ":kind", 0}};

static const struct schema_column violation_columns[] = {
    {"at", NUMBER, NULL, 0}, {"invariant", NUMBER, NULL, 0}, {"customer", NUMBER, NULL, 0},
    {"text", TEXT, NULL, 0}, {"text_zh", TEXT, NULL, 0},
};

static const struct schema_column minute_columns[] = {
    {"at", NUMBER, NULL, 0},
    {"series", NUMBER, NULL, 0},
    {"count", NUMBER, NULL, 0},
};

static const struct schema_column daily_columns[] = {
    {"day", NUMBER, NULL, 0},
    {"item", NUMBER, NULL, 0},
    {"value", NUMBER, NULL, 0},
};

static const struct schema_column histogram_columns[] = {
    {"day", NUMBER, NULL, 0},
    {"low_fen", NUMBER, NULL, 0},
    {"high_fen", NUMBER, NULL, 0},
    {"customers", NUMBER, NULL, 0},
};

static const struct schema_column expectation_columns[] = {
    {"number", KEY, NULL, 0},    {"name", TEXT, NULL, 0},      {"name_zh", TEXT, NULL, 0},
    {"source", TEXT, NULL, 0},   {"source_zh", TEXT, NULL, 0}, {"sql", TEXT, NULL, 0},
    {"expected", TEXT, NULL, 0}, {"actual", "TEXT", NULL, 0},  {"pass", NUMBER, NULL, 0},
    {"error", "TEXT", NULL, 0},
};

static const struct schema_column invariant_columns[] = {
    {"number", KEY, NULL, 0},   {"text", TEXT, NULL, 0},   {"expected", NUMBER, NULL, 0},
    {"found", NUMBER, NULL, 0}, {"pass", NUMBER, NULL, 0},
};

static const struct schema_column remark_columns[] = {
    {"number", KEY, NULL, 0},
    {"text", TEXT, NULL, 0},
    {"text_zh", TEXT, NULL, 0},
};

static const struct schema_column setting_columns[] = {
    {"number", KEY, NULL, 0},
    {"key", TEXT, NULL, 0},
    {"value", TEXT, NULL, 0},
};

static const struct schema_column catalogue_columns[] = {
    {"number", KEY, NULL, 0},
    {"from_at", NUMBER, NULL, 0},
    {"until_at", MAYBE, NULL, 0},
    {"customers", NUMBER, NULL, 0},
    {"reminder_fen", NUMBER, NULL, 0},
    {"warning_fen", NUMBER, NULL, 0},
    {"second_fen", MAYBE, NULL, 0},
    {"overdraft_fen", MAYBE, NULL, 0},
    {"reminder_days", MAYBE, NULL, 0},
    {"warning_days", MAYBE, NULL, 0},
    {"approval_levels", NUMBER, NULL, 0},
    {"is_reminding_manual", NUMBER, NULL, 0},
    {"is_dunning_manual", NUMBER, NULL, 0},
    {"is_restoring_manual", NUMBER, NULL, 0},
};

static const struct schema_column customer_group_columns[] = {
    {"number", KEY, NULL, 0},         {"every", NUMBER, NULL, 0},    {"classes", NUMBER, NULL, 0},
    {"balance_fen", NUMBER, NULL, 0}, {"step_fen", NUMBER, NULL, 0}, {"has_rest", NUMBER, NULL, 0},
    {"strategy", MAYBE, NULL, 0},
};

static const struct schema_column customer_own_columns[] = {
    {"customer", KEY, NULL, 0},       {"strategy", MAYBE, NULL, 0},
    {"is_left_out", NUMBER, NULL, 0}, {"is_local", NUMBER, NULL, 0},
    {"account_fen", NUMBER, NULL, 0}, {"phone", NUMBER, NULL, 0},
    {"hold", MAYBE, NULL, 0},         {"state", MAYBE, NULL, 0},
};

#define COLUMNS(c) c, sizeof(c) / sizeof((c)[0])
const struct schema_table schema_tables[] = {
    {"run", -1, NULL, COLUMNS(run_columns)},
    {"decision", EVENT_DECISION, NULL, COLUMNS(decision_columns)},
    {"strategy", EVENT_STRATEGY, NULL, COLUMNS(strategy_columns)},
    {"orders", EVENT_ORDER, NULL, COLUMNS(orders_columns)},
    {"order_state", EVENT_ORDER, NULL, COLUMNS(order_state_columns)},
    {"command", EVENT_COMMAND, NULL, COLUMNS(command_columns)},
    {"meter_read", EVENT_READ, NULL, COLUMNS(meter_read_columns)},
    {"sms", EVENT_SMS, NULL, COLUMNS(sms_columns)},
    {"payment", EVENT_PAYMENT, NULL, COLUMNS(payment_columns)},
    {"relay", EVENT_RELAY, NULL, COLUMNS(relay_columns)},
    {"supply", EVENT_SUPPLY, NULL, COLUMNS(supply_columns)},
    {"balance_query", EVENT_QUERY, NULL, COLUMNS(balance_query_columns)},
    {"fault", EVENT_FAULT, NULL, COLUMNS(fault_columns)},
    {"reading", EVENT_READING, NULL, COLUMNS(reading_columns)},
    {"calculation", EVENT_CALC, NULL, COLUMNS(calculation_columns)},
    {"terminal", EVENT_TERMINAL, NULL, COLUMNS(terminal_columns)},
    {"agreement", EVENT_AGREEMENT, NULL, COLUMNS(agreement_columns)},
    {"wallet", EVENT_WALLET, NULL, COLUMNS(wallet_columns)},
    {"bill", EVENT_BILL, NULL, COLUMNS(bill_columns)},
    {"call", EVENT_CALL, NULL, COLUMNS(call_columns)},
    {"account_copy", EVENT_COPY, NULL, COLUMNS(account_copy_columns)},
    {"visit", EVENT_VISIT, NULL, COLUMNS(visit_columns)},
    {"barred", EVENT_BARRED, NULL, COLUMNS(barred_columns)},
    {"violation", -1, NULL, COLUMNS(violation_columns)},
    {"minute", -1, "series, at", COLUMNS(minute_columns)},
    {"daily", -1, "day, item", COLUMNS(daily_columns)},
    {"histogram", -1, "day, low_fen", COLUMNS(histogram_columns)},
    {"expectation", -1, NULL, COLUMNS(expectation_columns)},
    {"invariant", -1, NULL, COLUMNS(invariant_columns)},
    {"remark", -1, NULL, COLUMNS(remark_columns)},
    {"setting", -1, NULL, COLUMNS(setting_columns)},
    {"catalogue", -1, NULL, COLUMNS(catalogue_columns)},
    {"customer_group", -1, NULL, COLUMNS(customer_group_columns)},
    {"customer_own", -1, NULL, COLUMNS(customer_own_columns)},
};
const size_t schema_table_count = sizeof schema_tables / sizeof schema_tables[0];

const struct schema_index schema_indices[] = {
    {"decision_customer", "decision", "customer, at, seq"},
    {"strategy_customer", "strategy", "customer"},
    {"orders_customer", "orders", "customer"},
    {"orders_created", "orders", "created_at"},
    {"order_state_order", "order_state", "order_id"},
    {"command_order", "command", "order_id"},
    {"command_customer", "command", "customer"},
    {"meter_read_customer", "meter_read", "customer"},
    {"sms_customer", "sms", "customer"},
    {"sms_submitted", "sms", "submitted_at"},
    {"payment_customer", "payment", "customer"},
    {"payment_paid", "payment", "paid_at"},
    {"bill_customer", "bill", "customer"},
    {"relay_customer", "relay", "customer, at, seq"},
    {"supply_customer", "supply", "customer, at, seq"},
    {"wallet_customer", "wallet", "customer, at, seq"},
    {"account_copy_customer", "account_copy", "customer, at, seq"},
    {"visit_customer", "visit", "customer"},
    {"visit_order", "visit", "order_id"},
    {"balance_query_customer", "balance_query", "customer"},
    {"reading_customer", "reading", "customer, day"},
    {"calculation_customer", "calculation", "customer, day"},
};
const size_t schema_index_count = sizeof schema_indices / sizeof schema_indices[0];
