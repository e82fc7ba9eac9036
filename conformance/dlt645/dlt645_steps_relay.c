/* Verbs of the relay: orders 1CH, status word 3, counts and records. */
#include "conformance/dlt645/dlt645_steps.h"
#include "protocol/dlt645/dlt645_item.h"

#include <stdio.h>
#include <string.h>

#define LOOK_MS 500 /* between two looks at a relay that settles */

/* Bits of status word 3 that speak of relay, alarm and protection, in the words of a report. */
static void status_text(uint16_t status, enum fk_lang lang, char *out, size_t capacity)
{
    const char *on = FK_SAY(lang, "on", "有"), *off = FK_SAY(lang, "off", "无");
    const char *open = FK_SAY(lang, "open", "断");
    snprintf(out, capacity,
             FK_SAY(lang, "relay %s (b4), command %s (b6), alarm %s (b7), protection %s (b12)",
                    "继电器%s（b4），命令%s（b6），报警%s（b7），保电%s（b12）"),
             status & DLT645_W3_RELAY_OPEN ? open : FK_SAY(lang, "closed", "合"),
             status & DLT645_W3_COMMAND_OPEN ? open : FK_SAY(lang, "close", "合"),
             status & DLT645_W3_ALARM ? on : off, status & DLT645_W3_PROTECTED ? on : off);
}

static bool settled(struct conform_case *c, const struct conform_step *step)
{
    ms_t left = own(c)->settle_until - c->source->now;
    (void)step;
    return left <= 0 || case_wait(c, left);
}

bool dlt645_look_again(struct conform_case *c)
{
    ms_t left = own(c)->settle_until - c->source->now;
    return left > 0 && case_wait(c, left < LOOK_MS ? left : LOOK_MS);
}

static bool is_ended(const struct conform_case *c)
{
    return c->source->state != CONFORM_SOURCE_READY;
}

/* Reads the clock and status word 3; wants the relay closed, no protection, no alarm. Behind a
 * close that was lost a test gives the verdict that it gives alone: one that trips the relay fails,
 * its own trip would not be taken back; one that is refused looks whether the relay stays. */
static bool found_closed(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    uint16_t status;
    char text[CASE_TEXT];
    if (!case_get_clock(c, &own(c)->clock, &answer))
        return false;
    /* a contact that was told to close may still be on its way */
    own(c)->settle_until = c->source->now + c->device->relay_settle_ms;
    do {
        if (!case_get_status(c, &status, &answer))
            return false;
    } while ((status & OPEN_BITS) == DLT645_W3_RELAY_OPEN && dlt645_look_again(c));
    if (is_ended(c))
        return false;
    own(c)->found.status = status; /* nothing has been changed yet: this is what was found */
    if (!(status & (OPEN_BITS | DLT645_W3_ALARM | DLT645_W3_PROTECTED)))
        return true;
    if (status & OPEN_BITS && known(c) && known(c)->is_close_lost) {
        if (step->flags & FOUND_TRIPS)
            return case_close_lost(c, status);
        own(c)->found.may_be_open = own(c)->is_found_open = step->flags & FOUND_ORDERS;
        if (own(c)->is_found_open)
            return true;
    }
    status_text(status, c->lang, text, sizeof text);
    return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                        CASE_SAY(c,
                                 "the test needs a closed relay without alarm and protection, "
                                 "found: %s",
                                 "测试要求继电器闭合且无报警无保电，而初始为：%s"),
                        text);
}

/* With a trip delay the relay opens minutes later: too long for this bench. A meter without the
 * item has no delay. */
static bool no_delay(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    if (!case_read(c, step->item, &answer) || !case_expect_frame(c, &answer, DLT645_READ))
        return false;
    if (answer.frame.control & DLT645_ERROR_ANSWER)
        return true;
    if (!case_expect_item(c, &answer, step->item, 2))
        return false;
    int64_t minutes = dlt645_bcd_get(answer.frame.data + 4, 2);
    return minutes == 0 ||
           case_unknown(c, CONFORM_BENCH_LIMIT, &answer.proof,
                        CASE_SAY(c, "the trip delay is %lld min", "跳闸延时为%lld min"),
                        (long long)minutes);
}

