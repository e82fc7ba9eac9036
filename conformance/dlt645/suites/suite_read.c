/* Reading, DL/T 645-2007 7.1, 7.7 and annex A. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"
#include "protocol/dlt645/dlt645_item.h"
#include "protocol/dlt645/dlt645_time.h"

#include <string.h>

#define CLOCK_REMARK (5 * MS_MINUTE)
#define FREEZE_AGE   (MS_DAY + 10 * MS_MINUTE)
#define CLOCK_WATCH  (5 * MS_SECOND)
#define CLOCK_OFF    (2 * MS_SECOND)

static bool legal_status(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    uint16_t status;
    if (!case_get_status(c, &status, &answer))
        return false;
    uint16_t supply = status & DLT645_W3_SUPPLY_MASK, type = status & DLT645_W3_PREPAID_MASK;
    if (supply == DLT645_W3_SUPPLY_MASK || type == DLT645_W3_PREPAID_MASK)
        return case_broken(c, &answer.proof, conform_says(c, step),
                           CASE_SAY(c, "%s bits of status word 3, %04X", "状态字3的%s位，%04X"),
                           supply == DLT645_W3_SUPPLY_MASK ? CASE_SAY(c, "supply", "供电方式")
                                                           : CASE_SAY(c, "type", "电表类型"),
                           status);
    return case_held(c);
}

static bool plausible_clock(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    ms_t clock;
    if (!case_get_clock(c, &clock, &answer))
        return false;
    int weekday = own(c)->weekday;
    if (weekday != clock_to_civil(clock).weekday)
        return case_broken(c, &answer.proof, conform_says(c, step),
                           CASE_SAY(c, "weekday %02d, expected %02d", "星期为%02d，应为%02d"),
                           weekday, clock_to_civil(clock).weekday);
    ms_t off = own(c)->found.clock_offset;
    off = off < 0 ? -off : off;
    return off <= CLOCK_REMARK ||
           case_remark(c, &answer.proof,
                       CASE_SAY(c, "the meter clock is %lld s off", "电表时钟偏差%lld s"),
                       (long long)(off / MS_SECOND));
}

/* The clock moves with the time of the line; it shows whole seconds. */
static bool running_clock(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    ms_t from, to;
    if (!case_get_clock(c, &from, &answer))
        return false;
    ms_t sent_at = answer.sent_at;
    if (!case_wait(c, CLOCK_WATCH) || !case_get_clock(c, &to, &answer))
        return false;
    ms_t off = to - from - (answer.sent_at - sent_at);
    if (off < -CLOCK_OFF || off > CLOCK_OFF)
        return case_broken(
            c, &answer.proof, conform_says(c, step),
            CASE_SAY(c, "it moved by %lld s in %lld s", "走了%lld s，实际过了%lld s"),
            (long long)((to - from) / MS_SECOND),
            (long long)((answer.sent_at - sent_at) / MS_SECOND));
    return case_held(c);
}

/* Reads a time stamp of a freeze; zeros are no fault, the point is just not made yet. */
static bool get_stamp(struct conform_case *c, uint32_t di, ms_t *out, struct case_answer *answer)
{
    static const uint8_t zeros[5];
    uint8_t bytes[5];
    if (!case_get(c, di, sizeof bytes, bytes, answer))
        return false;
    *out = 0;
    if (memcmp(bytes, zeros, sizeof bytes) == 0)
        return true;
    if (!dlt645_time_moment(bytes, DLT645_ORDER_POINT, out))
        return case_broken(
            c, &answer->proof,
            CASE_SAY(c, "a time stamp YYMMDDhhmm that exists", "存在的时标YYMMDDhhmm"),
            "%02X%02X%02X%02X%02X", bytes[4], bytes[3], bytes[2], bytes[1], bytes[0]);
    return case_held(c);
}

/* Kept under 'f'. */
static bool frozen_stamp(struct conform_case *c, const struct conform_step *step)
{
    (void)step;
    if (!get_stamp(c, DI_DAILY_TIME, dlt645_slot(c, 'f'), &own(c)->answer))
        return false;
    return *dlt645_slot(c, 'f') != 0 ||
           case_unknown(c, CONFORM_PRECONDITION, &own(c)->answer.proof,
                        CASE_SAY(c,
                                 "no daily freeze has been made yet: test again after the next one",
                                 "尚无日冻结：请在下次日冻结后再测"));
}

