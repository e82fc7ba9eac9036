#include "reports/store/schema.h"

static const struct schema_view_column v_decision[] = {
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"before", FORM_NAME, "before", "fee_state_name"},
    {"after", FORM_NAME, "after", "fee_state_name"},
    {"after_zh", FORM_ZH, "after", "fee_state_name"},
    {"reason", FORM_NAME, "reason", "hold_reason_name"},
    {"reason_zh", FORM_ZH, "reason", "hold_reason_name"},
    {"strategy_id", FORM_PLAIN, "strategy_id", NULL},
    {"available", FORM_CNY, "available_fen", NULL},
    {"available_fen", FORM_PLAIN, "available_fen", NULL},
    {"at", FORM_PLAIN, "at", NULL},
    {"seq", FORM_PLAIN, "seq", NULL},
};

static const struct schema_view_column v_strategy[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"kind", FORM_NAME, "kind", "strategy_kind_name"},
    {"kind_zh", FORM_ZH, "kind", "strategy_kind_name"},
    {"state", FORM_NAME, "state", "strategy_state_name"},
    {"result", FORM_NAME, "code", "result_code_name"},
    {"day", FORM_DAY, "created_at", NULL},
    {"clock", FORM_CLOCK, "created_at", NULL},
    {"ended_day", FORM_DAY, "ended_at", NULL},
    {"ended_clock", FORM_CLOCK, "ended_at", NULL},
    {"available", FORM_CNY, "available_fen", NULL},
    {"available_fen", FORM_PLAIN, "available_fen", NULL},
    {"created_at", FORM_PLAIN, "created_at", NULL},
    {"ended_at", FORM_PLAIN, "ended_at", NULL},
};

static const struct schema_view_column v_order[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"kind", FORM_NAME, "kind", "order_kind_name"},
    {"kind_zh", FORM_ZH, "kind", "order_kind_name"},
    {"state", FORM_NAME, "state", "order_state_name"},
    {"state_zh", FORM_ZH, "state", "order_state_name"},
    {"result", FORM_NAME, "coalesce(code, 0)", "result_code_name"},
    {"result_zh", FORM_ZH, "coalesce(code, 0)", "result_code_name"},
    {"cause", FORM_NAME, "cause", "calc_cause_name"},
    {"cause_zh", FORM_ZH, "cause", "calc_cause_name"},
    {"tries", FORM_PLAIN, "tries", NULL},
    {"strategy_id", FORM_PLAIN, "strategy_id", NULL},
    {"day", FORM_DAY, "created_at", NULL},
    {"clock", FORM_CLOCK, "created_at", NULL},
    {"sent_day", FORM_DAY, "sent_at", NULL},
    {"sent_clock", FORM_CLOCK, "sent_at", NULL},
    {"success_day", FORM_DAY, "success_at", NULL},
    {"success_clock", FORM_CLOCK, "success_at", NULL},
    {"failed_day", FORM_DAY, "failed_at", NULL},
    {"failed_clock", FORM_CLOCK, "failed_at", NULL},
    {"seconds", FORM_SPAN, "success_at - created_at", NULL},
    {"created_at", FORM_PLAIN, "created_at", NULL},
    {"sent_at", FORM_PLAIN, "sent_at", NULL},
    {"success_at", FORM_PLAIN, "success_at", NULL},
    {"failed_at", FORM_PLAIN, "failed_at", NULL},
    {"closed_at", FORM_PLAIN, "closed_at", NULL},
    {"changed_at", FORM_PLAIN, "changed_at", NULL},
    {"made_by", FORM_NAME, "made_by", "order_hand_name"},
    {"made_by_zh", FORM_ZH, "made_by", "order_hand_name"},
    {"permit_by", FORM_NAME, "permit_by", "order_hand_name"},
    {"permit_by_zh", FORM_ZH, "permit_by", "order_hand_name"},
    {"permit_day", FORM_DAY, "permitted_at", NULL},
    {"permit_clock", FORM_CLOCK, "permitted_at", NULL},
    {"permitted_at", FORM_PLAIN, "permitted_at", NULL},
    {"done_by", FORM_NAME, "done_by", "order_hand_name"},
    {"done_by_zh", FORM_ZH, "done_by", "order_hand_name"},
};

