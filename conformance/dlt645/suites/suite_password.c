/* Wrong passwords, in 14H and 1CH. The last tests of a run: some meters lock a level after a few of
 * them, and would refuse everything that came after. */
#include "conformance/dlt645/suites/suite_relay.h"
#include "conformance/dlt645/suites/suite_write.h"
#include "conformance/dlt645/suites/suites.h"
#include "models/meter/relay.h"

static void wrong_write(struct conform_case *c)
{
    struct case_answer answer;
    struct write_item item;
    if (!write_prepare(c, &item) || !write_other(c, &item, NULL, true) ||
        !case_receive(c, &answer) ||
        !case_expect_error(c, &answer, DLT645_WRITE, DLT645_ERR_NOT_ALLOWED,
                           "wrong password or not authorised"))
        return;
    (void)write_expect(c, &item, item.old, "the refused write changed nothing");
}

static void wrong_trip(struct conform_case *c)
{
    ms_t clock;
    const struct case_order order = {.n1 = RELAY_TRIP, .is_wrong_password = true};
    if (relay_prepare(c, &clock))
        relay_refused(c, &order);
}

static const struct conform_test tests[] = {
    {"dlt645/7.3/2-wrong-password", "write with wrong password",
     "A write with a wrong password gets an error answer and changes nothing.", "DL/T 645-2007 7.3",
     CONFORM_MUST, CONFORM_WRONG_PASSWORD | 1u << DEVICE_WRITE, false, wrong_write},
    {"dlt645/fc.relay/8-wrong-password", "wrong password refused",
     "A trip with a wrong password is refused and not executed.", FEE_CONTROL, CONFORM_MUST,
     CONFORM_WRONG_PASSWORD | NEEDS_RELAY, true, wrong_trip},
};

const struct conform_group suite_password = {tests, sizeof tests / sizeof *tests};