static bool order(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    return case_control_done(c, (uint8_t)step->bits, &answer);
}

static void need_order(const struct conform_step *step, struct conform_needs *needs)
{
    switch (step->bits) {
    case RELAY_PERMIT:
        needs->features |= FEATURE(DEVICE_PERMIT);
        break;
    case RELAY_PROTECT:
    case RELAY_UNPROTECT:
        needs->features |= FEATURE(DEVICE_PROTECT);
        break;
    case RELAY_ALARM_ON:
    case RELAY_ALARM_OFF:
        needs->features |= FEATURE(DEVICE_ALARM);
        break;
    default:
        break;
    }
    needs->has_wrong_password |= step->flags & (ORDER_WRONG_PASSWORD | ORDER_WRONG_LEVEL);
}

/* DC with ERR bit 2 (not authorised), the answer to every refused plain command. */
static bool refused(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    const struct case_order sent = {.n1 = (uint8_t)step->bits,
                                    .is_wrong_password = step->flags & ORDER_WRONG_PASSWORD,
                                    .is_wrong_level = step->flags & ORDER_WRONG_LEVEL,
                                    .valid_ms = step->number,
                                    .until = step->bytes};
    if (!case_order_send(c, &sent) || !case_receive(c, &answer))
        return false;
    case_order_answered(c, &sent, &answer);
    return case_expect_error(c, &answer, DLT645_CONTROL, DLT645_ERR_NOT_ALLOWED,
                             dlt645_says_not_allowed);
}

/* Many meters show an external breaker open when no current flows, and without load none flows
 * before either. */
static bool is_unseen(const struct conform_case *c, const struct conform_step *step,
                      uint16_t status)
{
    return step->mask & step->bits & DLT645_W3_RELAY_OPEN &&
           (status & OPEN_BITS) == DLT645_W3_COMMAND_OPEN &&
           !(c->device->features >> DEVICE_RELAY_FEEDBACK & 1u);
}

/* Looks until the bits are so and relay_settle_ms is not over. */
static bool bits_settle(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    uint16_t status;
    char text[CASE_TEXT];
    do {
        if (!case_get_status(c, &status, &answer))
            return false;
        if ((status & step->mask) == step->bits)
            return case_held(c);
    } while (dlt645_look_again(c));
    if (is_ended(c))
        return false;
    status_text(status, c->lang, text, sizeof text);
    if (is_unseen(c, step, status))
        return case_unknown(c, CONFORM_BENCH_LIMIT, &answer.proof,
                            CASE_SAY(c,
                                     "the meter does not see its relay (relay-feedback is not "
                                     "supported): %s",
                                     "电表看不到其继电器（不支持relay-feedback）：%s"),
                            text);
    return case_broken(
        c, &answer.proof, conform_says(c, step),
        CASE_SAY(c, "status word 3 is %04X after %u ms: %s", "状态字3为%04X，已过%u ms：%s"),
        status, c->device->relay_settle_ms, text);
}

static bool bits_now(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    uint16_t status;
    char text[CASE_TEXT];
    uint32_t wanted = own(c)->is_found_open ? own(c)->found.status & step->mask : step->bits;
    if (!case_get_status(c, &status, &answer))
        return false;
    if ((status & step->mask) == wanted)
        return case_held(c);
    status_text(status, c->lang, text, sizeof text);
    return case_broken(c, &answer.proof, conform_says(c, step),
                       CASE_SAY(c, "status word 3 is %04X: %s", "状态字3为%04X：%s"), status, text);
}

static bool bits(struct conform_case *c, const struct conform_step *step)
{
    if (step->manner == CONFORM_SETTLES)
        return bits_settle(c, step);
    if (step->manner != CONFORM_STAYS)
        return bits_now(c, step);
    return bits_now(c, step) && settled(c, step) && bits_now(c, step);
}

/* Trips the relay as a preparation: the test is about something else. */
static bool opens(struct conform_case *c, const struct conform_step *step)
{
    static const struct conform_step open = {BITS(DLT645_W3_RELAY_OPEN, DLT645_W3_RELAY_OPEN),
                                             SETTLES,
                                             SAYS("an open relay", "继电器已断开", "3.6 T")};
    struct case_answer answer;
    (void)step;
    return case_control_done(c, RELAY_TRIP, &answer) && bits_settle(c, &open);
}

