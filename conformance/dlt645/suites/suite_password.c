/* Wrong passwords, in 14H and 1CH. The last tests of a run: some meters lock a level after a few of
 * them, and would refuse everything that came after. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"

static const struct conform_step wrong_write[] = {
    FIND_ITEM,
    WRITE_WRONG_PASSWORD,
    CHECK('a', WRITE_REFUSED,
          SAYS("wrong password or not authorised", "密码错或未授权", "2.1, 2.3; LT-S-01")),
    CHECK('b', ITEM_AS_FOUND,
          SAYS("the refused write changed nothing", "被拒绝的写数据未改变数据", "2.3")),
};
static const struct conform_step lowest_level[] = {
    FIND_ITEM,
    WRITE_AS_LOWEST,
    CHECK('a', WRITE_REFUSED, SAYS("level 09 is not authorised to write", "09级无写权限", "2.3")),
    CHECK('b', ITEM_AS_FOUND,
          SAYS("the refused write changed nothing", "被拒绝的写数据未改变数据", "2.3")),
};
static const struct conform_step wrong_trip[] = {
    FOUND_TO_REFUSE,
    CHECK('a', REFUSED(RELAY_TRIP), .flags = ORDER_WRONG_PASSWORD,
          SAYS("wrong password or not authorised", "密码错或未授权", "3.4, 3.5")),
    CHECK('b', BITS(OPEN_BITS, 0), STAYS,
          SAYS("the refused command moved nothing: relay as before",
               "被拒绝的命令无动作：继电器不变", "3.4")),
    CHECK('c', REFUSED(RELAY_TRIP), .flags = ORDER_WRONG_LEVEL,
          SAYS("not authorised: the password of another level", "未授权：密码属于另一级别",
               "3.4, 3.5")),
    CHECK('d', BITS(OPEN_BITS, 0), STAYS,
          SAYS("the command of another level moved nothing", "另一级别的命令无动作", "3.4")),
};

static const struct conform_test tests[] = {
    {"dlt645/7.3/2-wrong-password",
     {"write with wrong password", "密码错误的写数据"},
     {"A write with a wrong password gets an error answer and changes nothing.",
      "密码错误的写数据得到异常应答，数据不变。"},
     CLAUSE("7.3"),
     CONFORM_MUST,
     STEPS(wrong_write)},
    {"dlt645/7.3/4-password-level",
     {"password level observed", "密码级别有效"},
     {"The password of the writing level, sent as that of the lowest level 09, opens nothing.",
      "写权限密码以最低级09发送时无效。"},
     CLAUSE("7.3"),
     CONFORM_MUST,
     STEPS(lowest_level)},
    {"dlt645/fc.relay/8-wrong-password",
     {"wrong password refused", "拒绝密码错误的跳闸"},
     {"A trip with a wrong password is refused and not executed.",
      "密码错误的跳闸被拒绝且不执行。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(wrong_trip)},
};

const struct conform_group suite_password = {tests, sizeof tests / sizeof *tests};