static const struct schema_view_column v_order_state[] = {
    {"order_id", FORM_PLAIN, "s.order_id", NULL},
    {"customer", FORM_PLAIN, "o.customer", NULL},
    {"kind", FORM_NAME, "o.kind", "order_kind_name"},
    {"state", FORM_NAME, "s.state", "order_state_name"},
    {"state_zh", FORM_ZH, "s.state", "order_state_name"},
    {"result", FORM_NAME, "s.code", "result_code_name"},
    {"result_zh", FORM_ZH, "s.code", "result_code_name"},
    {"tries", FORM_PLAIN, "s.tries", NULL},
    {"day", FORM_DAY, "s.at", NULL},
    {"clock", FORM_CLOCK, "s.at", NULL},
    {"at", FORM_PLAIN, "s.at", NULL},
};

static const struct schema_view_column v_command[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"order_id", FORM_PLAIN, "order_id", NULL},
    {"n1", FORM_PLAIN, "printf('%02X', n1)", NULL},
    {"meaning", FORM_PLAIN,
     "CASE n1 WHEN 26 THEN 'trip' WHEN 27 THEN 'close-permit' WHEN 28 THEN 'close' "
     "WHEN 42 THEN 'alarm' WHEN 43 THEN 'alarm-end' WHEN 58 THEN 'protect' WHEN 59 THEN "
     "'unprotect' "
     "ELSE 'other' END",
     NULL},
    {"state", FORM_NAME, "state", "command_state_name"},
    {"result", FORM_NAME, "code", "result_code_name"},
    {"result_zh", FORM_ZH, "code", "result_code_name"},
    {"session", FORM_NAME, "session", "session_state_name"},
    {"session_zh", FORM_ZH, "session", "session_state_name"},
    {"try", FORM_PLAIN, "try", NULL},
    {"day", FORM_DAY, "sent_at", NULL},
    {"clock", FORM_CLOCK, "sent_at", NULL},
    {"answered_clock", FORM_CLOCK, "answered_at", NULL},
    {"seconds", FORM_SPAN, "answered_at - sent_at", NULL},
    {"valid_until_clock", FORM_CLOCK, "valid_until", NULL},
    {"sent_at", FORM_PLAIN, "sent_at", NULL},
    {"answered_at", FORM_PLAIN, "answered_at", NULL},
    {"valid_until", FORM_PLAIN, "valid_until", NULL},
};

static const struct schema_view_column v_read[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"order_id", FORM_PLAIN, "order_id", NULL},
    {"item", FORM_NAME, "item", "read_item_name"},
    {"state", FORM_NAME, "state", "command_state_name"},
    {"result", FORM_NAME, "code", "result_code_name"},
    {"day", FORM_DAY, "sent_at", NULL},
    {"clock", FORM_CLOCK, "sent_at", NULL},
    {"answered_clock", FORM_CLOCK, "answered_at", NULL},
    {"seconds", FORM_SPAN, "answered_at - sent_at", NULL},
    {"register_kwh", FORM_KWH, "CASE item WHEN 0 THEN value END", NULL},
    {"status_word", FORM_PLAIN,
     "CASE WHEN item = 1 AND value IS NOT NULL THEN printf('%04X', value) END", NULL},
    {"value", FORM_PLAIN, "value", NULL},
    {"sent_at", FORM_PLAIN, "sent_at", NULL},
    {"answered_at", FORM_PLAIN, "answered_at", NULL},
};

