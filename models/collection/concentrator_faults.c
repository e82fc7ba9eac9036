/* Faults of the meters of a concentrator, and of its line. */
#include "models/collection/concentrator.h"
#include "models/collection/concentrator_parts.h"

/* `one`: CELL_MUTE_ONE or CELL_UNTASKED_ONE. With value 1 a mute meter obeys all the same. */
static int hide_registers(struct concentrator *c, const struct message *message, uint8_t one)
{
    struct message obeyed = *message;
    int err = meter_cell_hide(concentrator_meter(c, message->customer), one, message->code);
    obeyed.value = RESULT_OK;
    return err == FK_OK && message->value ? refusals_change(&c->refusals, &obeyed) : err;
}

/* 3A by mistake as long as there is one of it; then 3B, which moves nothing. */
static void protect(struct concentrator *c, uint32_t customer, const struct meter_site *site,
                    ms_t now)
{
    bool is_on = meter_site_has(site, FAULT_METER_PROTECTED);
    (void)meter_cell_command(concentrator_meter(c, customer), concentrator_load(c, customer),
                             is_on ? RELAY_PROTECT : RELAY_UNPROTECT, MS_NEVER, now);
}

/* A fault between the relay and the light. */
static int take_site_fault(struct concentrator *c, const struct message *message, ms_t now)
{
    uint32_t customer = message->customer;
    struct meter_cell *meter = concentrator_meter(c, customer);
    struct standing was = concentrator_look(c, customer, now);
    struct meter_site *site = slots_open(c->config->sites, customer);
    int err = site ? meter_site_fault(site, message->kind, message->code) : FK_E_MEMORY;
    if (err == FK_OK && message->kind == FAULT_POWER_CUT)
        err = meter_cell_hide(meter, CELL_MUTE_ONE, message->code);
    if (err != FK_OK)
        return err;
    if (message->kind == FAULT_METER_PROTECTED)
        protect(c, customer, site, now);
    concentrator_settle(c, customer, site);
    concentrator_moved(c, customer, was, now);
    if (message->kind == FAULT_POWER_CUT && !meter_site_has(site, FAULT_POWER_CUT))
        concentrator_end_delay(c, customer, now); /* W becomes open with the voltage (relay.h) */
    if (c->config->wallets)
        concentrator_settle_wallet(c, customer, now);
    /* others may have come in between, and have moved what all concentrators share */
    site = slots_find(c->config->sites, customer);
    if (!site)
        return FK_OK;
    bool is_pressed = site->is_key_held && !(meter->site & SITE_LOCKED);
    site->is_key_held = site->is_key_held && !is_pressed;
    if (meter_site_is_plain(site))
        err = slots_close(c->config->sites, customer);
    if (is_pressed)
        concentrator_press(c, customer, now);
    return err;
}

/* It tries from the moment on at which it was cut off; the first attempt that finds the line whole
 * succeeds. */
static ms_t next_log_on(const struct concentrator *c, ms_t now)
{
    ms_t every = chance_duration(&c->config->log_on, c->config->seed, CHANCE_LOG_ON, c->first,
                                 (uint64_t)c->off_since);
    ms_t tried = every > 0 ? (now - c->off_since) / every * every : now - c->off_since;
    return c->off_since + tried < now ? c->off_since + tried + every : now;
}

/* A fault of the line begins or ends. */
static void change_line(struct concentrator *c, bool begins, ms_t now)
{
    c->line_faults += begins ? 1 : UINT32_MAX;
    c->log_on_at = MS_NEVER;
    if (c->line_faults == 0)
        c->log_on_at = next_log_on(c, now);
    else if (!concentrator_is_cut_off(c))
        c->off_since = now;
}

int concentrator_fault(struct concentrator *c, const struct message *message, ms_t now)
{
    struct meter_cell *meter = concentrator_meter(c, message->customer);
    if (message->kind == FAULT_METER_UNREADABLE)
        return hide_registers(c, message, CELL_MUTE_ONE);
    if (message->kind == FAULT_NOT_IN_TASK)
        return hide_registers(c, message, CELL_UNTASKED_ONE);
    if (message->kind == FAULT_MAC_ERRORS)
        return macs_change(&c->macs, message);
    if (message->kind == FAULT_METER_REFUSES)
        return refusals_change(&c->refusals, message);
    if (message->kind == FAULT_FEP_DOWN || message->kind == FAULT_TERMINAL_OFFLINE) {
        change_line(c, message->code, now);
        return FK_OK;
    }
    if (message->kind == FAULT_METER_CLOCK) {
        concentrator_advance(c, message->customer, now);
        meter_cell_set_clock(meter, (int16_t)(message->code ? message->value / MS_MINUTE : 0));
        return FK_OK;
    }
    bool is_of_site = message->kind >= FAULT_SITE_FIRST && message->kind <= FAULT_SITE_LAST;
    return is_of_site && c->config->sites ? take_site_fault(c, message, now) : FK_E_ARG;
}
