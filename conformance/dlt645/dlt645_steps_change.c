/* Verbs of writing the item that the device file names, and of broadcast time. */
#include "conformance/dlt645/dlt645_steps.h"
#include "protocol/dlt645/dlt645_time.h"

#include <stdio.h>
#include <string.h>

#define NIGHT_MS (15 * MS_MINUTE) /* no broadcast near midnight: it is not taken then */
#define EXACT_MS (5 * MS_SECOND)

bool dlt645_find_item(struct conform_case *c, uint32_t di)
{
    struct case_answer answer;
    struct case_item *item = &own(c)->item;
    item->di = di;
    if (!case_read(c, item->di, &answer) || !case_expect_frame(c, &answer, DLT645_READ))
        return false;
    int size = answer.frame.length - 4;
    if (answer.frame.control & DLT645_ERROR_ANSWER || size < 1 || size > (int)sizeof item->old)
        return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                            CASE_SAY(c,
                                     "item %08X cannot be read as 1 to 16 bytes: name another one "
                                     "as write_item",
                                     "数据项%08X读不到1至16字节：请在write_item另指定一个"),
                            item->di);
    if (!case_expect_item(c, &answer, item->di, (size_t)size))
        return false;
    item->size = (uint8_t)size;
    memcpy(item->old, answer.frame.data + 4, item->size);
    memcpy(item->other, item->old, item->size);
    item->other[0] = (uint8_t)(1 + case_random(c) % 9); /* one BCD digit, not the old one */
    if (item->other[0] == item->old[0])
        item->other[0] = 0x10;
    return true;
}

static bool find_item(struct conform_case *c, const struct conform_step *step)
{
    (void)step;
    return dlt645_find_item(c, c->device->write_item);
}

static bool write_other(struct conform_case *c, const struct conform_step *step)
{
    const struct case_item *item = &own(c)->item;
    return case_write(c, step->bytes, item->di, item->other, item->old, item->size,
                      step->flags & ORDER_WRONG_PASSWORD ? CASE_WRONG_PASSWORD
                      : step->flags & WRITE_LOWEST_LEVEL ? CASE_LOWEST_LEVEL
                                                         : CASE_RIGHT);
}

static bool write_done(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    (void)step;
    return case_receive(c, &answer) && case_expect_done(c, &answer, DLT645_WRITE, 0);
}

static bool write_refused(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    (void)step;
    return case_receive(c, &answer) &&
           case_expect_error(
               c, &answer, DLT645_WRITE, DLT645_ERR_NOT_ALLOWED,
               (struct fk_text){"wrong password or not authorised", "密码错或未授权"});
}

/* High byte first, as people write it. */
static void put_hex(const uint8_t *bytes, size_t size, char *out, size_t capacity)
{
    for (size_t i = 0; i < size; i++)
        snprintf(out + 2 * i, capacity - 2 * i, "%02X", bytes[size - 1 - i]);
}

static bool item_is(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    const struct case_item *item = &own(c)->item;
    const uint8_t *wanted = step->number ? item->other : item->old;
    uint8_t now[sizeof item->old];
    char is[2 * sizeof now + 1], should[2 * sizeof now + 1];
    if (!case_get(c, item->di, item->size, now, &answer))
        return false;
    if (memcmp(now, wanted, item->size) == 0)
        return case_held(c);
    put_hex(now, item->size, is, sizeof is);
    put_hex(wanted, item->size, should, sizeof should);
    return case_broken(c, &answer.proof, conform_says(c, step),
                       CASE_SAY(c, "item %08X is %s, expected %s", "数据项%08X为%s，应为%s"),
                       item->di, is, should);
}

/* Before anything moves the clock, the present time is written: a meter that refuses it would keep
 * what the test does to its clock. */
static bool prepare_write(struct conform_case *c)
{
    struct case_answer answer;
    char text[CASE_TEXT];
    if (!case_touch_clock(c) || !case_set_clock(c, own(c)->found.clock_offset, &answer))
        return false;
    if (answer.kind == CASE_FRAME && answer.frame.control == (DLT645_WRITE | DLT645_FROM_METER) &&
        answer.frame.length == 0)
        return true;
    case_answer_text(&answer, c->lang, text, sizeof text);
    return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                        CASE_SAY(c,
                                 "the clock could not be put back: writing the present time got %s",
                                 "无法恢复时钟：写入当前时间得到%s"),
                        text);
}

/* Near midnight no broadcast is taken: the virtual meter is moved to noon of the same day, and
 * comes back at the end as after every test; in a real one half a day of freezes and tariffs would
 * be passed over. */
