/* reports/run/run_dark.h - SQL about who has paid and has no supply: in an outage, from the first
 * payment that was under way in it. What was posted before the supply went does not count. */
#ifndef REPORTS_RUN_RUN_DARK_H
#define REPORTS_RUN_RUN_DARK_H

#define RUN_DARK_END "(SELECT end_at FROM run)"
#define RUN_DARK_SINCE                                                                             \
    "max(o.off_at, (SELECT min(p.paid_at) FROM payment p WHERE p.customer = o.customer"            \
    " AND p.paid_at < coalesce(o.on_at, " RUN_DARK_END ")"                                         \
    " AND coalesce(p.posted_at, " RUN_DARK_END ") > o.off_at))"
/* ms of one outage o. */
#define RUN_DARK_SPAN_ALL "coalesce(o.on_at, " RUN_DARK_END ") - o.off_at"
/* The same while paid; NULL if nothing was. */
#define RUN_DARK_SPAN "coalesce(o.on_at, " RUN_DARK_END ") - " RUN_DARK_SINCE
#define RUN_DARK_AT_END                                                                            \
    "SELECT count(*) FROM v_outage o WHERE o.on_at IS NULL AND " RUN_DARK_SINCE " IS NOT NULL"

#endif
