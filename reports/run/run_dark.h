/* reports/run/run_dark.h - SQL about who has paid and has no supply: in an outage, from the first
 * payment that was under way in it, to its end or to where the last of them was taken back. What
 * was posted, or taken back, before the supply went does not count. */
#ifndef REPORTS_RUN_RUN_DARK_H
#define REPORTS_RUN_RUN_DARK_H

#define RUN_DARK_END "(SELECT end_at FROM run)"
/* When the supply of outage o came back. */
#define RUN_DARK_ON "coalesce(o.on_at, " RUN_DARK_END ")"
/* Until when a payment p was one: it is reversed, or taken back and nobody had posted it. */
#define RUN_DARK_OVER                                                                              \
    "coalesce(p.reversed_at, CASE WHEN p.posted_at IS NULL THEN p.undone_at END, " RUN_DARK_END ")"
#define RUN_DARK_PAYMENTS                                                                          \
    " FROM payment p WHERE p.customer = o.customer AND p.paid_at < " RUN_DARK_ON                   \
    " AND coalesce(p.posted_at, " RUN_DARK_OVER ") > o.off_at"
#define RUN_DARK_SINCE "max(o.off_at, (SELECT min(p.paid_at)" RUN_DARK_PAYMENTS "))"
#define RUN_DARK_UNTIL "min(" RUN_DARK_ON ", (SELECT max(" RUN_DARK_OVER ")" RUN_DARK_PAYMENTS "))"
/* ms of one outage o. */
#define RUN_DARK_SPAN_ALL RUN_DARK_ON " - o.off_at"
/* The same while paid; NULL if nothing was. */
#define RUN_DARK_SPAN RUN_DARK_UNTIL " - " RUN_DARK_SINCE
#define RUN_DARK_AT_END                                                                            \
    "SELECT count(*) FROM v_outage o WHERE o.on_at IS NULL AND " RUN_DARK_UNTIL " = " RUN_DARK_END

#endif
