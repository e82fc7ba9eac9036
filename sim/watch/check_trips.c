#include "sim/watch/check_trips.h"

#include "models/feecontrol/judge.h"
#include <inttypes.h>

static const char *what(bool is_crew)
{
    return is_crew ? "crew cuts" : "cut command leaves";
}

/* Available balance as the posted money and the newest register say, not as a copy may have it. */
static void check_money(struct books *books, const struct books_case *c, uint32_t customer,
                        bool is_crew, ms_t now)
{
    const struct fee_policy *policy = &books->scenario->policy;
    fen_t available = books_available(books, customer);
    if (c && c->posted_at && now - c->posted_at <= BOOKS_HOPS)
        available -= c->posted;
    if (fee_is_restore(policy, available))
        violations_add(&books->found, 3, customer, now,
                       "%s with %" PRId64 " fen available; must be below %" PRId64, what(is_crew),
                       available, policy->overdraft);
}

static void check_notice(struct books *books, const struct books_case *c, uint32_t customer,
                         bool is_crew, ms_t now)
{
    const struct fee_policy *policy = &books->scenario->policy;
    ms_t frozen = books->customers[customer].day * MS_DAY - MS_CST;
    ms_t age = c && c->notice_at ? now - c->notice_at : 0;
    if (now - frozen > policy->max_reading_age)
        violations_add(&books->found, 4, customer, now,
                       "%s with a register of %" PRId64 " h ago; at most %" PRId64 " h",
                       what(is_crew), (now - frozen) / MS_HOUR, policy->max_reading_age / MS_HOUR);
    else if (!c || !c->notice_at)
        violations_add(&books->found, 4, customer, now, "%s without a delivered notice",
                       what(is_crew));
    else if (age < policy->notice_wait)
        violations_add(&books->found, 4, customer, now,
                       "%s %" PRId64 " s after the notice; must wait %" PRId64 " s", what(is_crew),
                       age / MS_SECOND, policy->notice_wait / MS_SECOND);
    else if (!is_crew && age > policy->notice_valid) /* field cuts get no new notice yet */
        violations_add(&books->found, 4, customer, now,
                       "%s %" PRId64 " s after the notice; it is valid for %" PRId64 " s",
                       what(is_crew), age / MS_SECOND, policy->notice_valid / MS_SECOND);
}

void check_trip(struct books *books, uint32_t customer, bool is_crew, ms_t now)
{
    const struct sim_scenario *s = books->scenario;
    const struct books_case *c = books_case(books, customer);
    check_money(books, c, customer, is_crew, now);
    check_notice(books, c, customer, is_crew, now);
    if (!clock_window_holds(is_crew ? &s->field_cut_hours : &s->policy.cut_window, now))
        violations_add(&books->found, 16, customer, now, "%s outside its hours", what(is_crew));
}
