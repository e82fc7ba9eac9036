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
    if (!meter_has_defect(meter, METER_DEFECT_NO_ERROR_ANSWER))
        meter_answer(meter, exchange, DLT645_ERROR_ANSWER, serr, sizeof serr);
}

static const struct handler *handler_find(unsigned function)
{
    for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
        if (handlers[i].function == function)
            return &handlers[i];
    return NULL;
}

static enum reach reach_of(const struct meter_device *meter, const uint8_t *address)
{
    static const uint8_t all_wild[DLT645_ADDRESS_SIZE] = {0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA};
    bool is_own = memcmp(address, meter->config.address, DLT645_ADDRESS_SIZE) == 0;
    if (is_own)
        return REACH_OWN;
    if (dlt645_address_is_broadcast(address))
        return REACH_ALL;
    if (!dlt645_address_matches(address, meter->config.address))
        return meter_has_defect(meter, METER_DEFECT_FOREIGN_ADDRESS) ? REACH_OWN : REACH_NONE;
    bool is_all_wild = memcmp(address, all_wild, DLT645_ADDRESS_SIZE) == 0;
    if (meter_has_defect(meter,
                         is_all_wild ? METER_DEFECT_NO_WILDCARD : METER_DEFECT_NO_SHORT_ADDRESS))
        return REACH_NONE;
    return REACH_WILD;
}

/* What the addressing defects serve beyond the table. */
static unsigned reach_granted(const struct meter_device *meter, const struct handler *handler)
{
    unsigned granted = handler->reach;
    if (meter_has_defect(meter, METER_DEFECT_WILD_WRITE))
        granted |= REACH_WILD;
    if (meter_has_defect(meter, METER_DEFECT_BROADCAST_ANSWER))
        granted |= REACH_ALL;
    return granted;
}

void meter_handle(struct meter_device *meter, const struct dlt645_frame *request, ms_t now,
                  struct meter_output *output)
{
    output->size = 0;
    output->delay_ms = 0;
    meter_advance(meter, now);
    unsigned function = request->control & DLT645_FUNCTION;
    if (request->control != function && !meter_has_defect(meter, METER_DEFECT_ANSWERS_ANSWERS))
        return; /* an answer of another meter, or bits that only answers have */
    enum reach reach = reach_of(meter, request->address);
    if (reach == REACH_NONE)
        return;
    if (function != DLT645_READ_FOLLOW) /* any other command ends a follow-up */
        meter->follow.sent = meter->follow.size;
    const struct handler *handler = handler_find(function);
    if (handler == NULL || !(reach_granted(meter, handler) & (unsigned)reach))
        return;
    struct meter_exchange exchange = {
        .request = request,
        .output = output,
        .is_silent = reach == REACH_ALL && !meter_has_defect(meter, METER_DEFECT_BROADCAST_ANSWER)};
    if (handler->serve)
        handler->serve(meter, &exchange);
    else
        meter_answer_error(meter, &exchange, handler->refusal);
}

void meter_config_default(struct meter_config *config)
{
    *config = (struct meter_config){
        .address = {0x01}, .tariffs = METER_TARIFFS_MAX, .per_day = 800, .answer_delay_ms = 30};
}

void meter_init(struct meter_device *meter, const struct meter_config *config, ms_t now)
{
    memset(meter, 0, sizeof *meter);
    meter->config = *config;
    if (config->tariffs < 1)
        meter->config.tariffs = 1;
    if (config->tariffs > METER_TARIFFS_MAX)
        meter->config.tariffs = METER_TARIFFS_MAX;
    meter->now = now;
    meter->time_set_day = MS_NEVER;
    meter->energy.at = now;
    meter->energy.per_day = config->per_day;
    meter->energy.parts = (uint64_t)config->initial * ENERGY_UNIT;
    relay_init(&meter->relay, config->is_external);
    meter_params_init(meter);
    dlt645_scan_init(&meter->scanner);
}

ms_t meter_due(const struct meter_device *meter)
{
    ms_t due = relay_due(&meter->relay);
    bool is_settling = meter->relay.flags & RELAY_PULSE_PENDING;
    return is_settling && meter->settle_at < due ? meter->settle_at : due;
}

bool meter_key(struct meter_device *meter, ms_t now)
{
    meter_advance(meter, now);
    bool has_closed = relay_key(&meter->relay);
    meter_log_switches(meter);
    return has_closed;
}

void meter_power_cycle(struct meter_device *meter, ms_t now)
{
    meter_advance(meter, now);
    relay_power_cycle(&meter->relay);
    meter_log_switches(meter);
    meter->follow.sent = meter->follow.size;
    meter->is_deaf = false;
    dlt645_scan_init(&meter->scanner);
}
