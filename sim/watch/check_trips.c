#include "sim/watch/check_trips.h"

#include "models/feecontrol/judge.h"
#include <inttypes.h>

static const char *what(bool is_crew, enum fk_lang lang)
{
    return is_crew ? FK_SAY(lang, "crew cuts", "现场停电")
                   : FK_SAY(lang, "cut command leaves", "停电命令下发");
}

/* Available balance as the posted money and the newest register say, not as a copy may have it. */
static void check_money(struct books *books, const struct books_case *c, uint32_t customer,
                        bool is_crew, ms_t now)
{
    fen_t available = books_available(books, customer);
    if (c && c->posted_at && now - c->posted_at <= BOOKS_HOPS)
        available -= c->posted;
    if (books_is_restore(books, customer, available)) {
        violations_add(&books->found, 3, customer, now,
                       "%s with %" PRId64 " fen available; must be below %" PRId64,
                       what(is_crew, FK_EN), available, books_policy(books, customer)->overdraft);
        violations_zh(&books->found, "%s时可用余额 %" PRId64 " 分，应低于 %" PRId64 " 分",
                      what(is_crew, FK_ZH), available, books_policy(books, customer)->overdraft);
        books_excuse_late(books, customer, now);
    }
}

/* CQ-2: a repeat, also one that money has made too much while it was on its way. */
static bool is_again(const struct books *books, const struct books_case *c, uint32_t customer,
                     ms_t now)
{
    bool is_just_over = c && c->cut_over && now - c->cut_over <= BOOKS_HOPS;
    return fee_is_tripped_again(books_policy(books, customer)) &&
           (books->customers[customer].flags & BOOKS_CUT || is_just_over);
}

/* A lock that began BOOKS_HOPS ago may not have reached the master or a crew yet. */
static void check_locks(struct books *books, uint32_t customer, bool is_crew, ms_t now)
{
    unsigned reason = locks_on(&books->locks, customer);
    if (reason == HOLD_NONE || now - books->locked_at <= BOOKS_HOPS)
        return;
    violations_add(&books->found, 3, customer, now, "%s while he must not be cut: %s",
                   what(is_crew, FK_EN), hold_reason_name(reason));
    violations_zh(&books->found, "%s时不得停电：%s", what(is_crew, FK_ZH),
                  hold_reason_name_zh(reason));
}

/* T23: nobody is cut whose agreement is over. */
static void check_agreement(struct books *books, uint32_t customer, bool is_crew, ms_t now)
{
    const struct books_agreement *agreement = books_agreement_of(books, customer);
    if (!agreement || agreement->is_in || now - agreement->over_at <= BOOKS_HOPS)
        return;
    violations_add(&books->found, 3, customer, now, "%s without an agreement",
                   what(is_crew, FK_EN));
    violations_zh(&books->found, "%s时没有费控协议", what(is_crew, FK_ZH));
}

static void check_notice(struct books *books, const struct books_case *c, uint32_t customer,
                         bool is_crew, ms_t now)
{
    const struct fee_policy *policy = books_policy(books, customer);
    ms_t frozen = clock_day_at(books->customers[customer].day);
    ms_t notice_at = books_notice(c, now);
    if (notice_at && fee_is_noticed(policy, c->notice_before, now))
        notice_at = c->notice_before; /* of two on their way at a time the first will do */
    ms_t age = now - notice_at;
    struct violations *found = &books->found;
    if (now - frozen > policy->max_reading_age) {
        violations_add(found, 4, customer, now,
                       "%s with a register of %" PRId64 " h ago; at most %" PRId64 " h",
                       what(is_crew, FK_EN), (now - frozen) / MS_HOUR,
                       policy->max_reading_age / MS_HOUR);
        violations_zh(found, "%s所用示数为 %" PRId64 " 小时前，最多 %" PRId64 " 小时",
                      what(is_crew, FK_ZH), (now - frozen) / MS_HOUR,
                      policy->max_reading_age / MS_HOUR);
    } else if (is_again(books, c, customer, now)) {
        return; /* CQ-2: on the notice of the first trip while arrears persist */
    } else if (!notice_at) {
        violations_add(found, 4, customer, now, "%s without a delivered notice",
                       what(is_crew, FK_EN));
        violations_zh(found, "%s时没有已送达的停电通知", what(is_crew, FK_ZH));
    } else if (age < policy->notice_wait) {
        violations_add(found, 4, customer, now,
                       "%s %" PRId64 " s after the notice; must wait %" PRId64 " s",
                       what(is_crew, FK_EN), age / MS_SECOND, policy->notice_wait / MS_SECOND);
        violations_zh(found, "%s距通知 %" PRId64 " 秒，应等待 %" PRId64 " 秒", what(is_crew, FK_ZH),
                      age / MS_SECOND, policy->notice_wait / MS_SECOND);
    } else if (age > policy->notice_valid) {
        violations_add(found, 4, customer, now,
                       "%s %" PRId64 " s after the notice; it is valid for %" PRId64 " s",
                       what(is_crew, FK_EN), age / MS_SECOND, policy->notice_valid / MS_SECOND);
        violations_zh(found, "%s距通知 %" PRId64 " 秒，通知有效期 %" PRId64 " 秒",
                      what(is_crew, FK_ZH), age / MS_SECOND, policy->notice_valid / MS_SECOND);
    }
}