static const struct schema_view_column v_sms[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"kind", FORM_NAME, "kind", "sms_kind_name"},
    {"kind_zh", FORM_ZH, "kind", "sms_kind_name"},
    {"state", FORM_NAME, "state", "sms_state_name"},
    {"state_zh", FORM_ZH, "state", "sms_state_name"},
    {"medium", FORM_NAME, "medium", "sms_medium_name"},
    {"fate", FORM_NAME, "fate", "sms_fate_name"},
    {"fate_zh", FORM_ZH, "fate", "sms_fate_name"},
    {"segments", FORM_PLAIN, "segments", NULL},
    {"ref_id", FORM_PLAIN, "ref_id", NULL},
    {"day", FORM_DAY, "created_at", NULL},
    {"clock", FORM_CLOCK, "created_at", NULL},
    {"submitted_day", FORM_DAY, "submitted_at", NULL},
    {"submitted_clock", FORM_CLOCK, "submitted_at", NULL},
    {"delivered_day", FORM_DAY, "delivered_at", NULL},
    {"delivered_clock", FORM_CLOCK, "delivered_at", NULL},
    {"created_at", FORM_PLAIN, "created_at", NULL},
    {"queued_at", FORM_PLAIN, "queued_at", NULL},
    {"submitted_at", FORM_PLAIN, "submitted_at", NULL},
    {"accepted_at", FORM_PLAIN, "accepted_at", NULL},
    {"delivered_at", FORM_PLAIN, "delivered_at", NULL},
    {"failed_at", FORM_PLAIN, "failed_at", NULL},
};

static const struct schema_view_column v_payment[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"channel", FORM_NAME, "channel", "pay_channel_name"},
    {"channel_zh", FORM_ZH, "channel", "pay_channel_name"},
    {"state", FORM_NAME, "state", "payment_state_name"},
    {"amount", FORM_CNY, "amount_fen", NULL},
    {"day", FORM_DAY, "paid_at", NULL},
    {"clock", FORM_CLOCK, "paid_at", NULL},
    {"received_day", FORM_DAY, "received_at", NULL},
    {"received_clock", FORM_CLOCK, "received_at", NULL},
    {"posted_day", FORM_DAY, "posted_at", NULL},
    {"posted_clock", FORM_CLOCK, "posted_at", NULL},
    {"seconds", FORM_SPAN, "posted_at - paid_at", NULL},
    {"amount_fen", FORM_PLAIN, "amount_fen", NULL},
    {"paid_at", FORM_PLAIN, "paid_at", NULL},
    {"received_at", FORM_PLAIN, "received_at", NULL},
    {"posted_at", FORM_PLAIN, "posted_at", NULL},
    {"undone_at", FORM_PLAIN, "undone_at", NULL},
    {"found_day", FORM_DAY, "coalesce(channel_only_at, marketing_only_at)", NULL},
    {"found_clock", FORM_CLOCK, "coalesce(channel_only_at, marketing_only_at)", NULL},
    {"channel_only_at", FORM_PLAIN, "channel_only_at", NULL},
    {"marketing_only_at", FORM_PLAIN, "marketing_only_at", NULL},
    {"reversed_day", FORM_DAY, "reversed_at", NULL},
    {"reversed_clock", FORM_CLOCK, "reversed_at", NULL},
    {"reversed_at", FORM_PLAIN, "reversed_at", NULL},
    {"refused_day", FORM_DAY, "refused_at", NULL},
    {"refused_clock", FORM_CLOCK, "refused_at", NULL},
    {"refused_at", FORM_PLAIN, "refused_at", NULL},
    {"payer", FORM_PLAIN, "payer", NULL},
    {"held_day", FORM_DAY, "held_at", NULL},
    {"held_clock", FORM_CLOCK, "held_at", NULL},
    {"held_at", FORM_PLAIN, "held_at", NULL},
    {"corrects", FORM_PLAIN, "corrects", NULL},
    {"asked_day", FORM_DAY, "asked_at", NULL},
    {"asked_clock", FORM_CLOCK, "asked_at", NULL},
    {"asked_at", FORM_PLAIN, "asked_at", NULL},
};

static const struct schema_view_column v_bill[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "billed_at", NULL},
    {"clock", FORM_CLOCK, "billed_at", NULL},
    {"register_kwh", FORM_KWH, "register_kwh100", NULL},
    {"amount", FORM_CNY, "amount_fen", NULL},
    {"amount_fen", FORM_PLAIN, "amount_fen", NULL},
    {"reversed_day", FORM_DAY, "reversed_at", NULL},
    {"reversed_clock", FORM_CLOCK, "reversed_at", NULL},
    {"billed_at", FORM_PLAIN, "billed_at", NULL},
    {"reversed_at", FORM_PLAIN, "reversed_at", NULL},
    {"power_factor", FORM_PLAIN, "power_factor", NULL},
};

