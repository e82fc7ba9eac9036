#include "conformance/restore.h"
#include "models/meter/relay.h"
#include "protocol/dlt645_status.h"

#include <stdio.h>
#include <string.h>

#define SHOWN                                                                                      \
    (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN | DLT645_W3_ALARM | DLT645_W3_PROTECTED)
#define RELAY_TRIES     3 /* a frame may be lost on the line; the supply must come back */
#define CLOCK_TOLERANCE (3 * MS_SECOND)

static bool put_item_back(struct conform_case *c)
{
    struct case_answer answer;
    const struct case_found found = c->found;
    uint8_t now[sizeof found.item_bytes];
    if (!case_get(c, found.item, found.item_size, now, &answer))
        return false;
    if (memcmp(now, found.item_bytes, found.item_size) == 0)
        return true;
    return case_write(c, NULL, found.item, found.item_bytes, NULL, found.item_size, false) &&
           case_receive(c, &answer) && case_expect_done(c, &answer, DLT645_WRITE, 0) &&
           case_get(c, found.item, found.item_size, now, &answer) &&
           (memcmp(now, found.item_bytes, found.item_size) == 0 ||
            case_broken(c, &answer, "the value found", "item %08X kept another value", found.item));
}

/* Milliseconds by which the meter clock is away from where it was found. */
static bool clock_error(struct conform_case *c, ms_t *out)
{
    struct case_answer answer;
    ms_t clock;
    if (!case_get_clock(c, &clock, &answer))
        return false;
    *out = clock - (conform_source_wall(c->source) + c->found.clock_offset);
    return true;
}

static bool is_clock_right(ms_t error)
{
    return error > -CLOCK_TOLERANCE && error < CLOCK_TOLERANCE;
}

static bool put_clock_back(struct conform_case *c)
{
    struct case_answer answer;
    uint8_t bytes[7];
    ms_t error;
    if (!clock_error(c, &error))
        return false;
    if (is_clock_right(error))
        return true;
    case_put_clock(conform_source_wall(c->source) + c->found.clock_offset, bytes);
    return case_write(c, NULL, DI_CLOCK, bytes, NULL, sizeof bytes, false) &&
           case_receive(c, &answer) && case_expect_done(c, &answer, DLT645_WRITE, 0) &&
           clock_error(c, &error) &&
           (is_clock_right(error) || case_broken(c, &answer, "the clock as found",
                                                 "the clock is %lld ms off", (long long)error));
}

static bool order(struct conform_case *c, uint8_t n1)
{
    struct case_answer answer;
    return case_control_done(c, n1, &answer);
}

/* Protection ends before the relay is closed, so that a meter that opens when protection ends is
 * closed after it; protection that was found comes back when the relay is closed again. */
static bool put_relay_back(struct conform_case *c)
{
    struct case_answer answer;
    const uint16_t was = c->found.status;
    uint16_t now;
    if (c->found.is_status_fresh && !c->found.may_be_open &&
        ((c->found.last_status ^ was) & SHOWN) == 0)
        return true;
    bool may_be_open = c->found.may_be_open;
    if (!case_get_status(c, &now, &answer))
        return false;
    if ((now & ~was & DLT645_W3_PROTECTED) && !order(c, RELAY_UNPROTECT))
        return false;
    bool is_open = now & (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN);
    if ((may_be_open || is_open || (now & ~was & DLT645_W3_PROTECTED)) &&
        !(was & DLT645_W3_RELAY_OPEN) && !order(c, RELAY_CLOSE))
        return false;
    if ((~now & was & DLT645_W3_PROTECTED) && !order(c, RELAY_PROTECT))
        return false;
    if (((now ^ was) & DLT645_W3_ALARM) &&
        !order(c, was & DLT645_W3_ALARM ? RELAY_ALARM_ON : RELAY_ALARM_OFF))
        return false;
    if (!case_get_status(c, &now, &answer))
        return false;
    return ((now ^ was) & SHOWN) == 0 || case_broken(c, &answer, "status word 3 as found",
                                                     "status word 3 is %04X, was %04X", now, was);
}

void conform_restore(struct conform_case *c)
{
    struct conform_source *source = c->source;
    const struct case_found *found = &c->found;
    bool is_status_touched =
        found->is_relay_touched || found->is_protect_touched || found->is_alarm_touched;
    c->result->is_restored = true;
    if (!found->has_item && !found->is_clock_touched && !is_status_touched)
        return;

    /* The steps use the helpers of a test; what they judge goes to a result of their own. */
    struct conform_test_result aside = {.id = c->result->id, .proof_entry = -1};
    struct conform_case restoring = *c;
    restoring.result = &aside;
    restoring.is_preparing = true;
    bool is_stopped = source->state == CONFORM_SOURCE_STOPPED;
    conform_source_begin_restore(source);
    if (is_stopped)
        (void)case_wait_quiet(&restoring);
    /* The supply first: whatever fails later, the customer has power. */
    bool is_relay_back = !is_status_touched;
    for (int i = 0; i < RELAY_TRIES && !is_relay_back && found->has_status; i++)
        is_relay_back = put_relay_back(&restoring);
    bool is_item_back = !found->has_item || put_item_back(&restoring);
    bool is_clock_back = !found->is_clock_touched || put_clock_back(&restoring);
    conform_source_end_restore(source);
    c->result->is_restored = is_item_back && is_clock_back && is_relay_back;
    if (!c->result->is_restored)
        snprintf(c->result->detail, sizeof c->result->detail, "NOT PUT BACK (%s): %.200s",
                 !is_relay_back   ? "relay, protection or alarm"
                 : !is_clock_back ? "clock"
                                  : "item",
                 aside.actual[0] ? aside.actual : aside.detail);
}
