#include "conformance/dlt645/dlt645_protocol.h"
#include "conformance/dlt645/dlt645_probe.h"
#include "conformance/dlt645/dlt645_restore.h"
#include "conformance/dlt645/dlt645_supply.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"

#include <stdio.h>
#include <string.h>

/* What is known of the supply over a whole run. */
struct memory {
    struct dlt645_known known; /* first: known() */
    bool is_supply_touched;
    bool may_be_open;           /* the last test that touched it could not close it for certain */
    struct supply_found supply; /* at the probe, or by the first test that touched it */
};

static enum conform_reason probe(struct conform_case *c, void *memory, struct conform_words *why)
{
    struct memory *run = memory;
    enum conform_reason reason = dlt645_find_meter(c, &run->known, why);
    if (reason == CONFORM_REASON_NONE && c->source->state == CONFORM_SOURCE_READY &&
        c->device->features >> DEVICE_RELAY & 1u)
        (void)supply_find(c, &run->supply);
    return reason;
}

/* Only the error bit of the password is a refusal of it; a meter that says anything else is a
 * matter of the tests. */
static bool is_refusal(const struct case_answer *answer, uint8_t function)
{
    return answer->kind == CASE_FRAME &&
           answer->frame.control == (function | DLT645_FROM_METER | DLT645_ERROR_ANSWER) &&
           answer->frame.length == 1 && answer->frame.data[0] == DLT645_ERR_NOT_ALLOWED;
}

/* Writes the value that stands there. */
static bool is_write_refused(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t bytes[16];
    uint32_t di = c->device->write_item;
    if (!case_read(c, di, &answer) || answer.kind != CASE_FRAME ||
        answer.frame.control != (DLT645_READ | DLT645_FROM_METER) || answer.frame.length <= 4 ||
        answer.frame.length - 4u > sizeof bytes)
        return false;
    size_t size = answer.frame.length - 4u;
    memcpy(bytes, answer.frame.data + 4, size);
    return case_write(c, NULL, di, bytes, NULL, size, CASE_RIGHT) && case_receive(c, &answer) &&
           is_refusal(&answer, DLT645_WRITE);
}

/* Closes a relay that is closed: the one command that the strictest plain levels take, too. */
static bool is_close_refused(struct conform_case *c)
{
    struct case_answer answer;
    uint16_t status;
    ms_t clock;
    return (!(c->device->features >> DEVICE_CLOCK & 1u) || case_get_clock(c, &clock, &answer)) &&
           case_get_status(c, &status, &answer) &&
           !(status & (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN)) &&
           case_control(c, RELAY_CLOSE, &answer) && is_refusal(&answer, DLT645_CONTROL);
}

/* One try with what the device has. */
static bool is_password_refused(struct conform_case *c)
{
    if (c->device->features >> DEVICE_WRITE & 1u)
        return is_write_refused(c);
    return c->device->features >> DEVICE_RELAY & 1u && is_close_refused(c);
}

/* What the device shows of itself while it is put back: it does not do what it confirms. */
static void judge_restore(struct conform_case *c, struct dlt645_known *known)
{
    const struct case_found *found = &own(c)->found;
    bool is_close_lost = found->is_close_confirmed && found->is_status_fresh &&
                         found->last_status & DLT645_W3_RELAY_OPEN &&
                         !(found->status & DLT645_W3_RELAY_OPEN);
    known->is_close_lost |= is_close_lost;
    if ((!is_close_lost && found->lost_item == 0) || c->verdict >= CONFORM_FAIL)
        return;
    (void)(is_close_lost ? case_close_lost(c, found->last_status)
                         : case_write_lost(c, found->lost_item));
    c->result->step = 0;
    c->result->point_text = (struct fk_text){"while the device was put back", "恢复原状时"};
}

static void restore(struct conform_case *c, void *memory)
{
    struct memory *run = memory;
    const struct case_found *found = &own(c)->found;
    dlt645_restore(c);
    if (!c->result->is_restored)
        judge_restore(c, &run->known);
    run->is_supply_touched |= dlt645_journal_holds(&own(c)->journal, JOURNAL_STATUS);
    if (found->is_relay_touched)
        run->may_be_open = found->may_be_open;
    if (!run->supply.is_known && found->has_status)
        run->supply = (struct supply_found){
            .is_known = true,
            .is_open = found->status & (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN)};
}

/* The supply is looked at once more after everything. */
static bool final_check(struct conform_case *c, void *memory, char *out, size_t capacity)
{
    const struct memory *run = memory;
    if (run->may_be_open)
        conform_source_be_patient(c->source, CONFORM_PATIENCE_OPEN_MS);
    if (run->is_supply_touched)
        return supply_check(c, &run->supply, out, capacity);
    snprintf(out, capacity, "%s",
             CASE_SAY(c, "no test touched the relay, protection or alarm",
                      "没有测试动过继电器、保电或报警"));
    return true;
}

static bool is_noisy(const void *memory)
{
    return ((const struct memory *)memory)->known.stale.is_noisy;
}

static void expect_closed(void *memory)
{
    struct memory *run = memory;
    run->is_supply_touched = true;
    run->supply = (struct supply_found){.is_known = true, .tells_rest = true};
}

static void end(struct conform_case *c)
{
    dlt645_journal_fini(&own(c)->journal);
}

const struct conform_protocol dlt645_protocol = {
    .case_size = sizeof(struct dlt645_own),
    .memory_size = sizeof(struct memory),
    .probe = probe,
    .is_password_refused = is_password_refused,
    .wait_quiet = case_wait_quiet,
    .restore = restore,
    .final_check = final_check,
    .is_noisy = is_noisy,
    .expect_closed = expect_closed,
    .end = end,
};