static const struct schema_view_column v_relay[] = {
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"before", FORM_NAME, "before", "relay_state_name"},
    {"after", FORM_NAME, "after", "relay_state_name"},
    {"after_zh", FORM_ZH, "after", "relay_state_name"},
    {"register_kwh", FORM_KWH, "register_kwh100", NULL},
    {"register_kwh100", FORM_PLAIN, "register_kwh100", NULL},
    {"at", FORM_PLAIN, "at", NULL},
    {"seq", FORM_PLAIN, "seq", NULL},
};

static const struct schema_view_column v_supply[] = {
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"supply", FORM_PLAIN, "CASE is_on WHEN 1 THEN 'on' ELSE 'off' END", NULL},
    {"supply_zh", FORM_PLAIN, "CASE is_on WHEN 1 THEN '有电' ELSE '停电' END", NULL},
    {"register_kwh", FORM_KWH, "register_kwh100", NULL},
    {"register_kwh100", FORM_PLAIN, "register_kwh100", NULL},
    {"at", FORM_PLAIN, "at", NULL},
    {"seq", FORM_PLAIN, "seq", NULL},
};

static const struct schema_view_column v_outage[] = {
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "off_at", NULL},
    {"clock", FORM_CLOCK, "off_at", NULL},
    {"on_day", FORM_DAY, "on_at", NULL},
    {"on_clock", FORM_CLOCK, "on_at", NULL},
    {"seconds", FORM_SPAN, "coalesce(on_at, (SELECT end_at FROM run)) - off_at", NULL},
    {"off_at", FORM_PLAIN, "off_at", NULL},
    {"on_at", FORM_PLAIN, "on_at", NULL},
};

static const struct schema_view_column v_query[] = {
    {"query_id", FORM_PLAIN, "query_id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"layer", FORM_NAME, "layer", "money_layer_name"},
    {"layer_zh", FORM_ZH, "layer", "money_layer_name"},
    {"value", FORM_CNY, "value_fen", NULL},
    {"value_fen", FORM_PLAIN, "value_fen", NULL},
    {"at", FORM_PLAIN, "at", NULL},
    {"place", FORM_NAME, "place", "copy_place_name"},
    {"place_zh", FORM_ZH, "place", "copy_place_name"},
    {"age_ms", FORM_PLAIN, "age_ms", NULL},
};

static const struct schema_view_column v_call[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"reason", FORM_NAME, "reason", "call_reason_name"},
    {"reason_zh", FORM_ZH, "reason", "call_reason_name"},
    {"kind", FORM_NAME, "kind", "call_kind_name"},
    {"kind_zh", FORM_ZH, "kind", "call_kind_name"},
    {"at", FORM_PLAIN, "at", NULL},
};

static const struct schema_view_column v_barred[] = {
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"reason", FORM_NAME, "reason", "rollout_bar_name"},
    {"reason_zh", FORM_ZH, "reason", "rollout_bar_name"},
};

static const struct schema_view_column v_visit[] = {
    {"order_id", FORM_PLAIN, "order_id", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"kind", FORM_NAME, "kind", "order_kind_name"},
    {"kind_zh", FORM_ZH, "kind", "order_kind_name"},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"arrived_day", FORM_DAY, "arrived_at", NULL},
    {"arrived_clock", FORM_CLOCK, "arrived_at", NULL},
    {"handheld_fails", FORM_PLAIN, "handheld_fails", NULL},
    {"at", FORM_PLAIN, "at", NULL},
    {"arrived_at", FORM_PLAIN, "arrived_at", NULL},
    {"left_at", FORM_PLAIN, "left_at", NULL},
};

static const struct schema_view_column v_terminal[] = {
    {"concentrator", FORM_PLAIN, "concentrator", NULL},
    {"fep", FORM_PLAIN, "fep", NULL},
    {"day", FORM_DAY, "lost_at", NULL},
    {"clock", FORM_CLOCK, "lost_at", NULL},
    {"back_day", FORM_DAY, "back_at", NULL},
    {"back_clock", FORM_CLOCK, "back_at", NULL},
    {"seconds", FORM_SPAN, "back_at - lost_at", NULL},
    {"lost_at", FORM_PLAIN, "lost_at", NULL},
    {"back_at", FORM_PLAIN, "back_at", NULL},
};

