#include "sim/hunt/hunt_story.h"

#include "models/meter/relay.h"
#include "sim/scenario/scenario_units.h"
#include <stdio.h>

static const char *code_text(const struct sim_event *e)
{
    return e->code == RESULT_NONE ? "" : result_code_name(e->code);
}

static const char *n1_name(unsigned n1)
{
    return n1 == RELAY_TRIP ? "trip" : n1 == RELAY_CLOSE ? "close" : "permit";
}

static void tell_decision(const struct sim_event *e, char *out, size_t size)
{
    char amount[SCENARIO_VALUE_MAX];
    scenario_value_format(TYPE_AMOUNT, e->value, amount);
    if (e->type == EVENT_DECISION)
        snprintf(out, size, "decision   %s -> %s, %s available", fee_state_name(e->kind),
                 fee_state_name(e->state), amount);
    else
        snprintf(out, size, "strategy   %u %s %s %s, %s available", e->id,
                 strategy_kind_name(e->kind), strategy_state_name(e->state), code_text(e), amount);
}

static void tell_payment(const struct sim_event *e, char *out, size_t size)
{
    char amount[SCENARIO_VALUE_MAX];
    scenario_value_format(TYPE_AMOUNT, e->value, amount);
    if (e->type == EVENT_QUERY)
        snprintf(out, size, "query      %s %s", money_layer_name(e->kind), amount);
    else
        snprintf(out, size, "payment    %u %s %s %s", e->id, pay_channel_name(e->kind),
                 payment_state_name(e->state), amount);
}

static void tell(const struct sim_event *e, char *out, size_t size)
{
    switch ((enum event_type)e->type) {
    case EVENT_DECISION:
    case EVENT_STRATEGY:
        tell_decision(e, out, size);
        break;
    case EVENT_PAYMENT:
    case EVENT_QUERY:
        tell_payment(e, out, size);
        break;
    case EVENT_ORDER:
        snprintf(out, size, "order      %u %s %s %s", e->id, order_kind_name(e->kind),
                 order_state_name(e->state), code_text(e));
        break;
    case EVENT_COMMAND:
        snprintf(out, size, "command    %u of order %u, %s, try %u %s %s", e->id, e->ref,
                 n1_name(e->kind), e->attempt, e->state == COMMAND_SENT ? "leaves" : "ends",
                 code_text(e));
        break;
    case EVENT_READ:
        snprintf(out, size, "read       %u of %s, %s %s", e->id,
                 e->kind ? "the status word" : "the register",
                 e->state == COMMAND_SENT ? "leaves" : "ends", code_text(e));
        break;
    case EVENT_SMS:
        snprintf(out, size, "sms        %u %s %s", e->id, sms_kind_name(e->kind),
                 sms_state_name(e->state));
        break;
    case EVENT_RELAY:
        snprintf(out, size, "relay      %s -> %s", relay_state_name(e->kind),
                 relay_state_name(e->state));
        break;
    case EVENT_SUPPLY:
        snprintf(out, size, "supply     %s", e->state ? "on" : "off");
        break;
    case EVENT_FAULT:
        snprintf(out, size, "fault      %s %s", fault_kind_name(e->kind),
                 e->state ? "begins" : "ends");
        break;
    default:
        snprintf(out, size, "event      %u %u -> %u", e->type, e->kind, e->state);
        break;
    }
}

void hunt_story_line(const struct sim_event *event, ms_t start, char out[HUNT_LINE_MAX])
{
    char text[HUNT_LINE_MAX - 40];
    ms_t at = event->at - start, time = at % MS_DAY;
    tell(event, text, sizeof text);
    snprintf(out, HUNT_LINE_MAX, "D%d %02d:%02d:%02d.%03d  %s", (int)(at / MS_DAY) % 10000,
             (int)(time / MS_HOUR), (int)(time % MS_HOUR / MS_MINUTE),
             (int)(time % MS_MINUTE / MS_SECOND), (int)(time % MS_SECOND), text);
}
