#include "conformance/dlt645/suites/suites.h"
#include "conformance/dlt645/dlt645_protocol.h"

/* What needs a closed relay comes before what trips it: a meter may lose the close. Passwords last:
 * a level may be locked after wrong ones. */
static const struct conform_group *const groups[] = {
    &suite_framing, &suite_line,    &suite_address, &suite_read,  &suite_follow,   &suite_write,
    &suite_time,    &suite_refusal, &suite_protect, &suite_relay, &suite_password,
};

const struct conform_suite conform_dlt645 = {
    .name = "dlt645",
    .version = "dlt645-6",
    .protocol = &dlt645_protocol,
    .groups = groups,
    .group_count = sizeof groups / sizeof *groups,
};
