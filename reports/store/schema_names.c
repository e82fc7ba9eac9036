#include "reports/store/schema.h"

#include "models/meter/relay.h"

static const char *level_name(unsigned level)
{
    static const char *const names[SIM_LEVELS] = {"summary", "events", "full"};
    return level < SIM_LEVELS ? names[level] : "?";
}

const struct schema_names schema_names[] = {
    {"fee_state_name", FEE_STATES, fee_state_name, fee_state_name_zh},
    {"strategy_kind_name", STRATEGY_KINDS, strategy_kind_name, strategy_kind_name_zh},
    {"strategy_state_name", STRATEGY_STATES, strategy_state_name, strategy_state_name_zh},
    {"order_kind_name", ORDER_KINDS, order_kind_name, order_kind_name_zh},
    {"order_hand_name", ORDER_HANDS, order_hand_name, order_hand_name_zh},
    {"order_state_name", ORDER_STATES, order_state_name, order_state_name_zh},
    {"result_code_name", RESULT_CODES, result_code_name, result_code_name_zh},
    {"result_meaning_name", RESULT_CODES, result_code_meaning, result_code_meaning_zh},
    {"calc_cause_name", CALC_CAUSES, calc_cause_name, calc_cause_name_zh},
    {"hold_reason_name", HOLD_REASONS, hold_reason_name, hold_reason_name_zh},
    {"session_state_name", SESSION_STATES, session_state_name, session_state_name_zh},
    {"command_state_name", COMMAND_STATES, command_state_name, command_state_name_zh},
    {"read_item_name", READ_ITEMS, read_item_name, read_item_name_zh},
    {"sms_kind_name", SMS_KINDS, sms_kind_name, sms_kind_name_zh},
    {"sms_state_name", SMS_STATES, sms_state_name, sms_state_name_zh},
    {"sms_medium_name", SMS_MEDIA, sms_medium_name, sms_medium_name_zh},
    {"sms_fate_name", SMS_FATES, sms_fate_name, sms_fate_name_zh},
    {"agreement_way_name", AGREEMENT_WAYS, agreement_way_name, agreement_way_name_zh},
    {"rollout_bar_name", ROLLOUT_BARS, rollout_bar_name, rollout_bar_name_zh},
    {"pay_channel_name", PAY_CHANNELS, pay_channel_name, pay_channel_name_zh},
    {"payment_state_name", PAYMENT_STATES, payment_state_name, payment_state_name_zh},
    {"call_reason_name", CALL_REASONS, call_reason_name, call_reason_name_zh},
    {"call_kind_name", CALL_KINDS, call_kind_name, call_kind_name_zh},
    {"money_layer_name", MONEY_LAYERS, money_layer_name, money_layer_name_zh},
    {"copy_place_name", COPY_PLACES, copy_place_name, copy_place_name_zh},
    {"wallet_event_name", WALLET_EVENTS, wallet_event_name, wallet_event_name_zh},
    {"wallet_source_name", WALLET_SOURCES, wallet_source_name, wallet_source_name_zh},
    {"wallet_unit_name", WALLET_UNITS, wallet_unit_name, wallet_unit_name_zh},
    {"fault_kind_name", FAULT_KINDS, fault_kind_name, fault_kind_name_zh},
    {"relay_state_name", RELAY_STATES, relay_state_name, relay_state_name_zh},
    {"series_name", SERIES_COUNT, sim_series_name, NULL},
    {"daily_name", DAILY_COUNT, sim_daily_name, NULL},
    {"level_name", SIM_LEVELS, level_name, NULL},
};
const size_t schema_names_count = sizeof schema_names / sizeof schema_names[0];
