/* Protection (保电, 1CH with 3A and 3B) and alarm (2A and 2B). */
#include "conformance/dlt645/suites/suite_relay.h"
#include "conformance/dlt645/suites/suites.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"

#define OPEN_BITS   (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN)
#define PROTECT_BIT DLT645_W3_PROTECTED

static bool prepare_protected(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    if (!relay_prepare(c, &clock))
        return false;
    case_prepare(c);
    bool is_protected = case_control_done(c, RELAY_PROTECT, &answer);
    case_judge(c);
    return is_protected;
}

static void shown(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    if (!relay_prepare(c, &clock) || !case_control_done(c, RELAY_PROTECT, &answer) ||
        !relay_expect(c, PROTECT_BIT | OPEN_BITS, PROTECT_BIT,
                      "protection shown (b12 = 1), relay closed") ||
        !case_control_done(c, RELAY_UNPROTECT, &answer))
        return;
    (void)relay_expect(c, PROTECT_BIT, 0, "protection ended (b12 = 0)");
}

static void trip_refused(struct conform_case *c)
{
    struct case_answer answer;
    if (!prepare_protected(c) || !case_control(c, RELAY_TRIP, &answer) ||
        !relay_expect_refused(c, &answer))
        return;
    (void)relay_expect_stays(c, OPEN_BITS, 0, "relay closed under protection (b4 = 0, b6 = 0)");
}

static void end_moves_nothing(struct conform_case *c)
{
    struct case_answer answer;
    if (!prepare_protected(c) || !case_control_done(c, RELAY_UNPROTECT, &answer))
        return;
    (void)relay_expect_stays(c, OPEN_BITS, 0, "relay still closed when protection ends");
}

static void open_stays_open(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    if (!relay_prepare(c, &clock) || !relay_prepare_open(c) ||
        !case_control_done(c, RELAY_PROTECT, &answer))
        return;
    (void)relay_expect_stays(c, DLT645_W3_RELAY_OPEN, DLT645_W3_RELAY_OPEN,
                             "relay open until the key is used (b4 = 1)");
}

static void alarm_shown(struct conform_case *c)
{
    struct case_answer answer;
    ms_t clock;
    if (!relay_prepare(c, &clock) || !case_control_done(c, RELAY_ALARM_ON, &answer) ||
        !relay_expect(c, DLT645_W3_ALARM | OPEN_BITS, DLT645_W3_ALARM,
                      "alarm shown (b7 = 1), relay closed (b4 = 0)") ||
        !relay_expect_stays(c, OPEN_BITS, 0, "the alarm does not move the relay") ||
        !case_control_done(c, RELAY_ALARM_OFF, &answer))
        return;
    (void)relay_expect(c, DLT645_W3_ALARM | OPEN_BITS, 0, "alarm ended (b7 = 0), relay closed");
}

#define NEEDS (NEEDS_RELAY | 1u << DEVICE_PROTECT)

static const struct conform_test tests[] = {
    {"dlt645/fc.protect/1-shown", "protection shown",
     "Protection and its end are confirmed and shown in status word 3.", FEE_CONTROL, CONFORM_MUST,
     NEEDS, true, shown},
    {"dlt645/fc.protect/2-trip-refused", "no trip under protection",
     "A protected meter refuses a trip and stays closed.", FEE_CONTROL, CONFORM_MUST, NEEDS, true,
     trip_refused},
    {"dlt645/fc.protect/3-end-moves-nothing", "end of protection",
     "The end of protection does not move the relay.", FEE_CONTROL, CONFORM_MUST, NEEDS, true,
     end_moves_nothing},
    {"dlt645/fc.protect/4-open-stays-open", "protection of an open relay",
     "Protection of an open relay leaves it open until the customer uses the key; meters that "
     "close "
     "it at once are tolerated.",
     FEE_CONTROL, CONFORM_SHOULD, NEEDS | 1u << DEVICE_PERMIT, true, open_stays_open},
    {"dlt645/fc.alarm/1-shown", "alarm shown",
     "The alarm and its end are confirmed and shown in status word 3; the relay does not move.",
     FEE_CONTROL, CONFORM_MUST, NEEDS_RELAY | 1u << DEVICE_ALARM, true, alarm_shown},
};

const struct conform_group suite_protect = {tests, sizeof tests / sizeof *tests};
