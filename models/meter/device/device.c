#include "models/meter/device/device.h"
#include "models/meter/device/device_parts.h"
#include "protocol/dlt645/dlt645_address.h"

#include <string.h>

/* Which addresses a function code is served under (5.2.2): its own, a wildcard, broadcast. */
enum reach { REACH_NONE = 0, REACH_OWN = 1, REACH_WILD = 2, REACH_ALL = 4 };

struct handler {
    uint8_t function;
    uint8_t reach;
    uint8_t refusal; /* ERR byte of a function this meter refuses, if serve is NULL */
    void (*serve)(struct meter_device *meter, struct meter_exchange *exchange);
};

static void serve_security(struct meter_device *meter, struct meter_exchange *exchange);

/* A function that is not here gets silence; so does 15H, which fee-control meters do not have. */
static const struct handler handlers[] = {
    {DLT645_READ, REACH_OWN | REACH_WILD, 0, meter_serve_read},
    {DLT645_READ_FOLLOW, REACH_OWN | REACH_WILD, 0, meter_serve_follow},
    {DLT645_READ_ADDRESS, REACH_OWN | REACH_WILD, 0, meter_serve_address},
    {DLT645_WRITE, REACH_OWN, 0, meter_serve_write},
    {DLT645_FREEZE, REACH_OWN | REACH_ALL, 0, meter_serve_freeze},
    {DLT645_BROADCAST_TIME, REACH_OWN | REACH_ALL, 0, meter_serve_time},
    {DLT645_CONTROL, REACH_OWN, 0, meter_serve_control},
    {DLT645_SECURITY, REACH_OWN, 0, serve_security},
    {DLT645_SPEED, REACH_OWN, DLT645_ERR_SPEED, NULL},
    {DLT645_PASSWORD, REACH_OWN, DLT645_ERR_NOT_ALLOWED, NULL},
    {DLT645_RESET_DEMAND, REACH_OWN, DLT645_ERR_NOT_ALLOWED, NULL},
    {DLT645_RESET_METER, REACH_OWN, DLT645_ERR_NOT_ALLOWED, NULL},
    {DLT645_RESET_EVENTS, REACH_OWN, DLT645_ERR_NOT_ALLOWED, NULL},
    {DLT645_OUTPUT, REACH_OWN, DLT645_ERR_OTHER, NULL},
};

/* No security chip: every security command fails its verification, SERR bit 2. */
static void serve_security(struct meter_device *meter, struct meter_exchange *exchange)
{
    static const uint8_t serr[2] = {0x04, 0x00};
    meter_answer_refusal(meter, exchange, serr, sizeof serr);
}

static const struct handler *handler_find(unsigned function)
{
    for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
        if (handlers[i].function == function)
            return &handlers[i];
    return NULL;
}

/* AA that do not stand together at the high end, taken for any byte all the same. */
static bool matches_scattered(const uint8_t *address, const uint8_t *own)
{
    for (size_t i = 0; i < DLT645_ADDRESS_SIZE; i++)
        if (address[i] != 0xAA && address[i] != own[i])
            return false;
    return true;
}

static enum reach reach_of(const struct meter_device *meter, const uint8_t *address)
{
    const struct meter_rules *rules = &meter->config.rules;
    static const uint8_t all_wild[DLT645_ADDRESS_SIZE] = {0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA};
    bool is_own = memcmp(address, meter->config.address, DLT645_ADDRESS_SIZE) == 0;
    if (is_own)
        return REACH_OWN;
    if (dlt645_address_is_broadcast(address))
        return REACH_ALL;
    if (memcmp(address, all_wild, DLT645_ADDRESS_SIZE) == 0)
        return rules->answers_six_aa ? REACH_WILD : REACH_NONE;
    if (dlt645_address_matches(address, meter->config.address))
        return rules->answers_short ? REACH_WILD : REACH_NONE;
    if (rules->takes_aa_anywhere && matches_scattered(address, meter->config.address))
        return REACH_WILD;
    return rules->answers_foreign ? REACH_OWN : REACH_NONE;
}

