/* Protection (保电, 1CH with 3A and 3B) and alarm (2A and 2B). */
#include "conformance/dlt645/dlt645_steps.h"
#include "conformance/dlt645/suites/suites.h"

#define PROTECT_BIT DLT645_W3_PROTECTED
#define ALARM_BIT   DLT645_W3_ALARM

static const struct conform_step shown[] = {
    FOUND_CLOSED,
    CHECK('a', DONE(RELAY_PROTECT), SAYS("protection is confirmed", "保电被确认", "3.5; LT-R-14")),
    CHECK('b', BITS(PROTECT_BIT | OPEN_BITS, PROTECT_BIT), SETTLES,
          SAYS("protection shown (b12 = 1), relay closed", "显示保电（b12为1），继电器闭合",
               "3.6 C 3A; LT-R-14")),
    CHECK('c', DONE(RELAY_UNPROTECT),
          SAYS("the end of protection is confirmed", "保电解除被确认", "3.5; LT-R-16")),
    CHECK('d', BITS(PROTECT_BIT, 0), SETTLES,
          SAYS("protection ended (b12 = 0)", "保电已解除（b12为0）", "3.6 CP 3B; LT-R-16")),
};
static const struct conform_step trip_refused[] = {
    FOUND_CLOSED,
    ORDER(RELAY_PROTECT),
    CHECK('a', REFUSED(RELAY_TRIP),
          SAYS("the trip is refused", "跳闸被拒绝", "3.6 CP 1A; LT-R-15")),
    CHECK('b', BITS(OPEN_BITS, 0), STAYS,
          SAYS("relay closed under protection (b4 = 0, b6 = 0)", "保电下继电器闭合（b4、b6为0）",
               "3.6 CP 1A; LT-R-15")),
};
static const struct conform_step end_moves_nothing[] = {
    FOUND_CLOSED,
    ORDER(RELAY_PROTECT),
    CHECK('a', DONE(RELAY_UNPROTECT),
          SAYS("the end of protection is confirmed", "保电解除被确认", "3.5; LT-R-16")),
    CHECK('b', BITS(OPEN_BITS, 0), STAYS,
          SAYS("relay still closed when protection ends", "保电解除后继电器仍闭合",
               "3.6 CP 3B; LT-R-16")),
};
static const struct conform_step open_stays_open[] = {
    FOUND_TO_TRIP,
    NO_TRIP_DELAY,
    RELAY_OPENS,
    CHECK('a', DONE(RELAY_PROTECT), NEEDS(.features = FEATURE(DEVICE_PERMIT)),
          SAYS("protection is confirmed", "保电被确认", "3.5; LT-R-18")),
    CHECK('b', BITS(DLT645_W3_RELAY_OPEN, DLT645_W3_RELAY_OPEN), STAYS,
          SAYS("relay open until the key is used (b4 = 1)", "按键之前继电器保持断开（b4为1）",
               "3.6 T 3A; LT-R-18")),
};
static const struct conform_step alarm_shown[] = {
    FOUND_CLOSED,
    CHECK('a', DONE(RELAY_ALARM_ON), SAYS("the alarm is confirmed", "报警被确认", "3.5; LT-R-12")),
    CHECK('b', BITS(ALARM_BIT | OPEN_BITS, ALARM_BIT), SETTLES,
          SAYS("alarm shown (b7 = 1), relay closed (b4 = 0)", "显示报警（b7为1），继电器闭合",
               "3.6; LT-R-12")),
    CHECK('c', BITS(OPEN_BITS, 0), STAYS,
          SAYS("the alarm does not move the relay", "报警不使继电器动作", "3.6; LT-R-12")),
    CHECK('d', DONE(RELAY_ALARM_OFF),
          SAYS("the end of the alarm is confirmed", "报警解除被确认", "3.5; LT-R-13")),
    CHECK('e', BITS(ALARM_BIT | OPEN_BITS, 0), SETTLES,
          SAYS("alarm ended (b7 = 0), relay closed", "报警已解除（b7为0），继电器闭合",
               "3.6; LT-R-13")),
};

static const struct conform_test tests[] = {
    {"dlt645/fc.protect/1-shown",
     {"protection shown", "显示保电"},
     {"Protection and its end are confirmed and shown in status word 3.",
      "保电及其解除被确认，并在状态字3中显示。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(shown)},
    {"dlt645/fc.protect/2-trip-refused",
     {"no trip under protection", "保电下不跳闸"},
     {"A protected meter refuses a trip and stays closed.", "保电状态下电表拒绝跳闸并保持闭合。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(trip_refused)},
    {"dlt645/fc.protect/3-end-moves-nothing",
     {"end of protection", "保电解除"},
     {"The end of protection does not move the relay.", "保电解除不使继电器动作。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(end_moves_nothing)},
    {"dlt645/fc.alarm/1-shown",
     {"alarm shown", "显示报警"},
     {"The alarm and its end are confirmed and shown in status word 3; the relay does not move.",
      "报警及其解除被确认，并在状态字3中显示；继电器不动作。"},
     FEE_CONTROL,
     CONFORM_MUST,
     STEPS(alarm_shown)},
    /* trips the relay: last */
    {"dlt645/fc.protect/4-open-stays-open",
     {"protection of an open relay", "继电器断开时保电"},
     {"Protection of an open relay leaves it open until the customer uses the key; meters that "
      "close it at once are tolerated.",
      "继电器断开时保电，用户按键之前保持断开；立即闭合者可容忍。"},
     FEE_CONTROL,
     CONFORM_SHOULD,
     STEPS(open_stays_open)},
};

const struct conform_group suite_protect = {tests, sizeof tests / sizeof *tests};
