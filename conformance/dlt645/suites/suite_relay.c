/* Trip, close and close permit: 1CH with 1A, 1B, 1C. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"
#include "protocol/dlt645/dlt645_time.h"

#define RECORD_LATE (180 * MS_SECOND) /* tolerance of benches for a relay record */

/* A record with the meter time of the trip. */
static bool recorded(struct conform_case *c, const struct conform_step *step)
{
    struct case_answer answer;
    ms_t clock = own(c)->clock, at = 0;
    uint8_t stamp[6];
    do {
        if (!case_get(c, DI_TRIP_TIME, sizeof stamp, stamp, &answer))
            return false;
        if (dlt645_time_moment(stamp, DLT645_ORDER_STAMP, &at) && at >= clock &&
            at <= clock + RECORD_LATE)
            return case_held(c);
    } while (dlt645_look_again(c));
    if (c->source->state != CONFORM_SOURCE_READY)
        return false;
    return case_broken(c, &answer.proof, conform_says(c, step),
                       "YYMMDDhhmmss %02X%02X%02X%02X%02X%02X", stamp[5], stamp[4], stamp[3],
                       stamp[2], stamp[1], stamp[0]);
}

#define TRIP_CONFIRMED                                                                             \
    CHECK('a', DONE(RELAY_TRIP), SAYS("the trip is confirmed", "跳闸被确认", "3.5; LT-R-01"))

static const struct conform_step trip_opens[] = {
    FOUND_TO_TRIP,
    NO_TRIP_DELAY,
    KEEP('n', DI_TRIP_COUNT),
    TRIP_CONFIRMED,
    CHECK('b', BITS(OPEN_BITS, OPEN_BITS), SETTLES,
          SAYS("relay open (b4 = 1), command open (b6 = 1)", "继电器断（b4为1），命令断（b6为1）",
               "3.6 C 1A, 3.7; LT-R-01")),
    CHECK('c', GREW(DI_TRIP_COUNT, 'n', 1),
          SAYS("one more trip counted", "跳闸次数加一", "3.7; LT-R-01")),
};
static const struct conform_step trip_record[] = {
    FOUND_TO_TRIP,
    NO_TRIP_DELAY,
    RELAY_OPENS,
    CHECK('a', STEP_CODE(recorded), SETTLES,
          SAYS("a record with the meter time of the trip", "记录中有跳闸时的电表时间",
               "3.7; LT-R-01")),
    CHECK('b', OPERATOR_IN(DI_TRIP_OPERATOR), SETTLES,
          SAYS("the operator code of the command in the record", "记录中有命令的操作者代码",
               "3.7; LT-R-01")),
};
static const struct conform_step close_closes[] = {
    FOUND_TO_TRIP,
    KEEP('n', DI_CLOSE_COUNT),
    NO_TRIP_DELAY,
    RELAY_OPENS,
    CHECK('a', DONE(RELAY_CLOSE),
          SAYS("the close is confirmed", "合闸被确认", "3.5; LT-R-02, LT-R-09")),
    CHECK('b', BITS(OPEN_BITS, 0), SETTLES,
          SAYS("relay closed (b4 = 0), command close (b6 = 0)",
               "继电器合（b4为0），命令合（b6为0）", "3.6 T 1C; LT-R-02, LT-R-09")),
    CHECK('c', GREW(DI_CLOSE_COUNT, 'n', 1),
          SAYS("one more close counted", "合闸次数加一", "3.7; LT-R-09")),
    CHECK('d', OPERATOR_IN(DI_CLOSE_OPERATOR), SETTLES,
          SAYS("the operator code of the command in the record", "记录中有命令的操作者代码",
               "3.7; LT-R-09")),
};

#define WAITS_FOR_KEY                                                                              \
    SAYS("relay open until the key is used (b4 = 1), command close (b6 = 0)",                      \
         "按键之前继电器断（b4为1），命令合（b6为0）", "3.6 T 1B; LT-R-07")
static const struct conform_step permit_waits[] = {
    FOUND_TO_TRIP,
    NO_TRIP_DELAY,
    RELAY_OPENS,
    CHECK('a', DONE(RELAY_PERMIT),
          SAYS("the close permit is confirmed", "合闸允许被确认", "3.5; LT-R-07")),
    CHECK('b', BITS(OPEN_BITS, DLT645_W3_RELAY_OPEN), SETTLES, WAITS_FOR_KEY),
    CHECK('c', BITS(OPEN_BITS, DLT645_W3_RELAY_OPEN), STAYS, WAITS_FOR_KEY),
};
/* The first trip must have been counted before it is known what the second adds. */
static const struct conform_step repeat_trip[] = {
    FOUND_TO_TRIP,
    NO_TRIP_DELAY,
    RELAY_OPENS,
    SETTLED,
    KEEP('n', DI_TRIP_COUNT),
    CHECK('a', DONE(RELAY_TRIP),
          SAYS("the second trip is confirmed", "再次跳闸被确认", "3.6 T 1A; LT-R-04")),
    SETTLED,
    CHECK('b', GREW(DI_TRIP_COUNT, 'n', 0),
          SAYS("a trip of an open relay is not counted", "已断开时跳闸不计次数",
               "3.6 T 1A; LT-R-04")),
};

static const struct conform_test tests[] = {
    {"dlt645/fc.relay/1-trip-opens",
     {"trip opens", "跳闸断开"},
     {"A trip is confirmed, opens the relay, shows it in status word 3 and is counted.",
      "跳闸被确认，继电器断开，状态字3显示，并计次数。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(trip_opens)},
    {"dlt645/fc.relay/2-trip-record",
     {"trip record", "跳闸记录"},
     {"A trip leaves a record with the meter time and the operator code of the command.",
      "跳闸留下带电表时间和操作者代码的记录。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(trip_record)},
    {"dlt645/fc.relay/3-close-closes",
     {"close closes", "合闸闭合"},
     {"A direct close is confirmed, closes the relay, is counted and recorded with its operator "
      "code.",
      "直接合闸被确认，继电器闭合，计次数，并记录操作者代码。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(close_closes)},
    {"dlt645/fc.relay/4-permit-waits",
     {"close permit waits", "合闸允许等待按键"},
     {"Close permit leaves an internal relay open until the customer uses the key.",
      "合闸允许后，内置继电器在用户按键之前保持断开。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(permit_waits)},
    {"dlt645/fc.relay/5-repeat-trip",
     {"second trip not counted", "再次跳闸不计数"},
     {"A trip of a relay that is open already is confirmed and not counted again.",
      "继电器已断开时跳闸被确认，不再计次数。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(repeat_trip)},
};

const struct conform_group suite_relay = {tests, sizeof tests / sizeof *tests};