static bool clock_ready(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    ms_t *offset = &own(c)->offset;
    (void)step;
    if (!case_find_clock(c, &answer))
        return false;
    *offset = own(c)->found.clock_offset;
    ms_t of_day = clock_time_of_day(conform_source_wall(c->source) + *offset);
    bool is_night = of_day < NIGHT_MS || of_day > MS_DAY - NIGHT_MS;
    if (is_night && c->source->kind != CONFORM_LINE_VIRTUAL)
        return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                            CASE_SAY(c,
                                     "no broadcast is taken near midnight, and the meter clock is "
                                     "at %02d:%02d: run the test between 00:15 and 23:45",
                                     "零点前后不受理广播校时，而电表时钟为%02d:%02d：请在00:15至"
                                     "23:45之间测试"),
                            (int)(of_day / MS_HOUR), (int)(of_day % MS_HOUR / MS_MINUTE));
    if (!prepare_write(c))
        return false;
    if (!is_night)
        return true;
    *offset += 12 * MS_HOUR - of_day;
    return case_set_clock(c, *offset, &answer) && case_expect_done(c, &answer, DLT645_WRITE, 0);
}

/* Broadcasts a time `number` ahead of the meter clock. */
static bool send_time(struct conform_case *c, const struct conform_step *step)
{
    uint8_t stamp[6];
    dlt645_time_put(conform_source_wall(c->source) + own(c)->offset + step->number,
                    DLT645_ORDER_STAMP, stamp);
    struct dlt645_frame frame = case_request(c, DLT645_BROADCAST_TIME, stamp, sizeof stamp);
    memcpy(frame.address, dlt645_broadcast, sizeof frame.address);
    return case_touch_clock(c) && case_send(c, &frame);
}

static bool is_near(ms_t value, ms_t wanted)
{
    return value > wanted - EXACT_MS && value < wanted + EXACT_MS;
}

/* How far the clock is from where it would be without the broadcast. */
static bool moved(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    ms_t clock;
    if (!case_get_clock(c, &clock, &answer))
        return false;
    ms_t shift = clock - (conform_source_wall(c->source) + own(c)->offset);
    if (is_near(shift, step->number))
        return case_held(c);
    bool is_still = is_near(shift, 0);
    if (known(c) && step->number == 0)
        known(c)->is_time_taken = !is_still;
    if (step->number != 0 && is_still && known(c) && known(c)->is_time_taken)
        return case_held(c); /* shown before: it takes broadcasts, and one a day */
    if (step->number != 0 && is_still)
        return case_unknown(
            c, CONFORM_PRECONDITION, &answer.proof,
            CASE_SAY(c,
                     "the broadcast was not taken; a meter takes one a day, today's may be used up",
                     "未执行广播校时；电表每天只受理一次，今天的可能已用"));
    return case_broken(c, &answer.proof, conform_says(c, step),
                       CASE_SAY(c, "the clock moved by %lld s", "时钟移动了%lld s"),
                       (long long)(shift / MS_SECOND));
}

#define WRITES                                                                                     \
    {                                                                                              \
        .features = FEATURE(DEVICE_WRITE), .has_password = true, .puts_item_back = true            \
    }
#define SETS_CLOCK                                                                                 \
    {                                                                                              \
        .features =                                                                                \
            FEATURE(DEVICE_BROADCAST_TIME) | FEATURE(DEVICE_CLOCK) | FEATURE(DEVICE_CLOCK_WRITE),  \
        .has_password = true, .puts_clock_back = true                                              \
    }
#define VERB(id, en, zh, ...)                                                                      \
    const struct conform_verb dlt645_verb_##id = {{en, zh}, id, __VA_ARGS__}

VERB(find_item, "read the item that the device file names", "读设备文件指定的数据项", {0}, NULL);
VERB(write_other, "write another value", "写入另一数值", WRITES, NULL);
VERB(write_done, "the write is confirmed", "写数据被确认", {0}, NULL);
VERB(write_refused, "the write is refused", "写数据被拒绝", {0}, NULL);
VERB(item_is, "read the item again", "再读该数据项", {0}, NULL);
VERB(clock_ready, "find the clock, and see that it can be written", "确定时钟并可写", SETS_CLOCK,
     NULL);
VERB(send_time, "broadcast a time", "广播校时", SETS_CLOCK, NULL);
VERB(moved, "how far the clock moved", "时钟移动量", {0}, NULL);
