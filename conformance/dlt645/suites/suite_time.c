/* Broadcast time, DL/T 645-2007 7.6. */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"

static const struct conform_step beyond_window[] = {
    CLOCK_READY,
    SEND_TIME(10 * MS_MINUTE),
    CHECK('a', SILENT, SAYS("a broadcast is never answered", "广播不应答", "2: 08")),
    CHECK('b', MOVED(0),
          SAYS("the clock as it was: 600 s are too much for a broadcast",
               "时钟不变：600 s超出广播校时范围", "2: 08; LT-F-01")),
};
static const struct conform_step within_window[] = {
    CLOCK_READY,
    SEND_TIME(2 * MS_MINUTE),
    CHECK('a', SILENT, SAYS("a broadcast is never answered", "广播不应答", "2: 08")),
    CHECK('b', MOVED(2 * MS_MINUTE),
          SAYS("the clock set to the broadcast time, 120 s ahead", "时钟被校准，向前120 s",
               "2: 08; LT-F-01")),
};

static const struct conform_test tests[] = {
    /* The broadcast that is taken comes last: it is the only one of the day. */
    {"dlt645/7.6/1-beyond-window",
     {"broadcast time refused", "拒绝广播校时"},
     {"Broadcast time more than 5 minutes away from the meter clock is ignored.",
      "与电表时钟相差超过5分钟的广播校时无效。"},
     CLAUSE("7.6"),
     CONFORM_MUST,
     STEPS(beyond_window)},
    {"dlt645/7.6/2-within-window",
     {"broadcast time taken", "执行广播校时"},
     {"Broadcast time within 5 minutes of the meter clock sets it, once a day and without an "
      "answer.",
      "5分钟以内的广播校时每天执行一次，且不应答。"},
     CLAUSE("7.6"),
     CONFORM_MUST,
     STEPS(within_window)},
};

const struct conform_group suite_time = {tests, sizeof tests / sizeof *tests};
