/* Changing the device: control commands, writes and the clock, with a note of how it was. */
#include "conformance/dlt645/dlt645_ask.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_time.h"

#include <stdio.h>
#include <string.h>

#define LOWEST_LEVEL 0x09            /* PA that neither writes nor orders */
#define VALID_MS     (5 * MS_MINUTE) /* what benches use as valid-until time */

/* PA, password and operator code, as 14H and 1CH begin or go on. A wrong password differs in every
 * byte from the right one. */
static void put_access(const struct conform_case *c, enum case_access access, uint8_t *out)
{
    out[0] = access == CASE_LOWEST_LEVEL ? LOWEST_LEVEL : c->device->password_level;
    for (size_t i = 0; i < 3; i++)
        out[1 + i] =
            access == CASE_WRONG_PASSWORD ? (uint8_t)(c->password[i] ^ 0x11) : c->password[i];
    memcpy(out + 4, c->device->operator_code, 4);
}

/* Notes a change before it is made; without the note it is not made. */
static bool note(struct conform_case *c, enum journal_kind kind, uint32_t item,
                 const uint8_t *bytes, size_t size)
{
    if (dlt645_journal_add(&own(c)->journal, kind, item, bytes, size) == FK_OK)
        return true;
    c->verdict = conform_verdict_raise(c->verdict, CONFORM_ERROR);
    snprintf(c->result->detail, sizeof c->result->detail, "%s",
             CASE_SAY(c, "no memory to note how the device was: nothing was changed",
                      "内存不足，无法记下原状：未作任何改变"));
    return false;
}

/* Trips, and commands that should not exist, may leave the relay open. */
static bool note_order(struct conform_case *c, uint8_t n1)
{
    struct case_found *found = &own(c)->found;
    if (!note(c, JOURNAL_STATUS, 0, NULL, 0))
        return false;
    found->is_status_fresh = false;
    found->was_maybe_open = found->may_be_open;
    bool is_other = n1 == RELAY_ALARM_ON || n1 == RELAY_ALARM_OFF || n1 == RELAY_PROTECT ||
                    n1 == RELAY_UNPROTECT;
    found->is_relay_touched |= !is_other;
    found->may_be_protected |= n1 == RELAY_PROTECT;
    if (!is_other && n1 != RELAY_CLOSE)
        found->may_be_open = true;
    return true;
}

bool case_order_send(struct conform_case *c, const struct case_order *order)
{
    uint8_t data[16] = {0};
    ms_t clock = conform_source_wall(c->source) + own(c)->found.clock_offset;
    put_access(c,
               order->is_wrong_password ? CASE_WRONG_PASSWORD
               : order->is_wrong_level  ? CASE_LOWEST_LEVEL
                                        : CASE_RIGHT,
               data);
    data[8] = order->n1;
    if (order->until)
        memcpy(data + 10, order->until, 6);
    else
        dlt645_time_put(clock + (order->valid_ms ? order->valid_ms : VALID_MS), DLT645_ORDER_STAMP,
                        data + 10);
    struct dlt645_frame frame = case_request(c, DLT645_CONTROL, data, sizeof data);
    if (order->address)
        memcpy(frame.address, order->address, sizeof frame.address);
    return note_order(c, order->n1) && case_send_secret(c, &frame, 1);
}

void case_order_answered(struct conform_case *c, const struct case_order *order,
                         const struct case_answer *answer)
{
    own(c)->settle_until = c->source->now + c->device->relay_settle_ms;
    if (answer->kind != CASE_FRAME || (answer->frame.control & DLT645_FUNCTION) != DLT645_CONTROL)
        return;
    bool is_done = !(answer->frame.control & DLT645_ERROR_ANSWER);
    own(c)->found.is_close_confirmed |= order->n1 == RELAY_CLOSE && is_done;
    if (order->n1 == RELAY_UNPROTECT && is_done)
        own(c)->found.may_be_protected = false;
    if (order->n1 == RELAY_CLOSE && is_done)
        own(c)->found.may_be_open = false;
    /* A refused one changed nothing, but one before it may have. */
    if (order->n1 != RELAY_CLOSE && !is_done)
        own(c)->found.may_be_open = own(c)->found.was_maybe_open;
}

bool case_control(struct conform_case *c, uint8_t n1, struct case_answer *answer)
{
    const struct case_order order = {.n1 = n1};
    if (!case_order_send(c, &order) || !case_receive(c, answer))
        return false;
    case_order_answered(c, &order, answer);
    return true;
}

bool case_control_done(struct conform_case *c, uint8_t n1, struct case_answer *answer)
{
    if (!case_control(c, n1, answer) || !case_expect_frame(c, answer, DLT645_CONTROL))
        return false;
    /* The execution word belongs to level 98 with P2 = 01; some meters always add it. */
    bool has_word = !(answer->frame.control & DLT645_ERROR_ANSWER) && answer->frame.length == 2;
    if (!has_word)
        return case_expect_done(c, answer, DLT645_CONTROL, 0);
    return c->is_preparing ||
           case_remark(c, &answer->proof,
                       CASE_SAY(c,
                                "confirmed with the execution word %02X%02X, which plain levels "
                                "do not ask for",
                                "以执行状态字%02X%02X确认，明文级别并未要求"),
                       answer->frame.data[1], answer->frame.data[0]);
}

bool case_write(struct conform_case *c, const uint8_t *address, uint32_t di, const uint8_t *bytes,
                const uint8_t *old, size_t size, enum case_access access)
{
    uint8_t data[12 + JOURNAL_DATA];
    dlt645_di_put(data, di);
    put_access(c, access, data + 4);
    memcpy(data + 12, bytes, size);
    if (old && !note(c, JOURNAL_ITEM, di, old, size))
        return false;
    struct dlt645_frame frame = case_request(c, DLT645_WRITE, data, 12 + size);
    if (address)
        memcpy(frame.address, address, sizeof frame.address);
    return case_send_secret(c, &frame, 5);
}

bool case_touch_clock(struct conform_case *c)
{
    return note(c, JOURNAL_CLOCK, 0, NULL, 0);
}