/* The table, and what the rules open beyond it. */
static unsigned reach_granted(const struct meter_device *meter, const struct handler *handler)
{
    unsigned granted = handler->reach;
    if (meter->config.rules.writes_wild)
        granted |= REACH_WILD;
    if (meter->config.rules.answers_broadcast)
        granted |= REACH_ALL;
    return granted;
}

/* A request that was sent to this meter. */
static void handle_reached(struct meter_device *meter, const struct dlt645_frame *request,
                           enum reach reach, struct meter_output *output)
{
    unsigned function = request->control & DLT645_FUNCTION;
    if (meter_fault_takes(meter, METER_FAULT_UNHEARD))
        return;
    if (function != DLT645_READ_FOLLOW) /* any other command ends a follow-up */
        meter->follow.sent = meter->follow.size;
    const struct handler *handler = handler_find(function);
    if (handler == NULL || !(reach_granted(meter, handler) & (unsigned)reach))
        return;
    struct meter_exchange exchange = {.request = request,
                                      .output = output,
                                      .is_silent = reach == REACH_ALL &&
                                                   !meter->config.rules.answers_broadcast};
    if (handler->serve)
        handler->serve(meter, &exchange);
    else
        meter_answer_error(meter, &exchange, handler->refusal);
}

void meter_handle(struct meter_device *meter, const struct dlt645_frame *request, ms_t now,
                  struct meter_output *output)
{
    *output = (struct meter_output){.size = 0};
    meter_advance(meter, now);
    unsigned function = request->control & DLT645_FUNCTION;
    if (request->control != function && !meter->config.rules.takes_answers)
        return; /* an answer of another meter, or bits that only answers have */
    enum reach reach = reach_of(meter, request->address);
    if (reach == REACH_NONE || meter->is_off)
        return;
    handle_reached(meter, request, reach, output);
    if (meter_fault_takes(meter, METER_FAULT_UNANSWERED))
        output->size = 0;
    meter_fault_wear(meter);
}

void meter_config_default(struct meter_config *config)
{
    *config = (struct meter_config){
        .address = {0x01}, .phases = 1, .tariffs = METER_TARIFFS_MAX, .per_day = 800};
    meter_rules_sound(&config->rules);
}

void meter_init(struct meter_device *meter, const struct meter_config *config, ms_t now)
{
    struct meter_config made = *config; /* which may be the meter's own */
    if (made.tariffs < 1)
        made.tariffs = 1;
    if (made.tariffs > METER_TARIFFS_MAX)
        made.tariffs = METER_TARIFFS_MAX;
    if (made.phases != METER_PHASES)
        made.phases = 1;
    memset(meter, 0, sizeof *meter);
    meter->config = made;
    meter->now = now;
    meter->clock_set = now;
    meter->clock_set_at = now;
    meter->expired_at = MS_NEVER;
    meter->time_set_day = MS_NEVER;
    meter->energy.at = now;
    meter->energy.per_day = made.per_day;
    meter->energy.parts = (uint64_t)made.initial * ENERGY_UNIT;
    relay_init(&meter->relay, made.is_external);
    meter_load_init(&meter->load);
    meter_demand_restart(meter);
    meter_params_init(meter);
    dlt645_scan_init(&meter->scanner);
}

bool meter_key(struct meter_device *meter, ms_t now)
{
    meter_advance(meter, now);
    bool has_closed = !meter->is_off && relay_key(&meter->relay);
    meter_drive(meter);
    meter_log_switches(meter);
    return has_closed;
}

void meter_power_cycle(struct meter_device *meter, ms_t now)
{
    meter_advance(meter, now);
    relay_power_cycle(&meter->relay);
    meter_drive(meter);
    meter_log_switches(meter);
    meter->follow.sent = meter->follow.size;
    meter->is_deaf = false;
    dlt645_scan_init(&meter->scanner);
}
