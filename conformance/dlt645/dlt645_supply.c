#include "conformance/dlt645/dlt645_supply.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"

#include <stdio.h>
#include <string.h>

#define OPEN_BITS   (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN)
#define TRIES       3   /* a frame may be lost on the line */
#define SETTLE_LOOK 500 /* ms between two looks at a relay that settles */

bool supply_find(struct conform_case *c, struct supply_found *found)
{
    struct case_answer answer;
    uint16_t status;
    for (int i = 0; i < TRIES && c->source->state == CONFORM_SOURCE_READY; i++) {
        if (!case_get_status(c, &status, &answer))
            continue;
        if (!found->is_known)
            *found = (struct supply_found){.is_known = true, .is_open = status & OPEN_BITS};
        return true;
    }
    return false;
}

/* Closes and waits until it shows. False: something was not answered as it should. */
static bool close_relay(struct conform_case *c, uint16_t *status)
{
    struct case_answer answer;
    ms_t clock;
    if (c->device->features >> DEVICE_CLOCK & 1u && !case_get_clock(c, &clock, &answer))
        return false;
    if (!case_control_done(c, RELAY_CLOSE, &answer))
        return false;
    ms_t deadline = c->source->now + c->device->relay_settle_ms;
    while (case_get_status(c, status, &answer)) {
        ms_t left = deadline - c->source->now;
        if (!(*status & OPEN_BITS) || left <= 0)
            return true;
        if (!case_wait(c, left < SETTLE_LOOK ? left : SETTLE_LOOK))
            return false;
    }
    return false;
}

/* Reads, and closes if it must. False: status word 3 was never read. */
static bool look(struct conform_case *c, const struct supply_found *found, uint16_t *status)
{
    struct case_answer answer;
    bool is_read = false;
    for (int tries = 0; tries < TRIES && conform_source_revive(c->source);) {
        if (!case_get_status(c, status, &answer)) {
            tries += c->source->state != CONFORM_SOURCE_LOST;
            continue;
        }
        is_read = true;
        tries++;
        if (!(*status & OPEN_BITS) || found->is_open || !found->is_known)
            return true;
        if (close_relay(c, status) && !(*status & OPEN_BITS))
            return true;
    }
    return is_read;
}

/* How the supply is left, with the status word. */
static struct fk_text left_text(uint16_t status, const struct supply_found *found)
{
    bool is_open = status & DLT645_W3_RELAY_OPEN, is_tripping = status & DLT645_W3_COMMAND_OPEN;
    if (!is_open && !is_tripping)
        return (struct fk_text){"the supply is closed (status word 3 is %04X)",
                                "供电已接通（状态字3为%04X）"};
    if (found->is_open)
        return (struct fk_text){"the supply is open, as it was found (status word 3 is %04X)",
                                "供电断开，与测试前相同（状态字3为%04X）"};
    if (!found->is_known)
        return (struct fk_text){"THE SUPPLY IS OPEN, and how it was found is not known (status "
                                "word 3 is %04X)",
                                "供电断开，而测试前如何不得而知（状态字3为%04X）"};
    if (is_open)
        return (struct fk_text){"THE SUPPLY IS OPEN and was closed before (status word 3 is %04X)",
                                "供电断开，而测试前接通（状态字3为%04X）"};
    return (struct fk_text){"A TRIP IS RUNNING that was not there before (status word 3 is %04X, "
                            "b6)",
                            "有跳闸在途，而测试前没有（状态字3为%04X，b6）"};
}

/* Appends what else is left as it is. */
static void tell_rest(uint16_t status, enum fk_lang lang, char *out, size_t capacity)
{
    static const struct {
        uint16_t bit;
        struct fk_text text;
    } rest[] = {
        {DLT645_W3_PROTECTED, {"; protection (保电) is on and stays so", "；保电未解除，不予改变"}},
        {DLT645_W3_ALARM, {"; the alarm is on and stays so", "；报警未解除，不予改变"}},
    };
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        size_t used = strlen(out);
        if (status & rest[i].bit)
            snprintf(out + used, capacity - used, "%s", fk_text_in(rest[i].text, lang));
    }
}

bool supply_check(struct conform_case *c, const struct supply_found *found, char *out,
                  size_t capacity)
{
    uint16_t status;
    bool is_unquiet = c->source->state != CONFORM_SOURCE_READY;
    conform_source_begin_restore(c->source);
    if (is_unquiet)
        (void)case_wait_quiet(c);
    bool is_read = look(c, found, &status);
    conform_source_end_restore(c->source);
    if (!is_read) {
        snprintf(out, capacity, "%s",
                 CASE_SAY(c,
                          "status word 3 could not be read at the end: look whether the supply is "
                          "closed",
                          "结束时未能读到状态字3：请检查供电是否接通"));
        return false;
    }
    c->is_supply_seen_closed = !(status & OPEN_BITS);
    snprintf(out, capacity, fk_text_in(left_text(status, found), c->lang), status);
    if (found->tells_rest)
        tell_rest(status, c->lang, out, capacity);
    return !(status & OPEN_BITS) || found->is_open;
}