/* a second notice so long before; a crew tells him on site. */
static void check_last_notice(struct books *books, const struct books_case *c, uint32_t customer,
                              ms_t now)
{
    ms_t least = books_policy(books, customer)->last_notice;
    ms_t notice_at = books_notice(c, now);
    if (notice_at && fee_is_noticed(books_policy(books, customer), c->notice_before, now))
        notice_at = c->notice_before; /* as above */
    bool is_told = c && ((c->told_at >= notice_at && now - c->told_at >= least) ||
                         (c->told_before >= notice_at && now - c->told_before >= least));
    if (least == 0 || !notice_at || is_told || is_again(books, c, customer, now))
        return;
    violations_add(&books->found, 4, customer, now,
                   "cut command leaves without a last notice %" PRId64 " s before",
                   least / MS_SECOND);
    violations_zh(&books->found, "停电命令下发前 %" PRId64 " 秒没有最后通知", least / MS_SECOND);
}

void check_word_strategy(struct books *books, const struct party_note *note, ms_t now)
{
    struct books_word *word;
    if (!fee_is_told_before(books_policy(books, note->customer)))
        return;
    word = slots_open(&books->words, note->customer);
    if (!word)
        books->err = FK_E_MEMORY;
    else if (note->state == STRATEGY_LIVE)
        *word = (struct books_word){note->customer, note->id, now, 0};
    else if (word->strategy == note->id)
        word->strategy = 0;
}

void check_word_told(struct books *books, const struct party_note *note, ms_t now)
{
    struct books_word *word = slots_find(&books->words, note->customer);
    bool is_received = note->state == SMS_DELIVERED &&
                       (note->attempt != SMS_ON_PAPER || books->scenario->is_paper_counted);
    if (word && is_received && note->ref == word->strategy && !word->told_at)
        word->told_at = now;
}

/* after its notice, or when the time for that is over and a crew came in vain. */
static void check_word(struct books *books, uint32_t customer, ms_t now)
{
    const struct fee_policy *policy = books_policy(books, customer);
    const struct books_word *word = slots_find(&books->words, customer);
    if (!fee_is_told_before(policy) ||
        (word && (word->told_at || now - word->from >= policy->restore_notice)))
        return;
    violations_add(&books->found, 10, customer, now,
                   "a command to close leaves before he is told of it (R-42)");
    violations_zh(&books->found, "未告知客户即下发合闸命令（R-42）");
}

void check_close(struct books *books, uint32_t customer, bool is_permit, ms_t now)
{
    if (!is_permit)
        check_word(books, customer, now);
    if (!fee_is_by_hand(books_policy(books, customer)))
        return;
    violations_add(&books->found, 10, customer, now,
                   "a command to close leaves for a breaker that a hand closes");
    violations_zh(&books->found, "向手合断路器的客户下发合闸类命令");
}

void check_trip(struct books *books, uint32_t customer, bool is_crew, ms_t now)
{
    const struct books_case *c = books_case(books, customer);
    check_money(books, c, customer, is_crew, now);
    check_locks(books, customer, is_crew, now);
    check_agreement(books, customer, is_crew, now);
    check_notice(books, c, customer, is_crew, now);
    if (!is_crew)
        check_last_notice(books, c, customer, now);
    if (!clock_window_holds(is_crew ? &books->scenario->field_cut_hours
                                    : &books_policy(books, customer)->cut_window,
                            now)) {
        violations_add(&books->found, 16, customer, now, "%s outside its hours",
                       what(is_crew, FK_EN));
        violations_zh(&books->found, "%s不在规定时段内", what(is_crew, FK_ZH));
    }
}
