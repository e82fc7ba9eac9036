/* Control commands that a meter must refuse: 1CH answered with DC, nothing moved. */
#include "conformance/dlt645/suites/suite_relay.h"
#include "conformance/dlt645/suites/suites.h"
#include "models/meter/relay.h"
#include "protocol/dlt645/dlt645_status.h"

#include <string.h>

#define CLOSED_BITS (DLT645_W3_RELAY_OPEN | DLT645_W3_COMMAND_OPEN)

void relay_refused(struct conform_case *c, const struct case_order *order)
{
    struct case_answer answer;
    if (!case_order_send(c, order) || !case_receive(c, &answer))
        return;
    case_order_answered(c, order, &answer);
    if (!relay_expect_refused(c, &answer))
        return;
    (void)relay_expect_stays(c, CLOSED_BITS, 0, "the refused command moved nothing: relay closed");
}

static void expired(struct conform_case *c)
{
    ms_t clock;
    const struct case_order order = {.n1 = RELAY_TRIP, .valid_ms = -10 * MS_MINUTE};
    if (relay_prepare(c, &clock))
        relay_refused(c, &order);
}

static void impossible_time(struct conform_case *c)
{
    static const uint8_t february_30[6] = {0x00, 0x00, 0x12, 0x30, 0x02, 0x99};
    ms_t clock;
    const struct case_order order = {.n1 = RELAY_TRIP, .until = february_30};
    if (relay_prepare(c, &clock))
        relay_refused(c, &order);
}

static void unknown_command(struct conform_case *c)
{
    ms_t clock;
    const struct case_order order = {.n1 = RELAY_UNKNOWN_N1};
    if (relay_prepare(c, &clock))
        relay_refused(c, &order);
}

static const struct conform_test tests[] = {
    {"dlt645/fc.relay/6-expired", "expired trip refused",
     "A command whose valid-until time has passed by the meter clock is refused and not executed.",
     FEE_CONTROL, CONFORM_MUST, NEEDS_RELAY, true, expired},
    {"dlt645/fc.relay/7-impossible-time", "impossible valid-until",
     "A command whose valid-until time does not exist is refused and not executed.", FEE_CONTROL,
     CONFORM_MUST, NEEDS_RELAY, true, impossible_time},
    {"dlt645/fc.relay/9-unknown-command", "unknown command refused",
     "A control command that does not exist is refused.", FEE_CONTROL, CONFORM_MUST, NEEDS_RELAY,
     true, unknown_command},
};

const struct conform_group suite_refusal = {tests, sizeof tests / sizeof *tests};
