/* Control commands that a meter must refuse: 1CH answered with DC, nothing moved. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"

static const uint8_t february_30[6] = {0x00, 0x00, 0x12, 0x30, 0x02, 0x99};

#define NOT_AUTHORISED SAYS("error answer: not authorised", "异常应答：未授权", "3.4, 3.5; LT-R-10")
#define MOVED_NOTHING                                                                              \
    CHECK('b', BITS(OPEN_BITS, 0), STAYS,                                                          \
          SAYS("the refused command moved nothing: relay closed",                                  \
               "被拒绝的命令无动作：继电器闭合", "3.4; LT-R-10"))

/* A meter that keeps the command and runs it later would open the relay in another test. */
#define NOT_LATER                                                                                  \
    WAIT(3 * MS_SECOND),                                                                           \
        CHECK('c', BITS(OPEN_BITS, 0),                                                             \
              SAYS("closed seconds later too", "数秒后仍保持闭合", "3.4; LT-R-10"))

static const struct conform_step expired[] = {
    FOUND_CLOSED,
    CHECK('a', REFUSED(RELAY_TRIP), VALID(-10 * MS_MINUTE), NOT_AUTHORISED),
    MOVED_NOTHING,
    NOT_LATER,
};
static const struct conform_step impossible_time[] = {
    FOUND_CLOSED,
    CHECK('a', REFUSED(RELAY_TRIP), UNTIL(february_30), NOT_AUTHORISED),
    MOVED_NOTHING,
    NOT_LATER,
};
static const struct conform_step unknown_command[] = {
    FOUND_CLOSED,
    CHECK('a', REFUSED(RELAY_UNKNOWN_N1), NOT_AUTHORISED),
    MOVED_NOTHING,
};

static const struct conform_test tests[] = {
    {"dlt645/fc.relay/6-expired",
     {"expired trip refused", "拒绝过期跳闸"},
     {"A command whose valid-until time has passed by the meter clock is refused and not executed.",
      "有效截止时间早于电表时钟的命令被拒绝且不执行。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(expired)},
    {"dlt645/fc.relay/7-impossible-time",
     {"impossible valid-until", "截止时间非法"},
     {"A command whose valid-until time does not exist is refused and not executed.",
      "有效截止时间不存在的命令被拒绝且不执行。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(impossible_time)},
    {"dlt645/fc.relay/9-unknown-command",
     {"unknown command refused", "拒绝未知命令"},
     {"A control command that does not exist is refused.", "不存在的控制命令被拒绝。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(unknown_command)},
};

const struct conform_group suite_refusal = {tests, sizeof tests / sizeof *tests};