static const struct schema_view_column v_agreement[] = {
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"is_archived", FORM_PLAIN, "is_archived", NULL},
    {"way", FORM_NAME, "way", "agreement_way_name"},
    {"way_zh", FORM_ZH, "way", "agreement_way_name"},
    {"is_file", FORM_PLAIN, "way = 1", NULL},
    {"flow_id", FORM_PLAIN, "flow_id", NULL},
    {"sent_back", FORM_PLAIN, "sent_back", NULL},
    {"invited_at", FORM_PLAIN, "invited_at", NULL},
    {"at", FORM_PLAIN, "at", NULL},
};

static const struct schema_view_column v_fault[] = {
    {"id", FORM_PLAIN, "id", NULL},
    {"kind", FORM_NAME, "kind", "fault_kind_name"},
    {"kind_zh", FORM_ZH, "kind", "fault_kind_name"},
    {"day", FORM_DAY, "begin_at", NULL},
    {"clock", FORM_CLOCK, "begin_at", NULL},
    {"end_day", FORM_DAY, "end_at", NULL},
    {"end_clock", FORM_CLOCK, "end_at", NULL},
    {"parameter", FORM_PLAIN, "parameter", NULL},
    {"begin_at", FORM_PLAIN, "begin_at", NULL},
    {"end_at", FORM_PLAIN, "end_at", NULL},
};

static const struct schema_view_column v_reading[] = {
    {"day", FORM_PLAIN, "day", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"is_present", FORM_PLAIN, "is_present", NULL},
    {"register_kwh", FORM_KWH, "register_kwh100", NULL},
    {"register_kwh100", FORM_PLAIN, "register_kwh100", NULL},
    {"at", FORM_PLAIN, "at", NULL},
};

static const struct schema_view_column v_calculation[] = {
    {"day", FORM_PLAIN, "day", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"state", FORM_NAME, "state", "fee_state_name"},
    {"available", FORM_CNY, "available_fen", NULL},
    {"available_fen", FORM_PLAIN, "available_fen", NULL},
    {"at", FORM_PLAIN, "at", NULL},
};

static const struct schema_view_column v_violation[] = {
    {"invariant", FORM_PLAIN, "printf('INV-%02d', invariant)", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"customer", FORM_PLAIN, "customer", NULL},
    {"text", FORM_PLAIN, "text", NULL},
    {"text_zh", FORM_PLAIN, "text_zh", NULL},
    {"at", FORM_PLAIN, "at", NULL},
};

static const struct schema_view_column v_minute[] = {
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"series", FORM_NAME, "series", "series_name"},
    {"count", FORM_PLAIN, "count", NULL},
    {"at", FORM_PLAIN, "at", NULL},
};

static const struct schema_view_column v_histogram[] = {
    {"day", FORM_PLAIN, "day", NULL},         {"low", FORM_CNY, "low_fen", NULL},
    {"high", FORM_CNY, "high_fen", NULL},     {"customers", FORM_PLAIN, "customers", NULL},
    {"low_fen", FORM_PLAIN, "low_fen", NULL}, {"high_fen", FORM_PLAIN, "high_fen", NULL},
};

static const struct schema_view_column v_wallet[] = {
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"event", FORM_NAME, "event", "wallet_event_name"},
    {"event_zh", FORM_ZH, "event", "wallet_event_name"},
    {"source", FORM_NAME, "source", "wallet_source_name"},
    {"source_zh", FORM_ZH, "source", "wallet_source_name"},
    {"result", FORM_NAME, "code", "result_code_name"},
    {"purchase", FORM_PLAIN, "purchase", NULL},
    {"order_id", FORM_PLAIN, "order_id", NULL},
    {"alarm", FORM_PLAIN, "alarm", NULL},
    {"value", FORM_CNY, "value_fen", NULL},
    {"value_fen", FORM_PLAIN, "value_fen", NULL},
    {"unit", FORM_NAME, "unit", "wallet_unit_name"},
    {"unit_zh", FORM_ZH, "unit", "wallet_unit_name"},
    {"at", FORM_PLAIN, "at", NULL},
    {"seq", FORM_PLAIN, "seq", NULL},
};