/* Kept under 'c': after the stamp, as midnight may pass between the two. */
static bool present_clock(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    (void)step;
    return case_get_clock(c, dlt645_slot(c, 'c'), &answer);
}

static bool frozen_on_time(struct conform_case *c, const struct conform_step *step)
{
    const struct case_proof *proof = &own(c)->answer.proof;
    ms_t frozen_at = *dlt645_slot(c, 'f'), clock = *dlt645_slot(c, 'c');
    char text[24];
    clock_format(frozen_at, text);
    if (clock_time_of_day(frozen_at) != c->device->daily_freeze_at || frozen_at > clock)
        return case_broken(c, proof, conform_says(c, step),
                           CASE_SAY(c, "frozen at %.16s", "冻结于%.16s"), text);
    case_held(c);
    /* A meter without supply at the time makes none, and a new one has yesterday's of the works. */
    if (clock - frozen_at > FREEZE_AGE)
        return case_unknown(
            c, CONFORM_PRECONDITION, proof,
            CASE_SAY(c,
                     "the newest daily freeze is of %.16s: was the meter without supply at the "
                     "time of the freeze? Test again after the next one",
                     "最近日冻结为%.16s：冻结时刻电表是否停电？请在下次日冻结后再测"),
            text);
    return true;
}

static bool frozen_energy(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer frozen, answer;
    int64_t now = 0, was;
    if (!case_read(c, DI_DAILY_ENERGY, &frozen) ||
        !case_expect_item(c, &frozen, DI_DAILY_ENERGY, 0))
        return false;
    was = frozen.frame.length >= 8 ? dlt645_bcd_get(frozen.frame.data + 4, 4) : -1;
    if (!case_read(c, DI_ENERGY, &answer))
        return false;
    if (answer.kind == CASE_FRAME && answer.frame.control & DLT645_ERROR_ANSWER)
        return case_unknown(c, CONFORM_PRECONDITION, &answer.proof,
                            CASE_SAY(c, "the meter does not have item 00010000 to compare with",
                                     "电表没有可比较的数据项00010000"));
    if (!case_expect_item(c, &answer, DI_ENERGY, 4))
        return false;
    now = dlt645_bcd_get(answer.frame.data + 4, 4);
    if (was < 0 || was > now)
        return case_broken(
            c, &frozen.proof, conform_says(c, step),
            CASE_SAY(c, "frozen %lld, present %lld (0.01 kWh)", "冻结%lld，当前%lld（0.01 kWh）"),
            (long long)was, (long long)now);
    return case_held(c);
}

static bool freeze_now(struct conform_case *c, const struct conform_step *step)
{
    static const uint8_t now_pattern[4] = {0x99, 0x99, 0x99, 0x99};
    struct case_answer answer;
    struct dlt645_frame frame = case_request(c, DLT645_FREEZE, now_pattern, sizeof now_pattern);
    (void)step;
    return case_ask(c, &frame, &answer) && case_expect_done(c, &answer, DLT645_FREEZE, 0);
}

/* The stamp holds minutes: the minute of the command, or the next if it ended in between. */
static bool frozen_now(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    ms_t clock = *dlt645_slot(c, 'c'), frozen_at;
    char text[24];
    if (!get_stamp(c, DI_INSTANT_TIME, &frozen_at, &answer))
        return false;
    ms_t minute = clock - clock_time_of_day(clock) % MS_MINUTE;
    if (frozen_at >= minute && frozen_at <= minute + MS_MINUTE)
        return case_held(c);
    clock_format(frozen_at, text);
    return case_broken(c, &answer.proof, conform_says(c, step),
                       frozen_at ? CASE_SAY(c, "the newest is of %.16s", "最近一次为%.16s")
                                 : CASE_SAY(c, "no instant freeze exists", "没有瞬时冻结"),
                       text);
}

#define READS_CLOCK NEEDS(.features = FEATURE(DEVICE_CLOCK))