static bool keep(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    return case_get_number(c, step->item, 3, dlt645_slot(c, step->slot), &answer);
}

/* The counter went up by `number`. */
static bool grew(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    int64_t before = *dlt645_slot(c, step->slot), now;
    do {
        if (!case_get_number(c, step->item, 3, &now, &answer))
            return false;
        if (now == before + step->number)
            return case_held(c);
    } while (now == before && dlt645_look_again(c)); /* what went wrong does not come right */
    if (is_ended(c))
        return false;
    return case_broken(c, &answer.proof, conform_says(c, step),
                       CASE_SAY(c, "item %08X went from %lld to %lld", "数据项%08X由%lld变为%lld"),
                       step->item, (long long)before, (long long)now);
}

static bool operator(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    const uint8_t *sent = c->device->operator_code;
    uint8_t code[4];
    do {
        if (!case_get(c, step->item, sizeof code, code, &answer))
            return false;
        if (memcmp(code, sent, sizeof code) == 0)
            return case_held(c);
    } while (dlt645_look_again(c));
    if (is_ended(c))
        return false;
    return case_broken(c, &answer.proof, conform_says(c, step),
                       CASE_SAY(c, "%02X%02X%02X%02X, sent %02X%02X%02X%02X",
                                "%02X%02X%02X%02X，所发为%02X%02X%02X%02X"),
                       code[3], code[2], code[1], code[0], sent[3], sent[2], sent[1], sent[0]);
}

/* A refusal is as good as silence; what counts is that nothing is done. */
static bool silent_or_error(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer *answer = &own(c)->answer;
    bool is_trip = own(c)->wild_order.n1 != 0;
    if (!case_listen(c, answer))
        return false;
    if (is_trip) {
        case_order_answered(c, &own(c)->wild_order, answer);
        own(c)->found.may_be_open = true; /* whatever the meter answers: it may have been taken */
    }
    if (answer->kind == CASE_FRAME && answer->frame.control & DLT645_ERROR_ANSWER)
        return case_held(c);
    return case_expect_silence(c, answer, conform_says(c, step));
}

static bool trip_wild(struct conform_case *c, const struct conform_step *step)
{
    own(c)->wild_order = (struct case_order){.n1 = (uint8_t)step->bits, .address = dlt645_all_wild};
    return case_order_send(c, &own(c)->wild_order);
}

#define RELAY_NEEDS FEATURE(DEVICE_RELAY) | FEATURE(DEVICE_CLOCK)
#define CUTS                                                                                       \
    {                                                                                              \
        .features = RELAY_NEEDS, .may_cut = true, .has_password = true, .puts_relay_back = true    \
    }
#define VERB(id, en, zh, ...)                                                                      \
    const struct conform_verb dlt645_verb_##id = {{en, zh}, id, __VA_ARGS__}

VERB(found_closed, "the relay is found closed, without alarm and protection",
     "继电器初始为合，无报警无保电", {.features = RELAY_NEEDS}, NULL);
VERB(no_delay, "no trip delay is set", "跳闸延时为零", {0}, NULL);
VERB(order, "an order is confirmed", "命令被确认", CUTS, need_order);
VERB(refused, "an order is refused", "命令被拒绝", CUTS, need_order);
VERB(opens, "a trip opens the relay", "跳闸使继电器断开", CUTS, NULL);
VERB(bits, "bits of status word 3", "状态字3的位", {0}, NULL);
VERB(settled, "wait until the relay must have followed", "等待继电器动作完毕", {0}, NULL);
VERB(keep, "keep a count", "记下次数", {0}, NULL);
VERB(grew, "a count has grown", "次数增加", {0}, NULL);
VERB(operator, "operator code of a record", "记录中的操作者代码", {0}, NULL);
VERB(trip_wild, "send a trip to AA..AA", "向AA..AA发送跳闸", CUTS, NULL);
VERB(silent_or_error, "silence or an error answer", "无应答或异常应答", {0}, NULL);