static const struct schema_view_column v_copy[] = {
    {"customer", FORM_PLAIN, "customer", NULL},
    {"day", FORM_DAY, "at", NULL},
    {"clock", FORM_CLOCK, "at", NULL},
    {"until_day", FORM_DAY, "until_at", NULL},
    {"until_clock", FORM_CLOCK, "until_at", NULL},
    {"behind", FORM_CNY, "behind_fen", NULL},
    {"behind_fen", FORM_PLAIN, "behind_fen", NULL},
    {"at", FORM_PLAIN, "at", NULL},
    {"until_at", FORM_PLAIN, "until_at", NULL},
};

#define COLUMNS(c) c, sizeof(c) / sizeof((c)[0])
const struct schema_view schema_views[] = {
    {"v_decision", "decision", COLUMNS(v_decision)},
    {"v_strategy", "strategy", COLUMNS(v_strategy)},
    {"v_order", "orders", COLUMNS(v_order)},
    {"v_order_state", "order_state s JOIN orders o ON o.id = s.order_id", COLUMNS(v_order_state)},
    {"v_command", "command", COLUMNS(v_command)},
    {"v_read", "meter_read", COLUMNS(v_read)},
    {"v_sms", "sms", COLUMNS(v_sms)},
    {"v_payment", "payment", COLUMNS(v_payment)},
    {"v_bill", "bill", COLUMNS(v_bill)},
    {"v_relay", "relay", COLUMNS(v_relay)},
    {"v_supply", "supply", COLUMNS(v_supply)},
    {"v_outage",
     "(SELECT customer, is_on, at AS off_at, lead(at) OVER (PARTITION BY customer ORDER BY at, seq)"
     " AS on_at FROM supply) WHERE is_on = 0",
     COLUMNS(v_outage)},
    {"v_query", "balance_query", COLUMNS(v_query)},
    {"v_fault", "fault", COLUMNS(v_fault)},
    {"v_terminal",
     "(SELECT concentrator, fep, is_on_line, at AS lost_at, lead(at) OVER (PARTITION BY "
     "concentrator"
     " ORDER BY at, rowid) AS back_at FROM terminal) WHERE is_on_line = 0",
     COLUMNS(v_terminal)},
    {"v_agreement", "agreement", COLUMNS(v_agreement)},
    {"v_wallet", "wallet", COLUMNS(v_wallet)},
    {"v_call", "call", COLUMNS(v_call)},
    /* who is called back on the way does not arrive */
    {"v_barred", "barred", COLUMNS(v_barred)},
    {"v_visit",
     "(SELECT v.*, CASE WHEN arrive_at <= o.over_at THEN arrive_at END AS arrived_at,"
     " min(arrive_at + work_s * 1000, o.over_at) AS left_at FROM visit v JOIN"
     " (SELECT id, coalesce(success_at, closed_at, (SELECT end_at FROM run)) AS over_at"
     " FROM orders) o ON o.id = v.order_id)",
     COLUMNS(v_visit)},
    /* what is made good within a second is on its way, and no mismatch */
    {"v_copy",
     "(SELECT customer, behind_fen, at, lead(at) OVER (PARTITION BY customer ORDER BY at, seq) AS"
     " until_at FROM (SELECT *, lag(behind_fen, 1, 0) OVER (PARTITION BY customer ORDER BY at, seq)"
     " AS before_fen FROM account_copy) WHERE behind_fen <> before_fen)"
     " WHERE behind_fen <> 0 AND coalesce(until_at, (SELECT end_at FROM run)) > at + 1000",
     COLUMNS(v_copy)},
    {"v_reading", "reading", COLUMNS(v_reading)},
    {"v_calculation", "calculation", COLUMNS(v_calculation)},
    {"v_violation", "violation", COLUMNS(v_violation)},
    {"v_minute", "minute", COLUMNS(v_minute)},
    {"v_histogram", "histogram", COLUMNS(v_histogram)},
};
const size_t schema_view_count = sizeof schema_views / sizeof schema_views[0];