static const struct conform_step energy[] = {
    CHECK('a', NOT_BACKWARDS(DI_ENERGY, 'e'),
          SAYS("four bytes of BCD under its identifier", "标识及四字节BCD", "5.1")),
    CHECK('b', NOT_BACKWARDS(DI_ENERGY, 'e'),
          SAYS("a register that does not run backwards", "寄存器不倒走", "5.1")),
};
static const struct conform_step unknown_item[] = {
    CHECK('a', REFUSED_READ(UNKNOWN_DI, DLT645_ERR_NO_DATA),
          SAYS("error answer: no requested data", "异常应答：无请求数据", "2.1")),
};
static const struct conform_step status_word[] = {
    CHECK('a', STEP_CODE(legal_status),
          SAYS("supply and type bits 00, 01 or 10", "供电与类型位为00、01或10", "4")),
};
static const struct conform_step clock_plausible[] = {
    CHECK('a', STEP_CODE(plausible_clock), READS_CLOCK,
          SAYS("the weekday of the date, 00 for Sunday", "与日期一致的星期，00为星期日", "5.4")),
    CHECK('b', STEP_CODE(running_clock), READS_CLOCK,
          SAYS("a clock that moves with time", "时钟随时间走动", "5.4")),
};
static const struct conform_step daily_freeze[] = {
    CHECK('a', STEP_CODE(frozen_stamp), NEEDS(.features = FEATURE(DEVICE_DAILY_FREEZE)),
          SAYS("a time stamp that exists", "存在的时标", "5.7; LT-F-20")),
    PREPARE(STEP_CODE(present_clock), READS_CLOCK),
    CHECK('b', STEP_CODE(frozen_on_time),
          SAYS("the newest daily freeze at the time of day of daily_freeze_at, and not in the "
               "future",
               "最近日冻结在规定时刻，且不在将来", "5.7; LT-F-20")),
    CHECK('c', STEP_CODE(frozen_energy),
          SAYS("a frozen energy not above the present one", "冻结电能不大于当前电能",
               "5.7; LT-F-20")),
};
static const struct conform_step instant_freeze[] = {
    PREPARE(STEP_CODE(present_clock), READS_CLOCK),
    CHECK('a', STEP_CODE(freeze_now), NEEDS(.features = FEATURE(DEVICE_INSTANT_FREEZE)),
          SAYS("the freeze is confirmed", "冻结被确认", "2: 16")),
    CHECK('b', STEP_CODE(frozen_now),
          SAYS("an instant freeze with the minute of the command", "瞬时冻结的时标为命令的分钟",
               "5.7")),
};

static const struct conform_test tests[] = {
    {"dlt645/7.1/1-energy",
     {"forward active energy", "正向有功电能"},
     {"Forward active energy total is answered with its identifier and four bytes of BCD, and does "
      "not run backwards.",
      "正向有功总电能以其标识和四字节BCD应答，且不倒走。"},
     CLAUSE("7.1, annex A.1"),
     CONFORM_MUST,
     STEPS(energy)},
    {"dlt645/7.1/2-unknown-item",
     {"unknown item refused", "拒绝未知数据项"},
     {"A read of an item that the meter does not have gets an error answer 'no requested data'.",
      "读电表没有的数据项，得到“无请求数据”的异常应答。"},
     CLAUSE("7.1.5"),
     CONFORM_MUST,
     STEPS(unknown_item)},
    {"dlt645/7.1/3-status-word",
     {"status word 3", "状态字3"},
     {"Status word 3 is answered with two bytes whose supply and type fields hold legal values.",
      "状态字3以两字节应答，供电与类型字段为合法值。"},
     CLAUSE("annex A.5, annex C"),
     CONFORM_MUST,
     STEPS(status_word)},
    {"dlt645/7.1/4-clock",
     {"clock plausible", "时钟合理"},
     {"Date, weekday and time exist and agree; a clock more than 5 minutes off is remarked.",
      "日期、星期、时间存在且一致；偏差超过5分钟给出说明。"},
     CLAUSE("annex A.5"),
     CONFORM_MUST,
     STEPS(clock_plausible)},
    {"dlt645/7.1/5-daily-freeze",
     {"daily freeze", "日冻结"},
     {"The newest daily freeze is of the last midnight (or the time of day declared) and its "
      "energy "
      "is not above the present one.",
      "最近日冻结为上一零点（或声明的时刻），其电能不大于当前电能。"},
     CLAUSE("annex A.6"),
     CONFORM_MUST,
     STEPS(daily_freeze)},
    {"dlt645/7.7/1-instant-freeze",
     {"freeze command", "冻结命令"},
     {"A freeze command with 99 in every place is confirmed and makes a freeze with the present "
      "time.",
      "各位均为99的冻结命令被确认，并以当前时间冻结。"},
     CLAUSE("7.7"),
     CONFORM_MUST,
     STEPS(instant_freeze)},
};

const struct conform_group suite_read = {tests, sizeof tests / sizeof *tests};
